"""What people answered goes into every later record, and nothing replaces it silently."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.adapters.reference.official import ReferenceTables
from pipeline.reviewing.limits import BROKEN
from pipeline.reviewing.standing import pending, standing
from pipeline.stages.correct import ONE_PERSON, TWO_PEOPLE, correct, misplaced
from pipeline.stages.validate import validate
from pipeline.stages.withhold import withhold
from schemas.export import schema_text
from schemas.flat import flatten
from schemas.record import Record
from schemas.reviews import Limits
from schemas.values import Address

Make = Callable[..., Any]


def date(record: Record) -> Any:
    return record.field("dates.decision")


def test_a_corrected_value_says_who_and_when_and_what_was_read(
    make_record: Make, make_one: Make, make_answer: Make
) -> None:
    answer = make_answer()
    record = correct(make_record(make_one("1974-03-17", "1974-03-12")), standing([answer]))

    field = date(record)
    assert (field.value, field.status, field.confidence) == ("1974-03-12", "corrected", ONE_PERSON)
    assert field.evidence[0].page == 2, "the place of the candidate that was chosen"
    assert (field.correction.by, field.correction.at, field.correction.read) == (("an",), answer.at, ("1974-03-17",))
    assert flatten(record).status["dates.decision"] == "corrected"
    Draft202012Validator(json.loads(schema_text("record"))).validate(json.loads(record.canonical()))
    assert Record.model_validate_json(record.canonical()) == record


@pytest.mark.parametrize(
    ("kind", "absence", "problem"),
    [
        ("absent", "not_in_dossier", None), ("illegible", "illegible", None),
        ("wrong_dossier", "not_in_dossier", "wrong_dossier"), ("rescan", "illegible", "rescan"),
    ],
)  # fmt: skip
def test_an_answer_without_a_value_empties_the_field_and_says_why(
    kind: str, absence: str, problem: str | None, make_record: Make, make_one: Make, make_answer: Make
) -> None:
    record = correct(make_record(make_one("1974-03-17")), standing([make_answer((), kind=kind)]))

    field = date(record)
    assert (field.value, field.status, field.absence) == (None, "absent", absence)
    assert [(found.code, found.page) for found in record.problems] == ([(problem, 1)] if problem else [])


@pytest.mark.parametrize(
    ("kind", "said", "hint"),
    [
        ("wrong_dossier", "{} hoort volgens de nakijker in een ander dossier.",
         "Leg het blad in zijn eigen dossier en lever beide opnieuw."),
        ("rescan", "{} moet opnieuw gescand worden.",
         "Vraag de scanfirma om een nieuwe scan en lever het dossier opnieuw."),
    ],
)  # fmt: skip
def test_a_page_that_somebody_must_move_or_scan_is_named_and_holds_the_dossier(
    kind: str, said: str, hint: str, make_answer: Make
) -> None:
    answer = make_answer((), kind=kind)
    (problem,) = misplaced(answer)
    assert (problem.message, problem.hint) == (said.format("Blad 1"), hint)
    assert (problem.code, problem.page, problem.severity) == (kind, 1, "error")
    (problem,) = misplaced(answer.model_copy(update={"evidence": ()}))
    assert (problem.message, problem.page) == (said.format("Een blad"), None)
    assert misplaced(make_answer()) == ()


def test_several_values_keep_the_places_of_those_that_were_read(
    make_record: Make, make_addresses: Make, make_answer: Make
) -> None:
    values = (Address(street="Dreef"), Address(street="Nieuwstraat", number="9"))
    answer = make_answer(values, field="addresses", read=())
    record = correct(make_record(addresses=make_addresses("Laan", others=("Dreef",))), standing([answer]))

    assert record.addresses.values == values
    assert [item.evidence[0].page for item in record.addresses.items] == [2, 1]
    assert record.addresses.items[1].text == "Nieuwstraat 9"


def test_the_last_answer_that_stands_counts_and_earlier_ones_stay_known(make_answer: Make) -> None:
    log = [
        make_answer(reason="a"), make_answer(reason="b"), make_answer(("1975",), reason="c"),
        make_answer((), kind="later", final=False),
    ]  # fmt: skip
    [stand] = standing(log)

    assert (stand.correction.values, stand.knowing) == (("1975",), ("c",))
    assert pending(log, "dates.decision") == ()


def test_two_people_who_agree_are_believed_more(make_record: Make, make_one: Make, make_answer: Make) -> None:
    record = correct(make_record(make_one("1974-03-17")), standing([make_answer(agreed_with="jo")]))

    assert (date(record).confidence, date(record).correction.by) == (TWO_PEOPLE, ("jo", "an"))


def test_a_reading_that_nobody_saw_asks_again_and_leaves_the_persons_value(
    make_record: Make, make_one: Make, make_answer: Make
) -> None:
    sure_and_new = make_record(make_one("1979-03-12", status="accepted", confidence=0.99))
    field = date(correct(sure_and_new, standing([make_answer()])))

    assert (field.value, field.status) == ("1974-03-12", "review")
    assert "1979-03-12" in field.reason
    kept = make_answer(read=("1979-03-12",))
    assert date(correct(sure_and_new, standing([make_answer(), kept]))).status == "corrected", "kept, knowing it"


def test_a_new_reading_is_told_with_who_filled_in_the_value(
    make_record: Make, make_one: Make, make_addresses: Make, make_answer: Make
) -> None:
    new = make_record(make_one("1979-03-12", status="accepted", confidence=0.99))
    reason = date(correct(new, standing([make_answer(agreed_with="jo")]))).reason
    assert reason == "Een nieuwe lezing (1979-03-12) wijkt af van wat jo en an invulde: kies de juiste waarde."
    places = make_record(addresses=make_addresses("Laan", "Dreef").model_copy(update={"status": "accepted"}))
    answer = make_answer((Address(street="Kaai"),), field="addresses", read=())
    told = correct(places, standing([answer])).addresses.reason
    assert told == "Een nieuwe lezing (Laan 1; Dreef 1) wijkt af van wat an invulde: kies de juiste waarde."


@pytest.mark.parametrize("read", ["1974-03-17", "1974-03-12"])
def test_a_reading_that_was_seen_or_agrees_does_not_ask_again(
    read: str, make_record: Make, make_one: Make, make_answer: Make
) -> None:
    record = correct(make_record(make_one(read, status="accepted", confidence=0.99)), standing([make_answer()]))

    assert date(record).status == "corrected"


def test_a_value_that_contradicts_another_asks_once(make_record: Make, make_one: Make, make_answer: Make) -> None:
    lists = ReferenceTables()
    record = make_record(make_one("1974-03-17"))
    applied = make_one("1974-05-01", status="accepted", confidence=0.95)
    record = record.with_field("dates.application", applied)

    first = validate(correct(record, standing([make_answer()])), reference=lists)
    assert (date(first).value, date(first).status) == ("1974-03-12", "review")
    assert "De datum van de aanvraag ligt na die van de beslissing." in date(first).reason

    kept = make_answer(asked="contradiction", reason=date(first).reason)
    again = validate(correct(record, standing([make_answer(), kept])), reference=lists)
    assert date(again).status == "corrected"
    assert again.field("dates.application").status == "review", "the other date still waits"


def test_a_raised_limit_holds_back_what_is_less_sure(make_record: Make, make_one: Make) -> None:
    record = make_record(make_one("1974-03-17", status="accepted", confidence=0.9))

    assert date(withhold(record, Limits(least={"dates.decision": 0.9}))).status == "accepted"
    held = date(withhold(record, Limits(least={"dates.decision": 0.91})))
    assert (held.status, held.reason) == ("review", BROKEN)
