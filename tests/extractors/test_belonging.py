# ruff: noqa: E501  (a case and what comes of it are clearer in one piece)
"""Which pages of a folder are the dossier's own: a later permit for the same house, a sheet that strayed in."""

import pytest

from extractors.belonging import belonging, misread
from schemas.findings import Finding
from schemas.pages import Documents
from schemas.values import Address, Reference
from tests.extractors.conftest import seen


def documents(kinds: str) -> Documents:
    return Documents.model_validate(
        {
            "documents": [
                {"type": kind, "pages": [page], "confidence": 0.9} for page, kind in enumerate(kinds.split(), start=1)
            ]
        }
    )


def page(
    number: int, filed: str = "", who: str = "", where: str = "", date: str = "", *, role: str = "own"
) -> list[Finding]:
    """What one page says: its number, who asks, the street of the site, the date of the decision."""
    made = []
    if filed:
        value = Reference(kind="municipal", value=filed, raw=filed)
        made.append(seen("references", value, number, role=role))
    if who:
        made.append(seen("applicants", who, number, role="label"))
    if where:
        made.append(seen("addresses", Address(street=where, number="5"), number, role="site"))
    if date:
        made.append(seen("dates.decision", date, number))
    return made


OWN = ("25/1960", "Callens Jan", "Bleekstraat", "1961-01-30")
LATER = ("7/1974", "Maes Karel", "Bleekstraat", "1975-01-30")
STRAY = ("381/1971", "Mertens Emiel", "Guldenstraat", "1971-04-03")


