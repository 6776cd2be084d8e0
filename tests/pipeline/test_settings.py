"""Settings: where they come from, and what is said when they are wrong."""

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.settings import Settings, load


def test_without_a_file_everything_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAFT_PLACES__WORK", raising=False)

    found = load()

    assert found.work.is_absolute()
    assert found.register_url.startswith("sqlite:///")
    assert found.worker_count >= 1


def test_the_command_line_wins_from_the_environment_and_that_from_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kaft.toml"
    file.write_text(
        '[places]\nwork = "from-file"\nbucket_url = "s3://from/file"\n[reading]\nseconds = 9\nworkers = 3\n'
    )
    monkeypatch.setenv("KAFT_PLACES__BUCKET_URL", "s3://from/environment")
    monkeypatch.setenv("KAFT_READING__SECONDS", "8")

    found = load(file, work=tmp_path / "said", register_url=None)

    assert found.work == tmp_path / "said"
    assert found.bucket_url == "s3://from/environment"
    assert (found.reading.seconds, found.reading.workers) == (8, 3)


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFT_S3__SECRET_KEY", "geheim")

    assert "geheim" not in repr(load())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[readng]\n", f"there is no readng; it can be {', '.join(Settings.model_fields)}"),
        ("[places]\nregister = 'x'\n", "it can be work, register_url, bucket_url, store_url"),
        ("[reading]\nworkers = -1\n", "reading.workers: Input should be greater than or equal to 0"),
        ("reading = 3\n", "reading is a section: [reading] on a line"),
        ("[review]\nfour_eyes = 'addresses'\n", "review.four_eyes is a list: [] or, for instance, ['addresses']"),
        ("[reading]\nworkers = 1\nworkers = 2\n", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_can_be(text: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "kaft.toml"
    file.write_text(text)

    with pytest.raises(ConfigError) as raised:
        load(file)

    assert expected in raised.value.message


def test_a_secret_is_not_repeated_in_an_error(tmp_path: Path) -> None:
    file = tmp_path / "kaft.toml"
    file.write_text("[s3]\nsecret_key = 12345678\n")

    with pytest.raises(ConfigError) as raised:
        load(file)

    assert "12345678" not in str(raised.value)


def test_bytes_that_are_no_text_are_a_configuration_error(tmp_path: Path) -> None:
    file = tmp_path / "kaft.toml"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigError):
        load(file)


def test_a_file_as_windows_writes_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "kaft.toml"
    file.write_bytes(b"\xef\xbb\xbf[reading]\r\nworkers = 3\r\n")

    assert load(file).reading.workers == 3


def test_a_file_in_another_alphabet_is_told_how_to_save_it(tmp_path: Path) -> None:
    file = tmp_path / "kaft.toml"
    file.write_text("[reading]\nworkers = 3\n", encoding="utf-16")

    with pytest.raises(ConfigError, match="saved as UTF-8"):
        load(file)


def test_a_variable_of_no_section_is_named_and_others_of_kaft_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFT_LANG", "nl")
    monkeypatch.setenv("KAFT_PLACE__WORK", "/srv/kaft")

    with pytest.raises(ConfigError, match=r"no setting KAFT_PLACE__WORK; a section can be places, s3, reading"):
        load()
