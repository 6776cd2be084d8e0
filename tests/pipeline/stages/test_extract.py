# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Findings carry their evidence; decoys keep their hands off the fields."""

from collections.abc import Iterator
from typing import Any

import pytest

from extractors.page import Page
from pipeline.stages.extract import extract, pages_of, years_of
from schemas.delivery import DossierKey, Scans
from schemas.findings import Finding
from schemas.pages import Document, Documents
from schemas.town import Town
from schemas.values import Reference
from schemas.words import PageType
from tests.pipeline.stages.conftest import page

BESLUIT = """HET COLLEGE VAN BURGEMEESTER EN SCHEPENEN,
Gelet op de aanvraag ingediend door de heer Peeters Jan wonende te Dorpsstraat 4, 2550 Kontich met betrekking tot een goed gelegen te
Mechelen, Bleek-
straat nr. 24 kadastraal bekend sectie E nr. 783/2k en strekkend tot het uitbreiden van een werkplaats;
Overwegende dat het bewijs van ontvangst van die aanvraag de datum draagt van 9 maart 1964;
Gelet op de wet van 29 maart 1962 en de wetten van 22 april 1970 en 22 december 1970;
Gelet op het advies van de gemachtigde ambtenaar d.d. 27.3.1964;
BESLUIT :
Artikel 1. - De vergunning wordt afgegeven aan de heer Peeters Jan.
Te Mechelen, de 7 april 1964"""


def dates(found: Any) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for finding in found.findings:
        if finding.field.startswith("dates."):
            result.setdefault(finding.field.removeprefix("dates."), []).append(finding.value)
    return result


def test_every_finding_says_where_it_stands(dossier: Any, findings: Any) -> None:
    found = findings(dossier(BESLUIT)).findings
    assert found
    for finding in found:
        assert finding.evidence.boxes
        assert finding.evidence.text
        assert finding.evidence.reader == "test 1"
        assert 0 <= finding.score <= 1


def test_a_value_over_a_line_end_has_a_box_on_each_line(dossier: Any, findings: Any) -> None:
    sites = [
        finding
        for finding in findings(dossier(BESLUIT)).findings
        if finding.field == "addresses" and finding.role == "site"
    ]
    assert [(site.value.street, site.value.number) for site in sites] == [("Bleekstraat", "24")]
    assert len(sites[0].evidence.boxes) == 2


def test_law_and_advice_dates_are_no_dates_of_the_procedure(dossier: Any, findings: Any) -> None:
    assert dates(findings(dossier(BESLUIT))) == {"receipt": ["1964-03-09"], "decision": ["1964-04-07"]}


@pytest.mark.parametrize(
    "decoy",
    [
        "geboren te Lier op 4 mei 1931",
        "Beroep - geboortedatum : bediende - 4.5.1931",
        "koopakte verleden voor notaris Wouters op 4 mei 1963",
        "Gelet op het koninklijk besluit van 4 mei 1963",
        "Gelet op het besluit van de Vlaamse regering van 4 mei 1963",
        "Het gewestplan, goedgekeurd op 4 mei 1963",
        "Gelet op het verslag van de wegopzichter van 4 mei 1963",
        "In dezelfde straat werd reeds toelating verleend op 4 mei 1963",
        "Op 04/05/1963 werd voor het perceel links een vergunning verleend (dossier 96/1963).",
    ],
)
def test_a_decoy_date_is_left_out(dossier: Any, findings: Any, decoy: str) -> None:
    assert not dates(findings(dossier("Gelet op de wet; HET COLLEGE; BESLUIT :\n" + decoy)))


@pytest.mark.parametrize(
    "decoy",
    ["Telefoon : 015/33.48.63", "Rijksregisternummer 85.07.30-033.28", "BTW BE 0403.019.261", "Schaal 1/50", "Ereloonnota 1988/3681",
     "rekening 320-0740973-60", "artikel 44 van de wet", "Verslag nr. BW1999/500"],
)  # fmt: skip
def test_a_decoy_number_is_no_dossier_number(dossier: Any, findings: Any, decoy: str) -> None:
    found = findings(dossier("AANVRAAG OM BOUWVERGUNNING\nOndergetekende\n" + decoy)).findings
    assert [finding.value for finding in found if isinstance(finding.value, Reference) and finding.role == "own"] == []


