"""Where a dossier begins in a stack without separator sheets, and where a page is only misfiled."""

import pytest

from extractors.stacks import dossier_starts
from schemas.findings import Evidence, Finding
from schemas.pages import Document, Documents
from schemas.values import Address, Municipality, Reference
from schemas.words import FieldName, PageType

FIRST = ("1964/12", "Peeters Jan", "Kerkstraat", "1964-03-02")
SECOND = ("VK.77.35", "Baeten Jef", "Reebokjeslaan", "1977-08-19")


def found(page: int, field: FieldName, value: object, role: str) -> Finding:
    evidence = Evidence(
        page=page, file="s.pdf", page_index=page - 1, boxes=(), text="…", reader="test 1", extractor="test 1"
    )
    return Finding.model_validate({"field": field, "value": value, "score": 0.9, "role": role, "evidence": evidence})


def paper(page: int, marks: tuple[str, str, str, str], *, without: str = "") -> list[Finding]:
    number, person, street, date = marks
    all_of_them = {
        "number": found(page, "references", Reference(kind="municipal", value=number, raw=number), "own"),
        "person": found(page, "applicants", person, "label"),
        "street": found(page, "addresses", Address(street=street, number="5"), "site"),
        "date": found(page, "dates.application", date, "application"),
    }
    return [finding for name, finding in all_of_them.items() if name not in without.split()]


def documents(*types: PageType) -> Documents:
    return Documents(documents=tuple(
        Document(type=kind, pages=(page,), confidence=0.9) for page, kind in enumerate(types, start=1)
    ))  # fmt: skip


def test_a_new_cover_with_all_new_marks_begins_a_dossier() -> None:
    marks = [*paper(1, FIRST), *paper(2, FIRST), *paper(3, SECOND), *paper(4, SECOND)]
    assert dossier_starts(marks, documents("kaft", "besluit", "kaft", "aanvraag")) == (1, 3)


def test_pages_that_say_little_stay_with_what_is_before_them() -> None:
    marks = [*paper(1, FIRST), *paper(3, SECOND), *paper(5, SECOND)]
    assert dossier_starts(marks, documents("aanvraag", "plan", "aanvraag", "foto", "besluit")) == (1, 3)


def test_a_cover_that_could_not_be_read_goes_with_its_dossier() -> None:
    marks = [*paper(1, FIRST), *paper(2, FIRST), *paper(4, SECOND), *paper(5, SECOND)]
    assert dossier_starts(marks, documents("kaft", "besluit", "kaft", "aanvraag", "besluit")) == (1, 3)


def test_one_misfiled_page_begins_nothing() -> None:
    marks = [*paper(1, FIRST), *paper(2, SECOND), *paper(3, FIRST), *paper(4, FIRST)]
    assert dossier_starts(marks, documents("kaft", "brief", "besluit", "brief")) == (1,)


def test_a_later_permit_for_the_same_house_begins_nothing() -> None:
    later = ("1983/77", "Maes Karel", "Kerkstraat", "1983-05-04")
    marks = [*paper(1, FIRST), *paper(2, FIRST), *paper(3, later), *paper(4, later)]
    assert dossier_starts(marks, documents("kaft", "besluit", "aanvraag", "besluit")) == (1,)


def test_another_number_alone_begins_nothing() -> None:
    other = ("55/881", *FIRST[1:])
    marks = [*paper(1, FIRST), *paper(2, other, without="person street date"), *paper(3, FIRST)]
    assert dossier_starts(marks, documents("kaft", "brief", "besluit")) == (1,)


def test_an_ordinary_dossier_is_one() -> None:
    marks = [finding for page in range(1, 5) for finding in paper(page, FIRST)]
    assert dossier_starts(marks, documents("kaft", "aanvraag", "besluit", "brief")) == (1,)


@pytest.mark.parametrize(
    ("without", "begins"),
    [
        ("", True),
        ("town", True),
        ("date town", True),
        ("street date town", True),  # another number and another person
        ("person date town", True),  # another number and another street
        ("number town", True),  # person, street and years
        ("number date", True),  # person, street and town
        ("number date town", False),
        ("person street", True),  # number, town and years
        ("person street town", False),
        ("person street date", False),
        ("person number street", False),
    ],
)
def test_a_dossier_begins_where_enough_is_another(without: str, begins: bool) -> None:
    """Three kinds of marks, or the number with the person or the street."""
    marks = [*paper(1, FIRST), town(1, "12025"), *paper(2, SECOND, without=without), *paper(3, SECOND, without=without)]
    marks += [town(2, "24062")] if "town" not in without else []
    assert dossier_starts(marks, documents("besluit", "aanvraag", "besluit")) == ((1, 2) if begins else (1,))


