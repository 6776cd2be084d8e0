"""Draws separator sheets: a bar code that survives any scanner setting, a QR code, and what to do with the sheet."""

import io
from collections.abc import Sequence

import zxingcpp
from PIL import Image, ImageDraw, ImageFont

_DPI = 150
_WIDTH, _HEIGHT = 1240, 1754
"""A4 at 150 dpi, in pixels."""
_LEFT = 130


def sheets(codes: Sequence[str]) -> bytes:
    """Return a PDF with one A4 sheet for each code (`DOOS007-MAP004`)."""
    made = [_sheet(code) for code in codes]
    out = io.BytesIO()
    made[0].save(out, "PDF", save_all=True, append_images=made[1:], resolution=_DPI)
    return out.getvalue()


def _sheet(code: str) -> Image.Image:
    page = Image.new("L", (_WIDTH, _HEIGHT), 255)
    pen = ImageDraw.Draw(page)
    box, _, folder = code.partition("-")
    pen.rectangle((0, 0, _WIDTH, 60), fill=0)  # seen from the side of a stack
    _write(pen, 140, "SCHEIDINGSBLAD", 72)
    _write(pen, 240, "Leg dit blad boven op de eerste bladzijde van de map en scan het mee.", 30)
    page.paste(_mark(code, "Code128", 980, 260), (_LEFT, 350))
    _write(pen, 680, f"doos {box.removeprefix('DOOS').lstrip('0') or '0'}", 130)
    _write(pen, 840, f"map {folder.removeprefix('MAP').lstrip('0') or '0'}", 130)
    page.paste(_mark(code, "QRCode", 420, 420), (_LEFT, 1060))
    _write(pen, 1520, code, 48)
    _write(pen, 1600, "Niet plooien, niet beschrijven. Na het scannen opnieuw te gebruiken voor dezelfde map.", 26)
    return page.convert("1", dither=Image.Dither.NONE)


def _write(pen: ImageDraw.ImageDraw, top: int, words: str, size: int) -> None:
    pen.text((_LEFT, top), words, fill=0, font=ImageFont.load_default(size=size))


def _mark(code: str, kind: str, width: int, height: int) -> Image.Image:
    made = zxingcpp.create_barcode(code, zxingcpp.barcode_format_from_str(kind))
    picture = Image.fromarray(made.to_image(scale=4))
    return picture.resize((width, height), Image.Resampling.NEAREST)
