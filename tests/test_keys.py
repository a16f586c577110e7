"""Keys and lines that are typed; those of a real terminal are in test_review_terminal.py."""

from __future__ import annotations

import io
import sys
import types

import pytest

from mondegreen.cli.keys import Key, LineKeys, WindowsKeys
from mondegreen.cli.line_edit import Line

#: Keys as words, and the text and the cursor that come of them. The line begins as "Lammy|".
TYPED = {
    "nothing": ("", "Lammy|"),
    "a letter": ("s", "Lammys|"),
    "in the middle": ("left left x", "Lamx|my"),
    "backspace": ("backspace backspace", "Lam|"),
    "backspace at the beginning": ("home backspace x", "x|Lammy"),
    "delete": ("home delete", "|ammy"),
    "delete at the end": ("delete", "Lammy|"),
    "not before the beginning": ("home left x", "x|Lammy"),
    "not behind the end": ("right x", "Lammyx|"),
    "all of it": ("ctrl-u x", "x|"),
    "up to the cursor": ("left ctrl-u", "|y"),
    "a word": ("ctrl-w x", "x|"),
    "one of two words": ("paste:_is_here ctrl-w", "Lammy is |"),
    "home and end": ("home end !", "Lammy!|"),
    "accents": ("é", "Lammyé|"),
    "pasted": ("ctrl-u paste:Keir_Starmer", "Keir Starmer|"),
    "pasted control characters": ("ctrl-u paste:a\x1b[31m\x07b\u202e", "a[31mb|"),
    "keys that mean nothing": ("other tab resize", "Lammy|"),
}


@pytest.mark.parametrize(("keys", "want"), TYPED.values(), ids=TYPED)
def test_typing(keys: str, want: str) -> None:
    line = Line("Lammy", 5)
    for word in keys.split():
        if word.startswith("paste:"):
            key = Key("paste", word[6:].replace("_", " "))
        else:
            key = Key(word, word if len(word) == 1 else "")
        line = line.press(key)
    assert f"{line.text[: line.at]}|{line.text[line.at :]}" == want


def test_pasted_lines_become_one() -> None:
    assert Line("", 0).press(Key("paste", "Keir\nStarmer")).text == "Keir Starmer"


LINES = {
    "a key": ("y\n", [Key("y", "y")]),
    "without an end": ("y", [Key("y", "y")]),
    "blanks around it": ("  y \r\n", [Key("y", "y")]),
    "an empty line": ("\n", [Key("enter")]),
    "a word": ("yes\n", [Key("other", "yes")]),
    "one key a line": ("y n\nq\n", [Key("y", "y"), Key("q", "q")]),
}


@pytest.mark.parametrize(("text", "want"), LINES.values(), ids=LINES)
def test_keys_of_lines(text: str, want: list[Key]) -> None:
    keys = LineKeys(io.StringIO(text))
    assert [keys.key() for _ in want] == want
    with pytest.raises(EOFError):
        keys.key()


def test_a_line_follows_its_key() -> None:
    keys = LineKeys(io.StringIO("e Keir Starmer\ne\nLammy\ne\n"))
    assert (keys.key().name, keys.line()) == ("e", "Keir Starmer")
    assert (keys.key().name, keys.line()) == ("e", "Lammy")
    assert keys.key().name == "e"
    with pytest.raises(EOFError):
        keys.line()


#: What the console of Windows gives for a key, and the key.
CONSOLE = {
    "a letter": ("y", Key("y", "y")),
    "Enter": ("\r", Key("enter")),
    "Esc": ("\x1b", Key("esc")),
    "an arrow": ("\xe0K", Key("left")),
    "an arrow of the number pad": ("\0M", Key("right")),
    "another special key": ("\xe0H", Key("other")),
    "a letter that looks like one": ("\xe0", Key("à", "à")),
    "two halves": ("\ud83d\ude00", Key("😀", "😀")),
}


@pytest.mark.parametrize(("typed", "want"), CONSOLE.values(), ids=CONSOLE)
def test_keys_of_windows(typed: str, want: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    left = list(typed)
    console = types.SimpleNamespace(getwch=lambda: left.pop(0), kbhit=lambda: bool(left))
    monkeypatch.setitem(sys.modules, "msvcrt", console)  # type: ignore[arg-type]
    with WindowsKeys(io.StringIO("Lammy\n")) as keys:
        assert keys.key() == want
        assert keys.line() == "Lammy"
    assert left == []


def test_ctrl_c_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(getwch=lambda: "\x03"))  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        WindowsKeys(io.StringIO()).key()
