"""Where the shipped rulesets are."""

from __future__ import annotations

from discretion.rulebook.shipped import shipped_rulesets


def test_the_shipped_rulesets_are_found() -> None:
    assert (shipped_rulesets() / "national").is_dir()
