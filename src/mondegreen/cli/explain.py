"""`mondegreen explain`: every candidate, with the evidence for and against it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from mondegreen.cli import work
from mondegreen.cli.options import Command, common_to_explain, settle
from mondegreen.cli.output import console_for, working
from mondegreen.document import Document
from mondegreen.proposal import Proposal
from mondegreen.text import fold

if TYPE_CHECKING:
    from rich.console import Console


@click.command(
    cls=Command,
    short_help="Show every candidate with its evidence.",
    epilog="""\b
Examples:
  mondegreen explain --text "Qurstammer is going to meet Biden"
  mondegreen explain talk.txt --about "high mass"
  mondegreen explain talk.txt --about HIMARS --min-score 0
  mondegreen explain --no-packs --term ATACMS --text "the attackers have a range of 300 km"

\b
Exit code: 0 done, 2 an error.""",
)
@click.argument("file", required=False)
@click.option("--text", help="Explain these words instead of a file.")
@click.option("--about", metavar="WORDS", help="Only candidates whose heard words or term contain this.")
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=None,
    help="Leave out candidates below this probability; 0.05 for a whole file, else 0.01.",
)
@common_to_explain
@click.pass_context
def explain(
    ctx: click.Context,
    /,
    file: str | None,
    text: str | None,
    about: str | None,
    min_score: float | None,
    output: str,
    **options: Any,
) -> None:
    """Show every candidate in FILE (or --text), with the strongest evidence for and against it.

    The JSON of --format json holds all the evidence.
    """
    if (file is None) == (text is None):
        raise click.UsageError("give a file or --text, one of the two")
    if min_score is None:
        min_score = 0.05 if file is not None and about is None else 0.01
    settings = settle(file, **options)
    corrector = work.build_corrector(settings)
    name = "<text>" if file is None else work.display_name(file)
    problems = False
    with working(name, settings.quiet):
        if file is not None:
            found_file, document = work.read(file, settings)
            problems = work.report_problems(work.Found(found_file, document, (), ()))
        else:
            document = Document.plain(text or "")
        candidates = [p for p in corrector.explain(document, min_score) if _is_about(p, about)]
        candidates.sort(key=lambda p: (p.span.start, -p.score))
    if output == "json":
        from mondegreen.render.jsonl import json_lines

        click.echo(json_lines(name, document, candidates), nl=False)
    elif not settings.quiet:
        _show(console_for(sys.stdout, settings.color), name, document, candidates)
    ctx.exit(2 if problems else 0)


def _is_about(proposal: Proposal, about: str | None) -> bool:
    return about is None or any(fold(about) in fold(s) for s in (proposal.old, proposal.new, proposal.term))


def _show(console: Console, name: str, document: Document, candidates: Sequence[Proposal]) -> None:
    from mondegreen.render.explanation import explain as render

    render(console, name, document, candidates)
