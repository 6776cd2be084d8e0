"""Makes the pictures of a review in Prefect's interface for the documentation, and tells clicks and seconds.

    python benchmarks/screenshots.py

They are taken by the test that drives the interface (tests/flows/test_review_ui.py), so they show what is tested.
Look at them before you commit them. `figures.txt` beside them is printed and removed.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"


def main() -> None:
    """Run the test with the folder for pictures set."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/flows/test_review_ui.py"]
    subprocess.run(
        command, check=True, cwd=ROOT, env=os.environ | {"KAFT_SCREENSHOTS": str(IMAGES)}, stdout=subprocess.DEVNULL
    )
    figures = IMAGES / "figures.txt"
    print(figures.read_text(encoding="utf-8").strip())
    figures.unlink()


if __name__ == "__main__":
    main()
