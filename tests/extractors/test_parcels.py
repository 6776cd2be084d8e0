"""Cadastral notations as decisions, forms and plans write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parcels import find_parcels


def short(text: str) -> list[str]:
    return [
        f"{p.section}{p.number}/{p.bis or 0:02d}{p.exponent or '_'}{p.power or 0:03d}"
        for p in (match.parcel for match in find_parcels(text))
    ]


@pytest.mark.parametrize(
    ("text", "parcels"),
    [
        ("afdeling 6 sectie F nr. 1463Z13", ["F1463/00Z013"]),
        ("afdeling 15, sectie F, nummers 1343/e, 1346/p en 1346/2/c", ["F1343/00E000", "F1346/00P000", "F1346/02C000"]),
        ("(afd. 1) sectie A nr. 205 X6 (deel)", ["A205/00X006"]),
        ("sectie C nr. 733r³", ["C733/00R003"]),
        ("Sectie B n° 14 b²", ["B14/00B002"]),
        ("Sectie H nos' 81/k2 en 505/3", ["H81/00K002", "H505/03_000"]),
        ("wijk D nummer 88\nc3, en verzoekt", ["D88/00C003"]),
        ("wijk D nummer 88\nc, en verzoekt", ["D88/00C000"]),
        ("wijk D nummer 88\nC. Peeters", ["D88/00_000"]),
        ("wijk K nrs 933/f en deel van 936/p", ["K933/00F000", "K936/00P000"]),
        ("sectie F nr. deel van 842v6", ["F842/00V006"]),
        ("sectie E nrs 331 948/k en 606/w", ["E331/00_000", "E948/00K000", "E606/00W000"]),
        ("sectie D nr. 285c en 284k/deel", ["D285/00C000", "D284/00K000"]),
        ("afdeling 28 sectie A nrs. 55S7, 55W2 en 55Z4", ["A55/00S007", "A55/00W002", "A55/00Z004"]),
        ("sectie G, nr(s). 665/2m11 & 401l", ["G665/02M011", "G401/00L000"]),
        ("4de afd/E/932 D 10", ["E932/00D010"]),
        ("sectie Enr. 821/v, 949/W & 808/2/t6", ["E821/00V000", "E949/00W000", "E808/02T006"]),
        ("sectie H nrs. 0 en 1161Y6", ["H0/00_000", "H1161/00Y006"]),
        ("5de afdeling, sectie A, perceelnummers 10F, 41E en 41F", ["A10/00F000", "A41/00E000", "A41/00F000"]),
        ("sektie B nr. 386/2A", ["B386/02A000"]),
        ("Sie E nr 783/2 k", ["E783/02K000"]),
        ("Sie Dnr74S/h", ["D745/00H000"]),
        ("sectie F nr. 72/2r6", ["F72/02R006"]),
        ("sie B 249 e - 251 z).", ["B249/00E000", "B251/00Z000"]),
        ("Sektie E nrs 297 s 298 m", ["E297/00S000", "E298/00M000"]),
        ("Sektie E nrs 297 s :298 m: goed", ["E297/00S000", "E298/00M000"]),
        ("sectie C nr 459-m", ["C459/00M000"]),
        ("sectie D, nrs 526-Z5 en 529-X4", ["D526/00Z005", "D529/00X004"]),
        ("sectie D, wrs 529-×4", ["D529/00X004"]),
        ("Sectie B - Nr 51.L.", ["B51/00L000"]),
        ("sectie C nr 45. Aan de heer", ["C45/00_000"]),
        ("sectie A, nr 12 - Mechelen", ["A12/00_000"]),
        ("sectie B nr 12-deel", ["B12/00_000"]),
        ("wijk B n. 469-w4", ["B469/00W004"]),
        ("sectie A nr 120 m2 groot", []),
        ("sectie B 249e 251Z", ["B249/00E000", "B251/00Z000"]),
        ("sie. G nr. 916/w 95 a", ["G916/00W000"]),
        ("sectie C nr 45 b - 9 a 20 ca", ["C45/00B000"]),
        ("sectie C nr 45 b - 3 kavels", ["C45/00B000"]),
        ("sectie D 265R20/2", ["D265/02R020"]),
        ("section C n° 212 d", ["C212/00D000"]),
        ("wijk A nr 45/c", ["A45/00C000"]),
        ("sectie ‚B’ nr. 222/03", ["B222/03_000"]),
        ("sectie G nrs 669/b4, 670/1 en 671", ["G669/00B004", "G670/00L000", "G671/00_000"]),
        ("11001B0001/00S000", ["B1/00S000"]),
        ("sectie B nr. 215N\n7. Onderwerp van de aanvraag", ["B215/00N000"]),
        ("sectie A nr. 12b, 2800 Mechelen", ["A12/00B000"]),
        ("sectie A nr. 12, groot 5 a 20 ca", ["A12/00_000"]),
    ],
)
def test_a_notation_is_read(text: str, parcels: list[str]) -> None:
    assert short(text) == parcels


@pytest.mark.parametrize("text", ["artikel 44", "1/50", "015/29 79 11", "de sectie van de dienst", "Kerkstraat 12/3"])
def test_numbers_without_a_section_are_no_parcels(text: str) -> None:
    assert short(text) == []


def test_a_list_inherits_its_division_and_a_name_may_be_one() -> None:
    assert {match.parcel.division for match in find_parcels("HEULE, sectie H nrs. 364W6 en 365")} == {"HEULE"}
    assert {match.parcel.division for match in find_parcels("7de afdeling, sectie B nrs. 215A en 217X9")} == {
        "7de afdeling"
    }


def test_a_capakey_is_never_made_up() -> None:
    assert [match.parcel.capakey for match in find_parcels("7de afdeling, sectie B nr. 215A")] == [None]
    assert [match.parcel.capakey for match in find_parcels("44362B0107/00C010")] == ["44362B0107/00C010"]


def test_an_unclear_notation_is_not_sure() -> None:
    assert [match.sure for match in find_parcels("sectie E nr. 801/8565")] == [False]
    assert [match.sure for match in find_parcels("sectie A nr. 123/A/2")] == [False]


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    list(find_parcels("sectie A nr. " + text))


@given(st.integers(1, 9999), st.sampled_from("ABCDEFGHKLMNPRSTVWXYZ"), st.integers(2, 99))
def test_the_kept_form_reads_back(number: int, exponent: str, power: int) -> None:
    assert short(f"sectie A nr. {number}{exponent}{power}") == [f"A{number}/00{exponent}{power:03d}"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ligt te Leest, sectie F nr. 72 en 73a", ["72", "73a"]),
        ("12025A0072/02R006 is het perceel", ["12025A0072/02R006"]),
        ("sectie A nr 12 en sectie B nr 13", ["12", "13"]),
        ("sectie B nr 12oa3", ["12oa3"]),
    ],
)
def test_a_parcel_says_where_it_stands(text: str, places: list[str]) -> None:
    assert [text[match.start : match.end] for match in find_parcels(text)] == places


@pytest.mark.parametrize(
    ("number", "sure"),
    [
        ("12", True),
        ("12/2", True),
        ("12/02", True),
        ("12/22b", True),
        ("12b2", True),
        ("12/22", False),
        ("12b/2", False),
    ],
)
def test_two_digits_after_the_stroke_and_a_stroke_after_the_letter_are_not_sure(number: str, sure: bool) -> None:
    assert [match.sure for match in find_parcels(f"sectie A nr {number}")] == [sure]


@pytest.mark.parametrize(
    ("text", "parcels"),
    [
        ("sectie C nr 45, 2800 Mechelen", ["C45/00_000"]),
        ("sectie C nr 45 en 12 are groot", ["C45/00_000"]),
        ("sectie C nr 45 en 46b are", ["C45/00_000", "C46/00B000"]),
        ("sectie C nr 12 are", ["C12/00_000"]),
        ("sectie B nr 12oa3", ["B120/00A003"]),
    ],
)
def test_a_list_ends_where_an_area_or_a_postcode_begins(text: str, parcels: list[str]) -> None:
    assert short(text) == parcels


def test_an_area_is_no_parcel() -> None:
    assert [match.parcel.number for match in find_parcels("sectie G, nr. 771 m2")] == []
    assert [match.parcel.number for match in find_parcels("sectie G nr. 771m2")] == ["771"]


@pytest.mark.parametrize(
    ("before", "division"),
    [
        ("1ste afdeling,", "1ste afdeling"),
        ("8e afd.", "8ste afdeling"),
        ("2de afdeling", "2de afdeling"),
        ("19de afdeling,", "19de afdeling"),
        ("20ste afdeling", "20ste afdeling"),
        ("afd. 4", "4de afdeling"),
        ("afdeling III,", "3de afdeling"),
        ("afdeling xiv,", "14de afdeling"),
        ("afdeling XL", None),
        ("SINT-KATELIJNE-WAVER,", "SINT-KATELIJNE-WAVER"),
        ("LEEST;", None),
        ("3de afdeling;", None),
    ],
)
def test_a_division_is_named_in_one_way_however_it_was_written(before: str, division: str | None) -> None:
    assert [match.parcel.division for match in find_parcels(f"{before} sectie B nr. 2")] == [division]


def test_a_division_in_roman_figures_and_a_bare_section() -> None:
    assert [(match.parcel.section, match.parcel.number) for match in find_parcels("Afd. V - H - 642M")] == [
        ("H", "642")
    ]


def test_a_list_goes_on_over_a_comma_read_as_a_stop() -> None:
    assert [match.parcel.number for match in find_parcels("Sectie G No 289p7. 264r")] == ["289", "264"]
    assert [match.parcel.number for match in find_parcels("Sekt. G num. 289 P 7 & 264 R")] == ["289", "264"]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("sectie D nr 526-Z5", [True]),
        ("sectie D nr 526-25", [False]),  # a letter read as a figure
        ("sectie B nr 12-deel", [True]),
        ("sectie C nr 1128 M2", [False]),  # or square metres
        ("sectie C nr 1128M2", [True]),
    ],
)
def test_what_may_be_misread_is_unsure(text: str, sure: list[bool]) -> None:
    assert [match.sure for match in find_parcels(text)] == sure


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("sectie D nrs 780s, 14h en 9", [True, True, True]),
        ("sectie D nrs 780s, 1t0h en 9", [True, True, True]),  # 110h: no parcel is written so
        ("sectie D nrs 780s, 1qz4h en 9", [False]),
        ("sectie D nrs 780 s 2, 14 1\n4 en 15 g 2", [False, False]),  # 14 l 4
        ("sectie D nr 780s, 2de afdeling", [True]),
        ("sectie D nr 780s, 3 are", [True]),
    ],
)
def test_a_list_that_goes_on_unread_is_not_sure(text: str, sure: list[bool]) -> None:
    assert [match.sure for match in find_parcels(text)] == sure


def test_an_area_in_the_middle_of_a_list_is_a_parcel_that_was_not_understood() -> None:
    assert [match.sure for match in find_parcels("sectie G nummers 85/3d2, 122 m2 en 67")] == [False]
    assert [match.sure for match in find_parcels("sectie G nummer 85/3d2, 122 m2 groot")] == [True]


@pytest.mark.parametrize(
    ("text", "parcel", "sure"),
    [
        ("sectie C 72 1.", "72L", False),  # a typewriter has no other sign for the letter
        ("sect. C perceel 72 1\nHet peil", "72L", False),
        ("wijk H nr. 107 1 te Leest", "107L", False),
        ("sectie C nr 72, 1 are groot", "72", True),
        ("sectie C nr 72 1 are", "72", True),
        ("sectie C nr 72, 1.250 m2", "72", True),
        ("sectie D nr. 672/19", "672L9", False),  # l9: a bisnummer without a letter is small
        ("sectie D nr. 672/2", "672/2", True),
    ],
)
def test_a_one_by_itself_is_the_letter_that_looks_like_it(text: str, parcel: str, sure: bool) -> None:
    (match,) = find_parcels(text)
    value = match.parcel
    bis = f"/{value.bis}" if value.bis else ""
    assert (f"{value.number}{bis}{value.exponent or ''}{value.power or ''}", match.sure) == (parcel, sure)


def test_the_word_above_a_section_is_no_division() -> None:
    told = ("KADASTER sectie E nr. 441/c3", "PLAN KADASTER : sectie E nr. 441/c3", "WILRIJK sectie E nr. 441/c3")
    assert [match.parcel.division for text in told for match in find_parcels(text)] == [None, None, "WILRIJK"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sectie : B Nummer : 653 Letter : T 8", ("653", None, "T", 8)),
        ("sectie B nr. 653, letter T8", ("653", None, "T", 8)),
        ("Sie B n° 653 litt. T", ("653", None, "T", None)),
        ("sectie A nr 123bis", ("123", 2, None, None)),
        ("sectie A nr 123ter", ("123", 3, None, None)),
        ("sectie A nr 123bis c4", ("123", 2, "C", 4)),
    ],
)
def test_letters_and_bis_as_they_were_written(text: str, expected: tuple[str | int | None, ...]) -> None:
    (match,) = find_parcels(text)
    one = match.parcel
    assert (one.number, one.bis, one.exponent, one.power) == expected
