"""Reading the formats of others: what becomes of each thing in them, what is refused and where, what is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mondegreen import interchange
from mondegreen.errors import Diagnostic, LexiconError, MondegreenError
from mondegreen.interchange.exchange import LeftOut, settled
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term, TermType
from mondegreen.yaml_nodes import tidied


def heard(*texts: str) -> tuple[Mishearing, ...]:
    return tuple(map(Mishearing, texts))


def martif(*entries: str, doctype: str = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">') -> str:
    body = "".join(entries)
    head = f'<?xml version="1.0" encoding="UTF-16"?>\n{doctype}\n'
    return f'{head}<martif type="TBX-Basic"><text><body>{body}</body></text></martif>'


def concept(*terms: str, extra: str = "") -> str:
    return f'<termEntry id="e1">{extra}<langSet xml:lang="en-GB">{"".join(terms)}</langSet></termEntry>'


def tig(spelling: str, status: str = "") -> str:
    note = f'<termNote type="administrativeStatus">{status}</termNote>' if status else ""
    return f"<tig><term>{spelling}</term>{note}</tig>"


DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="x">
<text><body><conceptEntry id="c1"><min:subjectField>place</min:subjectField>
<langSec xml:lang="fr"><termSec><term>Kiev</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>Kiev</term>
<min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec><termSec>
<term>Ky<hi type="bold">i</hi>v</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
</langSec></conceptEntry></body></text></tbx>"""

ENTITY = {
    "type": "item",
    "id": "Q90",
    "labels": {"en": {"language": "en", "value": "Paris"}, "de": {"language": "de", "value": "Parys"}},
    "descriptions": {"en": {"language": "en", "value": "capital of France"}},
    "aliases": {"en": [{"language": "en", "value": "City of Light"}]},
    "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q515"}, "type": "wikibase-entityid"}}}]},
}
PARIS = Term(
    "Paris",
    TermType.PLACE,
    aliases=("City of Light",),
    source="https://www.wikidata.org/wiki/Q90",
    note="capital of France",
)


def bindings(*rows: dict[str, dict[str, str]]) -> str:
    return json.dumps({"head": {"vars": []}, "results": {"bindings": list(rows)}})


def literal(text: str, language: str = "en") -> dict[str, str]:
    return {"type": "literal", "xml:lang": language, "value": text}


def uri(item: str) -> dict[str, str]:
    return {"type": "uri", "value": f"http://www.wikidata.org/entity/{item}"}


