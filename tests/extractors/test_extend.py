"""The worked examples of docs/extend.md do what they say."""

import ast
import hashlib
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest

from extractors.all import EXTRACTORS
from extractors.cues import Phrases
from extractors.flow import flow
from extractors.page import Page
from extractors.pagetype_cues import CUES
from pipeline.errors import ContractBroken, NotFound
from pipeline.ports import Store
from schemas.pages import PageText
from schemas.record import Record
from schemas.words import PageType

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "extend.md"


def block(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```", MANUAL.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None, kind
    return found[1]


def example(kind: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the module that an example is."""
    module = ModuleType(f"example_{kind}")
    monkeypatch.setitem(sys.modules, module.__name__, module)  # dataclasses look themselves up
    exec(compile(block(f"python {kind}"), str(MANUAL), "exec"), module.__dict__)  # noqa: S102  # our own manual
    return module


def test_the_extractor_finds_what_the_manual_says(page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch) -> None:
    extractor = example("extractor", monkeypatch).RegisterEntries()
    (finding,) = extractor.find(page(block("text page")))
    assert finding.value.value == "folio 214"
    assert finding.evidence.extractor == "register_entries 1"
    assert finding.evidence.boxes
    assert list(extractor.find(page("Register van de burgerlijke stand, folio 214"))) == []


def test_its_name_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert example("extractor", monkeypatch).RegisterEntries().name not in {known.name for known in EXTRACTORS}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Verslag van de brandweer", ["verslag van de brandweer"]),
        ("Verslag vande brandweer", ["verslag van de brandweer"]),
        ("BRANDPREVENTIEVERSIAG", ["brandpreventieverslag"]),
        ("de brandweer", []),
    ],
)
def test_phrases_forgive_what_the_manual_says(
    text: str, found: list[str], page_text: Callable[[str], PageText]
) -> None:
    cues = dict(cue.rsplit(" ", 1) for cue in block("text cues").strip().split("|"))
    hits = Phrases(cues).find(flow(page_text(text)).tokens)
    assert [hit.phrase for hit in hits] == found


def test_every_kind_of_page_is_where_the_manual_says() -> None:
    by_sight = {"blanco", "scheidingsblad", "overig", "foto"}
    kinds = set(get_args(PageType))
    assert kinds - by_sight <= set(CUES)
    rules = tomllib.loads((ROOT / "config" / "access.toml").read_text(encoding="utf-8"))
    assert kinds - by_sight <= {kind for kind in kinds if kind in str(rules)}


def test_every_file_that_the_manual_names_is_there() -> None:
    named = re.findall(
        r"`((?:extractors|pipeline|schemas|config|samples|tests)/[\w./*…]+)`", MANUAL.read_text(encoding="utf-8")
    )
    assert len(named) > 15
    assert [path for path in named if "…" not in path and not list(ROOT.glob(path.rstrip("/")))] == []


def test_the_store_keeps_its_promises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = example("store", monkeypatch).SqliteStore(tmp_path / "store.sqlite")
    store: Store = made
    sha256 = store.put(b"scan")
    assert sha256 == hashlib.sha256(b"scan").hexdigest() == store.put(b"scan")
    assert store.has(sha256)
    assert store.get(sha256) == store.local(sha256).read_bytes() == b"scan"
    (tmp_path / "scan").write_bytes(b"other")
    assert store.get(store.put_file(tmp_path / "scan")) == b"other"
    assert not store.has("0" * 64)
    for ask in (store.get, store.local):
        with pytest.raises(NotFound):
            ask("0" * 64)
    made._file.execute("UPDATE blob SET data = x'00'")
    with pytest.raises(ContractBroken):
        store.get(sha256)
    made._file.close()


def test_a_record_of_before_is_read_with_the_new_field(monkeypatch: pytest.MonkeyPatch) -> None:
    extended = example("field", monkeypatch).WithVolume
    before = (ROOT / "tests" / "data" / "record-1.0.0.json").read_bytes()

    read = extended.model_validate_json(before)

    assert (read.volume.status, read.volume.absence, read.volume.values) == ("absent", "not_looked_for", ())
    assert read.model_dump(exclude={"volume"}) == Record.model_validate_json(before).model_dump()
    known = read.model_copy(update={"volume": read.volume.model_copy(update={"value": "612 m³", "status": "accepted"})})
    assert extended.model_validate_json(known.model_dump_json()).volume.values == ("612 m³",)


def names_the_field(path: Path, field: str) -> bool:
    """Tell whether a module names a field of the record: as a word, or as a part of a contract."""
    return any(
        (isinstance(node, ast.Constant) and node.value == field)
        or (isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == field)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def test_the_walk_of_a_field_passes_every_place_that_names_it() -> None:
    """Fails when a module names the field `architect` and docs/extend.md does not name the module."""
    manual = MANUAL.read_text(encoding="utf-8")
    section = manual[manual.index("## A field\n") : manual.index("## A store\n")]
    places = {
        path.relative_to(ROOT).as_posix()
        for package in ("schemas", "pipeline")
        for path in (ROOT / package).rglob("*.py")
        if names_the_field(path, "architect")
    }
    named = set(re.findall(r"`((?:schemas|pipeline)/[\w/]+\.py)`", section))
    assert len(places) >= 12
    assert sorted(places - named) == []
    assert sorted(named - places) == []
    for chosen in re.findall(r"`(extractors/\w+\.py)`", section):
        assert names_the_field(ROOT / chosen, "architect"), chosen
