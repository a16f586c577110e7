"""`mondegreen lexicon add`: a new entry, or more for one that is there."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mondegreen.errors import MondegreenError
from mondegreen.lexicon import Apply, Term, TermType


@click.command(
    short_help="Add a term: asks, shows what it collides with, writes it with a test.",
    epilog="""\b
Examples:
  mondegreen lexicon add "Péter Szijjártó"                    asks for what is needed
  mondegreen lexicon add --pack geopolitics "Péter Szijjártó"   in a clone, into this pack
  mondegreen lexicon add --into mine.yaml --type media --context "Rumble, Odysee" --mishearing "rock fin"
      --test "find us on rock fin => find us on Rokfin" --yes Rokfin
  mondegreen lexicon add --extend --mishearing "kier stormer" "Keir Starmer"   more for an entry that is there

\b
On a terminal it asks for what the options leave open, and last whether to write; Ctrl-C leaves everything as
it is. Elsewhere it shows what it would write, as a patch, and writes with --yes. What is in a lexicon already
is not added again: the place is named.
The entry goes into FILE of --into, else of --pack, else into the last lexicon of the configuration. Before it
is written it is checked: by itself, beside all others, and in its own tests.
Exit code: 0 done, 1 it has errors and was not written, 2 it could not be done.""",
)
@click.argument("term")
@click.option("--into", metavar="FILE", help="The lexicon to put it into, made if there is none.")
@click.option("--pack", metavar="NAME", help="Put it into this pack; only in a clone of mondegreen.")
@click.option("--extend", is_flag=True, help="Add to the entry that is there.")
@click.option("--type", "kind", type=click.Choice([t.value for t in TermType]), help="What it names.")
@click.option("--surname", metavar="NAME", help='What of a person\'s name is used alone; "" for nothing.')
@click.option(
    "--alias", "aliases", multiple=True, metavar="NAME", help="Another right form. May be repeated."
)
@click.option(
    "--mishearing",
    "mishearings",
    multiple=True,
    metavar="WORDS",
    help='What was really seen instead; "stommer => Starmer" for a part of it. May be repeated.',
)
@click.option(
    "--heard-in", metavar="SOURCE", help="The transcript in which it was seen: an address or a path."
)
@click.option(
    "--sounds-like",
    multiple=True,
    metavar="WORDS",
    help="How it is said, respelled word for word. May be repeated.",
)
@click.option(
    "--context",
    multiple=True,
    metavar="WORDS",
    help="Words that stand near it, with commas. May be repeated.",
)
@click.option("--never", multiple=True, metavar="WORDS", help="What must never become it. May be repeated.")
@click.option(
    "--apply", "apply_", type=click.Choice([a.value for a in Apply]), help="When it may be written."
)
@click.option("--source", metavar="SOURCE", help="Where its spelling was seen: an address or a path.")
@click.option("--note", metavar="TEXT", help="For people.")
@click.option(
    "--test",
    "tests",
    multiple=True,
    metavar="SAID=>WANT",
    help="A sentence as it was heard, and as it should be. May be repeated.",
)
@click.option("--keep", multiple=True, metavar="SENTENCE", help="A sentence that must stay. May be repeated.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing, and write it.")
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="Settings from here."
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]))
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
@click.pass_context
def add(
    ctx: click.Context,
    /,
    term: str,
    into: str | None,
    pack: str | None,
    extend: bool,
    kind: str | None,
    surname: str | None,
    aliases: tuple[str, ...],
    mishearings: tuple[str, ...],
    heard_in: str | None,
    sounds_like: tuple[str, ...],
    context: tuple[str, ...],
    never: tuple[str, ...],
    apply_: str | None,
    source: str | None,
    note: str | None,
    tests: tuple[str, ...],
    keep: tuple[str, ...],
    yes: bool,
    config_file: Path | None,
    color: str | None,
    quiet: bool,
) -> None:
    """Add TERM, as it is rightly written, to a lexicon."""
    from mondegreen.cli.lexicon.adding import Adding, LeftError
    from mondegreen.cli.lexicon.desk import sources_here
    from mondegreen.cli.talk import NobodyThereError, Talk
    from mondegreen.config import load
    from mondegreen.drafting import listed, misheard, with_tests

    if into is not None and pack is not None:
        raise click.UsageError("--into and --pack each name a file; give one of them")
    term = " ".join(term.split())
    if not term:
        raise click.UsageError("TERM is empty; give the name as it is rightly written")
    given = Term(
        term,
        type=TermType(kind) if kind else None,
        surname=surname,
        aliases=aliases,
        sounds_like=sounds_like,
        context=listed(context),
        never=never,
        apply=Apply(apply_) if apply_ else Apply.AUTO,
        source=source,
        note=note,
    )

    def with_evidence(entry: Term) -> Term:
        entry = misheard(entry, mishearings, heard_in)
        try:
            return with_tests(entry, tests, keep)
        except ValueError as error:
            raise click.UsageError(
                f"--test {str(error)!r} has nothing misheard; write SAID => WANT"
            ) from None

    config = load(config_file, Path())
    shade = color or config.color or "auto"
    talk = Talk(shade, quiet)
    asks = not yes and not quiet and sys.stdin.isatty() and sys.stderr.isatty()
    try:
        adding = Adding(sources_here(config.lexicon), talk, asks, yes, shade)
        known = adding.known(term, extend)
        target = adding.target(into, pack, config.lexicon, known)
        ctx.exit(adding.write(given, with_evidence, known, target))
    except NobodyThereError:
        raise MondegreenError("the input has ended; nothing was written") from None
    except LeftError:
        talk.say("Nothing was written.")
