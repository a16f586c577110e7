"""`mondegreen lexicon import` and `export`: files, messages, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cases import Case, perform, put

from mondegreen.cli import run
from mondegreen.cli.lexicon.export import export
from mondegreen.cli.lexicon.import_ import import_
from mondegreen.interchange import FORMATS

MINE = b"""terms:
  - term: Keir Starmer
    mishearings: [Qurstammer, career summer]
    aliases: [Sir Keir]
  - term: Zelensky
    mishearings: [Zelinskiy]
"""
TWO = b"terms:\n  - term: ATACMS\n  - term: Keir Starmer\n"
ESCAPE = b"\x1b[31mred\x1b[0m\n"

IMPORTS = {
    "a list to stdout": Case(
        "lexicon import a.txt",
        files={"a.txt": b"Keir Starmer\nATACMS\n"},
        stdout=TWO,
        stderr=b"a.txt (list): 2 terms\n",
    ),
    "stdin": Case(
        "lexicon import -",
        stdin=b"Kyiv\n",
        stdout=b"terms:\n  - term: Kyiv\n",
        stderr=b"<stdin> (list): 1 term\n",
    ),
    "into a file": Case(
        "lexicon import a.txt -o b.yaml",
        files={"a.txt": b"Keir Starmer\r\nATACMS\r\n"},
        stdout=b"",
        stderr=b"a.txt (list): 2 terms to b.yaml\n",
        after={"b.yaml": TWO, "a.txt": b"Keir Starmer\r\nATACMS\r\n"},
    ),
    "not over a lexicon": Case(
        "lexicon import a.txt -o b.yaml",
        2,
        files={"a.txt": b"Kyiv\n", "b.yaml": MINE},
        stdout=b"",
        stderr=("b.yaml: is there already; give another name, or --force",),
    ),
    "over it by force": Case(
        "lexicon import a.txt -o b.yaml --force -q",
        files={"a.txt": b"Kyiv\n", "b.yaml": MINE},
        stdout=b"",
        after={"b.yaml": b"terms:\n  - term: Kyiv\n", "a.txt": b"Kyiv\n"},
    ),
    "never over its source": Case(
        "lexicon import a.txt -o ./a.txt --force",
        2,
        files={"a.txt": b"Kyiv\n"},
        stderr=("would overwrite a.txt",),
    ),
    "quiet": Case("lexicon import -q a.txt", files={"a.txt": b"\xe2\x80\x8b\n"}, stdout=b"terms: []\n"),
    "what is left out is named": Case(
        "lexicon import --from codespell a",
        files={"a": b"".join(b"%d->one, two,\n" % k for k in range(5)) + b"zx->Zed\n"},
        stdout=("term: Zed", "apply: exact"),
        stderr=(
            "a (codespell): 1 term\n",
            "left out 5: has several corrections (0 -> one, two, 1 -> one, two, 2 -> one, two, ...)\n",
        ),
    ),
    "a type for all": Case(
        "lexicon import --type person a.csv",
        files={"a.csv": b"term,type\nKyiv,place\nKeir Starmer,\n"},
        stdout=b"terms:\n  - term: Keir Starmer\n    type: person\n  - term: Kyiv\n    type: place\n",
        stderr=("2 terms",),
    ),
    "ordinary words are pointed out": Case(
        "lexicon import a.txt",
        files={"a.txt": b"window\nKyiv\nfactions\n"},
        stdout=("term: window",),
        stderr=("2 of them are ordinary English words (window)", "--skip-ordinary"),
    ),
    "ordinary words are skipped": Case(
        "lexicon import --skip-ordinary a.txt",
        files={"a.txt": b"window\nKyiv\n"},
        stdout=b"terms:\n  - term: Kyiv\n",
        stderr=("left out 1: is an ordinary English word (window)",),
    ),
    "another encoding": Case(
        "lexicon import --encoding cp1252 -q a.txt",
        files={"a.txt": "Szijjártó\n".encode("cp1252")},
        stdout="terms:\n  - term: Szijjártó\n".encode(),
    ),
    "UTF-16 says so itself": Case(
        "lexicon import -q a.txt",
        files={"a.txt": "Kyiv\n".encode("utf-16")},
        stdout=b"terms:\n  - term: Kyiv\n",
    ),
    "no UTF-8": Case(
        "lexicon import a.txt",
        2,
        files={"a.txt": b"Szijj\xe1rt\xf3\n"},
        stdout=b"",
        stderr=("a.txt: byte 0xE1", "--encoding"),
    ),
    "a workbook": Case(
        "lexicon import a.xlsx",
        2,
        files={"a.xlsx": b"PK\x03\x04\x00"},
        stdout=b"",
        stderr=("a.xlsx: looks like a zip archive",),
    ),
    "faults with their places, all at once": Case(
        "lexicon import a.csv -o b.yaml",
        2,
        files={"a.csv": b"term,type\nA,human\n,place\nB,thing\n"},
        stdout=b"",
        stderr=("a.csv:2:3: ", "a.csv:3:1: ", "a.csv:4:3: "),
    ),
    "faults of stdin": Case(
        "lexicon import --from tbx -", 2, stdin=b"<tbx>", stdout=b"", stderr=("<stdin>:1:6: not XML",)
    ),
    "no such file": Case("lexicon import none.txt", 2, stdout=b"", stderr=("none.txt: can't be read",)),
    "a folder": Case("lexicon import .", 2, stdout=b"", stderr=(".: is a directory",)),
    "no such format": Case(
        "lexicon import --from xlsx a", 2, stderr=("'xlsx' is not a format; there are csv",)
    ),
    "a format that is not read": Case(
        "lexicon import --from whisper-prompt -", 2, stderr=("can be written but not read",)
    ),
    "a terminal is not disturbed": Case(
        "lexicon import --from codespell -",
        stdin=b"\x1b[31mx->a, b,\n",
        stdout=b"terms: []\n",
        stderr=("left out 1",),
    ),
    "an escape sequence is no term": Case(
        "lexicon import -q -", stdin=ESCAPE, stdout=b'terms:\n  - term: "[31mred[0m"\n'
    ),
}

EXPORTS = {
    "a file to stdout": Case(
        "lexicon export --to list a.yaml",
        files={"a.yaml": MINE},
        stdout=b"Keir Starmer\nZelensky\n",
        stderr=b"list: 2 terms\nlost in list: everything but the spellings\n",
    ),
    "with aliases": Case(
        "lexicon export --to list --aliases -q a.yaml",
        files={"a.yaml": MINE},
        stdout=b"Keir Starmer\nZelensky\nSir Keir\n",
    ),
    "into a file": Case(
        "lexicon export --to azure a.yaml -o b.json",
        files={"a.yaml": TWO},
        stdout=b"",
        stderr=b"azure: 2 terms to b.json\n",
        after={
            "a.yaml": TWO,
            "b.json": b'{\n  "phraseList": {\n    "phrases": [\n      "ATACMS",\n      "Keir Starmer"\n    ]\n  }\n}\n',
        },
    ),
    "replacements, and what is not certain": Case(
        "lexicon export --to deepgram-replace a.yaml",
        files={"a.yaml": MINE},
        stdout=b"replace=qurstammer:Keir%20Starmer&replace=zelinskiy:Zelensky\n",
        stderr=(
            "deepgram-replace: 2 replacements\n",
            "left out 1: may be ordinary English, right where it stands (career summer -> Keir Starmer)\n",
            "with --for TRANSCRIPT",
        ),
    ),
    "what a transcript needs": Case(
        "lexicon export --to whisper-hotwords --for t.txt -q a.yaml",
        files={"a.yaml": TWO, "t.txt": b"we heard Kierstammer speak, Kier Starmar again, and keir starmer"},
        stdout=b"Keir Starmer, ATACMS\n",
    ),
    "names of the notes": Case(
        "lexicon export --to whisper-prompt --notes n.md -q a.yaml",
        files={"a.yaml": TWO, "n.md": b"Guest: Mildred Quaxworthy"},
        stdout=b"Keir Starmer, ATACMS, Mildred Quaxworthy.\n",
    ),
    "at most": Case(
        "lexicon export --to list --most 1 a.yaml",
        files={"a.yaml": TWO},
        stdout=b"ATACMS\n",
        stderr=("list: 1 term\n", "left out 1: --most 1 (Keir Starmer)\n"),
    ),
    "none at all": Case(
        "lexicon export --to google --most 0 -q a.yaml",
        files={"a.yaml": TWO},
        stdout=b'{\n  "adaptation": {\n    "phraseSets": []\n  }\n}\n',
    ),
    "a folder": Case(
        "lexicon export --to list -q shows",
        files={"shows/a.yaml": TWO, "shows/b.yml": MINE},
        stdout=b"ATACMS\nKeir Starmer\nZelensky\n",
    ),
    "what is configured": Case(
        "lexicon export --to list -q",
        files={
            "mondegreen.toml": b'packs = []\nlexicon = ["a.yaml"]\nterms = ["Ada\\nLovelace"]\n',
            "a.yaml": TWO,
        },
        stdout=b"Ada Lovelace\nATACMS\nKeir Starmer\n",
    ),
    "a subtitle file": Case(
        "lexicon export --to list --for t.srt -q a.yaml",
        files={"a.yaml": TWO, "t.srt": b"1\n00:00:01,000 --> 00:00:02,000\nKeir Starmer\n"},
        stdout=b"Keir Starmer\nATACMS\n",
    ),
    "no format": Case("lexicon export a.yaml", 2, files={"a.yaml": TWO}, stderr=("Missing option '--to'",)),
    "no such format": Case(
        "lexicon export --to nope a.yaml", 2, files={"a.yaml": TWO}, stderr=("'nope' is not a format",)
    ),
    "neither pack nor file": Case(
        "lexicon export --to list geopolitix",
        2,
        stderr=("geopolitix is neither a shipped pack (", "nor a file"),
    ),
    "no such file": Case("lexicon export --to list none.yaml", 2, stderr=("none.yaml: can't be read",)),
    "an empty folder": Case("lexicon export --to list .", 2, stderr=(".: holds no lexicon",)),
    "a lexicon with faults": Case(
        "lexicon export --to list a.yaml",
        2,
        files={"a.yaml": b"terms:\n  - trm: A\n"},
        stdout=b"",
        stderr=("a.yaml:2:5: ",),
    ),
    "not over its source": Case(
        "lexicon export --to csv a.yaml -o ./a.yaml",
        2,
        files={"a.yaml": TWO},
        stderr=("would overwrite a.yaml",),
    ),
    "not over the transcript": Case(
        "lexicon export --to csv a.yaml --for t.txt -o t.txt",
        2,
        files={"a.yaml": TWO, "t.txt": b"x"},
        stderr=("would overwrite t.txt",),
    ),
    "a boost for another": Case(
        "lexicon export --to azure --boost 3 a.yaml",
        2,
        files={"a.yaml": TWO},
        stderr=("--boost is for --to google",),
    ),
    "a boost that is none": Case(
        "lexicon export --to google --boost 21 a.yaml",
        2,
        files={"a.yaml": TWO},
        stdout=b"",
        stderr=("a boost is a number above 0, up to 20; not 21",),
    ),
    "no folder": Case(
        "lexicon export --to list a.yaml -o no/b",
        2,
        files={"a.yaml": TWO},
        stderr=("no/b: can't be written",),
    ),
}


@pytest.mark.parametrize("case", IMPORTS)
def test_import(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    perform(IMPORTS[case], monkeypatch, capfdbinary)


@pytest.mark.parametrize("case", EXPORTS)
def test_export(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    perform(EXPORTS[case], monkeypatch, capfdbinary)


def test_a_shipped_pack_and_a_file_of_mine(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    mine = tmp_path / "mine.yaml"
    put({str(mine): b"terms:\n  - term: Mildred Quaxworthy\n"})
    assert run(["lexicon", "export", "--to", "list", "geopolitics", str(mine)]) == 0
    lines = capfdbinary.readouterr().out.decode().split("\n")
    assert {"Mildred Quaxworthy", "Keir Starmer"} <= set(lines)


def test_what_is_written_can_be_imported_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put({"a.yaml": TWO})
    for name, known in FORMATS.items():
        if known.read and "spelling" not in name and "replace" not in name and name != "codespell":
            assert run(["lexicon", "export", "-q", "--to", name, "a.yaml", "-o", f"out.{name}"]) == 0
            assert run(["lexicon", "import", "-q", "--from", name, f"out.{name}", "-o", f"{name}.yaml"]) == 0
            assert Path(f"{name}.yaml").read_bytes() == TWO


def test_the_help_names_every_format() -> None:
    written = set(
        re.findall(r"[a-z]+(?:-[a-z]+)*", str(export.epilog).partition("Recognisers:")[2].partition("\b")[0])
    )
    assert set(FORMATS) <= written
    readable = {name.split("-")[0] for name, known in FORMATS.items() if known.read}
    assert readable <= set(re.findall("[a-z]+", str(import_.epilog)))


def test_a_large_json_is_refused_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mondegreen.lexicon_file.MAX_SIZE", 10)
    put({"a.json": json.dumps({"labels": {}}).encode()})
    assert run(["lexicon", "import", "a.json"]) == 2
    assert "split it" in capfd.readouterr().err
