# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""All the ways in which a college grants, grants with conditions, refuses or lets a request rest."""

import subprocess
import sys
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
    # what a row above denies is its own, though no full stop ends it
    "BESLUIT\nOverwegende dat er geen bezwaren zijn\nDe vergunning wordt verleend",
    "BESLUIT\nBezwaren : geen\nDe bouwvergunning wordt afgegeven",
    "BESLUIT\nOpenbaar onderzoek niet vereist\nDe vergunning wordt afgegeven",
    "BESLUIT\nHet advies van de gemachtigde ambtenaar is niet vereist\nAan de heer Peeters wordt vergunning verleend",
    "BESLUIT\nDe aanvraag is niet in strijd met het gewestplan\nDe vergunning wordt toegestaan",
    "BESLUIT\nDe vergunning wordt verleend mits de rechten van derden.",
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
TITLED = [
    "Bureel der Bouwwerken\nTOELATING TOT HET UITVOEREN VAN WERKEN\nHet College van Burgemeester en Schepenen verleent bij deze aan Jan Peeters de toelating om te bouwen.",
    "Wij, Burgemeester der gemeente,\ngelet op art. 90 der gemeentewet, gezien de aanvraag van Peeters Jan,\nVergunnen hem te bouwen, Kerkstraat, een magazijn.",
    "Kenmerk 73.044\nHet Schepenkollege heeft, op gunstig advies, in zitting van 5 november, de heer Peeters vergunning gegeven tot het bouwen.",
    "STAD GENT\nBij besluit van 't College van 20 Mei 1938 is aan M. Karel Peeters vergund geworden de ramen te veranderen.",
]
CONDITIONAL = [
    "Het college heeft op 5 december 2000 beslist:\nde vergunning af te geven aan mevrouw Callebaut, die ertoe gehouden is\n1° de berging op 1 m van de grens te plaatsen\n2° geen bomen te vellen\nAfgegeven te Erpe-Mere, 11 december 2000",
    "BESLUIT\nDe vergunning wordt afgegeven\n- er mogen geen bomen geveld worden\n- het terras mag niet overdekt worden\nAfgeleverd te Leest",
    "Het plan is goed; Na\nberaad, met eenparige stemmen\nDe bouwtoelating wordt verleend onder deze voorwaarden\n1) de gracht blijft open;\n2) de haag blijft staan;",
    "BESLIST :\nHet dossier wordt vergund met voorwaarden, te weten de aanleg van een haag.",
    "De teekening is goed.\nStemt toe in het werk van de heer Peeters, zoo hij de gracht open laat.",
    "De teekening is goed.\nHeeft goedgevonden de bouwpermissie te vergunnen, doch gelast de heer Peeters een haag te planten.",
    "BESLIST :\nEr wordt een vergunning verleend aan de heer Peeters; daarbij geldt als verplichting een haag te planten.",
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
    "BESLUIT\nHet college verklaart zich niet akkoord\nDe vergunning wordt geweigerd",
    "BESLUIT\nDe gevraagde vergunning wordt niet\nVerleend",
    "BESLUIT\nGeen vergunning te verlenen aan de heer\nPeeters Jan",
    "Heeft de gevraagde bouwtoelating geweigerd : de gevel is te hoog.",
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

ALSO_GRANTED = [
    "BESLUIT\nHet college verenigt zich met de aanvraag.",
    "BESLUIT\nDe heer Peeters mag de ontworpen werken uitvoeren.",
    "BESLUIT\nHet schepencollege geeft zijn akkoord met de uitvoering van de werken.",
    "Staat toe :\naan den heer Verheyen voornoemd, de hierboven vermelde werken uit te voeren volgens de plannen.",
    "Heeft in zijn vergadering van 11 mei 1971 besloten :\nENIG ARTIKEL. Aan De Backer vergunning te geven tot het uitvoeren van de gevraagde werken.",
    "verleent dienvolgens toelating tot het uitvoeren der werken.",
    "Is van oordeel dat de gevraagde machtiging mag verleend worden.\nVERLEENT :\nde toelating.",
    "STEMT ERMEE IN dat de werken worden uitgevoerd.",
    "Het college geeft de vergunning af aan de aanvrager.",
    "BESLUIT\nArtikel 1. De omgevingsvergunning wordt verleend aan Peeters Jan.\nArtikel 2. Dit besluit wordt bekendgemaakt.",
    "Beslissing\nHet college van burgemeester en schepenen levert de stedenbouwkundige vergunning af.",
    "Geeft gunstig gevolg aan de aanvraag.",
    "BESLUIT:\nEr wordt gunstig gevolg gegeven aan het verzoek.",
    "BESLUIT:\nOp het verzoek wordt ingegaan.",
    "WILLIGT het verzoek IN.",
    "BESLISSING : de bouw wordt toegelaten",
    "BESLUIT :\nDe bouwvergunning toe te kennen aan Peeters Jan.",
    "BESLIST\nmachtiging te verlenen tot het bouwen van de garage",
    "De heer Peeters Jan wordt gemachtigd de garage te bouwen.",
    "Wordt toelating verleend aan Peeters Jan.",
    "Besluit : vergunning",
    "BESLUIT :\nArt. 1 : goedkeuring te hechten aan de bouwaanvraag.",
    "BESLUIT :\nHet bouwplan van Peeters Jan wordt goedgekeurd en de bouwvergunning afgegeven.",
    "HECHT ZIJN GOEDKEURING aan de bouwplannen",
    "BESLUIT unaniem\nartikel 1: de gevraagde vergunning kan worden verleend.",
    "het college neemt akte van de melding.",
    "Het schepencollege beslist de vergunning goed te keuren en af te leveren aan de aanvrager.",
    "GEEFT VERGUNNING aan de heer Peeters Jan om de garage te bouwen.",
    "BESLUIT\nDe vergunning is verleend.",
    "ARRETE\nLe sieur Peeters est autorisé à bâtir.",
    "BESLUIT:\nVergunning wordt gegeven.",
    "BESLUIT :\nde bouwaanvraag gunstig te beantwoorden.",
    "Verklaart de aanvraag ontvankelijk en gegrond en verleent de vergunning.",
]
REASONS_FIRST = (
    "Het College neemt kennis van de aanvraag van 28-5-1958, waarbij de heer Maes toelating vraagt tot het oprichten van een garage "
    "op het perceel sectie E nr. 463 z2, Kerkstraat 207,\nen na kennisname van het verslag, waaruit blijkt dat de ontworpen bouw "
    "niet past in het straatbeeld, gelet op de besluitwet van 2 december 1946 en het reglement,\ngehoord de schepen van openbare werken, "
)
ALSO_CONDITIONAL = [
    "verleent dienvolgens toelating, mits een gevellijn te volgen zooals op het terrein aangeduid.",
    "BESLUIT :\nAan De Backer vergunning te geven, op voorwaarde dat de voorgevelbouwlijn wordt nageleefd.",
    "Het college geeft de vergunning af aan de aanvrager, die ertoe verplicht is\n- het advies van de brandweer strikt na te leven;\n- een hemelwaterput te plaatsen.",
    "BESLUIT\nArtikel 1: de vergunning wordt afgegeven.\nArtikel 2: Aan de vergunning worden volgende lasten en voorwaarden verbonden:\n- put",
    "Staat toe : de werken uit te voeren mits de rooilijn te eerbiedigen.",
    "BESLUIT: de vergunning wordt voorwaardelijk verleend.",
    "BESLUIT: gunstig, mits voldaan wordt aan de eisen van de brandweer. De vergunning wordt verleend.",
    "BESLUIT: de vergunning wordt verleend, doch de garagepoort dient in hout uitgevoerd te worden.",
    "BESLUIT: de vergunning wordt verleend op voorwaarde\n1. dat de rooilijn gevolgd wordt",
]
ALSO_REFUSED = [
    REASONS_FIRST
    + "besluit met eenparigheid van stemmen dat de toelating tot bouwen wordt afgewezen, en dat een afschrift wordt gezonden.",
    REASONS_FIRST + "beslist eenparig dat de\ngevraagde vergunning wordt geweigerd.",
    "BESLIST: Er is geen reden om aan het verzoek van mijnheer Boonen Frans Jozef gevolg te geven.",
    "BESLUIT\nDe heer Peeters mag de ontworpen werken niet uitvoeren.",
    "BESLUIT\nHet college kan zich met de aanvraag niet verenigen.",
    "BESLUIT met eenparigheid van stemmen :\nArt. 1. Op de aanvraag van mevrouw Schepens Martine wordt niet ingegaan.",
    "Artikel 1\nHet college verleent de omgevingsvergunning niet.\nArtikel 2\nx",
    "BESLUIT:\nEr wordt geen gunstig gevolg gegeven aan het verzoek.",
    "WEIGERT de gevraagde toelating.",
    "BESLUIT: de aanvraag ongunstig te beantwoorden en de vergunning te weigeren",
    "BESLUIT: De toelating kan niet verleend worden.",
    "BESLUIT: het verzoek wordt afgewezen",
    "BESLUIT: de aanvraag niet in te willigen",
    "BESLUIT: De bouwaanvraag wordt niet goedgekeurd",
    "BESLUIT: geen vergunning te verlenen",
    "KAN NIET INSTEMMEN met de geplande werken.",
    "BESLUIT: de gevraagde machtiging te weigeren",
    "BESLIST: het verzoek niet te kunnen inwilligen.",
    "Beslissing: ongunstig. De vergunning wordt geweigerd.",
    "BESLUIT\nArtikel 1: de omgevingsvergunning voor het verbouwen wordt niet toegekend.",
    "verwerpt de aanvraag.",
    "Wijst het verzoek van de hand.",
    "De gevraagde toelating wordt onthouden.",
    "BESLUIT: aan de aanvraag wordt geen gevolg gegeven",
    "BESLUIT: dat de vergunning niet kan afgeleverd worden",
    "ARRETE\nLa demande ne peut être accueillie.",
]
ALSO_TOLD = [
    ("Mijnheer,\nHierbij de vergunning die het college u op 3 mei 1974 toestond.", "verleend"),
    (
        "Mijnheer,\nHet schepencollege kon zich met uw ontwerp niet verenigen en heeft uw aanvraag geweigerd.",
        "geweigerd",
    ),
    (
        "Mevrouw,\nTot onze spijt moeten wij u meedelen dat het schepencollege op 18 juli 1989 geen gunstig gevolg heeft kunnen geven aan uw bouwaanvraag.",
        "geweigerd",
    ),
    (
        "Mijnheer,\nHet college heeft op 11 juni 1996 kennis genomen van de intrekking van uw aanvraag. Het dossier wordt afgesloten.",
        "ingetrokken",
    ),
    (
        "Geachte,\nDe vervaltermijn is verstreken zonder dat een beslissing werd genomen, zodat uw aanvraag als geweigerd moet worden beschouwd.",
        "stilzwijgend geweigerd",
    ),
    (
        "Geachte,\nDaar binnen de wettelijke termijn geen uitspraak werd gedaan, is de vergunning van rechtswege geweigerd.",
        "stilzwijgend geweigerd",
    ),
    (
        "Geachte,\nAangezien u de gevraagde stukken niet hebt bezorgd, beschouwen wij uw aanvraag als vervallen.",
        "zonder gevolg",
    ),
    ("Nota\nHet dossier bleef zonder gevolg en wordt afgevoerd.", "zonder gevolg"),
    ("Geachte,\nde bouwheer heeft zijn aanvraag ingetrokken", "ingetrokken"),
    ("Mijne Heren,\nIk heb de eer U te melden dat ik mijn aanvraag terugtrek.", "ingetrokken"),
    ("Mijne Heren,\nhierbij laat ik u weten dat ik afzie van het bouwen van een garage", "ingetrokken"),
    ("Mijnheer,\nUw bouwplannen zijn in zitting van 3 mei 1974 goedgekeurd; u mag met de werken beginnen.", "verleend"),
    ("Geachte,\nWij melden u dat de gevraagde toelating bereid ligt op het gemeentehuis.", "verleend"),
    ("Mijnheer,\nUw verzoek werd gunstig onthaald door het college.", "verleend"),
    ("Wij berichten u dat aan uw verzoek geen gevolg kan gegeven worden.", "geweigerd"),
    ("Geachte,\nDe procedure is stopgezet wegens onvolledigheid van het dossier.", "zonder gevolg"),
]


def decision(text: str) -> set[str]:
    return {outcome.kind for outcome in find_outcomes(text, decides=True, letter=False)}


@pytest.mark.parametrize("page", TITLED)
def test_a_decision_without_a_heading_stands_below_titles(page: str) -> None:
    assert decision(page) == {"verleend"}


def test_a_form_that_prints_both_answers_waits_for_a_person() -> None:
    forms = ("de aanvraag wordt ingewilligd", "de aanvraag wordt ingewilligd / wordt van de hand gewezen")
    plainly, both = (next(find_outcomes(f"{HEAD}BESLUIT : {form}\n", decides=True, letter=False)) for form in forms)
    assert both.weight < 0.65 < plainly.weight


CLOSING = "Gegeven te Zande, op 7.IV.1971\nDe secretaris, De burgemeester,\n"
GRANT, REFUSAL = "de vergunning wordt afgegeven", "de vergunning wordt geweigerd om volgende redenen :"
CONDITIONS = "1. de kroonlijst blijft beperkt tot 6 m;\n2. de muren worden in baksteen opgetrokken;"


@pytest.mark.parametrize(
    ("form", "kind", "least", "most"),
    [
        # nobody refuses without a reason; conditions that were filled in say that it was granted
        (f"BESLUIT\n{GRANT} en de aanvrager is ertoe gehouden :\n{CONDITIONS}\n{REFUSAL}\n", "verleend met voorwaarden", 0.7, 0.8),
        ("BESLIST de vergunning\nte verlenen\nte verlenen met volgende voorwaarden :\n" + CONDITIONS
         + "\nte weigeren om volgende reden\n", "verleend met voorwaarden", 0.6, 0.8),
        # reasons in a hand that was not read would leave the same: by itself it waits
        (f"BESLUIT\n{GRANT}\n{REFUSAL}\n", "verleend", 0.3, 0.55),
        (f"BESLUIT\n{GRANT}\n{REFUSAL}\nhet gebouw schaadt de omgeving.\n", "geweigerd", 0.4, 0.95),
        # beside each other, with conditions below
        ("BESLIST\nde toelating toe te staan / te weigeren\nVoorwaarden :\n1) het regenwater af te leiden\n2) binnen het jaar\n",
         "verleend met voorwaarden", 0.3, 0.55),
        ("VERLENEN / WEIGEREN de gevraagde vergunning.\nBijzondere voorwaarden : nihil\n", "verleend", 0.3, 0.55),
        ("VERLENEN WEIGEREN de gevraagde vergunning.\nBijzondere voorwaarden :\n- rode gevelsteen;\n- een put;\n",
         "verleend met voorwaarden", 0.3, 0.55),
        # nothing but a dash and a footnote between them: whichever is struck out, what was filled in below tells
        ("De vergunning wordt toegestaan - geweigerd (1)\nVoorwaarden\neen haag te planten\n", "verleend met voorwaarden", 0.3, 0.55),
        ("De vergunning wordt toegestaan- geweigerd(1)\nReden\nde kroonlijst is te hoog\n", "geweigerd", 0.3, 0.55),
        ("De vergunning wordt toegestaan- geweigerd(*)\n", "geweigerd", 0.3, 0.55),
    ],
)  # fmt: skip
def test_what_is_filled_in_on_a_form_with_both_answers(form: str, kind: str, least: float, most: float) -> None:
    outcome = next(
        find_outcomes(f"{HEAD}Gezien het advies van 12 maart 1971;\n{form}{CLOSING}", decides=True, letter=False)
    )
    assert (outcome.kind, least <= outcome.weight <= most) == (kind, True), outcome


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Het college beslist\nHet attest wordt afgegeven; de handelingen zijn vatbaar voor vergunning.", "verleend"),
        ("Gelet op het gewestplan;\nHet college antwoordt dat de werken voor vergunning in aanmerking komen.", "verleend"),
        ("Gelet op het gewestplan;\nHet college antwoordt dat de werken niet voor vergunning in aanmerking komen.", "geweigerd"),
        ("BESLUIT :\nDe werken komen niet in aanmerking voor een vergunning.", "geweigerd"),
        ("BESLUIT :\nDe aanvraag is vatbaar voor vergunning, maar wordt geweigerd.", "geweigerd"),
        ("De melding werd ontvangen op 26-06-1995. Het college heeft er op 28-08-1995\nakte van genomen.", "verleend"),
        ("Het college beslist :\nAkte wordt genomen van de melding.", "verleend"),
        ("BESLUIT :\nVan de melding wordt akte gegeven.", "verleend"),
        ("De melding werd ontvangen op 26-06-1995. Het college heeft er geen akte van genomen.", "geweigerd"),
    ],
)  # fmt: skip
def test_an_attest_and_a_notice_are_answered_too(said: str, kind: str) -> None:
    assert {one.kind for one in find_outcomes("Gemeente Leest\nNummer 12\n" + said, decides=True, letter=False)} == {
        kind
    }


