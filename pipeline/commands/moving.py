"""`kaft status --health`: moving or stuck; for people, for monitoring and for Prometheus."""

import sys

from rich.markup import escape

from pipeline import bootstrap
from pipeline.commands.language import say, translated
from pipeline.commands.options import Common
from pipeline.errors import ServiceUnavailable
from pipeline.queue.health import Health, HealthLimits
from pipeline.queue.health import health as health_now
from pipeline.queue.health import prometheus as as_prometheus
from pipeline.reviewing.desk import waiting_in
from pipeline.settings import Settings


def show_health(common: Common, *, prometheus: bool) -> None:
    """Print how the work goes; raises ServiceUnavailable (exit code 7) when something is stuck."""
    found = how_it_goes(common.settings())
    if prometheus:
        sys.stdout.write(as_prometheus(found))
        return
    if common.json:
        common.show_json(found.model_dump(mode="json"))
    else:
        console = common.console
        ends = ", ".join(f"{count} {say(state)}" for state, count in found.dossiers.items()) or say("none yet")
        told = "Dossiers: {ends}; {held} in hand, {waiting} wait for a person."
        console.print(say(told, ends=ends, held=found.held, waiting=found.waiting))
        for line in found.stuck:
            console.print(f"[red]! {escape(translated(line))}[/]")
        for line in found.noted:
            console.print(f"[yellow]{escape(translated(line))}[/]")
        if not found.stuck:
            console.print(f"[green]{say('Alive and moving.')}[/]")
    if found.stuck:
        raise ServiceUnavailable(
            f"Stuck: {len(found.stuck)}.", "Each line above says what; docs/operations.md what to do."
        )


def how_it_goes(settings: Settings) -> Health:
    """Return how the work goes, by the limits of the settings."""
    running = settings.running
    limits = HealthLimits(running.lease_seconds, running.overdue_hours * 3600, running.backlog)
    with bootstrap.open_register(settings) as books:
        waiting = len(waiting_in(books.reviews, books.register))
        room, short = bootstrap.the_room(settings, waiting), bootstrap.no_room(settings, waiting)
        return health_now(books.leases, books.arrivals, books.register.states(), room, limits, short)
