"""ALTO 4.4 XML of a page: every word with its place and confidence, for readers that archives already have.

Written after the schema of the Library of Congress (alto-4-4.xsd). All measures are pixels of the delivered image,
origin top left. A page that lies on its side keeps its delivered coordinates and says so in `ROTATION`.
"""

import re
import xml.etree.ElementTree as ET
from functools import reduce

from schemas.pages import Box, PageText, Word

_NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def alto(page: PageText, *, file: str, number: int) -> bytes:
    """Return the page as ALTO XML in UTF-8; the same page gives the same bytes.

    Args:
        page: the words as read.
        file: name of the delivered file, as it stands in the record.
        number: page number in the dossier, from 1.
    """
    root = ET.Element(
        "alto",
        {
            "xmlns": _NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{_NAMESPACE} {_SCHEMA}",
            "SCHEMAVERSION": "4.4",
        },
    )
    _describe(root, page, file)
    image = page.prepared.image
    layout = ET.SubElement(ET.SubElement(root, "Layout"), "Page", _page_attributes(page, number))
    space = ET.SubElement(layout, "PrintSpace", _place(Box(0, 0, image.width, image.height)))
    lines = page.lines()
    if lines:
        block = ET.SubElement(space, "TextBlock", {"ID": "block_1"} | _place(_around(page.words)))
        for count, words in enumerate(lines, start=1):
            _add_line(block, words, f"line_{count}")
    ET.indent(root, " ")
    xml: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml + b"\n"


def words_in(data: bytes) -> tuple[Word, ...]:
    """Return the words of a page from what `alto` wrote: the same words, confidences to four digits.

    What a reader saw where another word stands now is left out: copies for the public are made of these words.
    """
    root = ET.fromstring(data)  # noqa: S314  # our own file, under its digest in the store
    words = []
    for number, line in enumerate(root.iter(f"{{{_NAMESPACE}}}TextLine")):
        for found in line.iter(f"{{{_NAMESPACE}}}String"):
            left, top, width, height = (int(found.attrib[name]) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
            box = Box(left, top, left + width, top + height)
            words.append(Word(found.attrib["CONTENT"], box, float(found.attrib["WC"]), number))
    return tuple(words)


def _describe(root: ET.Element, page: PageText, file: str) -> None:
    description = ET.SubElement(root, "Description")
    ET.SubElement(description, "MeasurementUnit").text = "pixel"
    source = ET.SubElement(description, "sourceImageInformation")
    ET.SubElement(source, "fileName").text = _legal(file)
    identifier = ET.SubElement(source, "fileIdentifier", {"fileIdentifierLocation": "sha256"})
    identifier.text = page.prepared.image.sha256
    processing = ET.SubElement(description, "Processing", {"ID": "reading"})
    ET.SubElement(processing, "processingCategory").text = "contentGeneration"
    ET.SubElement(processing, "processingStepDescription").text = "text recognition"
    software = ET.SubElement(processing, "processingSoftware")
    ET.SubElement(software, "softwareName").text = _legal(page.reader)


def _page_attributes(page: PageText, number: int) -> dict[str, str]:
    image, rotation = page.prepared.image, page.prepared.rotation
    attributes = {
        "ID": f"page_{number}",
        "PROCESSINGREFS": "reading",
        "WIDTH": str(image.width),
        "HEIGHT": str(image.height),
        "PHYSICAL_IMG_NR": str(number),
    }
    if rotation is not None:
        attributes["ROTATION"] = str(-rotation % 360)  # ALTO counts counterclockwise, we clockwise
    return attributes


def _add_line(block: ET.Element, words: tuple[Word, ...], name: str) -> None:
    line = ET.SubElement(block, "TextLine", {"ID": name} | _place(_around(words)))
    for count, word in enumerate(words, start=1):
        if count > 1:
            ET.SubElement(line, "SP", _gap(words[count - 2].box, word.box))
        confidence = f"{min(max(word.confidence, 0.0), 1.0):.4g}"
        attributes = {"ID": f"{name}_{count}"} | _place(word.box) | {"CONTENT": _legal(word.text), "WC": confidence}
        string = ET.SubElement(line, "String", attributes)
        if word.seen:
            ET.SubElement(string, "ALTERNATIVE", {"PURPOSE": "as read"}).text = _legal(word.seen)


def _gap(before: Box, after: Box) -> dict[str, str]:
    # On a page that lies on its side there is no horizontal gap: then the space has no measures.
    width = after.left - before.right
    return {"HPOS": str(before.right), "VPOS": str(before.top), "WIDTH": str(width)} if width > 0 else {}


def _around(words: tuple[Word, ...]) -> Box:
    return reduce(Box.union, (word.box for word in words))


def _place(box: Box) -> dict[str, str]:
    width, height = box.right - box.left, box.bottom - box.top
    return {"HPOS": str(box.left), "VPOS": str(box.top), "WIDTH": str(width), "HEIGHT": str(height)}


def _legal(text: str) -> str:
    """Replace characters that XML cannot hold by a mark, so that nothing vanishes unseen."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
