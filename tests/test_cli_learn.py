"""`mondegreen learn`: which file, what is asked, what is written, what git gets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import pytest
from fakes import ASK, FakeCorrector

from mondegreen.answers import Answer, Verdict
from mondegreen.cli import run
from mondegreen.cli.doubts import decided
from mondegreen.cli.talk import NobodyThereError, Talk
from mondegreen.document import Document
from mondegreen.lessons import Doubt, Kind, Lesson
from mondegreen.lexicon import TermType
from mondegreen.records import make_record, write_record

RAW = (
    "So Kyrstommer met them all in London. I saw gym web there.\n\n"
    "They were putting it off. And Yermuck was there, as was Zelenskee.\n"
)
WORDS = {
    "Kyrstommer": ("Keir Starmer", "Keir Starmer", 0.6, ASK),
    "gym web": ("Jim Webb", "Jim Webb", 0.6, ASK),
    "putting": ("Putin", "Vladimir Putin", 0.3, ASK),
    "Yermuck": ("Merkel", "Angela Merkel", 0.3, ASK),
    "Zelenskee": ("Zelensky", "Volodymyr Zelensky", 0.6, ASK),
    "lansky": ("Zelensky", "Volodymyr Zelensky", 0.7, ASK),
    "Puttin": ("Putin", "Vladimir Putin", 0.8, ASK),
}
Y, N, NEVER = ("yes", ""), ("no", ""), ("never", "")
ALL = {"Kyrstommer": Y, "gym web": Y, "putting": N, "Yermuck": ("edit", "Andriy Yermak")}
MINE = b"""\
# my own
terms:
  - term: Jim Webb
    type: person
  - term: Keir Starmer
    type: person
    context: [London]
  # the one and only
  - term: Vladimir Putin
    type: person
  - term: Volodymyr Zelensky
    type: person
"""
LEARNED = """\
# my own
terms:
  - term: Andriy Yermak
    mishearings:
      - {text: Yermuck, source: talk.txt}
    tests:
      fix:
        - {said: "And Yermuck was there, as was", want: "And Andriy Yermak was there, as was"}
  - term: Jim Webb
    type: person
    mishearings:
      - {text: gym web, source: talk.txt}
    tests:
      fix: [{said: I saw gym web there., want: I saw Jim Webb there.}]
  - term: Keir Starmer
    type: person
    mishearings:
      - {text: Kyrstommer, source: talk.txt}
