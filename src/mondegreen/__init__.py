"""mondegreen repairs misheard names in speech-to-text transcripts.

    from mondegreen import Corrector, Lexicon, apply
    corrector = Corrector(Lexicon.default())
    for p in corrector.propose(text):
        print(p.old, "->", p.new, p.score, p.action)

Start reading from `corrector`, the pipeline on one screen.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mondegreen.corrector import Corrector
    from mondegreen.document import Document, apply
    from mondegreen.errors import MondegreenError
    from mondegreen.lexicon import Lexicon, Term
    from mondegreen.proposal import Action, Proposal

__version__ = "0.1.0"
__all__ = ["Action", "Corrector", "Document", "Lexicon", "MondegreenError", "Proposal", "Term", "apply"]

_HOME = {
    "Action": "proposal",
    "Corrector": "corrector",
    "Document": "document",
    "Lexicon": "lexicon",
    "MondegreenError": "errors",
    "Proposal": "proposal",
    "Term": "lexicon",
    "apply": "document",
}


def __getattr__(name: str) -> object:
    """Import on first use, so that `mondegreen --help` need not wait for numpy."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
