"""From scored candidates to proposals: what is applied, what is asked, what is dropped.

Start reading from `decide`. Candidates that want the same words compete, the likeliest wins; then each winner
gets the letter case and inflection that its place asks for, and an action.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from mondegreen.agreement import whole_names
from mondegreen.candidates import Candidate
from mondegreen.document import Document, Edit, apply
from mondegreen.english import COMMON, given_name, surname
from mondegreen.heard import Heard
from mondegreen.lexicon import Apply, TermType
from mondegreen.proposal import Action, Proposal, Via
from mondegreen.scoring import Scored, Thresholds
from mondegreen.text import Span, capitalised, is_upper, upper_first
from mondegreen.wording import is_numeral

#: From this commonness on somebody is known by a word.
_KNOWN = 2.0
#: From this commonness on a word is everyday English.
_EVERYDAY = 5.5
#: From this on, on the scale of `pair_edges`, words go together in ordinary English.
_TOGETHER = 0.5
#: A single word of context, on the scale of `context_all`.
_ONE_WORD = math.log1p(1)
#: Words that open a phrase.
_OPENERS = frozenset({"and", "for", "in", "of", "that", "the", "to"})
#: First name and last name.
_FULL_NAME = 2
#: From this on, on the scale of `english.given_name`, a name is one; from this commonness on it is a word as well.
_A_NAME, _WORD = 1.0, 4.0


def winners(scored: Iterable[Scored], least: float) -> list[Scored]:
    """The likeliest candidates that share no word with a likelier one, in text order."""
    taken: set[int] = set()
    chosen: list[Scored] = []
    for s in sorted(whole_names(list(scored)), key=_rank):
        c = s.candidate
        if s.score < least:
            break
        if taken.isdisjoint(range(c.first, c.last)):
            taken.update(range(c.first, c.last))
            chosen.append(s)
    return sorted(chosen, key=lambda s: s.candidate.first)


def _rank(s: Scored) -> tuple[float, int, int, str]:
    """Likeliest first; then the longer window, the earlier one, and the alphabet, so that ties are stable."""
    c = s.candidate
    return -s.score, c.first - c.last, c.first, c.form.text


def decide(
    document: Document,
    heard: Heard,
    scored: Sequence[Scored],
    thresholds: Thresholds,
    min_score: float | None,
) -> list[Proposal]:
    """The proposals for a document, in order and without overlaps.

    `min_score` shows weaker ones than the model's threshold for asking would, those out of place too.
    """
    if min_score is None:
        scored, least = [s for s in scored if not _out_of_place(heard, s, thresholds)], thresholds.ask
    else:
        least = min_score
    proposals = (propose(document, heard, s, thresholds) for s in winners(scored, least))
    return [p for p in proposals if p is not None]


def propose(document: Document, heard: Heard, s: Scored, thresholds: Thresholds) -> Proposal | None:
    """The proposal that a scored candidate stands for; None if it can't be written into the document."""
    c = s.candidate
    place, new = heard.span(c.first, c.last), written(heard, c)
    if possessive := _verbatim_possessive(document, heard, c):
        # It is part of the word that a person sees: "Kierstommer's" becomes "Keir Starmer's"; "Moodie's" Moody's.
        place = Span(place.start, place.end + len(possessive))
        new += "" if c.form.possessive or _heard_as_s(heard, c) else possessive
    written_there = at_place(document, place, new)
    if written_there is None:
        return None
    span, old, new, edits = written_there
    return Proposal(
        span=span,
        old=old,
        new=new,
        term=c.form.term.term,
        via=c.via,
        score=s.score,
        action=action_of(heard, s, thresholds),
        evidence=s.evidence(),
        edits=edits,
    )


def at_place(document: Document, place: Span, new: str) -> tuple[Span, str, str, tuple[Edit, ...]] | None:
    """The edits that write `new` at `place` of the speech, with the place in the raw text, and what changes there.

    None if it can't be written, or stands there already.
    """
    edits = document.edits_for(place.start, place.end, new)
    if not edits:
        return None
    span = document.raw_span(place.start, place.end)
    if whole := _as_one(document, place.start, span, edits):
        return whole.span, whole.old, whole.new, (whole,)
    return span, document.speech[place.start : place.end], new, edits


def _verbatim_possessive(document: Document, heard: Heard, c: Candidate) -> str:
    """The possessive ending of the last word, if it stands in the raw text as it is said (not as `&#39;s`)."""
    last = heard.tokens[c.last - 1]
    if not last.possessive:
        return ""
    raw = document.raw_span(last.span.end, last.end)
    return last.possessive if document.raw[raw.start : raw.end] == last.possessive else ""


