"""TBX, the exchange format of terminologists (ISO 30042): TBX-Basic, versions 2 (`martif`) and 3 (`tbx`).

Written is version 3 in the style dca, as in https://github.com/LTAC-Global/TBX-Basic_dialect:

| entry | TBX |
|---|---|
| term, aliases | `term` of a `termSec`, with `administrativeStatus` preferred and admitted |
| mishearings | deprecated, and `projectSubset` says `mishearing`: a deprecated term elsewhere is a real word |
| type | `subjectField` |
| source | `xref` of type externalCrossReference; `admin` of type source if it is a path and no address |
| note | `note` of the concept |

Lost: sounds_like, context, never, apply, plural, surname, tests; source, count and `for` of a mishearing.

Read are the terms of one language (`--language`, "en" also takes "en-GB"). Of a concept the preferred term, else the
first, becomes the term, the others aliases. Deprecated and superseded terms are left out, unless marked as above: they
were said, and a transcript says what was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from mondegreen.interchange.exchange import Exported, Imported, LeftOut, Source, Wish, settled
from mondegreen.interchange.xml_nodes import Element, compose
from mondegreen.lexicon import Mishearing, Term, TermType
from mondegreen.lexicon_file import is_source
from mondegreen.yaml_nodes import Faults

_PREFERRED, _ADMITTED, _DEPRECATED = (
    f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated")
)
#: Where files say how a term stands, and how the words for "do not use it" begin.
_STATUS: Final = ("administrativeStatus", "normativeAuthorization", "termStatus")
_NOT_TO_BE_USED: Final = ("deprecated", "superseded", "obsolete", "notRecommended")
_MISHEARING: Final = "mishearing"
_TYPES: Final = {t.value: t for t in TermType}
_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader>
    <fileDesc>
      <sourceDesc>
        <p>a lexicon of mondegreen</p>
      </sourceDesc>
    </fileDesc>
  </tbxHeader>
  <text>
    <body>
"""
_FOOT: Final = """\
    </body>
  </text>
</tbx>
"""


def read(source: Source) -> Imported:
    """The concepts of a TBX file as terms. Raises `LexiconError` for what is no TBX."""
    faults = Faults(source.path)
    root = compose(source.text, faults)
    if root is not None and root.name not in ("tbx", "martif", "TBX"):
        faults.at(root.line, root.column, f"<{root.name}> is no TBX, which begins with <tbx> or <martif>")
    faults.check()
    assert root is not None
    notes: list[LeftOut] = []
    concepts = root.within("conceptEntry", "termEntry")
    drafts = [draft for c in concepts if (draft := _concept(c, source.language, notes)) is not None]
    return settled(drafts, notes)


def _concept(concept: Element, language: str, notes: list[LeftOut]) -> Term | None:
    sections = [s for s in concept.children("langSec", "langSet") if _speaks(s, language)]
    preferred: list[str] = []
    others: list[str] = []
    wrong: list[Mishearing] = []
    dropped: list[LeftOut] = []
    for block in (b for s in sections for b in s.children("termSec", "tig", "ntig")):
        spelling = next((t.text for t in block.within("term")), "")
        status = _value(block, *_STATUS)
        if not spelling:
            continue
        if status == _DEPRECATED and _value(block, "projectSubset") == _MISHEARING:
            wrong.append(Mishearing(spelling))
        elif status.startswith(_NOT_TO_BE_USED):
            dropped.append(LeftOut(spelling, "is not to be used, says the file, but may have been said"))
        else:
            (preferred if status.startswith("preferred") else others).append(spelling)
    notes += dropped
    names = preferred + others
    if not names:
        if not dropped:
            notes.append(LeftOut(_called(concept), f"has no term in the language {language}"))
        return None
    links = [x.attributes.get("target") or x.text for x in _of_category(concept, "externalCrossReference")]
    # What the source of a definition is called ("Oxford2007") is none of the term's.
    links += [a.text for a in concept.children() if _is(a, "source") and is_source(a.text)]
    return Term(
        names[0],
        type=_TYPES.get(_value(concept, "subjectField")),
        aliases=tuple(names[1:]),
        mishearings=tuple(wrong),
        source=links[0] if links else None,
        note=next((n.text for n in concept.children("note")), None),
    )


def _speaks(section: Element, language: str) -> bool:
    tag, wanted = section.attributes.get("xml:lang", "").lower(), language.lower()
    return tag == wanted or tag.startswith((f"{wanted}-", f"{wanted}_"))


def _of_category(node: Element, *categories: str) -> Iterator[Element]:
    """What in `node` is of one of these data categories: the style dca names them in `type`, dct in the element."""
    return (n for n in node.within() if _is(n, *categories))


def _is(node: Element, *categories: str) -> bool:
    return node.attributes.get("type") in categories or node.name in categories


def _value(node: Element, *categories: str) -> str:
    return next((n.text for n in _of_category(node, *categories)), "")


def _called(concept: Element) -> str:
    name = concept.attributes.get("id") or next((t.text for t in concept.within("term")), "")
    return f"the concept {name!r} in line {concept.line}" if name else f"the concept in line {concept.line}"


def write(terms: Sequence[Term], wish: Wish) -> Exported:
    """A concept for each of `terms`."""
    notes = [
        LeftOut(
            f"{m.text} -> {m.stands_for}", "the format has no place for a mishearing of a part of the term"
        )
        for t in terms
        for m in t.mishearings
        if m.stands_for
    ]
    body = "".join(line for k, term in enumerate(terms, 1) for line in _lines(term, k))
    return Exported(_HEAD + body + _FOOT, len(terms), "terms", tuple(notes))


def _lines(term: Term, number: int) -> list[str]:
    lines = [f'      <conceptEntry id="c{number}">\n']
    if term.type is not None:
        lines.append(f'        <descrip type="subjectField">{term.type.value}</descrip>\n')
    if term.source and not term.source.lower().startswith(("http://", "https://")):
        lines.append(f'        <admin type="source">{_text(term.source)}</admin>\n')
    elif term.source:
        target = quoteattr(term.source)
        lines.append(
            f'        <xref type="externalCrossReference" target={target}>{_text(term.source)}</xref>\n'
        )
    if term.note:
        lines.append(f"        <note>{_text(term.note)}</note>\n")
    lines.append('        <langSec xml:lang="en">\n')
    lines += _section(term.term, _PREFERRED)
    for alias in term.aliases:
        lines += _section(alias, _ADMITTED)
    for mishearing in term.mishearings:
        if not mishearing.stands_for:
            lines += _section(mishearing.text, _DEPRECATED, _MISHEARING)
    return [*lines, "        </langSec>\n", "      </conceptEntry>\n"]


def _section(spelling: str, status: str, subset: str = "") -> list[str]:
    lines = [
        "          <termSec>\n",
        f"            <term>{_text(spelling)}</term>\n",
        f'            <termNote type="administrativeStatus">{status}</termNote>\n',
    ]
    if subset:
        lines.append(f'            <admin type="projectSubset">{subset}</admin>\n')
    return [*lines, "          </termSec>\n"]


def _text(text: str) -> str:
    return escape(text)