def test_not_yet_is_a_refusal() -> None:
    assert decision(HEAD + "B E S L I S T\nde toelating niet te verleenen zolang de poort naar buiten draait.") == {
        "geweigerd"
    }


def test_an_earlier_refusal_is_no_decision() -> None:
    assert decision("Geachte,\nWij maken u erop attent dat een vorig dossier in 2002 werd geweigerd.\n") == set()


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
        ("Op uw verzoek No 592 heeft het schepencollege, in zijn bijeenkomst, sunstis beschikt.", {"verleend"}),
        ("Op uw verzoek No 592 heeft het schepencollege, in zijn bijeenkomst, ongunstis beschikt.", {"geweigerd"}),
        ("Tot onze spijt kon het college niet ingaan op uw aanvraag.", {"geweigerd"}),
        ("Het college heeft beslist uw aanvraag te weigeren.", {"geweigerd"}),
        ("Bij gebrek aan een beslissing binnen de termijn wordt de vergunning geacht te zijn geweigerd.", {"stilzwijgend geweigerd"}),
        ("Zij wordt bijgevolg geacht op 5 mei 1998 stilzwijgend te zijn geweigerd.", {"stilzwijgend geweigerd"}),
        ("Uw aanvraag werd op 3 mei afgekeurd. U kan in beroep gaan bij de deputatie.", {"geweigerd"}),
        ("De stilzwijgende weigering is een feit sinds 2 juni.", {"stilzwijgend geweigerd"}),
        ("De termijn is verstreken op 20/05/1991. De vergunning is dus stilzwijgend geweigerd.", {"stilzwijgend geweigerd"}),
        ("Uit het uitblijven van een beslissing over uw aanvraag volgt dat de vergunning is geweigerd.", {"stilzwijgend geweigerd"}),
        ("Bij ontstentenis van een tijdige beslissing is uw aanvraag afgewezen.", {"stilzwijgend geweigerd"}),
        ("Uw aanvraag is door het stilzwijgen van het college geweigerd.", {"stilzwijgend geweigerd"}),
        ("Dit zwijgen staat gelijk met een weigering van de aanvraag.", {"stilzwijgend geweigerd"}),
        ("De termijn voor uw aanvraag is verstreken op 20/05/1991.", set()),
        ("Daardoor wordt uw aanvraag geachi stizwijgend geweigerd te zijn.", {"stilzwijgend geweigerd"}),
        ("Over uw aanvraag viel geen uitspraak. Er is geen besluit genomen binnen de termijn. De vergunning wordt gearht nu geweigerd.", {"stilzwijgend geweigerd"}),
        ("Het college heeft over uw melding beraadslaagd en er op 3 mei akte van genomen.", {"verleend"}),
        ("Wij melden u dat van uw melding akte genomen werd.", {"verleend"}),
        ("Het college heeft op uw vraag een negatief attest afgegeven.", {"geweigerd"}),
        ("Het kollegie heeft op 3 mei uw ontwerp goedgekeurd; het plan is af te halen.", {"verleend"}),
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
        "Dit attest wordt afgeleverd om te dienen bij het dossier van stedenbouwkundige vergunning.",
        "Voorgelezen en goedgekeurd het verslag over de bouw van de school.",
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


