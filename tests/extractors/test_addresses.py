"""Addresses as they are written, and whose they are."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.addresses import Addresses, find_addresses
from pipeline.adapters.reference import ReferenceTables
from schemas.values import Address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hanswijkstraat 12 bus 3", [("Hanswijkstraat", "12", "3", None, None)]),
        ("Battelsesteenweg 45-47", [("Battelsesteenweg", "45-47", None, None, None)]),
        ("Guldenstr. nr. 12A", [("Guldenstraat", "12A", None, None, None)]),
        ("Veemarkt 12 b3", [("Veemarkt", "12", "3", None, None)]),
        ("Bleekstraat 12bis", [("Bleekstraat", "12bis", None, None, None)]),
        ("Bleekstraat 32, 34, 36", [("Bleekstraat", n, None, None, None) for n in ("32", "34", "36")]),
        ("Mechelseweg z.n. te Hombeek", [("Mechelseweg", None, None, None, "Hombeek")]),
        ("Mechelseweg zonder nummer", [("Mechelseweg", None, None, None, None)]),
        ("Mechelen, Bleekstraat nr. 24", [("Bleekstraat", "24", None, None, "Mechelen")]),
        ("Leopold III-ln. nr. 220 te Kessel-Lo", [("Leopold III-laan", "220", None, None, "Kessel-Lo")]),
        ("Leopold III-laan nr. 4% 220", [("Leopold III-laan", "220", None, None, None)]),
        ("Steenweg op Heindonk 71, 2801 Heffen", [("Steenweg op Heindonk", "71", None, "2801", "Heffen")]),
        ("Guldenstraat 2800 Mechelen", [("Guldenstraat", None, None, "2800", "Mechelen")]),
        ("Geerdegemstraat nr. 86/2", [("Geerdegemstraat", "86/2", None, None, None)]),
        ("Mechelseweg 2.n.", [("Mechelseweg", None, None, None, None)]),
        ("Bleekstraat, 800 Mechelen", [("Bleekstraat", None, None, None, "Mechelen")]),
        ("Bleekstraat\n7. Bouwheer", [("Bleekstraat", None, None, None, None)]),
        ("rue du Bruel n° 45", [("Rue du Bruel", "45", None, None, None)]),
    ],
)
def test_a_written_address(reference: ReferenceTables, text: str, expected: list[tuple[str | None, ...]]) -> None:
    found = [match.address for match in find_addresses(text, reference)]
    assert [(a.street, a.number, a.box, a.postcode, a.municipality) for a in found] == expected


@pytest.mark.parametrize(
    "text", ["de Vlaamse regering", "WEIGERING", "Jan, bakker te Lier", "langs de gemeenteweg", "Woonplaats 3"]
)
def test_ordinary_words_are_no_streets(reference: ReferenceTables, text: str) -> None:
    assert [match.address.street for match in find_addresses(text, reference)] == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("met betrekking tot een goed gelegen te Mechelen, Bleekstraat 24", "site"),
        ("Ligging van het goed : Mechelen, Bleekstraat 24", "site"),
        ("strekkende tot het bouwen van een schuur te Mechelen, Bleekstraat 24", "site"),
        ("ingediend door Jan Peeters wonende te Bleekstraat 24, Mechelen", "applicant"),
        ("Jan Peeters met als adres Bleekstraat 24, Mechelen", "applicant"),
        ("Architect : Els Claes, Bleekstraat 24, Mechelen", "architect"),
        ("Waar : Mechelen, Bleekstraat 24", "site"),
        ("op een eigendom gelegen te Mechelen, Bleekstraat 24", "site"),
        ("om een huis op te richten aan de Bleekstraat 24", "site"),
        ("de heer Peeters, huizende Bleekstraat 24, Mechelen", "applicant"),
        ("Jan Peeters, gedomicilieerd Bleekstraat 24, Mechelen", "applicant"),
        ("Plannen opgemaakt door\nEls Claes, Bleekstraat 24, Mechelen", "architect"),
        ("akte verleden voor notaris Wouters, Bleekstraat 24 te Mechelen", "contractor"),
    ],
)
def test_the_words_before_it_say_whose_address_it_is(
    found: Callable[..., list[tuple[str, str, object]]], text: str, role: str
) -> None:
    ((_, seen, value),) = found(Addresses(), text)
    assert isinstance(value, Address)
    assert (seen, value.street) == (role, "Bleekstraat")


def test_a_caption_under_a_drawing_labels_no_address(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    text = "LIGGING\nDOORSNEDE A-B\nEls Claes Bleekstraat 24 - tel. 12"
    assert [role for _, role, _ in found(Addresses(), text, "overig")] != ["site"]


def test_a_family_name_like_a_trade_is_no_trade(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    text = "de heer De Schutter Jan, voor het goed Bleekstraat 24 te Mechelen"
    assert [role for _, role, _ in found(Addresses(), text)] == ["site"]


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=120))
def test_any_text_is_survived(reference: ReferenceTables, text: str) -> None:
    list(find_addresses("Kerkstraat " + text, reference))


@pytest.mark.parametrize("piece", ["Kerkstraat 1, ", "Rue de la ", "Van de ", "1, "])
def test_hostile_length_takes_no_time(reference: ReferenceTables, piece: str) -> None:
    start = time.perf_counter()
    list(find_addresses(piece * (20_000 // len(piece)), reference))
    assert time.perf_counter() - start < 8
