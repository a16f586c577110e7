"""The options that commands share, and the settings that they and the configuration file come to.

An option wins over the configuration, except that `--lexicon`, `--term`, `--ignore` and `--style` add to it:
they name one more thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from mondegreen.config import Config, load

_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Settings:
    """What to look for and how to show it. `packs` is None for all; `clean` are rules of cleanup.

    `min_fix` and `min_ask` are probabilities; None for those of the model. `config` is the configuration file, if any.
    """

    config: Path | None = None
    lexicon: tuple[Path, ...] = ()
    packs: tuple[str, ...] | None = None
    terms: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    notes: Path | None = None
    clean: tuple[str, ...] = ()
    only: str | None = None
    min_fix: float | None = None
    min_ask: float | None = None
    encoding: str | None = None
    input_format: str | None = None
    color: str = "auto"
    quiet: bool = False


class Command(click.Command):
    """A command whose `--clean` takes an optional value: `--clean`, or `--clean=repeats,fillers`.

    Click would take the next argument for the value, and `mondegreen fix --clean talk.txt` lose its file.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give a bare `--clean` its value, then go on as always."""
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(
            ctx, ["--clean=all" if a == "--clean" and k < end else a for k, a in enumerate(args)]
        )


class Probability(click.ParamType[float]):
    """A number from 0 to 1."""

    name = "probability"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Raises a usage error for anything else, NaN too (which `click.FloatRange` lets pass)."""
        try:
            number = float(value)
        except ValueError:
            number = -1
        if not 0 <= number <= 1:
            self.fail(f"{value!r} is not a probability; give a number from 0 to 1", param, ctx)
        return number


class Format(click.ParamType[str]):
    """The name of a transcript format; the formats are imported only when one is given."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Raises a usage error that lists the formats."""
        from mondegreen.formats import FORMATS

        if value not in FORMATS:
            self.fail(f"{value!r} is not a format; there are {', '.join(FORMATS)}", param, ctx)
        return value


_LEXICON = click.option(
    "--lexicon",
    "lexicon",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A lexicon of your own (YAML), besides the shipped packs. May be repeated.",
)
_LEXICONS = (
    _LEXICON,
    click.option(
        "--pack",
        "packs",
        multiple=True,
        metavar="NAME",
        help="Use this shipped pack and no other. May be repeated.",
    ),
    click.option("--no-packs", is_flag=True, help="Use no shipped pack."),
)
_WHAT = (
    *_LEXICONS,
    click.option(
        "--term",
        "terms",
        multiple=True,
        metavar="NAME",
        help='One more name to look for: --term "Keir Starmer". May be repeated.',
    ),
    click.option(
        "--ignore",
        "ignore",
        multiple=True,
        metavar="WORDS",
        help="Words never to be touched, as heard, or a term never to be written. May be repeated.",
    ),
    click.option(
        "--style",
        "style",
        multiple=True,
        metavar="FORM",
        help="Write this right form for other spellings of the same name: --style Kyiv. May be repeated.",
    ),
    click.option(
        "--notes",
        "notes",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Title, description and guests as plain text: names there are likelier, and new ones are looked for"
        " too: --notes episode.md",
    ),
)
_LIMITS = (
    click.option(
        "--min-fix",
        type=Probability(),
        metavar="P",
        help="Correct unasked from this probability on (0 to 1) instead of the model's.",
    ),
    click.option(
        "--min-ask",
        type=Probability(),
        metavar="P",
        help="Show from this probability on (0 to 1); above --min-fix, nothing below that is asked.",
    ),
)
_CLEAN = (
    click.option(
        "--clean",
        "clean",
        metavar="[=RULES]",
        help="Also tidy up: all rules, or those named (--clean=repeats,fillers). Off by default.",
    ),
    click.option("--only", type=click.Choice(["fix", "ask"]), help="Only what is sure, or only what is not."),
)
_CONFIG = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings from here instead of the nearest mondegreen.toml or pyproject.toml.",
)
_COLOR = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), help="NO_COLOR and FORCE_COLOR work too."
)
_TALK = (
    _CONFIG,
    _COLOR,
    click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors."),
)
_HOW = (
    click.option("--encoding", metavar="NAME", help="How the file is encoded; UTF-8 unless it says itself."),
    click.option(
        "--input-format", type=Format(), metavar="NAME", help="Its format, where the file name does not tell."
    ),
    *_TALK,
)


