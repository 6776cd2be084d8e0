"""A review in Prefect: opened without a process, answered once, asked again with the reason, never lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from prefect import get_client
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun, State
from prefect.flow_engine import run_flow
from prefect.states import Cancelled, Crashed, Failed

from flows.cleanup import forget
from flows.deploy import deploy
from flows.forms import CODE
from flows.review import review_dossier
from flows.review_form import DEPLOYMENT
from flows.work_list import Reopened, reopen, runs, withdraw
from pipeline import bootstrap
from pipeline.reviewing.answering import Given
from tests.flows.review_office import ASKED, PERSONAL, Office, make_office

if TYPE_CHECKING:
    from tests.flows.conftest import PrefectServer

YEAR = "30/09/1940"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return make_office(tmp_path_factory.mktemp("office"), 2)


@pytest.fixture
def office(made: Office, tmp_path: Path) -> Office:
    return made.copy(tmp_path)


@pytest.fixture(scope="module")
def deployed(prefect_server: "PrefectServer") -> None:
    assert prefect_server
    deploy()


@pytest.fixture
def client(deployed: None) -> Iterator[SyncPrefectClient]:  # noqa: ARG001  # only that it happened
    """A client of a server that knows the deployments and has no review open."""
    with get_client(sync_client=True) as client:
        for run in live(client):
            client.delete_flow_run(run.id)
        yield client


def live(client: SyncPrefectClient) -> list[FlowRun]:
    return list(runs(client, client.read_deployment_by_name(DEPLOYMENT).id))


def opened(client: SyncPrefectClient, office: Office, folder: str = "D0") -> FlowRun:
    """Open all reviews and return the run of one."""
    reopen(office.settings, office.config)
    wanted = office.review(folder)
    asked = (wanted.dossier_id, wanted.revision)
    [run] = [run for run in live(client) if (run.parameters["dossier"], run.parameters["revision"]) == asked]
    return run


def resumed(server: "PrefectServer", run: UUID, **answer: str) -> dict[str, Any]:
    """Answer as Prefect's interface does."""
    response = server.http.post(f"{server.url}/flow_runs/{run}/resume", json={"run_input": answer})
    response.raise_for_status()
    return dict(response.json())


def executed(client: SyncPrefectClient, run: UUID) -> FlowRun:
    """Do what a worker does when somebody has answered."""
    waiting = client.read_flow_run(run)
    run_flow(review_dossier, flow_run=waiting, parameters=waiting.parameters, return_type="state")
    return client.read_flow_run(run)


def inputs(server: "PrefectServer", run: UUID) -> list[dict[str, Any]]:
    return list(
        server.http.post(f"{server.url}/flow_runs/{run}/input/filter", json={"prefix": "suspended", "limit": 10}).json()
    )


def test_every_review_has_one_form_and_nothing_of_people_in_names_and_tags(
    client: SyncPrefectClient, prefect_server: "PrefectServer", office: Office
) -> None:
    assert reopen(office.settings, office.config) == Reopened(opened=2)
    assert reopen(office.settings, office.config) == Reopened()

    found = live(client)
    assert [run.state_name for run in found] == ["Suspended", "Suspended"]
    told = " ".join(f"{run.name} {run.tags} {run.parameters}" for run in found).lower()
    assert not [word for word in PERSONAL if word in told]
    assert {f"veld:{name}" for name in ASKED} < set(found[0].tags)
    assert {"na-te-kijken", "levering:levering_01", "gemeente:12025", "stap:nakijken"} < set(found[0].tags)
    form = " ".join(str(one["value"]) for one in inputs(prefect_server, found[0].id))
    assert form.count("data:image/png;base64") == 2
    assert "/v2/artifacts/artifact/" in form


