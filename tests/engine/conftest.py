"""How the tests of the engine read a result."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from discretion import Recommendation


@pytest.fixture(scope="session")
def brief() -> Callable[[Recommendation], str]:
    """A result on one line: ``general/only [1000..5000] +revoke ~exempt`` (~ marks what is offered instead)."""

    def write(result: Recommendation) -> str:
        words = [result.status.value if result.disposition is None else result.disposition.value]
        if result.disposition is not None and result.force == "may":
            words[0] = f"may-{words[0]}"
        if result.tier:
            words[0] += f"/{result.tier}"
        penalty = result.penalty
        if penalty and penalty.fine:
            fine = penalty.fine
            left, right = "[" if fine.low_inclusive else "(", "]" if fine.high_inclusive else ")"
            words.append(f"{'may ' if fine.force == 'may' else ''}{left}{fine.low}..{fine.high}{right}")
        if penalty:
            for measure in penalty.measures:
                key = f"{measure.kind}.{measure.item}" if measure.item else measure.kind
                words.append(f"{'may ' if measure.force == 'may' else ''}+{key}")
        words += [f"~{item.disposition.value}" for item in result.alternatives]
        return " ".join(words)

    return write
