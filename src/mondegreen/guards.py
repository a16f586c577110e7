"""What is never a mishearing, whatever it sounds like.

Each rule refuses a candidate for a reason that no score should outvote: the words are right already, or the
change would only inflect, shorten or lengthen something right. `refusal` names the first rule that applies.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from mondegreen.addresses import spoken_addresses
from mondegreen.candidates import Candidate, Exact, Index
from mondegreen.english import EVERYWHERE, given_name, place, surname
from mondegreen.forms import Form, Kind
from mondegreen.heard import Heard
from mondegreen.inflection import inflected
from mondegreen.lexicon import TermType
from mondegreen.namesakes import A_NAME, NO_NAME, TITLES, other_name_before
from mondegreen.phonetics import encode
from mondegreen.proposal import Via
from mondegreen.text import Gap, capitalised, fold, is_upper, letters, tokenise, words_of
from mondegreen.wording import (
    MAGNITUDES,
    SPOKEN_NUMBERS,
    changed_words,
    digits,
    is_another_measure,
    is_number,
    is_short_for,
    same_but_for_numerals,
)

#: How well the worst word must sound for a first name to be repaired before a right surname, and how common the
#: heard word may be: "Supreme Leader Khamenei" stays.
_FIRST_NAME, _MAYBE_A_NAME = 0.4, 4.5
#: How well it must sound if the heard word is a first name too, and a common word: "Marc" may be Mark.
_SAME_NAME = 0.8
#: A place of so many letters may have one of them otherwise.
_ONE_LETTER_OF = 7
#: From this commonness on of a name everybody knows how it is written.
_WELL_KNOWN = 3.0
#: From this commonness on a word is "at", "the", "is".
_SMALL_WORD = 5.5
_SIBILANT = encode(["S", "Z"])
#: The longest side of an acronym's "and": "pb and j".
_FEW_LETTERS = 2
#: From this on, on the scale of `english.given_name`, a first name is borne by somebody whom everybody knows.
_EVERYBODYS = 2.5
_ARTICLES = frozenset({"the", "a", "an"})
#: What sounds so well as a whole is one.
_SAME_SOUND = 0.95
_FILLERS = frozenset({"uh", "um", "er", "erm", "hmm", "ah"})
_MISTER = frozenset({"mr", "mister", "mrs", "missus", "ms"})


def _initials(old: str, form: str) -> bool:
    """Whether `old` is written as the letters of the acronym `form`: "I S W", "i-s-w", "q and a", but not "is w"."""
    joined = "&" in form
    words = [t for t in tokenise(old) if not (joined and t.norm == "and")]
    if joined and len(words) > 1:
        return len(words[0].norm) <= _FEW_LETTERS and len(words[-1].norm) <= _FEW_LETTERS  # "pb and j"
    return all(len(t.norm) == 1 or is_upper(t.text) for t in words)


def _is_surname(form: Form) -> bool:
    """Whether a form is the last word of a person's name, as such or listed as an alias."""
    if form.kind is Kind.SURNAME:
        return True
    words = words_of(form.term.term)
    return form.term.type is TermType.PERSON and len(words) > 1 and form.words == words[-1:]


def _has_accent(letter: str) -> bool:
    return letter.isalpha() and not letter.isascii()


def _place_in(word: str) -> str:
    """The place that a folded word is, or is but for an "n" ("Angolan"); "" if it is none."""
    return next((w for w in (word, word.removesuffix("n")) if place(w) > 0), "")


def _is_broken_off(heard: Heard, k: int) -> bool:
    """Whether somebody breaks off in token k: "a mar- a margin", but not "Kier-stommer"."""
    text, end = heard.text, heard.tokens[k].end
    return text[end : end + 1] == "-" and not text[end + 1 : end + 2].strip()


def _are_spelled(heard: Heard, k: int) -> bool:
    """Whether tokens k - 1 and k are single letters with a hyphen between them."""
    return heard.gaps[k] is Gap.JOIN and len(heard.norms[k - 1]) == len(heard.norms[k]) == 1


