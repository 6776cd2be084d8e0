"""Builds the outside world once, from the settings: register, store, bucket, reading processes, reference tables.

What only reading needs (spaCy, OCRmyPDF, Tesseract) is loaded when a workshop opens: `kaft status` must be quick.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.adapters.places import Books, folder_of, open_books, open_bucket, open_inbox, open_store
from pipeline.adapters.processes.loopback import look_whether_it_runs
from pipeline.adapters.storage.s3_settings import S3Settings
from pipeline.errors import ConfigError
from pipeline.package_data import package_data
from pipeline.ports import Bucket, Inbox, Store
from pipeline.ports.redaction import Blackener
from pipeline.ports.reference import OfficialLists
from pipeline.ports.reviews import Pictures
from pipeline.queue.leasing import Workplace
from pipeline.reviewing.questions import ReviewPolicy
from pipeline.reviewing.reviews import Reviews
from pipeline.settings import Settings
from pipeline.steps import Call, Remember, Reported, Retried, Step
from pipeline.town_file import load_town
from schemas.calibration import UNCALIBRATED, Calibration

if TYPE_CHECKING:
    from pipeline.adapters.ocr.reading import Readers
    from pipeline.adapters.processes.workers import Usage
    from pipeline.adapters.storage.inboxes import Waiting
    from pipeline.public.copies import Copies
    from pipeline.public.desk import Desk
    from pipeline.queue.pressure import Room, Shortage
    from pipeline.recipe import Tools


@dataclass(frozen=True, slots=True)
class Workshop:
    """The tools, and the step that runs stages with them: remembered, reported, tried again.

    `around` puts another step between remembering and calling: `flows` makes a Prefect task of each stage there.
    """

    tools: "Tools"
    books: Books
    usage: "Usage"
    step: Step
    place: Workplace
    """Where dossiers are taken in hand, so that no two workers do the same."""
    blackener: Blackener
    """Draws pages for everybody."""


@contextmanager
def workshop(
    settings: Settings, around: Callable[[Step], Step] = Retried, tries: int | None = None
) -> Iterator[Workshop]:
    """Open everything a run needs and close it again. `around` decides how a call is tried again.

    `tries` is how often a dossier may be begun in vain before it is set aside; None when a person stands by.
    """
    from pipeline.adapters.processes import leftovers, owners
    from pipeline.adapters.processes.remote_redaction import RemoteBlackener
    from pipeline.adapters.processes.workers import JobLimits, RemotePdfMaker, RemoteReader, Workers
    from pipeline.page_model_file import load as load_page_model
    from pipeline.recipe import Tools

    leftovers.sweep_up(*_own_folders(settings))
    with ExitStack() as stack:
        books = stack.enter_context(open_register(settings))
        store, desk, readers = open_the_store(settings), open_desk(settings, books), the_readers(settings)
        limits = JobLimits(settings.reading.seconds, settings.reading.memory_mb * 1024**2)
        workers = Workers(settings.worker_count, readers, limits, the_passwords(settings))
        stack.callback(workers.close)
        pages = stack.enter_context(ThreadPoolExecutor(settings.worker_count, thread_name_prefix="page"))
        tools = Tools(
            store=store,
            bucket=desk.bucket,
            register=books.register,
            reader=RemoteReader(workers, readers),
            pdf=RemotePdfMaker(workers),
            reference=the_reference(settings),
            page_model=load_page_model(package_data("config") / "page_model"),
            calibration=the_calibration(settings),
            town=load_town(settings.town),
            reviews=the_reviews(settings, books),
            announce=announcer(desk),
            compare=comparer(desk),
        )
        step = Reported(Remember(books.ledger, store, around(Call(pages))))
        seconds = settings.running.lease_seconds
        place = Workplace(books.leases, owners.myself(), seconds=seconds, tries=tries, gone=owners.gone)
        stack.callback(place.close)
        yield Workshop(tools, books, workers.usage, step, place, RemoteBlackener(workers))


def _own_folders(settings: Settings) -> tuple[Path, ...]:
    """Return the folders on this machine in which objects are written."""
    places = filter(None, (folder_of(settings.store_url), folder_of(settings.bucket_url)))
    return (*places, settings.work / "cache", reference_folder(settings))


def the_reviews(settings: Settings, books: Books) -> Reviews:
    """Return the reviews, under the policy of the settings and of the town."""
    town = load_town(settings.town)
    four_eyes = frozenset((*settings.review.four_eyes, *(town.four_eyes if town else ())))
    return Reviews(books.reviews, ReviewPolicy(four_eyes, settings.review.sample))


def the_pictures(settings: Settings) -> Pictures:
    """Return what draws pages for reviewers."""
    from pipeline.adapters.drawing.review_pictures import ReviewPictures

    return ReviewPictures(open_the_store(settings))


def the_calibration(settings: Settings) -> Calibration:
    """Return the calibration: the town's own, or the one shipped with kaft.

    Raises:
        ConfigError: the file is not there or is no calibration.
    """
    if settings.trust.calibration == "none":
        return UNCALIBRATED
    shipped = package_data("config") / "calibration" / "generated.json"
    file = Path(settings.trust.calibration) if settings.trust.calibration else shipped
    if file == shipped and not file.is_file():
        return UNCALIBRATED
    try:
        return Calibration.model_validate_json(file.read_bytes())
    except OSError as error:
        raise ConfigError(
            f"The calibration {file} cannot be read: {error.strerror}.", "See trust.calibration."
        ) from error
    except ValidationError as error:
        raise ConfigError(f"{file} is no calibration of kaft.", "Make one with `kaft calibrate`.") from error


def announcer(desk: "Desk") -> Callable[[Iterable[str]], None]:
    """Return a function that updates public records, feed and schemas when dossiers have changed."""

    def announce(dossier_ids: Iterable[str]) -> None:
        from pipeline.bucket.standards import write_standards
        from pipeline.public.desk import refresh

        write_standards(desk.bucket)
        refresh(desk, dossier_ids)

    return announce


def comparer(desk: "Desk") -> Callable[[], None]:
    """Return a check that raises RegisterOlder when the bucket holds changes that the register does not know."""
    from pipeline.public.desk import check_feed

    return partial(check_feed, desk)


def the_reference(settings: Settings) -> OfficialLists:
    """Return the official lists: shipped, imported, and what the archive says about its own town."""
    from pipeline.adapters.reference.official import ReferenceTables, open_imports

    return ReferenceTables(imports=open_imports(reference_folder(settings)), town=load_town(settings.town))


def reference_folder(settings: Settings) -> Path:
    """Return where imported tables are."""
    return settings.work / "reference"


def the_passwords(settings: Settings) -> tuple[str, ...]:
    """Return the passwords to try on locked PDFs; raises ConfigError when their file cannot be used."""
    from pipeline.adapters.pdf.locked import passwords_in

    return passwords_in(Path(settings.reading.passwords).expanduser()) if settings.reading.passwords else ()


def the_readers(settings: Settings) -> "Readers":
    """Return the page readers; raises MissingTool when one is not installed."""
    from pipeline.adapters.ocr.reading import Readers
    from pipeline.adapters.ocr.tesseract import find_tesseract
    from pipeline.adapters.words.likely_words import DUTCH_PAPERS, word_files

    engine, languages = settings.reading.engine, settings.reading.languages
    words = word_files(package_data("config")) if DUTCH_PAPERS in languages.split("+") else ()
    return Readers(None if engine == "paddle" else find_tesseract(languages), engine, words)


@contextmanager
def open_register(settings: Settings) -> Iterator[Books]:
    """Open register and ledger, and close their connections at the end."""
    look_whether_it_runs(settings)
    books = open_books(settings.register_url)
    try:
        yield books
    finally:
        books.close()


def open_the_store(settings: Settings) -> Store:
    """Open the store of originals and intermediate results."""
    return open_store(settings.store_url, s3_settings(settings), cache=settings.work / "cache")


def open_the_bucket(settings: Settings) -> Bucket:
    """Open the output bucket."""
    return open_bucket(settings.bucket_url, s3_settings(settings))


def open_desk(settings: Settings, books: Books) -> "Desk":
    """Return the desk of the public tier; raises ConfigError when the access table cannot be used."""
    from pipeline.public.desk import Desk

    copies = the_copies(settings, books)
    return Desk(books.register, books.feed, open_the_bucket(settings), copies.policy, copies)


def the_copies(settings: Settings, books: Books) -> "Copies":
    """Return the redacted copies that were made; raises ConfigError when the access table is invalid."""
    from pipeline.public.access import policy_of
    from pipeline.public.copies import Copies

    own = settings.places.access
    table = Path(own).expanduser() if own else package_data("config") / "access.toml"
    try:
        text = table.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"The access policy {table} cannot be read: {error.strerror}.", "See places.access."
        ) from error
    today = dt.datetime.now(tz=dt.UTC).date()
    return Copies(books.ledger, open_the_store(settings), policy_of(text), today)


def owner_gone(owner: str) -> bool:
    """Tell whether the worker with this name is certainly dead, as far as this machine can see."""
    from pipeline.adapters.processes import owners

    return owners.gone(owner)


def no_room(settings: Settings, waiting: int) -> "tuple[Shortage, ...]":
    """Return why no new delivery should be begun now; `waiting` is how many dossiers wait for a person."""
    from pipeline.queue.pressure import Bounds, shortages

    running = settings.running
    bounds = Bounds(
        int(running.free_gb * 1_000_000_000), int(running.free_memory_gb * 1_000_000_000), running.most_waiting
    )
    return shortages(the_room(settings, waiting), bounds)


def the_room(settings: Settings, waiting: int) -> "Room":
    """Return how much room there is on the disks that kaft writes to, and in memory."""
    from pipeline.queue.pressure import Room, free_memory, free_on_disks

    return Room(free_on_disks((settings.work, *_own_folders(settings))), free_memory(), waiting)


def look_in_inbox(settings: Settings) -> "tuple[Waiting, ...]":
    """Return the deliveries that lie in the inbox, without opening them."""
    from pipeline.adapters.storage.inboxes import look

    return look(settings.inbox_url, s3_settings(settings))


def open_delivery(settings: Settings, url: str) -> Inbox:
    """Open one delivery: a folder or an S3 prefix."""
    return open_inbox(url, s3_settings(settings))


def s3_settings(settings: Settings) -> S3Settings:
    """Return the settings for the S3 adapters."""
    keys = settings.s3
    return S3Settings(
        endpoint=keys.endpoint or None,
        region=keys.region,
        access_key=keys.access_key.get_secret_value() or None,
        secret_key=keys.secret_key.get_secret_value() or None,
        path_style=keys.path_style,
        encryption=keys.encryption or None,
        key_id=keys.kms_key or None,
        storage_class=keys.storage_class or None,
    )
