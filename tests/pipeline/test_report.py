"""The report on a delivery: complete for the archive, without content for the contractor, readable in a browser."""

import csv
import io
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline import bootstrap
from pipeline.errors import NotFound
from pipeline.explaining.briefly import briefly
from pipeline.receiving.acceptance import ScanLimits
from pipeline.reporting.facts import Facts, StreetFacts, gather, house_number
from pipeline.reporting.page import render
from pipeline.reporting.reports import facts_of, write_reports
from pipeline.reporting.rescans import COLUMNS, rescan_list
from pipeline.settings import Settings
from pipeline.viewing import html_page

CHROMIUM = Path("/usr/bin/chromium")
NAME = "levering_01"
SECRET = ("Verhaegen", "622/1940", "burgemeester")
"""What stands on pages of the delivery, and must not reach the contractor (the folder names are the contractor's)."""


class Elements(HTMLParser):
    """The elements of a page with their attributes, and whether each was closed."""

    EMPTY = ("meta", "img", "br", "rect", "hr")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def facts(finished_settings: Settings) -> Facts:
    with bootstrap.workshop(finished_settings) as shop:
        tools = shop.tools
        return gather(
            NAME, register=tools.register, store=tools.store, reader=tools.reader, step=shop.step, limits=ScanLimits()
        )


def test_a_run_ends_with_its_report(finished: Any) -> None:
    folder = finished.work / "reports"

    assert {path.name for path in folder.iterdir()} >= {
        f"{NAME}.html", f"{NAME}.scanfirma.html", f"{NAME}.opnieuw.csv",
    }  # fmt: skip
    assert f"{NAME}.html" in finished.result.stdout


def test_everything_that_came_in_is_counted(facts: Facts) -> None:
    assert len(facts.pages) == facts.delivery.pages_received
    assert all(judged.page.prepared for judged in facts.pages)
    assert {judged.page.words for judged in facts.pages if judged.page.words is not None}
    codes = {remark.code for judged in facts.pages for remark in judged.remarks}
    assert "resolution" in codes  # the pages of these tests have 150 dpi
    assert facts.pictures
    assert (facts.plan.lot, facts.plan.whole) == (len(facts.pages), True)
    assert sum(facts.fields[0].statuses.values()) == sum(outcome.version is not None for outcome in facts.outcomes)


def test_the_archive_sees_what_became_of_it(facts: Facts) -> None:
    page = render(facts, ScanLimits())

    for said in ("Keuring", "Slechtste bladen", "Wat ervan werd", "ISO 2859-1", "brief.docx", "Datum beslissing"):
        assert said in page
    assert page.count("data:image/png;base64,") == len(facts.pictures)


def test_the_contractor_sees_nothing_of_what_stands_on_pages(facts: Facts) -> None:
    page = render(facts, ScanLimits(), "contractor")

    for hidden in (
        *SECRET,
        "data:image",
        "Wat ervan werd",
        "Datum beslissing",
        *(street.name for street in facts.streets),
    ):
        assert hidden not in page
    for judged in facts.pages:
        for line in judged.page.text.splitlines():
            assert len(line) < 8 or line not in page
    assert "D1/0001.tif" in page
    assert "te lage resolutie" in page


@pytest.mark.parametrize("audience", ["archive", "contractor"])
def test_the_page_stands_on_its_own(facts: Facts, audience: Any) -> None:
    page = render(facts, ScanLimits(), audience)
    elements = Elements(page)

    assert elements.open == []
    assert not {tag for tag, _ in elements.found} & {"script", "link", "iframe", "object", "form"}
    for tag, attributes in elements.found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("src", "href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:image/png;base64,"))
    policy = next(attributes["content"] for tag, attributes in elements.found if "http-equiv" in attributes)
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [(attributes["href"] or "")[1:] for tag, attributes in elements.found if tag == "a"]
    assert targets
    assert set(targets) <= set(ids)


def test_names_from_outside_cannot_become_markup(facts: Facts) -> None:
    evil = '<img src=x onerror=alert(1)>&".tif'
    judged = facts.pages[0]
    scan = judged.page.scan.model_copy(update={"file": evil})
    spoiled = facts._replace(
        pages=(judged._replace(page=judged.page._replace(scan=scan, folder=evil)), *facts.pages[1:])
    )

    page = render(spoiled, ScanLimits())

    assert "<img src=x" not in page
    assert Elements(page).open == []


