"""Free ports for programs that listen on this machine's loopback only."""

import secrets
import socket
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.errors import ServiceUnavailable
from pipeline.settings import Settings

_LEAST = 15_000
_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_TRIES = 200


def is_free(port: int) -> bool:
    """Tell whether a program can listen on a port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def look_whether_it_runs(settings: Settings) -> None:
    """Raise ServiceUnavailable when the register is in the database of `kaft up` and nothing listens there."""
    port = None if settings.places.register_url else urlsplit(settings.register_url).port
    if port is not None and is_free(port):
        raise ServiceUnavailable(
            f"The register is in the database of `kaft up` in {settings.work}, and that does not run.",
            "Nothing is lost. Start it with `kaft up`, in a window of its own or as a service.",
        )


def free_port() -> int:
    """Return a port that nobody uses and that no outgoing connection is given.

    Of the ports that a system gives by itself, one that is free now may be the near end of somebody's connection a
    moment later: before the program for which it was meant listens there, or while that program is started again.
    """
    for _ in range(_TRIES):
        # not from `random`: two programs that seeded it alike would be given the same ports at the same time
        port = _LEAST + secrets.randbelow(max(_first_given() - _LEAST, 1_000))
        if is_free(port):
            return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _first_given() -> int:
    """Return the first port that the system gives to outgoing connections; Linux says it, elsewhere its usual one."""
    with suppress(OSError, ValueError, IndexError):
        return int(_RANGE.read_text(encoding="ascii").split()[0])
    return 32_768
