"""The overload rules as a graph of zen-engine (GoRules): two decision tables around arithmetic, loaded precompiled."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from benchmarks.overload.cases import Answer

Row = tuple[list[str], list[str]]


def engine(*, trace: bool = False) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The engine ready to run; the static loader is its fast way (``create_decision`` recompiles on every call)."""
    import zen

    evaluate = zen.ZenEngine({"loader": {"type": "static", "content": {"overload": _graph()}}}).evaluate
    if trace:
        options = {"trace": True}
        return lambda facts: evaluate("overload", facts, options)
    return lambda facts: evaluate("overload", facts)


def answer(result: dict[str, Any]) -> Answer:
    """Its result in the neutral form."""
    found = result["result"]
    return Answer(found["decision"], found["warning"], int(found["low"]), int(found["high"]))


def _graph() -> dict[str, Any]:
    size = _table(
        "size",
        ["height_m", "width_m", "length_m"],
        ["floor", "cap"],
        [
            (["<= 4.2", "<= 3", "<= 20"], ["0", "200"]),
            (["<= 4.5", "<= 3.75", "<= 28"], ["200", "1000"]),
            (["", "", ""], ["1000", "3000"]),
        ],
        keep=True,
    )
    mass = _expressions(
        "mass",
        {
            "warned": "excess_mass_kg <= 1000",
            "by_mass": "$.warned ? 0 : min([floor(excess_mass_kg / 1000) * 500, 30000])",
            "least": "min([floor + $.by_mass, 30000])",
            "most": "min([cap + $.by_mass, 30000])",
        },
    )
    circumstances = _table(
        "circumstances",
        ["corrected_on_time", "harm", "first_offence", "excess_mass_kg", "obstructed or prior_count_12m >= 3"],
        ["decision", "warning", "low", "high"],
        [
            (["true", "'none'", "true", "<= 1000", ""], ["'exempt'", "false", "0", "0"]),
            (["true", "'none'", "", "", ""], ["'mitigated'", "warned", "least / 2", "least"]),
            (["", "", "", "", "true"], ["'heavier'", "warned", "(least + most) / 2", "most"]),
            (["", "", "", "", ""], ["'general'", "warned", "least", "most"]),
        ],
        keep=False,
    )
    return _chain(size, mass, circumstances)


def _chain(*middle: dict[str, Any]) -> dict[str, Any]:
    nodes = [
        {"id": "start", "name": "start", "type": "inputNode", "content": {"schema": ""}},
        *middle,
        {"id": "end", "name": "end", "type": "outputNode", "content": {"schema": ""}},
    ]
    edges = [
        {"id": f"edge{number}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]}
        for number, (a, b) in enumerate(pairwise(nodes))
    ]
    return {"nodes": nodes, "edges": edges}


def _table(name: str, inputs: list[str], outputs: list[str], rows: list[Row], *, keep: bool) -> dict[str, Any]:
    content = {
        "hitPolicy": "first",
        "executionMode": "single",
        "passThrough": keep,
        "inputField": None,
        "outputPath": None,
        "inputs": [{"id": f"in{number}", "name": text, "field": text} for number, text in enumerate(inputs)],
        "outputs": [{"id": f"out{number}", "name": text, "field": text} for number, text in enumerate(outputs)],
        "rules": [
            {
                "_id": f"row{number}",
                **{f"in{index}": text for index, text in enumerate(tests)},
                **{f"out{index}": text for index, text in enumerate(values)},
            }
            for number, (tests, values) in enumerate(rows)
        ],
    }
    return {"id": name, "name": name, "type": "decisionTableNode", "content": content}


def _expressions(name: str, pairs: dict[str, str]) -> dict[str, Any]:
    content = {
        "passThrough": True,
        "executionMode": "single",
        "inputField": None,
        "outputPath": None,
        "expressions": [{"id": key, "key": key, "value": value} for key, value in pairs.items()],
    }
    return {"id": name, "name": name, "type": "expressionNode", "content": content}
