"""JSON of Wikidata: entities, and the results of SPARQL queries.

Read are
- entities as `Special:EntityData` and `wbgetentities` give them (https://www.wikidata.org/wiki/Wikidata:Data_access):
  one, a list, `{"entities": {...}}`, or one a line; the label is the term, aliases are aliases, the description is the
  note, and "instance of" (P31) gives the type where it is in `_KINDS`;
- results of a query (https://www.w3.org/TR/sparql11-results-json/) whose variables are called as the label service
  calls them: `xLabel` the term, `xAltLabel` the aliases with commas between, `xDescription` the note, `x` the source; a
  variable `instanceOf`, `type` or `class` the type.

Names are taken in one language (`--language`), else as "mul" (for all languages). A label in another language is no
spelling of this one, so such entities are left out.

Written is a list of entities without identifiers, which is what `wbeditentity` takes for new ones; the identifier is
there where the source of the term is the entity. Lost: everything but term, aliases, note, and the type where
`_WRITTEN` has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from mondegreen.interchange import json_values
from mondegreen.interchange.exchange import Exported, Imported, LeftOut, Source, Wish, settled
from mondegreen.json_lines import json_line
from mondegreen.lexicon import Term, TermType
from mondegreen.yaml_nodes import Faults

_ENTITY: Final = "http://www.wikidata.org/entity/"
_PAGE: Final = "https://www.wikidata.org/wiki/"
_ADDRESS = re.compile(
    r"https?://www\.wikidata\.org/(?:wiki|entity)/(?:Special:EntityData/)?(Q[1-9]\d*)(?:\.json)?"
)
_ID = re.compile(r"[QLP][1-9]\d*")
_ANY: Final = "mul"
_CLASS_VARIABLES: Final = ("instanceOf", "instance", "type", "class")
#: What an instance of these is.
_KINDS: Final = {
    "Q5": TermType.PERSON,  # human
    "Q2221906": TermType.PLACE,  # geographic location
    "Q515": TermType.PLACE,  # city
    "Q6256": TermType.PLACE,  # country
    "Q3624078": TermType.PLACE,  # sovereign state
    "Q5119": TermType.PLACE,  # capital city
    "Q486972": TermType.PLACE,  # human settlement
    "Q43229": TermType.ORG,  # organization
    "Q4830453": TermType.ORG,  # business
    "Q783794": TermType.ORG,  # company
    "Q891723": TermType.ORG,  # public company
    "Q484652": TermType.ORG,  # international organization
    "Q728": TermType.WEAPON,  # weapon
    "Q7278": TermType.PARTY,  # political party
    "Q11032": TermType.MEDIA,  # newspaper
    "Q12140": TermType.DRUG,  # medication
    "Q131569": TermType.LAW,  # treaty
    "Q1190554": TermType.EVENT,  # occurrence
    "Q198": TermType.EVENT,  # war
    "Q178561": TermType.EVENT,  # battle
    "Q571": TermType.WORK,  # book
    "Q11424": TermType.WORK,  # film
    "Q7397": TermType.PRODUCT,  # software
}
#: What is written: only classes that every term of the type is an instance of. A law need not be a treaty.
_WRITTEN: Final = {
    _KINDS[item]: item for item in ("Q5", "Q2221906", "Q43229", "Q728", "Q7278", "Q12140", "Q1190554")
}


def read(source: Source) -> Imported:
    """The entities of a text as terms. Raises `LexiconError` for what is neither of the two kinds of JSON."""
    faults = Faults(source.path)
    text = source.text.strip()
    value = _lines(text, faults) if _is_dump(text) else json_values.load(text, faults)
    faults.check()
    notes: list[LeftOut] = []
    results = json_values.at(value, "results", "bindings")
    if isinstance(results, list):
        drafts = list(_results(results, source.language, notes))
    else:
        entities = _entities(value)
        if entities is None:
            faults.at(
                1, 1, "neither entities of Wikidata (`labels`) nor results of a query (`results`, `bindings`)"
            )
            faults.check()
        drafts = [d for e in entities or () if (d := _entity(e, source.language, notes)) is not None]
    return settled(drafts, notes)


def _is_dump(text: str) -> bool:
    """Whether every line is an entity of its own."""
    first, _, rest = text.partition("\n")
    return first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _lines(text: str, faults: Faults) -> list[Any]:
    values: list[Any] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            own = Faults(faults.path)
            values.append(json_values.load(line, own))
            for fault in own.found:
                faults.at(number, fault.column, fault.message)
    return values


def _entities(value: Any) -> list[dict[str, Any]] | None:
    """The entities in `value`; None if it has none of the known shapes."""
    found = json_values.at(value, "entities")
    if isinstance(found, dict):
        return json_values.objects(list(found.values()))
    if isinstance(value, dict):
        return [value] if "labels" in value else None
    if isinstance(value, list):
        flat = [inner for item in json_values.objects(value) for inner in _entities(item) or [item]]
        return flat if any("labels" in item for item in flat) or not value else None
    return None


def _entity(entity: dict[str, Any], language: str, notes: list[LeftOut]) -> Term | None:
    item = entity.get("id")
    known_as = item if isinstance(item, str) and _ID.fullmatch(item) else None
    label = next(_in_language(json_values.at(entity, "labels"), language), None)
    if label is None:
        notes.append(
            LeftOut(known_as or "an entity without an identifier", f"has no label in the language {language}")
        )
        return None
    description = next(_in_language(json_values.at(entity, "descriptions"), language), None)
    claims = json_values.at(entity, "claims", "P31")
    return Term(
        label,
        type=_type(_class(claim) for claim in claims) if isinstance(claims, list) else None,
        aliases=tuple(_in_language(json_values.at(entity, "aliases"), language)),
        source=_PAGE + known_as if known_as else None,
        note=description,
    )


def _class(claim: Any) -> Any:
    return claim if isinstance(claim, str) else json_values.at(claim, "mainsnak", "datavalue", "value", "id")


def _in_language(values: Any, language: str) -> Iterator[str]:
    """The texts of a language: of labels and descriptions one, of aliases several."""
    for key in dict.fromkeys((language, _ANY)):
        found = json_values.at(values, key)
        for item in found if isinstance(found, list) else [found]:
            text = item if isinstance(item, str) else json_values.at(item, "value")
            if isinstance(text, str) and text.strip():
                yield text


def _results(rows: Iterable[Any], language: str, notes: list[LeftOut]) -> Iterator[Term]:
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            continue
        name = next((key for key in row if key.endswith("Label") and key[:-5] not in _CLASS_VARIABLES), None)
        label = json_values.at(row, name, "value") if name else None
        spoken = json_values.at(row, name, "xml:lang") if name else None
        if not isinstance(label, str) or not label.strip() or _ID.fullmatch(label.strip()):
            notes.append(LeftOut(f"result {number}", "has no label"))
            continue
        if isinstance(spoken, str) and spoken.split("-")[0] not in (language, _ANY):
            notes.append(LeftOut(label, f"is a label in the language {spoken}"))
            continue
        stem = (name or "")[:-5]
        others = json_values.at(row, f"{stem}AltLabel", "value")
        note = json_values.at(row, f"{stem}Description", "value")
        match = _ADDRESS.fullmatch(str(json_values.at(row, stem, "value")))
        yield Term(
            label,
            type=_type(_id(json_values.at(row, key, "value")) for key in _CLASS_VARIABLES),
            aliases=tuple(others.split(",")) if isinstance(others, str) else (),
            source=_PAGE + match[1] if match else None,
            note=note if isinstance(note, str) else None,
        )


def _id(address: Any) -> str | None:
    return address.removeprefix(_ENTITY) if isinstance(address, str) else None


def _type(classes: Iterable[Any]) -> TermType | None:
    return next((_KINDS[c] for c in classes if isinstance(c, str) and c in _KINDS), None)


def write(terms: Sequence[Term], wish: Wish) -> Exported:
    """An entity for each of `terms`, a line each."""
    lines = ",\n".join(json_line(_written(term)).rstrip("\n") for term in terms)
    return Exported(f"[\n{lines}\n]\n" if lines else "[]\n", len(terms), "terms")


def _written(term: Term) -> dict[str, Any]:
    entity: dict[str, Any] = {"type": "item", "labels": {"en": _value(term.term)}}
    if match := _ADDRESS.fullmatch(term.source or ""):
        entity = {"id": match[1], **entity}
    if term.aliases:
        entity["aliases"] = {"en": [_value(alias) for alias in term.aliases]}
    if term.note:
        entity["descriptions"] = {"en": _value(term.note)}
    if term.type in _WRITTEN:
        item = {"entity-type": "item", "id": _WRITTEN[term.type]}
        snak = {
            "snaktype": "value",
            "property": "P31",
            "datavalue": {"value": item, "type": "wikibase-entityid"},
        }
        entity["claims"] = {"P31": [{"mainsnak": snak, "type": "statement", "rank": "normal"}]}
    return entity


def _value(text: str) -> dict[str, str]:
    return {"language": "en", "value": text}