@pytest.mark.parametrize(
    ("kinds", "pages", "other", "strays", "told"),
    [
        ("kaft aanvraag besluit", [page(1, *OWN), page(2, *OWN), page(3, *OWN)], [], [], True),
        ("kaft besluit plan", [page(1, *OWN), page(2, *OWN), page(3)], [], [], True),
        # a sheet of another dossier
        ("kaft brief besluit", [page(1, *OWN), page(2, *STRAY), page(3, *OWN)], [], [2], True),
        # an adviser's own number, or another notation: the same people or nothing that tells
        ("kaft advies", [page(1, *OWN), page(2, "381/1971", "Callens Jan", "Guldenstraat")], [], [], True),
        ("kaft advies", [page(1, *OWN), page(2, "381/1971", "Jan Callens")], [], [], True),
        ("kaft advies", [page(1, *OWN), page(2, "381/1971", "", "Guldenstraat")], [], [], True),
        ("kaft advies", [page(1, *OWN), page(2, "381/1971", "Mertens Emiel")], [], [], True),
        # the own number, misread; or the number next to it, which lies next to it in the box
        ("kaft advies", [page(1, *OWN), page(2, "24/1960", "Callens Jan", "Guldenstraat")], [], [], True),
        ("kaft advies", [page(1, *OWN), page(2, "24/1960", "Mertens Emiel", "Bleekstraat")], [], [], True),
        ("kaft advies", [page(1, *OWN), page(2, "24/1960", *STRAY[1:])], [], [2], True),
        # an application of other people for another place than two pages agree on, without a number
        ("kaft aanvraag brief", [page(1, *OWN), page(2, "", *STRAY[1:3]), page(3, *OWN)], [], [2], True),
        ("kaft plan brief", [page(1, *OWN), page(2, "", *STRAY[1:3]), page(3, *OWN)], [], [], True),
        ("kaft aanvraag", [page(1, *OWN), page(2, "", *STRAY[1:3])], [], [], True),
        ("kaft aanvraag brief", [page(1, *OWN), page(2, "", "Mertens Emiel", "Bleekstraat"), page(3, *OWN)], [], [], True),
        ("kaft aanvraag brief", [page(1, *OWN), page(2, "", "Callens Jan", "Guldenstraat"), page(3, *OWN)], [], [], True),
        # a later permit for the same house
        ("kaft aanvraag aanvraag besluit", [page(1, *OWN), page(2, *OWN), page(3, *LATER), page(4, *LATER)], [3, 4], [], True),
        ("aanvraag besluit aanvraag", [page(1, *OWN), page(2, *OWN), page(3, *LATER)], [3], [], False),
        ("kaft aanvraag", [page(1, *OWN), page(2, "7/1974", "Maes Karel", "Bleckstraat")], [2], [], True),
        # a number that only looks like one, but is that of the others: a stray, a later permit
        ("kaft brief weigering", [page(1, *OWN), page(2, *STRAY), page(3, "381/1971", role="loose")], [], [2, 3], True),
        ("kaft aanvraag brief", [page(1, *OWN), page(2, *LATER), page(3, "7/1974", role="loose")], [2, 3], [], True),
        ("kaft aanvraag plan", [page(1, *OWN), page(2, *LATER), page(3, "25/1960", role="loose")], [2], [], True),
        # an adviser's own number, with a year misread
        ("kaft advies", [page(1, *OWN), page(2, "25/1960/B", date="1990-01-30")], [], [], True),
        # another number with dates of quite other years, whoever is named in its printed lines
        ("kaft aanvraag", [page(1, *OWN), page(2, "7/1974", "Callens Jan", "", "1975-01-30")], [2], [], True),
        ("kaft aanvraag", [page(1, *OWN), page(2, "7/1962", "Callens Jan", "", "1962-01-30")], [], [], True),
        # the years of the other permit, too near to be far, and none of ours
        ("kaft aanvraag brief", [page(1, *OWN), page(2, "7/1964", "Maes Karel", "Bleekstraat", "1964-01-30"), page(3, date="1964-03-01")], [2, 3], [], True),
        ("kaft aanvraag plan", [page(1, *OWN), page(2, "7/1964", "Maes Karel", "Bleekstraat", "1964-01-30"), page(3, date="1961-03-01")], [2], [], True),
        # its plan and letters name its people, or lie behind it and name nobody
        ("kaft besluit plan", [page(1, *OWN), page(2, *LATER), page(3, "", "Karel Maes")], [2, 3], [], True),
        ("kaft besluit plan", [page(1, *OWN), page(2, *LATER), page(3, "", "Callens Jan")], [2], [], True),
        ("kaft besluit brief", [page(1, *OWN), page(2, *LATER), page(3)], [2, 3], [], True),
        ("kaft besluit brief blanco", [page(1, *OWN), page(2, *LATER), page(3), page(4)], [2, 3, 4], [], True),
        ("kaft besluit plan", [page(1, *OWN), page(2, *LATER), page(3)], [2], [], True),
        ("kaft besluit brief", [page(1, *OWN), page(2, *LATER), page(3, where="Bleekstraat")], [2], [], True),
        ("kaft besluit brief", [page(1, *OWN), page(2, *LATER), page(3, *OWN[:1])], [2], [], True),
        ("kaft besluit brief brief", [page(1, *OWN), page(2, *LATER), page(3, *STRAY), page(4)], [2], [3], True),
        # pages without a number whose dates lie years away and whose people are unknown
        ("kaft besluit", [page(1, *OWN), page(2, "", "Maes Karel", "", "1966-01-30")], [2], [], True),
        ("kaft besluit", [page(1, *OWN), page(2, "", "Maes Karel", "", "1965-01-30")], [], [], True),
        ("kaft besluit", [page(1, *OWN), page(2, "", "Maes Karel", "", "1956-01-30")], [2], [], True),
        ("kaft besluit", [page(1, *OWN), page(2, "", "Callens Jan", "", "1975-01-30")], [], [], True),
        ("kaft besluit", [page(1, *OWN), page(2, "", "", "", "1975-01-30")], [], [], True),
        ("kaft besluit besluit", [page(1, *OWN), page(2, "", "", "", "1975-01-30"), page(3, "", "", "", "1975-03-30")], [2, 3], [], True),
        ("aanvraag besluit", [page(1, *OWN), page(2, "", "", "", "1975-01-30")], [], [], False),
        ("kaft besluit", [page(1, *OWN[:3]), page(2, "", "Maes Karel", "", "1975-01-30")], [], [], True),
        ("kaft besluit", [page(1, *OWN), page(2, "", "Maes Karel", "", "1975-01-30") + page(2, date="1961-02-02")], [], [], True),
    ],
)  # fmt: skip
def test_pages_of_a_folder(
    kinds: str, pages: list[list[Finding]], other: list[int], strays: list[int], told: bool
) -> None:
    sorted_out = belonging(tuple(one for found in pages for one in found), documents(kinds))
    assert (sorted(sorted_out.other), sorted(sorted_out.strays), sorted_out.told) == (other, strays, told)
    assert sorted_out.own == set(range(1, len(pages) + 1)) - {*other, *strays}
    assert sorted_out.number == ("1960", "25")


