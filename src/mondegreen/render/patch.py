"""A unified diff of a corrected file, as `git apply` and `patch -p1` take it.

Lines end at line feeds only, as those programs see it, so a carriage return is part of its line and survives.
The hunks come straight from the edits; nothing is compared, so a patch of a large file is quick.
"""

from __future__ import annotations

import bisect
import difflib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from mondegreen.document import Edit, apply
from mondegreen.errors import FileError
from mondegreen.text import Span

CONTEXT = 3  # lines, as everywhere
_NO_END = "\\ No newline at end of file\n"


def unified(path: str, raw: str, edits: Sequence[Edit], encoding: str = "utf-8") -> bytes:
    """The patch that makes `edits` in the file at `path`, which holds `raw`; empty if there are none.

    Raises `FileError` for UTF-16 and UTF-32, which patches can't carry.
    """
    hunks = _hunks(raw, edits)
    if not hunks:
        return b""
    if "16" in encoding or "32" in encoding:
        raise FileError(path, f"no patch can be made of a file in {encoding}; save it as UTF-8 first")
    return _head(path) + b"".join(hunk.encode(encoding) for hunk in hunks)


def rewritten(path: str, old: str | None, new: str) -> bytes:
    """The patch that makes `new` of `old`, all that the UTF-8 file at `path` holds; None if there is no such file."""
    lines = difflib.unified_diff(_split(old or ""), _split(new), n=CONTEXT)
    hunks = [line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in lines][2:]
    return _head(path, old is None) + "".join(hunks).encode() if hunks else b""


def _head(path: str, new: bool = False) -> bytes:
    """What stands above the hunks; `new` says that there is no such file yet."""
    name = relative_name(path)
    a, b = _quoted(b"a/" + name), _quoted(b"b/" + name)
    # A tab behind a name with spaces tells where it ends.
    tab = b"\t" if b" " in name else b""
    before = b"new file mode 100644\n--- /dev/null" if new else b"--- " + a + tab
    return b"diff --git " + a + b" " + b + b"\n" + before + b"\n+++ " + b + tab + b"\n"


def relative_name(path: str) -> bytes:
    """`path` as patches name files: relative, with slashes, never leading out of the folder."""
    absolute = Path(path).absolute()
    try:
        inside = absolute.relative_to(Path.cwd())
        if ".." in inside.parts:
            raise ValueError
    except ValueError:
        absolute = Path(os.path.normpath(absolute))
        inside = absolute.relative_to(absolute.anchor)
    return os.fsencode(inside.as_posix())


_NAMED = {7: b"a", 8: b"b", 9: b"t", 10: b"n", 11: b"v", 12: b"f", 13: b"r", 34: b'"', 92: b"\\"}


def _quoted(name: bytes) -> bytes:
    """`name` in C quotes if it holds anything but plain characters, as git writes it."""
    if all(32 <= b < 127 and b not in b'"\\' for b in name):
        return name
    out = bytearray(b'"')
    for b in name:
        if b in _NAMED:
            out += b"\\" + _NAMED[b]
        elif 32 <= b < 127:
            out.append(b)
        else:
            out += b"\\%03o" % b
    return bytes(out + b'"')


def _hunks(raw: str, edits: Iterable[Edit]) -> list[str]:
    """The hunks, each as text. Edits whose lines are within twice the context of each other share one."""
    starts = _line_starts(raw)
    blocks: list[tuple[int, int, list[Edit]]] = []  # lines [first, last), and what changes in them
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        first, last = _lines_of(starts, edit.span)
        if blocks and first < blocks[-1][1]:
            blocks[-1] = (blocks[-1][0], max(last, blocks[-1][1]), [*blocks[-1][2], edit])
        else:
            blocks.append((first, last, [edit]))
    shares: list[list[tuple[int, int, list[Edit]]]] = []
    for block in blocks:
        if shares and block[0] - shares[-1][-1][1] <= 2 * CONTEXT:
            shares[-1].append(block)
        else:
            shares.append([block])
    hunks: list[str] = []
    shift = 0
    for share in shares:
        text, shift = _hunk(raw, starts, share, shift)
        hunks.append(text)
    return hunks


def _hunk(
    raw: str, starts: list[int], blocks: list[tuple[int, int, list[Edit]]], shift: int
) -> tuple[str, int]:
    """One hunk, and by how many lines everything behind it has moved."""
    count = len(starts) - 1
    first = max(0, blocks[0][0] - CONTEXT)
    last = min(count, blocks[-1][1] + CONTEXT)
    body: list[str] = []
    old_lines = new_lines = 0

    def put(sign: str, text: str) -> None:
        nonlocal old_lines, new_lines
        for line in _split(text):
            body.append(sign + line + ("" if line.endswith("\n") else f"\n{_NO_END}"))
            old_lines += sign in " -"
            new_lines += sign in " +"

    at = first
    for lo, hi, edits in blocks:
        put(" ", raw[starts[at] : starts[lo]])
        base = starts[lo]
        old = raw[base : starts[hi]]
        moved = (Edit(Span(e.span.start - base, e.span.end - base), e.old, e.new) for e in edits)
        put("-", old)
        put("+", apply(old, moved))
        at = hi
    put(" ", raw[starts[at] : starts[last]])
    # An empty side is numbered by the line before it.
    old_first, new_first = first + (old_lines > 0), first + shift + (new_lines > 0)
    head = f"@@ -{old_first},{old_lines} +{new_first},{new_lines} @@\n"
    return head + "".join(body), shift + new_lines - old_lines


def _split(text: str) -> list[str]:
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _line_starts(raw: str) -> list[int]:
    """Where each line begins, and last where the text ends."""
    starts = [0]
    at = raw.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = raw.find("\n", at + 1)
    if starts[-1] != len(raw):
        starts.append(len(raw))
    return starts


def _lines_of(starts: list[int], span: Span) -> tuple[int, int]:
    """The lines that `span` touches. One that takes a line end away touches the next line as well."""
    count = len(starts) - 1
    first = min(bisect.bisect_right(starts, span.start) - 1, max(count - 1, 0))
    last = min(bisect.bisect_right(starts, span.end), count)
    return first, max(last, min(first + 1, count))
