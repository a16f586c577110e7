"""`Lexicon` to YAML in its one canonical form, with the comments that a person wrote.

Start reading from `canonical` (text to text) and `dump` (terms to text); `comments_of` saves the comments of what
is about to be rewritten, and `first_difference` says where a file departs from the form.
Two laws hold: `parse(dump(x)) == x` for a valid lexicon in canonical order, and `dump` of what it wrote gives
the same text again.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mondegreen.errors import Diagnostic
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term
from mondegreen.lexicon_file import read_entries
from mondegreen.text import fold
from mondegreen.yaml_nodes import Faults, Node, compose

#: `dump` writes a list on one line while the line stays within this many columns.
WIDTH: Final = 110


_MARK: Final = codecs.BOM_UTF8
_REMEDY: Final = "`mondegreen lexicon fmt` rewrites the file"
#: How editors are told of a schema: https://github.com/redhat-developer/yaml-language-server
_NAMES_SCHEMA: Final = "# yaml-language-server:"
#: How much of a line a message quotes.
_QUOTED: Final = 60


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a lexicon file, with their "#": before `terms`, by term, and after the last entry."""

    header: tuple[str, ...] = ()
    by_term: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    footer: tuple[str, ...] = ()

    def with_schema(self, schema: str | None) -> Comments:
        """These, with the first line that names the schema for editors; as they are if there is to be none."""
        if schema is None:
            return self
        others = (line for line in self.header if not line.startswith(_NAMES_SCHEMA))
        return replace(self, header=(schema, *others))


def canonical(text: str, path: str, schema: str | None = None) -> str:
    """The lexicon in `text` in canonical form, comments kept. Raises `LexiconError` as `parse`.

    `schema` is the first line that names the schema for editors, if it needs one.
    """
    text = text.removeprefix("\ufeff")
    root, terms = _read(text, path)
    return canonical_of(text, root, terms, schema)


def canonical_of(text: str, root: Node, terms: Sequence[Term], schema: str | None = None) -> str:
    """The same for a text that has been read, without a byte order mark: its tree, and all its entries in order."""
    return dump(terms, _comments(text, root, terms).with_schema(schema))


def schema_line(schema: str) -> str:
    """The comment that tells editors which JSON Schema a file follows; `schema` is its path from there."""
    return f"{_NAMES_SCHEMA} $schema={schema}"


def first_difference(old: bytes, new: bytes, path: str) -> Diagnostic | None:
    """Where the file that holds `old` departs from its canonical form `new`, both UTF-8; None if nowhere."""
    if old == new:
        return None
    if old.startswith(_MARK):
        return Diagnostic(path, 1, 1, f"not in canonical form: a byte order mark stands here; {_REMEDY}")
    had, wanted = old.decode("utf-8").split("\n"), new.decode("utf-8").split("\n")
    for k, (line, want) in enumerate(zip(had, wanted, strict=False)):
        if line != want:
            column = next(
                (c for c, (a, b) in enumerate(zip(line, want, strict=False), 1) if a != b),
                min(len(line), len(want)) + 1,
            )
            if line.removesuffix("\r") == want:
                what = "the line ends in CR LF instead of LF"
            else:
                what = f"{_quoted(want)} should stand here, not {_quoted(line)}"
            return Diagnostic(path, k + 1, column, f"not in canonical form: {what}; {_REMEDY}")
    shorter = min(len(had), len(wanted))
    what = "the last line has no end" if len(had) < len(wanted) else "empty lines stand at the end"
    return Diagnostic(path, shorter, len(had[shorter - 1]) + 1, f"not in canonical form: {what}; {_REMEDY}")


