"""Writing documents: YAML that ``read`` turns back into exactly the same data."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import yaml

from discretion.documents.scalars import plain
from discretion.documents.text import REFUSED_IN_TEXT

WIDTH = 120


def dump(data: object) -> str:
    """Write data as YAML in the house style; text that looks like anything else is quoted.

    >>> print(dump({"place": "330106", "facts": {"area_m2": Decimal("50.5")}}), end="")
    place: "330106"
    facts:
      area_m2: 50.5
    """
    text: str = yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False
    )
    # What may not stand in a file as itself stands in double quotes by now (see _text): escape it there.
    return REFUSED_IN_TEXT.sub(lambda match: f"\\u{ord(match[0]):04X}", text)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True  # the same list twice is written twice: anchors are refused on reading


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    quoted = plain(value) != value or not value.isprintable() or bool(REFUSED_IN_TEXT.search(value))
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if quoted else None)


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    text = format(value, "f")
    # a whole number keeps its point, else it would come back as an int
    return dumper.represent_scalar("tag:yaml.org,2002:float", text if "." in text else f"{text}.0")


def _mapping(dumper: yaml.SafeDumper, value: Mapping[str, object]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", list(value.items()))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_multi_representer(Mapping, _mapping)  # type: ignore[type-abstract]
