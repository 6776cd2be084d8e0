"""Chooses municipality and addresses."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from rapidfuzz.distance import Levenshtein

from extractors.address_claims import NAMED_SITE, claimed, home, read_twice
from extractors.address_parts import apart, completed, printed_twice, real_streets, same_place, whole_streets
from extractors.choosing import FLOOR, NEVER, SITE_TRUST, UNCONFIRMED, UNLISTED, Case, corroborated, many, one, rivals
from extractors.likeness import address_key, same_address, same_street
from extractors.namesakes import HINTS, settled, undecided
from extractors.places import place
from extractors.signs import plain
from extractors.weighing import Weighed, weigh
from schemas.findings import Finding
from schemas.record import Many, One
from schemas.values import Address, Municipality

_TOWN: dict[str, float] = {"head": 0.95, "nis": 0.9, "arrondissement": 0.15, "place_date": 0.15, "site": 0.8,
                          "province": 0.0, "city": 0.0}  # fmt: skip


_NO_NUMBER = re.compile(r"\bz\.? ?n\b|zonder (?:huis)?n|sans n")
_UNNAMED = 0.4
"""Confidence of a house that no label or formula calls the site: enough to be shown, not to be accepted."""
_LISTED = 0.21
"""Score of a street without a number that a list has and nothing announces."""
_PLAIN_SITE, _PAGES_WITHOUT = 0.55, 3
"""A street that so many pages clearly name as the site without a number has none, whatever one other page shows."""
_SECOND_STREET = 0.93
"""How sure a second street must be: it may be somebody's home, or a name that reads like a street."""


def choose_municipality(case: Case) -> One[Municipality]:
    """Return today's municipality: what headings, authorities' numbers and the site's locality agree on."""
    found = list(case.of("municipality"))
    for address in case.of("addresses", "site"):
        value = address.value
        if isinstance(value, Address) and value.municipality:
            names = place(case.gazetteer, value.municipality)
            for name in names:
                town = case.gazetteer.municipality(name)
                if town:
                    score = address.score / len(names) ** 0.5
                    found.append(address.model_copy(update={"value": town, "score": score}))
    told = settled(found, case)
    found = [*told.firm, *told.open]
    ranked = _weighed_towns(found, case)
    field = one(One[Municipality], ranked)
    if field.value is None and found:  # where papers are signed is mostly the place, but a person must say so
        ranked = weigh(found, same=_nis, weight=lambda one: 0.9 if one.role not in HINTS else 0, copies=case.copies)
        field = one(One[Municipality], ranked, accept=NEVER)
    if field.value is not None and any(_nis(finding) == field.value.nis for finding in told.open):
        sure = one(One[Municipality], _weighed_towns(told.firm, case))
        if sure.status != "accepted" or _nis_of(sure.value) != field.value.nis:
            return undecided(field, ranked)
    if field.value is None:
        return field
    localities = Counter(
        finding.value.locality
        for finding in ranked[0].findings
        if isinstance(finding.value, Municipality) and finding.role in {"head", "site"}
    )
    locality = next((name for name, _ in localities.most_common() if name), None)
    return field.model_copy(update={"value": field.value.model_copy(update={"locality": locality})})


def _weighed_towns(found: list[Finding], case: Case) -> tuple[Weighed[Any], ...]:
    return weigh(found, same=_nis, weight=lambda finding: _TOWN.get(finding.role, 0.3), copies=case.copies)


def _nis(finding: Finding) -> str:
    return _nis_of(finding.value)


def _nis_of(value: object) -> str:
    return value.nis if isinstance(value, Municipality) else ""


