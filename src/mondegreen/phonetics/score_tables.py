"""The scores of `Costs` as aligning many pairs at once wants them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from .costs import Costs
from .phones import SYMBOLS

SILENCE: Final = len(SYMBOLS)
"""No phone: it costs nothing to add or to drop, and is never heard for one. So it changes no score."""


class Tables:
    """The scores as the vectorised code wants them, silence included: the match table flat, addressed by
    said * `WIDTH` + heard; ``gain`` is what a pair scores beyond hearing the phone added."""

    WIDTH: Final = len(SYMBOLS) + 1

    def __init__(self, costs: Costs) -> None:
        self.match = np.pad(costs.match, (0, 1), constant_values=-np.inf).ravel()
        self.dropped = np.append(costs.dropped, np.float32(0))
        self.added = np.append(costs.added, np.float32(0))
        self.gain = (self.match.reshape(self.WIDTH, -1) - self.added).ravel()
        self.own = np.append(costs.match.diagonal(), np.float32(0))


@lru_cache(maxsize=8)
def tables_of(costs: Costs) -> Tables:
    """The tables of `costs`."""
    return Tables(costs)
