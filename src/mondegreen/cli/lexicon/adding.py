"""The steps of `mondegreen lexicon add`: what is there already, where it goes, what speaks against it, writing."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mondegreen.cli.lexicon.desk import (
    Desk,
    check_may_change,
    desk_for,
    is_installed,
    pack_file,
    packs_here,
)
from mondegreen.cli.lexicon.interview import Interview, say_how_it_sounds
from mondegreen.cli.output import console_for, working
from mondegreen.cli.patches import show_patch
from mondegreen.cli.talk import Talk
from mondegreen.drafting import Known, joined, known_as, objections
from mondegreen.errors import MondegreenError
from mondegreen.files import write_atomic
from mondegreen.lexicon import Term
from mondegreen.lexicon_check import KINDS, Level, Source
from mondegreen.soundalikes import Ear

if TYPE_CHECKING:
    from mondegreen.lexicon_check import Finding


#: Only a person can tell whether names that differ by a letter are two.
_NEAR_DUPLICATE = KINDS["near-duplicate"]


class LeftError(Exception):
    """The person wants no more of it."""


class Adding:
    """Adding to one of `sources`, or to a new file. `asks`: whether somebody is there; `yes`: to write unasked."""

    def __init__(self, sources: Sequence[Source], talk: Talk, asks: bool, yes: bool, color: str) -> None:
        self._sources = sources
        self._talk = talk
        self._asks = asks
        self._yes = yes
        self._color = color

    def known(self, term: str, extend: bool) -> Known | None:
        """The entry to add to; None for a new one. Raises `LeftError`, and `MondegreenError` if it may not be."""
        known = known_as(term, self._sources)
        if known is None:
            if extend:
                raise MondegreenError(f"no lexicon has {term!r} yet; leave --extend out")
            return None
        told = f"{known.place}: {_told(term, known)}"
        if extend:
            return known
        if not self._asks:
            raise MondegreenError(f"{told}; --extend adds to that entry")
        self._talk.say(f"{told}.")
        if self._talk.choose("Add to that entry? (y yes, n no)", ("yes", "no"), needed=True) == "no":
            raise LeftError
        return known

    def target(self, into: str | None, pack: str | None, own: Sequence[Path], known: Known | None) -> str:
        """The file to write. Raises `MondegreenError` if there is none, or none that may be written."""
        target = into or (pack_file(pack) if pack is not None else None)
        if target is None and known is not None:
            target = known.entry.path
        if target is None and own:
            target = str(own[-1])
        there = [name for name, path in packs_here().items() if not is_installed(str(path))]
        if target is None and self._asks and there:
            name = self._talk.choose(f"Which pack is it for? ({' '.join(there)})", there, needed=True)
            target = pack_file(str(name))
        if target is None:
            choice = f", or --pack NAME ({', '.join(there)})" if there else ""
            raise MondegreenError(f"no lexicon to put it into; name one with --into FILE{choice}")
        check_may_change(target)
        return target

    def write(
        self, given: Term, with_evidence: Callable[[Term], Term], known: Known | None, target: str
    ) -> int:
        """Make the entry of what is `given` and asked, and write it into the file `target`; the exit code.

        `with_evidence` adds the mishearings and tests that are given to an entry.

        Raises `LeftError` and `NobodyThereError`; then, and with any other error, nothing has been written.
        """
        desk = desk_for(target, self._sources)
        draft = with_evidence(joined(_old(given.term, known, desk), given))
        with working("listening", not self._asks):
            ear = Ear(desk.lexicon(draft))
        if self._asks:
            interview = Interview(self._talk, desk, ear)
            draft = interview.complete(draft)
        else:
            say_how_it_sounds(self._talk, ear, draft)
        while True:
            data = desk.file_with(draft)
            if data == desk.file.data:
                self._talk.say(f"{desk.path} says all of that already; nothing was written.")
                return 0
            with working("checking", not self._asks):
                file = desk.source_with(data)
                found = _objections(desk, file, draft)
            self._show(desk, data, found)
            if not self._asks or (choice := self._choice(desk, file, interview)) == "yes":
                break
            draft = interview.again(draft, choice)
        if not self._asks and any(f.level is Level.ERROR or f.kind is _NEAR_DUPLICATE for f in found):
            self._talk.say("Nothing was written: it has to be mended first.")
            return 1
        if not (self._asks or self._yes):
            self._talk.say("Nothing was written; --yes does it.")
            return 0
        write_atomic(desk.path, data, was=desk.file.data)
        self._talk.say(f"Written to {desk.path}.")
        self._say_next(desk, draft, known)
        return 0

    def _choice(self, desk: Desk, file: Source, interview: Interview) -> str:
        """What is to be done with the entry that was shown: write it ("yes"), or change one of its fields."""
        offered = [] if file.faults else ["yes"]
        told = "n no" if file.faults else "y yes, n no"
        question = f"Write it to {desk.path}? ({told}, or what to change: {' '.join(interview.fields)})"
        choice = self._talk.choose(question, (*offered, "no", *interview.fields), needed=True)
        if choice in (None, "no"):
            raise LeftError
        return str(choice)

    def _show(self, desk: Desk, data: bytes, found: Sequence[Finding]) -> None:
        from mondegreen.render import findings
        from mondegreen.render.patch import rewritten

        old = desk.file.data.decode("utf-8") if desk.file.data else None
        self._talk.say("")
        if not self._talk.quiet:
            show_patch(rewritten(desk.path, old, data.decode()), self._color)
            self._talk.say("")
        if found or not self._talk.quiet:
            findings.show(console_for(sys.stderr, self._color), found)

    def _say_next(self, desk: Desk, entry: Term, known: Known | None) -> None:
        self._talk.say("")
        if not entry.tests:
            self._talk.say(
                'It has no test yet: add one with --extend --test "as it was heard => as it should be".'
            )
        check = "mondegreen lexicon check"
        check += " --against HEAD" if desk.file.shipped else f" {shlex.quote(desk.path)}"
        what = "Extend" if known is not None else "Add"
        self._talk.say("Next:")
        self._talk.say(check, indent=2)
        if desk.file.shipped:
            self._talk.say(f'git commit -m "{what} {entry.term}" {shlex.quote(desk.path)}', indent=2)


def _told(term: str, known: Known) -> str:
    """What a person is told of an entry that has `term`."""
    name = known.entry.term.term
    if known.form == term:
        return (
            f"{term!r} has an entry already" if name == term else f"{term!r} is an alias of {name!r} already"
        )
    whose = "" if known.form == name else f" of {name!r}"
    return f"{term!r} is {known.form!r}{whose} in other case, accents or spacing"


def _old(term: str, known: Known | None, desk: Desk) -> Term:
    """The entry as it is, and so far empty if it is new; one of another file is copied, but for its tests."""
    if known is None:
        return Term(term)
    entry = known.entry.term
    return (
        entry
        if any(e.term.term == entry.term for e in desk.file.entries)
        else replace(entry, tests=(), pack="")
    )


def _objections(desk: Desk, file: Source, draft: Term) -> list[Finding]:
    from mondegreen.corrector import Corrector

    corrector = Corrector(desk.lexicon(draft))
    return sorted(objections(desk.company, file, draft.term, corrector.propose_all), key=lambda f: f.order)
