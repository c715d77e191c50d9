"""Publication: a folder of its own for every release, written whole before the store names it; what it replaces stays where it is."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from discretion.library import Library
from discretion.receipt import sign
from discretion.rulebook import check_changelog, load, lock

CHANGELOG, LOCK = "CHANGELOG.yaml", "rulesets.lock"
LOG = logging.getLogger("discretion.workbench")


def folder_of(root: Path, number: int) -> Path:
    """Where a release is."""
    return root / "releases" / f"{number:04}"


def write_release(
    root: Path,
    number: int,
    below: Library,
    previous: Path | None,
    files: Mapping[str, str],
    changelog: str,
    key: bytes | None = None,
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
        key: an Ed25519 private key (PEM), by which the lock is signed.

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
    if key is not None:  # as ``discretion sign`` does
        signature = sign((half / LOCK).read_bytes(), key).model_dump_json(indent=2)
        (half / f"{LOCK}.sig").write_text(f"{signature}\n", encoding="utf-8")
    _settle(half)
    half.rename(final)
    _sync(final.parent)
    return final, load(*layers, final).digest


def commit(root: Path, message: str, author: str) -> None:
    """Commit what was published, in a repository of the releases; whatever an earlier commit missed goes with it.

    What is published is published: where git fails, the log of the service says so, and the next publication tries again.
    """
    releases = root / "releases"
    who = ["-c", "user.name=discretion workbench", "-c", "user.email=workbench@localhost"]
    steps = (
        ["init", "--quiet"],
        ["add", "--all", "--", "[0-9]*"],
        [
            *who,
            "commit",
            "--quiet",
            "--allow-empty",
            f"--author={_plain(author)} <workbench@localhost>",
            f"--message={message}",
        ],
    )
    try:
        for step in steps:
            subprocess.run(["git", "-C", str(releases), *step], check=True, capture_output=True, timeout=60)  # noqa: S603, S607
    except (OSError, subprocess.SubprocessError):
        LOG.exception("git commit of %s", releases)


def _plain(name: str) -> str:
    """A name as git takes it."""
    return "".join(char for char in name if char not in "<>\n") or "-"


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
