"""What a show begins with: a configuration and a lexicon of its own, as text with comments that say how to go on.

`mondegreen init` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from mondegreen.lexicon import Apply, Term, TermType
from mondegreen.lexicon_writer import Comments, dump, schema_line

_CONFIGURATION = """\
# Settings of mondegreen for the transcripts in this folder and below{of_show}.
# Every command reads them; options of a command come on top. docs/shows.md tells of them all.

# The names of this show. An entry here replaces the one that a pack has for the same term.
lexicon = [{lexicon}]

# The shipped packs to look in as well; all of them without this line, none for [].
{packs}

# House style: of several right spellings of a name, the one to be written everywhere.
{style}

# Words that are never touched, and terms that are never written.
# ignore = ["red line"]

# What was written about the episode, as plain text: names in it are likelier to have been said.
# notes = "episode.md"

# Tidying besides names: sounds, fillers, repeats, spacing.
# clean = ["fillers", "repeats"]

# Correct unasked only from this probability on.
# min_fix = 0.95
"""

_ABOUT_LEXICON = (
    "# The names of {show}: hosts and guests, places, words of its own.",
    "# `mondegreen lexicon add NAME` adds one, and says what it would be mistaken for. By hand, it looks like this:",
    "#   - term: Tánaiste",
    "#     type: term",
    "#     sounds_like: [tawnishta]",
    "#     context: [Taoiseach, Dáil, Dublin, minister]",
    "# lexicons/README.md of mondegreen has all fields, and `mondegreen lexicon check` finds what is wrong with one.",
)


def configuration(
    show: str, lexicon: str, packs: Sequence[str] | None, style: Sequence[str], shipped: Sequence[str]
) -> str:
    """A `mondegreen.toml` for a show ("" if it has no name).

    `lexicon` is the path of its own lexicon from there; `packs` are those to use, None for all that are `shipped`;
    `style` are the choices of its house style.
    """
    return _CONFIGURATION.format(
        of_show=f": {show}" if show else "",
        lexicon=_string(lexicon),
        packs=_list("packs", shipped if packs is None else packs, given=packs is not None),
        style=_list("style", style or ("Kyiv", "Zelenskyy"), given=bool(style)),
    )


def lexicon_text(show: str, schema: str, with_entry: bool) -> str:
    """A lexicon for a show, in canonical form; `schema` is the path of the JSON Schema from there.

    `with_entry`: with the name of the show in it, which is only ever asked about, for most are ordinary words.
    """
    about = [line.format(show=show or "this show") for line in _ABOUT_LEXICON]
    terms = [Term(show, TermType.MEDIA, apply=Apply.ASK)] if with_entry else []
    return dump(terms, Comments((schema_line(schema), *about)))


def _list(key: str, items: Sequence[str], given: bool) -> str:
    """A list of strings in TOML, as a comment if it is only an example."""
    return ("" if given else "# ") + f"{key} = [{', '.join(map(_string, items))}]"


def _string(text: str) -> str:
    """`text` as a string of TOML, which has JSON's escapes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
