"""`mondegreen lexicon check`: findings in all formats, exit codes, tests, false alarms and what they are compared with."""

# ruff: noqa: E501 - the tables hold one case a line

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cases import Case, perform, put
from test_lexicon_check import FAULTS, HEAD, marks

import mondegreen
from mondegreen import __version__
from mondegreen.cli import run
from mondegreen.lexicon_check import KINDS
from mondegreen.lexicon_file import clean_paths
from mondegreen.lexicon_schema import schema_text
from mondegreen.text import tokenise

GOOD = b"""terms:
  - term: Zaporizhzhia
    type: place
    context: [Ukraine, reactor]
    tests:
      fix:
        - {said: the reactor in Zaporizha in Ukraine, want: the reactor in Zaporizhzhia in Ukraine}
      keep: [The train went to the seaside.]
"""
BAD = b"""terms:
  - term: Zaporizhzhia
    type: place
    source: https://example.com/
    tests:
      fix:
        - {said: nothing of the kind, want: nothing of Zaporizhzhia}
  - term: Belgorod
    typ: place
"""
WARNS = GOOD.replace(b"    tests:", b"    note: the current name\n    tests:")
CLEAN = b"They went to the seaside, and nobody spoke of anything else.\n"
LOUD = b"So Zaporizha was spoken of in Ukraine, and its reactor.\n"
QUIET = "lexicon check --jobs 1 --no-packs"
NONE = f"{QUIET} --no-corpus"
ALL = {"a.yaml": GOOD, "clean/c.txt": CLEAN, "loud.txt": LOUD}

