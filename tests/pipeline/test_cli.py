"""The real command: what it says, how it ends, and what is left when it is killed."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import structlog

from pipeline import bootstrap, log
from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.settings import load
from pipeline.verifying.verify import verify

Kaft = Callable[..., subprocess.CompletedProcess[str]]
QUICK = {**os.environ, "KAFT_READING__ENGINE": "tesseract"}
Here = Callable[..., tuple[int, str, str]]


def tree(folder: Path) -> dict[str, str]:
    """Return the digest of every file under a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Run the command in this process, which is quicker: exit code, output and complaints."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        code = 0
        try:
            main([*map(str, words)])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return code, *capsys.readouterr()

    yield run
    log.configure("error")
    structlog.reset_defaults()


def test_the_run_goes_on_and_tells_what_a_person_must_do(finished: Any) -> None:
    result = finished.result

    assert result.returncode == 9
    assert "Traceback" not in result.stderr
    assert "brief.docx" in result.stdout
    assert "Office document" in result.stdout
    assert "Deliver TIFF, JPEG, PNG, JPEG 2000 or PDF" in result.stdout
    assert "The PDF is damaged" in result.stdout
    assert "Pages in: 6 = pages accounted for: 6; none is missing." in result.stdout


def test_status_shows_it_again_to_people_and_to_programs(finished: Any, kaft: Kaft, here: Here) -> None:
    shown = kaft("status", "levering_01", "--work", finished.work)
    (report,) = json.loads(here("status", "--work", finished.work, "--json")[1])["reports"]

    assert shown.returncode == 0
    assert "quarantined: D3/brief.docx" in shown.stdout
    assert "none is missing" in shown.stdout
    assert (report["pages_received"], report["pages_accounted"], report["files_received"]) == (6, 6, 8)
    states = {outcome["key"]["folder"]: outcome["state"] for outcome in report["outcomes"]}
    assert states["D3"] == "quarantined"
    assert states["Janssens Maria"] == "review"
    assert set(states) == {"D1", "D3", "Janssens Maria", "stapel"}
    assert {file["file"] for file in report["quarantined"]} == {"D3/brief.docx", "Janssens Maria/0002.pdf"}
    assert all(file["problem"]["hint"] for file in report["quarantined"])


def test_every_received_byte_is_in_the_store(finished: Any) -> None:
    kept = set(tree(finished.work / "store").values())

    assert set(tree(finished.delivery).values()) <= kept


def test_the_log_names_no_person_and_quotes_no_page(finished: Any) -> None:
    text = (finished.work / "log" / "kaft.jsonl").read_text()

    assert "stage_done" in text, "even when every stage is logged"
    for word in ("Janssens", "Maria", "Verhaegen", "Godelieve", "brandweer", "MECHELEN", "Bouwvergunning", "brief"):
        assert word not in text


def test_keys_of_the_bucket_name_no_person(finished: Any) -> None:
    assert not [key for key in tree(finished.work / "bucket") if "Janssens" in key or "Maria" in key]


def test_a_second_run_changes_nothing(finished: Any, worked: Path, kaft: Kaft) -> None:
    before = tree(worked / "bucket")
    times = {path: path.stat().st_mtime_ns for path in (worked / "bucket").rglob("*")}
    delivered = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in finished.delivery.rglob("*")}

    again = kaft("run", finished.delivery, "--work", worked, "--json")

    assert again.returncode == 9
    (report,) = json.loads(again.stdout)
    published = [outcome for outcome in report["outcomes"] if outcome["version"]]
    assert {outcome["version"] for outcome in published} == {1}
    assert not any(outcome["changed"] for outcome in published)
    assert tree(worked / "bucket") == before
    assert {path: path.stat().st_mtime_ns for path in (worked / "bucket").rglob("*")} == times
    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in finished.delivery.rglob("*")} == delivered


