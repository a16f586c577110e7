"""What the fitting tools learn from: which changes to a recogniser's words are right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))

from recognised import Alignment

# What was said, what was heard with the words in [brackets], what they might become, and what that is.
VERDICTS = {
    "the words that were said": ("so Keir Starmer spoke", "so [kier stommer] spoke", "keir starmer", "right"),
    "with a word between that nobody said": (
        "so Starmer spoke",
        "so uh [stommer] spoke",
        "starmer",
        "right",
    ),
    "other words": ("so Keir Starmer spoke", "so [kier stommer] spoke", "jim webb", "wrong"),
    "words that were right": ("so they spoke", "so [they] spoke", "tay", "wrong"),
    "a plural": ("the neocons spoke", "the [nearcons] spoke", "neocon", "right"),
    "some of the words": (
        "so Anna Finch Hatton spoke",
        "so [Hannah Finch] Hatton spoke",
        "anna finch",
        "right",
    ),
    "some of the words, and the text is nearer": (
        "so Keir Rodney Starmer spoke",
        "so [kier rod] spoke",
        "keir barney",
        "partial",
    ),
    "two wrong words become one": ("so Zelensky spoke", "so [sell lansky] spoke", "lavrov", "nearer"),
    "a part of the garble": ("in Chelsea again", "in chels [sea] again", "chelsea", "nearer"),
    "all of the garble": ("in Chelsea again", "in [chels sea] again", "chelsea", "right"),
    "another spacing": ("on Odysee again", "on [ody see] again", "odysee", "right"),
    "another spacing where none was said": ("the Storm Shadow flew", "the [storm shadow] flew", "stormshadow", "style"),
}  # fmt: skip


@pytest.mark.parametrize(("said", "marked", "new", "verdict"), VERDICTS.values(), ids=VERDICTS)
def test_verdict(said: str, marked: str, new: str, verdict: str) -> None:
    before = len(marked.split("[")[0].split())
    inside = len(marked[marked.index("[") + 1 : marked.index("]")].split())
    aligned = Alignment(said, marked.replace("[", "").replace("]", ""))
    assert aligned.verdict(before, before + inside, new.split()) == verdict
