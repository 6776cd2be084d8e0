"""Kills kaft at every write and at random moments, runs the same command again, and compares with an undisturbed run.

    python benchmarks/chaos.py --points 200 --seed 1

Each point is a fresh work folder: a process digitises a small delivery and is killed (SIGKILL) just before or just
after its N-th write to store, ledger, register or bucket, or, for the points called "moment", at a random time and
together with its reading processes. A second process runs the same again, undisturbed. Afterwards the objects in the
bucket, the records and the outcomes must be those of a run that nobody disturbed, and `verify`, chain included, must
find nothing. What is not tried here: power loss (data that the disk never wrote), several machines, and the death of a
database server.
"""

import argparse
import dataclasses
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageDraw, ImageFont

from pipeline import bootstrap
from pipeline.adapters.ocr import reading  # noqa: F401  # loaded before the fork: each try is then a second shorter
from pipeline.adapters.processes import workers  # noqa: F401  # see the line before
from pipeline.ports import Bucket
from pipeline.public.replica import follow
from pipeline.running.batch import run_delivery
from pipeline.settings import load
from pipeline.steps import Call, Remember, Reported, Retried
from pipeline.verifying.verify import ANCHOR, verify

_WRITES = {
    "store": {"put", "put_file"},
    "ledger": {"remember"},
    "register": {"receive", "publish", "conclude", "report"},
    "bucket": {"put", "put_file"},
}
_PAGES = {
    "D001": ("GEMEENTE LEEST\nBOUWVERGUNNING nr 12/1958\nHet College van Burgemeester en Schepenen",),
    "D002": ("Mechelen, 3 mei 1961\nGeachte heer,\nUw aanvraag is goed ontvangen.",),
}
_LONGEST = 120
"""Seconds one try may take before it counts as stuck."""


class Point(NamedTuple):
    """Where to kill: before or after the N-th write, or `moment` seconds after the start."""

    kind: str
    number: int = 0
    seconds: float = 0.0


class Deadly:
    """Something that kaft writes to, which ends the process at one of its writes."""

    def __init__(self, role: str, target: Any, trigger: Callable[[str], None]) -> None:
        self._role, self._target, self._trigger = role, target, trigger

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        if name == "under":
            return lambda lease: Deadly(self._role, found(lease), self._trigger)
        if name not in _WRITES[self._role]:
            return found

        def write(*args: Any, **named: Any) -> Any:
            self._trigger("before")
            result = found(*args, **named)
            self._trigger("after")
            return result

        return write


def digitise(delivery: Path, work: Path, register: str, trigger: Callable[[str], None]) -> None:
    """Digitise the delivery with everything that is written going through `trigger`."""
    settings = load(settings_file(work, register))
    with bootstrap.workshop(settings) as shop, ThreadPoolExecutor(1) as pages:
        store = Deadly("store", shop.tools.store, trigger)
        tools = dataclasses.replace(
            shop.tools,
            store=store,
            bucket=Deadly("bucket", shop.tools.bucket, trigger),
            register=Deadly("register", shop.tools.register, trigger),
        )
        ledger = Deadly("ledger", shop.books.ledger, trigger)
        step = Reported(Remember(ledger, store, Retried(Call(pages))))
        run_delivery(bootstrap.open_delivery(settings, str(delivery)), tools, step=step, dossiers_at_once=1)


def settings_file(work: Path, register: str) -> Path:
    """Write the settings of a try."""
    work.mkdir(parents=True, exist_ok=True)
    file = work / "kaft.toml"
    where = f'register_url = "{register}"\n' if register else ""
    file.write_text(f'[places]\nwork = "{work}"\n{where}[reading]\nworkers = 1\nengine = "tesseract"\n')
    return file


