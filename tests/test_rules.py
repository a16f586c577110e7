"""What is judged without fitted weights: each score that decides beside one that decides otherwise."""

from __future__ import annotations

from collections import defaultdict

import pytest

from mondegreen.candidates import Candidate, Fit
from mondegreen.forms import Kind, form_of
from mondegreen.heard import Heard
from mondegreen.lexicon import Term
from mondegreen.proposal import Via
from mondegreen.rules import style, unheard
from mondegreen.scoring import Thresholds

FIT = Fit(10.0, 0.9, 0.9, 0.9, 0.9)
FIX, ASK, NOTHING = 0.8, 0.32, 0.0
LIMITS = Thresholds(fix=FIX, ask=ASK)
NEAR, EXACT = {"context_near": 0.7, "context_far": 0.7, "context_all": 0.7}, {"exact": 0.7}
TWO_NEAR = NEAR | {"context_all": 1.1}

# A text with the heard words in [brackets], the term, what else is known, and what its probability is enough for.
STYLED = {
    "no English": ("the [Russia gate] story", "Russiagate", {}, FIX),
    "a small word": ("the [bus an] hour ago", "Busan", {}, NOTHING),
    "a small word, and the context": ("the [bus an] hour ago", "Busan", NEAR, ASK),
    "a small word, and the term elsewhere": ("the [bus an] hour ago", "Busan", EXACT, ASK),
    "and is a small word": ("between [arm and] leg", "Armand", {}, NOTHING),
    "and for a sign, which a list for the text has": ("the [Q and A] session", "Q&A", {"plain": 1.0}, FIX),
    "and for a sign, with capitals": ("the [Q and A] session", "Q&A", {}, NOTHING),
    "the same, and the context": ("the [Q and A] session", "Q&A", NEAR, ASK),
    "the same, and the term elsewhere": ("the [Q and A] session", "Q&A", EXACT, ASK),
    "an ordinary word in small letters": ("I saw the [beaver] there", "Beaver", {}, NOTHING),
    "the same, and the name elsewhere": ("I saw the [beaver] of Old Beaver", "Beaver", {}, ASK),
    "the same, with a word of context": ("I saw the [beaver] there", "Beaver", NEAR, NOTHING),
    "the same, with two": ("I saw the [beaver] there", "Beaver", TWO_NEAR, ASK),
    "with a word of context and the name elsewhere": (
        "I saw the [beaver] of Old Beaver",
        "Beaver",
        NEAR,
        ASK,
    ),
}


def test_and_is_heard_for_a_sign_where_there_are_no_capitals() -> None:
    heard = Heard.of("the q and a session")
    form = form_of("Q&A", Term("Q&A", context=("somewhere",)), Kind.PREFERRED)
    c = Candidate(1, 4, form, Via.SPACING, form.sounds[0], FIT)
    score, _ = style(c, heard, defaultdict(float))
    assert score >= FIX


# A text with a mark, the term, how many terms have the same part, what else is known, and what that is enough for.
UNHEARD = {
    "one of that name": ("thanks to [Keir <unk>] today", "Keir Starmer", 1, {}, ASK),
    "one of many of that name": ("thanks to [Keir <unk>] today", "Keir Starmer", 10, {}, NOTHING),
    "one of many, and the name elsewhere": ("thanks to [Keir <unk>] today", "Keir Starmer", 10, EXACT, ASK),
    "nothing speaks for it": ("thanks to [Keir <unk>] today", "Keir Starmer", 1, {"unspoken": 1.0}, NOTHING),
    "an ordinary word": ("all of the [<unk> markets] fell", "Acme Markets", 1, {}, NOTHING),
    "an ordinary word, and the name elsewhere": ("all [<unk> markets] fell", "Acme Markets", 1, EXACT, ASK),
}


@pytest.mark.parametrize(("marked", "term", "rivals", "also", "enough"), UNHEARD.values(), ids=UNHEARD)
def test_a_part_beside_a_mark(
    marked: str, term: str, rivals: int, also: dict[str, float], enough: float
) -> None:
    lead, rest = marked.split("[")
    inside, tail = rest.split("]")
    heard = Heard.of(lead + inside + tail)
    first = len(Heard.of(lead).tokens)
    form = form_of(term, Term(term), Kind.PREFERRED)
    c = Candidate(first, first + 2, form, Via.UNHEARD, form.sounds[0], FIT)
    score, _ = unheard(c, heard, defaultdict(float) | also, rivals)
    assert (FIX if score >= LIMITS.fix else ASK if score >= LIMITS.ask else NOTHING) == enough


@pytest.mark.parametrize(("marked", "term", "also", "enough"), STYLED.values(), ids=STYLED)
def test_the_right_letters(marked: str, term: str, also: dict[str, float], enough: float) -> None:
    lead, rest = marked.split("[")
    inside, tail = rest.split("]")
    heard = Heard.of("I say. " + lead + inside + tail)
    first = len(Heard.of("I say. " + lead).tokens)
    last = first + len(Heard.of(inside).tokens)
    form = form_of(term, Term(term, context=("somewhere",)), Kind.PREFERRED)
    via = Via.CASE if heard.norms[first:last] == form.words else Via.SPACING
    c = Candidate(first, last, form, via, form.sounds[0], FIT)
    known = defaultdict(float, zipf_min=min(heard.zipfs[first:last])) | also
    score, _ = style(c, heard, known)
    assert (FIX if score >= LIMITS.fix else ASK if score >= LIMITS.ask else NOTHING) == enough
