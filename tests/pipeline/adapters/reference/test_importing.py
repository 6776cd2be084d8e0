"""Official tables go in whole or not at all, by column name, and say where they come from."""

import csv
import gzip
import io
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.adapters.reference.book import Kind, book_path, open_book
from pipeline.adapters.reference.files import origin
from pipeline.adapters.reference.importing import import_table, imported
from pipeline.adapters.reference.official import open_imports
from pipeline.errors import ConfigError, UnusableTable

HEADINGS = "address_id,box_number,house_number,municipality_id,postcode,street_id,streetname_fr,streetname_nl,status"
ROWS = (
    "1,,12,99001,9990,7,,Kerkstraat,current",
    "2,3,12,99001,9990,7,,Kerkstraat,current",
    "3,,14A,99001,9990,7,,Kerkstraat,current",
    "4,,14A,99001,9990,7,,Kerkstraat,retired",
    "5,,1,99001,9990,8,Grand-Place,Grote Markt,current",
)
TABLE = "\n".join((HEADINGS, *ROWS)) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def file(data: str | bytes, name: str = "adressen.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return file


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name.replace("_csv", ".csv"), (2026, 10, 11, 0, 0, 0)), text)
    return out.getvalue()


def all_rows(folder: Path) -> list[Any]:
    book = open_book(folder, "best")
    assert book is not None
    query = "SELECT name, number, box, a.postcode, a.official, a.status FROM street s JOIN address a ON a.street = s.id"
    rows = book.rows(f"{query} ORDER BY name, number, box")
    book.close()
    return rows


@pytest.mark.parametrize("shape", ["csv", "semicolon", "gz", "zip", "bom", "upper", "moved"])
def test_a_table_is_read_by_its_headings_however_it_is_packed(shape: str, write: Any, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(TABLE)))
    made: str | bytes = {
        "csv": TABLE,
        "semicolon": TABLE.replace(",", ";"),
        "gz": gzip.compress(TABLE.encode()),
        "zip": zipped(vlaanderen_csv=TABLE, leesmij_txt="Dit is geen tabel"),
        "bom": "\ufeff" + TABLE,
        "upper": TABLE.replace(HEADINGS, HEADINGS.upper()),
        "moved": "\n".join(",".join(["x", *reversed(row)]) for row in rows) + "\n",
    }[shape]
    done = import_table("best", [write(made)], tmp_path / "reference")
    assert (done.source.rows, done.source.skipped, done.changed) == (5, 0, True)
    assert all_rows(tmp_path / "reference") == [
        ("Grote Markt", "1", "", "9990", "5", 0),
        ("Kerkstraat", "12", "", "9990", "1", 0),
        ("Kerkstraat", "12", "3", "9990", "2", 0),
        ("Kerkstraat", "14A", "", "9990", "3", 0),
    ]


def test_the_source_is_kept(write: Any, tmp_path: Path) -> None:
    file = write(zipped(vlaanderen_csv=TABLE), "openaddress.zip")
    source = import_table("best", [file], tmp_path / "reference", publisher="AIV", licence="Gratis").source
    assert imported(tmp_path / "reference") == (source,)
    assert (source.version, source.publisher, source.licence) == ("2026-10-11", "AIV", "Gratis")
    assert (source.files, source.sha256) == (("openaddress.zip",), origin([file]).sha256)
    assert open_imports(tmp_path / "reference").identities == (f"best 2026-10-11 {source.sha256[:12]}",)


def test_importing_again_changes_nothing_and_another_version_does(write: Any, tmp_path: Path) -> None:
    file, folder = write(TABLE), tmp_path / "reference"
    import_table("best", [file], folder, version="1")
    before = book_path(folder, "best").stat()
    assert not import_table("best", [file], folder, version="1").changed
    assert book_path(folder, "best").stat() == before
    assert import_table("best", [file], folder, version="2").changed
    assert [source.version for source in imported(folder)] == ["2"]


def test_several_files_are_one_table_in_any_order(write: Any, tmp_path: Path) -> None:
    a, b = write(TABLE, "a.csv"), write(f"{HEADINGS}\n9,,2,99002,9991,7,,Kerkstraat,current\n", "b.csv")
    first = import_table("best", [b, a], tmp_path / "reference")
    assert (first.source.rows, first.source.files) == (6, ("a.csv", "b.csv"))
    assert not import_table("best", [a, b], tmp_path / "reference").changed


def test_a_dry_run_reads_everything_and_leaves_nothing(write: Any, tmp_path: Path) -> None:
    done = import_table("best", [write(TABLE)], tmp_path / "reference", dry_run=True)
    assert (done.source.rows, done.changed) == (5, True)
    assert not (tmp_path / "reference").exists()
    with pytest.raises(UnusableTable):
        import_table("best", [write("a,b\n1,2\n")], tmp_path / "reference", dry_run=True)


