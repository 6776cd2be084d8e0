# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""What a date on a page is of, by the words before and after it, and which dates are not of the procedure at all."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.dated import Dates, dated
from extractors.page import Page
from schemas.words import PageType

Run = Callable[..., list[tuple[str, str, object]]]
FILL = "Gelet op de aanvraag van de heer Peeters Jan, wonende te Leest;\n" * 6


@pytest.mark.parametrize(
    ("kind", "text", "field", "value"),
    [
        ("besluit", "Vergadering van 12 maart 1974\n" + FILL, "decision", "1974-03-12"),
        ("besluit", "Bijeenkomst van het Schepencollege van 12 maart 1974\n" + FILL, "decision", "1974-03-12"),
        ("besluit", "Genomen in openbare zitting op 12/03/1974\n" + FILL, "decision", "1974-03-12"),
        ("besluit", "SCHEPENRAAD VAN LEEST - Zitdag van 12 maart 1974.\nTegenwoordig de HH. Peeters, voorzitter;\n" + FILL, "decision", "1974-03-12"),
        ("weigering", "Uittreksel, Burgemeester en Schepenen van 12 maart 1974\neen woonhuis\nWaren aanwezig : Peeters, voorzitter;\n" + FILL, "decision", "1974-03-12"),
        ("besluit", "Gemeente Leest\nNotulen van het college van burgemeester en schepenen - 12 maart 1974 | 3. Vergunningen\n" + FILL, "decision", "1974-03-12"),
        ("brief", "Wij hebben uw brief goed ontvangen. Het college heeft op 12 maart 1974 vastgesteld dat u ervan afziet.\n" + FILL, "decision", "1974-03-12"),
        ("brief", FILL + "geldt sedert 12 maart 1974 een stilzwijgende weigering.", "decision", "1974-03-12"),
        ("brief", "Leest. 12 maart 1974\nGeachte Heer Burgemeester,\nIk wens op mijn grond te bouwen en vraag U beleefd de toelating.", "application", "1974-03-12"),
        ("besluit", FILL + "Aldus beraadslaagd in zitting van dinsdag 12 maart 1974.", "decision", "1974-03-12"),
        ("besluit", FILL + "Gedaan te Leest, den 12 Maart 1974.\nDe Burgemeester", "decision", "1974-03-12"),
        ("besluit", "Séance du 12 mars 1974\n" + FILL, "decision", "1974-03-12"),
        ("besluit", FILL + "Overwegende dat de aanvraag op 12 maart 1974 werd ingediend;", "application", "1974-03-12"),
        ("besluit", FILL + "Overwegende dat de heer Peeters op 12 maart 1974 een aanvraag heeft neergelegd;", "application", "1974-03-12"),
        ("besluit", FILL + "Gezien het rekest, gedagtekend 12 maart 1974, van den heer Peeters;", "application", "1974-03-12"),
        ("besluit", FILL + "De aanvraag werd op 12 maart 1974 door het bestuur ontvangen.", "receipt", "1974-03-12"),
        ("besluit", FILL + "Overwegende dat de aanvraag op 12 maart 1974 volledig werd bevonden;", "receipt", "1974-03-12"),
        ("besluit", FILL + "Het dossier, ingekomen den 12 maart 1974, is volledig.", "receipt", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nDagtekening : 12 maart 1974\nHandtekening", "application", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nOndertekend te Leest, op 12 maart 1974", "application", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nWonende te Leest\nINGESCHREVEN OP\n12 MRT 1974", "receipt", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nWonende te Leest\nTECHNISCHE DIENST\n12 MRT 1974", "receipt", "1974-03-12"),
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nHet college heeft uw aanvraag ingewilligd.", "notification", "1974-03-12"),
        ("brief", "Mijnheer,\nOp 12 maart 1974 heeft het schepencollege uw bouwaanvraag goedgekeurd.", "decision", "1974-03-12"),
        ("brief", "Mijnheer,\nIn zitting van 12 maart 1974 werd de vergunning geweigerd.", "decision", "1974-03-12"),
        ("brief", "Mijnheer,\nUw aanvraag is bij ons toegekomen op 12 maart 1974.", "receipt", "1974-03-12"),
        ("brief", "Mijnheer,\nop 12 maart 1974 liet de bouwheer weten van de werken af te zien.", "decision", "1974-03-12"),
        ("besluit", FILL + "Het college heeft de aanvraag onderzocht die op 12 maart 1974 ontvankelijk werd ingediend;", "receipt", "1974-03-12"),
        ("aanvraag", "AANVRAAG\n" + FILL + "12-3-1974 dossiernummer gemeente\nhandtekening", "application", "1974-03-12"),
        ("aanvraag", "AANVRAAG\n" + FILL + "Jan Peeters\nIngeboekt 12 maart 1974", "receipt", "1974-03-12"),
        ("aanvraag", "AANVRAAG\n" + FILL + "Bericht ontvangen den : 12 maart 1974", "receipt", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nWanneer ondertekend ? 12-3-1974", "application", "1974-03-12"),
        ("brief", "Verzenddatum 12 maart 1974\nMijnheer,\nUw aanvraag werd goedgekeurd.", "notification", "1974-03-12"),
        ("overig", "BEWIJS VAN NEERLEGGING\nOp 12-3-1974 werd hier een bundel neergelegd op naam van Peeters.", "receipt", "1974-03-12"),
        ("kaft", "BOUWDOSSIER\nDag van ontvangst : 12.3.1974", "receipt", "1974-03-12"),
        ("kaft", "BOUWDOSSIER\nBesluit van : 12.3.1974", "decision", "1974-03-12"),
        ("kaft", "BOUWDOSSIER\nIngekomen : 12.3.1974", "receipt", "1974-03-12"),
        ("kaft", "BOUWDOSSIER\nAangifte van : 12.3.1974", "application", "1974-03-12"),
        ("aanvraag", "AANVRAAG\n5 Ondertekening op 12-03-1974.", "application", "1974-03-12"),
        ("brief", "AANGETEKEND\ndinsdag 12/03/1974\nMijnheer,\nDe vergunning gaat hierbij; zij werd afgegeven.", "notification", "1974-03-12"),
        ("brief", "Verstuurd op 12/03/1974\nDag, wij denken eraan om iets te veranderen aan ons huis.", "application", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nteekening van den heer: V. Claes\nDatum: den 12 maart 1974 (handteekening)\nVak: Ingekomen", "application", "1974-03-12"),
        ("aanvraag", "Geachte heren,\n" + FILL + "Jan Peeters\nZavelstraat 264, Leest, 12/3/1974", "application", "1974-03-12"),
        ("besluit", FILL + "Het College neemt kennis van de vraag gedaan op 12 maart 1974 door de heer Claes", "application", "1974-03-12"),
        ("aanvraag", "AANVRAAG\nDatum: 12 MRT 1974\nDe aanvrager,", "application", "1974-03-12"),
        ("aanvraag", "Peeters Jan\nBleekstraat 3, Leest\n12-11-1974\nGeachte Heren,\n" + FILL, "application", "1974-11-12"),
        ("aanvraag", "AANVRAAG\n" + FILL + "GEMEENTEHUIS\nIN 12-III-1974", "receipt", "1974-03-12"),
        ("aanvraag", "AANVRAAG\n" + FILL + "LEEST\nAFGEGEVEN OP 12 MRT 1974", "receipt", "1974-03-12"),
        ("aanvraag", "AANVRAAG\n" + FILL + "BINNEN 12-III-1974\nGEMEENTESECRETARIE", "receipt", "1974-03-12"),
        ("besluit", FILL + "De Secretaris, De Burgemeester. VERZONDEN 12 MRT 1974", "notification", "1974-03-12"),
        ("brief", "Geachte,\nHet college sprak zich op 12 maart 1974 uit over uw aanvraag.", "decision", "1974-03-12"),
        ("brief", "Leest, 12 maart 1974\nGeachte,\nHet college sprak zich uit over uw aanvraag. De uitspraak is gunstig.", "notification", "1974-03-12"),
        ("brief", "Stad Leest\nLeest, 12 maart 1974\nAan Peeters Jan, Kerkstraat 3\nWij sturen u hierbij een exemplaar van de beslissing van het college. De aanvang der werken dient vooraf gemeld.", "notification", "1974-03-12"),
        ("besluit", FILL + "Vergaderd den 12n Maart 1974", "decision", "1974-03-12"),
        ("brief", "Mijnheer,\nZij wordt geacht op 12 maart 1974 stilzwijgend te zijn geweigerd.", "decision", "1974-03-12"),
        ("brief", "Mijnheer,\nZij moet vanaf 12 maart 1974 als stilzwijgend geweigerd worden beschouwd.", "decision", "1974-03-12"),
        ("brief", "Verzonden 12 maart 1974\nGeachte,\nUw aanvraag werd afgekeurd.", "notification", "1974-03-12"),
        ("brief", "Bureau Ruimtelijke Ordening\nLeest, 12 maart 1974\nMijnheer,\nUw aanvraag werd geweigerd.", "notification", "1974-03-12"),
        ("brief", "Leest, 12 maart 1974\nGeachte Heer, ik zou willen overgaan tot het bouwen van een stal.", "application", "1974-03-12"),
    ],
)  # fmt: skip
def test_the_words_around_a_date_tell_its_role(found: Run, kind: PageType, text: str, field: str, value: str) -> None:
    assert [(name, date) for name, _, date in found(Dates(), text, kind)] == [(f"dates.{field}", value)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("besluit", FILL + "Gelet op de wet van 29 maart 1972 op de stedebouw;\n" + FILL),
        ("besluit", FILL + "Gelet op het koninklijk besluit van 5 augustus 1976 (gewestplan);\n" + FILL),
        ("besluit", FILL + "gelet op het decreet betreffende de ruimtelijke ordening, gecoördineerd op 22 oktober 1976;\n" + FILL),
        ("besluit", FILL + "Gezien het advies van de gemachtigde ambtenaar van 3 mei 1974;\n" + FILL),
        ("besluit", FILL + "De waarborg werd op 3 mei 1974 bij de gemeentelijke ontvanger gestort;\n" + FILL),
        ("besluit", FILL + "De brandweer bracht op 3 mei 1974 een gunstig verslag uit;\n" + FILL),
        ("besluit", FILL + "Gezien de nota van den stadsbouwmeester, gedagtekend 3 Mei 1974;\n" + FILL),
        ("besluit", FILL + "Overwegende dat op 3 mei 1974 reeds een vergunning werd verleend;\n" + FILL),
        ("besluit", FILL + "het openbaar onderzoek werd gehouden van 3 mei 1974 tot 2 juni 1974;\n" + FILL),
        ("aanvraag", "AANVRAAG\nGeboren te Leest op 3 mei 1974\nVolgens akte verleden op 4 juni 1975"),
        ("aanvraag", "AANVRAAG\nGeboortedatum : 3 mei 1974"),
        ("bericht", "BERICHT VAN AANVANG\nde werken, vergund onder nr. 12, zijn begonnen op 3 mei 1974."),
        ("bericht", "OPENBAAR ONDERZOEK\nBezwaren kunnen worden ingediend tot 3 mei 1974."),
        ("brief", "Leest, 3 mei 1974\nMijnheer,\nWij bevestigen u de ontvangst van uw dossier."),
        ("brief", "Leest, 3 mei 1974\nMijnheer,\nGelieve ons de ontbrekende stukken te bezorgen."),
        ("advies", "Brussel, 3 mei 1974\nAan het College,\nADVIES : gunstig."),
        ("overig", "ERELOONNOTA\nFactuur van 3 mei 1974"),
    ],
)  # fmt: skip
def test_dates_of_other_things_are_left_alone(found: Run, kind: PageType, text: str) -> None:
    assert found(Dates(), text, kind) == []


def test_a_plan_date_is_not_the_procedures(found: Run) -> None:
    assert found(Dates(), "Schaal 1/50\nArchitect Jan Peeters\nGetekend, 3 mei 1974", "plan") == []


def test_completeness_has_a_date_of_its_own_since_2000(found: Run) -> None:
    text = FILL + "Overwegende dat de aanvraag op 12 maart 2004 volledig werd verklaard;\n" + FILL
    assert found(Dates(), text, "besluit", (2004, 2004)) == []


@pytest.mark.parametrize(
    ("kind", "text", "role"),
    [
        ("besluit", FILL + "waarvan het ontvangstbewijs gedagtekend is 12 maart 1974;", "receipt"),
        ("besluit", FILL + "waarvan de ontvangst werd bevestigd op 12 maart 1974;", "receipt"),
        ("besluit", FILL + "De aanvraag werd in ontvangst genomen op 12 maart 1974.", "receipt"),
        ("besluit", FILL + "Datum van het ontvangstbewijs : 12 maart 1974", "receipt"),
        ("besluit", FILL + "Datum indiening dossier : 12 maart 1974", "application"),
        (
            "besluit",
            FILL + "Gelet op de bouwaanvraag van 12 maart 1974 vanwege de echtgenoten De Backer;",
            "application",
        ),
        (
            "besluit",
            FILL + "Gezien het verzoekschrift dat op 12 maart 1974 werd ingezonden door den heer Verheyen;",
            "application",
        ),
        ("besluit", FILL + "Gezien de vraag dd. 12 maart 1974 van de heer Peeters;", "application"),
        ("besluit", FILL + "Gelet op het rekest, ons op 12 maart 1974 voorgelegd door Peeters Jan;", "application"),
        (
            "besluit",
            FILL + "Gelet op de brief waarmee de heer Peeters op 12 maart 1974 om een vergunning verzoekt;",
            "application",
        ),
        ("besluit", FILL + "De aanvraag, gedateerd 12 maart 1974, heeft betrekking op", "application"),
        ("besluit", FILL + "Kennis van deze beslissing werd gegeven op 12 maart 1974.", "notification"),
        ("besluit", FILL + "Van dit besluit werd aan de aanvrager kennis gegeven op 12 maart 1974.", "notification"),
        (
            "besluit",
            FILL + "Afschrift van dit besluit werd op 12 maart 1974 aan de aanvrager toegezonden.",
            "notification",
        ),
        ("besluit", FILL + "Dit besluit werd de aanvrager betekend op 12 maart 1974.", "notification"),
        ("besluit", FILL + "Verzonden aan de aanvrager: 12 maart 1974", "notification"),
        ("besluit", FILL + "Bekendgemaakt aan de aanvrager op 12 maart 1974", "notification"),
        ("besluit", "Uittreksel uit het verslag van de zitting van 12 maart 1974\n" + FILL, "decision"),
        ("besluit", "Collegezitting d.d. 12 maart 1974\n" + FILL, "decision"),
        ("besluit", "SCHEPENCOLLEGE - ZITTING 12 maart 1974\n" + FILL, "decision"),
        ("besluit", "Het college, in vergadering bijeen op 12 maart 1974,\n" + FILL, "decision"),
        ("besluit", "Vergadering van dinsdag 12 maart 1974\n" + FILL, "decision"),
        ("besluit", "Dagorde van 12 maart 1974\n" + FILL, ""),
        ("besluit", FILL + "Heeft in zijn vergadering van 12 maart 1974 besloten :", "decision"),
        ("besluit", FILL + "BESLIST in zitting van 12 maart 1974:", "decision"),
        ("besluit", FILL + "Aldus gegeven te Turnhout, in zitting van 12 maart 1974.", "decision"),
        ("besluit", FILL + "Aldus opgemaakt in collegezitting, datum als hierboven.", ""),
        ("besluit", FILL + "Gegeven te Leest op 12 maart 1974.\nDe Burgemeester", "decision"),
        ("besluit", FILL + "Te Leest, de 12 maart 1974\nNamens het college", "decision"),
        ("besluit", FILL + "Gelet op het bewijs van ontvangst van 12 maart 1974;", "receipt"),
        ("besluit", FILL + "Overwegende dat het dossier op 12 maart 1974 bij de dienst toekwam;", "receipt"),
        ("besluit", FILL + "De aanvraag werd per beveiligde zending verzonden op 12 maart 1974.", "application"),
        ("besluit", FILL + "Datum van de aanvraag: 12 maart 1974", "application"),
        ("besluit", FILL + "Ontvangstdatum: 12 maart 1974", "receipt"),
        ("besluit", FILL + "Ingediend op: 12 maart 1974", "application"),
        ("besluit", FILL + "Datum kennisgeving: 12 maart 1974", "notification"),
        ("besluit", FILL + "Beslissingsdatum: 12 maart 1974", "decision"),
        ("kaft", "BOUWDOSSIER\nAanvraag : 12 maart 1974", "application"),
        ("kaft", "BOUWDOSSIER\nAanvraag dd. 12 maart 1974", "application"),
        ("kaft", "BOUWDOSSIER\nIngediend : 12 maart 1974", "application"),
        ("kaft", "BOUWDOSSIER\nIn : 12 maart 1974", "receipt"),
        ("kaft", "BOUWDOSSIER\nBinnengekomen : 12 maart 1974", "receipt"),
        ("kaft", "BOUWDOSSIER\nDatum ontvangst : 12 maart 1974", "receipt"),
        ("kaft", "BOUWDOSSIER\nBeslissing : toegestaan op 12 maart 1974", "decision"),
        ("kaft", "BOUWDOSSIER\nBeslissing : 12 maart 1974", "decision"),
        ("kaft", "BOUWDOSSIER\nCollege : 12 maart 1974", "decision"),
        ("kaft", "BOUWDOSSIER\nSchepencollege : 12 maart 1974", "decision"),
        ("kaft", "BOUWDOSSIER\nVergunning : 12 maart 1974", "decision"),
        ("kaft", "BOUWDOSSIER\nVergund : 12 maart 1974", "decision"),
        ("kaft", "BOUWDOSSIER\nGeweigerd : 12 maart 1974", "decision"),
        ("kaft", "BOUWDOSSIER\nZitting : 12 maart 1974", "decision"),
        ("kaft", "BOUWDOSSIER\nBetekend : 12 maart 1974", "notification"),
        ("kaft", "BOUWDOSSIER\nVerzonden : 12 maart 1974", "notification"),
        ("kaft", "BOUWDOSSIER\nKennisgeving : 12 maart 1974", "notification"),
        ("kaft", "BOUWDOSSIER\nUit : 12 maart 1974", ""),
        ("aanvraag", "AANVRAAG\nWonende te Leest\nGEMEENTE LEEST\nINGEKOMEN\n12 MRT 1974", "receipt"),
        ("aanvraag", "AANVRAAG\nWonende te Leest\nGEMEENTE LEEST\n12 MRT 1974\nINGEKOMEN", "receipt"),
        ("aanvraag", "AANVRAAG\nWonende te Leest\nONTVANGEN\n12.03.1974", "receipt"),
        ("aanvraag", "AANVRAAG\nWonende te Leest\nEntrée 12 MRT 1974", "receipt"),
        ("aanvraag", "AANVRAAG\nLeest, 12 maart 1974", "application"),
        ("aanvraag", "AANVRAAG\nLeest, den 12den Maart 1974", "application"),
        ("aanvraag", "AANVRAAG\nDatum : 12 maart 1974  Handtekening", "application"),
        ("aanvraag", "AANVRAAG\nOpgemaakt te Leest op 12 maart 1974", "application"),
        ("aanvraag", "AANVRAAG\nDatum en handtekening van de aanvrager : 12 maart 1974", "application"),
        ("aanvraag", "AANVRAAG\nGelezen en goedgekeurd, 12 maart 1974", "application"),
        ("aanvraag", "AANVRAAG\nVak voorbehouden aan het bestuur\nDatum ontvangst: 12 maart 1974", "receipt"),
        ("aanvraag", "AANVRAAG\nIn te vullen door de gemeente\nontvangstbewijs afgegeven op 12 maart 1974", "receipt"),
        (
            "brief",
            "Leest, 12 maart 1974\nAan de heer Peeters\nMijnheer,\nHet college heeft op 5 maart 1974 uw aanvraag geweigerd.",
            "notification",
        ),
        (
            "brief",
            "Leest, 12 maart 1974\nAan de heer Peeters\nGeachte heer,\nBetreft: kennisgeving van beslissing\nIn bijlage vindt u de beslissing.",
            "notification",
        ),
        ("brief", "Geachte heer,\nWij hebben uw aanvraag ontvangen op 12 maart 1974.", "receipt"),
        ("brief", "Geachte heer,\nUw aanvraag van 12 maart 1974 werd goed ontvangen.", "application"),
        ("brief", "Geachte heer,\nuw dossier, op 12 maart 1974 ingediend, is onvolledig.", "application"),
        (
            "bericht",
            "ONTVANGSTBEWIJS\nHet college bevestigt op 12 maart 1974 de aanvraag te hebben ontvangen.",
            "receipt",
        ),
        (
            "bericht",
            "ONTVANGSTBEWIJS\nDe aanvraag van de heer Peeters werd ontvangen.\nLeest, 12 maart 1974",
            "receipt",
        ),
        ("bericht", "BEWIJS VAN ONTVANGST\nafgegeven te Leest, op 12 maart 1974", "receipt"),
        ("bericht", "BEKENDMAKING\nhet college heeft op 12 maart 1974 een vergunning verleend aan Peeters", "decision"),
        (
            "bericht",
            "BEKENDMAKING VAN BESLISSING\nDe vergunning werd verleend in zitting van 12 maart 1974",
            "decision",
        ),
        ("plan", "Gezien om gevoegd te worden bij het besluit van 12 maart 1974", "decision"),
        ("plan", "Goedgekeurd in zitting van 12 maart 1974", "decision"),
        ("plan", "Gezien en goedgekeurd door het Schepencollege\nin zitting van 12 maart 1974", "decision"),
        ("advies", "De aanvraag werd ingediend op 12 maart 1974", "application"),
        ("advies", "Uw adviesvraag van 12 maart 1974", ""),
        ("advies", "Uw brief van 12 maart 1974", ""),
        ("besluit", FILL + "Gelet op het advies van 12 maart 1974 van de brandweer;", ""),
        ("besluit", FILL + "Gelet op het gunstig advies d.d. 12 maart 1974 van het Agentschap;", ""),
        ("besluit", FILL + "Gelet op de wet van 12 maart 1974;", ""),
        ("besluit", FILL + "gewijzigd bij de wetten van 12 maart 1974 en 22 december 1974;", ""),
        ("besluit", FILL + "Gelet op de delegatie verleend in zitting van 12 maart 1974;", ""),
        ("besluit", FILL + "het gewestplan vastgesteld bij K.B. van 12 maart 1974", ""),
        ("besluit", FILL + "verkaveling goedgekeurd door het college in zitting van 12 maart 1974;", ""),
        (
            "besluit",
            FILL + "Overwegende dat in zitting van 12 maart 1974 reeds vergunning werd verleend voor een garage;",
            "",
        ),
        ("besluit", FILL + "het openbaar onderzoek liep van 12 maart 1974 tot 2 april 1974;", ""),
        ("besluit", FILL + "het bezwaarschrift van 12 maart 1974 van de heer X", ""),
        ("besluit", FILL + "verklaard volledig op 12 maart 1974 door de gemeentelijke stedenbouwkundige ambtenaar", ""),
        ("besluit", FILL + "de plannen gedagtekend 12 maart 1974 van architect X;", ""),
        ("aanvraag", "AANVRAAG\nik werd geboren te Leest den 12 maart 1974", ""),
        ("aanvraag", "AANVRAAG\neigendom aangekocht bij akte van 12 maart 1974", ""),
        ("overig", "Ereloonnota van 12 maart 1974", ""),
        ("besluit", FILL + "Historiek\nOp 12 maart 1974 werd een vergunning verleend voor een stal", ""),
        ("nota", "de verkaveling dd. 12 maart 1974", ""),
        ("foto", "foto genomen op 12 maart 1974", ""),
        ("pv", "Op 12 maart 1974 hebben wij vastgesteld", ""),
        ("kadaster", "Afgeleverd te Leest op 12 maart 1974", ""),
        ("statistiek", "Einde der werken voorzien : 12 maart 1974", ""),
        ("advies", "Antwerpen, 12 maart 1974\nAan het college\nADVIES gunstig", ""),
        ("besluit", FILL + "Deze vergunning vervalt op 12 maart 1974", ""),
        ("besluit", FILL + "tegen dit besluit kan beroep worden ingesteld tot 12 maart 1974", ""),
    ],
)
def test_families_of_words_around_a_date(page: Callable[..., Page], kind: PageType, text: str, role: str) -> None:
    given = {f.field: f.score for f in Dates().find(page(text, kind, (1973, 1975))) if f.value == "1974-03-12"}
    sure = {field for field, score in given.items() if role or score > 0.49}
    assert sure == ({f"dates.{role}"} if role else set())


def test_a_decision_in_the_form_of_a_letter_has_the_date_of_its_session(found: Run) -> None:
    text = "Leest, 19 maart 1974\nUw aanvraag van 4 februari 1974\nIn vergadering van 12 maart 1974 heeft het college beslist."
    dates = {name: date for name, _, date in found(Dates(), text, "besluit")}
    assert dates["dates.decision"] == "1974-03-12"
    assert dates["dates.notification"] == "1974-03-19"


def test_a_town_that_asks_for_attention_asks_for_no_permit(found: Run) -> None:
    text = "Leest, 12 maart 1974\nMijnheer,\nWij verzoeken U de nodige aandacht te besteden aan de voorwaarden."
    assert found(Dates(), text, "brief") == []


def test_drawings_have_a_date_of_their_own(found: Run) -> None:
    text = "Hij bezorgt U de tekeningen van architect E. Claes, Kerkstraat 29, Leest,\ngedagtekend 20-5-1974."
    assert found(Dates(), text, "aanvraag") == []


def test_who_signs_below_a_date_ends_its_clause(found: Run) -> None:
    text = "Gedaan te Leest den\n12 maart 1974\nDe aanvrager,\nVoorbehouden: ingeschreven 19 maart 1974"
    dates = {name: date for name, _, date in found(Dates(), text, "aanvraag")}
    assert dates == {"dates.application": "1974-03-12", "dates.receipt": "1974-03-19"}


def test_a_month_in_strokes_is_believed_less(page: Callable[..., Page]) -> None:
    scores = [
        next(iter(Dates().find(page(f"AANVRAAG\nIngekomen : {date}", "aanvraag")))).score
        for date in ("12-II-1974", "12-2-1974")
    ]
    assert scores[0] < scores[1]


def test_a_month_in_strokes_that_was_read_badly_waits_for_another_page(page: Callable[..., Page]) -> None:
    well = page("AANVRAAG\nIngekomen : 12-VII-1974", "aanvraag")
    badly = replace(
        well, flow=replace(well.flow, words=tuple(word._replace(confidence=0.9) for word in well.flow.words))
    )
    scores = [next(iter(Dates().find(read))).score for read in (well, badly)]
    assert scores[1] < 0.65 * scores[0]


def test_a_letter_that_withdraws_notifies_nobody(found: Run) -> None:
    text = "Leest, 7 oktober 1970\nGeacht college, Ik wens mijn aanvraag van 18 september 1970 in te trekken."
    assert "notification" not in [role for _, role, _ in found(Dates(), text, "brief")]


def test_a_letter_of_somebody_else_is_no_application(found: Run) -> None:
    text = "Leest, 7 oktober 1974\nMijne Heren,\nNotaris Maes meldde mij bij brief van 3 mei 1970 dat de grond bouwrijp is."
    assert "1970-05-03" not in [value for _, _, value in found(Dates(), text, "aanvraag")]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("kaft", "beslissing\t15-02-74", ["decision 0.95 15-02-74"]),
        ("aanvraag", "IN 12-II-1974", ["receipt 0.85 12-II-1974"]),
        ("brief", "Datum : 12 maart 1974", ["letter 0.5 12 maart 1974"]),
        ("plan", "Datum : 12 maart 1974", ["plan 0.85 12 maart 1974"]),
        ("brief", "geacht op 12 maart 1974 stilzwijgend te zijn geweigerd", ["decision 0.85 12 maart 1974"]),
        # two dates in one breath
        ("besluit", "zitting van 12 maart 1974 en 13 maart 1974", ["decision 0.95 12 maart 1974", "decision 0.855 13 maart 1974"]),
        ("besluit", "zitting van 12 maart 1974, 13 maart 1974", ["decision 0.95 12 maart 1974", "decision 0.855 13 maart 1974"]),
        ("besluit", "zitting van 12 maart 1974; 13 maart 1974", ["decision 0.95 12 maart 1974", " 0.0 13 maart 1974"]),
        # the words before it, near or far, and after it
        ("besluit", FILL + "het verzoek van 12 maart 1974", ["application 0.95 12 maart 1974"]),
        ("besluit", FILL + "het verzoek van de heer Jan Peeters uit Leest, wonende Kerkstraat 5 en ook nog daar, van 12 maart 1974", ["application 0.5 12 maart 1974"]),
        ("besluit", FILL + "Hij kwam op 12 maart 1974 en heeft een aanvraag ingediend.", ["application 0.85 12 maart 1974"]),
        ("besluit", FILL + "De aanvraag werd afgegeven op 12 maart 1974. Het ontvangstbewijs volgde.", ["receipt 0.85 12 maart 1974"]),
        ("besluit", FILL + "wet van 12 maart 1974", ["law 0.95 12 maart 1974"]),
        ("besluit", FILL + "verkaveling goedgekeurd op 12 maart 1974", ["deed 0.95 12 maart 1974"]),
        ("besluit", FILL + "de aanvraag werd op 12 maart 1974 volledig verklaard", ["receipt 0.85 12 maart 1974"]),
        ("besluit", FILL + "historiek\nvergunning van 12 maart 1974", ["history 0.5 12 maart 1974"]),
        # stamps
        ("aanvraag", "Nr. 5\nINGEKOMEN\n12 MRT 1974", ["receipt 0.95 12 MRT 1974"]),
        ("aanvraag", "Leest, 12 MRT 1974", ["receipt 0.75 12 MRT 1974"]),
        ("plan", "12 MRT 1974", ["decision 0.75 12 MRT 1974"]),
        ("brief", "12 MRT 1974", ["letter 0.5 12 MRT 1974"]),
        ("brief", "12 maart 1974\nONTVANGEN", ["receipt 0.7 12 maart 1974"]),
        ("aanvraag", "12 maart 1974 ONTVANGEN", ["receipt 0.7 12 maart 1974"]),
        ("aanvraag", FILL + " gemeentehuis 12 maart 1974", ["receipt 0.75 12 maart 1974"]),
        ("aanvraag", FILL + "Nr. 5\n12 maart 1974\nzeg en doe", ["receipt 0.6 12 maart 1974"]),
        # at the head of a letter: what it is depends on what the letter does
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nuw vergunning werd toegestaan", ["notification 0.85 12 maart 1974"]),
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nhallo", ["letter 0.5 12 maart 1974"]),
        ("brief", "Leest, 12 maart 1974\nMijnheer,\nik vraag een vergunning", ["application 0.55 12 maart 1974"]),
        ("brief", "Leest, 12 maart 1974\nbewijs van ontvangst\nverleend", ["letter 0.5 12 maart 1974"]),
        ("bericht", "Ontvangstbewijs\nLeest, 12 maart 1974", ["receipt 0.55 12 maart 1974"]),
        ("bericht", "Leest, 12 maart 1974\nhallo", ["letter 0.5 12 maart 1974"]),
        ("bericht", "Leest, 12 maart 1974\nbesluit van", ["notification 0.85 12 maart 1974"]),
        ("advies", "Leest, 12 maart 1974", ["advice 0.85 12 maart 1974"]),
        ("nota", "Leest, 12 maart 1974", [" 0.85 12 maart 1974"]),
        # at the head or the end of a decision or a request
        ("besluit", "Leest, 12 maart 1974\n" + FILL, ["decision 0.5 12 maart 1974"]),
        ("besluit", "SCHEPENRAAD - Zitdag van 12 maart 1974.\nTegenwoordig de HH. Peeters\n" + FILL, ["decision 0.85 12 maart 1974"]),
        ("besluit", "SCHEPENRAAD - Zitdag van 12 maart 1974.\nTegenwoordigheid van geest\n" + FILL, ["decision 0.5 12 maart 1974"]),
        ("besluit", "SCHEPENRAAD - Zitting van 12 maart 1974.\nTegenwoordig de HH. Peeters\n" + FILL, ["decision 0.95 12 maart 1974"]),
        ("brief", "SCHEPENRAAD - Zitdag van 12 maart 1974.\nTegenwoordig de HH. Peeters\n" + FILL, [" 0.0 12 maart 1974"]),
        ("besluit", FILL + "wet van 12 maart 1974.\nTegenwoordig de HH. Peeters\n" + FILL, ["law 0.95 12 maart 1974"]),
        ("besluit", FILL + "Leest, 12 maart 1974", ["decision 0.85 12 maart 1974"]),
        ("besluit", FILL + " 12 maart 1974", ["decision 0.5 12 maart 1974"]),
        ("besluit", "12 maart 1974\n" + FILL, ["decision 0.5 12 maart 1974"]),
        ("besluit", "Leest, 12 maart 1974\nuw aanvraag\nzitting van 3 mei 1974\n" + FILL, ["notification 0.6 12 maart 1974", "decision 0.95 3 mei 1974"]),
        ("aanvraag", FILL + "Peeters Jan, 12 maart 1974", ["application 0.85 12 maart 1974"]),
        ("aanvraag", FILL + "12 maart 1974\n(handtekening)", ["application 0.7 12 maart 1974"]),
    ],
)  # fmt: skip
def test_how_sure_the_role_of_a_date_is(
    page: Callable[..., Page], kind: PageType, text: str, expected: list[str]
) -> None:
    of = page(text, kind)
    told = [f"{role} {round(sure, 3)} {of.flow.text[date.start : date.end]}" for date, role, sure in dated(of)]
    assert told == expected


