"""Laws of the exchange formats: what a format can hold comes back, through any two of them, and is a valid lexicon.

`KEEPS` says what each format can hold, in words of its own: it uses nothing of the writers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mondegreen import interchange
from mondegreen.interchange.exchange import Wish, settled
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term, TermTest, TermType
from mondegreen.lexicon_file import parse
from mondegreen.lexicon_writer import dump

Terms = tuple[Term, ...]

#: Everything that an entry can say, and spellings that formats stumble over.
FULL = (
    Term(
        "Keir Starmer",
        type=TermType.PERSON,
        surname="Starmer",
        aliases=("Sir Keir",),
        mishearings=(
            Mishearing("Qurstammer"),
            Mishearing("care stammer", source="https://example.org/a", count=3),
            Mishearing("Stommer", stands_for="Starmer"),
        ),
        sounds_like=("keer starmer",),
        context=("Labour", "prime minister"),
        never=("care home",),
        source="https://www.wikidata.org/wiki/Q1",
        note='says "hello", <b>& more</b>; and \\ so on',
        tests=(TermTest("so Qurstammer said", "so Keir Starmer said"),),
    ),
    Term("Xi Jinping", type=TermType.PERSON, surname=""),
    Term(
        "ATACMS", type=TermType.WEAPON, apply=Apply.ASK, plural=False, mishearings=(Mishearing("attackers"),)
    ),
    Term("Péter Szijjártó", apply=Apply.EXACT, mishearings=(Mishearing("Siyarto"),)),
    Term("AC/DC"),
    Term("@handle"),
    Term("=1+1"),
    Term("#MeToo"),
    Term("Tom, Dick; and Harry"),
    Term("a -> b"),
    Term("O’Brien’s “best”"),
    Term("北京", aliases=("Beijing",)),
    Term("* asterisk"),
    Term("\\backslash\\"),
    Term("</term>"),
    Term("# no comment"),
    Term("100% & more"),
    Term("Q42"),
)


def _bare(term: Term, *, note: bool = False) -> Term:
    return Term(term.term, note=term.note if note else None)


def _list(terms: Terms) -> Iterable[Term]:
    return (_bare(t) for t in terms)


def _csv(terms: Terms) -> Iterable[Term]:
    for t in terms:
        heard = tuple(Mishearing(m.text, stands_for=m.stands_for) for m in t.mishearings)
        yield replace(t, mishearings=heard, tests=(), pack="")


def _tbx(terms: Terms) -> Iterable[Term]:
    for t in terms:
        heard = tuple(Mishearing(m.text) for m in t.mishearings if not m.stands_for)
        yield Term(t.term, t.type, aliases=t.aliases, mishearings=heard, source=t.source, note=t.note)


_WIKIDATA_TYPES = {
    TermType.PERSON, TermType.PLACE, TermType.ORG, TermType.WEAPON, TermType.PARTY, TermType.DRUG, TermType.EVENT,
}  # fmt: skip


def _wikidata(terms: Terms) -> Iterable[Term]:
    for t in terms:
        page = t.source if t.source and t.source.startswith("https://www.wikidata.org/wiki/Q") else None
        kind = t.type if t.type in _WIKIDATA_TYPES else None
        yield Term(t.term, kind, aliases=t.aliases, source=page, note=t.note)


def _hunspell(terms: Terms) -> Iterable[Term]:
    """Spellings, and mishearings of one word for them."""
    found: dict[str, list[Mishearing]] = {}
    for t in terms:
        for form in (t.term, *t.aliases):
            found.setdefault(form, [])
        for m in t.mishearings:
            if " " not in m.text and "*" not in m.text and "->" not in m.text:
                found.setdefault(m.stands_for or t.term, []).append(Mishearing(m.text))
    plain = {
        form: heard for form, heard in found.items() if form[0] not in "*#/" and not _looks_like_field(form)
    }
    return (Term(form, mishearings=tuple(heard)) for form, heard in plain.items())


def _looks_like_field(form: str) -> bool:
    words = form.split(" ")[1:]
    return any(
        len(w) > 2 and w[2] == ":" and w[:2].isascii() and w[:2].islower() and w[:2].isalpha() for w in words
    )


def _codespell(terms: Terms) -> Iterable[Term]:
    """Mishearings of one word that mean one thing, by what they stand for."""
    rights: dict[str, list[str]] = {}
    heard: dict[str, str] = {}
    for t in terms:
        for m in t.mishearings:
            right = m.stands_for or t.term
            key = m.text.casefold()
            heard.setdefault(key, m.text)
            if right not in rights.setdefault(key, []):
                rights[key].append(right)
    doubtful = _doubtful(terms)
    found: dict[str, list[str]] = {}
    asks: set[str] = set()
    for key, forms in rights.items():
        text, right = heard[key], forms[0]
        word = all(c.isalnum() or c in "_-'’" for c in text)
        if word and len(forms) == 1 and "," not in right and "->" not in right:
            found.setdefault(right, []).append(text)
            if key in doubtful:
                asks.add(right)
    return (
        Term(
            right,
            mishearings=tuple(map(Mishearing, texts)),
            apply=Apply.ASK if right in asks else Apply.EXACT,
        )
        for right, texts in found.items()
    )


def _doubtful(terms: Terms) -> set[str]:
    """Mishearings that may be right: of terms that ask, right forms of other terms, ordinary English (one is here)."""
    forms = {form.casefold() for t in terms for form in (t.term, *t.aliases)}
    asking = {m.text.casefold() for t in terms for m in t.mishearings if t.apply is Apply.ASK}
    return forms | asking | {"attackers"}


KEEPS: dict[str, Callable[[Terms], Iterable[Term]]] = {
    "list": _list,
    "csv": _csv,
    "tbx": _tbx,
    "wikidata": _wikidata,
    "hunspell": _hunspell,
    "codespell": _codespell,
}


def keeps(name: str, terms: Terms) -> Terms:
    """What `terms` are after the format called `name`: what it holds, as a valid lexicon."""
    return settled(KEEPS[name](terms)).terms


def through(name: str, terms: Terms) -> Terms:
    """`terms`, written and read again."""
    return interchange.read(interchange.write(terms, name).text, "x", name).terms


# --- Lexicons of any kind ---------------------------------------------------------------------------

# Letters of several scripts, and signs that mean something somewhere.
_ALPHABET = "ABqxzéñß漢字0179 ,;:\"'’\\/<>&=+-@#*|`()[]{}.!?$%_~^\t"
_TEXT = st.text(_ALPHABET, min_size=1, max_size=12)
_NAMES = st.lists(_TEXT, max_size=3).map(tuple)
_SOURCES = st.sampled_from(
    [None, "https://example.org/a?b=1&c=2", "https://www.wikidata.org/wiki/Q5", "notes/a.txt"]
)
_HEARD = st.builds(Mishearing, _TEXT, source=_SOURCES, count=st.integers(1, 3), stands_for=st.none() | _TEXT)
_TERMS = st.builds(
    Term,
    _TEXT,
    type=st.none() | st.sampled_from(TermType),
    surname=st.sampled_from([None, "", "B"]),
    aliases=_NAMES,
    mishearings=st.lists(_HEARD, max_size=3).map(tuple),
    sounds_like=_NAMES,
    context=_NAMES,
    never=_NAMES,
    apply=st.sampled_from(Apply),
    plural=st.sampled_from([None, True, False]),
    source=_SOURCES,
    note=st.none() | _TEXT,
)
LEXICONS = st.lists(_TERMS, max_size=4).map(lambda drafts: settled(drafts).terms)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_table_has_every_format_that_is_both_read_and_written_for_all_programs() -> None:
    assert set(KEEPS) == {f.name for f in interchange.FORMATS.values() if f.loses}


@given(LEXICONS)
@QUICK
def test_settled_is_a_valid_lexicon_and_settles_once(terms: Terms) -> None:
    assert set(parse(dump(terms), "x").terms) == set(terms)
    assert settled(terms).terms == terms
    assert settled(terms).left_out == ()


@pytest.mark.parametrize("name", KEEPS)
def test_what_a_format_holds_comes_back(name: str) -> None:
    assert through(name, FULL) == keeps(name, FULL)


@pytest.mark.parametrize(("one", "other"), list(product(KEEPS, KEEPS)))
def test_every_pair_of_formats(one: str, other: str) -> None:
    assert through(other, through(one, FULL)) == keeps(other, keeps(one, FULL))


@given(LEXICONS, st.sampled_from(sorted(KEEPS)), st.sampled_from(sorted(KEEPS)))
@QUICK
def test_every_pair_of_formats_with_any_lexicon(terms: Terms, one: str, other: str) -> None:
    assert _said(through(one, terms)) == _said(keeps(one, terms))
    assert _said(through(other, through(one, terms))) == _said(keeps(other, keeps(one, terms)))


def _said(terms: Terms) -> list[Term]:
    """`terms` whatever their `apply`: what codespell is told not to correct unasked depends on a table of English."""
    return [replace(t, apply=Apply.AUTO) for t in terms]


@given(LEXICONS, st.sampled_from(sorted(n for n, f in interchange.FORMATS.items() if f.read)))
@QUICK
def test_what_any_format_gives_back_is_a_valid_lexicon_and_stays(terms: Terms, name: str) -> None:
    once = through(name, terms)
    assert set(parse(dump(once), "x").terms) == set(once)
    assert {t.term for t in once} <= {f for t in terms for f in _written_forms(t)}
    again = through(name, once)
    assert through(name, again) == again


def _written_forms(term: Term) -> set[str]:
    spellings = {term.term, *term.aliases, *(m.stands_for or term.term for m in term.mishearings)}
    # AssemblyAI's word boost takes spoken forms.
    from mondegreen.interchange.spoken import spoken

    return spellings | {s for form in spellings if (s := spoken(form))}


#: What the formats of recognisers keep of two plain entries, by what they are for.
PLAIN = (
    Term(
        "Volodymyr Zelensky",
        aliases=("Zelenskyy",),
        sounds_like=("zelenskee",),
        mishearings=(Mishearing("Zelinskiy"),),
    ),
    Term("Taurus", mishearings=(Mishearing("torress", stands_for="Tauruses"),)),
)
SPELLINGS = (Term("Volodymyr Zelensky"), Term("Taurus"))
SOUNDS = (Term("Volodymyr Zelensky", sounds_like=("zelenskee",)), Term("Taurus"))
PAIRS = (
    Term("Volodymyr Zelensky", mishearings=(Mishearing("Zelinskiy"),)),
    Term("Tauruses", mishearings=(Mishearing("torress"),)),
)
VENDORS = {
    "aws": SPELLINGS,
    "speechmatics": SOUNDS,
    "google": SPELLINGS,
    "azure": SPELLINGS,
    "gladia": SOUNDS,
    "gladia-spelling": PAIRS,
    "assemblyai": SPELLINGS,
    "assemblyai-streaming": SPELLINGS,
    "assemblyai-boost": SPELLINGS,
    "assemblyai-spelling": PAIRS[1:],  # what is written is one word
    "deepgram": SPELLINGS,
    "deepgram-replace": (
        replace(PAIRS[0], mishearings=(Mishearing("zelinskiy"),)),
        PAIRS[1],
    ),  # found in small letters
}


def test_every_other_format_that_is_read_is_in_the_table() -> None:
    assert {*VENDORS, *KEEPS} == {f.name for f in interchange.FORMATS.values() if f.read}


@pytest.mark.parametrize("name", VENDORS)
def test_what_the_format_of_a_recogniser_holds_comes_back(name: str) -> None:
    assert through(name, PLAIN) == VENDORS[name]
    assert through(name, ()) == ()


@pytest.mark.parametrize("name", interchange.FORMATS)
def test_aliases_come_after_the_terms_when_wished(name: str) -> None:
    plain, more = (interchange.write(PLAIN, name, Wish(aliases=wished)) for wished in (False, True))
    spellings_only = name in {
        "aws", "speechmatics", "google", "azure", "gladia", "assemblyai", "assemblyai-streaming",
        "assemblyai-boost", "deepgram", "whisper-prompt", "whisper-hotwords", "list",
    }  # fmt: skip
    assert more.written - plain.written == (1 if spellings_only else 0)
    assert ("Zelenskyy" in more.text) >= spellings_only


@pytest.mark.parametrize("name", interchange.FORMATS)
def test_a_whole_pack_is_written_and_what_is_left_out_is_named(name: str) -> None:
    terms = Lexicon.default(["geopolitics"]).terms
    exported = interchange.write(terms, name)
    assert exported.written > 0
    known = interchange.FORMATS[name]
    if known.read:
        back = interchange.read(exported.text, "x", name)
        assert interchange.format_of(exported.text, "x.unknown").name in (name, "list", *_kin(name))
        assert {t.term for t in parse(dump(back.terms), "x").terms} == {t.term for t in back.terms}
    if exported.unit == "terms" and not known.loses:
        assert exported.written + len({item.what for item in exported.left_out}) >= len(terms)


def _kin(name: str) -> set[str]:
    """Formats of the same vendor, which are read alike."""
    return {n for n in interchange.FORMATS if n.split("-")[0] == name.split("-")[0]}
