"""What a contractor says he delivered, in all the ways contractors write it."""

import pytest

from pipeline.receiving.manifest import is_beside, is_litter, manifest_names, parse, payload_prefix

SHA = "ab" * 32
MD5 = "cd" * 16


@pytest.mark.parametrize(
    "line",
    [
        f"{SHA}  D001/0001.tif",
        f"{SHA} *D001/0001.tif",
        f"{SHA}\tD001/0001.tif",
        f"{SHA.upper()}  ./D001/0001.tif",
        f"{SHA}  .\\D001\\0001.tif",
        f"{SHA} *D001\\0001.tif",
        f"  {SHA}  D001/0001.tif  ",
    ],
)
def test_a_line_is_read_however_it_was_written(line: str) -> None:
    for end in ("\n", "\r\n", "\r", ""):
        found = parse("manifest-sha256.txt", line + end)

        assert found.promised("D001/0001.tif") == SHA
        assert not found.unreadable


def test_names_may_be_written_as_bagit_writes_them() -> None:
    found = parse("manifest-sha256.txt", f"{SHA}  data/a%0Ab.tif\n{SHA}  data/100%25.tif\n{SHA}  plain%0A.tif\n")

    assert found.promised("data/a\nb.tif") == SHA
    assert found.promised("data/100%.tif") == SHA
    assert found.promised("plain%0A.tif") == SHA, "a name that really holds these three characters"
    assert found.missing(["data/a\nb.tif", "data/100%.tif", "plain%0A.tif"]) == ()


def test_a_name_may_be_composed_otherwise_than_on_the_disk() -> None:
    found = parse("manifest-sha256.txt", f"{SHA}  fac\u0327ade.tif\n")

    assert found.promised("fa\u00e7ade.tif") == found.promised("fac\u0327ade.tif") == SHA


def test_what_cannot_be_read_is_told_by_line() -> None:
    lines = ["# made by somebody", f"{SHA}  a.tif", "", "zz  b.tif", f"{MD5}  c.tif", SHA]

    found = parse("manifest-sha256.txt", "\n".join(lines))

    assert found.unreadable == (1, 4, 5, 6)
    assert found.digests == {"a.tif": SHA}


def test_a_line_that_contradicts_an_earlier_one_is_not_believed() -> None:
    found = parse("manifest-md5.txt", f"{MD5}  a.tif\n{MD5}  a.tif\n{'ef' * 16}  a.tif\n")

    assert (found.digests, found.unreadable) == ({"a.tif": MD5}, (3,))


def test_a_rare_line_end_inside_a_name_does_not_cut_it() -> None:
    assert parse("manifest-md5.txt", f"{MD5}  a\u2028b\x85c.tif\n").promised("a\u2028b\x85c.tif") == MD5


def test_missing_files_are_those_the_manifest_names_and_nobody_delivered() -> None:
    found = parse("manifest-md5.txt", f"{MD5}  b.tif\n{MD5}  a.tif\n{MD5}  c.tif\n")

    assert found.missing(["c.tif", "extra.tif"]) == ("a.tif", "b.tif")


def test_the_highest_manifest_counts_first_and_of_these_the_strongest() -> None:
    in_order = ("manifest-sha512.txt", "manifest-sha256.txt", "manifest-md5.txt", "MD5SUMS", "D001/manifest-md5.txt")
    assert manifest_names(in_order[::-1]) == in_order
    assert manifest_names(("tagmanifest-md5.txt", "@eaDir/manifest-md5.txt", "D001/0001.tif")) == ()


@pytest.mark.parametrize(
    "name", ["D001.md5", "D001/0001.tif.sha256", "md5sums.txt", "SHA256SUMS", "checksums.csv", "checksum-md5.txt",
             "hashes.txt", "Controlegetallen.txt", "manifest.txt"],
)  # fmt: skip
def test_lists_of_checksums_are_known_by_their_names(name: str) -> None:
    assert manifest_names((name,)) == (name,)
    assert is_beside(name)


@pytest.mark.parametrize(
    "line", [f"{MD5}  a b.tif", f"{MD5};a b.tif", f'"{MD5}","a b.tif"', f"MD5 (a b.tif) = {MD5}", f"a b.tif;{MD5}",
             f"{MD5} *a b.tif", f'"a b.tif","{MD5.upper()}"',
             f'"MD5","{MD5.upper()}","a b.tif"'],
)  # fmt: skip
def test_a_list_of_checksums_is_read_however_its_program_wrote_it(line: str) -> None:
    found = parse("checksums.txt", f"naam;controlegetal\n# gemaakt met een programma\n{line}\n")

    assert (found.digests, found.algorithm, found.unreadable) == ({"a b.tif": MD5}, "md5", ())


@pytest.mark.parametrize(
    "line",
    [
        f"{SHA};D1/0001.tif",
        f"{SHA};D1/0001.tif;2345;2026-01-31",
        f"D1/0001.tif;2345;{SHA}",
        f'"D1/0001.tif","2345","{SHA}"',
        f"1\tD1\\0001.tif\t{SHA.upper()}",
        f"D1/0001.tif  {SHA}",
        f"SHA256 (D1/0001.tif) = {SHA}",
    ],
)
@pytest.mark.parametrize("name", ["manifest-sha256.txt", "checksums.csv"])
def test_a_table_of_checksums_may_have_other_columns(name: str, line: str) -> None:
    found = parse(name, f"{line}\n")

    assert (found.digests, found.algorithm, found.unreadable) == ({"D1/0001.tif": SHA}, "sha256", ())


