"""How far the orchestration itself reaches: leases per second, and many workers that sleep instead of reading.

    .venv/bin/python -m benchmarks.scale --register postgresql+psycopg://… --workers 1,2,4,16 --seconds 0.5

Every worker is a process of its own on one register. A dossier is taken, "read" (a sleep), concluded and finished, as
`pipeline.running.batch` does it. Efficiency is the time that sleeping alone would take over the time it took.
"""

import argparse
import json
import multiprocessing
import multiprocessing.synchronize
import time
from typing import NamedTuple

from pipeline.adapters.places import open_books
from pipeline.adapters.processes import owners
from pipeline.queue.leasing import Workplace
from schemas.delivery import DossierKey
from schemas.outcome import Outcome


class Measured(NamedTuple):
    """What one number of workers did."""

    workers: int
    dossiers: int
    wall: float
    cpu: float
    efficiency: float

    @property
    def rate(self) -> float:
        """Return dossiers per second of wall time."""
        return self.dossiers / self.wall


class Worked(NamedTuple):
    """What one worker did: CPU seconds, and when it began and ended (seconds since 1970)."""

    cpu: float
    begun: float
    ended: float


_start: "multiprocessing.synchronize.Barrier | None" = None


def _ready(start: "multiprocessing.synchronize.Barrier") -> None:
    global _start  # noqa: PLW0603  # the way a pool hands something to its processes
    _start = start


def work(url: str, delivery: str, number: int, workers: int, dossiers: int, seconds: float) -> Worked:
    """Do what no other worker does."""
    books = open_books(url)
    place = Workplace(books.leases, owners.myself(), gone=owners.gone)
    if _start is not None:
        _start.wait()
    begun, cpu = time.time(), time.process_time()
    # Each begins elsewhere in the list, as workers do that come one after another.
    first = number * dossiers // workers
    for turn in range(dossiers):
        key = DossierKey(delivery=delivery, folder=f"D{(first + turn) % dossiers:06}")
        with place.holding(key) as held:
            if held is None:
                continue
            time.sleep(seconds)
            outcome = Outcome(key=key, dossier_id=key.id, state="published", pages=30)
            books.register.under(held.lease).conclude(outcome)
            held.concluded = True
    done = Worked(time.process_time() - cpu, begun, time.time())
    place.close()
    books.close()
    return done


def measure(url: str, workers: int, dossiers: int, seconds: float) -> Measured:
    """Let so many workers share a delivery; ends the program when a dossier was not done."""
    delivery = f"schaal_{time.time_ns()}"
    asked = [(url, delivery, number, workers, dossiers, seconds) for number in range(workers)]
    spawn = multiprocessing.get_context("spawn")
    # All begin when the last one is ready: how long Python takes to start is not the question.
    with spawn.Pool(workers, _ready, (spawn.Barrier(workers),)) as pool:
        done = pool.starmap(work, asked, chunksize=1)
    wall = max(one.ended for one in done) - min(one.begun for one in done)
    books = open_books(url)
    standings = books.leases.standing(delivery)
    outcomes = books.register.outcomes(delivery)
    books.close()
    if [found.state for found in standings] != ["done"] * dossiers or len(outcomes) != dossiers:
        raise SystemExit("A dossier was not done, or done twice.")
    alone = -(-dossiers // workers) * seconds
    return Measured(workers, dossiers, wall, sum(one.cpu for one in done), alone / wall)


def main() -> None:
    """Measure and print one line of JSON per number of workers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--register", required=True, help="postgresql+psycopg://… or sqlite:///…")
    parser.add_argument("--workers", default="1,2,4,16")
    parser.add_argument("--dossiers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=0.0, help="how long reading one dossier is pretended to take")
    given = parser.parse_args()
    for workers in map(int, given.workers.split(",")):
        found = measure(given.register, workers, given.dossiers, given.seconds)
        print(json.dumps({**found._asdict(), "rate": found.rate, "cpu_ms": 1000 * found.cpu / found.dossiers}))


if __name__ == "__main__":
    main()
