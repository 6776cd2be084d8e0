"""After a register was lost: what the bucket has comes back into a new one, and goes on from there."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.memory.acts import MemoryFeedBook
from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.reviews import MemoryReviewBook
from pipeline.adapters.memory.storage import MemoryBucket, MemoryStore
from pipeline.bucket.history import MANIFEST
from pipeline.errors import ContractBroken, RegisterOlder
from pipeline.ports.bucket import Bucket
from pipeline.public.access import AccessPolicy
from pipeline.public.desk import Desk, check_feed, refresh, take_over_feed
from pipeline.publishing.republishing import restore_all
from pipeline.publishing.taking_over import WHY, take_over, unknown
from pipeline.reviewing.reviews import Reviews
from pipeline.stages.correct import correct
from pipeline.stages.deliver import deliver, point
from pipeline.verifying.verify import verify
from schemas.delivery import DossierKey
from schemas.outcome import Package, PackageFile
from schemas.record import Corrected, One, Record

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
KEY = DossierKey(delivery="levering_01", folder="D1")


class Archive:
    """A bucket with what was published in it, and a register that can be lost."""

    def __init__(self, bucket: Bucket | None = None) -> None:
        self.store, self.bucket = MemoryStore(), bucket or MemoryBucket()
        self.lose()

    def lose(self) -> None:
        self.register, self.book, self.feed = MemoryRegister(), MemoryReviewBook(), MemoryFeedBook()

    @property
    def desk(self) -> Desk:
        return Desk(self.register, self.feed, self.bucket, AccessPolicy((), (), "x"), page_size=2)

    def publish(self, record: Record, nis: str = "12025") -> int | None:
        texts = {"record.json": record.canonical(), "dossier.pdf": f"pdf {record.subject.value}"}
        files = (
            PackageFile(path=path, sha256=self.store.put(text.encode()), size=len(text.encode()))
            for path, text in sorted(texts.items())
        )
        package = Package(dossier_id=record.id, nis=nis, files=tuple(files))
        return deliver(record, package, store=self.store, register=self.register, bucket=self.bucket).version

    def take_over(self) -> tuple[int, int, int, list[str]]:
        found = take_over(self.register, self.book, self.store, self.bucket, "an")
        return (*found[:3], sorted(found.refused))

    def objects(self) -> dict[str, bytes]:
        return {key: self.bucket.get(key) for key in self.bucket.keys("v1/")}


def dossier(subject: str, folder: str = "D1") -> Record:
    key = DossierKey(delivery="levering_01", folder=folder)
    return Record(id=key.id, key=key, parts=(folder,), subject=One[str](value=subject, status="accepted"))


@pytest.fixture
def archive() -> Archive:
    return Archive()


def test_all_versions_come_back_as_they_were_and_the_next_one_follows(archive: Archive) -> None:
    archive.publish(dossier("stal"), nis="00000")
    archive.publish(dossier("schuur"))
    archive.publish(dossier("huis", "D2"))
    before, old = archive.objects(), archive.register
    archive.lose()
    archive.store = MemoryStore()  # lost too: the objects are put there again
    assert unknown(archive.register, archive.bucket) == 3

    assert archive.take_over() == (3, 0, 0, [])
    assert archive.objects() == before
    assert unknown(archive.register, archive.bucket) == 0
    for version in (1, 2):
        assert archive.register.record(KEY.id, version) == old.record(KEY.id, version)
        assert archive.register.package(KEY.id, version) == old.package(KEY.id, version)
    assert {(act.who, act.why) for act in archive.register.history(KEY.id)} == {("an", WHY)}

    assert archive.take_over() == (0, 0, 0, [])
    assert archive.publish(dossier("schuur")) == 2
    assert archive.publish(dossier("loods")) == 3
    assert archive.objects().items() >= {k: v for k, v in before.items() if not k.endswith("latest.json")}.items()
    assert verify(archive.register, archive.store, archive.bucket).faults == ()


def test_an_older_register_gets_what_it_lacks(archive: Archive) -> None:
    archive.publish(dossier("stal"))
    backup = MemoryRegister()
    for number in (1,):
        record, package = archive.register.record(KEY.id, number), archive.register.package(KEY.id, number)
        assert record
        assert package
        backup.publish(record, package, number)
    archive.publish(dossier("schuur"))
    archive.register = backup
    assert [fault.code for fault in verify(backup, archive.store, archive.bucket).faults] == ["version_unknown"]

    assert archive.take_over() == (1, 0, 0, [])
    assert verify(backup, archive.store, archive.bucket).faults == ()


def test_publishing_everything_by_an_older_register_sets_nothing_back(archive: Archive) -> None:
    archive.publish(dossier("stal"))
    archive.publish(dossier("huis", "D2"))
    backup, other = MemoryRegister(), DossierKey(delivery="levering_01", folder="D2").id
    for dossier_id in (KEY.id, other):
        record, package = archive.register.record(dossier_id), archive.register.package(dossier_id)
        assert record
        assert package
        backup.publish(record, package, 1)
    archive.publish(dossier("schuur"))
    before = archive.objects()
    archive.bucket.remove(f"v1/dossiers/12025/{other}/v1/dossier.pdf")

    known, damaged = restore_all([KEY.id, other], archive.store, backup, archive.bucket)

    assert (known, [type(error) for error in damaged.values()]) == ([other], [RegisterOlder])
    assert archive.objects() == before


def test_withdrawals_and_mergers_come_back_before_anything_is_shown(archive: Archive) -> None:
    for folder in ("D1", "D2", "D3"):
        archive.publish(dossier("stal", folder))
    ids = [DossierKey(delivery="levering_01", folder=folder).id for folder in ("D1", "D2", "D3")]
    archive.register.act("withdrawn", ids[0], who="bo", why="x")
    archive.register.act("merged", ids[1], who="bo", why="x", other=ids[2])
    for dossier_id in ids:
        point(dossier_id, register=archive.register, bucket=archive.bucket)
    before = archive.objects()
    archive.lose()

    assert archive.take_over() == (3, 2, 0, [])
    assert archive.objects() == before
    assert archive.publish(dossier("loods", "D1")) == 2
    pointer = json.loads(archive.bucket.get(f"v1/dossiers/12025/{ids[0]}/latest.json"))
    assert (pointer["deleted"], pointer["path"]) == (True, None)


def test_a_dossier_that_was_withdrawn_again_after_the_backup_stays_hidden(archive: Archive) -> None:
    archive.publish(dossier("stal"))
    act = archive.register.act("withdrawn", KEY.id, who="bo", why="x")
    archive.register.act("undone", KEY.id, who="bo", why="x", undoes=act.number)
    key = f"v1/dossiers/12025/{KEY.id}/latest.json"
    pointer = json.loads(archive.bucket.get(key)) | {"path": None, "deleted": True}
    archive.bucket.put(key, (json.dumps(pointer, indent=1) + "\n").encode())

    assert archive.take_over() == (0, 1, 0, [])
    assert json.loads(archive.bucket.get(key)) == pointer


@pytest.mark.parametrize(("kind", "value"), [("value", "stal met hooizolder"), ("illegible", None)])
def test_what_people_answered_comes_back_and_the_next_reading_keeps_it(kind: Any, value: str | None) -> None:
    archive = Archive()
    mark = Corrected[str](by=("an-1", "bo-2"), at=NOON, kind=kind, read=("stal",), knowing=("te lang", "te kort"))
    absent = {} if value else {"status": "absent", "absence": "illegible"}
    subject = One[str](
        value=value,
        text=value,
        correction=mark,
        confidence=0.999,
        **({"status": "corrected", "absence": None} | absent),
    )
    answered = dossier("stal").model_copy(update={"subject": subject})
    archive.publish(answered)
    archive.lose()

    assert archive.take_over()[2:] == (2, [])  # one for each objection that they overruled
    stands = Reviews(archive.book).standing(KEY.id)

    again = correct(dossier("stal"), stands)
    assert (again.subject.value, again.subject.status) == (value, subject.status)
    assert again.subject.correction == mark
    assert archive.take_over()[2:] == (0, [])


def test_what_cannot_be_trusted_is_not_taken_and_keeps_nothing_else_back(archive: Archive) -> None:
    archive.publish(dossier("stal"))
    archive.publish(dossier("huis", "D2"))
    other = DossierKey(delivery="levering_01", folder="D2").id
    archive.lose()
    archive.store = MemoryStore()
    archive.bucket.put(f"v1/dossiers/12025/{KEY.id}/v1/dossier.pdf", b"altered")

    assert archive.take_over() == (1, 0, 0, [KEY.id])
    assert archive.register.current(KEY.id) is None
    assert archive.register.current(other)


def test_two_histories_are_not_put_together(archive: Archive) -> None:
    """As a kaft before 23 November left it, which did not look under other municipalities."""
    archive.publish(dossier("stal"), nis="00000")
    first = archive.objects()
    archive.bucket, archive.register = MemoryBucket(), MemoryRegister()
    archive.publish(dossier("schuur"))
    for key, data in first.items():
        archive.bucket.put(key, data)

    before = archive.objects()
    assert archive.take_over() == (0, 0, 0, [KEY.id])
    assert archive.objects() == before
    faults = verify(archive.register, archive.store, archive.bucket).faults
    assert [fault.code for fault in faults] == ["version_unknown"]
    assert "version 1 of" in faults[0].message


def test_an_object_that_no_list_names_is_told(archive: Archive) -> None:
    archive.publish(dossier("stal"))
    archive.bucket.put(f"v1/dossiers/12025/{KEY.id}/v1/crops/x.png", b"x")
    archive.bucket.put(f"v1/dossiers/12025/{KEY.id}/v2/crops/x.png", b"x")  # an attempt that was broken off

    (fault,) = verify(archive.register, archive.store, archive.bucket).faults
    assert (fault.code, fault.message.split()[1][-15:]) == ("object_extra", "/v1/crops/x.png")


def test_the_change_feed_goes_on_where_it_was(archive: Archive) -> None:
    for folder in ("D1", "D2", "D3"):
        archive.publish(dossier("stal", folder))
        refresh(archive.desk, [DossierKey(delivery="levering_01", folder=folder).id])
    archive.register.act("withdrawn", KEY.id, who="an", why="x")
    point(KEY.id, register=archive.register, bucket=archive.bucket)
    refresh(archive.desk, [KEY.id])
    old, before = archive.feed, archive.objects()
    archive.lose()

    archive.publish(dossier("nieuw", "D9"))
    with pytest.raises(RegisterOlder, match="2 changes that the register does not know"):
        refresh(archive.desk, [DossierKey(delivery="levering_01", folder="D9").id])
    assert archive.objects().items() >= before.items()

    archive.take_over()
    assert take_over_feed(archive.desk) == 4
    assert take_over_feed(archive.desk) == 0
    assert archive.feed.events(1, 9) == old.events(1, 9)
    ids = [record.id for record in archive.register.records()]
    assert refresh(archive.desk, ids, whole_feed=True) == 1
    assert archive.feed.length() == 5
    assert archive.objects().items() >= {k: v for k, v in before.items() if k.endswith("0001.jsonld")}.items()


def test_an_older_register_is_noticed_at_the_start_by_two_requests(archive: Archive) -> None:
    asked: list[str] = []

    class Watched(MemoryBucket):
        def get(self, key: str) -> bytes:
            asked.append(key)
            return super().get(key)

    archive.bucket = Watched()
    check_feed(archive.desk)  # nothing was ever published
    for folder in ("D1", "D2", "D3"):
        archive.publish(dossier("stal", folder))
        refresh(archive.desk, [DossierKey(delivery="levering_01", folder=folder).id])
    asked.clear()
    check_feed(archive.desk)
    assert asked == ["v1/feed/index.jsonld", "v1/feed/000002.jsonld"]

    archive.lose()
    with pytest.raises(RegisterOlder):
        check_feed(archive.desk)


def test_a_feed_with_other_changes_is_not_taken_over(archive: Archive) -> None:
    archive.publish(dossier("stal"))
    refresh(archive.desk, [KEY.id])
    archive.feed = MemoryFeedBook()
    archive.feed.append("another", "{}")
    with pytest.raises(ContractBroken, match="other changes"):
        take_over_feed(archive.desk)
    archive.feed = MemoryFeedBook()
    archive.bucket.put("v1/feed/000001.jsonld", b"{")
    with pytest.raises(ContractBroken, match="damaged"):
        take_over_feed(archive.desk)


def test_the_whole_way_back_by_commands(worked: Path, finished: Any, kaft: Callable[..., Any], tmp_path: Path) -> None:
    """The register is gone; the delivery is run with one page more; then what the bucket has is taken over."""
    before = {path: path.read_bytes() for path in (worked / "bucket" / "v1" / "dossiers").rglob("*") if path.is_file()}
    for path in worked.glob("register.sqlite*"):
        path.unlink()
    delivery = Path(shutil.copytree(finished.delivery, tmp_path / "levering_01"))
    shutil.copy(delivery / "D1" / "0001.tif", delivery / "D1" / "0009.tif")

    refused = kaft("run", delivery, "--work", worked)
    assert refused.returncode == 3
    assert "restore --from-bucket" in refused.stderr
    assert json.loads(kaft("status", "--work", worked, "--json").stdout)["reports"] == []  # not a page was read
    would = kaft("restore", "--from-bucket", "--dry-run", "--work", worked, "--json").stdout
    assert json.loads(would)["versions"] > 0
    taken = kaft("restore", "--from-bucket", "--work", worked)
    assert taken.returncode == 0, taken.stderr
    kaft("run", delivery, "--work", worked)
    after = {path: path.read_bytes() for path in (worked / "bucket" / "v1" / "dossiers").rglob("*") if path.is_file()}
    kept = {path: data for path, data in before.items() if path.name != "latest.json"}
    assert after.items() >= kept.items()
    assert {path.parts[-2] for path in after if path.name == MANIFEST} == {"v1", "v2"}
    assert kaft("restore", "--work", worked).returncode == 2
