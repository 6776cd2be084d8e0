"""The log: one line of JSON per event, with dossier and stage; no text of a page, no name, no address."""

import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import ExcInfo, Processor

_transform = ExceptionDictTransformer(show_locals=False)


def _traceback(exc_info: ExcInfo) -> list[dict[str, Any]]:
    """Return where it went wrong, without the text of the exceptions: what was read may stand in it."""
    kept = ("exc_type", "is_cause", "frames")
    return [{name: found[name] for name in kept} for found in _transform(exc_info)]


def _without_values(record: logging.LogRecord) -> bool:
    """Keep of what a library says the fixed words only: its values may be names of files, or what stands on a page."""
    if not record.name.startswith("kaft"):
        record.args = ()
    return True


class _Kept(logging.FileHandler):
    """A file whose disk may run full: that is told once, and the work goes on."""

    def __init__(self, file: Path, tell: Callable[[str], None]) -> None:
        super().__init__(file, encoding="utf-8")
        self._tell, self._told = tell, False

    def close(self) -> None:
        """Close it, whatever its disk says to the last lines."""
        with suppress(OSError):
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # a name of logging
        """Say that the file cannot be written; the library would print each event with a traceback."""
        del record
        error = sys.exc_info()[1]
        if not self._told:
            self._told = True
            self._tell((error.strerror if isinstance(error, OSError) else None) or type(error).__name__)


def configure(level: str, file: Path | None = None, tell: Callable[[str], None] = lambda _why: None) -> None:
    """Send the log to a file, or to standard error; kaft's own events and what libraries warn of.

    `tell` is called once, with the reason, when the file cannot be written to any more.
    """
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    handler = _Kept(file, tell) if file else logging.StreamHandler(sys.stderr)
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(_traceback),
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    handler.addFilter(_without_values)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("kaft").setLevel(level.upper())
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
