"""The mutation score of the shipped rulebook, in pieces that can be stopped and resumed: ``make mutation``.

python tools/mutation.py [MINUTES] [RULESETS]

Results are kept in build/mutation.jsonl, target by target, until the rulebook changes. When all are there, docs/mutation.md is written.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

from discretion import Library
from discretion.documents import write_atomically
from discretion.testing.mutate import Fate, Mutant, flow, mutants, target_names
from discretion.testing.mutate.operators import LABELS

ROOT = Path(__file__).resolve().parents[1]
STORE = ROOT / "build" / "mutation.jsonl"
PAGE = ROOT / "docs" / "mutation.md"
FATES = (Fate.GOLDEN, Fate.CHECK, Fate.SURVIVED, Fate.EQUIVALENT)
# Why a fault that is left is left: by target and text.
REASONS = {
    ("provision highway-law@2017-11-05 toll-barrier", "3写成3.1"): (
        "各阶次自己写明倍数，法定倍数只影响减轻处罚的金额；现行清单没有只规定减轻的情节，减轻只作为备选，范例案件不记备选的金额"
    ),
    ("list national@2026.1 barred", "遗漏条件 life_health_harm"): (
        "五年未被发现而不涉及生命健康安全的，二年的条目已使其不再处罚：结果不变，只是多引一条依据"
    ),
    ("header yangtze-delta@2021.1", "until 2025-09-09写成2025-09-10"): (
        "2026.1版写明 supersedes，自2025年9月10日起取代旧版，旧版的最后一日写晚一日不改变任何一日的有效版本"
    ),
}
HEAD = """# 变异检验：范例案件和证明能发现多少书写错误

由 `make mutation` 写成，请勿手改。对随包发布的规则库逐一放入常见的书写错误（一次一处），看范例案件或者证明能否发现。“等价”指已经证明这一
处改动不改变任何案件的结果，不计入得分；“未发现”的逐条列在后面。得分 = 发现的 ÷（发现的 + 未发现的）。
注有“由 discretion mutate 提出”的范例案件出自以前各次检验，其结果由引擎算出，采用本规则库的机关应当复核；得分说明规则的改动会被发现，不说明规则本身正确。

"""


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    library = Library.load(sys.argv[2] if len(sys.argv) > 2 else ROOT / "rulesets", drafts=True)
    digest = digest_of(library)
    names = target_names(library)
    known = {item["target"]: item["mutants"] for item in stored() if item["rulebook"] == digest}
    todo = [name for name in names if name not in known]
    end = monotonic() + minutes * 60
    STORE.parent.mkdir(exist_ok=True)
    with STORE.open("a", encoding="utf-8") as store:
        for name, found in mutants(library, todo):
            known[name] = [plain(mutant) for mutant in found]
            line = {"rulebook": digest, "target": name, "mutants": known[name]}
            store.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            if sys.stderr.isatty():
                print(f"\r{len(known)}/{len(names)} {name}\x1b[K", end="", file=sys.stderr)
            if monotonic() > end:
                break
    print(file=sys.stderr)
    found_ = [mutant for name in names for mutant in known.get(name, ())]
    if len(known) == len(names):
        write_atomically(PAGE, HEAD + "\n".join(page(found_)) + "\n")
        print(PAGE)
    else:
        print(f"{len(known)}/{len(names)} targets so far: run again to go on")
    print("\n".join(table(found_)))


def digest_of(library: Library) -> str:
    """Of the rules and of the cases that bear witness."""
    digest = sha256(library.rulebook.digest.encode())
    for path in sorted(library.rulebook.folder.glob("**/cases/*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stored() -> Iterator[dict[str, Any]]:
    if STORE.exists():
        yield from map(json.loads, STORE.read_text(encoding="utf-8").splitlines())


def plain(mutant: Mutant) -> dict[str, Any]:
    case = flow(mutant.case.case) if mutant.case is not None else None
    where = str(mutant.where).replace(f"{ROOT}/", "")
    return {"target": mutant.target, "operator": mutant.operator, "text": mutant.text, "where": where,
            "fate": mutant.fate.value, "by": mutant.by, "case": case}  # fmt: skip


def page(found: list[dict[str, Any]]) -> Iterator[str]:
    yield from table(found)
    yield ""
    checks = Counter(item["by"].partition("/")[0] for item in found if item["fate"] == Fate.CHECK)
    named = "、".join(f"`{code}` {count}" for code, count in checks.most_common())
    yield f"只由证明发现的 {checks.total()} 处，按检查：{named}。"
    survivors = [item for item in found if item["fate"] == Fate.SURVIVED]
    yield ""
    yield f"## 未发现的 {len(survivors)} 处"
    yield ""
    for item in survivors:
        reason = REASONS.get((item["target"], item["text"]), "没有找到能发现它的案件，也没有证明它不改变结果")
        why = f"可以发现它的案件：`{item['case']}`" if item["case"] else reason
        yield f"- {item['where']}（{item['target']}）：{LABELS[item['operator']]}，{item['text']}。{why}"


def table(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    found = list(found)
    yield "| 错误 | 总数 | 范例案件发现 | 证明发现 | 未发现 | 等价（不计） | 得分 |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for operator, label in [*LABELS.items(), (None, "合计")]:
        own = Counter(item["fate"] for item in found if operator in (None, item["operator"]))
        golden, check, survived, _ = counts = [own[fate] for fate in FATES]
        noticed = golden + check
        share = f"{noticed * 1000 // (noticed + survived) / 10} %" if noticed + survived else "—"
        yield f"| {label} | {sum(counts)} | {' | '.join(map(str, counts))} | {share} |"


if __name__ == "__main__":
    main()
