"""Opt-in tidying of speech: repeated words, fillers, sound tags, spacing. Nothing here knows a lexicon.

Start reading from `clean`. Each rule of `RULES` finds changes in running text and knows nothing of the
others; `clean` makes them until no rule finds any more ("with um with us" needs two rounds), so that
cleaning twice equals cleaning once. Then every change is led back to the raw text with its reason.

A rule would rather miss than be wrong: what English doubles rightly, names, numbers and anything near a
hyphen or inside an address stay. A line or a cue is never left without words: a cue of nothing but
"[Music]" stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from mondegreen.document import Document, Edit
from mondegreen.errors import MondegreenError
from mondegreen.proposal import Action, Evidence, Proposal, Via
from mondegreen.text import Span, upper_first

#: The probability given to every change; the rules are made to be right, and are not fitted.
SCORE = 0.98


@dataclass(frozen=True, slots=True)
class Change:
    """Replace code points `start` to `end` of a text by `new`, because of `why`; `rules` ask for it.

    A line that goes takes the break behind it along; `instead` is the same with the break before it,
    for the last line of a cue.
    """

    start: int
    end: int
    new: str
    why: tuple[str, ...]
    rules: tuple[str, ...] = ()
    instead: Change | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of tidying: what it does, for people, and `find`, which gives its changes of a text in order."""

    summary: str
    find: Callable[[str], Iterable[Change]]


def clean(document: Document, rules: Iterable[str] | None = None) -> list[Proposal]:
    """The tidying that these rules (all, if None) propose: in order, without overlaps, stable when repeated.

    Every proposal is a `FIX` with `Via.CLEANUP`; its `term` is the rule's name, the first one's where several
    rules had a hand in it. Raises `MondegreenError` for a rule that is not in `RULES`.
    """
    wanted = list(RULES) if rules is None else [rules] if isinstance(rules, str) else list(rules)
    for name in wanted:
        if name not in RULES:
            raise MondegreenError(f"no cleanup rule is called {name!r}; the rules are: {', '.join(RULES)}")
    changes: list[Change] = []
    text = document.speech
    while True:
        found = _without_overlaps(
            replace(change, rules=(name,))
            for name in RULES
            if name in wanted
            for change in RULES[name].find(text)
        )
        this = _Round(document, text, changes)
        made = [change for change in found if this.add(change)]
        if not made:
            return [_proposal(document, change) for change in changes]
        changes = this.changes()
        text = _made(document.speech, changes)


def _proposal(document: Document, change: Change) -> Proposal:
    change = _without_common_blanks(document.speech, change)
    return Proposal(
        span=document.raw_span(change.start, change.end),
        old=document.speech[change.start : change.end],
        new=change.new,
        term=change.rules[0],
        via=Via.CLEANUP,
        score=SCORE,
        action=Action.FIX,
        evidence=Evidence(words=change.why),
        edits=_edits(document, change),
    )


def _without_common_blanks(speech: str, change: Change) -> Change:
    """`change` without the blanks at either end that stay, so that a tag beside them is left in peace."""
    start, end, new = change.start, change.end, change.new
    while new and start < end and new[0] == speech[start] and new[0] in _SPACE:
        start, new = start + 1, new[1:]
    while new and start < end and new[-1] == speech[end - 1] and new[-1] in _SPACE:
        end, new = end - 1, new[:-1]
    return replace(change, start=start, end=end, new=new)


def _made(text: str, changes: Iterable[Change]) -> str:
    out: list[str] = []
    at = 0
    for change in changes:
        out += [text[at : change.start], change.new]
        at = change.end
    return "".join([*out, text[at:]])


