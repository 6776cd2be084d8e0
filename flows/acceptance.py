"""The acceptance report of a delivery: its pages in the folder of reports, its figures in Prefect."""

from collections import Counter
from pathlib import Path

from flows.markdown import code
from pipeline.bootstrap import Workshop
from pipeline.receiving.acceptance import DEFECTS, LABELS
from pipeline.reporting.facts import Facts
from pipeline.reporting.reports import facts_of, write_reports
from pipeline.settings import Settings


def write_acceptance(delivery: str, shop: Workshop, settings: Settings) -> str:
    """Write the reports for archive and contractor and the pages to scan again; returns the page for Prefect."""
    facts = facts_of(delivery, shop.tools, shop.step, settings.acceptance)
    return as_markdown(facts, write_reports(facts, settings.acceptance, settings.work / "reports").archive)


def as_markdown(facts: Facts, page: Path) -> str:
    """Return the figures: how many pages must be scanned again and why; nothing of what stands on them."""
    found = Counter(remark.code for judged in facts.pages for remark in judged.remarks)
    lines = [f"# Ontvangst van {code(facts.delivery.name)}", ""]
    lines += [
        f"- Bladen: {len(facts.pages)}",
        f"- Opnieuw te scannen: {facts.defects}",
        f"- Steekproef om na te kijken (ISO 2859-1): {facts.plan.size} bladen",
        f"- Volledig verslag: {code(str(page))}, of `kaft report {facts.delivery.name}`",
        "",
    ]
    if found:
        lines += ["| Vaststelling | Bladen | Wat u doet |", "|---|---:|---|"]
    for name in sorted(found, key=lambda one: (one not in DEFECTS, -found[one], one)):
        lines.append(f"| {LABELS[name]} | {found[name]} | {'opnieuw scannen' if name in DEFECTS else 'bekijken'} |")
    return "\n".join(lines) + "\n"
