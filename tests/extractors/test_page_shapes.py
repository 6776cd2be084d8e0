# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Pages are told by what they do, in wordings that no template of the samples has; people and numbers are invented."""

import time

import pytest

from extractors.flow import flow
from extractors.page_shapes import add_shapes
from extractors.pagetype_cues import CUES
from extractors.pagetypes import Look, page_type
from schemas.words import PageType
from tests.extractors.conftest import text_of

A4 = Look(210, 297, 0.05, blank=False)
PAGES: dict[str, tuple[PageType, str]] = {
    "minutes of a session": (
        "besluit",
        """Boek der beraadslagingen van het Schepencollege, gemeente Retie
Den 4 Juni 1927 zijn de leden van het college bijeengekomen; waren daar: Aerts, burgemeester, Sels en Bogaert, schepenen.
Nr 14. Gehoord de vraag van Karel Wuyts, Kerkhofstraat 8, om een schuur te zetten achter zijn huis.
Het college staat den heer Wuyts toe de schuur te zetten.
Voor gelijkluidend afschrift, Bogaert""",
    ),
    "somebody went to look": (
        "advies",
        """Gemeente Olen - Dienst der Wegen
Verslag van den Bouwmeester
Voorwerp: verzoek van Karel Wuyts strekkende tot het plaatsen van een afsluiting, Kerkhofstraat 8.
Op 6 October 1930 hebben wij ons ter plaatse begeven. Er zijn geen bezwaren tegen de uitvoering.
De Gemeentebouwmeester,""",
    ),
    "one sheet with the outcome": (
        "besluit",
        """GEMEENTE OLEN - Dienst Leefomgeving
Besluit inzake stedenbouwkundige vergunning
Nummer 2008/0119    Aanvrager: Sofie Hendrickx
Plaats: Lichtaartseweg 60, 2250 Olen
Binnengekomen: 3 maart 2008
De parkeernood in de straat is klein en het volume past bij de buren.
De vergunning wordt toegekend.
Zitting van 12 mei 2008
De secretaris   De burgemeester""",
    ),
    "one sheet that refuses": (
        "weigering",
        """GEMEENTE OLEN - Dienst Leefomgeving
Besluit inzake stedenbouwkundige vergunning
Nummer 2008/0222    Aanvrager: Tom Sterckx
Plaats: Lammerdries 5, 2250 Olen
De tuin wordt te klein.
De vergunning wordt niet toegekend.
Zitting van 19 mei 2008
De secretaris   De burgemeester""",
    ),
    "what was decided, told to the applicant": (
        "brief",
        """Herselt, 9 juni 1969
Mevrouw Paula Verreydt, Dorp 3, Herselt
Onze ref. 69/40. Het college heeft u in zitting van 2 juni 1969 de bouwvergunning verleend.
De gemeentesecretaris""",
    ),
    "a refusal told to the applicant": (
        "brief",
        """21 april 1988
Aan de heer Stan Maes, Molenberg 17, 2400 Mol
Dossier 88/12: uw aanvraag werd in de zitting van 18 april 1988 afgewezen.
Dienst Bouwen en Wonen""",
    ),
    "receipt of a file": (
        "brief",
        """Gemeente Laakdal
BEWIJS VAN ONTVANGST
Wij ontvingen van Ilse Geens op 6 februari 2004 een aanvraag voor Vorstsestraat 21. Uw dossier kreeg het nummer 2004/17.
Loket Ruimte""",
    ),
    "somebody asks how far it is": (
        "brief",
        """Vorst, 2 october 1936
Aan de gemeente Vorst. Ik vraag u beleefd hoever het staat met mijn schuur in de Meerlaarstraat, want ik heb nog geen antwoord.
Jan Vleugels""",
    ),
    "a request in a letter": (
        "aanvraag",
        """Meerhout, 11 Mei 1922
Aan de Heeren Burgemeester en Schepenen van Meerhout
Louis Cuyvers, bakker, Markt 12, is voornemens een oven te bouwen achter zijn huis, sectie D nr 55 b. Teekening hierbij gevoegd van bouwmeester Jos Smits.
Uw dienaar, L. Cuyvers""",
    ),
    "a print of an application": (
        "aanvraag",
        """Loket Geel
Afdruk van de aanvraag
Dossiernummer: 2011/300
Indiener: Marleen Wouters
Adres: Stelen 40, 2440 Geel
Bouwplaats: Stelen 42, 2440 Geel
Type: stedenbouwkundig attest
Opsteller: Bart Nuyts
Datum: 9 november 2011""",
    ),
    "a view on a file": (
        "advies",
        """Hulpverleningszone Kempen
Steller: E. Lauwers
Naar aanleiding van uw vraag omtrent Stelen 42, 2440 Geel (Wouters) is ons standpunt: ongunstig.
Wij steunen op het plaatsbezoek van 1 december 2011.""",
    ),
    "an old view on a file": (
        "advies",
        """Provinciale Wegendienst
Verslag van 8 Juli 1927 nopens de vraag van K. Wuyts, Kerkhofstraat 8: zienswijze is gunstig. Ter plaatse geweest 4 Juli 1927.""",
    ),
    "an appeal that another authority judged": (
        "brief",
        """Bestendige Deputatie van Antwerpen
Het beroep van de heer Maes tegen uw beslissing over Molenberg 17 werd op 4 augustus 1988 verworpen.""",
    ),
    "what an architect asks for his work": (
        "overig",
        """Jozef Daems
Bouwmeester
Molenberg 17 te Balen
18 mei 1959
Rekening voor Karel Wuyts
Opmaken van plan en lastenkohier\t414,-
Zegels\t42,-
Betreft het ombouwen van een schuur, Kerkhofstraat 8.
Voor kwijting,""",
    ),
    "what an office asks for its work": (
        "overig",
        """Architektenbureau Jozef Daems
Molenberg 17, 2490 Balen
ERELOONSTAAT\t95-212
datum\t02.09.1995
opdrachtgever\tKarel Wuyts
werk\thet ombouwen van een schuur
Eerste schijf\t20.500 F
BTW 17 %\t8.125 F""",
    ),
    "a town that writes to its inhabitant": (
        "brief",
        """stad Leest
bouwen en wonen
Karel Wuyts
Kerkhofstraat 8
Leest, 9 augustus 2007
kenmerk 2007.001
Beste inwoner
U vroeg een vergunning voor het ombouwen van een schuur. Het college nam daarover op 6 augustus 2007 een beslissing.""",
    ),
    "what an architect asks, in one sum": (
        "overig",
        """ARCHITECTENBUREAU Frans Hus
Molenberg 17, 2490 Balen - Tel. 014/31.65.12
STAAT VAN ERELOON NR. 12/88
Datum : 24.6.1988
Voor : Karel Wuyts, Kerkhofstraat 8, Leest
Ontwerp : het ombouwen van een schuur
Te voldoen : 72.451 F""",
    ),
    "a page of the register": (
        "overig",
        """REGISTER DER BOUWAANVRAGEN - blad 12
Volgnr.	31/88
Datum inschrijving	24.6.1988
Aanvrager	Karel Wuyts
Plaats	Kerkhofstraat 8, Leest""",
    ),
    "somebody of the town who certifies": (
        "attest",
        """Gemeente Leest
GETUIGSCHRIFT
De opzichter bevestigt dat de rooilijn voor het huis van Karel Wuyts, Kerkhofstraat 8, heden werd afgepaald.
Afgeleverd op 24.6.1988.""",
    ),
    "the end of an inquiry": (
        "pv",
        """Gemeente Leest
PROCES-VERBAAL VAN SLUITING
Het openbaar onderzoek over de aanvraag van Karel Wuyts werd gesloten op 24 juni 1988. Er kwam geen bezwaar.
Waarvan akte.""",
    ),
    "a letter that is itself the decision": (
        "besluit",
        """GEMEENTE LEEST
Leest, 24 juni 1988
Aan de heer Karel Wuyts
Betreft : bouwvergunning Kerkhofstraat 8
Mijnheer,
Uw aanvraag tot het ombouwen van een schuur werd getoetst aan de wet van 29 maart 1962. Het College heeft in zitting van 24 juni
1988 beslist dat de vergunning wordt afgeleverd.""",
    ),
    "a short letter that gives the permit": (
        "besluit",
        """STAD LEEST
Leest, 24 juni 1988
In antwoord op de vraag van de heer Karel Wuyts, ontvangen 3-5-1988, wordt hierbij door het college vergunning verleend
voor het ombouwen van een schuur in de Kerkhofstraat 8.
Op bevel : de Secretaris,""",
    ),
    "a notice": (
        "brief",
        """GEMEENTE LEEST
KENNISGEVING
Ter kennis van Karel Wuyts, Kerkhofstraat 8 : het College besliste op 24 juni 1988 over het ombouwen van een schuur
(dossier 1988/12). Verzonden op 27 juni 1988""",
    ),
    "plans laid open": (
        "bericht",
        """Gemeente Balen
BERICHT AAN DE OMWONENDEN
De heer Frans Hus wenst een stal te bouwen in de Gerheide 30, sectie C. De plannen liggen ter inzage tot 5 mei 1979.""",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_told_by_what_it_does(name: str) -> None:
    kind, text = PAGES[name]
    assert page_type(flow(text_of(text)), A4)[0] == kind


@pytest.mark.parametrize("piece", ["(((\n", "aanvraag ", "het dossier ", "uw verzoek is ", "advies van ", "beroep "])
def test_long_pages_take_no_time(piece: str) -> None:
    text, start = piece * (40_000 // len(piece)), time.process_time()
    add_shapes(text, dict.fromkeys(CUES, 1.0))
    assert time.process_time() - start < 5