def _without_overlaps(changes: Iterable[Change]) -> list[Change]:
    """The first of those that share text; the others have their turn in the next round, if still wanted."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda c: c.start):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept


class _Round:
    """Changes of the speech, which gave `text`, being joined with new ones of `text`, from left to right."""

    def __init__(self, document: Document, text: str, changes: list[Change]) -> None:
        self._document = document
        self._text = text
        self._waiting = list(reversed(changes))
        self._done: list[Change] = []
        self._spots: list[tuple[int, int, int]] = []  # of `_done`: bounds in the text, and `_shift` before it
        self._shift = 0  # what an offset of the text has more than that of the speech, behind `_done`
        self._line = _Line(text)
        self._gone = 0  # end of the last line that was taken out
        self._tried = 0  # end of the last change that was tried

    def changes(self) -> list[Change]:
        return [*self._done, *reversed(self._waiting)]

    def add(self, change: Change) -> bool:
        """Make `change` of the text, if it can be made; it must lie behind those added before."""
        if (instead := change.instead) is not None:
            self._pass(instead.end)
            if self._document.segment_at(self._behind(instead.end)) is None and instead.start >= self._tried:
                change = replace(instead, rules=change.rules)
        self._pass(change.end)
        self._tried = change.end
        if not self._line.bears(change):
            return False
        # What lies within `change` becomes one with it: the "um " of a phrase that is then taken out.
        first = len(self._done)
        while first and self._spots[first - 1][1] > change.start:
            first -= 1
        touched, spots = self._done[first:], self._spots[first:]
        begin, end, shift_before = change.start, change.end, self._shift
        if spots:
            begin, end, shift_before = min(begin, spots[0][0]), max(end, spots[-1][1]), spots[0][2]
        before = ""
        for (lo, hi, _), earlier in zip(spots, touched, strict=True):
            if lo < change.start:
                before += earlier.new[: len(earlier.new) - max(0, hi - change.start)]
        whole = Change(
            begin - shift_before,
            end - self._shift,
            before + change.new + self._text[change.end : end],
            tuple(dict.fromkeys(why for c in [*touched, change] for why in c.why)),
            tuple(dict.fromkeys(rule for c in [*touched, change] for rule in c.rules)),
        )
        if not _edits(self._document, whole) or not self._keeps_a_line(begin, end, whole, first):
            return False
        self._done[first:] = [whole]
        self._spots[first:] = [(begin, end, shift_before)]
        if _BREAK.search(self._text, change.start, change.end):
            self._gone = change.end
        self._line.made(change)
        return True

    def _keeps_a_line(self, begin: int, end: int, whole: Change, first: int) -> bool:
        """If a line goes: whether one beside it, of the same segment, has words that stay.

        `begin` and `end` bound it in the text; it is about to replace `_done` from `first` on.
        """
        text = self._text
        if not _BREAK.search(text, begin, end):
            return True
        segment = self._document.segment_at(whole.start)
        hi = end
        while hi < len(text) and text[hi].isspace():
            hi += 1
        if self._document.segment_at(self._behind(hi)) is segment and _WORD.search(
            text, hi, _line_end(text, hi)
        ):
            return True
        lo = begin - 1
        while lo >= 0 and text[lo].isspace():
            lo -= 1
        if lo < self._gone:
            return False  # nothing stands before, or it has just gone
        while first and self._spots[first - 1][0] > lo:
            first -= 1
        at = lo - (self._spots[first][2] if first < len(self._spots) else self._shift)
        if first and self._spots[first - 1][1] > lo:
            at = self._done[first - 1].start
        return self._document.segment_at(at) is segment and bool(
            _WORD.search(text, _line_start(text, lo), lo + 1)
        )

    def _behind(self, at: int) -> int:
        """The offset of the speech for `at` of the text, which lies behind `_done`."""
        shift = self._shift
        for change in reversed(self._waiting):
            if change.start + shift > at or (change.start + shift == at and change.new):
                break
            shift += len(change.new) - (change.end - change.start)
        return at - shift

    def _pass(self, end: int) -> None:
        """Move what stands before offset `end` of the text to `_done`."""
        while self._waiting and (begin := self._waiting[-1].start + self._shift) < end:
            change = self._waiting.pop()
            self._done.append(change)
            self._spots.append((begin, begin + len(change.new), self._shift))
            self._shift += len(change.new) - (change.end - change.start)


def _edits(document: Document, change: Change) -> tuple[Edit, ...]:
    """The edits of the raw text; () if it can't be done."""
    change = _without_common_blanks(document.speech, change)
    if not _BREAK.search(document.speech, change.start, change.end):
        return document.edits_for(change.start, change.end, change.new)
    # A line goes with its break: only inside one segment, and where the raw text is the speech.
    segment = document.segment_at(change.start)
    if segment is None or document.segment_at(change.end - 1) is not segment:
        return ()
    span = document.raw_span(change.start, change.end)
    old = document.raw[span.start : span.end]
    if old != document.speech[change.start : change.end]:
        return ()
    return (Edit(span, old, document.escape(change.new)),)


