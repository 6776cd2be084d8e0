"""Names the holder of a lease, so that another process on the same machine can see whether it is still alive."""

import os
import socket
import uuid
from pathlib import Path

_PROC = Path("/proc")


def myself() -> str:
    """Return the name of this process: machine, boot, process numbers' namespace, number, start, and a random part."""
    return "/".join((socket.gethostname(), *_place(), str(os.getpid()), _started(os.getpid()), uuid.uuid4().hex[:8]))


def gone(owner: str) -> bool:
    """Tell that an owner certainly no longer lives: it ran here, since this boot, and its process is no more.

    False for an owner on another machine, or in another container: nothing can be known of it here.
    """
    parts = owner.split("/")
    if len(parts) != 6 or not parts[3].isdigit():
        return False
    host, boot, namespace, pid, started, _ = parts
    return (host, boot, namespace) == (socket.gethostname(), *_place()) and _started(int(pid)) != started


def _place() -> tuple[str, str]:
    """Return which start of which machine this is, and in which namespace process numbers are counted."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        namespace = str((_PROC / "self/ns/pid").readlink()).strip("pid:[]")
    except OSError:  # no Linux: nothing can be known, so no two places are the same
        return uuid.uuid4().hex, "0"
    return boot, namespace


def _started(pid: int) -> str:
    """Return when a process started, in ticks since boot; empty when there is none with this number, or a dead one."""
    try:
        # The second field is the program's name in brackets and may hold anything.
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]
