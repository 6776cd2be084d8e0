"""OpenStack Swift with its S3 interface, whole in one process: run by the system's Python, which has Debian's Swift.

    /usr/bin/python3 tests/swift_server.py FOLDER

Prints the port of its proxy when it answers. One disk, one copy, everything in FOLDER and on loopback; the access key
is `test:tester`, the secret `testing`. It ends when its input ends, which is when the process that started it is gone.
"""

import logging
import sys
from pathlib import Path

import eventlet

eventlet.monkey_patch()

from eventlet import wsgi  # noqa: E402  # what follows must find the network already made cooperative
from swift.common import utils  # noqa: E402  # the same
from swift.common.ring import RingBuilder  # noqa: E402  # the same
from swift.common.wsgi import SwiftHttpProtocol, loadapp  # noqa: E402  # the same

LOOPBACK = "127.0.0.1"
KINDS = ("account", "container", "object")
FILTERS = ("catch_errors", "listing_formats", "bulk", "s3api", "tempauth", "copy", "slo", "dlo")
HASHES = """[swift-hash]
swift_hash_path_suffix = kaft
swift_hash_path_prefix = kaft
[storage-policy:0]
name = one
default = yes
"""
PROXY = """[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = {filters} proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
"""
BACKEND = """[DEFAULT]
devices = {folder}
swift_dir = {folder}
mount_check = false
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""


class Cache:
    """What memcached would remember; nothing of it is ever too old here."""

    def __init__(self):
        self._known = {}

    def get(self, key, **_):
        return self._known.get(key)

    def set(self, key, value, **_):
        self._known[key] = value

    def delete(self, key, **_):
        self._known.pop(key, None)

    def incr(self, key, delta=1, **_):
        self._known[key] = int(self._known.get(key, 0)) + delta
        return self._known[key]


def main(folder):
    """Start everything and wait until nobody needs it any more."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "disk").mkdir()
    (folder / "swift.conf").write_text(HASHES)
    utils.SWIFT_CONF_FILE = str(folder / "swift.conf")
    utils.validate_hash_conf()
    silent = logging.getLogger("silent")
    silent.addHandler(logging.NullHandler())
    silent.propagate = False
    sockets = {kind: eventlet.listen((LOOPBACK, 0)) for kind in (*KINDS, "proxy")}
    for kind in KINDS:
        ring(folder, kind, sockets[kind].getsockname()[1])
    for kind in KINDS:
        conf = folder / f"{kind}.conf"
        conf.write_text(BACKEND.format(folder=folder, kind=kind))
        serve(sockets[kind], loadapp(str(conf)), silent)
    conf = folder / "proxy.conf"
    conf.write_text(PROXY.format(folder=folder, filters=" ".join(FILTERS)) + "".join(map(section, FILTERS)))
    app, cache = loadapp(str(conf)), Cache()

    def with_cache(environment, start):
        environment["swift.cache"] = cache
        return app(environment, start)

    serve(sockets["proxy"], with_cache, silent)
    print(sockets["proxy"].getsockname()[1], flush=True)
    eventlet.tpool.execute(sys.stdin.read)


def section(name):
    """Return what the proxy is told of one of its filters."""
    user = "user_test_tester = testing .admin\n" if name == "tempauth" else ""
    return f"[filter:{name}]\nuse = egg:swift#{name}\n{user}"


def ring(folder, kind, port):
    """Write the ring of one kind of server: one device, one copy."""
    builder = RingBuilder(2, 1, 0)
    place = {"region": 1, "zone": 1, "ip": LOOPBACK, "port": port, "device": "disk", "weight": 1}
    builder.add_dev({**place, "replication_ip": LOOPBACK, "replication_port": port, "meta": ""})
    builder.rebalance()
    builder.get_ring().save(str(folder / f"{kind}.ring.gz"))


def serve(socket, app, log):
    """Answer requests beside everything else."""
    eventlet.spawn(wsgi.server, socket, app, log, log_output=False, protocol=SwiftHttpProtocol)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
