"""`bench/accuracy.py` measures what it says: hand-made texts in the layouts of the data sets, figures by hand."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

sys.path.append(str(Path(__file__).resolve().parent.parent / "bench"))

import accuracy
import earnings21
import librispeech
import reliability
from judging import Judge, Terms, Verdict, calibration, errors, words
from kinds import Kind, kind_of

from mondegreen.text import Span


def nlp(*turns: str) -> str:
    """A `.nlp` file in which every turn has a speaker of its own."""
    lines = ["token|speaker|ts|endTs|punctuation|case|tags|wer_tags"]
    for speaker, turn in enumerate(turns):
        for word in turn.split():
            bare = word.rstrip(".,?")
            lines.append(f"{bare}|{speaker}|0.5|0.75|{word[len(bare) :]}||[]|[]")
    return "\n".join(lines) + "\n"


def put(path: Path, text: str) -> None:
    """Write a file and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


# ---------------------------------------------------------------------------------------------------------- earnings21
SAID = {
    "11": nlp("Welcome to Dobrecht.", "I am Petra Vance of Dobrecht, and our profit grew."),
    "22": nlp("The profit of Quillon fell.", "We thank Quillon."),
}
HEARD = {
    # one name is misheard, one is right; "prophet" is on no list
    "11": nlp("Welcome to Dobrekt.", "I am Petra Vance of Dobrecht, and our prophet grew."),
    "22": nlp("The profit of Quillon fell.", "We thank Quillon."),
}
ORACLE = "DOBRECHT\nPETRA VANCE\nPROFIT\nQUILLON\n"


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """Two calls, heard by two recognisers; one of them heard everything right."""
    folder = tmp_path / "earnings21"
    for call in SAID:
        put(folder / f"transcripts/nlp_references/{call}.nlp", SAID[call])
        put(folder / f"output/amazon/{call}.nlp", HEARD[call])
        put(folder / f"output/rev/kaldi/nlp/{call}.nlp", SAID[call])
    put(folder / "bias_lists/oracle_list.txt", ORACLE)
    put(folder / "bias_lists/distractor_list.txt", ORACLE + "ACME & SONS (AS)\nBRT HOLDINGS\n\n")
    return folder


def test_text_of_a_file() -> None:
    file = nlp("Good day, all.", "<laugh> Thank <unk> you") + "|1|||.|||\n"
    assert earnings21.text_of(file) == "Good day, all.\nThank <unk> you\n"


def test_recognisers_with_and_without_a_folder_of_their_own_for_nlp(calls: Path) -> None:
    assert "Dobrekt" in earnings21.heard(calls, "amazon", "11")
    assert "Dobrecht" in earnings21.heard(calls, "rev/kaldi", "11")
    with pytest.raises(FileNotFoundError):
        earnings21.heard(calls, "google", "11")


@pytest.mark.parametrize(
    ("kind", "lists"),
    [
        # "profit" is said too, but the references write it small, and it is a common word
        ("percall", {"11": ["Dobrecht", "Petra Vance"], "22": ["Quillon"]}),
        ("oracle", {call: ["Dobrecht", "Petra Vance", "Quillon"] for call in SAID}),
        (
            "full",
            {call: ["Dobrecht", "Petra Vance", "Quillon", "Acme & Sons", "BRT Holdings"] for call in SAID},
        ),
    ],
)
def test_lexicons(calls: Path, kind: str, lists: dict[str, list[str]]) -> None:
    assert dict(earnings21.lexicons(calls, kind, earnings21.references(calls))) == lists


@pytest.mark.parametrize(
    ("listed", "said", "kept"),
    [
        pytest.param("SUPPORT", "We support it. Support matters.", [], id="common and small"),
        pytest.param("SUPPORT", "Write to Support today.", ["Support"], id="common, but a name here"),
        pytest.param("GIGAWATTS", "Two gigawatts.", ["gigawatts"], id="small, but rare"),
        pytest.param("IPHONE", "Our iPhone and iPhone and iphone.", ["iPhone"], id="as it is written most often"),
        pytest.param("INVESTOR RELATIONS", "Investor relations. My investor relations.", ["investor relations"],
                     id="the start of a sentence says nothing"),
        pytest.param("KOHL'S", "At Kohl's and Kohl.", ["Kohl's"], id="the list knows the ending"),
        pytest.param("DUPONT", "We.", ["Dupont"], id="not said at all"),
        pytest.param("BANK OF O'NEAL", "We.", ["Bank of O'Neal"], id="not said, several words"),
        pytest.param("CVS HEALTH", "We.", ["CVS Health"], id="not said, an acronym"),
        pytest.param("McQuill", "We.", ["McQuill"], id="the list has small letters"),
    ],
)  # fmt: skip
def test_spelling_of_terms(listed: str, said: str, kept: list[str]) -> None:
    known = earnings21.spellings([listed], [said])
    assert [earnings21.spelled(t, known) for t in earnings21.without_everyday_words([listed], known)] == kept


