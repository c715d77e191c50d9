"""``discretion schema KIND``: JSON Schema for editors and callers."""

from __future__ import annotations

import json
from pathlib import Path

import click

from discretion.cli.output import OUTPUT, deliver
from discretion.documents import write_atomically
from discretion.rulebook import FILES, json_schema

EDITED = (*FILES, "cases", "waivers")  # what people write, and the modelines of rulesets/ point to
KINDS = ("case", *EDITED, "recommendation", "check")


@click.command()
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="把编辑器用的全部 Schema 写入此文件夹",
)
@OUTPUT
def command(kind: str | None, folder: Path | None, output: Path | None) -> None:
    """输出一类文件的 JSON Schema（2020-12）。"""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in EDITED:
            write_atomically(folder / f"{name}.json", text_of(name))
        click.echo(f"已写入 {folder}：{'、'.join(f'{name}.json' for name in EDITED)}", err=True)
    elif kind is None:
        raise click.UsageError(f"缺少 KIND：{'、'.join(KINDS)}")
    else:
        deliver(text_of(kind), output)


def text_of(kind: str) -> str:
    """The schema of one of ``KINDS`` as JSON text."""
    return json.dumps(_schema(kind), ensure_ascii=False, indent=2) + "\n"


def _schema(kind: str) -> dict[str, object]:
    if kind in FILES:
        return json_schema(kind, FILES[kind])
    if kind == "cases":
        from discretion.testing import GoldenFile

        return json_schema(kind, GoldenFile)
    if kind == "waivers":
        from discretion.check import WaiverFile

        return json_schema(kind, WaiverFile)
    if kind == "check":
        from discretion.check.reporters import RESULT

        return RESULT
    if kind == "case":
        from discretion.case import Case

        return json_schema(kind, Case)
    from discretion.decide import Recommendation

    return json_schema(kind, Recommendation, output=True)
