"""`mondegreen lexicon add`: where the entry goes, what stops it, what is asked, what is written."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from cases import Case, perform, put

import mondegreen
from mondegreen.cli import run
from mondegreen.cli.lexicon.desk import check_may_change
from mondegreen.errors import FileError
from mondegreen.lexicon_schema import schema_text

PACK = """\
# yaml-language-server: $schema=../lexicon.schema.json
terms:
  - term: Ålesund
    type: place
    aliases: [Aalesund]
    context: [Norway, harbour]
  # the capital
  - term: Zorvathia
    type: place
"""
MINE = b"# mine\nterms:\n  - term: Brumlish\n    type: term\n    note: mine\n"
#: A clone in small.
CLONE = {
    ".git": b"",
    "talk.txt": b"the ferry to kwon break is late",
    "lexicons/lexicon.schema.json": schema_text().encode(),
    "lexicons/en/towns.yaml": PACK.encode(),
}
ENTRY = """\
  - term: Quonbrek
    type: place
    mishearings:
      - {text: kwon break, source: talk.txt}
    context: [harbour, ferry]
    tests:
      fix:
        - {said: the ferry to kwon break is late, want: the ferry to Quonbrek is late}
"""
ARGS = (
    "--type=place",
    "--context=harbour, ferry",
    "--mishearing=kwon break",
    "--heard-in=talk.txt",
    "--test=the ferry to kwon break is late",
    "Quonbrek",
)
NEW = f"terms:\n{ENTRY}".encode()
PATCH = (
    b"diff --git a/mine.yaml b/mine.yaml\nnew file mode 100644\n--- /dev/null\n+++ b/mine.yaml\n@@ -0,0 +1,9 @@\n"
    + b"".join(b"+" + line for line in NEW.splitlines(keepends=True))
)
CONFIG = b'lexicon = ["mine.yaml"]\n'


def added(*args: str, **case: object) -> Case:
    """A run of `lexicon add` in a clone."""
    files = {**CLONE, **case.pop("files", {})}
    after = {**files, **after} if (after := case.pop("after", {})) else {}
    return Case(["lexicon", "add", *args], files=files, after=after, **case)


CASES = {
    "into a new file": added(
        "--into=mine.yaml",
        "--yes",
        *ARGS,
        stdout=PATCH,
        stderr=("Quonbrek is read as ", "Written to mine.yaml.", "Next:\n  mondegreen lexicon check mine.yaml\n"),
        after={"mine.yaml": NEW},
    ),
    "not without being told": added(
        "--into=mine.yaml", *ARGS, stdout=PATCH, stderr=("Nothing was written; --yes does it.",)
    ),
    "into a file that is there, comments kept": added(
        "--into=mine.yaml",
        "--yes",
        *ARGS,
        stdout=("+  - term: Quonbrek\n",),
        stderr=("Written",),
        files={"mine.yaml": MINE},
        after={"mine.yaml": MINE + ENTRY.encode()},
    ),
    "into its place in a pack": added(
        "--pack=towns",
        "--yes",
        *ARGS,
        stdout=("+  - term: Quonbrek\n",),
        stderr=('  git commit -m "Add Quonbrek" lexicons/en/towns.yaml\n', "lexicon check --against HEAD\n"),
        after={"lexicons/en/towns.yaml": PACK.replace("  # the capital", f"{ENTRY}  # the capital").encode()},
    ),
    "into the lexicon of the project": added(
        "--yes",
        *ARGS,
        stdout=("+++ b/mine.yaml",),
        stderr=("Written to ",),
        files={"mondegreen.toml": CONFIG, "mine.yaml": MINE},
        after={"mine.yaml": MINE + ENTRY.encode()},
    ),
    "quiet": added("--into=mine.yaml", "-qy", *ARGS, stdout=b"", after={"mine.yaml": NEW}),
    "all fields": added(
        "--into=mine.yaml", "-qy", "--type=person", "--surname=", "--alias=Vopp the Elder",
        "--sounds-like=vahn vopp", "--never=van shop", "--apply=ask", "--source=https://vopp.org/", "--note=x",
        "--keep=the van shop is shut", "--mishearing=one fob => Wan Vopp", "--context=rain, snow", "--context=hail",
        "Wan Vopp",
        stdout=b"",
        after={"mine.yaml": b"terms:\n  - term: Wan Vopp\n    type: person\n    surname: \"\"\n"
               b"    aliases: [Vopp the Elder]\n"
               b"    mishearings: [one fob]\n    sounds_like: [vahn vopp]\n    context: [rain, snow, hail]\n"
               b"    never: [van shop]\n    apply: ask\n    source: https://vopp.org/\n    note: x\n"
               b"    tests:\n      keep: [the van shop is shut]\n"},
    ),
    "a surname that was misheard": added(
        "--into=mine.yaml", "-qy", "--type=person", "--mishearing=drag one", "Wan Draegorn",
        stdout=b"",
        after={"mine.yaml": b"terms:\n  - term: Wan Draegorn\n    type: person\n    mishearings:\n"
               b"      - {text: drag one, for: Draegorn}\n"},
    ),
    "what is there is pointed to": added(
        "--into=mine.yaml", "--yes", "Ålesund", status=2,
        stderr=b"lexicons/en/towns.yaml:3:11: '\xc3\x85lesund' has an entry already; --extend adds to that entry\n",
    ),
    "without its accents": added(
        "--pack=towns", "--yes", "Alesund", status=2,
        stderr=("towns.yaml:3:11: 'Alesund' is 'Ålesund' in other case, accents or spacing; ",),
    ),
    "an alias": added(
        "--pack=towns", "--yes", "Aalesund", status=2,
        stderr=("towns.yaml:5:15: 'Aalesund' is an alias of 'Ålesund' already; ",),
    ),
    "more for an entry": added(
        "--extend", "--yes", "--context=fjord", "--mishearing=all a sound", "alesund",
        stdout=("+    mishearings: [all a sound]\n",),
        stderr=("Written to lexicons/en/towns.yaml.", 'git commit -m "Extend Ålesund"'),
        after={"lexicons/en/towns.yaml": PACK.replace(
            "    context: [Norway, harbour]", "    mishearings: [all a sound]\n    context: [Norway, harbour, fjord]"
        ).encode()},
    ),
    "more for an entry, but in one's own file": added(
        "--extend", "-qy", "--into=mine.yaml", "--context=fjord", "Ålesund",
        stdout=b"",
        after={"mine.yaml": "terms:\n  - term: Ålesund\n    type: place\n    aliases: [Aalesund]\n"
               "    context: [Norway, harbour, fjord]\n".encode()},
    ),
    "nothing new": added(
        "--extend", "--yes", "--context=harbour", "Ålesund",
        stdout=b"", stderr=("towns.yaml says all of that already; nothing was written.",),
    ),
    "nothing there to extend": added(
        "--extend", "--yes", "Quonbrek", status=2, stderr=b"no lexicon has 'Quonbrek' yet; leave --extend out\n"
    ),
    "a transcript that is not there": added(
        "--pack=towns", "--yes", "--type=place", "--mishearing=kwon break", "--heard-in=walk.txt", "Quonbrek", status=1,
        stdout=("+",), stderr=("there is no file 'walk.txt' in the repository; mend the path", "Nothing was written"),
    ),
    "an error stops it": added(
        "--into=mine.yaml", "--yes", "--type=place", "Vaughan", status=1,
        stdout=("+  - term: Vaughan",),
        stderr=("mine.yaml:2:11: error: 'Vaughan' sounds like the ordinary word 'von'", "Nothing was written"),
    ),
    "a test that fails stops it": added(
        "--into=mine.yaml", "--yes", "--type=place", "--test=the horse => the Quonbrek", "Quonbrek", status=1,
        stdout=("+  - term: Quonbrek",), stderr=("[test-fails]", "Nothing was written"),
    ),
    "a missing type stops it in a pack": added(
        "--pack=towns", "--yes", "Quonbrek", status=1, stdout=("+",), stderr=("[missing-type]", "Nothing was written")
    ),
    "but not in a file of one's own": added(
        "--into=mine.yaml", "--yes", "Quonbrek", stdout=("+",), stderr=("warning: ", "Written to", "has no test yet"),
        after={"mine.yaml": b"terms:\n  - term: Quonbrek\n"},
    ),
    "a name but for a letter stops it": added(
        "--into=mine.yaml", "--yes", "--type=place", "Zorvathea", status=1,
        stdout=("+",), stderr=("is 'Zorvathia' of 'Zorvathia' (lexicons/en/towns.yaml:8) but for a letter",),
    ),
    "unless they are told apart": added(
        "--into=mine.yaml", "-qy", "--type=place", "--never=Zorvathia", "Zorvathea", stdout=b"",
        after={"mine.yaml": b"terms:\n  - term: Zorvathea\n    type: place\n    never: [Zorvathia]\n"},
    ),
    "what no lexicon may hold": added(
        "--into=mine.yaml", "--yes", "--type=place", "--source=somewhere", "Quonbrek", status=1,
        stdout=("+",), stderr=("error: `source` must be an address", "Nothing was written"),
    ),
    "nowhere to put it": added(
        "--yes", "Quonbrek", status=2,
        stderr=b"no lexicon to put it into; name one with --into FILE, or --pack NAME (towns)\n",
    ),
    "two places": added("--yes", "--into=a.yaml", "--pack=towns", "Quonbrek", status=2, stderr=("give one of them",)),
    "an unknown pack": added(
        "--yes", "--pack=cities", "Quonbrek", status=2, stderr=b"no pack is called 'cities'; there are towns\n"
    ),
    "an empty name": added("--into=a.yaml", " ", status=2, stderr=("TERM is empty",)),
    "a test of nothing": added(
        "--into=a.yaml", "--yes", "--test=the horse", "Quonbrek", status=2,
        stderr=("--test 'the horse' has nothing misheard; write SAID => WANT",),
    ),
    "no folder": added("--into=no/a.yaml", "--yes", "Quonbrek", status=2, stderr=("no/a.yaml: can't be written: ",)),
    "a faulty file is left alone": added(
        "--into=mine.yaml", "--yes", "Quonbrek", status=2,
        files={"mine.yaml": b"terms:\n  - term: A\n    typ: x\n"},
        stderr=b"mine.yaml:3:5: unknown field `typ`; did you mean `type`?\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_add(
    case: Case, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    perform(case, monkeypatch, capfdbinary)


def test_what_was_added_passes_the_check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    put(CLONE)
    assert run(["lexicon", "add", "--pack=towns", "-qy", *ARGS]) == 0
    assert run(["lexicon", "check", "--strict", "--no-corpus", "--no-packs", "lexicons/en/towns.yaml"]) == 0
    assert run(["lexicon", "fmt", "--check", "lexicons/en/towns.yaml"]) == 0


def test_a_pack_of_the_installed_program_is_not_written() -> None:
    inside = Path(mondegreen.__file__).parent / "lexicons" / "en" / "towns.yaml"
    with pytest.raises(FileError, match="belongs to the installed program; name a file of yours with --into"):
        check_may_change(str(inside))


# --- Asked on a terminal ------------------------------------------------------------------------------


class Typed(io.StringIO):
    """A terminal on which lines are typed; at the end, it is closed."""

    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, answers: Sequence[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Typed("".join(f"{line}\n" for line in answers)))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


@pytest.fixture
def clone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    put(CLONE)
    return tmp_path


def test_everything_is_asked(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    answer(
        monkeypatch,
        [
            "towns",  # which pack
            "",  # a pack needs the type
            "per",
            "",  # as suggested
            "dyoola such",
            "here",  # no source
            "talk.txt",
            "Ålesund, goalkeeper, penalty",
            "our goalkeeper Dyoola Such saved the penalty",
            "",  # as suggested
            "Such is life",
            "https://club.no/",
            "yes",
        ],
    )
    assert run(["lexicon", "add", "Gyula Szűcs"]) == 0
    out, err = capfd.readouterr()
    assert Path("lexicons/en/towns.yaml").read_text("utf-8") == PACK.replace(
        "  # the capital",
        "  - term: Gyula Szűcs\n    type: person\n    mishearings:\n      - {text: dyoola such, source: talk.txt}\n"
        "    sounds_like: [dyoolah sooch]\n    context: [Ålesund, goalkeeper, penalty]\n    source: https://club.no/\n"
        "    tests:\n      fix:\n        - said: our goalkeeper Dyoola Such saved the penalty\n"
        "          want: our goalkeeper Gyula Szűcs saved the penalty\n      keep: [Such is life]\n  # the capital",
    )
    assert "+    sounds_like: [dyoolah sooch]\n" in out
    for told in (
        "Gyula Szűcs is read as ",
        "Enter: dyoolah sooch, as Hungarian letters are said",
        "Next:",
    ):
        assert told in " ".join(err.split())


def test_what_options_say_is_not_asked(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, ["", "https://quonbrek.no/", "y"])  # the respelling, the source, and whether to write
    assert run(["lexicon", "add", "--into=mine.yaml", *ARGS]) == 0
    assert Path("mine.yaml").read_bytes() == NEW.replace(
        b"    tests:", b"    source: https://quonbrek.no/\n    tests:"
    )


ENDS = {
    "no": (["", "", "n"], 0, "Nothing was written."),
    "the terminal is closed": ([""], 2, "the input has ended; nothing was written"),
    "something else first": (["", "", "what?", "source", "https://a.no/", "n"], 0, "Nothing was written."),
}


@pytest.mark.parametrize(("answers", "status", "told"), ENDS.values(), ids=ENDS)
def test_nothing_is_written_unless_wanted(
    answers: list[str],
    status: int,
    told: str,
    clone: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    answer(monkeypatch, answers)
    assert run(["lexicon", "add", "--into=mine.yaml", *ARGS]) == status
    assert told in capfd.readouterr().err
    assert not Path("mine.yaml").exists()


def test_an_answer_can_be_changed(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [
        "",
        "",
        "context",
        "pier, fjord",
        "mishearings",
        "con brick",
        "",
        "tests",
        "by con brick",
        "",
        "yes",
    ]
    answer(monkeypatch, answers)
    assert run(["lexicon", "add", "--into=mine.yaml", *ARGS]) == 0
    text = Path("mine.yaml").read_text("utf-8")
    assert "mishearings: [con brick]" in text
    assert "context: [pier, fjord]" in text
    assert "- {said: by con brick, want: by Quonbrek}" in text
    assert "kwon break" not in text


def test_an_entry_that_is_there_is_offered(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Path("lexicons/en/towns.yaml").read_bytes()
    answer(monkeypatch, ["no"])
    assert run(["lexicon", "add", "--context=fjord", "Alesund"]) == 0
    assert Path("lexicons/en/towns.yaml").read_bytes() == before
    answer(monkeypatch, ["yes", *[""] * 7, "y"])
    assert run(["lexicon", "add", "--context=fjord", "Alesund"]) == 0
    assert b"    context: [Norway, harbour, fjord]\n" in Path("lexicons/en/towns.yaml").read_bytes()


def test_a_language_may_be_named(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, ["german", "", "", "y"])
    assert run(["lexicon", "add", "--into=mine.yaml", *(a.replace("Quonbrek", "Wiezau") for a in ARGS)]) == 0
    assert "sounds_like: [veetsau]" in Path("mine.yaml").read_text("utf-8")


def test_only_what_was_agreed_to_is_written_over(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Somebody else has changed the file while we were asked."""
    Path("mine.yaml").write_bytes(MINE)

    class Meanwhile(Typed):
        def readline(self, size: int = -1) -> str:
            Path("mine.yaml").write_bytes(MINE + b"  - term: Other\n")
            return super().readline(size)

    answer(monkeypatch, [])
    monkeypatch.setattr(sys, "stdin", Meanwhile("\n\ny\n"))
    assert run(["lexicon", "add", "--into=mine.yaml", *ARGS]) == 2
    assert "was changed by another program meanwhile" in capfd.readouterr().err
    assert Path("mine.yaml").read_bytes() == MINE + b"  - term: Other\n"
