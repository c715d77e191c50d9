"""The whole benchmark of an area as one publication: tables, lists, policy."""

from __future__ import annotations

from discretion.errors import Problem, UsageError, nearest
from discretion.facts import say_day
from discretion.pages import Chapter, Publication
from discretion.tables.benchmark import BenchmarkView, benchmark_tables, subjects
from discretion.tables.circumstances import list_tables
from discretion.tables.machine import data_rows
from discretion.tables.policy import policy_tables
from discretion.tables.view import View

LEGEND = (
    "来源的标注：法定＝法律、法规、规章本身的规定；已发布基准＝行政机关已经印发的裁量基准；建议稿＝本项目按所述方法提出，不是法律，也不是已发布的裁量基准。"
    "“以上”“以下”包括本数，“超过”“不足”不包括本数。"
)
SECTIONS = ("裁量基准", "清单", "规则设定")


def publish(view: View, violation: str | None = None) -> Publication:
    """Build the tables of a view.

    Args:
        view: the area and day.
        violation: only this violation, with the list entries that reach it.

    Raises:
        UsageError: no such violation, or it is not prohibited on that day.
    """
    found = prohibited(view, violation)
    labels = {subject.name: subject.label for subject in found}
    title = view.title if violation is None else f"{found[0].plan.label}裁量基准"
    sections = (
        Chapter(SECTIONS[0], benchmark_tables(view, found)),
        Chapter(SECTIONS[1], list_tables(view, violation, labels)),
        Chapter(SECTIONS[2], policy_tables(view, found[0].inherited)),
    )
    data = data_rows(view.ruleset, [subject.inherited for subject in found])
    return Publication(title, notes(view, found), sections, data)


def prohibited(view: View, violation: str | None) -> list[BenchmarkView]:
    """The violations to show.

    Raises:
        UsageError: no such violation, or it is not prohibited on that day.
    """
    found = list(subjects(view, violation))
    if not found:
        raise _nothing(view, violation)
    return found


def notes(view: View, found: list[BenchmarkView]) -> tuple[str, ...]:
    """What stands under the title: version, day, how to read the marks."""
    header = view.ruleset.header.model
    until = f"至{say_day(header.until)}" if header.until else "起"
    status = "" if header.status == "published" else "（草案，不得作为处罚依据）"
    chain = "、".join(view.label_of(ruleset.id) for ruleset in view.chain[1:])
    lines = [
        f"版本：{header.name}{status}，自{say_day(header.effective)}{until}有效；所列法律为{say_day(view.day)}有效的版本；"
        f"共{len(found)}项违法行为" + (f"；未另行规定的沿用{chain}。" if chain else "。"),
        LEGEND,
    ]
    if header.source.method:
        lines.insert(0, f"{header.source.mark}：{header.source.method}。")
    if header.note:
        lines.append(header.note)
    return tuple(lines)


def _nothing(view: View, violation: str | None) -> UsageError:
    known = view.rulebook.violation_ids(view.chain)
    if violation is not None and violation in known:
        return UsageError(Problem(f"{violation} 在{view.day.isoformat()}没有生效的罚则"))
    near = nearest(violation, known) if violation else None
    return UsageError(Problem(f"{view.ruleset.id} 没有违法行为 {violation or ''}", nearest=near))
