"""A run waits a while for a register or store that is away, and no longer than that."""

import io

import pytest
from rich.console import Console

from pipeline.commands.running import patiently
from pipeline.errors import DiskFull, KaftError, LeaseLost, ServiceUnavailable

AWAY = ServiceUnavailable("The register postgresql://[db]/kaft does not answer.", "Check the server.")


class Service:
    """Fails with these, one after the other, and then works."""

    def __init__(self, *troubles: KaftError) -> None:
        self.troubles, self.asked = list(troubles), 0

    def __call__(self) -> str:
        self.asked += 1
        if self.troubles:
            raise self.troubles.pop(0)
        return "done"


def test_a_service_that_comes_back_costs_no_run() -> None:
    said = io.StringIO()
    assert patiently(Service(AWAY, AWAY), Console(file=said, width=200), pauses=(0, 0.01, 0)) == "done"
    assert said.getvalue().count("postgresql://[db]/kaft does not answer. Trying again in 0") == 2


def test_a_service_that_stays_away_is_told() -> None:
    service = Service(AWAY, AWAY, AWAY)
    with pytest.raises(ServiceUnavailable):
        patiently(service, Console(quiet=True), pauses=(0, 0))
    assert service.asked == 3


def test_a_service_that_was_well_for_a_while_is_waited_for_anew() -> None:
    service = Service(*[AWAY] * 9)
    assert patiently(service, Console(quiet=True), pauses=(0, 0), well=-1) == "done"
    assert service.asked == 10


@pytest.mark.parametrize("trouble", [DiskFull("The disk is full.", "Make room."), LeaseLost("Another has it.", "")])
def test_what_does_not_pass_by_waiting_is_told_at_once(trouble: KaftError) -> None:
    service = Service(trouble)
    with pytest.raises(type(trouble)):
        patiently(service, Console(quiet=True), pauses=(60,))
    assert service.asked == 1
