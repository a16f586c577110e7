"""Build ``src/mondegreen/phonetics/data/letter_sounds.json.xz`` from CMUdict; takes half a minute.

    pip install -e .[build-data]
    python tools/build_letter_sounds.py            # writes the file, prints the error rate on words held out
    python tools/build_letter_sounds.py --check    # compares with the file that is there instead

Start reading from `main`. Three steps: align the letters of each word with its phones (Viterbi EM: each
letter says nought to two phones), grow the context tree (see ``mondegreen.phonetics.letters``), and list
the common words which the tree still gets wrong. Nothing is drawn at random: the same packages give the
same bytes.

The ``cmudict`` package is GPL, its data is BSD: the package is used here only, the data's notice is kept
next to what is shipped (``data/LICENSE.cmudict.txt``). Word frequencies (``wordfreq``) choose words and are
not shipped.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import cmudict
import wordfreq
from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from mondegreen.phonetics import letters  # noqa: E402
from mondegreen.phonetics.letters import EDGE, LETTERS, ORDER, LetterSounds, unpack  # noqa: E402
from mondegreen.phonetics.phones import encode, show  # noqa: E402
from mondegreen.phonetics.spelling import LETTER_NAMES  # noqa: E402

OUTPUT = ROOT / "src" / "mondegreen" / "phonetics" / "data" / letters.DATA_FILE
COMMON_WORDS = 100_000
"""So many of the most frequent English words are made right by exceptions if the tree gets them wrong."""
SHORT_WORDS = 12_000
"""Among so many of the most frequent words, those of up to five letters are ordinary even in capitals."""
EM_ROUNDS = 6
RARE = 5
"""A letter saying these phones in fewer words than this is an odd entry, not a habit of English."""

Alignment = list[str]
"""For each letter of a word, the phones that it says."""


def main() -> int:
    """Train, measure, train on everything, write (or compare)."""
    parser = argparse.ArgumentParser(description="Build the letter-to-sound data from CMUdict.")
    parser.add_argument("--check", action="store_true", help="compare with the existing file, write nothing")
    check = parser.parse_args().check

    spoken = pronunciations()
    readable = {word: phones for word, phones in spoken.items() if phones != spelled_out(word)}
    print(f"{len(spoken):,} words, {len(spoken) - len(readable):,} of them spelled out when spoken")
    aligned = align_all(readable)
    print(f"{len(aligned):,} aligned")

    measured = LetterSounds(grow({w: a for w, a in aligned.items() if not is_held_out(w)}), {}, frozenset())
    held_out = [word for word in readable if is_held_out(word)]
    errors = sum(Levenshtein.distance(measured.by_tree(word), spoken[word]) for word in held_out)
    right = sum(measured.by_tree(word) == spoken[word] for word in held_out)
    phones = sum(len(spoken[word]) for word in held_out)
    print(f"{len(held_out):,} words held out: phone error rate {errors / phones:.2%}, "
          f"words right {right / len(held_out):.1%}")  # fmt: skip

    packed = pack(grow(aligned), spoken, readable)
    report(unpack(packed), spoken)
    print(f"{len(packed):,} bytes")
    if check:
        same = OUTPUT.read_bytes() == packed
        print("the same" if same else f"{OUTPUT} differs; run this tool without --check")
        return 0 if same else 1
    OUTPUT.write_bytes(packed)
    return 0


def pronunciations() -> dict[str, str]:
    """The first pronunciation of each CMUdict word of letters and apostrophes, sorted by word."""
    found: dict[str, str] = {}
    for word, names in cmudict.entries():
        if re.fullmatch(r"[a-z][a-z']*", word) and word not in found:
            found[word] = encode(name.rstrip("012") for name in names)
    return dict(sorted(found.items()))


def spelled_out(word: str) -> str:
    """How the word sounds if its letters are named one by one: CMUdict has ``fbi`` among its words."""
    return "".join(LETTER_NAMES.get(letter, "") for letter in word)


def is_held_out(word: str) -> bool:
    """One word in twenty, by its letters alone, so that a newer CMUdict doesn't reshuffle the rest."""
    return len(word) > 2 and "'" not in word and zlib.crc32(word.encode()) % 20 == 0


