"""Judging: the terms of a model, models that can't be used, and what each judge believes more than what."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simple import write_model

from mondegreen import Corrector, Lexicon, Term
from mondegreen.company import DOCUMENT_FEATURES
from mondegreen.document import Document
from mondegreen.errors import ModelError
from mondegreen.features import PAIR_FEATURES
from mondegreen.lexicon import Mishearing, TermType
from mondegreen.proposal import Via
from mondegreen.scoring import Curve, Curves, Model, Scored, Stage, probability

LEXICON = Lexicon(
    (
        Term("Keir Starmer", TermType.PERSON, context=("Labour", "prime minister")),
        Term(
            "Taurus",
            TermType.WEAPON,
            mishearings=(Mishearing("tourist"), Mishearing("torusk", source="seeds/a.txt")),
            context=("missile", "Germany", "long-range weapon"),
        ),
        Term("Odysee", TermType.MEDIA, mishearings=(Mishearing("to see"),), context=("Rumble", "Rokfin")),
        Term("Storm Shadow", TermType.WEAPON),
        Term("Rumble", TermType.MEDIA, context=("Odysee", "Rokfin")),
        Term("Russiagate", TermType.EVENT),
    )
)

MATRIX = np.array([[2.0, -1.0], [0.5, 4.0]])
NO_UNITS = {"hidden": np.zeros((2, 0)), "unit_bias": np.zeros(0), "unit_out": np.zeros(0)}

CURVES: dict[str, object] = {
    "terms": [9, 99], "words": [20, 5000], "said": [0, 1], "small": [0, 1], "large": [0, 1], "short": [0, 1],
}  # fmt: skip

#: A part of the model file, and what it is put in place of.
BAD_MODELS: dict[str, dict[str, object]] = {
    "no thresholds": {"thresholds": None},
    "an unknown threshold": {"thresholds": {"fix": 0.9, "ask": 0.5, "shout": 0.1}},
    "no stage": {"alone": None},
    "a stage without weights": {"alone": {"bias": 0.0}},
    "weights in a list": {"alone": {"bias": 0.0, "weights": [1, 2]}},
    "two numbers a weight": {"alone": {"bias": 0.0, "weights": {"letters": [0.0, 1.0]}}},
    "a weight in words": {"alone": {"bias": 0.0, "weights": {"letters": [0.0, 1.0, "much"]}}},
    "an unknown feature": {"alone": {"bias": 0.0, "weights": {"shoe_size": [0.0, 1.0, 1.0]}}},
    "a scale of nothing": {"alone": {"bias": 0.0, "weights": {"letters": [0.0, 0.0, 1.0]}}},
    "no number": {"alone": {"bias": 0.0, "weights": {"letters": [0.0, 1.0, "nan"]}}},
    "a unit too few": {
        "alone": {"bias": 0.0, "units": {"bias": [1], "out": [1]}, "weights": {"letters": [0.0, 1.0, 1.0]}}
    },
    "a unit too many": {"alone": {"bias": 0.0, "weights": {"letters": [0.0, 1.0, 1.0, 2.0]}}},
    "a unit without an output": {
        "alone": {"bias": 0.0, "units": {"bias": [1], "out": []}, "weights": {"letters": [0, 1, 1, 1]}}
    },
    "units in words": {"alone": {"bias": 0.0, "units": "many", "weights": {}}},
    "a feature of the document too early": {"alone": {"bias": 0.0, "weights": {"share": [0.0, 1.0, 1.0]}}},
    "a curve with a knot too many": {"curves": CURVES | {"large": [0, 1, 2]}},
    "a short curve with a knot too few": {"curves": CURVES | {"short": [0]}},
    "knots out of order": {"curves": CURVES | {"said": [1, 0]}},
    "a curve that falls": {"curves": CURVES | {"large": [1, 0]}},
    "curves for no terms": {"curves": CURVES | {"terms": [0, 99]}},
    "curves for no words": {"curves": CURVES | {"words": [0, 99]}},
    "a curve that is not there": {"curves": {k: v for k, v in CURVES.items() if k != "short"}},
    "a curve in words": {"curves": "up"},
    "no costs": {"costs": None},
    "other costs": {"costs": ["these", "are", "none"]},
}
BAD_FILES = {
    "not there": None,
    "empty": b"",
    "not JSON": b"weights: [1, 2]",
    "not UTF-8": b'{"\xff": 1}',
    "a list": b"[]",
    "a number": b"7",
    "cut off": b'{"thresholds": {"fix": 0.9',
}


def scores(corrector: Corrector, text: str) -> dict[tuple[str, str], float]:
    return {(p.old, p.new): p.score for p in corrector.explain(text)}


CURVE = Curve((-2.0, 0.0, 1.0), (-3.0, 0.0, 3.0))


@pytest.mark.parametrize(
    ("said", "true"),
    [(-2.0, -3.0), (-1.0, -1.5), (0.5, 1.5), (1.0, 3.0), (-4.0, -5.0), (3.0, 4.0)],
    ids=["a knot", "between", "further between", "the last knot", "below all", "above all, by half"],
)
def test_a_curve_goes_straight_from_knot_to_knot(said: float, true: float) -> None:
    assert CURVE(np.array([said])).tolist() == [true]
    assert Curve()(np.array([said])).tolist() == [said]


def test_between_two_sizes_of_lexicon_lies_what_lies_between() -> None:
    said = (0.0, 1.0)
    curves = Curves(
        (9, 99), (20, 5000), Curve(said, (1.0, 2.0)), Curve(said, (0.0, 4.0)), Curve(said, (5.0, 6.0))
    )
    long = [curves.of(n, 9000, plain=True).true for n in (1, 9, 99, 5000)]
    assert long == [(1, 2), (1, 2), (0, 4), (0, 4)]
    assert curves.of(31, 9000, plain=True).true == pytest.approx((0.5, 3.0), abs=0.02)
    assert curves.of(99, 3, plain=True).true == (5, 6)
    assert curves.of(99, 323, plain=True).true == pytest.approx((2.5, 5.0), abs=0.02)
    assert curves.of(99, 3, plain=False).true == (0, 4)
    assert Curves().of(50, 9, plain=True) == Curve()


def test_the_same_garble_of_the_same_term_is_judged_alike() -> None:
    corrector = Corrector(Lexicon.from_terms(["Keir Starmer", "Taurus"]))
    text = "Kierstommer left. He saw Kierstommer again, and Kierstommer waved."
    ((_, scored, _),) = corrector._judge([Document.plain(text)])
    alike = [s for s in scored if s.candidate.form.text == "Keir Starmer"]
    assert len({s.shift for s in alike}) > 1
    assert sum(s.shift for s in alike) == pytest.approx(0)
    assert all(s.shift == 0 for s in scored if s.candidate.form.text == "Taurus")


@given(st.lists(st.floats(-30, 30), min_size=2, max_size=5))
def test_a_curve_keeps_the_order(logits: list[float]) -> None:
    ordered = np.array(sorted(logits))
    assert (np.diff(CURVE(ordered)) >= 0).all()


def test_reasons_add_up_to_what_the_curve_makes_of_them() -> None:
    corrector = Corrector(LEXICON)
    ((_, scored, _),) = corrector._judge([Document.plain("So Kierstommer spoke of taurust missiles.")])
    judged = [s for s in scored if s.stage is not None]
    assert judged
    for s in judged:
        given = Scored(s.candidate, s.score, s.known, s.words, s.stage, 0.7, CURVE)
        row = np.array([s.known[name] for name in s.stage.names])
        wanted = CURVE(s.stage.logits(row[None, :]) + 0.7)[0]
        assert sum(r.weight for r in given.evidence().reasons) == pytest.approx(wanted)


@pytest.fixture(scope="module")
def judge(simple_model: Path) -> Corrector:
    return Corrector(LEXICON, model=simple_model)


def test_a_stage_adds_up() -> None:
    stage = Stage(
        ("a", "b"), np.array([1.0, 0.0]), np.array([0.5, 0.1]), np.array([2.0, 1.0]), bias=0.25, **NO_UNITS
    )
    # what lies more than five deviations off counts as five
    assert stage.logits(MATRIX).tolist() == [-0.75, 3.25]
    assert stage.effects(MATRIX[0]).tolist() == [4.0, -5.0]


def test_a_unit_counts_above_nought_only() -> None:
    stage = Stage(
        ("a", "b"), np.zeros(2), np.ones(2), np.zeros(2), 0.5,
        np.array([[1.0], [-1.0]]), np.array([-1.0]), np.array([3.0]),
    )  # fmt: skip
    assert stage.logits(MATRIX).tolist() == [0.5 + 3 * (2 + 1 - 1), 0.5]
    assert stage.effects(MATRIX[1]).tolist() == [0, 0]


@given(st.integers(0, 2**32 - 1))
def test_effects_add_up(seed: int) -> None:
    dice = np.random.default_rng(seed)
    stage = Stage(
        ("a", "b", "c"), dice.normal(size=3), dice.uniform(0.1, 3, size=3), dice.normal(size=3), 0.1,
        dice.normal(size=(3, 8)), dice.normal(size=8), dice.normal(size=8),
    )  # fmt: skip
    row = dice.normal(size=3)
    start, end = stage.logits(np.array([stage.mean, row]))
    swing = abs(stage.hidden).sum() * abs(stage.unit_out).sum() * 5
    assert stage.effects(row).sum() == pytest.approx(end - start, abs=swing / 32)


@pytest.mark.parametrize("changes", BAD_MODELS.values(), ids=BAD_MODELS)
def test_a_model_that_does_not_fit(tmp_path: Path, changes: dict[str, object]) -> None:
    path = write_model(tmp_path / "model.json", **changes)
    with pytest.raises(ModelError) as caught:
        Model.load(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_is_no_model(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "model.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ModelError) as caught:
        Corrector(LEXICON, model=path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_shipped_model_loads(tmp_path: Path) -> None:
    model = Model.load()
    assert 0 < model.thresholds.ask < model.thresholds.fix < 1
    assert model.alone.names == PAIR_FEATURES
    assert model.together.names == PAIR_FEATURES + DOCUMENT_FEATURES
    for stage in (model.alone, model.together):
        assert (stage.scale > 0).all()
        assert np.isfinite(stage.weight).all()
    assert len({*PAIR_FEATURES, *DOCUMENT_FEATURES}) == len(PAIR_FEATURES + DOCUMENT_FEATURES)


def test_thresholds_come_from_the_model(tmp_path: Path) -> None:
    path = write_model(tmp_path / "model.json", thresholds={"fix": 0.99, "ask": 0.98})
    assert json.loads(path.read_text("utf-8"))["thresholds"]["fix"] == 0.99
    assert Corrector(LEXICON, model=path).propose("so Kierstommer said") == []


@given(st.floats(allow_nan=False))
def test_probability_is_one(logit: float) -> None:
    assert 0 < probability(logit) < 1


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_probability_rises(one: float, other: float) -> None:
    assert (probability(one) <= probability(other)) == (one <= other) or abs(one - other) < 1e-6
    assert probability(one) + probability(-one) == pytest.approx(1)


# What is more likely than what: two texts, and one change that is weighed in both.
MORE_LIKELY = {
    "nearer in sound": (
        "so Keir Stammer said",
        ("Keir Stammer", "Keir Starmer"),
        "so Cur Stormy said",
        ("Cur Stormy", "Keir Starmer"),
    ),
    "an ordinary word with context": (
        "Germany sends tourist missiles to Kyiv",
        ("tourist", "Taurus"),
        "he has a tourist visa for Spain",
        ("tourist", "Taurus"),
    ),
    "context in another inflection": (
        "the missile is a tourist one",
        ("tourist", "Taurus"),
        "the visa is a tourist one",
        ("tourist", "Taurus"),
    ),
    "context of two words": (
        "a weapon of the long-range kind, the tourist",
        ("tourist", "Taurus"),
        "a weapon of the kind, the tourist",
        ("tourist", "Taurus"),
    ),
    "no word rather than an ordinary one": (
        "they sent torusk today",
        ("torusk", "Taurus"),
        "they sent tourist today",
        ("tourist", "Taurus"),
    ),
    "very ordinary words with much context": (
        "on Rumble and to see and Rokfin",
        ("to see", "Odysee"),
        "we go there to see it",
        ("to see", "Odysee"),
    ),
    "an odd pair of words rather than a usual one": (
        "He saw the Russia gate thing",
        ("Russia gate", "Russiagate"),
        "He saw the rush agate thing",
        ("rush agate", "Russiagate"),
    ),
    "a small letter in an odd word": (
        "He fired a storm shadow there",
        ("storm shadow", "Storm Shadow"),
        "He heard a rumble there",
        ("rumble", "Rumble"),
    ),
}


@pytest.mark.parametrize(("likely", "change", "unlikely", "other"), MORE_LIKELY.values(), ids=MORE_LIKELY)
def test_more_likely(
    judge: Corrector, likely: str, change: tuple[str, str], unlikely: str, other: tuple[str, str]
) -> None:
    assert scores(judge, likely)[change] > scores(judge, unlikely).get(other, 0.0)


def test_the_same_words_are_settled_all_through() -> None:
    """ "Near cons" near one context word is "neocons" in the next paragraph too."""
    term = Term(
        "neocon",
        TermType.TERM,
        mishearings=(Mishearing("near cons", stands_for="neocons"),),
        context=("hawks",),
    )
    text = (
        "The near cons are hawks.\n\n" + "Nothing was said of it for long. " * 20 + "\n\nThe near cons again."
    )
    first, second = Corrector(Lexicon((term,))).propose(text, min_score=0.01)
    assert (first.new, second.new) == ("neocons", "neocons")
    assert first.score > second.score > 0.9
    assert "settled" in second.evidence.words[-1]


def test_of_marks_only_those_terms_are_rivals_of_which_the_text_says_something() -> None:
    """ "Keir <unk>" is one of two where there is nothing to tell them apart."""

    def score(*terms: Term) -> float:
        found = Corrector(Lexicon(terms)).explain("then Keir <unk> spoke")
        return next(p.score for p in found if p.term == "Keir Starmer")

    starmer, stranger = Term("Keir Starmer"), Term("Keir Hardie", context=("Merthyr",))
    assert score(starmer) == score(starmer, stranger) > score(starmer, Term("Keir Hardie"))


def test_evidence_adds_up_to_the_score(judge: Corrector) -> None:
    for p in judge.explain("so Kierstommer said it, and the stormshadow flew"):
        if p.via is Via.SOUND:
            assert probability(sum(r.weight for r in p.evidence.reasons)) == pytest.approx(p.score)
            weights = [abs(r.weight) for r in p.evidence.reasons]
            assert weights == sorted(weights, reverse=True)
        assert p.evidence.words


def test_evidence_by_name(judge: Corrector) -> None:
    evidence = judge.propose("so Kierstommer said")[0].evidence
    assert evidence["own_logit"] == evidence.reasons[0].value
    with pytest.raises(KeyError):
        evidence["shoe_size"]


def test_where_a_listed_mishearing_was_seen(judge: Corrector) -> None:
    (p,) = judge.propose("they sent torusk today")
    assert "seeds/a.txt" in p.evidence.words[0]
