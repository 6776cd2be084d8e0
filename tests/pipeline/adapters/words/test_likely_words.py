"""A word that the second reader was nearly as sure of, and that is known, is believed before one that is not."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.ocr.engines import Readers
from pipeline.adapters.words.likely_words import (
    Step,
    is_doubtful,
    likelier,
    load_words,
    readings,
    stroked,
    with_strokes,
    word_files,
)
from pipeline.bootstrap import the_readers
from pipeline.package_data import package_data
from pipeline.settings import load

KNOWN = frozenset({"woning", "verbouwen", "jozef", "bankstraat", "van", "gent", "datum"})


def steps(*places: str | tuple[str, str, float]) -> list[Step]:
    """Return what may stand at each place: a sure letter, or one and another with its chance."""
    found: list[Step] = []
    for place in places:
        first, second, chance = place if isinstance(place, tuple) else (place, "", 0.0)
        found += [{first: 1 - chance, second: chance} if chance else {first: 1.0}, {"": 1.0}]
    return found


def rather(word: str, places: list[Step], sure: float = 0.95) -> str:
    return likelier(word, sure, places, KNOWN)[0]


def test_a_letter_that_was_nearly_read_makes_a_known_word() -> None:
    assert rather("wowing", steps("w", "o", ("w", "n", 0.2), "i", "n", "g")) == "woning"
    assert rather("Baukstraat,", steps("B", "a", ("u", "n", 0.2), *"kstraat,")) == "Bankstraat,"


def test_a_letter_too_few_or_too_many_is_mended_too() -> None:
    assert rather("Joze", [*steps(*"Joze"), {"": 0.8, "f": 0.2}]) == "Jozef"
    assert rather("wooning", steps("w", "o", ("o", "", 0.3), *"ning")) == "woning"


def test_a_word_that_nobody_nearly_read_is_not_put_there() -> None:
    assert rather("wowing", steps("w", "o", ("w", "n", 0.02), "i", "n", "g")) == "wowing"


def test_of_two_known_words_the_likelier_counts() -> None:
    known = KNOWN | {"wonink"}
    places = steps("w", "o", ("w", "n", 0.3), "i", "n", ("g", "k", 0.2))

    assert likelier("wowing", 0.95, places, known)[0] == "woning"


def test_a_long_word_needs_less_to_be_the_only_known_one_that_is_near() -> None:
    assert rather("verbauwen", steps(*"verb", ("a", "o", 0.02), *"uwen")) == "verbouwen"
    assert rather("verbauwen", steps(*"verb", ("a", "o", 0.008), *"uwen")) == "verbauwen"
    assert rather("wowing", steps("w", "o", ("w", "n", 0.02), "i", "n", "g")) == "wowing"


def test_a_long_word_that_may_be_two_known_ones_needs_as_much_as_a_short_one() -> None:
    known = KNOWN | {"verbauten"}
    places = steps(*"verb", ("a", "o", 0.02), "u", ("w", "t", 0.02), "e", "n")

    assert likelier("verbauwen", 0.95, places, known)[0] == "verbauwen"


def test_an_old_spelling_is_no_misread_new_one() -> None:
    known = KNOWN | {"verhogen"}
    places = steps(*"verho", ("o", "", 0.03), *"gen")

    assert likelier("verhoogen", 0.95, places, known)[0] == "verhoogen"
    assert likelier("soussigné", 0.95, steps(*"soussign", ("é", "e", 0.03)), {"soussigne"})[0] == "soussigné"


def test_brackets_in_a_long_word_are_left_alone() -> None:
    places = steps(*"Nummer(", ("", "t", 0.03), *"s)")

    assert likelier("Nummer(s)", 0.95, places, {"nummer", "ts"})[0] == "Nummer(s)"


@pytest.mark.parametrize("word", ["woning", "Van", "KBVB", "Bakx", "xz", "n.57", "vermoe9"])
def test_known_words_short_ones_and_numbers_stay(word: str) -> None:
    assert is_doubtful(word, 0.95, KNOWN) is (word == "Bakx")


def test_the_number_of_a_king_is_no_word() -> None:
    assert not is_doubtful("Ill-laan", 0.95, KNOWN)


def test_capitals_and_signs_stay_as_they_were_read() -> None:
    assert rather("Daturn", steps(*"Datu", ("r", "m", 0.4), ("n", "", 0.4))) == "Datum"
    assert rather("qent", steps(("q", "G", 0.4), *"ent")) == "qent"
    assert rather("la.delijk", steps("l", "a", (".", "", 0.4), *"delijk")) == "la.delijk"


def test_dirt_is_not_made_to_look_like_a_word() -> None:
    assert not is_doubtful("wowing", 0.7, KNOWN)


def test_digits_that_nearly_held_a_stroke_before_a_year_are_a_number_and_its_year() -> None:
    assert is_doubtful("33511983", 0.95, KNOWN)
    assert rather("33511983", steps(*"335", ("1", "/", 0.2), *"1983")) == "335/1983"
    assert rather("201317", steps(*"2013", ("", "/", 0.3), *"17")) == "2013/17"


@pytest.mark.parametrize(
    ("read", "place", "date"),
    [
        ("18107/2005", 2, "18/07/2005"), ("614/1982", 1, "6/4/1982"), ("1213/1974", 2, "12/3/1974"),
        ("9/07184", 4, "9/07/84"), ("2/3194.", 3, "2/3/94."), ("23/07|45", 5, "23/07/45"), ("10/1166", 4, "10/1166"),
        ("1213/1974", 0, "1213/1974"), ("2410/1974", 2, "2410/1974"), ("12/1974", 3, "12/1974"),
        ("33107/2005", 2, "33107/2005"),
    ],
)  # fmt: skip
def test_a_date_of_which_a_stroke_was_read_as_a_digit_is_a_date_again(read: str, place: int, date: str) -> None:
    places = steps(*read[:place], (read[place], "/", 0.2), *read[place + 1 :])

    assert rather(read, places) == date


def test_a_number_with_its_year_becomes_a_date_only_when_that_is_likely() -> None:
    assert rather("614/1982", steps("6", ("1", "/", 0.2), *"4/1982")) == "6/4/1982"
    assert rather("614/1982", steps("6", ("1", "/", 0.07), *"4/1982")) == "614/1982"
    assert rather("18107/2005", steps("1", "8", ("1", "/", 0.07), *"07/2005")) == "18/07/2005"


@pytest.mark.parametrize(
    ("second", "first", "kept"),
    [
        ("1213/1974", "12/3/1974", "12/3/1974"), ("19741175", "1974/175", "1974/175"),
        ("05l01/1951", "05/01/1951", "05/01/1951"), ("1974/175", "19741175", "1974/175"), ("2117", "2/17", "2117"),
        ("5512", "55/2", "5512"), ("12/1974", "12/1974", "12/1974"),
        ("19741175", "1974/176", "19741175"),  # they differ elsewhere too: nobody knows who is right
    ],
)  # fmt: skip
def test_a_stroke_that_one_reader_saw_is_there(second: str, first: str, kept: str) -> None:
    assert with_strokes(second, first) == kept


def test_other_digits_stay() -> None:
    assert rather("33511783", steps(*"335", ("1", "/", 0.4), *"1783")) == "33511783"
    assert rather("33511983", steps(*"335", ("1", "/", 0.02), *"1983")) == "33511983"
    assert not is_doubtful("1983", 0.95, KNOWN)


def test_a_chosen_word_is_less_sure_than_a_read_one() -> None:
    places = steps("w", "o", ("w", "n", 0.2), "i", "n", "g")

    assert likelier("wowing", 0.97, places, KNOWN) == ("woning", 0.85)
    assert likelier("wowing", 0.80, places, KNOWN) == ("woning", 0.80)


@given(st.text(string.ascii_lowercase + "..11//", max_size=12))
def test_what_is_read_surely_reads_as_it_stands(word: str) -> None:
    assert max(readings(steps(*word)).items(), key=lambda way: way[1]) == (word, 1.0)
    assert likelier(word, 0.9, steps(*word), KNOWN) == (word, 0.9)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("bc"), st.floats(0.05, 0.4)), max_size=6))
def test_chances_are_chances(places: list[tuple[str, str, float]]) -> None:
    ways = readings(steps(*places))

    assert 0 < sum(ways.values()) <= 1.000001
    assert all(chance > 0 for chance in ways.values())


def test_the_words_hold_streets_and_places_in_lower_case() -> None:
    words = load_words(word_files(package_data("config")))

    assert {"bankstraat", "mechelen", "college"} <= words
    assert all(word == word.casefold() for word in words)


def test_other_words_are_another_reader(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("woning", encoding="utf-8")
    (tmp_path / "other").write_text("garage", encoding="utf-8")
    identities = {Readers(None, "paddle", (tmp_path / name,)).identity for name in ("one", "other")}

    assert len({*identities, Readers(None, "paddle").identity}) == 3


@pytest.mark.parametrize(("languages", "known"), [("nld", True), ("nld+fra", True), ("fra", False)])
def test_only_papers_in_dutch_are_read_with_dutch_words(languages: str, known: bool) -> None:
    settings = load(None)
    reading = settings.reading.model_copy(update={"languages": languages})

    assert bool(the_readers(settings.model_copy(update={"reading": reading})).words) is known


def struck(word: str, strokes: dict[int, float], sure: float = 0.95) -> str:
    """Return what a number is when a stroke was so likely at some of its places."""
    return stroked(word, sure, [strokes.get(place, 0.0) for place in range(len(word))])[0]


@pytest.mark.parametrize(
    ("word", "strokes", "meant"),
    [
        ("B1851783", {1: 0.03, 4: 0.04}, "B/85/783"),
        ("B/761829", {4: 0.6}, "B/76/829"),
        ("6081A/93,", {3: 0.5}, "608/A/93,"),
        ("7.07/231041807", {10: 0.2}, "7.07/23104/807"),
        ("30107180", {2: 0.9, 5: 0.1}, "30/07/80"),
        ("1510812002", {2: 0.6, 5: 0.3}, "15/08/2002"),
        ("808121t6", {3: 0.8, 5: 0.8}, "808/2/t6"),
        ("0641391", {3: 0.07}, "064/391"),
    ],
)
def test_a_number_gets_the_strokes_that_were_nearly_seen(word: str, strokes: dict[int, float], meant: str) -> None:
    assert struck(word, strokes) == meant


@pytest.mark.parametrize(
    ("word", "strokes"),
    [
        ("B1851783", {}),  # nobody saw a stroke
        ("B1851783", {1: 0.03}),  # one of two
        ("401l", {2: 0.01}),
        ("541w", {2: 0.016}),
        ("2011/973/SV", {2: 0.44}),  # no number of such papers
        ("1991946", {3: 0.8}),  # a year keeps its one
        ("1975", {0: 0.9}),
        ("32101/1960", {2: 0.9}),  # no such day
    ],
)
def test_a_number_keeps_its_ones_otherwise(word: str, strokes: dict[int, float]) -> None:
    assert struck(word, strokes) == word


def test_a_scrawl_gets_no_strokes_and_a_stroked_number_is_less_sure() -> None:
    assert stroked("0641391", 0.7, [0.5] * 7) == ("0641391", 0.7)
    assert stroked("0641391", 0.97, [0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0]) == ("064/391", 0.85)


@given(st.text(alphabet="0123456789lI|/.,ABz", max_size=14), st.floats(0, 1), st.data())
def test_strokes_change_nothing_but_ones(word: str, sure: float, data: st.DataObject) -> None:
    chances = data.draw(st.lists(st.floats(0, 2), min_size=len(word), max_size=len(word)))

    text, now = stroked(word, sure, chances)

    assert len(text) == len(word)
    assert all(new == old or (new == "/" and old in "1lI|") for new, old in zip(text, word, strict=True))
    assert (now == sure) if text == word else (now <= 0.85)
