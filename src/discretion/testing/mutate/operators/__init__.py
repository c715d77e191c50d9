"""The faults, one kind a module: each takes a node of a model and yields what a slip of the pen makes of it."""

from collections.abc import Mapping
from importlib import import_module

from discretion.testing.mutate.rewrite import Operator

LABELS = {
    "boundary": "边界含不含本数",
    "threshold": "界限差一",
    "swapped": "阶次错位",
    "dropped": "遗漏条件",
    "inverted": "是非颠倒",
    "widened": "幅度放宽",
    "amount": "数额、上限写错",
    "entry": "遗漏条目",
    "date": "日期写错",
}


def operators() -> Mapping[str, Operator]:
    """Every operator by name, in a fixed order."""
    return {name: import_module(f"{__name__}.{name}").faults for name in LABELS}
