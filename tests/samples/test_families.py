"""The families of wordings: complete for every year and outcome, repeatable, and strangers to one another."""

import json
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.measuring.truth import read_truth
from tests.samples.test_generator import MAKE, needs_fonts

FAMILIES = ("C", "D", "E", "F", "G", "H", "I", "J", "K", "L")
GENERATOR = MAKE.parent
WRITE = """
import json, sys
from dataclasses import replace
from dice import Dice
from facts import Wish
from families import compose
from families.draws import draw
from families.speaker import Speaker
from wording.marked import pieces, plain

def said(case, leaf, dice):
    page = case.script.page(leaf.kind, case.dossier.year, case.outcome, dice)
    blocks = compose.text_of(page, Speaker(case, dice))
    both = [part for block in blocks for part in (block.text, block.value)]
    marks = [[mark.field, text] for part in both for text, mark in pieces(part) if mark]
    return {"kind": leaf.kind, "text": chr(10).join(map(plain, both)), "marks": marks}

def dossier(family, index, hidden):
    dice = Dice(f"{family}{index}")
    outcomes = ("verleend", "verleend met voorwaarden", "geweigerd", "stilzwijgend geweigerd", "ingetrokken",
                "zonder gevolg", "none")
    case = draw("key", family, dice, Wish(year=1904 + index * 5 % 114, outcome=outcomes[index % 7]))
    case = replace(case, hidden=frozenset(hidden))
    leaves = [leaf for leaf in compose.leaves(case, dice) if leaf.kind not in ("foto", "blanco")]
    facts = case.dossier
    return {
        "family": family, "year": facts.year, "nis": facts.town.nis, "street": facts.sites[0].street,
        "references": [[r.value, r.raw, *r.accept] for r in facts.references], "decision": facts.decision,
        "pages": [said(case, leaf, dice.child(str(place))) for place, leaf in enumerate(leaves)],
    }

families, count, hidden = json.loads(sys.argv[1])
print(json.dumps([dossier(f, i, hidden) for f in families for i in range(count)]))
"""


