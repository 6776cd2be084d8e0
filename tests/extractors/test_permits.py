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
        ("BOUWOORLOF", "bouwvergunning"),
        ("WIJZIGING DER VERKAVELINGSVERGUNNING", "verkavelingswijziging"),
        ("Aanvraag tot aanpassing van de bestaande verkavelingsvergunning", "verkavelingswijziging"),
        ("MACHTIGING TOT AFBRAAK", "sloopvergunning"),
        ("TOELATING OM AF TE BREKEN", "sloopvergunning"),
        ("Procedure : melding", "melding"),
        ("Onderwerp: melding - Peeters Jan", "melding"),
        ("AANVRAAG MELDING", "melding"),
        ("AANVRAAGFORMULIER MELDING", "melding"),
        ("Akte van melding", "melding"),
    ],
)
def test_the_permit_type_stands_in_the_title(
    found: Callable[..., list[tuple[str, str, object]]], text: str, kind: str
) -> None:
    assert [value for field, _, value in found(Permits(), text) if field == "permit_type"] == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "years", "implied"),
    [
        ("Ik ben van zin een huis te zetten en verzoek U mij daartoe het noodige verlof te geven.", "aanvraag", (1926, 1927), 1),
        ("Het Schepencollege machtigt den heer Van Hove den voorgevel te herbouwen.", "besluit", (1901, 1902), 1),
        ("Ik ben van zin een huis te zetten en verzoek U mij daartoe het noodige verlof te geven.", "aanvraag", (1964, 1965), 0),
        ("Ik ben van zin een huis te zetten en verzoek U mij daartoe het noodige verlof te geven.", "nota", (1926, 1927), 0),
        ("Ik verzoek U om verlof voor mijn zoon.", "aanvraag", (1926, 1927), 0),
    ],
)  # fmt: skip
def test_before_1962_there_was_one_permit_to_build(
    found: Callable[..., list[tuple[str, str, object]]], text: str, kind: str, years: tuple[int, int], implied: int
) -> None:
    told = [(role, value) for field, role, value in found(Permits(), text, kind, years) if field == "permit_type"]
    assert told == [("implied", "bouwvergunning")] * implied


