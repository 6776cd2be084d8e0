# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Dates in all the forms of a century of dossiers."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import find_dates
from extractors.word_numbers import word_number

WINDOW = (1970, 1976)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 maart 1974", "1974-03-12"),
        ("12.3.1974", "1974-03-12"),
        ("den 12n Maart 1974", "1974-03-12"),
        ("12-03-74", "1974-03-12"),
        ("12/03/1974", "1974-03-12"),
        ("MECHELEN, DE 12 MRT 1974", "1974-03-12"),
        ("29 SEP. 1950", "1950-09-29"),
        ("den 3den Mei 1932", "1932-05-03"),
        ("1ste Augustus 1909", "1909-08-01"),
        ("12-III-1934", "1934-03-12"),
        ("23.VII.1973", "1973-07-23"),
        ("12 maart '74", "1974-03-12"),
        ("le 4 août 1911", "1911-08-04"),
        ("1er octobre 1913", "1913-10-01"),
        ("den 28 Oogst 1905", "1905-08-28"),
        ("18 Octobre 1921", "1921-10-18"),
        ("twaalf maart negentienhonderd vierenzeventig", "1974-03-12"),
        ("twee en twintig juni negentien honderd twee en dertig", "1932-06-22"),
        ("de tweede januari tweeduizend drie", "2003-01-02"),
        ("zeven oktober negentienhonderd achtenvijftig.", "1958-10-07"),
        ("vingt-deux août mil neuf cent douze", "1912-08-22"),
        ("2012-03-04", "2012-03-04"),
        ("maart 1974", "1974-03"),
        ("30 januarà 1961", "1961-01-30"),
        ("O9 FEB. l961", "1961-02-09"),
    ],
)
def test_a_date_is_read(text: str, value: str) -> None:
    assert [date.in_years(WINDOW) for date in find_dates(text)] == [value]


@pytest.mark.parametrize(
    "text",
    ["1/50 1/100", "015/29 79 11", "31.2.1950", "53.09.02-021.51", "8.00/12025/11.12", "3000 Leuven 12/3", "13.13.1913", "sectie A 12/3"],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [date.in_years(WINDOW) for date in find_dates(text)] == []


@pytest.mark.parametrize(
    ("text", "years", "value"),
    [
        ("3-5-12", (1911, 1913), "1912-05-03"),
        ("3-5-12", (2010, 2013), "2012-05-03"),
        ("3-5-12", None, None),
        ("3-5-12", (1960, 1964), None),
    ],
)
def test_two_digit_years_follow_the_dossier_and_no_pivot(
    text: str, years: tuple[int, int] | None, value: str | None
) -> None:
    (date,) = find_dates(text)
    assert date.in_years(years) == value


def test_a_misread_year_is_mended_only_when_one_digit_explains_it() -> None:
    (date,) = find_dates("8 mei 1959")
    assert date.mended((1939, 1939)) == "1939-05-08"
    assert date.mended((1938, 1939)) == "1939-05-08"
    assert date.mended((1957, 1958)) is None
    assert date.mended((1972, 1974)) is None


def test_an_impossible_day_is_a_doubtful_reading() -> None:
    (date,) = find_dates("Zitting van 50 januari 1961")
    assert (date.value, date.sure) == ("1961-01-30", False)


def test_the_weekday_is_a_checksum() -> None:
    right, wrong = (find_dates(text)[0] for text in ("dinsdag 4 September 1917", "maandag 4 September 1917"))
    assert right.weekday_ok("1917-09-04") is True
    assert wrong.weekday_ok("1917-09-04") is False


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twaalf", 12),
        ("negentienhonderd vierenzeventig", 1974),
        ("negentien honderd twee en dertig", 1932),
        ("negentienhonderd en zeven", 1907),
        ("tweeëndertig", 32),
        ("een en dertigste", 31),
        ("mil neuf cent vingt-sept", 1927),
        ("hond", None),
        ("", None),
    ],
)
def test_written_out_numbers(words: str, number: int | None) -> None:
    assert word_number(words) == number


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    for date in find_dates(text):
        assert 0 <= date.start < date.end <= len(text)


@given(st.dates(min_value=dt.date(1830, 1, 1), max_value=dt.date(2030, 1, 1)))
def test_a_printed_date_reads_back(day: dt.date) -> None:
    months = (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    )
    year, month, number = str(day).split("-")
    (date,) = find_dates(f"{int(number)} {months[int(month) - 1]} {year}")
    assert date.value == str(day)


