"""The figures of a measurement, summed up from what was right, wrong and missing."""

from collections.abc import Sequence
from statistics import fmean, median
from typing import Literal, NamedTuple, get_args

from pydantic import computed_field

from schemas.base import Contract
from schemas.flat import FIELDS
from schemas.words import FieldName, FieldStatus

Measure = Literal[
    "references", "references.all", "municipality", "permit_type", "decision", "dates.application", "dates.receipt",
    "dates.decision", "dates.notification", "addresses", "addresses.street", "parcels", "applicants", "architect",
    "subject",
]  # fmt: skip
"""`references` is the primary number alone, `addresses` street with number (and box), `addresses.street` the street."""

_EXACT: frozenset[Measure] = frozenset({"references", "addresses", "dates.decision", "decision"})


class FieldOutcome(NamedTuple):
    """One measure of one dossier. `shown_*` are the values that did not match, for people to look at."""

    measure: Measure
    expected: int
    given: int
    right: int
    wrong: int
    missing: int
    status: FieldStatus | None
    shown_expected: str
    shown_given: str

    @property
    def exact(self) -> bool:
        """Tell whether all that was expected was given, and nothing else."""
        return self.right == self.expected and self.wrong == 0


class PageOutcome(NamedTuple):
    """One page. `character_errors` is None where the text is not measured, `upright` and `typed` likewise."""

    character_errors: float | None
    strings: int
    strings_found: int
    type: str | None
    given_type: str | None
    upright: bool | None


class FieldScore(Contract):
    """How well a field was found in a set of dossiers.

    `wrong` counts given values that are not there, `missing` expected values in whose place nothing was given.
    `accepted` counts dossiers whose field was accepted without a person, `accepted_wrong` those of them that are not
    exactly right. Ratios are None when there is nothing to divide by.
    """

    expected: int
    given: int
    right: int
    wrong: int
    missing: int
    accepted: int
    accepted_wrong: int

    @computed_field  # type: ignore[prop-decorator]  # pydantic documents this order of decorators
    @property
    def precision(self) -> float | None:
        """Share of the given values that are right."""
        return _share(self.right, self.given)

    @computed_field  # type: ignore[prop-decorator]  # mypy knows no property under it
    @property
    def recall(self) -> float | None:
        """Share of the expected values that were given."""
        return _share(self.right, self.expected)

    @computed_field  # type: ignore[prop-decorator]  # mypy knows no property under it
    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.right, self.expected + self.given)


class PageScore(Contract):
    """How well pages were read and understood; ratios are None when nothing could be measured.

    Character error rates are edit distance divided by length of the truth, both with single spaces, on pages whose
    full text is known. A page that is not in the record counts as read empty, with no type and not upright.
    """

    pages: int
    measured_text: int
    cer_median: float | None
    cer_mean: float | None
    strings: int
    string_recall: float | None
    type_accuracy: float | None
    type_macro_f1: float | None
    orientation_accuracy: float | None


class Scores(Contract):
    """All figures of a set of dossiers.

    `exact` dossiers have the primary number, the site's addresses, the decision and its date all right.
    `accepted_share` is the share of the fields that hold something, in truth or record, which were accepted without a
    person; `accepted_error_rate` is the share of those which are not exactly right.
    """

    dossiers: int
    without_record: int
    exact: int
    fields: dict[Measure, FieldScore]
    pages: PageScore
    accepted_share: float | None
    accepted_error_rate: float | None


class Reliability(Contract):
    """Values whose confidence lies together: what they said on average, and how many of them are right."""

    said: float
    right: float
    values: int


class DossierOutcome(NamedTuple):
    """All that was measured of one dossier."""

    hard: bool
    has_record: bool
    fields: tuple[FieldOutcome, ...]
    pages: tuple[PageOutcome, ...]

    @property
    def exact(self) -> bool:
        """Tell whether what identifies the dossier and its outcome is all right; without a record nothing is."""
        return self.has_record and all(outcome.exact for outcome in self.fields if outcome.measure in _EXACT)


def scores(dossiers: Sequence[DossierOutcome]) -> Scores:
    """Add up everything over a set of dossiers."""
    outcomes = [outcome for dossier in dossiers for outcome in dossier.fields]
    settled = [
        [outcome for outcome in dossier.fields if field_of(outcome.measure) == field]
        for dossier in dossiers
        for field in FIELDS
    ]
    filled = [group for group in settled if any(outcome.expected or outcome.given for outcome in group)]
    accepted = [group for group in filled if any(outcome.given and outcome.status == "accepted" for outcome in group)]
    erroneous = [group for group in accepted if not all(outcome.exact for outcome in group)]
    return Scores(
        dossiers=len(dossiers),
        without_record=sum(not dossier.has_record for dossier in dossiers),
        exact=sum(dossier.exact for dossier in dossiers),
        fields={
            measure: field_score([outcome for outcome in outcomes if outcome.measure == measure])
            for measure in get_args(Measure)
        },
        pages=page_score([page for dossier in dossiers for page in dossier.pages]),
        accepted_share=_share(len(accepted), len(filled)),
        accepted_error_rate=_share(len(erroneous), len(accepted)),
    )


def field_of(measure: Measure) -> FieldName:
    """Return the field of the record whose status a measure goes by."""
    if measure == "references.all":
        return "references"
    if measure == "addresses.street":
        return "addresses"
    return measure


def field_score(outcomes: Sequence[FieldOutcome]) -> FieldScore:
    """Add up one measure over dossiers."""
    accepted = [outcome for outcome in outcomes if outcome.status == "accepted" and outcome.given]
    return FieldScore(
        expected=sum(outcome.expected for outcome in outcomes),
        given=sum(outcome.given for outcome in outcomes),
        right=sum(outcome.right for outcome in outcomes),
        wrong=sum(outcome.wrong for outcome in outcomes),
        missing=sum(outcome.missing for outcome in outcomes),
        accepted=len(accepted),
        accepted_wrong=sum(not outcome.exact for outcome in accepted),
    )


def page_score(outcomes: Sequence[PageOutcome]) -> PageScore:
    """Add up what was measured on pages."""
    rates = [outcome.character_errors for outcome in outcomes if outcome.character_errors is not None]
    typed = [(outcome.type, outcome.given_type) for outcome in outcomes if outcome.type]
    upright = [outcome.upright for outcome in outcomes if outcome.upright is not None]
    strings = sum(outcome.strings for outcome in outcomes)
    return PageScore(
        pages=len(outcomes),
        measured_text=len(rates),
        cer_median=median(rates) if rates else None,
        cer_mean=fmean(rates) if rates else None,
        strings=strings,
        string_recall=_share(sum(outcome.strings_found for outcome in outcomes), strings),
        type_accuracy=_share(sum(known == given for known, given in typed), len(typed)),
        type_macro_f1=macro_f1(typed),
        orientation_accuracy=_share(sum(upright), len(upright)),
    )


def macro_f1(pairs: Sequence[tuple[str | None, str | None]]) -> float | None:
    """Return the mean F1 over all classes that occur in (known, given) pairs; None is no class."""
    classes = sorted({label for pair in pairs for label in pair if label})
    scores = []
    for label in classes:
        right = sum(known == given == label for known, given in pairs)
        named = sum((known == label) + (given == label) for known, given in pairs)
        scores.append(2 * right / named)
    return fmean(scores) if scores else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
