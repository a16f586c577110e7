"""Labels that a person wrote in a gold file (YAML), every fault reported at once.

    transcript: talk.srt      # beside this file; without it, the file of the same name with .txt
    edits:                    # what is wrong: missing one counts
      - {start: 394, heard: Qurstammer, expected: Keir Starmer, kind: garble}
    optional:                 # right if done, not missed if left alone
      - {start: 5887, heard: infact, accept: [in fact]}

Start reading from `parse` (text to rows) and `Gold.labels` (rows to labels of a transcript). `start` counts code
points of the raw file from 0, its byte order mark and line ends among them. Of `expected` and `accept` one is needed;
`expected: ""` says that the words should go. `kind` and `note` are free.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from mondegreen.document import Document
from mondegreen.errors import Diagnostic, GoldError, LexiconError
from mondegreen.evaluate import Label
from mondegreen.known_forms import KnownForms
from mondegreen.places import Places
from mondegreen.text import Span, tokenise
from mondegreen.yaml_nodes import Faults, Node, compose, pairs, string, strings


@dataclass(frozen=True, slots=True)
class Row:
    """A label as written, with the place of its `start` in the gold file; both count from 1."""

    label: Label
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Gold:
    """What a gold file says. `transcript` is the path that it names, as written; `faults` are those found so far."""

    path: str
    transcript: str | None
    rows: tuple[Row, ...]
    faults: tuple[Diagnostic, ...]

    def check(self) -> None:
        """Raise `GoldError` if there are faults."""
        if self.faults:
            raise GoldError(self.faults)

    def labels(self, document: Document, forms: KnownForms) -> tuple[Label, ...]:
        """The labels for `document`, in text order; each is `known` if it belongs to one of `forms`.

        Raises `GoldError` with every fault: those of the file, and labels that don't stand where they say.
        """
        faults = Faults(self.path, list(self.faults))
        places = Places(document)
        for row in self.rows:
            if wrong := _misplaced(places, row.label):
                faults.at(row.line, row.column, wrong)
        ordered = sorted(self.rows, key=lambda row: row.label.span)
        for one, other in pairwise(ordered):
            if one.label.span.overlaps(other.label.span):
                faults.at(
                    other.line, other.column, f"overlaps the label on line {one.line}; make one of them"
                )
        _check(faults)
        labels = [row.label for row in ordered]
        known = _known(places, labels, forms)
        return tuple(replace(label, known=k) for label, k in zip(labels, known, strict=True))


def _known(places: Places, labels: Sequence[Label], forms: KnownForms) -> list[bool]:
    """Whether each of `labels` (in order) belongs to a form: by itself, or in the speech as it should read.

    "Keir" at the end of a cue is half of one, if the next begins with "Starmer".
    """
    speech = places.document.speech
    parts: list[str] = []
    written: list[Span] = []
    at = length = 0
    for label in labels:
        span = places.speech_span(label.span)
        parts += [speech[at : span.start], label.right[0] if label.wanted else label.heard]
        length += span.start - at + len(parts[-1])
        written.append(Span(length - len(parts[-1]), length))
        at = span.end
    tokens = tokenise("".join((*parts, speech[at:])))
    spans = [Span(tokens[lo].span.start, tokens[hi - 1].end) for lo, hi in forms.places(tokens)]
    ends = [span.end for span in spans]

    def is_known(label: Label, place: Span) -> bool:
        k = bisect_right(ends, place.start)
        return (k < len(spans) and spans[k].overlaps(place)) or any(map(forms.in_text, label.right))

    return [is_known(label, place) for label, place in zip(labels, written, strict=True)]


def _misplaced(places: Places, label: Label) -> str | None:
    raw, span = places.document.raw, label.span
    there = raw[span.start : span.end]
    if there == label.heard:
        said = len(places.speech_span(span)) > 0
        return None if said else f"nothing is said at {span.start}: {label.heard!r} is no speech there"
    nearest = min(_occurrences(raw, label.heard), key=lambda at: abs(at - span.start), default=None)
    if nearest is None:
        hint = "it stands nowhere in the transcript"
    else:
        line, column = places.line_column(nearest)
        hint = f"the nearest is at {nearest} (line {line}, column {column})"
    found = f"there is {there!r}" if there else f"the transcript has {len(raw)} characters"
    return f"{label.heard!r} does not stand at {span.start}, {found}; {hint}"


def _occurrences(raw: str, words: str) -> Sequence[int]:
    return [match.start() for match in re.finditer(re.escape(words), raw)]


def _check(faults: Faults) -> None:
    try:
        faults.check()
    except LexiconError as error:
        raise GoldError(error.diagnostics) from None


_START = "a gold file has `edits:`, a list of {start: 394, heard: Qurstammer, expected: Keir Starmer}"


def parse(text: str, path: str) -> Gold:
    """The gold file in a YAML text; `path` is what diagnostics call it.

    Raises `GoldError` at once only if it is no YAML; other faults wait for those of `Gold.labels`.
    """
    faults = Faults(path)
    try:
        root = compose(text.removeprefix("\ufeff"), faults)
    except LexiconError as error:
        raise GoldError(error.diagnostics) from None
    transcript: str | None = None
    rows: list[Row] = []
    if root is None:
        faults.at(1, 1, f"the file is empty; {_START}")
    elif root.kind != "mapping":
        faults.add(root, f"the top level is a {root.kind}; {_START}")
    else:
        lists = 0
        for key, value in pairs(root, "the file", faults):
            if key.text == "transcript":
                transcript = string(value, "transcript", faults)
                if transcript == "-":
                    faults.add(value, "`transcript` must be a file, not stdin")
                    transcript = None
            elif key.text in ("edits", "optional"):
                lists += 1
                rows += _rows(value, key.text, faults)
            else:
                faults.add(key, f"unknown key `{key.text}`; known are transcript, edits, optional")
        if not lists and not faults.found:
            faults.add(root, f"`edits` is missing; {_START}, or is `[]`")
    found = sorted(faults.found, key=lambda d: (d.line, d.column))
    return Gold(path, transcript, tuple(rows), tuple(found))


def _rows(node: Node, name: str, faults: Faults) -> list[Row]:
    if node.kind != "list":
        faults.add(node, f"`{name}` must be a list, not a {node.described}; {_START}, or is `[]`")
        return []
    rows = (_row(item, name == "edits", faults) for item in node.items)
    return [row for row in rows if row is not None]


def _row(node: Node, wanted: bool, faults: Faults) -> Row | None:
    if node.kind != "mapping":
        faults.add(node, f"a label must be a mapping, not a {node.described}; {_START}")
        return None
    values: dict[str, Any] = {}
    nodes: dict[str, Node] = {}
    for key, value in pairs(node, "this label", faults):
        read = _FIELDS.get(key.text)
        if read is None:
            faults.add(key, f"unknown field `{key.text}`; known are {', '.join(_FIELDS)}")
            continue
        values[key.text] = read(value, key.text, faults)
        nodes[key.text] = value
    for name in ("start", "heard"):
        if name not in nodes:
            faults.add(node, f"`{name}` is missing; every label needs one")
    expected = values.get("expected")
    right = tuple(dict.fromkeys((*([expected] if expected is not None else []), *values.get("accept", ()))))
    if "expected" not in nodes and "accept" not in nodes:
        faults.add(node, "`expected` is missing, or `accept`: what would be right here")
    start, heard = values.get("start"), values.get("heard")
    if start is None or heard is None or not right:
        return None
    if wanted and heard in right:
        faults.add(
            node, f"{heard!r} is what was heard and right too; take it out, or put it under `optional`"
        )
    label = Label(Span(start, start + len(heard)), heard, right, wanted, values.get("kind"))
    return Row(label, nodes["start"].line, nodes["start"].column)


_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


def _offset(node: Node, field: str, faults: Faults) -> int | None:
    if node.kind == "string" and _NUMBER.fullmatch(node.text):
        return int(node.text)
    faults.add(node, f"`{field}` must be a whole number from 0, not {node.text or node.described!r}")
    return None


def _heard(node: Node, field: str, faults: Faults) -> str | None:
    # As it stands in the transcript: over a line break, with two blanks, whatever.
    if node.kind == "string" and node.text:
        return node.text
    faults.add(node, f"`{field}` must be the words of the transcript, not a {node.described}")
    return None


def _expected(node: Node, field: str, faults: Faults) -> str | None:
    if node.kind == "string" and node.quoted and not node.text:
        return ""
    return string(node, field, faults)


_FIELDS: Final[dict[str, Callable[[Node, str, Faults], object]]] = {
    "start": _offset,
    "heard": _heard,
    "expected": _expected,
    "accept": strings,
    "kind": string,
    "note": string,
}
