# ruff: noqa: E501  (a case and what comes of it are clearer in one piece)
"""What the permit is for, and when its words leave no doubt."""

from collections.abc import Callable

import pytest

from extractors.choose_subject import choose_subject
from extractors.choosing import CLASH, UNREAD, WEAK, Case
from extractors.works import clean_subject, is_works, well_read, whole
from pipeline.adapters.reference.official import ReferenceTables
from schemas.findings import Finding
from tests.extractors.conftest import seen

Build = Callable[..., Case]


def works(pages: str, said: str, score: float = 0.9, role: str = "") -> list[Finding]:
    return [seen("subject", said, int(page), score=score, role=role) for page in pages]


HOUSE = "het bouwen van een woonhuis"


@pytest.mark.parametrize(
    ("kinds", "found", "expected"),
    [
        ("besluit kaft", works("12", "Het bouwen van een woonhuis"), (HOUSE, 0.9633, "accepted", "")),
        ("besluit kaft", works("12", "KMO-gebouw oprichten"), ("KMO-gebouw oprichten", 0.9633, "accepted", "")),
        ("besluit kaft", works("12", "verbouwing"), ("verbouwing", 0.9633, "accepted", "")),
        ("besluit kaft", [*works("1", HOUSE), *works("2", "HET BOUWEN VAN EEN WOONHUIS.")], (HOUSE, 0.9633, "accepted", "")),
        ("besluit kaft aanvraag", [*works("13", HOUSE), *works("2", "het bouwen van een woonhuls")], (HOUSE, 0.9937, "accepted", "")),
        ("besluit", [], (None, 0.0, "absent", "")),
        # one page: its words must be known, and the works whole
        ("besluit", works("1", HOUSE), (HOUSE, 0.828, "accepted", "")),
        ("brief", works("1", HOUSE, 0.55, role="text"), (HOUSE, 0.75, "accepted", "")),
        ("besluit", works("1", "X"), ("X", 0.66, "review", WEAK)),
        ("besluit", works("1", "het bouwen van een woonhvis"), ("het bouwen van een woonhvis", 0.66, "review", WEAK)),
        ("besluit", works("1", "het bouwen van een"), ("het bouwen van een", 0.66, "review", WEAK)),
        ("besluit", works("1", "een woonst"), ("een woonst", 0.66, "review", WEAK)),
        ("foto", works("1", HOUSE), (None, 0.2484, "review", UNREAD)),
        ("foto foto", works("12", HOUSE), (HOUSE, 0.4351, "review", WEAK)),
        # a page that has all its words known is the one to follow
        ("kaft aanvraag", [*works("1", "het bouwen van een woonhvis"), *works("2", HOUSE, 0.7)], (HOUSE, 0.924, "accepted", "")),
        # other works: as clear, misread, or named by the way
        ("besluit brief", [*works("1", HOUSE), *works("2", "het vellen van een boom", 0.8)], (HOUSE, 0.66, "review", WEAK)),
        ("besluit brief", [*works("1", HOUSE, role="label"), *works("2", "her vlen van cen boom", 0.6)], (HOUSE, 0.828, "accepted", "")),
        ("brief plan", [*works("1", HOUSE, 0.7, role="text"), *works("2", "her vlen van cen boom", 0.4)], (HOUSE, 0.483, "review", WEAK)),
        ("besluit aanvraag", [*works("1", HOUSE), *works("2", "het vellen van een boom")], (HOUSE, 0.396, "review", CLASH)),
        ("kaft brief", [*works("1", "her vlen van cen boom"), *works("2", HOUSE, 0.7)], (HOUSE, 0.2898, "review", CLASH)),
        # words that are known but no deed: two labels must say so
        ("kaft advies", works("12", "keuken, wasplaats en terras", 0.5, role="label"), ("keuken, wasplaats en terras", 0.7, "accepted", "")),
        ("kaft advies", works("12", "keuken, wasplaats en terras", 0.5, role="text"), ("keuken, wasplaats en terras", 0.6183, "review", WEAK)),
        ("kaft advies", works("12", "keuhen, waspluts en terras", 0.5, role="label"), ("keuhen, waspluts en terras", 0.6183, "review", WEAK)),
    ],
)  # fmt: skip
def test_the_works(case: Build, kinds: str, found: list[Finding], expected: tuple[str | None, float, str, str]) -> None:
    field = choose_subject(case(kinds, *found))
    assert (field.value, field.confidence, field.status, field.reason) == expected


def test_other_works_are_offered_and_a_copy_proves_nothing(case: Build) -> None:
    boom = works("3", "het vellen van een boom")
    field = choose_subject(case("besluit kaft brief", *works("12", HOUSE), *boom))
    assert [offer.value for offer in field.candidates] == ["het vellen van een boom"]
    copied = choose_subject(case("besluit besluit", *works("12", "het bouwen van een woonhvis"), copies={2: 1}))
    assert (copied.confidence, copied.status) == (0.66, "review")


