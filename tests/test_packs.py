"""The shipped packs: they load, stand in canonical form, and do what their own test sentences say.

The sentences run against the whole default lexicon, as users have it: every entry has all others for rivals.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mondegreen import Action, Corrector, Lexicon, Proposal, apply
from mondegreen.lexicon_file import pack_paths
from mondegreen.lexicon_writer import canonical, first_difference

PACKS = pack_paths()


@cache
def corrector() -> Corrector:
    return Corrector(Lexicon.default())


def shown(proposals: list[Proposal]) -> str:
    return ", ".join(
        f"{p.old!r} -> {p.new!r} ({p.via.value} {p.score:.2f} {p.action.value})" for p in proposals
    )


def test_there_are_packs() -> None:
    assert PACKS
    assert {t.pack for t in Lexicon.default().terms} == set(PACKS)


@pytest.mark.parametrize("path", PACKS.values(), ids=PACKS)
def test_a_pack_is_canonical(path: Path) -> None:
    data = path.read_bytes()
    found = first_difference(data, canonical(data.decode(), path.name).encode(), path.name)
    assert found is None, str(found)


@pytest.mark.parametrize("pack", PACKS)
def test_keep_sentences_stay(pack: str) -> None:
    """Nothing is changed unasked in a sentence that is right."""
    failures = [
        f"{term.term}: {test.said!r}: {shown(sure)}"
        for term in Lexicon.default([pack]).terms
        for test in term.tests
        if test.said == test.want
        if (sure := [p for p in corrector().propose(test.said) if p.action is Action.FIX])
    ]
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize("pack", PACKS)
def test_fix_sentences_become_what_they_should(pack: str) -> None:
    """With all that is proposed applied."""
    failures = []
    for term in Lexicon.default([pack]).terms:
        for test in term.tests:
            if test.said == test.want:
                continue
            proposals = corrector().propose(test.said)
            got = apply(test.said, [e for p in proposals for e in p.edits])
            if got != test.want:
                failures.append(f"{term.term}: want {test.want!r}, got {got!r}: {shown(proposals)}")
    assert not failures, "\n".join(failures)
