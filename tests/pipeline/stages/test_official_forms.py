# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Papers in the wording of the legal models and of town halls, by decade; people and numbers are invented.

The models of 1962, 1971, 2000 and 2010 are those of the royal decrees and decisions on the form of applications and
permits; the older and newer ones follow what Flemish town halls wrote. None of them comes from the samples generator.
"""

from typing import Any, NamedTuple

import pytest


class Paper(NamedTuple):
    """Pages of a dossier and what a reader of them knows."""

    pages: tuple[str, ...]
    expected: dict[str, Any]


PAPERS: dict[str, Paper] = {
    "1935 schepencollege": Paper(
        (
            """STAD LIER
Bouwdienst
Het Schepencollege,
Gezien het verzoekschrift van den heer Van Looveren Petrus, metser, wonende te Lier, Kartuizersvest 12, in dato 3 Mei 1935,
strekkende tot het bekomen van de toelating tot het bouwen van een woonhuis in de Kessels Baan, nr 41, te Lier, bekend ten kadaster Sectie E, nr 117 c;
Gezien de bijgevoegde plannen en het gunstig verslag van den stadsbouwmeester;
Gelet op het algemeen reglement op de bouwwerken;
Verleent aan verzoeker de gevraagde toelating.
Gedaan in zitting te Lier, den 21 Mei 1935.
De Secretaris, De Burgemeester,""",
        ),
        {
            "municipality": "12021", "decision": "verleend", "dates.decision": "1935-05-21",
            "dates.application": "1935-05-03", "permit_type": "bouwvergunning", "addresses": [("Kessels Baan", "41")],
            "parcels": [("E", "117", "C")], "applicants": ["Van Looveren Petrus"],
        },
    ),
    "1968 model": Paper(
        (
            """PROVINCIE ANTWERPEN
ARRONDISSEMENT MECHELEN
GEMEENTE BONHEIDEN
BOUWVERGUNNING nr 45/1968
Het College van Burgemeester en Schepenen,
Gelet op de aanvraag ingediend door de heer Peeters August, wonende te Mechelen, Tervuursesteenweg 210, met betrekking tot het goed gelegen te Bonheiden, Putsesteenweg 24, kadaster sectie A nr 123 h, en strekkende tot het bouwen van een eengezinswoning;
Overwegende dat het ontvangstbewijs van die aanvraag de datum van 12 maart 1968 draagt;
Gelet op de wet van 29 maart 1962 houdende organisatie van de ruimtelijke ordening en van de stedebouw;
Gelet op artikel 90, 8°, van de gemeentewet;
Overwegende dat er voor het gebied waarin het goed begrepen is geen bijzonder plan van aanleg bestaat;
Gelet op het eensluidend advies van de gemachtigde ambtenaar dd. 2 april 1968;
BESLUIT :
Artikel 1. De bouwvergunning wordt afgegeven aan de heer Peeters August.
Art. 2. Een afschrift van dit besluit wordt gezonden aan de aanvrager en aan de gemachtigde ambtenaar.
Bonheiden, de 18 april 1968.
Vanwege het College :
De Secretaris, De Burgemeester,""",
        ),
        {
            "municipality": "12005", "references": "45/1968", "decision": "verleend", "permit_type": "bouwvergunning",
            "dates.decision": "1968-04-18", "dates.receipt": "1968-03-12", "addresses": [("Putsesteenweg", "24")],
            "parcels": [("A", "123", "H")], "applicants": ["Peeters August"],
        },
    ),
    "1975 geweigerd": Paper(
        (
            """GEMEENTE DUFFEL Dossier nr. 1975/118
