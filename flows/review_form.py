"""Opens a review in Prefect: a suspended run with its form, made without starting a process.

A run that a worker starts only to suspend it costs 4 CPU seconds. Here the run is walked through its states by the
client, with the form written beside it; a process starts when somebody has answered. Prefect checks the answer against
the JSON Schema of the form; the flow reads it from the run (`answer_of`). All that is particular to Prefect's way of
keeping forms stands in this module.
"""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from httpx import codes
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.input.run_input import Keyset, keyset_from_paused_state
from prefect.states import Pending, Running, Suspended

from flows.deployments import REVIEW, WAITING, planned
from flows.forms import Form, Picture, elsewhere, form, shown
from pipeline.ports.reviews import Pictures
from pipeline.reviewing.desk import ReviewDesk
from schemas.findings import Evidence
from schemas.pages import Box
from schemas.record import Record, RecordPage
from schemas.reviews import Review
from schemas.words import FieldName

T = TypeVar("T")

DEPLOYMENT = planned(REVIEW).full_name
PAUSE_KEY = "nakijken"
DAYS = 30
"""How long a form stays open; after that Prefect lets the run fail and `work_list.reopen` opens another."""
_HIGH = 0.5


class Opener:
    """Opens reviews as suspended runs of one deployment."""

    def __init__(
        self,
        client: SyncPrefectClient,
        deployment: UUID,
        desk: ReviewDesk,
        pictures: Pictures,
        config: str | None,
    ) -> None:
        self._client, self._deployment, self._desk, self._pictures = client, deployment, desk, pictures
        self.config = config

    def open(self, review: Review, notice: str = "", before: Mapping[str, Any] | None = None) -> UUID:
        """Open one review and return the id of its run. `notice` says what was wrong with the answer `before`."""
        run = self._client.create_flow_run_from_deployment(
            self._deployment,
            parameters={"dossier": review.dossier_id, "revision": review.revision, "config": self.config},
            name=run_name(review),
            tags=tags(review),
            state=Pending(),
        )
        record = self._desk.register.record(review.dossier_id)
        made = form(
            review,
            self._places(review, record, run.id) if record else {},
            self._desk.neighbours(record) if record else (),
            notice,
            before,
        )
        self._suspend(run.id, made)
        return run.id

    def _suspend(self, run: UUID, made: Form) -> None:
        state: State[Any] = Suspended(timeout_seconds=DAYS * 86400, pause_key=PAUSE_KEY)
        keys = keyset_from_paused_state(state)
        state.state_details.run_input_keyset = {str(kind): key for kind, key in keys.items()}
        self._client.create_flow_run_input(run, keys["schema"], json.dumps(made.schema))
        self._client.create_flow_run_input(run, keys["description"], json.dumps(made.description))
        # Through its ordinary states: a run that was never running is not shown where people look for work.
        self._client.set_flow_run_state(run, Running())
        self._client.set_flow_run_state(run, state)

    def _places(self, review: Review, record: Record, run: UUID) -> dict[FieldName, Picture]:
        pages = {page.number: page for page in record.pages}
        first = next((page for page in record.pages if not page.blank and page.type != "scheidingsblad"), None)
        links: dict[int, str] = {}
        found: dict[FieldName, Picture] = {}

        def picture(place: Evidence | None) -> Picture | None:
            page = pages.get(place.page) if place else first  # what was found nowhere is looked for from the front
            if page is None:
                return None
            if page.number not in links:
                links[page.number] = self._whole(page, _boxes(review, page.number), run)
            crop = self._pictures.crop(page, place.boxes) if place and place.boxes else None
            return Picture(crop, links[page.number])

        for question in shown(review):
            if made := picture(question.evidence[0] if question.evidence else None):
                others = {choice.text: picture(choice.evidence[0]) for choice in elsewhere(question)}
                found[question.field] = made._replace(others={text: one for text, one in others.items() if one})
        return found

    def _whole(self, page: RecordPage, boxes: list[Box], run: UUID) -> str:
        """Keep the whole page as an artifact of the run, behind the same password, and return the link to it."""
        picture = base64.b64encode(self._pictures.whole(page, boxes)).decode()
        artifact = self._client.create_artifact(
            ArtifactCreate(
                type="markdown",
                key=None,
                data=f"![blad {page.number}](data:image/png;base64,{picture})\n",
                description=f"Blad {page.number}",
                flow_run_id=run,
            )
        )
        return f"{ui_path(str(self._client.api_url))}/artifacts/artifact/{artifact.id}"


def ui_path(api_url: str) -> str:
    """Return where the interface lies on the server whose API this is: a path, so that it works behind any host."""
    return urlsplit(api_url).path.rstrip("/").removesuffix("/api") + "/v2"


def run_name(review: Review) -> str:
    """Return the name of a run: the dossier's id and how often it was asked, nothing of what stands in it."""
    return f"nakijken-{review.dossier_id[:8]}-{review.revision}"


def tags(review: Review) -> list[str]:
    """Return the tags by which stewards filter: stage, town, delivery, weight and fields; no personal data."""
    weight = "hoog" if review.stakes >= _HIGH else "gewoon"
    fields = [f"veld:{question.field}" for question in shown(review)]
    return [
        WAITING, "stap:nakijken", f"gemeente:{review.nis}", f"levering:{review.key.delivery}", f"belang:{weight}",
        *fields,
    ]  # fmt: skip


def answer_of(client: SyncPrefectClient, run: UUID) -> dict[str, Any] | None:
    """Return what was filled in; None when this run was never asked anything."""
    text = _unless_gone(lambda: client.read_flow_run_input(run, _keys()["response"]))
    found = json.loads(text) if text else None
    return found if isinstance(found, dict) else None


def clear(client: SyncPrefectClient, run: UUID) -> None:
    """Take form, answer and pictures out of Prefect's database when a review is over: they hold personal data."""
    keys = _keys()
    for key in (keys["schema"], keys["description"], keys["response"]):
        _unless_gone(partial(client.delete_flow_run_input, run, key))
    for artifact in client.read_artifacts(
        artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run]))
    ):
        _unless_gone(partial(client.delete_artifact, artifact.id))


def asked_of(run: FlowRun) -> tuple[str, int]:
    """Return which dossier and which revision a run asks about."""
    return str(run.parameters.get("dossier")), int(run.parameters.get("revision") or 0)


def _unless_gone(call: Callable[[], T]) -> T | None:
    """Ask Prefect for something that may not be there; its client says so in two ways."""
    try:
        return call()
    except ObjectNotFound:
        return None
    except PrefectHTTPStatusError as error:
        if error.response.status_code != codes.NOT_FOUND:
            raise
        return None


def _keys() -> Keyset:
    return keyset_from_paused_state(Suspended(pause_key=PAUSE_KEY))


def _boxes(review: Review, page: int) -> list[Box]:
    places: Iterable[Evidence] = (
        place
        for question in shown(review)
        for place in (*question.evidence[:1], *(choice.evidence[0] for choice in elsewhere(question)))
    )
    return [box for place in places if place.page == page for box in place.boxes]
