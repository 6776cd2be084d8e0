"""The public tier and its feed: whatever happens, a copy made from the feed alone is the public register."""

import contextlib
import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rdflib import RDF, Graph, Namespace

import schemas
from pipeline.adapters.memory.acts import MemoryFeedBook
from pipeline.adapters.memory.register import MemoryRegister
from pipeline.adapters.memory.storage import MemoryBucket, MemoryLedger, MemoryStore
from pipeline.errors import NotFound, ServiceUnavailable
from pipeline.package_data import package_data
from pipeline.public import desk as public_desk
from pipeline.public import feed
from pipeline.public.access import policy_of
from pipeline.public.copies import Copies
from pipeline.public.desk import Desk
from pipeline.public.replica import follow
from pipeline.verifying.part import EVERYTHING
from pipeline.verifying.public_tier import check_public
from schemas.delivery import DossierKey
from schemas.export import schema_path
from schemas.outcome import Package, PackageFile
from schemas.record import Record
from schemas.redaction import Redacted
from schemas.values import Reference

Make = Callable[..., Any]
POLICY = policy_of((package_data("config") / "access.toml").read_text(encoding="utf-8"))
KEYS = tuple(DossierKey(delivery="levering_01", folder=folder) for folder in "ABC")
pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own class
TREE, LDES = Namespace("https://w3id.org/tree#"), Namespace("https://w3id.org/ldes#")


class Shaky(MemoryBucket):
    """A bucket that goes away after so many writes, and loses what one tells it to."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 10**9

    def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> None:
        if self.left <= 0:
            raise ServiceUnavailable("The bucket is away.")
        self.left -= 1
        super().put(key, data, media_type)

    def lose(self, key: str) -> None:
        self._objects.pop(key, None)

    def objects(self) -> dict[str, bytes]:
        return {key: self.get(key) for key in self.keys("")}


class Copy:
    """A copy of the public register in memory."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Any]] = {}
        self.time = ""

    def put(self, dossier_id: str, record: dict[str, Any]) -> None:
        self.records[dossier_id] = record

    def remove(self, dossier_id: str) -> None:
        self.records.pop(dossier_id, None)

    def seen(self) -> str:
        return self.time

    def note(self, time: str) -> None:
        self.time = time


class World:
    """A register, a bucket and what publishes from the one into the other, three changes to a page."""

    def __init__(self, make_record: Make, many: Make) -> None:
        self.register, self.bucket = MemoryRegister(), Shaky()
        self.desk = Desk(self.register, MemoryFeedBook(), self.bucket, POLICY, page_size=3)
        self.make_record, self.many = make_record, many

    def record(self, key: DossierKey, number: int, **changes: Any) -> Record:
        reference = Reference(kind="municipal", value=f"{number}/1940", raw="x", primary=True)
        found: Record = self.make_record(key, references=self.many(reference), **changes)
        return found

    def edit(self, key: DossierKey, number: int, **changes: Any) -> None:
        record = self.record(key, number, **changes)
        current = self.register.current(key.id)
        package = Package(
            dossier_id=key.id, nis="12025", files=(PackageFile(path="x", sha256=f"{number:064}", size=1),)
        )
        self.register.publish(record, package, (current.version if current else 0) + 1)

    @property
    def copies(self) -> Copies:
        assert self.desk.copies
        return self.desk.copies

    def copy(self, key: DossierKey, **changes: Any) -> None:
        """Remember a copy of the decision, as `redact` would have made it."""
        record = self.register.record(key.id)
        assert record
        number = next(n for n, document in enumerate(record.documents, 1) if document.type == "besluit")
        files = tuple(
            PackageFile(path=path, sha256=self.copies.store.put(f"{path} {record.digest()}".encode()), size=1)
            for path in ("besluit.pdf", "0001.alto.xml")
        )
        made = {"files": () if changes else files, "words": 100, "hidden": 25, **changes}
        self.copies.keep(record, Redacted(number=number, type="besluit", **made))

    def refresh(self, *, whole: bool = False) -> int:
        return public_desk.refresh(self.desk, [key.id for key in KEYS], whole_feed=whole)

    def fetch(self, name: str) -> bytes:
        return self.bucket.get(f"{feed.FOLDER}/{name}")

    def public(self) -> dict[str, Any]:
        """Return the public register as somebody finds it who follows the pointers."""
        found = {}
        for key in self.bucket.keys("v1/public/"):
            if key.endswith("latest.json") and not (pointer := json.loads(self.bucket.get(key)))["deleted"]:
                record = json.loads(self.bucket.get(f"{key.removesuffix('latest.json')}{pointer['path']}record.json"))
                found[record["id"]] = record
        return found

    def due(self) -> dict[str, Any]:
        """Return what should be public now."""
        members = {key.id: public_desk.expected(self.desk, key.id) for key in KEYS}
        return {name: json.loads(text)["record"] for name, text in members.items() if text}


