"""Rewrite the packs in their canonical form: what `mondegreen lexicon fmt` does, `--check` included."""

from __future__ import annotations

import sys

from mondegreen.cli import run

if __name__ == "__main__":
    sys.exit(run(["lexicon", "fmt", *sys.argv[1:]]))
