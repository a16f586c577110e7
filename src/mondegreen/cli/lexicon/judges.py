"""Proposals for many texts, made by several processes: what `lexicon check` does takes one core 20 seconds or so."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context
from typing import TYPE_CHECKING

from mondegreen.errors import MondegreenError

if TYPE_CHECKING:
    from types import TracebackType

    from mondegreen.corrector import Corrector
    from mondegreen.document import Document
    from mondegreen.lexicon import Lexicon
    from mondegreen.proposal import Proposal

#: What is found in each of several documents, once it is asked for.
Pending = Callable[[], "list[list[Proposal]]"]

_corrector: Corrector | None = None


def usual_jobs() -> int:
    """As many processes as this one may use cores, at most eight: each needs 100 MB or so."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        cores = os.cpu_count() or 1
    return min(cores, 8)


class Judges:
    """Correctors with one lexicon, `jobs` of them, each in a process of its own; with one, in this very process."""

    def __init__(self, lexicon: Lexicon, jobs: int) -> None:
        self._lexicon = lexicon
        self._here: Corrector | None = None
        self._pool: ProcessPoolExecutor | None = None
        if jobs > 1:
            # "spawn" works alike on all systems, and forks no process that has threads.
            self._pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start, (lexicon,))

    def __enter__(self) -> Judges:
        """Itself; the processes end when the block does."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; what they still work on is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def propose(self, documents: Sequence[Document]) -> Pending:
        """Begin to look for proposals; their evidence is left out."""
        if self._pool is None:
            return lambda: _without_evidence(self._corrector(), documents)
        future = self._pool.submit(_work, documents)
        return lambda: _result(future)

    def _corrector(self) -> Corrector:
        from mondegreen.corrector import Corrector

        if self._here is None:
            self._here = Corrector(self._lexicon)
        return self._here


def _start(lexicon: Lexicon) -> None:
    """Make ready a process of the pool."""
    global _corrector
    from mondegreen.cli import seldom_collect
    from mondegreen.corrector import Corrector

    seldom_collect()
    signal.signal(
        signal.SIGINT, signal.SIG_DFL
    )  # Ctrl-C ends it without a word; the parent says what there is to say
    _corrector = Corrector(lexicon)


def _work(documents: Sequence[Document]) -> list[list[Proposal]]:
    assert _corrector is not None
    return _without_evidence(_corrector, documents)


def _without_evidence(corrector: Corrector, documents: Sequence[Document]) -> list[list[Proposal]]:
    from mondegreen.proposal import Evidence

    found = corrector.propose_all(documents)
    return [[replace(p, evidence=Evidence()) for p in proposals] for proposals in found]


def _result(future: Future[list[list[Proposal]]]) -> list[list[Proposal]]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise MondegreenError("a process of the check was ended from outside; try --jobs 1") from None
