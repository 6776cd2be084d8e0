"""The flow on a real server and real pages: the same dossiers as without Prefect, and nothing of people in its UI."""

import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from prefect import flow
from prefect.client.schemas.objects import State
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.digitise import delivery_name, digitise_delivery
from flows.progress import PagesDone
from pipeline import bootstrap
from pipeline.adapters.processes.loopback import free_port
from pipeline.running.batch import run_delivery
from pipeline.settings import Settings, load
from schemas.outcome import BatchReport
from schemas.record import Record

if TYPE_CHECKING:
    from tests.flows.conftest import PrefectServer

STAGES = {
    "prepare", "recognise", "classify", "extract", "resolve", "locate", "validate", "settle", "bind", "package",
}  # fmt: skip
NAME = "PEETERS"
PERSONAL = ("peeters", "jozef", "kerkstraat")
PAGES = {
    "D001_Peeters_Jozef": (
        "GEMEENTE LEEST\nBOUWVERGUNNING nr 12/1958\nHet College van Burgemeester en Schepenen\nbesluit:",
        "Aanvraag van de heer Jozef PEETERS\nvoor het bouwen van een woonhuis\nKerkstraat 3 te Leest",
    ),
    "D002": ("Mechelen, 3 mei 1961\nGeachte heer PEETERS,\nUw brief is goed ontvangen.",),
}


@dataclass(frozen=True)
class Run:
    """A delivery that was digitised: where everything went, and how the flow ended."""

    settings: Settings
    state: State[Any]
    again: State[Any]
    bucket: dict[str, bytes]
    bucket_again: dict[str, bytes]


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small dossiers, and one whose only page is a PNG that stops halfway."""
    folder = tmp_path_factory.mktemp("inbox") / "levering_07"
    for name, texts in PAGES.items():
        (folder / name).mkdir(parents=True)
        for number, text in enumerate(texts, 1):
            (folder / name / f"{number:04}.png").write_bytes(png(text))
    (folder / "D003_Peeters").mkdir()
    (folder / "D003_Peeters" / "0001.png").write_bytes(png("Een blad dat niet heel is.")[:400])
    return folder


@pytest.fixture(scope="module")
def plain(delivery: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, BatchReport]:
    """The same delivery digitised as the command line does it."""
    settings = load(configured(tmp_path_factory.mktemp("plain")))
    with bootstrap.workshop(settings) as shop:
        return settings, run_delivery(bootstrap.open_delivery(settings, str(delivery)), shop.tools, step=shop.step)


@pytest.fixture(scope="module")
def run(delivery: Path, prefect_server: "PrefectServer", tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The delivery digitised by the flow, twice."""
    del prefect_server
    config = configured(tmp_path_factory.mktemp("flow"))
    settings = load(config)
    state = digitise_delivery(str(delivery), config, return_state=True)
    bucket = objects(settings)
    again = digitise_delivery(str(delivery), config, return_state=True)
    return Run(settings, state, again, bucket, objects(settings))


def png(text: str) -> bytes:
    image = Image.new("L", (620, 300), 255)
    ImageDraw.Draw(image).multiline_text((30, 30), text, fill=0, font=ImageFont.load_default(size=22), spacing=12)
    written = io.BytesIO()
    image.save(written, "PNG", dpi=(150, 150))
    return written.getvalue()


def configured(work: Path) -> Path:
    file = work / "kaft.toml"
    file.write_text(f'[places]\nwork = "{work}"\n[reading]\nworkers = 2\n')
    return file


def objects(settings: Settings) -> dict[str, bytes]:
    bucket = bootstrap.open_the_bucket(settings)
    # The feed tells when things happened.
    return {key: bucket.get(key) for key in bucket.keys("") if not key.startswith("v1/feed/")}


def records(settings: Settings) -> tuple[Record, ...]:
    with bootstrap.open_register(settings) as books:
        return tuple(books.register.records())


def test_flow_publishes_the_same_bytes_as_the_command_line(run: Run, plain: tuple[Settings, BatchReport]) -> None:
    expected = objects(plain[0])
    assert expected
    assert run.bucket == expected


def test_flow_writes_the_same_records_as_the_command_line(run: Run, plain: tuple[Settings, BatchReport]) -> None:
    assert len(records(run.settings)) == len(PAGES)
    assert records(run.settings) == records(plain[0])


def test_one_task_for_each_dossier_and_stage(run: Run, prefect_server: "PrefectServer") -> None:
    dossiers = {record.id for record in records(run.settings)}
    assert len(dossiers) == len(PAGES)
    expected = {f"{stage} {dossier}" for stage in STAGES for dossier in dossiers} | {"look levering_07"}
    task_runs = prefect_server.task_runs(run.state, len(expected))
    assert Counter(task["name"] for task in task_runs) == Counter(expected)
    assert {task["state_type"] for task in task_runs} == {"COMPLETED"}


