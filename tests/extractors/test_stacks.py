"""Where a dossier begins in a stack without separator sheets, and where a page is only misfiled."""

from extractors.stacks import dossier_starts
from schemas.findings import Evidence, Finding
from schemas.pages import Document, Documents
from schemas.values import Address, Reference
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
