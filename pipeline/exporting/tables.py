"""The register as a spreadsheet table: one row per dossier, every cell plain text that cannot act as a formula.

Columns, in this order, added to only at the end:

    dossier, delivery                    folder and delivery in which it came
    municipality, nis                    municipality of today and its NIS code
    reference, other_references          the number it is known by; the others, joined by " | "
    permit_type, decision                words of the contract
    date_application, date_receipt, date_decision, date_notification     1974-03-12, 1974-03 or 1974
    street, number, box, postcode, locality, other_addresses             first address of the site; the others
    parcels, applicants                  all of them, joined by " | "
    architect, subject
    to_review                            fields that wait for a person: their values may be wrong
    pages                                number of pages
    id                                   stable id of the dossier in register and bucket

A cell that starts with = + - @, tab or return (also after spaces, also as full-width signs) gets an apostrophe in
front, so that no spreadsheet takes it for a formula.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

from pipeline.wording import in_words
from schemas.flat import FlatRecord, flatten
from schemas.record import Record
from schemas.values import Address

COLUMNS = (
    "dossier", "delivery", "municipality", "nis", "reference", "other_references", "permit_type", "decision",
    "date_application", "date_receipt", "date_decision", "date_notification", "street", "number", "box", "postcode",
    "locality", "other_addresses", "parcels", "applicants", "architect", "subject", "to_review", "pages", "id",
)  # fmt: skip

_ACTIVE = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767  # Excel refuses a workbook with a longer one
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a ZIP can hold


def csv_table(records: Iterable[Record], target: IO[bytes]) -> None:
    """Write the table as CSV for a Belgian Excel: UTF-8 with byte order mark, `;` between cells, CRLF after rows."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows(row(record) for record in records)
    text.detach()  # flushes, and leaves the file to whoever opened it


def xlsx_table(records: Iterable[Record], target: IO[bytes]) -> None:
    """Write the table as an Excel workbook in which every cell is text, also what looks like a number or a date."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("dossiers")
    sheet.freeze_panes = "B2"

    def cells(texts: Sequence[str], *, bold: bool = False) -> list[Any]:
        made = [WriteOnlyCell(sheet, value=text or None) for text in texts]
        for cell in made:
            cell.data_type = "s" if cell.value is not None else "n"
            cell.number_format = "@"
            if bold:
                cell.font = Font(bold=True)
        return made

    sheet.append(cells(COLUMNS, bold=True))
    for record in records:
        sheet.append(cells(row(record)))
    unstable = io.BytesIO()
    book.save(unstable)
    _without_clock(unstable, target)


def row(record: Record) -> tuple[str, ...]:
    """Return the cells of one dossier in the order of `COLUMNS`."""
    flat = flatten(record)
    dates = flat.dates
    texts = (
        flat.dossier,
        flat.delivery,
        *((flat.municipality.name, flat.municipality.nis) if flat.municipality else ("", "")),
        *_references(flat),
        flat.permit_type,
        flat.decision,
        dates.application,
        dates.receipt,
        dates.decision,
        dates.notification,
        *_address(flat.addresses),
        " | ".join(in_words(parcel) for parcel in flat.parcels),
        " | ".join(flat.applicants),
        flat.architect,
        flat.subject,
        " | ".join(name for name, status in flat.status.items() if status == "review"),
        str(len(flat.pages)),
        record.id,
    )
    return tuple(safe_cell(text or "") for text in texts)


def safe_cell(text: str) -> str:
    """Return text that a spreadsheet shows as it stands: no formula, no control characters, not too long."""
    printable = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return (f"'{printable}" if _ACTIVE.match(printable) else printable)[:_LONGEST_CELL]


def _references(flat: FlatRecord) -> tuple[str, str]:
    primary = next((reference for reference in flat.references if reference.primary), None)
    others = (reference.value for reference in flat.references if reference is not primary)
    return primary.value if primary else "", " | ".join(others)


def _address(addresses: tuple[Address, ...]) -> tuple[str | None, ...]:
    first, *others = addresses or (Address(street=None),)
    place = (first.street, first.number, first.box, first.postcode, first.municipality)
    return (*place, " | ".join(in_words(other) for other in others))


def _without_clock(workbook: IO[bytes], target: IO[bytes]) -> None:
    """Copy a workbook and leave out when it was made, so that the same table gives the same bytes."""
    moment = f"{dt.datetime(*_EPOCH, tzinfo=dt.UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as stable:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + moment, data)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            stable.writestr(entry, data)
