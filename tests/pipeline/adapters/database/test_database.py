"""Opening the register's database: migrations, openings at the same time, and foreign errors."""

import multiprocessing
import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, event, make_url, text

from pipeline.adapters.database.opening import Database, open_database
from pipeline.adapters.database.tables import metadata
from pipeline.adapters.places import open_books
from pipeline.errors import ConfigError, ContractBroken, KaftError, ReadOnly, ServiceUnavailable


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'register.db'}"


def test_the_migrated_tables_are_those_of_the_code(url: str) -> None:
    database = open_database(url)
    with database.read() as connection:
        # The index on page text differs per database; that it works is seen in the search tests.
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_server_default": True,
                "include_name": lambda name, _kind, _parents: not (name or "").startswith("page_search"),
            },
        )
        difference = compare_metadata(context, metadata)
    database.close()

    assert difference == []


def test_a_second_opening_changes_nothing(url: str) -> None:
    for _ in range(2):
        books = open_books(url)
        books.ledger.remember("f", "s", "a" * 64)
        assert books.ledger.result("f") == "a" * 64
        books.close()


def test_threads_may_open_a_new_register_at_the_same_time(url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        for database in pool.map(open_database, [url] * 4):
            database.close()


def test_processes_may_open_a_new_register_at_the_same_time(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'register.db'}"
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Event()
    processes = [spawn.Process(target=_open_and_remember, args=(url, start, name)) for name in "ab"]
    for process in processes:
        process.start()
    start.set()
    for process in processes:
        process.join(600)

    assert [process.exitcode for process in processes] == [0, 0]
    books = open_books(url)
    assert sorted(books.ledger.results(["a", "b"])) == ["a", "b"]
    books.close()


def _open_and_remember(url: str, start: "multiprocessing.synchronize.Event", name: str) -> None:
    start.wait(600)
    books = open_books(url)
    books.ledger.remember(name, "stage", "a" * 64)
    books.close()


def test_a_register_of_a_newer_kaft_is_left_alone(url: str) -> None:
    database = open_database(url)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()

    with pytest.raises(ConfigError, match="newer"):
        open_database(url)


def test_a_transaction_that_fails_leaves_nothing(url: str) -> None:
    database = open_database(url)
    with pytest.raises(ContractBroken):
        _write(
            database,
            "INSERT INTO delivery (name, content) VALUES ('x', 'y')",
            "INSERT INTO dossier_version (dossier_id) VALUES ('x')",
        )

    with database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM delivery")) == 0
    database.close()


def _write(database: Database, *statements: str, **values: str) -> None:
    with database.write() as connection:
        for statement in statements:
            connection.execute(text(statement), values)


def test_a_reference_to_nothing_is_refused(url: str) -> None:
    database = open_database(url)
    with pytest.raises(ContractBroken):
        _write(database, "INSERT INTO page_text (dossier_id, version, page, text, normal) VALUES ('x', 1, 1, 'a', 'a')")
    database.close()


def test_an_error_does_not_tell_what_was_written(url: str) -> None:
    database = open_database(url)
    with pytest.raises(KaftError) as caught:
        _write(
            database,
            *["INSERT INTO ledger (fingerprint, stage, sha256) VALUES ('f', :stage, 'y')"] * 2,
            stage="Jan Discart",
        )
    database.close()

    error: BaseException | None = caught.value
    while error:
        assert "Discart" not in str(error)
        error = error.__cause__


def test_whoever_is_cut_off_in_a_transaction_loses_its_locks_before_others_give_up(postgres_url: str) -> None:
    """Found with a machine that was cut off: its open transaction kept the other one waiting until that one gave up."""
    with closing(open_database(postgres_url)) as database, database.read() as connection:

        def seconds(setting: str) -> int:
            found = connection.execute(
                text("select setting::int, unit from pg_settings where name = :name"), {"name": setting}
            )
            value, unit = found.one()
            return int(value / 1000) if unit == "ms" else int(value)

        assert 0 < seconds("idle_in_transaction_session_timeout") < seconds("lock_timeout")
        assert 0 < seconds("tcp_keepalives_idle") < seconds("lock_timeout")


def test_readers_do_not_wait_for_a_writer(url: str) -> None:
    database = open_database(url)
    with database.write() as writer, database.read() as reader:
        writer.execute(text("INSERT INTO delivery (name, content) VALUES ('x', 'y')"))
        assert reader.scalar(text("SELECT count(*) FROM delivery")) == 0
    database.close()


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "postgresql://x/y", "register.db", "nonsense://x", ""]
)
def test_a_url_that_is_no_register_is_refused_with_the_valid_ones(url: str) -> None:
    with pytest.raises(ConfigError, match="sqlite:///path"):
        open_books(url)


