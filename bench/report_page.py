"""How a report of 5,000 proposals behaves in Chromium: seconds to open, milliseconds from a key to the next question.

Run as `python bench/report_page.py [proposals]`; needs a Chromium and what `make browser` installs.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))

from chromium import DESKTOP, PHONE, Browser, browser, missing

from mondegreen.document import Document
from mondegreen.proposal import Action, Evidence, Proposal, Via
from mondegreen.records import make_record
from mondegreen.render.report import Transcript, report

_WORDS = (
    "and so the talks with the minister went on until it was late in the evening, and then Alinsky said no. "
)
_KEYS = 100
#: Presses a key, and waits until the page that follows has been painted; milliseconds.
_PRESS = """
const [key, done] = arguments;
const began = performance.now();
document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
"""


def main(count: int) -> None:
    """Make the page, open it on two screens, answer, and go through the list in each order."""
    if why := missing():
        raise SystemExit(why)
    began = time.perf_counter()
    html = report(transcript(count)).encode()
    made = time.perf_counter() - began
    print(
        f"{count:,} proposals in {count * len(_WORDS.split()):,} words: {len(html) / 1e6:.1f} MB, made in {made:.1f} s"
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "report.html")
        page.write_bytes(html)
        with browser(Path(folder, "profile")) as one:
            for name, size in (("desk", DESKTOP), ("phone", PHONE)):
                one.look(size, still=False)
                one.open(page)
                one.run("localStorage.clear()")
                measure(one, page, name)


def measure(one: Browser, page: Path, name: str) -> None:
    """Print the figures of one screen."""
    one.open(page)
    ready = one.run(
        "const [n] = performance.getEntriesByType('navigation');"
        "return [performance.getEntriesByName('ready')[0].startTime, n.domInteractive]"
    )
    print(
        f"{name}: ready after {ready[0] / 1000:.2f} s, of which {ready[1] / 1000:.2f} s are to read the page"
    )
    for order in ("place", "score", "term"):
        began = one.run(
            "const s = document.getElementById('list-order'); s.value = arguments[0]; const t = performance.now();"
            "s.dispatchEvent(new Event('change')); return performance.now() - t",
            order,
        )
        told = [f"list made in {began:.0f} ms"]
        for key, what in (("j", "next"), ("y", "yes")):
            took = [one.driver.execute_async_script(_PRESS, key) for _ in range(_KEYS)]
            worst = statistics.quantiles(took, n=20)[-1]
            told.append(f"{what} {statistics.median(took):.0f} ms (95% within {worst:.0f})")
        print(f"  by {order}: {', '.join(told)}")
    began = one.driver.execute_async_script(_PRESS, "a")
    print(f"  yes to all that are alike: {began:.0f} ms")


def transcript(count: int) -> Transcript:
    """A transcript with as many proposals, of 200 pairs."""
    text = "".join(_WORDS + ("\n\n" if k % 5 == 4 else "") for k in range(count))
    document = Document.plain(text)
    proposals = []
    for k, match in enumerate(re.finditer("Alinsky", text)):
        new, span = f"Zelensky {k % 200}", document.raw_span(*match.span())
        evidence = Evidence(
            (), ("sounds 88% like it", "words of its context stand nearby", "no ordinary English word")
        )
        edits = document.edits_for(*match.span(), new)
        score = 0.25 + (k * 37 % 60) / 100
        proposals.append(Proposal(span, "Alinsky", new, new, Via.SOUND, score, Action.ASK, evidence, edits))
    record = make_record("talk.txt", "utf-8", document, text.encode(), None, proposals, ())
    return Transcript("talk.txt", document, proposals, record)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
