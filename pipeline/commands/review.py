"""`kaft review`: the work list of doubtful fields from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import cyclopts
from cyclopts import Parameter
from cyclopts.validators import Number
from rich.markup import escape

from pipeline import bootstrap
from pipeline.adapters.places import Books
from pipeline.commands.language import field_label, say, translated_data
from pipeline.commands.listing import listing
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.outcomes import printed
from pipeline.commands.read_log import noted
from pipeline.errors import ConfigError
from pipeline.reviewing.answering import Given
from pipeline.reviewing.desk import ReviewDesk
from pipeline.settings import Settings
from pipeline.wording import in_words
from schemas.flat import FIELDS
from schemas.reviews import BLIND, Question, Review
from schemas.words import AnswerKind, FieldName

app = cyclopts.App(name="review", help="The work list of doubtful fields: the same decisions as in the Prefect UI.")

Code = Annotated[
    str,
    Parameter(name="--reviewer", env_var="KAFT_REVIEWER", help="Your code, from `kaft review reviewers --add NAME`."),
]


@contextmanager
def open_desk(settings: Settings) -> Iterator[ReviewDesk]:
    """Open the register and give its review desk."""
    with desk_and_books(settings) as (desk, _):
        yield desk


@contextmanager
def desk_and_books(settings: Settings) -> Iterator[tuple[ReviewDesk, Books]]:
    """The same for who shows dossiers, and writes down that they were seen."""
    with bootstrap.open_register(settings) as books:
        reviews = bootstrap.the_reviews(settings, books)
        yield ReviewDesk(reviews, books.register, bootstrap.the_reference(settings)), books


@app.command(name="list")
def list_(
    *,
    delivery: Annotated[str | None, Parameter(help="Only of this delivery.")] = None,
    town: Annotated[str | None, Parameter(help="Only of the municipality with this NIS code.")] = None,
    field: Annotated[FieldName | None, Parameter(help="Only where this field is asked.")] = None,
    limit: Annotated[int, Parameter(help="At most so many.", validator=Number(gte=1))] = 50,
    common: Common = DEFAULT,
) -> None:
    """List the dossiers that wait for a person, the highest stakes first."""
    with open_desk(common.settings()) as desk:
        waiting = [
            review
            for review in desk.waiting()
            if delivery in {None, review.key.delivery}
            and town in {None, review.nis}
            and (field is None or any(question.field == field for question in review.questions))
        ]
    if common.json:
        common.show_json([summary(review) for review in waiting[:limit]])
        return
    table = listing("id", "delivery", "dossier", "state", "asked")
    for review in waiting[:limit]:
        table.add_row(
            review.dossier_id[:8], printed(review.key.delivery), printed(review.key.folder), say(review.state),
            ", ".join(field_label(question.field) for question in review.questions),
        )  # fmt: skip
    common.console.print(table if waiting else say("Nothing waits for a person."))
    if len(waiting) > limit:
        common.console.print(say("{count} in all; --limit shows more.", count=len(waiting)))


@app.command
def show(
    dossier: Annotated[str, Parameter(help="Id (or its beginning), folder, or number.")], *, common: Common = DEFAULT
) -> None:
    """Show what is asked about one dossier: the reason, what was read, the choices and where it stands."""
    settings = common.settings()
    with desk_and_books(settings) as (desk, books):
        review = desk.review(dossier)
        noted(settings, books, "review show", [review.dossier_id])
        log = desk.reviews.book.corrections(review.dossier_id)
    if common.json:
        asked = [question.model_dump(mode="json") for question in review.questions]
        common.show_json(summary(review) | {"questions": asked, "answers": [a.model_dump(mode="json") for a in log]})
        return
    show_review(common, review)
    for answer in log:
        words = "; ".join(in_words(value) for value in answer.values) or answer.kind
        stands = "" if answer.final else f" ({say('does not count by itself')})"
        given = f"{answer.reviewer}: {field_label(answer.field)} = {escape(words)}{stands}"
        common.console.print(f"[dim]{answer.at:%Y-%m-%d %H:%M} {given}[/]")


@app.command
def answer(
    dossier: Annotated[str, Parameter(help="Id (or its beginning), folder, or number.")],
    field: Annotated[FieldName, Parameter(help=f"One of: {', '.join(FIELDS)}.")],
    value: Annotated[str | None, Parameter(help="The value, or the text of a choice.")] = None,
    *,
    kind: Annotated[AnswerKind, Parameter(help="Why there is no value.")] = "value",
    reviewer: Code = "",
    dry_run: Annotated[bool, Parameter(help="Only check the answer; keep nothing.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Answer one field, also one that nobody asked about, and publish the dossier anew."""
    settings = common.settings()
    with open_desk(settings) as desk:
        dossier_id = _one(desk, dossier)
        review = desk.reviews.book.review(dossier_id)
        if review is None or not any(question.field == field for question in review.questions):
            review = desk.unasked(dossier_id, field)
        desk.answer(review, [Given(field, kind, value or "")], code_of(reviewer), "terminal", keep=not dry_run)
    redone = [] if dry_run else redo_all(settings, [dossier_id])
    if common.json:
        common.show_json({"dossier": dossier_id, "field": field, "kept": not dry_run, "versions": redone})
    else:
        kept = say("The answer can be taken; nothing was kept.")
        common.console.print(kept if dry_run else _published(redone))


