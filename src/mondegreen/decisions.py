"""From scored candidates to proposals: what is applied, what is asked, what is dropped.

Start reading from `decide`. Candidates that want the same words compete, the likeliest wins; then each winner
gets the letter case and inflection that its place asks for, and an action.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mondegreen.candidates import Candidate
from mondegreen.document import Document, Edit, apply
from mondegreen.english import COMMON
from mondegreen.forms import Kind
from mondegreen.heard import Heard
from mondegreen.lexicon import Apply
from mondegreen.proposal import Action, Proposal, Via
from mondegreen.scoring import Scored, Thresholds
from mondegreen.text import Span, capitalised, is_upper, upper_first

#: From this probability on the whole name is taken before its surname alone.
_WHOLE = 0.5


def winners(scored: Iterable[Scored], least: float) -> list[Scored]:
    """The likeliest candidates that share no word with a likelier one, in text order."""
    taken: set[int] = set()
    chosen: list[Scored] = []
    for s in sorted(_whole_names(list(scored)), key=_rank):
        c = s.candidate
        if s.score < least:
            break
        if taken.isdisjoint(range(c.first, c.last)):
            taken.update(range(c.first, c.last))
            chosen.append(s)
    return sorted(chosen, key=lambda s: s.candidate.first)


def _whole_names(scored: list[Scored]) -> list[Scored]:
    """Without the surnames that are part of a whole name as likely as not: "Chevonne Mac Sweeney" is one name."""
    whole = [s for s in scored if s.candidate.form.kind is not Kind.SURNAME and s.score >= _WHOLE]
    spans: dict[str, list[Candidate]] = defaultdict(list)
    for s in whole:
        spans[s.candidate.form.term.term].append(s.candidate)

    def part_of_whole(c: Candidate) -> bool:
        return c.form.kind is Kind.SURNAME and any(
            w.first <= c.first and c.last <= w.last and w.last - w.first > c.last - c.first
            for w in spans.get(c.form.term.term, ())
        )

    return [s for s in scored if not part_of_whole(s.candidate)]


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

    `min_score` shows weaker ones than the model's threshold for asking would.
    """
    least = thresholds.ask if min_score is None else min_score
    proposals = (propose(document, heard, s, thresholds) for s in winners(scored, least))
    return [p for p in proposals if p is not None]


def propose(document: Document, heard: Heard, s: Scored, thresholds: Thresholds) -> Proposal | None:
    """The proposal that a scored candidate stands for; None if it can't be written into the document."""
    c = s.candidate
    place = heard.span(c.first, c.last)
    old, new = heard.text[place.start : place.end], written(heard, c)
    edits = document.edits_for(place.start, place.end, new)
    if not edits:
        return None
    span = document.raw_span(place.start, place.end)
    if whole := _as_one(document, place.start, span, edits):
        span, old, new, edits = whole.span, whole.old, whole.new, (whole,)
    return Proposal(
        span=span,
        old=old,
        new=new,
        term=c.form.term.term,
        via=c.via,
        score=s.score,
        action=_action(heard, s, thresholds),
        evidence=s.evidence(),
        edits=edits,
    )


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


def _action(heard: Heard, s: Scored, thresholds: Thresholds) -> Action:
    c = s.candidate
    if s.score < thresholds.fix:
        return Action.ASK
    if c.form.term.apply is Apply.ASK:
        return Action.ASK
    # Ordinary words stay what they are until something speaks for the term: one word always, several where the
    # term has words of context that could have stood there and did not.
    alone = c.via is Via.SOUND and not s.known["context_all"] and _ordinary(heard, c)
    if alone and (c.last - c.first == 1 or c.form.term.context):
        return Action.ASK
    return Action.FIX


def _ordinary(heard: Heard, c: Candidate) -> bool:
    """Whether the heard words are all common English, none with a capital of its own."""
    return all(
        heard.zipfs[k] >= COMMON
        and not (heard.cased and capitalised(heard.tokens[k].text) and not heard.starts[k])
        for k in range(c.first, c.last)
    )


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
    if _shouted(heard, c):
        return text.upper()
    if text[:1].islower() and capitalised(tokens[0].text) and heard.starts[c.first]:
        return upper_first(text)
    return text


def _shouted(heard: Heard, c: Candidate) -> bool:
    """Whether the words stand in capitals within a line of capitals ("KIERSTOMMER ARRIVES")."""
    around = heard.tokens[max(0, c.first - 2) : c.first] + heard.tokens[c.last : c.last + 2]
    return (
        all(is_upper(t.text) for t in heard.tokens[c.first : c.last])
        and bool(around)
        and all(is_upper(t.text) for t in around)
    )
