"""Review the seed transcript in a real terminal (tmux, 80 columns, 24 lines), from the first question to the last.

    python tools/review_session.py              plays the session; exit code 1 if anything is not as expected
    python tools/review_session.py --pictures   and draws docs/review-*.svg from what was on the screen
    python tools/review_session.py --show       and prints the screens as text

Every key is pressed at least once. In the middle the program is killed (SIGKILL), and started again; it must go on
where it was. The person answers by the hand-labelled corrections, so the file must hold exactly these in the
end. Needs tmux.
"""

from __future__ import annotations

import argparse
import functools
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from render_picture import drawn
from rich.text import Text
from seed_answers import ROOT, SEED, Truth, truth

from mondegreen import Corrector, Document, Lexicon, Proposal
from mondegreen.answers import claim
from mondegreen.places import Places
from mondegreen.render.question import KEYS
from mondegreen.text import Span

COLUMNS, LINES = 80, 24
#: Besides what `check` shows, so much is asked about that a person would rather leave alone.
LEAST = 0.1
PATIENCE = 60.0  # seconds
#: The screens to keep for the documentation, and what they show.
PICTURES = {
    "question": "A question of mondegreen review",
    "group": "A question of mondegreen review about all places of a pair",
    "why": "The evidence that mondegreen review shows for a proposal",
    "stop": "What mondegreen review offers before it stops",
}
END = re.compile(r"\A(Nothing is left to ask|The end)")
HEAD = re.compile(r":(\d+):(\d+) .*questions? (\d+)(?:-(\d+))? of (\d+)")