@pytest.mark.parametrize("between", ["", "Na beraadslaging;\n"])
@pytest.mark.parametrize(
    ("operative", "kind"),
    [
        *((text, "verleend") for text in ALSO_GRANTED),
        *((text, "verleend met voorwaarden") for text in ALSO_CONDITIONAL),
        *((text, "geweigerd") for text in ALSO_REFUSED),
    ],
)
def test_families_of_words_that_decide(operative: str, kind: str, between: str) -> None:
    assert decision(HEAD + between + operative) == {kind}


@pytest.mark.parametrize(("letter", "kind"), ALSO_TOLD)
def test_families_of_words_in_letters(letter: str, kind: str) -> None:
    assert {outcome.kind for outcome in find_outcomes(letter, decides=False, letter=True)} == {kind}


@pytest.mark.parametrize(
    ("articles", "decision"),
    [
        ("Artikel 2.- De vergunninghouder moet: - de beukenhaag te behouden; - de gevel af te werken.", "verleend met voorwaarden"),
        ("Artikel 2.- De vergunninghouder moet: de goedgekeurde plannen stipt naleven.", "verleend"),
        ("Artikel 2.- Afschrift wordt gezonden aan de aanvrager.", "verleend"),
        ("Dit gaat onder voorbehoud van de rechten van derden.", "verleend"),
        ("De belanghebbende zal den dag vooraf den wegopziener verwittigen.", "verleend"),
    ],
)  # fmt: skip
def test_what_the_holder_must_do_are_conditions(articles: str, decision: str) -> None:
    text = "HET COLLEGE\n" * 4 + f"Na beraad: Artikel 1.- Vergunning wordt afgegeven aan de heer Claes. {articles}"
    assert [outcome.kind for outcome in find_outcomes(text, decides=True, letter=False)] == [decision]


