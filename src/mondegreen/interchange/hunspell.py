"""Word lists of hunspell (.dic): for spell checkers to accept the names (`man 5 hunspell`).

The first line is the number of words, each further line a word, then perhaps `/` and flags, then fields: `ph:` is a
common misspelling. `\\/` is a slash of the word.

Read, a word becomes a term, its `ph:` misspellings become mishearings, and flags are ignored: what they mean stands in
the .aff file, so inflected forms are not made. Forbidden words (`*word`) are left out.

Written, every right spelling is a line, mishearings of one word are `ph:` fields, and the capitalised words of a name
of several are lines too, marked as `po:part`, since a spell checker looks at words. Lost: which spelling is preferred.
Load it beside a dictionary: `hunspell -d en_US,./names talk.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mondegreen.interchange.exchange import Exported, Imported, LeftOut, Source, Wish, settled, split
from mondegreen.lexicon import Mishearing, Term
from mondegreen.text import capitalised

_PART: Final = "po:part"
_FIELD = re.compile(r"[ \t]+(?=[a-z]{2}:)|\t")
_WORD = re.compile(r"((?:[^/\\]|\\.)*)(?:/.*)?")


def read(source: Source) -> Imported:
    """The words of a .dic file as terms."""
    lines = source.text.splitlines()
    if lines and lines[0].split("\t")[0].strip().isdecimal():
        lines = lines[1:]
    drafts: list[Term] = []
    notes: list[LeftOut] = []
    for line in lines:
        if not line.strip() or line[0] in "\t#/":
            continue
        word, *fields = (part.strip() for part in _FIELD.split(line))
        match = _WORD.match(word)
        spelling = re.sub(r"\\(.)", r"\1", match[1]) if match else word
        if spelling.startswith("*"):
            notes.append(LeftOut(spelling[1:], "is a forbidden word"))
        elif _PART not in fields:
            drafts.append(Term(spelling, mishearings=tuple(_misspellings(fields))))
    return settled(drafts, notes)


def write(terms: Sequence[Term], wish: Wish) -> Exported:
    """The right spellings of `terms`, with their misspellings of one word."""
    wrong: dict[str, list[str]] = {}
    notes: list[LeftOut] = []
    for term in terms:
        for form in (term.term, *term.aliases):
            wrong.setdefault(form, [])
        for m in term.mishearings:
            right = m.stands_for or term.term
            if re.search(r"\s|\*|->", m.text):
                notes.append(LeftOut(f"{m.text} -> {right}", "hunspell looks at single words only"))
            else:
                wrong.setdefault(right, []).append(m.text)
    forms, bad = split(wrong, _fault)
    lines = [_line(form, wrong[form]) for form in forms]
    parts = dict.fromkeys(
        word
        for form in forms
        for word in form.split()
        if word not in wrong
        and len(word) > 1
        and (capitalised(word) or not word.islower())
        and not _fault(word)
    )
    lines += [f"{_escaped(word)}\t{_PART}" for word in parts]
    text = "".join(f"{line}\n" for line in (str(len(lines)), *lines))
    return Exported(text, len(forms), "spellings", (*bad, *notes))


def _line(form: str, wrong: Sequence[str]) -> str:
    return "\t".join((_escaped(form), *(f"ph:{text}" for text in dict.fromkeys(wrong))))


def _fault(form: str) -> str | None:
    if form[0] in "*#/" or _FIELD.search(form):
        return "the format would take it for something else"
    return None


def _escaped(form: str) -> str:
    return re.sub(r"([/\\])", r"\\\1", form)


def _misspellings(fields: Sequence[str]) -> Iterator[Mishearing]:
    for field in fields:
        text = field.removeprefix("ph:")
        if text != field and text and not re.search(r"\*|->", text):
            yield Mishearing(text)