def _format(help_text: str) -> Callable[[_Function], _Function]:
    return click.option(
        "--format", "output", type=click.Choice(["text", "json"]), default="text", help=help_text
    )


_AS_LINES = _format("json: one object a proposal, a line each.")
_AS_OBJECT = _format("json: all figures as one object.")


def common(function: _Function) -> _Function:
    """The options of the commands that correct."""
    return _with((*_WHAT, *_LIMITS, *_CLEAN, _AS_LINES, *_HOW), function)


def common_to_review(function: _Function) -> _Function:
    """The options of a command that corrects with a person."""
    return _with((*_WHAT, *_LIMITS, *_CLEAN, *_HOW), function)


def common_to_explain(function: _Function) -> _Function:
    """The options of a command that only looks."""
    return _with((*_WHAT, *_LIMITS, _AS_LINES, *_HOW), function)


def common_to_learn(function: _Function) -> _Function:
    """The options of a command that changes lexicons: which, and how to talk."""
    return _with((*_LEXICONS, *_TALK), function)


def common_to_look(function: _Function) -> _Function:
    """The options of a command that looks into lexicons, those of the configuration too."""
    return _with((_LEXICON, _CONFIG, _COLOR), function)


def common_to_eval(function: _Function) -> _Function:
    """The options of a command that measures."""
    return _with((*_WHAT, *_LIMITS, _AS_OBJECT, *_HOW), function)


def _with(options: Iterable[Callable[[_Function], _Function]], function: _Function) -> _Function:
    for option in reversed(tuple(options)):
        function = option(function)
    return function


def settle(
    first: str | None,
    *,
    config_file: Path | None,
    lexicon: tuple[Path, ...],
    packs: tuple[str, ...],
    no_packs: bool,
    terms: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    style: tuple[str, ...] = (),
    notes: Path | None = None,
    encoding: str | None = None,
    input_format: str | None = None,
    color: str | None,
    quiet: bool,
    min_fix: float | None = None,
    min_ask: float | None = None,
    clean: str | None = None,
    only: str | None = None,
) -> Settings:
    """The options over the configuration that belongs to the input file `first` (None for stdin).

    Raises `ConfigError`, `FileError` and click's usage errors.
    """
    if packs and no_packs:
        raise click.UsageError("--pack and --no-packs can't both hold")
    start = Path(first).parent if first not in (None, "-") else Path()
    config = load(config_file, start)
    return Settings(
        config=Path(config.path) if config.path is not None else None,
        lexicon=(*config.lexicon, *lexicon),
        packs=() if no_packs else packs or config.packs,
        terms=(*config.terms, *terms),
        ignore=(*config.ignore, *ignore),
        style=(*config.style, *style),
        notes=notes or config.notes,
        clean=_rules(clean, config),
        only=only or config.only,
        min_fix=config.min_fix if min_fix is None else min_fix,
        min_ask=config.min_ask if min_ask is None else min_ask,
        encoding=encoding or config.encoding,
        input_format=input_format,
        color=color or config.color or "auto",
        quiet=quiet,
    )


def _rules(given: str | None, config: Config) -> tuple[str, ...]:
    if given is None and not config.clean:
        return ()
    from mondegreen.cleanup import RULES

    if given is None:
        return tuple(RULES) if config.clean is True else tuple(config.clean or ())
    names = [name.strip() for name in given.split(",") if name.strip()]
    if names == ["all"]:
        return tuple(RULES)
    for name in names:
        if name not in RULES:
            raise click.UsageError(f"--clean: no rule {name!r}; there are {', '.join(RULES)}")
    return tuple(names)
