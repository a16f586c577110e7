"""`mondegreen eval`: recall, precision, false edits and calibration on transcripts of one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mondegreen.cli import work
from mondegreen.cli.options import Command, Settings, common_to_eval, settle
from mondegreen.cli.output import complain, console_for, working
from mondegreen.errors import MondegreenError
from mondegreen.proposal import Proposal, Via

if TYPE_CHECKING:
    from mondegreen.document import Document
    from mondegreen.evaluate import Label
    from mondegreen.known_forms import KnownForms
    from mondegreen.render.evaluation import Judged

_GOLD = ".gold.yaml"


@dataclass(frozen=True, slots=True)
class _Task:
    """A transcript and what is right in it."""

    found: work.Found
    labels: tuple[Label, ...]


@click.command(
    "eval",
    cls=Command,
    short_help="Measure it on transcripts of your own.",
    epilog="""\b
Examples:
  mondegreen eval --corrected fixed.txt talk.txt
  mondegreen eval --corrected fixed.txt --show talk.srt
  mondegreen eval talk.gold.yaml
  mondegreen eval --min-fix 0.95 --lexicon guests.yaml episodes/*.gold.yaml
  mondegreen eval --format json talk.gold.yaml | jq .fix.recall

\b
With --corrected, every word that differs is a correction. Otherwise GOLD is YAML:
  transcript: talk.srt      beside this file; if left out, talk.txt for talk.gold.yaml
  edits:                    what is wrong; start counts characters of the file from 0
    - {start: 394, heard: Qurstammer, expected: Keir Starmer, kind: garble}
  optional:                 right if done, not missed if left alone
    - {start: 5887, heard: infact, accept: [in fact]}

\b
fix is what is applied unasked, ask everything proposed, as if you took it all. Recall is over the
corrections that hold a term of the lexicon; the others are counted apart. A proposal is right if the
text then reads as it should, and a false edit if not.

\b
Exit code: 0 done, 2 an error.""",
)
@click.argument("files", nargs=-1, required=True, metavar="GOLD...")
@click.option(
    "--corrected",
    metavar="FILE",
    help="A corrected copy of the transcript; GOLD is then the transcript itself.",
)
@click.option(
    "--show", is_flag=True, help="List each miss and each wrong proposal, with the words around it."
)
@common_to_eval
@click.pass_context
def evaluate(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    corrected: str | None,
    show: bool,
    output: str,
    **options: Any,
) -> None:
    """Measure recall, precision, false edits and calibration against what you say is right in GOLD..."""
    paths = work.inputs(files)
    if corrected is not None and len(paths) > 1:
        raise click.UsageError(f"--corrected is the copy of one transcript, not of {len(paths)}")
    if corrected == "-" or (corrected is None and "-" in paths):
        raise click.UsageError("- (stdin) can only be the transcript of --corrected")
    settings = settle(paths[0], **options)
    corrector = work.build_corrector(settings)
    from mondegreen.evaluate import LOWEST
    from mondegreen.evaluate import evaluate as judge
    from mondegreen.known_forms import KnownForms
    from mondegreen.render.evaluation import Judged

    forms = KnownForms(corrector.lexicon)
    tasks: list[_Task] = []
    for path in paths:
        try:
            tasks.append(
                _by_gold(path, settings, forms)
                if corrected is None
                else _by_copy(path, corrected, settings, forms)
            )
        except MondegreenError as error:
            complain(str(error))
    if len(tasks) < len(paths):  # figures that lack a file would be taken for those of all
        ctx.exit(2)
    problems = False
    results: list[Judged] = []
    for k, task in enumerate(tasks, 1):
        found, document = task.found, task.found.document
        problems |= work.report_problems(found)
        with working(work.progress(found.file.path, k, len(tasks)), settings.quiet):
            made, more = (
                [p for p in corrector.propose(document, least) if _is_judged(p, task.labels)]
                for least in (None, LOWEST)
            )
            results.append(Judged(found.name, document, judge(document, task.labels, made, more)))
    _report(results, output, show, settings)
    ctx.exit(2 if problems else 0)


def _is_judged(proposal: Proposal, labels: Iterable[Label]) -> bool:
    """Whether `proposal` counts: what is only put in the house style does where a label asks for something."""
    return proposal.via is not Via.STYLE or any(proposal.span.overlaps(label.span) for label in labels)


def _by_gold(path: str, settings: Settings, forms: KnownForms) -> _Task:
    """The transcript that a gold file is about, and its labels. Raises `FileError` and those of `Gold.labels`."""
    from mondegreen.errors import FileError
    from mondegreen.gold_file import parse
    from mondegreen.lexicon_file import read_text

    gold = parse(read_text(path), path)
    if gold.transcript is not None:
        transcript = Path(path).parent / gold.transcript
    elif path.endswith(_GOLD):
        transcript = Path(path.removesuffix(_GOLD) + ".txt")
    else:
        gold.check()
        raise FileError(path, f"names no `transcript`; add one, or call the file NAME{_GOLD} beside NAME.txt")
    try:
        file, document = work.read(str(transcript), settings)
    except FileError as error:
        complain(str(error) if gold.transcript is not None else f"{error} (the transcript of {path})")
        gold.check()
        raise
    return _Task(work.Found(file, document, (), ()), gold.labels(document, forms))


def _by_copy(path: str, copy: str, settings: Settings, forms: KnownForms) -> _Task:
    """A transcript, and what its corrected copy says is right in it. Raises `FileError`."""
    from mondegreen.corrected import labels_from

    file, document = work.read(path, settings)
    right: Document = work.read(copy, settings)[1]
    return _Task(work.Found(file, document, (), ()), labels_from(document, right, forms))


def _report(results: list[Judged], output: str, show: bool, settings: Settings) -> None:
    from mondegreen.render.evaluation import as_json, report, report_places

    if output == "json":
        click.echo(as_json(results, show), nl=False)
    elif not settings.quiet:
        console = console_for(sys.stdout, settings.color)
        if show:
            report_places(console, results)
        report(console, results)
