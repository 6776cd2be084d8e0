# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""What a page is, over the decades and in noise."""

from typing import Any

import pytest

from extractors.flow import Flow
from pipeline.stages.classify import classify, joins, look
from schemas.pages import Document, Documents
from schemas.words import PageType


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("GEMEENTE LEEST\nBOUWTOELATINGEN\nNr. 622/1940\nNaam Discart Jan\nStraat Tisseltbaan nr. 80\nVoorwerp\nhet bouwen van een werkhuis", "kaft"),
        ("VILLE DE MALINES\nTRAVAUX PUBLICS\nDossier n° 127/1927\nDemandeur : Verlinden Joseph\nRue du Bruel 45", "kaft"),
        ("Aan de Heeren Burgemeester en Schepenen\nMijne Heeren,\nOndergeteekende, Discart Jan, heeft de eer U hierbij de toelating te vragen voor het bouwen", "aanvraag"),
        ("Le soussigné a l'honneur de solliciter l'autorisation de construire une maison", "aanvraag"),
        ("AANVRAAG OM BOUWVERGUNNING\nOndergetekende\nLigging van het goed\nGeraamde kostprijs", "aanvraag"),
        ("UITTREKSEL uit het regisler der beraadslagmgen\nZitting van 12 juli 1950\nGezien de aanvraag\nBESLUIT :\nDe gevraagde toelating wordt verleend.", "besluit"),
        ("WEIGERING VAN BOUWVERGUNNING\nHET COLLEGE VAN BURGEMEESTER EN SCHEPENEN,\nGelet op de aanvraag\nBESLUIT :\nDe vergunning wordt geweigerd", "weigering"),
        ("LE COLLEGE DES BOURGMESTRE ET ECHEVINS\nVu la demande\nARRETE :\nArticle 1er. L'autorisation est accordée", "besluit"),
        ("MINISTERIE VAN OPENBARE WERKEN\nUw kenmerk : 1964/802\nAdvies over de bouwaanvraag\nGunstig\nDe gemachtigde ambtenaar", "advies"),
        ("Brandweer Leuven\nVerslag nr. 12\nElke woning wordt voorzien van rookmelders\nConclusie: gunstig", "advies"),
        ("VOORGEVEL\nGRONDPLAN\nDOORSNEDE A-B\nBouwheer: Jan\nSchaal 1/50\nBlad 1/2", "plan"),
        ("NATIONAAL INSTITUUT VOOR DE STATISTIEK\nMODEL I\nAantal bouwlagen 3\nBebouwde oppervlakte", "statistiek"),
        ("UITTREKSEL UIT DE KADASTRALE LEGGER\nKadastrale gemeente HOMBEEK\nInhoud Klasse K.I.", "kadaster"),
        ("Geachte heer,\nWij zenden U hierbij het besluit waarbij de vergunning wordt afgegeven.\nHoogachtend", "brief"),
        ("BESCHRIJVENDE NOTA\nvoorwerp van de aanvraag\nruimtelijke context", "nota"),
        ("PRO JUSTITIA\nPROCES-VERBAAL van vaststelling van een bouwmisdrijf", "pv"),
        ("BEKENDMAKING OPENBAAR ONDERZOEK\nverklaring van aanplakking\nligt ter inzage", "bericht"),
        ("STEDENBOUWKUNDIG ATTEST nr. 1", "attest"),
        ("Ereloonnota 12\nTe betalen: 100 fr.\nGelieve te storten op rekening 001-1111111-11", "overig"),
        ("Mechelen, den 4 Mei 1931\nEdele Heeren Burgemeester en Schepenen,\nBij deze neem ik de vrijheid U de noodige toelating te vragen om een stal te zetten.\nUw onderdanige dienaar", "aanvraag"),
        ("Messieurs les Bourgmestre et Echevins\nJ'ai l'honneur de vous demander l'autorisation de bâtir", "aanvraag"),
        ("MELDING VAN AANVANG\nOndergetekende deelt mee dat de werken begonnen zijn op 3 mei", "bericht"),
        ("BERICHT AAN HET PUBLIEK\nEen aanvraag ligt ter inzage. Bezwaren kunnen worden ingediend", "bericht"),
        ("KADASTER\nUITTREKSEL UIT DE LEGGER\nGemeente : Lier\nPerceel : sectie B nr. 72", "kadaster"),
        ("UIT DE NOTULEN\nBijeenkomst van 3 mei 1931\nGezien het rekest van den heer Peeters;\nBESCHIKT :\nHet verzoek wordt ingewilligd.", "besluit"),
        ("AFWIJZING VAN DE AANVRAAG\nHet college,\nGelet op de wet;\nBESLIST :\nDe toelating wordt ontzegd.", "weigering"),
        ("Geachte mevrouw,\nUw aanvraag werd door het college goedgekeurd.\nMet beleefde groeten", "brief"),
        ("Aan het College\nUw ref. 12\nOnze dienst heeft geen bezwaar.\nDe adviseur", "advies"),
        ("E. Claes\nREKENING nr. 3\nOpmaken der plannen 8044 fr.\nZegels 311 fr.\nTotaal 8355 fr.", "overig"),
        ("DIENSTNOTA\nGeen stukken ontvangen. Zonder gevolg te klasseren.", "nota"),
    ],
)  # fmt: skip
def test_a_page_is_known_by_its_phrases(dossier: Any, text: str, kind: str) -> None:
    assert dossier("kaft", text).documents.type_of(2) == kind


