"""A report in a real browser: answered, reloaded, saved and applied; heard; and what hostile text can do: nothing."""

from __future__ import annotations

import json
import math
import struct
import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from chromium import DESKTOP, NARROW, PHONE, Browser, Keys, missing
from fakes import ASK, FIX, FakeCorrector

from mondegreen import Corrector, Document, Lexicon
from mondegreen.cli import run
from mondegreen.document import Edit, apply
from mondegreen.proposal import Action

if why := missing():
    pytest.skip(why, allow_module_level=True)

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = ROOT / "seeds" / "duran-2024-09-13.txt"
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TEXT = "So Qurstammer met Alinsky.\n\nAnd Alinsky met Lamy, and alinsky left. Lamy stayed.\n"
WORDS = {
    "Qurstammer": ("Keir Starmer", "Keir Starmer", 0.97, FIX),
    "Alinsky": ("Zelensky", "Volodymyr Zelensky", 0.62, ASK),
    "alinsky": ("Zelensky", "Volodymyr Zelensky", 0.5, ASK),
    "Lamy": ("Lammy", "David Lammy", 0.8, ASK),
    "Melon Shaw": ("Mélenchon", "Jean-Luc Mélenchon", 0.99, FIX),
}
VTT = """WEBVTT

NOTE nobody says this

00:00:01.000 --> 00:00:03.000
<v Ann Lee>So Alinsky is going to meet R&amp;D,

00:00:03.000 --> 00:00:06.000
<v Ann Lee>and the word is that Melon

00:00:06.000 --> 00:00:08.000
<v Ann Lee>Shaw, who left, is back.

00:00:12.000 --> 00:00:15.000 align:start
<v Bob><i>Well,</i> Lamy was there
too, they say.
"""


