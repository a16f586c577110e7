"""JSON, a line an object: how everything that mondegreen keeps or prints for programs is written."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

# File names may hold bytes that are no UTF-8 (lone surrogates in Python), and some readers of lines
# also break them at U+2028.
_UNSAFE = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")


def json_line(value: Mapping[str, Any]) -> str:
    """`value` as one line of JSON, readable, and free of anything that UTF-8 can't carry."""
    return escaped(json.dumps(_finite(value), ensure_ascii=False, allow_nan=False)) + "\n"


def escaped(text: str) -> str:
    """`text`, which is JSON, with everything escaped that UTF-8 can't carry or readers of lines stumble over."""
    return _UNSAFE.sub(lambda m: f"\\u{ord(m.group()):04x}", text)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {k: _finite(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(v) for v in value]
    return value
