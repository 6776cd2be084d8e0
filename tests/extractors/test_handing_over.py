# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""How a decision reached whoever asked for it, in the words of each decade, and what only looks like it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.dated import Dates
from extractors.page import Page
from schemas.words import PageType

BESLUIT = (
    "Zitting van 12 maart 1974\n"
    + "Gelet op de aanvraag van de heer Peeters Jan, wonende te Leest;\n" * 8
    + "De secretaris\n"
)
Told = Callable[[PageType, str], dict[str, set[object]]]


@pytest.fixture
def told(page: Callable[..., Page]) -> Told:
    """Return what a page of a type tells, by field."""

    def tell(kind: PageType, text: str) -> dict[str, set[object]]:
        found: dict[str, set[object]] = {}
        plainly = page(text, kind)
        for finding in Dates().find(replace(plainly, flow=replace(plainly.flow, text=text))):
            found.setdefault(finding.field.removeprefix("dates."), set()).add(finding.value)
        return found

    return tell


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        # served by a policeman
        ("attest", "PROCES-VERBAAL VAN BETEEKENING\nIk ondergeteekende, veldwachter te Leest, heb op 20 Maart 1974 aan den heer Jan Peeters beteekend een afschrift der beslissing van 12 Maart 1974."),
        ("attest", "Het besluit van 12-3-1974 werd door de politie betekend aan de bouwheer op 20-3-1974."),
        ("overig", "Relaas: den 20 Maart 1974 door ons, politieagent, overhandigd aan de weduwe Claes de toelating van 12 Maart 1974."),
        # fetched, or handed over against a signature
        ("attest", "ONTVANGSTBEWIJS\nOndergetekende verklaart op 20 maart 1974 ten gemeentehuize een afschrift van het besluit van 12 maart 1974 in ontvangst te hebben genomen.\nJ. Peeters"),
        ("brief", "Ik ondergetekende Jan Peeters erken het uittreksel uit de beraadslaging van 12.3.1974 ontvangen te hebben op 20.3.1974."),
        ("overig", "VERGUNNING van 12/3/1974\nAfgehaald door de bouwheer op 20/3/1974\nHandtekening"),
        ("overig", "Besluit van 12/3/1974\nDocumenten door de eigenaar opgehaald op 20/3/1974"),
        ("attest", "De vergunning van 12 maart 1974 werd op 20 maart 1974 aan belanghebbende ter hand gesteld."),
        # a register, a card, a label
        ("overig", "Zitting\t12-3-1974\nKopie naar bouwheer\t20-3-1974\nKopie naar Stedebouw\t22-3-1974"),
        ("kaft", "FICHE\nBeslissing college\t12-3-1974\nBesluit aan de verzoeker\t20-3-1974\nNaar architect\t24-3-1974"),
        ("bericht", "Overzicht\nIndiening aanvraag\t1 februari 1974\nBesluit genomen\t12 maart 1974\nBesluit betekend aan de aanvrager\t20 maart 1974"),
        ("overig", "Historiek\n1/2/1974\tAanvraag ingediend\n12/3/1974\tBesluit genomen\n20/3/1974 14:02\tBesluit betekend"),
        # a note on the decision or its cover
        ("besluit", BESLUIT + "Uitgereikt aan belanghebbende op 20 maart 1974"),
        ("besluit", BESLUIT + "Voor ontvangst, 20 maart 1974\nde aanvrager"),
        ("besluit", BESLUIT + "verz. 20.3.74"),
        ("besluit", BESLUIT + "Aangetekend verstuurd aan de aanvrager op 20/3/1974"),
        ("kaft", "BOUWDOSSIER\nBeslissing 12-3-1974\nBet. aanvr. 20-3-1974"),
        # who got it, or gave it, declares so on the day itself
        ("attest", "BEWIJS VAN AFGIFTE\nDe heer Peeters heeft heden een afschrift van het besluit van 12 maart 1974 ontvangen.\nLeest, 20 maart 1974"),
        ("brief", "AFHALINGSBEWIJS\nOndergetekende verklaart de vergunning van 12 maart 1974 te hebben ontvangen.\nLeest, 20 maart 1974\nJan Peeters"),
        ("attest", "RELAAS\nIk ondergetekende, veldwachter, heb afgegeven aan den heer Peeters een afschrift van het besluit van 12 Maart 1974.\nLeest, den 20 Maart 1974"),
        ("attest", "Bij deze wordt verklaard dat de bouwtoelating verleend den 12 Maart 1974 op 20 Maart 1974 ten huize van den belanghebbende werd besteld."),
        ("overig", "BODE\nBeslissing van 12 Maart 1974\nafgegeven ten huize van aanvrager op 20 Maart 1974"),
        ("attest", "De vergunning van 12 maart 1974 werd heden afgegeven aan de heer Peeters.\nLeest, 20 maart 1974"),
        ("brief", "BEWIJS VAN OVERHANDIGING\nStuk : bouwvergunning van 12-3-1974\nOverhandigd aan : Peeters Jan\nDatum : 20-3-1974"),
        *(("besluit", BESLUIT + below) for below in (
            "Voor kennisname, de aanvrager, 20 maart 1974", "AFGELEVERD aan de belanghebbende op 20 Maart 1974",
            "Met ontvangstmelding toegezonden d.d. 20-3-1974")),
        ("brief", "Aangetekend met ontvangstbewijs\n20 maart 1974\nAan de heer Peeters\nIn uitvoering van artikel 55 doen wij U hiernevens toekomen de bouwvergunning U verleend op 12 maart 1974."),
        ("brief", "Van: bouwdienst\nAan: Jan Peeters\nVerzonden: woensdag 20 maart 1974\nUw vergunning van 12/03/1974 is toegevoegd als bijlage."),
        *(("besluit", BESLUIT + below) for below in (
            "Aan de aanvrager verzonden op 20 maart 1974", "Voor ontvangst : J. Peeters, 20 maart 1974",
            "Ter kennis gebracht van de aanvrager bij brief van 20 maart 1974",
            "Uitgereikt aan belanghebbende tegen ontvangstbewijs op 20 maart 1974",
            "Uitgereikt aan de aanvrager op 20 maart 1974 per aangetekend schrijven nr 447")),
        ("weigering", BESLUIT + "Beteekend door den veldwachter aan de belanghebbende op 20 Maart 1974."),
        ("brief", "Aangetekend\nLeest, 20 maart 1974\nDe Heer Lambrechts Alfons\nMijnheer,\nWij betekenen U hiermede de weigering waartoe het college op 12 maart 1974 besloot."),
        ("brief", "Leest, 20.03.1974\nImmo Dender nv\nMijne heren,\nHierbij het stedebouwkundig attest dat door het college op 12.03.1974 negatief werd beoordeeld."),
        # the letter says when the permit was given, and below that when it went out
        *((kind, "Bouwvergunning\nGeachte heer Peeters,\nIk deel U mee dat de bouwtoelating voor het verbouwen van een hoeve te Leest, in de Kouter nr. 35 verleend werd op 12.3.1974.\nVerzonden 20 maart 1974\nHoogachtend,\nDe Secretaris") for kind in ("brief", "bericht")),
        ("brief", "Gemeente Leest\nde twintig maart 1974\nAan de Heer Peeters\nDe toelating om te bouwen die op de 12 maart 1974 werd afgegeven gaat als bijlage.\nHet college,"),
        ("brief", "Leest 20 maart 74\nMijnheer Peeters,\nU kan uw bouwvergunning, verleend op 12 maart 1974, komen afhalen op het gemeentehuis."),
        ("brief", "Dienst Bouwtoelatingen\nDatum: woensdag 20 maart 1974\tKenmerk: 7.771.69\nDe heer Peeters\nGeachte, uw aanvraag werd geweigerd op 12 maart 1974."),
        ("attest", "De secretaris verklaart dat de vergunning van 12 maart 1974 aan de aanvrager werd toegezonden op 20 3 1974.\nOpgemaakt op 21 mei 1974."),
        # the post
        ("overig", "REGIE DER POSTERIJEN\nAangetekende zending\nAfzender: gemeente Leest\nBestemmeling: Peeters Jan\nInhoud: betekening vergunning nr 12/74\nAfgegeven op 20/03/1974"),
        ("attest", "De secretaris bevestigt dat de vergunning, verleend op 12.3.1974, aan de aanvrager werd verzonden bij aangetekende brief van 20.3.1974."),
        ("brief", "BEWIJS VAN AFGIFTE\nvan een aangeteekend stuk\nAfzender\tCollege van Leest\nInhoud\tbeslissing nr. 12/74 van 12 Maart 1974\nAfgegeven 20-3-1974\nter post"),
        ("brief", "POSTERIJEN - Strook van aantekening\nBetreft : besluit 12 maart 1974, dossier 12/74\nDatum afgifte\n20.3.1974\nNr 757"),
        ("brief", "DE POST\nPostbewijs\nVoorwerp : toelating van 12.3.1974\nAangeboden op 20.3.1974"),
        # a list of papers that go out together
        ("brief", "Stad Leest\nVERZENDINGSBORDEREL\nUitgaande post van 20.3.1974\nAan:\nDe heer Peeters\n1\tbesluit van het college van 12-3-1974\n1\tplannen\nTer kennisgeving aan de aanvrager."),
        ("brief", "GELEIDEBRIEF\nDatum van verzending: 20 maart 1974\nAan mevrouw Claes\nBijgaande stukken: vergunning van 12 maart 1974 en twee plannen"),
        ("brief", "Lijst der zendingen\nStukken uitgaand op 20/3/1974\nPeeters Jan, Kerkstraat 5\nBeslissing 12/3/1974"),
        ("brief", "Begeleidend borderel\nVertrek 20-3-1974\nBestemmeling: de bouwheer\nUittreksel uit het register, zitting van 12-3-1974"),
        # word to whoever asked, in the row below the session
        ("kaft", "Kaart bouwaanvragen\nNaar Stedebouw\t6-2-1974\nZitting college\t12-3-1974\nBericht aan aanvrager\t20-3-1974\nAfschrift gemachtigde ambtenaar\t27-3-1974"),
        # a decision is dated and below that sent; a copy for an office is no notice
        ("besluit", BESLUIT + "Gedaan ten stadhuize te Leest op 12 maart 1974\nAfschrift aan de aanvrager verzonden op 20/3/1974.\nNamens het college"),
        ("brief", "Datum: 20 maart 1974\nDe heer Peeters\nAls bijlage gaat een afschrift van het besluit d.d. 12 maart 1974.\nEen kopie werd op 27/3/1974 gestuurd aan het departement.\nHoogachtend"),
        # an attest, an oath
        ("brief", "GETUIGSCHRIFT\nDe secretaris bevestigt dat de beslissing van 12 maart 1974 nopens de vraag van de heer Peeters op 20 maart 1974 aan belanghebbende ter kennis werd gebracht."),
        ("attest", "De gemeentesecretaris getuigt dat het collegebesluit van 12.03.1974 inzake het bouwen van een loods op 20.03.1974 per aangetekend schrijven naar de aanvrager werd gestuurd.\nLeest, 3 mei 1974"),
        ("attest", "Op 20 maart 1974 werd de heer Peeters in kennis gesteld van de beslissing van 12 maart 1974."),
        # a letter
        ("brief", "Leest, 20 maart 1974\nAan de heer Jan Peeters\nWij laten u hierbij geworden een voor gelijkluidend verklaard afschrift van het besluit van 12 maart 1974. Voor de aanvang der werken zult u ons verwittigen."),
        ("brief", "Leest, 20 maart 1974\nMijnheer,\nIngesloten gelieve U aan te treffen de beslissing van het College dd. 12.3.1974. De rooilijn wordt voor de aanvang aangeduid."),
        ("brief", "20/03/1974\nMevrouw,\nDe beslissing die het college op 12/03/1974 nam, gaat als bijlage. Meld ons de aanvang van de werken."),
        ("brief", "Leest, 20 maart 1974\nMijnheer,\nAls bijlage het besluit van het college (12 maart 1974). De aanplakking van dit bericht is verplicht."),
        ("brief", "Leest, 20 maart 1974\nMijnheer,\nHet is mij aangenaam U de bouwtoelating dd. 12 maart 1974 te kunnen overmaken."),
        ("brief", "Leest, 20 maart 1974\nMijnheer,\nIn zitting van 12 maart 1974 heeft het college uw vraag gunstig onthaald. De aanvang der werken moet gemeld worden."),
        ("brief", "Aan: jan\nVerzonden: woensdag 20 maart 1974 14:02\nDe beslissing over uw aanvraag staat klaar in het loket."),
    ],
)  # fmt: skip
def test_when_the_decision_reached_who_asked(told: Told, kind: PageType, text: str) -> None:
    assert told(kind, text).get("notification") == {"1974-03-20"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("brief", "Leest, 3 mei 1974\nEen kopie van het besluit ging op 20 maart 1974 naar de bestendige deputatie."),
        ("attest", "Afschrift van het besluit van 12 maart 1974 werd op 20 maart 1974 overgemaakt aan de gemachtigde ambtenaar."),
        ("attest", "De aanvraag van de heer Peeters werd op 20 maart 1974 overgemaakt aan het college."),
        ("kaft", "Verzonden aan Stedebouw :\t20-3-1974"),
        ("kaft", "BOUWDOSSIER\nIngediend 12-2-1974\nBericht aan aanvrager 20-3-1974\nZitting 27-3-1974"),
        ("besluit", BESLUIT + "Gedaan ten stadhuize te Leest op 20/3/1974\nAfschrift aan de aanvrager verzonden op 22/3/1974.\nNamens het college"),
        ("aanvraag", "ONTVANGEN op\nDe Heer Burgemeester van Leest 20 MRT. 1974\nIk, ondergetekende Peeters, verzoek mij de bouwtoelating te willen verlenen."),
        ("brief", "VERZENDINGSBORDEREL\nUitgaande post van 20.3.1974\nAan de gemachtigde ambtenaar\n1 besluit van het college van 12-3-1974"),
        ("brief", "POSTERIJEN\nBewijs van afgifte van een aangetekende zending\nBetreft : de premie van 12 maart 1974\nAfgegeven op 20.3.1974"),
        *((kind, f"Leest, 3 mei 1974\nGeachte,\nEen afschrift van de vergunning {sent} op 20 maart 1974 {to}.") for kind in ("brief", "attest") for sent, to in (("werd", "overgemaakt aan de bevoegde technische dienst"), ("ging", "naar het ministerie"), ("is", "verstuurd naar het secretariaat van de Vlaamse overheid"))),
        ("attest", "Het ontvangstbewijs van de aanvraag werd op 20 maart 1974 aan de aanvrager overhandigd."),
        ("attest", "Het besluit zal voor 20 maart 1974 aan de aanvrager worden betekend."),
        ("brief", "Aan de bestendige deputatie\nLeest, 20 maart 1974\nHierbij een afschrift van het besluit van het college van 12 maart 1974. Voor de aanvang."),
        ("kaft", "BOUWDOSSIER\nCollege 12-3-1974\nbrief aan bouwheer 20-3-1974"),
        ("brief", "Ik ondergetekende verklaar de toelating van 12 maart 1974 gelezen te hebben.\nLeest, 20 maart 1974"),
        ("kaft", "Aanvraag verzonden op\t20-3-1974"),
        ("overig", "Kwijting\nBetaald door de aanvrager op 20-3-1974 voor de vergunning van 12-3-1974"),
        ("overig", "Ter kennisgeving werd toegestuurd de beschikking van het college (20 maart 1974)."),
        ("brief", "De heer Peeters\nDe retributie voor de vergunning is te betalen vóór 20 maart 1974."),
        ("besluit", "BESLUIT :\n" + "De werken worden toegestaan aan de heer Peeters.\n" * 6 + "Een afschrift wordt aan de aanvrager toegezonden.\n20 maart 1974\nIn opdracht :"),
    ],
)  # fmt: skip
def test_what_is_no_notice_of_the_decision(told: Told, kind: PageType, text: str) -> None:
    assert "1974-03-20" not in told(kind, text).get("notification", set())


def test_the_attest_of_a_service_is_written_later_than_the_service(told: Told) -> None:
    text = "Attest\nDe secretaris verklaart dat de vergunning aan de aanvrager werd toegezonden op 20 maart 1974.\nLeest, 3 mei 1974"
    assert told("brief", text)["notification"] == {"1974-03-20"}


def test_a_proof_of_receipt_is_of_its_own_day_only_when_it_names_no_other(told: Told) -> None:
    proof = (
        "Gemeente Leest\nBewijs van ontvangst\nLeest, 20 maart 1974\nHet bestuur erkent de aanvraag te hebben gekregen"
    )
    assert told("brief", proof + ".\nDe Secretaris")["receipt"] == {"1974-03-20"}
    assert told("brief", proof + ", ingekomen op 12 maart 1974.")["receipt"] == {"1974-03-12"}