def test_a_grant_that_speaks_of_refusing_is_no_refusal(dossier: Any) -> None:
    text = "HET COLLEGE VAN BURGEMEESTER EN SCHEPENEN\nGelet op de aanvraag\nOverwegende dat een weigering van de vergunning niet past\nBESLUIT :\nDe toelating wordt verleend."
    assert dossier("kaft", text).documents.type_of(2) == "besluit"


def test_blank_pages_and_separator_sheets_are_known_without_reading(dossier: Any) -> None:
    documents = dossier("SCHEIDINGSBLAD", "", separators=(1,)).documents
    assert [document.type for document in documents.documents] == ["scheidingsblad", "blanco"]


def test_a_large_sheet_with_few_words_is_a_plan(dossier: Any) -> None:
    assert dossier("kaft", "keuken", large=(2,)).documents.type_of(2) == "plan"


def test_a_first_page_with_a_few_loose_words_is_a_cover(dossier: Any) -> None:
    assert dossier("MECHELEN\n1961\nNr 233\nDe Backer Karel").documents.type_of(1) == "kaft"


FIRST = "STEDENBOUWKUNDIGE VERGUNNING\nHet college van burgemeester en schepenen;\nGelet op de aanvraag\nGelet op het decreet\nOverwegende dat"
SECOND = "- 2 -\nhet ontwerp verenigbaar is met de omgeving;\nBESLIST:\nArtikel 1. De vergunning wordt {}.\nArtikel 2. Namens het college"


def test_a_decision_goes_on_over_the_page(dossier: Any) -> None:
    documents = dossier(FIRST, SECOND.format("afgegeven")).documents.documents
    assert [(document.type, document.pages) for document in documents] == [("besluit", (1, 2))]


def test_a_decision_that_refuses_on_its_last_page_is_a_refusal(dossier: Any) -> None:
    documents = dossier(FIRST, SECOND.format("geweigerd om volgende redenen")).documents.documents
    assert [(document.type, document.pages) for document in documents] == [("weigering", (1, 2))]


def test_a_copy_of_a_decision_is_a_document_of_its_own(dossier: Any) -> None:
    whole = "UITTREKSEL uit het register der beraadslagingen\nZitting van 12 juli 1950\nGezien de aanvraag\nBESLUIT :\nDe toelating wordt verleend."
    assert [document.pages for document in dossier(whole, whole).documents.documents] == [(1,), (2,)]


def test_every_page_is_in_exactly_one_document(dossier: Any) -> None:
    documents = dossier("", FIRST, "", "x", SECOND, separators=(4,)).documents
    assert sorted(page for document in documents.documents for page in document.pages) == [1, 2, 3, 4, 5]


LETTER = "Geachte heer,\nWij zenden U hierbij het besluit waarbij de vergunning wordt afgegeven.\nHoogachtend"
LATER = "- 2 -\nen dat de heer dit graag wilde hebben voor zijn eigen huis en erf in deze straat"
PLAN = "VOORGEVEL\nGRONDPLAN\nDOORSNEDE A-B\nBouwheer: Jan\nSchaal 1/50\nBlad 1/2"
MANY = "woord " * 33 + "a"


def seen(of: Any, *, dark: tuple[int, ...] = ()) -> list[tuple[PageType, tuple[int, ...]]]:
    """Return type and pages of each document by the cues alone; the pages in `dark` are full of ink."""
    texts = []
    for number, text in enumerate(of.texts, 1):
        ink = 0.3 if number in dark else text.prepared.ink
        texts.append(text.model_copy(update={"prepared": text.prepared.model_copy(update={"ink": ink})}))
    documents: Documents = classify(of.scans, tuple(texts))
    return [(document.type, document.pages) for document in documents.documents]


@pytest.mark.parametrize(
    ("texts", "dark", "kinds"),
    [
        pytest.param(["x y"], (), ["kaft"], id="a few words on the first page: a cover by hand"),
        pytest.param([LETTER, "x y"], (), ["brief", "overig"], id="later it is nothing in particular"),
        pytest.param([MANY], (), ["kaft"], id="just few enough words"),
        pytest.param([MANY + "b"], (), ["overig"], id="two hundred letters are no cover"),
        pytest.param(["x"], (1,), ["kaft"], id="a dark first page is no photo"),
        pytest.param(["Foto 1"], (1,), ["foto"], id="unless it says so"),
        pytest.param([LETTER, "x"], (2,), ["brief", "foto"], id="later it is a photo"),
        pytest.param(["Foto 1", "Foto 2", "x"], (1, 2, 3), ["foto"], id="photos lie together"),
        pytest.param([LETTER, LATER], (), ["brief"], id="what runs on is of the same kind"),
        pytest.param([LETTER, LATER[6:].capitalize()], (), ["brief", "overig"], id="what begins anew is not"),
        pytest.param([PLAN, LATER], (), ["plan", "overig"], id="nothing runs on from a plan"),
    ],
)
def test_a_page_that_says_little_is_known_by_its_place(
    dossier: Any, texts: list[str], dark: tuple[int, ...], kinds: list[str]
) -> None:
    assert [kind for kind, _ in seen(dossier(*texts), dark=dark)] == kinds


