"""The table of access: two answers per document, a reason beside each, and closed in doubt."""

import datetime as dt
from collections.abc import Callable
from typing import Any, get_args

import pytest

from pipeline.errors import ConfigError
from pipeline.package_data import package_data
from pipeline.public.access import AccessPolicy, access, policy_of, scan_rule
from schemas.public import Openness
from schemas.record import Dates
from schemas.words import PageType

Make = Callable[..., Any]
RULE = """
[[regel]]
gemeente = "{town}"
stukken = ["plan"]
openheid = "{openness}"
auteursrecht = {copyright}
grondslag = "artikel {town}"
"""


@pytest.fixture(scope="session")
def policy() -> AccessPolicy:
    return policy_of((package_data("config") / "access.toml").read_text(encoding="utf-8"))


def test_every_kind_of_document_has_an_answer_with_its_basis(policy: AccessPolicy, make_record: Make) -> None:
    for kind in get_args(PageType):
        found = access(policy, make_record(), kind)
        assert found.openness in get_args(Openness)
        assert found.basis
        assert not (found.copies and found.openness != "open")


def test_reading_and_copying_are_two_questions(policy: AccessPolicy, make_record: Make) -> None:
    assert access(policy, make_record(), "besluit")[:3] == ("open", None, True)
    assert access(policy, make_record(), "plan")[:3] == ("open", None, False)


def test_a_term_ends_with_its_year(policy: AccessPolicy, make_record: Make, field: Make) -> None:
    assert access(policy, make_record(), "brief")[:2] == ("gesloten_tot", "2015-12-31")
    known_to_the_year = Dates.model_construct(
        application=field("1974"), receipt=field(), decision=field(), notification=field()
    )
    assert access(policy, make_record(dates=known_to_the_year), "brief").closed_until == "2049-12-31"


def test_a_term_without_a_date_never_ends(policy: AccessPolicy, make_record: Make, field: Make) -> None:
    doubtful = Dates.model_construct(
        application=field("1940-05-20", "review"), receipt=field(), decision=field(), notification=field()
    )

    found = access(policy, make_record(dates=doubtful), "brief")

    assert (found.openness, found.closed_until) == ("gesloten", None)


def test_what_no_rule_names_is_closed(policy: AccessPolicy, make_record: Make) -> None:
    assert access(policy, make_record(), "overig").openness == "gesloten"
    assert access(AccessPolicy((), (), ""), make_record(), "besluit").openness == "gesloten"


@pytest.mark.parametrize("status", ["accepted", "review"])
def test_a_sensitive_building_is_looked_at_first(
    status: str, policy: AccessPolicy, make_record: Make, field: Make
) -> None:
    record = make_record(subject=field("het verbouwen van de Gevangenis", status))

    held = access(policy, record, "besluit")
    assert (held.openness, held.copies) == ("na_te_kijken", False)
    assert held.basis == "Bestuursdecreet 7-12-2018, art. II.35: veiligheid"
    assert access(policy, make_record(subject=field("een zitbank", status)), "besluit").openness == "open"


def test_a_municipality_has_its_own_rules(make_record: Make, field: Make) -> None:
    own = policy_of(
        RULE.format(town="*", openness="open", copyright="false")
        + RULE.format(town="12025", openness="gesloten", copyright="true")
    )

    assert access(own, make_record(), "plan").basis == "artikel 12025"
    assert access(own, make_record(municipality=field()), "plan").basis == "artikel *"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('openheid = "open"', 'openheid = "opn"'), "it can be open, gesloten"),
        (('["plan"]', '["plannen"]'), "plannen"),
        (('grondslag = "artikel *"', 'grondslag = " "'), "grondslag"),
        (("auteursrecht = false\n", ""), "'auteursrecht' is missing"),
        (('openheid = "open"', 'openheid = "open"\njaren = 5'), "jaren"),
        (("gemeente", "gemente"), "gemente"),
        (("[[regel]]", "[[regel"), "cannot be read"),
    ],
)
def test_a_wrong_table_is_refused_and_says_where(change: tuple[str, str], told: str) -> None:
    text = RULE.format(town="*", openness="open", copyright="false").replace(*change)

    with pytest.raises(ConfigError, match=told):
        policy_of(text)


SCAN = """
[[regel]]
gemeente = "*"
stukken = ["besluit", "plan"]
openheid = "open"
auteursrecht = {copyright}
grondslag = "artikel 1"

[[scan]]
gemeente = "{town}"
stukken = ["{kind}"]
jaren = {years}
grondslag = "besluit van het college"
"""


def scans(town: str = "12025", kind: str = "besluit", years: object = 50, *, copyright_: bool = False) -> AccessPolicy:
    return policy_of(SCAN.format(town=town, kind=kind, years=years, copyright=str(copyright_).lower()))


def test_no_scan_is_open_as_kaft_comes(policy: AccessPolicy, make_record: Make) -> None:
    assert policy.scans == ()
    assert not any(scan_rule(policy, make_record(), kind, dt.date(2999, 1, 1)) for kind in get_args(PageType))


def test_a_town_opens_scans_of_its_own_old_decisions(make_record: Make) -> None:
    # The newest date of the record is of 1940: fifty years have passed when 1990 has.
    rule = scan_rule(scans(), make_record(), "besluit", dt.date(1991, 1, 1))
    assert rule is not None
    assert rule.basis == "besluit van het college"
    assert scan_rule(scans(), make_record(), "besluit", dt.date(1990, 12, 31)) is None
    assert scan_rule(scans(), make_record(), "weigering", dt.date(1991, 1, 1)) is None
    assert scan_rule(scans(town="44021"), make_record(), "besluit", dt.date(1991, 1, 1)) is None


def test_a_scan_is_closed_in_doubt(make_record: Make, field: Make) -> None:
    late = dt.date(2020, 1, 1)
    dates = Dates.model_construct(
        application=field("1940-05-20", "review"), receipt=field(), decision=field(), notification=field()
    )
    for record in (make_record(municipality=field()), make_record(dates=dates)):
        assert scan_rule(scans(), record, "besluit", late) is None
    assert scan_rule(scans(copyright_=True), make_record(), "besluit", late) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "plan"}, "scans of 'plan' cannot be opened"),
        ({"kind": "tekening"}, "scans of 'tekening' cannot be opened"),
        ({"town": "*"}, "NIS code"),
        ({"years": '"lang"'}, "number of years"),
        ({"years": "true"}, "number of years"),
    ],
)
def test_a_scan_rule_that_goes_too_far_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        scans(**changes)


def test_a_scan_rule_without_a_basis_is_refused() -> None:
    for text in ('gemeente = "12025"', 'gemeente = "12025"\nstukken = ["besluit"]\njaren = 5\ngrondslag = " "'):
        with pytest.raises(ConfigError, match="grondslag"):
            policy_of(f"[[scan]]\n{text}")
