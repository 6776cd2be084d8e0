from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.measuring.truth import read_truth


def test_truth_is_found_in_folders_below(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "two.json").write_text('{"dossier": "two", "family": "unknown keys are welcome"}')
    (tmp_path / "a" / "one.json").write_text('{"dossier": "one"}')
    assert sorted(known.dossier for known in read_truth(tmp_path)) == ["one", "two"]


def test_folder_without_truth_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no truth files"):
        list(read_truth(tmp_path))


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_truth(tmp_path / "none.json"))


@pytest.mark.parametrize("text", ["[]", "not json", '{"dossier": "x", "applicants": "Proefmans"}'])
def test_file_that_is_no_truth_is_an_error_without_its_values(text: str, tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text(text)
    with pytest.raises(InputError, match=r"odd\.json") as caught:
        list(read_truth(tmp_path))
    assert "Proefmans" not in str(caught.value)
