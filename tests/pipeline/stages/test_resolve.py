# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""From findings to the record: agreement counts, contradiction goes to a person, nothing is invented."""

from typing import Any

import pytest

from pipeline.adapters.reference.official import ReferenceTables
from pipeline.stages.resolve import resolve
from schemas.delivery import DossierKey, InventoryHint, Problem, Scans
from schemas.findings import Evidence, Finding, Findings
from schemas.flat import FIELDS
from schemas.pages import Document, Documents, PageText
from schemas.record import One, Provenance, Record, RecordDocument, RecordPage
from schemas.town import Town
from schemas.values import Municipality
from schemas.words import PageType
from tests.pipeline.stages.conftest import page

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


def test_of_two_permits_without_a_cover_only_what_both_tell_is_accepted(dossier: Any, record: Any) -> None:
    later = [text.replace("Veldstr", "Bleekstr") for text in OTHER]
    made = record(dossier(LETTER, DECISION, *later[1:]))
    assert {"two_permits", "several_dossiers"} & {problem.code for problem in made.problems}
    accepted = {name for name in FIELDS if made.field(name).status == "accepted"}
    assert accepted == {"municipality", "addresses", "architect"}  # one house, one architect, whichever permit it is
    assert [(house.street, house.number) for house in made.addresses.values] == [("Bleekstraat", "24")]


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


# What the record says of its pages, whatever was found on them.


def of_kinds(*kinds: tuple[PageType, str], **changes: Any) -> tuple[Scans, tuple[PageText, ...], Documents]:
    """Return pages with these types and texts, each a document; `changes` are made to what was read of each."""
    pages = [page(number, text, large=False, separator=None) for number, (_, text) in enumerate(kinds, 1)]
    documents = tuple(Document(type=kind, pages=(number,), confidence=0.8) for number, (kind, _) in enumerate(kinds, 1))
    scans = Scans(key=DossierKey(delivery="l", folder="f"), pages=tuple(scan for scan, _ in pages), parts=("f", "f_02"))
    return scans, tuple(text.model_copy(update=changes) for _, text in pages), Documents(documents=documents)


def resolved(of: tuple[Scans, tuple[PageText, ...], Documents], reference: ReferenceTables, **others: Any) -> Record:
    return resolve(*of, Findings(findings=()), reference=reference, **others)


def test_every_page_and_document_is_in_the_record_as_it_was_read(reference: ReferenceTables) -> None:
    scans, (first, second), documents = of_kinds(("brief", "Geachte heer\nmet groet"), ("blanco", ""))
    prepared = first.prepared.model_copy(update={"rotation": 90, "skew": 1.5, "dpi": 200})
    words = (first.words[0]._replace(confidence=0.12345), *first.words[1:])
    index = scans.pages[1].image.model_copy(update={"page_index": 3})
    scans = scans.model_copy(
        update={
            "pages": (scans.pages[0], scans.pages[1].model_copy(update={"image": index})),
            "inventory": InventoryHint(box="7"),
            "problems": (Problem(code="file_missing", message="x"),),
        }
    )

    made = resolved(
        (scans, (first.model_copy(update={"prepared": prepared, "words": words}), second), documents), reference
    )

    assert made.pages == (
        RecordPage(
            number=1, file="0001.tif", page_index=0, sha256=f"{1:064d}", type="brief", rotation=90, skew=1.5,
            blank=False, width=2480, height=3508, dpi=200, text="Geachte heer\nmet groet", words=4, confidence=0.7434,
        ),
        RecordPage(
            number=2, file="0002.tif", page_index=3, sha256=f"{2:064d}", type="blanco", rotation=0, skew=0.0,
            blank=True, width=2480, height=3508, dpi=300, text="", words=0, confidence=0.0,
        ),
    )  # fmt: skip
    assert made.documents == (
        RecordDocument(type="brief", pages=(1,), confidence=0.8),
        RecordDocument(type="blanco", pages=(2,), confidence=0.8),
    )
    assert (made.key, made.id, made.parts) == (scans.key, scans.key.id, ("f", "f_02"))
    assert (made.inventory, made.problems) == (scans.inventory, scans.problems)
    assert made.provenance == Provenance(
        reference={"tables": reference.identity}, findings=Findings(findings=()).digest()
    )


LOOK = "Kijk het blad na."


