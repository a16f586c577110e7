"""Doing a record again and undoing it: exactly, in every format, or not at all."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeCorrector

from mondegreen import formats
from mondegreen.answers import Answer, Verdict
from mondegreen.document import Document, apply
from mondegreen.errors import FileError, ReplayError
from mondegreen.files import TextFile, read_text
from mondegreen.formats import FORMATS
from mondegreen.proposal import Action, Evidence, Proposal, Via
from mondegreen.records import Record, make_record, read_record, write_record
from mondegreen.replay import is_done, is_undone, replayed, undone

FILES = sorted(p for p in (Path(__file__).parent / "files").iterdir() if p.is_file())
RAW = "So Qurstammer met Alinsky. And Qurstammer left.\n"
WHEN = "2024-09-13T10:00:00Z"


def answered(record: Record, *verdicts: Verdict | None, typed: str = "Sir Keir") -> Record:
    """`record` as answered by a person and not applied: a verdict an entry, None for a question that was skipped."""
    entries = []
    for entry, verdict in zip(record.entries, verdicts, strict=True):
        written = {Verdict.YES: entry.written, Verdict.EDIT: typed}.get(verdict or Verdict.NO, entry.heard)
        answer = None if verdict is None else Answer(verdict, written, "ada", WHEN)
        entries.append(replace(entry, applied=False, answer=answer))
    return replace(record, after=None, entries=tuple(entries))


@pytest.fixture
def record() -> Record:
    document = Document.plain(RAW)
    proposals = FakeCorrector().propose(document)
    made = [p for p in proposals if p.action is Action.FIX]
    new = apply(RAW, (e for p in made for e in p.edits)).encode()
    return make_record("talk.txt", "utf-8", document, RAW.encode(), new, proposals, made)


def test_a_record_says_where_and_in_what_sentence(record: Record) -> None:
    assert [(e.line, e.time, e.speaker, e.sentence) for e in record.entries] == [
        (1, None, None, "So Qurstammer met Alinsky."),
        (1, None, None, "So Qurstammer met Alinsky."),
        (1, None, None, "And Qurstammer left."),
    ]


def test_what_was_done_is_done_again_and_undone(record: Record) -> None:
    done = replayed(record, RAW.encode(), RAW, Document.plain)
    assert done.text == "So Keir Starmer met Alinsky. And Keir Starmer left.\n"
    assert is_done(record, done.text.encode())
    assert undone(record, done.text.encode(), done.text).text == RAW


Y, N, E, X = Verdict.YES, Verdict.NO, Verdict.EDIT, Verdict.NEVER
ANSWERS = {
    "nobody answered: what is certain": (
        (None, None, None),
        "So Keir Starmer met Alinsky. And Keir Starmer left.\n",
    ),
    "yes": ((Y, Y, Y), "So Keir Starmer met Zelensky. And Keir Starmer left.\n"),
    "no": ((N, Y, N), "So Qurstammer met Zelensky. And Qurstammer left.\n"),
    "never": ((X, None, None), "So Qurstammer met Alinsky. And Keir Starmer left.\n"),
    "another form": ((E, None, N), "So Sir Keir met Alinsky. And Qurstammer left.\n"),
}


@pytest.mark.parametrize(("verdicts", "wanted"), ANSWERS.values(), ids=ANSWERS)
def test_answers(record: Record, verdicts: tuple[Verdict | None, ...], wanted: str) -> None:
    given = answered(record, *verdicts)
    (back,) = read_record(write_record(given))
    assert back == given
    done = replayed(back, RAW.encode(), RAW, Document.plain)
    assert done.text == wanted
    assert [e.applied for e in done.record.entries].count(True) == len(done.edits)
    with pytest.raises(ReplayError, match="nothing to undo"):
        undone(back, done.text.encode(), done.text)


CHANGED = {
    "a place that is corrected": (
        RAW.replace("Qurstammer left", "Qurstommer left"),
        "expects 'Qurstammer' here",
        31,
    ),
    "a place that is not": (RAW.replace("Alinsky", "Alinski"), "though not where it has corrections", None),
    "before it": (" " + RAW, "expects 'Qurstammer' here", 3),
    "another word": (RAW.replace("left", "lost"), "though not where it has corrections", None),
    "cut off": (RAW[:30], "is the end of the text", 30),
}


@pytest.mark.parametrize(("text", "said", "offset"), CHANGED.values(), ids=CHANGED)
def test_a_changed_text_is_refused(record: Record, text: str, said: str, offset: int | None) -> None:
    with pytest.raises(ReplayError, match=said) as caught:
        replayed(record, text.encode(), text, Document.plain)
    assert caught.value.offset == offset


def test_a_corrected_text_that_was_changed_is_refused(record: Record) -> None:
    done = replayed(record, RAW.encode(), RAW, Document.plain).text
    for text, offset in ((done.replace("Starmer left", "Stormer left"), 33), (done + "more", None)):
        with pytest.raises(ReplayError) as caught:
            undone(record, text.encode(), text)
        assert caught.value.offset == offset


def test_corrections_that_overlap_are_refused(record: Record) -> None:
    twice = replace(record, entries=(record.entries[0], *record.entries))
    with pytest.raises(ReplayError, match="want the same words"):
        replayed(twice, RAW.encode(), RAW, Document.plain)


def random_proposals(document: Document, dice: random.Random) -> list[Proposal]:
    """Some words of `document` with something else for each, by edits of its format."""
    found: list[Proposal] = []
    at, speech = 0, document.speech
    while (at := at + dice.randint(1, 40)) < len(speech):
        end = min(len(speech), at + dice.randint(1, 12))
        new = dice.choice(["Keir Starmer", "Zelensky", "A & B", "É", "x"])
        edits = document.edits_for(at, end, new)
        if edits and (not found or edits[0].span.start >= found[-1].edits[-1].span.end):
            span = document.raw_span(at, end)
            action = dice.choice(list(Action))
            p = Proposal(span, speech[at:end], new, "T", Via.SOUND, 0.5, action, Evidence(), edits)
            found.append(p)
            at = end
    return found


def transcript(path: Path) -> tuple[TextFile, Document]:
    file = read_text(path, "cp1252" if ".cp1252." in path.name else None)
    return file, formats.read(file.text, path.name)


@pytest.mark.parametrize("name", FORMATS)
def test_random_records_are_undone_to_the_byte(name: str) -> None:
    """A thousand records in all, as many for each format, and none without a correction."""
    wanted = -(-1000 // len(FORMATS))
    scripts = [s for s in ((path, *transcript(path)) for path in FILES) if s[2].format == name]
    for seed in range(10 * wanted):
        path, file, document = scripts[seed % len(scripts)]
        data, dice = path.read_bytes(), random.Random(f"{path.name} {seed}")

        def read(text: str, called: str = path.name) -> Document:
            return formats.read(text, called)

        proposals = random_proposals(document, dice)
        made = [p for p in proposals if p.action is Action.FIX]
        try:
            new = file.encode(apply(file.text, (e for p in made for e in p.edits)))
        except FileError:  # no such letter in its encoding
            continue
        if not made or new == data:
            continue
        (record,) = read_record(
            write_record(make_record(path.name, file.encoding, document, data, new, proposals, made))
        )
        done = replayed(record, data, file.text, read)
        assert file.encode(done.text) == new
        assert is_done(record, new)
        back = undone(record, new, done.text)
        assert file.encode(back.text) == data
        assert is_undone(record, file.encode(back.text))
        k = dice.choice(made).edits[0].span.start
        torn = file.text[:k] + "\u0001" + file.text[k:]
        with pytest.raises(ReplayError):
            replayed(record, file.encode(torn), torn, read)
        torn = done.text[:k] + "\u0001" + done.text[k:]
        with pytest.raises(ReplayError):
            undone(record, file.encode(torn), torn)
        wanted -= 1
        if not wanted:
            return
    pytest.fail(f"{wanted} records too few")
