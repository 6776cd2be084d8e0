from pathlib import Path

from pipeline.default_config import as_toml
from pipeline.settings import Settings, load

FILE = Path(__file__).parents[2] / "config" / "default.toml"


def test_the_committed_defaults_are_the_defaults() -> None:
    assert FILE.read_text(encoding="utf-8") == as_toml(), "run `python -m pipeline.default_config`"


def test_the_default_file_changes_nothing() -> None:
    assert load(FILE) == Settings()


def test_a_file_that_sets_one_value_leaves_the_others(tmp_path: Path) -> None:
    file = tmp_path / "kaft.toml"
    file.write_text('[reading]\nengine = "tesseract"\n', encoding="utf-8")

    settings = load(file)

    assert settings.reading.engine == "tesseract"
    assert settings.reading.languages == Settings().reading.languages
    assert settings.s3 == Settings().s3
