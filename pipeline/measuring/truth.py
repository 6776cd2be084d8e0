"""Known answers: what people, or the maker of a test set, know to be in a dossier."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import InputError
from schemas.flat import FlatDates
from schemas.pages import Rotation
from schemas.values import Address, Parcel
from schemas.words import PageType


class _Known(BaseModel):
    """Truth files may say more than is measured here."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class KnownMunicipality(_Known):
    """The municipality of today; only its NIS code is compared."""

    name: str = ""
    nis: str


class KnownReference(_Known):
    """A number of the dossier; `accept` lists other printed forms of the same number."""

    value: str
    primary: bool = False
    accept: tuple[str, ...] = ()


class KnownAddress(_Known, Address):
    """An address of the site."""


class KnownParcel(_Known, Parcel):
    """A cadastral parcel."""


class KnownPermit(_Known):
    """Another permit in the same folder: its numbers and applicants are neither asked for nor wrong."""

    references: tuple[KnownReference, ...] = ()
    applicants: tuple[str, ...] = ()


class KnownString(_Known):
    """A field as it is printed on a page."""

    field: str
    raw: str


class KnownPage(_Known):
    """What is on a page. `text_complete` is False where `text` holds only part of what is printed (plans)."""

    file: str
    page_index: int = 0
    type: PageType | None = None
    rotation: Rotation | None = None
    blank: bool = False
    text: str | None = None
    text_complete: bool = True
    fields: tuple[KnownString, ...] = ()


class KnownDossier(_Known):
    """The answers for one dossier, in the words of the flat export. `delivery` may be unknown."""

    dossier: str
    delivery: str | None = None
    municipality: KnownMunicipality | None = None
    references: tuple[KnownReference, ...] = ()
    permit_type: str | None = None
    decision: str | None = None
    dates: FlatDates = FlatDates()
    addresses: tuple[KnownAddress, ...] = ()
    parcels: tuple[KnownParcel, ...] = ()
    applicants: tuple[str, ...] = ()
    architect: str | None = None
    subject: str | None = None
    other_permits: tuple[KnownPermit, ...] = ()
    difficulty: tuple[str, ...] = ()
    pages: tuple[KnownPage, ...] = ()


def read_truth(source: Path) -> Iterator[KnownDossier]:
    """Yield the known dossiers of a file, or of all `*.json` files in and below a folder, in order of their paths.

    Raises:
        InputError: there is no such file, no answer in it, or a file does not have the form of a truth file.
    """
    files = sorted(source.rglob("*.json")) if source.is_dir() else [source]
    if not files:
        raise InputError(f"There are no truth files (*.json) in '{source}'.")
    for file in files:
        try:
            yield KnownDossier.model_validate_json(file.read_bytes())
        except OSError as error:
            raise InputError(f"'{file}' cannot be read: {error.strerror}.") from error
        except ValidationError as error:
            # Only the places: the values are personal data.
            places = ", ".join(".".join(map(str, detail["loc"])) or "the file" for detail in error.errors()[:3])
            raise InputError(f"'{file}' is no truth file; look at {places}.") from None
