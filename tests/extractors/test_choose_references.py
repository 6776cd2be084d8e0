# ruff: noqa: E501  (a case and what comes of it are clearer in one piece)
"""Under which numbers a dossier was filed: its own first, and which are only mentioned."""

from collections.abc import Callable

import pytest

from extractors.choose_references import choose_references
from extractors.choosing import UNREAD, WEAK, Case
from schemas.findings import Finding
from schemas.values import Reference
from schemas.words import PermitType
from tests.extractors.conftest import seen

Build = Callable[..., Case]


def filed(pages: str, number: str, kind: str = "municipal", role: str = "own", score: float = 0.9) -> list[Finding]:
    value = Reference.model_validate({"kind": kind, "value": number, "raw": number})
    return [seen("references", value, int(page), role=role, score=score, text=number) for page in pages]


def spoken(pages: str, number: str, raw: str) -> list[Finding]:
    value = Reference(kind="municipal", value=number, raw=raw)
    return [seen("references", value, int(page), role="own", score=0.9) for page in pages]


@pytest.mark.parametrize(
    ("kinds", "found", "chosen", "expected"),
    [
        ("kaft besluit", filed("12", "25/1960"), ["25/1960"], (0.9704, "accepted", "")),
        ("kaft", filed("1", "25/1960"), ["25/1960"], (0.828, "accepted", "")),
        ("brief", filed("1", "25/1960"), ["25/1960"], (0.7452, "review", WEAK)),
        ("plan", filed("1", "25/1960"), ["25/1960"], (0.3312, "review", WEAK)),  # the only one is shown to a person
        ("plan", filed("1", "25/1960", score=0.8), [], (0.2944, "review", UNREAD)),
        ("foto", filed("1", "25/1960"), ["25/1960"], (0.414, "review", WEAK)),
        ("besluit", [], [], (0.0, "absent", "")),
        # one number in several notations, or misread
        ("kaft besluit", [*filed("1", "25/1960"), *filed("2", "1960/025")], ["25/1960"], (0.9704, "accepted", "")),
        ("kaft besluit aanvraag", [*filed("12", "25/1960"), *filed("3", "26/1960")], ["25/1960"], (0.8291, "accepted", "")),
        # a number of another office beside it
        ("kaft besluit", [*filed("12", "25/1960"), *filed("2", "8.00/12025/1234.1", "stedenbouw")], ["25/1960", "8.00/12025/1234.1"], (0.9704, "accepted", "")),
        ("kaft besluit", [*filed("12", "25/1960"), *filed("2", "8.00/12025/1234.1", "stedenbouw", score=0.5)], ["25/1960"], (0.9704, "review", WEAK)),
        ("kaft besluit", [*filed("12", "25/1960"), *filed("2", "8.00173111781.8", "stedenbouw", role="unread", score=0.1)], ["25/1960"], (0.9704, "review", WEAK)),
        # the year in two figures; the own number without a label beside that of another office
        ("kaft besluit", [*filed("1", "800/1939"), *filed("2", "800/39")], ["800/1939"], (0.9704, "accepted", "")),
        # the year told in words stays as it is filed elsewhere, where it is filed at all
        ("kaft besluit", [*filed("1", "183/53"), *spoken("2", "1953/183", "183 van 1953")], ["183/53"], (0.9704, "accepted", "")),
        ("kaft besluit", spoken("12", "1953/183", "183 van 1953"), ["1953/183"], (0.9704, "accepted", "")),
        ("kaft besluit brief", [*filed("1", "183/53"), *filed("2", "183/1953"), *spoken("3", "1953/183", "183 van 1953")], ["183/1953"], (0.9925, "accepted", "")),
        ("kaft besluit", [*filed("1", "406/1970/XI"), *filed("2", "406/70/XI")], ["406/1970/XI"], (0.9704, "accepted", "")),
        ("besluit brief nota", [*filed("1", "AS/11659/82", "stedenbouw"), *filed("123", "820133", role="bare")], ["820133", "AS/11659/82"], (0.9888, "accepted", "")),
        ("besluit brief nota", [*filed("1", "AS/11659/82", "stedenbouw"), *filed("12", "820133", role="bare")], ["AS/11659/82"], (0.828, "review", WEAK)),
        # one page says it, and another all but the same
        ("kaft aanvraag", [*filed("1", "1957-526"), *filed("2", "1957-566", role="loose")], ["1957-526"], (0.828, "review", WEAK)),
        ("kaft aanvraag", [*filed("1", "1957-526"), *filed("2", "1957-526", role="loose")], ["1957-526"], (0.9862, "accepted", "")),
        # a stroke that one page lost
        ("kaft besluit", [*filed("1", "1951/T7136"), *filed("2", "1951/T/136", score=0.4)], ["1951/T/136"], (0.8913, "accepted", "")),
        ("kaft besluit", [*filed("1", "1217/74"), *filed("2", "12/7/74", score=0.4)], ["1217/74"], (0.7542, "review", WEAK)),
        # one page has its signs in other parts
        ("kaft aanvraag brief", [*filed("12", "03/18-B-2007"), *filed("3", "0318-B-2007")], ["03/18-B-2007"], (0.9704, "review", WEAK)),
        # a number that a page hardly calls its own, and that stands on a page of another kind
        ("kaft besluit", [*filed("1", "4/1934", role="loose", score=0.4), *filed("2", "4/1934", score=0.6)], ["4/1934"], (0.824, "accepted", "")),
        ("besluit besluit", [*filed("1", "4/1934", role="loose", score=0.4), *filed("2", "4/1934", score=0.6)], ["4/1934"], (0.552, "review", WEAK)),
        ("kaft besluit", [*filed("1", "4-34", role="loose", score=0.4), *filed("2", "4-34", score=0.6)], ["4-34"], (0.552, "review", WEAK)),
        # a second number on a page with the town's other number may be of another permit
        ("kaft besluit", [*filed("1", "25/1960"), *filed("2", "33/1967"), *filed("2", "332/KO/6170", "stedenbouw")], ["25/1960", "33/1967", "332/KO/6170"], (0.828, "review", WEAK)),
        # a bar that was read as a one
        ("kaft besluit", [*filed("12", "B.118/1936"), *filed("2", "B.11811936", score=0.95)], ["B.118/1936"], (0.9704, "accepted", "")),
        ("kaft besluit", [*filed("12", "2017/9"), *filed("2", "2017003322", "omv")], ["2017/9", "2017003322"], (0.9704, "review", WEAK)),
        ("kaft besluit", [*filed("12", "2017/9"), *filed("12", "2017003322", "omv")], ["2017003322", "2017/9"], (0.9704, "review", WEAK)),
        ("aanvraag besluit", [*filed("12", "2017/9"), *filed("2", "2017003322", "omv")], ["2017003322", "2017/9"], (0.828, "review", WEAK)),
        ("kaft besluit", [*filed("1", "2017/9"), *filed("12", "2017003322", "omv")], ["2017003322", "2017/9"], (0.9704, "accepted", "")),
        ("kaft besluit", [*filed("12", "25/1960"), *filed("2", "2017/99123", "omv", score=0.6)], ["25/1960", "2017/99123"], (0.9704, "accepted", "")),
        ("kaft besluit", [*filed("12", "25/1960"), *filed("2", "B/77/831")], ["25/1960", "B/77/831"], (0.9704, "accepted", "")),
        ("kaft besluit", [*filed("12", "25/1960"), *filed("2", "B/77/831", score=0.89)], ["25/1960"], (0.9704, "accepted", "")),
        ("kaft besluit brief", [*filed("12", "25/1960"), *filed("23", "B/77/831", score=0.5)], ["25/1960", "B/77/831"], (0.9704, "accepted", "")),
        ("kaft besluit brief", [*filed("12", "25/1960"), *filed("23", "B/77/831", score=0.3)], ["25/1960"], (0.9704, "accepted", "")),
        ("kaft besluit", [*filed("12", "25/1960"), *filed("12", "B/77/831", "other")], ["25/1960"], (0.9704, "accepted", "")),
        # the number of another office alone is no number of this archive
        ("kaft besluit", filed("12", "8.00/12025/1234.1", "stedenbouw"), ["8.00/12025/1234.1"], (0.9704, "review", WEAK)),
        ("kaft besluit", filed("12", "25/1960", "other"), ["25/1960"], (0.9704, "review", WEAK)),
        ("kaft besluit", filed("12", "25/1960", "milieu"), ["25/1960"], (0.9704, "accepted", "")),
        ("kaft besluit", [*filed("12", "8.00/12025/1234.1", "stedenbouw"), *filed("2", "25/1960", score=0.8)], ["25/1960", "8.00/12025/1234.1"], (0.736, "review", WEAK)),
        # without a label: what one page or pages of one kind say is shown to a person when it is all there is
        ("kaft besluit", filed("12", "25/1960", role="loose"), ["25/1960"], (0.9704, "review", WEAK)),
        ("besluit besluit", filed("12", "25/1960", role="loose"), ["25/1960"], (0.9704, "review", WEAK)),
        ("brief brief", filed("1", "25/1960", role="loose", score=0.4), ["25/1960"], (0.3312, "review", WEAK)),
        ("plan plan", filed("1", "25/1960", role="loose", score=0.4), [], (0.1472, "review", UNREAD)),
        ("brief brief", [*filed("1", "25/1960", role="loose"), *filed("2", "7/1961", role="loose")], [], (0.0, "absent", "")),
        ("aanvraag besluit", [*filed("1", "362-1932", role="loose"), *filed("2", "B 362-1932", role="loose")], ["B 362-1932"], (0.9704, "review", WEAK)),
        ("aanvraag besluit", [*filed("2", "V 362-1932", role="loose"), *filed("1", "362-1932", role="loose")], ["V 362-1932"], (0.9704, "review", WEAK)),
        ("kaft aanvraag", filed("1", "25/1960", role="loose", score=0.4), ["25/1960"], (0.368, "review", WEAK)),
        ("kaft aanvraag", [*filed("1", "25/1960", role="loose"), *filed("1", "7/1961", role="loose")], [], (0.0, "absent", "")),
        ("kaft aanvraag", filed("1", "25/60", role="loose"), [], (0.0, "absent", "")),
        ("kaft besluit aanvraag", filed("123", "25/1960", role="loose"), ["25/1960"], (0.9949, "accepted", "")),
        ("besluit besluit", filed("12", "25", role="bare"), ["25"], (0.9704, "review", WEAK)),
        ("besluit", filed("1", "25", role="bare"), ["25"], (0.828, "review", WEAK)),
        ("besluit", [*filed("1", "25", role="bare"), *filed("1", "1", role="bare", score=0.95)], ["25"], (0.828, "review", WEAK)),
        ("besluit", filed("1", "5", role="bare"), [], (0.828, "review", UNREAD)),
        ("advies", filed("1", "2856", "other", role="bare"), [], (0.7452, "review", UNREAD)),
        ("kaft besluit", [*filed("1", "25", role="bare", score=0.5), *filed("2", "739", role="bare", score=0.48)], ["25"], (0.46, "review", WEAK)),
        ("kaft besluit", [*filed("12", "25/1960", role="loose"), *filed("12", "33", role="bare")], ["25/1960"], (0.9704, "review", WEAK)),
    ],
)  # fmt: skip
def test_the_numbers_of_a_dossier(
    case: Build, kinds: str, found: list[Finding], chosen: list[str], expected: tuple[float, str, str]
) -> None:
    field, mentioned = choose_references(case(kinds, *found), None)
    assert ([value.value for value in field.values], mentioned) == (chosen, ())
    assert [value.primary for value in field.values] == [True, False, False][: len(chosen)]
    assert (field.confidence, field.status, field.reason) == expected


