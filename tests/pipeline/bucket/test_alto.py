import xml.etree.ElementTree as ET

import pytest

from pipeline.bucket.alto import alto, words_in
from schemas.delivery import PageImage
from schemas.pages import Box, PageText, PreparedPage, Rotation, Word

SPACE = {"a": "http://www.loc.gov/standards/alto/ns-v4#"}


def page(*words: Word, rotation: Rotation | None = 0) -> PageText:
    image = PageImage(
        sha256="ab" * 32, media_type="image/tiff", page_index=0, width=2480, height=3508, dpi=300, mode="bitonal"
    )
    prepared = PreparedPage(image=image, rotation=rotation, skew=0.0, blank=not words, ink=0.05, dpi=300)
    return PageText(prepared=prepared, words=words, reader="tesseract 5.5.4 nld+fra psm 3")


WORDS = (
    Word("Het", Box(100, 200, 160, 230), 0.9512345, 0),
    Word("College", Box(170, 198, 300, 232), 1.0, 0),
    Word("<&\"'>", Box(100, 250, 150, 280), 0.5, 1),
)


def tree(text: PageText) -> ET.Element:
    return ET.fromstring(alto(text, file="D1/0001.tif", number=4))  # noqa: S314  # our own output


def test_words_come_back_with_place_text_and_confidence() -> None:
    strings = tree(page(*WORDS)).findall(".//a:TextLine/a:String", SPACE)
    assert [string.get("CONTENT") for string in strings] == ["Het", "College", "<&\"'>"]
    first = strings[0].attrib
    assert (first["HPOS"], first["VPOS"], first["WIDTH"], first["HEIGHT"]) == ("100", "200", "60", "30")
    assert float(first["WC"]) == pytest.approx(0.9512, abs=1e-4)


def test_lines_lie_in_a_block_around_their_words() -> None:
    root = tree(page(*WORDS))
    assert len(root.findall(".//a:TextLine", SPACE)) == 2
    block = root.find(".//a:TextBlock", SPACE)
    assert block is not None
    assert (block.get("HPOS"), block.get("VPOS"), block.get("WIDTH"), block.get("HEIGHT")) == (
        "100",
        "198",
        "200",
        "82",
    )
    gap = root.find(".//a:SP", SPACE)
    assert gap is not None
    assert (gap.get("HPOS"), gap.get("WIDTH")) == ("160", "10")


def test_source_and_reader_are_named() -> None:
    root = tree(page(*WORDS))
    assert root.findtext(".//a:MeasurementUnit", namespaces=SPACE) == "pixel"
    assert root.findtext(".//a:fileName", namespaces=SPACE) == "D1/0001.tif"
    assert root.findtext(".//a:fileIdentifier", namespaces=SPACE) == "ab" * 32
    assert root.findtext(".//a:softwareName", namespaces=SPACE) == "tesseract 5.5.4 nld+fra psm 3"


@pytest.mark.parametrize(("rotation", "expected"), [(0, "0"), (90, "270"), (180, "180"), (270, "90"), (None, None)])
def test_rotation_is_counted_counterclockwise(rotation: Rotation | None, expected: str | None) -> None:
    element = tree(page(*WORDS, rotation=rotation)).find(".//a:Page", SPACE)
    assert element is not None
    assert element.get("ROTATION") == expected
    assert (element.get("WIDTH"), element.get("HEIGHT"), element.get("PHYSICAL_IMG_NR")) == ("2480", "3508", "4")


def test_characters_that_xml_cannot_hold_leave_a_mark() -> None:
    string = tree(page(Word("a\x00b\x1b\ud800", Box(1, 1, 2, 2), 2.0, 0))).find(".//a:String", SPACE)
    assert string is not None
    assert string.get("CONTENT") == "a\ufffdb\ufffd\ufffd"
    assert string.get("WC") == "1"


def test_empty_page_is_valid_and_has_no_block() -> None:
    root = tree(page())
    assert root.find(".//a:PrintSpace", SPACE) is not None
    assert root.find(".//a:TextBlock", SPACE) is None


def test_upright_words_of_a_turned_page_have_gaps_without_measures() -> None:
    turned = (Word("Het", Box(100, 300, 130, 360), 0.9, 0), Word("College", Box(100, 150, 130, 290), 0.9, 0))
    gap = tree(page(*turned, rotation=270)).find(".//a:SP", SPACE)
    assert gap is not None
    assert gap.attrib == {}


def test_identifiers_are_unique_and_bytes_repeat() -> None:
    names = [element.get("ID") for element in tree(page(*WORDS)).iter() if element.get("ID")]
    assert len(names) == len(set(names))
    assert alto(page(*WORDS), file="f", number=1) == alto(page(*WORDS), file="f", number=1)


def test_what_the_reader_saw_stands_beside_a_mended_word_and_not_in_a_copy() -> None:
    data = alto(page(Word("1961", Box(1, 1, 9, 2), 0.85, 0, "196l"), WORDS[0]), file="D1/0001.tif", number=4)
    first, second = ET.fromstring(data).iter(f"{{{SPACE['a']}}}String")  # noqa: S314  # our own output
    other = first.find("a:ALTERNATIVE", SPACE)

    assert other is not None
    assert (first.get("CONTENT"), other.text, other.get("PURPOSE")) == ("1961", "196l", "as read")
    assert second.find("a:ALTERNATIVE", SPACE) is None
    assert [(word.text, word.seen) for word in words_in(data)] == [("1961", ""), ("Het", "")]
