"""How a stage is run: called, remembered, reported. The stage itself never knows."""

import hashlib
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import wraps
from typing import Any, Protocol, TypeVar, get_type_hints

import structlog
from pydantic import TypeAdapter

from pipeline.errors import ContractBroken, KaftError, ToolCrashed, ToolFailed
from pipeline.ports import Ledger, Store
from schemas.base import Contract

T = TypeVar("T")
Stage = Callable[..., T]


class Step(Protocol):
    """Runs a stage. Data go by position and decide the result; tools go by keyword."""

    def __call__(self, stage: Stage[T], *data: Any, **tools: Any) -> T:
        """Run a stage once on its data."""
        ...

    def each(self, stage: Stage[T], items: Sequence[Any], **tools: Any) -> tuple[T, ...]:
        """Run a stage on every item by itself, several at once, and return the results in order."""
        ...


class Call:
    """Calls the stage; `each` spreads items over the executor, which several dossiers share."""

    def __init__(self, executor: Executor | None = None) -> None:
        self._executor = executor

    def __call__(self, stage: Stage[T], *data: Any, **tools: Any) -> T:
        """See `Step`."""
        return stage(*data, **tools)

    def each(self, stage: Stage[T], items: Sequence[Any], **tools: Any) -> tuple[T, ...]:
        """See `Step`."""
        if self._executor is None:
            return tuple(stage(item, **tools) for item in items)
        return tuple(self._executor.map(lambda item: stage(item, **tools), items))


def retrying(work: Stage[T], tries: int = 3, pause: float = 0.5) -> Stage[T]:
    """Wrap work so that transient failures are retried; `pause` (seconds) doubles each time."""

    @wraps(work)
    def run(*data: Any, **tools: Any) -> T:
        for attempt in range(1, tries):
            try:
                return work(*data, **tools)
            except KaftError as error:
                if not error.retryable:
                    raise
                time.sleep(pause * 2 ** (attempt - 1))
        return work(*data, **tools)

    return run


def spared(work: Stage[T], instead: Callable[[Any, KaftError], T]) -> Stage[T]:
    """Wrap work on one item so that a tool that fails or keeps dying on it does not fail the other items.

    `instead` makes of the item and the error what stands for the result.
    """

    @wraps(work)
    def run(item: Any, **tools: Any) -> T:
        try:
            return retrying(work)(item, **tools)
        except (ToolFailed, ToolCrashed) as error:
            return instead(item, error)

    return run


class Retried:
    """Retries a stage after a transient failure: a crashed process, a restarting database."""

    def __init__(self, inner: Step, tries: int = 3, pause: float = 0.5) -> None:
        self._inner = inner
        self._tries = tries
        self._pause = pause

    def __call__(self, stage: Stage[T], *data: Any, **tools: Any) -> T:
        """See `Step`."""
        return self._inner(retrying(stage, self._tries, self._pause), *data, **tools)

    def each(self, stage: Stage[T], items: Sequence[Any], **tools: Any) -> tuple[T, ...]:
        """See `Step`. Only the item that failed is tried again."""
        return self._inner.each(retrying(stage, self._tries, self._pause), items, **tools)


