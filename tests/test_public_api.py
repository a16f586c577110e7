"""What other programs rely on: the names, their signatures, and what proposals promise."""

from __future__ import annotations

import dataclasses
import inspect
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
import typed_user

import mondegreen
from mondegreen import Action, Corrector, Document, Lexicon, MondegreenError, Proposal, Term, apply
from mondegreen.document import Edit
from mondegreen.lexicon import Mishearing, TermTest
from mondegreen.proposal import Evidence, Reason
from mondegreen.text import Span, Token

HERE = Path(__file__).resolve().parent
SOURCE = Path(mondegreen.__file__).parent.parent

TERMS = ["Keir Starmer", "Volodymyr Zelensky", "ATACMS", "Storm Shadow", "Mélenchon"]
TEXTS = {
    "garbles": "So Kierstommer's plan. He met Volodimir Zelenskie, and sent storm shadow missiles.",
    "line breaks": "so Keir\r\nStommer will meet\r\nVolodimir Selensky",
    "non-BMP characters": "😀😀 Kierstommer 😀 and Volodimir Selensky 😀",
    "nothing": "Nobody was there.",
    "empty": "",
}

#: Each parameter as "name", "name=default" or "*name".
SIGNATURES: dict[str, tuple[Callable[..., object], str]] = {
    "Corrector": (
        Corrector,
        "lexicon, model=None, ignore=(), min_fix=None, min_ask=None, notes='', style=()",
    ),
    "Corrector.propose": (Corrector.propose, "self, text, min_score=None"),
    "Corrector.explain": (Corrector.explain, "self, text, min_score=0.0"),
    "Lexicon": (Lexicon, "terms=()"),
    "Lexicon.from_terms": (Lexicon.from_terms, "spellings"),
    "Lexicon.load": (Lexicon.load, "*paths"),
    "Lexicon.default": (Lexicon.default, "packs=None"),
    "Document.plain": (Document.plain, "raw"),
    "apply": (apply, "raw, edits"),
}

FROZEN = [Document, Edit, Evidence, Lexicon, Mishearing, Proposal, Reason, Span, Term, TermTest, Token]


@pytest.fixture(scope="module")
def corrector(simple_model: Path) -> Corrector:
    return Corrector(Lexicon.from_terms(TERMS), model=simple_model)


def test_exported_names() -> None:
    assert mondegreen.__all__ == sorted(mondegreen.__all__)
    assert set(mondegreen.__all__) == {
        "Action",
        "Corrector",
        "Document",
        "Lexicon",
        "MondegreenError",
        "Proposal",
        "Term",
        "apply",
    }
    for name in mondegreen.__all__:
        assert getattr(mondegreen, name).__name__ == name
        assert getattr(mondegreen, name).__doc__


def test_there_is_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'correct'"):
        _ = mondegreen.correct
    public = {n for n in dir(mondegreen) if not n.startswith("_")} - set(mondegreen.__all__)
    modules = {n for n in public if isinstance(getattr(mondegreen, n), ModuleType)}
    assert public - modules == {"annotations", "TYPE_CHECKING"}


@pytest.mark.parametrize("name", SIGNATURES)
def test_signatures(name: str) -> None:
    target, expected = SIGNATURES[name]
    shown = []
    for p in inspect.signature(target).parameters.values():
        star = "*" if p.kind is p.VAR_POSITIONAL else ""
        shown.append(star + p.name + ("" if p.default is p.empty else f"={p.default!r}"))
    assert ", ".join(shown) == expected


@pytest.mark.parametrize("kind", FROZEN, ids=lambda k: k.__name__)
def test_values_are_frozen(kind: type) -> None:
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_a_term_can_be_changed_by_replacing() -> None:
    term = Term("Keir Starmer", mishearings=(Mishearing("Kierstammer"),), context=("Labour",))
    bare = dataclasses.replace(term, mishearings=())
    assert (bare.term, bare.mishearings, bare.context) == ("Keir Starmer", (), ("Labour",))
    assert term.mishearings  # the original is as it was
    lexicon = dataclasses.replace(Lexicon((term,)), terms=(bare,))
    assert lexicon == Lexicon((bare,))
    assert lexicon != Lexicon((term,))


def test_lists_of_a_term_are_tuples_named_as_in_yaml() -> None:
    names = [f.name for f in dataclasses.fields(Term)]
    assert names == [
        *("term", "type", "surname", "aliases", "mishearings", "sounds_like", "context", "never"),
        *("apply", "plural", "source", "note", "tests", "pack", "shipped"),
    ]
    for term in Lexicon.default().terms:
        for name in ("aliases", "sounds_like", "context", "never"):
            value = getattr(term, name)
            assert isinstance(value, tuple)
            assert all(isinstance(v, str) for v in value)


def test_lexicons_add_up() -> None:
    one = Lexicon((Term("Lammy"), Term("Starmer")))
    two = Lexicon((Term("Lammy", note="the last word"),))
    assert {t.term: t.note for t in (one + two).terms} == {"Lammy": "the last word", "Starmer": None}
    assert [t.term for t in Lexicon.from_terms([" NATO ", "", "NATO", "BRICS"]).terms] == ["NATO", "BRICS"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_proposals_are_ordered_and_true_to_the_text(corrector: Corrector, text: str) -> None:
    proposals = corrector.propose(text, min_score=0.01)
    assert bool(proposals) == ("tom" in text)
    for p in proposals:
        assert text[p.span.start : p.span.end] == p.old != p.new
        assert 0 <= p.score <= 1
        assert p.action.value in ("fix", "ask")
        assert p.term in TERMS
        assert p.evidence.words
        assert p.edits == (Edit(p.span, p.old, p.new),)
    for left, right in pairwise(proposals):
        assert left.span.end <= right.span.start
    apply(text, [e for p in proposals for e in p.edits])


def test_min_score_shows_more_and_changes_nothing_else(corrector: Corrector) -> None:
    text = TEXTS["garbles"] + " And a starter of storms shouted at attackers."
    shown = corrector.propose(text)
    more = corrector.propose(text, min_score=0.005)
    assert shown
    assert len(more) > len(shown)
    assert {p.span for p in shown} <= {p.span for p in more}
    assert all(p.score >= 0.005 for p in more)


def test_a_document_and_its_text_are_the_same(corrector: Corrector) -> None:
    text = TEXTS["garbles"]
    assert corrector.propose(Document.plain(text)) == corrector.propose(text)
    assert corrector.explain(Document.plain(text)) == corrector.explain(text)


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Corrector(Lexicon()).propose(TEXTS["garbles"], min_score=0.0) == []


def test_errors_have_one_base() -> None:
    with pytest.raises(MondegreenError):
        Lexicon.default(["no such pack"])
    with pytest.raises(MondegreenError):
        Lexicon.load("/no/such/file.yaml")
    with pytest.raises(MondegreenError):
        Corrector(Lexicon(), model="/no/such/model.json")


def test_the_users_program_runs(simple_model: Path) -> None:
    lexicon = typed_user.without_mishearings(Lexicon.from_terms(TERMS))
    assert typed_user.corrected("Kierstommer spoke.", lexicon, simple_model) == "Keir Starmer spoke."
    found = Corrector(lexicon, simple_model).propose(TEXTS["garbles"])
    assert typed_user.sure(found) == [p for p in found if p.action is Action.FIX]


def test_the_users_program_is_typed() -> None:
    pytest.importorskip("mypy")
    program = HERE / "typed_user.py"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file=", str(program)],
        env={"MYPYPATH": str(SOURCE), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE.parent,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