def redo_all(settings: Settings, dossiers: list[str]) -> list[int | None]:
    """Make dossiers anew with their answers in them; returns the version of each, None where that failed."""
    from pipeline.running.redo import redo

    if not dossiers:
        return []
    with bootstrap.workshop(settings) as shop:
        outcomes = [redo(dossier_id, shop.tools, shop.step, shop.place) for dossier_id in dossiers]
    return [outcome.version if outcome else None for outcome in outcomes]


def summary(review: Review) -> dict[str, Any]:
    """Return one line of the work list for programs."""
    return {
        "dossier": review.dossier_id,
        "delivery": review.key.delivery,
        "folder": review.key.folder,
        "nis": review.nis,
        "state": review.state,
        "revision": review.revision,
        "stakes": review.stakes,
        "fields": [question.field for question in review.questions],
    }


def show_review(common: Common, review: Review) -> None:
    """Print what is asked about a dossier."""
    console = common.console
    console.print(
        f"[bold]{printed(review.key.delivery)} / {printed(review.key.folder)}[/]   id {review.dossier_id}   "
        f"{say(review.state)}, {say('revision')} {review.revision}",
        soft_wrap=True,
    )
    for question in review.questions:
        show_question(common, question)


def show_question(common: Common, question: Question) -> None:
    """Print one question with its numbered choices."""
    console = common.console
    at = question.evidence[0] if question.evidence else None
    where = f"   {say('p.')} {at.page} {printed(at.file)}" if at else ""
    label = f"[yellow]{field_label(question.field)}[/] ({say(question.asked)})"
    console.print(f"\n{label}  {escape(translated_data(question.reason))}{where}", soft_wrap=True)
    if question.asked not in BLIND:
        read = "; ".join(in_words(value) for value in question.read) or "–"
        console.print(f"  {say('read')}: {escape(read)}")
    for number, choice in enumerate(question.choices, start=1):
        other = choice.evidence[:1] if at and choice.evidence[:1] != question.evidence[:1] else ()
        place = "".join(f"   [dim]{say('p.')} {one.page}[/]" for one in other)
        console.print(f"  [bold]{number}[/] {escape(choice.text)}{place}")


def code_of(reviewer: str) -> str:
    """Return the reviewer's code; raises ConfigError when none was given."""
    if not reviewer:
        raise ConfigError(
            "Who answers? No reviewer's code was given.",
            "Use --reviewer CODE or KAFT_REVIEWER; `kaft review reviewers --add NAME` gives a code.",
        )
    return reviewer


def _one(desk: ReviewDesk, name: str) -> str:
    ids = desk.register.resolve_name(name)
    return ids[0] if len(ids) == 1 else desk.review(name).dossier_id


def _published(versions: list[int | None]) -> str:
    [version] = versions
    if version is None:
        return say("The answer is kept, but the dossier could not be made anew: `kaft status` says why.")
    return say("The answer is kept; version {version} is published.", version=version)
