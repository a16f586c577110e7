"""Hearing the words: which player, which file, from when to when.

Start reading from `Player`. What is run is made by `command`, a list of arguments: no shell ever sees a name.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

#: Players in the order of preference, with what they can't do.
PLAYERS = ("ffplay", "mpv", "afplay")
#: What a recording may be called; the first of these beside the transcript is taken.
ENDINGS = (
    ".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wma", ".aiff", ".aif",
    ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg",
)  # fmt: skip


def command(player: str, media: Path, start: float, end: float) -> list[str]:
    """What plays `media` from `start` to `end` (seconds) with the player of this name or path.

    The file is named by its whole path, so that one called "-i.mp3" or "http:x.mp3" is a file and nothing else.
    Of "afplay" the file must be the clip itself: it can't begin in the middle.
    """
    file, length = str(media.absolute()), f"{end - start:.3f}"
    match Path(player).stem.casefold():
        case "ffplay":
            quiet = ["-nodisp", "-autoexit", "-loglevel", "quiet"]
            return [player, *quiet, "-ss", f"{start:.3f}", "-t", length, "-i", file]
        case "mpv":
            quiet = ["--no-video", "--no-terminal", "--no-resume-playback", "--keep-open=no"]
            return [player, *quiet, f"--start={start:.3f}", f"--length={length}", "--", file]
        case _:
            return [player, "-t", length, file]


def find_media(transcript: Path) -> Path | None:
    """The recording beside `transcript`: of the same name up to its last ending, or its last but one."""
    stems = dict.fromkeys((transcript.stem, Path(transcript.stem).stem))
    for stem in stems:
        for ending in ENDINGS:
            for name in (stem + ending, stem + ending.upper()):
                found = transcript.parent / name
                with contextlib.suppress(OSError):
                    if found.is_file():
                        return found
    return None


class Player:
    """Plays one stretch at a time, in the background.

    `find` says where a program is, as `shutil.which` does; `patience` is how long to wait whether it gives up at
    once, in seconds.
    """

    def __init__(self, find: Callable[[str], str | None] = shutil.which, patience: float = 0.2) -> None:
        self._find = find
        self._patience = patience
        self._running: subprocess.Popen[bytes] | None = None
        self._clip: Path | None = None

    def play(self, media: Path | None, stretch: tuple[float, float] | None) -> str:
        """Begin to play, and say so, or why not, in a line."""
        self.stop()
        if stretch is None:
            return "There are no times in this transcript, so nothing can be played."
        if media is None:
            return "There is no recording of the same name beside the transcript; name one with --media FILE."
        program = next((path for name in PLAYERS if (path := self._find(name))), None)
        if program is None:
            return "Nothing here can play it; install ffmpeg (ffplay) or mpv."
        start, end = stretch
        try:
            file = media
            if Path(program).stem.casefold() == "afplay":
                file = self._clip = clip(media, start, end)
            args = command(program, file, start, end)
            # A session of its own: keys for us are none for the player, and Ctrl-C neither.
            self._running = subprocess.Popen(
                args,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            code = self._running.wait(self._patience)
        except subprocess.TimeoutExpired:
            return f"Playing {clock(start)} to {clock(end)} of {media.name}; any key stops it."
        except (OSError, EOFError, wave.Error) as error:
            self.stop()
            return f"{media.name} can't be played: {error}"
        name = Path(program).name
        self.stop()
        return f"{name} could not play {media.name} (exit code {code})." if code else f"Played {media.name}."

    def stop(self) -> None:
        """Stop playing."""
        if self._running is not None and self._running.poll() is None:
            _end(self._running, "SIGTERM")
            try:
                self._running.wait(1.0)
            except subprocess.TimeoutExpired:
                _end(self._running, "SIGKILL")
                self._running.wait()
        self._running = None
        if self._clip is not None:
            self._clip.unlink(missing_ok=True)
            self._clip = None


def _end(process: subprocess.Popen[bytes], how: str) -> None:
    """End a player, and what it may have started: some are scripts."""
    if sys.platform == "win32":
        process.terminate()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, getattr(signal, how))


def clock(seconds: float) -> str:
    """`seconds` as a time ("0:12:31")."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def clip(media: Path, start: float, end: float) -> Path:
    """`media` from `start` to `end` (seconds) as a file of its own; only WAV can be cut. Raises `wave.Error`."""
    if media.suffix.casefold() != ".wav":
        raise wave.Error("afplay can't begin in the middle of it; install ffmpeg (ffplay) or mpv")
    with wave.open(str(media), "rb") as source:
        rate = source.getframerate()
        source.setpos(min(source.getnframes(), int(start * rate)))
        frames = source.readframes(int((end - start) * rate))
        with tempfile.NamedTemporaryFile(suffix=".wav", delete=False) as file:  # only its owner may read it
            with wave.open(file, "wb") as target:
                target.setparams(source.getparams())
                target.writeframes(frames)
            return Path(file.name)
