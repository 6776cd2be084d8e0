"""When two values are the same, and whose number it is that stands in a text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.likeness import (
    address_key,
    letters,
    parcel_key,
    person_key,
    same_address,
    same_person,
    same_street,
    same_subject,
)
from extractors.number_words import REACH, owner
from schemas.values import Address, Parcel


def test_only_letters_and_digits_are_compared() -> None:
    assert letters("Sint-Jozefstraat 12 bis, Éénhoorn!") == "sintjozefstraat12biseenhoorn"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Jan Discart", ("discart", "jan")),
        ("DISCART, Jan", ("discart", "jan")),
        ("J.P. D'Hondt", ("dhondt", "jp")),
        ("Van den Bossche-Peeters René", ("bossche", "den", "peeters", "rene", "van")),
        ("", ()),
    ],
)
def test_the_parts_of_a_name_have_no_order(name: str, key: tuple[str, ...]) -> None:
    assert person_key(name) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jan Discart", "Discart Jan", True),
        ("Jan Discart", "Jan Dlscart", True),
        ("Jan Discart", "Karel Vermeulen", False),
        ("J. Vermeulen", "Jozef Vermeulen", True),
        ("Vermeulen Jozef", "Vermeulen J", True),
        ("K. Vermeulen", "Jozef Vermeulen", False),
        ("J. Vermeulen", "Jozef Maria Vermeulen", False),
        ("J. M. Vermeulen", "Jozef Maria Vermeulen", True),
        ("J. Vermeulen", "Jozef Peeters", False),
        ("Vermeulen Jozef", "Vermeulen Jozef Maria Cornelius", True),
        ("Vermeulen", "Vermeulen Maria Cornelius Jozef", False),  # a name alone is any of the family
        ("Jozef Vermeulen Karel", "Jozef Vermeulen Maria Cornelius", False),
        ("Van de Velde", "Van de Kerckhove", False),  # particles are no name
        ("", "Jan Discart", False),
        ("Jan Discart", "", False),
        ("", "", False),
    ],
)
def test_one_person_by_misread_letters_or_initials(one: str, other: str, same: bool) -> None:
    assert same_person(person_key(one), person_key(other)) is same
    assert same_person(person_key(other), person_key(one)) is same


@given(st.text(max_size=30), st.text(max_size=30))
def test_sameness_has_no_direction(one: str, other: str) -> None:
    assert same_person(person_key(one), person_key(other)) == same_person(person_key(other), person_key(one))
    assert same_subject(one, other) == same_subject(other, one)
    assert same_street(one, other) == same_street(other, one)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        (Address(street="De Bleekstraat", number="12/3"), ("bleekstraat", "12x3")),
        (Address(street="het Zand", number="4 B"), ("zand", "4b")),
        (Address(street="De Deyn"), ("deyn", "")),
        (Address(street=None, number="7"), ("", "7")),
        (Address(street="Grote Dehet"), ("grotedehet", "")),
    ],
)
def test_street_and_number_in_comparable_form(address: Address, key: tuple[str, str]) -> None:
    assert address_key(address) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bleekstraat", "bleekstraat", True),
        ("bleekstraat", "bieekstraat", True),
        ("dijk", "dijk", True),
        ("dijlen", "dijken", False),
        ("nieuws", "nieuwstr", False),
        ("aalstwg", "aalstw", True),  # seven and six letters
        ("aalst", "aalstw", False),  # five are too few to misread one
        ("bleekstraat", "kerkstraat", False),
    ],
)
def test_one_street_but_for_a_misread_letter(one: str, other: str, same: bool) -> None:
    assert same_street(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("bleekstraat", "12"), ("bieekstraat", "12"), True),
        (("bleekstraat", "12"), ("bleekstraat", "14"), False),
        (("bleekstraat", "12"), ("bleekstraat", ""), True),
        (("bleekstraat", ""), ("bleekstraat", "12"), True),
        (("bleekstraat", ""), ("kerkstraat", ""), False),
    ],
)
def test_one_address_by_street_and_number(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert same_address(one, other) is same


def test_a_parcel_is_all_its_parts_but_the_division() -> None:
    parcel = Parcel(division="1", section="A", number="12", bis=2, exponent="c", power=3)
    assert parcel_key(parcel) == ("A", "12", 2, "c", 3)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bouweneenerwoning", "bouweneenerwonlng", True),
        ("bouweneenstal", "bouweneenstalenschuurmetgarage", False),  # thirteen letters
        ("bouweneenstall", "bouweneenstallenschuurmetgarage", True),  # fourteen
        ("slopenvaneenhuis", "bouweneenstallenschuurmetgarage", False),
    ],
)
def test_one_subject_may_be_the_start_of_the_other(one: str, other: str, same: bool) -> None:
    assert same_subject(one, other) is same


def whose(text: str) -> tuple[Any, bool]:
    """Return whose number stands at `@`."""
    return owner(text.replace("@", "12/34"), text.index("@"))


@pytest.mark.parametrize(
    ("text", "kind", "announced"),
    [
        ("dossier nr. @", "own", True),
        ("dossier @", "own", True),
        ("dossier: @", "own", True),
        ("ons kenmerk @", "own", True),
        ("het dossier dat @", "", False),
        ("het dossier dat nr. @", "own", True),
        ("het dossier en @", "", False),
        ("factuur die @", "foreign", False),  # of another it is, wherever the word stands
        ("vorig dossier @", "history", True),
        ("vroeger verleende vergunning @", "history", True),
        ("oorspronkelijk was er de vergunning @", "history", True),
        ("vorige keer heeft men een dossier @", "history", True),
        ("vorige keer heeft men ons een nieuw dossier @", "own", True),  # too far away
        ("dossier stedenbouw nr. @", "stedenbouw", True),
        ("stedenbouw dossier @", "stedenbouw", True),
        ("stedenbouw, uw @", "own", True),
        ("stedenbouw, ons @", "own", True),
        ("stedenbouw, onze @", "own", True),
        ("brandweer onze @", "own", True),
        ("brandweer uw @", "own", True),
        ("eerder werd dit @", "history", False),
        ("dossier x @", "", False),
        ("stedenbouw\ndossier @", "own", True),  # the line above is another matter
        ("dossier nr. 1 (2) - @", "", False),
        ("brandweer dossier @", "foreign", True),
        ("brandweer - dossier @", "foreign", True),
        ("brandweer en ook dossier @", "own", True),
        ("brandweer ons @", "own", True),
        ("dossier brandweer nr. @", "foreign", True),
        ("dossier nr. 77/12 of @", "", False),
        ("dossier (bis) @", "", False),
        ("dossier (2) nr. @", "own", True),
        ("nr. @", "", True),
        ("n° @", "", True),
        ("zomaar @", "", False),
        ("dossier. De rest @", "", False),
        ("dossier; de rest nr. @", "", True),
        ("dossier nr.\n@", "own", True),
        ("factuur\n@", "foreign", False),
        ("dossier\nvan hier @", "", False),
        ("factuur\n\n@", "", False),
        ("ons dossier # @", "own", False),
        ("subdossier.dossier @", "", False),
    ],
)
def test_whose_number_it_is_by_the_nearest_telling_word(text: str, kind: str, announced: bool) -> None:
    assert whose(text) == (kind, announced)


def test_a_word_that_is_too_far_before_a_number_tells_nothing() -> None:
    for far, kind in ((REACH - 8, "foreign"), (REACH - 7, "foreign"), (REACH - 6, "")):
        text = " factuur" + " " * far + "@"
        assert whose(text)[0] == kind


@pytest.mark.parametrize(
    ("street", "key"), [("Den Deyn", "deyn"), ("De Bruul", "bruul"), ("Denderstraat", "denderstraat")]
)
def test_an_article_before_a_street_is_no_part_of_it(street: str, key: str) -> None:
    assert address_key(Address(street=street))[0] == key
