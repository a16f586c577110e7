"""CONTRIBUTING keeps its word: its commands, in an empty folder, add a term, check it and commit it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mondegreen.lexicon_file import decode, parse
from mondegreen.lexicon_writer import dump

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ADDRESS = "https://github.com/YOU/mondegreen.git"
#: What is installed stands in for what would be: fetching packages is slow, and no test of ours.
MAKE = """\
#!/bin/sh
[ "$*" = install ] && {make} --dry-run install >&2 || exit 2
mkdir -p .venv/bin
printf '#!/bin/sh\\nPYTHONPATH="{code}" exec "{python}" -m mondegreen "$@"\\n' > .venv/bin/mondegreen
chmod +x .venv/bin/mondegreen
"""


def block(language: str, number: int = 0) -> str:
    """A block of `language` on the page, the first one if no other is asked for."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[number]


def commands() -> list[str]:
    """The commands, each on one line."""
    return re.sub(r" *\\\n *", " ", block("sh")).splitlines()


def test_it_takes_six_commands_at_most() -> None:
    assert len(commands()) <= 6
    assert commands()[0] == f"git clone {ADDRESS}"
    assert not re.search(r"[;|]|&&", re.sub('"[^"]*"', "", block("sh")))  # nor several on a line


def repository(at: Path) -> None:
    """This repository as it stands, its packs and clean texts cut short, so that the check takes no minute."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
    ).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (at / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, at / name)
    texts = sorted((at / "lexicons" / "clean").iterdir(), key=lambda path: path.stat().st_size)
    for path in texts[1:]:
        path.unlink()
    for path in (at / "lexicons" / "en").iterdir():
        head = path.read_text("utf-8").partition("\n")[0]
        terms = [term for term in parse(decode(path.read_bytes(), ""), "").terms if term.context][:40]
        path.write_text(f"{head}\n{dump(terms)}", "utf-8")


@pytest.mark.skipif(not (ROOT / ".git").exists() or os.name != "posix", reason="needs a clone, and a shell")
def test_from_an_empty_folder_to_a_commit(tmp_path: Path) -> None:
    upstream, folder, tools, home = (tmp_path / name for name in ("upstream", "empty", "tools", "home"))
    for made in (upstream, folder, tools, home):
        made.mkdir()
    who = {
        f"GIT_{role}_{what}": "a@localhost" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **who, "HOME": str(home), "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("PYTHONPATH", None)

    def run(*args: str, cwd: Path) -> str:
        done = subprocess.run(
            args,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    repository(upstream)
    run("git", "init", "--quiet", "-b", "main", cwd=upstream)
    run("git", "add", "--all", cwd=upstream)
    run("git", "commit", "--quiet", "-m", "As it was", cwd=upstream)
    make = tools / "make"
    code = folder / "mondegreen" / "src"
    make.write_text(
        MAKE.format(make=shutil.which("make") or "false", code=code, python=sys.executable), "utf-8"
    )
    make.chmod(0o755)

    lines = [line.replace(ADDRESS, f"'{upstream}' mondegreen") for line in commands()]
    run("sh", "-e", "-c", "\n".join(lines), cwd=folder)

    clone = folder / "mondegreen"
    assert run("git", "status", "--porcelain", cwd=clone) == ""
    assert run("git", "rev-list", "--count", "HEAD", cwd=clone) == "2\n"
    changed = run("git", "diff", "--unified=0", "HEAD~1", "HEAD", cwd=clone).splitlines()
    added = [line[1:] for line in changed if line[:1] == "+" and line[:3] != "+++"]
    assert [line for line in changed if line[:1] == "-" and line[:3] != "---"] == []
    assert "Szentgotthárd" in run("sh", "-e", "-c", block("sh", 1), cwd=clone)
    assert "\n".join(added) == block("yaml").partition("terms:\n")[2].rstrip()
