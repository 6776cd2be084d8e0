import json
from pathlib import Path

import pytest

from schemas.flat import FIELDS, FlatRecord, flatten, name_in_folder
from schemas.record import Record

EXAMPLE = Path(__file__).parents[1] / "data" / "record-1.0.0.json"


@pytest.fixture
def record() -> Record:
    return Record.model_validate_json(EXAMPLE.read_bytes())


CONTRACT_KEYS = [
    "dossier", "delivery", "municipality", "references", "permit_type", "decision", "dates", "addresses", "parcels",
    "applicants", "architect", "subject", "confidence", "status", "pages",
]  # fmt: skip


def test_keys_stand_in_the_order_of_the_contract(record: Record) -> None:
    flat = json.loads(flatten(record).canonical())
    assert list(flat) == CONTRACT_KEYS
    assert list(flat["municipality"]) == ["name", "nis"]
    assert list(flat["references"][0]) == ["kind", "value", "raw", "primary"]
    assert list(flat["dates"]) == ["application", "receipt", "decision", "notification"]
    assert list(flat["addresses"][0]) == ["street", "number", "box", "postcode", "municipality"]
    assert list(flat["parcels"][0]) == ["division", "section", "number", "bis", "exponent", "power", "capakey"]
    assert list(flat["pages"][0]) == ["file", "page_index", "type", "rotation", "blank", "text"]


def test_values_that_are_absent_stay_out(record: Record) -> None:
    flat = flatten(record)
    assert flat.dates.notification is None
    assert flat.architect is None
    assert flat.dates.decision == "1961-03-14"
    assert flat.decision == "verleend"


def test_every_field_has_a_status_and_only_present_ones_a_confidence(record: Record) -> None:
    flat = flatten(record)
    assert tuple(flat.status) == FIELDS
    assert flat.status["dates.notification"] == "absent"
    assert "dates.notification" not in flat.confidence
    assert flat.confidence["references"] == 0.9877


def test_empty_record_can_be_flattened(record: Record) -> None:
    empty = Record(id="d-2", key=record.key, parts=())
    flat = flatten(empty)
    assert flat.references == ()
    assert set(flat.status.values()) == {"absent"}


def test_flat_record_survives_its_json(record: Record) -> None:
    flat = flatten(record)
    assert FlatRecord.model_validate_json(flat.canonical()) == flat


def test_pages_of_a_second_part_have_their_own_file_name(record: Record) -> None:
    assert [page.file for page in flatten(record).pages] == ["0001.tif", "0002.tif", "0001.tif"]


@pytest.mark.parametrize(
    ("file", "folders", "expected"),
    [
        ("D1/0001.tif", ("D1",), "0001.tif"),
        ("D1_02/0001.tif", ("D1", "D1_02"), "0001.tif"),
        ("data/D1/0001.tif", ("D1",), "0001.tif"),
        ("D1/deel/0001.tif", ("D1",), "deel/0001.tif"),
        ("D1.pdf", ("D1.pdf", "D1"), "D1.pdf"),
        ("stapel/0009.tif", ("DOOS001-MAP001",), "0009.tif"),
    ],
)
def test_file_name_is_relative_to_its_folder(file: str, folders: tuple[str, ...], expected: str) -> None:
    assert name_in_folder(file, folders) == expected
