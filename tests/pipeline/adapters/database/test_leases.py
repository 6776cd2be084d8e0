"""What all leases promise, in memory, on SQLite and on PostgreSQL; and that who lost one writes nothing."""

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.adapters.places import Books, open_books
from pipeline.adapters.processes import owners
from pipeline.errors import LeaseLost
from pipeline.ports import Lease
from schemas.delivery import Delivery, DossierKey
from schemas.outcome import Outcome, Package
from schemas.record import Record

KEY = DossierKey(delivery="levering_01", folder="D001")
LONG = 600.0


def take(
    books: Books, owner: str, key: DossierKey = KEY, *, seconds: float = LONG, since: float | None = None,
    gone: Callable[[str], bool] = lambda _owner: False,
) -> Lease | None:  # fmt: skip
    since = books.leases.now() if since is None else since
    return books.leases.take(key, owner, seconds, since=since, gone=gone)


def taken(books: Books, owner: str, **how: float) -> Lease:
    """Take a dossier whose lease ends soon."""
    end = time.monotonic() + 300
    while (lease := take(books, owner, **how)) is None:
        assert time.monotonic() < end, "the lease did not end"
        time.sleep(0.02)
    return lease


def test_one_of_two_gets_the_dossier(books: Books) -> None:
    assert take(books, "a") == Lease(KEY.id, "a", 1, 1)
    assert take(books, "b") is None
    assert take(books, "b", DossierKey(delivery="levering_01", folder="D002")) is not None


def test_a_lease_without_a_sign_of_life_is_taken_over(books: Books) -> None:
    first = taken(books, "a", seconds=0.05)
    second = taken(books, "b")
    assert (second.token, second.tries) == (2, 2)
    assert books.leases.extend([first, second], LONG) == (first,)


def test_a_sign_of_life_keeps_it(books: Books) -> None:
    lease = taken(books, "a", seconds=0.2)
    assert books.leases.extend([lease], LONG) == ()
    time.sleep(0.3)
    assert take(books, "b") is None


def test_who_is_gone_is_not_waited_for(books: Books) -> None:
    taken(books, "a")
    lease = take(books, "b", gone=lambda owner: owner == "a")
    assert lease is not None
    assert lease.tries == 2


def test_what_is_done_is_not_begun_again_by_who_asked_before(books: Books) -> None:
    since = books.leases.now()
    books.leases.finish(taken(books, "a"))
    assert take(books, "b", since=since) is None
    time.sleep(0.01)
    again = take(books, "b")
    assert again is not None
    assert again.tries == 1


def test_what_is_given_back_was_not_tried(books: Books) -> None:
    books.leases.give_back(taken(books, "a"))
    assert taken(books, "b").tries == 1


def test_tries_are_counted_until_somebody_clears_them(books: Books) -> None:
    for tries in (1, 2, 3):
        assert taken(books, "a", seconds=-1).tries == tries
    books.leases.set_aside(taken(books, "a"))
    assert [standing.state for standing in books.leases.standing("levering_01")] == ["aside"]
    assert taken(books, "a", seconds=-1).tries == 5
    books.leases.clear(KEY.id)
    assert taken(books, "a").tries == 1


def test_a_lost_lease_changes_nothing_any_more(books: Books) -> None:
    lost = taken(books, "a", seconds=-1)
    taken(books, "b")
    books.leases.finish(lost)
    books.leases.give_back(lost)
    books.leases.set_aside(lost)
    [standing] = books.leases.standing()
    assert (standing.state, standing.owner, standing.delivery) == ("held", "b", "levering_01")
    assert 0 < standing.left <= LONG


def test_standing_of_another_delivery_is_left_out(books: Books) -> None:
    taken(books, "a")
    assert books.leases.standing("levering_02") == ()


def test_of_many_who_ask_at_once_one_gets_it(books: Books) -> None:
    keys = [DossierKey(delivery="levering_01", folder=f"D{number:03}") for number in range(10)]
    with ThreadPoolExecutor(8) as threads:
        asked = [(f"w{worker}", key) for key in keys for worker in range(8)]
        got = [lease for lease in threads.map(lambda pair: take(books, pair[0], pair[1]), asked) if lease]
    assert sorted(lease.dossier_id for lease in got) == sorted(key.id for key in keys)


def test_who_lost_the_lease_cannot_publish(
    books: Books, make_delivery: Callable[..., Delivery], make_record: Callable[..., Record],
    make_package: Callable[..., Package],
) -> None:  # fmt: skip
    books.register.receive(make_delivery("levering_01", "D001"))
    record = make_record(KEY)
    lost = taken(books, "a", seconds=-1)
    held = taken(books, "b")
    outcome = Outcome(key=KEY, dossier_id=KEY.id, state="published", version=1, pages=1)
    with pytest.raises(LeaseLost):
        books.register.under(lost).publish(record, make_package(record), 1)
    with pytest.raises(LeaseLost):
        books.register.under(lost).conclude(outcome)
    assert books.register.current(KEY.id) is None
    assert books.register.outcomes() == ()

    books.register.under(held).publish(record, make_package(record), 1)
    books.register.under(held).conclude(outcome)
    assert books.register.outcomes() == (outcome,)


def test_leases_are_there_after_reopening(books: Books, books_url: str) -> None:
    if books_url == "memory:":
        return
    taken(books, "a")
    again = open_books(books_url)
    assert take(again, "b") is None
    again.close()


def test_this_process_is_not_gone() -> None:
    assert not owners.gone(owners.myself())


def test_a_process_that_ended_is_gone() -> None:
    spawn = multiprocessing.get_context("fork")
    receive, send = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_say_who, args=(send,))
    process.start()
    owner = receive.recv()
    assert not owners.gone(owner)
    receive.close()
    os.kill(process.pid or 0, 9)
    process.join()
    assert owners.gone(owner)


def _say_who(send: "multiprocessing.connection.Connection") -> None:
    send.send(owners.myself())
    time.sleep(600)


@pytest.mark.parametrize("owner", ["", "elsewhere/boot/1/99999999/5/abc", "a/b/c/d/e/f"])
def test_nothing_is_known_of_an_owner_elsewhere(owner: str) -> None:
    assert not owners.gone(owner)
