"""What `eval` shows: figures of both tiers, by kind, the reliability table; each miss and each wrong proposal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from mondegreen.document import Document
from mondegreen.evaluate import LOWEST, Counts, Evaluation, Judgement, Label, calibration_error, reliability
from mondegreen.json_lines import json_line
from mondegreen.places import Places
from mondegreen.proposal import Proposal
from mondegreen.render.excerpt import visible, window
from mondegreen.render.look import Look, hang, put, width_of
from mondegreen.text import Span

if TYPE_CHECKING:
    from rich.console import Console

#: How much of the surroundings of a place is told in JSON, in characters to each side.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Judged:
    """One transcript that was judged; `name` is what the user calls it."""

    name: str
    document: Document
    evaluation: Evaluation


def _counts(results: Iterable[Judged], tier: str) -> Counts:
    return reduce(add, (Counts.of(_tier(r, tier), r.evaluation.words) for r in results), Counts())


def _tier(result: Judged, tier: str) -> Judgement:
    return result.evaluation.fix if tier == "fix" else result.evaluation.ask


def _kinds(results: Sequence[Judged]) -> list[tuple[str | None, int, dict[str, int]]]:
    """Each kind of label, how many there are, and how many each tier finds; nothing if no label has a kind."""
    total: dict[str | None, int] = {}
    found: dict[str, dict[str | None, int]] = {"fix": {}, "ask": {}}
    for result in results:
        for label in (*result.evaluation.ask.found, *result.evaluation.ask.missed):
            total[label.kind] = total.get(label.kind, 0) + 1
        for tier, counts in found.items():
            for label in _tier(result, tier).found:
                counts[label.kind] = counts.get(label.kind, 0) + 1
    if set(total) <= {None}:
        return []
    ordered = sorted(total, key=lambda kind: (kind is None, -total[kind], kind))
    return [(kind, total[kind], {tier: found[tier].get(kind, 0) for tier in found}) for kind in ordered]


# --- For people --------------------------------------------------------------------------------------------


def report(console: Console, results: Sequence[Judged]) -> None:
    """Print the figures of all `results` together."""
    from rich.text import Text

    look = Look(console)
    fix, ask = _counts(results, "fix"), _counts(results, "ask")
    name = results[0].name if len(results) == 1 else f"{len(results)} transcripts"
    head = f"{_many(fix.wanted + fix.others, 'correction')} in {_many(fix.words, 'word')} of {name}"
    put(console, Text(look.safe(head), style="bold"))
    rows = [["", "recall", "", "precision", "", "false edits", ""]]
    for tier, c in (("fix", fix), ("ask", ask)):
        false = "-" if c.false_edits is None else f"{c.false_edits:.1f}"
        found, right = f"{c.found} of {c.wanted}", f"{c.right} of {c.right + c.wrong}"
        rows.append(
            [tier, _percent(c.recall), found, _percent(c.precision), right, false, f"{c.wrong} wrong"]
        )
    _table(console, look, rows, "<><><><")
    put(console, Text())
    told = (
        "fix: applied unasked; ask: everything proposed, as if you took it all. "
        "False edits are wrong proposals per 10,000 words."
    )
    hang(console, Text(), Text(told, style="dim"), 0)
    if fix.others:
        apart = (
            f"{_many(fix.others, 'correction')} {'holds' if fix.others == 1 else 'hold'} no term of the lexicon, "
            f"so recall leaves {'it' if fix.others == 1 else 'them'} out. Recall of all "
            f"{fix.wanted + fix.others}: fix {_percent(fix.recall_of_all)}, ask {_percent(ask.recall_of_all)}."
        )
        hang(console, Text(), Text(apart), 0)
    if kinds := _kinds(results):
        rows = [["recall by kind", "fix", "", "ask", ""]]
        for kind, total, found_by in kinds:
            shares = ((_percent(n / total), f"{n} of {total}") for n in found_by.values())
            rows.append([look.safe(kind or "(none)"), *(cell for share in shares for cell in share)])
        _table(console, look, rows, "<><><")
    _report_calibration(console, look, results)


def _report_calibration(console: Console, look: Look, results: Sequence[Judged]) -> None:
    from rich.text import Text

    table = reliability(claim for r in results for claim in r.evaluation.claims)
    error = calibration_error(table)
    if error is None:
        put(console, Text())
        put(console, Text(f"No proposals from {LOWEST:.0%} on, so nothing to say about calibration."))
        return
    rows = [["said", "true", "n"], *([_percent(b.said), _percent(b.true), str(b.count)] for b in table)]
    _table(console, look, rows, ">>>")
    put(console, Text())
    total = _many(sum(b.count for b in table), "proposal")
    told = (
        f"Expected calibration error {error:.3f}, over {total} from {LOWEST:.0%} on. "
        "said: their mean probability; true: the share of them that is right."
    )
    hang(console, Text(), Text(told, style="dim"), 0)


def _table(console: Console, look: Look, rows: Sequence[Sequence[str]], sides: str) -> None:
    """Print an empty line, a line of headings and the rest; each column to the left or right as `sides` says."""
    from rich.text import Text

    put(console, Text())
    widths = [max(len(row[k]) for row in rows) for k in range(len(sides))]
    for k, row in enumerate(rows):
        cells = (
            f"{cell:{side}{width}}" if width else ""
            for cell, side, width in zip(row, sides, widths, strict=True)
        )
        put(console, Text("  ".join(cells), style="" if k else "dim"))


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def report_places(console: Console, results: Sequence[Judged]) -> None:
    """Print each miss and each wrong proposal, with its place and the words around it, and an empty line."""
    from rich.text import Text

    look = Look(console)
    for result in results:
        places = Places(result.document)
        wrongs = _wrongs(result)
        for place in wrongs:
            line, column = places.line_column(place.span.start)
            head = Text(look.safe(f"{result.name}:{line}:{column}: "), style="bold")
            head.append(place.said, style="red" if place.proposal else "yellow")
            head.append(f": {look.safe(place.old) or 'nothing'} {look.arrow} ")
            head.append(look.safe(place.new).strip() or "nothing")
            if place.proposal is not None:
                head.append(f" ({place.proposal.score:.0%})", style="dim")
            elif place.label is not None and place.label.kind:
                head.append(f" ({look.safe(place.label.kind)})", style="dim")
            put(console, head)
            span = places.speech_span(place.span)
            side = max(10, (width_of(console) - len(span) - 8) // 2)
            hang(console, Text(), Text(look.safe(_around(places, span, side)), style="dim"), 4)
        if wrongs:
            put(console, Text())


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A missed label or a wrong proposal; `tiers` are those in which it is so, `said` tells it to people."""

    span: Span
    old: str
    new: str
    tiers: tuple[str, ...]
    said: str
    label: Label | None = None
    proposal: Proposal | None = None


