"""Git revisions, read object by object into a temporary folder: no filter, no attribute, no link. The work tree is never touched."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from discretion.errors import Problem, UsageError

DEFAULT_PATH = "rulesets"
REGULAR = (b"100644", b"100755")  # modes of git


class Revisions:
    """Unpacks revisions for as long as it is open.

    Args:
        repository: a folder inside the repository.
    """

    def __init__(self, repository: Path) -> None:
        self.repository = repository
        self._unpacked: list[TemporaryDirectory[str]] = []

    def __enter__(self) -> Revisions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for folder in self._unpacked:
            folder.cleanup()

    def folder(self, text: str) -> Path:
        """The folder ``git:REV`` or ``git:REV:path`` of a revision (``.``: all of it); without a path, its ``rulesets`` folder, or all of it.

        Raises:
            UsageError: no repository, revision, or folder of that name.
        """
        _, _, rest = text.partition(":")
        revision, _, path = rest.partition(":")
        given = path.strip("/")
        path = given or DEFAULT_PATH
        if not revision or revision.startswith("-"):
            raise UsageError(Problem(f"{text} 没有写明修订版本", remedy="例如 git:HEAD~1 或者 git:v0.1:rulesets"))
        top = Path(self._git("rev-parse", "--show-toplevel").decode().strip())
        commit = (
            self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
        )
        target = TemporaryDirectory(prefix="discretion-diff-")
        self._unpacked.append(target)
        folder = Path(target.name) / path
        if ".." not in Path(path).parts:
            # a ruleset rests on what stands beside it; ``.`` is the repository itself
            self._write(commit, next(iter(Path(path).parts), ""), top, Path(target.name))
        if not given and not folder.is_dir():  # the repository itself may be the rulebook
            self._write(commit, "", top, Path(target.name))
            folder = Path(target.name)
        if not folder.is_dir() or not any(folder.iterdir()):
            raise UsageError(Problem(f"修订版本 {revision} 没有文件夹 {path}"))
        return folder

    def of(self, folder: Path, revision: str) -> Path:
        """A folder of the work tree as it was in a revision.

        Raises:
            UsageError: no repository or revision, or the folder was not there.
        """
        prefix = self._git("rev-parse", "--show-prefix", at=folder).decode().strip().strip("/")
        return self.folder(f"git:{revision}:{prefix or '.'}")

    def _write(self, commit: str, path: str, top: Path, target: Path) -> None:
        """The files of a folder as they were committed: no filter runs, no attribute hides or rewrites one."""
        below = ("--", f"{path}/") if path else ()
        listed = self._git("ls-tree", "-r", "-z", "--full-tree", commit, *below, at=top).split(b"\0")
        files = [(line.partition(b"\t")[0].split(), line.partition(b"\t")[2]) for line in listed if line]
        plain = [(head[2], name) for head, name in files if head[0] in REGULAR]  # links and submodules are no rules
        content = self._git("cat-file", "--batch", at=top, given=b"".join(blob + b"\n" for blob, _ in plain))
        for _, name in plain:
            head, _, content = content.partition(b"\n")
            size = int(head.split()[-1])
            file = target / os.fsdecode(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content[:size])
            content = content[size + 1 :]

    def _git(self, *arguments: str, at: Path | None = None, given: bytes = b"") -> bytes:
        command = ["git", "-C", str(at or self.repository), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, check=False, input=given)  # noqa: S603 - arguments, never a shell
        except FileNotFoundError:
            raise UsageError(Problem("没有安装 git，不能比较修订版本")) from None
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip()
            what = f"git {arguments[0]} 失败"
            if arguments[0] == "rev-parse":
                what = (
                    "这里不是 git 仓库"
                    if "--show-toplevel" in arguments
                    else f"没有修订版本 {arguments[-1].removesuffix('^{commit}')}"
                )
            raise UsageError(Problem(what, found=said or None))
        return done.stdout
