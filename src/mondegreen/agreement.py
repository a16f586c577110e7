"""What the scored candidates of a document say of each other: one garble is one name, and a surname part of its name.

Start reading from `agree`, which moves scores; `whole_names` drops what is part of something likelier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from mondegreen.candidates import Candidate
from mondegreen.forms import Kind
from mondegreen.heard import Heard
from mondegreen.proposal import Via
from mondegreen.rules import BY_CHANCE
from mondegreen.scoring import Scored

#: From this probability on a listed mishearing is settled.
_CERTAIN = 0.9
#: From this probability on the whole name is taken before its surname alone.
_WHOLE = 0.5
#: Nats by which more words must fit better than fewer.
_BETTER = 3.0
#: The share of the likelihood of fewer words that more words must have at least.
_NEAR_AS_LIKELY = 0.25
#: How well the worst word of a whole name must sound, beside a surname that is settled.
_FIRST_NAME = 0.4
#: A word more common than this is itself: "here, stommer".
_ORDINARY = 4.5


def agree(heard: Heard, scored: Sequence[Scored]) -> list[Scored]:
    """The candidates again, with the probabilities that they have beside each other."""
    return _right_letters(_named_in_full(heard, _consistent(heard, list(scored))))


def _consistent(heard: Heard, scored: list[Scored]) -> list[Scored]:
    """What is certain in one place is near certain in all: "near cons" is "neocons" all through a text.

    Only for listed mishearings whose words hardly ever meet by chance: "tourist" may well mean tourists elsewhere.
    """
    certain = {
        (s.candidate.form.text, heard.norms[s.candidate.first : s.candidate.last]): s.score
        for s in scored
        if s.candidate.via is Via.MISHEARING and s.score > _CERTAIN and s.known["usual"] < BY_CHANCE
    }

    def settled(s: Scored) -> Scored:
        c = s.candidate
        there = certain.get((c.form.text, heard.norms[c.first : c.last]), 0.0)
        if c.via is not Via.MISHEARING or there <= s.score:
            return s
        return replace(
            s, score=there - 0.01, words=(*s.words, "the same words are settled elsewhere in the text")
        )

    return [settled(s) for s in scored] if certain else scored


def _named_in_full(heard: Heard, scored: list[Scored]) -> list[Scored]:
    """A settled surname settles the whole name where the word before sounds like the first name: "Kier [stommer]"."""
    settled = {
        (s.candidate.last, s.candidate.form.term.term): s
        for s in scored
        if s.candidate.via is Via.MISHEARING and s.candidate.form.kind is Kind.SURNAME and s.score > _CERTAIN
    }

    def in_full(s: Scored) -> Scored:
        c = s.candidate
        surname = settled.get((c.last, c.form.term.term))
        if (
            surname is None
            or c.first >= surname.candidate.first
            or c.form.kind is Kind.SURNAME
            or s.known["sound_worst"] < _FIRST_NAME
            or s.known["comma"]
            or heard.zipfs[c.first] > _ORDINARY
            or s.score >= surname.score
        ):
            return s
        return replace(s, score=surname.score - 0.01, words=(*s.words, *surname.words))

    return [in_full(s) for s in scored] if settled else scored


def _right_letters(scored: list[Scored]) -> list[Scored]:
    """What has all letters right is not another name of similar sound: "ome prazole" is omeprazole, not esomeprazole.

    Unless these letters are only a part of the other, and it is heard in more words.
    """
    right = [s for s in scored if s.candidate.via is Via.SPACING and s.score > _CERTAIN]

    def beside(s: Scored) -> Scored:
        c = s.candidate
        for r in right:
            w = r.candidate
            if c.via is not Via.SOUND or s.score < r.score or c.form.term is w.form.term:
                continue
            longer = c.last - c.first > w.last - w.first and w.form.joined in c.form.joined
            if c.first < w.last and w.first < c.last and not longer:
                s = replace(
                    s, score=r.score - 0.01, words=(*s.words, f"these are the letters of {w.form.text}")
                )
        return s

    return [beside(s) for s in scored] if right else scored


def whole_names(scored: Sequence[Scored]) -> list[Scored]:
    """Without what is part of a name heard whole, and as likely as not: "Chevonne Mac Sweeney" is one name.

    A surname is part of its name, and a term of one that begins or ends with it: "Acme" of "Acme Health". Fewer words
    are part of more for the same form, if those fit clearly better and are not much less likely: "near cons", and not
    "cons", is "neocons".
    """
    wholes: dict[str, list[Scored]] = defaultdict(list)
    for s in scored:
        if s.known["sound_worst"] >= _FIRST_NAME and not s.known["comma"]:
            wholes[s.candidate.form.term.term].append(s)

    longer = [
        s for some in wholes.values() for s in some if s.score >= _WHOLE and len(s.candidate.form.words) > 1
    ]

    def is_part(s: Scored, whole: Scored) -> bool:
        c, w = s.candidate, whole.candidate
        if not (w.first <= c.first and c.last <= w.last and w.last - w.first > c.last - c.first):
            return False
        if c.form.term.term != w.form.term.term:
            return (c.first > w.first and _ends_with(w, c)) or (c.last < w.last and _begins_with(w, c))
        if c.form.kind is Kind.SURNAME and w.form.kind is not Kind.SURNAME and whole.score >= _WHOLE:
            return True
        same = w.form.text == c.form.text and c.via is Via.SOUND
        return same and w.fit.raw > c.fit.raw + _BETTER and whole.score >= s.score * _NEAR_AS_LIKELY

    return [
        s for s in scored if not any(is_part(s, w) for w in (*wholes[s.candidate.form.term.term], *longer))
    ]


def _ends_with(whole: Candidate, part: Candidate) -> bool:
    """Whether a form of more words ends with those of another, at the same place."""
    size = len(part.form.words)
    return (
        whole.last == part.last
        and size < len(whole.form.words)
        and whole.form.words[-size:] == part.form.words
    )


def _begins_with(whole: Candidate, part: Candidate) -> bool:
    """The same of its beginning."""
    size = len(part.form.words)
    return (
        whole.first == part.first
        and size < len(whole.form.words)
        and whole.form.words[:size] == part.form.words
    )
