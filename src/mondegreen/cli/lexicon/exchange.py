"""What importing and exporting have in common: naming a format, telling what was left out, not overwriting."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mondegreen.cli.output import complain

if TYPE_CHECKING:
    from mondegreen.interchange.exchange import LeftOut

#: How many examples of what was left out are named.
_NAMED = 3


class ExchangeFormat(click.ParamType[str]):
    """The name of an exchange format; the formats are imported only when one is given."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Raises a usage error that lists the formats."""
        from mondegreen.interchange import FORMATS

        if value not in FORMATS:
            self.fail(f"{value!r} is not a format; there are {', '.join(FORMATS)}", param, ctx)
        return value


def tell(left_out: Iterable[LeftOut]) -> None:
    """Say on stderr what did not come along: a line a reason, with its number and the first of it."""
    by_reason: dict[str, list[str]] = {}
    for item in left_out:
        by_reason.setdefault(item.why, []).append(item.what)
    for why, names in by_reason.items():
        more = ", ..." if len(names) > _NAMED else ""
        complain(f"left out {len(names):,}: {why} ({', '.join(islice(names, _NAMED))}{more})")


def refuse_overwriting(out: str | None, inputs: Iterable[str]) -> None:
    """A result may not go over what it is made from."""
    if out in (None, "-"):
        return
    try:
        target = Path(str(out)).resolve()
        same = next((name for name in inputs if name != "-" and Path(name).resolve() == target), None)
    except (OSError, ValueError, RuntimeError):  # a NUL, a loop of links: writing will say what is wrong
        return
    if same is not None:
        raise click.UsageError(f"-o {out} would overwrite {same}")
