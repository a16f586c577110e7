"""Draw the picture at the top of the README: the terminal diff of the seed transcript, as an SVG.

    python tools/render_picture.py            writes docs/diff.svg
    python tools/render_picture.py --check    fails if docs/diff.svg is not what would be written

Every line of the picture is a line that `mondegreen fix` prints; most blocks are left out, which the picture
shows by dots. It fetches nothing when it is made, nor when it is looked at: the reader's own fonts are used,
and each run of characters is fitted to the columns that it takes on a terminal, whatever the font.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from rich.console import Console
from rich.style import Style
from rich.text import Text

from mondegreen import Corrector, Document, Lexicon
from mondegreen.proposal import Action
from mondegreen.render.terminal import Outcome, show

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "duran-2024-09-13.txt"
PICTURE = ROOT / "docs" / "diff.svg"
WIDTH = 100
#: Heard words whose blocks tell most, of what is fixed and of what waits. The first block with each is shown.
FIXED = ("Qurstammer", "storm shadow", "Lamy", "attackers", "Melon Shaw")
WAITING = ("gym web",)

# Of the picture, in pixels: a column, a line, the size of the letters, the space around it all.
COLUMN, LINE, SIZE, EDGE = 8.4, 19, 14, 18
PAPER, FRAME, INK, FAINT = "#0d1117", "#30363d", "#d1d7e0", "#8b949e"
#: By their numbers among the colours of a terminal: red, green, yellow, grey.
COLOURS = {1: "#ff7b72", 2: "#7ee787", 3: "#e3b341", 8: FAINT}
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def main() -> int:
    """Write the picture, or compare it."""
    svg = picture()
    name = PICTURE.relative_to(ROOT)
    if "--check" in sys.argv[1:]:
        if PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == svg:
            return 0
        print(f"{name} is out of date: run python tools/render_picture.py", file=sys.stderr)
        return 1
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(svg, encoding="utf-8", newline="\n")
    print(f"wrote {name} ({len(svg) // 1024} KB)")
    return 0


def picture() -> str:
    """The SVG."""
    command = Text.assemble(("$ ", "dim"), (f"mondegreen fix {SEED.name}", "bold"))
    return drawn([command, Text(), *(Text.from_ansi(line) for line in chosen(printed()))])


def printed() -> str:
    """What `mondegreen fix` prints for the seed transcript, with colours and without the summary."""
    document = Document.plain(SEED.read_bytes().decode())
    proposals = Corrector(Lexicon.default()).propose(document)
    applied = tuple(p for p in proposals if p.action is Action.FIX)
    waiting = tuple(p for p in proposals if p.action is Action.ASK)
    out = io.StringIO()
    console = Console(
        file=out,
        width=WIDTH,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        no_color=False,
    )
    show(console, Outcome(SEED.name, document, applied, waiting), written=True)
    return out.getvalue()


def chosen(text: str) -> Iterable[str]:
    """The lines to show: the two headings, and below each the first block with each telling word.

    Raises `SystemExit` if a word is no longer in the diff: then others tell more.
    """
    wanted = [list(FIXED), list(WAITING)]
    part = -1
    for block in text.rstrip("\n").split("\n\n"):
        plain = Text.from_ansi(block).plain
        if plain.startswith("──"):
            part += 1
            yield from (*(["  ⋮", ""] if part else []), block, "")
            continue
        found = [word for word in wanted[part] if word in plain]
        if found:
            wanted[part] = [word for word in wanted[part] if word not in found]
            yield from (*block.split("\n"), "")
    missing = [word for words in wanted for word in words]
    if missing:
        raise SystemExit(f"{', '.join(missing)}: not where the picture wants it; choose other words")
    yield "  ⋮"


def drawn(
    lines: Sequence[Text],
    title: str = "What mondegreen fix prints for a podcast transcript",
    width: int = WIDTH,
) -> str:
    """`lines`, of up to `width` columns, as an SVG."""
    console = Console(width=width, file=io.StringIO())
    wide = round(width * COLUMN + 2 * EDGE)
    high = len(lines) * LINE + 2 * EDGE
    parts: list[str] = []
    for row, line in enumerate(lines):
        column = 0
        base = EDGE + row * LINE + SIZE
        for segment in line.render(console):
            text = segment.text.rstrip("\n")
            bare = text.strip()
            left = column + len(text) - len(text.lstrip())
            column += len(text)
            if bare:
                parts.append(_run(bare, EDGE + left * COLUMN, base, segment.style or Style()))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
            ' role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect x="0.5" y="0.5" width="{wide - 1}" height="{high - 1}" rx="8" fill="{PAPER}"'
            f' stroke="{FRAME}"/>',
            f'<g font-family="{FONTS}" font-size="{SIZE}" fill="{INK}">',
            *parts,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _run(text: str, x: float, y: float, style: Style) -> str:
    """Characters of one style, fitted to their columns."""
    number = style.color.number if style.color is not None else None
    fill = COLOURS.get(number) if number is not None else FAINT if style.dim else None
    length = round(len(text) * COLUMN, 1)
    if set(text) == {"─"}:
        return f'<path d="M{x:.1f} {y - 4.5}h{length}" stroke="{fill or FRAME}"/>'
    attributes = f'x="{x:.1f}" y="{y}" textLength="{length}" lengthAdjust="spacingAndGlyphs"'
    if fill:
        attributes += f' fill="{fill}"'
    if style.bold:
        attributes += ' font-weight="bold"'
    if style.italic:
        attributes += ' font-style="italic"'
    if style.strike:
        attributes += ' text-decoration="line-through"'
    return f'<text {attributes} xml:space="preserve">{escape(text)}</text>'


if __name__ == "__main__":
    sys.exit(main())
