"""Tries mutants: all tests run once, then each mutant gets a copy of that process and the tests that concern it."""

import functools
import gc
import os
import resource
import signal
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Literal

import coverage
import pytest

from benchmarks.mutant_making import Mutant

Outcome = Literal["killed", "hung", "survived", "untested"]
Given = Callable[[Mutant, Outcome], None]

_CACHE = type(functools.cache(len))
_LONGEST = 600
"""Seconds on the clock after which a mutant is taken to hang, however busy the machine is."""
_STILL = 40
"""Seconds on the clock in which none of its processes does anything, after which it waits for nothing."""


@dataclass(eq=False)  # pytest wants what it calls to be hashable
class Trial:
    """Runs inside pytest, in place of its own loop over the tests."""

    root: Path
    mutants: Sequence[Mutant]
    give: Given
    seconds: float
    """How much time of its tests one mutant may take, in processor seconds, measured on the code as it is."""
    until: float
    """Moment on the monotonic clock after which no mutant is begun."""
    without: frozenset[str] = frozenset()
    """Fixtures whose tests are not run."""
    failed: list[str] = field(default_factory=list)
    took: dict[str, float] = field(default_factory=dict)
    _sound: dict[str, bool] = field(default_factory=dict)
    _tests: dict[str, pytest.Item] = field(default_factory=dict)
    _caches: list[Any] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember which test failed."""
        if report.failed:
            self.failed.append(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Let a failing example be one: which is the smallest does not matter here, and takes long to find."""
        import hypothesis  # not before pytest, which wants to see it come in

        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        usual = hypothesis.settings.get_profile("ci")
        hypothesis.settings.register_profile("mutants", parent=usual, phases=phases, database=None)
        hypothesis.settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the tests that are not wanted."""
        items[:] = [item for item in items if self.without.isdisjoint(getattr(item, "fixturenames", ()))]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests once, noting the lines of each; then a few of them on each mutant."""
        self._tests = {item.nodeid: item for item in session.items}
        self._caches = [thing for thing in gc.get_objects() if isinstance(thing, _CACHE)]
        lines = self._measure(session.items)
        if self.failed:
            return True
        functions = _functions(self.root)
        gc.collect()
        gc.freeze()
        for mutant in self.mutants:
            if time.monotonic() > self.until:
                break
            tests = self._chosen(mutant, lines)
            self.give(mutant, self._tried(mutant, functions, tests) if tests else "untested")
        return True

    def _measure(self, items: Sequence[pytest.Item]) -> coverage.CoverageData:
        """Return which test runs which line. What is remembered between calls is forgotten for each file of tests."""
        packages = sorted({m.module.split("/")[0] for m in self.mutants})
        measuring = coverage.Coverage(data_file=None, config_file=False, source=packages)
        measuring.set_option("run:disable_warnings", ["module-not-measured", "no-data-collected"])
        measuring.start()
        for place, item in enumerate(items):
            following = items[place + 1] if place + 1 < len(items) else None
            if place == 0 or items[place - 1].path != item.path:
                self._forget()
            measuring.switch_context(item.nodeid)
            before = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self.took[item.nodeid] = time.process_time() - before
        measuring.stop()
        return measuring.get_data()

    def _forget(self) -> None:
        for cache in self._caches:
            if str(getattr(cache, "__module__", "")).startswith(("schemas.", "extractors.", "pipeline.")):
                cache.cache_clear()

    def _chosen(self, mutant: Mutant, lines: coverage.CoverageData) -> list[pytest.Item]:
        """Return the tests that run the changed line, the module's own and then the quickest first."""
        by_line = lines.contexts_by_lineno(str(self.root / mutant.module))
        reached = _contexts(by_line, range(mutant.line, mutant.last_line + 1))
        if not reached:  # a piece of a longer line has no number of its own
            length = len(mutant.source().splitlines())
            reached = _contexts(by_line, range(mutant.function_line, mutant.function_line + length + 5))
        own = f"test_{Path(mutant.module).stem}.py"
        names = sorted(reached & self.took.keys(), key=lambda name: (own not in name, self.took[name], name))
        chosen: list[pytest.Item] = []
        left = self.seconds
        for name in names:
            if chosen and left < self.took[name]:
                break
            if self._is_sound(name):
                left -= self.took[name]
                chosen.append(self._tests[name])
        return chosen

    def _is_sound(self, name: str) -> bool:
        """Tell whether a test passes in a copy of this process, where no thread of a library lives on."""
        if name not in self._sound:
            self._sound[name] = self._in_a_copy([self._tests[name]], lambda: None) == "survived"
        return self._sound[name]

    def _tried(
        self, mutant: Mutant, functions: dict[tuple[str, str, int], list[FunctionType]], tests: Sequence[pytest.Item]
    ) -> Outcome:
        found = functions[str(self.root / mutant.module), mutant.function, mutant.function_line]
        return self._in_a_copy(tests, lambda: [_change(function, mutant) for function in found])

    def _in_a_copy(self, tests: Sequence[pytest.Item], change: Callable[[], object]) -> Outcome:
        child = os.fork()
        if not child:
            self._be(change, tests)
        begun = looked = still = time.monotonic()
        spent = ""
        while (now := time.monotonic()) < min(begun + _LONGEST, still + _STILL):
            gone, status = os.waitpid(child, os.WNOHANG)
            if gone:
                return _meaning(status)
            time.sleep(0.01)
            if now > looked + 1:
                looked, before, spent = now, spent, _spent(child)
                still = still if spent == before else now
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return "hung"

    def _be(self, change: Callable[[], object], tests: Sequence[pytest.Item]) -> None:
        """Be the mutant, in a process of its own: end with 1 at the first test that fails, with 0 when none does."""
        try:
            os.setsid()
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
            limit = int(time.process_time() + 5 * self.seconds + 10)
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
            change()
            self._forget()
            for item in tests:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                if self.failed:
                    os._exit(1)
            os._exit(0)
        finally:
            os._exit(1)


