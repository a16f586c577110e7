"""Strict YAML to a tree of nodes that know their line and column; every fault is collected. Nothing of lexicons.

Start reading from `compose` (text to nodes); `pairs`, `string`, `strings`, `list_items` and `one_of` read a node
as what it must be, and `read_plain` reads a whole text as strings, lists and mappings.

Only a plain subset of YAML is read: one document of mappings, lists and strings. Every scalar stays the
string that was written (`NO`, `1.10`, `2024`, `null`), since those are names here. Anchors, aliases and tags
are refused. The tree is built from parser events and not by PyYAML's composer, which recurses, and spends half
of its time resolving types that nobody wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar

import yaml

from mondegreen.errors import Diagnostic, LexiconError

#: A text above this many code points (or a file above this many bytes) is refused.
MAX_SIZE: Final = 32 * 1024 * 1024
#: Mappings and lists may stand this deep in each other.
MAX_DEPTH: Final = 20

#: What `read_plain` gives: strings, lists and mappings of strings.
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"

_T = TypeVar("_T")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Node:
    """A "string", a "list" of `items`, or a "mapping" whose `items` are key, value, key, value ...

    `line` and `column` count from 1; `start` and `end` bound a string in the text, in code points.
    """

    __slots__ = ("column", "end", "end_line", "flow", "items", "kind", "line", "quoted", "start", "text")

    def __init__(self, kind: str, event: Any, text: str, quoted: bool, flow: bool) -> None:
        begin, end = event.start_mark, event.end_mark
        self.kind = kind
        self.text = text
        self.quoted = quoted
        self.flow = flow  # in brackets
        self.items: list[Node] = []
        self.line: int = begin.line + 1
        self.column: int = begin.column + 1
        self.start: int = begin.index
        self.end: int = end.index
        self.end_line: int = end.line + 1

    @property
    def last_line(self) -> int:
        """The line on which it ends, from 1."""
        # For PyYAML, a list without brackets ends where the next token begins, which is too late.
        return self.items[-1].last_line if self.items and not self.flow else self.end_line

    @property
    def described(self) -> str:
        """What it is, for people."""
        return self.kind if self.kind != "string" or self.text else "missing value"

    def strings(self) -> Iterator[Node]:
        """The strings in it, keys too, in order."""
        if self.kind == "string":
            yield self
        for item in self.items:
            yield from item.strings()


@dataclass
class Faults:
    """The faults found so far in the file called `path`."""

    path: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, node: Node, message: str) -> None:
        """Note what is wrong with `node`."""
        self.at(node.line, node.column, message)

    def at(self, line: int, column: int, message: str) -> None:
        """Note what is wrong there; both count from 1."""
        self.found.append(Diagnostic(self.path, line, column, message))

    def check(self) -> None:
        """Raise `LexiconError` if there are any, in file order."""
        if self.found:
            raise LexiconError(sorted(self.found, key=lambda d: (d.line, d.column)))


_NOT_YAML = re.compile("[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
#: What PyYAML says, and what to do about it.
_HINTS = {
    "mapping values are not allowed": "quote a value that contains ': ' (\"like: this\")",
    "cannot start any token": "indent with spaces, and quote a value that begins with @, ` or %",
    "found unexpected end of stream": "a quotation mark or bracket is not closed",
    "did not find expected key": "check the indentation and the quotation marks here",
    "did not find expected '-' indicator": "check the indentation: list items begin with '- ' in one column",
    "did not find expected ',' or ']'": "close the bracket, and quote a value that contains one",
    "did not find expected ',' or '}'": "close the brace, and quote a value that contains ',' or '}'",
    "could not find expected ':'": "a field is written `name: value`",
}


def compose(text: str, faults: Faults) -> Node | None:
    """The tree of a YAML text; None if there is nothing in it. Faults of YAML itself are raised here."""
    if len(text) > MAX_SIZE:
        faults.at(1, 1, f"the text is larger than {MAX_SIZE >> 20} MB; split it")
        faults.check()
    for match in _NOT_YAML.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        line, column = text.count("\n", 0, start) + 1, match.start() - start + 1
        faults.at(
            line,
            column,
            f"the control character {code_point(match.group())} may not stand in YAML; delete it",
        )
    faults.check()
    try:
        root = _from_events(text, faults)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "can't be read"
        hint = next((f"; {hint}" for start, hint in _HINTS.items() if start in problem), "")
        faults.at(mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, f"not YAML: {problem}{hint}")
        root = None
    faults.check()
    return root


def _from_events(text: str, faults: Faults) -> Node | None:
    """The tree that the parser's events describe, as far as it can be followed."""
    root: Node | None = None
    open_nodes: list[Node] = []
    documents = 0
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            node = Node("string", event, event.value, bool(event.style), False)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            is_mapping = kind is yaml.MappingStartEvent
            node = Node("mapping" if is_mapping else "list", event, "", False, bool(event.flow_style))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            open_nodes.pop().end_line = event.end_mark.line + 1
            continue
        elif kind is yaml.AliasEvent:
            node = Node("string", event, "", False, False)
            what = f"aliases (*{event.anchor}) are not read; write the value out"
            faults.add(node, f"{what}, or quote it if it begins with *")
        else:
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents == 2:
                    mark = event.start_mark
                    faults.at(
                        mark.line + 1, mark.column + 1, "a second document begins here; use one file each"
                    )
                    return root
            continue
        if kind is not yaml.AliasEvent:
            if event.anchor is not None:
                faults.add(
                    node, f"anchors (&{event.anchor}) are not read; quote the value if it begins with &"
                )
            if event.tag is not None:
                faults.add(node, f"tags ({event.tag}) are not read; quote the value if it begins with !")
        if open_nodes:
            open_nodes[-1].items.append(node)
        else:
            root = node
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            open_nodes.append(node)
            if len(open_nodes) > MAX_DEPTH:
                faults.add(node, f"nested deeper than {MAX_DEPTH}; a lexicon needs 6")
                return root
    return root


