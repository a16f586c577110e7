r"""CSV: a row an entry, a column a field, for spreadsheets.

The first line names the columns: the fields of an entry (`term` is needed, see `lexicons/README.md`) in any order, also
under the names in `_ALSO`. A table of one column needs no such line. Commas, semicolons and tabs separate, whichever
the first line has most of. Several values in one cell stand between semicolons; a semicolon or a backslash in a value
has a backslash before it. `heard -> right` is a mishearing for another form than the term. A `surname` of `-` says
that the surname is never used alone.

Lost: tests, and the source and count of a mishearing.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and a lexicon may come from a stranger.
Such cells are written with an apostrophe in front, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection), and it is taken off again when they are read.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from mondegreen.interchange.exchange import Exported, Imported, LeftOut, Source, Wish, settled
from mondegreen.lexicon import Apply, Mishearing, Term, TermType
from mondegreen.yaml_nodes import Faults

#: The columns, in the order in which they are written.
COLUMNS: Final = (
    "term", "type", "surname", "aliases", "mishearings", "sounds_like", "context", "never", "apply", "plural",
    "source", "note",
)  # fmt: skip
#: What else people call them.
_ALSO: Final = {
    "word": "term", "name": "term", "phrase": "term", "spelling": "term", "kind": "type", "alias": "aliases",
    "mishearing": "mishearings", "heard": "mishearings", "pronunciation": "sounds_like",
    "pronunciations": "sounds_like", "notes": "note", "description": "note",
}  # fmt: skip
_NO_SURNAME: Final = "-"
_T = TypeVar("_T")
# Also as full-width characters, which some spreadsheets take for the plain ones. A sign alone is no formula.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠].", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The text of a cell and where it begins; both count from 1."""

    text: str
    line: int
    column: int


def read(source: Source) -> Imported:
    """The terms of a table. Raises `LexiconError` with every fault."""
    faults = Faults(source.path)
    rows = [row for row in _rows(source.text, faults) if any(cell.text.strip() for cell in row)]
    faults.check()
    if not rows:
        return Imported(())
    names = [_column(cell.text) for cell in rows[0]]
    notes: list[LeftOut] = []
    if "term" in names:
        for cell, name in zip(rows[0], names, strict=True):
            if name not in COLUMNS and name:
                notes.append(LeftOut(f"the column {cell.text.strip()!r}", "is no field of an entry"))
            elif name and names.count(name) > 1:
                faults.at(cell.line, cell.column, f"the column `{name}` stands twice; keep one")
        rows = rows[1:]
    elif len(rows[0]) == 1:
        names = ["term"]
    else:
        known = ", ".join(COLUMNS)
        faults.at(1, 1, f"no column is called `term`; name the columns in the first line ({known})")
    faults.check()
    drafts = [_entry(row, names, faults) for row in rows]
    faults.check()
    return settled((d for d in drafts if d is not None), notes)


def write(terms: Sequence[Term], wish: Wish) -> Exported:
    """A row for each of `terms`."""
    lines = [",".join(COLUMNS)]
    for term in terms:
        cells = (_quoted(_guarded(_CELLS[name](term))) for name in COLUMNS)
        lines.append(",".join(cells))
    return Exported("".join(f"{line}\n" for line in lines), len(terms), "terms")


# --- Cells ------------------------------------------------------------------------------------------


def _rows(text: str, faults: Faults) -> Iterator[list[_Cell]]:
    """The rows of a text, as RFC 4180 has them; a quotation mark inside a cell that has none around it is a letter."""
    at = 0
    separator = _separator(text)
    if declared := re.match(r"sep=(.)(?:\r\n|\r|\n|\Z)", text):  # the first line of what Excel writes
        separator, at = declared[1], declared.end()
    cell = re.compile(
        rf'(?:"((?:[^"]|"")*+)"|([^{re.escape(separator)}\r\n]*))({re.escape(separator)}|\r\n|\r|\n|\Z)'
    )
    starts = [0, *(m.end() for m in re.finditer("\r\n|\r|\n", text))]
    row: list[_Cell] = []
    while at < len(text) or row:
        line = bisect.bisect_right(starts, at)
        column = at - starts[line - 1] + 1
        match = cell.match(text, at)
        if match is None or (match[1] is None and text[at : at + 1] == '"'):
            faults.at(
                line,
                column,
                'the quotation mark here is not closed, or text follows the closing one ("" is one)',
            )
            return
        row.append(_Cell(match[2] if match[1] is None else match[1].replace('""', '"'), line, column))
        at = match.end()
        if match[3] != separator:
            yield row
            row = []


