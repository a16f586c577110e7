"""Notes of an episode: which names they bring along, and what they are evidence for.

Tests of the pipeline run with the simple model (see `simple`), in which a term that stands right counts too.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simple import write_model

from mondegreen import Action, Corrector, Lexicon, Term
from mondegreen.candidates import Index
from mondegreen.cli import run, work
from mondegreen.cli.options import Settings
from mondegreen.context import Context
from mondegreen.features import PAIR_FEATURES, pair_features
from mondegreen.heard import Heard
from mondegreen.lexicon import TermType
from mondegreen.notes import LONGEST, MOST_NAMES, NOTHING, ORIGIN, Notes, names_in, with_names

# Notes, and the names in them.
NAMES: dict[str, tuple[str, list[str]]] = {
    "a name in a sentence": ("Today we talk to Nima Alkhorshid about it.", ["Nima Alkhorshid"]),
    "a sentence may begin with one": ("Alastair Crooke joins us.", ["Alastair Crooke"]),
    "a list of guests": (
        "Guests: Jeffrey Sachs, Scott Ritter and Alastair Crooke",
        ["Jeffrey Sachs", "Scott Ritter", "Alastair Crooke"],
    ),
    "a name a line": (
        "Mearsheimer\nSleboda\n- Nima Alkhorshid\n",
        ["Mearsheimer", "Sleboda", "Nima Alkhorshid"],
    ),
    "Markdown": (
        "# Notes\n\n**Nima Alkhorshid**, [Scott Ritter](https://x.com/a)",
        ["Nima Alkhorshid", "Scott Ritter"],
    ),
    "particles": (
        "with Ursula von der Leyen and Bashar al-Assad there",
        ["Ursula von der Leyen", "Bashar al-Assad"],
    ),
    "initials and hyphens": (
        "with George W. Bush and Marianne Okonkwo-Feld",
        ["George W. Bush", "Marianne Okonkwo-Feld"],
    ),
    "an elided particle": ("it was Valéry Giscard d'Estaing", ["Valéry Giscard d'Estaing"]),
    "a possessive is no part": (
        "that is Nima Alkhorshid's view of Mercouris' plan",
        ["Nima Alkhorshid", "Mercouris"],
    ),
    "titles are no part": (
        "with Ambassador Chas Freeman and Col. Douglas Macgregor",
        ["Chas Freeman", "Douglas Macgregor"],
    ),
    "a common word that is a surname": (
        "with Chas Freeman and Larry Johnson",
        ["Chas Freeman", "Larry Johnson"],
    ),
    "a single rare word": ("as seen on Odysee today", ["Odysee"]),
    "a single common word": ("as seen in Russia on Monday by Johnson", []),
    "an acronym": ("they sent JASSM and ATACMS there", ["JASSM", "ATACMS"]),
    "a common acronym, a word, a numeral": ("the USA is NOT for Henry VIII", []),
    "opens a sentence only": ("He left. Regrettably, nobody came.\nTsikhanouskaya spoke.", []),
    "opens one, and stands elsewhere": ("Avdiivka fell.\nWhat of Avdiivka now?", ["Avdiivka"]),
    "an inflected word that opens one": ("Debunking Mearsheimer's claims", ["Mearsheimer"]),
    "a headline": (
        "Ukraine Loses Kursk as Winter Deepens: The Quagmire Unravels w/ Jeffrey Sachs (Live)",
        ["Kursk", "Jeffrey Sachs"],
    ),
    "a headline without names": ("Will Trump Win? Gold Price Hits Record As Power Grid Fails", []),
    "a line in capitals": ("BREAKING: SCOTT RITTER DEBUNKS ATACMS", []),
    "not across punctuation": ("from Odysee, Rokfin/Locals; Avdiivka", ["Odysee", "Rokfin", "Avdiivka"]),
    "not across lines": ("we met Nima\nAlkhorshid\n", ["Nima", "Alkhorshid"]),
    "more than four words": ("with Abcdu Efghu Ijklu Mnopu Qrstu there", []),
    "addresses": (
        "https://rokfin.com/TheDuran www.Odysee.com @Mercouris #Avdiivka Nima@Alkhorshid.com Sleboda.com",
        [],
    ),
    "each once": ("on Odysee, odysee and ODYSEE: more Odysee", ["Odysee"]),
    "the surname of a person": ("Mercouris: I am Mercouris, Alexander Mercouris", ["Alexander Mercouris"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "names"), NAMES.values(), ids=NAMES)
def test_names(text: str, names: list[str]) -> None:
    assert [t.term for t in names_in(text)] == names


def test_a_name_that_begins_with_a_given_name_is_a_persons() -> None:
    kinds = {t.term: t.type for t in names_in("with Kaja Kallas, Zelgor Kallas and Odysee")}
    assert kinds == {"Kaja Kallas": TermType.PERSON, "Zelgor Kallas": None, "Odysee": None}
    assert {t.note for t in names_in("with Alexander Mercouris")} == {ORIGIN}


LEXICON = Lexicon(
    (
        Term("Alexander Mercouris", TermType.PERSON, context=("Duran", "Ukraine")),
        Term("Recep Tayyip Erdoğan", TermType.PERSON, aliases=("Erdogan",)),
        Term("JASSM", TermType.WEAPON),
        Term("The Duran", TermType.MEDIA),
        Term("Brookfield Renewable Partners", TermType.ORG),
    )
)

# Notes, and the names in them that the lexicon lacks.
NEW: dict[str, tuple[str, list[str]]] = {
    "a term": ("with Alexander Mercouris", []),
    "its surname": ("and Mercouris said", []),
    "its plural": ("they sent many Jassms there", []),
    "part of it": ("with Recep Tayyip and The Duran", []),
    "another spelling": ("with Récep-Tayyip Erdogan and ALEXANDER Mercouris", []),
    "somebody else of that name": ("with Nikolaos Mercouris", ["Nikolaos Mercouris"]),
    "a name of its own": ("with Nima Alkhorshid", ["Nima Alkhorshid"]),
}


@pytest.mark.parametrize(("text", "names"), NEW.values(), ids=NEW)
def test_names_that_the_lexicon_lacks(text: str, names: list[str]) -> None:
    both = with_names(LEXICON, text)
    assert both.terms[: len(LEXICON.terms)] == LEXICON.terms
    assert [t.term for t in both.terms[len(LEXICON.terms) :]] == names


def test_limits() -> None:
    def name(k: int) -> str:
        return "Z" + "".join("abcdefghij"[int(d)] for d in f"{k:04}") + "ux"

    assert len(names_in("".join(f"at {name(k)},\n" for k in range(300)))) == MOST_NAMES
    filler = "a " * (LONGEST // 2 - 5)
    assert [t.term for t in names_in(filler + "at Odysee and Rokfin")] == ["Odysee"]
    assert names_in(filler + "to Alkhorshid") == ()  # cut within the word


WORDS = [
    "Jeffrey",
    "Sachs",
    "von",
    "der",
    "al-",
    "Odysee",
    "Will",
    "the",
    "USA",
    "W.",
    "d'Estaing",
    "St.",
    "@Odysee",
    ".",
    ",",
    "\n",
    ":",
]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_names_stand_in_the_text(text: str) -> None:
    names = names_in(text)
    assert len(names) <= MOST_NAMES
    assert len({t.term for t in names}) == len(names)
    for term in names:
        assert all(word in text for word in term.term.split())
    Index(Lexicon(names))


def test_what_notes_mention() -> None:
    notes = Notes.of("The Duran: Mercouris speaks. Mercouris' missiles", Index(LEXICON))
    assert notes.terms == Counter({"The Duran": 1, "Alexander Mercouris": 2})
    assert notes.words["mercouris"] == 2
    assert "missil" in notes.stems
    assert Notes.of("", Index(LEXICON)) == NOTHING == Notes()


# Notes, and what they make of the features of "Mercuris" for Mercouris.
FEATURES: dict[str, tuple[str, dict[str, float]]] = {
    "none": ("", {"exact": 0, "absent": 1, "partner": 0, "context_share": 0}),
    "nothing to the point": ("Nobody came.", {"exact": 0, "absent": 1, "partner": 0, "context_share": 0}),
    "the term": ("Alexander Mercouris", {"exact": 0.69, "absent": 0, "partner": 0.69, "context_share": 0}),
    "twice": ("Mercouris, Alexander Mercouris", {"exact": 1.1, "absent": 0, "partner": 1.1}),
    "a context word": ("on Ukraine", {"exact": 0, "context_share": 0.5, "context_near": 0, "context_far": 0}),
}


@pytest.mark.parametrize(("text", "wanted"), FEATURES.values(), ids=FEATURES)
def test_features(text: str, wanted: dict[str, float]) -> None:
    index = Index(LEXICON)
    heard = Heard.of("and then Mercuris said it")
    found = [c for c in index.find(heard, ()) if c.form.text == "Mercouris"]
    (row,) = pair_features(heard, (), found, index, notes=Notes.of(text, index))
    known = dict(zip(PAIR_FEATURES, row.tolist(), strict=True))
    assert {name: known[name] for name in wanted} == pytest.approx(wanted, abs=0.01)
    if not text:
        assert (row == pair_features(heard, (), found, index)[0]).all()


def test_context_from_notes_is_near_nothing() -> None:
    index = Index(LEXICON)
    form = next(f for f in index.forms if f.text == "Alexander Mercouris")
    heard = Heard.of("he spoke of Ukraine")
    context = Context(heard, notes=Notes.of("The Duran", index))
    assert context.share(form.term) == 1.0
    assert context.hits(form, 0, 1) == Context(heard).hits(form, 0, 1)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The simple model, and a term that stands right somewhere is likelier."""
    path = tmp_path_factory.mktemp("notes") / "model.json"
    weights = {"sound_max": [0.6, 0.1, 0.5], "letters": [0.6, 0.1, 0.5], "exact": [0.0, 1.0, 3.0]}
    return write_model(path, alone={"bias": -2.0, "weights": weights})


