"""`mondegreen review` without a terminal: answers on stdin, what is written, what is kept, and going on."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fakes import ASK, FIX, FakeCorrector

from mondegreen.cli import run, work
from mondegreen.document import apply
from mondegreen.records import read_record

TEXT = b"So Alinsky met Qurstammer. Then alinsky left, and Alinsky's aide.\r\n"
SRT = (
    b"1\r\n00:00:01,000 --> 00:00:02,000\r\n<v Ann>so Alinsky\r\n\r\n"
    b"2\r\n00:00:03,000 --> 00:00:04,000\r\nsaid no\r\n"
)
WORDS = {
    "Alinsky": ("Zelensky", "Volodymyr Zelensky", 0.62, ASK),
    "alinsky": ("Zelensky", "Volodymyr Zelensky", 0.6, ASK),
    "Qurstammer": ("Keir Starmer", "Keir Starmer", 0.97, FIX),
}


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(work, "build_corrector", lambda settings: FakeCorrector(WORDS))
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@dataclass
class Result:
    status: int
    out: str
    err: str


class Reviewer:
    """Runs `mondegreen review` with answers, one a line."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capfd = monkeypatch, capfd

    def __call__(self, args: str, answers: str = "") -> Result:
        data = "".join(f"{line}\n" for line in answers.split("/") if answers)
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        status = run(["review", *args.split()])
        sys.stdout.flush()
        out, err = self.capfd.readouterr()
        assert "Traceback" not in err
        return Result(status, out, err)


@pytest.fixture
def reviewed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Reviewer:
    return Reviewer(monkeypatch, capfd)


@dataclass(frozen=True)
class Case:
    """Answers to questions about files; what must be said, and what the files hold afterwards."""

    args: str
    answers: str
    said: tuple[str, ...] = ()
    status: int = 0
    files: Mapping[str, bytes] = field(default_factory=lambda: {"talk.txt": TEXT})
    after: Mapping[str, bytes] = field(default_factory=dict)


