"""A town is data: number shapes that say what is wrong with them, and numbers found by them."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.town import NumberPattern, Town, compiled


@pytest.mark.parametrize(
    ("shape", "number"),
    [
        ("{nr}/{year}", "622/1940"),
        ("{year}/{nr}", "1974/00175"),
        ("{year}/{nr:5}", "1974/00175"),
        ("B/{yy}/{nr}[/{letter}]", "B/76/829"),
        ("B/{yy}/{nr}[/{letter}]", "B / 76 / 829 / C"),
        ("{year}-{letter}-{nr}", "1894 – C – 6"),
        ("8.00/12025/{nr}[.{sub}]", "8,00/12025/4711.2"),
        ("{letters} {nr}", "BA120"),
        ("{letters} {nr}", "BA 120"),
        ("dossier nr {nr} (x)", "dossier nr 12 (x)"),
    ],
)
def test_a_number_of_this_shape_is_found(shape: str, number: str) -> None:
    assert compiled(shape).search(f"ons kenmerk: {number}.")


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("{nr}/{year}", "12/1940/3"),
        ("{nr}/{year}", "x622/1940"),
        ("{nr}/{year}", "622/2140"),
        ("{year}/{nr:5}", "1974/175"),
        ("{nr}", "1.500,00"),
        ("B.{nr}", "BX12"),
    ],
)
def test_a_part_of_something_else_is_no_number(shape: str, text: str) -> None:
    assert compiled(shape).search(text) is None


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("{jaar}/{nr}", "parts are {year}"),
        ("{year}", "one {nr}"),
        ("{nr}/{nr}", "twice"),
        ("{nr}[/{sub}", "brackets close"),
        ("{sub}[/{nr}]", "cannot be left out"),
        ("{nr}[/[{sub}]]", "in pairs"),
        ("{nr}]", "in pairs"),
        ("{year}/{yy}/{nr}", "at most one"),
    ],
)
def test_a_shape_that_cannot_be_read_says_why(shape: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        compiled(shape)


def test_an_example_must_have_the_shape_it_is_an_example_of() -> None:
    with pytest.raises(ValidationError, match="does not have the shape"):
        NumberPattern(shape="{nr}/{year}", examples=("1940/622",))


@given(st.text(alphabet="{}[]abcdefghijklmnopqrstuvwxyz:/-. 0123456789", max_size=40))
def test_any_shape_is_read_or_refused_in_words(shape: str) -> None:
    try:
        pattern = compiled(shape)
    except ValueError as error:  # anything else than a ValueError fails the test
        assert str(error).startswith(f"'{shape}'")  # noqa: PT017  # both outcomes are right
    else:
        assert "nr" in pattern.groupindex


@given(st.integers(0, 999_999), st.integers(1830, 2039))
def test_what_is_printed_is_read_back(serial: int, year: int) -> None:
    town = Town(name="Testdorp", nis="99001", numbers=(NumberPattern(shape="{nr}/{year}", examples=("1/1940",)),))
    (found,) = town.find_numbers(f"Bouwvergunning nr. {serial}/{year}, verleend")
    assert (found.serial, found.year, found.value) == (serial, year, f"{serial}/{year}")


@pytest.mark.parametrize(
    ("shape", "number", "year", "serial"),
    [
        ("{nr}/{year}", "622/1940", 1940, 622),
        ("B/{yy}/{nr}", "B/76/829", 76, 829),
        ("BW {nr}", "BW 12", None, 12),
    ],
)
def test_year_and_place_of_a_number_are_those_in_the_text(
    shape: str, number: str, year: int | None, serial: int
) -> None:
    town = Town(name="Testdorp", nis="99001", numbers=(NumberPattern(shape=shape, examples=(number,)),))
    text = f"Kenmerk: {number} en nog eens {number}"
    found = list(town.find_numbers(text))
    assert [(one.year, one.serial, one.raw) for one in found] == [(year, serial, number)] * 2
    assert [text[one.start : one.end] for one in found] == [number, number]
    assert found[0].start == len("Kenmerk: ")


@pytest.mark.parametrize(("year", "held"), [(1899, False), (1900, True), (1950, True), (1951, False)])
def test_a_series_holds_its_first_and_its_last_year(year: int, held: bool) -> None:
    pattern = NumberPattern(shape="{nr}/{year}", years=(1900, 1950), examples=("1/1940",))
    assert pattern.held_in(year) is held
    assert NumberPattern(shape="{nr}/{year}", examples=("1/1940",)).held_in(year)


@pytest.mark.parametrize(("years", "good"), [((1900, 1900), True), ((1900, 1901), True), ((1901, 1900), False)])
def test_the_earlier_year_stands_first(years: tuple[int, int], good: bool) -> None:
    if good:
        assert NumberPattern(shape="{nr}/{year}", years=years, examples=("1/1900",)).years == years
        return
    with pytest.raises(ValidationError, match="the years run from 1901 to 1900: write the earlier one first"):
        NumberPattern(shape="{nr}/{year}", years=years, examples=("1/1900",))


def test_what_may_be_left_out_may_be_there_and_the_rest_must() -> None:
    shape = compiled("B{nr}[/{sub}]")
    assert [bool(shape.fullmatch(text)) for text in ("B1/2", "B1", "B1/", "B/2", "1/2")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert [bool(compiled("{year:4}/{nr:2}").fullmatch(text)) for text in ("1940/12", "1940/123", "1940/1")] == [
        True, False, False,
    ]  # fmt: skip


def test_the_earlier_shape_wins_and_none_lies_inside_another() -> None:
    town = Town(
        name="Testdorp",
        nis="99001",
        numbers=(
            NumberPattern(shape="BW {nr}/{year}", series="Werken", examples=("BW 12/1965",)),
            NumberPattern(shape="{nr}/{year}", series="Oud", years=(1900, 1950), highest=400, examples=("1/1940",)),
        ),
    )
    found = sorted(town.find_numbers("BW 12/1965 vervangt 622 / 1940 en 399/1950"))
    assert [(one.pattern.series, one.value, one.plausible) for one in found] == [
        ("Werken", "BW 12/1965", True),
        ("Oud", "622/1940", False),
        ("Oud", "399/1950", True),
    ]


def test_a_hostile_page_takes_linear_time() -> None:
    town = Town(
        name="Testdorp", nis="99001",
        numbers=(NumberPattern(shape="A {letters} {nr} [{sub}] / {letter} - {year}", examples=("A B 12/C-1950",)),),
    )  # fmt: skip
    start = time.process_time()
    assert list(town.find_numbers("A AAAAA 111111 1111 / " * 20_000)) == []
    assert time.process_time() - start < 5


def test_a_locality_that_is_not_listed_is_refused() -> None:
    with pytest.raises(ValidationError, match="none of the localities: Testdorp"):
        Town.model_validate(
            {"name": "Testdorp", "nis": "99001", "letterheads": [{"text": "Xeind", "locality": "Xeind"}]}
        )


def test_abbreviations_are_compared_in_lower_case_and_none_is_a_single_letter() -> None:
    town = Town(name="Testdorp", nis="99001", abbreviations={"Kath.": "Katelijne"})
    assert town.abbreviations == {"kath.": "katelijne"}
    with pytest.raises(ValidationError, match="at least 2"):
        Town(name="Testdorp", nis="99001", abbreviations={"k": "kerk"})


def test_another_word_in_the_file_is_another_identity() -> None:
    first = Town(name="Testdorp", nis="99001")
    assert first.identity != first.model_copy(update={"names": ("Testdorpe",)}).identity
    assert first.identity == Town(name="Testdorp", nis="99001").identity


@pytest.mark.parametrize(
    ("shape", "number", "plausible"),
    [
        ("BW {nr}", "BW 400", True),
        ("BW {nr}", "BW 401", False),
        ("{nr}/{year}", "12/1899", False),
        ("{nr}/{year}", "12/1900", True),
        ("{nr}/{year}", "12/1951", False),
        ("{nr}/{year}", "401/1950", False),
        ("B/{yy}/{nr}", "B/99/12", True),  # of which century, the number does not say
    ],
)
def test_a_number_that_the_series_never_gave_out_is_not_plausible(shape: str, number: str, plausible: bool) -> None:
    series = NumberPattern(shape=shape, years=(1900, 1950), highest=400, examples=(number,))
    (found,) = Town(name="Testdorp", nis="99001", numbers=(series,)).find_numbers(number)
    assert found.plausible is plausible
    anything = series.model_copy(update={"years": None, "highest": None})
    assert all(one.plausible for one in Town(name="Testdorp", nis="99001", numbers=(anything,)).find_numbers(number))