# ------------------------------------------------------------------------------------------------------------- judging
#: (what, what was said, what was heard with the words to be replaced in brackets, the new words, the verdict)
VERDICTS = [
    ("what was said", "we met Petra Vance today", "we met [Peter fans] today", "Petra Vance", "right"),
    ("all but a plural", "two webcasts by Dobrecht", "two [web cast] by Dobrecht", "webcast", "right"),
    ("an ampersand is and", "ask Coker and Sons now", "ask [cocoa and suns] now", "Coker & Sons", "right"),
    ("before an ending", "for Dobrecht's plan", "for [Dobrekt]'s plan", "Dobrecht", "right"),
    ("an ending put in", "for Dobrecht's plan", "for [Dobrecht] plan", "Dobrecht's", "right"),
    ("an ending made up", "for Dobrecht plan", "for [Dobrecht] plan", "Dobrecht's", "damage"),
    ("one of two words", "we met Petra Vance today", "we met [Peter fans] today", "Petra Vane", "partial"),
    ("neither word", "we met Petra Vance today", "we met [Peter fans] today", "Quillon Sons", "wrong"),
    ("nothing was said there", "we say hello", "we say hello [Dobrekt]", "Dobrecht", "wrong"),
    ("all was right", "we met Petra Vance today", "we met [Petra Vance] today", "Quillon", "damage"),
    ("a part was right", "we met Petra Vance today", "we met [Petra fans] today", "Quillon", "damage"),
    ("a plural lost", "all webcasts are here", "all [webcasts] are here", "webcast", "damage"),
    ("a name joined", "from JP Morgan today", "from [JP Morgan] today", "JPMorgan", "spacing"),
    ("ordinary words joined", "the health care bill", "the [health care] bill", "Healthcare", "damage"),
    ("an ampersand in a word", "their Q and A now", "their [Q and A] now", "Q&A", "spacing"),
    ("capitals of a name", "ask Petra Vance", "ask [petra vance]", "Petra Vance", "case right"),
    ("capitals of no name", "we support it", "we [support] it", "Support", "case wrong"),
]


@pytest.mark.parametrize(
    ("said", "heard", "new", "verdict"), [pytest.param(*case, id=name) for name, *case in VERDICTS]
)
def test_verdict_on_a_proposal(said: str, heard: str, new: str, verdict: str) -> None:
    span = Span(heard.index("["), heard.index("]") - 1)
    judge = Judge(said, heard.replace("[", "").replace("]", ""))
    assert judge.verdict(judge.change(span, new)) is Verdict(verdict)


@pytest.mark.parametrize(
    ("changes", "right_after"),
    [
        pytest.param([], [True, False, False], id="nothing done"),
        pytest.param([("Dobrekt", "Dobrecht")], [True, True, False], id="one repaired, one left alone"),
        pytest.param([("Petra Vance", "Peter Vance")], [False, False, False], id="one damaged"),
        pytest.param([("Dobrekt", "Dobrect")], [True, False, False], id="another wrong form"),
        pytest.param([("dough brecked", "Dobrechts")], [True, False, True], id="a plural is near enough"),
        pytest.param([("then dough brecked", "then Dobrecht")], [True, False, True], id="in a longer change"),
    ],
)  # fmt: skip
def test_terms_that_stand_right(changes: list[tuple[str, str]], right_after: list[bool]) -> None:
    said = "Petra Vance of Dobrecht here, thank you then Dobrecht today"
    heard = "Petra Vance of Dobrekt here, thank you then dough brecked today"
    judge = Judge(said, heard)
    found = judge.occurrences(Terms(["Dobrecht", "Petra Vance", "Quillon"]))
    spans = [Span(heard.index(old), heard.index(old) + len(old)) for old, _ in changes]
    made = [judge.change(span, new) for span, (_, new) in zip(spans, changes, strict=True)]
    assert [judge.right_after(o, made) for o in found] == right_after


