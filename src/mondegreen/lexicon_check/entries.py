"""What is wrong with an entry by itself, beyond its schema."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from mondegreen.english import zipf
from mondegreen.lexicon import PLURAL_TYPES, TermType, surname_of
from mondegreen.lexicon_check.finding import Finding
from mondegreen.lexicon_check.kinds import (
    DECOMPOSED,
    DEFAULT,
    FOR_UNKNOWN,
    MISSING_TYPE,
    MIXED_SCRIPTS,
    NEVER_OWN,
    SOUNDS_LIKE,
    SOURCE,
    SURNAME,
    TEST_OFF_TOPIC,
    UNDATED,
    WEAK_CONTEXT,
    WORDLESS,
    Level,
)
from mondegreen.lexicon_check.source import Placed, Source
from mondegreen.phonetics import phrase_readings
from mondegreen.text import fold, letters, tokenise, words_of

#: Words as common as this stand near everything: "next" 5.7, "open" 5.5; "minister" has 5.0.
_NEAR_EVERYTHING = 5.5
#: Hosts that are set aside for examples (RFC 2606, RFC 6761), and so no source.
_PLACEHOLDER = re.compile(
    r"https?://(?:[^/?#]*\.)?(?:example(?:\.(?:com|net|org|edu))?|localhost|invalid|test)(?::\d+)?(?:[/?#]|$)",
    re.IGNORECASE,
)
_HOST = re.compile(r"https?://([^/?#:]+)", re.IGNORECASE)
_RESPELLED = re.compile(r"[a-z]+(?:'[a-z]+)*'?", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
_TODAY = re.compile(
    r"\b(?:currently|current|incumbent|at present|nowadays|as of now|today's)\b", re.IGNORECASE
)
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
#: The fields that hold what is written or heard.
_WORDED = ("term", "aliases", "mishearings", "sounds_like", "context", "never")


def check_entry(source: Source, placed: Placed) -> Iterator[Finding]:
    """What is wrong with one entry."""
    for check in _CHECKS:
        yield from check(source, placed)


def _type(source: Source, placed: Placed) -> Iterator[Finding]:
    if "type" not in placed.entry.keys:
        message = f"{placed.term.term!r} has no `type`; say what it names (`term`: a recurring word)"
        level = None if source.shipped else Level.WARNING
        yield placed.finding(placed.entry.node, MISSING_TYPE, message, level=level)


def _sources(source: Source, placed: Placed) -> Iterator[Finding]:
    for node in placed.sources():
        web = "://" in node.text
        host = _HOST.match(node.text)
        if web and (_PLACEHOLDER.match(node.text) or (host is not None and "." not in host.group(1))):
            message = f"{node.text} is no page that was looked at; name it, or leave `source` out"
            yield placed.finding(node, SOURCE, message)
        elif not web and source.files is not None and node.text not in source.files:
            yield placed.finding(
                node, SOURCE, f"there is no file {node.text!r} in the repository; mend the path"
            )


def _words(source: Source, placed: Placed) -> Iterator[Finding]:
    for field in _WORDED:
        for node in placed.strings(field):
            if not words_of(node.text):
                yield placed.finding(node, WORDLESS, f"{node.text!r} in `{field}` holds no word; take it out")
            if node.text != unicodedata.normalize("NFC", node.text):
                yield placed.finding(
                    node,
                    DECOMPOSED,
                    f"an accent in {node.text!r} stands apart from its letter; save it in form NFC",
                )
            for word in node.text.split():
                if not word.isascii() and len(scripts := _scripts(word)) > 1:
                    message = (
                        f"{word!r} mixes {' and '.join(scripts)} letters, which look alike; type it anew"
                    )
                    yield placed.finding(node, MIXED_SCRIPTS, message)


def _scripts(word: str) -> list[str]:
    names = {unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha()}
    return [s.capitalize() for s in _SCRIPTS if s in names]


def _never(source: Source, placed: Placed) -> Iterator[Finding]:
    term = placed.term
    # "tusk" may be forbidden for Tusk, "US aid" for USAID; the schema tells of the term and its aliases.
    own = {f.text for f in placed.forms} - {term.term, *term.aliases}
    wrong = {letters(m.text): m.text for m in term.mishearings}
    listed = {m.text for m in term.mishearings}
    for node in placed.strings("never"):
        key = letters(node.text)
        if node.text in own:
            message = f"`never` holds {node.text!r}, a right form of {term.term!r}; take it out"
            yield placed.finding(node, NEVER_OWN, message)
        elif key in wrong and node.text not in listed:
            message = (
                f"`never` holds {node.text!r}, which is the mishearing {wrong[key]!r}; keep one of the two"
            )
            yield placed.finding(node, NEVER_OWN, message)


def _sounds(source: Source, placed: Placed) -> Iterator[Finding]:
    size = len(tokenise(placed.term.term))
    for node in placed.strings("sounds_like"):
        words = node.text.replace("-", " ").split()
        bad = next((w for w in words if not _RESPELLED.fullmatch(w)), None)
        mute = next((w for w in words if len(w) > 1 and not _VOWEL.search(w)), None)
        level = Level.ERROR
        if bad is not None:
            problem = f"{bad!r} can't be read as an English respelling; use plain letters"
        elif mute is not None:
            problem = f"{mute!r} has no vowel to say; respell it with one"
        elif not any(phrase_readings(tuple(words), 1)):
            problem = f"{node.text!r} can't be read; respell it"
        elif (
            placed.term.own_surname not in (None, placed.term.term)
            and size != len(words)
            and size != len(node.text.split())
        ):
            problem = (
                f"{node.text!r} has {len(words)} words for the {size} of {placed.term.term!r}, so that the surname"
                " alone goes without; respell word for word, with hyphens between the syllables of one word"
            )
            level = Level.WARNING
        else:
            continue
        yield placed.finding(node, SOUNDS_LIKE, problem, level=level)


def _stands_for(source: Source, placed: Placed) -> Iterator[Finding]:
    forms = {fold(f.text) for f in placed.forms}
    for mishearing, _, node in placed.mishearings():
        meant = mishearing.stands_for
        if meant is None:
            continue
        within = f" {fold(meant)} "
        if not any(f" {form} " in within for form in forms):
            known = ", ".join(dict.fromkeys(f.text for f in placed.forms if not f.plural))
            message = f"`for` names {meant!r}, but the right forms are {known}; use one of them"
            yield placed.finding(node, FOR_UNKNOWN, message)


def _surname(source: Source, placed: Placed) -> Iterator[Finding]:
    term = placed.term
    if term.surname is None or "surname" not in placed.entry.values:
        return
    node = placed.entry.values["surname"]
    problem, kind = "", SURNAME
    if "type" in placed.entry.keys and term.type is not TermType.PERSON:
        problem = f"{term.term!r} is no person; take `surname` out, or use `aliases`"
    elif term.surname and not _holds((term.term, *term.aliases), term.surname):
        problem = f"{term.surname!r} is no part of {term.term!r}; use `aliases` for another name"
    elif term.surname and term.surname == surname_of(term.term):
        problem, kind = f"{term.surname!r} is taken for the surname anyway; take `surname` out", DEFAULT
    if problem:
        yield placed.finding(node, kind, problem)


def _holds(names: tuple[str, ...], part: str) -> bool:
    wanted = [t.norm for t in tokenise(part)]
    for name in names:
        words = [t.norm for t in tokenise(name)]
        if any(words[k : k + len(wanted)] == wanted for k in range(len(words))):
            return True
    return False


def _plural(source: Source, placed: Placed) -> Iterator[Finding]:
    term = placed.term
    if term.plural is not None and term.plural == (term.type in PLURAL_TYPES):
        what = f"`type: {term.type.value}`" if term.type else "a term without a type"
        message = f"{what} is {'' if term.plural else 'not '}inflected anyway; take `plural` out"
        yield placed.finding(placed.entry.keys["plural"], DEFAULT, message)


def _context(source: Source, placed: Placed) -> Iterator[Finding]:
    own = {letters(f.text) for f in placed.forms}
    for node in placed.strings("context"):
        norms = words_of(node.text)
        if letters(node.text) in own:
            yield placed.finding(
                node, WEAK_CONTEXT, f"{node.text!r} is the term itself; give words that stand near it"
            )
        elif len(norms) == 1 and zipf(norms[0]) >= _NEAR_EVERYTHING:
            yield placed.finding(
                node, WEAK_CONTEXT, f"{node.text!r} stands near everything; give a word that does not"
            )


def _note(source: Source, placed: Placed) -> Iterator[Finding]:
    for node in placed.strings("note"):
        if match := _TODAY.search(node.text):
            message = f"{match.group()!r} will be wrong one day; write dates (from July 2024)"
            yield placed.finding(node, UNDATED, message)


def _tests(source: Source, placed: Placed) -> Iterator[Finding]:
    forms = {fold(f.text) for f in placed.forms} | {
        fold(m.stands_for) for m in placed.term.mishearings if m.stands_for
    }
    for test, node in placed.tests():
        want = fold(test.want)
        if test.said != test.want and not any(form in want for form in forms):
            message = f"no form of {placed.term.term!r} is wanted here; test this entry"
            yield placed.finding(node, TEST_OFF_TOPIC, message)


_CHECKS: tuple[Callable[[Source, Placed], Iterator[Finding]], ...] = (
    _type,
    _sources,
    _words,
    _never,
    _sounds,
    _stands_for,
    _surname,
    _plural,
    _context,
    _note,
    _tests,
)