class _Line:
    """Whether the lines of a text bear the changes that are made to it from left to right.

    A line must keep words, and nothing that means something there may come to its start: the dash of a new
    speaker, the signs of Markdown.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1
        self._seen = 0  # up to here, `_has_words` tells
        self._has_words = False

    def bears(self, change: Change) -> bool:
        if _BREAK.search(self._text, change.start, change.end):
            return True  # the whole line goes; see `_keeps_a_line`
        if change.start > self._end:
            self._seen = _line_start(self._text, change.start)
            self._end = _line_end(self._text, change.start)
            self._has_words = False
        if not self._has_words:
            self._has_words = _WORD.search(self._text, self._seen, change.start) is not None
            self._seen = change.start
        if (
            not self._has_words
            and not change.new
            and self._text[change.end : change.end + 1] in _AT_LINE_START
        ):
            return False
        return (
            self._has_words
            or _WORD.search(change.new) is not None
            or _WORD.search(self._text, change.end, self._end) is not None
        )

    def made(self, change: Change) -> None:
        self._seen = change.end
        self._has_words = self._has_words or _WORD.search(change.new) is not None


_WORD = re.compile(r"[^\W_]")
_BREAK = re.compile(r"[\r\n]")
_AT_LINE_START = frozenset("-‐–—>#*+|=~`:")
_SPACE = " \t\xa0"


def _line_start(text: str, at: int) -> int:
    start = text.rfind("\n", 0, at) + 1
    return max(start, text.rfind("\r", start, at) + 1)


def _line_end(text: str, at: int) -> int:
    match = _BREAK.search(text, at)
    return match.start() if match else len(text)


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _before_spaces(text: str, at: int) -> int:
    while at and text[at - 1] in _SPACE:
        at -= 1
    return at


def _opens(text: str, at: int) -> bool:
    """Whether a sentence, a line or a quotation begins at offset `at`."""
    at = _before_spaces(text, at)
    return at == 0 or text[at - 1] in '\r\n.?!…:"“„«([>-–—♪'


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in listed.split(","))


# --- Repeats: "with with" -> "with", "it's been it's been" -> "it's been" ---------------------------

#: A repeated phrase has at most this many words.
LONGEST_PHRASE = 4

#: Words that English doubles rightly: grammar ("had had", "what it is is", "going on on Monday", "gave
#: her her book", "I told you you could"), stress ("very very"), answers and sounds ("no no", "ha ha"),
#: and names that are words ("Will will").
DOUBLED = _words(
    """had that is was do did does in on her you this there can will may mark bill pat very really so too much
    many more long far big never again ever little old great way no yes yeah yep nope ok okay right well now
    hey hello hi oh ah ha haha he ho hee please wait stop come go bye night hear knock tut there blah
    chop cha dum yada la na da doo yo boo choo tick tock tuk pom rah hush woof bora walla"""
)
#: The same for phrases.
DOUBLED_PHRASES = _phrases(
    """thank you, come on, oh my, oh no, i know, very good, all right, so much, so many, let's go, and so on,
    so on"""
)
NUMBERS = _words(
    """zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
    million billion trillion double triple half point"""
)
# Words that a stumbling speaker repeats with "and" or "to": "and the and the". With other words that is
# English: "and more and more", "step by step by step", "back to back to back".
_FUNCTION = _words(
    """a an the i he she it we they you that this these those there is are was were be been am have has had do
    does did will would can could should may might must of for from with at as if but because when what
    who which how why where not just my your his its our their i'm it's that's he's she's we're they're
    you're i've we've they've there's"""
)
_SMALL = _words("and or so on in into by about over to")
_PAIRING = _words("and or by after upon")

# Not inside "Boutros-Ghali", "O'Neill", "a@b.org", "x/y" or "1,000".
_REPEATABLE = re.compile(r"(?<![\w'’\-‐–—/.,@#\\&$€£])[^\W_]+(?:['’][^\W_]+)*(?![\w'’\-‐–—/@\\%&]|[.,:]\w)")
_GAP = re.compile(r"[ \t\xa0]+(?:\r\n|[\r\n])?[ \t\xa0]*|(?:\r\n|[\r\n])[ \t\xa0]*")


