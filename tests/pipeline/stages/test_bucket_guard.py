"""A register that was lost, or is older than the bucket: no version that was published is ever written over."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.acts import standing
from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.storage import MemoryBucket, MemoryStore
from pipeline.adapters.places import open_bucket
from pipeline.adapters.storage.folders import FolderBucket
from pipeline.bucket.history import MANIFEST, listed, manifest_of, pointer_of
from pipeline.errors import ContractBroken, RegisterOlder, ServiceUnavailable
from pipeline.ports import Bucket
from pipeline.publishing.republishing import restore_all
from pipeline.stages.deliver import BROKEN_OFF, deliver, point, republish, restore
from schemas.delivery import DossierKey
from schemas.outcome import Outcome, Package, PackageFile
from schemas.record import One, Record

KEY = DossierKey(delivery="levering_01", folder="D1")
HOME = f"v1/dossiers/12025/{KEY.id}"
POINTER = f"{HOME}/latest.json"
PATHS = ("crops/a.png", "dossier.pdf", "record.json")


class Watched:
    """A bucket that counts what is asked of it, goes away after so many writes, and lets others come between."""

    def __init__(self, inner: Bucket) -> None:
        self._inner = inner
        self.url = inner.url
        self.left = 10**6
        self.asked: list[str] = []
        self.between: dict[str, Callable[[], object]] = {}

    def _write(self, key: str) -> None:
        if other := self.between.pop(key.rpartition("/")[2], None):
            other()
        if not self.left:
            raise ServiceUnavailable("The bucket is away.")
        self.left -= 1

    def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> None:
        self._write(key)
        self._inner.put(key, data, media_type)

    def put_file(self, key: str, path: Path, media_type: str = "application/octet-stream") -> None:
        self._write(key)
        self._inner.put_file(key, path, media_type)

    def put_instead(
        self, key: str, data: bytes, before: bytes | None, media_type: str = "application/octet-stream"
    ) -> bool:
        self._write(key)
        return self._inner.put_instead(key, data, before, media_type)

    def remove(self, key: str) -> None:
        self._inner.remove(key)

    def get(self, key: str) -> bytes:
        self.asked.append(f"get {key}")
        return self._inner.get(key)

    def exists(self, key: str) -> bool:
        self.asked.append(f"exists {key}")
        return self._inner.exists(key)

    def keys(self, prefix: str) -> Iterator[str]:
        self.asked.append(f"keys {prefix}")
        return self._inner.keys(prefix)

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        self.asked.append(f"sizes {prefix}")
        return self._inner.sizes(prefix)

    def folders(self, prefix: str) -> Iterator[str]:
        self.asked.append(f"folders {prefix}")
        return self._inner.folders(prefix)

    def objects(self) -> dict[str, bytes]:
        return {key: self._inner.get(key) for key in self._inner.keys("v1/dossiers/")}


class World:
    """A store, a register and a bucket, and what is published through them."""

    def __init__(self, bucket: Bucket) -> None:
        self.store, self.register, self.bucket = MemoryStore(), MemoryRegister(), Watched(bucket)

    def package(self, content: str, *more: str, nis: str = "12025") -> tuple[Record, Package]:
        """Return a record and its package; `more` are paths that another reading would not have."""
        record = Record(id=KEY.id, key=KEY, parts=("D1",), subject=One[str](value=content, status="accepted"))
        texts = {path: f"{path} {content}".encode() for path in ("crops/a.png", "dossier.pdf", *more)}
        texts["record.json"] = record.canonical().encode()
        files = (
            PackageFile(path=path, sha256=self.store.put(text), size=len(text)) for path, text in sorted(texts.items())
        )
        return record, Package(dossier_id=KEY.id, nis=nis, files=tuple(files))

    def publish(self, content: str, *more: str, nis: str = "12025") -> Outcome:
        record, package = self.package(content, *more, nis=nis)
        return deliver(record, package, store=self.store, register=self.register, bucket=self.bucket)

    def again(self, how: Callable[..., Any]) -> None:
        how(KEY.id, store=self.store, register=self.register, bucket=self.bucket)

    def holds(self, version: int, content: str, *more: str) -> bool:
        """Tell whether a version in the bucket is this package, no object more or less."""
        folder = f"{HOME}/v{version}/"
        there = {key.removeprefix(folder): data for key, data in self.bucket.objects().items() if folder in key}
        package = self.package(content, *more)[1]
        return there == {MANIFEST: manifest_of(package)} | {f.path: self.store.get(f.sha256) for f in package.files}


@pytest.fixture(params=["memory", "folder", "s3", "locked", "swift"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """`locked` is an S3 bucket with versions and object lock: nothing in it can be deleted for a year."""
    if request.param == "locked":
        service = request.getfixturevalue("s3")
        service.client.create_bucket(Bucket=f"{service.bucket}-locked", ObjectLockEnabledForBucket=True)
        retention = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 365}}
        service.client.put_object_lock_configuration(
            Bucket=f"{service.bucket}-locked",
            ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": retention},
        )
        return World(open_bucket(f"{service.url}-locked/out", service.settings))
    if request.param in {"s3", "swift"}:
        service = request.getfixturevalue(request.param)
        return World(open_bucket(f"{service.url}/out", service.settings))
    return World(MemoryBucket() if request.param == "memory" else FolderBucket(tmp_path / "bucket"))


@pytest.fixture
def quick() -> World:
    return World(MemoryBucket())


def test_a_lost_register_never_writes_over_what_was_published(world: World) -> None:
    for content in ("first", "second"):
        world.publish(content)
    before = world.bucket.objects()
    world.register = MemoryRegister()

    for content in ("third", "first", "second"):
        with pytest.raises(RegisterOlder, match="has version 2 of dossier") as refused:
            world.publish(content)
        assert "restore --from-bucket" in refused.value.hint
    assert world.bucket.objects() == before
    assert world.register.current(KEY.id) is None


def test_a_lost_register_that_reads_the_same_enters_what_is_there(world: World) -> None:
    world.publish("first")
    before = world.bucket.objects()
    world.register, world.bucket.left = MemoryRegister(), 0  # any write would fail

    assert world.publish("first").version == 1
    assert world.bucket.objects() == before

    world.bucket.left = 99
    assert world.publish("second").version == 2
    assert world.holds(1, "first")
    assert world.holds(2, "second")


@pytest.mark.parametrize("versions", [1, 2])
def test_a_lost_register_that_reads_another_municipality_publishes_nothing_beside_it(
    versions: int, world: World
) -> None:
    for content in ("first", "second")[:versions]:
        world.publish(content)
    before = world.bucket.objects()
    world.register = MemoryRegister()

    with pytest.raises(RegisterOlder, match=f"has version {versions} of dossier") as refused:
        world.publish("first", nis="11002")
    assert "under municipality 12025" in refused.value.message
    assert world.bucket.objects() == before
    assert world.register.current(KEY.id) is None


def test_an_older_register_that_reads_a_third_municipality_publishes_nothing(quick: World) -> None:
    quick.publish("first")
    backup = MemoryRegister()
    backup.publish(*quick.package("first"), 1)
    quick.publish("second", nis="00000")
    before, quick.register = quick.bucket.objects(), backup

    for nis in ("11002", "12025"):
        with pytest.raises(RegisterOlder, match="has version 2"):
            quick.publish("third", nis=nis)
    assert quick.bucket.objects() == before


def test_a_withdrawal_under_another_municipality_is_not_forgotten(quick: World) -> None:
    quick.publish("first")
    quick.register.act("withdrawn", KEY.id, who="an", why="x")
    point(KEY.id, register=quick.register, bucket=quick.bucket)
    for key in list(quick.bucket.keys(f"{HOME}/v1/")):
        quick.bucket.remove(key)
    quick.register = MemoryRegister()

    with pytest.raises(RegisterOlder):
        quick.publish("first", nis="11002")


def test_a_version_cut_off_under_another_municipality_comes_before_the_new_one(quick: World) -> None:
    """Killed after the list was put and before the register had it; then kaft reads another municipality."""
    quick.publish("first")
    quick.bucket.remove(POINTER)
    quick.register = MemoryRegister()

    assert quick.publish("second", nis="11002").version == 2

    assert quick.holds(1, "first")
    assert quick.register.package(KEY.id, 1) == quick.package("first")[1]
    assert quick.register.history(KEY.id)[0].why == BROKEN_OFF
    assert json.loads(quick.bucket.get(POINTER))["path"] == f"../../11002/{KEY.id}/v2/"


def test_who_published_just_after_we_asked_the_register_is_no_older_register(quick: World) -> None:
    """Another worker publishes between the look at the register and that at the bucket: the next try comes after it."""

    class Slow(MemoryRegister):
        others: Callable[[], object] | None

        def package(self, dossier_id: str, version: int | None = None) -> Package | None:
            known = super().package(dossier_id, version)
            if other := self.others:
                self.others = None
                other()
            return known

    slow = Slow()
    slow.others = lambda: quick.publish("theirs")
    quick.register = slow

    with pytest.raises(ServiceUnavailable):
        quick.publish("mine")
    assert quick.publish("mine").version == 2


@pytest.mark.parametrize("pointer", ["there", "lost", "damaged"])
def test_a_lost_register_with_one_version_is_told_with_or_without_a_pointer(pointer: str, quick: World) -> None:
    quick.publish("first")
    quick.register = MemoryRegister()
    if pointer == "lost":
        quick.bucket.remove(POINTER)
    if pointer == "damaged":
        quick.bucket.put(POINTER, b"{")

    if pointer == "there":
        with pytest.raises(RegisterOlder, match="knows nothing of it"):
            quick.publish("second")
    else:  # nothing leads there: it is entered as it is, and the new one comes after it
        assert quick.publish("second").version == 2
        assert quick.register.package(KEY.id, 1) == quick.package("first")[1]
    assert quick.holds(1, "first")


def test_an_older_register_neither_writes_a_version_nor_sets_a_pointer_back(world: World) -> None:
    world.publish("first")
    backup = world.register
    world.register = MemoryRegister()
    world.register.publish(*world.package("first"), 1)
    for content in ("second", "third"):
        world.publish(content)
    before, world.register = world.bucket.objects(), backup

    for content in ("first", "other", "second"):
        with pytest.raises(RegisterOlder, match=r"has version 3 .* no later one than 1"):
            world.publish(content)
    for how in (republish, restore):
        with pytest.raises(RegisterOlder):
            world.again(how)
    assert world.bucket.objects() == before


def test_a_version_beyond_the_next_is_seen_without_any_pointer(quick: World) -> None:
    for content in ("first", "second"):
        quick.publish(content)
    quick.bucket.remove(POINTER)
    quick.register = MemoryRegister()

    with pytest.raises(RegisterOlder, match="has version 2"):
        quick.publish("third")


@pytest.mark.parametrize("gone", ["withdrawn", "merged"])
def test_a_register_that_never_heard_of_a_withdrawal_shows_nothing_again(gone: str, quick: World) -> None:
    quick.publish("first")
    older = MemoryRegister()
    older.publish(*quick.package("first"), 1)
    other = "x" if gone == "merged" else None
    quick.register.act("withdrawn" if gone == "withdrawn" else "merged", KEY.id, who="an", why="x", other=other)
    point(KEY.id, register=quick.register, bucket=quick.bucket)
    before = quick.bucket.objects()

    for register in (older, MemoryRegister()):
        quick.register = register
        with pytest.raises(RegisterOlder):
            quick.publish("first")
        assert quick.bucket.objects() == before


def test_who_undoes_a_withdrawal_shows_it_again(quick: World) -> None:
    quick.publish("first")
    act = quick.register.act("withdrawn", KEY.id, who="an", why="x")
    point(KEY.id, register=quick.register, bucket=quick.bucket)
    quick.register.act("undone", KEY.id, who="an", why="x", undoes=act.number)
    assert not standing(quick.register.acts()).withdrawn

    quick.publish("first")

    assert json.loads(quick.bucket.get(POINTER))["path"] == "v1/"


@pytest.mark.parametrize("objects", range(1, 5))
@pytest.mark.parametrize("version", [1, 2])
def test_nothing_stays_of_an_attempt_that_was_broken_off(objects: int, version: int, quick: World) -> None:
    if version == 2:
        quick.publish("first")
    quick.bucket.left = objects
    with pytest.raises(ServiceUnavailable):
        quick.publish("half", "crops/z.png", "pages/0001.alto.xml")
    quick.bucket.left = 99

    assert quick.publish("whole").version == version

    assert quick.holds(version, "whole")
    assert version == 1 or quick.holds(1, "first")


def test_nothing_stays_of_a_broken_attempt_in_any_kind_of_bucket(world: World) -> None:
    world.bucket.left = 3
    with pytest.raises(ServiceUnavailable):
        world.publish("half", "crops/z.png", "pages/0001.alto.xml")
    world.bucket.left = 99

    assert world.publish("whole").version == 1
    assert world.holds(1, "whole")


def test_a_whole_version_that_the_register_never_knew_stays_as_it_is(world: World) -> None:
    """Killed after the list was put and before the register had it; then kaft reads something else."""
    world.publish("first")
    backup = MemoryRegister()
    backup.publish(*world.package("first"), 1)
    pointer = world.bucket.get(POINTER)
    world.publish("second")
    world.bucket.put(POINTER, pointer)
    world.register = backup

    assert world.publish("third").version == 3

    assert [world.holds(*one) for one in ((1, "first"), (2, "second"), (3, "third"))] == [True] * 3
    assert world.register.package(KEY.id, 2) == world.package("second")[1]
    assert world.register.record(KEY.id, 2) == world.package("second")[0]
    assert [act.why for act in world.register.history(KEY.id)][1] == BROKEN_OFF


def test_a_version_that_was_damaged_meanwhile_is_not_entered(quick: World) -> None:
    quick.publish("first")
    quick.bucket.remove(POINTER)
    quick.register, quick.store = MemoryRegister(), MemoryStore()
    quick.bucket.put(f"{HOME}/v1/dossier.pdf", b"other")

    with pytest.raises(ContractBroken, match="is not what its list says"):
        quick.publish("second")
    assert quick.bucket.get(f"{HOME}/v1/dossier.pdf") == b"other"


@pytest.mark.parametrize("moment", ["a.png", "c.png", "z.png", MANIFEST])
def test_who_is_second_gives_way_and_comes_after(moment: str, quick: World) -> None:
    _second(quick, moment)


def test_who_is_second_gives_way_in_any_kind_of_bucket(world: World) -> None:
    _second(world, "dossier.pdf")


def _second(world: World, moment: str) -> None:
    """Two runs publish one dossier at once: one is slow, and all of the other comes between two of its writes."""
    world.bucket.between[moment] = lambda: world.publish("theirs", "crops/b.png")

    with pytest.raises(ServiceUnavailable) as lost:
        world.publish("mine", "crops/c.png", "crops/z.png")
    assert lost.value.retryable
    assert world.holds(1, "theirs", "crops/b.png")

    assert world.publish("mine", "crops/c.png", "crops/z.png").version == 2
    assert world.holds(1, "theirs", "crops/b.png")
    assert world.holds(2, "mine", "crops/c.png", "crops/z.png")
    assert json.loads(world.bucket.get(POINTER))["version"] == 2


class Careless(MemoryBucket):
    """A store that does not keep to conditions."""

    def put_instead(
        self, key: str, data: bytes, before: bytes | None, media_type: str = "application/octet-stream"
    ) -> bool:
        del before
        self.put(key, data, media_type)
        return True


@pytest.mark.parametrize("nis", ["12025", "00000"])
def test_without_conditions_the_register_decides_who_was_first(nis: str) -> None:
    world = World(Careless())
    world.bucket.between[MANIFEST] = lambda: world.publish("theirs", "crops/b.png")

    with pytest.raises(ServiceUnavailable):
        world.publish("mine", "crops/z.png", nis=nis)

    assert world.holds(1, "theirs", "crops/b.png")
    assert not [key for key in world.bucket.objects() if "/00000/" in key]
    assert world.publish("mine", "crops/z.png", nis=nis).version == 2


def test_many_publishers_at_once_mix_nothing(tmp_path: Path) -> None:
    world, names = World(FolderBucket(tmp_path)), [f"reading {number}" for number in range(4)]

    def publish(content: str) -> None:
        for _ in range(200):
            try:
                world.publish(content, f"crops/{content[-1]}.png")
            except ServiceUnavailable:
                continue
            return

    threads = [threading.Thread(target=publish, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    versions = [world.register.package(KEY.id, number) for number in range(1, 5)]
    entered = {package.digest() for package in versions if package}
    assert entered == {world.package(name, f"crops/{name[-1]}.png")[1].digest() for name in names}
    for number, package in enumerate(versions, 1):
        assert package
        folder = f"{HOME}/v{number}/"
        manifest = world.bucket.get(f"{folder}{MANIFEST}")
        there = {key: data for key, data in world.bucket.objects().items() if key.startswith(folder)}
        assert manifest == manifest_of(package)
        assert there == {f"{folder}{path}": world.store.get(sha) for path, sha in listed(manifest).items()} | {
            f"{folder}{MANIFEST}": manifest
        }


def test_the_guard_costs_three_requests_a_version_and_none_when_nothing_changed(quick: World) -> None:
    """And one for each other municipality that the bucket has dossiers of."""
    for number, content in enumerate(("first", "second", "third")):
        if number == 2:
            quick.bucket.put("v1/dossiers/00000/another/latest.json", b"{}")
        quick.bucket.asked.clear()
        quick.publish(content)
        # The last is what the pointer always cost.
        others = [f"keys v1/dossiers/00000/{KEY.id}/"] * (number == 2)
        looks = [f"get {POINTER}", f"keys {HOME}/", "folders v1/dossiers/", *others]
        assert quick.bucket.asked == [*looks, f"get {POINTER}"]
    quick.bucket.asked.clear()
    quick.publish("third")
    assert quick.bucket.asked == [f"get {POINTER}"]


def test_publishing_again_asks_for_each_object_once(quick: World) -> None:
    """Each object and list of each version, and the pointer twice: before anything is written, and last."""
    for content in ("first", "second"):
        quick.publish(content)
    quick.bucket.asked.clear()

    quick.again(restore)

    wanted = [f"get {HOME}/v{number}/{path}" for number in (1, 2) for path in [*PATHS, MANIFEST]]
    assert Counter(quick.bucket.asked) == Counter([*wanted, f"get {POINTER}", f"get {POINTER}"])


def test_publishing_everything_again_lists_the_bucket_and_reads_what_is_not_whole(world: World) -> None:
    def again() -> list[str]:
        world.bucket.asked.clear()
        given = world.store, world.register, world.bucket
        assert restore_all([KEY.id], *given, reread=False) == ([KEY.id], {})
        return world.bucket.asked

    world.publish("first", nis="00000")
    world.publish("second")
    pointers = [f"get v1/dossiers/{nis}/{KEY.id}/latest.json" for nis in ("12025", "00000")]
    assert again() == ["sizes v1/dossiers/", *pointers]

    before = world.bucket.objects()
    for harm in ("lost", "cut", "pointer"):
        if harm == "lost":
            world.bucket.remove(f"v1/dossiers/00000/{KEY.id}/v1/{MANIFEST}")
        elif harm == "cut":
            world.bucket.put(f"{HOME}/v2/dossier.pdf", b"half")
        else:
            world.bucket.put(POINTER, b"{}")
        again()
        assert world.bucket.objects() == before


def test_in_a_bucket_with_versions_each_object_is_written_once(s3: Any) -> None:
    s3.client.put_bucket_versioning(Bucket=s3.bucket, VersioningConfiguration={"Status": "Enabled"})
    world = World(open_bucket(s3.url, s3.settings))
    world.publish("first")
    world.publish("first")
    world.publish("second")

    kept = s3.client.list_object_versions(Bucket=s3.bucket, Prefix="v1/dossiers/")["Versions"]
    times = Counter(one["Key"].removeprefix(f"{HOME}/") for one in kept)
    # Objects of versions are written once, the pointer once for each version.
    assert {path: count for path, count in times.items() if count > 1} == {"latest.json": 2}


@pytest.mark.parametrize("content", [b"{", b"[1]", b'{"version": 7}', b'{"version": "8"}', b'{"version": true}'])
def test_a_damaged_pointer_is_mended(content: bytes, quick: World) -> None:
    quick.publish("first")
    good = quick.bucket.get(POINTER)
    quick.bucket.put(POINTER, content)

    quick.publish("first")

    assert quick.bucket.get(POINTER) == good


def test_a_pointer_may_lead_to_another_municipality(quick: World) -> None:
    quick.publish("first", nis="00000")
    older = MemoryRegister()
    older.publish(*quick.package("first", nis="00000"), 1)
    quick.publish("second")
    said = pointer_of(quick.bucket.get(f"v1/dossiers/00000/{KEY.id}/latest.json"))
    assert said
    assert said.path.startswith("../../12025/")

    quick.register = older
    with pytest.raises(RegisterOlder, match="has version 2"):
        quick.publish("other", nis="00000")
