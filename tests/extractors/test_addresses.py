# ruff: noqa: E501  (a case and what comes of it are clearer in one piece)
"""Addresses as they are written, and whose they are."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.addresses import Addresses, find_addresses
from extractors.page import Page
from extractors.streets import full_name
from pipeline.adapters.reference.official import ReferenceTables
from schemas.values import Address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hanswijkstraat 12 bus 3", [("Hanswijkstraat", "12", "3", None, None)]),
        ("Battelsesteenweg 45-47", [("Battelsesteenweg", "45-47", None, None, None)]),
        ("Guldenstr. nr. 12A", [("Guldenstraat", "12A", None, None, None)]),
        ("Veemarkt 12 b3", [("Veemarkt", "12", "3", None, None)]),
        ("Veemarkt 12 bus nr. 3", [("Veemarkt", "12", "3", None, None)]),
        ("Veemarkt 12 (bus 3) - Mechelen", [("Veemarkt", "12", "3", None, "Mechelen")]),
        ("Veemarkt 208 2800 Mechelen", [("Veemarkt", "208", None, "2800", "Mechelen")]),
        ("Veemarkt, 1e afd., sektie G", [("Veemarkt", None, None, None, None)]),
        ("Veemarkt 2de afd.", [("Veemarkt", None, None, None, None)]),
        ("Veemarkt 03/03/1976", [("Veemarkt", None, None, None, None)]),
        ("Veemarkt 3-5-7", [("Veemarkt", "3-5-7", None, None, None)]),
        ("Veemarkt 2o8", [("Veemarkt", "208", None, None, None)]),
        ("Veemarkt 137/139", [("Veemarkt", "137", None, None, None), ("Veemarkt", "139", None, None, None)]),
        ("Veemarkt 137/138", [("Veemarkt", "137/138", None, None, None)]),
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
        ("117bis, Tisseltbaan", [("Tisseltbaan", "117bis", None, None, None)]),
        ("Bleekstraat 22O", [("Bleekstraat", "220", None, None, None)]),
        ("Bleekstraat 12 bus 0C6F", [("Bleekstraat", "12", "0C6F", None, None)]),
        ("Bleekstraat (24)", [("Bleekstraat", "24", None, None, None)]),
        ("Bleekstraat (n° 24bis)", [("Bleekstraat", "24bis", None, None, None)]),
        ("Bleekstraat (no 24C)", [("Bleekstraat", "24C", None, None, None)]),
        ("Bleekstraat, huis n° 24, te Hombeek", [("Bleekstraat", "24", None, None, "Hombeek")]),
        ("Bleekstraat, huis nr 24-26", [("Bleekstraat", "24-26", None, None, None)]),
        ("Bleekstraat (2 gevels)", [("Bleekstraat", None, None, None, None)]),
        ("Bakkerij De Zwaan", []),
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
        ("vergunning werd geweigerd voor het bouwen van een bungalow, Bleekstraat 24", "site"),
        ("om een houten bergplaats op te slaan in een loods langs de Bleekstraat 24", "site"),
        ("Betr.: bouw winkelhuis Peeters, Bleekstraat 24", "site"),
        ("op een eigendom gelegen te Mechelen, Bleekstraat 24", "site"),
        ("om een huis op te richten aan de Bleekstraat 24", "site"),
        ("de heer Peeters, huizende Bleekstraat 24, Mechelen", "applicant"),
        ("Jan Peeters, gedomicilieerd Bleekstraat 24, Mechelen", "applicant"),
        ("Jan Peeters, gehuisvest Bleekstraat 24, Mechelen", "applicant"),
        ("2° Beroep en woonplaats : smid, Bleekstraat 24, Mechelen", "applicant"),
        ("Waar is zijn kantoor : Bleekstraat 24, Mechelen", "architect"),
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


def test_where_an_asker_lives_is_no_site_though_a_subject_stands_above(
    found: Callable[..., list[tuple[str, str, object]]],
) -> None:
    text = (
        "Onderwerp: vergunning - Bleekstraat 24\nFeiten\nClaes nv, Veemarkt 12, 2800 Mechelen, diende een dossier in."
    )
    roles = [(role, value.street) for _, role, value in found(Addresses(), text) if isinstance(value, Address)]
    assert roles == [("site", "Bleekstraat"), ("applicant", "Veemarkt")]


def test_houses_joined_by_a_plus_are_two(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    numbers = [value.number for *_, value in found(Addresses(), "Ligging : Bleekstraat 24 + 26 (Mechelen)")
               if isinstance(value, Address)]  # fmt: skip
    assert numbers == ["24", "26"]


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
    start = time.process_time()
    list(find_addresses(piece * (20_000 // len(piece)), reference))
    assert time.process_time() - start < 8


SHAPES = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "house-and-box-number-shapes.txt"


def test_every_house_number_of_belgium_is_read(reference: ReferenceTables) -> None:
    if not SHAPES.exists():
        pytest.skip(f"{SHAPES} is not here: the list of all shapes is no part of the project")
    numbers = {shape(match[1]): match[1] for match in re.finditer(r"^\('([^']+)', \d+\)$", house_part(), re.MULTILINE)}
    unread = [
        number for number in numbers.values() if number.lower() != "zn"
        and not any(match.address.number for match in find_addresses(f"gelegen Bleekstraat {number}, 2800", reference))
    ]  # fmt: skip
    assert len(numbers) > 5
    assert unread == []


def house_part() -> str:
    """Return the lines of the list that are house numbers, without those of boxes."""
    return SHAPES.read_text(encoding="utf-8", errors="replace").split("Bx=", 1)[0]


def shape(number: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda letters: "a" * min(4, len(letters[0])), re.sub(r"\d+", "9", number))


@pytest.mark.parametrize(
    "text",
    [
        "de heer Maes Karel, Bleekstraat 12 te Mechelen, heeft de eer",
        "Aan Dhr. Maes te Bleekstraat 12, 2800 Mechelen",
        "wonende te Mechelen, Bleekstraat 12",
        "De plannen van architect Claes, kantoor : Bleekstraat 12",
        "verleden voor notaris Peeters, Bleekstraat 12 te Mechelen",
        "bezwaarschrift van de heer Peeters, Bleekstraat 12",
        "voor rekening van Drukkerij Maes",
        "maatschappelijke zetel : Bleekstraat 12, 2800 Mechelen",
        "Technische dienst, Bleekstraat 12",
    ],
)
def test_homes_offices_and_trades_are_no_site(page: Callable[..., Page], text: str) -> None:
    roles = {found.role: found.score for found in Addresses().find(page(f"Zitting van 3 mei 1974\n{text}"))}
    assert "site" not in roles


def test_the_street_behind_a_parcel_is_where_it_lies(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    text = "Als eigenaar van het perceel sectie C nummer 544T8, Battelsesteenweg nummer 27, wens ik te bouwen."
    assert [role for _, role, _ in found(Addresses(), text, "aanvraag")] == ["site"]


def test_those_present_are_named_up_to_the_next_point_of_the_minutes(page: Callable[..., Page]) -> None:
    text = "Tegenwoordig de HH. Luyten, voorzitter.\n1) Goedgekeurd het verslag.\n2) Gelegen Kapelstraat 4, Leest"
    assert {finding.role for finding in Addresses().find(page(text))} == {"site"}


def test_a_section_drawn_on_a_plan_is_no_street(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    assert found(Addresses(), "Ligging\nDoorsnede\nGevelzicht", "plan") == []


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Kerkstr.", "Kerkstraat"), ("Kerkstr", "Kerkstraat"), ("Kerkpl.", "Kerkplein"), ("Groot pl", "Groot plein"),
        ("Leopold III-ln.", "Leopold III-laan"), ("Mechelse stwg", "Mechelse steenweg"), ("Leistr.", "Leistraat"),
        ("Templ", "Templ"), ("Templ.", "Templ"), ("Industr", "Industr"), ("Industr.", "Industr"), ("Maln", "Maln"),
        ("Exempl", "Exempl"), ("Orkestr", "Orkestr"), ("Kerkpl", "Kerkpl"),
    ],
)  # fmt: skip
def test_an_ending_is_written_out_only_when_it_is_surely_one(printed: str, kept: str) -> None:
    """What merely ends in the same letters is kept as it was printed."""
    assert full_name(printed, None) == kept


@pytest.mark.parametrize(
    ("printed", "official", "kept"),
    [
        ("Groote Markt", "Grote Markt", "Groote Markt"),
        ("Groote\nMarkt", "Grote Markt", "Groote Markt"),
        ("Gentsche Steenweg", "Gentse Steenweg", "Gentsche Steenweg"),
        ("Heerenstraat", "Herenstraat", "Heerenstraat"),
        ("Grofe Markt", "Grote Markt", "Grote Markt"),  # a misread letter, and shortened
        ("Gr. Markt", "Grote Markt", "Grote Markt"),
        ("GROTE MARKT", "Grote Markt", "Grote Markt"),
        ("Boomstraat", "Boomstraat", "Boomstraat"),
    ],
)
def test_the_name_that_a_street_had_then_is_kept(printed: str, official: str, kept: str) -> None:
    assert full_name(printed, official) == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ligging : Turfaard, nummer 56", ("Turfaard", "56")),
        ("In welke straat of op welken wijk? : Molenbeekdal 87", ("Molenbeekdal", "87")),
        ("4. In welke straat of op welken wijk? : huis nr 119 der Molenstraat", ("Molenstraat", "119")),
        ("Plaats van de werken : Sterrebos nr 258 - 3910 Sint-Huibrechts-Lille", ("Sterrebos", "258")),
    ],
)
def test_a_label_and_a_house_make_a_street_that_no_list_knows(
    found: Callable[..., list[tuple[str, str, object]]], text: str, expected: tuple[str, str]
) -> None:
    assert [
        (role, value.street, value.number)
        for _, role, value in found(Addresses(), text, "aanvraag")
        if isinstance(value, Address)
    ] == [("site", *expected)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Bleekstraat 12 A", "12A"),
        ("Bleekstraat 12a", "12A"),
        ("Bleekstraat 311\nN.V. PRIBA", "311"),
        ("Bleekstraat 712\nA F G E S L O T E N", "712"),
        ("Bleekstraat 712 A F G E S L O T E N", "712"),
        ("Bleekstraat 12 N.V. Priba", "12"),
        ("Bleekstraat 12 A te Leest", "12A"),
    ],
)
def test_a_letter_belongs_to_a_house_only_right_behind_it(reference: ReferenceTables, text: str, number: str) -> None:
    assert [match.address.number for match in find_addresses(text, reference)] == [number]


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("aanvraag van Jan Maes, wonende te Leest, Dorpstraat 3, voor een weekendhuisje in het bos aan de Bleekstraat", "weigering", ["applicant", "site"]),
        ("aanvraag van Jan Maes, wonende te Leest, Dorpstraat 3, voor het bouwen van een loods, Bleekstraat 7", "besluit", ["applicant", "site"]),
        ("aanvraag van Jan Maes, wonende te Leest, Dorpstraat 3 of Bleekstraat 7", "besluit", ["applicant", "applicant"]),
        ("aan de heer Jan Maes, Bleekstraat 7", "besluit", ["applicant"]),
        ("heeft de heer Jan Maes vergunning gegeven tot het vellen van 31 populieren, Bleekstraat 7", "besluit", [""]),
    ],
)  # fmt: skip
def test_works_between_somebody_and_a_street_make_it_no_home(
    found: Callable[..., list[tuple[str, str, object]]], text: str, kind: str, told: list[str]
) -> None:
    assert [role for _, role, _ in found(Addresses(), text, kind)] == told


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Ligging : Bleekstraat 24 (thans Overhaem 9)", ("site", "Overhaem 9")),
        ("Ligging : Bleekstraat 24, heden genaamd Guldenstraat nr. 9", ("site", "Guldenstraat 9")),
        ("Bouwplaats: Bleekstraat 24 - voorheen Guldenstraat 9", ("site", "Guldenstraat 9")),
        ("De heer Maes, wonende Bleekstraat 24, vroeger Guldenstraat 9, vraagt", ("applicant", "Guldenstraat 9")),
    ],
)
def test_a_place_that_is_called_otherwise_has_two_addresses(
    found: Callable[..., list[tuple[str, str, object]]], text: str, second: tuple[str, str]
) -> None:
    pairs = [(role, f"{value.street} {value.number}") for _, role, value in found(Addresses(), text) if isinstance(value, Address)]  # fmt: skip
    assert pairs[0] == (second[0], "Bleekstraat 24")
    assert second in pairs[1:]


def test_what_a_house_is_now_is_no_second_address(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    told = [value for _, _, value in found(Addresses(), "Ligging : Bleekstraat 24, thans een garage met 3 boxen")]
    assert [value.street for value in told if isinstance(value, Address)] == ["Bleekstraat"]


def test_a_lot_is_no_house(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    assert found(Addresses(), "Ligging : Turfaard Kavel 4", "aanvraag") == []


def test_where_somebody_lives_is_asked_in_another_question(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    text = "2. Waar woont hij? : Kapelstraat 26, Leest\n4. In welke straat of op welken wijk? : Dorpstraat 5"
    assert [role for _, role, _ in found(Addresses(), text, "aanvraag")] == ["applicant", "site"]


def test_a_street_named_after_somebody_keeps_his_title_over_a_line_end(
    found: Callable[..., list[tuple[str, str, object]]],
) -> None:
    text = "Gelet op de aanvraag voor het goed gelegen te Meulebeke, Koning\nAlbertplein 134;"
    assert [value.street for _, _, value in found(Addresses(), text) if isinstance(value, Address)] == [
        "Koning Albertplein"
    ]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        # what stands before it says whose it is, and the list of streets how sure it is
        ("besluit", "gelegen Kerkstraat 5", ["site 0.92 Kerkstraat 5"]),
        ("besluit", "gelegen Kerkstraat", ["site 0.74 Kerkstraat"]),
        ("besluit", "gelegen Turfaardstraat 5", ["site 0.74 Turfaardstraat 5"]),
        ("besluit", "Betreft : Kerkstraat 5", ["site 0.8 Kerkstraat 5"]),
        ("besluit", "perceel sectie C nr 544T8, Battelsesteenweg 27", ["site 0.8 Battelsesteenweg 27"]),
        ("besluit", "sectie C nr 544T8 Battelsesteenweg 27", ["site 0.45 Battelsesteenweg 27"]),
        ("besluit", "wonende te Leest, Kerkstraat 5", ["applicant 0.9 Leest, Kerkstraat 5"]),
        ("besluit", "architect Els Claes, Kerkstraat 5", ["architect 0.9 Kerkstraat 5"]),
        ("aanvraag", "Aannemer : Jan, Kerkstraat 5", ["contractor 0.9 Kerkstraat 5"]),
        ("brief", "gehuisvest Kerkstraat 5", ["applicant 0.9 Kerkstraat 5"]),
        # the kind of page
        ("nota", "Kerkstraat 5, Leest", ["architect 0.7 Kerkstraat 5, Leest"]),
        ("nota", "regel\n" * 20 + "Kerkstraat 5, Leest", [" 0.3 Kerkstraat 5, Leest"]),
        ("kaft", "Kerkstraat 5", ["site 0.7 Kerkstraat 5"]),
        ("plan", "Kerkstraat 5", ["site 0.6 Kerkstraat 5"]),
        ("plan", "Kerkstraat", ["site 0.32 Kerkstraat"]),
        ("plan", "Ligging\nKeuken\nSalon\nKerkstraat 5", ["site 0.6 Kerkstraat 5"]),
        ("plan", "Ligging : hoek\nKerkstraat 5", ["site 0.92 Kerkstraat 5"]),
        # alone on a line of the head of a letter: to whom it goes
        ("overig", "regel\nKerkstraat 5", ["applicant 0.7 Kerkstraat 5"]),
        ("overig", "regel\nKerkstraat 5, Leest,", ["applicant 0.7 Kerkstraat 5, Leest"]),
        ("overig", "Kerkstraat 5", [" 0.3 Kerkstraat 5"]),
        ("overig", "regel\nKerkstraat 5 staat", [" 0.3 Kerkstraat 5"]),
        ("overig", "regel\n" * 13 + "Kerkstraat 5", ["applicant 0.7 Kerkstraat 5"]),
        ("overig", "regel\n" * 14 + "Kerkstraat 5", [" 0.3 Kerkstraat 5"]),
        # who writes, and who asks
        ("brief", "Kerkstraat 5\nMijnheer", ["applicant 0.75 Kerkstraat 5"]),
        ("brief", "Van hier, en Jan, aan Kerkstraat 5, Leest, den 3 mei 1974", ["applicant 0.75 Kerkstraat 5, Leest"]),
        ("brief", "Van hier, en Jan, aan Kerkstraat 5, om drie uur", [" 0.3 Kerkstraat 5"]),
        ("brief", "Aan de heer Maes te Kerkstraat 5", ["applicant 0.7 Kerkstraat 5"]),
        ("besluit", "De heer Maes, Kerkstraat 5, vraagt om", ["applicant 0.7 Kerkstraat 5"]),
        ("advies", "Kerkstraat 5, Leest, die vraagt om", ["applicant 0.75 Kerkstraat 5, Leest"]),
        ("besluit", "staat in de Kerkstraat 5 te koop", [" 0.3 Kerkstraat 5"]),
        ("brief", "regel\n" * 6 + "staat hier de Kerkstraat 5 te koop", ["site 0.55 Kerkstraat 5"]),
        ("brief", "regel\n" * 5 + "staat hier de Kerkstraat 5 te koop", [" 0.3 Kerkstraat 5"]),
    ],
)  # fmt: skip
def test_how_sure_it_is_whose_address_this_is(
    believed: Callable[..., list[tuple[str, str, float, str]]], kind: str, text: str, expected: list[str]
) -> None:
    assert [f"{role} {score} {words}" for _, role, score, words in believed(Addresses(), text, kind)] == expected


@pytest.mark.parametrize(
    ("text", "printed", "expected"),
    [
        ("te Kerkstraat 5 bus 12 te Leest, waar", "Kerkstraat 5 bus 12 te Leest", ("5", "12", None, "Leest")),
        ("Kerkstraat 5 bus A", "Kerkstraat 5 bus A", ("5", "A", None, None)),
        ("Kerkstraat bus 3", "Kerkstraat", (None, None, None, None)),
        ("Kerkstraat 5 bus", "Kerkstraat 5", ("5", None, None, None)),
        ("Kerkstraat 5 – 7b", "Kerkstraat 5 – 7b", ("5-7B", None, None, None)),
        # a number before the street
        ("te 12, Kerkstraat", "12, Kerkstraat", ("12", None, None, None)),
        ("1974, Kerkstraat", "Kerkstraat", (None, None, None, None)),
        ("zie huis nr 119 der Kerkstraat", "huis nr 119 der Kerkstraat", ("119", None, None, None)),
        ("huis nr 119 der Kerkstraat 5", "Kerkstraat 5", ("5", None, None, None)),
        # a postcode is no house, and a house is no row of a form
        ("Kerkstraat 5, 1000 Brussel", "Kerkstraat 5, 1000 Brussel", ("5", None, "1000", "Brussel")),
        ("Kerkstraat 258 - 2811 Leest", "Kerkstraat 258 - 2811 Leest", ("258", None, "2811", "Leest")),
        ("Kerkstraat, 811 Leest", "Kerkstraat, 811 Leest", (None, None, None, "Leest")),
        ("Kerkstraat, nr 811 Leest", "Kerkstraat, nr 811 Leest", ("811", None, None, "Leest")),
        ("Kerkstraat (2811)", "Kerkstraat (2811", (None, None, "2811", None)),
        ("Kerkstraat (nr 2811)", "Kerkstraat (nr 2811)", ("2811", None, None, None)),
        ("Kerkstraat\nnr 7. Bouwheer", "Kerkstraat\nnr 7", ("7", None, None, None)),
        ("Kerkstraat 5 m2", "Kerkstraat", (None, None, None, None)),
        # the place before or behind it
        ("in 2811 Leest, Kerkstraat 5", "Leest, Kerkstraat 5", ("5", None, "2811", "Leest")),
        ("te Groot Leest, Kerkstraat 5", "Leest, Kerkstraat 5", ("5", None, None, "Leest")),
        ("Leest, Kerkstraat 5 te Hombeek", "Kerkstraat 5 te Hombeek", ("5", None, None, "Hombeek")),
        ("Leest, Kerkstraat 5\nHombeek", "Leest, Kerkstraat 5", ("5", None, None, "Leest")),
        ("Leest, Kerkstraat 5\n2811 Hombeek", "Kerkstraat 5\n2811 Hombeek", ("5", None, "2811", "Hombeek")),
        ("Kerkstraat 5\n\nHombeek", "Kerkstraat 5", ("5", None, None, None)),
        ("Kerkstraat 5Hombeek", "Kerkstraat 5", ("5", None, None, None)),
    ],
)  # fmt: skip
def test_what_belongs_to_an_address(
    reference: ReferenceTables, text: str, printed: str, expected: tuple[str | None, ...]
) -> None:
    (match,) = find_addresses(text, reference)
    address = match.address
    assert (text[match.start : match.end], match.known, address.street) == (printed, True, "Kerkstraat")
    assert (address.number, address.box, address.postcode, address.municipality) == expected


def test_a_row_of_houses_ends_somewhere(reference: ReferenceTables) -> None:
    houses = [match.address.number for match in find_addresses("Kerkstraat 1, 2, 3, 4, 5, 6, 7, 8, 9, 10.", reference)]
    assert houses == ["1", "2", "3", "4", "5", "6", "7"]
    pair = [match.address.number for match in find_addresses("Kerkstraat 5, 280 Leest", reference)]
    assert pair == ["5"]  # a postcode that lost a figure


@pytest.mark.parametrize(
    "text",
    [
        "het bouwen van een stal Hoek, 72,\nBoom, ten name van", "het bouwen van een stal Hoek 72 te 2850\nBoom;",
        "het bouwen van een stal, Hoek nr. 72 - 2850 Boom.", "het bouwen van een stal te Boom, Hoek 72.",
        "het bouwen van een stal te Boom, langsheen Hoek, nummer 72, ten kadaster", "een stal, Hoek n° 72 (Boom)",
    ],
)  # fmt: skip
def test_a_short_name_is_a_street_beside_its_town(
    found: Callable[..., list[tuple[str, str, object]]], text: str
) -> None:
    told = [value for _, _, value in found(Addresses(), text) if isinstance(value, Address)]
    assert [(value.street, value.number) for value in told] == [("Hoek", "72")]


@pytest.mark.parametrize(
    "text", ["Perceel 72 te Boom", "Lot 3, Boom", "Boom, Sectie B 12", "zitting 3, Boom", "Boom, Mei 12"]
)
def test_what_no_list_has_is_no_street_beside_a_town(
    found: Callable[..., list[tuple[str, str, object]]], text: str
) -> None:
    assert found(Addresses(), text) == []


@pytest.mark.parametrize(
    "asks",
    [
        "voor het verkavelen van een grond in 10 loten", "om machtiging te bekomen voor het bouwen van een bakkerij",
        "strekkende tot het plaatsen van een kruisbeeld", "teneinde een duiventil te zetten",
        "tot regularisatie van een tuinhuis", "om te mogen overgaan tot het kappen van drie eiken",
        "betreffende het dempen van een gracht", "over het verbreden van een inrit",
        "tot het bouwen van een smidse", "inzake een afsluiting",
    ],
)  # fmt: skip
def test_behind_a_home_and_what_is_asked_stands_the_site(
    found: Callable[..., list[tuple[str, str, object]]], asks: str
) -> None:
    text = f"Gelezen de vraag van de heer Claes Jan, wonende te Kerkstraat 27, Leest, {asks} te Leest,\nBleekstraat nr. 275;"
    told = [(role, value.street) for _, role, value in found(Addresses(), text) if isinstance(value, Address)]
    assert told == [("applicant", "Kerkstraat"), ("site", "Bleekstraat")]


@pytest.mark.parametrize("asks", ["dien ik hierbij het dossier in", "vraag ik U", "wens ik te bouwen", "verzoek ik"])
def test_who_asks_below_the_matter_does_not_live_at_the_site(
    found: Callable[..., list[tuple[str, str, object]]], asks: str
) -> None:
    text = f"Onderwerp: vergunning - Bleekstraat 24 te Leest\nNamens mijn opdrachtgever, de heer Claes Jan, Kerkstraat 85, Leest, {asks}"
    told = {value.street: role for _, role, value in found(Addresses(), text, "aanvraag") if isinstance(value, Address)}
    assert told == {"Bleekstraat": "site", "Kerkstraat": "applicant"}


def test_a_street_goes_on_behind_a_particle_at_the_end_of_a_line(reference: ReferenceTables) -> None:
    (match,) = find_addresses("op een perceel aan de Nestor De\nTièrestraat, nummer 180 te 9700 Eine", reference)
    assert (match.address.street, match.address.number) == ("Nestor De Tièrestraat", "180")


@pytest.mark.parametrize(
    ("text", "houses"),
    [
        ("Ligging : Bleekstraat nrs 12 tot 18, Mechelen", ["12-18"]),
        ("Ligging : Bleekstraat 12 tot en met 18 te Mechelen", ["12-18"]),
        ("Ligging : Bleekstraat 12 t/m 18", ["12-18"]),
        ("Ligging : Bleekstraat 12-14-16 te Mechelen", ["12-14-16"]),
        ("Ligging : Bleekstraat 12-11-76", [None]),  # a date
        ("Ligging : Bleekstraat 12 tot 8 meter diep", ["12"]),
        ("Ligging : Bleekstraat 12 tot 15 m van de as", ["12"]),
        ("Ligging : Bleekstraat 12 tot 1975", ["12"]),
    ],
)
def test_a_row_of_houses(reference: ReferenceTables, text: str, houses: list[str | None]) -> None:
    assert [match.address.number for match in find_addresses(text, reference)] == houses


def test_the_number_behind_two_names_of_a_street_is_of_both(
    found: Callable[..., list[tuple[str, str, object]]],
) -> None:
    told = found(Addresses(), "gelegen in de Bleekstraat, voorheen Guldenstraat, nr 12")
    houses = [(role, value.street, value.number) for _, role, value in told if isinstance(value, Address)]
    assert houses == [("site", "Bleekstraat", "12"), ("site", "Guldenstraat", "12")]
