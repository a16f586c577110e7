"""`mondegreen report`: where the page goes, which recording it plays, and what it refuses."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fakes import FakeCorrector
from page import Page

from mondegreen.cli import run, work
from mondegreen.records import read_record

TEXT = b"So Qurstammer met Alinsky.\r\n"
VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nso Alinsky\n"
BROKEN = b"WEBVTT\n\n00:01.000 --> 00:0x\nso Alinsky\n"
OLD = b'<!DOCTYPE html><meta name="generator" content="mondegreen">'


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(work, "build_corrector", lambda settings: FakeCorrector())
    monkeypatch.chdir(tmp_path)


@dataclass
class Case:
    """The files there are, the arguments, the code, which page was written, and what is said on stderr."""

    files: Mapping[str, bytes]
    args: str
    page: str | None
    status: int = 0
    err: str = ""
    media: str | None = None
    stdin: bytes = b""
    untouched: Mapping[str, bytes] = field(default_factory=dict)


TALK = {"talk.txt": TEXT}
SOUND = {"talk.vtt": VTT, "talk.mp3": b"x"}
CASES = {
    "beside the transcript": Case(TALK, "talk.txt", "talk.report.html"),
    "in its folder": Case({"in/talk.txt": TEXT}, "in/talk.txt", "in/talk.report.html"),
    "elsewhere": Case(TALK | {"out/x": b""}, "talk.txt -o out/page.html", "out/page.html"),
    "over an older page": Case(TALK | {"talk.report.html": OLD}, "talk.txt", "talk.report.html"),
    "not over what is no page": Case(
        TALK | {"talk.report.html": b"mine"}, "talk.txt", None, 2, "talk.report.html: is there already"
    ),
    "unless it is named": Case(TALK | {"mine.html": b"mine"}, "talk.txt -o mine.html", "mine.html"),
    "not over the transcript": Case(
        TALK, "talk.txt -o ./talk.txt", None, 2, "would overwrite the transcript"
    ),
    "not over the recording": Case(SOUND, "talk.vtt -o talk.mp3", None, 2, "would overwrite the recording"),
    "on stdout": Case(TALK, "talk.txt -o -", "-"),
    "from stdin": Case({}, "-", "-", stdin=TEXT),
    "from stdin to a file": Case({}, "- -o page.html", "page.html", stdin=TEXT),
    "no such file": Case({}, "talk.txt", None, 2, "talk.txt: no such file"),
    "a folder": Case({"in/talk.txt": TEXT}, "in", None, 2, "in: is a directory"),
    "no folder to write to": Case(TALK, "talk.txt -o no/page.html", None, 2, "there is no folder"),
    "a recording of the same name": Case(SOUND, "talk.vtt", "talk.report.html", media="talk.mp3"),
    "of the same name up to the language": Case(
        {"talk.en.vtt": VTT, "talk.mp4": b"x"}, "talk.en.vtt", "talk.en.report.html", media="talk.mp4"
    ),
    "seen from the page": Case(
        SOUND | {"out/x": b""}, "talk.vtt -o out/page.html", "out/page.html", media="../talk.mp3"
    ),
    "one that is named": Case(
        {"talk.vtt": VTT, "a #1?.wav": b"x"},
        "talk.vtt --media a+#1?.wav",
        "talk.report.html",
        media="a%20%231%3F.wav",
    ),
    "one that looks like an address": Case(
        {"talk.vtt": VTT, "http:x.mp3": b"x"},
        "talk.vtt --media http:x.mp3",
        "talk.report.html",
        media="http%3Ax.mp3",
    ),
    "one that is not there": Case(
        {"talk.vtt": VTT}, "talk.vtt --media no.mp3", None, 2, "no.mp3: no such file"
    ),
    "no recording": Case({"talk.vtt": VTT}, "talk.vtt", "talk.report.html"),
    "faults are named": Case(
        {"talk.vtt": BROKEN}, "talk.vtt", "talk.report.html", 2, "talk.vtt:3: the cue ends"
    ),
    "an unknown encoding": Case(TALK, "--encoding utf-9 talk.txt", None, 2, "unknown encoding"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_report(case: Case, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    for name, data in case.files.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(case.stdin)))
    status = run(["report", *(arg.replace("+", " ") for arg in case.args.split())])
    sys.stdout.flush()
    out, err = capfd.readouterr()
    assert (status, case.err in err) == (case.status, True), err
    assert (err == "") == (case.err == "")
    written = {str(p.as_posix()) for p in Path().rglob("*") if p.is_file()}
    assert written == {*case.files, *([case.page] if case.page not in (None, "-") else [])}
    for name, data in case.files.items():
        if name != case.page:
            assert Path(name).read_bytes() == data
    if case.page is None:
        assert out == ""
        return
    html = out if case.page == "-" else Path(case.page).read_text("utf-8")
    page = Page(html)
    recordings = [e.attributes["src"] for e in (*page.of("audio"), *page.of("video"))]
    assert recordings == ([case.media] if case.media else [])
    assert OLD.split(b">")[1].decode() + ">" in html[:4096]
    if case.page != "-":
        assert out.startswith(f"{case.page}: 1 to decide, ")


def test_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    Path("talk.txt").write_bytes(TEXT)
    assert run(["report", "-q", "talk.txt"]) == 0
    assert capfd.readouterr().out == ""


def test_the_record_in_it_is_about_the_file(capfd: pytest.CaptureFixture[str]) -> None:
    Path("in").mkdir()
    Path("in/talk.txt").write_bytes(b"caf\xe9 Alinsky")
    assert run(["report", "--encoding", "cp1252", "in/talk.txt", "-o", "page.html"]) == 0
    data = Page(Path("page.html").read_text("utf-8")).data
    lines = "".join(json.dumps(line) + "\n" for line in (data["header"], *data["entries"]))
    (record,) = read_record(lines)
    assert (record.file, record.encoding, record.after) == ("in/talk.txt", "cp1252", None)
    assert [(e.heard, e.applied, e.answer) for e in record.entries] == [("Alinsky", False, None)]
    assert "ğ" not in data["characters"]


def test_what_was_answered_elsewhere_is_offered(capfd: pytest.CaptureFixture[str]) -> None:
    Path("talk.txt").write_bytes(TEXT)
    Path(".mondegreen").mkdir()
    row = {
        "heard": "alinsky",
        "term": "Volodymyr Zelensky",
        "verdict": "never",
        "written": "Alinsky",
        "by": "ada",
    }
    line = json.dumps({**row, "when": "2024-09-13T10:00:00Z", "file": "other.txt"})
    Path(".mondegreen/answers.jsonl").write_text(line + "\n", encoding="utf-8")
    assert run(["report", "talk.txt"]) == 0
    shown = Page(Path("talk.report.html").read_text("utf-8")).data["shown"]
    assert [s["earlier"] and s["earlier"]["verdict"] for s in shown] == [None, "never"]


def test_only_what_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    Path("talk.txt").write_bytes(TEXT)
    for only, want in (("ask", ["Alinsky"]), ("fix", ["Qurstammer"])):
        assert run(["report", "--only", only, "talk.txt", "-q"]) == 0
        entries = Page(Path("talk.report.html").read_text("utf-8")).data["entries"]
        assert [e["heard"] for e in entries] == want
