"""The HTML page: one file, no external resource; works offline, prints on A4 landscape, readable on a phone."""

from __future__ import annotations

from discretion.tables.writers.markup import Html, tag, void

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
STYLE = """
:root{--ink:#1b1f24;--soft:#4a5560;--line:#b9c2cb;--head:#e9eef3;--link:#0b4f9c;--paper:#fff}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;max-width:96rem;padding:0 1.25rem 4rem;background:var(--paper);color:var(--ink);
font:16px/1.65 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif}
h1,h2,h3,h4,th,nav,caption,summary,figcaption,.badge{
font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.7rem;line-height:1.3;margin:1.5rem 0 .5rem}
h2{font-size:1.35rem;margin:3rem 0 .75rem;border-bottom:3px solid var(--ink);padding-bottom:.25rem}
h3{font-size:1.12rem;margin:2.2rem 0 .5rem}
h4{font-size:1rem;margin:1.4rem 0 .4rem}
p{margin:.4rem 0;max-width:60rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid #c25700;outline-offset:2px}
.faint{color:var(--soft);font-size:.875em;font-weight:400}
nav ul{margin:.2rem 0;padding-left:1.1rem}nav li{break-inside:avoid}
nav ul.chapters{padding:0;list-style:none;columns:20rem;column-gap:2.5rem}
nav ul.chapters>li{break-inside:auto;margin-bottom:.6rem}
nav ul.chapters>li>a{font-weight:600}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem;z-index:2}
.scroll{overflow-x:auto;margin:.75rem 0 1.25rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.5}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{border:1px solid var(--line);padding:.4rem .55rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{background:var(--head);border-bottom:2px solid var(--ink);white-space:nowrap}
tbody th{font-weight:600;background:#fafbfc}
ins{background:#d8f0dc;color:#0d4a1c;text-decoration:underline}del{background:#fbdfdc;color:#7c1408}
.badge{display:inline-block;
font-size:.78rem;line-height:1.35;padding:.05rem .4rem;border:1.5px solid;border-radius:.2rem;white-space:nowrap}
.statute .badge,.badge.statute{color:#0b4a2d;background:#eef8f1}
.published .badge,.badge.published{color:#0b4f9c;background:#eef4fc}
.proposed .badge,.badge.proposed{color:#8a3b00;background:#fff5ea;border-style:dashed}
@media(max-width:44rem){body{padding:0 .75rem 3rem;font-size:15px}table.wide{min-width:56rem}h1{font-size:1.35rem}}
@media print{@page{size:A4 landscape;margin:12mm}
body{max-width:none;padding:0;font-size:10pt}a{color:inherit;text-decoration:none}.scroll{overflow:visible}
table{font-size:8.5pt}table.wide{min-width:0}thead{display:table-header-group}tr,figure{break-inside:avoid}h2,h3,h4{break-after:avoid}
.skip,.screen{display:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def page(title: str, body: list[Html], *, style: str = "") -> str:
    """A whole document.

    Args:
        title: title of the document, not yet escaped.
        body: landmarks in order; one of them is ``main`` with the id ``main``.
        style: further CSS.
    """
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=POLICY),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("link", rel="icon", href="data:,"),
        tag("title", title),
        Html(f"<style>{STYLE}{style}</style>"),
    )
    skip = tag("a", "跳到正文", class_="skip", href="#main")
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', skip, *body), lang='zh-CN')}\n"


def header(title: str, notes: tuple[str, ...]) -> Html:
    """The banner: the title and what must be known before reading on."""
    return tag("header", tag("h1", title), *(tag("p", note) for note in notes))


Link = tuple[str, str]  # anchor and label


def contents(title: str, chapters: list[tuple[Link, list[Link]]]) -> Html:
    """A nav landmark: chapters with what they hold."""
    items = [
        tag("li", _link(chapter), tag("ul", *(tag("li", _link(part)) for part in parts))) for chapter, parts in chapters
    ]
    return tag("nav", tag("h2", title), tag("ul", *items, class_="chapters"), aria_label=title)


def _link(link: Link) -> Html:
    return tag("a", link[1], href=f"#{link[0]}")
