"""Simulated decisions: seeded, from the rulebook's own fact domains, with a declared noise model and known faults.

Cases are drawn around every boundary of a violation and decided by the engine, one by one; officers then choose a fine
within the band, by their region's and their unit's habits. Into a declared share a fault is put, and written down as
the truth, so that an audit's recall and its false alarms can be measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from discretion.simulation.noise import DEPARTING, FAULTS, Noise, put_in
from discretion.simulation.world import World

CHUNK = 250_000
YUAN = 100
GAP = (3, 60)  # days from an act to the decision
FIXED = {
    "id": "案号", "violation": "案由", "occurred": "违法日期", "decided": "决定日期", "place": "行政区划",
    "unit": "执法机构", "party": "当事人", "age": "年龄", "fine": "罚款", "law": "依据", "reason": "理由",
}  # fmt: skip


def decisions(found: World, count: int, noise: Noise, seed: int) -> Iterator[tuple[Any, Any]]:
    """Decisions in chunks.

    Args:
        found: what they are drawn from.
        count: how many decisions.
        noise: the noise model.
        seed: of all chance; the same seed gives the same decisions.

    Yields:
        Two Arrow tables: the decisions, and the truth about them (id, fault).
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    maker = _Maker(found, noise, rng)
    for start in range(0, count, CHUNK):
        yield maker.chunk(start, min(CHUNK, count - start))


class _Maker:
    """What is the same for all chunks."""

    def __init__(self, found: World, noise: Noise, rng: Any) -> None:
        import numpy as np

        self.world, self.noise, self.rng = found, noise, rng
        self.habits = noise.habits(rng, len(found.places))
        self.cases = {
            name: np.array([getattr(case, name) for case in found.cases])
            for name in ("low", "high", "law_low", "law_high", "fined", "free")
        }
        position = {name: number for number, name in enumerate(found.facts)}
        self.cases["blank"] = np.array([position.get(case.blank or "", -1) for case in found.cases])
        self.spans = np.array([(group["first"], group["size"]) for group in found.groups])
        periods = len(found.changes) + 1
        self.members = np.array([number for groups in found.cells.values() for number in groups])
        self.cells = np.full((len(found.places), periods, periods, 2), 0)
        done = 0
        for (region, act, decision), groups in found.cells.items():
            self.cells[region, act, decision] = done, len(groups)
            done += len(groups)

    def chunk(self, start: int, size: int) -> tuple[Any, Any]:
        """Decisions number ``start`` and on."""
        import numpy as np

        rng, noise = self.rng, self.noise
        region = rng.integers(0, len(self.world.places), size)
        unit = rng.integers(0, noise.units, size)
        act = rng.integers(0, self.world.days - GAP[1], size)
        decided = act + rng.integers(*GAP, size)
        group, pick = self._picked(region, act, decided)
        case = {name: values[pick] for name, values in self.cases.items()}
        aim = np.clip(rng.normal(self.habits[region, unit], noise.spread), 0, 1)
        raw = case["low"] + np.floor((case["high"] - case["low"]) * aim).astype(np.int64)
        whole = raw - raw % YUAN
        spared = case["free"] & (rng.random(size) < noise.leniency)
        fine = np.where(case["fined"] & ~spared, np.where(whole >= case["low"], whole, raw), 0)
        fine, fault = put_in(rng, noise.draw_faults(rng, size), fine, case)
        reasoned = np.isin(fault, [FAULTS.index(name) for name in DEPARTING]) & (rng.random(size) < noise.reasons)
        return self._tables(start, region, unit, act, decided, group, pick, case["blank"], fine, fault, reasoned)

    def _picked(self, region: Any, act: Any, decided: Any) -> tuple[Any, Any]:
        """A group of rules for each place and pair of days, and one of its cases."""
        import numpy as np

        periods = [np.searchsorted(self.world.changes, day, side="right") for day in (act, decided)]
        first, size = self.cells[region, *periods].T
        group = self.members[first + np.floor(size * self.rng.random(len(act))).astype(np.int64)]
        first, size = self.spans[group].T
        return group, first + np.floor(size * self.rng.random(len(act))).astype(np.int64)

    def _tables(
        self, start: int, region: Any, unit: Any, act: Any, decided: Any, group: Any, pick: Any, blank: Any, fine: Any,
        fault: Any, reasoned: Any,
    ) -> tuple[Any, Any]:  # fmt: skip
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        found, size = self.world, len(fine)
        ids = pc.binary_join_element_wise("S", pc.utf8_lpad(_text(np.arange(start, start + size)), 9, "0"), "")
        amounts = pc.binary_join_element_wise(_text(fine // 100), pc.utf8_lpad(_text(fine % 100), 2, "0"), ".")
        laws = [case.law for case in found.cases]
        names = [
            f"{place or '00'}第{number + 1:02d}大队" for place in found.places for number in range(self.noise.units)
        ]
        group_laws = _chosen([item["law"] for item in found.groups], group).cast(pa.string())
        law = pc.coalesce(group_laws, _chosen(laws, pick).cast(pa.string()))
        own = {
            "id": ids,
            "violation": _chosen([item["violation"] for item in found.groups], group),
            "occurred": self._days(act),
            "decided": self._days(decided),
            "place": _chosen(found.places, region),
            "unit": _chosen(names, region * self.noise.units + unit),
            "fine": pc.if_else(pa.array(fault == FAULTS.index("unusable")), "见决定书", amounts),
            "law": pc.if_else(pa.array(fault == FAULTS.index("version_not_in_force")), "repealed@1900", law),
            "reason": pc.if_else(pa.array(reasoned), "集体讨论决定", pa.scalar(None, pa.string())),
        }
        missing = fault == FAULTS.index("facts_missing")
        for number, (name, column) in enumerate(found.facts.items()):
            texts = column.take(pa.array(pick))
            gone = missing & (blank == number)
            if gone.any():
                texts = pc.if_else(pa.array(gone), None, texts.cast(pa.string())).dictionary_encode()
            own[found.party.get(name, name)] = texts
        truth = {"id": ids, "fault": _chosen([*FAULTS, None], fault)}
        return pa.table({FIXED.get(name, name): column for name, column in own.items()}), pa.table(truth)

    def _days(self, days: Any) -> Any:
        import numpy as np
        import pyarrow as pa

        return pa.array(np.datetime64(self.world.start) + days).cast(pa.string())


def _chosen(values: Sequence[str | None], numbers: Any) -> Any:
    """A column of texts by their numbers."""
    import pyarrow as pa

    return pa.array(values, pa.string()).dictionary_encode().take(pa.array(numbers))


def _text(numbers: Any) -> Any:
    import pyarrow as pa

    return pa.array(numbers).cast(pa.string())


def mapping_of(found: World) -> dict[str, Any]:
    """The mapping file that fits the simulated decisions."""
    party = set(found.party.values())
    absent = {"party", "age"} - party
    own: dict[str, Any] = {name: title for name, title in FIXED.items() if name not in absent}
    own["fine"] = {"column": FIXED["fine"], "unit": "元"}
    return own | {"facts": {name: name for name in found.facts if name not in found.party}}
