"""A copy of the register that can be brought back, and the registers of released versions that must open for ever."""

import gzip
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.adapters.database.backup import backup, restore
from pipeline.adapters.places import open_books
from pipeline.errors import ConfigError, InputError
from schemas.delivery import Delivery, DossierKey
from schemas.outcome import Package
from schemas.record import Record

DATA = Path(__file__).parents[3] / "data"
KEY = DossierKey(delivery="levering_01", folder="D1")


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A register, and a place where there is none yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'one.db'}", f"sqlite:///{tmp_path / 'two.db'}"
        return
    url = str(request.getfixturevalue("postgres_url"))
    server, name = url.replace("+psycopg", "").rsplit("/", 1)
    _psql(f"{server}/{name}", f"CREATE DATABASE {name}_two")
    yield url, f"{url}_two"
    _psql(f"{server}/postgres", f"DROP DATABASE {name}_two (FORCE)")


def _psql(url: str, command: str) -> None:
    subprocess.run(["psql", "-q", url, "-c", command], check=True, capture_output=True, timeout=300)


def test_what_is_brought_back_is_what_was_there(
    urls: tuple[str, str], tmp_path: Path, make_delivery: Callable[..., Delivery],
    make_record: Callable[..., Record], make_package: Callable[..., Package],
) -> None:  # fmt: skip
    here, there = urls
    record = make_record(KEY, numbers=("622/1940",), pages=("het bouwen van een werkhuis",))
    books = open_books(here)
    books.register.receive(make_delivery("levering_01", "D1"))
    books.register.publish(record, make_package(record), 1)
    books.register.act("merged", KEY.id, who="an", why="x", other="b")
    books.feed.append(KEY.id, "stand")

    size = backup(here, tmp_path / "out" / "register.backup")  # while it is open
    books.close()
    restore(there, tmp_path / "out" / "register.backup")

    again = open_books(there)
    assert size == (tmp_path / "out" / "register.backup").stat().st_size
    assert list(again.register.records()) == [record]
    assert again.register.delivery("levering_01") is not None
    assert [hit.dossier_id for hit in again.register.find("werkhuis")] == [KEY.id]
    assert [act.kind for act in again.register.history(KEY.id)] == ["published", "merged"]
    assert again.feed.length() == 1
    assert again.register.act("withdrawn", KEY.id, who="an", why="x").number == 3
    again.close()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "register.backup", "register.backup.sha256",
    ]  # fmt: skip


def test_nothing_is_overwritten(urls: tuple[str, str], tmp_path: Path) -> None:
    here, _ = urls
    open_books(here).close()
    backup(here, tmp_path / "b")

    with pytest.raises(ConfigError, match="already"):
        backup(here, tmp_path / "b")
    with pytest.raises(ConfigError, match="already"):
        restore(here, tmp_path / "b")


def test_a_file_that_is_no_backup_is_refused(urls: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"iets anders")

    with pytest.raises(InputError, match="no backup"):
        restore(urls[1], tmp_path / "b")
    with pytest.raises(InputError, match="There is no backup"):
        restore(urls[1], tmp_path / "c")


def test_a_damaged_backup_leaves_nothing_behind(urls: tuple[str, str], tmp_path: Path) -> None:
    here, there = urls
    open_books(here).close()
    backup(here, tmp_path / "b")
    data = bytearray((tmp_path / "b").read_bytes())
    middle = len(data) // 2
    data[100:middle] = b"x" * (middle - 100)
    (tmp_path / "b").write_bytes(data)

    with pytest.raises(InputError, match="damaged"):
        restore(there, tmp_path / "b")

    assert not [path for path in tmp_path.iterdir() if path.name.endswith((".part", "two.db"))]


def test_a_register_that_is_not_there_has_no_backup(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no register"):
        backup(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "b")


@pytest.mark.parametrize("stored", sorted(DATA.glob("register-*.sqlite.gz")), ids=lambda path: path.name)
def test_a_register_of_every_released_version_opens(stored: Path, tmp_path: Path) -> None:
    place = tmp_path / "register.db"
    with gzip.open(stored) as source, place.open("wb") as target:
        shutil.copyfileobj(source, target)

    _holds_what_it_held(f"sqlite:///{place}")


@pytest.mark.parametrize("stored", sorted(DATA.glob("register-*.postgresql.sql.gz")), ids=lambda path: path.name)
def test_a_register_of_every_released_version_opens_on_postgresql(stored: Path, postgres_url: str) -> None:
    subprocess.run(
        ["psql", "-q", "-v", "ON_ERROR_STOP=1", postgres_url.replace("+psycopg", "")],
        input=gzip.decompress(stored.read_bytes()), check=True, capture_output=True, timeout=300,
    )  # fmt: skip

    _holds_what_it_held(postgres_url)


def _holds_what_it_held(url: str) -> None:
    books = open_books(url)
    first, second = (DossierKey(delivery="levering_oud", folder=folder) for folder in ("D001", "D002"))
    assert [record.key for record in books.register.records()] == [first, second]
    assert [act.version for act in books.register.history(first.id)] == [1, 2]
    assert books.register.delivery("levering_oud") is not None
    assert len(books.register.outcomes("levering_oud")) == 2
    assert books.ledger.result("vingerafdruk") == "a" * 64
    number = next(iter(books.register.records())).references.values[0].value
    assert {hit.dossier_id for hit in books.register.find(number)} == {first.id, second.id}
    written = [page for record in books.register.records() for page in record.pages if not page.blank]
    assert written
    assert set(books.register.with_images({page.sha256 for page in written})) <= {first.id, second.id}
    assert books.register.with_images({written[0].sha256})
    named = {hit.dossier_id for hit in books.register.named("Jan Proefmans")}
    assert named
    assert {hit.dossier_id for hit in books.register.named("J. Proefman")} == named
    books.close()


def test_there_is_a_stored_register_of_both_kinds() -> None:
    assert len(list(DATA.glob("register-*.sqlite.gz"))) == len(list(DATA.glob("register-*.postgresql.sql.gz"))) >= 1
