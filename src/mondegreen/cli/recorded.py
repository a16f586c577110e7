"""Records on the disk, and the files that they are about."""

from __future__ import annotations

from pathlib import Path

from mondegreen.errors import FileError, RecordError
from mondegreen.files import read_text
from mondegreen.records import Record, read_record


def records_in(path: Path) -> list[Record]:
    """The records in the file at `path`, at least one. Raises `FileError`."""
    try:
        records = read_record(read_text(path, "utf-8").text)
    except RecordError as error:
        message = str(error).removeprefix(f"line {error.line}: ")
        raise FileError(f"{path}:{error.line}:1", message) from None
    if not records:
        raise FileError(str(path), "is an empty record")
    return records


def file_of(path: Path, record: Record) -> str:
    """The file that a record in the file at `path` is about: as it is named, from here, or from where the record lies.

    Raises `FileError` if it is none.
    """
    if record.file == "-":
        raise FileError(str(path), "is about text from stdin; name the file it is to be applied to")
    beside = path.parent / record.file
    return str(beside) if not Path(record.file).exists() and beside.exists() else record.file
