"""What all of Flanders would take: `python -m benchmarks.simulation`, reckoned from measured costs.

Prints two tables in Markdown: what goes in, each with where it comes from, and what comes out. Every input can be put
otherwise: `--towns 1 --scan-kb 900 --cores 16,32`. What nobody measured is called an assumption in the first table.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import NamedTuple

_ASSUMED = "assumption"


def _input(default: float, unit: str, source: str) -> float:
    """Return a field of `Inputs` with its unit and where its value comes from."""
    return field(default=default, metadata={"unit": unit, "source": source})


@dataclass(frozen=True)
class Inputs:
    """What the reckoning rests on, by default what docs/measurements.md says."""

    towns: float = _input(37, "towns", "issue 5")
    dossiers: float = _input(50_000, "dossiers a town", "issue 5")
    pages: float = _input(30, "pages a dossier", "issue 5")
    page_cpu: float = _input(0.913, "CPU seconds a page, scan to published", "benchmarks/reading.py, both readers")
    efficiency: float = _input(
        0.90, "part of the cores' time that is used", f"{_ASSUMED}; benchmarks/scale.py measures it"
    )
    register_client_ms: float = _input(
        4.1, "CPU ms a dossier in the worker: lease and word", "benchmarks/scale.py, one worker, load of 20"
    )
    register_server_ms: float = _input(
        1.8, "CPU ms a dossier in PostgreSQL: the same", "benchmarks/scale.py, one worker, load of 20"
    )
    publish_ms: float = _input(4.7, "CPU ms a dossier of 30 pages: version and index", "benchmarks/register.py")
    register_kb: float = _input(
        131, "kB a dossier of 30 pages, PostgreSQL", "benchmarks/register.py --pages 30 --words 200"
    )
    versions: float = _input(1.5, "versions a dossier, in the end", f"{_ASSUMED}: half is corrected once")
    scan_kb: float = _input(400, "kB a scanned page", f"{_ASSUMED}: A4, 300 dpi, grey JPEG")
    pdf_factor: float = _input(2.09, "times the scans, in PDFs of dossier and documents", "development set")
    page_kb: float = _input(30, "kB a page: ALTO, crops, JSON", "development set")
    kept_kb: float = _input(8, "kB a page: what stages remember", "development set")
    fields: float = _input(12, "fields a dossier", "schemas/flat.py, those that most dossiers have")
    accepted: float = _input(
        0.75,
        "part of the fields accepted without a person",
        "docs/measurements.md: towns in other words, 28 to 81 % at first, 67 to 85 % later",
    )
    waiting: float = _input(0.9, "part of the dossiers with a doubtful field", _ASSUMED)
    field_seconds: float = _input(20, "seconds a person looks at a field", _ASSUMED)
    form_seconds: float = _input(11.7, "seconds of clicking a form", "benchmarks/screenshots.py, three fields")


class Row(NamedTuple):
    """One line of a table."""

    what: str
    value: str
    how: str


def reckoned(given: Inputs, cores: Sequence[int]) -> list[Row]:
    """Return what comes out, for so many cores."""
    dossiers, pages = given.towns * given.dossiers, given.towns * given.dossiers * given.pages
    reading = pages * given.page_cpu
    books = dossiers * (given.register_client_ms + given.register_server_ms + given.publish_ms * given.versions) / 1000
    rows = [
        Row("dossiers · pages", f"{dossiers:,.0f} · {pages:,.0f}", ""),
        Row("CPU of reading and publishing", f"{reading / 86_400:,.0f} core days", ""),
        Row("of it leases and register", f"{books / 3600:,.0f} core hours", "in the workers and in PostgreSQL"),
    ]
    for count in cores:
        seconds = reading / (count * given.efficiency)
        rate = dossiers / seconds
        each = f"{rate:,.1f} dossiers and {rate * given.pages:,.0f} pages a second"
        rows.append(Row(f"{count} cores", f"{seconds / 86_400:,.0f} days", each))
    database = dossiers * given.register_kb * given.versions
    bucket = pages * (given.scan_kb * given.pdf_factor + given.page_kb) * given.versions
    # The PDFs hang on the pages alone, so the store keeps them once, whatever people correct.
    kept = pages * (given.scan_kb * (1 + given.pdf_factor) + given.kept_kb + given.page_kb * given.versions)
    rows += [
        Row("database of the register", _size(database), "every version with its text; the index is of the newest"),
        Row("bucket", _size(bucket), "every version whole"),
        Row("store", _size(kept), "originals once, and what the packages hold"),
    ]
    waiting = dossiers * given.waiting
    hours = (dossiers * given.fields * (1 - given.accepted) * given.field_seconds + waiting * given.form_seconds) / 3600
    rows += [
        Row("dossiers that wait for a person", f"{waiting:,.0f}", ""),
        Row("hours of review", f"{hours:,.0f}", f"{hours / 1_600:,.0f} years of one person (1,600 hours)"),
    ]
    return rows


def inputs(given: Inputs) -> list[Row]:
    """Return what goes in, with where it comes from."""
    return [
        Row(one.name, f"{getattr(given, one.name):,g} {one.metadata['unit']}", one.metadata["source"])
        for one in fields(given)
    ]


def as_markdown(headings: Sequence[str], rows: Sequence[Row]) -> str:
    """Return a table."""
    lines = [f"| {' | '.join(headings)} |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)


def _size(kilobytes: float) -> str:
    return f"{kilobytes / 1e6:,.0f} GB" if kilobytes < 1e9 else f"{kilobytes / 1e9:,.1f} TB"


def main() -> None:
    """Print both tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for one in fields(Inputs):
        asked.add_argument(f"--{one.name.replace('_', '-')}", type=float, help=one.metadata["unit"])
    asked.add_argument("--cores", default="16,64,256")
    told = vars(asked.parse_args())
    cores = [int(count) for count in told.pop("cores").split(",")]
    given = replace(Inputs(), **{name: value for name, value in told.items() if value is not None})
    print(as_markdown(("input", "value", "source"), inputs(given)))
    print()
    print(as_markdown(("", "reckoned", ""), reckoned(given, cores)))


if __name__ == "__main__":
    main()
