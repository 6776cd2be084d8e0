import json
import stat
from pathlib import Path

import pytest

from pipeline.errors import ContractBroken, UnsafeName
from pipeline.exports import export_csv, export_flat, export_xlsx
from schemas.delivery import DossierKey
from schemas.record import Record

EXAMPLE = Path(__file__).parents[1] / "data" / "record-1.0.0.json"


@pytest.fixture
def record() -> Record:
    return Record.model_validate_json(EXAMPLE.read_bytes())


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
    twin = record.model_copy(update={"key": DossierKey(delivery="Levering_09", folder="d001_m01")})
    with pytest.raises(ContractBroken):
        export_flat([record, twin], tmp_path)


def test_interrupted_table_leaves_the_old_one(record: Record, tmp_path: Path) -> None:
    def broken() -> object:
        yield record
        raise OSError("the register went away")

    before = export_csv([record], tmp_path).read_bytes()
    with pytest.raises(OSError, match="went away"):
        export_csv(broken(), tmp_path)  # type: ignore[arg-type]  # broken on purpose
    assert [path.name for path in tmp_path.iterdir()] == ["dossiers.csv"]
    assert (tmp_path / "dossiers.csv").read_bytes() == before
