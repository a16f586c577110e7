"""A corrector that knows a handful of words, for tests of what stands around the pipeline."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mondegreen.document import Document
from mondegreen.proposal import Action, Evidence, Proposal, Reason, Via

FIX, ASK = Action.FIX, Action.ASK
WORDS: dict[str, tuple[str, str, float, Action]] = {  # heard: (written, term, probability, action)
    "Qurstammer": ("Keir Starmer", "Keir Starmer", 0.97, FIX),
    "stommer": ("Starmer", "Keir Starmer", 0.95, FIX),
    "storm shadow": ("Storm Shadow", "Storm Shadow", 0.98, FIX),
    "Alinsky": ("Zelensky", "Volodymyr Zelensky", 0.62, ASK),
    "Melon Shaw": ("Mélenchon", "Jean-Luc Mélenchon", 0.99, FIX),
    "Erdwan": ("Erdoğan", "Recep Tayyip Erdoğan", 0.99, FIX),
}


class FakeCorrector:
    """Proposes what is in its table, wherever it stands."""

    def __init__(self, words: Mapping[str, tuple[str, str, float, Action]] = WORDS) -> None:
        self.words = words

    def propose(self, document: str | Document, min_score: float | None = None) -> list[Proposal]:
        if isinstance(document, str):
            document = Document.plain(document)
        out = []
        for heard, (new, term, score, action) in self.words.items():
            pattern = r"\b" + r"\s+".join(map(re.escape, heard.split())) + r"\b"
            for match in re.finditer(pattern, document.speech):
                start, end = match.span()
                evidence = Evidence((Reason("phones", 0.9, 2.5),), ("sounds almost the same", "heard before"))
                out.append(
                    Proposal(
                        document.raw_span(start, end),
                        match.group(),
                        new,
                        term,
                        Via.SOUND,
                        score,
                        action,
                        evidence,
                        document.edits_for(start, end, new),
                    )
                )
        return sorted(out, key=lambda p: p.span)

    def explain(self, document: str | Document, min_score: float = 0.0) -> list[Proposal]:
        return [p for p in self.propose(document) if p.score >= min_score]
