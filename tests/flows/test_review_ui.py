"""One review as a steward lives it: a real server, a real worker and Chromium, from the list to the next version."""

import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_HOME,
    PREFECT_SERVER_ALLOW_EPHEMERAL_MODE,
    temporary_settings,
)

from flows.deploy import deploy
from flows.start_page import WORK_LIST
from flows.work_list import Reopened, reopen
from pipeline.adapters.processes.loopback import free_port
from tests.flows.review_office import ASKED, Office, make_office
from tests.programs import running, surroundings

PATIENCE = 600
"""Seconds for anything to happen on a busy machine."""
CHROMIUM = "/usr/bin/chromium"
MOST_CLICKS = 12


@dataclass(frozen=True)
class Installation:
    """A server with one review open, and a worker that waits for its answer."""

    url: str
    office: Office


class Steward:
    """Somebody at a screen; counts what the hand does."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1


@pytest.fixture
def installation(_postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("ui")
    office = make_office(folder / "office", 1)
    name = f"prefect_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"postgresql://{_postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = {
        "PREFECT_HOME": str(folder / "home"),
        "PREFECT_API_URL": f"{url}/api",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"postgresql+asyncpg://{_postgres_server}/{name}",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_UI_API_URL": f"{url}/api",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(folder / "static"),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
    }
    python = [sys.executable, "-m"]
    how = {"env": surroundings("PREFECT_", **settings), "cwd": folder}
    with ExitStack() as stack:
        server = [*python, "flows.server", "--port", str(port)]
        stack.enter_context(running(server, folder / "server.log", **how))
        until(lambda: answers(f"{url}/api/health"), "the server did not start")
        updates = {PREFECT_API_URL: f"{url}/api", PREFECT_HOME: folder, PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: False}
        with temporary_settings(updates):
            deploy()
            assert reopen(office.settings, office.config) == Reopened(opened=1)
        worker = [*python, "prefect", "worker", "start", "--pool", "nakijken", "--type", "process"]
        stack.enter_context(running(worker, folder / "worker.log", **how))
        yield Installation(url, office)


@pytest.fixture
def page(installation: Installation) -> Iterator[Page]:
    assert installation
    assert Path(CHROMIUM).exists(), "this test needs Chromium: apt-get install chromium"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE * 1000)
        context = browser.new_context(viewport={"width": 1280, "height": 1400}, base_url=installation.url)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        expect.set_options(timeout=PATIENCE * 1000)
        yield page
        browser.close()


def test_a_dossier_with_two_doubtful_fields_takes_few_clicks(installation: Installation, page: Page) -> None:
    before, steward = installation.office.version("D0"), Steward(page)
    began = time.perf_counter()

    page.goto(f"/{WORK_LIST}")
    expect(page.get_by_role("link", name="nakijken-").first).to_be_visible()
    pictured(page, "nakijken-lijst")
    steward.click(page.get_by_role("link", name="nakijken-").first)
    steward.click(page.get_by_role("button", name="Open menu"))
    steward.click(page.get_by_role("menuitem", name="Resume"))
    form = page.get_by_role("dialog")
    expect(form.get_by_role("img", name="blad").first).to_be_visible()
    drawn = form.get_by_role("img", name="blad").evaluate_all("found => found.map(one => one.naturalWidth)")
    assert len(drawn) == len(ASKED)
    assert min(drawn) > 100, "the pictures of the page are not shown"
    assert "622/1940" in form.inner_text()
    aside = looked_at_whole_page(page, form.get_by_role("link", name="ware grootte").first)
    for label in ("1. Dossiernummers", "2. Datum beslissing"):
        steward.click(form.get_by_role("button", name=f"Select {label}", exact=True))
        steward.click(page.get_by_role("option").first)
    steward.click(form.get_by_label("Uw nakijkerscode"))
    page.keyboard.type(installation.office.codes["an"])
    pictured(page, "nakijken-formulier")
    steward.click(form.get_by_role("button", name="Resume"))
    expect(form).to_be_hidden()
    answered = time.perf_counter() - began - aside

    until(lambda: installation.office.version("D0") == before + 1, "the answer did not arrive")
    kept(f"clicks {steward.clicks}, seconds {answered:.1f}, until published {time.perf_counter() - began:.1f}\n")
    assert steward.clicks <= MOST_CLICKS
    assert installation.office.review("D0").questions == ()


def looked_at_whole_page(page: Page, link: Locator) -> float:
    """Open the link of a page beside the form, as who doubts the crop does; returns the seconds, which are extra."""
    began = time.perf_counter()
    beside = page.context.new_page()
    beside.goto(str(link.get_attribute("href")))
    whole = beside.get_by_role("img", name="blad 1")
    expect(whole).to_be_visible()
    assert whole.evaluate("one => one.naturalHeight") == 1600
    pictured(beside, "nakijken-blad")
    beside.close()
    return time.perf_counter() - began


def pictured(page: Page, name: str) -> None:
    """Keep a picture of the screen where `KAFT_SCREENSHOTS` says, for the documentation."""
    if folder := os.environ.get("KAFT_SCREENSHOTS"):
        page.screenshot(path=Path(folder, f"{name}.png"))


def kept(figures: str) -> None:
    if folder := os.environ.get("KAFT_SCREENSHOTS"):
        Path(folder, "figures.txt").write_text(figures, encoding="utf-8")


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).is_success
    except httpx.TransportError:
        return False


def until(met: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < end, otherwise
        time.sleep(0.5)
