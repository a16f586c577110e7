"""What a project remembers: the folder `.mondegreen`, and the answers of people in it.

The folder lies beside the nearest `mondegreen.toml`, or where there is one already, else beside the transcript.
`answers.jsonl` in it is for everybody who works on the project, and may be committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from mondegreen.answers import Remembered, answer_line, claim, latest, read_answers
from mondegreen.errors import FileError, RecordError
from mondegreen.files import read_text

FOLDER, ANSWERS = ".mondegreen", "answers.jsonl"
#: Lines that two people added at the end are both kept when git merges.
_ATTRIBUTES = f"{ANSWERS} merge=union\n"


def project_folder(path: str | Path) -> Path:
    """Where what is learned about the transcript at `path` is kept; it need not exist."""
    start = Path(path).resolve().parent
    for above in (start, *start.parents):
        if (above / "mondegreen.toml").is_file() or (above / FOLDER).is_dir():
            return above / FOLDER
    return start / FOLDER


def name_in(folder: Path, path: str | Path) -> str:
    """The file at `path` as the files in `folder` call it: so that a project may be moved as a whole."""
    real, home = Path(path).resolve(), folder.resolve().parent
    return real.relative_to(home).as_posix() if real.is_relative_to(home) else str(real)


def remembered(folder: Path) -> list[Remembered]:
    """The answers kept in `folder`; none if there is no such file. Raises `FileError`."""
    file = folder / ANSWERS
    if not file.is_file():
        return []
    try:
        return read_answers(read_text(file, "utf-8").text)
    except RecordError as error:
        raise FileError(str(file), f"{error}; mend or delete that line") from None


def remember(folder: Path, answers: Iterable[Remembered]) -> int:
    """Add to the answers kept in `folder` what they do not say yet; how many that were. Raises `FileError`."""
    known = latest(remembered(folder))
    new: dict[tuple[str, str], Remembered] = {}
    for r in answers:
        about = claim(r.heard, r.term)
        was = known.get(about)
        new.pop(about, None)
        if was is None or (was.verdict, was.written) != (r.answer.verdict, r.answer.written):
            new[about] = r
    if not new:
        return 0
    file = folder / ANSWERS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            (folder / ".gitattributes").write_text(_ATTRIBUTES, encoding="utf-8", newline="\n")
        with file.open("ab+") as stream:
            text = "".join(answer_line(r) for r in new.values())
            if stream.tell() and not _ends_a_line(file):
                text = "\n" + text
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise FileError(str(file), f"answers can't be kept there ({error.strerror or error})") from None
    return len(new)


def _ends_a_line(file: Path) -> bool:
    with file.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read() == b"\n"
