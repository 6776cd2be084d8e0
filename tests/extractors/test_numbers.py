"""Dossier numbers and what only looks like one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numbers import comparable, find_numbers


@pytest.mark.parametrize(
    ("text", "value", "shape"),
    [
        ("1954/00049", "1954/00049", "year_first"),
        ("2013/188", "2013/188", "year_first"),
        ("SV 2003/0456", "SV 2003/0456", "year_first"),
        ("SV2012/0556", "SV2012/0556", "year_first"),
        ("BA-1998-123", "BA-1998-123", "year_first"),
        ("622/1940", "622/1940", "year_last"),
        ("412 1938", "412 1938", "year_last"),
        ("R.O. 1993/81", "R.O. 1993/81", "year_first"),
        ("R.0. 1993/81", "R.O. 1993/81", "year_first"),
        ("802 van 1964", "1964/802", "of_year"),
        ("B/76/829", "B/76/829", "letter_year"),
        ("NEK/B//20123397", "NEK/B//20123397", "antwerp"),
        ("18#27058", "18#27058", "antwerp"),
        ("1894 – C – 6", "1894–C–6", "letters_in"),
        ("182/B/5503", "182/B/5503", "letters_in"),
        ("OMV_2024030662", "OMV_2024030662", "omv"),
        ("8.00/12025/2623", "8.00/12025/2623", "rohm"),
        ("8.00/12025/12555. 4", "8.00/12025/12555.4", "rohm"),
        ("4844/ME", "4844/ME", "suffix"),
        ("064/391", "064/391", "short"),
        ("085/123(1)", "085/123(1)", "short"),
    ],
)
def test_a_number_is_read(text: str, value: str, shape: str) -> None:
    (number,) = find_numbers(f"nr. {text} en")
    assert (number.value, number.shape) == (value, shape)


@pytest.mark.parametrize("text", ["12 05 1921", "11002 1998 12", "24 2000 Antwerpen"])
def test_a_year_after_a_space_is_not_always_part_of_a_number(text: str) -> None:
    assert [number for number in find_numbers(f"nr. {text}") if number.shape == "year_last"] == []


@pytest.mark.parametrize("text", ["2024_CBS_04557", "20191220-0023", "RvVb-A-2021-1226", "OVB/2022/277"])
def test_decision_and_appeal_numbers_are_no_dossier_numbers(text: str) -> None:
    assert list(find_numbers(text)) == []


def test_one_number_in_three_notations_compares_equal() -> None:
    assert comparable("1974/00175") == comparable("175/1974") == comparable("1974/175")
    assert comparable("SV2003/0456") == comparable("SV 2003/456")
    assert comparable("1974/175") != comparable("1975/174")
    assert comparable("8.00/12025/1") != comparable("8.00/12025/11")


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.raw
        assert isinstance(comparable(number.value), tuple)


@given(st.integers(1900, 2019), st.integers(1, 99999))
def test_the_kept_form_reads_back(year: int, serial: int) -> None:
    (number,) = find_numbers(f"{year}/{serial}")
    assert next(find_numbers(number.value)).value == number.value
    assert number.year == year


@pytest.mark.parametrize("piece", ["1974/12 ", "1/", "8.00/", "B-"])
def test_hostile_length_takes_no_time(piece: str) -> None:
    start = time.process_time()
    list(find_numbers(piece * (40_000 // len(piece))))
    assert time.process_time() - start < 5
