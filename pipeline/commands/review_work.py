"""`kaft review work`, `export`, `import`, `quality` and `reviewers`: many answers, and what they show."""

import io
import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from cyclopts.validators import Number
from rich.markup import escape

from pipeline.commands.language import field_label, say
from pipeline.commands.listing import listing
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.outcomes import printed
from pipeline.commands.read_log import noted
from pipeline.commands.review import Code, app, code_of, desk_and_books, open_desk, redo_all, show_question
from pipeline.errors import AlreadyAnswered, AnswerRefused, BatchIncomplete, NotFound, UsageError
from pipeline.reviewing.answering import Given
from pipeline.reviewing.desk import ReviewDesk
from pipeline.reviewing.reviewers import enrolled, who
from pipeline.reviewing.sheets import Answered, read, write
from schemas.reviews import Question, Review
from schemas.words import AnswerKind

__all__ = ["app", "export_", "import_", "quality", "reviewers", "work"]

KEYS: dict[str, AnswerKind] = {"l": "later", "o": "illegible", "n": "absent", "v": "wrong_dossier", "s": "rescan"}
_HELP = (
    "number = choice · text = value · l later · o illegible · n not in the dossier · v other dossier · s scan again"
    " · Enter = skip · q = stop"
)
_NO_CHOICE = "There is no choice {number}. If that is what the paper says, type ={number}."


@app.command
def work(
    *,
    reviewer: Code = "",
    limit: Annotated[int, Parameter(help="At most so many dossiers.", validator=Number(gte=1))] = 100,
    common: Common = DEFAULT,
) -> None:
    """Answer one dossier after another from the keyboard; all of them are published anew at the end."""
    if common.json:
        raise UsageError("Questions at the keyboard are for people.", "Programs use `kaft review list` and `answer`.")
    settings, code = common.settings(), code_of(reviewer)
    done: list[str] = []
    with desk_and_books(settings) as (desk, books):
        name = who(code, desk.reviews.book)
        common.console.print(f"[dim]{say(_HELP)}[/]")
        for review in desk.waiting()[:limit]:
            noted(settings, books, "review work", [review.dossier_id], reader=name)
            given, go_on = _asked(common, desk, review, code)
            if given and _taken(common, desk, review, given, code):
                done.append(review.dossier_id)
            if not go_on:
                break
    versions = redo_all(settings, done)
    failed = versions.count(None)
    counts = {"answered": len(done), "published": len(versions) - failed}
    common.console.print(say("Dossiers answered: {answered}, published anew: {published}.", **counts))
    if failed:
        raise BatchIncomplete(f"{failed} dossiers could not be made anew.", "`kaft status` says why.")


def _asked(common: Common, desk: ReviewDesk, review: Review, code: str) -> tuple[list[Given], bool]:
    """Ask every question of a dossier; returns what was answered, and whether to go on.

    An answer that cannot be taken is asked again at once: the others of the dossier are not lost with it.
    """
    common.console.print(f"\n[bold]{printed(review.key.delivery)} / {printed(review.key.folder)}[/]")
    given: list[Given] = []
    for question in review.questions:
        show_question(common, question)
        while True:
            common.console.print("> ", end="")
            line = sys.stdin.readline()
            text = line.strip()
            if text == "q" or not line:
                return given, False
            if not text:
                break
            answer = understood(question, text)
            refused = _refused(desk, review, [*given, answer], code) if answer else None
            if answer and not refused:
                given.append(answer)
                break
            told = refused.message if refused else say(_NO_CHOICE, number=text)
            common.console.print(f"[red]{escape(told)}[/]", soft_wrap=True)
    return given, True


def _refused(desk: ReviewDesk, review: Review, given: list[Given], code: str) -> AnswerRefused | None:
    """Return why answers cannot be taken; None when they can, or when another answer would not help either."""
    try:
        desk.answer(review, given, code, "terminal", keep=False)
    except AlreadyAnswered:  # said when the whole dossier is taken
        return None
    except AnswerRefused as refused:
        return refused
    return None


