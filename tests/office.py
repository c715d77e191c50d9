"""LibreOffice, where the machine has one: what a file looks like when an office opens and prints it. Loud where there is none."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

MISSING = "没有 LibreOffice：文件没有在办公软件中打开（apt-get install libreoffice-writer libreoffice-calc）"


def printed(files: Iterable[Path], folder: Path) -> dict[str, list[str]]:
    """The pages of each file as text, by its name. One start of LibreOffice for all of them."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip(MISSING)
    pdfium = pytest.importorskip("pypdfium2")
    files = list(files)
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    found = {}
    for file in files:
        # two files of one name would print into one; the suffix is kept in ours
        paper = pdfium.PdfDocument(folder / "pdf" / f"{file.stem}.pdf")
        found[file.name] = [page.get_textpage().get_text_range() for page in paper]
        paper.close()
    return found