def choose_addresses(case: Case) -> Many[Address]:
    """Return the addresses of the site; those of applicant, architect and others count against a candidate."""
    named = case.of("addresses", "site", "")
    site = whole_streets(real_streets(named, case))
    ranked = weigh(
        site,
        same=_address_key,
        weight=lambda finding: SITE_TRUST.get(case.type_of(finding), 0.5),
        copies=case.copies,
        alike=_same_with_number,
    )
    against = weigh(
        [found for found in case.of("addresses") if found.role not in {"site", ""}],
        same=_address_key, weight=lambda _: 1.0, copies=case.copies, alike=same_address,
    )  # fmt: skip
    ranked = _of_the_site(ranked, against, case)
    if not ranked:
        return many(Many[Address], _unnamed(site, case, against), ())
    ranged, ranked = ranked, apart(ranked)
    top = ranked[0]
    others = [other for other in ranked[1:] if not (other.value.number and home(other, against) and _once(other))]
    more = [other for other in others if _listed_with(other, top) or _beside(other, top, against)]
    chosen = same_place([completed(found, case) for found in (top, *more)])
    rest = tuple(found for found in ranked[1:] if all(found.value != kept.value for kept in chosen))
    if top.confidence < FLOOR:
        return many(Many[Address], (), ranked)
    chosen = [_in_its_street(corroborated(found, same=_address_key), top) for found in chosen]
    chosen = [read_twice(found, against, case) for found in chosen] if len(chosen) == 1 else chosen
    clash = len(chosen) == 1 and (rivals(ranked) or _disputed(top, ranked[1:]) or _numbered_elsewhere(top, site))
    clash = clash or _corner(top, site, chosen)
    clash = clash or any(found.pages > top.pages for found in ranged if found not in ranked)
    as_printed = _as_printed(chosen)
    if as_printed != chosen:
        return many(Many[Address], tuple(as_printed), rest, clash=True).model_copy(update={"reason": UNLISTED})
    return many(Many[Address], tuple(chosen), rest, clash=clash)


def _once(found: Weighed[Any]) -> bool:
    """Tell whether only one page calls a house the site: a title block may have its architect's office there."""
    return len({finding.evidence.page for finding in found.findings if finding.role == "site"}) == 1


def _beside(other: Weighed[Any], top: Weighed[Any], against: tuple[Weighed[Any], ...]) -> bool:
    """Tell whether pages say of another address as well that it is the site."""
    return (
        other.pages >= 2
        and other.confidence >= 0.75 * top.confidence
        and not _misread_number(other.value, top.value)
        and not (other.value.number and not top.value.number and home(other, against))
    )


def _in_its_street(found: Weighed[Any], top: Weighed[Any]) -> Weighed[Any]:
    """Return an address with less confidence when it is in another street than the first and not that sure."""
    if found.confidence >= _SECOND_STREET or same_street(address_key(found.value)[0], address_key(top.value)[0]):
        return found
    return replace(found, confidence=min(found.confidence, UNCONFIRMED))


def _as_printed(chosen: list[Weighed[Any]]) -> list[Weighed[Any]]:
    """Return addresses with the streets that two pages print alike, where the list's name stands on none."""
    printed = [printed_twice(found) for found in chosen]
    return [
        replace(found, value=found.value.model_copy(update={"street": name})) if name else found
        for found, name in zip(chosen, printed, strict=True)
    ]


def _of_the_site(
    ranked: tuple[Weighed[Any], ...], against: tuple[Weighed[Any], ...], case: Case
) -> tuple[Weighed[Any], ...]:
    """Return the addresses that a page calls the site, and others in its street that are nobody's home."""
    named = tuple(found for found in ranked if any(finding.role == "site" for finding in found.findings))
    streets = [address_key(found.value)[0] for found in named]
    ranked = tuple(
        found for found in ranked
        if found in named
        or (any(same_street(address_key(found.value)[0], street) for street in streets) and not home(found, against))
    )  # fmt: skip
    ranked = _numberless_into_numbered(ranked, case)
    return tuple(found for found in ranked if not claimed(found, against))


def _unnamed(site: list[Finding], case: Case, against: tuple[Weighed[Any], ...]) -> tuple[Weighed[Any], ...]:
    """Return the one house that pages name without saying what it is, for a person to judge; of several, none."""
    ranked = weigh(site, same=_address_key, weight=lambda _: 1.0, copies=case.copies, alike=_same_with_number)
    free = [found for found in ranked if not home(found, against)]
    houses = [found for found in free if found.value.number] or [found for found in free if _told(found)]
    return (replace(houses[0], confidence=_UNNAMED),) if len(houses) == 1 else ()


def _told(found: Weighed[Any]) -> bool:
    """Tell whether a street without a number is one beyond doubt: a list has it."""
    return any(finding.score >= _LISTED for finding in found.findings)


def _disputed(top: Weighed[Any], others: tuple[Weighed[Any], ...]) -> bool:
    """Tell whether as many pages print another number in the same street: one of the two is misread."""
    key = address_key(top.value)
    mine = {f.evidence.page for f in top.findings if isinstance(f.value, Address) and address_key(f.value)[1] == key[1]}
    return bool(key[1]) and any(
        address_key(other.value)[1] not in {"", key[1]}
        and same_street(address_key(other.value)[0], key[0])
        and other.pages >= len(mine)
        for other in others
    )


