"""Inside a block of Markdown: which characters are words, which are markers, escapes or objects.

Start reading from `segment_of`. Emphasis is paired as CommonMark does, for a lone asterisk is no marker
("5 * 3", "the Houthi*movement"); only that a pair may straddle the edge of a link is not ruled out.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from itertools import accumulate

from mondegreen.document import HOLE, Run, Segment
from mondegreen.formats.scan import ENTITY, decode
from mondegreen.text import Span

_PUNCTUATION = "!-/:-@\\[-`{-~"
_SPECIAL = re.compile(
    rf"\\[{_PUNCTUATION}\r\n]|`+|\*+|_+|(?<!~)~~(?!~)|!?\[|\]|<|&|@|(?<![^\W_])(?:(?:https?|ftp)://|www\.)[^\s<>\]`|]+"
)
_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_WIKI = re.compile(r"\[\[(?:[^\[\]\r\n|]*\|(?=[^\[\]\r\n]*\]\])|[^\[\]\r\n|]*\]\](?!\())")
_TITLE = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))"
_LINK_TAIL = re.compile(
    r"\(\s*(?:<(?:[^<>\r\n\\]|\\.)*>|(?!<)(?:[^\s()\\]|\\.|\\|\((?:[^\s()\\]|\\.|\([^\s()]*\))*\))+)?"
    rf"(?:\s+{_TITLE})?\s*\)",
    re.S,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.S)
_DEFINITION = re.compile(
    r"[ \t]*\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*(?:\r\n|[\r\n])?[ \t]*(?:<[^<>\r\n]*>|(?!<)\S+)"
    rf"(?:(?:[ \t]*(?:\r\n|[\r\n])[ \t]*|[ \t]+){_TITLE}(?=[ \t]*(?:[\r\n]|\Z)))?[ \t]*(?:\r\n|[\r\n]|\Z)",
    re.S,
)
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]+)>")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(
    r"<[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?>"
    r"|</[A-Za-z][A-Za-z0-9-]*\s*>|<![A-Za-z][^>]*>"
)
_ENCLOSED = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_ENTITY = re.compile(ENTITY)
_LOCAL_PART = re.compile(r"[\w.+-]{1,64}\Z")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_ESCAPED = re.compile(
    rf"\\(?=[{_PUNCTUATION}])|[*`\[\]|]|(?<![^\W_])_|_(?![^\W_])|~~|<(?=[A-Za-z/!?])|{ENTITY}"
)
_BLOCK_START = re.compile(r"(\d{0,9})([.)]|[-+]|#{1,6})(?=\s|\Z)|>")

# (start, end, what is said): "" for a marker, another text for an escape.
_Mark = tuple[int, int, str]


def definitions(raw: str, lines: Sequence[Span], defined: set[str]) -> int:
    """How many characters of a paragraph define links ("[label]: address"); their labels go to `defined`."""
    if raw[lines[0].start : lines[0].start + 1] != "[":
        return 0
    text = "".join(raw[line.start : line.end] for line in lines)
    at = 0
    while match := _DEFINITION.match(text, at):
        defined.add(_normal(match[1]))
        at = match.end()
    return at


def segment_of(raw: str, lines: Sequence[Span], begin: int, defined: set[str]) -> Segment | None:
    """The prose of a block whose text is on `lines`, from character `begin` on; None if nothing is said."""
    text = "".join(raw[line.start : line.end] for line in lines)
    offsets = list(accumulate((len(line) for line in lines), initial=0))
    runs: list[Run] = []
    said: list[str] = []

    def verbatim(lo: int, hi: int) -> None:
        k = bisect.bisect_right(offsets, lo) - 1
        while lo < hi:
            stop = min(hi, offsets[k + 1])
            start = lines[k].start + lo - offsets[k]
            if runs and runs[-1].raw.end == start and len(runs[-1].raw) == runs[-1].length:
                runs[-1] = Run(Span(runs[-1].raw.start, start + stop - lo), runs[-1].length + stop - lo)
            else:
                runs.append(Run(Span(start, start + stop - lo), stop - lo))
            said.append(text[lo:stop])
            lo, k = stop, k + 1

    def raw_at(offset: int) -> int:
        k = bisect.bisect_right(offsets, offset, hi=len(lines)) - 1
        return lines[k].start + offset - offsets[k]

    begin += len(text) - begin - len(text[begin:].lstrip())
    marks = _marks(text, begin, defined)
    # A segment neither begins nor ends with blanks.
    stop = len(text.rstrip())
    at = begin
    for lo, hi, what in marks:
        verbatim(at, min(lo, stop))
        if what and lo < stop:
            runs.append(Run(Span(raw_at(lo), raw_at(hi - 1) + 1), len(what)))
            said.append(what)
        at = max(at, hi)
    verbatim(at, stop)
    speech = "".join(said)
    if not any(c.isalnum() for c in speech):
        return None
    span = Span(runs[0].raw.start, runs[-1].raw.end)
    plain = len(runs) == 1 and len(span) == len(speech)
    return Segment(speech, span, runs=None if plain else tuple(runs))


def escape(speech: str) -> str:
    """`speech` as Markdown writes it: what would be read as markup gets a backslash ("*" -> "\\*")."""
    written = _ESCAPED.sub(_escaped, speech)
    if match := _BLOCK_START.match(written):
        at = match.start(2) if match[2] else 0
        written = f"{written[:at]}\\{written[at:]}"
    return written


def _escaped(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] == "&":
        return found if decode(found) is None else "&amp;" + found[1:]
    return "".join("\\" + c for c in found)


def _marks(text: str, begin: int, defined: set[str]) -> list[_Mark]:
    """Everything in `text` that is not to be taken as it stands, in order."""
    marks: list[_Mark] = []
    openers: list[tuple[int, int]] = []  # of brackets that may be a link's
    ticks: dict[int, list[int]] | None = None
    delimiters: list[_Delimiter] = []
    unclosed: set[str] = set()
    at = begin
    while match := _SPECIAL.search(text, at):
        lo, at = match.span()
        found = match.group()
        first = found[0]
        if first == "\\":
            marks.append((lo, lo + 1, "") if found[1] in "\r\n" else (lo, at, found[1]))
        elif first == "`":
            if ticks is None:
                ticks = _ticks(text)
            same = ticks.get(len(found), [])
            k = bisect.bisect_right(same, lo)
            if k < len(same):
                at = same[k] + len(found)
                marks.append((lo, at, HOLE))
        elif first in "*_~":
            delimiters.append(_Delimiter(text, lo, at))
        elif first == "]":
            at = _close_bracket(text, lo, openers, marks, defined)
        elif found in ("[", "!["):
            if note := _NOTE.match(text, at - 1):
                at = note.end()
                marks.append((lo, at, ""))
            elif wiki := _WIKI.match(text, at - 1):
                at = wiki.end()
                marks.append((lo, at, "" if wiki.group().endswith("|") else HOLE))
                if wiki.group().endswith("|"):
                    openers.append((-1, -1))
            else:
                openers.append((lo, at))
        elif first == "<":
            if tag := _AUTOLINK.match(text, lo):
                marks.append((lo, tag.end(), HOLE))
                at = tag.end()
            elif tag := _TAG.match(text, lo):
                marks.append((lo, tag.end(), "\n" if _BREAK_TAG.fullmatch(tag.group()) else ""))
                at = tag.end()
            elif stop := _enclosed(text, lo, unclosed):
                marks.append((lo, stop, ""))
                at = stop
        elif first == "&":
            if (entity := _ENTITY.match(text, lo)) and (char := decode(entity.group())):
                marks.append((lo, entity.end(), char))
                at = entity.end()
        elif first == "@":
            local, host = _LOCAL_PART.search(text, max(begin, lo - 64), lo), _HOST.match(text, at)
            if local and host and not (marks and marks[-1][1] > local.start()):
                marks.append((local.start(), host.end(), HOLE))
                at = host.end()
        else:
            at = lo + len(_address(found))
            marks.append((lo, at, HOLE))
    return sorted(marks + _pairs(delimiters))


def _enclosed(text: str, lo: int, unclosed: set[str]) -> int:
    """Where a comment or the like that begins at `lo` ends, or 0; `unclosed` are the ends sought in vain."""
    for begin, end in _ENCLOSED.items():
        if end not in unclosed and text.startswith(begin, lo):
            at = text.find(end, lo + 2)
            if at >= 0:
                return at + len(end)
            unclosed.add(end)
    return 0


def _ticks(text: str) -> dict[int, list[int]]:
    """Where runs of backticks begin, by their length: code ends at the next run of the same length."""
    found: dict[int, list[int]] = {}
    for match in re.finditer("`+", text):
        found.setdefault(len(match.group()), []).append(match.start())
    return found


class _Delimiter:
    """A run of asterisks or the like, used up from both ends as its pairs are found."""

    def __init__(self, text: str, lo: int, hi: int) -> None:
        before, after = text[lo - 1 : lo] or " ", text[hi : hi + 1] or " "
        blank_before, blank_after = before.isspace(), after.isspace()
        mark_before = not blank_before and not before.isalnum()
        mark_after = not blank_after and not after.isalnum()
        left = not blank_after and (not mark_after or blank_before or mark_before)
        right = not blank_before and (not mark_before or blank_after or mark_after)
        self.kind = text[lo]
        self.lo, self.hi = lo, hi
        self.length = hi - lo
        self.opens = left and (self.kind != "_" or not right or mark_before)
        self.closes = right and (self.kind != "_" or not left or mark_after)

    def pairs_with(self, opener: _Delimiter) -> bool:
        """Whether this run closes what `opener` opened; see rules 9 and 10 of CommonMark, "emphasis"."""
        if self.kind != opener.kind:
            return False
        if self.kind == "~" or not (self.opens or opener.closes):
            return True
        return bool((self.length + opener.length) % 3) or self.length % 3 == opener.length % 3 == 0


def _pairs(delimiters: Sequence[_Delimiter]) -> list[_Mark]:
    marks: list[_Mark] = []
    openers: list[_Delimiter] = []
    for run in delimiters:
        while run.closes and run.lo < run.hi:
            # A hundred marks that found no partner are nothing a person wrote.
            last = len(openers) - 1
            k = next((k for k in range(last, max(-1, last - 100), -1) if run.pairs_with(openers[k])), None)
            if k is None:
                break
            opener = openers[k]
            width = 2 if min(run.hi - run.lo, opener.hi - opener.lo) >= 2 else 1
            marks += [(opener.hi - width, opener.hi, ""), (run.lo, run.lo + width, "")]
            opener.hi -= width
            run.lo += width
            del openers[k + (opener.lo < opener.hi) :]
        if run.opens and run.lo < run.hi:
            openers.append(run)
    return marks


def _close_bracket(
    text: str, lo: int, openers: list[tuple[int, int]], marks: list[_Mark], defined: set[str]
) -> int:
    """Make marks of the brackets around a link's text and of what follows it; returns where to go on."""
    at = lo + 1
    if not openers:
        return at
    start, end = openers.pop()
    if start < 0:  # "[[page|words]]"
        marks.append((lo, lo + 2, ""))
        return lo + 2
    inner = text[end:lo] if lo - end < 1_000 else ""
    if tail := _LINK_TAIL.match(text, at):
        at = tail.end()
    elif label := _LABEL.match(text, at):
        if _normal(label[1] or inner) not in defined:
            return at
        at = label.end()
    elif _normal(inner) not in defined:
        return at
    marks.append((start, end, ""))
    marks.append((lo, at, ""))
    return at


def _normal(label: str) -> str:
    return " ".join(label.split()).casefold()


def _address(found: str) -> str:
    """A web address without the punctuation that only follows it."""
    while found:
        last = found[-1]
        if last in ".,:;!?\"'*_~" or (last == ")" and found.count(")") > found.count("(")):
            found = found[:-1]
        else:
            break
    return found
