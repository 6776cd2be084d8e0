"""Finds the Dutch words for a problem, by its code."""

import re

from pipeline.explaining.explanation import Case, Explanation
from pipeline.explaining.of_deliveries import OF_DELIVERIES
from pipeline.explaining.of_pages import OF_PAGES
from pipeline.explaining.of_records import OF_RECORDS
from pipeline.explaining.of_scans import OF_SCANS
from schemas.delivery import Problem

EXPLANATIONS: dict[str, Explanation] = {**OF_SCANS, **OF_DELIVERIES, **OF_PAGES, **OF_RECORDS}


def explained(problem: Problem) -> Problem:
    """Return a problem in Dutch; one whose code nobody explained comes back as it was.

    Names and numbers of the message are kept where the explanation says how to find them. A message that is Dutch by
    itself stays, and so does its hint.
    """
    known = EXPLANATIONS.get(problem.code)
    if known is None:
        return problem
    if known.own:
        hint = problem.hint or known.todo
        message = known.sentence if problem.message in {"", problem.code} else problem.message
        return problem.model_copy(update={"message": message, "hint": hint})
    case = _case(known, problem.message)
    hint = case.todo if case else known.todo
    return problem.model_copy(update={"message": in_dutch(problem.code, problem.message), "hint": hint})


def in_dutch(code: str, message: str) -> str:
    """Return the Dutch sentence for a code, with the details of the English message where it has them."""
    known = EXPLANATIONS.get(code)
    if known is None or known.own:
        return message
    case = _case(known, message)
    pattern, sentence = (case.details, case.sentence) if case else (known.details, known.detailed)
    found = re.search(pattern, message, re.DOTALL) if pattern else None
    return sentence.format(**found.groupdict()) if found else known.sentence


def _case(known: Explanation, message: str) -> Case | None:
    return next((case for case in known.cases if re.search(case.details, message, re.DOTALL)), None)
