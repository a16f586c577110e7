"""What the answers of people teach a lexicon.

Start reading from `lessons_of`. Only what a person said counts, not what was written unasked. First each answer is
understood by itself (which form of which term was heard?), then all answers about the same words and term make one
lesson, with what is in doubt about it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from mondegreen.answers import Verdict
from mondegreen.english import COMMON, given_name, place, surname, zipf
from mondegreen.forms import plural_of
from mondegreen.lessons import Doubt, Example, Kind, Left, Lesson, Lessons
from mondegreen.lexicon import Lexicon, Term
from mondegreen.proposal import Action, Via
from mondegreen.records import Entry, Record
from mondegreen.surroundings import context_from
from mondegreen.text import Gap, capitalised, fold, gap_between, letters, tokenise
from mondegreen.wording import changed_words

#: From this commonness on a word is somebody's name ("Doran" 1.3, "Newland" 0.8, "Lamy" 0.3).
_A_NAME = 0.25
#: From this commonness on a word is known, and in small letters is no name ("stammering" 2.4).
_KNOWN = 2.0
#: A typed form whose letters agree so far with a form of the term may be another spelling of it.
_ALIKE = 0.75
#: A typed form of more words than this is no name.
_MOST_WORDS = 6
#: So much of what is left out is quoted, in code points.
_SHOWN = 60
#: So many places are kept of a lesson, to take a test sentence from.
_EXAMPLES = 4


@dataclass(frozen=True, slots=True)
class _Said:
    """An answer: `kind` of the lesson that it speaks for; `for_good` if a refusal was meant for all places."""

    kind: Kind
    term: str
    written: str
    source: str | None
    entry: Entry
    heard: str  # as in the transcript, without what it shares with the correction
    for_good: bool = False


def _is_lasting(entry: Entry) -> bool:
    """Whether what was heard may be heard again: a mark for what was not understood says nothing of the next, nor does
    a full stop amid a name."""
    tokens = tokenise(entry.heard)
    return entry.via is not Via.UNHEARD and all(
        gap_between(entry.heard, a, b) < Gap.STOP for a, b in pairwise(tokens)
    )


def lessons_of(records: Iterable[tuple[Record, str | None]], lexicon: Lexicon) -> Lessons:
    """What the answers in `records` teach `lexicon`; each record comes with what to call its file, None if nothing."""
    known = _Known(lexicon)
    left: list[Left] = []
    said: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    # Two records of one transcript may hold the same answer, or a later one about the same place.
    answers = {
        (record.before, entry.span, entry.term): (entry, source)
        for record, source in records
        for entry in record.entries
        if entry.answer is not None and entry.via.is_mishearing and _is_lasting(entry)
    }
    for entry, source in answers.values():
        what = _understood(entry, source, known)
        if isinstance(what, Left):
            left.append(what)
        elif what is not None:
            said[_words(what.heard), what.term].append(what)
    accepted = {key: [s for s in same if s.kind is not Kind.NEVER] for key, same in said.items()}
    claims: dict[str, set[str]] = defaultdict(set)
    for (heard, term), yes in accepted.items():
        if yes:
            claims[heard].add(term)
    lessons: list[Lesson] = []
    for key, same in said.items():
        yes = accepted[key]
        no = [s for s in same if s.kind is Kind.NEVER]
        lesson = (
            _accepted(yes, len(no), claims[key[0]] - {key[1]}, known)
            if yes and not any(s.for_good for s in no)
            else _refused(no, len(yes), known)
        )
        if isinstance(lesson, Left):
            left.append(lesson)
        elif lesson is not None:
            lessons.append(lesson)
            if lesson.kind is Kind.MISHEARING and (context := _context(yes, known)) is not None:
                lessons.append(context)
    ordered = sorted(lessons, key=lambda x: (fold(x.term), x.term, fold(x.heard)))
    return Lessons(tuple(ordered), tuple(dict.fromkeys(left)), len(answers))


# --- What a lexicon knows -----------------------------------------------------------------------------


class _Known:
    """The right forms and the listed mishearings of a lexicon, by their words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.terms: Mapping[str, Term] = {t.term: t for t in lexicon.terms}
        self.right: dict[str, dict[str, list[str]]] = defaultdict(dict)  # words -> term -> forms as written
        self.heard: dict[str, set[str]] = defaultdict(set)  # words -> terms
        for term in lexicon.terms:
            for form in _right_forms(term):
                self.right[_words(form)].setdefault(term.term, []).append(form)
            for mishearing in term.mishearings:
                self.heard[_words(mishearing.text)].add(term.term)

    def form(self, written: str, term: str) -> tuple[str, str] | None:
        """The term, this one rather than another, that `written` is a right form of, and that form."""
        owners = self.right.get(_words(written), {})
        owner = term if term in owners else next(iter(owners), None)
        if owner is None:
            return None
        # "Mélenchon", though "Melenchon" is an alias
        return owner, written if written in owners[owner] else owners[owner][0]


