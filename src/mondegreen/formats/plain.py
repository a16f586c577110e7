"""Plain text: everything is speech, but for a byte order mark.

Nothing is searched, so a line of 50 million characters opens at once.
"""

from __future__ import annotations

from mondegreen.document import Document, Segment
from mondegreen.text import Span


def read(raw: str) -> Document:
    """`raw` as one segment."""
    if raw.startswith("\ufeff"):
        return Document(raw, "text", (Segment(raw[1:], Span(1, len(raw))),))
    return Document.plain(raw)
