"""A report as a browser takes it apart: its elements, what is said in the transcript, and its data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_VOID = {"meta", "link", "input", "br", "hr", "img", "path", "use", "source", "track"}


@dataclass
class Element:
    """An element; `inside` holds elements and text in order."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def all(self) -> Iterator[Element]:
        """The element itself and all in it, in order."""
        yield self
        for part in self.inside:
            if isinstance(part, Element):
                yield from part.all()

    def text(self, without: str = "") -> str:
        """What it says, leaving out elements of a class."""
        return "".join(
            part if isinstance(part, str) else "" if without in part.classes else part.text(without)
            for part in self.inside
        )


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


class Page:
    """A report; an element that is not closed, or in the wrong order, is an `AssertionError`."""

    def __init__(self, html: str) -> None:
        builder = _Builder()
        builder.feed(html)
        builder.close()
        assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is not closed"
        self.elements = list(builder.root.all())

    def of(self, tag: str) -> list[Element]:
        return [e for e in self.elements if e.tag == tag]

    def named(self, name: str) -> Element:
        (found,) = (e for e in self.elements if e.attributes.get("id") == name)
        return found

    @property
    def data(self) -> Any:
        return json.loads(self.named("data").text())

    @property
    def blocks(self) -> list[Element]:
        return [e for e in self.elements if "block" in e.classes]

    @property
    def said(self) -> str:
        """What was heard, a line each paragraph."""
        paragraphs = (e for block in self.blocks for e in block.all() if e.tag == "p")
        return "\n".join(p.text(without="to").strip() for p in paragraphs)
