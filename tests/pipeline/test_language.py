"""The command line speaks Dutch or English; nothing is lost between them."""

import io

import pytest
from rich.console import Console

from pipeline.commands.language import complaint, language, told
from pipeline.commands.outcomes import show_outcomes, show_report
from pipeline.explaining.explained import EXPLANATIONS
from schemas.delivery import DossierKey, Problem, Quarantined
from schemas.outcome import BatchReport, Outcome

KEY = DossierKey(delivery="levering_01", folder="D1")
DAMAGED = Problem(code="unreadable", message="The PDF is damaged.", hint="Ask again.", severity="error")
REPORT = BatchReport(
    delivery="levering_01",
    outcomes=(Outcome(key=KEY, dossier_id=KEY.id, state="review", version=1, pages=3, review=("dates.decision",)),),
    quarantined=(Quarantined(file="D1/2.pdf", sha256=None, size=9, problem=DAMAGED),),
    files_received=2,
    pages_received=3,
    pages_accounted=3,
)


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "nl_BE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "KAFT_LANG": "nl"}, "nl"),
        ({"LANG": "nl_BE.UTF-8", "KAFT_LANG": "en"}, "en"),
        ({"KAFT_LANG": "", "LANG": "nl"}, "nl"),
    ],
)
def test_kaft_lang_decides_then_the_locale(environment: dict[str, str], spoken: str) -> None:
    assert language(environment) == spoken


def shown_in(spoken: str, monkeypatch: pytest.MonkeyPatch, width: int = 80) -> str:
    monkeypatch.setenv("KAFT_LANG", spoken)
    out = io.StringIO()
    show_report(Console(file=out, width=width), REPORT)
    return out.getvalue()


def test_a_report_is_dutch_throughout(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(shown_in("nl", monkeypatch).split())
    assert "Datum beslissing" in text
    assert (
        "in quarantaine: D1/2.pdf: Het bestand kan niet geopend worden: het is beschadigd. Vraag de scanfirma" in text
    )
    assert "Bladen binnen: 3 = bladen waarvan het einde bekend is: 3; er ontbreekt er geen." in text
    assert not {"pages", "quarantined", "delivery", "waits", "none"} & set(text.replace(":", " ").split())


def test_a_report_is_english_throughout(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(shown_in("en", monkeypatch).split())
    assert "dates.decision" in text
    assert "quarantined: D1/2.pdf: The PDF is damaged. Ask again." in text
    assert "Pages in: 3 = pages accounted for: 3; none is missing." in text


def test_pages_that_do_not_add_up_are_not_called_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFT_LANG", "en")
    out = io.StringIO()
    show_report(Console(file=out, width=120), REPORT.model_copy(update={"pages_accounted": 2}))
    assert "Pages in: 3 ≠ pages accounted for: 2; THEY DO NOT ADD UP." in out.getvalue()


@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_a_report_fits_in_eighty_columns(spoken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(map(len, shown_in(spoken, monkeypatch).splitlines())) <= 80


def test_a_delivery_is_named_beside_each_dossier_only_where_there_are_several() -> None:
    other = DossierKey(delivery="levering_02", folder="D9")
    first, second = REPORT.outcomes[0], Outcome(key=other, dossier_id=other.id, state="published", version=1, pages=1)
    for outcomes, named in (((first,), False), ((first, second), True)):
        out = io.StringIO()
        show_outcomes(Console(file=out, width=100), outcomes)
        assert ("levering_01" in out.getvalue()) is named


def test_a_complaint_keeps_the_words_that_name_the_thing() -> None:
    message, hint = complaint("config", "There is no configuration file x.toml.", "Leave --config away.", "nl")
    assert message == f"Een instelling is fout. {EXPLANATIONS['config'].todo}"
    assert hint == "(There is no configuration file x.toml. Leave --config away.)"
    assert complaint("config", "A.", "B.", "en") == ("A.", "B.")


def test_what_is_said_in_dutch_already_is_not_said_twice() -> None:
    assert complaint("unknown_reviewer", "Deze code is van niemand.", "", "nl") == ("Deze code is van niemand.", "")


def test_problems_stay_english_for_who_reads_english() -> None:
    assert told(DAMAGED, "en") is DAMAGED
    assert told(DAMAGED, "nl").message != DAMAGED.message
