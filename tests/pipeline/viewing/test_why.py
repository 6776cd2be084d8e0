"""Why a field is as it is: candidates, what decided, what was set aside, and the same from the command line."""

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

from pipeline.adapters.memory.storage import MemoryLedger, MemoryStore
from pipeline.commands.looking import values_table
from pipeline.steps import Call, Remember
from pipeline.viewing.why import explain
from schemas.base import Contract
from schemas.delivery import DossierKey
from schemas.findings import Evidence, Finding, Findings
from schemas.located import Located
from schemas.record import Candidate, Item, Many, One, Record
from schemas.values import Address, Municipality
from schemas.words import PermitType

VERSION = 1
SITE, HOME = Address(street="Bruul", number="12"), Address(street="Kerkstraat", number="9")


def seen_on(page: int, text: str) -> Evidence:
    return Evidence(page=page, file=f"{page:04d}.tif", page_index=0, boxes=(), text=text, reader="r", extractor="e 1")


def found(value: Address, page: int, score: float, role: str) -> Finding:
    return Finding(field="addresses", value=value, score=score, role=role, evidence=seen_on(page, "als gelezen"))


FINDINGS = Findings(
    findings=(
        found(SITE, 1, 0.9, "site"), found(SITE.model_copy(update={"municipality": "Leest"}), 4, 0.5, "site"),
        found(HOME, 2, 0.7, "applicant"), found(HOME, 1, 0.4, "applicant"),
        Finding(field="architect", value="X", score=0.9, evidence=seen_on(1, "X")),
    )
)  # fmt: skip


def a_record(**fields: Any) -> Record:
    return Record(id="1", key=DossierKey(delivery="d", folder="f"), parts=("f",), **fields)


def addresses(*others: Candidate[Address]) -> Many[Address]:
    item = Item(value=SITE, text="Bruul 12", confidence=0.93, evidence=(seen_on(1, "Bruul 12"), seen_on(3, "Bruul 12")))
    return Many[Address](
        items=(item,), confidence=0.97, score=0.93, status="accepted", absence=None, candidates=others
    )  # fmt: skip


def test_what_was_chosen_and_what_was_set_aside_are_told_apart() -> None:
    why = explain(a_record(addresses=addresses(), located=(Located(level="street"),)), "addresses", FINDINGS)
    assert [(one.value, one.chosen) for one in why.candidates] == [("Bruul 12", True)]
    assert [(one.value, one.role, one.score) for one in why.set_aside] == [("Kerkstraat 9", "applicant", 0.7)]
    assert [evidence.page for evidence in why.set_aside[0].evidence] == [2, 1]
    assert why.decided[0] == "Bruul 12: score 0.93, read as site on p. 1 (?), p. 3 (?)."
    assert "a chance of 0.97" in why.decided[-1]
    assert (why.against, why.findings, why.located[0].level) == ((), True, "street")


def test_a_candidate_that_comes_close_speaks_against() -> None:
    close = Candidate(value=HOME, text="x", confidence=0.85, evidence=(seen_on(2, "x"),))
    why = explain(a_record(addresses=addresses(close)), "addresses")
    assert why.against == ("Kerkstraat 9 comes close: 0.85.",)
    assert "The next candidate scores 0.85." in why.decided
    assert not why.findings


@pytest.mark.parametrize("name", ["permit_type", "municipality", "dates.decision", "parcels"])
def test_an_absent_field_says_what_kind_of_absence(name: Any) -> None:
    why = explain(a_record(), name, FINDINGS)
    assert why.decided == ("Nothing was taken over: it is not in the dossier.",)
    assert why.values == why.candidates == why.set_aside == ()


def test_a_doubt_is_told_with_its_reason() -> None:
    field = One[PermitType](
        value="melding", confidence=0.5, score=0.6, status="review", absence=None, reason="Het bewijs is zwak."
    )
    why = explain(a_record(permit_type=field), "permit_type")
    assert (why.values, why.against) == (("melding",), ("Het bewijs is zwak.",))


def test_the_store_keeps_findings_under_the_digest_that_the_record_names() -> None:
    def extract(_: Contract) -> Findings:
        return FINDINGS

    extract.__module__ = __name__
    store = MemoryStore()
    Remember(MemoryLedger(), store, Call())(extract, Municipality(name="Gent", nis="44021"))
    assert Findings.model_validate_json(store.get(FINDINGS.digest())) == FINDINGS


def waits(**changes: Any) -> Record:
    held = addresses().model_copy(update={"status": "review", "reason": "Het bewijs is zwak.", **changes})
    return a_record(addresses=held)


def test_a_figure_beside_what_waits_is_explained() -> None:
    told = explain(waits(), "addresses", FINDINGS)
    assert told.decided[-1].startswith("That is so of all known values")
    assert told.against == ("Het bewijs is zwak.",)
    assert "all known values" not in " ".join(explain(waits(status="accepted"), "addresses", FINDINGS).decided)


def test_what_waits_has_no_figure_in_the_list_of_values() -> None:
    assert "0.97" not in printed(values_table(waits()), 100)
    assert "0.97" in printed(values_table(waits(status="accepted")), 100)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_no_letter_of_a_reading_falls_off_the_console(width: int) -> None:
    letters = "αβγδεζηθικλμνξοπρστυφχψω"
    item = Item(value=SITE, text=letters, confidence=0.9, evidence=(seen_on(3, letters), seen_on(12, letters)))
    shown = printed(values_table(waits(items=(item,))), width)
    assert set(letters) <= set(shown)
    assert max(map(len, shown.splitlines())) <= width


def printed(table: Table, width: int) -> str:
    console = Console(width=width, file=io.StringIO(), color_system=None)
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_command_explains_with_all_findings_and_a_picture(
    finished: Any, kaft: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    told = kaft("show", "D1", "--why", "references", "--json", "--work", finished.work)
    assert told.returncode == 0, told.stderr
    why = json.loads(told.stdout)
    assert why["findings"]
    assert why["values"] == ["622/1940"]
    assert why["candidates"][0]["chosen"]
    assert why["candidates"][0]["evidence"][0]["boxes"]
    assert Path(why["crops"][0].removeprefix("file://")).is_file()
    shown = kaft("show", "D1", "--why", "references", "--work", finished.work)
    assert shown.returncode == 0, shown.stderr
    for words in ("622/1940", "What decided", "Picture: file://", "0001.tif"):
        assert words in shown.stdout
    assert kaft("show", "D1", "--why", "weather", "--work", finished.work).returncode == 2