@pytest.mark.parametrize(
    ("printed", "kept", "sure"),
    [
        ("12 maart 1974", "1974-03-12", 0.95),
        ("12 maart 74", "1974-03-12", 0.81),
        ("maart 1974", "1974-03", 0.38),
        ("O2 maart 1974", "1974-03-02", 0.57),
        # years of which a figure was misread, and years too far from the others
        ("12 maart 1944", "1974-03-12", 0.43),
        ("12 maart 94", "1974-03-12", 0.43),
        ("12 maart 1967", "1967-03-12", 0.57),
        ("12 maart 1968", "1968-03-12", 0.95),
        ("12 maart 1979", "1979-03-12", 0.95),
        ("12 maart 1930", "1970-03-12", 0.43),
        # the weekday tells whether the date was read well
        ("dinsdag 12 maart 1974", "1974-03-12", 1.0),
        ("maandag 12 maart 1974", "1974-03-12", 0.38),
        # a stroke of a Roman month is soon lost
        ("12-III-1974", "1974-03-12", 0.76),
        ("12-XI-1974", "1974-11-12", 0.76),
        ("12-IV-1974", "1974-04-12", 0.95),
        ("12-VIII-74", "1974-08-12", 0.65),
    ],
)
def test_how_sure_a_date_is_by_how_it_is_written(
    page: Callable[..., Page], printed: str, kept: str, sure: float
) -> None:
    (found,) = Dates().find(page(f"BOUWDOSSIER\nBeslissing : {printed}", "kaft"))
    assert (found.value, round(found.score / 0.9775, 2)) == (kept, sure)
    assert (found.field, found.role) == ("dates.decision", "decision")


@pytest.mark.parametrize(
    ("printed", "kept", "sure"),
    [("12 maart 1944", "1944-03-12", 0.57), ("12 maart 44", "1944-03-12", 0.57), ("12 maart 1934", "1974-03-12", 0.43)],
)
def test_a_year_that_two_pages_have_is_no_misreading(
    page: Callable[..., Page], printed: str, kept: str, sure: float
) -> None:
    of = page(f"BOUWDOSSIER\nBeslissing : {printed}", "kaft")
    (found,) = Dates().find(of.in_years(of.years, frozenset({1944})))
    assert (found.value, round(found.score / 0.9775, 2)) == (kept, sure)


def test_without_any_year_of_the_dossier_two_figures_are_no_year(page: Callable[..., Page]) -> None:
    assert not list(Dates().find(page("Beslissing : 12 maart 74", "kaft", None)))
    (found,) = Dates().find(page("Beslissing : 12 maart 1944", "kaft", None))
    assert (found.value, round(found.score / 0.9775, 2)) == ("1944-03-12", 0.95)
