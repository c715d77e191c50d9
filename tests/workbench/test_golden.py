"""Golden cases typed into the form come out as the library says, to the letter; and every part of a case finds its field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from discretion.service import Rules
from discretion.testing.golden import all_golden_cases
from discretion.workbench.cases import clean, outcome

EVERY = 300  # of the rulebook's golden cases: each compiles a violation of its own


def typed(value: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """A case as an officer types it."""
    for name, part in value.items():
        key = f"{prefix}{name}"
        match part:
            case {"from": start, "to": end}:
                yield key, str(start)
                yield f"{key}_to", str(end)
            case dict():
                yield from typed(part, f"{key}.")
            case list() if name == "co_parties":
                yield from ((f"{key}.{item}", "yes") for item in part)
            case list() if name in ("holidays", "workdays"):
                yield key, "、".join(map(str, part)) or "无"
            case list():
                for index, item in enumerate(part):
                    yield from typed(item, f"{'acts' if name == 'violations' else name}.{index}.")
            case bool():
                yield key, "yes" if part else "no"
            case _:
                yield key, str(part)


def form_of(case: dict[str, Any]) -> dict[str, str]:
    alone = {name: case.pop(name) for name in ("violation", "facts", "departure") if name in case}
    if alone:
        case["violations"] = [alone]
    return clean(typed(case))


def test_golden_cases_come_out_the_same(rules: Rules) -> None:
    library = rules.now.library
    for golden in list(all_golden_cases(library.rulebook))[::EVERY]:
        raw, area = {key: value for key, value in golden.case.case.items() if key != "place"}, golden.ruleset.area
        raw |= {"co_parties": sorted(raw["co_parties"])} if "co_parties" in raw else {}  # ticks of a form have no order
        expected = library.recommend(library.case(raw), area=area)
        found = outcome(library, form_of(dict(raw)), area=area)
        assert found.mistakes == ()
        assert found.result is not None
        said = [item.model_dump(exclude={"receipt"}) for item in (found.result, expected)]
        assert said[0] == said[1]
