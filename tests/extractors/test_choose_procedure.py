# ruff: noqa: E501  (a case and what comes of it are clearer in one piece)
"""When it was asked, received, decided and told, what was decided, and which kind of permit it was."""

from collections.abc import Callable

import pytest

from extractors.choose_procedure import ALONE, LATE, ONE_DAY, SILENT, choose_dates, choose_decision, choose_permit
from extractors.choosing import CLASH, OUT_OF_ORDER, UNREAD, WEAK, Case
from schemas.findings import Finding
from schemas.record import Dates
from schemas.words import DecisionKind
from tests.extractors.conftest import seen

Build = Callable[..., Case]
FIELDS = {
    "asked": "dates.application",
    "received": "dates.receipt",
    "decided": "dates.decision",
    "told": "dates.notification",
}


def dated(pages: str, what: str, date: str, score: float = 0.9) -> list[Finding]:
    return [seen(FIELDS[what], date, int(page), score=score) for page in pages]  # type: ignore[arg-type]  # one of the four


def four(dates: Dates) -> list[str | None]:
    return [dates.application.value, dates.receipt.value, dates.decision.value, dates.notification.value]


ASKED, RECEIVED, DECIDED, TOLD = "1960-10-10", "1960-10-11", "1961-01-30", "1961-02-02"


@pytest.mark.parametrize(
    ("what", "kind", "sure"),
    [
        ("decided", "besluit", 0.828), ("decided", "brief", 0.7038), ("decided", "nota", 0.4968), ("decided", "attest", 0.414),
        ("decided", "aanvraag", 0.1656), ("decided", "advies", 0.1242), ("decided", "foto", 0.2484),
        ("received", "aanvraag", 0.828), ("received", "kaft", 0.7866), ("received", "overig", 0.3726), ("received", "advies", 0.2484),
        ("asked", "aanvraag", 0.828), ("asked", "weigering", 0.7866), ("asked", "advies", 0.3312), ("asked", "plan", 0.2484),
        ("told", "brief", 0.828), ("told", "bericht", 0.5796), ("told", "advies", 0.0828),
    ],
)  # fmt: skip
def test_a_paper_is_believed_on_the_date_that_is_its_own(case: Build, what: str, kind: str, sure: float) -> None:
    """A decision knows its own date best; advice, which came before it, hardly."""
    dates = choose_dates(case(kind, *dated("1", what, DECIDED)), None)
    (field,) = (one for one in (dates.application, dates.receipt, dates.decision, dates.notification) if one.confidence)
    assert field.confidence == sure
    assert (field.value, field.status, field.reason) == (
        (DECIDED, "review", ALONE)  # a notice of what was never decided
        if sure >= 0.7 and what == "told"
        else (DECIDED, "accepted", "")
        if sure >= 0.7
        else (DECIDED, "review", WEAK)
        if sure >= 0.35
        else (None, "review", UNREAD)
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([*dated("1", "asked", ASKED), *dated("1", "received", RECEIVED), *dated("2", "decided", DECIDED), *dated("3", "told", TOLD)], [ASKED, RECEIVED, DECIDED, TOLD]),
        ([*dated("1", "asked", ASKED), *dated("2", "decided", DECIDED)], [ASKED, None, DECIDED, None]),
        # a date that is impossible in that order: the other reading, or none
        ([*dated("12", "decided", DECIDED), *dated("1", "asked", "1961-10-10"), *dated("3", "asked", ASKED, 0.6)], [ASKED, None, DECIDED, None]),
        ([*dated("12", "decided", DECIDED), *dated("1", "asked", "1961-10-10")], [None, None, DECIDED, None]),
        ([*dated("23", "decided", DECIDED), *dated("3", "told", "1960-02-02"), *dated("1", "asked", ASKED)], [ASKED, None, DECIDED, None]),
        ([*dated("12", "decided", DECIDED), *dated("1", "asked", DECIDED)], [DECIDED, None, DECIDED, None]),
        # a year or a month is in order with every day in it
        ([*dated("2", "decided", "1960"), *dated("1", "asked", ASKED)], [ASKED, None, "1960", None]),
        ([*dated("2", "decided", "1960-10"), *dated("1", "asked", ASKED)], [ASKED, None, "1960-10", None]),
        ([*dated("12", "decided", "1960-09"), *dated("1", "asked", ASKED)], [None, None, "1960-09", None]),
        # `ingediend op` is often the day on which it came in
        ([*dated("1", "received", RECEIVED), *dated("2", "asked", RECEIVED), *dated("3", "asked", ASKED, 0.8)], [ASKED, RECEIVED, None, None]),
        ([*dated("1", "received", RECEIVED), *dated("2", "asked", RECEIVED)], [RECEIVED, RECEIVED, None, None]),
        ([*dated("12", "received", RECEIVED), *dated("2", "asked", RECEIVED, 0.4)], [None, RECEIVED, None, None]),
        # every mark is weighed by all its readings, but the fifth one is too weak to turn the order round
        ([*dated("2", "decided", DECIDED), *(one for place in range(4) for one in dated("1", "asked", f"1970-0{place + 1}-01", 0.8)), *dated("1", "asked", ASKED, 0.7)], [None, None, DECIDED, None]),
        ([*dated("2", "decided", DECIDED), *(one for place in range(3) for one in dated("1", "asked", f"1970-0{place + 1}-01", 0.8)), *dated("1", "asked", ASKED, 0.7)], [ASKED, None, DECIDED, None]),
    ],
)  # fmt: skip
def test_the_four_dates_stand_in_their_order(case: Build, found: list[Finding], expected: list[str | None]) -> None:
    assert four(choose_dates(case("aanvraag besluit brief", *found), "verleend")) == expected


