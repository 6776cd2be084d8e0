import json
import stat
from pathlib import Path

import pytest

from pipeline.errors import ContractBroken, UnsafeName
from pipeline.exporting.exports import export_csv, export_flat, export_xlsx
from schemas.delivery import DossierKey
from schemas.record import Record


def test_flat_file_stands_under_delivery_and_folder(record: Record, tmp_path: Path) -> None:
    assert export_flat([record], tmp_path) == 1
    written = tmp_path / "levering_09" / "D001_M01.json"
    assert json.loads(written.read_text(encoding="utf-8"))["dossier"] == "D001_M01"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [written]


@pytest.mark.parametrize("export", [export_csv, export_xlsx])
def test_table_is_identical_when_repeated(export: type, record: Record, tmp_path: Path) -> None:
    first = export([record], tmp_path / "a").read_bytes()
    assert export([record], tmp_path / "b").read_bytes() == first


def test_flat_export_is_identical_when_repeated(record: Record, tmp_path: Path) -> None:
    written = tmp_path / "levering_09" / "D001_M01.json"
    export_flat([record], tmp_path)
    first = written.read_bytes()
    export_flat([record], tmp_path)
    assert written.read_bytes() == first


def test_exported_file_can_be_read_by_others(record: Record, tmp_path: Path) -> None:
    umask = tmp_path / "other"
    umask.touch()
    assert stat.S_IMODE(export_csv([record], tmp_path).stat().st_mode) == stat.S_IMODE(umask.stat().st_mode)


@pytest.mark.parametrize("name", ["..", "a/b", "a\\b", ""])
def test_name_that_leaves_the_folder_is_refused(name: str, record: Record, tmp_path: Path) -> None:
    stray = record.model_copy(update={"key": DossierKey(delivery=name, folder="D001_M01")})
    with pytest.raises(UnsafeName):
        export_flat([stray], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_two_dossiers_never_share_a_file(record: Record, tmp_path: Path) -> None:
    with pytest.raises(ContractBroken):
        export_flat([record, record], tmp_path)


def twin_of(record: Record) -> Record:
    key = DossierKey(delivery=record.key.delivery, folder="d001_m01")
    return record.model_copy(update={"key": key, "id": "0" * 8 + record.id[8:]})


def dossiers_in(folder: Path) -> dict[str, str]:
    return {path.name: json.loads(path.read_text(encoding="utf-8"))["dossier"] for path in folder.glob("*/*.json")}


def test_names_that_differ_in_case_only_are_two_files(record: Record, tmp_path: Path) -> None:
    for _ in range(2):
        assert export_flat([record, twin_of(record)], tmp_path) == 2
        assert dossiers_in(tmp_path) == {"D001_M01.json": "D001_M01", "d001_m01.json": "d001_m01"}


def test_where_a_disk_takes_two_names_for_one_file_neither_is_lost(record: Record, tmp_path: Path) -> None:
    # a link stands in for a disk that does not tell upper from lower case
    (tmp_path / record.key.delivery).mkdir()
    (tmp_path / record.key.delivery / "d001_m01.json").symlink_to("D001_M01.json")
    for _ in range(2):
        assert export_flat([record, twin_of(record)], tmp_path) == 2
        assert set(dossiers_in(tmp_path).items()) >= {
            ("D001_M01.json", "D001_M01"),
            ("d001_m01~00000000.json", "d001_m01"),
        }


def test_a_name_that_cannot_be_written_stops_no_other(record: Record, tmp_path: Path) -> None:
    stray = record.model_copy(update={"key": DossierKey(delivery="levering_08", folder="a\\b")})
    with pytest.raises(UnsafeName):
        export_flat([stray, record], tmp_path)
    assert dossiers_in(tmp_path) == {"D001_M01.json": "D001_M01"}


def test_interrupted_table_leaves_the_old_one(record: Record, tmp_path: Path) -> None:
    def broken() -> object:
        yield record
        raise OSError("the register went away")

    before = export_csv([record], tmp_path).read_bytes()
    with pytest.raises(OSError, match="went away"):
        export_csv(broken(), tmp_path)  # type: ignore[arg-type]  # broken on purpose
    assert [path.name for path in tmp_path.iterdir()] == ["dossiers.csv"]
    assert (tmp_path / "dossiers.csv").read_bytes() == before
