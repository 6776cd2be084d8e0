# ruff: noqa: E501  (a page and what comes of it are clearer in one piece)
"""What kind of page this is: what each thing that a page says counts for, and what they come to together."""

import pytest

from extractors.flow import flow
from extractors.pagetypes import Look, page_scores, page_type
from schemas.words import PageType
from tests.extractors.conftest import text_of

A4 = Look(210, 297, 0.05, blank=False)
PLAN = Look(840, 594, 0.05, blank=False)


def scores(text: str, look: Look = A4) -> dict[str, float]:
    return {kind: round(score, 3) for kind, score in page_scores(flow(text_of(text)), look).items() if score}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a phrase counts once, double in a heading, less with a misread letter
        ("Gij vindt hierna in de lijst ook het bouwdossier van hem", {"kaft": 6.5}),
        ("Zie verder\nbouwdossier", {"kaft": 6.5}),
        ("Zie verder\nhouwdossier", {"kaft": 5.525}),
        ("keuken keuken", {"plan": 3.0}),
        # who asks
        ("AANVRAAG", {"aanvraag": 5.0}),
        ("aanvraag", {}),
        (f"{'12 ' * 80}\nAANVRAAG", {"aanvraag": 5.0}),
        (f"{'12 ' * 81}\nAANVRAAG", {}),
        ("Edelachtbare heren", {"aanvraag": 8.0}),
        ("Edelachtbare heren\nik kom", {"aanvraag": 12.0}),
        ("ik vraag de toelating", {"aanvraag": 5.0}),
        ("Mijnheer\nik vraag de toelating", {"aanvraag": 5.0, "brief": 5.0}),
        ("ik vraag de toelating niet meer en zie af", {}),
        ("Mijnheer", {"brief": 7.0}),
        ("Ondergetekende", {"aanvraag": 8.0}),
        ("Ondergetekende trekt mijn aanvraag in", {"aanvraag": 2.0, "brief": 20.0}),
        ("Mijnheer\nik trek mijn aanvraag in", {"brief": 27.0}),
        ("1. Woonplaats\n2. Aard\n3. Volume\n4. Datum", {"kaft": 1.3, "aanvraag": 8.0, "plan": 1.0, "statistiek": 1.0}),
        ("1. Woonplaats\n2. Aard\n4. Datum", {"kaft": 1.3, "plan": 1.0}),
        ("1. Woonplaats\n2. Aard\n3. Volume\n4. Adres", {"kaft": 1.3, "plan": 1.0, "statistiek": 1.0}),
        # who gives a view
        ("Aan het college", {}),
        ("Uw ref 12", {"advies": 2.0}),
        ("Aan het college\nUw ref 12", {"advies": 5.0}),
        ("Aan het college\nUw ref 12\nOndergetekende", {"aanvraag": 2.0, "advies": 5.0}),
        ("onze bevinding is gunstig", {"advies": 10.0}),
        ("Gelet op\nonze bevinding is gunstig", {"besluit": 3.0, "advies": 1.0}),
        ("Er is geen bezwaar", {"advies": 2.0}),
        ("De opzichter heeft geen bezwaar", {"advies": 6.0}),
        ("Dossier\nDe opzichter heeft geen bezwaar", {"kaft": 3.9, "advies": 2.0}),
        ("Advies\nverslag brandweer", {"advies": 9.0}),
        ("Advies\nverslag brandweer\nBetreft : x", {"advies": 13.0, "brief": 1.5}),
        ("Advies\nBetreft : x", {"advies": 3.0, "brief": 1.5}),
        # who writes to somebody
        ("Aan de heer Peeters", {"brief": 4.0}),
        ("Aan de heer Peeters\nuw aanvraag", {"brief": 11.0}),
        ("Gelet op\nAan de heer Peeters\nuw aanvraag", {"besluit": 3.0, "brief": 6.0}),
        ("Wij zenden u het besluit", {"besluit": 0.9, "brief": 6.2}),
        ("Gelet op\nWij zenden u het besluit", {"besluit": 4.5, "brief": 2.1}),
        ("Wij zenden u de weigering", {"weigering": 0.9, "brief": 6.2}),
        # what the college does
        ("zitting van het college", {"besluit": 10.0}),
        ("BESLUIT :\nArtikel 1. De vergunning wordt verleend.", {"besluit": 9.0}),
        ("Gelet op\nBESLUIT :\nArtikel 1. De vergunning wordt verleend.", {"besluit": 16.0}),
        ("WEIGERING VAN BOUWVERGUNNING\nGelet op de aanvraag", {"besluit": 3.0, "weigering": 18.0}),
        # what costs money
        ("Zegels 311 fr", {}),
        ("Zegels 311 fr\nPlannen 8044 fr", {"overig": 4.0}),
        ("Gelet op\nZegels 311 fr\nPlannen 8044 fr", {"besluit": 3.0}),
        # what is written on a cover
        ("Kaft", {"kaft": 10.4}),
        ("Kaft\ndat is zo gebeurd", {"kaft": 10.4}),
        ("Kaft\ndat is zo gebeurd en\ndie werd ook zo gedaan", {"kaft": 5.2}),
        ("Kaft\nDe secretaris, de burgemeester,", {"kaft": 3.12, "besluit": 3.0}),
        ("Kaft\n" + "x " * 43, {"kaft": 10.4}),
        ("Kaft\n" + "x " * 44, {"kaft": 8.0}),
        ("Kaft\n" + "x " * 59, {"kaft": 8.0}),
        ("Kaft\n" + "x " * 60, {"kaft": 2.8}),
        ("grondplan " + "x " * 159, {"plan": 4.0}),
        ("grondplan " + "x " * 160, {"plan": 2.0}),
        ("Doel een kot\nUitslag ja", {}),
        ("Doel een kot\nUitslag ja\nTitularis Jan", {"kaft": 9.1}),
        ("Doel een kot\nUitslag ja\nNaam bouwheer : Jan", {"kaft": 12.35, "plan": 1.5}),
        ("Doel een kot\nUitslag ja\nTitularis Jan\nen twee regels", {"kaft": 9.1}),
        ("Doel een kot\nUitslag ja\nTitularis Jan\ntelefoon 12", {"aanvraag": 1.0}),
        ("Doel een kot\nUitslag ja\nTitularis Jan\nslaapkamer", {"plan": 1.5}),
        ("Doel een kot\nUitslag ja\nTitularis Jan\n" + "regel\n" * 7, {"kaft": 9.1}),
        ("Doel een kot\nUitslag ja\nTitularis Jan\n" + "regel\n" * 8, {}),
        ("Doel een kot\nUitslag ja\nTitularis Jan\n" + "nr\n" * 8, {"kaft": 9.1}),
        ("Doel a\nUitslag b\nTitularis c\nTitularis d\nDoel a\nDoel b\n" + "regel\n" * 10, {"kaft": 9.1}),
        ("Doel a\nUitslag b\nTitularis c\nTitularis d\nDoel a\nDoel b\n" + "regel\n" * 11, {}),
        ("BOUWDOSSIER\nJaar : 1960\nPlaats : Leest\ngevel", {"kaft": 22.1, "plan": 1.7}),
        ("BOUWDOSSIER\nJaar : 1960\ngevel", {"kaft": 14.3, "plan": 1.7}),
    ],
)
def test_what_each_thing_on_a_page_counts_for(text: str, expected: dict[str, float]) -> None:
    assert scores(text) == expected


