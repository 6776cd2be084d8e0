import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measuring.calibrate import (
    Seen,
    calibration_error,
    fit,
    isotonic,
    promised_limit,
    reliability,
    smallest_sample,
)
from pipeline.measuring.evaluate import labelled
from pipeline.stages.settle import TOO_UNSURE, settle
from pipeline.statistics.bounds import most, proven
from pipeline.statistics.trust import chance, group_of
from schemas.calibration import UNCALIBRATED, Calibration, FieldCalibration, GroupShift, Knot
from schemas.delivery import DossierKey
from schemas.record import Dates, One, Record


def values(*scored: tuple[float, bool, int], accepted: bool = True) -> list[Seen]:
    """Make values of one field: (score, right, how many), each of a dossier of its own."""
    every = [(score, right) for score, right, count in scored for _ in range(count)]
    return [
        Seen(f"d{number}", "decision", "from 1978, well read", score, right, accepted)
        for number, (score, right) in enumerate(every)
    ]


def record(score: float, **changes: object) -> Record:
    key = DossierKey(delivery="levering_01", folder="D001")
    field = One[str](value="verleend", text="verleend", confidence=score, status="accepted", absence=None)
    return Record(id=key.id, key=key, parts=("D001",), decision=field.model_copy(update=changes))


def of_decision(limit: float) -> Calibration:
    knots = (Knot(score=0, chance=0.5, values=10), Knot(score=0.8, chance=0.95, values=90))
    field = FieldCalibration(
        field="decision", values=100, wrong=9, knots=knots, limit=limit, accepted=90, accepted_wrong=4, promised=False
    )
    return Calibration(about="test", made="2026-01-01", dossiers=100, fields=(field,))


def test_smallest_sample_is_the_known_one() -> None:
    assert smallest_sample(0.01, 0.95) == 299
    assert most(0, 299, 0.95) <= 0.01 < most(0, 298, 0.95)
    assert [proven(wrong, size, 0.01, 0.95) for wrong, size in ((0, 298), (0, 299), (1, 472), (1, 473), (3, 3))] == [
        False, True, False, True, False,
    ]  # fmt: skip


def test_nothing_is_promised_on_a_small_sample() -> None:
    [field] = fit(values((0.9, True, 298)), about="t", made="2026-01-01").fields
    assert not field.promised
    assert field.wrong_at_most is None


def test_a_promise_holds_down_to_the_score_where_errors_begin() -> None:
    [field] = fit(values((0.95, True, 320), (0.9, True, 20), (0.8, False, 30)), about="t", made="x").fields
    assert field.promised
    assert field.limit == 0.9
    assert (field.accepted, field.accepted_wrong) == (340, 0)
    assert field.wrong_at_most is not None
    assert field.wrong_at_most <= 0.01


def test_one_wrong_value_breaks_no_promise_of_a_sample_that_allows_it() -> None:
    sure = ((0.95, True, 100), (0.94, False, 1))
    [field] = fit(values(*sure, (0.9, True, 450)), about="t", made="x").fields
    assert (field.promised, field.limit, field.accepted_wrong) == (True, 0.9, 1)
    [field] = fit(values(*sure, (0.93, True, 250), (0.9, True, 150)), about="t", made="x").fields
    assert not field.promised
    [field] = fit(values(*sure, (0.94, False, 1), (0.9, True, 450)), about="t", made="x").fields
    assert not field.promised


@pytest.mark.parametrize("offered", [320, 560, 900])
def test_a_promise_that_should_not_be_made_is_made_rarely(offered: int) -> None:
    dice = random.Random(offered)  # noqa: S311  (a sample, no secret)
    draws, made = 300, 0
    for _ in range(draws):
        scored = [(1 - at / 1000, dice.random() >= 0.0101, 1) for at in range(offered)]  # a little too much is wrong
        made += promised_limit(values(*scored), 0.01, 0.95) is not None
    assert made <= draws * 0.05 + 3 * (draws * 0.05 * 0.95) ** 0.5


def test_values_that_a_rule_holds_back_prove_nothing() -> None:
    [field] = fit(values((0.9, True, 400), accepted=False), about="t", made="x").fields
    assert not field.promised
    assert field.accepted == 0


