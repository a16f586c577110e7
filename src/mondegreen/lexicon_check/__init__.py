"""Whether lexicons are fit to be used and merged: every fault, with its place and what to do about it.

Start reading from `check`, which judges files by what stands in them (`check_one`: one entry); `sentences` and
`check_tests` hold entries to their own tests, `check_alarms` and `compare` to text that is right. Between them:

- `kinds`       every kind of finding, how bad it is, and its remedy
- `finding`     a finding and its place
- `source`      a file under check: its entries, and where each value stands
- `form`        order and canonical form
- `entries`     an entry by itself
- `collisions`  entries beside each other: duplicates, owners, loops, mishearings
- `sounding`    forms that sound like a word or like another term
- `behaviour`   test sentences and false alarms, from proposals that somebody else made

What a single file must be to be read at all is `lexicon_file`'s to say; here its faults become findings.
"""

from collections.abc import Iterator, Sequence

from mondegreen.lexicon_check.behaviour import (
    Alarm,
    Alarms,
    Change,
    Sentence,
    check_alarms,
    check_tests,
    compare,
    sentences,
)
from mondegreen.lexicon_check.collisions import check_collisions
from mondegreen.lexicon_check.entries import check_entry
from mondegreen.lexicon_check.finding import Finding, Place
from mondegreen.lexicon_check.form import check_form
from mondegreen.lexicon_check.kinds import KINDS, Kind, Level
from mondegreen.lexicon_check.sounding import check_sounds
from mondegreen.lexicon_check.source import Placed, Source, lexicon_of, named_files, read
from mondegreen.phonetics import Costs

__all__ = [
    "KINDS",
    "Alarm",
    "Alarms",
    "Change",
    "Finding",
    "Kind",
    "Level",
    "Place",
    "Placed",
    "Sentence",
    "Source",
    "check",
    "check_alarms",
    "check_one",
    "check_tests",
    "compare",
    "in_force",
    "lexicon_of",
    "named_files",
    "read",
    "sentences",
]


def in_force(sources: Sequence[Source]) -> list[Placed]:
    """The entries that count when `sources` are loaded together: one's own replace those of a pack."""
    own = {entry.term.term for source in sources if not source.shipped for entry in source.entries}
    return [e for source in sources for e in source.entries if not (source.shipped and e.term.term in own)]


def check(sources: Sequence[Source], costs: Costs | None = None) -> Iterator[Finding]:
    """What is wrong with those of `sources` that are checked; the others are there to collide with."""
    checked = {source.path for source in sources if source.checked}
    for source in sources:
        if source.checked:
            yield from source.faults
            yield from check_form(source)
            for entry in source.entries:
                yield from check_entry(source, entry)
    together = in_force(sources)
    for finding in (*check_collisions(together), *check_sounds(together, costs)):
        if finding.place.path in checked:
            yield finding


def check_one(entry: Placed, source: Source, company: Sequence[Source]) -> Iterator[Finding]:
    """What is wrong with one `entry` of `source`, or comes of it, where that is loaded together with `company`."""
    together = in_force([*company, source])
    for finding in (*check_form(source), *check_collisions(together), *check_sounds(together)):
        if any(entry.spans(place) for place in (finding.place, *finding.related)):
            yield finding
    yield from check_entry(source, entry)