def test_one_is_said_in_the_singular(facts: Facts) -> None:
    [aside, *_] = facts.delivery.quarantined
    one = facts._replace(
        pages=next((judged,) for judged in facts.pages if judged.defective),
        gaps=(),
        delivery=facts.delivery.model_copy(update={"quarantined": (aside,), "dossiers": facts.delivery.dossiers[:1]}),
        outcomes=tuple(each for each in facts.outcomes if each.state == "review")[:1],
        streets=(StreetFacts("Dreef", 1, ("12",)),),
        nowhere=1,
        pictures={},
        sample=(),
    )

    seen = re.sub(r"<[^>]+>", " ", render(one, ScanLimits()))

    assert "1 gebrek op 1 blad:" in seen
    assert "1 straat. 1 dossier zonder straat." in seen
    assert re.search(r"\b1\s+dossier wacht op iemand", seen)
    assert re.findall(r"\b1\s+(?:dossiers|bladen|bestanden|straten|gebreken|gepubliceerde)\b", seen) == []


def test_a_file_that_could_not_be_used_is_asked_for_too(facts: Facts) -> None:
    [aside, *_] = facts.delivery.quarantined
    lost = aside.model_copy(update={"file": "D007_M99/0003.tif", "replaced_by": None})
    back = lost.model_copy(update={"file": "D007_M99/0004.tif", "replaced_by": "levering_02"})
    only = facts._replace(
        pages=tuple(judged._replace(remarks=()) for judged in facts.pages), gaps=(),
        delivery=facts.delivery.model_copy(update={"quarantined": (lost, back)}),
    )  # fmt: skip

    for audience in ("archive", "contractor"):
        page = render(only, ScanLimits(), audience)
        assert "Geen enkel blad overschrijdt een grens." not in page
        assert page.count("Eén bestand kon niet gebruikt worden: vraag de scanfirma ook daarnaar") == 2
    [_, row] = csv.reader(io.StringIO(rescan_list(only).decode("utf-8-sig")), delimiter=";")
    assert row[1:3] == ["D007_M99", "D007_M99/0003.tif"]
    assert row[5:] == ["bestand in quarantaine", briefly(aside.problem)]


def test_the_rescan_list_is_safe_in_a_spreadsheet(facts: Facts) -> None:
    judged = next(judged for judged in facts.pages if judged.defective)
    scan = judged.page.scan.model_copy(update={"file": "=HYPERLINK(1).tif"})
    spoiled = facts._replace(pages=(judged._replace(page=judged.page._replace(scan=scan)),))

    header, *rows = csv.reader(io.StringIO(rescan_list(spoiled).decode("utf-8-sig")), delimiter=";")

    assert tuple(header) == COLUMNS
    assert rows[0][2] == "'=HYPERLINK(1).tif"
    assert any(row[5] == "bestand in quarantaine" for row in rows)
    assert all(len(row) == len(COLUMNS) for row in rows)


