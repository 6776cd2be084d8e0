"""Lets disks run full, or become read only, at every write, and compares what comes of it with an undisturbed run.

    python benchmarks/disks.py --points 60 --seed 1

Each point is a fresh work folder on a small disk in memory. Just before its N-th write to store, ledger, register or
bucket the disk is filled to the last block ("full"), or store or bucket becomes read only ("read-only"), or the disk
for temporary files is filled ("temporary"). The run must stop with a word that says so (exit code 7) and leave nothing
half for readers: whatever a `latest.json` points at is whole. Then there is room again, and the same run must end with
the same objects, records, outcomes and feed as one that nobody disturbed, and `verify` must find nothing.

It needs mounts of its own: root, or user namespaces. Nothing outside its temporary folder is touched.
"""

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from chaos import counted, digitise, in_a_process, make_delivery, state

from pipeline.errors import DiskFull, ReadOnly, Unwritable

KINDS = ("full", "read-only", "temporary")
_MEGABYTES = 96
_STOPPED = {DiskFull: 70, ReadOnly: 71}
"""With which code a try ends that stopped with this error."""


class Point(NamedTuple):
    """What happens to which disk just before the N-th write; `where` is `store` or `bucket` for one that is closed."""

    kind: str
    number: int
    where: str


def own_mounts() -> None:
    """Start again with mounts that nobody else sees; they go when this process goes."""
    if "--mounted" not in sys.argv:
        rights = [] if os.geteuid() == 0 else ["--map-root-user"]
        os.execvp("unshare", ["unshare", *rights, "--mount", sys.executable, *sys.argv, "--mounted"])  # noqa: S606  # our own command, started again


@contextlib.contextmanager
def disk(folder: Path) -> Iterator[Path]:
    """Give a small disk of its own at a folder."""
    folder.mkdir(parents=True)
    _mount("-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "kaft-disks", folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True, timeout=30)


def _mount(*words: str | Path) -> None:
    subprocess.run(["mount", *words], check=True, timeout=30)


def fill(folder: Path) -> None:
    """Take the last block of a disk."""
    with (folder / "filler").open("wb") as file:
        size, step = 0, 2**24
        while step >= 512:
            try:
                os.posix_fallocate(file.fileno(), size, step)
                size += step
            except OSError:
                step //= 2


def striking(point: Point, work: Path, temporary: Path) -> Callable[[str], None]:
    """Return a trigger that does to the disk what the point says, once."""
    seen = Counter[str]()

    def trigger(when: str) -> None:
        seen[when] += 1
        if (when, seen[when]) != ("before", point.number):
            return
        if point.kind == "read-only":
            _mount("-o", "remount,ro", work / point.where)
        else:
            fill(temporary if point.kind == "temporary" else work)

    return trigger


def relieve(point: Point, work: Path, temporary: Path) -> None:
    """Undo it."""
    for folder in (work, temporary):
        (folder / "filler").unlink(missing_ok=True)
    if point.kind == "read-only":
        _mount("-o", "remount,rw", work / point.where)


def once(delivery: Path, work: Path, temporary: Path, trigger: Callable[[str], None]) -> int:
    """Digitise in a process of its own; return 0, or the code of what stopped it."""

    def run() -> None:
        tempfile.tempdir = str(temporary)
        try:
            digitise(delivery, work, "", trigger)
        except Unwritable as error:
            if error.message and error.hint:
                os._exit(_STOPPED.get(type(error), 1))
            raise

    return in_a_process(run)


def half(bucket: Path) -> list[str]:
    """Return what a pointer leads to and is not there, or not as the manifest of its version says."""
    wrong = []
    for pointer in bucket.rglob("latest.json"):
        version = pointer.parent / f"v{json.loads(pointer.read_bytes())['version']}"
        lines = (version / "manifest-sha256.txt").read_text().splitlines()
        for digest, name in (line.split(maxsplit=1) for line in lines):
            file = version / name
            if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
                wrong.append(name)
    return wrong


def try_point(point: Point, delivery: Path, work: Path, temporary: Path, expected: dict[str, Any]) -> str:
    """Let the disk fail at the point, then run again with all well; say how it ended: `same`, or what is wrong."""
    with contextlib.ExitStack() as disks:
        disks.enter_context(disk(work))
        disks.enter_context(disk(temporary))
        if point.kind == "read-only":
            disks.enter_context(disk(work / point.where))
        code = once(delivery, work, temporary, striking(point, work, temporary))
        if half(work / "bucket"):
            return "half a dossier could be seen"
        relieve(point, work, temporary)
        if code not in {0, _STOPPED[ReadOnly if point.kind == "read-only" else DiskFull]}:
            return f"ended with {code} instead of a word about the disk"
        if again := once(delivery, work, temporary, lambda _when: None):
            return f"the second run ended with {again}"
        left = state(work, "")
        wrong = [name for name in expected if left[name] != expected[name]]
        return f"different: {', '.join(wrong)}" if wrong else "same" if code else "same (it went on without that disk)"


def points(writes: int, wanted: int, seed: int) -> list[Point]:
    """Return where disks fail: every kind in turn, spread over all writes."""
    dice = random.Random(seed)  # noqa: S311  # where a disk fails is no secret
    numbers = [*range(1, writes + 1)]
    dice.shuffle(numbers)
    return [
        Point(KINDS[place % len(KINDS)], numbers[place // len(KINDS) % writes], dice.choice(("store", "bucket")))
        for place in range(wanted)
    ]


def main() -> int:
    """Try all points and print how they ended."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--points", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--mounted", action="store_true", help=argparse.SUPPRESS)
    said = options.parse_args()
    own_mounts()
    ended = {kind: Counter[str]() for kind in KINDS}
    with tempfile.TemporaryDirectory(prefix="kaft-disks-") as name:
        home = Path(name)
        delivery = make_delivery(home / "levering_01")
        counts, calm = home / "writes", home / "undisturbed"
        if once(delivery, calm, home, counted(counts)):
            print("The undisturbed run failed.", file=sys.stderr)
            return 1
        expected, writes = state(calm, ""), int(counts.read_text())
        for number, point in enumerate(points(writes, said.points, said.seed)):
            work = home / f"try-{number}"
            how = try_point(point, delivery, work, home / f"tmp-{number}", expected)
            ended[point.kind][how] += 1
            if not how.startswith("same"):
                print(f"{point}: {how}", file=sys.stderr)
            shutil.rmtree(work, ignore_errors=True)
    print(json.dumps({"points": said.points, "seed": said.seed, "writes": writes, "ended": ended}))
    return int(any(not how.startswith("same") for counts in ended.values() for how in counts))


if __name__ == "__main__":
    sys.exit(main())