def test_second_run_repeats_nothing(run: Run, prefect_server: "PrefectServer") -> None:
    assert prefect_server.task_runs(run.again, 0) == []
    assert run.bucket_again == run.bucket


def test_unreadable_page_stops_no_other_dossier(run: Run) -> None:
    assert run.state.is_completed()
    assert run.state.name == "Afgerond met meldingen"
    counts = run.state.result()
    assert (counts["dossiers"], counts["quarantined"], counts["files_quarantined"]) == (3, 1, 1)
    assert counts["pages_received"] == counts["pages_accounted"] == 3


def test_flow_run_is_called_after_the_delivery(run: Run, prefect_server: "PrefectServer") -> None:
    assert prefect_server.flow_run(run.state)["name"] == "levering_07"


def test_artifacts_say_what_became_of_each_dossier(run: Run, prefect_server: "PrefectServer") -> None:
    found = {artifact["key"]: artifact for artifact in prefect_server.artifacts(run.state)}
    assert set(found) == {"levering-levering-07", "voortgang-levering-07", "ontvangst-levering-07"}
    assert "- Bladen: 3" in found["ontvangst-levering-07"]["data"]
    assert found["voortgang-levering-07"]["data"] == 100
    assert found["voortgang-levering-07"]["description"] == "3 van 3 bladen"
    text = found["levering-levering-07"]["data"]
    assert all(record.id in text for record in records(run.settings))
    assert "in quarantaine" in text


def test_nothing_of_people_reaches_prefect(run: Run, prefect_server: "PrefectServer") -> None:
    assert any(NAME in page.text for record in records(run.settings) for page in record.pages)
    for state in (run.state, run.again):
        tasks = prefect_server.task_runs(state, 1 if state is run.state else 0)
        logs = prefect_server.ask("logs/filter", logs={"flow_run_id": {"any_": [str(state.state_details.flow_run_id)]}})
        seen = str([prefect_server.flow_run(state), tasks, prefect_server.artifacts(state), logs]).lower()
        assert not [word for word in PERSONAL if word in seen]


def test_stopped_run_begins_no_other_dossier(delivery: Path, tmp_path: Path) -> None:
    """Prefect cancels a run by an exception in the thread of the flow, as Ctrl-C does on the command line."""

    def stop(done: int, total: int) -> None:
        del total
        if done:
            raise KeyboardInterrupt

    settings = load(configured(tmp_path))
    with bootstrap.workshop(settings) as shop:
        inbox = bootstrap.open_delivery(settings, str(delivery))
        with pytest.raises(KeyboardInterrupt):
            run_delivery(inbox, shop.tools, step=shop.step, dossiers_at_once=1, progress=stop)
        ended = [outcome for outcome in shop.tools.register.outcomes() if outcome.state != "received"]
    assert 1 <= len(ended) < 3


@pytest.mark.usefixtures("prefect_server")
def test_missing_delivery_fails_and_says_so(tmp_path: Path) -> None:
    state = digitise_delivery(str(tmp_path / "levering_99"), configured(tmp_path), return_state=True)
    assert state.is_failed()
    assert "(delivery_missing)" in (state.message or "")
    assert "levering_99" in (state.message or "")


@pytest.mark.usefixtures("prefect_server")
def test_missing_settings_fail_and_say_so(tmp_path: Path) -> None:
    state = digitise_delivery(str(tmp_path), tmp_path / "none.toml", return_state=True)
    assert state.is_failed()
    assert "(config)" in (state.message or "")


def test_parameters_are_checked_before_anything_runs() -> None:
    with pytest.raises(Exception, match="delivery"):
        digitise_delivery.validate_parameters({"delivery": "", "config": None})


@pytest.mark.usefixtures("prefect_server")
def test_server_that_is_gone_stops_no_work() -> None:
    @flow(name="small")
    def small() -> None:
        progress = PagesDone("voortgang-x")
        with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{free_port()}/api"}):
            progress(0, 2)
        progress(1, 2)
        with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{free_port()}/api"}):
            progress(2, 2)

    assert small(return_state=True).is_completed()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("/mnt/inbox/levering_01", "levering_01"),
        ("/mnt/inbox/levering_01/", "levering_01"),
        ("s3://inbox/2026/levering_01/", "levering_01"),
        ("levering_01", "levering_01"),
    ],
)
def test_name_of_a_delivery(url: str, name: str) -> None:
    assert delivery_name(url) == name
