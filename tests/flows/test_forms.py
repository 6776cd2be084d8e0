"""The form of a review: what it shows and asks, and that an answer comes back as it was meant."""

import datetime as dt
from typing import Any

import jsonschema
import pytest

from flows.forms import CODE, KINDS, Picture, form, given
from flows.markdown import code, plain
from pipeline.errors import AnswerRefused
from pipeline.reviewing.answering import Given
from pipeline.reviewing.desk import Neighbour
from schemas.delivery import DossierKey
from schemas.findings import Evidence
from schemas.pages import Box
from schemas.reviews import Asked, Choice, Question, Review
from schemas.words import FieldName

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
PLACE = Evidence(
    page=3, file="D1/0003.tif", page_index=0, boxes=(Box(1, 2, 3, 4),), text="x", reader="eye 1", extractor="brain 1"
)
HOSTILE = "</script>![x](http://example.org/x.png) [klik](javascript:alert(1)) `code` | <b>"


def question(name: FieldName = "architect", asked: Asked = "doubtful", *texts: str, **more: Any) -> Question:
    return Question(
        field=name, asked=asked, reason="Het bewijs is zwak.", status="review", confidence=0.5, evidence=(PLACE,),
        choices=tuple(Choice(values=(text,), text=text, confidence=0.5) for text in texts), **more,
    )  # fmt: skip


def review(*questions: Question) -> Review:
    key = DossierKey(delivery="levering_01", folder="D1")
    return Review(
        dossier_id=key.id, key=key, nis="12025", version=2, questions=questions, opened_at=NOON, changed_at=NOON
    )


