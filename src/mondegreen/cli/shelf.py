"""The lexicon files at hand: which of them has a term, and what becomes of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import mondegreen
from mondegreen.errors import FileError
from mondegreen.lexicon import Lexicon, Term
from mondegreen.lexicon_file import bytes_of, decode, pack_paths, parse
from mondegreen.lexicon_writer import comments_of, dump


@dataclass(frozen=True)
class Book:
    """A lexicon file: what it holds (None if it is still to be made), and its entries by term."""

    path: str
    old: bytes | None
    entries: Mapping[str, Term] = field(default_factory=dict)

    def with_entries(self, changed: Mapping[str, Term]) -> bytes:
        """The file, in canonical form, with `changed` entries."""
        comments = None if self.old is None else comments_of(decode(self.old, self.path), self.path)
        return dump({**self.entries, **changed}.values(), comments).encode()


class Shelf:
    """The lexicons that a command works with, the packs first; of a term that two have, the later one counts.

    Raises `LexiconError` and `FileError`.
    """

    def __init__(self, packs: Sequence[str] | None, files: Sequence[Path], into: str | None) -> None:
        shipped = pack_paths()
        wanted = list(shipped) if packs is None else list(packs)
        if unknown := [name for name in wanted if name not in shipped]:
            Lexicon.default(unknown)  # says what is wrong
        paths = [_near(shipped[name]) for name in wanted]
        paths += [str(path) for path in files]
        self.books = [_read(path) for path in paths]
        self.into: Book | None = None
        if into is not None:
            real = os.path.realpath(into)
            self.into = next((b for b in self.books if os.path.realpath(b.path) == real), None)
            if self.into is None:
                self.into = _read(into) if Path(into).exists() else Book(into, None)
                self.books.append(self.into)
        self._own = [str(path) for path in files]
        self._usual: Book | None = None

    def lexicon(self, changed: Mapping[str, Mapping[str, Term]] | None = None) -> Lexicon:
        """All entries; `changed` are entries that are others now, by file and term."""
        found = Lexicon()
        for book in self.books:
            entries = {**book.entries, **(changed or {}).get(book.path, {})}
            found += Lexicon(tuple(entries.values()))
        return found

    def owner(self, term: str) -> Book | None:
        """The file that has the last word on `term`."""
        return next((book for book in reversed(self.books) if term in book.entries), None)

    def prefer(self, terms: Iterable[str]) -> None:
        """Put new terms, where nothing else tells where they belong, into the file that has the most of `terms`."""
        owners = Counter(book.path for term in terms if (book := self.owner(term)) is not None)
        usual = owners.most_common(1)
        self._usual = next((book for book in self.books if usual and book.path == usual[0][0]), None)

    def place(self, term: str, beside: str) -> tuple[Book, Term]:
        """Where a lesson about `term` belongs, and the entry as it is: where it stands, or beside another.

        A copy of an entry goes into the file that is named; its tests stay where they are. Raises `FileError` if no
        file may be changed.
        """
        owner = self.owner(term)
        entry = owner.entries[term] if owner is not None else Term(term)
        book = self.into or owner or self._for_new(beside)
        if book is None or _is_installed(book.path):
            where = book.path if book is not None else term
            what = "belongs to the installed program" if book is not None else "is in no lexicon yet"
            raise FileError(where, f"{what}; name a file of yours with --into")
        return book, entry if book is owner else replace(entry, tests=(), pack="")

    def _for_new(self, beside: str) -> Book | None:
        if self._own:
            return next(book for book in self.books if book.path == self._own[-1])
        return self.owner(beside) or self._usual


def _read(path: str) -> Book:
    data = bytes_of(path)
    lexicon = parse(decode(data, path), path, Path(path).stem)
    return Book(path, data, {term.term: term for term in lexicon.terms})


def _near(path: Path) -> str:
    here = Path.cwd().resolve()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _is_installed(path: str) -> bool:
    return Path(path).resolve().is_relative_to(Path(mondegreen.__file__).resolve().parent)
