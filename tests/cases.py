"""Runs of the command line as data: arguments, stdin and files in; stdout, stderr, status and files out."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mondegreen.cli import run


@dataclass(frozen=True)
class Case:
    """A run. `stdout` and `stderr` are what must occur there, or bytes that must be all of it."""

    args: str
    status: int = 0
    files: Mapping[str, bytes] = field(default_factory=dict)
    stdin: bytes = b""
    stdout: tuple[str, ...] | bytes = ()
    stderr: tuple[str, ...] | bytes = b""
    after: Mapping[str, bytes | None] = field(default_factory=dict)


def put(files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data)


def check(text: str, raw: bytes, want: tuple[str, ...] | bytes) -> None:
    if isinstance(want, bytes):
        assert raw == want
    else:
        for part in want:
            assert part in text


def give_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def perform(case: Case, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Run `case` in the current folder and hold it to what it says."""
    put(case.files)
    give_stdin(monkeypatch, case.stdin)
    status = run(case.args.split() if isinstance(case.args, str) else case.args)
    sys.stdout.flush()
    out, err = capfdbinary.readouterr()
    assert status == case.status, err.decode()
    check(out.decode(), out, case.stdout)
    check(err.decode(), err, case.stderr)
    assert b"Traceback" not in err
    for name, data in {**({} if case.after else case.files), **case.after}.items():
        assert Path(name).read_bytes() == data
    written = {str(p) for p in Path().rglob("*") if p.is_file()}
    assert written == {os.path.normpath(n) for n in (*case.files, *case.after)}, "no stray files"
