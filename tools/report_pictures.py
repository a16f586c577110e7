"""Draw the pictures of a report for the documentation: the seed transcript, a few questions answered, in Chromium.

    python tools/report_pictures.py              writes docs/report.webp and docs/report-phone.webp
    python tools/report_pictures.py FOLDER       writes every screen, size and theme into FOLDER, to be looked at

Needs a Chromium and what `make browser` installs. Letters look as the fonts of the machine make them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from chromium import DESKTOP, NARROW, PHONE, Browser, Keys, browser, missing

from mondegreen.cli import run

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "duran-2024-09-13.txt"
SIZES = {"desk": DESKTOP, "phone": PHONE, "narrow": NARROW}
#: What is done before a picture is taken, by its name: keys, and buttons by their ids.
SCREENS: dict[str, tuple[str, ...]] = {
    "question": ("n", "n", "n", "y"),
    "edit": ("n", "e"),
    "help": ("?",),
    "save": ("y", "n", "n", "#open-save"),
    "find": ("/", "lamm", Keys.ENTER),
    "list": ("#open-list",),
}


def main() -> int:
    """Write the pictures."""
    if why := missing():
        print(why, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "duran.report.html")
        copy = Path(folder, SEED.name)
        shutil.copy(SEED, copy)
        if run(["report", "-q", str(copy), "-o", str(page)]):
            return 2
        with browser(Path(folder, "profile")) as one:
            if len(sys.argv) > 1:
                everything(one, page, Path(sys.argv[1]))
            else:
                taken(one, page, "question", ROOT / "docs" / "report.webp", DESKTOP, dark=False)
                taken(one, page, "question", ROOT / "docs" / "report-phone.webp", PHONE, dark=True)
    return 0


def everything(one: Browser, page: Path, folder: Path) -> None:
    """Every screen on every size in both themes."""
    folder.mkdir(parents=True, exist_ok=True)
    for screen in SCREENS:
        for name, size in SIZES.items():
            for dark in (False, True):
                theme = "dark" if dark else "light"
                taken(one, page, screen, folder / f"{screen}-{name}-{theme}.png", size, dark)


def taken(one: Browser, page: Path, screen: str, file: Path, size: tuple[int, int, bool], dark: bool) -> None:
    """Take one picture."""
    one.look(size, dark)
    one.open(page)
    one.run("localStorage.clear()")
    one.open(page)
    for what in SCREENS[screen]:
        if what.startswith("#"):
            one.run("document.querySelector(arguments[0]).click()", what)
        else:
            one.press(what)
    time.sleep(0.4)
    one.picture(file)
    print(f"wrote {file} ({file.stat().st_size // 1024} KB)")


if __name__ == "__main__":
    sys.exit(main())
