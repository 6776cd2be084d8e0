"""Makes the stored registers of a release, from those of the release before, brought up to date by this program.

    python benchmarks/stored_register.py 0.1.0

`tests/pipeline/adapters/database/test_backup.py` opens every one of them with the newest program, on SQLite and on
PostgreSQL. They are made once, with the release, and never again.
"""

import gzip
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from pipeline.adapters.places import open_books
from pipeline.adapters.processes.postgres import open_cluster

DATA = Path(__file__).parent.parent / "tests" / "data"


def packed(data: bytes) -> bytes:
    """Return gzipped bytes without the time of packing."""
    return gzip.compress(data, mtime=0)


def of_file(before: Path, after: Path, folder: Path) -> None:
    """Bring a register in a file up to date."""
    place = folder / "register.db"
    place.write_bytes(gzip.decompress(before.read_bytes()))
    open_books(f"sqlite:///{place}").close()
    with closing(sqlite3.connect(place, isolation_level=None)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file.execute("VACUUM")
    after.write_bytes(packed(place.read_bytes()))


def of_server(before: Path, after: Path, folder: Path) -> None:
    """Bring a register in a PostgreSQL of its own up to date."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cluster = open_cluster(folder / "postgres", port)
    server = subprocess.Popen(cluster.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    try:
        while not cluster.answers():
            time.sleep(0.5)
        cluster.make_databases()
        url = cluster.url("psycopg", "register")
        plain = url.replace("+psycopg", "")
        text = gzip.decompress(before.read_bytes())
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", plain], input=text, check=True, capture_output=True)
        open_books(url).close()
        dump = ["pg_dump", "--no-owner", "--no-privileges", plain]
        after.write_bytes(packed(subprocess.run(dump, check=True, capture_output=True).stdout))
    finally:
        server.send_signal(2)
        server.wait(timeout=60)


def _age(path: Path) -> float:
    """Return when a stored register was committed: the newest is the one to go on from."""
    told = subprocess.run(["git", "log", "-1", "--format=%ct", str(path)], check=True, capture_output=True, text=True)
    return float(told.stdout or 0)


def main() -> None:
    """Make both files for the version that is named."""
    version = sys.argv[1]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)  # PostgreSQL runs as another user
        for kind, make in ((".sqlite.gz", of_file), (".postgresql.sql.gz", of_server)):
            after = DATA / f"register-{version}{kind}"
            before = max((path for path in DATA.glob(f"register-*{kind}") if path != after), key=_age)
            make(before, after, folder)
            print(f"register-{version}{kind} from {before.name}")


if __name__ == "__main__":
    main()
