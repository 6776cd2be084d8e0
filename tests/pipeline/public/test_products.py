"""What notaries, owners and the town get: with evidence, with gaps, and no claim that the paper does not carry."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.exporting.products import footprint, lapse_list, lapse_rules, notary_list, own_dossier
from pipeline.package_data import package_data
from pipeline.public.access import policy_of
from schemas.outcome import Package
from schemas.record import Dates

Make = Callable[..., Any]
POLICY = policy_of((package_data("config") / "access.toml").read_text(encoding="utf-8"))
RULES = lapse_rules((package_data("config") / "lapse.toml").read_text(encoding="utf-8"))


def test_a_notary_gets_the_product_and_where_the_papers_are(make_record: Make) -> None:
    record = make_record()
    found = notary_list("Tisseltbaan 80", [(record, Package(dossier_id=record.id, nis="12025", files=()), 3)])

    (item,) = found.permits
    assert item.objects == f"v1/dossiers/12025/{record.id}/v3/"
    assert item.permit.referentie == "622/1940"
    assert found.gaps
    assert notary_list("x", [], "Nog niet gedigitaliseerd").gaps[0] == "Nog niet gedigitaliseerd"


def test_an_owner_sees_no_names_of_others(make_record: Make, people: tuple[str, ...], field: Make) -> None:
    seen = own_dossier(make_record(), POLICY)

    for name in people:
        assert name not in seen.model_dump_json().replace("zoals gelezen", "")
    assert seen.subject is None
    assert any("noemt iemand" in gap for gap in seen.gaps)
    assert own_dossier(make_record(subject=field("een woning")), POLICY).subject == "een woning"
    assert [(paper.type, paper.copies) for paper in seen.documents] == [
        ("aanvraag", False), ("besluit", True), ("plan", False),
    ]  # fmt: skip
    assert {proof.page for proof in seen.proof} == {1}


def test_a_permit_is_due_on_its_day_and_not_before(make_record: Make) -> None:
    assert lapse_list([make_record()], RULES, "1942-09-17").due == ()
    (check,) = lapse_list([make_record()], RULES, "1942-09-18").due

    assert (check.due, check.reference, check.decided) == ("1942-09-18", "622/1940", "1940-09-18")
    assert check.basis.startswith("VCRO")
    assert check.checked_by_lawyer is False
    assert check.proof


def test_an_allotment_has_two_terms(make_record: Make, field: Make) -> None:
    allotment = make_record(permit_type=field("verkavelingsvergunning"))

    assert [check.due for check in lapse_list([allotment], RULES, "2026-01-01").due] == ["1945-09-18", "1950-09-18"]


@pytest.mark.parametrize("change", [{"decision": "geweigerd"}, {"permit_type": "melding"}])
def test_what_was_not_granted_cannot_lapse(change: dict[str, str], make_record: Make, field: Make) -> None:
    record = make_record(**{name: field(value) for name, value in change.items()})
    found = lapse_list([record], RULES, "2026-01-01")

    assert found.due == found.undated == ()


@pytest.mark.parametrize("decided", [None, "1940", "1940-09"])
def test_without_a_day_nobody_can_say(decided: str | None, make_record: Make, field: Make) -> None:
    dates = Dates.model_construct(application=field(), receipt=field(), decision=field(decided), notification=field())
    record = make_record(dates=dates)

    found = lapse_list([record], RULES, "2026-01-01")

    assert (found.due, found.undated) == ((), (record.id,))


def test_the_ground_of_a_dossier_says_what_is_not_placed(make_record: Make, fields: Make) -> None:
    found = footprint(make_record())

    assert found.parcels == ("12025A0123/00B000",)
    assert found.unplaced == ("sectie F 72/2R6",)
    assert any("kadasterplan" in gap for gap in found.gaps)
    bare = footprint(make_record(parcels=fields(status="absent")))
    assert (bare.parcels, bare.unplaced) == ((), ("Tisseltbaan 80, Leest",))


def test_what_waits_for_a_person_is_a_gap_and_no_value(make_record: Make, field: Make, fields: Make) -> None:
    record = make_record(decision=field("geweigerd", "review"), parcels=fields(status="review"))
    seen, ground = own_dossier(record, POLICY), footprint(record)

    assert (seen.decision, ground.parcels) == (None, ())
    assert "Beslissing: nog na te kijken door een medewerker." in seen.gaps
    assert ground.gaps == ("Kadastrale percelen: nog na te kijken door een medewerker.",)
    assert not any("nog na te kijken" in gap for gap in own_dossier(make_record(), POLICY).gaps)


def test_wrong_rules_are_refused() -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        lapse_rules("[[regel]]\nsoorten = []")
    with pytest.raises(ConfigError, match="no permit type 'x'"):
        lapse_rules('[[regel]]\nsoorten = ["x"]\njaren = 1\nwat = ""\ngrondslag = ""\nnagekeken = true')
