"""Reports in Prefect what became of a delivery, in Dutch: counts, ids and codes, never names or text that was read."""

import re
from collections import Counter
from collections.abc import Iterable

from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.markdown import code
from pipeline.explaining.explained import EXPLANATIONS
from pipeline.running.batch import succeeded
from pipeline.wording import FIELD_LABELS
from schemas.delivery import Problem
from schemas.outcome import BatchReport, Outcome
from schemas.words import DossierState

STATE_LABELS: dict[DossierState, str] = {
    "received": "ontvangen",
    "published": "gepubliceerd",
    "review": "na te kijken",
    "quarantined": "in quarantaine",
    "failed": "mislukt",
}


def verdict(report: BatchReport) -> State[dict[str, int]]:
    """Return the state in which the flow run ends.

    * `Completed` when all went well. Doubtful fields are normal work, not a fault.
    * `Completed`, called "Afgerond met meldingen", when dossiers or files were set aside or some failed. That is an
      answer about the paper, not a crash: running the same thing again gives the same answer, and a red run each
      morning would teach people to look away. Its own name makes it stand out in the list and can start a notification.
    * `Failed` when nothing could be done, all dossiers failed, or the pages do not add up: something is wrong with
      kaft or its surroundings, and an operator must look.
    """
    message = in_short(report)
    failed = sum(outcome.state == "failed" for outcome in report.outcomes)
    if failed and failed == len(report.outcomes):
        return Failed(message=f"Geen enkel dossier kon verwerkt worden. {message}")
    if report.pages_received != report.pages_accounted:
        return Failed(message=f"De bladen kloppen niet: vernietig geen papier. {message}")
    if succeeded(report):
        return Completed(message=message, data=counts(report))
    return Completed(name="Afgerond met meldingen", message=message, data=counts(report))


def counts(report: BatchReport) -> dict[str, int]:
    """Return the size of the delivery and how many dossiers ended in each state."""
    states = Counter(outcome.state for outcome in report.outcomes)
    return {
        "dossiers": len(report.outcomes),
        "pages_received": report.pages_received,
        "pages_accounted": report.pages_accounted,
        "files_quarantined": len(report.quarantined),
        **dict(sorted(states.items())),
    }


def in_short(report: BatchReport) -> str:
    """Return the counts in one sentence."""
    states = Counter(outcome.state for outcome in report.outcomes)
    ended = ", ".join(f"{states[state]} {label}" for state, label in STATE_LABELS.items() if states[state])
    return (
        f"Dossiers: {len(report.outcomes)}{f' ({ended})' if ended else ''}; bladen: {report.pages_accounted} "
        f"van {report.pages_received}; bestanden in quarantaine: {len(report.quarantined)}."
    )


def as_markdown(report: BatchReport) -> str:
    """Return what became of each dossier, as the page that people open behind the flow run."""
    lines = [f"# Levering {code(report.delivery)}", "", in_short(report), ""]
    for heading, problems in (
        ("Bestanden in quarantaine", [file.problem for file in report.quarantined]),
        ("Meldingen over de levering", report.problems),
    ):
        if problems:
            lines += [f"**{heading}:** {_codes(problems)}", ""]
    lines += ["| Dossier | Toestand | Versie | Bladen | Na te kijken | Meldingen |", "|---|---|---|---:|---|---|"]
    lines += [_row(outcome) for outcome in report.outcomes]
    lines += _meanings(report)
    lines += [
        "",
        "`kaft show DOSSIER` toont een dossier met zijn map en bewijs, `kaft status` alle meldingen in woorden.",
    ]
    return "\n".join(lines) + "\n"


def artifact_key(kind: str, delivery: str) -> str:
    """Return the key of an artifact: Prefect takes lower-case letters, digits and dashes, and keeps its history."""
    return re.sub(r"[^a-z0-9]+", "-", f"{kind}-{delivery}".lower()).strip("-")


def _row(outcome: Outcome) -> str:
    version = f"v{outcome.version}{'' if outcome.changed else ' (ongewijzigd)'}" if outcome.version else "–"
    review = ", ".join(FIELD_LABELS[name] for name in outcome.review)
    cells = (
        code(outcome.key.id), STATE_LABELS[outcome.state], version, str(outcome.pages), review, _codes(outcome.problems)
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def _meanings(report: BatchReport) -> list[str]:
    """Return what each code in the report means and what to do; in general words, so without any name."""
    problems = [*report.problems, *(file.problem for file in report.quarantined)]
    problems += [problem for outcome in report.outcomes for problem in outcome.problems]
    known = sorted({problem.code for problem in problems} & EXPLANATIONS.keys())
    if not known:
        return []
    rows = [f"| {code(name)} | {EXPLANATIONS[name].sentence} | {EXPLANATIONS[name].todo} |" for name in known]
    return ["", "| Melding | Betekent | Wat u doet |", "|---|---|---|", *rows]


def _codes(problems: Iterable[Problem]) -> str:
    found = Counter(problem.code for problem in problems)
    return ", ".join(f"{code(name)}{f' × {count}' if count > 1 else ''}" for name, count in sorted(found.items()))
