"""What every ledger promises, in memory, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

from pipeline.adapters.places import Books, open_books


def test_work_is_remembered_once_and_the_first_result_stays(books: Books) -> None:
    ledger = books.ledger
    assert ledger.result("f1") is None

    ledger.remember("f1", "recognise", "a" * 64)
    ledger.remember("f1", "recognise", "b" * 64)

    assert ledger.result("f1") == "a" * 64


def test_many_are_asked_at_once_and_the_unknown_left_out(books: Books) -> None:
    for number in range(3):
        books.ledger.remember(f"f{number}", "extract", f"{number:064}")
    asked = [f"f{number}" for number in range(1200)] * 2

    assert books.ledger.results(asked) == {f"f{number}": f"{number:064}" for number in range(3)}
    assert books.ledger.results([]) == {}


def test_threads_may_remember_at_the_same_time(books: Books) -> None:
    fingerprints = [f"f{number % 20}" for number in range(80)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda fingerprint: books.ledger.remember(fingerprint, "extract", "a" * 64), fingerprints))

    assert len(books.ledger.results(fingerprints)) == 20


def test_the_ledger_is_there_after_reopening(books: Books, books_url: str) -> None:
    if books_url == "memory:":
        return
    books.ledger.remember("f1", "recognise", "a" * 64)
    again = open_books(books_url)

    assert again.ledger.result("f1") == "a" * 64
    again.close()