def test_of_two_names_on_a_line_none_is_taken() -> None:
    assert parse("checksums.csv", f"a.tif;b.tif;{SHA}\n").digests == {}


def test_a_manifest_called_after_another_kind_of_digest_is_read_as_what_it_holds() -> None:
    found = parse("manifest-sha256.txt", f"{MD5}  a.tif\n{MD5}  b.tif\n")

    assert (found.algorithm, set(found.digests), found.unreadable) == ("md5", {"a.tif", "b.tif"}, ())


def test_what_programs_write_around_their_sums_is_no_sum() -> None:
    powershell = (
        f"\r\nAlgorithm   Hash   Path\r\n---------   ----   ----\r\nSHA256   {SHA.upper()}   D:\\x\\0001.tif\r\n"
    )
    certutil = f"SHA256 hash of 0001.tif:\r\n{SHA}\r\nCertUtil: -hashfile command completed successfully.\r\n"

    assert parse("hashes.txt", powershell).unreadable == ()
    found = parse("0001.tif.sha256", certutil)
    assert (found.digests, found.unreadable) == ({"0001.tif": SHA}, ())


@pytest.mark.parametrize("name", ["manifest-sha256.txt.txt", "inventory.csv.csv", "inventaris.csv.txt"])
def test_an_ending_that_windows_hid_and_somebody_typed_again_is_one_ending(name: str) -> None:
    assert is_beside(name)
    assert manifest_names((name,)) == ((name,) if name.startswith("manifest") else ())


def test_a_checksum_beside_its_file_may_stand_there_alone() -> None:
    assert parse("D001/0001.tif.md5", f"{MD5}\n").digests == {"0001.tif": MD5}
    assert parse("md5sums.txt", f"{MD5}\n").digests == {}


def test_the_name_of_a_manifest_may_stand_in_capitals() -> None:
    assert manifest_names(("MANIFEST-SHA256.TXT",)) == ("MANIFEST-SHA256.TXT",)
    assert parse("MANIFEST-SHA256.TXT", f"{'a' * 64}  D1/0001.tif\n").digests == {"D1/0001.tif": "a" * 64}


def test_only_a_bag_has_a_payload_folder() -> None:
    assert payload_prefix(("bagit.txt", "data/D001/1.tif")) == "data/"
    assert payload_prefix(("data/D001/1.tif",)) == ""
    assert payload_prefix(("bagit.txt", "D001/1.tif")) == ""


def test_a_bag_in_a_folder_of_its_own_is_the_delivery_when_it_is_all_there_is() -> None:
    bag = ("l/bagit.txt", "l/bag-info.txt", "l/manifest-md5.txt", "l/data/D1/1.tif", "l/data/D2/1.tif")
    assert payload_prefix(bag) == "l/data/"
    assert payload_prefix((*bag, "_READY", "l/Thumbs.db")) == "l/data/"
    assert payload_prefix((*bag, "D3/1.tif")) == "", "beside it lies something else"
    assert payload_prefix((*bag, "m/bagit.txt")) == "", "two bags: each is a dossier"
    assert payload_prefix(("l/bagit.txt", "l/data/1.tif")) == "", "a dossier that came as a bag"


@pytest.mark.parametrize(
    "name", ["inventory.csv", "Inventory.CSV", "_READY", "bag-info.txt", "D001/Thumbs.db", "a/._1.tif"]
)
def test_papers_and_litter_are_no_scans(name: str) -> None:
    assert is_beside(name)


@pytest.mark.parametrize(
    "name",
    ["D001/0001.tif", "inventory.csv.pdf", "besluit.txt", "D001/_READY.tif", "manifest-md5.txt.pdf", "MD5/0001.tif"],
)
def test_nothing_else_is_set_beside(name: str) -> None:
    assert not is_beside(name)


def test_litter_is_what_programs_leave() -> None:
    assert is_litter("D001/thumbs.db")
    assert is_litter("D001/~$brief.docx")
    assert is_litter("D001/0001.tif:Zone.Identifier")
    assert is_litter("D001/Thumbs.db:encryptable")
    assert is_litter("D001/Icon\r")
    assert is_litter("D001/.~lock.brief.odt#")
    assert not is_litter("D001/~$0001.tif")
    assert not is_litter("inventory.csv")


@pytest.mark.parametrize(
    "name",
    ["System Volume Information/IndexerVolumeGuid", "$RECYCLE.BIN/S-1-5/0001.tif", ".Trash-1000/files/0001.tif",
     "@eaDir/0001.tif/SYNOPHOTO_THUMB_XL.jpg", "#recycle/D001/0001.tif"],
)  # fmt: skip
def test_what_a_disk_keeps_for_itself_is_no_dossier(name: str) -> None:
    assert is_litter(name)
    assert is_beside(name)
    assert not is_litter(f"D001/{name.replace('/', ' ')}")
