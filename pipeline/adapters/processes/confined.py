"""Takes away from a reading process what reading does not need: the network, new privileges, and our secrets.

C libraries open files that strangers made. Should one of those files take over the process, it finds no network to
send a page to: the process is in a network namespace of its own, in which nothing is up, not even loopback. That needs
root or user namespaces; where the machine allows neither (some containers), Python's own sockets are refused and a
program that a library starts is not held back. `kaft doctor` says which of the two it is.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

Confinement = Literal["namespace", "sockets"]

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _SIGNAL_AT_DEATH_OF_PARENT = 38, 1
_SECRETS = ("KAFT_", "AWS_", "PG", "PREFECT_")
_INTERNET = frozenset({2, 10})
"""AF_INET and AF_INET6; a socket within the machine stays possible, libraries use them among themselves."""


def confine() -> Confinement:
    """Cut this process, and all it starts later, off from the network; call it before any library starts a thread."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    sys.addaudithook(_refuse)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEW_NETWORK) == 0:
        return "namespace"
    if libc.unshare(_NEW_USER | _NEW_NETWORK) == 0:
        with suppress(OSError):  # files stay ours without it too; only our name is then unknown
            Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
        return "namespace"
    return "sockets"


def die_with_parent() -> None:
    """Let the system end this process when the thread that began it ends: a page may be read for minutes more.

    Whose parent ended a moment before finds nobody at the other end of its line. After `confine`, which would undo it.
    """
    ctypes.CDLL(None).prctl(_SIGNAL_AT_DEATH_OF_PARENT, signal.SIGKILL, 0, 0, 0)


def harmless(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what may hold a password or a key."""
    return {name: value for name, value in environment.items() if not name.startswith(_SECRETS)}


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.__new__" and arguments[1] in _INTERNET:
        raise PermissionError("A reading process has no network.")
