"""How likely one sound is heard for another: tables of scores, hand-made or learned.

Start reading from `Costs`; `default_costs` is what everything uses. A table is either read from
``data/costs.tsv`` (learned from what real recognisers wrote) or, without such a file, worked out by
`articulatory` from how the sounds are made.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import ModelError
from .phones import PHONES

Scores = NDArray[np.float32]

STEP: Final = 1 / 1024
"""Every score is a multiple of this (in nats), so that sums in float32 are exact up to 16,384 nats and in
any order.

Two ways to align the same sounds thus tie exactly or not at all, and the fast aligner can be held against
the plain one.
"""

COSTS_FILE: Final = "costs.tsv"
_GAP: Final = "-"


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """Scores in nats, higher is better; rows and columns in the order of ``PHONES``.

    A score is a log likelihood ratio, log P(said, heard) / (P(said) P(heard)), as in substitution matrices
    of biology (Dayhoff 1978; Henikoff 1992): 0 is no evidence, a positive score speaks for the same word
    having been said. ``match[i, j]`` is gained when phone i was said and j heard, ``dropped[i]`` when i was
    said and nothing heard, ``added[j]`` when j was heard although nothing was said.

    Scores are rounded to `STEP` and the arrays made read-only. Raises ``ValueError`` for a wrong shape, a
    score that is no number or beyond 100, or a phone that doesn't speak for itself (``match[i, i]`` must be
    positive: the normalised scores divide by it).
    """

    match: Scores
    dropped: Scores
    added: Scores

    @classmethod
    def of(cls, match: ArrayLike, dropped: ArrayLike, added: ArrayLike) -> Costs:
        """From anything that numpy takes for numbers: lists, float64."""
        return cls(*(np.asarray(scores, dtype=np.float32) for scores in (match, dropped, added)))

    def __post_init__(self) -> None:
        size = len(PHONES)
        for name, shape in (("match", (size, size)), ("dropped", (size,)), ("added", (size,))):
            given = np.asarray(getattr(self, name), dtype=np.float64)
            if given.shape != shape:
                raise ValueError(f"{name}: shape {given.shape}, not {shape}")
            if not (np.abs(given) <= 100).all():
                raise ValueError(f"{name}: every score must be a number from -100 to 100")
            exact = (np.round(given / STEP) * STEP).astype(np.float32)
            exact.flags.writeable = False
            object.__setattr__(self, name, exact)
        silent = [phone for phone, score in zip(PHONES, self.match.diagonal(), strict=True) if score <= 0]
        if silent:
            raise ValueError(f"match: a phone must score above 0 with itself: {', '.join(silent)}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Costs):
            return NotImplemented
        return all(np.array_equal(getattr(self, f.name), getattr(other, f.name)) for f in fields(self))

    def __hash__(self) -> int:
        return hash((self.match.tobytes(), self.dropped.tobytes(), self.added.tobytes()))


@cache
def default_costs() -> Costs:
    """The shipped table if there is one, the articulatory one otherwise."""
    shipped = resources.files(__package__).joinpath("data", COSTS_FILE)
    if shipped.is_file():
        return parse_costs(shipped.read_text(encoding="utf-8"), COSTS_FILE)
    return articulatory()


# --- a table as text ------------------------------------------------------------------------------


def read_costs(path: str | Path) -> Costs:
    """Read what `write_costs` wrote; raises ``OSError`` or ``ModelError``."""
    return parse_costs(Path(path).read_text(encoding="utf-8"), str(path))


def write_costs(path: str | Path, costs: Costs) -> None:
    """Write the canonical form of a table; reading it gives an equal table back."""
    Path(path).write_text(format_costs(costs), encoding="utf-8", newline="\n")


def format_costs(costs: Costs) -> str:
    """The table as tab-separated text: rows are what was said, columns what was heard, ``-`` is nothing."""
    lines = ["# Scores in nats: said (row), heard (column); '-' is nothing said or nothing heard.",
             "\t".join(["said", *PHONES, _GAP])]  # fmt: skip
    for phone, row, dropped in zip(PHONES, costs.match.tolist(), costs.dropped.tolist(), strict=True):
        lines.append("\t".join([phone, *(f"{score:.4f}" for score in [*row, dropped])]))
    lines.append("\t".join([_GAP, *(f"{score:.4f}" for score in costs.added.tolist()), ""]))
    return "\n".join(lines) + "\n"


def parse_costs(text: str, path: str = "<costs>") -> Costs:
    """Read a table from text; ``path`` is named in the ``ModelError`` that a faulty one raises."""
    rows = [
        (number, line.split("\t"))
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]
    size = len(PHONES)
    if not rows or rows[0][1] != ["said", *PHONES, _GAP]:
        raise ModelError(f"{path}: the first row must be 'said', the {size} phones in order, and '{_GAP}'")
    if [cells[0] for _, cells in rows[1:]] != [*PHONES, _GAP]:
        raise ModelError(f"{path}: the rows must be the {size} phones in order, then '{_GAP}'")
    table = np.zeros((size + 1, size + 1))
    for index, (number, cells) in enumerate(rows[1:]):
        last = index == size  # nothing said and nothing heard is no event: the corner is empty
        try:
            scores = [float(cell) for cell in cells[1 : size + 1 if last else None]]
            table[index, : len(scores)] = scores
        except ValueError:
            raise ModelError(f"{path}:{number}: a score is no number, or there are too many") from None
        if len(scores) != size + (not last):
            raise ModelError(f"{path}:{number}: {len(scores)} scores, not {size + (not last)}")
    try:
        return Costs.of(table[:size, :size], table[:size, size], table[size, :size])
    except ValueError as error:
        raise ModelError(f"{path}: {error}") from None


# --- a table from how sounds are made -------------------------------------------------------------

# Height (0 low to 2 high), backness (0 front to 1 back), rounding (0 to 1); a diphthong stands about where
# it starts.
_VOWELS: Final[dict[str, tuple[float, float, float]]] = {
    "AA": (0.0, 1.0, 0.0), "AE": (0.0, 0.0, 0.0), "AH": (1.0, 0.5, 0.0), "AO": (0.5, 1.0, 0.5),
    "AW": (0.2, 0.7, 0.5), "AY": (0.2, 0.4, 0.0), "EH": (0.8, 0.0, 0.0), "ER": (1.0, 0.5, 0.3),
    "EY": (1.3, 0.0, 0.0), "IH": (1.7, 0.2, 0.0), "IY": (2.0, 0.0, 0.0), "OW": (1.0, 1.0, 1.0),
    "OY": (0.7, 0.8, 0.8), "UH": (1.7, 0.9, 0.8), "UW": (2.0, 1.0, 1.0),
}  # fmt: skip

# Place (0 lips, 1 lip and teeth, 2 teeth, 3 ridge, 4 behind it, 5 palate, 6 velum, 7 glottis), manner, voice.
_CONSONANTS: Final[dict[str, tuple[int, str, bool]]] = {
    "P": (0, "stop", False), "B": (0, "stop", True), "T": (3, "stop", False), "D": (3, "stop", True),
    "K": (6, "stop", False), "G": (6, "stop", True), "CH": (4, "affricate", False),
    "JH": (4, "affricate", True), "F": (1, "fricative", False), "V": (1, "fricative", True),
    "TH": (2, "fricative", False), "DH": (2, "fricative", True), "S": (3, "fricative", False),
    "Z": (3, "fricative", True), "SH": (4, "fricative", False), "ZH": (4, "fricative", True),
    "HH": (7, "fricative", False), "M": (0, "nasal", True), "N": (3, "nasal", True), "NG": (6, "nasal", True),
    "L": (3, "liquid", True), "R": (4, "liquid", True), "W": (0, "glide", True), "Y": (5, "glide", True),
}  # fmt: skip

# How far apart two manners are; 0.75 if not listed.
_MANNERS: Final[dict[frozenset[str], float]] = {
    frozenset(pair.split()): distance
    for pair, distance in {
        "stop affricate": 0.25, "fricative affricate": 0.2, "stop fricative": 0.35, "liquid glide": 0.3,
        "nasal liquid": 0.45, "stop nasal": 0.45, "nasal glide": 0.6, "fricative nasal": 0.6,
        "fricative liquid": 0.65, "fricative glide": 0.65,
    }.items()
}  # fmt: skip

# Vowels and consonants that are made alike, or that swap places in fast speech ("milk" as "miwk").
_ACROSS: Final[dict[frozenset[str], float]] = {
    frozenset(pair.split()): distance
    for pair, distance in {
        "R ER": 0.15, "Y IY": 0.2, "W UW": 0.2, "Y IH": 0.35, "W UH": 0.3, "W OW": 0.4, "L OW": 0.4,
        "L UH": 0.4, "L AO": 0.5, "L UW": 0.5, "L AH": 0.5, "R AA": 0.6, "R AO": 0.6, "N AH": 0.65,
        "HH AH": 0.7,
    }.items()
}  # fmt: skip

# How often each phone is said, in thousandths: the mean of its share in CMUdict's words and in running
# English.
_PER_MILLE: Final = {
    "AA": 25, "AE": 25, "AH": 92, "AO": 15, "AW": 5, "AY": 16, "B": 22, "CH": 5, "D": 39, "DH": 15, "EH": 30,
    "ER": 29, "EY": 16, "F": 17, "G": 13, "HH": 12, "IH": 60, "IY": 37, "JH": 7, "K": 42, "L": 49, "M": 32,
    "N": 71, "NG": 11, "OW": 18, "OY": 1, "P": 22, "R": 50, "S": 55, "SH": 9, "T": 64, "TH": 4, "UH": 3,
    "UW": 16, "V": 16, "W": 15, "Y": 8, "Z": 32, "ZH": 1,
}  # fmt: skip

# What it costs to lose a phone, or to hear one that isn't there: little for sounds that fast speech swallows
# ("[h]is", "fac[t]s", "[uh]bout"), much for those that carry a word.
_GAP_SCORES: Final = {
    "AH": -0.6, "HH": -0.7, "Y": -0.8, "W": -1.0, "IH": -1.0, "T": -1.2, "D": -1.2, "R": -1.3, "ER": -1.4,
    "NG": -1.5, "L": -1.5, "N": -1.5, "Z": -1.6, "S": -1.7, "UH": -1.4, "EH": -1.5, "DH": -1.5,
}  # fmt: skip
_OTHER_VOWEL_GAP: Final = -2.0
_OTHER_CONSONANT_GAP: Final = -2.2
_ADDED_EXTRA: Final = -0.1  # recognisers drop sounds a little more readily than they invent them

# Distances in [0, 1] onto nats: a pair at 0.25 is no evidence either way, one at 1 speaks loudly against.
_NEAREST: Final = 1.3
_FARTHEST: Final = -4.0


@cache
def articulatory() -> Costs:
    """A table from articulatory features, scaled by hand to look like a learned one.

    Identical phones score 2 to 3.5 (rarer ones more), neighbours such as T and D a little above 0, remote
    ones down to -4; a phone dropped or added -0.6 to -2.3.
    """
    size = len(PHONES)
    match = np.empty((size, size))
    for i, said in enumerate(PHONES):
        for j, heard in enumerate(PHONES):
            distance = _distance(said, heard)
            match[i, j] = _NEAREST + (_FARTHEST - _NEAREST) * distance
        match[i, i] = _identity(_PER_MILLE[said])
    dropped = np.array([_gap(phone) for phone in PHONES])
    return Costs.of(match, dropped, dropped + _ADDED_EXTRA)


def _identity(per_mille: int) -> float:
    """2 nats for the commonest phone, 3.5 for the rarest: half of what they would be worth if nothing went
    wrong."""
    commonest, rarest = max(_PER_MILLE.values()), min(_PER_MILLE.values())
    return 2.0 + 1.5 * math.log(commonest / per_mille) / math.log(commonest / rarest)


def _gap(phone: str) -> float:
    return _GAP_SCORES.get(phone, _OTHER_VOWEL_GAP if phone in _VOWELS else _OTHER_CONSONANT_GAP)


def _distance(said: str, heard: str) -> float:
    """From 0 to 1, the same in both directions."""
    if said in _VOWELS and heard in _VOWELS:
        height, back, rounding = _differences(_VOWELS[said], _VOWELS[heard])
        distance = 0.08 + 0.2 * height + 0.14 * back + 0.1 * rounding
        # An unstressed vowel may turn into schwa whatever it is; otherwise vowels are never the worst of
        # errors.
        return min(distance, 0.25 if "AH" in (said, heard) else 0.55)
    if said in _CONSONANTS and heard in _CONSONANTS:
        place, manner, voice = _CONSONANTS[said]
        other_place, other_manner, other_voice = _CONSONANTS[heard]
        apart = 0.0 if manner == other_manner else _MANNERS.get(frozenset((manner, other_manner)), 0.75)
        moved = min(0.45, 0.12 * abs(place - other_place))
        return min(1.0, 0.04 + apart + moved + 0.1 * (voice != other_voice))
    return _ACROSS.get(frozenset((said, heard)), 1.0)


def _differences(one: Iterable[float], other: Iterable[float]) -> tuple[float, ...]:
    return tuple(abs(a - b) for a, b in zip(one, other, strict=True))
