"""A show's own configuration on the command line: its house style, and its lexicon over a pack's."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from cases import give_stdin

from mondegreen.cli import run
from mondegreen.records import read_record

SHOW = """\
terms:
  - term: Kyiv
    type: place
    aliases: [Kiev]
  - term: Volodymyr Zelensky
    type: person
    aliases: [Zelenskyy]
    mishearings: [{text: Zolensky, for: Zelensky}]
"""
TOML = """\
packs = []
lexicon = ["show.yaml"]
# "Kyiv" for "Kiev"
style = [
  "Kyiv",
  'Zelenskyy',  # as he does
]
"""
TALK = "Zolensky went to Kiev with Zelensky.\n"
FIXED = "Zelenskyy went to Kyiv with Zelenskyy.\n"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("show.yaml").write_text(SHOW)
    Path("mondegreen.toml").write_text(TOML)
    Path("talk.txt").write_text(TALK)


def said(capfd: pytest.CaptureFixture[str], *args: str, status: int = 0) -> str:
    got = run(args)
    sys.stdout.flush()
    out, err = capfd.readouterr()
    assert (got, err) == (status, "")
    return out


def complained(capfd: pytest.CaptureFixture[str], *args: str) -> str:
    got = run(args)
    sys.stdout.flush()
    out, err = capfd.readouterr()
    assert (got, out) == (2, "")
    return err


def test_it_is_counted_apart(capfd: pytest.CaptureFixture[str]) -> None:
    out = said(capfd, "check", "talk.txt", status=1)
    assert out.index("1 sure in talk.txt") < out.index("2 not in house style in talk.txt")
    assert "Kiev → Kyiv · house style: Kyiv" in out
    assert "1 sure, 2 not in house style in talk.txt; nothing written yet" in out


def test_fixing_twice_is_fixing_once(capfd: pytest.CaptureFixture[str]) -> None:
    assert "1 fixed, 2 put in house style in talk.txt" in said(capfd, "fix", "talk.txt")
    assert Path("talk.txt").read_text() == FIXED
    assert said(capfd, "check", "talk.txt").startswith("Nothing to correct in talk.txt")


def test_style_alone_is_no_correction(capfd: pytest.CaptureFixture[str]) -> None:
    Path("talk.txt").write_text("They went to Kiev.\n")
    out = said(capfd, "fix", "talk.txt")
    assert "1 put in house style in talk.txt" in out
    assert "fixed" not in out


def test_off_unless_it_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    Path("mondegreen.toml").write_text('packs = []\nlexicon = ["show.yaml"]\n')
    said(capfd, "fix", "talk.txt")
    assert Path("talk.txt").read_text() == TALK.replace("Zolensky", "Zelensky")


def test_options_add_to_the_configuration(capfd: pytest.CaptureFixture[str]) -> None:
    Path("mondegreen.toml").write_text('packs = []\nlexicon = ["show.yaml"]\nstyle = ["Kyiv"]\n')
    said(capfd, "fix", "--style", "Zelenskyy", "talk.txt")
    assert Path("talk.txt").read_text() == FIXED


REFUSED = {
    "what was heard": ("Kiev", FIXED.replace("Kyiv", "Kiev")),
    "what would be written": ("Zelenskyy", "Zelensky went to Kyiv with Zelensky.\n"),
}


@pytest.mark.parametrize(("words", "want"), REFUSED.values(), ids=REFUSED)
def test_ignore_refuses_it(capfd: pytest.CaptureFixture[str], words: str, want: str) -> None:
    said(capfd, "fix", "--ignore", words, "talk.txt")
    assert Path("talk.txt").read_text() == want


def test_json_and_records_say_so(capfd: pytest.CaptureFixture[str]) -> None:
    rows = [
        json.loads(line)
        for line in said(capfd, "check", "--format", "json", "talk.txt", status=1).split("\n")
        if line
    ]
    assert [(r["old"], r["new"], r["via"], r["action"]) for r in rows] == [
        ("Zolensky", "Zelenskyy", "mishearing", "fix"),
        ("Kiev", "Kyiv", "style", "fix"),
        ("Zelensky", "Zelenskyy", "style", "fix"),
    ]
    assert rows[1]["why"] == ["house style: Kyiv"]
    said(capfd, "fix", "--edits", "talk.jsonl", "talk.txt")
    (record,) = read_record(Path("talk.jsonl").read_text())
    assert [e.via.value for e in record.entries] == ["mishearing", "style", "style"]
    said(capfd, "revert", "talk.jsonl")
    assert Path("talk.txt").read_text() == TALK
    said(capfd, "apply", "talk.jsonl")
    assert Path("talk.txt").read_text() == FIXED


def test_explain_tells_of_it(capfd: pytest.CaptureFixture[str]) -> None:
    out = said(capfd, "explain", "--about", "Kiev", "talk.txt")
    assert "fix, found by style" in out
    assert "house style: Kyiv" in out


def test_a_review_counts_it_apart(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("talk.txt").write_text("They went to Kiev with Volodimir Zelensko.\n")
    give_stdin(monkeypatch, b"y\nw\n")
    assert run(["review", "--min-fix", "1", "talk.txt"]) == 0
    assert "talk.txt: 1 in house style, " in "".join(capfd.readouterr())
    assert Path("talk.txt").read_text() == "They went to Kyiv with Volodymyr Zelenskyy.\n"


def test_a_report_counts_it_apart(capfd: pytest.CaptureFixture[str]) -> None:
    assert said(capfd, "report", "talk.txt") == (
        "talk.report.html: 0 to decide, 1 certain, 2 in house style. Open it in a browser.\n"
    )
    assert ", 1 certain, 2 in house style</span>" in Path("talk.report.html").read_text()


def test_what_was_put_in_style_teaches_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    said(capfd, "report", "talk.txt")
    said(capfd, "fix", "--edits", "talk.jsonl", "talk.txt")
    lines = [json.loads(line) for line in Path("talk.jsonl").read_text().splitlines()]
    for row in lines[2:]:
        row["answer"] = {
            "verdict": "yes",
            "written": row["written"],
            "by": "Ann",
            "when": "2024-09-13T12:00:00",
        }
    Path("talk.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert run(["learn", "--write", "talk.jsonl"]) == 0
    assert Path("show.yaml").read_text() == SHOW


def test_eval_judges_it_where_somebody_says_what_is_right(capfd: pytest.CaptureFixture[str]) -> None:
    def counted(corrected: str) -> dict[str, float]:
        Path("right.txt").write_text(corrected)
        out = said(capfd, "eval", "--corrected", "right.txt", "--format", "json", "talk.txt")
        fix: dict[str, float] = json.loads(out)["fix"]
        return fix

    in_style, as_spoken = counted(FIXED), counted(TALK.replace("Zolensky", "Zelenskyy"))
    assert (in_style["recall"], in_style["precision"]) == (1, 1)
    assert (as_spoken["recall"], as_spoken["precision"]) == (1, 1)


def test_faults_have_their_place(capfd: pytest.CaptureFixture[str]) -> None:
    path = Path("mondegreen.toml").resolve()
    path.write_text(TOML.replace("'Zelenskyy'", "'Zelenskii', \"Kiev\""))
    assert complained(capfd, "check", "talk.txt") == (
        f"{path}:6:3: house style: 'Zelenskii' is no right form; the entry 'Volodymyr Zelensky' has Volodymyr Zelensky,"
        " Zelenskyy and Zelensky\n"
        f"{path}:6:16: house style: 'Kiev' contradicts 'Kyiv'; keep one of the two\n"
    )


def test_faults_of_options(capfd: pytest.CaptureFixture[str]) -> None:
    assert complained(capfd, "check", "--style", "Kiew", "talk.txt").startswith(
        "mondegreen check: --style: 'Kiew' is no right form; the entry 'Kyiv' has Kyiv and Kiev"
    )


def test_a_show_lexicon_replaces_the_entry_of_a_pack_as_a_whole(capfd: pytest.CaptureFixture[str]) -> None:
    Path("show.yaml").write_text("terms:\n  - {term: Kyiv, type: place, aliases: [Kyyiv]}\n")
    Path("mondegreen.toml").write_text('packs = ["geopolitics"]\nlexicon = ["show.yaml"]\nstyle = ["Kiev"]\n')
    assert "'Kiev' contradicts" not in complained(capfd, "check", "talk.txt")
    Path("mondegreen.toml").write_text(
        'packs = ["geopolitics"]\nlexicon = ["show.yaml"]\nstyle = ["Kyyiv"]\n'
    )
    Path("talk.txt").write_text("They went to Kyiv.\n")
    said(capfd, "fix", "talk.txt")
    assert Path("talk.txt").read_text() == "They went to Kyyiv.\n"
