"""What the commands say, and where: consoles, colour, errors, a sign of life."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from mondegreen.render.excerpt import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status


def console_for(stream: TextIO, color: str) -> Console:
    """A console on `stream`: coloured if `color` is "always", or "auto" and the stream is a terminal.

    NO_COLOR and FORCE_COLOR (https://no-color.org, https://force-color.org) decide for "auto".
    """
    from rich.console import Console

    class _Console(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to `run`: whoever stops reading (`| head`) has seen enough, which is no error."""
            raise BrokenPipeError

    wanted = wants_color(stream, color)
    return _Console(
        file=stream,
        force_terminal=wanted,
        no_color=not wanted,
        color_system="auto" if wanted else None,
        highlight=False,
        emoji=False,
        markup=False,
    )


def wants_color(stream: TextIO, color: str) -> bool:
    """Whether to write colours to `stream`."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def complain(message: str) -> None:
    """Print `message` on stderr, a line each fault; nothing in it can disturb the terminal."""
    for line in message.split("\n"):
        with contextlib.suppress(OSError, ValueError):
            text = visible(line)
            try:
                print(text, file=sys.stderr)  # noqa: T201
            except UnicodeEncodeError:
                print(text.encode("ascii", "backslashreplace").decode(), file=sys.stderr)  # noqa: T201


@contextlib.contextmanager
def working(label: str, quiet: bool) -> Iterator[None]:
    """Show `label` on the terminal when what is inside takes longer than a second."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    lock = threading.Lock()
    status: list[Status] = []
    over = False

    def start() -> None:
        with lock:
            if over:
                return
            from rich.console import Console
            from rich.text import Text

            status.append(Console(file=sys.stderr).status(Text(visible(label))))
            status[0].start()

    timer = threading.Timer(1.0, start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            over = True
            for shown in status:
                shown.stop()
