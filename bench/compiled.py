#!/usr/bin/env python3
"""What the compiled code is worth: the seed transcript corrected with it and without it, and where the time went.

python bench/compiled.py
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest import mock

from mondegreen import Corrector, Lexicon, Proposal, edits
from mondegreen.phonetics import alignment

SEED = Path(__file__).resolve().parent.parent / "seeds" / "duran-2024-09-13.txt"

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Watch:
    """Seconds of the processor spent in a function."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def on(self, function: Callable[_P, _R]) -> Callable[_P, _R]:
        """`function`, watched."""

        def watched(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            before = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.process_time() - before

        return watched


@contextmanager
def only(compiled: bool) -> Iterator[None]:
    """With compiled code or without."""
    with mock.patch.object(edits, "COMPILED", compiled), mock.patch.object(alignment, "COMPILED", compiled):
        yield


def run(compiled: bool, text: str) -> list[Proposal]:
    """Correct `text` and print what it took."""
    comparing, aligning, all_of_it = Watch(), Watch(), Watch()
    with (
        only(compiled),
        mock.patch.object(edits.Compiled, "of", comparing.on(edits.Compiled.of)),
        mock.patch.object(edits.Compared, "of", comparing.on(edits.Compared.of)),
        mock.patch("mondegreen.search.align_pairs", aligning.on(alignment.align_pairs)),
    ):
        corrector = Corrector(Lexicon.default())
        proposals = all_of_it.on(corrector.propose)(text)
    print(
        f"{'compiled' if compiled else 'not compiled':14s}{all_of_it.seconds:6.2f} s of CPU time, of which "
        f"{comparing.seconds:.2f} for comparing strings and {aligning.seconds:.2f} for aligning sounds"
    )
    return proposals


def main() -> None:
    """Both ways, and whether they agree."""
    if not (edits.COMPILED and alignment.COMPILED):
        raise SystemExit("nothing is compiled here: install with a C compiler at hand")
    text = SEED.read_text(encoding="utf-8")
    with_it, without = run(True, text), run(False, text)
    print("the same proposals" if with_it == without else "NOT THE SAME PROPOSALS")


if __name__ == "__main__":
    main()