WEIGERING VAN BOUWVERGUNNING
Het College van Burgemeester en Schepenen,
Gelet op de aanvraag ingediend door mevrouw Goossens Irma, wonende te Duffel, Kapelstraat 7, strekkende tot het oprichten van een autobergplaats op een perceel gelegen Lintsesteenweg zonder nummer, gekadastreerd sectie D, nr. 88 f 2;
Overwegende dat van deze aanvraag ontvangstbewijs werd afgeleverd op 3 september 1975;
Overwegende dat het advies van de gemachtigde ambtenaar van 14 oktober 1975 ongunstig luidt als volgt : de ontworpen bergplaats schaadt de goede plaatselijke aanleg;
BESLUIT
Enig artikel. De vergunning wordt geweigerd aan mevrouw Goossens Irma.
Te Duffel, 4 november 1975.""",
        ),
        {
            "municipality": "12009", "references": "1975/118", "decision": "geweigerd", "permit_type": "bouwvergunning",
            "dates.decision": "1975-11-04", "dates.receipt": "1975-09-03", "addresses": [("Lintsesteenweg", None)],
            "parcels": [("D", "88", "F")], "applicants": ["Goossens Irma"],
        },
    ),
    "1972 verkaveling": Paper(
        (
            """GEMEENTE SINT-KATELIJNE-WAVER
VERKAVELINGSVERGUNNING
Nr. 072/345
Het college van burgemeester en schepenen,
Gelet op de aanvraag ingediend door de heer en mevrouw Verlinden-Maes, wonende te Sint-Katelijne-Waver, Bosstraat 15, met betrekking tot de verkaveling van een grond gelegen te Sint-Katelijne-Waver, Berlaarbaan, kadastraal bekend sectie C nrs 212 a en 213 b;
Overwegende dat het ontvangstbewijs van de aanvraag de datum van 7 juni 1972 draagt;
Besluit:
Artikel 1. - De verkavelingsvergunning wordt afgegeven aan de heer en mevrouw Verlinden-Maes, die ertoe gehouden zijn de volgende voorwaarden na te leven : de bouwlijn ligt op 8 m uit de rooilijn.
Sint-Katelijne-Waver, 25 september 1972""",
        ),
        {
            "municipality": "12035", "references": "072/345", "permit_type": "verkavelingsvergunning",
            "decision": "verleend met voorwaarden", "dates.decision": "1972-09-25", "dates.receipt": "1972-06-07",
            "parcels": [("C", "212", "A"), ("C", "213", "B")],
        },
    ),
    "2003 model": Paper(
        (
            """GEMEENTE PUTTE
Formulier I
Gemeentelijk dossiernummer: 2003/077
Dossiernummer AROHM: 8.00/12029/1234.1
STEDENBOUWKUNDIGE VERGUNNING
HET COLLEGE VAN BURGEMEESTER EN SCHEPENEN
De aanvraag ingediend door Wouters Kristof met als adres Lierbaan 18 te 2580 Putte, werd ontvangen op 14/02/2003.
Het ontvangstbewijs van deze aanvraag draagt de datum van 20/02/2003.
De aanvraag heeft betrekking op het terrein met als adres Mechelbaan 330 te 2580 Putte en met als kadastrale omschrijving afdeling 2 sectie C nr. 234F.
Het betreft een aanvraag tot het verbouwen van een eengezinswoning.
Advies van de gemachtigde ambtenaar: gunstig, verleend op 5/05/2003.
BIJGEVOLG BESLIST HET COLLEGE VAN BURGEMEESTER EN SCHEPENEN IN ZITTING VAN 12/05/2003 HET VOLGENDE:
Het college van burgemeester en schepenen geeft de vergunning af aan de aanvrager, die ertoe verplicht is:
1° het college op de hoogte te brengen van het begin van de werken.""",
        ),
        {
            "municipality": "12029", "references": "2003/077", "permit_type": "stedenbouwkundige vergunning",
            "dates.decision": "2003-05-12", "addresses": [("Mechelbaan", "330")], "parcels": [("C", "234", "F")],
            "applicants": ["Wouters Kristof"],
        },
    ),
    "2018 omgeving": Paper(
        (
            """Stad Mechelen