@pytest.mark.parametrize(
    ("asked", "decision"),
    [
        ("Advies van de brandweer van 28/07/2017: voorwaardelijk gunstig. Advies van Fluvius: gunstig.", "verleend"),
        ("Advies van de brandweer van 28.07.2017: ongunstig.\nDe voorwaarden van de brandweer zijn na te leven.", "verleend met voorwaarden"),
    ],
)  # fmt: skip
def test_what_others_advised_is_no_condition_of_the_college(asked: str, decision: str) -> None:
    text = (
        f"STAD LEEST\n{FORM}{asked}\nHet college beslist in zitting van 06/09/2017 de omgevingsvergunning te verlenen."
    )
    assert [outcome.kind for outcome in find_outcomes(text, decides=True, letter=False)] == [decision]


FORM = "Op 26/06/2017 diende mevrouw Maes een aanvraag in voor het bouwen van een woning.\nGelet op het decreet van 25 april 2014.\n"
HEADED = "Gelet op de aanvraag;\nGelet op het verslag;\n"


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("Het college verklaart dat voor het goed een gunstig attest wordt afgeleverd.", {"verleend"}),
        ("Het college heeft over deze vraag een positief stedenbouwkundig attest afgegeven.", {"verleend"}),
        ("Het college heeft over deze vraag een ongunstig stedenbouwkundig attest afgegeven.", {"geweigerd"}),
        ("Het college verklaart dat voor het goed een negatief attest wordt afgeleverd.", {"geweigerd"}),
        ("Het college neemt er akte van.", {"verleend"}),
        ("Het college neemt er acte van : de vraag is ingetrokken en de stukken worden teruggezonden.", {"ingetrokken"}),
        ("Is van advies dat het verzoek mag ingewilligd worden en levert deze toelating om te bouwen af.", {"verleend"}),
        ("Beslist de bouwvergunning toe te kennen onder voorbehoud van een voetpad.", {"verleend met voorwaarden"}),
        ("BESLUIT :\nArtikel 1. De heer Peeters wordt qemachtiqd te bouwen.", {"verleend"}),
        ("Het dossier is in orde. Artikel één: de vergunning wordt verleend.", {"verleend"}),
        ("BESCHIKKEND GEDEELTE : Enig artikel - Weigering van de gevraagde vergunning.", {"geweigerd"}),
        ("BESCHIKKEND GEDEELTE : Enig artikel - Toekenning van de gevraagde vergunning.", {"verleend"}),
        ("Neemt de volgende beslissing:\nArtikel 1. Goedkeuring van de aanvraag van Claes Jan.", {"verleend"}),
        ("Neemt de volgende beslissing:\nArtikel 1. Voorwaardelijke inwilliging van het verzoek.", {"verleend met voorwaarden"}),
        ("Artikel 1. Afkeuring van de aanvraag van Claes Jan.", {"geweigerd"}),
        ("Wijst het verzoek af.\n3) Rekeningen: goedgekeurd het kasboek van den armmeester.", {"geweigerd"}),
    ],
)  # fmt: skip
def test_how_a_college_may_put_it(said: str, kinds: set[str]) -> None:
    assert {outcome.kind for outcome in find_outcomes(HEADED + said, decides=True, letter=False)} == kinds


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("De gevraagde bouwvergunning wordt geweigerd.", "geweigerd"),
        ("De sloopvergunning wordt verleend.", "verleend"),
        ("De toelating is verleend, met als voorwaarden:\n1. de gevel te schilderen;", "verleend met voorwaarden"),
    ],
)
def test_a_card_says_it_in_a_sentence_of_its_own(said: str, kind: str) -> None:
    card = f"FICHE\nDossier\n12/1984\nAanvrager\nClaes Jan\nAdvies\nvoorwaardelijk gunstig 3/5/1984\nZitting van\n12/5/1984\n{said}\n"
    assert [outcome.kind for outcome in find_outcomes(card, decides=True, letter=False)] == [kind]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("De vennootschap C.V. Woningbouw Claes wordt vergund de werken uit te voeren\novereenkomstig de bijgaande plannen.", "verleend"),
        ("De heer Jan CLAES wordt gemachtigd tot het bouwen van een huis.", "verleend"),
        ("Mevrouw Claes wordt toegelaten de werken uit te voeren.", "verleend"),
        ("Claes Jan wordt toegestaan te bouwen volgens plan.", "verleend"),
        ("Aan mevrouw Els Claes wordt toelating verleend om te bouwen.", "verleend"),
        ("Aan de echtgenoten Claes - Maes, wonende Bleekstraat 4,\nwordt de vergunning toegekend.", "verleend"),
        ("Aan aanvrager wordt bouwvergunning verleend onder voorwaarden:\n1. de gevel te schilderen", "verleend met voorwaarden"),
        ("De N.V. Immo Claes wordt de gevraagde machtiging ontzegd.", "geweigerd"),
        ("Aan Jan Claes wordt de vergunning geweigerd.", "geweigerd"),
        ("Een afschrift wordt afgeleverd aan de aanvrager.", ""),
        ("Het ontvangstbewijs wordt afgeleverd.", ""),
        ("Uitstel wordt verleend tot 1 mei.", ""),
        ("Een premie wordt toegekend.", ""),
    ],
)  # fmt: skip
def test_a_card_says_who_may(said: str, kind: str) -> None:
    card = f"FICHE\nDossier\n12/1984\nAanvrager\nClaes Jan\nVoorwerp\neen veranda\nAdvies\ngunstig 3/5/1984\nZitting van\n12/5/1984\n{said}\nOp bevel:\n"
    assert [outcome.kind for outcome in find_outcomes(card, decides=True, letter=False)] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Het college in zitting van 05.03.79:\nHet attest wordt gunstig afgegeven aan de heer Claes.", "verleend"),
        ("Het college in zitting van 6/5/1981 :\nHet attest wordt afgegeven, mits te voldoen aan hetgeen volgt:\n1° de inrit te voorzien;", "verleend met voorwaarden"),
        ("Het attest wordt geweigerd aan de NV Immo, omdat het goed in agrarisch\ngebied ligt.", "geweigerd"),
        ("Het gevraagde attest wordt verleend.", "verleend"),
        ("Het attest wordt niet afgeleverd.", "geweigerd"),
        ("Het attest is ongunstig.", "geweigerd"),
        ("Het stedenbouwkundig attest kan worden verleend onder volgende voorwaarden: de bouwlijn te volgen", "verleend met voorwaarden"),
        ("BESLUIT\nEnig artikel. Het attest wordt toegekend.", "verleend"),
        ("Het college beslist dat het attest wordt afgegeven.", "verleend"),
        ("Het attest van de brandweer werd afgeleverd.", ""),
    ],
)  # fmt: skip
def test_the_attest_that_was_asked_is_given_or_not(said: str, kind: str) -> None:
    page = f"STAD LEEST\nSTEDEBOUWKUNDIG ATTEST NR. 2\naanvrager:\nClaes Jan\nGelet op artikel 63 van de wet van 29 maart 1962;\nOverwegende dat er geen verkaveling bestaat;\n{said}\nDe secretaris\n"
    assert [one.kind for one in find_outcomes(page, decides=True, letter=False)] == ([kind] if kind else [])