@pytest.mark.parametrize(
    ("text", "look", "expected"),
    [
        ("Zicht links", A4, {}),
        ("Zicht links", Look(210, 297, 0.21, blank=False), {"foto": 4.0}),
        ("Zicht links", Look(210, 297, 0.2, blank=False), {}),
        ("Zo zag het er in mei uit", Look(210, 297, 0.5, blank=False), {}),
        ("Zo was het in mei nog", Look(210, 297, 0.5, blank=False), {"foto": 4.0}),
        ("Zicht links", Look(840, 594, 0.5, blank=False), {"plan": 5.0}),
        ("keuken", PLAN, {"plan": 8.0}),
    ],
)
def test_what_a_page_looks_like_counts(text: str, look: Look, expected: dict[str, float]) -> None:
    assert scores(text, look) == expected


@pytest.mark.parametrize(
    ("width", "height", "large"),
    [(210, 297, False), (216, 356, False), (210, 357, True), (357, 210, True), (268, 300, True), (267, 300, False)],
)
def test_a_sheet_larger_than_folio_is_large(width: float, height: float, large: bool) -> None:
    """A4, folio, and what is unfolded on the scanner."""
    assert Look(width, height, 0.0, blank=False).large is large
    pixels = Look.of(round(width / 25.4 * 300), round(height / 25.4 * 300), 300, ink=0.1, blank=True)
    assert (pixels.large, round(pixels.width_mm), round(pixels.height_mm)) == (large, width, height)
    assert (pixels.ink, pixels.blank) == (0.1, True)


