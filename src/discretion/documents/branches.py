"""One clear error from a union.

Pydantic reports a failed union branch by branch, and names the branches inside the location. A reader wants the
branch that was meant: the one whose kind (text, list, mapping) fits what was written, and that knows most keys.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from discretion.documents.document import Path
from discretion.documents.messages import CLASSES, KINDS


@dataclass(frozen=True, slots=True)
class ModelFailure:
    """One pydantic error. ``location`` is pydantic's, ``path`` the part of it that exists in the data."""

    type: str
    location: Path
    path: Path
    found: object
    message: str
    context: dict[str, object]
    kinds: tuple[str, ...] = ()  # when several branches expect another kind of value: all of them
    allowed: tuple[str, ...] = ()


def data_path(location: Path, data: object, missing: bool) -> tuple[Path, tuple[int, ...]]:
    """Split a location into the path in the data and the indices of the parts that name union branches."""
    path: list[str | int] = []
    labels: list[int] = []
    for index, part in enumerate(location):
        if (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data)
        ):
            data = data[part]  # type: ignore[index]
            path.append(part)
        elif missing and index == len(location) - 1:
            path.append(part)
        elif part != "[key]":
            labels.append(index)
    return tuple(path), tuple(labels)


def one_per_union(failures: list[ModelFailure], data: object, depth: int = 0) -> list[ModelFailure]:
    """Keep, for every union that failed, only the errors of the branch that was meant."""
    kept: list[ModelFailure] = []
    unions: dict[Path, dict[str | int, list[ModelFailure]]] = {}
    order: list[ModelFailure | Path] = []
    for failure in failures:
        _, labels = data_path(failure.location, data, failure.type == "missing")
        label = next((index for index in labels if index >= depth), None)
        if label is None:
            order.append(failure)
            continue
        prefix = failure.location[:label]
        if prefix not in unions:
            order.append(prefix)
        unions.setdefault(prefix, {}).setdefault(failure.location[label], []).append(failure)
    for item in order:
        if isinstance(item, ModelFailure):
            kept.append(item)
            continue
        branches = [one_per_union(branch, data, len(item) + 1) for branch in unions[item].values()]
        kept.extend(_meant(branches, data_path(item, data, False)[0]))
    return kept


def _meant(branches: list[list[ModelFailure]], root: Path) -> list[ModelFailure]:
    best = min(_distance(branch, root) for branch in branches)
    chosen = [branch for branch in branches if _distance(branch, root) == best]
    first = chosen[0]
    if len(chosen) > 1 and all(len(branch) == 1 and branch[0].path == root for branch in chosen):
        # Nothing tells the branches apart: name all that would have been right.
        kinds = tuple(dict.fromkeys(kind for branch in chosen for kind in kinds_of(branch[0])))
        values = tuple(dict.fromkeys(value for branch in chosen for value in allowed_values(branch[0])))
        return [replace(first[0], kinds=kinds, allowed=values)]
    return first


def _distance(branch: list[ModelFailure], root: Path) -> tuple[bool, int, int]:
    """How far a branch is from what was written: wrong kind, keys it does not know, other errors."""
    wrong_kind = any(failure.path == root and _is_wrong_kind(failure) for failure in branch)
    unknown = sum(failure.type == "extra_forbidden" for failure in branch)
    return wrong_kind, unknown, len(branch)


def _is_wrong_kind(failure: ModelFailure) -> bool:
    if failure.type in ("literal_error", "enum"):
        return not isinstance(failure.found, str)
    return bool(kinds_of(failure))


def kinds_of(failure: ModelFailure) -> tuple[str, ...]:
    """Return the kinds of value a failure asks for, in Chinese."""
    if failure.kinds:
        return failure.kinds
    kind = KINDS.get(failure.type)
    if failure.type == "is_instance_of":
        kind = CLASSES.get(str(failure.context.get("class")))
    return (kind,) if kind else ()


def allowed_values(failure: ModelFailure) -> tuple[str, ...]:
    """Return the values a failed literal or enum lists."""
    if failure.allowed or failure.type not in ("literal_error", "enum", "union_tag_invalid"):
        return failure.allowed
    listed = str(failure.context.get("expected") or failure.context.get("expected_tags") or "")
    parts = listed.replace(" or ", ", ").split(", ")
    return tuple(part.strip("'") for part in parts if part)