@pytest.fixture
def world(make_record: Make, fields: Make) -> World:
    return World(make_record, fields)


_STEPS = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 2), st.integers(1, 4)),
    st.tuples(st.sampled_from(["withdraw", "undo", "merge", "lose_page", "lose_index", "lose_pointer"]),
              st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("refresh"), st.just(0), st.integers(0, 12)),
    st.tuples(st.just("follow"), st.just(0), st.just(0)),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEPS, max_size=25))
def test_a_copy_made_from_the_feed_alone_is_the_public_register(
    steps: list[tuple[str, int, int]], make_record: Make, fields: Make
) -> None:
    world, running = World(make_record, fields), Copy()
    for what, which, how in steps:
        _do(world, running, what, KEYS[which], how)
    world.bucket.left = 10**9
    world.refresh()

    fresh = Copy()
    follow(world.fetch, fresh)
    follow(world.fetch, running)

    assert world.public() == world.due() == fresh.records == running.records
    assert world.refresh(whole=True) == 0


def _do(world: World, running: Copy, what: str, key: DossierKey, how: int) -> None:
    acts = world.register.acts()
    match what:
        case "edit":
            world.edit(key, how)
        case "withdraw":
            world.register.act("withdrawn", key.id, who="an", why="x")
        case "merge" if key != KEYS[how]:
            world.register.act("merged", key.id, who="an", why="x", other=KEYS[how].id)
        case "undo" if acts:
            world.register.act("undone", acts[-1].dossier_id, who="an", why="x", undoes=acts[-1].number)
        case "refresh":
            # Broken off after so many writes; 12 is enough for all.
            world.bucket.left = how if how < 12 else 10**9
            with contextlib.suppress(ServiceUnavailable):
                world.refresh()
        case "follow":
            with contextlib.suppress(NotFound):
                follow(world.fetch, running)
        case "lose_page":
            pages = sorted(key for key in world.bucket.keys(feed.FOLDER) if key != feed.INDEX)
            world.bucket.lose(pages[-1] if pages else "none")
        case "lose_index":
            world.bucket.lose(feed.INDEX)
        case "lose_pointer":
            world.bucket.lose(f"v1/public/dossiers/12025/{key.id}/latest.json")


def test_closed_pages_never_change(world: World) -> None:
    closed: dict[str, bytes] = {}
    for number in range(1, 12):
        world.edit(KEYS[number % 3], number)
        world.refresh()
        for key in world.bucket.keys(feed.FOLDER):
            data = world.bucket.get(key)
            if b"ldes:immutable" in data and key != feed.INDEX and b'"ldes:immutable": true' in data:
                assert closed.setdefault(key, data) == data
    assert len(closed) == 3


def test_the_feed_is_a_linked_data_event_stream(world: World) -> None:
    for number in range(1, 6):
        world.edit(KEYS[number % 3], number)
        world.refresh()
    world.register.act("withdrawn", KEYS[0].id, who="an", why="x")
    world.refresh()

    graph = Graph()
    for key in world.bucket.keys(feed.FOLDER):
        graph.parse(data=world.bucket.get(key), format="json-ld", publicID=f"https://b.test/{key}")

    assert len(list(graph.subjects(RDF.type, LDES.EventStream))) == 1
    assert len(list(graph.objects(None, TREE.view))) == 1
    assert len(list(graph.objects(None, TREE.member))) == 6
    lower = list(graph.subjects(RDF.type, TREE.GreaterThanOrEqualToRelation))
    upper = list(graph.subjects(RDF.type, TREE.LessThanRelation))
    assert (len(lower), len(upper)) == (2, 1)
    for relation in (*lower, *upper):
        value = graph.value(relation, TREE.value)
        assert str(value).endswith("+00:00")
        assert str(getattr(value, "datatype", "")).endswith("dateTime")


def test_nothing_of_people_and_no_free_text_is_in_anything_public(world: World, people: tuple[str, ...]) -> None:
    world.edit(KEYS[0], 1)
    world.register.act("withdrawn", KEYS[1].id, who="Ambtenaar Janssens", why="klacht van Peeters")
    world.refresh()

    for key, data in world.bucket.objects().items():
        for word in (*people, "woning", "blad 1", "Janssens", "Peeters", "zoals gelezen", "nr 622"):
            assert word not in data.decode(), (key, word)
    assert not [key for key in world.bucket.keys("v1/public") if key.endswith((".pdf", ".png", ".xml"))]


