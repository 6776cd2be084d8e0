import json
from pathlib import Path
from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from schemas.export import SchemaName, main, schema_path, schema_text
from schemas.flat import flatten
from schemas.record import SCHEMA_VERSION, Record

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize("name", get_args(SchemaName))
def test_committed_schema_is_current(name: SchemaName) -> None:
    current = schema_path(name).read_text(encoding="utf-8")
    assert current == schema_text(name), "run: python -m schemas.export"


@pytest.mark.parametrize("name", get_args(SchemaName))
def test_schema_is_valid_and_says_its_version(name: SchemaName) -> None:
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:kaft:schema:{name}:{schema['version']}"
    assert schema["version"] == SCHEMA_VERSION or name not in {"record", "flat"}
    assert schema["title"]
    assert schema["description"]
    assert schema["additionalProperties"] is False


def test_names_of_definitions_are_plain_words() -> None:
    names = json.loads(schema_text("record"))["$defs"]
    assert {"OneDate", "ManyAddress", "CandidateText"} <= set(names)
    assert all(name.isalnum() for name in names)


@pytest.mark.parametrize("example", sorted(DATA.glob("record-*.json")), ids=lambda path: path.stem)
def test_example_of_every_released_version_still_loads(example: Path) -> None:
    assert Record.model_validate_json(example.read_bytes()).id == "d-0001"


def test_record_follows_its_schema(record: Record) -> None:
    Draft202012Validator(json.loads(schema_text("record"))).validate(json.loads(record.canonical()))


def test_flat_record_follows_its_schema(record: Record) -> None:
    Draft202012Validator(json.loads(schema_text("flat"))).validate(json.loads(flatten(record).canonical()))


def test_the_schemas_are_written_anew_and_what_changed_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "json"
    main(folder)
    names = [f"{name}.schema.json" for name in get_args(SchemaName)]
    assert capsys.readouterr().out.splitlines() == [f"{name}: rewritten" for name in names]
    (folder / "flat.schema.json").write_text("{}\n", encoding="utf-8")

    main(folder)

    changed = [f"{name}: {'rewritten' if name.startswith('flat') else 'unchanged'}" for name in names]
    assert capsys.readouterr().out.splitlines() == changed
    for path in folder.iterdir():
        assert path.read_bytes() == (schema_path("record").parent / path.name).read_bytes()


def test_a_schema_can_be_read_by_a_person() -> None:
    text = schema_text("record")
    assert text.startswith('{\n  "$schema": "https://json-schema.org/draft/2020-12/schema",\n  "$id": "urn:kaft:')
    assert text.endswith("\n}\n")
    definitions = json.loads(text)["$defs"]
    assert all(definitions[name]["title"] == name for name in ("OneDate", "ManyAddress", "CandidateText"))
