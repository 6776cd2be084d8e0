import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from pipeline.commands.language import say
from pipeline.measuring.evaluate import Evaluation, evaluate
from pipeline.measuring.report import evaluation_page
from pipeline.measuring.scoreboard import scoreboard
from schemas.flat import FIELDS, FlatDates, FlatMunicipality, FlatPage, FlatRecord
from schemas.values import Address, Parcel, Reference

TRUTH: dict[str, Any] = {
    "dossier": "D1",
    "delivery": "L1",
    "municipality": {"name": "Mechelen", "nis": "12025"},
    "references": [
        {"kind": "municipal", "value": "1961/12", "raw": "12 van 1961", "primary": True, "accept": ["12/1961"]},
        {"kind": "stedenbouw", "value": "8.00/12025/7", "raw": "8.00/12025/7", "primary": False, "accept": []},
    ],
    "permit_type": "bouwvergunning",
    "decision": "verleend",
    "dates": {"application": None, "receipt": "1961-02-01", "decision": "1961-03-14", "notification": None},
    "addresses": [{"street": "Verzonnen Dreef", "number": "8", "box": None, "postcode": None, "municipality": "Leest"}],
    "parcels": [{"division": None, "section": "F", "number": "72", "bis": 2, "exponent": "R", "power": 6}],
    "applicants": ["Proefmans Jan"],
    "architect": "R. Tekenaar",
    "subject": "het bouwen van een werkhuis",
    "other_permits": [{"references": [{"value": "1976/812"}], "applicants": ["Voorbeelds Koen"]}],
    "difficulty": ["hard"],
    "pages": [
        {
            "file": "0001.tif", "page_index": 0, "type": "besluit", "rotation": 180, "blank": False,
            "text": "Het College\nverleent", "text_complete": True,
            "fields": [{"field": "street", "raw": "Verzonnen Dreef"}, {"field": "decision", "raw": "verleent"}],
        },
        {"file": "0002.tif", "page_index": 0, "type": "plan", "rotation": 0, "text": "GEVEL", "text_complete": False},
        {"file": "0003.tif", "page_index": 0, "type": "blanco", "rotation": 0, "blank": True, "text": ""},
    ],
}  # fmt: skip


def answer(**changes: object) -> FlatRecord:
    record = FlatRecord(
        dossier="D1",
        delivery="L1",
        municipality=FlatMunicipality(name="Mechelen", nis="12025"),
        references=(
            Reference(kind="municipal", value="12/1961", raw="12/1961", primary=True),
            Reference(kind="stedenbouw", value="8.00/12025/7", raw="8.00/12025/7"),
        ),
        permit_type="bouwvergunning",
        decision="verleend",
        dates=FlatDates(receipt="1961-02-01", decision="1961-03-14"),
        addresses=(Address(street="Verzonnen Dr.", number="8"),),
        parcels=(Parcel(section="F", number="72", bis=2, exponent="R", power=6),),
        applicants=("Jan Proefmans",),
        architect="R. Tekenaar",
        subject="het bouwen van een werkhuis",
        status=dict.fromkeys(FIELDS, "accepted"),
        pages=(
            page("0001.tif", type="besluit", rotation=180, text="Het College verleent\nVerzonnen\nDreef"),
            page("0002.tif", type="plan"),
            page("0003.tif", type="blanco"),
        ),
    )
    return record.model_copy(update={"addresses": (Address(street="Verzonnen Dreef", number="8"),)} | changes)


def page(file: str, **changes: object) -> FlatPage:
    return FlatPage(file=file, page_index=0, type="overig", rotation=0, blank=False, text="").model_copy(update=changes)


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    (tmp_path / "D1.json").write_text(json.dumps(TRUTH))
    return tmp_path


def wrong_and_missing(result: Evaluation, measure: str) -> tuple[int, int]:
    field = result.all.fields[measure]  # type: ignore[index]  # a name from the table above
    return field.wrong, field.missing


def test_right_record_has_no_mistakes(truth: Path) -> None:
    result = evaluate(truth, [answer()])
    assert result.mistakes == ()
    assert result.all.exact == result.hard.exact == 1
    assert result.not_hard.dossiers == 0
    assert all(field.f1 == 1.0 for field in result.all.fields.values() if field.expected)
    assert (result.all.accepted_share, result.all.accepted_error_rate) == (1.0, 0.0)


