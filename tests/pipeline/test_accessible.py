"""The pages for people, in a real browser: axe-core finds nothing serious, a keyboard is enough, paper holds them."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from flows.start_page import start_page
from pipeline.measuring.evaluate import evaluate
from pipeline.measuring.report import evaluation_page
from pipeline.viewing.viewer import render
from schemas.flat import flatten
from schemas.record import Record, RecordPage

CHROMIUM = Path("/usr/bin/chromium")
Serious = Callable[[Any], list[str]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A small laptop screen."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as play:
        # axe-core is put into the page, which its own policy would refuse.
        made = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=240_000)
        context = made.new_context(viewport={"width": 1366, "height": 768}, bypass_csp=True)
        context.set_default_timeout(240_000)
        yield context
        made.close()


def blank(page: RecordPage) -> bytes:
    target = io.BytesIO()
    Image.new("L", (page.width // 40, page.height // 40), 230).save(target, "PNG")
    return target.getvalue()


@pytest.fixture(scope="module")
def viewer(browser: Any, record: Record, tmp_path_factory: pytest.TempPathFactory) -> Any:
    page = tmp_path_factory.mktemp("viewer") / "dossier.html"
    page.write_text(render(record, blank), encoding="utf-8")
    view = browser.new_page()
    view.goto(page.as_uri())
    return view


@pytest.fixture(scope="module")
def figures(browser: Any, record: Record, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("figures")
    flat = flatten(record)
    (folder / f"{flat.dossier}.json").write_text(flat.model_dump_json(), encoding="utf-8")
    page = folder / "evaluation.html"
    page.write_text(evaluation_page(evaluate(folder, [flat]), "one dossier"), encoding="utf-8")
    view = browser.new_page()
    view.goto(page.as_uri())
    return view


def test_axe_finds_what_is_wrong(browser: Any, serious: Serious) -> None:
    view = browser.new_page()
    view.set_content(
        '<html lang="nl"><title>x</title><main><img src="data:,"><p style="color:#ccc">bleek</p></main></html>'
    )
    found = " ".join(serious(view))
    view.close()
    assert "image-alt (critical)" in found
    assert "color-contrast (serious)" in found


def test_the_dossier_page_is_accessible(viewer: Any, serious: Serious) -> None:
    viewer.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert serious(viewer) == []


def test_the_evaluation_page_is_accessible(figures: Any, serious: Serious) -> None:
    assert serious(figures) == []
    assert figures.evaluate("document.documentElement.scrollWidth") <= 1366


def test_the_page_in_front_of_prefect_is_accessible(browser: Any, serious: Serious) -> None:
    view = browser.new_page()
    view.set_content(start_page())
    found = serious(view)
    view.close()
    assert found == []


def chosen(view: Any) -> str:
    return str(view.evaluate("document.querySelector('.value.chosen').getAttribute('aria-label')"))


def test_the_keyboard_goes_everywhere(viewer: Any) -> None:
    first = chosen(viewer)
    viewer.keyboard.press("j")
    assert chosen(viewer) != first
    viewer.keyboard.press("k")
    assert chosen(viewer) == first
    for key, page in (("p", "1"), ("n", "2"), ("n", "3"), ("n", "3"), ("p", "2")):
        viewer.keyboard.press(key)
        assert viewer.evaluate("document.querySelector('.page:not([hidden])').dataset.page") == page, key
    focused = set()
    for _ in range(60):
        viewer.keyboard.press("Tab")
        focused.add(viewer.evaluate("document.activeElement.closest('header,nav,aside,main')?.className ?? ''"))
    assert {"pages", "facts", "sheet"} <= focused


@pytest.mark.parametrize("name", ["viewer", "figures"])
def test_paper_holds_all_of_it(name: str, request: pytest.FixtureRequest) -> None:
    """Printed on A4, nothing runs off the sheet: the margins are white."""
    printed = request.getfixturevalue(name).pdf(prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(printed)
    assert len(document) >= 1
    for page in document:
        picture = page.render(scale=1).to_pil().convert("L")
        width, height = picture.size
        assert abs(width / height - 210 / 297) < 0.01
        for side in ((0, 0, 20, height), (width - 20, 0, width, height)):
            assert picture.crop(side).getextrema()[0] > 250
    document.close()


@pytest.mark.parametrize(("media", "width"), [("screen", 1366), ("print", 688)])  # 182 mm between the margins of A4
def test_no_column_of_a_table_is_cut_off(media: str, width: int, figures: Any) -> None:
    figures.emulate_media(media=media)
    figures.set_viewport_size({"width": width, "height": 768})
    cut = "[...document.querySelectorAll('.wide')].map(box => box.scrollWidth - box.clientWidth)"
    found = figures.evaluate(cut)
    figures.emulate_media(media="screen")
    figures.set_viewport_size({"width": 1366, "height": 768})
    assert len(found) == 2
    assert max(found) <= 1
