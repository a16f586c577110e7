"""A finding: what is wrong where; and the places that findings are about."""

from __future__ import annotations

from dataclasses import dataclass

from mondegreen.lexicon_check.kinds import Kind, Level


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """`line` and `column` count from 1, in code points."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a place; `related` are the other places concerned."""

    place: Place
    kind: Kind
    message: str
    level: Level
    related: tuple[Place, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.level.value}: {self.message} [{self.kind.name}]"

    @property
    def order(self) -> tuple[Place, str, str]:
        """What findings are sorted by: the file, and in it from top to bottom."""
        return self.place, self.kind.name, self.message
