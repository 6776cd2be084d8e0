"""Ports for programs that listen on this machine only."""

import random
import socket

from pipeline.adapters.loopback import free_port, is_free


def test_a_port_on_which_somebody_listens_is_not_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not is_free(taken.getsockname()[1])


def test_programs_with_one_seed_draw_other_ports() -> None:
    drawn = set()
    for _ in range(6):
        random.seed(1)
        drawn.add(free_port())
    assert len(drawn) > 1