ALL_YES = b"So Zelensky met Keir Starmer. Then Zelensky left, and Zelensky's aide.\r\n"
SURE = b"So Alinsky met Keir Starmer. Then alinsky left, and Alinsky's aide.\r\n"
CASES = {
    "yes to all": Case(
        "talk.txt",
        "y/y/y/w",
        ('Heard "Alinsky". Write "Zelensky"?', "4 corrections written to talk.txt."),
        after={"talk.txt": ALL_YES},
    ),
    "Enter at the end writes": Case(
        "talk.txt", "a/", ("4 corrections written",), after={"talk.txt": ALL_YES}
    ),
    "Enter repeats the answer before": Case("talk.txt", "y////w", after={"talk.txt": ALL_YES}),
    "words for keys are no keys": Case("talk.txt", "yes/q/q", ("There is no key yes",)),
    "by pair": Case("--group talk.txt", "y/w", ("Questions 1-3 of 3",), after={"talk.txt": ALL_YES}),
    "no": Case("talk.txt", "n/n/n/w", ("1 correction written",), after={"talk.txt": SURE}),
    "never": Case("talk.txt", "v/w", ("3 never",), after={"talk.txt": SURE}),
    "! is never": Case("talk.txt", "!/w", ("3 never",), after={"talk.txt": SURE}),
    "edit": Case(
        "talk.txt", "e Zelenskyy/n/n/w", after={"talk.txt": SURE.replace(b"Alinsky met", b"Zelenskyy met")}
    ),
    "edit, on a line of its own": Case(
        "talk.txt", "e/Zelenskyy/n/n/w", after={"talk.txt": SURE.replace(b"Alinsky met", b"Zelenskyy met")}
    ),
    "an empty edit is none": Case(
        "talk.txt", "e//y/n/n/w", after={"talk.txt": SURE.replace(b"Alinsky met", b"Zelensky met")}
    ),
    "quitting writes nothing": Case(
        "talk.txt", "y/q/q", ("1 answer kept, nothing written. Go on with: mondegreen review talk.txt",)
    ),
    "quitting at once": Case("talk.txt", "q", ("No answers yet, nothing written",)),
    "quitting and writing": Case(
        "talk.txt",
        "y/q/w",
        ("2 corrections written", "2 questions left open"),
        after={"talk.txt": SURE.replace(b"Alinsky met", b"Zelensky met")},
    ),
    "quitting and going back": Case("talk.txt", "y/q/b/y/y/w", after={"talk.txt": ALL_YES}),
    "back at the end": Case(
        "talk.txt",
        "y/y/y/b/n/w",
        ("Taken back.",),
        after={"talk.txt": ALL_YES.replace(b"Zelensky's", b"Alinsky's")},
    ),
    "skipped ones at the end": Case(
        "talk.txt", "s/y/y/s/y/w", ("ask the 1 skipped again",), after={"talk.txt": ALL_YES}
    ),
    "no more answers": Case("talk.txt", "y/y", ("2 answers kept, nothing written",)),
    "no answers at all": Case("talk.txt", "", ("No answers yet, nothing written",)),
    "help and why": Case(
        "talk.txt",
        "?/w/q",
        ("Leave the words as they were heard.", "Evidence for Zelensky: sounds almost the same"),
    ),
    "an unknown key": Case("talk.txt", "x/q", ("There is no key x; ? lists them.",)),
    "nothing for Enter": Case("talk.txt", "/q", ("no answer from before",)),
    "nothing to take back": Case("talk.txt", "b/q", ("no answer to take back",)),
    "nothing to play": Case("talk.txt", "p/q", ("There are no times in this transcript",)),
    "everything is asked": Case(
        "--all talk.txt",
        "y/n/y/y/w",
        ("It would be written unasked.",),
        after={"talk.txt": ALL_YES.replace(b"Keir Starmer", b"Qurstammer")},
    ),
    "elsewhere": Case(
        "-o out.txt talk.txt",
        "a/w",
        ("4 corrections written to out.txt",),
        after={"talk.txt": TEXT, "out.txt": ALL_YES},
    ),
    "to stdout": Case("-o - talk.txt", "a/w", (ALL_YES.decode(),)),
    "in quiet": Case("-q talk.txt", "a/w", after={"talk.txt": ALL_YES}),
    "nothing is certain, nothing to ask": Case(
        "talk.txt", "", ("Nothing to ask about in talk.txt.",), files={"talk.txt": b"well\n"}
    ),
    "nothing to ask, but to write": Case(
        "talk.txt",
        "w",
        ("1 certain", "1 correction written"),
        files={"talk.txt": b"Qurstammer"},
        after={"talk.txt": b"Keir Starmer"},
    ),
    "subtitles": Case(
        "talk.srt",
        "y/w",
        ("talk.srt, line 3, at 0:00:01",),
        files={"talk.srt": SRT},
        after={"talk.srt": SRT.replace(b"Alinsky", b"Zelensky")},
    ),
    "a speaker": Case(
        "talk.vtt",
        "q",
        ("talk.vtt, line 4, at 0:00:10, spoken by Ann.",),
        files={"talk.vtt": b"WEBVTT\n\n00:10.000 --> 00:14.000\n<v Ann>so Alinsky\n"},
    ),
    "no recording": Case("talk.srt", "p/q", ("no recording of the same name",), files={"talk.srt": SRT}),
    "several files": Case(
        "a.txt b.txt",
        "A/w",
        ("written to a.txt", "written to b.txt"),
        files={"a.txt": TEXT, "b.txt": b"Alinsky\n"},
        after={"a.txt": ALL_YES, "b.txt": b"Zelensky\n"},
    ),
    "one bad file does not stop the others": Case(
        "none.txt b.txt",
        "y/w",
        ("none.txt: no such file", "1 correction written to b.txt"),
        2,
        {"b.txt": b"Alinsky\n"},
        {"b.txt": b"Zelensky\n"},
    ),
    "the same content twice": Case(
        "a.txt b.txt",
        "y/w",
        ("b.txt: is being reviewed already",),
        2,
        {"a.txt": b"Alinsky\n", "b.txt": b"Alinsky\n"},
        {"a.txt": b"Zelensky\n", "b.txt": b"Alinsky\n"},
    ),
    "a mark and UTF-16": Case(
        "talk.txt",
        "y/w",
        files={"talk.txt": "\ufeffAlinsky".encode("utf-16-be")},
        after={"talk.txt": "\ufeffZelensky".encode("utf-16-be")},
    ),
    "no place in the encoding": Case(
        "--encoding latin-1 talk.txt",
        "e Зеленский/n/w",
        ("which has no 'З'",),
        files={"talk.txt": b"\xe9 Alinsky"},
        after={"talk.txt": b"\xe9 Alinsky"},
    ),
    "empty": Case("talk.txt", "", ("Nothing to ask",), files={"talk.txt": b""}),
    "stdin": Case("-", "", ("name a file",), 2, {}),
    "-o for two": Case("-o out.txt a.txt b.txt", "", ("-o is for one file",), 2, {}),
    "--media for two": Case("--media a.mp3 a.txt b.txt", "", ("--media is for one file",), 2, {}),
    "no such recording": Case("--media none.mp3 talk.txt", "", ("none.mp3: no such file",), 2),
    "a record over the transcript": Case("--edits talk.txt talk.txt", "", ("would overwrite talk.txt",), 2),
    "hostile text": Case(
        "talk.txt",
        "w/q",
        ("\\x1b[31m", "\\u202e"),
        files={"talk.txt": "\x1b[31m Alinsky \u202e<script>".encode()},
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_review(case: Case, reviewed: Reviewer) -> None:
    for name, data in case.files.items():
        Path(name).write_bytes(data)
    result = reviewed(case.args, case.answers)
    assert result.status == case.status, result.err
    for part in case.said:
        assert part in result.out + result.err
    for name, data in {**case.files, **case.after}.items():
        assert Path(name).read_bytes() == data, name
    assert {p.name for p in Path().iterdir()} - {".mondegreen"} == {*case.files, *case.after}
    assert "\x1b" not in result.out + result.err


def test_quiet_says_nothing_of_its_own(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    assert "written" not in reviewed("-q talk.txt", "a/w").out


# --- Kept answers ------------------------------------------------------------------------------------------


def journals() -> list[Path]:
    return sorted(Path(".mondegreen/review").glob("*.jsonl"))


def test_it_goes_on_where_it_stopped(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    reviewed("talk.txt", "n/y")
    assert Path(".mondegreen/review/.gitignore").read_text() == "*\n"
    result = reviewed("talk.txt", "n/w")
    assert "Question 3 of 3" in result.out
    assert "Question 2 of 3" not in result.out
    assert Path("talk.txt").read_bytes() == ALL_YES.replace(b"So Zelensky", b"So Alinsky").replace(
        b"Zelensky's", b"Alinsky's"
    )


def test_answers_are_taken_back_over_sittings(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    reviewed("talk.txt", "n/y")
    result = reviewed("talk.txt", "b/b/q")
    assert "Question 1 of 3" in result.out
    assert "Question 1 of 3" in reviewed("talk.txt", "q").out


def test_what_is_left_alone_is_not_asked_again(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    reviewed("talk.txt", "y/n/v/w")
    result = reviewed("talk.txt", "w")
    assert "Heard" not in result.out
    assert "1 no, 1 never" in result.out
    assert Path("talk.txt").read_bytes() == SURE.replace(b"So Alinsky", b"So Zelensky")


def test_nothing_is_left_behind_when_all_is_put_to_use(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    reviewed("talk.txt", "a/w")
    assert [p.name for p in Path().iterdir() if p.name != ".mondegreen"] == ["talk.txt"]
    assert journals() == []


def test_written_elsewhere_the_answers_stay(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    reviewed("-o out.txt talk.txt", "a/w")
    Path("out.txt").unlink()
    assert "Heard" not in reviewed("-o out.txt talk.txt", "w").out
    assert Path("out.txt").read_bytes() == ALL_YES


# name: (answers of a review, its options, what happens to the transcript then, what `check` says of it, its code)
CHECKED = {
    "nothing answered": ("q", "", b"", "? 3 for you to decide", 1),
    "one answered": ("n/q", "", b"", "· 1 answered in a review, not shown", 1),
    "all answered": ("a/y/q", "--all", b"", "· 3 answered in a review, not shown", 1),
    "refused, and written": (
        "y/n/v/w",
        "",
        b"",
        "Nothing to ask about in talk.txt; 2 answered in a review.",
        0,
    ),
    "written elsewhere": ("a/w", "-o out.txt", b"", "· 3 answered in a review, not shown", 1),
    "another text": ("a/q", "", b" And", "? 3 for you to decide", 1),
    "a broken journal": ("a/q", "", b"broken", "? 3 for you to decide", 1),
}


@pytest.mark.parametrize(("answers", "options", "more", "says", "code"), CHECKED.values(), ids=CHECKED)
def test_check_leaves_out_what_was_answered(
    answers: str,
    options: str,
    more: bytes,
    says: str,
    code: int,
    reviewed: Reviewer,
    capfd: pytest.CaptureFixture[str],
) -> None:
    path = Path("talk.txt")
    path.write_bytes(TEXT)
    reviewed(f"{options} talk.txt", answers)
    if more == b"broken":
        journals()[0].write_text("{")
    else:
        path.write_bytes(path.read_bytes() + more)
    assert run(["check", "talk.txt"]) == code
    sys.stdout.flush()
    assert says in capfd.readouterr().out


def test_asked_again_with_the_old_answers_at_hand(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    reviewed("talk.txt", "v")
    result = reviewed("--again talk.txt", "n/y")
    assert "Enter: never" in result.out
    assert "Question 3 of 3" in reviewed("talk.txt", "q").out


def test_a_transcript_that_changed_gets_no_old_answers(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    reviewed("talk.txt", "y/y")
    Path("talk.txt").write_bytes(b"Well. " + TEXT)
    result = reviewed("talk.txt", "//q/q")
    assert "talk.txt: has changed since 2 answers were given" in result.err
    assert "Question 1 of 3" in result.out
    assert "Enter: yes" in result.out
    Path("talk.txt").write_bytes(TEXT)
    assert "Question 3 of 3" in reviewed("talk.txt", "q").out


def test_a_transcript_that_changes_meanwhile_is_not_overwritten(
    reviewed: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("talk.txt").write_bytes(TEXT)

    class Answers(io.StringIO):
        def readline(self, *args: object) -> str:
            line = super().readline()
            if line == "w\n":
                Path("talk.txt").write_bytes(b"something else")
            return line

    monkeypatch.setattr(sys, "stdin", Answers("a\nw\n"))
    assert run(["review", "talk.txt"]) == 2
    assert "was changed by another program meanwhile; nothing was written" in reviewed.capfd.readouterr().err
    assert Path("talk.txt").read_bytes() == b"something else"
    Path("talk.txt").write_bytes(TEXT)
    assert "Heard" not in reviewed("talk.txt", "w").out
    assert Path("talk.txt").read_bytes() == ALL_YES


def test_a_line_that_was_cut_off_is_left_out(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    reviewed("talk.txt", "n/y")
    (journal,) = journals()
    whole = journal.read_bytes()
    for cut in (1, 30):
        journal.write_bytes(whole[:-cut])
        assert "Question 2 of 3" in reviewed("talk.txt", "q").out
    reviewed("talk.txt", "n")
    assert "Question 3 of 3" in reviewed("talk.txt", "q").out


BROKEN = {
    "garbage": (b"\x00\xff garbage\n", "line 1: not JSON"),
    "no header": (b'{"undo": 1}\n', "line 1: not a step of a review: no 'mondegreen'"),
    "another version": (
        b'{"mondegreen": "review", "version": 99}\n',
        "not the journal of a review that this version knows",
    ),
    "another transcript": (
        b'{"mondegreen": "review", "version": 1, "file": "x", "sha256": "y"}\n',
        "is about another transcript",
    ),
    "a list": (b"[1]\n", "line 1: not a step"),
}


@pytest.mark.parametrize(("data", "why"), BROKEN.values(), ids=BROKEN)
def test_a_broken_journal_is_told(data: bytes, why: str, reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    reviewed("talk.txt", "n")
    (journal,) = journals()
    journal.write_bytes(data)
    result = reviewed("talk.txt", "q")
    assert result.status == 2
    assert why in result.err
    assert result.err.count("\n") == 1
    assert Path("talk.txt").read_bytes() == TEXT


def test_answers_are_kept_beside_the_settings(reviewed: Reviewer) -> None:
    Path("sub").mkdir()
    Path("mondegreen.toml").write_text("")
    Path("sub/talk.txt").write_bytes(TEXT)
    reviewed("sub/talk.txt", "n")
    (journal,) = journals()
    assert json.loads(journal.read_text().split("\n")[0])["file"] == "sub/talk.txt"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to(reviewed: Reviewer) -> None:
    Path("sub").mkdir()
    Path("sub/talk.txt").write_bytes(TEXT)
    Path("sub").chmod(0o555)
    try:
        result = reviewed("sub/talk.txt", "y")
        assert result.status == 2
        assert reviewed("-o out.txt sub/talk.txt", "a/w").status == 0
        assert Path("out.txt").read_bytes() == ALL_YES
    finally:
        Path("sub").chmod(0o755)


def test_a_project_may_be_moved(reviewed: Reviewer) -> None:
    Path("one").mkdir()
    Path("one/talk.txt").write_bytes(TEXT)
    reviewed("one/talk.txt", "n/y")
    shutil.move("one", "two")
    assert "Question 3 of 3" in reviewed("two/talk.txt", "q").out


# --- Remembered for other transcripts ----------------------------------------------------------------------


#: Answers in one transcript, how many are remembered, and what Enter would repeat in the next.
REMEMBERED = {
    "yes": ("y/n/n/w", 1, "Enter: no, as on 20"),  # the last one about the same words
    "all": ("a/w", 1, "Enter: yes, as on 20"),
    "never": ("v/w", 1, "Enter: never, as on 20"),
    "another form": ("g/e Zelenskyy/w", 1, "Enter: write Zelenskyy, as on 20"),
    "without writing": ("g/n/q", 1, "Enter: no, as on 20"),
    "skipped": ("s/q/q", 0, None),
}


@pytest.mark.parametrize(("answers", "count", "offered"), REMEMBERED.values(), ids=REMEMBERED)
def test_an_answer_is_the_default_in_the_next_transcript(
    answers: str, count: int, offered: str | None, reviewed: Reviewer
) -> None:
    Path("talk.txt").write_bytes(TEXT)
    Path("next.txt").write_bytes(b"Well, alinsky.\n")
    said = reviewed("talk.txt", answers).out
    file = Path(".mondegreen/answers.jsonl")
    assert file.exists() == bool(count)
    assert ("remembered for other transcripts, in .mondegreen" in said) == bool(count)
    result = reviewed("next.txt", "/w")
    assert (offered or "no answer from before") in result.out
    if offered:
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        assert {row["file"] for row in rows[:count]} == {"talk.txt"}
        assert {row["term"] for row in rows} == {"Volodymyr Zelensky"}


def test_what_was_refused_is_asked_though_it_is_certain(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    Path("next.txt").write_bytes(b"Well, Qurstammer.\n")
    reviewed("--all talk.txt", "s/v/s/s/q")
    result = reviewed("next.txt", "/w")
    assert "Enter: never" in result.out
    assert Path("next.txt").read_bytes() == b"Well, Qurstammer.\n"


def test_broken_answers_are_told(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    Path(".mondegreen").mkdir()
    Path(".mondegreen/answers.jsonl").write_text("oops\n")
    result = reviewed("talk.txt", "a/w")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert ".mondegreen/answers.jsonl: line 1: not JSON" in result.err
    assert Path("talk.txt").read_bytes() == TEXT


def test_the_record_holds_what_was_answered(reviewed: Reviewer) -> None:
    Path("talk.txt").write_bytes(TEXT)
    reviewed("--edits talk.jsonl talk.txt", "e Zelenskyy/n/s/w")
    (record,) = read_record(Path("talk.jsonl").read_text("utf-8"))
    assert [(e.heard, e.written, e.applied) for e in record.entries] == [
        ("Alinsky", "Zelenskyy", True),
        ("Qurstammer", "Keir Starmer", True),
        ("alinsky", "Zelensky", False),
        ("Alinsky", "Zelensky", False),
    ]
    after = Path("talk.txt").read_bytes()
    assert record.after == hashlib.sha256(after).hexdigest()
    edits = [edit for entry in record.entries if entry.applied for edit in entry.edits]
    assert apply(TEXT.decode(), edits).encode() == after
