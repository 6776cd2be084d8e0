"""The sample deliveries through the whole pipeline, compared with what they gave when somebody last looked.

`pytest tests/samples/test_expected.py --golden` writes the expected results anew: look at the difference before you
commit it. Page texts and confidences are left out: they differ a little between processors.
"""

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline import bootstrap
from pipeline.measuring.evaluate import evaluate
from pipeline.running.batch import run_delivery
from pipeline.settings import load
from pipeline.verifying.verify import verify
from schemas.flat import FlatRecord, flatten
from schemas.outcome import BatchReport

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED = SAMPLES / "expected"
DELIVERIES = sorted(folder.name for folder in (SAMPLES / "deliveries").iterdir() if folder.is_dir())


class Digitised(NamedTuple):
    """Both sample deliveries, digitised once, and how many faults `verify` finds in what came of them."""

    reports: dict[str, BatchReport]
    records: list[FlatRecord]
    faults: int


@pytest.fixture(scope="module")
def digitised(tmp_path_factory: pytest.TempPathFactory) -> Digitised:
    settings = load(None, work=tmp_path_factory.mktemp("samples"))
    with bootstrap.workshop(settings) as shop:
        reports = {
            name: run_delivery(
                bootstrap.open_delivery(settings, str(SAMPLES / "deliveries" / name)), shop.tools, step=shop.step
            )
            for name in DELIVERIES
        }
        records = [flatten(record) for record in shop.tools.register.records()]
        faults = verify(shop.tools.register, shop.tools.store, shop.tools.bucket).faults
    return Digitised(reports, records, len(faults))


def essence(record: FlatRecord) -> dict[str, Any]:
    found: dict[str, Any] = record.model_dump(mode="json")
    del found["confidence"]
    found["pages"] = [{key: value for key, value in page.items() if key != "text"} for page in found["pages"]]
    return found


def test_every_dossier_is_as_expected(digitised: Digitised, request: pytest.FixtureRequest) -> None:
    found = {f"{record.delivery}/{record.dossier}.json": essence(record) for record in digitised.records}
    if request.config.getoption("--golden"):
        assert not os.environ.get("CI"), "expected results are written by a person who looks at them, not by CI"
        for name, record in found.items():
            file = EXPECTED / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    expected = {
        file.relative_to(EXPECTED).as_posix(): json.loads(file.read_text(encoding="utf-8"))
        for file in EXPECTED.rglob("*.json")
    }
    assert found.keys() == expected.keys()
    for name, record in found.items():
        assert record == expected[name], name


def test_every_page_is_accounted_for_and_nothing_is_set_aside(digitised: Digitised) -> None:
    for report in digitised.reports.values():
        assert report.pages_received == report.pages_accounted
        assert not report.quarantined
        assert all(outcome.state in {"published", "review"} for outcome in report.outcomes)
    assert digitised.faults == 0


def test_what_is_accepted_is_true(digitised: Digitised) -> None:
    result = evaluate(SAMPLES / "truth", digitised.records)

    wrong = [mistake for mistake in result.mistakes if mistake.status == "accepted" and mistake.field in CERTAIN]

    assert not wrong, wrong


CERTAIN = {"references", "decision", "dates.decision", "addresses"}
"""The fields for which a sample that is accepted and wrong must stop whoever changes something."""
