"""Opens the register's database, brings its tables up to date and translates its errors into ours."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    DisconnectionError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from pipeline.errors import ConfigError, ContractBroken, ReadOnly, ServiceUnavailable
from pipeline.room import full

VALID_URLS = "'sqlite:///path' or 'postgresql+psycopg://user@host/name'"
_MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE = 60
"""Seconds to wait for a lock that another writer holds."""
_SILENCE = 30
"""Seconds for which a client may leave a transaction open without a word; then its server ends it, with its locks."""
_LOCK = 0x6B616674
"""Key of the PostgreSQL advisory lock around migrations ("kaft")."""
_ONE_AT_A_TIME = threading.Lock()
"""Alembic keeps the migration that runs in a global: threads that open different databases take turns."""
_DISK_FULL = "53100"
_IDLE = 1.0
"""Seconds after which a connection is asked whether its server is still there."""
_USED = "used"
_UNUSABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_NOTADB", "SQLITE_PERM", "SQLITE_CORRUPT")

_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED")
_READ_ONLY = "25006"
_NO_RIGHT = frozenset({"42501", "28000", "28P01", "3D000"})
_OTHER_TABLES = frozenset({"42P01", "42P07", "42703"})
"""PostgreSQL's codes: not allowed, no such user, password or database; no such table, one that is there, no column."""
_GRANT = "Check the user, its password and rights, and the name of the database."
_UNLOCK = "Close it there (a viewer, a copy, a backup), or wait, and run the same command again."
_DISK = "Is its disk away, full or broken?"
_WRITABLE = "Is it a standby, or set to read only? Let it be written to, and run the same command again."
_RIGHTS = "Its file and folder must be there, and this user must be able to write in both."
_RESTORE = "Restore it from a backup, or name an empty place for a new one."


class Database:
    """An open database. On SQLite a transaction of `write` takes the write lock at once, so none can fail halfway."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        # One snapshot for all statements; SQLite gives that anyway.
        self._reader = engine if self.is_sqlite else engine.execution_options(isolation_level="REPEATABLE READ")
        self._writer = engine.execution_options(writes=True)
        # SQLAlchemy's own "AUTOCOMMIT" would let Python's sqlite3 begin transactions again.
        alone = {"alone": True} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._alone = engine.execution_options(**alone)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection inside a transaction that changes nothing."""
        with translated(self.engine.url), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside a transaction that is kept whole or not at all."""
        with translated(self.engine.url), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def single(self) -> Iterator[Connection]:
        """Give a connection for one statement, a transaction by itself: one message to the server instead of three."""
        with translated(self.engine.url), self._alone.begin() as connection:
            yield connection

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """Return an insert for this database that may say what to do on a conflict."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open a database and migrate it to the newest tables, also when others open it at this moment.

    Raises ConfigError for a URL that cannot be used or a register made by a newer kaft; ServiceUnavailable when the
    database does not answer.
    """
    place = checked_url(url)
    # Parameters hold records, so they never get into the text of an exception.
    engine = create_engine(place, hide_parameters=True, connect_args=_connect_args(place))
    if place.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", _still_there)
    database = Database(engine)
    try:
        _migrate(database)
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Turn what SQLAlchemy raises about a database into ConfigError, ServiceUnavailable or ContractBroken."""
    name = url.render_as_string(hide_password=True)
    try:
        yield
    except DBAPIError as error:
        named = getattr(error.orig, "sqlite_errorname", "")
        if named.startswith(_UNUSABLE):
            todo = _RESTORE if named.startswith(_DAMAGED) else _RIGHTS
            raise ConfigError(f"The register {name} cannot be used: {error.orig}.", todo) from error
        if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_ERROR":
            raise ConfigError(f"The register {name} cannot be used: {error.orig}.", _RESTORE) from error
        if _state(error) in _NO_RIGHT:
            raise ConfigError(f"The register {name} may not be used by this user.", _GRANT) from error
        if _state(error) in _OTHER_TABLES:
            raise ConfigError(f"The register {name} has not the tables that kaft made.", _RESTORE) from error
        # Class 54 is a value beyond PostgreSQL's limits: trying again would not help.
        if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_FULL" or _state(error) == _DISK_FULL:
            raise full(name) from error
        if _state(error) == _READ_ONLY:
            raise ReadOnly(f"The register {name} is read only.", _WRITABLE) from error
        if named.startswith(_LOCKED):
            raise ServiceUnavailable(f"The register {name} is kept locked by another program.", _UNLOCK) from error
        if named.startswith("SQLITE_IOERR"):
            raise ServiceUnavailable(f"The register {name} cannot be read or written.", _DISK) from error
        too_large = _state(error).startswith("54")
        if isinstance(error, OperationalError | InterfaceError) and not too_large:
            raise ServiceUnavailable(f"The register {name} does not answer.", _told_by(error)) from error
        raise ContractBroken(f"The register {name} refused what kaft asked ({type(error.orig).__name__}).") from error
    except PoolTimeout as error:
        raise ServiceUnavailable(f"All connections to the register {name} are in use.", "Use fewer workers.") from error


