import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from pipeline.adapters.drawing.sheets import sheets
from pipeline.adapters.pages.images import separator_code
from pipeline.errors import InputError
from pipeline.receiving.separators import MOST, codes, of_inventory


def test_codes_of_a_box() -> None:
    assert codes(7, "1-3, 12") == ("DOOS007-MAP001", "DOOS007-MAP002", "DOOS007-MAP003", "DOOS007-MAP012")
    assert codes(1234, "5,5") == ("DOOS1234-MAP005",)


@pytest.mark.parametrize("folders", ["", "3-1", "x", "1-", "1-9999"])
def test_what_makes_no_sense_is_said(folders: str) -> None:
    with pytest.raises(InputError):
        codes(7, folders)


def test_codes_of_an_inventory() -> None:
    table = b"doos;map;dossiermap;jaar\n12;1;D012_M01;1961\n12;2;D012_M02;\n;;los;\n"
    assert of_inventory(table) == ("DOOS012-MAP001", "DOOS012-MAP002")
    with pytest.raises(InputError):
        of_inventory(b"doos;map;dossiermap\n;;D1\n")
    rows = "".join(f"1;{number};D{number}\n" for number in range(1, MOST + 2))
    with pytest.raises(InputError):
        of_inventory(f"doos;map;dossiermap\n{rows}".encode())


@pytest.mark.parametrize(("dpi", "worn"), [(100, False), (200, True), (300, False)])
def test_printed_and_scanned_the_code_is_found_again(dpi: int, worn: bool) -> None:
    pages = pypdfium2.PdfDocument(sheets(("DOOS007-MAP004", "DOOS123-MAP045")))
    for number, code in enumerate(("DOOS007-MAP004", "DOOS123-MAP045")):
        scan = pages[number].render(scale=dpi / 72).to_pil().convert("L")
        if worn:  # askew, grey and dirty, the bar code torn off
            scan = scan.rotate(2.5, fillcolor=255, expand=True)
            dirt = np.random.default_rng(5).normal(0, 25, (scan.height, scan.width))
            scan = Image.fromarray(np.clip(np.asarray(scan) * 0.8 + 30 + dirt, 0, 255).astype(np.uint8))
            scan.paste(255, (0, 0, scan.width, int(scan.height * 0.35)))
        assert separator_code(scan) == code
    pages.close()


def test_sheets_are_a4() -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(sheets(("DOOS001-MAP001",))))
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    document.close()
