"""meemoo SIPs: the bag, and what version 1.2 asks of the basic profile, as far as it could be read."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.archiving.description import dc_and_schema, described
from pipeline.archiving.meemoo import PROFILE, export_meemoo
from pipeline.archiving.submitter import Submitter
from pipeline.errors import ContractBroken
from schemas.record import Dates
from tests.pipeline.archiving.conftest import Archive
from tests.pipeline.archiving.mets_rules import SPACES, against_rules, against_schema, loose_ends, md5, named
from tests.pipeline.archiving.premis_rules import SPACE, broken

TOWN = Submitter("Stadsarchief Mechelen", "OR-abc1234")
TERMS = "{http://purl.org/dc/terms/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
REP = "data/representations/representation_1"
ASIDE = {
    "CSIP8": "a warning: LASTMODDATE is of packages that were changed",
    "CSIP12": "of every agent CREATOR; meemoo asks for a second one, an organisation", "CSIP13": "the same",
    "CSIP16": "the same", "SIP14": "of every note",
    "CSIP60": "meemoo leaves documentation out", "CSIP93": "the same", "CSIP95": "the same",
    "CSIP63": "meemoo's own samples have no type on file groups", "CSIP62": "the same",
    "CSIP113": "meemoo leaves schemas out", "CSIP97": "the same", "CSIP99": "the same",
    "CSIP101": "of packages without representations of their own", "CSIP103": "the same", "CSIP105": "the same",
}  # fmt: skip
"""Rules of eark-validator that meemoo 1.2 itself does not keep to, and why."""


@pytest.fixture
def bag(archive: Archive, tmp_path: Path) -> Path:
    return unpacked(archive, tmp_path / "out")


def unpacked(archive: Archive, out: Path) -> Path:
    assert export_meemoo(archive.books.register, archive.store, out, TOWN) == 1
    (packed,) = out.iterdir()
    with zipfile.ZipFile(packed) as inside:
        inside.extractall(out.parent / "unpacked")
    (folder,) = (out.parent / "unpacked").iterdir()
    assert packed.name == f"{folder.name}.zip"
    return folder


def listed(file: Path) -> dict[str, str]:
    return dict(reversed(line.split("  ", 1)) for line in file.read_text(encoding="utf-8").splitlines())  # type: ignore[misc]  # two parts make a pair


def test_it_is_a_whole_bag_with_md5_only(bag: Path) -> None:
    assert {path.name for path in bag.iterdir()} == {
        "bagit.txt", "bag-info.txt", "manifest-md5.txt", "tagmanifest-md5.txt", "data",
    }  # fmt: skip
    assert (bag / "bagit.txt").read_text(encoding="utf-8") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    payload, tags = listed(bag / "manifest-md5.txt"), listed(bag / "tagmanifest-md5.txt")
    assert set(payload) == {path.relative_to(bag).as_posix() for path in bag.glob("data/**/*") if path.is_file()}
    assert set(tags) == {"bagit.txt", "bag-info.txt", "manifest-md5.txt"}
    for name, digest in {**payload, **tags}.items():
        assert md5((bag / name).read_bytes()) == digest
    sizes = [(bag / name).stat().st_size for name in payload]
    assert f"Payload-Oxum: {sum(sizes)}.{len(sizes)}" in (bag / "bag-info.txt").read_text(encoding="utf-8")


def test_the_folders_are_those_of_the_basic_profile(bag: Path) -> None:
    files = {path.relative_to(bag).as_posix() for path in bag.glob("data/**/*") if path.is_file()}
    scans = {f"{REP}/data/{name}" for name in ("0001.tif", "0002.jpg", "0003.tif", "0004.png")}
    assert files == {
        "data/mets.xml", "data/metadata/descriptive/dc+schema.xml", "data/metadata/preservation/premis.xml",
        f"{REP}/mets.xml", f"{REP}/metadata/preservation/premis.xml", *scans,
    }  # fmt: skip


def test_the_documents_are_mets_and_name_every_file(bag: Path) -> None:
    documents = [bag / "data/mets.xml", bag / REP / "mets.xml"]
    found = [named(file, "MD5", md5) for file in documents]
    everything = {path for path in bag.glob("data/**/*") if path.is_file()}
    assert set().union(*found) | {documents[0]} == everything
    assert loose_ends(documents) == []
    for file in documents:
        assert against_schema(file.read_bytes()) == []
    assert against_rules(documents[0].read_bytes()) <= set(ASIDE)


def test_the_package_says_what_meemoo_asks(bag: Path) -> None:
    root = etree.parse(bag / "data/mets.xml").getroot()
    csip = f"{{{SPACES['csip']}}}"
    assert root.get("PROFILE") == "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
    assert (root.get(f"{csip}CONTENTINFORMATIONTYPE"), root.get(f"{csip}OTHERCONTENTINFORMATIONTYPE")) == (
        "OTHER", PROFILE,
    )  # fmt: skip
    agents = {
        (agent.get("ROLE"), agent.get("TYPE"), *agent.xpath("m:name/text() | m:note/text()", namespaces=SPACES))
        for agent in root.iterfind(".//m:agent", SPACES)
    }
    organisation = ("ORGANIZATION", TOWN.name, TOWN.code)
    assert {("ARCHIVIST", *organisation), ("CREATOR", *organisation)} < agents
    assert len(agents) == 3


def test_the_description_has_what_is_mandatory_and_names_nobody(bag: Path) -> None:
    file = bag / "data/metadata/descriptive/dc+schema.xml"
    root = etree.parse(file).getroot()
    assert root.tag == f"{{{PROFILE}}}metadata"
    assert {"https://schema.org/", "http://id.loc.gov/datatypes/edtf/"} < set(root.nsmap.values())
    for name, language in (("title", "nl"), ("identifier", None), ("description", "nl"), ("created", None)):
        (one,) = root.findall(f"{TERMS}{name}")
        assert one.get(LANGUAGE) == language
        assert len(one.text or "") >= 3
    created = root.find(f"{TERMS}created")
    assert created is not None
    assert created.text == "1940-05-20"
    assert created.get("{http://www.w3.org/2001/XMLSchema-instance}type") == "edtf:EDTF-level1"
    assert not re.search("Discart|Verhaegen|Schellekens", file.read_text(encoding="utf-8"))


def names_of(file: Path, kind: str) -> list[Any]:
    objects = etree.parse(file).iter(f"{SPACE}object")
    wanted = [one for one in objects if str(one.get(f"{{{'http://www.w3.org/2001/XMLSchema-instance'}}}type")) == kind]
    return [one.findtext(f"{SPACE}objectIdentifier/{SPACE}objectIdentifierValue") for one in wanted]


def test_description_dossier_scans_and_files_hang_together(bag: Path) -> None:
    package, rep = bag / "data/metadata/preservation/premis.xml", bag / REP / "metadata/preservation/premis.xml"
    for file in (package, rep):
        assert broken(file.read_bytes()) == []
    (entity,) = names_of(package, "premis:intellectualEntity")
    (scans,) = names_of(rep, "premis:representation")
    described = etree.parse(bag / "data/metadata/descriptive/dc+schema.xml").getroot().findtext(f"{TERMS}identifier")
    assert described == entity
    related = [str(one.text) for one in etree.parse(rep).iter(f"{SPACE}relatedObjectIdentifierValue")]
    files = names_of(rep, "premis:file")
    assert sorted(related) == sorted([*files, entity, *([scans] * len(files))])
    assert [str(one.text) for one in etree.parse(package).iter(f"{SPACE}relatedObjectIdentifierValue")] == [scans]
    algorithms = {(one.text, one.get("valueURI")) for one in etree.parse(rep).iter(f"{SPACE}messageDigestAlgorithm")}
    assert algorithms == {("MD5", "http://id.loc.gov/vocabulary/preservation/cryptographicHashFunctions/md5")}
    digests = {str(one.text) for one in etree.parse(rep).iter(f"{SPACE}messageDigest")}
    assert digests == {md5(file.read_bytes()) for file in (bag / REP / "data").iterdir()}


def test_the_scans_are_there_to_the_byte(bag: Path, archive: Archive) -> None:
    kept = sorted(path.read_bytes() for path in (bag / REP / "data").iterdir())
    assert kept == sorted(archive.originals.values())


def test_the_same_register_gives_the_same_zip(archive: Archive, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        export_meemoo(archive.books.register, archive.store, tmp_path / folder, TOWN)
    (one,), (two,) = (tmp_path / "one").iterdir(), (tmp_path / "two").iterdir()
    assert one.read_bytes() == two.read_bytes()
    assert export_meemoo(archive.books.register, archive.store, tmp_path / "one", TOWN) == 0


def test_a_register_in_a_database_gives_the_same(kept_archive: Archive, tmp_path: Path) -> None:
    bag = unpacked(kept_archive, tmp_path / "out")
    assert broken((bag / "data/metadata/preservation/premis.xml").read_bytes()) == []
    assert against_schema((bag / "data/mets.xml").read_bytes()) == []


def test_a_dossier_without_a_sure_date_says_so(archive: Archive) -> None:
    known = described(archive.record.model_copy(update={"dates": Dates()}))

    assert b">XXXX<" in dc_and_schema(known, PROFILE, "uuid-x")


def test_a_changed_scan_makes_no_package(archive: Archive, tmp_path: Path) -> None:
    blob = archive.store.local(archive.record.pages[0].sha256)
    blob.chmod(0o644)
    blob.write_bytes(b"changed")

    with pytest.raises(ContractBroken):
        export_meemoo(archive.books.register, archive.store, tmp_path / "out", TOWN)

    assert list((tmp_path / "out").iterdir()) == []