def test_without_a_promise_only_what_was_nearly_always_right_is_accepted() -> None:
    [field] = fit(values((0.95, True, 150), (0.8, True, 20), (0.8, False, 20)), about="t", made="x").fields
    assert not field.promised
    assert 0.8 < field.limit <= 0.95


def test_a_field_that_is_often_wrong_is_never_accepted() -> None:
    [field] = fit(values((0.95, True, 15), (0.95, False, 15)), about="t", made="x").fields
    assert field.limit > 1


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_chances_never_fall_as_scores_rise(pairs: list[tuple[float, bool]]) -> None:
    knots = isotonic(pairs)
    assert list(knots) == sorted(knots, key=lambda knot: (knot.score, knot.chance))
    assert sum(knot.values for knot in knots) == len(pairs)
    assert all(0 <= knot.chance <= 1 for knot in knots)


def test_the_same_sample_gives_the_same_file() -> None:
    sample = values((0.9, True, 40), (0.7, False, 5), (0.7, True, 9))
    made = fit(sample, about="t", made="x")
    assert made.canonical() == fit(list(reversed(sample)), about="t", made="x").canonical()
    assert Calibration.model_validate_json(made.canonical()) == made


def test_error_is_none_when_chances_are_true() -> None:
    judged = [(0.8, index % 5 != 0) for index in range(100)]
    assert calibration_error(judged, bins=1) == pytest.approx(0)
    assert reliability(judged, bins=1) == ((pytest.approx(0.8), 0.8, 100),)
    assert calibration_error([(0.9, False)] * 50) == pytest.approx(0.9)


def test_a_group_that_does_worse_is_believed_less() -> None:
    sample = values((0.9, True, 200))
    badly = [Seen(f"b{n}", "decision", "before 1946, badly read", 0.9, n % 2 == 0, accepted=True) for n in range(100)]
    made = fit(sample + badly, about="t", made="x")
    assert chance(made, "decision", 0.9, badly[0].group) < chance(made, "decision", 0.9, sample[0].group)


def test_settling_keeps_the_score_and_says_the_chance() -> None:
    settled = settle(record(0.9), of_decision(limit=0.7)).decision
    assert (settled.score, settled.confidence, settled.status) == (0.9, 0.95, "accepted")


def test_a_value_below_its_limit_waits() -> None:
    settled = settle(record(0.75), of_decision(limit=0.8)).decision
    assert (settled.status, settled.reason, settled.confidence) == ("review", TOO_UNSURE, 0.5)


@pytest.mark.parametrize("status", ["review", "corrected", "absent"])
def test_settling_lifts_nothing(status: str) -> None:
    before = record(0.99, status=status, reason="Een regel.")
    after = settle(before, of_decision(limit=0.7)).decision
    assert (after.status, after.reason) == (status, "Een regel.")


def test_without_a_calibration_scores_are_taken_as_they_are() -> None:
    assert settle(record(0.83), UNCALIBRATED).decision.confidence == 0.83


def test_group_is_named_by_era_and_reading() -> None:
    dated = record(0.9).model_copy(
        update={"dates": Dates(decision=One[str](value="1961-03", confidence=0.9, status="accepted"))}
    )
    assert group_of(dated) == "1946-1977, badly read"
    shift = GroupShift(group=group_of(dated), values=50, shift=-2.0)
    lowered = of_decision(0.7).model_copy(update={"groups": (shift,)})
    assert settle(dated, lowered).decision.confidence < 0.8


def test_labelled_values_come_from_records_with_known_answers(tmp_path: Path) -> None:
    truth = {"dossier": "D001", "delivery": "levering_01", "decision": "geweigerd", "pages": []}
    (tmp_path / "D001.json").write_text(json.dumps(truth))
    [seen] = labelled(tmp_path, [record(0.9)])
    assert (seen.field, seen.score, seen.right, seen.accepted) == ("decision", 0.9, False, True)
    assert labelled(tmp_path, [settle(record(0.75), of_decision(0.8))])[0].accepted
    assert labelled(tmp_path, [record(0.9, status="corrected")]) == ()
