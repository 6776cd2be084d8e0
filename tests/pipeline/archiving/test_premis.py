"""PREMIS documents keep to PREMIS 3.0, and the table they are checked by finds what does not."""

from typing import get_args

import pytest

from pipeline.premis import Digest, Kept, Name, Related, Thing, document, premis
from schemas.acts import Act, ActKind
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