def results_in(register: Path) -> int:
    """Return how many stage results the ledger of a running kaft holds."""
    try:
        with closing(sqlite3.connect(f"file:{register}?mode=ro", uri=True)) as connection:
            return int(connection.execute("select count(*) from ledger").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def killed_in_mid_run(delivery: Path, work: Path, enough: int) -> bool:
    """Kill a run once it has so many results; tell whether it had not ended by itself before that."""
    words = [sys.executable, "-m", "pipeline.cli", "run", delivery, "--work", work, "--workers", "2"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=QUICK) as process:
        while results_in(work / "register.sqlite") < enough and process.poll() is None:
            time.sleep(0.005)
        process.kill()
    return process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("enough", [3, 14], ids=["while looking at files", "while reading"])
def test_a_killed_run_is_finished_by_the_next(enough: int, finished: Any, tmp_path: Path, kaft: Kaft) -> None:
    # On a busy machine it may be done before somebody gets round to killing it: then once more.
    tries = (tmp_path / f"work{number}" for number in range(20))
    work = next(work for work in tries if killed_in_mid_run(finished.delivery, work, enough))

    again = kaft("run", finished.delivery, "--work", work)

    assert again.returncode == 9
    assert but_for_times(tree(work / "bucket")) == but_for_times(tree(finished.work / "bucket"))
    assert known(work) == known(finished.work)


def but_for_times(bucket: dict[str, str]) -> dict[str, str]:
    """Leave out the feed, which holds times (`test_chaos` compares what its reader knows), and what `verify` noted."""
    return {key: digest for key, digest in bucket.items() if not key.startswith(("v1/feed/", "v1/verification/"))}


def known(work: Path) -> tuple[list[str], list[str], tuple[object, ...]]:
    """Return what the register says: records, ends of dossiers, and the faults that `kaft verify` finds."""
    settings = load(work=work)
    with bootstrap.open_register(settings) as books:
        records = [record.canonical() for record in books.register.records()]
        ends = [
            outcome.model_copy(update={"location": "", "changed": True}).canonical()
            for outcome in books.register.outcomes()
        ]
        found = verify(books.register, bootstrap.open_the_store(settings), bootstrap.open_the_bucket(settings))
    assert not found.faults
    return records, ends, found.faults


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_ends_at_once_and_says_that_nothing_is_lost(
    finished: Any, tmp_path: Path, stop: signal.Signals
) -> None:
    """Ctrl-C, a machine that goes down and a terminal that is closed are told alike."""
    work = tmp_path / "work"
    words = [sys.executable, "-m", "pipeline.cli", "run", finished.delivery, "--work", work, "--workers", "1"]
    words = ["env", f"--default-signal={stop.name.removeprefix('SIG')}", *words]  # tests may run under `nohup`
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=QUICK) as process:
        while results_in(work / "register.sqlite") < 1 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(stop)
        _, said = process.communicate(timeout=300)

    assert process.returncode == 130
    # Seconds would say how busy this machine is; what it did not do any more says that it did not wait for it.
    assert results_in(work / "register.sqlite") < results_in(finished.work / "register.sqlite")
    assert "Nothing is lost" in said
    assert "Traceback" not in said
    with closing(sqlite3.connect(work / "register.sqlite")) as register:
        # Given back: on another machine nobody has to wait until the leases end.
        assert register.execute("select count(*) from lease where state = 'held'").fetchone() == (0,)


