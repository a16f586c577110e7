"""Thresholds of one's own: in the library, in the configuration, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simple import ASK, FIX, write_model

from mondegreen import Action, Corrector, Lexicon, Term
from mondegreen.cli import run
from mondegreen.scoring import Model

LEXICON = Lexicon(
    (
        *Lexicon.from_terms(["Keir Starmer", "Volodymyr Zelensky", "ATACMS"]).terms,
        Term("Odysee", context=("Rumble",)),  # an entry with context: the lexicon is no plain list
    )
)
# With the simple model (0.75 to fix, 0.5 to ask): a fix, a fix, a question, and an ordinary word that is neither.
SURE, LESS, UNSURE, ORDINARY = 0.93, 0.753, 0.64, 0.45
TALK = "So Kierstommer met Volodimir Zelensko and sent attackers. Keith Stammer said it.\n"
ALL = {"Volodimir Zelensko": SURE, "Kierstommer": LESS, "Keith Stammer": UNSURE, "attackers": ORDINARY}
NAMES = [*ALL]


@pytest.fixture(scope="module")
def model(simple_model: Path) -> Path:
    found = Corrector(LEXICON, simple_model).explain(TALK)
    scores = {p.old: p.score for p in found if p.score > 0.3}
    assert scores == pytest.approx(ALL, abs=0.02)
    return simple_model


def outcome(corrector: Corrector) -> tuple[set[str], set[str]]:
    """What is applied unasked, and what is asked."""
    proposals = corrector.propose(TALK)
    return tuple({p.old for p in proposals if p.action is action} for action in (Action.FIX, Action.ASK))  # type: ignore[return-value]


#: The thresholds given; how many of `NAMES`, likeliest first, are fixed, and how many of those behind them asked.
LIMITS: dict[str, tuple[dict[str, float], int, int]] = {
    "those of the model": ({}, 2, 1),
    "the same, said": ({"min_fix": FIX, "min_ask": ASK}, 2, 1),
    "a stricter fix asks instead": ({"min_fix": 0.8}, 1, 2),
    "a looser fix": ({"min_fix": 0.6}, 3, 0),
    "a looser fix than the model's ask": ({"min_fix": 0.4}, 3, 1),  # an ordinary word stays a question
    "a stricter ask": ({"min_ask": 0.7}, 2, 0),
    "a looser ask": ({"min_ask": 0.4}, 2, 2),
    "both": ({"min_fix": 0.8, "min_ask": 0.4}, 1, 3),
    "nothing is fixed": ({"min_fix": 1.0}, 0, 3),
    "nothing at all": ({"min_fix": 1.0, "min_ask": 1.0}, 0, 0),
    "asking from above fixing asks nothing more": ({"min_ask": 0.9}, 2, 0),
    "nor does it take fixes away": ({"min_fix": 0.6, "min_ask": 0.9}, 3, 0),
}


@pytest.mark.parametrize(("given", "fixed", "asked"), LIMITS.values(), ids=LIMITS)
def test_limits(model: Path, given: dict[str, float], fixed: int, asked: int) -> None:
    found = outcome(Corrector(LEXICON, model, **given))  # type: ignore[arg-type]
    assert found == (set(NAMES[:fixed]), set(NAMES[fixed : fixed + asked]))


def test_a_plain_list_is_asked_about_earlier(model: Path, tmp_path: Path) -> None:
    limits = {"fix": FIX, "ask": ASK, "ask_plain": 0.4}
    path = write_model(tmp_path / "model.json", thresholds=limits)
    plain = Lexicon.from_terms(["Keir Starmer", "Volodymyr Zelensky", "ATACMS"])
    assert outcome(Corrector(plain, path))[1] == {"Keith Stammer", "attackers"}
    assert outcome(Corrector(plain, path, min_ask=ASK))[1] == {"Keith Stammer"}
    assert outcome(Corrector(plain, model))[1] == {"Keith Stammer"}  # a model that tells no difference
    assert outcome(Corrector(LEXICON, path))[1] == {"Keith Stammer"}


def test_a_plain_list_must_be_surer(model: Path, tmp_path: Path) -> None:
    limits = {"fix": FIX, "ask": ASK, "fix_plain": 1.0}
    path = write_model(tmp_path / "model.json", thresholds=limits)
    plain = Lexicon.from_terms(["Keir Starmer", "Volodymyr Zelensky", "ATACMS"])
    fixed, asked = outcome(Corrector(plain, model))  # a model that tells no difference
    assert outcome(Corrector(plain, path)) == (set(), fixed | asked) != (fixed, asked)
    assert outcome(Corrector(plain, path, min_fix=FIX)) == (fixed, asked)
    assert outcome(Corrector(LEXICON, path)) == outcome(Corrector(LEXICON, model))


@pytest.mark.parametrize("name", ["min_fix", "min_ask"])
@pytest.mark.parametrize("value", [-0.01, 1.01, 90, float("nan"), float("inf")])
def test_no_probability(model: Path, name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"{name} is a probability from 0 to 1, not"):
        Corrector(LEXICON, model, **{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0, 0.0, 1, 1.0])
def test_the_ends_are_probabilities(model: Path, value: float) -> None:
    fixed, asked = outcome(Corrector(LEXICON, model, min_fix=value, min_ask=value))
    assert bool(fixed) == (value == 0)
    assert bool(asked) == (value == 0)  # an ordinary word stays a question


@settings(max_examples=30, deadline=None)
@given(low=st.floats(0, 1), high=st.floats(0, 1), ask=st.floats(0, 1))
def test_a_higher_threshold_fixes_no_more(model: Path, low: float, high: float, ask: float) -> None:
    low, high = sorted((low, high))
    (more, _), (less, asked) = (
        outcome(Corrector(LEXICON, model, min_fix=m, min_ask=ask)) for m in (low, high)
    )
    assert less <= more
    assert all(p not in less for p in asked)


# --- The command line --------------------------------------------------------------------------------------

OPTIONS = ["--no-packs", *(part for term in LEXICON.terms for part in ("--term", term.term))]


@pytest.fixture
def talk(model: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    simple = Model.load(model)
    monkeypatch.setattr(Model, "load", lambda path=None: simple)
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text(TALK)
    return "talk.txt"


#: Options, the configuration, and how many are fixed and asked.
RUNS = {
    "those of the model": ("", "", 2, 1),
    "by option": ("--min-fix 0.8 --min-ask 0.4", "", 1, 3),
    "by configuration": ("", "min_fix = 0.8\nmin_ask = 0.4\n", 1, 3),
    "an option wins": ("--min-fix 0.6", "min_fix = 0.8\nmin_ask = 0.4\n", 3, 1),
    "even a zero": ("--min-ask 0", "min_ask = 1\n", 2, 2),
}


@pytest.mark.parametrize(("options", "config", "fixed", "asked"), RUNS.values(), ids=RUNS)
def test_check_and_explain(
    talk: str, capsys: pytest.CaptureFixture[str], options: str, config: str, fixed: int, asked: int
) -> None:
    Path("mondegreen.toml").write_text(config)
    assert run(["check", "--format", "json", *OPTIONS, *options.split(), talk]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {r["old"] for r in rows if r["action"] == "fix"} == set(NAMES[:fixed])
    assert {r["old"] for r in rows if r["action"] == "ask"} == set(NAMES[fixed : fixed + asked])
    assert run(["explain", "--format", "json", *OPTIONS, *options.split(), talk]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {r["old"] for r in rows if r["action"] == "fix"} == set(NAMES[:fixed])


def test_fix_writes_what_the_threshold_says(talk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fix", "-q", *OPTIONS, "--min-fix", "0.9", talk]) == 0
    assert Path(talk).read_text() == TALK.replace("Volodimir Zelensko", "Volodymyr Zelensky")


@pytest.mark.parametrize("command", ["check", "fix", "explain"])
@pytest.mark.parametrize("value", ["1.01", "-0.5", "nan", "90%", ""])
def test_no_probability_is_a_usage_error(
    talk: str, capsys: pytest.CaptureFixture[str], command: str, value: str
) -> None:
    assert run([command, f"--min-fix={value}", talk]) == 2
    said = capsys.readouterr().err
    assert "--min-fix" in said
    assert "is not a probability; give a number from 0 to 1" in said
    assert Path(talk).read_text() == TALK
