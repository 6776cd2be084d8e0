# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""What was decided, and only where a page decides."""

from collections.abc import Callable

import pytest

from extractors.outcomes import find_outcomes
from extractors.permits import Permits

HEAD = "HET COLLEGE,\nGelet op de aanvraag van de heer Peeters Jan tot het bekomen van een vergunning die niet geweigerd kan worden;\n"


@pytest.mark.parametrize(
    ("operative", "kind"),
    [
        ("BESLUIT :\nDe gevraagde toelating wordt verleend.", "verleend"),
        (
            "BESLUIT :\nArtikel 1. - De vergunning wordt afgegeven aan Peeters Jan die ertoe gehouden is :\n1° de plannen stipt na te leven;",
            "verleend",
        ),
        (
            "BESLUIT :\nArtikel 1. De vergunning wordt afgegeven aan Peeters Jan die ertoe gehouden is :\n1° een regenput te plaatsen;",
            "verleend met voorwaarden",
        ),
        ("BESLUIT :\nToelating wordt verleend onder de volgende voorwaarden :", "verleend met voorwaarden"),
        ("BESLIST :\nEnig artikel: de gevraagde wijziging wordt niet toegestaan.", "geweigerd"),
        ("BESLUIT :\nArtikel 1. De vergunning wordt geweigerd om volgende redenen :", "geweigerd"),
        ("ARRETE :\nArticle 1er. Le permis est refusé.", "geweigerd"),
        ("ARRETE :\nArticle 1er. Le permis est délivré à M. Peeters.", "verleend"),
        (
            "BESLUIT met eenparige stemmen :\nToelating wordt verleend mits de rooilijn te volgen.",
            "verleend met voorwaarden",
        ),
        ("BESLIST de gevraagde toelating niet te verleenen, gezien de rooilijn.", "geweigerd"),
        (
            "BESLIST\nEnig artikel: de vergunning toe te staan onder de voorwaarden van de brandweer.",
            "verleend met voorwaarden",
        ),
    ],
)
def test_the_operative_part_decides(operative: str, kind: str) -> None:
    outcomes = list(find_outcomes(HEAD + operative, decides=True, letter=False))
    assert {outcome.kind for outcome in outcomes} == {kind}


@pytest.mark.parametrize(
    ("letter", "kind"),
    [
        ("Wij zenden U het besluit waarbij de vergunning wordt afgegeven.", {"verleend"}),
        ("Uw vergunning wordt geacht stilzwijgend geweigerd te zijn op 2 juni.", {"stilzwijgend geweigerd"}),
        (
            "akte van het schrijven waarbij de aanvraag voor een vergunning, Kerkstraat nr. 85, wordt\ningetrokken.",
            {"ingetrokken"},
        ),
        ("Dossier zonder gevolg geklasseerd.", {"zonder gevolg"}),
        ("In dezelfde straat werd reeds toelating verleend onder nr. 442/1956.", set()),
        ("De vergunning kan niet worden verleend vooraleer het dossier volledig is.", set()),
    ],
)
def test_letters_say_it_plainly_or_not_at_all(letter: str, kind: set[str]) -> None:
    assert {outcome.kind for outcome in find_outcomes(letter, decides=False, letter=True)} == kind


def test_advice_never_decides(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    text = "Advies\nBESLUIT : gunstig. De vergunning kan worden verleend."
    assert not [field for field, _, _ in found(Permits(), text, "advies") if field == "decision"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AANVRAAG OM BOUWVERGUNNING", "bouwvergunning"),
        ("Besluit tot afgifte van een verkavelingsvergunning", "verkavelingsvergunning"),
        ("AANVRAAG OM REGULARISATIEVERGUNNING", "regularisatievergunning"),
        ("OMGEVINGSVERGUNNING", "omgevingsvergunning"),
        ("Demande de permis de bâtir", "bouwvergunning"),
        ("WIJZIGING VAN EEN VERKAVELINGSVERGUNNING", "verkavelingswijziging"),
        ("BOUWVERGUNNING (REGULARISATIE)", "regularisatievergunning"),
        ("MACHTIGING TOT HET BOUWEN", "bouwvergunning"),
    ],
)
def test_the_permit_type_stands_in_the_title(
    found: Callable[..., list[tuple[str, str, object]]], text: str, kind: str
) -> None:
    assert [value for field, _, value in found(Permits(), text) if field == "permit_type"] == [kind]