def test_earlier_permits_are_mentioned_not_claimed(dossier: Any, findings: Any) -> None:
    text = "Dossiernummer: 2018/392\nRelevante voorgeschiedenis\n- 14/03/2006: stedenbouwkundige vergunning nr. 2006/1123\n- 26/08/1950: toelating (18#27058)"
    roles = {
        finding.value.value: finding.role
        for finding in findings(dossier(text)).findings
        if isinstance(finding.value, Reference)
    }
    assert roles == {"2018/392": "own", "2006/1123": "history", "18#27058": "history"}


def test_the_years_come_from_the_paper_and_not_from_one_misreading(dossier: Any, reference: Any) -> None:
    of = dossier(
        "BOUWTOELATINGEN\nNr. 1939/554",
        "Zitting van 8 mei 1939\nNr. 1939/554",
        "Mechelen, 12 mei 1959\nMijnheer,\nhierbij het besluit",
    )
    pages = pages_of(of.scans, of.texts, of.documents, reference)
    assert years_of(pages, None)[0] == (1939, 1939)
    assert years_of((), "1974")[0] == (1974, 1974)
    assert years_of((), None)[0] is None


DATED = "Mechelen, 12 mei {}\nMijnheer,\nhierbij het stuk"
OLD = DATED.replace("hierbij", "zooals den heer zeide")
"""Two words in the spelling of before 1947."""


@pytest.mark.parametrize(
    ("texts", "hint", "years"),
    [
        pytest.param(["Datum : mei 1959"], None, (1959, 1959), id="a month and a year will do"),
        pytest.param(["Datum : 1959", "in 1959"], None, None, id="a year alone says nothing"),
        pytest.param(["Nr. B/76/829"], None, None, id="two figures are no year"),
        pytest.param(["Gelet op de wet van 29 maart 1962"], None, None, id="the year of a law"),
        pytest.param(["geboren te Lier op 4 mei 1931"], None, None, id="a birth"),
        pytest.param(["In dezelfde straat werd reeds toelating verleend op 4 mei 1963"], None, None, id="history"),
        pytest.param([DATED.format(year) for year in (1939, 1941, 1942, 1944)], None, (1939, 1942), id="four years"),
        pytest.param(
            [DATED.format(year) for year in (1939, 1942, 1943, 1943)], None, (1942, 1943), id="where most papers are"
        ),
        pytest.param(["Dossier Nr. 12/1939", DATED.format(1959)], None, (1939, 1939), id="a number tells more"),
        pytest.param(["Nr. 1939/554", *[DATED.format(1959)] * 2], None, (1959, 1959), id="but not more than two dates"),
        pytest.param(["Nr. 1939/554", DATED.format(1961)], "1961", (1961, 1961), id="the inventory as much as a page"),
        pytest.param([DATED.format(1959)], "1970", (1959, 1959), id="of equals the earlier"),
        pytest.param([DATED.format(1959)] * 2, "1930", (1959, 1959), id="the inventory alone against two pages"),
        pytest.param(["x"], "1800", (1800, 1800), id="an inventory that goes back"),
        pytest.param(["x"], "2039", (2039, 2039), id="an inventory to come"),
        pytest.param(["x"], "1799", None, id="too early"),
        pytest.param(["x"], "2040", None, id="too late"),
        pytest.param(["x"], "omstreeks 1900", None, id="no year"),
        pytest.param([OLD.format(1950), *[DATED.format(1959)] * 2], None, (1950, 1950), id="old spelling"),
        pytest.param([OLD.format(1951), *[DATED.format(1959)] * 2], None, (1959, 1959), id="after the old spelling"),
        pytest.param(
            [OLD.replace("den heer ", "").format(1950), *[DATED.format(1959)] * 2], None, (1959, 1959), id="one slip"
        ),
        pytest.param([DATED.format(1959) + "\nDatum : 13 mei 1959", *[DATED.format(1938)] * 2], None, (1938, 1938),
                     id="a page has one voice however often it says a year"),
    ],
)  # fmt: skip
def test_the_years_of_a_dossier_are_those_of_most_of_its_papers(
    reference: Any, texts: list[str], hint: str | None, years: tuple[int, int] | None
) -> None:
    assert years_of(letters(reference, *texts), hint)[0] == years


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        ([DATED.format(1958), DATED.format(1958), DATED.format(1978)], {1958}),
        ([DATED.format(1958), "Dossier Nr. 12/1958", DATED.format(1978)], {1958}),
        ([DATED.format(1958) + "\nDatum : 13 mei 1958", DATED.format(1978)], set()),
        (["gelet op de wet van 29 maart 1962"] * 2, set()),
    ],
)
def test_a_year_counts_as_written_when_two_pages_have_it(reference: Any, texts: list[str], written: set[int]) -> None:
    assert years_of(letters(reference, *texts), None)[1] == written


