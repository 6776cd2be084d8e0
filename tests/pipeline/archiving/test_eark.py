"""E-ARK packages: by the schema of METS, the rules of eark-validator, and the structure that CSIP asks for."""

import re
from pathlib import Path

import pytest
from lxml import etree

from pipeline.archiving.eark import export_eark
from pipeline.archiving.submitter import Submitter
from pipeline.errors import ContractBroken
from tests.pipeline.archiving.conftest import MADE, Archive
from tests.pipeline.archiving.mets_rules import SPACES, against_rules, against_schema, loose_ends, named, sha256
from tests.pipeline.archiving.premis_rules import broken

TOWN = Submitter("Stadsarchief <Mechelen>", "12025")

CONTRADICTED = {
    "CSIP8": "a warning: LASTMODDATE is of packages that were changed, and these never are",
    "CSIP12": "of every agent CREATOR, while SIP15 to SIP17 ask for a second one, an organisation",
    "CSIP13": "the same", "CSIP15": "the same, where it has no code", "CSIP16": "the same",
    "SIP14": "of every note, while CSIP16 asks for another type; and it looks for NOTETYPE outside its namespace",
    "SIP2": "the profile of 2.1 without its number; 2.2 names https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml",
    "CSIP101": "asks for a division 'Representations', which is of packages without representations of their own",
    "CSIP103": "the same", "CSIP105": "the same: the divisions 'Representations/…' stand one level higher",
}  # fmt: skip
"""Rules of eark-validator 1.1.3 that a right package of CSIP and SIP 2.2 breaks, and why."""
BELOW = {
    "CSIP17": "what describes the whole stands in the METS document of the whole", "CSIP92": "the same",
    "CSIP60": "so does documentation", "CSIP93": "the same", "CSIP95": "the same",
    "CSIP113": "so do schemas", "CSIP97": "the same", "CSIP99": "the same",
    "CSIP105": "a representation has none of its own", "CSIP8": CONTRADICTED["CSIP8"],
    "SIP2": CONTRADICTED["SIP2"], "SIP14": CONTRADICTED["SIP14"],
}  # fmt: skip
"""The same for the METS document of a representation; eark-validator itself looks at that of the whole only."""


@pytest.fixture
def package(archive: Archive, tmp_path: Path) -> Path:
    assert export_eark(archive.books.register, archive.store, tmp_path / "out", TOWN) == 1
    (made,) = (tmp_path / "out").iterdir()
    return made


def documents(package: Path) -> list[Path]:
    return [package / "METS.xml", *sorted(package.glob("representations/*/METS.xml"))]


def test_every_document_is_valid_by_the_schema(package: Path) -> None:
    assert len(documents(package)) == 3
    for file in documents(package):
        assert against_schema(file.read_bytes()) == []


def test_the_rules_of_the_validator_hold_but_for_those_that_contradict_the_specification(package: Path) -> None:
    whole, *parts = documents(package)
    assert against_rules(whole.read_bytes()) == set(CONTRADICTED) - {"CSIP15"}
    for part in parts:
        assert against_rules(part.read_bytes()) == set(BELOW)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (r' OBJID="[^"]+"', ' OBJID=""', "CSIP1"), (r' TYPE="Mixed"', ' TYPE="Papier"', "CSIP2"),
        ('OAISPACKAGETYPE="SIP"', 'OAISPACKAGETYPE="ZIP"', "CSIP9"), (r' CREATEDATE="[^"]+"', "", "CSIP7"),
        (r'(<mets:mdRef[^>]*) CHECKSUM="[^"]+"', r"\1", "CSIP29"), (r'LABEL="Metadata"', 'LABEL="Meta"', "CSIP88"),
        (r'(<mets:file [^>]*) SIZE="\d+"', r"\1", "CSIP69"), (r'USE="Schemas"', 'USE="Schema"', "CSIP113"),
    ],
)  # fmt: skip
def test_the_rules_find_what_is_wrong(package: Path, old: str, new: str, rule: str) -> None:
    text = (package / "METS.xml").read_text(encoding="utf-8")
    wrong = re.sub(old, new, text)
    assert wrong != text
    assert rule in against_rules(wrong.encode()) - against_rules(text.encode())


