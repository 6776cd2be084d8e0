"""`kaft run` and `kaft demo`: digitise deliveries now."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

from cyclopts import Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from pipeline import bootstrap
from pipeline.acts import standing
from pipeline.commands.language import complaint, say
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.outcomes import printed, show_numbers, show_report
from pipeline.errors import BatchIncomplete, InputError, KaftError, ServiceUnavailable, Unwritable
from pipeline.names import tidy
from pipeline.package_data import package_data
from pipeline.ports import Inbox
from pipeline.receiving.manifest import is_beside, payload_prefix
from pipeline.receiving.sniff import promised_type
from pipeline.scratch import abandon
from pipeline.settings import Settings
from schemas.delivery import Problem
from schemas.outcome import BatchReport
from schemas.record import Record

T = TypeVar("T")
PAUSES = (2, 5, 10, 20)
"""Seconds between tries while the register or the store is away: a database that restarts is back by then."""
_WELL = 60
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LOOKED_AT = "dry-run"
"""Folder in the work folder for what is only looked at."""


def run(
    *deliveries: Annotated[str, Parameter(help="Folders, or s3://bucket/prefix, of one delivery each.", required=True)],
    workers: Annotated[
        int | None, Parameter(help="Reading processes (default: one per core).", validator=Number(gte=1, lte=256))
    ] = None,
    dossier: Annotated[str | None, Parameter(help="Only this dossier of the delivery, by folder or id.")] = None,
    passwords: Annotated[
        Path | None, Parameter(help="File with one password a line, tried on locked PDFs; it is not kept.")
    ] = None,
    dry_run: Annotated[
        bool,
        Parameter(help="Only look whether files are missing, damaged or no scans; read and keep nothing.", negative=""),
    ] = False,
    common: Common = DEFAULT,
) -> None:
    """Digitise deliveries now, with a progress bar. Safe to repeat: what is done is not done again."""
    from pipeline.running.batch import succeeded

    settings = common.settings()
    said = {"workers": workers, "passwords": str(passwords) if passwords else None}
    reading = settings.reading.model_copy(update={name: value for name, value in said.items() if value is not None})
    settings = settings.model_copy(update={"reading": reading})
    if dry_run:
        settings = _nowhere(settings)
    try:
        reports = digitise_all(settings, deliveries, common, dossier, only_look=dry_run)
    finally:
        if dry_run:
            shutil.rmtree(settings.work / _LOOKED_AT, ignore_errors=True)
    if common.json:
        common.show_json([report.model_dump(mode="json") for report in reports])
    if not all(map(succeeded, reports)):
        again = "Nothing was kept: this was a look only." if dry_run else "`kaft status` shows them again."
        raise BatchIncomplete("Some dossiers or files need attention: see above.", again)


def demo(*, common: Common = DEFAULT) -> None:
    """Digitise the sample deliveries into an embedded register and a folder bucket, and say where to look."""
    if common.work is None:
        common = Common(**{**vars(common), "work": Path("kaft-demo")})
    settings = common.settings()
    samples = package_data("samples") / "deliveries"
    deliveries = sorted(str(folder) for folder in samples.iterdir() if folder.is_dir())
    reports = digitise_all(settings, deliveries, common)
    if common.json:
        common.show_json([report.model_dump(mode="json") for report in reports])
        return
    first = next((outcome for report in reports for outcome in report.outcomes if outcome.version), None)
    if first is None:
        raise BatchIncomplete(
            "None of the samples could be digitised: see above.", "`kaft doctor` says what is missing."
        )
    me, work = os.environ.get("KAFT_CALLED_AS", "kaft"), f" --work {common.work}"
    street = next((address.street for record in _records(settings) for address in record.addresses.values), "straat")
    console = common.console
    console.print(f"\n[bold]{say('Where to look')}[/]")
    for what, where in (
        ("one dossier with its evidence", f"{me} show {first.key.folder} --open{work}"),
        ("what waits for a person", f"{me} review list{work}"),
        ("search", f"{me} find {street}{work}"),
        ("everything once more", f"{me} status{work}"),
        ("the objects for integrators", settings.bucket_url),
    ):
        console.print(f"  {say(what):<32}{where}", soft_wrap=True)


def _records(settings: Settings) -> list[Record]:
    with bootstrap.open_register(settings) as books:
        return list(books.register.records())


def digitise_all(
    settings: Settings,
    deliveries: Iterable[str],
    common: Common,
    dossier: str | None = None,
    *,
    only_look: bool = False,
) -> list[BatchReport]:
    """Digitise deliveries, or one dossier of them, one after another and print what became of each.

    `only_look` reads no page: it reports what intake sees, and what the register holds stays as it is.
    """
    from pipeline.running.batch import check_delivery, run_delivery

    inboxes, reports = _inboxes(settings, deliveries), []
    console = Console(stderr=True, quiet=True) if common.json else common.console
    with _stoppable_workshop(settings, settings.work / _LOOKED_AT if only_look else None) as shop:
        for inbox in inboxes:
            try:
                if dossier is None:
                    refuse_too_high(inbox.name, inbox.files())
                with _bar(console, inbox.name, shown=common.progress) as tick:
                    report = check_delivery(inbox, shop.tools, step=shop.step) if only_look else patiently(
                        partial(
                            run_delivery, inbox, shop.tools, step=shop.step, dossiers_at_once=settings.worker_count + 1,
                            progress=tick, workplace=shop.place, only=dossier,
                        ),
                        console,
                    )  # fmt: skip
            except InputError as error:
                if len(inboxes) == 1:
                    raise
                report = _refused(inbox, error)
            gone = () if only_look else standing(shop.tools.register.acts()).withdrawn
            show_report(console, report, gone)
            reports.append(report)
            if report.outcomes and not only_look:
                show_numbers(console, report.outcomes, shop.tools.register)
                _write_reports(settings, shop, report.delivery, console)
    return reports


def patiently(work: Callable[[], T], console: Console, pauses: Sequence[float] = PAUSES, well: float = _WELL) -> T:
    """Do the work, again after each pause (seconds) while a service is away; then the error is for the person.

    One that was there for `well` seconds is waited for anew: a run may last for days.
    """
    left = list(pauses)
    while True:
        begun = time.monotonic()
        try:
            return work()
        except Unwritable:  # room does not come back by waiting
            raise
        except ServiceUnavailable as error:
            left = list(pauses) if time.monotonic() - begun > well else left
            if not left:
                raise
            what, _ = complaint(error.code, error.message, error.hint)
            said = say("{what} Trying again in {seconds} seconds.", what=what, seconds=f"{left[0]:g}")
            console.print(f"[yellow]! {escape(said)}[/]", soft_wrap=True)
            time.sleep(left.pop(0))


def _write_reports(settings: Settings, shop: bootstrap.Workshop, delivery: str, console: Console) -> None:
    """Write the report for archive and contractor, and say where; a run does not fail for its report."""
    from pipeline.reporting.reports import facts_of, write_reports

    try:
        facts = facts_of(delivery, shop.tools, shop.step, settings.acceptance)
        written = write_reports(facts, settings.acceptance, settings.work / "reports")
    except (KaftError, OSError) as error:
        why = say("There is no report on {delivery}: {error}", delivery=printed(delivery), error=escape(str(error)))
        console.print(f"[yellow]! {why}[/]")
        return
    console.print(say("Report (Dutch): {path}", path=escape(str(written.archive))), soft_wrap=True)


@contextmanager
def _stoppable_workshop(settings: Settings, looked_at: Path | None) -> Iterator[bootstrap.Workshop]:
    """Open a workshop that may be told to stop, also while it opens; see `_when_told_to_stop`."""
    _when_told_to_stop(lambda: None, looked_at)
    with bootstrap.workshop(settings) as shop:
        _when_told_to_stop(shop.place.close, looked_at)
        yield shop


def _when_told_to_stop(give_back: Callable[[], None], looked_at: Path | None) -> None:
    """Let Ctrl-C, SIGTERM (a machine that goes down) and SIGHUP (a terminal that goes) end the run in order.

    `looked_at` is a folder that goes too. Who started this without a terminal (`nohup`) may have had SIGHUP ignored.
    """

    def stop(*_: Any) -> None:
        for number in _STOPS:
            signal.signal(number, signal.SIG_IGN)  # it takes two seconds at most: nobody need say it twice
        interrupted(give_back, looked_at)

    for number in _STOPS:
        if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)


def interrupted(give_back: Callable[[], None] = lambda: None, looked_at: Path | None = None) -> NoReturn:
    """End the program at once: a dossier that is being read, which may take minutes, is not waited for."""
    giving = threading.Thread(target=give_back, daemon=True)
    giving.start()
    giving.join(timeout=2)
    abandon()
    if looked_at:
        shutil.rmtree(looked_at, ignore_errors=True)
    with suppress(OSError):  # a terminal that is gone
        console = Console(stderr=True, highlight=False)
        console.show_cursor()
        said = say("Interrupted. Nothing is lost: run the same command again and it goes on there.")
        console.print(f"[bold red]kaft:[/] {said}")
    os._exit(130)


def _inboxes(settings: Settings, deliveries: Iterable[str]) -> list[Inbox]:
    """Open the deliveries; two with one name would be taken for one."""
    inboxes: dict[str, Inbox] = {}
    for url in dict.fromkeys(url.rstrip("/") or url for url in deliveries):
        inbox = bootstrap.open_delivery(settings, url)
        if inbox.name in inboxes:
            raise InputError(f"Two of these deliveries are called '{inbox.name}'.", "Give one of them another name.")
        inboxes[inbox.name] = inbox
    return list(inboxes.values())


def refuse_too_high(name: str, files: Iterable[str]) -> None:
    """Raise InputError when all scans lie in folders of one folder: a disk was named, or a folder around a delivery.

    Taken as it is, everything on the disk would become one dossier.
    """
    names = tuple(files)
    inside = [file.removeprefix(payload_prefix(names)) for file in names]
    parts = [file.split("/") for file in inside if promised_type(file) and not is_beside(file)]
    tops, inner = {part[0] for part in parts}, {part[1] for part in parts if len(part) > 2}
    if len(tops) == 1 < len(inner) and min(map(len, parts)) > 2:
        (top,) = map(tidy, tops)
        raise InputError(
            f"All scans of '{tidy(name)}' lie in folders of one folder, '{top}'.",
            f"Name that folder: it is the delivery. If it is one dossier, add --dossier '{top}'.",
        )


def _refused(inbox: Inbox, error: InputError) -> BatchReport:
    """Report a delivery that could not be taken in at all, so that the next ones go on."""
    problem = Problem(code=error.code, message=error.message, hint=error.hint, severity="error")
    return BatchReport(delivery=inbox.name, outcomes=(), problems=(problem,))


@contextmanager
def _bar(console: Console, name: str, *, shown: bool) -> Iterator[Callable[[int, int], None]]:
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(say("pages")),
        TextColumn("{task.fields[speed]}"), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=not (shown and console.is_terminal), transient=True) as bar:
        task = bar.add_task(name, total=None, speed="")

        def tick(done: int, total: int) -> None:
            seconds = bar.tasks[task].elapsed or 0
            speed = f"{done / seconds * 60:.0f} {say('pages/min')}" if done and seconds else ""
            bar.update(task, completed=done, total=total, speed=speed)

        yield tick


def _nowhere(settings: Settings) -> Settings:
    places = settings.places.model_copy(
        update={"register_url": "memory:", "bucket_url": "memory:", "store_url": (settings.work / _LOOKED_AT).as_uri()}
    )
    shutil.rmtree(settings.work / _LOOKED_AT, ignore_errors=True)
    return settings.model_copy(update={"places": places})
