"""``discretion simulate``: decisions to try an audit on, with the truth about them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from discretion.cli.options import DAY, DRAFTS, RULESETS, library
from discretion.cli.output import progress
from discretion.documents import dump, read_file, validate, write_atomically
from discretion.errors import MissingExtra, UsageError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--count", type=click.IntRange(1), default=10_000, show_default=True, help="决定的件数")
@click.option("--seed", type=int, default=1, show_default=True, help="随机种子；相同的种子得到相同的决定")
@click.option("--area", "areas", multiple=True, default=("national",), show_default=True, help="区域；可以重复")
@click.option("--since", type=DAY, metavar="DATE", help="违法行为的最早日期；默认为最新规定施行之日")
@click.option("--until", type=DAY, metavar="DATE", help="决定的最晚日期；默认为最新规定施行之后一年")
@click.option("--violation", "violations", multiple=True, help="违法行为；可以重复；默认为全部")
@click.option("--noise", "noise_file", metavar="FILE.yaml", help="噪声模型；默认值见 discretion simulate --help 的说明")
@RULESETS
@DRAFTS
def command(
    folder: Path, count: int, seed: int, areas: tuple[str, ...], since: date | None, until: date | None,
    violations: tuple[str, ...], noise_file: str | None, rulesets: tuple[Path, ...], drafts: bool,
) -> None:  # fmt: skip
    """生成模拟的处罚决定，写入 DIR：decisions.parquet、truth.parquet（其中的错误）、mapping.yaml。

    噪声模型：centre 裁量位置（0.4）、region 区域差异（0.05）、drift 单位差异（0.1）、spread 个人差异（0.15）、
    leniency 可以不罚而未罚的比例（0.2）、units 每个区域的单位数（20）、reasons 写明理由的比例（0.3）、
    faults 各类错误的比例（各 0.005）。
    """
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtra("audit", "生成模拟决定") from None
    from discretion.simulation import Noise, decisions, mapping_of, world

    rulebook = library(rulesets, drafts=drafts)
    noise = Noise()
    if noise_file is not None:
        noise = validate(Noise, read_file(noise_file, error=UsageError), error=UsageError)
    found = world(rulebook, areas, violations, since, until, seed, progress)
    folder.mkdir(parents=True, exist_ok=True)
    names = ("decisions", "truth")
    temporary = {name: folder / f".{name}-{os.getpid()}.parquet" for name in names}
    writers: dict[str, Any] = {}
    done = 0
    try:
        for tables in decisions(found, count, noise, seed):
            for name, table in zip(names, tables, strict=True):
                if name not in writers:
                    writers[name] = pq.ParquetWriter(str(temporary[name]), table.schema)
                writers[name].write_table(table)
            done += len(tables[0])
            progress("完成" if done == count else "决定", done, count)
        for name in names:
            writers[name].close()
        (folder / "mapping.yaml").unlink(missing_ok=True)  # the last file written: without it the others are nothing
        for name in names:
            temporary[name].replace(folder / f"{name}.parquet")
    finally:
        for path in temporary.values():
            path.unlink(missing_ok=True)
    write_atomically(folder / "mapping.yaml", dump(mapping_of(found)))
    number = len({group["violation"] for group in found.groups})
    click.echo(f"{count}件，{len(areas)}个区域，{number}种违法行为，写入 {folder}")
    click.echo(
        f"核查：discretion audit {folder}/decisions.parquet --mapping {folder}/mapping.yaml --truth {folder}/truth.parquet"
    )
