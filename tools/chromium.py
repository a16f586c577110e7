"""Debian's Chromium without a window, driven by selenium: for the tests, measurements and pictures of a report.

Nothing is downloaded: both the browser and its driver must be installed. `missing` says what is not there.
"""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: Width and height in CSS pixels, and whether it is a phone.
DESKTOP, PHONE, NARROW = (1280, 800, False), (390, 844, True), (360, 640, True)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--autoplay-policy=no-user-gesture-required",
    "--hide-scrollbars",
)


def missing() -> str:
    """What a browser can't be started for, or ""."""
    if importlib.util.find_spec("selenium") is None:
        return "selenium is not installed (make browser does that)"
    if not _browser():
        return "no Chromium is installed (apt install chromium chromium-driver)"
    if not shutil.which("chromedriver"):
        return "no chromedriver is installed (apt install chromium-driver)"
    return ""


def _browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


class Keys:
    """Keys that are no characters, as WebDriver names them (https://www.w3.org/TR/webdriver2/#keyboard-actions)."""

    NONE, BACKSPACE, TAB, ENTER, CONTROL, ESCAPE = "\ue000", "\ue003", "\ue004", "\ue007", "\ue009", "\ue00c"
    HOME, LEFT, UP, RIGHT, DOWN, F2 = "\ue011", "\ue012", "\ue013", "\ue014", "\ue015", "\ue032"


class Browser:
    """A browser with one page; `profile` is a folder of its own for all that it keeps, `downloads` lies in it."""

    def __init__(self, profile: Path, flags: Sequence[str] = ()) -> None:
        from selenium import webdriver
        from selenium.webdriver.chrome.options import Options
        from selenium.webdriver.chrome.service import Service

        self.downloads = profile / "downloads"
        self.downloads.mkdir(parents=True, exist_ok=True)
        options = Options()
        options.binary_location = _browser() or ""
        for flag in (*_FLAGS, *flags, f"--user-data-dir={profile / 'user'}"):
            options.add_argument(flag)
        options.add_experimental_option("prefs", {"download.default_directory": str(self.downloads)})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = Service(shutil.which("chromedriver"), env={**os.environ, "HOME": str(profile)})
        self.driver: Any = webdriver.Chrome(options=options, service=service)
        self.driver.set_script_timeout(60)
        self.driver.get("about:blank")
        list(self.requests())  # those of the page with which it begins

    def close(self) -> None:
        """End the browser."""
        self.driver.quit()

    def cdp(self, command: str, **arguments: Any) -> Any:
        """Send a command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(command, arguments)

    def look(self, size: tuple[int, int, bool], dark: bool = False, still: bool = True) -> None:
        """Be a screen of `size`, in the dark or light theme; `still`: with reduced motion."""
        width, height, phone = size
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=phone,
        )
        self.cdp("Emulation.setTouchEmulationEnabled", enabled=phone)
        features = {
            "prefers-color-scheme": "dark" if dark else "light",
            "prefers-reduced-motion": "reduce" if still else "no-preference",
        }
        self.cdp(
            "Emulation.setEmulatedMedia", features=[{"name": n, "value": v} for n, v in features.items()]
        )

    def open(self, page: Path) -> None:
        """Open a report, and wait until it has put itself together."""
        self.driver.get(page.resolve().as_uri())
        self.wait("return 'ready' in document.documentElement.dataset")

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page; what it returns."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, seconds: float = 20) -> Any:
        """Run a script until what it returns is true; that."""
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.driver, seconds, 0.05).until(lambda driver: driver.execute_script(script))

    def press(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        from selenium.webdriver import ActionChains

        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def with_control(self, key: str) -> None:
        """Press a key with Ctrl."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()

    def click_at(self, x: float, y: float) -> None:
        """Click at a place of the screen."""
        from selenium.webdriver.common.actions.action_builder import ActionBuilder

        actions: Any = ActionBuilder(self.driver)
        actions.pointer_action.move_to_location(x, y).click()
        actions.perform()

    def find(self, selector: str) -> Any:
        """The first element for a CSS selector."""
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        """All elements for a CSS selector."""
        found: list[Any] = self.driver.find_elements("css selector", selector)
        return found

    def picture(self, file: Path) -> None:
        """Keep what is on the screen, as PNG or WebP."""
        kind = {"format": "webp", "quality": 60} if file.suffix == ".webp" else {"format": "png"}
        data = self.cdp("Page.captureScreenshot", **kind)["data"]
        file.write_bytes(base64.b64decode(data))

    def complaints(self) -> list[str]:
        """What the browser has written to its console since it was asked last: errors and warnings."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]

    def requests(self) -> Iterator[str]:
        """The addresses that were fetched since it was asked last."""
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                yield message["params"]["request"]["url"]


@contextmanager
def browser(profile: Path, flags: Sequence[str] = ()) -> Iterator[Browser]:
    """A browser that is closed at the end."""
    one = Browser(profile, flags)
    try:
        yield one
    finally:
        one.close()


if __name__ == "__main__":
    raise SystemExit(missing() or None)
