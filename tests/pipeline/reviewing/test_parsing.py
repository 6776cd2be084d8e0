"""What people type becomes the value they mean, or they are told what to write."""

import contextlib
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.reference.official import ReferenceTables
from pipeline.errors import AnswerRefused
from pipeline.reviewing.parsing import parse
from pipeline.wording import in_words
from schemas.reviews import Choice
from schemas.values import Address, Municipality, Parcel, Reference
from schemas.words import FieldName

LISTS = ReferenceTables()


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("dates.decision", "12/03/1974", ("1974-03-12",)),
        ("dates.decision", "1974-03-12", ("1974-03-12",)),
        ("dates.decision", " 12  maart 1974 ", ("1974-03-12",)),
        ("dates.decision", "maart 1974", ("1974-03",)),
        ("dates.decision", "1974", ("1974",)),
        ("permit_type", "Bouwvergunning", ("bouwvergunning",)),
        ("decision", "verleend met voorwaarden", ("verleend met voorwaarden",)),
        ("architect", "R. Schellekens", ("R. Schellekens",)),
        ("applicants", "Discart Jan; Peeters Anna", ("Discart Jan", "Peeters Anna")),
        ("municipality", "Leest", (Municipality(name="Mechelen", nis="12025", locality="Leest"),)),
        ("municipality", "12025", (Municipality(name="Mechelen", nis="12025"),)),
        (
            "addresses",
            "Tisseltbaan 80 bus 2, 2811 Leest",
            (Address(street="Tisseltbaan", number="80", box="2", postcode="2811", municipality="Leest"),),
        ),
        ("addresses", "Oude Baan", (Address(street="Oude Baan"),)),
        (
            "addresses",
            "Dreef 12-14; Laan 3a, Leest",
            (Address(street="Dreef", number="12-14"), Address(street="Laan", number="3a", municipality="Leest")),
        ),
        (
            "parcels",
            "HEULE, sectie F 72/2R6; F 73",
            (
                Parcel(division="HEULE", section="F", number="72", bis=2, exponent="R", power=6),
                Parcel(section="F", number="73"),
            ),
        ),
        (
            "references",
            "622/1940; stedenbouw: 8.00/12025/4711",
            (
                Reference(kind="municipal", value="622/1940", raw="622/1940", primary=True),
                Reference(kind="stedenbouw", value="8.00/12025/4711", raw="8.00/12025/4711"),
            ),
        ),
    ],
)
def test_what_is_typed_is_understood(name: FieldName, text: str, values: tuple[Any, ...]) -> None:
    assert parse(name, text, (), LISTS) == values


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dates.decision", "31/02/1974"), ("dates.decision", "12 maart"), ("dates.decision", "1274"),
        ("dates.decision", "1974-13"), ("permit_type", "vergunning"), ("municipality", "Nergenshuizen"),
        ("municipality", "99999"), ("addresses", "12"), ("parcels", "sectie"), ("references", "zonder cijfer"),
        ("references", "geheim: 12/1940"), ("architect", ""), ("subject", "x" * 301), ("applicants", " ; "),
        ("architect", "Jan\x07"), ("architect", "12"), ("applicants", "Jan Peeters; 2"), ("subject", "7."),
        ("subject", "y"), ("architect", "k."), ("applicants", "Jan Peeters; q"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused_with_what_to_write(name: FieldName, text: str) -> None:
    with pytest.raises(AnswerRefused) as refused:
        parse(name, text, (), LISTS)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("text", "never"),
    [("31/02/1974", True), ("30-02-1974", True), ("1974-02-30", True), ("12 maart", False), ("1974-13", False)],
)
def test_a_day_that_never_was_is_told_from_what_is_no_date(text: str, never: bool) -> None:
    with pytest.raises(AnswerRefused) as refused:
        parse("dates.decision", text, (), LISTS)
    assert ("die dag bestaat niet" in str(refused.value)) == never


def test_the_text_of_a_choice_is_that_choice() -> None:
    odd = (Reference(kind="milieu", value="M 12/40", raw="M. 12 / 40"), Reference(kind="omv", value="x1", raw="x1"))
    choice = Choice(values=odd, text="M 12/40; x1", confidence=0.5)

    assert parse("references", "m 12/40; X1", (choice,), LISTS) == odd


def test_a_number_in_another_notation_keeps_its_kind() -> None:
    choice = Choice(values=(Reference(kind="milieu", value="1974/00175", raw="-"),), text="1974/00175", confidence=0.5)

    [found] = parse("references", "175/1974", (choice,), LISTS)

    assert (found.kind, found.value, found.primary) == ("milieu", "175/1974", True)


words = st.text(string.ascii_letters, min_size=2, max_size=12).map(str.capitalize).filter(lambda word: word != "Bus")
addresses = st.builds(
    Address, street=words, number=st.none() | st.integers(1, 999).map(str), municipality=st.none() | words
)
parcels = st.builds(
    Parcel, division=st.none() | words.map(str.upper), section=st.sampled_from("ABCDEF"),
    number=st.integers(1, 9999).map(str), bis=st.none() | st.integers(2, 9), exponent=st.sampled_from("ABCDEFGH"),
    power=st.none() | st.integers(2, 99),
)  # fmt: skip


@given(addresses)
def test_an_address_is_understood_as_it_is_shown(address: Address) -> None:
    assert parse("addresses", in_words(address), (), LISTS) == (address,)


@given(parcels)
def test_a_parcel_is_understood_as_it_is_shown(parcel: Parcel) -> None:
    assert parse("parcels", in_words(parcel), (), LISTS) == (parcel,)


@given(st.sampled_from(["addresses", "parcels", "references", "dates.decision", "municipality"]), st.text(max_size=80))
def test_whatever_is_typed_is_a_value_or_is_refused(name: FieldName, text: str) -> None:
    with contextlib.suppress(AnswerRefused):
        assert parse(name, text, (), LISTS)
