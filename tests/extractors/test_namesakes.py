# ruff: noqa: E501  (a dossier is clearer in one piece)
"""Places of one name: what else the papers name decides which is meant, and what nothing decides waits for a person."""

from collections.abc import Callable

import pytest

from extractors.addresses import Addresses
from extractors.choose_site import choose_municipality
from extractors.choosing import Case
from extractors.dated import Dates
from extractors.page import Page
from extractors.places import Places, meanings
from pipeline.adapters.reference.official import ReferenceTables
from schemas.findings import Finding
from schemas.record import One
from schemas.town import Town
from schemas.values import Municipality

Build = Callable[..., Case]
Read = Callable[..., One[Municipality]]


@pytest.fixture
def read(page: Callable[..., Page], case: Build) -> Read:
    """Read the pages of a dossier, and choose its municipality."""

    def run(*texts: str, year: int = 1960) -> One[Municipality]:
        found: list[Finding] = []
        for number, text in enumerate(texts, start=1):
            one = page(text, "besluit", (year, year + 1))
            for extractor in (Places(), Addresses(), Dates()):
                for finding in extractor.find(one):
                    evidence = finding.evidence.model_copy(update={"page": number})
                    found.append(finding.model_copy(update={"evidence": evidence}))
        return choose_municipality(case(" ".join(["besluit"] * len(texts)), *found))

    return run


HALLE, ZOERSEL = "Halle 23027 None", "Zoersel 11055 Halle"


@pytest.mark.parametrize(
    ("texts", "year", "expected"),
    [
        # the province in the letterhead
        (["PROVINCIE ANTWERPEN\nGEMEENTE HALLE\nNr. 25"], 1960, f"{ZOERSEL} accepted"),
        (["Provincie Brabant\nGemeente Halle\nNr. 25"], 1960, f"{HALLE} accepted"),
        (["Gemeente Nieuwerkerken\nNr. 25", "Prov. Oost-Vlaanderen"], 1960, "Aalst 41002 Nieuwerkerken accepted"),
        (["Gemeente Nieuwerkerken\nNr. 25", "Prov. Limburg"], 1960, "Nieuwerkerken 71045 None accepted"),
        (["PROVINCE D'ANVERS\nCommune de Cappellen\nNr. 25"], 1910, "Kapellen 11023 Cappellen accepted"),
        (["GEMEENTE KAPELLEN (Br.)\nNr. 25"], 1960, "Glabbeek 24137 Kapellen accepted"),
        (["GEMEENTE KAPELLEN (Antw.)\nNr. 25"], 1960, "Kapellen 11023 None accepted"),
        (["Gemeente Hamme (O.-Vl.)\nNr. 25"], 1960, "Hamme 42008 None accepted"),
        (["Provincie Limburg\nGemeente Kerkom\nNr. 25"], 1960, "Sint-Truiden 71053 Kerkom accepted"),
        (["Provincie Brabant\nGemeente Kerkom\nNr. 25"], 1960, "Boutersem 24016 Kerkom accepted"),
        (["PROVINCIE LIMBURG\nGEMEENTE HEUSDEN\nNr. 25"], 1960, "Heusden-Zolder 71070 Heusden accepted"),
        # the arrondissement
        (["ARRONDISSEMENT SINT-NIKLAAS\nGEMEENTE BEVEREN\nNr. 25"], 1960, "Beveren-Kruibeke-Zwijndrecht 46030 Beveren accepted"),
        (["Arrondissement Roeselare\nGemeente Beveren\nNr. 25"], 1960, "Roeselare 36015 Beveren accepted"),
        (["Arrondissement Antwerpen\nGemeente Halle\nNr. 25"], 1960, f"{ZOERSEL} accepted"),
        # the postcode
        (["GEMEENTE HALLE\nligging van het goed : Kerkstraat 12, 2980 Halle"], 1975, f"{ZOERSEL} accepted"),
        (["GEMEENTE HALLE\nligging van het goed : Kerkstraat 12, 1500 Halle"], 1975, f"{HALLE} accepted"),
        # neighbours and what it went up in
        (["GEMEENTE MUIZEN\nNr. 25", "Mechelen, 3 mei 1960"], 1960, "Mechelen 12025 Muizen accepted"),
        (["GEMEENTE HALLE\nNr. 25", "Gemeente Zoersel\nNr. 25"], 1980, f"{ZOERSEL} accepted"),
        (["GEMEENTE HALLE\nNr. 25", "dossier 8.00/11055/1234.1"], 1980, f"{ZOERSEL} accepted"),
        (["Beveren\nNr. 25", "Sint-Niklaas, 3 mei 1960"], 1960, "Beveren-Kruibeke-Zwijndrecht 46030 Beveren review"),
        # a town, and a municipality after 1977
        (["STAD HALLE\nNr. 25"], 1960, f"{HALLE} accepted"),
        (["STAD AALST\nNr. 25"], 1930, "Aalst 41002 None accepted"),
        (["Stadsbestuur van Tielt\nNr. 25"], 1930, "Tielt 37022 None accepted"),
        (["GEMEENTE HALLE\nZitting van 3 mei 1985"], 1985, f"{HALLE} accepted"),
        (["GEMEENTE BEVEREN\nZitting van 3 mei 1985"], 1985, "Beveren-Kruibeke-Zwijndrecht 46030 Beveren accepted"),
        # nothing tells, or what tells does not agree
        (["GEMEENTE HALLE\nZitting van 3 mei 1960"], 1960, f"{HALLE} review"),
        (["GEMEENTE HALLE\nNr. 25", "Provincie Antwerpen", "Provincie Brabant"], 1960, f"{HALLE} review"),
        (["GEMEENTE MUIZEN\nNr. 25"], 1960, "None review"),
        (["GEMEENTE BEVEREN\nNr. 25"], 1960, "None review"),
        (["Provincie West-Vlaanderen\nGEMEENTE BEVEREN\nNr. 25"], 1960, "None review"),
        # one home elsewhere tells little
        (["GEMEENTE HALLE\nDe heer Jan Maes, wonende te Zoersel, Dorpsstraat 3, vraagt"], 1960, f"{HALLE} review"),
        # a name of one place needs no hint, and none turns it
        (["Provincie Limburg\nGEMEENTE HOMBEEK\nNr. 25"], 1960, "Mechelen 12025 Hombeek accepted"),
        (["GEMEENTE NIEUWPOORT\nligging van het goed : Kaai 9, Sint-Joris", "Provincie West-Vlaanderen"], 1990, "Nieuwpoort 38016 Sint-Joris accepted"),
        (["Provincie Antwerpen"], 1960, "None absent"),
    ],
)  # fmt: skip
def test_other_words_of_the_papers_tell_which_place_is_meant(
    read: Read, texts: list[str], year: int, expected: str
) -> None:
    field = read(*texts, year=year)
    town = f"{field.value.name} {field.value.nis} {field.value.locality}" if field.value else "None"
    assert f"{town} {field.status}" == expected


