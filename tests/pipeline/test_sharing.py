"""Links that stop working, and the log of who was given which."""

import json
import os
import urllib.request
import uuid
from pathlib import Path
from typing import Any

import pytest

from pipeline import bootstrap
from pipeline.adapters.places import open_bucket
from pipeline.cli import main
from pipeline.reviewing.reviewers import enrolled
from pipeline.settings import load

KEY = "v1/dossiers/12025/x/v1/dossier.pdf"


@pytest.fixture
def code(tmp_path: Path, s3: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """An S3 bucket with an object, and the code of somebody who may ask for links."""
    monkeypatch.setenv("KAFT_S3__ENDPOINT", s3.endpoint)
    monkeypatch.setenv("KAFT_S3__ACCESS_KEY", "test")
    monkeypatch.setenv("KAFT_S3__SECRET_KEY", "test")
    monkeypatch.setenv("KAFT_PLACES__BUCKET_URL", f"{s3.url}/out")
    open_bucket(f"{s3.url}/out", s3.settings).put(KEY, b"%PDF", "application/pdf")
    person, code = enrolled("mv")
    with bootstrap.open_register(load(work=tmp_path / "work")) as books:
        books.reviews.enrol(person)
    return code


def link(work: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    main(["link", *words, "--work", str(work), "--json"])
    return json.loads(capsys.readouterr().out)


def log_of(work: Path) -> list[dict[str, str]]:
    file = work / "log" / "reads.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def test_a_link_gives_the_object_and_is_written_down(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = link(tmp_path / "work", capsys, KEY, "--reviewer", code, "--hours", "2")

    with urllib.request.urlopen(made["link"], timeout=300) as answer:  # noqa: S310  # our own service
        assert answer.read() == b"%PDF"
    assert "X-Amz-Expires=7200" in made["link"]
    (line,) = log_of(tmp_path / "work")
    assert {name: line[name] for name in ("who", "what", "key", "until")} == {
        "who": "mv", "what": "link", "key": KEY, "until": made["until"],
    }  # fmt: skip
    assert code.partition("-")[2] not in json.dumps(line)
    assert (tmp_path / "work" / "log" / "reads.jsonl").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        ((KEY, "--reviewer", "mv-wrong2"), 4), ((KEY,), 3), (("v1/none", "--reviewer", "CODE"), 4),
        ((KEY, "--reviewer", "CODE", "--hours", "200"), 2),
    ],
)  # fmt: skip
def test_no_link_without_a_code_or_for_nothing_or_for_ever(
    words: tuple[str, ...], exit_code: int, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        link(tmp_path / "work", capsys, *(code if word == "CODE" else word for word in words))
    assert end.value.code == exit_code
    assert log_of(tmp_path / "work") == []


@pytest.mark.parametrize("before", ["/", "URL/"])
def test_a_key_may_be_written_as_people_copy_it(
    before: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = os.environ["KAFT_PLACES__BUCKET_URL"]
    made = link(tmp_path / "work", capsys, before.replace("URL", url) + KEY, "--reviewer", code)

    assert f"/out/{KEY}?" in made["link"]
    assert [line["key"] for line in log_of(tmp_path / "work")] == [KEY]


def test_what_no_object_can_be_called_is_not_there(code: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as end:
        main(["link", "../secret", "--reviewer", code, "--work", str(tmp_path / "work")])
    assert end.value.code == 4


def test_who_gets_a_link_to_a_withdrawn_dossier_is_told_so(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone, work = str(uuid.uuid4()), tmp_path / "work"
    settings = load(work=work)
    key = KEY.replace("/x/", f"/{gone}/")
    open_bucket(settings.bucket_url, bootstrap.s3_settings(settings)).put(key, b"%PDF", "application/pdf")
    with bootstrap.open_register(settings) as books:
        books.register.act("withdrawn", gone, who="mv", why="vraag van betrokkene")

    main(["link", key, "--reviewer", code, "--work", str(work)])

    assert f"Dossier {gone} is withdrawn" in capsys.readouterr().err


def test_a_dry_run_makes_no_link(code: str, tmp_path: Path) -> None:
    main(["link", KEY, "--reviewer", code, "--dry-run", "--work", str(tmp_path / "work")])
    assert log_of(tmp_path / "work") == []


def test_a_folder_has_no_links(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["link", KEY, "--reviewer", "mv-abcdef", "--work", str(tmp_path / "work")])
    assert end.value.code == 3
    assert "S3" in capsys.readouterr().err