CASES = {
    "good": Case(f"{NONE} a.yaml", files={"a.yaml": GOOD}, stdout=b"1 term in 1 file, 2 test sentences: 0 errors, 0 warnings\n"),
    "bad": Case(
        f"{NONE} a.yaml",
        1,
        {"a.yaml": BAD},
        stdout=(
            "a.yaml:4:13: error: https://example.com/ is no page",
            "a.yaml:7:18: error: wants 'nothing of Zaporizhzhia', but changes nothing [test-fails]",
            "a.yaml:8:11: error: 'Belgorod' is out of order; it comes first in the file [order]",
            "a.yaml:9:5: error: unknown field `typ`",
            "2 terms in 1 file, 1 test sentence: 4 errors, 1 warning",
        ),
    ),
    "in quiet, only findings": Case(f"{NONE} -q a.yaml", files={"a.yaml": GOOD}, stdout=b""),
    "a warning": Case(f"{NONE} a.yaml", 0, {"a.yaml": WARNS}, stdout=("a.yaml:5:11: warning: 'current'", "1 warning")),
    "a warning counts where it should": Case(f"{NONE} --strict -q a.yaml", 1, {"a.yaml": WARNS}, stdout=("warning",)),
    "stdin": Case(f"{NONE} -q -", 1, stdin=BAD, stdout=("<stdin>:9:5: ",)),
    "a folder": Case(
        f"{NONE} shows", 1, {"shows/a.yaml": GOOD, "shows/b.yaml": BAD}, stdout=("shows/b.yaml:9:5", "in 2 files")
    ),
    "a file that is not there": Case(
        f"{NONE} none.yaml a.yaml", 2, {"a.yaml": GOOD}, stdout=("1 term in 1 file",), stderr=("none.yaml: ",)
    ),
    "one that is no lexicon": Case(f"{NONE} a.yaml", 1, {"a.yaml": b"\xff\xfe\x00"}, stdout=("a.yaml:1:1: error: ",)),
    "an empty one": Case(f"{NONE} a.yaml", 1, {"a.yaml": b""}, stdout=("a.yaml:1:1: error: the file is empty",)),
    "the same in Windows' encoding": Case(
        f"{NONE} -q a.yaml",
        1,
        {"a.yaml": b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n")},
        stdout=("a.yaml:1:1: error: the file begins with a byte order mark", "a.yaml:1:7: error: the line ends in CR LF"),
    ),
    "hostile text disturbs no terminal": Case(
        f"{NONE} -q a.yaml",
        1,
        {"a.yaml": "terms:\n  - term: a\u202eb\n    type: org\n  - term: <b>\u2066\n    type: org\n".encode()},
        stdout=("a.yaml:2:11: error: `term` holds the invisible character U+202E",),
    ),
    # False alarms.
    "text that stays": Case(
        f"{QUIET} --corpus clean a.yaml",
        0,
        ALL,
        stdout=("11 words of text that is right: 0 changes, 0 questions (0.0 and 0.0 per 10,000)",),
    ),
    "text that is changed": Case(
        f"{QUIET} --corpus clean --corpus loud.txt --alarms a.yaml",
        1,
        ALL,
        stdout=(
            "a.yaml:2:11: error: changes 'Zaporizha' to 'Zaporizhzhia' unasked in text that is right (loud.txt:1)",
            "change: 'Zaporizha' to 'Zaporizhzhia', for Zaporizhzhia, in loud.txt:1: So Zaporizha was",
            "21 words of text that is right: 1 change, 0 questions",
        ),
    ),
    "as against a folder": Case(
        f"{QUIET} --corpus loud.txt --against old -q a.yaml",
        1,
        {**ALL, "old/a.yaml": b"terms: []\n"},
        stdout=("\n+ change: 'Zaporizha' to 'Zaporizhzhia', for Zaporizhzhia, in loud.txt:1",),
    ),
    "as against the same": Case(
        f"{QUIET} --corpus loud.txt --against old a.yaml",
        1,
        {**ALL, "old/a.yaml": GOOD},
        stdout=("as against old: no false alarm came, none went\n",),
    ),
    "as against what had more": Case(
        f"{QUIET} --corpus loud.txt --against old a.yaml",
        0,
        {"a.yaml": b"terms: []\n", "old/a.yaml": GOOD, "loud.txt": LOUD},
        stdout=("- change: 'Zaporizha'", "as against old: -1 change, as many questions\n"),
    ),
    "as against a folder of something else": Case(
        f"{QUIET} --corpus loud.txt --against old a.yaml", 2, {**ALL, "old/b.txt": b""}, stderr=("old: holds none",)
    ),
    "as against nothing known": Case(
        f"{QUIET} --corpus loud.txt --against none a.yaml", 2, ALL, stderr=("--against none: no folder and no commit",)
    ),
    "no option for git": Case(
        f"{QUIET} --corpus loud.txt --against --help=x a.yaml", 2, ALL, stderr=("--against --help=x: no folder",)
    ),
    "a corpus that is not there": Case(f"{QUIET} --corpus none.txt a.yaml", 2, ALL, stderr=b"none.txt: no such file\n"),
    "an empty corpus": Case(
        f"{QUIET} --corpus clean a.yaml", 2, {"a.yaml": GOOD, "clean/.hidden": b""}, stderr=("clean: holds no text",)
    ),
    "a corpus of no words": Case(f"{QUIET} --corpus c.txt a.yaml", 0, {"a.yaml": GOOD, "c.txt": b""}, stdout=("0 words",)),
    "subtitles for a corpus": Case(
        f"{QUIET} --corpus c.srt a.yaml",
        0,
        {"a.yaml": GOOD, "c.srt": b"1\n00:00:01,000 --> 00:00:02,000\nTo the seaside\n"},
        stdout=("3 words",),
    ),
    # Options.
    "nothing to check": Case("lexicon check --no-packs", 2, stderr=("nothing to check",)),
    "no corpus and a corpus": Case(f"{NONE} --corpus c a.yaml", 2, {"a.yaml": GOOD}, stderr=("--no-corpus leaves nothing",)),
    "two to stdout": Case(f"{NONE} --summary - --format json a.yaml", 2, {"a.yaml": GOOD}, stderr=("stdout",)),
    "jobs": Case("lexicon check --jobs 0", 2, stderr=("0",)),
    "a summary that can't be written": Case(f"{NONE} --summary none/x a.yaml", 2, {"a.yaml": GOOD}, stderr=("none/x: can't be",)),
    "help": Case("lexicon check --help", stdout=("Examples:", "--against")),
    # For GitHub.
    "annotations": Case(
        f"{NONE} --format github -q a.yaml",
        1,
        {"a.yaml": BAD},
        stdout=("::error file=a.yaml,line=4,col=13,title=mondegreen%3A source::https://example.com/ is",),
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_check(
    case: Case, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    perform(case, monkeypatch, capfdbinary)


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    put({"a.yaml": GOOD, "old/a.yaml": b"terms: []\n", "loud.txt": LOUD})
    assert (
        run([*QUIET.split(), "--corpus", "loud.txt", "--against", "old", "--format", "json", "a.yaml"]) == 1
    )
    finding, alarms = map(json.loads, capsys.readouterr().out.splitlines())
    assert {k: finding[k] for k in ("record", "file", "line", "column", "level", "kind", "related")} == {
        "record": "finding",
        "file": "a.yaml",
        "line": 2,
        "column": 11,
        "level": "error",
        "kind": "false-alarm",
        "related": [],
    }
    assert finding["remedy"] == KINDS["false-alarm"].remedy
    assert (alarms["record"], alarms["words"], alarms["fixes"], alarms["questions"]) == ("alarms", 10, 1, 0)
    assert alarms["changes"] == [
        {"term": "Zaporizhzhia", "fixes": 1, "questions": 0, "come": alarms["alarms"], "gone": []}
    ]


def test_sarif(capsys: pytest.CaptureFixture[str]) -> None:
    put({"a b.yaml": BAD, "c.yaml": BAD.replace(b"Belgorod", b"Belgrade")})
    assert run([*NONE.split(), "--format", "sarif", "a b.yaml", "c.yaml"]) == 1
    log: dict[str, Any] = json.loads(capsys.readouterr().out)
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert one["tool"]["driver"]["semanticVersion"] == __version__
    assert [r["id"] for r in rules] == list(KINDS)
    assert one["columnKind"] == "unicodeCodePoints"
    assert {"duplicate", "order", "schema", "source", "test-fails"} <= {r["ruleId"] for r in one["results"]}
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] in ("a%20b.yaml", "c.yaml")
    (twice,) = [r for r in one["results"] if r["ruleId"] == "duplicate"]
    assert twice["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 11}


def test_annotations_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    put({"a,b%c.yaml": b"terms:\n  - term: 50%::error::\n    typ: org\n"})
    assert run([*NONE.split(), "--format", "github", "-q", "a,b%c.yaml"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines
    for line in lines:
        assert re.match(
            r"::(error|warning) file=a%2Cb%25c\.yaml,line=\d+,col=\d+,title=mondegreen%3A [a-z-]+::", line
        )


def test_the_summary_is_appended_and_nothing_breaks_out_of_it() -> None:
    put(
        {
            "a.yaml": BAD.replace(b"Belgorod", b"<script>|`x`"),
            "loud.txt": LOUD,
            "old/a.yaml": BAD,
            "sum.md": b"Before.\n",
        }
    )
    assert run([*NONE.split(), "-q", "--summary", "sum.md", "a.yaml"]) == 1
    text = Path("sum.md").read_text("utf-8")
    assert text.startswith("Before.\n## Lexicon check failed\n\n2 terms in 1 file, 1 test sentence: ")
    assert "| error | <code>a.yaml:9:5</code> | unknown field" in text
    assert "<script>" not in text
    for row in text.splitlines():
        if row.startswith("| error"):
            assert row.count("|") == 4


def test_the_summary_tells_of_alarms(capsys: pytest.CaptureFixture[str]) -> None:
    put({"a.yaml": GOOD, "old/a.yaml": b"terms: []\n", "loud.txt": LOUD})
    args = ["--corpus", "loud.txt", "--against", "old", "--summary", "-", "-q", "a.yaml"]
    assert run([*QUIET.split(), *args]) == 1
    out = capsys.readouterr().out
    assert "10 words of text that is right: 1 change, 0 questions (1000.0 and 0.0 per 10,000)." in out
    assert "\nAs against old: +1 change, as many questions.\n".replace("+", "&#43;") in out
    assert "| Zaporizhzhia | +1 | +0 | + <code>Zaporizha</code> to <code>Zaporizhzhia</code> |" in out


def test_the_summary_says_what_the_exit_code_says(capsys: pytest.CaptureFixture[str]) -> None:
    put({"a.yaml": b"terms:\n  - term: Zaporizhzhia\n"})  # without a type, of which it is only warned
    for strict, status, verdict in (((), 0, "passed"), (("--strict",), 1, "failed")):
        assert run([*NONE.split(), "-q", *strict, "--summary", "-", "a.yaml"]) == status
        assert f"## Lexicon check {verdict}\n" in capsys.readouterr().out
    assert run([*NONE.split(), "-q", "--summary", "-", "a.yaml", "none.yaml"]) == 2
    assert "## Lexicon check failed\n" in capsys.readouterr().out


def git(*args: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@localhost", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *args], check=True, capture_output=True)


def test_as_against_a_commit(capsys: pytest.CaptureFixture[str]) -> None:
    put({"sub/a.yaml": b"terms: []\n", "loud.txt": LOUD})
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    put({"sub/a.yaml": GOOD, "sub/new.yaml": GOOD.replace(b"Zaporizhzhia", b"Pokrovsk")})
    args = ["--corpus", "loud.txt", "--against", "main", "-q"]
    assert run([*QUIET.split(), *args, "sub/a.yaml", "sub/new.yaml"]) == 1
    assert "+ change: 'Zaporizha' to 'Zaporizhzhia'" in capsys.readouterr().out
    number = subprocess.run(
        ["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()
    args = ["--corpus", "loud.txt", "--summary", "-", "-q"]
    assert run([*QUIET.split(), *args, "--against", "HEAD", "sub/a.yaml"]) == 1
    assert "\nAs against HEAD: " in capsys.readouterr().out  # as it is written
    assert run([*QUIET.split(), *args, "--against", number, "sub/a.yaml"]) == 1
    assert f"\nAs against {number[:10]}: " in capsys.readouterr().out
    assert run([*QUIET.split(), "--corpus", "loud.txt", "--against", "HEAD^{tree}", "sub/a.yaml"]) == 2


def test_a_file_is_judged_beside_the_packs(capsys: pytest.CaptureFixture[str]) -> None:
    put({"mine.yaml": b"terms:\n  - term: Kier Starmer\n    type: person\n  - term: NATO\n    type: org\n"})
    assert run(["lexicon", "check", "--no-corpus", "--jobs", "1", "mine.yaml"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("mine.yaml:2:11: error: 'Kier Starmer' sounds like 'Keir Starmer' (")
    assert "NATO" not in out  # one's own entry replaces that of a pack


def test_several_processes_say_the_same(tmp_path: Path) -> None:
    put({"a.yaml": BAD, "loud.txt": LOUD})
    source = Path(mondegreen.__file__).parent.parent
    said = [
        subprocess.run(
            [sys.executable, "-m", "mondegreen", "lexicon", "check", "--no-packs", "--corpus", "loud.txt", "--jobs", jobs, "a.yaml"],
            capture_output=True,
            check=False,
            env={"PYTHONPATH": str(source), "PATH": ""},
        )
        for jobs in ("1", "2")
    ]  # fmt: skip
    assert said[0].returncode == 1
    assert said[0].stderr == b""
    assert (said[0].stdout, said[0].stderr) == (said[1].stdout, said[1].stderr)


# --- Every kind of fault, in one run --------------------------------------------------------------

SCHEMA_LINE = "# yaml-language-server: $schema=../lexicon.schema.json\n"
#: What takes two files, or has to be run, to be a fault. A mark stands before each: its kind in pointed brackets.
BESIDE = """\
<schema-line>terms:
  - term: Belgorod
    type: place
    mishearings: [belgorad]
    apply: ask
  - term: Kalmonk
    type: org
    aliases: [<alias-owned>Zorbix Inc]
  - term: <duplicate>Zorbix
    type: org
  - term: Zaporizhzhia
    type: place
    tests:
      fix:
        - {said: <test-fails>nothing of the kind, want: nothing of Zaporizhzhia}
"""
BROKEN = "terms:\n  - term: A<syntax>: b: c\n"
#: Of what is run, the whole entry is at fault.
NOISY, LOUDEST = "Belgorod", "Zaporizhzhia"
TALK = LOUD + b"Then the train to belgorad was late.\n\n" * 5


def planted() -> tuple[dict[str, bytes], set[tuple[str, str, int, int]]]:
    """A clone in small with every kind of fault in its packs; and the kind, file, line and column of each."""
    wanted: set[tuple[str, str, int, int]] = set()
    alone, line = SCHEMA_LINE + HEAD, 2
    for fault in FAULTS.values():
        text, at, column = marks(fault.bad)
        alone += text.removeprefix(HEAD)
        wanted.add((fault.kind, "lexicons/en/alone.yaml", line + at - 1, column))
        line += text.count("\n") - 1
    alone += "  - term: Zorbix\n    type: org\n    aliases: [Zorbix Inc]\n"
    texts = {"lexicons/en/alone.yaml": alone}
    for path, text in (
        ("lexicons/en/beside.yaml", BESIDE),
        ("lexicons/en/broken.yaml", SCHEMA_LINE + BROKEN),
    ):
        while mark := re.search("<([a-z-]+)>", text):
            before = text[: mark.start()]
            wanted.add((mark[1], path, before.count("\n") + 1, len(before) - before.rfind("\n")))
            text = before + text[mark.end() :]
        texts[path] = text
    plain = texts["lexicons/en/beside.yaml"].split("\n")
    for kind, term in (("noisy", NOISY), ("false-alarm", LOUDEST)):
        wanted.add((kind, "lexicons/en/beside.yaml", plain.index(f"  - term: {term}") + 1, 11))
    clone = {".git": "", "seeds/a.txt": "", "lexicons/lexicon.schema.json": schema_text(), **texts}
    return {"talk.txt": TALK, **{path: text.encode() for path, text in clone.items()}}, wanted


def _of_text(out: str) -> set[tuple[str, str, int, int]]:
    found = re.findall(r"^([^:\n]+):(\d+):(\d+): (?:error|warning): .* \[([a-z-]+)\]$", out, re.MULTILINE)
    return {(kind, path, int(line), int(column)) for path, line, column, kind in found}


def _of_json(out: str) -> set[tuple[str, str, int, int]]:
    rows = [json.loads(row) for row in out.splitlines()]
    return {(r["kind"], r["file"], r["line"], r["column"]) for r in rows if r["record"] == "finding"}


def _of_sarif(out: str) -> set[tuple[str, str, int, int]]:
    (one,) = json.loads(out)["runs"]
    found = set()
    for result in one["results"]:
        where = result["locations"][0]["physicalLocation"]
        region = where["region"]
        found.add(
            (result["ruleId"], where["artifactLocation"]["uri"], region["startLine"], region["startColumn"])
        )
    return found


def _of_github(out: str) -> set[tuple[str, str, int, int]]:
    found = re.findall(
        r"^::(?:error|warning) file=([^,]+),line=(\d+),col=(\d+),title=mondegreen%3A ([a-z-]+)::",
        out,
        re.MULTILINE,
    )
    return {(kind, path, int(line), int(column)) for path, line, column, kind in found}


READERS = {"text": _of_text, "json": _of_json, "sarif": _of_sarif, "github": _of_github}


@pytest.mark.parametrize("output", READERS)
def test_every_kind_of_fault_is_told_in_one_run(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No fault hides another, whatever the format: each is at its line and column."""
    files, wanted = planted()
    put(files)
    assert run([*QUIET.split(), "--corpus", "talk.txt", "--format", output, "-q", "lexicons"]) == 1
    told = READERS[output](capsys.readouterr().out)
    assert sorted(wanted - told) == []
    assert {kind for kind, *_ in wanted} == set(KINDS)
    assert len(KINDS) >= 25


def test_the_clean_text_is_large_enough() -> None:
    assert sum(len(tokenise(path.read_text("utf-8"))) for path in clean_paths()) >= 30_000
