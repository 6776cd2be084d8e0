"""What pages say of each other: backs are paired, sheets that came twice and numbers that are skipped are noticed."""

from itertools import chain
from typing import Any

import pytest

from pipeline.explaining.explained import explained
from pipeline.receiving.acceptance import SeenPage
from pipeline.receiving.pairs import (
    backs,
    missing_files,
    missing_numbers,
    printed_number,
    skipped,
    skipped_files,
    within,
)
from pipeline.receiving.sheets import duplicates
from pipeline.running.noticing import in_two_dossiers
from schemas.delivery import DossierKey, PageImage, ScanPage, Scans
from schemas.pages import Box, Document, Documents, PageText, PreparedPage, ScanQuality, Word
from schemas.record import Record

LOOK = "1234" * 32
NEAR = "1235" + "1234" * 31
FAR = "f0a5" * 32
LETTER = (
    "het college van burgemeester en schepenen verleent op 18 september 1940 aan de aanvrager onder nummer 622/1940 "
    "vergunning voor het bouwen van een woning in de Tisseltbaan 80 te Leest volgens plan van 20 mei"
)
FORM = (
    "aanvraag voor een bouwvergunning naam en voornaam van de aanvrager adres plaats waar gebouwd wordt kadaster "
    "sectie nummer handtekening van de eigenaar datum wet van 29 maart 1962"
)


def page(
    number: int = 1,
    text: str = "",
    *,
    look: str = LOOK,
    sha: str | None = None,
    size: tuple[int, int] = (2480, 3508),
    folder: str = "D1",
    dpi: int = 300,
    stroke: float = 0.44,
    **seen: Any,
) -> SeenPage:
    image = PageImage(
        sha256=sha or f"{folder}{number}".rjust(64, "0"), media_type="image/jpeg", page_index=0, width=size[0],
        height=size[1], dpi=dpi, mode="grey",
    )  # fmt: skip
    quality = ScanQuality(
        darkest=40, paper=235, clipped_dark=0.0, clipped_light=0.1, edge_px=2.4, stroke_mm=stroke, specks=0.0005,
        borders=(0.0, 0.0, 0.0, 0.0), likeness=look,
    )  # fmt: skip
    ready = PreparedPage(image=image, rotation=0, skew=0.0, blank=False, ink=0.3, dpi=dpi, quality=quality)
    scan = ScanPage(number=number, file=f"{folder}/{number:04}.jpg", image=image)
    return SeenPage(folder, scan, ready, **{"type": "brief", "text": text, **seen})


def test_a_blank_page_behind_a_written_one_of_its_size_is_its_back() -> None:
    sheet = page(6)._replace(scan=page(6).scan.model_copy(update={"separator": "DOOS001-MAP001"}))
    row = [
        page(1),
        page(2, blank=True),
        page(3, blank=True, size=(1000, 700)),
        page(4),
        page(5, folder="D2", blank=True),
        sheet,
        page(7, blank=True),
        page(8, size=(2620, 3650)),  # with a dark border
        page(9, size=(1654, 2339), dpi=200, blank=True),
    ]

    assert backs(row) == {1, 8}


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (["D1/0001.tif", "D1/0003.tif"], ("D1/0002.tif",)),
        (["D1/1.tif", "D1/2.TIF", "D1/4.tif"], ("D1/3.TIF",)),
        (["D1/blad_09.jpg", "D1/blad_12.jpg"], ("D1/blad_10.jpg", "D1/blad_11.jpg")),
        (["D1/0001.tif", "D1/0002.tif", "D1/0004.tif", "D1/0006.tif"], ("D1/0003.tif", "D1/0005.tif")),
        (["D1/0001.tif", "D1/0009.tif"], ()),  # another way of counting
        (["D1/0001.tif", "D1/0003.tif", "D1/0005.tif"], ()),  # fronts only
        (["D1/0001.tif", "D2/0003.tif"], ()),
        (["D1/0001.tif", "D1_02/0003.tif"], ()),
        (["D1/0001.tif", "D1/0002.jpg", "D1/0003.tif"], ()),  # a photo between
        (["scan.tif", "D1/0001.tif", "D1/0001.tif"], ()),
        (["doos14-map004.pdf", "doos14-map008.pdf", "doos14-map009.tif"], ()),  # dossiers, not pages
        (["0001.jpg", "0003.jpg"], ("0002.jpg",)),  # pages of a delivery that is one dossier
        ([], ()),
    ],
)
def test_skipped_numbers_of_files_are_found(names: list[str], missing: tuple[str, ...]) -> None:
    assert missing_files(names) == missing


