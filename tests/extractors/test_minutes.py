"""Minutes with points about other things than building."""

from collections.abc import Callable

import pytest

from extractors.minutes import without_others
from extractors.names import Names

OWN = (
    "6. Bouwingen. De heer Moens Leonard, Dorp 95, vraagt toelating tot het verbouwen van den voorgevel.\n"
    "Het College beslist : toegestaan."
)


@pytest.mark.parametrize(
    "other",
    [
        "7. Herberg. De vraag van De Bruyn Firmin, Dijk 18, om een drankslijterij te houden wordt verdaagd.",
        "7. Kermis. De aanvraag van De Bruyn Firmin om een kraam te plaatsen wordt aanvaard.",
        "7) Onderstand: Verzoek van De Bruyn Firmin om steun.",
        "7. Markt en leurhandel. Op verzoek van De Bruyn Firmin wordt een plaats toegekend.",
    ],
)
def test_who_asks_for_something_else_in_the_next_point_asks_for_no_building(
    found: Callable[..., list[tuple[str, str, object]]], other: str
) -> None:
    text = f"NOTULEN\n5. Wegen. De rekening wordt goedgekeurd.\n{OWN}\n{other}"
    assert {value for field, _, value in found(Names(), text) if field == "applicants"} == {"Moens Leonard"}


@pytest.mark.parametrize(
    "text",
    [
        "Het College beslist :\n1. De vergunning wordt verleend aan Claes Jan.\n2. Een afschrift gaat naar Brussel.",
        "1. De heer Claes Jan. Hij vraagt iets.\n2. Stempel. Geen.",
        "6. Bouwingen. Claes Jan bouwt.",
        "6. Bouwingen. Claes Jan bouwt.\n9. Herberg. Maes Rik wacht.",
    ],
)
def test_other_lists_are_left_whole(text: str) -> None:
    assert without_others(text) == text
