"""Which text is a label, which a formula, and how far each of them rules."""

from collections.abc import Callable

from extractors.page import Page


def roles(page: Page) -> dict[str, str]:
    return {
        page.flow.text[segment.start : segment.end].strip().split("\n")[0]: segment.role for segment in page.segments
    }


def test_lines_that_begin_with_labels_are_a_form_without_any_colon(page: Callable[..., Page]) -> None:
    block = "werk bouw van een woning\nopdrachtgever Claes Jan\nterrein Kapelstraat 4\nontwerper P. Maes"
    assert roles(page(block, "plan")) == {
        "bouw van een woning": "subject",
        "Claes Jan": "applicant",
        "Kapelstraat 4": "site",
        "P. Maes": "architect",
    }


def test_one_such_line_among_others_is_running_text(page: Callable[..., Page]) -> None:
    text = "Hij vraagt vergunning\nwerk bouw van een woning\nen wenst spoedig antwoord\nop zijn brief"
    assert "bouw van een woning" not in roles(page(text, "brief"))
