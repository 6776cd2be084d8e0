"""Several workers on one delivery: each dossier in one hand, taken over from the cut off, set aside when it kills."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest

from pipeline.adapters.drawing.pdfa import OcrmypdfMaker
from pipeline.adapters.memory.leases import MemoryLeases
from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.storage import MemoryBucket, MemoryInbox, MemoryStore
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.reference.official import ReferenceTables
from pipeline.errors import ConfigError, LeaseLost, NotFound, ServiceUnavailable
from pipeline.ports import Lease
from pipeline.queue.fenced import FencedBucket
from pipeline.queue.leasing import Held, LeaseStanding, Workplace
from pipeline.recipe import Tools
from pipeline.running import batch
from pipeline.steps import Call, Stage
from schemas.delivery import DossierKey
from schemas.outcome import BatchReport

Make = Callable[..., bytes]
KEY = DossierKey(delivery="levering_01", folder="D1")


class Severed(MemoryLeases):
    """Leases whose worker can be cut off from them: it hears nothing and is heard by nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.cut_off: set[str] = set()
        self._end = time.monotonic() + 600

    def standing(self, delivery: str | None = None) -> tuple[LeaseStanding, ...]:
        assert time.monotonic() < self._end, "a run waits for what never comes"
        return super().standing(delivery)

    def extend(self, leases: Sequence[Lease], seconds: float) -> tuple[Lease, ...]:
        if any(lease.owner in self.cut_off for lease in leases):
            raise ServiceUnavailable("The register does not answer.")
        return super().extend(leases, seconds)


class Unusable(MemoryLeases):
    """Leases in a register that is not there at first, such as a file on a disk that went away and came back."""

    extended = 0

    def extend(self, leases: Sequence[Lease], seconds: float) -> tuple[Lease, ...]:
        self.extended += 1
        if self.extended == 1:
            raise ConfigError("The register cannot be used.")
        return super().extend(leases, seconds)


class Asked(MemoryLeases):
    """Counts how often each worker asks for a dossier."""

    def __init__(self) -> None:
        super().__init__()
        self.times: Counter[str] = Counter()

    def take(
        self, key: DossierKey, owner: str, seconds: float, *, since: float, gone: Callable[[str], bool]
    ) -> Lease | None:
        self.times[owner] += 1
        return super().take(key, owner, seconds, since=since, gone=gone)


class Watched(Call):
    """Counts how often each dossier is classified, and may hold somebody up."""

    one_at_a_time = threading.RLock()
    """PDFium and Tesseract are no friends of threads; each worker has its own reading processes in use."""

    def __init__(self, name: str, seen: Counter[str], before: Callable[[str], None]) -> None:
        super().__init__()
        self._name, self._seen, self._before = name, seen, before

    def __call__(self, stage: Stage[Any], *data: Any, **tools: Any) -> Any:
        if stage.__name__ == "classify":
            self._before(self._name)
            self._seen[data[0].key.folder] += 1
        with self.one_at_a_time:
            return super().__call__(stage, *data, **tools)

    def each(self, stage: Stage[Any], items: Sequence[Any], **tools: Any) -> tuple[Any, ...]:
        with self.one_at_a_time:
            return super().each(stage, items, **tools)


class Team:
    """Workers who share a register, leases, a store and a bucket."""

    def __init__(self, reader: PageReader, stack: ExitStack) -> None:
        self.leases, self.seen = Severed(), Counter[str]()
        self.register, self.bucket = MemoryRegister(self.leases), MemoryBucket()
        self._store, self._reader, self._stack = MemoryStore(), reader, stack
        self.before: Callable[[str], None] = lambda _name: None

    def run(
        self, name: str, inbox: MemoryInbox, *, seconds: float = 60, tries: int = 3, only: str | None = None
    ) -> BatchReport:  # fmt: skip
        place = Workplace(self.leases, name, seconds=seconds, tries=tries)
        self._stack.callback(place.close)
        tools = Tools(
            store=self._store, bucket=self.bucket, register=self.register, reader=self._reader, pdf=OcrmypdfMaker(),
            reference=ReferenceTables(),
        )  # fmt: skip
        step = Watched(name, self.seen, self.before)
        return batch.run_delivery(inbox, tools, step=step, dossiers_at_once=1, workplace=place, only=only)


