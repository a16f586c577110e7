"""The lexicons at hand while an entry is made, and the file that it goes into."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mondegreen.cli.lexicon.sources import SCHEMA_FILE, schema_for, shown, with_files
from mondegreen.errors import Diagnostic, FileError, LexiconError, MondegreenError
from mondegreen.files import check_writable

if TYPE_CHECKING:
    from mondegreen.lexicon import Lexicon, Term
    from mondegreen.lexicon_check import Source


@dataclass(frozen=True)
class Desk:
    """The `company` that an entry will be loaded with, and the `file` that it goes into, empty if still to be made."""

    company: tuple[Source, ...]
    file: Source

    @property
    def path(self) -> str:
        """The file that will be written."""
        return self.file.path

    def lexicon(self, term: Term) -> Lexicon:
        """All entries, with `term` for the one of its name."""
        from mondegreen.lexicon import Lexicon
        from mondegreen.lexicon_check import lexicon_of

        return lexicon_of((*self.company, self.file)) + Lexicon((term,))

    def file_with(self, term: Term) -> bytes:
        """What the file will hold, in canonical form, with the entry `term`, sound or not."""
        from mondegreen.lexicon_writer import Comments, comments_of, dump

        entries = {e.term.term: e.term for e in self.file.entries} | {term.term: term}
        comments = comments_of(self.file.text, self.path) if self.file.data else Comments()
        return dump(entries.values(), comments.with_schema(self.file.schema)).encode()

    def source_with(self, data: bytes) -> Source:
        """The file as if it held `data`."""
        from mondegreen.lexicon_check import read

        pack = Path(self.path).stem
        file = read(data, self.path, pack, shipped=self.file.shipped, schema=self.file.schema)
        return with_files(file, self.path)


def desk_for(path: str, sources: Sequence[Source]) -> Desk:
    """A desk with the file `path` in front, and the rest of `sources` beside it. Raises `FileError`, `LexiconError`."""
    real = os.path.realpath(path)
    company = tuple(s for s in sources if os.path.realpath(s.path) != real)
    there = [replace(s, path=path) for s in sources if os.path.realpath(s.path) == real]
    if not there and Path(path).exists():
        there = _read([path], shipped=False)
    return Desk(company, there[0] if there else _empty(path))


def sources_here(own: Sequence[Path]) -> list[Source]:
    """The packs, and the lexicons of one's `own`. Raises `FileError` and `LexiconError`."""
    return [*_read(map(shown, packs_here().values()), shipped=True), *_read(map(str, own), shipped=False)]


def _read(paths: Iterable[str], *, shipped: bool) -> list[Source]:
    from mondegreen.lexicon_check import read
    from mondegreen.lexicon_file import bytes_of

    found = []
    for path in paths:
        schema = schema_for(path)
        data = bytes_of(path)
        found.append(read(data, path, Path(path).stem, shipped=shipped or schema is not None, schema=schema))
    faults = [
        Diagnostic(f.place.path, f.place.line, f.place.column, f.message) for s in found for f in s.faults
    ]
    if faults:
        raise LexiconError(faults)
    return found


def _empty(path: str) -> Source:
    from mondegreen.lexicon_check import Source

    schema = schema_for(path)
    return Source(path, b"", "", (), (), shipped=schema is not None, schema=schema)


def packs_here() -> dict[str, Path]:
    """The packs by name: those of the clone of this project that we stand in, else those that are installed."""
    from mondegreen.cli.git import root_of
    from mondegreen.lexicon_file import pack_paths

    root = root_of(Path.cwd() / "any")
    if root is not None and (root / "lexicons" / SCHEMA_FILE).is_file():
        return {path.stem: path for path in sorted((root / "lexicons" / "en").glob("*.yaml"))}
    return pack_paths()


def pack_file(name: str) -> str:
    """The file of the pack `name`. Raises `MondegreenError` if there is none."""
    packs = packs_here()
    if name not in packs:
        raise MondegreenError(f"no pack is called {name!r}; there are {', '.join(packs)}")
    return shown(packs[name])


def is_installed(path: str) -> bool:
    """Whether the file belongs to the installed program, and not to a clone."""
    import mondegreen

    return Path(path).resolve().is_relative_to(Path(mondegreen.__file__).resolve().parent)


def check_may_change(path: str) -> None:
    """Raises `FileError` if the file at `path` can't, or should not, be written."""
    if is_installed(path):
        raise FileError(
            path, "belongs to the installed program; name a file of yours with --into, or work in a clone"
        )
    check_writable(path)
