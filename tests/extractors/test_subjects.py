# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""What the works are, without the words of asking before and the place after them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.anchors import Segment
from extractors.flow import Flow
from extractors.page import Page
from extractors.subjects import Subjects, clean_subject, is_works, own_column, own_lines
from schemas.pages import Box, Word
from schemas.words import PageType

Run = Callable[..., list[tuple[str, str, object]]]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("bouwvergunning te verkrijgen voor het bouwen van een werkplaats", "het bouwen van een werkplaats"),
        ("betreft het verhogen van een stal", "het verhogen van een stal"),
        ("bâtir voor la construction d'un magasin", "la construction d'un magasin"),
        ("het verbouwen van een winkel Schaal 1/50 Blad 2", "het verbouwen van een winkel"),
        ("het bouwen van een huis en het slopen van een stal", "het bouwen van een huis en het slopen van een stal"),
        ("het bouwen van een garage ten nummer 105 der straat Dorp", "het bouwen van een garage"),
        ("het bouwen van een garage te Leest", "het bouwen van een garage"),
        ("bouwen van een garage, gelegen Kerkstraat 3", "bouwen van een garage"),
        ("het bouwen van een garage gevraagd maar nooit iets ontvangen", "het bouwen van een garage"),
        ("het bouwen van een garage, en of daar plans voor nodig zijn", "het bouwen van een garage"),
        ("het bouwen van een garage, door Peeters Jan", "het bouwen van een garage"),
        ("het bouwen van een garage, wijk Leest, hoek Kerkstraat", "het bouwen van een garage"),
        ("het bouwen van een garage Geboortedatum 3/5/1919", "het bouwen van een garage"),
        ("gaat u doen wijzigen van de inplanting op lot 2", "wijzigen van de inplanting op lot 2"),
    ],
)
def test_only_the_works_are_kept(text: str, subject: str) -> None:
    assert clean_subject(text) == subject


@pytest.mark.parametrize(
    "text",
    [
        "Doel van de aanvraag\nhet bouwen van een garage",
        "Aard van den bouw : het bouwen van een garage",
        "De heer Peeters wenst over te gaan tot het bouwen van een garage.",
        "op 3 mei een dossier heeft neergelegd voor het bouwen van een garage;",
    ],
)
def test_labels_and_formulas_announce_the_works(found: Callable[..., list[tuple[str, str, object]]], text: str) -> None:
    assert "het bouwen van een garage" in [value for _, _, value in found(Subjects(), text, "aanvraag")]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        (
            "Gezien het verzoek van de heer Maes ten einde een winkelhuis op te richten op een grond;",
            "een winkelhuis op te richten",
        ),
        ("Gezien het rekest om den voorgevel te veranderen te Leest, Kerkstraat 5;", "den voorgevel te veranderen"),
        ("Het dossier ingeleid met de bedoeling een veranda te bouwen aan de woning;", "een veranda te bouwen"),
        ("stedenbouwkundige vergunning: bouwen van een gesloten bebouwing", "bouwen van een gesloten bebouwing"),
        (
            "Kennis nemende van het verzoek om een muur te metsen langs de straat te Leest, Kerkstraat 5;",
            "een muur te metsen langs de straat",
        ),
        ("Kennis nemende van het verzoek om een muur te metsen langs de Kerkstraat;", "een muur te metsen"),
        ("Gezien het verzoek om twee huizen te bouwen op een stuk land gelegen te Leest;", "twee huizen te bouwen"),
        ("Gezien het verzoek om een huis te bouwen op haar stukje bouwgrond aan de baan;", "een huis te bouwen"),
        (
            "Gezien het verzoek om een afdak te bouwen op een stuk muur aan de straat;",
            "een afdak te bouwen op een stuk muur aan de straat",
        ),
    ],
)
def test_works_in_every_order_of_words(found: Run, text: str, works: str) -> None:
    assert works in [value for _, _, value in found(Subjects(), f"Zitting van 3 mei 1974\n{text}", "besluit")]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("waarbij Claes Jan, Kapelstraat 3, vraagt om het dak hooger te dekken, Kapelstraat 5, sectie B", "het dak hooger te dekken"),
        ("Gezien het verzoek van Claes Jan om wegbreken van een huis te gelegen in deze gemeente", "wegbreken van een huis"),
        ("waarbij hij toelating vraagt voor de afsluiting van zijnen hof, Leest, Elzenstraat 3;", "de afsluiting van zijnen hof"),
        ("toelating vraagt voor eene woning op te bouwen met twee kamers, te Leest ter plaatse Heike", "eene woning op te bouwen met twee kamers"),
    ],
)  # fmt: skip
def test_what_is_asked_for_are_the_works_whatever_they_are(found: Run, text: str, works: str) -> None:
    assert works in [value for _, _, value in found(Subjects(), text, "besluit")]


