"""`mondegreen review` in a terminal: every key, going on after a kill, and the terminal as it was afterwards."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import termios

from terminal import Terminal

TEXT = "So Alinsky met Qurstammer. Then Lamy left, and Alinsky's aide, and Lamy.\n"


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(TEXT)
    return path


Open = Callable[..., Terminal]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens a terminal in which a review runs."""
    terminals: list[Terminal] = []

    def open_(*args: str, cwd: Path, **env: str) -> Terminal:
        terminals.append(Terminal("review", *args, cwd=cwd, **env))
        return terminals[-1]

    yield open_
    for terminal in terminals:
        terminal.away()


def test_every_key_once(talk: Path, opened: Open) -> None:
    t = opened("talk.txt", cwd=talk.parent)
    first = t.until("question 1 of 4", "62%", "? help", but_not="p play")
    assert "talk.txt:1:4" in first
    assert "So Alinsky Zelensky met Keir Starmer." in first.replace("\n", " ")
    assert "1 more: 1:48" in first
    t.send("w")
    t.until("phones               0.9  +2.50", "Any key goes back.")
    t.send("x")
    t.until("question 1 of 4")
    t.send("?")
    t.until("Leave the words as they were heard.")
    t.send("\x1b[A")  # an arrow is no A
    t.until("question 1 of 4")
    t.send("\x1b[A\x1bOA")
    t.until("? lists the keys.")
    t.send("p")
    t.until("There are no times in this transcript")
    t.send("e")
    t.until("Write instead: Zelensky")
    t.send("\x7fyy!\x1b[D\x1b[3~")
    t.until("Write instead: Zelenskyy", but_not="!")
    t.send("\x1b")
    t.until("question 1 of 4", "? help", but_not="Write instead")
    t.send("e\x15Selenskyj\r")
    t.until("question 2 of 4", "edit: Alinsky → Selenskyj (b takes it back)")
    t.send("b")
    t.until("question 1 of 4")
    t.send("g")
    t.until("questions 1-2 of 4", "one by one")
    t.send("g")
    t.until("question 1 of 4", "all 2 here")
    t.send("a")
    t.until("question 3 of 4", "yes: Alinsky → Zelensky, 2 places")
    t.send("b")
    t.until("question 1 of 4")
    t.send("A")
    t.until("question 3 of 4", "yes: Alinsky → Zelensky, 2 places")
    t.send("n")
    t.until("question 4 of 4", "no: Lamy stays", "Enter: no, as before")
    t.send("b")
    t.until("question 3 of 4")
    t.send("s")
    t.until("question 4 of 4", "skipped: Lamy (b")
    t.send("b")
    t.until("question 3 of 4")
    t.send("v")
    t.until("Nothing is left to ask", "1 certain, 2 yes, 2 never")
    t.send("b")
    t.until("question 3 of 4")
    t.send("y")
    t.until("question 4 of 4", "Enter: yes, as before")
    t.send("\r")
    t.until("write 5 corrections to talk.txt (Enter)")
    t.send("q")
    t.until("4 answers kept, nothing written.")
    assert t.ended() == 0
    assert talk.read_text() == TEXT


def test_killed_it_goes_on_and_writes(talk: Path, opened: Open) -> None:
    t = opened("talk.txt", cwd=talk.parent)
    t.until("question 1 of 4")
    t.send("y")
    t.until("question 2 of 4")
    t.send("n")
    t.until("question 3 of 4")
    t.signal(signal.SIGKILL)
    assert t.ended() == -signal.SIGKILL
    assert talk.read_text() == TEXT
    t = opened("talk.txt", cwd=talk.parent)
    t.until("question 3 of 4", "Enter: yes, as before")
    t.send("\r")
    t.until("question 4 of 4")
    t.send("!")
    t.until("Nothing is left to ask")
    t.send("\r")
    t.until("3 corrections written to talk.txt.")
    assert t.ended() == 0
    assert (
        talk.read_text() == "So Zelensky met Keir Starmer. Then Lamy left, and Zelensky's aide, and Lamy.\n"
    )


ENDS = {"Ctrl-C": (None, 130), "a closed terminal": (signal.SIGHUP, 129), "SIGTERM": (signal.SIGTERM, 143)}


@pytest.mark.parametrize(("number", "status"), ENDS.values(), ids=ENDS)
def test_however_it_ends_answers_are_kept_and_the_terminal_is_put_back(
    number: int | None, status: int, talk: Path, opened: Open
) -> None:
    t = opened("talk.txt", cwd=talk.parent)
    before = termios.ICANON | termios.ECHO
    t.until("question 1 of 4")
    assert not t.modes() & before
    t.send("y")
    t.until("question 2 of 4")
    if number is None:
        t.send("\x03")
        t.until("Your answers are kept; go on with: mondegreen review talk.txt")
    else:
        t.signal(number)
    assert t.ended() == status
    assert t.modes() & before == before
    assert "Traceback" not in t.seen
    t = opened("talk.txt", cwd=talk.parent)
    t.until("question 2 of 4")
    t.send("q")
    t.until("Stop here?")
    t.send("q")
    assert t.ended() == 0


