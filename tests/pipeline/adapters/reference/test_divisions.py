"""Cadastral divisions: a code only where exactly one can be meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.reference.divisions import Divisions, read_division
from pipeline.adapters.reference.official import Imports, ReferenceTables
from schemas.values import Municipality

GENT = Municipality(name="Gent", nis="44021")


@pytest.fixture(scope="module")
def tables() -> ReferenceTables:
    return ReferenceTables()


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("GENT  1 AFD", (("gent", 1),)),
        ("GENT 18 AFD/ST-AMANDSBERG 1 AFD/", (("gent", 18), ("sintamandsberg", 1))),
        ("GENT 17 AFD/OOSTAKKER/", (("gent", 17), ("oostakker", None))),
        ("AFD 3", (("", 3),)),
        ("", ()),
    ],
)
def test_an_official_name_is_read(name: str, names: tuple[tuple[str, int | None], ...]) -> None:
    assert read_division("44021", "44021", name).names == names


@pytest.mark.parametrize(
    ("written", "locality", "code"),
    [
        ("5de afdeling", None, "44805"),
        ("afdeling 15", None, "44815"),
        ("1e afd.", None, "44021"),
        ("12", None, "44812"),
        ("OOSTAKKER", None, "44051"),
        ("Sint-Amandsberg 2e afd", None, "44432"),
        ("St.-Amandsberg, 1ste afdeling", None, "44061"),
        ("Gentbrugge 3 AFD", None, "44363"),
        ("Gentbrugge", None, None),
        ("2de afdeling", "Gentbrugge", None),
        ("3de afdeling", "Zwijnaarde", "44803"),
        ("31ste afdeling", None, None),
        ("Nergenshuizen", None, None),
        ("Gent", None, None),
        (None, None, None),
        ("", None, None),
    ],
)
def test_a_division_as_written_leads_to_its_code(
    tables: ReferenceTables, written: str | None, locality: str | None, code: str | None
) -> None:
    assert tables.division(GENT.model_copy(update={"locality": locality}), written) == code


def test_an_unknown_town_has_no_divisions(tables: ReferenceTables) -> None:
    assert tables.division(Municipality(name="Mechelen", nis="12025"), "5de afdeling") is None


def test_an_imported_list_goes_before_the_shipped_one_and_knows_former_municipalities() -> None:
    rows = [("99901", "44021", "GENT 1 AFD"), ("12020", "12020", "LEEST")]
    tables = ReferenceTables(imports=Imports(divisions=rows))
    assert tables.division(GENT, "1ste afdeling") == "99901"
    assert tables.division(GENT, "2de afdeling") is None
    assert tables.division(GENT, None) == "99901"  # the only one
    assert tables.division(Municipality(name="Mechelen", nis="12025"), "Leest") == "12020"


@given(st.text(max_size=40), st.one_of(st.none(), st.text(max_size=40)))
def test_any_text_is_survived(name: str, written: str | None) -> None:
    found = Divisions([("99901", "99001", name), ("99902", "99001", "TESTDORP 2 AFD")]).code(["99001"], written)
    assert found in {None, "99901", "99902"}