def test_dossier_without_record_counts_as_all_missing(truth: Path) -> None:
    result = evaluate(truth, [])
    assert result.all.without_record == 1
    assert result.all.exact == 0
    assert wrong_and_missing(result, "references.all") == (0, 2)
    assert result.all.fields["decision"].recall == 0.0
    assert result.all.pages.cer_mean == 1.0
    assert result.all.pages.type_accuracy == 0.0
    assert result.all.accepted_share == 0.0


def test_value_where_the_paper_has_none_is_wrong(truth: Path) -> None:
    dates = FlatDates(receipt="1961-02-01", decision="1961-03-14", application="1961-01-30")
    result = evaluate(truth, [answer(dates=dates)])
    assert wrong_and_missing(result, "dates.application") == (1, 0)
    (mistake,) = result.mistakes
    assert (mistake.field, mistake.expected, mistake.got, mistake.status) == (
        "dates.application", "", "1961-01-30", "accepted",
    )  # fmt: skip
    assert result.all.accepted_error_rate == pytest.approx(1 / 12)


def test_other_value_is_wrong_and_no_value_is_missing(truth: Path) -> None:
    result = evaluate(truth, [answer(decision="geweigerd", architect=None)])
    assert wrong_and_missing(result, "decision") == (1, 0)
    assert wrong_and_missing(result, "architect") == (0, 1)
    assert result.all.exact == 0


def test_number_of_another_primary_reference_is_wrong(truth: Path) -> None:
    swapped = tuple(r.model_copy(update={"primary": not r.primary}) for r in answer().references)
    result = evaluate(truth, [answer(references=swapped)])
    assert wrong_and_missing(result, "references") == (1, 0)
    assert wrong_and_missing(result, "references.all") == (0, 0)


def test_values_of_another_permit_in_the_folder_are_neither_right_nor_wrong(truth: Path) -> None:
    more = (*answer().references, Reference(kind="municipal", value="1976/812", raw="1976/812"))
    result = evaluate(truth, [answer(references=more, applicants=("Proefmans Jan", "Koen Voorbeelds"))])
    assert result.mistakes == ()
    assert result.all.fields["applicants"].given == 1


def test_right_street_with_a_wrong_number_counts_for_the_street(truth: Path) -> None:
    result = evaluate(truth, [answer(addresses=(Address(street="VERZONNEN DREEF", number="18"),))])
    assert wrong_and_missing(result, "addresses") == (1, 0)
    assert result.all.fields["addresses.street"].f1 == 1.0


def test_values_under_review_are_not_held_against_acceptance(truth: Path) -> None:
    status = dict.fromkeys(FIELDS, "accepted") | {"decision": "review"}
    result = evaluate(truth, [answer(decision="geweigerd", status=status)])
    assert result.all.accepted_error_rate == 0.0
    assert result.all.accepted_share == pytest.approx(10 / 11)


def test_pages_are_measured_where_their_text_is_known(truth: Path) -> None:
    pages = (
        page("0001.tif", type="besluit", rotation=0, text="Het  College\nver-\nleent"),
        page("0002.tif", type="kadaster", rotation=None),
        page("0003.tif", type="blanco", rotation=None),
    )
    score = evaluate(truth, [answer(pages=pages)]).all.pages
    assert (score.pages, score.measured_text) == (3, 1)
    assert score.cer_mean == score.cer_median == pytest.approx(2 / 20)
    assert score.string_recall == 0.5
    assert score.type_accuracy == pytest.approx(2 / 3)
    assert score.orientation_accuracy == 0.0


@pytest.mark.parametrize("said", ["0001.tif", "D1_02/0001.tif"])
@pytest.mark.parametrize("second", ["0001.tif", "D1_02/0001.tif"])
def test_second_page_of_the_same_name_belongs_to_the_second_part(tmp_path: Path, second: str, said: str) -> None:
    pages = [{"file": "0001.tif", "type": "kaft"}, {"file": second, "type": "plan"}]
    (tmp_path / "D1.json").write_text(json.dumps({"dossier": "D1", "pages": pages}))
    given = answer(pages=(page("0001.tif", type="kaft"), page(said, type="plan")))
    assert evaluate(tmp_path, [given]).all.pages.type_accuracy == 1.0


