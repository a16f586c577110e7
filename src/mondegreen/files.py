"""Bytes and text: a transcript read with nothing lost, and written whole or not at all.

Start reading from `read_text` and `write_atomic`. Text keeps its line ends and its byte order mark (as
U+FEFF), so that `TextFile.encode(text)` of an unchanged text gives the very bytes that were read. Everything
that can go wrong with a file comes out as a `FileError` of one line.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from mondegreen.errors import FileError

#: Byte order marks, longest first: that of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How well-known files that are not text begin, and what to call them.
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document (.docx, .odt)"),
    (b"\xd0\xcf\x11\xe0", "an old office document (.doc)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
)
# Codecs that add or drop a mark of their own; decoding by their plain kin keeps it in the text.
_KEEPING_MARK = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


@dataclass(frozen=True, slots=True)
class TextFile:
    """What a file holds: `text.encode(encoding)` is its bytes, to the last one. `path` is as it was given."""

    path: str
    text: str
    encoding: str

    def encode(self, text: str) -> bytes:
        """`text` as bytes of this file; raises `FileError` if its encoding has no place for a character."""
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError as error:
            bad = text[error.start]
            line = " ".join(text[max(0, error.start - 15) : error.start + 15].split())
            raise FileError(
                self.path,
                f"{bad!r} (U+{ord(bad):04X}, in {line!r}) can't be written in {self.encoding}; "
                "save the file as UTF-8 first, or leave that word out with --ignore",
            ) from None


def read_text(path: str | Path, encoding: str | None = None) -> TextFile:
    """The text of the file at `path`: by its byte order mark, else UTF-8, else as `encoding` says.

    Raises `FileError` if the file is missing, a directory or unreadable, looks like binary data, or does not
    decode; in that case the message names the byte, its offset, line and column.
    """
    return decode(read_bytes(path), str(path), encoding)


def read_bytes(path: str | Path) -> bytes:
    """The bytes of the file at `path`; raises `FileError`."""
    try:
        return Path(path).read_bytes()
    except IsADirectoryError:
        raise FileError(str(path), "is a directory; name a file in it") from None
    except ValueError:  # a NUL in the name
        raise FileError(str(path), "is not a file name") from None
    except OSError as error:
        if Path(path).is_dir():  # Windows says "permission denied"
            raise FileError(str(path), "is a directory; name a file in it") from None
        raise _failure(str(path), "can't be read", error) from None


def decode(data: bytes, path: str, encoding: str | None = None) -> TextFile:
    """`data` as text; `path` is only named in errors. See `read_text`."""
    for magic, kind in _MAGIC:
        if data.startswith(magic) and encoding is None:
            raise FileError(path, f"looks like {kind}, not a transcript; save it as plain text first")
    codec = _codec_for(data, path, encoding)
    if "16" not in codec and "32" not in codec and b"\0" in data:
        raise FileError(
            path,
            f"looks like a binary file (a zero byte at offset {data.index(0)}); "
            "if it is UTF-16 text, give --encoding utf-16",
        )
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise FileError(path, _undecodable(data, error, codec)) from None
    except (UnicodeError, LookupError) as error:
        raise FileError(path, f"can't be read as {codec}: {error}") from None
    if "\0" in text:
        raise FileError(path, f"looks like a binary file (U+0000 at character {text.index(chr(0))})")
    try:
        same = text.encode(codec) == data
    except UnicodeError:
        same = False
    if not same:
        raise FileError(path, f"would not survive reading and writing as {codec}; give another --encoding")
    return TextFile(path, text, codec)


def _codec_for(data: bytes, path: str, encoding: str | None) -> str:
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    if encoding is None:
        return marked or "utf-8"
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise FileError(path, f"unknown encoding {encoding!r}; try utf-8, cp1252 or latin-1") from None
    if name in ("utf-16", "utf-32") and marked is not None and marked.startswith(name):
        return marked
    return _KEEPING_MARK.get(name, name)


def _undecodable(data: bytes, error: UnicodeDecodeError, codec: str) -> str:
    at = error.start
    before = data[:at]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode(codec, "replace")) + 1
    control = sum(1 for b in data[:4096] if b < 32 and b not in b"\t\n\r\f\b\x1b")
    if control > len(data[:4096]) / 20:
        return f"looks like a binary file (byte 0x{data[at]:02X} at offset {at} is not {codec.upper()})"
    if "16" in codec or "32" in codec or codec != "utf-8":
        advice = "give the right --encoding"
    else:
        advice = "if it is Western European text, try --encoding cp1252 or --encoding latin-1"
    where = f"byte 0x{data[at]:02X} at offset {at} (line {line}, column {column})"
    return f"{where} is not {codec.upper()}; {advice}"


def check_writable(path: str | Path) -> None:
    """Raises `FileError` if `write_atomic(path, ...)` would surely fail; writes nothing."""
    target = _target(path)
    folder = target.parent
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        if not folder.is_dir():
            raise FileError(str(path), f"can't be written: there is no folder {folder}") from None
    except OSError as error:
        raise _failure(str(path), "can't be written", error) from None
    else:
        if stat.S_ISDIR(mode):
            raise FileError(str(path), "is a directory; name a file in it")
        # Root may write to any file, but one without any write bit was locked on purpose.
        if not mode & 0o222 or not os.access(target, os.W_OK):
            raise FileError(str(path), "is read-only; nothing was written (use -o to write elsewhere)")
        if not stat.S_ISREG(mode):
            return
    if not os.access(folder, os.W_OK):
        raise FileError(str(path), f"can't be written safely: no new file may be made in {folder} (use -o)")


def write_atomic(path: str | Path, data: bytes, was: bytes | None = None) -> bool:
    """Make `data` the content of the file at `path`, all of it or nothing; say whether that took writing.

    A new file is written beside the real one (links are followed, so a link stays a link), flushed to the
    disk and moved over it, with its permissions and, where allowed, its owner. What can't be replaced, such
    as `/dev/stdout`, is written to. A file that holds `data` already is left alone, its times too. Other
    hard links to the file keep the old content.

    `was` is what the file held when it was read: if it holds something else by now, nothing is written.
    Raises `FileError`; the file is then as it was and nothing is left beside it.
    """
    check_writable(path)
    target = _target(path)
    try:
        old = target.stat()
    except FileNotFoundError:
        old = None
    except OSError as error:
        raise _failure(str(path), "can't be written", error) from None
    if old is not None and not stat.S_ISREG(old.st_mode):
        _write_through(path, target, data)
        return True
    if old is not None:
        now = _current(target)
        if was is not None and now is not None and now != was:
            raise FileError(str(path), "was changed by another program meanwhile; nothing was written")
        if now == data:
            return False
    _replace(path, target, data, old)
    return True


def _replace(path: str | Path, target: Path, data: bytes, old: os.stat_result | None) -> None:
    # 40 characters keep the name within the 255 bytes that file systems allow.
    beside = target.parent / f".{target.name[:40]}.{os.urandom(4).hex()}.mondegreen"
    mode = stat.S_IMODE(old.st_mode) if old is not None else 0o666

    def opener(name: str, flags: int) -> int:
        return os.open(name, flags, mode & 0o777)  # never readable by more people than the original

    try:
        with open(beside, "xb", opener=opener) as file:  # Path.open takes no opener
            file.write(data)
            file.flush()
            if old is not None:
                _copy_attributes(target, beside, old)
            os.fsync(file.fileno())
        os.replace(beside, target)  # noqa: PTH105 (the name that people look for)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _failure(str(path), "can't be written", error) from None
        raise
    _sync_folder(target.parent)


def _write_through(path: str | Path, target: Path, data: bytes) -> None:
    try:
        with target.open("wb") as file:
            file.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _failure(str(path), "can't be written", error) from None


def _target(path: str | Path) -> Path:
    """The real file behind `path`; a link that leads nowhere names the file that it would be."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:
        raise FileError(str(path), "is not a file name") from None


def _current(target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except OSError:  # writable but not readable
        return None


def _copy_attributes(source: Path, to: Path, old: os.stat_result) -> None:
    """Owner, extended attributes (access lists among them) and permissions, as far as the system lets us."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.chown(to, old.st_uid, old.st_gid)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            for name in os.listxattr(source):
                with contextlib.suppress(OSError):
                    os.setxattr(to, name, os.getxattr(source, name))
    with contextlib.suppress(OSError):
        to.chmod(stat.S_IMODE(old.st_mode))  # last: a change of owner clears bits


def _sync_folder(folder: Path) -> None:
    """Make the move itself survive a power cut, where folders can be opened (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _failure(path: str, what: str, error: OSError) -> FileError:
    if isinstance(error, FileNotFoundError):
        return FileError(path, "no such file")
    return FileError(path, f"{what}: {error.strerror or error}")
