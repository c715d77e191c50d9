"""Which reader a file needs: its first bytes decide, not its name."""

from __future__ import annotations

from pathlib import Path

from discretion.errors import Position, Problem, UsageError
from discretion.grids.archive import open_archive
from discretion.grids.docx import read_docx
from discretion.grids.grid import Grid
from discretion.grids.html import read_html
from discretion.grids.limits import MAX_PACKED, Budget
from discretion.grids.text import read_csv
from discretion.grids.xls import read_xls
from discretion.grids.xlsx import read_xlsx

READS = (".docx", ".xlsx", ".xls", ".html", ".csv")
_OLE = b"\xd0\xcf\x11\xe0"
_PDF_REMEDY = (
    "PDF 不保存表格的行列，不能可靠读取。用 WPS 或者 Word 打开它、另存为 .docx，核对表格后再导入；扫描件须先做文字识别"
)


def read_grids(path: Path) -> list[Grid]:
    """Read every table of a file.

    Args:
        path: a Word document, an Excel workbook, a web page or a CSV file.

    Raises:
        UsageError: unreadable, of another kind, or beyond the limits; the message says what to do.
        MissingExtra: .xls without python-calamine.
    """
    where = Position(str(path))
    if not path.is_file():
        raise UsageError(Problem("文件不存在，或者不是普通文件", where))
    if path.stat().st_size > MAX_PACKED:
        raise UsageError(Problem(f"文件超过{MAX_PACKED // 1_000_000}MB", where))
    budget = Budget(where)
    content = path.read_bytes()
    if content.startswith(b"PK"):
        with open_archive(path, budget) as archive:
            if "xl/workbook.xml" in archive.names:
                return read_xlsx(archive, path.name, budget)
            if "word/document.xml" in archive.names:
                return read_docx(archive, path.name, budget)
        raise budget.refused("不是 Word 文档，也不是 Excel 工作簿", "在 Word、Excel 或者 WPS 中另存为 .docx 或者 .xlsx")
    if content.startswith(_OLE):
        return _old(path, content, budget)
    if b"%PDF-" in content[:1024]:
        raise budget.refused("不能读取 PDF", _PDF_REMEDY)
    if content.lstrip()[:1] == b"<" or path.suffix.lower() in (".html", ".htm"):
        return read_html(content, path.name, budget)
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        return read_csv(content, path.name, budget)
    raise UsageError(
        Problem("这种文件不能读取", where, found=path.suffix or None, allowed=READS, remedy="另存为其中一种")
    )


def _old(path: Path, content: bytes, budget: Budget) -> list[Grid]:
    wide = content.decode("utf-16-le", "ignore") + content[1:].decode("utf-16-le", "ignore")
    if "EncryptedPackage" in wide:
        raise budget.refused("文件设有密码", "在 Word 或者 Excel 中取消密码后另存")
    if "WordDocument" in wide:
        raise budget.refused("不能读取 Word 97–2003 文档（.doc）", "在 Word 或者 WPS 中另存为 .docx")
    return read_xls(path, path.name, budget)
