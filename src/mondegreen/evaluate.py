"""How good proposals are, against what a person says is right: recall, precision, false edits, calibration.

Start reading from `evaluate`. Proposals and labels that overlap are judged together, by the text that they lead to
and not by the places where they begin and end: "near-con faction" may be mended in one piece or in two. The text is
the speech, and white space in it counts as one blank, so line breaks and cue bounds don't matter. What nobody
labelled is right as it stands, and a proposal that changes it is a false edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mondegreen.document import Document, Edit, apply
from mondegreen.places import Places
from mondegreen.proposal import Action, Proposal
from mondegreen.text import Span, tokenise

#: From this score on, proposals count for the calibration.
LOWEST = 0.05
#: At most so many bins are made of them.
BINS = 10


@dataclass(frozen=True, slots=True)
class Label:
    """A place that should read as one of `right`; missing it counts only if it is `wanted`.

    `span` is in the raw text, in code points. `heard` and `right` are what is said there and what should be; `right`
    may be "" for words that should go. `kind` is the labeller's own word for what went wrong, None if there is none.
    `known` says whether the lexicon can know it: whether `right` holds a form of one of its terms.
    """

    span: Span
    heard: str
    right: tuple[str, ...]
    wanted: bool = True
    kind: str | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of some proposals: wanted labels that are `found` or `missed`, proposals that are right or wrong."""

    found: tuple[Label, ...]
    missed: tuple[Label, ...]
    right: tuple[Proposal, ...]
    wrong: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The same as numbers, over one transcript or several. Shares are None where there is nothing to share.

    `wanted` and `found` are labels that the lexicon can know, `others` and `others_found` the rest; `right` and `wrong`
    are proposals, and `words` the words of the transcripts.
    """

    wanted: int = 0
    found: int = 0
    others: int = 0
    others_found: int = 0
    right: int = 0
    wrong: int = 0
    words: int = 0

    @classmethod
    def of(cls, judgement: Judgement, words: int) -> Counts:
        """Count a judgement on a transcript of so many `words`."""
        found, missed = judgement.found, judgement.missed
        known = sum(label.known for label in found)
        return cls(
            wanted=known + sum(label.known for label in missed),
            found=known,
            others=sum(not label.known for label in (*found, *missed)),
            others_found=len(found) - known,
            right=len(judgement.right),
            wrong=len(judgement.wrong),
            words=words,
        )

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.wanted + other.wanted,
            self.found + other.found,
            self.others + other.others,
            self.others_found + other.others_found,
            self.right + other.right,
            self.wrong + other.wrong,
            self.words + other.words,
        )

    @property
    def recall(self) -> float | None:
        """Of the corrections that the lexicon can know, the share that is found."""
        return _share(self.found, self.wanted)

    @property
    def recall_of_all(self) -> float | None:
        """The same of all corrections."""
        return _share(self.found + self.others_found, self.wanted + self.others)

    @property
    def precision(self) -> float | None:
        """The share of proposals that is right; optional labels count as right."""
        return _share(self.right, self.right + self.wrong)

    @property
    def false_edits(self) -> float | None:
        """Wrong proposals in 10,000 words."""
        return _share(10_000 * self.wrong, self.words)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One transcript judged: what is applied unasked (`fix`), and everything proposed as if a person took it (`ask`).

    `claims` are the scores of the proposals from `LOWEST` on, and whether each is right; `words` is how many words
    the transcript has.
    """

    fix: Judgement
    ask: Judgement
    claims: tuple[tuple[float, bool], ...]
    words: int


def evaluate(
    document: Document, labels: Sequence[Label], made: Sequence[Proposal], more: Sequence[Proposal] = ()
) -> Evaluation:
    """Judge `made`, the proposals for `document`; `more` are those from the score `LOWEST` on, for the claims.

    Labels may not overlap each other, nor may proposals (`EditError`).
    """
    places = Places(document)
    fixed = [p for p in made if p.action is Action.FIX]
    return Evaluation(
        fix=judge(places, labels, fixed),
        ask=judge(places, labels, made),
        claims=claims(places, labels, more),
        words=len(tokenise(document.speech)),
    )


def judge(places: Places, labels: Sequence[Label], made: Sequence[Proposal]) -> Judgement:
    """Which of `labels` the proposals `made` get right, and which of the proposals are right."""
    found: list[Label] = []
    missed: list[Label] = []
    right: list[Proposal] = []
    wrong: list[Proposal] = []
    for mine, theirs in _groups(places, labels, made):
        good = _leads_to(places, mine, theirs)
        (found if good and theirs else missed).extend(label for label in mine if label.wanted)
        (right if good else wrong).extend(theirs)
    return Judgement(tuple(found), tuple(missed), tuple(right), tuple(wrong))


