"""The fields of a lexicon's YAML: nodes to `Term`s, every fault reported at once; the shipped packs.

Start reading from `parse` (text to terms) and `FIELDS` (who reads which field); `load`, `load_packs` and
`pack_paths` wrap files around them. `yaml_nodes` knows YAML, `lexicon_writer` is the way back.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from mondegreen.errors import Diagnostic, FileError, LexiconError, MondegreenError
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term, TermTest, TermType
from mondegreen.yaml_nodes import MAX_SIZE, Faults, Node, compose, list_items, one_of, pairs, string, strings

# --- Files ----------------------------------------------------------------------------------------


def load(*paths: str | Path) -> Lexicon:
    """The terms of these YAML files, in order; a later file has the last word on a term that both have.

    Each term's `pack` is its file's name without the ending. Raises `FileError` if a file can't be read, and
    `LexiconError` with every fault of every file.
    """
    return _load(paths, shipped=False)


def _load(paths: Iterable[str | Path], *, shipped: bool) -> Lexicon:
    merged = Lexicon()
    faults: list[Diagnostic] = []
    for path in paths:
        try:
            merged += parse(read_text(path), str(path), Path(path).stem, shipped=shipped)
        except LexiconError as error:
            faults += error.diagnostics
    if faults:
        raise LexiconError(faults)
    return merged


def load_packs(names: Iterable[str] | None = None) -> Lexicon:
    """The shipped packs, or those named. Raises `MondegreenError` for an unknown name, else as `load`."""
    shipped = pack_paths()
    wanted = list(shipped) if names is None else [names] if isinstance(names, str) else list(names)
    for name in wanted:
        if name not in shipped:
            known = ", ".join(shipped) or "none"
            raise MondegreenError(
                f"no pack is called {name!r}; shipped are: {known}{_did_you_mean(name, shipped)}"
            )
    return _load((shipped[name] for name in wanted), shipped=True)


def pack_paths() -> dict[str, Path]:
    """The shipped packs by name ("geopolitics"), sorted: those of the wheel, or of the source checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "lexicons" / "en", here.parent.parent / "lexicons" / "en"):
        if folder.is_dir():
            return {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    return {}


def clean_paths() -> list[Path]:
    """The texts that are right as they stand, beside the packs: what lexicons must leave alone."""
    packs = pack_paths()
    folder = next(iter(packs.values())).parent.parent / "clean" if packs else None
    return sorted(folder.glob("*.txt")) if folder is not None else []


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file, without a byte order mark.

    Raises `FileError` if it can't be read, `LexiconError` at the first byte that is not UTF-8.
    """
    return decode(bytes_of(path), str(path))


def bytes_of(path: str | Path) -> bytes:
    """The bytes of a file that is not too large for a lexicon. Raises `FileError`."""
    where = Path(path)
    try:
        if where.is_dir():
            raise FileError(str(path), "is a directory; give a YAML file in it")
        with where.open("rb") as file:
            data = file.read(MAX_SIZE + 1)
    except ValueError:  # a NUL in the name
        raise FileError(str(path), "is not a file name") from None
    except OSError as error:
        raise FileError(str(path), f"can't be read ({error.strerror or error}); check the path") from error
    if len(data) > MAX_SIZE:
        raise FileError(str(path), f"is larger than {MAX_SIZE >> 20} MB; split it")
    return data


def decode(data: bytes, path: str) -> str:
    """`data` as UTF-8 without a byte order mark. Raises `LexiconError` at the first byte that is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # With a byte order mark, `error.object` is what follows it.
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        byte = error.object[error.start]
        message = f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8"
        raise LexiconError([Diagnostic(path, line, column, message)]) from error


# --- Nodes to terms -------------------------------------------------------------------------------


def parse(text: str, path: str, pack: str = "", *, shipped: bool = False) -> Lexicon:
    """The lexicon in a YAML text; `path` is what diagnostics call it, `pack` and `shipped` go into every term.

    Raises `LexiconError` with every fault found, in file order.
    """
    faults = Faults(path)
    root = compose(text.removeprefix("\ufeff"), faults)
    entries = read_entries(root, pack, faults, shipped=shipped)
    faults.check()
    return Lexicon(tuple(entry.term for entry in entries))


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with the node that it was read from, and those of its fields by name: their keys and their values."""

    term: Term
    node: Node
    keys: Mapping[str, Node]
    values: Mapping[str, Node]


_START = "a lexicon begins with `terms:`, a list of entries (`- term: Keir Starmer`)"


def read_entries(root: Node | None, pack: str, faults: Faults, *, shipped: bool = False) -> list[Entry]:
    """The entries below the root of a lexicon, as far as they can be read; `faults` takes what is wrong.

    Of a field with a fault, what could be read of it stands in the term.
    """
    if root is None:
        faults.at(1, 1, f"the file is empty; {_START}")
        return []
    if root.kind != "mapping":
        faults.add(root, f"the top level is a {root.kind}; {_START}")
        return []
    entries: Node | None = None
    for key, value in pairs(root, "the file", faults):
        if key.text == "terms":
            entries = value
        else:
            faults.add(key, f"unknown key `{key.text}`; only `terms` stands at the top level")
    if entries is None:
        if not faults.found:
            faults.add(root, f"`terms` is missing; {_START}")
        return []
    if entries.kind != "list":
        faults.add(entries, f"`terms` must be a list, not a {entries.described}; {_START}, or is `[]`")
        return []
    names: dict[str, tuple[str, int]] = {}  # spelling -> the term that has it, and the line
    origin = {"pack": pack, "shipped": shipped}
    found = (_read_entry(node, origin, names, faults) for node in entries.items)
    return [entry for entry in found if entry is not None]


def _read_entry(
    node: Node, origin: Mapping[str, Any], names: dict[str, tuple[str, int]], faults: Faults
) -> Entry | None:
    if node.kind != "mapping":
        example = node.text if node.kind == "string" and node.text else "Keir Starmer"
        faults.add(node, f"an entry must be a mapping, not a {node.described}; write `- term: {example}`")
        return None
    values = dict(origin)
    nodes: dict[str, Node] = {}
    keys: dict[str, Node] = {}
    for key, value in pairs(node, "this entry", faults):
        read = FIELDS.get(key.text)
        if read is None:
            faults.add(key, f"unknown field `{key.text}`{_did_you_mean(key.text, FIELDS)}")
            continue
        values[key.text] = read(value, key.text, faults)
        nodes[key.text], keys[key.text] = value, key
    if "term" not in nodes:
        faults.add(node, "`term` is missing; every entry needs one")
        return None
    if not values["term"]:
        return None
    term = Term(**values)
    _check_names(term, nodes, names, faults)
    _check_mishearings(term, nodes, faults)
    return Entry(term, node, keys, nodes)


def _check_names(
    term: Term, nodes: Mapping[str, Node], names: dict[str, tuple[str, int]], faults: Faults
) -> None:
    """A right spelling belongs to one entry only, and stands there once."""
    own = nodes["term"]
    if (other := names.get(term.term)) is not None:
        owner, line = other
        if owner == term.term:
            faults.add(own, f"the term {term.term!r} has an entry on line {line} already; join the two")
        else:
            faults.add(
                own, f"{term.term!r} is an alias of {owner!r} on line {line} already; keep one of the two"
            )
    names.setdefault(term.term, (term.term, own.line))
    for item in _string_items(nodes.get("aliases")):
        if item.text == term.term:
            faults.add(item, f"the alias {item.text!r} is the term itself; take it out")
        elif (other := names.get(item.text)) is not None and other[0] != term.term:
            owner, line = other
            what = "a term of its own" if owner == item.text else f"an alias of {owner!r}"
            faults.add(item, f"the alias {item.text!r} is {what} on line {line} already; keep one of the two")
        names.setdefault(item.text, (term.term, item.line))
    for item in _string_items(nodes.get("never")):
        if item.text == term.term or item.text in term.aliases:
            faults.add(
                item, f"`never` holds {item.text!r}, a right form of this term; take it out of one place"
            )


def _check_mishearings(term: Term, nodes: Mapping[str, Node], faults: Faults) -> None:
    """A mishearing is wrong, listed once, and not forbidden by `never`."""
    if "mishearings" not in nodes:
        return
    right = {name.casefold(): name for name in (term.term, *term.aliases)}
    seen: set[str] = set()
    for node in nodes["mishearings"].items:
        item = text_of(node)
        if item.kind != "string":
            continue
        folded = item.text.casefold()
        if folded in right:
            faults.add(item, f"the mishearing {item.text!r} is the right form {right[folded]!r}; take it out")
        elif folded in seen:
            faults.add(item, f"the mishearing {item.text!r} is listed twice; keep one")
        elif item.text in term.never:
            faults.add(item, f"{item.text!r} is a mishearing and in `never`; keep one of the two")
        seen.add(folded)


def text_of(node: Node) -> Node:
    """Where the text of a mishearing stands: the node itself, or the value of its `text`."""
    pairs_of = zip(node.items[::2], node.items[1::2], strict=True) if node.kind == "mapping" else ()
    return next((value for key, value in pairs_of if key.text == "text"), node)


def _string_items(node: Node | None) -> list[Node]:
    return [n for n in node.items if n.kind == "string"] if node is not None else []


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    names = list(known)
    close = difflib.get_close_matches(name.lower(), names, n=1)
    if close:
        return f"; did you mean `{close[0]}`?"
    return f"; known are {', '.join(names)}" if names else ""


def read_surname(node: Node, field: str, faults: Faults) -> str | None:
    """The part of a name that is used alone; "" only where it is quoted."""
    # `surname: ""` is meant: this person is never called by the surname alone. `surname:` is a slip.
    if node.kind == "string" and node.quoted and not node.text:
        return ""
    return string(node, field, faults)


def read_type(node: Node, field: str, faults: Faults) -> TermType | None:
    """What the term names."""
    return one_of({t.value: t for t in TermType}, node, field, faults)


def read_apply(node: Node, field: str, faults: Faults) -> Apply:
    """When a correction may be made."""
    return one_of({a.value: a for a in Apply}, node, field, faults) or Apply.AUTO


def read_bool(node: Node, field: str, faults: Faults) -> bool | None:
    """`true` or `false`."""
    return one_of({"true": True, "false": False}, node, field, faults)


_COUNT = re.compile(r"[1-9][0-9]{0,8}")


def read_count(node: Node, field: str, faults: Faults) -> int:
    """A whole number from 1."""
    if node.kind == "string" and _COUNT.fullmatch(node.text):
        return int(node.text)
    faults.add(node, f"`{field}` must be a whole number from 1, not {node.text or node.described!r}")
    return 1


_URL = re.compile(r"https?://[^\s/?#@:]*[^\W_][^\s/?#@:]*(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
# `seeds/duran-2024-09-13.txt` or `notes.txt`; not `/etc/x`, `../x`, `Wikipedia` or `gov.uk/people`.
PATH_PATTERN: Final = r"(?:(?:\w[\w+-]*/)+[\w+.-]*\w|\w[\w+-]*\.\w+)"
_PATH = re.compile(PATH_PATTERN)


def is_source(text: str) -> bool:
    """Whether `text` may be a `source`: an address, or a path in the repository."""
    return bool(_URL.fullmatch(text) or (_PATH.fullmatch(text) and ".." not in text))


def read_source(node: Node, field: str, faults: Faults) -> str | None:
    """Where something was seen: an address, or a path in the repository."""
    text = string(node, field, faults)
    if text is None or is_source(text):
        return text
    faults.add(node, f"`{field}` must be an address (https://...) or a path in the repository, not {text!r}")
    return text


def read_mishearings(node: Node, field: str, faults: Faults) -> tuple[Mishearing, ...]:
    """Wrong forms, plain or with where they were seen."""
    found: list[Mishearing] = []
    for item in list_items(node, field, faults):
        if item.kind != "mapping":
            if text := string(item, field, faults):
                found.append(Mishearing(text))
            continue
        values: dict[str, Any] = {}
        for key, value in pairs(item, "this mishearing", faults):
            read = MISHEARING_FIELDS.get(key.text)
            if read is None:
                hint = _did_you_mean(key.text, MISHEARING_FIELDS)
                faults.add(key, f"unknown field `{key.text}` in a mishearing{hint}")
            else:
                values["stands_for" if key.text == "for" else key.text] = read(value, key.text, faults)
        if "text" not in values:
            faults.add(item, "`text` is missing: the wrong form that was heard")
        elif values["text"]:
            if values["text"] == values.get("stands_for"):
                faults.add(item, f"the mishearing {values['text']!r} stands for itself; take it out")
            found.append(Mishearing(**values))
    return tuple(found)


def read_tests(node: Node, field: str, faults: Faults) -> tuple[TermTest, ...]:
    """Sentences to fix, and sentences to keep."""
    if node.kind != "mapping":
        faults.add(node, f"`tests` must be a mapping of `fix` and `keep`, not a {node.described}")
        return ()
    if not node.items:
        faults.add(node, "`tests` is empty; give `fix` or `keep`, or leave it out")
    fix: list[TermTest] = []
    keep: tuple[str, ...] = ()
    for key, value in pairs(node, "`tests`", faults):
        if key.text == "fix":
            fix = [t for item in list_items(value, "fix", faults) if (t := _fix(item, faults)) is not None]
        elif key.text == "keep":
            keep = strings(value, "keep", faults)
        else:
            faults.add(
                key, f"unknown field `{key.text}` in `tests`{_did_you_mean(key.text, ('fix', 'keep'))}"
            )
    return (*fix, *(TermTest(sentence, sentence) for sentence in keep))


def _fix(node: Node, faults: Faults) -> TermTest | None:
    if node.kind != "mapping":
        faults.add(node, f'a `fix` must be {{said: "...", want: "..."}}, not a {node.described}')
        return None
    values: dict[str, str | None] = {}
    for key, value in pairs(node, "this `fix`", faults):
        if key.text in ("said", "want"):
            values[key.text] = string(value, key.text, faults)
        else:
            faults.add(
                key, f"unknown field `{key.text}` in a `fix`{_did_you_mean(key.text, ('said', 'want'))}"
            )
    for name in ("said", "want"):
        if name not in values:
            faults.add(node, f"`{name}` is missing in a `fix`")
    said, want = values.get("said"), values.get("want")
    if said is None or want is None:
        return None
    if said == want:
        faults.add(node, "`said` and `want` are the same; a sentence that must stay belongs under `keep`")
    return TermTest(said, want)


Reader: TypeAlias = Callable[[Node, str, Faults], object]
#: Who reads which field, in canonical order.
FIELDS: Final[dict[str, Reader]] = {
    "term": string,
    "type": read_type,
    "surname": read_surname,
    "aliases": strings,
    "mishearings": read_mishearings,
    "sounds_like": strings,
    "context": strings,
    "never": strings,
    "apply": read_apply,
    "plural": read_bool,
    "source": read_source,
    "note": string,
    "tests": read_tests,
}
#: The same for the fields of a mishearing.
MISHEARING_FIELDS: Final[dict[str, Reader]] = {
    "text": string,
    "for": string,
    "source": read_source,
    "count": read_count,
}
