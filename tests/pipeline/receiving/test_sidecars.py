"""What lies beside the pages: which files go with a page, and which do not."""

import pytest

from pipeline.receiving.sidecars import is_sidecar, names_of_pages

PAGES = names_of_pages(["D1/0001.tif", "D1/plannen/0002.v1.tif", "D2/0003.pdf", "0004.jpg", "D1/lijst.csv"])


@pytest.mark.parametrize(
    "name",
    [
        "D1/0001.txt", "D1/0001.tif.txt", "D1/0001_ocr.txt", "D1/0001.alto.xml", "D1/alto/0001.xml", "0004.json",
        "D1/tekst/plannen/0002.v1.txt",  # however deep either lies in the folder of the dossier
    ],
)  # fmt: skip
def test_what_is_called_after_a_page_goes_with_it(name: str) -> None:
    assert is_sidecar(name, b"gelezen tekst", PAGES)


@pytest.mark.parametrize(
    "name",
    [
        "D2/0001.txt",  # a page of another dossier
        "D1/0002.txt",  # the page is 0002.v1
        "D1/0009.txt", "D1/lijst.txt", "D1/0001.docx", "0001.txt",
    ],
)  # fmt: skip
def test_what_is_called_after_no_page_of_its_dossier_is_looked_at_by_a_person(name: str) -> None:
    assert not is_sidecar(name, b"gelezen tekst", PAGES)


def test_metadata_are_known_by_their_first_element_whatever_they_are_called() -> None:
    for head in (
        '<?xml version="1.0"?>\n<!-- by a scanner -->\n<mets:mets xmlns:mets="m">',
        '\ufeff<alto xmlns="a">',
        '<?xpacket begin="\ufeff" id="W5M0"?><x:xmpmeta xmlns:x="adobe:ns:meta/">',
        '<!DOCTYPE TEI SYSTEM "tei.dtd" [<!ENTITY a "b">]><TEI>',
    ):
        assert is_sidecar("D9/x.dat", head.encode(), PAGES), head
    letter = '<?xml version="1.0"?><brief><alto/></brief>'
    for head in (letter, "Over <alto> en <mets> : zie de nota", "<altoviool>", "<?a?>" * 800):
        assert not is_sidecar("D9/x.xml", head.encode(), PAGES), head


@pytest.mark.parametrize("head", [b"", b"\0\0\0\0", b" \r\n", b"II*\0" + bytes(8)])
def test_what_is_empty_a_picture_or_no_text_is_none(head: bytes) -> None:
    assert not is_sidecar("D1/0001.txt", head, PAGES)
