"""Keeps Prefect's list of suspended runs in step with the reviews in the register, which are the truth."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import structlog
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled

from flows import engine
from flows.deployments import REVIEW
from flows.review_form import DEPLOYMENT, Opener, asked_of, clear
from pipeline import bootstrap
from pipeline.reviewing.desk import ReviewDesk
from pipeline.settings import Settings

log = structlog.get_logger("kaft.flows")

_MOST = 200
"""Reviews opened at one time: each takes a second for its pictures, and the next time is five minutes away."""
_AT_ONCE = 200


class Reopened(NamedTuple):
    """What was done: forms opened, forms of older questions taken away, answered dossiers taken up again."""

    opened: int = 0
    withdrawn: int = 0
    resumed: int = 0


def reopen(settings: Settings, config: Path | None = None) -> Reopened:
    """Open every review that has no live run, withdraw runs that ask what is no longer asked; safe to repeat.

    Dossiers that were answered and never made anew (the process died) get a run that does it. Without the deployment
    `nakijken` on the server nothing happens.
    """
    with engine.prefect() as client, desk_of(settings) as desk:
        try:
            deployment = client.read_deployment_by_name(DEPLOYMENT).id
        except ObjectNotFound:
            return Reopened()
        live = list(runs(client, deployment))
        waiting = desk.waiting()
        answered = desk.reviews.book.answered()
        wanted = {(review.dossier_id, review.revision) for review in (*waiting, *answered)}
        stale = [run for run in live if run.state_type == StateType.PAUSED and asked_of(run) not in wanted]
        for run in stale:
            withdraw(client, run)
        there = {asked_of(run) for run in live}
        # Somebody just answered: that run makes the dossier anew and asks what is left by itself.
        busy = {asked_of(run)[0] for run in live if run.state_type != StateType.PAUSED}
        opener = Opener(client, deployment, desk, bootstrap.the_pictures(settings), str(config) if config else None)
        missing = [review for review in waiting if (review.dossier_id, review.revision) not in there]
        opened = [review for review in missing if review.dossier_id not in busy][:_MOST]
        for review in opened:
            opener.open(review)
        resumed = [review for review in answered if review.dossier_id not in busy]
        for review in resumed:
            parameters = {"dossier": review.dossier_id, "revision": review.revision, "config": opener.config}
            engine.start(client, REVIEW, parameters, [f"levering:{review.key.delivery}"])
    found = Reopened(len(opened), len(stale), len(resumed))
    log.info("work_list", **found._asdict())
    return found


def runs(client: SyncPrefectClient, deployment: object) -> Iterator[FlowRun]:
    """Yield the runs of the deployment that have not ended."""
    offset, live = 0, [StateType(state) for state in engine.LIVE]
    while True:
        some = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=live))),
            sort=FlowRunSort.ID_DESC,
            limit=_AT_ONCE,
            offset=offset,
        )
        yield from some
        if len(some) < _AT_ONCE:
            return
        offset += _AT_ONCE


def withdraw(client: SyncPrefectClient, run: FlowRun) -> None:
    """Take a form away that asks what is no longer asked."""
    client.set_flow_run_state(run.id, Cancelled(message="Dit wordt niet meer gevraagd."), force=True)
    clear(client, run.id)


@contextmanager
def desk_of(settings: Settings) -> Iterator[ReviewDesk]:
    """Open the register and give its review desk."""
    with bootstrap.open_register(settings) as books:
        yield ReviewDesk(bootstrap.the_reviews(settings, books), books.register, bootstrap.the_reference(settings))


def desk_at(settings: Settings, shop: bootstrap.Workshop) -> ReviewDesk:
    """Return the review desk of a workshop."""
    reviews = shop.tools.reviews or bootstrap.the_reviews(settings, shop.books)
    return ReviewDesk(reviews, shop.tools.register, shop.tools.reference)
