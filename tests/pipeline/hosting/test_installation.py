"""`kaft doctor`: what is there, what is missing, and how to get it."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.hosting.installation import Check, checks
from pipeline.settings import Settings, load


def named(settings: Settings) -> dict[str, Check]:
    return {check.what: check for check in checks(settings)}


def test_everything_needed_is_here_and_says_what_it_is(tmp_path: Path) -> None:
    found = named(load(work=tmp_path / "new" / "work"))

    assert all(check.good for check in found.values() if check.needed)
    assert all(check.found for check in found.values())
    assert {"Python", "tesseract", "language data", "second reader", "disk", "register", "store", "bucket"} <= set(
        found
    )


def test_what_is_wrong_says_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings = load(work=tmp_path, bucket_url="ftp://x", register_url="mysql://x")
    reading = settings.reading.model_copy(update={"languages": "nld+xxx"})

    found = named(settings.model_copy(update={"reading": reading}))

    wrong = [what for what, check in found.items() if not check.good and check.needed]
    assert wrong == ["language data", "register", "bucket"]
    assert "apt-get install" in found["language data"].advice
    assert "file:///path" in found["bucket"].found


@pytest.mark.parametrize("missing", ["store", "bucket"])
def test_a_bucket_that_nobody_made_is_told_before_the_first_run(
    missing: str, s3: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAFT_S3__ENDPOINT", s3.endpoint)
    monkeypatch.setenv("KAFT_S3__ACCESS_KEY", "test")
    monkeypatch.setenv("KAFT_S3__SECRET_KEY", "test")
    for place in ("store", "bucket"):
        monkeypatch.setenv(f"KAFT_PLACES__{place.upper()}_URL", f"{s3.url}{'-of-nobody' * (place == missing)}/kaft")

    found = named(load(work=tmp_path))

    assert [what for what in ("store", "bucket") if not found[what].good] == [missing]
    assert "does not exist" in found[missing].found
    assert "Create it" in found[missing].advice
