"""YAML as nodes and as plain values; what is refused stands in the table of `test_lexicon_file`."""

from __future__ import annotations

import pytest
import yaml

from mondegreen import yaml_nodes
from mondegreen.errors import LexiconError
from mondegreen.yaml_nodes import Faults, Node, compose, pairs, read_plain


def test_read_plain() -> None:
    text = 'edits:\n  - {start: 394, heard: Qurstammer, note: "x: y"}\n'
    assert read_plain(text, "x.yaml") == {"edits": [{"start": "394", "heard": "Qurstammer", "note": "x: y"}]}
    with pytest.raises(LexiconError, match="stands twice"):
        read_plain("a: 1\na: 2\n", "x.yaml")


TEXT = """\
a: [x, "y"]   # a comment
b:
  - c: |
      one
      two
  - {d: z,
     e: zz}

f: ''
"""


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_nodes_know_where_they_stand(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "_LOADER", getattr(yaml, loader, yaml.SafeLoader))
    faults = Faults("x.yaml")
    root = compose(TEXT, faults)
    assert root is not None
    assert [(n.text, n.line, n.column) for n in root.strings()] == [
        *[("a", 1, 1), ("x", 1, 5), ("y", 1, 8)],
        *[("b", 2, 1), ("c", 3, 5), ("one\ntwo\n", 3, 8)],
        *[("d", 6, 6), ("z", 6, 9), ("e", 7, 6), ("zz", 7, 9)],
        *[("f", 9, 1), ("", 9, 4)],
    ]
    assert {TEXT[n.start : n.end].strip("'\"") for n in root.strings() if "\n" not in n.text} == {
        n.text for n in root.strings() if "\n" not in n.text
    }
    values: dict[str, Node] = {key.text: value for key, value in pairs(root, "the file", faults)}
    assert {name: value.kind for name, value in values.items()} == {"a": "list", "b": "list", "f": "string"}
    assert {name: value.last_line for name, value in values.items()} == {"a": 1, "b": 7, "f": 9}
    assert values["f"].quoted
    assert values["f"].described == "missing value"
