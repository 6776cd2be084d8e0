# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Who asks for another, and for whom; everybody here is made up."""

from collections.abc import Callable

import pytest

from extractors.names import Names

Found = Callable[..., list[tuple[str, str, object]]]


@pytest.mark.parametrize(
    ("kind", "text", "asks", "draws"),
    [
        # whoever is named acts for the one whose name follows
        ("besluit", "Gelet op de aanvraag ingediend door architect Jef Maes namens de heer Claes Jan, wonende te Lier, strekkende tot het bouwen", {"Claes Jan"}, {"Jef Maes"}),
        ("aanvraag", "Ondergetekende Jef Maes, architect te Lier, handelend in naam en voor rekening van de heer Claes Jan, vraagt de toelating tot het bouwen", {"Claes Jan"}, {"Jef Maes"}),
        ("besluit", "Gezien de aanvraag van notaris Karel Maes, optredende namens mevrouw Claes Rita, strekkende tot het verkavelen van een grond", {"Claes Rita"}, set()),
        ("besluit", "Gelet op de aanvraag ingediend door de E.H. Maes, pastoor, namens de Kerkfabriek Sint-Gummarus", {"Kerkfabriek Sint-Gummarus"}, set()),
        ("besluit", "Gelet op de aanvraag ingediend door Claes Jan, zaakvoerder, in opdracht van de bvba Dakwerken Smets", {"bvba Dakwerken Smets"}, set()),
        # ... and nobody's name does
        ("besluit", "Gelet op de aanvraag ingediend door de heer Claes Jan namens zichzelf, strekkende tot het bouwen", {"Claes Jan"}, set()),
        ("besluit", "Gelet op de aanvraag ingediend door de heer Claes Jan, handelend in eigen naam", {"Claes Jan"}, set()),
        # a letter of who writes for another
        ("brief", "Namens mijn cliënt, de heer Claes Jan, Kerkstraat 4 te Lier, maak ik U hierbij de aanvraag over.", {"Claes Jan"}, set()),
        ("brief", "Hierbij bezorg ik u het dossier, opgemaakt voor rekening van onze opdrachtgever, mevrouw Claes Rita.", {"Claes Rita"}, set()),
        ("brief", "Namens de heer Claes Jan teken ik bezwaar aan tegen de bouwaanvraag.", set(), set()),
        ("besluit", "Gezien het bezwaarschrift, in naam van zijn cliënt Claes Jan, tegen deze aanvraag", set(), set()),
        # the undersigned of a plan made it
        ("plan", "Opgemaakt door ondergetekende Jef Maes, architect te Lier", set(), {"Jef Maes"}),
        ("plan", "OPGEMAAKT DOOR ONDERGETEKENDE JEF MAES ARCHITECT TE LIER", set(), {"Jef Maes"}),
        ("plan", "Opgemeten door ondergetekende Jef Maes, beëdigd landmeter te Lier", set(), set()),
        ("plan", "Opdrachtgever\nN.V. Immo Claes\nOntwerper\nir. arch. Jef Maes", {"N.V. Immo Claes"}, {"Jef Maes"}),
        ("aanvraag", "Ondergetekende Jef Maes, architect, Kerkstraat 4 te Lier, vraagt de toelating tot het bouwen van zijn woning", {"Jef Maes"}, set()),
    ],
)  # fmt: skip
def test_who_asks_for_whom(found: Found, kind: str, text: str, asks: set[str], draws: set[str]) -> None:
    seen = found(Names(), text, kind)
    assert {value for field, _, value in seen if field == "applicants"} == asks
    assert {value for field, _, value in seen if field == "architect"} == draws


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BOUWHEER : Mr. & Mevr. Claes-Maes", "Claes-Maes"),
        ("BOUWHEER : Mr en Mevr Claes Jan", "Claes Jan"),
        ("Aanvrager : Gemeentelijke Regie voor Elektriciteit, Markt 1", "Gemeentelijke Regie voor Elektriciteit"),
        ("Aanvrager : Ministerie van Openbare Werken, Brussel", "Ministerie van Openbare Werken"),
    ],
)
def test_titles_and_bodies(found: Found, text: str, name: str) -> None:
    assert [value for field, _, value in found(Names(), text, "aanvraag") if field == "applicants"] == [name]
