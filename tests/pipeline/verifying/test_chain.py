"""The chain, on both databases: what is changed or removed behind kaft's back is found."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from pipeline.adapters.places import Books, open_books
from pipeline.verifying.chain import check_chain
from schemas.chain import Link, Seal, digest_of, holds, link
from schemas.delivery import Delivery, DossierKey, Problem, Quarantined, Scans
from schemas.outcome import Outcome, Package
from schemas.record import Record

KEY = DossierKey(delivery="levering_01", folder="D001")
DELIVERY = Delivery(
    name=KEY.delivery,
    dossiers=(Scans(key=KEY, pages=(), parts=("D001",)),),
    quarantined=(
        Quarantined(
            file="D001/nota.docx",
            sha256=None,
            size=9,
            problem=Problem(code="unsupported", message="No scan.", severity="error"),
        ),
    ),
    accompanying=("manifest.csv",),
)
Tamper = Callable[[str], None]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'register.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def books(url: str) -> Iterator[Books]:
    opened = open_books(url)
    opened.register.receive(DELIVERY)
    record = Record(id=KEY.id, key=KEY, parts=("D001",))
    opened.register.publish(record, Package(dossier_id=KEY.id, nis="12025", files=()), 1)
    opened.register.conclude(Outcome(key=KEY, dossier_id=KEY.id, state="published", version=1))
    yield opened
    opened.close()


@pytest.fixture
def tamper(url: str) -> Tamper:
    def change(statement: str) -> None:
        engine = create_engine(url)
        with engine.begin() as connection:
            assert connection.execute(text(statement)).rowcount > 0
        engine.dispose()

    return change


def codes(books: Books) -> list[str]:
    assert books.chain is not None
    return sorted({problem.code for problem in check_chain(books.chain).faults})


def test_untouched_register_has_an_unbroken_chain(books: Books) -> None:
    assert books.chain is not None
    report = check_chain(books.chain)
    assert (report.lines, report.faults) == (3, ())
    assert [line.kind for line in books.chain.links()] == ["received", "published", "concluded"]


def test_repeating_what_is_known_adds_no_line(books: Books) -> None:
    books.register.conclude(Outcome(key=KEY, dossier_id=KEY.id, state="published", version=1))
    books.register.receive(DELIVERY)
    assert books.chain is not None
    assert check_chain(books.chain).lines == 3


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE dossier_version SET record = REPLACE(record, 'D001', 'D002')", "row_changed"),
        ("UPDATE outcome SET content = REPLACE(content, 'published', 'review')", "row_changed"),
        ("UPDATE dossier SET content = REPLACE(content, 'D001', 'D003')", "row_changed"),
        ("UPDATE delivery SET content = REPLACE(content, 'manifest.csv', 'lijst.csv')", "row_changed"),
        ("UPDATE quarantined SET content = REPLACE(content, 'nota.docx', 'brief.docx')", "row_changed"),
        ("DELETE FROM quarantined", "row_changed"),
        ("UPDATE dossier_version SET package = REPLACE(package, '12025', '12021')", "row_changed"),
        ("DELETE FROM outcome", "row_removed"),
        ("DELETE FROM chain_link WHERE place = 2", "chain_broken"),
        ("UPDATE chain_link SET contents = 'x' WHERE place = 1", "chain_broken"),
        ("DELETE FROM chain_link WHERE place = 3", "row_added"),
    ],
)
def test_what_was_touched_is_found(books: Books, tamper: Tamper, statement: str, found: str) -> None:
    tamper(statement)
    assert found in codes(books)


def test_a_fault_names_the_dossier(books: Books, tamper: Tamper) -> None:
    tamper("UPDATE dossier_version SET record = REPLACE(record, 'D001', 'D002')")
    assert books.chain is not None
    [fault] = check_chain(books.chain).faults
    assert fault.message == f"Version 1 of dossier {KEY.id} is not what was written."


def test_a_chain_cut_with_its_row_is_found_by_the_end_kept_elsewhere(books: Books, tamper: Tamper) -> None:
    assert books.chain is not None
    end = check_chain(books.chain).end
    tamper("DELETE FROM chain_link WHERE place = 3")
    tamper("DELETE FROM outcome")
    assert check_chain(books.chain).faults == ()
    assert [fault.code for fault in check_chain(books.chain, end).faults] == ["chain_cut"]


def test_a_line_holds_only_where_it_stands() -> None:
    one, other = (Seal(kind="received", subject=name, contents=digest_of(name)) for name in ("a", "b"))
    first = link(None, one, "2026-01-01T00:00:00+00:00")
    second = link(first, other, "2026-01-02T00:00:00+00:00")
    assert holds(first, None)
    assert holds(second, first)
    assert not holds(second, None)
    assert not holds(Link(**(second.model_dump() | {"at": "2026-01-03T00:00:00+00:00"})), first)


def test_where_a_text_ends_counts() -> None:
    assert digest_of("ab", "c") != digest_of("a", "bc")
