"""Respellings that are suggested: for names whose letters mislead, and for no others."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen import Lexicon
from mondegreen.foreign_names import LANGUAGES, language_of, respell, suggest
from mondegreen.forms import forms_of
from mondegreen.lexicon import Term
from mondegreen.phonetics import align_many, default_costs

SUGGESTED = {
    "Hungarian sz and s": ("László Szűcs", "lasloh sooch", "hungarian"),
    "Hungarian cs": ("Csaba Kovács", "chabah kovach", "hungarian"),
    "Polish w, cz and ł": ("Wałęsa", "vawensa", "polish"),
    "Polish surname": ("Dawidowicz", "davidovich", "polish"),
    "Turkish": ("Kılıçdaroğlu", "kilichdarolu", "turkish"),
    "Portuguese": ("Guimarães", "guimarighs", "portuguese"),
    "Romanian": ("Ghiță", "geetsuh", "romanian"),
    "Spanish": ("Medellín", "medeyeen", "spanish"),
    "French": ("Hélène Jourdan", "haylehne zhoordan", "french"),
    "Chinese": ("Zhao Xiang", "jow shyahng", "chinese"),
    "a name that English knows stays": ("Robert Kowalewski", "robert kovalevski", "polish"),
    "a hyphen parts words": ("Szűcs-Nagy", "sooch nady", "hungarian"),
}
LEFT_ALONE = {
    "English": "Peter Miller",
    "nothing misleads": "Ana Botan",
    "German is said in an English way": "Schwarzman",
    "accents that are read rightly anyway": "Milošević",
    "and of Spanish": "Acuña",
    "an acronym": "NATO",
    "two English words": "Storm Shadow",
    "x, but no pinyin": "Alexander",
    "pinyin that does not mislead": "Li Na",
    "another alphabet": "Зеленский",
    "nothing": "",
}


@pytest.mark.parametrize(("name", "want", "language"), SUGGESTED.values(), ids=SUGGESTED)
def test_a_misleading_name_is_respelled(name: str, want: str, language: str) -> None:
    assert suggest(name) == (want, language)


@pytest.mark.parametrize("name", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_other_names_are_left_alone(name: str) -> None:
    assert suggest(name) is None


def test_a_person_may_name_the_language() -> None:
    assert suggest("Schultz") is None
    assert suggest("Schultz", "german") == ("shults", "german")
    assert suggest("Peter", "german") is None


NAMES = st.text(alphabet="abcdeghijklnoqrstuwxyzáéőüçßñãłščIİ'’- ", max_size=20)


@given(NAMES, st.sampled_from(LANGUAGES))
def test_respellings_are_plain_letters_word_for_word(name: str, language: str) -> None:
    found = respell(name, language)
    assert re.fullmatch("(?:[a-z]+(?: [a-z]+)*)?", found)
    assert len(found.split()) <= len(re.sub("['’]", "", name).replace("-", " ").split())


@given(NAMES)
def test_what_is_suggested_is_of_its_language(name: str) -> None:
    found = suggest(name)
    if found is not None:
        assert found == suggest(name, found[1])
        assert found[1] == language_of(name)


def test_suggestions_come_nearer_to_the_respellings_of_the_packs_than_the_letters_do() -> None:
    """What people wrote under `sounds_like` was not what the suggestions were made from."""
    terms = [(t, found[0]) for t in Lexicon.default().terms if t.sounds_like and (found := suggest(t.term))]
    assert len(terms) > 50

    def sounds(term: str, *respelled: str) -> list[str]:
        form = next(iter(forms_of(Term(term, sounds_like=respelled))))
        return ["".join(s) for s in form.sounds]

    rows = [
        (written, sounds(t.term)[:1], sounds(t.term, found)[:1])
        for t, found in terms
        for written in sounds(t.term, t.sounds_like[0])[:1]
    ]

    def nearness(pairs: list[tuple[str, str]]) -> float:
        return float(
            align_many([a for a, _ in pairs], [b for _, b in pairs], default_costs()).norm_max.mean()
        )

    by_letters = nearness(list(chain.from_iterable([(w, p) for p in plain] for w, plain, _ in rows)))
    suggested = nearness(list(chain.from_iterable([(w, s) for s in found] for w, _, found in rows)))
    assert suggested > by_letters + 0.05
