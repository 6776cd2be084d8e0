"""Assembles addresses: parts that one paper leaves out, houses that one paper lists and another joins."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from rapidfuzz.distance import Levenshtein

from extractors.choosing import Case
from extractors.likeness import address_key, letters, own_parts, person_key, same_street
from extractors.places import meanings
from extractors.signs import plain
from extractors.weighing import Weighed
from schemas.findings import Finding
from schemas.values import Address

_MENDED = 3
"""Letters in which the name of a street in the list may differ from the one that was read."""
_LONGER = 2
"""Letters that the one may have more than the other: `Zottegemsestraat` where the list has a `Zottegemstraat`."""
_SPELLINGS = (("sch", "s"), ("ch", "g"), ("gh", "g"), ("ae", "aa"), ("ck", "k"), ("c", "k"), ("ij", "y"), ("ph", "f"),
              ("th", "t"), ("uy", "ui"))  # fmt: skip
_ANNOUNCED = 0.64
"""Score of a finding that stands where a label or formula names the site."""
_STREET = re.compile(r"[a-z'.\- ]*(?:straat|laan|lei|weg|baan|plein|dreef|kaai|markt|vest|dijk|hof)\b")
_JOINED = re.compile(r"(\d+)[-–/](\d+)")


def real_streets(found: Iterable[Finding], case: Case) -> list[Finding]:
    """Return places with a street that is not the mere name of who asks: a man called `Kerckhof` is no `Kerkhof`."""
    people = {part for one in case.of("applicants") for part in own_parts(person_key(str(one.value)))}
    return [
        one for one in found
        if isinstance(one.value, Address)
        and one.value.street
        and (one.value.number or letters(one.evidence.text) not in people)
    ]  # fmt: skip


def whole_streets(found: list[Finding]) -> list[Finding]:
    """Return places with the whole name of their street: `Deblockstraat` where others say `Burgemeester Deblockstraat`.

    Letters leave out the first words of a long name, and a list may know another street that looks like what is left.
    The same house, or none on one side, and a page that announces the whole name make them one.
    """
    named = [(_printed_street(one), one) for one in found if one.score >= _ANNOUNCED]
    return [_whole_street(one, named) if one.role == "site" else one for one in found]


def _whole_street(one: Finding, named: list[tuple[str, Finding]]) -> Finding:
    short, number, value = _printed_street(one), _number(one), one.value
    for name, other in named:
        whole = other.value.street if isinstance(other.value, Address) else None
        same_house = not number or not _number(other) or number == _number(other)
        longer = bool(whole and short) and name.endswith(" " + short) and letters(whole or "").endswith(letters(short))
        if longer and same_house and isinstance(value, Address):
            return one.model_copy(update={"value": value.model_copy(update={"street": whole})})
    return one


def _printed_street(found: Finding) -> str:
    """Return the name of a street as its page has it, plain: `priester poppestraat` of `Priester Poppestraat 144`."""
    match = _STREET.search(plain(found.evidence.text))
    return match[0].strip() if match else ""


def _number(found: Finding) -> str:
    return address_key(found.value)[1] if isinstance(found.value, Address) else ""


def apart(ranked: tuple[Weighed[Any], ...]) -> tuple[Weighed[Any], ...]:
    """Return addresses without `299-301` when other papers of the dossier list `299 en 301`: it is the same houses."""
    told = [address_key(found.value) for found in ranked]

    def stands(street: str, number: str) -> bool:
        return any(theirs == number and same_street(street, other) for other, theirs in told)

    result = []
    for found in ranked:
        joined = _JOINED.fullmatch(found.value.number or "")
        street = address_key(found.value)[0]
        if not (joined and stands(street, joined[1]) and stands(street, joined[2])):
            result.append(found)
    return tuple(result)


def same_place(chosen: list[Weighed[Any]]) -> list[Weighed[Any]]:
    """Give addresses of one list the place that is printed once after the last of them."""
    placed = next((found.value for found in chosen if found.value.municipality), None)
    if placed is None:
        return chosen
    place_of = {"postcode": placed.postcode, "municipality": placed.municipality}
    return [
        found
        if found.value.municipality
        else Weighed(found.value.model_copy(update=place_of), found.text, found.confidence, found.findings, found.pages)
        for found in chosen
    ]


def completed(found: Weighed[Any], case: Case) -> Weighed[Any]:
    """Return the address with postcode, box and locality taken from the places where they are printed."""
    values = [(finding.score, finding.value) for finding in found.findings]
    update: dict[str, str | None] = {}
    for part in ("box", "postcode", "municipality"):
        votes: Counter[str] = Counter()
        spelling: dict[str, str] = {}
        for score, value in values:
            text = getattr(value, part)
            if text and (part != "postcode" or case.gazetteer.by_postcode(text)):
                votes[letters(text)] += int(100 * score)
                spelling.setdefault(letters(text), text)
        update[part] = spelling[votes.most_common(1)[0][0]] if votes else None
    if update["postcode"] and update["municipality"]:
        update["postcode"] = (
            _fitting_postcode(values, update["municipality"], case) if update["municipality"] else update["postcode"]
        )
    return Weighed(found.value.model_copy(update=update), found.text, found.confidence, found.findings, found.pages)


def _fitting_postcode(values: list[tuple[float, Any]], locality: str, case: Case) -> str | None:
    """Return the most printed postcode that belongs to the locality's municipality; any other was misread."""
    towns = {town.nis for town in meanings(case.gazetteer, locality)}
    votes: Counter[str] = Counter()
    for score, value in values:
        if value.postcode and towns & {town.nis for town in case.gazetteer.by_postcode(value.postcode)}:
            votes[value.postcode] += int(100 * score)
    return votes.most_common(1)[0][0] if votes else None


_ALIKE = 2
"""More pages than these do not misread one letter of a street alike."""


def printed_twice(found: Weighed[Any]) -> str | None:
    """Return the street as two pages print it letter for letter, where the list's name for it stands on none.

    A name that differs from the list's in two letters is mostly that name misread, and no two pages misread alike: a
    street that the list has not, or a hand that is misread twice. Only a person can tell. In one letter three pages may
    not differ alike: `Farazijnstraat` where the list has another town's `Farasijnstraat`.
    """
    wanted = _folded(found.value.street)
    size = len(found.value.street.split())
    forms: dict[str, set[int]] = {}
    for finding in found.findings:
        words = re.findall(r"[^\W\d_][\w'’-]*", finding.evidence.text)
        runs = [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]
        nearest = min(runs, key=lambda run: Levenshtein.distance(_folded(run), wanted), default="")
        away = Levenshtein.distance(_folded(nearest), wanted)
        if away == 0:
            return None
        if away <= _MENDED and abs(len(_folded(nearest)) - len(wanted)) <= _LONGER:
            forms.setdefault(nearest, set()).add(finding.evidence.page)
    nearest_of_all = min((Levenshtein.distance(_folded(form), wanted) for form in forms), default=0)
    least = 1 if nearest_of_all > 1 else _ALIKE
    return next((form for form, pages in forms.items() if len(pages) > least), None)


def _folded(street: str) -> str:
    """Return the letters of a street as they sound, old spellings like new ones."""
    text = "".join(sign for sign in plain(street) if sign.isalnum())
    for old, new in _SPELLINGS:
        text = text.replace(old, new)
    return re.sub(r"(.)\1", r"\1", text)
