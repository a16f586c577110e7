"""What several formats need to scan raw text: lines with their offsets, and character entities."""

from __future__ import annotations

import html
import re
from html.entities import html5

from mondegreen.text import Span

# "\r\r\n" is what a text-mode copy makes of "\r\n"; it ends one line, not two.
LINE_BREAK = re.compile(r"\r{0,2}\n|\r")
_LINE = re.compile(rf"([^\r\n]*)(?:{LINE_BREAK.pattern}|\Z)")
#: What looks like an entity of HTML; whether it is one is for `decode` to say.
ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"


def lines_of(raw: str) -> list[Span]:
    """The lines of `raw` without their ends, after a byte order mark."""
    lines: list[Span] = []
    at = 1 if raw.startswith("\ufeff") else 0
    while at < len(raw):
        match = _LINE.match(raw, at)
        assert match is not None  # it matches anything
        lines.append(Span(*match.span(1)))
        at = match.end()
    return lines


def decode(entity: str) -> str | None:
    """What `entity` stands for ("&amp;" -> "&"); None if it is no entity after all ("&T;" of "AT&T;")."""
    if entity[1] != "#" and entity[1:] not in html5:
        return None
    return html.unescape(entity) or None