@pytest.mark.parametrize(
    "deeds", ["BOUWEN, HERBOUWEN OF VERANDEREN", "bouwen of verbouwen", "slopen, oprichten en wijzigen"]
)
def test_what_a_printed_form_is_for_is_not_what_is_built(found: Run, deeds: str) -> None:
    values = [value for _, _, value in found(Subjects(), f"AANVRAAG TOT {deeds}\nAard der werken: {deeds}", "aanvraag")]
    assert values == []


def test_copies_are_no_works(found: Run) -> None:
    assert found(Subjects(), "Aanvraag op te maken in vijfvond, krachtens de wet", "aanvraag") == []


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        # behind a label or a formula
        ("aanvraag", "Voorwerp : het bouwen van een garage", ["label 0.9 het bouwen van een garage"]),
        ("aanvraag", "Voorwerp : het bouwen van\neen garage\nArchitect : Els Claes", ["label 0.9 het bouwen van een garage"]),
        ("aanvraag", "Voorwerp : het bouwen van\nEen garage", ["label 0.5 het bouwen"]),
        ("aanvraag", "Voorwerp : een mooi groen ding", ["label 0.5 een mooi groen ding"]),
        ("aanvraag", "Voorwerp : Groen ding", []),
        ("aanvraag", "Voorwerp : Een groen ding", ["label 0.5 Een groen ding"]),
        ("aanvraag", "Voorwerp : een ABC 12/3 en x/4 ding", []),
        ("aanvraag", "Voorwerp : garage", []),
        ("aanvraag", "Voorwerp : toelating te bekomen", []),
        # a permit by its name is no works, one for works is
        ("aanvraag", "Voorwerp : een regularisatievergunning", []),
        ("aanvraag", "Voorwerp : het bekomen van een stedenbouwkundige vergunning", []),
        ("brief", "Betreft : aanvraag tot een verkavelingsvergunning", []),
        ("brief", "Betreft : een melding", []),
        ("aanvraag", "Voorwerp : een vergunning voor het bouwen van een garage", ["formula 0.8 het bouwen van een garage"]),
        ("brief", "Betreft : het bouwen van een garage", ["label 0.9 het bouwen van een garage"]),
        ("brief", "Betreft : uw garage van vroeger", []),
        ("besluit", "vergunning voor het bouwen van een garage te Leest", ["formula 0.8 het bouwen van een garage"]),
        ("besluit", "Gezien het verzoek om een winkelhuis op te richten", ["formula 0.8 een winkelhuis op te richten"]),
        # works with their verb last
        ("besluit", "Hij wenst twee schuren af te breken te Leest", ["formula 0.7 twee schuren af te breken"]),
        ("plan", "Hij wenst twee schuren af te breken te Leest", []),
        # below the title of a decision
        ("besluit", "stedenbouwkundige vergunning: bouwen van een garage", ["formula 0.75 bouwen van een garage"]),
        ("plan", "stedenbouwkundige vergunning: bouwen van een garage", []),
        ("besluit", "regel\n" * 141 + "stedenbouwkundige vergunning: bouwen van een garage", ["formula 0.75 bouwen van een garage"]),
        ("besluit", "regel\n" * 148 + "stedenbouwkundige vergunning: bouwen van een garage", ["formula 0.75 bouwen van een garage"]),
        ("besluit", "regel\n" * 151 + "stedenbouwkundige vergunning: bouwen van een garage", []),
        # without any announcement: in the title block of a plan, in a row of a cover, in a letter
        ("plan", "Het bouwen van een\ngarage te Leest\nnaar ontwerp", ["text 0.55 Het bouwen van een garage"]),
        ("plan", "Bouwen van een garage", []),
        ("plan", "het bouwen van een kot", ["text 0.55 het bouwen van een kot"]),
        ("kaft", "Bouwen van een garage", ["text 0.55 Bouwen van een garage"]),
        ("kaft", "Peeters bouwen van een garage", []),
        ("brief", "Bouwheer\nhet bouwen van een garage", ["text 0.55 het bouwen van een garage"]),
        ("statistiek", "het bouwen van een garage", ["text 0.55 het bouwen van een garage"]),
        ("besluit", "om bouwen van een garage", ["text 0.55 bouwen van een garage"]),
        ("besluit", "Het bouwen van een garage", []),
        ("foto", "Het bouwen van een garage", []),
        ("plan", f"het bouwen van een {'garage en een ' * 13}", []),
    ],
)  # fmt: skip
def test_how_sure_the_works_are_by_where_they_stand(
    believed: Callable[..., list[tuple[str, str, float, str]]], kind: str, text: str, expected: list[str]
) -> None:
    found = believed(Subjects(), text, kind)
    assert [f"{role} {score} {works}" for _, role, score, works in found] == expected


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("Voorwerp : wijzigen van de voorschriften betreffende de\ndakhelling voor lot 8", "wijzigen van de voorschriften betreffende de dakhelling voor lot 8"),
        ("Omschrijving een muur te metsen langs de\nstraat\nCollege van 3 mei 1915", "een muur te metsen langs de straat"),
        ("Voorwerp : het bouwen van een garage\nStraat : Kerkstraat 5", "het bouwen van een garage"),
        ("VOORWERP : VERKAVELING VAN EEN WEIDE IN TWEE\nBOUWPLAATSEN\nKerkstraat 5", "verkaveling van een weide in twee bouwplaatsen"),
        ("VOORWERP : VERKAVELING VAN EEN WEIDE\nBOUWPLAATS : Kerkstraat 5", "verkaveling van een weide"),
    ],
)  # fmt: skip
def test_works_are_told_to_their_end(found: Run, text: str, works: str) -> None:
    assert [value for field, _, value in found(Subjects(), text, "kaft") if field == "subject"] == [works]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("het bouwen eener\tGezien het verzoek van Peeters Jan\nwoning\tKerkstraat 5, om", "het bouwen eener woning"),
        ("het bouwen van een woning\tGezien het verzoek\nAanwezig\tvan Jan", "het bouwen van een woning"),
        ("het bouwen van een woning\tmet garage", "het bouwen van een woning met garage"),
    ],
)
def test_a_column_beside_the_works_is_not_of_them(text: str, works: str) -> None:
    assert clean_subject(own_column(text)) == works