"""


def save(path: str, answers: Mapping[str, tuple[str, str]], raw: str = RAW, file: str = "talk.txt") -> None:
    """A record of `raw` in which these heard words were answered so."""
    document = Document.plain(raw)
    proposals = FakeCorrector(WORDS).propose(document)
    said = {}
    for p in proposals:
        if p.old in answers:
            verdict, typed = answers[p.old]
            written = {"yes": p.new, "edit": typed}.get(verdict, p.old)
            said[p.span] = Answer(Verdict(verdict), written, "ann", "2024-09-13T10:00:00Z")
    data = raw.encode()
    record = make_record(file, "utf-8", document, data, None, proposals, (), said)
    Path(path).write_text(write_record(record), "utf-8")


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text(RAW)
    Path("mine.yaml").write_bytes(MINE)
    save("talk.jsonl", ALL)


def learn(*args: str, lexicon: str = "mine.yaml") -> int:
    return run(["learn", "--no-packs", "--lexicon", lexicon, *args])


def test_the_diff_is_shown_and_nothing_is_written(capfd: pytest.CaptureFixture[str]) -> None:
    assert learn("talk.jsonl") == 0
    out, err = capfd.readouterr()
    assert Path("mine.yaml").read_bytes() == MINE
    assert "+      - {text: Kyrstommer, source: talk.txt}" in out
    assert "+  - term: Andriy Yermak" in out
    assert "gym web" not in "".join(line for line in out.splitlines() if line.startswith("+"))
    assert '- Jim Webb: heard as "gym web": ordinary words' in err
    assert '- Vladimir Putin: never "putting": refused here, but not for good' in err
    assert "4 answers: 1 mishearing and 1 new term to learn." in err
    assert "Nothing was written; --write does it." in err


def test_the_diff_is_a_patch(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert learn("--doubtful", "talk.jsonl") == 0
    Path("a.patch").write_bytes(capfdbinary.readouterr().out)
    assert learn("--yes", "--doubtful", "-q", "talk.jsonl") == 0
    want = Path("mine.yaml").read_bytes()
    Path("mine.yaml").write_bytes(MINE)
    subprocess.run(["git", "apply", "a.patch"], check=True)
    assert Path("mine.yaml").read_bytes() == want


def test_written_on_request(capfd: pytest.CaptureFixture[str]) -> None:
    assert learn("--write", "--doubtful", "talk.jsonl") == 0
    text = Path("mine.yaml").read_text("utf-8")
    for part in (
        "# my own\n",
        "  # the one and only\n  - term: Vladimir Putin\n    type: person\n    never: [putting]\n",
        "      - {text: gym web, source: talk.txt}\n",
        "      - {text: Kyrstommer, source: talk.txt}\n    context: [London]\n",
        "want: So Keir Starmer met them all in London.",
        "  - term: Andriy Yermak\n    mishearings:\n",
        "      keep: [They were putting it off.]\n",
    ):
        assert part in text
    assert "Written to mine.yaml." in capfd.readouterr().err
    assert run(["lexicon", "fmt", "--check", "mine.yaml"]) == 0
    again = Path("mine.yaml").read_bytes()
    assert learn("--write", "--doubtful", "talk.jsonl") == 0
    assert Path("mine.yaml").read_bytes() == again
    assert "nothing new to learn" in capfd.readouterr().err


@pytest.mark.parametrize("options", ["--yes", "-y -q", "--yes --into mine.yaml"])
def test_yes_takes_nothing_that_is_doubtful(options: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert learn(*options.split(), "talk.jsonl") == 0
    data = Path("mine.yaml").read_bytes()
    assert b"Kyrstommer" in data
    assert b"Andriy Yermak" in data
    assert b"gym web" not in data
    assert b"never" not in data
    told = capfd.readouterr().err
    if "-q" not in options:
        assert "--doubtful takes all" in told
        assert '- Jim Webb: heard as "gym web": ordinary words' in told


def test_what_was_learned_needs_fewer_questions() -> None:
    raw = "Then came your lansky, and Puttin left."
    Path("talk.txt").write_text(raw)
    Path("mine.yaml").write_bytes(
        MINE.replace(b"Putin\n    type: person", b"Putin\n    type: person\n    apply: ask")
    )
    save("talk.jsonl", {"lansky": Y, "Puttin": NEVER}, raw)
    check = ["check", "--only", "ask", "-q", "--no-packs", "--lexicon", "mine.yaml", "talk.txt"]
    assert run(check) == 1
    assert learn("--write", "-q", "--doubtful", "talk.jsonl") == 0
    assert run(check) == 0


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param("--no-tests --write -q", b"tests:", id="no sentences"),
        pytest.param("--write -q", b"gym web", id="no doubts"),
        pytest.param("--yes -q --no-tests", b"gym web", id="no doubts, though yes to all"),
    ],
)
def test_what_is_left_out(args: str, expected: bytes) -> None:
    assert learn(*args.split(), "talk.jsonl") == 0
    data = Path("mine.yaml").read_bytes()
    assert expected not in data
    assert b"Kyrstommer" in data


def test_into_a_new_file_with_a_copy_of_the_entry(capfd: pytest.CaptureFixture[str]) -> None:
    save("talk.jsonl", {"Kyrstommer": Y})
    assert learn("--into", "new.yaml", "--write", "talk.jsonl") == 0
    assert Path("mine.yaml").read_bytes() == MINE
    assert Path("new.yaml").read_text("utf-8") == (
        "terms:\n  - term: Keir Starmer\n    type: person\n"
        "    mishearings:\n      - {text: Kyrstommer, source: talk.txt}\n    context: [London]\n"
        "    tests:\n      fix:\n"
        "        - {said: So Kyrstommer met them all in London., want: So Keir Starmer met them all in London.}\n"
    )
    out, err = capfd.readouterr()
    assert "Copied whole, since an entry of yours replaces that of a pack: Keir Starmer." in err
    assert "new file mode 100644\n--- /dev/null\n+++ b/new.yaml\n@@ -0,0 +1," in out
    assert learn("--into", "new.yaml", "--write", "talk.jsonl") == 0
    assert "nothing new" in capfd.readouterr().err


def test_a_pack_is_changed_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    from mondegreen.cli import shelf

    monkeypatch.setattr(shelf, "pack_paths", lambda: {"mine": Path("mine.yaml").resolve()})
    assert run(["learn", "--write", "-q", "talk.jsonl"]) == 0
    assert b"Andriy Yermak" in Path("mine.yaml").read_bytes(), (
        "a new term goes beside the one it was taken for"
    )


def test_an_installed_pack_is_not_changed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from mondegreen.cli import shelf

    monkeypatch.setattr(shelf, "pack_paths", lambda: {"mine": Path("mine.yaml").resolve()})
    monkeypatch.setattr(shelf, "_is_installed", lambda path: path == "mine.yaml")
    assert run(["learn", "--write", "-q", "talk.jsonl"]) == 2
    assert Path("mine.yaml").read_bytes() == MINE
    assert (
        "mine.yaml: belongs to the installed program; name a file of yours with --into"
        in capfd.readouterr().err
    )
    assert run(["learn", "--write", "-q", "--into", "new.yaml", "talk.jsonl"]) == 0


SOURCES = {
    "beside the lexicon": ("talk.txt", "talk.txt"),
    "in a folder": ("shows/talk.txt", "shows/talk.txt"),
    "nowhere here": ("shows/gone.txt", "shows/gone.txt"),
    "stdin": ("-", None),
    "a whole path": ("/home/somebody/talks/talk.txt", "talk.txt"),
    "above": ("../talk.txt", None),
    "with spaces": ("my talk.txt", None),
}


@pytest.mark.parametrize("name", SOURCES)
def test_how_the_transcript_is_called(name: str) -> None:
    file, source = SOURCES[name]
    save("talk.jsonl", {"Kyrstommer": Y}, file=file)
    Path("shows").mkdir()
    Path("shows/talk.txt").write_text(RAW)
    assert learn("--write", "-q", "talk.jsonl") == 0
    text = Path("mine.yaml").read_text("utf-8")
    assert (f"{{text: Kyrstommer, source: {source}}}" if source else "mishearings: [Kyrstommer]") in text
    assert "home" not in text


def test_in_a_repository_the_source_is_its_path_there(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".git").mkdir()
    Path("shows").mkdir()
    Path("shows/talk.txt").write_text(RAW)
    save("shows/talk.jsonl", {"Kyrstommer": Y}, file=str(Path("shows/talk.txt").resolve()))
    monkeypatch.chdir("shows")
    assert learn("--write", "-q", "talk.jsonl", lexicon="../mine.yaml") == 0
    assert b"source: shows/talk.txt}" in Path("../mine.yaml").read_bytes()


ERRORS = {
    "no record": (["gone.jsonl"], "gone.jsonl: no such file"),
    "no record at all": (["talk.txt"], "talk.txt:1:1: not JSON"),
    "an empty record": (["empty.jsonl"], "empty.jsonl: is an empty record"),
    "no lexicon": (["--lexicon", "gone.yaml", "talk.jsonl"], "gone.yaml: "),
    "a lexicon with faults": (["--into", "bad.yaml", "talk.jsonl"], "bad.yaml:2:5: unknown field `tern`"),
    "a folder": (["--into", ".", "talk.jsonl"], ".: is a directory"),
    "an unknown pack": (["--pack", "nope", "talk.jsonl"], "can't both hold"),
    "no such folder": (["--into", "gone/new.yaml", "--write", "talk.jsonl"], "there is no folder"),
    "no repository": (["--branch", "x", "talk.jsonl"], "lies in no git repository"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_errors(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    args, message = ERRORS[name]
    Path("empty.jsonl").write_bytes(b"")
    Path("bad.yaml").write_bytes(b"terms:\n  - tern: x\n")
    assert learn(*args) == 2
    assert message in capfd.readouterr().err
    assert Path("mine.yaml").read_bytes() == MINE


def test_nobody_has_answered(capfd: pytest.CaptureFixture[str]) -> None:
    save("talk.jsonl", {})
    assert learn("talk.jsonl") == 0
    out, err = capfd.readouterr()
    assert (out, "Nobody has answered anything there" in err) == ("", True)


def test_a_file_that_changed_meanwhile_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    module = sys.modules["mondegreen.cli.learn"]
    show = module._show

    def change_it(*args: object) -> None:
        show(*args)
        Path("mine.yaml").write_bytes(MINE + b"# changed\n")

    monkeypatch.setattr(module, "_show", change_it)
    assert learn("--write", "talk.jsonl") == 2
    assert Path("mine.yaml").read_bytes() == MINE + b"# changed\n"
    assert "was changed by another program" in capfd.readouterr().err


HOSTILE = {
    "control characters": "Kyr\x1b[31mstommer",
    "bidi": "Kyr\u202estommer",
    "half a character": "Kyr\ud800stommer",
    "markup": "<script>alert(1)</script>",
    "YAML": "a: [b, {c: *d}] # e",
    "two lines": "Kyr\nstommer: x",
    "quotes": "Kyr\\\"st'ommer",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_was_typed_the_lexicon_stays_one(
    name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    rows = [json.loads(line) for line in Path("talk.jsonl").read_text("utf-8").splitlines()]
    for row in rows[1:]:
        row["edits"] = []
        for key in ("heard", "sentence"):
            row[key] = row[key].replace("Kyrstommer", HOSTILE[name])
        if row["answer"]:
            row["answer"]["written"] = row["answer"]["written"].replace("Andriy", HOSTILE[name])
    Path("talk.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert learn("--write", "--doubtful", "talk.jsonl") == 0
    out, err = capfdbinary.readouterr()
    assert b"Traceback" not in err
    assert not any(bad in out + err for bad in (b"\x1b[31", "\u202e".encode()))
    assert run(["lexicon", "fmt", "--check", "mine.yaml"]) == 0


# --- Questions ----------------------------------------------------------------------------------------


class Script:
    """Somebody who gives these answers, one after the other."""

    def __init__(self, answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.said: list[str] = []

    def say(self, line: str, style: str = "", indent: int = 0, mark: str = "") -> None:
        self.said.append(line)

    def ask(self, prompt: str) -> str:
        if not self.answers:
            raise NobodyThereError
        return self.answers.pop(0)

    choose = Talk.choose


def mishearing(heard: str, *doubts: Doubt) -> Lesson:
    about = tuple((doubt, "1 and 1" if doubt is Doubt.MIXED else "") for doubt in doubts)
    return Lesson(Kind.MISHEARING, "ATACMS", heard, "ATACMS", 1, None, "ATACMS", (), about)


def typed(heard: str, written: str, *doubts: Doubt) -> Lesson:
    about = tuple((doubt, written) for doubt in (Doubt.VARIANT, *doubts))
    return Lesson(Kind.ALIAS, "Zelensky", heard, written, 1, None, "Zelensky", (), about)


C, X = Doubt.COMMON, Doubt.NAME
NEW = Lesson(Kind.TERM, "Yermak", "your mac", "Yermak", 1, None, "Zelensky", (), ((C, ""),))
#: lessons, what is answered -> (kind, term, heard) of what is learned, and what was heard of what is left out
ASKED: dict[str, tuple[list[Lesson], str, list[tuple[Kind, str, str]], list[str]]] = {
    "without doubt nothing is asked": ([mishearing("a")], "", [(Kind.MISHEARING, "ATACMS", "a")], []),
    "yes and no": (
        [mishearing("a", C), mishearing("b", C)],
        "y n",
        [(Kind.MISHEARING, "ATACMS", "a")],
        ["b"],
    ),
    "whole words, and what is no answer is asked again": (
        [mishearing("a", C), mishearing("b", C)],
        "what? YES no",
        [(Kind.MISHEARING, "ATACMS", "a")],
        ["b"],
    ),
    "all such, and only such": (
        [mishearing("a", C), mishearing("b", X), mishearing("c", C)],
        "a n",
        [(Kind.MISHEARING, "ATACMS", "a"), (Kind.MISHEARING, "ATACMS", "c")],
        ["b"],
    ),
    "none such": (
        [mishearing("a", C), mishearing("b", X), mishearing("c", C)],
        "d y",
        [(Kind.MISHEARING, "ATACMS", "b")],
        ["a", "c"],
    ),
    "ask no more": (
        [mishearing("a", C), mishearing("b", X), mishearing("c")],
        "q",
        [(Kind.MISHEARING, "ATACMS", "c")],
        ["a", "b"],
    ),
    "an alias": ([typed("a", "Zelenskyi")], "a", [(Kind.ALIAS, "Zelensky", "a")], []),
    "an alias is settled once": (
        [typed("a", "Zelenskyi"), typed("b", "Zelenskyi")],
        "a",
        [(Kind.ALIAS, "Zelensky", "a"), (Kind.ALIAS, "Zelensky", "b")],
        [],
    ),
    "a term of its own, and what it is": (
        [typed("a", "Zelenskyi")],
        "t person",
        [(Kind.TERM, "Zelenskyi", "a")],
        [],
    ),
    "neither": ([typed("a", "Zelenskyi")], "n", [], ["a"]),
    "an alias, but not heard so": ([typed("a", "Zelenskyi", C)], "a n", [], ["a"]),
    "a new term that is not listed as heard so": ([NEW], "pers n", [(Kind.TERM, "Yermak", "")], ["your mac"]),
    "a new term that is": ([NEW], "thing pe y", [(Kind.TERM, "Yermak", "your mac")], []),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_comes_of_answers(name: str) -> None:
    lessons, answers, taken, left = ASKED[name]
    script = Script(answers.split())
    got, out = decided(lessons, cast("Talk", script))
    assert [(x.kind, x.term, x.heard) for x in got] == taken
    assert [x.heard for x in out] == left
    assert not script.answers
    assert all(not x.doubts for x in got)


def test_the_type_of_a_new_term() -> None:
    for answer, want in (("person", TermType.PERSON), ("", None)):
        (lesson,), _ = decided([NEW], cast("Talk", Script([answer, "y"])))
        assert lesson.type is want


def test_the_end_of_the_input_ends_it() -> None:
    with pytest.raises(NobodyThereError):
        decided([mishearing("a", C)], cast("Talk", Script([])))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_in_a_terminal(tmp_path: Path) -> None:
    from terminal import Terminal

    args = ["learn", "--no-packs", "--lexicon", "mine.yaml", "talk.jsonl"]
    t = Terminal(*args, cwd=tmp_path)
    try:
        t.until("Question 1 of 3: Andriy Yermak: a new term", "What is Andriy Yermak?")
        t.send("person\n")
        t.until("Question 2 of 3: Jim Webb", '"gym web" are ordinary words', "y yes, n no, a all such")
        t.send("y\n")
        t.until("Question 3 of 3: Vladimir Putin", "They were putting it off.", "not for good")
        t.send("n\n")
        t.until(
            "4 answers: 2 mishearings and 1 new term to learn.",
            "+      - {text: gym web",
            "Write this to mine.yaml?",
        )
        t.send("y\n")
        t.until("Written to mine.yaml.")
        assert t.ended() == 0
    finally:
        t.away()
    text = Path("mine.yaml").read_text("utf-8")
    assert "gym web" in text
    assert "  - term: Andriy Yermak\n    type: person\n" in text
    assert "never" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_yes_asks_nothing_in_a_terminal(tmp_path: Path) -> None:
    from terminal import Terminal

    t = Terminal("learn", "--yes", "--no-packs", "--lexicon", "mine.yaml", "talk.jsonl", cwd=tmp_path)
    try:
        t.until("Left out, since somebody has to decide", "gym web", "Written to mine.yaml.")
        assert t.ended() == 0
    finally:
        t.away()
    assert "gym web" not in Path("mine.yaml").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("keys", "code"), [("\x03", 130), ("\x04", 2), ("n\n", 0)])
def test_nothing_is_written_by_who_leaves(tmp_path: Path, keys: str, code: int) -> None:
    from terminal import Terminal

    save("talk.jsonl", {"Kyrstommer": Y})
    t = Terminal("learn", "--no-packs", "--lexicon", "mine.yaml", "talk.jsonl", cwd=tmp_path)
    try:
        t.until("Write this to mine.yaml?")
        t.send(keys)
        assert t.ended() == code
    finally:
        t.away()
    assert Path("mine.yaml").read_bytes() == MINE


# --- git ----------------------------------------------------------------------------------------------


def git(*args: str) -> str:
    return subprocess.run(["git", *args], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A repository with a commit, and an identity that is not that of the machine."""
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git("init", "-q", "-b", "main")
    git("config", "user.name", "Ann")
    git("config", "user.email", "ann@example.org")
    git("add", "mine.yaml")
    git("commit", "-q", "-m", "Begin")