def written(families: str, count: int, *hidden: str) -> list[dict[str, Any]]:
    """Dossiers of the families as words, without drawing a page."""
    command = [sys.executable, "-c", WRITE, json.dumps([families, count, hidden])]
    done = subprocess.run(command, cwd=GENERATOR, check=True, timeout=300, capture_output=True, text=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def dossiers() -> list[dict[str, Any]]:
    return written("".join(FAMILIES), 84)


def wordings(family: str) -> set[str]:
    """What a family itself brings: labels and sentences, without slots, field terms and single words."""
    found = set()
    for line in (GENERATOR / "families" / f"{family.lower()}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(("[", "#")):
            continue
        for part in re.split(r" \|\| | \| | // ", re.sub(r"^(\?\d+ )?[a-z]+: ?", "", line)):
            bare = re.sub(r"<\w+:([^<>]+)>", r"\1", re.sub(r"\{[^}]*\}", " ", part))
            if len(bare.split()) > 2:
                found.add(" ".join(bare.lower().split()))
    return found


@pytest.mark.parametrize(("one", "other"), list(combinations(FAMILIES, 2)))
def test_two_families_share_hardly_a_wording(one: str, other: str) -> None:
    mine, theirs = wordings(one), wordings(other)
    assert len(mine) > 80
    assert len(mine & theirs) / len(mine) < 0.04, sorted(mine & theirs)


def test_final_family_shares_no_font_for_writing_with_the_others() -> None:
    code = (
        "import json\nfrom families.looks import MANNERS\n"
        "print(json.dumps({f: [*m.typed, *m.printed, *m.office, *m.hands] for f, m in MANNERS.items()}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=GENERATOR, check=True, timeout=300, capture_output=True)
    fonts = {family: set(paths) for family, paths in json.loads(done.stdout).items()}
    assert not fonts["F"] & (fonts["C"] | fonts["D"] | fonts["E"])


def test_every_year_and_outcome_can_be_written(dossiers: list[dict[str, Any]]) -> None:
    for family in FAMILIES:
        own = [dossier for dossier in dossiers if dossier["family"] == family]
        assert {dossier["decision"] for dossier in own} == {
            "verleend",
            "verleend met voorwaarden",
            "geweigerd",
            "stilzwijgend geweigerd",
            "ingetrokken",
            "zonder gevolg",
            None,
        }
        assert min(dossier["year"] for dossier in own) < 1910
        assert max(dossier["year"] for dossier in own) > 2010


def test_no_slot_is_left_open(dossiers: list[dict[str, Any]]) -> None:
    pages = [page for dossier in dossiers for page in dossier["pages"]]
    assert len(pages) > 1000
    assert not [page for page in pages if re.search(r"[{}<>\ue000-\ue003]| \|\| ", page["text"])]


def test_a_printed_number_is_one_that_the_truth_accepts(dossiers: list[dict[str, Any]]) -> None:
    seen = 0
    for dossier in dossiers:
        for page in dossier["pages"]:
            for field, text in page["marks"]:
                if field.startswith("reference."):
                    known = {form.upper() for form in dossier["references"][int(field.rsplit("#", 1)[1])]}
                    assert text.upper() in known
                    seen += 1
    assert seen > 500


def test_towns_differ_but_for_mechelen(dossiers: list[dict[str, Any]]) -> None:
    towns = {family: {d["nis"] for d in dossiers if d["family"] == family} - {"12025"} for family in FAMILIES}
    assert all(towns.values())
    assert not any(towns[one] & towns[other] for one, other in combinations(FAMILIES, 2))


def test_a_decision_is_named_only_where_there_is_one(dossiers: list[dict[str, Any]]) -> None:
    undecided = [dossier for dossier in dossiers if dossier["decision"] is None]
    assert undecided
    for dossier in undecided:
        fields = {field for page in dossier["pages"] for field, _ in page["marks"]}
        assert not fields & {"decision", "date.decision", "date.notification"}


def test_hidden_facts_stand_nowhere() -> None:
    hidden = written("".join(FAMILIES), 14, "reference", "parcel", "street", "architect")
    fields = {field.split("#")[0].split(".")[0] for d in hidden for page in d["pages"] for field, _ in page["marks"]}
    assert not fields & {"reference", "parcel", "street", "architect"}
    assert {"applicant", "subject", "date"} <= fields


def test_the_same_seed_writes_the_same_words() -> None:
    assert written("E", 6) == written("E", 6)


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("[kaft cover]\nrow: Nr. | {ref}\nthis is no block\n", encoding="utf-8")
    code = f"from pathlib import Path\nfrom families.script import read\nread(Path({str(tmp_path / 'x.txt')!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=GENERATOR, check=False, timeout=300, capture_output=True, text=True
    )
    assert "ScriptError: x.txt:3:" in done.stderr


def make(out: Path, *options: str) -> Path:
    subprocess.run(
        [sys.executable, str(MAKE), "--seed", "5", "--out", str(out), *options],
        check=True,
        timeout=300,
        capture_output=True,
    )
    return out


@needs_fonts
def test_absent_facts_are_null_in_a_truth_that_is_read_and_repeated(tmp_path: Path) -> None:
    options = ("--wording", "CD", "--kind", "absent", "--folders", "2")
    first, again = make(tmp_path / "a", *options), make(tmp_path / "b", *options)
    files = [path.relative_to(first) for path in sorted(first.rglob("*")) if path.is_file()]
    assert all((first / file).read_bytes() == (again / file).read_bytes() for file in files)
    cover, undecided = sorted(read_truth(first / "truth"), key=lambda known: known.dossier)
    assert undecided.decision is None
    assert undecided.dates.decision is None
    assert undecided.applicants
    assert (cover.architect, cover.parcels, cover.dates.receipt) == (None, (), None)
    for known in (undecided, cover):
        for page in known.pages:  # a second part is a folder of its own
            places = (first / "delivery" / known.dossier / page.file, first / "delivery" / page.file)
            assert any(place.is_file() for place in places)


@needs_fonts
def test_a_merged_municipality_is_in_the_truth_by_its_name_of_today(tmp_path: Path) -> None:
    out = make(tmp_path, "--wording", "I", "--folders", "2")
    lacking, full = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((out / "truth").glob("*.json")))
    today = {"23106", "12041", "44085", "45068", "71072", "72043"}
    assert {lacking["municipality"]["nis"], full["municipality"]["nis"]} <= today
    assert lacking["decision"] is None  # the first of every ten lacks things
    assert full["decision"]
    shown = {page["type"]: page["text"] for page in full["pages"]}
    assert full["addresses"][0]["municipality"].lower() in "\n".join(shown.values()).lower()


@needs_fonts
def test_a_stack_without_sheets_knows_where_each_dossier_lies(tmp_path: Path) -> None:
    out = make(tmp_path, "--wording", "D", "--kind", "stack", "--folders", "3")
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((out / "truth").glob("*.json"))]
    assert [truth["stack"] for truth in truths] == ["stapel_1", "stapel_2", "stapel_3"]
    assert all(truth["first_page"] == 1 and truth["last_page"] == len(truth["pages"]) for truth in truths)
    assert len(list((out / "delivery" / "stapel_2").iterdir())) == len(truths[1]["pages"])
    for page in truths[1]["pages"]:
        with Image.open(out / "delivery" / "stapel_2" / page["file"]) as image:
            assert image.size == (page["width"], page["height"])
            grey = image.convert("L")
        for box in (box for field in page["fields"] for box in field.get("boxes", [field["bbox"]])):
            assert sum(grey.crop(tuple(box)).histogram()[:150]) > 8
