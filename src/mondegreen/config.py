"""Settings from `mondegreen.toml` or the `[tool.mondegreen]` table of `pyproject.toml`.

Start reading from `load`. Every fault of the file is reported at once, with its place and the nearest key
that exists.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mondegreen.errors import ConfigError, Diagnostic, FileError
from mondegreen.files import read_text


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says; None where it says nothing.

    `lexicon` are files and `notes` is one, their paths made relative to the folder of the configuration file.
    `packs` are the shipped packs to use (() for none), `style` choices of `mondegreen.house_style`. `clean` are rules
    of `mondegreen.cleanup`; `True` stands for all. `min_fix` and `min_ask` are probabilities from 0 to 1.
    """

    path: str | None = None
    lexicon: tuple[Path, ...] = ()
    packs: tuple[str, ...] | None = None
    terms: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    notes: Path | None = None
    clean: tuple[str, ...] | bool | None = None
    only: str | None = None
    min_fix: float | None = None
    min_ask: float | None = None
    encoding: str | None = None
    color: str | None = None


KEYS = (
    "lexicon", "packs", "terms", "ignore", "style", "notes", "clean", "only", "min_fix", "min_ask", "encoding", "color",
)  # fmt: skip
_CHOICES = {"only": ("fix", "ask"), "color": ("auto", "always", "never")}
_LISTS = ("lexicon", "packs", "terms", "ignore", "style")
#: What a list of strings is made of: a comment, a string on one line, its end.
_IN_LIST = re.compile(r"""#[^\n]*|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\]""")
_PROBABILITIES = ("min_fix", "min_ask")


def load(path: Path | None, start: Path) -> Config:
    """The settings of `path`, or of the nearest configuration file in `start` (a folder) or above it.

    Raises `ConfigError` with every fault, and `FileError` if `path` can't be read.
    """
    if path is not None:
        text = read_text(path).text
        if not _table_of(text, path) and path.name == "pyproject.toml":
            raise FileError(str(path), "has no [tool.mondegreen] table")
        return parse(text, path)
    found = nearest(start)
    return Config() if found is None else parse(found[1], found[0])


def nearest(start: Path) -> tuple[Path, str] | None:
    """The nearest configuration file in the folder `start` or above it, and its text; None if there is none.

    Raises `FileError`.
    """
    for found in _candidates(start):
        text = read_text(found).text
        if _table_of(text, found):
            return found, text
    return None


def _candidates(start: Path) -> Iterator[Path]:
    folder = start.resolve()
    for above in (folder, *folder.parents):
        for name in ("mondegreen.toml", "pyproject.toml"):
            if (above / name).is_file():
                yield above / name


def _table_of(text: str, path: Path) -> bool:
    """Whether a `pyproject.toml` speaks of mondegreen; one that is broken elsewhere is not our concern."""
    if path.name != "pyproject.toml":
        return True
    try:
        tool = tomllib.loads(text.removeprefix("\ufeff")).get("tool")
    except tomllib.TOMLDecodeError:
        return re.search(r"^\s*\[\s*tool\s*\.\s*mondegreen\b", text, re.MULTILINE) is not None
    return isinstance(tool, Mapping) and "mondegreen" in tool


def parse(text: str, path: Path) -> Config:
    """The settings in `text`; `path` is where it was read. Raises `ConfigError`."""
    text = text.removeprefix("\ufeff")
    try:
        table: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        message = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise ConfigError([Diagnostic(str(path), line, column, f"not TOML: {message}")]) from None
    inside = path.name == "pyproject.toml"
    if inside:
        table = table.get("tool", {}).get("mondegreen", {})
    faults: list[Diagnostic] = []

    def fault(key: str, message: str) -> None:
        line, column = _place(text, key, inside)
        faults.append(Diagnostic(str(path), line, column, message))

    if not isinstance(table, Mapping):
        fault("mondegreen", "[tool.mondegreen] must be a table")
        raise ConfigError(faults)
    config = Config(str(path))
    for key, value in table.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key.lower().replace("-", "_"), KEYS, 1, 0.5)
            advice = f"; did you mean {near[0]!r}?" if near else f" (there are {', '.join(KEYS)})"
            fault(key, f"unknown option {key!r}{advice}")
        elif wrong := _wrong(key, value):
            fault(key, wrong)
        else:
            config = replace(config, **{key: _value(key, value, path.parent)})
    if faults:
        raise ConfigError(sorted(faults, key=lambda d: (d.line, d.column)))
    return config


