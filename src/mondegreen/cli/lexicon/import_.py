"""`mondegreen lexicon import`: a term list of others as a lexicon."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mondegreen.cli.lexicon.exchange import ExchangeFormat, refuse_overwriting, tell
from mondegreen.cli.output import complain
from mondegreen.cli.targets import put_bytes
from mondegreen.errors import FileError
from mondegreen.lexicon import Apply, TermType

if TYPE_CHECKING:
    from mondegreen.lexicon import Term


@click.command(
    name="import",
    short_help="Make a lexicon of a term list, a table, a dictionary.",
    epilog="""\b
Examples:
  mondegreen lexicon import names.txt -o mine.yaml         one spelling a line
  mondegreen lexicon import names.csv -o mine.yaml         a table; the first line names the columns
  mondegreen lexicon import --type person guests.txt       all of them are people
  mondegreen lexicon import --from codespell typos.txt     wrong->right, a line each
  mondegreen lexicon import --language de termbase.tbx
  mondegreen lexicon import - < query.json > people.yaml   what a query of Wikidata gave

\b
Formats: list, csv, tbx, hunspell (.dic), codespell, wikidata; and of recognisers aws, speechmatics, google,
azure, gladia, assemblyai, deepgram. Which it is, the name or the first lines of the file tell, else --from.
The lexicon goes to stdout, or with -o into a new file. What is left out is named on stderr.
docs/interchange.md says what each format holds. Exit code: 0 done, 2 an error; faults come with their
place, and then nothing is written.""",
)
@click.argument("file", metavar="FILE")
@click.option(
    "--from", "source", type=ExchangeFormat(), metavar="FORMAT", help="What FILE is, where it does not tell."
)
@click.option("-o", "--output", "out", metavar="OUT", help="Write the lexicon here instead of to stdout.")
@click.option("--force", is_flag=True, help="Write OUT even if it is there already.")
@click.option(
    "--language",
    default="en",
    metavar="CODE",
    help="Take the names in this language (tbx, wikidata); en if not given.",
)
@click.option(
    "--type",
    "kind",
    type=click.Choice([t.value for t in TermType]),
    help="What they are, where FILE does not tell.",
)
@click.option(
    "--skip-ordinary", is_flag=True, help="Leave out ordinary English words, as word lists hold them."
)
@click.option("--encoding", metavar="NAME", help="How FILE is encoded; UTF-8 unless it says itself.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def import_(
    file: str,
    source: str | None,
    out: str | None,
    force: bool,
    language: str,
    kind: str | None,
    skip_ordinary: bool,
    encoding: str | None,
    quiet: bool,
) -> None:
    """Make a lexicon of FILE ("-" for stdin): a term list in another format."""
    from mondegreen import interchange
    from mondegreen.interchange.exchange import LeftOut
    from mondegreen.lexicon_writer import dump
    from mondegreen.render.excerpt import visible

    refuse_overwriting(out, [file])
    if out not in (None, "-") and not force and Path(str(out)).exists():
        raise FileError(str(out), "is there already; give another name, or --force to replace it")
    name = "<stdin>" if file == "-" else file
    text = _text(file, encoding)
    known = source or interchange.format_of(text.removeprefix("\ufeff"), file).name
    imported = interchange.read(text, name, known, language)
    terms = imported.terms
    left_out = list(imported.left_out)
    ordinary = [t.term for t in terms if _is_ordinary(t)]
    if skip_ordinary:
        terms = tuple(t for t in terms if not _is_ordinary(t))
        left_out += (LeftOut(term, "is an ordinary English word") for term in ordinary)
    if kind is not None:
        terms = tuple(replace(t, type=t.type or TermType(kind)) for t in terms)
    put_bytes(out or "-", dump(terms).encode())
    if quiet:
        return
    where = f" to {out}" if out not in (None, "-") else ""
    complain(f"{name} ({known}): {len(terms):,} {'term' if len(terms) == 1 else 'terms'}{where}")
    tell(left_out)
    if ordinary and not skip_ordinary:
        example = visible(ordinary[0])
        complain(
            f"{len(ordinary):,} of them are ordinary English words ({example}); give those `context`, or leave them out"
            " with --skip-ordinary"
        )


def _text(file: str, encoding: str | None) -> str:
    from mondegreen.files import decode
    from mondegreen.lexicon_file import bytes_of
    from mondegreen.yaml_nodes import MAX_SIZE

    data = sys.stdin.buffer.read(MAX_SIZE + 1) if file == "-" else bytes_of(file)
    if len(data) > MAX_SIZE:
        raise FileError("<stdin>", f"is larger than {MAX_SIZE >> 20} MB; split it")
    return decode(data, "<stdin>" if file == "-" else file, encoding).text


def _is_ordinary(term: Term) -> bool:
    from mondegreen.interchange.replacements import is_ordinary

    told_apart = term.context or term.apply is not Apply.AUTO
    return term.term.islower() and not told_apart and is_ordinary(term.term)
