"""The shipped packs: they load, stand in canonical form, and do what their own test sentences say.

The sentences run against the whole default lexicon, as users have it: every entry has all others for rivals.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mondegreen import Action, Corrector, Lexicon, Proposal, apply
from mondegreen.lexicon import Term, TermTest
from mondegreen.lexicon_file import pack_paths
from mondegreen.lexicon_writer import canonical, first_difference

PACKS = pack_paths()


def shown(proposals: list[Proposal]) -> str:
    return ", ".join(
        f"{p.old!r} -> {p.new!r} ({p.via.value} {p.score:.2f} {p.action.value})" for p in proposals
    )


def test_there_are_packs() -> None:
    assert {"business", "geopolitics", "places", "sport", "technology"} <= set(PACKS)
    assert {t.pack for t in Lexicon.default().terms} == set(PACKS)


@pytest.mark.parametrize("path", PACKS.values(), ids=PACKS)
def test_a_pack_is_canonical(path: Path) -> None:
    data = path.read_bytes()
    found = first_difference(data, canonical(data.decode(), path.name).encode(), path.name)
    assert found is None, str(found)


def sentences(keep: bool) -> list[tuple[Term, TermTest]]:
    return [(x, t) for x in Lexicon.default().terms for t in x.tests if (t.said == t.want) == keep]


def test_keep_sentences_stay(shipped: Corrector) -> None:
    """Nothing is changed unasked in a sentence that is right."""
    tests = sentences(keep=True)
    found = shipped.propose_all([test.said for _, test in tests])
    failures = [
        f"{term.term}: {test.said!r}: {shown(sure)}"
        for (term, test), proposals in zip(tests, found, strict=True)
        if (sure := [p for p in proposals if p.action is Action.FIX])
    ]
    assert not failures, "\n".join(failures)


#: Right names that were mixed up in prescriptions: a wrong drug is worse than a wrong spelling.
ALIKE = """
    Celebrex/Celexa/Cerebyx hydroxyzine/hydralazine prednisone/prednisolone/methylprednisolone clonidine/Klonopin
    clonazepam/clobazam/clorazepate vincristine/vinblastine/vinorelbine cisplatin/carboplatin/oxaliplatin
    metformin/metronidazole Lamictal/Lamisil/Lomotil tramadol/trazodone/Toradol bupropion/buspirone/buprenorphine
    omeprazole/esomeprazole/aripiprazole/rabeprazole Zantac/Xanax/Zyrtec/Zyprexa/Zofran dopamine/dobutamine
    epinephrine/ephedrine/norepinephrine/phenylephrine guanfacine/guaifenesin/guanidine quinine/quinidine
    oxycodone/oxytocin/OxyContin/oxybutynin hydrocodone/hydrocortisone/hydromorphone fentanyl/sufentanil/remifentanil
    sitagliptin/saxagliptin/sumatriptan/zolmitriptan daunorubicin/doxorubicin/idarubicin/epirubicin
    rituximab/infliximab paclitaxel/docetaxel/Paxil/Plavix losartan/valsartan/azilsartan lovastatin/fluvastatin
    felodipine/nifedipine/nicardipine/nimodipine chlorpromazine/clomipramine/chlorpropamide levothyroxine/liothyronine
    acyclovir/ganciclovir/valganciclovir glipizide/glyburide/gliclazide rifampin/rifaximin/rifabutin
    methadone/methylphenidate
    cefazolin/ceftriaxone/cefuroxime/cefoxitin/cephalexin alprazolam/lorazepam/oxazepam/flurazepam
    Humira/Humalog/Humulin Lunesta/Neulasta Lasix/Losec/Luvox Abilify/Ambien Flomax/Fosamax/Volmax
"""


@pytest.mark.parametrize("written", [str.title, str.lower], ids=["capitals", "small letters"])
def test_no_drug_becomes_another(shipped: Corrector, written: Callable[[str], str]) -> None:
    """Not even a question, in whichever case."""
    names = [name for group in ALIKE.split() for name in group.split("/")]
    texts = [f"The nurse gave him {written(name)} for the pain, and the dose was raised." for name in names]
    found = shipped.propose_all(texts)
    failures = [
        f"{name}: {shown(other)}"
        for name, proposals in zip(names, found, strict=True)
        if (other := [p for p in proposals if p.new.casefold() != name.casefold()])
    ]
    assert not failures, "\n".join(failures)


def test_fix_sentences_become_what_they_should(shipped: Corrector) -> None:
    """With all that is proposed applied."""
    tests = sentences(keep=False)
    found = shipped.propose_all([test.said for _, test in tests])
    failures = [
        f"{term.term}: want {test.want!r}, got {got!r}: {shown(proposals)}"
        for (term, test), proposals in zip(tests, found, strict=True)
        if (got := apply(test.said, [e for p in proposals for e in p.edits])) != test.want
    ]
    assert not failures, "\n".join(failures)
