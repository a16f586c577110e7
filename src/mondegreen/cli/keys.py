"""Single keys from a terminal, or lines where there is none.

Start reading from `keys_of`. A `Key` is a character that was typed, or has a name of more than one letter: an
arrow is never taken for the letters that terminals send for it, nor pasted text for answers.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import select
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import IO, Any, Protocol

#: So long after an escape the rest of a key's sequence may come, in seconds; ssh may tear it apart.
_PATIENCE = 0.1
_NAMES = {
    "\r": "enter", "\n": "enter", "\x1b": "esc", "\x7f": "backspace", "\x08": "backspace", "\x15": "ctrl-u",
    "\x17": "ctrl-w", "\x01": "home", "\x05": "end", "\x04": "ctrl-d", "\x03": "ctrl-c", "\x0c": "resize",
}  # fmt: skip
_SEQUENCES = {
    "[D": "left", "[C": "right", "[H": "home", "[F": "end", "[1~": "home", "[4~": "end", "[7~": "home",
    "[8~": "end", "[3~": "delete", "OD": "left", "OC": "right", "OH": "home", "OF": "end", "OM": "enter",
}  # fmt: skip
_CONSOLE = {"K": "left", "M": "right", "G": "home", "O": "end", "S": "delete"}  # as Windows has them
_PASTE, _PASTE_END = "[200~", "\x1b[201~"


@dataclass(frozen=True, slots=True)
class Key:
    """A key: `name` is the character typed, or a name such as "enter"; `text` is what it types, "" for nothing."""

    name: str
    text: str = ""


class Keys(Protocol):
    """Where keys come from. `single`: a key is taken at once, without Enter."""

    single: bool

    def __enter__(self) -> Keys: ...

    def __exit__(self, *_: object) -> None: ...

    def key(self) -> Key:
        """The next key. Raises `EOFError` when nothing can come any more."""

    def line(self) -> str:
        """A line that the person types, shown as it is typed. Raises `EOFError`."""


def keys_of(stdin: IO[str] | None, stdout: IO[str]) -> Keys:
    """The keys of `stdin` (None if it is closed); `stdout` is where the person looks."""
    if stdin is None:
        return LineKeys(io.StringIO())
    if isinstance(stdin, io.TextIOWrapper):
        stdin.reconfigure(errors="replace")  # a stray byte must not end the program
    if not stdin.isatty():
        return LineKeys(stdin)
    if sys.platform == "win32":
        return WindowsKeys(stdin)
    return TerminalKeys(stdin, stdout)


class LineKeys:
    """Answers from a file or a pipe, a line each: `y`, `n`, `e Keir Starmer`."""

    single = False

    def __init__(self, stdin: IO[str]) -> None:
        self._stdin = stdin
        self._rest: str | None = None

    def __enter__(self) -> LineKeys:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to put back."""

    def key(self) -> Key:
        """The first word of the next line; what follows it is for `line`."""
        head, _, rest = self._read().strip().partition(" ")
        self._rest = rest.strip() or None
        if not head:
            return Key("enter")
        return Key(head, head) if len(head) == 1 else Key("other", head)

    def line(self) -> str:
        """What followed the last key on its line, else the next line."""
        rest, self._rest = self._rest, None
        return self._read() if rest is None else rest

    def _read(self) -> str:
        line = self._stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")


