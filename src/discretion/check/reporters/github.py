"""GitHub workflow commands: an error at the line to mend for all that fails, a notice for what is waived."""

from __future__ import annotations

from discretion.check.model import Finding, Verdict
from discretion.check.reporters import CheckRun
from discretion.check.waivers import Judged


def report(run: CheckRun) -> str:
    """Write a run as workflow commands."""
    return "\n".join(map(_command, run.unproven))


def _command(item: Judged) -> str:
    finding = item.finding
    level = "notice" if item.waiver is not None else "error"
    text = f"{'未能证明：' if finding.verdict is Verdict.UNKNOWN else ''}{finding.message}"
    if item.waiver is not None:
        text += f"\n已豁免：{item.waiver.reason}（批准：{item.waiver.approver}；至{item.waiver.expires.isoformat()}）"
    elif finding.remedy is not None:
        text += f"\n改法：{finding.remedy}"
    return f"::{level} {','.join(_properties(finding))}::{_escaped(text)}"


def _properties(finding: Finding) -> list[str]:
    where = finding.where
    place = []
    if where is not None and where.file:
        place = [f"file={_property(where.file)}", f"line={where.line or 1}", f"col={where.column or 1}"]
    return [*place, f"title={_property(finding.id)}"]


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
