"""Which text is a label, which a formula, and how far each of them rules."""

from collections.abc import Callable

import pytest

from extractors.page import Page


def roles(page: Page) -> dict[str, str]:
    return {
        page.flow.text[segment.start : segment.end].strip().split("\n")[0]: segment.role for segment in page.segments
    }


def test_lines_that_begin_with_labels_are_a_form_without_any_colon(page: Callable[..., Page]) -> None:
    block = "werk bouw van een woning\nopdrachtgever Claes Jan\nterrein Kapelstraat 4\nontwerper P. Maes"
    assert roles(page(block, "plan")) == {
        "bouw van een woning": "subject",
        "Claes Jan": "applicant",
        "Kapelstraat 4": "site",
        "P. Maes": "architect",
    }


def test_one_such_line_among_others_is_running_text(page: Callable[..., Page]) -> None:
    text = "Hij vraagt vergunning\nwerk bouw van een woning\nen wenst spoedig antwoord\nop zijn brief"
    assert "bouw van een woning" not in roles(page(text, "brief"))


def test_a_numbered_row_needs_no_colon_and_an_address_is_of_whoever_was_named_last(page: Callable[..., Page]) -> None:
    form = (
        "I.1 Naam : Claes Jan\nStraat, nummer, postcode : Dorp 3\nII.1 Gemeente, straat, nr. Kapelstraat 4\n"
        "III.1 Aard : bouwen van een stal"
    )
    found = roles(page(form, "aanvraag"))
    assert found["Dorp 3"] == "applicant_address"
    assert found["Kapelstraat 4"] == "site"


def test_the_street_in_the_row_under_who_asks_is_his_when_another_row_is_the_site(page: Callable[..., Page]) -> None:
    card = "Bouwheer : Claes Jan\nStraat en nr. : Dorp 3\nBouwplaats : Kapelstraat 4\nOntwerper : Els Maes"
    found = roles(page(card, "aanvraag"))
    assert (found["Dorp 3"], found["Kapelstraat 4"]) == ("applicant_address", "site")
    assert roles(page("Bouwheer : Claes Jan\nStraat en nr. : Dorp 3", "kaft"))["Dorp 3"] == "site"


@pytest.mark.parametrize(
    ("form", "architects"),
    [
        ("BOUWHEER\nNaam : Claes Jan\nARCHITECT\nNaam : Maes Els", ["Maes Els"]),
        ("2. Architect.\nNaam en voornaam : Maes Els", ["Maes Els"]),
        ("Architect :\nNaam : Claes Jan", []),  # a row without an answer
        ("ARCHITECT\n\nNaam : Maes Els\nNaam : Claes Jan", ["Maes Els"]),
        ("ARCHITECT\nNaam van de aanvrager : Claes Jan", []),
        ("LIGGING\nNaam : Claes Jan", []),
    ],
)
def test_the_name_right_below_a_heading_is_of_whom_the_heading_names(
    page: Callable[..., Page], form: str, architects: list[str]
) -> None:
    found = roles(page(form, "aanvraag"))
    assert [name for name, role in found.items() if role == "architect" and name] == architects
