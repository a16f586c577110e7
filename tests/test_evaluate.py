"""Judging proposals against labels, and the figures made of it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen import Action, Document, Proposal, formats
from mondegreen.evaluate import (
    Bin,
    Counts,
    Evaluation,
    Judgement,
    Label,
    calibration_error,
    evaluate,
    judge,
    reliability,
)
from mondegreen.places import Places
from mondegreen.proposal import Evidence, Via
from mondegreen.text import Span

Pair = tuple[str, str]


def label(document: Document, heard: str, *right: str, wanted: bool = True, known: bool = True) -> Label:
    """A label on the first place where the raw text has `heard`."""
    start = document.raw.index(heard)
    return Label(Span(start, start + len(heard)), heard, right, wanted, known=known)


def proposal(
    document: Document, old: str, new: str, score: float = 0.9, action: Action = Action.FIX
) -> Proposal:
    """A proposal for the first place where the speech has `old`."""
    start = document.speech.index(old)
    end = start + len(old)
    edits = document.edits_for(start, end, new)
    assert edits
    return Proposal(document.raw_span(start, end), old, new, new, Via.SOUND, score, action, Evidence(), edits)


SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\nso Kier\n\n"
    "2\n00:00:02,000 --> 00:00:03,000\nstommer said <i>Lamy</i>\n\n"
    "3\n00:00:03,000 --> 00:00:04,000\nof Melon\n\n"
    "4\n00:00:04,000 --> 00:00:05,000\nShaw, who R&amp;D\n"
)
TALK = "so Kierstommer met these landscape\nand the near-confaction in fact"

#: Raw text, its format, labels (heard, right), proposals (old, new).
RIGHT: dict[str, tuple[str, str, list[Pair], list[Pair]]] = {
    "the label itself": (TALK, "text", [("Kierstommer", "Keir Starmer")], [("Kierstommer", "Keir Starmer")]),
    "some right words taken along": (
        *(TALK, "text", [("Kierstommer", "Keir Starmer")]),
        [("so Kierstommer", "so Keir Starmer")],
    ),
    "only what changes": (
        *(TALK, "text", [("these landscape", "these Zelensky")]),
        [("landscape", "Zelensky")],
    ),
    "part of a word": (
        *(TALK, "text", [("near-confaction", "neocon faction")]),
        [("near-con", "neocon ")],
    ),
    "one label in two pieces": (
        *(TALK, "text", [("met these landscape", "meets these Zelensky")]),
        [("met", "meets"), ("landscape", "Zelensky")],
    ),
    "two labels in one piece": (
        *(TALK, "text", [("Kierstommer", "Keir Starmer"), ("met", "meets")]),
        [("Kierstommer met", "Keir Starmer meets")],
    ),
    "over a line break": (
        *("so Kier\nstommer said", "text", [("Kier\nstommer", "Keir Starmer")]),
        [("Kier\nstommer", "Keir Starmer")],
    ),
    "over two cues, a label each": (
        *(SRT, "srt", [("Kier", "Keir"), ("stommer", "Starmer")]),
        [("Kier\nstommer", "Keir Starmer")],
    ),
    "over two cues, where one gives up its word": (
        *(SRT, "srt", [("Melon", "Mélenchon"), ("Shaw", "")]),
        [("Melon\nShaw", "Mélenchon")],
    ),
    "between tags": (SRT, "srt", [("Lamy", "Lammy")], [("Lamy", "Lammy")]),
    "an escape": (SRT, "srt", [("R&amp;D", "R&B")], [("R&D", "R&B")]),
    "words that should go": (TALK, "text", [("met these", "met")], [("met these", "met")]),
}
WRONG: dict[str, tuple[str, str, list[Pair], list[Pair]]] = {
    "other words": (TALK, "text", [("Kierstommer", "Keir Starmer")], [("Kierstommer", "Starmer")]),
    "other case": (TALK, "text", [("Kierstommer", "Keir Starmer")], [("Kierstommer", "keir starmer")]),
    "too little": (TALK, "text", [("these landscape", "the Zelensky")], [("landscape", "Zelensky")]),
    "too much": (TALK, "text", [("landscape", "Zelensky")], [("these landscape", "Zelensky")]),
    "one of two labels": (
        *(TALK, "text", [("Kierstommer", "Keir Starmer"), ("met", "meets")]),
        [("Kierstommer met", "Keir Starmer met")],
    ),
    "half of it": (
        SRT,
        "srt",
        [("Kier", "Keir"), ("stommer", "Starmer")],
        [("Kier\nstommer", "Kier Starmer")],
    ),
}


@pytest.mark.parametrize(("raw", "kind", "labels", "made"), RIGHT.values(), ids=RIGHT)
def test_right(raw: str, kind: str, labels: list[Pair], made: list[Pair]) -> None:
    document = formats.read(raw, format=kind)
    wanted = tuple(label(document, *pair) for pair in labels)
    proposals = tuple(proposal(document, *pair) for pair in made)
    assert judge(Places(document), wanted, proposals) == Judgement(wanted, (), proposals, ())


@pytest.mark.parametrize(("raw", "kind", "labels", "made"), WRONG.values(), ids=WRONG)
def test_wrong(raw: str, kind: str, labels: list[Pair], made: list[Pair]) -> None:
    document = formats.read(raw, format=kind)
    wanted = tuple(label(document, *pair) for pair in labels)
    proposals = tuple(proposal(document, *pair) for pair in made)
    assert judge(Places(document), wanted, proposals) == Judgement((), wanted, (), proposals)


PLAIN = Document.plain(TALK)


def test_what_nobody_labelled_is_right_as_it_stands() -> None:
    wanted, made = label(PLAIN, "Kierstommer", "Keir Starmer"), proposal(PLAIN, "met", "Met")
    assert judge(Places(PLAIN), [wanted], [made]) == Judgement((), (wanted,), (), (made,))


def test_optional_labels_are_right_but_not_missed() -> None:
    optional = label(PLAIN, "in fact", "infact", wanted=False)
    good, bad = proposal(PLAIN, "in fact", "infact"), proposal(PLAIN, "in fact", "impact")
    places = Places(PLAIN)
    assert judge(places, [optional], []) == Judgement((), (), (), ())
    assert judge(places, [optional], [good]) == Judgement((), (), (good,), ())
    assert judge(places, [optional], [bad]) == Judgement((), (), (), (bad,))


def test_an_optional_label_beside_a_wanted_one_may_stay() -> None:
    labels = [label(PLAIN, "Kierstommer", "Keir Starmer"), label(PLAIN, "met", "meets", wanted=False)]
    for new in ("Keir Starmer met", "Keir Starmer meets"):
        made = proposal(PLAIN, "Kierstommer met", new)
        assert judge(Places(PLAIN), labels, [made]).right == (made,)


def test_any_of_several_readings() -> None:
    wanted = label(PLAIN, "these landscape", "the Zelensky", "these Zelensky")
    for old, new in (("these landscape", "the Zelensky"), ("landscape", "Zelensky")):
        assert judge(Places(PLAIN), [wanted], [proposal(PLAIN, old, new)]).found == (wanted,)


def test_many_readings_in_one_group_are_no_trouble() -> None:
    raw = " ".join(f"a{k}" for k in range(60))
    document = Document.plain(raw)
    labels = [label(document, f"a{k}", "b", f"c{k}", "d", wanted=False) for k in range(60)]
    made = proposal(document, raw, raw.replace("a", "c"))
    assert judge(Places(document), labels, [made]).right == (made,)


def test_a_weak_proposal_does_not_make_a_good_one_wrong() -> None:
    wanted = label(PLAIN, "these landscape", "these Zelensky")
    good, weak = proposal(PLAIN, "landscape", "Zelensky", 0.9), proposal(PLAIN, "these", "Theresa", 0.1)
    assert evaluate(PLAIN, [wanted], [good], [weak, good]).claims == ((0.1, False), (0.9, True))


def test_proposals_that_are_right_only_together() -> None:
    wanted = label(PLAIN, "met these landscape", "meets these Zelensky")
    made = [proposal(PLAIN, "met", "meets", 0.6), proposal(PLAIN, "landscape", "Zelensky", 0.7)]
    assert evaluate(PLAIN, [wanted], made, made).claims == ((0.6, True), (0.7, True))


def test_tiers() -> None:
    labels = [label(PLAIN, "Kierstommer", "Keir Starmer"), label(PLAIN, "landscape", "Zelensky")]
    sure = proposal(PLAIN, "Kierstommer", "Keir Starmer")
    unsure = proposal(PLAIN, "landscape", "Zelensky", 0.6, Action.ASK)
    judged = evaluate(PLAIN, labels, [sure, unsure])
    assert judged == Evaluation(
        Judgement((labels[0],), (labels[1],), (sure,), ()),
        Judgement((labels[0], labels[1]), (), (sure, unsure), ()),
        (),
        11,
    )


def test_counts() -> None:
    known, other = label(PLAIN, "met", "meets"), label(PLAIN, "and", "end", known=False)
    right, wrong = proposal(PLAIN, "met", "meets"), proposal(PLAIN, "so", "sow")
    counts = Counts.of(Judgement((known,), (other,), (right,), (wrong,)), 500)
    assert counts == Counts(wanted=1, found=1, others=1, others_found=0, right=1, wrong=1, words=500)
    assert (counts.recall, counts.recall_of_all, counts.precision, counts.false_edits) == (1, 0.5, 0.5, 20)
    more = counts + Counts(wanted=3, words=500)
    assert (more.recall, more.recall_of_all, more.precision, more.false_edits) == (0.25, 0.2, 0.5, 10)
    assert Counts() + counts == counts


def test_no_share_of_nothing() -> None:
    nothing = Counts.of(Judgement((), (), (), ()), 0)
    assert {nothing.recall, nothing.recall_of_all, nothing.precision, nothing.false_edits} == {None}


# --- Laws --------------------------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["Lamy", "so", "near-con", "&", "it's", "😀"]), min_size=1, max_size=12)


@st.composite
def labelled(draw: st.DrawFn) -> tuple[Document, list[Label]]:
    """A text with labels on some of its words, each of which changes it."""
    words, blank = draw(WORDS), draw(st.sampled_from([" ", "\n", "  "]))
    document = Document.plain(blank.join(words))
    labels, at = [], 0
    for word in words:
        if draw(st.booleans()):
            right = tuple(draw(st.lists(st.sampled_from(["Lammy", "a b", "neocon"]), min_size=1, max_size=3)))
            labels.append(Label(Span(at, at + len(word)), word, right, draw(st.booleans())))
        at += len(word) + len(blank)
    return document, labels


def corrections(document: Document, labels: list[Label], draw: st.DataObject) -> list[Proposal]:
    made = []
    for k in labels:
        new = draw.draw(st.sampled_from(k.right))
        edits = document.edits_for(k.span.start, k.span.end, new)
        score = draw.draw(st.floats(0, 1))
        made.append(Proposal(k.span, k.heard, new, new, Via.SOUND, score, Action.FIX, Evidence(), edits))
    return made


@given(case=labelled(), data=st.data())
def test_the_gold_itself_is_perfect(case: tuple[Document, list[Label]], data: st.DataObject) -> None:
    document, labels = case
    made = corrections(document, labels, data)
    judged = evaluate(document, labels, made, made)
    counts = Counts.of(judged.ask, judged.words)
    assert judged.fix == judged.ask
    assert (judged.ask.missed, judged.ask.wrong) == ((), ())
    assert counts.recall in (None, 1)
    assert counts.precision in (None, 1)
    assert all(right for _, right in judged.claims)


@given(case=labelled())
def test_no_proposals_find_nothing_and_harm_nothing(case: tuple[Document, list[Label]]) -> None:
    document, labels = case
    judged = evaluate(document, labels, [])
    counts = Counts.of(judged.ask, judged.words)
    assert (counts.found, counts.wrong) == (0, 0)
    assert counts.recall in (None, 0)
    assert judged.ask.missed == tuple(k for k in labels if k.wanted)
    assert not counts.false_edits


@given(case=labelled(), data=st.data())
def test_nothing_is_counted_twice_or_lost(case: tuple[Document, list[Label]], data: st.DataObject) -> None:
    document, labels = case
    made = corrections(document, labels, data)
    given_labels = data.draw(st.lists(st.sampled_from(labels), unique=True) if labels else st.just([]))
    judged = judge(Places(document), given_labels, made)
    key = lambda k: k.span  # noqa: E731
    assert sorted((*judged.right, *judged.wrong), key=key) == made
    assert sorted((*judged.found, *judged.missed), key=key) == sorted(
        (k for k in given_labels if k.wanted), key=key
    )


CLAIMS = st.lists(st.tuples(st.sampled_from([k / 20 for k in range(21)]) | st.floats(0, 1), st.booleans()))


@given(told=CLAIMS, bins=st.integers(1, 12), seed=st.randoms())
def test_bins_add_up(told: list[tuple[float, bool]], bins: int, seed: object) -> None:
    table = reliability(told, bins)
    assert len(table) <= min(bins, len(told))
    assert sum(b.count for b in table) == len(told)
    assert math.isclose(sum(b.count * b.said for b in table), sum(score for score, _ in told), abs_tol=1e-9)
    assert math.isclose(sum(b.count * b.true for b in table), sum(right for _, right in told), abs_tol=1e-9)
    assert [b.said for b in table] == sorted(b.said for b in table)
    seed.shuffle(told)  # type: ignore[attr-defined]
    assert [(b.true, b.count) for b in reliability(told, bins)] == [(b.true, b.count) for b in table]
    error = calibration_error(table)
    assert error is None if not told else error is not None and 0 <= error <= 1 + 1e-9


def test_bins_of_equal_count() -> None:
    told = [(k / 100, k >= 50) for k in range(100)]
    assert [b.count for b in reliability(told)] == [10] * 10
    assert [b.true for b in reliability(told)] == [0.0] * 5 + [1.0] * 5
    assert reliability([(0.5, True)] * 30 + [(0.9, True)]) == (Bin(0.5, 1, 30), Bin(0.9, 1, 1))
    assert reliability([]) == ()


def test_the_calibration_error_is_the_mean_distance() -> None:
    assert calibration_error([Bin(0.5, 0.75, 3), Bin(0.9, 0.9, 1)]) == pytest.approx(0.1875)
    assert calibration_error([]) is None
