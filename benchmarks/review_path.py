"""Tells where the time of a review in Prefect's interface goes: CPU seconds and requests of each step.

    kaft up --work WORK                      # with a review waiting
    python benchmarks/review_path.py WORK

Drives Chromium from the list to a filled-in form and does not send it. Seconds by the clock depend on what else the
machine does; seconds of the browser's main thread and numbers of requests tell what the page asks for.
"""

import argparse
import base64
import os
import time
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import CDPSession, Page, expect, sync_playwright

from flows.start_page import WORK_LIST

PATIENCE = 240_000
"""Milliseconds for anything to happen on a busy machine."""


class Meter:
    """Prints what each step cost since the one before."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self._session, self._requests = session, 0
        page.on("requestfinished", lambda _: self._count())
        session.send("Performance.enable")
        self._last = self._now()

    def _count(self) -> None:
        self._requests += 1

    def _now(self) -> tuple[float, float, float]:
        told = {one["name"]: one["value"] for one in self._session.send("Performance.getMetrics")["metrics"]}
        return time.perf_counter(), cpu_of_children(), float(told["TaskDuration"])

    def step(self, name: str) -> None:
        """Print a step that has just ended."""
        now = self._now()
        clock, cpu, thread = (new - old for new, old in zip(now, self._last, strict=True))
        told = f"browser {cpu:5.1f} CPU s  main thread {thread:5.1f} s  {self._requests} requests"
        print(f"{name:12} {clock:6.1f} s  {told}")
        self._last, self._requests = now, 0


def cpu_of_children() -> float:
    """Return the CPU seconds of all processes below this one: the browser."""
    below: dict[int, list[int]] = defaultdict(list)
    used: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        below[int(fields[1])].append(int(stat.parent.name))
        used[int(stat.parent.name)] = int(fields[11]) + int(fields[12])
    todo = list(below[os.getpid()])
    for pid in todo:
        todo += below[pid]
    return sum(used.get(pid, 0) for pid in todo) / os.sysconf("SC_CLK_TCK")


def walk(page: Page, meter: Meter) -> None:
    """Go from the list to a filled-in form."""
    page.goto(WORK_LIST)
    first = page.get_by_role("link", name="nakijken-").first
    expect(first).to_be_visible(timeout=PATIENCE)
    meter.step("list")
    first.click()
    page.get_by_role("button", name="Open menu").click()
    meter.step("dossier")
    page.get_by_role("menuitem", name="Resume").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_role("button", name="Resume")).to_be_enabled(timeout=PATIENCE)
    fields = form.get_by_role("button", name="Select ")
    expect(fields.first).to_be_visible(timeout=PATIENCE)
    meter.step("form")
    for number in range(fields.count()):
        fields.nth(number).click()
        page.get_by_role("option").first.click()
        meter.step(f"field {number + 1}")
    form.get_by_label("Uw nakijkerscode").click()
    page.keyboard.type("an-000000")
    meter.step("code")


def main() -> None:
    """Walk twice: with an empty browser, and as somebody does who worked here before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    folder = parser.parse_args().work / "up"
    login = base64.b64encode((folder / "login").read_text().strip().encode()).decode()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": 1280, "height": 1400}, base_url=f"{(folder / 'url').read_text().strip()}/"
        )
        context.add_init_script(f"localStorage.setItem('prefect-password', '{login}')")
        for who in ("first time", "again"):
            print(who)
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            walk(page, Meter(page, context.new_cdp_session(page)))
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