def test_every_file_is_named_once_with_its_size_and_digest(package: Path) -> None:
    found = [named(file, "SHA-256", sha256) for file in documents(package)]
    everything = {path for path in package.rglob("*") if path.is_file()}
    assert set().union(*found) | {package / "METS.xml"} == everything
    assert sum(map(len, found)) == len(everything) - 1
    assert loose_ends(documents(package)) == []


def test_the_folders_are_those_of_the_specification(package: Path, archive: Archive) -> None:
    root = etree.parse(package / "METS.xml").getroot()
    assert root.get("OBJID") == package.name == f"{archive.record.id}-v2"  # CSIPSTR1, 2 and CSIP1
    assert {path.name for path in package.iterdir()} == {  # CSIPSTR4 to 16
        "METS.xml", "metadata", "representations", "schemas", "documentation",
    }  # fmt: skip
    assert {path.name for path in (package / "metadata").iterdir()} == {"descriptive", "preservation"}
    for part in (package / "representations").iterdir():
        assert {path.name for path in part.iterdir()} == {"METS.xml", "data", "metadata"}
        assert etree.parse(part / "METS.xml").getroot().get("OBJID") == part.name
    agents = [(a.get("TYPE"), a.findtext("m:name", namespaces=SPACES)) for a in root.iterfind(".//m:agent", SPACES)]
    assert agents == [("OTHER", "kaft"), ("ORGANIZATION", TOWN.name)]  # CSIP10 to 14, SIP15 to 18


def test_the_scans_are_there_to_the_byte_under_the_names_they_had(package: Path, archive: Archive) -> None:
    part = package / "representations" / "rep1"
    root = etree.parse(part / "METS.xml").getroot()
    entries = root.findall(".//m:file", SPACES)
    kept = {
        entry.get("OWNERID"): (part / entry.find("m:FLocat", SPACES).get(f"{{{SPACES['x']}}}href")).read_bytes()
        for entry in entries
    }
    assert kept == {name.replace("\x01", "\ufffd"): data for name, data in archive.originals.items()}
    assert [entry.get("MIMETYPE") for entry in entries] == ["image/tiff", "image/jpeg", "image/tiff", "image/png"]
    made = {path.relative_to(package / "representations/rep2/data").as_posix()
            for path in (package / "representations/rep2/data").rglob("*") if path.is_file()}  # fmt: skip
    assert made == {name for name in MADE if not name.endswith(("json", "jsonld"))}


def test_preservation_metadata_keep_to_premis_and_tell_the_history(package: Path) -> None:
    files = sorted(package.rglob("premis.xml"))
    assert len(files) == 3
    for file in files:
        assert broken(file.read_bytes()) == []
    text = (package / "metadata/preservation/premis.xml").read_text(encoding="utf-8")
    assert all(word in text for word in ("published v1", "published v2", "nagekeken: decision", "tesseract 5.5.4"))
    assert text.count("<premis:event>") == 2


def test_the_description_names_nobody(package: Path) -> None:
    text = (package / "metadata/descriptive/dc.xml").read_text(encoding="utf-8")
    assert "622/1940" in text
    assert "Tisseltbaan" in text
    assert not re.search("Discart|Verhaegen|Schellekens", text)


def test_the_same_register_gives_the_same_bytes(package: Path, archive: Archive, tmp_path: Path) -> None:
    export_eark(archive.books.register, archive.store, tmp_path / "again", TOWN)
    (again,) = (tmp_path / "again").iterdir()

    def content(root: Path) -> dict[Path, bytes]:
        return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert content(again) == content(package)
    assert export_eark(archive.books.register, archive.store, tmp_path / "again", TOWN) == 0


def test_a_register_in_a_database_gives_the_same_package(kept_archive: Archive, tmp_path: Path) -> None:
    assert export_eark(kept_archive.books.register, kept_archive.store, tmp_path / "out", TOWN) == 1
    (package,) = (tmp_path / "out").iterdir()
    assert against_rules((package / "METS.xml").read_bytes()) == set(CONTRADICTED) - {"CSIP15"}
    assert broken((package / "metadata/preservation/premis.xml").read_bytes()) == []


def test_a_changed_scan_makes_no_package(archive: Archive, tmp_path: Path) -> None:
    blob = archive.store.local(archive.record.pages[0].sha256)
    blob.chmod(0o644)
    blob.write_bytes(b"changed")

    with pytest.raises(ContractBroken):
        export_eark(archive.books.register, archive.store, tmp_path / "out", TOWN)

    assert list((tmp_path / "out").iterdir()) == []
