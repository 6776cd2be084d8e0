"""People are found however their names are written, the same in memory and on both databases, and nobody else is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from pipeline.adapters.places import Books, open_books
from pipeline.adapters.searching.notation import tokens
from pipeline.adapters.searching.searchable import MOST
from pipeline.adapters.searching.surnames import alike, keys, named, sound, units
from pipeline.ports import Publication, Register
from schemas.delivery import DossierKey
from schemas.outcome import Package
from schemas.record import Record

PEOPLE: dict[str, tuple[tuple[str, ...], str | None]] = {
    "D1": (("Schellekens Rik",), None),
    "D2": (("Janssens Maria",), "R. Schellekens"),
    "D3": (("Zoë Van den Broeck",), "Ir. Jan Hendrickx"),
    "D4": (("Vandenbroeck Karel",), None),
    "D5": (("Echtgenoten De Cuyper - Verhaegen",), "Vanden Berghe & Zonen"),
    "D6": (("Meyer August",), "Jan Jans"),
}
FOUND = [
    ("Schellekens", "D1 D2"), ("Schelekens", "D1 D2"), ("schellekes", "D1 D2"), ("Schelelkens", "D1 D2"),
    ("Rik Schelekens", "D1 D2"), ("Schelekens R.", "D1 D2"), ("Jansens", "D2"), ("Maria Jansens", "D2"),
    ("Janssens M", "D2"), ("van den Broek", "D3 D4"), ("Vandenbroek", "D3 D4"), ("Vanden Broeck", "D3 D4"),
    ("zoe vandenbroek", "D3"), ("Karel van den Broeck", "D4"), ("Hendriks", "D3"), ("Dekuiper", "D5"),
    ("de Kuyper", "D5"), ("Verhagen", "D5"), ("Vandenberghe", "D5"), ("van den berge", "D5"), ("Meijer", "D6"),
    ("Schellek", "D1 D2"), ("Jans", "D6"),
]  # fmt: skip
NOBODY = ["Schepers", "Jan", "Maria Schellekens", "Vandenhout", "Broers", "van den", "Meyers Pol", "", "7", "\x00", "%"]
HEARD = [
    ("hendrickx", "hendriks"), ("hendrix", "hendriks"), ("cuypers", "kuipers"), ("verhaegen", "verhagen"),
    ("bosch", "bos"), ("peeters", "peters"), ("meijer", "meier"), ("claes", "klas"), ("d'hondt"[2:], "hont"),
    ("seghers", "segers"), ("philips", "filips"), ("thys", "tis"), ("1974", "1974"),
]  # fmt: skip
LETTERS = st.text("abefiklmnoprstuvw", min_size=7, max_size=14).filter(lambda word: sound(word) == word)
"""Words that are written as they are heard."""


@pytest.fixture
def register(books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package]) -> Register:
    for folder, (applicants, architect) in PEOPLE.items():
        record = make_record(DossierKey(delivery="l1", folder=folder), applicants=applicants, architect=architect)
        books.register.publish(record, make_package(record), 1)
    return books.register


def test_a_person_is_found_however_the_name_is_written(register: Register, subtests: pytest.Subtests) -> None:
    for name, folders in FOUND:
        with subtests.test(name=name):
            assert " ".join(sorted(hit.folder for hit in register.named(name))) == folders
            found = [hit.folder for hit in register.find(name) if hit.matched == "name"]
            assert found, "also without saying that it is a name"
            assert set(found) <= set(folders.split())


def test_nobody_else_is_found(register: Register, subtests: pytest.Subtests) -> None:
    for name in NOBODY:
        with subtests.test(name=name):
            assert {hit.folder for hit in register.named(name)} <= ({"D3", "D6"} if name == "Jan" else set())


def test_who_is_written_as_asked_comes_first_and_the_limit_holds(register: Register) -> None:
    assert [hit.folder for hit in register.named("Vandenbroeck")] == ["D4", "D3"]
    assert [hit.folder for hit in register.named("Vandenbroeck", limit=1)] == ["D4"]
    assert register.named("Vandenbroeck", limit=0) == ()
    assert register.named("Jansens")[0].excerpt == "Janssens Maria"


def test_a_text_with_the_name_as_asked_does_not_hide_the_person(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    record = make_record(DossierKey(delivery="l1", folder="D9"), pages=("den heer Schelekens, bouwmeester",))
    register.publish(record, make_package(record), 1)

    assert [(hit.folder, hit.matched) for hit in register.find("Schelekens")] == [
        ("D9", "text"), ("D2", "name"), ("D1", "name"),
    ]  # fmt: skip


def test_one_of_thousands_with_a_common_surname_is_found(
    books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    count = MOST + 40
    names = ["Janssens Jan" if n % 2 else "Peeters Frederik" for n in range(count - 1)] + ["Janssens Frederik"]
    records = [
        make_record(DossierKey(delivery="l1", folder=f"D{n:05}"), applicants=(name,), pages=())
        for n, name in enumerate(names)
    ]
    books.register.publish_many([Publication(record, make_package(record), 1) for record in records])

    for asked in ("Frederik Jansens", "Jansens F.", "Frederick Janssens"):
        assert [hit.excerpt for hit in books.register.named(asked)][:1] == ["Janssens Frederik"], asked
        assert [hit.excerpt for hit in books.register.find(asked)][:1] == ["Janssens Frederik"], asked


def test_writers_that_learn_the_same_names_at_once_lose_nothing_and_do_not_wait_for_ever(
    postgres_url: str, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    endings = ("aert", "eel", "ijn", "oot", "uyt", "aens")
    names = [f"{start}{end}" for start in ("Verm", "Lamb", "Goos", "Brad", "Hof", "Wuy") for end in endings]

    def write(writer: int) -> None:
        books = open_books(postgres_url)
        for turn in range(3):
            rows = [
                make_record(DossierKey(delivery=f"l{writer}", folder=f"{turn}{name}"), applicants=(name,), pages=())
                for name in (names if writer % 2 else names[::-1])
            ]
            books.register.publish_many([Publication(record, make_package(record), 1) for record in rows])
        books.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))

    books = open_books(postgres_url)
    assert all(len(books.register.named(f"{name}s", 100)) >= 12 for name in names)
    books.close()


@pytest.mark.parametrize(("written", "heard"), HEARD)
def test_what_a_name_sounds_like(written: str, heard: str) -> None:
    """Registers keep these: whoever changes one adds a migration that makes the keys anew."""
    assert sound(written) == heard


@given(LETTERS, st.data())
def test_one_wrong_letter_is_found_by_a_key(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abeimnorstu"))
    for wrong in (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    ):
        if sound(wrong) == wrong:  # else the error changes how the letters beside it are heard
            assert keys(word) & keys(wrong)


@given(st.lists(LETTERS, min_size=1, max_size=3), st.integers(0, 3))
def test_a_name_answers_itself_in_any_order(words: list[str], turn: int) -> None:
    around = words[turn % len(words) :] + words[: turn % len(words)]
    assert named(around, words) >= 0.99
    assert all(alike(word, word) == 1.0 for word in words)


@given(st.text(max_size=60))
def test_any_text_may_be_asked(asked: str) -> None:
    words = tokens(asked)
    assert all(start < end <= len(words) for start, end, _ in units(words))
    assert 0.0 <= named(words, ("jan", "janssens")) <= 1.0


@pytest.mark.parametrize("books_url", ["sqlite", "postgresql"], indirect=True)
def test_a_second_dossier_of_the_same_person_adds_no_key(
    books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    counted = []
    for folder in ("D1", "D2"):
        record = make_record(DossierKey(delivery="l1", folder=folder), applicants=("Janssens Maria",))
        books.register.publish(record, make_package(record), 1)
        with books.register._database.read() as connection:  # type: ignore[attr-defined]  # behind the adapter's back
            counted.append(connection.scalar(text("SELECT count(*) FROM name_key")))
    assert counted == [len(keys("janssens")) + len(keys("maria"))] * 2