# --- Readers: what a node must be ------------------------------------------------------------------
# `field` is what a message calls the node.


def pairs(node: Node, where: str, faults: Faults) -> Iterator[tuple[Node, Node]]:
    """The keys and values of a mapping; keys that repeat, or are no strings, are faults and left out."""
    seen: dict[str, int] = {}
    items = iter(node.items)
    for key, value in zip(items, items, strict=True):
        if key.kind != "string":
            faults.add(key, f"a key must be a string, not a {key.kind}")
        elif key.text in seen:
            faults.add(key, f"`{key.text}` stands twice in {where} (line {seen[key.text]}); keep one")
        else:
            seen[key.text] = key.line
            yield key, value


# Direction marks, zero-width characters and the soft hyphen: invisible, so a reviewer can't see what they do.
_INVISIBLE = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]"
)
_ODD_SPACE = re.compile(r"[^\S ]")


def string(node: Node, field: str, faults: Faults) -> str | None:
    """The text of a string on one line without stray space or invisible characters; None if it is none."""
    text = node.text
    if node.kind != "string":
        faults.add(node, f"`{field}` must be a string, not a {node.kind}")
        return None
    if not text:
        faults.add(node, f"`{field}` is empty; give a value or leave it out")
        return None
    if text[0] == " " or text[-1] == " " or "  " in text:
        faults.add(node, f"`{field}` has space before, behind or twice within {text!r}; use single spaces")
    if not text.isprintable():
        if "\n" in text or "\r" in text:
            faults.add(node, f"`{field}` goes over a line; write it on one")
        elif match := _INVISIBLE.search(text):
            faults.add(
                node, f"`{field}` holds the invisible character {code_point(match.group())}; delete it"
            )
        elif match := _ODD_SPACE.search(text):
            faults.add(node, f"`{field}` holds the space {code_point(match.group())}; use a plain one")
    return text


def tidied(text: str) -> str:
    """`text` as `string` takes it: single plain spaces, nothing invisible; "" if nothing is left.

    >>> tidied(" Keir\\u00a0 Star\\u200bmer ")
    'Keir Starmer'
    """
    spaced = " ".join(_ODD_SPACE.sub(" ", text).split())
    return " ".join(_NOT_YAML.sub("", _INVISIBLE.sub("", spaced)).split())


def list_items(node: Node, field: str, faults: Faults) -> list[Node]:
    """The items of a list; an empty one, or what is no list, is a fault."""
    if node.kind != "list":
        hint = f"; write `{field}: [{node.text}]`" if node.kind == "string" and node.text else ""
        faults.add(node, f"`{field}` must be a list, not a {node.described}{hint}")
        return []
    if not node.items:
        faults.add(node, f"`{field}` is empty; give a value or leave it out")
    return node.items


def strings(node: Node, field: str, faults: Faults) -> tuple[str, ...]:
    """The texts of a list of different strings, each as `string` wants it."""
    seen: set[str] = set()
    for item in list_items(node, field, faults):
        text = string(item, field, faults)
        if text is None:
            continue
        if text in seen:
            faults.add(item, f"`{field}` lists {text!r} twice; keep one")
        seen.add(text)
    return tuple(item.text for item in node.items)


def one_of(allowed: Mapping[str, _T], node: Node, field: str, faults: Faults) -> _T | None:
    """What stands in `allowed` for the text of `node`; None and a fault if nothing does."""
    if node.kind == "string" and node.text in allowed:
        return allowed[node.text]
    got = f"{node.text!r}" if node.kind == "string" and node.text else f"a {node.described}"
    faults.add(node, f"`{field}` must be one of {', '.join(allowed)}; not {got}")
    return None


def code_point(character: str) -> str:
    """How a character is called in a message: "U+200B"."""
    return f"U+{ord(character):04X}"


# --- Any YAML as plain values -----------------------------------------------------------------------


def read_plain(text: str, path: str) -> Plain:
    """Any YAML of the product as strings, lists and mappings; a scalar stays the string that was written.

    Raises `LexiconError` for what is refused in every file: broken YAML, anchors, tags, repeated keys.
    """
    faults = Faults(path)
    root = compose(text.removeprefix("\ufeff"), faults)
    plain = _plain(root, faults) if root is not None else ""
    faults.check()
    return plain


def _plain(node: Node, faults: Faults) -> Plain:
    if node.kind == "mapping":
        return {key.text: _plain(value, faults) for key, value in pairs(node, "this mapping", faults)}
    if node.kind == "list":
        return [_plain(item, faults) for item in node.items]
    return node.text