@pytest.mark.parametrize(
    ("told", "status"),
    [("1961-02-02", "accepted"), ("1961-04-24", "accepted"), ("1961-05-20", "review"), ("1964-03-02", "review")],
)
def test_a_first_notice_comes_soon_after_the_decision(case: Build, told: str, status: str) -> None:
    field = choose_dates(
        case("aanvraag besluit brief", *dated("2", "decided", DECIDED), *dated("3", "told", told)), None
    ).notification
    assert (field.value, field.status, field.reason) == (told, status, "" if status == "accepted" else LATE)


@pytest.mark.parametrize(("decision", "status"), [("geweigerd", "accepted"), ("stilzwijgend geweigerd", "review")])
def test_a_letter_that_tells_a_silent_refusal_is_for_a_person_to_judge(
    case: Build, decision: DecisionKind, status: str
) -> None:
    found = (*dated("2", "decided", DECIDED), *dated("3", "told", "1961-02-02"))
    field = choose_dates(case("aanvraag besluit brief", *found), decision).notification
    assert (field.value, field.status, field.reason) == ("1961-02-02", status, "" if status == "accepted" else SILENT)


@pytest.mark.parametrize(("pages", "reason"), [("3", ONE_DAY), ("2", "")])
def test_one_page_that_says_two_things_of_a_day(case: Build, pages: str, reason: str) -> None:
    found = (*dated(pages, "decided", DECIDED), *dated("3", "told", DECIDED))
    field = choose_dates(case("aanvraag besluit brief", *found), None).notification
    assert (field.value, field.status, field.reason) == (DECIDED, "review" if reason else "accepted", reason)


def test_a_date_out_of_order_is_offered_with_the_reason(case: Build) -> None:
    found = [*dated("12", "decided", DECIDED), *dated("1", "asked", "1961-10-10")]
    field = choose_dates(case("aanvraag besluit", *found), "verleend").application
    assert (field.status, field.reason, field.absence) == ("review", OUT_OF_ORDER, None)
    assert [offer.value for offer in field.candidates] == ["1961-10-10"]


@pytest.mark.parametrize(
    ("asked", "confidence", "reason"),
    [(ASKED, 0.8045, ""), ("1959-10-10", 0.4195, CLASH)],  # three months before the decision, or more than a year
)
def test_the_date_that_fits_goes_before_a_surer_one(case: Build, asked: str, confidence: float, reason: str) -> None:
    """A date that is asked after it was decided contradicts none that was asked in good time."""
    found = [*dated("12", "decided", DECIDED), *dated("1", "asked", "1961-10-10"), *dated("2", "asked", asked, 0.8)]
    field = choose_dates(case("aanvraag besluit", *found), "verleend").application
    assert (field.value, field.confidence, field.reason) == (asked, confidence, reason)
    assert [offer.value for offer in field.candidates] == ["1961-10-10"]


