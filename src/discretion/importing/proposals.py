"""What is proposed of a condition: its pieces with their evidence, and the facts that the vocabulary lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from discretion.facts import Vocabulary


@dataclass(frozen=True)
class DraftFact:
    """A fact that the vocabulary lacks, to be completed by a person; ``finding``: how records settle it."""

    name: str
    label: str
    type: str
    unit: str | None = None
    finding: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Proposal:
    """One piece of a condition.

    Attributes:
        words: the cell's words.
        when: what is proposed.
        why: the evidence.
        draft: the new fact, where no known one says it.
    """

    words: str
    when: dict[str, object]
    why: str
    draft: DraftFact | None = None


@dataclass
class Situation:
    """A condition as read.

    Attributes:
        when: the whole condition, with drafted facts; None when nothing can be proposed.
        proposals: its pieces; empty when the words are the vocabulary's own and need no confirmation.
        questions: what the words leave open.
    """

    when: dict[str, object] | None
    proposals: list[Proposal] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


@dataclass
class RowContext:
    """What else the row says: the act, its violation's facts, the tier's name; the drafts of the whole table."""

    act: str = ""
    own: frozenset[str] = frozenset()
    level: str = ""
    joint: bool = False
    drafts: dict[str, DraftFact] = field(default_factory=dict)

    def drafted(self, text: str, vocabulary: Vocabulary) -> Proposal:
        """A piece that no fact says, as a new fact."""
        draft = DraftFact(self.name_of(text, "", vocabulary), text, "boolean")
        return Proposal(text, {draft.name: True}, f"词表没有“{text[:30]}”，起草为新的事实", draft)

    def name_of(self, label: str, unit: str, vocabulary: Vocabulary) -> str:
        """The name of a draft; the same label has the same name in the whole table."""
        for name, draft in self.drafts.items():
            if draft.label == label:
                return name
        number = len(self.drafts) + 1
        while (name := f"draft_{number}{f'_{unit}' if unit else ''}") in self.drafts or name in vocabulary:
            number += 1
        self.drafts[name] = DraftFact(name, label, "integer" if unit else "boolean")
        return name