@pytest.mark.parametrize(
    ("heard", "right"),
    [
        pytest.param("ask Quillon Resources about it now", True, id="as it was said"),
        pytest.param("ask quillon resources about it now", True, id="in small letters"),
        pytest.param("ask Quillon Resource about it now", False, id="without its -s"),
        pytest.param("ask Peter about it now, Quillon Resources", False, id="somewhere else"),
    ],
)
def test_terms_that_were_recognised(heard: str, right: bool) -> None:
    judge = Judge("ask Quillon Resources about it now", heard)
    assert [o.right for o in judge.occurrences(Terms(["Quillon Resources"]))] == [right]


#: (what, the term, what was said, what was heard, the words of the term in question, those in their place, the kind)
KINDS = [
    ("joined", "JP Morgan", "from JP Morgan today", "from JPMorgan today", "JP Morgan", "JPMorgan", "same letters"),
    ("parted by a hyphen", "Quillnet", "the Quillnet deal", "the quill-net deal", "Quillnet", "quill net",
     "same letters"),
    ("an ampersand", "Q&A", "our Q&A now", "our Q and A now", "Q&A", "Q and A", "same letters"),
    ("only an ampersand", "Acme & Sons", "for Acme and Sons now", "for Acme Sons now", "&", "", "same letters"),
    ("the neighbour is wrong too", "Quillnet", "um Quillnet deal", "quill net deal", "Quillnet", "quill net",
     "same letters"),
    ("another acronym", "CVS", "from CVS today", "from CBS today", "CVS", "CBS", "letters of an acronym"),
    ("an acronym in a name", "CVS Health", "from CVS Health today", "from see Health today", "CVS", "see",
     "letters of an acronym"),
    ("a Roman numeral", "World War II", "in World War II now", "in world war two now", "II", "two", "ordinary words"),
    ("two words for one", "Evoqua", "from Evoqua today", "from a vodka today", "Evoqua", "a vodka", "ordinary words"),
    # v-a-n-c-e and f-a-n-s have "an" in common, but before that the words count
    ("half of a name", "Petra Vance", "ask Petra Vance now", "ask Petra fans now", "Vance", "fans", "ordinary words"),
    ("a word that is none", "Dobrecht", "to Dobrecht now", "to Dobrekt now", "Dobrecht", "Dobrekt", "near spelling"),
    # "dobr" of eight and six letters: 2 * 4 / 14
    ("another word that is none", "Dobrecht", "to Dobrecht now", "to Doobrz now", "Dobrecht", "Doobrz", "far"),
    ("nothing", "Dobrecht", "to Dobrecht now", "to now", "Dobrecht", "", "not there"),
    ("a part of a name", "Petra Vance", "ask Petra Vance now", "ask Petra now", "Vance", "", "not there"),
    ("unknown", "Dobrecht", "to Dobrecht now", "to <unk> now", "Dobrecht", "<unk>", "not there"),
    ("a word too many", "Petra Vance", "ask Petra Vance now", "ask Petra zqx Vance now", "Petra Vance",
     "Petra zqx Vance", "near spelling"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("term", "said", "heard", "missing", "instead", "kind"),
    [pytest.param(*case, id=name) for name, *case in KINDS],
)
def test_kind_of_error(term: str, said: str, heard: str, missing: str, instead: str, kind: str) -> None:
    (found,) = Judge(said, heard).occurrences(Terms([term]))
    assert not found.right
    assert [w.text for w in found.missing] == [w.text for w in words(missing)]
    assert [w.text for w in found.instead] == instead.split()
    assert kind_of(found.missing, found.instead) is Kind(kind)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("the New Home Company", ["New Home Company"]),
        ("the new home of it", ["New Home"]),
        ("two iPhones", []),
        ("two IPhones and UBSs", ["iPhone", "UBS"]),
        ("the Evs", []),
    ],
)
def test_occurrences_of_terms(said: str, found: list[str]) -> None:
    terms = Terms(["New Home", "New Home Company", "iPhone", "UBS", "EV"])
    assert [term for _, _, term in terms.occurrences(words(said))] == found


@pytest.mark.parametrize(
    ("heard", "wrong"),
    [
        ("Dobrecht’s profit, up 5%", 0),
        ("dobrecht's Profit up 5", 0),
        ("Dobrecht profit up 5", 1),
        ("Dough brecht's profit 5 5", 3),
    ],
)
def test_word_errors(heard: str, wrong: int) -> None:
    assert errors(words("Dobrecht's profit up 5%"), words(heard)) == wrong


