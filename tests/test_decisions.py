"""Who wins, how it is written in its place, and whether it is applied or asked."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.agreement import agree
from mondegreen.candidates import Candidate, Fit
from mondegreen.decisions import decide, propose, winners, written
from mondegreen.document import Document, Edit
from mondegreen.forms import Form, Kind, form_of, forms_of
from mondegreen.heard import Heard
from mondegreen.lexicon import Apply, Term, TermType
from mondegreen.proposal import Action, Via
from mondegreen.scoring import Scored, Thresholds

FIT = Fit(10.0, 0.9, 0.9, 0.9, 0.9)
STARMER = Term("Keir Starmer", TermType.PERSON)
LIMITS = Thresholds(fix=0.9, ask=0.5)


def form(text: str, term: Term | None = None) -> Form:
    return form_of(text, term or Term(text), Kind.PREFERRED)


def scored(
    first: int,
    last: int,
    score: float,
    text: str = "Keir Starmer",
    via: Via = Via.SOUND,
    near: float = 0.0,
    exact: float = 0.0,
    kept: float = 0.0,
    fit: Fit = FIT,
    plain: float = 0.0,
    unspoken: float = 0.0,
    name_before: float = 0.0,
    together: float = 0.0,
    **term: object,
) -> Scored:
    meant = form(text, Term(text, **term))  # type: ignore[arg-type]
    c = Candidate(first, last, meant, via, meant.sounds[0], fit)
    known = defaultdict(float, context_all=near, exact=exact, kept=kept, sound_worst=fit.worst, plain=plain)
    known |= {"unspoken": unspoken, "name_before": name_before, "pair_edges": together}
    return Scored(c, score, known, ("a reason",))


# The candidates as (first, last, score), and which of them win.
WINNERS = {
    "one": ([(0, 1, 0.9)], [(0, 1)]),
    "apart": ([(2, 3, 0.6), (0, 1, 0.9)], [(0, 1), (2, 3)]),
    "side by side": ([(1, 2, 0.6), (0, 1, 0.9)], [(0, 1), (1, 2)]),
    "the likelier": ([(0, 2, 0.6), (1, 3, 0.9)], [(1, 3)]),
    "the longer of equals": ([(0, 1, 0.9), (0, 2, 0.9)], [(0, 2)]),
    "the earlier of equals": ([(1, 3, 0.9), (0, 2, 0.9)], [(0, 2)]),
    "two short ones that one long one gives way to": (
        [(0, 3, 0.7), (0, 1, 0.8), (2, 3, 0.9)],
        [(0, 1), (2, 3)],
    ),
    "one that only a loser was in the way of": ([(0, 2, 0.9), (1, 4, 0.8), (3, 5, 0.7)], [(0, 2), (3, 5)]),
    "too unlikely": ([(0, 1, 0.3)], []),
    "none": ([], []),
}

# A text with the heard words in [brackets], the form, and how it stands there then.
WRITTEN = {
    "a name": ("so [kierstommer] said He", "Keir Starmer", "Keir Starmer"),
    "a small word inside": ("The [near cons] said", "neocons", "neocons"),
    "a small word at the start": ("He left. [Near cons] said", "neocons", "Neocons"),
    "a small word that was small at the start": ("He left. [near cons] said", "neocons", "neocons"),
    "a capital inside": ("The [Near cons] said", "neocons", "neocons"),
    "after a title": ("He saw Mr. [Near con] there", "neocon", "neocon"),
    "in a quotation": ('He said "[Near cons] rule"', "neocons", "Neocons"),
    "ALL CAPS": ("THEN [KIERSTOMMER] ARRIVED THERE", "Keir Starmer", "KEIR STARMER"),
    "ALL CAPS with accents": ("THEN [MELON SHAW] ARRIVED THERE", "Mélenchon", "MÉLENCHON"),
    "a line of capitals": (
        "[KIERSTOMMER] ARRIVES TODAY.\n\nHe came by train to London, and they all met him there with flowers.",
        "Keir Starmer",
        "KEIR STARMER",
    ),
    "an acronym among small words": ("the [JASSIM] missile He", "JASSM", "JASSM"),
    "a garble in capitals among small words": ("Then [ALINSKY] came home", "Zelensky", "Zelensky"),
    "a transcript in small letters": ("then [kierstommer] came. near", "Keir Starmer", "Keir Starmer"),
    "its stop stands there already": ("He saw [Kenedy Jr]. again", "Kennedy Jr.", "Kennedy Jr"),
    "its stop is missing": ("He saw [Kenedy Jr] again", "Kennedy Jr.", "Kennedy Jr."),
}

# score, what the term and the text say, and what is done.
ACTIONS = {
    "sure": (scored(1, 2, 0.95), "So Kierstommer said", Action.FIX),
    "at the threshold": (scored(1, 2, 0.9), "So Kierstommer said", Action.FIX),
    "not sure": (scored(1, 2, 0.89), "So Kierstommer said", Action.ASK),
    "the entry says ask": (scored(1, 2, 0.99, apply=Apply.ASK), "So Kierstommer said", Action.ASK),
    "the entry says ask, and it is listed": (
        scored(1, 2, 0.99, via=Via.MISHEARING, apply=Apply.ASK),
        "So Kierstommer said",
        Action.ASK,
    ),
    "an ordinary word by sound alone": (scored(1, 2, 0.99), "So attackers said", Action.ASK),
    "an ordinary word by sound alone, for a list that was made for this text": (
        scored(1, 2, 0.99, plain=1.0),
        "So attackers said",
        Action.FIX,
    ),
    "an ordinary word with context": (scored(1, 2, 0.99, near=0.7), "So attackers said", Action.FIX),
    "an ordinary word, and the term stands elsewhere": (
        scored(1, 2, 0.99, exact=0.7),
        "So attackers said",
        Action.FIX,
    ),
    "an ordinary word that is listed": (
        scored(1, 2, 0.99, via=Via.MISHEARING),
        "So attackers said",
        Action.FIX,
    ),
    "an ordinary word with a capital": (scored(1, 2, 0.99), "So Attackers said", Action.FIX),
    "two ordinary words": (scored(1, 3, 0.99), "So near cons said", Action.FIX),
    "the last word opens what follows": (
        scored(1, 4, 0.99, "Michael Piken", plain=1.0),
        "So Mike Pyke and he",
        Action.ASK,
    ),
    "the last word opens nothing": (
        scored(1, 4, 0.99, "Michael Piken", plain=1.0),
        "So Mike Pyke en he",
        Action.FIX,
    ),
    "the last word is that of the form": (
        scored(1, 4, 0.99, "Acme Opt In", plain=1.0),
        "So acne opt in he",
        Action.FIX,
    ),
    "an unspoken acronym for a name": (
        scored(1, 2, 0.99, "CIDR", unspoken=1.0),
        "So Sweida said",
        Action.ASK,
    ),
    "an unspoken name for a name": (scored(1, 2, 0.99, "Sidra", unspoken=1.0), "So Sweida said", Action.FIX),
    "ordinary words that go together, with one word of context": (
        scored(1, 2, 0.99, "creatine", near=0.693, together=0.6),
        "So creating powder",
        Action.ASK,
    ),
    "ordinary words that go together, with two": (
        scored(1, 2, 0.99, "creatine", near=1.1, together=0.6),
        "So creating powder",
        Action.FIX,
    ),
    "ordinary words that don't go together, with one": (
        scored(1, 2, 0.99, "creatine", near=0.693),
        "So creating powder",
        Action.FIX,
    ),
    "over a full stop": (scored(1, 3, 0.99, plain=1.0), "So Kier. Stommer said", Action.ASK),
    "a number written otherwise": (
        scored(1, 3, 0.99, "Acme II", plain=1.0),
        "So acme two said",
        Action.ASK,
    ),
    "another word for a number": (scored(1, 3, 0.99, "Acme II", plain=1.0), "So acne two said", Action.FIX),
    "another acronym": (scored(1, 2, 0.99, "PBRS"), "So PQRS said", Action.ASK),
    "the letters of the acronym": (scored(1, 2, 0.99, "PBRS"), "So PRBS said", Action.FIX),
    "an acronym for a name": (scored(1, 2, 0.99), "So KSTM said", Action.ASK),
    "acronyms for a name": (scored(1, 3, 0.99), "So KIER STMR said", Action.ASK),
    "a name in a line of capitals": (scored(1, 2, 0.99), "SO KIERSTOMMER SAID THAT", Action.FIX),
    "a person, with an article": (scored(1, 2, 0.99, type=TermType.PERSON), "A Kierstommer said", Action.ASK),
    "a thing, with an article": (scored(1, 2, 0.99, type=TermType.EVENT), "A Kierstommer said", Action.FIX),
    "a person, without one": (scored(1, 2, 0.99, type=TermType.PERSON), "The Kierstommer said", Action.FIX),
    "an everyday word of a plain list": (
        scored(1, 2, 0.99, plain=1.0),
        "So from said",
        Action.ASK,
    ),
    "the same, and the term elsewhere": (
        scored(1, 2, 0.99, plain=1.0, exact=0.7),
        "So from said",
        Action.FIX,
    ),
    "a brand": (scored(1, 2, 0.99, "DevSec"), "So DevOps said", Action.ASK),
    "no brand": (scored(1, 2, 0.99), "So McStommer said", Action.FIX),
    "a word for an acronym": (scored(1, 2, 0.99, "PBRS"), "So peebers said", Action.FIX),
    "a person of whom the text says nothing": (
        scored(1, 3, 0.99, kept=0.5, type=TermType.PERSON, context=("Labour",)),
        "So Keir Stromyer said",
        Action.ASK,
    ),
    "a known word, and nothing of the context in the text": (
        scored(1, 2, 0.99, "Dakar", unspoken=1.0),
        "So Dacca said",
        Action.ASK,
    ),
    "no word, and nothing of the context in the text": (
        scored(1, 2, 0.99, "Dakar", unspoken=1.0),
        "So Dakkarr said",
        Action.FIX,
    ),
    "a first name before somebody's only name": (
        scored(2, 3, 0.99, "Zelensky", name_before=2.0, type=TermType.PERSON),
        "So Saul Alinsky said",
        Action.ASK,
    ),
    "a first name before a whole name": (
        scored(2, 4, 0.99, "Keir Starmer", name_before=2.0, type=TermType.PERSON),
        "So Saul Kier Stommer said",
        Action.FIX,
    ),
    "several for one thing": (
        scored(1, 2, 0.99, "regatta", type=TermType.EVENT),
        "So regottas said",
        Action.ASK,
    ),
    "an s for a person's own": (
        scored(1, 2, 0.99, type=TermType.PERSON),
        "So Kierstommers plan",
        Action.FIX,
    ),
    "a person's whole name for a place": (
        scored(1, 3, 0.99, "Corran Wash", type=TermType.PLACE),
        "So Karen Walsh said",
        Action.ASK,
    ),
    "a name of which a part is a word": (
        scored(1, 3, 0.99, "Corran Wells", type=TermType.PLACE),
        "So Karen Walls said",
        Action.FIX,
    ),
    "a person's whole name for a person": (
        scored(1, 3, 0.99, "Corran Wash", type=TermType.PERSON),
        "So Karen Walsh said",
        Action.FIX,
    ),
    "a person's whole name for what has no type": (
        scored(1, 3, 0.99, "Corran Wash"),
        "So Karen Walsh said",
        Action.FIX,
    ),
    "a person of whom nothing is known": (
        scored(1, 3, 0.99, kept=0.5, type=TermType.PERSON),
        "So Keir Stromyer said",
        Action.FIX,
    ),
}


@pytest.mark.parametrize(("found", "won"), WINNERS.values(), ids=WINNERS)
def test_winners(found: list[tuple[int, int, float]], won: list[tuple[int, int]]) -> None:
    best = winners([scored(*f) for f in found], least=0.5)
    assert [(s.candidate.first, s.candidate.last) for s in best] == won


BETTER, WORSE = Fit(14.0, 0.9, 0.9, 0.9, 0.9), Fit(9.0, 0.5, 0.5, 0.1, 0.5)
# Fewer words and more words for one form, with score and fit; which of them win.
WHOLE = {
    "more words that fit better": ([(1, 2, 0.9, FIT), (0, 2, 0.4, BETTER)], [(0, 2)]),
    "more words that fit no better": ([(1, 2, 0.9, FIT), (0, 2, 0.4, FIT)], [(1, 2)]),
    "more words that fit better but hardly likely": ([(1, 2, 0.9, FIT), (0, 2, 0.1, BETTER)], [(1, 2)]),
    "more words of which one does not sound": ([(1, 2, 0.9, WORSE), (0, 2, 0.4, WORSE)], [(1, 2)]),
    "not the same words": ([(2, 3, 0.9, FIT), (0, 2, 0.6, BETTER)], [(0, 2), (2, 3)]),
}


@pytest.mark.parametrize(("found", "won"), WHOLE.values(), ids=WHOLE)
def test_more_words_of_one_form(found: list[tuple[int, int, float, Fit]], won: list[tuple[int, int]]) -> None:
    best = winners([scored(a, b, p, "neocon", fit=fit) for a, b, p, fit in found], least=0.3)
    assert [(s.candidate.first, s.candidate.last) for s in best] == won


def test_more_words_of_another_form_are_no_whole() -> None:
    """ "Near cons" may be the neocons; that says nothing of "cons" for another term."""
    fewer, more = scored(1, 2, 0.9, "Khan"), scored(0, 2, 0.4, "neocon", fit=BETTER)
    assert winners([fewer, more], least=0.3) == [fewer]


# A term, and another that holds it, with score, words and form; which of them win.
NAMES = {
    "its end": ((2, 4, 0.9, "Health"), (0, 4, 0.6, "Acme Health"), [(0, 4)]),
    "its beginning": ((0, 2, 0.9, "Acme"), (0, 4, 0.6, "Acme Health"), [(0, 4)]),
    "the longer one is not likely": ((2, 4, 0.9, "Health"), (0, 4, 0.4, "Acme Health"), [(2, 4)]),
    "its end, at its beginning": ((0, 2, 0.9, "Health"), (0, 4, 0.6, "Acme Health"), [(0, 2)]),
    "another name": ((2, 4, 0.9, "Wealth"), (0, 4, 0.6, "Acme Health"), [(2, 4)]),
    "the same words": ((0, 4, 0.9, "Health"), (0, 4, 0.6, "Acme Health"), [(0, 4)]),
}


@pytest.mark.parametrize(("short", "long", "won"), NAMES.values(), ids=NAMES)
def test_a_term_within_a_longer_one(
    short: tuple[int, int, float, str], long: tuple[int, int, float, str], won: list[tuple[int, int]]
) -> None:
    best = winners([scored(*short), scored(*long)], least=0.3)
    assert [(s.candidate.first, s.candidate.last) for s in best] == won


# Of "ome prazole", whose letters are those of omeprazole: by itself another candidate is likelier.
LETTERS = {
    "another name of similar sound": (scored(2, 4, 0.96, "esomeprazole"), "omeprazole"),
    "another name for a part of it": (scored(3, 4, 0.96, "prasugrel"), "omeprazole"),
    "another name for a part of it and more": (scored(3, 5, 0.96, "prasugrel"), "omeprazole"),
    "a longer name that holds these letters": (
        scored(2, 5, 0.96, "omeprazole magnesium"),
        "omeprazole magnesium",
    ),
    "a listed mishearing": (scored(2, 4, 0.96, "esomeprazole", via=Via.MISHEARING), "esomeprazole"),
}


@pytest.mark.parametrize(("rival", "won"), LETTERS.values(), ids=LETTERS)
def test_the_right_letters_win(rival: Scored, won: str) -> None:
    heard = Heard.of("he takes ome prazole magnesium")
    right = scored(2, 4, 0.93, "omeprazole", via=Via.SPACING)
    best = winners(agree(heard, [right, rival]), least=0.5)
    assert [s.candidate.form.text for s in best] == [won]


def test_letters_that_are_right_by_chance_do_not_win() -> None:
    heard = Heard.of("he takes the bus an hour")
    by_chance, rival = scored(3, 5, 0.4, "Busan", via=Via.SPACING), scored(3, 5, 0.6, "Buchanan")
    assert winners(agree(heard, [by_chance, rival]), least=0.3) == [rival]


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from([0.2, 0.5, 0.7, 0.9])), max_size=12
    ),
    st.randoms(),
)
def test_winners_do_not_depend_on_the_order(found: list[tuple[int, int, float]], shuffle: object) -> None:
    all_found = [scored(a, a + n, p, text) for (a, n, p), text in zip(found, "ABCDEFGHIJKL", strict=False)]
    best = winners(all_found, least=0.5)
    shuffle.shuffle(all_found)  # type: ignore[attr-defined]
    assert winners(all_found, least=0.5) == best
    taken = [k for s in best for k in range(s.candidate.first, s.candidate.last)]
    assert taken == sorted(set(taken))
    for s in all_found:  # whoever lost was in the way of somebody at least as likely
        rivals = [
            b.score
            for b in best
            if b.candidate.first < s.candidate.last and s.candidate.first < b.candidate.last
        ]
        assert s in best or s.score < 0.5 or max(rivals) >= s.score


@pytest.mark.parametrize(("marked", "text", "new"), WRITTEN.values(), ids=WRITTEN)
def test_written(marked: str, text: str, new: str) -> None:
    lead, rest = marked.split("[")
    inside, tail = rest.split("]")
    heard = Heard.of(lead + inside + tail)
    first = len(Heard.of(lead).tokens)
    meant = form(text)
    c = Candidate(first, first + len(Heard.of(inside).tokens), meant, Via.SOUND, meant.sounds[0], FIT)
    assert heard.words(c.first, c.last) == inside
    assert written(heard, c) == new


@pytest.mark.parametrize(("s", "text", "action"), ACTIONS.values(), ids=ACTIONS)
def test_actions(s: Scored, text: str, action: Action) -> None:
    (p,) = decide(Document.plain(text), Heard.of(text), [s], LIMITS, None)
    assert p.action is action


LONDON: dict[str, tuple[str, ...]] = {"context": ("London",)}
# Whether a candidate that is likely enough is asked about, by what stands near it.
ASKED = {
    "known words, and no context": (scored(1, 2, 0.6, **LONDON), "So attackers said", False),
    "known words with context": (scored(1, 2, 0.6, near=0.7, **LONDON), "So attackers said", True),
    "known words, and the term elsewhere": (
        scored(1, 2, 0.6, exact=0.7, **LONDON),
        "So attackers said",
        True,
    ),
    "known words, nearly sure": (scored(1, 2, 0.95, **LONDON), "So attackers said", True),
    "known words for a term that has no context": (scored(1, 2, 0.6), "So attackers said", True),
    "a word that is none": (scored(1, 2, 0.6, **LONDON), "So Kierstommer said", True),
    "a known acronym": (scored(1, 2, 0.95, "PBRS", exact=0.7, **LONDON), "So NATO said", False),
    "a known acronym with context": (scored(1, 2, 0.95, "PBRS", near=0.7, **LONDON), "So NATO said", True),
}


@pytest.mark.parametrize(("s", "text", "asked"), ASKED.values(), ids=ASKED)
def test_what_is_out_of_place_is_not_asked(s: Scored, text: str, asked: bool) -> None:
    document, heard = Document.plain(text), Heard.of(text)
    assert bool(decide(document, heard, [s], LIMITS, None)) == asked
    assert decide(document, heard, [s], LIMITS, 0.5)


def test_thresholds() -> None:
    text = "So Kierstommer said"
    heard, document = Heard.of(text), Document.plain(text)

    def shown(score: float, least: float | None) -> int:
        return len(decide(document, heard, [scored(1, 2, score)], LIMITS, least))

    assert (shown(0.5, None), shown(0.49, None)) == (1, 0)
    assert (shown(0.2, 0.2), shown(0.19, 0.2), shown(0.0, 0.0)) == (1, 0, 1)
    assert (shown(0.69, 0.7), shown(0.7, 0.7)) == (0, 1)


def test_a_proposal_says_what_it_does() -> None:
    text = "So Kierstommer’s plan"
    heard = Heard.of(text)
    (surname,) = (f for f in forms_of(STARMER) if f.kind is Kind.SURNAME)
    c = Candidate(1, 2, surname, Via.SOUND, surname.sounds[0], FIT)
    p = propose(Document.plain(text), heard, Scored(c, 0.7, {"context_all": 0.0}, ("why",)), LIMITS)
    assert p is not None
    assert (p.old, p.new, p.term, p.via, p.score, p.evidence.words) == (
        *("Kierstommer’s", "Starmer’s", "Keir Starmer", Via.SOUND, 0.7),
        ("why",),
    )
    assert text[p.span.start : p.span.end] == p.old


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("So Kier\nstommer said", "Kier\nstommer", "Keir\nStarmer"),
        ("So Keir\r\nstommer said", "Keir\r\nstommer", "Keir\r\nStarmer"),
        ("So keir-stommer said", "keir-stommer", "Keir Starmer"),
    ],
)
def test_in_plain_text_a_proposal_is_its_edit(text: str, old: str, new: str) -> None:
    p = propose(Document.plain(text), Heard.of(text), scored(1, 3, 0.99), LIMITS)
    assert p is not None
    assert p.edits == (Edit(p.span, p.old, p.new),)
    assert (p.old, p.new) == (old, new)


def test_nothing_is_proposed_where_nothing_would_change() -> None:
    text = "So Keir Starmer said"
    assert propose(Document.plain(text), Heard.of(text), scored(1, 3, 0.99), LIMITS) is None
