"""The generator repeats itself to the byte, and what it says about a page is on the page."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

SAMPLES = Path(__file__).parents[2] / "samples"
MAKE = SAMPLES / "generator" / "make.py"
FONTS = Path("/usr/share/fonts/truetype/gnutypewriter/GNUTypewriter.ttf")
NO_FONTS = not FONTS.is_file() and not os.environ.get("CI")
"""CI installs them: there a missing font is a failure."""
needs_fonts = pytest.mark.skipif(NO_FONTS, reason="the fonts of samples/generator/FONTS.md are not installed")


def make(out: Path, *more: str) -> dict[str, bytes]:
    command = [sys.executable, str(MAKE), "--seed", "11", "--count", "1", "--out", str(out), *more]
    subprocess.run(command, check=True, timeout=300, capture_output=True)
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def truths() -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((SAMPLES / "truth").glob("*.json"))]


def page_file(answer: dict[str, Any], page: dict[str, Any]) -> Path:
    delivery = SAMPLES / "deliveries" / answer["delivery"]
    places = (delivery / answer["dossier"] / page["file"], delivery / page["file"])
    return next(place for place in places if place.is_file())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return make(tmp_path_factory.mktemp("first"))


@needs_fonts
def test_same_seed_gives_the_same_bytes(made: dict[str, bytes], tmp_path: Path) -> None:
    assert made
    assert make(tmp_path) == made


@pytest.mark.parametrize(("held_out", "wording"), [(False, "wordt verleend"), (True, "wordt vergund")])
def test_held_out_wordings_are_used_only_when_asked_for(held_out: bool, wording: str) -> None:
    code = (
        "from dice import Dice\n"
        f"dice = Dice('any seed', held_out={held_out})\n"
        "print({dice.pick(('wordt verleend', '~wordt vergund')) for _ in range(50)})"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=MAKE.parent, check=True, timeout=300, capture_output=True, text=True
    )
    assert shown.stdout.strip() == str({wording})


@pytest.mark.parametrize("answer", truths(), ids=lambda answer: answer["dossier"])
def test_every_box_of_the_truth_contains_ink(answer: dict[str, Any]) -> None:
    looked = 0
    for page in answer["pages"]:
        if page["file"].endswith(".pdf"):
            continue
        with Image.open(page_file(answer, page)) as image:
            image.seek(page["page_index"])
            assert image.size == (page["width"], page["height"])
            grey = image.convert("L")
        for field in page["fields"]:
            for box in field.get("boxes", [field["bbox"]]):
                dark = sum(grey.crop(tuple(box)).histogram()[:150])
                assert dark > 8, f"{page['file']}: {field['field']} « {field['raw']} » stands in an empty box"
                looked += 1
    assert looked or all(page["file"].endswith(".pdf") for page in answer["pages"])


@pytest.mark.parametrize("answer", truths(), ids=lambda answer: answer["dossier"])
def test_printed_fields_stand_in_the_text_of_their_page(answer: dict[str, Any]) -> None:
    for page in answer["pages"]:
        text = "".join(page["text"].replace("-\n", "").split()).replace("-", "")
        for field in page["fields"]:
            assert "".join(field["raw"].split()).replace("-", "") in text


@pytest.mark.parametrize("answer", truths(), ids=lambda answer: answer["dossier"])
def test_every_page_of_a_sample_is_on_disk(answer: dict[str, Any]) -> None:
    assert all(page_file(answer, page).stat().st_size for page in answer["pages"])


def test_every_sample_dossier_has_a_truth() -> None:
    known = {answer["dossier"] for answer in truths()}
    folders = {folder.name.removesuffix("_02") for folder in (SAMPLES / "deliveries").glob("*/*") if folder.is_dir()}
    assert known == folders | {"DOOS031-MAP001", "DOOS031-MAP002"}


def test_manifest_names_every_file_with_its_digest() -> None:
    delivery = SAMPLES / "deliveries" / "levering_mechelen_01"
    lines = (delivery / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    named = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    files = [path for path in delivery.rglob("*") if path.is_file() and path.name != "manifest-sha256.txt"]
    assert named == {str(path.relative_to(delivery)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize(("number", "encoding"), [("01", "utf-8"), ("02", "cp1252")])
def test_inventory_is_in_its_encoding(number: str, encoding: str) -> None:
    raw = (SAMPLES / "deliveries" / f"levering_mechelen_{number}" / "inventory.csv").read_bytes()
    rows = list(csv.DictReader(raw.decode(encoding).splitlines(), delimiter=";"))
    assert len(rows) == 5
    assert not raw.isascii()


def test_samples_stay_small() -> None:
    kept = [path for name in ("deliveries", "truth") for path in (SAMPLES / name).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in kept) < 6_000_000