def test_a_separator_sheet_stands_between_and_is_never_what_went_before(dossier: Any) -> None:
    parted = dossier(LETTER, "DOOS", LATER, "", separators=(2,))
    assert seen(parted) == [("brief", (1,)), ("scheidingsblad", (2,)), ("brief", (3,)), ("blanco", (4,))]
    assert seen(dossier("DOOS", "x y", separators=(1,))) == [("scheidingsblad", (1,)), ("kaft", (2,))]
    assert [document.confidence for document in classify(parted.scans, parted.texts).documents[1:3]] == [1.0, 0.5]


def test_a_document_is_no_surer_than_its_least_sure_page(dossier: Any) -> None:
    def confidence(*texts: str) -> float:
        of = dossier(*texts)
        (document,) = classify(of.scans, of.texts).documents
        return document.confidence

    assert confidence(LETTER, LATER) == 0.5 < confidence(LETTER, LATER.replace("en dat", LETTER)) <= confidence(LETTER)


@pytest.mark.parametrize(
    ("before", "kind", "text", "joined"),
    [
        ("foto", "foto", "", True),
        ("plan", "foto", "", False),
        ("plan", "plan", "grondplan", False),
        ("kaft", "kaft", "kaft", False),
        ("brief", "brief", "Met deze woorden", True),
        ("brief", "nota", "Met deze woorden", False),
        ("brief", "brief", LETTER, False),
        ("brief", "brief", LETTER.lower(), True),  # it goes on in the middle of a sentence
        ("brief", "brief", "x " * 175 + LETTER, True),  # what stands far down is no heading
        ("nota", "nota", "Niets dat een nota kent", True),
        ("attest", "attest", "STEDENBOUWKUNDIG ATTEST nr. 1", False),
        ("besluit", "weigering", "Met deze woorden", True),
        ("weigering", "besluit", "Met deze woorden", True),
        ("besluit", "weigering", "WEIGERING VAN BOUWVERGUNNING", False),
        ("besluit", "weigering", "HET COLLEGE VAN BURGEMEESTER EN SCHEPENEN\nBESLUIT :", False),
        ("besluit", "besluit", "WEIGERING", True),
        ("advies", "besluit", "Met deze woorden", False),
    ],
)
def test_what_goes_on_with_the_page_before(before: PageType, kind: PageType, text: str, joined: bool) -> None:
    assert joins(Document(type=before, pages=(1,), confidence=1.0), kind, Flow(text, (), ())) == joined


@pytest.mark.parametrize(
    ("begin", "later"),
    [
        ("- 2 -", True), ("-12-", True), ("blz. 3", True), ("Pagina 2", True), ("p.9", True), ("2/3", True),
        ("3 . 4", True), ("./.", True), ("Vervolg", True), ("(2/2)", True), ("Blz. 1", False), ("1/2", False),
        ("Bijlage 2", False),
    ],
)  # fmt: skip
def test_a_page_that_says_it_is_a_later_one_goes_on(begin: str, later: bool) -> None:
    page = Flow(f"{begin} {LETTER}", (), ())
    assert joins(Document(type="brief", pages=(1,), confidence=1.0), "brief", page) == later


def test_the_looks_of_a_page_are_in_millimetres(dossier: Any) -> None:
    (text,) = dossier("x").texts
    at_150 = text.prepared.model_copy(update={"dpi": 150, "ink": 0.2, "blank": True})
    page = look(text.model_copy(update={"prepared": at_150}))
    assert (round(page.width_mm), round(page.height_mm), page.ink, page.blank) == (420, 594, 0.2, True)


@pytest.mark.parametrize("large", [False, True])
def test_what_was_learned_of_pages_counts_where_the_cues_say_little(dossier: Any, large: bool) -> None:
    class Learned:
        """Says of every page, or of large ones alone, that it is a note."""

        def scores(self, text: str, *, large: bool) -> dict[PageType, float]:
            assert text.startswith("Wat hier")
            return {"nota": 90.0 if large else 10.0, "advies": 50.0}

    of = dossier("Wat hier staat en ook wat daar stond op die dag in dat huis\n" * 4, large=(1,) if large else ())
    found = classify(of.scans, of.texts, model=Learned())  # type: ignore[arg-type]  # what is asked of a model
    assert [document.type for document in found.documents] == ["nota" if large else "advies"]
