"""Makes searchable PDF/A-2 with OCRmyPDF from delivered images and known words, and reads it back."""

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import img2pdf
import ocrmypdf
import pdfplumber
import pikepdf
from pikepdf.pdfa import validate_written
from PIL import Image

from pipeline.adapters import images
from pipeline.adapters.text_layer import words_of
from pipeline.errors import ContractBroken, ToolFailed
from pipeline.ports import PdfPage

PLUGIN = "pipeline.adapters.text_layer"


def pdf_identity() -> str:
    """Return which programs make the PDF."""
    return f"ocrmypdf {ocrmypdf.__version__}; pikepdf {pikepdf.__version__}; img2pdf {img2pdf.__version__}"


class OcrmypdfMaker:
    """Implements `ports.PdfMaker` in this process; one call at a time, as OCRmyPDF asks."""

    def __init__(self) -> None:
        self.identity = pdf_identity()

    def make(self, pages: Sequence[PdfPage], title: str, target: Path) -> None:
        """See `ports.PdfMaker.make`.

        Raises:
            ToolFailed: OCRmyPDF could not make the PDF.
            ContractBroken: what it made is not PDF/A-2.
        """
        with tempfile.TemporaryDirectory(prefix="kaft-pdf-") as folder:
            container, layered = Path(folder, "container.pdf"), Path(folder, "layered.pdf")
            _assemble(pages, container)
            try:
                with words_of([page.text for page in pages]):
                    ocrmypdf.ocr(
                        container, layered, plugins=[PLUGIN], output_type="pdfa-2", pdfa_backend="internal",
                        mode="skip", optimize=0, jobs=1, use_threads=True, progress_bar=False, language=["nld"],
                        title=title,
                    )  # fmt: skip
            except (ocrmypdf.exceptions.ExitCodeException, pikepdf.PdfError) as error:
                raise ToolFailed(f"OCRmyPDF could not make the PDF/A: {type(error).__name__}.") from error
            _settle(layered, target)

    def split(self, pdf: Path, pages: Sequence[int], title: str, target: Path) -> None:
        """See `ports.PdfMaker.split`."""
        with pikepdf.open(pdf) as whole:
            for index in reversed(range(len(whole.pages))):
                if index not in pages:
                    del whole.pages[index]
            with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
                metadata["dc:title"] = title
            whole.remove_unreferenced_resources()
            _save(whole, target)

    def read_back(self, pdf: Path) -> tuple[str, ...]:
        """See `ports.PdfMaker.read_back`."""
        texts = []
        with pdfplumber.open(pdf) as document:
            for page in document.pages:
                texts.append(" ".join(word["text"] for word in page.extract_words(use_text_flow=True)))
                page.close()  # pdfplumber keeps every page in memory otherwise
        return tuple(texts)


def _assemble(pages: Sequence[PdfPage], target: Path) -> None:
    """Put the delivered images into one PDF, their data untouched, each page turned upright by a page attribute."""
    with pikepdf.new() as whole:
        for page in pages:
            prepared = page.text.prepared
            if prepared.image.media_type == "application/pdf":
                with pikepdf.open(page.path) as source:
                    whole.pages.append(source.pages[prepared.image.page_index])
            else:
                with pikepdf.open(io.BytesIO(_image_as_pdf(page))) as source:
                    whole.pages.append(source.pages[0])
            if prepared.rotation:
                whole.pages[-1].rotate(-prepared.rotation, relative=True)
        whole.save(target, deterministic_id=True)


def _image_as_pdf(page: PdfPage) -> bytes:
    """Return a one-page PDF around the image data as they are; only what PDF cannot hold is rewritten losslessly."""
    image = page.text.prepared.image
    dpi = page.text.prepared.dpi
    layout = img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))
    options = {"layout_fun": layout, "nodate": True, "rotation": img2pdf.Rotation.none}
    data = page.path.read_bytes()
    try:
        if image.media_type != "image/tiff":
            return bytes(img2pdf.convert(data, **options))
        with Image.open(io.BytesIO(data)) as picture:
            if getattr(picture, "n_frames", 1) == 1:
                return bytes(img2pdf.convert(data, **options))
        return bytes(img2pdf.convert(_frame(data, image.page_index), **options))
    except (img2pdf.ImageOpenError, img2pdf.AlphaChannelError, img2pdf.UnsupportedColorspaceError, NotImplementedError):
        return bytes(img2pdf.convert(_frame(data, image.page_index), **options))
    except img2pdf.PdfTooLargeError as error:
        raise ToolFailed("The page is larger than a PDF page can be.", "Check its stated resolution.") from error


def _frame(data: bytes, index: int) -> bytes:
    """Return one frame of an image losslessly in a form that PDF can hold: bitonal as G4, the rest as PNG."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.seek(index)
        if picture.mode == "1":
            picture.save(out, format="TIFF", compression="group4")
        elif picture.mode == "L":
            picture.save(out, format="PNG")
        else:
            images.on_paper(picture).save(out, format="PNG")
    return out.getvalue()


def _settle(made: Path, target: Path) -> None:
    """Take the clock and random names out of the PDF: the same pages and words give the same bytes."""
    with pikepdf.open(made) as pdf:
        for page in pdf.pages:
            _name_text_layer(page)
        for key in ("/CreationDate", "/ModDate"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:InstanceID"):
                if key in metadata:
                    del metadata[key]
        _save(pdf, target)


def _save(pdf: pikepdf.Pdf, target: Path) -> None:
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    report = validate_written(target, "2b")
    if report.verdict == "fail":
        raise ContractBroken("The PDF that was made is not valid PDF/A-2.", report.summary(limit=3))


def _name_text_layer(page: pikepdf.Page) -> None:
    """OCRmyPDF gives the text layer of each page a random name; ours is always the same."""
    forms: Any = page.resources.get("/XObject", pikepdf.Dictionary())
    contents: Any = page.obj.Contents
    for name in [name for name in forms.keys() if name.startswith("/OCR-")]:  # noqa: SIM118  # no plain dictionary
        forms["/OCR"] = forms[name]
        del forms[name]
        contents.write(contents.read_bytes().replace(name.encode(), b"/OCR"))