@pytest.mark.parametrize(
    ("kind", "read", "prepared", "told"),
    [
        ("brief", (), (), []),
        ("brief", ("orientation_undecided",), ("orientation_undecided",), [("orientation_undecided", "warning", LOOK)]),
        ("brief", ("ink_without_words",), ("no_end_mark",),
         [("ink_without_words", "warning", LOOK), ("no_end_mark", "warning", LOOK)]),
        ("foto", ("ink_without_words",), (), [("ink_without_words", "note", "")]),
        ("brief", ("reading_failed",), (), [("reading_failed", "error", LOOK)]),
        ("foto", (), ("reading_timed_out",), [("reading_timed_out", "error", "")]),
        ("brief", (), ("data_damaged",), [("data_damaged", "error", LOOK)]),
        ("brief", ("new",), (), [("new", "warning", LOOK)]),
    ],
)  # fmt: skip
def test_what_went_wrong_in_reading_is_said_by_page(
    reference: ReferenceTables, kind: PageType, read: tuple[str, ...], prepared: tuple[str, ...], told: list[Any]
) -> None:
    scans, texts, documents = of_kinds(("brief", "Geachte"), (kind, "heer"))
    seen = texts[1].prepared.model_copy(update={"problems": prepared})
    texts = (texts[0], texts[1].model_copy(update={"problems": read, "prepared": seen}))

    found = resolved((scans, texts, documents), reference).problems

    assert [(problem.code, problem.severity, problem.hint) for problem in found] == told
    assert all(problem.page == 2 for problem in found)
    assert all(problem.message.endswith(".") for problem in found if problem.code != "new")


@pytest.mark.parametrize(
    ("kind", "changes", "illegible"),
    [
        ("brief", {"words": 0.44}, True),
        ("brief", {"words": 0.45}, False),
        ("brief", {"words": 0.9, "problems": ("orientation_undecided",)}, True),
        ("brief", {"words": 0.9, "problems": ("no_end_mark",)}, False),
        ("brief", {"words": 0.1, "blank": True}, False),
        *(("plan", {"words": 0.1}, False), ("foto", {"words": 0.1}, False)),
        *(("scheidingsblad", {"words": 0.1}, False), ("blanco", {"words": 0.1}, False)),
    ],
)
def test_a_field_may_stand_on_a_page_with_ink_that_nobody_could_read(
    reference: ReferenceTables, kind: PageType, changes: dict[str, Any], illegible: bool
) -> None:
    scans, (first, second), documents = of_kinds(("brief", "Geachte heer"), (kind, "x y z"))
    words = tuple(word._replace(confidence=changes["words"]) for word in second.words)
    prepared = second.prepared.model_copy(update={"blank": changes.get("blank", False)})
    update = {"words": words, "prepared": prepared, "problems": changes.get("problems", ())}

    made = resolved((scans, (first, second.model_copy(update=update)), documents), reference)

    reason = "Een blad met inkt kon niet gelezen worden; het kan daar staan." if illegible else ""
    absence = "illegible" if illegible else "not_in_dossier"
    assert {(made.field(name).absence, made.field(name).reason or "") for name in FIELDS} == {(absence, reason)}


def test_the_town_of_the_archive_is_proposed_only_where_no_page_names_one(
    dossier: Any, reference: ReferenceTables, findings: Any
) -> None:
    town = Town(name="Lier", nis="12021")
    nowhere = resolved(of_kinds(("brief", "Geachte heer")), reference, town=town).municipality
    assert nowhere == One[Municipality](
        value=Municipality(name="Lier", nis="12021"), confidence=0.5, status="review", absence=None,
        reason="Geen blad noemt de gemeente; dit is die van het archief.",
    )  # fmt: skip
    of = dossier(COVER, LETTER, DECISION)
    named = resolve(of.scans, of.texts, of.documents, findings(of), reference=reference, town=town).municipality
    assert named.value is not None
    assert (named.value.nis, named.status) == ("12025", "accepted")
    assert resolved(of_kinds(("brief", "Geachte heer")), reference).municipality.value is None


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("1957", "1957"), ("1958", None), ("1964", None), ("1965", "1965"), ("omstreeks 1900", None), (None, None),
    ],
)  # fmt: skip
def test_an_inventory_that_is_years_off_is_told(dossier: Any, record: Any, year: str | None, said: str | None) -> None:
    told = [problem for problem in record(dossier(DECISION, year=year)).problems if problem.code.startswith("inv")]
    assert [(problem.code, problem.message, problem.hint) for problem in told] == [
        (
            "inventory_contradicts",
            f"De inventaris zegt {said}, het papier 1961.",
            "Het papier telt; verbeter de inventaris als die fout is.",
        )
    ] * bool(said)


