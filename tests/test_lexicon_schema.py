"""The JSON Schema: up to date, right about the packs, and as strict as an editor can be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from cases import Case, perform

from mondegreen.errors import LexiconError
from mondegreen.lexicon_file import FIELDS, MISHEARING_FIELDS, pack_paths, parse
from mondegreen.lexicon_schema import schema, schema_text

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "lexicons" / "lexicon.schema.json"
VALIDATOR = jsonschema.Draft7Validator(schema())


def errors(text: str) -> list[str]:
    return [str(e.json_path) for e in VALIDATOR.iter_errors(yaml.safe_load(text))]


def test_the_file_is_what_the_code_says() -> None:
    assert FILE.read_text("utf-8") == schema_text(), (
        "mondegreen lexicon schema > lexicons/lexicon.schema.json"
    )
    assert json.loads(schema_text()) == schema()


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(schema())


@pytest.mark.parametrize("pack", pack_paths().values(), ids=pack_paths())
def test_a_pack_follows_it(pack: Path) -> None:
    text = pack.read_text("utf-8")
    assert errors(text) == []
    assert text.startswith("# yaml-language-server: $schema=../lexicon.schema.json\n")


def test_every_field_is_described() -> None:
    entry: dict[str, Any] = schema()["properties"]["terms"]["items"]["properties"]
    mishearing = entry["mishearings"]["items"]["anyOf"][1]["properties"]
    assert list(entry) == list(FIELDS)
    assert list(mishearing) == list(MISHEARING_FIELDS)
    assert all(field["description"] for field in (*entry.values(), *mishearing.values()))


BAD = {
    "nothing": "",
    "no terms": "{}",
    "another key": "terms: []\nterm: x",
    "no list": "terms: {}",
    "an entry that is a string": "terms: [x]",
    "no term": "terms: [{type: org}]",
    "an unknown field": "terms: [{term: x, typ: org}]",
    "an unknown type": "terms: [{term: x, type: orgg}]",
    "an unknown apply": "terms: [{term: x, apply: never}]",
    "an empty term": "terms: [{term: ''}]",
    "space before": "terms: [{term: ' x'}]",
    "space twice": "terms: [{term: x  y}]",
    "two lines": 'terms: [{term: "x\\ny"}]',
    "aliases in no list": "terms: [{term: x, aliases: y}]",
    "no alias": "terms: [{term: x, aliases: []}]",
    "an alias twice": "terms: [{term: x, aliases: [y, y]}]",
    "plural in words": "terms: [{term: x, plural: maybe}]",
    "a source in words": "terms: [{term: x, source: Wikipedia}]",
    "a source elsewhere": "terms: [{term: x, source: /etc/passwd}]",
    "a source above": "terms: [{term: x, source: ../x.txt}]",
    "a mishearing without text": "terms: [{term: x, mishearings: [{for: y}]}]",
    "a mishearing with more": "terms: [{term: x, mishearings: [{text: y, by: z}]}]",
    "a count of nothing": "terms: [{term: x, mishearings: [{text: y, count: 0}]}]",
    "no test": "terms: [{term: x, tests: {}}]",
    "a test without want": "terms: [{term: x, tests: {fix: [{said: y}]}}]",
    "a kept mapping": "terms: [{term: x, tests: {keep: [{said: y}]}}]",
}
GOOD = {
    "none": "terms: []",
    "only a term": "terms: [{term: x}]",
    "no surname": 'terms: [{term: x, surname: ""}]',
    "sources": "terms: [{term: x, source: https://www.gov.uk/x}, {term: y, source: seeds/duran-2024-09-13.txt}]",
    "mishearings": "terms: [{term: x, mishearings: [y, {text: z, for: x, source: a.txt, count: 2}]}]",
    "tests": "terms: [{term: x, tests: {fix: [{said: y, want: x}], keep: [z]}}]",
    "all the rest": "terms: [{term: x, type: org, aliases: [a b], sounds_like: [eks], context: [c], never: [d],"
    " apply: ask, plural: true, note: e}]",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_it_refuses_is_refused_when_read(text: str) -> None:
    assert errors(text)
    with pytest.raises(LexiconError):
        parse(text, "a.yaml")


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_what_it_lets_pass_is_read(text: str) -> None:
    assert errors(text) == []
    parse(text, "a.yaml")


CASES = {
    "the command prints it": Case("lexicon schema", stdout=schema_text().encode()),
    "help": Case("lexicon schema --help", stdout=("Examples:", "yaml-language-server")),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_schema(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    perform(case, monkeypatch, capfdbinary)
