import json

import pytest

from schemas.flat import FIELDS, FlatRecord, flatten, name_in_folder
from schemas.record import Record

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


ONES = ("permit_type", "decision", "architect", "subject")
DATES = ("application", "receipt", "decision", "notification")


def known(value: object, status: str = "accepted") -> dict[str, object]:
    return {"value": value, "text": "zo gelezen", "confidence": 0.5, "status": status, "absence": None}


@pytest.mark.parametrize("status", ["accepted", "review", "corrected", "absent"])
def test_every_value_comes_over_in_its_own_field_unless_it_is_absent(record: Record, status: str) -> None:
    values = ("sloopvergunning", "geweigerd", "R. Peeters", "het slopen van een schuur")
    days = ("1951-01-02", "1952", "1953-03", "1954-04-05")
    several = {"items": [{"value": "Jan Mertens", "text": "Jan", "confidence": 0.5, "evidence": []}], "status": status}
    changed = Record.model_validate(
        record.model_dump()
        | {name: known(value, status) for name, value in zip(ONES, values, strict=True)}
        | {"dates": {name: known(day, status) for name, day in zip(DATES, days, strict=True)}, "applicants": several}
    )

    flat = flatten(changed)

    here = status != "absent"
    assert tuple(getattr(flat, name) for name in ONES) == (values if here else (None,) * 4)
    assert tuple(getattr(flat.dates, name) for name in DATES) == (days if here else (None,) * 4)
    assert flat.applicants == (("Jan Mertens",) if here else ())
    assert {flat.status[name] for name in ("subject", "applicants", "dates.receipt")} == {status}


def test_a_page_keeps_how_it_lies(record: Record) -> None:
    turned = tuple(
        page.model_copy(update={"rotation": way, "blank": way == 270, "page_index": way // 90})
        for page, way in zip(record.pages, (90, 180, 270), strict=True)
    )
    flat = flatten(record.model_copy(update={"pages": turned}))
    assert [(page.rotation, page.blank, page.page_index) for page in flat.pages] == [
        (90, False, 1), (180, False, 2), (270, True, 3),
    ]  # fmt: skip


def test_flat_record_survives_its_json(record: Record) -> None:
    flat = flatten(record)
    assert FlatRecord.model_validate_json(flat.canonical()) == flat


def test_no_two_files_of_a_dossier_have_one_name(record: Record) -> None:
    assert [page.file for page in flatten(record).pages] == ["0001.tif", "0002.tif", "D001_M01_02/0001.tif"]


def test_every_page_of_one_file_has_its_name(record: Record) -> None:
    files = ["D1/1.pdf", "D1/1.pdf", "D1.pdf", "D1/D1.pdf", "stapel/1.pdf"]
    pages = [record.pages[0].model_copy(update={"file": file}) for file in files]
    flat = flatten(record.model_copy(update={"pages": tuple(pages), "parts": ("D1", "stapel")}))
    assert [page.file for page in flat.pages] == ["1.pdf", "1.pdf", "D1.pdf", "D1/D1.pdf", "stapel/1.pdf"]


@pytest.mark.parametrize(
    ("file", "first", "parts", "expected"),
    [
        ("D1/0001.tif", "D1", (), "0001.tif"),
        ("D1_02/0001.tif", "D1", ("D1", "D1_02"), "D1_02/0001.tif"),
        ("D1_02/D1/0001.tif", "D1", ("D1", "D1_02"), "D1_02/D1/0001.tif"),
        ("data/D1/0001.tif", "D1", (), "0001.tif"),
        ("D1/deel/0001.tif", "D1", (), "deel/0001.tif"),
        ("D1.pdf", "D1", ("D1",), "D1.pdf"),
        ("l2/D1_02/0001.tif", "D1", ("D1", "l2/D1_02"), "l2/D1_02/0001.tif"),
        ("l2/D1_02.pdf", "D1", ("D1", "l2/D1_02"), "l2/D1_02.pdf"),
        ("stapel/0009.tif", "DOOS001-MAP001", (), "0009.tif"),
        ("stapel/0009.tif", "stapel", ("stapel",), "0009.tif"),
        ("D1/D1/0001.tif", "D1", (), "D1/0001.tif"),
    ],
)
def test_file_name_is_relative_to_where_its_dossier_begins(
    file: str, first: str, parts: tuple[str, ...], expected: str
) -> None:
    assert name_in_folder(file, first, parts) == expected
