"""`mondegreen init`: what it writes for which answers, that the tool takes all of it, and what it leaves alone."""

from __future__ import annotations

import io
import json
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cases import put

from mondegreen.cli import run
from mondegreen.config import Config, load
from mondegreen.lexicon import Apply, Lexicon, Term, TermType
from mondegreen.lexicon_file import pack_paths
from mondegreen.lexicon_schema import schema_text

OWN = b"terms:\n  - term: Marlowe\n    type: person\n    aliases: [Marlow]\n"
SCHEMA = ".mondegreen/lexicon.schema.json"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def files() -> set[str]:
    return {p.as_posix() for p in Path().rglob("*") if p.is_file()}


@dataclass
class Case:
    """The arguments, the files before, what the configuration says then, and which usual files are not written."""

    args: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    packs: tuple[str, ...] | None = None
    style: tuple[str, ...] = ()
    lexicon: str = "show.yaml"
    terms: tuple[Term, ...] = ()
    left: tuple[str, ...] = ()
    folder: str = "."


def show_entry(name: str) -> tuple[Term, ...]:
    return (Term(name, TermType.MEDIA, apply=Apply.ASK, pack="show"),)


CASES = {
    "nothing said": Case("--yes"),
    "without a terminal it asks nothing": Case("--no-packs", packs=()),
    "a name": Case(
        "--yes|--no-packs|--name|The  Lighthouse\tHour", packs=(), terms=show_entry("The Lighthouse Hour")
    ),
    "a name of other letters": Case(
        '-y|--no-packs|--name|Ŝtorm "Nó 1": # [x]\\', packs=(), terms=show_entry('Ŝtorm "Nó 1": # [x]\\')
    ),
    "a name that a pack has": Case(
        "--yes|--pack|geopolitics|--name|kyiv independent", packs=("geopolitics",)
    ),
    "a name without letters": Case("--yes|--no-packs|--name|?!", packs=()),
    "packs": Case("-y|--pack|places|--pack|sport", packs=("places", "sport")),
    "a house style": Case(
        "-y|--pack|geopolitics|--style|Kyiv|--style|Zelenskyy",
        packs=("geopolitics",),
        style=("Kyiv", "Zelenskyy"),
    ),
    "another lexicon": Case("-y|--no-packs|--lexicon|names.yml", packs=(), lexicon="names.yml"),
    "a lexicon in a folder": Case(
        "-y|--no-packs|--lexicon|lex/names.yaml", {"lex/keep": b""}, packs=(), lexicon="lex/names.yaml"
    ),
    "a lexicon that is there": Case(
        "-y|--no-packs|--name|Marlowe|--style|Marlow",
        {"show.yaml": OWN},
        packs=(),
        style=("Marlow",),
        terms=(Term("Marlowe", TermType.PERSON, aliases=("Marlow",), pack="show"),),
        left=("show.yaml", SCHEMA),
    ),
    "another folder": Case("-y|--no-packs|shows", {"shows/keep": b""}, packs=(), folder="shows"),
    "a pyproject.toml that says nothing of it": Case(
        "-y|--no-packs", {"pyproject.toml": b'[project]\nname = "x"\n'}, packs=()
    ),
    "a schema that is there": Case("-y|--no-packs", {SCHEMA: b"{}"}, packs=(), left=(SCHEMA,)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_it_writes_is_read_back(case: Case, capfd: pytest.CaptureFixture[str]) -> None:
    put(case.files)
    assert run(["init", *filter(None, case.args.split("|"))]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    folder = Path(case.folder)
    written = {folder / name for name in ("mondegreen.toml", case.lexicon, SCHEMA) if name not in case.left}
    assert files() - set(case.files) == {path.as_posix() for path in written}
    assert {name: Path(name).read_bytes() for name in case.files} == case.files
    for path in written:
        assert str(path) in out
    config, here = load(None, folder), folder.resolve()
    assert config == Config(
        path=str(here / "mondegreen.toml"),
        lexicon=(here / case.lexicon,),
        packs=case.packs,
        style=case.style,
    )
    assert Lexicon.load(*config.lexicon).terms == case.terms


FAULTLESS = {
    "no name": (),
    "a distinctive name": ("--name", "Zwielichtfunk"),
    "ordinary words": ("--name", "The Daily"),
    "a word that sounds like others": ("--name", "The Night Knight"),
    "an acronym": ("--name", "BBQ"),
    "an accent": ("--name", "Café Nuit"),
    "letters that YAML quotes": ("--name", "Yes: No, #1"),
}


@pytest.mark.parametrize("args", FAULTLESS.values(), ids=FAULTLESS)
def test_the_lexicon_has_no_faults(args: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "--yes", "--no-packs", *args]) == 0
    assert run(["lexicon", "fmt", "--check", "show.yaml"]) == 0
    capfd.readouterr()
    assert run(["lexicon", "check", "--strict", "--no-packs", "--no-corpus", "--jobs", "1", "show.yaml"]) == 0
    assert "0 errors, 0 warnings" in "".join(capfd.readouterr())


def test_the_lexicon_names_its_schema() -> None:
    put({"lex/keep": b""})
    assert run(["init", "--yes", "--quiet", "--lexicon", "lex/names.yaml"]) == 0
    first = Path("lex/names.yaml").read_text().split("\n")[0]
    assert first == "# yaml-language-server: $schema=../.mondegreen/lexicon.schema.json"
    assert Path(".mondegreen/lexicon.schema.json").read_text() == schema_text()
    json.loads(schema_text())


def test_every_setting_is_shown_and_holds_when_uncommented() -> None:
    assert run(["init", "--yes", "--quiet"]) == 0
    lines = Path("mondegreen.toml").read_text().split("\n")
    settings = [line.removeprefix("# ") for line in lines if " = " in line]
    Path("episode.md").write_text("With Ada Lovelace.\n")
    Path("mondegreen.toml").write_text("\n".join(settings) + "\n")
    config = load(None, Path())
    assert set(tomllib.loads("\n".join(settings))) == {
        "lexicon",
        "packs",
        "style",
        "ignore",
        "notes",
        "clean",
        "min_fix",
    }
    assert config.packs == tuple(pack_paths())
    Path("talk.txt").write_text("Kiev.\n")
    assert run(["fix", "--quiet", "talk.txt"]) == 0
    assert Path("talk.txt").read_text() == "Kyiv.\n"


REFUSED = {
    "a configuration that is there": (
        {"mondegreen.toml": b""},
        "-y",
        "mondegreen.toml: is there already; edit it",
    ),
    "a table in pyproject.toml": (
        {"pyproject.toml": b"[tool.mondegreen]\n"},
        "-y",
        "pyproject.toml: has a [tool.mondegreen] table already",
    ),
    "no folder": ({}, "-y|shows", "shows: is no folder; make it first"),
    "a file for a folder": ({"shows": b""}, "-y|shows", "shows: is no folder; make it first"),
    "no folder for the lexicon": ({}, "-y|--lexicon|lex/a.yaml", "lex/a.yaml: there is no such folder"),
    "a lexicon of another name": (
        {},
        "-y|--lexicon|names.txt",
        "names.txt: is no name for a lexicon; let it end",
    ),
    "the configuration as a lexicon": ({}, "-y|--lexicon|mondegreen.toml", "mondegreen.toml: is no name"),
    "a lexicon with faults": ({"show.yaml": b"terms:\n  - trm: X\n"}, "-y", "show.yaml:2:5: "),
    "an unknown pack": ({}, "-y|--pack|sports", "no pack is called 'sports'"),
    "packs and none": (
        {},
        "-y|--pack|sport|--no-packs",
        "mondegreen init: --pack and --no-packs can't both hold",
    ),
    "an unknown spelling": (
        {},
        "-y|--style|Kiew",
        "house style: 'Kiew' is no right form; the entry 'Kyiv' has",
    ),
    "a spelling of a pack that is not used": (
        {},
        "-y|--no-packs|--style|Kyiv",
        "house style: 'Kyiv' is a form of no",
    ),
    "a name that can't be shown": ({}, "-y|--name|a\x1b[31m", "the name of the show holds characters"),
}


@pytest.mark.parametrize(("before", "args", "said"), REFUSED.values(), ids=REFUSED)
def test_refused(
    before: Mapping[str, bytes], args: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    put(before)
    assert run(["init", *args.split("|")]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith(said)
    assert "Traceback" not in err
    assert {name: Path(name).read_bytes() for name in files()} == before


def test_a_configuration_above_is_told_of(capfd: pytest.CaptureFixture[str]) -> None:
    put({"mondegreen.toml": b"", "shows/keep": b""})
    assert run(["init", "--yes", "shows"]) == 0
    above = Path("mondegreen.toml").resolve()
    assert f"In this folder it takes the place of {above}." in capfd.readouterr().out


class Tty(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Sit at a terminal and say `lines`."""
    monkeypatch.setattr(sys, "stdin", Tty(io.BytesIO("".join(f"{line}\n" for line in lines).encode())))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


TALKS = {
    "only Enter": (("", "", "", ""), "", None, (), ()),
    "all answered": (
        ("The Lighthouse Hour", "places, geopolitics", "show.yaml", "Kyiv, Zelenskyy"),
        "",
        ("places", "geopolitics"),
        ("Kyiv", "Zelenskyy"),
        show_entry("The Lighthouse Hour"),
    ),
    "no packs": (("", "none", "", ""), "", (), (), ()),
    "wrong answers are asked for again": (
        ("", "sports", "sport", "names.txt", "show.yaml", "Kyiv", ""),
        "",
        ("sport",),
        (),
        (),
    ),
    "what the options say is not asked": (
        ("Kyiv",),
        "--name|The Lighthouse Hour|--lexicon|show.yaml|--pack|geopolitics",
        ("geopolitics",),
        ("Kyiv",),
        show_entry("The Lighthouse Hour"),
    ),
    "nor that there are no packs": (("", "", ""), "--no-packs", (), (), ()),
}


@pytest.mark.parametrize(("lines", "args", "packs", "style", "terms"), TALKS.values(), ids=TALKS)
def test_at_a_terminal(
    lines: tuple[str, ...],
    args: str,
    packs: tuple[str, ...] | None,
    style: tuple[str, ...],
    terms: tuple[Term, ...],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    answer(monkeypatch, *lines)
    assert run(["init", *filter(None, args.split("|"))]) == 0
    err = capfd.readouterr().err
    assert err.count("> ") == len(lines)
    config = load(None, Path())
    assert (config.packs, config.style) == (packs, style)
    assert Lexicon.load("show.yaml").terms == terms


def test_the_input_ends(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    answer(monkeypatch, "The Lighthouse Hour", "")
    assert run(["init"]) == 2
    assert capfd.readouterr().err.endswith("the input has ended; nothing was written\n")
    assert files() == set()