def claims(
    places: Places, labels: Sequence[Label], made: Sequence[Proposal]
) -> tuple[tuple[float, bool], ...]:
    """The score of each proposal, and whether it is right: with those that it shares a label with, or else alone.

    Alone, because a weak proposal beside a good one, in the same label, must not make it wrong.
    """
    told: list[tuple[float, bool]] = []
    for mine, theirs in _groups(places, labels, made):
        together = _leads_to(places, mine, theirs)
        for p in theirs:
            place = places.in_speech(p)
            near = [label for label in mine if _touch(places.speech_span(label.span), place)]
            told.append((p.score, together or _leads_to(places, near, [p])))
    return tuple(told)


def _touch(one: Span, other: Span) -> bool:
    """Whether two places overlap, or an empty one stands inside the other."""
    return one.overlaps(other) or (not len(one) and other.start < one.start < other.end)


def _groups(
    places: Places, labels: Sequence[Label], made: Sequence[Proposal]
) -> list[tuple[list[Label], list[Proposal]]]:
    """Labels and proposals that overlap, in order; what overlaps nothing is alone."""
    spans: list[tuple[Span, Label | Proposal]] = [(places.speech_span(label.span), label) for label in labels]
    spans += [(places.in_speech(p), p) for p in made]
    groups: list[tuple[list[Label], list[Proposal]]] = []
    end = -1
    for span, place in sorted(spans, key=lambda item: item[0]):
        if span.start >= end:
            groups.append(([], []))
        if isinstance(place, Label):
            groups[-1][0].append(place)
        else:
            groups[-1][1].append(place)
        end = max(end, span.end)
    return groups


def _leads_to(places: Places, labels: Sequence[Label], made: Sequence[Proposal]) -> bool:
    """Whether the proposals make of the text what the labels (in order) want, in any of their ways."""
    edits = [_edit(places, places.in_speech(p), p.new) for p in made]
    spans = [places.speech_span(label.span) for label in labels]
    every = [*spans, *(e.span for e in edits)]
    if not every:
        return True
    lo, hi = min(s.start for s in every), max(s.end for s in every)
    speech = places.document.speech
    inside = (Edit(Span(e.span.start - lo, e.span.end - lo), e.old, e.new) for e in edits)
    written = _flat(apply(speech[lo:hi], inside))
    # What the labels allow, grown from the left; only what the written text begins with is kept.
    ways = {""}
    at = lo
    for label, span in zip(labels, spans, strict=True):
        choices = label.right if label.wanted else (*label.right, speech[span.start : span.end])
        before = speech[at : span.start]
        grown = {way + before + choice for way in ways for choice in choices}
        ways = {way for way in grown if written.startswith(_flat(way))}
        at = span.end
    return any(_flat(way + speech[at:hi]) == written for way in ways)


def _edit(places: Places, span: Span, new: str) -> Edit:
    return Edit(span, places.document.speech[span.start : span.end], new)


def _flat(text: str) -> str:
    return " ".join(text.split())


# --- Calibration -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bin:
    """Proposals of about the same score: the mean score, the share of them that is right, and how many they are."""

    said: float
    true: float
    count: int


def reliability(told: Iterable[tuple[float, bool]], bins: int = BINS) -> tuple[Bin, ...]:
    """Scores and whether they were right, in at most `bins` bins of equal count, the lowest first.

    Equal scores stay in one bin, so counts may differ. Equal-mass bins: Nguyen and O'Connor (2015), "Posterior
    Calibration and Exploratory Analysis for Natural Language Processing Models".
    """
    ordered = sorted(told)
    size = len(ordered)
    cuts = {0, size}
    for k in range(1, bins):
        cut = size * k // bins
        while 0 < cut < size and ordered[cut][0] == ordered[cut - 1][0]:
            cut += 1
        cuts.add(cut)
    table = []
    for low, high in pairwise(sorted(cuts)):
        some = ordered[low:high]
        said = sum(score for score, _ in some) / len(some)
        table.append(Bin(said, sum(right for _, right in some) / len(some), len(some)))
    return tuple(table)


def calibration_error(table: Sequence[Bin]) -> float | None:
    """The expected calibration error: how far scores are from the truth, on the average over the proposals.

    Naeini, Cooper and Hauskrecht (2015), "Obtaining Well Calibrated Probabilities Using Bayesian Binning". None if
    there are no proposals.
    """
    total = sum(b.count for b in table)
    return sum(b.count * abs(b.said - b.true) for b in table) / total if total else None
