"""Intake: whatever is delivered, every byte is kept, every page is in a dossier, and the rest says why it is not."""

import hashlib
import io
import json
import os
import resource
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from pipeline.adapters.memory.storage import MemoryInbox, MemoryLedger, MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.storage.folders import FolderInbox, FolderStore
from pipeline.errors import DeliveryMissing, EncryptedScan, ServiceUnavailable, ToolCrashed, ToolTimeout
from pipeline.ports import Inbox, Inspected
from pipeline.stages.intake import intake
from pipeline.steps import Call, Remember
from schemas.delivery import Delivery, InventoryHint, MediaType, PageImage, Problem, Quarantined, Scans

Take = Callable[[Path | Inbox], Delivery]
Make = Callable[..., bytes]
Deliver = Callable[..., Path]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def manifest(files: dict[str, bytes], algorithm: str = "sha256") -> bytes:
    return "".join(f"{hashlib.new(algorithm, data).hexdigest()}  {name}\n" for name, data in files.items()).encode()


def reasons(delivery: Delivery) -> dict[str, str]:
    return {file.file: file.problem.code for file in delivery.quarantined}


def dossiers(delivery: Delivery) -> dict[str, Scans]:
    return {scans.key.folder: scans for scans in delivery.dossiers}


def codes(found: Delivery | Scans) -> list[str]:
    return [problem.code for problem in found.problems]


def understandable(file: Quarantined) -> bool:
    """Tell whether the reason is a sentence, and says what to do."""
    return file.problem.message.endswith(".") and len(file.problem.hint) > 10 and file.problem.severity == "error"


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


def tiff_header(width: int, height: int, frames: int = 1) -> bytes:
    """Return a TIFF in colour with so many frames that all share one strip of next to nothing."""
    fields = [(256, width), (257, height), (258, 8), (259, 1), (262, 2), (273, 8), (277, 3), (278, height), (279, 99)]
    size = 2 + 12 * len(fields) + 4
    data = b"II*\x00" + struct.pack("<I", 8)
    for frame in range(1, frames + 1):
        data += struct.pack("<H", len(fields)) + b"".join(
            struct.pack("<HHII", tag, 4, 1, value) for tag, value in fields
        )
        data += struct.pack("<I", 8 + frame * size if frame < frames else 0)
    return data


# What lies beside the pages

ALTO = b'<?xml version="1.0"?>\n<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout/></alto>'
METS = b"<mets/>"


def test_what_was_read_by_others_is_kept_beside_the_pages_and_hinders_nothing(
    deliver: Deliver, take_in: Take, page: Make, store: MemoryStore
) -> None:
    scans = {"D1/0001.tif": page("een"), "D1/0002.tif": page("twee"), "D2.tif": page("drie")}
    texts = {
        "D1/0001.xml": ALTO, "D1/alto/0002.alto.xml": ALTO, "D1/0001.txt": b"een\nSubject: bouwen",
        "D1/0002.tif.json": b"{}", "D1/0002_ocr.txt": "twee".encode("utf-16"), "D1/mets.xml": b"<mets:mets/>",
        "D2.txt": b"drie", "mets.xml": METS,
    }  # fmt: skip

    found = take_in(deliver({**scans, **texts, "manifest-sha256.txt": manifest(scans)}))

    assert found.quarantined == found.problems == ()
    assert set(found.accompanying) == {*texts, "manifest-sha256.txt"}
    assert {name: store.get(digest) for name, digest in found.digests.items() if name in texts} == texts
    assert {name: codes(scans) for name, scans in dossiers(found).items()} == {"D1": ["beside_pages"], "D2": []}
    assert [problem.severity for scans in found.dossiers for problem in scans.problems] == ["note"]
    assert "6 files" in dossiers(found)["D1"].problems[0].message


def test_the_text_of_a_page_that_is_not_there_does_not_stand_for_it(
    deliver: Deliver, take_in: Take, page: Make
) -> None:
    scans = {f"D1/000{number}.tif": page(str(number)) for number in (1, 2, 4, 5)}

    found = take_in(deliver({**scans, "D1/0003.xml": ALTO}))

    assert codes(dossiers(found)["D1"]) == ["beside_pages", "file_number_skipped"]


