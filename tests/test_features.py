"""What is known about a candidate: each flag and number beside a case where it is otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mondegreen.candidates import Index
from mondegreen.features import PAIR_FEATURES, pair_features, pair_features_of
from mondegreen.heard import Heard
from mondegreen.lexicon import Lexicon, Term, TermType
from mondegreen.pairs import Text
from mondegreen.proposal import Via

LEXICON = Lexicon(
    (
        Term("Starmer", TermType.PERSON),
        Term("Zach", TermType.PERSON),
        Term("Petroecuador", TermType.ORG),
        Term("PB&J", TermType.TERM),
        Term("Storm Shadow", TermType.WEAPON),
    )
)
INDEX = Index(LEXICON)


def known(text: str, form: str) -> dict[str, float]:
    """The features of the words in [brackets], if they were `form`."""
    before, _, rest = text.partition("[")
    inside, _, after = rest.partition("]")
    heard = Heard.of(before + inside + after)
    first = len(Heard.of(before).tokens)
    last = first + len(Heard.of(inside).tokens)
    meant = next(f for f in INDEX.forms if f.text == form)
    # A listed mishearing is weighed, however little it sounds alike.
    hit = (0, first, last, meant, Via.MISHEARING, meant.sounds[0], None)
    ((_, weighed),) = INDEX._weighed([heard], [hit])
    c = replace(weighed, via=Via.SOUND)
    (row,) = pair_features(heard, INDEX.exact(heard), [c], INDEX)
    return dict(zip(PAIR_FEATURES, row.tolist(), strict=True))


# The feature; a text and form where it is higher, and one where it is lower.
HIGHER = {
    "nearer in sound": ("sound_norm", ("so [Starmmer] said", "Starmer"), ("so [Stormy] said", "Starmer")),
    "nearer as sounds are made": (
        "sound_made",
        ("[Starmmer] said", "Starmer"),
        ("[Plumber] said", "Starmer"),
    ),
    "the same sounds": ("same_sound", ("so [Zack] said", "Zach"), ("so [Jack] said", "Zach")),
    "part of the form": (
        "contained",
        ("in [Ecuador] today", "Petroecuador"),
        ("in [Edmonton] today", "Petroecuador"),
    ),
    "letters": ("letters_heard", ("our [pbnj] costs", "PB&J"), ("our [engine] costs", "PB&J")),
    "letters one by one": ("letters_heard", ("our [p b n j] cost", "PB&J"), ("our [I and a] cost", "PB&J")),
    "a place": ("heard_place", ("in [Paris] today", "Starmer"), ("in [Parks] today", "Starmer")),
    "a place with a capital": (
        "heard_place",
        ("I met [Nice] there", "Starmer"),
        ("I met [nice] men", "Starmer"),
    ),
    "a surname": ("heard_surname", ("Mr [Parmer] said", "Starmer"), ("Mr [Qarmer] said", "Starmer")),
    "words that go together": (
        "flow_inside",
        ("a [white house] there", "Storm Shadow"),
        ("a [house white] there", "Storm Shadow"),
    ),
    "a word that goes with the one before": (
        "flow_left",
        ("the white [house] was", "Starmer"),
        ("the native [house] was", "Starmer"),
    ),
    "a word that goes with the one after": (
        "flow_right",
        ("a [white] house is", "Starmer"),
        ("a [white] the is", "Starmer"),
    ),
    "the worst of all": (
        "flow_least",
        ("in the [white] house", "Starmer"),
        ("the native [white] house", "Starmer"),
    ),
    "where a name is said": (
        "slot_left",
        ("so Mr [stormy] said", "Starmer"),
        ("so the [stormy] sea", "Starmer"),
    ),
    "before what names do": ("slot_right", ("so [stormy] said", "Starmer"), ("so [stormy] of", "Starmer")),
    "oftener than English has it": (
        "heard_often",
        ("[stormy] is stormy and stormy", "Starmer"),
        ("[stormy] is calm and wet", "Starmer"),
    ),
    "as many syllables": (
        "syllables",
        ("so [stormier] said", "Starmer"),
        ("so [storm] said", "Starmer"),
    ),
    "the same consonants": (
        "consonants",
        ("so [stormer] said", "Starmer"),
        ("so [sharper] said", "Starmer"),
    ),
    "the same vowels": ("vowels", ("so [Zack] said", "Zach"), ("so [Zeke] said", "Zach")),
    "it would go with the word before": (
        "form_left",
        ("a tropical [shuttle] there", "Storm Shadow"),
        ("a native [shuttle] there", "Storm Shadow"),
    ),
    "it would go with the word after": (
        "form_right",
        ("his [shuttle] cabinet", "Storm Shadow"),
        ("his [shuttle] the", "Storm Shadow"),
    ),
    "better than what is heard": (
        "gain_right",
        ("his [house] cabinet", "Storm Shadow"),
        ("his [kitchen] cabinet", "Storm Shadow"),
    ),
    "English knows it": (
        "form_known",
        ("a [shuttle] is", "Storm Shadow"),
        ("a [shuttle] is", "Petroecuador"),
    ),
    "behind the same word": (
        "kin_before",
        ("auditor [Stormy] met auditor Starmer", "Starmer"),
        ("auditor [Stormy] met actor Starmer", "Starmer"),
    ),
    "behind the same rare word": (
        "kin_beside",
        ("auditor [Stormy] met auditor Starmer", "Starmer"),
        ("and [Stormy] met and Starmer", "Starmer"),
    ),
    "before the same word": (
        "kin_after",
        ("[Stormy] argued, Starmer argued", "Starmer"),
        ("[Stormy] argued, Starmer slept", "Starmer"),
    ),
    "before the same word of one sentence": (
        "kin_after",
        ("[Stormy] argued, Starmer argued", "Starmer"),
        ("[Stormy]. Argued Starmer argued", "Starmer"),
    ),
    "where terms stand": (
        "terms_left",
        ("actor [Stormy] met actor Zach", "Starmer"),
        ("actor [Stormy] met auditor Zach", "Starmer"),
    ),
    "where terms stand, and nothing else": (
        "terms_left",
        ("actor [Stormy] met actor Zach", "Starmer"),
        ("actor [Stormy] met actor Zach, an actor and an actor", "Starmer"),
    ),
    "before what terms stand": (
        "terms_right",
        ("[Stormy] argued, Zach argued", "Starmer"),
        ("[Stormy] argued, Zach slept", "Starmer"),
    ),
    "it stands elsewhere": ("exact", ("[Stormy] met Starmer", "Starmer"), ("[Stormy] met Biden", "Starmer")),
    "it stands nowhere": ("absent", ("[Stormy] met Biden", "Starmer"), ("[Stormy] met Starmer", "Starmer")),
    "a part of it elsewhere": (
        "partner",
        ("the [storm shuttle] and a shadow", "Storm Shadow"),
        ("the [storm shuttle] and a dog", "Storm Shadow"),
    ),
}


@pytest.mark.parametrize(("name", "more", "less"), HIGHER.values(), ids=HIGHER)
def test_higher(name: str, more: tuple[str, str], less: tuple[str, str]) -> None:
    assert known(*more)[name] > known(*less)[name]


def test_a_candidate_that_is_left_out_still_belongs_to_the_crowd() -> None:
    heard = Heard.of("the stormy and the stormer and the starmore")
    found = INDEX.find(heard, [])
    alone = pair_features(heard, [], found[:1], INDEX)
    among = pair_features(heard, [], found[:1], INDEX, among=found)
    assert len(found) > 1
    assert among.tolist() == pair_features(heard, [], found, INDEX)[:1].tolist() != alone.tolist()


def test_nothing_has_no_features() -> None:
    assert pair_features(Heard.of("so it goes"), [], [], INDEX).shape == (0, len(PAIR_FEATURES))


def test_no_candidate_changes_what_is_known_of_another() -> None:
    heard = Heard.of(
        "Dr. Stormer of Ecuador, and Zack? The storm shadoe, a pb and j, and Mr Parmer: storm-shatter! Kier Stormer"
    )
    exact = INDEX.exact(heard)
    found = INDEX.find(heard, exact)
    assert len(found) > 10
    together = pair_features(heard, exact, found, INDEX)
    for c, row in zip(found, together, strict=True):
        alone = pair_features(heard, exact, [c], INDEX, among=found)
        assert alone[0] == pytest.approx(row, abs=1e-12)


def test_several_texts_at_once() -> None:
    lines = (
        "so Kier Stormer said",
        "",
        "Dr. STORMER of ecuador",
        "nothing here",
        "a storm-shatter, and Zack Stormer",
    )
    texts: list[Text] = []
    for line in lines:
        heard = Heard.of(line)
        exact = INDEX.exact(heard)
        texts.append(Text(heard, exact, INDEX.find(heard, exact)))
    assert sum(bool(text.candidates) for text in texts) > 2
    for text, matrix in zip(texts, pair_features_of(texts, INDEX), strict=True):
        alone = pair_features(text.heard, text.exact, text.candidates, INDEX)
        assert matrix == pytest.approx(alone, abs=1e-12)
