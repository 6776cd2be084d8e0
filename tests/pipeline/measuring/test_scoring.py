import pytest

from pipeline.measuring.scoring import FieldOutcome, PageOutcome, field_score, macro_f1, page_score


def outcome(**changes: object) -> FieldOutcome:
    right = FieldOutcome("decision", 1, 1, 1, 0, 0, "accepted", "", "")
    return right._replace(**changes)  # type: ignore[arg-type]  # any field of the tuple


def test_wrong_and_missing_lower_different_figures() -> None:
    score = field_score([outcome(), outcome(right=0, wrong=1), outcome(right=0, given=0, missing=1, status="absent")])
    assert (score.wrong, score.missing) == (1, 1)
    assert score.precision == pytest.approx(1 / 2)
    assert score.recall == pytest.approx(1 / 3)
    assert score.f1 == pytest.approx(2 / 5)
    assert (score.accepted, score.accepted_wrong) == (2, 1)


def test_nothing_to_find_and_nothing_given_has_no_ratio() -> None:
    score = field_score([outcome(expected=0, given=0, right=0)])
    assert (score.precision, score.recall, score.f1) == (None, None, None)


def test_ratios_are_part_of_the_json() -> None:
    assert field_score([outcome()]).model_dump()["f1"] == 1.0


def test_macro_f1_weighs_every_type_alike() -> None:
    pairs = [("besluit", "besluit")] * 8 + [("plan", "besluit"), ("plan", "plan")]
    assert macro_f1(pairs) == pytest.approx((16 / 17 + 2 / 3) / 2)
    assert macro_f1([]) is None


def test_page_without_measurements_gives_no_figures() -> None:
    score = page_score([PageOutcome(None, 0, 0, None, None, None)])
    assert score.pages == 1
    assert (score.cer_mean, score.string_recall, score.type_accuracy, score.orientation_accuracy) == (None,) * 4
