"""Configuration files: what they say, and every fault with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from mondegreen.config import Config, load, parse, place_of
from mondegreen.errors import ConfigError, FileError

FOLDER = Path("/talks")


def test_all_keys() -> None:
    config = parse(
        'lexicon = ["guests.yaml", "/shared/names.yaml"]\npacks = []\nterms = ["Keir Starmer"]\n'
        'ignore = ["Lamy"]\nstyle = ["Kyiv"]\nnotes = "episode.md"\nclean = false\nonly = "fix"\n'
        "min_fix = 0.95\nmin_ask = 1\n"
        'encoding = "cp1252"\ncolor = "never"\n',
        FOLDER / "mondegreen.toml",
    )
    assert config == Config(
        path=str(FOLDER / "mondegreen.toml"),
        lexicon=(FOLDER / "guests.yaml", Path("/shared/names.yaml")),
        packs=(),
        terms=("Keir Starmer",),
        ignore=("Lamy",),
        style=("Kyiv",),
        notes=FOLDER / "episode.md",
        clean=False,
        only="fix",
        min_fix=0.95,
        min_ask=1,
        encoding="cp1252",
        color="never",
    )


FAULTS = {
    "unknown key": (
        'terms = []\n  lexicons = ["a"]\n',
        ["2:3: unknown option 'lexicons'; did you mean 'lexicon'?"],
    ),
    "nothing like it": ("zzz = 1\n", ["1:1: unknown option 'zzz' (there are lexicon,"]),
    "wrong type": ('ignore = "Lamy"\n', ["1:1: 'ignore' must be a list of strings, not a string"]),
    "wrong item": (
        'ignore = ["Lamy", 3]\n',
        ["1:1: 'ignore' must be a list of strings, not a list with 3 in it"],
    ),
    "no file name": ('notes = ["episode.md"]\n', ["1:1: 'notes' must be a string, not a list"]),
    "a table of styles": (
        "[style]\nKiev = 'Kyiv'\n",
        ["1:1: 'style' must be a list of strings, not a table"],
    ),
    "wrong choice": ('\ncolor = "blue"\n', ["2:1: 'color' must be one of auto, always, never, not 'blue'"]),
    "no number": ('min_fix = "high"\n', ["1:1: 'min_fix' must be a number from 0 to 1, not a string"]),
    "no probability": (
        "min_fix = 90\nmin_ask = nan\n",
        ["1:1: 'min_fix' must be from 0 to 1, not 90", "2:1: 'min_ask' must be from 0 to 1, not nan"],
    ),
    "true is no number": (
        "min_ask = true\n",
        ["1:1: 'min_ask' must be a number from 0 to 1, not true or false"],
    ),
    "all at once": (
        'colour = "x"\nonly = 3\n',
        ["1:1: unknown option 'colour'", "2:1: 'only' must be a string"],
    ),
    "a table for a value": ("[terms]\na = 1\n", ["1:1: 'terms' must be a list of strings, not a table"]),
    "not TOML": ("lexicon = [\n  oops\n]\n", ["2:3: not TOML"]),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_faults(text: str, said: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text, FOLDER / "mondegreen.toml")
    lines = str(caught.value).split("\n")
    assert len(lines) == len(said)
    for line, part in zip(lines, said, strict=True):
        assert line.startswith(f"{FOLDER / 'mondegreen.toml'}:{part}")


def test_faults_in_pyproject_point_into_the_table() -> None:
    text = '[tool.other]\nterm = 1\n\n[tool.mondegreen]\nterm = ["x"]\n'
    with pytest.raises(ConfigError) as caught:
        parse(text, FOLDER / "pyproject.toml")
    (fault,) = caught.value.diagnostics
    assert (fault.line, fault.column) == (5, 1)


NEAREST = {
    "none": ({}, None),
    "beside the file": ({"a/b/mondegreen.toml": 'terms = ["here"]'}, "here"),
    "above": ({"mondegreen.toml": 'terms = ["top"]'}, "top"),
    "the nearest wins": (
        {"mondegreen.toml": 'terms = ["top"]', "a/mondegreen.toml": 'terms = ["mid"]'},
        "mid",
    ),
    "pyproject with the table": ({"a/pyproject.toml": '[tool.mondegreen]\nterms = ["py"]'}, "py"),
    "pyproject without it is passed over": (
        {"mondegreen.toml": 'terms = ["top"]', "a/pyproject.toml": "[project]\nname = 'x'"},
        "top",
    ),
    "a broken pyproject of someone else": (
        {"mondegreen.toml": 'terms = ["top"]', "a/pyproject.toml": "[project\n"},
        "top",
    ),
}


@pytest.mark.parametrize(("tree", "term"), NEAREST.values(), ids=NEAREST)
def test_nearest(tmp_path: Path, tree: dict[str, str], term: str | None) -> None:
    start = tmp_path / "a" / "b"
    start.mkdir(parents=True)
    for name, text in tree.items():
        (tmp_path / name).write_text(text)
    config = load(None, start)
    assert config.terms == ((term,) if term else ())


def test_given_file_wins_and_must_exist(tmp_path: Path) -> None:
    (tmp_path / "mondegreen.toml").write_text('terms = ["near"]')
    (tmp_path / "other.toml").write_text('terms = ["given"]')
    assert load(tmp_path / "other.toml", tmp_path).terms == ("given",)
    with pytest.raises(FileError, match="no such file"):
        load(tmp_path / "missing.toml", tmp_path)


PLACES = {
    "on one line": ('style = ["Kyiv", "Odesa"]\n', (1, 18)),
    "on several": ('style = [\n  "Kyiv",\n  "Odesa",\n]\n', (3, 3)),
    "behind a comment that names it": ('style = [ # "Odesa"\n  "Odesa"]\n', (2, 3)),
    "in single quotation marks": ("style = ['Odesa']\n", (1, 10)),
    "with an escape": ('style = ["\\u004fdesa"]\n', (1, 10)),
    "in another list before": ('terms = ["Odesa"]\nstyle = ["Odesa"]\n', (2, 10)),
    "in another list behind": ('style = ["Kyiv"]\nterms = ["Odesa"]\n', None),
    "nowhere": ('style = ["Kyiv"] # "Odesa"\n', None),
}


@pytest.mark.parametrize(("text", "place"), PLACES.values(), ids=PLACES)
def test_the_place_of_an_item(text: str, place: tuple[int, int] | None) -> None:
    assert place_of(text, FOLDER / "mondegreen.toml", "style", "Odesa") == place


def test_the_place_of_an_item_in_pyproject() -> None:
    text = '[tool.other]\nstyle = ["Odesa"]\n\n[tool.mondegreen]\nstyle = ["Odesa"]\n'
    assert place_of(text, FOLDER / "pyproject.toml", "style", "Odesa") == (5, 10)
