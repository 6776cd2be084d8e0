# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""What the works are, without the words of asking before and the place after them."""

from collections.abc import Callable

import pytest

from extractors.subjects import Subjects, clean_subject

Run = Callable[..., list[tuple[str, str, object]]]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("bouwvergunning te verkrijgen voor het bouwen van een werkplaats", "het bouwen van een werkplaats"),
        ("betreft het verhogen van een stal", "het verhogen van een stal"),
        ("bâtir voor la construction d'un magasin", "la construction d'un magasin"),
        ("het verbouwen van een winkel Schaal 1/50 Blad 2", "het verbouwen van een winkel"),
        ("het bouwen van een huis en het slopen van een stal", "het bouwen van een huis en het slopen van een stal"),
        ("het bouwen van een garage te Leest", "het bouwen van een garage"),
        ("bouwen van een garage, gelegen Kerkstraat 3", "bouwen van een garage"),
    ],
)
def test_only_the_works_are_kept(text: str, subject: str) -> None:
    assert clean_subject(text) == subject


@pytest.mark.parametrize(
    "text",
    [
        "Doel van de aanvraag\nhet bouwen van een garage",
        "Aard van den bouw : het bouwen van een garage",
        "De heer Peeters wenst over te gaan tot het bouwen van een garage.",
        "op 3 mei een dossier heeft neergelegd voor het bouwen van een garage;",
    ],
)
def test_labels_and_formulas_announce_the_works(found: Callable[..., list[tuple[str, str, object]]], text: str) -> None:
    assert "het bouwen van een garage" in [value for _, _, value in found(Subjects(), text, "aanvraag")]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        (
            "Gezien het verzoek van de heer Maes ten einde een winkelhuis op te richten op een grond;",
            "een winkelhuis op te richten",
        ),
        ("Gezien het rekest om den voorgevel te veranderen te Leest, Kerkstraat 5;", "den voorgevel te veranderen"),
        ("Het dossier ingeleid met de bedoeling een veranda te bouwen aan de woning;", "een veranda te bouwen"),
        ("stedenbouwkundige vergunning: bouwen van een gesloten bebouwing", "bouwen van een gesloten bebouwing"),
    ],
)
def test_works_in_every_order_of_words(found: Run, text: str, works: str) -> None:
    assert works in [value for _, _, value in found(Subjects(), f"Zitting van 3 mei 1974\n{text}", "besluit")]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("waarbij Claes Jan, Kapelstraat 3, vraagt om het dak hooger te dekken, Kapelstraat 5, sectie B", "het dak hooger te dekken"),
        ("Gezien het verzoek van Claes Jan om wegbreken van een huis te gelegen in deze gemeente", "wegbreken van een huis"),
        ("waarbij hij toelating vraagt voor de afsluiting van zijnen hof, Leest, Elzenstraat 3;", "de afsluiting van zijnen hof"),
        ("toelating vraagt voor eene woning op te bouwen met twee kamers, te Leest ter plaatse Heike", "eene woning op te bouwen met twee kamers"),
    ],
)  # fmt: skip
def test_what_is_asked_for_are_the_works_whatever_they_are(found: Run, text: str, works: str) -> None:
    assert works in [value for _, _, value in found(Subjects(), text, "besluit")]


def test_copies_are_no_works(found: Run) -> None:
    assert found(Subjects(), "Aanvraag op te maken in vijfvond, krachtens de wet", "aanvraag") == []
