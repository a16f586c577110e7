"""Markdown: speech is the prose, and each paragraph, heading, list item or table cell is a segment.

Start reading from `read`. It walks the lines as CommonMark 0.31 does (https://spec.commonmark.org/),
keeping offsets, which Markdown libraries lose; `markdown_inline` then looks inside each block. Not speech
are front matter (YAML, TOML), code, HTML blocks, thematic breaks, link definitions, and every marker: `#`,
`>`, bullets and numbers, task boxes, table pipes, labels of footnotes.

Limits: what stands inside an HTML block (`<div>` up to a blank line) is not read, though it may be prose.
Tabs that straddle the edge of a list item count as inside. Mathematics, definition lists and directives
(`:::`, `!!! note`) are read as prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from mondegreen.document import Document
from mondegreen.formats.markdown_inline import definitions, escape, segment_of
from mondegreen.formats.scan import lines_of
from mondegreen.text import Span

_THEMATIC = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}\Z")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*\Z")
_HEADING = re.compile(r"#{1,6}(?=[ \t]|\Z)")
_HEADING_TAIL = re.compile(r"(?:(?:^|[ \t]+)#+)?(?:[ \t]*\{[#.:][^{}]*\})?[ \t]*\Z")
_FENCE = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")
_BULLET = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|\Z)")
_NOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*")
_TASK = re.compile(r"\[[ xX]\](?=[ \t])[ \t]*")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_PIPE = re.compile(r"\\.|\|")

_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl"
    "|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link"
    "|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th"
    "|thead|title|tr|track|ul"
)
# How an HTML block opens, and how it ends; without an end of its own it goes on up to a blank line.
_HTML: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (
        re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|\Z)", re.I),
        re.compile(r"</(?:script|pre|style|textarea)>", re.I),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?:{_BLOCK_TAGS})(?=[\s>]|/>|\Z)", re.I), None),
)
_LONE_TAG = re.compile(
    r"(?:<[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?>"
    r"|</[A-Za-z][A-Za-z0-9-]*\s*>)[ \t]*\Z"
)


def read(raw: str) -> Document:
    """The prose of a Markdown file."""
    blocks = _Blocks(raw).read()
    defined: set[str] = set()
    begins = [definitions(raw, block.lines, defined) if block.paragraph else 0 for block in blocks]
    segments = (
        segment_of(raw, block.lines, begin, defined) for block, begin in zip(blocks, begins, strict=True)
    )
    return Document(raw, "markdown", tuple(s for s in segments if s is not None), escape)


@dataclass(slots=True)
class _Block:
    """Lines of prose without the markers before them; all but the last with their line ends."""

    lines: list[Span]
    paragraph: bool = True  # only a paragraph may hold definitions


class _Leaf(Enum):
    NONE = "none"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    FENCE = "fence"
    HTML = "html"


@dataclass(slots=True)
class _Container:
    """A block quote (`indent` 0) or a list item whose lines are indented by `indent` columns.

    `hollow`: nothing was on its first line; a blank line then ends it.
    """

    indent: int
    hollow: bool = False


@dataclass(slots=True)
class _Cursor:
    """A place in a line: offset, its column, and the column where the innermost container begins."""

    at: int
    end: int
    column: int = 0
    base: int = 0

    def seek(self, raw: str) -> tuple[int, int]:
        """Offset of the first character that is no blank, and how far it is indented."""
        at, column = self.at, self.column
        while at < self.end and raw[at] in " \t":
            column += 4 - column % 4 if raw[at] == "\t" else 1
            at += 1
        return at, column - self.base

    def advance(self, raw: str, to_column: int) -> None:
        """Move the base to `to_column`, and the place over the blanks before it."""
        while self.at < self.end and self.column < to_column and raw[self.at] in " \t":
            width = 4 - self.column % 4 if raw[self.at] == "\t" else 1
            if self.column + width > to_column:
                break
            self.column += width
            self.at += 1
        self.base = to_column


@dataclass
class _Blocks:
    """The state of the walk over lines; `read` does it."""

    raw: str
    blocks: list[_Block] = field(default_factory=list)
    containers: list[_Container] = field(default_factory=list)
    leaf: _Leaf = _Leaf.NONE
    fence: str = ""  # what opened the code block: it takes as many of the same to close it
    html_end: re.Pattern[str] | None = None

    def read(self) -> list[_Block]:
        lines = lines_of(self.raw)
        ends = [*(line.start for line in lines[1:]), len(self.raw)][: len(lines)]
        first = _front_matter(self.raw, lines)
        for line, after in zip(lines[first:], ends[first:], strict=True):
            self._line(line, after)
        for block in self.blocks:
            last = block.lines[-1]
            text = self.raw[last.start : last.end]
            block.lines[-1] = Span(last.start, last.start + len(text.rstrip()))
        return self.blocks

    def _line(self, line: Span, after: int) -> None:
        raw = self.raw
        cursor = _Cursor(line.start, line.end)
        matched = self._match_containers(cursor)
        inside = matched == len(self.containers)
        if self.leaf in (_Leaf.FENCE, _Leaf.HTML):
            if inside:
                self._code_or_html(cursor)
                return
            self.leaf = _Leaf.NONE
        if self.leaf is _Leaf.TABLE and not inside:
            self.leaf = _Leaf.NONE

        opened, task = self._open_containers(cursor, matched, inside)
        at, indent = cursor.seek(raw)
        text = raw[at : line.end]
        if not text:
            self.containers[matched:] = opened
            self.leaf = _Leaf.NONE
            return
        in_paragraph = self.leaf is _Leaf.PARAGRAPH and not opened
        if indent >= 4 and in_paragraph:
            self.blocks[-1].lines.append(Span(at, after))
            return
        if in_paragraph and inside and _SETEXT.match(text):
            self.leaf = _Leaf.NONE
            return
        if in_paragraph and inside and self._opens_table(text):
            return
        starts = indent < 4 and self._starts_block(text, in_paragraph)
        if in_paragraph and not starts:  # also a lazy line, which leaves out the markers of its containers
            self.blocks[-1].lines.append(Span(at, after))
            return
        self.containers[matched:] = opened
        if self.leaf is _Leaf.TABLE and not opened and not starts and indent < 4:
            self._row(at, line.end)
            return
        self.leaf = _Leaf.NONE
        if indent >= 4:
            return  # indented code
        if starts:
            self._start(at, line.end)
            return
        if task and (box := _TASK.match(raw, at, line.end)):
            at = box.end()
        self.blocks.append(_Block([Span(at, after)]))
        self.leaf = _Leaf.PARAGRAPH

    def _match_containers(self, cursor: _Cursor) -> int:
        """How many of the open containers the line goes on with; the cursor moves past their markers."""
        raw = self.raw
        for k, container in enumerate(self.containers):
            at, indent = cursor.seek(raw)
            if container.indent:
                if (indent < container.indent) if at < cursor.end else container.hollow:
                    return k
                container.hollow = False
                cursor.advance(raw, cursor.base + container.indent)
            elif at < cursor.end and indent < 4 and raw[at] == ">":
                self._enter_quote(cursor, at, indent)
            else:
                return k
        return len(self.containers)

    def _enter_quote(self, cursor: _Cursor, at: int, indent: int) -> None:
        cursor.column = cursor.base + indent + 1
        cursor.at = at + 1
        blank = cursor.at < cursor.end and self.raw[cursor.at] in " \t"
        cursor.advance(self.raw, cursor.column + blank)

    def _open_containers(self, cursor: _Cursor, matched: int, inside: bool) -> tuple[list[_Container], bool]:
        """The containers that the line opens, and whether the last is a list item: it may hold a task box."""
        raw = self.raw
        opened: list[_Container] = []
        item = False
        while True:
            at, indent = cursor.seek(raw)
            if at == cursor.end or indent >= 4:
                return opened, item
            in_paragraph = self.leaf is _Leaf.PARAGRAPH and inside and not opened
            if raw[at] == ">":
                self._enter_quote(cursor, at, indent)
                opened.append(_Container(0))
                item = False
                continue
            text = raw[at : cursor.end]
            if _THEMATIC.match(text) or (in_paragraph and _SETEXT.match(text)):
                return opened, item
            if note := _NOTE.match(raw, at, cursor.end):
                opened.append(_Container(4))
                cursor.column = cursor.base = cursor.base + indent + len(note.group())
                cursor.at = note.end()
                item = False
                continue
            bullet = _BULLET.match(text)
            if bullet is None:
                return opened, item
            rest = text[bullet.end() :]
            if in_paragraph and (not rest.strip() or (bullet[1] or "1") != "1"):
                return opened, item  # "in / 1984. That year": such a line goes on with the paragraph
            cursor.column = cursor.base + indent + bullet.end()
            cursor.at = at + bullet.end()
            start = cursor.base
            cursor.base = cursor.column
            _, blanks = cursor.seek(raw)
            width = blanks if rest.strip() and blanks <= 4 else 1
            cursor.advance(raw, cursor.column + width)
            opened.append(_Container(cursor.base - start, hollow=not rest.strip()))
            item = True

    def _code_or_html(self, cursor: _Cursor) -> None:
        at, indent = cursor.seek(self.raw)
        text = self.raw[at : cursor.end].rstrip()
        if self.leaf is _Leaf.FENCE:
            if indent < 4 and len(text) >= len(self.fence) and text == self.fence[0] * len(text):
                self.leaf = _Leaf.NONE
        elif (self.html_end is None and not text) or (
            self.html_end is not None and self.html_end.search(text)
        ):
            self.leaf = _Leaf.NONE

    def _starts_block(self, text: str, in_paragraph: bool) -> bool:
        if text[0] in "#`~-*_" and (_HEADING.match(text) or _FENCE.match(text) or _THEMATIC.match(text)):
            return True
        if text[0] != "<":
            return False
        return any(opens.match(text) for opens, _ in _HTML) or (
            not in_paragraph and bool(_LONE_TAG.match(text))
        )

    def _start(self, at: int, end: int) -> None:
        """Begin what `_starts_block` saw; only a heading holds prose."""
        text = self.raw[at:end]
        if heading := _HEADING.match(text):
            rest = text[heading.end() :]
            tail = _HEADING_TAIL.search(rest)
            stop = at + heading.end() + (tail.start() if tail else len(rest))
            begin = at + heading.end() + len(rest) - len(rest.lstrip())
            if begin < stop:
                self.blocks.append(_Block([Span(begin, stop)], paragraph=False))
        elif fence := _FENCE.match(text):
            self.leaf, self.fence = _Leaf.FENCE, fence[1] or fence[2]
        elif text[0] == "<":
            opening = next(((opens, ends) for opens, ends in _HTML if opens.match(text)), None)
            self.html_end = opening[1] if opening else None
            skip = 2 if text.startswith("<!") else 1  # ">" of "<!-->" is no end yet, nor is "<?>"
            if self.html_end is None or not self.html_end.search(text, skip):
                self.leaf = _Leaf.HTML

    def _opens_table(self, text: str) -> bool:
        """Whether `text` is the row of dashes below a table's head, which the paragraph then gives up."""
        if "|" not in text or not _DELIMITERS.match(text):
            return False
        paragraph = self.blocks[-1]
        head = paragraph.lines[-1]
        cells = _cells(self.raw, head.start, head.end)
        if len(cells) != len(_cells(text, 0, len(text))):
            return False
        paragraph.lines.pop()
        if not paragraph.lines:
            self.blocks.pop()
        self._row(head.start, head.end)
        self.leaf = _Leaf.TABLE
        return True

    def _row(self, start: int, end: int) -> None:
        self.blocks += [
            _Block([cell], paragraph=False) for cell in _cells(self.raw, start, end) if cell.start < cell.end
        ]


def _cells(raw: str, start: int, end: int) -> list[Span]:
    """The cells of a table row, without the blanks around them."""
    cuts = [match.start() for match in _PIPE.finditer(raw, start, end) if match.group() == "|"]
    bounds = [start - 1, *cuts, end]
    cells: list[Span] = []
    for k, (left, right) in enumerate(pairwise(bounds)):
        text = raw[left + 1 : right]
        if not text.strip() and k in (0, len(bounds) - 2):
            continue  # before the first pipe and behind the last
        begin = left + 1 + len(text) - len(text.lstrip())
        cells.append(Span(begin, max(begin, left + 1 + len(text.rstrip()))))
    return cells


def _front_matter(raw: str, lines: Sequence[Span]) -> int:
    """The first line after a head in YAML or TOML; 0 if there is none."""
    if len(lines) < 2:
        return 0
    texts = (raw[line.start : line.end].rstrip() for line in lines)
    ends = {"---": ("---", "..."), "+++": ("+++",)}.get(next(texts))
    if ends is None or not raw[lines[1].start : lines[1].end].strip():
        return 0
    return next((k + 2 for k, text in enumerate(texts) if text in ends), 0)