def letters(
    reference: Any, *texts: str, kinds: tuple[PageType, ...] = (), town: Town | None = None
) -> tuple[Page, ...]:
    """Return the pages that extractors see of letters, or of papers of other kinds."""
    made = [page(number, text, large=False, separator=None) for number, text in enumerate(texts, 1)]
    documents = [
        Document(type=kind, pages=(number,), confidence=0.9)
        for number, kind in enumerate(kinds or ("brief",) * len(texts), 1)
    ]
    scans = Scans(key=DossierKey(delivery="l", folder="f"), pages=tuple(scan for scan, _ in made), parts=("f",))
    seen = Documents(documents=tuple(documents))
    return pages_of(scans, tuple(text for _, text in made), seen, reference, town)


def test_only_pages_that_can_say_something_are_seen_with_all_that_is_known_of_them(reference: Any) -> None:
    kinds: tuple[PageType, ...] = ("foto", "brief", "blanco", "brief", "scheidingsblad", "besluit")
    town = Town(name="Lier", nis="12021")
    seen = letters(reference, "stal", "Geachte heer", "x", "", "DOOS", "BESLUIT", kinds=kinds, town=town)
    assert [(one.number, one.file, one.page_index, one.type, one.flow.text) for one in seen] == [
        (2, "0002.tif", 0, "brief", "Geachte heer"), (6, "0006.tif", 0, "besluit", "BESLUIT"),
    ]  # fmt: skip
    for one in seen:
        assert (one.reader, one.gazetteer, one.town, one.years) == ("test 1", reference, town, None)


def test_a_town_planning_attest_is_read_as_the_decision_that_it_is(reference: Any) -> None:
    itself = "STEDEBOUWKUNDIG ATTEST NR. 2\nHet college beslist\nDit attest geldt een jaar"
    seen = letters(reference, itself, "EPB ATTEST van Peeters", kinds=("attest", "attest"))
    assert [one.type for one in seen] == ["besluit", "attest"]


def test_a_list_of_dossiers_is_read_as_the_cover_that_its_row_is(reference: Any) -> None:
    rows = "\n".join(f"Nr. : {n}/88\nNaam : Maes Jan\nStraat : Kerkstraat {n}" for n in (2, 3, 4))
    seen = letters(reference, f"LIJST DER BESLISSINGEN\n{rows}", "FACTUUR 414 fr", kinds=("overig", "overig"))
    assert [one.type for one in seen] == ["kaft", "overig"]


class Echo:
    """An extractor that finds on each page what it was told of the dossier."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find(self, page: Page) -> Iterator[Finding]:
        town = page.town.name if page.town else "?"
        yield page.finding("subject", f"{self.name} {page.years} {town}", score=1.0, span=(0, 4), extractor="e")


@pytest.mark.parametrize(("year", "years"), [(None, "(1959, 1959)"), ("1930", "(1930, 1930)")])
def test_every_extractor_reads_every_page_in_the_years_of_the_dossier(
    dossier: Any, reference: Any, year: str | None, years: str
) -> None:
    of = dossier(DATED.format(1959), "Geachte heer", year=year)
    town = Town(name="Lier", nis="12021")
    found = extract(of.scans, of.texts, of.documents, extractors=(Echo("a"), Echo("b")), reference=reference, town=town)
    assert [(one.evidence.page, one.value) for one in found.findings] == [
        (number, f"{name} {years} Lier") for number in (1, 2) for name in "ab"
    ]
