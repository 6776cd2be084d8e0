# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Which numbers are dossier numbers, whose they are, and the many that are not."""

from collections.abc import Callable

import pytest

from extractors.references import References
from schemas.values import Reference
from schemas.words import PageType

Run = Callable[..., list[tuple[str, str, object]]]


@pytest.mark.parametrize(
    ("kind", "text", "value", "whose"),
    [
        ("besluit", "Zaaknummer : 1974/175", "1974/175", "municipal"),
        ("besluit", "Vergunning nr. 1974/175 A.R.O.L. nr. 182/B/3020", "182/B/3020", "stedenbouw"),
        ("besluit", "Gemeente nr. : 1974/175 Bestuur van de Stedebouw nr. : 3757/RO", "3757/RO", "stedenbouw"),
        ("advies", "Uw kenmerk : 1974/175\nOns kenmerk : 182/B/3020\nDe gemachtigde ambtenaar", "182/B/3020", "stedenbouw"),
        ("advies", "BRANDWEER\nUw kenmerk : 1974/175\nOns kenmerk : 182/B/3020", "182/B/3020", "other"),
    ],
)  # fmt: skip
def test_a_label_tells_whose_number_it_is(found: Run, kind: PageType, text: str, value: str, whose: str) -> None:
    numbers = {n.value: n.kind for _, role, n in found(References(), text, kind) if isinstance(n, Reference)}
    assert numbers[value] == whose


@pytest.mark.parametrize(
    "text",
    [
        "Tel. 015/297911",
        "Schaal 1/50",
        "Factuur nr. 1974/175",
        "Verslag nr. 1974/175 van de brandweer",
        "Gelet op het decreet 1999/175",
        "Rijksregisternummer : 85.07.30-033.28",
        "BTW BE 0460.660.720",
        "Orde van Architecten nr. 1974/175",
        "sectie B nr. 123/2",
    ],
)
def test_other_numbers_are_left_alone(found: Run, text: str) -> None:
    assert [value for _, role, value in found(References(), text) if role == "own"] == []


def test_an_earlier_permit_is_history(found: Run) -> None:
    roles = [role for _, role, _ in found(References(), "Historiek\n06/02/1961: vergunning (1961/260) voor een stal")]
    assert roles == ["history"]
