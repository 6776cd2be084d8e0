# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""From findings to the record: agreement counts, contradiction goes to a person, nothing is invented."""

from typing import Any

from schemas.delivery import DossierKey
from schemas.flat import FIELDS

COVER = "GEMEENTE MECHELEN\nBOUWTOELATINGEN\nNr. 25/1960\nNaam Callens Jan\nStraat Bleekstr. nr. 24\nVoorwerp\nhet bouwen van een woonhuis"
LETTER = """Lier, den 10 oktober 1960
Aan de Heren Burgemeester en Schepenen
der gemeente Mechelen
Mijne Heren,
Ondergetekende, Callens Jan, landbouwer, wonende te Dorpsstraat 188, Lier, heeft de eer U hierbij de toelating te vragen
voor het bouwen van een woonhuis op een perceel gelegen te Mechelen, Bleekstraat nr. 24, ten kadaster bekend sectie B nr. 182/h9.
De plannen werden opgemaakt door architect Els Meeus.
INGEKOMEN
11 OKT. 1960"""
DECISION = """GEMEENTE MECHELEN
UITTREKSEL uit het register der beraadslagingen van het College van Burgemeester en Schepenen
Zitting van 30 januari 1961
Nr. 25/1960
Gezien de aanvraag van de heer Callens Jan, wonende te Dorpsstraat 188, Lier, strekkende tot het bekomen van de toelating
tot bouwen voor het bouwen van een woonhuis te Mechelen, Bleekstraat nr. 24, sectie B nr. 182/h9;
Gelet op de besluitwet van 2 december 1946;
BESLUIT :
De gevraagde toelating wordt verleend."""
STRAY = """GEMEENTEBESTUUR MECHELEN
Kenmerk : B/71/381
Datum : 3 april 1971
Aan de heer Mertens Emiel
Betreft : uw aanvraag om bouwvergunning, Guldenstraat 203
Wij zenden U hierbij het besluit van 27 maart 1971 waarbij de vergunning wordt geweigerd."""


def test_a_whole_dossier(dossier: Any, record: Any) -> None:
    made = record(dossier(COVER, LETTER, DECISION))
    assert made.municipality.value.nis == "12025"
    assert [(number.value, number.primary) for number in made.references.values] == [("25/1960", True)]
    assert (made.permit_type.value, made.decision.value) == ("bouwvergunning", "verleend")
    assert (made.dates.application.value, made.dates.receipt.value, made.dates.decision.value) == (
        "1960-10-10", "1960-10-11", "1961-01-30")  # fmt: skip
    assert made.dates.notification.absence == "not_in_dossier"
    assert [(a.street, a.number, a.municipality) for a in made.addresses.values] == [("Bleekstraat", "24", "Mechelen")]
    assert [(p.section, p.number, p.exponent, p.power) for p in made.parcels.values] == [("B", "182", "H", 9)]
    assert made.applicants.values == ("Callens Jan",)
    assert (made.architect.value, made.subject.value) == ("Els Meeus", "het bouwen van een woonhuis")
    assert [page.type for page in made.pages] == ["kaft", "aanvraag", "besluit"]
    assert made.provenance.reference


def test_agreement_raises_confidence_and_copies_do_not(dossier: Any, record: Any) -> None:
    once, twice = record(dossier(DECISION)), record(dossier(DECISION, DECISION))
    several = record(dossier(COVER, LETTER, DECISION))
    assert once.references.confidence == twice.references.confidence < several.references.confidence


def test_evidence_and_text_stand_with_every_value(dossier: Any, record: Any) -> None:
    made = record(dossier(COVER, LETTER, DECISION))
    assert made.dates.decision.text == "30 januari 1961"
    assert made.dates.decision.evidence[0].page == 3
    assert all(item.evidence for item in made.addresses.items)


def test_a_page_of_another_dossier_is_told_and_not_used(dossier: Any, record: Any) -> None:
    made = record(dossier(COVER, LETTER, STRAY, DECISION))
    assert made.decision.value == "verleend"
    assert made.dates.notification.value is None
    assert [(problem.code, problem.page) for problem in made.problems] == [("stray_page", 3)]


def test_nothing_in_the_dossier_is_absent_and_not_guessed(dossier: Any, record: Any) -> None:
    made = record(dossier("Mijnheer, dank voor alles. Hoogachtend"))
    assert made.decision.status == made.references.status == made.addresses.status == "absent"
    assert made.decision.absence == "not_in_dossier"


def test_a_date_against_the_order_is_left_to_a_person(dossier: Any, record: Any) -> None:
    late = LETTER.replace("Lier, den 10 oktober 1960", "Lier, den 10 mei 1961")
    made = record(dossier(COVER, late, DECISION))
    assert made.dates.decision.value == "1961-01-30"
    assert made.dates.application.value is None
    assert made.dates.application.status == "review"
    assert [candidate.value for candidate in made.dates.application.candidates] == ["1961-05-10"]


def test_pages_that_contradict_each_other_go_to_review(dossier: Any, record: Any) -> None:
    made = record(dossier(LETTER.replace("nr. 24", "nr. 26"), DECISION))
    assert made.addresses.status == "review"


def test_the_inventory_is_a_hint_that_may_be_wrong(dossier: Any, record: Any) -> None:
    made = record(dossier(COVER, LETTER, DECISION, year="1970"))
    assert made.dates.decision.value == "1961-01-30"
    assert "inventory_contradicts" in {problem.code for problem in made.problems}