#: Format ("" if it is to be found out), file name, text, terms.
READS: dict[str, tuple[str, str, str, tuple[Term, ...]]] = {
    "list: lines": (
        "list",
        "a.txt",
        "Keir Starmer\n\n  ATACMS  \r\nKeir Starmer\n",
        (Term("Keir Starmer"), Term("ATACMS")),
    ),
    "list: comments": (
        "list",
        "a.txt",
        "# a list\n#\n#MeToo\n\\# one\n\\\\two\n",
        (Term("#MeToo"), Term("# one"), Term("\\two")),
    ),
    "list: byte order mark": ("", "a.txt", "\ufeffKyiv\n", (Term("Kyiv"),)),
    "list: nothing": ("", "a.txt", "", ()),
    "list: invisible characters go": (
        "list",
        "a",
        "Ke\u200bir\u00a0 Star\u202emer\n\u200b\n",
        (Term("Keir Starmer"),),
    ),
    "list: markup is text": ("list", "a", "<script>\n", (Term("<script>"),)),
    "csv: columns in any order": (
        "",
        "a.csv",
        "type,Term,Aliases\nperson,Keir Starmer,Sir Keir; Starmer KC\n,ATACMS\n",
        (Term("Keir Starmer", TermType.PERSON, aliases=("Sir Keir", "Starmer KC")), Term("ATACMS")),
    ),
    "csv: other names of columns": (
        "csv",
        "a",
        "word,heard,pronunciation,description\nLammy,Lamy -> Lammy; Lammie,lam ee,a minister\n",
        (
            Term(
                "Lammy",
                mishearings=(Mishearing("Lamy", stands_for="Lammy"), Mishearing("Lammie")),
                sounds_like=("lam ee",),
                note="a minister",
            ),
        ),
    ),
    "csv: semicolons": ("", "a.csv", 'term;note\nA;"b;\n""c"""\n', (Term("A", note='b; "c"'),)),
    "csv: tabs": ("", "a.tsv", "term\tnote\nA\tb, c\n", (Term("A", note="b, c"),)),
    "csv: as Excel says it": ("", "a.csv", "\ufeffsep=;\r\nterm;note\r\nA;b\r\n", (Term("A", note="b"),)),
    "csv: old Mac": ("csv", "a", "term,note\rA,b\rC,\r", (Term("A", note="b"), Term("C"))),
    "csv: a line of nothing": ("csv", "a", "term,note\n,\n \nA,b", (Term("A", note="b"),)),
    "csv: one column": ("csv", "a", "Kyiv\nATACMS\n", (Term("Kyiv"), Term("ATACMS"))),
    "csv: escapes": ("csv", "a", "term,aliases\nA,b\\;c;d\\\\e\n", (Term("A", aliases=("b;c", "d\\e")),)),
    "csv: a formula is text again": (
        "csv",
        "a",
        "term\n'=1+1\n'@x\n''=y\n-5\n",
        (Term("=1+1"), Term("@x"), Term("'=y"), Term("-5")),
    ),
    "csv: yes and no": (
        "csv",
        "a",
        "term,plural,apply,surname\nA,Yes,ASK,-\n",
        (Term("A", plural=True, apply=Apply.ASK, surname=""),),
    ),
    "csv: a quotation mark within": (
        "csv",
        "a",
        'term,note\nA,say "x" now\n',
        (Term("A", note='say "x" now'),),
    ),
    "csv: nothing": ("csv", "a", "\n\n", ()),
    "codespell: one correction": (
        "",
        "a.txt",
        "lamy->Lammy\nlammie->Lammy\n",
        (Term("Lammy", mishearings=heard("lamy", "lammie"), apply=Apply.EXACT),),
    ),
    "codespell: with a reason": (
        "codespell",
        "a",
        "gym->Jim, a word\n\n",
        (Term("Jim", mishearings=heard("gym"), apply=Apply.ASK),),
    ),
    "codespell: with a comma": (
        "codespell",
        "a",
        "gym->Jim,\n",
        (Term("Jim", mishearings=heard("gym"), apply=Apply.ASK),),
    ),
    "codespell: several corrections": (
        "codespell",
        "a",
        "fiel->feel, field,\nb->c\n",
        (Term("c", mishearings=heard("b"), apply=Apply.EXACT),),
    ),
    "hunspell: flags": (
        "",
        "a.dic",
        "3\nKyiv/MS\nTCP\\/IP/S\nnew york\n",
        (Term("Kyiv"), Term("TCP/IP"), Term("new york")),
    ),
    "hunspell: fields": (
        "hunspell",
        "a",
        "1\nWednesday/M\tph:wensday ph:wed*\tpo:noun\n",
        (Term("Wednesday", mishearings=heard("wensday")),),
    ),
    "hunspell: fields after spaces": (
        "hunspell",
        "a",
        "a lot ph:alot st:x\n",
        (Term("a lot", mishearings=heard("alot")),),
    ),
    "hunspell: a personal dictionary": (
        "hunspell",
        "a",
        "foo\nFoo/Simpson\n*bar\n",
        (Term("foo"), Term("Foo")),
    ),
    "hunspell: a number is a word further down": ("hunspell", "a", "1\n1984\n", (Term("1984"),)),
    "hunspell: comments and parts": (
        "hunspell",
        "a",
        "2\n# no\n\tno\nKeir Starmer\nKeir\tpo:part\n",
        (Term("Keir Starmer"),),
    ),
    "tbx: version 2": (
        "",
        "a.tbx",
        martif(
            concept(
                tig("Kiev"),
                tig("Kyiv", "preferredTerm-admn-sts"),
                extra='<note>a  city</note><descrip type="subjectField">place</descrip>',
            )
        ),
        (Term("Kyiv", TermType.PLACE, aliases=("Kiev",), note="a city"),),
    ),
    "tbx: ntig": (
        "tbx",
        "a",
        martif(concept("<ntig><termGrp><term>wand</term></termGrp></ntig>"), doctype=""),
        (Term("wand"),),
    ),
    "tbx: deprecated terms were said": (
        "tbx",
        "a",
        martif(
            concept(
                tig("ship"), tig("boat", "deprecatedTerm-admn-sts"), tig("hulk", "supersededTerm-admn-sts")
            )
        ),
        (Term("ship"),),
    ),
    "tbx: version 3, data categories as elements": (
        "",
        "a.xml",
        DCT,
        (Term("Kyiv", TermType.PLACE, aliases=("Kiev",)),),
    ),
    "tbx: a source": (
        "tbx",
        "a",
        martif(
            concept(
                tig("A"),
                extra='<xref type="externalCrossReference" target="https://example.org/a?b=1&amp;c">x</xref>',
            )
        ),
        (Term("A", source="https://example.org/a?b=1&c"),),
    ),
    "tbx: no concepts": ("tbx", "a", martif(), ()),
    "wikidata: one entity": ("", "a.json", json.dumps(ENTITY), (PARIS,)),
    "wikidata: by identifier": ("", "a.json", json.dumps({"entities": {"Q90": ENTITY}}), (PARIS,)),
    "wikidata: a list": ("", "a", json.dumps([ENTITY, {"entities": {"Q90": ENTITY}}]), (PARIS,)),
    "wikidata: a line each": (
        "",
        "a.jsonl",
        json.dumps(ENTITY) + "\n\n" + json.dumps(ENTITY) + "\n",
        (PARIS,),
    ),
    "wikidata: simplified": (
        "wikidata",
        "a",
        json.dumps(
            {
                "id": "Q5",
                "labels": {"en": "human"},
                "aliases": {"en": ["person"]},
                "claims": {"P31": ["Q515"]},
            }
        ),
        (Term("human", TermType.PLACE, aliases=("person",), source="https://www.wikidata.org/wiki/Q5"),),
    ),
    "wikidata: for all languages": (
        "wikidata",
        "a",
        json.dumps({"labels": {"mul": {"value": "Kyiv"}}}),
        (Term("Kyiv"),),
    ),
    "wikidata: odd shapes": (
        "wikidata",
        "a",
        json.dumps(
            [
                {
                    "labels": {"en": {"value": "A"}},
                    "aliases": [1],
                    "claims": {"P31": [1, None, {"mainsnak": []}]},
                    "descriptions": 3,
                }
            ]
        ),
        (Term("A"),),
    ),
    "wikidata: results of a query": (
        "",
        "a.json",
        bindings(
            {
                "item": uri("Q90"),
                "itemLabel": literal("Paris"),
                "itemAltLabel": literal("City of Light, Paname"),
                "itemDescription": literal("capital of France"),
                "instanceOf": uri("Q515"),
                "instanceOfLabel": literal("city"),
            },
            {"item": uri("Q90"), "itemLabel": literal("Paris"), "itemAltLabel": literal("Lutetia")},
        ),
        (
            Term(
                "Paris",
                TermType.PLACE,
                aliases=("City of Light", "Paname", "Lutetia"),
                source="https://www.wikidata.org/wiki/Q90",
                note="capital of France",
            ),
        ),
    ),
    "wikidata: no results": ("", "a.json", bindings(), ()),
    "aws: what is shown": (
        "",
        "a.txt",
        "Phrase\tSoundsLike\tIPA\tDisplayAs\nL.A.\t\t\tLos Angeles\nEva-Maria\t\t\t\n",
        (Term("Los Angeles"), Term("Eva Maria")),
    ),
    "aws: columns in any order": ("aws", "a", "DisplayAs\tPhrase\nA b\tA-b\n", (Term("A b"),)),
    "speechmatics: a whole configuration": (
        "",
        "a.json",
        json.dumps(
            {
                "type": "transcription",
                "transcription_config": {
                    "additional_vocab": ["A", {"content": "B", "sounds_like": ["bee"]}, {"x": 1}, 2]
                },
            }
        ),
        (Term("A"), Term("B", sounds_like=("bee",))),
    ),
    "google: version 1": (
        "",
        "a.json",
        json.dumps({"adaptation": {"phraseSets": [{"phrases": [{"value": "A", "boost": 2}]}]}}),
        (Term("A"),),
    ),
    "google: one phrase set": (
        "google",
        "a",
        json.dumps({"phrases": [{"value": "A"}, {"value": 1}]}),
        (Term("A"),),
    ),
    "azure": (
        "",
        "a.json",
        json.dumps({"locales": ["en-US"], "phraseList": {"phrases": ["A", 3]}}),
        (Term("A"),),
    ),
    "gladia: a live request": (
        "",
        "a.json",
        json.dumps(
            {
                "realtime_processing": {
                    "custom_vocabulary_config": {
                        "vocabulary": ["A", {"value": "B", "pronunciations": ["bee"]}]
                    }
                }
            }
        ),
        (Term("A"), Term("B", sounds_like=("bee",))),
    ),
    "gladia: spelling": (
        "",
        "a.json",
        json.dumps({"custom_spelling_config": {"spelling_dictionary": {"A": ["ay"]}}}),
        (Term("A", mishearings=heard("ay")),),
    ),
    "assemblyai: everything": (
        "",
        "a.json",
        json.dumps(
            {"keyterms_prompt": ["A"], "custom_spelling": [{"from": ["bee"], "to": "B"}, {"from": "c"}]}
        ),
        (Term("A"), Term("B", mishearings=heard("bee"))),
    ),
    "deepgram: an address": (
        "",
        "a.txt",
        "https://api.deepgram.com/v1/listen?model=nova-3&keyterm=Keir%20Starmer&replace=lamy:Lammy&replace=gone\n",
        (Term("Keir Starmer"), Term("Lammy", mishearings=heard("lamy"))),
    ),
}


