"""Labels from a corrected copy: which words differ, and which of that the lexicon can know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen import Document, Lexicon, Term, apply, formats
from mondegreen.corrected import labels_from
from mondegreen.document import Edit
from mondegreen.evaluate import judge
from mondegreen.known_forms import KnownForms
from mondegreen.lexicon import Mishearing, TermType
from mondegreen.places import Places
from mondegreen.text import tokenise

LEXICON = Lexicon(
    (
        Term("Keir Starmer", TermType.PERSON),
        Term("Volodymyr Zelensky", TermType.PERSON),
        Term("Storm Shadow", TermType.WEAPON),
        Term("neocon", TermType.TERM, mishearings=(Mishearing("near sons", stands_for="neocon crowd"),)),
        Term("BitChute"),
        Term("Jean-Luc Mélenchon", TermType.PERSON),
    )
)
FORMS = KnownForms(LEXICON)

#: Raw, corrected, and the labels: heard, right, known.
CASES: dict[str, tuple[str, str, list[tuple[str, str, bool]]]] = {
    "nothing": ("so it goes", "so it goes", []),
    "one word": ("so stommer said", "so Starmer said", [("stommer", "Starmer", True)]),
    "one word for two": ("so Kierstommer said", "so Keir Starmer said", [("Kierstommer", "Keir Starmer", True)]),
    "two words for one": ("so Melon Shaw said", "so Mélenchon said", [("Melon Shaw", "Mélenchon", True)]),
    "a possessive": ("Kierstommer's plan", "Keir Starmer's plan", [("Kierstommer's", "Keir Starmer's", True)]),
    "a plural": ("two storm shadows", "two Storm Shadows", [("storm shadows", "Storm Shadows", True)]),
    "a form that was half right": ("the Storm shadow", "the Storm Shadow", [("Storm shadow", "Storm Shadow", True)]),
    "a form twice": (
        *("storm shadow Storm shadow", "Storm Shadow Storm Shadow"),
        [("storm shadow", "Storm Shadow", True), ("Storm shadow", "Storm Shadow", True)],
    ),
    "what a mishearing stands for": ("near sons", "neocon crowd", [("near sons", "neocon crowd", True)]),
    "what the lexicon can't know": ("in the mean time", "in the meantime", [("mean time", "meantime", False)]),
    "a word too many": ("so uh it goes", "so it goes", [("uh", "", False)]),
    "a word too few": ("so goes", "so it goes", [("", "it", False)]),
    "a word too few at the end": ("so it", "so it goes", [("", "goes", False)]),
    "a word too few at the start": ("it goes", "so it goes", [("", "so", False)]),
    "a form out of nothing": ("said Keir", "Starmer said Keir", [("", "Starmer", True)]),
    "neighbours are labels of their own": (
        *("uh Kierstommer Selensky um", "Keir Starmer Zelensky"),
        [("uh", "", False), ("Kierstommer", "Keir Starmer", True), ("Selensky", "Zelensky", True), ("um", "", False)],
    ),
    "words around a form": (
        *("they said the near-con lobbied", "he says a neocon lobbies"),
        [("they said the", "he says a", False), ("near-con", "neocon", True), ("lobbied", "lobbies", False)],
    ),
    "line breaks don't matter": ("so it\ngoes on\nand on", "so it goes\non and\n\non", []),
    "nor does punctuation": ("so it goes on", "so, it goes on.", []),
    "over a line break": ("Kier\nstommer said", "Keir Starmer\nsaid", [("Kier\nstommer", "Keir Starmer", True)]),
    "letter case does": ("so it goes", "So it goes", [("so", "So", False)]),
    "nothing heard": ("", "Keir Starmer", [("", "Keir Starmer", True)]),
    "nothing left": ("so it", "", [("so it", "", False)]),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "right", "want"), CASES.values(), ids=CASES)
def test_labels(raw: str, right: str, want: list[tuple[str, str, bool]]) -> None:
    labels = labels_from(Document.plain(raw), Document.plain(right), FORMS)
    assert [(k.heard, k.right[0].strip(), k.known) for k in labels] == want
    assert all(raw[k.span.start : k.span.end] == k.heard and k.wanted for k in labels)


SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\nso Kier\n\n2\n00:00:02,000 --> 00:00:03,000\nstommer said <i>{}</i>\n"
)


@pytest.mark.parametrize("copy", ["subtitles", "plain text"])
def test_of_subtitles(copy: str) -> None:
    raw = formats.read(SRT.format("no"), format="srt")
    if copy == "subtitles":
        text = SRT.format("so").replace("Kier", "Keir").replace("stommer", "Starmer")
        right = formats.read(text, format="srt")
    else:
        right = Document.plain("so Keir Starmer said so")
    labels = labels_from(raw, right, FORMS)
    assert [(k.heard, k.right[0].split()) for k in labels] == [
        ("Kier\nstommer", ["Keir", "Starmer"]),
        ("no", ["so"]),
    ]
    assert raw.raw[labels[0].span.start : labels[0].span.end].startswith("Kier\n\n2\n")


def test_another_text_is_one_label() -> None:
    raw, right = " ".join(f"a{k}" for k in range(60)), "Keir Starmer " * 30
    (label,) = labels_from(Document.plain(raw), Document.plain(right), FORMS)
    assert label.known


WORDS = st.lists(
    st.sampled_from(
        ["Keir", "Starmer", "stommer", "Kierstommer", "Storm", "storm", "Shadow", "neocon", "so", "it's", "5"]
    ),
    max_size=14,
)


@given(heard=WORDS, right=WORDS)
def test_the_labels_make_the_copy(heard: list[str], right: list[str]) -> None:
    raw, wanted = " ".join(heard), " ".join(right)
    labels = labels_from(Document.plain(raw), Document.plain(wanted), FORMS)
    done = apply(raw, (Edit(k.span, k.heard, k.right[0]) for k in labels))
    assert [(t.text, t.possessive) for t in tokenise(done)] == [
        (t.text, t.possessive) for t in tokenise(wanted)
    ]
    assert all(k.right[0].strip() != k.heard for k in labels)


@given(heard=WORDS)
def test_a_copy_that_is_the_same_has_no_labels(heard: list[str]) -> None:
    document = Document.plain(" ".join(heard))
    assert labels_from(document, document, FORMS) == ()
    assert judge(Places(document), (), ()).missed == ()
