"""`mondegreen apply` and `mondegreen revert`: which file, what is written, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes import FakeCorrector

from mondegreen.cli import run, work

HEARD = b"\xef\xbb\xbfSo Qurstammer will meet\r\nAlinsky.\r\n"
FIXED = b"\xef\xbb\xbfSo Keir Starmer will meet\r\nAlinsky.\r\n"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(work, "build_corrector", lambda settings: FakeCorrector())
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_bytes(HEARD)


@pytest.fixture
def record() -> Path:
    """The record of what was done to talk.txt, which is corrected now."""
    assert run(["fix", "-q", "--edits", "talk.jsonl", "talk.txt"]) == 0
    assert Path("talk.txt").read_bytes() == FIXED
    return Path("talk.jsonl")


def answered(record: Path, *answers: dict[str, str] | None) -> Path:
    """The same as a report saves it: with answers, and nothing done yet."""
    header, *entries = (json.loads(line) for line in record.read_text("utf-8").splitlines())
    header["sha256_after"] = None
    rows = [header]
    for entry, answer in zip(entries, answers, strict=True):
        whole = answer and {"by": "ada", "when": "2024-09-13T10:00:00Z"} | answer
        rows.append(entry | {"applied": False, "answer": whole})
    saved = Path("answers.jsonl")
    saved.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    Path("talk.txt").write_bytes(HEARD)
    return saved


def test_there_and_back(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["revert", "talk.jsonl"]) == 0
    assert Path("talk.txt").read_bytes() == HEARD
    assert run(["revert", "talk.jsonl"]) == 0
    assert run(["apply", "talk.jsonl"]) == 0
    assert Path("talk.txt").read_bytes() == FIXED
    assert run(["apply", "talk.jsonl"]) == 0
    assert capsys.readouterr().err == "talk.txt: nothing to do, it is so already\n" * 2


def test_the_raw_transcript_may_stay(record: Path) -> None:
    assert run(["revert", "talk.jsonl", "-o", "raw.txt"]) == 0
    assert (Path("raw.txt").read_bytes(), Path("talk.txt").read_bytes()) == (HEARD, FIXED)
    assert run(["apply", "talk.jsonl", "raw.txt", "-o", "again.txt"]) == 0
    assert (Path("raw.txt").read_bytes(), Path("again.txt").read_bytes()) == (HEARD, FIXED)


def test_a_file_beside_the_record(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    assert run(["revert", "../talk.jsonl"]) == 0
    assert (tmp_path / "talk.txt").read_bytes() == HEARD


def test_a_dry_run_writes_nothing(record: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["revert", "--dry-run", "talk.jsonl"]) == 0
    assert b"+\xef\xbb\xbfSo Qurstammer will meet\r\n" in capfdbinary.readouterr().out
    assert Path("talk.txt").read_bytes() == FIXED


def test_what_was_answered_in_a_report(record: Path) -> None:
    edit = {"verdict": "edit", "written": "Zelenskyy"}
    answers = answered(record, {"verdict": "no", "written": "Qurstammer"}, edit)
    assert run(["apply", "--edits", "done.jsonl", str(answers)]) == 0
    assert Path("talk.txt").read_bytes() == HEARD.replace(b"Alinsky", b"Zelenskyy")
    assert run(["revert", "done.jsonl"]) == 0
    assert Path("talk.txt").read_bytes() == HEARD


def test_several_files_or_none(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("more.txt").write_bytes(HEARD)
    Path("talk.txt").write_bytes(HEARD)
    assert run(["fix", "-q", "--edits", "both.jsonl", "talk.txt", "more.txt"]) == 0
    Path("more.txt").write_bytes(FIXED.replace(b"Keir Starmer", b"Keir Stormer"))
    assert run(["revert", "both.jsonl"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "more.txt:1:5: the record left 'Keir Starmer' here, but this is 'Keir Stormer will meet\\r\\nAlinsky.\\r\\n'",
        "nothing was written, of no file",
    ]
    assert Path("talk.txt").read_bytes() == FIXED
    Path("more.txt").write_bytes(FIXED)
    assert run(["revert", "both.jsonl"]) == 0
    assert (Path("talk.txt").read_bytes(), Path("more.txt").read_bytes()) == (HEARD, HEARD)


FAULTS = {
    "no record": ("apply none.jsonl", "none.jsonl: no such file"),
    "not a record": ("apply talk.txt", "talk.txt:1:1: not JSON"),
    "an empty record": ("revert empty.jsonl", "empty.jsonl: is an empty record"),
    "no transcript": ("apply talk.jsonl none.txt", "none.txt: no such file"),
    "changed": ("apply talk.jsonl other.txt", "other.txt:1:5: the record expects 'Qurstammer' here"),
    "over the record": ("apply talk.jsonl -o talk.jsonl", "talk.jsonl would overwrite talk.jsonl"),
    "a record over the transcript": ("apply --edits talk.txt talk.jsonl", "would overwrite the transcript"),
    "damaged": ("revert damaged.jsonl", "talk.txt: would not become what the record says"),
    "no folder": ("revert talk.jsonl -o none/talk.txt", "can't be written: there is no folder"),
}


@pytest.mark.parametrize(("args", "said"), FAULTS.values(), ids=FAULTS)
def test_faults(record: Path, args: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty.jsonl").write_text("")
    Path("other.txt").write_text("Another text.")
    lines = record.read_text("utf-8").splitlines()
    first = json.loads(lines[1])
    first["heard"] = first["edits"][0]["old"] = "Kurstammer"
    Path("damaged.jsonl").write_text("\n".join([lines[0], json.dumps(first), *lines[2:]]))
    before = {p: p.read_bytes() for p in Path().iterdir()}
    assert run(args.split()) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert {p: p.read_bytes() for p in Path().iterdir()} == before
