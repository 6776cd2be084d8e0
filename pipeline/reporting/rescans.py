"""The pages that a contractor must scan again, as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from pipeline.explaining.briefly import briefly
from pipeline.exporting.tables import safe_cell
from pipeline.names import tidy
from pipeline.receiving.acceptance import LABELS
from pipeline.reporting.facts import Facts

COLUMNS = ("levering", "dossiermap", "bestand", "blad_in_bestand", "volgnummer", "reden", "meting")


def rescan_list(facts: Facts) -> bytes:
    """Return the list as CSV for a Belgian Excel: UTF-8 with byte order mark, `;` between cells, CRLF after rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(cell) for cell in row] for row in _rows(facts))
    return text.getvalue().encode("utf-8-sig")


def _rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    name = tidy(facts.delivery.name)
    for judged in facts.pages:
        scan = judged.page.scan
        for remark in judged.remarks:
            if remark.defect:
                page, number = str(scan.page_index + 1), str(scan.number)
                folder, file = tidy(judged.page.folder), tidy(scan.file)
                yield name, folder, file, page, number, LABELS[remark.code], remark.measured
    for gap in facts.gaps:
        yield name, tidy(gap.folder), tidy(gap.what), "", "", LABELS["missing"], ""
    for aside in facts.unused:
        folder, file = tidy(aside.file.rpartition("/")[0]), tidy(aside.file)
        yield name, folder, file, "", "", "bestand in quarantaine", briefly(aside.problem)
