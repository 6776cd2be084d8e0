"""What is said of a scan follows from its measurements and the limits."""

from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.receiving.acceptance import LABELS, ScanLimits, SeenPage, remarks
from schemas.delivery import PageImage, ScanPage
from schemas.pages import PreparedPage, ScanQuality

LIMITS = ScanLimits()
GOOD: dict[str, Any] = {
    "darkest": 40, "paper": 235, "clipped_dark": 0.0, "clipped_light": 0.1, "edge_px": 2.4, "stroke_mm": 0.4,
    "specks": 0.0005, "borders": (0.0, 0.0, 0.0, 0.0), "likeness": "1234" * 32,
}  # fmt: skip


def page(
    number: int = 1,
    *,
    mode: str = "grey",
    image: dict[str, Any] | None = None,
    prepared: dict[str, Any] | None = None,
    quality: dict[str, Any] | None = None,
    **seen: Any,
) -> SeenPage:
    facts: dict[str, Any] = {
        "sha256": "a" * 64, "media_type": "image/jpeg", "page_index": 0, "width": 2480, "height": 3508, "dpi": 300,
        "mode": mode, **(image or {}),
    }  # fmt: skip
    made = PageImage.model_validate(facts)
    bitonal = {"edge_px": None} if mode == "bitonal" else {}
    ready = PreparedPage.model_validate(
        {
            "image": made, "rotation": 0, "skew": 0.1, "blank": False, "ink": 0.3, "dpi": 300,
            "quality": ScanQuality.model_validate({**GOOD, **bitonal, **(quality or {})}), **(prepared or {}),
        }
    )  # fmt: skip
    scan = ScanPage(number=number, file=f"D1/{number:04}.jpg", image=made)
    about = {"type": "brief", "words": 200, "confidence": 0.9, **seen}
    return SeenPage("D1", scan, ready, **about)


def codes(found: SeenPage) -> list[str]:
    return [remark.code for remark in remarks(found, LIMITS)]


def test_a_good_scan_has_nothing_against_it() -> None:
    assert codes(page()) == []
    assert codes(page(mode="bitonal")) == []


@pytest.mark.parametrize(
    ("found", "code", "defect"),
    [
        (page(image={"lost": 0.1}), "damaged", True),
        (page(image={"dpi": 200, "width": 1654, "height": 2339}, prepared={"dpi": 200}), "resolution", True),
        (page(image={"dpi": 150, "width": 7000, "height": 4960}, prepared={"dpi": 150}), "resolution", True),
        (page(quality={"edge_px": 4.6}), "blurred", True),
        (page(mode="bitonal", quality={"specks": 0.03}), "too_light", True),
        (page(mode="bitonal", quality={"stroke_mm": 0.8}, confidence=0.6), "too_dark", True),
        (page(quality={"paper": 90}), "contrast", False),
        (page(quality={"clipped_light": 0.8}), "clipped", False),
        (page(prepared={"skew": -2.4}), "skew", False),
        (page(prepared={"skew": -2.4}, words=None), "skew", False),
        (page(rotation=90), "turned", False),
        (page(quality={"borders": (0.9, 0, 0, 0)}), "border", False),
        (page(quality={"borders": (0, 0, 0.1, 0)}), "cut", False),
        (page(image={"dpi": None}), "no_resolution", False),
        (page(words=0), "unread", False),
        (page(blank=True), "blank", False),
    ],
)
def test_each_measurement_beyond_its_limit_is_said(found: SeenPage, code: str, defect: bool) -> None:
    (remark,) = remarks(found, LIMITS)

    assert (remark.code, remark.defect) == (code, defect)
    assert remark.code in LABELS


@pytest.mark.parametrize(
    "found",
    [
        page(image={"dpi": 200, "width": 6620, "height": 9360}, prepared={"dpi": 200}),  # A0 may be coarser
        page(image={"dpi": 295}, prepared={"dpi": 295}),  # counted in centimetres
        page(quality={"edge_px": 20.0, "stroke_mm": 9.0}, type="foto", words=0),
        page(mode="bitonal", quality={"stroke_mm": 0.8}, confidence=0.95),  # thick but well read: a heading, a marker
        page(prepared={"skew": 3.0}, words=5, type="foto"),
        page(image={"media_type": "application/pdf", "has_text": True, "dpi": 100}, prepared={"dpi": 100}),
    ],
)
def test_what_is_no_fault_of_the_scanner_is_not_held_against_it(found: SeenPage) -> None:
    assert codes(found) == []


def test_a_page_that_could_not_be_measured_is_a_defect_and_a_separator_sheet_is_nothing() -> None:
    sheet = page(quality={"edge_px": 9.0})

    assert codes(sheet._replace(prepared=None)) == ["unmeasured"]
    assert codes(sheet._replace(scan=sheet.scan.model_copy(update={"separator": "DOOS001-MAP001"}))) == []


def test_a_finding_says_the_measurement_and_the_limit_as_dutch_has_it() -> None:
    (remark,) = remarks(page(quality={"edge_px": 4.62}), LIMITS)

    assert remark.measured == "randen 4,6 pixels breed, grens 4,0"


def test_limits_are_checked() -> None:
    with pytest.raises(ValidationError, match="tables of ISO 2859-1"):
        ScanLimits(aql=0.7)
    assert ScanLimits(edge_px=5.0).edge_px == 5.0
