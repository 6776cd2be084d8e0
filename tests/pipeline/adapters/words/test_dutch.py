"""Which words are Dutch."""

from pathlib import Path

import pytest

from pipeline.adapters.words.dutch import identity, is_word


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("woning", True), ("Woning", True), ("café", True), ("vergrooten", True), ("tusschen", True), ("straet", True),
        ("oprigten", True), ("hermaken", True), ("zijnen", True), ("tabakschuur", True), ("autobergplaats", True),
        ("eengezinswoning", True), ("siloput", True), ("kiekenkot", True),
        ("woonhvis", False), ("autobergploots", False), ("varkenssta", False), ("vankensstal", False), ("bowen", False),
        ("x", False),
    ],
)  # fmt: skip
def test_a_word_is_known_in_any_spelling_and_in_compounds(word: str, known: bool) -> None:
    assert is_word(word) is known


def test_without_a_list_no_word_is_known(tmp_path: Path) -> None:
    assert not is_word("woning", tmp_path / "none")
    assert identity(tmp_path / "none") == "no words"


def test_another_list_is_another_identity(tmp_path: Path) -> None:
    for name, words in (("one", "huis\n"), ("two", "huis\nstal\nJan\n")):
        (tmp_path / name).write_text(words, encoding="utf-8")
    assert identity(tmp_path / "one") != identity(tmp_path / "two")
    assert [is_word(word, tmp_path / "two") for word in ("huis", "stal", "jan")] == [True, True, False]
