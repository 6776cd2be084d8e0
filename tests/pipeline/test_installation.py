"""`kaft doctor`: what is there, what is missing, and how to get it."""

from pathlib import Path

from pipeline.installation import Check, checks
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
