"""`mondegreen learn`: what the answers of people teach the lexicon."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mondegreen.cli.options import common_to_learn, settle
from mondegreen.cli.output import working
from mondegreen.cli.recorded import file_of, records_in
from mondegreen.errors import MondegreenError
from mondegreen.files import check_writable

if TYPE_CHECKING:
    from mondegreen.cli.git import Branch
    from mondegreen.cli.shelf import Book, Shelf
    from mondegreen.cli.talk import Talk
    from mondegreen.lessons import Lesson, Lessons
    from mondegreen.lexicon import Term
    from mondegreen.records import Record


@click.command(
    short_help="Put what you answered into a lexicon.",
    epilog="""\b
Examples:
  mondegreen review --edits talk.jsonl talk.txt
  mondegreen learn talk.jsonl                          ask, show the diff, write it if you say so
  mondegreen learn --into mine.yaml talk.jsonl         into a lexicon of your own
  mondegreen learn --yes --into mine.yaml *.jsonl      ask nothing, write what is in no doubt
  mondegreen learn talk.jsonl > lexicon.patch          a patch, nothing is written
  mondegreen learn --branch learn-talk talk.jsonl      a branch with a commit, ready for a pull request

\b
RECORD was written by --edits of review, or saved in a report. What a person accepted becomes a mishearing;
what was typed by hand a new term or an alias; what was refused for good goes under `never`. Each comes with a
test sentence from the transcript, if one holds. What was written unasked teaches nothing.
What may be wrong elsewhere (ordinary words, what is heard for two terms, what was refused in one place only)
is asked on a terminal. Elsewhere, and with --yes, it is left out and named; --doubtful takes it all.
Nothing is ever pushed.
Exit code: 0 done, 2 an error.""",
)
@click.argument("records", nargs=-1, required=True, metavar="RECORD...", type=click.Path(path_type=Path))
@click.option(
    "--into",
    metavar="FILE",
    help="The lexicon to change, made if there is none; else the one that has the term.",
)
@click.option("--write", is_flag=True, help="Write it, unasked.")
@click.option("--branch", metavar="NAME", help="Write it, and commit it on this new branch with git.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: write what is in no doubt, leave out the rest.")
@click.option("--doubtful", is_flag=True, help="Take what is in doubt too, unasked.")
@click.option("--no-tests", is_flag=True, help="Take no sentences from the transcript.")
@common_to_learn
def learn(
    records: tuple[Path, ...],
    into: str | None,
    write: bool,
    branch: str | None,
    yes: bool,
    doubtful: bool,
    no_tests: bool,
    **options: Any,
) -> None:
    """Put what was answered in RECORD... into the lexicon: show it as a diff, and write it on request."""
    from mondegreen.cli.doubts import decided, undoubted
    from mondegreen.cli.shelf import Shelf
    from mondegreen.cli.talk import NobodyThereError, Talk
    from mondegreen.teaching import lessons_of

    read = [(path, record) for path in records for record in records_in(path)]
    settings = settle(_beside(*read[0]), **options)
    shelf = Shelf(settings.packs, settings.lexicon, into)
    lessons = lessons_of([(record, _source(path, record)) for path, record in read], shelf.lexicon())
    shelf.prefer(lesson.term for lesson in lessons.lessons)
    homes = {shelf.place(lesson.term, lesson.beside)[0].path for lesson in lessons.lessons}
    write = write or yes or branch is not None
    if branch is not None:
        _branch(branch, sorted(homes))  # says what is wrong before anything is asked
    if write:
        for home in homes:
            check_writable(home)
    talk = Talk(settings.color or "auto", settings.quiet)
    talks = not (yes or doubtful or settings.quiet) and sys.stdin.isatty() and sys.stderr.isatty()
    try:
        taken, left = decided(lessons.lessons, talk) if talks else undoubted(lessons.lessons, doubtful)
        with working("looking for test sentences", settings.quiet):
            change = _change(shelf, taken, no_tests)
        _report(talk, lessons, () if talks else left, change)
        if not change.files:
            return
        if not (settings.quiet and write):
            _show(change, settings.color)
        if branch is not None:
            commit = _commit(branch, change)
            talk.say(f"Committed as {commit} on the new branch {branch}; push it where you like.")
        elif write or (talks and sys.stdout.isatty() and _agrees(talk, change)):
            _write(change)
            talk.say(f"Written to {', '.join(book.path for book in change.books)}.")
        else:
            talk.say("Nothing was written; --write does it.")
    except NobodyThereError:
        raise MondegreenError("the input has ended; nothing was written") from None


def _beside(path: Path, record: Record) -> str:
    """Where the search for the configuration begins: at the transcript, if it is there."""
    if record.file != "-" and Path(file_of(path, record)).exists():
        return file_of(path, record)
    return str(path)


def _source(path: Path, record: Record) -> str | None:
    """How an entry names the transcript: as a path in its repository, or as it is named, but by no whole path."""
    from mondegreen.cli.git import root_of
    from mondegreen.lexicon_file import is_source

    if record.file == "-":
        return None
    where = Path(file_of(path, record))
    root = root_of(where) if where.exists() else None
    if root is not None:
        name = where.resolve().relative_to(root).as_posix()
    else:
        name = Path(record.file).name if Path(record.file).is_absolute() else Path(record.file).as_posix()
    return name if is_source(name) else None


# --- The change ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Change:
    """What becomes of which lexicon files, by which lessons; `untested` have no sentence, `faulty` can't be listed.

    `copied` are the terms whose entries another file has.
    """

    files: dict[str, tuple[Book, bytes]]
    lessons: tuple[Lesson, ...]
    untested: tuple[Lesson, ...]
    faulty: tuple[tuple[Lesson, str], ...]
    copied: tuple[str, ...]

    @property
    def books(self) -> list[Book]:
        return [book for book, _ in self.files.values()]


def _change(shelf: Shelf, lessons: Sequence[Lesson], no_tests: bool) -> _Change:
    """What `lessons` do to the lexicons."""
    from mondegreen.learn import fault_of, taught

    changed: dict[str, dict[str, Term]] = {}
    books: dict[str, Book] = {}
    made: list[Lesson] = []
    faulty: list[tuple[Lesson, str]] = []
    copied: dict[str, None] = {}
    for lesson in lessons:
        book, entry = shelf.place(lesson.term, lesson.beside)
        now = changed.get(book.path, {}).get(lesson.term, entry)
        new = taught(now, lesson)
        if new == now and shelf.owner(lesson.term) is not None:
            continue  # it is known
        if (fault := fault_of(now, lesson)) is not None:
            faulty.append((lesson, fault))
            continue
        if shelf.owner(lesson.term) not in (None, book):
            copied[lesson.term] = None
        books[book.path] = book
        changed.setdefault(book.path, {})[lesson.term] = new
        made.append(lesson)
    untested = [] if no_tests else _add_tests(shelf, changed, made)
    files = {path: (book, book.with_entries(changed[path])) for path, book in books.items()}
    return _Change(files, tuple(made), tuple(untested), tuple(faulty), tuple(copied))


def _add_tests(shelf: Shelf, changed: dict[str, dict[str, Term]], lessons: Sequence[Lesson]) -> list[Lesson]:
    """Give each of the `changed` entries sentences that hold with all of them; the lessons that have none."""
    from mondegreen.corrector import Corrector
    from mondegreen.learn import sentences_for, with_test

    if not lessons:
        return []
    corrector = Corrector(shelf.lexicon(changed))
    untested = []
    for lesson, test in zip(lessons, sentences_for(lessons, corrector.propose_all), strict=True):
        book, _ = shelf.place(lesson.term, lesson.beside)
        if test is None:
            untested.append(lesson)
        else:
            changed[book.path][lesson.term] = with_test(changed[book.path][lesson.term], test)
    return untested


def _write(change: _Change) -> None:
    from mondegreen.files import write_atomic

    for book, new in change.files.values():
        write_atomic(book.path, new, was=book.old or b"")


def _branch(name: str, files: Sequence[str]) -> Branch:
    from mondegreen.cli.git import Branch

    return Branch(name, files)


def _commit(name: str, change: _Change) -> str:
    from mondegreen.render.lesson import message

    sources = [lesson.source for lesson in change.lessons if lesson.source]
    return _branch(name, list(change.files)).commit(message(change.lessons, sources), lambda: _write(change))


# --- What is said -------------------------------------------------------------------------------------


def _report(talk: Talk, lessons: Lessons, doubtful: Sequence[Lesson], change: _Change) -> None:
    """Say what is learned and what is not."""
    from mondegreen.render.lesson import counted, doubted, left_out, many

    if not lessons.answers:
        talk.say("Nobody has answered anything there, so there is nothing to learn; mondegreen review asks.")
        return
    talk.say("")
    told = f"{counted(change.lessons)} to learn" if change.lessons else "nothing new to learn"
    talk.say(f"{many(lessons.answers, 'answer')}: {told}.", "bold")
    title = (
        "Left out, since somebody has to decide (asked on a terminal without --yes; --doubtful takes all):"
    )
    talk.items(title, [doubted(lesson) for lesson in doubtful])
    talk.items("Not learned:", [left_out(left) for left in lessons.left])
    title = "Not learned, since no lexicon may hold it:"
    talk.items(title, [f"{lesson.term}: {why}" for lesson, why in change.faulty])
    title = "Without a test, since no sentence of the transcript comes out right by it alone:"
    talk.items(title, [f'{x.term}: "{x.heard or x.written}"' for x in change.untested])
    if change.copied:
        names = ", ".join(change.copied)
        talk.say(f"Copied whole, since an entry of yours replaces that of a pack: {names}.")


def _show(change: _Change, color: str) -> None:
    """The diff of all files."""
    from mondegreen.cli.patches import show_patch
    from mondegreen.render.patch import rewritten

    patch = b""
    for book, new in change.files.values():
        old = None if book.old is None else book.old.decode("utf-8")
        patch += rewritten(book.path, old, new.decode())
    show_patch(patch, color)


def _agrees(talk: Talk, change: _Change) -> bool:
    talk.say("")
    talk.say(f"Write this to {', '.join(book.path for book in change.books)}?")
    return talk.ask("y yes, n no").lower() in ("y", "yes")