@pytest.mark.parametrize("case", READS)
def test_reads(case: str) -> None:
    name, path, text, terms = READS[case]
    assert interchange.read(text, path, name or None).terms == terms


#: Format, text, what is left out.
LEAVES_OUT: dict[str, tuple[str, str, tuple[LeftOut, ...]]] = {
    "a column that is no field": (
        "csv",
        "term,colour\nA,red\n",
        (LeftOut("the column 'colour'", "is no field of an entry"),),
    ),
    "several corrections": (
        "codespell",
        "fiel->feel, field,\n",
        (LeftOut("fiel -> feel, field", "has several corrections"),),
    ),
    "a forbidden word": ("hunspell", "*bar\n", (LeftOut("bar", "is a forbidden word"),)),
    "a deprecated term": (
        "tbx",
        martif(concept(tig("boat", "deprecatedTerm-admn-sts"))),
        (LeftOut("boat", "is not to be used, says the file, but may have been said"),),
    ),
    "a concept in another language": (
        "tbx",
        martif(
            '<termEntry id="e7"><langSet xml:lang="de"><tig><term>Boot</term></tig></langSet></termEntry>'
        ),
        (LeftOut("the concept 'e7' in line 3", "has no term in the language en"),),
    ),
    "an entity in another language": (
        "wikidata",
        json.dumps([{"id": "Q1", "labels": {"de": {"value": "Weltall"}}}, {"labels": {}}]),
        (
            LeftOut("Q1", "has no label in the language en"),
            LeftOut("an entity without an identifier", "has no label in the language en"),
        ),
    ),
    "a result without a name": (
        "wikidata",
        bindings({"item": uri("Q7"), "itemLabel": literal("Q7")}, {"itemLabel": literal("Parys", "de")}, {}),
        (
            LeftOut("result 1", "has no label"),
            LeftOut("Parys", "is a label in the language de"),
            LeftOut("result 3", "has no label"),
        ),
    ),
    "nothing but invisible characters": (
        "csv",
        "term\n\u200b\n",
        (LeftOut("'\\u200b'", "nothing is left of it without spaces and invisible characters"),),
    ),
}


