"""The command line speaks Dutch or English; nothing is lost between them."""

import ast
import inspect
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cyclopts
import pytest
from rich.console import Console

from pipeline.adapters.reference import address_lookup
from pipeline.cli import app, main
from pipeline.commands.language import complaint, dutch, say, translated, translated_data, translated_problem
from pipeline.commands.outcomes import show_outcomes, show_report
from pipeline.commands.spoken import language
from pipeline.explaining.explained import EXPLANATIONS
from pipeline.finding.collisions import alike
from schemas.delivery import DossierKey, Problem, Quarantined
from schemas.outcome import BatchReport, Outcome

PIPELINE = Path(__file__).parents[2] / "pipeline"
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
    assert translated_problem(DAMAGED, "en") is DAMAGED
    assert translated_problem(DAMAGED, "nl").message != DAMAGED.message


def every(parent: cyclopts.App = app) -> Iterator[cyclopts.App]:
    yield parent
    for name in parent:
        if not name.startswith("-"):
            yield from every(parent[name])


def help_texts() -> set[str]:
    """Return every paragraph that a help page shows."""
    texts = {"Display this message and exit.", "Display application version.", "Commands", "Parameters", "Arguments"}
    for command in every():
        written = [command.help]
        if command.default_command:
            written += [argument.parameter.help or "" for argument in command.assemble_argument_collection()]
        texts |= {" ".join(part.split()) for text in written for part in text.split("\n\n")}
    return texts - {""}


