"""The log of who read what, in memory, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from pipeline.adapters.places import Books, open_books
from pipeline.errors import KaftError
from schemas.reads import DossierRead


def test_lines_come_back_newest_first(books: Books) -> None:
    books.reads.note([DossierRead(who="an", what="find", dossier_id=name) for name in ("a", "b")])
    books.reads.note([])
    books.reads.note([DossierRead(who="bo", what="export flat", purpose="overdracht", count=3)])

    found = books.reads.reads()
    assert [(line.number, line.who, line.what, line.dossier_id, line.count) for line in found] == [
        (3, "bo", "export flat", None, 3), (2, "an", "find", "b", 1), (1, "an", "find", "a", 1),
    ]  # fmt: skip
    assert [line.purpose for line in found] == ["overdracht", "", ""]
    assert found[0].at >= found[1].at == found[2].at
    assert found[0].at.endswith("Z")
    assert books.reads.length() == 3


def test_who_read_one_dossier_includes_who_read_all(books: Books) -> None:
    books.reads.note(
        [DossierRead(who="an", what="show", dossier_id="a"), DossierRead(who="an", what="show", dossier_id="b")]
    )
    books.reads.note([DossierRead(who="bo", what="export flat", count=2)])

    assert [line.number for line in books.reads.reads("a")] == [3, 1]
    assert [line.number for line in books.reads.reads("a", 1)] == [3]
    assert [line.number for line in books.reads.reads("none")] == [3]


def test_many_readers_at_once_lose_no_line(books: Books) -> None:
    def read(place: int) -> None:
        books.reads.note([DossierRead(who=f"u{place}", what="show", dossier_id="a")] * 3)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(read, range(8)))

    numbers = [line.number for line in books.reads.reads()]
    assert len(numbers) == len(set(numbers)) == 24


def test_a_server_that_only_reads_refuses_a_line_with_an_error_of_ours(postgres_url: str) -> None:
    writer = open_books(postgres_url)
    writer.reads.note([DossierRead(who="an", what="show", dossier_id="a")])
    writer.close()
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    reader = open_books(postgres_url)
    with pytest.raises(KaftError):
        reader.reads.note([DossierRead(who="bo", what="show", dossier_id="a")])
    assert [line.who for line in reader.reads.reads()] == ["an"]
    reader.close()
