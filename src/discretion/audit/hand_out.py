"""Rows of a store as a file that people and programs read: CSV, xlsx or Parquet, with the mapping that reads it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from discretion.audit.output import WRITERS, replaced
from discretion.audit.xlsx_out import write_xlsx
from discretion.decisions import OUTCOMES, Decided
from discretion.documents import dump
from discretion.errors import Position, Problem, UsageError
from discretion.facts import FactType, Vocabulary, yuan

OWN: Mapping[str, str] = {
    "id": "案号", "violation": "案由", "occurred": "违法日期", "decided": "决定日期", "discovered": "发现日期",
    "place": "行政区划代码", "unit": "执法机构", "party": "当事人", "fine": "罚款（元）", "disposition": "处理",
    "measures": "其他处罚", "reason": "理由", "approved_by": "批准", "procedure": "程序", "law": "法律版本",
    "ruleset": "裁量基准", "receipt": "留痕",
}  # fmt: skip
HISTORY = {"row": "行号", "recorded": "记录时间", "corrects": "更正第几行", "revoked": "撤销原因"}
PARTIES = {"organisation": "单位", "person": "个人"}
DISPOSED = {key: OUTCOMES[key] for key in ("exempt", "mitigated", "lighter", "general", "heavier")}
ENDINGS = (".csv", ".parquet", ".xlsx")


def hand_out(
    rows: Iterable[tuple[int, str, Decided]],
    path: Path,
    vocabulary: Vocabulary,
    labels: Mapping[str, str],
    *,
    history: bool,
) -> Path | None:
    """Write rows, every value as text, and beside it the mapping file.

    Args:
        rows: number, time and decision.
        path: the file; its ending says which form.
        vocabulary: the names of the facts.
        labels: the names of the violations.
        history: with the columns that say what was corrected; such a file is for reading, and has no mapping.

    Returns:
        The mapping file.
    """
    import pyarrow as pa

    if path.suffix.lower() not in ENDINGS:
        raise UsageError(Problem("不支持的文件类型", Position(str(path)), allowed=ENDINGS))
    kept = list(rows)
    facts = sorted({name for _, _, item in kept for name in item.facts})
    words = {
        "party": PARTIES,
        "disposition": DISPOSED,
        "violation": _unique({item.violation for _, _, item in kept}, labels),
    }
    titles = _titles(facts, vocabulary)
    columns: dict[str, list[str | None]] = {}
    if history:
        for name, title in HISTORY.items():
            columns[title] = [_text(_history(name, *row)) for row in kept]
    for name, title in OWN.items():
        said = words.get(name, {})
        columns[title] = [_said(said, text) for _, _, item in kept for text in [_own(name, item)]]
    for name in facts:
        values = (vocabulary[name].values if name in vocabulary else None) or {}
        columns[titles[name]] = [_said(values, text) for _, _, item in kept for text in [_text(item.facts.get(name))]]
    columns = {title: values for title, values in columns.items() if any(value is not None for value in values)}
    table = pa.table({title: pa.array(values, pa.string()) for title, values in columns.items()})
    with replaced(path) as temporary:
        _writer(path.suffix.lower())(temporary, table)
    if history:
        return None
    target = path.with_name(f"{path.name}.mapping.yaml")
    mapping: dict[str, Any] = {name: title for name, title in OWN.items() if title in columns}
    mapping |= {"fine": {"column": OWN["fine"], "unit": "元"}, "facts": {name: titles[name] for name in facts}}
    for name, said in words.items():
        if name in mapping:
            there = {getattr(item, name) for _, _, item in kept} - {None}
            mapping[name] = {"column": OWN[name], "values": {said[key]: key for key in sorted(there) if key in said}}
    for needed in ("id", "violation", "occurred", "decided", "party"):
        mapping.setdefault(needed, OWN[needed])
    with replaced(target) as temporary:
        temporary.write_text(dump(mapping), encoding="utf-8")
    return target


def _unique(violations: Iterable[str], labels: Mapping[str, str]) -> dict[str, str]:
    """The name of each violation; where two have the same, the id stays."""
    found = {name: labels.get(name, name) for name in violations}
    often = Counter(found.values())
    return {name: label if often[label] == 1 else name for name, label in found.items()}


def _writer(ending: str) -> Callable[[Path, Any], None]:
    if ending == ".xlsx":
        return write_xlsx
    return lambda path, table: WRITERS[ending[1:]](path, table.to_batches(), table.schema)


def _titles(facts: Iterable[str], vocabulary: Vocabulary) -> dict[str, str]:
    """A heading per fact: its name and unit; where two would be the same, with the id."""
    found: dict[str, str] = {}
    for name in facts:
        fact = vocabulary[name] if name in vocabulary else None  # noqa: SIM401 - a vocabulary has no get
        title = name if fact is None else fact.label
        if fact is not None and (fact.unit or fact.type is FactType.MONEY):
            title += f"（{'元' if fact.type is FactType.MONEY else fact.unit}）"
        found[name] = f"{title}〔{name}〕" if title in {*found.values(), *OWN.values(), *HISTORY.values()} else title
    return found


def _own(name: str, item: Decided) -> str | None:
    if name == "id":
        return item.case
    if name == "fine":
        return yuan(item.fine)
    value = getattr(item, name)
    return ("；".join(value) or None) if isinstance(value, list) else _text(value)


def _history(name: str, number: int, recorded: str, item: Decided) -> Any:
    return {"row": number, "recorded": recorded}.get(name) or getattr(item, name, None)


def _said(words: Mapping[str, str], text: str | None) -> str | None:
    return None if text is None else words.get(text, text)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return ("是" if value else "否") if isinstance(value, bool) else str(value)
