"""YAML as rulebooks use it: what each text means, where it stands, and what is refused, word for word."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import yaml

from discretion.documents import read
from discretion.documents.yaml_reader import FAST_LOADER, read_yaml
from discretion.errors import RulebookError

LOADERS = [pytest.param(FAST_LOADER, id="libyaml"), pytest.param(yaml.SafeLoader, id="pure")]

CASE = """\
# 一个案件
case: 2026-0001
place: "330106"
occurred: 2026-03-02
party: {kind: organisation}
facts:
  gross_mass_kg: 60000
  height_m: 4.20
  divisible_load: true
  permit_expires: null
records:
  - {kind: correction, date: 2026-03-03}
"""


@pytest.mark.parametrize("loader", LOADERS)
def test_a_case_file_is_read_exactly(loader: Any) -> None:
    assert read_yaml(CASE, "case.yaml", RulebookError, loader).data == {
        "case": "2026-0001",
        "place": "330106",
        "occurred": "2026-03-02",
        "party": {"kind": "organisation"},
        "facts": {
            "gross_mass_kg": 60000,
            "height_m": Decimal("4.20"),
            "divisible_load": True,
            "permit_expires": None,
        },
        "records": [{"kind": "correction", "date": "2026-03-03"}],
    }


@pytest.mark.parametrize(
    ("path", "position"),
    [
        ((), "case.yaml:2:1"),
        (("place",), "case.yaml:3:8"),
        (("party", "kind"), "case.yaml:5:15"),
        (("facts", "height_m"), "case.yaml:8:13"),
        (("records", 0), "case.yaml:12:5"),
        (("records", 0, "date"), "case.yaml:12:30"),
        (("facts", "no_such_fact"), "case.yaml:7:3"),  # the nearest ancestor
        (("records", 7, "date"), "case.yaml:12:3"),
    ],
)
def test_every_value_has_a_position(path: tuple[str | int, ...], position: str) -> None:
    assert str(read(CASE, "case.yaml").position(path)) == position


def test_keys_and_characters_inside_a_text_have_positions() -> None:
    document = read(CASE, "case.yaml")
    assert str(document.position(("party", "kind"), key=True)) == "case.yaml:5:9"
    assert str(document.position(("place",), offset=2)) == "case.yaml:3:11"  # after the quote
    assert str(document.position(("case",), offset=2)) == "case.yaml:2:9"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-5", -5),
        ("0.3", Decimal("0.3")),
        ("10000.01", Decimal("10000.01")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("2026-03-02", "2026-03-02"),
        ("2026-0001", "2026-0001"),
        ("10人以下", "10人以下"),
        ("第六十三条", "第六十三条"),
        ("none", "none"),
        ('"no"', "no"),
        ("'0123'", "0123"),
        ('""', ""),
        ('"(1000..5000]"', "(1000..5000]"),
        ("[]", []),
        ("{}", {}),
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ('"第一行\\n第二行"', "第一行\n第二行"),
    ],
)
def test_what_a_scalar_means(text: str, value: Any) -> None:
    data = read(f"k: {text}\n").data["k"]
    assert data == value
    assert type(data) is type(value)


TRAPS = [
    ("yes", '真假只能写 true 或 false（小写）（发现：yes；改法：真假写成 true 或 false，文本加引号写成 "yes"）'),
    ("NO", '真假只能写 true 或 false（小写）（发现：NO；改法：真假写成 true 或 false，文本加引号写成 "NO"）'),
    ("y", '真假只能写 true 或 false（小写）（发现：y；改法：真假写成 true 或 false，文本加引号写成 "y"）'),
    ("True", '真假只能写 true 或 false（小写）（发现：True；改法：真假写成 true 或 false，文本加引号写成 "True"）'),
    ("~", '空值只能写 null（小写）（发现：~；改法：空值写成 null，文本加引号写成 "~"）'),
    ("Null", '空值只能写 null（小写）（发现：Null；改法：空值写成 null，文本加引号写成 "Null"）'),
    ("", '没有写值（改法：写出值；空值写 null，空文本写 ""，空列表写 []）'),
    ("0123", '数字不能以 0 开头（发现：0123；改法：代码等文本加引号写成 "0123"，数值去掉前面的 0）'),
    ("1:30", '会被当作六十进制数（发现：1:30；改法：文本加引号写成 "1:30"）'),
    ("0x1F", '不支持十六进制、八进制、二进制（发现：0x1F；改法：写成十进制数；文本加引号写成 "0x1F"）'),
    ("0o17", '不支持十六进制、八进制、二进制（发现：0o17；改法：写成十进制数；文本加引号写成 "0o17"）'),
    ("0b11", '不支持十六进制、八进制、二进制（发现：0b11；改法：写成十进制数；文本加引号写成 "0b11"）'),
    ("1_000", '数字中不能有下划线（发现：1_000；改法：去掉下划线；文本加引号写成 "1_000"）'),
    ("1,000", '数字中不能有千分位逗号（发现：1,000；改法：去掉逗号；文本加引号写成 "1,000"）'),
    ("1e5", '不支持科学计数法（发现：1e5；改法：写出全部数位；文本加引号写成 "1e5"）'),
    ("-1.5E-3", '不支持科学计数法（发现：-1.5E-3；改法：写出全部数位；文本加引号写成 "-1.5E-3"）'),
    (".inf", '不是有限的数（发现：.inf；改法：写成有限的十进制数；文本加引号写成 ".inf"）'),
    (".NaN", '不是有限的数（发现：.NaN；改法：写成有限的十进制数；文本加引号写成 ".NaN"）'),
    (".5", '数字的写法不完整（发现：.5；改法：写成 5、-5 或 0.5 的形式；文本加引号写成 ".5"）'),
    ("+5", '数字的写法不完整（发现：+5；改法：写成 5、-5 或 0.5 的形式；文本加引号写成 "+5"）'),
    ("9" * 41, f"数字超过40位（发现：{'9' * 41}；改法：核对数字；代码等文本加引号）"),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "message"), TRAPS)
def test_traps_are_refused_not_guessed(text: str, message: str, loader: Any) -> None:
    with pytest.raises(RulebookError) as caught:
        read_yaml(f"place:\n  code: {text}\n", "f.yaml", RulebookError, loader)
    assert str(caught.value) == f"f.yaml:2:{9 if text else 8}: {message}"


REFUSED = [
    ("a: &x 1\n", "f.yaml:1:4: 不支持锚点（&）（发现：x；改法：把内容直接写出来；文本以 & 开头时加引号）"),
    ("a: *x\n", "f.yaml:1:4: 不支持引用（*）（改法：把内容直接写出来；文本以 * 开头时加引号）"),
    (
        "a: !!python/name:os.system x\n",
        "f.yaml:1:4: 不支持标签（!）（发现：tag:yaml.org,2002:python/name:os.system；改法：删去标签；文本以 ! 开头时加引号）",
    ),
    ("<<: {a: 1}\n", "f.yaml:1:1: 不支持合并键 <<（发现：<<；改法：把要合并的内容直接写出来）"),
    ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: 键“a”重复（发现：第1行已有；改法：只保留一处）"),
    ("a: 1\n---\nb: 2\n", "f.yaml:2:1: 一个文件只能有一个文档（改法：删去多余的 ---，或者拆成几个文件）"),
    ("%YAML 1.1\n---\na: 1\n", "f.yaml:1:1: 不支持 % 指令（改法：行首不能是 %：删去该行，或者缩进文本）"),
    ("2026: x\n", 'f.yaml:1:1: 键必须是文本（发现：2026；改法：加引号："2026"）'),
    ("? [a, b]\n: 1\n", "f.yaml:1:3: 键必须是文本（改法：键写成一个名字；{ 与 [ 开头的文本加引号）"),
    (
        "no: 1\n",
        'f.yaml:1:1: 真假只能写 true 或 false（小写）（发现：no；改法：真假写成 true 或 false，文本加引号写成 "no"）',
    ),
    ("when: {harm:none}\n", "f.yaml:1:17: 没有写值（改法：“harm:none”的冒号后面要有空格）"),
    ("", "f.yaml:1:1: 文件没有内容"),
    ("# 只有注释\n", "f.yaml:1:1: 文件没有内容"),
    ("a:\n\tb: 1\n", "f.yaml:2:1: 不能使用制表符（发现：制表符；改法：改用空格缩进；文本中需要时在双引号内写 \\t）"),
    ("a: 1\nb: x\0y\n", "f.yaml:2:5: 含有不可见的或控制字符（发现：U+0000；改法：删去该字符）"),
    ("fine: 3000 \u202e000\n", "f.yaml:1:12: 含有不可见的或控制字符（发现：U+202E；改法：删去该字符）"),
    ('a: "x\\0y"\n', "f.yaml:1:4: 文本中含有控制字符（发现：U+0000；改法：删去该字符）"),
    ("a: " + "[" * 31 + "]" * 31, "f.yaml:1:33: 嵌套超过30层"),
    ("a: " + "[" * 100_000, "f.yaml:1:33: 嵌套超过30层"),
    ("a: [" + "x, " * 100_001 + "]", "f.yaml:1:299996: 文件超过100000个值"),
    (
        "label：超限\nb: 1\n",
        "f.yaml:2:2: YAML 语法错误：这里不能出现“键: 值”（发现：b: 1；改法：检查缩进；值中含冒号加空格时加引号）",
    ),
    (
        "a: b: c\n",
        "f.yaml:1:5: YAML 语法错误：这里不能出现“键: 值”（发现：a: b: c；改法：检查缩进；值中含冒号加空格时加引号）",
    ),
    ("a: @b\n", "f.yaml:1:4: YAML 语法错误：文本不能以该字符开头（发现：a: @b；改法：给文本加引号）"),
    (
        "a: {b: 1}}\n",
        "f.yaml:1:10: YAML 语法错误：缩进或括号与上下文不符（发现：a: {b: 1}}；改法：同一层的键左对齐；检查多余的括号和引号后的文字）",
    ),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "message"), REFUSED, ids=range(len(REFUSED)))
def test_refusals_say_where_and_what_to_write(text: str, message: str, loader: Any) -> None:
    with pytest.raises(RulebookError) as caught:
        read_yaml(text, "f.yaml", RulebookError, loader)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("k: [a?, b]\n", 'f.yaml:1:5: 括号中含 ? 的文本要加引号（发现：a?；改法：加引号："a?"）'),
        ("k: |# 注释\n  文\n", "f.yaml:1:4: 块文本的 | 或 > 之后要另起一行（改法：注释写在另一行）"),
    ],
)
def test_what_only_libyaml_reads_is_refused_there_too(text: str, message: str) -> None:
    with pytest.raises(RulebookError) as caught:
        read(text, "f.yaml")
    assert str(caught.value) == message
    with pytest.raises(RulebookError):
        read_yaml(text, "f.yaml", RulebookError, yaml.SafeLoader)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", ["a: [1,\n", "a: 'x\n", "a: {b\n", '"a":1\n', "a:\n  - b\n c: 1\n", 'a: "\\q"\n'])
def test_other_syntax_errors_are_told_in_chinese_with_a_place(text: str, loader: Any) -> None:
    with pytest.raises(RulebookError, match=r"^f\.yaml:\d+:\d+: YAML 语法错误：") as caught:
        read_yaml(text, "f.yaml", RulebookError, loader)
    assert "无法识别" not in str(caught.value)


def test_all_traps_of_a_file_are_told_at_once() -> None:
    with pytest.raises(RulebookError) as caught:
        read("a: yes\nb: 0123\na: 1e5\n", "f.yaml")
    assert [problem.where and problem.where.line for problem in caught.value.problems] == [1, 2, 3, 3]


def test_a_file_full_of_mistakes_stops_at_a_hundred() -> None:
    with pytest.raises(RulebookError) as caught:
        read("[" + "no, " * 50_000 + "]")
    assert len(caught.value.problems) == 100


def test_bytes_must_be_utf_8_and_not_too_many() -> None:
    assert read("\ufeffa: 中\r\nb: 1\r\n".encode()).data == {"a": "中", "b": 1}
    with pytest.raises(RulebookError) as caught:
        read("a: 1\nb: 裁量".encode("gbk"), "f.yaml")
    assert str(caught.value) == "f.yaml:2:4: 不是有效的 UTF-8 文本（发现：字节 0xb2；改法：把文件另存为 UTF-8 编码）"
    for source in ("x" * 2_000_001, b"x" * 2_000_001, "中" * 700_000):
        with pytest.raises(RulebookError, match="文件过大（允许：不超过2000000字节）"):
            read(source, "f.yaml")


def test_long_text_that_looks_like_a_number_is_settled_at_once() -> None:
    with pytest.raises(RulebookError, match="数字超过40位"):
        read("a: " + "1_" * 500_000)
    assert read("a: 1" + "_" * 500_000 + "x").data["a"].endswith("_x")
