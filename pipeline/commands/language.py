"""The language in which the command line speaks: Dutch or English, by `KAFT_LANG` or else by the locale."""

import os
from collections.abc import Mapping
from typing import Literal

from pipeline.explaining.explained import EXPLANATIONS, explained
from pipeline.names import shown
from schemas.delivery import Problem

Language = Literal["nl", "en"]


def language(environment: Mapping[str, str] | None = None) -> Language:
    """Return the language: what KAFT_LANG says, else Dutch where the locale is Dutch, else English."""
    known = os.environ if environment is None else environment
    for name in ("KAFT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := known.get(name, "").strip().lower():
            return "nl" if value.startswith("nl") else "en"
    return "en"


def told(problem: Problem, spoken: Language | None = None) -> Problem:
    """Return a problem in the language of the command line."""
    return explained(problem) if (spoken or language()) == "nl" else problem


def complaint(code: str, message: str, hint: str, spoken: Language | None = None) -> tuple[str, str]:
    """Return what went wrong and what to do in the language of the command line.

    In Dutch the English words follow in brackets, for they name the file, the setting or the program.
    """
    known = EXPLANATIONS.get(code)
    if (spoken or language()) == "en" or known is None or known.own:
        return message, hint
    problem = explained(Problem(code=code, message=message))
    return f"{problem.message} {known.todo}", f"({shown(f'{message} {hint}'.strip())})"