Uittreksel uit het notulenboek van het college van burgemeester en schepenen
Zitting van 17 september 2018
OMGEVINGSVERGUNNING
Omgevingsloketnummer: OMV_2018054321
Gemeentelijk dossiernummer: 2018/0412
Aanvrager: Fatima Benali, Nekkerspoelstraat 100, 2800 Mechelen
Ligging: Caputsteenstraat 51 te 2800 Mechelen
Kadastraal: afdeling 4, sectie D, nr. 512W5
Voorwerp: het plaatsen van zonnepanelen en het isoleren van de gevel
De aanvraag werd ingediend op 4 juni 2018 en ontvankelijk en volledig verklaard op 27 juni 2018.
Gelet op het decreet van 25 april 2014 betreffende de omgevingsvergunning;
BESLUIT
Artikel 1: Het college van burgemeester en schepenen verleent de omgevingsvergunning aan de aanvrager.""",
        ),
        {
            "municipality": "12025", "permit_type": "omgevingsvergunning", "decision": "verleend",
            "dates.decision": "2018-09-17", "dates.application": "2018-06-04",
            "addresses": [("Caputsteenstraat", "51")], "parcels": [("D", "512", "W")], "applicants": ["Fatima Benali"],
        },
    ),
    "1956 machtiging": Paper(
        (
            """STAD LEUVEN - Dienst van Openbare Werken
Nummer van het dossier : 312/56
Gezien de aanvraag dd. 6 februari 1956 van de heer Claes Frans, wonende Tiensesteenweg 88 te Kessel-Lo, om machtiging te bekomen tot het verbouwen van de voorgevel van het huis gelegen Diestsestraat 145 te Leuven;
Gelet op het gunstig advies van de stadsarchitect;
Beslist in zitting van 2 maart 1956 :
De heer Claes Frans wordt gemachtigd de aangevraagde werken uit te voeren overeenkomstig het ingediende plan.
Voor het College""",
        ),
        {
            "municipality": "24062", "references": "312/56", "decision": "verleend", "dates.decision": "1956-03-02",
            "dates.application": "1956-02-06", "addresses": [("Diestsestraat", "145")], "applicants": ["Claes Frans"],
        },
    ),
    "1999 brief": Paper(
        (
            """GEMEENTEBESTUUR
9200 DENDERMONDE
Uw kenmerk : Ons kenmerk : BV/1999/233
Dendermonde, 22 juni 1999
De heer Luc De Clercq
Kerkstraat 12
9200 Dendermonde
Geachte heer,
Betreft : uw bouwaanvraag voor het bouwen van een tuinhuis, Hoogstraat 45 te Dendermonde
Wij hebben de eer u mede te delen dat het college van burgemeester en schepenen in zitting van 14 juni 1999 de gevraagde bouwvergunning heeft geweigerd.
Als bijlage vindt u een afschrift van de beslissing.
Hoogachtend,""",
        ),
        {
            "municipality": "42006", "references": "BV/1999/233", "decision": "geweigerd",
            "dates.decision": "1999-06-14", "dates.notification": "1999-06-22", "permit_type": "bouwvergunning",
            "addresses": [("Hoogstraat", "45")],
        },
    ),
    "1985 aanvraag en vergunning": Paper(
        (
            """AANVRAAG OM BOUWVERGUNNING
(Formulier te gebruiken voor werken waarvoor de medewerking van een architect verplicht is)
Aan het College van Burgemeester en Schepenen van en te 3200 AARSCHOT
Ik ondergetekende
naam en voornamen : JANSSENS Paul Maria
beroep : bediende
adres : Leuvensesteenweg 301, 3200 Aarschot telefoon : 016/56 12 34
heb de eer vergunning te vragen voor het bouwen van een landelijke woning
op een perceel gelegen te Langdorp, Testeltsesteenweg nr 18
kadaster : 4e afdeling, sectie B, nr 145 k
eigendom van de aanvrager
naam en adres van de architect : Marcel Wuyts, Statiestraat 9, 3200 Aarschot
Gedaan te Aarschot, de 11 januari 1985
handtekening
ONTVANGEN 15 JAN. 1985""",
            """STAD AARSCHOT Provincie Brabant
