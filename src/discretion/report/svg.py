"""Drawing: a band over one fact, and tiers over two. Plain SVG; text stays text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from discretion.facts import say_yuan
from discretion.pages import Drawing, Shape, shape

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 92, 24, 46, 52
SHADES = ("0", "0.08", "0.14", "0.2", "0.26", "0.32")  # of the colour of bars over the paper: the ink stays legible
BAND, EDGE, CLIFF = "var(--bar-a)", "var(--link)", "var(--up)"
INK, SOFT, LINE = "var(--ink)", "var(--soft)", "var(--line)"


@dataclass(frozen=True, slots=True)
class TierStretch:
    """A stretch of the axis in one tier: points of (value, (low, high)) in 分."""

    tier: str
    text: str
    points: list[tuple[int, tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Curve:
    """A picture with one axis: pieces, ticks (value, name) and cliffs (value, rise in 分)."""

    title: str
    axis: str
    pieces: list[TierStretch]
    ticks: list[tuple[int, str]]
    cliffs: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with two axes: names across, and rows of (tier, text, highest amount in 分)."""

    title: str
    axis: str
    side: str
    across: list[str]
    rows: list[tuple[str, list[tuple[str | None, str, int]]]]


def draw_curve(curve: Curve) -> Drawing:
    """The band of the fine over the values of one fact."""
    first = curve.pieces[0].points[0][0]
    last = max(curve.pieces[-1].points[-1][0], first + 1)
    top = _round_up(max([high for piece in curve.pieces for _, (_, high) in piece.points] + [1]))

    def x(value: int) -> float:
        return round(LEFT + (value - first) / (last - first) * (WIDTH - LEFT - RIGHT), 1)

    def y(amount: int) -> float:
        return round(HEIGHT - BOTTOM - amount / top * (HEIGHT - TOP - BOTTOM), 1)

    parts = _yaxis(top, y)
    for number, piece in enumerate(curve.pieces):
        upper = [(x(value), y(high)) for value, (_, high) in piece.points]
        lower = [(x(value), y(low)) for value, (low, _) in piece.points]
        outline = " ".join(f"{a},{b}" for a, b in [*upper, *reversed(lower)])
        parts.append(shape("polygon", points=outline, fill=BAND, fill_opacity="0.6", stroke=EDGE, stroke_width="1.5"))
        if piece.points[0][0] == piece.points[-1][0]:
            (place, above), below = upper[0], max(lower[0][1], upper[0][1] + 3)
            parts.append(shape("line", x1=place, x2=place, y1=above, y2=below, stroke=EDGE, stroke_width="7"))
        middle = (x(piece.points[0][0]) + x(piece.points[-1][0])) / 2
        if x(piece.points[-1][0]) - x(piece.points[0][0]) > 14 * len(piece.tier) or len(curve.pieces) < 4:
            parts.append(_text(piece.tier, middle, 18 + 15 * (number % 2), anchor="middle", weight="600"))
        if number:
            place = x(piece.points[0][0])
            parts.append(
                shape("line", x1=place, x2=place, y1=TOP - 6, y2=HEIGHT - BOTTOM, stroke=LINE, stroke_dasharray="2 3")
            )
    for value, rise in curve.cliffs:
        place = x(value)
        parts.append(
            shape(
                "line",
                x1=place,
                x2=place,
                y1=TOP - 6,
                y2=HEIGHT - BOTTOM,
                stroke=CLIFF,
                stroke_width="1.5",
                stroke_dasharray="5 3",
            )
        )
        end = place > WIDTH - 110
        parts.append(
            _text(
                f"▲{say_yuan(rise)}",
                place + (-3 if end else 3),
                HEIGHT - BOTTOM - 5,
                size=11,
                fill=CLIFF,
                anchor="end" if end else "start",
            )
        )
    parts += _xticks(curve.ticks, x)
    parts.append(_text(curve.axis, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, anchor="middle", fill=SOFT))
    return Drawing(curve.title, WIDTH, HEIGHT, tuple(parts))