@pytest.mark.parametrize(
    "text", ["het bouwen te willen schenken", "HET BOUWEN - dossier 531", "BOUWEN De heer Peeters"]
)
def test_words_round_a_permit_are_no_works(found: Run, text: str) -> None:
    assert not found(Subjects(), f"Voorwerp : {text}", "aanvraag")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("HET BOUWEN VAN EEN GARAGE", "het bouwen van een garage"),
        ("ten einde over te gaan tot het bouwen van een stal", "het bouwen van een stal"),
        ("het bouwen van een stal in de Kerkstraat 5", "het bouwen van een stal"),
        ("- bouwen  van een\nstal op de;", "bouwen van een stal"),
        ("stal " * 40, ("stal " * 32)),
    ],
)
def test_nothing_is_left_round_the_works(text: str, subject: str) -> None:
    assert clean_subject(text) == subject


@pytest.mark.parametrize(
    ("text", "told"),
    [("het bouwen van een stal", True), ("bouwen", False), ("bouwen nr.", False), ("het stal", False), ("wandelen", False), ("een regularisatievergunning", False)],
)  # fmt: skip
def test_a_verb_alone_says_nothing_of_what_is_built(text: str, told: bool) -> None:
    assert is_works(text) is told


@pytest.mark.parametrize(
    ("kind", "rows", "works"),
    [
        (  # the names of rooms in the drawing beside a title block
            "plan",
            [("werk", 900), ("het verbouwen van een hoeve", 1200), ("hal", 80), ("garage", 200)],
            {"het verbouwen van een hoeve"},
        ),
        (
            "plan",
            [("werk", 900), ("het bouwen van een stal en", 1200), ("hal", 80), ("loods", 1200)],
            {"het bouwen van een stal en loods"},
        ),
        ("plan", [("werk", 900), ("het bouwen van een stal en", 1200), ("hal", 80)], set()),
    ],
)
def test_lines_of_another_column_are_not_of_the_works(
    page: Callable[..., Page], kind: PageType, rows: list[tuple[str, int]], works: set[str]
) -> None:
    found = Subjects().find(in_columns(page("", kind), rows))
    assert {finding.value for finding in found if finding.role == "label"} == works