def _meaning(status: int) -> Outcome:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}:
        return "hung"
    return "killed" if status else "survived"


def _spent(leader: int) -> str:
    """Return what tells whether a process, or one that it started, did anything: who they are and their time."""
    seen = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            fields = file.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(fields[3]) == leader:
                seen.append(f"{file.parent.name} {fields[11:15]}")
    return " ".join(sorted(seen))


def _contexts(by_line: dict[int, list[str]], lines: Iterable[int]) -> set[str]:
    return {context for line in lines for context in by_line.get(line, ()) if context}


def _functions(root: Path) -> dict[tuple[str, str, int], list[FunctionType]]:
    """Return the functions that live in this process, by file, name and first line."""
    found: dict[tuple[str, str, int], list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(str(root)):
            code = thing.__code__
            found.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(thing)
    return found


def _change(function: FunctionType, mutant: Mutant) -> None:
    """Put the changed code inside the function, so that it is another for everybody who holds it."""
    compiled = compile(mutant.source(), function.__code__.co_filename, "exec", flags=0, dont_inherit=True)
    function.__code__ = _code_of(compiled, mutant.function)
    if mutant.of_a_default:
        made: dict[str, Any] = dict(function.__globals__)
        exec(compiled, made)  # noqa: S102 - our own function, with one change in it
        owner, _, name = mutant.function.rpartition(".")
        other = vars(made[owner])[name] if owner else made[name]
        function.__defaults__, function.__kwdefaults__ = other.__defaults__, other.__kwdefaults__


def _code_of(code: CodeType, name: str) -> CodeType:
    inside = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    for constant in inside:
        if constant.co_qualname == name:
            return constant
    return next(_code_of(constant, name) for constant in inside if name.startswith(f"{constant.co_qualname}."))