def test_a_sentence_with_hereby_decides_however_it_begins() -> None:
    page = (
        "GEMEENTE LEEST\nBOUWVERGUNNING\nIn antwoord op de aanvraag van P.V.B.A. Claes, Lindelaan\n115, 2850 Boom, "
        "ontvangen 30-1-1985, wordt hierbij door het college\nvergunning afgegeven voor het verbouwen van een huis,\n"
        "mits naleving van volgende voorwaarden : een put te voorzien.\n"
    )
    assert [one.kind for one in find_outcomes(page, decides=True, letter=False)] == ["verleend met voorwaarden"]


@pytest.mark.parametrize(
    ("items", "kind"),
    [
        ("1. de haag aan te planten;\n2. de werfzone te beveiligen;", "verleend met voorwaarden"),
        ("1. de vergunning te geven;\n2. het afschrift te zenden;", "verleend"),
        ("1. de haag aan te planten;", "verleend"),
    ],
)
def test_a_list_of_duties_is_a_list_of_conditions(items: str, kind: str) -> None:
    page = (
        HEADED + f"Het college beslist:\nArtikel 1. Goedkeuring van de aanvraag van Jan Claes. Op te volgen:\n{items}\n"
    )
    assert [one.kind for one in find_outcomes(page, decides=True, letter=False)] == [kind]


