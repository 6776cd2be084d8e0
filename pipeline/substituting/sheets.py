"""The evidence pack as tables for a spreadsheet, and the sample as people filled it in."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import InputError, UsageError
from pipeline.exporting.tables import safe_cell
from pipeline.names import tidy
from pipeline.substituting.evidence import Key
from schemas.substitution import EvidencePack, Sampled, Verdict

SAMPLE = ("levering", "dossiermap", "bestand", "blad", "oordeel", "door", "datum")
DOSSIERS = (
    "levering", "dossiermap", "kenmerk", "toestand", "versie", "op", "door", "bladen", "nagekeken_gegevens",
    "nagekeken_door", "niet_vernietigen", "redenen",
)  # fmt: skip
RESCANS = ("levering", "dossiermap", "bestand", "blad", "waarom", "meting")
_VERDICTS: tuple[Verdict, ...] = ("", "goed", "slecht")


def dossier_sheet(pack: EvidencePack) -> bytes:
    """Return one row per dossier: what was done, by whom, and whether the paper must stay."""
    return _sheet(
        DOSSIERS,
        (
            (
                tidy(one.delivery), tidy(one.folder), one.id, one.state, str(one.version or ""), one.at, one.by,
                str(one.pages), str(one.answers), ", ".join(one.reviewers), "ja" if one.stays else "",
                "; ".join(flag.detail for flag in one.flags),
            )
            for one in pack.dossiers
        ),
    )  # fmt: skip


def rescan_sheet(pack: EvidencePack) -> bytes:
    """Return the pages that must be scanned again or are missing."""
    return _sheet(
        RESCANS,
        (
            (tidy(one.delivery), tidy(one.folder), tidy(one.file), str(one.page or ""), one.why, one.measured)
            for one in pack.rescans
        ),
    )


def sample_sheet(pack: EvidencePack) -> bytes:
    """Return the pages of the samples, to fill in: `goed` or `slecht`, by whom and when."""
    return _sheet(
        SAMPLE,
        (
            (one.delivery, one.folder, one.file, str(one.page), one.verdict, one.by, one.on) for one in pack.sample
        ),
    )  # fmt: skip


def filled_in(file: Path) -> dict[Key, Sampled]:
    """Return what people said of the pages of a sample.

    Raises:
        InputError: the file is no such sheet, or a verdict is none; says which row.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The sample {file} cannot be read.", "Is it there, and is it UTF-8?") from error
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.partition("\n")[0] else ","))
    if not rows or not set(SAMPLE) <= set(rows[0]):
        raise InputError(f"{file} is no sample of kaft.", f"Its columns are {', '.join(SAMPLE)}.")
    found: dict[Key, Sampled] = {}
    for number, row in enumerate(rows, 2):
        line = _line(row, file, number)
        if line.verdict and not line.by:
            raise InputError(f"Row {number} of {file} does not say who looked.", "Fill in the column 'door'.")
        found[line.delivery, line.file, line.page] = line
    return found


def _line(row: dict[str, str], file: Path, number: int) -> Sampled:
    cells = {name: (row.get(name) or "").strip().removeprefix("'") for name in SAMPLE}
    verdict = next((word for word in _VERDICTS if word == cells["oordeel"].casefold()), None)
    if verdict is None or not cells["blad"].isdigit():
        raise InputError(
            f"Row {number} of {file} says '{tidy(cells['oordeel'])}'.", "A verdict is goed, slecht or nothing."
        )
    return Sampled(
        delivery=cells["levering"], folder=cells["dossiermap"], file=cells["bestand"], page=int(cells["blad"]),
        verdict=verdict, by=cells["door"], on=cells["datum"],
    )  # fmt: skip


def _sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV for a Belgian Excel: UTF-8 with byte order mark, `;` between cells, CRLF after rows, no formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
