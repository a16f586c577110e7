"""What is dear to make and never changes: the shipped lexicon in a corrector, and the simple model."""

from __future__ import annotations

from pathlib import Path

import pytest
from simple import write_model

from mondegreen import Corrector, Lexicon


@pytest.fixture(scope="session")
def shipped() -> Corrector:
    """The shipped packs and the shipped model."""
    return Corrector(Lexicon.default())


@pytest.fixture(scope="session")
def simple_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that does not depend on what is fitted: see `simple`."""
    return write_model(tmp_path_factory.mktemp("model") / "simple.json")
