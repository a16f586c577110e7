"""The errors that mondegreen raises: one small tree, with the data kept as attributes.

Every message is one line that says what is wrong, where, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class MondegreenError(Exception):
    """Base of everything that mondegreen raises on purpose."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault in a file that a person wrote; `line` and `column` count from 1, in code points."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class LexiconError(MondegreenError):
    """A lexicon that can't be used; `diagnostics` holds every fault found, in file order."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))


class EditError(MondegreenError):
    """Edits that can't be applied: they overlap, or the text they expect is not there."""

    def __init__(self, message: str, offset: int) -> None:
        self.offset = offset
        super().__init__(message)


class ModelError(MondegreenError):
    """A data file of the scorer that can't be read."""


class ConfigError(MondegreenError):
    """A configuration file that can't be used; `diagnostics` holds every fault found."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))


class StyleError(MondegreenError):
    """A house style that can't be kept; `faults` holds each choice that is wrong, with what is wrong about it."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"house style: {message}" for _, message in self.faults))


class GoldError(MondegreenError):
    """Labels of a transcript that can't be used; `diagnostics` holds every fault found, in file order."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))


class FileError(MondegreenError):
    """A file that can't be read or written; `path` is the one meant."""

    def __init__(self, path: str, message: str) -> None:
        self.path = path
        super().__init__(f"{path}: {message}")


class RecordError(MondegreenError):
    """A record of edits that can't be read; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}: {message}")


class ReplayError(MondegreenError):
    """A record that can't be applied to a text, or undone in it; `offset` (code points) says where, None for all."""

    def __init__(self, message: str, offset: int | None) -> None:
        self.offset = offset
        super().__init__(message)