def test_an_answer_is_in_the_next_version_and_nothing_of_it_stays_in_prefect(
    client: SyncPrefectClient, prefect_server: "PrefectServer", office: Office
) -> None:
    before = office.version("D0")
    run = opened(client, office)
    answer = {"keuze_1": "622/1940", "eigen_2": YEAR, CODE: office.codes["an"]}

    assert resumed(prefect_server, run.id, **answer)["status"] == "ACCEPT"
    ended = executed(client, run.id)

    assert (ended.state_name, office.version("D0")) == ("Completed", before + 1)
    with office.desk() as desk:
        record = desk.register.record(str(run.parameters["dossier"]))
        assert record
        assert record.dates.decision.value == "1940-09-30"
        assert {record.field(name).status for name in ASKED} == {"corrected"}
        last = desk.reviews.book.corrections(record.id)[-1]
        assert (last.reviewer, last.channel) == ("an", "prefect")
    with bootstrap.open_register(office.settings) as books:
        [read] = [line for line in books.reads.reads(record.id) if line.what == "nakijken"]
        assert (read.who, read.dossier_id) == ("an", record.id)
    assert inputs(prefect_server, run.id) == []
    artifacts = {"flow_runs": {"id": {"any_": [str(run.id)]}}}
    assert prefect_server.ask("artifacts/filter", **artifacts) == []
    assert len(live(client)) == 1, "the other dossier still waits"


def test_nothing_that_was_read_or_answered_is_left_in_prefects_database(
    client: SyncPrefectClient, prefect_server: "PrefectServer", office: Office
) -> None:
    words = ("Peeters", "Tisseltbaan", "622/1940", "hooimaand", office.codes["an"], "image/png")
    of_others = prefect_server.holding(*words)  # what tests before this one left, whose forms nobody answered
    run = opened(client, office)
    assert prefect_server.holding("image/png") - of_others, "the form is there"

    resumed(prefect_server, run.id, keuze_1="622/1940", eigen_2="30 hooimaand", code=office.codes["an"])
    executed(client, run.id)
    again = opened(client, office)
    resumed(prefect_server, again.id, keuze_1="622/1940", eigen_2=YEAR, code=office.codes["an"])
    assert executed(client, again.id).state_name == "Completed"
    for other in live(client):
        withdraw(client, other)
    prefect_server.await_recorder()

    assert prefect_server.holding(*words) - of_others == set()


@pytest.mark.parametrize("ended", [Failed(message="x"), Crashed(message="x"), Cancelled(message="x")])
def test_a_form_whose_run_came_to_no_good_end_is_emptied_a_day_later(
    client: SyncPrefectClient, prefect_server: "PrefectServer", office: Office, ended: State[Any]
) -> None:
    """A form that ran out, an answer that could not be handled, a run that somebody cancelled."""
    forget(client, datetime.now(UTC))  # what other tests left
    run = opened(client, office)
    client.set_flow_run_state(run.id, ended, force=True)

    assert forget(client, datetime.now(UTC) - timedelta(days=1)) == 0, "who looks why may still take the answer over"
    assert inputs(prefect_server, run.id)
    assert forget(client, datetime.now(UTC)) == 1
    assert inputs(prefect_server, run.id) == []
    assert prefect_server.ask("artifacts/filter", flow_runs={"id": {"any_": [str(run.id)]}}) == []
    assert forget(client, datetime.now(UTC)) == 0, "once is enough"


def test_an_answer_that_cannot_be_taken_is_asked_again_with_the_reason(
    client: SyncPrefectClient, prefect_server: "PrefectServer", office: Office
) -> None:
    run = opened(client, office)
    with office.desk() as desk:
        before = desk.reviews.book.corrections(str(run.parameters["dossier"]))

    resumed(prefect_server, run.id, keuze_1="622/1940", eigen_2="30 hooimaand", code=office.codes["an"])
    ended = executed(client, run.id)

    assert ended.state_name == "Opnieuw gevraagd"
    again = opened(client, office)
    assert again.id != run.id
    [notice] = [one["value"] for one in inputs(prefect_server, again.id) if "Nog eens, want" in str(one["value"])]
    assert "Datum beslissing" in notice
    asked = " ".join(str(one["value"]) for one in inputs(prefect_server, again.id) if one["value"] != notice)
    assert "30 hooimaand" in asked, "what was filled in stands there, to be mended"
    assert office.codes["an"] not in asked
    with office.desk() as desk:
        assert desk.reviews.book.corrections(str(run.parameters["dossier"])) == before


