"""A finding: one value seen at one place. It cannot be built without its evidence."""

from schemas.base import Contract
from schemas.pages import Box
from schemas.values import Address, Municipality, Parcel, Reference
from schemas.words import FieldName


class Evidence(Contract):
    """Where a value was read: page number in the dossier, boxes in pixels of the delivered image, the text as read.

    A value that runs over a line end has one box per line. `reader` and `extractor` name who saw it and who understood
    it (`"tesseract 5.5.4 nld+fra"`, `"dates 1"`).
    """

    page: int
    file: str
    page_index: int
    boxes: tuple[Box, ...]
    text: str
    reader: str
    extractor: str


class Finding(Contract):
    """A candidate for a field: what it would be, how sure the extractor is in [0, 1], and where it stands."""

    field: FieldName
    value: Municipality | Reference | Address | Parcel | str
    score: float
    evidence: Evidence
    role: str = ""


class Findings(Contract):
    """All findings of one dossier, in page order."""

    findings: tuple[Finding, ...]
