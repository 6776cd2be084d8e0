"""Towns of every Flemish province and street names, from the reference tables; no two families share a town."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from dice import Dice
from places import MECHELEN, MECHELEN_PART_STREETS, MECHELEN_STREETS, Town
from rows import row

TABLES = Path(__file__).resolve().parents[3] / "config" / "reference"
DISTRICTS = {
    "11": ("Antwerpen", "Antwerpen"),
    "12": ("Antwerpen", "Mechelen"),
    "13": ("Antwerpen", "Turnhout"),
    "23": ("Vlaams-Brabant", "Halle-Vilvoorde"),
    "24": ("Vlaams-Brabant", "Leuven"),
    "31": ("West-Vlaanderen", "Brugge"),
    "32": ("West-Vlaanderen", "Diksmuide"),
    "33": ("West-Vlaanderen", "Ieper"),
    "34": ("West-Vlaanderen", "Kortrijk"),
    "35": ("West-Vlaanderen", "Oostende"),
    "36": ("West-Vlaanderen", "Roeselare"),
    "37": ("West-Vlaanderen", "Tielt"),
    "38": ("West-Vlaanderen", "Veurne"),
    "41": ("Oost-Vlaanderen", "Aalst"),
    "42": ("Oost-Vlaanderen", "Dendermonde"),
    "43": ("Oost-Vlaanderen", "Eeklo"),
    "44": ("Oost-Vlaanderen", "Gent"),
    "45": ("Oost-Vlaanderen", "Oudenaarde"),
    "46": ("Oost-Vlaanderen", "Sint-Niklaas"),
    "71": ("Limburg", "Hasselt"),
    "72": ("Limburg", "Maaseik"),
    "73": ("Limburg", "Tongeren"),
}
CITIES = frozenset(
    row(
        "Aalst Aarschot Antwerpen Beringen Bilzen Blankenberge Bree Brugge Damme Deinze Dendermonde Diest "
        "Diksmuide Eeklo Geel Genk Gent Geraardsbergen Gistel Halle Hamont-Achel Harelbeke Hasselt Herentals "
        "Hoogstraten Ieper Izegem Kortrijk Landen Leuven Lier Lokeren Lommel Maaseik Menen Mortsel Nieuwpoort "
        "Ninove Oostende Oudenaarde Oudenburg Peer Poperinge Roeselare Ronse Scherpenheuvel-Zichem Sint- "
        "Niklaas Sint-Truiden Tielt Tienen Tongeren Torhout Turnhout Veurne Vilvoorde Waregem Wervik Zottegem "
        "Zoutleeuw"
    )
)
_SHARES = "CDEF"
_STREET = re.compile(
    r"[A-Z][a-zéëï]+(?:[- ][A-Z]?[a-zéëï]+){0,2}(?:straat|laan|weg|steenweg|plein|dreef|lei|baan|kaai|pad|hof)"
)


@lru_cache(maxsize=8)
def towns(family: str) -> tuple[Town, ...]:
    """The towns of one family, in order of their code; Mechelen is drawn apart."""
    parts: dict[str, list[str]] = {}
    for line in _table("localities"):
        if line["kind"] == "deelgemeente" and "'" not in line["name"]:
            parts.setdefault(line["nis"], []).append(line["name"])
    codes: dict[str, str] = {}
    for line in _table("postcodes"):
        codes.setdefault(line["nis"], line["postcode"])
    found = []
    for line in _table("municipalities"):
        nis = line["nis"]
        today = line["valid"].endswith("..") and not line["successor"]
        if today and nis[:2] in DISTRICTS and nis in codes and nis != MECHELEN.nis:
            found.append(_town(line["name_nl"], nis, codes[nis], parts.get(nis, [])))
    found.sort(key=lambda town: town.nis)
    return tuple(found[_SHARES.index(family) :: len(_SHARES)])


def _town(name: str, nis: str, postcode: str, parts: list[str]) -> Town:
    province, district = DISTRICTS[nis[:2]]
    others = tuple((part, postcode) for part in sorted(set(parts)) if part != name and "(" not in part)
    return Town(name, nis, postcode, province, district, others, letters=name[:2].upper(), city=name in CITIES)


@lru_cache(maxsize=8)
def streets(family: str) -> tuple[str, ...]:
    """The street names of one family."""
    lines = (TABLES / "streets.txt").read_text(encoding="utf-8").splitlines()
    fitting = sorted({line for line in lines if 7 < len(line) < 26 and _STREET.fullmatch(line)})
    return tuple(fitting[_SHARES.index(family) :: len(_SHARES)])


def draw_town(family: str, dice: Dice) -> tuple[Town, str]:
    """Draw a municipality of today and the locality of the site, which may be a former municipality."""
    if dice.chance(0.3):
        town = MECHELEN
    else:
        known = towns(family)
        town = known[dice.between(0, len(known) - 1)]
    if town.parts and dice.chance(0.4):
        return town, town.parts[dice.between(0, len(town.parts) - 1)][0]
    return town, town.name


def draw_street(family: str, town: Town, place: str, dice: Dice) -> str:
    """Draw a street."""
    if town.nis == MECHELEN.nis:
        return dice.pick(MECHELEN_STREETS if place == town.name else MECHELEN_PART_STREETS)
    return dice.pick(streets(family))


def _table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
