"""Draw the picture at the top of the README: the terminal diff of the seed transcript, as an SVG.

    python tools/render_picture.py            writes docs/diff.svg
    python tools/render_picture.py --check    fails if docs/diff.svg is not what would be written

Every line of the picture is a line that `mondegreen fix` prints; most blocks are left out, which the picture
shows by dots. It fetches nothing when it is made, nor when it is looked at: the reader's own fonts are used.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

from mondegreen import Corrector, Document, Lexicon
from mondegreen.proposal import Action
from mondegreen.render.summary import summarise
from mondegreen.render.terminal import Outcome, show

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "duran-2024-09-13.txt"
PICTURE = ROOT / "docs" / "diff.svg"
WIDTH = 92
#: Blocks that tell most: garbled into one word, real words, two words into one, a name over two words.
TELLING = ("Qurstammer", "attackers", "near-confaction", "Melon Shaw")
WAITING = 2  # blocks of the second part


def main() -> int:
    """Write the picture, or compare it."""
    svg = picture()
    if "--check" in sys.argv[1:]:
        if PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == svg:
            return 0
        print(
            f"{PICTURE.relative_to(ROOT)} is out of date: run python tools/render_picture.py", file=sys.stderr
        )
        return 1
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(svg, encoding="utf-8", newline="\n")
    print(f"wrote {PICTURE.relative_to(ROOT)} ({len(svg) // 1024} KB)")
    return 0


def picture() -> str:
    """The SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), legacy_windows=False)
    console.print(Text.assemble(("$ ", "dim"), (f"mondegreen fix {SEED.name}", "bold")), highlight=False)
    for line in chosen(printed()):
        console.print(Text.from_ansi(line), highlight=False, soft_wrap=True)
    svg = console.export_svg(title="mondegreen", theme=DIMMED_MONOKAI, unique_id="diff")
    svg = re.sub(r"\s*@font-face \{.*?\}\n", "\n", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas")
    left = [url for url in re.findall(r"https?://[^\"'\s)]+", svg) if "www.w3.org" not in url]
    links = [url for url in left if not url.startswith("https://www.textualize.io")]  # a comment of rich
    if links:
        raise SystemExit(f"the picture would fetch {links[0]}")
    return "\n".join(line.rstrip() for line in svg.split("\n"))


def printed() -> str:
    """What `mondegreen fix` prints for the seed transcript, with colours."""
    document = Document.plain(SEED.read_bytes().decode())
    proposals = Corrector(Lexicon.default()).propose(document)
    applied = tuple(p for p in proposals if p.action is Action.FIX)
    waiting = tuple(p for p in proposals if p.action is Action.ASK)
    outcome = Outcome(SEED.name, document, applied, waiting)
    out = io.StringIO()
    console = Console(
        file=out,
        width=WIDTH,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        no_color=False,
    )
    show(console, outcome, written=True)
    summarise(console, [outcome], SEED.name, None)
    return out.getvalue()


def chosen(text: str) -> Iterable[str]:
    """The lines to show: headings, the telling blocks of the first part, a few of the second, the summary."""
    blocks = [block.split("\n") for block in text.rstrip("\n").split("\n\n")]
    part = 0
    shown = 0
    left_out = False
    for block in blocks:
        plain = Text.from_ansi("\n".join(block)).plain
        if plain.startswith("──"):
            if left_out:
                yield from ("  ⋮", "")
            part, shown, left_out = part + 1, 0, False
            keep = True
        elif part == 1:
            keep = any(word in plain for word in TELLING)
        elif "Summary" in text and part == 2:
            keep = shown < WAITING
            shown += keep
        else:
            keep = True
        if keep:
            yield from (*block, "")
        left_out |= not keep


if __name__ == "__main__":
    sys.exit(main())
