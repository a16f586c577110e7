"""Strict XML to a tree of nodes that know their line and column. Nothing of terminology.

Start reading from `compose`. Nothing is ever loaded and nothing expanded: a document type may be named (older TBX
files do), but declarations in it are refused, so there are no entities that grow ("billion laughs") or read files.
The tree is built from the parser's events, without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from mondegreen.yaml_nodes import MAX_SIZE, Faults

#: Elements may stand this deep in each other.
MAX_DEPTH: Final = 100


@dataclass(slots=True)
class Element:
    """An element: its name without namespace or prefix, its attributes (`xml:lang` among them), what is in it.

    `content` are texts and elements, in order. `line` and `column` count from 1.
    """

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    content: list[str | Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, deep, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def children(self, *names: str) -> Iterator[Element]:
        """Its own elements of these names, of any if none is given."""
        for item in self.content:
            if isinstance(item, Element) and (not names or item.name in names):
                yield item

    def within(self, *names: str) -> Iterator[Element]:
        """All elements of these names in it, of any if none is given, in order, at any depth."""
        todo = [self]
        while todo:
            node = todo.pop()
            if node is not self and (not names or node.name in names):
                yield node
            todo += reversed(list(node.children()))

    def _texts(self) -> Iterator[str]:
        todo: list[str | Element] = [self]
        while todo:
            item = todo.pop()
            if isinstance(item, str):
                yield item
            else:
                todo += reversed(item.content)


class _RefusedError(Exception):
    """Something that is not read; the message says what. The fault is noted already."""


def compose(text: str, faults: Faults) -> Element | None:
    """The root element of `text`; None, and a fault, if it is not read."""
    if len(text) > MAX_SIZE:
        faults.at(1, 1, f"the text is larger than {MAX_SIZE >> 20} MB; split it")
        return None
    # What the file is encoded in was settled when it was read.
    text = re.sub(r"\A(<\?xml[^>]*?)\s+encoding\s*=\s*(\"[^\">]*\"|'[^'>]*')", r"\1", text)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    root: list[Element] = []
    open_elements: list[Element] = []

    def refuse(message: str) -> NoReturn:
        faults.at(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, message)
        raise _RefusedError(message)

    def start(name: str, attributes: dict[str, str]) -> None:
        element = Element(
            name.rpartition(":")[2], attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        )
        (open_elements[-1].content if open_elements else root).append(element)
        open_elements.append(element)
        if len(open_elements) > MAX_DEPTH:
            refuse(f"elements stand more than {MAX_DEPTH} deep in each other")

    def end(name: str) -> None:
        open_elements.pop()

    def characters(data: str) -> None:
        open_elements[-1].content.append(data)

    def doctype(name: str, system: str | None, public: str | None, has_declarations: bool) -> None:
        if has_declarations:
            refuse("declarations in the document type are not read; take out what stands in [ ]")

    def skipped(name: str, is_parameter: bool) -> None:
        refuse(f"the entity &{name}; is not known here; write the character itself")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    parser.SkippedEntityHandler = skipped
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        faults.at(error.lineno, error.offset + 1, f"not XML: {expat.ErrorString(error.code)}")
    except _RefusedError:
        pass
    return root[0] if root and not faults.found else None
