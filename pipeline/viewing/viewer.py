"""The dossier page, in HTML: the scan with every value's place marked on the left, the values on the right.

The page stands on its own: no network, no other files, no code but its own (a content security policy sees to that).
"""

import base64
from collections.abc import Callable, Iterable
from html import escape

from pipeline.errors import ContractBroken
from pipeline.viewing.facts import facts, heading, title
from pipeline.viewing.html_page import page
from pipeline.viewing.marks import Mark, shown_fields
from schemas.flat import flatten
from schemas.pages import Box
from schemas.record import Record, RecordPage

_MARGIN = 0.003  # of the page's longer side: a box that touches the letters is hard to read through


def render(record: Record, images: Callable[[RecordPage], bytes]) -> str:
    """Return the page of a dossier as HTML with Dutch labels.

    Args:
        record: the dossier.
        images: gives the delivered image of a page as PNG or JPEG, not turned; it may be smaller than delivered.
            No bytes at all: the page is shown without an image.

    Raises:
        ContractBroken: an image is neither PNG nor JPEG.
    """
    flat, fields = flatten(record), shown_fields(record)
    marks = tuple(mark for field in fields for value in (*field.values, *field.candidates) for mark in value.marks)
    return page(
        "viewer_template.html",
        title=escape(title(flat)),
        heading=heading(flat, fields),
        page_list="".join(_page_link(page, _on(page, marks)) for page in record.pages),
        sheets="".join(_sheet(page, _on(page, marks), images(page)) for page in record.pages),
        facts=facts(record, fields),
    )


def _on(page: RecordPage, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.evidence.page == page.number)


def _page_link(page: RecordPage, marks: tuple[Mark, ...]) -> str:
    finds = f'<span class="finds" title="vindplaatsen">{len(marks)}</span>' if marks else ""
    return (
        f'<li><button type="button"><span class="number">{page.number}</span>'
        f"<span>{escape(page.type)}</span>{finds}</button></li>"
    )


def _sheet(page: RecordPage, marks: tuple[Mark, ...], image: bytes) -> str:
    text = f"<details><summary>Gelezen tekst</summary><pre>{escape(page.text)}</pre></details>" if page.text else ""
    picture = _picture(page, marks, image) if image else '<p class="empty">Van deze bladzijde is er geen beeld.</p>'
    caption = escape(_caption(page))
    return (
        f'<section class="page" data-page="{page.number}" data-caption="{caption}" aria-label="{caption}" hidden>'
        f"{picture}{text}</section>"
    )


def _caption(page: RecordPage) -> str:
    turned = f", stond {page.rotation}° gedraaid" if page.rotation else ""
    undecided = ", stand onbekend" if page.rotation is None else ""
    part = f" (blad {page.page_index + 1})" if page.page_index else ""
    return f"Bladzijde {page.number}: {page.type} · {page.file}{part} · {page.dpi} dpi{turned}{undecided}"


def _picture(page: RecordPage, marks: tuple[Mark, ...], image: bytes) -> str:
    turn, width, height = _upright(page)
    margin = round(max(page.width, page.height) * _MARGIN)
    boxes = "".join(_rectangle(mark, box, margin) for mark in marks for box in mark.evidence.boxes)
    source = f"data:{_media_type(page, image)};base64,{base64.b64encode(image).decode()}"
    return (
        f'<svg viewBox="0 0 {width} {height}" role="group" aria-label="Beeld van bladzijde {page.number}">'
        f'<g transform="{turn}"><image href="{source}" width="{page.width}" height="{page.height}" '
        f'preserveAspectRatio="none"/>{boxes}</g></svg>'
    )


def _upright(page: RecordPage) -> tuple[str, int, int]:
    """Return the transformation that puts image and boxes upright, and the width and height it leads to (pixels)."""
    match page.rotation:
        case 90:
            return f"translate(0 {page.width}) rotate(-90)", page.height, page.width
        case 180:
            return f"translate({page.width} {page.height}) rotate(180)", page.width, page.height
        case 270:
            return f"translate({page.height} 0) rotate(90)", page.height, page.width
        case _:
            return "translate(0 0)", page.width, page.height


def _rectangle(mark: Mark, box: Box, margin: int) -> str:
    left, top = box.left - margin, box.top - margin
    width, height = box.right - box.left + 2 * margin, box.bottom - box.top + 2 * margin
    return (
        f'<rect class="box {mark.status}" data-mark="{mark.name}" x="{left}" y="{top}" width="{width}" '
        f'height="{height}"><title>{escape(mark.label)}</title></rect>'
    )


def _media_type(page: RecordPage, image: bytes) -> str:
    if image.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if image.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    raise ContractBroken(f"The image of page {page.number} is neither PNG nor JPEG.", "A browser cannot show it.")
