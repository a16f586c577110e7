"""Hooks, action and workflow: they name what there is, and pass on what they are given."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from mondegreen.cli import cli

ROOT = Path(__file__).resolve().parent.parent
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
ACTION: Mapping[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
WORKFLOW: Mapping[str, Any] = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
PAGE = (ROOT / "docs" / "automation.md").read_text("utf-8")


def parsed(words: list[str]) -> click.Context:
    """The context of the command that `words` name, options read and nothing done; raises what click does."""
    command: click.Command = cli
    context = click.Context(cli)
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    command.make_context("mondegreen", words, context, resilient_parsing=False)
    return context


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_a_hook_runs_a_command_that_there_is(hook: Mapping[str, Any]) -> None:
    program, *words = hook["entry"].split()
    assert program == "mondegreen"
    parsed([*words, *hook.get("args", ()), "a.yaml"])


WANTED_BY = {
    "mondegreen-check": ["a.srt", "b/c.vtt", "transcripts/a.txt", "x/transcript/a.md"],
    "mondegreen-fix": ["a.srt", "b/c.vtt", "transcripts/a.txt", "x/transcript/a.md"],
    "mondegreen-lexicon-fmt": ["lexicons/en/a.yaml", "lexicon/b.yml"],
    "mondegreen-lexicon-check": ["lexicons/en/a.yaml", "lexicon/b.yml"],
}
UNWANTED = ["README.md", "notes.txt", "a.srt.bak", "config.yaml", "my-lexicons.yaml", "mytranscripts/a.txt"]


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_a_hook_looks_at_its_files_only(hook: Mapping[str, Any]) -> None:
    assert [name for name in WANTED_BY[hook["id"]] if not re.search(hook["files"], name)] == []
    assert [name for name in UNWANTED if re.search(hook["files"], name)] == []


def test_the_page_names_hooks_and_inputs_that_there_are() -> None:
    config, step = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
    assert {hook["id"] for hook in config["repos"][0]["hooks"]} == set(HOOKS)
    assert set(step[0]["with"]) == set(ACTION["inputs"])


def test_the_workflow_runs_what_there_is() -> None:
    scripts = [step["run"] for job in WORKFLOW["jobs"].values() for step in job["steps"] if "run" in step]
    assert any("make check" in script for script in scripts)
    called = [line for script in scripts for line in script.splitlines() if line.startswith("mondegreen ")]
    assert called
    for line in called:
        parsed([word for word in shlex.split(line)[1:] if "against" not in word])


# --- The script of the action, with a mondegreen that only says how it was called --------------------

FILES = ("talks/a.txt", "talks/b.txt", "talks/deep/c.srt", "my talks/d e.txt", "-x.txt", "lexicons/a.yaml")
CHECK = ["check", "--color", "never"]
LEXICON = ["lexicon", "check", "--format", "github", "--summary", "sum.md"]
CALLS = {
    "files": ("check", "talks/a.txt", "", [*CHECK, "--", "talks/a.txt"]),
    "fix": ("fix", "talks/a.txt", "", ["fix", "--color", "never", "--", "talks/a.txt"]),
    "a pattern": ("check", "talks/*.txt", "", [*CHECK, "--", "talks/a.txt", "talks/b.txt"]),
    "a deep pattern": ("check", "talks/**/*.srt", "", [*CHECK, "--", "talks/deep/c.srt"]),
    "spaces in names": ("check", "my talks/*.txt", "", [*CHECK, "--", "my talks/d e.txt"]),
    "a line each": ("check", "  talks/a.txt \r\n\ntalks/b.txt\n", "", [*CHECK, "--", "talks/a.txt", "talks/b.txt"]),
    "arguments": ("check", "talks/a.txt", "--term=A Vopp\n-q", [*CHECK, "--term=A Vopp", "-q", "--", "talks/a.txt"]),
    "a name like an option": ("check", "-x.txt", "", [*CHECK, "--", "-x.txt"]),
    "lexicons": ("lexicon-check", "lexicons/*", "--strict", [*LEXICON, "--strict", "--", "lexicons/a.yaml"]),
    "the packs": ("lexicon-check", "", "", [*LEXICON, "--"]),
}  # fmt: skip
REFUSED = {
    "no files": ("check", "", "files: name the transcripts"),
    "a pattern of nothing": ("check", "none/*.txt", "nothing is called none/"),
    "a file that is not there": ("check", "talks/none.txt", "nothing is called talks/none.txt"),
    "another command": ("review", "talks/a.txt", "command must be check, fix or lexicon-check"),
    "what a shell would run": ("check", "$(touch pwned)", "nothing is called "),
    "and with a pattern": ("check", "*; touch pwned *", "nothing is called "),
}

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs bash")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "mondegreen").write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n", "utf-8")
    (tools / "mondegreen").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    work = tmp_path / "work"
    for name in FILES:
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text("x", "utf-8")
    return work


def act(folder: Path, command: str, files: str, args: str) -> subprocess.CompletedProcess[str]:
    given = {"COMMAND": command, "FILES": files, "ARGS": args, "GITHUB_STEP_SUMMARY": "sum.md"}
    return subprocess.run(
        ["bash", str(ROOT / "tools" / "action.sh")],
        cwd=folder,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )


@posix_only
@pytest.mark.parametrize(("command", "files", "args", "want"), CALLS.values(), ids=CALLS)
def test_the_action_calls(folder: Path, command: str, files: str, args: str, want: list[str]) -> None:
    done = act(folder, command, files, args)
    assert (done.returncode, done.stdout.splitlines(), done.stderr) == (0, want, "")


@posix_only
@pytest.mark.parametrize(("command", "files", "told"), REFUSED.values(), ids=REFUSED)
def test_the_action_refuses(folder: Path, command: str, files: str, told: str) -> None:
    done = act(folder, command, files, "")
    assert done.returncode == 2
    assert done.stdout.startswith(f"::error title=mondegreen::{told}")
    assert not (folder / "pwned").exists()
