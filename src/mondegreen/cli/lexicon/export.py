"""`mondegreen lexicon export`: the terms that a recogniser, or another program, should know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mondegreen.cli import work
from mondegreen.cli.lexicon.exchange import ExchangeFormat, refuse_overwriting, tell
from mondegreen.cli.lexicon.sources import expanded
from mondegreen.cli.options import Settings
from mondegreen.cli.output import complain, working
from mondegreen.cli.targets import put_bytes
from mondegreen.errors import MondegreenError

if TYPE_CHECKING:
    from mondegreen.config import Config
    from mondegreen.document import Document
    from mondegreen.interchange import Format
    from mondegreen.lexicon import Lexicon, Term


@click.command(
    short_help="Write terms for a recogniser, or in another format.",
    epilog="""\b
Examples:
  mondegreen lexicon export --to whisper-prompt --for last-week.txt      what the show says, in 223 tokens
  mondegreen lexicon export --to whisper-hotwords --notes episode.md     guests first, those in no lexicon too
  mondegreen lexicon export --to deepgram-replace mine.yaml              find and replace, what is certain
  mondegreen lexicon export --to speechmatics geopolitics -o vocab.json  a shipped pack
  mondegreen lexicon export --to assemblyai --most 200 --for talk.srt
  mondegreen lexicon export --to csv mine.yaml -o mine.csv               for a spreadsheet

\b
Recognisers:
  whisper-prompt, whisper-hotwords (faster-whisper), deepgram, deepgram-replace, assemblyai,
  assemblyai-streaming, assemblyai-boost, assemblyai-spelling, speechmatics, aws, google, azure,
  gladia, gladia-spelling
Other programs:
  list, csv, tbx, hunspell, codespell, wikidata

\b
Each is kept within the limits that the vendor documents. What is cut is named on stderr, the most needed
first; docs/interchange.md has the limits and where they were read. Without --for and --notes, terms with
known mishearings come first, then rare words. Exit code: 0 done, 2 an error.""",
)
@click.argument("lexicons", nargs=-1, metavar="[PACK|FILE...]")
@click.option(
    "--to", "target", type=ExchangeFormat(), required=True, metavar="FORMAT", help="What to write; see below."
)
@click.option("-o", "--output", "out", metavar="OUT", help="Write here instead of to stdout.")
@click.option(
    "--for",
    "texts",
    multiple=True,
    metavar="FILE",
    help="Put first what this transcript needs. May be repeated.",
)
@click.option(
    "--notes",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Put first the names in these notes, new ones too.",
)
@click.option("--most", type=click.IntRange(min=0), metavar="N", help="Take at most the N terms most needed.")
@click.option("--aliases", is_flag=True, help="Also the other right spellings, if there is room.")
@click.option(
    "--boost", type=float, metavar="B", help="For google: how strongly to expect the terms, up to 20."
)
@click.option(
    "--encoding", metavar="NAME", help="How transcript and notes are encoded; UTF-8 unless they say."
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings from here instead of the nearest mondegreen.toml or pyproject.toml.",
)
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def export(
    lexicons: tuple[str, ...],
    target: str,
    out: str | None,
    texts: tuple[str, ...],
    notes: Path | None,
    most: int | None,
    aliases: bool,
    boost: float | None,
    encoding: str | None,
    config_file: Path | None,
    quiet: bool,
) -> None:
    """Write the terms of lexicons for a recogniser or another program.

    PACK is a shipped pack, FILE a lexicon, or a folder of them; if none is named, the configuration says which.
    """
    from mondegreen import interchange
    from mondegreen.config import load
    from mondegreen.files import read_text
    from mondegreen.interchange.exchange import LeftOut, Wish, settled
    from mondegreen.lexicon import Lexicon

    if boost is not None and target != "google":
        raise click.UsageError("--boost is for --to google")
    known = interchange.FORMATS[target]
    refuse_overwriting(out, (*lexicons, *texts, *([str(notes)] if notes else ())))
    config = load(config_file, Path())
    # A term of the configuration may hold anything, a line end too.
    lexicon = Lexicon(settled(_lexicon(lexicons, config).terms).terms)
    documents = [
        work.read(path, Settings(encoding=encoding or config.encoding))[1] for path in work.inputs(texts)
    ]
    noted = read_text(notes, encoding or config.encoding).text if notes else ""
    with working("ranking the terms", quiet):
        terms = _ordered(lexicon, known, documents, noted, most)
    exported = interchange.write(terms[:most], target, Wish(aliases=aliases, boost=boost))
    put_bytes(out or "-", exported.text.encode())
    if quiet:
        return
    cut = [] if most is None else [LeftOut(t.term, f"--most {most}") for t in terms[most:]]
    unit = exported.unit.removesuffix("s") if exported.written == 1 else exported.unit
    complain(f"{target}: {exported.written:,} {unit}" + (f" to {out}" if out not in (None, "-") else ""))
    tell((*exported.left_out, *cut))
    for line in exported.advice:
        complain(line)
    if known.loses:
        complain(f"lost in {target}: {known.loses}")
    if known.limited and exported.left_out and not documents and not noted:
        complain("with --for TRANSCRIPT or --notes FILE, what a programme needs comes first")


def _lexicon(names: Sequence[str], config: Config) -> Lexicon:
    """What `names` mean: shipped packs, files, folders; what is configured if there are none."""
    from mondegreen.lexicon import Lexicon
    from mondegreen.lexicon_file import pack_paths

    if not names:
        return work.build_lexicon(
            Settings(lexicon=config.lexicon, packs=config.packs, terms=config.terms, ignore=config.ignore)
        )
    packs = pack_paths()
    paths: list[str] = []
    for name in names:
        if name in packs:
            paths.append(str(packs[name]))
        elif Path(name).suffix or Path(name).exists():
            paths += expanded(name)
        else:
            raise MondegreenError(f"{name} is neither a shipped pack ({', '.join(packs)}) nor a file")
    return Lexicon.load(*paths)


def _ordered(
    lexicon: Lexicon, known: Format, documents: Sequence[Document], notes: str, most: int | None
) -> tuple[Term, ...]:
    """The terms by need where that matters, else by the alphabet."""
    from mondegreen.interchange.ranking import needed
    from mondegreen.text import fold

    if known.limited or documents or notes or most is not None:
        return needed(lexicon, documents, notes)
    return tuple(sorted(lexicon.terms, key=lambda t: (fold(t.term), t.term)))
