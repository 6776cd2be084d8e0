"""Where a decision begins to decide: behind its last heading, else behind its last reason."""

import pytest

from extractors.operative import first_article, operative_part

REASONS = "Gelet op de aanvraag van Jan;\nOverwegende dat het goed is;\n"
FILL = "regel\n" * 30


@pytest.mark.parametrize(
    ("text", "begins", "announced"),
    [
        # headings
        (f"{REASONS}BESLUIT :\nja", "BESLUIT :", True),
        (f"{REASONS}b e s l u i t :\nja", "b e s l u i t :", True),
        (f"{REASONS}beslulten\nja", "beslulten", True),
        (f"{REASONS}Artikel 1. ja", "Artikel 1. ja", True),
        (f"{REASONS}Enig artikel : ja", "Enig artikel : ja", True),
        (f"{REASONS}Article 1er. oui", "Article 1er. oui", True),
        ("Hij kwam. Artikel 1 - ja", "Artikel 1 - ja", True),
        (f"{REASONS}bijgevolg ja", "bijgevolg ja", True),
        (f"{REASONS}besluit eenparig ja", "besluit eenparig ja", True),
        (
            f"{REASONS}het college van burgemeester en schepenen heeft beslist :\nja",
            "het college van burgemeester",
            True,
        ),
        (f"{REASONS}Heeft in zijn vergadering van 11 mei 1971 besloten :\nja", "Heeft in zijn vergadering", True),
        # what only looks like one
        (f"{REASONS}Heeft in zijn vergadering van 11 mei 1971 besloten\nja", "Heeft in zijn vergadering", False),
        (f"{REASONS}Het huis besluit\nja", "Het huis besluit", False),
        (f"{REASONS}besluit 12\nja", "besluit 12", False),
        (f"{REASONS}BESLUIT TOT WEIGERING\nja", "BESLUIT TOT WEIGERING", False),
        # of several the one behind the reasons; a title at the top is none
        (f"BESLUIT\n{REASONS}ja", "ja", False),
        (f"BESLUIT\n{FILL}{REASONS}ja", "ja", False),
        (f"BESLUIT\n{REASONS}BESLIST\nja", "BESLIST", True),
        (f"{FILL}BESLUIT\n{REASONS}ja", "BESLUIT", True),
        (f"{FILL}BESLUIT\n{REASONS}BESLIST :\nja\nBESLUIT :\nnee", "BESLIST :", True),
        # without a heading
        (f"{REASONS}ja en nee", "ja en nee", False),
        ("Gelet op dit;\nja\nOverwegende dat.\nnee", "nee", False),
        ("Gelet op dit\n\nnee", "nee", False),
    ],
)
def test_where_it_begins_to_decide(text: str, begins: str, announced: bool) -> None:
    part = operative_part(text)
    assert part is not None
    assert (text[part[0] :][: len(begins)], part[1]) == (begins, announced)


@pytest.mark.parametrize("text", ["Hij kwam en ging.", "Gelet op de wet", REASONS.rstrip(), ""])
def test_a_page_that_decides_nothing_has_no_such_part(text: str) -> None:
    assert operative_part(text) is None


def test_the_first_article_ends_where_the_second_begins() -> None:
    first = "artikel 1. de vergunning wordt verleend aan de heer peeters jan, te leest, "
    for second in ("artikel 2", "art. 2", "artikel twee", "article 2"):
        assert first_article(f"{first}{second}. de plannen") == first
    assert first_article(f"{first}artikel 20") == f"{first}artikel 20"
    assert first_article("x" * 59 + " artikel 2") == "x" * 59 + " artikel 2"
    assert first_article("x" * 60 + " artikel 2") == "x" * 60 + " "
    assert first_article("x" * 2000) == "x" * 1500
