"""The reading process: loads the models once, then does one job after another until its parent closes the line."""

import os
import resource
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.adapters.processes.confined import confine, die_with_parent
from pipeline.errors import KaftError, ToolCrashed, ToolFailed
from pipeline.room import no_temporary_room


def prepared(settings: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Return the tools, their models loaded, and how many bytes of memory this process may take."""
    from pipeline.adapters.drawing.pdfa import OcrmypdfMaker  # their libraries start threads: after `confine`
    from pipeline.adapters.drawing.redaction import Blackener
    from pipeline.adapters.ocr.reading import PageReader
    from pipeline.adapters.pdf.locked import use

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    asked = int(settings["memory_bytes"])
    limit = asked if most == resource.RLIM_INFINITY else min(asked, most)
    use(settings["passwords"])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    tools = {"reader": PageReader(settings["readers"]), "pdf": OcrmypdfMaker(), "blackener": Blackener()}
    return tools, limit


def serve(line: Connection, tools: dict[str, Any], limit: int) -> None:
    """Answer each job `(tool, method, arguments)`, and say whether this process should be replaced by a fresh one.

    An answer is `("done", result, CPU seconds, peak bytes)` or `("failed", error)`.
    """
    while True:
        try:
            tool, method, arguments = line.recv()
        except EOFError:
            return
        answer = _answer(tools[tool], method, arguments)
        line.send((answer, _nearly_full(limit)))


def _answer(tool: Any, method: str, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    before = _cpu()
    try:
        result = getattr(tool, method)(*arguments)
    except KaftError as error:
        return ("failed", no_temporary_room(error) or error)
    except MemoryError:
        return ("failed", ToolCrashed("There was not enough memory to read a page.", _MEMORY))
    except Exception as error:  # noqa: BLE001  # whatever a library does to one page must not take the others along
        if no_room := no_temporary_room(error):
            return ("failed", no_room)
        if _nearly_full(resource.getrlimit(resource.RLIMIT_AS)[0]):  # libraries say it in words of their own
            return ("failed", ToolCrashed("There was not enough memory to read a page.", _MEMORY))
        return ("failed", ToolFailed(f"A page could not be processed: {type(error).__name__} in {method}.", _LOOK))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return ("done", result, _cpu() - before, peak)


_MEMORY = "Use fewer --workers or raise reading.memory_mb, and run the delivery again."
_LOOK = "Look at the page; if there is nothing wrong with it, this is a fault in kaft: report it."


def _nearly_full(limit: int) -> bool:
    """Tell whether libraries have taken most of the memory this process may have; some never give it back."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize() > 0.8 * limit


def _cpu() -> float:
    mine, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    """Serve the line whose file descriptor is given as the only argument; whatever libraries print is thrown away."""
    line = Connection(int(sys.argv[1]))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    confine()
    die_with_parent()
    try:
        tools, limit = prepared(line.recv())
    except Exception as error:  # noqa: BLE001  # whatever keeps it from beginning, the parent must be able to say it
        line.send(error if isinstance(error, KaftError) else f"{type(error).__name__}: {error}")
        return
    line.send(None)
    serve(line, tools, limit)


if __name__ == "__main__":
    main()
