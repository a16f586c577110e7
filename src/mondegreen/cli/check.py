"""`mondegreen check`: show what is misheard, write nothing."""

from __future__ import annotations

import sys
from typing import Any

import click

from mondegreen.cli import work
from mondegreen.cli.options import Command, common, settle
from mondegreen.cli.output import complain, console_for, working
from mondegreen.errors import FileError


@click.command(
    cls=Command,
    short_help="Show what is misheard, write nothing.",
    epilog="""\b
Examples:
  mondegreen check talk.txt
  mondegreen check --only fix episodes/*.srt
  mondegreen check --no-packs --lexicon guests.yaml talk.vtt
  mondegreen check --notes episode.md talk.txt
  mondegreen check --format json talk.txt | jq -r '[.old, .new] | @tsv'

\b
What was answered in a review of the very same text is not shown. Exit code: 0 nothing found, 1 something
found, 2 an error. A subtitle file with faults is still checked; the faults are named and the exit code is 2.""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@common
@click.pass_context
def check(ctx: click.Context, /, files: tuple[str, ...], output: str, **options: Any) -> None:
    """Show what is misheard in FILE..., and write nothing ("-" reads stdin)."""
    paths = work.inputs(files)
    settings = settle(paths[0], **options)
    corrector = work.build_corrector(settings)
    failed = False
    outcomes = []
    console = None if settings.quiet or output == "json" else console_for(sys.stdout, settings.color)
    count = answered = 0
    for k, path in enumerate(paths, 1):
        try:
            with working(work.progress(path, k, len(paths)), settings.quiet):
                everything = work.find(*work.read(path, settings), settings, corrector)
                found = everything.unanswered()
        except FileError as error:
            complain(str(error))
            failed = True
            continue
        failed |= work.report_problems(found)
        count += len(found.sure) + len(found.waiting)
        answered += len(everything.waiting) - len(found.waiting)
        if settings.quiet:
            continue
        if console is None:
            from mondegreen.render.jsonl import json_lines

            click.echo(json_lines(found.name, found.document, found.proposals), nl=False)
        else:
            from mondegreen.render.terminal import Outcome, show

            outcomes.append(Outcome(found.name, found.document, found.sure, found.waiting))
            show(console, outcomes[-1], written=False)
    if console is not None and outcomes:
        from mondegreen.render.summary import summarise

        commands = () if "-" in paths else ("fix", "review")
        summarise(
            console, outcomes, None, {name: work.same_command(ctx, name) for name in commands}, answered
        )
    ctx.exit(2 if failed else 1 if count else 0)
