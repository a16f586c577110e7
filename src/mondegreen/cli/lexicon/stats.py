"""`mondegreen lexicon stats`: how much is in lexicons."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mondegreen.cli.lexicon.sources import chosen
from mondegreen.cli.output import console_for

if TYPE_CHECKING:
    from mondegreen.lexicon import Term
    from mondegreen.lexicon_stats import Stats


@click.command(
    short_help="Count what lexicons hold.",
    epilog="""\b
Examples:
  mondegreen lexicon stats                          the shipped packs, and all of them together
  mondegreen lexicon stats mine.yaml shows/         a file, and all of a folder
  mondegreen lexicon stats --format json | jq .coverage

\b
Counted are entries, aliases, mishearings (`seen`: those that say where), respellings under `sounds_like`, words
of context, test sentences; then what share of the entries has each at all, and the types.
Exit code: 0 done, 2 an error.""",
)
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json: one object a lexicon, a line each.",
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
def stats(files: tuple[str, ...], output: str, color: str) -> None:
    """Count what FILE... hold: files, all of a folder, or - for stdin; else the shipped packs."""
    from mondegreen.lexicon_file import bytes_of, decode, parse
    from mondegreen.lexicon_stats import stats_of
    from mondegreen.render import about_lexicons

    found: list[Stats] = []
    everything: list[Term] = []
    for path in chosen(files):
        name = "<stdin>" if path == "-" else path
        data = sys.stdin.buffer.read() if path == "-" else bytes_of(path)
        terms = parse(decode(data, name), name).terms
        found.append(stats_of(name if path == "-" or files else Path(path).stem, terms))
        everything += terms
    if len(found) > 1:
        found.append(stats_of("together", everything))
    if output == "json":
        click.echo(about_lexicons.stats_as_json(found), nl=False)
    else:
        about_lexicons.show_stats(console_for(sys.stdout, color), found)
