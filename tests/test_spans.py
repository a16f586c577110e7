"""Values of many runs of words at once, against loops over each."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mondegreen.spans import Spans

VALUES = st.lists(st.integers(-3, 3).map(float), min_size=1, max_size=12)


@given(values=VALUES, data=st.data())
def test_spans_are_what_loops_find(values: list[float], data: st.DataObject) -> None:
    ends = st.tuples(st.integers(0, len(values)), st.integers(0, len(values))).map(sorted)
    places = data.draw(st.lists(ends, max_size=8))
    spans = Spans([a for a, _ in places], [b for _, b in places])
    inside = [values[a:b] for a, b in places]
    array, flags = np.array(values), np.array(values) > 0
    assert len(spans) == len(places)
    assert spans.sizes.tolist() == [len(some) for some in inside]
    assert spans.least(array).tolist() == [min(some, default=0.0) for some in inside]
    assert spans.most(array).tolist() == [max(some, default=0.0) for some in inside]
    assert spans.total(array).tolist() == [sum(some) for some in inside]
    assert spans.mean(array).tolist() == [sum(some) / max(1, len(some)) for some in inside]
    assert spans.any(flags).tolist() == [any(v > 0 for v in some) for some in inside]
    assert spans.all(flags).tolist() == [all(v > 0 for v in some) for some in inside]


def test_a_text_without_words() -> None:
    nowhere = Spans([0], [0])
    assert nowhere.least(np.zeros(0)).tolist() == nowhere.mean(np.zeros(0)).tolist() == [0.0]
    assert nowhere.any(np.zeros(0, np.bool_)).tolist() == [False]
