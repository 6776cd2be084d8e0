"""The two streets of a corner, in the ways in which papers write them; each is a street of Flanders' list."""

import time
from collections.abc import Callable

import pytest

from extractors.addresses import Addresses
from extractors.corners import find_corners
from pipeline.adapters.reference.official import ReferenceTables
from schemas.values import Address


@pytest.mark.parametrize(
    ("text", "first", "second", "told"),
    [
        ("Waar hoekperceel Bruul /\nVeldstraat", "Bruul", "Veldstraat", True),
        ("het dak hooger te trekken, Bruul x Veldstraat\n(Mechelen)", "Bruul", "Veldstraat", False),
        ("Kouter, hoek Veldstraat", "Kouter", "Veldstraat", True),
        ("te bouwen Kouter - Bruul\n(hoekperceel)", "Kouter", "Bruul", True),
        ("Bruul op den hoek met de Veldstraat.", "Bruul", "Veldstraat", True),
        ("hoekhuis Steenweg op\nHeindonk / Kouter (Muizen)", "Steenweg op\nHeindonk", "Kouter", True),
        ("waar de Veldstraat en de\nKerkstraat samenkomen", "Veldstraat", "Kerkstraat", True),
        ("op de hoek van de Veldstraat met de Kerkstraat", "Veldstraat", "Kerkstraat", True),
        ("hoek Veldstraat en Kerkstraat", "Veldstraat", "Kerkstraat", True),
        ("Standplaats op den hoek der Veldstraat en der\nKerkstraat", "Veldstraat", "Kerkstraat", True),
        ("hoek Bruul - Veldstraat. Op 6 October zagen wij", "Bruul", "Veldstraat", True),
        ("werf Veldstraat/Kerkstraat (hoekhuis)", "Veldstraat", "Kerkstraat", True),
    ],
)
def test_the_streets_of_a_corner(reference: ReferenceTables, text: str, first: str, second: str, told: bool) -> None:
    corners = tuple(find_corners(text, reference))

    assert [(text[slice(*one.first)], text[slice(*one.second)], one.told) for one in corners] == [(first, second, told)]


@pytest.mark.parametrize(
    "text",
    [
        "Veldstraat en Kerkstraat",
        "Discart Joris x Callens Maria",
        "Mechelen / Leuven",
        "Jan Callens / Veldstraat 5",
        "Veldstraat / sectie B",
        "hoek keuken en kelder",
        "tussen de Veldstraat en de Kerkstraat",
        "Veldstraat / Veldstraat",
        "",
    ],
)
def test_what_is_no_corner(reference: ReferenceTables, text: str) -> None:
    assert not tuple(find_corners(text, reference))


def test_both_streets_of_a_corner_are_the_site_also_behind_a_home(
    found: Callable[..., list[tuple[str, str, object]]],
) -> None:
    asked = "De heer Callens Jan, wonende te Mechelen, Kerkstraat 5, vraagt te bouwen"
    text = f"{asked}\nDe plaats is Bruul/Veldstraat (hoekhuis)"

    addresses = [(role, value) for field, role, value in found(Addresses(), text) if field == "addresses"]

    assert [(role, value.street) for role, value in addresses if isinstance(value, Address)] == [
        ("applicant", "Kerkstraat"), ("site", "Bruul"), ("site", "Veldstraat"),
    ]  # fmt: skip


@pytest.mark.parametrize("piece", ["A", "Aa ", "hoek A ", "Hoek", "hoek Bruul / ", "Bruul x ", "A.", "A-"])
def test_long_input_takes_linear_time(reference: ReferenceTables, piece: str) -> None:
    start = time.process_time()
    list(find_corners("hoek " + piece * (20_000 // len(piece)), reference))
    assert time.process_time() - start < 8
