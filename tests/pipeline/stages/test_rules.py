# ruff: noqa: E501  (a case and what comes of it are clearer in one piece)
"""Each rule of the check of a record at its limits: what is just allowed, what just is not, and what is said of it."""

from typing import Any

import pytest

from pipeline.ports.reference import OfficialLists
from pipeline.stages.validate import PERIODS, validate
from schemas.delivery import DossierKey, Problem
from schemas.findings import Evidence
from schemas.located import Located
from schemas.record import Candidate, Corrected, Dates, Item, Many, One, Record, RecordPage
from schemas.values import Address, Municipality, Parcel, Reference
from schemas.words import FieldName

LOOK = "Kijk de plaatsen op de scan na."
MECHELEN = Municipality(name="Mechelen", nis="12025")
FIELDS: tuple[FieldName, ...] = (
    "municipality",
    "references",
    "permit_type",
    "decision",
    "dates.application",
    "dates.receipt",
    "dates.decision",
    "dates.notification",
    "addresses",
    "parcels",
)


def one(value: Any, **more: Any) -> Any:
    return One[Any](**{"value": value, "confidence": 0.9, "status": "accepted", "absence": None} | more)


def many(*values: Any) -> Any:
    items = tuple(Item[Any](value=value, text="x", confidence=0.9, evidence=()) for value in values)
    return Many[Any](items=items, confidence=0.9, status="accepted", absence=None)


def a_record(**fields: Any) -> Record:
    """Return a record with these fields; `decision` is the date of it, `decided` what it was."""
    dated = {name: one(fields.pop(name)) for name in Dates.model_fields if name in fields}
    if "decided" in fields:
        fields["decision"] = one(fields.pop("decided"))
    given = {"dates": Dates().model_copy(update=dated), **fields}
    empty = Record(id="1", key=DossierKey(delivery="d", folder="f"), parts=("f",))
    return empty.model_copy(update=given)


def number(raw: str, *, value: str = "x", primary: bool = True) -> Reference:
    return Reference(kind="municipal", value=value, raw=raw, primary=primary)


def said(record: Record, lists: OfficialLists) -> tuple[list[tuple[str, str]], set[str]]:
    """Return what was found wrong, and which fields now wait for a person."""
    checked = validate(record, reference=lists)
    waiting = {name for name in FIELDS if checked.field(name).status == "review"}
    return [(problem.code, problem.message) for problem in checked.problems], waiting


DECIDED = {"decided": "verleend"}
NO_SUCH_ORDER = "De datum van de {} ligt na die van de {}.".format
TOO_LONG = "Tussen de eerste en de laatste datum liggen meer dan vier jaar."
OTHER_YEAR = "Het jaar in het dossiernummer past niet bij de datums."
UNKNOWN_NIS = "De NIS-code in het nummer van Stedenbouw bestaat niet."
OTHER_NIS = "De NIS-code in het nummer van Stedenbouw is van een andere gemeente."
UNDATED = "Er is een beslissing, maar geen datum ervan."
UNDECIDED = "Er is een datum van beslissing, maar niet wat er beslist werd."
NO_STREET = "De straat staat niet in de stratenlijst."
NO_PARCEL = "Een perceel heeft geen geldige vorm (sectie, nummer, exponent)."
OTHER_POSTCODE = "De postcode hoort niet bij de gemeente."


