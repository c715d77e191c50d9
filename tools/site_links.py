"""Every link of the built documentation site leads somewhere: ``python tools/site_links.py build/site`` (exit code 1 if one does not)."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINK = re.compile(r'(?:href|src)="([^"]+)"')


def main() -> int:
    """Follow every relative link of every page, to the file and to the anchor."""
    root = Path(sys.argv[1]).resolve()
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.html"))}
    broken = []
    for page, text in pages.items():
        for link in LINK.findall(text):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("data:"):
                continue
            base = root if parts.path.startswith("/") else page.parent  # the page of errors is served for any address
            target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else page
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            if not target.is_file():
                broken.append(f"{page.relative_to(root)}: {link}")
            elif anchor and target in pages and f'id="{anchor}"' not in pages[target] and anchor != "__top":
                broken.append(f"{page.relative_to(root)}: {link}: no such anchor")
    print(*broken, f"{len(pages)} pages, {len(broken)} broken links", sep="\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