def _numbered_elsewhere(top: Weighed[Any], site: list[Finding]) -> bool:
    """Tell whether some page gives a house in the street that is chosen without a number."""
    street, number = address_key(top.value)
    others = (_address_key(finding) for finding in site)
    return not number and any(theirs and same_street(street, other) for other, theirs in others)


def _corner(top: Weighed[Any], site: list[Finding], chosen: list[Weighed[Any]]) -> bool:
    """Tell whether a page calls a second street the site too; neither has a number, as land on a corner has none."""
    streets = [address_key(found.value)[0] for found in chosen]
    pages = {finding.evidence.page for finding in top.findings}
    named = [found for found in site if found.role == "site" and found.score >= NAMED_SITE]
    others = [_address_key(found) for found in named if found.evidence.page in pages]
    return not top.value.number and any(
        not number and not any(same_street(other, street) for street in streets) for other, number in others
    )


def _address_key(finding: Finding) -> tuple[str, str]:
    return address_key(finding.value) if isinstance(finding.value, Address) else ("", "")


def _same_with_number(one: Any, other: Any) -> bool:
    return same_street(one[0], other[0]) and one[1] == other[1]


def _numberless_into_numbered(ranked: tuple[Weighed[Any], ...], case: Case) -> tuple[Weighed[Any], ...]:
    """Let a mention of the street alone support the address with a number in that street."""
    numbered = [found for found in ranked if found.value.number]
    result = {id(found): list(found.findings) for found in numbered}
    alone = []
    for found in ranked:
        if found.value.number:
            continue
        home = next(
            (other for other in numbered if same_street(address_key(found.value)[0], address_key(other.value)[0])), None
        )
        if home is None or _outnumbered(home, found):
            alone.append(found)
        else:
            result[id(home)] += [
                finding.model_copy(update={"score": finding.score * 0.5}) for finding in found.findings
            ]
    merged = []
    for found in numbered:
        again = weigh(
            result[id(found)],
            same=lambda _: "",
            weight=lambda finding: SITE_TRUST.get(case.type_of(finding), 0.5),
            copies=case.copies,
        )
        merged.append(Weighed(found.value, found.text, again[0].confidence, tuple(result[id(found)]), again[0].pages))
    return tuple(sorted([*merged, *alone], key=lambda found: -found.confidence))


def _outnumbered(numbered: Weighed[Any], bare: Weighed[Any]) -> bool:
    """Tell whether a house number stands on one page only while the others say or show that there is none."""
    said = any(_NO_NUMBER.search(plain(finding.evidence.text)) for finding in bare.findings)
    named = {
        finding.evidence.page for finding in bare.findings if finding.role == "site" and finding.score >= _PLAIN_SITE
    }
    return numbered.pages == 1 and (said or len(named) >= _PAGES_WITHOUT)


def _listed_with(other: Weighed[Any], top: Weighed[Any]) -> bool:
    """Tell whether two addresses stand side by side on some page: `32, 34, 36` or `X-straat 5 en Y-straat 7`."""
    sites = [finding for finding in top.findings if finding.value.number]  # type: ignore[union-attr]  # addresses only
    return other.confidence >= 0.5 * top.confidence and any(
        finding.evidence.text == mate.evidence.text or _side_by_side(finding, mate)
        for finding in other.findings
        for mate in sites
        if finding.evidence.page == mate.evidence.page and finding.value.number and finding.score >= 0.5  # type: ignore[union-attr]  # addresses only
    )


def _side_by_side(one: Finding, other: Finding) -> bool:
    """Tell whether two places follow each other on one line, no farther apart than a short word."""
    for a in one.evidence.boxes:
        for b in other.evidence.boxes:
            gap = max(a.left, b.left) - min(a.right, b.right)
            if min(a.bottom, b.bottom) > max(a.top, b.top) and 0 <= gap <= 4 * (a.bottom - a.top):
                return True
    return False


def _misread_number(one: Address, other: Address) -> bool:
    """Tell whether two addresses in one street differ by one sign of the number: most likely one is misread."""
    a, b = address_key(one), address_key(other)
    return same_street(a[0], b[0]) and Levenshtein.distance(a[1], b[1]) <= 1