def _repeats(text: str) -> Iterator[Change]:
    spans: list[Span] = []
    words: list[str] = []
    group = 0  # one more wherever something else than white space stands between two words
    for match in _REPEATABLE.finditer(text):
        start = match.start()
        if spans and not (text[spans[-1].end : start] == " " or _GAP.fullmatch(text, spans[-1].end, start)):
            group += 1
            words.append(f"\0{group}")  # equal to nothing
            spans.append(Span(start, start))
        spans.append(Span(start, match.end()))
        words.append(match.group().lower().replace("’", "'"))
    for n in range(1, LONGEST_PHRASE + 1):
        for i in range(len(words) - 2 * n + 1):
            if words[i] == words[i + n] and words[i : i + n] == words[i + n : i + 2 * n]:
                change = _repeat(text, spans, words, i, n)
                if change is not None:
                    yield change


def _repeat(text: str, spans: list[Span], words: list[str], i: int, n: int) -> Change | None:
    """The change that takes out one of two equal phrases of `n` words; the first begins at word `i`."""
    phrase = words[i : i + n]
    if len(set(phrase)) == 1 and n > 1:
        return None  # "no no no no": a matter of the single word
    if phrase[0] in DOUBLED if n == 1 else " ".join(phrase) in DOUBLED_PHRASES:
        return None
    if all(w in NUMBERS or any(c.isdigit() for c in w) for w in phrase):
        return None
    if n == 1 and len(phrase[0]) == 1 and phrase[0] not in ("a", "i"):
        return None  # letters: "B B King"
    if n > 1 and not any(w in _FUNCTION or w in _SMALL for w in phrase):
        return None  # without commas: "let us proceed to the next question next question comes from Sam"
    if n == 2 and not any(w in _FUNCTION for w in phrase):
        threefold = words[i + 4 : i + 5] == phrase[:1] or (i > 0 and words[i - 1] == phrase[1])
        if any(w in _PAIRING for w in phrase) or ("to" in phrase and threefold):
            return None  # "and more and more", "back to back to back"
    first = [text[s.start : s.end] for s in spans[i : i + n]]
    second = [text[s.start : s.end] for s in spans[i + n : i + 2 * n]]
    if all(w[0].isupper() and not _is_i(w) for w in second):
        return None  # "Duran Duran", "New York New York", and the letters "A A"
    same = first == second
    if not same and not (
        first[1:] == second[1:] and first[0] == upper_first(second[0]) and _opens(text, spans[i].start)
    ):
        return None  # "the The Hague"
    why = (f"“{' '.join(second)}” is said twice in a row",)
    a, b, c, d = spans[i].start, spans[i + n - 1].end, spans[i + n].start, spans[i + 2 * n - 1].end
    if not _BREAK.search(text, b, d):
        return Change(b, d, "", why)
    if not _BREAK.search(text, a, c):
        return Change(a, c, "", why) if same else Change(a, c + 1, text[c].upper(), why)
    # The two stand on two lines: one of them goes, with the space that its line does not need any more.
    if not _BREAK.search(text, c, d):
        behind = _past_spaces(text, d)
        if d < behind < len(text) and text[behind].isalnum():
            return Change(c, behind, "", why)
    if same and not _BREAK.search(text, a, b):
        before = _before_spaces(text, a)
        if 0 < before < a and text[before - 1] not in "\r\n":
            return Change(before, b, "", why)
    return None


def _is_i(word: str) -> bool:
    return word == "I" or word[:2] in ("I'", "I’")


# --- Fillers: "so, um, we" -> "so we" ---------------------------------------------------------------

#: Sounds that mean nothing else, drawn out or not. "er" (ER), "ah", "hmm" and "mm-hmm" stay.
_FILLER = r"(?:[Uu]m+|[Uu]h+|[Uu]h+m+|[Ee]rm+)"
_FILLERS = re.compile(
    rf"(?<![\w'’.@/\\\-‐–—…&#]){_FILLER}(?:,?[ \t]+{_FILLER})*"
    r"(?![\w'’@/\\\-‐–—&]|[.:]\w|,?[ \t]+(?:huh|oh|hum)\b)"  # not "uh huh" nor "um.txt"
)
#: No comma follows these, so that one before a filler is the filler's own: "I was, um, going".
_NO_COMMA_AFTER = _FUNCTION | _words(
    "and or on in by into about than then very really some any all no our like"
)
_LAST_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*$")
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w@/]|[.]\w)")
_ANY = re.compile(r"\S")
_TAGS = frozenset("[(♪")
_ENDS = frozenset(".?!…")
_DASHES = frozenset("-‐–—")
_OPENING = frozenset("\"“‘'([")
_CLOSING = frozenset(".?!;:…,)]\"”’'")