def dump(terms: Lexicon | Iterable[Term], comments: Comments | None = None) -> str:
    """Canonical YAML: terms by folded spelling, fields in fixed order, quotes only where they are needed.

    `pack` is not written. Of `tests`, the `fix` ones come first. `comments` (see `comments_of`) go above the
    entries that they belong to.
    """
    comments = comments or Comments()
    ordered = sorted(terms.terms if isinstance(terms, Lexicon) else terms, key=sort_key)
    lines = [*comments.header, "terms:" if ordered else "terms: []"]
    for term in ordered:
        lines += [f"  {line}" for line in comments.by_term.get(term.term, ())]
        lines += [("  - " if k == 0 else "    ") + line for k, line in enumerate(_entry_lines(term))]
    return "\n".join([*lines, *comments.footer]) + "\n"


def sort_key(term: Term) -> tuple[str, str]:
    """What terms are sorted by: their letters without regard to capitals and accents, then with it."""
    return fold(term.term), term.term


def field_lines(term: Term) -> dict[str, list[str]]:
    """The canonical lines of each field of an entry, without the indentation of the entry.

    A field that says nothing (`apply: auto`) has none.
    """
    found: dict[str, list[str]] = {}
    for line in _entry_lines(term):
        if not line.startswith(" "):
            found[line.partition(":")[0]] = lines = []
        lines.append(line)
    return found


def _entry_lines(term: Term) -> list[str]:
    lines = [f"term: {_scalar(term.term)}"]
    if term.type is not None:
        lines.append(f"type: {term.type.value}")
    if term.surname is not None:
        lines.append(f"surname: {_scalar(term.surname)}")
    lines += _list_lines("aliases", [[a] for a in term.aliases], 4)
    lines += _list_lines("mishearings", [_mishearing_parts(m) for m in term.mishearings], 4)
    lines += _list_lines("sounds_like", [[s] for s in term.sounds_like], 4)
    lines += _list_lines("context", [[c] for c in term.context], 4)
    lines += _list_lines("never", [[n] for n in term.never], 4)
    if term.apply is not Apply.AUTO:
        lines.append(f"apply: {term.apply.value}")
    if term.plural is not None:
        lines.append(f"plural: {'true' if term.plural else 'false'}")
    if term.source is not None:
        lines.append(f"source: {_scalar(term.source)}")
    if term.note is not None:
        lines.append(f"note: {_scalar(term.note)}")
    if term.tests:
        fix: list[list[str | tuple[str, str]]] = []
        keep: list[list[str | tuple[str, str]]] = []
        for test in term.tests:
            if test.said == test.want:
                keep.append([test.said])
            else:
                fix.append([("said", test.said), ("want", test.want)])
        lines.append("tests:")
        lines += [f"  {line}" for line in _list_lines("fix", fix, 6) + _list_lines("keep", keep, 6)]
    return lines


def _mishearing_parts(m: Mishearing) -> list[str | tuple[str, str]]:
    if m.source is None and m.count == 1 and m.stands_for is None:
        return [m.text]
    parts: list[str | tuple[str, str]] = [("text", m.text)]
    if m.stands_for is not None:
        parts.append(("for", m.stands_for))
    if m.source is not None:
        parts.append(("source", m.source))
    if m.count != 1:
        parts.append(("count", str(m.count)))
    return parts


def _list_lines(
    name: str, items: list[list[str | tuple[str, str]]] | list[list[str]], indent: int
) -> list[str]:
    """The lines of a list of strings and mappings; `indent` is the column that the field will stand in."""
    if not items:
        return []
    strings = [_scalar(part, flow=True) for item in items for part in item if isinstance(part, str)]
    if len(strings) == len(items):  # strings only
        line = f"{name}: [{', '.join(strings)}]"
        if indent + len(line) <= WIDTH:
            return [line]
    lines = [f"{name}:"]
    for item in items:
        pairs = [part for part in item if not isinstance(part, str)]
        if not pairs:
            lines += [f"  - {_scalar(part)}" for part in item if isinstance(part, str)]
            continue
        line = "  - {" + ", ".join(f"{k}: {_typed(k, v, flow=True)}" for k, v in pairs) + "}"
        if indent + len(line) <= WIDTH:
            lines.append(line)
        else:
            lines += [
                ("  - " if n == 0 else "    ") + f"{k}: {_typed(k, v)}" for n, (k, v) in enumerate(pairs)
            ]
    return lines