# Notes, what was heard, and what it becomes with everything applied that is sure.
HEARD: dict[str, tuple[str, str, str]] = {
    "a guest of no lexicon": (
        "Our guest: Nima Alkhorshid",
        "so neema alkorshid said it",
        "so Nima Alkhorshid said it",
    ),
    "a guest by surname": ("with Glenn Sleboda", "so Slebodda said it", "so Sleboda said it"),
    "a term of the lexicon": ("with Alexander Mercouris", "so Merkuris said it", "so Mercouris said it"),
    "an ordinary word stays": ("we sent JASSM there", "so the chasm is deep", "so the chasm is deep"),
    "what is right stays": (
        "with Nima Alkhorshid and Mercouris",
        "so Nima Alkhorshid met Mercouris",
        "so Nima Alkhorshid met Mercouris",
    ),
}


def fixed(corrector: Corrector, text: str) -> str:
    for p in reversed([p for p in corrector.propose(text) if p.action is Action.FIX]):
        text = text[: p.span.start] + p.new + text[p.span.end :]
    return text


@pytest.mark.parametrize(("notes", "heard", "right"), HEARD.values(), ids=HEARD)
def test_corrections(model: Path, notes: str, heard: str, right: str) -> None:
    corrector = Corrector(LEXICON, model, notes=notes)
    assert fixed(corrector, heard) == right
    assert fixed(corrector, right) == right
    assert fixed(Corrector(LEXICON, model), heard) == heard


