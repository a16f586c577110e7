"""Which forms of a lexicon some texts may have heard otherwise: near in sound or letters, and worth weighing.

Start reading from `Likeness.of`. Where terms have context, most of them are strangers to a text, which says nothing of
them: what sounds like one must promise more to be weighed.
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
        self._search = Search(forms, costs)

    def of(
        self, texts: Sequence[Heard], places: Sequence[Sequence[tuple[int, int]]], said: Sequence[Said]
    ) -> Iterator[Like]:
        """What the windows at the `places` of each text are like, and worth weighing; `said` is what is sure of each.

        What others may turn out to be is said too, so that a text that was fixed is read as it was before.
        """
        windows = Windows.of(texts, places)
        found = list(_likes(self._search, windows, self._search.of(windows)))
        about = None if self._subjects.plain else self._about(said, found)
        for like in found:
            known = about is None or about[like.text].speaks_for(like.form.term)
            if known or like.worth >= _WORTH_OF_STRANGERS:
                yield like

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
