"""What a lexicon does: to the sentences of its own tests, and to text that is right.

The pipeline is not run from here: proposals come in as values, so that they may be made by several processes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mondegreen.document import apply
from mondegreen.lexicon import TermTest
from mondegreen.lexicon_check.finding import Finding
from mondegreen.lexicon_check.kinds import FALSE_ALARM, NOISY, TEST_FAILS
from mondegreen.lexicon_check.source import Placed
from mondegreen.proposal import Action, Proposal
from mondegreen.yaml_nodes import Node

#: Questions about clean text from which on an entry is noisy, in so many words.
_NOISY, _PER_WORDS = 5, 30_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A test sentence of an entry, and where it stands."""

    entry: Placed
    test: TermTest
    node: Node


def sentences(entries: Iterable[Placed]) -> list[Sentence]:
    """Every test sentence of `entries`."""
    return [Sentence(entry, test, node) for entry in entries for test, node in entry.tests()]


def check_tests(tested: Sequence[Sentence], proposals: Sequence[Sequence[Proposal]]) -> Iterator[Finding]:
    """Which sentences do not come out as they should: `keep` unasked, `fix` with everything taken."""
    for sentence, found in zip(tested, proposals, strict=True):
        said, want = sentence.test.said, sentence.test.want
        if said == want:
            sure = [p for p in found if p.action is Action.FIX]
            if sure:
                changes = ", ".join(f"{p.old!r} to {p.new!r} ({p.term}, {p.score:.2f})" for p in sure)
                yield sentence.entry.finding(sentence.node, TEST_FAILS, f"must stay, but changes {changes}")
            continue
        got = apply(said, [edit for p in found for edit in p.edits])
        if got != want:
            changes = ", ".join(f"{p.old!r} to {p.new!r} ({p.score:.2f})" for p in found) or "nothing"
            yield sentence.entry.finding(sentence.node, TEST_FAILS, f"wants {want!r}, but changes {changes}")


@dataclass(frozen=True, slots=True, order=True)
class Alarm:
    """What would be changed (`fix`) or asked about in text that is right."""

    term: str
    old: str
    new: str
    fix: bool
    path: str
    line: int
    around: str


@dataclass(frozen=True, slots=True)
class Alarms:
    """All alarms in clean text of so many `words`."""

    words: int
    found: tuple[Alarm, ...]

    @property
    def fixes(self) -> int:
        """How much would be changed unasked."""
        return sum(a.fix for a in self.found)

    @property
    def questions(self) -> int:
        """How much would be asked."""
        return len(self.found) - self.fixes

    def per_10_000(self, count: int) -> float:
        """`count` for ten thousand words."""
        return 10_000 * count / self.words if self.words else 0.0


def check_alarms(alarms: Alarms, entries: Mapping[str, Placed]) -> Iterator[Finding]:
    """Which of `entries` (by term) change clean text, or ask about it too often."""
    by_term: dict[str, list[Alarm]] = defaultdict(list)
    for alarm in alarms.found:
        by_term[alarm.term].append(alarm)
    limit = max(_NOISY, _NOISY * alarms.words / _PER_WORDS)
    for term, found in by_term.items():
        if (entry := entries.get(term)) is None:
            continue
        for (old, new), count in Counter((a.old, a.new) for a in found if a.fix).items():
            first = next(a for a in found if a.fix and (a.old, a.new) == (old, new))
            times = f" {count} times" if count > 1 else ""
            yield entry.finding(
                entry.at,
                FALSE_ALARM,
                f"changes {old!r} to {new!r} unasked in text that is right{times} ({first.path}:{first.line});"
                " an alias, `context`, `never` or `apply: ask` prevents it",
            )
        asked = [a for a in found if not a.fix]
        if len(asked) >= limit:
            what = ", ".join(f"{old!r}" for old, _ in Counter(a.old for a in asked).most_common(3))
            message = (
                f"asks {len(asked)} times about text that is right ({what}); put the words under `never`"
            )
            yield entry.finding(entry.at, NOISY, message)


@dataclass(frozen=True, slots=True)
class Change:
    """How the alarms of a term have changed: more or fewer fixes and questions, and the alarms that came and went."""

    term: str
    fixes: int
    questions: int
    come: tuple[Alarm, ...]
    gone: tuple[Alarm, ...]


def compare(before: Alarms, now: Alarms) -> list[Change]:
    """What changed between two lexicons on the same text, for each term, the worst first."""
    old, new = Counter(before.found), Counter(now.found)
    come, gone = sorted((new - old).elements()), sorted((old - new).elements())
    terms = {a.term for a in (*come, *gone)}
    changes = [
        Change(
            term,
            sum(a.fix for a in come if a.term == term) - sum(a.fix for a in gone if a.term == term),
            sum(not a.fix for a in come if a.term == term) - sum(not a.fix for a in gone if a.term == term),
            tuple(a for a in come if a.term == term),
            tuple(a for a in gone if a.term == term),
        )
        for term in terms
    ]
    return sorted(changes, key=lambda c: (-c.fixes, -c.questions, c.term))