def test_what_was_left_out_is_offered(case: Build) -> None:
    for found, expected in (
        ([*filed("12", "25/1960"), *filed("3", "B/77/831", score=0.5)], ["B/77/831"]),
        ([*filed("12", "25/1960"), *filed("3", "33/1971", "other")], ["33/1971"]),
        (filed("3", "25/1960", score=0.3), ["25/1960"]),
        ([*filed("1", "25", role="bare"), *filed("1", "739", role="bare", score=0.5)], ["739"]),
    ):
        field, _ = choose_references(case("kaft besluit plan", *found), None)
        assert [offer.value.value for offer in field.candidates] == expected


@pytest.mark.parametrize(
    ("kind", "permit", "kept"),
    [
        ("municipal", "bouwvergunning", "municipal"),
        ("municipal", "verkavelingsvergunning", "verkaveling"),
        ("municipal", "verkavelingswijziging", "verkaveling"),
        ("municipal", None, "municipal"),
        ("verkaveling", "bouwvergunning", "municipal"),  # `V` before a building permit's number is but a letter
        ("verkaveling", "verkavelingsvergunning", "verkaveling"),
        ("verkaveling", None, "verkaveling"),
        ("omv", "verkavelingsvergunning", "omv"),
        ("stedenbouw", "bouwvergunning", "stedenbouw"),
    ],
)
def test_the_register_of_a_number_is_that_of_its_permit(
    case: Build, kind: str, permit: PermitType | None, kept: str
) -> None:
    field, _ = choose_references(case("kaft besluit", *filed("12", "25/1960", kind)), permit)
    assert [(value.kind, value.value, value.primary) for value in field.values] == [(kept, "25/1960", True)]
    assert field.items[0].text == "25/1960"
    assert [proof.page for proof in field.items[0].evidence] == [1, 2]


