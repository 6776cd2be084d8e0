"""What a file is, from its first bytes."""

from collections.abc import Callable

import pytest

from pipeline.receiving.sniff import description, media_type, promised_type


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("tif", "image/tiff"),
        ("jpg", "image/jpeg"),
        ("png", "image/png"),
        ("jp2", "image/jp2"),
        ("pdf", "application/pdf"),
        ("bmp", None),
        ("gif", None),
        ("webp", None),
    ],
)
def test_the_bytes_tell_what_it_is(kind: str, expected: str | None, page: Callable[..., bytes]) -> None:
    assert media_type(page(kind=kind)) == expected


def test_a_pdf_may_begin_with_something_else() -> None:
    assert media_type(b"\r\n" * 300 + b"%PDF-1.4\n") == "application/pdf"
    assert media_type(b" " * 2000 + b"%PDF-1.4\n") is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"BM6\x00", "BMP"),
        (b"GIF89a", "GIF"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"\x00\x00\x00\x18ftypheic\x00", "telephone"),
        (b"PK\x03\x04\x14\x00", "Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Outlook"),
        (b"\x97JB2\r\n\x1a\n", "JBIG2"),
        (b"Received: from x\nSubject: plan\n\nDag", "e-mail"),
        (b"<!DOCTYPE html><p>", "web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><mets/>", "an XML document"),
        (b"Geachte heer,", "a text"),
        (b"AC1027\x00", "AutoCAD"),
        (b"%!PS-Adobe-3.0", "PostScript"),
        (b"\xff\x0a\x00", "JPEG XL"),
        (b"\x00" * 1100, "not copied to its end"),
        (b"\x01\x02\x00\x03", "unknown"),
    ],
)
def test_what_holds_no_scans_is_called_by_its_name(head: bytes, expected: str) -> None:
    assert media_type(head) is None
    assert expected in description(head)


def test_the_ending_only_promises() -> None:
    assert promised_type("D001/0001.TIFF") == "image/tiff"
    assert promised_type("0001") is None
    assert promised_type("brief.docx") is None