FULL = "met nog een hele regel tekst errond om te zien"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        # the kind of permit: in a title, in the text, or by the way
        ("besluit", "BOUWVERGUNNING", ["permit_type title 0.85 BOUWVERGUNNING"]),
        ("besluit", f"De bouwvergunning {FULL}", ["permit_type text 0.65 bouwvergunning"]),
        ("besluit", f"{'regel ' * 90}\nBOUWVERGUNNING", ["permit_type title 0.65 BOUWVERGUNNING"]),
        ("besluit", f"{'regel ' * 90}\nBOUWVERGUNNING{' regel' * 400}", ["permit_type text 0.65 BOUWVERGUNNING"]),
        ("besluit", f"{'regel ' * 90}\nBOUWVERGUNNING\n{' regel' * 400}", ["permit_type title 0.85 BOUWVERGUNNING"]),
        ("besluit", "BOUWAANVRAAG", ["permit_type title 0.35 BOUWAANVRAAG"]),
        ("overig", "BOUWVERGUNNING", ["permit_type title 0.26 BOUWVERGUNNING"]),
        ("kadaster", "BOUWVERGUNNING", ["permit_type title 0.26 BOUWVERGUNNING"]),
        ("statistiek", "BOUWVERGUNNING", ["permit_type title 0.26 BOUWVERGUNNING"]),
        ("besluit", f"{FULL} reeds een bouwvergunning", ["permit_type text 0.19 bouwvergunning"]),
        ("besluit", f"{FULL} geen bouwvergunning", ["permit_type text 0.19 bouwvergunning"]),
        ("besluit", f"{FULL} een niet vervallen bouwvergunning", ["permit_type text 0.19 bouwvergunning"]),
        ("besluit", f"geen nood {FULL} een bouwvergunning", ["permit_type text 0.65 bouwvergunning"]),
        ("besluit", "Register der bouwvergunning nr. 12 en dan verder", ["permit_type text 0.19 bouwvergunning"]),
        ("besluit", "Gelet op het decreet van 28 juni 1985 betreffende de milieuvergunning en dan verder", ["permit_type text 0.19 milieuvergunning"]),
        ("besluit", "Gelet op de aanvraag van 28 juni 1985 betreffende de milieuvergunning en dan verder", ["permit_type text 0.65 milieuvergunning"]),
        ("besluit", "VERGUNNING VOOR HET BOUWEN - dossier 12", ["permit_type title 0.85 VERGUNNING VOOR HET BOUWEN"]),
        # behind a label on a cover somebody wrote it; its title was printed
        ("kaft", "Soort : bouwvergunning", ["permit_type stated 0.85 bouwvergunning"]),
        ("kaft", "Soort zaak en een bouwvergunning hieronder", ["permit_type text 0.65 bouwvergunning"]),
        ("kaft", f"{'regel ' * 90}\nType: bouwvergunning voor een woning", ["permit_type stated 0.85 bouwvergunning"]),
        ("kaft", "Nummer : 12\nBOUWVERGUNNINGEN", ["permit_type title 0.85 BOUWVERGUNNINGEN"]),
        ("aanvraag", "Soort : bouwvergunning", ["permit_type title 0.85 bouwvergunning"]),
        ("aanvraag", "Soort aanvraag : melding", ["permit_type title 0.8 melding"]),
        ("plan", "Soort aanvraag : melding", []),
        ("aanvraag", "Uw melding van 3 mei over een lek", []),
        # how it ended, on a cover
        ("kaft", "Beslissing : geweigerd op 3 mei 1974", ["decision cover 0.75 geweigerd op 3 mei 1974"]),
        ("kaft", "Peeters\n3 mei 1974 geweigerd\nNiets", ["decision cover 0.6 3 mei 1974 geweigerd"]),
        ("kaft", "Peeters\nvergund 3 mei 1974", ["decision cover 0.6 vergund 3 mei 1974"]),
        ("kaft", "Peeters\nvergund", []),
        ("kaft", "VERGUND", ["decision stamp 0.5 VERGUND"]),
        # on which pages a decision is told
        ("brief", "Uw aanvraag werd geweigerd.", ["decision letter 0.7 geweigerd"]),
        ("nota", "Uw aanvraag werd geweigerd.", ["decision letter 0.7 geweigerd"]),
        ("bericht", "Uw aanvraag werd geweigerd.", ["decision letter 0.7 geweigerd"]),
        ("attest", "Uw aanvraag werd geweigerd.", ["decision letter 0.7 geweigerd"]),
        ("overig", "Uw aanvraag werd geweigerd.", ["decision letter 0.7 geweigerd"]),
        ("plan", "Uw aanvraag werd geweigerd.", []),
        ("aanvraag", "VERGUND", []),
        ("pv", "VERGUND", []),
        ("plan", "VERGUND", ["decision stamp 0.5 VERGUND"]),
        ("weigering", "Gelet op de wet;\nDe dag is mooi vandaag.\nHet college weigert het verzoek.", ["decision operative 0.76 weigert"]),
    ],
)  # fmt: skip
def test_how_sure_a_permit_and_its_end_are_by_where_they_stand(
    believed: Callable[..., list[tuple[str, str, float, str]]], kind: str, text: str, expected: list[str]
) -> None:
    assert [" ".join(map(str, one)) for one in believed(Permits(), text, kind)] == expected


@pytest.mark.parametrize(
    ("kind", "text", "named"),
    [
        ("aanvraag", "Heeren, ik verzoek U mij toe te laten een woonhuis te bouwen in de Kerkstraat", ["bouwvergunning"]),
        ("besluit", "Gezien het verzoek van Peeters Jan tot het oprichten van een stal", ["bouwvergunning"]),
        ("aanvraag", "Aanvraag om sloopvergunning: verzoek tot het bouwen van een muur", ["sloopvergunning"]),
        ("aanvraag", "VRAAG TOT SLOPINGSTOELATING", ["sloopvergunning"]),
        ("kaft", "melding klasse 3", ["melding"]),
        ("besluit", "Aktename melding klasse 3", ["melding"]),
        ("advies", "Gezien het verzoek van Peeters Jan tot het oprichten van een stal", []),
        ("brief", "Ik vraag uitstel van betaling", []),
    ],
)  # fmt: skip
def test_a_permit_to_build_that_nobody_names_is_one_all_the_same(
    found: Callable[..., list[tuple[str, str, object]]], kind: str, text: str, named: list[str]
) -> None:
    assert [value for field, _, value in found(Permits(), text, kind) if field == "permit_type"] == named
