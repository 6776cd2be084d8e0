# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Names of applicants and architects; everybody here is made up."""

from collections.abc import Callable

import pytest

from extractors.names import Names


@pytest.mark.parametrize(
    ("text", "field", "name"),
    [
        ("Verzoeker\nDiscart Jan", "applicants", "Discart Jan"),
        ("Het rekest van den heer Discart Jan, huizende te Lier", "applicants", "Discart Jan"),
        ("Mijn naam is Discart Jan en ik woon Kerkstraat 3", "applicants", "Discart Jan"),
        ("Plannen opgemaakt door\nEls Claes, Kerkstraat 3", "architect", "Els Claes"),
        ("Auteur du projet : Paul Somers", "architect", "Paul Somers"),
    ],
)
def test_who_stands_behind_which_words(
    found: Callable[..., list[tuple[str, str, object]]], text: str, field: str, name: str
) -> None:
    assert (field, name) in [(seen, value) for seen, _, value in found(Names(), text, "aanvraag")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Aanvrager : S.P.R.L. Autobedrijf Claes", "S.P.R.L. Autobedrijf Claes"),
        ("Aanvraag van de heer Claes Wim - Sint-Truiden, Kerkstraat", "Claes Wim"),
        ("Bouwheer : S.P.R.L. Autobedrijf Claes buro Kerkstraat 3", "S.P.R.L. Autobedrijf Claes"),
    ],
)
def test_a_name_is_whole_and_no_place(
    found: Callable[..., list[tuple[str, str, object]]], text: str, name: str
) -> None:
    assert {value for field, _, value in found(Names(), text, "advies") if field == "applicants"} == {name}


@pytest.mark.parametrize(
    ("ending", "names"),
    [
        ("Gelieve mij te laten weten hoever het staat. Claes Jan", {"Claes Jan"}),
        ("Kan ik daar bouwen? Met dank, Claes Jan x Maes Rita\nw", {"Claes Jan", "Maes Rita"}),
        ("Ik woon in de Kerkstraat. De grond is van Claes Jan, zegt men in het dorp.", set()),
    ],
)
def test_a_letter_ends_in_the_name_of_its_writer(
    found: Callable[..., list[tuple[str, str, object]]], ending: str, names: set[str]
) -> None:
    text = f"12 maart 1974\nMijnheer de Burgemeester. Ik schrijf U over mijn huis. {ending}"
    assert {value for _, _, value in found(Names(), text, "brief")} == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bouwmeester H. Lauwers\nDatum 3 mei 1974", "H. Lauwers"),
        ("Architect M. Claes\nPlan nr. 216", "M. Claes"),
        ("Bouwmeester H. De Wit\nSchaal", "H. De Wit"),
        ("Architect H. Jan Lauwers\nSchaal", "Jan Lauwers"),
        ("De plannen zijn gemaakt door J. Lauwers, bouwmeester te Geel", "J. Lauwers"),
    ],
)
def test_an_initial_is_no_title(found: Callable[..., list[tuple[str, str, object]]], text: str, name: str) -> None:
    assert {value for field, _, value in found(Names(), text, "plan") if field == "architect"} == {name}


