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
        "Aalst Aarschot Antwerpen Beringen Bilzen Blankenberge Borgloon Bree Brugge Damme Deinze Dendermonde Diest "
        "Diksmuide Eeklo Geel Genk Gent Geraardsbergen Gistel Halle Hamont-Achel Harelbeke Hasselt Herentals "
        "Hoogstraten Ieper Izegem Kortrijk Landen Leuven Lier Lokeren Lommel Maaseik Menen Mortsel Nieuwpoort "
        "Ninove Oostende Oudenaarde Oudenburg Peer Poperinge Roeselare Ronse Scherpenheuvel-Zichem Sint- "
        "Niklaas Sint-Truiden Tielt Tienen Tongeren Torhout Turnhout Veurne Vilvoorde Waregem Wervik Zottegem "
        "Zoutleeuw"
    )
)
_SHARES = "CDEF"
# What the later families borrow from the first two, which are only learned from, and which write of it no more.
LENT = {
    "G": frozenset(row("13014 13049 23104 24033 31040 36008 41034 41048 42025 71011")),
    "H": frozenset(row("13003 23096 24094 34003 38014 41018 41082 42008 72018 73042")),
}
# Municipalities that have merged into another since; in the truth stands the one of today.
_MERGED = {
    "I": """\
Gooik;23024;1755;GO;Pajottegem;23106;Kester=1755;Leerbeek=1755;Oetingen=1755
Sint-Amands;12034;2890;SA;Puurs-Sint-Amands;12041;Lippelo=2890;Oppuurs=2890
Zomergem;44080;9930;ZO;Lievegem;44085;Oostwinkel=9931;Ronsele=9932
Kruishoutem;45017;9770;KR;Kruisem;45068;Nokere=9771;Wannegem-Lede=9772
Kortessem;73040;3720;KO;Hasselt;71072;Guigoven=3723;Vliermaal=3724;Vliermaalroot=3721;Wintershoven=3722
Neerpelt;72025;3910;NE;Pelt;72043;Sint-Huibrechts-Lille=3910""",
    "J": """\
Bilzen;73006;3740;BZ;Bilzen-Hoeselt;73110;Beverst=3740;Eigenbilzen=3740;Martenslinde=3742;Munsterbilzen=3740;Rijkhoven=3740
Beveren;46003;9120;BV;Beveren-Kruibeke-Zwijndrecht;46030;Haasdonk=9120;Kieldrecht=9130;Melsele=9120;Vrasene=9120
Puurs;12030;2870;PU;Puurs-Sint-Amands;12041;Breendonk=2870;Liezele=2870;Ruisbroek=2870
Meulebeke;37007;8760;MB;Tielt;37022
Ruiselede;37012;8755;RU;Wingene;37021""",
    "K": """\
Borgloon;73009;3840;BL;Tongeren-Borgloon;73111;Hoepertingen=3840;Jesseren=3840;Kerniel=3840;Rijkel=3840
Galmaarden;23023;1570;GA;Pajottegem;23106;Tollembeek=1570;Vollezele=1570
Herne;23032;1540;HR;Pajottegem;23106;Herfelingen=1540;Sint-Pieters-Kapelle=1541
Hoeselt;73032;3730;HO;Bilzen-Hoeselt;73110;Romershoven=3730;Schalkhoven=3732;Sint-Huibrechts-Hern=3730;Werm=3730
Overpelt;72029;3900;OV;Pelt;72043
Tessenderlo;71057;3980;TE;Tessenderlo-Ham;71071""",
    "L": """\
Borsbeek;11007;2150;BO;Antwerpen;11002
Oostduinkerke;38018;8670;OD;Koksijde;38014
Tielt;37015;8700;TI;Tielt;37022;Aarsele=8700;Kanegem=8700;Schuiferskapelle=8700
Wenduine;31038;8420;WD;De Haan;35029
Wingene;37018;8750;WI;Wingene;37021;Zwevezele=8750
Zwijndrecht;11056;2070;ZW;Beveren-Kruibeke-Zwijndrecht;46030;Burcht=2070""",
}
# The last year of those that merged in 1977.
_LAST_YEARS = {"31038": 1976, "38018": 1976}
_STREET = re.compile(
    r"[A-Z][a-zéëï]+(?:[- ][A-Z]?[a-zéëï]+){0,2}(?:straat|laan|weg|steenweg|plein|dreef|lei|baan|kaai|pad|hof)"
)

# Names of another build than those above: hamlets, fields and people.
_ODD_STREET = re.compile(
    r"(?!Rue |Avenue |Place |Chemin |Clos |Route |Chaussée )[A-Z][\w' .-]+(?:straat|laan|weg|steenweg|plein|dreef|baan"
    r"|berg|wijk|markt|vest|gracht|hoek|veld|dries|dijk|ring|steeg|poort|akker|heide|kouter|wegel|park|singel)"
)

