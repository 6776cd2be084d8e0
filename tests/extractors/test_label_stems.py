# ruff: noqa: E501  (a label, or a row, is clearer in one piece)
"""Labels that no list has are told by the stems of their words; words of running text are no labels."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.addresses import Addresses
from extractors.anchors import segments
from extractors.label_stems import date_label_role, label_role
from extractors.page import Page

_LABELS = {
    "applicant": (
        "Naam der verzoekende personen|Naam van de bouwlustige|Aanvragende partij|Wie vraagt de vergunning|"
        "Aangevraagd door|Identiteit van de aanvragers|Opdrachtgeefster|Naam, voornaam en hoedanigheid van de indiener|"
        "Rechtspersoon (aanvrager)|Titularis der aanvraag|Bouwheer / opdrachtgever|Naam van de persoon die bouwt"
    ),
    "applicant_address": "Woonplaats van de bouwheer|Adres der aanvragers|Domicilie van de aanvrager",
    "site": (
        "Plaats waar gebouwd wordt|Waar wordt er gebouwd|Ligging van het bouwterrein|Plaats der uit te voeren werken|"
        "Ligging van het te bouwen goed|Adres van het onroerend goed|Straat en huisnummer van het goed|Bouwadres"
    ),
    "subject": (
        "Aard der uit te voeren werken|Omschrijving der voorgenomen werken|Gevraagde handelingen|Inhoud van de vraag|"
        "Soort werken|Titel van het project|Strekking van de aanvraag|"
        "Waarvoor wordt vergunning gevraagd|Wat wenst u te bouwen"
    ),
    "architect": (
        "Plannen opgesteld door|Planontwerper|Wie tekende de plannen|Ontwerpend architect|Plan getekend door|"
        "Opmaker der plannen|Plannen van de hand van"
    ),
    "parcels": "Kadastraal gekend|Perceel nr|Kadastrale aanduiding van het goed|Sectie en nummer|Perceelsnummer(s)",
    "reference": "Dossierkenmerk|Kenmerk gemeente|Nr. van het bouwregister|Intern dossiernummer",
    "stedenbouw": "Nr. Stedenbouw|Ref. AROHM|Nummer hoger bestuur",
    "date": "Datum van ontvangst|Dag van de beslissing|Tijdstip van inschrijving",
    "other": "Telefoon|Raming der werken|Datum der geboorte|Aanpalende eigenaars|Erkenningsnummer architect",
    "": "Gelet op de aanvraag van de heer|Kerkstraat 5|Peeters Jan|Grondplan|De werken zijn begonnen|Leest",
}  # fmt: skip


@pytest.mark.parametrize(
    ("role", "label"), [(role, label) for role, row in _LABELS.items() for label in row.split("|")]
)
def test_the_words_of_a_label_say_what_follows(role: str, label: str) -> None:
    assert label_role(label) == role


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Dag van inboeking", "receipt"),
        ("Dag van ontvangst der aanvraag", "receipt"),
        ("Datum verzending besluit", "notification"),
        ("Besluit van het college", "decision"),
        ("Vergunningsaanvraag", "application"),
        ("Beslissing op de aanvraag", "decision"),
        ("Ingeschreven in het register op", "receipt"),
        ("Betekend aan de bouwheer", "notification"),
        ("Datum van het advies", ""),
        ("Koninklijk besluit", ""),
        ("Geboortedatum", ""),
    ],
)
def test_the_words_of_a_label_say_what_date_follows(label: str, role: str) -> None:
    assert date_label_role(label) == role


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("N°", "reference"), ("n 0.", "reference"), ("Nummer", "reference"), ("Nr. dossier architect", "reference"),
        ("Nummer stedenbouw gemeente", "reference"), ("Nummer architect", "other"), ("Nr. telefoon", "other"), ("12", ""),
        ("5 Ligging", "site"), ("Bouwplaats", "site"), ("Naam bouwplaats", ""), ("Plaats van de aanvraag", "site"), ("Plaats", ""),
        ("Adres van de werken", "site"), ("Naam adres werken", ""), ("Plaats van het perceel", "site"), ("Plaats kadaster", "parcels"),
        ("Kadastrale eigenaar", "owner"), ("Perceel aanvrager", "applicant"), ("Grond", ""), ("Straatnaam en nummer", "street"),
        ("Straat nummer bouwheer", "applicant"), ("Waar is uw kantoor", "architect_address"), ("Adres architect", "architect_address"),
        ("Naam en adres architect", "architect"), ("Kantoor architect", "architect"), ("Wie tekende", "architect"), ("Tekening", ""),
        ("Aannemer", "contractor"), ("Aannemer bouwheer", "applicant"), ("Eigenaar", "owner"), ("Naam eigenaar", "owner"),
        ("Adres eigenaar", "applicant_address"), ("Telefoon aanvrager", "applicant"), ("Telefoon woonplaats", "applicant_address"),
        ("Ingediend door", "applicant"), ("Naam van de aanvraag", ""), ("Naam", ""), ("Datum geboorte", "other"), ("Inhoud", "other"),
        ("Onderwerp", "subject"), ("Voorwerp aanvraag adres", "site"), ("Voorwerp der werken", "subject"), ("aan de", ""), ("De", ""),
        ("Aard der werken en plannen van de", "subject"), ("Aard der werken en plannen van de aanvraag nu", ""),
    ],
)  # fmt: skip
def test_one_word_more_makes_another_label(label: str, role: str) -> None:
    assert label_role(label) == role


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("In", "receipt"), ("Besluit in", "decision"), ("Datum besluit en ontvangst", "receipt"), ("Ontvangst en kennisgeving", "notification"),
        ("Kennisgeving en ontvangst", "notification"), ("Aanvraag en besluit", "application"), ("Xyz besluit", "decision"),
        ("Xyz abc besluit", ""), ("Datum plan besluit", ""), ("Datum", ""), ("de der het een van en in besluit", "decision"),
        ("de der het een van en in de besluit", ""),
    ],
)  # fmt: skip
def test_of_two_acts_in_a_label_the_later_one_has_the_date(label: str, role: str) -> None:
    assert date_label_role(label) == role


def test_a_label_in_other_words_rules_what_follows_it(page: Callable[..., Page]) -> None:
    text = "Naam der bouwlustige personen: Peeters Jan\nPlaats waar gebouwd wordt: Bleekstraat 24"
    assert [segment.role for segment in segments(page(text).flow)] == ["applicant", "site"]


def test_a_question_is_a_label(page: Callable[..., Page]) -> None:
    text = "5) Waar wordt er gebouwd ? Bleekstraat 24\n7) Wie tekende de plannen ? Els Claes"
    assert [segment.role for segment in segments(page(text).flow)] == ["site", "architect"]


def test_the_home_of_whoever_asks_is_no_site(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    text = "Thans gehuisvest te: Bleekstraat 24\nWaar wordt er gebouwd: Guldenstraat 5"
    assert [role for _, role, _ in found(Addresses(), text, "aanvraag")] == ["applicant", "site"]


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    assert isinstance(label_role(text), str)
    assert isinstance(date_label_role(text), str)
