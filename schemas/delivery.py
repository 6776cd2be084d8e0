"""What came in: a delivery, its files and, per dossier, the pages that were scanned."""

import uuid
from typing import Literal

from pydantic import Field

from schemas.base import Contract

MediaType = Literal["image/tiff", "image/jpeg", "image/png", "image/jp2", "application/pdf"]

_NAMESPACE = uuid.UUID("6f0b5c1e-5d0a-5c53-9a83-0d6d2c8a7b11")


class PageImage(Contract):
    """One page image inside a received file, and what can be known of it without reading it.

    `width` and `height` are pixels of the delivered image (for a PDF page: of the page rendered at `dpi`).
    `dpi`, across the image, is None when the file does not say, or says something impossible. `tall` is how many times
    as high as wide a pixel is on the paper: 2.08 for a fax of 204 × 98 dpi. `lost` is the share of a damaged image that
    cannot be decoded, in [0, 1]; it is white.
    """

    sha256: str
    media_type: MediaType
    page_index: int
    width: int
    height: int
    dpi: int | None
    mode: Literal["bitonal", "grey", "colour"]
    has_text: bool = False
    is_separator: bool = False
    lost: float = 0.0
    tall: float = Field(default=1.0, exclude_if=lambda tall: tall == 1.0)  # nearly all are: what was read stays known


class ScanPage(Contract):
    """One delivered page at its place in the dossier.

    `number` counts from 1 through all parts of the dossier; `file` is relative to the delivery;
    `separator` is the code of a separator sheet (`DOOS007-MAP004`), None on an ordinary page.
    """

    number: int
    file: str
    image: PageImage
    separator: str | None = None

    @property
    def page_index(self) -> int:
        """Return the page's place inside its file, from 0."""
        return self.image.page_index


class InventoryHint(Contract):
    """What the contractor's inventory says of a dossier: a hint that may be wrong, never a value of the record."""

    box: str | None = None
    folder_number: str | None = None
    year: str | None = None
    remark: str | None = None
    other: dict[str, str] = Field(default_factory=dict)


class Problem(Contract):
    """Something that went wrong or looks wrong, said so that an archivist knows what to do.

    `code` is stable and free of personal data; `page` is the page number in the dossier, if it concerns one page.
    """

    code: str
    message: str
    hint: str = ""
    page: int | None = None
    severity: Literal["note", "warning", "error"] = "warning"


class Quarantined(Contract):
    """A received file that could not be taken into a dossier; its bytes are kept under `sha256`.

    `pages` is how many pages were found in it: 0 when it could not be opened. `replaced_by` is the dossier
    (`delivery/folder`) in which it came back repaired.
    """

    file: str
    sha256: str | None
    size: int
    problem: Problem
    pages: int = 0
    replaced_by: str | None = None


class DossierKey(Contract):
    """How a dossier is named until its own number is known: by delivery and folder."""

    delivery: str
    folder: str

    @property
    def id(self) -> str:
        """Return the id of the dossier: the same for the same delivery and folder, and free of what stands in them."""
        return str(uuid.uuid5(_NAMESPACE, f"{self.delivery}/{self.folder}"))


class Scans(Contract):
    """The pages of one dossier in order, its parts already joined."""

    key: DossierKey
    pages: tuple[ScanPage, ...]
    parts: tuple[str, ...]
    inventory: InventoryHint | None = None
    problems: tuple[Problem, ...] = ()


class Delivery(Contract):
    """One hand-over of a scanning contractor after intake: every received file is in a dossier, quarantined or listed.

    `accompanying` names files that are no scans (manifest, inventory, readiness marker, ALTO beside a page); `digests`
    says under which SHA-256 each of them is kept. `pages_received` counts the pages of every file that could be opened,
    wherever they ended up. `before` are dossiers of which something is gone
    since an earlier run, with all pages that they had, until somebody settles it.
    """

    name: str
    dossiers: tuple[Scans, ...]
    quarantined: tuple[Quarantined, ...] = ()
    accompanying: tuple[str, ...] = ()
    digests: dict[str, str] = Field(default_factory=dict, exclude_if=lambda digests: not digests)
    problems: tuple[Problem, ...] = ()
    files_received: int = 0
    pages_received: int = 0
    before: tuple[Scans, ...] = ()