@pytest.mark.parametrize(
    ("kinds", "more", "status"),
    [
        ("brief", [], "accepted"),
        ("brief foto", [], "accepted"),
        ("brief aanvraag", [], "review"),  # there must have been more
        ("brief brief", dated("2", "received", RECEIVED, 0.4), "review"),
    ],
)
def test_the_only_date_of_a_letter_that_is_all_there_is(
    case: Build, kinds: str, more: list[Finding], status: str
) -> None:
    field = choose_dates(case(kinds, *dated("1", "asked", ASKED, 0.5), *more), None).application
    assert (field.value, field.status) == (ASKED, status)


def test_a_dossier_without_sequel_was_never_decided(case: Build) -> None:
    found = dated("1", "decided", DECIDED)
    assert choose_dates(case("besluit", *found), "zonder gevolg").decision.status == "absent"
    assert choose_dates(case("besluit", *found), "ingetrokken").decision.value == DECIDED
    copied = choose_dates(case("brief brief", *dated("12", "decided", DECIDED), copies={2: 1}), None)
    assert copied.decision.confidence == 0.7038


def says(pages: str, decision: str, role: str, score: float = 0.9) -> list[Finding]:
    return [seen("decision", decision, int(page), role=role, score=score) for page in pages]


YES, IF, NO = "verleend", "verleend met voorwaarden", "geweigerd"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], (None, 0.0, "absent", "")),
        (says("1", YES, "operative"), (YES, 0.871, "accepted", "")),
        # no page tells another outcome: less doubt, but not about words that were hardly read
        (says("1", YES, "operative", 0.7), (YES, 0.733, "accepted", "")),
        (says("1", YES, "operative", 0.55), (YES, 0.6295, "review", WEAK)),
        (says("1", YES, "operative", 0.38), (None, 0.3496, "review", UNREAD)),
        (says("1", IF, "operative", 0.71), (IF, 0.7399, "accepted", "")),
        # what else says the same supports the article; a letter does not know the conditions
        ([*says("1", IF, "operative", 0.7), *says("2", YES, "letter")], (IF, 0.932, "accepted", "")),
        ([*says("1", IF, "operative", 0.7), *says("2", IF, "stamp")], (IF, 0.8546, "accepted", "")),
        ([*says("1", YES, "operative", 0.7), *says("2", IF, "letter")], (YES, 0.3864, "review", CLASH)),
        ([*says("1", YES, "operative"), *says("2", IF, "letter", 0.7)], (YES, 0.828, "accepted", "")),
        ([*says("1", YES, "operative"), *says("2", NO, "letter")], (YES, 0.4968, "review", CLASH)),
        ([*says("1", YES, "operative"), *says("2", NO, "stamp")], (YES, 0.828, "accepted", "")),
        ([*says("1", YES, "operative"), *says("2", NO, "title", 0.3)], (YES, 0.828, "review", WEAK)),  # a lost `niet`
        ([*says("1", NO, "operative"), *says("2", YES, "title", 0.3)], (NO, 0.828, "accepted", "")),
        ([*says("1", NO, "operative"), *says("2", NO, "title")], (NO, 0.9672, "accepted", "")),
        # of two articles the one that was read best
        ([*says("1", YES, "operative"), *says("2", NO, "operative", 0.8), *says("34", NO, "stamp")], (YES, 0.4968, "review", CLASH)),
        # without its article a permit may have conditions; a refusal has none
        (says("1", YES, "letter"), (YES, 0.7452, "review", WEAK)),
        (says("1", NO, "letter"), (NO, 0.7452, "accepted", "")),
        (says("1", NO, "implied"), (NO, 0.621, "review", WEAK)),
        (says("12", NO, "implied"), (NO, 0.8564, "accepted", "")),
        (says("1", NO, "own extractor"), (NO, 0.414, "review", WEAK)),
        # a cover or a stamp waits for a person
        (says("12", NO, "cover"), (NO, 0.9123, "review", WEAK)),
        (says("12", NO, "stamp"), (NO, 0.7034, "review", WEAK)),
        ([*says("1", NO, "cover"), *says("2", NO, "letter")], (NO, 0.9245, "accepted", "")),
    ],
)  # fmt: skip
def test_what_was_decided(case: Build, found: list[Finding], expected: tuple[str | None, float, str, str]) -> None:
    field = choose_decision(case("besluit besluit brief kaft", *found))
    assert (field.value, field.confidence, field.status, field.reason) == expected