def draw_grid(grid: Chart) -> Drawing:
    """Tiers over two facts; the deeper the colour, the higher the fine may be."""
    side = 150 if grid.side else 12
    cell = max(96, min(170, (WIDTH - side - 12) // max(1, len(grid.across))))
    high, head = 56, 58
    width, height = side + cell * len(grid.across) + 12, head + high * len(grid.rows) + 12
    amounts = sorted({amount for _, line in grid.rows for _, _, amount in line})
    parts = [_text(grid.axis, side + cell * len(grid.across) / 2, 18, anchor="middle", fill=SOFT)]
    if grid.side:
        parts.append(_text(_short(grid.side, 10), 6, 18, fill=SOFT))
    for column, name in enumerate(grid.across):
        parts.append(
            _text(_short(name, cell // 13), side + cell * (column + 0.5), 44, anchor="middle", weight="600", full=name)
        )
    for row, (name, line) in enumerate(grid.rows):
        above = head + high * row
        parts.append(_text(_short(name, 10), 6, above + high / 2 + 5, weight="600", full=name))
        for column, (tier, text, amount) in enumerate(line):
            left = side + cell * column
            depth = amounts.index(amount) * (len(SHADES) - 1) // max(1, len(amounts) - 1)
            said, deep = f"{tier or '不成立'}：{text}", SHADES[depth] if tier else "0"
            box: dict[str, Any] = {
                "x": left,
                "y": above,
                "width": cell,
                "height": high,
                "fill": BAND,
                "fill_opacity": deep,
                "stroke": LINE,
            }
            parts.append(shape("rect", title=said, **box))
            parts.append(_text(tier or "—", left + cell / 2, above + 23, anchor="middle", weight="600"))
            parts.append(_text(_short(text, cell // 11), left + cell / 2, above + 43, anchor="middle", size=11))
    return Drawing(grid.title, width, height, tuple(parts))


def _round_up(amount: int) -> int:
    """The next of 1, 2, 3, 4, 5, 6, 8, 10 times a power of ten, so that the axis reads easily."""
    scale = int("1" + "0" * (len(str(amount)) - 1))
    return next(step * scale for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * scale >= amount)


def _yaxis(top: int, y: Callable[[int], float]) -> list[Shape]:
    parts = []
    for share in (0, 1, 2):
        amount = top * share // 2
        place = y(amount)
        parts.append(shape("line", x1=LEFT, x2=WIDTH - RIGHT, y1=place, y2=place, stroke=LINE))
        parts.append(_text(say_yuan(amount), LEFT - 6, place + 4, anchor="end", size=11, fill=SOFT))
    return parts


def _xticks(ticks: list[tuple[int, str]], x: Callable[[int], float]) -> list[Shape]:
    """Names under the axis; one that would run into its neighbour goes to the second line, then away."""
    parts, ends = [], [0.0, 0.0]
    for value, name in ticks:
        place = x(value)
        width = 7.5 * sum(1.6 if ord(char) > 255 else 0.85 for char in name)
        start = min(max(place - width / 2, 0), WIDTH - width)
        line = next((n for n in (0, 1) if start > ends[n] + 4), None)
        parts.append(shape("line", x1=place, x2=place, y1=HEIGHT - BOTTOM, y2=HEIGHT - BOTTOM + 4, stroke=INK))
        if line is not None:
            ends[line] = start + width
            parts.append(_text(name, start + width / 2, HEIGHT - BOTTOM + 15 + 13 * line, anchor="middle", size=11))
    return parts


def _text(
    text: str,
    x: float,
    y: float,
    *,
    anchor: str = "start",
    size: int = 13,
    fill: str = INK,
    weight: str | None = None,
    full: str = "",
) -> Shape:
    return shape(
        "text",
        text,
        full if full != text else "",
        x=round(x, 1),
        y=round(y, 1),
        text_anchor=anchor,
        font_size=size,
        fill=fill,
        font_weight=weight,
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: max(1, most - 1)]}…"
