"""`mondegreen lexicon hear`: how a term is said, and what sounds like it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from mondegreen.cli.options import common_to_look
from mondegreen.cli.output import console_for
from mondegreen.errors import MondegreenError
from mondegreen.lexicon import Term, TermType


@click.command(
    short_help="Say how a term sounds, and which words and terms sound like it.",
    epilog="""\b
Examples:
  mondegreen lexicon hear "Keir Starmer"                    an entry, with its aliases and respellings
  mondegreen lexicon hear Szijjarto --type person           a name that is in no lexicon yet
  mondegreen lexicon hear Mélenchon --sounds-like "may lon shon"   whether a respelling does it
  mondegreen lexicon hear ATACMS --format json

\b
Shown are the readings of each form, respelled and as ARPAbet, then what sounds like them: ordinary words,
such words one after the other, other terms. 100% is the same sound. This is the ear alone: whether a word
is taken for the term in a sentence also depends on what stands near it; see `mondegreen explain`.
Exit code: 0 done, 2 an error.""",
)
@click.argument("term")
@click.option(
    "--sounds-like", multiple=True, metavar="WORDS", help="As if it were respelled so. May be repeated."
)
@click.option(
    "--type", "kind", type=click.Choice([t.value for t in TermType]), help="As if it were of this type."
)
@click.option("--most", type=click.IntRange(min=0), default=8, metavar="N", help="At most N of each; 8.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text")
@common_to_look
def hear(
    term: str,
    lexicon: tuple[Path, ...],
    sounds_like: tuple[str, ...],
    kind: str | None,
    most: int,
    output: str,
    config_file: Path | None,
    color: str | None,
) -> None:
    """Say how TERM sounds, the term of an entry, one of its aliases, or any name."""
    from mondegreen.cli.lexicon.desk import sources_here
    from mondegreen.config import load
    from mondegreen.drafting import known_as
    from mondegreen.lexicon_check import lexicon_of
    from mondegreen.render import about_lexicons
    from mondegreen.soundalikes import Ear

    sources = sources_here((*load(config_file, Path()).lexicon, *lexicon))
    known = known_as(term, sources)
    entry = Term(" ".join(term.split())) if known is None else known.entry.term
    if sounds_like:
        entry = replace(entry, sounds_like=sounds_like)
    if kind is not None:
        entry = replace(entry, type=TermType(kind))
    hearing = Ear(lexicon_of(sources)).hear(entry, most)
    if not hearing.sayings:
        raise MondegreenError(f"{term!r} can't be read as English is; say how it sounds with --sounds-like")
    if output == "json":
        click.echo(about_lexicons.hearing_as_json(hearing), nl=False)
    else:
        about_lexicons.show_hearing(console_for(sys.stdout, color or "auto"), hearing)
