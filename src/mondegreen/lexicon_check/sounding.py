"""Forms that sound like something else: an ordinary word, or a form of another term.

Start reading from `check_sounds`. Only what sounds the same, or all but the same, is a finding, and only where the
entry does not tell when its term is meant: nearness in sound is what the tool lives on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mondegreen.forms import Form, Kind
from mondegreen.lexicon import Apply
from mondegreen.lexicon_check.finding import Finding
from mondegreen.lexicon_check.kinds import SOUNDS_LIKE_TERM, SOUNDS_LIKE_WORD, Level
from mondegreen.lexicon_check.source import Placed
from mondegreen.phonetics import Costs, align_many, default_costs
from mondegreen.soundalikes import words_by_sound
from mondegreen.text import letters
from mondegreen.yaml_nodes import Node

#: The share of a perfect match from which two words are all but the same to the ear.
_ALL_BUT_THE_SAME = 0.75
#: Of shorter words, one sound is too much.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Sounding:
    """A form of an entry, one of its readings as one string of phones, and where the form stands."""

    entry: Placed
    form: Form
    phones: str
    node: Node


def check_sounds(entries: Sequence[Placed], costs: Costs | None = None) -> Iterator[Finding]:
    """Which forms of `entries`, which all are loaded together, sound like a word or like another term."""
    sounding = [s for entry in entries for s in _soundings(entry)]
    yield from _like_words(sounding, costs or default_costs())
    yield from _like_terms(sounding)


def _soundings(entry: Placed) -> Iterator[_Sounding]:
    if entry.term.apply is Apply.EXACT:  # not searched by sound
        return
    aliases = {node.text: node for node in entry.strings("aliases")}
    for form in entry.forms:
        if not form.plural:
            node = aliases.get(form.text, entry.at) if form.kind is Kind.ALIAS else entry.at
            for sound in form.sounds:
                yield _Sounding(entry, form, "".join(sound), node)


def _settled(entry: Placed, *others: str) -> bool:
    """Whether the entry tells when its term is meant, leaves it to a person, or forbids the `others`."""
    forbidden = {letters(n) for n in entry.term.never}
    return (
        bool(entry.term.context)
        or entry.term.apply is not Apply.AUTO
        or any(letters(o) in forbidden for o in others)
    )


def _but_one(phones: str) -> Iterator[str]:
    """`phones` with each sound in turn left open."""
    for k in range(len(phones)):
        yield f"{phones[:k]}?{phones[k + 1 :]}"


def _like_words(sounding: Sequence[_Sounding], costs: Costs) -> Iterator[Finding]:
    words = words_by_sound()
    open_forms = [s for s in sounding if len(s.form.words) == 1 and not _settled(s.entry)]
    told: set[tuple[int, str]] = set()
    near: dict[str, set[str]] = defaultdict(set)
    if open_forms:
        for phones in words:
            if len(phones) >= _SHORTEST:
                for key in _but_one(phones):
                    near[key].add(phones)
    for s in open_forms:
        same = words.get(s.phones, [])
        others = sorted({p for key in _but_one(s.phones) for p in near.get(key, ())} - {s.phones})
        shares = align_many([s.phones] * len(others), others, costs).norm_max.tolist() if others else []
        alike = [
            w for p, share in zip(others, shares, strict=True) if share >= _ALL_BUT_THE_SAME for w in words[p]
        ]
        for word, how, level in (
            *((w, "", Level.ERROR) for w in same),
            *((w, "nearly ", Level.WARNING) for w in alike),
        ):
            if letters(word) == s.form.joined or (id(s.entry), word) in told or _settled(s.entry, word):
                continue
            told.add((id(s.entry), word))
            message = (
                f"{s.form.text!r} sounds {how}like the ordinary word {word!r}; give 3 to 8 words of `context`, put"
                f" {word!r} under `never`, or write `apply: ask`"
            )
            yield s.entry.finding(s.node, SOUNDS_LIKE_WORD, message, level=level)


def _like_terms(sounding: Sequence[_Sounding]) -> Iterator[Finding]:
    by_sound: dict[str, list[_Sounding]] = defaultdict(list)
    for s in sounding:
        by_sound[s.phones].append(s)
    told: set[tuple[int, int]] = set()
    for same in by_sound.values():
        for k, later in enumerate(same):
            for earlier in same[:k]:
                pair = (id(earlier.entry), id(later.entry))
                listed = Kind.SURNAME not in (earlier.form.kind, later.form.kind)
                if earlier.entry.term.term == later.entry.term.term or pair in told:
                    continue  # two entries of one term are duplicates
                if listed and earlier.form.text == later.form.text:
                    continue  # and one form of two has two owners
                told.add(pair)
                for one, other in ((earlier, later), (later, earlier)):
                    if not _settled(one.entry, other.form.text, other.entry.term.term):
                        yield _alike(one, other)


def _alike(one: _Sounding, other: _Sounding) -> Finding:
    where = (
        f"line {other.node.line}"
        if one.entry.path == other.entry.path
        else f"{other.entry.path}:{other.node.line}"
    )
    what = "is also" if one.form.joined == other.form.joined else "sounds like"
    name = other.entry.term.term
    theirs = repr(other.form.text) if other.form.text == name else f"{other.form.text!r} of {name!r}"
    message = (
        f"{one.form.text!r} {what} {theirs} ({where}); give both entries `context`, or put {other.form.text!r} under"
        " `never`"
    )
    return one.entry.finding(one.node, SOUNDS_LIKE_TERM, message, other.entry.place(other.node))
