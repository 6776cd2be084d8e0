"""Long-lived reading processes with limits on time and memory, and the tools that work through them."""

import contextlib
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.adapters.drawing.pdfa import pdf_identity
from pipeline.adapters.ocr.reading import Readers, reader_identity
from pipeline.adapters.processes.confined import harmless
from pipeline.errors import KaftError, MissingTool, ToolCrashed, ToolTimeout
from pipeline.ports import Inspected, PdfPage
from pipeline.room import no_temporary_room
from pipeline.scratch import scratch
from schemas.delivery import MediaType, PageImage
from schemas.pages import Box, PageText, PreparedPage, Word

_KEPT = {"MALLOC_MMAP_THRESHOLD_": str(32 * 1024**2), "MALLOC_TRIM_THRESHOLD_": str(128 * 1024**2)}
"""For glibc: the memory of one picture is kept for the next, not asked of the kernel page by page each time."""

_SILENT = "each ended without a word"
_CHANCES = 3
"""So many processes in each place that end before they can begin, and none between them that begins, are no chance."""


@dataclass(frozen=True, slots=True)
class JobLimits:
    """What one job may take: seconds of wall clock and bytes of memory of its process."""

    seconds: float = 300.0
    memory_bytes: int = 4 * 1024**3


@dataclass(slots=True)
class Usage:
    """What the reading processes used: CPU seconds per kind of job, and the highest memory of any process in bytes."""

    cpu: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    jobs: Counter[str] = field(default_factory=Counter)
    peak: int = 0


class Workers:
    """A fixed number of reading processes. A job that kills its process costs an error, and a new process.

    `passwords` are tried on PDFs that are locked.
    """

    def __init__(self, count: int, readers: Readers, limits: JobLimits, passwords: Sequence[str] = ()) -> None:
        self._settings = {"readers": readers, "memory_bytes": limits.memory_bytes, "passwords": tuple(passwords)}
        self._limits = limits
        self._idle: queue.SimpleQueue[_Child | None] = queue.SimpleQueue()
        for _ in range(count):
            self._idle.put(None)  # started when first needed
        self._started: set[_Child] = set()
        # The system ends a reading process when the thread that began it ends: one thread, which stays.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="starter")
        self._lock = threading.Lock()
        self._in_vain, self._chances = 0, _CHANCES * count
        self.usage = Usage()

    def call(self, tool: str, method: str, *arguments: Any) -> Any:
        """Do one job in whichever process is free, and return its result.

        Raises:
            ToolTimeout: it took longer than the limit; its process was ended.
            ToolCrashed: its process died.
            DiskFull: it died, and there is no room for what it writes meanwhile.
            MissingTool: no process lives long enough to be given a job, one after the other.
            KaftError: whatever the job itself raised.
        """
        child = self._idle.get()
        try:
            if child is None or not child.alive():
                child = self._start()
            child.await_ready(self._limits.seconds)
            self._in_vain = 0
            answer, worn = child.ask((tool, method, arguments), self._limits.seconds)
            if worn:
                self._end(child)
                child = None
        except BaseException as error:  # also interrupted in mid job: its answer would be taken for that of the next
            reason = self._reason(error, child)  # before its end, which gives its room back
            self._end(child)
            child = None
            if reason is None:
                raise
            raise reason from error
        finally:
            self._idle.put(child)
        if answer[0] == "failed":
            raise answer[1]
        _, result, cpu, peak = answer
        self._count(method, cpu, peak)
        return result

    def _reason(self, error: BaseException, child: "_Child | None") -> KaftError | None:
        """Return what is told of a job that ended so; None for what the job itself raised, and for an interruption."""
        if isinstance(error, TimeoutError):  # before OSError, of which it is one
            return ToolTimeout(
                f"A page took longer than {self._limits.seconds:.0f} seconds and was given up.",
                "Look at the page; raise reading.seconds if it is just large.",
            )
        if isinstance(error, _NotBegun | EOFError | OSError):
            return _death(error) if child is not None and child.ready else self._why_not_begun(error)
        return None

    def _count(self, method: str, cpu: float, peak: int) -> None:
        with self._lock:
            self.usage.cpu[method] += cpu
            self.usage.jobs[method] += 1
            self.usage.peak = max(self.usage.peak, peak)

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            children, self._started = self._started, set()
        for child in children:
            child.end()
        self._starter.shutdown()

    def _start(self) -> "_Child":
        child = self._starter.submit(_Child, self._settings).result()
        with self._lock:
            self._started.add(child)
        return child

    def _end(self, child: "_Child | None") -> None:
        if child is not None:
            with self._lock:
                self._started.discard(child)
            child.end()

    def _why_not_begun(self, error: Exception) -> KaftError:
        """Return what to say when a process could not be started or ended before its first job: once may be chance."""
        said = error.args[0] if isinstance(error, _NotBegun) else ""
        with self._lock:
            self._in_vain += 1
            often = self._in_vain >= self._chances
        known = said if isinstance(said, KaftError) else no_temporary_room(error)
        if known or not often:
            return known or ToolCrashed("A reading process ended before it could begin.", "Run the delivery again.")
        return MissingTool(
            f"No reading process can begin ({said or _SILENT}), so nothing can be read.",
            "Is there enough memory, and no limit on it? See `kaft doctor`, then run the same command again.",
        )


