# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""What becomes of a permit when an appeal is decided; everybody here is made up."""

import pytest

from extractors.appeals import appeal
from extractors.outcomes import find_outcomes
from extractors.signs import plain

REFUSAL = "Gelet op het beroep van den heer Peeters Jan tegen de beslissing van 22 November 1910, waarbij hem de toelating geweigerd werd;\n"
GRANT = "Gelet op het beroep van de gemachtigde ambtenaar tegen het besluit waarbij aan de heer Peeters Jan vergunning werd verleend;\n"
UNTOLD = "Gelet op het beroep ingesteld door de heer Peeters Jan;\n"
BY_THE_STATE = "Gelet op het beroep ingesteld door de gemachtigde ambtenaar;\n"


@pytest.mark.parametrize(
    ("reasons", "decided", "kind"),
    [
        (REFUSAL, "Het beroep wordt ingewilligd.", "verleend"),
        (REFUSAL, "Het beroep is ontvankelijk en gegrond.", "verleend"),
        (REFUSAL, "Het beroep wordt niet ingewilligd.", "geweigerd"),
        (REFUSAL, "Het ingestelde beroep is ongegrond.", "geweigerd"),
        (REFUSAL, "Het beroep is gegrond. De beslissing van 22 November 1910 wordt te niet gedaan en de heer Peeters wordt gemachtigd te bouwen.", "verleend"),
        (GRANT, "Het beroep wordt verworpen.", "verleend"),
        (GRANT, "Het beroep wordt ingewilligd.", "geweigerd"),
        (UNTOLD, "Het beroep wordt afgewezen.", "geweigerd"),
        (BY_THE_STATE, "Het beroep wordt afgewezen.", "verleend"),
    ],
)  # fmt: skip
def test_a_permit_follows_what_was_appealed(reasons: str, decided: str, kind: str) -> None:
    page = f"DE BESTENDIGE DEPUTATIE\n{reasons}Overwegende dat de werken de omgeving niet schaden;\nBESLUIT :\nArtikel 1. {decided}\n"
    assert [outcome.kind for outcome in find_outcomes(page, decides=True, letter=False)] == [kind]


def test_it_is_less_sure_when_the_page_does_not_say_what_was_appealed() -> None:
    told, untold = plain(REFUSAL + "Het beroep wordt afgewezen."), plain(UNTOLD + "Het beroep wordt afgewezen.")
    first, second = appeal(told, len(REFUSAL), len(told)), appeal(untold, len(UNTOLD), len(untold))
    assert first is not None
    assert first.known
    assert second is not None
    assert not second.known


def test_the_right_to_appeal_is_no_appeal() -> None:
    text = plain("Tegen deze beslissing kan beroep worden ingesteld bij de bestendige deputatie.")
    assert appeal(text, 0, len(text)) is None


def test_objections_that_are_rejected_refuse_nothing() -> None:
    page = "Het College,\nGezien de aanvraag van Peeters Jan;\nBESLUIT :\nArtikel 1. De bezwaren worden verworpen en de vergunning wordt verleend.\n"
    assert [outcome.kind for outcome in find_outcomes(page, decides=True, letter=False)] == ["verleend"]
