"""Lexicons in the formats of others: read from term lists, written for recognisers.

Start reading from `FORMATS`, which has a line for each, then `read` and `write`. Everything here is text to terms
(`lexicon.Term`) and terms to text; `ranking` says which terms a transcript or a show needs first.

How to add one:

1. Write `interchange/<name>.py`. Its docstring says what the format keeps and what is lost, and for a vendor the limits
   with the address of the page where each was read. What could not be confirmed is called so.
2. `read(source)` gives `Imported`. Note faults of the text in a `Faults`, all of them, and hand the terms to
   `settled`, which makes a valid lexicon of anything. What is left out on purpose goes into `left_out`, with the
   reason.
3. `write(terms, wish)` gives `Exported`. `terms` come in the order of need: what limits cut is at the end. Use `split`
   for what a format can't hold, `fill` for limits.
4. Enter it in `FORMATS`. Then `tests/test_interchange_laws.py` asks for what it keeps,
   `tests/test_interchange_vendors.py` for a check of the documented limits that shares nothing with the code here, and
   `docs/interchange.md` for its row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from mondegreen.errors import MondegreenError
from mondegreen.interchange import (
    assemblyai,
    aws,
    azure,
    codespell,
    deepgram,
    gladia,
    google,
    hunspell,
    plain_list,
    speechmatics,
    tables,
    tbx,
    whisper,
    wikidata,
)
from mondegreen.interchange.exchange import Exported, Imported, Source, Wish
from mondegreen.lexicon import Term

Reader = Callable[[Source], Imported]
Writer = Callable[[Sequence[Term], Wish], Exported]


def _never(text: str) -> bool:
    return False


def _holds(*marks: str) -> Callable[[str], bool]:
    """Whether one of `marks` stands in what a text begins with."""
    return lambda text: any(mark in text[:100_000] for mark in marks)


def _is_json(*keys: str) -> Callable[[str], bool]:
    marks = _holds(*(f'"{key}"' for key in keys))
    return lambda text: text.lstrip()[:1] in ("{", "[") and marks(text)


def _begins(*starts: str) -> Callable[[str], bool]:
    return lambda text: text.lstrip().startswith(starts)


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `what` is what it is for people; `read` is None if it can only be written.

    `loses` names what it has no place for; it is empty for those of recognisers. They hold little but spellings, and
    take only so many, so that the order of the terms matters.

    `suffixes` are those of files that are surely of it, lower-case, with their dot; `sniff` says so of a text whose
    suffix does not tell. The formats are asked in their order.
    """

    name: str
    what: str
    read: Reader | None
    write: Writer
    suffixes: tuple[str, ...] = ()
    sniff: Callable[[str], bool] = _never
    loses: str = ""

    @property
    def limited(self) -> bool:
        """Whether the order of the terms matters."""
        return not self.loses


_ALL = (
    # name, what it is, reader, writer, suffixes, sniffer, what it loses
    Format(
        "csv", "a table for spreadsheets", tables.read, tables.write, (".csv", ".tsv"),
        _begins("term,", "term;", "term\t", "sep="), "tests; source and count of mishearings",
    ),
    Format(
        "tbx", "TBX-Basic, for terminologists", tbx.read, tbx.write, (".tbx",), _begins("<"),
        "sounds_like, context, never, apply, plural, surname, tests; source and count of mishearings",
    ),
    Format(
        "hunspell", "a word list for spell checkers", hunspell.read, hunspell.write, (".dic",), _never,
        "which spelling is preferred, and everything but mishearings of one word",
    ),
    Format("aws", "Amazon Transcribe: custom vocabulary", aws.read, aws.write, (), _begins("Phrase\t")),
    Format(
        "speechmatics", "Speechmatics: additional vocabulary", speechmatics.read, speechmatics.write, (),
        _is_json("additional_vocab"),
    ),
    Format(
        "google", "Google Speech-to-Text: adaptation", google.read, google.write, (),
        _is_json("phraseSets", "inlinePhraseSet"),
    ),
    Format("azure", "Azure AI Speech: phrase list", azure.read, azure.write, (), _is_json("phraseList")),
    Format(
        "gladia", "Gladia: custom vocabulary", gladia.read, gladia.write_vocabulary, (),
        _is_json("custom_vocabulary_config", "custom_spelling_config"),
    ),
    Format("gladia-spelling", "Gladia: custom spelling", gladia.read, gladia.write_spelling),
    Format(
        "assemblyai", "AssemblyAI: keyterms for recordings", assemblyai.read, assemblyai.write_keyterms, (),
        _is_json("keyterms_prompt", "word_boost", "custom_spelling"),
    ),
    Format("assemblyai-streaming", "AssemblyAI: keyterms for streams", assemblyai.read, assemblyai.write_streaming),
    Format("assemblyai-boost", "AssemblyAI: word boost", assemblyai.read, assemblyai.write_boost),
    Format("assemblyai-spelling", "AssemblyAI: custom spelling", assemblyai.read, assemblyai.write_spelling),
    Format(
        "wikidata", "JSON of Wikidata", wikidata.read, wikidata.write, (".json", ".jsonl"), _begins("{", "["),
        "everything but the spellings, the note and some types",
    ),
    Format(
        "deepgram", "Deepgram: keyterms", deepgram.read, deepgram.write_keyterms, (), _holds("keyterm=", "replace=")
    ),
    Format("deepgram-replace", "Deepgram: find and replace", deepgram.read, deepgram.write_replacements),
    Format(
        "codespell", "a dictionary of codespell", codespell.read, codespell.write, (), _holds("->"),
        "everything but mishearings of one word",
    ),
    Format("whisper-prompt", "Whisper: initial prompt", None, whisper.write_prompt),
    Format("whisper-hotwords", "faster-whisper: hotwords", None, whisper.write_hotwords),
    Format(
        "list", "one spelling a line", plain_list.read, plain_list.write, (".txt",), _never,
        "everything but the spellings",
    ),
)  # fmt: skip
FORMATS: dict[str, Format] = {known.name: known for known in _ALL}


def read(text: str, path: str, format: str | None = None, language: str = "en") -> Imported:
    """The terms of `text`, read as `format`, else as `format_of` takes it; `path` is what diagnostics call it.

    Raises `LexiconError` with every fault, `MondegreenError` if there is no such format, or it can't be read.
    """
    text = text.removeprefix("\ufeff")
    known = format_of(text, path) if format is None else named(format)
    if known.read is None:
        readable = ", ".join(f.name for f in FORMATS.values() if f.read)
        raise MondegreenError(f"{known.name} can be written but not read; read are {readable}")
    return known.read(Source(text, path, language))


def write(terms: Sequence[Term], format: str, wish: Wish = Wish()) -> Exported:  # noqa: B008 (a frozen value)
    """`terms`, the most needed first, as `format`. Raises `MondegreenError` if there is none, or the wish is none."""
    return named(format).write(terms, wish)


def format_of(text: str, path: str) -> Format:
    """The format of a text: by the suffix of `path` where that says it all, else by how it looks, else a list."""
    suffix = PurePath(path).suffix.lower()
    by_suffix = next((f for f in FORMATS.values() if suffix in f.suffixes), None)
    if by_suffix is not None and by_suffix.name not in ("list", "wikidata"):
        return by_suffix
    return next((f for f in FORMATS.values() if f.sniff(text)), by_suffix or FORMATS["list"])


def named(name: str) -> Format:
    """The format called `name`; raises `MondegreenError` if there is none."""
    if name not in FORMATS:
        raise MondegreenError(f"unknown format {name!r}; known are {', '.join(FORMATS)}")
    return FORMATS[name]
