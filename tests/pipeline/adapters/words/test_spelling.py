"""Names and house numbers in the form in which they are compared."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.words.spelling import (
    box_number,
    house_number,
    house_numbers,
    key,
    plain_number,
    quick_key,
    roads_to,
    shortened,
    sounded,
    written_out,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [("12 bis", "12BIS"), ("12-A", "12A"), ("012A", "12A"), ("12 a", "12A"), ("12/3", "12/3"), ("240/1", "240/1"),
     ("104BIS", "104BIS"), ("3_0106", "3_0106"), ("40B1", "40B1"), ("5023", "5023"), ("190-192", "190-192"),
     ("0", "0"), ("", "")],
)  # fmt: skip
def test_a_house_number_has_one_form(written: str, number: str) -> None:
    assert house_number(written) == number


@pytest.mark.parametrize(
    ("written", "numbers"),
    [("190-192", ("190", "192")), ("32, 34 en 36", ("32", "34", "36")), ("12", ("12",)),
     ("45-47-49", ("45", "47", "49")),
     ("12A-12C", ("12A", "12C")), ("10 tot 14", ("10", "14")), ("25C-F", ("25C-F",)), ("12/3", ("12/3",)), ("", ())],
)  # fmt: skip
def test_a_range_or_list_is_taken_apart(written: str, numbers: tuple[str, ...]) -> None:
    assert house_numbers(written) == numbers


@pytest.mark.parametrize(
    ("written", "box"),
    [("bus 3", "3"), ("b. 3", "3"), ("bte 12", "12"), ("0", ""), ("0003", "3"), ("A1", "A1"), ("B", "B")],
)
def test_a_box_has_no_word_before_it(written: str, box: str) -> None:
    assert box_number(written) == box


@pytest.mark.parametrize(
    ("old", "today"),
    [("Groote Markt", "Grote Markt"), ("Veldstraet", "Veldstraat"), ("Kerckstraat", "Kerkstraat"),
     ("Visschersstraat", "Vissersstraat"), ("Coxiestraat", "Koksiestraat"), ("Kruysstraat", "Kruisstraat")],
)  # fmt: skip
def test_old_spelling_sounds_like_that_of_today(old: str, today: str) -> None:
    assert sounded(old) == sounded(today)


@pytest.mark.parametrize(
    ("one", "other"), [("Bruul", "Brul straat"), ("Kerkstraat", "Werkstraat"), ("Meistraat", "Mijnstraat")]
)
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert sounded(one) != sounded(other)


@pytest.mark.parametrize(
    ("written", "road"),
    [("Steenweg op Leuven", "leuvensesteenweg"), ("Steenweg op Mechelen", "mechelsesteenweg"),
     ("stwg naar Lier", ""), ("Baan op Lier", "liersebaan"), ("Leuvensesteenweg", "")],
)  # fmt: skip
def test_a_road_to_a_town_is_declined(written: str, road: str) -> None:
    assert (road in set(roads_to(written))) == bool(road)


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [("Burg. L. Nolfplein", "Burgemeester Lodewijk Nolfplein", True),
     ("K. Mercierplein", "Kardinaal Mercierplein", True),
     ("Kard. Mercierplein", "Kardinaal Mercierplein", True), ("Kard Mercierplein", "Kardinaal Mercierplein", False),
     ("L. Nolfstraat", "Lodewijk Nolfplein", False), ("Nolfplein", "Lodewijk Nolfplein", False),
     ("A. B. Straat", "A. C. Straat", False), ("Kerkstraat", "Kerkstraat", False)],
)  # fmt: skip
def test_words_may_be_shortened_but_not_the_last(short: str, full: str, same: bool) -> None:
    assert shortened(short, full) is same


def test_a_town_may_have_abbreviations_of_its_own() -> None:
    own = {"romb.": "rombouts", "kath": "katelijne"}
    for short, full in (
        ("St.-Romb. Kerkhof", "sint-rombouts kerkhof"), ("St-Romb.kerkhof", "sint-romboutskerkhof"),
        ("St Kath vest", "sint-katelijne vest"), ("Kathedraalplein", "kathedraalplein"),
        ("Tromb.weg", "tromb.weg"), ("Wijk Athkath", "wijk athkath"),
    ):  # fmt: skip
        assert written_out(short, own) == full


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    for normal in (key, sounded, house_number):
        assert normal(normal(text)) == normal(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_a_form(one: str, other: str) -> None:
    assert isinstance(list(roads_to(one)), list)
    assert isinstance(shortened(one, other), bool)
    assert plain_number(one) == "" or plain_number(one).isdigit()
    assert all(house_numbers(one))
    assert box_number(one) == box_number(box_number(one)) or box_number(one)


@given(st.integers(1, 9999), st.sampled_from(["", "A", "BIS", "/2", "_0012"]))
def test_a_printed_number_is_read_back(number: int, more: str) -> None:
    assert house_number(f"{number}{more}") == f"{number}{more}"
    assert plain_number(f"{number}{more}") == str(number)


@given(st.from_regex(r"[A-Z][a-z]{2,12}(straat|laan|plein| Markt)", fullmatch=True))
def test_the_quick_key_is_the_key_where_it_may_be_used(name: str) -> None:
    assert quick_key(name) == key(name)


@pytest.mark.parametrize("piece", ["a", "1", "St. ", "o.l.", "12-", "aa", "y", "steenweg op "])
def test_hostile_length_takes_little_time(piece: str) -> None:
    text = piece * 20_000
    start = time.process_time()
    for normal in (key, sounded, house_number, house_numbers, written_out, box_number, plain_number):
        normal(text)
    list(roads_to(text))
    assert time.process_time() - start < 10