def test_a_gap_is_told_with_the_files_on_both_sides() -> None:
    (gap,) = skipped_files(["D1/0001.tif", "D1/0004.tif"])

    assert (gap.before, gap.after) == ("D1/0001.tif", "D1/0004.tif")
    told = explained(skipped(gap)).message
    assert told == (
        "Tussen ‘D1/0001.tif’ en ‘D1/0004.tif’ is genummerd zonder 0002.tif, 0003.tif: dat is niet geleverd."
    )


def test_files_without_an_ending_are_counted_too() -> None:
    assert missing_files(["D1/0001", "D1/0002", "D1/0004"]) == ("D1/0003",)
    assert missing_files(["D1/scan 1.tif", "D1/scan 3"]) == ("D1/scan 2.tif",)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Aanvraag\nblz. 3", (3, None)),
        ("- 2 -\nHet college", (2, None)),
        ("Verslag\nPagina 2 van 5", (2, 5)),
        ("Verslag\n3/7", (3, 7)),
        ("Verslag\nDossier 1974/12, blz. 3/7\nGEZIEN", (3, 7)),
        ("Stad Mechelen pagina 2\nVerslag van de zitting", (2, None)),
        ("Verslag\n9/7", None),
        ("Besluit\n18 september 1940", None),
        ("Tisseltbaan\n80 bus 2", None),
        ("zoals gezegd op blz. 3 van het verslag\nis de afstand 3 m\nen de hoogte 6 m\nHoogachtend", None),
        ("1940", None),
        ("", None),
    ],
)
def test_printed_page_numbers(text: str, number: tuple[int, int | None] | None) -> None:
    assert printed_number(text) == number


def numbered(*printed: str, **seen: Any) -> list[SeenPage]:
    return [page(place, f"tekst\n{number}", **{"type": "nota", **seen}) for place, number in enumerate(printed, 1)]


@pytest.mark.parametrize(
    ("printed", "missing"),
    [
        (("blz. 1", "blz. 2", "blz. 4"), ((2, 3),)),
        (("blz. 1", "blz. 3"), ()),  # a lonely number
        (("blz. 1", "blz. 2", "blz. 3"), ()),
        (("blz. 1", "blz. 2", "blz. 9"), ()),
        (("blz. 1", "blz. 2", "vlek", "blz. 4"), ()),  # the third is there, and its number was not read
        (("1/5", "2/5", "4/5", "5/5"), ((2, 3),)),
        (("1/5", "3/5", "4/5", "5/5"), ((1, 2),)),
        (("1/4", "2/4"), ((2, 3), (2, 4))),
        (("1/4", "2/4", "3/4"), ((3, 4),)),
        (("1/4", "2/4", "vlek"), ()),  # may be the third
        (("1/5",), ()),
        (("3/7", "3/7"), ()),  # no numbers of pages: they do not go up
        (("1/2", "2/2", "1/2", "2/2"), ()),
    ],
)
def test_numbers_skipped_in_a_row_are_missing(printed: tuple[str, ...], missing: tuple[Any, ...]) -> None:
    assert missing_numbers(numbered(*printed)) == missing


def test_a_blank_back_between_hides_nothing_and_another_document_ends_the_row() -> None:
    first, second, fourth = numbered("1/4", "2/4", "4/4")
    back = page(9, blank=True)
    other = page(10, "Geachte heer", type="brief")

    assert missing_numbers([first, back, second, back, fourth]) == ((2, 3),)
    assert missing_numbers([first, second, other]) == ((2, 3), (2, 4))


