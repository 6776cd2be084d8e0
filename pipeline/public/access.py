"""Decides per document whether it may be read and whether it may be copied; what no rule opens stays closed."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from pipeline.bucket.linked_data import sure
from pipeline.errors import ConfigError
from schemas.public import Openness
from schemas.record import Record
from schemas.words import PageType

_NO_RULE = "geen regel voor deze soort stukken: gesloten bij twijfel"
_NO_DATE = "einddatum niet te bepalen: gesloten bij twijfel"
_SCAN_KEYS = {"gemeente", "stukken", "jaren", "grondslag"}
_NO_SCANS: frozenset[PageType] = frozenset({"plan", "foto", "pv", "statistiek", "aanvraag", "nota"})
"""Kinds of documents whose scans no rule can open: copyright, or hardly anything but people."""
_KEYS = {"gemeente", "stukken", "openheid", "jaren", "auteursrecht", "grondslag"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: for a municipality (`*`: all) and some kinds of documents, with its legal basis."""

    municipality: str
    types: tuple[PageType, ...]
    openness: Openness
    years: int | None
    copyright: bool
    basis: str


@dataclass(frozen=True, slots=True)
class ScanRule:
    """A town's own decision to show redacted copies of some kinds of documents, so many years after the newest date."""

    municipality: str
    types: tuple[PageType, ...]
    years: int
    basis: str


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """The whole table, and the words in a subject that make a person look first."""

    rules: tuple[Rule, ...]
    sensitive: tuple[str, ...]
    sensitive_basis: str
    scans: tuple[ScanRule, ...] = ()


class Access(NamedTuple):
    """What holds for one document."""

    openness: Openness
    closed_until: str | None
    copies: bool
    basis: str


def policy_of(text: str) -> AccessPolicy:
    """Read the table.

    Raises:
        ConfigError: it is no TOML, or a rule is not complete: names the rule and what it can be.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"The access policy cannot be read: {error}.", "See config/access.toml.") from error
    rules = tuple(_rule(place, row) for place, row in enumerate(table.get("regel", ()), 1))
    scans = tuple(_scan_rule(place, row) for place, row in enumerate(table.get("scan", ()), 1))
    return AccessPolicy(rules, tuple(table.get("gevoelig", ())), str(table.get("gevoelig_grondslag", "")), scans)


def _rule(place: int, row: dict[str, Any]) -> Rule:
    def wrong(what: str) -> ConfigError:
        return ConfigError(f"Rule {place} of the access policy: {what}.", "See config/access.toml.")

    if extra := set(row) - _KEYS:
        raise wrong(f"there is no '{min(extra)}'; it can be {', '.join(sorted(_KEYS))}")
    if missing := _KEYS - {"jaren"} - set(row):
        raise wrong(f"'{min(missing)}' is missing")
    if row["openheid"] not in get_args(Openness):
        raise wrong(f"openheid is '{row['openheid']}'; it can be {', '.join(get_args(Openness))}")
    if strange := set(row["stukken"]) - set(get_args(PageType)):
        raise wrong(f"there is no document type '{min(strange)}'; it can be {', '.join(get_args(PageType))}")
    if (row["openheid"] == "gesloten_tot") != isinstance(row.get("jaren"), int):
        raise wrong("'jaren' goes with openheid 'gesloten_tot', and only with that")
    if not str(row["grondslag"]).strip():
        raise wrong("every rule names what it rests on (grondslag)")
    return Rule(
        str(row["gemeente"]), tuple(row["stukken"]), row["openheid"], row.get("jaren"), bool(row["auteursrecht"]),
        str(row["grondslag"]),
    )  # fmt: skip


def _scan_rule(place: int, row: dict[str, Any]) -> ScanRule:
    def wrong(what: str) -> ConfigError:
        return ConfigError(f"Scan rule {place} of the access policy: {what}.", "See config/access.toml.")

    if set(row) != _SCAN_KEYS:
        raise wrong(f"it needs just {', '.join(sorted(_SCAN_KEYS))}")
    kinds = set(row["stukken"])
    if refused := (kinds & _NO_SCANS) | (kinds - set(get_args(PageType))):
        allowed = ", ".join(kind for kind in get_args(PageType) if kind not in _NO_SCANS)
        raise wrong(f"scans of '{min(refused)}' cannot be opened; it can be {allowed}")
    if not re.fullmatch(r"\d{5}", str(row["gemeente"])):
        raise wrong("'gemeente' is the NIS code of one town: each decides for itself")
    if type(row["jaren"]) is not int or row["jaren"] < 0:
        raise wrong("'jaren' is a number of years")
    if not str(row["grondslag"]).strip():
        raise wrong("every rule names what it rests on (grondslag)")
    return ScanRule(str(row["gemeente"]), tuple(row["stukken"]), row["jaren"], str(row["grondslag"]))


def scan_rule(policy: AccessPolicy, record: Record, kind: PageType, today: dt.date) -> ScanRule | None:
    """Return the rule by which everybody may see a redacted copy of the scan; None: it stays closed.

    The document must be open and free of copyright besides, and its dossier dated and old enough.
    """
    town, newest, holds = sure(record.municipality), _newest(record), access(policy, record, kind)
    if town is None or newest is None or holds.openness != "open" or not holds.copies:
        return None
    fitting = (rule for rule in policy.scans if rule.municipality == town.nis and kind in rule.types)
    rule = next(fitting, None)
    # To the end of the year, as everywhere: a date known to the year must not open anything early.
    return rule if rule and today.year > int(newest[:4]) + rule.years else None


def access(policy: AccessPolicy, record: Record, kind: PageType) -> Access:
    """Return what holds for a document of this kind in this dossier."""
    town = sure(record.municipality)
    rule = _first(policy.rules, town.nis if town else "", kind)
    if rule is None:
        return Access("gesloten", None, copies=False, basis=_NO_RULE)
    if _sensitive(policy, record):
        return Access("na_te_kijken", None, copies=False, basis=policy.sensitive_basis)
    copies = not rule.copyright and rule.openness == "open"
    if rule.openness != "gesloten_tot" or rule.years is None:
        return Access(rule.openness, None, copies=copies, basis=rule.basis)
    newest = _newest(record)
    if newest is None:
        return Access("gesloten", None, copies=False, basis=f"{rule.basis}; {_NO_DATE}")
    # To the end of the year: a date known to the month or year must not open a document early.
    return Access("gesloten_tot", f"{int(newest[:4]) + rule.years}-12-31", copies=False, basis=rule.basis)


def _first(rules: Iterable[Rule], nis: str, kind: PageType) -> Rule | None:
    fitting = [rule for rule in rules if kind in rule.types]
    own = [rule for rule in fitting if rule.municipality == nis]
    return next(iter(own or [rule for rule in fitting if rule.municipality == "*"]), None)


def _sensitive(policy: AccessPolicy, record: Record) -> bool:
    # Also when nobody has checked the subject yet: in doubt somebody looks.
    subject = (record.subject.value or record.subject.text or "").casefold()
    return any(re.search(rf"\b{re.escape(word.casefold())}", subject) for word in policy.sensitive)


def _newest(record: Record) -> str | None:
    dates = record.dates
    fields = (dates.application, dates.receipt, dates.decision, dates.notification)
    return max((found for date in fields if (found := sure(date))), default=None)
