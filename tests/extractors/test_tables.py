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


def test_a_cover_that_names_an_architect_above_the_number_of_the_region_is_no_table() -> None:
    text = read(((0, "Ontwerper"), (22, "An Maes")), ((0, "Gewest"), (22, "8.00/72021/6948.4")))
    assert text.split("\n") == ["Ontwerper\tAn Maes", "Gewest\t8.00/72021/6948.4"]


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


HEADS = ((0, "Volgnummer"), (22, "Jaar"), (40, "Uitslag"))


def test_an_answer_of_several_lines_ends_at_a_row_of_its_own() -> None:
    """At the next label, the next point of a form, a wide gap in the page, or after four lines."""
    row = ((0, "X/873"), (22, "1963"), (40, "toegestaan"))
    for below in (
        ((0, "Eigenaar De Wit"),),
        ((0, "Notities: geen"),),
        ((0, "2. Gezien"),),
        ((0, "Gezien en goedgekeurd als nooit voorheen"),),
    ):
        text = read(HEADS, row, below)
        assert text.split("\n")[:3] == ["Volgnummer : X/873", "Jaar : 1963", "Uitslag : toegestaan"]
        assert text.split("\n")[3].startswith(below[0][1].split()[0])
    assert read(HEADS, row, (), (), ((40, "met spoed"),)).split("\n")[2:] == ["Uitslag : toegestaan", "met spoed"]
    lines = [((40, word),) for word in ("een", "twee", "drie", "vier", "vijf")]
    assert read(HEADS, *lines).split("\n")[2:] == ["Uitslag : een twee drie vier", "vijf"]


def test_headings_without_anything_below_stay_as_they_are() -> None:
    assert read(HEADS) == "Volgnummer\tJaar\tUitslag"
    assert read(HEADS, (), (), (), ((0, "X/873"),)).split("\n") == ["Volgnummer\tJaar\tUitslag", "X/873"]


def test_a_heading_that_nobody_knows_needs_answers_below_most_headings() -> None:
    heads = ((0, "Volgnummer"), (22, "Jaar"), (40, "Kleur"))
    assert read(heads, ((0, "X/873"), (22, "1963"), (40, "groen"))).split("\n") == [
        "Volgnummer : X/873",
        "Jaar : 1963",
        "Kleur : groen",
    ]
    assert read(heads, ((0, "X/873"), (40, "groen"))).split("\n") == ["Volgnummer : X/873", "Jaar", "Kleur : groen"]
    assert " : " not in read(heads, ((0, "X/873"),))
    assert " : " not in read(heads, ((0, "rood"), (22, "blauw"), (40, "groen")))  # no figures: running text
    assert " : " not in read(heads, ((0, "Dossier"), (22, "1963"), (40, "groen")))  # a row of a form
    unknown = ((0, "Jaar"), (22, "Kleur"), (40, "Geur"))
    assert " : " not in read(unknown, ((0, "1963"), (40, "groen")))
    assert " : " in read(unknown, ((0, "1963"), (22, "groen"), (40, "zoet")))
    assert " : " not in read(((0, "Jaar"), (22, "kleur")), ((0, "1963"), (22, "groen")))  # no heading begins small
    assert " : " not in read(((0, "Kleur"), (22, "Geur")), ((0, "1963"), (22, "groen")))


def test_a_heading_has_four_words_at_most() -> None:
    four, five = "Datum van ontvangst aanvraag", "Datum van de ontvangst aanvraag nr"
    assert read(((0, four), (40, "Jaar")), ((0, "3 mei"), (40, "1963"))).split("\n") == [
        f"{four} : 3 mei",
        "Jaar : 1963",
    ]
    assert " : " not in read(((0, five), (40, "Jaar")), ((0, "3 mei"), (40, "1963")))


def test_words_stand_in_the_column_in_which_most_of_them_lies() -> None:
    text = read(((0, "Dossier"), (20, "Datum"), (40, "Besluit")), ((1, "X/873"), (19, "3 mei"), (41, "ja")))
    assert text.split("\n") == ["Dossier : X/873", "Datum : 3 mei", "Besluit : ja"]


LEDGER = ((0, "Nr"), (10, "Naam"), (30, "Straat"), (50, "Werken"), (80, "Toegestaan"))
ONE = ((0, "76/27"), (10, "Coucke Jan"), (30, "Kerkstraat 73"), (50, "een hotel"), (80, "25.IX.27"))
TWO = ((0, "48/27"), (10, "Maes Remi"), (30, "Dorp 152"), (50, "een muur met"), (80, "28.II.27"))
MORE = ((50, "poort"),)
THREE = ((0, "63/27"), (10, "Claes Piet"), (30, "Dijk 19"), (50, "een bakkerij"), (80, "12.IX.27"))


def test_a_register_is_read_dossier_by_dossier() -> None:
    """Each row is a dossier: headed by the first, the answers of four would run into one."""
    text = read(((0, "Register der vergunningen"),), LEDGER, ONE, TWO, MORE, THREE, ((0, "Blz. 14"),))
    assert text.split("\n") == [
        "Register der vergunningen",
        "Nr : 76/27", "Naam : Coucke Jan", "Straat : Kerkstraat 73", "Werken : een hotel", "Toegestaan : 25.IX.27",
        "Nr : 48/27", "Naam : Maes Remi", "Straat : Dorp 152", "Werken : een muur met poort", "Toegestaan : 28.II.27",
        "Nr : 63/27", "Naam : Claes Piet", "Straat : Dijk 19", "Werken : een bakkerij", "Toegestaan : 12.IX.27",
        "Blz. 14",
    ]  # fmt: skip


def test_one_dossier_on_two_lines_is_no_register() -> None:
    text = read(LEDGER, TWO, MORE)
    assert text.split("\n")[:4] == [
        "Nr : 48/27",
        "Naam : Maes Remi",
        "Straat : Dorp 152",
        "Werken : een muur met poort",
    ]


def test_numbered_rows_without_anybody_are_no_register() -> None:
    heads = ((0, "Nr"), (20, "Oppervlakte"), (40, "Bedrag"))
    text = read(heads, *(((0, f"{row}"), (20, "20 m2"), (40, "800 fr")) for row in (11, 12, 13)))
    assert text.split("\n")[0] == "Nr : 11 12 13"