def in_a_process(work: Callable[[], None], kill_after: float | None = None) -> int:
    """Run work in a process group of its own; return its exit code, or minus the signal that ended it."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        code = 1
        try:
            work()
            code = 0
        except BaseException as error:  # noqa: BLE001  # the parent reads the code, the person the line
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        finally:
            os._exit(code)
    end = time.monotonic() + (kill_after if kill_after is not None else _LONGEST)
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            _kill_group(child)
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    _kill_group(child)
    os.waitpid(child, 0)
    return -signal.SIGKILL if kill_after is not None else 124


def _kill_group(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def counted(counts: Path) -> Callable[[str], None]:
    """Return a trigger that only counts writes."""
    written = Counter[str]()

    def trigger(when: str) -> None:
        written[when] += 1
        counts.write_text(str(written["before"]))

    return trigger


def deadly(point: Point) -> Callable[[str], None]:
    """Return a trigger that kills the process at the point."""
    seen = Counter[str]()

    def trigger(when: str) -> None:
        seen[when] += 1
        if (when, seen[when]) == (point.kind, point.number):
            os.kill(os.getpid(), signal.SIGKILL)

    return trigger


def state(work: Path, register: str) -> dict[str, Any]:
    """Return what a run left: the digest of every object, all records and outcomes, and what `verify` finds."""
    settings = load(settings_file(work, register))
    bucket = bootstrap.open_the_bucket(settings)
    with bootstrap.open_register(settings) as books:
        kept = [key for key in bucket.keys("") if key != ANCHOR and not key.startswith("v1/feed/")]
        objects = {key: hashlib.sha256(bucket.get(key)).hexdigest() for key in kept}
        found = verify(books.register, bootstrap.open_the_store(settings), bucket, books.chain)
        return {
            "objects": objects,
            "public": public_copy(bucket),
            "records": [record.canonical() for record in books.register.records()],
            "outcomes": [outcome.model_copy(update={"changed": True}).canonical().replace(str(work), "")
                         for outcome in books.register.outcomes()],
            "faults": [fault.code for fault in found.faults],
        }  # fmt: skip


class Replica(dict[str, Any]):
    """What a consumer of the change feed knows; the feed itself holds times, so runs differ in it."""

    time = ""

    def put(self, dossier_id: str, record: dict[str, Any]) -> None:
        """Keep the newest state of a dossier."""
        self[dossier_id] = record

    def remove(self, dossier_id: str) -> None:
        """Forget a dossier."""
        self.pop(dossier_id, None)

    def seen(self) -> str:
        """Return the time of the last change."""
        return self.time

    def note(self, time: str) -> None:
        """Remember the time of the last change."""
        self.time = time


def public_copy(bucket: Bucket) -> dict[str, Any]:
    """Return what a consumer knows who reads the whole feed."""
    copy = Replica()
    if bucket.exists("v1/feed/index.jsonld"):
        follow(lambda name: bucket.get(f"v1/feed/{name}"), copy)
    return dict(copy)


def make_delivery(folder: Path) -> Path:
    """Write a delivery of two small dossiers."""
    for name, texts in _PAGES.items():
        (folder / name).mkdir(parents=True)
        for number, words in enumerate(texts, 1):
            page = Image.new("L", (620, 240), 255)
            font = ImageFont.load_default(size=22)
            ImageDraw.Draw(page).multiline_text((30, 30), words, fill=0, font=font, spacing=12)
            page.save(folder / name / f"{number:04}.png", dpi=(150, 150))
    return folder


def try_point(point: Point, delivery: Path, work: Path, register: str, expected: dict[str, Any]) -> str:
    """Kill at the point, run again, and say how it ended: `same`, or what is wrong."""
    if point.kind == "moment":
        code = in_a_process(lambda: digitise(delivery, work, register, lambda _when: None), point.seconds)
    else:
        code = in_a_process(lambda: digitise(delivery, work, register, deadly(point)))
    if code == 124:
        return "stuck"
    if code not in (-signal.SIGKILL, 0):
        return f"ended with {code} instead of being killed"
    again = in_a_process(lambda: digitise(delivery, work, register, lambda _when: None))
    if again:
        return f"the second run ended with {again}"
    left = state(work, register)
    wrong = [name for name in expected if left[name] != expected[name]]
    if "objects" in wrong:
        wrong += sorted(key for key, _ in set(left["objects"].items()) ^ set(expected["objects"].items()))[:6]
    return f"different: {', '.join(wrong)}" if wrong else "same" if code else "same (it was done before the kill)"


def points(writes: int, wanted: int, seconds: float, seed: int) -> list[Point]:
    """Return where to kill: one in five at a random moment, the others spread over all writes."""
    dice = random.Random(seed)  # noqa: S311  # where to kill is no secret
    every = [Point(kind, number) for number in range(1, writes + 1) for kind in ("before", "after")]
    dice.shuffle(every)
    moments = [Point("moment", seconds=dice.uniform(0.05, seconds)) for _ in range(wanted // 5)]
    at_writes = [every[index % len(every)] for index in range(wanted - len(moments))]
    return at_writes + moments


class Calm(NamedTuple):
    """A run that nobody disturbed: what it digitised and left, how often it wrote, how many seconds it took."""

    delivery: Path
    state: dict[str, Any]
    writes: int
    seconds: float


def undisturbed(home: Path) -> Calm:
    """Digitise a small delivery with the embedded register, counting its writes."""
    delivery, counts, begun = make_delivery(home / "levering_01"), home / "writes", time.monotonic()
    if in_a_process(lambda: digitise(delivery, home / "undisturbed", "", counted(counts))):
        sys.exit("The undisturbed run failed.")
    seconds = time.monotonic() - begun
    return Calm(delivery, state(home / "undisturbed", ""), int(counts.read_text()), seconds)


def main() -> int:
    """Try all points and print how they ended."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--points", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    said = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kaft-chaos-") as name:
        home = Path(name)
        calm = undisturbed(home)
        ended = Counter[str]()
        for number, point in enumerate(points(calm.writes, said.points, calm.seconds, said.seed)):
            work = home / f"try-{number}"
            how = try_point(point, calm.delivery, work, "", calm.state)
            ended[how] += 1
            if not how.startswith("same"):
                print(f"{point}: {how}", file=sys.stderr)
            shutil.rmtree(work, ignore_errors=True)
    print(json.dumps({"points": said.points, "seed": said.seed, "writes": calm.writes, "ended": ended}))
    return int(any(not how.startswith("same") for how in ended))


if __name__ == "__main__":
    sys.exit(main())
