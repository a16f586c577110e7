"""A reliability diagram: how often proposals of each probability are right, as SVG.

Pure: `diagram` turns a table as `judging.calibration` makes it into text. The colours are readable on white and on
black, and nothing lies behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

#: The square of the plot: its left and upper edge, and its side; in pixels, as everything here.
_LEFT, _TOP, _SIDE = 64, 52, 340
#: Where the columns of the table end, and how far its lines lie apart.
_COLUMNS, _LINE = (474, 532, 592), 21
_WIDTH, _HEIGHT = 612, 452
_INK, _FAINT, _POINT, _LIMIT = "#7d828a", "#7d828a66", "#3b8bd0", "#c77a1c"
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def diagram(
    table: Sequence[tuple[float, float, int]], *, fix: float, ask: float, title: str = "Reliability"
) -> str:
    """An SVG file with a point for each row of `table`: mean probability said, share that was right, count.

    On the diagonal what is said is true; below it the scores are too sure, above it not sure enough. The thresholds
    `fix` and `ask` are upright lines. The rows stand beside the plot too, so that points that lie on one another can be
    told apart. Probabilities from 0 to 1.
    """
    total = sum(count for _, _, count in table)
    about = (
        f"How often proposals are right, by the probability said, in {len(table)} bins with {total} proposals: "
        + "; ".join(f"said {said:.3f}, right {right:.3f}, n {count}" for said, right, count in table)
        + f". Asked from {ask:g} on, fixed from {fix:g} on."
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(about)}</desc>',
        f'<g font-family="system-ui, sans-serif" font-size="12" fill="{_INK}">',
        _text(_LEFT, 26, title, 'font-size="15" font-weight="bold"'),
        *_axes(),
        *_limit("ask", ask, "end"),
        *_limit("fix", fix, "start"),
        *_points(table),
        *_rows(table),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(value: float) -> float:
    return round(_LEFT + _SIDE * value, 1)


def _y(value: float) -> float:
    return round(_TOP + _SIDE * (1 - value), 1)


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}"{" " + more if more else ""}>{escape(words)}</text>'


def _line(start: tuple[float, float], end: tuple[float, float], more: str) -> str:
    (x1, y1), (x2, y2) = start, end
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" {more}/>'


def _axes() -> list[str]:
    parts = []
    for tick in _TICKS:
        faint = f'stroke="{_FAINT}"'
        parts.append(_line((_x(tick), _y(0)), (_x(tick), _y(1)), faint))
        parts.append(_line((_x(0), _y(tick)), (_x(1), _y(tick)), faint))
        parts.append(_text(_x(tick), _y(0) + 18, f"{tick:g}", 'text-anchor="middle"'))
        parts.append(_text(_x(0) - 8, _y(tick) + 4, f"{tick:g}", 'text-anchor="end"'))
    diagonal = f'class="diagonal" stroke="{_INK}" stroke-dasharray="5 4"'
    middle = _TOP + _SIDE / 2
    return [
        *parts,
        _line((_x(0), _y(0)), (_x(1), _y(1)), diagonal),
        _text(_x(0.5), _y(0) + 42, "probability said (mean of the bin)", 'text-anchor="middle"'),
        _text(
            22, middle, "share that was right", f'text-anchor="middle" transform="rotate(-90 22 {middle:g})"'
        ),
    ]


def _limit(name: str, value: float, anchor: str) -> list[str]:
    """A threshold; the names stand on either side of their lines, so that they part even if the lines do not."""
    return [
        _line((_x(value), _y(0)), (_x(value), _y(1)), f'class="threshold" stroke="{_LIMIT}"'),
        _text(_x(value), _TOP - 6, f"{name} {value:g}", f'text-anchor="{anchor}" fill="{_LIMIT}"'),
    ]


def _points(table: Sequence[tuple[float, float, int]]) -> list[str]:
    places = [(_x(said), _y(right)) for said, right, _ in table]
    if not places:
        return []
    way = " ".join(f"{x:g},{y:g}" for x, y in places)
    return [
        f'<polyline points="{way}" fill="none" stroke="{_POINT}" stroke-opacity="0.5"/>',
        *(f'<circle cx="{x:g}" cy="{y:g}" r="4.5" fill="{_POINT}"/>' for x, y in places),
    ]


def _rows(table: Sequence[tuple[float, float, int]]) -> list[str]:
    lines = [("said", "right", "n")]
    lines += [(f"{said:.3f}", f"{right:.3f}", f"{count:,}") for said, right, count in table]
    return [
        _text(x, _TOP + 10 + _LINE * k, cell, 'text-anchor="end"' + (' font-weight="bold"' if k == 0 else ""))
        for k, line in enumerate(lines)
        for x, cell in zip(_COLUMNS, line, strict=True)
    ]
