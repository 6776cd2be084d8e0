"""What the types themselves decide: boxes, lines, dates, seals, digests, and what two answers have in common."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from schemas.calibration import UNCALIBRATED, FieldCalibration
from schemas.chain import BEGINNING, Link, Seal, digest_of, holds, link
from schemas.delivery import DossierKey, PageImage, ScanPage, Scans
from schemas.pages import Box, Document, Documents, PageText, PreparedPage, Word
from schemas.record import Dates, Item, Many, One, Record, RecordPage, pages_digest
from schemas.reviews import Answer, Correction, Question, Review
from schemas.town import Letterhead, Locality, NumberPattern, StreetNames, Town
from schemas.values import Address, PartialDate, Reference

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SOME = Box(10, 20, 30, 40)
IMAGE = PageImage(sha256="a" * 64, media_type="image/tiff", page_index=3, width=10, height=10, dpi=300, mode="grey")
RECORD = Record(id="d-1", key=DossierKey(delivery="d", folder="f"), parts=("f",))
BOXES = st.builds(Box, *[st.integers(0, 50)] * 2, *[st.integers(50, 99)] * 2)


@given(BOXES, BOXES, BOXES)
def test_a_union_holds_both_boxes_and_no_more(one: Box, other: Box, third: Box) -> None:
    both = one.union(other)
    assert all(both.left <= box.left and both.top <= box.top for box in (one, other))
    assert all(both.right >= box.right and both.bottom >= box.bottom for box in (one, other))
    assert all(side in sides for side, sides in zip(both, zip(one, other, strict=True), strict=True))
    assert both == other.union(one)
    assert both.union(third) == one.union(other.union(third))


def test_words_are_grouped_by_their_line_in_the_order_of_reading() -> None:
    words = tuple(Word(text, SOME, 0.9, line) for text, line in (("de", 4), ("stad", 4), ("Gent", 1), ("van", 4)))
    page = PageText(prepared=prepared(), words=words, reader="r")
    assert [[word.text for word in line] for line in page.lines()] == [["de", "stad", "van"], ["Gent"]]
    assert page.text == "de stad van\nGent"
    assert page.model_copy(update={"words": ()}).text == ""


def prepared(*problems: str) -> PreparedPage:
    return PreparedPage(image=IMAGE, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=300, problems=problems)


@pytest.mark.parametrize(
    ("problems", "again"),
    [((), False), (("reading_failed",), True), (("faint", "reading_timed_out"), True), (("faint",), False)],
)
def test_only_what_was_not_read_at_all_is_tried_again(problems: tuple[str, ...], again: bool) -> None:
    assert prepared(*problems).again is again
    assert PageText(prepared=prepared(), words=(), reader="r", problems=problems).again is again


def test_a_page_has_the_type_of_its_own_document() -> None:
    some = Documents(documents=(a_document("aanvraag", 1, 2), a_document("besluit", 3)))
    assert [some.type_of(page) for page in (1, 2, 3)] == ["aanvraag", "aanvraag", "besluit"]
    with pytest.raises(KeyError, match="4"):
        some.type_of(4)


def a_document(kind: Any, *pages: int) -> Document:
    return Document(type=kind, pages=pages, confidence=1.0)


@pytest.mark.parametrize("text", ["1974", "1974-01", "1974-12", "1974-03-12", "1976-02-29"])
def test_a_date_is_kept_as_precise_as_it_is_known(text: str) -> None:
    assert TypeAdapter(PartialDate).validate_python(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1974-00", "'1974-00' has no such month"),
        ("1974-13", "'1974-13' has no such month"),
        ("1974-02-30", "day is out of range for month"),
        ("1975-02-29", "day is out of range for month"),
        ("1974-13-01", "month must be in 1..12"),
        ("12-03-1974", "'12-03-1974' is not a date: write 1974-03-12, 1974-03 or 1974"),
        ("1974-3", "'1974-3' is not a date: write 1974-03-12, 1974-03 or 1974"),
        ("1974-03-12 ", "'1974-03-12 ' is not a date: write 1974-03-12, 1974-03 or 1974"),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(PartialDate).validate_python(text)
    assert [error["msg"] for error in caught.value.errors()] == [f"Value error, {said}"]


def test_a_chain_begins_at_one_and_every_line_seals_the_one_before() -> None:
    seal = Seal(kind="received", subject="levering_01", contents="c" * 64)
    first = link(None, seal, "2026-03-02T12:00:00Z")
    assert (first.place, first.previous, BEGINNING) == (1, BEGINNING, "0" * 64)
    parts = ("1", "2026-03-02T12:00:00Z", "received", "levering_01", "c" * 64, "0" * 64)
    assert first.sealed == hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()
    second = link(first, seal, "2026-03-02T12:00:01Z")
    assert (second.place, second.previous) == (2, first.sealed)
    assert holds(first, None)
    assert holds(second, first)
    assert not holds(second, None)
    assert not holds(first, second)


@pytest.mark.parametrize("name", Link.model_fields)
def test_no_part_of_a_line_can_be_altered_unseen(name: str) -> None:
    seal = Seal(kind="received", subject="levering_01", contents="c" * 64)
    first = link(None, seal, "2026-03-02T12:00:00Z")
    other = {"place": 7, "kind": "concluded"}.get(name, "d" * 64)
    assert not holds(first.model_copy(update={name: other}), None)


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_different_texts_have_different_digests(some: list[str], others: list[str]) -> None:
    assert (digest_of(*some) == digest_of(*others)) is (some == others)


def test_the_digest_of_texts_counts_their_bytes() -> None:
    assert digest_of("é", "") == hashlib.sha256(b"2:\xc3\xa90:").hexdigest()


def test_the_same_pages_give_the_same_digest_as_scans_and_in_the_record() -> None:
    other = IMAGE.model_copy(update={"sha256": "b" * 64, "page_index": 0})
    pages = tuple(ScanPage(number=place, file="x.tif", image=image) for place, image in ((1, IMAGE), (2, other)))
    scans = Scans(key=RECORD.key, pages=pages, parts=("f",))
    expected = hashlib.sha256(f"{'a' * 64}:3\n{'b' * 64}:0\n".encode()).hexdigest()
    assert pages_digest(scans) == expected
    kept = tuple(
        RecordPage(number=page.number, file="y.tif", page_index=page.page_index, sha256=page.image.sha256,
                   type="besluit", rotation=0, skew=0, blank=False, width=1, height=1, dpi=300, text="", words=0,
                   confidence=0)
        for page in pages
    )  # fmt: skip
    assert pages_digest(RECORD.model_copy(update={"pages": kept})) == expected
    assert pages_digest(RECORD.model_copy(update={"pages": kept[::-1]})) != expected


def test_a_field_is_found_and_replaced_by_its_name_and_the_others_stay() -> None:
    numbers = Many[Reference](confidence=0.4)
    day = One[PartialDate](value="1974-03-12", confidence=0.7, status="accepted", absence=None)
    changed = RECORD.with_field("references", numbers).with_field("dates.receipt", day)
    assert (changed.field("references"), changed.field("dates.receipt")) == (numbers, day)
    assert changed == RECORD.model_copy(update={"references": numbers, "dates": Dates(receipt=day)})
    assert (day.values, One[PartialDate]().values) == (("1974-03-12",), ())
    streets = tuple(Address(street=name) for name in ("Bleekstraat", "Dijle"))
    items = tuple(Item[Address](value=value, text="x", confidence=1, evidence=()) for value in streets)
    assert Many[Address](items=items).values == streets


def test_the_same_value_gives_the_same_bytes() -> None:
    key = DossierKey(delivery="d", folder="é")
    assert key.canonical() == '{"delivery":"d","folder":"é"}'
    assert key.digest() == hashlib.sha256('{"delivery":"d","folder":"é"}'.encode()).hexdigest()


def test_the_id_of_a_dossier_is_made_of_delivery_and_folder() -> None:
    ids = {DossierKey(delivery=one, folder=other).id for one, other in (("a", "b"), ("b", "a"), ("a", "c"))}
    assert len(ids) == 3
    assert DossierKey(delivery="levering_01", folder="map01").id == "38513ced-d2b3-5640-a6c4-2c4d3c9de222"


def test_a_calibration_knows_each_field_by_its_name() -> None:
    fields = tuple(
        FieldCalibration(field=name, values=1, wrong=0, knots=(), limit=0.9, accepted=1,
                         accepted_wrong=0, promised=False)
        for name in ("decision", "parcels")
    )  # fmt: skip
    known = UNCALIBRATED.model_copy(update={"fields": fields, "about": "testset", "made": "2026-03-02"})
    assert (known.of("parcels"), known.of("decision"), known.of("subject")) == (fields[1], fields[0], None)
    assert known.identity == f"testset 2026-03-02 {known.digest()[:12]}"


def a_question(stakes: float) -> Question:
    return Question(field="subject", asked="doubtful", reason="x", status="review", confidence=0.4, stakes=stakes)


@pytest.mark.parametrize(("state", "waits"), [("open", True), ("later", True), ("answered", False), ("closed", False)])
def test_a_review_is_as_pressing_as_its_worst_question(state: Any, waits: bool) -> None:
    key = RECORD.key
    review = Review(dossier_id="1", key=key, nis="12025", version=1, state=state, opened_at=NOON, changed_at=NOON)
    assert (review.stakes, review.waits) == (0.0, waits)
    asked = tuple(a_question(stakes) for stakes in (0.2, 0.7, 0.1))
    assert review.model_copy(update={"questions": asked}).stakes == 0.7


def test_two_answers_are_the_same_when_kind_and_values_are() -> None:
    said = Correction(dossier_id="1", field="subject", kind="value", values=("stal",), status="review", confidence=0.4,
                      asked="doubtful", version=1, reviewer="an", at=NOON, final=True, channel="csv")  # fmt: skip
    assert said.by == ("an",)
    assert said.model_copy(update={"agreed_with": "bob"}).by == ("bob", "an")
    assert said.says(Answer(field="subject", kind="value", values=("stal",)))
    assert not said.says(Answer(field="subject", kind="value", values=("schuur",)))
    assert not said.says(Answer(field="subject", kind="absent", values=("stal",)))


def refusal(made: type[BaseModel], **fields: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        made(**fields)
    return "; ".join(error["msg"] for error in caught.value.errors())


BRAAM = {"name": "Braamdorp", "nis": "99999"}
PATTERN = NumberPattern(shape="{year}/{nr}", examples=("1974/1",))


@pytest.mark.parametrize(
    "fields",
    [
        {"numbers": (PATTERN.model_copy(update={"locality": "Elders"}),)},
        {"letterheads": (Letterhead(text="Gemeente", locality="Elders"),)},
        {"streets": (StreetNames(today="Dijle", names=("Dyle",), locality="Elders"),)},
    ],
)
def test_a_locality_that_nobody_listed_is_refused_by_name_wherever_it_stands(fields: dict[str, Any]) -> None:
    parts = (Locality(name="Zuid"), Locality(name="Noord"))
    said = refusal(Town, **BRAAM, localities=parts, **fields)
    assert said == "Value error, 'Elders' is none of the localities: Braamdorp, Noord, Zuid"
    assert Town(**BRAAM, localities=(*parts, Locality(name="Elders")), **fields)


def test_a_town_says_who_it_is_and_in_which_version() -> None:
    town = Town(name="Braamdorp", nis="99999")
    assert town.identity == f"Braamdorp {town.digest()[:12]}"
    assert (town.municipality.name, town.municipality.nis) == ("Braamdorp", "99999")


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("{nr}/[a[b]]", "brackets go in pairs, and not inside each other"),
        ("{nr}]", "brackets go in pairs, and not inside each other"),
        ("{nr}/{nr}", "{nr} stands in it twice"),
        ("A[{nr}]", "{nr} cannot be left out, so it cannot stand between brackets"),
        ("{nr}[/{letter}", "a shape holds one {nr} and at most one of {year} and {yy}; brackets close"),
        ("{year}", "a shape holds one {nr} and at most one of {year} and {yy}; brackets close"),
        ("{year}/{yy}/{nr}", "a shape holds one {nr} and at most one of {year} and {yy}; brackets close"),
    ],
)
def test_a_shape_that_cannot_be_is_refused_with_its_own_reason(shape: str, said: str) -> None:
    assert refusal(NumberPattern, shape=shape, examples=("1",)) == f"Value error, '{shape}': {said}"


def test_a_part_that_does_not_exist_is_refused_with_all_that_do() -> None:
    parts = "{year}, {yy}, {nr}, {sub}, {letter}, {letters}, {nis}"
    said = f"Value error, '{{nr}}/{{maand}}' cannot be read at '{{maand}}'; parts are {parts}"
    assert refusal(NumberPattern, shape="{nr}/{maand}", examples=("1",)) == said


def test_an_example_of_another_shape_is_refused_by_name() -> None:
    said = refusal(NumberPattern, shape="{year}/{nr}", examples=("1974/1", "12"))
    assert said == "Value error, the example '12' does not have the shape '{year}/{nr}'"
    said = refusal(NumberPattern, shape="{year}/{nr}", examples=("1974/1",), years=(1980, 1970))
    assert said == "Value error, the years run from 1980 to 1970: write the earlier one first"