def test_the_environmental_permit_of_the_same_person_is_another() -> None:
    """She built there, and ran a sawmill: two permits, of which the law of either knows nothing."""
    same = ("7/1961", *OWN[1:])
    asked = [
        seen("permit_type", "bouwvergunning", 2, role="title"),
        seen("permit_type", "milieuvergunning", 3, role="title"),
    ]
    kinds = documents("kaft besluit besluit")
    pages = [*page(1, *OWN), *page(2, *OWN), *page(3, *same)]
    assert belonging((*pages, *asked), kinds).other == {3}
    assert belonging((*pages, *asked[1:]), kinds).other == frozenset()  # nothing names a permit to build
    mentioned = asked[1].model_copy(update={"role": "text"})
    assert belonging((*pages, asked[0], mentioned), kinds).other == frozenset()


LATER_TWICE = [*page(3, *LATER), *page(4, *LATER)]


@pytest.mark.parametrize(
    ("kinds", "first", "own"),
    [
        # no cover says which: the permit with which the folder was begun, though the later one has more papers
        ("aanvraag besluit aanvraag besluit", [*page(2, *OWN)], {1, 2}),
        ("aanvraag besluit aanvraag weigering", [*page(1, "", *OWN[1:]), *page(2, *OWN)], {1, 2}),
        ("aanvraag brief aanvraag besluit", [*page(1, "", *OWN[1:]), *page(2, *OWN)], {1, 2}),
        # a letter ahead begins no folder; the cover knows best
        ("brief brief aanvraag besluit", [*page(2, *OWN)], {1, 3, 4}),
        ("aanvraag besluit kaft besluit", [*page(2, *OWN)], {1, 3, 4}),
    ],
)
def test_of_two_permits_the_first_when_no_cover_tells(kinds: str, first: list[Finding], own: set[int]) -> None:
    sorted_out = belonging((*first, *LATER_TWICE), documents(kinds))
    assert own <= sorted_out.own
    assert not sorted_out.own & ({3, 4} - own)


@pytest.mark.parametrize(
    ("kinds", "pages", "own", "told"),
    [
        # more papers, and longer ones, of a later permit behind those that the folder was made for
        ("besluit aanvraag besluit brief", [page(1, *OWN), page(2, *LATER), page(3, *LATER), page(4, *LATER)], {1}, False),
        ("aanvraag brief aanvraag besluit brief", [page(1, *OWN), page(2, *OWN), page(3, *LATER), page(4, *LATER), page(5, *LATER)], {1, 2}, False),
        # the cover is one of four pages
        ("kaft aanvraag besluit brief", [page(1, *OWN), page(2, *LATER), page(3, *LATER), page(4, *LATER)], {1}, True),
        # a letter in front is no permit
        ("brief aanvraag besluit brief", [page(1, *OWN), page(2, *LATER), page(3, *LATER), page(4, *LATER)], {2, 3, 4}, False),
        # an older permit may well lie behind
        ("aanvraag besluit aanvraag", [page(1, *LATER), page(2, *LATER), page(3, *OWN)], {1, 2}, False),
    ],
)  # fmt: skip
def test_without_a_cover_the_permit_in_front_is_the_dossiers(
    kinds: str, pages: list[list[Finding]], own: set[int], *, told: bool
) -> None:
    sorted_out = belonging(tuple(one for found in pages for one in found), documents(kinds))
    assert (sorted_out.own, sorted_out.told) == (own, told)


def filed(number: str, page: int, score: float = 0.9, kind: str = "municipal", role: str = "own") -> Finding:
    return seen(
        "references",
        Reference.model_validate({"kind": kind, "value": number, "raw": number}),
        page,
        role=role,
        score=score,
    )