def _heard_as_s(heard: Heard, c: Candidate) -> bool:
    """Whether the possessive ending is the last letter of the name: "Hopkin's University" for Hopkins."""
    last = heard.norms[c.last - 1]
    return c.form.text[-1:] in "sS" and last[-1:] != "s"


def _as_one(document: Document, start: int, span: Span, edits: Sequence[Edit]) -> Edit | None:
    """All `edits` as one, if the raw text there is the speech from `start` on; None if there is more in it.

    So that in plain text a proposal is its edit, over a line break too: "Keir / Stommer" -> "Keir / Starmer".
    """
    lo = min(span.start, edits[0].span.start)
    hi = max(span.end, edits[-1].span.end)
    old = document.raw[lo:hi]
    said = start + lo - span.start
    if document.speech[said : said + len(old)] != old:
        return None
    inside = (Edit(Span(e.span.start - lo, e.span.end - lo), e.old, e.new) for e in edits)
    return Edit(Span(lo, hi), old, apply(old, inside))


def action_of(heard: Heard, s: Scored, thresholds: Thresholds) -> Action:
    """What a scored candidate is good enough for."""
    c = s.candidate
    if s.score < thresholds.fix:
        return Action.ASK
    if c.form.term.apply is Apply.ASK or heard.crosses_stop(c.first, c.last):
        return Action.ASK
    if c.via is Via.SOUND and is_numeral(heard.norms[c.first : c.last], c.form.words):
        return Action.ASK
    # Ordinary words stay what they are until something else in the text speaks for the term, words of its context or
    # the term itself: several where there are words of context that could have stood there, one word always, but for
    # plain lists, which were made for this text; there an everyday word does.
    alone = c.via is Via.SOUND and not (s.known["context_all"] or s.known["exact"]) and _ordinary(heard, c)
    single = c.last - c.first == 1
    everyday = single and heard.zipfs[c.first] >= _EVERYDAY
    if alone and (c.form.term.context or everyday or (single and not s.known["plain"])):
        return Action.ASK
    if c.via is Via.SOUND and (
        _unspoken(heard, s)
        or _idiomatic(heard, s)
        or _runs_on(heard, c)
        or _other_person(heard, s)
        or _somebody(s)
        or _one_of_many(heard, c)
        or _several(heard, c)
        or _other_acronym(heard, c)
        or _full_name(heard, c)
    ):
        return Action.ASK
    return Action.FIX


def _out_of_place(heard: Heard, s: Scored, thresholds: Thresholds) -> bool:
    """Whether nobody need be asked: no word of the term's context stands near by, and it is not likely enough without.

    In a long text some word of any context stands somewhere; what matters is the passage. Known words have to be as
    unlikely there as what is fixed, and a known acronym is itself however likely another one is: NBC is no MBC.
    """
    c = s.candidate
    if c.via is not Via.SOUND or not c.form.term.context or s.known["context_far"] or s.known["context_all"]:
        return False
    if not _all_known(heard, c):
        return False
    if is_upper(c.form.text) and _other_acronym(heard, c):
        return True
    return s.score < thresholds.fix and not (s.known["exact"] or s.known["others"])


def _all_known(heard: Heard, c: Candidate) -> bool:
    return all(heard.zipfs[k] >= _KNOWN for k in range(c.first, c.last))


def _other_acronym(heard: Heard, c: Candidate) -> bool:
    """Whether acronyms would become something else: "PQRS" is no garbled PBRS, but "PRBS" is it misspelt.

    So is a word with capitals inside: who writes "DevOps" knows what it is.
    """
    if heard.all_caps or not all(_is_branded(t.text) for t in heard.tokens[c.first : c.last]):
        return False
    return sorted("".join(heard.letters[c.first : c.last])) != sorted(c.form.joined)


def _is_branded(word: str) -> bool:
    """Whether a word has the capitals of an acronym or a brand ("NATO", "DevOps"), and not those of "McDonald"."""
    if is_upper(word):
        return True
    return word.isalpha() and not word.startswith(("Mc", "Mac")) and any(map(str.isupper, word[1:]))


def _other_person(heard: Heard, s: Scored) -> bool:
    """Whether a person's first name stands right and a known other name follows: "Joe Byron" is no garbled Biden.

    Unless the text is about the one in question.
    """
    c = s.candidate
    if c.form.term.type is not TermType.PERSON or not s.known["kept"]:
        return False
    itself = math.log1p(c.form.words[-1] in heard.norms[c.first : c.last])  # the surname stands right within
    if s.known["context_all"] or s.known["exact"] > itself:
        return False
    if c.form.term.context and not s.known["context_share"]:
        return True  # nothing in the text speaks for this one
    changed = [k for k in range(c.first, c.last) if heard.norms[k] not in c.form.words]
    return all(heard.zipfs[k] >= _KNOWN or surname(heard.norms[k]) > 0 for k in changed)


