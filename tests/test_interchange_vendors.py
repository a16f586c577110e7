"""Exports for recognisers, held to what the vendors document: each check is written from the vendor's page alone.

A check takes the text of an export and raises `AssertionError` if the vendor would not take it, or would cut it. It
uses no constant and no function of the exporters. The pages stand in `docs/interchange.md`.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mondegreen import interchange
from mondegreen.errors import MondegreenError
from mondegreen.interchange import tokens
from mondegreen.interchange.aws import phrase
from mondegreen.interchange.exchange import Exported, LeftOut, Wish, settled
from mondegreen.interchange.spoken import spoken
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term

# --- The vendors' limits ----------------------------------------------------------------------------


def whisper(text: str) -> None:
    """At most 224 tokens of a prompt are looked at, 223 by openai-whisper and faster-whisper; nothing may be cut."""
    assert "<|" not in text
    assert text == "" or text.endswith("\n")
    # A space is put before the text. The count of tokens is checked by itself, in test_whisper_tokens.
    assert tokens.count(" " + text.strip()) < 224


def deepgram_keyterms(text: str) -> None:
    """500 tokens, up to 100 terms; a query string that decodes."""
    query = _query(text)
    assert set(query) <= {"keyterm"}
    terms = query.get("keyterm", [])
    assert len(terms) <= 100
    assert len(set(terms)) == len(terms)
    # A token of English is about four letters long, of names about three. Two is a bound that such lists keep.
    assert sum(max(1, len(word.encode()) // 3) for term in terms for word in term.split()) <= 500


def deepgram_replace(text: str) -> None:
    """200 pairs; what is found is in small letters; one colon divides."""
    query = _query(text)
    assert set(query) <= {"replace"}
    pairs = query.get("replace", [])
    assert len(pairs) <= 200
    for pair in pairs:
        assert pair.count(":") == 1
        found, written = pair.split(":")
        assert found
        assert written
        assert found == found.lower()
    assert len({p.split(":")[0] for p in pairs}) == len(pairs)


def _query(text: str) -> dict[str, list[str]]:
    assert all(c in string.ascii_letters + string.digits + "-._~%&=:\n" for c in text), (
        "nothing left to encode"
    )
    assert text.count("\n") == bool(text)
    return parse_qs(text.strip(), strict_parsing=True, keep_blank_values=True) if text else {}


def assemblyai(text: str) -> None:
    """1,000 words in all, 6 a phrase."""
    (terms,) = _only(text, "keyterms_prompt")
    _strings(terms)
    assert sum(len(t.split()) for t in terms) <= 1000
    assert all(len(t.split()) <= 6 for t in terms)


def assemblyai_streaming(text: str) -> None:
    """100 terms of 50 characters."""
    (terms,) = _only(text, "keyterms_prompt")
    _strings(terms)
    assert len(terms) <= 100
    assert all(len(t) <= 50 for t in terms)


def assemblyai_boost(text: str) -> None:
    """1,000 different ones, 6 words; no punctuation but apostrophes, no digits, ASCII."""
    (terms,) = _only(text, "word_boost")
    _strings(terms)
    assert len(terms) <= 1000
    assert len({t.lower() for t in terms}) == len(terms)
    assert all(len(t.split()) <= 6 for t in terms)
    assert all(c in string.ascii_letters + " '" for t in terms for c in t)


def assemblyai_spelling(text: str) -> None:
    """`to` is one word; `from` is a list of strings."""
    (rules,) = _only(text, "custom_spelling")
    for rule in rules:
        assert set(rule) == {"from", "to"}
        _strings(rule["from"])
        assert rule["from"]
        assert len(rule["to"].split()) == 1


def speechmatics(text: str) -> None:
    """1,000 entries; `content` and each of `sounds_like` up to 6 words."""
    (entries,) = _only(text, "additional_vocab")
    assert len(entries) <= 1000
    for entry in entries:
        assert {"content"} <= set(entry) <= {"content", "sounds_like"}
        said = entry.get("sounds_like", ["one"])
        _strings(said)
        assert said
        assert all(0 < len(words.split()) <= 6 for words in (entry["content"], *said))


def aws(text: str) -> None:
    """50 KB; rows of four cells by tabs, LF; `Phrase` in letters, apostrophes, hyphens, full stops; 256 characters."""
    assert len(text.encode()) <= 50_000
    assert "\r" not in text
    assert text.endswith("\n")
    lines = text[:-1].split("\n")
    assert lines[0].split("\t") == ["Phrase", "SoundsLike", "IPA", "DisplayAs"]
    for line in lines[1:]:
        said, sounds, ipa, shown = line.split("\t")
        assert len(line) <= 256
        assert re.fullmatch(r"[A-Za-z'.-]+", said)
        assert "--" not in said
        assert not said.startswith("-")
        assert not said.endswith("-")
        # Letters that are said one by one each have their full stop, and nothing else has one.
        assert all(re.fullmatch(r"(?:[A-Za-z]\.)+|[A-Za-z']+", part) for part in said.split("-"))
        assert sounds == ipa == ""
        assert shown == shown.strip() != ""
    phrases = [line.split("\t")[0].lower() for line in lines[1:]]
    assert len(set(phrases)) == len(phrases)


def google(text: str) -> None:
    """1,200 phrases a set, 5,000 a request, 100 characters a phrase, 100,000 in all, a boost up to 20."""
    (adaptation,) = _only(text, "adaptation")
    assert set(adaptation) == {"phraseSets"}
    total: list[str] = []
    for item in adaptation["phraseSets"]:
        assert set(item) == {"inlinePhraseSet"}
        inner = item["inlinePhraseSet"]
        assert {"phrases"} <= set(inner) <= {"phrases", "boost"}
        assert 0 < inner.get("boost", 1) <= 20
        assert all(set(p) == {"value"} for p in inner["phrases"])
        assert 0 < len(inner["phrases"]) <= 1200
        total += [p["value"] for p in inner["phrases"]]
    _strings(total)
    assert len(total) <= 5000
    assert all(len(p) <= 100 for p in total)
    assert sum(map(len, total)) <= 100_000
    assert not any(re.search(r"\$[A-Z{]", p) for p in total), "classes"


def azure(text: str) -> None:
    """500 phrases."""
    (phrases,) = _only(text, "phraseList")
    assert set(phrases) == {"phrases"}
    _strings(phrases["phrases"])
    assert len(phrases["phrases"]) <= 500


def gladia(text: str) -> None:
    """`value` and `pronunciations`, an intensity from 0 to 1; no limit is documented."""
    on, config = _only(text, "custom_vocabulary", "custom_vocabulary_config")
    assert on is True
    assert set(config) == {"vocabulary", "default_intensity"}
    assert 0 <= config["default_intensity"] <= 1
    for entry in config["vocabulary"]:
        assert {"value"} <= set(entry) <= {"value", "pronunciations", "intensity", "language"}
        assert entry["value"]
        _strings(entry.get("pronunciations", []))


def gladia_spelling(text: str) -> None:
    """A dictionary from what is written to what is found."""
    on, config = _only(text, "custom_spelling", "custom_spelling_config")
    assert on is True
    assert set(config) == {"spelling_dictionary"}
    for right, wrong in config["spelling_dictionary"].items():
        assert right
        assert wrong
        _strings(wrong)


def _only(text: str, *keys: str) -> list:  # type: ignore[type-arg]
    value = json.loads(text)
    assert list(value) == list(keys)
    return list(value.values())


def _strings(values: Sequence[str]) -> None:
    assert isinstance(values, list)
    assert all(isinstance(v, str) and v == v.strip() != "" for v in values)
    assert len(set(values)) == len(values)


CHECKS: dict[str, Callable[[str], None]] = {
    "whisper-prompt": whisper,
    "whisper-hotwords": whisper,
    "deepgram": deepgram_keyterms,
    "deepgram-replace": deepgram_replace,
    "assemblyai": assemblyai,
    "assemblyai-streaming": assemblyai_streaming,
    "assemblyai-boost": assemblyai_boost,
    "assemblyai-spelling": assemblyai_spelling,
    "speechmatics": speechmatics,
    "aws": aws,
    "google": google,
    "azure": azure,
    "gladia": gladia,
    "gladia-spelling": gladia_spelling,
}


def export(name: str, terms: Sequence[Term], wish: Wish = Wish()) -> Exported:  # noqa: B008 (a frozen value)
    exported = interchange.write(terms, name, wish)
    CHECKS[name](exported.text)
    return exported


def test_every_format_of_a_recogniser_has_its_check() -> None:
    assert set(CHECKS) == {f.name for f in interchange.FORMATS.values() if not f.loses}


@pytest.mark.parametrize("name", CHECKS)
def test_the_shipped_packs_are_accepted(name: str) -> None:
    export(name, Lexicon.default().terms, Wish(aliases=True))


@pytest.mark.parametrize("name", CHECKS)
def test_nothing_is_accepted(name: str) -> None:
    assert export(name, ()).written == 0


_ODD = st.text("aZ09é北 .,:;'\"&<>|$%@#+-_/\\{}()\t\n\u202e\ud800", min_size=1, max_size=70)
_ANY = st.builds(
    Term,
    _ODD,
    aliases=st.lists(_ODD, max_size=2).map(tuple),
    mishearings=st.lists(st.builds(Mishearing, _ODD, stands_for=st.none() | _ODD), max_size=3).map(tuple),
    sounds_like=st.lists(_ODD, max_size=2).map(tuple),
    apply=st.sampled_from(Apply),
)


@given(st.lists(_ANY, max_size=5), st.sampled_from(sorted(CHECKS)), st.booleans())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_anything_is_accepted(drafts: list[Term], name: str, aliases: bool) -> None:
    export(name, settled(drafts).terms, Wish(aliases=aliases))


# --- At each limit ----------------------------------------------------------------------------------


def numbered(count: int, width: int = 5) -> list[Term]:
    """So many terms of one word of so many letters."""
    letters = "abcdefghij"
    return [Term("z" + "".join(letters[int(d)] for d in f"{k:0{width - 1}}")) for k in range(count)]


def _rows(size: int) -> str:
    """Rows of a table of so many bytes in all."""
    rows = "".join(f"{t.term}\t\t\t{t.term}\n" for t in numbered(size // 250, 123))
    return rows + f"{'q' * 10}\t\t\t{'q' * (size % 250 - 14)}\n"


def _adaptation(*sets: list[str]) -> str:
    values = [{"inlinePhraseSet": {"phrases": [{"value": form} for form in forms]}} for forms in sets]
    return json.dumps({"adaptation": {"phraseSets": values}})


#: Format, terms that fill a limit to the last, one more.
LIMITS: dict[str, tuple[str, list[Term], Term]] = {
    "deepgram: 100 terms": ("deepgram", numbered(100, 4), Term("More")),
    "deepgram: 500 tokens": (
        "deepgram",
        [Term(" ".join([word] * 125)) for word in ("as", "at", "in", "on")],
        Term("is"),
    ),
    "assemblyai: 1,000 words": ("assemblyai", numbered(1000), Term("More")),
    "assemblyai: 1,000 words, in phrases": (
        "assemblyai",
        [Term(f"Ab {t.term}") for t in numbered(500)],
        Term("More"),
    ),
    "assemblyai: 6 words": ("assemblyai", [Term("a b c d e f")], Term("a b c d e f g")),
    "assemblyai-streaming: 100 terms": ("assemblyai-streaming", numbered(100), Term("More")),
    "assemblyai-streaming: 50 characters": ("assemblyai-streaming", [Term("a" * 50)], Term("b" * 51)),
    "assemblyai-boost: 1,000 terms": ("assemblyai-boost", numbered(1000), Term("More")),
    "assemblyai-boost: 6 words": ("assemblyai-boost", [Term("a b c d e f")], Term("a b c d e f g")),
    "assemblyai-boost: 6 words as they are said": (
        "assemblyai-boost",
        [Term("Boeing 737 Max")],  # seven hundred thirty seven
        Term("a Boeing 737 Max"),
    ),
    "speechmatics: 1,000 entries": ("speechmatics", numbered(1000), Term("More")),
    "speechmatics: 6 words": ("speechmatics", [Term("a b c d e f")], Term("a b c d e f g")),
    # "aaa…" + three tabs + "aaa…" + line end
    "aws: 256 characters": ("aws", [Term("a" * 126)], Term("b" * 127)),
    "aws: 50 KB": (
        "aws",
        # 32 bytes of the header, 199 rows of 2 * 123 + 4 = 250, one of 2 * 107 + 4 = 218
        [*numbered(199, 123), Term("q" * 107)],
        Term("More"),
    ),
    "google: 100 characters": ("google", [Term("a" * 100)], Term("b" * 101)),
    "google: 5,000 phrases": ("google", numbered(5000), Term("More")),
    "google: 100,000 characters": ("google", numbered(1000, 100), Term("M")),
    "azure: 500 phrases": ("azure", numbered(500), Term("More")),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_is_filled_to_the_last_and_what_is_over_is_named(limit: str) -> None:
    name, fits, more = LIMITS[limit]
    full = export(name, fits)
    assert (full.written, full.left_out) == (len(fits), ())
    cut = export(name, [*fits, more])
    assert (cut.text, cut.written) == (full.text, full.written)
    assert [item.what for item in cut.left_out] == [more.term]


#: Texts that break a limit by one, or a rule, and that the checks must not take.
REFUSED: dict[str, tuple[str, str]] = {
    "224 tokens": ("whisper-prompt", "Ukraine" + " Ukraine" * 223 + "\n"),
    "a mark of the tokenizer": ("whisper-hotwords", "<|endoftext|>\n"),
    "101 keyterms": ("deepgram", "&".join(f"keyterm=a{k}" for k in range(101)) + "\n"),
    "501 tokens": ("deepgram", "keyterm=" + "%20".join(["a"] * 501) + "\n"),
    "a bare space": ("deepgram", "keyterm=a b\n"),
    "201 replacements": ("deepgram-replace", "&".join(f"replace=a{k}:b" for k in range(201)) + "\n"),
    "capitals to be found": ("deepgram-replace", "replace=A:b\n"),
    "a removal": ("deepgram-replace", "replace=a\n"),
    "1,001 words": ("assemblyai", json.dumps({"keyterms_prompt": [f"a{k}" for k in range(1001)]})),
    "7 words": ("assemblyai", json.dumps({"keyterms_prompt": ["a b c d e f g"]})),
    "101 terms": ("assemblyai-streaming", json.dumps({"keyterms_prompt": [f"a{k}" for k in range(101)]})),
    "51 characters": ("assemblyai-streaming", json.dumps({"keyterms_prompt": ["a" * 51]})),
    "1,001 boosts": ("assemblyai-boost", json.dumps({"word_boost": ["z" * k for k in range(1, 1002)]})),
    "a digit": ("assemblyai-boost", json.dumps({"word_boost": ["F16"]})),
    "two words to write": (
        "assemblyai-spelling",
        json.dumps({"custom_spelling": [{"from": ["a"], "to": "b c"}]}),
    ),
    "1,001 entries": ("speechmatics", json.dumps({"additional_vocab": [{"content": "a"}] * 1001})),
    "a sound of 7 words": (
        "speechmatics",
        json.dumps({"additional_vocab": [{"content": "a", "sounds_like": ["a b c d e f g"]}]}),
    ),
    "50,001 bytes": ("aws", "Phrase\tSoundsLike\tIPA\tDisplayAs\n" + _rows(50_001 - 32)),
    "a digit in a phrase": ("aws", "Phrase\tSoundsLike\tIPA\tDisplayAs\nF16\t\t\tF16\n"),
    "an acronym with one stop": ("aws", "Phrase\tSoundsLike\tIPA\tDisplayAs\nCLI.\t\t\tCLI\n"),
    "CR LF": ("aws", "Phrase\tSoundsLike\tIPA\tDisplayAs\r\nA\t\t\tA\r\n"),
    "101 characters": ("google", _adaptation(["a" * 101])),
    "1,201 phrases in a set": ("google", _adaptation([f"a{k}" for k in range(1201)])),
    "100,001 characters": ("google", _adaptation([f"{k:0100}" for k in range(1000)], ["a"])),
    "501 phrases": ("azure", json.dumps({"phraseList": {"phrases": [f"a{k}" for k in range(501)]}})),
    "an intensity above 1": (
        "gladia",
        json.dumps(
            {
                "custom_vocabulary": True,
                "custom_vocabulary_config": {"vocabulary": [], "default_intensity": 1.1},
            }
        ),
    ),
    "nothing to find": (
        "gladia-spelling",
        json.dumps({"custom_spelling": True, "custom_spelling_config": {"spelling_dictionary": {"a": []}}}),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_the_checks_refuse_what_is_over_a_limit(case: str) -> None:
    name, text = REFUSED[case]
    with pytest.raises(AssertionError):
        CHECKS[name](text)


def test_a_table_one_byte_too_large_is_cut() -> None:
    last = Term("q" * 106 + "é")  # two bytes where it is shown
    exported = export("aws", [*numbered(199, 123), last])
    assert [item.what for item in exported.left_out] == [last.term]


def test_the_check_of_size_is_exact() -> None:
    CHECKS["aws"]("Phrase\tSoundsLike\tIPA\tDisplayAs\n" + _rows(50_000 - 32))


def test_every_check_has_something_that_it_refuses() -> None:
    assert {name for name, _ in REFUSED.values()} == set(CHECKS)


def _mishearings(count: int) -> list[Term]:
    return [Term(t.term.upper(), mishearings=(Mishearing(f"{t.term}x"),)) for t in numbered(count)]


def test_two_hundred_replacements_and_no_more() -> None:
    full = export("deepgram-replace", _mishearings(200))
    assert (full.written, full.left_out) == (200, ())
    cut = export("deepgram-replace", _mishearings(201))
    assert (cut.text, cut.written) == (full.text, 200)
    assert cut.left_out == (
        LeftOut("zabjjx -> ZABJJ"[:0] + str(cut.left_out[0].what), "no room: at most 200 replacements"),
    )


@pytest.mark.parametrize("name", ["whisper-prompt", "whisper-hotwords"])
def test_whisper_is_filled_to_223_tokens(name: str) -> None:
    # " Ukraine" is one token in both vocabularies, and so are a comma and a full stop.
    end = 1 if name == "whisper-prompt" else 0
    words = [" Ukraine", " Germany", " France", " Spain"]
    assert {tokens.count(w) for w in words} == {1}
    terms = [Term(" ".join(w.strip() for w in words)), *numbered(400, 3)]
    exported = export(name, terms)
    used = tokens.count(" " + exported.text.strip())
    assert 221 <= used <= 223
    assert exported.written + len(exported.left_out) == len(terms)
    exact = Term(" ".join(["Ukraine"] * (223 - end)))
    assert tokens.count(f" {exact.term}" + "." * end) == 223
    assert export(name, [exact]).written == 1
    over = export(name, [Term(exact.term + " Germany"), Term("Kyiv")])
    assert (over.written, [item.what for item in over.left_out]) == (1, [exact.term + " Germany"])


def test_the_most_needed_terms_stand_where_nothing_is_cut() -> None:
    terms = [Term("First"), Term("Second"), Term("Third")]
    assert export("whisper-prompt", terms).text == "Third, Second, First.\n"
    assert export("whisper-hotwords", terms).text == "First, Second, Third\n"


def test_a_shorter_term_takes_the_room_that_a_longer_one_can_not() -> None:
    exported = export("google", [*numbered(999, 100), Term("b" * 99), Term("cc"), Term("d")])
    assert [item.what for item in exported.left_out] == ["cc"]
    assert '"d"' in exported.text


def test_phrase_sets_are_divided() -> None:
    sets = json.loads(export("google", numbered(2401)).text)["adaptation"]["phraseSets"]
    assert [len(s["inlinePhraseSet"]["phrases"]) for s in sets] == [1200, 1200, 1]


@pytest.mark.parametrize("boost", [0.5, 20.0])
def test_boost(boost: float) -> None:
    (only,) = json.loads(export("google", [Term("A")], Wish(boost=boost)).text)["adaptation"]["phraseSets"]
    assert only["inlinePhraseSet"]["boost"] == boost


@pytest.mark.parametrize("boost", [0.0, -1.0, 20.5, float("nan"), float("inf")])
def test_no_boost(boost: float) -> None:
    with pytest.raises(MondegreenError, match="above 0, up to 20"):
        interchange.write([Term("A")], "google", Wish(boost=boost))


def test_gladia_warns_of_long_lists() -> None:
    assert export("gladia", numbered(49)).advice == ()
    assert "--most 49" in export("gladia", numbered(50)).advice[0]


# --- What is replaced unasked -----------------------------------------------------------------------

REPLACED = (
    Term("Keir Starmer", mishearings=(Mishearing("Qurstammer"), Mishearing("Stommer", stands_for="Starmer"))),
    Term("ATACMS", mishearings=(Mishearing("attackers"), Mishearing("a tack 'ems"))),
    Term("Lammy", mishearings=(Mishearing("Lamy"), Mishearing("Zelenskyj"))),
    Term("Zelensky", mishearings=(Mishearing("zelenskyj"),)),
    Term("Lamy"),
    Term("Jiang", mishearings=(Mishearing("Xhiang"),), apply=Apply.ASK),
    Term("a:b", mishearings=(Mishearing("xhab"),)),
)


def test_only_certain_mishearings_are_replaced() -> None:
    exported = export("deepgram-replace", REPLACED)
    assert parse_qs(exported.text.strip())["replace"] == ["qurstammer:Keir Starmer", "stommer:Starmer"]
    assert {item.what.split(" -> ")[0]: item.why for item in exported.left_out} == {
        "attackers": "may be ordinary English, right where it stands",
        "a tack 'ems": "may be ordinary English, right where it stands",
        "Lamy": "is a right form of Lamy",
        "Zelenskyj": "may stand for several terms",
        "Xhiang": "its entry says `apply: ask`",
        "xhab": "a colon separates the halves",
    }


def test_the_same_goes_for_the_others() -> None:
    assert json.loads(export("gladia-spelling", REPLACED).text)["custom_spelling_config"][
        "spelling_dictionary"
    ] == {
        "Keir Starmer": ["Qurstammer"],
        "Starmer": ["Stommer"],
        "a:b": ["xhab"],
    }
    assert json.loads(export("assemblyai-spelling", REPLACED).text)["custom_spelling"] == [
        {"from": ["Stommer"], "to": "Starmer"},
        {"from": ["xhab"], "to": "a:b"},
    ]


# --- Spoken forms -----------------------------------------------------------------------------------

SPOKEN = {
    "accents": ("Péter Szijjártó", "Peter Szijjarto"),
    "letters that are not decomposed": ("Łódź Straße Ærø", "Lodz Strasse Aero"),
    "a model number": ("F-16", "F sixteen"),
    "a year": ("Agenda 2030", "Agenda twenty thirty"),
    "a grouped number": ("1,500", "one thousand five hundred"),
    "an ordinal": ("9th Circuit", "ninth Circuit"),
    "a decimal": ("3.5", "three point five"),
    "initials": ("George W. Bush", "George W Bush"),
    "an acronym with stops": ("U.S. Army", "US Army"),
    "a sign": ("R&D", "R and D"),
    "an apostrophe": ("Sinn Féin’s", "Sinn Fein's"),
    "quotes go": ("'Arry", "Arry"),
    "another script": ("北京", None),
    "half in another script": ("Путин Putin", None),
    "nothing to say": ("!!!", None),
}


@pytest.mark.parametrize("case", SPOKEN)
def test_spoken(case: str) -> None:
    form, said = SPOKEN[case]
    assert spoken(form) == said


PHRASES = {
    "words": ("Keir Starmer", "Keir-Starmer"),
    "hyphens": ("Andorra-la-Vella", "Andorra-la-Vella"),
    "an acronym": ("CLI", "C.L.I."),
    "several acronyms": ("ABCs", "A.B.C.-s"),
    "a word and an acronym": ("DynamoDB", "Dynamo-D.B."),
    "digits": ("VX02Q", "V.X.-zero-two-Q."),
    "an acronym that is a word": ("NATO", "NATO"),
    "a short one that could be": ("UN", "U.N."),
    "capitals that are no acronym": ("GREENPEACE", "GREENPEACE"),
    "capitals inside": ("iPhone", "iPhone"),
    "accents": ("Élysée", "Elysee"),
    "an address": ("Amazon.com", "Amazon-com"),
    "another script": ("北京", None),
}


@pytest.mark.parametrize("case", PHRASES)
def test_phrases_of_amazon(case: str) -> None:
    form, said = PHRASES[case]
    assert phrase(form) == said


def test_an_acronym_with_a_sound_of_its_own_is_no_spelling_of_letters() -> None:
    text = export("aws", [Term("ATACMS", sounds_like=("attack ems",)), Term("HIMRS")]).text
    assert "ATACMS\t\t\tATACMS\n" in text
    assert "H.I.M.R.S.\t\t\tHIMRS\n" in text
