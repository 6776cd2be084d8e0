# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""What a date on a page is of, by the words before and after it, and which dates are not of the procedure at all."""

from collections.abc import Callable

import pytest

from extractors.dated import Dates
from schemas.words import PageType

Run = Callable[..., list[tuple[str, str, object]]]
FILL = "Gelet op de aanvraag van de heer Peeters Jan, wonende te Leest;\n" * 6


@pytest.mark.parametrize(
    ("kind", "text", "field", "value"),
    [
        ("besluit", "Vergadering van 12 maart 1974\n" + FILL, "decision", "1974-03-12"),
        ("besluit", "Bijeenkomst van het Schepencollege van 12 maart 1974\n" + FILL, "decision", "1974-03-12"),
        ("besluit", "Genomen in openbare zitting op 12/03/1974\n" + FILL, "decision", "1974-03-12"),
        ("besluit", FILL + "Aldus beraadslaagd in zitting van dinsdag 12 maart 1974.", "decision", "1974-03-12"),
        ("besluit", FILL + "Gedaan te Leest, den 12 Maart 1974.\nDe Burgemeester", "decision", "1974-03-12"),
        ("besluit", "Séance du 12 mars 1974\n" + FILL, "decision", "1974-03-12"),
        ("besluit", FILL + "Overwegende dat de aanvraag op 12 maart 1974 werd ingediend;", "application", "1974-03-12"),
        ("besluit", FILL + "Overwegende dat de heer Peeters op 12 maart 1974 een aanvraag heeft neergelegd;", "application", "1974-03-12"),
        ("besluit", FILL + "Gezien het rekest, gedagtekend 12 maart 1974, van den heer Peeters;", "application", "1974-03-12"),
        ("besluit", FILL + "De aanvraag werd op 12 maart 1974 door het bestuur ontvangen.", "receipt", "1974-03-12"),
        ("besluit", FILL + "Overwegende dat de aanvraag op 12 maart 1974 volledig werd bevonden;", "receipt", "1974-03-12"),
        ("besluit", FILL + "Het dossier, ingekomen den 12 maart 1974, is volledig.", "receipt", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nDagtekening : 12 maart 1974\nHandtekening", "application", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nOndertekend te Leest, op 12 maart 1974", "application", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nWonende te Leest\nINGESCHREVEN OP\n12 MRT 1974", "receipt", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nWonende te Leest\nTECHNISCHE DIENST\n12 MRT 1974", "receipt", "1974-03-12"),
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nHet college heeft uw aanvraag ingewilligd.", "notification", "1974-03-12"),
        ("brief", "Mijnheer,\nOp 12 maart 1974 heeft het schepencollege uw bouwaanvraag goedgekeurd.", "decision", "1974-03-12"),
        ("brief", "Mijnheer,\nIn zitting van 12 maart 1974 werd de vergunning geweigerd.", "decision", "1974-03-12"),
        ("brief", "Mijnheer,\nUw aanvraag is bij ons toegekomen op 12 maart 1974.", "receipt", "1974-03-12"),
        ("brief", "Mijnheer,\nop 12 maart 1974 liet de bouwheer weten van de werken af te zien.", "decision", "1974-03-12"),
        ("kaft", "BOUWDOSSIER\nBesluit van : 12.3.1974", "decision", "1974-03-12"),
        ("kaft", "BOUWDOSSIER\nIngekomen : 12.3.1974", "receipt", "1974-03-12"),
    ],
)  # fmt: skip
def test_the_words_around_a_date_tell_its_role(found: Run, kind: PageType, text: str, field: str, value: str) -> None:
    assert [(name, date) for name, _, date in found(Dates(), text, kind)] == [(f"dates.{field}", value)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("besluit", FILL + "Gelet op de wet van 29 maart 1972 op de stedebouw;\n" + FILL),
        ("besluit", FILL + "Gelet op het koninklijk besluit van 5 augustus 1976 (gewestplan);\n" + FILL),
        ("besluit", FILL + "gelet op het decreet betreffende de ruimtelijke ordening, gecoördineerd op 22 oktober 1976;\n" + FILL),
        ("besluit", FILL + "Gezien het advies van de gemachtigde ambtenaar van 3 mei 1974;\n" + FILL),
        ("besluit", FILL + "De brandweer bracht op 3 mei 1974 een gunstig verslag uit;\n" + FILL),
        ("besluit", FILL + "Gezien de nota van den stadsbouwmeester, gedagtekend 3 Mei 1974;\n" + FILL),
        ("besluit", FILL + "Overwegende dat op 3 mei 1974 reeds een vergunning werd verleend;\n" + FILL),
        ("besluit", FILL + "het openbaar onderzoek werd gehouden van 3 mei 1974 tot 2 juni 1974;\n" + FILL),
        ("aanvraag", "AANVRAAG\nGeboren te Leest op 3 mei 1974\nVolgens akte verleden op 4 juni 1975"),
        ("aanvraag", "AANVRAAG\nGeboortedatum : 3 mei 1974"),
        ("bericht", "BERICHT VAN AANVANG\nde werken, vergund onder nr. 12, zijn begonnen op 3 mei 1974."),
        ("bericht", "OPENBAAR ONDERZOEK\nBezwaren kunnen worden ingediend tot 3 mei 1974."),
        ("brief", "Leest, 3 mei 1974\nMijnheer,\nWij bevestigen u de ontvangst van uw dossier."),
        ("brief", "Leest, 3 mei 1974\nMijnheer,\nGelieve ons de ontbrekende stukken te bezorgen."),
        ("advies", "Brussel, 3 mei 1974\nAan het College,\nADVIES : gunstig."),
        ("overig", "ERELOONNOTA\nFactuur van 3 mei 1974"),
    ],
)  # fmt: skip
def test_dates_of_other_things_are_left_alone(found: Run, kind: PageType, text: str) -> None:
    assert found(Dates(), text, kind) == []


def test_a_plan_date_is_not_the_procedures(found: Run) -> None:
    assert found(Dates(), "Schaal 1/50\nArchitect Jan Peeters\nGetekend, 3 mei 1974", "plan") == []


def test_completeness_has_a_date_of_its_own_since_2000(found: Run) -> None:
    text = FILL + "Overwegende dat de aanvraag op 12 maart 2004 volledig werd verklaard;\n" + FILL
    assert found(Dates(), text, "besluit", (2004, 2004)) == []
