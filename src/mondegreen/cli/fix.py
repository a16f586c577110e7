"""`mondegreen fix`: write what is certain."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from mondegreen.cli import work
from mondegreen.cli.options import Command, Settings, common, settle
from mondegreen.cli.output import complain, console_for, working
from mondegreen.cli.targets import put_bytes, refuse_collisions
from mondegreen.document import apply
from mondegreen.errors import FileError
from mondegreen.files import check_writable

if TYPE_CHECKING:
    from rich.console import Console

    from mondegreen.corrector import Corrector
    from mondegreen.render.terminal import Outcome


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file with its corrected bytes, and where they go ("-" for stdout)."""

    found: work.Found
    old: bytes
    new: bytes
    target: str


@click.command(
    cls=Command,
    short_help="Correct what is certain, in place.",
    epilog="""\b
Examples:
  mondegreen fix talk.txt                      in place, whole or not at all
  mondegreen fix talk.srt -o fixed.srt
  mondegreen fix - < talk.txt > fixed.txt      the diff goes to stderr
  mondegreen fix --patch talk.patch --edits talk.edits.jsonl talk.txt
  mondegreen fix --clean=repeats,fillers talk.txt

\b
What is not sure waits for you and is never written. Exit code: 0 done, 2 an error; one bad file does
not keep the others from being fixed. A subtitle file with faults is still fixed; the faults are named
and the exit code is 2.""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", "out", metavar="OUT", help="Write here instead of in place; - for stdout.")
@click.option("--patch", metavar="FILE", help="Besides, write a unified diff for git apply or patch -p1.")
@click.option(
    "--edits", metavar="FILE", help="Besides, write every proposal and what was done, as JSON lines."
)
@common
@click.pass_context
def fix(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    out: str | None,
    patch: str | None,
    edits: str | None,
    output: str,
    **options: Any,
) -> None:
    """Correct what is certain in FILE..., in place ("-" reads stdin and writes stdout)."""
    paths = work.inputs(files)
    if out is not None and len(paths) > 1:
        raise click.UsageError(f"-o takes the result of one file, not of {len(paths)}")
    refuse_collisions(paths, out, patch, edits)
    settings = settle(paths[0], **options)
    if settings.only == "ask":
        raise click.UsageError("--only ask leaves nothing to write; use mondegreen check --only ask")
    for side in (patch, edits):
        if side is not None and side != "-":
            check_writable(side)
    corrector = work.build_corrector(settings)
    targets = {path: out if out is not None else path for path in paths}
    text_on_stdout = "-" in (*targets.values(), patch, edits)
    stream = sys.stderr if text_on_stdout else sys.stdout
    failures: list[str] = []
    ready: Iterable[_Ready] = _prepare(targets, settings, corrector, failures)
    if patch is not None or edits is not None:
        ready = list(ready)  # a record must be on the disk before what it records is done
        _write_side_files(ready, patch, edits)
    console = None if settings.quiet or output == "json" else console_for(stream, settings.color)
    outcomes: list[Outcome] = []
    for item in ready:
        try:
            _write(item)
        except FileError as error:
            complain(str(error))
            failures.append(item.target)
            continue
        if not settings.quiet:
            _report(item, console, stream, outcomes)
    if console is not None and outcomes:
        from mondegreen.render.summary import summarise

        last = next(iter(targets.values()))
        again = (
            {} if text_on_stdout or out or patch or edits else {"review": work.same_command(ctx, "review")}
        )
        summarise(console, outcomes, "stdout" if last == "-" else last, again)
    ctx.exit(2 if failures else 0)


def _prepare(
    targets: dict[str, str], settings: Settings, corrector: Corrector, failures: list[str]
) -> Iterator[_Ready]:
    """Read and correct each file; what fails is told at once and noted in `failures`."""
    for k, (path, target) in enumerate(targets.items(), 1):
        try:
            file, document = work.read(path, settings)
            if target != "-":
                check_writable(target)
            with working(work.progress(path, k, len(targets)), settings.quiet):
                found = work.find(file, document, settings, corrector)
                old = file.encode(file.text)
                text = apply(file.text, (e for p in found.sure for e in p.edits))
                new = file.encode(text) if found.sure else old
        except FileError as error:
            complain(str(error))
            failures.append(path)
            continue
        if work.report_problems(found):
            failures.append(path)
        yield _Ready(found, old, new, target)


def _write(item: _Ready) -> None:
    in_place = item.target == item.found.file.path != "-"
    if in_place and item.new == item.old:
        return
    put_bytes(item.target, item.new, was=item.old if in_place else None)


def _write_side_files(ready: Iterable[_Ready], patch: str | None, edits: str | None) -> None:
    from mondegreen.records import make_record, write_record
    from mondegreen.render.patch import unified

    if patch is not None:
        parts = []
        for item in ready:
            path = item.found.file.path if item.found.file.path != "-" else item.target
            applied = [e for p in item.found.sure for e in p.edits]
            parts.append(unified(path, item.found.file.text, applied, item.found.file.encoding))
        put_bytes(patch, b"".join(parts))
    if edits is not None:
        records = (
            make_record(
                item.found.file.path,
                item.found.file.encoding,
                item.found.document,
                item.old,
                item.new,
                item.found.proposals,
                item.found.sure,
            )
            for item in ready
        )
        put_bytes(edits, write_record(*records).encode())


def _report(item: _Ready, console: Console | None, stream: Any, outcomes: list[Outcome]) -> None:
    found = item.found
    if console is None:
        from mondegreen.render.jsonl import json_lines

        click.echo(json_lines(found.name, found.document, found.proposals), nl=False, file=stream)
        return
    from mondegreen.render.terminal import Outcome, show

    outcomes.append(Outcome(found.name, found.document, found.sure, found.waiting))
    show(console, outcomes[-1], written=True)
