"""The shipped reference tables."""

import time

import pytest

from pipeline.adapters.reference import ReferenceTables


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
    start = time.perf_counter()
    ReferenceTables().street("Kerkstraat")
    assert time.perf_counter() - start < 2
