"""Rewrite the packs in `lexicons/` in their one canonical form; comments are kept.

    python tools/format_lexicons.py            rewrites what is not in it
    python tools/format_lexicons.py --check    fails if anything is not in it, and writes nothing

Every fault of a pack is shown as `path:line:col: what is wrong`.
"""

from __future__ import annotations

import os
import sys

from mondegreen.errors import MondegreenError
from mondegreen.lexicon_file import pack_paths, parse, read_text
from mondegreen.lexicon_writer import comments_of, dump


def main() -> int:
    """Rewrite, or look."""
    check = "--check" in sys.argv[1:]
    wrong = 0
    for pack in pack_paths().values():
        name = os.path.relpath(pack)
        try:
            text = read_text(pack)
            canonical = dump(parse(text, name), comments_of(text, name))
        except MondegreenError as error:
            print(error, file=sys.stderr)
            wrong += 1
            continue
        if text == canonical:
            continue
        if check:
            print(f"{name}: not in canonical form; run make format", file=sys.stderr)
            wrong += 1
        else:
            pack.write_text(canonical, encoding="utf-8", newline="\n")
            print(f"rewrote {name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
