"""YAML <-> `Lexicon`: strict reading that reports every fault at once, and one canonical way of writing.

Start reading from `parse` (text to terms) and `dump` (terms to text); `load`, `load_packs` and `pack_paths`
wrap files around them. Two laws hold: `parse(dump(x)) == x` for a valid lexicon in canonical order, and
`dump` of what it wrote gives the same text again.

Only a plain subset of YAML is read: one document of mappings, lists and strings. Every scalar stays the
string that was written (`NO`, `1.10`, `2024`, `null`), since those are names here; only `plural` and `count`
are typed. Anchors, aliases and tags are refused. The tree is built from parser events and not by PyYAML's
composer, which recurses, and spends half of its time resolving types that nobody wants.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

import yaml

from mondegreen.errors import Diagnostic, FileError, LexiconError, MondegreenError
from mondegreen.lexicon import Apply, Lexicon, Mishearing, Term, TermTest, TermType
from mondegreen.text import fold

#: A file above this many bytes (or a text above this many code points) is refused.
MAX_SIZE: Final = 32 * 1024 * 1024
#: Mappings and lists may stand this deep in each other; an entry needs 6.
MAX_DEPTH: Final = 20
#: `dump` writes a list on one line while the line stays within this many columns.
WIDTH: Final = 110

#: What `read_plain` gives: strings, lists and mappings of strings.
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"

_T = TypeVar("_T")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# --- Files ----------------------------------------------------------------------------------------


def load(*paths: str | Path) -> Lexicon:
    """The terms of these YAML files, in order; a later file has the last word on a term that both have.

    Each term's `pack` is its file's name without the ending. Raises `FileError` if a file can't be read, and
    `LexiconError` with every fault of every file.
    """
    merged = Lexicon()
    faults: list[Diagnostic] = []
    for path in paths:
        try:
            merged += parse(read_text(path), str(path), Path(path).stem)
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
    return load(*(shipped[name] for name in wanted))


def pack_paths() -> dict[str, Path]:
    """The shipped packs by name ("geopolitics"), sorted: those of the wheel, or of the source checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "lexicons" / "en", here.parent.parent / "lexicons" / "en"):
        if folder.is_dir():
            return {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    return {}


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file, without a byte order mark.

    Raises `FileError` if it can't be read, `LexiconError` at the first byte that is not UTF-8.
    """
    where = Path(path)
    try:
        if where.is_dir():
            raise FileError(str(path), "is a directory; give a YAML file in it")
        with where.open("rb") as file:
            data = file.read(MAX_SIZE + 1)
    except OSError as error:
        raise FileError(str(path), f"can't be read ({error.strerror or error}); check the path") from error
    if len(data) > MAX_SIZE:
        raise FileError(str(path), f"is larger than {MAX_SIZE >> 20} MB; split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # With a byte order mark, `error.object` is what follows it.
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        byte = error.object[error.start]
        message = f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8"
        raise LexiconError([Diagnostic(str(path), line, column, message)]) from error


# --- Text to nodes --------------------------------------------------------------------------------


class _Node:
    """A "string", a "list" of `items`, or a "mapping" whose `items` are key, value, key, value ..."""

    __slots__ = ("column", "items", "kind", "line", "quoted", "text")

    def __init__(self, kind: str, text: str, line: int, column: int, quoted: bool = False) -> None:
        self.kind = kind
        self.text = text
        self.items: list[_Node] = []
        self.line = line
        self.column = column
        self.quoted = quoted


@dataclass
class _Faults:
    """The faults found so far in the file called `path`."""

    path: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, node: _Node, message: str) -> None:
        self.at(node.line, node.column, message)

    def at(self, line: int, column: int, message: str) -> None:
        self.found.append(Diagnostic(self.path, line, column, message))

    def check(self) -> None:
        """Raise `LexiconError` if there are any, in file order."""
        if self.found:
            raise LexiconError(sorted(self.found, key=lambda d: (d.line, d.column)))


_NOT_YAML = re.compile("[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
#: What PyYAML says, and what to do about it.
_HINTS = {
    "mapping values are not allowed": "quote a value that contains ': ' (\"like: this\")",
    "cannot start any token": "indent with spaces, and quote a value that begins with @, ` or %",
    "found unexpected end of stream": "a quotation mark or bracket is not closed",
    "did not find expected key": "check the indentation and the quotation marks here",
    "did not find expected '-' indicator": "check the indentation: list items begin with '- ' in one column",
    "did not find expected ',' or ']'": "close the bracket, and quote a value that contains one",
    "did not find expected ',' or '}'": "close the brace, and quote a value that contains ',' or '}'",
    "could not find expected ':'": "a field is written `name: value`",
}


def _compose(text: str, faults: _Faults) -> _Node | None:
    """The tree of a YAML text; None if there is nothing in it. Faults of YAML itself are raised here."""
    if len(text) > MAX_SIZE:
        faults.at(1, 1, f"the text is larger than {MAX_SIZE >> 20} MB; split it")
        faults.check()
    for match in _NOT_YAML.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        line, column = text.count("\n", 0, start) + 1, match.start() - start + 1
        faults.at(
            line, column, f"the control character {_code(match.group())} may not stand in YAML; delete it"
        )
    faults.check()
    try:
        root = _from_events(text, faults)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "can't be read"
        hint = next((f"; {hint}" for start, hint in _HINTS.items() if start in problem), "")
        faults.at(mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, f"not YAML: {problem}{hint}")
        root = None
    faults.check()
    return root


def _from_events(text: str, faults: _Faults) -> _Node | None:
    root: _Node | None = None
    open_items: list[list[_Node]] = []
    documents = 0
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            mark = event.start_mark
            node = _Node("string", event.value, mark.line + 1, mark.column + 1, bool(event.style))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            mark = event.start_mark
            is_mapping = kind is yaml.MappingStartEvent
            node = _Node("mapping" if is_mapping else "list", "", mark.line + 1, mark.column + 1)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            open_items.pop()
            continue
        elif kind is yaml.AliasEvent:
            mark = event.start_mark
            node = _Node("string", "", mark.line + 1, mark.column + 1)
            what = f"aliases (*{event.anchor}) are not read; write the value out"
            faults.add(node, f"{what}, or quote it if it begins with *")
        else:
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents == 2:
                    mark = event.start_mark
                    faults.at(
                        mark.line + 1, mark.column + 1, "a second document begins here; use one file each"
                    )
                    return root
            continue
        if kind is not yaml.AliasEvent:
            if event.anchor is not None:
                faults.add(
                    node, f"anchors (&{event.anchor}) are not read; quote the value if it begins with &"
                )
            if event.tag is not None:
                faults.add(node, f"tags ({event.tag}) are not read; quote the value if it begins with !")
        if open_items:
            open_items[-1].append(node)
        else:
            root = node
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            open_items.append(node.items)
            if len(open_items) > MAX_DEPTH:
                faults.add(node, f"nested deeper than {MAX_DEPTH}; a lexicon needs 6")
                return root
    return root


def read_plain(text: str, path: str) -> Plain:
    """Any YAML of the product as strings, lists and mappings; a scalar stays the string that was written.

    Raises `LexiconError` for what `parse` refuses in every file: broken YAML, anchors, tags, repeated keys.
    """
    faults = _Faults(path)
    root = _compose(text.removeprefix("\ufeff"), faults)
    plain = _plain(root, faults) if root is not None else ""
    faults.check()
    return plain


def _plain(node: _Node, faults: _Faults) -> Plain:
    if node.kind == "mapping":
        return {key.text: _plain(value, faults) for key, value in _pairs(node, "this mapping", faults)}
    if node.kind == "list":
        return [_plain(item, faults) for item in node.items]
    return node.text


# --- Nodes to terms -------------------------------------------------------------------------------


def parse(text: str, path: str, pack: str = "") -> Lexicon:
    """The lexicon in a YAML text; `path` is what diagnostics call it, `pack` goes into every term.

    Raises `LexiconError` with every fault found, in file order.
    """
    faults = _Faults(path)
    root = _compose(text.removeprefix("\ufeff"), faults)
    terms = _read_terms(root, pack, faults)
    faults.check()
    return Lexicon(tuple(terms))


_START = "a lexicon begins with `terms:`, a list of entries (`- term: Keir Starmer`)"


def _read_terms(root: _Node | None, pack: str, faults: _Faults) -> list[Term]:
    if root is None:
        faults.at(1, 1, f"the file is empty; {_START}")
        return []
    if root.kind != "mapping":
        faults.add(root, f"the top level is a {root.kind}; {_START}")
        return []
    entries: _Node | None = None
    for key, value in _pairs(root, "the file", faults):
        if key.text == "terms":
            entries = value
        else:
            faults.add(key, f"unknown key `{key.text}`; only `terms` stands at the top level")
    if entries is None:
        if not faults.found:
            faults.add(root, f"`terms` is missing; {_START}")
        return []
    if entries.kind != "list":
        faults.add(entries, f"`terms` must be a list, not a {_kind(entries)}; {_START}, or is `[]`")
        return []
    names: dict[str, tuple[str, int]] = {}  # spelling -> the term that has it, and the line
    terms: list[Term] = []
    for node in entries.items:
        term = _read_entry(node, pack, names, faults)
        if term is not None:
            terms.append(term)
    return terms


def _read_entry(node: _Node, pack: str, names: dict[str, tuple[str, int]], faults: _Faults) -> Term | None:
    if node.kind != "mapping":
        example = node.text if node.kind == "string" and node.text else "Keir Starmer"
        faults.add(node, f"an entry must be a mapping, not a {_kind(node)}; write `- term: {example}`")
        return None
    values: dict[str, Any] = {"pack": pack}
    nodes: dict[str, _Node] = {}
    for key, value in _pairs(node, "this entry", faults):
        read = _FIELDS.get(key.text)
        if read is None:
            faults.add(key, f"unknown field `{key.text}`{_did_you_mean(key.text, _FIELDS)}")
            continue
        values[key.text] = read(value, key.text, faults)
        nodes[key.text] = value
    if "term" not in nodes:
        faults.add(node, "`term` is missing; every entry needs one")
        return None
    if not values["term"]:
        return None
    term = Term(**values)
    _check_names(term, nodes, names, faults)
    _check_mishearings(term, nodes, faults)
    return term


def _check_names(
    term: Term, nodes: Mapping[str, _Node], names: dict[str, tuple[str, int]], faults: _Faults
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


def _check_mishearings(term: Term, nodes: Mapping[str, _Node], faults: _Faults) -> None:
    """A mishearing is wrong, listed once, and not forbidden by `never`."""
    if "mishearings" not in nodes:
        return
    right = {name.casefold(): name for name in (term.term, *term.aliases)}
    seen: set[str] = set()
    for node in nodes["mishearings"].items:
        item = node
        if node.kind == "mapping":
            item = next(
                (v for k, v in zip(node.items[::2], node.items[1::2], strict=True) if k.text == "text"), node
            )
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


def _pairs(node: _Node, where: str, faults: _Faults) -> Iterator[tuple[_Node, _Node]]:
    """The keys and values of a mapping; keys that repeat, or are no strings, are faults and left out."""
    seen: dict[str, int] = {}
    items = iter(node.items)
    for key, value in zip(items, items, strict=True):
        if key.kind != "string":
            faults.add(key, f"a key must be a string, not a {key.kind}")
        elif key.text in seen:
            faults.add(key, f"`{key.text}` stands twice in {where} (line {seen[key.text]}); keep one")
        else:
            seen[key.text] = key.line
            yield key, value


def _string_items(node: _Node | None) -> list[_Node]:
    return [n for n in node.items if n.kind == "string"] if node is not None else []


def _kind(node: _Node) -> str:
    return node.kind if node.kind != "string" or node.text else "missing value"


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    names = list(known)
    close = difflib.get_close_matches(name.lower(), names, n=1)
    if close:
        return f"; did you mean `{close[0]}`?"
    return f"; known are {', '.join(names)}" if names else ""


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


# Direction marks, zero-width characters and the soft hyphen: invisible, so a reviewer can't see what they do.
_INVISIBLE = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]"
)
_ODD_SPACE = re.compile(r"[^\S ]")


def _string(node: _Node, field: str, faults: _Faults) -> str | None:
    """A string on one line without stray space or invisible characters; None if it is none."""
    text = node.text
    if node.kind != "string":
        faults.add(node, f"`{field}` must be a string, not a {node.kind}")
        return None
    if not text:
        faults.add(node, f"`{field}` is empty; give a value or leave it out")
        return None
    if text[0] == " " or text[-1] == " " or "  " in text:
        faults.add(node, f"`{field}` has space before, behind or twice within {text!r}; use single spaces")
    if not text.isprintable():
        if "\n" in text or "\r" in text:
            faults.add(node, f"`{field}` goes over a line; write it on one")
        elif match := _INVISIBLE.search(text):
            faults.add(node, f"`{field}` holds the invisible character {_code(match.group())}; delete it")
        elif match := _ODD_SPACE.search(text):
            faults.add(node, f"`{field}` holds the space {_code(match.group())}; use a plain one")
    return text


def _surname(node: _Node, field: str, faults: _Faults) -> str | None:
    # `surname: ""` is meant: this person is never called by the surname alone. `surname:` is a slip.
    if node.kind == "string" and node.quoted and not node.text:
        return ""
    return _string(node, field, faults)


def _list(node: _Node, field: str, faults: _Faults) -> list[_Node]:
    if node.kind != "list":
        hint = f"; write `{field}: [{node.text}]`" if node.kind == "string" and node.text else ""
        faults.add(node, f"`{field}` must be a list, not a {_kind(node)}{hint}")
        return []
    if not node.items:
        faults.add(node, f"`{field}` is empty; give a value or leave it out")
    return node.items


def _strings(node: _Node, field: str, faults: _Faults) -> tuple[str, ...]:
    seen: set[str] = set()
    for item in _list(node, field, faults):
        text = _string(item, field, faults)
        if text is None:
            continue
        if text in seen:
            faults.add(item, f"`{field}` lists {text!r} twice; keep one")
        seen.add(text)
    return tuple(item.text for item in node.items)


def _type(node: _Node, field: str, faults: _Faults) -> TermType | None:
    return _one_of({t.value: t for t in TermType}, node, field, faults)


def _apply(node: _Node, field: str, faults: _Faults) -> Apply:
    return _one_of({a.value: a for a in Apply}, node, field, faults) or Apply.AUTO


def _bool(node: _Node, field: str, faults: _Faults) -> bool | None:
    return _one_of({"true": True, "false": False}, node, field, faults)


def _one_of(allowed: Mapping[str, _T], node: _Node, field: str, faults: _Faults) -> _T | None:
    if node.kind == "string" and node.text in allowed:
        return allowed[node.text]
    got = f"{node.text!r}" if node.kind == "string" and node.text else f"a {_kind(node)}"
    faults.add(node, f"`{field}` must be one of {', '.join(allowed)}; not {got}")
    return None


_COUNT = re.compile(r"[1-9][0-9]{0,8}")


def _count(node: _Node, field: str, faults: _Faults) -> int:
    if node.kind == "string" and _COUNT.fullmatch(node.text):
        return int(node.text)
    faults.add(node, f"`{field}` must be a whole number from 1, not {node.text or _kind(node)!r}")
    return 1


_URL = re.compile(r"https?://[^\s/?#@:]*[^\W_][^\s/?#@:]*(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
# `seeds/duran-2024-09-13.txt` or `notes.txt`; not `/etc/x`, `../x`, `Wikipedia` or `gov.uk/people`.
_PATH = re.compile(r"(?:\w[\w+-]*/)+[\w+.-]*\w|\w[\w+-]*\.\w+")


def _source(node: _Node, field: str, faults: _Faults) -> str | None:
    text = _string(node, field, faults)
    if text is None or _URL.fullmatch(text) or (_PATH.fullmatch(text) and ".." not in text):
        return text
    faults.add(node, f"`{field}` must be an address (https://...) or a path in the repository, not {text!r}")
    return text


def _mishearings(node: _Node, field: str, faults: _Faults) -> tuple[Mishearing, ...]:
    found: list[Mishearing] = []
    for item in _list(node, field, faults):
        if item.kind != "mapping":
            if text := _string(item, field, faults):
                found.append(Mishearing(text))
            continue
        values: dict[str, Any] = {}
        for key, value in _pairs(item, "this mishearing", faults):
            read = _MISHEARING_FIELDS.get(key.text)
            if read is None:
                hint = _did_you_mean(key.text, _MISHEARING_FIELDS)
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


def _tests(node: _Node, field: str, faults: _Faults) -> tuple[TermTest, ...]:
    if node.kind != "mapping":
        faults.add(node, f"`tests` must be a mapping of `fix` and `keep`, not a {_kind(node)}")
        return ()
    if not node.items:
        faults.add(node, "`tests` is empty; give `fix` or `keep`, or leave it out")
    fix: list[TermTest] = []
    keep: tuple[str, ...] = ()
    for key, value in _pairs(node, "`tests`", faults):
        if key.text == "fix":
            fix = [t for item in _list(value, "fix", faults) if (t := _fix(item, faults)) is not None]
        elif key.text == "keep":
            keep = _strings(value, "keep", faults)
        else:
            faults.add(
                key, f"unknown field `{key.text}` in `tests`{_did_you_mean(key.text, ('fix', 'keep'))}"
            )
    return (*fix, *(TermTest(sentence, sentence) for sentence in keep))


def _fix(node: _Node, faults: _Faults) -> TermTest | None:
    if node.kind != "mapping":
        faults.add(node, f'a `fix` must be {{said: "...", want: "..."}}, not a {_kind(node)}')
        return None
    values: dict[str, str | None] = {}
    for key, value in _pairs(node, "this `fix`", faults):
        if key.text in ("said", "want"):
            values[key.text] = _string(value, key.text, faults)
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


_FIELDS: Final[dict[str, Callable[[_Node, str, _Faults], object]]] = {
    "term": _string,
    "type": _type,
    "surname": _surname,
    "aliases": _strings,
    "mishearings": _mishearings,
    "sounds_like": _strings,
    "context": _strings,
    "never": _strings,
    "apply": _apply,
    "plural": _bool,
    "source": _source,
    "note": _string,
    "tests": _tests,
}
_MISHEARING_FIELDS: Final[dict[str, Callable[[_Node, str, _Faults], object]]] = {
    "text": _string,
    "for": _string,
    "source": _source,
    "count": _count,
}


# --- Terms to text --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a lexicon file, with their "#": before `terms`, by term, and after the last entry."""

    header: tuple[str, ...] = ()
    by_term: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    footer: tuple[str, ...] = ()


def dump(terms: Lexicon | Iterable[Term], comments: Comments | None = None) -> str:
    """Canonical YAML: terms by folded spelling, fields in fixed order, quotes only where they are needed.

    `pack` is not written. Of `tests`, the `fix` ones come first. `comments` (see `comments_of`) go above the
    entries that they belong to.
    """
    comments = comments or Comments()
    ordered = sorted(
        terms.terms if isinstance(terms, Lexicon) else terms, key=lambda t: (fold(t.term), t.term)
    )
    lines = [*comments.header, "terms:" if ordered else "terms: []"]
    for term in ordered:
        lines += [f"  {line}" for line in comments.by_term.get(term.term, ())]
        lines += [("  - " if k == 0 else "    ") + line for k, line in enumerate(_entry_lines(term))]
    return "\n".join([*lines, *comments.footer]) + "\n"


def _entry_lines(term: Term) -> list[str]:
    lines = [f"term: {_scalar(term.term)}"]
    if term.type is not None:
        lines.append(f"type: {term.type.value}")
    if term.surname is not None:
        lines.append(f"surname: {_scalar(term.surname)}")
    lines += _list_lines("aliases", [[a] for a in term.aliases], 4)
    lines += _list_lines("mishearings", [_mishearing_parts(m) for m in term.mishearings], 4)
    lines += _list_lines("sounds_like", [[s] for s in term.sounds_like], 4)
    lines += _list_lines("context", [[c] for c in term.context], 4)
    lines += _list_lines("never", [[n] for n in term.never], 4)
    if term.apply is not Apply.AUTO:
        lines.append(f"apply: {term.apply.value}")
    if term.plural is not None:
        lines.append(f"plural: {'true' if term.plural else 'false'}")
    if term.source is not None:
        lines.append(f"source: {_scalar(term.source)}")
    if term.note is not None:
        lines.append(f"note: {_scalar(term.note)}")
    if term.tests:
        fix: list[list[str | tuple[str, str]]] = []
        keep: list[list[str | tuple[str, str]]] = []
        for test in term.tests:
            if test.said == test.want:
                keep.append([test.said])
            else:
                fix.append([("said", test.said), ("want", test.want)])
        lines.append("tests:")
        lines += [f"  {line}" for line in _list_lines("fix", fix, 6) + _list_lines("keep", keep, 6)]
    return lines


def _mishearing_parts(m: Mishearing) -> list[str | tuple[str, str]]:
    if m.source is None and m.count == 1 and m.stands_for is None:
        return [m.text]
    parts: list[str | tuple[str, str]] = [("text", m.text)]
    if m.stands_for is not None:
        parts.append(("for", m.stands_for))
    if m.source is not None:
        parts.append(("source", m.source))
    if m.count != 1:
        parts.append(("count", str(m.count)))
    return parts


def _list_lines(
    name: str, items: list[list[str | tuple[str, str]]] | list[list[str]], indent: int
) -> list[str]:
    """The lines of a list of strings and mappings; `indent` is the column that the field will stand in."""
    if not items:
        return []
    strings = [_scalar(part, flow=True) for item in items for part in item if isinstance(part, str)]
    if len(strings) == len(items):  # strings only
        line = f"{name}: [{', '.join(strings)}]"
        if indent + len(line) <= WIDTH:
            return [line]
    lines = [f"{name}:"]
    for item in items:
        pairs = [part for part in item if not isinstance(part, str)]
        if not pairs:
            lines += [f"  - {_scalar(part)}" for part in item if isinstance(part, str)]
            continue
        line = "  - {" + ", ".join(f"{k}: {_typed(k, v, flow=True)}" for k, v in pairs) + "}"
        if indent + len(line) <= WIDTH:
            lines.append(line)
        else:
            lines += [
                ("  - " if n == 0 else "    ") + f"{k}: {_typed(k, v)}" for n, (k, v) in enumerate(pairs)
            ]
    return lines


def _typed(key: str, value: str, flow: bool = False) -> str:
    return value if key == "count" else _scalar(value, flow=flow)


# What some YAML reader takes for another type: "NO", "1.10", "2024-09-13", "12:30:00", "0x1F", "null", "=".
_TYPED = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)|~|=|<<|[-+]?\.(?i:inf)|\.(?i:nan)"
    r"|[-+]?(?:0b[01_]+|0o[0-7_]+|0x[\da-fA-F_]+|[\d_.]+(?:[eE][-+]?\d+)?|\d[\d_]*(?::\d\d?)+(?:\.[\d_]*)?)"
    r"|\d{4}-\d\d?-\d\d?(?:[Tt ].*)?"
)
# Characters that mean something to YAML at the start; some of them only before a space, but who remembers?
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def _scalar(text: str, flow: bool = False) -> str:
    """`text` as a YAML scalar: plain if every reader gives the same string back, else quoted."""
    if not text.isprintable():
        return '"' + "".join(c if c.isprintable() and c not in '"\\' else _escape(c) for c in text) + '"'
    if (
        text
        and text[0] not in _INDICATORS
        and text[0] != " "
        and text[-1] not in " :"
        and ": " not in text
        and " #" not in text
        and not (flow and any(c in ",[]{}?" for c in text))
        and not _TYPED.fullmatch(text)
    ):
        return text
    if ('"' in text or "\\" in text) and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


