"""`mondegreen report`: a page for a browser, in which somebody without a terminal reads and answers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from mondegreen.cli import work
from mondegreen.cli.options import Command, common_to_review, settle
from mondegreen.cli.output import working
from mondegreen.cli.targets import put_bytes
from mondegreen.errors import FileError
from mondegreen.files import check_writable, read_bytes
from mondegreen.proposal import Via

if TYPE_CHECKING:
    from mondegreen.render.report import Media, Transcript

#: What a page says of itself, within its first characters.
_MARK = b'<meta name="generator" content="mondegreen">'
_VIDEO = (".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".ogv")


@click.command(
    cls=Command,
    short_help="Make a page for a browser to review a transcript in.",
    epilog="""\b
Examples:
  mondegreen report talk.txt                         writes talk.report.html beside it
  mondegreen report talk.vtt -o review.html          talk.mp3 beside it is played with a click
  mondegreen report talk.srt --media ../film.mp4
  mondegreen apply talk.answers.jsonl                what the page saved, put to use

\b
The page is one file that fetches nothing: send it to whoever knows the names. It shows the transcript with
the changes in place, takes answers by keys, mouse or touch, keeps them in the browser, and saves them as a
file for mondegreen apply. The recording is not in it; it is played from beside the page, or chosen there.
Exit code: 0 done, 2 an error; faults of subtitles are named, the page is written all the same, and the code
is 2.""",
)
@click.argument("file", metavar="FILE")
@click.option(
    "-o", "--output", "out", metavar="OUT", help="Write here instead of FILE.report.html; - for stdout."
)
@click.option("--media", metavar="FILE", help="The recording, if it is not beside the transcript.")
@common_to_review
@click.pass_context
def report(ctx: click.Context, /, file: str, out: str | None, media: str | None, **options: Any) -> None:
    """Make a page to read and answer the proposals for FILE in ("-" reads stdin)."""
    recording = _recording(file, media)
    target = out if out is not None else _default(file)
    _refuse_overwriting(target, file, recording, out is not None)
    settings = settle(file, **options)
    if target != "-":
        check_writable(target)
    corrector = work.build_corrector(settings)
    text, document = work.read(file, settings)
    with working(work.progress(file, 1, 1), settings.quiet):
        found = work.find(text, document, settings, corrector)
        page = _page(found, _media(recording, target))
    put_bytes(target, page.encode())
    faults = work.report_problems(found)
    if target != "-" and not settings.quiet:
        styled = sum(p.via is Via.STYLE for p in found.sure)
        counts = f"{len(found.waiting)} to decide, {len(found.sure) - styled} certain"
        if styled:
            counts += f", {styled} in house style"
        click.echo(f"{target}: {counts}. Open it in a browser.")
    ctx.exit(2 if faults else 0)


def _page(found: work.Found, media: Media | None) -> str:
    from mondegreen.render.report import report as render

    return render(_transcript(found, media))


def _transcript(found: work.Found, media: Media | None) -> Transcript:
    from mondegreen.answers import latest
    from mondegreen.cli.project import project_folder, remembered
    from mondegreen.records import make_record
    from mondegreen.render.report import Transcript

    file = found.file
    record = make_record(
        file.path, file.encoding, found.document, file.encode(file.text), None, found.proposals, ()
    )
    earlier = {} if file.path == "-" else latest(remembered(project_folder(file.path)))
    name = "Transcript" if file.path == "-" else Path(file.path).name
    return Transcript(name, found.document, found.proposals, record, media, earlier)


def _recording(file: str, media: str | None) -> Path | None:
    """The recording that was named, or the one beside the transcript. Raises `FileError`."""
    from mondegreen.cli.player import find_media

    if media is None:
        return None if file == "-" else find_media(Path(file))
    try:
        if Path(media).is_file():
            return Path(media)
    except ValueError:  # a NUL in the name
        raise FileError(media, "is not a file name") from None
    raise FileError(media, "no such file")


def _media(recording: Path | None, target: str) -> Media | None:
    from mondegreen.render.report import Media

    if recording is None:
        return None
    folder = Path(target).absolute().parent if target != "-" else Path.cwd()
    try:
        url = quote(os.fsencode(os.path.relpath(recording.absolute(), folder).replace(os.sep, "/")))
    except ValueError:  # on another drive of Windows
        url = recording.absolute().as_uri()
    return Media(url, recording.name, recording.suffix.casefold() in _VIDEO)


def _default(file: str) -> str:
    """Where the page goes if nobody says: beside the transcript."""
    path = Path(file)
    return "-" if file == "-" or not path.name else str(path.with_name(f"{path.stem}.report.html"))


def _refuse_overwriting(target: str, file: str, recording: Path | None, named: bool) -> None:
    """A page may replace no transcript and no recording; and unless it was `named`, nothing but a page."""
    if target == "-":
        return
    taken = {"the transcript": file, "the recording": str(recording) if recording else "-"}
    for what, path in taken.items():
        if path != "-" and os.path.realpath(path) == os.path.realpath(target):
            raise click.UsageError(f"-o {target} would overwrite {what}")
    if not named and Path(target).is_file() and _MARK not in read_bytes(target)[:4096]:
        raise FileError(target, "is there already and was not made by mondegreen; write elsewhere with -o")
