"""What a lexicon learns from a full review of the seed transcript, with the real commands, and what is asked then.

    python tools/learn_from_seed.py          with the shipped packs
    python tools/learn_from_seed.py --bare   with the shipped packs without their mishearings
    ... --doubtful                           learn what is in doubt too
    ... --into FILE                          keep the lexicon that was learned

Everything is asked about, what is certain too, and answered rightly (see `seed_answers`). Exit code 1 if the reviewed
transcript is not as it should be or still asked about, if a correction of an unreviewed copy is wrong, or if the
lexicon has faults.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from seed_answers import SEED, Truth, truth

from mondegreen import Corrector, Document, Lexicon, Proposal
from mondegreen.lexicon_writer import dump
from mondegreen.text import Span

LEARNED = "learned.yaml"


class Desk:
    """A folder with a copy of the transcript, and the command, with these `lexicons`."""

    def __init__(self, folder: Path, lexicons: list[str]) -> None:
        self.folder, self.lexicons, self.code = folder, lexicons, 0
        folder.mkdir()
        shutil.copy(SEED, folder)

    def run(self, command: str, *args: str, typed: str = "", codes: tuple[int, ...] = (0,)) -> str:
        """What the command prints; exits if it fails."""
        lexicons = [] if command == "lexicon check" else self.lexicons
        line = [sys.executable, "-m", "mondegreen", *command.split(), *lexicons, *args]
        done = subprocess.run(
            line, cwd=self.folder, input=typed.encode(), capture_output=True, check=False, env=_environment()
        )
        self.code = done.returncode
        if self.code not in codes:
            raise SystemExit(
                f"mondegreen {command}: {self.code} {done.stderr.decode()}{done.stdout.decode()}"
            )
        if command == "learn":
            print(done.stderr.decode().strip())
        return done.stdout.decode()

    def proposals(self) -> list[dict[str, Any]]:
        """What `check` finds in the copy."""
        found = self.run("check", "--format", "json", SEED.name, codes=(0, 1))
        return [json.loads(line) for line in found.splitlines()]


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"}


def typed(known: Truth, asked: list[Proposal]) -> str:
    """The answers to all of `asked`, in order, and that the file is to be written."""
    lines = []
    for p in asked:
        right = known.right(p)
        lines.append({p.new: "y", p.old: "n"}.get(right, f"e {right}"))
    return "\n".join([*lines, "w", ""])


def places_after(known: Truth, asked: list[Proposal]) -> list[Span]:
    """Where the answers about `asked`, in order, stand in the reviewed transcript."""
    found, moved = [], 0
    for p in asked:
        start = p.span.start + moved
        found.append(Span(start, start + len(known.right(p))))
        moved = found[-1].end - p.span.end
    return found


def main() -> int:
    """Review, learn, look again, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--bare", action="store_true", help="without the mishearings that the packs list")
    parser.add_argument("--doubtful", action="store_true", help="learn what is in doubt too")
    parser.add_argument("--into", metavar="FILE", type=Path, help="keep the lexicon that was learned")
    options = parser.parse_args()
    known = truth()
    lexicon = Lexicon.default()
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        given: list[str] = []
        if options.bare:
            lexicon = Lexicon(tuple(replace(term, mishearings=(), tests=()) for term in lexicon.terms))
            (home / "bare.yaml").write_text(dump(lexicon.terms), "utf-8")
            given = ["--no-packs", "--lexicon", str(home / "bare.yaml")]
        proposals = Corrector(lexicon).propose(Document.plain(known.raw))
        desk = Desk(home / "desk", given)
        before = desk.proposals()
        desk.run("review --all --plain --edits talk.jsonl", SEED.name, typed=typed(known, proposals))
        right = (desk.folder / SEED.name).read_bytes() == known.after(proposals).encode()
        learned = desk.folder / LEARNED
        doubtful = ["--doubtful"] if options.doubtful else []
        desk.run("learn", "--yes", *doubtful, "--into", LEARNED, "talk.jsonl")
        given = [*given, "--lexicon", str(learned)] if learned.exists() else given
        desk.lexicons = given
        again = desk.proposals()
        after = Desk(home / "elsewhere", given).proposals()
        healthy = True
        if (
            learned.exists() and not options.bare
        ):  # its sentences hold beside the lexicons that it was learned with
            told = desk.run("lexicon check", LEARNED, codes=(0, 1))
            print(told.strip())
            healthy = desk.code == 0
        if learned.exists() and options.into:
            shutil.copy(learned, options.into)
    answered = places_after(known, proposals)
    left = [p for p in again if any(p["start"] < s.end and s.start < p["end"] for s in answered)]
    wrong = [p for p in after if p["action"] == "fix" and not known.holds(p["start"], p["end"], p["new"])]
    print(f"before: {_counted(before)}")
    state = "as it should be" if right else "WRONG"
    print(f"reviewed, it is {state}; then: {_counted(again)}, {len(left)} of these answered")
    print(f"a copy that nobody has reviewed: {_counted(after)}, {len(wrong)} of these wrong; what is asked:")
    for p in after:
        if p["action"] == "ask":
            print(f"  {p['old']} -> {p['new']} ({p['score']:.0%}): {'; '.join(p['why'])}")
    return int(not right or bool(left) or bool(wrong) or not healthy)


def _counted(found: list[dict[str, Any]]) -> str:
    asked = sum(p["action"] == "ask" for p in found)
    return f"{asked} questions, {len(found) - asked} certain"


if __name__ == "__main__":
    sys.exit(main())
