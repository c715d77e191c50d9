"""Files that look like rules and are read by nobody: a rule that vanishes in silence is worse than an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from discretion.errors import Position, Problem, nearest
from discretion.rulebook.layer import Layer

PARTS = ("violations", "lists", "cases")
SHARED = (
    "facts",
    "laws",
    "authorities",
)  # what every published version rests on: registered fact by fact, file by file
FREE = ("schemas",)  # for editors
LIKE_RULES = (".yml", ".yaml", ".json")
BESIDE = ("facts.yaml", "rulesets.lock", "CHANGELOG.yaml", "waivers.yaml")  # files that lie beside the folders


def strays(layer: Layer) -> Iterator[Problem]:
    """Yield a problem for every file in a folder of the layer that looks like rules and is not read.

    What lies beside the folders (a case to try) is the business of the check ``files``.
    """
    for path in unread(layer):
        if path.is_symlink() and path.is_dir():
            yield Problem(
                "链接到别处的文件夹没有被读取", Position(str(path)), remedy="放入真正的文件夹，或者作为另一层写在后面"
            )
        elif path.suffix.lower() in LIKE_RULES and (path.parent != layer.root or path.suffix == ".yml"):
            yield Problem("文件没有被读取", Position(str(path)), remedy=_remedy(path, layer), code="unread-file")


def unread(layer: Layer) -> Iterator[Path]:
    """The files of a layer that nothing reads."""
    versions = _versions(layer)
    return (path for path in layer.files if not _read(path, path.relative_to(layer.root), versions))


def _versions(layer: Layer) -> set[Path]:
    return {path.parent for path in layer.files if path.name == "ruleset.yaml"}


def _read(path: Path, relative: Path, versions: set[Path]) -> bool:
    if relative.parts[0] in FREE:
        return True
    if len(relative.parts) == 1:
        return path.name in BESIDE
    if path.suffix != ".yaml":
        return False
    if relative.parts[0] in SHARED:
        return len(relative.parts) == 2
    return path.name == "ruleset.yaml" or (path.parent.parent in versions and path.parent.name in PARTS)


def _remedy(path: Path, layer: Layer) -> str:
    if path.suffix != ".yaml":
        return f"改名为 {path.stem}.yaml"
    folder = path.parent.parent
    if folder in _versions(layer) and (near := nearest(path.parent.name, PARTS)):
        return f"文件夹 {path.parent.name} 是否想写：{near}"
    if path.parent.name in PARTS:
        where = folder.relative_to(layer.root).as_posix()
        return f"{where} 没有 ruleset.yaml：一个版本的文件应当在同一层；要改上一层的版本，另立新版本"
    return f"移到版本文件夹之下的 {'、'.join(PARTS)}，或者移出规则库"
