"""What somebody answers who knows what was said in the seed transcript: by its hand-labelled corrections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from mondegreen import Document, Proposal
from mondegreen.evaluate import Label
from mondegreen.gold_file import parse
from mondegreen.known_forms import KnownForms
from mondegreen.lexicon import Lexicon
from mondegreen.text import Span

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "duran-2024-09-13.txt"


@dataclass(frozen=True)
class Truth:
    """The seed transcript, and what is wrong in it."""

    raw: str
    labels: tuple[Label, ...]

    def right(self, proposal: Proposal) -> str:
        """What should stand in the place of `proposal`: what it says, if that is right; "" is never needed.

        What is wrong only in part within it stays.
        """
        forms = self._forms(proposal.span)
        return proposal.new if proposal.new in forms else forms[0]

    def holds(self, start: int, end: int, new: str) -> bool:
        """Whether `new` is right from `start` to `end`."""
        return new in self._forms(Span(start, end))

    def _forms(self, span: Span) -> list[str]:
        """What may rightly stand at `span`."""
        inside = [x for x in self.labels if span.start <= x.span.start and x.span.end <= span.end]
        forms: list[str] = []
        for chosen in product(*(label.right for label in inside)):
            text, at = "", span.start
            for label, form in zip(inside, chosen, strict=True):
                text += self.raw[at : label.span.start] + form
                at = label.span.end
            forms.append(text + self.raw[at : span.end])
        return forms

    def after(self, asked: Iterable[Proposal]) -> str:
        """The transcript as it should be when every one of `asked` was answered rightly."""
        text, at = "", 0
        for p in sorted(asked, key=lambda p: p.span):
            text += self.raw[at : p.span.start] + self.right(p)
            at = p.span.end
        return text + self.raw[at:]


def truth() -> Truth:
    """The truth about the seed transcript."""
    raw = SEED.read_bytes().decode()
    gold = SEED.with_suffix(".gold.yaml")
    labels = parse(gold.read_text("utf-8"), str(gold)).labels(Document.plain(raw), KnownForms(Lexicon()))
    return Truth(raw, tuple(sorted(labels, key=lambda label: label.span)))
