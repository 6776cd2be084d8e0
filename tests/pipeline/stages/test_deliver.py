"""Publishing: a reader sees a whole version or none, whenever it is broken off."""

import datetime as dt
import json
import posixpath
from collections.abc import Callable

import pytest

from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.storage import MemoryBucket, MemoryStore
from pipeline.bucket.history import manifest_of
from pipeline.bucket.linked_data import doubtful
from pipeline.errors import ContractBroken, ServiceUnavailable
from pipeline.ports import Published, Register
from pipeline.stages.deliver import cause_of, deliver, point, republish, state_of
from schemas.acts import Cause
from schemas.delivery import DossierKey, Problem
from schemas.outcome import Outcome, Package, PackageFile
from schemas.record import Corrected, One, Provenance, Record, RecordPage

KEY = DossierKey(delivery="levering_01", folder="D1")
POINTER = f"v1/dossiers/12025/{KEY.id}/latest.json"
RECORD = Record(id=KEY.id, key=KEY, parts=("D1",))


class Fails(MemoryBucket):
    """A bucket that goes away after so many objects."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 10**6

    def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> None:
        if not self.left:
            raise ServiceUnavailable("The bucket is away.")
        self.left -= 1
        super().put(key, data, media_type)

    def objects(self) -> dict[str, bytes]:
        return {key: self.get(key) for key in self.keys("")}


class World:
    """A store, a register and a bucket that may go away, and what is published through them."""

    def __init__(self) -> None:
        self.store, self.register, self.bucket = MemoryStore(), MemoryRegister(), Fails()

    def package(self, content: str, nis: str = "12025") -> Package:
        files = [
            PackageFile(path=path, sha256=self.store.put(f"{path} {content}".encode()), size=1)
            for path in ("crops/decision.png", "dossier.pdf", "record.json")
        ]
        return Package(dossier_id=RECORD.id, nis=nis, files=tuple(files))

    def publish(self, package: Package) -> Outcome:
        return deliver(RECORD, package, store=self.store, register=self.register, bucket=self.bucket)

    def seen(self) -> set[str]:
        """Return the objects a reader finds who follows the pointers, each checked against the manifest."""
        found = set()
        objects = self.bucket.objects()
        for key in objects:
            if key.endswith("latest.json"):
                folder = posixpath.normpath(key.removesuffix("latest.json") + json.loads(objects[key])["path"]) + "/"
                for line in objects[f"{folder}manifest-sha256.txt"].decode().splitlines():
                    digest, path = line.split("  ")
                    assert MemoryStore().put(objects[folder + path]) == digest
                    found.add(objects[folder + path].decode())
        return found


@pytest.fixture
def world() -> World:
    return World()


def test_what_was_noticed_while_making_the_objects_makes_no_other_version(world: World) -> None:
    """It stands in no object: a register that took over the bucket knows nothing of it."""
    taken_over = world.package("a")
    noticed = taken_over.model_copy(
        update={"problems": (Problem(code="pdf_text", message="1 word", severity="warning"),)}
    )
    assert world.publish(taken_over).version == 1
    outcome = world.publish(noticed)
    assert (outcome.version, outcome.changed, outcome.problems) == (1, False, noticed.problems)
    assert world.publish(world.package("a", nis="12030")).version == 2


def test_the_first_time_there_is_a_version_1_and_a_pointer_to_it(world: World) -> None:
    outcome = world.publish(world.package("a"))

    assert (outcome.version, outcome.changed) == (1, True)
    assert outcome.location == f"memory:/v1/dossiers/12025/{RECORD.id}/v1/"
    assert world.seen() == {"crops/decision.png a", "dossier.pdf a", "record.json a"}


def test_the_same_package_is_not_published_twice(world: World) -> None:
    world.publish(world.package("a"))
    before = world.bucket.objects()
    world.bucket.left = 0  # any write would fail

    outcome = world.publish(world.package("a"))

    assert (outcome.version, outcome.changed) == (1, False)
    assert world.bucket.objects() == before


@pytest.mark.parametrize("objects", range(5))
def test_broken_off_anywhere_a_reader_sees_the_old_version_and_the_repeat_mends_it(objects: int, world: World) -> None:
    world.publish(world.package("a"))
    old, whole = world.seen(), World()
    whole.publish(whole.package("a"))
    whole.publish(whole.package("b"))
    world.bucket.left = objects

    with pytest.raises(ServiceUnavailable):
        world.publish(world.package("b"))
    assert world.seen() == old

    world.bucket.left = 99
    outcome = world.publish(world.package("b"))

    assert outcome.version == 2
    assert world.bucket.objects() == whole.bucket.objects()


@pytest.mark.parametrize("objects", range(1, 7))
def test_a_move_to_another_municipality_survives_being_broken_off(objects: int, world: World) -> None:
    world.publish(world.package("a", nis="00000"))
    world.bucket.left = objects
    if objects < 6:
        with pytest.raises(ServiceUnavailable):
            world.publish(world.package("b"))
        assert "record.json a" in world.seen()
    world.bucket.left = 99

    world.publish(world.package("b"))

    assert world.seen() == {"crops/decision.png b", "dossier.pdf b", "record.json b"}
    assert len([key for key in world.bucket.objects() if key.endswith("latest.json")]) == 2


def test_a_lost_race_is_worth_another_try(world: World) -> None:
    class Late(MemoryRegister):
        """A register in which another writer was first, after we looked."""

        def current(self, dossier_id: str) -> None:
            del dossier_id

    late: Register = Late()
    late.publish(RECORD, world.package("theirs"), 1)

    with pytest.raises(ServiceUnavailable) as raised:
        deliver(RECORD, world.package("ours"), store=world.store, register=late, bucket=world.bucket)

    assert raised.value.retryable
    assert world.seen() == set()


def test_only_a_dossier_without_doubt_or_fault_is_published_without_a_person() -> None:
    waiting = RECORD.model_copy(update={"architect": One[str](value="R. Schellekens", status="review")})
    noted: Callable[..., Record] = lambda severity: RECORD.model_copy(  # noqa: E731  # one expression
        update={"problems": (Problem(code="x", message="x", severity=severity),)}
    )

    assert state_of(RECORD) == state_of(noted("note")) == "published"
    assert state_of(waiting) == state_of(noted("error")) == "review"
    assert doubtful(waiting) == ("architect",)


def test_the_manifest_lists_every_object_with_its_digest(world: World) -> None:
    package = world.package("a")

    lines = manifest_of(package).decode().splitlines()

    assert lines == [f"{file.sha256}  {file.path}" for file in package.files]


def test_the_history_says_who_answered_and_why_there_is_a_version() -> None:
    mark = Corrected[str](by=("an-1", "bo-2"), at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), kind="value")
    answered = RECORD.model_copy(update={"architect": One[str](value="x", status="corrected", correction=mark)})
    newer = answered.model_copy(update={"provenance": Provenance(stages={"resolve": 2})})

    assert cause_of(RECORD, None) == Cause()
    assert cause_of(answered, RECORD) == Cause(who="an-1, bo-2", why="nagekeken: architect")
    assert cause_of(answered, answered).who == "kaft"
    assert "andere programma's" in cause_of(newer, answered).why
    found = answered.model_copy(update={"provenance": Provenance(findings="0" * 64)})
    assert cause_of(found, answered).why == "opnieuw gelezen"


def test_a_scan_that_was_delivered_anew_is_no_other_program() -> None:
    page = RecordPage(
        number=1, file="f", page_index=0, sha256="0" * 64, type="brief", rotation=0, skew=0.0, blank=False, width=9,
        height=9, dpi=150, text="", words=0, confidence=0.0,
    )  # fmt: skip
    before = RECORD.model_copy(update={"pages": (page,)})
    scanned = page.model_copy(update={"sha256": "1" * 64})
    after = before.model_copy(update={"pages": (scanned,), "provenance": Provenance(findings="2" * 64)})

    assert cause_of(after, before).why == "andere scans geleverd"


def test_a_withdrawn_dossier_stays_withdrawn_when_it_is_read_again(world: World) -> None:
    world.publish(world.package("a"))
    world.register.act("withdrawn", RECORD.id, who="an", why="x")

    world.publish(world.package("b"))

    pointer = json.loads(world.bucket.get(f"v1/dossiers/12025/{RECORD.id}/latest.json"))
    assert (pointer["version"], pointer["path"], pointer["deleted"]) == (2, None, True)


class Slow(Fails):
    """A bucket on the way to which somebody else publishes."""

    meanwhile: Callable[[], object] | None = None

    def put_instead(
        self, key: str, data: bytes, before: bytes | None, media_type: str = "application/octet-stream"
    ) -> bool:
        if self.meanwhile:
            publish, self.meanwhile = self.meanwhile, None
            publish()
        return super().put_instead(key, data, before, media_type)


def test_who_publishes_again_never_sets_a_pointer_back() -> None:
    """`kaft publish` has looked at version 1 when a worker publishes version 2."""
    world, slow = World(), Slow()
    world.bucket = slow
    world.publish(world.package("first"))
    slow.remove(POINTER)
    slow.meanwhile = lambda: world.publish(world.package("second"))

    republish(RECORD.id, store=world.store, register=world.register, bucket=slow)

    assert json.loads(slow.get(POINTER))["version"] == 2


def test_what_is_lost_from_the_bucket_comes_back_as_it_was(world: World) -> None:
    world.publish(world.package("first"))
    world.publish(world.package("second"))
    before = world.bucket.objects()
    folder = f"v1/dossiers/12025/{RECORD.id}/v2"
    for lost in ("dossier.pdf", "crops/decision.png", "manifest-sha256.txt"):
        world.bucket.remove(f"{folder}/{lost}")
        assert republish(RECORD.id, store=world.store, register=world.register, bucket=world.bucket)
        assert world.bucket.objects() == before
    world.bucket.left = 0
    assert republish(RECORD.id, store=world.store, register=world.register, bucket=world.bucket)  # nothing to write
    assert not republish("another", store=world.store, register=world.register, bucket=world.bucket)


def test_every_object_says_what_it_is(world: World) -> None:
    put: dict[str, str] = {}

    class Told(MemoryBucket):
        def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> None:
            put[key.rpartition("/")[2]] = media_type
            super().put(key, data, media_type)

    names = ("a.pdf", "a.json", "a.jsonld", "a.xml", "a.png", "a.tif")
    files = tuple(PackageFile(path=name, sha256=world.store.put(name.encode()), size=1) for name in names)
    package = Package(dossier_id=RECORD.id, nis="12025", files=files)
    deliver(RECORD, package, store=world.store, register=world.register, bucket=Told())
    assert put == {
        "a.pdf": "application/pdf",
        "a.json": "application/json",
        "a.jsonld": "application/ld+json",
        "a.xml": "application/xml",
        "a.png": "image/png",
        "a.tif": "application/octet-stream",
        "manifest-sha256.txt": "text/plain",
        "latest.json": "application/json",
    }


def test_a_pointer_without_its_package_is_refused_with_what_to_do(world: World) -> None:
    world.publish(world.package("first"))

    class Forgetful(MemoryRegister):
        def package(self, dossier_id: str, version: int | None = None) -> Package | None:
            return world.register.package(dossier_id) if version is None else None

        def current(self, dossier_id: str) -> Published | None:
            return world.register.current(dossier_id)

    with pytest.raises(ContractBroken) as caught:
        point(RECORD.id, register=Forgetful(), bucket=MemoryBucket())
    assert caught.value.message == f"Version 1 of dossier {RECORD.id} has no package."
    assert caught.value.hint == "Run `kaft verify`."


def test_each_version_is_written_down_with_who_made_it_and_why(world: World) -> None:
    world.publish(world.package("first"))
    mark = Corrected[str](by=("bob", "an"), at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC), kind="value")
    answered = RECORD.model_copy(update={"subject": One[str](value="stal", status="corrected", correction=mark)})
    deliver(answered, world.package("second"), store=world.store, register=world.register, bucket=world.bucket)
    told = [(act.version, act.who, act.why) for act in world.register.history(RECORD.id)]
    first, second = cause_of(RECORD, None), cause_of(answered, RECORD)
    assert told == [(1, first.who, first.why), (2, second.who, second.why)]
    assert (second.who, second.why) == ("an, bob", "nagekeken: subject")


def test_the_outcome_says_all_that_a_report_needs(world: World) -> None:
    told = (Problem(code="a", message="x", severity="error"), Problem(code="b", message="y"))
    page = RecordPage(
        number=1, file="f", page_index=0, sha256="0" * 64, type="brief", rotation=0, skew=0.0, blank=False, width=9,
        height=9, dpi=150, text="", words=0, confidence=0.0,
    )  # fmt: skip
    record = RECORD.model_copy(
        update={
            "problems": told[:1], "pages": (page, page), "architect": One[str](value="J. Maes", status="review"),
        }
    )  # fmt: skip
    package = world.package("a").model_copy(update={"problems": told[1:]})

    outcome = deliver(record, package, store=world.store, register=world.register, bucket=world.bucket)

    assert outcome == Outcome(
        key=KEY, dossier_id=KEY.id, state="review", version=1, changed=True, pages=2, review=("architect",),
        problems=told, location=f"{world.bucket.url}/v1/dossiers/12025/{KEY.id}/v1/",
    )  # fmt: skip


def test_each_pointer_leads_to_the_newest_version_from_where_it_lies(world: World) -> None:
    world.publish(world.package("a", nis="00000"))
    package = world.package("b")
    world.publish(package)

    def pointer(nis: str) -> object:
        return json.loads(world.bucket.get(f"v1/dossiers/{nis}/{KEY.id}/latest.json"))

    here: dict[str, object] = {"version": 2, "path": "v2/", "package_sha256": package.digest()}
    assert pointer("12025") == here
    assert pointer("00000") == here | {"path": f"../../12025/{KEY.id}/v2/"}


def test_who_answered_an_earlier_version_did_not_make_a_later_one(world: World) -> None:
    mark = Corrected[str](by=("an",), at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC), kind="value")
    answered = RECORD.model_copy(update={"subject": One[str](value="stal", status="corrected", correction=mark)})
    for content in ("first", "second"):
        deliver(answered, world.package(content), store=world.store, register=world.register, bucket=world.bucket)
    assert [(act.version, act.who) for act in world.register.history(RECORD.id)] == [(1, "an"), (2, "kaft")]
