"""Which lexicon files a subcommand works on, and what messages call them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mondegreen.errors import FileError, MondegreenError

if TYPE_CHECKING:
    from mondegreen.lexicon_check import Source

#: How the files of a lexicon end.
ENDINGS = (".yaml", ".yml")
#: The JSON Schema, in the folder above the packs.
SCHEMA_FILE = "lexicon.schema.json"


def chosen(files: Sequence[str]) -> tuple[str, ...]:
    """The lexicon files that are meant, each once: all of a folder, `-` for stdin, the shipped packs if none is named.

    Raises `FileError` for a folder without any, and a usage error where stdin is mixed with files.
    """
    if "-" in files and len(set(files)) > 1:
        raise click.UsageError("- (stdin) can't be mixed with files")
    if not files:
        from mondegreen.lexicon_file import pack_paths

        packs = tuple(shown(path) for path in pack_paths().values())
        if not packs:
            raise MondegreenError("no packs are installed; name a lexicon file")
        return packs
    unique: dict[str, str] = {}
    for name in files:
        for path in expanded(name):
            try:
                real = os.path.realpath(path)
            except ValueError:  # a NUL: reading will say what is wrong
                real = path
            unique.setdefault(real, path)
    return tuple(unique.values())


def schema_for(path: str) -> str | None:
    """The first line that names the schema, if the file at `path` stands in a folder beside one, as the packs do."""
    from mondegreen.lexicon_writer import schema_line

    if path == "-":
        return None
    try:
        beside = Path(path).resolve().parent.parent / SCHEMA_FILE
        return schema_line(f"../{SCHEMA_FILE}") if beside.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def expanded(name: str) -> list[str]:
    """`name`, or the lexicon files below it if it is a folder."""
    try:
        folder = name != "-" and Path(name).is_dir()
    except ValueError:
        folder = False
    if not folder:
        return [name]
    found = sorted(
        str(Path(where) / file)
        for where, _, inside in os.walk(name)
        for file in inside
        if file.endswith(ENDINGS) and not file.startswith(".")
    )
    if not found:
        raise FileError(name, "holds no lexicon (*.yaml); name a file")
    return found


def shown(path: Path) -> str:
    """`path` as seen from here if it lies below, else whole."""
    try:
        return str(path.relative_to(Path.cwd().resolve()))
    except (OSError, ValueError):
        return str(path)


def with_files(source: Source, path: str) -> Source:
    """`source` with the files of its repository that it names; as it is if it is no pack of a checkout."""
    from mondegreen.lexicon_check import named_files

    root = Path(path).resolve().parent.parent.parent
    if source.schema is None or not (root / ".git").exists():
        return source
    return replace(source, files=frozenset(n for n in named_files(source) if (root / n).is_file()))
