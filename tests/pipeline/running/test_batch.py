"""A whole delivery: a bad dossier stops nobody, nothing is done twice, and every page is accounted for."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import structlog

from pipeline import log
from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.storage import MemoryBucket, MemoryInbox, MemoryLedger, MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.adapters.storage.folders import FolderInbox
from pipeline.errors import KaftError, RegisterOlder, ToolTimeout, UnreadableScan
from pipeline.explaining.explained import explained
from pipeline.receiving.gone import settle
from pipeline.recipe import Tools
from pipeline.running.batch import run_delivery, succeeded
from pipeline.steps import Call, Remember, Stage, Step
from pipeline.verifying.verify import verify
from schemas.delivery import PageImage
from schemas.outcome import BatchReport, Outcome
from schemas.pages import PageText, PreparedPage

Make = Callable[..., bytes]
Deliver = Callable[..., Path]


class Counting:
    """Counts how often each stage is really run."""

    def __init__(self, inner: Step) -> None:
        self._inner = inner
        self.runs: Counter[str] = Counter()

    def __call__(self, stage: Stage[Any], *data: Any, **tools: Any) -> Any:
        self.runs[stage.__name__] += 1
        return self._inner(stage, *data, **tools)

    def each(self, stage: Stage[Any], items: Sequence[Any], **tools: Any) -> tuple[Any, ...]:
        self.runs[stage.__name__] += len(items)
        return self._inner.each(stage, items, **tools)


class Troubled(PageReader):
    """The real reader, that fails on the pages of some files."""

    def __init__(self, reader: PageReader) -> None:
        self.identity, self._reader, self.trouble = reader.identity, reader, dict[str, Exception]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def inspect(self, *given: Any) -> Any:
        return self._reader.inspect(*given)

    def prepare(self, path: Path, image: PageImage) -> PreparedPage:
        return self._reader.prepare(path, image)

    def read(self, path: Path, page: PreparedPage) -> PageText:
        if path.read_bytes() and page.image.sha256 in self.trouble:
            raise self.trouble[page.image.sha256]
        return self._reader.read(path, page)


class Shop:
    """Everything a run needs, in memory, and what it did."""

    def __init__(self, reader: PageReader) -> None:
        self.reader = Troubled(reader)
        self.bucket = MemoryBucket()
        self.tools = Tools(
            store=MemoryStore(),
            bucket=self.bucket,
            register=MemoryRegister(),
            reader=self.reader,
            pdf=OcrmypdfMaker(),
            reference=ReferenceTables(),
        )
        self.counting = Counting(Call())
        self.step = Remember(MemoryLedger(), self.tools.store, self.counting)

    def run(self, delivery: Path | MemoryInbox) -> BatchReport:
        self.counting.runs.clear()
        inbox = FolderInbox(delivery) if isinstance(delivery, Path) else delivery
        return run_delivery(inbox, self.tools, step=self.step, dossiers_at_once=1)

    def objects(self) -> dict[str, bytes]:
        return {key: self.bucket.get(key) for key in self.bucket.keys("")}

    def faults(self) -> list[str]:
        found = verify(self.tools.register, self.tools.store, self.bucket)
        return [problem.code for problem in found.faults]


@pytest.fixture
def shop(page_reader: PageReader) -> Shop:
    return Shop(page_reader)


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "kaft.jsonl"
    log.configure("debug", file)
    yield file
    log.configure("error")
    structlog.reset_defaults()


def test_a_register_that_is_older_than_its_bucket_reads_nothing(shop: Shop) -> None:
    def older() -> None:
        raise RegisterOlder("The feed tells of more.")

    shop.tools = replace(shop.tools, compare=older)
    with pytest.raises(RegisterOlder):
        shop.run(MemoryInbox("levering_01", {"D1/0001.tif": b"x"}))

    assert not shop.counting.runs
    assert shop.tools.register.deliveries() == ()


def test_a_log_whose_disk_is_full_is_told_once_and_the_work_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told: list[str] = []
    file = tmp_path / "kaft.jsonl"
    file.symlink_to("/dev/full")
    log.configure("debug", file, told.append)
    try:
        for number in range(3):
            structlog.get_logger("kaft.batch").info("dossier_done", pages=number)
    finally:
        log.configure("error")
        structlog.reset_defaults()
    assert told == ["No space left on device"]
    assert capsys.readouterr().err == ""


def outcomes(report: BatchReport) -> dict[str, Outcome]:
    return {outcome.key.folder: outcome for outcome in report.outcomes}


def ends(report: BatchReport) -> dict[str, str]:
    """Return for each dossier the code of what ended it, or its version."""
    return {
        name: f"v{found.version}" if found.version else found.problems[-1].code
        for name, found in outcomes(report).items()
    }


def test_second_run_does_nothing_and_a_changed_page_only_what_depends_on_it(
    shop: Shop, deliver: Deliver, page: Make
) -> None:
    files = {"D1/0001.tif": page("Bouwvergunning een"), "D1/0002.tif": page("plan"), "D2/0001.tif": page("brief")}
    first = shop.run(deliver(files))
    after_first = shop.objects()
    assert ends(first) == {"D1": "v1", "D2": "v1"}
    assert shop.counting.runs["recognise"] == 3

    second = shop.run(deliver({}))

    assert not shop.counting.runs
    assert shop.objects() == after_first
    assert ends(second) == {"D1": "v1", "D2": "v1"}
    assert [outcome.changed for outcome in second.outcomes] == [False, False]

    third = shop.run(deliver({"D1/0002.tif": page("een ander plan")}))

    expected = dict.fromkeys(
        (
            "look",
            "prepare",
            "recognise",
            "classify",
            "extract",
            "resolve",
            "locate",
            "validate",
            "settle",
            "bind",
            "package",
        ),
        1,
    )
    assert dict(shop.counting.runs) == expected
    assert ends(third) == {"D1": "v2", "D2": "v1"}
    after_third = shop.objects()
    pointer = next(key for key in after_third if "latest" in key and after_third[key] != after_first.get(key))
    assert json.loads(after_third[pointer])["version"] == 2
    assert {key: after_third[key] for key in after_first if key != pointer} == {
        key: data for key, data in after_first.items() if key != pointer
    }, "what was published before stays as it is"
    assert shop.faults() == []


def test_bad_dossiers_stop_nobody_and_every_page_is_accounted_for(shop: Shop, deliver: Deliver, page: Make) -> None:
    slow, cut, odd = page("traag"), page("stuk"), page("vreemd")
    shop.reader.trouble = {
        _sha(slow): ToolTimeout("A page took longer than 300 seconds and was given up.", "Look at it."),
        _sha(cut): UnreadableScan("The image is damaged.", "Ask again."),
        _sha(odd): ValueError("Janssens"),
    }
    folder = deliver(
        {
            "D1/0001.tif": page("goed"), "D2/0001.tif": slow, "D3/0001.tif": cut, "D4/0001.tif": odd,
            "D5/0001.tif": b"", "D6/0001.tif": page("ook goed"), "D6/0002.tif": b"geen scan",
        }
    )  # fmt: skip
    (folder / "D7").mkdir()

    report = shop.run(folder)

    assert ends(report) == {
        "D1": "v1", "D2": "v1", "D3": "unreadable", "D4": "unexpected",
        "D5": "empty_dossier", "D6": "v1", "D7": "empty_dossier",
    }  # fmt: skip
    states = {name: outcome.state for name, outcome in outcomes(report).items()}
    assert [states[name] for name in ("D2", "D3", "D4", "D5", "D7")] == [
        "review", "quarantined", "failed", "quarantined", "quarantined",
    ]  # fmt: skip
    assert "reading_timed_out" in {problem.code for problem in outcomes(report)["D2"].problems}, (
        "a page, not the dossier"
    )
    assert states["D6"] == "review", "a dossier whose file is in quarantine is not complete"
    assert report.pages_received == report.pages_accounted == 5
    assert [file.file for file in report.quarantined] == ["D5/0001.tif", "D6/0002.tif"]
    assert not succeeded(report)
    assert all(problem.hint for outcome in report.outcomes for problem in outcome.problems if outcome.version is None)
    assert shop.tools.register.last_report("levering_01") == report
    assert shop.faults() == []


def test_a_folder_of_which_only_the_separator_sheet_came_is_asked_of_the_contractor(
    shop: Shop, deliver: Deliver, stack: Make
) -> None:
    report = shop.run(
        deliver(
            {
                "D1/0001.pdf": stack("=DOOS007-MAP001"),
                "doos.pdf": stack("=DOOS007-MAP002", "=DOOS007-MAP003", "Bouwvergunning 12/1958"),
            }
        )
    )

    assert ends(report) == {"D1": "only_separator", "DOOS007-MAP002": "only_separator", "DOOS007-MAP003": "v1"}
    assert report.pages_received == report.pages_accounted == 4
    assert shop.faults() == []


def test_a_lack_of_memory_is_no_fault_of_ours_and_the_next_run_goes_on(
    shop: Shop, deliver: Deliver, page: Make
) -> None:
    large = page("groot")
    shop.reader.trouble = {_sha(large): MemoryError()}
    folder = deliver({"D1/0001.tif": large, "D2/0001.tif": page("klein")})

    first, shop.reader.trouble = shop.run(folder), {}

    assert ends(first) == {"D1": "transient", "D2": "v1"}
    assert ends(shop.run(folder)) == {"D1": "v1", "D2": "v1"}


def test_a_fault_of_ours_is_logged_without_what_was_read(
    shop: Shop, deliver: Deliver, page: Make, log_file: Path
) -> None:
    odd = page("vreemd")
    shop.reader.trouble = {_sha(odd): ValueError("Janssens Maria")}
    shop.run(deliver({"Peeters/0001.tif": odd}))

    text = log_file.read_text()
    assert "dossier_failed" in text
    assert "ValueError" in text
    assert "Janssens" not in text
    assert "Peeters" not in text


def test_the_same_dossier_twice_is_kept_once(shop: Shop, deliver: Deliver, page: Make) -> None:
    one, other = page("Bouwvergunning een"), page("twee")

    first = shop.run(deliver({"D1/0001.tif": one, "D2/a.tif": one, "D3/0001.tif": other}, "levering_01"))
    later = shop.run(deliver({"X/0001.tif": one, "Y/0001.tif": other, "Y/0002.tif": one}, "levering_02"))
    again = shop.run(deliver({}, "levering_01"))

    assert ends(first) == ends(again) == {"D1": "v1", "D2": "duplicate", "D3": "v1"}
    assert ends(later) == {"X": "duplicate", "Y": "v1"}
    assert "'D1' of this delivery" in outcomes(first)["D2"].problems[-1].message
    assert "'levering_01/D1' of an earlier delivery" in outcomes(later)["X"].problems[-1].message
    in_dutch = explained(outcomes(later)["X"].problems[-1]).message
    assert in_dutch == "Dossier ‘X’ heeft precies dezelfde bladen als dossier ‘levering_01/D1’."
    assert first.pages_received == first.pages_accounted == 3
    assert not succeeded(later)


def test_another_delivery_under_the_same_name_is_noticed(shop: Shop, page: Make) -> None:
    shop.run(MemoryInbox("levering_01", {"D1/0001.tif": page("een"), "D2/0001.tif": page("twee")}))

    other = shop.run(MemoryInbox("levering_01", {"D1/0001.tif": page("van iemand anders")}))

    assert [problem.code for problem in other.problems] == ["dossier_replaced", "dossier_gone"]
    assert not succeeded(other)
    assert shop.faults() == []


def test_a_page_that_is_gone_from_a_delivery_is_noticed(shop: Shop, page: Make) -> None:
    one, two, three = page("een"), page("twee"), page("drie")
    shop.run(
        MemoryInbox("l", {"D1/0001.tif": one, "D1/0002.tif": two, "D1/0003.tif": three, "D2/0001.tif": page("vier")})
    )

    # a page under another name, in another dossier, or scanned again is there; one that is in quarantine was said
    kept = {
        "D1/0001.tif": page("een, scherper"),
        "D1/0002b.tif": two,
        "D2/0001.tif": page("vier"),
        "D2/0002.tif": three,
    }
    moved = shop.run(MemoryInbox("l", kept))
    aside = shop.run(MemoryInbox("l", kept | {"D2/0002.tif": b""}))
    fewer = shop.run(MemoryInbox("l", {"D1/0001.tif": kept["D1/0001.tif"], "D2/0001.tif": kept["D2/0001.tif"]}))

    assert [problem.code for report in (moved, aside) for problem in report.problems] == []
    assert [problem.message for problem in fewer.problems if problem.code == "pages_gone"] == [
        "1 of the 2 pages that dossier 'D1' had in this delivery before are not in it now: D1/0002b.tif."
    ]
    assert not succeeded(fewer)
    assert shop.faults() == []


def gone(report: BatchReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_what_is_gone_is_said_until_it_is_back(shop: Shop, page: Make) -> None:
    one, two, three = page("een"), page("twee"), page("drie")
    whole = {"D1/0001.tif": one, "D1/0002.tif": two, "D2/0001.tif": three}
    shop.run(MemoryInbox("l", whole))

    told = [shop.run(MemoryInbox("l", {"D1/0001.tif": one})) for _ in range(3)]
    known = shop.tools.register.delivery("l")
    half = shop.run(MemoryInbox("l", {"D1/0001.tif": one, "D2/0001.tif": three}))
    back = shop.run(MemoryInbox("l", whole))

    assert [gone(report) for report in told] == [["pages_gone", "dossier_gone"]] * 3
    assert known is not None
    assert [problem.code for problem in known.problems] == ["pages_gone", "dossier_gone"], "what the report shows"
    assert "1 of the 2 pages that dossier 'D1' had" in half.problems[0].message
    assert (gone(half), gone(back)) == (["pages_gone"], [])
    assert shop.faults() == []


def test_what_is_gone_is_said_no_more_when_it_was_meant_to_go(shop: Shop, page: Make) -> None:
    one, two, three = page("een"), page("twee"), page("drie")
    shop.run(MemoryInbox("l", {"D1/0001.tif": one, "D1/0002.tif": two, "D2/0001.tif": three}))
    shop.run(MemoryInbox("l", {"D1/0001.tif": one}))
    register = shop.tools.register

    settle(register, "l", "D1")
    first = register.last_report("l")
    again = shop.run(MemoryInbox("l", {"D1/0001.tif": one}))
    settle(register, "l")
    last = shop.run(MemoryInbox("l", {"D1/0001.tif": one}))

    assert first is not None
    assert (gone(first), gone(again), gone(last)) == (["dossier_gone"], ["dossier_gone"], [])
    assert settle(register, "l") == ()


def test_a_dossier_that_moves_to_its_municipality_is_found_where_it_was(shop: Shop, page: Make) -> None:
    shop.run(MemoryInbox("l", {"D1/0001.tif": page("GEMEENTE"), "D1/0002.tif": page("plan")}))
    before = shop.objects()
    moved = shop.run(MemoryInbox("l", {"D1/0001.tif": page(), "D1/0002.tif": page("plan")}))

    pointers = {key: json.loads(data) for key, data in shop.objects().items() if key.endswith("latest.json")}
    dossier = outcomes(moved)["D1"].dossier_id
    assert {key.split("/")[2] for key in pointers} == {"00000", "12025"}
    assert {pointer["version"] for pointer in pointers.values()} == {2}
    assert pointers[f"v1/dossiers/00000/{dossier}/latest.json"]["path"] == f"../../12025/{dossier}/v2/"
    assert before.keys() <= shop.objects().keys()
    assert shop.faults() == []


def test_a_lost_page_is_an_error_of_the_delivery(shop: Shop, page: Make) -> None:
    report = shop.run(MemoryInbox("l", {"D1/0001.tif": page("een")}))
    register = shop.tools.register

    register.conclude(outcomes(report)["D1"].model_copy(update={"pages": 0}))
    assert shop.faults() == ["pages_lost"]

    delivery = register.delivery("l")
    assert delivery is not None
    register.conclude(outcomes(report)["D1"])
    register.receive(delivery.model_copy(update={"pages_received": 2}))
    assert shop.faults() == ["pages_lost"]


def _sha(data: bytes) -> str:
    return MemoryStore().put(data)


def test_every_error_says_what_to_do(shop: Shop, deliver: Deliver, page: Make) -> None:
    data = page("een")
    shop.reader.trouble = {_sha(data): KaftError("Something went wrong.", "Do this.")}

    report = shop.run(deliver({"D1/0001.tif": data}))

    assert ends(report) == {"D1": "kaft"}
    assert outcomes(report)["D1"].problems[-1].hint == "Do this."
