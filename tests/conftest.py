"""Real servers, PostgreSQL and an S3 service, started once and only when a test asks; and a record as it is stored."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from pipeline.adapters.processes.loopback import free_port
from pipeline.adapters.storage.s3_settings import S3Settings
from schemas.record import Record
from tests.programs import running

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from xdist.remote import Producer
    from xdist.scheduler import LoadFileScheduling

# The servers' libraries take seconds to import, so only the fixtures that need them do.

# A run of CI is decided by the change alone: no other examples than last time. Elsewhere new ones are tried every time.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

os.environ["KAFT_LANG"] = "en"
"""What the command line says is compared in English, wherever the tests run; tests of the Dutch say so themselves."""

_WAIT = 300
"""Seconds a server may take to start, or to end, on a busy machine."""


_ONE_SERVER = (
    "test_hosts",
    "test_zombie",
    "test_running",
    "test_digitise",
    "test_review",
    "test_deployments",
    "test_tasks",
)
"""Files whose tests ask for `prefect_server`."""
_WAITING = ("test_up", *_ONE_SERVER, "test_review_ui")


@dataclass(frozen=True)
class S3Service:
    """An S3 service on this machine with one empty bucket."""

    endpoint: str
    bucket: str
    settings: S3Settings
    client: "S3Client"
    """To look behind the adapters' backs."""

    @property
    def url(self) -> str:
        return f"s3://{self.bucket}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the expected results of the samples anew")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files first that take long by waiting: begun last, one of them would keep one core waiting for the other."""
    sizes = Counter(item.path for item in items)
    waiting = {name: place for place, name in enumerate(_WAITING)}
    items.sort(key=lambda item: (waiting.get(item.path.stem, len(waiting)), -sizes[item.path]))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> "LoadFileScheduling | None":
    """Give each process whole files, and all files of `_ONE_SERVER` to one process, which starts their server once."""
    from xdist.scheduler import LoadFileScheduling

    if config.getoption("dist") != "loadfile":
        return None

    class ByServer(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            return "prefect" if Path(file).stem in _ONE_SERVER else file

    config.option.loadscopereorder = False  # they are in order
    return ByServer(config, log)


@pytest.fixture(scope="session")
def record() -> Record:
    """The oldest record that every later version must read."""
    return Record.model_validate_json((Path(__file__).parent / "data" / "record-1.0.0.json").read_bytes())


@pytest.fixture
def postgres_url(_postgres_server: str) -> Iterator[str]:
    """The URL of a fresh, empty PostgreSQL database."""
    import psycopg

    name = f"kaft_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"postgresql://{_postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy")
        yield f"postgresql+psycopg://{_postgres_server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _with_a_bucket(server: S3Service) -> S3Service:
    service = replace(server, bucket=f"kaft-{uuid.uuid4().hex[:12]}")
    service.client.create_bucket(Bucket=service.bucket)
    return service


@pytest.fixture
def s3(_s3_server: S3Service) -> S3Service:
    """An S3 service with a fresh, empty bucket."""
    return _with_a_bucket(_s3_server)


@pytest.fixture(scope="session")
def _s3_server() -> Iterator[S3Service]:
    from moto.server import ThreadedMotoServer

    from pipeline.adapters.storage.s3 import client

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings = S3Settings(endpoint=f"http://{host}:{port}", access_key="test", secret_key="test", attempts=2)  # noqa: S106  # keys of a test server
    boto = client(settings)
    yield S3Service(f"http://{host}:{port}", "", settings, boto)
    boto.close()
    server.stop()


@pytest.fixture
def swift(_swift_server: S3Service) -> S3Service:
    """OpenStack Swift, which knows S3 in its own way, with a fresh, empty bucket."""
    return _with_a_bucket(_swift_server)


@pytest.fixture(scope="session")
def _swift_server() -> Iterator[S3Service]:
    from pipeline.adapters.storage.s3 import client

    if not Path("/usr/lib/python3/dist-packages/swift").is_dir():
        pytest.fail("These tests need OpenStack Swift on this machine: apt-get install python3-swift")
    folder = Path(tempfile.mkdtemp(prefix="kaft-swift-"))
    command = ["/usr/bin/python3", "-W", "ignore", str(Path(__file__).parent / "swift_server.py"), str(folder / "data")]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        port = process.stdout.readline().strip() if process.stdout else ""
        if not port:
            pytest.fail(f"Swift did not start: {(folder / 'log').read_text(errors='replace')[-2000:]}")
        endpoint = f"http://127.0.0.1:{port}"
        settings = S3Settings(endpoint=endpoint, access_key="test:tester", secret_key="testing", attempts=2)  # noqa: S106  # keys of a test server
        boto = client(settings)
        yield S3Service(endpoint, "", settings, boto)
        boto.close()
        process.terminate()
        process.wait(timeout=_WAIT)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _postgres_server() -> Iterator[str]:
    """Start PostgreSQL as a child that ends with this process; yields `user@host:port`."""
    programs = _postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="kaft-pg-"))
    port = free_port()
    as_user: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        as_user = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    data = folder / "data"
    init = [*as_user, programs / "initdb", "-D", data, "-U", "kaft", "-A", "trust", "-N"]
    init += ["--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run(init, check=True, capture_output=True, timeout=_WAIT, cwd=folder)
    server = [*as_user, programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder]
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        server += ["-c", f"{name}=off"]
    # At SIGTERM it waits until nobody is connected any more.
    with running(server, folder / "log", stop=signal.SIGINT, patience=_WAIT, cwd=folder) as process:
        _await_postgres(process, port, folder / "log")
        yield f"kaft@127.0.0.1:{port}"
    shutil.rmtree(folder, ignore_errors=True)


def _postgres_programs() -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = str(installed[-1]) if installed else shutil.which("initdb")
    if not found:
        pytest.fail("These tests need PostgreSQL on this machine: apt-get install postgresql")
    return Path(found).parent


def _await_postgres(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    import psycopg

    end = time.monotonic() + _WAIT
    while time.monotonic() < end and process.poll() is None:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="kaft", dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}")