def test_the_answer_stands_behind_reasons_whose_last_sign_was_misread() -> None:
    text = (
        "Wij, Burgemeester en Schepenen,\ngezien de aanvraag van Claes Jan;\n"
        + "Overwegende dat er licht genoeg is;\n" * 4
    )
    text += "Overwegende dat niemand zich verzet:\nHet verzoek van Claes Jan wordt ingewilligd.\nLeest, 3 mei 1951\n"
    assert [outcome.kind for outcome in find_outcomes(text, decides=True, letter=False)] == ["verleend"]


def test_a_permit_of_before_is_no_decision_on_a_card() -> None:
    card = "FICHE\nDossier\n12/1984\nAanvrager\nClaes Jan\nLigging\nKerkstraat 5\nDe verkavelingsvergunning werd verleend op 3 mei 1970.\n"
    assert not list(find_outcomes(card, decides=True, letter=False))


def test_taking_note_of_a_withdrawal_grants_nothing() -> None:
    text = "Gelezen den brief van de heer Claes, dat hij van de bouwing afziet; neemt akte dat de vraag is ingetrokken."
    assert [outcome.kind for outcome in find_outcomes(text, decides=False, letter=True)] == ["ingetrokken"]


def test_a_misread_niet_still_denies() -> None:
    text = "HET COLLEGE\n" * 4 + "Besluit: de bouwvergunning wordt wiet afgeleverd."
    assert [outcome.kind for outcome in find_outcomes(text, decides=True, letter=False)] == ["geweigerd"]


def test_the_verb_in_a_capital_begins_the_sentence_of_the_college_wherever_it_was_read() -> None:
    text = "BOUWTOELATING N° 52\nAan : Felix Beullens\nOm : het bouwen van een schuur\nWaar : Veldweg 196 Wijst het verzoek af:\n"
    assert [outcome.kind for outcome in find_outcomes(text, decides=True, letter=False)] == ["geweigerd"]


def test_a_decision_may_begin_with_its_votes() -> None:
    text = (
        HEAD + "Besluit met eenparige stemmen de gevraagde machtiging tot het\nbouwen toe te staan aan den Heer Maes."
    )
    assert decision(text) == {"verleend"}


