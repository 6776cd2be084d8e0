"""What is released: a wheel that runs from an empty folder, and the list of what kaft is made of."""

import json
import re
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline.hosting.sbom import bill

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "config" / "locks" / "requirements.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the wheel, in a folder of their own."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out],
        check=True, capture_output=True, cwd=ROOT, timeout=300,
    )  # fmt: skip
    (wheel,) = out.glob("kaft-*.whl")
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(target)
    return target


def kaft(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed files, not the checkout: first on the path, from an empty folder."""
    first = f"import sys; sys.path.insert(0, {str(installed)!r})"
    start = f"{first}; from pipeline import cli; print(cli.__file__); cli.main()"
    return subprocess.run(
        [sys.executable, "-P", "-c", start, *words],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=300,
    )


def test_the_wheel_runs_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = kaft(installed, tmp_path, "--version")
    where, told = done.stdout.split()
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(where).is_relative_to(installed)
    assert told == version("kaft")


def test_the_wheel_has_all_that_it_needs(installed: Path, tmp_path: Path) -> None:
    done = kaft(installed, tmp_path, "doctor", "--work", str(tmp_path / "work"), "--json")
    checks = json.loads(done.stdout.partition("\n")[2])
    assert {check["what"] for check in checks if check["needed"] and not check["good"]} == set(), done.stderr
    for name in (
        "_config/default.toml",
        "_config/access.toml",
        "_config/locks/requirements.txt",
        "_samples/deliveries",
    ):
        assert (installed / "pipeline" / name).exists(), name
    assert list((installed / "pipeline" / "adapters" / "database" / "migrations" / "versions").glob("0*.py"))
    for name in ("page_head.html", "viewer_template.html", "report_template.html"):
        assert (installed / "pipeline" / "viewing" / name).exists(), name


def test_the_wheel_holds_nothing_else(installed: Path) -> None:
    top = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert top == {"schemas", "extractors", "pipeline", "flows"}
    assert not list(installed.rglob("__pycache__"))


def test_everything_that_is_locked_is_in_the_bill() -> None:
    made = bill(LOCK, "1.0")
    pinned = re.findall(r"^(\S+)==(\S+)", LOCK, re.MULTILINE)
    assert len(made["components"]) == len(pinned) > 50
    assert {(part["name"], part["version"]) for part in made["components"]} == {
        (name.replace("_", "-").lower(), number) for name, number in pinned
    }
    assert all(part["properties"] for part in made["components"])
    assert len({part["bom-ref"] for part in made["components"]}) == len(made["components"])
    digests = sum(len(part["properties"]) for part in made["components"])
    assert digests == LOCK.count("--hash=sha256:")


def test_the_bill_is_the_same_for_the_same_lock_and_another_for_another() -> None:
    assert bill(LOCK, "1.0") == bill(LOCK, "1.0")
    assert bill(LOCK, "1.0")["serialNumber"] != bill(LOCK, "1.1")["serialNumber"]
    one = "alembic==1.20.1 \\\n    --hash=sha256:" + "a" * 64 + "\n    # via x\n"
    (part,) = bill(one, "1.0")["components"]
    assert part["purl"] == "pkg:pypi/alembic@1.20.1"
    assert part["properties"] == [{"name": "kaft:sha256", "value": "a" * 64}]


def test_a_pin_for_some_machines_only_is_listed_too() -> None:
    lock = "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "b" * 64 + "\n"
    (part,) = bill(lock, "1.0")["components"]
    assert (part["version"], len(part["properties"])) == ("0.4.6", 1)
