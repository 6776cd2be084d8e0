"""The table of deployments: every flow loads and is what its row says, and `prefect.yaml` tells the same."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect import get_client
from prefect.client.schemas.schedules import CronSchedule
from prefect.settings import get_current_settings

from flows import automations, deploy
from flows.daily import ARTIFACT
from flows.deployments import DEPLOYMENTS, POOLS, ZOMBIE_GUARD, Planned, planned, scheduled
from flows.schedules import TIMEZONE
from pipeline.hosting import services

if TYPE_CHECKING:
    from tests.flows.conftest import PrefectServer

ROOT = Path(__file__).parents[2]
NEEDED = {
    "inbox-bewaken", "digitaliseer-levering", "nakijken", "afstemmen", "publiceren", "fixiteit", "dagrapport",
    "opruimen",
}  # fmt: skip
ENGLISH = {"the", "and", "with", "for", "each", "every"}


def test_every_deployment_that_is_needed_is_there_once() -> None:
    names = [row.name for row in DEPLOYMENTS]
    assert len(names) == len(set(names))
    assert set(names) >= NEEDED


@pytest.mark.parametrize("row", DEPLOYMENTS, ids=lambda row: row.name)
def test_a_row_names_a_flow_with_a_dutch_description(row: Planned) -> None:
    flow = row.flow()
    assert flow.name == row.name
    assert flow.description
    assert not ENGLISH & set(flow.description.lower().split())
    assert not flow.persist_result
    assert row.pool in POOLS


def test_what_waits_for_a_person_is_not_guarded() -> None:
    assert [row.name for row in DEPLOYMENTS if ZOMBIE_GUARD not in row.tags] == ["nakijken"]


def test_what_runs_by_itself_runs_once_at_a_time_and_on_belgian_time() -> None:
    assert {row.name for row in scheduled()} == {"inbox-bewaken", "afstemmen", "fixiteit", "dagrapport", "opruimen"}
    assert ZoneInfo(TIMEZONE)
    for row in scheduled():
        assert row.at_once == 1
        assert row.pool == "beheer"
        for schedule in row.schedules:
            assert CronSchedule(cron=schedule.cron, timezone=TIMEZONE)
            row.flow().validate_parameters({**row.parameters, **schedule.parameters})


def test_up_starts_a_worker_for_every_pool() -> None:
    assert set(services.POOLS) == set(POOLS)


def test_prefect_yaml_is_what_the_table_says() -> None:
    written = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    assert written == deploy.as_yaml(), "run `python -m flows.deploy --yaml`"
    listed = yaml.safe_load(written)["deployments"]
    assert {found["name"]: found["entrypoint"] for found in listed} == {row.name: row.entrypoint for row in DEPLOYMENTS}


def test_deploying_again_changes_nothing_and_keeps_what_was_paused(deployed: "PrefectServer") -> None:
    before = {found["name"]: found["id"] for found in deployed.ask("deployments/filter")}
    with get_client(sync_client=True) as client:
        row = planned("opruimen")
        deployment = client.read_deployment_by_name(row.full_name)
        client.update_deployment_schedule(deployment.id, deployment.schedules[0].id, active=False)
        deploy.deploy()
        again = client.read_deployment_by_name(row.full_name)
        assert [schedule.active for schedule in again.schedules] == [False]
        names = [automation.name for automation in client.read_automations()]
        reconciling = client.read_deployment_by_name(planned("afstemmen").full_name).id
    assert {found["name"]: found["id"] for found in deployed.ask("deployments/filter")} == before
    wanted = sorted(one.name for one in automations.wanted(reconciling))
    assert sorted(name for name in names if name.startswith("kaft")) == wanted


def test_the_page_of_the_daily_report_is_there_before_the_first(deployed: "PrefectServer") -> None:
    def pages() -> list[str]:
        return [one["description"] for one in deployed.ask("artifacts/filter", artifacts={"key": {"any_": [ARTIFACT]}})]

    first = pages()
    assert first
    deploy.deploy()
    assert pages() == first, "said once, and never after a report"


def test_a_schedule_really_makes_a_run(deployed: "PrefectServer") -> None:
    """Two pairs of versions that install together silently make none: see pyproject.toml."""
    found = deployed.ask("deployments/filter", deployments={"name": {"any_": ["afstemmen"]}})[0]
    asked = {"deployments": {"id": {"any_": [found["id"]]}}, "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}

    def by_the_clock() -> list[dict[str, Any]]:
        return [run for run in deployed.ask("flow_runs/filter", **asked) if run["auto_scheduled"]]

    deployed.until(lambda: bool(by_the_clock()), 600, "no run was scheduled")
    assert by_the_clock()[0]["work_pool_name"] == "beheer"


def test_wrong_parameters_make_no_run(deployed: "PrefectServer") -> None:
    [found] = deployed.ask("deployments/filter", deployments={"name": {"any_": ["digitaliseer-levering"]}})
    for wrong in (
        {},
        {"delivery": ""},
        {"delivery": "/inbox/x", "dossier": 7},
        {"delivery": "/inbox/x", "nonsense": 1},
    ):
        answer = deployed.http.post(
            f"{deployed.url}/deployments/{found['id']}/create_flow_run", json={"parameters": wrong}
        )
        assert answer.status_code in {409, 422}, wrong


def test_every_form_says_in_dutch_what_is_asked(deployed: "PrefectServer") -> None:
    deployments = deployed.ask("deployments/filter")
    assert deployments
    for found in deployments:
        asked = found["parameter_openapi_schema"]["properties"]
        assert all(field.get("description") for field in asked.values()), found["name"]
        assert found["enforce_parameter_schema"]


@pytest.mark.parametrize("kind", ["docker", "kubernetes"])
def test_prefect_takes_our_job_templates_for_a_pool(kind: str, prefect_server: "PrefectServer") -> None:
    template = json.loads((ROOT / "config" / "prefect" / f"{kind}.json").read_text(encoding="utf-8"))
    broken = template | {"job_configuration": template["job_configuration"] | {"other": "{{ nowhere }}"}}
    name = f"kaft-{kind}"
    for job_template, status in ((broken, 422), (template, 201)):
        pool = {"name": name, "type": kind, "base_job_template": job_template}
        answer = prefect_server.http.post(f"{prefect_server.url}/work_pools/", json=pool)
        assert answer.status_code == status, answer.text
    prefect_server.http.delete(f"{prefect_server.url}/work_pools/{name}").raise_for_status()


TOLD = ("description", "entrypoint", "tags", "parameters", "work_pool_name", "enforce_parameter_schema")


def as_the_server_has_them(server: "PrefectServer") -> dict[str, Any]:
    """Return what counts of each deployment, by name."""
    found = {}
    for one in server.ask("deployments/filter"):
        schedules = {row["slug"]: (row["schedule"]["cron"], row["schedule"]["timezone"]) for row in one["schedules"]}
        limits = (one["concurrency_limit"], one["concurrency_options"])
        asked = sorted(one["parameter_openapi_schema"]["properties"])
        found[one["name"]] = ({name: one[name] for name in TOLD}, schedules, limits, asked, one["pull_steps"])
    return found


def test_who_runs_his_own_prefect_gets_the_same_by_prefect_deploy(deployed: "PrefectServer", tmp_path: Path) -> None:
    """`prefect deploy --all` reads prefect.yaml, and the server then holds what `kaft up` tells it."""
    ours = as_the_server_has_them(deployed)
    with get_client(sync_client=True) as client:
        for row in DEPLOYMENTS:
            client.delete_deployment(client.read_deployment_by_name(row.full_name).id)
    assert not deployed.ask("deployments/filter")
    try:
        (tmp_path / "prefect.yaml").write_text((ROOT / "prefect.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"], cwd=tmp_path, timeout=600, check=False,
            env=os.environ | get_current_settings().to_environment_variables(exclude_unset=True),
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert as_the_server_has_them(deployed) == ours
    finally:
        deploy.deploy()


def test_an_automation_follows_a_deployment_that_was_made_anew(deployed: "PrefectServer") -> None:
    del deployed
    with get_client(sync_client=True) as client:
        old = client.read_deployment_by_name(planned("afstemmen").full_name).id
        client.delete_deployment(old)
        deploy.deploy()
        new = client.read_deployment_by_name(planned("afstemmen").full_name).id
        [automation] = client.read_automations_by_name("kaft: gestorven levering")
    assert new != old
    assert [getattr(action, "deployment_id", None) for action in automation.actions] == [new]
