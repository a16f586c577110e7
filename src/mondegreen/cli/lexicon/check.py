"""`mondegreen lexicon check`: whether lexicons are fit to be used and merged."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mondegreen.cli.lexicon.sources import chosen, schema_for, with_files
from mondegreen.cli.output import complain, console_for, working
from mondegreen.errors import FileError

if TYPE_CHECKING:
    from mondegreen.document import Document
    from mondegreen.lexicon_check import Alarms, Change, Finding, Source
    from mondegreen.proposal import Proposal


@click.command(
    short_help="Find every fault of a lexicon, and what it does to text that is right.",
    epilog="""\b
Examples:
  mondegreen lexicon check                        the shipped packs
  mondegreen lexicon check mine.yaml              a lexicon of your own, beside the packs
  mondegreen lexicon check --against main         and how its false alarms differ from those of a branch
  mondegreen lexicon check --corpus talks/ mine.yaml
  mondegreen lexicon check --format sarif > lexicon.sarif

\b
Looked at are: the schema, order and form, duplicates, names with two owners, loops, mishearings that are
right or ordinary words, terms that sound like words or like one another, sources, each entry's own tests
against everything loaded together, and what is found in clean text that ships with the tool.

\b
Exit code: 0 no errors, 1 errors (with --strict also warnings), 2 it could not be done.""",
)
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--no-packs", is_flag=True, help="Judge the files by themselves, without the shipped packs.")
@click.option(
    "--corpus",
    multiple=True,
    metavar="PATH",
    help="Look for false alarms in this text, or all texts of this folder, instead of those shipped. May be repeated.",
)
@click.option("--no-corpus", is_flag=True, help="Look for no false alarms.")
@click.option(
    "--against",
    metavar="REF|DIR",
    help="Compare the false alarms with the lexicons of a git commit, or of a folder.",
)
@click.option("--alarms", "list_alarms", is_flag=True, help="List every false alarm.")
@click.option("--strict", is_flag=True, help="Fail for warnings too.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="json: one object a finding, a line each. github: annotations of a pull request.",
)
@click.option("--summary", metavar="FILE", help="Besides, append a summary as Markdown (- for stdout).")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="So many processes; as many as cores.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but findings and errors.")
@click.pass_context
def check(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    no_packs: bool,
    corpus: tuple[str, ...],
    no_corpus: bool,
    against: str | None,
    list_alarms: bool,
    strict: bool,
    output: str,
    summary: str | None,
    jobs: int | None,
    color: str,
    quiet: bool,
) -> None:
    """Find every fault of FILE..., files or all of a folder, or - for stdin; else of the shipped packs."""
    if no_corpus and (corpus or against is not None or list_alarms):
        raise click.UsageError("--no-corpus leaves nothing for --corpus, --against and --alarms")
    if no_packs and not files:
        raise click.UsageError("--no-packs leaves nothing to check; name a file")
    if summary == "-" and output != "text":
        raise click.UsageError(f"--summary - and --format {output} can't both go to stdout")
    result = _Result()
    with working("checking", quiet or output != "text"):
        sources = _sources(chosen(files), no_packs, result)
        texts = [] if no_corpus else _texts(corpus)
        _judge(sources, texts, against, jobs, result)
    found = sorted(result.findings, key=lambda f: f.order)
    _report(found, sources, result, against, output, list_alarms, color, quiet)
    from mondegreen.lexicon_check import Level

    bad = any(strict or f.level is Level.ERROR for f in found)
    if summary is not None:
        from mondegreen.render.alarms import markdown

        passed = not (bad or result.failed)
        text = markdown(found, _counted(sources, result), result.alarms, result.changes, against, passed)
        _append(summary, text)
    ctx.exit(2 if result.failed else 1 if bad else 0)


@dataclass(slots=True)
class _Result:
    """What has been found so far; `failed`: whether something could not be looked at."""

    findings: list[Finding] = field(default_factory=list)
    alarms: Alarms | None = None
    changes: list[Change] | None = None
    sentences: int = 0
    failed: bool = False


def _sources(paths: Sequence[str], no_packs: bool, result: _Result) -> list[Source]:
    """The files to check, and the packs that they will be loaded with, in the order of loading."""
    from mondegreen.lexicon_check import read
    from mondegreen.lexicon_file import bytes_of, pack_paths

    packs = pack_paths()
    real = {str(path): name for name, path in packs.items()}
    sources: list[Source] = []
    taken: set[str] = set()
    for path in paths:
        try:
            data = sys.stdin.buffer.read() if path == "-" else bytes_of(path)
        except FileError as error:
            complain(str(error))
            result.failed = True
            continue
        name = "<stdin>" if path == "-" else path
        stem = real.get(os.path.realpath(path)) or (Path(path).stem if path != "-" else "")
        first_line = schema_for(path)
        # A file with the name of a pack stands for it: one's own checkout, beside an installed tool.
        shipped = stem in packs and (first_line is not None or str(packs[stem]) == os.path.realpath(path))
        if shipped:
            taken.add(stem)
        source = read(data, name, stem, shipped=shipped or first_line is not None, schema=first_line)
        sources.append(with_files(source, path))
    if not no_packs:
        company = [
            read(bytes_of(path), str(path), name, checked=False, shipped=True)
            for name, path in packs.items()
            if name not in taken
        ]
        sources = [*company, *sources]
    return sorted(sources, key=lambda s: not s.shipped)  # the packs first


def _texts(corpus: Sequence[str]) -> list[tuple[str, Document]]:
    """The clean texts, each with its name. Raises `FileError`."""
    from mondegreen import formats
    from mondegreen.cli.lexicon.sources import shown
    from mondegreen.files import read_text
    from mondegreen.lexicon_file import clean_paths

    paths: list[str] = []
    for name in corpus:
        folder = Path(name)
        inside = sorted(str(p) for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
        if folder.is_dir() and not inside:
            raise FileError(name, "holds no text; name a file")
        paths += inside if folder.is_dir() else [name]
    if not corpus:
        paths = [shown(path) for path in clean_paths()]
    return [(path, formats.read(read_text(path).text, Path(path).name)) for path in paths]


def _judge(
    sources: Sequence[Source],
    texts: Sequence[tuple[str, Document]],
    against: str | None,
    jobs: int | None,
    result: _Result,
) -> None:
    """Put into `result` what is wrong with `sources`."""
    from mondegreen import lexicon_check
    from mondegreen.cli.lexicon.judges import Judges, usual_jobs
    from mondegreen.document import Document

    entries = [
        e for e in lexicon_check.in_force(sources) if any(s.checked and s.path == e.path for s in sources)
    ]
    tested = lexicon_check.sentences(entries)
    result.sentences = len(tested)
    lexicon = lexicon_check.lexicon_of(sources)
    documents = [document for _, document in texts]
    number = usual_jobs() if jobs is None else jobs
    if not tested and not texts:
        number = 1
    base = None if against is None else _base(sources, against)
    with Judges(lexicon, number) as judges:
        judges.begin([*documents, *(Document.plain(s.test.said) for s in tested)])
        result.findings += lexicon_check.check(sources)
        found = judges.ended()
    result.findings += lexicon_check.check_tests(tested, found[len(documents) :])
    if not texts:
        return
    result.alarms = _alarms(texts, found[: len(documents)])
    mine = {e.term.term: e for e in entries}
    result.findings += lexicon_check.check_alarms(result.alarms, mine)
    if base is not None:
        before = result.alarms
        if (old := lexicon_check.lexicon_of(base)) != lexicon:
            with Judges(old, number) as judges:
                judges.begin(documents)
                before = _alarms(texts, judges.ended())
        result.changes = lexicon_check.compare(before, result.alarms)


def _base(sources: Sequence[Source], against: str) -> list[Source]:
    """`sources` as they were."""
    from mondegreen.cli.lexicon.base import before
    from mondegreen.lexicon_check import read

    paths = [s.path for s in sources if s.checked and s.path != "<stdin>"]
    held = before(against, paths)
    return [
        s
        if not s.checked
        else read(held.get(s.path, b"terms: []\n"), s.path, Path(s.path).stem, shipped=s.shipped)
        for s in sources
    ]


def _alarms(texts: Sequence[tuple[str, Document]], proposals: Sequence[Sequence[Proposal]]) -> Alarms:
    """The proposals for clean texts as alarms."""
    from mondegreen.lexicon_check import Alarm, Alarms
    from mondegreen.places import Places
    from mondegreen.proposal import Action
    from mondegreen.render.excerpt import around
    from mondegreen.text import tokenise

    found: list[Alarm] = []
    for (path, document), of_text in zip(texts, proposals, strict=True):
        places = Places(document)
        for p in of_text:
            line, _ = places.line_column(p.span.start)
            found.append(
                Alarm(p.term, p.old, p.new, p.action is Action.FIX, path, line, around(places, p, 30))
            )
    return Alarms(sum(len(tokenise(document.speech)) for _, document in texts), tuple(found))


def _counted(sources: Iterable[Source], result: _Result) -> str:
    """What was looked at, for people."""
    from mondegreen.render.alarms import number

    checked = [s for s in sources if s.checked]
    terms = number(sum(len(s.entries) for s in checked), "term")
    return f"{terms} in {number(len(checked), 'file')}, {number(result.sentences, 'test sentence')}"


def _report(
    found: Sequence[Finding],
    sources: Sequence[Source],
    result: _Result,
    against: str | None,
    output: str,
    list_alarms: bool,
    color: str,
    quiet: bool,
) -> None:
    from mondegreen import __version__
    from mondegreen.lexicon_check import Level
    from mondegreen.render import alarms, findings

    if output == "sarif":
        click.echo(findings.as_sarif(found, __version__), nl=False)
        return
    if output == "json":
        click.echo(findings.as_json(found), nl=False)
        if result.alarms is not None:
            click.echo(findings.alarms_as_json(result.alarms, result.changes), nl=False)
        return
    if output == "github":
        click.echo(findings.as_github(found), nl=False)
    console = console_for(sys.stdout, color)
    if output == "text":
        findings.show(console, found)
    if list_alarms and result.alarms is not None:
        alarms.show_alarms(console, result.alarms.found)
    if result.changes is not None:
        alarms.show_changes(console, result.changes)
    if quiet:
        return
    errors = sum(f.level is Level.ERROR for f in found)
    verdict = f"{alarms.number(errors, 'error')}, {alarms.number(len(found) - errors, 'warning')}"
    console.print(f"{_counted(sources, result)}: {verdict}", soft_wrap=True)
    if result.alarms is not None:
        console.print(alarms.in_words(result.alarms), soft_wrap=True)
    if result.changes is not None and against is not None:
        console.print(alarms.changed_in_words(result.changes, against), soft_wrap=True)


def _append(path: str, text: str) -> None:
    """Add `text` to the file at `path`, as the summary of a job wants it."""
    if path == "-":
        click.echo(text, nl=False)
        return
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(path, f"can't be written: {reason}") from None