_LINE_END = re.compile("\r\n|[\n\r\\x85\\u2028\\u2029]")
_COMMENT = re.compile("#[^\\n\\r\\x85\\u2028\\u2029]*")


def comments_of(text: str, path: str) -> Comments:
    """The comments of a lexicon, so that rewriting it loses none of them. Raises `LexiconError` as `parse`.

    A comment inside an entry or behind one of its values belongs to that entry.
    """
    text = text.removeprefix("\ufeff")
    terms = parse(text, path).terms
    scalars: list[tuple[int, int]] = []  # start and end of what is no comment, code points
    last_lines: list[int] = []  # of each entry
    flow: list[bool] = []
    line, first_line = 0, 0
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            scalars.append((event.start_mark.index, event.end_mark.index))
            line = event.end_mark.line
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            first_line = first_line if flow else event.start_mark.line
            flow.append(bool(event.flow_style))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            if flow.pop():  # a block ends where the next token begins, which is too late
                line = event.end_mark.line
            if len(flow) == 2:
                last_lines.append(line)
    header: list[str] = []
    by_entry: list[list[str]] = [[] for _ in terms]
    footer: list[str] = []
    at = entry = on = counted = 0
    for start, end in [*scalars, (len(text), len(text))]:
        for match in _COMMENT.finditer(text, at, start):
            on += len(_LINE_END.findall(text, counted, match.start()))
            counted = match.start()
            while entry < len(terms) and last_lines[entry] < on:
                entry += 1
            place = header if on < first_line else footer if entry == len(terms) else by_entry[entry]
            place.append(match.group().rstrip())
        at = max(at, end)
    return Comments(
        tuple(header),
        {term.term: tuple(mine) for term, mine in zip(terms, by_entry, strict=True) if mine},
        tuple(footer),
    )
