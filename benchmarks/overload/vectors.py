"""The overload rules over columns in memory, by hand: NumPy in chunks that stay in the cache, Polars as one lazy plan.

Columns are named and encoded as in the table ``cases`` of ``batch``; disposition codes are positions in ``DISPOSITIONS``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DISPOSITIONS = ("exempt", "mitigated", "heavier", "general")
CHUNK = 16_384
CAP = 3_000_000
Columns = dict[str, Any]


def by_numpy(columns: Columns) -> Callable[[], Columns]:
    """Disposition, low and high in 分 as arrays."""
    import numpy as np

    floors, caps = np.array([100_000, 20_000, 0]), np.array([300_000, 100_000, 20_000])
    codes = np.array([3, 1, 3, 0, 2, 1, 2, 0], np.int8)  # by mitigated 1, exempt 2, heavier 4
    count = len(columns["fact_harm"])

    def chunk(part: slice, found: Columns) -> None:
        height, width, length, excess = (columns[f"fact_{name}"][part] for name in SIZES)
        small = (height <= 420) & (width <= 300) & (length <= 200)
        middle = (height <= 450) & (width <= 375) & (length <= 280)
        size = small.view(np.int8) + middle.view(np.int8)
        warned = excess <= 1000
        mass = np.minimum(excess // 1000 * 50_000, CAP) * ~warned
        least, most = np.minimum(floors[size] + mass, CAP), np.minimum(caps[size] + mass, CAP)
        spared = (columns["fact_corrected_on_time"][part] == 1) & (columns["fact_harm"][part] == 0)
        exempt = spared & warned & (columns["fact_first_offence"][part] == 1)
        worse = (columns["fact_obstructed"][part] == 1) | (columns["fact_prior_count_12m"][part] >= 3)
        code = spared.view(np.int8) | (exempt.view(np.int8) << 1) | (worse.view(np.int8) << 2)
        found["disposition"][part] = codes[code]
        worse &= ~spared
        found["low"][part] = np.where(worse, (least + most) // 2, np.where(spared, least // 2, least)) * ~exempt
        found["high"][part] = np.where(spared, least, most) * ~exempt

    def run() -> Columns:
        found = {
            "disposition": np.empty(count, np.int8),
            "low": np.empty(count, np.int64),
            "high": np.empty(count, np.int64),
        }
        for start in range(0, count, CHUNK):
            chunk(slice(start, start + CHUNK), found)
        return found

    return run


SIZES = ("height_m", "width_m", "length_m", "excess_mass_kg")


def by_polars(columns: Columns) -> Callable[[], Any]:
    """The same as a data frame."""
    import polars as pl

    frame = pl.DataFrame(columns)
    height, width, length, excess = (pl.col(f"fact_{name}") for name in SIZES)
    small = (height <= 420) & (width <= 300) & (length <= 200)
    middle = (height <= 450) & (width <= 375) & (length <= 280)
    warned = excess <= 1000
    mass = pl.when(warned).then(0).otherwise((excess // 1000 * 50_000).clip(None, CAP))
    spared = (pl.col("fact_corrected_on_time") == 1) & (pl.col("fact_harm") == 0)
    worse = (pl.col("fact_obstructed") == 1) | (pl.col("fact_prior_count_12m") >= 3)
    parts = frame.lazy().select(
        least=(pl.when(small).then(0).when(middle).then(20_000).otherwise(100_000) + mass).clip(None, CAP),
        most=(pl.when(small).then(20_000).when(middle).then(100_000).otherwise(300_000) + mass).clip(None, CAP),
        exempt=spared & warned & (pl.col("fact_first_offence") == 1),
        spared=spared,
        worse=worse,
    )
    least, most, exempt = pl.col("least"), pl.col("most"), pl.col("exempt")
    plan = parts.select(
        disposition=_first(exempt, 0, pl.col("spared"), 1, pl.col("worse"), 2, 3).cast(pl.Int8),
        low=_first(exempt, 0, pl.col("spared"), least // 2, pl.col("worse"), (least + most) // 2, least),
        high=_first(exempt, 0, pl.col("spared"), least, pl.col("worse"), most, most),
    )
    collect: Callable[[], Any] = plan.collect
    return collect


def _first(a: Any, x: Any, b: Any, y: Any, c: Any, z: Any, rest: Any) -> Any:
    import polars as pl

    value = [item if isinstance(item, pl.Expr) else pl.lit(item, pl.Int64) for item in (x, y, z, rest)]
    return pl.when(a).then(value[0]).when(b).then(value[1]).when(c).then(value[2]).otherwise(value[3])
