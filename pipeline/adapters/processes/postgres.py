"""A PostgreSQL cluster of our own, from Debian's programs: for Prefect and the register of one machine."""

import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import MissingTool, ToolFailed

_INSTALLED = Path("/usr/lib/postgresql")
_ELSEWHERE = Path("/var/lib/kaft")
_ACCOUNT = "postgres"
DATABASES = ("prefect", "register")
_SECONDS = 120
"""The longest that one of the programs may take."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the data is, which port it listens on (loopback only), and the password of its one user `kaft`."""

    data: Path
    port: int
    password: str

    def url(self, driver: str, database: str) -> str:
        """Return the URL of a database for a SQLAlchemy driver."""
        return f"postgresql+{driver}://kaft:{self.password}@127.0.0.1:{self.port}/{database}"

    def command(self) -> tuple[str, ...]:
        """Return the command that runs the server in the foreground; SIGINT ends it in order."""
        options = {
            "listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": "",
            "max_connections": "200", "shared_buffers": "128MB", "log_min_messages": "warning",
            "log_checkpoints": "off", "max_wal_size": "2GB",
        }  # fmt: skip
        flags = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        return (*_as_user(), str(_program("postgres")), "-D", str(self.data), *flags)

    def answers(self) -> bool:
        """Tell whether the server takes connections."""
        import psycopg

        try:
            psycopg.connect(self._conninfo("postgres"), connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True

    def make_databases(self) -> None:
        """Make the databases that are not there yet."""
        import psycopg
        from psycopg import sql

        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            here = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
            for name in DATABASES:
                if name not in here:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def _conninfo(self, database: str) -> str:
        return f"postgresql://kaft:{self.password}@127.0.0.1:{self.port}/{database}"


def open_cluster(folder: Path, port: int) -> Cluster:
    """Return the cluster of a folder, made now if it is not there.

    PostgreSQL refuses to run as root, so root runs it as `postgres`. Where that account cannot come, such as below
    /root, the data goes to /var/lib/kaft and a link to it stays in the folder. Raises MissingTool or ToolFailed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    secret = folder / "password"
    if not secret.exists():
        descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(24))
    password = secret.read_text(encoding="utf-8").strip()
    data = folder / "data"
    if not data.exists():
        if os.geteuid() == 0 and not data.is_symlink() and not _reachable(folder):
            data.symlink_to(_outside(folder))
        _initialise(data.resolve(), password)
    return Cluster(data.resolve(), port, password)


def _initialise(data: Path, password: str) -> None:
    """Make the cluster under another name first, so that one that was interrupted is not taken for a whole one."""
    unfinished = data.with_name(f"{data.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    secret = unfinished.with_name("initial-password")
    secret.touch(mode=0o600)
    secret.write_text(f"{password}\n", encoding="utf-8")
    if os.geteuid() == 0:
        account = pwd.getpwnam(_ACCOUNT)
        for path in (unfinished, secret):
            os.chown(path, account.pw_uid, account.pw_gid)
    command = [
        *_as_user(), str(_program("initdb")), "-D", str(unfinished), "-U", "kaft", "--auth=scram-sha-256",
        "--pwfile", str(secret),
        "--encoding=UTF8", "--locale=C.UTF-8",
    ]  # fmt: skip
    try:
        made = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False, cwd="/")  # noqa: S603  # our own words
    finally:
        secret.unlink()
    if made.returncode:
        last = made.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise ToolFailed(f"PostgreSQL could not make its files in {data}: {last[0]}.", "Check the disk and the rights.")
    unfinished.rename(data)


def _reachable(folder: Path) -> bool:
    """Tell whether the account of PostgreSQL can come into a folder: every folder above lets others pass."""
    return all(path.stat().st_mode & 0o001 for path in (folder.resolve(), *folder.resolve().parents))


def _outside(folder: Path) -> Path:
    """Return a place for the data outside the folder, the same one each time."""
    _ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
    return _ELSEWHERE / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]


def _as_user() -> tuple[str, ...]:
    if os.geteuid() != 0:
        return ()
    try:
        account = pwd.getpwnam(_ACCOUNT)
    except KeyError as error:
        raise MissingTool(f"There is no account '{_ACCOUNT}' for PostgreSQL.", "apt-get install postgresql") from error
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise MissingTool("The program setpriv is not installed.", "apt-get install util-linux")
    return (setpriv, f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--init-groups")


def _program(name: str) -> Path:
    """Return a program of the newest PostgreSQL that is installed."""
    found = sorted(_INSTALLED.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1]
    if path := shutil.which(name):
        return Path(path)
    raise MissingTool(f"The program {name} of PostgreSQL is not installed.", "apt-get install postgresql")
