"""What Prefect shows at the end of a delivery, and in which state the flow run ends."""

import pytest

from flows.summary import artifact_key, as_markdown, verdict
from schemas.delivery import DossierKey, Problem, Quarantined
from schemas.outcome import BatchReport, Outcome
from schemas.words import DossierState, FieldName

ERROR = Problem(code="unreadable", message="Het blad van Jozef Peeters is stuk.", severity="error")


def outcome(folder: str, state: DossierState, *review: FieldName, problems: tuple[Problem, ...] = ()) -> Outcome:
    key = DossierKey(delivery="levering_07", folder=folder)
    return Outcome(key=key, dossier_id=key.id, state=state, version=1, pages=2, review=review, problems=problems)


def report(*outcomes: Outcome, lost: int = 0, quarantined: tuple[Quarantined, ...] = ()) -> BatchReport:
    pages = sum(found.pages for found in outcomes)
    return BatchReport(
        delivery="levering_07", outcomes=outcomes, quarantined=quarantined, pages_received=pages + lost,
        pages_accounted=pages,
    )  # fmt: skip


GOOD = outcome("A", "published")
DOUBTFUL = outcome("B", "review", "addresses", "dates.decision")
ASIDE = outcome("C", "quarantined", problems=(ERROR,))
BROKEN = outcome("D", "failed", problems=(ERROR,))
FILE = Quarantined(file="Peeters_Jozef/0001.tif", sha256=None, size=0, problem=ERROR)


@pytest.mark.parametrize(
    ("ended", "type_", "name"),
    [
        (report(), "COMPLETED", "Completed"),
        (report(GOOD, DOUBTFUL), "COMPLETED", "Completed"),
        (report(GOOD, quarantined=(FILE,)), "COMPLETED", "Afgerond met meldingen"),
        (report(ASIDE), "COMPLETED", "Afgerond met meldingen"),
        (report(GOOD, BROKEN), "COMPLETED", "Afgerond met meldingen"),
        (report(BROKEN), "FAILED", "Failed"),
        (report(GOOD, lost=1), "FAILED", "Failed"),
    ],
)
def test_state_in_which_a_delivery_ends(ended: BatchReport, type_: str, name: str) -> None:
    state = verdict(ended)
    assert (state.type.value, state.name) == (type_, name)


def test_message_counts_dossiers_by_how_they_ended() -> None:
    message = verdict(report(GOOD, DOUBTFUL, ASIDE)).message
    assert message == (
        "Dossiers: 3 (1 gepubliceerd, 1 na te kijken, 1 in quarantaine); bladen: 6 van 6; bestanden in quarantaine: 0."
    )


def test_table_names_fields_and_codes_but_no_folder_file_or_message() -> None:
    text = as_markdown(report(GOOD, DOUBTFUL, ASIDE, quarantined=(FILE, FILE)))
    assert f"| `{DOUBTFUL.key.id}` | na te kijken | v1 | 2 | Ligging, Datum beslissing |  |" in text
    assert "**Bestanden in quarantaine:** `unreadable` × 2" in text
    assert "Peeters" not in text


@pytest.mark.parametrize("name", ["Levering 1 | A`B", "levering_07", "été"])
def test_key_of_an_artifact_has_only_what_prefect_takes(name: str) -> None:
    key = artifact_key("levering", name)
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_every_code_is_told_once_with_what_to_do() -> None:
    text = as_markdown(report(GOOD, ASIDE, BROKEN, quarantined=(FILE, FILE)))
    assert text.count("| `unreadable` | Het bestand kan niet geopend worden: het is beschadigd. | Vraag de scan") == 1
    assert "Melding" not in as_markdown(report(GOOD)).replace("Meldingen", "")
