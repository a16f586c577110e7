"""The transcript that the project started from, against its hand-labelled corrections, with the shipped packs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from mondegreen import Action, Corrector, Lexicon, Proposal, apply, formats
from mondegreen.document import Edit
from mondegreen.proposal import Evidence, Via
from mondegreen.text import Span
from mondegreen.yaml_nodes import Plain, read_plain

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TEXT = SEEDS / "duran-2024-09-13.txt"
GOLD = SEEDS / "duran-2024-09-13.gold.yaml"


@dataclass(frozen=True)
class Label:
    """A place that is wrong, and what would be right there."""

    start: int
    heard: str
    right: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.heard)

    def touches(self, p: Proposal) -> bool:
        return p.span.start < self.end and self.start < p.span.end

    def is_made(self, text: str, p: Proposal) -> bool:
        """Whether `p` makes the label right; it may take some right words around along, unchanged."""
        lead, tail = text[p.span.start : self.start], text[self.end : p.span.end]
        inside = p.span.start <= self.start and self.end <= p.span.end
        return inside and p.new in {lead + right + tail for right in self.right}


@dataclass(frozen=True)
class Judgement:
    found: int
    wrong: list[str]


def labels(kind: str) -> list[Label]:
    gold = read_plain(GOLD.read_text("utf-8"), str(GOLD))
    return [label(entry) for entry in as_list(as_dict(gold)[kind])]


def label(entry: Plain) -> Label:
    fields = as_dict(entry)
    heard = str(fields["heard"])
    right = [*as_list(fields.get("accept", [])), *([fields["expected"]] if "expected" in fields else [])]
    return Label(int(str(fields["start"])), heard, tuple(map(str, right)))


def as_dict(value: Plain) -> dict[str, Plain]:
    assert isinstance(value, dict)
    return value


def as_list(value: Plain) -> list[Plain]:
    assert isinstance(value, list)
    return value


@cache
def text() -> str:
    return TEXT.read_bytes().decode("utf-8")


@cache
def corrector() -> Corrector:
    return Corrector(Lexicon.default())


@cache
def proposals() -> tuple[Proposal, ...]:
    return tuple(corrector().propose(text()))


def judge(made: list[Proposal]) -> Judgement:
    """Wrong is all that makes no label right; what is optional counts neither way."""
    wanted, optional = labels("edits"), labels("optional")
    found = sum(any(w.is_made(text(), p) for p in made) for w in wanted)
    right = [p for p in made if any(w.is_made(text(), p) for w in wanted + optional)]
    wrong = [f"{p.span.start}: {p.old!r} -> {p.new!r} {p.score:.2f}" for p in made if p not in right]
    return Judgement(found, wrong)


def test_the_labels_fit_the_text() -> None:
    for w in labels("edits") + labels("optional"):
        assert text()[w.start : w.end] == w.heard
        assert w.right
    assert len(labels("edits")) == 65


def corrected(w: Label, new: str, shift: int = 0) -> Proposal:
    span = Span(w.start + shift, w.end + shift)
    old = text()[span.start : span.end]
    return Proposal(span, old, new, "", Via.SOUND, 1.0, Action.FIX, Evidence(), (Edit(span, old, new),))


def test_the_judge() -> None:
    wanted, optional = labels("edits"), labels("optional")
    right = [corrected(w, w.right[0]) for w in wanted]
    assert judge(right) == Judgement(65, [])
    assert judge([]) == Judgement(0, [])
    assert judge([corrected(w, w.right[-1]) for w in optional]) == Judgement(0, [])
    for bad in (corrected(wanted[0], "Starmer"), corrected(wanted[0], wanted[0].right[0], shift=1)):
        judged = judge([bad, *right[1:]])
        assert (judged.found, len(judged.wrong)) == (64, 1)


def test_what_is_applied_unasked() -> None:
    judged = judge([p for p in proposals() if p.action is Action.FIX])
    assert judged.wrong == []
    assert judged.found >= 50


def test_what_is_proposed() -> None:
    judged = judge(list(proposals()))
    assert judged.found >= 60, judged.wrong
    assert len(judged.wrong) <= 8, judged.wrong


def test_everything_else_stays() -> None:
    fixed = apply(text(), [e for p in proposals() for e in p.edits])
    at = 0
    for p in proposals():
        before = text()[at : p.span.start]
        assert fixed.startswith(before + p.new)
        fixed = fixed[len(before) + len(p.new) :]
        at = p.span.end
    assert fixed == text()[at:]


def test_the_corrections_are_final() -> None:
    fixed = apply(text(), [e for p in proposals() if p.action is Action.FIX for e in p.edits])
    assert [f"{p.old} -> {p.new}" for p in corrector().propose(fixed) if p.action is Action.FIX] == []


def test_explain_covers_every_proposal() -> None:
    explained = {(p.span, p.new): p for p in corrector().explain(text())}
    for p in proposals():
        assert explained[p.span, p.new] == p
        assert p.evidence.words
        assert p.evidence.reasons


@pytest.mark.parametrize("path", sorted((SEEDS.parent / "tests" / "files").glob("*.*")), ids=lambda p: p.name)
def test_fixing_twice_is_fixing_once_for_every_file(path: Path, shipped: Corrector) -> None:
    """What is fixed is evidence for the rest at once, so that a second run finds nothing more."""

    def fixed(raw: str) -> str:
        sure = [p for p in shipped.propose(formats.read(raw, path.name)) if p.action is Action.FIX]
        return apply(raw, [edit for p in sure for edit in p.edits])

    once = fixed(path.read_bytes().decode("cp1252" if "cp1252" in path.name else "utf-8", "replace"))
    assert fixed(once) == once
