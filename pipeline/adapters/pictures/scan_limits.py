"""How large a delivered file and its pages may be, and the message when one is not."""

from typing import Literal

from pipeline.errors import ScanTooLarge, UnreadableScan

# A page of A0 at 600 dpi is 558 million pixels: one bit each, that is 70 MB; in colour it is 1.7 GB and asks too much.
PIXELS_BITONAL = 600_000_000
PIXELS_GREY = 200_000_000
PIXELS_COLOUR = 150_000_000
PIXELS_STREAMED = 600_000_000
"""Of a JPEG, which is never in memory at once: its pixels stream, and its data go into the PDF as they are."""
PAGES_PER_FILE = 2000
LEAST_PIXELS = 15
"""Of the shorter side: the height of one small letter at 150 dpi."""

Mode = Literal["bitonal", "grey", "colour"]
MODES: tuple[Mode, ...] = ("bitonal", "grey", "colour")

AGAIN = "Open it in a viewer; if that fails too, ask the scanning contractor to deliver the page again."


def check_pages(count: int) -> None:
    """Raise ScanTooLarge when a file holds too many pages."""
    if count > PAGES_PER_FILE:
        raise ScanTooLarge(f"The file holds {count} pages; at most {PAGES_PER_FILE} are taken.", "Split the file.")


def check_shape(width: int, height: int) -> None:
    """Raise UnreadableScan when an image is so narrow that nothing can be written on it."""
    if min(width, height) < LEAST_PIXELS:
        raise UnreadableScan(f"The image is {width} × {height} pixels large: no page has that shape.", AGAIN)


def check_pixels(width: int, height: int, mode: Mode) -> None:
    """Raise ScanTooLarge when a page does not fit in the memory of a reading process."""
    limit = {"bitonal": PIXELS_BITONAL, "grey": PIXELS_GREY, "colour": PIXELS_COLOUR}[mode]
    if width * height > limit:
        raise ScanTooLarge(
            f"The page has {width} × {height} pixels ({mode}); at most {limit // 1_000_000} million fit in memory.",
            "Deliver it at a lower resolution: 300 dpi is enough for A0, and best is a TIFF in black and white.",
        )


def check_streamed(width: int, height: int) -> None:
    """Raise ScanTooLarge when a page is larger than A0 at 600 dpi."""
    if width * height > PIXELS_STREAMED:
        raise ScanTooLarge(
            f"The page has {width} × {height} pixels; at most {PIXELS_STREAMED // 1_000_000} million are read.",
            "Deliver it at a lower resolution: 300 dpi is enough for A0.",
        )