def test_a_public_record_follows_its_schema_and_says_what_is_held_back(world: World, field: Make) -> None:
    world.edit(KEYS[0], 622, decision=field("verleend", "review"))
    world.refresh()

    (record,) = world.public().values()
    Draft202012Validator(json.loads(schema_path("public").read_text(encoding="utf-8"))).validate(record)
    assert record["decision"] is None
    assert record["withheld"] == {
        "decision": "na_te_kijken", "applicants": "persoonsgegevens", "architect": "persoonsgegevens",
        "subject": "vrije_tekst",
    }  # fmt: skip
    assert [(found["type"], found["openness"], found["copies"]) for found in record["documents"]] == [
        ("aanvraag", "gesloten_tot", False), ("besluit", "open", True), ("plan", "open", False),
    ]  # fmt: skip


@pytest.fixture
def open_world(world: World) -> World:
    """A world whose town opens scans of decisions, and in which one was copied."""
    rule = '[[scan]]\ngemeente = "12025"\nstukken = ["besluit"]\njaren = 50\ngrondslag = "besluit van het college"'
    text = (package_data("config") / "access.toml").read_text(encoding="utf-8")
    policy = policy_of(f"{text}\n{rule}")
    copies = Copies(MemoryLedger(), MemoryStore(), policy, dt.date(2020, 1, 1))
    world.desk = replace(world.desk, policy=policy, copies=copies)
    world.edit(KEYS[0], 622)
    world.copy(KEYS[0])
    world.refresh()
    return world


def test_a_redacted_copy_is_public_with_its_digests(open_world: World) -> None:
    (record,) = open_world.public().values()
    Draft202012Validator(json.loads(schema_path("public").read_text(encoding="utf-8"))).validate(record)
    scan = next(document["scan"] for document in record["documents"] if document["type"] == "besluit")

    assert (scan["hidden"], scan["basis"]) == (0.25, "besluit van het college")
    assert [file["key"].rpartition("/")[2] for file in scan["files"]] == ["besluit.pdf", "0001.alto.xml"]
    for file in scan["files"]:
        assert hashlib.sha256(open_world.bucket.get(file["key"])).hexdigest() == file["sha256"]
    assert all(not document["scan"] for document in record["documents"] if document["type"] != "besluit")
    assert open_world.refresh(whole=True) == 0


@pytest.mark.parametrize("how", ["rule", "record", "withdrawn", "kept back"])
def test_a_copy_that_may_no_longer_be_seen_is_taken_away(how: str, open_world: World) -> None:
    assert list(open_world.bucket.keys("v1/public/scans/"))
    match how:
        case "rule":
            open_world.desk = replace(open_world.desk, policy=POLICY, copies=replace(open_world.copies, policy=POLICY))
        case "record":  # for instance one more name is known
            open_world.edit(KEYS[0], 623)
        case "withdrawn":
            open_world.register.act("withdrawn", KEYS[0].id, who="an", why="x")
        case "kept back":
            open_world.edit(KEYS[0], 623)
            open_world.copy(KEYS[0], kept_back="found_again")
    open_world.refresh()

    assert not list(open_world.bucket.keys("v1/public/scans/"))
    assert "scans" not in json.dumps(open_world.public())
    fresh = Copy()
    follow(open_world.fetch, fresh)
    assert fresh.records == open_world.public()


def test_a_lost_copy_comes_back_and_a_broken_off_publication_is_finished(open_world: World) -> None:
    before = open_world.bucket.objects()
    for key in tuple(open_world.bucket.keys("v1/public/scans/")):
        open_world.bucket.remove(key)
    open_world.refresh()
    assert open_world.bucket.objects() == before

    open_world.edit(KEYS[0], 623)
    open_world.copy(KEYS[0])
    for left in range(12):
        open_world.bucket.left = left
        with contextlib.suppress(ServiceUnavailable):
            open_world.refresh()
        for record in open_world.public().values():  # whatever a pointer names is whole
            for document in record["documents"]:
                for file in (document["scan"] or {"files": ()})["files"]:
                    assert open_world.bucket.exists(file["key"])