def test_a_street_is_no_person(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    assert found(Names(), "Architect\nHendrik Consciencestraat 12", "plan") == []


def test_members_of_the_college_are_no_applicants(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    text = "Aanwezig : K. Muyldermans, Burgemeester; Dewulf Jan en Somers Piet, Schepenen;\nHet College,\nGezien de aanvraag van de heer Discart Jan, wonende te Lier"
    assert [value for field, _, value in found(Names(), text) if field == "applicants"] == ["Discart Jan"]


MINUTES = (
    "Tegenwoordig de HH. H. Luyten, voorzitter, De Coster.\n"
    "2) Bouwzaken. — Verzoek nr. 519 van Claes Hendrik, Kapelstraat 170, Leest, ingekomen 31.III.1941, om het bouwen van een schuur"
)


def test_a_number_may_stand_between_the_request_and_who_made_it(
    found: Callable[..., list[tuple[str, str, object]]],
) -> None:
    assert ("applicants", "formula", "Claes Hendrik") in found(Names(), MINUTES)


def test_plans_are_of_whoever_is_named_with_his_trade_or_home(
    found: Callable[..., list[tuple[str, str, object]]],
) -> None:
    letter = "Ik voeg hierbij drie plannen van J. Van Eyken, bouwkundige, Kerkstraat 73, Diest."
    assert [value for field, _, value in found(Names(), letter, "aanvraag") if field == "architect"] == ["J. Van Eyken"]


def test_a_letter_to_the_mayor_is_signed_by_a_citizen(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    letter = "Geachte Heer Burgemeester, ik wens een schuur te bouwen.\nMet gevoelens van achting,\nClaes Hendrik"
    assert ("applicants", "signature", "Claes Hendrik") in found(Names(), letter, "brief")


def test_getekend_names_the_architect_on_a_plan_only(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    assert ("architect", "label", "J. Claes") in found(Names(), "Geteekend J. Claes", "plan")
    assert found(Names(), "Geteekend J. Claes", "besluit") == []


def test_who_signs_for_the_town_asks_for_nothing(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    letter = "Geachte heer,\nHang de affiche dertig dagen uit.\nMet groeten,\nVan den Broeck Jan\nschepen van ruimtelijke ordening"
    assert not [role for _, role, _ in found(Names(), letter, "brief") if role == "signature"]


Believed = Callable[..., list[tuple[str, str, float, str]]]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("aanvraag", "Aanvrager : Claes Jan", ["applicants label 0.9 Claes Jan"]),
        ("aanvraag", "Ondergetekende Claes Jan, wonende te Lier", ["applicants label 0.9 Claes Jan"]),
        ("aanvraag", "Naam : Claes\nVoornaam : Jan", ["applicants label 0.85 Claes Voornaam : Jan"]),
        ("aanvraag", "Naam : Claes Rik\nVoornaam : Jan", ["applicants label 0.9 Claes Rik"]),
        ("aanvraag", "Naam : Claes\nVoornaam : 12", []),
        ("aanvraag", "Eigenaar van de grond : Maes Rita", ["applicants owner 0.4 Maes Rita"]),
        ("kaft", "Eigenaar : Maes Rita", ["applicants owner 0.55 Maes Rita"]),
        ("plan", "Bouwheer : Maes Rita\nArchitect : Els Claes en Piet Maes", ["applicants label 0.9 Maes Rita", "architect label 0.9 Els Claes"]),
        ("plan", "getekend Claes Jan", ["architect label 0.9 Claes Jan"]),
        ("plan", "opsteller : Claes Jan", ["architect label 0.9 Claes Jan"]),
        ("nota", "opsteller : Claes Jan", []),
        # in running text
        ("overig", "De aanvraag ingediend door de heer Claes Jan, wonende te Lier, is goed", ["applicants formula 0.85 Claes Jan"]),
        ("overig", "Het verzoek om een stal te zetten van de heren Claes Jan en Maes Rik, ", ["applicants formula 0.75 Claes Jan", "applicants formula 0.75 Maes Rik"]),
        ("advies", "De heer Peeters Jan, wonende te Leest, verzoekt om een stal te bouwen", ["applicants formula 0.65 Peeters Jan"]),
        ("advies", "Hij en mevrouw Maes Rita wensen een stal", ["applicants formula 0.65 Maes Rita"]),
        ("advies", "De heer Peeters Jan, wonende te Leest. Hij verzoekt om een stal", []),
        ("advies", "De heer Peeters Jan; hij verzoekt om een stal", []),
        ("advies", f"De heer Peeters Jan, {'die te Leest woont, ' * 5} verzoekt om een stal", ["applicants formula 0.65 Peeters Jan"]),
        ("advies", f"De heer Peeters Jan, {'die te Leest woont, ' * 8} verzoekt om een stal", []),
        ("plan", "Mevrouw Maes Rita wenst een stal", []),
        ("bericht", "De gemeente verleende op 3 mei 1974 aan Claes Jan, te Lier, vergunning", ["applicants formula 0.75 Claes Jan"]),
        ("attest", "De gemeente verleende op 3 mei 1974 aan Claes Jan, te Lier, vergunning", ["applicants formula 0.75 Claes Jan"]),
        ("aanvraag", "waarbij Claes Jan, te Lier, vraagt om te bouwen", ["applicants formula 0.75 Claes Jan"]),
        ("kadaster", "De gemeente verleende op 3 mei 1974 aan Claes Jan, te Lier, vergunning", []),
        ("advies", "De heer burgemeester wenst een stal", []),
        # whom the matter is about
        ("advies", "Betreft : Peeters Jan - Kerkstraat 5", ["applicants formula 0.5 Peeters Jan"]),
        ("advies", "Betreft : Peeters Jan en Maes Rita, stal", ["applicants formula 0.5 Peeters Jan", "applicants formula 0.5 Maes Rita"]),
        ("advies", "Betreft : Peeters Jan bouwt", []),
        ("overig", "Betreft : Peeters Jan - Kerkstraat 5", []),
        # who drew
        ("plan", "Els Claes, architect", ["architect formula 0.88 Els Claes"]),
        ("kaft", "Els Claes, architect, Kerkstraat", ["architect formula 0.88 Els Claes"]),
        ("aanvraag", "Jozef Claes heeft het plan gemaakt", ["architect formula 0.88 Jozef Claes"]),
        ("aanvraag", "de heer Em. Claes, architect te Leest, heeft de plannen opgemaakt", ["architect formula 0.88 Em. Claes"]),
        ("besluit", "drie plannen van J. Claes, bouwkundige", ["architect formula 0.88 J. Claes"]),
        ("nota", "Els Claes, architect", ["architect formula 0.88 Els Claes"]),
        ("besluit", "Els Claes, architect", ["architect formula 0.7 Els Claes"]),
        ("brief", "Els Claes, architect", []),
        # who signs
        ("brief", "Mijnheer,\nik vraag iets\nMet achting,\nClaes Jan", ["applicants signature 0.5 Claes Jan"]),
        ("aanvraag", "Mijnheer,\nik vraag iets\nClaes Jan", ["applicants signature 0.5 Claes Jan"]),
        ("brief", "Met achting,\nClaes Jan\nMaes Rik", ["applicants signature 0.5 Claes Jan"]),
        ("brief", "Maes Rik\nik vraag iets wat hier staat\nMet achting,\nClaes Jan", ["applicants signature 0.5 Claes Jan"]),
        ("brief", "Claes Jan\nMijnheer,\nik vraag iets wat hier staat en nog veel meer", []),
        ("brief", "ik vraag iets\nMet achting,\nClaes Jan\nschepen", []),
        ("brief", "ik vraag iets\nMet achting,\nClaes Jan uit Lier", []),
        ("brief", "De secretaris, ik vraag iets\nMet achting,\nClaes Jan", []),
        ("brief", "Geachte secretaris, ik vraag iets\nMet achting,\nClaes Jan", ["applicants signature 0.5 Claes Jan"]),
        ("nota", "ik vraag iets\nMet achting,\nClaes Jan", []),
        ("aanvraag", "Mijnheer,\nik vraag iets\nUw toegenegen, Claes Jan", ["applicants signature 0.5 Claes Jan"]),
        ("brief", "Mijnheer,\nik vraag iets\nAchtend,    Claes Jan", ["applicants signature 0.5 Claes Jan"]),
        ("aanvraag", "Messieurs,\nje demande\nVeuillez agréer, etc.  Vve Em. Claes", ["applicants signature 0.5 Em. Claes"]),
        ("brief", "Mijnheer,\nik vraag iets\nAchtend, uw burger", []),
        ("brief", "Mijnheer,\nik vraag iets\nAchtend, Claes Jan\nschepen", []),
        # to whom it is written
        ("brief", "Mijnheer Claes Jan, te Lier\nWij delen u mee", ["applicants addressee 0.6 Claes Jan"]),
        ("brief", "Mevr. Maes Rita\nWij delen u mee", ["applicants addressee 0.6 Maes Rita"]),
        ("brief", "Mijnheer de Burgemeester Claes Jan", []),
        ("brief", "Mijnheer de Minister Claes Jan", []),
        ("brief", "Aan de heer Claes Jan\nKerkstraat 5", ["applicants addressee 0.6 Claes Jan"]),
        ("weigering", "Mevrouw Maes Rita\nKerkstraat 5", ["applicants addressee 0.6 Maes Rita"]),
        ("besluit", "N.V. Matexim\nKerkstraat 5", ["applicants addressee 0.6 N.V. Matexim"]),
        ("brief", "Gemeente Leest\nDe Heren Claes Jan en Maes Rik\nKerkstraat 5", ["applicants addressee 0.6 Claes Jan", "applicants addressee 0.6 Maes Rik"]),
        ("brief", "Aan de heer Burgemeester Claes Jan", []),
        ("brief", "Aan de heer voorzitter Claes Jan", []),
        ("nota", "Aan de heer Claes Jan\nKerkstraat 5", []),
        ("brief", "regel\n" * 80 + "de heer Claes Jan\n" + "regel\n" * 120, ["applicants addressee 0.6 Claes Jan"]),
        ("brief", "regel\n" * 90 + "de heer Claes Jan\n", ["applicants signature 0.5 Claes Jan"]),
    ],
)  # fmt: skip
def test_how_sure_each_place_of_a_name_is(believed: Believed, kind: str, text: str, expected: list[str]) -> None:
    assert [" ".join(map(str, one)) for one in believed(Names(), text, kind)] == expected


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        # whoever the drawings are made by, with and without his trade
        ("aanvraag", "De plannen zijn geteekend door den heer k. Van Reet.", "K. Van Reet"),
        ("aanvraag", "Het plan werd opgemaakt door dhr. Jan Claes te Lier.", "Jan Claes"),
        ("nota", "De tekeningen, in drie exemplaren, zijn gemaakt door J. Claes\nen hierbij gevoegd", "J. Claes"),
        ("besluit", "Gezien de plannen, getekend door Els Claes;", "Els Claes"),
        ("aanvraag", "De heer Jérôme Claes, bouwkundige te Gent, is gelast met het\ntoezicht.", "Jérôme Claes"),
        ("aanvraag", "Den heer Wouter Claes, architekt te Tielt, zal de werken leiden.", "Wouter Claes"),
        ("aanvraag", "De heer Jan Claes, beëdigd landmeter te Mol, volgt de zaak op.", "Jan Claes"),
        ("nota", "K. Claes\narchitekt\nGasthuisstraat 32", "K. Claes"),
        # the surveyor of a land that is divided
        ("aanvraag", "het verkavelen van een weide in 7 loten\nlandmeter :\nAlf. Claes", "Alf. Claes"),
        ("aanvraag", "het splitsen van een eigendom\nlandmeter\nK. Van Reet", "K. Van Reet"),
        ("plan", "Verkaveling in 4 kavels\nLandmeter : Jef Claes", "Jef Claes"),
        # two labels in one row
        ("kaft", "Architect : Geweigerd op\nJoris Claes : 04/05/2005", "Joris Claes"),
        ("aanvraag", "Architect : zijn adres\nW. Claes : Stationsstraat 179, Evergem", "W. Claes"),
        # the next cell is no part of it, and a space may be missing
        ("plan", "Architect\nK. Claes Breedte", "K. Claes"),
        ("kaft", "Architect : Alf.Claes Bewijs", "Alf. Claes"),
        ("plan", "Architect : K.Van Reet", "K. Van Reet"),
    ],
)
def test_who_designed_it_however_it_is_said(
    found: Callable[..., list[tuple[str, str, object]]], kind: str, text: str, name: str
) -> None:
    assert [value for field, _, value in found(Names(), text, kind) if field == "architect"][:1] == [name]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("aanvraag", "het bouwen van een loods\nLandmeter : Jef Claes"),  # he measured the land
        ("aanvraag", "Architect : Els Maes\nhet verkavelen van een weide\nLandmeter : Jef Claes"),
        ("brief", "Aan de heer Jan Claes, architect te Gent"),
        ("plan", "BOUWPLAN VOOR\nJan Claes\nARCHITEKT\nKarel Maes"),  # a label
        ("aanvraag", "De plannen zijn opgemaakt door Uw dienst op 3 mei."),
    ],
)
def test_who_did_not_design_it(found: Callable[..., list[tuple[str, str, object]]], kind: str, text: str) -> None:
    assert "Jef Claes" not in [v for f, _, v in found(Names(), text, kind) if f == "architect"]
    assert "Jan Claes" not in [v for f, _, v in found(Names(), text, kind) if f == "architect"]


@pytest.mark.parametrize(
    "label", ["Voor- en achternaam", "Naam en voornaam", "Voornaam en naam", "Familienaam, voornaam"]
)
def test_a_form_asks_for_both_names_in_many_ways(
    found: Callable[..., list[tuple[str, str, object]]], label: str
) -> None:
    text = f"1 Gegevens van de aanvrager\n{label}\tMarc Claes en Sonja Maes\nAdres\tKerkstraat 5"
    assert [v for f, _, v in found(Names(), text, "aanvraag") if f == "applicants"] == ["Marc Claes", "Sonja Maes"]


def test_a_greeting_is_no_label_of_the_name_below_it(found: Callable[..., list[tuple[str, str, object]]]) -> None:
    letter = "Mijnheer de Burgemeester,\nIk vraag U toelating.\nMet oprechte hoogachting.\nSamijn Theofiel\nToegekomen den\n04-06-1953"
    assert ("applicants", "signature", "Samijn Theofiel") in found(Names(), letter, "aanvraag")