def test_a_page_that_looks_and_says_the_same_is_a_duplicate() -> None:
    row = [
        page(1, LETTER),
        page(2, "iets anders " + LETTER.replace("e", "o")),  # looks the same, says something else
        page(3, LETTER.replace("college", "collegc"), look=NEAR),
        page(4, LETTER, look=FAR),  # says the same, looks different: a copy typed anew
        page(5, LETTER, blank=True),
        page(6, LETTER, look=NEAR),
    ]

    assert duplicates(row) == {2: 0, 5: 0}


def test_the_same_letter_to_a_neighbour_two_empty_forms_and_a_carbon_copy_are_no_duplicates() -> None:
    empty = [page(place, FORM, type="aanvraag", look=look) for place, look in ((1, LOOK), (2, NEAR))]
    filled = [
        page(place, f"{FORM} {answers}", type="aanvraag", telling=True)
        for place, answers in ((1, "Discart Jan 3 mei 1974 sectie B 42"), (2, "Peeters An 9 mei 1975 sectie C 17"))
    ]

    assert duplicates([page(1, LETTER), page(2, LETTER.replace("80", "82"))]) == {}
    assert duplicates([page(1, LETTER), page(2, LETTER + " 1974", look=NEAR)]) == {1: 0}  # a stamp, read once
    assert duplicates([page(1, LETTER), page(2, LETTER, look=NEAR, stroke=0.33)]) == {}  # its carbon copy
    assert duplicates(empty) == {}
    assert duplicates(filled) == {}
    assert duplicates([filled[0], page(2, filled[0].text, type="aanvraag")]) == {1: 0}


def test_the_same_image_is_a_duplicate_whatever_stands_on_it_unless_it_is_blank() -> None:
    photo = {"type": "foto", "sha": "c" * 64}

    assert duplicates([page(1, **photo), page(2), page(3, **photo, look=FAR)]) == {2: 0}
    assert duplicates([page(1, **photo, blank=True), page(2, **photo, blank=True)]) == {}


def test_a_sheet_in_two_dossiers_is_told_once_for_each_pair_and_a_notice_in_all_is_not() -> None:
    notice = (
        "u kunt beroep instellen bij de bestendige deputatie binnen dertig dagen na de ontvangst van deze brief " * 2
    )
    dossiers = [
        [page(1, notice, look=FAR, folder=folder), *(page(place, f"{LETTER} {place}", folder=folder) for place in own)]
        for folder, own in (("D1", (2, 3)), ("D2", (3, 4)), ("D3", (7,)))
    ]

    (told,) = in_two_dossiers(list(chain.from_iterable(dossiers)))

    assert (told.code, told.severity) == ("page_elsewhere", "warning")
    assert explained(told).message == "Blad 3 van dossier ‘D2’ lijkt op blad 3 van ‘D1’, en zegt hetzelfde."


def test_a_dossier_tells_of_pages_that_came_twice_and_of_printed_numbers_that_are_not_there() -> None:
    foot = [page(place, f"tekst\n{number}", type="nota") for place, number in ((3, "1/4"), (4, "3/4"), (5, "4/4"))]
    pages = [page(1, LETTER), page(2, LETTER, look=NEAR), *foot]
    scans = Scans(key=DossierKey(delivery="l", folder="D1"), pages=tuple(one.scan for one in pages), parts=("D1",))
    texts = tuple(
        PageText(prepared=one.prepared, words=words_of(one.text), reader="r") for one in pages if one.prepared
    )
    kinds = Documents(
        documents=(
            Document(type="brief", pages=(1, 2), confidence=0.9),
            Document(type="nota", pages=(3, 4, 5), confidence=0.9),
        )
    )

    told = within(scans, texts, kinds, Record(id=scans.key.id, key=scans.key, parts=scans.parts))

    assert [(problem.code, problem.page, problem.severity) for problem in told] == [
        ("page_twice", 2, "warning"), ("printed_number_skipped", 3, "warning"),
    ]  # fmt: skip
    assert told[0].message == "Blad 2 lijkt op blad 1 en zegt hetzelfde."
    assert told[1].message == "Na blad 3 ontbreekt bladzijde 2 volgens de gedrukte nummers."


def words_of(text: str) -> tuple[Word, ...]:
    return tuple(
        Word(word, Box(0, 0, 9, 9), 0.9, line) for line, words in enumerate(text.splitlines()) for word in words.split()
    )
