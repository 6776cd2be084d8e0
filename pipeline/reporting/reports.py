"""The report on a delivery: what came in, how well it was scanned, what became of it. For the archive or contractor."""

from pathlib import Path
from typing import NamedTuple

from pipeline.names import tidy
from pipeline.receiving.acceptance import ScanLimits
from pipeline.recipe import Tools
from pipeline.reporting.facts import Facts, gather
from pipeline.reporting.page import Audience, render
from pipeline.reporting.rescans import rescan_list
from pipeline.steps import Step


class Written(NamedTuple):
    """Where the report of a delivery was written."""

    archive: Path
    contractor: Path
    rescans: Path


def facts_of(delivery: str, tools: Tools, step: Step, limits: ScanLimits) -> Facts:
    """Return what there is to say of a delivery. Raises NotFound when it was never taken in."""
    return gather(delivery, register=tools.register, store=tools.store, reader=tools.reader, step=step, limits=limits)


def file_name(delivery: str, audience: Audience = "archive") -> str:
    """Return what the report on a delivery is called in the folder of reports."""
    return f"{_stem(delivery)}{'.scanfirma' if audience == 'contractor' else ''}.html"


def _stem(delivery: str) -> str:
    return tidy(delivery).replace("/", "_")


def write_reports(facts: Facts, limits: ScanLimits, folder: Path) -> Written:
    """Write both reports and the list of pages to scan again into a folder."""
    delivery = facts.delivery.name
    folder.mkdir(parents=True, exist_ok=True)
    written = Written(
        folder / file_name(delivery),
        folder / file_name(delivery, "contractor"),
        folder / f"{_stem(delivery)}.opnieuw.csv",
    )
    written.archive.write_text(render(facts, limits), encoding="utf-8")
    written.contractor.write_text(render(facts, limits, "contractor"), encoding="utf-8")
    written.rescans.write_bytes(rescan_list(facts))
    return written
