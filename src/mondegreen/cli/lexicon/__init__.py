"""`mondegreen lexicon`: what is done with lexicons themselves.

A subcommand is a module beside this one; to add one, write it after the model of `fmt` and name it in
`_COMMANDS`. As with all commands, what is heavy is imported inside functions.
"""

from __future__ import annotations

import click

from mondegreen.cli.lexicon.add import add
from mondegreen.cli.lexicon.check import check
from mondegreen.cli.lexicon.export import export
from mondegreen.cli.lexicon.find import find
from mondegreen.cli.lexicon.fmt import fmt
from mondegreen.cli.lexicon.hear import hear
from mondegreen.cli.lexicon.import_ import import_
from mondegreen.cli.lexicon.schema import schema
from mondegreen.cli.lexicon.stats import stats

_COMMANDS = (
    add,
    find,
    hear,
    check,
    fmt,
    stats,
    schema,
    import_,
    export,
)


@click.group(
    short_help="Write, check and tend lexicons.",
    epilog="""\b
Each of these commands has a --help with examples of its own.""",
)
def lexicon() -> None:
    """Write, check and tend lexicons: the shipped packs, or files of your own."""


for _command in _COMMANDS:
    lexicon.add_command(_command)
