"""The published JSON Schemas, made from the types: `python -m schemas.export`."""

import json
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic.json_schema import GenerateJsonSchema

from schemas.base import Contract
from schemas.flat import FlatRecord
from schemas.public import PUBLIC_VERSION, PublicRecord
from schemas.record import SCHEMA_VERSION, Candidate, Corrected, Item, Many, One, Record
from schemas.values import Address, Municipality, Parcel, PartialDate, Reference
from schemas.vip import VIP_VERSION, VipPermit
from schemas.words import DecisionKind, PermitType

SchemaName = Literal["record", "flat", "public", "vip"]
FOLDER = Path(__file__).parent / "json"

_TYPES: dict[SchemaName, type[Contract]] = {
    "record": Record, "flat": FlatRecord, "public": PublicRecord, "vip": VipPermit,
}  # fmt: skip
_VERSIONS: dict[SchemaName, str] = {
    "record": SCHEMA_VERSION, "flat": SCHEMA_VERSION, "public": PUBLIC_VERSION, "vip": VIP_VERSION,
}  # fmt: skip
_ARGUMENTS: tuple[tuple[Any, str], ...] = (
    (Municipality, "Municipality"), (Reference, "Reference"), (Address, "Address"), (Parcel, "Parcel"), (str, "Text"),
    (PermitType, "PermitType"), (DecisionKind, "DecisionKind"), (PartialDate, "Date"),
)  # fmt: skip
_PLAIN_NAMES = {
    generic[argument].__name__: f"{generic.__name__}{word}"
    for generic in (Candidate, Corrected, Item, Many, One)
    for argument, word in _ARGUMENTS
}
"""Pydantic names a generic type after the repr of its argument; integrators generate classes from these names."""


def schema_text(name: SchemaName) -> str:
    """Return a JSON Schema (draft 2020-12) as it is committed: indented, ending in a newline."""
    body = _TYPES[name].model_json_schema(mode="serialization")
    top = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:kaft:schema:{name}:{_VERSIONS[name]}",
        "version": _VERSIONS[name],
    }
    renamed = {
        key: _PLAIN_NAMES[definition["title"]]
        for key, definition in body["$defs"].items()
        if definition.get("title") in _PLAIN_NAMES
    }
    for key, plain in renamed.items():
        body["$defs"][key]["title"] = plain
    text = json.dumps(top | body, indent=2, ensure_ascii=False)
    for key, plain in renamed.items():
        text = text.replace(f'"#/$defs/{key}"', f'"#/$defs/{plain}"').replace(f'"{key}": {{', f'"{plain}": {{')
    return text + "\n"


def schema_path(name: SchemaName) -> Path:
    """Return where the schema is committed; it is part of the installed package."""
    return FOLDER / f"{name}.schema.json"


def main(folder: Path = FOLDER) -> None:
    """Rewrite the committed schemas and say which ones changed."""
    folder.mkdir(exist_ok=True)
    for name in _TYPES:
        path, text = folder / schema_path(name).name, schema_text(name)
        current = path.is_file() and path.read_text(encoding="utf-8") == text
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.name}: {'unchanged' if current else 'rewritten'}\n")


if __name__ == "__main__":
    main()