def _wrongs(result: Judged) -> list[_Wrong]:
    """Everything that went wrong in one transcript, in text order."""
    fix, ask = result.evaluation.fix, result.evaluation.ask
    found: list[_Wrong] = []
    missed = {"fix": set(fix.missed), "ask": set(ask.missed)}
    for label in missed["fix"] | missed["ask"]:
        tiers = tuple(tier for tier, labels in missed.items() if label in labels)
        said = "only asked" if tiers == ("fix",) else "missed"
        said += "" if label.known else ", not in the lexicon"
        found.append(_Wrong(label.span, label.heard, label.right[0], tiers, said, label))
    wrong = {"fix": set(fix.wrong), "ask": set(ask.wrong)}
    for p in wrong["fix"] | wrong["ask"]:
        tiers = tuple(tier for tier, proposals in wrong.items() if p in proposals)
        said = "wrong, asked" if tiers == ("ask",) else "wrong, fixed"
        found.append(_Wrong(p.span, p.old, p.new, tiers, said, proposal=p))
    return sorted(found, key=lambda w: (w.span, w.proposal is not None, w.new))


def _around(places: Places, span: Span, side: int) -> str:
    """The words around `span` of the speech, which stands in brackets."""
    speech = places.document.speech
    seen = window(speech, span.start, span.end, side, side)
    before, inside, after = (
        visible(speech[lo:hi])
        for lo, hi in ((seen.span.start, span.start), (span.start, span.end), (span.end, seen.span.end))
    )
    return ("…" if seen.cut_left else "") + f"{before}[{inside}]{after}" + ("…" if seen.cut_right else "")


# --- For programs ------------------------------------------------------------------------------------------


def as_json(results: Sequence[Judged], show: bool) -> str:
    """All figures as one JSON object on a line; `show` adds `missed` and `wrong`. Shares are null if empty."""
    table = reliability(claim for r in results for claim in r.evaluation.claims)
    value: dict[str, Any] = {tier: _figures(_counts(results, tier)) for tier in ("fix", "ask")}
    value["words"] = sum(r.evaluation.words for r in results)
    value["kinds"] = [
        {
            "kind": kind,
            "wanted": total,
            **{tier: {"found": n, "recall": n / total} for tier, n in found.items()},
        }
        for kind, total, found in _kinds(results)
    ]
    value["calibration"] = {
        "error": calibration_error(table),
        "count": sum(b.count for b in table),
        "min_score": LOWEST,
        "bins": [{"said": b.said, "true": b.true, "count": b.count} for b in table],
    }
    value["files"] = [
        {"file": r.name, "words": r.evaluation.words}
        | {tier: _figures(_counts([r], tier)) for tier in ("fix", "ask")}
        for r in results
    ]
    if show:
        value["missed"], value["wrong"] = [], []
        for result in results:
            places = Places(result.document)
            for place in _wrongs(result):
                value["missed" if place.label else "wrong"].append(_as_row(result.name, places, place))
    return json_line(value)


def _figures(c: Counts) -> dict[str, Any]:
    return {
        "recall": c.recall,
        "recall_of_all": c.recall_of_all,
        "precision": c.precision,
        "false_edits_per_10000_words": c.false_edits,
        "wanted": c.wanted,
        "found": c.found,
        "not_in_lexicon": c.others,
        "not_in_lexicon_found": c.others_found,
        "right": c.right,
        "wrong": c.wrong,
    }


def _as_row(file: str, places: Places, place: _Wrong) -> dict[str, Any]:
    line, column = places.line_column(place.span.start)
    row: dict[str, Any] = {"file": file, "line": line, "column": column}
    row |= {"start": place.span.start, "end": place.span.end, "tiers": list(place.tiers), "old": place.old}
    if place.label is not None:
        row |= {"right": [r.strip() for r in place.label.right]}
        row |= {"kind": place.label.kind, "in_lexicon": place.label.known}
    if place.proposal is not None:
        p = place.proposal
        row |= {"new": p.new, "term": p.term, "score": p.score, "action": p.action.value}
    return row | {"context": _around(places, places.speech_span(place.span), _AROUND)}