def spoken_words() -> set[str]:
    """Return every constant that is given to `say`, and every heading of a listing."""
    calls = (
        (node.func.id, node.args)
        for path in PIPELINE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    words = (word for name, given in calls for word in {"say": given[:1], "listing": given}.get(name, ()))
    return {str(word.value) for word in words if isinstance(word, ast.Constant)} - {""}


@cache
def sources() -> str:
    """Return the program with its texts that run over a line end joined, and what stands in braces left out."""
    folders = (PIPELINE, PIPELINE.parent / "extractors")
    texts = (path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py"))
    return re.sub(r"""["']\s*\n\s*f?["']""", "", "\n".join(texts)).replace('\\"', '"')


def test_every_help_text_has_its_dutch_and_no_dutch_is_left_over() -> None:
    """Fails when a command or option is added or reworded: say it in Dutch in `pipeline/commands/dutch.toml`."""
    assert sorted(help_texts() - dutch("help").keys()) == []
    assert sorted(dutch("help").keys() - help_texts()) == []


def test_every_word_that_is_said_has_its_dutch() -> None:
    assert len(spoken_words()) > 50
    assert sorted(spoken_words() - dutch("words").keys()) == []


def test_every_dutch_word_is_said_somewhere() -> None:
    text = sources()
    assert [word for word in dutch("words") if word not in text and word not in SPLIT] == []


SPLIT = {"choices", "env var", "[ARGS]", "[ARGS...]", "[OPTIONS]", "COMMAND"}
"""Words of Cyclopts' own."""


@pytest.mark.parametrize("table", ["words", "sentences"])
def test_dutch_keeps_the_slots(table: str) -> None:
    for english, words in dutch(table).items():
        slots = set(re.findall(r"{(\w+)}", english))
        assert set(re.findall(r"{(\w+)}", words)) <= slots, english
        assert not re.search(r"\b(the|and|of the|cannot)\b", words), words


def test_a_sentence_is_one_that_the_program_says() -> None:
    """Fails when a message is reworded: its Dutch must follow."""
    text, library = sources(), ("Unknown ", "Command ", "Invalid ")
    for english in dutch("sentences"):
        if not english.startswith(library):
            for piece in re.split(r"{\w+}", english):
                assert piece.strip("'.: ") in text, english


@pytest.mark.parametrize(
    ("words", "dutch_words"),
    [
        ("runn", 'Er is geen opdracht "runn". Bedoelt u "run"?'),
        ("show a --opn", "Er is geen optie --opn. Bedoelt u --open?"),
        ("run", 'Bij "run" ontbreekt DELIVERIES.'),
        ("run a --workers 0", '"0" past niet bij --workers: minstens 1.'),
        ("show a --why adress", '"adress" past niet bij --why. Bedoelt u "addresses"?'),
        ("find", "Er is niets gevraagd. Geef woorden, of een van"),
    ],
)
def test_what_cannot_be_understood_is_told_in_dutch(
    words: str, dutch_words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAFT_LANG", "nl")
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    told_ = capsys.readouterr().err
    assert ended.value.code == 2
    assert dutch_words in told_
    assert "`kaft --help` noemt de opdrachten en hun opties." in told_


def test_an_error_with_a_name_is_told_in_dutch() -> None:
    message, hint = complaint(
        "not_found", "No delivery is called 'scans'.", "Known are: levering_01, levering_02.", "nl"
    )
    assert message == "Geen levering heet ‘scans’."
    assert hint == "Bekend zijn: levering_01, levering_02."


@pytest.mark.parametrize("words", sorted(dutch("data").values()))
def test_what_records_say_in_dutch_is_written_somewhere(words: str) -> None:
    """Fails when a reason is reworded: its English in `[data]` of `dutch.toml` must follow."""
    for piece in re.split(r"{\w+}", words):
        assert piece.strip("'.:() ") in sources(), words


def test_what_stands_in_records_is_english_for_who_reads_english(monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "De datum van de aanvraag ligt na die van de beslissing. Het bewijs is zwak: kijk de plaats op de scan na."
    monkeypatch.setenv("KAFT_LANG", "nl")
    assert translated_data(reason) == reason
    monkeypatch.setenv("KAFT_LANG", "en")
    assert translated_data(reason) == (
        "The date of the application is after that of the decision. "
        "The evidence is weak: look at the place on the scan."
    )
    assert translated_data("Iets anders.") == "Iets anders."
    problem = Problem(
        code="x", message="De postcode hoort niet bij de gemeente.", hint="Kijk de plaatsen op de scan na."
    )
    assert translated_problem(problem).message == "The postcode does not belong to the municipality."


def test_what_is_said_of_an_address_is_english_for_who_reads_english() -> None:
    said = [text for name, text in vars(address_lookup).items() if name.isupper() and isinstance(text, str)]
    assert len(said) >= 6
    assert [text for text in said if translated_data(text, "en") == text] == []


def test_why_two_dossiers_may_be_one_has_its_dutch() -> None:
    returned = (node.value for node in ast.walk(ast.parse(inspect.getsource(alike))) if isinstance(node, ast.Return))
    reasons = {value.value for value in returned if isinstance(value, ast.Constant)} - {""}
    assert len(reasons) >= 3
    assert reasons <= dutch("words").keys()


def test_roles_in_a_sentence_are_words_and_names_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFT_LANG", "nl")
    sentence = "owner: score 0.93, read as applicant, site on p. 1 (besluit)."
    assert translated(sentence) == "owner: score 0.93, gelezen als aanvrager, bouwplaats op p. 1 (besluit)."


def test_how_far_a_delivery_is_told_in_the_language_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFT_LANG", "nl")
    assert translated("levering_07: being digitised now.") == "levering_07: wordt nu gelezen."
    assert translated("levering_07: something new.") == "levering_07: something new."
    monkeypatch.setenv("KAFT_LANG", "en")
    assert translated("levering_07: being digitised now.") == "levering_07: being digitised now."
    assert say("{count} dossiers in {path}", count=2, path="uit") == "2 dossiers in uit"


def test_help_is_dutch_where_people_read_dutch(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for spoken, words in (
        ("nl", ("Gebruik: kaft run [OPTIES]", "Gegevens", "[verplicht]", "Lees leveringen nu")),
        ("en", ("Usage: kaft run [OPTIONS]", "Arguments", "[required]", "Digitise deliveries now")),
    ):
        monkeypatch.setenv("KAFT_LANG", spoken)
        main(["run", "--help"])
        page = capsys.readouterr().out
        assert [word for word in words if word not in page] == []
        assert "False" not in page
