"""Dossier numbers and what only looks like one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numbers import NumberMatch, comparable, find_numbers


@pytest.mark.parametrize(
    ("text", "value", "shape"),
    [
        ("1954/00049", "1954/00049", "year_first"),
        ("Nr.BV/31/1987", "BV/31/1987", "year_last"),
        ("368/19$3", "368/1953", "year_last"),
        ("2013/188", "2013/188", "year_first"),
        ("SV 2003/0456", "SV 2003/0456", "year_first"),
        ("SV2012/0556", "SV2012/0556", "year_first"),
        ("BA-1998-123", "BA-1998-123", "year_first"),
        ("622/1940", "622/1940", "year_last"),
        ("T.D. 75/878", "T.D. 75/878", "composed"),
        ("St.B. 1970 nr 917", "St.B. 1970 nr 917", "composed"),
        ("B.T. 181, 1948", "B.T. 181, 1948", "composed"),
        ("8148 B.S. 06", "8148 B.S. 06", "composed"),
        ("O.W. 136", "O.W. 136", "composed"),
        ("VG 5699-91", "VG 5699-91", "composed"),
        ("V 3/N/W2", "V 3/N/W2", "composed"),
        ("K.B. 12/1960", "12/1960", "year_last"),
        ("412 1938", "412 1938", "year_last"),
        ("R.O. 1993/81", "R.O. 1993/81", "year_first"),
        ("R.0. 1993/81", "R.O. 1993/81", "year_first"),
        ("B 2008 102", "B 2008 102", "composed"),
        ("1964 VK 35", "1964 VK 35", "composed"),
        ("NrB.95/53", "B.95/53", "composed"),
        ("802 van 1964", "1964/802", "of_year"),
        ("B/76/829", "B/76/829", "letter_year"),
        ("NEK/B//20123397", "NEK/B//20123397", "antwerp"),
        ("18#27058", "18#27058", "antwerp"),
        ("1894 – C – 6", "1894–C–6", "letters_in"),
        ("182/B/5503", "182/B/5503", "letters_in"),
        ("OMV_2024030662", "OMV_2024030662", "omv"),
        ("8.00/12025/2623", "8.00/12025/2623", "rohm"),
        ("8.00/12025/2623.1/", "8.00/12025/2623.1", "rohm"),
        ("8.00/12025/12555. 4", "8.00/12025/12555.4", "rohm"),
        ("8. 00/12025/2623", "8.00/12025/2623", "rohm"),
        ("4844/ME", "4844/ME", "suffix"),
        ("064/391", "064/391", "short"),
        ("085/123(1)", "085/123(1)", "short"),
        ("896/B.T./1939", "896/B.T./1939", "composed"),
        ("277 - 61", "277-61", "composed"),
        ("306 - 1963", "306-1963", "composed"),
        ("V. 805/19", "V. 805/19", "composed"),
        ("VKV 462", "VKV 462", "composed"),
        ("133/95M3", "133/95M3", "composed"),
        ("88/07VK12", "88/07VK12", "composed"),
        ("KL860314", "KL860314", "composed"),
        ("1991/0042/0ST", "1991/0042/OST", "composed"),
        ("771/0T/64", "771/OT/64", "composed"),
        ("1991/0042/007", "1991/0042/007", "composed"),
    ],
)
def test_a_number_is_read(text: str, value: str, shape: str) -> None:
    (number,) = find_numbers(f"nr. {text} en")
    assert (number.value, number.shape) == (value, shape)


@pytest.mark.parametrize(
    ("text", "value", "shape", "year"),
    [
        ("X11/383", "XII/383", "composed", None),
        ("C1/383", "CI/383", "composed", None),
        ("MMX1/3", "MMX1/3", "composed", None),  # M is in no volume: the 1 is a 1
        ("1964/X11/383", "1964/X11/383", "composed", 1964),
        ("X11/A/12", "XII/A/12", "composed", None),
        ("802  van\n1964", "1964/802", "of_year", 1964),
        ("12 in het jaar 1911", "1911/12", "in_year", 1911),
        ("12, anno 1911", "1911/12", "in_year", 1911),
        ("12 (begrotingsjaar 1911", "1911/12", "in_year", 1911),
        ("12 register van 1911", "1911/12", "in_year", 1911),
        ("12 de l'année 1911", "1911/12", "in_year", 1911),
        ("dienstjaar 1911 nr. 12", "1911/12", "in_year", 1911),
        ("jaar: 1911, volgnummer 12", "1911/12", "in_year", 1911),
        ("1911 No 12", "1911/12", "in_year", 1911),
        ("OMV2024030662", "OMV2024030662", "omv", 2024),
        ("OMV 2015030662", "OMV 2015030662", "omv", 2015),
        ("R.0. 1993 / 81", "R.O. 1993/81", "year_first", 1993),
        ("1974 - 12", "1974-12", "year_first", 1974),
        ("1974/A12b", "1974/A12b", "year_first", 1974),
        ("77/1974", "77/1974", "year_last", 1974),
        ("412 1938", "412 1938", "year_last", 1938),
        ("B/76/829", "B/76/829", "letter_year", 76),
        ("AB 76-829", "AB 76-829", "letter_year", 76),
        ("1894-C-6", "1894-C-6", "letters_in", 1894),
        ("12/AB/33/4", "12/AB/33/4", "letters_in", None),
        ("62/123/AB", "62/123/AB", "letters_in", None),
        ("4844/ME", "4844/ME", "suffix", None),
        ("12/1974/3", "12/1974/3", "composed", 1974),
        ("2014-0153-B", "2014-0153-B", "composed", 2014),
        ("Litt. A nr. 12", "Litt. A nr. 12", "composed", None),
        ("Lettre C. no 5", "Lettre C. no 5", "composed", None),
        ("78B12", "78B12", "composed", None),
        ("12/34 (2)", "12/34 (2)", "short", None),
        ("18#2705", "18#2705", "antwerp", None),
        ("8,00/12025/12555 . 4", "8.00/12025/12555.4", "rohm", None),
        ("A123", "A123", "bare", None),
        ("B/44/829", "B/44/829", "letter_year", 44),
        ("B 44-1908", "B 44-1908", "letter_year", None),
        ("113 A/75", "113 A/75", "composed", None),
        ("113 A/1975", "113 A/1975", "composed", 1975),
    ],
)
def test_a_number_is_filed_under_its_value_and_year(text: str, value: str, shape: str, year: int | None) -> None:
    (number,) = find_numbers(f"Onder {text}; ")
    assert (number.value, number.shape, number.year) == (value, shape, year)
    assert (number.start, number.end, number.raw) == (6, 6 + len(text), text)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("dossier 1964/77 B\nIngekomen", "1964/77 B"),
        ("Uw aanvraag 1964/77 B van 3 mei", "1964/77 B"),
        ("dossier 77/1964 B\n", "77/1964 B"),
        ("dossier 1964/77 B. Claes, schepen", "1964/77"),
        ("dossier 1964/77 A Claes", "1964/77"),
    ],
)
def test_a_letter_apart_belongs_to_the_number_unless_a_name_begins_with_it(text: str, raw: str) -> None:
    assert next(find_numbers(text)).raw == raw


@pytest.mark.parametrize("text", ["norm NBN1055", "BE0412345", "DIN4102"])
def test_standards_and_enterprises_are_no_dossiers(text: str) -> None:
    assert not [number for number in find_numbers(text) if number.shape == "composed"]


def test_a_letter_that_was_read_for_a_one_is_mended_in_a_volume_only() -> None:
    assert NumberMatch(0, 6, "Xl1/12", "composed").value == "XII/12"
    assert NumberMatch(0, 6, "Xl1/12", "suffix").value == "Xl1/12"
    assert NumberMatch(0, 8, "R.0. 1/2", "suffix").value == "R.O. 1/2"
    assert NumberMatch(0, 5, "1.2,3", "suffix").value == "1.2,3"


def test_several_numbers_come_the_most_telling_first_and_none_twice() -> None:
    text = "1974/12 en 12 van 1974, 77/1974; zie 12/34, OVB/2022/277, 2024_CBS_04557, 22 en 2014-0153-B"
    found = [(number.raw, number.shape) for number in find_numbers(text)]
    assert found == [
        ("12 van 1974", "of_year"),
        ("1974/12", "year_first"),
        ("77/1974", "year_last"),
        ("12/34", "short"),
        ("2014-0153-B", "composed"),
        ("22", "bare"),
    ]
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.raw


def test_the_year_at_the_end_of_a_line_is_not_that_of_the_number_below() -> None:
    numbers = find_numbers("Séance du 14 juin 1926\nN° 171 - 1927 du registre")
    assert next(number.value for number in numbers if number.shape != "bare") == "171-1927"


def test_only_the_asked_piece_of_a_text_is_searched() -> None:
    text = "12/34 en 56/78 en 90/12"
    assert [number.raw for number in find_numbers(text, 6)] == ["56/78", "90/12"]
    assert [number.raw for number in find_numbers(text, 6, 15)] == ["56/78"]
    assert [number.start for number in find_numbers(text, 0, 5)] == [0]


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("1974/00175", ("1974", "175")),
        ("175 van 1974", ("1974", "175")),
        ("Nr 12 VAN 1975", ("1975", "12")),
        ("12/3/1974", ("1974", "12", "3")),
        ("12/1974/3", ("12", "1974", "3")),  # the year is in the middle: it stays there
        ("1/2/3/1974", ("1", "2", "3", "1974")),  # too long to be year and serial
        ("1974/1975", ("1974", "1975")),  # two years: which is the serial is not known
        ("0/1974", ("1974", "0")),
        ("000", ("0",)),
        ("SV 1974/12", ("sv", "1974", "12")),
        ("SV2003/0456", ("sv", "2003", "456")),
        ("A 1974", ("1974", "a")),
    ],
)
def test_the_parts_by_which_numbers_compare(value: str, parts: tuple[str, ...]) -> None:
    assert comparable(value) == parts


@pytest.mark.parametrize("text", ["12 05 1921", "11002 1998 12", "24 2000 Antwerpen"])
def test_a_year_after_a_space_is_not_always_part_of_a_number(text: str) -> None:
    assert [number for number in find_numbers(f"nr. {text}") if number.shape == "year_last"] == []


@pytest.mark.parametrize(
    ("text", "own", "planning"),
    [
        ("241/78/8.00/38008/5882", "241/78", "8.00/38008/5882"),
        ("VW1984/205.00/38008/3138", "VW1984/20", "5.00/38008/3138"),
        ("B85/213/8.00/46025/2632.3", "B85/213", "8.00/46025/2632.3"),
        ("1974/12/8,00/12025/2623", "1974/12", "8.00/12025/2623"),
    ],
)
def test_the_number_of_town_planning_behind_the_towns_own_is_a_number_apart(text: str, own: str, planning: str) -> None:
    assert [number.value for number in find_numbers(f"Nummer {text}")] == [own, planning]
    assert [number.start for number in find_numbers(text)] == [0, len(text) - len(planning)]


@pytest.mark.parametrize("text", ["8.00/38008/5882", "12/4.00/38008/5882/3", "182/B/5503"])
def test_a_number_with_no_other_behind_it_stays_whole(text: str) -> None:
    assert len(list(find_numbers(text))) == 1


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
