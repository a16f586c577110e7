"""Kill `mondegreen fix` at random moments and look at what is left: the old file or the new one, whole.

    python bench/kill_fix.py [--runs 250] [--file seeds/duran-2024-09-13.txt] [--seed 1]

Each run works on a fresh copy. Half of the kills are spread over the whole run time; the other half come
just when the new content is being written: from the moment at which a temporary file appears beside the
copy, or the copy changes. Temporary files that a killed run leaves behind are counted, and must be
recognisable as such. Exit code 1 if a file was ever anything but old or new. POSIX only.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# One term is enough to change the file; the write is the same with all packs, and the runs are shorter.
COMMAND = [sys.executable, "-m", "mondegreen", "fix", "--quiet", "--no-packs", "--term", "Storm Shadow"]


def main() -> int:
    """Run, kill, look; print a summary."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--runs", type=int, default=250)
    parser.add_argument("--file", type=Path, default=ROOT / "seeds" / "duran-2024-09-13.txt")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return kill_often(options.file, Path(folder), options.runs, random.Random(options.seed))


def kill_often(source: Path, folder: Path, runs: int, rng: random.Random) -> int:
    """`runs` killed runs on copies of `source` in `folder`; the exit code."""
    old = source.read_bytes()
    new, usual, writing = one_whole_run(source, folder)
    if new == old:
        print(f"{source}: nothing is fixed in it, so nothing would be shown", file=sys.stderr)
        return 1
    print(f"one run takes {usual:.2f} s, of which the write {writing * 1000:.1f} ms; killing {runs}")
    left: Counter[str] = Counter()
    broken: list[str] = []
    for k in range(runs):
        work = folder / str(k)
        work.mkdir()
        copy = work / source.name
        copy.write_bytes(old)
        killed = kill_spread(copy, usual, rng) if k % 2 else kill_at_write(copy, old, writing, rng)
        now = copy.read_bytes() if copy.exists() else None
        state = "old" if now == old else "new" if now == new else "BROKEN"
        extra = sorted(p.name for p in work.iterdir() if p != copy)
        left[f"{state}, {'killed' if killed else 'had ended'}"] += 1
        left["with a temporary file left over"] += bool(extra)
        if state == "BROKEN" or len(extra) > 1 or not all(is_ours(name, source.name) for name in extra):
            size = "gone" if now is None else f"{len(now)} bytes"
            broken.append(f"run {k}: {state} ({size}), beside it {extra}")
        shutil.rmtree(work)
    for name, count in sorted(left.items()):
        print(f"{count:5}  {name}")
    for line in broken:
        print(line)
    print("FAILED" if broken else f"all {runs} files were whole, old or new")
    return 1 if broken else 0


def is_ours(name: str, of: str) -> bool:
    """Whether `name` is a temporary file for `of`: hidden, and saying whose it is."""
    return name.startswith(f".{of[:40]}.") and name.endswith(".mondegreen")


def start(copy: Path) -> subprocess.Popen[bytes]:
    """Start a fix of `copy`."""
    return subprocess.Popen([*COMMAND, str(copy)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def one_whole_run(source: Path, folder: Path) -> tuple[bytes, float, float]:
    """What a fix makes of `source`, the seconds that it takes, and the seconds that its write takes."""
    copy = folder / source.name
    shutil.copyfile(source, copy)
    inode = copy.stat().st_ino
    began = time.perf_counter()
    process = start(copy)
    appeared: float | None = None
    moved = began
    while process.poll() is None:
        if appeared is None and number_in(folder) > 1:
            appeared = time.perf_counter()
        if copy.stat().st_ino == inode:
            moved = time.perf_counter()
    ended = time.perf_counter()
    if process.returncode != 0:
        raise SystemExit(f"mondegreen fix ended with {process.returncode}")
    data = copy.read_bytes()
    copy.unlink()
    return data, ended - began, max(moved - (appeared or moved), 0.001)


def kill_spread(copy: Path, usual: float, rng: random.Random) -> bool:
    """Kill a fix of `copy` at any moment of its run; whether it was still running."""
    process = start(copy)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(rng.uniform(0, usual * 1.05))
    return kill(process)


def kill_at_write(copy: Path, old: bytes, writing: float, rng: random.Random) -> bool:
    """Kill a fix of `copy` around its write; whether it was still running."""
    inode = copy.stat().st_ino
    process = start(copy)
    pause = rng.choice([0.0, rng.uniform(0, writing), rng.uniform(0, 2 * writing)])
    while process.poll() is None:
        if number_in(copy.parent) > 1 or copy.stat().st_ino != inode:
            until = time.perf_counter() + pause
            while time.perf_counter() < until:
                pass
            break
    return kill(process)


def number_in(folder: Path) -> int:
    """How many files stand in `folder`; quick, for it is asked in a loop."""
    return sum(1 for _ in os.scandir(folder))


def kill(process: subprocess.Popen[bytes]) -> bool:
    """SIGKILL; whether that is what ended the process."""
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


if __name__ == "__main__":
    sys.exit(main())
