"""Forms that print all answers below each other, one to be ticked: an answer without a tick says nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.signs import plain

_TICKED = re.compile(r"^[^\w\n]{0,2}(?:[xX]|[☒☑✓✔✗✘×])[1lI|\])]?[^\w\n]{0,2}\s+(?=\S)")
"""A cross, also with a side of its box or between brackets. An empty box is read as anything: `LJ`, `0`."""
_BOX = r"^(?:[^\w\n]{0,3}(?:[A-Za-z0-9]{1,2}(?![a-z]))?[^\w\n]{0,3}\s+)?"
_PERMIT = r"(?:de\s+|het\s+|deze\s+)?(?:\w*(?:vergunning|toelating|machtiging|aanvraag)|verzoek)"
_GRANTED = r"(?:verleend|afgegeven|afgeleverd|toegestaan|toegekend|ingewilligd|goedgekeurd|vergund)"
_REFUSED = r"(?:geweigerd|afgewezen|verworpen|niet\s+(?:verleend|toegestaan|ingewilligd|vergund))"
_ANSWER = re.compile(
    rf"{_BOX}(?:{_PERMIT}\s+(?:wordt|is|werd)\s+)?"
    rf"(?:(?P<granted>{_GRANTED})(?P<terms>\s+(?:onder|met|mits)\s+(?:\w+\s+)?voorwaarden?)?|(?P<refused>{_REFUSED}))\W*$"
)
_KIND = re.compile(
    rf"{_BOX}(?:(?:een|de)\s+)?(?:stede(?:n)?bouwkundige\s+|nieuwe\s+)?"
    r"(?:(?:bouw|slopings?|afbraak|verkavelings?|regularisatie|omgevings|milieu|exploitatie)(?:vergunning|toelating)|"
    r"vergunning|verkavelingswijziging|wijziging\s+(?:van\s+)?(?:een\s+|de\s+)?verkaveling\w*|"
    r"(?:stede(?:n)?bouwkundig|planologisch)\s+attest|melding)\W*$"
)
_KINDS = 3
"""Kinds of permit below each other that make a list to choose from: two may stand below each other on a cover."""


@dataclass(frozen=True, slots=True)
class Option:
    """One printed answer at text[start:end]; `meaning` is `granted`, `terms`, `refused` or `kind`."""

    start: int
    end: int
    meaning: str
    ticked: bool


def answers(text: str) -> tuple[Option, ...]:
    """Return the outcomes that a decision prints to choose from; none where it offers no choice."""
    return next((run for run in _runs(text, _ANSWER) if {one.meaning for one in run} >= {"granted", "refused"}), ())


def kinds(text: str) -> tuple[Option, ...]:
    """Return the kinds of permit that a form prints to choose from."""
    return next((run for run in _runs(text, _KIND) if len(run) >= _KINDS), ())


def chosen(options: tuple[Option, ...]) -> Option | None:
    """Return the one option that is ticked; none where no tick or more than one was read."""
    ticked = [one for one in options if one.ticked]
    return ticked[0] if len(ticked) == 1 else None


def without(text: str, options: tuple[Option, ...]) -> str:
    """Return the text with printed options that are not the chosen one blanked out, every place where it was."""
    kept = chosen(options)
    for one in options:
        if one is not kept:
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _runs(text: str, line: re.Pattern[str]) -> Iterator[tuple[Option, ...]]:
    """Yield the options that stand on lines right below each other."""
    run: list[Option] = []
    at = 0
    for printed in [*text.split("\n"), ""]:
        match = line.match(plain(printed))
        if match:
            found = match.groupdict()
            meaning = next((name for name in ("terms", "granted", "refused") if found.get(name)), "kind")
            run.append(Option(at, at + len(printed), meaning, _TICKED.match(printed) is not None))
        elif run:
            yield tuple(run)
            run = []
        at += len(printed) + 1
