"""Whether there is room for more work: disk, memory, and the time of the people who review.

What has begun goes on. Without room nothing new is begun: a disk that runs full in the middle of a delivery, or a work
list that nobody can keep up with, helps no one.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

Kind = Literal["disk", "memory", "backlog"]


class Room(NamedTuple):
    """What there is: bytes on the fullest disk, bytes of memory (None: unknown), dossiers that wait for a person."""

    disk: int
    memory: int | None
    waiting: int


class Bounds(NamedTuple):
    """What there must be at least, and how many dossiers may wait at most; 0 sets no bound."""

    disk: int
    memory: int
    waiting: int


class Shortage(NamedTuple):
    """One reason to begin nothing new: what there is, and the bound it passed. Bytes, or dossiers."""

    kind: Kind
    have: int
    bound: int

    def told(self) -> str:
        """Return the reason in a sentence, for operators."""
        if self.kind == "backlog":
            return f"No new delivery is begun: {self.have} dossiers wait for a person, the most is {self.bound}."
        have, bound = f"{self.have / 1e9:.1f}", f"{self.bound / 1e9:.1f}"
        if self.kind == "memory":
            return f"No new delivery is begun: {have} GB of memory are free, the least is {bound} GB."
        return f"No new delivery is begun: {have} GB are free on the disk, the least is {bound} GB."


def shortages(room: Room, bounds: Bounds) -> tuple[Shortage, ...]:
    """Return every reason to begin nothing new; none when there is room."""
    found = []
    if room.disk < bounds.disk:
        found.append(Shortage("disk", room.disk, bounds.disk))
    if room.memory is not None and room.memory < bounds.memory:
        found.append(Shortage("memory", room.memory, bounds.memory))
    if room.waiting > bounds.waiting > 0:
        found.append(Shortage("backlog", room.waiting, bounds.waiting))
    return tuple(found)


def free_on_disks(folders: Iterable[Path]) -> int:
    """Return the bytes left on the fullest of the disks on which these folders are, or will be made."""
    there = {next(place for place in (folder, *folder.parents) if place.exists()) for folder in folders}
    return min(shutil.disk_usage(place).free for place in there)


def free_memory(
    meminfo: Path = Path("/proc/meminfo"), group: Path = Path("/sys/fs/cgroup")
) -> int | None:  # fmt: skip
    """Return the bytes of memory that programs can still take in this container or machine; None if unknown."""
    left = [found for found in (_of_machine(meminfo), _of_group(group)) if found is not None]
    return min(left, default=None)


def _of_machine(meminfo: Path) -> int | None:
    lines = dict(line.split(":", 1) for line in _text(meminfo).splitlines() if ":" in line)
    kilobytes = lines.get("MemAvailable", "").split()
    return int(kilobytes[0]) * 1024 if kilobytes else None


def _of_group(group: Path) -> int | None:
    most, used = _text(group / "memory.max").strip(), _text(group / "memory.current").strip()
    if not (most.isdigit() and used.isdigit()):
        return None
    stat = dict(line.split() for line in _text(group / "memory.stat").splitlines())
    # Files that were read once count as used, and go as soon as somebody needs the room.
    return int(most) - int(used) + int(stat.get("inactive_file", 0))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
