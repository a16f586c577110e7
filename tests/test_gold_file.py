"""Gold files: what they say, and every fault with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from mondegreen import Document, Lexicon, formats
from mondegreen.errors import GoldError
from mondegreen.evaluate import Label
from mondegreen.gold_file import parse
from mondegreen.known_forms import KnownForms
from mondegreen.text import Span

TALK = "So Qurstammer met\r\nLamy, infact, uh.\n"
FORMS = KnownForms(Lexicon.from_terms(["Keir Starmer", "Lammy"]))
SEEDS = Path(__file__).resolve().parent.parent / "seeds"

GOOD = """\
# by hand
transcript: talk.srt
edits:
  - {start: 3, heard: Qurstammer, expected: Keir Starmer, kind: garble, note: the Prime Minister}
  - start: 14
    heard: "met\\r\\nLamy"
    expected: met Lammy
    accept: [met David Lammy]
optional:
  - {start: 25, heard: infact, accept: [in fact, indeed]}
  - {start: 33, heard: uh, expected: ""}
"""


def test_all_fields() -> None:
    gold = parse(GOOD, "a.gold.yaml")
    assert gold.transcript == "talk.srt"
    assert gold.labels(Document.plain(TALK), FORMS) == (
        Label(Span(3, 13), "Qurstammer", ("Keir Starmer",), True, "garble", True),
        Label(Span(14, 23), "met\r\nLamy", ("met Lammy", "met David Lammy"), True, None, True),
        Label(Span(25, 31), "infact", ("in fact", "indeed"), False, None, False),
        Label(Span(33, 35), "uh", ("",), False, None, False),
    )


def test_the_seed() -> None:
    text = (SEEDS / "duran-2024-09-13.txt").read_bytes().decode()
    gold = parse((SEEDS / "duran-2024-09-13.gold.yaml").read_text("utf-8"), "seed")
    labels = gold.labels(Document.plain(text), FORMS)
    assert sum(label.wanted for label in labels) == 65
    assert {label.kind for label in labels if label.wanted} == {
        *("garble", "near-name", "real-word", "split-join", "casing")
    }


EMPTY = {"none needed": "edits: []\n", "none at all": "edits: []\noptional: []\n", "optional": "optional: []"}


@pytest.mark.parametrize("text", EMPTY.values(), ids=EMPTY)
def test_nothing_is_wrong(text: str) -> None:
    assert parse(text, "g").labels(Document.plain(TALK), FORMS) == ()


def test_offsets_are_of_the_raw_text() -> None:
    raw = "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nso <i>Lamy</i> said\r\n"
    start = raw.index("Lamy")
    text = f"edits:\n- {{start: {start}, heard: Lamy, expected: Lammy}}\n"
    (label,) = parse(text, "g").labels(formats.read(raw, format="srt"), FORMS)
    assert label.span == Span(start, start + 4)


FAULTS = {
    "empty": ("", ["1:1: the file is empty; a gold file has `edits:`"]),
    "no mapping": ("- a\n", ["1:1: the top level is a list; a gold file has"]),
    "no labels": ("transcript: a.txt\n", ["1:1: `edits` is missing"]),
    "no list": ("edits: 3\n", ["1:8: `edits` must be a list, not a string"]),
    "an unknown key": ("edit: []\nedits: []\n", ["1:1: unknown key `edit`; known are"]),
    "no label": ("edits: [Lamy]\n", ["1:9: a label must be a mapping, not a string"]),
    "an unknown field": (
        "edits:\n- {start: 19, heard: Lamy, want: Lammy, expected: Lammy}\n",
        ["2:28: unknown field `want`; known are start, heard, expected, accept, kind, note"],
    ),
    "what is missing": (
        "edits:\n- {heard: Lamy, expected: Lammy}\n- {start: 19, expected: x}\n- {start: 19, heard: Lamy}\n",
        ["2:3: `start` is missing", "3:3: `heard` is missing", "4:3: `expected` is missing, or `accept`"],
    ),
    "empty values": (
        "edits:\n- {start: , heard: '', expected: , accept: []}\n",
        [
            "2:11: `start` must be a whole number from 0, not 'missing value'",
            "2:20: `heard` must be the words of the transcript, not a missing value",
            "2:34: `expected` is empty",
            "2:44: `accept` is empty",
        ],
    ),
    "no offset": (
        "edits:\n- {start: -1, heard: Lamy, expected: Lammy}\n- {start: 1.5, heard: Lamy, expected: Lammy}\n",
        ["2:11: `start` must be a whole number from 0, not '-1'", "3:11: `start` must be a whole number"],
    ),
    "right as heard": (
        "edits:\n- {start: 19, heard: Lamy, expected: Lamy}\n",
        ["2:3: 'Lamy' is what was heard and right too"],
    ),
    "it stands elsewhere": (
        "edits:\n- {start: 20, heard: Lamy, expected: Lammy}\n",
        ["2:11: 'Lamy' does not stand at 20, there is 'amy,'; the nearest is at 19 (line 2, column 1)"],
    ),
    "it stands nowhere": (
        "edits:\n- {start: 19, heard: Lame, expected: Lammy}\n",
        ["2:11: 'Lame' does not stand at 19, there is 'Lamy'; it stands nowhere in the transcript"],
    ),
    "behind the end": (
        "edits:\n- {start: 900, heard: Lamy, expected: Lammy}\n",
        ["2:11: 'Lamy' does not stand at 900, the transcript has 37 characters; the nearest is at 19"],
    ),
    "an overlap": (
        "edits:\n- {start: 19, heard: Lamy, expected: Lammy}\noptional:\n- {start: 20, heard: amy, expected: x}\n",
        ["4:11: overlaps the label on line 2"],
    ),
    "all at once": (
        "edit: []\nedits:\n- {start: 20, heard: Lamy, expected: Lammy}\n- {start: 19, heard: Lamy, right: x}\n",
        [
            "1:1: unknown key `edit`",
            "3:11: 'Lamy' does not stand at 20",
            "4:3: `expected` is missing",
            "4:28: unknown field `right`",
        ],
    ),
    "no YAML": ("edits: [\n", ["2:1: not YAML"]),
    "a repeated key": ("edits: []\nedits: []\n", ["2:1: `edits` stands twice in the file (line 1)"]),
    "an anchor": ("edits: &a []\n", ["1:8: anchors (&a) are not read"]),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_faults(text: str, said: list[str]) -> None:
    with pytest.raises(GoldError) as caught:
        parse(text, "a.gold.yaml").labels(Document.plain(TALK), FORMS)
    lines = str(caught.value).split("\n")
    for line, part in zip(lines, said, strict=True):
        assert line.startswith(f"a.gold.yaml:{part}"), lines


def test_a_time_is_no_speech() -> None:
    raw = "1\n00:00:01,000 --> 00:00:02,000\nso Lamy said\n"
    text = "edits:\n- {start: 2, heard: '00:00', expected: x}\n- {start: 32, heard: so, expected: So}\n"
    with pytest.raises(GoldError) as caught:
        parse(text, "g").labels(formats.read(raw, format="srt"), FORMS)
    assert str(caught.value) == "g:2:11: nothing is said at 2: '00:00' is no speech there"


KNOWN = {
    "preferred": ("Keir Starmer", True),
    "in other words": ("the Lammy plan", True),
    "other case and a possessive": ("KEIR STARMER's", True),
    "part of a form": ("Keir", False),
    "none": ("in fact", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("text", "known"), KNOWN.values(), ids=KNOWN)
def test_known_forms(text: str, known: bool) -> None:
    assert FORMS.in_text(text) is known


def test_half_a_form_is_known_beside_the_other_half() -> None:
    raw = "1\n00:00:01,000 --> 00:00:02,000\nso Kier\n\n2\n00:00:02,000 --> 00:00:03,000\nStommer sad\n"
    rows = "".join(
        f"- {{start: {raw.index(heard)}, heard: {heard}, expected: {right}}}\n"
        for heard, right in (("Kier", "Keir"), ("Stommer", "Starmer"), ("sad", "said"))
    )
    labels = parse(f"edits:\n{rows}", "g").labels(formats.read(raw, format="srt"), FORMS)
    assert [label.known for label in labels] == [True, True, False]
    (alone, *_) = parse(f"edits:\n{rows.splitlines()[0]}", "g").labels(formats.read(raw, format="srt"), FORMS)
    assert not alone.known