def _right_forms(term: Term) -> Iterable[str]:
    forms = [term.term, *term.aliases]
    for form in forms:
        yield form
        if term.takes_plural:
            yield plural_of(form)
    if term.own_surname:
        yield term.own_surname


def _words(text: str) -> str:
    """`text` as words to compare: folded, whatever stands between them."""
    return " ".join(t.norm for t in tokenise(text))


# --- One answer ---------------------------------------------------------------------------------------


def _understood(entry: Entry, source: str | None, known: _Known) -> _Said | Left | None:
    """What the answer to `entry` says; None if that goes without saying."""
    answer = entry.answer
    assert answer is not None
    heard = " ".join(entry.heard.split())
    if not 0 < len(tokenise(heard)) <= _MOST_WORDS:
        return Left(_short(heard), entry.term, f"not one to {_MOST_WORDS} words")
    if answer.verdict in (Verdict.NO, Verdict.NEVER):
        heard, _ = _without_possessive(heard, "")
        return _Said(Kind.NEVER, entry.term, "", source, entry, heard, answer.verdict is Verdict.NEVER)
    written = " ".join((answer.written or entry.written).split())
    heard, written = _without_possessive(heard, written)
    found = _placed(heard, written, entry, known)
    if found is None:
        return Left(heard, _short(written), "what was typed is neither a name nor a form of one")
    kind, term, heard, written = found
    if heard.casefold() == written.casefold() and kind is Kind.MISHEARING:
        certain = entry.action is Action.FIX
        return None if certain else Left(heard, term, "only letter case differs, which no entry can list")
    return _Said(kind, term, written, source, entry, heard)


def _placed(heard: str, written: str, entry: Entry, known: _Known) -> tuple[Kind, str, str, str] | None:
    """Which kind of lesson about which term it is that `heard` was `written`, and both without what they share."""
    if form := known.form(written, entry.term):
        return Kind.MISHEARING, form[0], heard, form[1]
    short_heard, short = _without_shared(heard, written)
    if short_heard and (form := known.form(short, entry.term)):
        return Kind.MISHEARING, form[0], short_heard, form[1]
    # A review records what was typed as what is written.
    if entry.answer is not None and entry.answer.verdict is Verdict.YES:
        # A form among other words ("neocon faction"), or a name that came with the notes.
        return Kind.MISHEARING if entry.term in known.terms else Kind.TERM, entry.term, heard, written
    heard, written = _without_ordinary(heard, written)
    if not _is_name(written, heard):
        return None
    owner = known.terms.get(entry.term)
    if owner is not None and _is_variant(written, owner):
        return Kind.ALIAS, entry.term, heard, written
    return Kind.TERM, written, heard, written


def _without_possessive(heard: str, written: str) -> tuple[str, str]:
    """Both without the possessive ending of what was heard."""
    tokens = tokenise(heard)
    ending = tokens[-1].possessive if tokens else ""
    if not ending or not heard.endswith(ending) or (written and not written.endswith(ending)):
        return heard, written
    return heard[: -len(ending)], written[: -len(ending)] if written else ""


