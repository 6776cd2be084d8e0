"""What stands already is regularised, whatever the form is called on which that is asked."""

import pytest

from extractors.regularising import to_regularise
from tests.extractors.conftest import seen


@pytest.mark.parametrize(
    ("works", "named", "meant", "inferred"),
    [
        (["het regulariseren van een veranda"], ["bouwvergunning"], ["regularisatievergunning"], True),
        (["de regularisatie van een stal"], ["stedenbouwkundige vergunning"], ["regularisatievergunning"], True),
        (["regularisatie tuinhuis", "een tuinhuis"], ["bouwvergunning"], ["regularisatievergunning"], True),
        (["tot regularisatie van een muur"], ["melding"], ["melding"], False),
        (["regularisatie van een muur"], ["regularisatievergunning"], ["regularisatievergunning"], False),
        (["het bouwen van een garage en de regularisatie van een stal"], ["bouwvergunning"], ["bouwvergunning"], False),
        (["regularisatie", "een garage", "een stal"], ["bouwvergunning"], ["bouwvergunning"], False),
        ([], ["bouwvergunning"], ["bouwvergunning"], False),
    ],
)
def test_what_a_form_for_building_was_used_for(
    works: list[str], named: list[str], meant: list[str], inferred: bool
) -> None:
    permits = [seen("permit_type", permit) for permit in named]
    found, told = to_regularise(permits, works)
    assert ([permit.value for permit in found], told) == (meant, inferred)