def _told_by(error: DBAPIError) -> str:
    """Return what to do about a server that does not answer, with its own words when it refused the connection.

    What it says about a statement is not told: values may stand in it.
    """
    lines = str(error.orig).strip().splitlines() if error.statement is None else []
    return f"Check the server; it says: {lines[0]}" if lines else "Check the server."


def _state(error: DBAPIError) -> str:
    """Return PostgreSQL's code of an error; empty when it gave none."""
    return getattr(error.orig, "sqlstate", None) or ""


def checked_url(url: str) -> URL:
    """Return the URL taken apart; raises ConfigError when no register can be there."""
    try:
        place = make_url(url)
        place.get_dialect()
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ConfigError(f"The register URL cannot be used; it can be {VALID_URLS}.") from error
    if place.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise ConfigError(f"A register URL cannot begin with '{place.drivername}'; it can be {VALID_URLS}.")
    if place.get_backend_name() == "sqlite":
        if place.database in {None, "", ":memory:"}:
            raise ConfigError("A SQLite register needs a file: 'sqlite:///path'.")
        if str(place.database).startswith("file:"):
            return place  # an address for SQLite itself, which says how to open a file; its folder is not ours to make
        try:
            Path(str(place.database)).absolute().parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"The folder of {place.database} cannot be made: {error.strerror}.") from error
    return place


def _connect_args(place: URL) -> dict[str, object]:
    if place.get_backend_name() == "sqlite":
        return {"timeout": _PATIENCE}
    # A server behind a cut cable is noticed in half a minute; by themselves connections wait for a quarter of an hour.
    alive = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}
    # So is a client: cut off in the middle of a transaction, it would hold its locks for hours.
    options = (f"lock_timeout={_PATIENCE}s", f"idle_in_transaction_session_timeout={_SILENCE}s",
               "tcp_keepalives_idle=15", "tcp_keepalives_interval=5", "tcp_keepalives_count=3")  # fmt: skip
    return {"connect_timeout": 10, "options": " ".join(f"-c {option}" for option in options), **alive}


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # SQLAlchemy's own recipe: Python's sqlite3 must not begin transactions, `_begin_sqlite` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("alone"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _note_use(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info[_USED] = time.monotonic()


def _still_there(connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
    """Ask a connection that lay idle whether its server is still there; the pool makes a new one when it is not.

    Asking each time, as SQLAlchemy's own `pool_pre_ping` does, would double the messages of a busy worker.
    """
    used = entry.info.get(_USED)
    if used is None or time.monotonic() - used < _IDLE:
        return
    cursor = connection.cursor()
    try:
        cursor.execute("SELECT 1")
        connection.rollback()
    except Exception as error:  # whatever it is, this connection is of no use
        raise DisconnectionError from error
    finally:
        cursor.close()


def _migrate(database: Database) -> None:
    config = Config()
    # A path may hold a "%", which the configuration would take for a variable.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with database.read() as connection:
        if _is_current(connection, script):
            return
    if database.is_sqlite:
        _use_wal(database)
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if not _is_current(connection, script):
            config.attributes["connection"] = connection
            with _ONE_AT_A_TIME:
                command.upgrade(config, "head")


def _is_current(connection: Connection, script: ScriptDirectory) -> bool:
    here = MigrationContext.configure(connection).get_current_revision()
    if here and here not in {revision.revision for revision in script.walk_revisions()}:
        raise ConfigError("This register was made by a newer version of kaft.", "Install that version.")
    return here == script.get_current_head()


def _use_wal(database: Database) -> None:
    """Let readers and a writer work side by side; SQLite remembers this in the file."""
    with translated(database.engine.url), database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                cursor.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                # SQLite does not wait by itself when two openers of a new file change the mode at once.
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise ServiceUnavailable(f"{database.engine.url} is in use.", "Try again.") from error
                time.sleep(0.02)
            else:
                break
        cursor.close()
