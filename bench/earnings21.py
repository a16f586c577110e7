"""The files of Earnings-21, in the layout of https://github.com/revdotcom/speech-datasets (folder `earnings21`).

Del Rio et al. (2021), "Earnings-21: A Practical Benchmark for ASR in the Wild", https://arxiv.org/abs/2104.11348.

| file | what it is |
|---|---|
| `transcripts/nlp_references/CALL.nlp` | what was said |
| `output/NAME/CALL.nlp` | what a recogniser heard: `amazon`, `google`, `microsoft`, `speechmatics` |
| `output/NAME/nlp/CALL.nlp` | the same of others: `rev/espnet`, `rev/kaldi`, `kaldi_org/librispeech` |
| `bias_lists/oracle_list.txt` | names and terms that are said in the calls, in capitals, one a line |
| `bias_lists/distractor_list.txt` | these, and companies and people that are not |

A `.nlp` file has a header, then a token a line, its columns parted by `|`: `token`, `speaker`, `ts`, `endTs`,
`punctuation` (what stands behind the token), `case`, `tags` and, in references, `wer_tags`. Tokens are written in
their letter case. `text_of` puts a space between tokens and a line break where the speaker changes.

The data set has no term lists call by call. Here the list of a call is what its reference says of `oracle_list.txt`;
`full` is `distractor_list.txt` as a whole. `spelled` and `without_everyday_words` tell how the lists are read.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from judging import Terms, Word, words

from mondegreen.english import zipf
from mondegreen.text import starts_sentence, tokenise

#: The recognisers that are measured unless others are named: `kaldi_org/librispeech` gets most words wrong.
RECOGNISERS = ("amazon", "google", "microsoft", "rev/espnet", "rev/kaldi", "speechmatics")
#: How common a word of the lists may be (Zipf value) if the references write it in small letters: "backlog" is 3.2.
EVERYDAY = 3.5
_SMALL = frozenset({"a", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})
#: A token that is no word: nothing, or a mark in angle brackets.
_MARK = re.compile(r"(?!<unk>)<[^>]*>|")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")


def text_of(nlp: str) -> str:
    """The text of a `.nlp` file. Marks such as "<laugh>" are left out; "<unk>" stands for a word, and stays."""
    lines = nlp.splitlines()
    columns = {name: place for place, name in enumerate(lines[0].split("|"))}
    token, speaker, mark = columns["token"], columns["speaker"], columns["punctuation"]
    turns: list[list[str]] = []
    before = None
    for line in lines[1:]:
        fields = line.split("|")
        if _MARK.fullmatch(fields[token]):
            continue
        if not turns or fields[speaker] != before:
            turns.append([])
            before = fields[speaker]
        turns[-1].append(fields[token] + fields[mark])
    return "\n".join(" ".join(turn) for turn in turns) + "\n"


def references(folder: Path) -> dict[str, str]:
    """What was said, by call."""
    paths = sorted((folder / "transcripts" / "nlp_references").glob("*.nlp"))
    return {path.stem: text_of(path.read_text("utf-8")) for path in paths}


def heard(folder: Path, recogniser: str, call: str) -> str:
    """What `recogniser` heard of `call`. Raises `FileNotFoundError` if it has no such output."""
    place = folder / "output" / recogniser
    path = place / "nlp" / f"{call}.nlp"
    return text_of((path if path.exists() else place / f"{call}.nlp").read_text("utf-8"))


def term_list(folder: Path, name: str) -> list[str]:
    """The list `name` of `bias_lists`, without blank lines and without what stands in brackets."""
    lines = (folder / "bias_lists" / f"{name}_list.txt").read_text("utf-8").splitlines()
    return list(dict.fromkeys(term for line in lines if (term := _IN_BRACKETS.sub("", line).strip())))


Spellings = Mapping[str, Counter[str]]


def spellings(terms: Iterable[str], said: Iterable[str]) -> Spellings:
    """How the texts `said` write each of `terms`, and how often; at the start of a sentence only if nowhere else."""
    parts = {term: words(term) for term in terms}
    index = Terms(parts)
    inside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    opening: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in said:
        heads = _sentence_starts(text)
        spoken = words(text)
        for first, last, term in index.occurrences(spoken):
            here = spoken[first:last]
            if [w.plain for w in here] == [w.plain for w in parts[term]]:
                found = opening if here[0].span.start in heads else inside
                found[term][_written_as(term, parts[term], here)] += 1
    return {term: inside.get(term) or opening[term] for term in {*inside, *opening}}


def _sentence_starts(text: str) -> set[int]:
    tokens = tokenise(text)
    return {t.span.start for k, t in enumerate(tokens) if starts_sentence(text, tokens, k)}


def _written_as(term: str, parts: Sequence[Word], here: Sequence[Word]) -> str:
    """`term` with its words as they stand `here`, and what is between them as in the list ("KOHL'S" -> "Kohl's")."""
    written, at = "", 0
    for part, word in zip(parts, here, strict=True):
        written += term[at : part.span.start].lower() + word.text
        at = part.span.end
    return written + term[at:].lower()


def without_everyday_words(terms: Iterable[str], known: Spellings) -> list[str]:
    """`terms` without single words that are no names: common, and mostly written in small letters ("SUPPORT")."""

    def is_everyday(term: str) -> bool:
        small = sum(count for spelling, count in known.get(term, {}).items() if spelling.islower())
        alone = len(words(term)) == 1
        return alone and 2 * small > sum(known.get(term, {}).values()) and zipf(term.lower()) >= EVERYDAY

    return [term for term in terms if not is_everyday(term)]


def spelled(term: str, known: Spellings) -> str:
    """`term`, which the lists give in capitals, in the letter case that it is written in.

    That is what the references write most often, of equals the first of the alphabet. What they don't hold gets
    capitals at the start of its words; words without a vowel and words with digits or "&" keep all of theirs. A term
    that has small letters in the list stays as it is.
    """
    if any(c.islower() for c in term):
        return term
    if known.get(term):
        return min(known[term].items(), key=lambda item: (-item[1], item[0]))[0]
    return " ".join(_cased(word, first=k == 0) for k, word in enumerate(term.split(" ")))


def _cased(word: str, first: bool) -> str:
    if word.lower() in _SMALL and not first:
        return word.lower()
    stem = word.removesuffix("'S")
    if re.search(r"[AEIOUY]", stem) and not re.search(r"[\d&]", stem):
        stem = re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), stem)
    return stem + word[len(stem) :].lower()


def lexicons(folder: Path, kind: str, said: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """(call, spellings of its terms) for every call of `said`; `kind` is "percall", "oracle" or "full".

    `said` should hold all references, so that the lists don't depend on which calls are measured.
    """
    listed = term_list(folder, "distractor" if kind == "full" else "oracle")
    known = spellings(listed, said.values())
    kept = without_everyday_words(listed, known)
    index = Terms(kept)
    for call, text in said.items():
        here = kept
        if kind == "percall":
            spoken = {term for _, _, term in index.occurrences(words(text))}
            here = [term for term in kept if term in spoken]
        yield call, list(dict.fromkeys(spelled(term, known) for term in here))
