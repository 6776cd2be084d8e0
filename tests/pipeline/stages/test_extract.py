# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Findings carry their evidence; decoys keep their hands off the fields."""

from typing import Any

import pytest

from pipeline.stages.extract import own_years, pages_of
from schemas.values import Reference

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
    of = dossier(BESLUIT)
    for finding in findings(of).findings:
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
    assert own_years(pages, None) == (1939, 1939)
    assert own_years((), "1974") == (1974, 1974)
    assert own_years((), None) is None
