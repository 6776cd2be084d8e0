# ruff: noqa: E501  (a page is clearer in one piece)
"""Of the dossiers that a register lists only the row of this one gives values; of others at most their number is kept."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.all import EXTRACTORS
from extractors.flow import flow
from extractors.page import Page
from extractors.registers import own_rows, register_rows
from schemas.findings import Finding
from schemas.pages import PageText
from schemas.values import Address, Reference
from tests.extractors.conftest import seen

LIST = """Register der bouwtoelatingen - Duffel - dienstjaar 1927
76/1927 Coucke Valère Kerkstraat 73 het bouwen van een hotel 25.IX.27
48/1927 Maenhout Remi Duinenweg 152 het zetten van eenen muur 28.II.27
met poort
63/1927 Rotsaert Honoré Zeedijk 19 het optrekken van eene bakkerij 12.IX.27
Blz. 14"""

BLOCKS = """REGISTER DER KENNISGEVINGEN
GEMEENTE DUFFEL
Nr. : 105/27
Naam : Bruggeman Emiel
Straat : Kerkstraat 35
Kennis gegeven op : 19/5/27
Nr. : 48/1927
Naam : Maenhout Remi
Straat : Duinenweg 152
Kennis gegeven op : 28/2/27
Nr. : 150/27
Naam : Hoste Oscar
Straat : Zeedijk 144
Kennis gegeven op : 23/5/27"""


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (LIST, ["76/1927", "48/1927", "63/1927"]),
        (LIST.replace("Register der bouwtoelatingen", "Legger van de bouwvergunningen"), ["76/1927", "48/1927", "63/1927"]),
        (LIST.replace("Register der bouwtoelatingen", "Lijst der aanvragen"), ["76/1927", "48/1927", "63/1927"]),
        (LIST.replace("76/1927", "O.W. 76").replace("48/1927", "O.W. 48").replace("63/1927", "O.W. 63"), ["o.w. 76", "o.w. 48", "o.w. 63"]),
        (BLOCKS, ["nr. : 105/27", "nr. : 48/1927", "nr. : 150/27"]),
        (BLOCKS.replace("REGISTER DER KENNISGEVINGEN", "Lijst verzonden beslissingen"), ["nr. : 105/27", "nr. : 48/1927", "nr. : 150/27"]),
        # no list of dossiers
        (BLOCKS.replace("REGISTER DER KENNISGEVINGEN", "Mededeling"), []),
        (BLOCKS.rsplit("Nr.", 1)[0], []),  # two dossiers
        (LIST.replace("Register der bouwtoelatingen", "Gemeente"), []),
        (LIST.replace("Register der", "Uittreksel uit het register der"), []),
        (LIST.replace("Register der bouwtoelatingen", "Register der beraadslagingen, bouwvergunningen"), []),
        ("\n".join(LIST.split("\n")[:3]), []),  # two rows
        ("Register der bouwvergunningen nr. 440 1950\nTen name van\nJan Maes\nGebouw Kerkstraat 37", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_page_is_a_register_by_its_title_and_its_rows(
    page_text: Callable[[str], PageText], text: str, rows: list[str]
) -> None:
    found = register_rows(flow(page_text(text)))
    assert [row.text[: len(start)] for row, start in zip(found, rows, strict=True)] == rows


@pytest.fixture
def told(page: Callable[..., Page]) -> Callable[..., list[Finding]]:
    """What a register says of a dossier of which other pages say this."""

    def run(*others: Finding, text: str = LIST) -> list[Finding]:
        one = page(text, "kaft", (1926, 1928))
        found = [finding for extractor in EXTRACTORS for finding in extractor.find(one)]
        pages = {1: one.flow, 2: page("Leeg", "brief").flow}
        return [finding for finding in own_rows((*found, *others), pages) if finding.evidence.page == 1]

    return run


NUMBER = seen("references", Reference(kind="municipal", value="48/1927", raw="48/1927"), 2, role="own")
HOUSE = seen("addresses", Address(street="Duinenweg", number="152"), 2, role="site")
STREET = seen("addresses", Address(street="Duinenweg"), 2, role="site")
HOME = seen("addresses", Address(street="Zeedijk", number="19"), 2, role="applicant")
NAME = seen("applicants", "Maenhout Remi", 2)
MISREAD = seen("applicants", "Maenhont Remy", 2)
OTHER = seen("applicants", "Wouters Jan", 2)


@pytest.mark.parametrize(
    ("others", "streets"),
    [
        ([NUMBER], ["Duinenweg"]),
        ([HOUSE], ["Duinenweg"]),
        ([NAME], ["Duinenweg"]),
        ([MISREAD], ["Duinenweg"]),
        ([NUMBER, NAME, HOUSE, OTHER], ["Duinenweg"]),
        # not enough to know the row, or two rows alike
        ([], []),
        ([OTHER], []),
        ([STREET], []),
        ([HOME], []),
        ([NAME, seen("applicants", "Coucke Valère", 2)], []),
    ],
)
def test_only_the_row_of_the_dossier_gives_values(
    told: Callable[..., list[Finding]], others: list[Finding], streets: list[str]
) -> None:
    found = told(*others)
    assert [one.value.street for one in found if isinstance(one.value, Address)] == streets
    assert all("28" in one.evidence.text for one in found if one.field.startswith("dates."))


def test_numbers_of_other_dossiers_are_history(told: Callable[..., list[Finding]]) -> None:
    def roles(found: list[Finding]) -> dict[Any, str]:
        return {one.value.value: one.role for one in found if isinstance(one.value, Reference)}

    assert roles(told(NUMBER))["76/1927"] == roles(told(NUMBER))["63/1927"] == "history"
    assert roles(told(NUMBER))["48/1927"] != "history"
    assert set(roles(told()).values()) == {"history"}


def test_only_the_own_block_of_a_list_names_who_asks(told: Callable[..., list[Finding]]) -> None:
    asked = [one.value for one in told(NUMBER, text=BLOCKS) if one.field == "applicants"]
    assert asked == ["Maenhout Remi"]
    assert "applicants" not in {one.field for one in told(OTHER, text=BLOCKS) if one.evidence.page == 1}


def test_the_town_of_a_register_stays(told: Callable[..., list[Finding]]) -> None:
    headed = told(text="GEMEENTE DUFFEL - " + LIST.replace(" - Duffel", ""))
    assert [one.field for one in headed if one.role == "head"] == ["municipality"]


def test_a_page_that_is_no_register_keeps_all_it_says(told: Callable[..., list[Finding]]) -> None:
    text = LIST.replace("Register der bouwtoelatingen", "Gemeente")
    assert len([one for one in told(text=text) if one.field == "addresses"]) == 3
