"""How lexicon files stood before: in a folder, or in a commit of their git repository."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from mondegreen.errors import FileError, MondegreenError
from mondegreen.lexicon_file import bytes_of


def before(against: str, paths: Sequence[str]) -> Mapping[str, bytes]:
    """What each of `paths` held, by path; one that was not there yet is left out.

    `against` is a folder that holds files of the same names, or what git calls a commit ("main", "HEAD~1").
    Raises `FileError`, and `MondegreenError` if git can't say.
    """
    folder = Path(against)
    if folder.is_dir():
        there = {path: folder / Path(path).name for path in paths}
        found = {path: bytes_of(old) for path, old in there.items() if old.is_file()}
        if not found:
            raise FileError(
                against, "holds none of the lexicons that are checked; name the folder of the packs"
            )
        return found
    held: dict[str, bytes] = {}
    commits: dict[Path, str] = {}
    for path in paths:
        where = Path(path).resolve()
        commit = commits.get(where.parent)
        if commit is None:
            commit = commits[where.parent] = _commit(against, where.parent)
        # "./" means: seen from the folder that git is run in.
        shown = _git(where.parent, "cat-file", "blob", f"{commit}:./{where.name}")
        if shown.returncode == 0:
            held[path] = shown.stdout
    return held


def _commit(name: str, folder: Path) -> str:
    """The number of the commit called `name`."""
    shown = _git(folder, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}")
    if shown.returncode:
        raise MondegreenError(
            f"--against {name}: no folder and no commit is called so; in a shallow clone, git fetch it first"
        )
    return shown.stdout.decode("ascii", "replace").strip()


def _git(folder: Path, *args: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *args], capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MondegreenError(f"git can't be run ({reason}); give --against a folder instead") from None
