"""What a correction did to a transcript: proposals and corrected texts beside what was said.

Start reading from `Judge`. Everything here is pure. Texts are compared word by word: letter case, accents,
punctuation and signs of currency and percent don't count, "&" is "and", and a hyphen parts two words. The error rate
counts a possessive ending; in everything else "Culp's" is as good as "Culp".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from mondegreen.text import Span, capitalised, tokenise

_SIGNS = frozenset("%$€£+")


class Verdict(Enum):
    """What one proposal does, judged by itself."""

    RIGHT = "right"  # it writes what was said there
    PARTIAL = "partial"  # not that, but the text gets nearer to it
    SPACING = "spacing"  # the same letters, divided otherwise, or "&" for "and": style, not counted
    WRONG = "wrong"  # it was wrong, and is no better now
    DAMAGE = "damage"  # something right is lost
    CASE_RIGHT = "case right"  # only capitals change, to those of the reference
    CASE_WRONG = "case wrong"  # only capitals change, to others


#: What counts as an edit, and what of that is good, is false.
GOOD = frozenset({Verdict.RIGHT, Verdict.PARTIAL})
FALSE = frozenset({Verdict.WRONG, Verdict.DAMAGE})


@dataclass(frozen=True, slots=True)
class Word:
    """A word, folded: `full` with its possessive ending, `plain` without. `span` and `text` are without it too."""

    text: str
    plain: str
    full: str
    span: Span


def words(text: str) -> list[Word]:
    """The words of `text` as they are compared."""
    found = []
    for token in tokenise(text):
        if token.norm not in _SIGNS:
            plain = "and" if token.norm == "&" else token.norm
            full = plain + ("'s" if token.possessive else "")
            found.append(Word(token.text, plain, full, token.span))
    return found


def errors(said: Sequence[Word], heard: Sequence[Word]) -> int:
    """How many words must be put in, taken out or replaced to get from one to the other (Levenshtein)."""
    return Levenshtein.distance([w.full for w in said], [w.full for w in heard])


class Terms:
    """A list of terms, to be found in what was said."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._starting: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for spelling in dict.fromkeys(spellings):
            plain = tuple(w.plain for w in words(spelling))
            for first in {plain[0], plain[0] + "s"} if len(plain) == 1 else set(plain[:1]):
                self._starting.setdefault(first, []).append((plain, spelling))
        for entries in self._starting.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def occurrences(self, said: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
        """(first word, word after the last, spelling) of terms in `said`, from left to right.

        Without overlaps, and the longest that begins at a word. A term may stand in the plural where its last word has
        a capital and is an acronym or has four letters ("two UBSs", but "us" is no plural of "U").
        """
        k = 0
        while k < len(said):
            for plain, spelling in self._starting.get(said[k].plain, ()):
                last = k + len(plain)
                here = [w.plain for w in said[k:last]]
                if here == [*plain] or (here[:-1] == [*plain[:-1]] and _is_plural(said[k:last], plain[-1])):
                    yield k, last, spelling
                    k = last
                    break
            else:
                k += 1


def _is_plural(said: Sequence[Word], last: str) -> bool:
    word = said[-1]
    takes_plural = len(last) >= 4 or (len(last) >= 2 and word.text[:-1].isupper())
    return word.plain == last + "s" and capitalised(word.text) and takes_plural


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term that was said: `forms` are its words, in the plural too if it was not said so.

    One of them should be among heard words `low` to `high`, which stand between the nearest words that were recognised
    right; `right` says whether it is. If not, `missing` are the words of the term, as the list writes them, from the
    first that was not recognised to the last, and `instead` is what was heard in their place, between the nearest right
    words; where all of them were recognised, but not side by side, both are as wide as the term.
    """

    forms: tuple[tuple[str, ...], ...]
    low: int
    high: int
    right: bool
    missing: tuple[Word, ...] = ()
    instead: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Heard words `first` to `last` become `new`."""

    first: int
    last: int
    new: tuple[Word, ...]


class Judge:
    """A transcript aligned with what was said, by the fewest edits (Levenshtein).

    What belongs to a place lies between the nearest words on either side that were recognised right.
    """

    def __init__(self, said: str, heard: str) -> None:
        self.said = words(said)
        self.heard = words(heard)
        self._said = [w.plain for w in self.said]
        self._heard = [w.plain for w in self.heard]
        self._starts = [w.span.start for w in self.heard]
        self._ends = [w.span.end for w in self.heard]
        self._at = [-1] * len(self.heard)  # for each heard word, the said word that it is
        self._back = [-1] * len(self.said)  # and the other way round
        for op in Levenshtein.opcodes(self._said, self._heard):
            if op.tag == "equal":
                for k in range(op.src_end - op.src_start):
                    self._at[op.dest_start + k] = op.src_start + k
                    self._back[op.src_start + k] = op.dest_start + k

    def change(self, span: Span, new: str) -> Change:
        """The change that writes `new` in the place `span` of the heard text."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return Change(first, last, tuple(words(new)))

    def verdict(self, change: Change) -> Verdict:
        """What `change` does, by itself."""
        first, last, new = change.first, change.last, [w.plain for w in change.new]
        old = self._heard[first:last]
        if old == [w.full for w in change.new]:
            return self._verdict_on_case(change)
        left, right = _between(self._at, first, last)
        low = self._at[left - 1] + 1 if left else 0
        high = self._at[right] if right < len(self._at) else len(self._said)
        said = self._said[low:high]
        kept = [at - low for at in self._at[first:last] if at >= 0]
        for k in range(len(said) - len(new) + 1):
            end = k + len(new)
            if _same(said[k:end], new) and all(k <= place < end for place in kept):
                if old != said[k:end]:
                    return Verdict.RIGHT
                # the words stood right already, so it can only be about a possessive or a plural
                full = [w.full for w in self.said[low + k : low + end]]
                return Verdict.RIGHT if [w.full for w in change.new] == full else Verdict.DAMAGE
        if _letters(old) == _letters(new) and all(self._may_be_respaced(low + place) for place in kept):
            return Verdict.SPACING
        before = self._heard[left:right]
        after = self._heard[left:first] + new + self._heard[last:right]
        survived = {
            place
            for op in Levenshtein.opcodes(said, after)
            if op.tag == "equal"
            for place in range(op.src_start, op.src_end)
        }
        if not survived.issuperset(kept):
            return Verdict.DAMAGE
        nearer = Levenshtein.distance(after, said) < Levenshtein.distance(before, said)
        return Verdict.PARTIAL if nearer else Verdict.WRONG

    def _verdict_on_case(self, change: Change) -> Verdict:
        places = self._at[change.first : change.last]
        wanted = [self.said[at].text if at >= 0 else None for at in places]
        return Verdict.CASE_RIGHT if wanted == [w.text for w in change.new] else Verdict.CASE_WRONG

    def _may_be_respaced(self, place: int) -> bool:
        """Whether joining or parting this word is style: "JP Morgan" is, but "health care" means no "Healthcare"."""
        word = self.said[place]
        return capitalised(word.text) or word.plain in ("and", "of")

    def occurrences(self, terms: Terms) -> list[Occurrence]:
        """Every place where one of `terms` was said, and whether it was recognised."""
        found = []
        for first, last, spelling in terms.occurrences(self.said):
            low, high = self._heard_for(first, last)
            term = words(spelling)
            forms = _forms(self._said[first:last], term[-1].plain)
            if _contains(self._heard[low:high], forms):
                found.append(Occurrence(forms, low, high, True))
                continue
            unheard = [k for k in range(first, last) if self._back[k] < 0] or [first, last - 1]
            begin, end = unheard[0], unheard[-1] + 1
            missing = term[begin - first : end - first]
            instead = self.heard[slice(*self._heard_for(begin, end))]
            found.append(Occurrence(forms, low, high, False, tuple(missing), tuple(instead)))
        return found

    def _heard_for(self, first: int, last: int) -> tuple[int, int]:
        """Heard words (first, after the last) between the nearest right ones around said words `first` to `last`."""
        left, right = _between(self._back, first, last)
        low = self._back[left - 1] + 1 if left else 0
        high = self._back[right] if right < len(self._back) else len(self._heard)
        return low, high

    def right_after(self, occurrence: Occurrence, changes: Sequence[Change]) -> bool:
        """Whether the term stands right once `changes` (in order, without overlaps) are made."""
        low, high = occurrence.low, occurrence.high
        near = [c for c in changes if c.first < high and low < c.last]
        if not near:
            return occurrence.right
        after: list[str] = []
        at = min(low, near[0].first)
        for change in near:
            after += self._heard[at : change.first] + [w.plain for w in change.new]
            at = change.last
        return _contains(after + self._heard[at:high], occurrence.forms)


def _between(at: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """`first` to `last`, widened on both sides to the nearest word that has a partner, which is not included."""
    while first > 0 and at[first - 1] < 0:
        first -= 1
    while last < len(at) and at[last] < 0:
        last += 1
    return first, last


def _forms(said: Sequence[str], last: str) -> tuple[tuple[str, ...], ...]:
    """What was said, the same with the last word of the term, and with its plural if that has four letters."""
    endings = dict.fromkeys((said[-1], last, last + "s" if len(last) >= 4 else last))
    return tuple((*said[:-1], ending) for ending in endings)


def _contains(heard: Sequence[str], forms: Sequence[Sequence[str]]) -> bool:
    size = len(forms[0])
    return any(tuple(heard[k : k + size]) in forms for k in range(len(heard) - size + 1))


def _same(some: Sequence[str], others: Sequence[str]) -> bool:
    """Equal, or equal up to the -s of a plural of the last word, if it has four letters ("Los" is no plural)."""
    if len(some) != len(others) or not some or some[:-1] != others[:-1]:
        return False
    a, b = some[-1], others[-1]
    return a == b or (min(len(a), len(b)) >= 4 and (a == b + "s" or b == a + "s"))


def _letters(some: Sequence[str]) -> str:
    return "".join(word.replace("&", "") for word in some if word != "and")


def calibration(
    claims: Iterable[tuple[float, bool]], bins: int = 15
) -> tuple[float, list[tuple[float, float, int]]]:
    """The expected calibration error, and for each bin the mean score, the share that was right, the count.

    `claims` are scores (probabilities) and whether the proposal was right. The error is the mean distance of score and
    share, weighted by count: Naeini et al. (2015), "Obtaining Well Calibrated Probabilities Using Bayesian Binning".
    Bins hold equally many, as in Nguyen and O'Connor (2015), "Posterior Calibration and Exploratory Analysis for
    Natural Language Processing Models".
    """
    ordered = sorted(claims)
    edges = [len(ordered) * k // bins for k in range(bins + 1)]
    table = []
    for low, high in pairwise(edges):
        if some := ordered[low:high]:
            size = len(some)
            table.append(
                (sum(score for score, _ in some) / size, sum(right for _, right in some) / size, size)
            )
    return sum(n * abs(said - true) for said, true, n in table) / max(1, len(ordered)), table
