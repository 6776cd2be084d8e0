# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""All the ways in which a college grants, grants with conditions, refuses or lets a request rest."""

import time

import pytest

from extractors.operative import operative_part
from extractors.outcomes import find_outcomes
from extractors.verdicts import verdicts

HEAD = (
    "Gemeente Leest\nZitting van 3 mei 1965\nHet College,\nGelet op de aanvraag van de heer Peeters Jan om een garage te bouwen;\n"
    "Gelet op de wet van 29 maart 1962;\nOverwegende dat het goed niet in een verkaveling ligt;\n"
)
GRANTED = [
    "BESLUIT :\nArtikel 1. De gevraagde machtiging wordt verleend.",
    "BESLIST eenparig:\nde toelating tot bouwen te verleenen.",
    "Besluit met algemene stemmen :\nEnig artikel. - De aanvraag wordt ingewilligd.",
    "VERORDENT:\nAan den heer Peeters wordt toegestaan een huis te bouwen.",
    "BESCHIKT :\nArt. 1. Het verzoek wordt gunstig onthaald en de toelating wordt afgeleverd.",
    "STELT VAST EN BESLIST:\nHet college machtigt den heer Peeters Jan tot het bouwen van een garage.",
    "BESLISSING\nHet college keurt de bouwaanvraag goed.",
    "Om deze redenen\nkent het college de vergunning toe aan de aanvrager.",
    "Bijgevolg beslist het college:\nde aanvrager mag overgaan tot het oprichten van het gebouw.",
    "Het college van burgemeester en schepenen besluit als volgt :\nArtikel 1 : de stedenbouwkundige vergunning wordt uitgereikt aan Peeters Jan.",
    "B E S L U I T :\nArtikel 1 : Het schepencollege willigt de aanvraag in.",
    "ARRETE :\nArticle 1er. Le permis de bâtir est accordé à M. Peeters.",
    "DECIDE :\nL'autorisation demandée est octroyée.",
    "BESLUIT :\nArtikel 1. - De vergunning wordt afgegeven aan Peeters Jan die ertoe gehouden is de plannen stipt na te leven.",
]
CONDITIONAL = [
    "BESLUIT :\nArtikel 1. De vergunning wordt verleend mits naleving van het advies van de brandweer.",
    "BESLUIT :\nDe toelating wordt verleend op voorwaarde dat de rooilijn gevolgd wordt.",
    "BESLIST :\nde vergunning af te leveren onder de hiernavolgende voorwaarden: 1. de gevel wordt bepleisterd",
    "BESLUIT :\nDe vergunning wordt toegestaan met dien verstande dat de haag behouden blijft.",
    "BESLUIT :\nArtikel 1. De vergunning wordt afgegeven aan Peeters Jan die ertoe verplicht is :\n1° een septische put te plaatsen;\n2° de afsluiting te schilderen;",
    "BESLUIT :\nArtikel 1. De vergunning wordt afgegeven aan de heer Peeters.\nArtikel 2. De volgende voorwaarden worden opgelegd: het hemelwater wordt opgevangen.",
    "ARRETE :\nArticle 1er. Le permis est délivré sous réserve de l'alignement.",
    "BESLIST :\nToelating wordt vergund onder beding dat de stoep hersteld wordt.",
]
REFUSED = [
    "BESLUIT :\nArtikel 1. De gevraagde vergunning wordt niet verleend.",
    "BESLIST :\nhet verzoek van de hand te wijzen.",
    "BESLUIT :\nHet college wijst de aanvraag van de heer Peeters af.",
    "BESLIST :\nAan het verzoek wordt geen gunstig gevolg gegeven.",
    "BESCHIKT :\nDe toelating kan niet worden toegestaan.",
    "BESLUIT :\nEnig artikel: de aanvraag wordt verworpen.",
    "BESLUIT :\nHet college staat de werken niet toe.",
    "BESLUIT :\nDe aanvrager bekomt geen vergunning; de bouwaanvraag wordt ongunstig beoordeeld.",
    "BESLUIT :\nArtikel 1. Het college weigert de vergunning af te leveren.",
    "DECIDE :\nLa demande est rejetée.",
    "BESLUIT :\nDe vergunning wordt ontzegd aan den heer Peeters.",
    "BESLUIT :\nArtikel 1. De aanvraag is niet voor vergunning vatbaar.",
]


def decision(text: str) -> set[str]:
    return {outcome.kind for outcome in find_outcomes(text, decides=True, letter=False)}


