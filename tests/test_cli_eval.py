"""`mondegreen eval`: gold files and corrected copies in, figures out; the real pipeline with the simple model."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from mondegreen.cli import run
from mondegreen.scoring import Model

# With the simple model: two fixes, a question, and an ordinary word that is neither.
TALK = "So Kierstommer met Volodimir Zelensko and sent attackers.\nKeith Stammer said it, infact.\n"
OPTIONS = "--no-packs --term=ATACMS --term=Keir\u00a0Starmer --term=Volodymyr\u00a0Zelensky".split(" ")
OPTIONS = [o.replace("\u00a0", " ") for o in OPTIONS]
FIXED = (
    TALK.replace("Kierstommer", "Keir Starmer")
    .replace("Volodimir Zelensko", "Volodymyr Zelensky")
    .replace("attackers", "ATACMS")
    .replace("infact", "in fact")
)
GOLD = """\
edits:
  - {start: 3, heard: Kierstommer, expected: Keir Starmer, kind: garble}
  - {start: 19, heard: Volodimir Zelensko, expected: Zelensky, accept: [Volodymyr Zelensky], kind: garble}
  - {start: 47, heard: attackers, expected: ATACMS, kind: real-word}
optional:
  - {start: 81, heard: infact, accept: [in fact]}
"""
SRT = "1\n00:00:01,000 --> 00:00:02,000\nso Kier\n\n2\n00:00:02,000 --> 00:00:03,000\nStommer said\n"


@pytest.fixture(autouse=True)
def _here(simple_model: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    simple = Model.load(simple_model)
    monkeypatch.setattr(Model, "load", lambda path=None: simple)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("talk.txt").write_text(TALK)
    Path("fixed.txt").write_text(FIXED)
    Path("talk.gold.yaml").write_text(GOLD)


def said(capsys: pytest.CaptureFixture[str], *args: str, status: int = 0) -> str:
    got = run(["eval", *OPTIONS, *args])
    out, err = capsys.readouterr()
    assert (got, err) == (status, "")
    return out


def complained(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    assert run(["eval", *OPTIONS, *args]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err


def figures(capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    out = said(capsys, "--format", "json", *args)
    assert out.count("\n") == 1
    return json.loads(out)


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "talk.gold.yaml")
    assert out.startswith(
        "3 corrections in 13 words of talk.txt\n"
        "\n"
        "     recall          precision          false edits\n"
        "fix   66.7%  2 of 3     100.0%  2 of 2          0.0  0 wrong\n"
        "ask   66.7%  2 of 3      66.7%  2 of 3        769.2  1 wrong\n"
    )
    assert (
        "recall by kind     fix             ask\n"
        "garble          100.0%  2 of 2  100.0%  2 of 2\n"
        "real-word         0.0%  0 of 1    0.0%  0 of 1\n"
    ) in out
    assert "\n said    true  n\n" in out
    assert "Expected calibration error 0." in out
    assert "over 4 proposals from 5% on" in out
    assert "no term of the lexicon" not in out


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "--show", "talk.gold.yaml")
    assert out.startswith(
        "talk.txt:1:48: missed: attackers → ATACMS (real-word)\n"
        "    …met Volodimir Zelensko and sent [attackers]. Keith Stammer said it, infact.\n"
        "talk.txt:2:1: wrong, asked: Keith Stammer → Keir Starmer (64%)\n"
    )
    more = said(capsys, "--show", "--min-fix", "0.6", "--min-ask", "0.4", "talk.gold.yaml")
    assert "talk.txt:1:48: only asked: attackers → ATACMS (real-word)\n" in more
    assert "talk.txt:2:1: wrong, fixed: Keith Stammer → Keir Starmer (64%)\n" in more


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    told = figures(capsys, "--show", "talk.gold.yaml")
    assert told["fix"] == {
        "recall": 0.666667,
        "recall_of_all": 0.666667,
        "precision": 1.0,
        "false_edits_per_10000_words": 0.0,
        **{"wanted": 3, "found": 2, "not_in_lexicon": 0, "not_in_lexicon_found": 0, "right": 2, "wrong": 0},
    }
    assert (told["ask"]["precision"], told["ask"]["wrong"], told["words"]) == (0.666667, 1, 13)
    assert told["kinds"] == [
        {"kind": "garble", "wanted": 2, **{t: {"found": 2, "recall": 1.0} for t in ("fix", "ask")}},
        {"kind": "real-word", "wanted": 1, **{t: {"found": 0, "recall": 0.0} for t in ("fix", "ask")}},
    ]
    assert sum(b["count"] for b in told["calibration"]["bins"]) == told["calibration"]["count"] == 4
    assert [f["file"] for f in told["files"]] == ["talk.txt"]
    (missed,) = told["missed"]
    assert (missed["line"], missed["column"], missed["old"], missed["right"], missed["tiers"]) == (
        *(1, 48, "attackers", ["ATACMS"]),
        ["fix", "ask"],
    )
    (wrong,) = told["wrong"]
    assert (wrong["start"], wrong["old"], wrong["new"], wrong["action"], wrong["tiers"]) == (
        *(58, "Keith Stammer", "Keir Starmer", "ask"),
        ["ask"],
    )
    assert "missed" not in figures(capsys, "talk.gold.yaml")


def test_a_corrected_copy(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "--corrected", "fixed.txt", "--show", "talk.txt")
    assert "4 corrections in 13 words of talk.txt" in out
    assert "fix   66.7%  2 of 3     100.0%  2 of 2          0.0  0 wrong\n" in out
    assert (
        "1 correction holds no term of the lexicon, so recall leaves it out. Recall of all 4: fix 50.0%, ask\n50.0%."
    ) in out
    assert "talk.txt:2:24: missed, not in the lexicon: infact → in fact\n" in out
    assert "recall by kind" not in out


def test_more_terms_make_more_known(capsys: pytest.CaptureFixture[str]) -> None:
    less = figures(capsys, "--corrected", "fixed.txt", "talk.txt")["fix"]
    more = figures(capsys, "--term", "in fact", "--corrected", "fixed.txt", "talk.txt")["fix"]
    assert (less["wanted"], less["not_in_lexicon"]) == (3, 1)
    assert (more["wanted"], more["not_in_lexicon"]) == (4, 0)


def test_a_copy_that_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    told = figures(capsys, "--corrected", "talk.txt", "talk.txt")
    assert (told["ask"]["recall"], told["ask"]["precision"], told["ask"]["wrong"]) == (None, 0.0, 3)
    assert "fix       -  0 of 0       0.0%  0 of 2" in said(capsys, "--corrected", "talk.txt", "talk.txt")


def test_nothing_proposed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plain.txt").write_text("Nothing to see here.\n")
    out = said(capsys, "--corrected", "plain.txt", "plain.txt")
    assert "0 corrections in 4 words of plain.txt" in out
    assert "No proposals from 5% on" in out


def test_subtitles_named_by_the_gold(capsys: pytest.CaptureFixture[str]) -> None:
    Path("sub").mkdir()
    Path("sub/a.srt").write_text(SRT)
    rows = "".join(
        f"  - {{start: {SRT.index(h)}, heard: {h}, expected: {e}}}\n"
        for h, e in (("Kier", "Keir"), ("Stommer", "Starmer"))
    )
    Path("sub/labels.yaml").write_text(f"transcript: a.srt\nedits:\n{rows}")
    told = figures(capsys, "--min-fix", "0.5", "sub/labels.yaml")
    assert (told["fix"]["found"], told["fix"]["wrong"], told["words"]) == (2, 0, 4)
    assert told["files"][0]["file"] == str(Path("sub/a.srt"))


def test_subtitles_with_a_copy_in_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.srt").write_text(SRT)
    Path("a.txt").write_text("so Keir Starmer said")
    told = figures(capsys, "--min-fix", "0.5", "--corrected", "a.txt", "a.srt")
    assert (told["fix"]["found"], told["fix"]["wanted"], told["fix"]["wrong"]) == (1, 1, 0)


def test_several_are_added_up(capsys: pytest.CaptureFixture[str]) -> None:
    Path("b.txt").write_text(TALK)
    Path("b.gold.yaml").write_text("edits: []\n")
    told = figures(capsys, "talk.gold.yaml", "b.gold.yaml")
    assert (told["fix"]["found"], told["fix"]["wrong"], told["words"]) == (2, 2, 26)
    assert [f["fix"]["wrong"] for f in told["files"]] == [0, 2]
    assert "3 corrections in 26 words of 2 transcripts" in said(capsys, "talk.gold.yaml", "b.gold.yaml")


def test_the_transcript_from_stdin(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TALK.encode())))
    assert "of <stdin>" in said(capsys, "--corrected", "fixed.txt", "-")


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "-q", "talk.gold.yaml") == ""


def test_options_and_configuration_are_those_of_check(capsys: pytest.CaptureFixture[str]) -> None:
    strict = figures(capsys, "--min-fix", "0.9", "talk.gold.yaml")
    assert (strict["fix"]["found"], strict["ask"]["found"]) == (1, 2)
    ignoring = figures(capsys, "--ignore", "Kierstommer", "talk.gold.yaml")
    assert ignoring["ask"]["found"] == 1
    Path("mondegreen.toml").write_text('min_fix = 0.9\nonly = "ask"\nclean = true\n')
    assert figures(capsys, "talk.gold.yaml")["fix"] == strict["fix"]


def test_every_fault_of_every_file_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.gold.yaml").write_text("edits:\n- {start: 4, heard: Kierstommer, expected: x}\n- {heard: y}\n")
    Path("bad.txt").write_text(TALK)
    Path("odd.yaml").write_text("edits: []\n")
    Path("lost.gold.yaml").write_text("edit: []\n")
    Path("stdin.yaml").write_text("transcript: '-'\nedits: []\n")
    err = complained(
        capsys,
        *("talk.gold.yaml", "bad.gold.yaml", "odd.yaml"),
        *("lost.gold.yaml", "none.gold.yaml", "stdin.yaml"),
    )
    lines = err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        *("bad.gold.yaml:2:11", "bad.gold.yaml:3:3", "bad.gold.yaml:3:3"),
        *("odd.yaml", "lost.txt", "lost.gold.yaml:1:1", "none.gold.yaml", "stdin.yaml:1:13"),
    ]
    assert "names no `transcript`; add one, or call the file NAME.gold.yaml" in lines[3]
    assert lines[4] == "lost.txt: no such file (the transcript of lost.gold.yaml)"


MISUSE = {
    "nothing": ([], "Missing argument"),
    "a copy of several": (
        ["--corrected", "fixed.txt", "a", "b"],
        "--corrected is the copy of one transcript",
    ),
    "gold from stdin": (["-"], "can only be the transcript"),
    "a copy from stdin": (["--corrected", "-", "talk.txt"], "can only be the transcript"),
    "no probability": (["--min-ask", "nan", "talk.gold.yaml"], "is not a probability"),
    "no copy": (["--corrected", "none.txt", "talk.txt"], "none.txt: no such file"),
    "no YAML": (["talk.txt"], "talk.txt:1:1: the top level is a string"),
}


@pytest.mark.parametrize(("args", "message"), MISUSE.values(), ids=MISUSE)
def test_misuse(capsys: pytest.CaptureFixture[str], args: list[str], message: str) -> None:
    assert message in complained(capsys, *args)


def test_malformed_subtitles_are_measured_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.srt").write_text(SRT.replace("00:00:02,000 --> 00:00:03,000", "00:00:02,000 -> oops"))
    assert run(["eval", *OPTIONS, "--corrected", "a.srt", "a.srt"]) == 2
    out, err = capsys.readouterr()
    assert err.startswith("a.srt:")
    assert "0 corrections" in out
