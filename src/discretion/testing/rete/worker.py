"""The process in which durable-rules runs: the C entry points only, one session at a time, each primed before it is
deleted.

Why so, and what crashes otherwise: shared/reference/durable-rules.md §2a and §5.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from types import ModuleType

from discretion.testing.rete.rules import START

NOT_HANDLED = 1  # the return code of a valid fact that no rule matches


def serve(connection: Connection) -> None:
    """Answer requests until the other side hangs up: ``("rules", shards)`` and then ``("match", facts)``."""
    try:
        import durable_rules_engine as engine
    except ImportError as error:
        connection.send(("missing", str(error)))
        return
    connection.send(("ready", None))
    handles: list[int] = []
    try:
        while True:
            request, content = connection.recv()
            if request == "rules":
                for handle in handles:
                    engine.delete_ruleset(handle)
                handles = [engine.create_ruleset(f"r{n}", json.dumps(shard)) for n, shard in enumerate(content)]
                connection.send(("done", None))
            else:
                connection.send(("matched", [_matched(engine, handles, fact) for fact in content]))
    except EOFError:
        return
    except Exception as error:  # noqa: BLE001 - whatever durable-rules throws is a finding of the caller
        connection.send(("failed", f"{type(error).__name__}: {error}"))


def _matched(engine: ModuleType, handles: Sequence[int], fact: Mapping[str, object]) -> list[str]:
    names: set[str] = set()
    for handle in handles:
        names |= _session(engine, handle, fact)
    if START not in names:
        raise RuntimeError("the starting fact was not matched")
    return sorted(names - {START})


def _session(engine: ModuleType, handle: int, fact: Mapping[str, object]) -> set[str]:
    names: set[str] = set()
    try:
        for number, content in enumerate(({"t": START}, fact)):
            code, state = engine.assert_fact(handle, json.dumps({"id": str(number), "sid": "1", **content}))
            if code == NOT_HANDLED:
                continue
            if code != 0:
                raise RuntimeError(f"assert_fact returned {code}")
            started = engine.start_action_for_state(handle, state)
            action = started[1] if started else None
            while action:
                names |= json.loads(action).keys()
                action = engine.complete_and_start_action(handle, state)
    finally:
        engine.delete_state(handle, "1")
    return names