def test_page_of_a_second_part_is_not_taken_for_one_that_is_not_there(tmp_path: Path) -> None:
    pages = [{"file": "0001.tif", "type": "kaft"}, {"file": "D1_02/0001.tif", "type": "plan"}]
    (tmp_path / "D1.json").write_text(json.dumps({"dossier": "D1", "pages": pages}))
    given = answer(pages=(page("D1_02/0001.tif", type="plan"),))
    assert evaluate(tmp_path, [given]).all.pages.type_accuracy == 0.5


def test_record_of_another_delivery_does_not_answer(truth: Path) -> None:
    result = evaluate(truth, [answer(delivery="L2", decision="geweigerd"), answer()])
    assert result.mistakes == ()
    assert result.without_truth == 1


def test_record_of_a_renamed_delivery_answers_when_it_is_the_only_one(truth: Path) -> None:
    assert evaluate(truth, [answer(delivery="copy")]).all.exact == 1
    assert evaluate(truth, [answer(delivery="copy"), answer(delivery="other")]).all.without_record == 1


def test_result_is_shown_as_tables_and_as_json(truth: Path) -> None:
    result = evaluate(truth, [answer(architect="[bold]Iemand anders")])
    console = Console(width=160, record=True, file=(truth / "out.txt").open("w"))
    with console.file:
        for table in scoreboard(result, mistakes=True):
            console.print(table)
    shown = console.export_text()
    assert "[bold]Iemand anders" in shown
    assert "dates.notification" in shown
    assert json.loads(result.model_dump_json())["all"]["fields"]["architect"]["precision"] == 0.0


def test_figures_are_readable_in_eighty_columns(truth: Path) -> None:
    console = Console(width=80, record=True, file=(truth / "out.txt").open("w"))
    with console.file:
        for table in scoreboard(evaluate(truth, [answer()])):
            console.print(table)
    shown = console.export_text()
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert re.search(r"dates\.notification +\d+ +\d+", shown)


def test_mistakes_are_shown_only_on_request(truth: Path) -> None:
    console = Console(width=160, record=True, file=(truth / "out.txt").open("w"))
    with console.file:
        for table in scoreboard(evaluate(truth, [answer(architect="Iemand anders")])):
            console.print(table)
    assert "Iemand" not in console.export_text()


def test_confidence_is_compared_with_what_was_right(truth: Path) -> None:
    sure = answer(confidence=dict.fromkeys(FIELDS, 0.9), architect="Iemand Anders")
    result = evaluate(truth, [sure])
    assert sum(group.values for group in result.reliability) == 11
    assert {round(group.said, 9) for group in result.reliability} == {0.9}
    assert sum(group.right * group.values for group in result.reliability) == pytest.approx(10)
    assert result.calibration_error is not None
    assert result.decades.keys() == {"1960-1969"}


def test_page_of_a_measurement_shows_figures_and_no_people(truth: Path) -> None:
    page = evaluation_page(evaluate(truth, [answer(confidence=dict.fromkeys(FIELDS, 0.9))]), "devset <1>")
    assert "Measured on devset &lt;1&gt;" in page
    assert page.count("<circle") == 10
    assert "1960-1969" in page
    assert not any(name in page for name in ("Proefmans", "Tekenaar", "Verzonnen"))


def test_page_of_a_measurement_is_in_the_language_of_its_reader(truth: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = evaluate(truth, [answer(confidence=dict.fromkeys(FIELDS, 0.9))])
    monkeypatch.setenv("KAFT_LANG", "nl")
    page = evaluation_page(result, "devset", say, "nl")
    assert '<html lang="nl">' in page
    assert not re.findall(
        r"\b(?:the|of|right|fields?|dossiers have|decade|expected|confidence)\b", page.split("<body>")[1]
    )
    monkeypatch.setenv("KAFT_LANG", "en")
    assert evaluation_page(result, "devset", say, "en") == evaluation_page(result, "devset")


def test_dossier_without_a_record_is_not_exact_though_nothing_is_known_of_it(tmp_path: Path) -> None:
    (tmp_path / "D1.json").write_text(json.dumps({"dossier": "D1"}))
    score = evaluate(tmp_path, []).all
    assert (score.exact, score.without_record) == (0, 1)
