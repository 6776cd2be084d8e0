import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.exporting.tables import COLUMNS, csv_table, row, safe_cell, xlsx_table
from schemas.record import Record


def read_csv(record: Record) -> list[list[str]]:
    target = io.BytesIO()
    csv_table([record], target)
    return list(csv.reader(io.StringIO(target.getvalue().decode("utf-8-sig")), delimiter=";"))


def test_csv_opens_in_a_belgian_excel(record: Record) -> None:
    target = io.BytesIO()
    csv_table([record], target)
    assert target.getvalue().startswith(b'\xef\xbb\xbf"dossier";"delivery";')
    assert target.getvalue().endswith(b"\r\n")


def test_row_holds_the_values_in_their_columns(record: Record) -> None:
    header, cells = read_csv(record)
    values = dict(zip(header, cells, strict=True))
    assert tuple(header) == COLUMNS
    assert values["reference"] == "12/1961"
    assert values["other_references"] == "8.00/12025/7"
    assert values["nis"] == "12025"
    assert values["date_application"] == "1961-02"
    assert values["date_notification"] == ""
    assert (values["street"], values["number"], values["box"]) == ("Verzonnen Dreef", "8", "2")
    assert values["parcels"] == "sectie F 72/2R6"
    assert values["to_review"] == "dates.application | dates.decision | parcels | subject"
    assert values["pages"] == "3"


def test_formula_in_a_value_is_harmless_everywhere(record: Record) -> None:
    assert dict(zip(*read_csv(record), strict=True))["subject"].startswith("'=HYPERLINK")
    target = io.BytesIO()
    xlsx_table([record], target)
    cell = load_workbook(target)["dossiers"].cell(2, COLUMNS.index("subject") + 1)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'=HYPERLINK")


def test_workbook_has_the_same_cells_as_text(record: Record) -> None:
    target = io.BytesIO()
    xlsx_table([record], target)
    header, cells = load_workbook(target)["dossiers"].iter_rows()
    assert tuple(cell.value for cell in header) == COLUMNS
    assert tuple(cell.value or "" for cell in cells) == row(record)
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A", "\t=1", "\r=1", "  =1", "＝1", "\n+1"])
def test_active_start_is_neutralised(text: str) -> None:
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Kerkstraat 1-3", "1+1", "'s-Gravenwezel", "a=b"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text())
def test_no_text_becomes_a_formula_or_breaks_the_table(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert safe_cell(cell) == cell
    cell.encode()


def test_too_long_text_is_cut_to_what_excel_takes() -> None:
    assert len(safe_cell("=" + "a" * 40_000)) == 32_767