# Notes, the text, and what is said of the right form elsewhere.
REASONS: dict[str, tuple[str, str, list[str]]] = {
    "in the notes": ("with Mercouris", "so Merkuris said it", ["Alexander Mercouris stands in the notes"]),
    "in the text": (
        "",
        "Mercouris. So Merkuris said it",
        ["Alexander Mercouris stands elsewhere in the text"],
    ),
    "in both": (
        "with Mercouris",
        "Mercouris. So Merkuris said it",
        ["Alexander Mercouris stands elsewhere in the text", "Alexander Mercouris stands in the notes"],
    ),
    "in neither": ("with Nima Alkhorshid", "so Merkuris said it", []),
    "part of it": (
        "of Brookfield",
        "so Brukfeld Renewable Partners said it",
        ["part of the name stands elsewhere in the text or in the notes"],
    ),
}


@pytest.mark.parametrize(("notes", "text", "said"), REASONS.values(), ids=REASONS)
def test_reasons(model: Path, notes: str, text: str, said: list[str]) -> None:
    found = Corrector(LEXICON, model, notes=notes).explain(text)
    p = max(found, key=lambda p: (p.score, p.new))
    assert [w for w in p.evidence.words if "stands" in w] == said


def test_no_notes_change_nothing(model: Path) -> None:
    text = "so Merkuris and alexander merkouris met Recip Erdwan on the durian"
    plain = Corrector(LEXICON, model)
    assert plain.lexicon is LEXICON
    assert Corrector(LEXICON, model, notes="").explain(text) == plain.explain(text)
    assert Corrector(LEXICON, model, notes=" \n").explain(text) == plain.explain(text)


