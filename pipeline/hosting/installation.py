"""What kaft needs on this machine, what is there, and how to get the rest."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from pipeline import bootstrap
from pipeline.adapters.words.lexicon import DUTCH
from pipeline.errors import KaftError, NotFound
from pipeline.settings import Settings

_PACKAGES = (
    "ocrmypdf", "pytesseract", "tesserocr", "pdfplumber", "pikepdf", "pypdfium2", "spacy", "prefect", "boto3", "pillow",
    "sqlalchemy", "zxing-cpp",
)  # fmt: skip
_FREE_GB = 5


class Check(NamedTuple):
    """One thing that was looked for. What is not `needed` only some commands want."""

    what: str
    good: bool
    found: str
    advice: str
    needed: bool = True


def checks(settings: Settings) -> tuple[Check, ...]:
    """Look at everything and return what was found; nothing is changed."""
    return (
        Check("Python", sys.version_info >= (3, 11), sys.version.split()[0], "Python 3.11, 3.12 or 3.13 is needed."),
        *_packages(),
        _tesseract(),
        _try("language data", lambda: bootstrap.the_readers(settings).identity),
        *([] if settings.reading.engine == "tesseract" else [_second_reader()]),
        _program("pg_config", "--version", "apt-get install postgresql (for tests and `kaft up`)", needed=False),
        _dutch_words(),
        _confinement(),
        _disk(settings),
        _try("register", lambda: _opened(settings)),
        _try("store", lambda: _reached(settings)),
        _try("bucket", lambda: _listed(settings)),
        _try("official lists", lambda: bootstrap.the_reference(settings).identity),
    )


def _packages() -> Iterator[Check]:
    for name in _PACKAGES:
        try:
            yield Check(name, True, version(name), "")
        except PackageNotFoundError:
            yield Check(name, False, "not installed", "./kaft installs it; or: pip install kaft")


def _tesseract() -> Check:
    """Ask the program itself, through pytesseract, who it is and which languages it has."""
    import pytesseract

    advice = "apt-get install tesseract-ocr"
    try:
        said = f"tesseract {pytesseract.get_tesseract_version()} with {', '.join(pytesseract.get_languages())}"
    except (pytesseract.TesseractNotFoundError, SystemExit):
        return Check("tesseract", False, "not found", advice)
    return Check("tesseract", True, said, advice)


def _second_reader() -> Check:
    """Load PP-OCRv6 in a separate process: on a processor that OpenVINO does not know, it may die."""
    code = (
        "from PIL import Image; from pipeline.adapters.ocr.paddle import LineReader, paddle_identity; "
        "LineReader().find(Image.new('L', (320, 320), 255), 90); print(paddle_identity())"
    )
    tried = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)  # noqa: S603  # fixed words
    said = (tried.stdout if tried.returncode == 0 else tried.stderr).strip().splitlines()
    found = said[-1] if said else f"died ({tried.returncode})"
    advice = (
        'Install kaft again; or read with Tesseract alone, which finds fewer numbers: reading.engine = "tesseract".'
    )
    return Check("second reader", tried.returncode == 0, found, advice)


def _program(name: str, question: str, advice: str, *, needed: bool = True) -> Check:
    path = shutil.which(name)
    if path is None:
        return Check(name, False, "not found", advice, needed)
    answer = subprocess.run([path, question], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603  # fixed words
    said = (answer.stdout or answer.stderr).splitlines()
    return Check(name, answer.returncode == 0, said[0] if said else "", advice, needed)


def _dutch_words() -> Check:
    """Look for the word list without which handwriting is read worse and no scan can be made public."""
    found = str(DUTCH) if DUTCH.is_file() else "not found"
    return Check(
        "words of Dutch",
        DUTCH.is_file(),
        found,
        "apt-get install wdutch (for handwriting, and for `kaft publish --all --scans`)",
        False,
    )


def _confinement() -> Check:
    """Try, in a separate process, whether processes that open untrusted files can be cut off from the network."""
    code = "from pipeline.adapters.processes.confined import confine; print(confine())"
    tried = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  # fixed words
    whole = tried.stdout.strip() == "namespace"
    found = "no network" if whole else "only Python's own sockets are refused"
    advice = "Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1; on Ubuntu an AppArmor profile)."
    return Check("reading apart", whole, found, advice, needed=False)


def _disk(settings: Settings) -> Check:
    folder = next(place for place in (settings.work, *settings.work.parents) if place.exists())
    free = shutil.disk_usage(folder).free / 1024**3
    return Check(
        "disk", free >= _FREE_GB, f"{free:.0f} GB free at {folder}", f"Free {_FREE_GB} GB, or choose another --work."
    )


def _try(what: str, look: Callable[[], str]) -> Check:
    try:
        return Check(what, True, look(), "")
    except KaftError as error:
        return Check(what, False, error.message, error.hint)


def _opened(settings: Settings) -> str:
    with bootstrap.open_register(settings):
        return settings.register_url.partition(":")[0]


def _reached(settings: Settings) -> str:
    """Ask the store for a file that nobody has: a missing or refusing store answers differently from a working one."""
    store = bootstrap.open_the_store(settings)
    with suppress(NotFound):
        store.get("0" * 64)
    return type(store).__name__


def _listed(settings: Settings) -> str:
    """List the bucket, which is a right of its own in S3."""
    bucket = bootstrap.open_the_bucket(settings)
    next(iter(bucket.keys("v1/")), None)
    return bucket.url
