"""What every register promises, in memory, on SQLite and on PostgreSQL."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.adapters.places import Books, open_books
from pipeline.errors import ContractBroken, ServiceUnavailable
from pipeline.ports import Publication, Published, Register
from pipeline.verifying.chain import check_chain
from schemas.acts import Cause
from schemas.delivery import Delivery, DossierKey, Problem, Scans
from schemas.outcome import BatchReport, Outcome, Package
from schemas.record import Record, pages_digest
from schemas.values import Address

KEY = DossierKey(delivery="levering_01", folder="D007_M04")


@pytest.fixture
def register(books: Books) -> Register:
    return books.register


def test_a_delivery_comes_back_as_it_was_noted(register: Register, make_delivery: Callable[..., Delivery]) -> None:
    first, second = make_delivery("levering_02", "b", "Z", "a"), make_delivery("Levering_01", "a")

    for delivery in (first, second, first):
        register.receive(delivery)

    assert register.delivery("levering_02") == first
    assert register.delivery("Levering_01") == second
    assert register.delivery("levering_99") is None
    assert register.deliveries() == ("Levering_01", "levering_02")


def test_a_delivery_that_grew_is_noted_as_it_is_now(register: Register, make_delivery: Callable[..., Delivery]) -> None:
    register.receive(make_delivery("levering_01", "a", "b"))
    grown = make_delivery("levering_01", "c", "b").model_copy(update={"quarantined": (), "files_received": 9})

    register.receive(grown)

    assert register.delivery("levering_01") == grown
    assert register.resolve_name("a") == (DossierKey(delivery="levering_01", folder="a").id,)


def test_a_dossier_named_twice_is_refused_whole(register: Register, make_delivery: Callable[..., Delivery]) -> None:
    with pytest.raises(ContractBroken):
        register.receive(make_delivery("levering_01", "a", "a"))
    with pytest.raises(ContractBroken):
        register.receive(make_delivery("levering_01", "a").model_copy(update={"name": "levering_02"}))

    assert register.deliveries() == ()


def test_versions_stay_and_the_newest_is_current(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    assert register.current(KEY.id) is None
    first, second = make_record(KEY, numbers=("622/1940",)), make_record(KEY, numbers=("623/1940",))

    register.publish(first, make_package(first, "a"), 1)
    register.publish(second, make_package(second, "b"), 2)

    assert register.current(KEY.id) == Published(KEY.id, 2, make_package(second, "b").digest())
    assert register.record(KEY.id) == register.record(KEY.id, 2) == second
    assert register.record(KEY.id, 1) == first
    assert register.package(KEY.id) == make_package(second, "b")
    assert register.package(KEY.id, 1) == make_package(first, "a")
    assert register.record(KEY.id, 3) is None
    assert register.package("unknown") is None
    assert register.find("622/1940") == ()
    assert [hit.dossier_id for hit in register.find("623/1940")] == [KEY.id]


def test_a_record_comes_back_to_the_last_byte(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    record = make_record(KEY, numbers=("622/1940",), applicants=("Zoë « d'Hondt »",), pages=("a\x00b\u2028c 😀", ""))
    register.publish(record, make_package(record), 1)

    found = register.record(KEY.id)
    assert found is not None
    assert found.canonical() == record.canonical()


@pytest.mark.parametrize("version", [1, 2])
def test_a_version_that_is_there_already_is_not_replaced(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package], version: int
) -> None:
    record = make_record(KEY)
    register.publish(record, make_package(record), 2)

    with pytest.raises(ServiceUnavailable):
        register.publish(make_record(KEY, numbers=("1/1999",)), make_package(record, "b"), version)

    assert register.record(KEY.id) == record
    assert register.find("1/1999") == ()


def test_many_versions_at_once_are_as_if_published_one_by_one(
    books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    keys = [DossierKey(delivery="levering_01", folder=folder) for folder in "cab"]
    first = [make_record(key, numbers=(f"{place}/1940",)) for place, key in enumerate(keys, 1)]
    second = make_record(keys[1], numbers=("9/1941",), pages=("de tweede lezing",))
    many = [Publication(record, make_package(record), 1) for record in first]
    many.append(Publication(second, make_package(second, "b"), 2, Cause(who="an", why="nagekeken: references")))

    assert books.register.publish_many(many[:1]) == 1
    assert books.register.publish_many(many) == 3

    assert books.register.record(keys[1].id, 1) == first[1]
    assert books.register.current(keys[1].id) == Published(keys[1].id, 2, make_package(second, "b").digest())
    assert [hit.dossier_id for number in (1, 3) for hit in books.register.find(f"{number}/1940")] == [
        keys[0].id, keys[2].id,
    ]  # fmt: skip
    assert books.register.find("2/1940") == ()
    assert [hit.dossier_id for hit in books.register.find("tweede lezing")] == [keys[1].id]
    history = books.register.history(keys[1].id)
    assert [(act.version, act.who) for act in history] == [(1, "kaft"), (2, "an")]
    assert history[1].changed == ("references",)
    if books.chain is not None:
        assert check_chain(books.chain).faults == ()


def test_publishing_many_again_changes_nothing(
    books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    records = [make_record(DossierKey(delivery="l1", folder=f"f{n}"), numbers=(f"{n}/1940",)) for n in range(5)]
    many = [Publication(record, make_package(record), 1) for record in records]
    assert books.register.publish_many(many) == 5
    lines = check_chain(books.chain).lines if books.chain else 0

    assert books.register.publish_many(many) == 0
    assert books.register.publish_many([]) == 0

    assert len(books.register.history(records[0].id)) == 1
    assert len(books.register.find("3/1940")) == 1
    if books.chain is not None:
        assert check_chain(books.chain).lines == lines == 5


def test_many_are_added_whole_or_not_at_all(
    books: Books, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    here, new = make_record(KEY), make_record(DossierKey(delivery="l1", folder="a"), numbers=("5/1950",))
    books.register.publish(here, make_package(here), 2)

    for version, content in ((2, "c"), (1, "a")):
        with pytest.raises(ServiceUnavailable):
            books.register.publish_many(
                [Publication(new, make_package(new), 1), Publication(here, make_package(here, content), version)]
            )

    assert books.register.current(new.id) is None
    assert books.register.find("5/1950") == ()


def test_several_writers_of_the_same_many_add_each_once(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    """Each has them in another order, and some are new versions: on PostgreSQL they wait for each other's rows."""
    records = [
        make_record(DossierKey(delivery="l1", folder=f"f{n}"), applicants=(f"Zeger {n}", f"Anna {n % 3}"))
        for n in range(8)
    ]
    register.publish_many([Publication(record, make_package(record), 1) for record in records[::2]])
    many = [Publication(record, make_package(record, "b"), 2) for record in records]

    def write(writer: int) -> int:
        mine = many[writer:] + many[:writer] if writer % 2 else many[::-1]
        end = time.monotonic() + 120
        while True:
            try:
                return register.publish_many(mine)
            except ServiceUnavailable:
                assert time.monotonic() < end, "the writers never came to an end"

    with ThreadPoolExecutor(4) as threads:
        added = list(threads.map(write, range(4)))

    assert sum(added) == len(many)
    assert [len(register.history(record.id)) for record in records] == [2, 1] * 4