REASONS = "Zitting van 3 mei 1965\nHet College,\nGelet op de aanvraag van de heer Peeters Jan om een garage te bouwen;\nOverwegende dat het goed niet in een verkaveling ligt;\n"
TITLE, REFUSAL = "AFGIFTE VAN EEN BOUWVERGUNNING\n", "WEIGERING VAN BOUWVERGUNNING\n"
FAIR = "Dossier 5\nHet is een mooie dag.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # after the word that decides
        (f"{REASONS}BESLUIT :\nDe toelating wordt verleend.", ["operative 0.95 verleend: verleend"]),
        (f"{REASONS}BESLUIT :\nDe toelating wordt verleend onder voorwaarden.", ["operative 0.95 verleend met voorwaarden: verleend"]),
        (f"{REASONS}BESLUIT :\nDe gevraagde werken worden niet vergund.", ["operative 0.95 geweigerd: vergund"]),
        (f"{REASONS}De toelating wordt verleend.", ["operative 0.76 verleend: verleend"]),
        (f"{REASONS}BESLUIT :\nDe plannen worden goedgekeurd.", ["operative 0.85 verleend: goedgekeurd"]),
        (f"{REASONS}BESLUIT :\nArtikel 1. Gezien.\nArtikel 2. De toelating wordt verleend.", ["operative 0.95 verleend: verleend"]),
        # a long sentence behind a grant may hide a condition; what the secretary signs does not
        (f"{REASONS}BESLUIT :\nDe toelating wordt verleend {'aan Jan ' * 7}", ["operative 0.95 verleend: verleend"]),
        (f"{REASONS}BESLUIT :\nDe toelating wordt verleend {'aan Jan ' * 7}Maes", ["operative 0.617 verleend: verleend"]),
        (f"{REASONS}BESLUIT :\nDe toelating wordt verleend\nDe secretaris {'aan Jan ' * 8}", ["operative 0.95 verleend: verleend"]),
        (f"{REASONS}BESLUIT :\nDe toelating wordt verleend. {'aan Jan ' * 8}", ["operative 0.95 verleend: verleend"]),
        # a decision of one word
        (f"{REASONS}BESLUIT :\nvergunning", ["operative 0.6 verleend: B"]),
        (f"{REASONS}BESLUIT : gunstig", ["operative 0.6 verleend: B"]),
        (f"{REASONS}BESLUIT :\nongunstig.", ["operative 0.6 geweigerd: B"]),
        (f"{REASONS}BESLUIT :\nniets", []),
        # what only a granted permit says
        (f"{REASONS}BESLUIT :\nte schrijven.\nDe vergunning vervalt na een jaar.", ["implied 0.65 verleend: vergunning vervalt"]),
        (f"{REASONS}BESLUIT :\nonder volgende voorwaarden: een haag.\nDe vergunning vervalt na een jaar.", ["implied 0.8 verleend met voorwaarden: B"]),
        (f"{REASONS}BESLUIT :\nonder volgende voorwaarden: een haag.", []),
        (f"{TITLE}{REASONS}BESLUIT :\nte schrijven onder volgende voorwaarden: een haag.", ["title 0.8 verleend: AFGIFTE VAN EEN BOUWVERGUNNING", "title 0.8 verleend met voorwaarden: B"]),
        # titles
        (f"{TITLE}{REASONS}BESLUIT :\nte schrijven.", ["title 0.8 verleend: AFGIFTE VAN EEN BOUWVERGUNNING"]),
        (f"{TITLE}{REASONS}BESLUIT :\nDe toelating wordt verleend.", ["operative 0.95 verleend: verleend"]),
        (f"{REFUSAL}{REASONS}BESLUIT :\nDe toelating wordt verleend.", ["title 0.8 geweigerd: WEIGERING", "operative 0.95 verleend: verleend"]),
        (f"{REFUSAL}Niets", ["title 0.8 geweigerd: WEIGERING"]),
        (f"Dossier 5\n{REFUSAL}Niets", ["title 0.8 geweigerd: WEIGERING"]),
        ("Regel\n" * 148 + REFUSAL, ["title 0.8 geweigerd: WEIGERING"]),
        ("Regel\n" * 149 + REFUSAL, []),
        ("De toelating geweigerd aan Jan\nNiets", ["title 0.8 geweigerd: toelating geweigerd"]),
        ("Betreft weigering van bouwvergunning\nNiets", []),
        ("De weigering is een goed ding voor ons allen hier in het dorp\nNiets", []),
        (f"{REFUSAL.strip()} {'X' * 60}\nNiets", ["title 0.8 geweigerd: WEIGERING"]),
        (f"{REFUSAL.strip()} {'X' * 61}\nNiets", []),
        (f"{REFUSAL}{FAIR}De toelating wordt verleend.", ["title 0.8 geweigerd: WEIGERING"]),
        # a sentence of the college without any heading
        (f"{FAIR}Het college verleent de toelating.", ["operative 0.75 verleend: verleent"]),
        (f"{TITLE}{FAIR}Het college verleent de toelating.", ["operative 0.75 verleend: verleent"]),
        (f"{FAIR}Het college weigert de toelating.", ["operative 0.75 geweigerd: weigert"]),
        (f"{FAIR}Weigert de toelating.", ["operative 0.75 geweigerd: Weigert"]),
        (f"{FAIR}De aanvraag wordt goedgekeurd met algemene stemmen", ["operative 0.7 verleend: goedgekeurd"]),
        (f"{FAIR}Het college verleent de toelating onder voorwaarden.", ["operative 0.75 verleend met voorwaarden: verleent"]),
        (f"{FAIR}Het college weigert eerst.\nHet college verleent de toelating.", ["operative 0.75 verleend: verleent"]),
        ("Het is een mooie dag en weigert de toelating.", []),
        (f"{FAIR}Het college, dat reeds de toelating verleent", []),
        (f"Het college verleent de toelating.\n{FAIR * 3}", []),
        # stamps
        ("VERGUND", ["stamp 0.5 verleend: VERGUND"]),
        ("Plan\n- GEWEIGERD -\nBlad 1", ["stamp 0.5 geweigerd: GEWEIGERD"]),
        ("Plan\nREFUSE", ["stamp 0.5 geweigerd: REFUSE"]),
        ("Plan\nAFGEWEZEN", ["stamp 0.5 geweigerd: AFGEWEZEN"]),
        ("zo VERGUND", []),
        # a decision that says nothing else may only give it among its reasons
        ("De aanvraag wordt ingetrokken", ["title 0.7 ingetrokken: aanvraag wordt ingetrokken"]),
        ("De aanvraag wordt zonder gevolg gelaten", ["title 0.7 zonder gevolg: zonder gevolg"]),
        (f"Gezien dat de aanvraag werd ingetrokken;\n{FAIR}Het college verleent de toelating.", ["operative 0.76 verleend: verleent"]),
    ],
)  # fmt: skip
def test_where_a_decision_says_it_and_how_sure_that_is(text: str, expected: list[str]) -> None:
    assert told(text, decides=True) == expected