class Guards:
    """The rules, for one document."""

    def __init__(self, index: Index, heard: Heard, exact: Sequence[Exact], ignored: frozenset[str]) -> None:
        self._index = index
        self._heard = heard
        self._ignored = ignored
        self._exact_at: dict[int, Exact] = {k: e for e in exact for k in range(e.first, e.last)}
        self._forbidden = index.forbidden(heard)
        self._addresses = spoken_addresses(heard)
        self._broken_off = {k for k in range(len(heard.tokens)) if _is_broken_off(heard, k)}
        self._spelled = {k for k in range(1, len(heard.tokens)) if _are_spelled(heard, k)}
        self._digits = [digits(norm) for norm in heard.norms]
        self._places = {k for k, norm in enumerate(heard.norms) if _place_in(norm)}

    def refusal(self, c: Candidate) -> str | None:
        """Why `c` is out of the question; None if it is not."""
        return self._by_the_lexicon(c) or self._by_right_words(c) or self._by_the_change(c)

    def _by_the_lexicon(self, c: Candidate) -> str | None:
        """What the lexicon or the user says of the heard words themselves."""
        old, term = self._heard.words(c.first, c.last), c.form.term
        if old in (c.form.text, term.term, *term.aliases):
            return "the words are right already"
        if self._ignored and self._is_ignored(c):
            return "on the ignore list"
        if term.never and (self._index.forbids(old, term) or self._is_forbidden(c)):
            return "the lexicon forbids it"
        return None

    def _by_right_words(self, c: Candidate) -> str | None:
        """Whether right names stand where `c` would write."""
        here = {id(e): e for k in range(c.first, c.last) if (e := self._exact_at.get(k))}.values()
        for e in here:
            name = f"the words are {e.form.term.term}"
            if c.via in (Via.MISHEARING, Via.CASE):
                # "Alinsky" is no Zelensky where "Saul Alinsky" is a term too
                if e.first <= c.first and c.last <= e.last and e.last - e.first > c.last - c.first:
                    return name
            elif e.form.term is c.form.term:
                if not self._completes(c, e):
                    return "the term stands here already"
            else:
                if self._heard.crosses_stop(c.first, c.last):
                    return name  # "They rose. Acme Partners" is no Rosé Acme Partners
                beside = [k for k in range(c.first, c.last) if not e.first <= k < e.last]
                if all(
                    self._heard.zipfs[k] >= _SMALL_WORD for k in beside
                ):  # "revanchism at" is no revanchist
                    return name
        return None

    def _by_the_change(self, c: Candidate) -> str | None:
        """Whether the change itself is one that is not made."""
        words, form = self._heard.norms[c.first : c.last], c.form
        if self._addresses and any(first < c.last and c.first < last for first, last in self._addresses):
            return "it is part of a web address"
        if not self._index.subjects.plain and c.via is Via.SOUND and self._is_everyday(c):
            return "the word is everyday English"
        if c.last - 1 in self._broken_off:
            return "the word is broken off"
        if c.via is Via.SOUND and self._is_accented(c):
            return "who writes its accents knows the name"
        if self._spelled and self._is_spelled(c):
            return "the letters are spelled out one by one"
        if c.via is Via.SOUND and c.fit.norm < _SAME_SOUND and _FILLERS.intersection((words[0], words[-1])):
            return "somebody only pauses"  # but "silly um" is Cilium
        if (
            len(form.words) == 1
            and Gap.COMMA in self._heard.gaps[c.first + 1 : c.last]
            and c.via is Via.SOUND
        ):
            return "a single word has no comma"
        if c.via is Via.SOUND and self._has_quotation(c):
            return "a quotation begins within"
        if c.via in (Via.MISHEARING, Via.UNHEARD):
            return None
        if self._is_half_a_name(c):
            return "it is half of a double name"
        if c.via is Via.CASE:
            return self._style(c)
        if form.possessive and not self._has_s(c):
            return "the name ends in an s"  # "Moody" is no Moody's
        if self._is_somebody(c):
            return "it is somebody's surname"
        if _is_surname(form) and other_name_before(self._heard, c, self._exact_at.keys()):
            return "it is somebody else of that name"
        if c.via is Via.SPACING:
            if (
                len(form.words) == 1
                and is_upper(form.text)
                and not _initials(self._heard.words(c.first, c.last), form.text)
            ):
                return "an acronym is not put together from words"
            return self._number(c)
        if "&" in form.text and "and" in (words[0], words[-1]):
            return "a letter of the acronym is missing"  # "q and" is no Q&A
        if len(form.words) == 1 and self._is_place_within(c):
            return "it is a place"  # "in Ecuador" is no Petroecuador
        if same_but_for_numerals(words, form.words) and (len(words) == 1 or not self._index.subjects.plain):
            return "how a number is written is a house style"  # "world war two" is World War II
        said = "".join(self._digits[c.first : c.last])
        if said and (meant := digits(form.joined)) and said != meant:
            return "it is another number"  # "XR500" is no XR900
        head, tail = changed_words(words, form.words)
        same = head + tail
        if same >= len(words) or self._is_joined_part(c) or self._only_goes_on(c):
            return "it would only add words"
        if same and TITLES.issuperset(words[head : len(words) - tail]):
            return "a title is no name"
        joined = "".join(self._heard.letters[c.first : c.last])
        all_there = joined == form.joined  # "Snap. Zilla": no other channel looks over a stop
        if same >= len(form.words) or (self._holds(c, {form.joined}) and not all_there):
            return "it would only drop words"
        if len(words) == 1 < len(form.words) and self._is_well_known_name(c.first):
            return "one name is not two"  # "Jones" is no Jan Oness
        changed = words[head : len(words) - tail]
        if not digits(form.joined) and SPOKEN_NUMBERS.issuperset(changed):
            return "a number is no name"  # "twenty twenty" of "Acme Twenty Conference"
        if changed[-1:] and changed[-1] in MAGNITUDES and all(map(is_number, changed)):
            return "a number is no name"  # "three billion" is no 3M
        if len(words) == len(form.words) and any(map(is_another_measure, words, form.words)):
            return "it is another measure"
        if (
            len(words) == len(form.words) == 1
            and given_name(words[0]) >= _EVERYBODYS
            and form.term.type in (None, TermType.PERSON)
            and not is_upper(form.text)
        ):
            return "everybody knows how that name is written"  # "Jeff" is no Jeoff, but "Jason" may be JSON
        if len(words) == len(form.words) and self._only_endings(c):
            return "only the ending differs"
        if len(words) == len(form.words) and any(map(is_short_for, words, form.words)):
            return "the word is short for the other"
        long = [w for w in words if len(w) > 4 or len(words) == 1]
        if len(form.words) == 1 and any(inflected(w, form.joined) for w in long):  # "multipolar at"
            return "only the ending differs"
        if len(words) > 1 and len(form.words) == 1 and not all_there and inflected(joined, form.joined):
            # "snap casts"
            return "only the ending differs"
        return self._number(c)

    def _completes(self, c: Candidate, e: Exact) -> bool:
        """Whether `c` repairs the first name before a surname that stands right: "Kier [Starmer]"."""
        size = e.last - e.first
        return (
            c.last == e.last
            and c.first < e.first
            and c.form.words[-size:] == e.form.words
            and size < c.last - c.first <= len(c.form.words)
            and c.fit.worst >= _FIRST_NAME
            and all(
                self._heard.zipfs[k] < _MAYBE_A_NAME
                or (c.fit.worst >= _SAME_NAME and given_name(self._heard.norms[k]) > A_NAME)
                for k in range(c.first, e.first)
            )
        )

    def _only_endings(self, c: Candidate) -> bool:
        """Whether each word is a form of the right one. A full name is not inflected: "Jane Woody" may be Jane Wood."""
        words = self._heard.norms[c.first : c.last]
        pairs = list(zip(words, c.form.words, strict=True))
        if not all(inflected(a, b) for a, b in pairs):
            return False
        is_name = len(words) > 1 and words[0] == c.form.words[0] and given_name(words[0]) > A_NAME
        return not is_name or all(a.removesuffix("s") == b.removesuffix("s") for a, b in pairs)

    def _only_goes_on(self, c: Candidate) -> bool:
        """Whether the words are the first or last of the form's in another form: "general elections" of it.

        A name whose other words were not heard is not written out.
        """
        words, right = self._heard.norms[c.first : c.last], c.form.words
        size = len(words)
        return 1 < size < len(right) and any(
            all(map(inflected, words, part)) for part in (right[:size], right[-size:])
        )

    def _is_joined_part(self, c: Candidate) -> bool:
        """Whether the words are some of the form's, spaced in another way: "health care" of "Acme Healthcare".

        Small words beside them don't matter: "in health care".
        """
        words = c.form.words
        first, last = self._without_small_words(c)
        joined = "".join(self._heard.letters[first:last])
        most = len(words) if (first, last) == (c.first, c.last) else min(len(words), last - first)
        return joined in c.form.joined and any(
            "".join(map(letters, words[i:j])) == joined
            for i in range(len(words))
            for j in range(i + 1, len(words) + 1)
            if j - i < most
        )

    def _without_small_words(self, c: Candidate) -> tuple[int, int]:
        """The words of `c` without those at its ends that stand in every other sentence, and not in the form."""
        heard, first, last = self._heard, c.first, c.last
        small = {
            k
            for k in range(first, last)
            if heard.zipfs[k] >= EVERYWHERE and heard.norms[k] not in c.form.words
        }
        while last - first > 1 and last - 1 in small:
            last -= 1
        while last - first > 1 and first in small:
            first += 1
        return first, last

    def _is_place_within(self, c: Candidate) -> bool:
        """Whether the rarest word is a place whose name is part of the form, and stands for itself.

        But for one letter, and with an "n": "Angolan" of "Angolabank".
        """
        if self._places.isdisjoint(range(c.first, c.last)):
            return False
        rarest = min(range(c.first, c.last), key=self._heard.zipfs.__getitem__)
        word, joined = _place_in(self._heard.norms[rarest]), c.form.joined
        if not word or len(word) >= len(joined):
            return False
        return any(
            sum(a != b for a, b in zip(word, joined[k:], strict=False)) <= len(word) // _ONE_LETTER_OF
            for k in range(len(joined) - len(word) + 1)
        )

    def _is_everyday(self, c: Candidate) -> bool:
        """Whether a single word like "from" would go; a plain list was made for the text, and may mean it."""
        return c.last - c.first == 1 and self._heard.zipfs[c.first] >= _SMALL_WORD

    def _has_quotation(self, c: Candidate) -> bool:
        """Whether a quotation begins at one of the words but the first."""
        heard = self._heard
        return any(heard.starts[k] and heard.gaps[k] < Gap.STOP for k in range(c.first + 1, c.last))

    def _is_half_a_name(self, c: Candidate) -> bool:
        """Whether a first name is joined to the first word, itself one: "Anne-[Marie Curry]" is no Marie Curie."""
        heard, before = self._heard, c.first - 1
        if (
            before < 0
            or heard.gaps[c.first] is not Gap.JOIN
            or c.form.term.type not in (None, TermType.PERSON)
        ):
            return False
        names = heard.norms[before], heard.norms[c.first]
        return all(map(capitalised, (heard.tokens[before].text, heard.tokens[c.first].text))) and all(
            given_name(name) > A_NAME for name in names
        )

    def _is_somebody(self, c: Candidate) -> bool:
        """Whether a first name, or "Mr.", stands before what would become no person: "Ann [Lynox]" is no Linux."""
        heard, before = self._heard, c.first - 1
        if c.form.term.type in (None, TermType.PERSON) or c.last - c.first > 1 or not heard.cased:
            return False
        if before < 0 or (heard.gaps[c.first] > Gap.SPACE and heard.norms[before] not in _MISTER):
            return False
        name = heard.norms[before]
        if not all(map(capitalised, (heard.tokens[before].text, heard.tokens[c.first].text))):
            return False
        # "Georgia", "Will" and "Jordan" are more than names; and a term that stands right is none.
        return name in _MISTER or (
            given_name(name) > A_NAME
            and place(name) <= 0
            and heard.zipfs[before] < NO_NAME
            and before not in self._exact_at
        )

    def _is_spelled(self, c: Candidate) -> bool:
        """Whether `c` is cut out of letters that somebody spells: "S-M-I-T-H"; "I-S-W" by itself may be ISW."""
        if c.first in self._spelled or c.last in self._spelled:
            return True
        return c.via is Via.SOUND and not self._spelled.isdisjoint(range(c.first + 1, c.last))

    def _is_ignored(self, c: Candidate) -> bool:
        """Whether `c` holds words that the user wants left alone, or stands for a term that is."""
        if letters(c.form.term.term) in self._ignored:
            return True
        return self._holds(c, self._ignored)

    def _holds(self, c: Candidate, wanted: Set[str]) -> bool:
        """Whether some of the words of `c`, or all, have the letters of a wanted form: "a super power"."""
        parts = self._heard.letters
        joined = "".join(parts[c.first : c.last])
        if not any(w in joined for w in wanted):
            return False
        return any(
            "".join(parts[first:last]) in wanted
            for first in range(c.first, c.last)
            for last in range(first + 1, c.last + 1)
        )

    def _is_accented(self, c: Candidate) -> bool:
        """Whether a single word has accents, and the form has none: they are written of known names ("Máté")."""
        word = self._heard.tokens[c.first].text
        return c.last - c.first == 1 and c.form.text.isascii() and any(map(_has_accent, word))

    def _is_well_known_name(self, k: int) -> bool:
        """Whether token k is a well-known first name or surname, as such and as a word."""
        word = self._heard.norms[k]
        return self._heard.zipfs[k] >= _WELL_KNOWN and max(given_name(word), surname(word)) > A_NAME

    def _has_s(self, c: Candidate) -> bool:
        """Whether the last word ends in the sound of an s, written with an apostrophe or not."""
        last = c.last - 1
        return bool(self._heard.tokens[last].possessive) or self._heard.phones[last][-1:] in _SIBILANT

    def _is_forbidden(self, c: Candidate) -> bool:
        """Whether `c` takes any of the words that the lexicon forbids: "Lamy" or "Lamy said" of "Pascal Lamy".

        A listed mishearing may hold them: "el sissy" is listed, "sissy" is forbidden.
        """
        for first, last in self._forbidden.get(c.form.term.term, ()):
            if first <= c.first and c.last <= last:
                return True
            if first < c.last and c.first < last and c.via is not Via.MISHEARING:
                return True
        return False

    def _number(self, c: Candidate) -> str | None:
        """A plural is heard as one: "near cons" is not "neocon", "super power" not "superpowers"."""
        if not c.form.term.takes_plural or c.form.kind is Kind.PHRASE:
            return None
        more = c.last - c.first > len(c.form.words)
        if c.form.plural and more and self._heard.zipfs[c.last - 1] >= EVERYWHERE:
            return "a small word makes no plural"
        heard_s = self._heard.phones[c.last - 1][-1:] in _SIBILANT
        form_s = c.sound[-1][-1:] in _SIBILANT
        if heard_s == form_s:
            return None
        return "it is a plural" if heard_s else "it is no plural"

    def _style(self, c: Candidate) -> str | None:
        """Letter case is often a choice: "Nato", "KEIR STARMER", a lower-case transcript."""
        heard, form = self._heard, c.form
        old = heard.words(c.first, c.last)
        if not heard.cased:
            return "the transcript does not use capitals as English does"
        if form.text == form.text.lower():
            return "a term in small letters is never forced"
        if old != old.lower() and len(form.words) == 1:
            return "capitals of its own are a house style"
        if any(t.possessive for t in heard.tokens[c.first : c.last - 1]) and "'" not in fold(form.text):
            return "a possessive within is not dropped"  # "Acme's Cloud" is no Acme Cloud
        article, _, rest = form.text.partition(" ")
        if article.lower() in _ARTICLES and old.partition(" ")[2] == rest:
            return "whether an article is part of the name is a house style"
        if any(is_upper(t.text) for t in heard.tokens[c.first : c.last]):
            return "written in capitals on purpose"
        return None
