"""What an area has from its parent unchanged: the parent's proofs are its own."""

from __future__ import annotations

from discretion.rulebook import Ruleset, inherit

INHERITED = {"policy", "presume", "records", "supplements"}  # of a header: what changes how every violation is judged


def same_as_parent(chain: tuple[Ruleset, ...], violation: str) -> bool:
    """Whether an area sees a violation exactly as its parent area does (never true of an area without a parent).

    Args:
        chain: the ruleset and its ancestors.
        violation: the violation.
    """
    ruleset, parents = chain[0], chain[1:]
    if violation in ruleset.violations or not any(violation in part.violations for part in parents):
        return False
    if not ruleset.lists and not ruleset.header.model.model_fields_set & INHERITED:
        return True
    own, parent = (inherit(part, violation) for part in (chain, parents))
    fields = ("policy", "presumptions", "records", "supplements")
    return [item.entry for item in own.entries] == [item.entry for item in parent.entries] and all(
        getattr(own, name) == getattr(parent, name) for name in fields
    )