def told(text: str, *, decides: bool) -> list[str]:
    found = find_outcomes(text, decides=decides, letter=not decides)
    return [f"{one.place} {round(one.weight, 3)} {one.kind}: {text[one.start : one.end]}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het college heeft uw aanvraag goedgekeurd.", ["letter 0.6 verleend: goedgekeurd"]),
        ("Uw aanvraag werd geweigerd.", ["letter 0.7 geweigerd: geweigerd"]),
        ("Uw aanvraag werd vergund onder voorwaarden.", ["letter 0.7 verleend met voorwaarden: vergund"]),
        ("Uw aanvraag werd vergund. Onder voorwaarden staan de bomen.", ["letter 0.7 verleend: vergund"]),
        ("Jan kwam. Uw aanvraag werd geweigerd. Zijn buur niet.", ["letter 0.7 geweigerd: geweigerd"]),
        ("Uw aanvraag werd eerder ingediend; de vergunning werd geweigerd", ["letter 0.7 geweigerd: geweigerd"]),
        ("Uw aanvraag werd vergund.\nUw buur zijn aanvraag werd geweigerd.", ["letter 0.7 verleend: vergund"]),
        ("Het werd geweigerd.", []),  # what, nobody says
        ("Uw vraag is goed\n\nHet werd geweigerd", []),
        ("Uw aanvraag kwam aan. Het werd geweigerd.", []),
        ("Uw aanvraag werd reeds geweigerd.", []),
        ("Reeds lang kennen wij u en uw familie, en hebben wij graag met u te doen; uw aanvraag werd geweigerd.", ["letter 0.7 geweigerd: geweigerd"]),
        ("Uw aanvraag werd in beroep geweigerd.", []),
        ("Uw aanvraag, vergund onder nr. 5, ligt klaar", []),
        ("De vergunning kan worden verleend", []),
        ("Wij zouden, zo het kan, zeggen dat uw aanvraag werd vergund", ["letter 0.7 verleend: vergund"]),
        ("Hierbij de vergunning", ["letter 0.5 verleend: Hierbij de vergunning"]),
        ("Niet hierbij de vergunning", []),
        ("Het is niet zo, maar hierbij de vergunning", ["letter 0.5 verleend: hierbij de vergunning"]),
        ("Uw aanvraag wordt zonder gevolg gelaten", ["title 0.9 zonder gevolg: zonder gevolg"]),
        ("Uw aanvraag wordt niet zonder gevolg gelaten", []),
        ("Niet zonder gevolg; dan toch zonder gevolg", ["title 0.9 zonder gevolg: zonder gevolg"]),
        ("De aanvraag wordt ingetrokken en zonder gevolg", ["title 0.9 ingetrokken: aanvraag wordt ingetrokken"]),
        ("De vergunning wordt geacht stilzwijgend geweigerd te zijn", ["title 0.9 stilzwijgend geweigerd: geacht stilzwijgend"]),
        ("Vriendelijke groeten\nVERGUND", ["stamp 0.5 verleend: VERGUND"]),
    ],
)  # fmt: skip
def test_where_a_letter_says_it_and_how_sure_that_is(text: str, expected: list[str]) -> None:
    assert told(text, decides=False) == expected


def test_silence_refuses_on_whatever_page_it_is_told() -> None:
    text = "De vergunning wordt geacht stilzwijgend geweigerd te zijn en de aanvraag zonder gevolg"
    found = find_outcomes(text, decides=False, letter=False)
    assert [(one.kind, one.place) for one in found] == [("stilzwijgend geweigerd", "title")]


def test_threads_that_decide_at_once_load_spacy_once() -> None:
    program = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from extractors import verdicts
calls, load, start = [], verdicts.load_tools, Barrier(8)
verdicts.load_tools = lambda: calls.append(1) or load()
def one(_):
    start.wait()
    return len(list(verdicts.verdicts("De vergunning wordt verleend.")))
with ThreadPoolExecutor(8) as threads:
    sys.exit(f"{calls}" if list(threads.map(one, range(8))) != [1] * 8 or len(calls) != 1 else 0)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