def test_prefect_refuses_what_the_form_does_not_allow_and_the_form_stays_open(
    client: SyncPrefectClient, prefect_server: "PrefectServer", office: Office
) -> None:
    run = opened(client, office)

    assert resumed(prefect_server, run.id, keuze_1="622/1940")["status"] == "REJECT", "no code"
    assert resumed(prefect_server, run.id, keuze_1="999", code=office.codes["an"])["status"] == "REJECT"
    assert client.read_flow_run(run.id).state_name == "Suspended"


def test_the_second_of_two_stewards_is_told_so(
    client: SyncPrefectClient, prefect_server: "PrefectServer", office: Office
) -> None:
    run = opened(client, office)
    answer = {"keuze_1": "622/1940", CODE: office.codes["an"]}

    assert resumed(prefect_server, run.id, **answer)["status"] == "ACCEPT"
    second = resumed(prefect_server, run.id, **answer | {CODE: office.codes["jo"]})
    assert (second["status"], second["details"]["reason"]) == ("ABORT", "Cannot resume a flow run that is not paused.")


def test_a_form_that_the_terminal_overtook_changes_nothing(
    client: SyncPrefectClient, prefect_server: "PrefectServer", office: Office
) -> None:
    run = opened(client, office)
    review = office.review("D0")
    with office.desk() as desk:
        desk.answer(review, [Given("references", "illegible")], office.codes["jo"], "terminal")
        before = desk.reviews.book.corrections(review.dossier_id)
    resumed(prefect_server, run.id, keuze_1="622/1940", code=office.codes["an"])

    assert executed(client, run.id).state_name == "Vervallen"

    with office.desk() as desk:
        assert desk.reviews.book.corrections(review.dossier_id) == before


def test_a_form_that_ran_out_is_opened_again_and_one_that_nobody_needs_is_taken_away(
    client: SyncPrefectClient, office: Office
) -> None:
    expired, needless = opened(client, office, "D0"), opened(client, office, "D1")
    client.set_flow_run_state(expired.id, Failed(message="The flow was paused and never resumed."), force=True)
    with office.desk() as desk:
        gone = desk.review("D1")
        desk.reviews.book.save(
            gone.model_copy(update={"state": "closed", "questions": (), "revision": gone.revision + 1})
        )

    assert reopen(office.settings, office.config) == Reopened(opened=1, withdrawn=1)
    assert client.read_flow_run(needless.id).state_name == "Cancelled"
    assert [run.parameters["dossier"] for run in live(client)] == [expired.parameters["dossier"]]


def test_an_answer_whose_process_died_is_taken_up_again(client: SyncPrefectClient, office: Office) -> None:
    review, before = office.review("D0"), office.version("D0")
    with office.desk() as desk:
        desk.answer(review, [Given(name, "illegible") for name in ASKED], office.codes["jo"], "terminal")

    assert reopen(office.settings, office.config) == Reopened(opened=1, resumed=1)
    assert reopen(office.settings, office.config) == Reopened(), "it is already on its way"

    [run] = [run for run in live(client) if run.parameters["dossier"] == review.dossier_id]
    assert executed(client, run.id).state_name == "Completed"
    assert office.version("D0") == before + 1
    assert {question.field for question in office.review("D0").questions}.isdisjoint(ASKED)


def test_without_the_deployment_nothing_happens(client: SyncPrefectClient, office: Office) -> None:
    client.delete_deployment(client.read_deployment_by_name(DEPLOYMENT).id)
    try:
        assert reopen(office.settings, office.config) == Reopened()
    finally:
        deploy()