def _fillers(text: str) -> Iterator[Change]:
    for match in _FILLERS.finditer(text):
        change = _filler(text, match.start(), match.end())
        if change is not None:
            yield change


def _filler(text: str, start: int, end: int) -> Change | None:
    said = text[start:end]
    why = (f"“{said}” is a filler",)
    left = _before_spaces(text, start)
    before = text[left - 1 : left].strip("\r\n")  # "" at the start of a line
    opens = _opens(text, start)
    right = end
    if text.startswith(",", end):
        right += 1
    elif opens and text[end : end + 1] in _ENDS:  # "Um. So": a sentence of its own
        while text[right : right + 1] in _ENDS:
            right += 1
        if not text[right : right + 1].isspace() and right < len(text):
            return None
    behind = _past_spaces(text, right)
    after = text[behind : behind + 1].strip("\r\n")  # "" at the end of a line
    if before in _DASHES or after in _DASHES:
        return None  # "I was - um - going": what becomes of the dashes is a matter of taste
    if before in _OPENING and after in _CLOSING:
        return None  # the word "um"
    following = _PLAIN_WORD.match(text, behind)
    word = following.group() if following else ""
    if said[0].isupper() and right == end and after.isupper() and not _is_i(word):
        return None  # "Umm Qasr"
    if said[0].isupper() and opens and after in _TAGS:
        return None  # "Um, [Music] so we": once the tag is gone, "So" needs its capital
    own_comma = before == "," and _belongs_to_filler(text, left - 1)
    if not after:
        own_comma = own_comma or (before == "," and not _ANY.search(text, right))
        return Change(left - own_comma, right, "", why) if before else None
    if after in _CLOSING and not (after in _OPENING and right < behind):
        return Change(left - (before == ","), behind, "", why) if before else None
    if own_comma:
        return Change(left - 1, right, "" if right < behind else " ", why)
    if left == start and before and behind == right:
        return None  # nothing divides it from its neighbours
    if said[0].isupper() and opens and word.islower():
        return Change(start, behind + 1, text[behind].upper(), why)
    return Change(start, behind, "", why)


def _belongs_to_filler(text: str, comma: int) -> bool:
    word = _LAST_WORD.search(text, max(0, comma - 20), comma)
    return word is not None and word.group().lower().replace("’", "'") in _NO_COMMA_AFTER


# --- Sound tags: "[Music]", "(laughs)", "♪ la la ♪" --------------------------------------------------

#: What may stand in brackets and is no speech. "[sic]" and "[inaudible]" stay: they tell something.
SOUNDS = _phrases(
    """music, applause, laughter, laughs, laughing,
    laugh, chuckles, chuckling, chuckle, giggles, cheering,
    cheers, cheers and applause, cheering and applause, applause and cheering, laughter and applause,
    clapping, coughs, coughing, cough, sighs, sighing, sigh, gasps, gasping, groans, sniffs, snorts,
    inhales, exhales, clears throat, throat clearing, music playing, upbeat music, dramatic music, intro
    music, outro music, theme music, soft music, gentle music, background music, rock music, music
    fades, audience laughter, audience laughing, audience applause, crowd cheering, crowd noise,
    background noise, phone ringing, ringing, bell rings, beep, beeps, beeping, whistling, silence,
    blank_audio"""
)
_TAG = re.compile(
    r"(?<![\w!\]\)\\])(?:\[[ \t]*([\w \t]+?)[ \t]*\]|\([ \t]*([\w \t]+?)[ \t]*\))"
    r"(?![\w(\[:])"  # no Markdown link
    r"|♪[^♪\r\n]*♪"
)
_REST_OF_LINE = re.compile(r"[ \t\-–—>♪♫]*")


def _sounds(text: str) -> Iterator[Change]:
    for match in _TAG.finditer(text):
        inside = match[1] or match[2]
        if inside is not None and " ".join(inside.lower().split()) not in SOUNDS:
            continue
        yield _sound(text, match.start(), match.end(), (f"“{match.group()}” is a sound, not speech",))


