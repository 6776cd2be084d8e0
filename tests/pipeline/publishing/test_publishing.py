"""The commands that change what others see: publish, withdraw, merge, split, undo, and the consumer of the feed."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from pipeline.cli import main
from pipeline.commands.outcomes import show_outcomes, show_report
from schemas.delivery import DossierKey
from schemas.outcome import BatchReport, Outcome


class Archive:
    """A finished work folder and the commands on it."""

    def __init__(self, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.work, self._capsys = work, capsys
        self.bucket = work / "bucket" / "v1"

    def run(self, *words: str | Path, code: int = 0) -> Any:
        self._capsys.readouterr()
        ended = 0
        try:
            main([*map(str, words), "--work", str(self.work), "--json"])
        except SystemExit as end:
            ended = int(end.code or 0)
        printed = self._capsys.readouterr()
        assert ended == code, printed.err
        return json.loads(printed.out) if printed.out.startswith(("{", "[")) else " ".join(printed.err.split())

    def pointer(self, dossier_id: str, tier: str = "dossiers") -> Any:
        (found,) = self.bucket.glob(f"{tier}/*/{dossier_id}/latest.json")
        return json.loads(found.read_text(encoding="utf-8"))


@pytest.fixture
def archive(worked: Path, capsys: pytest.CaptureFixture[str]) -> Archive:
    return Archive(worked, capsys)


@pytest.fixture
def dossier(archive: Archive) -> str:
    return str(archive.run("show", "D1")["id"])


def test_a_run_publishes_for_everybody_too(archive: Archive, dossier: str) -> None:
    assert archive.pointer(dossier, "public/dossiers")["deleted"] is False
    assert (archive.bucket / "feed" / "index.jsonld").is_file()
    assert {"record.schema.json", "context.jsonld", "shapes.ttl"} <= {
        path.name for path in (archive.bucket / "schemas").iterdir()
    }


def test_what_was_lost_is_published_again(archive: Archive, dossier: str) -> None:
    before = {path: path.read_bytes() for path in archive.bucket.rglob("*") if path.is_file()}
    for folder in ("feed", "public", "schemas", f"dossiers/12025/{dossier}"):
        shutil.rmtree(archive.bucket / folder)

    done = archive.run("publish", "--all")

    assert {path: path.read_bytes() for path in archive.bucket.rglob("*") if path.is_file()} == before
    assert (done["dossiers"], done["changed_for_the_public"]) == (3, 0)
    assert archive.run("verify")["faults"] == []


def test_a_withdrawn_dossier_is_a_tombstone_until_it_is_undone(archive: Archive, dossier: str, tmp_path: Path) -> None:
    archive.run("feed", tmp_path / "copy")
    assert (tmp_path / "copy" / f"{dossier}.json").is_file()

    act = archive.run("withdraw", dossier, "--reason", "verkeerde map", "--who", "An")["number"]

    assert archive.pointer(dossier)["deleted"] is True
    assert archive.pointer(dossier)["path"] is None
    assert archive.pointer(dossier, "public/dossiers")["deleted"] is True
    assert archive.run("verify")["faults"] == []
    assert archive.run("feed", tmp_path / "copy", "--once")["changes"] == 1
    assert not (tmp_path / "copy" / f"{dossier}.json").exists()
    assert "withdrawn already" in archive.run("withdraw", dossier, "--reason", "nog eens", code=3)
    assert {hit["withdrawn"] for hit in archive.run("find", "D1") if hit["dossier_id"] == dossier} <= {True}
    assert archive.run("export", tmp_path / "flat", "--dry-run")["dossiers"] == 2
    archive.run("export", tmp_path / "flat")
    archive.run("export", tmp_path / "table", "--format", "csv")
    assert not (tmp_path / "flat" / "levering_01" / "D1.json").exists()
    assert dossier not in (tmp_path / "table" / "dossiers.csv").read_text(encoding="utf-8-sig")

    archive.run("undo", str(act), "--why", "toch goed")
    assert archive.pointer(dossier)["path"] == "v1/"
    archive.run("export", tmp_path / "flat")
    assert (tmp_path / "flat" / "levering_01" / "D1.json").is_file()
    archive.run("feed", tmp_path / "copy")
    assert (tmp_path / "copy" / f"{dossier}.json").is_file()
    assert [act["kind"] for act in archive.run("history", dossier)] == ["published", "withdrawn", "undone"]


def test_nobody_is_asked_about_a_dossier_that_is_withdrawn_or_part_of_another(archive: Archive, dossier: str) -> None:
    def asked() -> set[str]:
        return {review["dossier"] for review in archive.run("review", "list")}

    before = asked()
    assert dossier in before
    act = archive.run("withdraw", dossier, "--reason", "vervangen")["number"]
    assert asked() == before - {dossier}
    archive.run("undo", str(act), "--why", "toch goed")
    assert asked() == before

    other = archive.run("show", "Janssens Maria")["id"]
    archive.run("merge", dossier, other, "--why", "zelfde dossier")
    assert dossier not in asked()


def test_the_status_of_a_delivery_says_what_was_withdrawn() -> None:
    ends = [
        Outcome(dossier_id=name, key=DossierKey(delivery="l", folder=name), state="review", version=1, pages=2,
                review=("addresses",), problems=(), changed=True)
        for name in ("D1", "D2")
    ]  # fmt: skip
    console = Console(width=100, file=io.StringIO(), color_system=None)
    show_outcomes(console, ends, {"D1"})
    assert isinstance(console.file, io.StringIO)
    _, first, second = console.file.getvalue().splitlines()
    assert "withdrawn" in first
    assert "addresses" not in first
    assert "waits for a person" in second
    assert "addresses" in second


def test_the_end_of_a_run_counts_what_was_withdrawn_as_such_and_one_in_the_singular() -> None:
    end = Outcome(
        dossier_id="D1", key=DossierKey(delivery="l", folder="D1"), state="published", version=1, pages=2, review=(),
        problems=(), changed=False,
    )  # fmt: skip
    report = BatchReport(
        delivery="l", outcomes=(end,), quarantined=(), problems=(), pages_received=2, pages_accounted=2
    )
    console = Console(width=100, file=io.StringIO(), color_system=None)
    show_report(console, report, {"D1"})
    assert isinstance(console.file, io.StringIO)
    assert "l: 1 dossier (1 withdrawn); 0 files set aside." in console.file.getvalue()
    assert "published" not in console.file.getvalue()


def test_two_dossiers_are_merged_and_parted(archive: Archive, dossier: str) -> None:
    other = archive.run("show", "Janssens Maria")["id"]

    archive.run("merge", other, dossier, "--why", "zelfde dossier")
    assert archive.pointer(other)["merged_into"] == dossier
    assert archive.pointer(other, "public/dossiers")["deleted"] is False
    assert "merged already" in archive.run("merge", dossier, other, "--why", "x", code=3)

    archive.run("split", other, dossier, "--why", "toch niet")
    assert archive.run("collisions") == []


@pytest.mark.parametrize(
    "words",
    [
        ("publish", "D1"), ("withdraw", "D1", "--reason", "x"), ("merge", "D1", "Janssens Maria", "--why", "x"),
    ],
)  # fmt: skip
def test_a_dry_run_changes_nothing(words: tuple[str, ...], archive: Archive) -> None:
    before = {path: path.read_bytes() for path in archive.bucket.rglob("*") if path.is_file()}

    archive.run(*words, "--dry-run")

    assert {path: path.read_bytes() for path in archive.bucket.rglob("*") if path.is_file()} == before
    assert [act["kind"] for act in archive.run("history", "D1")] == ["published"]


def test_mistakes_are_told(archive: Archive) -> None:
    assert "Nothing to publish" in archive.run("publish", code=2)
    assert "one and the same" in archive.run("merge", "D1", "D1", "--why", "x", code=2)
    assert "no act 99" in archive.run("undo", "99", "--why", "x", code=4)


def test_nothing_found_is_said_in_words(
    archive: Archive, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for spoken, words in (("nl", "Nog niet gedigitaliseerd"), ("en", "Not digitised yet")):
        monkeypatch.setenv("KAFT_LANG", spoken)
        main(["find", "1950/7", "--work", str(archive.work)])
        assert words in capsys.readouterr().out
    main(["status", "--coverage", "--work", str(archive.work)])
    assert "1940" in capsys.readouterr().out
    assert archive.run("find", "--year", "1940")[0]["folder"] == "D1"
    assert archive.run("find", "vergunning", "--year", "1940", "--decision", "geweigerd") == []
    assert "Nothing was asked" in archive.run("find", code=2)
    assert "no year" in archive.run("find", "x", "--year", "ooit", code=2)
    assert archive.run("status", "--coverage")["years"] == {"1940": 1}


def test_products_are_made_from_the_register(archive: Archive, dossier: str) -> None:
    (item,) = archive.run("products", "notary", "622/1940")["permits"]
    assert item["dossier_id"] == dossier
    assert (archive.work / "bucket" / item["objects"] / "vip.json").is_file()
    assert archive.run("products", "notary", "1950/7")["gaps"][0].startswith("Nog niet gedigitaliseerd")
    assert [own["dossier_id"] for own in archive.run("products", "own", "622/1940")] == [dossier]
    assert archive.run("products", "footprint", "D1")["dossier_id"] == dossier
    assert archive.run("products", "lapse", "--on", "2026-01-01")["on"] == "2026-01-01"
    assert "no day" in archive.run("products", "lapse", "--on", "morgen", code=2)
    assert "Nothing was asked" in archive.run("products", "notary", code=2)
