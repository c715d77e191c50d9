"""Publication: a folder of its own for every release, written whole before the store names it; what it replaces stays where it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from discretion.library import Library
from discretion.rulebook import check_changelog, load, lock

CHANGELOG = "CHANGELOG.yaml"


def folder_of(root: Path, number: int) -> Path:
    """Where a release is."""
    return root / "releases" / f"{number:04}"


def write_release(
    root: Path, number: int, below: Library, previous: Path | None, files: Mapping[str, str], changelog: str
) -> tuple[Path, str]:
    """Write a release: the one before, the new version, the changelog, the lock; all of it held against itself first.

    Nothing is visible before the rename; a folder of that number that no release names is of a publication that
    was interrupted, and goes.

    Args:
        root: the workbench's folder.
        number: the release's number.
        below: the rules it lies over.
        previous: the folder of the release before.
        files: the files of the new version.
        changelog: the text of the changelog.

    Returns:
        The folder, and the digest of the rules with it.

    Raises:
        RulebookError: the rules would not load, or differ from what is registered.
    """
    final = folder_of(root, number)
    half = final.with_name(f".{final.name}.half")
    for left in (half, final):
        shutil.rmtree(left, ignore_errors=True)
    half.parent.mkdir(parents=True, exist_ok=True)
    if previous is not None:
        shutil.copytree(previous, half)
    for name, text in {**files, CHANGELOG: changelog}.items():
        path = half / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    layers = [layer for layer in below.rulebook.layers if layer.root != previous]
    rulebook = load(*layers, half)
    check_changelog(rulebook)
    lock.write(rulebook)
    _settle(half)
    half.rename(final)
    _sync(final.parent)
    return final, load(*layers, final).digest


def _settle(folder: Path) -> None:
    """Everything on the disk, before the name says that it is there."""
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