def test_calibration() -> None:
    claims = [(0.9, True), (0.7, True), (0.2, False), (0.4, True)]
    error, table = calibration(claims, bins=2)
    # the lower half claims 0.3 and is right half the time, the upper half claims 0.8 and always is
    assert table == [(pytest.approx(0.3), 0.5, 2), (pytest.approx(0.8), 1.0, 2)]
    assert error == pytest.approx((2 * 0.2 + 2 * 0.2) / 4)
    assert calibration([]) == (0, [])


def test_reliability_diagram() -> None:
    table = [(0.25, 0.5, 20), (0.75, 0.5, 1000)]
    svg = reliability.diagram(table, fix=0.8, ask=0.4, title="Calls & books")
    root = ElementTree.fromstring(svg)
    space = {"": "http://www.w3.org/2000/svg"}
    assert root.findtext("title", None, space) == "Calls & books"
    about = root.findtext("desc", "", space)
    assert "2 bins with 1020 proposals: said 0.250, right 0.500, n 20; said 0.750" in about
    assert about.endswith("Asked from 0.4 on, fixed from 0.8 on.")
    # the square of the plot is 340 wide from (64, 52) on
    circles = [(c.get("cx"), c.get("cy")) for c in root.iterfind(".//circle", space)]
    assert circles == [("149", "222"), ("319", "222")]
    lines = {kind: [line.attrib for line in root.iterfind(f".//line[@class='{kind}']", space)]
             for kind in ("diagonal", "threshold")}  # fmt: skip
    assert [[line[k] for k in ("x1", "y1", "x2", "y2")] for line in lines["diagonal"]] == [
        ["64", "392", "404", "52"]
    ]
    assert [(line["x1"], line["x2"]) for line in lines["threshold"]] == [("200", "200"), ("336", "336")]
    said = [text.text for text in root.iterfind(".//text", space)]
    assert {"ask 0.4", "fix 0.8", "share that was right", "probability said (mean of the bin)"} <= {*said}
    assert said[-9:] == ["said", "right", "n", "0.250", "0.500", "20", "0.750", "0.500", "1,000"]
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)|<script|<image", svg) == []


def test_reliability_diagram_of_nothing() -> None:
    svg = reliability.diagram([], fix=0.8, ask=0.4)
    assert "0 bins with 0 proposals" in svg
    assert "<circle" not in ElementTree.canonicalize(svg)


# -------------------------------------------------------------------------------------------------------- the programs
def test_figures_of_calls(
    calls: Path, tmp_path: Path, simple_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "folds/folds.json", json.dumps({"simple.json": ["11"], "absent.json": ["33"]}))
    shutil.copy(simple_model, tmp_path / "folds/simple.json")
    out = tmp_path / "figures.json"
    accuracy.main(["earnings21", str(calls), "--recognisers", "amazon,rev/kaldi", "--calls", "11", "--show",
                   "--folds", str(tmp_path / "folds"), "--json", str(out),
                   "--reliability", str(tmp_path / "reliability.svg")])  # fmt: skip
    figures = json.loads(out.read_text("utf-8"))
    # 13 words; "Dobrekt" and "prophet" are wrong, only the first is on the list
    assert figures["amazon fix"] == {
        "recall": 1.0,
        "precision": 1.0,
        "false per 10k words": 0.0,
        "edits": 1,
        "broken terms": 1,
        "terms damaged": 0,
        "case right, wrong": [0, 0],
        "WER": [15.38, 7.69],
    }
    assert figures["rev/kaldi ask"]["WER"] == [0.0, 0.0]
    assert figures["rev/kaldi ask"]["edits"] == 0
    assert figures["all ask"]["WER"] == [7.69, 3.85]
    assert figures["by kind"]["near spelling"] == {"fix": 1.0, "ask": 1.0, "n": 1}
    assert figures["by kind"]["far"] == {"fix": None, "ask": None, "n": 0}
    printed = capsys.readouterr().out.splitlines()
    assert printed[-7:-4] + printed[-3:-1] == [
        "kind of error             fix    ask      n",
        "same letters                -      -      0",
        "letters of an acronym       -      -      0",
        "near spelling           1.000  1.000      1",
        "far                         -      -      0",
    ]
    assert printed[0].startswith("amazon fix")
    drawn = (tmp_path / "reliability.svg").read_text("utf-8")
    assert "fix 0.75" in drawn  # that of the model
    assert "Earnings-21, lexicon percall" in drawn