# --- which letter says which phones ---------------------------------------------------------------


def align_all(spoken: Mapping[str, str]) -> dict[str, Alignment]:
    """Viterbi EM. Words are left out that need a letter to say what it hardly ever says (``mr``, ``lbs``)."""
    log_p = first_guess(spoken)
    unseen = (-6.0, -9.0, -12.0)
    sample = [word for word in spoken if zlib.crc32(word.encode()) % 3 == 0]
    says: dict[str, Counter[str]] = {}
    for round_ in range(EM_ROUNDS):
        says = defaultdict(Counter)
        for word in sample if round_ < EM_ROUNDS - 1 else spoken:
            alignment = best_alignment(word, spoken[word], log_p, unseen) or ()
            for letter, phones in zip(word, alignment, strict=False):
                says[letter][phones] += 1
        log_p = log_probabilities(says)
    habits = {
        letter: {phones: p for phones, p in table.items() if says[letter][phones] >= RARE}
        for letter, table in log_p.items()
    }
    never = (-math.inf, -math.inf, -math.inf)
    found = {word: best_alignment(word, phones, habits, never) for word, phones in spoken.items()}
    return {word: alignment for word, alignment in found.items() if alignment}


def first_guess(spoken: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """A letter may say any single phone that stands about as far into the word as it does itself."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    weights: dict[str, dict[str, float]] = {}
    for word, phones in spoken.items():
        for at, letter in enumerate(word):
            centre = at * len(phones) // len(word)
            counts[letter].update(phones[max(0, centre - 1) : centre + 2])
    for letter, counter in counts.items():
        total = sum(counter.values()) * 1.2  # the rest goes to silence
        weights[letter] = {phone: math.log(count / total) for phone, count in counter.items()}
        weights[letter][""] = math.log(0.2 / 1.2)
    return weights


def log_probabilities(says: Mapping[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """Counts to log P(phones | letter)."""
    return {
        letter: {phones: math.log(count / table.total()) for phones, count in table.items()}
        for letter, table in says.items()
    }


def best_alignment(
    word: str, phones: str, log_p: Mapping[str, Mapping[str, float]], unseen: Sequence[float]
) -> Alignment | None:
    """The likeliest way to share out ``phones``; ``unseen`` holds log P of a new answer by its length. None
    if there is none."""
    size = len(phones)
    best = [0.0] + [-math.inf] * size
    back: list[list[int]] = []
    for at, letter in enumerate(word):
        table = log_p.get(letter, {})
        most = 0 if letter == "'" else 2  # or else the apostrophe of "it's" says S, and the s nothing
        following = [-math.inf] * (size + 1)
        came = [0] * (size + 1)
        for start in range(max(0, size - 2 * (len(word) - at)), min(size, 2 * at) + 1):
            score = best[start]
            if score == -math.inf:
                continue
            for taken in range(min(most, size - start) + 1):
                value = score + table.get(phones[start : start + taken], unseen[taken])
                if value > following[start + taken]:
                    following[start + taken] = value
                    came[start + taken] = taken
        best = following
        back.append(came)
    if best[size] == -math.inf:
        return None
    alignment = []
    end = size
    for came in reversed(back):
        alignment.append(phones[end - came[end] : end])
        end -= came[end]
    return first_of_two(word, alignment[::-1])


ONE_SOUND = re.compile(r"(.)\1|[aeiouy]{2}|[cgkprstz]h|ck")
"""Two letters that often share one sound."""


def first_of_two(word: str, alignment: Alignment) -> Alignment:
    """Let the first of two such letters speak.

    Which one does is a tie for EM, and where words disagree neither might: "Jassims" came out as "Ja-ims".
    """
    for at in range(1, len(word)):
        if not alignment[at - 1] and ONE_SOUND.fullmatch(word, at - 1, at + 1):
            alignment[at - 1], alignment[at] = alignment[at], ""
    return alignment


# --- the tree -------------------------------------------------------------------------------------


Instance = tuple[str, int, str, float]
"""A padded word, the position of the letter, what it says, and how much the word counts."""


def grow(aligned: Mapping[str, Alignment]) -> dict[str, str]:
    """Context to answer, for every context under which something else is said than under a shorter one."""
    by_letter: dict[str, list[Instance]] = defaultdict(list)
    for word, alignment in aligned.items():
        padded = EDGE * max(ORDER) + word + EDGE * max(ORDER)
        # CMUdict is full of rare names; ordinary words should win a tie against them.
        weight = 1.0 + max(0.0, wordfreq.zipf_frequency(word, "en") - 2.0) / 2
        for at, phones in enumerate(alignment):
            by_letter[word[at]].append((padded, at + max(ORDER), phones, weight))
    nodes: dict[str, str] = {}
    for letter in sorted(by_letter):
        nodes.update(branch(letter, 0, by_letter[letter], None))
    return nodes


def branch(
    context: str, depth: int, instances: list[Instance], inherited: str | None
) -> Iterator[tuple[str, str]]:
    """This node and those below; nothing at all if they would all answer as the node above does."""
    counts: dict[str, float] = defaultdict(float)
    for _, _, phones, weight in instances:
        counts[phones] += weight
    answer = min(counts, key=lambda phones: (-counts[phones], phones != inherited, phones))
    below: list[tuple[str, str]] = []
    if len(counts) > 1 and depth < len(ORDER):
        groups: dict[str, list[Instance]] = defaultdict(list)
        for instance in instances:
            groups[instance[0][instance[1] + ORDER[depth]]].append(instance)
        for neighbour in sorted(groups):
            below += branch(context + neighbour, depth + 1, groups[neighbour], answer)
    if below or answer != inherited:
        yield context, answer
    yield from below


# --- the file -------------------------------------------------------------------------------------


def pack(nodes: Mapping[str, str], spoken: Mapping[str, str], readable: Mapping[str, str]) -> bytes:
    """The bytes of the data file."""
    tree = LetterSounds(dict(nodes), {}, frozenset())
    frequent = common_words(COMMON_WORDS)
    known = [word for word in frequent if word in spoken]
    exceptions = {word: spoken[word] for word in known if tree.by_tree(word) != spoken[word]}
    short = [word for word in common_words(SHORT_WORDS) if word in readable and 1 < len(word) <= 5]
    outcomes = sorted(set(nodes.values()))
    contexts = sorted(nodes)
    characters = {phones: chr(letters.OUTCOME_BASE + index) for index, phones in enumerate(outcomes)}
    data = {
        "outcomes": outcomes,
        "contexts": " ".join(contexts),
        "answers": "".join(characters[nodes[context]] for context in contexts),
        "exceptions": dict(sorted(exceptions.items())),
        "short_words": " ".join(sorted(short)),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
    return lzma.compress(text.encode(), format=lzma.FORMAT_XZ, filters=filters)


def common_words(count: int) -> list[str]:
    """The most frequent English words that the tree can spell, commonest first."""
    words: Iterable[str] = (word.replace("’", "'") for word in wordfreq.top_n_list("en", count))
    return [word for word in words if set(word) <= set(LETTERS)]


def report(shipped: LetterSounds, spoken: Mapping[str, str]) -> None:
    """What the finished model makes of words by their rank in English, and of names which it cannot know."""
    ranked = [word for word in common_words(100_000) if word in spoken]
    for low, high in ((0, 5_000), (5_000, 20_000), (20_000, len(ranked))):
        words = ranked[low:high]
        right = sum((shipped.exceptions.get(w) or shipped.by_tree(w)) == spoken[w] for w in words)
        print(f"known words ranked {low:,} to {high:,}: {right / len(words):.1%} right")
    print(f"{len(shipped.nodes):,} nodes, {len(shipped.exceptions):,} exceptions, "
          f"{len(shipped.short_words):,} short words")  # fmt: skip
    for name in ("kierstommer", "zelensky", "melenchon", "szijjarto", "qurstammer", "ouagadougou", "jassims"):
        print(f"  {name}: {show(shipped.by_tree(name))}")


if __name__ == "__main__":
    sys.exit(main())
