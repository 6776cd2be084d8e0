"""The start page of Prefect's interface: links for archive staff and data stewards.

Prefect's own first page shows counts of runs, in English, and its menu leads to no report. This page holds links and
words only, nothing of any dossier, so it needs no password.
"""

from html import escape
from typing import NamedTuple

from flows.deployments import DELIVERY, WAITING, planned

_RUNS = "v2/runs?sort=START_TIME_DESC&limit=100&range=past-30-days"
WORK_LIST = f"v2/runs?state=Suspended&tags={WAITING}&sort=START_TIME_ASC&limit=100&range=past-30-days"


class Door(NamedTuple):
    """A place in the interface: relative, so that it holds behind any host and path."""

    title: str
    link: str
    told: str


DOORS = (
    Door("Na te kijken", WORK_LIST, "De dossiers die op een mens wachten. Klik op een dossier, dan ⋮ en Resume."),
    Door("Leveringen", f"{_RUNS}&tags={planned(DELIVERY).tags[0]}", "Wat er gelezen wordt en gelezen is."),
    Door("Dagrapport", "v2/artifacts/key/dagrapport", "Elke morgen; klik op het bovenste: wat wacht en misliep."),
    Door("Verslagen", "v2/artifacts", "Per levering: ontvangst (wat opnieuw gescand moet), voortgang en afloop."),
    Door("Iets laten doen", "v2/deployments", "Een levering of dossier opnieuw, publiceren, controleren: ⋮ en Run."),
    Door("Wat misliep", f"{_RUNS}&state=Failed,Crashed", "Wat niet tot zijn einde kwam; `afstemmen` hervat het werk."),
)
_STYLE = (
    "body{font:17px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}h1{margin-bottom:.2rem}li{margin:.9rem 0}a{font-weight:600;color:#123c9c}"
    "code{background:#eee;padding:.1em .3em}ul{list-style:none;padding:0}"
)


def start_page() -> str:
    """Return the page as HTML."""
    listed = "".join(
        f'<li><a href="{escape(door.link)}">{escape(door.title)}</a><br>{_with_code(door.told)}</li>' for door in DOORS
    )
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>kaft</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main><h1>kaft</h1>"
        f"<p>De schermen zijn van Prefect en Engelstalig; wat kaft erin schrijft, is Nederlands.</p><ul>{listed}</ul>"
        "<p>Vraagt Prefect om in te loggen, typ dan <code>kaft:wachtwoord</code> in het vak; uw beheerder vindt die "
        "regel in het bestand <code>up/login</code> van de werkmap.</p></main></body></html>"
    )


def _with_code(text: str) -> str:
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))
