"""`mondegreen review`: ask about what is not certain, one by one or by pair, and write what was decided."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mondegreen.answers import Remembered, latest
from mondegreen.cli import work
from mondegreen.cli.keeping import Keeper
from mondegreen.cli.options import Command, Settings, common_to_review, settle
from mondegreen.cli.output import complain, console_for, working
from mondegreen.cli.project import project_folder, remembered
from mondegreen.cli.targets import refuse_collisions
from mondegreen.cli.under_review import Item, remember_answers, write_results
from mondegreen.errors import FileError
from mondegreen.files import check_writable

if TYPE_CHECKING:
    from rich.console import Console

    from mondegreen.corrector import Corrector
    from mondegreen.session import Session


@click.command(
    cls=Command,
    short_help="Ask about what is not certain, and write what you decide.",
    epilog="""\b
Examples:
  mondegreen review talk.txt                  in place, when you say so at the end
  mondegreen review talk.srt -o fixed.srt     talk.mp3 beside it is played with p
  mondegreen review --group episodes/*.srt    one answer for all places of a pair
  mondegreen review --all --edits talk.jsonl talk.txt
  mondegreen review --plain talk.txt          for a screen reader

\b
Keys:
  y yes   n no   e edit   a all like this in the file   A in all files
  v or ! never this form for this term   s skip   b back   p play   w why
  g by pair   q quit   ? help   Enter as answered before

\b
Answers are kept in .mondegreen/ as you give them: after q, Ctrl-C or a crash the same command goes on where
you were. The transcript is written only when you say so at the end, with w, or with Enter once everything
is answered; what is certain is then written too, as mondegreen fix does. Exit code: 0 done, 2 an error,
130 after Ctrl-C.""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", "out", metavar="OUT", help="Write here instead of in place.")
@click.option("--edits", metavar="FILE", help="Besides, write every proposal and answer, as JSON lines.")
@click.option("--all", "everything", is_flag=True, help="Ask about what is certain too.")
@click.option(
    "--group", "grouped", is_flag=True, help="Begin by pair: one answer for all places. g changes it."
)
@click.option("--again", is_flag=True, help="Ask anew what was answered before; Enter answers as then.")
@click.option(
    "--media", metavar="FILE", help="The recording to play from, if it is not beside the transcript."
)
@click.option("--plain", is_flag=True, help="Plain sentences, one below the other, for screen readers.")
@common_to_review
@click.pass_context
def review(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    out: str | None,
    edits: str | None,
    everything: bool,
    grouped: bool,
    again: bool,
    media: str | None,
    plain: bool,
    **options: Any,
) -> None:
    """Ask about each proposal for FILE..., and write what you decide."""
    paths = work.inputs(files)
    if "-" in paths:
        raise click.UsageError("your answers come from stdin, so the transcript can't; name a file")
    for option, value in (("-o", out), ("--media", media)):
        if value is not None and len(paths) > 1:
            raise click.UsageError(f"{option} is for one file, not for {len(paths)}")
    refuse_collisions(paths, out, None, edits)
    if media is not None and not Path(media).is_file():
        raise FileError(media, "no such file")
    settings = settle(paths[0], **options)
    for target in (edits, out):
        if target is not None and target != "-":
            check_writable(target)
    corrector = work.build_corrector(settings)
    console = console_for(sys.stderr if "-" in (out, edits) else sys.stdout, settings.color)
    failures: list[str] = []
    with contextlib.closing(Keeper()) as keeper:
        items = list(_read(paths, out, again, settings, corrector, keeper, failures))
        session = _begin(items, everything, grouped, again)
        if session.questions or any(t.sure for t in session.transcripts):
            command = work.same_command(ctx, "review")
            try:
                session, write = _sit(session, items, console, keeper, media, plain)
            except KeyboardInterrupt:
                complain(f"Stopped. Your answers are kept; go on with: {command}")
                raise
            remembered_now = remember_answers(session, items)
            written = write_results(session, items, keeper, edits, failures) if write else {}
            if not settings.quiet:
                _report(console, session, written, write, command)
                for file, count in remembered_now:
                    told = f"{_many(count, 'answer')} remembered for other transcripts, in {_near(file)}."
                    if count:
                        _say(console, told)
        elif items and not settings.quiet:
            _say(console, f"Nothing to ask about in {_names(items)}.")
    ctx.exit(2 if failures else 0)


def _read(
    paths: Sequence[str],
    out: str | None,
    again: bool,
    settings: Settings,
    corrector: Corrector,
    keeper: Keeper,
    failures: list[str],
) -> Iterator[Item]:
    """Read each file, look for corrections and for what was answered before; what fails is noted in `failures`."""
    for k, path in enumerate(paths, 1):
        try:
            file, document = work.read(path, settings)
            old = file.encode(file.text)
            if out is None:
                check_writable(path)
            with working(work.progress(path, k, len(paths)), settings.quiet):
                found = work.find(file, document, settings, corrector)
            folder = _folder(path, out)
            kept, stale = keeper.add(folder, path, old, again)
        except FileError as error:
            complain(str(error))
            failures.append(path)
            continue
        if work.report_problems(found):
            failures.append(path)
        if stale and not settings.quiet:
            told = f"{len(stale)} answer{'s' * (len(stale) != 1)}"
            complain(f"{path}: has changed since {told} were given; none is applied, Enter repeats them")
        yield Item(found, old, path if out is None else out, folder, kept, stale)


def _folder(path: str, out: str | None) -> Path:
    """Where to keep answers about `path`: in its project, or in that of `out` if nothing may be written there."""
    folder = project_folder(path)
    near = folder if folder.is_dir() else folder.parent
    return folder if os.access(near, os.W_OK) or out in (None, "-") else project_folder(str(out))


def _begin(items: Sequence[Item], everything: bool, grouped: bool, again: bool) -> Session:
    """The session to go on with. Raises `FileError` if what the project remembers can't be read."""
    from mondegreen.review import Source, begin

    known = [r for folder in {item.folder: None for item in items} for r in remembered(folder)]
    sources = []
    for item in items:
        for kept in (*item.stale, *(item.kept if again else ())):
            known += [Remembered(p.old, p.term, kept.answer, "") for p in kept.places]
        f = item.found
        kept_now = () if again else item.kept
        sources.append(Source(f.name, f.document, f.file.encoding, f.sure, f.waiting, kept_now))
    return begin(sources, everything=everything, grouped=grouped, earlier=latest(known))


def _sit(
    session: Session, items: Sequence[Item], console: Console, keeper: Keeper, media: str | None, plain: bool
) -> tuple[Session, bool]:
    """Ask until the person is done; the session then, and whether to write."""
    from mondegreen.cli.player import Player, find_media
    from mondegreen.cli.sitting import sit

    player = Player()
    recordings = [Path(media) if media else find_media(Path(item.found.file.path)) for item in items]

    def play(now: Session) -> str:
        question = now.questions[now.asked[0]]
        stretch = now.transcripts[question.transcript].places.moment(question.proposal)
        return player.play(recordings[question.transcript], stretch)

    return sit(session, console, keeper.keep, play, player.stop, plain, lambda now: _what(now, items))


def _what(session: Session, items: Sequence[Item]) -> str:
    """What writing would do."""
    counts = [len(session.accepted(number)) for number in range(len(items))]
    files = items[0].target if len(items) == 1 else f"{sum(1 for n in counts if n)} files"
    return f"write {_many(sum(counts), 'correction')} to {'stdout' if files == '-' else files}"


def _report(
    console: Console,
    session: Session,
    written: dict[str, int],
    write: bool,
    command: str,
) -> None:
    """Say what was written, and what is still to do."""
    for target, count in written.items():
        name = "stdout" if target == "-" else target
        _say(
            console,
            f"{_many(count, 'correction')} written to {name}." if count else f"Nothing to write to {name}.",
        )
    answers = sum(len(step.questions) for step in session.steps if step.answer is not None)
    left = len(session.questions) - answers
    if not write:
        kept = f"{_many(answers, 'answer')} kept" if answers else "No answers yet"
        _say(console, f"{kept}, nothing written. Go on with: {command}")
    elif left:
        _say(console, f"{_many(left, 'question')} left open. Go on with: {command}")


def _near(file: Path) -> str:
    """`file` as it is seen from here, if it lies below."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)


def _names(items: Sequence[Item]) -> str:
    return items[0].found.name if len(items) == 1 else f"{len(items)} files"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def _say(console: Console, line: str) -> None:
    from rich.text import Text

    from mondegreen.render.look import Look, put

    put(console, Text(Look(console).safe(line)))
