"""The handbook keeps to the program: every code is explained, every command and option that it names exists.

`pytest tests/test_handbook.py --golden` writes the generated pages anew.
"""

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cyclopts
import pytest

from pipeline import errors
from pipeline.cli import app
from pipeline.explaining.briefly import BRIEFLY
from pipeline.explaining.explained import EXPLANATIONS, explained, in_dutch
from pipeline.explaining.explanation import Case
from pipeline.explaining.handbook import problem_page
from pipeline.receiving.sniff import description
from pipeline.stages.correct import misplaced
from pipeline.stages.resolve import _SAID
from schemas.delivery import Problem

ROOT = Path(__file__).parent.parent
HANDBOOK = ROOT / "docs" / "handleiding"
PACKAGES = ("schemas", "extractors", "pipeline", "flows")
COMPUTED = {"error.code": "of an error", "answer.kind": "of a correction", "code": "of a page"}
"""Codes that are no constant where the problem is made; their values are gathered apart."""


@cache
def trees() -> dict[str, ast.Module]:
    paths = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def constants(node: ast.expr) -> list[str] | None:
    """Return the texts that an expression may be, None when it is computed."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp) and (one := constants(node.body)) and (other := constants(node.orelse)):
        return one + other
    return None


def makers(tree: ast.Module) -> dict[str, int]:
    """Return the functions that pass one of their parameters on as the code of a problem, and its place."""
    found = {}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        names = [argument.arg for argument in function.args.args]
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call) and called(node) == "Problem"):
            for word in call.keywords:
                if word.arg == "code" and isinstance(word.value, ast.Name) and word.value.id in names:
                    found[function.name] = names.index(word.value.id)
    return found


def codes_of_calls() -> Iterator[tuple[str, ast.expr]]:
    """Return every expression that becomes the code of a problem, with where it stands."""
    for place, tree in trees().items():
        passing = makers(tree)
        inside = {
            id(call) for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef) and function.name in passing
            for call in ast.walk(function) if isinstance(call, ast.Call) and called(call) == "Problem"
        }  # fmt: skip
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if called(call) == "Problem" and id(call) not in inside:
                yield from ((f"{place}:{call.lineno}", word.value) for word in call.keywords if word.arg == "code")
            elif called(call) in passing and len(call.args) > passing[called(call)]:
                yield f"{place}:{call.lineno}", call.args[passing[called(call)]]


def codes_of_errors() -> set[str]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.KaftError)]
    return {kind.code for kind in kinds}


def codes_of_pages() -> set[str]:
    """Return the codes that readers put on a page: what has words for people, and what is appended to `problems`."""
    found = set(_SAID)
    for place, tree in trees().items():
        if not place.startswith(("pipeline/adapters/", "pipeline/stages/prepare", "pipeline/stages/recognise")):
            continue
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            on = call.func.value if isinstance(call.func, ast.Attribute) else None
            given: list[ast.AST] = [word.value for word in call.keywords if word.arg == "problems"]
            if isinstance(on, ast.Name) and on.id == "problems":
                given += call.args
            found |= {
                part.value for value in given if not isinstance(value, ast.Call) for part in ast.walk(value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            }  # fmt: skip
    return found


@cache
def used() -> set[str]:
    told = {text for _, code in codes_of_calls() for text in constants(code) or ()}
    return told | codes_of_errors() | codes_of_pages()


def test_the_search_finds_codes_in_all_their_shapes() -> None:
    assert {"file_missing", "manifest_unreadable", "number_historic", "chain_cut", "set_aside", "encrypted"} <= used()
    assert "ink_without_words" in codes_of_pages()


def test_a_code_is_a_constant_or_comes_from_a_known_place() -> None:
    computed = {place: ast.unparse(code) for place, code in codes_of_calls() if constants(code) is None}
    assert {place: code for place, code in computed.items() if code not in COMPUTED} == {}


def test_every_code_is_explained() -> None:
    """Fails when somebody adds a code: give it a Dutch sentence in `pipeline/explaining/`."""
    assert sorted(used() - EXPLANATIONS.keys()) == []


def test_nothing_is_explained_that_does_not_happen() -> None:
    elsewhere = {"wrong_dossier", "rescan"}  # of corrections
    assert sorted(EXPLANATIONS.keys() - used() - elsewhere) == []
    assert sorted(BRIEFLY.keys() - EXPLANATIONS.keys()) == []
    assert "wrong_dossier" in Path(misplaced.__code__.co_filename).read_text(encoding="utf-8")


def test_every_explanation_says_what_to_do_in_a_full_sentence() -> None:
    for code, known in EXPLANATIONS.items():
        assert known.sentence.endswith("."), code
        assert known.todo.endswith((".", "`.")), code
        assert not known.details or set(re.findall(r"{(\w+)}", known.detailed)) <= set(
            re.compile(known.details).groupindex
        )


@pytest.mark.parametrize(
    ("code", "message", "dutch"),
    [
        ("file_missing", "The manifest names 'D1/0002.tif', which was not delivered.",
         "Het manifest noemt ‘D1/0002.tif’, dat niet geleverd is."),
        ("page_damaged", "The file of page 3 is damaged: 41% of the page cannot be decoded.",
         "Het bestand van blad 3 is beschadigd: 41 % van het blad kan niet getoond worden."),
        ("nested_folders", "All pages of 'D1' are in 2 folders inside it; they were taken as one dossier.",
         "Alle bladen van ‘D1’ zitten in 2 mappen daarbinnen; ze zijn als één dossier genomen."),
        ("original", "The original 'l1/D1/0001.tif' is lost or changed: The store has no file ab.",
         "Het bewaarde origineel ‘l1/D1/0001.tif’ is weg of veranderd."),
        ("object_lost", "Object v1/a/record.json is missing: s3://b/v1/a/record.json is not there.",
         "Object v1/a/record.json is weg."),
        ("unreadable", "The PDF is damaged and cannot be opened.",
         "Het bestand kan niet geopend worden: het is beschadigd."),
    ],
)  # fmt: skip
def test_a_message_is_said_in_dutch_with_its_details(code: str, message: str, dutch: str) -> None:
    told = explained(Problem(code=code, message=message, hint="Ask again.", page=3, severity="error"))
    assert told.message == dutch
    assert told.hint == EXPLANATIONS[code].todo
    assert (told.code, told.page, told.severity) == (code, 3, "error")


CASES = [(code, case) for code, known in EXPLANATIONS.items() for case in known.cases]


@pytest.mark.parametrize(("code", "case"), CASES, ids=lambda value: str(value)[:60])
def test_a_case_is_one_that_the_program_tells_of(code: str, case: Case) -> None:
    assert case.sentence.endswith(".")
    assert case.todo.endswith(".")
    assert set(re.findall(r"{(\w+)}", case.sentence)) <= set(re.compile(case.details).groupindex)
    first = re.split(r"\\|\(", case.details)[0].strip()
    what = re.findall(r"[A-Z]?[\w ']{4,}", re.sub(r"The file is|\(\?[:P]|<\w+>|\\.", "|", case.details))
    assert all(word.strip(" '") in sources() for word in (*what, first.removeprefix("The file is").strip()) if word), (
        code
    )


@pytest.mark.parametrize(
    ("head", "says", "do"),
    [
        (b"PK\x03\x04", "ZIP", "Pak een ZIP uit"), (b"7z\xbc\xaf\x27\x1c\0", "(7z)", "Pak het uit"),
        (b"\x1f\x8b\x08\0", "(gzip)", "Pak het uit"), (b"From: a@b.example\n\nx", "e-mail", "bijlagen apart"),
        (b"\0\0\0\x18ftypheic", "telefoon", "JPEG"), (b"RIFF\0\0\0\0WEBP", "(WebP)", "TIFF"),
        (b"BM6\0", "(Windows bitmap)", "TIFF"), (b"\0" * 90, "nullen", "opnieuw"), (b"Geachte heer", "tekst", "PDF"),
        (b"bplist00\0", "in de cloud", "Haal"), (b"[InternetShortcut]\n", "snelkoppeling", "zelf"),
        (b"L\0\0\0\x01\x14\x02\0", "snelkoppeling", "zelf"), (b"AC1027\0", "AutoCAD", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Outlook", "inventory.xlsx"),
        (b"\x01\x02\0", "geen scan", "TIFF"),
    ],
)  # fmt: skip
def test_what_is_no_scan_is_called_by_its_name_in_dutch(head: bytes, says: str, do: str) -> None:
    message = f"The file is {description(head)}; that is no scan that kaft takes."
    told = explained(Problem(code="unsupported", message=message, severity="error"))
    assert says in told.message
    assert do in told.hint


def test_what_is_dutch_already_stays_and_what_is_unknown_too() -> None:
    own = Problem(code="weekday", message="De weekdag bij de datum van de aanvraag klopt niet.", hint="Kijk.")
    unknown = Problem(code="never_heard", message="Something.", hint="Do.")
    bare = Problem(code="ink_without_words", message="ink_without_words")
    assert explained(own) == own
    assert explained(unknown) == unknown
    assert explained(bare).message == EXPLANATIONS["ink_without_words"].sentence


@cache
def sources() -> str:
    """Return the program, without its explanations, with texts that run over a line end joined."""
    texts = ((ROOT / place).read_text(encoding="utf-8") for place in trees() if "explaining" not in place)
    return re.sub(r'"\s*\n\s*f?"', "", "\n".join(texts))


def patterns() -> list[str]:
    return sorted(code for code, known in EXPLANATIONS.items() if known.details)


@pytest.mark.parametrize("code", patterns())
def test_details_are_looked_for_in_a_sentence_that_the_program_says(code: str) -> None:
    """The fixed words of each pattern stand in the source: a message that is reworded must not lose its details."""
    pieces = re.split(r"\(\?P<\w+>(?:[^()]|\\.)*?\)|\(\?:.*?\)|\\S\+", EXPLANATIONS[code].details)
    for piece in pieces:
        assert piece.strip().strip("'.%:") in sources(), piece


def pages() -> list[Path]:
    return sorted([*HANDBOOK.glob("*.md"), *ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def spoken(path: Path) -> list[str]:
    """Return every `kaft …` that a page names, in running text or in a block."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`(kaft[^`\n]*)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return [line.removeprefix("./") for line in lines if line.removeprefix("./").startswith("kaft ")]


