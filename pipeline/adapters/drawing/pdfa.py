"""Makes searchable PDF/A-2 with OCRmyPDF from delivered images and known words, and reads it back."""

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import img2pdf
import ocrmypdf
import pdfplumber
import pikepdf
from pdfplumber.utils.text import LIGATURES
from pikepdf.pdfa import prepare, validate_written

from pipeline.adapters.drawing.container import assemble
from pipeline.adapters.drawing.text_layer import words_of
from pipeline.errors import ContractBroken, ToolFailed
from pipeline.ports import PdfPage
from pipeline.room import check_room
from pipeline.scratch import scratch

PLUGIN = "pipeline.adapters.drawing.text_layer"
_LIGATURES = str.maketrans(LIGATURES)  # as pdfplumber gives them, also for `pdf.text`
_DEPTH = 5  # forms in forms in which an image may be hidden


def pdf_identity() -> str:
    """Return which programs make the PDF."""
    return f"ocrmypdf {ocrmypdf.__version__}; pikepdf {pikepdf.__version__}; img2pdf {img2pdf.__version__}"


class OcrmypdfMaker:
    """Implements `ports.PdfMaker` in this process; one call at a time, as OCRmyPDF asks."""

    def __init__(self) -> None:
        self.identity = pdf_identity()

    def make(
        self,
        pages: Sequence[PdfPage],
        title: str,
        target: Path,
        drawn: Container[int] = (),
        empty: Container[int] = (),
    ) -> tuple[int, ...]:
        """See `ports.PdfMaker.make`.

        Raises:
            ToolFailed, UnreadableScan: a page cannot be put into a PDF, or OCRmyPDF could not make it PDF/A.
            ContractBroken: what it made is not PDF/A-2, or it changed an image.
        """
        with scratch("pdf") as folder:
            # What goes in, with and without words, and OCRmyPDF's own copy of both.
            check_room(folder, 4 * sum(path.stat().st_size for path in {page.path for page in pages}))
            container, layered = folder / "container.pdf", folder / "layered.pdf"
            redrawn = assemble(pages, container, drawn=drawn, empty=empty)
            _add_words(pages, redrawn, container, layered, title)
            _settle(layered, target)
            check_images(container, target, range(len(pages)))
        return tuple(sorted(redrawn))

    def split(self, pdf: Path, pages: Sequence[int], title: str, target: Path) -> None:
        """See `ports.PdfMaker.split`.

        Raises:
            ContractBroken: what it made is not PDF/A-2, or not these pages.
        """
        with pikepdf.open(pdf) as whole:
            for index in reversed(range(len(whole.pages))):
                if index not in pages:
                    del whole.pages[index]
            with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
                metadata["dc:title"] = title
            whole.remove_unreferenced_resources()
            _save(whole, target)
        check_images(pdf, target, sorted(pages), layer=True)

    def read_back(self, pdf: Path) -> tuple[str, ...]:
        """See `ports.PdfMaker.read_back`."""
        texts = []
        with pdfplumber.open(pdf) as document:
            for page in document.pages:
                texts.append(" ".join("".join(_letters(page.layout)).translate(_LIGATURES).split()))
                page.close()  # pdfplumber keeps every page in memory otherwise
        return tuple(texts)


def _letters(drawn: Iterable[Any]) -> Iterator[str]:
    """Give the letters of a page in the order in which they are written, spaces among them.

    What pdfplumber does beyond that, telling of each letter how and where it is drawn, costs as much again.
    """
    for item in drawn:
        if hasattr(item, "get_text"):
            yield item.get_text()
        elif isinstance(item, Iterable):  # a form, in which our words stand
            yield from _letters(item)


def _speaks(page: PdfPage) -> bool:
    """Tell whether the words of a page were taken from its own text; a page whose fonts say nothing was read."""
    return page.text.prepared.image.has_text and page.text.reader.startswith("pdfplumber ")


