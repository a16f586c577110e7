"""A transcript as raw text plus a note of which parts of it are speech, and edits that touch nothing else.

Start reading from `Document`. A format (see `mondegreen.formats`) makes one from raw text; it never rewrites
anything. Matching works on `Document.speech`, the spoken words as a person reads them; `edits_for` leads a
correction of that speech back to the raw text, however it is spread there: over a line break, over two
cues, around a tag, through an escape such as `&amp;`. `apply` splices edits in and leaves every other code
point alone.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from mondegreen.errors import EditError
from mondegreen.sharing import Slot, hyphenate, share_out
from mondegreen.text import Span, fold


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `old`, which stands at `span` of the raw text, by `new`."""

    span: Span
    old: str
    new: str


#: U+FFFC, the object replacement character: keeps the words around an object apart; no edit may touch it.
HOLE = "\ufffc"


@dataclass(frozen=True, slots=True)
class Run:
    """`length` code points of speech that the raw text holds at `raw`.

    Verbatim when the lengths agree; otherwise an escape, taken or replaced as a whole ("&" for `&amp;`). What
    stands in a sentence but is not speech (inline code, a web address) is an escape for `HOLE`.
    """

    raw: Span
    length: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of speech: a whole plain text, a cue, a paragraph.

    `text` is what was said, `span` where it stands in the raw text. `runs` map `text` onto the raw text, in
    order and without gaps in `text`; None means that `text` is the raw text at `span`. `start` and `end` are
    milliseconds, where the format has times. `continues` says that a sentence may go on from the segment
    before.
    """

    text: str
    span: Span
    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    runs: tuple[Run, ...] | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a transcript that did not keep its speech from being found; `line` counts from 1."""

    line: int
    message: str


def _same(text: str) -> str:
    return text


_LINE_BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")
_LINE_END = re.compile(r"\s*[\r\n]\s*")
# What goes along when a line gives up its word: "'s," of "Melon / Shaw's, who", "(" of "(Melon / Shaw".
_HANGS_ON = re.compile(rf"(?:['’ʼ][sS](?!\w))?[^\w\s{HOLE}(\[{{“‘«]*")
_MARKUP = re.compile(r"[ \t]*(?:[-‐‑–—+*#>=~|:`<_]|\d{1,9}[.)](?=\s|\Z))")
_OPENS = "([{“‘«\"'¿¡"


@dataclass(frozen=True, slots=True)
class _Piece:
    """Speech that the raw text holds in one stretch.

    `whole` is false for half an escape or a `HOLE`. `left` and `right`: a tag touches it on that side.
    """

    text: str
    span: Span
    whole: bool
    left: bool
    right: bool


