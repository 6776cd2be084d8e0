"""How a stage is run: remembered by what it depends on, tried again only when that may help."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.adapters.memory.storage import MemoryLedger, MemoryStore
from pipeline.adapters.storage.folders import FolderStore
from pipeline.errors import KaftError, ToolCrashed, ToolTimeout
from pipeline.steps import Call, Remember, Reported, Retried, Step, fingerprint
from schemas.base import Contract

VERSION = 1


class Number(Contract):
    value: int


class Tool:
    """A tool with an identity, that fails as often as it is told."""

    def __init__(self, identity: str = "abacus 1", errors: tuple[KaftError, ...] = ()) -> None:
        self.identity = identity
        self.errors = list(errors)
        self.seen: list[int] = []

    def double(self, number: Number) -> Number:
        self.seen.append(number.value)
        if self.errors:
            raise self.errors.pop(0)
        return Number(value=2 * number.value)


def double(number: Number, *, tool: Tool) -> Number:
    return tool.double(number)


def triple(number: Number, *, tool: Tool) -> Number:
    return Number(value=tool.double(number).value + number.value)


@pytest.fixture
def remember() -> Callable[[Step], Remember]:
    ledger, store = MemoryLedger(), MemoryStore()
    return lambda inner: Remember(ledger, store, inner)


def test_the_same_work_is_done_once(remember: Callable[[Step], Remember]) -> None:
    tool = Tool()
    step = remember(Call())

    for _ in range(2):
        assert step(double, Number(value=2), tool=tool).value == 4
        assert [found.value for found in step.each(double, [Number(value=2), Number(value=3)], tool=tool)] == [4, 6]

    assert sorted(tool.seen) == [2, 3]


def test_equal_items_of_one_call_are_done_once_and_returned_in_order(remember: Callable[[Step], Remember]) -> None:
    tool = Tool()

    found = remember(Call()).each(double, [Number(value=value) for value in (3, 1, 3)], tool=tool)

    assert [number.value for number in found] == [6, 2, 6]
    assert tool.seen == [3, 1]


def test_what_was_done_before_a_failure_is_not_done_again(remember: Callable[[Step], Remember]) -> None:
    numbers = [Number(value=value) for value in (1, 2, 3)]
    tool = Tool()
    step = remember(Call())
    step(double, numbers[0], tool=tool)
    tool.errors = [ToolTimeout("too long")]

    with pytest.raises(ToolTimeout):
        step.each(double, numbers, tool=tool)
    assert [found.value for found in step.each(double, numbers, tool=tool)] == [2, 4, 6]

    assert tool.seen == [1, 2, 2, 3]


def test_a_result_that_is_gone_from_the_store_is_made_again() -> None:
    ledger, tool = MemoryLedger(), Tool()

    for _ in range(2):
        Remember(ledger, MemoryStore(), Call())(double, Number(value=2), tool=tool)

    assert tool.seen == [2, 2]


def test_a_result_that_was_damaged_in_the_store_is_made_again(tmp_path: Path) -> None:
    ledger, store, tool = MemoryLedger(), FolderStore(tmp_path), Tool()
    step = Remember(ledger, store, Call())
    step(double, Number(value=2), tool=tool)
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        path.chmod(0o644)
        path.write_bytes(b"x" * path.stat().st_size)

    assert [found.value for found in step.each(double, [Number(value=2)], tool=tool)] == [4]
    assert step(double, Number(value=2), tool=tool).value == 4

    assert tool.seen == [2, 2]


def test_stage_data_and_tools_decide_and_places_do_not() -> None:
    base = fingerprint(double, [Number(value=1)], {"tool": Tool()})

    assert fingerprint(double, [Number(value=1)], {"tool": Tool(), "store": MemoryStore()}) == base
    assert fingerprint(double, [Number(value=2)], {"tool": Tool()}) != base
    assert fingerprint(triple, [Number(value=1)], {"tool": Tool()}) != base
    assert fingerprint(double, [Number(value=1)], {"tool": Tool("abacus 2")}) != base
    assert fingerprint(double, [(Number(value=1),)], {"tool": Tool()}) != base


def test_only_what_may_pass_is_tried_again() -> None:
    crash = ToolCrashed("died")
    passing, failing = Tool(errors=(crash, crash)), Tool(errors=(ToolTimeout("too long"),))
    step = Retried(Call(), tries=3, pause=0.0)

    assert step(double, Number(value=2), tool=passing).value == 4
    with pytest.raises(ToolTimeout):
        step(double, Number(value=2), tool=failing)

    assert (len(passing.seen), len(failing.seen)) == (3, 1)


def test_what_keeps_failing_is_given_up() -> None:
    tool = Tool(errors=(ToolCrashed("died"),) * 9)

    with pytest.raises(ToolCrashed):
        Retried(Call(), tries=3, pause=0.0).each(double, [Number(value=1)], tool=tool)

    assert len(tool.seen) == 3


def test_items_at_once_come_back_in_order(remember: Callable[[Step], Remember]) -> None:
    with ThreadPoolExecutor(4) as threads:
        step = Reported(remember(Retried(Call(threads))))

        found = step.each(double, [Number(value=value) for value in range(50)], tool=Tool())

    assert [number.value for number in found] == list(range(0, 100, 2))
