"""JSON in and out: one value from a text, with the place of what is wrong; readable text from a value.

Repeated keys are refused, since readers differ in which they take.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from mondegreen.interchange.exchange import Source
from mondegreen.json_lines import escaped
from mondegreen.yaml_nodes import MAX_SIZE, Faults


class _RepeatedError(ValueError):
    """A key that stands twice in one object."""


def load(text: str, faults: Faults) -> Any:
    """The value of `text`; None, and a fault, if it is no JSON."""
    if len(text) > MAX_SIZE:
        faults.at(1, 1, f"the text is larger than {MAX_SIZE >> 20} MB; split it")
        return None
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        faults.at(error.lineno, error.colno, f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}")
    except _RepeatedError as error:
        faults.at(1, 1, f"the key {error} stands twice in one object; keep one")
    except RecursionError:
        faults.at(1, 1, "values stand too deep in each other")
    except ValueError as error:  # a number of thousands of digits, NaN
        faults.at(1, 1, f"not JSON: {error}")
    return None


def value_of(source: Source) -> Any:
    """The value of a text. Raises `LexiconError` if it is no JSON."""
    faults = Faults(source.path)
    value = load(source.text, faults)
    faults.check()
    return value


def dump(value: Any) -> str:
    """`value` as text for people and programs, a line end at the end."""
    return escaped(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def at(value: Any, *keys: str) -> Any:
    """What stands under `keys`, one in the other; None where something is missing or of another kind."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def texts(value: Any) -> list[str]:
    """The strings of a list; none if it is no list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; none if it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _object(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in items:
        if key in found:
            raise _RepeatedError(repr(key))
        found[key] = value
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")