@pytest.mark.parametrize(
    ("made", "problem", "waiting"),
    [
        (a_record(application="1964-03-03", receipt="1964-03-02"), ("date_order", NO_SUCH_ORDER("aanvraag", "ontvangst")),
         {"dates.application", "dates.receipt"}),
        (a_record(receipt="1964-04", decision="1964-03-02", **DECIDED), ("date_order", NO_SUCH_ORDER("ontvangst", "beslissing")),
         {"dates.receipt", "dates.decision"}),
        (a_record(decision="1965", notification="1964-12-31", **DECIDED), ("date_order", NO_SUCH_ORDER("beslissing", "kennisgeving")),
         {"dates.decision", "dates.notification"}),
        (a_record(receipt="1960", decision="1962", notification="1965", **DECIDED), ("date_span", TOO_LONG), {"dates.receipt", "dates.notification"}),
        (a_record(references=many(number("1974/175")), receipt="1973", notification="1972-01-01"),
         ("date_order", NO_SUCH_ORDER("ontvangst", "kennisgeving")), {"dates.receipt", "dates.notification"}),
        (a_record(references=many(number("1974/175")), application="1979"), ("number_year", OTHER_YEAR), {"references", "dates.application"}),
        (a_record(references=many(number("1974/175")), decision="1972", **DECIDED), ("number_year", OTHER_YEAR), {"references", "dates.decision"}),
        (a_record(references=many(number("B/76/829")), receipt="1981"), ("number_year", OTHER_YEAR), {"references"}),
        (a_record(references=many(number("B/76/829")), receipt="1974"), ("number_year", OTHER_YEAR), {"references"}),
        (a_record(references=many(number("1974/175", primary=False), number("1980/175")), receipt="1974"), ("number_year", OTHER_YEAR), {"references"}),
        (a_record(references=many(number("x", value="8.00/99999/1"))), ("nis_unknown", UNKNOWN_NIS), {"references"}),
        (a_record(references=many(number("x"), number("x", value="12.123/99999/1"))), ("nis_unknown", UNKNOWN_NIS), {"references"}),
        (a_record(references=many(number("x", value="8.00/24062/1")), municipality=one(MECHELEN)), ("nis_contradicts", OTHER_NIS),
         {"references", "municipality"}),
        (a_record(decided="geweigerd"), ("decision_undated", UNDATED), {"decision"}),
        (a_record(decision="1964-02-01"), ("decision_unknown", UNDECIDED), {"dates.decision"}),
        (a_record(addresses=many(Address(street=None), Address(street="Qwxzstraat"))), ("street_unknown", NO_STREET), {"addresses"}),
        (a_record(parcels=many(Parcel(section="A", number="12"), Parcel(section="A", number="12345"))), ("parcel_shape", NO_PARCEL), {"parcels"}),
        (a_record(parcels=many(Parcel(section="A", number="12b"))), ("parcel_shape", NO_PARCEL), {"parcels"}),
        (a_record(parcels=many(Parcel(section="AB", number="12"))), ("parcel_shape", NO_PARCEL), {"parcels"}),
        (a_record(parcels=many(Parcel(section=None, number="12"))), ("parcel_shape", NO_PARCEL), {"parcels"}),
        (a_record(parcels=many(Parcel(section="A", number="12", power=2))), ("parcel_shape", NO_PARCEL), {"parcels"}),
        (a_record(parcels=many(Parcel(section="A", number="12", power=0))), ("parcel_shape", NO_PARCEL), {"parcels"}),
        (a_record(addresses=many(Address(street=None), Address(street=None, postcode="9000")), municipality=one(MECHELEN)),
         ("postcode_contradicts", OTHER_POSTCODE), {"addresses"}),
    ],
)  # fmt: skip
def test_what_just_breaks_a_rule(
    reference: OfficialLists, made: Record, problem: tuple[str, str], waiting: set[str]
) -> None:
    assert said(made, reference) == ([problem], waiting)


@pytest.mark.parametrize(
    "made",
    [
        a_record(application="1964-03-03", receipt="1964-03-03"),
        a_record(application="1964-03", receipt="1964-03-02"),  # a month is not after a day in it
        a_record(application="1964-12-31", receipt="1964"),
        a_record(receipt="1960", notification="1964-12-31"),
        a_record(references=many(number("1974/175")), application="1978"),
        a_record(references=many(number("1974/175")), decision="1973", **DECIDED),
        a_record(references=many(number("B/76/829")), receipt="1980"),
        a_record(references=many(number("B/76/829")), receipt="1975"),
        a_record(references=many(number("1980/175", primary=False)), receipt="1974"),
        a_record(references=many(number("064/391")), receipt="1974"),
        a_record(references=many(number("zonder")), receipt="1974"),
        a_record(references=many(number("1974/175"))),
        a_record(references=many(number("x", value="8.00/12025/1")), municipality=one(MECHELEN)),
        a_record(references=many(number("x", value="8.00/24062/1"))),
        a_record(decided="zonder gevolg"),
        a_record(decision="1964", **DECIDED),
        a_record(addresses=many(Address(street="Bleekstraat"), Address(street=None, number="1"))),
        a_record(addresses=many(Address(street="Bleekstraat", postcode="2800")), municipality=one(MECHELEN)),
        a_record(addresses=many(Address(street="Bleekstraat", postcode="9000"))),
        a_record(addresses=many(Address(street="Bleekstraat")), municipality=one(MECHELEN)),
        a_record(parcels=many(Parcel(section="A", number="1234"), Parcel(section="B", number="1", exponent="c", power=2))),
    ],
)  # fmt: skip
def test_what_is_just_allowed(reference: OfficialLists, made: Record) -> None:
    assert validate(made, reference=reference) == made


