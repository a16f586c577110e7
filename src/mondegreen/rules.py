"""Judging without fitted weights: listed mishearings, and the right letters written otherwise; and reasons in words.

A mishearing that the lexicon lists is certain where its words mean nothing else; where they are ordinary English,
the term's context has to stand nearby. The right letters in other case or spacing are certain where English would
not write them so. Each judge takes the features of a candidate by name and gives a probability with its reasons.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

from mondegreen.candidates import Candidate
from mondegreen.english import COMMON, EVERYWHERE, bond, frequency, given_name, zipf
from mondegreen.heard import Heard
from mondegreen.lexicon import Apply
from mondegreen.notes import Notes
from mondegreen.proposal import Via
from mondegreen.text import capitalised, is_mark

#: Words expected this often in a text are its ordinary words, whatever the lexicon lists them as.
_USUAL = 0.5
#: Words expected oftener than this mean themselves, unless something speaks for the term.
_SELDOM = 0.05
#: Words expected this seldom hardly ever meet by chance.
BY_CHANCE = 0.001
#: A word so seldom is none; from this commonness on it is an ordinary one, and a part of an ordinary phrase.
_NO_WORD, _ORDINARY, _COMMON_PART = 1.8, 3.0, 4.0
#: How likely a term is whose one part stands beside a mark, if no other term has it; and if that part is no name.
_MARKED, _HARDLY = 0.6, 0.1
_AND = frozenset({"and", "&"})
_LETTER_WORDS = frozenset({"a", "i"})
#: log(1 + n) of a little more than one context word.
_ONE = 0.7

Judgement = tuple[float, tuple[str, ...]]


def listed(c: Candidate, known: Mapping[str, float]) -> Judgement:
    """A listed mishearing: certain, unless its words are ordinary English."""
    source = c.mishearing.source if c.mishearing else None
    words = ["a listed mishearing" + (f" ({source})" if source else "")]
    if known["name_before"]:
        return 0.3, (*words, "but the word before is another first name")
    if not known["all_common"]:
        return 0.985, tuple(words)
    words.append("the words are ordinary English")
    # How often these words would stand in a text of this length anyway: "to see" does, "tourist" hardly.
    usual = known["usual"]
    near = known["context_all"]
    if near > 0:
        words.append("words of its context stand nearby")
    if known["exact"] > known["in_notes"] or known["others"] > 0:
        words.append("the term, or another garble of it, stands elsewhere in the text")
    if known["in_notes"] > 0:
        words.append(f"{c.form.term.term} stands in the notes")
    if usual >= _USUAL:
        return (0.6 if near > _ONE else 0.3 if near else 0.02), tuple(words)
    if near > 0:
        return 0.92 + 0.05 * min(1.0, near / math.log(4)), tuple(words)
    if known["context_far"] > 0 or known["exact"] > 0 or known["others"] > 0:
        return 0.6, tuple(words)
    return (0.5 if usual < BY_CHANCE else 0.3 if usual < _SELDOM else 0.1), tuple(words)


def unheard(c: Candidate, heard: Heard, known: Mapping[str, float], rivals: int) -> Judgement:
    """A part of the term beside a mark for what was not understood: one of so many terms of which it is a part."""
    words = ["a part of it stands beside what was not understood"]
    if known["unspoken"]:
        return _HARDLY, (*words, "but nothing else in the text speaks for it")
    if known["exact"] > known["in_notes"] or known["partner"] > 0:
        return _MARKED, (*words, "the term, or its other part, stands elsewhere in the text")
    if all(_ordinary_part(heard, k) for k in range(c.first, c.last)):
        return _HARDLY / rivals, (*words, "but that part is an ordinary word")
    return _MARKED / rivals, (*words, *(["other terms have this part too"] if rivals > 1 else []))


def _ordinary_part(heard: Heard, k: int) -> bool:
    """Whether a part is no name ("the <unk> markets"), as no mark is."""
    norm = heard.norms[k]
    return is_mark(norm) or (heard.zipfs[k] >= _COMMON_PART and given_name(norm) <= 1.0)


def style(c: Candidate, heard: Heard, known: Mapping[str, float]) -> Judgement:
    """The right letters, written otherwise. The numbers are set by hand."""
    if c.via is Via.SPACING:
        return _spacing(c, heard, known)
    form, norms = c.form, heard.norms[c.first : c.last]
    words = ["the right letters in another case"]
    near = known["context_all"] > 0
    if near:
        words.append("words of its context stand nearby")
    if len(norms) > 1:
        bound = any(bond(a, b) > 0.5 for a, b in pairwise(norms))
        if bound and not near:
            return 0.7, (*words, "but the words also go together in ordinary English")
        return 0.9, tuple(words)
    if "&" in form.text or known["zipf_min"] < _NO_WORD:
        return 0.92, tuple(words)
    # A word in small letters, which it is itself, is no evidence for the name.
    elsewhere = any(
        capitalised(t.text) and not start
        for t, start in zip(heard.tokens, heard.starts, strict=True)
        if t.norm == norms[0]
    )
    if c.form.term.context and not (near or elsewhere or known["in_notes"]):
        return 0.1, (*words, "but nothing else in the text speaks for it")  # "rust on the gate" is no Rust
    if known["zipf_min"] < _ORDINARY:
        return 0.45, (*words, "which is a house style as often as an error")  # "ebook" for eBook
    # One word of context stands near an ordinary word by chance too: "a swift answer about the app" is no Swift.
    spoken = 0.4 if known["context_all"] > _ONE else 0.15 if near else 0.0
    score = 0.15 + spoken + 0.25 * elsewhere - 0.15 * (form.term.apply is Apply.ASK and not near)
    return score, tuple(words)


def _is_small(word: str, commonness: float) -> bool:
    """Whether a word stands in every other sentence: "an", "is", "or"; of letters, "a" and "I" do."""
    return (len(word) > 1 or word in _LETTER_WORDS) and commonness >= EVERYWHERE


def _spacing(c: Candidate, heard: Heard, known: Mapping[str, float]) -> Judgement:
    words = ["the same letters, divided otherwise"]
    norms = heard.norms[c.first : c.last]
    if [w for w in norms if w not in _AND] == [w for w in c.form.words if w not in _AND]:
        return 0.3, (*words, "whether it is & or and is a house style")
    if "&" in c.form.text and heard.cased and not known["plain"] and not _AND.isdisjoint(norms):
        # Who writes "S and P" with capitals may have chosen it; without capitals it is what a recogniser heard.
        spoken = known["context_far"] or known["context_all"] or known["exact"] or known["others"]
        words.append("whether it is & or and is a house style")
        if c.form.term.context and not spoken:
            return 0.3, (*words, "and nothing else in the text speaks for it")
        return 0.6, tuple(words)
    if len(norms) == 1 and known["zipf_min"] >= (_COMMON_PART if c.form.possessive else COMMON):
        return 0.3, (*words, "but the word is ordinary English")  # "were" for "We're Media"
    if (
        len(norms) > 1
        and max(map(len, norms)) > 1  # "A I" is spelled
        and len(c.form.words) == 1
        and "&" not in c.form.text
        and any(map(_is_small, norms, heard.zipfs[c.first : c.last]))
    ):
        words.append("but one of the words is everywhere")  # "the bus an hour ago" for Busan
        near = known["context_far"] or known["context_all"] or known["exact"] or known["others"]
        if near or known["plain"]:
            return 0.5, tuple(words)
        return 0.1, (*words, "and nothing else nearby speaks for it")
    # "U S Navy" is no pair of ordinary words, whatever the commonness of its letters.
    ordinary = (
        len(norms) > 1
        and known["zipf_min"] >= _COMMON_PART
        and known["pair_inside"] > 0.5
        and all(len(w) > 1 for w in norms)
    )
    standing = _standing(c, known) if known["exact"] > 0 else []
    if ordinary and standing and c.form.text.islower() and zipf(c.form.joined) >= _NO_WORD:
        return 0.9, (
            *words,
            *standing,
        )  # "a super power" where the text has "superpower" too: they mean the same
    if ordinary:
        return (0.6 if standing else 0.55), (
            *words,
            "but the words also go together in ordinary English",
            *standing,
        )
    if standing:
        return 0.97, (*words, *standing)
    return (0.55 if known["joined_by_hyphen"] else 0.96), tuple(words)


def usual(heard: Heard, c: Candidate) -> float:
    """How often the heard words would be expected in a text of this length, by their commonness in English."""
    return max(1000, len(heard.tokens)) * 10 ** frequency(heard.norms[c.first : c.last])


def noted(c: Candidate, notes: Notes) -> dict[str, float]:
    """What only the reasons in words tell of the notes, no feature: the part of `exact` that comes from them, as
    log(1 + n), and whether they hold a word of the form."""
    return {
        "in_notes": math.log1p(notes.terms[c.form.term.term]),
        "part_in_notes": float(any(w in notes.words for w in c.form.words)),
    }


def _standing(c: Candidate, known: Mapping[str, float]) -> list[str]:
    """Where the term stands right."""
    term, noted = c.form.term.term, known["in_notes"]
    words = [f"{term} stands elsewhere in the text"] if known["exact"] > noted else []
    return [*words, f"{term} stands in the notes"] if noted else words


def in_words(c: Candidate, known: Mapping[str, float]) -> tuple[str, ...]:
    """The evidence for people, the strongest first."""
    words = [f"sounds {known['sound_norm']:.0%} like {c.form.text}"]
    if known["letters"] >= 0.7:
        words.append(f"{known['letters']:.0%} of the letters agree")
    if known["unknown"]:
        words.append("not an English word")
    elif known["all_common"]:
        words.append("ordinary English words")
    if known["exact"]:
        words += _standing(c, known)
    elif known["partner"]:
        where = "in the text or in the notes" if known["part_in_notes"] else "in the text"
        words.append(f"part of the name stands elsewhere {where}")
    if known["others"]:
        words.append("the text has other garbles of it")
    if known["context_near"]:
        words.append("words of its context stand nearby")
    elif known["unspoken"]:
        words.append("but nothing else in the text speaks for it")
    if known["pair_inside"] > 0.5 or known["pair_edges"] > 0.5:
        words.append("but the words also go together in ordinary English")
    if known["rival_gap"] < 1:
        words.append("another term fits nearly as well")
    return tuple(words)
