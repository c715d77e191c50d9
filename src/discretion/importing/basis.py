"""《道路运输条例》第六十三条第一项 to the provision of the rulebook, when it has exactly that one."""

from __future__ import annotations

import re
from datetime import date

from discretion.rulebook import Rulebook

_CITE = re.compile(r"《(?:中华人民共和国)?([^》]+)》((?:第[零〇一二三四五六七八九十百]+[条款项目])+)")


def provision_of(text: str, rulebook: Rulebook, day: date, label: str = "") -> str | None:
    """The one provision with penalties that a text cites.

    Args:
        text: the cell.
        rulebook: the laws.
        day: the day whose versions count.
        label: the violation's name, which decides between provisions of the same article.

    Returns:
        ``law/provision``, or None when the text cites none, or several.
    """
    cites = {f"《{law}》{place}" for law, place in _CITE.findall(re.sub(r"\s+", "", text))}
    found = []
    for ref in rulebook.provision_refs:
        provision = rulebook.provision(ref, day)
        if provision is not None and provision[1].ranges and provision[0].cite(ref.partition("/")[2]) in cites:
            found.append((ref, provision[1].label))
    if len(found) > 1:
        found = [(ref, name) for ref, name in found if name == label]
    return found[0][0] if len(found) == 1 else None