def test_the_number_that_most_pages_are_filed_under_is_the_dossiers_own(case: Build) -> None:
    found = [*filed("12", "7/1974"), *filed("3", "25/1960")]
    kinds = "besluit besluit kaft"
    assert choose_references(case(kinds, *found, number=("1960", "25")), None)[0].values[0].value == "25/1960"
    assert (
        choose_references(case(kinds, *found, number=("1960", "26")), None)[0].values[0].value == "25/1960"
    )  # misread
    assert choose_references(case(kinds, *found, number=("1981", "415")), None)[0].values[0].value == "7/1974"
    assert choose_references(case(kinds, *found), None)[0].values[0].value == "7/1974"


def test_a_misread_form_of_the_own_number_stands_not_beside_it(case: Build) -> None:
    found = [*filed("12", "2014-0153-B"), *filed("2", "2014-0158-B", "verkaveling"), *filed("2", "2014-0153-D", "omv")]
    field, _ = choose_references(case("kaft besluit", *found), None)
    assert [value.value for value in field.values] == ["2014-0153-B"]


def test_the_second_permit_in_a_folder_gives_its_number_too(case: Build) -> None:
    later = filed("3", "7/1974")
    field, _ = choose_references(case("kaft besluit besluit", *filed("12", "25/1960"), elsewhere=tuple(later)), None)
    assert ([value.value for value in field.values], field.confidence) == (["25/1960", "7/1974"], 0.9704)
    assert [value.primary for value in field.values] == [True, False]
    unlike = filed("3", "7/1974", score=0.48)  # its year is none of the dossier's: it was given less
    field, _ = choose_references(case("kaft besluit besluit", *filed("12", "25/1960"), elsewhere=tuple(unlike)), None)
    assert [value.value for value in field.values] == ["25/1960", "7/1974"]
    for others in (
        filed("3", "26/1960"),  # the own one, misread
        filed("3", "7/1974", score=0.45),
        filed("3", "7/1974", role="history"),
        [seen("applicants", "Callens Jan", 3, role="own")],
    ):
        field, _ = choose_references(
            case("kaft besluit besluit", *filed("12", "25/1960"), elsewhere=tuple(others)), None
        )
        assert [value.value for value in field.values] == ["25/1960"]


def test_other_permits_that_are_told_of_are_mentioned(case: Build) -> None:
    history = [
        *filed("1", "12/1951", role="history"),
        *filed("2", "1951/12", role="history"),
        *filed("1", "25/1960", role="history"),
    ]
    _, mentioned = choose_references(case("besluit brief kaft", *filed("12", "25/1960"), *history), None)
    assert [(one.value.value, one.text, one.confidence) for one in mentioned] == [("12/1951", "12/1951", 0.9704)]
    assert [proof.page for proof in mentioned[0].evidence] == [1, 2]
    assert not mentioned[0].value.primary
    _, mentioned = choose_references(
        case("besluit brief", *history, *filed("1", "33", role="bare"), copies={2: 1}), None
    )
    assert [(one.value.value, one.confidence) for one in mentioned] == [("12/1951", 0.828), ("25/1960", 0.828)]


def test_a_copy_proves_nothing(case: Build) -> None:
    field, _ = choose_references(case("brief brief", *filed("12", "25/1960"), copies={2: 1}), None)
    assert (field.confidence, field.status) == (0.7452, "review")
