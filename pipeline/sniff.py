"""Tells what a file is from its first bytes; the name is only what somebody called it."""

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


def promised_type(name: str) -> MediaType | None:
    """Return what the ending of a name promises; None for an ending that scans do not have."""
    return _ENDINGS.get(name.rpartition(".")[2].lower())
