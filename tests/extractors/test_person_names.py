# ruff: noqa: E501  (a name and what comes of it are clearer in one piece)
"""Names as they are written in dossiers: couples, firms, particles, titles; everybody here is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.person_names import find_names, is_name, written


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("de heer Callens Jan en mevrouw Vandecasteele Greet wonende te Lier", ["Callens Jan", "Vandecasteele Greet"]),
        ("de heer Callens Jan en mevrouw De\nSmet Greet wonende te Lier", ["Callens Jan", "De Smet Greet"]),
        ("Discart Jan en broer Discart Karel, landbouwers", ["Discart Jan", "Discart Karel"]),
        ("Callens Jan en zijn echtgenote Smet Greet, wonende te", ["Callens Jan", "Smet Greet"]),
        ("Jan Callens\tKapelstradt 43", ["Jan Callens"]),
        ("Discart Jan, landbouwer, wonende te", ["Discart Jan"]),
        ("N.V. Matexim wonende te", ["N.V. Matexim"]),
        ("de N.V. Garage Centrum, gevestigd te", ["N.V. Garage Centrum"]),
        ("bvba Dakwerken Smets", ["bvba Dakwerken Smets"]),
        ("E. Van Loock, Tiensevest 52", ["E. Van Loock"]),
        ("R. Schellekens\nMechelsesteenweg 89", ["R. Schellekens"]),
        ("Dhr. Luc Van den Broeck en Mevr. An Mertens, Hanswijkvaart", ["Luc Van den Broeck", "An Mertens"]),
        ("de heer en mevrouw Claes-Van Dessel, Dijleweg 4", ["Claes-Van Dessel"]),
        ("Verlinden Joseph, négociant", ["Verlinden Joseph"]),
        ("Naamloze Vennootschap\nElectro De Smet, gevestigd te", ["Naamloze Vennootschap Electro De Smet"]),
        ("Jan Peeters Kerkhofweg 152, 3040 Huldenberg", ["Jan Peeters"]),
        ("Jan Hoogeweg", ["Jan Hoogeweg"]),
        ("Discart Jan. x Callens Maria, winkelier", ["Discart Jan", "Callens Maria"]),
        ("Jan Discart/Maria Callens", ["Jan Discart", "Maria Callens"]),
        ("Jan Discart / Maria Callens", ["Jan Discart", "Maria Callens"]),
        ("Discart Jan eul Callens Maria\nwonende", ["Discart Jan", "Callens Maria"]),
        ("Discart Jan ei Kerkstraat", ["Discart Jan"]),
        ("Discart Jan en broecter Discart Karel, arbeider", ["Discart Jan", "Discart Karel"]),
        ("Jan Discart en\nechtgenote Maria\nCallens\nGebouw Lier: waar", ["Jan Discart", "Maria Callens"]),
        ("Jan Discart, Maria Callens", ["Jan Discart"]),
        ("Theof. Discart, Kouter 3", ["Theof. Discart"]),
        ("en adres\tDiscart Jan, Kouter 3", ["Discart Jan"]),
        ("naam, voornaam Discart Jan en Callens Maria\n", ["Discart Jan", "Callens Maria"]),
        (
            "Nationale Maatschappij voor Kleine Landeigendom, Kouter 3",
            ["Nationale Maatschappij voor Kleine Landeigendom"],
        ),
        ("Vereniging tot Bevordering van de Landbouw\n", ["Vereniging tot Bevordering van de Landbouw"]),
    ],
)
def test_names_as_written(text: str, names: list[str]) -> None:
    assert [match.name for match in find_names(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Discart Jan, Callens Maria\nGehuisvest", ["Discart Jan", "Callens Maria"]),
        ("Jan Discart, Maria Callens, Ringlaan 248, Lier", ["Jan Discart", "Maria Callens"]),
        ("Gebroeders Jan Discart, Karel Discart\nOnderwerp", ["Jan Discart", "Karel Discart"]),
        ("Jan Discart, Oude Baan 12", ["Jan Discart"]),
        ("Jan Discart, Koning Albert 12", ["Jan Discart"]),
        ("Jan Discart, Sint-Truiden", ["Jan Discart"]),
        ("Jan Discart, Karel Callens, architect", ["Jan Discart"]),
        ("Jan Discart, burgemeester", ["Jan Discart"]),
        ("N.V. Discart, Karel Callens", ["N.V. Discart"]),
    ],
)
def test_a_second_person_behind_a_comma_has_a_common_name(text: str, names: list[str]) -> None:
    common = {"Jan", "Maria", "Karel", "Albert"}

    assert [match.name for match in find_names(text, common.__contains__)] == names


@pytest.mark.parametrize(
    "text",
    [
        "het college van burgemeester",
        "12.3.1974",
        "de gemachtigde ambtenaar",
        "Burgemeester en Schepenen",
        "te Lier",
        "",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert list(find_names(text)) == []


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    for match in find_names(text):
        assert 0 <= match.start < match.end <= len(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (" .: Callens Jan", ["Callens Jan = Callens Jan"]),
        ("en mevrouw Maes Rita", ["Maes Rita = Maes Rita"]),
        ("en Maes Rita", []),
        ("de heer ir. arch. Claes Jan", ["Claes Jan = Claes Jan"]),
        ("Weduwe Claes-Maes", ["Claes-Maes = Claes-Maes"]),
        ("Jan", []),
        ("a Claes Jan", []),
        ("de Smet Jan", ["Smet Jan = de Smet Jan"]),
        # where a name ends
        ("Claes Jan. Wonende", ["Claes Jan = Claes Jan."]),
        ("Claes Jan 12", ["Claes Jan = Claes Jan"]),
        ("Claes Jan (Lier)", ["Claes Jan = Claes Jan"]),
        ("Claes Jan, Maes Rik", ["Claes Jan = Claes Jan"]),
        ("Claes Jan gedomicilieerd te Lier", ["Claes Jan = Claes Jan"]),
        # over a line end
        ("Claes Jan\nMaes Rik", ["Claes Jan = Claes Jan"]),
        ("Claes Jan en\nMaes Rik", ["Claes Jan = Claes Jan", "Maes Rik = Maes Rik"]),
        ("Claes\nJan", ["Claes Jan = Claes\nJan"]),
        ("De Smet\nJan", ["De Smet Jan = De Smet\nJan"]),
        ("De Smet\nJan Karel", ["De Smet = De Smet"]),
        ("Claes Jan Van\nHoof", ["Claes Jan Van Hoof = Claes Jan Van\nHoof"]),
        # couples
        ("Claes Jan gehuwd met Maes Rita", ["Claes Jan = Claes Jan", "Maes Rita = Maes Rita"]),
        ("Claes Jan + Maes Rita", ["Claes Jan = Claes Jan", "Maes Rita = Maes Rita"]),
        ("Claes Jan x Maes Rita", ["Claes Jan = Claes Jan", "Maes Rita = Maes Rita"]),
        ("Peeters - De Ridder", ["Peeters-De Ridder = Peeters - De Ridder"]),
        ("De Backer - Maes, Lier", ["De Backer-Maes = De Backer - Maes"]),
        ("De Backer - Van den Bossche, Lier", ["De Backer-Van den Bossche = De Backer - Van den Bossche"]),
        ("Van den Broeck-De Smet, Lier", ["Van den Broeck-De Smet = Van den Broeck-De Smet"]),
        ("Jef Pauwels-Rita Van Hoof", ["Jef Pauwels = Jef Pauwels-Rita Van Hoof", "Rita Van Hoof = Jef Pauwels-Rita Van Hoof"]),
        ("Jef Pauwels - Rita Van Hoof", ["Jef Pauwels = Jef Pauwels", "Rita Van Hoof = Rita Van Hoof"]),
        ("Claes Jan en Maes Rik en Baert Piet en Dox Wim en Eyk Guy", ["Claes Jan = Claes Jan", "Maes Rik = Maes Rik", "Baert Piet = Baert Piet", "Dox Wim = Dox Wim"]),
        # firms
        ("De Smet & Van Hoof bvba, Lier", ["De Smet & Van Hoof bvba = De Smet & Van Hoof bvba"]),
        ("Maes en  Zonen", ["Maes en Zonen = Maes en  Zonen"]),
        ("Maes & Zonen\nKerkstraat", ["Maes & Zonen = Maes & Zonen"]),
        ("Maes & Vennoten 12", ["Maes & Vennoten = Maes & Vennoten"]),
        ("De Smet en Van Hoof", ["De Smet = De Smet", "Van Hoof = Van Hoof"]),
        ("jan & zonen", []),
        ("Firma Claes", ["Firma Claes = Firma Claes"]),
        ("firma De Zwaan", []),
        ("firma Claes nv", ["Claes nv = Claes nv"]),
        ("firma Claes, nv", []),
        ("Gebr. Claes, meubelfabriek", ["Gebr. Claes = Gebr. Claes"]),
        ("Odo Meeusch blijven hier.", ["Odo Meeusch = Odo Meeusch"]),
        ("Odo Van Meeusch van 3 mei", ["Odo Van Meeusch = Odo Van Meeusch"]),
        ("Claes Jan-Peeters rita", []),
        ("de firma Melkerij Sint-Goedele, Bruul 3", ["Melkerij Sint-Goedele = Melkerij Sint-Goedele"]),
        ("Gebr. Claes. De firma", ["Gebr. Claes = Gebr. Claes"]),
        ("N.V.", []),
    ],
)  # fmt: skip
def test_where_names_begin_and_end(text: str, names: list[str]) -> None:
    assert [f"{match.name} = {text[match.start : match.end]}" for match in find_names(text)] == names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Jan Claes", True), ("Jan de Claes", True), ("O'Neill Jan", True), ("nv X", True), ("A B C D", True), ("A B C D E F G", True),
        ("J CD", False), ("J CDE", True), ("J. C.", False), ("Jan", False), ("nv", False), ("jan Claes", False), ("Jan claes Piet", False),
        ("Jan 3", False), ("Jan Secretaris.", False), ("Jan Claes Kerkstraat", False), ("A B C D E F G H", False),
        ("X" * 56 + " Jan", True), ("X" * 57 + " Jan", False), ("nv Claes & Maes 2000", True), ("de Claes", False),
        ("Leest Wet van", False), ("Claes Jan de", False), ("Frans Van", False), ("Frans Van Kalken", True),
    ],
)  # fmt: skip
def test_the_build_of_a_name(text: str, told: bool) -> None:
    assert is_name(text) is told


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("PEETERS JAN", "Peeters Jan"), ("D'HOOGHE KAREL", "D'Hooghe Karel"), ("'S JONGERS", "'s Jongers"), ("N.V. CLAES", "N.V. CLAES"),
        ("Peeters JAN", "Peeters JAN"), ("DOX J", "DOX J"), ("JAN DO", "JAN DO"), ("JAN DOX", "Jan Dox"), ("de Smet", "Smet"), ("den Uyl", "Uyl"),
        ("De Smet", "De Smet"),
    ],
)  # fmt: skip
def test_a_name_is_kept_in_small_letters(printed: str, kept: str) -> None:
    assert written(printed) == kept
