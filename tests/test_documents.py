"""The documents keep to the program: tests that they name exist, commands too, and tables are what the code says.

`pytest tests/test_documents.py --golden` writes the generated tables anew.
"""

import ast
import inspect
import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, SecretStr

from pipeline import errors
from pipeline.settings import Settings

ROOT = Path(__file__).parent.parent
OPERATIONS = ROOT / "docs" / "operations.md"
NAMED = re.compile(r"`?(tests/[\w/]+\.py)(?:::(\w+))?")
RETRY = {True: "yes", False: ""}


def documents() -> list[Path]:
    return sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def functions_of(path: Path) -> frozenset[str]:
    return frozenset(
        node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)
    )


@pytest.mark.parametrize("path", documents(), ids=name)
def test_every_test_that_a_document_names_exists(path: Path) -> None:
    wrong = [
        f"{file}::{test}"
        for file, test in NAMED.findall(path.read_text(encoding="utf-8"))
        if not (ROOT / file).is_file() or (test and test not in functions_of(ROOT / file))
    ]
    assert wrong == []


def test_every_threat_has_its_test() -> None:
    rows = [
        row for row in (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines() if row.startswith("| ")
    ]
    threats = [row for row in rows if not row.startswith(("| Threat", "|---"))]
    assert len(threats) > 15
    assert [row for row in threats if "::test_" not in row] == []


@pytest.mark.parametrize("path", documents(), ids=name)
def test_every_link_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if "://" not in target and not (path.parent / target).exists()] == []


def anchors_of(path: Path) -> set[str]:
    """Return what a link can point at in a document: its headings, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", documents(), ids=name)
def test_every_link_into_a_document_finds_its_heading(path: Path) -> None:
    links = re.findall(r"\]\(([\w./-]*)#([^)]+)\)", path.read_text(encoding="utf-8"))
    targets = [(path.parent / file if file else path, anchor) for file, anchor in links]
    assert [f"{file}#{anchor}" for file, anchor in targets if anchor not in anchors_of(file)] == []


def settings_table() -> str:
    """Return every setting with its name in the environment, default and meaning."""
    rows = ["| Setting | Default | What it does |", "|---|---|---|"]
    for section, field in Settings.model_fields.items():
        if not isinstance(field.default, BaseModel):
            rows.append(f"| `{section}` | {value(field.default)} | {meaning(field.description)} |")
            continue
        rows += [
            f"| `{section}.{key}` | {value(getattr(field.default, key))} | {meaning(setting.description)} |"
            for key, setting in type(field.default).model_fields.items()
        ]
    head = (
        "## Every setting\n\nIn a TOML file named with `--config` (or `KAFT_CONFIG`), or in the environment: "
        "`reading.workers` is `KAFT_READING__WORKERS`.\n"
        "The command line wins from the environment, that from the file.\n\n"
    )
    return head + "\n".join(rows)


def value(default: object) -> str:
    plain = default.get_secret_value() if isinstance(default, SecretStr) else default
    text = json.dumps(plain if isinstance(plain, int | float | list | tuple) else str(plain))
    return f"`{text}`" if text != '""' else ""


def meaning(description: str | None) -> str:
    return (description or "").replace("|", "\\|")


def errors_table() -> str:
    """Return every error with its exit code, whether trying again may help, and what it means."""
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.KaftError)]
    kinds = [kind for kind in kinds if kind is not errors.KaftError]
    rows = [
        "| Exit code | Code in JSON and log | Try again | Meaning |",
        "|---|---|---|---|",
        "| 0 | | | all went well |",
    ]
    rows.append("| 2 | | | the command line cannot be understood |")
    rows += [
        f"| {kind.exit_code} | `{kind.code}` | {RETRY[kind.retryable]} | {(kind.__doc__ or '').splitlines()[0]} |"
        for kind in sorted(kinds, key=lambda kind: (kind.exit_code, kind.code))
    ]
    rows.append("| 130 | | | interrupted; the same command goes on where it was |")
    return "## Every exit code and error\n\n" + "\n".join(rows)


def put(text: str, mark: str, table: str) -> str:
    """Return the text with the table between its marks."""
    start = re.search(rf"<!-- {mark}: .*? -->\n", text)
    assert start, f"there is no place for {mark}"
    return f"{text[: start.end()]}{table}\n{text[text.index(f'<!-- /{mark} -->') :]}"


def test_the_tables_of_the_operator_are_what_the_program_says(request: pytest.FixtureRequest) -> None:
    text = OPERATIONS.read_text(encoding="utf-8")
    made = put(put(text, "settings", settings_table()), "errors", errors_table())
    if request.config.getoption("--golden"):
        OPERATIONS.write_text(made, encoding="utf-8")
        return
    assert text == made, "pytest tests/test_documents.py --golden"


def known(settings: dict[str, object]) -> None:
    """Fail on a setting that kaft does not have."""
    for section, held in settings.items():
        default = Settings.model_fields[section].default
        if isinstance(held, dict):
            assert set(held) <= set(type(default).model_fields), section


@pytest.mark.parametrize(
    "block", re.findall(r"^```toml\n(.*?)^```", OPERATIONS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
)
def test_settings_in_the_operators_guide_exist(block: str) -> None:
    known(tomllib.loads(block))


def test_settings_that_the_operators_guide_mentions_exist() -> None:
    sections = "|".join(Settings.model_fields)
    said = re.findall(rf"`({sections})\.(\w+)`", OPERATIONS.read_text(encoding="utf-8"))
    assert len(said) > 10
    for section, key in said:
        known({section: {key: None}})


def test_the_compose_file_is_yaml_with_settings_that_exist() -> None:
    text = (ROOT / "config" / "compose" / "compose.yaml").read_text(encoding="utf-8")
    composed = yaml.safe_load(text)
    assert "NOT TRIED" in text
    names = [
        key for service in composed["services"].values() for key in service["environment"] if key.startswith("KAFT_")
    ]
    assert names
    for key in names:
        section, _, setting = key.removeprefix("KAFT_").lower().partition("__")
        known({section: {setting: None}})
    for service in composed["services"].values():
        assert set(service.get("secrets", [])) <= set(composed["secrets"])


def test_the_walk_through_the_house_passes_every_stage_and_only_files_that_are_there() -> None:
    from pipeline import stages

    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    walk = text[text.index("## One page") : text.index("## How a stage is run")]
    names = {path.stem for path in Path(stages.__path__[0]).glob("*.py")} - {"__init__"}
    assert {stage for stage in names if not re.search(rf"\*{stage}\*|stages/(?:\w+,)?{{?\w*,?{stage}", walk)} == set()
    for named in re.findall(r"`((?:pipeline|extractors|schemas|flows)/[^`]+)`", text):
        head, brace, rest = named.partition("{")
        inside, _, tail = rest.partition("}")
        paths = [f"{head}{part}{tail}" for part in inside.split(",")] if brace else [named]
        assert [path for path in paths if not list(ROOT.glob(path.rstrip("/")))] == []