Dossier nr. 1985/12
BOUWVERGUNNING
HET COLLEGE VAN BURGEMEESTER EN SCHEPENEN,
Gelet op de aanvraag ingediend door de heer Janssens Paul met betrekking tot een perceel gelegen te Langdorp, Testeltsesteenweg 18, kadastraal bekend 4e afdeling sectie B nr. 145k, en strekkende tot het bouwen van een landelijke woning;
Gelet op de wet van 29 maart 1962 houdende organisatie van de ruimtelijke ordening en van de stedebouw, gewijzigd bij de wetten van 22 april 1970 en 22 december 1970;
Gelet op het koninklijk besluit van 6 februari 1971;
Gelet op het koninklijk besluit van 7 november 1978 tot vaststelling van het gewestplan Aarschot-Diest;
Gelet op het eensluidend advies van de gemachtigde ambtenaar van 26 februari 1985, waarvan het beschikkend gedeelte luidt : GUNSTIG;
BESLUIT :
Artikel 1 : De bouwvergunning wordt afgegeven aan de heer Janssens Paul die ertoe gehouden is :
1. de voorwaarden gesteld in het hierboven overgenomen eensluidend advies van de gemachtigde ambtenaar na te leven.
Artikel 2 : Afschrift van dit besluit wordt aan de aanvrager toegezonden.
18 maart 1985
In opdracht :""",
        ),
        {
            "municipality": "24001", "references": "1985/12", "permit_type": "bouwvergunning",
            "dates.application": "1985-01-11", "dates.receipt": "1985-01-15", "dates.decision": "1985-03-18",
            "addresses": [("Testeltsesteenweg", "18")], "parcels": [("B", "145", "K")],
            "architect": "Marcel Wuyts", "subject": "het bouwen van een landelijke woning",
        },
    ),
    "2011 collegebesluit": Paper(
        (
            """gemeente Schilde
Brasschaatsebaan 30, 2970 Schilde
uittreksel uit de notulen van het college van burgemeester en schepenen
Zitting van maandag 20 juni 2011
Stedenbouwkundige aanvraag 2011/00087 - ten name van Sofie Dierckx - Eikenlaan 12, Schilde: afgifte onder voorwaarden
De aanvraag ingediend door Sofie Dierckx wonende te 2970 Schilde, Eikenlaan 12 werd per aangetekende zending verzonden op 8 maart 2011 en ontvangen op 9 maart 2011.
De aanvraag werd ontvankelijk en volledig verklaard op 22 maart 2011.
De aanvraag heeft betrekking op een terrein gelegen Eikenlaan 12, kadastraal bekend afdeling 1 sectie B nr. 77T3.
Het betreft een aanvraag tot het uitbreiden van een woning.
Besluit:
Het college van burgemeester en schepenen geeft de stedenbouwkundige vergunning af aan de aanvrager, die ertoe verplicht is de volgende voorwaarden na te leven:
- de haag langs de straat dient behouden te blijven.""",
        ),
        {
            "municipality": "11039", "references": "2011/00087", "permit_type": "stedenbouwkundige vergunning",
            "decision": "verleend met voorwaarden", "dates.decision": "2011-06-20", "dates.receipt": "2011-03-09",
            "dates.application": "2011-03-08", "addresses": [("Eikenlaan", "12")], "parcels": [("B", "77", "T")],
            "applicants": ["Sofie Dierckx"],
        },
    ),
    "1949 gunstig": Paper(
        (
            """GEMEENTE HOBOKEN
