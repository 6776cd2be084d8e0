"""The units for systemd are what systemd understands; job templates are whole."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from prefect.utilities.templating import apply_values

UNITS = Path(__file__).parents[2] / "config" / "systemd"


@pytest.mark.parametrize("unit", ["kaft.service", "kaft-worker@.service"])
def test_systemd_understands_the_unit(unit: str, tmp_path: Path) -> None:
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("There is no systemd-analyze on this machine.")
    text = (UNITS / unit).read_text(encoding="utf-8")
    # The programs must exist for systemd to be content.
    text = text.replace("/opt/kaft/.venv/bin", str(Path(sys.executable).parent)).replace("User=kaft\n", "User=root\n")
    copy = tmp_path / unit.replace("@.", "@digitaliseren.")
    copy.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [analyse, "verify", "--man=no", "--recursive-errors=no", str(copy)], capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    mine = [line for line in done.stderr.splitlines() if copy.name in line]
    assert (done.returncode, mine) == (0, [])


@pytest.mark.parametrize("kind", ["docker", "kubernetes"])
def test_a_job_template_declares_what_it_uses(kind: str) -> None:
    template = json.loads((UNITS.parent / "prefect" / f"{kind}.json").read_text(encoding="utf-8"))
    used = set(re.findall(r"\{\{ (\w+) \}\}", json.dumps(template["job_configuration"])))
    assert used == set(template["variables"]["properties"])


@pytest.mark.parametrize("kind", ["docker", "kubernetes"])
def test_a_job_template_is_whole_once_prefect_fills_it_in(kind: str) -> None:
    template = json.loads((UNITS.parent / "prefect" / f"{kind}.json").read_text(encoding="utf-8"))
    declared = template["variables"]["properties"]
    given = {"name": "levering-01", "command": "prefect flow-run execute", "env": {"A": "1"}, "labels": {"b": "2"}}
    chosen = {name: variable["default"] for name, variable in declared.items() if "default" in variable} | given
    filled = apply_values(template["job_configuration"], chosen)
    assert "{{" not in json.dumps(filled)
    assert (filled["name"], filled["env"], filled["labels"]) == ("levering-01", {"A": "1"}, {"b": "2"})
    if kind == "docker":
        assert filled["image"] == "kaft"
        return
    job = filled["job_manifest"]
    [container] = job["spec"]["template"]["spec"]["containers"]
    assert job["metadata"]["generateName"] == "levering-01-"
    assert (container["image"], container["env"], container["envFrom"]) == (
        "kaft", {"A": "1"}, [{"secretRef": {"name": "kaft"}}],
    )  # fmt: skip
    assert container["resources"]["limits"] == {"memory": "8Gi"}


def test_the_image_is_made_of_what_is_there() -> None:
    root = UNITS.parents[1]
    recipe = (root / "config" / "prefect" / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (\S+) ", recipe, re.MULTILINE)
    wanted = re.findall(r"-r /opt/kaft/(\S+)", recipe)
    assert copied
    assert len(wanted) == 2
    assert [name for name in (*copied, *wanted) if not (root / name).exists()] == []
    home = re.search(r"^WORKDIR (\S+)$", recipe, re.MULTILINE)
    assert home
    for kind in ("docker", "kubernetes"):
        assert f"{home[1]}/work" in (root / "config" / "prefect" / f"{kind}.json").read_text(encoding="utf-8")


def test_nothing_that_was_digitised_goes_into_an_image() -> None:
    root = UNITS.parents[1]
    let_be = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".git", ".venv", "kaft-work", "config/compose/secrets"} <= set(let_be)
    recipe = (root / "config" / "prefect" / "Containerfile").read_text(encoding="utf-8")
    assert "-o kaft -g kaft -m 750 /home/kaft/work" in recipe, "where a volume is mounted its owner must be kaft"


def test_a_job_in_a_container_runs_as_nobody_and_gains_nothing() -> None:
    folder = UNITS.parent / "prefect"
    recipe = (folder / "Containerfile").read_text(encoding="utf-8")
    found = re.search(r"useradd --system --uid (\d+)", recipe)
    assert found
    assert re.findall(r"^USER (\S+)$", recipe, re.MULTILINE) == [found[1]]
    docker, kubernetes = (
        json.loads((folder / f"{kind}.json").read_text(encoding="utf-8"))["job_configuration"]
        for kind in ("docker", "kubernetes")
    )
    assert docker["privileged"] is False
    assert docker["container_create_kwargs"]["cap_drop"] == ["ALL"]
    pod = kubernetes["job_manifest"]["spec"]["template"]["spec"]
    [container] = pod["containers"]
    assert {pod["securityContext"][name] for name in ("runAsUser", "runAsGroup", "fsGroup")} == {int(found[1])}
    assert container["securityContext"] == {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}


def test_the_compose_file_keeps_to_the_specification() -> None:
    root = UNITS.parents[1]
    schema = json.loads((root / "tests" / "data" / "compose" / "compose_spec.json").read_text(encoding="utf-8"))
    composed = yaml.safe_load((root / "config" / "compose" / "compose.yaml").read_text(encoding="utf-8"))
    checked = jsonschema.Draft7Validator(schema)
    assert [fault.message for fault in checked.iter_errors(composed)] == []
    composed["services"]["kaft"]["restrt"] = "always"
    assert not checked.is_valid(composed)