def missing_words(line: str) -> list[str]:
    """Return the command or options of a line that kaft does not have."""
    words = shlex.split(re.sub(r"[\[\]]", "", line.partition("#")[0]))[1:]
    if words[:1] == ["test"]:  # of the script in a checkout, not of the program
        return []
    here: cyclopts.App = app
    while words and not words[0].startswith("-") and words[0] in here:
        here = here[words.pop(0)]
    if here is app and words and not words[0].startswith("-"):
        return [words[0]]
    options = [word.partition("=")[0] for word in words if word.startswith("-")]
    known = {"--help", "-h", "--version"}
    if here.default_command:
        known |= {name for argument in here.assemble_argument_collection() for name in argument.names}
    return [option for option in options if option not in known]


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_every_command_and_option_of_the_handbook_exists(path: Path) -> None:
    assert {line: wrong for line in spoken(path) if (wrong := missing_words(line))} == {}


def test_the_readme_names_every_command() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Commands")[2].partition("\n## ")[0]
    named = set(re.findall(r"kaft (\w+)", table))
    assert [name for name in app if not name.startswith("-") and name not in named] == []


def test_a_command_or_option_that_does_not_exist_is_noticed() -> None:
    assert missing_words("kaft digitise levering") == ["digitise"]
    assert missing_words("kaft run levering --turbo") == ["--turbo"]
    assert missing_words("kaft run levering [--turbo N]") == ["--turbo"]
    assert missing_words("kaft run levering --workers 2") == []
    assert missing_words("kaft reference import best f.csv --dry-run") == []


def test_the_page_of_problems_is_what_the_program_says(request: pytest.FixtureRequest) -> None:
    page = HANDBOOK / "meldingen.md"
    if request.config.getoption("--golden"):
        page.parent.mkdir(exist_ok=True)
        page.write_text(problem_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == problem_page(), "pytest tests/test_handbook.py --golden"


def test_an_error_without_details_is_said_in_general_words() -> None:
    assert in_dutch("config", "anything") == "Een instelling is fout."
    assert in_dutch("never_heard", "as it was") == "as it was"


def test_the_samples_that_the_handbook_advises_are_those_of_the_norm() -> None:
    from pipeline.statistics.sampling import plan

    text = (HANDBOOK / "scannen.md").read_text(encoding="utf-8")
    rows = [
        tuple(map(int, row))
        for row in re.findall(r"^\| (\d+) – (\d+) \| (\d+) \| (\d+) \| (\d+) \|", text, re.MULTILINE)
    ]
    assert len(rows) == 6
    for first, last, size, accept, reject in rows:
        for lot in (first, last):
            advised = plan(lot, 1.0)
            assert (advised.size, advised.accept, advised.reject) == (size, accept, reject), lot
