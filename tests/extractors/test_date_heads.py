# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Dates by where they stand: under a heading, in a stamp over a form's heading, in a line that signs, split by a reader."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.dated import Dates
from extractors.dates import find_dates
from extractors.page import Page
from schemas.words import PageType

Told = Callable[[str, PageType], list[tuple[str, object]]]
DAY = "1974-03-12"
ENDS = "\nGeachte heer,\nGraag bezorgen wij u de collegebeslissing van 5 maart 1974 over uw dossier.\nDe werken mogen pas beginnen na de aanplakking van de bekendmaking.\nHoogachtend"
FILL = "De aanvrager heeft kennis van de bepalingen.\n" * 6


@pytest.fixture
def told(page: Callable[..., Page]) -> Told:
    """Run on a text in which a tab stands for a wide gap: a list of (field, value)."""

    def run(text: str, kind: PageType) -> list[tuple[str, object]]:
        plainly = page(text, kind)
        columns = replace(plainly, flow=replace(plainly.flow, text=text))
        return [(finding.field, finding.value) for finding in Dates().find(columns)]

    return run


@pytest.mark.parametrize(
    ("kind", "text", "field"),
    [
        # the date of a letter
        ("brief", "Gemeente Leest\ndatum\tons kenmerk\tcontact\n12 maart 1974\t1974/3\tdienst bouwen" + ENDS, "notification"),
        ("brief", "Gemeente Leest\ndatum\tons kenmerk\tcontact\n12 maart 1974 RO/1974/3\tdienst bouwen" + ENDS, "notification"),
        ("brief", "Gemeente Leest\nuw kenmerk\tVerzenddatum :\n74/3\t12/03/1974" + ENDS, "notification"),
        ("brief", "LEEST\nLeest : 12 maart 1974\nAan de heer Peeters Jan" + ENDS, "notification"),
        ("brief", "LEEST DIENST BOUWVERGUNNINGEN\naangetekend\nref. : 74/3\ndatum : 12 maart 1974" + ENDS, "notification"),
        # the day on which a form was signed, with the stamp of receipt below it
        ("aanvraag", "AANVRAAG\n" + FILL + "Gedaan te Leest op 12/03/1974\nLEEST\nOntvangen RO", "application"),
        # a stamp of receipt over or beside the heading of a form
        ("aanvraag", "Vlaamse Regering\tOntvangen op\nAanvraag van een vergunning 12 MRT. 1974\n" + FILL, "receipt"),
        ("aanvraag", "Gewest\tINGEKOMEN\nAanvraag van een vergunning\t12 maart 1974\n" + FILL, "receipt"),
        ("aanvraag", "GEMEENTE LEEST\n- 12/3/1974 -\ninschr. 1974/3\nAANVRAAG\n" + FILL, "receipt"),
        # the line with which somebody signs
        ("aanvraag", FILL + "Te Leest, Op 12.3.1974\nHandtekening", "application"),
        ("aanvraag", FILL + "Te Leest. op 12.3.1974\nHandtekening", "application"),
        ("aanvraag", FILL + "ik tekende dit op 12-03-1974\nNaam", "application"),
        ("aanvraag", FILL + "en van de wet van 29 maar t 1962,\nOpgemaakt\nop 12-3-1974", "application"),
        ("aanvraag", "Leest, Kerkstraat n° 8. le 12 mars 1974\nMessieurs,\nLe soussigné demande.\n" + FILL, "application"),
        ("aanvraag", FILL + "De aanvrager verklaart dat het goed vrij is van erfdienstbaarheden volgens de wet.\n12.3.1974\nNOA", "application"),
        ("aanvraag", FILL + "Ik bevestig dat alles juist is.\n12.3.1974\nANA NOV\nINGEKOMEN\n28 MRT 1974", "application"),
        ("aanvraag", "Leest; 12.3.1974\nPeeters Jan\n" + FILL, "application"),
        ("aanvraag", "12-III-1974\nDe Heer Burgemeester van Leest\nAls eigenaar wens ik te bouwen.\n" + FILL, "application"),
        ("aanvraag", "12 maart 1974\nINGEKOMEN OP\nHeren Schepenen, 28 MRT 1974\n" + FILL, "application"),
        ("aanvraag", "Aan het College van Burgemeester\nen Schepenen te Leest 12MRT 1974\nPEETERS Jan, bakker\n" + FILL, "receipt"),
        # what a clause says
        *(("brief", f"BERICHT VAN ONTVANGST\nWij melden U ontvangst van het op 12 maart 1974 {written}.\nDe Secretaris", "application") for written in (
            "ondertekend verzoek", "gedagtekende verzoekschrift", "opgesteld smeekschrift", "getekende rekwest", "gedateerde schrijven")),
        *(("weigering", FILL + f"{came} op 12 maart 1974, is volledig;", "receipt") for came in (
            "De aanvraag, neergelegd ter secretarie", "Het verzoek, afgegeven ten gemeentehuize", "De bouwaanvraag, ingediend bij het gemeentebestuur",
            "De vraag, binnengebracht op het stadhuis", "Het verzoekschrift, toegekomen in onze burelen")),
        *(("besluit", FILL + f"{came}", "receipt") for came in (
            "Gelet op de aanvraag, gedeponeerd ter secretarie den 12 maart 1974;", "Gelet op het dossier dat wij op 12 maart 1974 mochten ontvangen;",
            "Overwegende dat de plannen en het verzoek ons bereikten op 12 maart 1974;", "De aanvraag werd op 12 maart 1974 aan onze balie afgegeven;")),
        ("brief", "ONTVANGSTBEWIJS\nWij hebben uw dossier voor een garage in goede orde bekomen op 12 maart 1974.", "receipt"),
        ("aanvraag", FILL + "In te vullen door het bestuur\nAfgegeven aan het loket op 12.3.1974", "receipt"),
        ("besluit", FILL + "Het dossier werd op 12/03/1974 opgeladen in het Omgevingsloket.", "application"),
        ("besluit", FILL + "De aanvraag werd op 12 maart 1974 verstuurd via het loket.", "application"),
        *(("brief", f"Geachte,\n{ended} 12 maart 1974{so}", "decision") for ended, so in (
            ("Bij gebrek aan een beslissing binnen de termijn, die eindigde op", ", is de voorgelegde aanvraag stilzwijgend geweigerd."),
            ("De beslissingstermijn liep af op", ". Uw aanvraag is stilzwijgend geweigerd."),
            ("De uiterste beslissingsdatum viel op", ", zodat de vergunning stilzwijgend is afgewezen."),
            ("De vervaltermijn verliep op", " zonder uitspraak: een stilzwijgende weigering."),
            ("Het college nam geen beslissing uiterlijk op", ". Dat is een stilzwijgende weigering."))),
        ("besluit", FILL + "De heer Peeters diende op 12 maart 1974 een aanvraag in.", "application"),
        ("besluit", FILL + "Het dossier werd ontvankelijk en volledig verklaard en is ontvangen op 12 maart 1974.", "receipt"),
        ("besluit", FILL + "Overwegende dat het bericht van ontvangst gedagtekend is 12.3.1974;", "receipt"),
        ("besluit", "BERICHT\nHet College bevestigt op.12-3-1974 ontvangen te hebben het dossier.", "receipt"),
        ("brief", "Mijnheer,\nDe termijn voor een uitspraak over uw aanvraag is op 12-3-1974 verstreken zonder dat een beslissing werd genomen.", "decision"),
        ("brief", "Mijnheer,\nDe beslissingstermijn voor uw aanvraag verstreken is op 12/03/1974.", "decision"),
        # a letter that passes on what was decided
        ("brief", "Leest, 12 maart 1974\nUw aanvraag voor een woning werd verworpen. U kunt in beroep gaan tot de aanplakking.", "notification"),
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nHet besluit gaat hierbij, met een blad voor de aanplakking.", "notification"),
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nDeze week nam het college een beslissing. Denk aan de aanplakking.", "notification"),
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nIk laat U weten dat het College beslist heeft in zitting van 4 maart 1974.", "notification"),
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nHet kollege heeft zich op 4.3.74 uitgesproken over uw dossier.", "notification"),
        ("brief", "Leest, 12 maart 1974\nGeachte,\nU vindt het besluit als bijlage, samen met een stel plannen.", "notification"),
        ("brief", "Leest, 12 maart 1974\nBeste inwoner\nHet college nam daarover op 4 maart 1974 een beslissing.", "notification"),
        ("brief", "LEEST\nKenmerk 7-09\tVerzonden 12.03.1974 Bijlagen 2\nL.S.,\nWij zenden u hierbij de beslissing van 4.3.1974.", "notification"),
        ("brief", "uw schrijven\tons kenmerk\tdatum\n12/03/1974\t64/B\t20/03/1974" + ENDS, "application"),
        ("brief", "Gemeente Leest\nVerstuurd op : 12.3.1974\nBestemmeling : Claes Jan\nHet college heeft op 5.3.1974 uitspraak gedaan over uw dossier. Meld het begin der werken.", "notification"),
        # the end of a letter or a form, where somebody signs
        ("aanvraag", FILL + "Met dank bij voorbaat,\n12 maart 1974\tClaes Jan\nGEMEENTE LEEST\n20 MRT 1974", "application"),
        ("aanvraag", FILL + "plans en viervoud\nTe Leest,\n12 maart 1974\n(handtekening)\nIN 20 MRT 1974", "application"),
        ("aanvraag", FILL + "Te Leest,12.03.74\n(handtekening)", "application"),
        ("aanvraag", "Deel C. Wat?\nomschrijving\teen tuinmuur\ndatum 12/03/1974", "application"),
        ("brief", "BERICHT VAN ONTVANGST\nUw aanvraag van 12 maart 1974 om een muur te bouwen is ons toegekomen.", "application"),
        ("brief", "Bewijs van ontvangst van uw aanvraag\nWij hebben uw aanvraag van 12 maart 1974 om een muur te bouwen geboekt.", "application"),
        ("aanvraag", FILL + "Het ligt in een vergunde verkaveling.\n* Datum :\n12-03-1974\nLEEST\n20 MRT 1974", "application"),
        ("aanvraag", FILL + "Raming\t2304.000 F\nDatum :\n12-III-1974\nGEMEENTEBESTUUR\n20 MRT 1974", "application"),
        ("aanvraag", FILL + "Uw dienstwillige,\nClaes Jan\nKouter 3, Leest\n12 maart 1974\nINGESCHREVEN\n20 MRT. 1974", "application"),
        ("aanvraag", FILL + "Te Leest, op\t12 maart 1974\nw\nINGEKOMEN\n20 MRT 1974", "application"),
        # who withdraws needs no notice, and the day is that of the withdrawal
        ("brief", "Leest, 20 maart 1974\nOp uw vraag werd de aanvraag om bouwvergunning voor een stal te Leest, op 12 maart 1974\ningetrokken.\nHoogachtend", "decision"),
        # what a higher authority decides in first instance, and a date above its signature
        ("besluit", "BESTENDIGE DEPUTATIE\nZitting van 12 maart 1974\nGelet op de aanvraag;\nBESLUIT\nArtikel 1. De vergunning wordt verleend.", "decision"),
        ("besluit", FILL + "Artikel 2. Hij meldt de aanvang der werken.\n12 maart 1974\nDe gemachtigde ambtenaar,", "decision"),
        # the session of a college, in a cell or a clause
        ("kaft", "STAD LEEST\nWie\tMaes Jan\nCBS 12.03.1974", "decision"),
        ("kaft", "Stad Leest\nJan Maes\ncollege 12/3/74", "decision"),
        ("besluit", "Leest\tStedebouw : geen\tCollege 12.03.1974\nBOUWVERGUNNING\n" + FILL, "decision"),
        ("besluit", "Leest\nZittingsdag :\t12 maart 1974\n" + FILL, "decision"),
        ("besluit", "Bericht van aktename\nHet college heeft op 12 maart 1974 akte genomen van de melding.", "decision"),
        ("brief", "Mijnheer,\nDe termijn is op 12 maart 1974 verstreken. Uw aanvraag is daardoor stilzwijgend geweigerd.", "decision"),
        # on appeal
        ("besluit", "BESTENDIGE DEPUTATIE\nProvincie Brabant\nZitting van 12 maart 1974\nBESLUIT : het beroep is gegrond.", "decision"),
    ],
)  # fmt: skip
def test_what_a_date_is_of_by_where_it_stands(told: Told, kind: PageType, text: str, field: str) -> None:
    assert (f"dates.{field}", DAY) in told(text, kind)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("brief", "Gemeente Leest\nVorige : 12 maart 1974\nAan de heer Peeters Jan\nGraag vernemen wij wat u beslist."),
        (
            "brief",
            "Gemeente Leest\ngeboortedatum\tnaam\n12 maart 1974\tPeeters Jan\nGelieve het dossier aan te vullen.",
        ),
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nDe bekendmaking en de aanplakking zijn uw plicht."),
        ("aanvraag", "Gewest\tOntvangen op\nGeboren te Leest op 12 maart 1974\n" + FILL),
        ("aanvraag", "Gewest\tOntvangen op\nDatum van de aanvraag\t12 maart 1974\n" + FILL),
        ("besluit", FILL + "Het bezwaar tegen de aanvraag werd ontvangen op 12 maart 1974 na het openbaar onderzoek;"),
        ("brief", "Mijnheer,\nDe termijn van het openbaar onderzoek is op 12 maart 1974 verstreken."),
        (
            "brief",
            "Jan Maes\n12 maart 1974\nBeroepschrift tegen het besluit van 2 maart 1974\nWij kunnen ons niet vinden in het besluit.",
        ),
        (
            "besluit",
            "BESTENDIGE DEPUTATIE\nProvincie Brabant\nZitting van 12 maart 1974\nBESLUIT : het beroep wordt niet ingewilligd.",
        ),
        ("brief", "ATTEST\nDe opzichter bevestigt dat de bouwlijn voor het huis werd afgepaald op 12 maart 1974."),
        ("brief", "Leest, 12 maart 1974\nOp uw vraag werd de aanvraag op 3 maart 1974 ingetrokken.\nHoogachtend"),
        (
            "brief",
            "BESTENDIGE DEPUTATIE\nDatum : 12 maart 1974\nHeer Burgemeester, Tegen uw beslissing van 3 maart 1974 werd beroep ingesteld.",
        ),
        ("besluit", FILL + "Gelet op het beroep ingesteld op 12 maart 1974 tegen het besluit van 3 maart 1974;"),
    ],
)
def test_dates_of_something_else_stay_out(told: Told, kind: PageType, text: str) -> None:
    assert not {("dates.notification", DAY), ("dates.receipt", DAY), ("dates.decision", DAY)} & set(told(text, kind))