@pytest.mark.parametrize("kind", PERIODS)
def test_a_permit_is_of_the_years_in_which_its_type_existed(reference: OfficialLists, kind: str) -> None:
    low, high = PERIODS[kind]
    for year, fits in ((low - 1, False), (low, True), (high, True), (high + 1, False)):
        for date in ("decision", "receipt", "application"):
            problems, waiting = said(a_record(permit_type=one(kind), **{date: f"{year}-02-03"}), reference)
            told = ("permit_period", f"Een {kind} bestond niet in {year}.")
            assert (told in problems, "permit_type" in waiting) == (not fits, not fits)


def test_the_year_of_a_permit_is_that_of_its_decision_then_of_its_receipt(reference: OfficialLists) -> None:
    late = {"permit_type": one("bouwvergunning"), "application": "2000", "receipt": "2001", "decision": "2002"}
    assert said(a_record(**late, **DECIDED), reference)[1] == {"permit_type"}
    del late["decision"]
    assert said(a_record(**late), reference) == ([], set())
    late["receipt"], late["application"] = "2002", "2000"
    assert said(a_record(**late), reference)[1] == {"permit_type"}


def test_a_date_of_decision_is_not_asked_after_when_the_decision_is_being_asked(reference: OfficialLists) -> None:
    maybe = Candidate[Any](value="verleend", text="x", confidence=0.4, evidence=())
    waits = one(None, status="review")
    absent = one(None, status="absent", candidates=(maybe,))
    for decision in (waits, absent):
        made = a_record(decision="1964-02-01").model_copy(update={"decision": decision})
        assert said(made, reference)[0] == []


def test_a_street_that_a_register_places_is_not_doubted(reference: OfficialLists) -> None:
    known, unknown = Address(street="Bleekstraat"), Address(street="Qwxzstraat")
    for level, doubted in (("address", False), ("street", False), ("municipality", True), ("none", True)):
        located = (Located(level="none"), Located.model_validate({"level": level}))
        made = a_record(addresses=many(known, unknown), located=located)
        assert said(made, reference) == (([("street_unknown", NO_STREET)], {"addresses"}) if doubted else ([], set()))
    gone = a_record(addresses=many(unknown), located=(Located(level="none"), Located(level="none")))
    (problem,) = validate(gone, reference=reference).problems
    assert problem.hint == "Oude straatnamen bestaan soms niet meer; kijk na of de naam goed gelezen is."


def test_what_is_no_longer_in_the_register_is_a_remark_and_asks_nobody(reference: OfficialLists) -> None:
    places = (
        Located(level="street", historic=True, reason="Huisnummer 12 bestaat niet meer."),
        Located(level="municipality", historic=True, reason="De straat bestaat niet meer."),
        Located(level="street", historic=True, reason="Huisnummer 12 bestaat niet meer."),
        Located(level="street", reason="Gevonden."),
    )
    made = a_record(addresses=many(*[Address(street="Bleekstraat")] * 4), located=places)
    checked = validate(made, reference=reference)
    hint = "Straten krijgen een andere naam, huizen een ander nummer; het veld blijft zoals het gelezen is."
    assert checked.problems == (
        Problem(code="number_historic", message="Huisnummer 12 bestaat niet meer.", hint=hint),
        Problem(code="street_historic", message="De straat bestaat niet meer.", hint=hint),
    )
    assert checked.addresses == made.addresses


def test_a_field_says_every_reason_once_and_is_less_sure(reference: OfficialLists) -> None:
    made = a_record(
        application="1964-03-03",
        decision="1954-02-01",
        references=many(number("1990/1"), number("x", value="8.00/99999/1"), number("x", value="8.00/99999/2")),
        **DECIDED,
    )
    checked = validate(made, reference=reference)
    assert checked.references.reason == f"{OTHER_YEAR} {UNKNOWN_NIS}"
    assert checked.dates.decision.reason == f"{NO_SUCH_ORDER('aanvraag', 'beslissing')} {OTHER_YEAR}"
    assert (checked.references.confidence, checked.dates.decision.confidence) == (0.54, 0.54)
    assert {problem.hint for problem in checked.problems} == {LOOK}