def _without_shared(heard: str, written: str) -> tuple[str, str]:
    """Both without the words that they share at their ends: "labor are", "Labour are" -> "labor", "Labour"."""
    old, new = tokenise(heard), tokenise(written)
    head, tail = changed_words([t.norm for t in old], [t.norm for t in new])
    if not head + tail:
        return heard, written
    mid_old, mid_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if not mid_old or not mid_new:
        return "", ""
    return (
        heard[mid_old[0].span.start : mid_old[-1].end],
        written[mid_new[0].span.start : mid_new[-1].end],
    )


def _without_ordinary(heard: str, written: str) -> tuple[str, str]:
    """Both without the ordinary words that they share at their ends: "labor are", but not "Andriy Yermuck"."""
    old, new = tokenise(heard), tokenise(written)

    def ordinary(k: int) -> bool:
        return old[k].norm == new[k].norm and new[k].text.islower() and zipf(new[k].norm) >= COMMON

    while len(old) > 1 and len(new) > 1 and ordinary(0):
        old, new = old[1:], new[1:]
    while len(old) > 1 and len(new) > 1 and ordinary(-1):
        old, new = old[:-1], new[:-1]
    if not old or not new:
        return heard, written
    return heard[old[0].span.start : old[-1].end], written[new[0].span.start : new[-1].end]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _is_name(written: str, heard: str) -> bool:
    """Whether what was typed may be a name, and not a sentence or ordinary words put right."""
    tokens = tokenise(written)
    if not 0 < len(tokens) <= _MOST_WORDS:
        return False
    opens = capitalised(heard)  # a capital may only be that of a sentence
    return any(
        zipf(t.norm) < _KNOWN
        or (any(c.isupper() for c in t.text) and t.text != "I" and not (k == 0 and opens))
        for k, t in enumerate(tokens)
    )


def _is_variant(written: str, term: Term) -> bool:
    """Whether what was typed may be another right form of `term`: "Zelenskyy", "President Zelensky", a part of it."""
    mine = letters(written)
    words = {t.norm for t in tokenise(written)}
    rare = {word for word in words if zipf(word) < COMMON}
    for form in _right_forms(term):
        if SequenceMatcher(None, mine, letters(form), autojunk=False).ratio() >= _ALIKE:
            return True
        theirs = {t.norm for t in tokenise(form)}
        if rare & theirs or words <= theirs:
            return True
    return False


# --- All answers about one claim ----------------------------------------------------------------------


def _accepted(yes: Sequence[_Said], refused: int, others: set[str], known: _Known) -> Lesson | Left | None:
    """The lesson that something was heard for a term; `others` are terms that it was accepted for as well."""
    written = Counter(s.written for s in yes).most_common(1)[0][0]
    yes = [s for s in yes if s.written == written]
    heard = Counter(s.heard for s in yes).most_common(1)[0][0]
    first, words = yes[0], _words(heard)
    owner = known.terms.get(first.term)
    if owner is not None and any(
        heard.casefold() == form.casefold() for form in (owner.term, *owner.aliases)
    ):
        return Left(heard, first.term, "a right form of the term itself")
    listed = owner is not None and first.term in known.heard.get(words, ())
    if not listed and (_by_letters(yes) or _by_part(heard, written, first.term, known)):
        return None
    lesson = Lesson(
        first.kind,
        first.term,
        heard,
        written,
        len(yes),
        next((s.source for s in yes if s.source), None),
        first.entry.term,
        _examples(yes),
    )
    if listed:
        return lesson
    doubts: list[tuple[Doubt, str]] = []
    if first.kind is Kind.ALIAS:
        doubts.append((Doubt.VARIANT, written))
    if own := _itself(heard):
        doubts.append((own, ""))
    rivals = sorted((known.heard.get(words, set()) | others) - {first.term})
    if rivals:
        doubts.append((Doubt.ELSEWHERE, ", ".join(rivals)))
    if right := sorted(set(known.right.get(words, ())) - {first.term}):
        doubts.append((Doubt.RIGHT, ", ".join(right)))
    owners = known.right.get(_words(written), {})
    if first.kind is Kind.MISHEARING and first.term != first.entry.term and len(owners) > 1:
        doubts.append((Doubt.SHARED, ", ".join(owners)))
    if refused:
        doubts.append((Doubt.MIXED, f"{len(yes)} and {refused}"))
    if owner is not None and letters(heard) in map(letters, owner.never):
        doubts.append((Doubt.FORBIDDEN, ""))
    return replace(lesson, doubts=tuple(doubts))


