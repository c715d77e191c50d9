"""Make a release in dist/: the tag, the version and the changelog must agree; then sdist, wheel and an SBOM (CycloneDX 1.6).

``python tools/release.py [TAG]``. Without a tag it is a rehearsal: the changelog may still say *Unreleased*.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
LINE = 250  # of the changelog: what takes more belongs into the documentation
NAME = re.compile(r"[A-Za-z0-9._-]+")


def version() -> str:
    """The one version number: src/discretion/_version.py, from which the build takes it too."""
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "src/discretion/_version.py").read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def disagreements(tag: str | None, number: str, changelog: str) -> list[str]:
    """Where tag, version and changelog say different things, and where the changelog is no longer read by anybody."""
    heads = re.findall(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)
    problems = []
    if tag is not None and tag != f"v{number}":
        problems.append(f"the tag is {tag}, the version {number}")
    if tag is not None and number not in heads:
        problems.append(f"CHANGELOG.md has no section [{number}]")
    if tag is None and not {"Unreleased", number} & set(heads):
        problems.append(f"CHANGELOG.md has neither [Unreleased] nor [{number}]")
    problems += [
        f"CHANGELOG.md:{at}: one change is one line of at most {LINE} characters: {line[:40]}…"
        for at, line in enumerate(changelog.splitlines(), 1)
        if len(line) > LINE or line.startswith("  ")
    ]
    return problems


def requirements(package: str, seen: dict[str, metadata.Distribution]) -> None:
    """What a package needs to run, as it is installed here; extras are the user's choice and left out."""
    for line in metadata.requires(package) or []:
        requirement, _, marker = line.partition(";")
        found = NAME.match(requirement)
        if "extra ==" in marker or found is None or found[0].lower() in seen:
            continue
        try:
            seen[found[0].lower()] = metadata.distribution(found[0])
        except metadata.PackageNotFoundError:
            continue  # for another platform or Python
        requirements(found[0], seen)


def sbom(number: str, files: list[Path]) -> dict[str, Any]:
    """The bill of materials of the wheel."""
    seen: dict[str, metadata.Distribution] = {}
    requirements("discretion", seen)
    components = [
        {"type": "library", "name": name, "version": item.version, "purl": f"pkg:pypi/{name}@{item.version}"}
        for name, item in sorted(seen.items())
    ]
    made = [
        {"type": "file", "name": file.name, "hashes": [{"alg": "SHA-256", "content": _digest(file)}]} for file in files
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "discretion", "version": number, "components": made}},
        "components": components,
    }


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main(tag: str | None) -> int:
    number = version()
    problems = disagreements(tag, number, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    for problem in problems:
        print(f"release: {problem}", file=sys.stderr)
    if problems:
        return 1
    for old in DIST.glob("discretion*"):
        old.unlink()
    for kind in ("sdist", "wheel"):
        subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", kind], cwd=ROOT, check=True)
    files = sorted([*DIST.glob("*.whl"), *DIST.glob("*.tar.gz")])
    (DIST / "discretion.cdx.json").write_text(json.dumps(sbom(number, files), indent=2) + "\n", encoding="utf-8")
    for file in files:
        print(f"{_digest(file)}  {file.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] else None))