class Tmux:
    """A terminal with a shell in it, on a server of its own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self._socket = folder / "tmux"
        environment = {k: v for k, v in os.environ.items() if k not in ("TMUX", "NO_COLOR", "FORCE_COLOR")}
        environment |= {"PS1": "$ ", "OPENBLAS_NUM_THREADS": "1"}
        size = ["-x", str(COLUMNS), "-y", str(LINES)]
        args = ["new-session", "-d", *size, "-c", str(home), "bash --norc --noprofile"]
        subprocess.run(["tmux", "-f", "/dev/null", "-S", self._socket, *args], check=True, env=environment)

    def _do(self, *args: str) -> str:
        command = ["tmux", "-S", str(self._socket), *args]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def press(self, *keys: str) -> None:
        """Press keys: characters, or names as tmux has them."""
        for key in keys:
            named = len(key) > 1
            self._do("send-keys", *([key] if named else ["-l", key]))

    def run(self, line: str) -> None:
        """Type a line into the shell."""
        self._do("send-keys", "-l", line)
        self.press("Enter")

    def screen(self, colours: bool = False) -> str:
        """What is on the screen."""
        return self._do("capture-pane", "-p", *(["-e"] if colours else []))

    def until(self, wanted: str | Callable[[str], bool]) -> str:
        """Wait until the screen holds `wanted`; the screen then."""
        end = time.monotonic() + PATIENCE
        while True:
            shown = self.screen()
            if wanted(shown) if callable(wanted) else wanted in shown:
                return shown
            if time.monotonic() > end:
                raise SystemExit(f"waited in vain for {wanted}; the screen:\n{shown}")
            time.sleep(0.02)

    def child(self) -> int:
        """The process that the shell runs."""
        shell = self._do("list-panes", "-F", "#{pane_pid}").strip()
        return int(Path(f"/proc/{shell}/task/{shell}/children").read_text().split()[0])

    def close(self) -> None:
        """End the server and all in it."""
        subprocess.run(["tmux", "-S", str(self._socket), "kill-server"], check=False, capture_output=True)


class Play:
    """The session: who answers, what was pressed, and what was seen."""

    def __init__(self, tmux: Tmux, known: Truth, proposals: list[Proposal], command: str) -> None:
        self.tmux, self.known, self.command = tmux, known, command
        places = Places(Document.plain(known.raw))
        self.at = {places.line_column(p.span.start): p for p in proposals}
        self.pressed: set[str] = set()
        self.pictures: dict[str, str] = {}
        self.asked = (0, 0)  # the numbers of the questions on the screen

    def press(self, *keys: str) -> None:
        """Press keys, and remember it."""
        self.pressed |= set(keys)
        self.tmux.press(*keys)

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        self.pictures[name] = self.tmux.screen(colours=True)

    def question(self) -> Proposal | None:
        """What is asked, when something else than before is; None at the end."""

        def numbers(shown: str) -> tuple[int, int]:
            head = HEAD.search(shown.split("\n")[0])
            return (int(head[3]), int(head[4] or head[3])) if head else (0, 0)

        def come(shown: str) -> bool:
            return numbers(shown) not in ((0, 0), self.asked) or bool(END.search(shown))

        shown = self.tmux.until(come)
        if END.search(shown):
            return None
        self.asked = numbers(shown)
        head = HEAD.search(shown.split("\n")[0])
        assert head is not None
        return self.at[int(head[1]), int(head[2])]

    def answer(self, p: Proposal) -> None:
        """Answer rightly, with yes, no or another form."""
        right = self.known.right(p)
        if right in (p.old, p.new):
            self.press("n" if right == p.old else "y")
            return
        self.type(right)

    def type(self, form: str) -> None:
        """Answer with another form."""
        self.press("e")
        self.tmux.until("Write instead:")
        self.picture("edit")
        self.tmux.press("C-u", *form, "Enter")

    def go(self) -> None:
        """All questions, with each key where it has something to do."""
        special = self.plan()
        while (p := self.question()) is not None:
            if p.span in special:
                special.pop(p.span)(p)
            elif self.offered(p):
                self.press("Enter")
            else:
                self.answer(p)
        assert not special, f"never asked about: {', '.join(map(str, special))}"
        self.picture("end")
        self.press("s")
        self.tmux.until("q quit")
        self.asked = (0, 0)
        while (p := self.question()) is not None:
            self.answer(p)
        self.tmux.until("(Enter)")
        self.press("Enter")
        self.tmux.until("written to")

    def plan(self) -> dict[Span, Callable[[Proposal], None]]:
        """Where each key has something to do: pairs that are right everywhere, or wrong everywhere, or alone."""
        groups: dict[tuple[str, str], list[Proposal]] = {}
        for p in self.at.values():
            groups.setdefault(claim(p.old, p.term), []).append(p)
        right = [g for g in groups.values() if len({p.new for p in g}) == 1 and self.is_new(g) and len(g) > 1]
        wrong = [g for g in groups.values() if all(self.known.right(p) == p.old for p in g)]
        right.sort(key=len, reverse=True)
        wrong.sort(key=len, reverse=True)
        alone = [g[0] for g in groups.values() if len(g) == 1 and self.is_new(g)]
        told = max(alone[: len(alone) // 2], key=lambda p: len(p.evidence.words))
        others = iter(p for p in alone if p != told)
        keys = ["a", "A", "v", "!"]
        if len(right) < 3 or len(wrong) < 2 or len(alone) < 6:
            raise SystemExit("there is too little to ask about; lower LEAST")
        places: dict[Span, Callable[[Proposal], None]] = {
            right[0][0].span: self.by_pair,
            told.span: self.look_around,
        }
        for key, group in zip(keys, (right[1], right[2], wrong[0], wrong[1]), strict=True):
            places[group[0].span] = functools.partial(self.press_for, key)
        for todo in (self.change_of_mind, self.killed, self.skip, self.stop_and_return):
            places[next(others).span] = todo
        return places

    def is_new(self, proposals: list[Proposal]) -> bool:
        """Whether all of them are right as they are proposed."""
        return all(self.known.right(p) == p.new for p in proposals)

    def press_for(self, key: str, p: Proposal) -> None:
        """Answer with this very key."""
        self.press(key)

    def skip(self, p: Proposal) -> None:
        """Leave it for the end."""
        self.press("s")

    def offered(self, p: Proposal) -> bool:
        """Whether Enter gives the right answer."""
        what = {p.old: "no", p.new: "yes"}.get(self.known.right(p))
        return what is not None and f"Enter: {what}" in self.tmux.screen()

    def look_around(self, p: Proposal) -> None:
        """Why, help and play change nothing, nor does an arrow."""
        self.picture("question")
        for key, name in (("w", "why"), ("?", "help")):
            self.press(key)
            self.tmux.until("Any key goes back")
            self.picture(name)
            self.press("Up")
            self.tmux.until("q quit")
        self.press("p")
        self.tmux.until("There are no times")
        self.press("Up")
        self.tmux.until("? lists the keys")
        self.answer(p)

    def change_of_mind(self, p: Proposal) -> None:
        """A wrong answer, typed, and taken back."""
        self.type(f"{p.new}, was it not")
        self.question()
        self.press("b")
        again = self.question()
        assert again == p, again
        self.answer(p)

    def by_pair(self, p: Proposal) -> None:
        """One answer for all places of a pair, and then place by place again."""
        self.press("g")
        assert self.question() == p
        self.picture("group")
        assert self.asked[1] > self.asked[0], self.asked
        self.answer(p)
        self.question()
        self.press("g")
        self.tmux.until("by pair")
        self.asked = (0, 0)

    def killed(self, p: Proposal) -> None:
        """Killed before an answer, it goes on with the same question."""
        was = self.asked
        os.kill(self.tmux.child(), signal.SIGKILL)
        self.tmux.until("Killed")
        self.tmux.run("clear")
        self.tmux.run(self.command)
        self.asked = (0, 0)
        again = self.question()
        assert again == p
        assert self.asked == was
        self.answer(p)

    def stop_and_return(self, p: Proposal) -> None:
        """Quitting, but then going on after all."""
        self.press("q")
        self.tmux.until("Stop here?")
        self.picture("stop")
        self.press("b")
        self.tmux.until("q quit")
        self.answer(p)


def play(folder: Path) -> Play:
    """The whole session on a copy of the transcript in `folder`. Raises `SystemExit` if anything goes wrong."""
    known = truth()
    copy = folder / SEED.name
    copy.write_bytes(SEED.read_bytes())
    # Proposals from a lower threshold on are not all those of a higher one, so ask as the command does.
    corrector = Corrector(Lexicon.default(), min_ask=LEAST)
    proposals = corrector.propose(Document.plain(known.raw))
    python = shlex.quote(sys.executable)
    options = f"--all --min-ask {LEAST} {copy.name}"
    tmux = Tmux(folder, folder)
    try:
        tmux.run(f'mondegreen() {{ {python} -m mondegreen "$@"; }}; clear')
        session = Play(tmux, known, proposals, f"mondegreen review {options}")
        tmux.run(session.command)
        session.go()
    finally:
        tmux.close()
    missing = {key.key for key in KEYS} | {"!", "Enter"}
    missing -= session.pressed
    if missing:
        raise SystemExit(f"never pressed: {' '.join(sorted(missing))}")
    if copy.read_bytes() != known.after(proposals).encode():
        raise SystemExit(f"{copy.name} is not as it should be")
    return session


def draw(session: Play) -> None:
    """Write the pictures of the documentation."""
    for name, title in PICTURES.items():
        lines = list(Text.from_ansi(session.pictures[name].rstrip("\n")).split("\n"))  # styles go over lines
        path = ROOT / "docs" / f"review-{name}.svg"
        path.write_text(drawn(lines, title, COLUMNS), encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT)}")


def main() -> int:
    """Play, and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pictures", action="store_true", help="draw docs/review-*.svg")
    parser.add_argument("--show", action="store_true", help="print the screens")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        session = play(Path(folder))
    for name, shown in session.pictures.items():
        if options.show:
            print(f"--- {name}\n{Text.from_ansi(shown).plain}")
    print(f"{len(session.at)} questions answered with every key, killed once; the file is as expected")
    if options.pictures:
        draw(session)
    return 0


if __name__ == "__main__":
    sys.exit(main())