@pytest.mark.parametrize("case", LEAVES_OUT)
def test_leaves_out(case: str) -> None:
    name, text, left_out = LEAVES_OUT[case]
    assert interchange.read(text, "a", name).left_out == left_out


BOMB = "".join(f'<!ENTITY a{k} "{f"&a{k - 1};" * 10}">' for k in range(1, 10))

#: Format, text, every fault.
FAULTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "csv: no term column": (
        "csv",
        "a,b\nc,d\n",
        ("a:1:1: no column is called `term`; name the columns in the first line",),
    ),
    "csv: no term": (
        "csv",
        "term,note\n,b\nA,\n,c\n",
        ("a:2:1: the row has no `term`", "a:4:1: the row has no `term`"),
    ),
    "csv: a quotation mark left open": (
        "csv",
        'term,note\nA,"b\nC,d\n',
        ("a:2:3: the quotation mark here is not closed",),
    ),
    "csv: text behind a quotation": (
        "csv",
        'term,note\nA,"b" c\n',
        ("a:2:3: the quotation mark here is not closed, or text follows",),
    ),
    "csv: place after a cell over lines": (
        "csv",
        'term,note,type\n"A","b\nc\nd",x\n',
        ("a:4:4: `type` must be one of person, place",),
    ),
    "csv: values": (
        "csv",
        "term,type,apply,plural\nA,human,often,maybe\n",
        (
            "a:2:3: `type` must be one of",
            "a:2:9: `apply` must be one of auto, ask, exact; not 'often'",
            "a:2:15: `plural` must be one of",
        ),
    ),
    "csv: a column twice": (
        "csv",
        "term,note,Notes\nA,b,c\n",
        ("a:1:6: the column `note` stands twice", "a:1:11: the column `note` stands twice"),
    ),
    "csv: too many cells": ("csv", "term,note\nA,b,c\n", ("a:2:5: there are 3 cells for 2 columns",)),
    "codespell: lines": (
        "codespell",
        "a->b\nc\nd->\ne->f->g\n->h\n",
        ("a:2:1: a line must be `wrong->right`", "a:3:2: ", "a:4:2: ", "a:5:1: "),
    ),
    "tbx: no XML": ("tbx", "Kyiv\n", ("a:1:1: not XML: syntax error",)),
    "tbx: not closed": ("tbx", "<tbx>\n <text>\n</tbx>", ("a:3:3: not XML: mismatched tag",)),
    "tbx: nothing": ("tbx", "", ("a:1:1: not XML: no element found",)),
    "tbx: another kind of XML": ("tbx", "<?xml version='1.0'?>\n <html/>", ("a:2:2: <html> is no TBX",)),
    "tbx: billion laughs": (
        "tbx",
        martif(doctype=f'<!DOCTYPE martif [<!ENTITY a0 "ha">{BOMB}]>'),
        ("declarations in the document type are not read",),
    ),
    "tbx: a file from outside": (
        "tbx",
        martif(concept(tig("&x;")), doctype='<!DOCTYPE martif [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        ("declarations in the document type",),
    ),
    "tbx: an entity of a type that is not loaded": (
        "tbx",
        martif(concept(tig("a&nbsp;b"))),
        ("the entity &nbsp; is not known here; write the character itself",),
    ),
    "tbx: deep": (
        "tbx",
        "<tbx>" + "<a>" * 200,
        ("a:1:303: elements stand more than 100 deep in each other",),
    ),
    "wikidata: no JSON": ("wikidata", '{"labels":\n}', ("a:2:1: not JSON: expecting value",)),
    "wikidata: another kind of JSON": (
        "wikidata",
        '{"a": 1}',
        ("a:1:1: neither entities of Wikidata (`labels`) nor results",),
    ),
    "wikidata: a number": ("wikidata", "7", ("a:1:1: neither entities",)),
    "wikidata: a list of other things": ("wikidata", '[{"a": 1}]', ("a:1:1: neither entities",)),
    "wikidata: a broken line": (
        "wikidata",
        '{"labels": {}}\n{"labels": }\n{"a"}\n',
        ("a:2:12: not JSON: expecting value", "a:3:5: not JSON: expecting ':' delimiter"),
    ),
    "wikidata: a key twice": (
        "wikidata",
        '{"labels": {}, "labels": {}}',
        ("a:1:1: the key 'labels' stands twice in one object; keep one",),
    ),
    "wikidata: deep": ("wikidata", "[" * 100_000, ("a:1:1: values stand too deep in each other",)),
    "wikidata: no number": ("wikidata", '{"labels": NaN}', ("a:1:1: not JSON: NaN is no number",)),
    "wikidata: a long number": ("wikidata", "9" * 5000, ("a:1:1: not JSON: ",)),
    "speechmatics: no JSON": ("speechmatics", "x", ("a:1:1: not JSON",)),
    "google: no JSON": ("google", "", ("a:1:1: not JSON",)),
    "azure: no JSON": ("azure", "{", ("a:1:2: not JSON",)),
    "gladia: no JSON": ("gladia", "[1 2]", ("a:1:4: not JSON",)),
    "assemblyai: no JSON": ("assemblyai", "{'a'}", ("a:1:2: not JSON",)),
    "aws: no table": ("aws", "Kyiv\n", ("a:1:1: the first line names no column `Phrase`",)),
    "aws: nothing": ("aws", "", ("a:1:1: the first line names no column `Phrase`",)),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_with_their_places(case: str) -> None:
    name, text, faults = FAULTS[case]
    with pytest.raises(LexiconError) as caught:
        interchange.read(text, "a", name)
    found = [str(d) for d in caught.value.diagnostics]
    assert len(found) == len(faults), found
    for fault, wanted in zip(found, faults, strict=True):
        assert wanted in fault
        assert "\n" not in fault


def test_columns_of_xml_count_characters() -> None:
    with pytest.raises(LexiconError) as caught:
        interchange.read("<tbx>é北🙂&x;</tbx>", "a", "tbx")
    assert str(caught.value) == "a:1:9: not XML: undefined entity"


def read_or_refused(text: str, path: str, name: str | None) -> None:
    faults: tuple[Diagnostic, ...] = ()
    try:
        interchange.read(text, path, name)
    except LexiconError as error:
        faults = error.diagnostics
    assert all(d.line >= 1 and d.column >= 1 for d in faults)


@given(st.text(max_size=60), st.sampled_from(sorted(n for n, f in interchange.FORMATS.items() if f.read)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused_with_a_place(text: str, name: str) -> None:
    read_or_refused(text, "a", name)


@given(st.sampled_from(sorted(READS)), st.integers(0, 400), st.text(max_size=3))
@settings(max_examples=200, deadline=None)
def test_broken_files_are_read_or_refused_with_a_place(case: str, at: int, put: str) -> None:
    name, path, text, _ = READS[case]
    broken = text[: at % (len(text) + 1)] + put + text[at % (len(text) + 1) + 1 :]
    read_or_refused(broken, path, name or None)


@pytest.mark.parametrize("name", ["nope", "", "CSV"])
def test_no_such_format(name: str) -> None:
    with pytest.raises(MondegreenError, match="unknown format"):
        interchange.read("a", "a", name)
    with pytest.raises(MondegreenError, match="unknown format"):
        interchange.write([], name)


def test_prompts_are_not_read() -> None:
    with pytest.raises(MondegreenError, match="can be written but not read; read are csv"):
        interchange.read("a", "a", "whisper-prompt")


def test_another_language() -> None:
    text = json.dumps(ENTITY)
    assert interchange.read(text, "a", "wikidata", "de").terms[0].term == "Parys"
    assert interchange.read(DCT, "a", "tbx", "fr").terms[0].term == "Kiev"


# --- What is written --------------------------------------------------------------------------------

#: Format, terms, the text.
WRITES: dict[str, tuple[str, tuple[Term, ...], str]] = {
    "list": ("list", (Term("B"), Term("# a"), Term("\\c")), "B\n\\# a\n\\\\c\n"),
    "csv: formulas": (
        "csv",
        (Term("=1+1"), Term("@a", note="-x"), Term("-")),
        "term,type,surname,aliases,mishearings,sounds_like,context,never,apply,plural,source,note\n"
        "'=1+1,,,,,,,,,,,\n'@a,,,,,,,,,,,'-x\n-,,,,,,,,,,,\n",
    ),
    "codespell": (
        "codespell",
        (
            Term("Lammy", mishearings=heard("Lamy", "lam me", "zab,c")),
            Term("Jim", mishearings=heard("gym", "zzgym")),
            Term("Tim", mishearings=heard("ZZgym")),
        ),
        "Lamy->Lammy\ngym->Jim, may be right as it stands\nzzgym->Jim, Tim,\n",
    ),
    "hunspell": (
        "hunspell",
        (Term("Keir Starmer", mishearings=heard("Qurstammer", "a b")), Term("Starmer"), Term("a/b")),
        "4\nKeir Starmer\tph:Qurstammer\nStarmer\na\\/b\nKeir\tpo:part\n",
    ),
    "deepgram": (
        "deepgram",
        (Term("Keir Starmer"), Term("R&D=é")),
        "keyterm=Keir%20Starmer&keyterm=R%26D%3D%C3%A9\n",
    ),
    "nothing": ("deepgram", (), ""),
}


@pytest.mark.parametrize("case", WRITES)
def test_writes(case: str) -> None:
    name, terms, text = WRITES[case]
    assert interchange.write(terms, name).text == text


TBX = "{urn:iso:std:iso:30042:ed-2}"


def check_tbx(text: str) -> None:
    """The rules of TBX-Basic 3 in the style dca that concern us, from its schemas at LTAC-Global/TBX-Basic_dialect."""
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{TBX}tbx"
    assert (root.attrib["type"], root.attrib["style"]) == ("TBX-Basic", "dca")
    assert _names(root) == ["tbxHeader", "text"]
    assert _names(root[0]) == ["fileDesc"]
    assert _names(root[0][0]) == ["sourceDesc"]
    (body,) = root[1]
    assert set(_names(body)) <= {"conceptEntry"}
    identifiers = [entry.attrib["id"] for entry in body]
    assert len(set(identifiers)) == len(identifiers)
    for entry in body:
        about, sections = _names(entry)[:-1], entry[-1]
        assert set(about) <= {"descrip", "admin", "note", "xref"}
        assert sections.tag == f"{TBX}langSec"
        assert sections.attrib == {"{http://www.w3.org/XML/1998/namespace}lang": "en"}
        assert set(_names(sections)) == {"termSec"}
        for node in entry[:-1]:
            known = {"descrip": "subjectField", "admin": "source", "xref": "externalCrossReference"}
            assert node.attrib.get("type") == known.get(_names([node])[0])
            assert node.tag != f"{TBX}xref" or re.match("https?://.+", node.attrib["target"])
        for section in sections:
            assert _names(section)[:2] == ["term", "termNote"]
            assert section[0].text
            assert (section[1].attrib["type"], section[1].text) in {
                ("administrativeStatus", f"{status}Term-admn-sts")
                for status in ("preferred", "admitted", "deprecated", "superseded")
            }
            # projectSubset may only stand at a term.
            assert [(n.tag, n.attrib["type"]) for n in section[2:]] in (
                [],
                [(f"{TBX}admin", "projectSubset")],
            )


def _names(nodes: Iterable[ElementTree.Element]) -> list[str]:
    return [node.tag.removeprefix(TBX) for node in nodes]


def test_tbx_is_what_version_3_asks_for() -> None:
    terms = [
        Term(
            "A & B",
            TermType.PERSON,
            aliases=("C",),
            mishearings=heard("D"),
            source="https://example.org/?a&b",
        ),
        Term("<E>", source="seeds/a.txt", note='"n" <n>'),
    ]
    text = interchange.write(terms, "tbx").text
    check_tbx(text)
    assert [section[0].text for section in ElementTree.fromstring(text).iter(f"{TBX}termSec")] == [
        "A & B", "C", "D", "<E>",
    ]  # fmt: skip


def test_the_shipped_packs_are_tbx() -> None:
    check_tbx(interchange.write(Lexicon.default().terms, "tbx").text)


# --- Making a valid lexicon -------------------------------------------------------------------------

SETTLES: dict[str, tuple[tuple[Term, ...], tuple[Term, ...], tuple[LeftOut, ...]]] = {
    "entries of one term are joined": (
        (Term("A", aliases=("B",), note="x"), Term(" A ", TermType.ORG, aliases=("B", "C"), note="y")),
        (Term("A", TermType.ORG, aliases=("B", "C"), note="x"),),
        (),
    ),
    "an alias that is a term": (
        (Term("A", aliases=("B",)), Term("B")),
        (Term("A"), Term("B")),
        (LeftOut("B, alias of A", "is a term of its own"),),
    ),
    "an alias of two": (
        (Term("A", aliases=("C",)), Term("B", aliases=("C", "D"))),
        (Term("A", aliases=("C",)), Term("B", aliases=("D",))),
        (LeftOut("C, alias of B", "is an alias of A already"),),
    ),
    "an alias that is the term itself": ((Term("A", aliases=("A", "A ")),), (Term("A"),), ()),
    "a mishearing that is right": (
        (Term("Lammy", aliases=("David Lammy",), mishearings=heard("lammy", "david lammy", "Lamy", "lamy")),),
        (Term("Lammy", aliases=("David Lammy",), mishearings=heard("Lamy")),),
        (
            LeftOut("lammy, mishearing of Lammy", "is a right form of it"),
            LeftOut("david lammy, mishearing of Lammy", "is a right form of it"),
        ),
    ),
    "a mishearing that is forbidden": (
        (Term("A", mishearings=heard("x"), never=("x", "A")),),
        (Term("A", never=("x",)),),
        (LeftOut("x, mishearing of A", "must never be turned into it"),),
    ),
    "a mishearing that stands for itself": (
        (Term("A", mishearings=(Mishearing("x", stands_for="x"),)),),
        (Term("A", mishearings=heard("x")),),
        (),
    ),
    "a source that is none": (
        (Term("A", source="the Times"),),
        (Term("A"),),
        (LeftOut("the source of A: the Times", "is neither an address nor a path"),),
    ),
    "nothing": (
        (Term("\u200b"),),
        (),
        (LeftOut("'\\u200b'", "nothing is left of it without spaces and invisible characters"),),
    ),
}


@pytest.mark.parametrize("case", SETTLES)
def test_settles(case: str) -> None:
    drafts, terms, left_out = SETTLES[case]
    assert settled(drafts) == interchange.Imported(terms, left_out)


TIDIED = {
    "stays": ("Péter Szijjártó’s", "Péter Szijjártó’s"),
    "space": ("  a \t b\r\n c ", "a b c"),
    "other spaces": ("a\u00a0b\u2003c", "a b c"),
    "directions": ("a\u202eb\u2066c\u200f", "abc"),
    "control characters": ("a\x1b[31mb\x07", "a[31mb"),
    "halves of characters": ("a\ud800b\uffff", "ab"),
    "nothing": ("\u200b \ufeff", ""),
}


@pytest.mark.parametrize("case", TIDIED)
def test_tidied(case: str) -> None:
    text, wanted = TIDIED[case]
    assert tidied(text) == wanted
