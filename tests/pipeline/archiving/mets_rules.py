"""Checks METS documents: by its XML Schema, by the rules of eark-validator, and whether all that is named is there."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, isoschematron

ROOT = Path(__file__).parents[3]
RULES = ROOT / "tests" / "data" / "eark"
SCHEMAS = ROOT / "config" / "eark"
SPACES = {
    "m": "http://www.loc.gov/METS/", "x": "http://www.w3.org/1999/xlink",
    "csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
}  # fmt: skip
HREF = f"{{{SPACES['x']}}}href"
_WORDS = {
    "@TYPE": "ContentCategory", "@csip:CONTENTINFORMATIONTYPE": "ContentInformationType",
    "@csip:OAISPACKAGETYPE": "OAISPackageType", "@STATUS": "Status",
}  # fmt: skip
_MEDIA = (
    "image/tiff", "image/jpeg", "image/png", "image/jp2", "application/pdf", "application/json", "application/ld+json",
    "application/xml", "text/plain",
)  # fmt: skip
"""Of what IANA registered, as far as kaft uses it."""
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"


@cache
def _schema() -> etree.XMLSchema:
    imports = "".join(
        f'<import namespace="{space}" schemaLocation="{(SCHEMAS / file).as_uri()}"/>'
        for space, file in (
            (SPACES["x"], "xlink.xsd"), (SPACES["m"], "mets.xsd"), (SPACES["csip"], "DILCISExtensionMETS.xsd"),
        )
    )  # fmt: skip
    text = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
    return etree.XMLSchema(etree.fromstring(text))


def against_schema(document: bytes) -> list[str]:
    """Return what the XML Schema of METS has against a document."""
    schema = _schema()
    schema.validate(etree.fromstring(document))
    return [str(error.message) for error in schema.error_log]


@cache
def _rules(name: str) -> isoschematron.Schematron:
    text = (RULES / f"{name}.sch").read_text(encoding="utf-8")
    for attribute, vocabulary in _WORDS.items():
        terms = etree.parse(RULES / f"CSIPVocabulary{vocabulary}.xml").iter("{*}Term")
        text = text.replace(
            f"{attribute}_vocabulary_test", " or ".join(f"({attribute} = '{term.text}')" for term in terms)
        )
    text = text.replace("@MIMETYPE_IANA_test", " or ".join(f"(@MIMETYPE = '{media}')" for media in _MEDIA))
    return isoschematron.Schematron(etree.fromstring(text.encode()), store_report=True)


def against_rules(document: bytes) -> set[str]:
    """Return the ids of the rules of eark-validator that a document breaks, warnings too, remarks not."""
    tree = etree.ElementTree(etree.fromstring(document))
    found: set[str] = set()
    for file in sorted(RULES.glob("*.sch")):
        rules = _rules(file.stem)
        rules.validate(tree)
        failed = rules.validation_report.iter(f"{_SVRL}failed-assert")
        found |= {rule.get("id").partition("_")[0] for rule in failed if rule.get("role") != "INFO"}
    return found


def named(mets: Path, algorithm: str, digest: Callable[[bytes], str]) -> set[Path]:
    """Return the files that a METS document names, each checked for size and digest."""
    found: set[Path] = set()
    root = etree.parse(mets).getroot()
    for entry in root.iterfind(".//m:file", SPACES):
        place = entry.find("m:FLocat", SPACES)
        found.add(_checked(mets, entry, place.get(HREF), algorithm, digest))
    for entry in root.iterfind(".//m:mdRef", SPACES):
        found.add(_checked(mets, entry, entry.get(HREF), algorithm, digest))
    return found


def _checked(mets: Path, entry: etree._Element, href: str, algorithm: str, digest: Callable[[bytes], str]) -> Path:
    file = mets.parent / unquote(href)
    data = file.read_bytes()
    assert (entry.get("CHECKSUMTYPE"), entry.get("CHECKSUM"), entry.get("SIZE")) == (
        algorithm, digest(data), str(len(data)),
    ), href  # fmt: skip
    return file


def loose_ends(documents: list[Path]) -> list[str]:
    """Return identifiers that stand twice in a package, and references that lead nowhere."""
    ids: list[str] = []
    wrong: list[str] = []
    for document in documents:
        root = etree.parse(document).getroot()
        own = root.xpath("//@ID")
        ids += own
        for reference in root.xpath("//@FILEID | //@ADMID | //@DMDID | //m:mptr/@x:title", namespaces=SPACES):
            wrong += [part for part in str(reference).split() if part not in own]
    return wrong + [one for one in set(ids) if ids.count(one) > 1]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