BLANK, DARK = Look(210, 297, 0.0, blank=True), Look(210, 297, 0.13, blank=False)
SAID = "Daar stond het goed beschreven, met alle namen erbij, heel duidelijk"


@pytest.mark.parametrize(
    ("text", "look", "expected"),
    [
        ("", BLANK, ("blanco", 0.95)),
        ("a b c", BLANK, ("blanco", 0.95)),
        ("a b c d", BLANK, ("overig", 0.5)),
        ("", A4, ("overig", 0.5)),
        ("Peeters", DARK, ("foto", 0.5)),
        ("Peeters", PLAN, ("plan", 0.95)),
        (SAID, DARK, ("overig", 0.35)),
        ("Hierbij aan U gegeven zoals gezegd, de drie lijsten", DARK, ("overig", 0.35)),
        # how far the first is ahead of the second, and how much it has
        ("AANVRAAG", A4, ("aanvraag", 0.95)),
        ("keuken", A4, ("plan", 0.91)),
        ("Wij zenden u het besluit", A4, ("brief", 0.901)),
        ("Mijnheer\nik vraag de toelating", A4, ("aanvraag", 0.45)),
        ("zitting van het college", A4, ("besluit", 0.98)),
        # what a decision decides says more than how often it speaks of refusing
        ("WEIGERING VAN BOUWVERGUNNING\nGelet op de aanvraag", A4, ("weigering", 0.967)),
        ("Gelet op een weigering die wordt geweigerd\nBESLUIT :\nArtikel 1. De vergunning wordt verleend.", A4, ("besluit", 0.649)),
        ("zitting van het college\nGelet op de wet\nBESLUIT :\nDe vergunning kan niet worden toegestaan.", A4, ("weigering", 0.98)),
        ("zitting van het college\nGelet op de wet\nwordt geweigerd", A4, ("weigering", 0.574)),
    ],
)  # fmt: skip
def test_the_type_of_a_page_and_how_sure_it_is(text: str, look: Look, expected: tuple[PageType, float]) -> None:
    assert page_type(flow(text_of(text)), look) == expected


TOLD = "Mijnheer\nHier vindt gij wat in de vergadering door eenieder is gezegd en geschreven"


@pytest.mark.parametrize(
    ("text", "learned", "expected"),
    [
        (TOLD, None, ("brief", 0.98)),
        (TOLD, {"brief": 0.9}, ("brief", 0.98)),  # both say so: as sure as the cues are
        (TOLD, {"nota": 0.1}, ("brief", 0.98)),
        (TOLD, {"nota": 0.5}, ("nota", 0.76)),
        (TOLD, {"nota": 0.9}, ("nota", 0.8)),
        ("Mijnheer, zie hier", {"nota": 0.9}, ("brief", 0.98)),  # too few words to be like anything
        (f"{TOLD}\nwordt geweigerd", {"besluit": 0.9}, ("weigering", 0.8)),
        (f"WEIGERING VAN BOUWVERGUNNING\nGelet op de aanvraag\n{TOLD}", {"besluit": 0.9}, ("weigering", 0.922)),
        (f"zitting van het college\nGelet op de aanvraag\n{TOLD}", {"besluit": 0.9}, ("besluit", 0.972)),
    ],
)
def test_cues_and_the_learned_model_decide_together(
    text: str, learned: dict[PageType, float] | None, expected: tuple[PageType, float]
) -> None:
    assert page_type(flow(text_of(text)), A4, learned) == expected
