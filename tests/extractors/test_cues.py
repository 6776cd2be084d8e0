"""Phrases are found in noisy text, and not where they are not."""

from collections.abc import Callable

import pytest

from extractors.cues import Phrases
from extractors.flow import flow
from schemas.pages import PageText

PHRASES = Phrases(
    {"kadastraal bekend": "parcels", "wonende te": "home", "sectie": "section", "op": "at", "architect": "architect"}
)


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("kadastraal bekend", ["parcels"]),
        ("kadastraa1 bekeno", ["parcels"]),
        ("kadas traal bekend", ["parcels"]),
        ("kadastraalbekend", ["parcels"]),
        ("wonend te", ["home"]),
        ("sektie", ["section"]),
        ("seizoen", []),
        ("ap", []),
        ("Architect E. Peeters", ["architect"]),
    ],
)
def test_a_phrase_is_found_with_a_few_letters_wrong(
    page_text: Callable[[str], PageText], text: str, meanings: list[str]
) -> None:
    assert [hit.meaning for hit in PHRASES.find(flow(page_text(text)).tokens)] == meanings


def test_numbers_are_never_swallowed_by_a_phrase(page_text: Callable[[str], PageText]) -> None:
    page = flow(page_text("ingekomen 11"))
    hits = Phrases({"ingekomen op": "receipt", "ingekomen": "receipt"}).find(page.tokens)
    assert [page.text[hit.start : hit.end] for hit in hits] == ["ingekomen"]


def test_an_article_is_no_part_of_the_word_before_it(page_text: Callable[[str], PageText]) -> None:
    phrases = Phrases({"voorgenomen werken": "subject"})
    text = "Voorgenomen werk het plaatsen"
    assert [text[hit.start : hit.end] for hit in phrases.find(flow(page_text(text)).tokens)] == ["Voorgenomen werk"]


def test_short_words_are_not_forgiven_where_they_count(page_text: Callable[[str], PageText]) -> None:
    tokens = flow(page_text("het bouwen van een huis")).tokens
    assert [hit.phrase for hit in Phrases({"wat bouwen": "subject"}).find(tokens)] == ["wat bouwen"]
    assert Phrases({"wat bouwen": "subject"}, whole=True).find(tokens) == ()


def test_another_prefix_makes_another_word_where_words_count(page_text: Callable[[str], PageText]) -> None:
    tokens = flow(page_text("omschrijving")).tokens
    assert [hit.phrase for hit in Phrases({"inschrijving": "receipt"}).find(tokens)] == ["inschrijving"]
    assert Phrases({"inschrijving": "receipt"}, whole=True).find(tokens) == ()
    misread = flow(page_text("inschrjjving")).tokens
    assert [hit.phrase for hit in Phrases({"inschrijving": "receipt"}, whole=True).find(misread)] == ["inschrijving"]
