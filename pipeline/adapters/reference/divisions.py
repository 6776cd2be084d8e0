"""Cadastral divisions (kadastrale afdelingen): from what a dossier calls a division to its code of five digits."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.adapters.words.spelling import key

_PART = re.compile(
    r"^(?P<name>.*?)[\s.]*(?:(?P<before>\d{1,2})[\s.]*(?:e|ste|de|°)?[\s.]*afd\.?|afd\.?\s*(?P<after>\d{1,2}))?[\s.]*$"
)
_ORDINAL = re.compile(r"(?<!\w)(?P<number>\d{1,2})\s*(?:e|ste|de|°|ème|ère|è)?(?!\w)")
_WORDS = re.compile(r"\b(?:kadastrale|afdeling|afd|division|div|gemeente|stad|te|van|nr|ex)\b\.?", re.IGNORECASE)


class Division(NamedTuple):
    """A division: its CaDiKey, the municipality it lies in, and its names (key and number), the whole town's first."""

    code: str
    nis: str
    names: tuple[tuple[str, int | None], ...]


def read_division(code: str, nis: str, name: str) -> Division:
    """Return a division from its official name: `GENT 18 AFD/ST-AMANDSBERG 1 AFD/`."""
    names = []
    for part in name.lower().split("/"):
        match = _PART.match(part.strip())
        if match and (match["name"] or match["before"] or match["after"]):
            number = match["before"] or match["after"]
            names.append((key(match["name"]), int(number) if number else None))
    return Division(code, nis, tuple(names))


class Divisions:
    """The divisions of all municipalities that are known."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        self._of: dict[str, list[Division]] = {}
        for code, nis, name in rows:
            self._of.setdefault(nis, []).append(read_division(code, nis, name))

    def code(self, towns: Iterable[str], written: str | None, locality: str | None = None) -> str | None:
        """Return the CaDiKey of a division as written, when exactly one can be meant.

        Args:
            towns: The NIS codes of the municipality, today's and those it grew out of.
            written: `5de afdeling`, `Gentbrugge 2 afd.`, `Oostakker`; nothing where the town has one division only.
            locality: The deelgemeente of the site, whose own divisions may be meant by a bare number.
        """
        known = list({found.code: found for nis in towns for found in self._of.get(nis, ())}.values())
        if not written or not written.strip():
            return known[0].code if len(known) == 1 else None
        ordinal = _ORDINAL.search(written)
        name = key(_WORDS.sub(" ", _ORDINAL.sub(" ", written, count=1) if ordinal else written))
        number = int(ordinal["number"]) if ordinal else None
        meant = {found.code for found in known if _means(found, name, number, key(locality or ""))}
        return meant.pop() if len(meant) == 1 else None


def _means(division: Division, name: str, number: int | None, locality: str) -> bool:
    if name:
        return any(known == name and number in {own, None} for known, own in division.names)
    whole, *parts = division.names or (("", None),)
    return number is not None and (whole[1] == number or any(part == (locality, number) for part in parts))