def test_one_bad_delivery_does_not_stop_the_next(finished: Any, worked: Path, kaft: Kaft, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()

    both = kaft("run", tmp_path / "leeg", finished.delivery, "--work", worked, "--json")
    alone = kaft("run", tmp_path / "leeg", "--work", worked)

    assert both.returncode == 9
    first, second = json.loads(both.stdout)
    assert [problem["code"] for problem in first["problems"]] == ["delivery_missing"]
    assert len(second["outcomes"]) == 4
    assert alone.returncode == 4
    assert "Check that the copy was finished" in alone.stderr


def test_two_deliveries_of_one_name_are_not_taken_for_one(finished: Any, tmp_path: Path, kaft: Kaft) -> None:
    other = shutil.copytree(finished.delivery, tmp_path / "ander" / finished.delivery.name)

    result = kaft("run", finished.delivery, other, "--work", tmp_path / "work")

    assert result.returncode == 4
    assert "Give one of them another name" in result.stderr


def test_a_dry_run_leaves_nothing(
    deliver: Callable[..., Path], page: Callable[..., bytes], tmp_path: Path, kaft: Kaft
) -> None:
    work = tmp_path / "work"

    result = kaft("run", deliver({"D1/0001.tif": page("een")}), "--work", work, "--dry-run")

    assert result.returncode == 0
    assert [path.name for path in work.iterdir()] == ["log"]
    assert "received" in result.stdout
    assert "v1" not in result.stdout, "nothing was read or published, so nothing may look so"


def test_a_dry_run_names_what_is_wrong_and_promises_no_more(
    deliver: Callable[..., Path], page: Callable[..., bytes], tmp_path: Path, kaft: Kaft
) -> None:
    folder = deliver({"D1/0001.tif": page("een"), "D1/0002.tif": b"", "D2/0001.tif": b"II*\0broken"})

    result = kaft("run", folder, "--work", tmp_path / "work", "--dry-run")

    assert result.returncode == 9
    assert "D1/0002.tif" in result.stdout
    assert "D2/0001.tif" in result.stdout
    assert "Nothing was kept" in result.stderr
    assert "kaft status" not in result.stderr


@pytest.mark.parametrize(
    ("names", "high"),
    [
        (("box/D1/1.tif", "box/D2/1.tif", "box/lijst.docx", "Thumbs.db"), True),
        (("box/D1/1.tif", "box/D1/2.tif"), False),
        (("D1/a/1.tif", "D1/b/1.tif", "D2/1.tif"), False),
        (("bagit.txt", "data/D1/1.tif", "data/D2/1.tif"), False),
        (("D1/1.tif", "D2/1.tif"), False),
        ((), False),
    ],
)
def test_a_disk_is_not_taken_for_one_dossier(names: tuple[str, ...], high: bool) -> None:
    from pipeline.commands.running import refuse_too_high

    if not high:
        refuse_too_high("usb", names)
        return
    with pytest.raises(InputError, match="'box'") as refused:
        refuse_too_high("usb", names)
    assert "--dossier 'box'" in refused.value.hint


def test_a_name_cannot_give_orders_to_the_terminal(tmp_path: Path, kaft: Kaft) -> None:
    folder = tmp_path / "levering_01"
    (folder / "D1\x1b[2J\nD2").mkdir(parents=True)
    (folder / "x\x1b]0;boe\x07.tif").write_bytes(b"")

    result = kaft("run", folder, "--work", tmp_path / "work")
    again = kaft("status", "--work", tmp_path / "work")

    assert result.returncode == 9
    for text in (result.stdout, again.stdout):
        assert "\x1b" not in text
        assert "\x07" not in text
        assert "D1�[2J�D2" in text


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"], ["run"], ["find"], ["run", "x", "--workers", "0"], ["run", "x", "--workers", "veel"],
        ["run", "x", "--nonsense"], ["show"], ["export", "out", "--format", "xml"], ["find", "x", "--limit", "-1"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_usage_error_ends_with_2(words: list[str], here: Here) -> None:
    code, _, said = here(*words)

    assert code == 2, said
    assert "kaft --help" in said


def test_a_configuration_error_ends_with_3_and_names_what_can_be(
    tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(*words: str | Path) -> str:
        code, _, error = here("status", "--work", tmp_path, *words)
        assert code == 3
        return error

    wrong, broken, file = tmp_path / "wrong.toml", tmp_path / "broken.toml", tmp_path / "file"
    wrong.write_text('[reading]\nsecond = 3\n[logging]\nlevel = "luid"\n')
    broken.write_text("[reading\n")
    file.write_text("")
    both = said("--config", wrong)
    assert "'debug', 'info', 'warning' or 'error'" in both
    assert "languages, workers, seconds, passwords, memory_mb" in both
    assert "broken.toml" in said("--config", broken)
    assert "absent.toml" in said("--config", tmp_path / "absent.toml")
    monkeypatch.setenv("KAFT_READING__SECONDS", "-1")
    assert "greater than 0" in said()
    monkeypatch.setenv("KAFT_READING", "geen json")
    assert "KAFT_" in said()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["status", "--register", "mysql://x/y"], "sqlite:///path"),
        (["run", ".", "--bucket", "ftp://x"], "s3://bucket/prefix"),
        (["status", "--work", "{file}"], "--work"),
        (["export", "--format", "csv", "{file}"], "cannot be used: File exists"),
    ],
)
def test_a_place_that_cannot_be_names_what_can(words: list[str], expected: str, tmp_path: Path, kaft: Kaft) -> None:
    file = tmp_path / "file"
    file.write_text("")

    work = () if "--work" in words else ("--work", tmp_path / "work")
    result = kaft(*(word.format(file=file) for word in words), *work)

    assert result.returncode == 3, result.stderr
    assert expected in result.stderr
    assert "Traceback" not in result.stderr


def test_what_is_not_there_ends_with_4_and_says_where_to_look(finished: Any, here: Here) -> None:
    for words, expected in (
        (["show", "D99"], "kaft status"),
        (["show", "D3"], "not published"),
        (["status", "levering_99"], "levering_01"),
    ):
        code, _, said = here(*words, "--work", finished.work)

        assert code == 4
        assert expected in said


def test_every_command_that_lists_has_json(finished: Any, here: Here, tmp_path: Path) -> None:
    for words in (
        ["status"],
        ["show", "D1"],
        ["find", "bouwvergunning"],
        ["verify"],
        ["doctor"],
        ["export", tmp_path / "o"],
    ):
        code, out, said = here(*words, "--work", finished.work, "--json")

        assert code == 0, (words, said)
        assert json.loads(out)


def test_whoever_stops_reading_our_output_gets_no_traceback(finished: Any) -> None:
    words = f"{sys.executable} -m pipeline.cli show D1 --json --work '{finished.work}' | head -c 10"

    result = subprocess.run(["bash", "-c", words], capture_output=True, text=True, timeout=600, check=True)

    assert "Traceback" not in result.stderr
    assert "BrokenPipe" not in result.stderr


def test_a_fault_of_ours_is_said_in_one_line(finished: Any, tmp_path: Path, here: Here) -> None:
    (tmp_path / "out").write_text("a file, where a folder is needed")

    code, _, said = here("export", tmp_path / "out", "--work", finished.work)

    assert code in {3, 8}
    assert said.count("\n") == 1
