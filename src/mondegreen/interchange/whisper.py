"""Whisper's initial prompt, and the hotwords of faster-whisper: terms that the model is shown before it listens.

Both hold 223 tokens: half of the 448 of the decoder, less the one that begins a prompt. More is cut off in silence.
- openai-whisper keeps the *last* ones of a prompt (`prompt_tokens[-(self.n_ctx // 2 - 1) :]` in `whisper/decoding.py`
  of https://github.com/openai/whisper). So the most needed terms stand last, where they stay if something else is put
  before them.
- faster-whisper keeps the *first* ones of hotwords (`hotwords_tokens[: self.max_length // 2 - 1]` in
  `faster_whisper/transcribe.py` of https://github.com/SYSTRAN/faster-whisper). So the most needed terms stand first.

Tokens are counted with the tokenizers of the models, see `tokens`. A prompt works on the first half minute only, unless
`carry_initial_prompt` is set; then leave it room with `--most`. Lost: everything but the spellings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from mondegreen.interchange.exchange import Exported, LeftOut, Wish, spellings, split
from mondegreen.interchange.tokens import count
from mondegreen.lexicon import Term

#: Tokens of the prompt that the model sees.
MOST_TOKENS: Final = 223


def write_prompt(terms: Sequence[Term], wish: Wish) -> Exported:
    """An initial prompt: the spellings with commas between, the most needed last, a full stop at the end."""
    return _within(spellings(terms, wish), lambda taken: ", ".join(reversed(taken)) + ".")


def write_hotwords(terms: Sequence[Term], wish: Wish) -> Exported:
    """Hotwords: the spellings with commas between, the most needed first."""
    return _within(spellings(terms, wish), ", ".join)


def _within(forms: Sequence[str], joined: Callable[[list[str]], str]) -> Exported:
    possible, left_out = split(forms, _fault)
    taken: list[str] = []
    rest: list[LeftOut] = []
    room = True
    for form in possible:
        # Both programs put a space before the text.
        if room and count(f" {joined([*taken, form])}") <= MOST_TOKENS:
            taken.append(form)
            continue
        rest.append(LeftOut(form, f"no room: at most {MOST_TOKENS} tokens"))
        # A term takes a token and its comma another; with less room than that, none is tried.
        room = room and count(f" {joined(taken)}") <= MOST_TOKENS - 2
    text = joined(taken) + "\n" if taken else ""
    return Exported(text, len(taken), "terms", (*left_out, *rest))


def _fault(form: str) -> str | None:
    return "holds a mark of the tokenizer" if "<|" in form else None
