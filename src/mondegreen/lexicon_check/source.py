"""A lexicon file under check: its entries with their places, and what reading it found.

Start reading from `read` (bytes to `Source`); `Placed` is an entry that knows where each of its values stands.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mondegreen.errors import LexiconError
from mondegreen.forms import Form, forms_of
from mondegreen.lexicon import Lexicon, Mishearing, Term, TermTest
from mondegreen.lexicon_check.finding import Finding, Place
from mondegreen.lexicon_check.kinds import SCHEMA, SYNTAX, Kind, Level
from mondegreen.lexicon_file import Entry, decode, read_entries, text_of
from mondegreen.yaml_nodes import Faults, Node, compose


@dataclass(frozen=True, slots=True)
class Source:
    """A file. `checked`: whether it is to be judged, or is only company for others; `shipped`: whether it is a pack.

    `schema` is how its first line has to begin, if it has to; `files` are the repository's files that a `source` may
    name, None if that can't be told. `root` is the tree of `text`, None if it has none.
    """

    path: str
    data: bytes
    text: str
    entries: tuple[Placed, ...]
    faults: tuple[Finding, ...]
    checked: bool = True
    shipped: bool = False
    schema: str | None = None
    files: frozenset[str] | None = None
    root: Node | None = None

    def place(self, line: int, column: int) -> Place:
        """A place in this file."""
        return Place(self.path, line, column)


@dataclass(frozen=True, eq=False)
class Placed:
    """An entry and where it stands."""

    path: str
    entry: Entry

    @property
    def term(self) -> Term:
        """What the entry says."""
        return self.entry.term

    @functools.cached_property
    def forms(self) -> tuple[Form, ...]:
        """Every right way to write the term, worked out once for all checks."""
        return tuple(forms_of(self.term))

    @property
    def at(self) -> Node:
        """Where the term itself stands."""
        return self.entry.values["term"]

    def place(self, node: Node) -> Place:
        """Where a node of this entry stands."""
        return Place(self.path, node.line, node.column)

    def spans(self, place: Place) -> bool:
        """Whether `place` is in this entry."""
        return place.path == self.path and self.entry.node.line <= place.line <= self.entry.node.last_line

    def finding(
        self, node: Node, kind: Kind, message: str, *related: Place, level: Level | None = None
    ) -> Finding:
        """That something is wrong with `node`."""
        return Finding(self.place(node), kind, message, level or kind.level, related)

    def strings(self, field: str) -> Iterator[Node]:
        """The strings that stand in a field, in order: the item of a list, the text of a mishearing, or the value."""
        node = self.entry.values.get(field)
        if node is None:
            return
        for item in (text_of(i) for i in node.items) if node.kind == "list" else (node,):
            if item.kind == "string" and item.text:
                yield item

    def mishearings(self) -> Iterator[tuple[Mishearing, Node, Node]]:
        """Each mishearing with the node of its text, and that of its `for` (of the text, if there is none)."""
        node = self.entry.values.get("mishearings")
        items = node.items if node is not None and node.kind == "list" else []
        readable = [i for i in items if text_of(i).kind == "string" and text_of(i).text]
        if len(readable) != len(self.term.mishearings):  # the schema has told of it
            return
        for item, mishearing in zip(readable, self.term.mishearings, strict=True):
            keys = {k.text: v for k, v in zip(item.items[::2], item.items[1::2], strict=True)}
            yield mishearing, text_of(item), keys.get("for", text_of(item))

    def sources(self) -> Iterator[Node]:
        """Where the entry, and each of its mishearings, says that it was seen."""
        yield from self.strings("source")
        for item in self.entry.values["mishearings"].items if "mishearings" in self.entry.values else ():
            for key, value in zip(item.items[::2], item.items[1::2], strict=True):
                if key.text == "source" and value.kind == "string" and value.text:
                    yield value

    def tests(self) -> Iterator[tuple[TermTest, Node]]:
        """Each test with the node of what is said."""
        node = self.entry.values.get("tests")
        if node is None or node.kind != "mapping":
            return
        lists = dict(zip((k.text for k in node.items[::2]), node.items[1::2], strict=True))
        said: list[Node] = []
        for item in lists["fix"].items if "fix" in lists else ():
            keys = {k.text: v for k, v in zip(item.items[::2], item.items[1::2], strict=True)}
            if item.kind == "mapping" and "said" in keys:
                said.append(keys["said"])
        said += lists["keep"].items if "keep" in lists else ()
        if len(said) == len(self.term.tests):  # else the schema has told of it
            yield from zip(self.term.tests, said, strict=True)


def read(
    data: bytes,
    path: str,
    pack: str,
    *,
    checked: bool = True,
    shipped: bool = False,
    schema: str | None = None,
    files: frozenset[str] | None = None,
) -> Source:
    """The lexicon in `data`, as far as it can be read; its faults are findings."""
    faults = Faults(path)
    text = ""
    kind = SYNTAX
    root: Node | None = None
    entries: list[Entry] = []
    try:
        text = decode(data, path)
        root = compose(text, faults)
        kind = SCHEMA
        entries = read_entries(root, pack, faults, shipped=shipped)
        found = tuple(faults.found)
    except LexiconError as error:
        found = error.diagnostics
    return Source(
        path,
        data,
        text,
        tuple(Placed(path, entry) for entry in entries),
        tuple(Finding(Place(d.path, d.line, d.column), kind, d.message, kind.level) for d in found),
        checked,
        shipped,
        schema,
        files,
        root,
    )


def named_files(source: Source) -> set[str]:
    """The files of the repository that `source` names as what was looked at."""
    return {
        n.text
        for placed in source.entries
        for n in placed.sources()
        if "://" not in n.text and ".." not in n.text
    }


def lexicon_of(sources: Sequence[Source]) -> Lexicon:
    """All that could be read of `sources`; the last has the last word on a term."""
    return Lexicon(tuple({p.term.term: p.term for source in sources for p in source.entries}.values()))
