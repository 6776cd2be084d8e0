import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measuring.matching import (
    house_key,
    match,
    parcel_key,
    reference_key,
    same_address,
    same_name,
    same_subject,
    street_key,
)
from schemas.values import Address, Parcel


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("622/1940", "0622/1940"),
        ("SV2012/0556", "sv2012/556"),
        ("B/85/783", "B 85 783"),
        ("8.00/12025/7", "8.00/12025/07"),
    ],
)
def test_number_is_the_same_without_leading_zeros_and_case(one: str, other: str) -> None:
    assert reference_key(one) == reference_key(other)


@pytest.mark.parametrize(("one", "other"), [("622/1940", "1940/622"), ("622/1940", "6221940"), ("10/1940", "1/1940")])
def test_another_number_is_not_the_same(one: str, other: str) -> None:
    assert reference_key(one) != reference_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leopold III-laan", "Leopold III-ln."),
        ("Guldenstraat", "GULDENSTR."),
        ("Gentsesteenweg", "Gentsestw."),
        ("Gentsesteenweg", "Gentse Stwg"),
        ("Steenweg op Heindonk", "Steenw. op Heindonk"),
        ("Sint-Jacobstraat", "St.-Jacobstr."),
        ("Sint-Jacobstraat", "St Jacobstraat"),
        ("Onze-Lieve-Vrouwestraat", "O.L. Vrouwestraat"),
        ("Onze-Lieve-Vrouwestraat", "O.-L.-V.-straat"),
        ("Frédéric de Merodestraat", "Frederic De Merodestraat"),
    ],
)
def test_street_is_the_same_however_it_is_abbreviated(one: str, other: str) -> None:
    assert street_key(one) == street_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Stationsstraat", "Sint-Ationsstraat"), ("Kerkstraat", "Kerklaan"), ("Stwg. op A", "Staat op A")],
)
def test_another_street_is_not_the_same(one: str, other: str) -> None:
    assert street_key(one) != street_key(other)


@pytest.mark.parametrize(("one", "other"), [("12 A", "12a"), ("190 – 192", "190-192"), ("08", "8"), (None, "")])
def test_house_number_is_the_same_without_spaces_and_case(one: str | None, other: str) -> None:
    assert house_key(one) == house_key(other)


def test_box_counts_only_when_it_is_known() -> None:
    with_box = Address(street="Lange Dreef", number="284", box="9")
    without = Address(street="Lange Dreef", number="284")
    assert same_address(without, with_box)
    assert not same_address(with_box, without)
    assert not same_address(Address(street="Lange Dreef"), without)


def test_parcel_is_compared_without_its_division() -> None:
    assert parcel_key(Parcel(division="HEULE", section="f", number="072", bis=2, exponent="r", power=6)) == parcel_key(
        Parcel(section="F", number="72", bis=2, exponent="R", power=6)
    )
    assert parcel_key(Parcel(section="F", number="72", exponent="R")) != parcel_key(Parcel(section="F", number="72"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Proefmans Jan", "Jan Proefmans"),
        ("Proefmans Jan", "De heer Jan PROEFMANS"),
        ("N.V. Matexim", "Matexim NV"),
        ("N.V. Matexim", "Matexim"),
        ("R. Schellekens", "architect R. Schellekens"),
        ("Vandecasteele Greet", "Vandecasteelc Greet"),
    ],
)
def test_name_is_the_same_in_any_order_and_with_titles(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Proefmans Jan", "Proefmans Karel"), ("De Smedt Karel", "Desmet Guido"), ("NV", "BVBA")]
)
def test_another_name_is_not_the_same(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_subject_is_the_same_without_its_article() -> None:
    assert same_subject("het bouwen van een werkhuis", "Bouwen van een  werkhuis")
    assert not same_subject("het bouwen van een werkhuis", "het slopen van een werkhuis aan de straat")


def test_each_value_is_matched_once() -> None:
    found = match([1, 1, 2], [1, 3], lambda one, other: one == other)
    assert (found.right, found.missing, found.wrong) == (1, (1, 2), (3,))


@given(st.text())
def test_keys_take_any_text(text: str) -> None:
    assert street_key(text) == street_key(text.strip())
    reference_key(text)
    same_name(text, text)
