"""Opens PDFs, torn ones too, and password-protected ones with the passwords that came with the deliveries.

Passwords live in a file that the archive keeps, and in the memory of the reading processes; they are never written
anywhere else. The original stays locked as it came; what is made of it is not.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c

from pipeline.adapters.pdf import torn as torn_pdf
from pipeline.errors import ConfigError

_OTHERS = 0o007
_known: tuple[str, ...] = ()
"""What this reading process tries. Every place that opens a PDF needs the passwords, and none should hand them on."""
_opens: dict[Path, str] = {}
"""Which of them opened a file."""
_whole: dict[Path, bytes] = {}
"""The last file that pdfium could not open, put together again: its pages are opened one by one."""


def use(passwords: Sequence[str]) -> None:
    """Try these passwords from now on, in this process."""
    global _known  # noqa: PLW0603  # see above: it is set once, when the reading process starts
    _known = tuple(passwords)
    _opens.clear()
    _whole.clear()


def passwords_in(place: Path) -> tuple[str, ...]:
    """Return the passwords of a file, one a line, or of all `.txt` files of a folder; an empty line is none.

    Raises:
        ConfigError: it is not there, is no text, or everybody on this machine may read it.
    """
    files = sorted(place.glob("*.txt")) if place.is_dir() else [place]
    return tuple(dict.fromkeys(password for file in files for password in _lines(file)))


def _lines(file: Path) -> Iterator[str]:
    try:
        if file.stat().st_mode & _OTHERS:
            raise ConfigError(
                f"Everybody on this machine may use the file of passwords {file}.", f"Protect it: chmod 600 {file}"
            )
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(
            f"The file of passwords {file} cannot be read: {error.strerror}.", "See reading.passwords."
        ) from error
    except UnicodeDecodeError:  # not chained: it holds what was read
        raise ConfigError(f"The file of passwords {file} is no text in UTF-8.", "Save it as UTF-8.") from None
    yield from filter(None, (line.rstrip("\r") for line in text.split("\n")))


def drawable(path: Path) -> Any:
    """Open a PDF with pdfium, put together again if need be.

    Raises:
        PdfiumError: it cannot be opened, or with no password that is known.
        UnreadableScan: it could be put together, but perhaps not with all its pages.
    """
    if path in _whole:
        return pypdfium2.PdfDocument(_whole[path])
    try:
        return _as_it_is(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise
        try:
            with editable(path) as pdf:
                whole = torn_pdf.rebuilt(pdf, path)
        except pikepdf.PdfError:
            raise error from None
    _whole.clear()
    _whole[path] = whole
    return pypdfium2.PdfDocument(whole)


def is_rebuilt(path: Path) -> bool:
    """Tell whether a PDF that was just opened had to be put together again."""
    return path in _whole


def plain(path: Path) -> Path | io.BytesIO:
    """Return a PDF that `drawable` opened for a program that puts nothing together."""
    return io.BytesIO(_whole[path]) if path in _whole else path


def _as_it_is(path: Path) -> Any:
    for password in _to_try(path):
        try:
            document = pypdfium2.PdfDocument(path, password=password or None)
        except pypdfium2.PdfiumError as error:
            if error.err_code != pdfium_c.FPDF_ERR_PASSWORD:
                raise
            refused = error
        else:
            _remember(path, password)
            return document
    raise refused


def editable(path: Path) -> pikepdf.Pdf:
    """Open a PDF with pikepdf; raises PdfError, or PasswordError when no password that is known opens it."""
    for password in _to_try(path):
        try:
            pdf = pikepdf.open(torn_pdf.source(path), password=password)
        except pikepdf.PasswordError as error:
            refused = error
        else:
            _remember(path, password)
            return pdf
    raise refused


def password_of(path: Path) -> str:
    """Return the password that opened a PDF; empty when it needs none, or when it was not opened before."""
    return _opens.get(path, "")


def is_locked(path: Path) -> bool:
    """Tell whether a PDF asks a password that is not known. pdfium may still give the reason of the file before."""
    try:
        editable(path).close()
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError:
        return False
    return False


def _to_try(path: Path) -> tuple[str, ...]:
    return tuple(dict.fromkeys((password_of(path), "", *_known)))


def _remember(path: Path, password: str) -> None:
    if password:
        _opens[path] = password
