"""`kaft up` on a bare folder, as archive staff and misfortune meet it: one story, told in the order of this file."""

import json
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipeline import bootstrap
from pipeline.hosting import services
from pipeline.hosting.supervisor import started
from pipeline.settings import Settings, load
from tests.flows.inbox_delivery import drop
from tests.programs import surroundings

PATIENCE = 600
"""Seconds for anything to happen on a busy machine."""
DOSSIERS = 6
KAFT = [sys.executable, "-m", "pipeline.cli"]


class Installation:
    """A work folder with `kaft up` running in it, and ways to look in and to do harm."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.process: subprocess.Popen[bytes] | None = None
        self.env = surroundings(
            "PREFECT_",
            "KAFT_",
            KAFT_LANG="en",
            KAFT_RUNNING__PORT="0",
            KAFT_READING__ENGINE="tesseract",
            KAFT_READING__WORKERS="1",
            KAFT_RUNNING__LEASE_SECONDS="30",
            # What this machine has left holds nothing back.
            KAFT_RUNNING__FREE_GB="0",
            KAFT_RUNNING__FREE_MEMORY_GB="0",
        )

    def up(self) -> None:
        said = self.work / "said.txt"
        with said.open("wb") as output:
            command = [*KAFT, "up", "--work", str(self.work)]
            self.process = subprocess.Popen(command, env=self.env, stdout=output, stderr=output, cwd="/")
        process = self.process

        def ready() -> bool:
            assert process.poll() is None, said.read_text()
            return "kaft runs" in said.read_text()

        until(ready, "kaft did not start")

    def down(self) -> str:
        done = subprocess.run(
            [*KAFT, "down", "--work", str(self.work), "--seconds", str(PATIENCE)],
            env=self.env,
            cwd="/",
            capture_output=True,
            text=True,
            timeout=2 * PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        if self.process:
            self.process.wait(timeout=PATIENCE)
        return done.stdout

    def settings(self) -> Settings:
        return load(work=self.work)

    def ask(self, path: str, **query: Any) -> Any:
        address = (self.work / "up" / "url").read_text().strip()
        password = (self.work / "up" / "password").read_text().strip()
        login = ("kaft", password)
        # Without TLS: reading whom to believe over it would cost 20 ms for each question.
        none = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        with httpx.Client(base_url=f"{address}/api", auth=login, timeout=60, trust_env=False, verify=none) as http:
            answer = http.post(path, json=query) if query or "filter" in path else http.get(path)
            return answer.raise_for_status().json()

    def run(self, name: str) -> str:
        """Make a run of a deployment and wait until it has ended; returns the state."""
        deployment = self.ask(f"/deployments/name/{name}/{name}")["id"]
        made = self.ask(f"/deployments/{deployment}/create_flow_run", name=name)["id"]
        ended: list[str] = []

        def has_ended() -> bool:
            state = self.ask(f"/flow_runs/{made}")["state_type"]
            ended[:] = [state] if state in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"} else []
            return bool(ended)

        until(has_ended, f"{name} did not end")
        return ended[0]

    def did(self, name: str, done: bool) -> bool:
        """Tell whether something is done; if not, have a deployment run. One too many at a time is cancelled."""
        if not done:
            self.run(name)
        return done

    def runs_of(self, delivery: str) -> list[str]:
        tags = {"tags": {"all_": [f"levering:{delivery}", "stap:digitaliseren"]}}
        return [run["state_type"] for run in self.ask("/flow_runs/filter", flow_runs=tags)]

    def goes_on(self, delivery: str) -> bool:
        """Tell whether another run has a delivery in hand now: running `afstemmen` again would be for nothing."""
        return len(self.runs_of(delivery)) > 1 or self.state_of(delivery) == "ended"

    def outcomes(self, delivery: str) -> list[tuple[str, int | None, int]]:
        with bootstrap.open_register(self.settings()) as books:
            return [(found.state, found.version, found.pages) for found in books.register.outcomes(delivery)]

    def state_of(self, delivery: str) -> str:
        with bootstrap.open_register(self.settings()) as books:
            return {arrival.name: arrival.state for arrival in books.arrivals.all()}.get(delivery, "")

    def in_hand(self, delivery: str) -> bool:
        """Tell whether somebody works on a delivery whose end is not near."""
        with bootstrap.open_register(self.settings()) as books:
            done = [found for found in books.register.outcomes(delivery) if found.state != "received"]
            held = any(standing.state == "held" for standing in books.leases.standing(delivery))
            return held and len(done) <= DOSSIERS // 2

    def begun(self) -> str:
        """Lay a delivery and catch it in the middle of its digitising; returns its name.

        One that came to its end while this machine did something else shows nothing: then another is laid.
        """
        for _ in range(5):
            name = fresh(self, "levering")
            drop(self.work / "inbox", name, DOSSIERS)
            until(lambda: self.did("inbox-bewaken", self.state_of(name) in {"taken", "ended"}), "nobody took it")  # noqa: B023  # asked at once
            until(lambda: self.in_hand(name) or self.state_of(name) == "ended", "nobody began")  # noqa: B023  # the same
            if self.in_hand(name):
                return name
        raise AssertionError("five deliveries came to their end unseen")

    def pid(self, service: str) -> int:
        return int(json.loads((self.work / "up" / "processes.json").read_text())[service][0])


def until(met: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < end, f"{otherwise} in {PATIENCE} seconds"
        time.sleep(0.5)


def children_of(pid: int) -> list[int]:
    """Return the processes below a process, the deepest last."""
    below: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        below.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = list(below.get(pid, ()))
    for child in found:
        found += below.get(child, ())
    return found


@pytest.fixture(scope="module")
def kaft() -> Iterator[Installation]:
    # Not pytest's own folder: PostgreSQL runs as another account and must come in.
    work = Path(tempfile.mkdtemp(prefix="kaft-up-"))
    work.chmod(0o755)
    installation = Installation(work)
    try:
        installation.up()
        yield installation
    finally:
        installation.down()
        shutil.rmtree(work, ignore_errors=True)


def fresh(kaft: Installation, name: str) -> str:
    """Return a name for a delivery that was not there before: a test may be tried again."""
    return f"{name}_{len(list(kaft.settings().work.glob('inbox/*')))}"


def test_it_is_ready_when_it_says_so(kaft: Installation) -> None:
    for pool in services.POOLS:
        workers = kaft.ask(f"/work_pools/{pool}/workers/filter")
        assert [worker["status"] for worker in workers] == ["ONLINE"]
    scheduled = {"state": {"type": {"any_": ["SCHEDULED", "PENDING", "RUNNING"]}}}
    assert kaft.ask("/flow_runs/count", flow_runs=scheduled) > 0
    assert len(kaft.ask("/deployments/filter")) >= 8
    assert kaft.settings().register_url.startswith("postgresql+psycopg://kaft:")


def test_nobody_comes_in_without_the_password_and_pages_stay_here(kaft: Installation) -> None:
    address = (kaft.work / "up" / "url").read_text().strip()
    assert address.startswith("http://127.0.0.1:")
    assert httpx.post(f"{address}/api/deployments/filter", json={}, trust_env=False).status_code == 401
    page = httpx.get(f"{address}/v2", trust_env=False, follow_redirects=True, headers={"accept": "text/html"})
    assert page.is_success
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    for secret in ("password", "login", "register.url", "postgres/password"):
        assert (kaft.work / "up" / secret).stat().st_mode & 0o077 == 0


def test_what_nginx_puts_right_in_prefects_settings_stands_there(kaft: Installation) -> None:
    """`config/nginx/kaft.conf`: behind it, pages ask the API where they came from, and for no second login."""
    address = (kaft.work / "up" / "url").read_text().strip()
    told = httpx.get(f"{address}/ui-settings", trust_env=False).text
    proxy = (Path(__file__).parents[2] / "config" / "nginx" / "kaft.conf").read_text(encoding="utf-8")
    replaced = dict(re.findall(r"sub_filter +'(.+)' '(.+)';", proxy))
    assert list(replaced.values()) == ["/api", '"auth":null']
    for said in replaced:
        assert said.replace("http://127.0.0.1:4200", address) in told


def test_the_first_page_leads_everywhere_and_the_login_file_opens_it(kaft: Installation) -> None:
    address = (kaft.work / "up" / "url").read_text().strip()
    first = httpx.get(address, trust_env=False)
    assert first.is_success
    assert 'lang="nl"' in first.text
    for link in re.findall(r'href="([^"]+)"', first.text):
        assert httpx.get(f"{address}/{link}", trust_env=False, headers={"accept": "text/html"}).is_success, link
    user, _, password = (kaft.work / "up" / "login").read_text().strip().partition(":")
    assert httpx.get(f"{address}/api/admin/version", auth=(user, password), trust_env=False).is_success
    assert (kaft.work / "inbox").is_dir()


def test_the_server_writes_down_in_bunches(kaft: Installation) -> None:
    told = kaft.ask("/admin/settings")["server"]["services"]
    assert (told["task_run_recorder"]["batch_size"], told["task_run_recorder"]["flush_interval"]) == (50, 1)
    assert (told["event_persister"]["batch_size"], told["event_persister"]["flush_interval"]) == (100, 1)


def test_a_second_one_says_that_it_runs_already(kaft: Installation) -> None:
    again = subprocess.run(
        [*KAFT, "up", "--work", str(kaft.work)],
        env=kaft.env,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert again.returncode == 0
    assert "is running already" in again.stdout
    assert "http://127.0.0.1:" in again.stdout


def test_a_delivery_in_the_inbox_is_digitised_once(kaft: Installation) -> None:
    name = fresh(kaft, "levering")
    drop(kaft.work / "inbox", name, dossiers=2)
    until(lambda: kaft.did("inbox-bewaken", kaft.state_of(name) in {"taken", "ended"}), "nobody took it")
    until(lambda: kaft.state_of(name) == "ended", "the delivery was not digitised")
    kaft.run("inbox-bewaken")
    until(lambda: kaft.runs_of(name) == ["COMPLETED"], "there is not one run that completed")
    assert [(version, pages) for _, version, pages in kaft.outcomes(name)] == [(1, 1)] * 2


def test_what_a_killed_worker_had_in_hand_is_taken_over(kaft: Installation) -> None:
    name = kaft.begun()
    worker = kaft.pid("worker-digitaliseren")
    for pid in (worker, *children_of(worker)):
        _kill(pid)
    assert kaft.state_of(name) == "taken"
    until(lambda: kaft.pid("worker-digitaliseren") != worker, "the worker was not started again")
    until(lambda: kaft.did("afstemmen", kaft.goes_on(name)), "nobody took it over")
    until(lambda: kaft.state_of(name) == "ended", "nobody ended it")
    until(lambda: sorted(kaft.runs_of(name)) == ["COMPLETED", "CRASHED"], "the runs did not end as they should")
    assert [(version, pages) for _, version, pages in kaft.outcomes(name)] == [(1, 1)] * DOSSIERS


def test_a_killed_server_comes_back_and_knows_everything(kaft: Installation) -> None:
    before = kaft.ask("/flow_runs/count", flow_runs={"state": {"type": {"any_": ["COMPLETED"]}}})
    server = kaft.pid("prefect-server")
    _kill(server)
    until(lambda: kaft.pid("prefect-server") != server, "the server was not started again")

    def answers() -> bool:
        try:
            return bool(kaft.ask("/flow_runs/count", flow_runs={"state": {"type": {"any_": ["COMPLETED"]}}}) >= before)
        except httpx.HTTPError:
            return False

    until(answers, "the server did not answer")
    assert kaft.run("dagrapport") == "COMPLETED"


def asked_to_reconcile(kaft: Installation) -> set[str]:
    """Return the runs of `afstemmen` that no schedule made."""
    [found] = kaft.ask("/deployments/filter", deployments={"name": {"any_": ["afstemmen"]}})
    runs = kaft.ask("/flow_runs/filter", flow_runs={"deployment_id": {"any_": [found["id"]]}}, limit=200)
    return {run["id"] for run in runs if "auto-scheduled" not in run["tags"]}


def test_after_down_and_up_nothing_is_lost_and_what_was_in_hand_goes_on_by_itself(kaft: Installation) -> None:
    with bootstrap.open_register(kaft.settings()) as books:
        before = books.register.outcomes()
    name = kaft.begun()
    pids = [int(found[0]) for found in json.loads((kaft.work / "up" / "processes.json").read_text()).values()]
    asked = asked_to_reconcile(kaft)
    assert "kaft is stopped" in kaft.down()
    assert [pid for pid in pids if started(pid)] == []
    kaft.up()
    # At once, and not because a schedule happened to come by.
    assert len(asked_to_reconcile(kaft) - asked) == 2
    until(lambda: kaft.state_of(name) == "ended", "nobody went on with it")
    until(lambda: sorted(kaft.runs_of(name)) == ["CANCELLED", "COMPLETED"], "the runs did not end as they should")
    assert [(version, pages) for _, version, pages in kaft.outcomes(name)] == [(1, 1)] * DOSSIERS
    with bootstrap.open_register(kaft.settings()) as books:
        assert set(before) <= set(books.register.outcomes())


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
