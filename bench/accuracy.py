"""mondegreen's accuracy on public data, before and after correction.

    python bench/accuracy.py earnings21 SPEECH_DATASETS/earnings21 [--recognisers google,rev/kaldi] [--calls ID,ID]
                             [--lexicon percall|oracle|full] [--folds DIR] [--json FILE] [--show]
                             [--reliability FILE.svg]
    python bench/accuracy.py librispeech FBAI_SPEECH/is21_deep_bias [--split test-clean|test-other] [--list-size 100]
                             [--system b1.rnnt_baseline] [--json FILE]

The paths lead into checkouts of https://github.com/revdotcom/speech-datasets and
https://github.com/facebookresearch/fbai-speech; `earnings21.py` and `librispeech.py` say what is read there. "fix" is
what is applied unasked, "ask" everything that is proposed, as if a person accepted it all.

For `earnings21`, by recogniser and for all together:

- recall: of the broken occurrences of terms (said, but not recognised), the share that stands right afterwards;
- precision: of the edits, the share that is right or brings the text nearer to what was said. Each proposal is judged
  by itself between the nearest words that were right (`judging.Verdict`); spacing and letter case alone don't count;
- false edits: wrong ones and damage, by 10,000 words of the transcript;
- case: how many edits of letter case alone agree with the reference, and how many don't;
- WER: word error rate in percent. Numbers and contractions are compared as they are written, while Del Rio et al.
  (2021) let fstalign count "$5" and "five dollars" as equal, so the rates here are higher than theirs;
- calibration: the expected calibration error of the scores from 0.05 on (`judging.calibration`); `--reliability`
  draws the table behind it (`reliability.diagram`);
- recall by kind of error, of all recognisers together: how much of the name is left in the text (`kinds.kind_of`).

For `librispeech`, the WER, U-WER and B-WER of Le et al. (2021).

The shipped model was fitted on calls of Earnings-21, and what it says of those is flattering. `tools/fit_model.py
--folds DIR` fits more models, each without some calls; with that folder, a call in its `folds.json` is judged with the
model that has not seen it, and any other call with the shipped one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import earnings21
import librispeech
import reliability
from judging import FALSE, GOOD, Judge, Terms, Verdict, calibration, errors, words
from kinds import Kind, kind_of

from mondegreen import Action, Corrector, Lexicon, Proposal, apply
from mondegreen.scoring import Model

#: From this score on, proposals count for the calibration.
LOWEST = 0.05
STAGES = ("fix", "ask")


@dataclass(slots=True)
class Tally:
    """Counts over transcripts; `verdicts` are of proposals, everything else of words, terms and errors.

    `broken` and `repaired` are the broken terms, and those that stand right afterwards, by kind of error.
    """

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    broken: Counter[Kind] = field(default_factory=Counter)
    repaired: Counter[Kind] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Count `other` in."""
        self.verdicts.update(other.verdicts)
        self.counts.update(other.counts)
        self.broken.update(other.broken)
        self.repaired.update(other.repaired)

    def figures(self) -> dict[str, object]:
        """The measures that the head of this file describes."""
        v, n = self.verdicts, self.counts
        good, false = sum(v[k] for k in GOOD), sum(v[k] for k in FALSE)
        return {
            "recall": _share(self.repaired.total(), self.broken.total()),
            "precision": _share(good, good + false),
            "false per 10k words": round(1e4 * false / max(1, n["heard"]), 2),
            "edits": good + false,
            "broken terms": self.broken.total(),
            "terms damaged": n["damaged"],
            "case right, wrong": [v[Verdict.CASE_RIGHT], v[Verdict.CASE_WRONG]],
            "WER": [round(100 * n[k] / max(1, n["said"]), 2) for k in ("errors before", "errors after")],
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def chosen(proposals: Iterable[Proposal], stage: str) -> list[Proposal]:
    """What is written at `stage`."""
    return [p for p in proposals if stage == "ask" or p.action is Action.FIX]


def corrected(text: str, proposals: Iterable[Proposal]) -> str:
    """`text` with all `proposals` written into it."""
    return apply(text, (edit for p in proposals for edit in p.edits))


def measure(judge: Judge, heard: str, terms: Terms, proposals: Sequence[Proposal]) -> dict[str, Tally]:
    """The tally of one transcript, `heard`, at each stage."""
    occurrences = judge.occurrences(terms)
    kinds = [None if o.right else kind_of(o.missing, o.instead) for o in occurrences]
    before = errors(judge.said, judge.heard)
    tallies = {}
    for stage in STAGES:
        made = chosen(proposals, stage)
        changes = [judge.change(p.span, p.new) for p in made]
        after = [(kind, judge.right_after(o, changes)) for kind, o in zip(kinds, occurrences, strict=True)]
        counts = {
            "said": len(judge.said),
            "heard": len(judge.heard),
            "errors before": before,
            "errors after": errors(judge.said, words(corrected(heard, made))),
            "damaged": sum(kind is None and not now for kind, now in after),
        }
        tallies[stage] = Tally(
            Counter(judge.verdict(c) for c in changes),
            Counter(counts),
            Counter(kind for kind in kinds if kind),
            Counter(kind for kind, now in after if kind and now),
        )
    return tallies


def by_kind(fix: Tally, ask: Tally) -> dict[str, dict[str, float | int | None]]:
    """Recall of both stages and the number of broken terms, for each kind of error."""
    return {
        kind.value: {
            "fix": _share(fix.repaired[kind], fix.broken[kind]),
            "ask": _share(ask.repaired[kind], ask.broken[kind]),
            "n": fix.broken[kind],
        }
        for kind in Kind
    }


def claims(judge: Judge, proposals: Iterable[Proposal]) -> list[tuple[float, bool]]:
    """Scores, and whether the proposals were right; mere spacing is left out."""
    judged = ((p.score, judge.verdict(judge.change(p.span, p.new))) for p in proposals)
    right = {*GOOD, Verdict.CASE_RIGHT}
    return [(score, verdict in right) for score, verdict in judged if verdict is not Verdict.SPACING]


def show(name: str, judge: Judge, heard: str, proposals: Iterable[Proposal]) -> None:
    """Print every proposal that does no good."""
    for p in proposals:
        verdict = judge.verdict(judge.change(p.span, p.new))
        if verdict in {*FALSE, Verdict.CASE_WRONG}:
            around = heard[max(0, p.span.start - 40) : p.span.end + 40].replace("\n", " ")
            what = f"{p.action.value} {p.score:.0%} {verdict.value}: {p.old!r} -> {p.new!r}"
            print(f"   {name} {what}  ...{around}...")


def models(folder: Path | None) -> dict[str, Path]:
    """The model to judge a call with, by call, from `folds.json`: {model file: [calls that it has not seen]}."""
    if folder is None:
        return {}
    folds: dict[str, list[str]] = json.loads((folder / "folds.json").read_text("utf-8"))
    return {call: folder / name for name, calls in folds.items() for call in calls}


def measure_earnings21(options: argparse.Namespace) -> dict[str, Any]:
    """The figures of Earnings-21, by "RECOGNISER STAGE"; "all STAGE" for all together."""
    said = earnings21.references(options.folder)
    if not said:
        sys.exit(
            f"{options.folder}: no transcripts/nlp_references/*.nlp; give the path of the folder earnings21"
        )
    wanted = options.calls or list(said)
    if unknown := sorted({*wanted} - {*said}):
        sys.exit(f"{options.folder}: no such call: {', '.join(unknown)}")
    lists = dict(earnings21.lexicons(options.folder, options.lexicon, said))
    fitted = models(options.folds)
    made: dict[tuple[tuple[str, ...], Path | None], Corrector] = {}
    tallies: dict[str, Tally] = {}
    scored: list[tuple[float, bool]] = []
    for recogniser in options.recognisers:
        for call in wanted:
            text = earnings21.heard(options.folder, recogniser, call)
            key = tuple(lists[call]), fitted.get(call)
            if key not in made:
                made[key] = Corrector(Lexicon.from_terms(key[0]), key[1])
            proposals = made[key].propose(text)
            judge = Judge(said[call], text)
            for stage, tally in measure(judge, text, Terms(key[0]), proposals).items():
                for name in (recogniser, "all"):
                    tallies.setdefault(f"{name} {stage}", Tally()).add(tally)
            scored += claims(judge, made[key].propose(text, min_score=LOWEST))
            if options.show:
                show(f"{recogniser} {call}", judge, text, proposals)
    error, table = calibration(scored)
    rows = [[round(score, 3), round(right, 3), count] for score, right, count in table]
    together = sorted(tallies, key=lambda name: name.startswith("all "))
    figures: dict[str, Any] = {name: tallies[name].figures() for name in together}
    figures["calibration"] = {"error": round(error, 4), "score, right, count": rows}
    figures["by kind"] = by_kind(tallies["all fix"], tallies["all ask"])
    if options.reliability:
        limits = Model.load(next(iter(made))[1]).thresholds.of(
            plain=True
        )  # the models of all folds have the same
        title = f"Reliability on Earnings-21, lexicon {options.lexicon}"
        drawn = reliability.diagram(table, fix=limits.fix, ask=limits.ask, title=title)
        options.reliability.write_text(drawn, "utf-8")
    return figures


def measure_librispeech(options: argparse.Namespace) -> dict[str, object]:
    """The three error rates before correction and at each stage."""
    rates = {stage: librispeech.Rates() for stage in ("before", *STAGES)}
    for utterance in librispeech.utterances(options.folder, options.split, options.list_size, options.system):
        text = utterance.heard
        proposals = Corrector(Lexicon.from_terms(utterance.listed)).propose(text) if text else []
        for stage, counted in rates.items():
            after = text if stage == "before" else corrected(text, chosen(proposals, stage))
            counted.add(utterance.said, after.lower().split(), utterance.rare)
    return {stage: counted.percent() for stage, counted in rates.items()}


def print_kinds(kinds: Mapping[str, Mapping[str, float | int | None]]) -> None:
    """Print what `by_kind` gave, as a table."""
    print(f"\n{'kind of error':22} {'fix':>6} {'ask':>6} {'n':>6}")
    for kind, row in kinds.items():
        cells = ("-" if row[stage] is None else f"{row[stage]:.3f}" for stage in STAGES)
        print(f"{kind:22} {' '.join(f'{cell:>6}' for cell in cells)} {row['n']:6}")


def names(text: str) -> list[str]:
    """A list given with commas."""
    return [name for name in text.split(",") if name]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    sets = parser.add_subparsers(dest="data", required=True)
    calls = sets.add_parser("earnings21", help="earnings calls, heard by six recognisers")
    calls.set_defaults(run=measure_earnings21)
    calls.add_argument(
        "--recognisers", type=names, default=earnings21.RECOGNISERS, help="folders below output/"
    )
    calls.add_argument("--lexicon", choices=("percall", "oracle", "full"), default="percall")
    calls.add_argument("--calls", type=names, help="only these")
    calls.add_argument("--folds", type=Path, help="folder with models and folds.json")
    calls.add_argument("--reliability", type=Path, help="draw the calibration there, as SVG")
    calls.add_argument("--show", action="store_true", help="print every proposal that does no good")
    books = sets.add_parser("librispeech", help="read books, with biasing lists")
    books.set_defaults(run=measure_librispeech)
    books.add_argument("--split", choices=("test-clean", "test-other"), default="test-clean")
    books.add_argument("--list-size", type=int, default=100, help="distractors by utterance")
    books.add_argument("--system", default="b1.rnnt_baseline", help="whose output: hyp/SPLIT.SYSTEM.tsv")
    for each in (calls, books):
        each.add_argument("folder", type=Path, help="the data set in a checkout")
        each.add_argument("--json", type=Path, help="write the figures there too")
    options = parser.parse_args(arguments)
    try:
        figures: dict[str, Any] = options.run(options)
    except FileNotFoundError as error:
        sys.exit(f"{error.filename}: no such file; is {options.folder} the data set, and complete?")
    for name, row in figures.items():
        if name != "by kind":
            print(f"{name:18} {json.dumps(row)}")
    if kinds := figures.get("by kind"):
        print_kinds(kinds)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
