"""Other engines on the same workload, each the fast way its own documentation shows.

Every module has ``NAME``, ``engine()`` that makes a callable over facts, and ``answer`` that reads its result. One that
cannot be installed is reported as missing, not left out silently.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

MODULES = ("rule_engine_chains", "json_logic_rules", "cel_program")


def available() -> tuple[list[ModuleType], list[str]]:
    """The rivals that run here; and, of the others, why they do not."""
    found, missing = [], []
    for name in MODULES:
        module = import_module(f"benchmarks.overload.rivals.{name}")
        try:
            module.engine()
        except ImportError as error:
            missing.append(f"{module.NAME}: not installed ({error.name})")
        else:
            found.append(module)
    return found, missing
