"""A pseudo-terminal with `mondegreen` in it, for tests. POSIX only."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
#: Run in the child: takes the terminal for its own, and puts a corrector there that knows a handful of words.
_CHILD = """
import fcntl, signal, sys, termios
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background has it ignored
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from fakes import ASK, FIX, FakeCorrector
from mondegreen.cli import main, work
words = {
    "Alinsky": ("Zelensky", "Volodymyr Zelensky", 0.62, ASK),
    "Lamy": ("Lammy", "David Lammy", 0.5, ASK),
    "Qurstammer": ("Keir Starmer", "Keir Starmer", 0.97, FIX),
}
work.build_corrector = lambda settings: FakeCorrector(words)
main()
"""


class Terminal:
    """A terminal of 80 columns and 24 lines in which `mondegreen` runs with `args`."""

    def __init__(self, *args: str, cwd: Path, term: str = "xterm", **env: str) -> None:
        self._end, inner = pty.openpty()
        self.resize(80, 24)
        self._wait = 30.0
        self.seen = ""
        here = Path(__file__).resolve().parent
        path = os.pathsep.join([str(here), *filter(None, [os.environ.get("PYTHONPATH")])])
        kept = {
            k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, *args],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            cwd=cwd,
            start_new_session=True,
            env=kept | {"TERM": term, "PYTHONPATH": path} | env,
        )
        self._inner = inner

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def send(self, keys: str) -> None:
        """Type `keys`."""
        os.write(self._end, keys.encode())

    def until(self, *wanted: str, but_not: str = "\0") -> str:
        """Wait until all of `wanted` are on the screen and `but_not` is not; what is on it then."""
        end = time.monotonic() + self._wait
        while not all(w in self.screen() for w in wanted) or but_not in self.screen():
            assert time.monotonic() < end, f"{wanted} not in:\n{self.screen()}"
            self._read(0.05)
        return self.screen()

    def _read(self, patience: float) -> None:
        if select.select([self._end], [], [], patience)[0]:
            with contextlib.suppress(OSError):  # it has ended
                self.seen += os.read(self._end, 65536).decode("utf-8", "replace")

    def screen(self) -> str:
        """What was written since the screen was last begun, without codes."""
        return _CODES.sub("", self.seen.rpartition("\x1b[H")[2]).replace("\r\n", "\n")

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    def modes(self) -> int:
        """The local modes of the terminal."""
        return int(termios.tcgetattr(self._inner)[3])

    def ended(self) -> int:
        """Wait until the program has ended; its exit code, negative for a signal."""
        end = time.monotonic() + self._wait
        while self._process.poll() is None:
            assert time.monotonic() < end, f"still running:\n{self.screen()}"
            self._read(0.05)
        self._read(0.05)
        return self._process.returncode

    def away(self) -> None:
        """End the program, if it has not ended, and close the terminal."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._end)
        os.close(self._inner)
