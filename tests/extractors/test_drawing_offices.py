"""Offices that draw plans, by their own name; all of them are made up."""

from collections.abc import Callable

import pytest

from extractors.names import Names

Found = Callable[..., list[tuple[str, str, object]]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ARCHITECT Architectenbureau Hoefnagels bvba\nGETEKEND 3.5.1998", "Architectenbureau Hoefnagels bvba"),
        ("getekend door Architektenburo Hoefnagels & Storms, Kerkstraat 3", "Architektenburo Hoefnagels & Storms"),
        ("Ontworpen door Architectuuratelier Van den Bogaerde en Storms cvba te Lier",
         "Architectuuratelier Van den Bogaerde en Storms cvba"),
        ("Architect : Hoefnagels en Storms architecten\nschaal 1/50", "Hoefnagels en Storms architecten"),
        ("Hoefnagels & Storms Architecten b.v.\nGevel", "Hoefnagels & Storms Architecten b.v."),
        ("De plannen zijn van Architectenbureau Hoefnagels &\nStorms.", "Architectenbureau Hoefnagels & Storms"),
        ("Architectenbureau storms & Hoefnagels\nplan", "Architectenbureau Storms & Hoefnagels"),
    ],
)  # fmt: skip
def test_an_office_is_the_architect_under_its_whole_name(found: Found, text: str, name: str) -> None:
    assert {value for field, _, value in found(Names(), text, "plan") if field == "architect"} == {name}


@pytest.mark.parametrize(
    "text",
    ["Architectenbureau : Els Claes", "De architecten Els Claes", "Naam van het architectenbureau\nEls Claes"],
)
def test_the_word_alone_is_a_label(found: Found, text: str) -> None:
    assert {value for field, _, value in found(Names(), text, "plan") if field == "architect"} == {"Els Claes"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Orde van architecten", "plan"),
        ("Bouwheer : Architectenbureau Hoefnagels bvba\nKerkstraat 3", "aanvraag"),  # it builds for itself
        ("Ook Architectenbureau Hoefnagels kreeg een kopie", "brief"),
    ],
)
def test_an_office_that_draws_nothing_here(found: Found, text: str, kind: str) -> None:
    assert not [value for field, _, value in found(Names(), text, kind) if field == "architect"]
