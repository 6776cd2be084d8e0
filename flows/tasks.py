"""Runs a stage as a Prefect task: a row an operator can see, and another try for what may pass."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from typing import Any, TypeVar

import structlog
from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun

from pipeline.errors import KaftError
from pipeline.steps import Stage, Step

T = TypeVar("T")

DELAYS = (2.0, 10.0, 30.0)
"""Seconds before the second, third and fourth try: a process that died comes back at once, a database in a while."""


class StageFailed(Exception):
    """All that Prefect is told of an error: its code. What stands on a page may be in the text of the error itself."""

    def __init__(self, code: str, *, retryable: bool) -> None:
        super().__init__(code)
        self.retryable = retryable


class Tasked:
    """Runs each stage inside one Prefect task with the name of the stage, however many items it has.

    `bootstrap.workshop` takes it as `around`, instead of `pipeline.steps.Retried`: the task tries again itself, and the
    two together would multiply.

    Data go into the task by closure and the result comes out the same way: Prefect walks through arguments and results,
    seconds for the words of a large dossier. It keeps none of them and caches nothing; the ledger does that.
    """

    def __init__(self, inner: Step, delays: Sequence[float] = DELAYS) -> None:
        self._inner = inner
        self._delays = delays

    def __call__(self, stage: Stage[T], *data: Any, **tools: Any) -> T:
        """See `pipeline.steps.Step`."""
        return self._run(stage, lambda: self._inner(stage, *data, **tools))

    def each(self, stage: Stage[T], items: Sequence[Any], **tools: Any) -> tuple[T, ...]:
        """See `pipeline.steps.Step`.

        An item that fails in a way that may pass holds up no other item, and a new try of the task runs only what is
        not there yet: a page that crashes its reading process costs a try of that page and nothing else.
        """
        done: dict[int, T] = {}

        @wraps(stage)
        def attempt(numbered: tuple[int, Any], **with_tools: Any) -> KaftError | None:
            try:
                done[numbered[0]] = stage(numbered[1], **with_tools)
            except KaftError as error:
                if not error.retryable:
                    raise
                return error
            return None

        def work() -> tuple[T, ...]:
            left = [(number, item) for number, item in enumerate(items) if number not in done]
            failed = [error for error in self._inner.each(attempt, left, **tools) if error is not None]
            if failed:
                raise failed[0]
            return tuple(done[number] for number in range(len(items)))

        return self._run(stage, work)

    def _run(self, stage: Stage[Any], work: Callable[[], T]) -> T:
        results: list[T] = []
        errors: list[Exception] = []

        def run_stage() -> None:
            errors.clear()
            try:
                results.append(work())
            except Exception as error:  # noqa: BLE001  # it goes on below, only not through Prefect's hands
                errors.append(error)
                raise _disguised(error) from None

        task = Task(
            fn=run_stage,
            name=stage.__name__,
            description=(stage.__doc__ or "").partition("\n")[0],
            task_run_name=_run_name(stage.__name__),
            retries=len(self._delays),
            retry_delay_seconds=list(self._delays),
            retry_condition_fn=_may_pass,
            cache_policy=NO_CACHE,
            persist_result=False,
        )
        with suppress(StageFailed):
            task()
        if errors:
            raise errors[0]
        return results[0]


def _disguised(error: Exception) -> StageFailed:
    if isinstance(error, KaftError):
        return StageFailed(error.code, retryable=error.retryable)
    return StageFailed(f"unexpected {type(error).__name__}", retryable=False)


def _may_pass(task: Task[..., Any], task_run: TaskRun, state: State[Any]) -> bool:
    del task, task_run
    return isinstance(state.data, StageFailed) and state.data.retryable


def _run_name(stage: str) -> str:
    """Return stage and dossier id, before the dossiers stage and delivery: what the log is bound to."""
    bound = structlog.contextvars.get_contextvars()
    return f"{stage} {bound.get('dossier') or bound.get('delivery', '')}".strip()