@pytest.mark.parametrize(
    ("label", "below", "works"),
    [
        ("Aard der op te richten of te", ("veranderen gebouwen", 80), "het bouwen van een stal"),
        ("Aard der werken", ("met loods", 80), "het bouwen van een stal met loods"),
        ("Aard der op te richten of te", ("met loods", 700), "het bouwen van een stal met loods"),
    ],
)
def test_a_label_of_two_rows(page: Callable[..., Page], label: str, below: tuple[str, int], works: str) -> None:
    form = in_columns(page("", "aanvraag"), [(label, 80), ("het bouwen van een stal", 700), below])
    end = len(form.flow.text)
    assert clean_subject(own_lines(form, Segment("subject", "aard", 0, 5, end, label=True), 5, end)) == works


def in_columns(base: Page, rows: list[tuple[str, int]]) -> Page:
    """The first two stand in one row, the others below it, each at so many pixels from the left."""
    text = ""
    words, spans = [], []
    for number, (said, left) in enumerate(rows):
        line = max(0, number - 1)
        for place, word in enumerate(said.split()):
            text += "" if not text else " " if place else "\t" if number == 1 else "\n"
            spans.append((len(text), len(text) + len(word)))
            words.append(
                Word(word, Box(left + 60 * place, 60 * line, left + 60 * place + 50, 60 * line + 40), 0.95, line)
            )
            text += word
    return replace(base, flow=Flow(text, tuple(words), tuple(spans)))


@pytest.mark.parametrize(
    "land",
    [
        "het goed zijnde", "zijnde een weide", "dit perceel gelegen te Mol", "het eigendom kadastraal bekend",
        "perceel ten kadaster bekend", "den grond staat bekend", "een goed", "het terrein is een weide",
        "hetwelk gelegen is te Mol", "het onroerend goed gelegen aan de Dijk", "de eigendom van de aanvrager",
    ],
)  # fmt: skip
def test_the_land_is_no_part_of_the_works(land: str) -> None:
    assert clean_subject(f"het splitsen van een eigendom in 2 kavels, {land}") == (
        "het splitsen van een eigendom in 2 kavels"
    )


@pytest.mark.parametrize(
    "works", ["bouwen van een woning, garage en berging", "het bouwen van een huis, een terrein aanleggen"]
)
def test_land_may_be_worked_on(works: str) -> None:
    assert clean_subject(works) == works


@pytest.mark.parametrize(
    ("kind", "text", "works"),
    [
        ("brief", "Betreft: Bouwaanvraag Claes Jan, Kerkstraat 12, bouwen van een garage", ["bouwen van een garage"]),
        ("brief", "Betreft : Bouwvergunning\nKerkstraat 12 - Lier\nbouwen van een bergplaats", ["bouwen van een bergplaats"]),
        ("brief", "Betreft : Kerkstraat 12 - Claes Jan - bouwen van een garage", ["bouwen van een garage"]),
        ("brief", "Geachte,\nu woont in de Kerkstraat 12, bouwen van een garage mag daar niet.", []),
    ],
)  # fmt: skip
def test_works_stand_among_other_things_in_a_heading(
    found: Callable[..., list[tuple[str, str, object]]], kind: str, text: str, works: list[str]
) -> None:
    assert [value for field, _, value in found(Subjects(), text, kind) if field == "subject"] == works
