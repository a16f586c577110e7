"""Patches: what git and patch make of them is what the edits make."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mondegreen.document import Edit, apply
from mondegreen.errors import FileError
from mondegreen.render.patch import relative_name, rewritten, unified
from mondegreen.text import Span


def edits_of(raw: str, *pairs: tuple[str, str]) -> list[Edit]:
    out = []
    for old, new in pairs:
        at = raw.index(old)
        out.append(Edit(Span(at, at + len(old)), old, new))
    return out


LINES = "".join(f"line {k} of the talk\n" for k in range(1, 41))

#: Text, what to replace in it.
CHANGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "one line without an end": ("so Lamy said", [("Lamy", "Lammy")]),
    "last line without an end": ("a\nb\nLamy", [("Lamy", "Lammy")]),
    "only the line before it": ("a\nLamy\nb", [("Lamy", "Lammy")]),
    "CRLF": ("a\r\nLamy\r\nb\r\n", [("Lamy", "Lammy")]),
    "a lone CR": ("a\rLamy\rb\n", [("Lamy", "Lammy")]),
    "a byte order mark": ("\ufeffLamy\nb\n", [("Lamy", "Lammy")]),
    "accents and emoji": ("Melon Shaw 😀\n", [("Melon Shaw", "Mélenchon")]),
    "far apart": (LINES, [("line 5 ", "line V "), ("line 30 ", "line XXX ")]),
    "near enough to share": (LINES, [("line 5 ", "line V "), ("line 12 ", "line XII ")]),
    "just too far to share": (LINES, [("line 5 ", "line V "), ("line 13 ", "line XIII ")]),
    "two in a line": ("Lamy and Newland\n", [("Lamy", "Lammy"), ("Newland", "Nuland")]),
    "a line goes": ("a\num\nb\n", [("um\n", "")]),
    "the last line's end goes": ("a\nb\n", [("b\n", "b")]),
    "all goes": ("um\n", [("um\n", "")]),
    "over two lines": ("Melon\nShaw said\n", [("Melon", "Mélenchon"), ("Shaw ", "")]),
    "lines that look like a patch": ("--- a/x\n+++ b/x\n@@ Lamy\n", [("Lamy", "Lammy")]),
}
NAMES = {
    "plain": "talk.txt",
    "a space": "my talk.txt",
    "a quote": 'the "talk".txt',
    "an accent": "Köln.txt",
    "a tab": "a\tb.txt",
    "a folder": "season 2/talk.txt",
}
TOOLS = {
    "git apply": ["git", "apply", "-p1", "--whitespace=nowarn"],
    "patch": ["patch", "-p1", "--no-backup-if-mismatch", "--quiet"],
}


def patched(folder: Path, name: str, raw: str, patch: bytes, tool: str) -> bytes | None:
    if shutil.which(TOOLS[tool][0]) is None:
        pytest.skip(f"{tool} is not installed")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(raw.encode())
    # The folder may lie inside somebody's repository, where git apply would change nothing.
    env = os.environ | {"GIT_CEILING_DIRECTORIES": str(folder.parent), "LC_ALL": "C"}
    done = subprocess.run(TOOLS[tool], input=patch, cwd=folder, env=env, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return file.read_bytes() if file.exists() else None


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(("raw", "pairs"), CHANGES.values(), ids=CHANGES)
def test_tools_take_the_patch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: str, pairs: list[tuple[str, str]], tool: str
) -> None:
    monkeypatch.chdir(tmp_path)
    edits = edits_of(raw, *pairs)
    want = apply(raw, edits).encode()
    got = patched(tmp_path, "talk.txt", raw, unified("talk.txt", raw, edits), tool)
    assert got == want or (want == b"" and got is None)  # patch removes a file that becomes empty


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_tools_find_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, tool: str) -> None:
    monkeypatch.chdir(tmp_path)
    patch = unified(str(tmp_path / name), "Lamy\n", edits_of("Lamy\n", ("Lamy", "Lammy")))
    assert patched(tmp_path, name, "Lamy\n", patch, tool) == b"Lammy\n"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b\n", "\r\n", "Lamy", "\n", "é\r"]), min_size=1, max_size=12).map(
        "".join
    ),
    st.data(),
)
def test_any_edits_survive_git(
    tmp_path_factory: pytest.TempPathFactory, raw: str, data: st.DataObject
) -> None:
    cuts = (
        data.draw(st.lists(st.integers(0, len(raw)), min_size=2, max_size=6, unique=True).map(sorted))
        if (len(raw) > 1)
        else [0, 1]
    )
    edits = [
        Edit(Span(a, b), raw[a:b], data.draw(st.sampled_from(["x", "", "y\nz", "w\n"])))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    want = apply(raw, edits)
    if want == raw:
        return
    folder = tmp_path_factory.mktemp("any")
    with pytest.MonkeyPatch.context() as patching:
        patching.chdir(folder)
        patch = unified("talk.txt", raw, edits)
    assert patched(folder, "talk.txt", raw, patch, "git apply") == want.encode()


def test_hunks_are_shared_as_git_shares_them() -> None:
    counts = {
        name: unified("talk.txt", LINES, edits_of(LINES, *CHANGES[name][1])).count(b"@@ -")
        for name in ("near enough to share", "just too far to share")
    }
    assert counts == {"near enough to share": 1, "just too far to share": 2}


def test_nothing_changed_is_no_patch() -> None:
    assert unified("talk.txt", "Lammy\n", []) == b""


def test_a_long_file_gives_a_short_patch() -> None:
    raw = "said nothing\n" * 50_000 + "Lamy\n"
    assert unified("talk.txt", raw, edits_of(raw, ("Lamy", "Lammy"))).count(b"\n") == 3 + 1 + 3 + 2


def test_names_never_lead_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    outside = (tmp_path / "talk.txt").relative_to(tmp_path.anchor).as_posix().encode()
    assert relative_name("talk.txt") == b"talk.txt"
    assert relative_name(str(inside / "talk.txt")) == b"talk.txt"
    assert relative_name("../talk.txt") == outside
    assert relative_name(str(tmp_path / "talk.txt")) == outside


def test_names_are_quoted_as_git_does() -> None:
    patch = unified("K\u00f6ln.txt", "a", [Edit(Span(0, 1), "a", "b")])
    assert b'--- "a/K\\303\\266ln.txt"\n' in patch


def test_utf_16_is_refused() -> None:
    with pytest.raises(FileError, match="save it as UTF-8"):
        unified("talk.txt", "Lamy", edits_of("Lamy", ("Lamy", "Lammy")), "utf-16-le")
    assert (
        unified("talk.txt", "Lamy\xe9", edits_of("Lamy\xe9", ("Lamy", "Lammy")), "latin-1").count(b"\xe9")
        == 2
    )


REWRITTEN = {  # before (None: no such file), after
    "a line more": ("a\nb\n", "a\nc\nb\n"),
    "a line less": ("a\nb\nc\n", "a\nc\n"),
    "no end of the last line": ("a\nb", "a\nb\n"),
    "another last line": ("a\nb", "a\nc"),
    "Windows line ends": ("a\r\nb\r\n", "a\nb\n"),
    "a new file": (None, "a\nb\n"),
    "an empty file": ("", "a\n"),
    "all gone": ("a\n", ""),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_file_that_is_written_anew(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = REWRITTEN[name]
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a file.yaml"
    if old is not None:
        file.write_bytes(old.encode())
    patch = rewritten("a file.yaml", old, new)
    subprocess.run(["git", "apply", "-"], input=patch, check=True, cwd=tmp_path)
    assert file.read_bytes() == new.encode()


def test_no_patch_where_nothing_changes() -> None:
    assert rewritten("a.yaml", "a\n", "a\n") == b""
