"""One sitting of a review: from the first question to what the person wants done in the end."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mondegreen.answers import Answer, Verdict
from mondegreen.cli.asking import Asker, Closing
from mondegreen.cli.keys import keys_of
from mondegreen.cli.showing import Linear, Screen
from mondegreen.render.pages import came_out
from mondegreen.review import Keep, review
from mondegreen.session import Choice, Reply, Session

if TYPE_CHECKING:
    from rich.console import Console


def sit(
    session: Session,
    console: Console,
    keep: Keep,
    play: Callable[[Session], str],
    hush: Callable[[], None],
    plain: bool,
    what: Callable[[Session], str],
) -> tuple[Session, bool]:
    """Ask on `console` until the person is done; the session then, and whether to write.

    `play` and `hush` play what is asked and stop that; `what` says in a line what writing would do. Raises
    `KeyboardInterrupt`, and what `keep` raises; the terminal is always put back.
    """
    with keys_of(sys.stdin, console.file) as keys:
        screens = not plain and keys.single and _can_draw(console)
        page: Screen | Linear = Screen(console) if screens else Linear(console, keys.single)
        asker = Asker(page, keys, play, hush)
        try:
            while True:
                session, stopped = review(session, asker.ask, keep, sign)
                if stopped and not session.steps:
                    return session, False
                match asker.close(session, came_out(session), what(session)):
                    case Closing.BACK if not stopped:
                        keep(session, session.steps[-1], True)
                        session = session.take(Reply(Choice.BACK), sign)
                    case Closing.BACK:
                        pass
                    case Closing.SKIPPED:
                        session = session.ask_skipped()
                    case closing:
                        return session, closing is Closing.WRITE
        finally:
            hush()
            page.clear()


def _can_draw(console: Console) -> bool:
    """Whether `console` is a terminal whose cursor can be moved."""
    return (
        console.file.isatty()
        and os.environ.get("TERM", "dumb" if os.name == "posix" else "") not in ("dumb", "unknown")
        and not console.legacy_windows
    )


def sign(verdict: Verdict, written: str) -> Answer:
    """An answer given now, by whoever sits here."""
    try:
        by = getpass.getuser()
    except (OSError, KeyError, ImportError):  # nobody that the system knows
        by = ""
    return Answer(verdict, written, by, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
