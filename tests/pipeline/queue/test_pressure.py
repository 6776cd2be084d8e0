"""Room for more work: what counts as too little, and where it is read."""

from pathlib import Path

import pytest

from pipeline.queue.pressure import Bounds, Room, free_memory, free_on_disks, shortages

BOUNDS = Bounds(disk=5, memory=5, waiting=5)


@pytest.mark.parametrize(
    ("room", "kinds"),
    [
        (Room(5, 5, 5), []),
        (Room(4, 5, 5), ["disk"]),
        (Room(5, 4, 5), ["memory"]),
        (Room(5, None, 5), []),
        (Room(5, 5, 6), ["backlog"]),
        (Room(0, 0, 99), ["disk", "memory", "backlog"]),
    ],
)
def test_nothing_new_begins_below_the_floor_or_above_the_bound(room: Room, kinds: list[str]) -> None:
    assert [one.kind for one in shortages(room, BOUNDS)] == kinds


def test_no_bound_holds_nothing_back() -> None:
    assert shortages(Room(0, 0, 10**6), Bounds(0, 0, 0)) == ()


def test_the_disk_of_a_folder_that_is_not_there_yet_is_that_above_it(tmp_path: Path) -> None:
    assert 0 < free_on_disks([tmp_path / "not" / "yet", tmp_path]) <= free_on_disks([tmp_path]) + 2**30


def test_memory_is_what_the_container_leaves_of_it(tmp_path: Path) -> None:
    machine = tmp_path / "meminfo"
    machine.write_text("MemTotal:  16000000 kB\nMemAvailable:   8000 kB\n")
    group = tmp_path / "group"
    assert free_memory(machine, group) == 8000 * 1024
    group.mkdir()
    (group / "memory.max").write_text("max\n")
    (group / "memory.current").write_text("1\n")
    assert free_memory(machine, group) == 8000 * 1024
    (group / "memory.max").write_text("1000000\n")
    (group / "memory.current").write_text("900000\n")
    (group / "memory.stat").write_text("anon 5\ninactive_file 300000\n")
    assert free_memory(machine, group) == 400_000
    assert free_memory(tmp_path / "none", tmp_path / "none") is None
    free = free_memory()
    assert free is None or free > 0
