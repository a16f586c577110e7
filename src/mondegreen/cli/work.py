"""From a file to its proposals: what the commands have in common."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mondegreen.config import place_of
from mondegreen.document import Document
from mondegreen.errors import ConfigError, Diagnostic, StyleError
from mondegreen.files import TextFile, decode, read_text
from mondegreen.proposal import Action, Proposal

if TYPE_CHECKING:
    from mondegreen.cli.options import Settings
    from mondegreen.corrector import Corrector
    from mondegreen.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was read, and what was found in it: `sure` is what `fix` applies, `waiting` the rest."""

    file: TextFile
    document: Document
    sure: tuple[Proposal, ...]
    waiting: tuple[Proposal, ...]

    def unanswered(self) -> Found:
        """The same without what waited in places that a review has an answer about."""
        from mondegreen.cli.keeping import answered

        if not self.waiting or self.file.path == "-":
            return self
        places = answered(self.file.path, self.file.encode(self.file.text))
        left = (p for p in self.waiting if not any(p.span.overlaps(place) for place in places))
        return replace(self, waiting=tuple(left))

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """All of them, in order."""
        return tuple(sorted((*self.sure, *self.waiting), key=lambda p: (p.span.start, p.span.end)))

    @property
    def name(self) -> str:
        """What to call the file in messages."""
        return display_name(self.file.path)


def display_name(path: str) -> str:
    """How messages call the file at `path`."""
    return "<stdin>" if path == "-" else path


def inputs(files: Sequence[str]) -> tuple[str, ...]:
    """The files to work on, each once however often or under how many links it was named."""
    if "-" in files and len(set(files)) > 1:
        raise click.UsageError("- (stdin) can't be mixed with files")
    unique: dict[str, str] = {}
    for name in files:
        try:
            real = name if name == "-" else str(Path(name).resolve())
        except (OSError, ValueError, RuntimeError):  # a loop of links, a NUL: reading will say what is wrong
            real = name
        unique.setdefault(real, name)
    return tuple(unique.values())


def build_corrector(settings: Settings) -> Corrector:
    """The corrector for these settings.

    Raises `LexiconError` with every fault of every lexicon, `FileError` if the notes can't be read, and an error for a
    house style that the lexicons don't know.
    """
    from mondegreen.corrector import Corrector

    notes = "" if settings.notes is None else read_text(settings.notes, settings.encoding).text
    try:
        return Corrector(
            build_lexicon(settings),
            ignore=settings.ignore,
            min_fix=settings.min_fix,
            min_ask=settings.min_ask,
            notes=notes,
            style=settings.style,
        )
    except StyleError as error:
        raise _placed(error, settings.config) from None


def _placed(error: StyleError, path: Path | None) -> Exception:
    """`error` with the places of what stands in the configuration file; the rest was given as options."""
    written = []
    if path is not None:
        text = read_text(path).text
        for said, message in error.faults:
            if place := place_of(text, path, "style", said):
                written.append(Diagnostic(str(path), *place, f"house style: {message}"))
    if written:
        return ConfigError(sorted(written, key=lambda d: (d.line, d.column)))
    return click.UsageError("; ".join(f"--style: {message}" for _, message in error.faults))


def build_lexicon(settings: Settings) -> Lexicon:
    """The terms for these settings: packs, lexicons, single names. Raises as `build_corrector`."""
    from mondegreen.lexicon import Lexicon

    lexicon = Lexicon() if settings.packs == () else Lexicon.default(settings.packs)
    if settings.lexicon:
        lexicon = lexicon + Lexicon.load(*settings.lexicon)
    known = {t.term for t in lexicon.terms}
    extra = [t for t in settings.terms if t.strip() not in known]  # a bare name would drop what a pack knows
    return lexicon + Lexicon.from_terms(extra)


def read(path: str, settings: Settings) -> tuple[TextFile, Document]:
    """The file at `path` ("-" for stdin) and what in it is speech. Raises `FileError`."""
    from mondegreen import formats

    if path == "-":
        file = decode(sys.stdin.buffer.read(), "-", settings.encoding)
    else:
        file = read_text(path, settings.encoding)
    if settings.input_format is not None:
        return file, formats.read(file.text, format=settings.input_format)
    return file, formats.read(file.text, Path(path).name)


def find(file: TextFile, document: Document, settings: Settings, corrector: Corrector) -> Found:
    """Look for corrections in what was read."""
    proposals = list(corrector.propose(document))
    if settings.clean:
        proposals = _with_cleanup(document, proposals, settings)
    proposals.sort(key=lambda p: (p.span.start, p.span.end))
    sure = tuple(p for p in proposals if p.action is Action.FIX and settings.only != "ask")
    waiting = tuple(p for p in proposals if p.action is Action.ASK and settings.only != "fix")
    return Found(file, document, sure, waiting)


def _with_cleanup(document: Document, names: list[Proposal], settings: Settings) -> list[Proposal]:
    """`names` and what there is to tidy; where both want the same words, the name comes first."""
    from mondegreen.cleanup import clean

    taken = [p.span for p in names]
    ignored = {w.casefold() for w in settings.ignore}
    tidy = [
        p
        for p in clean(document, settings.clean)
        if p.old.strip().casefold() not in ignored and not any(p.span.overlaps(span) for span in taken)
    ]
    return names + tidy


def report_problems(found: Found) -> bool:
    """Name the faults of a transcript on stderr; whether there were any."""
    from mondegreen.cli.output import complain

    for problem in found.document.problems:
        complain(f"{found.name}:{problem.line}: {problem.message}")
    return bool(found.document.problems)


def progress(path: str, number: int, total: int) -> str:
    """What to show while the file at `path` is being worked on."""
    return f"{display_name(path)} ({number} of {total})" if total > 1 else display_name(path)


def same_command(ctx: click.Context, name: str) -> str:
    """The command line of the user with `name` as the command instead of theirs."""
    import shlex

    args: list[str] = list(ctx.obj) if isinstance(ctx.obj, list) else []
    if ctx.info_name in args:
        args[args.index(ctx.info_name)] = name
    return shlex.join(["mondegreen", *args])