@dataclass(frozen=True)
class Document:
    """Raw text and the segments of it that are speech.

    `escape` writes speech the way the format needs it ("&" as `&amp;`). `problems` are faults of the format,
    to be shown to the user. `loose_tags` says that a tag may end up empty or next to a blank (`<i></i>` does
    no harm, `****` does). `speech` joins the segments: with a line break where a sentence may go on, with a
    blank line where it may not.
    """

    raw: str
    format: str
    segments: tuple[Segment, ...]
    escape: Callable[[str], str] = field(default=_same, compare=False)
    problems: tuple[Problem, ...] = ()
    loose_tags: bool = field(default=False, compare=False)
    speech: str = field(init=False, repr=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    # Where the runs of segment k begin in its text, worked out when first asked for.
    _run_starts: dict[int, list[int]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.segments) == 1:
            object.__setattr__(self, "speech", self.segments[0].text)
            object.__setattr__(self, "_starts", (0,))
            return
        parts: list[str] = []
        starts: list[int] = []
        at = 0
        for k, segment in enumerate(self.segments):
            if k:
                joint = "\n" if segment.continues else "\n\n"
                parts.append(joint)
                at += len(joint)
            starts.append(at)
            parts.append(segment.text)
            at += len(segment.text)
        object.__setattr__(self, "speech", "".join(parts))
        object.__setattr__(self, "_starts", tuple(starts))

    @classmethod
    def plain(cls, raw: str) -> Document:
        """A document that is speech from end to end."""
        return cls(raw, "text", (Segment(raw, Span(0, len(raw))),))

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds code point `offset` of `speech`; None between segments."""
        k = bisect.bisect_right(self._starts, offset) - 1
        if k < 0 or offset >= self._starts[k] + len(self.segments[k].text):
            return None
        return self.segments[k]

    def raw_span(self, start: int, end: int) -> Span:
        """The smallest part of the raw text that holds `speech[start:end]`.

        Raises `ValueError` if nothing is said there: an empty range, or one between two segments.
        """
        pieces = self._pieces(start, end)
        if not pieces:
            raise ValueError(f"nothing is said at {start}-{end} of a speech of {len(self.speech)} characters")
        return Span(pieces[0].span.start, pieces[-1].span.end)

    def edits_for(self, start: int, end: int, new: str) -> tuple[Edit, ...]:
        """The edits of the raw text that turn `speech[start:end]` into `new`; () if it can't be done.

        Line breaks and the bounds of segments stay where they are: the words of `new` are shared out over
        the lines. A line that gives up its word gives up the blank beside it and the punctuation that hangs
        on it ("Melon / Shaw, who" -> "Mélenchon, / who"). It can't be done when a line would be left with no
        words at all (an empty line ends a cue), when tags that need words would be left with none, or when
        half an escape or a `HOLE` is meant. () also when there is nothing to do.
        """
        if _LINE_BREAK.search(self.speech, start, end):
            parts = self._over_lines(start, end, new)
        elif new.strip() or self._can_do_without(start, end):
            parts = [(start, end, _LINE_END.sub(" ", new))]
        else:
            parts = []
        edits: list[Edit] = []
        for lo, hi, words in parts:
            if self.speech[lo:hi] == words:
                continue
            mine = self._over_pieces(self._pieces(lo, hi), words)
            if mine is None:
                return ()  # half a correction is worse than none
            edits += mine
        return tuple(edits)

    def _over_lines(self, start: int, end: int, new: str) -> list[tuple[int, int, str]]:
        """Share the words of `new` out over the lines that `speech[start:end]` covers."""
        speech = self.speech
        lines: list[tuple[int, int]] = []
        at = start
        for match in _LINE_BREAK.finditer(speech, start, end):
            lines.append((at, match.start()))
            at = match.end()
        lines.append((at, end))
        lines = [(lo, hi) for lo, hi in lines if lo < hi]
        if not lines:
            return []
        words = new.split()
        first, last = lines[0][0], lines[-1][1]
        opened = first
        while opened and speech[opened - 1] in _OPENS:
            opened -= 1
        joined = opened > 0 and not speech[opened - 1].isspace()  # to the word before: "pre-Melon"
        hung = last
        if tail := _HANGS_ON.match(speech, last):
            hung = tail.end()
        slots = []
        for k, (lo, hi) in enumerate(lines):
            begin = opened if k == 0 else lo
            finish = hung if k == len(lines) - 1 else hi
            keep = self._is_alone(begin, finish) or not self._may_go(begin, finish)
            keep = keep or (joined if k == 0 else self._opens_badly(finish))
            slots.append(Slot(speech[lo:hi], keep=keep, tied=(begin, finish) != (lo, hi)))
        share = share_out(slots, words)
        if share is None:
            return self._over_hyphen(lines, words)
        texts = [" ".join(mine) for mine in share]
        said = [k for k, mine in enumerate(share) if mine]
        parts: list[tuple[int, int, str]] = []
        for k, (lo, hi) in enumerate(lines):
            if texts[k]:
                parts.append((lo, hi, texts[k]))
                continue
            # The line loses its word, and with it the space beside it.
            if k == len(lines) - 1 and said:
                texts_at = said[-1]
                parts[texts_at] = (*parts[texts_at][:2], parts[texts_at][2] + speech[hi:hung])
                hi = hung
            if k == 0 and said:
                texts[said[0]] = speech[opened:lo] + texts[said[0]]
                lo = opened
            while hi < len(speech) and speech[hi] in " \t" and not self._ends_line(hi):
                hi += 1
            if self._ends_line(hi):
                while lo and speech[lo - 1] in " \t":
                    lo -= 1
            parts.append((lo, hi, ""))
        return parts

    def _over_hyphen(self, lines: list[tuple[int, int]], words: list[str]) -> list[tuple[int, int, str]]:
        """One word over two lines, neither of which may stay empty, if it was divided by a hyphen before."""
        if len(lines) != 2 or len(words) != 1:
            return []
        (lo1, hi1), (lo2, hi2) = lines
        if self.speech[hi1 - 1] not in "-‐":
            return []
        halves = hyphenate(self.speech[lo1:hi1], self.speech[lo2:hi2], words[0])
        return [(lo1, hi1, halves[0]), (lo2, hi2, halves[1])] if halves else []

    def _ends_line(self, at: int) -> bool:
        """Whether only blanks follow on the line of `speech[at]`."""
        while at < len(self.speech) and self.speech[at] in " \t":
            at += 1
        return at == len(self.speech) or self.speech[at] in "\r\n"

    def _is_alone(self, lo: int, hi: int) -> bool:
        """Whether nothing else is said on the line that holds `speech[lo:hi]`.

        Looks no farther than the next word, for a line may be 50 million characters long.
        """
        speech = self.speech
        while lo and speech[lo - 1] not in "\r\n":
            lo -= 1
            if speech[lo].isalnum():
                return False
        while hi < len(speech) and speech[hi] not in "\r\n":
            if speech[hi].isalnum():
                return False
            hi += 1
        return True

    def _can_do_without(self, lo: int, hi: int) -> bool:
        """Whether the line that holds `speech[lo:hi]` would be left with words, and begin with no markup."""
        if self._is_alone(lo, hi):
            return False
        while lo and self.speech[lo - 1] in " \t":
            lo -= 1
        opens = not lo or self.speech[lo - 1] in "\r\n"
        return not opens or _MARKUP.match(self.speech, hi) is None

    def _opens_badly(self, at: int) -> bool:
        """Whether a line that begins with `speech[at:]` is torn ("-like") or like markup ("- no", "2. ")."""
        if at < len(self.speech) and not self.speech[at].isspace():
            return True
        return _MARKUP.match(self.speech, at) is not None

    def _may_go(self, lo: int, hi: int) -> bool:
        """Whether `speech[lo:hi]` can be taken out without leaving tags with nothing inside."""
        return self.loose_tags or not any(p.left or p.right for p in self._pieces(lo, hi))

    def _pieces(self, start: int, end: int) -> list[_Piece]:
        """How the raw text holds `speech[start:end]`; runs that touch count as one piece."""
        pieces: list[_Piece] = []
        k = max(0, bisect.bisect_right(self._starts, start) - 1)
        while k < len(self.segments) and self._starts[k] < end:
            segment, base = self.segments[k], self._starts[k]
            lo, hi = max(start - base, 0), min(end - base, len(segment.text))
            if lo < hi:
                pieces += self._pieces_of(k, lo, hi)
            k += 1
        return pieces

    def _pieces_of(self, k: int, lo: int, hi: int) -> list[_Piece]:
        segment = self.segments[k]
        if segment.runs is None:
            span = Span(segment.span.start + lo, segment.span.start + hi)
            left = lo == 0 and self._is_tag(span.start - 1)
            right = hi == len(segment.text) and self._is_tag(span.end)
            return [_Piece(segment.text[lo:hi], span, True, left, right)]
        runs = segment.runs
        if k not in self._run_starts:
            self._run_starts[k] = list(accumulate((run.length for run in runs), initial=0))
        starts = self._run_starts[k]
        i = bisect.bisect_right(starts, lo, hi=len(runs)) - 1
        pieces: list[_Piece] = []
        while i < len(runs) and starts[i] < hi:
            run, at = runs[i], starts[i]
            a, b = max(lo, at), min(hi, at + run.length)
            if len(run.raw) == run.length:
                span, whole = Span(run.raw.start + a - at, run.raw.start + b - at), True
            else:
                span = run.raw
                whole = (a, b) == (at, at + run.length) and segment.text[a] != HOLE
            touches_before = i > 0 and runs[i - 1].raw.end == run.raw.start
            touches_after = i + 1 < len(runs) and runs[i + 1].raw.start == run.raw.end
            left = a == at and not touches_before and self._is_tag(span.start - 1)
            right = b == at + run.length and not touches_after and self._is_tag(span.end)
            text = segment.text[a:b]
            if pieces and pieces[-1].span.end == span.start:
                was = pieces.pop()
                text, whole, left = was.text + text, was.whole and whole, was.left
                span = Span(was.span.start, span.end)
            pieces.append(_Piece(text, span, whole, left, right))
            i += 1
        return pieces

    def _is_tag(self, at: int) -> bool:
        """Whether what stands at `at` of the raw text, just outside a run, is more than a blank."""
        return 0 <= at < len(self.raw) and not self.raw[at].isspace() and self.raw[at] != "\ufeff"

    def _over_pieces(self, pieces: list[_Piece], new: str) -> list[Edit] | None:
        """The edits that write `new`, which is on one line, into `pieces`; tags stay where they are."""
        if not pieces or not all(piece.whole for piece in pieces):
            return None
        texts: list[str] | None
        if len(pieces) == 1:
            empties_tag = not new.strip() and not self.loose_tags and (pieces[0].left or pieces[0].right)
            texts = None if empties_tag else [new]
        else:
            texts = self._in_place(pieces, new) or self._by_words(pieces, new)
        if texts is None:
            return None
        edits = []
        for piece, text in zip(pieces, texts, strict=True):
            old = self.raw[piece.span.start : piece.span.end]
            if text != piece.text:
                edits.append(Edit(piece.span, old, self.escape(text)))
        return edits

    def _in_place(self, pieces: list[_Piece], new: str) -> list[str] | None:
        """The same letters in another case or with accents: each stays where it was ("atac<i>ms</i>")."""
        heard = "".join(piece.text for piece in pieces)
        if len(heard) != len(new) or fold(heard) != fold(new):
            return None
        cuts = list(accumulate((len(piece.text) for piece in pieces), initial=0))
        return [new[lo:hi] for lo, hi in pairwise(cuts)]

    def _by_words(self, pieces: list[_Piece], new: str) -> list[str] | None:
        """Whole words to pieces; where a tag stood inside a word, the word goes to one side of it."""
        leads = [len(p.text) - len(p.text.lstrip()) for p in pieces]
        cores = [p.text.strip() for p in pieces]
        trails = [p.text.rstrip() != p.text for p in pieces]
        keep = [bool(core) and not self.loose_tags for core in cores]
        # What stands before an opening tag or behind a closing one may go: "Melon" of "saw Melon **Shaw**".
        if not pieces[0].left and (trails[0] or (not leads[1] and pieces[1].right)):
            keep[0] = False
        if not pieces[-1].right and (leads[-1] or (not trails[-2] and pieces[-2].left)):
            keep[-1] = False
        slots = [
            Slot(cores[k], keep=keep[k], apart=k == 0 or bool(leads[k]) or trails[k - 1])
            for k in range(len(pieces))
        ]
        share = share_out(slots, new.split(), glue=self.loose_tags)
        if share is None:
            return None
        last = max((k for k, mine in enumerate(share) if mine), default=-1)
        texts: list[str] = []
        due = False  # a word was written, and no blank since
        for k, (piece, mine) in enumerate(zip(pieces, share, strict=True)):
            text = ""
            if due and k <= last and leads[k]:
                text, due = piece.text[: leads[k]], False
            if mine:
                text += " " * due + " ".join(mine)
                due = True
            if due and k < last and trails[k] and cores[k]:
                text, due = text + piece.text[len(piece.text.rstrip()) :], False
            texts.append(text)
        return texts


def apply(raw: str, edits: Iterable[Edit]) -> str:
    """`raw` with `edits` made; everything outside their spans stays as it is, code point for code point.

    Raises `EditError` if two edits overlap or an edit's old text is not at its span.
    """
    ordered = sorted(edits, key=lambda e: (e.span.start, e.span.end))
    for left, right in pairwise(ordered):
        if right.span.start < left.span.end or right.span == left.span:
            raise EditError(
                f"two edits overlap: {left.old!r} at {left.span.start}, {right.old!r} at {right.span.start}",
                right.span.start,
            )
    out: list[str] = []
    at = 0
    for edit in ordered:
        found = raw[edit.span.start : edit.span.end]
        if found != edit.old or edit.span.end > len(raw):
            raise EditError(
                f"the text has changed: expected {edit.old!r} at offset {edit.span.start}, found {found!r}",
                edit.span.start,
            )
        out += [raw[at : edit.span.start], edit.new]
        at = edit.span.end
    out.append(raw[at:])
    return "".join(out)
