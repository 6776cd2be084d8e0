"""Checks a record against itself and the official lists; a field that fails waits for a person."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from extractors.dates import find_dates
from extractors.numbers import find_numbers
from pipeline.ports.reference import OfficialLists
from schemas.delivery import Problem
from schemas.record import One, Record
from schemas.words import FieldName

VERSION = 5

PERIODS: dict[str, tuple[int, int]] = {
    "bouwvergunning": (1830, 2001),
    "stedenbouwkundige vergunning": (1999, 2019),
    "omgevingsvergunning": (2016, 2100),
    "verkavelingsvergunning": (1962, 2019),
    "verkavelingswijziging": (1962, 2019),
    "melding": (2009, 2100),
}
"""First and last year in which a permit type was issued under its name, with a year or two for applications under the
older law: wet 29 maart 1962, decreet 18 mei 1999, VCRO 2009, Omgevingsvergunningsdecreet 2014."""

_ORDER: tuple[tuple[FieldName, str], ...] = (
    ("dates.application", "de aanvraag"),
    ("dates.receipt", "de ontvangst"),
    ("dates.decision", "de beslissing"),
    ("dates.notification", "de kennisgeving"),
)
_LONGEST_PROCEDURE = 4
"""Years between the earliest and the latest date of one permit that need no explanation."""
_NIS = re.compile(r"^\d{1,2}\.\d{2,3}/(\d{5})/")

_FOUND_BY: tuple[FieldName, ...] = ("references", "addresses", "parcels")
_UNFINDABLE = "Er is geen nummer, adres of perceel gevonden: zo vindt niemand dit dossier terug."

Fault = tuple[Problem, tuple[FieldName, ...]]


def validate(record: Record, *, reference: OfficialLists) -> Record:
    """Return the record with a problem for each rule it breaks; the fields concerned go to review.

    So does a field that a person corrected, once: when the person keeps to it knowing the reason, that is the end, and
    it is no problem of the dossier any more.
    """
    faults = [
        fault
        for rule in (
            _order,
            _weekdays,
            _number_years,
            _nis,
            _decision,
            _period,
            _streets,
            _registered,
            _parcels,
            _postcodes,
        )
        for fault in rule(record, reference)
    ]
    known = {(problem.code, problem.message) for problem in record.problems}
    problems = tuple(
        problem
        for problem, names in faults
        if (problem.code, problem.message) not in known and not _settled(record, problem, names)
    )
    for name in dict.fromkeys(name for _, names in faults for name in names):
        record = _doubt(record, name, [problem.message for problem, names in faults if name in names])
    return _findable(record.model_copy(update={"problems": (*record.problems, *problems)}))


def _findable(record: Record) -> Record:
    """Ask a person for what a dossier can be found by, when nothing of the kind was found in it.

    Without that, a dossier of which nothing could be read would be published, and nobody would ever look at it.
    """
    found_by = [record.field(name) for name in _FOUND_BY]
    if not record.pages or any(field.status != "absent" or field.correction for field in found_by):
        return record
    for name in ("references", "addresses"):
        asked = {"status": "review", "absence": None, "reason": _UNFINDABLE}
        record = record.with_field(name, record.field(name).model_copy(update=asked))
    problem = Problem(
        code="not_findable", message=_UNFINDABLE, hint="Kijk het hele dossier na en vul aan wat er staat."
    )
    return record.model_copy(update={"problems": (*record.problems, problem)})


def _doubt(record: Record, name: FieldName, messages: Sequence[str]) -> Record:
    field = record.field(name)
    reasons = [reason for reason in dict.fromkeys(messages) if not _overruled(record, name, reason)]
    if field.status not in {"accepted", "corrected"} or not reasons:
        return record
    confidence = round(field.confidence * 0.6, 4)
    return record.with_field(
        name, field.model_copy(update={"status": "review", "reason": " ".join(reasons), "confidence": confidence})
    )


def _overruled(record: Record, name: FieldName, reason: str) -> bool:
    """Tell whether a person gave the value of a field knowing this reason against it."""
    correction = record.field(name).correction
    return correction is not None and any(reason in known for known in correction.knowing)


def _settled(record: Record, problem: Problem, names: Sequence[FieldName]) -> bool:
    """Tell whether people kept to every field that a fault is about, knowing it."""
    return bool(names) and all(_overruled(record, name, problem.message) for name in names)


def _fault(code: str, message: str, *fields: FieldName, hint: str = "Kijk de plaatsen op de scan na.") -> Fault:
    return Problem(code=code, message=message, hint=hint), fields


def _value(field: object) -> str | None:
    return field.value if isinstance(field, One) else None


def _order(record: Record, _: OfficialLists) -> Iterator[Fault]:
    known = [(name, words, value) for name, words in _ORDER if (value := _value(record.field(name)))]
    for (first, earlier, a), (second, later, b) in pairwise(known):
        size = min(len(a), len(b))
        if a[:size] > b[:size]:
            yield _fault("date_order", f"De datum van {earlier} ligt na die van {later}.", first, second)
    if known and int(known[-1][2][:4]) - int(known[0][2][:4]) > _LONGEST_PROCEDURE:
        yield _fault(
            "date_span", "Tussen de eerste en de laatste datum liggen meer dan vier jaar.", known[0][0], known[-1][0]
        )


def _weekdays(record: Record, _: OfficialLists) -> Iterator[Fault]:
    texts = {page.number: page.text for page in record.pages}
    for name, words in _ORDER:
        field = record.field(name)
        if not isinstance(field, One) or not field.value:
            continue
        for evidence in field.evidence:
            for date in find_dates(texts.get(evidence.page, "")):
                if date.value == field.value and date.weekday_ok(date.value) is False:
                    yield _fault("weekday", f"De weekdag bij de datum van {words} klopt niet.", name)
                    break


def _number_years(record: Record, _: OfficialLists) -> Iterator[Fault]:
    own = next((number for number in record.references.values if number.primary), None)
    dated = [value for name, _words in _ORDER if (value := _value(record.field(name)))]
    number = next(find_numbers(own.raw), None) if own else None
    year = number.year if number else None
    if year is None or not dated:
        return
    spans = [int(value[:4]) - (year if year > 1800 else int(value[:2]) * 100 + year) for value in dated]
    if not any(-1 <= span <= _LONGEST_PROCEDURE for span in spans):
        yield _fault(
            "number_year",
            "Het jaar in het dossiernummer past niet bij de datums.",
            "references",
            "dates.decision",
            "dates.application",
        )


def _nis(record: Record, reference: OfficialLists) -> Iterator[Fault]:
    for number in record.references.values:
        match = _NIS.match(number.value)
        if not match:
            continue
        town = reference.by_nis(match[1])
        if town is None:
            yield _fault("nis_unknown", "De NIS-code in het nummer van Stedenbouw bestaat niet.", "references")
        elif record.municipality.value and town.nis != record.municipality.value.nis:
            yield _fault(
                "nis_contradicts",
                "De NIS-code in het nummer van Stedenbouw is van een andere gemeente.",
                "references",
                "municipality",
            )


def _decision(record: Record, _: OfficialLists) -> Iterator[Fault]:
    decided, date = record.decision.value, record.dates.decision.value
    if decided and decided != "zonder gevolg" and not date:
        yield _fault("decision_undated", "Er is een beslissing, maar geen datum ervan.", "decision")
    if date and not decided and record.decision.status == "absent" and not record.decision.candidates:
        yield _fault(
            "decision_unknown", "Er is een datum van beslissing, maar niet wat er beslist werd.", "dates.decision"
        )


def _period(record: Record, _: OfficialLists) -> Iterator[Fault]:
    date = record.dates.decision.value or record.dates.receipt.value or record.dates.application.value
    kind = record.permit_type.value
    if kind in PERIODS and date:
        low, high = PERIODS[kind]
        if not low <= int(date[:4]) <= high:
            yield _fault("permit_period", f"Een {kind} bestond niet in {date[:4]}.", "permit_type")


def _streets(record: Record, reference: OfficialLists) -> Iterator[Fault]:
    """Doubt a street that no list knows; one that is only not in today's register of its municipality is a remark."""
    for address, place in zip_longest(record.addresses.values, record.located):
        if address is None or not address.street or (place and place.level in {"address", "street"}):
            continue
        if reference.street(address.street) is None:
            yield _fault(
                "street_unknown",
                "De straat staat niet in de stratenlijst.",
                "addresses",
                hint="Oude straatnamen bestaan soms niet meer; kijk na of de naam goed gelezen is.",
            )


def _registered(record: Record, _: OfficialLists) -> Iterator[Fault]:
    for reason, level in dict.fromkeys((place.reason, place.level) for place in record.located if place.historic):
        yield _fault(
            "number_historic" if level == "street" else "street_historic",
            reason,
            hint="Straten krijgen een andere naam, huizen een ander nummer; het veld blijft zoals het gelezen is.",
        )


def _parcels(record: Record, _: OfficialLists) -> Iterator[Fault]:
    for parcel in record.parcels.values:
        shape = (
            parcel.number.isdigit() and len(parcel.number) <= 4 and bool(re.fullmatch(r"[A-Z]", parcel.section or ""))
        )
        if not shape or (parcel.power is not None and parcel.exponent is None):
            yield _fault("parcel_shape", "Een perceel heeft geen geldige vorm (sectie, nummer, exponent).", "parcels")


def _postcodes(record: Record, reference: OfficialLists) -> Iterator[Fault]:
    town = record.municipality.value
    for address in record.addresses.values:
        towns = reference.by_postcode(address.postcode) if address.postcode else ()
        if address.postcode and town and town.nis not in {other.nis for other in towns}:
            yield _fault("postcode_contradicts", "De postcode hoort niet bij de gemeente.", "addresses")
