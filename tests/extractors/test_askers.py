# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Who asks or is answered, by the sentence around a name; everybody here is made up."""

import pytest

from extractors.askers import find_askers
from extractors.person_names import find_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Het College verleent bij deze aan Mevr. Wed. Peeters-De Bie, Kerkplein 12, de toelating om te bouwen", ["Peeters-De Bie"]),
        ("BESLUIT : aan Peeters Jan, Kerkstraat, wordt toegestaan zijn schuur herop te bouwen", ["Peeters Jan"]),
        ("Bij besluit van 't College is aan M. Karel Peeters, handelaar, vergund geworden de ramen te veranderen", ["Karel Peeters"]),
        ("het verzoekschrift van den 2 Maart 1903, waarbij\nPetrus Peeters, timmerman alhier, toelating vraagt om te bouwen", ["Petrus Peeters"]),
        ("Vu la requête par laquelle la demoiselle Hortense Peeters, rentière, demande à pouvoir bâtir", ["Hortense Peeters"]),
        ("in zitting van 5 november, de heer Xavier Peeters vergunning gegeven tot het vellen", ["Xavier Peeters"]),
        ("gelet op de aanvraag van 26 februari 1981 van Peeters Karel voor een tuinberging", ["Peeters Karel"]),
        ("wordt verwezen naar het besluit van 12 mei; aan de overzijde staat een loods", []),
        ("Een afschrift is aan Peeters Jan gezonden; hij zwijgt", []),
        ("De gemeente verleende op 28 april 1997 aan Wim Peeters en Sara Maes, te Lier, de bouwvergunning", ["Wim Peeters", "Sara Maes"]),
        ("vergund op 3.5.62 aan Wim Peeters", ["Wim Peeters"]),
        # whose plan, house or matter it is
        ("Ik heb het plan onderzocht van een werkhuis; het plan van den heer Jan Peeters, voor een werkhuis", ["Jan Peeters"]),
        ("overwegend dat het plan van Mevr. Rita Peeters voor een pomp strijdt met het B.P.A.", ["Rita Peeters"]),
        ("de plannen van de heer Jan Peeters, architect te Lier, worden aangenomen", []),
        ("de plannen van de heer Jan Peeters, Kerkstraat 3, bouwkundige", []),
        ("het plan van aanleg van de gemeente", []),
        ("dat de termijn verlopen is in de zaak Peeters-Maes, bouwen van een chalet", ["Peeters-Maes"]),
        ("in de zaak van het Bestuur", []),
        ("aangezien het huis toebehoorende aan Norbertus Peeters, Neerstraat 7, met instorten dreigt", ["Norbertus Peeters"]),
        ("Op 7 april 2011 meldde Els Peeters, Kerkweg 8, de oprichting van een zorgwoning", ["Els Peeters"]),
        ("de aannemer Piet Maes meldde ons", []),
        # a receipt, and an office between the letter and who wrote it
        ("erkent van den heer Jules Peeters en zijne echtgenoote Paulina Maes ontvangen te hebben de aanvraag", ["Jules Peeters", "Paulina Maes"]),
        ("verklaart van Mevr. Rita Peeters te hebben ontvangen een aanvraag", ["Rita Peeters"]),
        ("bevestigt heden van N.V. Peeters ontvangen te hebben : drie plannen", ["N.V. Peeters"]),
        ("verklaart van de gemeente ontvangen te hebben de som", []),
        ("brengt ter kennis dat den heer Jules Peeters voornemens is over te gaan", ["Jules Peeters"]),
        ("maakt bekend dat de heer Jan Peeters van plan is te bouwen", ["Jan Peeters"]),
        ("dat de heer Jan Peeters een aanvraag heeft ingediend", ["Jan Peeters"]),
        ("op het schrijven van 1-VI-1953, ingeschreven in het register der inkomende stukken onder nr 36 van dhr. Jan Peeters, te Lier", ["Jan Peeters"]),
        ("op de brief van 3 mei, die het gemeentebestuur ontvangen heeft op den 5 mei daarna, van de heer Jan Peeters, architect te Lier", []),
    ],
)  # fmt: skip
def test_a_sentence_tells_who_asks(text: str, names: list[str]) -> None:
    assert [asker.name.name for asker in find_askers(text)] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('de samenw. maatschappij "De Eendracht" om een bergplaats', "De Eendracht"),
        ('de Naamlooze Vennootschap\n"Breigoed Waas" tot vergrooten', "Breigoed Waas"),
        ("de Kerkfabriek van het H. Hart tot het bouwen", "Kerkfabriek van het H. Hart"),
        ("de Regie van\nTelegraaf en Telefoon, te Brussel", "Regie van Telegraaf en Telefoon"),
        ("M. Karel Peeters, handelaar", "Karel Peeters"),
        ("M. Peeters", "M. Peeters"),
        ("De Schrijver-Coppens Gustaaf\nvan beroep", "De Schrijver-Coppens Gustaaf"),
    ],
)
def test_companies_institutions_and_titles(text: str, name: str) -> None:
    assert [found.name for found in find_names(text)] == [name]
