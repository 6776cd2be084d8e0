"""`Tasked` on a real server: what Prefect sees of a stage, and what is tried again."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from prefect import flow
from prefect.client.schemas.objects import State

from flows.tasks import DELAYS, Tasked
from pipeline.errors import ServiceUnavailable, ToolCrashed, UnreadableScan
from pipeline.steps import Call, Step

if TYPE_CHECKING:
    from tests.flows.conftest import PrefectServer

NAME = "Jozef Peeters"


class Troubles:
    """What goes wrong with an item and how often, and how many times each item was read."""

    def __init__(self, **troubles: list[Exception]) -> None:
        self._troubles = troubles
        self.reads: Counter[str] = Counter()

    def meet(self, item: str) -> None:
        self.reads[item] += 1
        left = self._troubles.get(item)
        if left:
            raise left.pop(0)


def read(item: str, *, troubles: Troubles) -> str:
    """Read an item."""
    troubles.meet(item)
    return item.upper()


def in_flow(work: Callable[[], Any]) -> State[Any]:
    """Run something inside a small flow and return the state in which that ended."""

    @flow(name="small")
    def small() -> None:
        work()

    return small(return_state=True)


def quick(inner: Step | None = None) -> Step:
    return Tasked(inner or Call(), delays=(0.05, 0.1))


def ending_of(work: Callable[[], Any]) -> Any:
    """Return the result, or the error, of work done inside a flow."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001  # whatever it is, the test looks at it
        return error


def caught(work: Callable[[], Any]) -> tuple[Any, State[Any]]:
    endings: list[Any] = []
    state = in_flow(lambda: endings.append(ending_of(work)))
    return endings[0], state


def test_stage_is_one_task_named_after_it(prefect_server: "PrefectServer") -> None:
    with structlog.contextvars.bound_contextvars(dossier="d-1"):
        result, state = caught(lambda: Tasked(Call())(read, "a", troubles=Troubles()))
    assert result == "A"
    [run] = prefect_server.task_runs(state)
    assert (run["name"], run["state_type"], run["task_inputs"]) == ("read d-1", "COMPLETED", {})


def test_items_of_a_stage_are_one_task(prefect_server: "PrefectServer") -> None:
    with ThreadPoolExecutor(2) as threads:
        result, state = caught(lambda: Tasked(Call(threads)).each(read, "abcd", troubles=Troubles()))
    assert result == ("A", "B", "C", "D")
    assert len(prefect_server.task_runs(state)) == 1


def test_error_that_may_pass_is_tried_again(prefect_server: "PrefectServer") -> None:
    troubles = Troubles(a=[ServiceUnavailable("The register restarts.")])
    result, state = caught(lambda: quick()(read, "a", troubles=troubles))
    assert result == "A"
    [run] = prefect_server.task_runs(state)
    assert (run["run_count"], run["state_type"]) == (2, "COMPLETED")


def test_error_that_stays_is_not_tried_again(prefect_server: "PrefectServer") -> None:
    error = UnreadableScan("The image is damaged.")
    troubles = Troubles(a=[error])
    result, state = caught(lambda: quick()(read, "a", troubles=troubles))
    assert result is error
    [run] = prefect_server.task_runs(state)
    assert (run["run_count"], run["state_type"]) == (1, "FAILED")


def test_crashing_page_costs_one_try_of_that_page(prefect_server: "PrefectServer") -> None:
    troubles = Troubles(b=[ToolCrashed("A reading process died.")])
    with ThreadPoolExecutor(2) as threads:
        result, state = caught(lambda: quick(Call(threads)).each(read, "abcd", troubles=troubles))
    assert result == ("A", "B", "C", "D")
    assert troubles.reads == {"a": 1, "b": 2, "c": 1, "d": 1}
    assert [run["run_count"] for run in prefect_server.task_runs(state)] == [2]


@pytest.mark.usefixtures("prefect_server")
def test_page_that_always_crashes_is_given_up() -> None:
    troubles = Troubles(b=[ToolCrashed("A reading process died.") for _ in range(9)])
    result, _ = caught(lambda: quick().each(read, "abc", troubles=troubles))
    assert isinstance(result, ToolCrashed)
    assert troubles.reads == {"a": 1, "b": 3, "c": 1}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnreadableScan(f"The file of {NAME} is damaged."), "unreadable"),
        (ToolCrashed(f"The page of {NAME} is too large."), "tool_crashed"),
        (ValueError(NAME), "ValueError"),
    ],
)
def test_error_reaches_us_whole_and_prefect_as_a_code(
    error: Exception, code: str, prefect_server: "PrefectServer"
) -> None:
    troubles = Troubles(a=[error] * 3)
    result, state = caught(lambda: quick()(read, "a", troubles=troubles))
    assert result is error
    [run] = prefect_server.task_runs(state)
    assert code in run["state"]["message"]
    logged = [
        line["message"] for line in prefect_server.ask("logs/filter", logs={"task_run_id": {"any_": [run["id"]]}})
    ]
    assert NAME not in str([run, logged])


def test_tries_grow_further_apart(prefect_server: "PrefectServer") -> None:
    troubles = Troubles(a=[ToolCrashed("x"), ToolCrashed("x")])
    _, state = caught(lambda: quick()(read, "a", troubles=troubles))
    [run] = prefect_server.task_runs(state)
    history = prefect_server.http.get(
        f"{prefect_server.url}/task_run_states/", params={"task_run_id": run["id"]}
    ).json()
    pauses = [
        datetime.fromisoformat(found["state_details"]["scheduled_time"]) - datetime.fromisoformat(found["timestamp"])
        for found in history
        if found["name"] == "AwaitingRetry"
    ]
    assert len(pauses) == 2
    assert pauses[0] < pauses[1]
    assert sorted(DELAYS) == list(DELAYS)