def test_the_id_follows_from_delivery_and_folder_only(dossier: Any, record: Any) -> None:
    made = record(dossier(COVER))
    assert made.id == DossierKey(delivery="levering_01", folder="map01").id
    assert made.id != DossierKey(delivery="levering_01", folder="map02").id


def test_an_unread_page_makes_illegible_of_absent(dossier: Any, record: Any) -> None:
    of = dossier(COVER, "Gelet op x y z")
    dim = of.texts[1].model_copy(update={"words": tuple(word._replace(confidence=0.2) for word in of.texts[1].words)})
    made = record(type(of)(of.scans, (of.texts[0], dim)))
    assert made.decision.absence == "illegible"


def test_a_homonym_is_settled_by_the_arrondissement(dossier: Any, record: Any) -> None:
    made = record(
        dossier(
            DECISION.replace("GEMEENTE MECHELEN", "ARRONDISSEMENT MECHELEN\nGEMEENTE MUIZEN").replace(
                "te Mechelen,", "te Muizen,"
            )
        )
    )
    assert (made.municipality.value.nis, made.municipality.value.locality) == ("12025", "Muizen")


def test_a_tacit_refusal_has_its_lapse_date(dossier: Any, record: Any) -> None:
    letter = "Stad Leuven\nLeuven, 4 juni 2003\nGeachte heer,\nDe vergunning wordt geacht stilzwijgend geweigerd te zijn op 2 juni 2003.\nHoogachtend"
    made = record(dossier(letter))
    assert (made.decision.value, made.dates.decision.value) == ("stilzwijgend geweigerd", "2003-06-02")


def test_a_dossier_without_sequel_has_no_decision_date(dossier: Any, record: Any) -> None:
    note = (
        "GEMEENTE MECHELEN - dossier 1979/696\nNota voor het dossier. Dossier zonder gevolg geklasseerd op 3 mei 1980."
    )
    made = record(dossier(note))
    assert (made.decision.value, made.dates.decision.value) == ("zonder gevolg", None)


OTHER = tuple(
    text.replace("Callens Jan", "Maes Karel").replace("25/1960", "7/1974").replace("Bleekstr", "Veldstr")
    .replace("Dorpsstraat 188, Lier", "Kapelstraat 3, Duffel").replace("1960", "1974").replace("1961", "1975")
    .replace("182/h9", "77/c")
    for text in (COVER, LETTER, DECISION)
)  # fmt: skip


def test_of_two_dossiers_in_one_stack_nothing_is_accepted(dossier: Any, record: Any) -> None:
    made = record(dossier(COVER, LETTER, DECISION, *OTHER))
    (told,) = (problem for problem in made.problems if problem.code == "several_dossiers")
    assert "1-3, 4-6" in told.message
    assert not [name for name in FIELDS if made.field(name).status == "accepted"]


def test_a_later_permit_for_the_same_house_is_told_and_not_mixed(dossier: Any, record: Any) -> None:
    later = [text.replace("Veldstr", "Bleekstr") for text in OTHER]
    made = record(dossier(COVER, LETTER, DECISION, *later))
    assert "two_permits" in {problem.code for problem in made.problems}
    assert made.dates.decision.value == "1961-01-30"
    assert {"25/1960", "7/1974"} == {number.value for number in made.references.values}


def test_a_house_that_nothing_calls_the_site_is_shown_and_not_accepted(dossier: Any, record: Any) -> None:
    loose = DECISION.replace(" te Mechelen, Bleekstraat nr. 24, sectie B nr. 182/h9", "").replace(
        "Nr. 25/1960", "Nr. 25/1960 - Bleekstraat 24"
    )
    made = record(dossier(loose))
    assert [(address.street, address.number) for address in made.addresses.values] == [("Bleekstraat", "24")]
    assert made.addresses.status == "review"


def test_of_two_permits_without_a_cover_nothing_is_accepted(dossier: Any, record: Any) -> None:
    later = [text.replace("Veldstr", "Bleekstr") for text in OTHER]
    made = record(dossier(LETTER, DECISION, *later[1:]))
    assert {"two_permits", "several_dossiers"} & {problem.code for problem in made.problems}
    assert not [name for name in FIELDS if made.field(name).status == "accepted"]


def test_a_street_whose_house_another_page_gives_waits(dossier: Any, record: Any) -> None:
    bare = [
        text.replace("Bleekstraat nr. 24", "Bleekstraat").replace(" nr. 24", "") for text in (COVER, LETTER, DECISION)
    ]
    field = record(dossier(*bare, LETTER.replace("Lier, den 10", "Lier, den 9"))).addresses
    assert field.items
    assert field.status == "review"


def test_a_request_is_not_dated_by_the_day_it_came_in(dossier: Any, record: Any) -> None:
    decision = DECISION.replace(
        "Gelet op de besluitwet",
        "Overwegende dat de aanvraag op 11 oktober 1960 werd ingediend;\nGelet op de besluitwet",
    )
    told = "Mechelen, 2 februari 1961\nMijnheer,\nUw aanvraag, ingediend op 11 oktober 1960, werd door het college goedgekeurd."
    made = record(dossier(COVER, LETTER, decision, told))
    assert (made.dates.application.value, made.dates.receipt.value) == ("1960-10-10", "1960-10-11")


def test_a_printed_cover_alone_settles_no_kind_of_permit(dossier: Any, record: Any) -> None:
    assert record(dossier(COVER)).permit_type.status == "review"
