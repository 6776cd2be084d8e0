"""From a rule of a town to a public copy in the bucket: with the real reader, register and bucket."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import bootstrap
from pipeline.bucket.alto import words_in
from pipeline.cli import main
from pipeline.package_data import package_data
from pipeline.publishing.copying import WHY, make_copies
from pipeline.settings import load
from schemas.redaction import Redacted

RULE = '\n[[scan]]\ngemeente = "12025"\nstukken = ["besluit"]\njaren = 50\ngrondslag = "besluit van het college"\n'


DECISION = (
    "GEMEENTE MECHELEN",
    "Besluit nr. 622/1940",
    "Zitting van 18 september 1940",
    "Het college van burgemeester en",
    "schepenen,",
    "Gelet op de aanvraag van de heer",
    "Discart Jan tot het bouwen van een",
    "woning te Mechelen;",
    "BESLUIT :",
    "Artikel 1. De bouwvergunning wordt",
    "verleend aan de heer Discart Jan.",
    "Mechelen, 18 september 1940",
)


@pytest.fixture
def work(
    page: Callable[..., bytes], deliver: Callable[..., Path], kaft: Callable[..., Any], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:  # fmt: skip
    """A work folder with one decision of 1940, of a town that opens scans of such."""
    table = tmp_path / "access.toml"
    table.write_text((package_data("config") / "access.toml").read_text(encoding="utf-8") + RULE, encoding="utf-8")
    monkeypatch.setenv("KAFT_PLACES__ACCESS", str(table))
    monkeypatch.setenv("KAFT_READING__ENGINE", "tesseract")
    work = tmp_path / "work"
    kaft("run", deliver({"D1/0001.tif": page(*DECISION)}), "--work", work, "--workers", "1")
    with bootstrap.open_register(load(work=work)) as books:
        (record,) = books.register.records()
        package = books.register.package(record.id)
        assert package
        # One page alone is not believed on its date; somebody looked.
        dates = record.dates.model_copy(
            update={"decision": record.dates.decision.model_copy(update={"status": "corrected"})}
        )
        books.register.publish(record.model_copy(update={"dates": dates}), package, 2)
    return work


def said(capsys: pytest.CaptureFixture[str], work: Path, *words: str) -> Any:
    capsys.readouterr()
    main([*words, "--work", str(work), "--json"])
    return json.loads(capsys.readouterr().out)


def test_a_rule_of_a_town_brings_a_redacted_copy_into_the_bucket(
    work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dutch = tmp_path / "dutch"
    dutch.write_text(" ".join(word for line in DECISION for word in line.split() if word.islower()), encoding="utf-8")
    settings = load(work=work)
    with bootstrap.open_register(settings) as books:
        ids = [record.id for record in books.register.records()]

    done = make_copies(settings, ids, dutch)

    ((dossier_id, copy),) = done.results
    assert (copy.kept_back, done.new) == (None, 1)
    assert make_copies(settings, ids, tmp_path / "nowhere").new == 0  # what is made is not made again
    assert said(capsys, work, "publish", "--all", "--scans")["copies"] == 1
    bucket = work / "bucket"
    (scan,) = (bucket / "v1/public/scans" / dossier_id).rglob("*.xml")
    words = " ".join(word.text for word in words_in(scan.read_bytes()))
    assert "bouwvergunning" in words
    assert "1940" in words
    for hidden in ("Discart", "Jan", "Mechelen", "MECHELEN"):
        assert hidden not in words
    assert said(capsys, work, "verify")["faults"] == []


def test_without_a_rule_nothing_is_copied(worked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = said(capsys, worked, "publish", "--all", "--scans")

    assert (done["copies"], done["kept_back"]) == (0, [])
    assert not (worked / "bucket" / "v1" / "public" / "scans").exists()
    main(["publish", "--all", "--scans", "--work", str(worked)])
    assert "the table of access opens no scan of these dossiers" in capsys.readouterr().out


def test_every_reason_has_its_words() -> None:
    kinds = Redacted.model_json_schema()["properties"]["kept_back"]["anyOf"][0]["enum"]
    assert sorted(kinds) == sorted(WHY)
