"""`mondegreen lexicon schema`: the JSON Schema of lexicon files."""

from __future__ import annotations

import click


@click.command(
    short_help="Print the JSON Schema for editors.",
    epilog="""\b
Examples:
  mondegreen lexicon schema > lexicon.schema.json

\b
Then let a lexicon begin with this line, and editors with YAML support complete and check while you type:
  # yaml-language-server: $schema=lexicon.schema.json""",
)
def schema() -> None:
    """Print the JSON Schema of lexicon files, so that editors complete and check while you type."""
    from mondegreen.lexicon_schema import schema_text

    click.echo(schema_text(), nl=False)
