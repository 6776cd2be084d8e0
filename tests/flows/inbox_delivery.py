"""A small delivery laid in an inbox, as a contractor lays it there."""

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont


def drop(inbox: Path, name: str, dossiers: int) -> None:
    """Lay a delivery in the inbox as a contractor does: the marker last."""
    for number in range(1, dossiers + 1):
        folder = inbox / name / f"D{number:03}"
        folder.mkdir(parents=True)
        text = (
            f"GEMEENTE LEEST\n{name}\nBOUWVERGUNNING nr {number}/1958\n"
            + "Het College van Burgemeester en Schepenen\n" * 12
        )
        image = Image.new("L", (900, 800), 255)
        ImageDraw.Draw(image).multiline_text((30, 30), text, fill=0, font=ImageFont.load_default(size=22), spacing=12)
        written = io.BytesIO()
        image.save(written, "PNG", dpi=(150, 150))
        (folder / "0001.png").write_bytes(written.getvalue())
    (inbox / name / "_READY").touch()
