"""The JSON Schema of lexicon files, made from the fields that `lexicon_file` reads, so that editors complete and check.

Start reading from `schema`. What stands in a schema is what an editor can say while somebody types; what it can't say
(names with two owners, order, sounds) is said by `mondegreen lexicon check`.
"""

from __future__ import annotations

import json
from typing import Any, Final

from mondegreen import lexicon_file
from mondegreen.lexicon import Apply, TermType
from mondegreen.yaml_nodes import string, strings

#: What editors show beside a field; the long story is in lexicons/README.md.
_FIELDS: Final = {
    "term": "The preferred form, written exactly like this, accents and capitals included.",
    "type": "What it names. A person is also found by the surname; `term` is for recurring words.",
    "surname": 'The part of a person\'s name that is used alone, where it is not the last word; "" for none.',
    "aliases": "Other right forms. They are kept as spoken and never corrected to `term`.",
    "mishearings": "Wrong forms that were really seen. Likely ones need not be listed: the tool works by sound.",
    "sounds_like": "How it is said, respelled for an English reader, word for word, where the spelling misleads.",
    "context": "Words that stand near it in talk: 3 to 8, distinctive ones, where it sounds like ordinary words.",
    "never": "Forms that must never be turned into this term, such as another person's name.",
    "apply": "auto: unasked when certain. ask: only ever proposed. exact: only the listed mishearings.",
    "plural": "Whether it is inflected; by default a weapon, a product and a term are.",
    "source": "Where the spelling was seen: an address, or a path in the repository. Leave it out if nobody looked.",
    "note": 'For people: a few words, with dates instead of "current".',
    "tests": "Sentences that hold the entry to its word.",
}
_MISHEARING: Final = {
    "text": "The wrong form, as it stood in the transcript.",
    "for": "The right form that it was heard for, if that is not the term itself.",
    "source": "The transcript in which it was seen.",
    "count": "How often; 1 if left out.",
}
#: A string on one line, without space before, behind or twice within.
_TEXT: Final = {"type": "string", "minLength": 1, "pattern": r"^(?!.*  )\S(?:.*\S)?$"}


def schema() -> dict[str, Any]:
    """The schema as a mapping (JSON Schema, draft 7: what editors know best)."""
    fields = {name: {"description": _FIELDS[name], **_of(name)} for name in lexicon_file.FIELDS}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A mondegreen lexicon",
        "description": "Names and terms as they are rightly written. One entry a term; see lexicons/README.md.",
        "type": "object",
        "required": ["terms"],
        "additionalProperties": False,
        "properties": {
            "terms": {
                "description": "The entries, sorted by term; `mondegreen lexicon fmt` sorts them.",
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["term"],
                    "additionalProperties": False,
                    "properties": fields,
                },
            }
        },
    }


def schema_text() -> str:
    """The schema as it stands in lexicons/lexicon.schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _of(name: str, mishearing: bool = False) -> dict[str, Any]:
    """What the value of a field must be, by who reads it."""
    reader = (lexicon_file.MISHEARING_FIELDS if mishearing else lexicon_file.FIELDS)[name]
    known: dict[object, dict[str, Any]] = {
        string: _TEXT,
        strings: {"type": "array", "minItems": 1, "uniqueItems": True, "items": _TEXT},
        lexicon_file.read_type: {"enum": [t.value for t in TermType]},
        lexicon_file.read_apply: {"enum": [a.value for a in Apply], "default": Apply.AUTO.value},
        lexicon_file.read_bool: {"type": "boolean"},
        lexicon_file.read_surname: {"type": "string", "pattern": r"^$|^\S(?:.*\S)?$"},
        lexicon_file.read_source: {"type": "string", "pattern": _SOURCE},
        lexicon_file.read_count: {"type": "integer", "minimum": 1, "maximum": 999_999_999},
    }
    if reader is lexicon_file.read_mishearings:
        return {"type": "array", "minItems": 1, "items": {"anyOf": [_TEXT, _mishearing()]}}
    if reader is lexicon_file.read_tests:
        return _tests()
    return known[reader]


#: An address, or a path in the repository; see `read_source`, which is stricter.
_SOURCE: Final = rf"^(?:[hH][tT][tT][pP][sS]?://\S+|(?!.*\.\.){lexicon_file.PATH_PATTERN})$"


def _mishearing() -> dict[str, Any]:
    fields = {n: {"description": _MISHEARING[n], **_of(n, True)} for n in lexicon_file.MISHEARING_FIELDS}
    return {"type": "object", "required": ["text"], "additionalProperties": False, "properties": fields}


def _tests() -> dict[str, Any]:
    sentence = {"said": "What was heard.", "want": "What it must become, everything proposed being taken."}
    fix = {
        "type": "object",
        "required": list(sentence),
        "additionalProperties": False,
        "properties": {name: {"description": what, **_TEXT} for name, what in sentence.items()},
    }
    keep = "Sentences in which look-alikes mean themselves: nothing may change unasked."
    return {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            "fix": {
                "description": "Sentences that must become right.",
                "type": "array",
                "minItems": 1,
                "items": fix,
            },
            "keep": {
                "description": keep,
                "type": "array",
                "minItems": 1,
                "uniqueItems": True,
                "items": _TEXT,
            },
        },
    }
