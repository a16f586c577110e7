"""`mondegreen init`: the configuration and the lexicon that a show begins with."""

from __future__ import annotations

import functools
import os
import shlex
import sys
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mondegreen.config import nearest
from mondegreen.errors import FileError, MondegreenError
from mondegreen.text import letters

if TYPE_CHECKING:
    from mondegreen.lexicon import Lexicon

CONFIG = "mondegreen.toml"
LEXICON = "show.yaml"


@dataclass(frozen=True, slots=True)
class _Show:
    """What is known of a show: its name ("" if none was given), and what its configuration is to say.

    `lexicon` is a path from the folder; `packs` is None for all; `style` are choices of a house style.
    """

    name: str = ""
    lexicon: str = LEXICON
    packs: tuple[str, ...] | None = None
    style: tuple[str, ...] = ()


@click.command(
    short_help="Begin a show: write its mondegreen.toml and its lexicon.",
    epilog="""\b
Examples:
  mondegreen init                                  asks, and writes into this folder
  mondegreen init shows/lighthouse                 into that one
  mondegreen init --yes --name "The Lighthouse Hour" --pack geopolitics --pack places
  mondegreen init --yes --style Kyiv --style Zelenskyy --lexicon names.yaml

\b
Written are mondegreen.toml, with a comment for each setting, and the show's own lexicon, if it is not there
yet; for editors, the schema of lexicons goes into .mondegreen/. On a terminal it asks for what the options
leave open; elsewhere, or with --yes, the defaults are taken. Nothing is ever overwritten.
Exit code: 0 done, 2 an error; then nothing was written.""",
)
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[FOLDER]")
@click.option("--name", metavar="NAME", help="What the show is called.")
@click.option(
    "--lexicon",
    metavar="FILE",
    help=f"The show's own lexicon, seen from FOLDER; {LEXICON} if not given.",
)
@click.option(
    "--pack", "packs", multiple=True, metavar="NAME", help="Use this shipped pack. May be repeated."
)
@click.option("--no-packs", is_flag=True, help="Use no shipped pack.")
@click.option(
    "--style",
    multiple=True,
    metavar="FORM",
    help="A right form to be written for other spellings of the same name. May be repeated.",
)
@click.option("--yes", "-y", is_flag=True, help="Ask nothing.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def init(
    folder: Path,
    name: str | None,
    lexicon: str | None,
    packs: tuple[str, ...],
    no_packs: bool,
    style: tuple[str, ...],
    yes: bool,
    quiet: bool,
) -> None:
    """Write mondegreen.toml and a lexicon for a show into FOLDER, this one if none is given."""
    if packs and no_packs:
        raise click.UsageError("--pack and --no-packs can't both hold")
    _refuse_overwriting(folder)
    show = _Show(" ".join((name or "").split()), lexicon or LEXICON, () if no_packs else packs or None, style)
    found = _check(folder, show)
    if not (yes or quiet) and sys.stdin.isatty() and sys.stderr.isatty():
        given = {"name": name, "packs": packs or no_packs, "lexicon": lexicon, "style": style}
        show = _asked(folder, show, {field for field, value in given.items() if not value})
        found = _check(folder, show)
    written = _write(folder, show, found)
    if not quiet:
        _report(folder, written)


def _refuse_overwriting(folder: Path) -> None:
    """Raises `FileError` if `folder` is none, or has a configuration already."""
    if not folder.is_dir():
        raise FileError(str(folder), "is no folder; make it first")
    config = folder / CONFIG
    if os.path.lexists(config):
        raise FileError(str(config), "is there already; edit it, or begin in another folder")
    found = nearest(folder)
    if found is not None and found[0].parent == folder.resolve():
        told = "has a [tool.mondegreen] table already; edit that, or take it out first"
        raise FileError(str(folder / found[0].name), told)


def _check(folder: Path, show: _Show) -> Lexicon:
    """What the configuration of `show` will load. Raises `MondegreenError` with what is wrong with it."""
    from mondegreen.cli.lexicon.sources import ENDINGS
    from mondegreen.house_style.choices import chosen
    from mondegreen.lexicon import Lexicon

    if not show.name.isprintable():
        raise MondegreenError("the name of the show holds characters that can't be printed")
    own = folder / show.lexicon
    if not show.lexicon.endswith(ENDINGS) or not show.lexicon.isprintable():
        raise FileError(str(own), f"is no name for a lexicon; let it end in {ENDINGS[0]}")
    if not own.parent.is_dir():
        raise FileError(str(own), "there is no such folder; make it first")
    found = _packs(show.packs)
    if own.exists():
        found += Lexicon.load(own)
    chosen(found, show.style)
    return found