# And of a third build: woods, brooks, mills and fields.
_LONE_STREET = re.compile(
    r"(?:(?:Oude|Nieuwe|Grote|Kleine|Hoge|Lage|Ter|Ten|De|Het|Achter de|Onder de|Op den) )?[A-Z][a-zë]+(?:beemd|broek"
    r"|molen|heuvel|bos|dorp|einde?|kapel|donk|land|plaats|gang|weide|blok|hoogte|dal|voort|brug|linde|aard|beek|sluis"
    r"|schans|bleek|meers|gaarde|hulst|rode)"
)

# And those called after somebody.
_NAMED_STREET = re.compile(
    r"(?:Pastoor|Burgemeester|Dokter|Kanunnik|Koning|Koningin|Prins|Prinses|Graaf|Generaal|Meester|Deken|Onderpastoor"
    r"|Kapelaan|Notaris) [A-Z][a-zë]+(?:straat|laan|plein|lei|dreef|weg)"
)

# And of the sea, the polders and trees.
_COAST_STREET = re.compile(
    r"(?:Noord|Zuid|Duin|Zee|Strand|Polder|Vlas|Schelde|Fort|Molen|Zwane|Vrede|Leeuw|Statie|Kasteel|Brug|Park|Klaver"
    r"|Tarwe|Linde|Berken|Eiken|Beuken|Populieren)[a-zë]+(?:straat|laan|weg|plein|lei|dreef|dijk|pad)"
)
# And of hills, valleys and orchards.
_VALLEY_STREET = re.compile(
    r"(?:Berg|Dal|Bron|Kers|Appel|Peren|Pruim|Wijngaard|Wijn|Hoeve|Pacht|Schaap|Haag|Haze|Hulst|Holle|Kiezel|Zand|Leem"
    r"|Heuvel|Kluis|Tiende|Ooievaar|Leeuwerik|Merel|Vinken)[a-zë]*(?:straat|laan|weg|plein|dreef|pad|hof)"
)
# Families whose streets have a build of their own among those of merged towns.
_BUILDS = {"J": _NAMED_STREET, "K": _VALLEY_STREET, "L": _COAST_STREET}


@lru_cache(maxsize=8)
def towns(family: str) -> tuple[Town, ...]:
    """The towns of one family, in order of their code; Mechelen is drawn apart."""
    if family in MERGED:
        return MERGED[family]
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
    if family in LENT:
        return tuple(town for town in found if town.nis in LENT[family])
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
    if family in MERGED:
        build = _BUILDS.get(family, _LONE_STREET)
        return tuple(sorted({line for line in lines if 6 < len(line) < 28 and build.fullmatch(line)}))
    if family in LENT:
        odd = {line for line in lines if 6 < len(line) < 30 and _ODD_STREET.fullmatch(line)}
        return tuple(sorted(odd.difference(fitting))[sorted(LENT).index(family) :: len(LENT)])
    return tuple(fitting[_SHARES.index(family) :: len(_SHARES)])


def draw_town(family: str, dice: Dice, year: int) -> tuple[Town, str]:
    """Draw a municipality that stood in that year and the locality of the site, which may be a former municipality."""
    if family not in MERGED and dice.chance(0.3):
        town = MECHELEN
    else:
        known = tuple(town for town in towns(family) if year <= _LAST_YEARS.get(town.nis, year))
        town = _kept(family, known, dice.between(0, len(known) - 1))
    if town.parts and dice.chance(0.4):
        return town, town.parts[dice.between(0, len(town.parts) - 1)][0]
    return town, town.name


def _kept(family: str, known: tuple[Town, ...], index: int) -> Town:
    """The town at this place, or the next one that the family has not lent out."""
    lent = frozenset[str]() if family in LENT else frozenset().union(*LENT.values())
    while known[index % len(known)].nis in lent:
        index += 1
    return known[index % len(known)]


def draw_street(family: str, town: Town, place: str, dice: Dice) -> str:
    """Draw a street."""
    if town.nis == MECHELEN.nis:
        return dice.pick(MECHELEN_STREETS if place == town.name else MECHELEN_PART_STREETS)
    return dice.pick(streets(family))


def _merged(line: str) -> Town:
    name, nis, postcode, letters, today, code, *parts = line.split(";")
    pairs = tuple((part.split("=")[0], part.split("=")[1]) for part in parts)
    province, district = DISTRICTS[nis[:2]]
    city = name in CITIES
    return Town(name, nis, postcode, province, district, pairs, letters=letters, city=city, successor=(today, code))


MERGED = {family: tuple(map(_merged, lines.splitlines())) for family, lines in _MERGED.items()}


def _table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
