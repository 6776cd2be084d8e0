"""Municipalities and localities: where a word is one, and how sure it is that these are its papers."""

from collections.abc import Callable

import pytest

from extractors.page import Page
from extractors.places import Places, folded, place, place_prefix
from pipeline.adapters.reference.official import ReferenceTables
from schemas.values import Municipality


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # headings and formulas
        ("GEMEENTE LEEST\nNr. 25", ["head 0.9 LEEST: Mechelen 12025 Leest"]),
        ("GEMEENTE\nLEEST", ["head 0.9 LEEST: Mechelen 12025 Leest"]),
        ("Stad Mechelen, dienst", ["head 0.9 Mechelen: Mechelen 12025 None"]),
        ("Gemeentebestuur van Hombeek", ["head 0.9 Hombeek: Mechelen 12025 Hombeek"]),
        ("Schepenen der gemeente Walem", ["head 0.9 Walem: Mechelen 12025 Walem"]),
        ("ADMINISTRATION communale de Malines", ["head 0.9 Malines: Mechelen 12025 Malines"]),
        ("Gemeente St. Katelijne Waver", ["head 0.9 St. Katelijne Waver: Sint-Katelijne-Waver 12035 None"]),
        ("Gemeente Heist-op-den-Berg", ["head 0.9 Heist-op-den-Berg: Heist-op-den-Berg 12014 None"]),
        ("Gemeente Hombeck", ["head 0.9 Hombeck: Mechelen 12025 Hombeek"]),  # misread
        ("Gemeente Nergens", []),
        ("ARRONDISSEMENT VAN TURNHOUT", ["arrondissement 0.5 TURNHOUT: Turnhout 13040 None"]),
        # where it was written
        ("Te Lier, de 12 mei", ["place_date 0.5 Lier: Lier 12021 None"]),
        ("De secretaris\nLier, 3 mei", ["place_date 0.5 Lier: Lier 12021 None"]),
        # a letterhead that is only the name
        ("Hombeek\nNr. 25", ["head 0.7 Hombeek: Mechelen 12025 Hombeek"]),
        ("Hombeek.\nNr. 25", ["head 0.7 Hombeek.: Mechelen 12025 Hombeek"]),
        ("Hombeek :\nNr. 25", []),
        ("Hombeek is mooi", []),
        ("Nr. 25\nHombeek", []),
        # two villages of one name
        ("GEMEENTE MUIZEN", ["head 0.64 MUIZEN: Mechelen 12025 Muizen", "head 0.64 MUIZEN: Gingelom 71017 Muizen"]),
        ("Muizen", ["head 0.49 Muizen: Mechelen 12025 Muizen", "head 0.49 Muizen: Gingelom 71017 Muizen"]),
        # numbers of authorities
        ("dossier 8.00/12025/1234.1", ["nis 0.8 12025: Mechelen 12025 None"]),
        ("dossier 8.00/99999/1234.1", []),
        ("NIS code : 12025", ["nis 0.8 12025: Mechelen 12025 None"]),
    ],
)
def test_the_municipality_whose_papers_these_are(page: Callable[..., Page], text: str, expected: list[str]) -> None:
    told = []
    for one in Places().find(page(text)):
        assert isinstance(one.value, Municipality)
        assert (one.field, one.evidence.extractor) == ("municipality", "places 3")
        town = f"{one.value.name} {one.value.nis} {one.value.locality}"
        told.append(f"{one.role} {round(one.score / 0.9775, 2)} {one.evidence.text}: {town}")
    assert told == expected


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("mechelen", ("Mechelen",)),
        ("St. Niklaas", ("Sint-Niklaas",)),
        ("St-Niklaas", ("Sint-Niklaas",)),
        ("Muizen", ("Muizen (Mechelen)", "Muizen (Gingelom)")),
        ("Hombeck", ("Hombeek",)),
        ("Hombcck", ()),  # two misread letters
        ("Gombeek", ()),  # the first letter is seldom misread, and makes another place
        ("Liet", ()),  # a short name is too much like others
        ("", ()),
    ],
)
def test_a_place_as_it_is_printed(reference: ReferenceTables, printed: str, names: tuple[str, ...]) -> None:
    assert place(reference, printed) == names


def test_places_are_compared_by_their_letters() -> None:
    assert [folded(name) for name in ("St. Niklaas", "Sint-Niklaas", "Heist-op-den-Berg")] == [
        "sintniklaas",
        "sintniklaas",
        "heistopdenberg",
    ]


@pytest.mark.parametrize(
    ("text", "length", "names"),
    [
        ("Heist-op-den-Berg, Kerkstraat", 17, ("Heist-op-den-Berg",)),
        ("Sint Katelijne Waver 12", 20, ("Sint-Katelijne-Waver",)),
        ("Kessel Lo dorp", 9, ("Kessel-Lo",)),
        ("Lier Kerkstraat", 4, ("Lier",)),
        ("Lier. Kerkstraat", 5, ("Lier",)),
        ("Lier, Mechelen", 4, ("Lier",)),
        ("Kessel\nLo", 6, ("Kessel",)),
        ("lier", 0, ()),
        ("te Lier", 0, ()),
        ("12 Lier", 0, ()),
        ("", 0, ()),
    ],
)
def test_the_longest_name_of_a_place_at_the_start_counts(
    reference: ReferenceTables, text: str, length: int, names: tuple[str, ...]
) -> None:
    assert place_prefix(reference, text) == (length, names)