def _add_words(pages: Sequence[PdfPage], redrawn: Container[int], container: Path, target: Path, title: str) -> None:
    """Put the words on the pages; `_settle` declares the PDF to be PDF/A-2.

    A text layer that came with a scan goes: it is somebody else's reading. A page with text of its own keeps that.
    """
    silent = [place for place, page in enumerate(pages) if place in redrawn or not _speaks(page)]
    try:
        # Into an open file: what goes by its name OCRmyPDF decodes once more, image by image, only to log what it saw.
        with words_of([page.text for page in pages]), target.open("wb") as out:
            ocrmypdf.ocr(
                container, out, plugins=[PLUGIN], output_type="pdf", mode="redo" if silent else "skip",
                pages=",".join(str(place + 1) for place in silent) or None, optimize=0, jobs=1, use_threads=True,
                progress_bar=False, language=["nld"], title=title,
            )  # fmt: skip
    except (ocrmypdf.exceptions.ExitCodeException, pikepdf.PdfError) as error:
        raise ToolFailed(f"OCRmyPDF could not put the words into the PDF: {type(error).__name__}.") from error


def _settle(made: Path, target: Path) -> None:
    """Declare the PDF to be PDF/A-2; without clock and random names: the same pages and words give the same bytes.

    OCRmyPDF would do it the same way, but writes and validates what it made twice before it is settled here.
    """
    with pikepdf.open(made) as pdf:
        for page in pdf.pages:
            _name_text_layer(page)
        prepare(pdf, "2b")
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
    if report.verdict != "pass":
        raise ContractBroken("The PDF that was made is not valid PDF/A-2.", report.summary(limit=3))
    with pikepdf.open(target) as made, made.open_metadata(set_pikepdf_as_editor=False) as metadata:
        declared = (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance"))
        if declared != ("2", "B") or not metadata.get("dc:title"):
            raise ContractBroken("The PDF that was made does not say that it is PDF/A-2b, or has no title.")


def check_images(before: Path, after: Path, pages: Sequence[int], *, layer: bool = False) -> None:
    """Check that each page holds the same image data as before, byte by byte, and with `layer` the same words.

    Raises:
        ContractBroken: a page is missing, or its data are not what they were.
    """
    with pikepdf.open(before) as old, pikepdf.open(after) as new:
        if len(new.pages) != len(pages):
            raise ContractBroken(f"The PDF that was made has {len(new.pages)} pages instead of {len(pages)}.")
        for place, index in enumerate(pages):
            if _digests(old.pages[index], layer=layer) != _digests(new.pages[place], layer=layer):
                raise ContractBroken(f"Page {place + 1} of the PDF that was made does not hold what it must.")


def _digests(page: pikepdf.Page, *, layer: bool) -> list[str]:
    """Return the SHA-256 of the data of every image of a page as they are stored; with `layer` of its forms too."""
    found: list[str] = []
    seen: set[tuple[int, int]] = set()

    def look(resources: Any, depth: int) -> None:
        forms = resources.get("/XObject", pikepdf.Dictionary())
        for name, form in forms.items():
            if form.objgen in seen:
                continue
            seen.add(form.objgen)
            if form.get("/Subtype") == "/Image" or (layer and name == "/OCR"):
                found.append(hashlib.sha256(form.read_raw_bytes()).hexdigest())
            elif form.get("/Subtype") == "/Form" and depth:
                look(form.get("/Resources", pikepdf.Dictionary()), depth - 1)

    look(page.resources, _DEPTH)
    return sorted(found)


def _name_text_layer(page: pikepdf.Page) -> None:
    """OCRmyPDF gives the text layer of each page a random name; ours is always the same."""
    forms: Any = page.resources.get("/XObject", pikepdf.Dictionary())
    contents: Any = page.obj.Contents
    for name, layer in [named for named in forms.items() if named[0].startswith("/OCR-")]:
        forms["/OCR"] = layer
        del forms[name]
        contents.write(contents.read_bytes().replace(name.encode(), b"/OCR"))
