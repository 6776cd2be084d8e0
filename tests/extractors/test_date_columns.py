"""Rows of dates under rows of headings, as the books of towns have them, read whole or with headings between."""

import pytest

from extractors.date_columns import in_columns
from extractors.dates import find_dates
from extractors.signs import plain

STEPS = ["application", "receipt", "advice", "decision", "notification"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (("Aanvraag van  Ingekomen  Verslag opz.  Besluit  Kennisgeving\nSchepencollege\n"
         "3-2-1961\t9-2-1961\t15-2-1961 4-3-1961\t13-3-1961"), STEPS),
        (("Datum der vraag Ingekomen Verslag opz. Besluit\tBericht aan\nSchepencollege : 19-3-1930 27-3-1930 "
         "31-3-1930 22-4-1930\naanvrager : 25-4-1930"), STEPS),
        ("Verzoek | Ontvangst | Advies | College | Verzending\n1.2.61  9.2.61  1.3.61  4.3.61  9.3.61", STEPS),
        ("Ingeschreven  Advies Stedebouw  Vergunning  Betekend\n9 mei 1961  1 juni 1961  4 juli 1961  9 juli 1961",
         STEPS[1:]),
        # a heading more than dates, dates that go back, dates with words of their own, too few to be a row
        ("Aanvraag Ingekomen Verslag Besluit Kennisgeving\n3-2-1961 9-2-1961 15-2-1961 4-3-1961", []),
        ("Aanvraag Ingekomen Verslag Besluit\n3-2-1961 9-2-1961 15-1-1961 4-3-1961", []),
        ("Aanvragen\nNaar Stedebouw 3-2-1961\nAdvies 9-2-1961\nZitting 15-2-1961\nBericht 4-3-1961", []),
        ("Aanvraag Ingekomen Besluit\n3-2-1961 9-2-1961 15-2-1961", []),
        ("", []),
    ],
)  # fmt: skip
def test_each_date_is_of_the_step_above_it(text: str, roles: list[str]) -> None:
    assert list(in_columns(plain(text), find_dates(text)).values()) == roles
