"""Which of a dossier's own numbers leads: the Omgevingsloket's, the town's, or the one on the cover."""

from typing import Any

from extractors.belonging import misread
from extractors.choosing import Case
from extractors.filed_years import key_of, number_of
from extractors.weighing import Weighed

FILED = frozenset({"municipal", "verkaveling", "omv", "milieu"})
"""Kinds of number under which a dossier is filed."""
_COUNTER = 0.7
"""How sure a number of the Omgevingsloket must be to go before the town's own."""


def leading(ranked: tuple[Weighed[Any], ...], case: Case) -> Weighed[Any] | None:
    """Return the number under which the dossier is filed, of those that are its own; None when there is none."""
    filed = [weighed for weighed in ranked if weighed.value.kind in FILED]
    counter = next((weighed for weighed in filed if weighed.value.kind == "omv"), None)
    if counter is not None and counter.confidence >= _COUNTER:
        # the town's own number stands beside that of the Omgevingsloket, unless it alone is on the cover
        return _on_the_cover(filed, case) or counter
    for weighed in filed:
        if case.number is not None and misread(key_of(weighed.value), case.number):
            return weighed
    return next(iter(filed or ranked), None)


def _on_the_cover(filed: list[Weighed[Any]], case: Case) -> Weighed[Any] | None:
    """Return the town's number under which the cover files the dossier, when it does not print the Omgevingsloket's."""
    on_covers = {
        number_of(finding)
        for role in ("own", "loose", "bare")
        for finding in case.of("references", role)
        if case.type_of(finding) == "kaft"
    }
    if any(weighed.value.kind == "omv" and key_of(weighed.value) in on_covers for weighed in filed):
        return None
    town = [weighed for weighed in filed if weighed.value.kind == "municipal" and weighed.confidence >= _COUNTER]
    return next((weighed for weighed in town if key_of(weighed.value) in on_covers), None)


def both_lead(chosen: list[Weighed[Any]]) -> bool:
    """Tell whether a town went on filing by its own number beside that of the Omgevingsloket: then either may lead."""
    if chosen and chosen[0].value.kind == "municipal":
        return any(weighed.value.kind == "omv" and weighed.confidence >= _COUNTER for weighed in chosen[1:])
    if not chosen or chosen[0].value.kind != "omv":
        return False
    return any(weighed.value.kind == "municipal" and weighed.pages > 1 for weighed in chosen)
