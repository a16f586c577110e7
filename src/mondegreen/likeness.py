"""Which forms of a lexicon some texts may have heard otherwise: near in sound or letters, and worth weighing.

Start reading from `Likeness.of`. Where terms have context, most of them are strangers to a text, which says nothing of
them: what sounds like one must promise more. In a large lexicon this comes first, since it can be found quickly; then
the terms that a text does speak for are searched for thoroughly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mondegreen.forms import Form
from mondegreen.heard import Heard
from mondegreen.inflection import stem
from mondegreen.phonetics import Costs
from mondegreen.search import Hits, Search, Windows
from mondegreen.subjects import About, Subjects

#: What is found by sound for a term of which a text says nothing must be worth so much; and what is worth so much may
#: turn out right, and speak for others.
_WORTH_OF_STRANGERS, _WORTH_BELIEVING = 0.3, 0.5
#: Texts of so many words in all are searched together for the terms that they speak for.
_WORDS_TOGETHER = 150


class Fit(NamedTuple):
    """The alignment of a form's sounds with a window's: nats in all (`raw`), as a share of what the form would
    score against itself (`norm`) or the longer of the two would (`norm_max`), and of the worst word (`worst`).
    `letters` is the share of letters that agree, `made` the same as `norm_max` by how the sounds are made."""

    raw: float
    norm: float
    norm_max: float
    worst: float
    letters: float
    made: float = 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """The stems of the words of a text, and the terms that stand right in it."""

    stems: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()


#: Nothing.
NOTHING_SAID = Said()


class Like(NamedTuple):
    """Tokens `first` to `last` (exclusive) of text number `text` are like `form`, said as `sound`; see `Fit`."""

    text: int
    first: int
    last: int
    form: Form
    sound: tuple[str, ...]
    fit: Fit
    worth: float


class Likeness:
    """The forms of a lexicon, ready to be compared with what was heard.

    `forms` are right forms, each beside the one that is to be written for it.
    """

    def __init__(self, forms: Sequence[tuple[Form, Form]], subjects: Subjects, costs: Costs) -> None:
        self._subjects = subjects
        self._costs = costs
        self._search = Search(forms, costs)
        self._forms = forms
        self._always = {form.term.term for form, _ in forms if not form.term.context}

    def of(
        self, texts: Sequence[Heard], places: Sequence[Sequence[tuple[int, int]]], said: Sequence[Said]
    ) -> Iterator[Like]:
        """What the windows at the `places` of each text are like, and worth weighing; `said` is what is sure of each.

        What others may turn out to be is said too, so that a text that was fixed is read as it was before.
        """
        in_steps = not (self._subjects.plain or self._search.small)
        windows = Windows.of(texts, places)
        found = list(_likes(self._search, windows, self._search.of(windows, sure=in_steps)))
        if self._subjects.plain:
            yield from found
            return
        about = self._about(said, found)
        strange = (like for like in found if not about[like.text].speaks_for(like.form.term))
        yield from (like for like in strange if like.worth >= _WORTH_OF_STRANGERS)
        if not in_steps:
            yield from (like for like in found if about[like.text].speaks_for(like.form.term))
            return
        for group in _groups(texts):
            named = self._always.union(*(about[k].named for k in group))
            forms = [pair for pair in self._forms if pair[0].term.term in named]
            search = Search(forms, self._costs, thorough=False)
            windows = Windows.of([texts[k] for k in group], [places[k] for k in group])
            for like in _likes(search, windows, search.of(windows)):
                if about[k := group[like.text]].speaks_for(like.form.term):
                    yield like._replace(text=k)

    def _about(self, said: Sequence[Said], found: Iterable[Like]) -> list[About]:
        """What each text is about."""
        stems = [set(some.stems) for some in said]
        for like in found:
            if like.worth >= _WORTH_BELIEVING:
                stems[like.text].update(map(stem, like.form.words))
        return [self._subjects.of(own, some.terms) for own, some in zip(stems, said, strict=True)]


def _likes(search: Search, windows: Windows, hits: Hits) -> Iterator[Like]:
    where = (windows.text[hits.window], windows.first[hits.window], windows.last[hits.window])
    fits = (hits.raw, hits.norm, hits.norm_max, hits.worst, hits.letters, hits.made)
    columns = (column.tolist() for column in (*where, hits.reading, hits.worth, *fits))
    for k, first, last, reading, worth, *fit in zip(*columns, strict=True):
        form, sound = search.readings[reading]
        yield Like(k, first, last, form, sound, Fit(*fit), worth)


def _groups(texts: Sequence[Heard]) -> Iterator[list[int]]:
    """The numbers of short texts together, those of long ones by themselves."""
    group: list[int] = []
    words = 0
    for k, heard in enumerate(texts):
        if group and words + len(heard.tokens) > _WORDS_TOGETHER:
            yield group
            group, words = [], 0
        group.append(k)
        words += len(heard.tokens)
    if group:
        yield group
