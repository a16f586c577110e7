"""`mondegreen lexicon find`: where the entry stands that somebody means."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mondegreen.cli.options import common_to_look
from mondegreen.cli.output import complain, console_for

if TYPE_CHECKING:
    from mondegreen.lexicon_check import Source
    from mondegreen.lookup import Match


@click.command(
    short_help="Find an entry by its term, an alias, a mishearing, or what you heard.",
    epilog="""\b
Examples:
  mondegreen lexicon find Mélenchon
  mondegreen lexicon find "melon shaw"            by sound
  mondegreen lexicon find starmer --most 1        by a part of the name
  mondegreen lexicon find --lexicon mine.yaml --format json Rokfin

\b
Looked at are the packs and the lexicons of the configuration. Capitals, accents and spacing don't count.
Exit code: 0 found, 1 nothing found, 2 an error.""",
)
@click.argument("query")
@click.option("--most", type=click.IntRange(min=1), default=5, metavar="N", help="Show at most N entries; 5.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json: one object an entry, a line each.",
)
@common_to_look
@click.pass_context
def find(
    ctx: click.Context,
    /,
    query: str,
    lexicon: tuple[Path, ...],
    most: int,
    output: str,
    config_file: Path | None,
    color: str | None,
) -> None:
    """Find the entry that QUERY means, and show it with its place."""
    from mondegreen.cli.lexicon.desk import sources_here
    from mondegreen.config import load
    from mondegreen.lookup import look_up
    from mondegreen.render import about_lexicons

    sources = sources_here((*load(config_file, Path()).lexicon, *lexicon))
    by_path = {s.path: s for s in sources}
    found = [(m, _entry_text(m, by_path[m.entry.path])) for m in look_up(query, sources, most)]
    if output == "json":
        click.echo(about_lexicons.matches_as_json(found), nl=False)
    else:
        about_lexicons.show_matches(console_for(sys.stdout, color or "auto"), found)
    if not found:
        complain(f"no entry for {query!r}; `mondegreen lexicon add` writes one")
        ctx.exit(1)


def _entry_text(match: Match, source: Source) -> str:
    """The entry as it stands in its file."""
    node = match.entry.entry.node
    lines = source.text.splitlines()[node.line - 1 : node.last_line]
    return "\n".join(line.removeprefix("  ") for line in lines)
