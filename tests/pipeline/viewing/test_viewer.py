import io
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import ContractBroken
from pipeline.viewing.marks import shown_fields
from pipeline.viewing.viewer import render
from schemas.located import Located, OfficialAddress
from schemas.record import Record, RecordPage


def grey(page: RecordPage) -> bytes:
    """Return a small image with the proportions of the page and a dark upper left corner."""
    image = Image.new("L", (page.width // 40, page.height // 40), 230)
    image.paste(20, (0, 0, 10, 5))
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.found if name in (attributes.get("class") or "").split()]


def test_every_page_and_every_place_is_there(record: Record) -> None:
    elements = Elements(render(record, grey))
    assert [sheet["data-page"] for sheet in elements.of_class("page")] == ["1", "2", "3"]
    fields = shown_fields(record)
    marks = [m.name for f in fields for value in (*f.values, *f.candidates) for m in value.marks]
    assert len(marks) == len(set(marks)) == 10
    assert {box["data-mark"] for box in elements.of_class("box")} == set(marks)
    assert {link["data-mark"] for link in elements.of_class("where") if "data-mark" in link} == set(marks)


def test_fields_are_said_in_dutch_with_status_and_reason(record: Record) -> None:
    html = render(record, grey)
    values = ("14 maart 1961", "19 maart 1961", "Dag 14 of 19: de stempel is vaag.", "Bladzijde 3 is vaag.")
    labels = ("Datum beslissing", "na te kijken", "verbeterd", "onleesbaar", "niet in het dossier", "hoofdnummer")
    for words in (*values, *labels):
        assert words in html
    assert "1 april 1961" not in html


def test_a_percentage_stands_only_beside_what_nobody_doubts(record: Record) -> None:
    fields = shown_fields(record)
    assert {field.status for field in fields if field.values} >= {"accepted", "review", "corrected"}
    sure = sum(bool(field.values) and field.status in {"accepted", "corrected"} for field in fields)
    several = sum(len(field.values) for field in fields if len(field.values) > 1 and field.status == "accepted")
    html = render(record, grey)
    assert html.count('class="sure"') == sure
    assert html.count("&#8239;%") == sure + several


def test_what_the_official_lists_say_stands_under_the_address(record: Record) -> None:
    names = ("level", "municipality", "nis", "street", "number")
    today, then = (
        OfficialAddress(**dict(zip(names[1:], ("Mechelen", "12025", street, "9"), strict=True)))
        for street in ("Nieuwe <Baan>", "Oude Baan")
    )
    place = Located(
        level="address", kind="renamed", score=1.0, today=today, then=then, candidates=(then,), reason="Let op."
    )
    html = render(record.model_copy(update={"located": (place,)}), grey)
    for words in ("Nu: Nieuwe &lt;Baan&gt; 9, Mechelen.", "Toen: Oude Baan 9, Mechelen.", "Of: Oude Baan 9", "Let op."):
        assert f'<p class="official">{words}' in html
    assert '<p class="official">' not in render(record.model_copy(update={"located": ()}), grey)


def test_text_of_the_dossier_cannot_become_code(record: Record) -> None:
    html = render(record, grey)
    elements = Elements(html)
    assert len(elements.named("script")) == 1
    assert not elements.named("b")
    assert "&lt;script&gt;alert(1)" in html
    assert "&lt;b&gt;1962" in html


def test_page_needs_no_network_and_allows_only_its_own_code(record: Record) -> None:
    elements = Elements(render(record, grey))
    (policy,) = [meta["content"] for meta in elements.named("meta") if meta.get("http-equiv")]
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy
    assert not elements.named("link")
    assert all((image["href"] or "").startswith("data:image/png;base64,") for image in elements.named("image"))
    assert not [name for name, attributes in elements.found if "style" in attributes or "onclick" in attributes]


def test_dollar_signs_of_the_dossier_stay(record: Record) -> None:
    priced = record.model_copy(update={"id": "$title ${facts} $$"})
    assert "$title ${facts} $$" in render(priced, grey)


@pytest.mark.parametrize(
    ("rotation", "turn", "view"),
    [
        (0, "translate(0 0)", "0 0 2480 3508"),
        (90, "translate(0 2480) rotate(-90)", "0 0 3508 2480"),
        (180, "translate(2480 3508) rotate(180)", "0 0 2480 3508"),
        (270, "translate(3508 0) rotate(90)", "0 0 3508 2480"),
        (None, "translate(0 0)", "0 0 2480 3508"),
    ],
)
def test_image_and_boxes_are_turned_together(rotation: int | None, turn: str, view: str, record: Record) -> None:
    page = record.pages[0].model_copy(update={"rotation": rotation})
    html = render(record.model_copy(update={"pages": (page,)}), grey)
    assert f'<svg viewBox="{view}"' in html
    assert re.search(rf'<g transform="{re.escape(turn)}"><image [^>]*/><rect class="box', html)


def test_page_without_image_is_still_listed(record: Record) -> None:
    html = render(record, lambda _: b"")
    assert html.count("Van deze bladzijde is er geen beeld.") == 3


def test_image_that_no_browser_shows_is_refused(record: Record) -> None:
    with pytest.raises(ContractBroken, match="page 1"):
        render(record, lambda _: b"II*\0")


def test_record_without_anything_is_shown(record: Record) -> None:
    html = render(Record(id="d-2", key=record.key, parts=()), grey)
    assert "13 ontbreekt" in html


def test_same_record_gives_the_same_page(record: Record) -> None:
    assert render(record, grey) == render(record, grey)


@pytest.mark.slow
def test_browser_runs_it_and_opens_on_the_first_doubtful_field(record: Record, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        assert not os.environ.get("CI"), "Chromium is needed here: apt-get install chromium"
        pytest.skip("Chromium is not installed")
    (tmp_path / "dossier.html").write_text(render(record, grey), encoding="utf-8")
    run = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--virtual-time-budget=2000", "--dump-dom", (tmp_path / "dossier.html").as_uri()],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    elements = Elements(run.stdout)
    chosen = [value["aria-label"] for value in elements.of_class("value") if "chosen" in (value["class"] or "")]
    assert chosen == ["Datum aanvraag: februari 1961"]
    assert [sheet["data-page"] for sheet in elements.of_class("page") if "hidden" not in sheet] == ["1"]