def place_of(text: str, path: Path, key: str, item: str) -> tuple[int, int] | None:
    """Line and column of the string `item` of the list `key` in `text`, read at `path`; None if there is none."""
    line, _ = _place(text, key, path.name == "pyproject.toml")
    start = sum(len(row) + 1 for row in text.split("\n")[: line - 1])
    for match in _IN_LIST.finditer(text, text.find("=", start) + 1):
        if match.group() == "]":
            return None
        if match.group()[0] != "#" and _content(match.group()) == item:
            return text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
    return None


def _content(literal: str) -> object:
    try:
        return tomllib.loads(f"it = {literal}")["it"]
    except tomllib.TOMLDecodeError:
        return None


def _wrong(key: str, value: object) -> str | None:
    if key in _LISTS or (key == "clean" and not isinstance(value, bool)):
        kind = "true, false or a list" if key == "clean" else "a list"
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            return f"{key!r} must be {kind} of strings, not {_kind(value)}"
        return _unknown_rule(value) if key == "clean" else None
    if key == "clean":
        return None
    if key in _PROBABILITIES:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"{key!r} must be a number from 0 to 1, not {_kind(value)}"
        return None if 0 <= value <= 1 else f"{key!r} must be from 0 to 1, not {value}"
    if not isinstance(value, str):
        return f"{key!r} must be a string, not {_kind(value)}"
    choices = _CHOICES.get(key)
    if choices and value not in choices:
        return f"{key!r} must be one of {', '.join(choices)}, not {value!r}"
    return None


def _unknown_rule(names: list[str]) -> str | None:
    from mondegreen.cleanup import RULES

    for name in names:
        if name not in RULES:
            near = difflib.get_close_matches(name, list(RULES), 1, 0.5)
            advice = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(RULES)}"
            return f"unknown cleanup rule {name!r}; {advice}"
    return None


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, list):
        odd = next((v for v in value if not isinstance(v, str)), None)
        return "a list" if odd is None else f"a list with {odd!r} in it"
    names = {str: "a string", int: "a number", float: "a number", dict: "a table"}
    return names.get(type(value), type(value).__name__)


def _value(key: str, value: Any, folder: Path) -> Any:
    if key == "lexicon":
        return tuple(folder / Path(v).expanduser() for v in value)
    if key == "notes":
        return folder / Path(value).expanduser()
    return tuple(value) if isinstance(value, list) else value


def _place(text: str, key: str, inside: bool) -> tuple[int, int]:
    """Line and column of `key`, as well as the text tells; the table's own line if it isn't found."""
    in_table = not inside
    fallback = (1, 1)
    quoted = rf"\s*(?P<key>[\"']?{re.escape(key)}[\"']?)\s*[=.\]]"
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[+\s*(?P<name>[^\]]*?)\s*\]", line):
            name = re.sub(r"[\s\"']", "", header["name"])
            if inside:
                in_table = name == "tool.mondegreen"
                if in_table:
                    fallback = (number, 1)
                if name == f"tool.mondegreen.{key}":
                    return number, line.index("[") + 1
            else:
                in_table = False
                if name.split(".")[0] == key:
                    return number, line.index("[") + 1
        elif in_table and (match := re.match(quoted, line)):
            return number, match.start("key") + 1
    return fallback
