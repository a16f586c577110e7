"""A branch with one commit, made by the system's git. Nothing is ever pushed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from mondegreen.errors import FileError, MondegreenError

#: What git is in the middle of while one of these lies in its folder.
_UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}


def root_of(path: str | Path) -> Path | None:
    """The work tree that the file at `path` lies in, without asking git: the nearest folder above with a `.git`."""
    try:
        start = Path(path).resolve().parent
    except (OSError, ValueError, RuntimeError):
        return None
    return next((above for above in (start, *start.parents) if (above / ".git").exists()), None)


class Branch:
    """A new branch `name` for changes of `files`, which must all lie in one work tree.

    Raises `MondegreenError` if it can't be made: then nothing has been touched.
    """

    def __init__(self, name: str, files: Sequence[str]) -> None:
        roots = {root_of(file) for file in files}
        if None in roots:
            lost = next(file for file in files if root_of(file) is None)
            raise FileError(lost, "lies in no git repository; leave --branch out")
        if len(roots) > 1:
            raise MondegreenError(f"{' and '.join(files)} lie in different git repositories; use --into")
        (root,) = roots
        assert root is not None
        self.name = name
        self._root = root
        self._files = [os.path.realpath(file) for file in files]
        self._check()

    def _check(self) -> None:
        if self._asks("check-ref-format", "--branch", self.name).returncode:
            raise MondegreenError(f"{self.name!r} is no name for a branch; give another")
        head = self._asks("rev-parse", "--verify", "--quiet", "HEAD")
        if head.returncode:
            raise MondegreenError(f"{self._root}: there is no commit yet to branch off from")
        if not self._asks("rev-parse", "--verify", "--quiet", f"refs/heads/{self.name}").returncode:
            raise MondegreenError(f"there is a branch {self.name} already; give another name")
        for file, what in _UNDER_WAY.items():
            if (self._root / self._said("rev-parse", "--git-path", file)).exists():
                raise MondegreenError(f"{self._root}: git is in the middle of {what}; finish it first")
        if self._asks("diff", "--cached", "--quiet").returncode:
            raise MondegreenError(
                f"{self._root}: changes are staged, which would go into the commit; commit or unstage them first"
            )
        if changed := self._said("status", "--porcelain", "--", *self._files):
            raise MondegreenError(
                f"{changed.split(None, 1)[1]}: has changes that are not committed; commit them first"
            )
        on = self._asks("symbolic-ref", "--quiet", "--short", "HEAD")
        self._before = on.stdout.strip() or head.stdout.strip()
        self._detached = bool(on.returncode)

    def commit(self, message: str, write: Callable[[], None]) -> str:
        """Make the branch, `write` the files and commit them; the short name of the commit.

        If anything fails, the files and the branch are as before; raises what `write` raises, and `MondegreenError`.
        """
        olds = [(Path(f), Path(f).read_bytes() if Path(f).exists() else None) for f in self._files]
        self._do("checkout", "--quiet", "-b", self.name)
        try:
            write()
            self._do("add", "--", *self._files)
            self._do("commit", "--quiet", "--file=-", "--", *self._files, text=message)
        except BaseException:
            self._asks("reset", "--quiet", "--", *self._files)
            for file, old in olds:
                if old is None:
                    file.unlink(missing_ok=True)
                elif file.read_bytes() != old:
                    file.write_bytes(old)
            detach = ["--detach"] if self._detached else []
            self._asks("checkout", "--quiet", *detach, self._before)
            self._asks("branch", "--quiet", "-D", self.name)
            raise
        return self._said("rev-parse", "--short", "HEAD")

    def _said(self, *args: str) -> str:
        return self._do(*args).strip()

    def _do(self, *args: str, text: str = "") -> str:
        done = self._asks(*args, text=text)
        if done.returncode:
            why = " ".join((done.stderr or done.stdout).split()) or f"exit code {done.returncode}"
            raise MondegreenError(f"git {args[0]}: {why}")
        return done.stdout

    def _asks(self, *args: str, text: str = "") -> subprocess.CompletedProcess[str]:
        # Names of files are no patterns.
        environment = {**os.environ, "GIT_LITERAL_PATHSPECS": "1"}
        try:
            return subprocess.run(
                ["git", "-C", str(self._root), *args],
                input=text,
                capture_output=True,
                encoding="utf-8",
                errors="backslashreplace",
                env=environment,
                check=False,
            )
        except OSError as error:
            raise MondegreenError(f"git can't be run ({error.strerror}); leave --branch out") from None