@pytest.mark.parametrize(
    ("text", "value", "sure"),
    [
        ("Op 21 IX 1942 is", "1942-09-21", True),
        ("3VIII 1942", "1942-08-03", True),
        ("Datum inschrijving: 2 4/3/1980", "1980-03-04", False),
        ("Datum inschrijving: 4/3/1980", "1980-03-04", True),
        ("nr 12 4/3/1980", "1980-03-04", True),
        ("bevestigt op.11-4-1963 dat", "1963-04-11", True),
    ],
)
def test_how_a_date_is_written(text: str, value: str, *, sure: bool) -> None:
    assert [(date.value, date.sure) for date in find_dates(text)] == [(value, sure)]


@pytest.mark.parametrize("text", ["12 X 1950 mm", "sectie A 12 B 1950", "8.12 V 1950", "4 IIII 1950", "art.12.3.1950"])
def test_what_only_looks_like_a_roman_month(text: str) -> None:
    assert find_dates(text) == ()


def test_a_letter_of_the_day_of_the_session_is_the_decision(told: Told) -> None:
    letter = "Leest, 12 maart 1974\nUw aanvraag is bekeken. Het college heeft in zitting van 12 maart 1974 beslist dat de vergunning wordt verleend."
    assert told(letter, "brief") == [("dates.decision", DAY)]
    assert ("dates.notification", DAY) in told(letter + "\nHierbij gaat het besluit van die dag.", "brief")


def test_a_letter_of_a_later_day_is_no_decision_however_short_its_years_are(page: Callable[..., Page]) -> None:
    letter = "GEMEENTE LEEST\nLeest, de 28.07.74\nAls bijlage gelieve U het besluit te vinden dat in zitting van 22.07.74 over uw aanvraag werd genomen. De vergunning werd verleend."
    found = Dates().find(page(letter, "brief").in_years((1974, 1975)))
    assert ("dates.notification", "1974-07-28") in [(finding.field, finding.value) for finding in found]