def town(page: int, nis: str, role: str = "head") -> Finding:
    return found(page, "municipality", Municipality(name=nis, nis=nis), role)


@pytest.mark.parametrize(
    "same",
    [
        found(3, "references", Reference(kind="municipal", value="64/12", raw="64/12"), "own"),
        found(3, "references", Reference(kind="municipal", value="1964/13", raw="1964/13"), "own"),  # misread
        found(3, "applicants", "Jan Peeters", "label"),
        found(3, "addresses", Address(street="Kerkstraat", number="77"), "site"),
    ],
)
def test_whatever_the_next_pages_share_keeps_them_together(same: Finding) -> None:
    first = ("64/12", *FIRST[1:])
    marks = [*paper(1, FIRST), *paper(1, first), *paper(2, SECOND), same]
    assert dossier_starts(marks, documents("besluit", "aanvraag", "besluit")) == (1,)


@pytest.mark.parametrize(
    ("mark", "counts"),
    [
        (found(1, "applicants", "Baeten Jef", "label"), True),
        (found(1, "applicants", "Baeten Jef", "owner"), False),
        (found(1, "architect", "Baeten Jef", "label"), False),
        (found(1, "addresses", Address(street="Reebokjeslaan", number="5"), "site"), True),
        (found(1, "addresses", Address(street="Reebokjeslaan", number="5"), "applicant"), False),
        (found(1, "references", Reference(kind="municipal", value="VK.77.35", raw="VK.77.35"), "own"), True),
        (found(1, "references", Reference(kind="municipal", value="VK.77.35", raw="VK.77.35"), "history"), False),
        (found(1, "references", Reference(kind="stedenbouw", value="VK.77.35", raw="VK.77.35"), "own"), False),
        (found(1, "references", Reference(kind="other", value="VK.77.35", raw="VK.77.35"), "own"), False),
    ],
)
def test_only_marks_of_the_dossier_itself_tie_pages(mark: Finding, counts: bool) -> None:
    """The owner of the ground, somebody's home, an earlier permit and another office's number tie nothing."""
    marks = [*paper(1, FIRST), mark, *paper(2, SECOND), *paper(3, SECOND)]
    assert dossier_starts(marks, documents("besluit", "aanvraag", "besluit")) == ((1,) if counts else (1, 2))
    weak = mark.model_copy(update={"score": 0.49})
    weighed = mark.field == "references"
    found_anyway = dossier_starts([*marks[:4], weak, *marks[5:]], documents("besluit", "aanvraag", "besluit"))
    assert found_anyway == ((1,) if counts and not weighed else (1, 2))


def test_papers_of_one_year_or_the_next_are_not_told_apart_by_their_years() -> None:
    for date, begins in (("1964-12-31", False), ("1965-03-02", False), ("1966-03-02", True), ("1962-01-01", True)):
        other = (SECOND[0], SECOND[1], SECOND[2], date)
        marks = [*paper(1, FIRST), *paper(2, other, without="number"), *paper(3, other, without="number")]
        assert dossier_starts(marks, documents("besluit", "aanvraag", "besluit")) == ((1, 2) if begins else (1,))


@pytest.mark.parametrize(
    ("kind", "begins"), [("plan", False), ("advies", False), ("nota", True), ("weigering", True), ("brief", True)]
)
def test_a_dossier_begins_with_a_paper_that_may_be_its_first(kind: PageType, begins: bool) -> None:
    marks = [*paper(1, FIRST), *paper(2, SECOND)]
    assert dossier_starts(marks, documents("besluit", kind, "foto")) == ((1, 2) if begins else (1,))


def test_the_last_page_alone_is_no_dossier() -> None:
    assert dossier_starts([*paper(1, FIRST), *paper(2, SECOND)], documents("besluit", "aanvraag")) == (1,)
    assert dossier_starts([], documents()) == ()
