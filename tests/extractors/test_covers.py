"""The few words in which a cover says how a request ended."""

import pytest

from extractors.covers import said_on_cover


@pytest.mark.parametrize(
    ("said", "ended"),
    [
        ("gunstig", "verleend"),
        ("gunstlg", "verleend"),  # a misread letter
        ("gunsllg", None),  # two are too many
        ("gunstig met voorwaarden", "verleend met voorwaarden"),
        ("verleend met voorwaard.", "verleend met voorwaarden"),
        ("toegestaan mits aanpassing", "verleend met voorwaarden"),
        ("niet toegestaan", "geweigerd"),
        ("niet verleend, voorwaarden", "geweigerd"),
        ("toegestaan onder voorbehoud", "verleend met voorwaarden"),
        ("vergund 3 november 1964 met lasten", "verleend met voorwaarden"),
        ("toelating : 14.10.46", "verleend"),
        ("goedgek. 26-4-37", "verleend"),
        ("regul. vergunning 21.06.76", "verleend"),
        ("vergunning nr. 14", None),
        ("ongunstig", "geweigerd"),
        ("weigering", "geweigerd"),
        ("geweigerd, nadien verleend", "geweigerd"),
        ("niet geweigerd", "geweigerd"),
        ("ingetrokken", "ingetrokken"),
        ("geweigerd of ingetrokken", "ingetrokken"),
        ("geklasseerd", "zonder gevolg"),
        ("zonder gevolg", "zonder gevolg"),
        ("zonder gevolg, ingetrokken", "zonder gevolg"),
        ("zander  gevolq", "zonder gevolg"),
        ("zonder voorwerp", "zonder gevolg"),
        ("stilzwijgend geweigerd", "stilzwijgend geweigerd"),
        # an advice is no decision
        ("gunstig advies", None),
        ("voorwaardelijk gunstig advies", None),
        ("gunstig preadvies van 12.3.74", None),
        ("ongunstig advies", None),
        ("ongunstig advies stedebouw", None),
        ("gunstig stedebouwkundig advies", None),
        ("advies : gunstig", None),
        ("advies van de brandweer : ongunstig", None),
        ("advies verleend op 12.3.74", None),
        ("gunstlg advies", None),
        ("avis favorable", None),
        ("gunstig advies, vergund 12.3.74", "verleend"),
        ("na gunstig advies verleend", "verleend"),
        ("ongunstig advies, geweigerd", "geweigerd"),
        ("advies gunstig; toegestaan met voorwaarden", "verleend met voorwaarden"),
        ("gunstig advies, geweigerd", "geweigerd"),
        ("geweigerd na ongunstig advies", "geweigerd"),
        ("gunstig besluit", "verleend"),
        ("1974", None),
        ("", None),
    ],
)
def test_how_a_request_ended_by_its_cover(said: str, ended: str | None) -> None:
    assert said_on_cover(said) == ended
