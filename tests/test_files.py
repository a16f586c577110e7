"""Bytes to text and back, and writing that is all or nothing."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mondegreen import files
from mondegreen.errors import FileError
from mondegreen.files import check_writable, decode, read_text, write_atomic

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")

ROUND_TRIPS = {
    "plain": (b"one\ntwo\n", None, "utf-8"),
    "empty": (b"", None, "utf-8"),
    "no final newline": (b"one", None, "utf-8"),
    "CRLF and a lone CR": (b"a\r\nb\rc", None, "utf-8"),
    "UTF-8 with a mark": (b"\xef\xbb\xbfZelensky", None, "utf-8"),
    "UTF-8 with a mark, asked for": (b"\xef\xbb\xbfZelensky", "utf-8-sig", "utf-8"),
    "UTF-16-LE with a mark": ("\ufeffMélenchon\r\n".encode("utf-16-le"), None, "utf-16-le"),
    "UTF-16-BE with a mark": ("\ufeffMélenchon\n".encode("utf-16-be"), None, "utf-16-be"),
    "UTF-32-LE with a mark": ("\ufeff😀".encode("utf-32-le"), None, "utf-32-le"),
    "UTF-16 without a mark, asked for": ("Lammy".encode("utf-16-le"), "utf-16", "utf-16-le"),
    "UTF-16-BE with a mark, asked for": ("\ufeffLammy".encode("utf-16-be"), "utf-16", "utf-16-be"),
    "Latin-1, asked for": (b"M\xe9lenchon", "latin-1", "iso8859-1"),
    "cp1252, asked for": (b"\x93Lammy\x94", "cp1252", "cp1252"),
    "decomposed accents": ("Me\u0301lenchon 😀".encode(), None, "utf-8"),
}


@pytest.mark.parametrize(("data", "encoding", "codec"), ROUND_TRIPS.values(), ids=ROUND_TRIPS)
def test_text_becomes_the_same_bytes_again(data: bytes, encoding: str | None, codec: str) -> None:
    file = decode(data, "talk.txt", encoding)
    assert file.encoding == codec
    assert file.encode(file.text) == data


def test_a_mark_is_kept_in_the_text() -> None:
    assert decode(b"\xef\xbb\xbfx", "talk.txt").text == "\ufeffx"


@given(
    st.binary(max_size=60),
    st.sampled_from([None, "utf-16", "utf-8-sig", "latin-1", "utf-7", "shift_jis", "hz"]),
)
def test_bytes_are_refused_or_come_back(data: bytes, encoding: str | None) -> None:
    try:
        file = decode(data, "x", encoding)
    except FileError as error:
        said = str(error)
    else:
        assert file.encode(file.text) == data
        said = "x: fine"
    assert said.startswith("x: ")
    assert "\n" not in said


REFUSED = {
    "a zero byte": (b"abc\0def", None, ["binary", "offset 3"]),
    "a PDF": (b"%PDF-1.7 ...", None, ["PDF"]),
    "a Word document": (b"PK\x03\x04....", None, ["office document"]),
    "noise": (bytes(range(1, 32)) + b"\xff" * 20, None, ["binary"]),
    "Latin-1": (
        b"line one\nand M\xe9lenchon\n",
        None,
        ["0xE9", "offset 14", "line 2, column 6", "UTF-8", "--encoding cp1252", "--encoding latin-1"],
    ),
    "column in characters": ("ééé".encode() + b"\xff", None, ["offset 6", "line 1, column 4"]),
    "cut-off UTF-16": (b"\xff\xfea", None, ["utf-16-le".upper()]),
    "no such encoding": (b"x", "klingon", ["unknown encoding 'klingon'"]),
    "not an encoding of text": (b"x", "base64", ["base64"]),
}


@pytest.mark.parametrize(("data", "encoding", "said"), REFUSED.values(), ids=REFUSED)
def test_refused(data: bytes, encoding: str | None, said: list[str]) -> None:
    with pytest.raises(FileError) as caught:
        decode(data, "talk.txt", encoding)
    message = str(caught.value)
    assert message.startswith("talk.txt: ")
    assert "\n" not in message
    for part in said:
        assert part in message


def test_missing_and_directory(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="nothing\\.txt: no such file"):
        read_text(tmp_path / "nothing.txt")
    with pytest.raises(FileError, match="is a directory"):
        read_text(tmp_path)
    with pytest.raises(FileError, match="is not a file name"):
        read_text("a\0b")


def test_a_character_without_a_place_in_the_encoding() -> None:
    file = decode(b"Erdo\xe9an", "talk.txt", "latin-1")
    with pytest.raises(FileError, match=r"'ğ' \(U\+011F.*iso8859-1.*--ignore"):
        file.encode("Erdoğan")


def leftovers(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.startswith("."))


def test_write_replaces_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_bytes(b"old")
    assert write_atomic(file, b"new") is True
    assert file.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["talk.txt"]


def test_write_leaves_the_same_content_alone(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_bytes(b"same")
    before = file.stat()
    assert write_atomic(file, b"same") is False
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_write_makes_a_new_file(tmp_path: Path) -> None:
    assert write_atomic(tmp_path / "new.txt", b"x") is True
    assert (tmp_path / "new.txt").read_bytes() == b"x"


def test_write_refuses_a_file_that_changed_meanwhile(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_bytes(b"somebody else's words")
    with pytest.raises(FileError, match="changed by another program"):
        write_atomic(file, b"new", was=b"old")
    assert file.read_bytes() == b"somebody else's words"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_write_keeps_permissions(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "talk.txt"
    file.write_bytes(b"old")
    file.chmod(mode)
    write_atomic(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == mode


@posix
@pytest.mark.parametrize("absolute", [True, False])
def test_write_goes_through_a_link(tmp_path: Path, absolute: bool) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "talk.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    link.symlink_to(real if absolute else Path("real/talk.txt"))
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert leftovers(tmp_path) == leftovers(real.parent) == []


@posix
def test_write_refuses_a_locked_file(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(FileError, match="read-only"):
        write_atomic(file, b"new")
    assert file.read_bytes() == b"old"


def test_write_refuses_a_directory_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is a directory"):
        write_atomic(tmp_path, b"new")
    with pytest.raises(FileError, match="no folder"):
        check_writable(tmp_path / "nowhere" / "talk.txt")


@posix
def test_write_passes_through_what_is_no_file(tmp_path: Path) -> None:
    before = os.stat("/dev/null")
    write_atomic("/dev/null", b"new")
    after = os.stat("/dev/null")
    assert stat.S_ISCHR(after.st_mode)
    assert after.st_ino == before.st_ino


@pytest.mark.parametrize("step", ["fsync", "replace", "interrupt"])
def test_a_failed_write_leaves_the_original(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "talk.txt"
    file.write_bytes(b"old")
    seen: list[str] = []

    def fail(*_: object) -> None:
        seen.extend(leftovers(tmp_path))
        if step == "interrupt":
            raise KeyboardInterrupt
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace" if step == "interrupt" else step, fail)
    with pytest.raises(KeyboardInterrupt if step == "interrupt" else FileError):
        write_atomic(file, b"new")
    assert len(seen) == 1, "the new content was to stand beside the old one"
    assert leftovers(tmp_path) == []
    assert file.read_bytes() == b"old"


def test_a_long_name_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / ("é" * 120 + ".txt")
    file.write_bytes(b"old")
    write_atomic(file, b"new")
    assert file.read_bytes() == b"new"
