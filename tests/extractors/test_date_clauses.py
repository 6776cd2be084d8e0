# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""What the clause and the kind of page tell of a date: laws, signed forms with a stamp below, letters that notify."""

from collections.abc import Callable

import pytest

from extractors.dated import Dates
from schemas.words import PageType

Run = Callable[..., list[tuple[str, str, object]]]
FILL = "Gelet op de aanvraag van de heer Peeters Jan, wonende te Leest;\n" * 6


@pytest.mark.parametrize(
    ("kind", "text", "field"),
    [
        ("brief", "GEMEENTE LEEST\n12 maart 1974\nden Heer Jan Peeters\nMijnheer, het kollegie heeft uw ontwerp voor de Kerkstraat afgekeurd.", "notification"),
        ("brief", "Leest, 12 maart 1974\nJan Peeters\nIn toevoeging vindt U het besluit betreffende Uw aanvraag.", "notification"),
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nWij hebben uw verzoek niet kunnen inwilligen.", "notification"),
        ("aanvraag", "AANVRAAG\nAdres van de architect: Kerkstraat 26, Leest\nTe Leest, 12 maart 1974\n(handtekening)", "application"),
        ("aanvraag", "AANVRAAG\nHet goed ligt in een verkaveling\nOndertekend op 12 maart 1974", "application"),
        ("aanvraag", "AANVRAAG\nVroegere vergunning : geen\n9. Datum en handtekening 12 maart 1974", "application"),
        ("besluit", FILL + "Gezien het smeekschrift van 12 maart 1974, waarbij de heer Claes vraagt", "application"),
        ("brief", "12 maart 1974\nAan het gemeentebestuur van Leest\nIk, Claes Jan, wens te weten of er nog stukken bestaan.", "application"),
        ("brief", "Kerkstraat 26. Leest, 12 maart 1974\nMijnheer de Secretaris, Ik zou geerne weten hoe het staat. Met dank, Jan Claes", "application"),
        ("brief", "12 maart 1974. Aan Leest. Ik schrijf U over mijn huis. Gelieve mij te laten weten hoever het staat.", "application"),
        ("brief", "Leest, 29 maart 1974\nGeachte Heer, ik zou willen overgaan tot het bouwen van een stal volgens de wet van 29 maart 1962.", "application"),
    ],
)  # fmt: skip
def test_what_a_date_is_of(found: Run, kind: PageType, text: str, field: str) -> None:
    assert [name for name, _, _ in found(Dates(), text, kind)] == [f"dates.{field}"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("aanvraag", "AANVRAAG TOT BOUWVERGUNNING\nWet van 29 maart 1972 - in te dienen in vier exemplaren"),
        ("aanvraag", "Aanvraag tot het bekomen van een vergunning\nDecreet dd. 18 mei 1974, artikel 3\nNaam"),
        ("aanvraag", "Verzoek om bouwvergunning\nKoninklijk besluit van den 3 mei 1974"),
        ("aanvraag", "AANVRAAG\nDatum van het plan\n3 mei 1974\nTe Leest, op"),
        ("brief", "Leest, 3 mei 1974\nMijnheer,\nIn bijlage vindt u het goedgekeurde plan van aanleg."),
    ],
)
def test_laws_and_plans_have_dates_of_their_own(found: Run, kind: PageType, text: str) -> None:
    assert found(Dates(), text, kind) == []


@pytest.mark.parametrize(
    "signed", ["Voor waar verklaard op", "Voor echt verklaard te Leest op", "Opgemaakt te Leest op", "Ingediend op"]
)
def test_a_stamp_below_says_nothing_of_the_date_with_which_a_form_is_signed(found: Run, signed: str) -> None:
    text = f"AANVRAAG\n{FILL}{signed} 12 maart 1974\nINGEKOMEN OP\n15 maart 1974"
    dates = [("dates.application", "1974-03-12"), ("dates.receipt", "1974-03-15")]
    assert [(name, date) for name, _, date in found(Dates(), text, "aanvraag")] == dates
