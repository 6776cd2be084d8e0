from typing import get_args

import pytest

from pipeline.wording import ABSENCE_LABELS, FIELD_LABELS, REFERENCE_LABELS, STATUS_LABELS, in_words, said_date
from schemas.values import Address, Municipality, Parcel, Reference, Value
from schemas.words import Absence, FieldName, FieldStatus, ReferenceKind


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            Address(street="Lange Dreef", number="284", box="9", municipality="Rijmenam"),
            "Lange Dreef 284 bus 9, Rijmenam",
        ),
        (Address(street=None, postcode="2811", municipality="Leest"), "2811 Leest"),
        (Parcel(section="F", number="72", bis=2, exponent="R", power=6), "sectie F 72/2R6"),
        (Parcel(division="HEULE", section="H", number="364"), "HEULE, sectie H 364"),
        (Parcel(number="12", exponent="A"), "12A"),
        (Municipality(name="Mechelen", nis="12025", locality="Leest"), "Mechelen (Leest)"),
        (Municipality(name="Mechelen", nis="12025"), "Mechelen"),
        (Reference(kind="omv", value="OMV_2018000001", raw="x"), "OMV_2018000001"),
        ("verleend", "verleend"),
    ],
)
def test_value_is_said_on_one_line(value: Value, expected: str) -> None:
    assert in_words(value) == expected


@pytest.mark.parametrize(
    ("date", "expected"), [("1940-09-08", "8 september 1940"), ("1974-03", "maart 1974"), ("1974", "1974")]
)
def test_date_is_said_as_precisely_as_it_is_known(date: str, expected: str) -> None:
    assert said_date(date) == expected


def test_every_word_of_the_contract_has_a_label() -> None:
    assert set(FIELD_LABELS) == set(get_args(FieldName))
    assert set(STATUS_LABELS) == set(get_args(FieldStatus))
    assert set(ABSENCE_LABELS) == set(get_args(Absence))
    assert set(REFERENCE_LABELS) == set(get_args(ReferenceKind))
