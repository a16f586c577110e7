"""The shipped packs: they load, stand in canonical form, and do what their own test sentences say.

The sentences run against the whole default lexicon, as users have it: every entry has all others for rivals.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mondegreen import Action, Corrector, Lexicon, Proposal, apply
from mondegreen.lexicon import Term, TermTest
from mondegreen.lexicon_file import pack_paths
from mondegreen.lexicon_writer import canonical, first_difference

PACKS = pack_paths()


def shown(proposals: list[Proposal]) -> str:
    return ", ".join(
        f"{p.old!r} -> {p.new!r} ({p.via.value} {p.score:.2f} {p.action.value})" for p in proposals
    )


def test_there_are_packs() -> None:
    assert {"business", "geopolitics", "places", "sport", "technology"} <= set(PACKS)
    assert {t.pack for t in Lexicon.default().terms} == set(PACKS)


@pytest.mark.parametrize("path", PACKS.values(), ids=PACKS)
def test_a_pack_is_canonical(path: Path) -> None:
    data = path.read_bytes()
    found = first_difference(data, canonical(data.decode(), path.name).encode(), path.name)
    assert found is None, str(found)


def sentences(keep: bool) -> list[tuple[Term, TermTest]]:
    return [(x, t) for x in Lexicon.default().terms for t in x.tests if (t.said == t.want) == keep]


def test_keep_sentences_stay(shipped: Corrector) -> None:
    """Nothing is changed unasked in a sentence that is right."""
    tests = sentences(keep=True)
    found = shipped.propose_all([test.said for _, test in tests])
    failures = [
        f"{term.term}: {test.said!r}: {shown(sure)}"
        for (term, test), proposals in zip(tests, found, strict=True)
        if (sure := [p for p in proposals if p.action is Action.FIX])
    ]
    assert not failures, "\n".join(failures)


def test_fix_sentences_become_what_they_should(shipped: Corrector) -> None:
    """With all that is proposed applied."""
    tests = sentences(keep=False)
    found = shipped.propose_all([test.said for _, test in tests])
    failures = [
        f"{term.term}: want {test.want!r}, got {got!r}: {shown(proposals)}"
        for (term, test), proposals in zip(tests, found, strict=True)
        if (got := apply(test.said, [e for p in proposals for e in p.edits])) != test.want
    ]
    assert not failures, "\n".join(failures)
