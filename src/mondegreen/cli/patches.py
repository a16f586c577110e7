"""A patch on stdout: for people in colour, for programs to the byte."""

from __future__ import annotations

import sys

from mondegreen.cli.output import console_for, wants_color


def show_patch(patch: bytes, color: str) -> None:
    """Write `patch`: on a terminal in colour, with nothing in it that could disturb one, else as it is."""
    sys.stderr.flush()
    if not wants_color(sys.stdout, color):
        sys.stdout.buffer.write(patch)
        sys.stdout.buffer.flush()
        return
    from rich.text import Text

    from mondegreen.render.excerpt import visible
    from mondegreen.render.look import put

    console = console_for(sys.stdout, color)
    styles = {"+": "green", "-": "red", "@": "cyan"}
    for line in patch.decode("utf-8", "replace").splitlines():
        words = line.lstrip("+- ") if line[:3] not in ("+++", "---") else line
        margin = line[: len(line) - len(words)]
        style = "bold" if line.startswith(("diff ", "+++", "---")) else styles.get(line[:1], "")
        put(console, Text(margin + visible(words), style=style))