def test_a_choice_stands_before_a_line_to_type_in_and_the_code_comes_last() -> None:
    asked = review(question("decision", "doubtful", "verleend", "geweigerd"), question("architect"))
    schema = form(asked, {}).schema

    ordered = sorted(schema["properties"], key=lambda name: schema["properties"][name]["position"])
    assert ordered == ["keuze_1", "eigen_1", "keuze_2", "eigen_2", CODE]
    assert schema["properties"]["keuze_1"]["enum"] == ["verleend", "geweigerd", *KINDS]
    assert schema["required"] == [CODE]
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("wrong", [{}, {CODE: "an"}, {CODE: "an-abc234", "keuze_1": "iets anders"}])
def test_prefect_itself_refuses_what_the_schema_does_not_allow(wrong: dict[str, Any]) -> None:
    schema = form(review(question("decision", "doubtful", "verleend")), {}).schema

    jsonschema.validate({CODE: "an-abc234", "keuze_1": "verleend"}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


def test_the_picture_the_link_and_what_was_read_stand_with_their_question() -> None:
    read = question("architect", "doubtful", "R. Schellekens", read=("R. Schellekens",))
    text = form(
        review(read), {"architect": Picture(b"png", "/v2/x")}, [Neighbour("D9", "levering_02", "address", "Dreef 1")],
        notice="Deze code is niet bekend.",
    ).description  # fmt: skip

    wanted = ("Nog eens", "### 1. Architect", "data:image/png;base64,cG5n", "`R. Schellekens`", "(/v2/x)", "`D9`")
    places = [text.index(part) for part in wanted]
    assert places == sorted(places)


def test_who_chooses_between_two_pages_sees_both() -> None:
    there = PLACE.model_copy(update={"page": 5})
    here, other = (
        Choice(values=(text,), text=text, confidence=0.5, evidence=(place,))
        for text, place in (("R. Schellekens", PLACE), ("F. Hasselt", there))
    )
    both = Choice(
        values=("R. Schellekens", "F. Hasselt"), text="R. Schellekens; F. Hasselt", confidence=0.5, evidence=(there,)
    )
    asked = question(read=here.values).model_copy(update={"choices": (here, other, both)})
    shown = Picture(b"png", "/v2/3", {"F. Hasselt": Picture(b"gif", "/v2/5")})

    text = form(review(asked), {"architect": shown}).description
    assert (
        text.index("(/v2/3)")
        < text.index("Z2lm")
        < text.index("Ook gelezen: `F. Hasselt` · [Blad 5, op ware grootte](/v2/5)")
    )
    assert text.count("Ook gelezen") == 1
    assert "%" not in text, "what is asked is not sure, whatever the figure"
    blind = asked.model_copy(update={"asked": "sample", "choices": (here, other)})
    assert "Hasselt" not in form(review(blind), {"architect": shown}).description


def test_what_was_filled_in_before_stands_in_the_form_that_asks_again_but_for_the_code() -> None:
    asked = review(question("decision", "doubtful", "verleend", "geweigerd"), question("architect"))
    before = {"keuze_1": "geweigerd", "keuze_2": "wat niemand meer aanbiedt", "eigen_2": "J. Aerts", CODE: "an-abc234"}
    fields = form(asked, {}, notice="Deze code is niet bekend.", before=before).schema["properties"]
    assert {name: asks["default"] for name, asks in fields.items() if "default" in asks} == {
        "keuze_1": "geweigerd", "eigen_2": "J. Aerts"
    }  # fmt: skip
    assert not any("default" in asks for asks in form(asked, {}).schema["properties"].values())


def test_what_was_found_nowhere_is_looked_for_from_the_first_page_on() -> None:
    nowhere = question("references").model_copy(update={"evidence": ()})
    text = form(review(nowhere), {"references": Picture(None, "/v2/x")}).description
    assert "geen plaats op een blad gevonden" in text
    assert "[Het eerste blad, op ware grootte](/v2/x)" in text
    assert "data:image" not in text


def test_a_blind_sample_shows_the_paper_and_nothing_that_was_read() -> None:
    asked = review(question("architect", "sample", read=("R. Schellekens",)))
    made = form(asked, {"architect": Picture(b"png", None)})

    assert "Schellekens" not in made.description + str(made.schema)
    assert "data:image" in made.description


def test_what_was_read_can_be_no_markdown_and_no_html() -> None:
    asked = review(question("architect", "doubtful", HOSTILE, read=(HOSTILE,)).model_copy(update={"reason": HOSTILE}))
    text = form(asked, {}, [Neighbour(HOSTILE, HOSTILE, "address", HOSTILE)], notice=HOSTILE).description

    outside = "".join(text.split("`")[::2])
    assert "](http" not in outside.replace("\\]\\(http", "")
    assert "<b>" not in outside
    assert "javascript:alert(1))" not in outside
    assert code("a `b` | c") == "`a b c`"
    assert plain("a*b\n[c]") == "a\\*b \\[c\\]"


def test_pictures_together_stay_within_what_a_form_can_hold() -> None:
    names: tuple[FieldName, ...] = ("architect", "subject", "applicants")
    asked = review(*(question(name) for name in names))
    text = form(asked, {name: Picture(b"x" * 250_000, "/v2/x") for name in names}).description

    assert text.count("data:image") == 2
    assert text.count("(/v2/x)") == 3


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"keuze_1": "Jan Bc"}, Given("architect", "value", "Jan  Bc")),
        ({"keuze_1": "Jan Bc", "eigen_1": " Piet "}, Given("architect", "value", "Piet")),
        ({"eigen_2": "een loods"}, Given("subject", "value", "een loods")),
        ({"keuze_2": "— staat niet in het dossier"}, Given("subject", "absent")),
        ({"keuze_2": "— kan niet gelezen worden"}, Given("subject", "illegible")),
        ({"keuze_2": "— blad hoort in een ander dossier"}, Given("subject", "wrong_dossier")),
        ({"keuze_2": "— blad opnieuw scannen"}, Given("subject", "rescan")),
        ({"keuze_2": "— later"}, Given("subject", "later")),
    ],
)
def test_an_answer_comes_back_as_it_was_meant(answer: dict[str, str], expected: Given) -> None:
    asked = review(question("architect", "doubtful", "Jan  Bc"), question("subject"))

    assert given(asked, answer | {CODE: "an-abc234"}) == ([expected], "an-abc234")


@pytest.mark.parametrize("empty", [{}, {"keuze_1": None, "eigen_1": " "}])
def test_a_form_without_an_answer_is_refused(empty: dict[str, Any]) -> None:
    with pytest.raises(AnswerRefused):
        given(review(question()), empty)
