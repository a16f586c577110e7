"""Where results go: no two to one place, and none over what it was made from."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from mondegreen.files import write_atomic


def refuse_collisions(paths: Iterable[str], out: str | None, patch: str | None, edits: str | None) -> None:
    """Two results may not go to one place, nor a patch over a transcript."""
    taken = {str(Path(p).resolve()): p for p in paths if p != "-"}
    if out is not None and out != "-":
        taken[str(Path(out).resolve())] = out
    stdout = out == "-" or (out is None and "-" in paths)
    for option, name in (("--patch", patch), ("--edits", edits)):
        if name is None:
            continue
        if name == "-":
            if stdout:
                raise click.UsageError(f"{option} -: something else goes to stdout already")
            stdout = True
            continue
        real = str(Path(name).resolve())
        if real in taken:
            raise click.UsageError(f"{option} {name} would overwrite {taken[real]}")
        taken[real] = name
    if patch is not None and "-" in paths and (out is None or out == "-"):
        raise click.UsageError("--patch needs the name of a file to patch, and stdin has none")


def put_bytes(path: str, data: bytes, was: bytes | None = None) -> None:
    """Write `data` to the file at `path`, whole or not at all, or to stdout for "-".

    Raises `FileError`, also if the file does not hold `was` any more (where that is given).
    """
    if path == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_atomic(path, data, was)
