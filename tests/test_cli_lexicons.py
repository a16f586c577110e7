"""Which lexicon a command uses, and what it says of a bad one; with the real pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mondegreen.cli import run, work
from mondegreen.cli.options import Settings

TALK = "So Keir Starmor met Zelenzky, and they spoke of storm shadow missiles.\n"
GUESTS = (
    "terms:\n  - term: Marianne Okonkwo-Feld\n    type: person\n    mishearings: [Mary Anne Okonko Felt]\n"
)
BAD = "terms:\n  - term: Lammy\n    typ: person\n  - term: Lammy\n    aliases: 3\n"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text(TALK)
    Path("guests.yaml").write_text(GUESTS)
    Path("bad.yaml").write_text(BAD)


def terms(settings: Settings) -> set[str]:
    return {t.term for t in work.build_corrector(settings).lexicon.terms}


def test_the_packs_are_used_unless_told_otherwise() -> None:
    assert "Keir Starmer" in terms(Settings())
    assert terms(Settings(packs=())) == set()


def test_own_lexicons_and_terms_are_added() -> None:
    assert terms(Settings(packs=(), lexicon=(Path("guests.yaml"),), terms=("ATACMS",))) == {
        "Marianne Okonkwo-Feld",
        "ATACMS",
    }


def test_a_bare_term_does_not_hide_what_a_pack_knows_of_it() -> None:
    plain = {t.term: t for t in work.build_corrector(Settings()).lexicon.terms}
    named = {t.term: t for t in work.build_corrector(Settings(terms=("Keir Starmer",))).lexicon.terms}
    assert named["Keir Starmer"] == plain["Keir Starmer"]
    assert named["Keir Starmer"].type is not None


FAULTS = {
    "a malformed lexicon, every fault at once": (
        ["--lexicon", "bad.yaml"],
        ["bad.yaml:3:", "bad.yaml:5:"],
    ),
    "a missing lexicon": (["--lexicon", "none.yaml"], ["none.yaml: "]),
    "a directory": (["--lexicon", "."], [".: is a directory"]),
    "an unknown pack": (["--pack", "geopolitic"], ["geopolitics"]),
}


@pytest.mark.parametrize(("args", "said"), FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("command", ["check", "fix", "explain"])
def test_a_bad_lexicon(
    command: str, args: list[str], said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, *args, "talk.txt"]) == 2
    err = capsys.readouterr().err
    for part in said:
        assert part in err
    assert "Traceback" not in err
    assert Path("talk.txt").read_text() == TALK


def found(capsys: pytest.CaptureFixture[str], *args: str) -> set[str]:
    run(["check", "--format", "json", *args, "talk.txt"])
    return {json.loads(line)["new"] for line in capsys.readouterr().out.splitlines()}


def test_no_lexicon_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "--no-packs") == set()


def test_a_term_on_the_spot(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "--no-packs", "--term", "Storm Shadow") == {"Storm Shadow"}


def test_ignored_words_and_terms_are_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    spot = ("--no-packs", "--term", "Storm Shadow")
    assert found(capsys, *spot, "--ignore", "storm shadow") == set()
    Path("mondegreen.toml").write_text('ignore = ["Storm Shadow"]\nterms = ["Storm Shadow"]\npacks = []\n')
    assert found(capsys) == set()
    Path("mondegreen.toml").write_text('terms = ["Storm Shadow"]\npacks = []\n')
    assert found(capsys) == {"Storm Shadow"}


def test_the_lexicon_of_the_configuration_is_found_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mondegreen.toml").write_text('lexicon = ["guests.yaml"]\npacks = []\n')
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    (tmp_path / "talk.txt").write_text("and Mary Anne Okonko Felt said\n")
    assert run(["fix", "-q", "../talk.txt"]) == 0
    assert (tmp_path / "talk.txt").read_text() == "and Marianne Okonkwo-Feld said\n"
