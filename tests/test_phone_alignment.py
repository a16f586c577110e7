"""How near two sounds are: cost tables, the plain aligner, and the fast one held against it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mondegreen.errors import ModelError
from mondegreen.phonetics import (
    PHONES,
    SYMBOLS,
    Costs,
    align,
    align_many,
    articulatory,
    default_costs,
    encode,
    format_costs,
    parse_costs,
    read_costs,
    self_score,
    show,
    worst_word_score,
    write_costs,
)
from mondegreen.phonetics import alignment as aligner

COSTS = articulatory()
TABLE = format_costs(COSTS)


def phones(names: str) -> str:
    return encode(names.split())


def score(said: str, heard: str) -> float:
    return float(COSTS.match[PHONES.index(said), PHONES.index(heard)])


# --- costs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "heard", "low", "high"),
    [
        pytest.param("AH", "AH", 1.9, 2.1, id="commonest with itself"),
        pytest.param("ZH", "ZH", 3.4, 3.6, id="rarest with itself"),
        pytest.param("T", "D", 0.2, 1.0, id="voicing"),
        pytest.param("S", "Z", 0.2, 1.0, id="voicing of a fricative"),
        pytest.param("M", "N", -0.9, 0.5, id="place of a nasal"),
        pytest.param("R", "ER", 0.0, 1.0, id="r and its vowel"),
        pytest.param("Y", "IY", 0.0, 1.0, id="y and its vowel"),
        pytest.param("IH", "IY", 0.0, 1.0, id="neighbouring vowels"),
        pytest.param("AE", "AH", -0.1, 0.6, id="a vowel reduced to schwa"),
        pytest.param("IY", "AA", -2.0, -1.0, id="remote vowels"),
        pytest.param("M", "K", -4.0, -2.5, id="remote consonants"),
        pytest.param("AA", "K", -4.0, -4.0, id="vowel and consonant"),
    ],
)
def test_articulatory_scores(said: str, heard: str, low: float, high: float) -> None:
    assert low <= score(said, heard) <= high
    assert score(heard, said) == score(said, heard)


def test_every_phone_is_nearest_to_itself() -> None:
    off_diagonal = COSTS.match - np.diag(np.full(len(PHONES), np.inf, np.float32))
    assert (off_diagonal.max(axis=1) < COSTS.match.diagonal() - 0.9).all()


def test_sounds_that_fast_speech_swallows_are_cheap_to_lose() -> None:
    dropped = dict(zip(PHONES, COSTS.dropped.tolist(), strict=True))
    worst_of_weak = min(dropped[p] for p in ("AH", "HH", "Y", "W"))
    best_of_strong = max(dropped[p] for p in ("K", "M", "IY", "S"))
    assert worst_of_weak > best_of_strong
    assert all(-3.0 <= score <= -0.5 for score in dropped.values())


def test_a_table_reads_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "costs.tsv"
    write_costs(path, COSTS)
    assert read_costs(path) == COSTS
    assert hash(read_costs(path)) == hash(COSTS)
    assert path.read_text(encoding="utf-8") == format_costs(read_costs(path))


def test_the_default_table_can_be_used() -> None:
    assert align("kir", "kir", default_costs()).score > 0


def test_tables_are_frozen() -> None:
    with pytest.raises(ValueError, match="read-only"):
        COSTS.match[0, 0] = 1.0


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param("", "the first row", id="empty"),
        pytest.param(TABLE.replace("AA\tAE", "AE\tAA", 1), "the first row", id="columns swapped"),
        pytest.param(TABLE.replace("\nAE\t", "\nAX\t"), "the rows", id="unknown phone"),
        pytest.param(TABLE.replace("\t-4.0000", "\tfour", 1), "<costs>:3: a score", id="no number"),
        pytest.param(TABLE.replace("\t-4.0000", "", 1), "<costs>:3: 39 scores", id="one missing"),
        pytest.param(TABLE.replace("\t-4.0000", "\tnan", 1), "must be a number", id="nan"),
        pytest.param(TABLE.replace("\nZH\t", "\nZH\t0\t"), "a score", id="one too many"),
    ],
)
def test_a_faulty_table_is_refused(table: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        parse_costs(table)


@pytest.mark.parametrize(
    ("match", "message"),
    [
        pytest.param(np.zeros((39, 39)), "AA, AE", id="phones worth nothing"),
        pytest.param(np.eye(38), "shape", id="one phone short"),
    ],
)
def test_an_unusable_table_is_refused(match: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Costs.of(match, COSTS.dropped, COSTS.added)


# --- one pair -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "heard", "pairs"),
    [
        pytest.param("K IY R", "K IY R", "K:K IY:IY R:R", id="the same"),
        pytest.param("L AE M IY", "L EY M IY", "L:L AE:EY M:M IY:IY", id="a vowel"),
        pytest.param("S T AA R M ER", "S T AA M ER", "S:S T:T AA:AA R: M:M ER:ER", id="dropped"),
        pytest.param("AH T AE K", "AH T AE K ER", "AH:AH T:T AE:AE K:K :ER", id="added"),
        pytest.param("K IY", "", "K: IY:", id="nothing heard"),
        pytest.param("", "K IY", ":K :IY", id="nothing said"),
        pytest.param("", "", "", id="nothing at all"),
    ],
)
def test_which_sound_became_which(said: str, heard: str, pairs: str) -> None:
    found = align(phones(said), phones(heard), COSTS)
    assert " ".join(f"{show(a)}:{show(b)}" for a, b in found.pairs) == pairs


@pytest.mark.parametrize("heard", ["?", "K IY", "é"])
def test_what_is_no_phone_is_refused(heard: str) -> None:
    with pytest.raises(KeyError):
        align("kir", heard, COSTS)
    with pytest.raises(ValueError, match="is no phone"):
        align_many(["kir"], [heard], COSTS)


def test_misheard_names_are_nearer_than_other_words() -> None:
    said = phones("Z IH L EH N S K IY")
    near, far = phones("AH L IH N S K IY"), phones("B AH N AE N AH")
    assert align(said, near, COSTS).score > 0 > align(said, far, COSTS).score


@pytest.fixture(scope="module", params=["compiled", "by numpy"])
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each of the two ways to align many pairs."""
    if request.param == "compiled" and not aligner.COMPILED:
        pytest.skip("nothing was compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aligner, "COMPILED", request.param == "compiled")
        yield


# --- laws -----------------------------------------------------------------------------------------

PHONE_STRINGS = st.text(alphabet=SYMBOLS, max_size=12)
# Few phones and whole scores make ties frequent.
FEW = st.text(alphabet="kxs", max_size=7)


def whole_costs() -> Costs:
    match = np.where(np.eye(len(PHONES)) > 0, 2.0, -1.0)
    return Costs.of(match, np.full(len(PHONES), -1.0), np.full(len(PHONES), -1.0))


TABLES = {"articulatory": (COSTS, PHONE_STRINGS), "ties": (whole_costs(), FEW)}


@given(PHONE_STRINGS, PHONE_STRINGS)
def test_the_score_is_the_sum_of_its_pairs(said: str, heard: str) -> None:
    found = align(said, heard, COSTS)
    index = {symbol: n for n, symbol in enumerate(SYMBOLS)}
    total = 0.0
    for a, b in found.pairs:
        if a and b:
            total += float(COSTS.match[index[a], index[b]])
        else:
            total += float(COSTS.dropped[index[a]] if a else COSTS.added[index[b]])
    assert found.score == total
    assert "".join(a for a, _ in found.pairs) == said
    assert "".join(b for _, b in found.pairs) == heard


@given(PHONE_STRINGS, PHONE_STRINGS)
def test_nothing_fits_better_than_the_same_sounds(said: str, heard: str) -> None:
    assert align(said, said, COSTS).score == self_score(said, COSTS)
    assert align(said, heard, COSTS).score <= max(self_score(said, COSTS), self_score(heard, COSTS))


@st.composite
def divided(draw: st.DrawFn, strings: st.SearchStrategy[str]) -> tuple[str, str, tuple[int, ...]]:
    """What was said, what was heard, and the lengths of the words said, some of them silent."""
    said, heard = draw(strings), draw(strings)
    cuts = sorted(draw(st.lists(st.integers(0, len(said)), max_size=3)))
    edges = [0, *cuts, len(said)]
    return said, heard, tuple(end - start for start, end in pairwise(edges))


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("table", TABLES)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_the_fast_aligner_equals_the_plain_one(table: str, data: st.DataObject) -> None:
    costs, strings = TABLES[table]
    pairs = data.draw(st.lists(divided(strings), max_size=8))
    said, heard = [p[0] for p in pairs], [p[1] for p in pairs]
    words = [p[2] for p in pairs]

    plain = [align(a, b, costs) for a, b in zip(said, heard, strict=True)]
    own = [self_score(a, costs) for a in said]
    larger = [max(o, self_score(b, costs)) for o, b in zip(own, heard, strict=True)]
    fast = align_many(said, heard, costs, words=words)

    assert fast.raw.tolist() == [p.score for p in plain]
    share = [p.score / full if full else 0 for p, full in zip(plain, own, strict=True)]
    assert fast.norm == pytest.approx(share)
    share = [p.score / full if full else 0 for p, full in zip(plain, larger, strict=True)]
    assert fast.norm_max == pytest.approx(share)
    expected = [worst_word_score(p, w, costs) for p, w in zip(plain, words, strict=True)]
    assert fast.worst_word == pytest.approx(expected)

    without = align_many(said, heard, costs)
    assert without.raw.tolist() == fast.raw.tolist()
    assert without.worst_word is None


@given(divided(PHONE_STRINGS))
def test_words_share_out_the_whole_score(pair: tuple[str, str, tuple[int, ...]]) -> None:
    said, heard, words = pair
    if not said:
        return
    found = align(said, heard, COSTS)
    worst = worst_word_score(found, words, COSTS)
    assert worst <= found.score / self_score(said, COSTS) + 1e-9
    assert worst_word_score(found, [len(said)], COSTS) == pytest.approx(found.score / self_score(said, COSTS))


@pytest.mark.usefixtures("way")
def test_blocks_and_shapes_keep_their_order() -> None:
    """More pairs than one block holds, in several shapes."""
    said = [SYMBOLS[: n % 7] for n in range(10_000)]
    heard = [SYMBOLS[n % 5 : n % 5 + 4] for n in range(10_000)]
    raw = align_many(said, heard, COSTS).raw.tolist()
    known = {(a, b): align(a, b, COSTS).score for a, b in set(zip(said, heard, strict=True))}
    assert raw == [known[pair] for pair in zip(said, heard, strict=True)]


@pytest.mark.usefixtures("way")
def test_what_is_scored_together_is_scored_as_alone() -> None:
    """Strings of many lengths, with many ways that are equally good, in words of every division."""
    few = ["".join(chosen) for size in range(5) for chosen in product("ks", repeat=size)]
    rows = [
        (said, heard, (cut, len(said) - cut)) for said in few for heard in few for cut in range(len(said) + 1)
    ]
    said, heard, words = (list(column) for column in zip(*rows, strict=True))
    costs = whole_costs()
    together = align_many(said, heard, costs, words=words).worst_word
    plain = {pair: align(*pair, costs) for pair in set(zip(said, heard, strict=True))}
    alone = [worst_word_score(plain[a, b], w, costs) for a, b, w in rows]
    assert together is not None
    assert together == pytest.approx(alone)


@pytest.mark.usefixtures("way")
def test_one_perfect_word_does_not_hide_another() -> None:
    boris, starmer, banana = phones("B AO R IH S"), phones("S T AA R M ER"), phones("B AH N AE N AH")
    words = [(len(boris), len(starmer))]
    right = align_many([boris + starmer], [boris + starmer], COSTS, words=words)
    half = align_many([boris + starmer], [boris + banana], COSTS, words=words)
    assert right.worst_word is not None
    assert half.worst_word is not None
    assert right.worst_word[0] == pytest.approx(1)
    assert half.worst_word[0] < 0 < half.norm[0]


@pytest.mark.parametrize(
    ("said", "heard", "words", "message"),
    [
        pytest.param(["k"], [], None, "same length", id="lists differ"),
        pytest.param(["k"], ["k"], [], "same length", id="words missing"),
        pytest.param(["k", "ki"], ["k", "k"], [(1,), (1,)], "words of pair 1", id="words too short"),
        pytest.param(["ki"], ["k"], [(3, -1)], "words of pair 0", id="negative"),
    ],
)
def test_arguments_that_do_not_fit(
    said: list[str], heard: list[str], words: list[tuple[int, ...]] | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        align_many(said, heard, COSTS, words=words)


WHOLE, NUMBER, SCORE = np.arange(2), np.zeros(1, np.intp), np.zeros(1, np.float32)
#: Two strings of one phone each, a pair of the first two, and tables of two phones: see `_alignment.pyi`.
FITTING = {
    "said": (WHOLE, WHOLE, np.ones(2, np.intp), b""),
    "heard": (WHOLE, WHOLE, np.ones(2, np.intp)),
    "pairs": (NUMBER, NUMBER, np.zeros(1, np.bool_)),
    "tables": (np.zeros(4, np.float32), *[np.zeros(2, np.float32)] * 3),
    "scores": (SCORE.copy(), SCORE.copy()),
}


@pytest.mark.parametrize(
    ("part", "values", "message"),
    [
        pytest.param("said", (WHOLE + 1, WHOLE, WHOLE, b""), "no phone", id="unknown phone"),
        pytest.param("said", (WHOLE - 1, WHOLE, WHOLE, b""), "no phone", id="phone below zero"),
        pytest.param("said", (WHOLE, WHOLE, WHOLE + 1, b""), "beyond the end", id="too long"),
        pytest.param("said", (WHOLE, WHOLE + 9, WHOLE, b""), "beyond the end", id="begins too late"),
        pytest.param("said", (WHOLE, WHOLE, WHOLE, b"1"), "unlike sizes", id="too few ends"),
        pytest.param("heard", (WHOLE, WHOLE, WHOLE - 1), "beyond the end", id="length below zero"),
        pytest.param("heard", (WHOLE, WHOLE, NUMBER), "unlike sizes", id="a length missing"),
        pytest.param(
            "pairs", (NUMBER + 2, NUMBER, np.zeros(1, np.bool_)), "there is not", id="no such string"
        ),
        pytest.param("pairs", (NUMBER, NUMBER - 1, np.zeros(1, np.bool_)), "there is not", id="below zero"),
        pytest.param("pairs", (NUMBER, WHOLE, np.zeros(1, np.bool_)), "unlike sizes", id="half a pair"),
        pytest.param("tables", (SCORE, *[np.zeros(2, np.float32)] * 3), "unlike sizes", id="table too small"),
        pytest.param("scores", (SCORE.copy(), np.zeros(0, np.float32)), "unlike sizes", id="no room"),
    ],
)
def test_the_compiled_aligner_reads_nothing_that_is_not_there(
    part: str, values: tuple[object, ...], message: str
) -> None:
    compiled = pytest.importorskip("mondegreen.phonetics._alignment")
    assert compiled.scores(*(value for some in FITTING.values() for value in some)) is None
    with pytest.raises(ValueError, match=message):
        compiled.scores(*(value for some in (FITTING | {part: values}).values() for value in some))