@pytest.mark.parametrize(
    ("found", "status"),
    [
        ([*says("3", NO, "letter", 0.7), *dated("3", "decided", DECIDED)], "accepted"),
        ([*says("3", "ingetrokken", "implied", 0.84), *dated("3", "decided", DECIDED)], "accepted"),
        ([*says("3", NO, "letter", 0.7), *dated("3", "decided", DECIDED, 0.7)], "review"),
        ([*says("3", NO, "letter", 0.7), *dated("2", "decided", DECIDED)], "review"),  # a day that another page says
        ([*says("3", NO, "letter", 0.7), *dated("3", "told", DECIDED)], "review"),
        ([*says("3", NO, "letter", 0.7), *says("2", YES, "stamp", 0.4), *dated("3", "decided", DECIDED)], "review"),
        ([*says("3", YES, "letter", 0.7), *dated("3", "decided", DECIDED)], "review"),  # it may have had conditions
        ([*says("4", NO, "cover", 0.7), *dated("4", "decided", DECIDED)], "review"),
    ],
)  # fmt: skip
def test_a_letter_that_tells_the_outcome_and_its_day(case: Build, found: list[Finding], status: str) -> None:
    assert choose_decision(case("aanvraag advies brief kaft", *found)).status == status


def test_what_else_was_said_is_offered_and_a_copy_proves_nothing(case: Build) -> None:
    found = [*says("1", IF, "operative"), *says("2", YES, "letter"), *says("3", NO, "stamp")]
    field = choose_decision(case("besluit brief brief", *found))
    assert [offer.value for offer in field.candidates] == [NO]
    assert [proof.page for proof in field.evidence] == [1]
    for role in ("operative", "letter"):
        copied = choose_decision(case("besluit besluit", *says("12", NO, role, 0.8), copies={2: 1}))
        assert copied == choose_decision(case("besluit besluit", *says("12", NO, role, 0.8), copies={2: 1, 3: 1}))
        assert copied.confidence == {"operative": 0.802, "letter": 0.6624}[role]


def kind(pages: str, permit: str, role: str = "title", score: float = 0.9) -> list[Finding]:
    return [seen("permit_type", permit, int(page), role=role, score=score) for page in pages]


DOWN = "sloopvergunning"
BUILD, TOWN, PLOT, ALL = (
    "bouwvergunning",
    "stedenbouwkundige vergunning",
    "verkavelingsvergunning",
    "omgevingsvergunning",
)


