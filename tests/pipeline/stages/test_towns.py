"""A second town by its file alone, and the worked example of docs/towns.md."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractors.all import EXTRACTORS
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.settings import load
from pipeline.stages.extract import extract
from pipeline.stages.locate import locate
from pipeline.stages.resolve import resolve
from pipeline.town_file import load_town
from schemas.record import Record
from schemas.town import Town

MANUAL = Path(__file__).parents[3] / "docs" / "towns.md"

GHENT = """STAD GENT
1931 - K - 214
Bouwvergunning
Het college van burgemeester en schepenen verleent aan de heer Testman vergunning tot het bouwen van een woning
gelegen Kortr. steenweg 12
Gedaan in zitting van 3 maart 1931"""

Read = Callable[..., Record]


@pytest.fixture
def read(dossier: Any) -> Read:
    def run(text: str, town: Town | None) -> Record:
        of, reference = dossier(text), ReferenceTables(town=town)
        found = extract(of.scans, of.texts, of.documents, extractors=EXTRACTORS, reference=reference, town=town)
        return locate(
            resolve(of.scans, of.texts, of.documents, found, reference=reference, town=town), reference=reference
        )

    return run


def block(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```", MANUAL.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None, kind
    return found[1]


def test_the_worked_example_of_the_manual_is_true(read: Read, tmp_path: Path) -> None:
    file = tmp_path / "lier.toml"
    file.write_text(block("toml town"), encoding="utf-8")
    record = read(block("text page"), load_town(str(file)))
    (site,) = record.addresses.values
    assert record.municipality.value is not None
    assert {
        "municipality": record.municipality.value.name,
        "nis": record.municipality.value.nis,
        "references": [number.value for number in record.references.values],
        "street": site.street,
        "number": site.number,
    } == json.loads(block("json result"))


def test_the_setting_in_the_manual_is_one(tmp_path: Path) -> None:
    file = tmp_path / "kaft.toml"
    file.write_text(block("toml settings"), encoding="utf-8")
    town = load_town(load(file).town)
    assert town is not None
    assert town.name == "Gent"


@pytest.mark.parametrize(("name", "known"), [("gent", True), ("mechelen", False), ("", False)])
def test_the_file_alone_decides_whose_numbers_are_known(read: Read, name: str, known: bool) -> None:
    """A number in no known notation is shown for a person to judge, and hardly believed."""
    field = read(GHENT, load_town(name)).references
    assert ([number.value for number in field.values], field.status) == (["1931-K-214"], "review")
    assert field.confidence > 0.7 if known else field.confidence < 0.4


def test_a_town_has_its_own_abbreviations(read: Read) -> None:
    with_file, without = (read(GHENT, load_town(name)).located for name in ("gent", ""))
    streets = [place.today.street if place.today else None for place in with_file]
    assert streets == ["Kortrijksesteenweg"]
    assert not any(place.today and place.today.street for place in without)


def test_a_paper_that_names_no_town_is_the_archive_s_and_waits_for_a_person(read: Read) -> None:
    record = read("Bouwvergunning\nverleent aan de heer Testman vergunning tot bouwen", load_town("gent"))
    assert record.municipality.value is not None
    assert (record.municipality.value.nis, record.municipality.status) == ("44021", "review")
