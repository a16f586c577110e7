"""The command line as data: arguments, stdin and files in; stdout, stderr, status and files out."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cases import Case, perform, put
from fakes import FakeCorrector

import mondegreen
from mondegreen.cli import run, work
from mondegreen.document import Document
from mondegreen.proposal import Proposal
from mondegreen.records import read_record

HEARD = b"So Qurstammer will meet Alinsky.\n"
FIXED = b"So Keir Starmer will meet Alinsky.\n"
PLAIN = b"Nothing to see here.\n"
SRT = (
    b"1\r\n00:00:01,000 --> 00:00:02,000\r\nso Qurstammer\r\n\r\n"
    b"2\r\n00:00:03,000 --> 00:00:04,000\r\nsaid no\r\n"
)
BAD_SRT = SRT.replace(b"00:00:03,000 --> 00:00:04,000", b"00:00:03,000 -> oops")


TALK = {"talk.txt": HEARD}
CASES = {
    # check
    "check finds something": Case(
        "check talk.txt",
        1,
        TALK,
        stdout=("1 sure", "1 for you to decide", "mondegreen fix talk.txt"),
        after=TALK,
    ),
    "check finds nothing": Case(
        "check talk.txt", 0, {"talk.txt": PLAIN}, stdout=("Nothing to correct in talk.txt.",)
    ),
    "check in quiet": Case("check -q talk.txt", 1, TALK, stdout=b""),
    "check what is sure": Case("check --only fix talk.txt", 1, TALK, stdout=("1 sure",)),
    "check what is not sure": Case("check --only ask talk.txt", 1, TALK, stdout=("1 for you to decide",)),
    "nothing sure": Case(
        "check --only fix talk.txt", 0, {"talk.txt": b"Alinsky"}, stdout=("Nothing to correct",)
    ),
    "check stdin": Case("check -", 1, stdin=HEARD, stdout=("<stdin>", "[-Qurstammer-]{+Keir Starmer+}")),
    "check several": Case(
        "check a.txt b.txt c.txt",
        1,
        {"a.txt": HEARD, "b.txt": PLAIN, "c.txt": HEARD},
        stdout=("in 2 of 3 files",),
    ),
    "one bad file does not stop the others": Case(
        "check a.txt none.txt b.txt",
        2,
        {"a.txt": HEARD, "b.txt": HEARD},
        stdout=("1 sure in a.txt", "1 sure in b.txt"),
        stderr=b"none.txt: no such file\n",
    ),
    "a file named twice is read once": Case(
        "check ./a.txt a.txt", 1, {"a.txt": HEARD}, stdout=("1 sure in ./a.txt",)
    ),
    "colour where it is wanted": Case("check --color always talk.txt", 1, TALK, stdout=("\x1b[",)),
    # fix
    "fix in place": Case("fix talk.txt", 0, TALK, stdout=("1 fixed", "1 for you"), after={"talk.txt": FIXED}),
    "fix in quiet": Case("fix -q talk.txt", 0, TALK, stdout=b"", after={"talk.txt": FIXED}),
    "fix elsewhere": Case(
        "fix talk.txt -o out.txt", 0, TALK, stdout=("written to out.txt",), after={"out.txt": FIXED, **TALK}
    ),
    "fix elsewhere when all is well": Case(
        "fix talk.txt -o out.txt", 0, {"talk.txt": PLAIN}, stdout=("Nothing",), after={"out.txt": PLAIN}
    ),
    "fix over itself": Case(
        "fix talk.txt -o talk.txt", 0, TALK, stdout=("1 fixed",), after={"talk.txt": FIXED}
    ),
    "fix stdin": Case("fix -", 0, stdin=HEARD, stdout=FIXED, stderr=("1 fixed in <stdin>",)),
    "fix stdin in quiet": Case("fix - --quiet", 0, stdin=HEARD, stdout=FIXED),
    "fix stdin when all is well": Case("fix -q -", 0, stdin=b"a\r\nb\xc3\xa9", stdout=b"a\r\nb\xc3\xa9"),
    "fix a file to stdout": Case("fix -q talk.txt -o -", 0, TALK, stdout=FIXED, after=TALK),
    "fix stdin to a file": Case("fix -q - -o out.txt", 0, stdin=HEARD, stdout=b"", after={"out.txt": FIXED}),
    "the report leaves stdout alone": Case(
        "fix --format json -",
        0,
        stdin=HEARD,
        stdout=FIXED,
        stderr=('"new": "Keir Starmer"', '"action": "ask"'),
    ),
    "fix only what is sure": Case(
        "fix --only fix talk.txt", 0, TALK, stdout=("1 fixed",), after={"talk.txt": FIXED}
    ),
    "fix several": Case(
        "fix -q a.txt none.txt b.txt",
        2,
        {"a.txt": HEARD, "b.txt": HEARD},
        stderr=b"none.txt: no such file\n",
        after={"a.txt": FIXED, "b.txt": FIXED},
    ),
    "BOM, CRLF and a missing newline survive": Case(
        "fix -q talk.txt",
        0,
        {"talk.txt": b"\xef\xbb\xbfso\r\nQurstammer\rsaid"},
        after={"talk.txt": b"\xef\xbb\xbfso\r\nKeir Starmer\rsaid"},
    ),
    "UTF-16 survives": Case(
        "fix -q talk.txt",
        0,
        {"talk.txt": "\ufeffso Melon Shaw".encode("utf-16-be")},
        after={"talk.txt": "\ufeffso Mélenchon".encode("utf-16-be")},
    ),
    "Latin-1 survives": Case(
        "fix -q --encoding latin-1 talk.txt",
        0,
        {"talk.txt": b"\xe9 Melon Shaw"},
        after={"talk.txt": b"\xe9 M\xe9lenchon"},
    ),
    "subtitles keep their layout": Case(
        "fix -q talk.srt",
        0,
        {"talk.srt": SRT},
        after={"talk.srt": SRT.replace(b"Qurstammer", b"Keir Starmer")},
    ),
    "the format by option": Case(
        "fix -q --input-format srt -", 0, stdin=SRT, stdout=SRT.replace(b"Qurstammer", b"Keir Starmer")
    ),
    # bad input
    "missing": Case("fix none.txt", 2, stderr=b"none.txt: no such file\n"),
    "a directory": Case("fix .", 2, stderr=b".: is a directory; name a file in it\n"),
    "binary": Case(
        "fix talk.txt", 2, {"talk.txt": b"Qurstammer\0"}, stderr=("talk.txt: looks like a binary file",)
    ),
    "wrong encoding": Case(
        "fix talk.txt",
        2,
        {"talk.txt": b"caf\xe9 Qurstammer"},
        stderr=("talk.txt: byte 0xE9 at offset 3 (line 1, column 4) is not UTF-8", "--encoding latin-1"),
        after={"talk.txt": b"caf\xe9 Qurstammer"},
    ),
    "no such encoding": Case(
        "fix --encoding klingon talk.txt", 2, TALK, stderr=("unknown encoding 'klingon'",)
    ),
    "a letter that the encoding lacks": Case(
        "fix --encoding latin-1 talk.txt",
        2,
        {"talk.txt": b"so Erdwan said"},
        stderr=("talk.txt: 'ğ' (U+011F", "--ignore"),
        after={"talk.txt": b"so Erdwan said"},
    ),
    "empty": Case(
        "fix talk.txt", 0, {"talk.txt": b""}, stdout=("Nothing to correct",), after={"talk.txt": b""}
    ),
    "empty stdin": Case("fix -q -", 0, stdin=b"", stdout=b""),
    "malformed subtitles": Case(
        "fix -q talk.srt",
        2,
        {"talk.srt": BAD_SRT},
        stderr=("talk.srt:5: ",),
        after={"talk.srt": BAD_SRT.replace(b"Qurstammer", b"Keir Starmer")},
    ),
    "malformed subtitles are checked too": Case(
        "check talk.srt", 2, {"talk.srt": BAD_SRT}, stdout=("1 sure",), stderr=("talk.srt:5: ",)
    ),
    "a folder that is not there": Case(
        "fix talk.txt -o no/out.txt", 2, TALK, stderr=("no/out.txt: can't be written: there is no folder",)
    ),
    "a patch that can't be written": Case(
        "fix talk.txt --patch no/talk.patch", 2, TALK, stderr=("no/talk.patch: can't be written",), after=TALK
    ),
    "-o for several": Case(
        "fix a.txt b.txt -o c.txt", 2, stderr=("-o takes the result of one file, not of 2",)
    ),
    "a patch over the transcript": Case(
        "fix talk.txt --patch talk.txt",
        2,
        TALK,
        stderr=("--patch talk.txt would overwrite talk.txt",),
        after=TALK,
    ),
    "edits over the patch": Case(
        "fix talk.txt --patch x --edits x", 2, TALK, stderr=("--edits x would overwrite x",), after=TALK
    ),
    "a patch of stdin": Case(
        "fix - --patch x", 2, stdin=HEARD, stdout=b"", stderr=("--patch needs the name",)
    ),
    "stdin among files": Case("fix - talk.txt", 2, TALK, stderr=("can't be mixed",), after=TALK),
    "fix what is not sure": Case(
        "fix --only ask talk.txt", 2, TALK, stderr=("use mondegreen check --only ask",), after=TALK
    ),
    "an unknown option": Case(
        "fix --fast talk.txt", 2, TALK, stderr=("No such option", "--help"), after=TALK
    ),
    "an unknown command": Case("mend talk.txt", 2, TALK, stderr=("No such command 'mend'",)),
    "no file": Case("check", 2, stderr=("Missing argument",)),
    "an unknown format": Case(
        "check --input-format doc talk.txt", 2, TALK, stderr=("'doc' is not a format",)
    ),
    "an unknown rule of cleanup": Case(
        "check --clean=polish talk.txt", 2, TALK, stderr=("no rule 'polish'",)
    ),
    "packs and no packs": Case("check --pack x --no-packs talk.txt", 2, TALK, stderr=("can't both hold",)),
    # configuration
    "a bad configuration": Case(
        "fix talk.txt",
        2,
        {**TALK, "mondegreen.toml": b'ignores = ["x"]\nonly = "all"\n'},
        stderr=(
            "mondegreen.toml:1:1: unknown option 'ignores'; did you mean 'ignore'?",
            "mondegreen.toml:2:1: ",
        ),
        after=TALK,
    ),
    "the configuration beside the file": Case(
        "check a/talk.txt",
        0,
        {"a/talk.txt": b"Alinsky", "a/mondegreen.toml": b'only = "fix"'},
        stdout=("Nothing",),
    ),
    "an option wins over it": Case(
        "check --only ask talk.txt", 1, {**TALK, "mondegreen.toml": b'only = "fix"'}, stdout=("1 for you",)
    ),
    "the configuration that is named": Case(
        "check --config b.toml talk.txt",
        0,
        {"talk.txt": b"Alinsky", "mondegreen.toml": b"oops", "b.toml": b'only = "fix"'},
        stdout=("Nothing",),
    ),
    # explain
    "explain words": Case(
        ["explain", "--text", "so Qurstammer said"], stdout=("<text>", "→ Keir Starmer", "97.0%")
    ),  # type: ignore[arg-type]
    "explain a file": Case("explain talk.txt", 0, TALK, stdout=("2 candidates in talk.txt",)),
    "explain what is asked about": Case(
        "explain --about zelensky talk.txt", 0, TALK, stdout=("1 candidate in talk.txt", "→ Zelensky")
    ),
    "explain nothing": Case("explain", 2, stderr=("give a file or --text",)),
    "explain as JSON": Case(
        "explain --format json talk.txt", 0, TALK, stdout=('"evidence": {"phones": 0.9}',)
    ),
    # help
    "help": Case("--help", stdout=("check", "fix", "explain", "eval", "Examples:")),
    "version": Case("--version", stdout=("mondegreen 0.",)),
    **{
        f"help of {name}": Case(f"{name} --help", stdout=("Examples:",))
        for name in ("check", "fix", "explain", "eval")
    },
}


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(work, "build_corrector", lambda settings: FakeCorrector())
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_cli(case: Case, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    perform(case, monkeypatch, capfdbinary)


def test_json_of_check(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    put({"a.txt": HEARD, "b.txt": b"stommer\n"})
    assert run(["check", "--format", "json", "a.txt", "b.txt"]) == 1
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [(r["file"], r["line"], r["column"], r["old"], r["action"]) for r in rows] == [
        ("a.txt", 1, 4, "Qurstammer", "fix"),
        ("a.txt", 1, 25, "Alinsky", "ask"),
        ("b.txt", 1, 1, "stommer", "fix"),
    ]


def test_fixing_twice_is_fixing_once(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    put(TALK)
    assert run(["fix", "talk.txt"]) == 0
    before = os.stat("talk.txt")
    assert run(["fix", "talk.txt"]) == 0
    after = os.stat("talk.txt")
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_patch_and_edits_are_written_besides(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    files = {"a.txt": HEARD, "sub/b c.txt": b"one\r\nMelon Shaw\r\n", "none.txt": PLAIN}
    put(files)
    assert run(["fix", "--patch", "out.patch", "--edits", "out.jsonl", *files]) == 0
    patch = Path("out.patch").read_bytes()
    fixed = {name: Path(name).read_bytes() for name in files}
    assert fixed == {"a.txt": FIXED, "sub/b c.txt": "one\r\nMélenchon\r\n".encode(), "none.txt": PLAIN}
    assert b"none.txt" not in patch
    records = read_record(Path("out.jsonl").read_text())
    assert [(r.file, [(e.heard, e.written, e.applied) for e in r.entries]) for r in records] == [
        ("a.txt", [("Qurstammer", "Keir Starmer", True), ("Alinsky", "Zelensky", False)]),
        ("sub/b c.txt", [("Melon Shaw", "Mélenchon", True)]),
        ("none.txt", []),
    ]
    if shutil.which("patch"):
        put(files)
        subprocess.run(["patch", "-p1", "--quiet"], input=patch, check=True)
        assert {name: Path(name).read_bytes() for name in files} == fixed


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_what_can_not_be_written_is_in_no_patch(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    put({"a.txt": HEARD, "locked.txt": HEARD})
    os.chmod("locked.txt", 0o444)
    assert run(["fix", "-q", "--patch", "out.patch", "--edits", "out.jsonl", "locked.txt", "a.txt"]) == 2
    assert b"locked.txt" not in Path("out.patch").read_bytes()
    assert [r.file for r in read_record(Path("out.jsonl").read_text())] == ["a.txt"]
    assert Path("a.txt").read_bytes() == FIXED


def test_a_file_that_changes_meanwhile_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    class Slow(FakeCorrector):
        def propose(self, document: str | Document, min_score: float | None = None) -> list[Proposal]:
            Path("talk.txt").write_bytes(b"somebody saved this\n")
            return super().propose(document, min_score)

    monkeypatch.setattr(work, "build_corrector", lambda settings: Slow())
    put(TALK)
    assert run(["fix", "-q", "talk.txt"]) == 2
    assert b"changed by another program" in capfdbinary.readouterr().err
    assert Path("talk.txt").read_bytes() == b"somebody saved this\n"


def test_patch_to_stdout(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    put(TALK)
    assert run(["fix", "--patch", "-", "talk.txt"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"diff --git a/talk.txt b/talk.txt\n")
    assert b"1 fixed" in err


def test_clean_takes_no_file_for_its_value(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    put({"talk.txt": b"so with with Qurstammer\n"})
    assert run(["fix", "--clean", "talk.txt"]) == 0
    assert Path("talk.txt").read_bytes() == b"so with Keir Starmer\n"
    out = capfdbinary.readouterr().out.decode()
    assert out.index("1 fixed in talk.txt") < out.index("1 tidied in talk.txt")


def test_nothing_is_tidied_unasked() -> None:
    put({"talk.txt": b"so with with Qurstammer um\n"})
    assert run(["fix", "-q", "talk.txt"]) == 0
    assert Path("talk.txt").read_bytes() == b"so with with Keir Starmer um\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links and permissions of POSIX")
def test_links_permissions_and_locked_files(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    put({"real/talk.txt": HEARD, "locked.txt": HEARD})
    os.chmod("real/talk.txt", 0o604)
    os.symlink("real/talk.txt", "link.txt")
    os.chmod("locked.txt", 0o400)
    assert run(["fix", "-q", "link.txt", "locked.txt"]) == 2
    assert Path("link.txt").is_symlink()
    assert Path("real/talk.txt").read_bytes() == FIXED
    assert stat.S_IMODE(os.stat("real/talk.txt").st_mode) == 0o604
    assert Path("locked.txt").read_bytes() == HEARD
    assert capfdbinary.readouterr().err.startswith(b"locked.txt: is read-only")


def test_a_failed_write_leaves_the_original(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    put(TALK)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    assert run(["fix", "talk.txt"]) == 2
    assert capfdbinary.readouterr().err == b"talk.txt: can't be written: No space left on device\n"
    assert {p.name: p.read_bytes() for p in Path().iterdir()} == TALK


COLORS = {
    "not on a pipe": ({}, [], False),
    "forced by the environment": ({"FORCE_COLOR": "1"}, [], True),
    "forbidden by the environment": ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, [], False),
    "an option over the environment": ({"NO_COLOR": "1"}, ["--color", "always"], True),
    "never": ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
}


@pytest.mark.parametrize(("env", "args", "colored"), COLORS.values(), ids=COLORS)
def test_color(
    env: dict[str, str],
    args: list[str],
    colored: bool,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    put(TALK)
    run(["check", *args, "talk.txt"])
    assert (b"\x1b[" in capfdbinary.readouterr().out) is colored


ENDINGS = {
    "interrupted": (KeyboardInterrupt(), 130, b"\n"),
    "the reader has gone": (BrokenPipeError(), 0, b""),
    "the system says no": (
        OSError(5, "Input/output error", "talk.txt"),
        2,
        b"talk.txt: Input/output error\n",
    ),
}


@pytest.mark.parametrize(("error", "status", "said"), ENDINGS.values(), ids=ENDINGS)
def test_endings(
    error: BaseException,
    status: int,
    said: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    put(TALK)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(work, "find", fail)
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    assert run(["check", "talk.txt"]) == status
    assert capfdbinary.readouterr().err == said


def test_help_needs_nothing_heavy() -> None:
    code = (
        "import sys; from mondegreen.cli import run; run(['fix', '--help']);"
        "print([m for m in ('numpy', 'rich', 'yaml', 'rapidfuzz') if m in sys.modules], file=sys.stderr)"
    )
    env = os.environ | {"PYTHONPATH": str(Path(mondegreen.__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stderr.strip() == "[]"
