"""House style: of several right spellings of a name, the one that a show has chosen is written everywhere.

Start reading from `HouseStyle`. A choice is a right form of some entry ("Zelenskyy"): its other spellings (see
`variants`) give way to it, also as part of longer forms ("Volodymyr Zelensky"), and corrections of misheard forms are
written with it. "Burma=Myanmar" replaces a right form that is no spelling of the other. Other right forms are kept as
spoken, as always: "Sir Keir" is not "Keir Starmer" in another spelling.

`choices` reads what was chosen, `writing` says how it stands in its place, `kept` what is left alone.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mondegreen.candidates import Exact, Index
from mondegreen.decisions import at_place
from mondegreen.document import Document
from mondegreen.forms import Form, Kind, form_of, forms_of, plural_of
from mondegreen.heard import Heard
from mondegreen.house_style.choices import Choice, chosen, rewritten, right_forms
from mondegreen.house_style.kept import Kept
from mondegreen.house_style.writing import Target, in_place, narrowed
from mondegreen.lexicon import Lexicon, Term
from mondegreen.namesakes import other_name_before
from mondegreen.proposal import Action, Evidence, Proposal, Via
from mondegreen.text import Span, Token, is_upper, letters, tokenise

__all__ = ["SCORE", "Change", "HouseStyle", "proposals", "together"]

#: The probability of every change; what is left to doubt is whether the words mean the name at all.
SCORE = 0.99


@dataclass(frozen=True, slots=True)
class Change:
    """Tokens `first` to `last` (exclusive) are `term`, and are to read `new`, because `house` is the chosen form."""

    first: int
    last: int
    new: str
    house: str
    term: Term

    def words(self) -> dict[int, Token]:
        """The new words by the tokens in whose place they stand; {} if there are more or fewer of them."""
        new = tokenise(self.new)
        same = len(new) == self.last - self.first
        return dict(zip(range(self.first, self.last), new, strict=True)) if same else {}


class HouseStyle:
    """The choices of a show, and the `lexicon` with the forms that come of them ("Vladimir Zelenskyy").

    `style` are forms, each of some entry of `lexicon`, or "FORM=OTHER" to write OTHER for FORM. Those among `ignored`
    (as `text.letters`) are checked, but not kept to. Raises `StyleError` with every fault.
    """

    def __init__(
        self, lexicon: Lexicon, style: Iterable[str] = (), ignored: frozenset[str] = frozenset()
    ) -> None:
        self._ignored = ignored
        self._choices: dict[str, tuple[Choice, ...]] = {}  # by term, as all of these
        self._targets: dict[str, dict[tuple[str, ...], Target]] = {}
        self._forms: dict[str, dict[str, Form]] = {}
        by_term = chosen(lexicon, style)
        self.lexicon = lexicon
        if by_term:
            prepared = (self._prepared(t, by_term[t.term]) if t.term in by_term else t for t in lexicon.terms)
            self.lexicon = Lexicon(tuple(prepared))

    def _prepared(self, term: Term, choices: Iterable[Choice]) -> Term:
        """Note how each form of `term` is written; the entry with the forms that come of it."""
        kept_to = tuple(c for c in choices if letters(c.house) not in self._ignored)
        targets: dict[tuple[str, ...], Target] = {}
        known = right_forms(term)
        more: dict[str, None] = {}
        for text in known:
            new, house = rewritten(text, kept_to)
            if house is None:
                continue
            pairs = [(text, new)]
            if term.takes_plural:
                pairs.append((plural_of(text), plural_of(new)))
            for old, target in pairs:
                words = tuple(t.norm for t in tokenise(old))
                texts = targets[words].texts if words in targets else frozenset()
                targets[words] = Target(target, house, texts | {old})
            if new not in known:
                more[new] = None
        entry = replace(term, aliases=(*term.aliases, *more))
        self._choices[term.term] = kept_to
        self._targets[term.term] = targets
        self._forms[term.term] = {form.text: form for form in reversed(list(forms_of(entry)))}
        return entry

    def form(self, form: Form) -> Form:
        """The form that the house writes for `form`."""
        term = form.term
        if term.term not in self._choices:
            return form
        target = self._targets[term.term].get(form.words)
        text = target.text if target is not None else rewritten(form.text, self._choices[term.term])[0]
        known = self._forms[term.term].get(text)
        if known is None and text != form.text:  # "the Zelenskyy", of a mishearing
            return form_of(text, term, Kind.PHRASE)
        return known or form

    def changes(self, heard: Heard, exact: Sequence[Exact], index: Index) -> list[Change]:
        """The changes of what stands right in a text, in order."""
        if not self._choices:
            return []
        right = {k for e in exact for k in range(e.first, e.last)}
        kept = Kept(heard, index, self._ignored)
        acronyms = {k for e in exact if is_upper(e.form.text) for k in range(e.first, e.last)}
        found: list[Change] = []
        for e in exact:
            target = self._targets.get(e.form.term.term, {}).get(e.form.words)
            if target is None or kept.holds(e) or other_name_before(heard, e, right):
                continue
            new = in_place(heard, e, target, acronyms)
            if new.split() != heard.words(e.first, e.last).split():
                found.append(Change(e.first, e.last, new, target.house, e.form.term))
        return found


def proposals(document: Document, heard: Heard, changes: Iterable[Change]) -> Iterator[Proposal]:
    """The proposals that `changes` stand for; what can't be written into the document is left out."""
    for change in changes:
        place, new = narrowed(heard, change.first, change.last, change.new)
        written = at_place(document, place, new)
        if written is None:
            continue
        span, old, new, edits = written
        yield Proposal(
            span=span,
            old=old,
            new=new,
            term=change.term.term,
            via=Via.STYLE,
            score=SCORE,
            action=Action.FIX,
            evidence=Evidence(words=(f"house style: {change.house}",)),
            edits=edits,
        )


def together(names: Sequence[Proposal], styled: Sequence[Proposal]) -> list[Proposal]:
    """Corrections and changes of style, both in order, as one list without overlaps.

    What is certain comes before what is asked, and among that corrections come first.
    """
    sure = [p for p in names if p.action is Action.FIX]
    styled = _beside(styled, sure)
    asked = _beside([p for p in names if p.action is not Action.FIX], styled)
    return sorted((*sure, *styled, *asked), key=lambda p: p.span)


def _beside(some: Sequence[Proposal], others: Sequence[Proposal]) -> list[Proposal]:
    """Those of `some` that overlap none of `others`, which are in order and without overlaps."""
    ends = [other.span.end for other in others]

    def is_free(span: Span) -> bool:
        k = bisect.bisect_right(ends, span.start)
        return k == len(others) or not others[k].span.overlaps(span)

    return [p for p in some if is_free(p.span)]