def _typed(key: str, value: str, flow: bool = False) -> str:
    return value if key == "count" else _scalar(value, flow=flow)


# What some YAML reader takes for another type: "NO", "1.10", "2024-09-13", "12:30:00", "0x1F", "null", "=".
_TYPED = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)|~|=|<<|[-+]?\.(?i:inf)|\.(?i:nan)"
    r"|[-+]?(?:0b[01_]+|0o[0-7_]+|0x[\da-fA-F_]+|[\d_.]+(?:[eE][-+]?\d+)?|\d[\d_]*(?::\d\d?)+(?:\.[\d_]*)?)"
    r"|\d{4}-\d\d?-\d\d?(?:[Tt ].*)?"
)
# Characters that mean something to YAML at the start; some of them only before a space, but who remembers?
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def _scalar(text: str, flow: bool = False) -> str:
    """`text` as a YAML scalar: plain if every reader gives the same string back, else quoted."""
    if not text.isprintable():
        return '"' + "".join(c if c.isprintable() and c not in '"\\' else _escape(c) for c in text) + '"'
    if (
        text
        and text[0] not in _INDICATORS
        and text[0] != " "
        and text[-1] not in " :"
        and ": " not in text
        and " #" not in text
        and not (flow and any(c in ",[]{}?" for c in text))
        and not _TYPED.fullmatch(text)
    ):
        return text
    if ('"' in text or "\\" in text) and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _quoted(line: str) -> str:
    text = line.strip()
    if not text:
        return "an empty line"
    return f"`{text}`" if len(text) <= _QUOTED else f"`{text[:_QUOTED]}…`"


#: What ends a line for YAML.
LINE_END: Final = re.compile("\r\n|[\n\r\\x85\\u2028\\u2029]")
_COMMENT = re.compile("#[^\\n\\r\\x85\\u2028\\u2029]*")


def comments_of(text: str, path: str) -> Comments:
    """The comments of a lexicon, so that rewriting it loses none of them. Raises `LexiconError` as `parse`.

    A comment inside an entry or behind one of its values belongs to that entry.
    """
    text = text.removeprefix("\ufeff")
    return _comments(text, *_read(text, path))


def _read(text: str, path: str) -> tuple[Node, list[Term]]:
    """The tree of a lexicon, and the terms that are in it."""
    faults = Faults(path)
    root = compose(text, faults)
    terms = [entry.term for entry in read_entries(root, "", faults)]
    faults.check()
    assert root is not None  # an empty file is a fault
    return root, terms


def _comments(text: str, root: Node, terms: Sequence[Term]) -> Comments:
    """The comments of the text that `root` and `terms` were read from."""
    _, entries = root.items  # `terms` and its value: nothing else may stand at the top
    last_lines = [node.last_line for node in entries.items]
    no_comments = [(node.start, node.end) for node in root.strings()]
    header: list[str] = []
    by_entry: list[list[str]] = [[] for _ in terms]
    footer: list[str] = []
    at = entry = counted = 0
    line = 1
    for start, end in [*no_comments, (len(text), len(text))]:
        for match in _COMMENT.finditer(text, at, start):
            line += len(LINE_END.findall(text, counted, match.start()))
            counted = match.start()
            while entry < len(terms) and last_lines[entry] < line:
                entry += 1
            place = header if line < root.line else footer if entry == len(terms) else by_entry[entry]
            place.append(match.group().rstrip())
        at = max(at, end)
    return Comments(
        tuple(header),
        {term.term: tuple(mine) for term, mine in zip(terms, by_entry, strict=True) if mine},
        tuple(footer),
    )
