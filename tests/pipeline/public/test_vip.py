"""vip.json: fourteen fields, the platform's codes, and no guess where the paper is silent."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.bucket.vip import aard, vip
from schemas.export import schema_path
from schemas.vip import VipPermit

Make = Callable[..., Any]
FOURTEEN = (
    "beschrijving", "referentie", "aard", "vergunningverlenende_overheid", "beslissing_eerste_aanleg",
    "datum_beslissing", "beroep_aangetekend", "beroepsinstantie", "beslissing_beroep", "datum_beslissing_beroep",
    "voorwaarden", "verval_status", "datum_verval", "bijlagen",
)  # fmt: skip


def test_all_fourteen_fields_are_there_and_follow_the_schema(make_record: Make) -> None:
    product = json.loads(vip(make_record()).model_dump_json())

    assert set(FOURTEEN) <= set(product)
    Draft202012Validator(json.loads(schema_path("vip").read_text(encoding="utf-8"))).validate(product)
    assert product["referentie"] == "622/1940"
    assert product["beslissing_eerste_aanleg"] == "VERLEEND_MET_VOORWAARDEN"
    assert product["aard"] == [{"vip": "NIEUW_EENGEZINSWONING", "vergunningenregister": "N_EEN"}]
    assert product["bijlagen"] == ["documents/02-besluit.pdf"]
    assert product["percelen"] == ["sectie F 72/2R6", "12025A0123/00B000"]
    assert {source["veld"] for source in product["bronnen"]} >= {"referentie", "datum_beslissing"}


def test_what_is_unknown_is_said_to_be_unknown(make_record: Make, field: Make, fields: Make) -> None:
    product: VipPermit = vip(
        make_record(decision=field("verleend", "review"), subject=field(), references=fields(status="absent"))
    )

    assert product.beslissing_eerste_aanleg == "NIET_GEKEND"
    assert (product.aard[0].vip, product.aard[0].vergunningenregister) == ("NIET_GEKEND", "ANDER")
    assert product.beschrijving is None
    assert any("Beslissing: nog na te kijken" in gap for gap in product.gaten)
    assert not [source for source in product.bronnen if source.veld == "beslissing_eerste_aanleg"]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("het bouwen van een woning", ("NIEUW_EENGEZINSWONING",)),
        ("het oprichten van een appartementsgebouw met winkel", ("NIEUW_MEERGEZINSWONING",)),
        ("bouwen van een garage bij een woning", ("NIEUW_BIJGEBOUW",)),
        ("het verbouwen van een stal", ("NIET_GEKEND",)),
        ("uitbreiden en bouwen van een keuken", ("NIET_GEKEND",)),
        ("het slopen van een woning", ("SLOPEN_EENGEZINSWONING",)),
        ("slopen van bijgebouwen", ("SLOPEN_BIJGEBOUW",)),
        ("ontbossen van een perceel", ("ONTBOSSEN",)),
        ("wijzigen van het reliëf", ("RELIEFWIJZIGING",)),
        ("reliëfwijziging", ("RELIEFWIJZIGING",)),
        ("plaatsen van een lichtreclame", ("PUBLICITEITSINRICHTINGEN",)),
        (None, ("NIET_GEKEND",)),
        ("het optrekken van een verdieping op een halfopen woning", ("NIET_GEKEND",)),
        ("het bouwen van een muur rond een school", ("NIET_GEKEND",)),
        ("bouwen van een keuken", ("NIET_GEKEND",)),
        ("een woning te bouwen", ("NIEUW_EENGEZINSWONING",)),
        ("achter de woning een muur te bouwen", ("NIET_GEKEND",)),
        ("een werkhuis op te richten", ("NIEUW_INDUSTRIE",)),
        ("het bouwen van een veranda aan een woning", ("NIET_GEKEND",)),
        ("het slopen van een schouw in een woning", ("NIET_GEKEND",)),
        ("afbraak van een garage en bouwen van een woning", ("SLOPEN_BIJGEBOUW", "NIEUW_EENGEZINSWONING")),
    ],
)
def test_the_kind_of_request(subject: str | None, expected: tuple[str, ...]) -> None:
    assert aard(subject) == expected
