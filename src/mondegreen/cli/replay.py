"""`mondegreen apply` and `mondegreen revert`: do again what a record says, and undo it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from mondegreen.cli.output import complain
from mondegreen.cli.recorded import file_of, records_in
from mondegreen.cli.targets import put_bytes
from mondegreen.document import Document
from mondegreen.errors import FileError, ReplayError
from mondegreen.files import TextFile, check_writable, decode, read_bytes
from mondegreen.places import Places
from mondegreen.records import Record, checksum, write_record
from mondegreen.replay import Replayed, is_done, is_undone, replayed, undone

_ARGUMENTS = (
    click.argument("record", metavar="RECORD", type=click.Path(path_type=Path)),
    click.argument("file", metavar="[FILE]", required=False),
    click.option(
        "-o", "--output", "out", metavar="OUT", help="Write here instead of in place; - for stdout."
    ),
    click.option("--dry-run", is_flag=True, help="Write nothing; print what would change as a unified diff."),
)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file and what it becomes; `made` is None where there is nothing to do."""

    record: Record
    file: TextFile
    old: bytes
    made: Replayed | None

    @property
    def new(self) -> bytes:
        """The bytes of the file afterwards."""
        return self.old if self.made is None else self.file.encode(self.made.text)


@click.command(
    "apply",
    short_help="Make the corrections of a record.",
    epilog="""\b
Examples:
  mondegreen apply talk.edits.jsonl                      the file that the record names, in place
  mondegreen apply answers.jsonl raw.txt -o fixed.txt    the raw transcript stays as it is
  mondegreen apply --dry-run answers.jsonl               print a diff, write nothing
  mondegreen apply --edits done.jsonl answers.jsonl      keep a record of it, for mondegreen revert

\b
RECORD was written by --edits of fix or review, or saved in a report. A record of what was done is done again;
of answers, what was accepted is written, and what was certain and nobody refused. The text must be the one
that the record was made from: otherwise nothing is written, of no file. Exit code: 0 done (or done already),
2 an error.""",
)
@click.option("--edits", metavar="FILE", help="Besides, write a record of what was done.")
def apply_record(record: Path, file: str | None, out: str | None, dry_run: bool, edits: str | None) -> None:
    """Make the corrections of RECORD in FILE, or in the file that it names."""
    _run(record, file, out, dry_run, edits, _apply_one)


@click.command(
    "revert",
    short_help="Undo the corrections of a record.",
    epilog="""\b
Examples:
  mondegreen fix --edits talk.edits.jsonl talk.txt
  mondegreen revert talk.edits.jsonl                     talk.txt is what it was, to the last byte
  mondegreen revert talk.edits.jsonl talk.txt -o raw.txt
  mondegreen revert --dry-run talk.edits.jsonl           print a diff, write nothing

\b
The text must be the one that the corrections left behind: if anything was changed since, nothing is written
and the place is named. Exit code: 0 done (or undone already), 2 an error.""",
)
def revert_record(record: Path, file: str | None, out: str | None, dry_run: bool) -> None:
    """Undo the corrections of RECORD in FILE, or in the file that it names."""
    _run(record, file, out, dry_run, None, _revert_one)


for _option in _ARGUMENTS:
    apply_record = _option(apply_record)
    revert_record = _option(revert_record)


def _apply_one(record: Record, file: TextFile, data: bytes) -> Replayed | None:
    from mondegreen import formats

    def read(text: str) -> Document:
        return formats.read(text, Path(record.file).name)

    return None if is_done(record, data) else replayed(record, data, file.text, read)


def _revert_one(record: Record, file: TextFile, data: bytes) -> Replayed | None:
    return None if is_undone(record, data) else undone(record, data, file.text)


def _run(
    record: Path,
    file: str | None,
    out: str | None,
    dry_run: bool,
    edits: str | None,
    work: Callable[[Record, TextFile, bytes], Replayed | None],
) -> None:
    records = records_in(record)
    if len(records) > 1 and (file is not None or out is not None):
        which = "FILE" if file is not None else "-o"
        raise click.UsageError(f"{record} is about {len(records)} files; {which} can only stand for one")
    _refuse_overwriting(record, out, edits, [file or r.file for r in records])
    ready, failed = [], False
    for one in records:  # everything is worked out before anything is written
        try:
            ready.append(_prepare(record, one, file, work))
        except FileError as error:
            complain(str(error))
            failed = True
    if failed:
        if len(records) > 1:
            complain("nothing was written, of no file")
        click.get_current_context().exit(2)
    if dry_run:
        _print_diff(ready)
        return
    targets = [out if out is not None else item.file.path for item in ready]
    for target in targets:
        if target != "-":
            check_writable(target)
    if edits is not None:
        done = (replace(i.made.record, after=checksum(i.new)) if i.made else i.record for i in ready)
        put_bytes(edits, write_record(*done).encode())  # on the disk before what it records is done
    for item, target in zip(ready, targets, strict=True):
        in_place = out is None
        if item.made is None:
            complain(f"{item.file.path}: nothing to do, it is so already")
        if not in_place or item.new != item.old:
            put_bytes(target, item.new, was=item.old if in_place else None)


def _refuse_overwriting(record: Path, out: str | None, edits: str | None, files: list[str]) -> None:
    taken = {str(record.resolve()): str(record)}
    for name in (out, edits):
        if name is None or name == "-":
            continue
        real = str(Path(name).resolve())
        if real in taken:
            raise click.UsageError(f"{name} would overwrite {taken[real]}")
        taken[real] = name
    if edits == "-" and out == "-":
        raise click.UsageError("--edits -: something else goes to stdout already")
    if (
        edits is not None
        and edits != "-"
        and str(Path(edits).resolve()) in {str(Path(f).resolve()) for f in files}
    ):
        raise click.UsageError(f"--edits {edits} would overwrite the transcript")


def _prepare(
    path: Path, record: Record, named: str | None, work: Callable[[Record, TextFile, bytes], Replayed | None]
) -> _Ready:
    where = named or file_of(path, record)
    data = read_bytes(where)
    file = decode(data, where, record.encoding)
    try:
        made = work(record, file, data)
    except ReplayError as error:
        place = ""
        if error.offset is not None:
            place = ":{}:{}".format(*Places(Document.plain(file.text)).line_column(error.offset))
        raise FileError(where + place, str(error)) from None
    item = _Ready(record, file, data, made)
    wanted = record.after if work is _apply_one else record.before
    if made is not None and wanted is not None and checksum(item.new) != wanted:
        raise FileError(where, "would not become what the record says; the record is damaged")
    return item


def _print_diff(ready: list[_Ready]) -> None:
    from mondegreen.render.patch import unified

    for item in ready:
        if item.made is not None:
            sys.stdout.buffer.write(
                unified(item.file.path, item.file.text, item.made.edits, item.file.encoding)
            )
    sys.stdout.buffer.flush()