@pytest.mark.parametrize("piece", ["een maart ", "1.", "12/3/1974 ", "negentien ", "\n"])
def test_hostile_length_takes_no_time(piece: str) -> None:
    start = time.process_time()
    find_dates(piece * (40_000 // len(piece)))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "printed", "value", "sure"),
    [
        ("op 12 maart 1974 te Leest", "12 maart 1974", "1974-03-12", True),
        ("de 12den Maart in het jaar 1974,", "12den Maart in het jaar 1974", "1974-03-12", True),
        ("JAN. 14, 1908", "JAN. 14, 1908", "1908-01-14", True),
        ("23 12 1912", "23 12 1912", "1912-12-23", True),
        ("2012-03-04.", "2012-03-04", "2012-03-04", True),
        ("zie 12.3.1974.", "12.3.1974", "1974-03-12", True),
        ("den ?ste maart 1974", "maart 1974", "1974-03", True),
        ("op twaalf maart negentienhonderd en zeven en later", "twaalf maart negentienhonderd en zeven", "1907-03-12", True),
        ("op twee en twintig juni van het jaar negentien honderd", "twee en twintig juni van het jaar negentien honderd", "1900-06-22", True),
        ("Zitting : 19 Maart negentienhonderd negentien", "19 Maart negentienhonderd negentien", "1919-03-19", True),
        ("den 3den mei negentienhonderd zeven en dertig", "3den mei negentienhonderd zeven en dertig", "1937-05-03", True),
        ("elf februari negentienhonderd tweenvijftiq", "elf februari negentienhonderd tweenvijftiq", "1952-02-11", False),
        ("elf februari negentienhonderd vierenzevenlig.", "elf februari negentienhonderd vierenzevenlig", "1974-02-11", False),
        ("7 mei negentienhonderd (handtekening)\nvijf en twintig", "7 mei negentienhonderd", "1900-05-07", False),
        ("zitting van 28n 0ogst 1911", "28n 0ogst 1911", "1911-08-28", True),
        # letters that were read for figures, and figures for one another
        ("O9 FEB. l961", "O9 FEB. l961", "1961-02-09", False),
        ("1O.l2.196O", "1O.l2.196O", "1960-12-10", False),
        ("23.Vll.1973", "23.Vll.1973", "1973-07-23", True),
        ("12.ll.1973", "12.ll.1973", "1973-11-12", True),
        ("12 septembar 1974", "12 septembar 1974", "1974-09-12", True),
        ("75 mei 1961", "75 mei 1961", "1961-05-15", False),
        ("95 mei 1961", "95 mei 1961", "1961-05-05", False),
        ("80 mei 1961", "80 mei 1961", "1961-05-30", False),
        # the first and last years of building permits
        ("1 mei 1800", "1 mei 1800", "1800-05-01", True),
        ("31 december 2035", "31 december 2035", "2035-12-31", True),
    ],
)  # fmt: skip
def test_where_a_date_stands_and_whether_it_was_read_without_guessing(
    text: str, printed: str, value: str, sure: bool
) -> None:
    (date,) = find_dates(text)
    assert (text[date.start : date.end], date.value, date.sure) == (printed, value, sure)
    parts = [date.year, date.month, date.day] if date.day else [date.year, date.month]
    assert "-".join(f"{part:02d}" for part in parts) == value


@pytest.mark.parametrize(
    "text",
    [
        "12-3/74", "12/3-74", "31 april 1961", "30.2.72", "32 mei 1961", "1 mei 1799", "1 januari 2036", "x 23 12 1912", "1? maart 1974",
        "12 saptembar 1974", "12 mort 1974", "maart negentien", "twaalf maart", "dertig februari negentienhonderd", "twaalf, maart negentienhonderd",
        "twaalf maart zeventienhonderd", "twaalf maart achtendertighonderd", "I.I.II", "l.l.ll", "12.3.74/5", "2/3/1974a", "1974-13-01", "1974-02-30",
    ],
)  # fmt: skip
def test_what_cannot_be_a_date_is_none(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("maandag 4 September 1917", 0),
        ("zondag den 4 September 1917", 6),
        ("lundi le 4 août 1911", 0),
        ("dimanche, 4.8.1911", 6),
        ("dinsdag twaalf maart negentienhonderd vierenzeventig", 1),
        ("dinsdag en dan 12 maart 1974", None),
        ("4 September 1917", None),
    ],
)
def test_the_weekday_before_a_date(text: str, weekday: int | None) -> None:
    (date,) = find_dates(text)
    assert date.weekday == weekday
    assert date.weekday_ok("1917-09") is None


@pytest.mark.parametrize(
    ("text", "years", "value"),
    [
        ("29.2.72", (1970, 1976), "1972-02-29"),
        ("29.2.73", (1970, 1976), None),  # no leap year
        ("3-5-67", (1970, 1976), "1967-05-03"),
        ("3-5-66", (1970, 1976), None),
        ("3-5-81", (1970, 1976), "1981-05-03"),
        ("3-5-82", (1970, 1976), None),
        ("3-5-99", (1899, 1901), "1899-05-03"),
        ("3-5-24", (1870, 1878), None),
        ("12 maart 1944", (1970, 1976), "1944-03-12"),
    ],
)
def test_a_year_of_two_figures_lies_in_or_near_those_of_the_dossier(
    text: str, years: tuple[int, int], value: str | None
) -> None:
    (date,) = find_dates(text)
    assert date.in_years(years) == value


@pytest.mark.parametrize(
    ("text", "years", "value"),
    [
        ("3-5-94", (1970, 1976), "1974-05-03"),
        ("3-5-04", (1904, 1904), None),
        ("3-5-05", (1904, 1904), "1904-05-03"),
        ("29.2.79", (1970, 1976), None),
        ("12 maart 1944", (1974, 1974), "1974-03-12"),
        ("12 maart 1944", (1970, 1976), "1974-03-12"),
        ("12 maart 1874", (1974, 1979), "1974-03-12"),
        ("12 maart 1974", (1974, 1974), None),
        ("maart 1944", (1974, 1974), None),
        ("12 maart 1944", None, None),
    ],
)
def test_one_misread_figure_of_a_year_is_mended(text: str, years: tuple[int, int] | None, value: str | None) -> None:
    (date,) = find_dates(text)
    assert date.mended(years) == value


def test_dates_stand_in_order_and_none_inside_another() -> None:
    text = "In juni 1975, na twaalf maart negentienhonderd vierenzeventig, na 1974-03-11 en de 13 maart '74"
    assert [text[date.start : date.end] for date in find_dates(text)] == [
        "juni 1975",
        "twaalf maart negentienhonderd vierenzeventig",
        "1974-03-11",
        "13 maart '74",
    ]