def test_a_text_that_goes_with_no_page_is_set_aside(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {
        "D1/0001.tif": page("een"),
        "D1/LEESMIJ.txt": b"blad 2 was te groot",
        "D1/0001.docx": b"PK\x03\x04" + bytes(90),
    }

    found = take_in(deliver(files))

    assert reasons(found) == {"D1/LEESMIJ.txt": "unsupported", "D1/0001.docx": "unsupported"}


def test_a_changed_text_is_told_and_a_delivery_of_nothing_but_texts_has_no_scans(
    deliver: Deliver, take_in: Take, page: Make
) -> None:
    files = {"D1/0001.tif": page("een"), "D1/0001.xml": ALTO}

    changed = take_in(deliver({**files, "manifest-md5.txt": manifest({**files, "D1/0001.xml": b"<alto/>"}, "md5")}))

    assert reasons(changed) == {"D1/0001.xml": "altered"}
    with pytest.raises(DeliveryMissing, match="no scan"):
        take_in(deliver({"mets.xml": METS}, "texts"))


@pytest.mark.parametrize("name", ["D1.sfv", "D1/D1.sfv", "checksums.sfv"])
def test_an_sfv_file_checks_what_it_names(name: str, deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001 a.tif": page("een"), "D1/0002.tif": page("twee")}
    inside = "" if "/" in name else "D1\\"
    crc = f"{zlib.crc32(files['D1/0001 a.tif']):08X}"
    lines = f"; made by a program\r\n{inside}0001 a.tif {crc}\r\n{inside}0002.tif deadbeef\r\n"

    found = take_in(deliver({**files, name: lines.encode()}))

    assert reasons(found) == {"D1/0002.tif": "altered"}
    assert found.problems == ()


@pytest.mark.parametrize("shape", ["names", "list", "nested", "objects"])
def test_a_list_of_checksums_may_be_json(shape: str, deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een"), "D1/0002.tif": page("twee")}
    sums = {"D1/0001.tif": sha(files["D1/0001.tif"]), "D1/0002.tif": sha(b"other"), "D1/0003.tif": sha(b"lost")}
    rows = [{"path": name, "size": 3, "md5": "0" * 32, "sha256": value.upper()} for name, value in sums.items()]
    written = {
        "names": sums, "list": rows, "nested": {"algorithm": "sha256", "delivery": {"files": rows}},
        "objects": {"files": {name: {"checksum": f"sha256:{value}"} for name, value in sums.items()}},
    }[shape]  # fmt: skip

    found = take_in(deliver({**files, "checksums.json": json.dumps(written).encode("utf-8-sig")}))

    assert reasons(found) == {"D1/0002.tif": "altered"}
    assert codes(found) == ["file_missing"]


def test_json_that_holds_no_checksums_is_told_unless_it_may_be_of_the_pages(
    deliver: Deliver, take_in: Take, page: Make
) -> None:
    files = {"D1/0001.tif": page("een")}

    assert codes(take_in(deliver({**files, "checksums.json": b"{"}, "a"))) == ["manifest_unreadable"]
    assert codes(take_in(deliver({**files, "D1/manifest.json": b'{"type": "Manifest", "items": []}'}, "b"))) == []


def test_what_a_bag_leaves_to_be_fetched_is_missing_and_not_fetched(
    deliver: Deliver, take_in: Take, page: Make
) -> None:
    scans = {"data/D1/0001.tif": page("een")}
    promised = {**scans, "data/D1/0002 (1).tif": b"elsewhere"}
    fetch = "https://scans.example/0002.tif 9 data/D1/0002 (1).tif\nhttps://scans.example/é 9 data/D1/0001.tif\n"
    bag = {"bagit.txt": b"BagIt-Version: 1.0\n", "fetch.txt": fetch.encode(), "manifest-sha256.txt": manifest(promised)}

    found = take_in(deliver({**scans, **bag}))

    assert (codes(found), codes(dossiers(found)["D1"])) == (["file_to_fetch"], ["file_to_fetch"])
    assert "scans.example" not in found.problems[0].message, "an address may hold a key"


def test_a_file_in_which_no_page_is_found_is_set_aside(deliver: Deliver, take_in: Take, page: Make) -> None:
    unfinished = b"II*\0" + bytes(20)  # the directory comes last, and was never written

    found = take_in(deliver({"D1/0001.tif": page("een"), "D1/0002.tif": unfinished}))

    assert reasons(found) == {"D1/0002.tif": "empty"}
    assert codes(dossiers(found)["D1"]) == ["file_quarantined"]


# The manifest


def test_a_delivery_that_is_what_its_manifest_says_is_taken(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een"), "D1/0002.tif": page("twee")}

    for algorithm in ("sha256", "md5"):
        found = take_in(deliver(files | {f"manifest-{algorithm}.txt": manifest(files, algorithm)}, algorithm))

        assert found.problems == found.quarantined == ()
        assert [scan.file for scan in dossiers(found)["D1"].pages] == ["D1/0001.tif", "D1/0002.tif"]
        assert (found.files_received, found.pages_received) == (3, 2)


@pytest.mark.parametrize("algorithm", ["sha256", "md5"])
def test_the_papers_of_a_bag_are_held_against_its_tag_manifest(
    algorithm: str, deliver: Deliver, take_in: Take, page: Make
) -> None:
    scans = {"data/D1/0001.tif": page("een")}
    papers = {"bagit.txt": b"BagIt-Version: 1.0\n", "bag-info.txt": b"Bag-Size: 1 kB\n"}
    papers["manifest-sha256.txt"] = manifest(scans)
    tags = {f"tagmanifest-{algorithm}.txt": manifest(papers, algorithm)}

    assert take_in(deliver({**scans, **papers, **tags}, "whole")).problems == ()
    changed = take_in(deliver({**scans, **papers, **tags, "bag-info.txt": b"Bag-Size: 2 kB\n"}, "changed"))

    (problem,) = changed.problems
    assert (problem.code, "'bag-info.txt'" in problem.message) == ("altered", True)
    assert changed.pages_received == 1


@pytest.mark.parametrize("algorithm", ["sha256", "md5"])
def test_missing_extra_and_altered_files_are_told_apart(
    algorithm: str, deliver: Deliver, take_in: Take, page: Make, store: MemoryStore
) -> None:
    good, altered, extra = page("goed"), page("veranderd"), page("extra")
    promised = {"D1/0001.tif": good, "D1/0002.tif": page("origineel"), "D1/0003.tif": b"lost"}
    files = {"D1/0001.tif": good, "D1/0002.tif": altered, "D1/0009.tif": extra}

    found = take_in(deliver(files | {f"manifest-{algorithm}.txt": manifest(promised, algorithm)}))

    assert reasons(found) == {"D1/0002.tif": "altered", "D1/0009.tif": "altered"}
    assert len({file.problem.message for file in found.quarantined}) == 2
    assert codes(found) == ["file_missing"]
    assert sorted(codes(dossiers(found)["D1"])) == ["file_missing", "file_quarantined", "file_quarantined"]
    assert [scan.file for scan in dossiers(found)["D1"].pages] == ["D1/0001.tif"]
    assert store.get(sha(altered)) == altered
    assert store.get(sha(extra)) == extra


@pytest.mark.parametrize("name", ["MANIFEST-SHA256.TXT", "Manifest-sha256.txt"])
def test_a_manifest_in_capitals_binds_too(name: str, deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een"), "D1/0002.tif": page("twee")}

    found = take_in(deliver(files | {name: manifest(files | {"D1/0002.tif": b"other"})}))

    assert reasons(found) == {"D1/0002.tif": "altered"}


def test_two_manifests_bind_both(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {f"D1/000{number}.tif": page(word) for number, word in enumerate(("een", "twee", "drie"), start=1)}
    md5 = {name: hashlib.md5(data).hexdigest() for name, data in files.items()}  # noqa: S324  # what BagIt asks for
    md5 |= {"D1/0002.tif": "0" * 32, "D1/0004.tif": "0" * 32}
    del md5["D1/0003.tif"]
    weaker = "".join(f"{digest}  {name}\n" for name, digest in md5.items()).encode()

    found = take_in(deliver(files | {"manifest-sha256.txt": manifest(files), "manifest-md5.txt": weaker}))

    assert reasons(found) == {"D1/0002.tif": "altered"}
    assert codes(found) == ["file_missing"]
    assert "D1/0004.tif" in found.problems[0].message


@pytest.mark.parametrize("where", ["D1/manifest-md5.txt", "D1/scans/manifest-md5.txt", "D1/D1.md5"])
def test_a_manifest_in_the_folder_of_a_dossier_speaks_of_that_folder(
    where: str, deliver: Deliver, take_in: Take, page: Make
) -> None:
    folder = where.rpartition("/")[0]
    files = {f"{folder}/0001.tif": page("een"), f"{folder}/0002.tif": page("twee"), "D2/0001.tif": page("drie")}
    checks = manifest({"0001.tif": files[f"{folder}/0001.tif"], "0002.tif": b"other", "0003.tif": b"lost"}, "md5")

    found = take_in(deliver({**files, where: checks}))

    assert reasons(found) == {f"{folder}/0002.tif": "altered"}
    assert codes(found) == ["file_missing"]
    assert sorted(codes(dossiers(found)["D1"])) == ["file_missing", "file_quarantined"]
    assert len(dossiers(found)["D2"].pages) == 1


def test_a_file_that_the_manifest_of_its_folder_does_not_name_is_set_aside(
    deliver: Deliver, take_in: Take, page: Make
) -> None:
    files = {"D1/0001.tif": page("een"), "D1/0002.tif": page("twee"), "D2/0001.tif": page("drie")}

    strict = take_in(deliver({**files, "D1/manifest-md5.txt": manifest({"0001.tif": page("een")}, "md5")}, "a"))
    lists = take_in(deliver({**files, "D1/md5sums.txt": manifest({"0001.tif": page("een")}, "md5")}, "b"))

    assert reasons(strict) == {"D1/0002.tif": "altered"}
    assert reasons(lists) == {}, "a list that is no manifest checks what it names"


@pytest.mark.parametrize(
    "front", ["levering_01/", "LEVERING_01/", "E:\\scans\\levering_01\\", "/mnt/uit/levering 01/", "../levering_01/"]
)
def test_a_manifest_written_above_the_delivery_is_understood(
    front: str, deliver: Deliver, take_in: Take, page: Make
) -> None:
    files = {"D1/0001.tif": page("een"), "D2/0001.tif": page("twee")}
    said = {front + name: data for name, data in {**files, "D2/0002.tif": b"lost"}.items()}

    found = take_in(deliver({**files, "manifest-sha256.txt": manifest(said)}))

    assert (found.quarantined, found.pages_received) == ((), 2)
    assert codes(found) == ["manifest_moved", "file_missing"]
    assert "'D2/0002.tif'" in found.problems[1].message


def test_a_manifest_of_several_deliveries_is_read_for_this_one(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een")}
    said = {"levering_01/D1/0001.tif": files["D1/0001.tif"], "levering_02/D9/0001.tif": b"elsewhere"}

    found = take_in(deliver({**files, "manifest-sha256.txt": manifest(said)}))

    assert (found.quarantined, found.pages_received) == ((), 1)
    assert codes(found) == ["manifest_moved", "file_missing"], "what is not here is told"


def test_a_manifest_in_a_dossier_may_speak_from_the_delivery_on(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een")}

    found = take_in(deliver({**files, "D1/manifest-sha256.txt": manifest({"D1/0001.tif": b"other"})}))

    assert reasons(found) == {"D1/0001.tif": "altered"}


def test_a_manifest_of_which_nothing_is_here_says_so(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een")}
    others = manifest({"x/0007.tif": b"x", "y/0008.tif": b"y"})

    inside = take_in(deliver({**files, "D1/manifest-sha256.txt": others}, "inside"))
    at_the_top = take_in(deliver({**files, "manifest-sha256.txt": others}, "top"))

    assert (codes(inside), inside.quarantined, inside.pages_received) == (["manifest_of_others"], (), 1)
    assert codes(at_the_top)[0] == "manifest_of_others"
    assert reasons(at_the_top) == {"D1/0001.tif": "altered"}, "it binds"


def test_a_disk_that_changed_capitals_hides_no_missing_page(deliver: Deliver, take_in: Take, page: Make) -> None:
    one, two = page("een"), page("twee")

    changed = take_in(deliver({"D1/0001.TIF": one, "manifest-md5.txt": manifest({"d1/0001.tif": one}, "md5")}, "a"))
    lost = take_in(deliver({"D1/a.tif": one, "manifest-md5.txt": manifest({"D1/a.tif": one, "D1/A.tif": two}, "md5")}))

    assert (codes(changed), changed.quarantined) == ([], ())
    assert codes(lost) == ["file_missing"]
    assert "'D1/A.tif'" in lost.problems[0].message


def test_a_manifest_that_names_itself_is_not_called_altered(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een")}

    found = take_in(deliver({**files, "manifest-sha256.txt": manifest({**files, "manifest-sha256.txt": b"half"})}))

    assert (codes(found), found.pages_received) == ([], 1)


def test_litter_that_did_not_come_along_is_missed_by_nobody(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een")}

    found = take_in(deliver({**files, "manifest-sha256.txt": manifest({**files, "D1/Thumbs.db": b"x"})}))

    assert codes(found) == []


def test_a_bag_one_folder_deeper_is_the_delivery(deliver: Deliver, take_in: Take, page: Make) -> None:
    payload = {"data/D1/0001.tif": page("een"), "data/D2/0001.tif": page("twee")}
    said = {**payload, "data/D2/0002.tif": b"lost"}
    bag = {**payload, "bagit.txt": b"BagIt-Version: 1.0\n", "manifest-md5.txt": manifest(said, "md5")}
    bag["tagmanifest-md5.txt"] = manifest({"bagit.txt": b"changed"}, "md5")

    found = take_in(deliver({f"zak/{name}": data for name, data in bag.items()}))

    assert {folder: scans.pages[0].file for folder, scans in dossiers(found).items()} == {
        "D1": "D1/0001.tif", "D2": "D2/0001.tif",
    }  # fmt: skip
    assert codes(found) == ["altered", "file_missing"]
    assert codes(dossiers(found)["D2"]) == ["file_missing"]


def test_each_dossier_may_be_a_bag(deliver: Deliver, take_in: Take, page: Make) -> None:
    files: dict[str, bytes] = {}
    for name in ("D1", "D2"):
        payload = {"data/0001.tif": page(name)}
        checks = manifest(payload if name == "D1" else {"data/0001.tif": b"other"})
        files |= {f"{name}/{file}": data for file, data in payload.items()}
        files |= {f"{name}/bagit.txt": b"BagIt-Version: 1.0\n", f"{name}/manifest-sha256.txt": checks}

    found = take_in(deliver(files))

    assert reasons(found) == {"D2/data/0001.tif": "altered"}
    assert {folder: len(scans.pages) for folder, scans in dossiers(found).items()} == {"D1": 1, "D2": 0}


def test_an_inventory_in_the_folder_of_a_dossier_counts_too(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een"), "D2/0001.tif": page("twee"), "inventory.csv": b"dossiermap;jaar\nD2;1974\n"}

    found = take_in(deliver({**files, "D1/Inventaris.csv": b"dossiermap;jaar\nD1;1962\nD2;1975\n"}))

    assert dossiers(found)["D1"].inventory == InventoryHint(year="1962")
    assert dossiers(found)["D2"].inventory == InventoryHint(year="1974"), "that of the delivery counts first"
    assert codes(found) == []


def test_a_bag_is_a_delivery(deliver: Deliver, take_in: Take, page: Make) -> None:
    payload = {
        "data/D1/0001.tif": page("een"),
        "data/D2.pdf": page("twee", kind="pdf"),
        "data/inventory.csv": b"dossiermap\nD1\n",
    }
    bag = payload | {"bagit.txt": b"BagIt-Version: 1.0\n", "bag-info.txt": b"", "metadata/mets.xml": b"<mets/>"}

    found = take_in(deliver(bag | {"manifest-sha256.txt": manifest(payload), "tagmanifest-sha256.txt": b""}))

    assert found.problems == found.quarantined == ()
    assert set(dossiers(found)) == {"D1", "D2"}
    assert dossiers(found)["D1"].pages[0].file == "D1/0001.tif"
    assert dossiers(found)["D1"].inventory is not None
    assert "metadata/mets.xml" in found.accompanying


def test_a_scan_beside_the_payload_of_a_bag_is_not_mixed_up_with_its_namesake(
    deliver: Deliver, take_in: Take, page: Make
) -> None:
    inside, outside = page("binnen"), page("buiten")

    found = take_in(deliver({"bagit.txt": b"", "data/D1/0001.tif": inside, "D1/0001.tif": outside}))

    assert [scan.image.sha256 for scan in dossiers(found)["D1"].pages] == [sha(inside)]
    assert [file.sha256 for file in found.quarantined] == [sha(outside)]
    assert found.pages_received == 1


def test_a_manifest_that_is_not_what_it_is_called_checks_all_the_same(
    deliver: Deliver, take_in: Take, page: Make
) -> None:
    files = {"D1/0001.tif": page("een"), "D1/0002.tif": page("twee")}
    sums = manifest({**files, "D1/0002.tif": b"other"}, "md5")

    found = take_in(deliver({**files, "manifest-sha256.txt": sums.decode().encode("utf-16-le")}))

    assert codes(found) == ["manifest_misnamed"]
    assert reasons(found) == {"D1/0002.tif": "altered"}
    assert "changed on the way" in found.quarantined[0].problem.message


def test_what_an_unreadable_manifest_does_not_name_says_so(deliver: Deliver, take_in: Take, page: Make) -> None:
    found = take_in(deliver({"D1/0001.tif": page("een"), "manifest-sha256.txt": b""}))

    assert codes(found) == ["manifest_unreadable"]
    assert "as far as it can be read" in found.quarantined[0].problem.message


def test_a_manifest_with_unreadable_lines_says_which(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een"), "D1/0002.tif": page("twee")}
    text = manifest({"D1\\0001.tif": files["D1/0001.tif"]}).replace(b"  ", b" *") + b"dit is geen regel\n"

    found = take_in(deliver(files | {"manifest-sha256.txt": text}))

    assert codes(found) == ["manifest_unreadable"]
    assert "Line 2 of" in found.problems[0].message
    assert reasons(found) == {"D1/0002.tif": "altered"}


def test_a_manifest_that_cannot_be_opened_stops_nothing(deliver: Deliver, take_in: Take, page: Make) -> None:
    folder = deliver({"D1/0001.tif": page("een")})
    (folder / "manifest-sha256.txt").symlink_to("/etc/hostname")
    (folder / "inventory.csv").symlink_to("nowhere")

    found = take_in(folder)

    assert {"manifest_unreadable", "inventory_unreadable"} <= set(codes(found))
    assert len(dossiers(found)["D1"].pages) == 1


def test_of_rows_that_contradict_each_other_none_is_used(deliver: Deliver, take_in: Take, page: Make) -> None:
    rows = "doos;dossiermap\n7;D1\n8;d1\n7;D2\n7;D2\n"

    found = take_in(deliver({"D1/1.tif": page("een"), "D2/1.tif": page("twee"), "inventory.csv": rows.encode()}))

    assert codes(found) == ["inventory_twice"]
    assert dossiers(found)["D1"].inventory is None
    assert dossiers(found)["D2"].inventory == InventoryHint(box="7")


def test_an_altered_inventory_is_told(deliver: Deliver, take_in: Take, page: Make) -> None:
    files = {"D1/0001.tif": page("een"), "inventory.csv": b"dossiermap\nD1\n"}
    checks = manifest(files | {"inventory.csv": b"other"}) + manifest({"D1/Thumbs.db": b"other"})

    found = take_in(deliver(files | {"manifest-sha256.txt": checks, "D1/Thumbs.db": b"changed by Windows"}))

    assert codes(found) == ["altered"]
    assert "inventory.csv" in found.problems[0].message


def test_a_newline_in_a_name_is_found_in_a_bagit_manifest_and_set_aside(take_in: Take, page: Make) -> None:
    data = page("een")
    inbox = MemoryInbox("l", {"D1/a\nb.tif": data, "manifest-sha256.txt": f"{sha(data)}  D1/a%0Ab.tif\n".encode()})

    found = take_in(inbox)

    assert reasons(found) == {"D1/a\nb.tif": "unsafe_name"}
    assert codes(found) == []


# Files that cannot be used


@pytest.fixture
def bad_files(page: Make, blank_pdf: Make) -> dict[str, tuple[bytes, str]]:
    """Name → bytes and the code of the reason."""
    good, locked = page(kind="png"), blank_pdf(1, "geheim")
    return {
        "leeg.tif": (b"", "empty"),
        "halve.png": (good[: len(good) // 2], "unreadable"),
        "halve.tif": (page(kind="tif")[:-400], "unreadable"),
        "halve.jpg": (page(kind="jpg")[:3000], "unreadable"),
        "kop.jpg": (b"\xff\xd8\xff\xe0", "unreadable"),
        "halve.pdf": (b"%PDF-1.4\n1 0 obj\n<<", "unreadable"),
        "op slot.pdf": (locked, "encrypted"),
        "brief.docx": (b"PK\x03\x04\x14\x00\x06\x00", "unsupported"),
        "bericht.eml": (b"From: x\nSubject: plan\n\n", "unsupported"),
        "foto.heic": (b"\x00\x00\x00\x18ftypheic\x00\x00", "unsupported"),
        "scan.bmp": (page(kind="bmp"), "unsupported"),
        "scan.webp": (page(kind="webp"), "unsupported"),
        "scan.gif": (page(kind="gif"), "unsupported"),
        "reus.png": (png_header(60_000, 60_000), "too_large"),
        "reus.tif": (tiff_header(60_000, 60_000), "too_large"),
        "lang.pdf": (blank_pdf(pages=3000), "too_large"),
        "lang.tif": (tiff_header(1, 1, frames=3000), "too_large"),
    }


def test_a_bad_file_is_set_aside_with_a_reason_and_the_rest_goes_on(
    bad_files: dict[str, tuple[bytes, str]], deliver: Deliver, take_in: Take, page: Make, store: MemoryStore
) -> None:
    files = {f"D{number}/{name}": data for number, (name, (data, _)) in enumerate(bad_files.items())}
    beside = {f"{name.partition('/')[0]}/0000.tif": page(name) for name in files}
    folder = deliver(files | beside)
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    found = take_in(folder)

    expected = {f"D{number}/{name}": code for number, (name, (_, code)) in enumerate(bad_files.items())}
    assert reasons(found) == expected
    assert all(map(understandable, found.quarantined))
    assert found.pages_received == len(beside) == sum(len(scans.pages) for scans in found.dossiers)
    assert all(codes(scans) == ["file_quarantined"] for scans in found.dossiers)
    for file in found.quarantined:
        assert file.sha256 == sha(files[file.file])
        assert store.get(file.sha256) == files[file.file]
        assert file.size == len(files[file.file])
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
    assert after == before
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 300_000, "kilobytes: nothing huge was unpacked"


def test_a_file_is_taken_as_what_it_is_not_as_what_it_is_called(deliver: Deliver, take_in: Take, page: Make) -> None:
    found = take_in(deliver({"D1/0001.tif": page(kind="jpg"), "D1/0002": page(kind="png")}))

    assert [scan.image.media_type for scan in dossiers(found)["D1"].pages] == ["image/jpeg", "image/png"]
    assert [(problem.code, problem.severity) for problem in dossiers(found)["D1"].problems] == [
        ("mislabelled", "note")
    ] * 2
    assert found.quarantined == ()


def test_empty_folders_and_folders_without_a_usable_file_are_dossiers_too(
    deliver: Deliver, take_in: Take, page: Make
) -> None:
    folder = deliver(
        {"D1/0001.tif": page("een"), "D2/brief.docx": b"PK\x03\x04", "D4.pdf": b"", "los.docx": b"PK\x03\x04"}
    )
    (folder / "D3").mkdir()

    found = take_in(folder)

    assert {name: len(scans.pages) for name, scans in dossiers(found).items()} == {"D1": 1, "D2": 0, "D3": 0, "D4": 0}
    assert set(reasons(found)) == {"D2/brief.docx", "D4.pdf", "los.docx"}
    assert codes(dossiers(found)["D2"]) == codes(dossiers(found)["D4"]) == ["file_quarantined"]


@pytest.mark.parametrize(
    "left", ["Thumbs.db", "scans/.DS_Store", "manifest-sha256.txt", "~$brief.docx", "@eaDir/0001.tif/THUMB.jpg"]
)
def test_a_folder_of_which_only_litter_came_is_a_dossier_without_pages(
    left: str, deliver: Deliver, take_in: Take, page: Make
) -> None:
    found = take_in(deliver({"D1/0001.tif": page("een"), f"D2/{left}": b"left", "D1/Thumbs.db": b"left"}))

    assert {folder: len(scans.pages) for folder, scans in dossiers(found).items()} == {"D1": 1, "D2": 0}
    assert found.quarantined == ()


def test_what_a_disk_keeps_for_itself_is_no_dossier(deliver: Deliver, take_in: Take, page: Make) -> None:
    folder = deliver(
        {
            "D1/0001.tif": page("een"),
            "System Volume Information/IndexerVolumeGuid": b"x",
            "$RECYCLE.BIN/S-1/0001.tif": page("weg"),
        }
    )
    (folder / ".Trash-1000").mkdir()

    found = take_in(folder)

    assert set(dossiers(found)) == {"D1"}
    assert (found.quarantined, found.pages_received, found.files_received) == ((), 1, 3)
    assert set(found.accompanying) == {"System Volume Information/IndexerVolumeGuid", "$RECYCLE.BIN/S-1/0001.tif"}


def test_a_delivery_without_any_file_is_missing(tmp_path: Path, take_in: Take) -> None:
    with pytest.raises(DeliveryMissing):
        take_in(tmp_path)


@pytest.mark.parametrize("papers", [{"_READY": b""}, {"inventory.csv": b"dossiermap;jaar\n"}])
def test_a_delivery_without_any_scan_is_missing(papers: dict[str, bytes], take_in: Take) -> None:
    with pytest.raises(DeliveryMissing, match="There is no scan in delivery 'l'"):
        take_in(MemoryInbox("l", papers))


def test_a_later_part_is_known_to_the_inventory_as_its_dossier(take_in: Take, page: Make) -> None:
    rows = b"dossiermap;jaar\nD1/;1962\n"
    found = take_in(MemoryInbox("l", {"D1_02/0001.tif": page("een"), "inventory.csv": rows}))
    (part,) = found.dossiers
    assert part.inventory is not None
    assert part.inventory.year == "1962"
    assert codes(found) == []


class Breaks(PageReader):
    """The real reader, that dies on some files as a fault in a C library would make it."""

    def __init__(self, reader: PageReader, digests: dict[str, Exception]) -> None:
        self.identity, self._reader, self._digests = reader.identity, reader, digests

    def inspect(self, path: Path, media_type: object, sha256: str) -> tuple[Inspected, ...]:
        if sha256 in self._digests:
            raise self._digests[sha256]
        return self._reader.inspect(path, media_type, sha256)


@pytest.mark.parametrize(
    "error", [ToolCrashed("A reading process died.", "Run again."), ToolTimeout("It took too long.", "Look at it.")]
)
def test_a_file_that_kills_its_reader_falls_out_alone(
    error: Exception, deliver: Deliver, page: Make, store: MemoryStore, page_reader: PageReader
) -> None:
    deadly = page("dodelijk")
    folder = deliver({"D1/0001.tif": page("een"), "D1/0002.tif": deadly, "D2/0001.tif": page("twee")})

    found = intake(FolderInbox(folder), store=store, reader=Breaks(page_reader, {sha(deadly): error}), step=Call())

    assert reasons(found) == {"D1/0002.tif": error.code}
    assert {name: len(scans.pages) for name, scans in dossiers(found).items()} == {"D1": 1, "D2": 1}


class BadDisk(MemoryInbox):
    """A delivery on a disk with a bad spot: one file can be opened but not read."""

    @contextmanager
    def open(self, name: str) -> Iterator[Path]:
        if name.endswith("bad.tif"):
            yield Path("/proc/self/mem")  # reading it from its beginning is an input/output error
        else:
            with super().open(name) as path:
                yield path


def test_a_file_the_disk_cannot_read_falls_out_alone(tmp_path: Path, page: Make, page_reader: PageReader) -> None:
    inbox = BadDisk("l", {"D1/bad.tif": b"", "D1/0001.tif": page("een")})

    found = intake(inbox, store=FolderStore(tmp_path), reader=page_reader, step=Call())

    assert reasons(found) == {"D1/bad.tif": "unreadable"}
    assert found.quarantined[0].sha256 is None
    assert len(dossiers(found)["D1"].pages) == 1


class FullStore(MemoryStore):
    """A store on a full disk."""

    def put_file(self, path: Path) -> str:  # noqa: ARG002  # as the port has it
        raise ServiceUnavailable("The disk is full.")


def test_a_store_that_does_not_work_stops_the_run_instead_of_blaming_the_file(
    page: Make, page_reader: PageReader
) -> None:
    with pytest.raises(ServiceUnavailable):
        intake(MemoryInbox("l", {"D1/1.tif": page()}), store=FullStore(), reader=page_reader, step=Call())


# Names


@pytest.mark.parametrize(
    "name",
    [
        "../geheim.tif", "D1/../../geheim.tif", "D1/./a.tif", "/etc/a.tif", "D1/a\nb.tif", "D1/a\x1b[2Jb.tif",
        "D1/gnp.\u202efit", "D1/a\u2028b.tif", "D1\\0001.tif", "D1/" + "a" * 300 + ".tif", "d" * 300 + "/0001.tif",
    ],
)  # fmt: skip
def test_an_unsafe_name_is_set_aside_and_its_bytes_are_kept(
    name: str, take_in: Take, page: Make, store: MemoryStore
) -> None:
    data = page("een")

    found = take_in(MemoryInbox("l", {name: data, "D2/0001.tif": page("twee")}))

    assert reasons(found) == {name: "unsafe_name"}
    assert understandable(found.quarantined[0])
    assert store.get(sha(data)) == data
    assert "D2" in dossiers(found)
    assert not {".", "..", "d" * 300} & set(dossiers(found))


@pytest.mark.parametrize("name", [b"D1/caf\xe9.tif", b"dossi\xe8r/0001.tif"])
def test_a_name_that_is_no_utf8_is_said_to_be_so(name: bytes, deliver: Deliver, take_in: Take, page: Make) -> None:
    folder = deliver({"D2/0001.tif": page("een")})
    file = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    file.parent.mkdir()
    file.write_bytes(page("twee"))

    (aside,) = take_in(folder).quarantined

    assert aside.problem.code == "unsafe_name"
    assert "UTF-8" in aside.problem.message
    assert "backslash" not in aside.problem.message
    assert understandable(aside)


@pytest.mark.parametrize("name", ["=cmd|'x'!A0", "été ² n° 3", "[bold]x[red]", "%s %n", "con", "a'; drop table x"])
def test_a_name_that_is_only_odd_is_taken(name: str, take_in: Take, page: Make) -> None:
    found = take_in(MemoryInbox("l", {f"{name}/{name}.tif": page("een")}))

    assert found.quarantined == ()
    assert dossiers(found)[name].pages[0].file == f"{name}/{name}.tif"


def test_a_link_out_of_the_delivery_is_set_aside(
    deliver: Deliver, take_in: Take, page: Make, store: MemoryStore
) -> None:
    folder = deliver({"D1/0001.tif": page("een")})
    secret = page("geheim")
    (folder.parent / "geheim.tif").write_bytes(secret)
    (folder / "D1" / "0002.tif").symlink_to("../../geheim.tif")
    os.mkfifo(folder / "D1" / "0003.tif")
    (folder / "D3").symlink_to("D1")

    found = take_in(folder)

    assert reasons(found) == {"D1/0002.tif": "unsafe_name", "D1/0003.tif": "unsupported", "D3": "unsupported"}
    assert all(map(understandable, found.quarantined))
    assert not store.has(sha(secret))
    assert len(dossiers(found)["D1"].pages) == 1


# The inventory


def test_the_inventory_is_a_hint_and_nothing_more(deliver: Deliver, take_in: Take, page: Make) -> None:
    text = "doos;map;dossiermap;jaar;opmerking;kleur\r\n7;4;d1;1674;één plan;rood\r\n7;5;D9;1980;;\r\n"

    found = take_in(deliver({"D1/0001.tif": page("een"), "inventory.csv": text.encode("cp1252")}))

    hint = dossiers(found)["D1"].inventory
    assert hint is not None
    assert (hint.box, hint.year, hint.remark, hint.other) == ("7", "1674", "één plan", {"kleur": "rood"})
    assert codes(found) == ["dossier_not_delivered"]
    assert "'D9'" in found.problems[0].message


def test_an_inventory_may_be_a_workbook_and_a_broken_one_stops_nothing(
    deliver: Deliver, take_in: Take, page: Make
) -> None:
    book, out = Workbook(), io.BytesIO()
    for row in (["doos", "dossiermap"], [7, "D1"], [7, "D9"]):
        book.worksheets[0].append(row)
    book.save(out)
    scan = {"D1/0001.tif": page("een")}

    whole = take_in(deliver({**scan, "Inventaris.xlsx": out.getvalue()}, "whole"))
    broken = take_in(deliver({**scan, "inventory.xlsx": out.getvalue()[:999], "lijst.xlsx": out.getvalue()}, "broken"))

    assert dossiers(whole)["D1"].inventory == InventoryHint(box="7")
    assert (codes(whole), whole.quarantined) == (["dossier_not_delivered"], ())
    assert codes(broken) == ["inventory_unreadable"]
    assert "inventory.xlsx" in broken.problems[0].message
    assert reasons(broken) == {"lijst.xlsx": "unsupported"}
    assert "inventory" in broken.quarantined[0].problem.hint


def test_what_is_no_inventory_is_told_and_stops_nothing(deliver: Deliver, take_in: Take, page: Make) -> None:
    found = take_in(deliver({"D1/0001.tif": page("een"), "inventory.csv": b'a;b\r1;"2\r3;4'}))

    assert codes(found) == ["inventory_unreadable"]
    assert len(found.dossiers) == 1


def test_an_inventory_inside_a_dossier_is_not_that_of_the_delivery(
    deliver: Deliver, take_in: Take, page: Make, store: MemoryStore
) -> None:
    inner = b"dossiermap;jaar\nD1;1900\n"

    found = take_in(
        deliver({"D1/0001.tif": page("een"), "D1/inventory.csv": inner, "inventory.csv": b"dossiermap;jaar\nD1;1974\n"})
    )

    assert dossiers(found)["D1"].inventory.year == "1974"
    assert set(found.accompanying) == {"D1/inventory.csv", "inventory.csv"}
    assert store.get(sha(inner)) == inner


# Stacks and parts


@pytest.mark.parametrize("kind", ["pdf", "tif"])
def test_a_stack_is_divided_by_real_separator_sheets(kind: str, deliver: Deliver, take_in: Take, stack: Make) -> None:
    made = stack("voor", "=DOOS007-MAP004", "een", "#doos007-map005", "twee", "=DOOS007-MAP004", "drie", kind=kind)

    found = take_in(deliver({f"stapel.{kind}": made}))

    pages = {name: [scan.page_index for scan in scans.pages] for name, scans in dossiers(found).items()}
    assert pages == {"stapel": [0], "DOOS007-MAP004": [1, 2, 5, 6], "DOOS007-MAP005": [3, 4]}
    assert codes(dossiers(found)["DOOS007-MAP004"]) == ["separator_repeated"]
    assert codes(dossiers(found)["stapel"]) == ["pages_before_separator"]
    assert found.pages_received == 7
    assert [scan.separator for scan in dossiers(found)["DOOS007-MAP005"].pages] == ["DOOS007-MAP005", None]


def test_one_sheet_in_front_does_not_rename_the_folder(
    deliver: Deliver, take_in: Take, stack: Make, page: Make
) -> None:
    rows = b"dossiermap;jaar\ndoos007-map004;1962\n"
    files = {"D7/0001.tif": stack("=DOOS007-MAP004", kind="tif"), "D7/0002.tif": page("een"), "inventory.csv": rows}
    found = take_in(deliver(files))

    assert {name: len(scans.pages) for name, scans in dossiers(found).items()} == {"D7": 2}
    assert found.dossiers[0].inventory is not None, "by its sheet the inventory may name it"
    assert codes(found) == []


def test_a_code_that_is_no_separator_divides_nothing(deliver: Deliver, take_in: Take, stack: Make) -> None:
    found = take_in(deliver({"D7.pdf": stack("een", "=FACTUUR-2024", "#https://mechelen.be", "twee")}))

    assert {name: len(scans.pages) for name, scans in dossiers(found).items()} == {"D7": 4}


def test_each_loose_pdf_is_a_dossier_of_its_own(deliver: Deliver, take_in: Take, page: Make) -> None:
    found = take_in(
        deliver({"D1.pdf": page("een", kind="pdf"), "D2.tif": page("twee"), "los.jpg": page("drie", kind="jpg")})
    )

    assert set(dossiers(found)) == {"D1", "D2", "levering_01"}


def test_parts_keep_their_own_files_apart(deliver: Deliver, take_in: Take, page: Make) -> None:
    found = take_in(
        deliver(
            {
                "D1/0001.tif": page("een"),
                "D1_02/0001.tif": page("twee"),
                "D1_02/0002.tif": b"",
                "D5_02/1.tif": page("x"),
            }
        )
    )

    one = dossiers(found)["D1"]
    assert [(scan.number, scan.file) for scan in one.pages] == [(1, "D1/0001.tif"), (2, "D1_02/0001.tif")]
    assert (one.parts, codes(one)) == (("D1", "D1_02"), ["file_quarantined"])
    assert codes(dossiers(found)["D5_02"]) == ["part_without_first"]


def test_only_a_tiff_or_pdf_holds_several_pages(deliver: Deliver, take_in: Take, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (80, 60)).save(photo, format="MPO", save_all=True, append_images=[Image.new("RGB", (40, 30))])

    found = take_in(deliver({"D1/0001.jpg": photo.read_bytes()}))

    assert len(dossiers(found)["D1"].pages) == 1


# What an archivist is told, word for word; a reader that knows the files by heart opens them.

HEADS = {"tif": b"II*\x00", "pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
ASK_AGAIN = "Ask the scanning contractor for this file again."


def scan(kind: str, *pages: str) -> bytes:
    """Return a file of this kind; `=CODE` is a separator sheet, `!` a file that is locked, `?` one that kills."""
    return HEADS[kind] + "|".join(pages).encode()


class ByHeart:
    """Opens what `scan` made."""

    identity = "by heart 1"

    def __init__(self) -> None:
        self.opened: list[str] = []

    def inspect(self, path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
        head = HEADS[
            {"image/tiff": "tif", "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}[media_type]
        ]
        text = path.read_bytes().removeprefix(head).decode()
        self.opened.append(text)
        if text == "!":
            raise EncryptedScan("It is locked.", "Ask for the password.")
        if text == "?":
            raise ToolCrashed("It died.", "Run again.")
        return tuple(
            Inspected(
                PageImage(
                    sha256=sha256, media_type=media_type, page_index=place, width=9, height=9, dpi=150, mode="grey"
                ),
                page[1:] if page.startswith("=") else None,
            )
            for place, page in enumerate(text.split("|"))
        )


def by_heart(files: dict[str, bytes], *empty: str, store: MemoryStore | None = None) -> Delivery:
    inbox = MemoryInbox("levering_01", files, empty)
    return intake(inbox, store=store or MemoryStore(), reader=ByHeart(), step=Call())  # type: ignore[arg-type]  # the part of a reader that is used


def test_every_file_that_is_set_aside_says_why_and_what_to_do() -> None:
    files = {
        "D1/0001.tif": scan("tif", "een"), "D1/leeg.tif": b"", "D1/op slot.pdf": scan("pdf", "!"),
        "D1/tekst.tif": b"Geachte heer", "D1/dood.tif": scan("tif", "?"), "los.jpg": b"GIF89a",
    }  # fmt: skip
    store = MemoryStore()

    found = by_heart(files, store=store)

    assert [(file.file, file.problem.code, file.problem.message, file.problem.hint) for file in found.quarantined] == [
        ("D1/dood.tif", "tool_crashed", "It died.", "Run again."),
        ("D1/leeg.tif", "empty", "The file is empty (0 bytes).", ASK_AGAIN),
        ("D1/op slot.pdf", "encrypted", "It is locked.", "Ask for the password."),
        ("D1/tekst.tif", "unsupported", "The file is a text; that is no scan that kaft takes.",
         "Deliver TIFF, JPEG, PNG, JPEG 2000 or PDF; keep other files outside the delivery."),
        ("los.jpg", "unsupported", "The file is a GIF image; that is no scan that kaft takes.",
         "Deliver TIFF, JPEG, PNG, JPEG 2000 or PDF; keep other files outside the delivery."),
    ]  # fmt: skip
    assert {file.problem.severity for file in found.quarantined} == {"error"}
    for file in found.quarantined:
        assert (file.sha256, file.size) == (sha(files[file.file]), len(files[file.file]))
        assert store.get(sha(files[file.file])) == files[file.file]
    (one,) = found.dossiers  # a photo on its own that cannot be used is no dossier
    assert [problem.message for problem in one.problems] == [
        f"File '{file.file}' of this dossier is in quarantine: {file.problem.message}" for file in found.quarantined[:4]
    ]
    assert [problem.hint for problem in one.problems] == [file.problem.hint for file in found.quarantined[:4]]
    assert {(problem.code, problem.severity) for problem in one.problems} == {("file_quarantined", "error")}
    assert (found.name, found.files_received, found.pages_received) == ("levering_01", 6, 1)


def test_what_was_promised_and_did_not_come_is_told_of_delivery_and_dossier() -> None:
    files = {"D1/0001.tif": scan("tif", "een"), "D2/1.tif": scan("tif", "twee")}
    listed = manifest(files | {"D1/0003.tif": b"x", "D9/1.tif": b"y"})
    rows = b"dossiermap;jaar\nD1;1950\nD2;1951\nD7;1952\n"

    found = by_heart(files | {"manifest-sha256.txt": listed + b"?\n", "inventory.csv": rows})

    def missing(name: str) -> tuple[str, str, str]:
        return "file_missing", f"The manifest names '{name}', which was not delivered.", ASK_AGAIN

    assert [(problem.code, problem.message, problem.hint) for problem in found.problems[1:]] == [
missing("D1/0003.tif"),
        missing("D9/1.tif"),
        ("dossier_not_delivered", "The inventory names dossier 'D7', which was not delivered.",
         "Ask the contractor for it, or correct the inventory."),
    ]  # fmt: skip
    assert found.problems[0].code == "manifest_unreadable"
    assert {problem.severity for problem in found.problems} == {"error"}
    one, two = found.dossiers
    assert (one.problems[0].code, one.problems[0].message, one.problems[0].hint) == missing("D1/0003.tif")
    assert [problem.code for problem in one.problems] == ["file_missing", "file_number_skipped"]
    assert two.problems == ()
    assert (one.inventory, two.inventory) == (InventoryHint(year="1950"), InventoryHint(year="1951"))


def test_a_file_that_is_not_what_was_promised_is_set_aside() -> None:
    files = {"los1.jpg": scan("jpg", "een"), "los2.jpg": scan("jpg", "twee")}
    listed = manifest({**files, "los2.jpg": b"origineel", "los3.jpg": b"x"})

    found = by_heart(files | {"manifest-sha256.txt": listed})

    assert reasons(found) == {"los2.jpg": "altered"}
    (one,) = found.dossiers
    assert (one.key.folder, codes(one)) == ("levering_01", ["file_quarantined", "file_missing"])


def test_a_file_beside_the_payload_of_a_bag_belongs_to_nobody() -> None:
    found = by_heart(
        {"bagit.txt": b"", "data/D1/1.tif": scan("tif", "een"), "D1/1.tif": scan("tif", "twee"), "notes.txt": b"x"}
    )

    (aside,) = found.quarantined
    assert (aside.file, aside.problem.code) == ("D1/1.tif", "unsupported")
    assert aside.problem.message == "The file lies beside the folder 'data' of the bag, where scans belong."
    assert aside.problem.hint == "Ask the contractor to which dossier it belongs."
    assert found.accompanying == ("bagit.txt", "notes.txt")
    assert [(one.key.folder, [page.file for page in one.pages]) for one in found.dossiers] == [("D1", ["D1/1.tif"])]


@pytest.mark.parametrize(
    ("files", "empty", "dossiers"),
    [
        ({"a.tif": b"", "b.pdf": b"", "c.jpg": b"", "D1/x.jpg": b""}, (), ["D1", "a", "b"]),
        ({"c.jpg": scan("jpg", "een")}, (), ["levering_01"]),
        ({"a.tif": scan("tif", "een")}, ("D2", "$RECYCLE.BIN"), ["D2", "a"]),
        ({"a\nb/1.tif": b"", "a.tif": scan("tif", "een")}, (), ["a"]),
        ({"a.tif": scan("tif", "een", "=DOOS001-MAP002", "twee")}, (), ["DOOS001-MAP002", "a"]),
    ],
)
def test_there_is_a_dossier_for_every_folder_and_every_stack(
    files: dict[str, bytes], empty: tuple[str, ...], dossiers: list[str]
) -> None:
    assert sorted(one.key.folder for one in by_heart(files, *empty).dossiers) == dossiers


def test_a_wrong_ending_is_a_note() -> None:
    (one,) = by_heart({"D1/1.tif": scan("png", "een"), "D1/2.TIFF": scan("tif", "twee")}).dossiers
    assert one.problems == (
        Problem(
            code="mislabelled", message="File 'D1/1.tif' is called otherwise than what it is: image/png.",
            hint="It was read as what it is; tell the contractor.", severity="note",
        ),
    )  # fmt: skip


def test_numbers_that_are_skipped_are_told_in_the_dossier_where_they_stood() -> None:
    files = {name: scan("jpg", name) for name in ("D1/1.jpg", "D1/2.jpg", "D1/4.jpg", "D2/1.jpg", "D2/2.jpg")}
    one, two = by_heart(files).dossiers
    assert [problem.code for problem in one.problems] == ["file_number_skipped"]
    assert two.problems == ()
    stack = {"1.jpg": scan("jpg", "a"), "2.jpg": scan("jpg", "=DOOS001-MAP002"), "4.jpg": scan("jpg", "b")}
    apart = stack | {"5.jpg": scan("jpg", "=DOOS001-MAP003"), "6.jpg": scan("jpg", "c")}
    told = {one.key.folder: [problem.code for problem in one.problems] for one in by_heart(apart).dossiers}
    assert told["DOOS001-MAP002"] == ["file_number_skipped"]
    assert told["DOOS001-MAP003"] == []


def test_the_inventory_may_know_a_dossier_by_the_name_of_a_part() -> None:
    files = {"D1/1.tif": scan("tif", "een"), "D1_02/1.tif": scan("tif", "twee")}
    found = by_heart(files | {"inventory.csv": b"dossiermap;jaar\nD1_02;1950\n"})
    (one,) = found.dossiers
    assert (one.inventory, found.problems) == (InventoryHint(year="1950"), ())


def test_only_a_locked_file_is_opened_again_in_the_next_run() -> None:
    store, ledger, reader = MemoryStore(), MemoryLedger(), ByHeart()
    inbox = MemoryInbox(
        "l", {"D1/1.tif": scan("tif", "een"), "D1/2.pdf": scan("pdf", "!"), "D1/3.pdf": scan("pdf", "?")}
    )
    step = Remember(ledger, store, Call())

    first = intake(inbox, store=store, reader=reader, step=step)  # type: ignore[arg-type]  # the part of a reader that is used
    before = len(reader.opened)
    again = intake(inbox, store=store, reader=reader, step=step)  # type: ignore[arg-type]  # as above

    assert first == again
    assert "een" not in reader.opened[before:]
    assert {"!", "?"} <= set(reader.opened[before:])


def test_an_empty_delivery_is_told_by_name() -> None:
    class Empty(MemoryInbox):
        def files(self) -> tuple[str, ...]:
            return ()

    with pytest.raises(DeliveryMissing) as caught:
        intake(Empty("l", {}), store=MemoryStore(), reader=ByHeart(), step=Call())  # type: ignore[arg-type]  # nothing is opened
    assert caught.value.message == "Delivery 'l' is empty."
    assert caught.value.hint == "Check that the copy from the disk was finished."


# A delivery that is still being copied


class Uploading(MemoryStore):
    """A store, while somebody still writes to the file that it takes in."""

    def __init__(self, rest: dict[str, bytes]) -> None:
        super().__init__()
        self._rest = rest

    def put_file(self, path: Path) -> str:
        digest = super().put_file(path)
        if rest := self._rest.pop(path.name, b""):
            with path.open("ab") as file:
                file.write(rest)
        return digest


class Copying(PageReader):
    """A reader, while somebody still copies files to the delivery."""

    def __init__(self, reader: PageReader, files: dict[Path, bytes]) -> None:
        self.identity, self._reader, self._files = reader.identity, reader, files

    def inspect(self, path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
        for file, data in self._files.items():
            with file.open("ab") as opened:
                opened.write(data)
        self._files = {}
        return self._reader.inspect(path, media_type, sha256)


def test_a_file_that_grows_while_it_is_taken_in_is_never_half_a_page(
    deliver: Deliver, stack: Make, page: Make, page_reader: PageReader
) -> None:
    whole = stack("een", "twee", "drie", kind="tif")
    folder = deliver({"D1/0001.tif": page("nul"), "D1/0002.tif": whole[: len(whole) // 2]})
    store = Uploading({"0002.tif": whole[len(whole) // 2 :]})

    first = intake(FolderInbox(folder), store=store, reader=page_reader, step=Call())
    again = intake(FolderInbox(folder), store=store, reader=page_reader, step=Call())

    assert reasons(first) == {"D1/0002.tif": "changing"}
    assert all(map(understandable, first.quarantined))
    assert (first.pages_received, codes(dossiers(first)["D1"])) == (1, ["file_quarantined"])
    assert (again.quarantined, again.pages_received) == ((), 4)


def test_what_comes_or_changes_after_it_was_taken_in_is_told(
    deliver: Deliver, page: Make, stack: Make, page_reader: PageReader
) -> None:
    folder = deliver({"D1/0001.tif": page("een"), "D1/0002.tif": stack("twee", kind="tif")})
    late = {
        folder / "D1/0002.tif": b"a second page", folder / "D1/0003.tif": page("drie"), folder / "_READY": b"",
        folder / "D1/Thumbs.db": b"x",
    }  # fmt: skip

    found = intake(FolderInbox(folder), store=MemoryStore(), reader=Copying(page_reader, late), step=Call())

    assert reasons(found) == {"D1/0002.tif": "changing"}
    assert (codes(found), found.pages_received) == (["still_arriving"], 1)
    assert "1 files" in found.problems[0].message
    assert "'D1/0003.tif'" in found.problems[0].message


def test_a_delivery_whose_disk_goes_away_stops_the_run(tmp_path: Path, page: Make, page_reader: PageReader) -> None:
    class Unplugged(MemoryStore):
        def put_file(self, path: Path) -> str:
            digest = super().put_file(path)
            shutil.rmtree(tmp_path / "levering")
            return digest

    for name in ("D1/0001.tif", "D1/0002.tif"):
        (tmp_path / "levering" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "levering" / name).write_bytes(page(name))

    with pytest.raises(ServiceUnavailable):
        intake(FolderInbox(tmp_path / "levering"), store=Unplugged(), reader=page_reader, step=Call())
