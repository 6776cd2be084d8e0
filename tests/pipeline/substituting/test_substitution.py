"""The evidence for replacing paper: which paper must stay and why, and that nothing is ever said to be free."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline import bootstrap
from pipeline.adapters.places import Books
from pipeline.cli import main
from pipeline.errors import InputError, UsageError
from pipeline.receiving.acceptance import Remark, ScanLimits
from pipeline.reporting.facts import Facts, gather
from pipeline.settings import Settings, load
from pipeline.substituting.evidence import Key, Sources, evidence_of, result_of
from pipeline.substituting.page import page_of
from pipeline.substituting.sheets import DOSSIERS, RESCANS, SAMPLE, dossier_sheet, filled_in, rescan_sheet, sample_sheet
from schemas.reviews import Correction
from schemas.substitution import EvidenceOfDossier, EvidencePack, Sampled

CHROMIUM = Path("/usr/bin/chromium")
D1 = "D1"
SERIES = 'Bouwvergunningen <1934> & "later"'


@pytest.fixture(scope="module")
def facts(finished_settings: Settings) -> Facts:
    with bootstrap.workshop(finished_settings) as shop:
        tools = shop.tools
        return gather(
            "levering_01", register=tools.register, store=tools.store, reader=tools.reader, step=shop.step,
            limits=ScanLimits(min_dpi=100, min_dpi_large=100),
        )  # fmt: skip


class Office:
    """A copy of the register that a test may change, with what is gathered from it."""

    def __init__(self, settings: Settings, facts: Facts, books: Books) -> None:
        self.settings, self.facts, self.books = settings, facts, books

    def pack(self, verdicts: dict[Key, Sampled] | None = None) -> EvidencePack:
        store = bootstrap.open_the_store(self.settings)
        sources = Sources(self.books.register, self.books.reviews, store, self.books.chain)
        return evidence_of(SERIES, "2026-11-22", [self.facts], sources, verdicts or {}, ScanLimits())

    def accepted(self, bad: int = 0) -> dict[Key, Sampled]:
        return {
            (line.delivery, line.file, line.page): line.model_copy(
                update={"verdict": "slecht" if place < bad else "goed", "by": "mv", "on": "2026-11-20"}
            )
            for place, line in enumerate(self.pack().sample)
        }


@pytest.fixture
def office(facts: Facts, worked: Path) -> Iterator[Office]:
    copied = load(None, work=worked)
    with bootstrap.open_register(copied) as books:
        yield Office(copied, facts, books)


def dossier(pack: EvidencePack, folder: str = D1) -> EvidenceOfDossier:
    return next(one for one in pack.dossiers if one.folder == folder)


def reasons(pack: EvidencePack, folder: str = D1) -> set[str]:
    return {flag.reason for flag in dossier(pack, folder).flags}


@pytest.mark.parametrize(
    ("size", "accept", "judged", "bad", "result"),
    [
        (8, 1, 8, 1, "accepted"), (8, 1, 8, 2, "refused"), (8, 1, 3, 2, "refused"), (8, 1, 7, 0, "unfinished"),
        (8, 0, 8, 0, "accepted"), (0, 0, 0, 0, "accepted"),
    ],
)  # fmt: skip
def test_a_sample_is_accepted_only_when_all_of_it_was_looked_at(
    size: int, accept: int, judged: int, bad: int, result: str
) -> None:
    assert result_of(size, accept, judged, bad) == result


def test_no_paper_is_free_before_the_sample_is_accepted(office: Office) -> None:
    for verdicts in ({}, office.accepted(bad=len(office.pack().sample))):
        pack = office.pack(verdicts)
        assert all("sample" in {flag.reason for flag in one.flags} for one in pack.dossiers)
    assert pack.deliveries[0].result == "refused"

    good = office.pack(office.accepted())
    assert good.deliveries[0].result == "accepted"
    assert {(line.verdict, line.by, line.on) for line in good.sample} == {("goed", "mv", "2026-11-20")}
    assert "sample" not in reasons(good)


def test_what_waits_or_was_set_aside_stays(office: Office) -> None:
    pack = office.pack(office.accepted())

    assert "waiting" in reasons(pack)
    assert {"set_aside", "not_published"} <= reasons(pack, "D3")
    assert {one.file for one in pack.set_aside} == {"D3/brief.docx", "Janssens Maria/0002.pdf"}
    assert "set_aside" in reasons(pack, "Janssens Maria")
    assert pack.deliveries[0].pages == pack.deliveries[0].accounted == 6
    assert not pack.deliveries[0].listed


def test_without_a_reason_nothing_is_flagged(office: Office) -> None:
    register, scans = office.books.register, office.facts.delivery.dossiers
    for outcome in register.outcomes():
        register.conclude(outcome.model_copy(update={"state": "published"}))
    office.facts = office.facts._replace(outcomes=register.outcomes())
    assert D1 in {one.key.folder for one in scans}

    assert reasons(office.pack(office.accepted())) == set()


def test_a_bad_scan_a_lost_page_and_a_sum_that_is_wrong_stay(office: Office) -> None:
    office.facts = office.facts._replace(
        pages=tuple(
            one._replace(remarks=(Remark("blurred", "6 pixels"),)) if one.page.folder == D1 else one
            for one in office.facts.pages
        )
    )
    blob = bootstrap.open_the_store(office.settings).local(office.facts.delivery.dossiers[0].pages[0].image.sha256)
    blob.chmod(0o644)
    blob.write_bytes(b"other")

    pack = office.pack(office.accepted())

    assert {"bad_scan", "changed"} <= reasons(pack)
    assert pack.fixity.faults == 1
    assert {(line.folder, line.why, line.measured) for line in pack.rescans} == {(D1, "onscherp", "6 pixels")}
    unsummed = office.facts.delivery.model_copy(update={"pages_received": 7})
    office.facts = office.facts._replace(delivery=unsummed)
    assert "unaccounted" in reasons(office.pack(), "stapel")


def test_what_people_said_counts(office: Office) -> None:
    dossier_id = dossier(office.pack()).id
    register = office.books.register
    kept = register.act("kept", dossier_id, who="an", why="erfgoedwaarde")
    register.act("withdrawn", dossier_id, who="an", why="verkeerde map")
    answers = [
        Correction.model_validate({
            "dossier_id": dossier_id, "field": field, "kind": kind, "status": "review", "confidence": 0.5,
            "asked": "doubtful", "version": 1, "reviewer": "mv", "at": "2026-11-21T10:00:00Z", "final": True,
            "channel": "terminal",
        })
        for field, kind in (("decision", "rescan"), ("subject", "illegible"), ("parcels", "absent"))
    ]  # fmt: skip
    review = office.books.reviews.review(dossier_id)
    assert review is not None
    office.books.reviews.save(review.model_copy(update={"revision": review.revision + 1}), answers)

    one = dossier(office.pack(office.accepted()))

    found = {flag.reason: flag.detail for flag in one.flags}
    assert {"kept", "withdrawn", "scan_again", "illegible"} <= set(found)
    assert found["kept"].startswith("erfgoedwaarde (an, 20")
    assert found["scan_again"].endswith(": decision")
    assert (one.answers, one.reviewers) == (3, ("mv",))
    register.act("undone", dossier_id, who="bo", why="toch niet", undoes=kept.number)
    assert "kept" not in reasons(office.pack())


def test_the_same_register_gives_the_same_bytes(office: Office) -> None:
    one, two = office.pack(), office.pack()
    assert one.model_dump_json() == two.model_dump_json()
    assert (page_of(one), dossier_sheet(one)) == (page_of(two), dossier_sheet(two))
    assert EvidencePack.model_validate_json(one.model_dump_json()) == one


def rows(sheet: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_no_cell_is_a_formula_and_no_name_is_code(office: Office) -> None:
    nasty = '=cmd|"/c x"!A1<script>alert(1)</script>'
    pack = office.pack()
    named = pack.model_copy(
        update={
            "series": nasty,
            "dossiers": tuple(one.model_copy(update={"folder": nasty}) for one in pack.dossiers),
            "sample": tuple(one.model_copy(update={"file": nasty}) for one in pack.sample),
        }
    )
    for sheet, columns in (
        (dossier_sheet(named), DOSSIERS), (sample_sheet(named), SAMPLE), (rescan_sheet(named), RESCANS),
    ):  # fmt: skip
        first, *others = rows(sheet)
        assert tuple(first) == columns
        assert not [cell for row in others for cell in row if cell.startswith(("=", "+", "-", "@"))]
    page = page_of(named)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    _Closed().feed(page)


class _Closed(HTMLParser):
    """Fails on an element that is not closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # HTMLParser gives them
        self.open += [] if tag in {"meta", "br", "link"} else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_says_that_it_is_no_permission_and_names_no_citizen(office: Office) -> None:
    page = page_of(office.pack())
    assert "Dit is geen toestemming" in page
    assert "ISO 2859-1" in page
    assert "Verhaegen" not in page
    assert "Verhaegen" not in office.pack().model_dump_json()


