"""Search finds what an archivist means, the same in memory, on SQLite and on PostgreSQL, and nothing else."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.places import Books
from pipeline.adapters.searching import notation
from pipeline.adapters.searching.entries import normal_page
from pipeline.adapters.searching.likeness import Phrases
from pipeline.adapters.searching.notation import House, ParcelNumber
from pipeline.adapters.searching.searchable import MOST
from pipeline.ports import Publication, Register
from schemas.delivery import DossierKey
from schemas.outcome import Package
from schemas.record import Record
from schemas.values import Address, Municipality, Parcel


@pytest.fixture
def fill(make_record: Callable[..., Record], make_package: Callable[..., Package]) -> Callable[[Register], Register]:
    def publish_all(register: Register) -> Register:
        for folder, contents in DOSSIERS.items():
            record = make_record(DossierKey(delivery="l1", folder=folder), **contents)
            register.publish(record, make_package(record), 1)
        return register

    return publish_all


@pytest.fixture
def register(books: Books, fill: Callable[[Register], Register]) -> Register:
    return fill(books.register)


DOSSIERS: dict[str, dict[str, object]] = {
    "D007_M04": {
        "numbers": ("622/1940",),
        "addresses": (Address(street="Tisseltbaan", number="80", municipality="Leest"),),
        "parcels": (Parcel(section="F", number="72", bis=2, exponent="R", power=6),),
        "applicants": ("Discart Jan",),
        "architect": "R. Schellekens",
        "municipality": Municipality(name="Mechelen", nis="12025", locality="Leest"),
        "decided": "1940-09-18",
        "pages": ("Het college besluit tot het bouwen van een werkhuis te Leest.", "", "Façade en garages, 1750 fr."),
    },
    "D008": {
        "numbers": ("1974/00175",),
        "addresses": (
            Address(street="Sint-Katelijnestraat", number="43-47", postcode="2800", municipality="Mechelen"),
        ),
        "parcels": (Parcel(section="F", number="72", exponent="S"), Parcel(number="12")),
        "applicants": ("Mevr. Zoë Van den Broeck",),
        "municipality": Municipality(name="Mechelen", nis="12025"),
        "decided": "1974-03",
    },
    "D009": {
        "numbers": ("OMV_2018012345", "BV 1874/175"),
        "addresses": (
            Address(street="Koningin Astridlaan", number="12A"),
            Address(street="Kerkstraat", number=None, municipality="Muizen"),
        ),
        "parcels": (Parcel(section="G", number="72", bis=2, exponent="R", power=6),),
        "pages": ("Dossier 175 van het jaar 1974 bestaat niet, 1975/174 wel",),
    },
}


FOUND = [
    ("622/1940", "reference", ["D007_M04"]),
    ("1940 / 0622", "reference", ["D007_M04"]),
    ("40/622", "reference", ["D007_M04"]),
    ("nr. 622-1940", "reference", ["D007_M04"]),
    ("1974/175", "reference", ["D008"]),
    ("175/1974", "reference", ["D008"]),
    ("1974 00175", "reference", ["D008"]),
    ("1974175", "reference", ["D008"]),
    ("74/175", "reference", ["D008", "D009"]),
    ("omv 2018012345", "reference", ["D009"]),
    ("2018/12345", "reference", ["D009"]),
    ("bv1874/175", "reference", ["D009"]),
    ("Tisseltbaan 80", "address", ["D007_M04"]),
    ("tiseltbaan 80, Leest", "address", ["D007_M04"]),
    ("80 Tisseltbaan te Leest", "address", ["D007_M04"]),
    ("St. Katelijnestr. 45", "address", ["D008"]),
    ("sint katelijnestraat 43-47 2800 Mechelen", "address", ["D008"]),
    ("Katelijnestraat", "address", ["D008"]),
    ("Kon. Astridln 12a", "address", ["D009"]),
    ("Kerkstraat 5", "address", ["D009"]),
    ("72/2r6", "parcel", ["D007_M04", "D009"]),
    ("72 2 R 6", "parcel", ["D007_M04", "D009"]),
    ("sectie F nr 72/2R⁶", "parcel", ["D007_M04"]),
    ("F 72", "parcel", ["D007_M04", "D008"]),
    ("discart", "name", ["D007_M04"]),
    ("Jan Discaert", "name", ["D007_M04"]),
    ("Rik Schellekens", "name", ["D007_M04"]),
    ("zoe van den broek", "name", ["D008"]),
    ("Discart 1940", "name", ["D007_M04"]),
    ("D007_M04", "folder", ["D007_M04"]),
    ("Mechelen", "municipality", ["D007_M04", "D008"]),
    ("1974", "year", ["D008"]),
    ("werkhuis bouwen", "text", ["D007_M04"]),
    ("FACADE garage", "text", ["D007_M04"]),
    ("1975/174", "text", ["D009"]),
]
NOT_FOUND = [
    "623/1940", "1874/622", "1974/174", "Tisseltbaan 82", "Tisseltbaan 8", "St. Katelijnestr. 44", "Katelijnestraat 49",
    "72/2r7", "73/2r6", "G 72S", "Jansen", "Discart 1974", "Kerkstraat 80 Leest", "werkhuis garages", "1750/3",
    "175 fr", "", " ,; ", "'\"*:&|!() --", "\x00", "%", "é", "NEAR AND OR", "x" * 5000,
]  # fmt: skip


def test_it_is_found_as_people_write_it(register: Register, subtests: pytest.Subtests) -> None:
    for words, matched, folders in FOUND:
        with subtests.test(words=words):
            hits = register.find(words)
            assert sorted(hit.folder for hit in hits if hit.matched == matched) == folders
            assert hits[0].matched == matched


def test_nothing_else_is_found(register: Register, subtests: pytest.Subtests) -> None:
    for words in NOT_FOUND:
        with subtests.test(words=words[:50]):
            assert register.find(words) == ()


def test_the_best_match_comes_first_and_the_limit_holds(register: Register) -> None:
    assert [hit.folder for hit in register.find("74/175")] == ["D008", "D009"]
    assert [hit.folder for hit in register.find("Mechelen", limit=1)] == ["D007_M04"]
    assert register.find("Mechelen", limit=0) == ()


def test_the_excerpt_shows_the_words_around(register: Register) -> None:
    assert register.find("tisseltbaan 80")[0].excerpt == "Tisseltbaan 80, Leest"
    assert register.find("werkhuis")[0].excerpt == "Het college besluit tot het bouwen van een werkhuis te Leest."


@given(words=st.text(alphabet="aefkrst 0123456789/-.,R", max_size=30))
@example(words="72/2 R 6 kerkstraat")
def test_any_words_may_be_asked(words: str) -> None:
    assert MemoryRegister().find(words) == ()
    Phrases(("kerkstraat", "r schellekens")).like(notation.tokens(words))
    notation.house(words)
    notation.parcel(words)


@given(year=st.integers(1800, 2099), serial=st.integers(1, 99_999), zeros=st.integers(0, 3))
def test_every_notation_of_a_number_is_the_same_number(year: int, serial: int, zeros: int) -> None:
    stored = notation.number(f"{year}/{serial}")
    assert stored
    padded = "0" * zeros + str(serial)
    for text in (f"{year}/{padded}", f"{padded}/{year}", f"{year} - {padded}", f"{year % 100:02}/{padded}"):
        asked = notation.number(text)
        assert asked
        assert notation.same_number(asked, stored) > 0.9, text


@given(
    st.tuples(
        st.integers(1, 9999), st.integers(0, 99), st.sampled_from(["", "a", "r", "z"]), st.integers(0, 999)
    ).filter(lambda parts: parts[2] or not parts[3])
)
def test_a_parcel_reads_back_as_it_was_written(parts: tuple[int, int, str, int]) -> None:
    written = ParcelNumber("", *parts)

    assert notation.parcel(str(written)) == written
    assert notation.parcel(f"sectie B nr. {str(written).upper()}") == written._replace(section="b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45", House(45, 45)), ("45 A", House(45, 45, "a")), ("43-47", House(43, 47)), ("43/47", House(43, 47)),
        ("80/2", House(80, 80)), ("nr. 80 bus 2", House(80, 80)), ("190-2", House(190, 190)),
        ("z.n.", None), ("", None),
    ],
)  # fmt: skip
def test_house_numbers(text: str, expected: House | None) -> None:
    assert notation.house(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("St.-Katelijnestr.", "sint katelijnestraat"), ("O.L.V.-plein", "onze lieve vrouw plein"),
        ("Mechelse stwg", "mechelse steenweg"), ("Dorpspl.", "dorpsplein"), ("Straat", "straat"),
        ("Templ", "templ"), ("Industr", "industr"), ("Maln", "maln"), ("Leopold III-ln.", "leopold iii laan"),
    ],
)  # fmt: skip
def test_streets_are_written_out(text: str, expected: str) -> None:
    assert notation.street(text) == expected


@given(st.text())
def test_page_words_are_plain_words_with_one_space_between(text: str) -> None:
    normal = normal_page(text)

    assert normal == " ".join(normal.split())
    assert normal.replace(" ", "").isalnum() or not normal
    assert normal.isascii()


def test_one_of_thousands_is_found_by_what_they_do_not_share(
    books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    """All have one first name and one street: more than the index shows of one value."""
    count = MOST + 60
    records = [
        make_record(
            DossierKey(delivery="levering_01", folder=f"D{n:05}"), applicants=(f"Discart{n} Jan",), pages=(),
            addresses=(Address(street="Kerkstraat", number=str(n), municipality="Mechelen"),),
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    for start in range(0, count, 500):
        books.register.publish_many(
            [Publication(record, make_package(record), 1) for record in records[start : start + 500]]
        )

    for n, words in ((count, "Jan Discart{}"), (count, "Kerkstraat {}"), (999, "kerkstr. {} Mechelen")):
        found = books.register.find(words.format(n))
        assert found, words
        assert found[0].dossier_id == records[n - 1].id, words
    assert len(books.register.find("Jan", limit=20)) == 20
    assert books.register.resolve_name(f"d{count:05}") == (records[-1].id,)