@pytest.mark.parametrize("operative", GRANTED)
def test_a_college_grants(operative: str) -> None:
    assert decision(HEAD + operative) == {"verleend"}


@pytest.mark.parametrize("operative", CONDITIONAL)
def test_a_college_grants_with_conditions(operative: str) -> None:
    assert decision(HEAD + operative) == {"verleend met voorwaarden"}


@pytest.mark.parametrize("operative", REFUSED)
def test_a_college_refuses(operative: str) -> None:
    assert decision(HEAD + operative) == {"geweigerd"}


@pytest.mark.parametrize(
    ("letter", "kind"),
    [
        ("Mijnheer,\nUw aanvraag werd door het College in zitting van 3 mei goedgekeurd.", {"verleend"}),
        ("Het Schepencollege heeft op uw verzoek gunstig beschikt.", {"verleend"}),
        ("Ingesloten vindt U de gevraagde bouwvergunning.", {"verleend"}),
        ("Wij delen u mede dat de vergunning u werd toegekend onder voorwaarden.", {"verleend met voorwaarden"}),
        ("Tot onze spijt kon het college niet ingaan op uw aanvraag.", {"geweigerd"}),
        ("Het college heeft beslist uw aanvraag te weigeren.", {"geweigerd"}),
        ("Bij gebrek aan een beslissing binnen de termijn wordt de vergunning geacht te zijn geweigerd.", {"stilzwijgend geweigerd"}),
        ("De stilzwijgende weigering is een feit sinds 2 juni.", {"stilzwijgend geweigerd"}),
        ("Ik trek mijn bouwaanvraag in.", {"ingetrokken"}),
        ("De heer Peeters liet weten van de bouw af te zien.", {"ingetrokken"}),
        ("De bouwheer verzaakt aan de vergunning.", {"ingetrokken"}),
        ("Het dossier wordt zonder verder gevolg geklasseerd.", {"zonder gevolg"}),
        ("De procedure werd stopgezet.", {"zonder gevolg"}),
        ("Dossier classé sans suite.", {"zonder gevolg"}),
    ],
)  # fmt: skip
def test_a_letter_tells_it(letter: str, kind: set[str]) -> None:
    assert {outcome.kind for outcome in find_outcomes(letter, decides=False, letter=True)} == kind


@pytest.mark.parametrize(
    "text",
    [
        "Indien de vergunning geweigerd wordt, kunt u in beroep gaan.",
        "De werken, vergund onder nr. 12, zijn begonnen.",
        "Wij bevestigen de ontvangst; een bewijs van ontvangst werd afgegeven.",
        "De brandweer heeft gunstig advies verleend over de aanvraag.",
        "Wij zullen u de vergunning verlenen zodra het dossier volledig is.",
        "De vergunning kan slechts verleend worden na advies.",
        "Voor het perceel links werd in 1950 reeds vergunning verleend.",
        "Gelieve ons te laten weten of u de aanvraag handhaaft.",
        "De gemachtigde ambtenaar vraagt bijkomende plans.",
    ],
)
def test_what_decides_nothing(text: str) -> None:
    assert not list(find_outcomes(text, decides=False, letter=True))


def test_one_misread_letter_does_not_hide_the_verb() -> None:
    assert [verdict.sense for verdict in verdicts("de vergunning wordt gevveigerd, neen gewelgerd")] == ["refused"]


def test_a_longer_permit_is_no_grant() -> None:
    assert not verdicts("de termijn wordt verlengd")


def test_a_grant_whose_sentence_runs_into_unread_text_is_doubted() -> None:
    clear = HEAD + "BESLUIT :\nArtikel 1. De vergunning wordt afgegeven aan de heer Peeters Jan.\nArtikel 2. Afschrift."
    torn = clear.replace(
        "Peeters Jan.",
        "Peeters Jan\nwaar en hier opgevangen wordt in den put van minstens zooveel liter en de rest is niet te lezen",
    )
    weight = [next(iter(find_outcomes(text, decides=True, letter=False))).weight for text in (clear, torn)]
    assert weight[0] > 0.9 > 0.65 > weight[1]


def test_the_title_of_a_decision_is_no_operative_heading() -> None:
    text = "BESLUIT VAN HET COLLEGE\n" + HEAD + "BESLUIT :\nDe vergunning wordt verleend."
    assert operative_part(text) == (text.index("BESLUIT :"), True)


def test_many_words_take_no_time() -> None:
    verdicts("warm")
    start = time.process_time()
    verdicts(HEAD * 20)
    assert time.process_time() - start < 0.5
