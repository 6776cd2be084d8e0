"""The values of a record: numbers, dates, addresses, parcels, municipality."""

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator, Field

from schemas.base import Contract
from schemas.words import DecisionKind, PermitType, ReferenceKind

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _known_precision(text: str) -> str:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"'{text}' is not a date: write 1974-03-12, 1974-03 or 1974")
    if match[3]:
        dt.date(int(match[1]), int(match[2]), int(match[3]))
    elif match[2] and not 1 <= int(match[2]) <= 12:
        raise ValueError(f"'{text}' has no such month")
    return text


PartialDate = Annotated[
    str,
    AfterValidator(_known_precision),
    Field(examples=["1974-03-12", "1974-03", "1974"], json_schema_extra={"pattern": f"^(?:{_DATE.pattern})$"}),
]
"""ISO 8601 to the precision that is known (EDTF level 0): a day is never invented for a year."""


class Municipality(Contract):
    """A municipality of today with its NIS code (refnis); `locality` is the deelgemeente as found."""

    name: str
    nis: str
    locality: str | None = None


class Reference(Contract):
    """A number under which somebody filed the dossier. `value` is normalised, `raw` as it stands on the page."""

    kind: ReferenceKind
    value: str
    raw: str
    primary: bool = False


class Address(Contract):
    """An address of the site. `number` may be a range (`190-192`); `municipality` is the locality as it is printed."""

    street: str | None
    number: str | None = None
    box: str | None = None
    postcode: str | None = None
    municipality: str | None = None


class Parcel(Contract):
    """A cadastral parcel. `capakey` is filled only where a table knows the division, never from a NIS."""

    division: str | None = None
    section: str | None = None
    number: str
    bis: int | None = None
    exponent: str | None = None
    power: int | None = None
    capakey: str | None = None


Value = Municipality | Reference | Address | Parcel | PermitType | DecisionKind | str
"""Whatever a field of the record can hold."""
