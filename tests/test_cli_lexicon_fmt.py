"""`mondegreen lexicon fmt`: what it rewrites, what it leaves alone, what it says of faults."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cases import Case, perform, put

from mondegreen.cli import run
from mondegreen.lexicon_file import pack_paths
from mondegreen.lexicon_writer import first_difference

TIDY = b"# mine\nterms:\n  # why\n  - term: A\n    note: x\n  - term: b\n"
LOOSE = b'# mine\nterms:\n- term: b\n- {term: A, note: "x"} # why\n'
BAD = b"terms:\n  - term: A\n    typ: x\n  - term: A\n"

CASES = {
    "rewrites": Case(
        "lexicon fmt a.yaml",
        files={"a.yaml": LOOSE},
        stdout=b"rewrote a.yaml\n",
        after={"a.yaml": TIDY},
    ),
    "leaves alone": Case("lexicon fmt a.yaml", files={"a.yaml": TIDY}, stdout=b""),
    "quiet": Case("lexicon fmt -q a.yaml", files={"a.yaml": LOOSE}, stdout=b"", after={"a.yaml": TIDY}),
    "check writes nothing": Case(
        "lexicon fmt --check a.yaml",
        1,
        {"a.yaml": LOOSE},
        stdout=b"a.yaml:3:1: not in canonical form: `# why` should stand here, not `- term: b`; "
        b"`mondegreen lexicon fmt` rewrites the file\n",
    ),
    "check is content": Case("lexicon fmt --check a.yaml", files={"a.yaml": TIDY}, stdout=b""),
    "check in quiet": Case("lexicon fmt --check -q a.yaml", 1, {"a.yaml": LOOSE}, stdout=b""),
    "byte order mark and CRLF go": Case(
        "lexicon fmt a.yaml",
        files={"a.yaml": b"\xef\xbb\xbf" + TIDY.replace(b"\n", b"\r\n")},
        stdout=b"rewrote a.yaml\n",
        after={"a.yaml": TIDY},
    ),
    "stdin to stdout": Case("lexicon fmt -", stdin=LOOSE, stdout=TIDY),
    "tidy stdin to stdout": Case("lexicon fmt -", stdin=TIDY, stdout=TIDY),
    "check of stdin": Case("lexicon fmt --check -", 1, stdin=LOOSE, stdout=("<stdin>:3:1: ",)),
    "check of tidy stdin": Case("lexicon fmt --check -", stdin=TIDY, stdout=b""),
    "bad stdin": Case("lexicon fmt -", 2, stdin=BAD, stdout=b"", stderr=("<stdin>:3:5: ", "<stdin>:4:11: ")),
    "faults leave the file, and do not stop the others": Case(
        "lexicon fmt a.yaml none.yaml b.yaml",
        2,
        {"a.yaml": BAD, "b.yaml": LOOSE},
        stdout=b"rewrote b.yaml\n",
        stderr=("a.yaml:3:5: unknown field `typ`", "a.yaml:4:11: ", "none.yaml: "),
        after={"a.yaml": BAD, "b.yaml": TIDY},
    ),
    "a folder": Case(
        "lexicon fmt shows",
        files={"shows/a.yaml": LOOSE, "shows/deep/b.yml": LOOSE, "shows/c.txt": LOOSE},
        stdout=b"rewrote shows/a.yaml\nrewrote shows/deep/b.yml\n",
        after={"shows/a.yaml": TIDY, "shows/deep/b.yml": TIDY, "shows/c.txt": LOOSE},
    ),
    "a folder without any": Case(
        "lexicon fmt shows", 2, {"shows/c.txt": LOOSE}, stderr=("shows: holds no lexicon",)
    ),
    "a file twice": Case(
        "lexicon fmt a.yaml ./a.yaml",
        files={"a.yaml": LOOSE},
        stdout=b"rewrote a.yaml\n",
        after={"a.yaml": TIDY},
    ),
    "stdin and a file": Case("lexicon fmt - a.yaml", 2, {"a.yaml": TIDY}, stderr=("can't be mixed",)),
    "empty": Case("lexicon fmt a.yaml", 2, {"a.yaml": b""}, stderr=("a.yaml:1:1: the file is empty",)),
    "not UTF-8": Case(
        "lexicon fmt a.yaml", 2, {"a.yaml": b"terms:\n  - term: \xe9\n"}, stderr=("a.yaml:2:11: ",)
    ),
    "hostile names disturb no terminal": Case(
        ("lexicon", "fmt", "--check", "a\x1b[31m.yaml"),
        1,
        {
            "a\x1b[31m.yaml": LOOSE.replace(b"term: b", "term: b\u202e".encode()).replace(
                "\u202e".encode(), b""
            )
        },
        stdout=("a\\x1b[31m.yaml:3:1",),
    ),
    "help": Case("lexicon fmt --help", stdout=("Examples:",)),
    "help of the group": Case("lexicon --help", stdout=("fmt",)),
    "no subcommand": Case("lexicon", 2, stderr=("Usage:", "fmt")),
    "an unknown one": Case("lexicon frmt", 2, stderr=("frmt", "mondegreen lexicon --help")),
}


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_fmt(case: Case, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    perform(case, monkeypatch, capfdbinary)


def test_formatting_twice_is_formatting_once() -> None:
    put({"a.yaml": LOOSE})
    assert run(["lexicon", "fmt", "a.yaml"]) == 0
    before = os.stat("a.yaml")
    assert run(["lexicon", "fmt", "a.yaml"]) == 0
    after = os.stat("a.yaml")
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_packs_are_meant_when_nothing_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in pack_paths().values()}
    assert before
    assert run(["lexicon", "fmt", "--check"]) == 0
    assert capsys.readouterr().out == ""
    assert {path: path.read_bytes() for path in pack_paths().values()} == before


DIFFERENCES = {
    "none": (TIDY, TIDY, None),
    "a mark": (b"\xef\xbb\xbfa\n", b"a\n", (1, 1, "byte order mark")),
    "the line end": (b"a\r\nb\r\n", b"a\nb\n", (1, 2, "CR LF")),
    "in a line, in code points": ("a\né 1\n".encode(), "a\né 2\n".encode(), (2, 3, "`é 2` should stand")),
    "an empty line": (b"a\n\nb\n", b"a\nb\n", (2, 1, "not an empty line")),
    "a missing end": (b"a\nb", b"a\nb\n", (2, 2, "the last line has no end")),
    "too many ends": (b"a\nb\n\n\n", b"a\nb\n", (3, 1, "empty lines stand at the end")),
    "a long line": (b"b" * 200, b"a" * 200, (1, 1, "a" * 60 + "…`")),
}


@pytest.mark.parametrize(("old", "new", "want"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_first_difference(old: bytes, new: bytes, want: tuple[int, int, str] | None) -> None:
    found = first_difference(old, new, "a.yaml")
    assert (found is None) == (want is None)
    if found is not None and want is not None:
        assert (found.line, found.column) == want[:2]
        assert want[2] in found.message
