"""Labels from a corrected copy of a transcript: what differs, word by word, is what was wrong.

Start reading from `labels_from`. Only words count: a copy may have other line breaks, cues or punctuation, or be plain
text beside subtitles. A run of words that differs may hold several corrections ("uh Kierstommer Alinsky" became "Keir
Starmer, Zelensky"); where forms of the lexicon stand in it, each is a label of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from mondegreen.document import Document
from mondegreen.evaluate import Label
from mondegreen.known_forms import KnownForms
from mondegreen.text import Span, Token, letters, tokenise

#: A run of more heard words is not divided: so much is another text and no correction.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Block:
    """Heard tokens `i` to `j` (exclusive) stand where the copy has tokens `m` to `n`."""

    i: int
    j: int
    m: int
    n: int


def labels_from(document: Document, corrected: Document, forms: KnownForms) -> tuple[Label, ...]:
    """What turns the words of `document` into those of `corrected`, in order.

    A label is `known` if its corrected words are one of `forms`. Words that are only put in have a label too, at an
    empty place.
    """
    heard, right = tokenise(document.speech), tokenise(corrected.speech)
    places = forms.places(right)
    labels = []
    for block in _whole_forms(_differences(_words(heard), _words(right)), places):
        inside = [place for place in places if block.m <= place[0] and place[1] <= block.n]
        for part, known in _parts(block, inside, heard, right):
            if _words(heard[part.i : part.j]) != _words(right[part.m : part.n]):
                labels.append(_label(document, corrected, heard, right, part, known))
    return tuple(labels)


def _words(tokens: Iterable[Token]) -> list[str]:
    return [t.text + t.possessive for t in tokens]


def _differences(old: Sequence[str], new: Sequence[str]) -> list[_Block]:
    """The runs that differ, by the fewest words put in, taken out or replaced (Levenshtein)."""
    ops = Levenshtein.opcodes(old, new)
    return _joined(
        _Block(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in ops if op.tag != "equal"
    )


def _joined(blocks: Iterable[_Block]) -> list[_Block]:
    """`blocks` (in order) with those that touch made one."""
    joined: list[_Block] = []
    for block in blocks:
        if joined and (joined[-1].j, joined[-1].n) == (block.i, block.m):
            last = joined.pop()
            block = _Block(last.i, block.j, last.m, block.n)
        joined.append(block)
    return joined


def _whole_forms(blocks: Sequence[_Block], places: Iterable[tuple[int, int]]) -> list[_Block]:
    """`blocks` made longer where a form begins or ends outside: "Storm shadow" is wrong as a whole, not "shadow"."""
    grown = list(blocks)
    at = 0
    for first, last in places:
        while at < len(grown) and grown[at].n <= first:
            at += 1
        upto = at
        while upto < len(grown) and grown[upto].m < last:
            upto += 1
        if at < upto:
            one, other = grown[at], grown[upto - 1]
            m, n = min(one.m, first), max(other.n, last)
            grown[at:upto] = [_Block(one.i - (one.m - m), other.j + (n - other.n), m, n)]
    return _joined(grown)


def _parts(
    block: _Block, forms: Sequence[tuple[int, int]], heard: Sequence[Token], right: Sequence[Token]
) -> list[tuple[_Block, bool]]:
    """`block` divided into its `forms` and what stands between them; whether each is a form.

    The heard words go where fewest letters differ; a word that fits nowhere belongs to no form.
    """
    if not forms or block.j - block.i > _LONGEST:
        return [(block, bool(forms))]
    units: list[tuple[int, int, bool]] = []
    at = block.m
    for first, last in forms:
        units += [(at, first, False), (first, last, True)]
        at = last
    units.append((at, block.n, False))
    said = [letters(t.text) for t in heard[block.i : block.j]]
    # For each number of heard words that are given away: the least cost, and where each unit's words end.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for first, last, is_form in units:
        wanted = letters("".join(t.text for t in right[first:last]))
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for used, (cost, ends) in best.items():
            for end in range(used, len(said) + 1):
                total = (
                    cost
                    + Levenshtein.distance("".join(said[used:end]), wanted)
                    + is_form * 0.01 * (end - used)
                )
                if end not in after or total < after[end][0]:
                    after[end] = (total, (*ends, end))
        best = after
    ends = best[len(said)][1]
    parts: list[tuple[_Block, bool]] = []
    for (first, last, is_form), lo, hi in zip(units, (0, *ends), ends, strict=False):
        if parts and lo == hi and parts[-1][0].i == parts[-1][0].j:  # both put in at one place
            before, was_form = parts.pop()
            parts.append((_Block(before.i, before.j, before.m, last), was_form or is_form))
        else:
            parts.append((_Block(block.i + lo, block.i + hi, first, last), is_form))
    return parts


def _label(
    document: Document,
    corrected: Document,
    heard: Sequence[Token],
    right: Sequence[Token],
    part: _Block,
    known: bool,
) -> Label:
    new = corrected.speech[right[part.m].span.start : right[part.n - 1].end] if part.m < part.n else ""
    if part.i < part.j:
        start, end = heard[part.i].span.start, heard[part.j - 1].end
        return Label(document.raw_span(start, end), document.speech[start:end], (new,), known=known)
    # Between two words: in front of the second one, with blanks of its own.
    if part.i < len(heard):
        token = heard[part.i]
        at = document.raw_span(token.span.start, token.end).start
    else:
        at = document.raw_span(heard[-1].span.start, heard[-1].end).end if heard else 0
    return Label(Span(at, at), "", (f" {new} ",), known=known)
