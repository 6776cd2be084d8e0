"""Covers, lists, attests and forms to tick are told by their build, though their words are those of other pages."""

import pytest

from extractors.flow import flow
from extractors.page_forms import add_forms
from extractors.pagetype_cues import CUES
from extractors.pagetypes import Look, page_type
from schemas.words import PageType
from tests.extractors.conftest import text_of

PAPERS = "1. aanvraag\n2. plannen\n3. advies\n4. beslissing van het college"
ROWS = "\n".join(f"Nr. : {n}/88\nNaam : Maes Jan\nStraat : Kerkstraat {n}\nBeslissing : 1{n}/5/88" for n in (2, 3, 4))
TICKS = "de vergunning wordt verleend\nde vergunning wordt verleend onder voorwaarden\n{}de vergunning wordt geweigerd"


def points(text: str) -> dict[str, float]:
    scores: dict[PageType, float] = dict.fromkeys(CUES, 0.0) | {"weigering": 6.0, "besluit": 4.0}
    add_forms(text, scores)
    return {kind: score for kind, score in scores.items() if score}


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("GEMEENTE DUFFEL\nOmslag voor bouwaanvraag\nVolgnummer 175/1955", "kaft"),
        ("Dossierkaft verkavelingsaanvraag\nNaam Maes", "kaft"),
        (f"GEMEENTE DUFFEL\nBOUWAANVRAAG\nSTUKKEN VAN HET DOSSIER\n{PAPERS}", "kaft"),
        (f"Lijst der stukken\n{PAPERS}", "kaft"),
        (f"LIJST VERZONDEN BESLISSINGEN\n{ROWS}", "overig"),
        (f"REGISTER DER KENNISGEVINGEN\n{ROWS}", "overig"),
        ("STAD LIER\nSTEDEBOUWKUNDIG ATTEST NR. 2\nwordt afgegeven\nDit attest vervangt geen vergunning", "attest"),
        (TICKS.format(""), "besluit"),
        # none of them
        ("STEDEBOUWKUNDIG ATTEST NR. 2\nDossier BW 82\nNaam Maes", "weigering"),  # a cover in which one lies
        (f"Aanvraag\n{ROWS}", "weigering"),
        ("Gelet op de aanvraag;\nStukken van het dossier\n1. aanvraag\n2. plannen\n3. advies", "weigering"),
        ("De stukken zitten in een omslag die hierbij gaat.", "weigering"),
        (TICKS.format("X "), "weigering"),
    ],
)  # fmt: skip
def test_a_form_is_told_by_its_build(text: str, best: str) -> None:
    found = points(text)
    assert max(found, key=found.__getitem__) == best


OBJECTS = """Duffel, 9 mei 1965
Aan het Schepencollege
Als gebuur teken ik bezwaar aan tegen de plannen van Maes Jan. Mijn licht wordt weggenomen.
Uw dienaar, Claes"""
WONDERS = """16 mei 1936
Mijne Heeren, Mag ik U vragen hoe ver het staat met mijn aanvraag voor de Kerkstraat?
Met dank, Maes"""
ADVISES = """Agentschap Wegen
Uw kenmerk 12/65
Tegen het bouwen van een woning bestaat geen bezwaar.
De ingenieur,"""


@pytest.mark.parametrize(("text", "kind"), [(OBJECTS, "brief"), (WONDERS, "brief"), (ADVISES, "advies")])
def test_a_letter_is_not_the_view_of_a_service(text: str, kind: str) -> None:
    assert page_type(flow(text_of(text)), Look(210, 297, 0.05, blank=False))[0] == kind
