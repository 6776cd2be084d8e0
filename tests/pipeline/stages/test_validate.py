# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""A record that breaks a rule says so, and the field waits for a person."""

import datetime as dt
from typing import Any

import pytest

from pipeline.stages.validate import validate
from schemas.delivery import DossierKey
from schemas.findings import Evidence
from schemas.record import Corrected, Dates, Item, Many, One, Record, RecordPage
from schemas.values import Address, Municipality, Parcel, PartialDate, Reference
from schemas.words import DecisionKind, PermitType


def accepted(kind: Any, value: object) -> Any:
    return kind(value=value, confidence=0.9, status="accepted", absence=None)


def listed(kind: Any, value: object) -> Any:
    return kind(
        items=(Item(value=value, text="x", confidence=0.9, evidence=()),),
        confidence=0.9,
        status="accepted",
        absence=None,
    )


def a_record(**fields: Any) -> Record:
    return Record(id="1", key=DossierKey(delivery="d", folder="f"), parts=("f",), **fields)


def dates(**values: str) -> Dates:
    return Dates(**{name: accepted(One[PartialDate], value) for name, value in values.items()})


BOUW: dict[str, Any] = {"permit_type": accepted(One[PermitType], "bouwvergunning")}


@pytest.mark.parametrize(
    ("made", "code", "field"),
    [
        (a_record(dates=dates(application="1964-03-03", decision="1964-02-01"), decision=accepted(One[DecisionKind], "verleend")),
         "date_order", "dates.decision"),
        (a_record(dates=dates(application="1954-03-03", decision="1964-02-01"), decision=accepted(One[DecisionKind], "verleend")),
         "date_span", "dates.application"),
        (a_record(decision=accepted(One[DecisionKind], "verleend")), "decision_undated", "decision"),
        (a_record(dates=dates(decision="1964-02-01")), "decision_unknown", "dates.decision"),
        (a_record(**BOUW, dates=dates(application="2012-02-01")), "permit_period", "permit_type"),
        (a_record(references=listed(Many[Reference], Reference(kind="municipal", value="1974/175", raw="1974/175", primary=True)),
                  dates=dates(application="1964-02-01")), "number_year", "references"),
        (a_record(references=listed(Many[Reference], Reference(kind="stedenbouw", value="8.00/99999/1", raw="x"))), "nis_unknown", "references"),
        (a_record(references=listed(Many[Reference], Reference(kind="stedenbouw", value="8.00/24062/1", raw="x")),
                  municipality=accepted(One[Municipality], Municipality(name="Mechelen", nis="12025"))), "nis_contradicts", "municipality"),
        (a_record(addresses=listed(Many[Address], Address(street="Qwxzstraat", number="1"))), "street_unknown", "addresses"),
        (a_record(addresses=listed(Many[Address], Address(street="Bleekstraat", postcode="9000")),
                  municipality=accepted(One[Municipality], Municipality(name="Mechelen", nis="12025"))), "postcode_contradicts", "addresses"),
        (a_record(parcels=listed(Many[Parcel], Parcel(section="AB", number="12"))), "parcel_shape", "parcels"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_a_problem_and_a_review(reference: Any, made: Record, code: str, field: Any) -> None:
    checked = validate(made, reference=reference)
    assert code in {problem.code for problem in checked.problems}
    assert checked.field(field).status == "review"
    assert checked.field(field).reason


def test_a_wrong_weekday_is_noticed(reference: Any) -> None:
    page = RecordPage(number=1, file="0001.tif", page_index=0, sha256="0", type="besluit", rotation=0, skew=0, blank=False, width=1, height=1,
                      dpi=300, text="Zitting van maandag 4 September 1917", words=5, confidence=0.9)  # fmt: skip

    evidence = Evidence(
        page=1, file="0001.tif", page_index=0, boxes=(), text="4 September 1917", reader="r", extractor="e"
    )
    field = accepted(One[PartialDate], "1917-09-04").model_copy(update={"evidence": (evidence,)})
    checked = validate(
        a_record(dates=Dates(decision=field), pages=(page,), decision=accepted(One[DecisionKind], "verleend")),
        reference=reference,
    )
    assert "weekday" in {problem.code for problem in checked.problems}


def test_every_date_with_a_wrong_weekday_is_told_once(reference: Any) -> None:
    text = "Ingekomen maandag 4 September 1917, gezien maandag 4 September 1917\nZitting van zondag 1 October 1917"
    evidence = tuple(
        Evidence(page=number, file="f", page_index=0, boxes=(), text="x", reader="r", extractor="e")
        for number in (9, 1)
    )
    made = {
        name: accepted(One[PartialDate], value).model_copy(update={"evidence": evidence})
        for name, value in (("receipt", "1917-09-04"), ("decision", "1917-10-01"))
    }
    checked = validate(
        a_record(
            dates=Dates(**made),
            pages=(PAGE.model_copy(update={"text": text}),),
            decision=accepted(One[DecisionKind], "verleend"),
            references=listed(Many[Reference], Reference(kind="municipal", value="12", raw="12")),
        ),
        reference=reference,
    )
    assert [problem.message for problem in checked.problems] == [
        "De weekdag bij de datum van de ontvangst klopt niet.", "De weekdag bij de datum van de beslissing klopt niet.",
    ]  # fmt: skip
    assert (checked.dates.receipt.status, checked.dates.decision.status) == ("review", "review")


PAGE = RecordPage(number=1, file="0001.tif", page_index=0, sha256="0", type="overig", rotation=0, skew=0, blank=False, width=1, height=1,
                  dpi=300, text="", words=0, confidence=0.0)  # fmt: skip


def test_what_a_dossier_can_be_found_by_is_asked_when_nothing_of_it_was_found(reference: Any) -> None:
    checked = validate(a_record(pages=(PAGE,), permit_type=BOUW["permit_type"]), reference=reference)
    assert [problem.code for problem in checked.problems] == ["not_findable"]
    assert (checked.references.status, checked.addresses.status) == ("review", "review")
    assert checked.references.reason
    assert checked.parcels.status == "absent"
    assert validate(checked, reference=reference) == checked

    parcels = listed(Many[Parcel], Parcel(section="A", number="12"))
    assert validate(a_record(pages=(PAGE,), parcels=parcels), reference=reference).references.status == "absent"


def test_a_person_who_finds_no_number_either_is_not_asked_again(reference: Any) -> None:
    nothing = Corrected[Reference](by=("an",), at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC), kind="absent")
    references = Many[Reference](correction=nothing)
    checked = validate(a_record(pages=(PAGE,), references=references), reference=reference)
    assert (checked.problems, checked.addresses.status) == ((), "absent")


def test_a_sound_record_stays_as_it_is(reference: Any) -> None:
    made = a_record(
        **BOUW,
        dates=dates(application="1964-03-03", decision="1964-04-01"),
        decision=accepted(One[DecisionKind], "verleend"),
    )
    assert validate(made, reference=reference) == made


def test_what_a_person_decided_is_asked_once_more_and_then_left_alone(reference: Any) -> None:
    corrected = One[PermitType](value="bouwvergunning", confidence=1.0, status="corrected", absence=None)
    checked = validate(a_record(permit_type=corrected, dates=dates(application="2012-02-01")), reference=reference)
    assert (checked.permit_type.value, checked.permit_type.status) == ("bouwvergunning", "review")
    assert [problem.code for problem in checked.problems] == ["permit_period"]

    mark = Corrected[PermitType](
        by=("an",), at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC), kind="value", knowing=(checked.permit_type.reason,)
    )
    kept = corrected.model_copy(update={"correction": mark})
    checked = validate(a_record(permit_type=kept, dates=dates(application="2012-02-01")), reference=reference)
    assert checked.permit_type.status == "corrected"
    assert checked.problems == (), "what a person kept to knowing it is no problem any more; the correction says it"


def test_a_street_that_a_person_kept_to_is_no_problem_any_more(reference: Any) -> None:
    street = listed(Many[Address], Address(street="Qwxzstraat", number="3"))
    asked = validate(a_record(addresses=street), reference=reference)
    assert [problem.code for problem in asked.problems] == ["street_unknown"]
    knew, did_not = (
        Corrected[Address](by=("an",), at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC), kind="value", knowing=reasons)
        for reasons in ((asked.addresses.reason,), ())
    )
    kept = street.model_copy(update={"status": "corrected", "correction": knew})
    assert validate(a_record(addresses=kept), reference=reference).problems == ()
    typed = street.model_copy(update={"status": "corrected", "correction": did_not})
    assert [one.code for one in validate(a_record(addresses=typed), reference=reference).problems] == ["street_unknown"]


def test_a_fault_of_two_fields_stays_until_people_kept_to_both(reference: Any) -> None:
    made = a_record(dates=dates(application="1975-03-03", decision="1974-04-01"))
    asked = validate(made, reference=reference)
    mark = Corrected[str](
        by=("an",), at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC), kind="value", knowing=(asked.dates.decision.reason,)
    )
    one = asked.dates.decision.model_copy(update={"status": "corrected", "correction": mark})
    other = asked.dates.application.model_copy(update={"status": "corrected", "correction": mark})
    half = made.with_field("dates.decision", one)
    assert "date_order" in [problem.code for problem in validate(half, reference=reference).problems]
    both = half.with_field("dates.application", other)
    assert "date_order" not in [problem.code for problem in validate(both, reference=reference).problems]


def test_checking_twice_changes_nothing_more(reference: Any) -> None:
    once = validate(a_record(**BOUW, dates=dates(application="2012-02-01")), reference=reference)
    assert validate(once, reference=reference) == once
