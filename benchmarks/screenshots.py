"""Makes the pictures of a review in Prefect's interface for the documentation, and tells clicks and seconds.

    python benchmarks/screenshots.py
    python benchmarks/screenshots.py kaft-demo     # only the dossier page, of what `kaft demo` made

The first are taken by the test that drives the interface (tests/flows/test_review_ui.py), so they show what is tested.
Look at them before you commit them. `figures.txt` beside them is printed and removed.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"


def dossier_page(work: str) -> None:
    """Take the picture of the README: the first sample dossier, with the site address chosen."""
    from playwright.sync_api import sync_playwright

    page = Path(work).absolute() / "show" / "picture.html"
    kaft = [sys.executable, "-m", "pipeline.cli", "show", "D012_M01", "--out", str(page), "--work", work]
    subprocess.run(kaft, check=True, stdout=subprocess.DEVNULL)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 1366, "height": 768})
        view.goto(page.as_uri())
        view.click('.where[data-page="3"] >> nth=0')
        view.click('[aria-label^="Ligging"] ~ .where[data-page="3"]')
        view.screenshot(path=IMAGES / "show.png")
        browser.close()


def main() -> None:
    """Run the test with the folder for pictures set."""
    if sys.argv[1:]:
        dossier_page(sys.argv[1])
        return
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/flows/test_review_ui.py"]
    subprocess.run(
        command, check=True, cwd=ROOT, env=os.environ | {"KAFT_SCREENSHOTS": str(IMAGES)}, stdout=subprocess.DEVNULL
    )
    figures = IMAGES / "figures.txt"
    print(figures.read_text(encoding="utf-8").strip())
    figures.unlink()


if __name__ == "__main__":
    main()
