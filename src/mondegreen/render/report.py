"""A transcript and its proposals as one page for a browser, to be read, answered and sent back.

Start reading from `report`. The page is a file by itself: it fetches nothing, and its Content-Security-Policy lets
nothing run but its own script. What a transcript says is only ever text in it. The answers that a person saves there
are a record (`mondegreen.records`): the page holds the lines of one, and adds the answers.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from mondegreen.answers import Answer, claim
from mondegreen.document import HOLE, Document
from mondegreen.json_lines import json_line
from mondegreen.places import Places
from mondegreen.proposal import Action, Proposal, Via
from mondegreen.records import Record, write_record
from mondegreen.render.excerpt import harmless
from mondegreen.render.reading import blocks_of, clock, flat
from mondegreen.text import Span, fold

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

#: The parts of the script, in order, and of the style.
SCRIPTS = ("text", "answers", "marks", "list", "card", "sound", "find", "save", "keys", "start")
STYLES = ("look", "page", "parts")
#: Lines of so many characters, on the average, are no places that people know.
LONG_LINE = 300
#: How many words are tried, where a correction has to fill lines.
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Media:
    """The recording: its address as seen from the page, what to call it, and whether it has pictures."""

    url: str
    name: str
    video: bool


@dataclass(frozen=True)
class Transcript:
    """What a page is about. `record` is that of `proposals`, entry by entry; `name` is what people call the file.

    `earlier` holds what was answered in other transcripts, by claim.
    """

    name: str
    document: Document
    proposals: Sequence[Proposal]
    record: Record
    media: Media | None = None
    earlier: Mapping[tuple[str, str], Answer] | None = None


def report(transcript: Transcript) -> str:
    """The page, as text to be written in UTF-8."""
    from markupsafe import Markup

    env = _environment()
    script = "".join(_source(f"{name}.js") for name in SCRIPTS)
    style = "".join(_source(f"{name}.css") for name in STYLES)
    places = Places(transcript.document)
    spans = _apart([_trimmed(transcript.document, places.in_speech(p)) for p in transcript.proposals])
    numbers = list(spans)
    blocks = blocks_of(transcript.document, list(spans.values()))
    certain = [p for p in transcript.proposals if p.action is Action.FIX]
    styled = sum(p.via is Via.STYLE for p in certain)
    return env.get_template("report/page.html").render(
        name=transcript.name,
        blocks=blocks,
        numbers=numbers,
        proposals=transcript.proposals,
        timed=any(s.start is not None for s in transcript.document.segments),
        plain=transcript.document.format == "text",
        media=transcript.media,
        sure=len(certain) - styled,
        styled=styled,
        asked=len(transcript.proposals) - len(certain),
        policy=policy(script, style, transcript.media is not None),
        script=Markup(script),
        style=Markup(style),
        data=Markup(inert(data_of(transcript, places))),
    )


def policy(script: str, style: str, media: bool) -> str:
    """The Content-Security-Policy: this script, this style, a recording from beside the page, and nothing else."""
    beside = "'self' file: " if media else ""
    rules = {
        "default-src": "'none'",
        "script-src": f"'sha256-{_sha256(script)}'",
        "style-src": f"'sha256-{_sha256(style)}'",
        "img-src": "data:",
        "media-src": f"{beside}blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def inert(value: Mapping[str, Any]) -> str:
    """`value` as JSON that may stand in a script element: no mark-up, whatever its strings hold."""
    return re.sub("[<>&]", lambda m: f"\\u{ord(m.group()):04x}", json_line(value).rstrip("\n"))


def data_of(transcript: Transcript, places: Places) -> dict[str, Any]:
    """What the script works with: the lines of the record, and what else it shows of each proposal."""
    header, *entries = map(json.loads, write_record(transcript.record).rstrip("\n").split("\n"))
    pairs: dict[tuple[str, str], int] = {}
    claims: dict[tuple[str, str], int] = {}
    shown = []
    for p in transcript.proposals:
        about = claim(p.old, p.term)
        sentence = places.sentence(p)
        shown.append(
            {
                "pair": pairs.setdefault((fold(p.old), p.new), len(pairs)),
                "claim": claims.setdefault(about, len(claims)),
                "why": list(p.evidence.words),
                "at": [sentence.span.start, sentence.span.end],
                "cut": list(sentence.cut),
                "words": fewest_words(transcript.document, places.in_speech(p)),
                "play": places.moment(p),
                "earlier": _earlier(transcript.earlier, about),
            }
        )
    return {
        "header": header,
        "entries": entries,
        "shown": shown,
        "name": transcript.name,
        "lines": _has_lines(transcript.document),
        "characters": characters(transcript.record.encoding),
    }


def _has_lines(document: Document) -> bool:
    """Whether the number of a line tells people where to look: not where one holds a whole programme."""
    return len(document.raw) < LONG_LINE * (1 + document.raw.count("\n"))


def _earlier(
    earlier: Mapping[tuple[str, str], Answer] | None, about: tuple[str, str]
) -> dict[str, str] | None:
    answer = earlier.get(about) if earlier else None
    if answer is None:
        return None
    return {"verdict": answer.verdict.value, "written": answer.written, "when": answer.when}


def fewest_words(document: Document, span: Span) -> int:
    """How many words another form must have at `span` of the speech, so that no line is left without one."""
    for count in range(1, _MOST_LINES):
        if document.edits_for(span.start, span.end, " ".join(["\ue000"] * count)):
            return count
    return 1


@cache
def characters(encoding: str) -> str | None:
    """Every character that can be written in `encoding`; None if that is all of them."""
    if encoding.replace("_", "-").casefold().startswith("utf"):
        return None
    everything = "".join(map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x10000))))
    possible = everything.encode(encoding, "ignore").decode(encoding, "ignore")
    return None if possible == everything else possible


def _trimmed(document: Document, span: Span) -> Span:
    """`span` of the speech without white space at its ends, if there is anything else."""
    said = document.speech[span.start : span.end]
    if not said.strip():
        return span
    return Span(span.start + len(said) - len(said.lstrip()), span.end - len(said) + len(said.rstrip()))


def _apart(spans: Sequence[Span]) -> dict[int, Span]:
    """Those of `spans`, by number, that can be shown beside each other, in order."""
    out: dict[int, Span] = {}
    end = -1
    for k, span in sorted(enumerate(spans), key=lambda item: item[1]):
        if span.start >= end:
            out[k] = span
            end = span.end
    return out


# --- The template ------------------------------------------------------------------------------------------

_UNUSUAL = re.compile(r"[^\n -~]")


def shown(text: str) -> Markup:
    """`text` as mark-up: escaped, and what would be invisible or turn the reading direction told by its number."""
    from markupsafe import Markup, escape

    return Markup(_UNUSUAL.sub(_told, str(escape(text))))


def told(text: str) -> str:
    """`text` the same way for where there can be no mark-up."""
    return _UNUSUAL.sub(lambda match: _named(match.group()), text)


def _told(match: re.Match[str]) -> str:
    name = _named(match.group())
    return f'<span class="ctl">{name}</span>' if name.startswith("U+") else name


def _named(character: str) -> str:
    if character == HOLE:
        return "[…]"
    if character in "\t\r\v\f":
        return " "
    return character if harmless(character) else f"U+{ord(character):04X}"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    env = Environment(
        loader=PackageLoader("mondegreen.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["shown"] = shown
    env.filters["flat"] = flat
    env.filters["told"] = told
    env.filters["clock"] = clock
    return env


@cache
def _source(name: str) -> str:
    """A part of the page's script or style, which are the same for every page."""
    env = _environment()
    assert env.loader is not None
    return env.loader.get_source(env, f"report/{name}")[0].replace(
        "\r\n", "\n"
    )  # as a browser reads and hashes it