@functools.lru_cache(maxsize=4)
def _packs(names: tuple[str, ...] | None) -> Lexicon:
    from mondegreen.lexicon import Lexicon

    return Lexicon() if names == () else Lexicon.default(names)


# --- Asking -------------------------------------------------------------------------------------------------


def _asked(folder: Path, show: _Show, open_: Set[str]) -> _Show:
    """`show` with what a person says of the fields that are `open_`. Raises `MondegreenError` if the input ends."""
    from mondegreen.cli.talk import NobodyThereError, Talk
    from mondegreen.lexicon_file import pack_paths

    questions = {
        "name": "What is the show called? (Enter: leave it open)",
        "packs": f"Which of the shipped packs does it need? ({' '.join(pack_paths())}; none; Enter: all)",
        "lexicon": f"Which file is to hold its own names? (Enter: {show.lexicon})",
        "style": "Which right spellings do you prefer to others? (such as Kyiv, Zelenskyy; Enter: as they are spoken)",
    }
    talk = Talk("auto")
    for field, question in questions.items():
        while field in open_:
            try:
                answer = talk.ask(question)
                now = _with_answer(show, field, answer) if answer else show
                _check(folder, now)
            except NobodyThereError:
                raise MondegreenError("the input has ended; nothing was written") from None
            except MondegreenError as error:
                talk.say(str(error), "yellow")
            else:
                show = now
                break
    return show


def _with_answer(show: _Show, field: str, answer: str) -> _Show:
    match field:
        case "name":
            return replace(show, name=" ".join(answer.split()))
        case "packs":
            return replace(show, packs=() if answer == "none" else tuple(answer.replace(",", " ").split()))
        case "lexicon":
            return replace(show, lexicon=answer)
        case _:
            return replace(show, style=tuple(filter(None, map(str.strip, answer.split(",")))))


# --- Writing --------------------------------------------------------------------------------------------------


def _write(folder: Path, show: _Show, found: Lexicon) -> list[Path]:
    """Write what is not there yet, the configuration last; which files that were. Raises `FileError`."""
    from mondegreen.cli.project import FOLDER
    from mondegreen.files import check_writable, write_atomic
    from mondegreen.lexicon_file import pack_paths
    from mondegreen.lexicon_schema import schema_text
    from mondegreen.starter import configuration, lexicon_text

    schema, own, config = folder / FOLDER / "lexicon.schema.json", folder / show.lexicon, folder / CONFIG
    texts: dict[Path, str] = {}
    if not own.exists():
        beside = Path(os.path.relpath(schema, own.parent)).as_posix()
        texts[own] = lexicon_text(show.name, beside, _is_new(show.name, found))
    texts[config] = configuration(
        show.name, Path(show.lexicon).as_posix(), show.packs, show.style, tuple(pack_paths())
    )
    for path in texts:
        check_writable(path)
    if own in texts and not schema.exists():
        try:
            schema.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise FileError(str(schema.parent), f"can't be made ({error.strerror or error})") from None
        texts = {schema: schema_text(), **texts}
    for path, text in texts.items():
        write_atomic(path, text.encode())
    return list(texts)


def _is_new(name: str, found: Lexicon) -> bool:
    """Whether the name of a show can be a term: it has letters, and is no form of a term that will be loaded."""
    taken = {letters(form) for term in found.terms for form in (term.term, *term.aliases)}
    return letters(name) not in {*taken, ""}


def _report(folder: Path, written: Sequence[Path]) -> None:
    """Say what was written, and what to do next."""
    from mondegreen.render.excerpt import visible

    click.echo(visible(f"Written: {', '.join(map(str, written))}"))
    if (above := nearest(folder.resolve().parent)) is not None:
        click.echo(visible(f"In this folder it takes the place of {above[0]}."))
    steps = {
        'mondegreen lexicon add "NAME"': "a host or a guest, into the lexicon of the show",
        "mondegreen check EPISODE.txt": "what is misheard; nothing is written",
        "mondegreen review EPISODE.txt": "correct it, and be asked about what is not certain",
    }
    click.echo("\nNext:")
    if folder.resolve() != Path.cwd():
        click.echo("  " + visible(f"cd {shlex.quote(str(folder))}"))
    for command, effect in steps.items():
        click.echo(f"  {command:<31}{effect}")