def _context(yes: Sequence[_Said], known: _Known) -> Lesson | None:
    """The lesson that names stand near the term where it was heard as ordinary words, and nobody could tell unasked.

    An entry without any context is found anywhere; a chance neighbour or two would only hinder that.
    """
    asked = [s for s in yes if s.entry.action is Action.ASK and s.kind is Kind.MISHEARING]
    if not asked or _itself(asked[0].heard) is not Doubt.COMMON:
        return None
    term, heard, written = known.terms[asked[0].term], asked[0].heard, asked[0].written
    examples = _examples(asked)
    context = context_from(examples, known.right, term.context, (written, *_right_forms(term)))
    if not context or not term.context:
        return None
    return Lesson(
        Kind.CONTEXT,
        term.term,
        heard,
        written,
        len(asked),
        None,
        term.term,
        examples,
        ((Doubt.NEARBY, ", ".join(context)),),
        context,
    )


def _by_letters(yes: Iterable[_Said]) -> bool:
    """Whether it is found by its letters alone wherever it stands: "storm-shadow"."""
    return all(s.entry.via is Via.SPACING and s.entry.action is Action.FIX for s in yes)


def _by_part(heard: str, written: str, term: str, known: _Known) -> bool:
    """Whether all that is wrong in it is listed: "David Lamy", where "Lamy" is."""
    short, _ = _without_shared(heard, written)
    return short != heard and term in known.heard.get(_words(short), ())


def _itself(heard: str) -> Doubt | None:
    """Whether what was heard may well have been said."""
    tokens = [t.norm for t in tokenise(heard)]
    if all(zipf(norm) >= COMMON for norm in tokens):
        return Doubt.COMMON
    if all(zipf(norm) >= _KNOWN for norm in tokens):  # "Alinsky" 2.1
        return Doubt.NAME
    if len(tokens) == 1 and max(surname(tokens[0]), given_name(tokens[0]), place(tokens[0])) >= _A_NAME:
        return Doubt.NAME
    return None


def _refused(no: Sequence[_Said], accepted: int, known: _Known) -> Lesson | Left:
    """The lesson that something is never a term."""
    heard = Counter(s.heard for s in no).most_common(1)[0][0]
    term = known.terms.get(no[0].term)
    if term is None:
        return Left(heard, no[0].term, "the term is in no lexicon")
    doubts: list[tuple[Doubt, str]] = []
    if letters(heard) in map(letters, term.never):
        return Lesson(Kind.NEVER, term.term, heard, "", len(no), None, term.term)
    if not any(s.for_good for s in no):
        doubts.append((Doubt.REFUSED, ""))
    if accepted:
        doubts.append((Doubt.MIXED, f"{accepted} and {len(no)}"))
    if term.term in known.heard.get(_words(heard), ()):
        doubts.append((Doubt.LISTED, ""))
    source = next((s.source for s in no if s.source), None)
    examples = _examples(no)
    return Lesson(Kind.NEVER, term.term, heard, "", len(no), source, term.term, examples, tuple(doubts))


def _examples(said: Iterable[_Said]) -> tuple[Example, ...]:
    found = {
        Example(s.entry.sentence, s.heard, s.written or s.heard): None
        for s in said
        if s.entry.sentence and s.heard in s.entry.sentence
    }
    return tuple(found)[:_EXAMPLES]
