"""Archive packages: bags that can be checked without kaft, with the originals to the byte and their history."""

import hashlib
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipeline.archiving.premis import NAMESPACE, Kept, premis
from pipeline.cli import main


def run(work: Path, *words: str | Path) -> None:
    main([*map(str, words), "--work", str(work)])


@pytest.fixture
def bags(worked: Path, tmp_path: Path) -> list[Path]:
    run(worked, "export", tmp_path / "bags", "--format", "bagit")
    return sorted((tmp_path / "bags").iterdir())


def listed(file: Path) -> dict[str, str]:
    return dict(reversed(line.split("  ", 1)) for line in file.read_text(encoding="utf-8").splitlines())  # type: ignore[misc]  # two parts make a pair


def test_every_bag_is_whole_and_valid(bags: list[Path]) -> None:
    assert len(bags) == 3
    for bag in bags:
        payload = listed(bag / "manifest-sha256.txt")
        assert {path.relative_to(bag).as_posix() for path in (bag / "data").rglob("*") if path.is_file()} == set(
            payload
        )
        tags = listed(bag / "tagmanifest-sha256.txt")
        assert set(tags) == {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}
        for name, digest in {**payload, **tags}.items():
            assert hashlib.sha256((bag / name).read_bytes()).hexdigest() == digest
        info = dict(line.split(": ") for line in (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines())
        sizes = [path.stat().st_size for path in (bag / "data").rglob("*") if path.is_file()]
        assert info["Payload-Oxum"] == f"{sum(sizes)}.{len(sizes)}"


def test_the_originals_are_there_to_the_byte(bags: list[Path]) -> None:
    assert bags
    for bag in bags:
        record = json.loads((bag / "data/kaft/record.json").read_text(encoding="utf-8"))
        wanted = {page["sha256"] for page in record["pages"]}
        found = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (bag / "data/originals").iterdir()}
        assert found == wanted


def test_premis_tells_what_was_done_and_what_the_files_were_called(bags: list[Path]) -> None:
    names: set[str] = set()
    for bag in bags:
        root = ET.parse(bag / "data/metadata/premis.xml").getroot()  # noqa: S314  # our own file
        space = {"p": NAMESPACE}
        assert [event.text for event in root.findall(".//p:eventType", space)] == ["transfer", "publication"]
        assert [agent.text for agent in root.findall(".//p:agentIdentifierValue", space)] == ["kaft"]
        names |= {str(name.text) for name in root.findall(".//p:originalName", space)}
        digests = {str(found.text) for found in root.findall(".//p:messageDigest", space)}
        assert digests == set(listed(bag / "manifest-sha256.txt").values()) - {
            hashlib.sha256((bag / "data/metadata/premis.xml").read_bytes()).hexdigest()
        }
    assert "D1/0001.tif" in names


def test_a_bag_is_made_once(bags: list[Path], worked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in bags[0].parent.rglob("*")}

    run(worked, "export", bags[0].parent, "--format", "bagit")

    assert {path: path.stat().st_mtime_ns for path in bags[0].parent.rglob("*")} == before
    assert "0 new bags" in capsys.readouterr().out


def test_an_original_that_was_changed_makes_no_bag(worked: Path, tmp_path: Path) -> None:
    for blob in (worked / "store").glob("*/*/*"):
        blob.chmod(0o644)
        blob.write_bytes(blob.read_bytes() + b"x")

    with pytest.raises(SystemExit) as ended:
        run(worked, "export", tmp_path / "bags", "--format", "bagit")

    assert ended.value.code == 8
    assert list((tmp_path / "bags").iterdir()) == []


@pytest.mark.parametrize(("kind", "end"), [("eark", ""), ("meemoo", ".zip")])
def test_other_packages_are_made_once_too(
    kind: str, end: str, worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ("export", tmp_path / "out", "--format", kind, "--submitter", "Stadsarchief", "--submitter-code", "OR-abc")
    for said in ("3 new packages", "0 new packages"):
        run(worked, *order)
        assert said in capsys.readouterr().out
    assert len(list((tmp_path / "out").glob(f"*-v1{end}"))) == 3


@pytest.mark.parametrize("words", [("eark",), ("meemoo", "--submitter", "Stadsarchief"), ("eark", "--submitter", " ")])
def test_a_package_says_who_hands_it_over(words: tuple[str, ...], worked: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(worked, "export", tmp_path / "out", "--format", *words)

    assert ended.value.code == 2
    assert not (tmp_path / "out").exists()


def test_a_name_that_xml_cannot_hold_is_kept_as_far_as_it_can_be() -> None:
    made = premis("d", [Kept("data/originals/0001.tif", "a" * 64, 1, "D1/\x01<&>.tif")], [])

    names = ET.fromstring(made).findall(f".//{{{NAMESPACE}}}originalName")  # noqa: S314  # our own words
    assert [name.text for name in names] == ["D1/\ufffd<&>.tif"]
