"""Hearing the words: which recording, which stretch, which command; nothing is ever played here."""

from __future__ import annotations

import os
import struct
import sys
import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import FakeCorrector

from mondegreen import formats
from mondegreen.cli.player import Player, clip, clock, command, find_media
from mondegreen.places import AROUND, Places

posix = pytest.mark.skipif(sys.platform == "win32", reason="scripts and names of POSIX")
SRT = "1\n00:00:{start} --> 00:00:{end}\n{text}\n\n2\n00:01:00,000 --> 00:01:01,000\nno more\n"
#: Start and end of a cue and its text; from when to when it is played.
MOMENTS = {
    "the whole cue": ("10,000", "12,000", "Alinsky", (8.0, 14.0)),
    "at the end of it": ("10,000", "14,000", "well so Alinsky", (10 + 4 * 8 / 15 - AROUND, 16.0)),
    "in a tag": ("10,000", "14,000", "<i>well so Alinsky</i>", (10 + 4 * 8 / 15 - AROUND, 16.0)),
    "in the second line": ("10,000", "14,000", "well so\nAlinsky", (10 + 4 * 8 / 15 - AROUND, 16.0)),
    "never before the beginning": ("00,500", "01,500", "Alinsky", (0.0, 3.5)),
    "a cue that ends before it begins": ("10,000", "09,000", "Alinsky no", (8.0, 12.0)),
}


@pytest.mark.parametrize(("start", "end", "text", "want"), MOMENTS.values(), ids=MOMENTS)
def test_what_is_played(start: str, end: str, text: str, want: tuple[float, float]) -> None:
    document = formats.read(SRT.format(start=start, end=end, text=text), "talk.srt")
    (proposal,) = FakeCorrector().propose(document)
    assert Places(document).moment(proposal) == pytest.approx(want)


def test_without_times_nothing_is_played() -> None:
    document = formats.read("so Alinsky", "talk.txt")
    (proposal,) = FakeCorrector().propose(document)
    assert Places(document).moment(proposal) is None
    assert "no times" in Player(find=lambda name: "/bin/" + name).play(Path("talk.mp3"), None)


COMMANDS = {
    "ffplay": ("/usr/bin/ffplay", "-i"),
    "mpv": ("mpv", "--"),
    "ffplay.exe": ("C:/bin/ffplay.EXE", "-i"),
}
NAMES = ("talk.mp3", "-i.mp3", "--script=x.mp3", "http:x.mp3", "a b'\"$(x).mp3", "concat:a|b.mp3")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("player", "before"), COMMANDS.values(), ids=COMMANDS)
def test_a_file_name_is_nothing_else(player: str, before: str, name: str) -> None:
    made = command(player, Path(name), 3.25, 7.5)
    assert made[0] == player
    assert made[-2:] == [before, str(Path(name).absolute())]
    assert any("3.250" in part for part in made)
    assert any("4.250" in part for part in made)
    assert os.path.isabs(made[-1])


def test_afplay_gets_the_clip_itself() -> None:
    made = command("/usr/bin/afplay", Path("-t.wav"), 3.25, 7.5)
    assert made == ["/usr/bin/afplay", "-t", "4.250", str(Path("-t.wav").absolute())]


BESIDE = {
    "of the same name": ("talk.srt", ["talk.mp3"], "talk.mp3"),
    "with a language": ("talk.en.srt", ["talk.mp4"], "talk.mp4"),
    "the longer name first": ("talk.en.srt", ["talk.mp4", "talk.en.mp3"], "talk.en.mp3"),
    "in capitals": ("talk.srt", ["talk.MP3"], "talk.MP3"),
    "sound before pictures": ("talk.srt", ["talk.mp4", "talk.m4a"], "talk.m4a"),
    "another name": ("talk.srt", ["tal.mp3", "talk2.mp3", "talk.txt"], None),
    "nothing": ("talk.srt", [], None),
}


@pytest.mark.parametrize(("transcript", "there", "want"), BESIDE.values(), ids=BESIDE)
def test_the_recording_beside(transcript: str, there: list[str], want: str | None, tmp_path: Path) -> None:
    for name in there:
        (tmp_path / name).touch()
    found = find_media(tmp_path / transcript)
    assert (found.name if found else None) == want


