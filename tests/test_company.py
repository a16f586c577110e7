"""What the other candidates of a text say of one: each number beside a case where it is otherwise."""

from __future__ import annotations

import pytest

from mondegreen.candidates import Candidate, Fit, Form, Index
from mondegreen.company import DOCUMENT_FEATURES, document_features
from mondegreen.heard import Heard
from mondegreen.lexicon import Lexicon
from mondegreen.proposal import Via

INDEX = Index(Lexicon.from_terms(["Starmer", "Stalker"]))
STARMER, STALKER = INDEX.forms
FIT = Fit(1.0, 1.0, 1.0, 1.0, 1.0)


def known(text: str, *others: tuple[str, Form, float]) -> dict[str, float]:
    """What is known of the first [word] as Starmer beside `others`: each word in {brackets}, its form and log odds."""
    places: dict[str, int] = {}
    words = []
    for k, word in enumerate(text.split()):
        bare = word.strip("[]{}.,")
        words.append(word.translate(str.maketrans("", "", "[]{}")))
        if word[0] in "[{":
            places[bare] = k
    heard = Heard.of(" ".join(words))
    first = next(iter(places))
    all_of_them = [(first, STARMER, 0.0), *others]
    found = [Candidate(places[w], places[w] + 1, f, Via.SOUND, f.sounds[0], FIT) for w, f, _ in all_of_them]
    rows = document_features(heard, [], found, [logit for *_, logit in all_of_them])
    return dict(zip(DOCUMENT_FEATURES, rows[0].tolist(), strict=True))


SURE, UNSURE = 3.0, -3.0
# The feature; a text with other candidates where it is higher, and one where it is lower.
HIGHER = {
    "another garble of the term": (
        "others",
        ("[stormer] and {stammer}", ("stammer", STARMER, SURE)),
        ("[stormer] and {stammer}", ("stammer", STALKER, SURE)),
    ),
    "another term for other words is no rival": (
        "rival_gap",
        ("[stormer] and {stammer}", ("stammer", STALKER, SURE)),
        ("[stormer] and {stammer}", ("stormer", STALKER, SURE)),
    ),
    "another garble beside the same word": (
        "kin_others",
        ("auditor [stormer] and auditor {stammer}", ("stammer", STARMER, SURE)),
        ("auditor [stormer] and actor {stammer}", ("stammer", STARMER, SURE)),
    ),
    "a likely one": (
        "kin_others",
        ("auditor [stormer] and auditor {stammer}", ("stammer", STARMER, SURE)),
        ("auditor [stormer] and auditor {stammer}", ("stammer", STARMER, UNSURE)),
    ),
    "beside a rare word": (
        "kin_others",
        ("auditor [stormer] and auditor {stammer}", ("stammer", STARMER, SURE)),
        ("the [stormer] and the {stammer}", ("stammer", STARMER, SURE)),
    ),
    "on the same side": (
        "kin_others",
        ("[stormer] argued, {stammer} argued", ("stammer", STARMER, SURE)),
        ("[stormer] argued {stammer} slept", ("stammer", STARMER, SURE)),
    ),
}


@pytest.mark.parametrize(("name", "more", "less"), HIGHER.values(), ids=HIGHER)
def test_higher(name: str, more: tuple[str, *tuple], less: tuple[str, *tuple]) -> None:  # type: ignore[type-arg]
    assert known(*more)[name] > known(*less)[name]