def test_the_same_delivery_gives_the_same_report(finished_settings: Settings, tmp_path: Path) -> None:
    with bootstrap.workshop(finished_settings) as shop:
        limits, seen = finished_settings.acceptance, (shop.tools, shop.step)
        written = write_reports(facts_of(NAME, *seen, limits), limits, tmp_path)
        again = facts_of(NAME, *seen, limits)
        with pytest.raises(NotFound, match="nergens"):
            facts_of("nergens", *seen, limits)

    assert written.archive.read_text(encoding="utf-8") == render(again, limits)
    assert "data:image" not in written.contractor.read_text(encoding="utf-8")
    assert written.rescans.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_command_writes_where_it_is_told(
    worked: Path, tmp_path: Path, kaft: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    out, table = tmp_path / "r" / "verslag.html", tmp_path / "r" / "opnieuw.csv"

    done = kaft("report", NAME, "--work", worked, "--out", out, "--csv", table, "--for", "contractor")

    assert done.returncode == 0, done.stderr
    assert "voor de scanfirma" in out.read_text(encoding="utf-8")
    assert table.read_bytes()


def test_streets_are_a_plan_with_every_house_number_in_words(facts: Facts) -> None:
    streets = (StreetFacts("Tisseltbaan", 3, ("1", "80", "142bis")), StreetFacts("Kouter & co", 1, ()))
    page = render(facts._replace(streets=streets, nowhere=2), ScanLimits())
    plan = page[page.index('id="straten"') : page.index('id="metingen"')]

    assert "2 straten. 2 dossiers zonder straat." in plan
    assert "Tisseltbaan" in plan
    assert "Kouter &amp; co" in plan
    assert "1, 80, 142bis" in plan
    assert "huisnummers 1 tot 142" in plan
    marks = re.findall(r'<rect x="([\d.]+)" y="(\d+)" width="4"', plan)
    assert [side for _, side in marks] == ["2", "12", "12"]
    assert sorted(marks, key=lambda mark: float(mark[0])) == marks
    assert 290 < float(marks[-1][0]) <= 296
    assert Elements(page).open == []


def test_many_streets_are_folded_away(facts: Facts) -> None:
    streets = tuple(StreetFacts(f"Straat {number}", 1, (str(number),)) for number in range(60))
    page = render(facts._replace(streets=streets), ScanLimits())
    assert "Nog 20 straten" in page
    assert all(f">Straat {number}<" in page for number in range(60))


@pytest.mark.parametrize(("written", "place"), [("12", 12), ("12bis", 12), ("12-14", 12), ("z/n", 0), ("", 0)])
def test_a_house_number_has_its_place(written: str, place: int) -> None:
    assert house_number(written) == (place, written)


def test_it_is_readable_in_a_browser(facts: Facts, tmp_path: Path, serious: Callable[[Any], list[str]]) -> None:
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    page = tmp_path / "report.html"
    page.write_text(render(facts, ScanLimits()), encoding="utf-8")
    asked: list[str] = []
    said: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=240_000)
        view = browser.new_page(viewport={"width": 1366, "height": 768})
        view.set_default_timeout(240_000)
        view.on("request", lambda request: asked.append(request.url))
        view.on("console", lambda message: said.append(message.text))
        view.goto(page.as_uri())
        folded = {}
        for width in (1366, 1024):  # a small laptop; half a large screen: folded, as the page opens
            view.set_viewport_size({"width": width, "height": 768})
            folded[width] = view.evaluate(INNER)
        view.set_viewport_size({"width": 1366, "height": 768})
        view.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        wide = view.evaluate("document.documentElement.scrollWidth")
        inner = view.evaluate(INNER)
        pale = view.evaluate(CONTRAST)
        unnamed = view.evaluate(
            "[...document.querySelectorAll('img:not([alt]), [role=region]:not([aria-label])')].length"
        )
        found = serious(view)
        drawn = view.evaluate("[...document.images].every(each => each.naturalWidth > 0)")
        printed = view.pdf()
        browser.close()

    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    assert wide <= 1366
    assert max(inner) <= 0
    assert {width: max(found) for width, found in folded.items() if max(found) > 0} == {}, "a table is cut off"
    assert pale == []
    assert found == []
    assert unnamed == 0
    assert drawn
    assert printed.startswith(b"%PDF-")


INNER = "[...document.querySelectorAll('.wide')].map(each => each.scrollWidth - each.clientWidth)"
"""By how many pixels each table is wider than its place."""
CONTRAST = """() => {
  const light = colour => {
    const part = colour.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const numbers = text => text.match(/[\\d.]+/g).map(Number);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const pale = [];
  for (const element of document.querySelectorAll('body *')) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const [a, b] = [light(numbers(getComputedStyle(element).color).slice(0, 3)), light(behind(element))];
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) pale.push(element.outerHTML.slice(0, 80));
  }
  return pale;
}"""
"""Text whose contrast with what is behind it is below 4.5, the least that WCAG 2 AA asks."""


def test_the_style_fetches_nothing_and_knows_paper() -> None:
    template = (Path(html_page.__file__).parent / "report_template.html").read_text(encoding="utf-8")

    assert re.search(r"@media print", template)
    assert "url(" not in template
    assert "@import" not in template
