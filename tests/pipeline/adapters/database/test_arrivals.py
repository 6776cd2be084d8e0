"""What all lists of arrivals promise, in memory, on SQLite and on PostgreSQL."""

import time
from concurrent.futures import ThreadPoolExecutor

from pipeline.adapters.places import Books
from pipeline.queue.arrivals import Arrival, is_complete

URL = "/inbox/levering_01"


def only(books: Books) -> Arrival:
    [arrival] = books.arrivals.all()
    return arrival


def test_a_delivery_is_seen_and_grows_old(books: Books) -> None:
    first = books.arrivals.see("levering_01", URL, "a")
    assert (first.state, first.run, first.tries, first.worked, first.altered) == ("seen", None, 0, None, False)
    time.sleep(0.05)
    second = books.arrivals.see("levering_01", URL, "a")
    assert second.unchanged >= 0.04
    third = books.arrivals.see("levering_01", URL, "b")
    assert third.here - third.unchanged >= 0.04, "it was here before it changed"


def test_a_delivery_is_taken_once_however_many_watch(books: Books) -> None:
    books.arrivals.see("levering_01", URL, "a")
    with ThreadPoolExecutor(8) as threads:
        took = list(threads.map(lambda _: books.arrivals.take("levering_01"), range(8)))
    assert took.count(True) == 1
    assert only(books).state == "taken"
    assert not books.arrivals.take("unknown")


def test_files_that_come_after_it_was_taken_are_noticed(books: Books) -> None:
    books.arrivals.see("levering_01", URL, "a")
    books.arrivals.take("levering_01")
    assert not books.arrivals.see("levering_01", URL, "a").altered
    assert books.arrivals.see("levering_01", URL, "b").altered
    assert not books.arrivals.take("levering_01")


def test_a_run_is_noted_and_counted_once(books: Books) -> None:
    books.arrivals.see("levering_01", URL, "a")
    books.arrivals.take("levering_01")
    for _ in range(2):
        books.arrivals.work("levering_01", URL, "run-1")
    arrival = only(books)
    assert (arrival.run, arrival.tries, arrival.altered) == ("run-1", 1, False)
    assert arrival.worked is not None


def test_a_delivery_that_never_lay_in_the_inbox_is_noted_too(books: Books) -> None:
    books.arrivals.work("levering_09", "s3://elsewhere/levering_09", "run-1")
    assert (only(books).state, only(books).url) == ("taken", "s3://elsewhere/levering_09")
    assert not books.arrivals.see("levering_09", "s3://elsewhere/levering_09", "a").altered
    assert books.arrivals.see("levering_09", "s3://elsewhere/levering_09", "b").altered


def test_a_dead_run_is_given_up_once(books: Books) -> None:
    books.arrivals.work("levering_01", URL, "run-1")
    with ThreadPoolExecutor(4) as threads:
        gave_up = list(threads.map(lambda _: books.arrivals.again("levering_01", "run-1", 3), range(4)))
    assert gave_up.count(True) == 1
    assert only(books).run is None
    books.arrivals.work("levering_01", URL, "run-2")
    assert only(books).tries == 2


def test_after_so_many_runs_it_has_failed(books: Books) -> None:
    for run in ("run-1", "run-2"):
        books.arrivals.work("levering_01", URL, run)
        again = books.arrivals.again("levering_01", run, 2)
    assert not again
    assert only(books).state == "failed"


def test_an_end_is_noted_and_a_new_run_begins_anew(books: Books) -> None:
    books.arrivals.work("levering_01", URL, "run-1")
    books.arrivals.end("levering_01", "ended")
    assert (only(books).state, only(books).tries) == ("ended", 0)
    assert not books.arrivals.again("levering_01", "run-1", 3)
    books.arrivals.work("levering_01", URL, "run-2")
    assert (only(books).state, only(books).tries) == ("taken", 1)


def test_a_delivery_is_complete_when_it_says_so_or_is_quiet() -> None:
    arrival = Arrival("x", URL, "seen", None, 0, 100.0, 200.0, None, altered=False)
    assert is_complete(arrival, ready=True, quiet=600)
    assert not is_complete(arrival, ready=False, quiet=600)
    assert is_complete(arrival, ready=False, quiet=100)


def test_a_delivery_that_was_put_down_goes_on_and_has_not_failed(books: Books) -> None:
    books.arrivals.see("levering_01", URL, "a")
    books.arrivals.take("levering_01")
    for number in range(1, 6):
        books.arrivals.work("levering_01", URL, f"run-{number}")
        assert not books.arrivals.pause("levering_01", "another")
        assert books.arrivals.pause("levering_01", f"run-{number}")
        assert not books.arrivals.pause("levering_01", f"run-{number}")
        assert not books.arrivals.take("levering_01")
        [found] = books.arrivals.all()
        assert (found.state, found.run, found.tries) == ("paused", f"run-{number}", 0)
        assert books.arrivals.again("levering_01", f"run-{number}", 3)
        [found] = books.arrivals.all()
        assert (found.state, found.run) == ("taken", None)


def test_what_has_ended_cannot_be_put_down(books: Books) -> None:
    books.arrivals.work("levering_01", URL, "run-1")
    books.arrivals.end("levering_01", "ended")
    assert not books.arrivals.pause("levering_01", "run-1")
    assert [found.state for found in books.arrivals.all()] == ["ended"]
