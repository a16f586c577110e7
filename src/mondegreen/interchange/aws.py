"""Amazon Transcribe: a custom vocabulary for US English, as a table for `VocabularyFileUri`.

Limits and where they were read:
- four columns divided by tabs, line ends LF; no spaces in `Phrase`, words of it joined by hyphens, acronyms as
  `C.L.I.`, digits as words; `SoundsLike` and `IPA` are not supported any more and left empty
  (https://docs.aws.amazon.com/transcribe/latest/dg/custom-vocabulary-create-table.html)
- `Phrase` has plain letters, apostrophes, hyphens and full stops
  (https://docs.aws.amazon.com/transcribe/latest/dg/charsets.html, English)
- 50 KB a file, taken as 50,000 bytes, and 256 characters an entry, taken as a whole row
  (https://docs.aws.amazon.com/transcribe/latest/dg/custom-vocabulary.html)

Lost: everything but the spellings, which are what `DisplayAs` writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mondegreen.interchange.exchange import (
    Exported,
    Imported,
    LeftOut,
    Source,
    Wish,
    fill,
    settled,
    spellings,
)
from mondegreen.interchange.spoken import spoken
from mondegreen.lexicon import Term
from mondegreen.phonetics import pronounceable
from mondegreen.yaml_nodes import Faults

COLUMNS: Final = ("Phrase", "SoundsLike", "IPA", "DisplayAs")
MOST_BYTES: Final = 50_000
MOST_CHARACTERS: Final = 256
_HEADER: Final = "\t".join(COLUMNS) + "\n"
#: Capitals that are said as letters, with a plural ending or none: "CLI", "ABCs"; other words; "Dynamo" before "DB".
_PARTS = re.compile(r"[A-Z]{2,}s?(?![A-Za-z'])|[A-Z]?[a-z']+|[A-Z]+(?![a-z])|[A-Z']")


def write(terms: Sequence[Term], wish: Wish) -> Exported:
    """A row for each spelling."""
    rows: dict[str, tuple[str, str]] = {}  # phrase in small letters -> spelling, row
    odd: list[LeftOut] = []
    # An entry that says how its acronym sounds says that it is no spelling of letters ("attack ems").
    sounded = {t.term for t in terms if t.sounds_like}
    for form in spellings(terms, wish):
        said = phrase(form, as_words=form in sounded)
        row = f"{said}\t\t\t{form}\n"
        if said is None:
            odd.append(LeftOut(form, "has letters that US English vocabularies don't take"))
        elif len(row) > MOST_CHARACTERS:
            odd.append(LeftOut(form, f"has more than {MOST_CHARACTERS} characters as a row"))
        elif said.lower() in rows:
            odd.append(LeftOut(form, f"is spoken as {rows[said.lower()][0]} is"))
        else:
            rows[said.lower()] = (form, row)
    kept, left_out = fill(
        rows.values(),
        lambda item: {"bytes": len(item[1].encode())},
        {"bytes": MOST_BYTES},
        lambda item: item[0],
        {"bytes": len(_HEADER)},
    )
    text = _HEADER + "".join(row for _, row in kept)
    return Exported(text, len(kept), "terms", (*left_out, *odd))


def phrase(form: str, as_words: bool = False) -> str | None:
    """`form` as a `Phrase`; None if it can't be one. `as_words`: capitals are no letters that are said one by one.

    >>> phrase("Keir Starmer"), phrase("F-16"), phrase("DynamoDB"), phrase("ABCs"), phrase("NATO")
    ('Keir-Starmer', 'F.-sixteen', 'Dynamo-D.B.', 'A.B.C.-s', 'NATO')
    """
    said = spoken(form)
    if said is None:
        return None
    return "-".join(part for word in said.split() for part in ([word] if as_words else _phrase_parts(word)))


def _phrase_parts(word: str) -> list[str]:
    if word.isupper() or (word[:-1].isupper() and word[-1:] == "s" and len(word) > 2):
        return _acronym(word)
    parts = _PARTS.findall(word) if re.search("[a-z][A-Z]{2}", word) else [word]
    return [
        piece for part in parts for piece in (_acronym(part) if len(part) > 1 and part.isupper() else [part])
    ]


def _acronym(word: str) -> list[str]:
    """`ABC` and `ABCs` as letters, unless they make a word: `NATO`."""
    capitals = word.removesuffix("s")
    if not capitals.isalpha() or (len(capitals) > 3 and pronounceable(capitals.lower())):
        return [word]
    if len(capitals) > 6:
        return [word]
    letters = "".join(f"{letter}." for letter in capitals)
    return [letters, "s"] if capitals != word else [letters]


def read(source: Source) -> Imported:
    """The spellings of a table: `DisplayAs`, else `Phrase` with spaces for hyphens."""
    faults = Faults(source.path)
    lines = source.text.splitlines()
    names = [name.strip() for name in lines[0].split("\t")] if lines else []
    if "Phrase" not in names:
        faults.at(
            1,
            1,
            f"the first line names no column `Phrase`; it should be {', '.join(COLUMNS)}, with tabs between",
        )
    faults.check()
    drafts: list[Term] = []
    for line in lines[1:]:
        row = dict(zip(names, (cell.strip() for cell in line.split("\t")), strict=False))
        form = row.get("DisplayAs") or row.get("Phrase", "").replace("-", " ")
        if form:
            drafts.append(Term(form))
    return settled(drafts)
