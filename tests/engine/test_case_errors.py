"""A malformed case: one clear line with file, line and column, exit code 2, and never a number of a result."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discretion import CaseError, Library

DISCRETION = [sys.executable, "-c", "from discretion.cli import main; main()"]
HEAD = "occurred: 2026-03-02\ndecided: 2026-03-20\nparty: {kind: organisation}\n"
OVERLOAD = f"violation: highway.overload.mass\n{HEAD}"
FREIGHT = f"violation: road.freight.unlicensed\n{HEAD}"
GOOD = "facts: {gross_mass_kg: 55300, mass_limit_kg: 49000, divisible_load: true}\n"

# name of the file: its text, and the line it gets on standard error after “错误：<folder>/”
CASES = {
    "unknown-violation.yaml": (
        f"violation: highway.overlaod.mass\n{HEAD}{GOOD}",
        (
            "unknown-violation.yaml:1:12: 没有违法行为 highway.overlaod.mass"
            "（发现：highway.overlaod.mass；是否想写：highway.overload.mass）"
        ),
    ),
    "misspelt-fact.yaml": (
        OVERLOAD + GOOD.replace("gross", "gros"),
        "misspelt-fact.yaml:5:9: 没有名为 gros_mass_kg 的事实（是否想写：gross_mass_kg）",
    ),
    "negative-mass.yaml": (
        OVERLOAD + GOOD.replace("55300", "-5"),
        "negative-mass.yaml:5:24: 车货总质量：超出允许的范围（0 至 500000kg）（发现：-5；允许：0 至 500000）",
    ),
    "nan.yaml": (
        OVERLOAD + GOOD.replace("55300", ".nan"),
        'nan.yaml:5:24: 不是有限的数（发现：.nan；改法：写成有限的十进制数；文本加引号写成 ".nan"）',
    ),
    "nan-as-text.yaml": (
        OVERLOAD + GOOD.replace("55300", '"NaN"'),
        "nan-as-text.yaml:5:24: 车货总质量：应当是有限的十进制数；写成 10000.01 的形式，不写下划线、指数、前面的 0、正号、空格和全角数字（发现：NaN）",
    ),
    "nan.json": (
        '{"violation": "highway.overload.mass", "facts": {"gross_mass_kg": NaN}}',
        "nan.json: 不是有限的数（发现：NaN）",
    ),
    "float-for-money.yaml": (
        f"{FREIGHT}facts: {{illegal_gain_yuan: 1.0e+4}}\n",
        'float-for-money.yaml:5:28: 不支持科学计数法（发现：1.0e+4；改法：写出全部数位；文本加引号写成 "1.0e+4"）',
    ),
    "finer-than-fen.yaml": (
        f"{FREIGHT}facts: {{illegal_gain_yuan: 10000.001}}\n",
        "finer-than-fen.yaml:5:28: 违法所得：金额只精确到分（发现：10000.001）",
    ),
    "future-act.yaml": (
        OVERLOAD.replace("2026-03-02", "2026-03-21") + GOOD,
        "future-act.yaml:2:11: “occurred”：违法行为日 2026-03-21 晚于决定日 2026-03-20",
    ),
    "future-record.yaml": (
        f"{OVERLOAD}{GOOD}records: [{{kind: correction, date: 2026-04-01}}]\n",
        (
            "future-record.yaml:6:36: “date”：记录日期 2026-04-01 晚于决定日 2026-03-20"
            "（改法：决定之后的记录不能作为本决定的依据；删去，或者更正日期）"
        ),
    ),
    "derived-fact-stated.yaml": (
        f"{OVERLOAD}facts: {{excess_mass_kg: 6300, divisible_load: true}}\n",
        (
            "derived-fact-stated.yaml:5:9: excess_mass_kg（超限质量）由其他事实推导，不能直接载明"
            "（改法：改为载明 gross_mass_kg、mass_limit_kg）"
        ),
    ),
    "wrong-code.yaml": (
        OVERLOAD + GOOD.replace("}", ", harm: slihgt}"),
        (
            "wrong-code.yaml:5:81: 危害后果：不是列举的值"
            "（发现：slihgt；允许：none、slight、serious、grave；是否想写：slight）"
        ),
    ),
    "wrong-though-not-read.yaml": (
        OVERLOAD + GOOD.replace("}", ", illegal_gain_yuan: -5}"),
        "wrong-though-not-read.yaml:5:94: 违法所得：超出允许的范围（0 至 100000000元）（发现：-5；允许：0 至 100000000）",
    ),
    "act-twice.yaml": (
        HEAD + "violations:\n" + "  - {violation: highway.overload.mass, act: 一, facts: {gross_mass_kg: 55300}}\n" * 2,
        (
            "act-twice.yaml:6:5: “violations[1]”：与第1项完全相同：同一违法行为写了两次"
            "（改法：删去一项；确为两次行为的，各写不同的 act）"
        ),
    ),
    "stated-twice.yaml": (
        OVERLOAD + GOOD.replace("}", ", gross_mass_kg: 1}"),
        "stated-twice.yaml:5:75: 键“gross_mass_kg”重复（发现：第5行已有；改法：只保留一处）",
    ),
    "truth-for-mass.yaml": (
        OVERLOAD + GOOD.replace("55300", "true"),
        (
            "truth-for-mass.yaml:5:24: 车货总质量：应当是数；请写成整数、Decimal 或者带引号的十进制数，例如"
            ' "10000.01"（发现：True）'
        ),
    ),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """All malformed files, and a good one between them, in one call of the real command."""
    folder = tmp_path_factory.mktemp("cases")
    for name, (text, _) in CASES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "good.yaml").write_text(OVERLOAD + GOOD, encoding="utf-8")
    files = [*CASES, "good.yaml"]
    command = [*DISCRETION, "recommend", *(str(folder / name) for name in files)]
    return folder, subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_each_mistake_gets_exactly_one_line(name: str, said: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, result = said
    lines = [line for line in result.stderr.splitlines() if f"/{name}" in line]
    assert lines == [f"错误：{folder}/{CASES[name][1]}"]


def test_no_number_is_printed_when_any_case_is_unusable(
    said: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, result = said
    assert (result.returncode, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == len(CASES)


@pytest.mark.parametrize("name", ["misspelt-fact.yaml", "future-act.yaml"])
def test_a_single_mistake_exits_with_2(name: str, said: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, _ = said
    result = subprocess.run(
        [*DISCRETION, "recommend", str(folder / name)], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)


def test_a_caller_gets_the_same_errors_with_the_field(library: Library) -> None:
    base = {"occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"}}

    def refusal(violation: str, facts: dict[str, Any]) -> str:
        with pytest.raises(CaseError) as caught:
            library.recommend({**base, "violation": violation, "facts": facts})
        return str(caught.value)

    assert refusal("road.freight.unlicensed", {"illegal_gain_yuan": 10000.01}) == (
        'facts.illegal_gain_yuan: 浮点数不精确（发现：10000.01；改法：写成 Decimal("10000.01") 或带引号的 "10000.01"）'
    )
    assert refusal("highway.overload.mass", {"gross_mass_kg": float("nan")}).startswith(
        "facts.gross_mass_kg: 浮点数不精确"
    )
    assert refusal("highway.overload.mass", {"gros_mass_kg": 5}) == (
        "facts.gros_mass_kg: 没有名为 gros_mass_kg 的事实（是否想写：gross_mass_kg）"
    )


def test_a_statement_that_the_records_contradict_is_refused(library: Library) -> None:
    """认定 and 记录 must agree: the engine never chooses between them."""
    case = {
        "violation": "highway.overload.mass",
        "occurred": "2026-03-02",
        "decided": "2026-03-20",
        "party": {"kind": "organisation"},
        "facts": {"gross_mass_kg": 55300, "mass_limit_kg": 49000, "divisible_load": True, "prior_count_12m": 0},
        "records": [{"kind": "prior_decision", "date": "2025-11-02", "violation": "highway.overload.mass"}],
    }
    with pytest.raises(CaseError, match="记录"):
        library.recommend(case)


def test_the_error_of_a_tiny_rulebook_names_the_fact_too(tiny: Callable[..., Any]) -> None:
    book = tiny('mass: {label: 质量, type: integer, range: "[0..10]"}')
    with pytest.raises(CaseError, match=r"facts\.mas: 没有名为 mas 的事实（是否想写：mass）"):
        book.recommend({"mas": 3})


def test_each_of_several_violations_names_its_own_place(library: Library) -> None:
    case = {
        "violations": [
            {"violation": "highway.overload.mass", "facts": {"mass_limit_kg": -3}},
            {"violation": "highway.overload.mas"},
            {"violation": "highway.overload.mass", "facts": {"gross_mass_kg": 55300, "mass_limit_kg": 49000}},
        ],
        "occurred": "2026-03-02",
        "decided": "2026-03-20",
        "party": {"kind": "organisation"},
    }
    with pytest.raises(CaseError) as caught:
        library.recommend(case)
    assert str(caught.value).splitlines() == [
        "violations[0].facts.mass_limit_kg: 总质量限定标准：超出允许的范围（1 至 100000kg）（发现：-3；允许：1 至 100000）",
        "violations[1].violation: 没有违法行为 highway.overload.mas（发现：highway.overload.mas；是否想写：highway.overload.mass）",
    ]
