"""Answers that are remembered for other transcripts: lines, merging, faults, and the file of a project."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.answers import Answer, Remembered, Verdict, answer_line, claim, latest, read_answers
from mondegreen.cli.project import name_in, project_folder, remember, remembered
from mondegreen.errors import FileError, RecordError

TEXTS = st.text(max_size=8)
WHEN = st.datetimes().map(lambda t: t.strftime("%Y-%m-%dT%H:%M:%SZ"))
REMEMBERED = st.builds(
    Remembered, TEXTS, TEXTS, st.builds(Answer, st.sampled_from(Verdict), TEXTS, TEXTS, WHEN), TEXTS
)


def answer(heard: str, verdict: Verdict = Verdict.YES, day: int = 13, written: str = "Lammy") -> Remembered:
    return Remembered(
        heard, "David Lammy", Answer(verdict, written, "me", f"2024-09-{day}T10:00:00Z"), "talk.txt"
    )


@given(st.lists(REMEMBERED))
def test_what_is_written_is_read(given: list[Remembered]) -> None:
    assert read_answers("\n".join(map(answer_line, given))) == given


@given(st.lists(REMEMBERED), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(given: list[Remembered], rng: random.Random) -> None:
    shuffled = [*given, *given[:2]]
    rng.shuffle(shuffled)
    assert latest(shuffled) == latest(given)


CLAIMS = {
    "the same": ("Lamy", True),
    "another case": ("LAMY", True),
    "another space": (" Lamy\n", True),
    "another word": ("Lammy", False),
    "an accent": ("Lamý", False),
}


@pytest.mark.parametrize(("heard", "same"), CLAIMS.values(), ids=CLAIMS)
def test_claims(heard: str, same: bool) -> None:
    assert (claim(heard, "David Lammy") == claim("Lamy", "David Lammy")) == same
    assert claim(heard, "Lamy") != claim("Lamy", "David Lammy")


def test_the_latest_counts() -> None:
    given = [
        answer("lamy", day=14),
        answer("Lamy", Verdict.NEVER, day=15),
        answer("Lamy", Verdict.NO, day=12),
    ]
    assert latest(given)[claim("Lamy", "David Lammy")].verdict is Verdict.NEVER


GOOD = answer_line(answer("Lamy"))
FAULTS = {
    "no JSON": (GOOD + "<<<<<<< HEAD\n", 2, "not JSON"),
    "a number": (GOOD + "1\n", 2, "not an answer"),
    "no term": (GOOD.replace('"term"', '"name"'), 1, "no 'term'"),
    "no such verdict": (GOOD.replace('"yes"', '"maybe"'), 1, "'maybe' is not a valid Verdict"),
    "a number for words": (GOOD.replace('"Lamy"', "7"), 1, "must be strings"),
}


@pytest.mark.parametrize(("text", "line", "why"), FAULTS.values(), ids=FAULTS)
def test_faults_have_a_line(text: str, line: int, why: str) -> None:
    with pytest.raises(RecordError, match=why) as error:
        read_answers(text)
    assert error.value.line == line


FOLDERS = {
    "beside the transcript": ([], "a/b/.mondegreen"),
    "beside the settings": (["a/mondegreen.toml"], "a/.mondegreen"),
    "beside the nearest settings": (["mondegreen.toml", "a/mondegreen.toml"], "a/.mondegreen"),
    "where there is one": (["a/.mondegreen/answers.jsonl"], "a/.mondegreen"),
    "settings of Python are no sign": (["a/pyproject.toml"], "a/b/.mondegreen"),
}


@pytest.mark.parametrize(("files", "want"), FOLDERS.values(), ids=FOLDERS)
def test_where_a_project_keeps_things(files: list[str], want: str, tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert project_folder(tmp_path / "a/b/talk.txt") == tmp_path / want


def test_names_are_those_within_the_project(tmp_path: Path) -> None:
    assert name_in(tmp_path / ".mondegreen", tmp_path / "a/talk.txt") == "a/talk.txt"
    assert name_in(tmp_path / "a/.mondegreen", tmp_path / "talk.txt") == str(tmp_path / "talk.txt")


def test_what_is_remembered(tmp_path: Path) -> None:
    folder = tmp_path / ".mondegreen"
    assert remembered(folder) == []
    assert remember(folder, []) == 0
    assert not folder.exists()
    assert remember(folder, [answer("Lamy"), answer("lamy", Verdict.NO), answer("Lammie")]) == 2
    assert (folder / ".gitattributes").read_text() == "answers.jsonl merge=union\n"
    assert remember(folder, [answer("LAMY", Verdict.NO, day=20), answer("Lammie")]) == 0
    assert remember(folder, [answer("LAMY", Verdict.YES, day=21)]) == 1
    assert latest(remembered(folder))[claim("lamy", "David Lammy")].verdict is Verdict.YES
    assert len(remembered(folder)) == 3


def test_a_file_without_a_last_line_end_is_not_spoilt(tmp_path: Path) -> None:
    remember(tmp_path, [answer("Lamy")])
    file = tmp_path / "answers.jsonl"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert remember(tmp_path, [answer("Lammie")]) == 1
    assert [r.heard for r in remembered(tmp_path)] == ["Lamy", "Lammie"]


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_text(GOOD + "oops\n")
    with pytest.raises(FileError, match=r"answers.jsonl: line 2: not JSON.*; mend or delete that line"):
        remembered(tmp_path)
    with pytest.raises(FileError, match="line 2"):
        remember(tmp_path, [answer("Lammie")])
