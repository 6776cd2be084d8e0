"""The reference tables: shipped, corrected by imported ones, and by the archive's own town."""

import csv
import time

import pytest

from pipeline.adapters.reference.official import Imports, ReferenceTables
from schemas.town import Town
from schemas.values import Municipality


@pytest.fixture(scope="module")
def tables() -> ReferenceTables:
    return ReferenceTables()


@pytest.mark.parametrize(
    ("name", "nis", "locality"),
    [
        ("Mechelen", "12025", None),
        ("LEEST", "12025", "Leest"),
        ("Kessel-Lo", "24062", "Kessel-Lo"),
        ("kessel lo", "24062", "Kessel-Lo"),
        ("Heule", "34022", "Heule"),
        ("Rijmenam", "12005", "Rijmenam"),
        ("Battel", "12025", "Battel"),
        ("Malines", "12025", "Malines"),
        ("Moerbeke (Lokeren)", "46029", "Moerbeke"),
        ("Muizen (Mechelen)", "12025", "Muizen"),
        ("Aalst", "41002", None),
    ],
)
def test_a_name_leads_to_the_municipality_of_today(
    tables: ReferenceTables, name: str, nis: str, locality: str | None
) -> None:
    found = tables.municipality(name)
    assert found is not None
    assert (found.nis, found.locality) == (nis, locality)


@pytest.mark.parametrize("name", ["Muizen", "Nergenshuizen", "", "("])
def test_a_homonym_or_unknown_name_is_no_municipality(tables: ReferenceTables, name: str) -> None:
    assert tables.municipality(name) is None


def test_a_code_of_before_a_merger_leads_to_its_heir(tables: ReferenceTables) -> None:
    heirs = [tables.by_nis(nis) for nis in ("12025", "34016", "44045", "72040", "99999")]
    assert [heir.nis if heir else None for heir in heirs] == ["12025", "34022", "46029", "72042", None]


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Leopold III-ln.", "Leopold III-laan"),
        ("Guldenstr.", "Guldenstraat"),
        ("Mechelsestw.", "Mechelsesteenweg"),
        ("St-Katelijnestraat", "Sint-Katelijnestraat"),
        ("Ti5seltbaan", "Tisseltbaan"),
        ("O.L.Vrouwstraat", "Onze-Lieve-Vrouwstraat"),
        ("Qwxzstraat", None),
        ("", None),
    ],
)
def test_a_street_is_known_when_it_is_clearly_meant(
    tables: ReferenceTables, written: str, official: str | None
) -> None:
    found = tables.street(written)
    assert (found or "").replace(" ", "-") == (official or "").replace(" ", "-")


def test_postcodes_and_names_are_listed(tables: ReferenceTables) -> None:
    assert [town.nis for town in tables.by_postcode("2800")] == ["12025"]
    assert tables.by_postcode("0000") == ()
    assert all(tables.municipality(name) for name in tables.localities())


def test_loading_is_quick() -> None:
    start = time.process_time()
    ReferenceTables().street("Kerkstraat")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("name", "year", "nis"),
    [
        ("Walem", 1965, "12037"),  # a municipality of its own until 1976
        ("Walem", 1977, "12025"),
        ("Walem", 1890, "12037"),
        ("Muizen (Mechelen)", 1970, "23054"),
        ("Kruishoutem", 2018, "45017"),  # the mergers of 2019
        ("Kruishoutem", 2019, "45068"),
        ("Puurs", 2001, "12030"),
        ("Overpelt", 1990, "72029"),
        ("Moerbeke (Lokeren)", 2024, "44045"),  # those of 2025
        ("Moerbeke (Lokeren)", 2025, "46029"),
        ("Kortessem", 2000, "73040"),
        ("Borsbeek", 1999, "11007"),
        ("Mechelen", 1850, "12025"),
    ],
)
def test_a_place_belonged_to_another_town_before(tables: ReferenceTables, name: str, year: int, nis: str) -> None:
    town = tables.municipality(name)
    assert town is not None
    assert tables.at(town, year).nis == nis


def test_every_municipality_of_a_merger_of_2019_and_2025_has_an_heir(tables: ReferenceTables) -> None:
    with (tables.folder / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    gone = [row for row in rows if row["valid"].endswith(("/2018", "/2024")) and row["nis"][0] in "12347"]
    today = {row["nis"] for row in rows if row["valid"].endswith("..")}
    assert len(gone) == 42
    assert all(row["successor"] in today for row in gone)
    assert len(today) == 565


def test_an_imported_history_brings_later_mergers_and_raises_nothing_from_the_dead() -> None:
    history = [
        ("46014", "Lokeren", "", "1970", "9999"),  # ended in 2024, an older list does not know it
        ("12005", "Bonheiden", "", "1970", "2030"),
        ("99105", "Bonheiden", "", "2031", "9999"),
        ("99106", "Testdorp", "", "2031", "9999"),
    ]
    tables = ReferenceTables(imports=Imports(history=history, identities=("refnis 2031",)))
    found = {name: tables.municipality(name) for name in ("Lokeren", "Bonheiden", "Rijmenam", "Testdorp")}
    assert {name: town.nis if town else None for name, town in found.items()} == {
        "Lokeren": "46029", "Bonheiden": "99105", "Rijmenam": "99105", "Testdorp": "99106",
    }  # fmt: skip
    assert tables.by_nis("12005") == Municipality(name="Bonheiden", nis="99105", locality="Bonheiden")
    assert [town.nis for town in tables.by_postcode("2820")] == ["99105"]
    assert tables.identity.endswith("; refnis 2031")


def test_the_archive_s_own_town_is_meant_before_its_namesakes() -> None:
    town = Town(name="Mechelen", nis="12025", localities=({"name": "Muizen"},), streets=(
        {"today": "Bruul", "names": ("Brul-straete",)},), abbreviations={"xvl.": "exvaletudinaria"})  # fmt: skip
    tables = ReferenceTables(town=town)
    found = tables.municipality("Muizen")
    assert found is not None
    assert (found.nis, found.locality) == ("12025", "Muizen")
    assert all(tables.municipality(name) for name in tables.localities())
    assert tables.street("Brul-straete") == "Brul-straete"
    assert tables.identity != ReferenceTables().identity


@pytest.mark.parametrize(
    ("name", "nis", "part"),
    [
        pytest.param("Aalst", "41002", "Nieuwerkerken", id="a municipality of today is called so too"),
        pytest.param("Zoersel", "11055", "Halle", id="and a town"),
        pytest.param("Beveren-Kruibeke-Zwijndrecht", "46030", "Beveren", id="three villages too"),
        pytest.param("Beveren", "46003", "Beveren", id="a town that has since merged"),
    ],
)
def test_what_went_into_the_archive_s_own_town_is_meant_without_a_line_of_its_own(
    name: str, nis: str, part: str
) -> None:
    tables = ReferenceTables(town=Town(name=name, nis=nis))
    found, today = tables.municipality(part), tables.by_nis(nis)
    assert found is not None
    assert today is not None
    assert (found.nis, found.locality) == (today.nis, part)
    assert all(tables.municipality(name) for name in tables.localities())
