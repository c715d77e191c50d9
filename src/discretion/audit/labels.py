"""What violations are called."""

from __future__ import annotations

from discretion.library import Library


def labels_of(library: Library) -> dict[str, str]:
    """The Chinese name of every violation of a rulebook."""
    rulesets = [ruleset for versions in library.rulebook.areas.values() for ruleset in versions]
    models = [(name, file.model) for ruleset in rulesets for name, file in ruleset.violations.items()]
    return {name: model.label for name, model in models if model.label is not None}
