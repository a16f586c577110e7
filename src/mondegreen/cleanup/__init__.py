"""Opt-in tidying of speech: repeated words, fillers, sound tags, spacing. Nothing here knows a lexicon.

Start reading from `clean`. Each rule of `RULES` finds changes in running text and knows nothing of the
others; `clean` makes them until no rule finds any more ("with um with us" needs two rounds), so that
cleaning twice equals cleaning once. Then every change is led back to the raw text with its reason.

A rule would rather miss than be wrong: what English doubles rightly, names, numbers and anything near a
hyphen or inside an address stay. A line or a cue is never left without words: a cue of nothing but
"[Music]" stays.

How to add one:

1. Write `cleanup/<name>.py` with `find(text: str) -> Iterator[Change]`. `text` is the speech of a whole
   document, with its line breaks. Each change says `why`, for people. Of two changes that share text, the one
   that begins first is made, else the one given first. Other rules, lines and cues that would be left without
   words, and the raw text are the business of `rounds`.
2. What a change writes must give no rule the same work again, or `clean` would never end.
3. Enter it in `RULES`, with a summary for people.
4. Give it two tables in `tests/test_cleanup.py`: what it changes, and what looks alike and stays. The laws
   there then hold it to the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mondegreen.cleanup import fillers, repeats, sounds, spacing
from mondegreen.cleanup.rounds import Round, edits, with_changes, without_common_blanks, without_overlaps
from mondegreen.cleanup.rule import Change, Rule
from mondegreen.document import Document
from mondegreen.errors import MondegreenError
from mondegreen.proposal import Action, Evidence, Proposal, Via

__all__ = ["RULES", "SCORE", "Change", "Rule", "clean"]

#: The rules by name, in the order in which they have their turn.
RULES: dict[str, Rule] = {
    "sounds": Rule("takes out tags for sounds: [Music], (laughs), ♪ ... ♪", sounds.find),
    "fillers": Rule("takes out um, uh and erm, with the comma that belongs to them", fillers.find),
    "repeats": Rule("says once what was said twice in a row: “with with”", repeats.find),
    "spacing": Rule("double spaces, a space before a comma, words run together: “alot”", spacing.find),
}

#: The probability given to every change; the rules are made to be right, and are not fitted.
SCORE = 0.98


def clean(document: Document, rules: Iterable[str] | None = None) -> list[Proposal]:
    """The tidying that these rules (all, if None) propose: in order, without overlaps, stable when repeated.

    Every proposal is a `FIX` with `Via.CLEANUP`; its `term` is the rule's name, the first one's where several
    rules had a hand in it. Raises `MondegreenError` for a rule that is not in `RULES`.
    """
    wanted = list(RULES) if rules is None else [rules] if isinstance(rules, str) else list(rules)
    for name in wanted:
        if name not in RULES:
            raise MondegreenError(f"no cleanup rule is called {name!r}; the rules are: {', '.join(RULES)}")
    changes: list[Change] = []
    text = document.speech
    while True:
        found = without_overlaps(
            replace(change, rules=(name,))
            for name in RULES
            if name in wanted
            for change in RULES[name].find(text)
        )
        this = Round(document, text, changes)
        made = [change for change in found if this.add(change)]
        if not made:
            return [_proposal(document, change) for change in changes]
        changes = this.changes()
        text = with_changes(document.speech, changes)


def _proposal(document: Document, change: Change) -> Proposal:
    change = without_common_blanks(document.speech, change)
    return Proposal(
        span=document.raw_span(change.start, change.end),
        old=document.speech[change.start : change.end],
        new=change.new,
        term=change.rules[0],
        via=Via.CLEANUP,
        score=SCORE,
        action=Action.FIX,
        evidence=Evidence(words=change.why),
        edits=edits(document, change),
    )