def _separator(text: str) -> str:
    """Which of the separators the first line has most of, outside quotation marks; a comma if none."""
    first = re.sub('"[^"]*"', "", text[:100_000].lstrip("\r\n")).splitlines()[:1] or [""]
    return max(",;\t", key=first[0].count)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',"\r\n') else cell


def _guarded(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


# --- Fields -----------------------------------------------------------------------------------------


def _column(heading: str) -> str:
    name = "_".join(heading.lower().split()).replace("-", "_")
    return _ALSO.get(name, name)


def _entry(row: Sequence[_Cell], names: Sequence[str], faults: Faults) -> Term | None:
    if len(row) > len(names):
        extra = row[len(names)]
        if any(cell.text.strip() for cell in row[len(names) :]):
            faults.at(extra.line, extra.column, f"there are {len(row)} cells for {len(names)} columns")
    values: dict[str, Any] = {}
    for name, cell in zip(names, row, strict=False):
        text = _unguarded(cell.text.strip()).strip()
        if name in COLUMNS and text:
            read = _READERS.get(name)
            values[name] = read(text, cell, faults) if read else text
    if "term" not in values:
        faults.at(row[0].line, row[0].column, "the row has no `term`")
        return None
    return Term(**values)


def _surname(text: str, cell: _Cell, faults: Faults) -> str:
    return "" if text == _NO_SURNAME else text


def _type(text: str, cell: _Cell, faults: Faults) -> TermType | None:
    return _one_of({t.value: t for t in TermType}, "type", text, cell, faults)


def _apply(text: str, cell: _Cell, faults: Faults) -> Apply:
    return _one_of({a.value: a for a in Apply}, "apply", text, cell, faults) or Apply.AUTO


def _plural(text: str, cell: _Cell, faults: Faults) -> bool | None:
    return _one_of({"true": True, "yes": True, "false": False, "no": False}, "plural", text, cell, faults)


def _one_of(allowed: Mapping[str, _T], field: str, text: str, cell: _Cell, faults: Faults) -> _T | None:
    if text.lower() not in allowed:
        faults.at(cell.line, cell.column, f"`{field}` must be one of {', '.join(allowed)}; not {text!r}")
    return allowed.get(text.lower())


def _list(text: str, cell: _Cell, faults: Faults) -> tuple[str, ...]:
    return tuple(_unescaped(item) for item in _items(text))


def _mishearings(text: str, cell: _Cell, faults: Faults) -> tuple[Mishearing, ...]:
    found: list[Mishearing] = []
    for item in _items(text):
        heard, arrow, right = item.partition("->")
        found.append(Mishearing(_unescaped(heard), stands_for=_unescaped(right) if arrow else None))
    return tuple(m for m in found if m.text)


def _items(text: str) -> list[str]:
    return [item for item in re.findall(r"(?:[^;\\]|\\.)+", text) if item.strip()]


def _unescaped(item: str) -> str:
    return re.sub(r"\\(.)", r"\1", item.strip())


def _escaped(value: str) -> str:
    return re.sub(r"([;\\])", r"\\\1", value).replace("->", r"-\>")


def _heard(mishearing: Mishearing) -> str:
    right = f" -> {_escaped(mishearing.stands_for)}" if mishearing.stands_for else ""
    return _escaped(mishearing.text) + right


def _joined(values: Sequence[str]) -> str:
    return "; ".join(map(_escaped, values))


_READERS: Final[dict[str, Callable[[str, _Cell, Faults], Any]]] = {
    "type": _type,
    "surname": _surname,
    "aliases": _list,
    "mishearings": _mishearings,
    "sounds_like": _list,
    "context": _list,
    "never": _list,
    "apply": _apply,
    "plural": _plural,
}
_CELLS: Final[dict[str, Callable[[Term], str]]] = {
    "term": lambda t: t.term,
    "type": lambda t: t.type.value if t.type else "",
    "surname": lambda t: "" if t.surname is None else t.surname or _NO_SURNAME,
    "aliases": lambda t: _joined(t.aliases),
    "mishearings": lambda t: "; ".join(map(_heard, t.mishearings)),
    "sounds_like": lambda t: _joined(t.sounds_like),
    "context": lambda t: _joined(t.context),
    "never": lambda t: _joined(t.never),
    "apply": lambda t: "" if t.apply is Apply.AUTO else t.apply.value,
    "plural": lambda t: "" if t.plural is None else str(t.plural).lower(),
    "source": lambda t: t.source or "",
    "note": lambda t: t.note or "",
}