def test_what_is_not_decided_says_so_and_offers_each_place(read: Read) -> None:
    village = read("GEMEENTE MUIZEN\nNr. 25")
    assert village.reason == "Meer dan één plaats heet zo, en niets op de bladen zegt welke het is."
    assert {one.value.nis for one in village.candidates} == {"12025", "71017"}
    town = read("GEMEENTE HALLE\nNr. 25")
    assert [one.value.nis for one in town.candidates] == ["11055"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Halle", ["23027", "11055"]),
        ("AALST", ["41002", "71053"]),
        ("Hamme", ["42008", "23052"]),
        ("Machelen", ["23047", "44081"]),
        ("Tielt", ["37022", "24135"]),
        ("Vorst", ["21007", "13053"]),
        ("Kerkom", ["24016", "71053"]),
        ("Niel", ["11030", "71002", "71017"]),
        ("Neerpelt", []),
        ("Sint-Niklaas", []),
        ("Nergenshuizen", []),
        ("", []),
    ],
)
def test_all_that_a_name_may_mean(reference: ReferenceTables, name: str, codes: list[str]) -> None:
    assert [town.nis for town in reference.namesakes(name)] == codes


def test_in_the_archive_of_a_town_its_own_village_is_meant() -> None:
    own = ReferenceTables(town=Town(name="Zoersel", nis="11055"))
    assert own.namesakes("Halle") == own.namesakes("Zoersel") == ()
    assert [town.nis for town in meanings(own, "Halle")] == ["11055"]
    assert [town.nis for town in own.namesakes("Aalst")] == ["41002", "71053"]


def test_a_place_may_lie_in_every_municipality_of_its_name(reference: ReferenceTables) -> None:
    told = {name: [town.nis for town in meanings(reference, name)] for name in ("Halle", "Leest", "Nergens")}
    assert told == {"Halle": ["23027", "11055"], "Leest": ["12025"], "Nergens": []}