@pytest.mark.parametrize(
    ("found", "number"),
    [
        ([filed("25/1960", 1), filed("7/1974", 3), filed("7/1974", 4)], ("1960", "25")),  # the cover knows best
        ([filed("25/1960", 1), filed("7/1974", 2), filed("7/1974", 3), filed("7/1974", 4)], ("1974", "7")),
        ([filed("25/1960", 2), filed("7/1974", 3)], ("1960", "25")),  # a decision before a letter
        ([filed("25/1960", 3, 0.95), filed("7/1974", 4)], ("1960", "25")),
        ([filed("25/1960", 3), filed("7/1974", 4)], ("1960", "25")),  # the first of equals
        ([filed("7/1974", 4), filed("25/1960", 3)], ("1960", "25")),
        ([filed("7/1974", 2, 0.39), filed("25/1960", 3, 0.4)], ("1960", "25")),
        ([filed("7/1974", 2, kind="stedenbouw"), filed("25/1960", 3)], ("1960", "25")),
        ([filed("7/1974", 2, role="history"), filed("25/1960", 3)], ("1960", "25")),
        ([filed("7/1974", 3, kind="verkaveling"), filed("25/1960", 4, 0.8)], ("1974", "7")),
        ([filed("7/1974", 3, kind="omv"), filed("25/1960", 4, 0.8)], ("1974", "7")),
        # a page with many numbers is a list, and believed the less on each
        ([filed("25/1960", 2), filed("26/1971", 2), filed("7/1974", 3, 0.85)], ("1974", "7")),
        # misread forms support each other; the one that was read best is kept
        ([filed("25/1960", 3), filed("26/1960", 4, 0.85), filed("7/1974", 2)], ("1960", "25")),
        ([filed("25/1960", 3, 0.85), filed("26/1960", 4), filed("7/1974", 2)], ("1960", "26")),
        ([filed("25/1960", 3, 0.5), filed("1960/25", 3, 0.7), filed("7/1974", 4, 0.6)], ("1960", "25")),
        ([filed("25/1960", 3, 0.7), filed("1960/25", 3, 0.5), filed("7/1974", 4, 0.6)], ("1960", "25")),
        ([], None),
    ],
)  # fmt: skip
def test_the_number_of_the_dossier(found: list[Finding], number: tuple[str, ...] | None) -> None:
    sorted_out = belonging(tuple(found), documents("kaft besluit brief brief"))
    assert sorted_out.number == number
    if not found:
        assert sorted_out == belonging((), documents("kaft besluit brief brief"))
        assert (sorted_out.own, sorted_out.other, sorted_out.strays, sorted_out.told) == (
            {1, 2, 3, 4},
            set(),
            set(),
            True,
        )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("25/1960", "25/1960", True),
        ("25/1960", "26/1960", True),
        ("25/1960", "36/1960", True),
        ("25/1960", "361/1961", False),
        ("25/60", "26/60", True),
        ("25/60", "36/60", False),
        ("125/60", "136/60", False),
        ("1988/CC82", "1988/0082", True),
        ("1988/ill", "1988/111", True),
        ("1988/B7", "1988/87", True),
        ("1988/B7", "1987/93", False),
        ("1988/31210st", "1988/312/ost", True),
        ("1988/3121ost", "1988/312/ost", True),
        ("1988/31710st", "1988/312/ost", False),
    ],
)
def test_numbers_that_differ_by_a_sign_are_one_misread(one: str, other: str, same: bool) -> None:
    first, second = (tuple(number.lower().split("/")) for number in (one, other))
    assert misread(first, second) is same
    assert misread(second, first) is same


def test_the_owner_of_the_ground_and_homes_tie_no_pages() -> None:
    """Only who asks and where it is to be built tell of another permit."""
    owner = [
        seen("applicants", "Maes Karel", 2, role="owner"),
        seen("addresses", Address(street="Guldenstraat", number="1"), 2, role="applicant"),
    ]
    found = [*page(1, *OWN), *page(2, "381/1971"), *owner]
    assert belonging(tuple(found), documents("kaft brief")).own == {1, 2}


@pytest.mark.parametrize(
    ("kinds", "dates", "told"),
    [
        ("besluit aanvraag", ("1924-03-20", "1933-10-08"), False),
        ("besluit plan", ("1924-03-20", "1933-10-08"), True),
        ("besluit aanvraag", ("1924-03-20", "1926-10-08"), True),
        ("besluit aanvraag", ("1924-03-20", ""), True),
    ],
)
def test_papers_of_two_times_are_two_permits_even_when_no_number_was_read(
    kinds: str, dates: tuple[str, str], *, told: bool
) -> None:
    sorted_out = belonging(
        tuple(found for number, date in enumerate(dates, start=1) for found in page(number, date=date)),
        documents(kinds),
    )
    assert (sorted_out.own, sorted_out.number, sorted_out.told) == (frozenset({1, 2}), None, told)


def test_a_number_cut_off_at_the_end_of_its_line_is_the_own_one() -> None:
    whole, cut = "2002-SB-1217", "2002-SB"
    found = (*page(1, whole, date="2002-03-01"), *page(2, cut, date="1990-01-30"))
    assert belonging(found, documents("kaft aanvraag")).own == {1, 2}