def test_what_is_pasted_is_no_answer(talk: Path, opened: Open) -> None:
    t = opened("talk.txt", cwd=talk.parent)
    t.until("question 1 of 4")
    t.send("\x1b[200~yyyA\x1b[201~")
    t.until("question 1 of 4", "What is pasted is not taken for answers.")
    t.send("e\x15")
    t.send("\x1b[200~Zel\x1b[31m\nensky\x1b[201~")
    t.until("Write instead: Zel[31m ensky")
    t.send("\x03")
    t.until("question 1 of 4", "? help", but_not="Write instead")
    t.send("q")
    assert t.ended() == 0


def test_a_window_that_changes_its_size(talk: Path, opened: Open) -> None:
    t = opened("talk.txt", cwd=talk.parent)
    t.until("question 1 of 4")
    for columns, lines in ((40, 12), (30, 9), (120, 50)):
        t.resize(columns, lines)
        t.signal(signal.SIGWINCH)
        width = min(100, columns)
        t.until("question 1 of 4", "─" * width, " ? help", but_not="─" * (width + 1))
        shown = t.screen().split("\n")
        assert max(map(len, shown)) <= width
        assert len(shown) == min(24, lines)
    t.resize(25, 3)
    t.send("?")
    t.until("Any key goes back.")
    t.send("q")
    t.until("question 1")
    t.send("q")
    assert t.ended() == 0


def test_stopped_and_continued(talk: Path, opened: Open) -> None:
    t = opened("talk.txt", cwd=talk.parent)
    t.until("question 1 of 4")
    t.signal(signal.SIGSTOP)
    t.signal(signal.SIGCONT)
    t.send("y")
    t.until("question 2 of 4")
    assert not t.modes() & termios.ICANON
    t.send("q")
    t.until("Stop here?")
    t.send("q")
    assert t.ended() == 0


PLAIN = {"--plain": (["--plain"], "xterm"), "a dumb terminal": ([], "dumb")}


@pytest.mark.parametrize(("args", "term"), PLAIN.values(), ids=PLAIN)
def test_plain(args: list[str], term: str, talk: Path, opened: Open) -> None:
    t = opened(*args, "talk.txt", cwd=talk.parent, term=term)
    t.until('Question 1 of 4: talk.txt, line 1.\nHeard "Alinsky". Write "Zelensky"? 62% likely.', "? help: ")
    t.send("e")
    t.until("Write instead, then Enter; nothing leaves it open: ")
    t.send("Selenskyj\n")
    t.until('Edited: "Alinsky" becomes "Selenskyj".', "Question 2 of 4")
    t.send("n")
    t.until('No: "Lamy" stays.', "Question 3 of 4")
    t.send("\n")
    t.until("Question 4 of 4", "Enter: no, as before.")
    t.send("\n")
    t.until("1 certain, 2 in other words, 2 no.", "w write 3 corrections to talk.txt (Enter)")
    t.send("w")
    t.until("3 corrections written to talk.txt.")
    assert t.ended() == 0
    codes = t.seen.replace("\x1b[?2004h", "").replace("\x1b[?2004l", "")
    assert "\x1b" not in codes
    assert "─" not in t.seen
    assert (
        talk.read_text() == "So Selenskyj met Keir Starmer. Then Lamy left, and Selenskyj's aide, and Lamy.\n"
    )


def test_without_colour_changes_are_in_brackets(talk: Path, opened: Open) -> None:
    t = opened("talk.txt", cwd=talk.parent, NO_COLOR="1")
    t.until("[-Alinsky-]{+Zelensky+}")
    assert "\x1b[3" not in t.seen
    assert "\x1b[1" not in t.seen
    t.send("q")
    assert t.ended() == 0


def test_hostile_text_moves_nothing(tmp_path: Path, opened: Open) -> None:
    (tmp_path / "talk.txt").write_text("\x1b[2J \x1b]0;title\x07 Alinsky \u202espoke\u202c \x9b31m Lamy\n")
    t = opened("talk.txt", cwd=tmp_path)
    t.until("question 1 of 2", "\\x1b[2J \\x1b]0;title\\x07 Alinsky Zelensky \\u202espoke")
    for code in ("\x1b[2J", "\x1b]0", "\x07", "\u202e", "\x9b"):
        assert code not in t.seen
    t.send("q")
    assert t.ended() == 0


def test_a_terminal_without_other_signs(talk: Path, opened: Open) -> None:
    t = opened("talk.txt", cwd=talk.parent, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    shown = t.until("question 1 of 4", "? help")
    assert shown.isascii()
    t.send("q")
    assert t.ended() == 0


def test_keys_are_not_shown_twice(talk: Path, opened: Open) -> None:
    """Typed ahead, keys are taken in order, and none is shown by the terminal itself."""
    t = opened("talk.txt", cwd=talk.parent)
    t.until("question 1 of 4")
    t.send("ynb")
    t.until("question 2 of 4", "yes: Alinsky")
    t.send("nnn\r")
    t.until("2 corrections written")
    assert t.ended() == 0
