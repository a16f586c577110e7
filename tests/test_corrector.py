"""The whole pipeline: what it changes beside what it leaves alone, over formats, and the laws that hold for any text.

Tables run with the simple model (see `simple`), so that they hold whatever weights are fitted; the laws run with
what is shipped.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mondegreen import Action, Corrector, Lexicon, Proposal, Term, apply, formats
from mondegreen.document import Edit
from mondegreen.lexicon import Apply, Mishearing, TermType
from mondegreen.proposal import Via

LEXICON = Lexicon(
    (
        Term("Keir Starmer", TermType.PERSON, context=("Labour", "prime minister")),
        Term(
            "Volodymyr Zelensky",
            TermType.PERSON,
            aliases=("Zelensky", "Zelenskyy"),
            mishearings=(Mishearing("Alinsky", stands_for="Zelensky"),),
            context=("Ukraine", "Kyiv"),
            never=("Saul Alinsky",),
        ),
        Term("Jean-Luc Mélenchon", TermType.PERSON),
        Term("George W. Bush", TermType.PERSON),
        Term("Robert F. Kennedy Jr.", TermType.PERSON),
        Term("David Lammy", TermType.PERSON, never=("Pascal Lamy",)),
        Term("Storm Shadow", TermType.WEAPON),
        Term("Taurus", TermType.WEAPON, mishearings=(Mishearing("tourist"),), context=("missile", "Germany")),
        Term("JASSM", TermType.WEAPON, mishearings=(Mishearing("Jassims", stands_for="JASSMs"),)),
        Term("F-16", TermType.WEAPON),
        Term("neocon", TermType.TERM, mishearings=(Mishearing("near cons", stands_for="neocons"),)),
        Term("superpower", TermType.TERM),
        Term("webcast", TermType.TERM),
        Term("Ukraine", TermType.PLACE),
        Term("NATO", TermType.ORG),
        Term("Renewable Partners", TermType.ORG),
        Term("Brookfield Renewable Partners", TermType.ORG),
        Term("Labour Party", TermType.PARTY),
        Term("The Duran", TermType.MEDIA),
        Term("Pelham's", TermType.ORG),
        Term("Pellworths", TermType.ORG, plural=False),
        Term("Rokfin", TermType.MEDIA, apply=Apply.ASK, mishearings=(Mishearing("rock fin"),)),
        Term("Odysee", TermType.MEDIA, apply=Apply.EXACT, mishearings=(Mishearing("oddsea"),)),
    )
)

# What is said, and what it becomes with everything applied that is proposed.
CHANGES = {
    "full name as one word": ("so Kierstommer said it", "so Keir Starmer said it"),
    "full name as two": ("so kier stommer said it", "so Keir Starmer said it"),
    "surname alone": ("so stommer said it", "so Starmer said it"),
    "possessive": ("Kierstommer's hopes are gone", "Keir Starmer's hopes are gone"),
    "typographic possessive": ("Kierstommer’s hopes are gone", "Keir Starmer’s hopes are gone"),
    "possessive of a surname": ("it is stommer's plan", "it is Starmer's plan"),
    "an s that was taken for an ending": ("She works at Pelworth's now", "She works at Pellworths now"),
    "a possessive name": ("She works at Pellum's now", "She works at Pelham's now"),
    "a possessive name in one word": ("She works at Pellums now", "She works at Pelham's now"),
    "a possessive name without its apostrophe": ("She works at Pelhams now", "She works at Pelham's now"),
    "plural, in another case": ("They fired storm shadows again", "They fired Storm Shadows again"),
    "one, in another case": ("They fired a storm shadow again", "They fired a Storm Shadow again"),
    "plural that is listed": ("two Jassims flew there", "two JASSMs flew there"),
    "divided plural": ("those near cons want it", "those neocons want it"),
    "divided": ("a super power once more", "a superpower once more"),
    "divided plural of the same letters": ("two super powers once more", "two superpowers once more"),
    "small term at the start of a sentence": ("He left. Near cons want it", "He left. Neocons want it"),
    "joined": ("A Stormshadow flew there", "A Storm Shadow flew there"),
    "without its hyphen": ("An F16 flew there", "An F-16 flew there"),
    "capitals": ("KIERSTOMMER ARRIVED IN LONDON TODAY", "KEIR STARMER ARRIVED IN LONDON TODAY"),
    "small letters": ("then kierstommer arrived there", "then Keir Starmer arrived there"),
    "listed": ("so Alinsky went home", "so Zelensky went home"),
    "listed in small letters": ("when alinsky went home", "when Zelensky went home"),
    "listed ordinary word with context": (
        "Germany sends tourist missiles there",
        "Germany sends Taurus missiles there",
    ),
    "over a line break": ("so Keir\nStommer said it", "so Keir\nStarmer said it"),
    "over a Windows line break": ("so Keir\r\nStommer said it", "so Keir\r\nStarmer said it"),
    "one word of a name": ("so David Lamy said it", "so David Lammy said it"),
    "accents": ("Jean-Luc Melenchon said it", "Jean-Luc Mélenchon said it"),
    "an initial": ("so George W. Busch said it", "so George W. Bush said it"),
    "before its own stop": ("so Robert F. Kenedy Jr. said it", "so Robert F. Kennedy Jr. said it"),
    "after a title": ("so Mr. Stommer said it", "so Mr. Starmer said it"),
    "exact, listed": ("it is on oddsea now", "it is on Odysee now"),
    "asked, listed": ("it is on rock fin now", "it is on Rokfin now"),
    "several": (
        "Kierstommer met Selensky. Storm shadows came up.",
        "Keir Starmer met Zelensky. Storm Shadows came up.",
    ),
}

LEAVES_ALONE = {
    "right already": "Keir Starmer met Volodymyr Zelensky about Storm Shadows.",
    "an alias": "Zelenskyy spoke, then Zelensky spoke.",
    "surname and possessive": "It was Starmer's plan, not Bush's.",
    "small letters all through": "he met keir starmer about nato and storm shadows",
    "capitals all through": "HE MET KEIR STARMER ABOUT NATO AND UKRAINE",
    "house style for an acronym": "The Nato talks went on.",
    "house style for an article": "He is on the Duran again.",
    "a small term with a capital": "The Neocons and the Superpowers spoke.",
    "inhabitants": "The Ukrainians spoke Ukrainian there.",
    "inflected": "They webcasted it in two webcasts again.",
    "a longer sibling": "Yesterday Brookfield Renewable Partners rose. Renewable Partners fell.",
    "an ordinary word without context": "He has a visa as a tourist in Spain.",
    "over a stop": "They talked about Labour. Party members left.",
    "over a blank line": "They talked about Labour\n\nParty members left.",
    "over a comma": "They talked about labour, party and all.",
    "forbidden words": "So Pascal Lamy met Saul Alinsky there.",
    "another case of a term that is exact": "It is on ODYSEE now.",
    "by sound, of a term that is exact": "It is on Oddysee now.",
    "a stop of its own": "So Robert F. Kennedy Jr. said it.",
    "nothing of the kind": "Nobody was there when we came home.",
    "no words": "... — !? 😀",
    "nothing": "",
}

SRT = """1
00:00:01,000 --> 00:00:02,000
so yesterday Keir