def tone(path: Path, seconds: int = 20, rate: int = 8000) -> None:
    """A recording: a tone."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        cycle = [struct.pack("<h", int(8000 * math.sin(2 * math.pi * k / 40))) for k in range(40)]
        file.writeframes(b"".join(cycle) * (seconds * rate // 40))


def make(name: str, text: str, *args: str) -> Path:
    """The report of a transcript."""
    Path(name).write_bytes(text.encode())
    assert run(["report", "-q", name, *args]) == 0
    return Path(name).with_name(f"{Path(name).stem}.report.html")


def states(browser: Browser) -> list[str]:
    found: list[str] = browser.run(
        "return [...document.querySelectorAll('#transcript .c')].map((c) => c.dataset.state)"
    )
    return found


def current(browser: Browser) -> str:
    said: str = browser.run("return document.querySelector('#transcript .c[aria-current] del').textContent")
    return said


def stored(browser: Browser) -> list[str]:
    """The verdicts that the browser keeps, in the order of the transcript."""
    kept = browser.run(
        "return Object.entries(localStorage).filter(([k]) => k.split('/').length > 3)"
        ".map(([k, v]) => [Number(k.split('/')[2].split('-')[0]), JSON.parse(v).verdict])"
    )
    return [verdict for _, verdict in sorted(kept)]


def saved(browser: Browser) -> Path:
    """The file of answers, saved with the button."""
    before = set(browser.downloads.iterdir())
    browser.run("document.getElementById('open-save').click()")
    browser.run("document.getElementById('do-save').click()")
    until = time.monotonic() + 10
    while time.monotonic() < until:
        new = [f for f in browser.downloads.iterdir() if f not in before and f.suffix == ".jsonl"]
        if new and new[0].stat().st_size:
            browser.press(Keys.ESCAPE)
            return new[0]
        time.sleep(0.05)
    raise AssertionError("nothing was saved")


def edited(browser: Browser, typed: str) -> None:
    browser.press("e")
    browser.press(typed, Keys.ENTER)


# --- From the first answer to the file


def test_the_seed_transcript(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = SEED.read_bytes().decode()
    document = Document.plain(raw)
    proposals = Corrector(Lexicon.default()).propose(document)
    asked = [p for p in proposals if p.action is Action.ASK]
    monkeypatch.chdir(tmp_path)
    copy = tmp_path / SEED.name
    copy.write_bytes(SEED.read_bytes())
    assert run(["report", "-q", SEED.name]) == 0
    page = tmp_path / f"{SEED.stem}.report.html"
    browser.open(page)
    assert states(browser).count("open") == len(asked)
    assert current(browser) == asked[0].old

    browser.press("y", "n")
    edited(browser, "Somebody Else")
    browser.press("v")
    sure = next(k for k, p in enumerate(proposals) if p.action is Action.FIX)
    browser.run(f"document.getElementById('c{sure}').click()")
    browser.press("n")
    before = states(browser)
    browser.open(page)
    assert states(browser) == before
    never = sum((p.old, p.term) == (asked[3].old, asked[3].term) for p in asked)  # `v` answers all of them
    counted = browser.run("return document.getElementById('count').textContent")
    assert counted.startswith(f"{3 + never} of {len(asked)} answered")

    answers = saved(browser)
    assert answers.name == f"{SEED.stem}.answers.jsonl"
    third = asked[2]
    expected = [e for p in proposals if p.action is Action.FIX and p is not proposals[sure] for e in p.edits]
    expected += [*asked[0].edits, Edit(third.span, third.old, "Somebody Else")]
    assert run(["apply", str(answers), SEED.name]) == 0
    assert copy.read_bytes().decode() == apply(raw, expected)


def test_subtitles_with_a_recording(browser: Browser, fake: FakeCorrector, tmp_path: Path) -> None:
    fake.words = WORDS
    tone(tmp_path / "talk.wav")
    page = make("talk.vtt", VTT)
    browser.open(page)
    browser.wait("return document.body.classList.contains('audible')")
    assert states(browser) == ["open", "sure", "open"]
    browser.press("y")
    edited(browser, "A & <B> Lamy")
    assert run(["apply", str(saved(browser)), "talk.vtt", "-o", "fixed.vtt"]) == 0
    want = VTT.replace("Alinsky", "Zelensky").replace(" Lamy", " A &amp; &lt;B&gt; Lamy")
    both = want.replace("that Melon", "that").replace("Shaw, who", "Mélenchon, who")
    assert Path("fixed.vtt").read_text("utf-8") == both

    browser.run("document.getElementById('c1').click()")
    browser.press("n")
    browser.open(page)
    assert states(browser) == ["yes", "no", "edit"]
    assert run(["apply", str(saved(browser)), "talk.vtt"]) == 0
    assert Path("talk.vtt").read_text("utf-8") == want
    assert {url.rpartition("/")[2] for url in browser.requests() if not url.startswith("data:")} == {
        "talk.report.html",
        "talk.wav",
    }


# --- Keys. Each is pressed on a fresh page; what comes of it is told as a list of states, and the words in question.

OPEN = ["sure", "open", "open", "open", "open", "open"]
PRESSED: dict[str, tuple[list[str], list[str], str]] = {
    "yes": (["y"], ["sure", "yes", "open", "open", "open", "open"], "Alinsky"),
    "no": (["n"], ["sure", "no", "open", "open", "open", "open"], "Alinsky"),
    "in capitals": (["Y"], ["sure", "yes", "open", "open", "open", "open"], "Alinsky"),
    "all like this": (["a"], ["sure", "yes", "yes", "open", "yes", "open"], "Lamy"),
    "never": (["v"], ["sure", "no", "no", "open", "no", "open"], "Lamy"),
    "never, as on other keyboards": (["!"], ["sure", "no", "no", "open", "no", "open"], "Lamy"),
    "next": (["j"], OPEN, "Alinsky"),
    "next and previous": (["j", "j", "k"], OPEN, "Alinsky"),
    "back": (["y", "y", "b"], ["sure", "yes", "open", "open", "open", "open"], "Alinsky"),
    "back from all": (["a", "b"], OPEN, "Alinsky"),
    "back before the first answer": (["b"], OPEN, "Alinsky"),
    "an answer again": (["y", "k", "n"], ["sure", "no", "open", "open", "open", "open"], "Alinsky"),
    "another form": (
        ["e", "Wolodymyr", Keys.ENTER],
        ["sure", "edit", "open", "open", "open", "open"],
        "Alinsky",
    ),
    "the form that is proposed": (
        ["e", Keys.ENTER],
        ["sure", "yes", "open", "open", "open", "open"],
        "Alinsky",
    ),
    "the form that was heard": (
        ["e", " Alinsky ", Keys.ENTER],
        ["sure", "no", "open", "open", "open", "open"],
        "Alinsky",
    ),
    "no form at all": (["e", Keys.BACKSPACE, Keys.ENTER, Keys.ESCAPE], OPEN, "Alinsky"),
    "a form that is not taken": (["e", "Wolodymyr", Keys.ESCAPE], OPEN, "Alinsky"),
    "keys in a field are letters": (["e", "yn", Keys.ESCAPE, "/", "yn", Keys.ESCAPE], OPEN, "Alinsky"),
    "keys in a dialog are nothing": (["?", "y", Keys.ESCAPE], OPEN, "Alinsky"),
    "keys that mean nothing": (["x", "1", Keys.TAB, Keys.F2], OPEN, "Alinsky"),
    "to the end": (["a", "y", "n"], ["sure", "yes", "yes", "yes", "yes", "no"], "Lamy"),
}


@pytest.mark.parametrize(("keys", "want", "asked"), PRESSED.values(), ids=PRESSED)
def test_keys(browser: Browser, fake: FakeCorrector, keys: list[str], want: list[str], asked: str) -> None:
    fake.words = WORDS
    page = make("talk.txt", TEXT)
    browser.open(page)
    browser.press(*keys)
    assert states(browser) == want
    assert current(browser) == asked
    browser.open(page)
    assert states(browser) == want


def test_single_keys_can_be_turned_off(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    page = make("talk.txt", TEXT)
    browser.open(page)
    browser.press("?")
    browser.run("document.getElementById('keys-on').click()")
    browser.press(Keys.ESCAPE, "y", "n")
    browser.open(page)
    browser.press("y")
    assert states(browser) == OPEN
    browser.find("#do-yes").click()
    assert states(browser)[1] == "yes"


def test_a_key_that_is_held_answers_once(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    browser.open(make("talk.txt", TEXT))
    browser.run(
        "for (const repeat of [false, true, true])"
        " document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'y', repeat, bubbles: true}))"
    )
    assert states(browser).count("yes") == 1


def test_shortcuts_of_the_browser_are_left_alone(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    browser.open(make("talk.txt", TEXT))
    browser.with_control("a")
    assert states(browser) == OPEN
    browser.with_control("s")
    assert browser.run("return document.getElementById('save').open")


def test_what_was_answered_before_is_one_key(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    Path(".mondegreen").mkdir()
    rows = [
        {"heard": "alinsky", "term": "Volodymyr Zelensky", "verdict": "edit", "written": "Selenskyj"},
        {"heard": "Lamy", "term": "David Lammy", "verdict": "never", "written": "Lamy"},
    ]
    more = {"by": "ada", "when": "2024-09-13T10:00:00Z", "file": "other.txt"}
    lines = "".join(json.dumps({**row, **more}) + "\n" for row in rows)
    Path(".mondegreen/answers.jsonl").write_text(lines, encoding="utf-8")
    browser.open(make("talk.txt", TEXT))
    assert "As on 2024-09-13: “Selenskyj”" in browser.find("#do-as-before").text
    browser.press(Keys.ENTER)
    assert states(browser)[1] == "edit"
    browser.press("y", Keys.ENTER)
    assert states(browser) == ["sure", "edit", "yes", "no", "open", "no"]


def test_the_focus_goes_along_and_is_never_lost(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    browser.open(make("talk.txt", TEXT))
    focus = "return document.activeElement.id || document.activeElement.dataset.n"
    browser.run("document.getElementById('c1').focus()")
    browser.press("y")
    assert browser.run(focus) == "c2"
    browser.press(Keys.RIGHT, Keys.LEFT, Keys.DOWN)
    assert browser.run(focus) == "c3"
    browser.run("document.querySelector('.row[aria-current]').focus()")
    browser.press(Keys.HOME)
    assert browser.run(focus) == "1"
    browser.press(Keys.DOWN, "n")
    assert browser.run(focus) == "3"
    browser.find("#do-edit").click()
    assert browser.run(focus) == "edit-what"
    browser.press(Keys.ESCAPE)
    assert browser.run(focus) == "do-edit"
    browser.find("#open-help").click()
    browser.press(Keys.ESCAPE)
    assert browser.run(focus) == "open-help"
    stops = (
        "return [...document.querySelectorAll('#transcript .c, .row')].filter((e) => e.tabIndex === 0).length"
    )
    assert browser.run(stops) == 2


def test_what_is_done_is_said_aloud(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    browser.open(make("talk.txt", TEXT))
    browser.press("y")
    said = browser.run("return document.getElementById('status').textContent")
    assert said.startswith("Yes: Alinsky → Zelensky. 1 of 5 answered")
    assert "Question 2 of 5: heard Alinsky, write Zelensky? 62%. And Alinsky met Lamy" in said


# --- Keeping answers


def test_two_windows_with_one_report(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    page = make("talk.txt", TEXT)
    browser.open(page)
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    second = browser.driver.current_window_handle
    try:
        browser.open(page)
        browser.press("y")
        browser.driver.switch_to.window(first)
        browser.wait("return document.getElementById('c1').dataset.state === 'yes'")
        browser.press("j", "n")
        assert stored(browser) == ["yes", "no"]
        browser.driver.switch_to.window(second)
        browser.wait("return document.getElementById('c2').dataset.state === 'no'")
        browser.press("b")
        assert stored(browser) == ["no"]
    finally:
        browser.driver.switch_to.window(second)
        browser.driver.close()
        browser.driver.switch_to.window(first)


def test_another_text_has_answers_of_its_own(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    browser.open(make("talk.txt", TEXT))
    browser.press("y")
    browser.open(make("talk.txt", TEXT + "More.\n"))
    assert states(browser) == OPEN
    fake.words = WORDS | {"Alinsky": ("Selenskyj", "Volodymyr Zelensky", 0.62, ASK)}
    browser.open(make("talk.txt", TEXT))  # an answer about another proposal is none about this one
    assert states(browser) == OPEN


REFUSING = {
    "no storage": "Object.defineProperty(window, 'localStorage',"
    " {get() { throw new DOMException('no', 'SecurityError') }})",
    "no room": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
}


@pytest.mark.parametrize("how", REFUSING.values(), ids=REFUSING)
def test_a_browser_that_keeps_nothing(browser: Browser, fake: FakeCorrector, how: str) -> None:
    fake.words = WORDS
    page = make("talk.txt", TEXT)
    script = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=how)["identifier"]
    try:
        browser.open(page)
        assert browser.find("#note-storage").is_displayed()
        browser.press("y", "n")
        assert states(browser)[1:3] == ["yes", "no"]
        assert browser.run("return !dispatchEvent(new Event('beforeunload', {cancelable: true}))")
        lines = saved(browser).read_text("utf-8").splitlines()
        assert [json.loads(line)["answer"] is None for line in lines[1:4]] == [True, False, False]
        assert browser.run("return dispatchEvent(new Event('beforeunload', {cancelable: true}))")
    finally:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=script)


@pytest.mark.parametrize(
    "kept", ["{", "null", "[]", '{"verdict":"perhaps"}', '{"verdict":"yes","written":1}']
)
def test_what_is_kept_may_be_damaged(browser: Browser, fake: FakeCorrector, kept: str) -> None:
    fake.words = WORDS
    page = make("talk.txt", TEXT)
    browser.open(page)
    browser.press("y")
    browser.run("for (const key of Object.keys(localStorage)) localStorage.setItem(key, arguments[0])", kept)
    browser.open(page)
    assert states(browser) == OPEN


def test_going_on_from_a_file(browser: Browser, fake: FakeCorrector, tmp_path: Path) -> None:
    fake.words = WORDS
    page = make("talk.txt", TEXT)
    browser.open(page)
    browser.press("y")
    edited(browser, "Wolodymyr")
    browser.run(
        "const by = document.getElementById('save-by'); by.value = 'Ada'; by.dispatchEvent(new Event('change'))"
    )
    answers = saved(browser)
    given = [json.loads(line)["answer"] for line in answers.read_text("utf-8").splitlines()[1:]]
    assert [g and (g["verdict"], g["written"], g["by"]) for g in given] == [
        None,
        ("yes", "Zelensky", "Ada"),
        ("edit", "Wolodymyr", "Ada"),
        None,
        None,
        None,
    ]
    browser.run("localStorage.clear()")
    browser.open(page)
    foreign = tmp_path / "foreign.jsonl"
    foreign.write_text(answers.read_text("utf-8").replace('"sha256":"', '"sha256":"0'))
    broken = tmp_path / "broken.jsonl"
    broken.write_text("no JSON")
    for file, word in ((foreign, "no answers"), (broken, "no file of answers"), (answers, "2 answers added")):
        browser.find("#load-file").send_keys(str(file))
        browser.wait(f"return document.getElementById('load-done').textContent.includes({word!r})")
    assert states(browser) == ["sure", "yes", "edit", "open", "open", "open"]
    browser.press("b")
    assert states(browser) == OPEN


# --- What can be typed

TYPED: dict[str, tuple[str, str, str]] = {
    "nothing": ("talk.txt", " ", "Nothing was typed"),
    "too few words for the lines": ("talk.srt", "Mélenchon", "needs 2 words"),
    "what the encoding has no place for": ("talk.cp1252.txt", "Erdoğan", "cp1252, which has no ğ"),
}


@pytest.mark.parametrize(("name", "typed", "why"), TYPED.values(), ids=TYPED)
def test_what_can_not_be_written(
    browser: Browser, fake: FakeCorrector, name: str, typed: str, why: str
) -> None:
    fake.words = {"Melon Shaw": ("Jean-Luc Mélenchon", "Jean-Luc Mélenchon", 0.5, ASK)}
    srt = "1\n00:00:01,000 --> 00:00:02,000\nMelon\n\n2\n00:00:02,000 --> 00:00:03,000\nShaw\n"
    page = make(
        name,
        srt if name.endswith("srt") else "so Melon Shaw",
        *(["--encoding", "cp1252"] * ("cp1252" in name)),
    )
    browser.open(page)
    edited(browser, typed)
    assert why in browser.find("#edit-wrong").text
    assert states(browser) == ["open"]
    field = browser.find("#edit-what")
    assert field.get_attribute("aria-invalid") == "true"
    field.send_keys(Keys.CONTROL, "a", Keys.NONE, "Jean-Luc Melenchon", Keys.ENTER)
    assert states(browser) == ["edit"]
    assert run(["apply", str(saved(browser)), name]) == 0
    assert "Melenchon" in Path(name).read_text("cp1252")


# --- Hearing it


def playing(browser: Browser) -> float:
    """Where the recording is, once it plays."""
    browser.wait(
        "return !document.getElementById('media')?.paused || !document.querySelector('.sound *').paused"
    )
    at: float = browser.run("return document.querySelector('.sound audio').currentTime")
    return at


def test_a_click_plays_the_words(browser: Browser, fake: FakeCorrector, tmp_path: Path) -> None:
    fake.words = WORDS
    tone(tmp_path / "talk.wav")
    browser.open(make("talk.vtt", VTT))
    browser.wait("return document.body.classList.contains('audible')")
    pause = "document.querySelector('.sound audio').pause()"
    times = browser.all("#transcript .time")
    assert [t.text.split()[-1] for t in times] == ["0:01", "0:12"]
    times[1].click()
    assert 12 <= playing(browser) < 14
    browser.wait("return document.querySelector('.q.now')?.textContent.includes('Well')")
    browser.run(pause)
    # At the end of its cue, which is heard from 3 to 6 seconds.
    cue = browser.all("#transcript .q")[1]
    x, y = browser.run(
        "const r = document.createRange(); const t = arguments[0].firstChild;"
        "r.setStart(t, t.data.indexOf('word')); r.setEnd(t, t.data.indexOf('word') + 1);"
        "const b = r.getBoundingClientRect(); return [b.left + 1, b.top + b.height / 2]",
        cue,
    )
    browser.click_at(x, y)
    at = playing(browser)
    assert 3.2 <= at < 5.5
    browser.run(pause)
    browser.find("#c2").click()
    assert current(browser) == "Lamy"
    assert 10 <= playing(browser) < 12.5
    browser.press("p")
    browser.wait("return document.querySelector('.sound audio').paused")


def test_the_words_stop_by_themselves(browser: Browser, fake: FakeCorrector, tmp_path: Path) -> None:
    fake.words = WORDS
    tone(tmp_path / "talk.wav")
    browser.open(make("talk.vtt", VTT))
    browser.wait("return document.body.classList.contains('audible')")
    browser.press("p")
    playing(browser)
    browser.wait("const a = document.querySelector('.sound audio'); return a.paused && a.currentTime")
    _, end = browser.run("return JSON.parse(document.getElementById('data').textContent).shown[0].play")
    assert end <= browser.run("return document.querySelector('.sound audio').currentTime") < end + 1


def test_a_recording_that_has_moved_can_be_chosen(
    browser: Browser, fake: FakeCorrector, tmp_path: Path
) -> None:
    fake.words = WORDS
    tone(tmp_path / "talk.wav")
    page = make("talk.vtt", VTT)
    (tmp_path / "talk.wav").rename(tmp_path / "moved.wav")
    browser.open(page)
    browser.wait("return !document.getElementById('choose').hidden")
    assert "talk.wav is not where" in browser.find("#sound-note").text
    assert not browser.find("#do-play").is_displayed()
    browser.complaints()  # that it was not found
    field = browser.find("#choose-file")
    wrong = tmp_path / "no.mp3"
    wrong.write_bytes(b"no sound")
    field.send_keys(str(wrong))
    browser.wait("return document.getElementById('sound-note').textContent.includes('t play no.mp3')")
    browser.complaints()
    field.send_keys(str(tmp_path / "moved.wav"))
    browser.wait("return document.body.classList.contains('audible')")
    browser.press("p")
    assert playing(browser) >= 0


def test_without_a_recording(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    browser.open(make("talk.txt", TEXT))
    assert browser.all(".sound") == []
    browser.press("p")
    browser.open(make("talk.vtt", VTT))
    assert browser.find("#choose").is_displayed()
    browser.press("p")
    browser.find("#transcript .time").click()
    assert "Choose the recording" in browser.find("#status").text
    assert states(browser) == ["open", "sure", "open"]


# --- Finding


def test_finding_words(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    browser.open(make("talk.txt", TEXT))
    count = "return document.getElementById('find-count').textContent"
    cases = {
        "alinsky": "3",
        "ALINSKY  Zelensky met": "1",
        "lammy": "2",
        "nobody": "none",
        ".*": "none",
        "(": "none",
    }
    for what, want in cases.items():
        browser.press("/", what)
        browser.wait(f"return document.getElementById('find-count').textContent === {want!r}")
        browser.press(Keys.ESCAPE)
        assert browser.run(count) == ""
    browser.press("/", "lammy", Keys.ENTER, Keys.ENTER, Keys.ENTER)
    browser.wait("return document.getElementById('find-count').textContent === '1 of 2'")
    assert browser.run("return CSS.highlights.get('found').size") == 2
    rows = "return [...document.querySelectorAll('.row')].map((r) => Number(r.dataset.n))"
    assert browser.run(rows) == [3, 5]


def test_the_list(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    browser.open(make("talk.txt", TEXT))

    def listed(which: str, order: str) -> list[str]:
        for name, value in (("which", which), ("order", order)):
            browser.run(
                "const s = document.getElementById(arguments[0]); s.value = arguments[1];"
                "s.dispatchEvent(new Event('change'))",
                f"list-{name}",
                value,
            )
        said: list[str] = browser.run(
            "return [...document.querySelectorAll('#rows h3, .row')]"
            ".map((e) => e.dataset.n ?? e.textContent.replace(/ \\d+$/, ''))"
        )
        return said

    assert listed("open", "place") == ["1", "2", "3", "4", "5"]
    assert listed("all", "score") == ["Certain", "0", "75 to 90%", "3", "5", "50 to 75%", "1", "2", "4"]
    assert listed("all", "term") == [
        "Volodymyr Zelensky",
        "1",
        "2",
        "4",
        "David Lammy",
        "3",
        "5",
        "Keir Starmer",
        "0",
    ]
    assert listed("sure", "place") == ["0"]
    assert listed("answered", "place") == []
    assert "Nothing is answered yet" in browser.find("#list-empty").text
    listed("open", "score")
    browser.run("document.querySelector('.row').click()")
    browser.press("y")
    assert current(browser) == "Lamy"
    assert states(browser) == ["sure", "open", "open", "yes", "open", "open"]
    assert listed("answered", "place") == ["3"]


# --- Hostile text

HOSTILE = (
    "<script>window.hacked = 1</script> \"'><img src=x onerror='window.hacked = 2'> </script></body><!-- "
    "javascript:alert(1) &lt;b&gt; {{7*7}} \u202egnp.exe\u202c \u2066x \u2028 \u200f \x1b[31m \x07 ${7*7} \\u003cscript"
)


@pytest.mark.parametrize("name", ["talk.txt", "talk.srt"])
def test_hostile_text_stays_text(browser: Browser, fake: FakeCorrector, name: str) -> None:
    fake.words = {
        "Alinsky": (HOSTILE, f"{HOSTILE} 1", 0.5, ASK),
        "Lamy": (f"<b>{HOSTILE}", HOSTILE, 0.9, FIX),
    }
    said = " ".join(f"{HOSTILE} Alinsky, Lamy. {HOSTILE}".split())
    text = said if name == "talk.txt" else f"1\n00:00:01,000 --> 00:00:02,000\n{said}\n"
    browser.open(make(name, text))
    browser.press(
        "y", "e", HOSTILE[:80], Keys.ENTER, "?", Keys.ESCAPE, "/", "script", Keys.ENTER, Keys.ESCAPE
    )
    saved(browser)
    assert browser.run("return window.hacked") is None
    assert browser.run("return [document.scripts.length, document.images.length]") == [2, 0]
    shown = browser.run("return document.body.innerText")
    assert "49" not in shown.replace("490", "")
    assert "U+202E" in shown
    assert not [
        c for c in shown if c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200f\u2028\x1b\x07"
    ]
    assert [url for url in browser.requests() if not url.startswith(("file:", "blob:", "data:"))] == []


def test_nothing_but_its_own_script_can_run(browser: Browser, fake: FakeCorrector) -> None:
    browser.open(make("talk.txt", TEXT))
    browser.run(
        "window.refused = [];"
        "document.addEventListener('securitypolicyviolation', (e) => refused.push(e.effectiveDirective));"
        "const s = document.createElement('script');"
        "try { s.textContent = 'window.hacked = 1' } catch { refused.push('trusted') }"
        "document.body.append(s);"
        "try { document.body.innerHTML = '<b>x</b>' } catch { refused.push('trusted') }"
        "const i = new Image(); i.src = 'http://127.0.0.1:9/x.png';"
        "fetch('http://127.0.0.1:9/').catch(() => refused.push('fetch'));"
        "const f = document.createElement('iframe'); f.src = 'http://127.0.0.1:9/'; document.body.append(f);"
        "const l = document.createElement('style'); l.textContent = 'body { display: none }'; document.head.append(l)"
    )
    browser.wait(
        "return refused.includes('fetch') && refused.includes('frame-src') && refused.includes('img-src')"
    )
    refused = browser.run("return refused")
    assert {"trusted", "connect-src", "style-src-elem"} <= set(refused)
    assert browser.run("return window.hacked") is None
    assert browser.run("return getComputedStyle(document.body).display") != "none"
    browser.complaints()  # of what was refused


# --- On all screens

SCREENS = {
    f"{name}, {theme}": (size, theme == "dark")
    for name, size in (("desk", DESKTOP), ("phone", PHONE))
    for theme in ("light", "dark")
}
DOES: dict[str, Callable[[Browser], None]] = {
    "as it opens": lambda b: None,
    "answered": lambda b: b.press("y", "n"),
    "another form": lambda b: b.press("e", Keys.BACKSPACE, Keys.ENTER),
    "help": lambda b: b.press("?"),
    "save": lambda b: b.run("document.getElementById('open-save').click()"),
    "find": lambda b: b.press("/", "a", Keys.ENTER),
    "list": lambda b: b.run("document.getElementById('open-list').click()"),
}


@pytest.mark.parametrize(("size", "dark"), SCREENS.values(), ids=SCREENS)
def test_accessible(
    browser: Browser, fake: FakeCorrector, tmp_path: Path, size: tuple[int, int, bool], dark: bool
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (make browser does that)")
    fake.words = WORDS
    tone(tmp_path / "talk.wav", 1)
    pages = [make("talk.txt", TEXT), make("subtitles.vtt", VTT, "--media", "talk.wav"), make("empty.txt", "")]
    found = []
    browser.cdp("Page.setBypassCSP", enabled=True)  # for the checker, which writes HTML of its own
    try:
        browser.look(size, dark)
        for page in pages:
            for what, do in DOES.items():
                browser.run("localStorage.clear()")
                browser.open(page)
                if not (page == pages[2] and what in ("another form", "answered")):
                    do(browser)
                browser.run(AXE.read_text("utf-8"))
                looked_at, wrong = browser.driver.execute_async_script(
                    "const done = arguments[0];"
                    "axe.run().then((r) => done([r.passes.map((p) => p.id), r.violations.map((v) =>"
                    " [v.id, v.help, v.nodes.map((n) => n.html.slice(0, 120))])]))"
                )
                assert {"color-contrast", "button-name", "region"} <= set(looked_at)
                found += [(page.name, what, violation) for violation in wrong]
    finally:
        browser.cdp("Page.setBypassCSP", enabled=False)
    assert found == []


@pytest.mark.parametrize("size", [NARROW, PHONE, DESKTOP], ids=["360", "390", "1280"])
def test_nothing_is_wider_than_the_screen_and_all_is_large_enough(
    browser: Browser, fake: FakeCorrector, tmp_path: Path, size: tuple[int, int, bool]
) -> None:
    long = "Donaudampfschifffahrtsgesellschaft" * 4
    fake.words = {long: (long[::-1], f"{long} x", 0.5, ASK), "Alinsky": ("Zelensky", "Zelensky", 0.9, FIX)}
    tone(tmp_path / "talk.wav", 1)
    text = VTT + f"\n00:00:16.000 --> 00:00:18.000\n<v {long}>{long} is here\n"
    pages = [make(f"{long[:60]}.vtt", text, "--media", "talk.wav"), make("talk.txt", f"{long} and {long}")]
    browser.look(size)
    for page in pages:
        for do in DOES.values():
            browser.open(page)
            do(browser)
            assert browser.run("return document.documentElement.scrollWidth") <= size[0]
            small = browser.run(
                "return [...document.querySelectorAll('button, summary, select, input, label.act, label.check')]"
                ".filter((e) => e.checkVisibility() && !e.matches('.unseen, label > input, .time'))"
                ".map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])"
                ".filter(([, r]) => r.width < 44 || r.height < 44).map(([e, r]) => `${e} ${r.width}x${r.height}`)"
            )
            assert small == []
    browser.open(pages[0])
    reached = browser.run(
        "const e = document.querySelector('.time'); const r = e.getBoundingClientRect();"
        "const [x, y] = [r.left + r.width / 2, r.top + r.height / 2];"
        "return [[0, -21], [0, 21], [-21, 0], [21, 0]].map(([a, b]) => document.elementFromPoint(x + a, y + b) === e)"
    )
    assert reached == [True] * 4


def test_the_question_does_not_cover_what_it_is_about(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    page = make("talk.txt", "Well. " * 900 + TEXT + "Well. " * 900)
    for size in (NARROW, PHONE, DESKTOP):
        browser.look(size)
        browser.run("localStorage.clear()")
        browser.open(page)
        browser.press("j", "j")
        seen = browser.run(
            "const m = document.querySelector('#transcript .c[aria-current]').getClientRects()[0];"
            "return document.elementFromPoint(m.left + 3, m.top + 3)?.closest('.c')?.hasAttribute('aria-current')"
        )
        assert seen


def test_the_sentence_marks_these_words_and_no_others(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = {"met": ("Mette", "Mette", 0.6, ASK)}
    browser.open(make("talk.txt", "\U0001f600 A metal plate met me and met you " + "and so on " * 40))
    sentence = (
        "return [...document.getElementById('card-said').children].map((e) => [e.localName, e.textContent])"
    )
    (_, before), marked, (_, after) = browser.run(sentence)
    assert (before, marked) == ("\U0001f600 A metal plate ", ["mark", "met"])
    assert after.startswith(" me and met you")
    assert after.endswith("…")


def test_the_list_on_a_phone_shows_its_head_and_where_one_is(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    page = make("talk.txt", "So Alinsky met Lamy.\n\n" * 40)
    browser.look(NARROW)
    seen = (
        "return ['#list-which', '.row[aria-current]'].every((what) => {"
        " const e = document.querySelector(what), r = e.getBoundingClientRect();"
        " return e.contains(document.elementFromPoint(r.left + 9, r.top + r.height / 2)); })"
    )
    for order in ("place", "term"):
        browser.run("localStorage.clear()")
        browser.open(page)
        browser.press("j", "j", "j")
        browser.run("document.getElementById('open-list').click()")
        browser.run(
            "const s = document.getElementById('list-order'); s.value = arguments[0];"
            "s.dispatchEvent(new Event('change'))",
            order,
        )
        browser.wait(seen)
        browser.press(*"yyyyyyyyyyyy")
        browser.wait(seen)
        browser.press("/", "lam", Keys.ENTER)
        browser.wait("return document.getElementById('find-count').textContent === '1 of 80'")
        browser.press(Keys.TAB)
        browser.press("j", "j", "j", "j", "j", "j", "j", "j")
        browser.wait(seen)


def test_less_motion(browser: Browser, fake: FakeCorrector) -> None:
    fake.words = WORDS
    page = make("talk.txt", TEXT)
    for still in (True, False):
        browser.look(DESKTOP, still=still)
        browser.open(page)
        moves = browser.run(
            "return getComputedStyle(document.getElementById('do-yes')).transitionDuration !== '0s'"
        )
        assert moves is not still
