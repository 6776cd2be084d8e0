"""Whether a permit binds its holder to more than following the plans."""

import pytest

from extractors.conditions import conditional


@pytest.mark.parametrize(
    "said",
    [
        "die ertoe gehouden is een haag te planten",
        "die ertoe gehouden is :\n1° de plannen na te leven;\n2° een haag te planten",
        "die ertoe gehouden is :\n- de plannen na te leven;\n- een haag te planten",
        "die verplicht is het advies van de brandweer na te leven",
        "de aanvrager moet een haag planten",
        "onder voorbehoud van de rooilijn",
        "mits een haag",
        "behoudens de haag",
        "voorwaarden: een haag",
        "doch een haag moet er zijn",
        "verleend\n2° een haag",
        "met inachtneming van voormeld advies",
        "wordt gedeeltelijk verleend",
        "wordt gegeven en gekoppeld aan voorwaarden",
        "de berging mag niet voor bewoning worden aangewend",
        "met verplichting tot heraanplanting",
    ],
)
def test_more_than_the_plans_binds(said: str) -> None:
    assert conditional(said)


@pytest.mark.parametrize(
    "said",
    [
        "die ertoe gehouden is de plannen stipt na te leven",
        "die ertoe gehouden is :\n- de plannen na te leven;",
        "die ertoe gehouden is de goedgekenrde plannen stlpt na te leven;",
        "de aanvrager moet de plannen naleven",
        "de aanvrager moet de burgemeester verwittigen",
        "de houder dient de werken te melden",
        "zonder voorwaarden",
        "algemene voorwaarden",
        "voorwaarden: geen",
        "onder voorbehoud van alle rechten van derden",
        "behoudens recht",
        "verleend\n2. de werken",
        "",
    ],
)
def test_what_every_holder_does_is_no_condition(said: str) -> None:
    assert not conditional(said)