@pytest.mark.usefixtures("repository")
def test_a_branch_with_a_commit(capfd: pytest.CaptureFixture[str]) -> None:
    Path("other.txt").write_text("not mine\n")
    assert learn("--branch", "learn-talk", "talk.jsonl") == 0
    assert git("branch", "--show-current") == "learn-talk"
    assert git("log", "--format=%s%n%b", "main..") == (
        "Learn 1 mishearing and 1 new term from talk.txt\n"
        '- Andriy Yermak: a new term, heard as "Yermuck"\n- Keir Starmer: heard as "Kyrstommer"'
    )
    assert git("show", "--stat", "--format=", "--name-only") == "mine.yaml"
    assert "?? other.txt" in git("status", "--porcelain")
    assert "on the new branch learn-talk" in capfd.readouterr().err


@pytest.mark.usefixtures("repository")
def test_a_new_file_on_a_branch() -> None:
    assert learn("--into", "new.yaml", "--branch", "b", "-q", "talk.jsonl") == 0
    assert git("show", "--format=", "--name-only") == "new.yaml"


def _stage() -> None:
    Path("x.txt").write_text("x\n")
    git("add", "x.txt")


def _change() -> None:
    Path("mine.yaml").write_bytes(MINE + b"# changed\n")


def _merge() -> None:
    Path(".git/MERGE_HEAD").write_text(git("rev-parse", "HEAD") + "\n")


