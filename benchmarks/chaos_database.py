"""The same as `chaos.py` with the register in PostgreSQL, and with the death of the database server itself.

    python benchmarks/chaos_database.py --points 60 --seed 1

In two of three points kaft is killed (SIGKILL), as in `chaos.py`. In the third the server is: SIGKILL just before or
after a write, without a word to anybody, and it comes back by itself after a moment. The run may get over that or stop;
then it is run once more. What is left must be what an undisturbed run with SQLite leaves, and `verify`, chain included,
must find nothing. The server is one of its own, on the loopback, in a temporary folder.
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import psycopg
from chaos import Point, digitise, in_a_process, points, state, try_point, undisturbed

from pipeline.adapters.processes.postgres import Cluster, open_cluster

_AGAIN = 'while true; do "$@"; sleep 0.3; done'
"""Starts the server whenever it is gone."""
_SECONDS = 240
"""The longest the server may take to come back; on a machine that is busy with other work that may be long."""


@contextlib.contextmanager
def server(folder: Path) -> Iterator[Cluster]:
    """Give a server that is started again whenever it dies."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    cluster = open_cluster(folder, port)
    words = ["sh", "-c", _AGAIN, "sh", *cluster.command()]
    log = folder / "log"
    with log.open("wb") as out, subprocess.Popen(words, stdout=out, stderr=out, start_new_session=True) as keeper:
        try:
            await_answer(cluster)
            yield cluster
        except TimeoutError:
            print(*log.read_text(errors="replace").splitlines()[-5:], sep="\n", file=sys.stderr)
            raise
        finally:
            os.killpg(keeper.pid, signal.SIGKILL)


def await_answer(cluster: Cluster) -> None:
    """Wait until the server takes connections."""
    end = time.monotonic() + _SECONDS
    while not cluster.answers():
        if time.monotonic() > end:
            raise TimeoutError("PostgreSQL does not answer.")
        time.sleep(0.1)


def fresh(cluster: Cluster, number: int) -> str:
    """Make an empty database and return its URL for kaft."""
    await_answer(cluster)
    with psycopg.connect(cluster.url("psycopg", "postgres").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE try_{number}")
    return cluster.url("psycopg", f"try_{number}")


def felling(cluster: Cluster, point: Point) -> Callable[[str], None]:
    """Return a trigger that kills the server at the point, once."""
    seen = Counter[str]()

    def trigger(when: str) -> None:
        seen[when] += 1
        if (when, seen[when]) == (point.kind, point.number):
            first = (cluster.data / "postmaster.pid").read_text().splitlines()[0]
            os.kill(int(first), signal.SIGKILL)

    return trigger


def try_server(
    point: Point, delivery: Path, work: Path, cluster: Cluster, register: str, expected: dict[str, object]
) -> str:
    """Kill the server at the point, run again, and say how it ended: `same`, or what is wrong."""
    code = in_a_process(lambda: digitise(delivery, work, register, felling(cluster, point)))
    if code == 124:
        return "stuck"
    await_answer(cluster)
    if again := in_a_process(lambda: digitise(delivery, work, register, lambda _when: None)):
        return f"the second run ended with {again}"
    left = state(work, register)
    wrong = [name for name in expected if left[name] != expected[name]]
    return f"different: {', '.join(wrong)}" if wrong else "same, in the second run" if code else "same, it got over it"


def returns(cluster: Cluster, times: int) -> list[float]:
    """Kill the server that often in the middle of a long write; return how many seconds it was away each time.

    Its processes that are at work then do not notice, and until the last of them is done no new server may start.
    """
    away = []
    for number in range(times):
        url = fresh(cluster, 10_000 + number).replace("+psycopg", "")
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE filled (place int PRIMARY KEY, words text)")
            threading.Timer(0.5, felling(cluster, Point("now", 1)), ["now"]).start()
            connection.execute("INSERT INTO filled SELECT n, repeat('x', 900) FROM generate_series(1, 400000) n")
        begun = time.monotonic()
        await_answer(cluster)
        away.append(time.monotonic() - begun)
        with psycopg.connect(cluster.url("psycopg", "postgres").replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE try_{10_000 + number} WITH (FORCE)")
    return away


def main() -> int:
    """Try all points and print how they ended."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--points", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--returns", type=int, default=0, help="only kill the server so often while it writes")
    said = options.parse_args()
    ended = {"kaft killed": Counter[str](), "server killed": Counter[str]()}
    with tempfile.TemporaryDirectory(prefix="kaft-chaos-") as name:
        home = Path(name)
        home.chmod(0o755)  # PostgreSQL runs under an account of its own when root starts this
        if said.returns:
            with server(home / "cluster") as cluster:
                away = returns(cluster, said.returns)
            waited = (home / "cluster" / "log").read_text(errors="replace").count("pre-existing shared memory")
            print(json.dumps({"killed": len(away), "median_seconds": round(median(away), 1),
                              "longest_seconds": round(max(away), 1), "starts_refused": waited}))  # fmt: skip
            return 0
        calm = undisturbed(home)
        with server(home / "cluster") as cluster:
            for number, point in enumerate(points(calm.writes, said.points, calm.seconds, said.seed)):
                work, register = home / f"try-{number}", fresh(cluster, number)
                if number % 3 == 2 and point.kind != "moment":
                    who, how = "server killed", try_server(point, calm.delivery, work, cluster, register, calm.state)
                else:
                    who, how = "kaft killed", try_point(point, calm.delivery, work, register, calm.state)
                ended[who][how] += 1
                if not how.startswith("same"):
                    print(f"{who}, {point}: {how}", file=sys.stderr)
                shutil.rmtree(work, ignore_errors=True)
    print(json.dumps({"points": said.points, "seed": said.seed, "writes": calm.writes, "ended": ended}))
    return int(any(not how.startswith("same") for counts in ended.values() for how in counts))


if __name__ == "__main__":
    sys.exit(main())