def test_of_two_writers_one_wins(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    records = [make_record(KEY, numbers=(f"{number}/1940",), pages=("tekst " * 500,) * 20) for number in (1, 2)]

    def publish(record: Record) -> bool:
        try:
            register.publish(record, make_package(record), 1)
        except ServiceUnavailable:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(publish, records))

    assert sorted(won) == [False, True]
    winner, loser = (0, 1) if won[0] else (1, 0)
    assert register.record(KEY.id) == records[winner]
    assert len(register.find(f"{winner + 1}/1940")) == 1
    assert register.find(f"{loser + 1}/1940") == ()


def test_a_package_of_another_dossier_is_refused(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    other = make_record(DossierKey(delivery="levering_01", folder="D008"))

    with pytest.raises(ContractBroken):
        register.publish(make_record(KEY), make_package(other), 1)

    assert register.current(KEY.id) is None


def test_the_newest_records_come_in_order_of_delivery_and_folder(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    records = {}
    for delivery, folder in (("l2", "a"), ("l1", "b"), ("l1", "B"), ("l1", "a_02"), ("l1", "a")):
        record = make_record(DossierKey(delivery=delivery, folder=folder))
        for version in (1, 2):
            register.publish(record, make_package(record), version)
        records[(delivery, folder)] = record

    assert list(register.records()) == [records[place] for place in sorted(records)]


def test_the_last_outcome_counts(register: Register) -> None:
    keys = [
        DossierKey(delivery=delivery, folder=folder) for delivery, folder in (("l2", "a"), ("l1", "b"), ("l1", "B"))
    ]
    for key in keys:
        register.conclude(Outcome(key=key, dossier_id=None, state="failed"))
    last = Outcome(
        key=keys[1], dossier_id=keys[1].id, state="review", version=3, changed=False, pages=4,
        review=("dates.decision",), problems=(Problem(code="upside_down", message="Blad 2", page=2),), location="v1/x",
    )  # fmt: skip
    register.conclude(last)

    assert [outcome.key for outcome in register.outcomes()] == [keys[2], keys[1], keys[0]]
    assert register.outcomes("l1")[1] == last
    assert register.outcomes("l3") == ()


def test_a_withdrawn_dossier_is_counted_as_that_until_it_is_back(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    keys = [DossierKey(delivery="l1", folder=folder) for folder in "abc"]
    for key in keys:
        record = make_record(key)
        for version in (1, 2):
            register.publish(record, make_package(record), version)
        register.conclude(Outcome(key=key, dossier_id=key.id, state="published", version=2))
    register.conclude(Outcome(key=DossierKey(delivery="l1", folder="d"), dossier_id=None, state="failed"))
    assert register.states() == {"failed": 1, "published": 3}

    away = register.act("withdrawn", keys[1].id, who="an", why="vraag van de burger")

    assert register.states() == {"failed": 1, "published": 2, "withdrawn": 1}
    register.act("undone", keys[1].id, who="an", why="toch niet", undoes=away.number)
    assert register.states() == {"failed": 1, "published": 3}


def test_the_last_report_counts(register: Register) -> None:
    reports = [BatchReport(delivery="l1", outcomes=(), pages_received=pages) for pages in (1, 2)]
    for report in reports:
        register.report(report)

    assert register.last_report("l1") == reports[1]
    assert register.last_report("l2") is None


def test_the_same_pages_are_known_from_the_moment_they_come_in(
    register: Register,
    make_delivery: Callable[..., Delivery],
    make_record: Callable[..., Record],
    make_package: Callable[..., Package],
) -> None:
    first, again = make_delivery("l1", "a", "b"), make_delivery("l2", "a")
    register.receive(first)
    register.receive(again)
    record = make_record(DossierKey(delivery="l3", folder="x"))
    register.publish(record, make_package(record), 1)

    same = tuple(sorted((first.dossiers[0].key.id, again.dossiers[0].key.id)))
    assert register.same_pages(pages_digest(first.dossiers[0])) == same
    assert register.same_pages(pages_digest(record)) == (record.id,)
    assert register.same_pages("0" * 64) == ()


def test_a_delivery_about_one_dossier_holds_what_has_its_pages(
    register: Register, make_delivery: Callable[..., Delivery], make_record: Callable[..., Record],
    make_package: Callable[..., Package],
) -> None:  # fmt: skip
    whole = make_delivery("levering_01", "a", "b", "c", "d")
    twin = whole.dossiers[3].model_copy(update={"pages": whole.dossiers[1].pages})
    whole = whole.model_copy(update={"dossiers": (*whole.dossiers[:3], twin)})
    register.receive(whole)
    register.receive(make_delivery("levering_02", "b"))
    record = make_record(DossierKey(delivery="levering_01", folder="c"))
    register.publish(record, make_package(record), 1)

    slim = whole.model_copy(update={"quarantined": ()})
    about = {scans.key.folder: register.delivery("levering_01", scans.key.id) for scans in whole.dossiers}
    assert about["a"] == slim.model_copy(update={"dossiers": (whole.dossiers[0],)})
    assert about["b"] == about["d"] == slim.model_copy(update={"dossiers": (whole.dossiers[1], twin)})
    assert register.delivery("levering_01", "unknown") == slim.model_copy(update={"dossiers": ()})
    assert register.delivery("levering_09", record.id) is None


def test_two_dossiers_without_pages_are_not_the_same(register: Register) -> None:
    empty = tuple(Scans(key=DossierKey(delivery="l1", folder=folder), pages=(), parts=()) for folder in "ab")
    register.receive(Delivery(name="l1", dossiers=empty))

    assert register.same_pages(pages_digest(empty[0])) == ()


def test_a_name_is_resolved_as_a_person_gives_it(
    register: Register,
    make_delivery: Callable[..., Delivery],
    make_record: Callable[..., Record],
    make_package: Callable[..., Package],
) -> None:
    register.receive(make_delivery("levering_01", "D007_M04", "D008"))
    register.receive(make_delivery("levering_02", "D008"))
    record = make_record(KEY, numbers=("622/1940",))
    register.publish(record, make_package(record), 1)
    twins = tuple(sorted(DossierKey(delivery=name, folder="D008").id for name in ("levering_01", "levering_02")))

    for name in (KEY.id, KEY.id[:6], "D007_M04", "d007_m04", "levering_01/D007_M04/", "40/622", " 622/1940 "):
        assert register.resolve_name(name) == (KEY.id,), name
    assert register.resolve_name("D008") == twins
    assert register.resolve_name("levering_02/D008") == (DossierKey(delivery="levering_02", folder="D008").id,)
    for name in ("", "x", KEY.id[:2], "623/1940", "levering_01"):
        assert register.resolve_name(name) == (), name


def test_dossiers_are_found_by_their_folder_while_they_are_in_a_delivery(
    register: Register, make_delivery: Callable[..., Delivery]
) -> None:
    register.receive(make_delivery("levering_02", "d8", "D8_02"))
    register.receive(make_delivery("levering_01", "D8", "D9", "D8_"))
    found = register.called(["D8", "d8_02", "D7"])
    assert [(key.delivery, key.folder) for key in found] == [
        ("levering_01", "D8"), ("levering_02", "D8_02"), ("levering_02", "d8"),
    ]  # fmt: skip
    register.receive(make_delivery("levering_01", "D9"))
    assert [key.delivery for key in register.called(["D8"])] == ["levering_02"]
    assert register.called([]) == ()


def test_everything_is_there_after_reopening(
    register: Register,
    books_url: str,
    make_delivery: Callable[..., Delivery],
    make_record: Callable[..., Record],
    make_package: Callable[..., Package],
) -> None:
    if books_url == "memory:":
        return
    delivery, record = make_delivery("levering_01", "D007_M04"), make_record(KEY)
    register.receive(delivery)
    register.publish(record, make_package(record), 1)
    again = open_books(books_url)

    assert again.register.delivery("levering_01") == delivery
    assert list(again.register.records()) == [record]
    again.close()


def test_several_writers_lose_nothing_and_never_wait_for_each_other_for_ever(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    """Each learns the same new streets and names, in another order: on PostgreSQL they lock each other's rows."""

    def write(writer: int) -> None:
        for place in range(12):
            step = place if writer % 2 else 11 - place
            record = make_record(
                DossierKey(delivery=f"l{writer}", folder=f"f{place}"), numbers=(f"{step}/19{writer}0",),
                applicants=tuple(f"{name} {step}" for name in ("Zeger", "Anna", "Maria")[:: 1 if writer % 2 else -1]),
                architect=f"R. Schellekens {step}",
            )  # fmt: skip
            register.publish(record, make_package(record), 1)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))

    assert len(list(register.records())) == 48
    assert len(register.find("Schellekens 7")) == 4


def test_who_has_an_image_is_known_from_the_newest_version_and_blank_pages_say_nothing(
    register: Register, make_record: Callable[..., Record], make_package: Callable[..., Package]
) -> None:
    house = Address(street="Bleekstraat", number="4")
    first = make_record(DossierKey(delivery="l1", folder="a"), numbers=("1974/175",), addresses=(house,))
    second = make_record(DossierKey(delivery="l1", folder="b"), numbers=("175/1974",))
    third = make_record(DossierKey(delivery="l1", folder="c"), addresses=(house,))
    other = make_record(DossierKey(delivery="l1", folder="d"), addresses=(Address(street="Bleekstraat"),))
    page = first.pages[0]
    changed = first.model_copy(update={"pages": (page.model_copy(update={"sha256": "e" * 64}),)})
    blank = second.model_copy(update={"pages": tuple(one.model_copy(update={"blank": True}) for one in second.pages)})
    register.publish(first, make_package(first), 1)
    assert register.with_images(["0" * 64, page.sha256]) == {first.id: frozenset({page.sha256})}

    register.publish(changed, make_package(changed), 2)
    for record in (blank, third, other):
        register.publish(record, make_package(record), 1)

    assert first.id not in register.with_images([page.sha256])
    assert second.id not in register.with_images([page.sha256])
    assert register.with_images(["e" * 64]) == {first.id: frozenset({"e" * 64})}
    assert register.neighbours(first.id) == tuple(sorted((second.id, third.id)))
    assert register.neighbours(KEY.id) == ()
