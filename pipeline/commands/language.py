"""The language in which the command line speaks: Dutch or English, by `KAFT_LANG` or else by the locale."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any, Literal

from pipeline.commands.spoken import Language, language
from pipeline.explaining.explained import EXPLANATIONS, explained
from pipeline.names import tidy
from pipeline.wording import FIELD_LABELS, STATUS_LABELS
from schemas.delivery import Problem
from schemas.words import FieldName, FieldStatus

_OF_WORDS = frozenset({"roles"})
"""Slots of sentences that hold words, each with its Dutch."""


def translated_problem(problem: Problem, spoken: Language | None = None) -> Problem:
    """Return a problem in the language of the command line."""
    if (spoken or language()) == "en":
        english = {"message": translated_data(problem.message, "en"), "hint": translated_data(problem.hint, "en")}
        known = english != {"message": problem.message, "hint": problem.hint}
        return problem.model_copy(update=english) if known else problem
    exact = _known(problem.message)
    if exact:
        return problem.model_copy(update={"message": exact, "hint": _known(problem.hint) or problem.hint})
    return explained(problem)


@cache
def dutch(table: Literal["help", "words", "sentences", "terms", "data"]) -> Mapping[str, str]:
    """Return what the command line says in Dutch, by what it says in English."""
    known = tomllib.loads(files("pipeline.commands").joinpath("dutch.toml").read_text(encoding="utf-8"))
    return dict(known[table])


def say(english: str, /, **slots: Any) -> str:
    """Return a word or sentence in the language of the command line, with its slots filled."""
    words = dutch("words").get(english, english) if language() == "nl" else english
    return words.format(**slots) if slots else words


def field_label(name: FieldName) -> str:
    """Return what a field is called on the command line."""
    return FIELD_LABELS[name] if language() == "nl" else name


def status_label(status: FieldStatus) -> str:
    """Return what the status of a field is called on the command line."""
    return STATUS_LABELS[status] if language() == "nl" else status


def complaint(code: str, message: str, hint: str, spoken: Language | None = None) -> tuple[str, str]:
    """Return what went wrong and what to do in the language of the command line.

    A sentence that `dutch.toml` knows is said in Dutch with its names. For any other the English words follow the
    general Dutch ones in brackets, for they name the file, the setting or the program.
    """
    if (spoken or language()) == "en":
        return message, hint
    exact, todo = _known(message), _known(hint)
    known = EXPLANATIONS.get(code)
    if exact:
        return exact, todo or (known.todo if known and not known.own else hint)
    if known is None or known.own:
        return message, todo or hint
    problem = explained(Problem(code=code, message=message))
    return f"{problem.message} {known.todo}", f"({tidy(f'{message} {hint}'.strip())})"


def translated(english: str) -> str:
    """Return a sentence that was made elsewhere in the language of the command line, or as it is."""
    return (_known(english) if language() == "nl" else None) or english


def translated_data(text: str, spoken: Language | None = None) -> str:
    """Return what kaft wrote in a record, a work list or a product, which is Dutch, in the language of the reader.

    A sentence that `dutch.toml` does not know stays as it is.
    """
    if (spoken or language()) == "en":
        for pattern, words in _data():
            text = pattern.sub(partial(_in_english, words), text)
    return text


def _in_english(words: str, found: re.Match[str]) -> str:
    terms = {dutch_words: english for english, dutch_words in dutch("terms").items()}
    return words.format(**{name: terms.get(slot, slot) for name, slot in found.groupdict().items()})


@cache
def _data() -> tuple[tuple[re.Pattern[str], str], ...]:
    longest = sorted(dutch("data").items(), key=lambda pair: -len(pair[1]))
    return tuple((re.compile(_pattern(words), re.DOTALL), english) for english, words in longest)


def _known(english: str) -> str | None:
    for pattern, words in _sentences():
        if found := pattern.fullmatch(english):
            return words.format(**_words(found.groupdict()))
    return None


def _words(slots: Mapping[str, str]) -> dict[str, str]:
    """Return slots with those that hold words of kaft, not names, in Dutch."""
    known = dutch("words")
    return {
        name: ", ".join(known.get(word, word) for word in text.split(", ")) if name in _OF_WORDS else text
        for name, text in slots.items()
    }


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the sentences as patterns, those without slots first."""
    by_slots = sorted(dutch("sentences").items(), key=lambda pair: ("{" in pair[0], pair[0]))
    return tuple((re.compile(_pattern(english), re.DOTALL), words) for english, words in by_slots)


def _pattern(template: str) -> str:
    parts = re.split(r"{(\w+)}", template)
    return "".join(f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
