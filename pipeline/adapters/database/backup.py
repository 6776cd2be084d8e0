"""Copies the whole register to one file and back: SQLite's own backup, or PostgreSQL's own programs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import URL

from pipeline.adapters.database.opening import checked_url, open_database, translated
from pipeline.adapters.storage.atomic import whole
from pipeline.adapters.storage.digests import sha256_of_file
from pipeline.errors import ConfigError, InputError, MissingTool, ToolFailed

_LONGEST = 12 * 3600
"""Seconds that copying a register may take."""
_SQLITE, _POSTGRESQL = b"SQLite format 3\x00", b"PGDMP"
"""How the two kinds of file begin."""


def backup(url: str, out: Path) -> int:
    """Write a copy of the register as it is at this moment, whole or not at all, and return its size in bytes.

    Its digest lies beside it: pg_restore ends without a word when the beginning of its file is damaged.

    Raises:
        ConfigError: there is a file already, or no register.
        MissingTool, ToolFailed: pg_dump is not there, or refused.
    """
    place = checked_url(url)
    if out.exists():
        raise ConfigError(f"There is something at {out} already.", "Name a file that is not there.")
    with whole(out) as part:
        if place.get_backend_name() == "sqlite":
            _copy_sqlite(_existing(place), part)
        else:
            _run("pg_dump", place, "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
        _beside(out).write_text(f"{sha256_of_file(part)}  {out.name}\n", encoding="utf-8")
    return out.stat().st_size


def _beside(out: Path) -> Path:
    return out.with_name(f"{out.name}.sha256")


def restore(url: str, source: Path) -> None:
    """Put a copy in the place of a register that is not there yet, and bring it up to date.

    Raises:
        ConfigError: there is a register already; nothing is ever overwritten.
        InputError: the file is no copy of a register of this kind, or is damaged.
        MissingTool, ToolFailed: pg_restore is not there, or refused.
    """
    place = checked_url(url)
    wanted = _SQLITE if place.get_backend_name() == "sqlite" else _POSTGRESQL
    if not source.is_file():
        raise InputError(f"There is no backup {source}.", "Check the name.")
    with source.open("rb") as file:
        if not file.read(len(wanted)).startswith(wanted):
            raise InputError(f"{source} is no backup of a {place.get_backend_name()} register.", "Check both names.")
    _must_be_whole(source)
    if place.get_backend_name() == "sqlite":
        target = Path(str(place.database)).absolute()
        if target.exists():
            raise ConfigError(f"There is a register at {target} already.", "Move it away, or name another place.")
        _restore_sqlite(source, target)
    else:
        _must_be_empty(place)
        _run("pg_restore", place, "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", source)
    open_database(url).close()


def _must_be_whole(source: Path) -> None:
    try:
        digest = _beside(source).read_text(encoding="utf-8").partition(" ")[0]
    except OSError as error:
        raise InputError(f"{_beside(source)} is missing: nobody can tell whether {source} is whole.") from error
    if digest != sha256_of_file(source):
        raise InputError(f"{source} is damaged.", "Use another backup.")


def _existing(place: URL) -> Path:
    file = Path(str(place.database))
    if not file.is_file():
        raise ConfigError(f"There is no register at {file}.", "Check --register and --work.")
    return file


def _copy_sqlite(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        _check(there, source)


def _restore_sqlite(source: Path, target: Path) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(source, part)
        with closing(sqlite3.connect(part)) as copy:
            _check(copy, source)
            copy.execute("PRAGMA journal_mode = WAL")
        part.replace(target)
    finally:
        for end in ("", "-wal", "-shm"):
            Path(f"{part}{end}").unlink(missing_ok=True)


def _check(connection: sqlite3.Connection, source: Path) -> None:
    try:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise InputError(f"{source} is damaged.", "Use another backup.") from error
    if found != "ok":
        raise InputError(f"{source} is damaged.", "Use another backup.")


def _must_be_empty(place: URL) -> None:
    engine = create_engine(place)
    try:
        with translated(place):
            tables = inspect(engine).get_table_names()
    finally:
        engine.dispose()
    if tables:
        raise ConfigError(f"There is something in {place.database} already.", "Make an empty database, and name that.")


def _run(program: str, place: URL, *options: str | Path) -> None:
    """Run a program of PostgreSQL on a database; its password goes through the environment, not the process list."""
    found = shutil.which(program)
    if found is None:
        raise MissingTool(f"{program} is not installed.", "apt-get install postgresql-client")
    command = [found, f"--dbname={place.database}", "--no-password"]
    command += [f"--host={place.host}"] if place.host else []
    command += [f"--port={place.port}"] if place.port else []
    command += [f"--username={place.username}"] if place.username else []
    secret = {"PGPASSWORD": str(place.password)} if place.password else {}
    done = subprocess.run(  # noqa: S603  # a list of arguments, no shell
        [*command, *map(str, options)], capture_output=True, timeout=_LONGEST, check=False, env={**os.environ, **secret}
    )
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise ToolFailed(f"{program} ended with: {told[-1] if told else done.returncode}", "See its documentation.")