def test_a_file_that_is_no_database_is_a_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no database " * 1000)

    with pytest.raises(ConfigError):
        open_database(f"sqlite:///{tmp_path / 'notes.txt'}")
    with pytest.raises(ConfigError):
        open_database(f"sqlite:///{tmp_path}")
    with pytest.raises(ConfigError):
        open_database(f"sqlite:///{tmp_path / 'notes.txt' / 'register.db'}")


@pytest.mark.parametrize("cut", [100, 30_000], ids=["head", "half"])
def test_a_damaged_register_is_said_to_need_its_backup(tmp_path: Path, cut: int) -> None:
    url = f"sqlite:///{tmp_path / 'register.sqlite'}"
    open_database(url).close()
    (tmp_path / "register.sqlite").write_bytes((tmp_path / "register.sqlite").read_bytes()[:cut])

    with pytest.raises(ConfigError, match="Restore it from a backup"):
        open_database(url)


def test_a_database_with_other_tables_is_a_wrong_setting(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE ledger (a integer)"))
    engine.dispose()

    with pytest.raises(ConfigError, match="register"):
        open_database(url)


def test_a_register_that_lost_a_table_is_said_to_need_its_backup(url: str) -> None:
    with closing(open_database(url)) as database:
        _write(database, "DROP TABLE ledger")
        with pytest.raises(ConfigError) as caught, database.read() as connection:
            connection.execute(text("SELECT * FROM ledger"))

    assert "backup" in caught.value.hint


def test_a_user_without_rights_is_a_wrong_setting(postgres_url: str) -> None:
    name = f"guest_{uuid.uuid4().hex[:8]}"
    with closing(open_database(postgres_url)) as database:
        _write(database, f"CREATE ROLE {name} LOGIN", f"REVOKE ALL ON SCHEMA public FROM {name}")
        guest = make_url(postgres_url).set(username=name)
        try:
            with pytest.raises(ConfigError, match="may not be used by this user"):
                open_database(guest.render_as_string(hide_password=False))
        finally:
            _write(database, f"DROP ROLE {name}")


def test_a_server_that_is_down_is_unavailable_and_its_password_unseen() -> None:
    with pytest.raises(ServiceUnavailable) as caught:
        open_database("postgresql+psycopg://kaft:hunter2@127.0.0.1:1/kaft")

    assert "hunter2" not in str(caught.value)


def test_a_server_that_refuses_is_told_in_its_own_words(postgres_url: str) -> None:
    name = f"guest_{uuid.uuid4().hex[:8]}"
    with closing(open_database(postgres_url)) as database:
        _write(database, f"CREATE ROLE {name} LOGIN CONNECTION LIMIT 0")
        try:
            with pytest.raises(ServiceUnavailable) as caught:
                open_database(make_url(postgres_url).set(username=name).render_as_string(hide_password=False))
        finally:
            _write(database, f"DROP ROLE {name}")
    assert "it says: " in caught.value.hint
    assert "too many connections" in caught.value.hint


def test_a_server_that_only_reads_is_said_to(postgres_url: str) -> None:
    with closing(open_database(postgres_url)) as database:
        name = make_url(postgres_url).database
        _write(database, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with closing(open_database(postgres_url)) as database, pytest.raises(ReadOnly, match="is read only"):
        _write(database, "CREATE TABLE t (a integer)")


def test_a_register_that_another_program_locks_is_said_to_be(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'register.sqlite'}"
    with (
        closing(open_database(url)) as database,
        closing(sqlite3.connect(tmp_path / "register.sqlite", isolation_level=None)) as other,
    ):
        event.listen(database.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA busy_timeout = 0"))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ServiceUnavailable, match="kept locked by another program"):
            _write(database, "CREATE TABLE t (a integer)")


def test_sqlite_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'register.db'}").close()

    connection = sqlite3.connect(tmp_path / "register.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