def test_a_folder_is_no_recording(tmp_path: Path) -> None:
    (tmp_path / "talk.mp3").mkdir()
    assert find_media(tmp_path / "talk.srt") is None


@pytest.fixture
def programs(tmp_path: Path) -> Callable[..., Callable[[str], str | None]]:
    """Makes players that note their arguments in `said` and do what they are told; gives what finds them."""

    def make(**scripts: str) -> Callable[[str], str | None]:
        for name, script in scripts.items():
            path = tmp_path / name
            said = tmp_path / "said"
            path.write_text(f'#!/bin/sh\necho $$ "$@" > "{said}.new"\nmv "{said}.new" "{said}"\n{script}\n')
            path.chmod(0o755)
        return lambda name: str(tmp_path / name) if name in scripts else None

    return make


@posix
def test_it_plays_until_it_is_stopped(
    programs: Callable[..., Callable[[str], str | None]], tmp_path: Path
) -> None:
    player = Player(programs(ffplay="sleep 60 & wait"))
    said = player.play(Path("talk.mp3"), (3.25, 7.5))
    assert said == "Playing 0:00:03 to 0:00:07 of talk.mp3; any key stops it."
    while not (tmp_path / "said").exists():
        time.sleep(0.01)
    number, *args = (tmp_path / "said").read_text().split()
    assert args[-2:] == ["-i", str(Path("talk.mp3").absolute())]
    os.kill(int(number), 0)
    player.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(int(number), 0)
    player.stop()


PLAYERS = {
    "ffplay first": ({"ffplay": "exit 0", "mpv": "exit 3"}, "Played talk.mp3."),
    "mpv without ffplay": ({"mpv": "exit 0"}, "Played talk.mp3."),
    "it can't": ({"mpv": "exit 2"}, "mpv could not play talk.mp3 (exit code 2)."),
    "none": ({}, "Nothing here can play it; install ffmpeg (ffplay) or mpv."),
    "afplay can't begin in the middle": (
        {"afplay": "exit 0"},
        "talk.mp3 can't be played: afplay can't begin",
    ),
}


@posix
@pytest.mark.parametrize(("scripts", "want"), PLAYERS.values(), ids=PLAYERS)
def test_which_player(
    scripts: dict[str, str], want: str, programs: Callable[..., Callable[[str], str | None]]
) -> None:
    player = Player(programs(**scripts), patience=60)
    assert player.play(Path("talk.mp3"), (0.0, 1.0)).startswith(want)


def test_without_a_recording() -> None:
    assert "--media FILE" in Player().play(None, (0.0, 1.0))


@pytest.mark.parametrize(
    ("start", "end", "want"), [(1.0, 2.5, (100, 250)), (2.5, 9.0, (250, 300)), (7.0, 9.0, (300, 300))]
)
def test_a_clip_of_a_wav(start: float, end: float, want: tuple[int, int], tmp_path: Path) -> None:
    """100 frames a second; each says which it is."""
    source = tmp_path / "talk.wav"
    with wave.open(str(source), "wb") as file:
        file.setparams((1, 2, 100, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", k) for k in range(300)))
    cut = clip(source, start, end)
    with wave.open(str(cut), "rb") as file:
        data = file.readframes(1000)
    cut.unlink()
    assert [n for (n,) in struct.iter_unpack("<h", data)] == list(range(*want))


@posix
def test_a_clip_is_gone_when_it_was_played(
    programs: Callable[..., Callable[[str], str | None]], tmp_path: Path
) -> None:
    source = tmp_path / "talk.wav"
    with wave.open(str(source), "wb") as file:
        file.setparams((1, 2, 100, 0, "NONE", ""))
        file.writeframes(bytes(600))
    player = Player(programs(afplay="exit 0"), patience=60)
    assert player.play(source, (1.0, 2.0)) == "Played talk.wav."
    played = Path((tmp_path / "said").read_text().split()[-1])
    assert played.suffix == ".wav"
    assert not played.exists()
    source.write_bytes(b"no sound")
    assert "can't be played" in player.play(source, (1.0, 2.0))


@pytest.mark.parametrize(("seconds", "said"), [(0.0, "0:00:00"), (59.9, "0:00:59"), (3725.0, "1:02:05")])
def test_clock(seconds: float, said: str) -> None:
    assert clock(seconds) == said
