"""Proposals for many texts, made by several processes: what `lexicon check` does takes one core 20 seconds or so.

Start reading from `Judges`: `begin` sets other processes to work, `ended` helps them and gives what was found.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
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

#: Texts of about so many characters are judged together: what sounds alike in them is looked up once.
_BATCH = 20_000

_corrector: Corrector | None = None


def usual_jobs() -> int:
    """As many processes as this one may use cores, at most eight: each needs 100 MB or so."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        cores = os.cpu_count() or 1
    return min(cores, 8)


class Judges:
    """Correctors with one lexicon, `jobs` of them: one in this very process, each other in a process of its own."""

    def __init__(self, lexicon: Lexicon, jobs: int) -> None:
        self._lexicon = lexicon
        self._batches: list[_Batch] = []
        #: What nobody has begun with, the longest first: others begin at the front, this process at the back.
        self._waiting: deque[_Batch] = deque()
        self._others = jobs - 1
        self._pool: ProcessPoolExecutor | None = None
        self._errands: ThreadPoolExecutor | None = None
        if self._others:
            # "spawn" works alike on all systems, and forks no process that has threads.
            self._pool = ProcessPoolExecutor(self._others, get_context("spawn"), _start, (lexicon,))
            self._errands = ThreadPoolExecutor(self._others)

    def __enter__(self) -> Judges:
        """Itself; the processes end when the block does."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; what they still work on is dropped."""
        self._waiting.clear()
        for pool in (self._pool, self._errands):
            if pool is not None:
                pool.shutdown(wait=kind is None, cancel_futures=True)

    def begin(self, documents: Sequence[Document]) -> None:
        """Begin to look for proposals in `documents`."""
        self._batches = [_Batch(some) for some in _batches(documents)]
        self._waiting.extend(sorted(self._batches, key=lambda b: _length(b.documents), reverse=True))
        if self._errands is not None:
            for _ in range(self._others):
                self._errands.submit(self._have_done)

    def ended(self) -> list[list[Proposal]]:
        """What was found in each document, in their order; the evidence is left out."""
        corrector: Corrector | None = None
        while (batch := _taken(self._waiting, -1)) is not None:
            if corrector is None:
                from mondegreen.corrector import Corrector

                corrector = Corrector(self._lexicon)
            batch.found.set_result(_without_evidence(corrector, batch.documents))
        return [found for batch in self._batches for found in _result(batch.found)]

    def _have_done(self) -> None:
        """Have one batch after another done by a process of the pool."""
        assert self._pool is not None
        while (batch := _taken(self._waiting, 0)) is not None:
            try:
                batch.found.set_result(self._pool.submit(_work, batch.documents).result())
            except BaseException as error:
                batch.found.set_exception(error)


class _Batch:
    """Documents that are judged together."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.found: Future[list[list[Proposal]]] = Future()


def _batches(documents: Sequence[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    for k, document in enumerate(documents):
        batch.append(document)
        if _length(batch) >= _BATCH or k == len(documents) - 1:
            yield batch
            batch = []


def _length(batch: Sequence[Document]) -> int:
    return sum(len(document.speech) for document in batch)


def _taken(waiting: deque[_Batch], end: int) -> _Batch | None:
    """The batch at the front (0) or the back (-1), taken out; None if there is none left."""
    try:
        return waiting.popleft() if end == 0 else waiting.pop()
    except IndexError:
        return None


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
