"""A real Chromium for the tests in this folder; without one they are skipped, and say so. `make browser` runs them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent.parent.parent / "tools"))

from chromium import DESKTOP, Browser
from fakes import FakeCorrector

from mondegreen.cli import work


@pytest.fixture(scope="session")
def _chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    one = Browser(tmp_path_factory.mktemp("chromium"))
    yield one
    one.close()


@pytest.fixture
def browser(_chromium: Browser, tmp_path: Path) -> Iterator[Browser]:
    """A browser that remembers nothing, on a desk; whatever it complains about at the end is a failure."""
    blank = tmp_path / "blank.html"
    blank.write_text("<!DOCTYPE html><title>blank</title>")
    _chromium.driver.get(blank.as_uri())
    _chromium.run("localStorage.clear()")
    _chromium.look(DESKTOP)
    _chromium.complaints()
    list(_chromium.requests())
    yield _chromium
    complaints = _chromium.complaints()
    _chromium.driver.get(blank.as_uri())
    for left in _chromium.downloads.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    assert complaints == []


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeCorrector:
    """A corrector that knows what a test tells it, for `mondegreen report`, which then runs in a folder of its own."""
    one = FakeCorrector()
    monkeypatch.setattr(work, "build_corrector", lambda settings: one)
    monkeypatch.chdir(tmp_path)
    return one