@pytest.mark.parametrize(
    ("said", "read", "is_whole"),
    [
        ("het bouwen van een woonhuis", True, True),
        ("het vergrooten der herberg", True, True),
        ("eene deur in den gevel te breken", True, True),
        ("het verkavelen van een boomgaard in 3 bouwplaatsen", True, True),
        ("het wijzigen van de voorschriften voor lot 8", True, True),
        ("het bouwen van een bel-etagewoning", True, True),
        ("keuken, wasplaats en terras", True, False),
        ("het uitvoeren der werken", True, False),
        ("het bouwen binnen de maand betaald", True, False),
        ("wijziging van de verkavelingsvergunning", True, False),
        ("het dossier stop te zetten", True, False),
        ("eene woning", True, False),
        # misread
        ("het bouwen van een woonhvis", False, False),
        ("het uitbreiden var eer rusthuis", False, False),
        ("het bowen van een woning", False, False),
        # broken off
        ("het verkavelen van een boomgaard in 3", False, False),
        ("het bijbouwen van een achter", False, False),
        ("het bouwen van een goedkope", False, False),
        ("het bouwen van twee", False, False),
        # begun in the middle, or run through by a printed heading
        ("der op te richten of te veranderen gebouwen", False, False),
        ("gebouwen op te richten of te het verbreden van een gevel", False, False),
        # with what stands beside them
        ("het bouwen van een woonhuis (Kerkstraat", False, False),
        ("het bouwen van een huis volgens de wet De Taeye", False, False),
        ("het bouwen van een woonhuis 1940", False, False),
    ],
)
def test_works_are_whole_and_well_read(reference: ReferenceTables, said: str, read: bool, is_whole: bool) -> None:
    assert (well_read(said, reference.is_word), whole(said, reference.is_word)) == (read, is_whole)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("het bouwen van een garage (Kerkstraat nummer 16 op het grondgebied", "het bouwen van een garage"),
        ("het bouwen van een garage, hoekperceel", "het bouwen van een garage"),
        ("het bouwen van een garage, gestaan", "het bouwen van een garage"),
        ("het bouwen van een garage op mijnen grond", "het bouwen van een garage"),
        ("het bouwen van een garage te mogen uitvoeren", "het bouwen van een garage"),
        ("het bouwen van een garage archiefdoos 811", "het bouwen van een garage"),
        ("het bouwen van een kantoor met archiefruimte", "het bouwen van een kantoor met archiefruimte"),
        ("het bouwen van een garage 18-3-2013", "het bouwen van een garage"),
        ("bouwen van 3 garages - 37", "bouwen van 3 garages"),
        ("het bouwen van een garage voor Els Maes - Piet Cools", "het bouwen van een garage"),
        ("het bouwen van een lokaal voor KMO", "het bouwen van een lokaal voor KMO"),
        ("het bouwen van een garage ONTWERP dinsdag", "het bouwen van een garage"),
        ("het bouwen van een garage doorsnede", "het bouwen van een garage"),
        ("het bouwen van een garage stedenbouwkundige vergunning", "het bouwen van een garage"),
        ("wijzigen van de verkavelingsvergunning", "wijzigen van de verkavelingsvergunning"),
        ("bouwen van een huis volgens de wet De Taeye", "bouwen van een huis volgens de wet De Taeye"),
        ("voor verbouwen van een herberg", "verbouwen van een herberg"),
        ("om afbraak van een hoeve", "afbraak van een hoeve"),
        ("uitvoeren het vervangen van de voorgevel", "het vervangen van de voorgevel"),
        ("van het project verbouwen van een rijwoning", "verbouwen van een rijwoning"),
        ("Eddy Kenis vervangen van een dak", "vervangen van een dak"),
        ("de afsluiting van zijnen hof", "de afsluiting van zijnen hof"),
        ("de haalbaarheid van het oprichten van 2 woningen", "de haalbaarheid van het oprichten van 2 woningen"),
        ("het maken van een kelder onder de voorplaats te Leest", "het maken van een kelder onder de voorplaats"),
        ("het bouwen van een huis onder de volgende voorwaarden", "het bouwen van een huis"),
        ("het bouwen van een huis onder de sectie A nr. 5", "het bouwen van een huis"),
        ("het aanbouwen van een wasplaats en w.c. te Leest", "het aanbouwen van een wasplaats en w.c"),
    ],
)
def test_what_stands_beside_works_is_left_out(printed: str, meant: str) -> None:
    assert clean_subject(printed) == meant


@pytest.mark.parametrize(
    "said", ["eene smidse op te richten", "een muur te metsen", "den gevel zijner woning te vernieuwen"]
)
def test_works_may_have_their_verb_last(said: str) -> None:
    assert is_works(said)
