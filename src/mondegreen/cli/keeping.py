"""The answers of a review on the disk, from the moment they are given.

Start reading from `Keeper`. Each transcript has a journal, named after the SHA-256 of its bytes, in
`.mondegreen/review/`: one line an answer, on the disk before the next question is asked. So it does not matter
how a review ends, and a transcript that has changed since is never mistaken for the one that was reviewed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from mondegreen.cli.project import name_in, project_folder
from mondegreen.document import Edit
from mondegreen.errors import FileError, RecordError
from mondegreen.files import read_text, write_atomic
from mondegreen.journal import (
    Journal,
    Kept,
    carried_over,
    header,
    read_journal,
    step_line,
    undo_line,
    whole,
    written_line,
)
from mondegreen.review import kept_of
from mondegreen.session import Session, Step
from mondegreen.text import Span


def checksum(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def answered(path: str, data: bytes) -> tuple[Span, ...]:
    """The places that a review has an answer about, in the transcript at `path`, which holds `data`."""
    sha = checksum(data)
    file = _file_of(project_folder(path) / "review", sha)
    with contextlib.suppress(FileError, RecordError):  # of what is wrong with it a review tells
        if file.is_file() and (journal := read_journal(read_text(file, "utf-8").text)).sha256 == sha:
            return tuple(p.span for kept in journal.kept for p in kept.places)
    return ()


class Keeper:
    """Keeps the answers of one review, a journal each transcript, numbered as they are added."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def add(
        self, folder: Path, path: str, data: bytes, again: bool = False
    ) -> tuple[tuple[Kept, ...], tuple[Kept, ...]]:
        """Begin to keep answers about the transcript at `path`, which holds `data`; those kept from before.

        First those about the very same bytes, which `again` takes back; then those that were given about other
        contents of the file and never put to use. Raises `FileError` if the journal can't be read or
        written in `folder`, or if the transcript is under review already.
        """
        name, sha = name_in(folder, path), checksum(data)
        folder = folder / "review"
        file = _file_of(folder, sha)
        _make(folder)
        handle = _locked(file, path)
        try:
            journal = _read(handle, file, name, sha)
        except BaseException:
            os.close(handle)
            raise
        self._open.append(_Open(file, handle, journal))
        if again:
            for kept in journal.kept:
                self._open[-1].append(undo_line(kept.number))
        others = _about_others(folder, name, sha)
        return journal.kept, tuple(kept for _, other in others for kept in other.kept)

    def keep(self, session: Session, step: Step, taken_back: bool) -> None:
        """Keep `step` of `session`, or that it was taken back, in the journals of all that it is about."""
        if step.answer is None:
            return
        about: dict[int, list[int]] = {}
        for k in step.questions:
            about.setdefault(session.questions[k].transcript, []).append(k)
        for number, questions in about.items():
            places = tuple(session.questions[k].proposal for k in questions)
            kept = Kept(step.number, step.answer, places)
            self._open[number].append(undo_line(step.number) if taken_back else step_line(kept))

    @contextlib.contextmanager
    def replacing(self, number: int, session: Session, new: bytes, edits: Sequence[Edit]) -> Iterator[None]:
        """While transcript `number` becomes `new` by `edits`, in its own place.

        Afterwards its answers have been put to use and are forgotten, except that the words which were to be left
        alone are answered in the new text as well. If it fails, everything stays as it was.
        """
        mine, sha = self._open[number], checksum(new)
        if sha == mine.journal.sha256:
            yield
            return
        mine.append(written_line(sha))
        file = _file_of(mine.file.parent, sha)
        if left := carried_over(kept_of(session, number), edits):
            write_atomic(file, whole(Journal(mine.journal.file, sha, left)).encode())
        try:
            yield
        except BaseException:
            if left:
                file.unlink(missing_ok=True)
            raise
        mine.close(forget=True)
        for other, _ in list(_about_others(mine.file.parent, mine.journal.file, sha)):
            other.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the journals; one without an answer is removed, and so is a folder without journals."""
        for journal in self._open:
            journal.close(forget=False)
            _tidy(journal.file.parent)


class _Open:
    """The journal of a transcript under review, open and locked."""

    def __init__(self, file: Path, handle: int, journal: Journal) -> None:
        self.file, self.journal = file, journal
        self._handle: int | None = handle

    def append(self, line: str) -> None:
        if self._handle is not None:
            _append(self._handle, line, self.file)

    def close(self, forget: bool) -> None:
        if self._handle is None:
            return
        with contextlib.suppress(OSError, FileError, RecordError):
            if forget or not read_journal(read_text(self.file, "utf-8").text).kept:
                self.file.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None


def _file_of(folder: Path, sha: str) -> Path:
    """Where in `folder` the journal about bytes of this checksum lies."""
    return folder / f"{sha[:16]}.jsonl"


def _about_others(folder: Path, name: str, sha: str) -> Iterator[tuple[Path, Journal]]:
    """The journals in `folder` about the file `name` with other contents than those of this checksum."""
    for file in sorted(folder.glob("*.jsonl")):
        with contextlib.suppress(FileError, RecordError):
            journal = read_journal(read_text(file, "utf-8").text)
            if journal.file == name and sha not in (journal.sha256, journal.written):
                yield file, journal


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"  # a review under way is no part of a project
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise _cannot_keep(folder, error) from None


def _tidy(folder: Path) -> None:
    with contextlib.suppress(OSError):
        if [file.name for file in folder.iterdir()] == [".gitignore"]:
            (folder / ".gitignore").unlink()
            folder.rmdir()
            folder.parent.rmdir()


def _read(handle: int, file: Path, name: str, sha: str) -> Journal:
    """What the open journal `file` holds; a new one is begun, and half a line at its end cut off."""
    os.lseek(handle, 0, os.SEEK_SET)
    data = b""
    while more := os.read(handle, 1 << 20):
        data += more
    size = data.rfind(b"\n") + 1
    if size < len(data):  # a run was killed while it wrote
        os.ftruncate(handle, size)
    if not size:
        _append(handle, header(name, sha), file)
        return Journal(name, sha)
    try:
        journal = read_journal(data[:size].decode("utf-8", "replace"))
    except RecordError as error:
        raise FileError(str(file), f"{error}; delete the file to begin the review again") from None
    if journal.sha256 != sha:
        raise FileError(str(file), "is about another transcript; delete it")
    return journal


def _locked(file: Path, transcript: str) -> int:
    """`file`, open for appending and locked against other reviews (where the system has locks)."""
    try:
        binary = getattr(os, "O_BINARY", 0)  # else Windows changes line ends
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | binary, 0o600)
    except OSError as error:
        raise _cannot_keep(file, error) from None
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass
    except BlockingIOError:
        os.close(handle)
        raise FileError(
            transcript, "is being reviewed already, by another process or under another name"
        ) from None
    except OSError:
        pass  # a file system without locks
    return handle


def _append(handle: int, line: str, file: Path) -> None:
    """Write `line` and wait until it is on the disk."""
    data = line.encode()
    try:
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    except OSError as error:
        raise _cannot_keep(file, error) from None


def _cannot_keep(path: Path, error: OSError) -> FileError:
    why = error.strerror or str(error)
    return FileError(
        str(path), f"answers can't be kept there ({why}); copy the transcript to a folder of yours"
    )
