"""What a page is, learned from pages that are known."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.flow import Flow
from extractors.page_model import BUCKETS, PageModel, features, fit
from extractors.pagetypes import Look, page_type
from schemas.words import PageType

A4 = Look(210, 297, 0.05, blank=False)
KNOWN: tuple[tuple[PageType, str], ...] = (
    ("brief", "Mijnheer, hierbij laten wij u weten dat uw stukken ons bereikten. Met groeten"),
    ("brief", "Mevrouw, wij danken u voor uw schrijven en laten weten dat de stukken volgen. Met groeten"),
    ("besluit", "Het college in zitting vergaderd, gezien het verzoek, besluit de toelating te verlenen"),
    ("besluit", "Gezien het verslag besluit het college in zitting de gevraagde toelating te verlenen"),
    ("plan", "Gevel doorsnede grondplan schaal kelder verdieping keuken"),
    ("plan", "Grondplan kelder gevel schaal slaapkamer doorsnede"),
)


def learned() -> PageModel:
    return fit([features(text, large=kind == "plan") for kind, text in KNOWN], [kind for kind, _ in KNOWN], restraint=1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mijnheer, wij laten u weten dat wij uw stukken kregen", "brief"),
        ("Mijuheer, wii laten u weteu dat wij uw stukkcn kregen", "brief"),
        ("het verzoek gezien, verleent het college in zitting de toelating", "besluit"),
    ],
)
def test_words_seen_before_tell_a_page_even_misread(text: str, kind: PageType) -> None:
    scores = learned().scores(text, large=False)
    assert max(scores, key=scores.__getitem__) == kind


def test_the_same_pages_give_the_same_model() -> None:
    assert np.array_equal(learned().weights, learned().weights)


@given(st.text(max_size=300), st.booleans())
def test_any_text_has_features_of_bounded_number_and_size(text: str, large: bool) -> None:
    found = features(text, large=large)
    assert all(0 <= place < BUCKETS + 8 for place in found)
    assert all(np.isfinite(strength) for strength in found.values())
    assert sum(strength**2 for place, strength in found.items() if place < BUCKETS) <= 9.001  # three parts of length 1


def page(text: str) -> Flow:
    return Flow(text=text, words=(), spans=())


def test_what_was_learned_decides_where_the_cues_know_nothing() -> None:
    text = "Aan wie het aanbelangt wordt hiermee verhaald hoe het verder ging met dat huis in de straat en zijn buren"
    assert page_type(page(text), A4)[0] == "overig"
    kind, sure = page_type(page(text), A4, {"brief": 0.9, "nota": 0.2})
    assert (kind, 0.4 <= sure <= 0.8) == ("brief", True)


@pytest.mark.parametrize("outcome", [("verleend", "besluit"), ("geweigerd", "weigering")])
def test_which_of_two_decisions_it_is_the_cues_tell(outcome: tuple[str, PageType]) -> None:
    text = (
        f"HET COLLEGE VAN BURGEMEESTER EN SCHEPENEN\nGelet op de aanvraag\nBESLUIT :\nDe vergunning wordt {outcome[0]}"
    )
    assert page_type(page(text), A4, {"besluit": 1.0, "brief": 0.1})[0] == outcome[1]


@pytest.mark.parametrize("blank", [lambda: Look(210, 297, 0.0, blank=True), lambda: A4])
def test_a_page_with_hardly_a_letter_is_told_by_its_look(blank: Callable[[], Look]) -> None:
    assert page_type(page("a b"), blank(), {"brief": 5.0}) == page_type(page("a b"), blank())
