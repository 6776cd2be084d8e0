"""Where the name of a street stands in a text, by its ending, by the list, or behind a label."""

import pytest

from extractors.streets import find_streets
from pipeline.adapters.reference.official import ReferenceTables


@pytest.mark.parametrize(
    ("text", "streets"),
    [
        ("te Kerkstraat 5", ["Kerkstraat"]),
        ("Kerkstr. 5", ["Kerkstr."]),
        ("Mechelen, Bleekstraat", ["Bleekstraat"]),
        ("Veldstraat en Kerkstraat", ["Veldstraat", "Kerkstraat"]),
        ("Kerkstraat Veldstraat", ["Kerkstraat", "Veldstraat"]),
        ("Leestsestwg. Dan", ["Leestsestwg."]),
        ("gelegen Kerkstraat.", ["Kerkstraat"]),
        # more than one word
        ("in de Lange Dreef 12", ["Lange Dreef"]),
        ("Koning Albert I laan 5", ["Koning Albert I laan"]),
        ("Heilige Geeststraat", ["Heilige Geeststraat"]),
        ("Schepen Dessainlaan", ["Schepen Dessainlaan"]),
        ("de heer Dessainlaan", ["Dessainlaan"]),
        ("Koning\nAlbertplein 134", ["Koning\nAlbertplein"]),
        ("Jan\nAlbertplein", ["Albertplein"]),
        ("Steenweg op Heindonk 71", ["Steenweg op Heindonk"]),
        ("Rue du Bruel 45", ["Rue du Bruel"]),
        ("rue de la Station", ["rue de la Station"]),
        ("Kessels Baan, nr 41", ["Kessels Baan"]),
        ("Kessels Baan", []),
        # endings that are ordinary words: only by the list or with a house
        ("Oude Markt 5", ["Oude Markt"]),
        ("Oude Markt", []),
        ("Bakkerij 5", ["Bakkerij"]),
        ("Bakkerij De Zwaan", []),
        ("een Veld 5", []),
        ("Werkplaats 5", []),
        ("de straat 5", []),
        ("oude straat", []),
    ],
)
def test_a_street_in_running_text(reference: ReferenceTables, text: str, streets: list[str]) -> None:
    assert [text[start:end] for start, end in find_streets(text, reference)] == streets


@pytest.mark.parametrize(
    ("text", "streets"),
    [
        # a name that no list has, by the number of its house
        ("Turfaard 5", ["Turfaard"]),
        ("Turfaard, nr 5", ["Turfaard"]),
        ("Turfaard (5)", ["Turfaard"]),
        ("Zonderhout", []),
        ("Zonderhout 5.000", []),
        ("Zonderhout 12345", []),
        ("Zonderhout 5°", []),
        ("Zonderhout\n5", []),
        ("Leest, Zonderhout 5", ["Zonderhout"]),
        ("2811 Leest, Zonderhout 5", ["Zonderhout"]),
        ("aan de Zonderhout 5", ["Zonderhout"]),
        ("huis nr 5 der Zonderhout", ["Zonderhout"]),
        ("Zonderhout Kavel 5", []),
        ("Kavel 5", []),
        ("Mechelen 5", []),
        ("Keuken 5", []),
        ("Gemeente 5", []),
        # a name that the list has needs no house
        ("Bruul", ["Bruul"]),
        ("Bruul te Mechelen", ["Bruul"]),
        ("Mechelen, Bruul 5", ["Bruul"]),
        ("bruul", []),
        ("Bru", []),
        ("Gevel", []),
        ("Leest", []),
    ],
)
def test_a_street_behind_a_label_of_the_site(reference: ReferenceTables, text: str, streets: list[str]) -> None:
    label = "Ligging : "
    found = find_streets(label + text, reference, (len(label),))
    assert [(label + text)[start:end] for start, end in found] == streets
