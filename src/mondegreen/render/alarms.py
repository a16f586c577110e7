"""False alarms for people: in the terminal, and as Markdown for the summary of a job."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mondegreen.lexicon_check import Alarm, Alarms, Change, Finding, Level
from mondegreen.render.excerpt import visible
from mondegreen.render.look import put
from mondegreen.text import upper_first

if TYPE_CHECKING:
    from rich.console import Console

#: So many findings stand in a Markdown summary; the rest is counted.
_MOST = 50


def number(count: int, one: str, many: str | None = None) -> str:
    """How people say so many of something: "1 error", "1,926 terms"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def in_words(alarms: Alarms) -> str:
    """What happens to clean text, in one line."""
    fixes, questions = number(alarms.fixes, "change"), number(alarms.questions, "question")
    rates = f"{alarms.per_10_000(alarms.fixes):.1f} and {alarms.per_10_000(alarms.questions):.1f} per 10,000"
    return f"{number(alarms.words, 'word')} of text that is right: {fixes}, {questions} ({rates})"


def changed_in_words(changes: Sequence[Change], against: str) -> str:
    """What changed against another lexicon, in one line."""
    if not changes:
        return f"as against {_called(against)}: no false alarm came, none went"
    fixes, questions = sum(c.fixes for c in changes), sum(c.questions for c in changes)
    return f"as against {_called(against)}: {_more(fixes, 'change')}, {_more(questions, 'question')}"


def _called(against: str) -> str:
    """A commit by its short number, as people know it."""
    return against[:10] if re.fullmatch("[0-9a-f]{40}", against) else against


def _more(count: int, what: str) -> str:
    return f"{count:+d} {what}{'' if abs(count) == 1 else 's'}" if count else f"as many {what}s"


def show_alarms(console: Console, found: Iterable[Alarm]) -> None:
    """Each alarm in a line."""
    from rich.text import Text

    for alarm, count in Counter(found).items():
        put(console, Text(visible(_line(alarm, count))))


def show_changes(console: Console, changes: Sequence[Change]) -> None:
    """What came and went, by term."""
    from rich.text import Text

    for change in changes:
        for sign, found, style in (("+", change.come, "red"), ("-", change.gone, "green")):
            for alarm, count in Counter(found).items():
                put(console, Text(visible(f"{sign} {_line(alarm, count)}"), style))


def _line(alarm: Alarm, count: int) -> str:
    action = "change" if alarm.fix else "question"
    times = f" ({count} times)" if count > 1 else ""
    return (
        f"{action}: {alarm.old!r} to {alarm.new!r}, for {alarm.term}{times},"
        f" in {alarm.path}:{alarm.line}: {alarm.around}"
    )


def markdown(
    findings: Sequence[Finding],
    counted: str,
    alarms: Alarms | None,
    changes: Sequence[Change] | None,
    against: str | None,
    passed: bool,
) -> str:
    """All of it as Markdown; what comes from lexicons and texts can't break out of its place."""
    errors = sum(f.level is Level.ERROR for f in findings)
    warnings = len(findings) - errors
    lines = [
        f"## Lexicon check {'passed' if passed else 'failed'}",
        "",
        f"{counted}: {number(errors, 'error')}, {number(warnings, 'warning')}.",
        "",
    ]
    if findings:
        lines += ["| | where | what |", "|---|---|---|"]
        lines += [
            f"| {f.level.value} | {_code(str(f.place))} | {_cell(f.message)} |" for f in findings[:_MOST]
        ]
        lines += ["", f"... and {len(findings) - _MOST} more." if len(findings) > _MOST else ""]
    if alarms is not None:
        lines += ["### False alarms", "", f"{in_words(alarms)}.", ""]
    if changes is not None and against is not None:
        lines += [f"{_cell(upper_first(changed_in_words(changes, against)))}.", ""]
        if changes:
            lines += ["| term | changes | questions | what |", "|---|---|---|---|"]
            for c in changes[:_MOST]:
                what = [f"+ {_code(a.old)} to {_code(a.new)}" for a in dict.fromkeys(c.come)]
                what += [f"- {_code(a.old)} to {_code(a.new)}" for a in dict.fromkeys(c.gone)]
                lines.append(
                    f"| {_cell(c.term)} | {c.fixes:+d} | {c.questions:+d} | {'<br>'.join(what[:10])} |"
                )
            lines += ["", f"... and {len(changes) - _MOST} more." if len(changes) > _MOST else ""]
    return "\n".join(lines).rstrip() + "\n"


_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>&~@-])")


def _cell(text: str) -> str:
    """`text` with all escaped that means something to Markdown or HTML."""
    return _MARKUP.sub(lambda m: f"&#{ord(m.group())};", visible(text))


def _code(text: str) -> str:
    return f"<code>{_cell(text)}</code>"
