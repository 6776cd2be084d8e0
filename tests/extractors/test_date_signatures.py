# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Where whoever asks signs, what the office books below it, and the days that are of neither."""

from collections.abc import Callable

import pytest

from extractors.dated import Dates
from extractors.page import Page

FORM = """AANVRAAG OM BOUWVERGUNNING
Dossiernummer 75/113
Ondergetekende Peeters Jan, wonende te Leest, Dorpstraat 5
vraagt de vergunning voor het bouwen van een woonhuis
gelegen Kouter 12, kadastraal bekend sectie B nr 123c
Architect : Karel Maes
{signed}
{stamped}"""
Told = Callable[..., dict[str, set[object]]]


@pytest.fixture
def told(page: Callable[..., Page]) -> Told:
    """Return what an application tells that is signed and stamped so, by field."""

    def tell(signed: str = "", stamped: str = "INGEKOMEN 7 APR. 1975") -> dict[str, set[object]]:
        found: dict[str, set[object]] = {}
        for finding in Dates().find(page(FORM.format(signed=signed, stamped=stamped), "aanvraag")):
            found.setdefault(finding.field.removeprefix("dates."), set()).add(finding.value)
        return found

    return tell


@pytest.mark.parametrize(
    "signed",
    [
        "Leest, 3 april 1975",
        "Mechelen 3 april 1975",
        "Te Leest, de 3-IV-1975",
        "Voor waar en echt, Leest 3 april 1975",
        "Voor echt verklaard, 3/4/75 te Leest",
        "Oprecht en volledig ingevuld te Leest op 3 april 1975",
        "Aldus naar waarheid opgesteld op 3 april 1975.",
        "Handtekening van de aanvrager : J. Peeters 3/4/75",
        "Get. J. Peeters, 3 april 1975",
        "Hoogachtend, J. Peeters, Leest 3-4-1975",
        "Aanvraag opgemaakt door ondergetekende op 3 april 1975",
        "Ingevuld op 3 april 1975",
        "Onderteekend te Leest den derden April 1975",
        "De aanvrager,\nJ. Peeters\n3 april 1975",
        "volgens de plannen van\nKarel Maes, Stationsplein 38, 9300 Aalst\nGedagtekend 3-4-1975",
    ],
)
def test_who_asks_signs_above_the_stamp(told: Told, signed: str) -> None:
    assert told(signed).get("application") == {"1975-04-03"}


def test_a_request_in_the_form_of_a_letter_has_its_place_and_day_above_the_greeting(page: Callable[..., Page]) -> None:
    letter = "Betreft : bouwtoelating\nLeest 8 Juli 1972\nMijne Heren Burgemeester en Schepenen\nIk vraag de toelating om mijn huis te vergroten. De tekening gaat hierbij.\nHoogachtend\nJ. Peeters\n10 JULI 1972"
    found = {finding.field: finding.value for finding in Dates().find(page(letter, "aanvraag"))}
    assert found == {"dates.application": "1972-07-08", "dates.receipt": "1972-07-10"}


def test_two_labels_in_one_row_have_a_date_each(page: Callable[..., Page]) -> None:
    cover = "BOUWTOELATINGEN\nAanvraag : 26-2-1974 Ingek. : 28-2-1974"
    found = {finding.field: finding.value for finding in Dates().find(page(cover, "kaft"))}
    assert found == {"dates.application": "1974-02-26", "dates.receipt": "1974-02-28"}


def test_a_verb_right_before_the_next_date_is_of_that_one(told: Told) -> None:
    found = told("Te Diksmuide, de 3-IV-1975", "Inschr. B.1975.327\nIngeschreven op 7-4-1975")
    assert found == {"application": {"1975-04-03"}, "receipt": {"1975-04-07"}}


@pytest.mark.parametrize(
    "stamped",
    [
        "Gemeente Leest - IN - 7 APR 1975",
        "Inkomend stuk nr 1821 van 7 april 1975",
        "Afgegeven aan het loket op 7 april 1975",
        "Neergelegd bij de technische dienst op 7 april 1975",
        "Volledig op 7 april 1975",
    ],
)
def test_what_the_office_books(told: Told, stamped: str) -> None:
    assert told("", stamped).get("receipt") == {"1975-04-07"}


@pytest.mark.parametrize(
    "row",
    [
        "Bijlage: plan in twee exemplaren, geteekend door architect Octaaf\nVandeputte op 3 april 1975",
        "Gemeentebestuur Leest 3 april 1975",
        "Plaatsbezoek 3 april 1975",
        "Eigendom aangekocht 3 april 1975",
    ],
)
def test_a_row_that_is_of_another_paper_signs_nothing(told: Told, row: str) -> None:
    assert "1975-04-03" not in told(row).get("application", set())
