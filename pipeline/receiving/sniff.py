"""Recognises a file by its first bytes; its name is only what somebody called it."""

import re

from schemas.delivery import MediaType

HEAD = 1100  # bytes; a PDF header may stand up to 1024 bytes into the file

_MAGIC: tuple[tuple[bytes, MediaType], ...] = (
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
)
_NO_SCANS: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "a GIF image"),
    (b"BM", "a Windows bitmap (BMP)"),
    (b"\x97JB2\r\n\x1a\n", "a bare JBIG2 image"),
    (b"AT&TFORM", "a DjVu document"),
    (b"8BPS", "a Photoshop document"),
    (b"II\xbc", "a JPEG XR image"),
    (b"\xff\x0a", "a JPEG XL image"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL image"),
    (b"AC10", "an AutoCAD drawing (DWG)"),
    (b"%!PS", "a PostScript document"),
    (b"PK\x03\x04", "a ZIP file or an Office document (Word, Excel, OpenDocument)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document or Outlook message"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"\xfd7zXZ\0", "a packed file (xz)"),
    (b"PK\x05\x06", "a ZIP file without anything in it"),
    (b"MZ", "a Windows program"),
    (b"L\0\0\0\x01\x14\x02\0", "a shortcut to a file elsewhere"),
    (b"[InternetShortcut]", "a shortcut to a file elsewhere"),
    (b"bplist00", "a placeholder of a file that is still in the cloud"),
)
_MAIL = re.compile(rb"^(From|To|Subject|Received|Return-Path|Message-ID|MIME-Version): ?", re.IGNORECASE | re.MULTILINE)
_HEIF = (b"heic", b"heix", b"hevc", b"heif", b"mif1", b"msf1", b"avif")
_ENDINGS: dict[str, MediaType] = {
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "jp2": "image/jp2",
    "pdf": "application/pdf",
}


def media_type(head: bytes) -> MediaType | None:
    """Return what the first HEAD bytes of a file say it is; None for anything that holds no scans."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return "application/pdf" if b"%PDF-" in head[:HEAD] else None


def description(head: bytes) -> str:
    """Return in words what a file is that holds no scans, as far as its first bytes tell."""
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF:
        return "a photo of a telephone (HEIC or AVIF)"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "a WebP image"
    if head[:64].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return "an XML document (METS, ALTO, metadata)"
    if head and not head.strip(b"\0"):
        return "full of zeros: it was not copied to its end"
    known = next((what for magic, what in _NO_SCANS if head.startswith(magic)), None)
    if known or not is_text(head):
        return known or "of an unknown kind"
    return "an e-mail message" if _MAIL.search(head) else "a text"


def is_text(head: bytes) -> bool:
    """Tell whether a file is text, as far as its first bytes tell."""
    return b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))


def promised_type(name: str) -> MediaType | None:
    """Return what the ending of a name promises; None for an ending that scans do not have."""
    return _ENDINGS.get(name.rpartition(".")[2].lower())