def understood(question: Question, text: str) -> Given | None:
    """Return what a line typed at a question means; None for the number of a choice that is not there."""
    if text in KEYS:
        return Given(question.field, KEYS[text])
    if question.choices and text.isdecimal() and len(text) < 3:
        place = int(text) - 1
        known = 0 <= place < len(question.choices)
        return Given(question.field, "value", question.choices[place].text) if known else None
    return Given(question.field, "value", text.removeprefix("="))


def _taken(common: Common, desk: ReviewDesk, review: Review, given: list[Given], code: str) -> bool:
    try:
        after = desk.answer(review, given, code, "terminal")
    except AnswerRefused as refused:
        common.console.print(f"[red]{escape(str(refused))}[/]")
        return False
    return after.state == "answered"


@app.command(name="export")
def export_(
    file: Annotated[Path, Parameter(help="CSV file to write.")],
    *,
    answers: Annotated[
        bool, Parameter(help="Write all answers ever given instead, as JSON lines, to learn from.", negative="")
    ] = False,
    limit: Annotated[int, Parameter(help="At most so many dossiers.", validator=Number(gte=1))] = 1000,
    dry_run: Annotated[bool, Parameter(help="Only say what would be written.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Write the work list as CSV, one row per question, for somebody without kaft."""
    settings = common.settings()
    with desk_and_books(settings) as (desk, books):
        if answers:
            noted(settings, books, "review export --answers", everything=True)
            lines = [answer.canonical() for answer in desk.reviews.book.all_corrections()]
            if not dry_run:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            told = "{count} answers would be written: {file}" if dry_run else "{count} answers written: {file}"
            written = {"file": str(file), "answers": len(lines), "written": not dry_run}
            common.tell(written, say(told, count=len(lines), file=file))
            return
        waiting = desk.waiting()[:limit]
        noted(settings, books, "review export", (review.dossier_id for review in waiting))
    table = io.BytesIO()
    rows = write(waiting, table)
    if not dry_run:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(table.getvalue())
    told = (
        "{rows} questions about {count} dossiers would be written: {file}"
        if dry_run
        else "{rows} questions about {count} dossiers written: {file}"
    )
    written = {"file": str(file), "dossiers": len(waiting), "rows": rows, "written": not dry_run}
    common.tell(written, say(told, rows=rows, count=len(waiting), file=file))


@app.command(name="import")
def import_(
    file: Annotated[Path, Parameter(help="CSV file from `kaft review export`, with answers.")],
    *,
    reviewer: Code = "",
    dry_run: Annotated[bool, Parameter(help="Only check the answers; keep nothing.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Take answers from a CSV file; a row about a dossier that has changed meanwhile is refused with the reason."""
    settings, code = common.settings(), code_of(reviewer)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise NotFound(f"{file} cannot be read: {error.strerror}.", "Check the path.") from error
    results: list[dict[str, Any]] = []
    done: list[str] = []
    with open_desk(settings) as desk:
        who(code, desk.reviews.book)
        waiting = {review.dossier_id: review for review in desk.waiting()}
        answered, wrong = read(data, waiting)
        results += [{"lines": [row.line], "refused": row.reason} for row in wrong]
        for rows in answered:
            asked = waiting.get(rows.dossier_id)
            try:
                after = _as_asked(asked, rows, desk, code, keep=not dry_run)
            except AnswerRefused as refused:
                results.append({"lines": list(rows.lines), "refused": str(refused)})
                continue
            results.append({"lines": list(rows.lines), "dossier": rows.dossier_id, "state": after.state})
            done += [] if dry_run or after.state != "answered" else [rows.dossier_id]
    versions = redo_all(settings, done)
    _show_import(common, results, versions, dry_run=dry_run)


def _as_asked(asked: Review | None, rows: Answered, desk: ReviewDesk, code: str, *, keep: bool) -> Review:
    if asked is None:
        raise AlreadyAnswered("Over dit dossier wordt nu niets gevraagd.", "Maak een nieuwe lijst.")
    return desk.answer(asked.model_copy(update={"revision": rows.revision}), rows.given, code, "csv", keep=keep)


def _show_import(common: Common, results: list[dict[str, Any]], versions: list[int | None], *, dry_run: bool) -> None:
    refused = [result for result in results if "refused" in result]
    if common.json:
        common.show_json({"results": results, "published": sum(version is not None for version in versions)})
    else:
        for result in refused:
            lines = ", ".join(map(str, result["lines"]))
            common.console.print(f"[red]{say('row')} {lines}:[/] {escape(result['refused'])}", soft_wrap=True)
        told = (
            "{taken} dossiers can be taken, {refused} refused."
            if dry_run
            else "{taken} dossiers taken, {refused} refused."
        )
        common.console.print(say(told, taken=len(results) - len(refused), refused=len(refused)))
    if refused:
        raise BatchIncomplete(
            "Not every answer could be taken: see above.",
            "What is not named there could be taken; nothing was kept."
            if dry_run
            else "What is not named there was taken.",
        )


@app.command
def quality(
    *,
    enforce: Annotated[
        bool, Parameter(help="Raise the limit of fields whose promise is broken, and ask again.", negative="")
    ] = False,
    dry_run: Annotated[bool, Parameter(help="With --enforce: only say what would be done.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Tell from the blind sample how many accepted values of each field are wrong."""
    settings = common.settings()
    with open_desk(settings) as desk:
        found = desk.quality(settings.review.promise)
        asked = desk.enforce(found) if enforce and not dry_run else 0
    if common.json:
        common.show_json({"fields": [row._asdict() for row in found], "asked_again": asked})
        return
    table = listing("field", "looked at", "wrong", "undecided", "at most wrong", "promise", "new limit")
    colours = {"kept": "green", "broken": "red", "unknown": "yellow"}
    for row in found:
        verdict = f"[{colours[row.verdict]}]{say(row.verdict)}[/] ({row.promise:.1%})"
        limit = f"{row.limit:.3f}" if row.limit is not None else ""
        table.add_row(
            field_label(row.field),
            str(row.sampled),
            str(row.wrong),
            str(row.undecided),
            f"{row.upper:.2%}",
            verdict,
            limit,
        )
    common.console.print(table if found else say("No accepted value was looked at yet: see review.sample."))
    if enforce:
        common.console.print(
            say("{count} dossiers are asked again.", count=asked) if not dry_run else say("Nothing was changed.")
        )


@app.command
def reviewers(
    *,
    add: Annotated[str | None, Parameter(help="Give this person a code; an older code of the name ends.")] = None,
    remove: Annotated[str | None, Parameter(help="Withdraw the code of this person; the answers stay.")] = None,
    dry_run: Annotated[bool, Parameter(help="Change nothing.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """List who may answer; give or withdraw a code. A code is shown once and kept nowhere."""
    shown_once = ""
    with open_desk(common.settings()) as desk:
        book = desk.reviews.book
        if add:
            person, shown_once = enrolled(add)
            if not dry_run:
                book.enrol(person)
        if remove:
            known = next((person for person in book.reviewers() if person.name == remove), None)
            if known is None:
                raise NotFound("There is no reviewer of that name.", "`kaft review reviewers` lists them.")
            if not dry_run:
                book.enrol(known.model_copy(update={"active": False}))
        people = book.reviewers()
    if common.json:
        listed = [{"name": person.name, "active": person.active} for person in people]
        common.show_json({"reviewers": listed} | ({"code": shown_once} if shown_once and not dry_run else {}))
        return
    if not people and not shown_once:
        common.console.print(say("Nobody may answer yet: `kaft review reviewers --add NAME` gives a code."))
    for person in people:
        common.console.print(f"{person.name}{'' if person.active else '  (' + say('withdrawn') + ')'}")
    if shown_once and not dry_run:
        told = "The code of {name} is {code}: write it down, it is kept nowhere."
        common.console.print(say(told, name=add, code=f"[bold]{shown_once}[/]"))