class TerminalKeys:
    """Keys of a POSIX terminal, at once and without echo; its modes are put back in every case but SIGKILL.

    Also when the program is stopped (Ctrl-Z); back in the foreground, and when the window changes its size,
    there is a key "resize".
    """

    single = True

    def __init__(self, stdin: IO[str], stdout: IO[str]) -> None:
        self._fd = stdin.fileno()
        self._stdin, self._stdout = stdin, stdout
        self._encoding: str = getattr(stdin, "encoding", None) or "utf-8"
        self._before: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._waiter, self._waker = os.pipe()
        os.set_blocking(self._waker, False)

    def __enter__(self) -> TerminalKeys:
        import termios

        self._before = termios.tcgetattr(self._fd)
        for name, handler in (
            ("SIGWINCH", self._wake),
            ("SIGCONT", self._resumed),
            ("SIGTSTP", self._stopped),
        ):
            number = getattr(signal, name)
            with contextlib.suppress(ValueError):  # not the main thread
                self._handlers[number] = signal.signal(number, handler)
        self._single(True)
        return self

    def __exit__(self, *_: object) -> None:
        self._single(False)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        for end in (self._waiter, self._waker):
            os.close(end)

    def _single(self, on: bool) -> None:
        """Take keys at once, or as the terminal did before."""
        import termios

        assert self._before is not None
        mode = [*self._before[:6], list(self._before[6])]
        if on:
            mode[3] &= ~(termios.ICANON | termios.ECHO)
            mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        with contextlib.suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(self._fd, termios.TCSADRAIN, mode)
        if self._stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb":
            # Past the buffer, in which a signal may have come in the midst of writing.
            with contextlib.suppress(OSError, ValueError):
                os.write(
                    self._stdout.fileno(), b"\x1b[?2004h" if on else b"\x1b[?2004l"
                )  # pastes in brackets

    def _wake(self, number: int = 0, frame: FrameType | None = None) -> None:
        with contextlib.suppress(OSError):
            os.write(self._waker, b".")

    def _resumed(self, number: int, frame: FrameType | None) -> None:
        self._single(True)
        self._wake()

    def _stopped(self, number: int, frame: FrameType | None) -> None:
        self._single(False)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._stopped)

    def key(self) -> Key:
        """The next key."""
        first = self._character(None)
        if first is None:
            return Key("resize")
        if first == "\x1b":
            return self._sequence()
        if first in _NAMES:
            return Key(_NAMES[first])
        return Key(first, first) if first.isprintable() else Key("other")

    def _sequence(self) -> Key:
        """What an escape begins: a key with a name, a paste, or the key Esc by itself."""
        sequence = self._character(_PATIENCE) or ""
        if not sequence:
            return Key("esc")
        if sequence == "[":
            while len(sequence) < 32 and not (len(sequence) > 1 and "@" <= sequence[-1] <= "~"):
                sequence += self._character(_PATIENCE) or "~"
        elif sequence == "O":
            sequence += self._character(_PATIENCE) or ""
        if sequence == _PASTE:
            return Key("paste", self._pasted())
        return Key(_SEQUENCES.get(sequence, "other"))

    def _pasted(self) -> str:
        text = ""
        while not text.endswith(_PASTE_END):
            more = self._character(1.0)
            if more is None:
                return text
            text += more
        return text.removesuffix(_PASTE_END)

    def _character(self, patience: float | None) -> str | None:
        """The next character; None when the window has changed, or if none came within `patience` seconds."""
        data = b""
        while True:
            ready, _, _ = select.select([self._fd, self._waiter], [], [], patience)
            if patience is None and self._waiter in ready:
                os.read(self._waiter, 4096)
                return None
            if self._fd not in ready:
                if ready:
                    continue
                return None
            try:
                more = os.read(self._fd, 1)
            except OSError:
                more = b""
            if not more:
                raise EOFError  # the terminal has gone
            data += more
            try:
                return data.decode(self._encoding)
            except UnicodeDecodeError as error:
                if error.reason != "unexpected end of data" or len(data) > 8:
                    return "\ufffd"

    def line(self) -> str:
        """A line, edited by what the terminal itself offers."""
        self._single(False)
        try:
            line = self._stdin.readline()
        finally:
            self._single(True)
        if not line:
            raise EOFError
        return line.rstrip("\r\n")


class WindowsKeys:
    """Keys of the Windows console."""

    single = True

    def __init__(self, stdin: IO[str]) -> None:
        self._stdin = stdin

    def __enter__(self) -> WindowsKeys:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to put back."""

    def key(self) -> Key:
        """The next key."""
        msvcrt: Any = importlib.import_module("msvcrt")  # there is none elsewhere
        read: Callable[[], str] = msvcrt.getwch
        first = read()
        if first == "\0" or (first == "\xe0" and msvcrt.kbhit()):  # else it is the letter à
            return Key(_CONSOLE.get(read(), "other"))
        if "\ud800" <= first < "\udc00":  # half of a character
            first = (first + read()).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if first == "\x03":
            raise KeyboardInterrupt
        if first in _NAMES:
            return Key(_NAMES[first])
        return Key(first, first) if first.isprintable() else Key("other")

    def line(self) -> str:
        """A line, edited by what the console itself offers."""
        line = self._stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")