def _unspoken(heard: Heard, s: Scored) -> bool:
    """Whether known words, or a name, would become a term of whose context there is nothing in the text.

    "Dakar" is a town too; and "Sweida", which has a capital of its own, is no acronym out of nowhere.
    """
    c = s.candidate
    named = (
        is_upper(c.form.text) and heard.cased and any(_has_capital(heard, k) for k in range(c.first, c.last))
    )
    return s.known["unspoken"] > 0 and (named or _all_known(heard, c))


def _idiomatic(heard: Heard, s: Scored) -> bool:
    """Whether ordinary words go together with those beside them, and a single word of context does not outweigh it.

    "They are creating powder rooms" is not about creatine powder. A plain list was made for the text, and means what
    is in it.
    """
    if s.known["plain"] or s.known["exact"] or s.known["kept"] or s.known["pair_edges"] <= _TOGETHER:
        return False  # "labor party" goes together, as the name does
    return s.known["context_all"] <= _ONE_WORD and _ordinary(heard, s.candidate)


def _runs_on(heard: Heard, c: Candidate) -> bool:
    """Whether the last of several words opens what follows, and would be lost: "Mike Pyke and" for Michael Piken."""
    last = heard.norms[c.last - 1]
    return c.last - c.first > 1 and last in _OPENERS and last not in c.form.words


def _somebody(s: Scored) -> bool:
    """Whether another first name stands before what would become somebody's only name: "Saul Alinsky" to Zelensky."""
    c = s.candidate
    return c.form.term.type is TermType.PERSON and len(c.form.words) == 1 and s.known["name_before"] > 0


def _one_of_many(heard: Heard, c: Candidate) -> bool:
    """Whether "a" or "an" stands before what would become a person: there are many of a thing: "a [Stommer]"."""
    before = heard.norms[c.first - 1] if c.first > 0 else ""
    return c.form.term.type is TermType.PERSON and before in ("a", "an")


def _several(heard: Heard, c: Candidate) -> bool:
    """Whether what is heard ends in an s, and the name of one thing does not: "regottas" for one regatta."""
    if c.form.term.type in (None, TermType.PERSON):
        return False
    return heard.norms[c.last - 1].endswith("s") and not c.form.words[-1].endswith("s")


def _full_name(heard: Heard, c: Candidate) -> bool:
    """Whether the words are the whole name of a person, and the term is something else."""
    if c.form.term.type in (None, TermType.PERSON) or c.last - c.first != _FULL_NAME or not heard.cased:
        return False
    first, last = heard.norms[c.first : c.last]
    capitals = all(capitalised(t.text) for t in heard.tokens[c.first : c.last])
    return capitals and min(given_name(first), surname(last)) > _A_NAME and heard.zipfs[c.last - 1] < _WORD


def _ordinary(heard: Heard, c: Candidate) -> bool:
    """Whether the heard words are all common English, none with a capital of its own."""
    return all(
        heard.zipfs[k] >= COMMON and not (heard.cased and len(heard.norms[k]) > 1 and _has_capital(heard, k))
        for k in range(c.first, c.last)
    )


def _has_capital(heard: Heard, k: int) -> bool:
    """Whether token k has a capital that its place does not explain."""
    return capitalised(heard.tokens[k].text) and not heard.starts[k]


def written(heard: Heard, c: Candidate) -> str:
    """The form as it should stand here: in capitals among capitals, and with one at the start of a sentence."""
    text = c.form.text
    end = heard.span(c.first, c.last).end
    if text[-1:] == heard.text[end : end + 1] == ".":  # "Kennedy Jr." before a stop: one will do
        text = text[:-1]
    tokens = heard.tokens[c.first : c.last]
    if heard.all_caps:
        return text.upper()
    if not heard.cased:
        return text
    if shouted(heard, c.first, c.last):
        return text.upper()
    if text[:1].islower() and capitalised(tokens[0].text) and heard.starts[c.first]:
        return upper_first(text)
    return text


def shouted(heard: Heard, first: int, last: int) -> bool:
    """Whether tokens `first` to `last` stand in capitals within a line of capitals ("KIERSTOMMER ARRIVES")."""
    around = heard.tokens[max(0, first - 2) : first] + heard.tokens[last : last + 2]
    return (
        all(is_upper(t.text) for t in heard.tokens[first:last])
        and bool(around)
        and all(is_upper(t.text) for t in around)
    )