@pytest.fixture
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, model: Path) -> None:
    """A folder with a talk and its notes; the commands use the model of this module."""

    def with_model(lexicon: Lexicon, **options: object) -> Corrector:
        return Corrector(lexicon, model, **options)  # type: ignore[arg-type]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mondegreen.corrector.Corrector", with_model)
    Path("talk.txt").write_text("so Neema Alkorshid said it\n")
    Path("episode.md").write_bytes("# Olé\n\nGuest: Nima Alkhorshid\n".encode("cp1252"))


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize("command", [["check"], ["fix", "-o", "-"], ["explain"]], ids=lambda c: c[0])
def test_the_option(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    args = [*command, "--no-packs", "--encoding", "cp1252", "talk.txt"]
    assert run(args) == 0
    assert "Nima Alkhorshid" not in "".join(capsys.readouterr())
    assert run([*args, "--notes", "episode.md"]) == (1 if command == ["check"] else 0)
    assert "Nima Alkhorshid" in "".join(capsys.readouterr())


@pytest.mark.usefixtures("_here")
def test_the_option_of_eval(capsys: pytest.CaptureFixture[str]) -> None:
    Path("right.txt").write_text("so Nima Alkhorshid said it\n")
    args = [
        "eval",
        "--no-packs",
        "--encoding",
        "cp1252",
        "--format",
        "json",
        "--corrected",
        "right.txt",
        "talk.txt",
    ]
    found = []
    for more in ([], ["--notes", "episode.md"]):
        assert run([*args, *more]) == 0
        found.append(json.loads(capsys.readouterr().out)["fix"]["right"])
    assert found == [0, 1]


@pytest.mark.usefixtures("_here")
def test_the_configuration() -> None:
    Path("mondegreen.toml").write_text('notes = "notes/episode.md"\nencoding = "cp1252"\npacks = []\n')
    Path("notes").mkdir()
    Path("episode.md").rename("notes/episode.md")
    assert run(["check", "talk.txt"]) == 1
    Path("other.md").write_text("Nobody came.\n")
    assert run(["check", "--notes", "other.md", "talk.txt"]) == 0  # the option wins


FAULTS = {
    "missing": ("none.md", "none.md: no such file"),
    "a directory": (".", ".: is a directory"),
    "another encoding": ("episode.md", "episode.md: byte 0xE9"),
}


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize(("name", "said"), FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("command", ["check", "fix", "explain", "eval"])
def test_notes_that_cannot_be_read(
    command: str, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("talk.txt").read_text()
    assert run([command, "--no-packs", "--notes", name, "talk.txt"]) == 2
    out, err = capsys.readouterr()
    assert err.startswith(said)
    assert (out, err.count("\n")) == ("", 1)
    assert Path("talk.txt").read_text() == before


@pytest.mark.usefixtures("_here")
def test_names_of_the_notes_are_terms() -> None:
    corrector = work.build_corrector(Settings(packs=(), notes=Path("episode.md"), encoding="cp1252"))
    assert [t.term for t in corrector.lexicon.terms] == ["Nima Alkhorshid"]
