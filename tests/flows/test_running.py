"""What the flows that run by themselves decide, and what they do on a real server."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from prefect import flow, get_client
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.responses import SetStateStatus
from prefect.states import Completed, Pending, Running

from flows import alarms, automations, deploy, engine
from flows.alarms import Alarm
from flows.cleanup import delete_before
from flows.daily import as_markdown, daily_report
from flows.deployments import DELIVERY, RECONCILE, ZOMBIE_GUARD, planned
from flows.fixity import check_fixity
from flows.publish import publish_again
from flows.reconcile import abandoned, next_step, reconcile
from flows.watch import in_one_line, watch_inbox
from pipeline import bootstrap
from pipeline.commands.moving import how_it_goes
from pipeline.hosting import services
from pipeline.queue.arrivals import Arrival
from pipeline.queue.leasing import LeaseStanding
from pipeline.settings import Running as Limits
from pipeline.settings import Settings, load
from schemas.delivery import DossierKey
from schemas.outcome import Outcome
from schemas.reviews import Question, Review

if TYPE_CHECKING:
    from tests.flows.conftest import PrefectServer

HOUR = 3600.0


def arrival(state: str = "taken", run: str | None = "r1", tries: int = 1, worked: float | None = 500.0) -> Arrival:
    return Arrival("levering_01", "/inbox/levering_01", state, run, tries, 60.0, 2 * HOUR, worked, altered=False)  # type: ignore[arg-type]  # a plain str for a Literal, an id that may be None


def standing(state: str = "held", owner: str = "w1", left: float = 50.0) -> LeaseStanding:
    return LeaseStanding("d1", "levering_01", state, owner, 1, left, 0.0)  # type: ignore[arg-type]  # a plain str for a Literal, an id that may be None


@pytest.mark.parametrize(
    ("found", "state", "step"),
    [
        (arrival("seen", None), None, "none"),
        (arrival("ended"), "CRASHED", "none"),
        (arrival(), "RUNNING", "none"),
        (arrival(), "SCHEDULED", "none"),
        (arrival(), "CRASHED", "again"),
        (arrival(), "FAILED", "again"),
        (arrival(), None, "again"),
        (arrival(), "CANCELLED", "stopped"),
        (arrival(), "COMPLETED", "ended"),
        (arrival(run=None, worked=5), None, "none"),
        (arrival(run=None, worked=500), None, "again"),
        (arrival("paused"), "CANCELLED", "again"),
        (arrival("paused"), "RUNNING", "again"),
    ],
)
def test_work_without_a_live_run_is_taken_up_unless_a_person_stopped_it(
    found: Arrival, state: str | None, step: str
) -> None:
    assert next_step(found, {"r1": state} if state else {}) == step


def test_a_delivery_is_abandoned_when_no_living_hand_holds_any_of_it() -> None:
    def dead(owner: str) -> bool:
        return owner == "dead"

    assert not abandoned([], dead, since=0)
    assert not abandoned([standing("done", "dead")], dead, since=0)
    assert abandoned([standing(owner="dead"), standing("done")], dead, since=0)
    assert abandoned([standing(left=-1)], dead, since=0)
    assert not abandoned([standing(owner="dead"), standing()], dead, since=0)


def test_what_an_earlier_run_held_says_nothing_of_the_next() -> None:
    assert not abandoned([standing(owner="dead")], lambda _: True, since=1.0)


def test_what_is_an_alarm() -> None:
    limits = Limits(overdue_hours=24, backlog=10)
    assert alarms.zombies(["levering_01"])[0].event == "kaft.alarm.zombie"
    assert [one.about for one in alarms.workers({"beheer": 1, "nakijken": 0})] == ["nakijken"]
    assert alarms.deliveries([arrival(worked=23 * HOUR), arrival("ended", worked=99 * HOUR)], limits) == ()
    assert [one.kind for one in alarms.deliveries([arrival(worked=25 * HOUR)], limits)] == ["overdue"]
    assert [one.kind for one in alarms.deliveries([arrival("failed")], limits)] == ["failed"]
    assert alarms.backlog(10, 10) == ()
    assert "11" in alarms.backlog(11, 10)[0].told
    assert [one.about for one in alarms.silent({"a": 1300.0, "b": 1300.0}, {"a": 300, "b": 86400})] == ["a"]


def test_a_run_is_called_by_what_people_know() -> None:
    assert alarms.called("sly-reindeer", ["zombie-guard", "stap:digitaliseren", "levering:a:b"]) == "a:b"
    assert alarms.called("sly-reindeer", ["stap:bewaken", "auto-scheduled"]) == "bewaken"
    assert alarms.called("levering_01", []) == "levering_01"


def test_the_daily_report_tells_what_matters() -> None:
    key = DossierKey(delivery="levering_01", folder="D001_Peeters")
    outcome = Outcome(key=key, dossier_id=key.id, state="review", version=1, pages=3)
    text = as_markdown([arrival(worked=30 * HOUR)], [outcome], 1, [Alarm("worker", "beheer", "Niemand werkt.")])
    assert "**Alarm:** Niemand werkt." in text
    assert "| na te kijken | 1 |" in text
    assert "| `levering_01` | bezig | 30 uur |" in text
    assert "Peeters" not in text
    gone = as_markdown([], [outcome], 0, [], {key.id})
    assert "| ingetrokken | 1 |" in gone
    assert "na te kijken |" not in gone, "what was withdrawn waits for nobody"
    nothing = as_markdown([], [], 0, [])
    assert "Geen alarmen." in nothing
    assert "Levering |" not in nothing, "a table without rows"
    assert "Er kwam geen levering in de inbox." in nothing


@pytest.mark.parametrize(
    ("left", "more"),
    [
        ([], ""),
        ([541.0, 599.0], "Nog niet volledig: 2.*nog 10 minuten"),
        ([0.5], "Nog niet volledig: 1.*nog 1 minuut "),
    ],
)
def test_the_watcher_says_what_it_waits_for(left: list[float], more: str) -> None:
    text = in_one_line(3, 1, left)
    assert text.startswith("Leveringen in de inbox: 3; nu gestart: 1.")
    assert re.search(more, text)
    assert bool(more) == ("_READY" in text)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return written(tmp_path / "kaft.toml", tmp_path / "w")


def written(file: Path, work: Path, *, free_gb: float = 0, memory_gb: float = 0, most_waiting: int = 0) -> Path:
    """Write settings; what this machine has left holds nothing back unless a test asks for it."""
    file.write_text(
        f'[places]\nwork = "{work}"\n[running]\nquiet_minutes = 600\nfree_gb = {free_gb}\n'
        f"free_memory_gb = {memory_gb}\nmost_waiting = {most_waiting}\n"
    )
    return file


@pytest.fixture
def settings(config: Path) -> Settings:
    return load(config)


def lay(settings: Settings, name: str, *, ready: bool) -> None:
    folder = Path(settings.inbox_url) / name / "D001"
    folder.mkdir(parents=True)
    (folder / "0001.png").write_bytes(b"not looked at here")
    if ready:
        (folder.parent / "_READY").touch()


def runs_of(server: "PrefectServer", name: str) -> list[dict[str, Any]]:
    found = server.ask("flow_runs/filter", flow_runs={"tags": {"all_": [f"levering:{name}"]}})
    return [run for run in found if run["deployment_id"]]


@pytest.fixture
def name() -> str:
    """A delivery that no earlier try of the test left on the server."""
    return f"levering_{datetime.now(UTC).timestamp():.6f}".replace(".", "_")


def test_a_complete_delivery_gets_one_run_and_an_incomplete_one_none(
    deployed: "PrefectServer", settings: Settings, config: Path, name: str
) -> None:
    lay(settings, name, ready=True)
    lay(settings, f"{name}_half", ready=False)
    for _ in range(2):
        assert watch_inbox(config, return_state=True).is_completed()
    [run] = runs_of(deployed, name)
    assert run["parameters"]["delivery"].endswith(name)
    assert {ZOMBIE_GUARD, "stap:digitaliseren"} <= set(run["tags"])
    assert runs_of(deployed, f"{name}_half") == []


def review_of(folder: str) -> Review:
    key = DossierKey(delivery="levering_00", folder=folder)
    question = Question(field="subject", asked="doubtful", reason="Kies.", status="review", confidence=0.5, stakes=1.0)
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    return Review(
        dossier_id=key.id, key=key, nis="12025", version=1, revision=1, questions=(question,), opened_at=noon,
        changed_at=noon,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("short", "why", "resumed"),
    [
        ({"free_gb": 10**6}, "op de schijf is nog", False),
        ({"memory_gb": 10**6}, "in het geheugen is nog", False),
        ({"most_waiting": 1}, "er wachten 2 dossiers op nakijken en de grens is 1", True),
    ],
)
def test_without_room_no_delivery_begins_and_everybody_can_see_why(
    deployed: "PrefectServer", tmp_path: Path, name: str, short: dict[str, int], why: str, resumed: bool
) -> None:
    tight, roomy = written(tmp_path / "tight.toml", tmp_path / "w", **short), written(tmp_path / "k", tmp_path / "w")
    settings = load(tight)
    lay(settings, name, ready=True)
    with bootstrap.open_register(settings) as books:
        for folder in ("D1", "D2"):
            books.reviews.save(review_of(folder))
    held = watch_inbox(tight, return_state=True)
    assert (held.is_completed(), held.name) == (True, "Tegengehouden")
    assert runs_of(deployed, name) == []
    [page] = deployed.artifacts(held)
    assert why in page["data"]
    assert name in page["data"]
    [report] = deployed.artifacts(daily_report(tight, return_state=True))
    assert f"**Alarm:** Er wordt geen nieuwe levering begonnen: {why}" in report["data"]
    assert [one.kind for one in how_it_goes(settings).held_back] != []

    # With room again it begins by itself, once; what was begun is taken up again unless disk or memory is short.
    assert watch_inbox(roomy, return_state=True).name == "Completed"
    [run] = runs_of(deployed, name)
    with bootstrap.open_register(settings) as books:
        assert books.arrivals.pause(name, run["id"])
    reconcile(tight, return_state=True)
    assert len(runs_of(deployed, name)) == (2 if resumed else 1)
    reconcile(roomy, return_state=True)
    assert len(runs_of(deployed, name)) == 2


def test_reconciling_takes_up_what_crashed_and_leaves_what_lives(
    deployed: "PrefectServer", settings: Settings, config: Path, name: str
) -> None:
    lay(settings, name, ready=True)
    watch_inbox(config, return_state=True)
    assert reconcile(config, return_state=True).is_completed()
    assert len(runs_of(deployed, name)) == 1
    with get_client(sync_client=True) as client:
        first = client.read_flow_run(runs_of(deployed, name)[0]["id"])
        client.set_flow_run_state(first.id, Running(), force=True)
        engine.bury(client, first)
    assert reconcile(config, return_state=True).is_completed()
    assert len(runs_of(deployed, name)) == 2
    with bootstrap.open_register(settings) as books:
        [found] = books.arrivals.all()
    assert (found.state, found.tries) == ("taken", 2)
    assert found.run != str(first.id)


def test_what_was_put_down_goes_on_and_is_no_dead_run(
    deployed: "PrefectServer", settings: Settings, config: Path, name: str
) -> None:
    lay(settings, name, ready=True)
    watch_inbox(config, return_state=True)
    with get_client(sync_client=True) as client:
        first = client.read_flow_run(runs_of(deployed, name)[0]["id"])
        client.set_flow_run_state(first.id, Running(), force=True)
        with bootstrap.open_register(settings) as books:
            assert books.arrivals.pause(name, str(first.id))
        assert reconcile(config, return_state=True).is_completed()
        states = {run["id"]: run["state_name"] for run in runs_of(deployed, name)}
        assert len(states) == 2
        assert states[str(first.id)] == "Neergelegd"
        dead = engine.crashed_since(client, datetime.now(UTC) - timedelta(days=1))
        assert str(first.id) not in {str(run.id) for run in dead}
    with bootstrap.open_register(settings) as books:
        [found] = books.arrivals.all()
    assert (found.state, found.tries) == ("taken", 1)


@pytest.mark.usefixtures("deployed")
def test_a_run_without_a_sign_of_life_is_a_zombie_and_one_with_is_not(name: str) -> None:
    with get_client(sync_client=True) as client:
        run = engine.start(client, DELIVERY, {"delivery": f"/inbox/{name}"}, [f"levering:{name}"])
        client.set_flow_run_state(client.read_flow_run(run).id, Running(), force=True)  # type: ignore[arg-type]  # a plain str for a Literal, an id that may be None
        later = datetime.now(UTC) + timedelta(minutes=30)
        assert run not in {str(found.id) for found in engine.zombies(client)}
        assert run in {str(found.id) for found in engine.zombies(client, later)}
        client.set_flow_run_state(client.read_flow_run(run).id, Completed(), force=True)  # type: ignore[arg-type]  # a plain str for a Literal, an id that may be None
        assert run not in {str(found.id) for found in engine.zombies(client, later)}


@pytest.mark.usefixtures("deployed")
def test_a_run_that_a_dead_worker_never_began_is_a_zombie_and_one_that_waits_is_not(name: str) -> None:
    with get_client(sync_client=True) as client:
        run = engine.start(client, DELIVERY, {"delivery": f"/inbox/{name}"}, [f"levering:{name}"], name)
        later = datetime.now(UTC) + timedelta(minutes=30)
        assert run not in {str(found.id) for found in engine.zombies(client, later)}
        client.set_flow_run_state(client.read_flow_run(run).id, Pending(), force=True)  # type: ignore[arg-type]  # a plain str for a Literal, an id that may be None
        assert run not in {str(found.id) for found in engine.zombies(client)}
        [dead] = [found for found in engine.zombies(client, later) if str(found.id) == run]
        assert dead.name == name
        engine.bury(client, dead)
        assert run in {str(found.id) for found in engine.crashed_since(client, datetime.now(UTC) - timedelta(days=1))}


def test_what_a_stopped_worker_took_and_never_began_is_done_again_and_holds_no_place(
    deployed: "PrefectServer", settings: Settings
) -> None:
    plan = services.Plan(settings, None, settings.work, urlsplit(deployed.url).port or 0, "", None, "")
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name(planned(RECONCILE).full_name).id
        first, second = (client.create_flow_run_from_deployment(deployment).id for _ in range(2))
        assert client.set_flow_run_state(first, Pending()).status == SetStateStatus.ACCEPT
        services.put_back(plan)
        assert client.read_flow_run(first).state_type == StateType.SCHEDULED
        assert client.set_flow_run_state(second, Pending()).status == SetStateStatus.ACCEPT
        third = client.create_flow_run_from_deployment(deployment).id
        assert client.set_flow_run_state(third, Pending()).status != SetStateStatus.ACCEPT, "there is one place"

        # A worker that lives elsewhere may have taken it: it is left to that one.
        beat = {"name": "elsewhere-beheer", "heartbeat_interval_seconds": 30}
        pool = f"{deployed.url}/work_pools/beheer/workers"
        deployed.http.post(f"{pool}/heartbeat", json=beat).raise_for_status()
        services.put_back(plan)
        deployed.http.delete(f"{pool}/{beat['name']}").raise_for_status()
        assert client.read_flow_run(second).state_type == StateType.PENDING
        for run in (first, second, third):
            client.delete_flow_run(run)


def test_an_alarm_is_raised_once_a_day(deployed: "PrefectServer", name: str) -> None:
    alarm = Alarm("overdue", name, "Te laat.")
    with get_client(sync_client=True) as client:
        assert alarms.raise_new(client, [alarm]) == (alarm,)
        since = datetime.now(UTC) - timedelta(hours=1)
        deployed.until(
            lambda: alarm.resource in engine.raised_since(client, alarm.event, since), 600, "the event did not arrive"
        )
        assert alarms.raise_new(client, [alarm]) == ()


def test_a_pool_without_a_worker_and_a_silent_flow_are_seen(deployed: "PrefectServer") -> None:
    del deployed
    with get_client(sync_client=True) as client:
        assert engine.workers_online(client) == {"digitaliseren": 0, "nakijken": 0, "beheer": 0}
        [row] = [row for row in deploy.DEPLOYMENTS if row.name == "dagrapport"]
        made = client.read_deployment_by_name(row.full_name).created
        assert made
        assert engine.silent_for(client, row, made + timedelta(minutes=1)) == 60
        assert engine.silent_for(client, row, made + timedelta(days=9)) == 9 * 24 * HOUR


def test_the_other_flows_come_to_their_end(deployed: "PrefectServer", settings: Settings, config: Path) -> None:
    report = daily_report(config, return_state=True)
    assert report.is_completed()
    [artifact] = deployed.artifacts(report)
    assert "Niemand werkt voor `beheer`" in artifact["data"]
    assert check_fixity(alles=True, config=config, return_state=True).is_completed()
    assert publish_again(config=config, return_state=True).is_completed()
    assert publish_again("nergens", config, return_state=True).is_failed()
    assert not list(Path(settings.inbox_url).glob("*"))


def test_old_runs_and_their_artifacts_go_and_young_ones_stay(deployed: "PrefectServer", config: Path) -> None:
    old = daily_report(config, return_state=True)
    assert len(deployed.artifacts(old)) == 1
    with get_client(sync_client=True) as client:
        delete_before(client, datetime.now(UTC) - timedelta(days=1))
        assert len(deployed.artifacts(old)) == 1

        @flow(name="small")
        def small() -> None:
            pass

        young = small(return_state=True)
        run = client.read_flow_run(young.state_details.flow_run_id)  # type: ignore[arg-type]  # a plain str for a Literal, an id that may be None
        assert run.end_time is not None
        runs, artifacts = delete_before(client, run.end_time - timedelta(microseconds=1))
        assert runs >= 1
        assert artifacts >= 1
    assert deployed.artifacts(old) == []
    assert deployed.flow_run(young)["name"]


def test_automations_guard_only_what_may_die(deployed: "PrefectServer") -> None:
    del deployed
    with get_client(sync_client=True) as client:
        found = {one.name: one for one in client.read_automations() if one.name.startswith("kaft")}
        reconciling = client.read_deployment_by_name(planned(RECONCILE).full_name).id
    assert set(found) == {one.name for one in automations.wanted(reconciling)}
    [action] = found["kaft: gestorven levering"].actions
    assert getattr(action, "deployment_id", None) == reconciling
    guard = found["kaft: run zonder teken van leven"].trigger
    assert ZOMBIE_GUARD in str(guard)