@pytest.fixture
def team(page_reader: PageReader) -> Iterator[Team]:
    with ExitStack() as stack:
        yield Team(page_reader, stack)


def inbox_of(page: Make, *folders: str) -> MemoryInbox:
    return MemoryInbox("levering_01", {f"{name}/0001.tif": page(f"Bouwvergunning {name}") for name in folders})


def test_two_workers_share_a_delivery_and_both_report_all_of_it(team: Team, page: Make) -> None:
    meeting = threading.Barrier(2, timeout=600)
    first = threading.local()

    def meet(_name: str) -> None:
        if not getattr(first, "met", False):
            first.met = True
            meeting.wait()

    team.before = meet
    with ThreadPoolExecutor(2) as threads:
        inbox = inbox_of(page, "D1", "D2", "D3", "D4")
        reports = list(threads.map(lambda name: team.run(name, inbox), ("a", "b")))
    assert team.seen == {"D1": 1, "D2": 1, "D3": 1, "D4": 1}
    for report in reports:
        assert {outcome.key.folder: outcome.version for outcome in report.outcomes} == dict.fromkeys(team.seen, 1)
        assert report.pages_received == report.pages_accounted == 4


def test_who_is_cut_off_is_taken_over_and_publishes_nothing(team: Team, page: Make) -> None:
    begun, over = threading.Event(), threading.Event()

    def cut(name: str) -> None:
        if name == "a" and not begun.is_set():
            team.leases.cut_off.add("a")
            begun.set()
            assert over.wait(600)

    team.before = cut
    inbox = inbox_of(page, "D1")
    with ThreadPoolExecutor(1) as threads:
        cut_off = threads.submit(team.run, "a", inbox, seconds=1.0)
        assert begun.wait(600)
        report = team.run("b", inbox, seconds=60)
        team.leases.cut_off.clear()
        over.set()
        late = cut_off.result(timeout=600)
    assert [outcome.version for outcome in report.outcomes] == [1]
    assert [outcome.version for outcome in late.outcomes] == [1]
    [standing] = team.leases.standing()
    assert (standing.state, standing.owner) == ("done", "b")


def test_who_is_cut_off_and_not_taken_over_does_it_again(team: Team, page: Make) -> None:
    begun: list[str] = []

    def cut(name: str) -> None:
        begun.append(name)
        if len(begun) == 1:
            team.leases.cut_off.add(name)
            time.sleep(1.5)  # longer than its lease: it may write no more
        else:
            team.leases.cut_off.clear()

    team.before = cut
    report = team.run("a", inbox_of(page, "D1"), seconds=1.0)
    assert [outcome.version for outcome in report.outcomes] == [1]
    assert begun == ["a", "a"]
    assert [(found.state, found.tries) for found in team.leases.standing()] == [("done", 0)]


def test_a_lease_that_ran_out_is_left_to_itself_and_counts_as_a_try() -> None:
    leases = Severed()
    place = Workplace(leases, "a", seconds=60)
    with place.holding(KEY) as held:
        assert held is not None
        held.until = 0.0
        with pytest.raises(LeaseLost):
            held.check()
        held.until = time.monotonic() + 60  # the register answers again: too late for what was refused
        with pytest.raises(LeaseLost):
            held.check()
    place.close()
    assert [(found.state, found.tries) for found in leases.standing()] == [("held", 1)]


def test_leases_are_kept_although_the_register_could_not_be_used_for_a_moment() -> None:
    leases = Unusable()
    place, other = Workplace(leases, "a", seconds=2.0), Workplace(leases, "b")
    with place.holding(KEY) as held:
        assert held is not None
        end = time.monotonic() + 60
        while leases.extended < 8:  # for twice as long as the lease
            assert time.monotonic() < end, "nobody tries again"
            time.sleep(0.05)
        with other.holding(KEY) as taken:
            assert taken is None
    for one in (place, other):
        one.close()


