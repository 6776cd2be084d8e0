"""The contractor's inventory, as spreadsheets save it."""

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from pipeline.errors import InputError
from pipeline.receiving.inventory import decode, parse, same
from schemas.delivery import InventoryHint

ROWS = "doos;map;dossiermap;jaar;opmerking;Kleur\r\n7;4;D007_M04;1874;gekreukt – één plan;rood\r\n"
HINT = InventoryHint(box="7", folder_number="4", year="1874", remark="gekreukt – één plan", other={"kleur": "rood"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_every_encoding_gives_the_same_hint(encoding: str) -> None:
    assert parse(ROWS.encode(encoding)) == (("D007_M04", HINT),)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_delimiter_and_line_end_gives_the_same_hint(delimiter: str, end: str) -> None:
    text = ROWS.replace(";", delimiter).replace("\r\n", end)

    assert parse(text.encode()) == (("D007_M04", HINT),)


def test_a_title_above_the_columns_is_no_header() -> None:
    assert parse(b"Inventaris van levering 7;;;;\r\n;;;;\r\n" + ROWS.encode()) == (("D007_M04", HINT),)


CELLS = [
    ["Doos", "Map", "Dossiermap", "Jaar", "Opmerking", "Kleur"],
    [7, 4, "D007_M04", 1874, "gekreukt – één plan", "rood"],
]


def xlsx(*sheets: list[list[Any]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def ods(rows: list[list[Any]], before: str = "") -> bytes:
    """Return a workbook as LibreOffice writes it: a million empty rows below."""
    kinds = ' office:value-type="float" office:value="{0}"', ' office:value-type="string"'
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    cells = ["".join(cell.format(kinds[isinstance(one, str)].format(one), one) for one in row) for row in rows]
    name = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    names = " ".join(map(name.format, ("office", "table", "text")))
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    end = f'<table:table-row table:number-rows-repeated="1048574">{empty}</table:table-row>'
    sheet = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells) + end
    root = f"<office:document-content {names}><table:table>{sheet}</table:table></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", f"<?xml version='1.0'?>{before}{root}")
    return out.getvalue()


@pytest.mark.parametrize(
    "data", [xlsx(CELLS), xlsx([["Lijst"], [], *CELLS]), xlsx([["iets anders"]], CELLS), ods(CELLS)]
)
def test_a_workbook_says_the_same_as_a_table_in_text(data: bytes) -> None:
    assert parse(data) == (("D007_M04", HINT),)


def test_a_year_that_a_workbook_holds_as_a_date_or_a_fraction_is_a_year() -> None:
    rows = [["dossiermap", "jaar"], ["D1", datetime(1958, 1, 1)], ["D2", 1961.0]]  # noqa: DTZ001  # a cell has no time zone

    assert [hint.year for _, hint in parse(xlsx(rows))] == ["1958", "1961"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("content.xml", b" " * 60_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (xlsx(CELLS)[:2000], "damaged"),
        (b"PK\x03\x04" + b"x" * 500, "damaged"),
        (ods([["<broken>"]]), "damaged"),
        (ods(CELLS, '<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "damaged"),
        (bomb(), "too large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Excel"),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why) as told:
        parse(data)

    assert "CSV" in told.value.hint


def test_the_line_excel_puts_first_is_no_header() -> None:
    assert parse(b"sep=;\r\n" + ROWS.encode()) == (("D007_M04", HINT),)


def test_cells_beyond_the_header_are_kept() -> None:
    (_, hint), *_ = parse(b"dossiermap;opmerking;\nD1;plan;in kleur;groot\n")

    assert (hint.remark, hint.other) == ("plan", {"kolom 3": "in kleur", "kolom 4": "groot"})


def test_a_quoted_cell_may_hold_anything() -> None:
    (folder, hint), *_ = parse(b'dossiermap;opmerking\n"D1";"a;b\nc ""d"""\n')

    assert (folder, hint.remark) == ("D1", 'a;b\nc "d"')


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"een brief, geen tabel",
        b"map;jaar\n4;1974\n",
        b"\x00" * 50,
        b"\xff\xfe\x00",
        b'dossiermap;"' + b"x" * 200_000,
    ],
)
def test_what_is_no_inventory_gives_nothing(data: bytes) -> None:
    assert parse(data) == ()


def test_every_byte_becomes_some_character() -> None:
    assert len(decode(bytes(range(1, 256)))) == 255


def test_names_typed_by_hand_are_compared_kindly() -> None:
    assert same("D007_M04/") == same("d007_m04")
    assert same("d007_Fac\u0327ade") == same("D007_FA\u00c7ADE")


@pytest.mark.parametrize(
    "said", ["27395", "1/01/1975", "01-01-1975", "1975-01-01", "1975-01-01 00:00:00", "1975.0", "1975,0", "1.1.1975"]
)
def test_a_year_that_a_spreadsheet_took_for_a_date_is_a_year(said: str) -> None:
    ((_, hint),) = parse(f"dossiermap;jaar\nD1;{said}\n".encode())

    assert (hint.year, hint.other) == ("1975", {"jaar": said})


@pytest.mark.parametrize("said", ["1975", "1974-1976", "ca. 1975", "75", "?", "197", "1975/12"])
def test_any_other_year_stays_as_it_was_typed(said: str) -> None:
    ((_, hint),) = parse(f"dossiermap;jaar\nD1;{said}\n".encode())

    assert (hint.year, hint.other) == (said, {})
