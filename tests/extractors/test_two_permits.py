"""What two permits in one folder tell alike."""

from collections.abc import Callable

import pytest

from extractors.choosing import Case
from extractors.two_permits import told_alike
from schemas.findings import Finding
from schemas.values import Address, Parcel
from tests.extractors.conftest import seen

Build = Callable[..., Case]


def told(page: int, *, house: str = "24", number: str = "72", applicant: str = "Claes Jan") -> list[Finding]:
    return [
        seen("addresses", Address(street="Bleekstraat", number=house), page, role="site"),
        seen("parcels", Parcel(section="B", number=number), page),
        seen("applicants", applicant, page, role="label"),
    ]


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (told(2), {"addresses", "parcels", "applicants"}),
        (told(2, applicant="Maes Rita"), {"addresses", "parcels"}),
        (told(2, house="26", applicant="Jan Claes"), {"parcels", "applicants"}),
        (told(2, number="72")[:1], {"addresses"}),
        ([], set()),
    ],
)
def test_what_both_permits_tell_needs_no_choosing(case: Build, other: list[Finding], alike: set[str]) -> None:
    assert told_alike(case("besluit besluit", *told(1), elsewhere=tuple(other))) == alike
    swapped = case("besluit besluit", *other, elsewhere=tuple(told(1)))
    assert told_alike(swapped) == alike