class Remember:
    """Skips work whose fingerprint is in the ledger and returns the stored result; stores the result of new work."""

    def __init__(self, ledger: Ledger, store: Store, inner: Step) -> None:
        self._ledger = ledger
        self._store = store
        self._inner = inner

    def __call__(self, stage: Stage[T], *data: Any, **tools: Any) -> T:
        """See `Step`."""
        print_ = fingerprint(stage, data, tools)
        known = self._ledger.result(print_)
        if known is not None and (before := self._load(stage, known)) is not None:
            return before
        result = self._inner(stage, *data, **tools)
        self._keep(stage, print_, result)
        return result

    def each(self, stage: Stage[T], items: Sequence[Any], **tools: Any) -> tuple[T, ...]:
        """See `Step`."""
        prints = [fingerprint(stage, (item,), tools) for item in items]
        known = self._ledger.results(prints)
        loaded = {print_: self._load(stage, digest) for print_, digest in known.items()}
        results: dict[str, T] = {print_: result for print_, result in loaded.items() if result is not None}
        missing = {print_: item for print_, item in zip(prints, items, strict=True) if print_ not in results}
        if missing:

            @wraps(stage)
            def run(pair: tuple[str, Any], **with_tools: Any) -> T:
                # Kept as soon as it is there: a crash at page 90 of 100 costs one page, not ninety.
                result = stage(pair[1], **with_tools)
                self._keep(stage, pair[0], result)
                return result

            results.update(zip(missing, self._inner.each(run, list(missing.items()), **tools), strict=True))
        return tuple(results[print_] for print_ in prints)

    def _keep(self, stage: Stage[Any], print_: str, result: Any) -> None:
        if getattr(result, "again", False):
            return
        digest = self._store.put(_adapter(stage).dump_json(result))
        self._ledger.remember(print_, stage.__name__, digest)

    def _load(self, stage: Stage[T], digest: str) -> T | None:
        """Return an earlier result; None when it is gone from the store or damaged there, and must be made again."""
        try:
            stored = self._store.get(digest) if self._store.has(digest) else None
        except ContractBroken:
            return None
        loaded: T | None = None if stored is None else _adapter(stage).validate_json(stored)
        return loaded


class Reported:
    """Logs start, end, duration and error code of each stage; never what was read."""

    def __init__(self, inner: Step) -> None:
        self._inner = inner
        self._log = structlog.get_logger("kaft.stage")

    def __call__(self, stage: Stage[T], *data: Any, **tools: Any) -> T:
        """See `Step`."""
        return self._timed(stage, lambda: self._inner(stage, *data, **tools), items=1)

    def each(self, stage: Stage[T], items: Sequence[Any], **tools: Any) -> tuple[T, ...]:
        """See `Step`."""
        return self._timed(stage, lambda: self._inner.each(stage, items, **tools), items=len(items))

    def _timed(self, stage: Stage[Any], work: Callable[[], T], items: int) -> T:
        log = self._log.bind(stage=stage.__name__, items=items)
        start = time.perf_counter()
        try:
            result = work()
        except KaftError as error:
            log.warning("stage_failed", code=error.code, seconds=round(time.perf_counter() - start, 3))
            raise
        log.debug("stage_done", seconds=round(time.perf_counter() - start, 3))
        return result


def fingerprint(stage: Stage[Any], data: Sequence[Any], tools: dict[str, Any]) -> str:
    """Return what the result of a stage depends on: its name and VERSION, its data, and who its tools are.

    A tool without an `identity` (store, register, bucket) is a place, not a maker: it does not change the result.
    """
    digest = hashlib.sha256()
    module = sys.modules[stage.__module__]
    digest.update(f"{stage.__module__}.{stage.__name__} {module.VERSION}\n".encode())
    for value in data:
        digest.update(_bytes_of(value) + b"\n")
    for name in sorted(tools):
        identity = _identity(tools[name])
        if identity is not None:
            digest.update(f"{name}={identity}\n".encode())
    return digest.hexdigest()


def _identity(tool: Any) -> str | None:
    if isinstance(tool, tuple):
        return ";".join(f"{part.name} {part.version}" for part in tool)
    identity: str | None = getattr(tool, "identity", None)
    return identity


def _bytes_of(value: Any) -> bytes:
    if isinstance(value, Contract):
        return value.canonical().encode()
    if isinstance(value, tuple):
        return b"[" + b",".join(_bytes_of(part) for part in value) + b"]"
    return TypeAdapter(type(value)).dump_json(value)


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(stage: Stage[Any]) -> TypeAdapter[Any]:
    kind = get_type_hints(stage)["return"]
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]