def test_a_field_that_waits_already_keeps_its_own_reason(reference: OfficialLists) -> None:
    waits = one("verleend", status="review", reason="Twee lezingen.")
    checked = validate(a_record().model_copy(update={"decision": waits}), reference=reference)
    assert checked.decision == waits
    assert [problem.code for problem in checked.problems] == ["decision_undated"]


def test_a_person_who_knew_one_reason_is_still_asked_another(reference: OfficialLists) -> None:
    mark = Corrected[Any](by=("an",), at="2026-03-02T00:00:00Z", kind="value", knowing=(f"Let op. {OTHER_YEAR}",))
    own = many(number("1990/1"), number("x", value="8.00/99999/1"))
    own = own.model_copy(update={"status": "corrected", "correction": mark})
    checked = validate(a_record(receipt="1964").model_copy(update={"references": own}), reference=reference)
    assert (checked.references.status, checked.references.reason) == ("review", UNKNOWN_NIS)


def a_page(place: int, text: str) -> RecordPage:
    return RecordPage(number=place, file="1.tif", page_index=0, sha256="0", type="besluit", rotation=0, skew=0, blank=False,
                      width=1, height=1, dpi=300, text=text, words=5, confidence=0.9)  # fmt: skip


def proof(place: int) -> Evidence:
    return Evidence(page=place, file="1.tif", page_index=0, boxes=(), text="x", reader="r", extractor="e")


@pytest.mark.parametrize(
    ("texts", "proofs", "wrong"),
    [
        (["Zitting van maandag 4 September 1917"], (1,), 1),
        (["Zitting van dinsdag 4 September 1917"], (1,), 0),
        (["Zitting van 4 September 1917"], (1,), 0),
        (["niets", "Zitting van maandag 4 September 1917"], (1, 2), 1),
        (["niets", "Zitting van maandag 4 September 1917"], (1,), 0),  # it was not read there
        (["maandag 4 September 1917 en maandag 4 September 1917"], (1, 7), 1),
        (["maandag 4 September 1917", "maandag 4 September 1917"], (1, 2), 1),
        (["dinsdag 3 September 1917, dinsdag 4 September 1917"], (1,), 0),  # another date is wrong
        (["dinsdag 4 September 1917, maandag 4 September 1917"], (1,), 1),
    ],
)
def test_a_weekday_that_cannot_be_is_of_its_own_date(
    reference: OfficialLists, texts: list[str], proofs: tuple[int, ...], wrong: int
) -> None:
    pages = tuple(a_page(place, text) for place, text in enumerate(texts, start=1))
    received = one("1917-09-04", evidence=tuple(proof(place) for place in proofs))
    made = a_record(application="1917", pages=pages, references=many(number("zonder")))
    made = made.model_copy(update={"dates": made.dates.model_copy(update={"receipt": received})})
    told = [("weekday", "De weekdag bij de datum van de ontvangst klopt niet.")] * min(wrong, 1)
    problems, waiting = said(made, reference)
    assert (sorted(set(problems)), waiting) == (told, {"dates.receipt"} if wrong else set())


def test_nothing_to_find_it_by_is_told_in_full_and_only_of_a_dossier_with_pages(reference: OfficialLists) -> None:
    message = "Er is geen nummer, adres of perceel gevonden: zo vindt niemand dit dossier terug."
    checked = validate(a_record(pages=(a_page(1, ""),)), reference=reference)
    hint = "Kijk het hele dossier na en vul aan wat er staat."
    assert checked.problems == (Problem(code="not_findable", message=message, hint=hint),)
    for field in (checked.references, checked.addresses):
        assert (field.status, field.absence, field.reason) == ("review", None, message)
    assert validate(a_record(), reference=reference).problems == ()
    waiting = many().model_copy(update={"status": "review"})
    for name in ("references", "addresses", "parcels"):
        assert said(a_record(pages=(a_page(1, ""),), **{name: waiting}), reference)[0] == []


def test_a_problem_that_was_told_before_is_not_told_again(reference: OfficialLists) -> None:
    before = Problem(code="decision_undated", message=UNDATED, hint="Iets anders.")
    other = Problem(code="decision_undated", message="Iets anders.")
    checked = validate(a_record(decided="verleend", problems=(before, other)), reference=reference)
    assert checked.problems == (before, other)
    checked = validate(a_record(decided="verleend", problems=(other,)), reference=reference)
    assert [problem.message for problem in checked.problems] == ["Iets anders.", UNDATED]
