"""PREMIS documents keep to PREMIS 3.0, and the table they are checked by finds what does not."""

import datetime as dt
from typing import get_args

import pytest

from pipeline.archiving.happenings import happenings_of
from pipeline.archiving.premis import Digest, Kept, Name, Related, Thing, document, premis
from schemas.acts import Act, ActKind
from schemas.delivery import Delivery
from schemas.reviews import Correction, Review
from tests.pipeline.archiving.conftest import Archive
from tests.pipeline.archiving.premis_rules import broken

ACTS = (
    Act(number=3, at="2026-11-22T10:00:00Z", who="kaft", kind="published", dossier_id="d", why="gelezen", version=1),
    Act(number=5, at="2026-11-23T10:00:00Z", who="an", kind="withdrawn", dossier_id="d", why="verkeerde <map>\x00"),
)
FILE = Kept("data/0001.tif", "a" * 64, 5, "D1/\x01<&>.tif", "TIFF", "fmt/353")


def whole() -> bytes:
    rep = Name("UUID", "uuid-1")
    things = [
        Thing("intellectualEntity", (Name("dossier", "d"), Name("UUID", "uuid-0")), (Related("isr", rep),)),
        Thing("representation", (rep,), (Related("rep", Name("dossier", "d")), Related("inc", Name("UUID", "uuid-2")))),
        Thing(
            "file", (Name("UUID", "uuid-2"),), (Related("isi", rep),), FILE, Digest("MD5", "md5", "b" * 32)
        ),
    ]  # fmt: skip
    return document(things, ACTS, Name("dossier", "d"), programs=("tesseract 5.5.4",))


@pytest.mark.parametrize(
    "made",
    [
        whole(),
        premis("d", [FILE, Kept("data/x.bin", "c" * 64, 0)], ACTS),
        document([Thing("representation", (Name("a", "b"),))]),
    ],
)
def test_a_document_keeps_to_the_data_dictionary(made: bytes) -> None:
    assert broken(made) == []


def test_what_else_the_register_knows_is_told_in_order_and_without_values(kept_archive: Archive) -> None:
    books, record = kept_archive.books, kept_archive.record
    books.register.receive(Delivery(name=record.key.delivery, dossiers=()))
    at = dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
    review = Review(dossier_id=record.id, key=record.key, nis="", version=2, opened_at=at, changed_at=at)
    answer = Correction(
        dossier_id=record.id, field="applicants", kind="value", values=("Discart Jan",), status="review",
        confidence=0.5, asked="doubtful", version=2, reviewer="mv", at=at, final=True, channel="terminal",
    )  # fmt: skip
    books.reviews.save(review, [answer, answer.model_copy(update={"final": False, "kind": "later", "values": ()})])

    happened = happenings_of(books.reviews, books.chain)(record)
    made = premis(record.id, [FILE], books.register.history(record.id), happened)

    assert broken(made) == []
    text = made.decode()
    kinds = [part.partition("<")[0] for part in text.split("<premis:eventType>")[1:]]
    assert sorted(kinds) == ["metadata modification"] * 2 + ["publication"] * 2 + ["transfer"]
    times = [part[:19] for part in text.split("<premis:eventDateTime>")[1:]]
    assert times == sorted(times)
    assert "nagekeken: applicants (value)" in text
    assert "Discart" not in text
    assert happenings_of(books.reviews, None)(record) == happened[1:]


@pytest.mark.parametrize("kind", get_args(ActKind))
def test_every_act_is_an_event(kind: ActKind) -> None:
    act = Act(number=1, at="2026-11-22T10:00:00Z", who="an", kind=kind, dossier_id="d", why="x")
    assert broken(premis("d", [FILE], [act])) == []


def test_what_made_the_version_is_named_with_it_and_nowhere_else() -> None:
    text = whole().decode()
    published, withdrawn = text.split("<premis:event>")[1:]
    assert "tesseract 5.5.4" in published
    assert "tesseract 5.5.4" not in withdrawn.split("</premis:event>")[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('version="3.0"', 'version="2.2"', "root"),
        ("<premis:size>5</premis:size>", "", ""),
        ("<premis:size>5</premis:size>", "<premis:size>many</premis:size>", "size"),
        ("<premis:objectIdentifierType>dossier</premis:objectIdentifierType>", "", "0 times objectIdentifierType"),
        ("<premis:eventDateTime>2026-11-22T10:00:00Z", "<premis:eventDateTime>gisteren", "eventDateTime"),
        ("<premis:linkingAgentIdentifierValue>an<", "<premis:linkingAgentIdentifierValue>bo<", "linkingAgent"),
        ("premis:eventDetail>", "premis:eventStory>", "eventDetailInformation"),
        ("b" * 32, "b" * 31, "messageDigest"),
    ],
)
def test_the_table_finds_what_is_wrong(old: str, new: str, said: str) -> None:
    text = whole().decode()
    assert old in text

    found = broken(text.replace(old, new).encode())

    assert (said in " ".join(found)) if said else found == []  # a size may be left out