BROKEN: dict[str, tuple[bytes, str]] = {
    "wrong columns": (b"straat,nummer\nKerkstraat,1\n", "no column municipality_id or niscode, postcode or postal_id"),
    "empty": (b"", "Its columns are: nothing"),
    "headings only": (HEADINGS.encode(), "No row of"),
    "cut gzip": (gzip.compress(TABLE.encode() * 50)[:200], "ends too soon"),
    "damaged gzip": (gzip.compress(TABLE.encode())[:-8] + b"\0" * 8, "cannot be read"),
    "cut zip": (zipped(a_csv=TABLE)[:120], "cannot be"),
    "zip without a table": (zipped(a="x"), "holds no .csv"),
    "not UTF-8": (TABLE.replace("Kerk", "Kérk").encode("latin-1"), "not in UTF-8"),
    "half of the rows broken": ((TABLE + "1,2,3\n" * 10).encode(), "rows of adressen.csv cannot be used"),
    "no such NIS": ((HEADINGS + "\n" + "1,,12,Mechelen,2800,7,,Kerkstraat,current\n" * 3).encode(), "No row of"),
    "binary": (bytes(range(256)) * 40, ""),
    "a line without end": ((HEADINGS + "\n" + '"' + "x" * 400_000).encode(), ""),
}


@pytest.mark.parametrize("kind_of_fault", BROKEN)
def test_a_broken_table_is_refused_in_words_and_the_old_one_stays(
    kind_of_fault: str, write: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "reference"
    kept = import_table("best", [write(TABLE, "goed.csv")], folder).source
    data, said = BROKEN[kind_of_fault]
    with pytest.raises(UnusableTable) as raised:
        import_table("best", [write(data)], folder)
    assert said in raised.value.message
    assert "adressen.csv" in raised.value.message
    assert imported(folder) == (kept,)
    assert [path.name for path in folder.rglob("*") if not path.is_dir()] == ["best.sqlite"]


@pytest.mark.parametrize("name", ["nergens.csv", "."])
def test_a_file_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableTable, match="cannot be opened"):
        import_table("best", [tmp_path / name], tmp_path / "reference")


@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: f"{HEADINGS}\n{text}".encode())))
@settings(max_examples=60)
def test_any_file_is_a_table_or_is_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("hostile")
    (root / "x.csv").write_bytes(data)
    for kind in ("best", "streetnames"):
        try:
            done = import_table(kind, [root / "x.csv"], root / "reference")
        except UnusableTable:  # anything else fails the test
            assert not book_path(root / "reference", kind).exists()
        else:
            assert done.source.rows


REFNIS = """LVL_REFNIS|CD_REFNIS|TX_REFNIS_NL|TX_REFNIS_FR|DT_VLDT_START|DT_VLDT_END
2|10000|Provincie Antwerpen|x|01/01/1970|31/12/9999
4|12025|Mechelen|Malines|01/01/1970|31/12/9999
"""


@pytest.mark.parametrize(
    ("kind", "text", "rows"),
    [
        ("refnis", REFNIS,
         [("12025", "Mechelen", "Malines", "1970", "9999")]),
        ("divisions", "CaDiKey;AdMuKey;NameDUT;NameFRE\n99901;99001;TESTDORP 1 AFD;\n",
         [("99901", "99001", "TESTDORP 1 AFD")]),
        ("streetnames", "niscode;oude_naam;nieuwe_naam;tot;deelgemeente\n99001;Kerkstraat;Oude Kerkstraat;1977;Xeind\n",
         [("99001", "Kerkstraat", "Oude Kerkstraat", "1977", "Xeind")]),
        ("streetnames", "nis,name\n99001,Ooststraat\n", [("99001", "Ooststraat", "", "", "")]),
    ],
)  # fmt: skip
def test_the_smaller_tables_are_read_by_their_headings(
    kind: Kind, text: str, rows: list[tuple[str, ...]], write: Any, tmp_path: Path
) -> None:
    import_table(kind, [write(text)], tmp_path)
    found = open_imports(tmp_path)
    assert {"refnis": found.history, "divisions": found.divisions, "streetnames": found.streetnames}[kind] == rows


def test_a_small_table_may_be_saved_by_a_spreadsheet(write: Any, tmp_path: Path) -> None:
    import_table("streetnames", [write("nis;straatnaam\n99001;Hélènestraat\n".encode("cp1252"))], tmp_path)
    assert open_imports(tmp_path).streetnames[0][1] == "Hélènestraat"


def test_a_damaged_or_older_book_asks_to_be_imported_again(write: Any, tmp_path: Path) -> None:
    file = write(TABLE)
    import_table("best", [file], tmp_path)
    with sqlite3.connect(book_path(tmp_path, "best")) as book:
        book.execute("UPDATE source SET format = 0")
    book.close()
    with pytest.raises(ConfigError, match="another version"):
        open_imports(tmp_path)
    assert import_table("best", [file], tmp_path).changed
    book_path(tmp_path, "best").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(ConfigError, match="is damaged"):
        imported(tmp_path)
    assert import_table("best", [file], tmp_path).changed


def test_who_has_the_old_table_open_keeps_reading_it(write: Any, tmp_path: Path) -> None:
    import_table("best", [write(TABLE)], tmp_path)
    old = open_imports(tmp_path).addresses
    import_table("best", [write(f"{HEADINGS}\n9,,2,99002,9991,7,,Ooststraat,current\n")], tmp_path)
    new = open_imports(tmp_path).addresses
    assert old is not None
    assert new is not None
    assert [street.name for street in old.named("Kerkstraat")] == ["Kerkstraat"]
    assert (old.towns(), new.towns()) == ({"99001"}, {"99002"})
