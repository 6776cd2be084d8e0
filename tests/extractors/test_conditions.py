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
        "die ertoe gehouden is het college te verwittigen en een haag te planten.",
        "die ertoe gehouden is een haag te planten en het college te verwittigen.",
        "die ertoe gehouden is het college te verwittigen; een haag te planten.",
        "onder vrbehad van het planten van een haag",
        "mits naleving van het reglement op de hagen en van een haag",
        "toegekend met\ndeze voorschriften :\n- een haag",
        "met de volgende lasten",
        "met onderstaande verplichtingen",
        "onder de hierna bepaalde bedingen",
        "mits hiernavolgende bijzondere bepalingen :",
        "op de navermelde voorwaarden",
        "voorschriften : een haag",
        "opgelegde lasten :\n- een haag",
        "geen bezwaar onder beding van een haag",
        "met verplichting :\n- een haag",
        "onder volgende clausules",
        "met volgende beperkingen",
        "met inachtname van de hierna gestelde eisen",
        "de volgende lasten zijn er aan verbonden",
        "voorzover de haag blijft",
        "wordt aanvaard, zo :\nde haag blijft",
        "met de bepaling dat een haag er zij",
        "voor zooveel de haag blijft",
        "voor zooveel de plannen gevolgd worden en de haag blijft",
        "moyennant une haie",
        "a charge de planter une haie",
        "mits naleving van het plan en van een haag",
        "mits inachtneming van het plan, en onder voorbehoud van een haag",
        "mits inachtneming van het plan van de haag",
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
        "die ertoe gehouden is het college en den ambtenaar acht dagen voor de aanvang van de werken te verwittigen.",
        "die ertoe gehouden is de burgemeester van het begin der werken in kennis te stellen.",
        "mits zich te gedragen naar de wetten en reglementen.",
        "verleend\n2. de werken",
        "mits inachtneming van de hierbij gevoegde teekening.\ndeze toelating vervalt",
        "mits naleving van de goedgekeurde plannen\nde secretaris",
        "mits zich te gedragen naar het neergelegde plan;",
        "mits de plannen stipt te volgen",
        "mits te bouwen volgens het ingediende plan.",
        "moyennant observation du plan ci-joint.",
        "voor zoveel de plannen gevolgd worden.",
        "mits de goedgekeurde plannen stipt worden nageleefd;",
        "in strijd met deze voorschriften",
        "voorschriften : geen",
        "lasten : -",
        "zonder lasten",
        "zonder bijzondere verplichtingen",
        "op grond van de volgende bepalingen : artikel 4",
        "voor zoover noodig",
        "",
    ],
)
def test_what_every_holder_does_is_no_condition(said: str) -> None:
    assert not conditional(said)
