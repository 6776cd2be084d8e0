"""What comes back repaired is linked to what it replaces, because the inventory says so; nothing is guessed by name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.memory.leases import MemoryLeases
from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.storage import MemoryStore
from pipeline.adapters.storage.folders import FolderBucket
from pipeline.explaining.explained import explained
from pipeline.receiving.gone import mark_gone as gone_noted
from pipeline.receiving.replacing import link_replaced, mark_replacements, stated
from pipeline.running.batch import succeeded
from pipeline.verifying.verify import verify
from schemas.delivery import Delivery, DossierKey, InventoryHint, PageImage, Problem, Quarantined, ScanPage, Scans
from schemas.outcome import BatchReport, Outcome

BROKEN = Quarantined(
    file="D001/0002.tif", sha256="c" * 64, size=9, problem=Problem(code="unreadable", message="broken")
)
ELSEWHERE = BROKEN.model_copy(update={"file": "D002/0001.tif"})


def scans(delivery: str, folder: str, says: str = "", *, parts: tuple[str, ...] = (), wrong: bool = False) -> Scans:
    image = PageImage(
        sha256=f"{delivery}{folder}".encode().hex()[:64].rjust(64, "0"), media_type="image/tiff", page_index=0, width=9,
        height=9, dpi=300, mode="grey",
    )  # fmt: skip
    return Scans(
        key=DossierKey(delivery=delivery, folder=folder),
        pages=(ScanPage(number=1, file=f"{folder}/0001.tif", image=image),),
        parts=parts or (folder,),
        inventory=InventoryHint(other={"vervangt": says}) if says else None,
        problems=(Problem(code="file_quarantined", message="", severity="error"),) if wrong else (),
    )


@pytest.fixture
def register() -> MemoryRegister:
    """A register that holds delivery `oud`, of which two files were set aside."""
    made = MemoryRegister(MemoryLeases())
    old = Delivery(
        name="oud", dossiers=(scans("oud", "D001", parts=("D001", "D001_02")), scans("oud", "D002")),
        quarantined=(BROKEN, ELSEWHERE),
    )  # fmt: skip
    made.receive(old)
    made.report(BatchReport(delivery="oud", outcomes=(), quarantined=old.quarantined))
    return made


def run(register: MemoryRegister, *dossiers: Scans, state: str = "published") -> Delivery:
    """Take in delivery `nieuw`, whose dossiers all come to one end."""
    delivery = mark_replacements(Delivery(name="nieuw", dossiers=dossiers), register.delivery)
    register.receive(delivery)
    outcomes = tuple(
        Outcome.model_validate({"key": one.key, "dossier_id": one.key.id, "state": state, "pages": 1})
        for one in delivery.dossiers
    )
    link_replaced(delivery, BatchReport(delivery="nieuw", outcomes=outcomes), register)
    return delivery


def replaced_by(register: MemoryRegister) -> list[str | None]:
    report = register.last_report("oud")
    old = register.delivery("oud")
    assert report is not None
    assert old is not None
    assert report.quarantined == old.quarantined
    return [file.replaced_by for file in report.quarantined]


@pytest.mark.parametrize(
    ("folder", "says"),
    [("D001", "oud"), ("D001", "oud/"), ("herstel", "oud/D001"), ("herstel", r"oud\d001"), ("herstel", "oud/D001_02")],
)
def test_old_and_new_say_each_of_the_other(register: MemoryRegister, folder: str, says: str) -> None:
    new = run(register, scans("nieuw", folder, says))
    assert [problem.message for problem in new.dossiers[0].problems] == [
        "This dossier replaces 'D001' of delivery 'oud'."
    ]
    assert replaced_by(register) == [f"nieuw/{folder}", None]
    old = register.delivery("oud")
    assert old is not None
    assert [problem.message for problem in old.problems] == [f"Dossier 'D001' was replaced by 'nieuw/{folder}'."]


def test_a_folder_of_the_same_name_replaces_nothing_by_itself(register: MemoryRegister) -> None:
    new = run(register, scans("nieuw", "D001"))
    assert new.dossiers[0].problems == ()
    assert replaced_by(register) == [None, None]


@pytest.mark.parametrize("says", ["elders", "oud/D009", "nieuw", "nieuw/D001"])
def test_what_is_not_known_is_said_and_links_nothing(register: MemoryRegister, says: str) -> None:
    new = run(register, scans("nieuw", "D001", says))
    (problem,) = new.dossiers[0].problems
    assert (problem.code, problem.severity) == ("replaces_unknown", "warning")
    assert replaced_by(register) == [None, None]


@pytest.mark.parametrize(("state", "wrong"), [("quarantined", False), ("failed", False), ("published", True)])
def test_what_is_not_whole_itself_replaces_nothing(register: MemoryRegister, state: str, wrong: bool) -> None:
    run(register, scans("nieuw", "D001", "oud", wrong=wrong), state=state)
    assert replaced_by(register) == [None, None]


def test_doing_it_twice_changes_nothing_and_the_old_delivery_keeps_it_when_it_is_taken_in_again(
    register: MemoryRegister,
) -> None:
    run(register, scans("nieuw", "D001", "oud"))
    once = (register.delivery("oud"), register.last_report("oud"))
    run(register, scans("nieuw", "D001", "oud"))
    assert (register.delivery("oud"), register.last_report("oud")) == once
    as_it_came = Delivery(
        name="oud", dossiers=(scans("oud", "D001", parts=("D001", "D001_02")), scans("oud", "D002")),
        quarantined=(BROKEN, ELSEWHERE),
    )  # fmt: skip
    assert mark_replacements(as_it_came, register.delivery) == once[0]
    other = as_it_came.model_copy(update={"quarantined": (BROKEN.model_copy(update={"sha256": "d" * 64}),)})
    assert [file.replaced_by for file in mark_replacements(other, register.delivery).quarantined] == [None], (
        "another file"
    )


@pytest.mark.parametrize(("state", "gone"), [("published", []), ("review", []), ("failed", ["replacement_gone"])])
def test_verify_follows_what_was_replaced_to_what_came_back(
    register: MemoryRegister, tmp_path: Path, state: str, gone: list[str]
) -> None:
    new = run(register, scans("nieuw", "D001", "oud"))
    register.conclude(
        Outcome.model_validate({"key": new.dossiers[0].key, "dossier_id": None, "state": state, "pages": 1})
    )

    found = verify(register, MemoryStore(), FolderBucket(tmp_path))

    assert found.files == {"in_dossier": 3, "replaced": 1, "set_aside": 1}
    assert [fault.code for fault in found.faults if fault.code == "replacement_gone"] == gone


@pytest.mark.parametrize("received", [3, 5])
def test_verify_tells_of_a_file_of_which_the_end_is_not_known(
    register: MemoryRegister, tmp_path: Path, received: int
) -> None:
    old = register.delivery("oud")
    assert old is not None
    register.receive(old.model_copy(update={"files_received": received}))

    found = verify(register, MemoryStore(), FolderBucket(tmp_path))

    (lost,) = (fault for fault in found.faults if fault.code == "files_lost")
    assert lost.message == f"{received} files of oud came in, of 4 the end is known."
    assert explained(lost).message == f"Van oud kwamen {received} bestanden binnen; van 4 is het einde bekend."


def test_a_file_that_came_back_needs_nobody_any_more() -> None:
    report = BatchReport(delivery="oud", outcomes=(), quarantined=(BROKEN,))
    assert not succeeded(report)
    back = BROKEN.model_copy(update={"replaced_by": "nieuw/D001"})
    assert succeeded(report.model_copy(update={"quarantined": (back,)}))


def test_only_what_the_inventory_says_is_looked_up() -> None:
    def never(name: str) -> Delivery | None:
        raise AssertionError(name)

    assert list(stated(Delivery(name="nieuw", dossiers=(scans("nieuw", "D001"),)), never)) == []


def test_through_the_commands(
    page: Callable[..., bytes], deliver: Callable[..., Path], kaft: Callable[..., Any], tmp_path: Path
) -> None:
    work = tmp_path / "work"
    old = deliver({"D001/0001.tif": page("Kerkstraat 7"), "D001/0002.tif": page()[:40]}, "levering_01")
    assert kaft("run", old, "--work", work).returncode == 9
    table = b"doos;map;dossiermap;jaar;opmerking;vervangt\n1;1;D001;1961;;levering_01\n"
    files = {"inventory.csv": table, "D001/0001.tif": page("Kerkstraat 7"), "D001/0002.tif": page()}
    assert kaft("run", deliver(files, "levering_01b"), "--work", work).returncode == 0
    said = kaft("status", "levering_01", "--work", work, KAFT_LANG="nl").stdout
    assert "D001/0002.tif (vervangen door levering_01b/D001)" in said
    assert "Dossier ‘D001’ is vervangen door ‘levering_01b/D001’." in said
    new = kaft("status", "levering_01b", "--work", work, "--json").stdout
    problems = json.loads(new)["reports"][0]["outcomes"][0]["problems"]
    assert "replaces" in [problem["code"] for problem in problems]
    assert kaft("verify", "--work", work).returncode == 0
    assert kaft("run", old, "--work", work).returncode == 0, "what came back needs nobody any more"


def test_pages_that_came_back_in_another_delivery_are_gone_no_more(register: MemoryRegister) -> None:
    more = scans("oud", "D001").pages[0].model_copy(update={"file": "D001/0002.tif"})
    old = register.delivery("oud")
    assert old is not None
    whole = old.dossiers[0].model_copy(update={"pages": (*old.dossiers[0].pages, more)})
    gone = gone_noted(old, old.model_copy(update={"dossiers": (whole, scans("oud", "D003"))}))
    register.receive(gone)
    register.report(BatchReport(delivery="oud", outcomes=(), quarantined=old.quarantined, problems=gone.problems))
    run(register, scans("nieuw", "D001", "oud"))
    after, report = register.delivery("oud"), register.last_report("oud")
    assert after is not None
    assert report is not None
    assert [was.key.folder for was in after.before] == ["D003"]
    assert [problem.code for problem in report.problems] == ["dossier_gone", "replaced"]


def test_what_has_fewer_pages_than_what_it_replaces_says_so(register: MemoryRegister) -> None:
    old = scans("ouder", "D001")
    pages = tuple(old.pages[0].model_copy(update={"number": number}) for number in (1, 2, 3))
    register.receive(Delivery(name="ouder", dossiers=(old.model_copy(update={"pages": pages}),)))

    (replaces, fewer) = run(register, scans("nieuw", "D001", "ouder")).dossiers[0].problems

    assert (replaces.code, fewer.code, fewer.severity) == ("replaces", "replaces_fewer", "warning")
    assert explained(fewer).message == (
        "Dit dossier heeft 1 bladen, en ‘D001’ van levering ‘ouder’, dat het vervangt, heeft er 3."
    )