def test_the_public_linked_data_conforms(world: World) -> None:
    world.edit(KEYS[0], 622)
    world.refresh()
    (key,) = [key for key in world.bucket.keys("v1/public") if key.endswith("record.jsonld")]
    linked = Path(schemas.__file__).parent / "linked"
    graph = Graph().parse(data=world.bucket.get(key), format="json-ld", publicID="https://b.test/")

    assert pyshacl.validate(
        graph, shacl_graph=Graph().parse(linked / "shapes.ttl"), ont_graph=Graph().parse(linked / "vocabulary.ttl")
    )[0]


def test_a_merged_dossier_says_of_what_it_is_part(world: World) -> None:
    for place, key in enumerate(KEYS[:2]):
        world.edit(key, place)
    world.register.act("merged", KEYS[1].id, who="an", why="x", other=KEYS[0].id)
    world.refresh()

    assert world.public()[KEYS[1].id]["merged_into"] == KEYS[0].id


def test_a_dossier_that_moved_is_found_from_its_old_place(world: World, field: Make) -> None:
    world.edit(KEYS[0], 1, municipality=field())
    world.refresh()
    world.edit(KEYS[0], 1)
    world.refresh()

    pointer = json.loads(world.bucket.get(f"v1/public/dossiers/00000/{KEYS[0].id}/latest.json"))
    assert pointer == {"version": 2, "path": f"../../12025/{KEYS[0].id}/v2/", "deleted": False}


def test_a_page_that_is_still_being_written_is_left_for_the_next_look(world: World) -> None:
    """Another writer put back an older state of a page that the index calls full."""
    for number in (1, 2):
        world.edit(KEYS[number], number)
    world.refresh()
    half = world.fetch("000001.jsonld")
    for number in (3, 4):
        world.edit(KEYS[number % 3], number)
        world.refresh()
    whole, copy = world.fetch("000001.jsonld"), Copy()
    world.bucket.put(feed.page_key(1), half)
    assert follow(world.fetch, copy) == 0

    world.bucket.put(feed.page_key(1), whole)
    assert follow(world.fetch, copy) == 4
    assert copy.records == world.due()


def faults(world: World) -> list[tuple[str, str]]:
    """Return code and last words of the key of everything that is wrong in the public tier."""
    found = check_public(world.desk, EVERYTHING)[1]
    return sorted((fault.code, re.sub(r".*/(\S+) .*", r"\1", fault.message)) for fault in found)


def test_a_public_tier_as_it_should_be_has_no_faults(open_world: World) -> None:
    assert faults(open_world) == []
    open_world.edit(KEYS[1], 2)
    open_world.edit(KEYS[0], 623)
    open_world.refresh()
    open_world.register.act("withdrawn", KEYS[1].id, who="an", why="x")
    open_world.refresh()

    assert faults(open_world) == []
    assert check_public(open_world.desk, EVERYTHING)[0] == len(open_world.bucket.objects())


def test_what_is_too_much_lost_or_changed_in_the_public_tier_is_told(open_world: World) -> None:
    bucket, folder = open_world.bucket, f"v1/public/dossiers/12025/{KEYS[0].id}"
    for key in (
        f"{folder}/v1/dossier.pdf", "v1/public/dossiers/12025/x/v1/record.json", f"{folder}/v9/record.json",
        f"v1/public/scans/{KEYS[0].id}/ff/besluit.pdf", "v1/public/scans/x/y.pdf", "v1/feed/000009.jsonld",
    ):  # fmt: skip
        bucket.put(key, b"x")
    (scan,) = [key for key in bucket.keys("v1/public/scans/") if key.endswith("0001.alto.xml")]
    bucket.put(scan, b"changed")
    bucket.put(feed.page_key(1), b"changed")
    bucket.lose(f"{folder}/latest.json")
    bucket.lose(f"{folder}/v1/record.json")

    assert faults(open_world) == [
        ("public_changed", "000001.jsonld"), ("public_changed", "0001.alto.xml"),
        ("public_extra", "000009.jsonld"), ("public_extra", "besluit.pdf"), ("public_extra", "dossier.pdf"),
        ("public_extra", "record.json"), ("public_extra", "record.json"), ("public_extra", "y.pdf"),
        ("public_lost", "latest.json"), ("public_lost", "record.json"),
    ]  # fmt: skip


def test_what_should_no_longer_be_public_is_told_until_it_is_published_again(open_world: World) -> None:
    open_world.desk = replace(open_world.desk, copies=replace(open_world.copies, policy=POLICY))
    assert [code for code, _ in faults(open_world)] == ["public_stale"]
    open_world.refresh()
    assert faults(open_world) == []
