"""Works that only pull down, and those that build something in the place."""

import pytest

from extractors.demolition import only_demolition, to_demolish
from tests.extractors.conftest import seen


@pytest.mark.parametrize(
    "works",
    [
        ["het afbreken van een bouwvallig huis"],
        ["de sloping van een bestaande hoeve met bijgebouwen"],
        ["Het sloopen van twee krotwoningen"],
        ["afbraak van een stal"],
        ["tot het volledig slopen", "slopen van een woongebouw"],
        ["la démolition d'une maison"],
        ["het slopen van een stal", "het olopen vn een slal"],
    ],
)
def test_pulling_down_only(works: list[str]) -> None:
    assert only_demolition(works)


@pytest.mark.parametrize(
    "works",
    [
        [],
        ["het bouwen van een huis"],
        ["nieuwbouw na afbraak van een huis"],
        ["het afbreken en herbouwen van een gevel"],
        ["afbraak en heropbouw van een schuur"],
        ["het slopen van een muur en plaatsen van een poort"],
        ["het slopen en wederoprichten van een stal"],
        ["afbraak van een serre en aanplant van een haag"],
        ["het slopen van een stal", "het slopen van een stal en het bouwen van een loods"],
        ["het slopen van een stal", "een hoeve", "een schuur"],
    ],
)
def test_more_than_pulling_down(works: list[str]) -> None:
    assert not only_demolition(works)


@pytest.mark.parametrize(
    ("named", "year", "meant", "inferred"),
    [
        (["bouwvergunning"], 1939, ["sloopvergunning"], True),
        (["bouwvergunning", "sloopvergunning"], 1999, ["sloopvergunning", "sloopvergunning"], False),
        (["melding"], 1999, ["melding"], False),
        (["bouwvergunning"], 2000, ["bouwvergunning"], False),
        (["bouwvergunning"], None, ["bouwvergunning"], False),
    ],
)
def test_what_a_form_for_building_was_used_for(
    named: list[str], year: int | None, meant: list[str], inferred: bool
) -> None:
    permits = [seen("permit_type", permit) for permit in named]
    found, told = to_demolish(permits, ["het slopen van een stal"], year)
    assert ([permit.value for permit in found], told) == (meant, inferred)
