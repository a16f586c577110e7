"""How long a single line of 50 MB takes to be opened and written with no edits; prints seconds.

Run as `python bench/big_line.py [megabytes]`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from mondegreen.document import apply
from mondegreen.files import read_text, write_atomic
from mondegreen.formats import read

_WORDS = b"and so the talks with the minister went on until it was late in the evening "


def main(megabytes: int) -> None:
    """Make the file, read it, write it elsewhere, and compare."""
    size = megabytes * 1_000_000
    data = (_WORDS * (size // len(_WORDS) + 1))[:size]
    with tempfile.TemporaryDirectory() as folder:
        path, copy = Path(folder, "line.txt"), Path(folder, "copy.txt")
        path.write_bytes(data)
        began = time.perf_counter()
        file = read_text(path)
        document = read(file.text, path.name)
        opened = time.perf_counter()
        middle = len(document.speech) // 2
        word = document.speech.index("minister", middle)
        edits = document.edits_for(word, word + len("minister"), "Mr Starmer")
        found = time.perf_counter()
        write_atomic(copy, file.encode(apply(document.raw, ())))
        written = time.perf_counter()
        assert copy.read_bytes() == data
        assert len(edits) == 1
    print(
        f"{megabytes} MB on one line: {opened - began:.2f} s to open, "
        f"{found - opened:.4f} s to find an edit, {written - found:.2f} s to write"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
