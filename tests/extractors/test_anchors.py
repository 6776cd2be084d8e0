# ruff: noqa: E501  (a row and what it says are clearer in one piece)
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
        ("I AANVRAGER\nNaam : Claes Jan\nII ONTWERPER\nNaam : Maes Els", ["Maes Els"]),
        ("HI. ONTWERPER\nNaam : Maes Els", ["Maes Els"]),  # a misread III
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


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        # a label is what begins a row before a colon, a capital or a figure; a word in a sentence is none
        ("Naam : Claes Jan", ["applicant label: Claes Jan"]),
        ("Naam Claes Jan", ["applicant label: Claes Jan"]),
        ("naam claes jan", []),
        ("Naam", ["applicant label: "]),
        ("1. Naam Claes", ["applicant label: Claes"]),
        ("B) Naam : Claes", ["applicant label: Claes"]),
        ("zie Naam : Claes", []),
        ("de bouwheer : Claes", ["applicant label: Claes"]),
        ("Te Kerkstraat 5", ["site label: Kerkstraat 5"]),
        ("te Kerkstraat 5", []),
        ("Betreft Jan", ["matter label: Jan"]),
        ("betreft jan", []),
        ("Ligging ...", ["site label: "]),
        ("Ligging\nKerkstraat 5", ["site label: Kerkstraat 5"]),
        # numbers may stand behind their label in a sentence
        ("zie dossiernummer 1974/5", ["reference label: 1974/5"]),
        ("zie dossiernummer van", []),
        ("zie nr 1974/5", []),
        ("Dossier n° 5", ["reference label: n° 5"]),
        # formulas rule up to the next one
        ("wonende te Leest, strekkende tot het bouwen van", ["applicant_address label: Leest,", "subject formula: het bouwen van"]),
        ("Verzoek van Claes Jan", ["applicant formula: Claes Jan"]),
        ("Verzoek nr. 519 van Claes Jan", ["applicant formula: Claes Jan"]),
        # labels that no list has
        ("Naam der bouwlustige : Claes", ["applicant label: Claes"]),
        ("I.1 Naam bouwlustige Claes", ["applicant label: Claes"]),
        # whose street it is: of the heading above, else of the site
        ("BOUWHEER\nNaam : Claes\nStraat : Dorp 3", ["applicant label: ", "applicant label: Claes", "applicant_address label: Dorp 3"]),
        ("ARCHITECT\nStraat : Kouter 5", ["architect label: ", "architect_address label: Kouter 5"]),
        ("LIGGING VAN HET GOED\nStraat : Dorp 3", ["site label: ", "site label: Dorp 3"]),
        ("Bouwheer : Claes\nStraat : Dorp 3", ["applicant label: Claes", "site label: Dorp 3"]),
        ("Bouwplaats : Kouter 5\nBouwheer : Claes\nStraat : Dorp 3", ["site label: Kouter 5", "applicant label: Claes", "applicant_address label: Dorp 3"]),
    ],
)  # fmt: skip
def test_where_a_label_or_a_formula_begins_to_rule(page: Callable[..., Page], text: str, marked: list[str]) -> None:
    of = page(text, "overig")
    told = [
        f"{one.role} {'label' if one.label else 'formula'}: {of.flow.text[one.start : one.end].strip()}"
        for one in of.segments
    ]
    assert told == marked


def test_no_label_rules_a_whole_page(page: Callable[..., Page]) -> None:
    of = page(f"Naam : {'regel ' * 100}", "overig")
    (segment,) = of.segments
    assert segment.end - len("Naam") == 320
    assert [of.role_at(at) for at in (0, segment.start, segment.end - 1, segment.end)] == [
        "",
        "applicant",
        "applicant",
        "",
    ]


def test_a_line_that_goes_on_begins_with_no_label(page: Callable[..., Page]) -> None:
    text = "Aard : het verkavelen van een perceel bouwland in 5\nbouwplaatsen\nLigging : Kerkstraat 3"
    (works,) = [segment for segment in page(text, "aanvraag").segments if segment.role == "subject" and segment.label]
    assert text[works.start : works.end] == "het verkavelen van een perceel bouwland in 5\nbouwplaatsen\n"