def test_figures_of_a_tally() -> None:
    verdicts = {
        Verdict.RIGHT: 2,
        Verdict.PARTIAL: 1,
        Verdict.WRONG: 1,
        Verdict.DAMAGE: 2,
        Verdict.SPACING: 5,  # counts for nothing
        Verdict.CASE_RIGHT: 4,
        Verdict.CASE_WRONG: 1,
    }
    counts = {
        "heard": 2000,
        "said": 1000,
        "errors before": 100,
        "errors after": 95,
        "damaged": 1,
    }
    broken = Counter({Kind.NEAR: 3, Kind.FAR: 5})
    assert accuracy.Tally(Counter(verdicts), Counter(counts), broken, Counter({Kind.NEAR: 2})).figures() == {
        "recall": 0.25,
        "precision": 0.5,
        "false per 10k words": 15.0,
        "edits": 6,
        "broken terms": 8,
        "terms damaged": 1,
        "case right, wrong": [4, 1],
        "WER": [10.0, 9.5],
    }
    nothing = accuracy.Tally().figures()
    assert nothing["recall"] is None
    assert nothing["precision"] is None


def test_recall_by_kind() -> None:
    broken = Counter({Kind.NEAR: 3, Kind.FAR: 4})
    fix = accuracy.Tally(broken=broken, repaired=Counter({Kind.NEAR: 1}))
    ask = accuracy.Tally(broken=broken, repaired=Counter({Kind.NEAR: 2, Kind.FAR: 1}))
    assert {kind: row for kind, row in accuracy.by_kind(fix, ask).items() if row["n"]} == {
        "near spelling": {"fix": 0.333, "ask": 0.667, "n": 3},
        "far": {"fix": 0.0, "ask": 0.25, "n": 4},
    }


def test_what_is_missing_is_named(calls: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="google"):
        accuracy.main(["earnings21", str(calls), "--recognisers", "google"])
    with pytest.raises(SystemExit, match="no such call: 99"):
        accuracy.main(["earnings21", str(calls), "--calls", "11,99"])
    with pytest.raises(SystemExit, match="nlp_references"):
        accuracy.main(["earnings21", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"rnnt_baseline\.tsv"):
        accuracy.main(["librispeech", str(tmp_path)])


# --------------------------------------------------------------------------------------------------------- librispeech
@pytest.mark.parametrize(
    ("said", "heard", "edits"),
    [
        ("a b c", "a b c", []),
        ("a b c", "a x c", [("b", "x")]),
        ("a b", "a b x", [("", "x")]),
        ("a b", "", [("b", ""), ("a", "")]),
        # two replacements cost 8, leaving "b" alone costs 6
        ("a b", "b c", [("", "c"), ("a", "")]),
    ],
)
def test_edits_of_an_utterance(said: str, heard: str, edits: list[tuple[str, str]]) -> None:
    assert librispeech.edits(said.split(), heard.split()) == edits


def test_error_rates() -> None:
    rates = librispeech.Rates()
    rates.add("the old quillon fell".split(), "the quill on fell".split(), {"quillon"})
    rates.add("we saw it".split(), "we saw quillon it".split(), {"quillon"})
    # replaced: "old" and "quillon"; added: "quillon". 7 words, one of them rare
    assert rates.percent() == {"WER": 42.86, "U-WER": 16.67, "B-WER": 200.0}


def test_figures_of_utterances(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("1-1", "the dobrecht fell", ["dobrecht"]), ("1-2", "we saw it", []), ("1-3", "no", [])]
    refs = "".join(
        f"{name}\t{said}\t{json.dumps(rare)}\t{json.dumps(['dobrecht', 'quillon'])}\n"
        for name, said, rare in rows
    )
    put(tmp_path / "ref/test-other.biasing_500.tsv", refs)
    put(tmp_path / "hyp/test-other.mine.tsv", "1-1\tthe dobrekt fell\n1-2\twe saw it\n1-3\n")
    out = tmp_path / "figures.json"
    accuracy.main(["librispeech", str(tmp_path), "--split", "test-other", "--list-size", "500",
                   "--system", "mine", "--json", str(out)])  # fmt: skip
    figures = json.loads(out.read_text("utf-8"))
    # 7 words: "dobrekt" for "dobrecht", and "no" is missing
    assert figures["before"] == {"WER": 28.57, "U-WER": 16.67, "B-WER": 100.0}
    assert figures["ask"] == {"WER": 14.29, "U-WER": 16.67, "B-WER": 0.0}
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["before", "fix", "ask"]
