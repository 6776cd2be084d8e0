"""Lets the disk of PostgreSQL itself run full in the middle of a run, and compares what comes of it with a calm run.

    python benchmarks/database_disk.py --points 12 --seed 1

The server stands on a small disk in memory. Just before the N-th write of kaft, to whatever, that disk is filled to its
last block. The run may get through (PostgreSQL has room in its files for a while), or it must stop with a word that an
administrator understands. Then there is room again, the server comes back if it had to stop, and the same run must end
with what an undisturbed run leaves; `verify`, chain included, must find nothing. It needs mounts of its own, as
`disks.py` does.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from chaos import digitise, in_a_process, state, undisturbed
from chaos_database import await_answer, fresh, server
from disks import disk, fill, own_mounts

from pipeline.adapters.processes.postgres import Cluster
from pipeline.errors import DiskFull, KaftError, ServiceUnavailable

_FULL, _AWAY, _OTHER = 70, 71, 72
_SAID = {0: "went on", _FULL: "said that the disk is full", _AWAY: "said that the register does not answer"}


def filling(number: int, place: Path) -> Callable[[str], None]:
    """Return a trigger that fills the disk of the server before the N-th write, once."""
    seen = Counter[str]()

    def trigger(when: str) -> None:
        seen[when] += 1
        if (when, seen[when]) == ("before", number):
            fill(place)

    return trigger


def once(delivery: Path, work: Path, register: str, trigger: Callable[[str], None]) -> int:
    """Digitise in a process of its own; return 0, or the code of what stopped it."""

    def run() -> None:
        try:
            digitise(delivery, work, register, trigger)
        except DiskFull:
            os._exit(_FULL)
        except ServiceUnavailable as error:
            os._exit(_AWAY if error.hint else _OTHER)
        except KaftError:
            os._exit(_OTHER)

    return in_a_process(run)


def try_point(
    number: int, delivery: Path, work: Path, cluster: Cluster, register: str, expected: dict[str, Any]
) -> str:
    """Fill the disk at the point, then run again with room; say how it ended: what was said, or what is wrong."""
    place = cluster.data.parent
    code = once(delivery, work, register, filling(number, place))
    (place / "filler").unlink(missing_ok=True)
    if code not in _SAID:
        return f"wrong: it ended with {code}"
    await_answer(cluster)
    if again := once(delivery, work, register, lambda _when: None):
        return f"wrong: the second run ended with {again}"
    left = state(work, register)
    wrong = [name for name in expected if left[name] != expected[name]]
    return f"wrong: different {', '.join(wrong)}" if wrong else f"{_SAID[code]}, and ended the same"


def forget(cluster: Cluster, number: int) -> None:
    """Drop the database of a point: the disk is small."""
    with psycopg.connect(cluster.url("psycopg", "postgres").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE try_{number} WITH (FORCE)")
        connection.execute("CHECKPOINT")


def main() -> int:
    """Try all points and print how they ended."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--points", type=int, default=12)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--mounted", action="store_true", help=argparse.SUPPRESS)
    said = options.parse_args()
    own_mounts()
    ended = Counter[str]()
    with tempfile.TemporaryDirectory(prefix="kaft-disk-") as name, contextlib.ExitStack() as disks:
        home = Path(name)
        home.chmod(0o755)  # PostgreSQL runs under an account of its own when root starts this
        calm = undisturbed(home)
        small = disks.enter_context(disk(home / "small"))
        cluster = disks.enter_context(server(small / "cluster"))
        numbers = list(range(1, calm.writes + 1))
        random.Random(said.seed).shuffle(numbers)  # noqa: S311  # when a disk is full is no secret
        for number in numbers[: said.points]:
            work, register = home / f"try-{number}", fresh(cluster, number)
            how = try_point(number, calm.delivery, work, cluster, register, calm.state)
            ended[how] += 1
            if how.startswith("wrong"):
                print(f"write {number}: {how}", file=sys.stderr)
            shutil.rmtree(work, ignore_errors=True)
            forget(cluster, number)
    print(json.dumps({"points": said.points, "seed": said.seed, "writes": calm.writes, "ended": ended}))
    return int(any(how.startswith("wrong") for how in ended))


if __name__ == "__main__":
    sys.exit(main())
