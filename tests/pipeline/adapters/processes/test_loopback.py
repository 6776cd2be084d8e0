"""Ports for programs that listen on this machine only."""

import random

from pipeline.adapters.processes.loopback import free_port


def test_programs_with_one_seed_draw_other_ports() -> None:
    drawn = set()
    for _ in range(6):
        random.seed(1)
        drawn.add(free_port())
    assert len(drawn) > 1
