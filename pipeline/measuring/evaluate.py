"""Measures records against known answers: what was found, what is wrong, what can be trusted without a person."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from rapidfuzz.distance import Levenshtein

from pipeline.measuring.calibrate import Seen, calibration_error, reliability
from pipeline.measuring.criteria import CRITERIA, Criterion
from pipeline.measuring.matching import match
from pipeline.measuring.scoring import (
    DossierOutcome,
    FieldOutcome,
    Measure,
    PageOutcome,
    Reliability,
    Scores,
    field_of,
    scores,
)
from pipeline.measuring.truth import KnownDossier, KnownPage, KnownReference, read_truth
from pipeline.stages.settle import TOO_UNSURE
from pipeline.statistics.trust import group_of
from pipeline.wording import in_words
from schemas.base import Contract
from schemas.flat import FIELDS, FlatPage, FlatRecord, flatten
from schemas.record import Record, RecordPage
from schemas.words import FieldStatus, PageType

P = TypeVar("P", FlatPage, RecordPage)


class Mistake(Contract):
    """A field of a dossier that is not as expected. It holds personal data: for people to look at, not for logs."""

    delivery: str
    dossier: str
    field: Measure
    expected: str
    got: str
    status: FieldStatus | None


class Evaluation(Contract):
    """The result of a measurement. `without_truth` counts records that no truth file speaks of.

    `decades` go by the year of the known decision or, without one, of another date. `reliability` are ten groups of
    equally many values by rising confidence; `calibration_error` is the mean distance between said and right.
    """

    all: Scores
    hard: Scores
    not_hard: Scores
    decades: dict[str, Scores]
    reliability: tuple[Reliability, ...]
    calibration_error: float | None
    without_truth: int
    mistakes: tuple[Mistake, ...]


def evaluate(truth: Path, records: Iterable[FlatRecord]) -> Evaluation:
    """Compare records with the truth files in a folder and below.

    A record belongs to a truth file by delivery and dossier folder; when the delivery was renamed, by the folder alone
    if only one record has it. A known dossier without a record counts as all missing.

    Raises:
        InputError: there are no truth files, or one of them cannot be understood.
    """
    known = tuple(read_truth(truth))
    names = {dossier.dossier for dossier in known}
    seen = [record if record.dossier in names else None for record in records]
    candidates = [record for record in seen if record]
    pairs = tuple(_pairs(known, candidates))
    outcomes = [_dossier(dossier, record) for dossier, record in pairs]
    decades = [_decade(dossier) for dossier, _ in pairs]
    judged = [value for (_, record), outcome in zip(pairs, outcomes, strict=True) for value in _judged(record, outcome)]
    return Evaluation(
        all=scores(outcomes),
        hard=scores([outcome for outcome in outcomes if outcome.hard]),
        not_hard=scores([outcome for outcome in outcomes if not outcome.hard]),
        decades={
            name: scores([outcome for outcome, decade in zip(outcomes, decades, strict=True) if decade == name])
            for name in sorted(set(decades))
        },
        reliability=tuple(
            Reliability(said=said_, right=right, values=count) for said_, right, count in reliability(judged)
        ),
        calibration_error=calibration_error(judged) if judged else None,
        without_truth=len(seen) - sum(outcome.has_record for outcome in outcomes),
        mistakes=tuple(
            mistake
            for (dossier, record), outcome in zip(pairs, outcomes, strict=True)
            for mistake in _mistakes(dossier, record, outcome)
        ),
    )


def _mistakes(known: KnownDossier, record: FlatRecord | None, outcome: DossierOutcome) -> Iterator[Mistake]:
    for field in outcome.fields:
        if not field.exact:
            yield Mistake(
                delivery=record.delivery if record else known.delivery or "",
                dossier=known.dossier,
                field=field.measure,
                expected=field.shown_expected,
                got=field.shown_given,
                status=field.status,
            )


def _decade(known: KnownDossier) -> str:
    dates = known.dates
    date = dates.decision or dates.application or dates.receipt or dates.notification
    return f"{date[:3]}0-{date[:3]}9" if date else "undated"


def _judged(record: FlatRecord | None, outcome: DossierOutcome) -> Iterator[tuple[float, bool]]:
    """Yield confidence and rightness of every value that the machine gave."""
    for field in outcome.fields:
        name = field_of(field.measure)
        if record and name == field.measure and field.given and field.status in {"accepted", "review"}:
            yield record.confidence.get(name, 0.0), field.exact


def labelled(truth: Path, records: Iterable[Record]) -> tuple[Seen, ...]:
    """Return every value of the records whose answer is known, with its score and whether it is exactly right.

    Raises:
        InputError: there are no truth files, or one of them cannot be understood.
    """
    return tuple(value for known, record, flat in _answered(truth, records) for value in _labelled(known, record, flat))


def labelled_pages(truth: Path, records: Iterable[Record]) -> Iterator[tuple[PageType, RecordPage]]:
    """Yield every page of the records whose kind is known, with that kind; to learn from, as `labelled` is for values.

    Raises:
        InputError: there are no truth files, or one of them cannot be understood.
    """
    for known, record, _ in _answered(truth, records):
        for page, found in zip(known.pages, _counterparts(known.pages, record.pages), strict=True):
            if found and page.type:
                yield page.type, found


def _answered(truth: Path, records: Iterable[Record]) -> Iterator[tuple[KnownDossier, Record, FlatRecord]]:
    """Yield each record that a truth file speaks of, between that file and its own flat form."""
    known = tuple(read_truth(truth))
    names = {dossier.dossier for dossier in known}
    by_key = {(record.key.delivery, record.key.folder): record for record in records if record.key.folder in names}
    for dossier, flat in _pairs(known, [flatten(record) for record in by_key.values()]):
        if flat is not None:
            yield dossier, by_key[flat.delivery, flat.dossier], flat


def _labelled(known: KnownDossier, record: Record, flat: FlatRecord) -> Iterator[Seen]:
    group = group_of(record)
    outcomes = {outcome.measure: outcome for outcome in (_answer(criterion, known, flat) for criterion in CRITERIA)}
    for name in FIELDS:
        field, outcome = record.field(name), outcomes[name]
        if outcome.given and field.status in {"accepted", "review"}:
            offered = field.status == "accepted" or field.reason == TOO_UNSURE
            yield Seen(record.id, name, group, field.score or field.confidence, outcome.exact, offered)


def _pairs(
    known: Sequence[KnownDossier], records: Sequence[FlatRecord]
) -> Iterator[tuple[KnownDossier, FlatRecord | None]]:
    exact = {(record.delivery, record.dossier): record for record in records}
    claimed = {(dossier.delivery, dossier.dossier) for dossier in known}
    loose = [record for key, record in exact.items() if key not in claimed]
    for dossier in known:
        same_name_only = [record for record in loose if record.dossier == dossier.dossier]
        fallback = same_name_only[0] if len(same_name_only) == 1 else None
        yield dossier, exact.get((dossier.delivery or "", dossier.dossier), fallback)


def _dossier(known: KnownDossier, record: FlatRecord | None) -> DossierOutcome:
    return DossierOutcome(
        hard="hard" in known.difficulty,
        has_record=record is not None,
        fields=tuple(_answer(criterion, known, record) for criterion in CRITERIA),
        pages=tuple(_pages(known.pages, record.pages if record else ())),
    )


def _answer(criterion: Criterion, known: KnownDossier, record: FlatRecord | None) -> FieldOutcome:
    expected = tuple(criterion.expected(known))
    given = tuple(criterion.given(record)) if record else ()
    found = match(expected, given, criterion.same)
    wrong = match(tuple(criterion.neutral(known)), found.wrong, criterion.same).wrong
    return FieldOutcome(
        measure=criterion.measure,
        expected=len(expected),
        given=found.right + len(wrong),
        right=found.right,
        wrong=len(wrong),
        missing=max(0, len(found.missing) - len(wrong)),
        status=record.status.get(field_of(criterion.measure)) if record else None,
        shown_expected=_shown(found.missing),
        shown_given=_shown(wrong),
    )


def _shown(values: Iterable[Any]) -> str:
    return " | ".join(value.value if isinstance(value, KnownReference) else in_words(value) for value in values)


def _pages(known: Sequence[KnownPage], given: Sequence[FlatPage]) -> Iterator[PageOutcome]:
    for page, found in zip(known, _counterparts(known, given), strict=True):
        yield _page(page, found)


def _counterparts(known: Sequence[KnownPage], given: Sequence[P]) -> list[P | None]:
    """Return for each known page the one of the record.

    Truth may name the folder of a second part or leave it out, as other programs do, and both parts may have a
    0001.tif: what is named alike belongs together, and of what is left the file name alone counts, in order.
    """
    found: list[P | None] = [None] * len(known)
    free = set(range(len(given)))
    for name in (_name, _own_name):
        waiting: dict[tuple[str, int], list[int]] = defaultdict(list)
        for place in sorted(free):
            waiting[name(given[place])].append(place)
        for number, page in enumerate(known):
            if found[number] is None and (places := waiting[name(page)]):
                found[number] = given[places[0]]
                free.discard(places.pop(0))
    return found


def _name(page: KnownPage | FlatPage | RecordPage) -> tuple[str, int]:
    return page.file, page.page_index


def _own_name(page: KnownPage | FlatPage | RecordPage) -> tuple[str, int]:
    return page.file.rsplit("/", 1)[-1], page.page_index


def _page(known: KnownPage, given: FlatPage | None) -> PageOutcome:
    read = given.text if given else ""
    text = " ".join((known.text or "").split()) if known.text_complete else ""
    squeezed = _squeezed(read)
    strings = [string for field in known.fields if (string := _squeezed(field.raw))]
    return PageOutcome(
        character_errors=Levenshtein.distance(text, " ".join(read.split())) / len(text) if text else None,
        strings=len(strings),
        strings_found=sum(string in squeezed for string in strings),
        type=known.type,
        given_type=given.type if given else None,
        upright=None if known.blank or known.rotation is None else bool(given and given.rotation == known.rotation),
    )


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\-‐‑–—\u00ad]", "", text.casefold())
