"""How many questions the seed transcript takes before and after a lexicon has learned from its review.

    python tools/learn_from_seed.py          from the shipped packs without their mishearings
    python tools/learn_from_seed.py --packs  from the shipped packs as they are

All questions are answered rightly (see `seed_answers`), and everything is learned, what is in doubt too.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

from seed_answers import SEED, truth

from mondegreen import Action, Corrector, Document, Lexicon
from mondegreen.answers import Answer, Verdict
from mondegreen.learn import taught
from mondegreen.lexicon import Term
from mondegreen.records import make_record
from mondegreen.teaching import lessons_of


def main() -> None:
    """Review, learn, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--packs", action="store_true", help="with the mishearings that the packs list")
    options = parser.parse_args()
    known = truth()
    lexicon = Lexicon.default()
    if not options.packs:
        lexicon = Lexicon(tuple(replace(term, mishearings=()) for term in lexicon.terms))
    document = Document.plain(known.raw)
    before = Corrector(lexicon).propose(document)
    answers = {}
    for p in before:
        if p.action is Action.ASK:
            right = known.right(p)
            verdict = {p.new: Verdict.YES, p.old: Verdict.NO}.get(right, Verdict.EDIT)
            answers[p.span] = Answer(verdict, right, "", "")
    record = make_record(SEED.name, "utf-8", document, known.raw.encode(), None, before, (), answers)
    entries = {term.term: term for term in lexicon.terms}
    found = lessons_of([(record, f"seeds/{SEED.name}")], lexicon).lessons
    for lesson in found:
        entries[lesson.term] = taught(entries.get(lesson.term, Term(lesson.term)), lesson)
    after = Corrector(Lexicon(tuple(entries.values()))).propose(document)
    sure = sum(p.action is Action.FIX for p in before), sum(p.action is Action.FIX for p in after)
    print(f"{len(before) - sure[0]} questions, {sure[0]} certain")
    print(f"{len(found)} lessons")
    print(f"{len(after) - sure[1]} questions, {sure[1]} certain")
    wrong = [p for p in after if p.action is Action.FIX and known.right(p) != p.new]
    print(f"{len(wrong)} of the certain ones wrong")


if __name__ == "__main__":
    main()