REFUSED = {
    "staged changes": (_stage, "b", "changes are staged"),
    "the lexicon is changed": (_change, "b", "mine.yaml: has changes that are not committed"),
    "a merge": (_merge, "b", "in the middle of a merge"),
    "the branch is there": (lambda: git("branch", "b"), "b", "there is a branch b already"),
    "no name": (lambda: None, "a..b", "no name for a branch"),
    "an option": (lambda: None, "--force", "no name for a branch"),
}


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("name", REFUSED)
def test_git_is_left_alone(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    prepare, branch, message = REFUSED[name]
    prepare()
    before = git("status", "--porcelain"), git("branch", "-a"), Path("mine.yaml").read_bytes()
    assert learn(f"--branch={branch}", "talk.jsonl") == 2
    assert message in capfd.readouterr().err
    assert (git("status", "--porcelain"), git("branch", "-a"), Path("mine.yaml").read_bytes()) == before


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("into", ["mine.yaml", "new.yaml"])
def test_a_commit_that_fails_leaves_all_as_it_was(into: str, capfd: pytest.CaptureFixture[str]) -> None:
    hook = Path(".git/hooks/pre-commit")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    before = git("status", "--porcelain"), git("branch", "-a")
    assert learn("--branch", "b", "--into", into, "talk.jsonl") == 2
    assert "git commit: not today" in capfd.readouterr().err
    assert (git("status", "--porcelain"), git("branch", "-a")) == before
    assert Path("mine.yaml").read_bytes() == MINE


@pytest.mark.usefixtures("repository")
def test_from_a_detached_head() -> None:
    git("checkout", "-q", "--detach")
    assert learn("--branch", "b", "-q", "talk.jsonl") == 0
    assert git("branch", "--show-current") == "b"
