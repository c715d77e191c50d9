"""The lists (清单): 序号 | 事项名称 | 法律依据 | 适用条件（需同时满足） | 来源 | 备注."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from discretion.pages import Column, Table, TableRow
from discretion.penalty import Force
from discretion.rulebook import Entry, InheritedEntry, ListKind, entries_of, field_of, matches
from discretion.tables.machine import ENTRY_COLUMNS, entry_machine
from discretion.tables.source import source_cell
from discretion.tables.view import View

COLUMNS = (
    Column("序号", 5),
    Column("事项名称", 26),
    Column("法律依据", 18),
    Column("适用条件（需同时满足）", 30),
    Column("来源", 14),
    Column("备注", 18),
)
TITLES = {
    (ListKind.EXEMPT, Force.SHALL): "不予处罚清单（应当不予处罚）",
    (ListKind.EXEMPT, Force.MAY): "不予处罚清单（可以不予处罚）",
    (ListKind.MITIGATED, None): "减轻处罚清单",
    (ListKind.LIGHTER, None): "从轻处罚清单",
    (ListKind.HEAVIER, None): "从重处罚清单",
    (ListKind.BARRED, None): "不再给予处罚的情形",
    (ListKind.NO_COERCION, None): "不予行政强制清单",
}


def list_tables(view: View, violation: str | None = None, labels: Mapping[str, str] | None = None) -> tuple[Table, ...]:
    """The lists as a view has them; with a violation, only the entries that reach it.

    Args:
        view: the area and day.
        violation: keep only what applies to it.
        labels: names of violations, for the remarks.
    """
    entries = [item for item in entries_of(view.chain) if violation is None or item.entry.applies_to(violation)]
    tables = []
    for (kind, force), title in TITLES.items():
        chosen = [item for item in entries if item.kind is kind and (force is None or item.entry.force is force)]
        rows = tuple(_row(number, item, view, labels or {}) for number, item in enumerate(chosen, 1))
        if rows or (violation is None and kind is not ListKind.NO_COERCION):
            notes = () if rows else ("本清单没有条目。",)
            tables.append(Table(title, COLUMNS, rows, notes=notes, machine=ENTRY_COLUMNS))
    return tuple(tables)


def entry_text(entry: Entry, view: View) -> str:
    """The conditions one by one, numbered when there are several."""
    parts = view.words.clauses(entry.when)
    lines = [f"{n}. {part}；" for n, part in enumerate(parts, 1)] if len(parts) > 1 else [parts[0]]
    if len(parts) > 1:
        lines[-1] = lines[-1].removesuffix("；")
    if entry.unless is not None:
        lines.append(f"但{view.words.condition(entry.unless)}的除外")
    return "\n".join(lines)


def _row(number: int, item: InheritedEntry, view: View, labels: Mapping[str, str]) -> TableRow:
    entry = item.entry
    cites = "、".join(view.rulebook.cite(ref, view.day) for ref in entry.cite)
    condition = entry_text(entry, view)
    cells = (
        str(number), entry.label, cites, condition,
        source_cell(entry.source, view.rulebook, view.day), "\n".join(_remarks(item, view, labels)),
    )  # fmt: skip
    machine = entry_machine(item, entry.label, condition)
    return TableRow(cells, f"{item.kind.value}:{entry.id}", entry.source.kind.value, machine)


def _remarks(item: InheritedEntry, view: View, labels: Mapping[str, str]) -> list[str]:
    entry = item.entry
    found = []
    if entry.force is Force.MAY and item.kind is not ListKind.EXEMPT:
        found.append("可以适用")
    if entry.violations != "all":
        found.append(f"适用于：{_named(entry.violations, labels, view)}")
    if entry.excepted:
        found.append(f"不适用于：{_named(entry.excepted, labels, view)}")
    if entry.or_mitigated:
        found.append("从轻或者减轻处罚")
    if entry.prevails:
        found.append("与从重情形并存时优先")
    if entry.coercion:
        found.append(f"不采取的措施：{'、'.join(entry.coercion)}")
    found += [*entry.orders, entry.note or "", view.inherited_from(item.origin.ruleset)]
    return [line for line in found if line]


def _named(patterns: Sequence[str], labels: Mapping[str, str], view: View) -> str:
    """Violations by their names, also those that are not prohibited on the day of the view; a whole law's as that."""
    found: dict[str, None] = {}
    for pattern in patterns:
        if pattern.endswith(".*"):
            names = [name for name in view.rulebook.violation_ids(view.chain) if matches(pattern, name)]
            said = _of_laws(names, view) or [_written(name, "label", view) for name in names]
        else:
            said = [labels.get(pattern) or _written(pattern, "label", view)]
        found |= dict.fromkeys(said)
    return "、".join(found)


def _of_laws(names: Sequence[str], view: View) -> list[str]:
    """The laws of some violations, where these are all that the laws punish here: 《船员条例》规定的违法行为; empty otherwise."""
    every: dict[str, set[str]] = {}
    for name in view.rulebook.violation_ids(view.chain):
        every.setdefault(_written(name, "provision", view).partition("/")[0], set()).add(name)
    laws = sorted(law for law, punished in every.items() if punished & set(names))
    if {name for law in laws for name in every[law]} != set(names):
        return []
    titles = (view.rulebook.law(law, view.day) or view.rulebook.laws[law][-1].model for law in laws)
    return [f"《{law.label}》规定的违法行为" for law in titles]


def _written(name: str, field: str, view: View) -> str:
    """A field of a violation as the chain writes it; of one that the chain does not have, as any area does."""
    return str(field_of((*view.chain, *view.rulebook.rulesets), name, field) or name)
