"""The documents tell the truth: their examples run, their options exist, their links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mondegreen import Action, Corrector, Document, Lexicon, apply
from mondegreen.cli import cli, run
from mondegreen.company import DOCUMENT_FEATURES
from mondegreen.config import KEYS as SETTINGS
from mondegreen.config import parse as parse_config
from mondegreen.features import PAIR_FEATURES
from mondegreen.gold_file import parse as parse_gold
from mondegreen.known_forms import KnownForms
from mondegreen.lexicon_file import parse as parse_lexicon
from mondegreen.render.question import KEYS, OTHER_KEYS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = {
    name: (ROOT / name).read_text("utf-8")
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/design.md",
        "docs/accuracy.md",
        "docs/automation.md",
        "docs/report.md",
        "docs/review.md",
        "docs/shows.md",
        "lexicons/README.md",
        "bench/README.md",
        "seeds/README.md",
    )
}
PRINTED = re.compile(r"^\s*print\(.*\)  # (.*)$", re.MULTILINE)


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of `language` in a document, in order."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", DOCUMENTS[name], re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(block) for _, block in found]


def test_python_examples_print_what_their_comments_say() -> None:
    names: dict[str, object] = {}
    examples = blocks("README.md", "python")
    assert examples
    for example in examples:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(example, "README.md", "exec"), names)
        wanted = PRINTED.findall(example)
        assert wanted
        assert said.getvalue().splitlines() == wanted


def example_entries(name: str) -> list[str]:
    return [block for block in blocks(name, "yaml") if block.startswith("terms:")]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_example_entries_do_what_their_tests_say(name: str) -> None:
    examples = example_entries(name)
    assert examples
    for example in examples:
        lexicon = parse_lexicon(example, name)
        corrector = Corrector(lexicon)
        tests = [test for term in lexicon.terms for test in term.tests]
        assert tests
        for test in tests:
            stays = test.said == test.want  # unasked
            found = [p for p in corrector.propose(test.said) if not stays or p.action is Action.FIX]
            edits = [edit for p in found for edit in p.edits]
            assert apply(test.said, edits) == test.want


def test_example_configuration_is_read() -> None:
    (example,) = blocks("README.md", "toml")
    config = parse_config(example, Path("mondegreen.toml"))
    assert config.ignore
    assert config.lexicon
    assert config.clean


#: What the README's commands and labels are about.
RAW = "So Qurstammer spoke of infact nothing.\n"


def example_gold() -> str:
    (example,) = (block for block in blocks("README.md", "yaml") if block.startswith("edits:"))
    return example


def test_every_setting_of_a_show_is_told_and_read() -> None:
    every, *some = blocks("docs/shows.md", "toml")
    assert set(tomllib.loads(every)) == set(SETTINGS)
    for example in (every, *some):
        parse_config(example, Path("mondegreen.toml"))


def test_the_way_to_the_first_episode_of_a_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    said, want = re.findall(r"^> (.*)$", DOCUMENTS["docs/shows.md"], re.MULTILINE)
    Path("episode-1.txt").write_text(f"{said}\n", "utf-8")
    for words in commands("docs/shows.md"):
        assert run(words[1:]) == (1 if words[1] == "check" else 0), shlex.join(words)
    assert Path("episode-1.txt").read_text("utf-8") == f"{want}\n"
    assert "1 fixed, 2 put in house style in episode-1.txt" in capsys.readouterr().out


def test_example_labels_fit_a_transcript() -> None:
    gold = parse_gold(example_gold(), "raw.gold.yaml")
    labels = gold.labels(Document.plain(RAW), KnownForms(Lexicon.from_terms(["Keir Starmer"])))
    assert [(label.wanted, label.known) for label in labels] == [(True, True), (False, False)]


def commands(name: str) -> list[list[str]]:
    lines = [line for block in blocks(name, "sh") for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.startswith("mondegreen ")]


@pytest.mark.parametrize("name", ["README.md", "docs/automation.md"])
def test_commands_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(example_entries("README.md")[0], "utf-8")
    Path("talk.txt").write_text("Qurstammer met a gym web.\n", "utf-8")
    Path("talk.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nQurstammer spoke\n", "utf-8")
    Path("raw.txt").write_text(RAW, "utf-8")
    Path("raw.gold.yaml").write_text(example_gold(), "utf-8")
    Path("corrected.txt").write_text(RAW.replace("Qurstammer", "Keir Starmer"), "utf-8")
    assert commands(name)
    for words in commands(name):
        files = {}
        for sign in "<>":
            if sign in words:
                at = words.index(sign)
                files[sign] = words[at + 1]
                del words[at : at + 2]
        given = Path(files["<"]).read_bytes() if "<" in files else b""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        assert run(words[1:]) in ((0, 1) if words[1] == "check" else (0,)), shlex.join(words)
    if name == "README.md":
        assert Path("talk.txt").read_text("utf-8").startswith("Keir Starmer met")
        assert "Keir Starmer spoke" in Path("fixed.srt").read_text("utf-8")


def every_command(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from every_command(command)


#: Options of other programs that these documents name.
FOREIGN = {"--editable", "--help"}


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "lexicons/README.md", "docs/shows.md"]
)
def test_options_exist(name: str) -> None:
    known = {option for command in every_command(cli) for p in command.params for option in p.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", DOCUMENTS[name])) <= known | FOREIGN


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    for target, anchor in re.findall(r"\]\(([^)#:\s]*)(?:#([^)]*))?\)", DOCUMENTS[name]):
        path = (ROOT / name).parent / target if target else ROOT / name
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "lexicons/README.md"])
def test_named_verbs_are_in_the_makefile(name: str) -> None:
    inline = re.findall(r"`(make \w+)", DOCUMENTS[name])
    verbs = {
        text.split()[1] for text in [*inline, *re.findall(r"^ *(make \w+)", DOCUMENTS[name], re.MULTILINE)]
    }
    assert verbs
    assert verbs <= set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_the_keys_of_a_review_are_those_that_there_are() -> None:
    rows = re.findall(r"^\| `(.)`(?: or `(.)`)? \| (.*?)[:.] ?", DOCUMENTS["docs/review.md"], re.MULTILINE)
    assert [(key, other or None) for key, other, _ in rows] == [
        (key.key, next((o for o, k in OTHER_KEYS.items() if k == key.key and o == "!"), None)) for key in KEYS
    ]
    told = re.sub(r"\s+", " ", cli.commands["review"].epilog or "")
    assert [key.key for key in KEYS if f" {key.key} " not in told] == []


def test_the_keys_of_a_report_are_those_that_there_are() -> None:
    script = (ROOT / "src/mondegreen/render/templates/report/keys.js").read_text("utf-8")
    there = re.findall(r'^  \[\[("[^]]*")\], "([^"]*)"', script, re.MULTILINE)
    assert len(there) > 10
    rows = re.findall(r"^\| (`.*`) \| (.*) \|$", DOCUMENTS["docs/report.md"], re.MULTILINE)
    assert [(re.findall(r"`(.+?)`", keys), does) for keys, does in rows] == [
        (re.findall(r'"(.+?)"', keys), does) for keys, does in there
    ]


def test_the_design_lists_every_module() -> None:
    package = ROOT / "src" / "mondegreen"
    modules = {path.stem for path in package.glob("*.py") if not path.stem.startswith("__")}
    modules |= {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    listed = re.findall(r"^\| `([a-z_]+/?)` \|", DOCUMENTS["docs/design.md"], re.MULTILINE)
    assert modules <= set(listed)


def test_the_design_names_features_that_exist() -> None:
    rows = DOCUMENTS["docs/design.md"].partition("### Features")[2].partition("### Scoring")[0]
    named = set(re.findall(r"`([a-z_]+)`", rows)) - {"explain"}
    assert named <= {*PAIR_FEATURES, *DOCUMENT_FEATURES}


def test_notice_names_every_data_file() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    package = ROOT / "src" / "mondegreen"
    files = [f for folder in ("data", "phonetics/data") for f in (package / folder).iterdir() if f.is_file()]
    assert len(files) > 3
    assert [f.name for f in files if f.name not in notice] == []