def _sound(text: str, start: int, end: int, why: tuple[str, ...]) -> Change:
    line = _line_start(text, start)
    line_end = _line_end(text, end)
    if _REST_OF_LINE.fullmatch(text, line, start) and _REST_OF_LINE.fullmatch(text, end, line_end):
        # Alone on its line: the line goes, and a blank line with it if one stands before it too.
        behind = _after_break(text, line_end)
        if line == 0 or text[:line].endswith(("\n\n", "\r\r", "\n\r\n")):
            while behind < len(text) and text[behind] in "\r\n":
                behind = _after_break(text, behind)
        before = line
        while before and text[before - 1] in "\r\n":
            before -= 1
        last = Change(before, line_end, "", why)
        return Change(line, behind, "", why, instead=last if before else None) if behind > line_end else last
    behind = _past_spaces(text, end)
    left = _before_spaces(text, start)
    if left == line or (behind < line_end and text[behind] not in ".,;:!?…"):
        return Change(start, behind, "", why)
    return Change(left, end if behind == line_end else behind, "", why)  # spaces at a line's end stay


def _after_break(text: str, at: int) -> int:
    return min(len(text), at + (2 if text.startswith("\r\n", at) else 1))


# --- Spacing: "a  b", "a ,", "alot" ------------------------------------------------------------------

#: Words run together that mean nothing else when they are; a capital is kept ("Infact").
RUN_TOGETHER = {
    "abit": "a bit",
    "alittle": "a little",
    "alot": "a lot",
    "andthe": "and the",
    "aslong": "as long",
    "aswell": "as well",
    "atleast": "at least",
    "eachother": "each other",
    "eventhough": "even though",
    "everytime": "every time",
    "forthe": "for the",
    "inbetween": "in between",
    "incase": "in case",
    "infact": "in fact",
    "infront": "in front",
    "inspite": "in spite",
    "inthe": "in the",
    "moreso": "more so",
    "noone": "no one",
    "ofcourse": "of course",
    "ofthe": "of the",
    "onthe": "on the",
    "ontop": "on top",
    "tothe": "to the",
    "upto": "up to",
}
_RUN_TOGETHER = re.compile(
    rf"(?<![\w'’\-‐.@/\\#&=:])(?:{'|'.join(RUN_TOGETHER)})(?![\w'’\-‐@/\\&=(]|[.:]\w)", re.IGNORECASE
)
# Not at a line's start (indentation) or end (a hard break in Markdown).
_SPACES = re.compile(r"(?<=[^\s])  +(?=[^\s])")
_SPACE_BEFORE = re.compile(r"(?<=[\w\"”’)\]]) +(?=[,.;:!?](?:[\"”’]|\s|$))")
_MARKS = frozenset(",.;:!?")
_LINE = re.compile(r"[^\r\n]+")
_LIST_MARKER = re.compile(r"[ \t]*(?:[-*+•]|\d+[.)])")


def _spacing(text: str) -> Iterator[Change]:
    for match in _RUN_TOGETHER.finditer(text):
        word = match.group()
        apart = RUN_TOGETHER[word.lower()]
        if word == "noone" or (word != "Noone" and word.islower()):
            yield Change(match.start(), match.end(), apart, (f"“{word}” is “{apart}”",))
        elif word != "Noone" and word[1:].islower() and _opens(text, match.start()):  # Peter Noone is a name
            yield Change(
                match.start(), match.end(), upper_first(apart), (f"“{word}” is “{upper_first(apart)}”",)
            )
    for match in _SPACE_BEFORE.finditer(text):
        mark = match.end()
        behind = _past_spaces(text, mark + 1)
        following = text[behind : behind + 1]
        if following in _MARKS or (text[match.start() - 1].isdigit() and following.isdigit()):
            continue  # ". . .", "10 : 30"
        yield Change(match.start(), mark, "", (f"no space stands before “{text[mark]}”",))
    for line in _LINE.finditer(text):
        if "|" in line.group():
            continue  # a table in Markdown
        for match in _SPACES.finditer(text, line.start(), line.end()):
            if not _LIST_MARKER.fullmatch(text, line.start(), match.start()):
                yield Change(match.start() + 1, match.end(), "", ("one space is enough",))


#: The rules by name, in the order in which they have their turn.
RULES: dict[str, Rule] = {
    "sounds": Rule("takes out tags for sounds: [Music], (laughs), ♪ ... ♪", _sounds),
    "fillers": Rule("takes out um, uh and erm, with the comma that belongs to them", _fillers),
    "repeats": Rule("says once what was said twice in a row: “with with”", _repeats),
    "spacing": Rule("double spaces, a space before a comma, words run together: “alot”", _spacing),
}
