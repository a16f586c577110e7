"""What can be wrong with a lexicon: every kind of finding by name, how bad it is, and what to do about it.

A kind is a value; the checks beside this module say where it applies. To add one, define it here and find it there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How bad a finding is."""

    ERROR = "error"  # the lexicon must not be used or merged like this
    WARNING = "warning"  # most likely a slip; a person decides


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is what it is called, `what` a sentence about it, `remedy` what to do; for people and for SARIF."""

    name: str
    level: Level
    what: str
    remedy: str


#: Every kind by its name, in the order of their definition.
KINDS: dict[str, Kind] = {}


def _error(name: str, what: str, remedy: str) -> Kind:
    return KINDS.setdefault(name, Kind(name, Level.ERROR, what, remedy))


def _warning(name: str, what: str, remedy: str) -> Kind:
    return KINDS.setdefault(name, Kind(name, Level.WARNING, what, remedy))


# --- The file -------------------------------------------------------------------------------------
SYNTAX = _error("syntax", "The file can't be read as the YAML of lexicons.", "Mend the YAML at this place.")
SCHEMA = _error(
    "schema", "A field, or its value, is not what the schema says.", "See lexicons/README.md for the fields."
)
SCHEMA_LINE = _error(
    "schema-line",
    "The first line does not name the schema, so editors can't check while typing.",
    "Run `mondegreen lexicon fmt`.",
)
ORDER = _error("order", "An entry or a field is out of order.", "Run `mondegreen lexicon fmt`.")
FORM = _error("form", "Something is not in canonical form.", "Run `mondegreen lexicon fmt`.")

# --- An entry by itself ---------------------------------------------------------------------------
MISSING_TYPE = _error(
    "missing-type", "An entry says not what its term names.", "Give it a `type`; `term` for recurring words."
)
SOURCE = _error(
    "source",
    "A source can't be what was looked at: a placeholder, or a file that is not there.",
    "Name what you looked at, or leave `source` out.",
)
WORDLESS = _error("wordless", "A value holds no word that could be heard.", "Write words, or take it out.")
DECOMPOSED = _error(
    "decomposed", "An accent is stored apart from its letter.", "Save the value in Unicode's form NFC."
)
MIXED_SCRIPTS = _error(
    "mixed-scripts", "A word mixes look-alike letters of several alphabets.", "Type it with one alphabet."
)
NEVER_OWN = _error(
    "never-own", "`never` forbids a right form or a mishearing of the same term.", "Take it out of one place."
)
SOUNDS_LIKE = _error(
    "sounds-like",
    "A `sounds_like` can't be read as an English respelling of the term.",
    "Write plain English letters, one word for each word of the term.",
)
FOR_UNKNOWN = _error(
    "for-unknown",
    "A mishearing stands for something that is no right form of the entry.",
    "Write a form of the term after `for`, or list the form under `aliases`.",
)
SURNAME = _error(
    "surname", "`surname` is no part of a person's name.", "Write the part of the name that is used alone."
)
WEAK_CONTEXT = _warning(
    "weak-context",
    "A context word stands near everything, or is the term itself.",
    "Give words that stand near this term and hardly elsewhere.",
)
DEFAULT = _warning("default", "A value says what holds without it.", "Take it out.")
UNDATED = _warning(
    "undated", "A note says what is true today, and nobody will see it age.", "Write dates: from July 2024."
)
TEST_OFF_TOPIC = _warning(
    "test-off-topic", "A `fix` test asks for no form of its term.", "Test what this entry is there for."
)

# --- Entries beside each other --------------------------------------------------------------------
DUPLICATE = _error("duplicate", "Two entries have one term.", "Join the two.")
NEAR_DUPLICATE = _error(
    "near-duplicate",
    "Forms of two entries differ in case, accents, spacing or a letter only.",
    "Join the two entries, or write the form right.",
)
ALIAS_OWNED = _error(
    "alias-owned", "A right form belongs to two terms.", "Keep it with the one that it names most often."
)
LOOP = _error(
    "loop", "Following aliases and mishearings leads back to the start.", "Take one of the links out."
)
MISHEARING_RIGHT = _error(
    "mishearing-right",
    "A mishearing is a right form of another term, which protects it: it is never corrected.",
    "Take the mishearing out.",
)
MISHEARING_CHAIN = _error(
    "mishearing-chain",
    "What a mishearing stands for is itself listed as a mishearing.",
    "Let both stand for the right form.",
)
MISHEARING_SHARED = _error(
    "mishearing-shared",
    "Two terms list one mishearing, and nothing tells which is meant.",
    "Give both terms `context`, or keep it with one.",
)
COMMON_MISHEARING = _error(
    "common-mishearing",
    "A mishearing is ordinary English, and nothing says when the term is meant.",
    "Give the entry 3 to 8 words of `context`, or `apply: ask`.",
)
REPEATED_TEST = _warning("repeated-test", "Two entries have one test sentence.", "Keep one.")

# --- Sounds ---------------------------------------------------------------------------------------
SOUNDS_LIKE_WORD = _error(
    "sounds-like-word",
    "A form sounds like an ordinary word, and nothing says when the term is meant.",
    "Give the entry `context`, put the word under `never`, or write `apply: ask`.",
)
SOUNDS_LIKE_TERM = _error(
    "sounds-like-term",
    "Forms of two terms sound alike, and nothing tells which is meant.",
    "Give both entries `context`; or put the other's form under `never`, or write `apply: ask`.",
)

# --- What it does ---------------------------------------------------------------------------------
TEST_FAILS = _error(
    "test-fails",
    "A test sentence does not come out as the entry says.",
    "See `mondegreen explain --text` for the evidence; `sounds_like` and `context` help most.",
)
FALSE_ALARM = _error(
    "false-alarm",
    "The entry changes text that is right, unasked.",
    "If it is another right spelling, list it under `aliases`; else give `context`, `never` or `apply: ask`.",
)
NOISY = _warning(
    "noisy",
    "The entry asks again and again about text that is right.",
    "Give `context`, put the words under `never`, or write `apply: exact`.",
)
