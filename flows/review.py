"""The Prefect flow behind a review: takes the form's answer, redoes the dossier and asks whatever is left."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from prefect import flow, runtime
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.states import Completed, Failed

from flows import engine
from flows.forms import given
from flows.review_form import DEPLOYMENT, Opener, answer_of, clear
from flows.tasks import Tasked
from flows.work_list import desk_at, desk_of
from pipeline import bootstrap, log
from pipeline.errors import AlreadyAnswered, AnswerRefused, KaftError
from pipeline.reviewing.desk import ReviewDesk
from pipeline.reviewing.reviewers import who
from pipeline.running.redo import redo
from pipeline.settings import Settings, load
from pipeline.steps import retrying
from schemas.reads import DossierRead

OVER = "Vervallen"
AGAIN = "Opnieuw gevraagd"


@flow(
    name="nakijken",
    description=(
        "Eén dossier nakijken: klik op Resume, vul het formulier in en bevestig. Het antwoord komt in het dossier, de "
        "controles lopen opnieuw en de nieuwe versie wordt gepubliceerd."
    ),
    persist_result=False,
)
def review_dossier(dossier: str, revision: int, config: Path | None = None) -> State[Any]:
    """Take the answer to one review. The run waits, suspended and without a process, until somebody answers.

    Args:
        dossier: Kenmerk van het dossier.
        revision: De hoeveelste vraag over dit dossier dit is.
        config: TOML-bestand met instellingen op de server; leeg laten neemt de standaard.
    """
    try:
        with engine.prefect() as client:
            return retrying(_answered, tries=5, pause=2.0)(client, dossier, revision, config)
    except KaftError as error:
        told = f"Het antwoord kon niet verwerkt worden ({error.code}); het dossier komt terug in de lijst."
        return Failed(message=told)
    except Exception as error:  # noqa: BLE001  # Prefect would show the text of the error, and what stands in it
        structlog.get_logger("kaft.flows").exception("review_failed", error=type(error).__name__)
        return Failed(message=f"Er ging iets onverwachts mis ({type(error).__name__}): een fout in kaft. Zie het log.")


def _answered(client: SyncPrefectClient, dossier: str, revision: int, config: Path | None) -> State[Any]:
    settings = load(config)
    log.configure(settings.logging.level, settings.work / "log" / "kaft.jsonl")
    run = UUID(str(runtime.flow_run.id))
    with desk_of(settings) as desk:
        refused = _taken(client, desk, settings, dossier, revision, run)
        if isinstance(refused, State):
            return refused
        if refused is not None:
            again = str(refused), answer_of(client, run)
            _ask(client, desk, settings, dossier, config, again)
            clear(client, run)
            return Completed(name=AGAIN, message="Het antwoord kon niet aanvaard worden; er is een nieuw formulier.")
    with bootstrap.workshop(settings, around=Tasked) as shop:
        outcome = redo(dossier, shop.tools, shop.step, shop.place)
        _ask(client, desk_at(settings, shop), settings, dossier, config)
    clear(client, run)
    if outcome is None or outcome.version is None:
        return Failed(message="Het antwoord is bewaard, maar het dossier kon niet opnieuw gemaakt worden.")
    left = f" Nog na te kijken: {len(outcome.review)} velden." if outcome.review else ""
    return Completed(message=f"Verwerkt in versie {outcome.version}.{left}")


def _taken(
    client: SyncPrefectClient, desk: ReviewDesk, settings: Settings, dossier: str, revision: int, run: UUID
) -> State[Any] | AnswerRefused | None:
    """Take the answer; None when the dossier must be redone, else how the run ends or why to ask again."""
    review, answer = desk.reviews.book.review(dossier), answer_of(client, run)
    if review is not None and review.state == "answered" and answer is None:
        return None
    over: State[Any] = Completed(
        name=OVER, message="Iemand anders was eerst of het dossier is gewijzigd; dit antwoord is niet bewaard."
    )
    if review is None or review.revision != revision or answer is None:
        clear(client, run)
        return over
    try:
        answers, code = given(review, answer)
        _note_reading(settings, dossier, code)
        desk.answer(review, answers, code, "prefect")
    except AlreadyAnswered:
        clear(client, run)
        return over
    except AnswerRefused as refused:
        return refused
    return None


def _note_reading(settings: Settings, dossier: str, code: str) -> None:
    """Write down that whoever answers has read the dossier. Prefect's one password does not say who only looked."""
    with bootstrap.open_register(settings) as books:
        try:
            books.reads.note([
                DossierRead(who=who(code, books.reviews), what="nakijken", purpose=settings.purpose, dossier_id=dossier)
            ])  # fmt: skip
        except KaftError as error:  # an unknown code is refused where the answer is taken
            structlog.get_logger("kaft.reads").warning("read_not_noted", what="nakijken", code=error.code)


def _ask(
    client: SyncPrefectClient,
    desk: ReviewDesk,
    settings: Settings,
    dossier: str,
    config: Path | None,
    again: tuple[str, Mapping[str, Any] | None] = ("", None),
) -> None:
    """Open whatever is still, or newly, asked about the dossier; `again` is a refused answer and why it was refused."""
    review = desk.reviews.book.review(dossier)
    if review is None or review.state != "open":
        return
    try:
        deployment = client.read_deployment_by_name(DEPLOYMENT).id
    except ObjectNotFound:
        return
    pictures = bootstrap.the_pictures(settings)
    Opener(client, deployment, desk, pictures, str(config) if config else None).open(review, *again)
