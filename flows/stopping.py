"""What a run does when its machine stops: it puts down its work in order and exits at once.

`kaft down`, systemd and a work pool end a run with SIGTERM. A page that is being read may take minutes and is not
waited for; without this its dossiers would lie idle until their leases end.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import structlog

log = structlog.get_logger("kaft.flows")


@contextmanager
def put_down_when_stopped(put_down: Callable[[], bool]) -> Iterator[None]:
    """Let SIGTERM call `put_down`, and end the process, for the time of the `with` block.

    `put_down` runs in a thread of its own, whatever this one is doing; when it returns False there was nothing left to
    put down, and the run comes to its own end. Outside the main thread, where no signal arrives, nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    told, over = threading.Event(), threading.Event()

    def wait() -> None:
        told.wait()
        if not over.is_set() and _done(put_down):
            os._exit(0)

    def stop(_number: int, _frame: FrameType | None) -> None:
        told.set()

    threading.Thread(target=wait, name="stopping", daemon=True).start()
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        over.set()
        told.set()


def _done(put_down: Callable[[], bool]) -> bool:
    try:
        return put_down()
    except Exception as error:  # noqa: BLE001  # it ends in any case: the leases then end by themselves
        log.warning("not_put_down", error=type(error).__name__)
        return True
