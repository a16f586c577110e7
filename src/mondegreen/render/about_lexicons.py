"""What lexicons hold, for people and programs: how a term sounds, where an entry stands, how much there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mondegreen.json_lines import json_line
from mondegreen.lexicon_stats import COVERED, Stats
from mondegreen.lookup import Match, Way
from mondegreen.render.look import Look, put
from mondegreen.soundalikes import Alike, Hearing, Saying

if TYPE_CHECKING:
    from rich.console import Console

_GROUPS = (
    ("Ordinary words", "words"),
    ("Ordinary words one after the other", "phrases"),
    ("Other terms", "terms"),
)


def show_hearing(console: Console, hearing: Hearing) -> None:
    """How each form is read, then what sounds like it: how alike, and which form it is like."""
    from rich.text import Text

    look = Look(console)
    rows = [
        (s.form.text, s.english, f"{s.arpabet}{' (sounds_like)' if s.respelled else ''}")
        for s in hearing.sayings
    ]
    for row in _aligned(look, rows):
        put(console, Text(row))
    for title, name in _GROUPS:
        found: Sequence[Alike] = getattr(hearing, name)
        if not found:
            continue
        put(console, Text())
        put(console, Text(f"{title} that sound like it:", style="bold"))
        alike = [(f"{a.share:.0%}", _named(a), f"like {a.said.form.text}", a.said.english) for a in found]
        for row in _aligned(look, alike):
            put(console, Text(row))


def _named(alike: Alike) -> str:
    if alike.term is None:
        return alike.text
    name = alike.text if alike.text == alike.term.term else f"{alike.text}, of {alike.term.term}"
    return f"{name} ({alike.term.pack})" if alike.term.pack else name


def _aligned(look: Look, rows: Iterable[Sequence[str]]) -> list[str]:
    """The cells of `rows` under each other."""
    safe = [[look.safe(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*safe, strict=True)]
    padded = ([c.ljust(w) for c, w in zip(row, widths, strict=True)] for row in safe)
    return [f"  {'  '.join(cells).rstrip()}" for cells in padded]


def hearing_as_json(hearing: Hearing) -> str:
    """One JSON object on a line. `share` is how alike, 1 for the same sounds; `nats` what that is short of."""

    def said(s: Saying) -> dict[str, Any]:
        return {"form": s.form.text, "english": s.english, "phones": s.arpabet, "sounds_like": s.respelled}

    def alike(a: Alike) -> dict[str, Any]:
        whose = {} if a.term is None else {"term": a.term.term, "pack": a.term.pack}
        return {
            "text": a.text,
            **whose,
            "share": round(a.share, 3),
            "nats": round(a.nats, 2),
            "like": said(a.said),
        }

    groups = {name: [alike(a) for a in getattr(hearing, name)] for _, name in _GROUPS}
    return json_line(
        {"record": "hearing", "term": hearing.term.term, "said": list(map(said, hearing.sayings)), **groups}
    )


def show_matches(console: Console, found: Iterable[tuple[Match, str]]) -> None:
    """Each entry with its place, why it was found, and its text as it stands in the file."""
    from rich.text import Text

    look = Look(console)
    for match, text in found:
        line = Text.assemble(
            (look.safe(f"{match.entry.place(match.entry.at)}: "), "bold"), look.safe(_why(match))
        )
        put(console, line)
        for row in text.split("\n"):
            inner = row.lstrip(" ")
            put(console, Text(" " * (len(row) - len(inner) + 2) + look.safe(inner)))


def _why(match: Match) -> str:
    name = match.entry.term.term
    whose = repr(name) if match.text == name else f"the {match.field} {match.text!r} of {name!r}"
    match match.way:
        case Way.SAME:
            return f"is {whose}"
        case Way.PART:
            return f"stands in {whose}"
        case Way.LETTERS:
            return f"{match.share:.0%} of the letters are those of {whose}"
        case Way.SOUND:
            return f"sounds {match.share:.0%} like {whose}"


def matches_as_json(found: Iterable[tuple[Match, str]]) -> str:
    """A JSON object an entry, a line each."""
    return "".join(
        json_line(
            {
                "record": "entry",
                "file": match.entry.path,
                "line": match.entry.at.line,
                "column": match.entry.at.column,
                "term": match.entry.term.term,
                "field": match.field,
                "text": match.text,
                "by": match.way.name.lower(),
                "share": round(match.share, 3),
                "entry": text,
            }
        )
        for match, text in found
    )


_COUNTS: Mapping[str, str] = {
    "terms": "entries",
    "aliases": "aliases",
    "mishearings": "mishearings",
    "seen": "seen",
    "respellings": "respellings",
    "context": "context",
    "sentences": "sentences",
}


def show_stats(console: Console, found: Sequence[Stats]) -> None:
    """Three tables, a lexicon a line: counts, what share of the entries has each thing, and types."""
    from rich.text import Text

    look = Look(console)
    kinds = sorted({kind for s in found for kind in s.types})
    tables: list[list[list[str]]] = [
        [
            ["", *_COUNTS],
            *([look.safe(s.name), *(f"{getattr(s, c):,}" for c in _COUNTS.values())] for s in found),
        ],
        [
            ["entries with", *COVERED],
            *([look.safe(s.name), *(f"{s.share(w):.0%}" for w in COVERED)] for s in found),
        ],
        [["of type", *kinds], *([look.safe(s.name), *(f"{s.types[k]:,}" for k in kinds)] for s in found)],
    ]
    for number, rows in enumerate(tables):
        if number:
            put(console, Text())
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for k, row in enumerate(rows):
            cells = [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
            put(console, Text("  ".join(cells), style="" if k else "bold"))


def stats_as_json(found: Iterable[Stats]) -> str:
    """A JSON object a lexicon, a line each; `coverage` are shares of the entries."""
    return "".join(
        json_line(
            {
                "record": "lexicon",
                "name": s.name,
                **{name: getattr(s, count) for name, count in _COUNTS.items()},
                "unasked": s.unasked,
                "types": dict(sorted(s.types.items())),
                "coverage": {what: round(s.share(what), 3) for what in COVERED},
            }
        )
        for s in found
    )
