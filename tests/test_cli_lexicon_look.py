"""`mondegreen lexicon find`, `hear` and `stats`: what they show, in both formats, and their exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from cases import Case, perform, put

from mondegreen.cli import run
from mondegreen.lexicon_schema import schema_text

PACK = """\
# yaml-language-server: $schema=../lexicon.schema.json
terms:
  - term: Quonbrek
    type: place
    aliases: [Old Quonbrek]
    mishearings:
      - {text: kwon break, source: talk.txt}
    sounds_like: [kwon-brek]
    context: [harbour, ferry]
  - term: Tarrus
    type: weapon
"""
MINE = b"terms:\n  - term: Brumlish\n    type: term\n"
#: A clone in small, so that no test depends on what the shipped packs hold.
CLONE = {
    ".git": b"",
    "lexicons/lexicon.schema.json": schema_text().encode(),
    "lexicons/en/towns.yaml": PACK.encode(),
}
BOTH = {**CLONE, "mine.yaml": MINE}

CASES = {
    # find
    "a term": Case(
        "lexicon find quonbrek",
        files=CLONE,
        stdout=(
            "lexicons/en/towns.yaml:3:11: is 'Quonbrek'\n",
            "      - {text: kwon break, source: talk.txt}\n",
        ),
    ),
    "the whole entry and no more": Case(
        "lexicon find Tarrus",
        files=CLONE,
        stdout=b"lexicons/en/towns.yaml:10:11: is 'Tarrus'\n  - term: Tarrus\n    type: weapon\n",
    ),
    "what was heard": Case("lexicon find kwan-breck", files=CLONE, stdout=("towns.yaml:3:11: sounds",)),
    "in a lexicon of one's own": Case(
        "lexicon find --lexicon mine.yaml brumlish", files=BOTH, stdout=("mine.yaml:2:11: is 'Brumlish'",)
    ),
    "in that of the configuration": Case(
        "lexicon find brumlish",
        files={**BOTH, "mondegreen.toml": b'lexicon = ["mine.yaml"]\n'},
        stdout=("mine.yaml:2:11: is 'Brumlish'",),
    ),
    "but in no other": Case(
        "lexicon find brumlish",
        1,
        BOTH,
        stdout=b"",
        stderr=("no entry for 'brumlish'; `mondegreen lexicon add`",),
    ),
    "none": Case("lexicon find seaside", 1, CLONE, stdout=b"", stderr=("no entry for 'seaside'",)),
    "none, for a program": Case(
        "lexicon find --format json seaside", 1, CLONE, stdout=b"", stderr=("no entry",)
    ),
    "a lexicon with faults": Case(
        "lexicon find --lexicon bad.yaml x",
        2,
        {**CLONE, "bad.yaml": b"terms:\n  - typ: x\n"},
        stderr=("bad.yaml:2:5:",),
    ),
    "a lexicon that is not there": Case(
        "lexicon find --lexicon no.yaml x", 2, CLONE, stderr=("no.yaml: can't be read",)
    ),
    "find --help": Case(
        "lexicon find --help", stdout=("Examples:", "melon shaw", "Exit code: 0 found, 1 nothing")
    ),
    # hear
    "an entry": Case(
        "lexicon hear Quonbrek",
        files=CLONE,
        stdout=(
            "  Quonbrek      kwun-brek        K W AH N B R EH K (sounds_like)\n",
            "Old Quonbrek  ohld",
            "Ordinary words one after the other that sound like it:\n",
        ),
    ),
    "by an alias": Case(
        ["lexicon", "hear", "old quonbrek", "--most", "0"], files=CLONE, stdout=("  Quonbrek  ",)
    ),
    "a name in no lexicon": Case(
        "lexicon hear Tarus",
        files=CLONE,
        stdout=("Other terms that sound like it:", "Tarrus (towns)  like Tarus"),
    ),
    "as if it were a person": Case(
        ["lexicon", "hear", "Ada Tarus", "--type", "person"],
        files=CLONE,
        stdout=("\n  Tarus ", "Tarrus (towns)  like Tarus"),
    ),
    "as if it were respelled": Case(
        ["lexicon", "hear", "Ada", "--sounds-like", "tarrus", "--most=1"],
        files=CLONE,
        stdout=("(sounds_like)", "Tarrus (towns)  like Ada"),
    ),
    "not the term itself": Case(
        "lexicon hear Brumlish --lexicon mine.yaml --most 0",
        files=BOTH,
        stdout=b"  Brumlish  brum-lish  B R AH M L IH SH\n",
    ),
    "letters that can't be read": Case(
        ["lexicon", "hear", "Зеленский"], 2, CLONE, stderr=("can't be read as English is",)
    ),
    "hear --help": Case("lexicon hear --help", stdout=("Examples:", "may lon shon")),
    # stats
    "counts": Case(
        "lexicon stats lexicons/en/towns.yaml",
        files=CLONE,
        stdout=(
            "                        terms  aliases  mishearings  seen  respellings  context  sentences\n"
            "lexicons/en/towns.yaml      2        1            1     1            1        2          0\n",
            "50%",
            "of type                 place  weapon\n",
        ),
    ),
    "several together": Case("lexicon stats mine.yaml lexicons", files=BOTH, stdout=("\ntogether ",)),
    "one is not together": Case("lexicon stats - --format json", stdin=MINE, stdout=('"name": "<stdin>"',)),
    "an empty lexicon": Case(
        "lexicon stats a.yaml", files={"a.yaml": b"terms: []\n"}, stdout=("a.yaml      0",)
    ),
    "a file with faults": Case("lexicon stats a.yaml", 2, {"a.yaml": b"terms: x\n"}, stderr=("a.yaml:1:8:",)),
    "stats --help": Case("lexicon stats --help", stdout=("Examples:", "jq .coverage")),
}


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_look(case: Case, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    perform(case, monkeypatch, capfdbinary)


def shown(capsys: pytest.CaptureFixture[str], *args: str) -> list[dict[str, object]]:
    """What a command prints as JSON lines."""
    put(BOTH)
    assert run(["lexicon", *args, "--format", "json"]) == 0
    sys.stdout.flush()
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_found_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = shown(capsys, "find", "Kwon Break")
    assert found.pop("entry") == "\n".join(line[2:] for line in PACK.splitlines()[2:9])
    assert found == {
        "record": "entry",
        "file": "lexicons/en/towns.yaml",
        "line": 3,
        "column": 11,
        "term": "Quonbrek",
        "field": "mishearing",
        "text": "kwon break",
        "by": "same",
        "share": 1.0,
    }


def test_heard_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    (heard,) = shown(capsys, "hear", "Tarus", "--most", "1")
    said = {"form": "Tarus", "english": "tah-rus", "phones": "T AA R AH S", "sounds_like": False}
    assert heard["said"] == [said]
    assert [(t["text"], t["term"], t["pack"]) for t in heard["terms"]] == [("Tarrus", "Tarrus", "towns")]  # type: ignore[attr-defined]


def test_counted_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    towns, mine, together = shown(capsys, "stats", "lexicons", "mine.yaml")
    assert (towns["terms"], mine["terms"], together["terms"]) == (2, 1, 3)
    assert together["types"] == {"place": 1, "term": 1, "weapon": 1}
    assert towns["coverage"] == {
        "source": 0.0,
        "context": 0.5,
        "sounds_like": 0.5,
        "mishearings": 0.5,
        "tests": 0.0,
    }