def test_a_dossier_that_kills_its_workers_is_set_aside_until_a_person_asks(team: Team, page: Make) -> None:
    inbox = inbox_of(page, "D1", "D2")
    for _ in range(3):
        assert team.leases.take(KEY, "dead", -1, since=0, gone=lambda _: False)
    report = team.run("a", inbox, tries=3)
    states = {outcome.key.folder: (outcome.state, outcome.problems[-1:]) for outcome in report.outcomes}
    assert states["D1"][0] == "failed"
    assert states["D1"][1][0].code == "set_aside"
    assert states["D2"][0] in {"published", "review"}
    assert report.pages_received == report.pages_accounted

    again = team.run("b", inbox, tries=3, only="D1")
    assert {outcome.key.folder: outcome.version for outcome in again.outcomes} == {"D1": 1, "D2": 1}


def test_one_dossier_by_name_leaves_the_others_as_they_are(team: Team, page: Make) -> None:
    inbox = inbox_of(page, "D1", "D2")
    report = team.run("a", inbox, only="D2")
    assert {outcome.key.folder: outcome.state == "received" for outcome in report.outcomes} == {"D1": True, "D2": False}
    assert team.seen == {"D2": 1}
    with pytest.raises(NotFound):
        team.run("a", inbox, only="D9")


def test_nothing_is_written_to_the_bucket_after_the_lease(team: Team) -> None:
    held = Held(Lease("d1", "a", 1, 1), until=0.0, worn_out=False)
    fenced = FencedBucket(team.bucket, held)
    with pytest.raises(LeaseLost):
        fenced.put("latest.json", b"old news")
    assert list(team.bucket.keys("")) == []


def test_what_is_in_hand_is_given_back_at_the_end() -> None:
    leases = MemoryLeases()
    place = Workplace(leases, "a")
    with pytest.raises(KeyboardInterrupt), place.holding(KEY):
        raise KeyboardInterrupt
    place.close()
    [standing] = leases.standing()
    assert (standing.state, standing.tries) == ("free", 0)


def test_what_others_have_is_not_asked_for_one_by_one() -> None:
    leases = Asked()
    first, second = Workplace(leases, "a"), Workplace(leases, "b")
    keys = [DossierKey(delivery="levering_01", folder=f"D{n}") for n in range(300)]
    with ExitStack() as hand:
        for key in keys[:150]:
            hand.enter_context(first.holding(key))
        for key in keys[150:299]:
            with first.holding(key):
                pass
        for key in keys[:299]:
            with second.holding(key) as held:
                assert held is None
        assert leases.times["b"] < 100
        with second.holding(keys[299]) as held:
            assert held is not None
        with second.holding(keys[200], again=True) as held:
            assert held is not None
    end = time.monotonic() + 300
    taken = None
    while taken is None:
        assert time.monotonic() < end, "what was given back is never asked for again"
        with second.holding(DossierKey(delivery="levering_01", folder="D0"), again=True) as taken:
            pass
    first.close()
    second.close()


def test_who_died_is_not_waited_for_although_he_was_seen() -> None:
    leases = Asked()
    dead = Workplace(leases, "dead")
    keys = [DossierKey(delivery="levering_01", folder=f"D{n}") for n in range(2)]
    living = Workplace(leases, "living")
    after = Workplace(leases, "after", gone=lambda owner: owner == "dead")
    with dead.holding(keys[0]), living.holding(keys[1]):
        with after.holding(keys[1]) as held:  # asks, and looks around
            assert held is None
        with after.holding(keys[0]) as held:
            assert held is not None
            assert held.lease.tries == 2
    for place in (dead, living, after):
        place.close()


def test_a_place_that_is_closed_in_mid_work_writes_no_more_and_takes_nothing() -> None:
    leases = MemoryLeases()
    place, other = Workplace(leases, "a"), Workplace(leases, "b")
    with place.holding(KEY) as held:
        assert held is not None
        assert leases.standing()[0].state == "held"
        place.close()
        with pytest.raises(LeaseLost):
            held.check()
        with other.holding(KEY) as taken:  # at once, not when the lease ends
            assert taken is not None
            taken.check()
    with place.holding(DossierKey(delivery="levering_01", folder="D2")) as nothing:
        assert nothing is None
    other.close()
    assert [(found.state, found.owner) for found in leases.standing()] == [("done", "b")]
