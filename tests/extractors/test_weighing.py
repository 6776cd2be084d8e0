# ruff: noqa: E501  (a case and what comes of it are clearer in one piece)
"""What findings weigh together, and what becomes of a field: the rules that every chooser shares."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.choosing import CLASH, UNREAD, WEAK, candidates, corroborated, many, one, rivals
from extractors.weighing import SURE, Weighed, copies_of, independent, weigh
from schemas.findings import Evidence, Finding
from schemas.record import Candidate, Item, Many, One
from schemas.values import Parcel


def found(value: Any = "stal", *, page: int = 1, score: float = 1.0, text: str = "", role: str = "") -> Finding:
    proof = Evidence(
        page=page, file="1.tif", page_index=0, boxes=(), text=text or str(value), reader="r", extractor="e"
    )
    return Finding(field="subject", value=value, score=score, role=role, evidence=proof)


def as_written(finding: Finding) -> str:
    return str(finding.value)


def weighed(value: str = "stal", confidence: float = 0.9, pages: int = 2, *findings: Finding) -> Weighed[Any]:
    return Weighed(value, value.upper(), confidence, findings or (found(value),), pages)


def ranked(*findings: Finding, **more: Any) -> list[tuple[Any, float, int]]:
    options: dict[str, Any] = {"same": as_written, "weight": lambda _: 1.0, "copies": {}} | more
    return [(group.value, group.confidence, group.pages) for group in weigh(findings, **options)]


def test_each_independent_page_takes_away_doubt_and_a_copy_does_not() -> None:
    one_page = [(1.0, found(page=1))]
    assert independent(one_page, {}) == (pytest.approx(SURE), 1)
    assert independent([*one_page, (0.5, found(page=2))], {}) == (pytest.approx(1 - (1 - SURE) * (1 - SURE / 2)), 2)
    assert independent([(0.5, found(page=2)), *one_page], {2: 1}) == (pytest.approx(SURE), 1)
    assert independent([*one_page, (0.5, found(page=1))], {}) == (pytest.approx(SURE), 1)
    assert independent([(3.0, found())], {}) == (pytest.approx(SURE), 1)
    assert independent([], {}) == (0.0, 0)


@given(st.lists(st.tuples(st.floats(0, 2), st.integers(1, 5)), max_size=8))
def test_more_pages_never_make_less_sure(weights: list[tuple[float, int]]) -> None:
    joint = [independent([(weight, found(page=page)) for weight, page in weights[:end]], {})[0]
             for end in range(len(weights) + 1)]  # fmt: skip
    assert joint == sorted(joint)
    assert all(0 <= sure < 1 or math.isclose(sure, 1) for sure in joint)


def test_the_value_with_the_most_proof_comes_first() -> None:
    given_ = (found("stal"), found("schuur", page=2), found("schuur", page=3))
    assert ranked(*given_) == [("schuur", 0.9936, 2), ("stal", 0.92, 1)]
    assert ranked(*given_, copies={3: 2}) == [("schuur", 0.92, 1), ("stal", 0.92, 1)]
    heavy = {"stal": 1.0, "schuur": 0.3}
    assert ranked(*given_, weight=lambda finding: heavy[str(finding.value)])[0][0] == "stal"


@pytest.mark.parametrize(("weight", "score", "kept"), [(0.02, 1.0, 0), (0.021, 1.0, 1), (1.0, 0.0, 0), (1.0, 0.01, 1)])
def test_what_weighs_nothing_supports_nothing(weight: float, score: float, kept: int) -> None:
    assert len(ranked(found(score=score), weight=lambda _: weight)) == kept


def test_misread_forms_join_the_larger_group_and_make_it_less_sure() -> None:
    given_ = (found("scbuur", page=1), found("schuur", page=2), found("schuur", page=3), found("stal", page=4))
    alike = {("schuur", "scbuur")}
    joined = ranked(*given_, alike=lambda home, key: (home, key) in alike)
    assert joined == [("stal", 0.92, 1), ("schuur", round((1 - 0.08**3) * (0.5 + 0.5 * 2 / 3), 4), 3)]
    assert [name for name, _, _ in ranked(*given_)] == ["schuur", "scbuur", "stal"]


def test_the_form_most_like_the_others_is_the_value_and_its_best_place_its_text() -> None:
    given_ = (
        found("jan dirckx", page=1, score=0.9, text="Jan Dirckx"),
        found("jan dircks", page=2, score=0.5, text="J. Dircks"),
        found("jan dircks", page=3, score=0.6, text="Jan Dircks"),
    )
    (group,) = weigh(given_, same=lambda _: 0, weight=lambda _: 1.0, copies={})
    assert (group.value, group.text, group.pages) == ("jan dircks", "Jan Dircks", 3)
    assert [finding.evidence.page for finding in group.findings] == [1, 3, 2]


def test_values_that_are_no_text_are_weighed_by_all_their_parts() -> None:
    one, other = Parcel(section="A", number="12"), Parcel(section="B", number="12")
    given_ = (found(one, page=1, text="A 12"), found(other, page=2, text="B 12"), found(other, page=3, text="B 12"))
    assert [value for value, _, _ in ranked(*given_)] == [other, one]


def test_a_value_stands_once_on_each_page_at_its_best_place() -> None:
    places = (found(page=2, score=0.4, text="b"), found(page=1, score=0.4, text="a"), found(page=2, score=0.9, text="c"),
              found(page=3, score=0.3, text="d"), found(page=2, score=0.9, text="e"))  # fmt: skip
    assert [proof.text for proof in weighed("stal", 0.9, 3, *places).evidence] == ["c", "a", "d"]


LETTER = "De heer burgemeester wordt gevraagd de stal te mogen bouwen achter het huis aan de straat. " * 4
BLIND = "Op heden verschenen voor ons de genoemde partijen, die verklaarden als volgt te zijn overeengekomen. " * 4


def test_a_page_with_nearly_the_same_text_is_a_copy_of_the_first() -> None:
    texts = {4: ("brief", LETTER.replace("stal", "staI")), 2: ("brief", LETTER), 3: ("brief", BLIND), 7: ("brief", LETTER),
             8: ("brief", BLIND), 5: ("besluit", LETTER), 6: ("brief", "")}  # fmt: skip
    assert copies_of(texts) == {4: 2, 7: 2, 8: 3}
    assert copies_of({1: ("brief", "x" * 199), 2: ("brief", "x" * 199)}) == {}
    assert copies_of({1: ("brief", "x" * 200), 2: ("brief", "x" * 200)}) == {2: 1}
    assert copies_of({1: ("brief", LETTER * 9 + BLIND), 2: ("brief", LETTER * 9)}) == {2: 1}


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ((0.8, 2), (0.68, 2), True),
        ((0.8, 2), (0.67, 2), False),
        ((0.8, 2), (0.7, 1), False),
        ((0.8, 1), (0.8, 2), True),
    ],
)
def test_a_second_value_is_a_rival_when_it_is_nearly_as_sure_on_as_many_pages(
    first: tuple[float, int], second: tuple[float, int], near: bool
) -> None:
    pair = (weighed("stal", *first), weighed("schuur", *second))
    assert rivals(pair) is near
    assert not rivals(pair[:1])
    assert not rivals(())


def test_a_name_that_only_one_page_reads_just_so_waits() -> None:
    pages = (found(page=1), found(page=2))
    assert corroborated(weighed("stal", 0.9, 2, *pages), same=as_written).confidence == 0.9
    assert corroborated(weighed("stal", 0.9, 1, *pages), same=as_written).confidence == 0.66  # a copy of the other
    assert corroborated(weighed("stal", 0.9, 2, found(), found()), same=as_written).confidence == 0.66
    assert corroborated(weighed("stal", 0.4, 1), same=as_written).confidence == 0.4
    mixed = weighed("stal", 0.9, 3, found("staI", page=1), found("stal", page=2), found("staI", page=3))
    assert corroborated(mixed, same=as_written).confidence == 0.66
    assert corroborated(mixed, same=lambda _: 0).confidence == 0.9
    other = weighed("kot", 0.9, 2, found("stal", page=1), found("stal", page=2))
    assert corroborated(other, same=as_written).confidence == 0.9


def test_five_candidates_are_shown_at_most() -> None:
    group = weighed("stal", 0.5, 2)
    made = Candidate[Any](value="stal", text="STAL", confidence=0.5, evidence=group.evidence)
    assert candidates((group,) * 7) == (made,) * 5
    assert candidates((group,) * 7, 2) == (made,) * 2


@pytest.mark.parametrize(
    ("sure", "status", "reason", "value"),
    [(0.7, "accepted", "", "stal"), (0.6999, "review", WEAK, "stal"), (0.35, "review", WEAK, "stal"), (0.3499, "review", UNREAD, None)],
)  # fmt: skip
def test_a_value_is_taken_asked_or_only_offered(sure: float, status: str, reason: str, value: str | None) -> None:
    best, weak = weighed("stal", sure), weighed("schuur", 0.1)
    field = one(One[str], (best, weak))
    assert (field.value, field.status, field.reason, field.confidence, field.absence) == (
        value,
        status,
        reason,
        sure,
        None,
    )
    if value:
        assert (field.text, field.evidence) == ("STAL", best.evidence)
    assert field.candidates == candidates((weak,) if value else (best, weak))
    assert one(One[str], ()) == One[str]()
    assert one(One[str], (best,), accept=0.99).status == "review"


def test_rivals_are_put_before_a_person_with_less_confidence() -> None:
    field = one(One[str], (weighed("stal", 0.9), weighed("schuur", 0.9)))
    assert (field.value, field.status, field.reason, field.confidence) == ("stal", "review", CLASH, 0.54)


def test_a_set_is_as_sure_as_its_least_sure_value() -> None:
    chosen, others = (weighed("stal", 0.9), weighed("schuur", 0.7)), (weighed("kot", 0.2),)
    field = many(Many[str], chosen, others)
    assert (field.values, field.confidence, field.status, field.reason) == (("stal", "schuur"), 0.7, "accepted", "")
    assert field.items[0] == Item[str](value="stal", text="STAL", confidence=0.9, evidence=chosen[0].evidence)
    assert (field.candidates, field.absence) == (candidates(others), None)
    field = many(Many[str], chosen, others, clash=True)
    assert (field.confidence, field.status, field.reason) == (0.49, "review", CLASH)
    field = many(Many[str], chosen, others, accept=0.71)
    assert (field.confidence, field.status, field.reason) == (0.7, "review", WEAK)


def test_a_set_without_a_value_offers_what_there_is() -> None:
    assert many(Many[str], (), ()) == Many[str]()
    field = many(Many[str], (), (weighed("kot", 0.3), weighed("hok", 0.2)))
    assert (field.values, field.status, field.absence, field.reason) == ((), "review", None, UNREAD)
    assert (field.confidence, [offer.value for offer in field.candidates]) == (0.3, ["kot", "hok"])
