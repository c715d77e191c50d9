"""What an audit leaves behind: every decision with its verdict and what needs a look, as Parquet and CSV."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from discretion.audit.backend import Backend

AMOUNTS = ("fine", "low", "high", "statute_lowest", "statute_highest")  # in 分, and the files say so


def write_tables(backend: Backend, tables: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write every table as Parquet and as CSV, piece by piece: to a temporary file first, which then takes the name.

    Args:
        backend: where the tables are.
        tables: by name; a name with an ending is written in that form only.
        folder: is made where it does not exist.

    Returns:
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables.items():
        expression = table.rename({f"{column}_fen": column for column in AMOUNTS if column in table.columns})
        stem, _, only = name.partition(".")
        for ending in (only,) if only else ("parquet", "csv"):
            target = folder / f"{stem}.{ending}"
            with replaced(target) as temporary:
                WRITERS[ending](temporary, backend.batches(expression), expression.schema().to_pyarrow())
            written.append(target)
    return written


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of the target when all is written."""
    temporary = target.with_name(f".{target.stem}-{os.getpid()}-{secrets.token_hex(4)}{target.suffix}")
    try:
        yield temporary
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _parquet(path: Path, batches: Iterable[Any], schema: Any) -> None:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


def _csv(path: Path, batches: Iterable[Any], schema: Any) -> None:
    """CSV as spreadsheets open it: with a byte order mark, and no text that they would take for a formula."""
    import pyarrow as pa
    import pyarrow.csv

    with path.open("wb") as file:
        file.write("\ufeff".encode())
        with pyarrow.csv.CSVWriter(file, schema) as writer:
            for batch in batches:
                texts = {name: _harmless(batch[name]) for name in batch.schema.names}
                writer.write_batch(pa.record_batch(texts, schema=batch.schema))


def _harmless(column: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_string(column.type):
        return column
    return pc.replace_substring_regex(column, FORMULA, r"'\1")


# What spreadsheets take for the start of a formula, also in full width and behind what they do not show.
FORMULA = r"^([\x00\x{FEFF}\s]*[=+\-@＝＋－＠]|[\t\r\n])"


WRITERS: Mapping[str, Callable[[Path, Iterable[Any], Any], None]] = {"parquet": _parquet, "csv": _csv}
