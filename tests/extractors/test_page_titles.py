# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""What papers call themselves, in the words of many towns, and words at the top that are no title."""

import pytest

from extractors.page_titles import titled
from schemas.words import PageType

GOT = "\nDe heer Peeters Jan verklaart het afschrift van het besluit van 12 maart 1974 te hebben ontvangen."
SENT = (
    "\nDe secretaris bevestigt dat de beslissing van 12 maart 1974 op 20 maart 1974 aan de aanvrager werd toegezonden."
)
CAME = "\nHet gemeentebestuur bevestigt op 12 maart 1974 ontvangen te hebben de aanvraag om bouwvergunning van de heer Peeters."
HEAD = "PROVINCIE LIMBURG\nARRONDISSEMENT TONGEREN\nGEMEENTE LEEST\nTel. 23.49\n"


@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [
        *((f"{HEAD}{title}{CAME}", "bericht", "brief") for title in (
            "ONTVANGSTBEWIJS", "Bewijs van ontvangst", "BERICHT VAN ONTVANGST", "Ontvangstmelding", "MELDING VAN VOLLEDIGHEID",
            "Ontvangstbewijs nr. 1963/287", "Bericht van ontvangst van uw aanvraag", "ONTVANGSTBEWIJS VAN EEN AANVRAAG",
            "ontvangstbevestiging", "Bewijs van goede ontvangst")),
        *((f"{title}{GOT}", "attest", "brief") for title in (
            "Afhaalbewijs", "BEWIJS VAN ONTVANGST", "Bewijs van ontvangst van een afschrift", "Verklaring", "BEWIJS VAN AFHALING",
            "UITREIKINGSBEWIJS")),
        *((f"{HEAD}{title}{SENT}", "attest", "brief") for title in (
            "Attest", "ATTEST VAN KENNISGEVING", "GETUIGSCHRIFT VAN VERZENDING", "Verklaring op eer", "Bewijs van betekening",
            "Certificaat")),
        ("RELAAS VAN BETEEKENING" + SENT, "pv", "brief"),
        ("PROCES-VERBAAL VAN AFGIFTE" + SENT, "pv", "brief"),
        (HEAD + "ATTEST VAN ROOILIJN EN PEIL\nDe opzichter bevestigt dat de bouwlijn werd uitgezet.", "attest", "attest"),
        (HEAD + "Verklaring van begin der werken\nDe opzichter verklaart dat de werken begonnen.", "attest", "attest"),
        *((f"{title}\nAfzender\tgemeente Leest\nBetreft\tbesluit van 12 maart 1974", "overig", "brief") for title in (
            "POSTERIJEN - Strook van aantekening", "DE POST", "REGIE DER POSTERIJEN\nBewijs van afgifte", "Bewijs van aangetekende zending",
            "DE POST - Afgiftebewijs aangetekende zending", "VERZENDINGSBORDEREL", "Lijst der zendingen", "Begeleidend borderel")),
        *((f"{HEAD}{title}\nDossier 12/74\nNaam Peeters", "overig", "kaft") for title in (
            "Kaart bouwaanvragen", "REGISTER DER BOUWTOELATINGEN", "Bladzijde uit het bouwboek", "Uittreksel vergunningenregister",
            "Opvolgingskaart van het dossier")),
        *((f"{HEAD}{title}\nBedrag 500 fr.", "overig", "overig") for title in (
            "KWIJTSCHRIFT", "Kohieruittreksel", "Kostennota 97-816", "Ereloonstaat 87-564", "STAAT VAN ERELOON NR. 51/344")),
        (HEAD + "MELDING VAN AANVANG DER WERKEN\nVergunning 12/74", "bericht", "bericht"),
        (HEAD + "ADVIES VAN DE GEMACHTIGDE AMBTENAAR\nDossier 12/74", "advies", "advies"),
        (HEAD + "Dhondt Patrick, buur\n24 februari 1983\nDe vraag van Eric Michiels neemt mijn licht weg.", "brief", "brief"),
        (HEAD + "Bezwaar. De vraag van Eric Michiels\nIk woon ernaast.", "brief", "brief"),
        (HEAD + "BETEKENING\naan : Peeters Jan\nbetreft : het bouwen", "brief", "brief"),
        ("Omgevingsloket - Projectsamenvatting\nProjectnummer OMV_2018126892", "aanvraag", "aanvraag"),
    ],
)  # fmt: skip
def test_a_paper_is_what_it_calls_itself(text: str, kind: PageType, read: PageType) -> None:
    for seen in ("brief", "kaft", "nota", "attest"):
        title = titled(text, seen)
        assert title is not None
        assert (title.kind, title.read) == (kind, read)


@pytest.mark.parametrize(
    ("text", "seen", "kind"),
    [
        ("Schets volgens de kadastrale atlas\nSteenstraat te Esen\nSektie C, nr. 267V3", "kaft", "kadaster"),
        ("FOD FINANCIEN\nGemeente : Kumtich\n3de afdeling, sectie D nr. 762 R", "kaft", "kadaster"),
        ("Bestaande toestand: Reperstraat 98-100 te Emelgem", "overig", "foto"),
        ("Foto bij de aanvraag - Onkerzelestraat 158-160", "nota", "foto"),
        ("GEMEENTE BORNEM\nBesluit van het college van burgemeester en schepenen van 9 november 1976\nBESLUIT\nArt. 1 Vergunning wordt verleend.", "advies", "besluit"),
        # what only looks like one
        ("BOUWDOSSIER 12/74\nBOUWHEER\nKadastraal plan", "kaft", None),
        ("Bestaande toestand\n" + "Het gebouw is een hoeve met drie vleugels rond een erf.\n" * 5, "nota", None),
        ("Besluit van het college\nBOUWDOSSIER\nBESLUIT 12 mei", "kaft", None),
        ("Besluit van het college van 9 november 1976\nGeachte heer,\nArt. 1 verleent de vergunning.", "brief", None),
        ("Nota van de wegmeester\nTegen de inwilliging bestaat geen\nbezwaar.", "advies", None),
    ],
)  # fmt: skip
def test_titles_that_need_more_of_the_page(text: str, seen: PageType, kind: PageType | None) -> None:
    title = titled(text, seen)
    assert (title.kind if title else None) == kind


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (HEAD + "Wij sturen U hierbij een attest van de opzichter.", "brief"),
        ("De verklaring werd ontvangen.\nKostennota volgt.", "brief"),
        (HEAD + "BEWIJS VAN ONTVANGST" + CAME, "besluit"),
        (HEAD + "BEWIJS VAN ONTVANGST" + CAME, "aanvraag"),
        (HEAD + "Attest\n" + "De aanvraag wordt onderzocht en getoetst aan de voorschriften.\n" * 30, "brief"),
        (HEAD + "\n".join("Geachte heer, " * 3 for _ in range(9)) + "\nAttest", "brief"),
        ("", "brief"),
    ],
)  # fmt: skip
def test_words_at_the_top_that_are_no_title(text: str, seen: PageType) -> None:
    assert titled(text, seen) is None


def test_the_card_of_the_dossier_itself_is_its_cover() -> None:
    text = "Register der bouwaanvragen\nNummer 12/74\nNaam Peeters"
    assert titled(text, "kaft", first=True) is None
    assert titled(text, "kaft") is not None
