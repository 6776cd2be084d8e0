"""A row of headings with the answers below it is read heading by heading; other rows stay as they are."""

from extractors.flow import flow
from schemas.delivery import PageImage
from schemas.pages import Box, PageText, PreparedPage, Word

IMAGE = PageImage(sha256="0" * 64, media_type="image/tiff", page_index=0, width=2480, height=3508, dpi=300, mode="grey")


def read(*rows: tuple[tuple[int, str], ...]) -> str:
    """Return the text of a page; each row gives words with the column (in letters) at which they begin."""
    words = []
    line = 0
    for number, row in enumerate(rows):
        for column, text in row:
            x = 100 + 20 * column
            for word in text.split():
                words.append(Word(word, Box(x, 100 + 55 * number, x + 20 * len(word), 140 + 55 * number), 0.95, line))
                x += 20 * (len(word) + 1)
            line += 1
    prepared = PreparedPage(image=IMAGE, rotation=0, skew=0.0, blank=False, ink=0.05, dpi=300)
    return flow(PageText(prepared=prepared, words=tuple(words), reader="test 1")).text


def test_each_heading_gets_the_answer_below_it() -> None:
    text = read(
        ((0, "Aanvraagnummer"), (22, "Stedebouw"), (40, "Ingediend"), (60, "College")),
        ((0, "B/63/463"), (22, "12025/1143"), (40, "20 november"), (60, "31 december")),
        ((40, "1963"), (60, "1963")),
    )
    assert text.split("\n") == [
        "Aanvraagnummer : B/63/463",
        "Stedebouw : 12025/1143",
        "Ingediend : 20 november 1963",
        "College : 31 december 1963",
    ]


def test_an_empty_answer_leaves_the_heading_alone() -> None:
    text = read(
        ((0, "Volgnummer"), (22, "Jaar"), (40, "Uitslag")),
        ((0, "X/873"), (40, "toegestaan")),
        ((0, "Eigenaar De Wit"),),
    )
    assert text.split("\n") == ["Volgnummer : X/873", "Jaar", "Uitslag : toegestaan", "Eigenaar De Wit"]


def test_a_misread_heading_is_still_one() -> None:
    text = read(((0, "Dossiernr."), (22, "Datum insehrijving")), ((0, "98.03.338"), (22, "2 april '98")))
    assert "Datum insehrijving : 2 april '98" in text


def test_rows_of_a_form_are_no_table() -> None:
    text = read(((0, "Bouwheer :"), (22, "Maes Karel")), ((0, "Architect :"), (22, "J. Claes")))
    assert text.split("\n") == ["Bouwheer :\tMaes Karel", "Architect :\tJ. Claes"]


def test_the_signatures_below_a_decision_are_no_table() -> None:
    text = read(((0, "De Secretaris,"), (40, "De Burgemeester,")), ((0, "B. Willems"), (40, "H. Van Nuffel")))
    assert " : " not in text


def test_running_text_below_headings_is_not_cut_at_their_columns() -> None:
    text = read(
        ((0, "Dossier"), (22, "Datum")),
        ((0, "X/873"), (22, "10-V-1908")),
        ((0, "Het College heeft op 3-V-1908 uw verzoek"),),
    )
    assert text.split("\n")[-1] == "Het College heeft op 3-V-1908 uw verzoek"


def test_most_headings_may_be_unknown_when_answers_stand_below() -> None:
    text = read(
        ((0, "Ontwerper"), (22, "Aangegeven op"), (44, "Kohierblad")),
        ((0, "J. Claes"), (22, "13-4-1930"), (44, "875")),
    )
    assert text.split("\n") == ["Ontwerper : J. Claes", "Aangegeven op : 13-4-1930", "Kohierblad : 875"]


def test_a_form_in_two_columns_is_no_table_with_names_for_headings() -> None:
    text = read(
        ((0, "Bouwheer"), (22, "Maes Karel")),
        ((0, "Kantoor architect"), (22, "Dorpsstraat 40")),
    )
    assert text.split("\n") == ["Bouwheer\tMaes Karel", "Kantoor architect\tDorpsstraat 40"]


def test_names_above_names_are_no_table() -> None:
    text = read(((0, "Architect"), (22, "Aannemer Willems")), ((0, "J. Claes"), (22, "B. Maes")))
    assert " : " not in text


def test_the_next_section_is_no_answer() -> None:
    text = read(
        ((0, "Telefoon"), (22, "Geboortedatum")),
        ((0, "018/90.81.24"), (22, "25.2.1927")),
        ((0, "B. HET GOED"),),
    )
    assert text.split("\n")[-1] == "B. HET GOED"
