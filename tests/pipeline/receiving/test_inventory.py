"""The contractor's inventory, as spreadsheets save it."""

import pytest

from pipeline.receiving.inventory import decode, parse, same
from schemas.delivery import InventoryHint

ROWS = "doos;map;dossiermap;jaar;opmerking;Kleur\r\n7;4;D007_M04;1874;gekreukt – één plan;rood\r\n"
HINT = InventoryHint(box="7", folder_number="4", year="1874", remark="gekreukt – één plan", other={"kleur": "rood"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_gives_the_same_hint(encoding: str) -> None:
    assert parse(ROWS.encode(encoding)) == (("D007_M04", HINT),)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_delimiter_and_line_end_gives_the_same_hint(delimiter: str, end: str) -> None:
    text = ROWS.replace(";", delimiter).replace("\r\n", end)

    assert parse(text.encode()) == (("D007_M04", HINT),)


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