def test_a_browser_finds_nothing_serious_and_shows_it_whole(
    office: Office, serious: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    page = tmp_path / "index.html"
    page.write_text(page_of(office.pack(office.accepted(bad=1))), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=240_000)
        view = browser.new_context(viewport={"width": 1366, "height": 768}, bypass_csp=True).new_page()
        view.set_default_timeout(240_000)
        view.goto(page.as_uri())
        assert serious(view) == []
        assert view.evaluate("document.documentElement.scrollWidth") <= 1366
        browser.close()


def test_a_filled_in_sample_comes_back(office: Office, tmp_path: Path) -> None:
    wanted = office.accepted(bad=1)
    file = tmp_path / "steekproef.csv"
    file.write_bytes(sample_sheet(office.pack(wanted)))

    assert filled_in(file) == wanted


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("levering_01;D1;D1/0001.tif;1;misschien;mv;", "misschien"),
        ("levering_01;D1;D1/0001.tif;een;goed;mv;", "goed"),
        ("levering_01;D1;D1/0001.tif;1;goed;;", "who looked"),
    ],
)  # fmt: skip
def test_a_verdict_that_cannot_be_understood_is_refused(row: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "steekproef.csv"
    file.write_text(f"{';'.join(SAMPLE)}\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        filled_in(file)


def test_another_file_is_no_sample(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no sample"):
        filled_in(file)
    with pytest.raises(UsageError):
        filled_in(tmp_path / "none.csv")


def test_the_commands_write_the_pack_and_keep_paper(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAFT_READING__ENGINE", "tesseract")
    work, out = ("--work", str(worked)), tmp_path / "pak"
    main(["keep", D1, "--reason", "erfgoedwaarde", *work])
    order = ["substitution", str(out), "levering_01", "--series", "Reeks", "--on", "2026-11-22", *work]
    capsys.readouterr()
    main([*order, "--json"])
    assert json.loads(capsys.readouterr().out) == {"folder": str(out), "dossiers": 4, "stay": 4}

    assert {path.name for path in out.iterdir()} == {
        "index.html", "bewijs.json", "dossiers.csv", "opnieuw.csv", "steekproef.csv",
    }  # fmt: skip
    pack = EvidencePack.model_validate_json((out / "bewijs.json").read_text(encoding="utf-8"))
    assert "kept" in reasons(pack)

    stray = tmp_path / "stray.csv"
    stray.write_text(f"{';'.join(SAMPLE)}\nlevering_01;D1;D1/9.tif;1;goed;mv;\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main([*order, "--sample", str(stray)])
    assert ended.value.code == 4