2
00:00:02,000 --> 00:00:03,000
Stommer said it's <i>storm
shadows</i> from Kierstommer's hand
"""
FIXED_SRT = """1
00:00:01,000 --> 00:00:02,000
so yesterday Keir

2
00:00:02,000 --> 00:00:03,000
Starmer said it's <i>Storm
Shadows</i> from Keir Starmer's hand
"""


def fixed(text: str, proposals: list[Proposal]) -> str:
    return apply(text, [e for p in proposals for e in p.edits])


def sure(proposals: list[Proposal]) -> list[Proposal]:
    return [p for p in proposals if p.action is Action.FIX]


@pytest.fixture(scope="module")
def corrector(simple_model: Path) -> Corrector:
    return Corrector(LEXICON, model=simple_model)


@pytest.mark.parametrize(("said", "want"), CHANGES.values(), ids=CHANGES)
def test_changes(corrector: Corrector, said: str, want: str) -> None:
    assert fixed(said, corrector.propose(said)) == want


@pytest.mark.parametrize("text", [want for _, want in CHANGES.values()], ids=CHANGES)
def test_what_was_changed_stays(corrector: Corrector, text: str) -> None:
    assert corrector.propose(text) == []


@pytest.mark.parametrize("text", LEAVES_ALONE.values(), ids=LEAVES_ALONE)
def test_leaves_alone(corrector: Corrector, text: str) -> None:
    assert corrector.propose(text) == []


def test_what_the_entry_allows(corrector: Corrector) -> None:
    listed = "they sent {} there"
    for said, action in (("Alinsky", Action.FIX), ("oddsea", Action.FIX), ("rock fin", Action.ASK)):
        (p,) = corrector.propose(listed.format(said))
        assert (p.action, p.via) == (action, Via.MISHEARING)


# Two ordinary words that the text writes as one elsewhere.
DIVIDED = {
    "the text has the word": ("A superpower is no super power if it yields", "superpower", Action.FIX),
    "nowhere joined": ("It is a super power if it yields", "superpower", Action.ASK),
    "a name that means something else": ("The Bluebird flew past a blue bird", "Bluebird", Action.ASK),
}


@pytest.mark.parametrize(("text", "term", "action"), DIVIDED.values(), ids=DIVIDED)
def test_divided_words(simple_model: Path, text: str, term: str, action: Action) -> None:
    (proposal,) = Corrector(Lexicon.from_terms([term]), simple_model).propose(text)
    assert (proposal.new, proposal.action) == (term, action)


@pytest.mark.parametrize("ignored", ["Kierstommer", "kierstommer", "Keir Starmer"])
def test_the_ignore_list(simple_model: Path, ignored: str) -> None:
    patient = Corrector(LEXICON, model=simple_model, ignore=[ignored])
    assert [p.old for p in patient.propose("So Kierstommer met Selensky.")] == ["Selensky"]


def test_a_name_over_two_cues_and_through_tags(corrector: Corrector) -> None:
    document = formats.read(SRT, "talk.srt")
    assert fixed(SRT, corrector.propose(document)) == FIXED_SRT
    assert corrector.propose(formats.read(FIXED_SRT, "talk.srt")) == []
    crlf = SRT.replace("\n", "\r\n")
    assert fixed(crlf, corrector.propose(formats.read(crlf, "talk.srt"))) == FIXED_SRT.replace("\n", "\r\n")


def test_markup_is_not_speech(corrector: Corrector) -> None:
    raw = "# So Kierstommer\n\n`Kierstommer` met [Kierstommer](http://x/Kierstommer).\n"
    want = "# So Keir Starmer\n\n`Kierstommer` met [Keir Starmer](http://x/Kierstommer).\n"
    assert fixed(raw, corrector.propose(formats.read(raw, "talk.md"))) == want


def test_explain_shows_what_lost_too(corrector: Corrector) -> None:
    text = "So kier stommer met Selensky."
    explained = corrector.explain(text)
    proposed = corrector.propose(text, min_score=0.0)
    assert {(p.span, p.new) for p in proposed} < {(p.span, p.new) for p in explained}
    assert explained == sorted(explained, key=lambda p: (p.span, -p.score, p.new))
    assert corrector.explain(text, min_score=0.5) == [p for p in explained if p.score >= 0.5]


def test_a_corrector_keeps_nothing(corrector: Corrector, simple_model: Path) -> None:
    texts = [said for said, _ in CHANGES.values()]
    before = [corrector.propose(t, 0.05) for t in texts]
    after = [corrector.propose(t, 0.05) for t in reversed(texts)]
    assert after[::-1] == before
    assert [Corrector(LEXICON, model=simple_model).propose(t, 0.05) for t in texts[:3]] == before[:3]


def test_many_at_once_are_judged_as_one_by_one(corrector: Corrector) -> None:
    texts = [*(said for said, _ in CHANGES.values()), "", *LEAVES_ALONE.values()]
    assert corrector.propose_all(texts, 0.05) == [corrector.propose(t, 0.05) for t in texts]
    assert corrector.propose_all([]) == []


def test_the_order_of_terms_does_not_matter(corrector: Corrector, simple_model: Path) -> None:
    backwards = Corrector(replace(LEXICON, terms=LEXICON.terms[::-1]), model=simple_model)
    for said, _ in CHANGES.values():
        assert backwards.propose(said, 0.05) == corrector.propose(said, 0.05)
        assert backwards.explain(said) == corrector.explain(said)


# --- Laws, with what is shipped ---------------------------------------------------------------------------

HEARD = st.sampled_from(
    [
        *(
            "Kierstommer",
            "stommer",
            "Qurstammer's",
            "Alinsky",
            "Volodimir Selensky",
            "storm shadows",
            "near-con",
        ),
        *("tourist", "attackers", "high mass", "Melon Shaw", "Lamy", "David Lamy", "gym web", "your crane"),
        *(
            "Keir Starmer",
            "Zelensky’s",
            "NATO",
            "nato",
            "Storm Shadow",
            "ATACMS",
            "the Duran",
            "to see",
            "BRICS",
        ),
        *(
            "labor party",
            "super power",
            "Russia gate",
            "Sergey Diabakov",
            "Erdwan",
            "Mr. Stommer",
            "the U.S.",
        ),
    ]
)
ORDINARY = st.sampled_from(
    "so and the missiles went to Kyiv with a prime minister of Labour I said it's 1,000 5%".split()
)
MARKS = st.sampled_from(
    [" "] * 12 + [", ", ". ", "? ", "\n", "\r\n", "\n\n", " - ", "-", ' "', '" ', " (", ") ", " 😀 "]
)
SENTENCES = st.lists(st.tuples(st.one_of(HEARD, ORDINARY, ORDINARY), MARKS), max_size=14).map(
    lambda parts: "".join(word + mark for word, mark in parts)
)
TEXTS = st.one_of(
    SENTENCES, SENTENCES, SENTENCES.map(str.lower), SENTENCES.map(str.upper), SENTENCES.map(str.title)
)
law = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@law
@given(text=TEXTS)
def test_what_was_fixed_is_not_fixed_again(shipped: Corrector, text: str) -> None:
    """A correction is final, though it may be evidence for others: a name that is fixed speaks for its garbles.

    Its letter case is not: the first capitals in a transcript without any make it one that has them.
    """
    done = sure(shipped.propose(text))
    written: set[int] = set()
    shift = 0
    for p in done:
        written.update(range(p.span.start + shift, p.span.start + shift + len(p.new)))
        shift += len(p.new) - len(p.old)
    once = fixed(text, done)
    again = [
        p
        for p in sure(shipped.propose(once))
        if p.via is not Via.CASE and not written.isdisjoint(range(p.span.start, p.span.end))
    ]
    assert [f"{p.old} -> {p.new}" for p in again] == []


@law
@given(text=TEXTS)
def test_text_outside_edits_stays(shipped: Corrector, text: str) -> None:
    proposals = shipped.propose(text, min_score=0.1)
    pieces = [0, *(k for p in proposals for k in (p.span.start, p.span.end)), len(text)]
    assert pieces == sorted(pieces)
    outside = [text[a:b] for a, b in zip(pieces[::2], pieces[1::2], strict=True)]
    changed = [p.new for p in proposals]
    assert fixed(text, proposals) == "".join(a + b for a, b in zip(outside, [*changed, ""], strict=True))
    for p in proposals:
        assert p.edits == (Edit(p.span, p.old, p.new),)
        assert text[p.span.start : p.span.end] == p.old
        assert "\n\n" not in p.old
        assert 0.1 <= p.score <= 1
    for left, right in pairwise(proposals):
        assert left.span.end <= right.span.start


@law
@given(text=TEXTS)
def test_the_same_text_has_the_same_proposals(shipped: Corrector, text: str) -> None:
    first = shipped.propose(text, min_score=0.1)
    assert shipped.propose(text, min_score=0.1) == first
    assert {(p.span, p.new, p.score) for p in first} <= {
        (p.span, p.new, p.score) for p in shipped.explain(text)
    }


@law
@given(text=st.one_of(st.text(), TEXTS.map(lambda t: t.replace("e", "e\u0301").replace("S", "\ud835\udd4a"))))
def test_any_text_can_be_read(shipped: Corrector, text: str) -> None:
    for read in (text, *(formats.read(text, format=name) for name in formats.FORMATS)):
        spans = [p.span for p in shipped.propose(read, min_score=0.0)]
        assert all(a.end <= b.start for a, b in pairwise(spans))


def test_right_names_stay_right(shipped: Corrector) -> None:
    """Every form of every shipped term, said plainly, is left alone: unasked, nothing turns one into another."""
    names = [form for term in shipped.lexicon.terms for form in (term.term, *term.aliases)]
    text = "\n\n".join(f"They spoke about {name} at the meeting yesterday." for name in names)
    assert [f"{p.old} -> {p.new} {p.score:.2f}" for p in sure(shipped.propose(text))] == []
