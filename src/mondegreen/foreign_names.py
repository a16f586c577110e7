"""How a name of another language might be respelled for an English reader: by a few lines of its spelling rules.

Start reading from `suggest`. A name is sounded as an English speaker would who knows no better, and most letters come
out well enough so; what is exchanged here is only what misleads, such as "sz" for "s" and "s" for "sh" in a name whose
letters look Hungarian. It makes a suggestion for a person to mend, and decides nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from mondegreen.english import given_name, zipf
from mondegreen.phonetics import phrase_readings
from mondegreen.text import fold

#: What misleads an English reader, and what to write instead: patterns, each with its letters, in the order in which
#: they are tried at each place. What no rule names stays as it is, without its accents.
_RULES: Final[dict[str, str]] = {
    "chinese": """
        ^x sh, ^q ch, ^zh j, ^c(?!h) ts, ^z(?!h) dz, (?<=[zcs]h)i$ er, (?<=^r)i$ er, (?<=^[zcs])i$ uh, iu yo,
        ui way, uo waw, iang yahng, ian yen, (?<=y)an yen, (?<=[jqxy])u(?!a) oo, ong oong, ou oh, ao ow, ei ay,
        ai eye, en un, ie yeh, e$ uh, i$ ee, a$ ah, u$ oo, ü oo
    """,
    "czech": "ch h, ck tsk, c ts, č ch, ě ye, j y, ř rzh, š sh, w v, ž zh, ů oo, ý ee, ť t, ď d, ň ny",
    "french": """
        eaux?$ oh, eau oh, aux?$ oh, oin wan, oix?$ wah, oi(?=[^aeiouy]) wah, oux?$ oo, ou oo, eux?$ uh, ez$ ay,
        ée?s?$ ay, ç s, ch sh, gn ny, ge$ zh, ge(?=[ao]) zh, g(?=[eéèiy]) zh, j zh, gu(?=[eéèi]) g, qu k,
        (?<=[ai])lle?s?$ y, th t, (?<=[aeiouy])[tdxs]$, (?<=n)[tds]$, (?<=r)[tds]$, é ay, è eh, ê eh, û oo
    """,
    "german": """
        tsch ch, sch sh, tz ts, (?<![^aeiouäöü])z ts, z ts, ie ee, ei igh, ey igh, eu oy, äu oy, j y, w v, ß ss,
        ä e, ö er, ü oo
    """,
    "hungarian": """
        dzs j, ccs ch, cs ch, cz ts, c ts, ggy dy, gy dy, lly y, ly y, ssz s, sz s, zs zh, ss sh, s sh, jj y,
        j y, é ay, [uú] oo, ö er, ő er, ü oo, ű oo, w v, ó$ oh, a$ ah, á$ ah
    """,
    "italian": """
        cch k, ch k, cci(?=[aou]) ch, ci(?=[aou]) ch, cc(?=[ei]) tch, c(?=[ei]) ch, gli(?=[aeo]) ly, gli lyee,
        gn ny, zz ts
    """,
    "polish": """
        szcz shch, dzi(?=[aeouóąę]) j, ci(?=[aeouóąę]) ch, si(?=[aeouóąę]) sh, zi(?=[aeouóąę]) zh, cz ch, dż j,
        dź j, rz zh, sz sh, ch h, ck tsk, c ts, w$ f, w v, j y, ą(?=[bp]) om, ą on, ę$ eh, ę en, ć ch, ł w, ń n,
        ó oo, ś sh, ź zh, ż zh, i(?=[aeo]) y, y$ ee
    """,
    "portuguese": """
        ão ow, ães ighs, ões oynz, lh ly, nh ny, ç s, ch sh, j zh, x sh, g(?=[eiéí]) zh, qu(?=[ei]) k, m$ n,
        ei ay, ã uh
    """,
    "romanian": """
        che ke, chi kee, ghe geh, ghi gee, ce che, ci$ ch, ci(?=[aou]) ch, ci chee, ă uh, [âî] i, [șş] sh,
        [țţ] ts, j zh
    """,
    "south slavic": "dž j, lj ly, nj ny, [čć] ch, đ j, š sh, ž zh, c ts, j y",
    "spanish": "ll y, ñ ny, j h, g(?=[eiéí]) h, qu k, gu(?=[eiéí]) g, ía eeah, í ee, ú oo",
    "turkish": "c j, ç ch, ğ, ı i, ş sh, ö er, ü oo",
}  # fmt: skip

#: The languages whose spelling is known here.
LANGUAGES: Final = tuple(_RULES)

#: What only one language writes, or hardly any other; the first that is found tells. German and Italian names go
#: without: most that English speakers know are said in an English way.
_SIGNS: Final = tuple(
    (language, re.compile(sign))
    for language, sign in (
        ("hungarian", r"[őű]|sz.*[áéíóúöü]|[áéíóúöü].*(?:sz|cs\b|gy|kás\b)|\bcs|cs\b.*[áéíóúöü]|gy(?:ö|ur|ar)"),
        ("polish", r"[łąęśźżń]|szcz|[bpktg]rz|rzy|(?:ow|ew)icz\b|(?:ow|ew|yń)sk[ia]\b|cz(?:yk|ak|ek)\b"),
        ("czech", r"[řěůďťň]|[čšž].*[áéíýú]|[áéíýú].*[čšž]"),
        ("turkish", r"[ğı]|[çş].*[öüçş]|[öü].*[çş]"),
        ("romanian", r"[șță]|escu\b"),
        ("south slavic", r"[čćđšž]"),
        ("portuguese", r"[ãõ]|inh[oa]s?\b|ço\b|ça\b"),
        ("french", r"[èêëœû]|eaux?\b|aux\b|\boix\b|çois\b|é\b|jean"),
        ("spanish", r"ñ|[áéíóú].*ez\b|ez\b.*[áéíóú]|\w[íó]n\b"),
    )
)  # fmt: skip
# A syllable of Mandarin in pinyin, without tones; j, q and x stand before i and u only.
_PINYIN: Final = (
    "(?:[jqx](?=[iuü])|zh|ch|sh|[bpmfdtnlgkhrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|üe|ue|[aeiouü])"
)
_SYLLABLE: Final = re.compile(f"{_PINYIN}(?![aeiouü])|{_PINYIN}|.")
_ONLY_PINYIN: Final = re.compile(f"(?:{_PINYIN}){{1,3}}")
#: What misleads in pinyin; without it, nothing tells that this is Chinese.
_TELLS_PINYIN: Final = re.compile(r"(?:\b|[aeioung])(?:x|q|zh)")
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Zipf values and commonness of given names from which on everybody knows how to say a word; names from abroad count
#: 2.0 at most.
_KNOWN_WORD, _KNOWN_NAME = 4.0, 2.05


def suggest(name: str, language: str | None = None) -> tuple[str, str] | None:
    """A respelling of `name`, and the language that its letters were read in; None where it says nothing new.

    `language` is one of `LANGUAGES`; without it, the letters have to tell.

    >>> suggest("Gyula Szűcs"), suggest("Peter Miller")
    (('dyoolah sooch', 'hungarian'), None)
    """
    known = language or language_of(name)
    if known is None:
        return None
    found = respell(name, known)
    words = name.replace("-", " ").split()
    if _said(found.split()) == _said(words) or len(found.split()) != len(words):
        return None
    return found, known


def language_of(name: str) -> str | None:
    """The language of `LANGUAGES` that a name is most likely written in, by its letters; None if they don't tell.

    >>> language_of("Gyula Szűcs"), language_of("Xu Zhiqiang"), language_of("Peter Miller")
    ('hungarian', 'chinese', None)
    """
    text = _lower(name)
    words = _WORD.findall(text)
    if words and all(map(_ONLY_PINYIN.fullmatch, words)) and _TELLS_PINYIN.search(text):
        return "chinese"
    return next((language for language, sign in _SIGNS if sign.search(text)), None)


def respell(name: str, language: str) -> str:
    """`name` as it would have to be written for an English reader to say it as in `language`, a word for each word.

    What English speakers know anyway stays: "Maria", "bank". Raises `KeyError` for a language not in `LANGUAGES`.

    >>> respell("Anna Szűcs", "hungarian"), respell("Xu Zhiqiang", "chinese")
    ('anna sooch', 'shoo jerchyahng')
    """
    text = re.sub("['’]", "", _lower(name)).replace("-", " ")
    words = (w if _known(w, language) else _plain(_foreign(w, language)) for w in text.split())
    return " ".join(filter(None, words))


def _known(word: str, language: str) -> bool:
    if language == "chinese" or not word.isascii():
        return False
    return given_name(word) >= _KNOWN_NAME or zipf(word) >= _KNOWN_WORD


def _foreign(word: str, language: str) -> str:
    syllables = _SYLLABLE.findall(word) if language == "chinese" else [word]
    return "".join(_exchanged(part, language) for part in syllables)


def _exchanged(text: str, language: str) -> str:
    found: list[str] = []
    at = 0
    while at < len(text):
        for pattern, letters in _patterns(language):
            if match := pattern.match(text, at):
                found.append(letters)
                at = match.end()
                break
        else:
            found.append(text[at])
            at += 1
    return "".join(found)


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = [rule.split() for rule in _RULES[language].split(",")]
    return tuple((re.compile(pattern), "".join(letters)) for pattern, *letters in rules)


def _said(words: list[str]) -> tuple[str, ...]:
    return next(iter(phrase_readings(tuple(words), 1)), ())


def _lower(text: str) -> str:
    """In small letters, each accented one a single character; a Turkish capital İ is an i."""
    return unicodedata.normalize("NFC", text).replace("İ", "i").lower()


def _plain(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalpha())