Openbare Werken
BOUWTOELATING N° 87
Wij, Burgemeester en Schepenen der gemeente Hoboken,
Gezien de aanvraag d.d. 14.IV.1949 van de N.V. Metallurgie, gevestigd te Hoboken, Adolf Greinerstraat 14, strekkende tot het oprichten van een loods aan de Scheldelei 3;
Gezien de besluitwet van 2 December 1946 betreffende de stedebouw;
Gezien het gunstig advies van het Bestuur van de Stedebouw dd. 30.V.1949;
Besluiten :
Aan de aanvrager wordt toelating verleend om bovenvermelde werken uit te voeren.
Hoboken, de 10 Juni 1949""",
        ),
        {
            "decision": "verleend", "dates.decision": "1949-06-10", "dates.application": "1949-04-14",
            "addresses": [("Scheldelei", "3")], "permit_type": "bouwvergunning",
        },
    ),
    "1994 stilzwijgend": Paper(
        (
            """PROVINCIE OOST-VLAANDEREN
GEMEENTE LOCHRISTI
Dossier 94/56
De heer Baert Johan, Dorp-West 12, 9080 Lochristi, diende op 2 februari 1994 een aanvraag in om bouwvergunning voor het regulariseren van een afdak op het perceel gelegen Smalle Heerweg 60, sectie A nr 401 d.
Het ontvangstbewijs dateert van 7 februari 1994.
Bij ontstentenis van een beslissing binnen de wettelijke termijn wordt de vergunning geacht geweigerd te zijn.
Lochristi, 3 juni 1994""",
        ),
        {
            "municipality": "44087", "references": "94/56", "decision": "stilzwijgend geweigerd",
            "dates.application": "1994-02-02", "dates.receipt": "1994-02-07", "addresses": [("Smalle Heerweg", "60")],
            "parcels": [("A", "401", "D")], "applicants": ["Baert Johan"],
        },
    ),
    "1941 besproken": Paper(
        (
            """GEMEENTE HEVER
Betreft: bouwtoelating - nr. 1941 N° 17
Het Schepencollege heeft in zijn vergadering van 12 November van het jaar 1941 het schrijven van 3 October 1941 onderzocht, waarbij de heer Smets Jozef, Dorpsstraat 4, Hever, vraagt om een schuur te bouwen, Stationsstraat huisnr. 21, gemeente Hever, sectie B perceel 114c.
Het ontwerp hindert de doorgang.
Het College weigert de bouwtoelating aan de heer Smets Jozef.
Namens het College,""",
        ),
        {
            "references": "1941/17", "decision": "geweigerd", "dates.decision": "1941-11-12",
            "dates.application": "1941-10-03", "addresses": [("Stationsstraat", "21")], "parcels": [("B", "114", "C")],
            "applicants": ["Smets Jozef"],
        },
    ),
    "2006 loket": Paper(
        (
            """Stadsloket Wonen
Formulier: aanvraag stedenbouwkundige vergunning
1 Wie vraagt aan? Lenaerts Karin, Kouterlaan 9, 2800 Mechelen, tel. 015/20.30.40
2 Waar? Battelsesteenweg huisnr. 210 in 2800 Mechelen. Percelen: sectie C nr. 77b2.
3 Wat? het bouwen van een carport.
4 Door wie ontworpen? Filip Raes, Veldstraat 3, 2800 Mechelen.
5 Ondertekening op 4 april 2006.""",
        ),
        {
            "municipality": "12025", "addresses": [("Battelsesteenweg", "210")], "parcels": [("C", "77", "B")],
            "permit_type": "stedenbouwkundige vergunning",
        },
    ),
    "1980 ingetrokken": Paper(
        (
            """Genk, 5 mei 1980
Aan het College van Burgemeester en Schepenen van de stad Genk
Mijne heren,
Ondergetekende, Thijs Hubert, Hasseltweg 221 te Genk, laat u hierbij weten dat hij zijn aanvraag om bouwvergunning nr. 80/119 van 12 maart 1980 voor het bouwen van een garage, Weg naar As 77, intrekt.
Hoogachtend""",
        ),
        {"decision": "ingetrokken", "references": "80/119", "municipality": "71016"},
    ),
    "1927 boek der beraadslagingen": Paper(
        (
            """Retie, 20 Mei 1927