class _NotBegun(Exception):
    """A reading process cannot begin; its argument is what it still said: a KaftError or words."""


def _death(error: Exception) -> KaftError:
    """Return why a reading process died."""
    return no_temporary_room(error) or ToolCrashed(
        "A reading process died on a page.", "Run the delivery again; if it dies again, look at the page."
    )


class _Child:
    """One reading process and the line to it."""

    def __init__(self, settings: dict[str, Any]) -> None:
        # Everything that libraries write meanwhile lands in a folder that goes when the process goes.
        self._folder = ExitStack()
        folder = self._folder.enter_context(scratch("reading"))
        ours, theirs = socket.socketpair()
        self._process = subprocess.Popen(  # noqa: S603  # our own module, no input of anybody in the arguments
            [sys.executable, "-m", "pipeline.adapters.processes.child", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={**harmless(os.environ), **_KEPT, "OMP_THREAD_LIMIT": "1", "TMPDIR": str(folder)},
        )
        theirs.close()
        self._line = Connection(ours.detach())
        self._settings, self.ready = settings, False

    def alive(self) -> bool:
        return self._process.poll() is None

    def await_ready(self, seconds: float) -> None:
        """Wait until it can be given a job; raises _NotBegun with what it said, or EOFError when it said nothing."""
        if self.ready:
            return
        self._line.send(self._settings)
        if not self._line.poll(seconds):
            raise TimeoutError
        if reason := self._line.recv():
            raise _NotBegun(reason)
        self.ready = True

    def ask(self, job: tuple[Any, ...], seconds: float) -> Any:
        self._line.send(job)
        if not self._line.poll(seconds):
            raise TimeoutError
        return self._line.recv()

    def end(self) -> None:
        """End the process and whatever it started (a Tesseract program, for instance)."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._line.close()
        self._folder.close()


class RemoteReader:
    """Implements `ports.Reader` through the reading processes."""

    def __init__(self, workers: Workers, readers: Readers) -> None:
        self._workers = workers
        self.identity = reader_identity(readers)

    def inspect(self, path: Path, media_type: MediaType, sha256: str) -> tuple[Inspected, ...]:
        """See `ports.Reader.inspect`."""
        pages: tuple[Inspected, ...] = self._workers.call("reader", "inspect", path, media_type, sha256)
        return pages

    def prepare(self, path: Path, image: PageImage) -> PreparedPage:
        """See `ports.Reader.prepare`."""
        page: PreparedPage = self._workers.call("reader", "prepare", path, image)
        return page

    def read(self, path: Path, page: PreparedPage) -> PageText:
        """See `ports.Reader.read`."""
        text: PageText = self._workers.call("reader", "read", path, page)
        return text

    def reread(self, path: Path, page: PreparedPage, box: Box, kind: str) -> tuple[Word, ...]:
        """See `ports.Reader.reread`."""
        words: tuple[Word, ...] = self._workers.call("reader", "reread", path, page, box, kind)
        return words

    def crops(self, path: Path, page: PreparedPage, boxes: Sequence[Box]) -> tuple[bytes, ...]:
        """See `ports.Reader.crops`."""
        pictures: tuple[bytes, ...] = self._workers.call("reader", "crops", path, page, tuple(boxes))
        return pictures

    def preview(self, path: Path, page: PreparedPage, longest: int) -> bytes:
        """See `ports.Reader.preview`."""
        picture: bytes = self._workers.call("reader", "preview", path, page, longest)
        return picture


class RemotePdfMaker:
    """Implements `ports.PdfMaker` through the reading processes."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.identity = pdf_identity()

    def make(
        self,
        pages: Sequence[PdfPage],
        title: str,
        target: Path,
        drawn: Collection[int] = (),
        empty: Collection[int] = (),
    ) -> tuple[int, ...]:
        """See `ports.PdfMaker.make`."""
        redrawn: tuple[int, ...] = self._workers.call(
            "pdf", "make", tuple(pages), title, target, frozenset(drawn), frozenset(empty)
        )
        return redrawn

    def split(self, pdf: Path, pages: Sequence[int], title: str, target: Path) -> None:
        """See `ports.PdfMaker.split`."""
        self._workers.call("pdf", "split", pdf, tuple(pages), title, target)

    def read_back(self, pdf: Path) -> tuple[str, ...]:
        """See `ports.PdfMaker.read_back`."""
        texts: tuple[str, ...] = self._workers.call("pdf", "read_back", pdf)
        return texts
