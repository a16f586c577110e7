"""`mondegreen lexicon fmt`: lexicons in their one canonical form."""

from __future__ import annotations

import sys

import click

from mondegreen.cli.lexicon.sources import chosen, schema_for
from mondegreen.cli.output import complain
from mondegreen.errors import MondegreenError


@click.command(
    short_help="Rewrite lexicons in their canonical form.",
    epilog="""\b
Examples:
  mondegreen lexicon fmt                       the shipped packs
  mondegreen lexicon fmt mine.yaml shows/      a file, and all of a folder
  mondegreen lexicon fmt --check mine.yaml     write nothing, say where it departs from the form
  mondegreen lexicon fmt - < a.yaml > b.yaml

\b
Terms are sorted, fields put in order, quotes set only where they are needed. Comments are kept and move
above their entry. Exit code: 0 done, 2 an error; with --check also 1 if something would be rewritten. A
file with faults is left as it is; the faults are named.""",
)
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if something is not in the form.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
@click.pass_context
def fmt(ctx: click.Context, /, files: tuple[str, ...], check: bool, quiet: bool) -> None:
    """Rewrite FILE... in canonical form: files, all of a folder, or - for stdin; else the shipped packs."""
    failed = False
    departs = 0
    for path in chosen(files):
        try:
            departs += _one(path, check, quiet)
        except MondegreenError as error:
            complain(str(error))
            failed = True
    ctx.exit(2 if failed else 1 if check and departs else 0)


def _one(path: str, check: bool, quiet: bool) -> bool:
    """Rewrite the file at `path`, or look; whether it was not in canonical form."""
    from mondegreen.files import write_atomic
    from mondegreen.lexicon_file import bytes_of, decode
    from mondegreen.lexicon_writer import canonical, first_difference
    from mondegreen.render.excerpt import visible

    name = "<stdin>" if path == "-" else path
    old = sys.stdin.buffer.read() if path == "-" else bytes_of(path)
    new = canonical(decode(old, name), name, schema_for(path)).encode()
    if path == "-" and not check:
        sys.stdout.buffer.write(new)
        sys.stdout.buffer.flush()
        return old != new
    if old == new:
        return False
    if check:
        if not quiet:
            click.echo(visible(str(first_difference(old, new, name))))
        return True
    write_atomic(path, new, was=old)
    if not quiet:
        click.echo(f"rewrote {visible(name)}")
    return True
