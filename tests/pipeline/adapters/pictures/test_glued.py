"""A second file behind a scan is never passed over, and nothing else behind it is taken for one."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from pipeline.adapters.pages import images
from pipeline.errors import GluedScan
from schemas.delivery import MediaType

TYPES: dict[str, MediaType] = {
    "JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff", "PDF": "application/pdf",
}  # fmt: skip


def made(kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, kind, **options)
    return out.getvalue()


def see(folder: Path, data: bytes, kind: str) -> int:
    (folder / "scan").write_bytes(data)
    return len(images.inspect(folder / "scan", TYPES[kind], "a" * 64))


@pytest.mark.parametrize("behind", ["JPEG", "PNG", "TIFF", "PDF", "ZIP"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_file_behind_a_picture_is_told(kind: str, behind: str, tmp_path: Path) -> None:
    more = b"PK\x03\x04" + bytes(99) if behind == "ZIP" else made(behind)

    with pytest.raises(GluedScan, match=behind):
        see(tmp_path, made(kind) + more, kind)


@pytest.mark.parametrize("kind", ["TIFF", "PDF"])
def test_two_documents_in_one_file_are_told(kind: str, tmp_path: Path) -> None:
    with pytest.raises(GluedScan, match=kind):
        see(tmp_path, made(kind) + made(kind), kind)


def test_what_belongs_to_a_scan_is_no_second_file(tmp_path: Path) -> None:
    smaller = Image.linear_gradient("L").resize((60, 60))
    words = {270: "II*\0 in words"}
    assert see(tmp_path, made("MPO", save_all=True, append_images=[smaller]), "JPEG") == 1
    assert see(tmp_path, made("JPEG") + b"\0" * 900, "JPEG") == 1
    assert see(tmp_path, made("TIFF", save_all=True, append_images=[smaller.copy()], tiffinfo=words), "TIFF") == 2
    assert see(tmp_path, made("TIFF") + b"II*\0" * 9, "TIFF") == 1


def test_an_update_of_a_pdf_and_a_pdf_inside_it_are_no_second_file(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(made("PDF")))
    pdf.attachments["plan.pdf"] = pikepdf.AttachedFileSpec(pdf, made("PDF"))
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    data = out.getvalue()
    assert data.count(b"%PDF-") == 2

    assert see(tmp_path, data + b"\n% an update\n" + data[data.rfind(b"startxref") :], "PDF") == 1
