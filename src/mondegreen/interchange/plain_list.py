"""A plain list: one spelling a line. Holds the preferred spellings and nothing else.

Empty lines are skipped, and comments: lines that begin with "# " or are "#" alone ("#MeToo" is a term). A backslash at
the start of a line says that what follows is a term whatever it looks like.
"""

from __future__ import annotations

from collections.abc import Sequence

from mondegreen.interchange.exchange import Exported, Imported, Source, Wish, settled, spellings
from mondegreen.lexicon import Term


def read(source: Source) -> Imported:
    """The terms of a list."""
    lines = (line.strip() for line in source.text.splitlines())
    return settled(Term(line.removeprefix("\\")) for line in lines if line and not _is_comment(line))


def write(terms: Sequence[Term], wish: Wish) -> Exported:
    """The spellings of `terms`, a line each."""
    forms = spellings(terms, wish)
    lines = (f"\\{form}" if form.startswith("\\") or _is_comment(form) else form for form in forms)
    return Exported("".join(f"{line}\n" for line in lines), len(forms), "terms")


def _is_comment(line: str) -> bool:
    return line == "#" or line.startswith("# ")
