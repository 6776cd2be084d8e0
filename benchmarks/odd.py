"""Sends odd, broken and mislabelled files through `kaft run` and checks what became of each.

    python -m benchmarks.odd --work FOLDER [--only PREFIX]

Every file is made here (`odd_scans.py`, `odd_pdfs.py`). A page that can be read bears a number of its own, which must
be in the text of the right page of the right dossier, and whose box must lie where it was drawn on the delivered image
as it is shown. What cannot be read must be set aside with one of the reasons it may have. Nothing may fail, and the
bytes received must be what was sent.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from benchmarks import odd_pdfs, odd_scans
from benchmarks.odd_scans import SHOWN_AT, SIZE, Case
from pipeline import bootstrap
from pipeline.adapters.places import Books
from pipeline.errors import BatchIncomplete
from pipeline.ports import Store
from pipeline.settings import load
from schemas.outcome import Outcome

DELIVERY = "levering_vreemd"
_NEAR = 25
"""Pixels by which a box may lie beside where the number was drawn."""
_HEIGHT = 36


def written(cases: list[Case], folder: Path) -> None:
    """Make a delivery of the cases."""
    for case in cases:
        for name, data in case.files.items():
            path = folder / case.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def settings_file(work: Path, engine: str) -> Path:
    """Write the settings of the run."""
    work.mkdir(parents=True, exist_ok=True)
    file = work / "kaft.toml"
    file.write_text(f'[places]\nwork = "{work}"\n[reading]\nworkers = 1\nengine = "{engine}"\n')
    return file


def run(delivery: Path, config: Path) -> str:
    """Digitise the delivery; return what went wrong with the command itself, or nothing."""
    words = [sys.executable, "-m", "pipeline.cli", "run", str(delivery), "--config", str(config), "--no-progress"]
    ended = subprocess.run([*words, "--json"], capture_output=True, text=True, check=False)
    good = ended.returncode in {0, BatchIncomplete.exit_code} and "Traceback" not in ended.stderr
    return "" if good else ended.stderr[-2000:]


def faults(case: Case, books: Books, store: Store, outcomes: dict[str, Outcome]) -> Iterator[str]:
    """Tell what is wrong with what became of a case."""
    delivery = books.register.delivery(DELIVERY)
    outcome = outcomes.get(case.folder)
    if delivery is None or outcome is None:
        yield "it has no outcome"
        return
    aside = [file for file in delivery.quarantined if file.file.startswith(f"{case.folder}/")]
    codes = {problem.code for problem in outcome.problems} | {file.problem.code for file in aside}
    if outcome.state == "failed" or "unexpected" in codes:
        yield f"{outcome.state} with {codes}"
    for name, data in case.files.items():
        digest = hashlib.sha256(data).hexdigest()
        if not store.has(digest) or store.get(digest) != data:
            yield f"{name} is not kept as it came"
    if case.aside and not {file.problem.code for file in aside} & set(case.aside):
        yield f"set aside with {codes} instead of {case.aside}"
    yield from (f"it does not say {code}" for code in case.told if code not in codes)
    if case.reads:
        yield from _misread(case, books, store, outcome, codes)


def _misread(case: Case, books: Books, store: Store, outcome: Outcome, codes: set[str]) -> Iterator[str]:
    record = books.register.record(outcome.key.id)
    package = books.register.package(outcome.key.id)
    if record is None or package is None or len(record.pages) != len(case.reads):
        yield f"{len(record.pages) if record else 0} pages instead of {len(case.reads)}, {codes}"
        return
    alto = {file.path: file.sha256 for file in package.files if file.path.endswith(".alto.xml")}
    for number, page in zip(case.reads, record.pages, strict=True):
        if number not in page.text:
            yield f"page {page.number} does not say its number (turned {page.rotation}, {codes})"
        elif case.boxes and not _in_place(number, store.get(alto[f"pages/{page.number:04}.alto.xml"])):
            yield f"page {page.number} has its number at another place (turned {page.rotation})"


def _in_place(number: str, alto: bytes) -> bool:
    root = ET.fromstring(alto)  # noqa: S314  # made a moment ago
    page = next(element for element in root.iter() if element.tag.endswith("}Page"))
    share = SIZE[0] / float(page.attrib["WIDTH"])
    for word in root.iter():
        if word.tag.endswith("}String") and number in word.attrib["CONTENT"]:
            left, top = (share * float(word.attrib[edge]) for edge in ("HPOS", "VPOS"))
            return abs(left - SHOWN_AT[0]) < _NEAR and abs(top - SHOWN_AT[1]) < _NEAR + _HEIGHT / 3
    return False


def main() -> int:
    """Send them all and print what is wrong."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--work", type=Path, required=True, help="empty folder to work in; it may be removed afterwards"
    )
    options.add_argument("--only", default="", help="only folders whose name begins so")
    options.add_argument("--engine", default="tesseract")
    said = options.parse_args()
    cases = [
        case for made in (odd_scans.cases(), odd_pdfs.cases()) for case in made if case.folder.startswith(said.only)
    ]
    written(cases, said.work / DELIVERY)
    config = settings_file(said.work / "kaft", said.engine)
    broken = run(said.work / DELIVERY, config)
    wrong = [broken] if broken else []
    settings = load(config)
    became = Counter[str]()
    with bootstrap.open_register(settings) as books:
        store = bootstrap.open_the_store(settings)
        outcomes = {outcome.key.folder: outcome for outcome in books.register.outcomes()}
        became.update(outcome.state for outcome in outcomes.values())
        for case in cases:
            wrong += [f"{case.folder}: {fault}" for fault in faults(case, books, store, outcomes)]
    print(json.dumps({"cases": len(cases), "became": dict(became), "wrong": wrong}, ensure_ascii=False, indent=1))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