def test_who_stacked_several_dossiers_is_told_which_pages_and_every_value_says_why_it_waits(
    dossier: Any, record: Any
) -> None:
    one, several = record(dossier(COVER, LETTER, DECISION)), record(dossier(COVER, LETTER, DECISION, *OTHER))
    (told,) = (problem for problem in several.problems if problem.code == "several_dossiers")
    assert told.message == "Dit lijken 2 dossiers in één stapel: bladen 1-3, 4-6."
    assert (
        told.hint
        == "Lever elk dossier apart, of met een scheidingsblad ertussen; niets werd hier zonder nazicht aanvaard."
    )
    waiting = several.dates.decision
    assert (waiting.status, waiting.reason) == ("review", told.message)
    assert waiting.confidence == pytest.approx(one.dates.decision.confidence * 0.5, abs=0.02)


def test_a_page_that_is_not_used_says_why_and_what_to_do(dossier: Any, record: Any) -> None:
    def told(made: Record) -> list[tuple[str, int | None, str]]:
        return [(problem.code, problem.page, problem.severity) for problem in made.problems]

    stray = record(dossier(COVER, LETTER, STRAY, DECISION))
    (problem,) = stray.problems
    assert problem.message == "Blad 3 draagt een ander dossiernummer, andere namen en een andere straat."
    assert problem.hint == "Kijk na of dit blad in een ander dossier hoort; zijn gegevens zijn hier niet gebruikt."
    assert told(stray) == [("stray_page", 3, "warning")]

    later = [text.replace("Veldstr", "Bleekstr") for text in OTHER]
    both = record(dossier(COVER, LETTER, DECISION, *later))
    pages = [("other_permit_page", number, "note") for number in (4, 5, 6)]
    assert [one for one in told(both) if one[0] != "several_dossiers"] == [("two_permits", None, "note"), *pages]
    said = {problem.code: (problem.message, problem.hint) for problem in both.problems if problem.page in {None, 4}}
    assert said["two_permits"] == (
        "In deze map zitten stukken van twee vergunningen voor dezelfde plaats.",
        "Het dossier is dat van de eerste; kijk na of de andere vergunning een eigen dossier hoort te zijn.",
    )
    assert said["other_permit_page"] == (
        "Blad 4 hoort bij een andere vergunning voor dezelfde plaats.",
        "De gegevens van die vergunning zijn niet met deze vermengd.",
    )


@pytest.mark.parametrize(
    ("dates", "kind"),
    [
        ({}, "stedenbouwkundige vergunning"),
        ({"dates.decision": ("1961-05-01", 0.95)}, "bouwvergunning"),
        ({"dates.application": ("1961-05-01", 0.95)}, "bouwvergunning"),
        ({"dates.receipt": ("1961-05-01", 0.95)}, "bouwvergunning"),
        ({"dates.decision": ("2005-05-01", 0.95)}, "stedenbouwkundige vergunning"),
        ({"dates.decision": ("2005-05-01", 0.95), "dates.receipt": ("1961", 0.05)}, "stedenbouwkundige vergunning"),
        ({"dates.decision": ("1961", 0.05)}, "bouwvergunning"),  # too unsure to be the date, and still of that time
        (
            {"dates.decision": ("1961", 0.05), "dates.receipt": ("2005", 0.05), "dates.application": ("2006", 0.05)},
            "stedenbouwkundige vergunning",
        ),
    ],
)
def test_a_permit_is_called_as_it_was_in_its_year(
    reference: ReferenceTables, dates: dict[str, tuple[str, float]], kind: str
) -> None:
    def found(field: Any, value: str, score: float, role: str = "") -> Finding:
        place = Evidence(page=1, file="f", page_index=0, boxes=(), text=value, reader="r", extractor="e")
        return Finding(field=field, value=value, score=score, evidence=place, role=role)

    permit = found("permit_type", "stedenbouwkundige vergunning", 0.95, "title")
    when = [found(field, value, score) for field, (value, score) in dates.items()]
    scans, texts, documents = of_kinds(("besluit", "Het college"))

    made = resolve(scans, texts, documents, Findings(findings=(permit, *when)), reference=reference)

    assert made.permit_type.value == kind