@pytest.mark.parametrize(
    ("kinds", "found", "year", "expected"),
    [
        ("besluit", [], 1960, (None, 0.0, "absent")),
        ("besluit", kind("1", BUILD), 1960, (BUILD, 0.8968, "accepted")),
        ("brief", kind("1", BUILD, ""), 1960, (BUILD, 0.7974, "accepted")),
        ("advies", kind("1", BUILD), 1960, (None, 0.3312, "review")),
        ("foto", kind("1", BUILD), 1960, (None, 0.2484, "review")),
        ("besluit", kind("1", PLOT, ""), 1970, (PLOT, 0.8223, "accepted")),
        ("kaft", kind("1", BUILD), 1960, (BUILD, 0.7452, "review")),  # a printed cover served for everything
        ("kaft besluit", kind("12", BUILD), 1960, (BUILD, 0.9737, "accepted")),
        # a name in a text is enough where no page says another, but not a hint, nor what an adviser calls it
        ("aanvraag", kind("1", BUILD, "text", 0.62), 1960, (BUILD, 0.7422, "accepted")),
        ("aanvraag", kind("1", BUILD, "text", 0.4), 1960, (BUILD, 0.368, "review")),
        ("advies", kind("1", BUILD, "text"), 1960, (None, 0.3312, "review")),
        ("advies advies advies", kind("123", BUILD, "text"), 1960, (BUILD, 0.7009, "accepted")),
        ("aanvraag besluit", [*kind("1", BUILD, "text", 0.62), *kind("2", "sloopvergunning", "text", 0.6)], 1960, (BUILD, 0.5704, "review")),
        # behind a label somebody wrote it on the cover
        ("kaft", kind("1", BUILD, "stated"), 1960, (BUILD, 0.8471, "accepted")),
        ("kaft", kind("1", PLOT, "stated"), 1970, (PLOT, 0.8471, "accepted")),
        # names have their time
        ("besluit", kind("1", TOWN), 2005, (TOWN, 0.8968, "accepted")),
        ("besluit", kind("1", TOWN), 2000, (TOWN, 0.8968, "accepted")),
        ("besluit", kind("1", TOWN), 1999, (BUILD, 0.4968, "review")),
        ("besluit", kind("1", TOWN), None, (TOWN, 0.8968, "accepted")),
        ("besluit", kind("1", BUILD), 2001, (BUILD, 0.8968, "accepted")),
        ("besluit", kind("1", BUILD), 2002, (None, 0.207, "review")),
        ("besluit", kind("1", ALL), 2016, (ALL, 0.8968, "accepted")),
        ("besluit", kind("1", ALL), 2015, (None, 0.207, "review")),
        ("besluit", kind("1", "sloopvergunning"), 1850, ("sloopvergunning", 0.8968, "accepted")),
        ("kaft aanvraag", [*kind("1", BUILD), *kind("2", BUILD, "", 0.35)], 1912, (BUILD, 0.8272, "review")),
        ("besluit", kind("1", "melding"), 1991, ("melding", 0.8968, "accepted")),
        # a change of an allotment names the permit that it changes; an allotment is no building
        ("besluit aanvraag", [*kind("1", PLOT), *kind("2", "verkavelingswijziging", score=0.8)], 1980, (PLOT, 0.4968, "review")),
        ("aanvraag", [*kind("1", BUILD), seen("subject", "het verkavelen van gronden in 8 kavels", 1)], 1966, (BUILD, 0.828, "review")),
        ("aanvraag", [*kind("1", BUILD), seen("subject", "het bouwen van een huis in een verkaveling", 1), seen("subject", "het bouwen van een huis", 1)], 1966, (BUILD, 0.8968, "accepted")),
        # works that only pull down, on the printed form for building: before 2000 another permit
        ("besluit", [*kind("1", BUILD), seen("subject", "het afbreken van een bouwvallig huis", 1)], 1939, (DOWN, 0.828, "review")),
        ("besluit aanvraag", [*kind("1", BUILD), *kind("2", DOWN), seen("subject", "slopen van een stal", 1)], 1939, (DOWN, 0.9704, "accepted")),
        ("besluit", [*kind("1", BUILD), seen("subject", "het afbreken en herbouwen van een huis", 1)], 1939, (BUILD, 0.8968, "accepted")),
        ("besluit", [*kind("1", TOWN), seen("subject", "het slopen van een stal", 1)], 2005, (TOWN, 0.8968, "accepted")),
        # a permit for a subdivision is a building permit in its small print
        # a permit to build that no paper names: three must speak of one
        ("besluit aanvraag", kind("12", BUILD, "implied", 0.5), 1960, (BUILD, 0.7084, "review")),
        ("besluit aanvraag brief", kind("123", BUILD, "implied", 0.5), 1960, (BUILD, 0.8157, "accepted")),
        ("besluit aanvraag brief", kind("123", BUILD, "implied", 0.5), 2005, (TOWN, 0.8157, "accepted")),
        ("besluit brief", [*kind("1", PLOT), *kind("12", BUILD)], 1970, (PLOT, 0.828, "accepted")),
        ("aanvraag brief", [*kind("1", PLOT), *kind("12", BUILD)], 1970, (PLOT, 0.828, "accepted")),
        ("nota besluit", [*kind("1", PLOT), *kind("12", BUILD)], 1970, (BUILD, 0.9134, "accepted")),
        ("besluit brief", [*kind("1", PLOT, ""), *kind("12", BUILD)], 1970, (BUILD, 0.9419, "accepted")),
        ("besluit brief", [*kind("1", PLOT, score=0.6), *kind("12", BUILD)], 1970, (BUILD, 0.9419, "accepted")),
        ("besluit brief brief", [*kind("12", PLOT), *kind("1", "melding")], 2012, (PLOT, 0.9419, "accepted")),
    ],
)  # fmt: skip
def test_the_kind_of_permit(
    case: Build, kinds: str, found: list[Finding], year: int | None, expected: tuple[str | None, float, str]
) -> None:
    field = choose_permit(case(kinds, *found), year)
    assert (field.value, field.confidence, field.status) == expected


def test_a_copied_title_proves_nothing(case: Build) -> None:
    field = choose_permit(case("besluit besluit", *kind("12", BUILD), copies={2: 1}), 1960)
    assert (field.value, field.confidence) == (BUILD, 0.8968)