Aan de Heeren Burgemeester en Schepenen van Retie
Karel Wuyts, schrijnwerker, Kerkhofstraat 8 te Retie, is voornemens een schuur te bouwen in de Meirstraat nr 15, sectie D nr 55 b. Jozef Smets heeft de teekening gemaakt.
SECRETARIE 23 MEI 1927""",
            """Boek der beraadslagingen van het Schepencollege, gemeente Retie
Den 4 Juni 1927 is het college bijeengekomen; waren daar: Aerts, burgemeester, Sels en Bogaert, schepenen.
Rekest van Karel Wuyts, Kerkhofstraat 8, de dato 20 Mei 1927, om een schuur te bouwen, Meirstraat nr 15, sectie D nr 55 b.
Het college staat den heer Wuyts toe de schuur te zetten, maar eischt dat de gracht open blijft.
Voor gelijkluidend afschrift, Bogaert""",
            """Retie, 9 Juni 1927
De heer Karel Wuyts, Kerkhofstraat 8, Retie.
Het college heeft u den 4 Juni 1927 de bouwpermissie toegestaan.""",
        ),
        {
            "municipality": "13036", "decision": "verleend met voorwaarden", "dates.decision": "1927-06-04",
            "dates.application": "1927-05-20", "dates.receipt": "1927-05-23", "permit_type": "bouwvergunning",
            "addresses": [("Meirstraat", "15")], "parcels": [("D", "55", "B")], "architect": "Jozef Smets",
        },
    ),
    "2008 besluit op een blad": Paper(
        (
            """Loket Olen
Afdruk van de aanvraag
Dossiernummer: 2008/0222
Indiener: Tom Sterckx
Contactadres: Boekel 11, 2250 Olen
Werfadres: Lammerdries 5, 2250 Olen
Inhoud van het project: het bouwen van een tuinhuis
Type: stedenbouwkundige vergunning
Opsteller plannen: Bart Nuyts
Tijdstip van indiening: 28 februari 2008
Tijdstip van ontvangst: 3 maart 2008""",
            """GEMEENTE OLEN - Dienst Leefomgeving
Besluit inzake stedenbouwkundige vergunning
Dossiernummer: 2008/0222    Aanvrager: Tom Sterckx
Werfadres: Lammerdries 5, 2250 Olen
De tuin wordt te klein.
De vergunning wordt niet toegekend.
Beslist op het college van 19 mei 2008.""",
            """23 mei 2008
De heer Tom Sterckx, Boekel 11, 2250 Olen
Inzake 2008/0222: op 19 mei 2008 kon u geen stedenbouwkundige vergunning toegekend worden. Uw aanvraag is geweigerd.
Gemeente Olen""",
        ),
        {
            "municipality": "13029", "references": "2008/0222", "decision": "geweigerd", "dates.decision": "2008-05-19",
            "dates.application": "2008-02-28", "dates.receipt": "2008-03-03", "dates.notification": "2008-05-23",
            "permit_type": "stedenbouwkundige vergunning", "addresses": [("Lammerdries", "5")],
            "applicants": ["Tom Sterckx"], "architect": "Bart Nuyts", "subject": "het bouwen van een tuinhuis",
        },
    ),
}  # fmt: skip

FIELDS = [(name, field) for name, paper in PAPERS.items() for field in paper.expected]


def told(made: Any, field: str) -> Any:
    """Return a value of a record as it is written down above; None when the field is empty."""
    match field:
        case "municipality":
            return made.municipality.value and made.municipality.value.nis
        case "references":
            return next((number.value for number in made.references.values if number.primary), None)
        case "addresses":
            return [(address.street, address.number) for address in made.addresses.values]
        case "parcels":
            return [(parcel.section, parcel.number, parcel.exponent) for parcel in made.parcels.values]
        case "applicants":
            return list(made.applicants.values)
    return made.field(field).value


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_field_of_a_paper(name: str, field: str, dossier: Any, record: Any) -> None:
    paper = PAPERS[name]
    assert told(record(dossier(*paper.pages)), field) == paper.expected[field]
