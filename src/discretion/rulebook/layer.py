"""A layer of a rulebook: a folder, or texts in memory (a draft). Who reads rules need not know which."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path, PurePosixPath

from discretion.documents import Document, open_regular, read, read_file
from discretion.errors import Position, Problem, RulebookError, UsageError
from discretion.rulebook.shipped import installed_rulesets

IN_MEMORY = Path("<草稿>")  # what positions call a layer that is no folder


@dataclass(frozen=True)
class Layer:
    """Where files of a rulebook come from.

    Attributes:
        root: the folder; for texts, the name under which positions show them.
        texts: the files in memory, by their path below the root; None for a folder.
    """

    root: Path
    texts: Mapping[str, str] | None = field(default=None, hash=False, repr=False)

    @classmethod
    def of(cls, source: Source, root: Path = IN_MEMORY) -> Layer:
        """A layer of a folder, or of texts by path.

        Raises:
            UsageError: a path of a text leaves the layer.
        """
        if isinstance(source, Layer):
            return source
        if not isinstance(source, Mapping):
            return cls(Path(source))
        for name in source:
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or "\\" in name or str(path) != name:
                remedy = "写规则库之内的相对路径，例如 zhejiang/2027.1/ruleset.yaml"
                raise UsageError(Problem("不是规则库之内的路径", found=name, remedy=remedy))
        return cls(root, dict(source))

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """Every file, in order of path; hidden ones and links to folders are not followed."""
        if self.texts is not None:
            return tuple(sorted((self.root / name for name in self.texts), key=_place))
        return tuple(sorted(_walk(self.root), key=_place))

    @cached_property
    def _folders(self) -> Mapping[Path, tuple[Path, ...]]:
        return {folder: tuple(found) for folder, found in groupby(self.files, key=lambda path: path.parent)}

    def within(self, folder: Path) -> tuple[Path, ...]:
        """The ``.yaml`` files that stand directly in a folder of the layer, in order of name."""
        return tuple(path for path in self._folders.get(folder, ()) if path.suffix == ".yaml")

    def has(self, name: str) -> bool:
        """Whether there is a file of this path."""
        return self.root / name in self.files

    def document(self, path: Path) -> Document:
        """Read a file of the layer.

        Raises:
            RulebookError: it is missing or malformed.
        """
        if self.texts is None:
            return read_file(path)
        text = self.text(path)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return replace(read(text, str(path), error=RulebookError), digest=digest)

    def text(self, path: Path) -> str:
        """The text of a file of the layer as it is."""
        if self.texts is None:
            return path.read_text(encoding="utf-8", errors="replace")
        name = path.relative_to(self.root).as_posix()
        if name not in self.texts:
            raise RulebookError(Problem("文件不存在", Position(str(path))))
        return self.texts[name]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of every file by name, whatever it is."""
        digest = hashlib.sha256()
        for path in self.files:
            content = self.text(path).encode() if self.texts is not None else _bytes(path)
            digest.update(
                f"{path.relative_to(self.root).as_posix()}\0{len(content)}\0".encode("utf-8", "surrogateescape")
            )
            digest.update(content)
        return digest.hexdigest()

    def writable(self) -> Path:
        """The folder to write into.

        Raises:
            UsageError: texts in memory, or the rules inside an installed package, which its next update would undo.
        """
        if self.texts is not None:
            raise UsageError(Problem("内存中的草稿没有文件夹可以写入", Position(str(self.root))))
        if installed_rulesets() in (self.root.resolve(), *self.root.resolve().parents):
            remedy = "用 discretion init DIR 建立自己的规则库，再写 --rulesets shipped --rulesets DIR/rulesets"
            problem = Problem("不写入随包安装的规则库：升级会覆盖，也没有登记", Position(str(self.root)), remedy=remedy)
            raise UsageError(problem)
        return self.root


Source = str | os.PathLike[str] | Mapping[str, str] | Layer


def layers_of(sources: Iterable[Source]) -> tuple[Layer, ...]:
    """The layers of a rulebook, the base first.

    Raises:
        UsageError: a folder is given twice, or there is none.
    """
    found: list[Layer] = []
    for source in sources:
        drafts = sum(layer.texts is not None for layer in found)
        layer = Layer.of(source, IN_MEMORY if not drafts else Path(f"<草稿{drafts + 1}>"))
        if any(layer.root.resolve() == other.root.resolve() for other in found):
            raise UsageError(Problem("同一个规则库文件夹写了两次", Position(str(layer.root))))
        found.append(layer)
    return tuple(found)


def layer_of(layers: Sequence[Layer], file: str) -> Layer:
    """The layer that a file is in; the topmost for what is in none."""
    inside = (layer for layer in layers if Path(file).is_relative_to(layer.root))
    return next(inside, layers[-1])


def _bytes(path: Path) -> bytes:
    """What is in a file; of what is no regular file, or cannot be read, that it is there."""
    try:
        with open_regular(path) as stream:
            return stream.read()
    except OSError as failure:
        return repr(failure).encode()


def _place(path: Path) -> tuple[Path, str]:
    return path.parent, path.name


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        yield from (Path(folder) / name for name in names if not name.startswith("."))
        yield from (Path(folder) / name for name in folders if (Path(folder) / name).is_symlink())
