"""The history of a dossier and the book of the feed, in memory, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.acts import standing
from pipeline.adapters.memory.register_rules import later
from pipeline.adapters.places import Books
from pipeline.errors import ContractBroken
from schemas.acts import Cause, FeedEvent
from schemas.delivery import DossierKey
from schemas.outcome import Package
from schemas.record import Record

A, B, C = (DossierKey(delivery="levering_01", folder=folder) for folder in "ABC")


def test_every_version_says_who_what_when_and_why(
    books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    first, second = make_record(A), make_record(A, architect="R. Schellekens")
    books.register.publish(first, make_package(first), 1)
    books.register.publish(second, make_package(second, "b"), 2, Cause(who="an", why="naam architect verbeterd"))

    one, two = books.register.history(A.id)

    assert (one.number, one.kind, one.version, one.who) == (1, "published", 1, "kaft")
    assert (two.number, two.version, two.who, two.why) == (2, 2, "an", "naam architect verbeterd")
    assert two.changed == ("architect",)
    assert "Schellekens" not in two.model_dump_json()
    assert one.at <= two.at
    assert one.at.endswith("Z")
    assert books.register.acts() == ()


def test_a_version_that_lost_leaves_no_line(
    books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    record = make_record(A)
    books.register.publish(record, make_package(record), 2)
    with pytest.raises(Exception, match="already at version"):
        books.register.publish(record, make_package(record, "b"), 1)

    assert [act.version for act in books.register.history(A.id)] == [2]


def test_paper_that_is_kept_stays_so_until_that_is_undone(books: Books) -> None:
    register = books.register
    kept = register.act("kept", A.id, who="an", why="erfgoedwaarde")
    register.act("withdrawn", B.id, who="an", why="x")

    assert standing(register.acts()).kept == {A.id: kept}
    assert register.history(A.id) == (kept,)

    register.act("undone", A.id, who="bo", why="toch niet", undoes=kept.number)
    assert standing(register.acts()).kept == {}


def test_acts_come_back_in_order_and_can_be_undone(books: Books) -> None:
    register = books.register
    away = register.act("withdrawn", A.id, who="an", why="verkeerde map")
    joined = register.act("merged", B.id, who="an", why="zelfde dossier", other=A.id)
    assert [act.number for act in register.acts()] == [away.number, joined.number]
    assert register.history(A.id) == (away, joined)

    now = standing(register.acts())
    assert now.withdrawn == {A.id: away}
    assert now.home(B.id) == A.id

    undoing = register.act("undone", A.id, who="bo", why="toch goed", undoes=away.number)
    assert standing(register.acts()).withdrawn == {}
    register.act("undone", A.id, who="an", why="vergist", undoes=undoing.number)
    assert standing(register.acts()).withdrawn == {A.id: away}


def test_keeping_apart_ends_a_merger_and_merging_ends_keeping_apart(books: Books) -> None:
    register = books.register
    register.act("merged", B.id, who="an", why="x", other=A.id)
    apart = register.act("apart", A.id, who="an", why="y", other=B.id)
    now = standing(register.acts())
    assert (now.home(B.id), list(now.apart)) == (B.id, [tuple(sorted((A.id, B.id)))])

    register.act("undone", A.id, who="an", why="z", undoes=apart.number)
    assert standing(register.acts()).home(B.id) == A.id


def test_a_circle_of_mergers_ends(books: Books) -> None:
    for one, two in ((A, B), (B, C), (C, A)):
        books.register.act("merged", one.id, who="an", why="x", other=two.id)

    assert standing(books.register.acts()).home(A.id) == C.id


def test_the_feed_book_notes_changes_only(books: Books) -> None:
    feed = books.feed
    assert feed.append(A.id, None) is None
    first = feed.append(A.id, "een")
    assert feed.append(A.id, "een") is None
    feed.append(B.id, "een")
    gone = feed.append(A.id, None)
    assert feed.append(A.id, None) is None

    assert first is not None
    assert gone is not None
    assert (first.number, first.version, gone.number, gone.version) == (1, 1, 3, 2)
    assert feed.length() == 3
    assert feed.of(A.id) == (first, gone)
    assert feed.events(2, 5) == (*feed.of(B.id), gone)
    times = [event.at for event in feed.events(1, 9)]
    assert times == sorted(set(times))


def test_several_writers_leave_no_gap_and_no_step_back(books: Books) -> None:
    def write(writer: int) -> None:
        for number in range(10):
            books.feed.append(f"dossier {writer}", f"stand {number}")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))

    events = books.feed.events(1, 100)
    assert [event.number for event in events] == list(range(1, 41))
    assert [event.at for event in events] == sorted({event.at for event in events})


def test_a_clock_that_was_set_back_does_not_show() -> None:
    last = "2026-01-01T00:00:00.999Z"

    assert later(last, "2025-12-31T23:00:00.000Z") == "2026-01-01T00:00:01.000Z"
    assert later(last, "2026-01-01T00:00:02.000Z") == "2026-01-01T00:00:02.000Z"
    assert later(None, last) == last


def test_the_feed_book_goes_on_from_changes_as_they_once_were(books: Books) -> None:
    old = [
        FeedEvent(number=1, dossier_id=A.id, version=1, at="2020-01-01T00:00:00.000Z", member="een"),
        FeedEvent(number=2, dossier_id=A.id, version=2, at="2020-01-02T00:00:00.000Z", member=None),
    ]
    books.feed.continue_with(())
    books.feed.continue_with(old)
    assert books.feed.events(1, 9) == tuple(old)
    new = books.feed.append(A.id, "twee")
    assert new
    assert (new.number, new.version) == (3, 3)
    for wrong in (old, [new.model_copy(update={"number": 5})]):
        with pytest.raises(ContractBroken, match="do not follow number 3"):
            books.feed.continue_with(wrong)
    assert books.feed.length() == 3
