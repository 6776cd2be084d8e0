"""Whose house it is said to be: the site of a dossier, or where somebody lives or has an office."""

from dataclasses import replace
from typing import Any

from extractors.choosing import ACCEPT, Case
from extractors.likeness import address_key, same_address, same_street
from extractors.weighing import Weighed

NAMED_SITE = 0.68
"""Score from which a finding stands where a label or formula names the site."""
_SAID = 0.54
"""Score of a finding where a sentence says that something is built, or a letter about it names the house."""
_READ_TWICE = 0.956
"""Belief in a street of the list of which two pages print the same house and one clearly says that it is the site.

It is the limit of the calibration that is shipped, whose dossiers were scored before this rule: when that is fitted
anew, this must be measured anew too.
"""


def home(found: Weighed[Any], against: tuple[Weighed[Any], ...]) -> bool:
    """Tell whether a house is named as somebody's home or office; the site may be in the same street."""
    street, number = address_key(found.value)
    others = (address_key(other.value) for other in against)
    return any(number == theirs and same_street(street, other) for other, theirs in others)


def claimed(found: Weighed[Any], against: tuple[Weighed[Any], ...]) -> bool:
    """Tell whether an address is somebody's home or office rather than the site.

    A company often builds at its own seat: an address that a formula calls the site stays, whoever lives there.
    """
    key = address_key(found.value)
    sites = [finding for finding in found.findings if finding.role == "site"]
    named_site = any(finding.score >= NAMED_SITE for finding in sites)
    named_site = named_site or len({finding.evidence.page for finding in sites}) > 1
    return not named_site and any(
        same_address(key, address_key(other.value)) and bool(key[1]) and other.confidence > 0.9 * found.confidence
        for other in against
    )


def read_twice(found: Weighed[Any], against: tuple[Weighed[Any], ...], case: Case) -> Weighed[Any]:
    """Return an address with more confidence that pages read alike, in a street of the list: it is not misread.

    What is left to doubt is whether it is the site. One clear place says so, or two that are less clear; two it must be
    where somebody lives there.
    """
    street = found.value.street or ""
    sites = [finding for finding in found.findings if finding.role == "site"]
    pages = {finding.evidence.page for finding in sites}
    firm = {one.evidence.page for one in sites if one.score >= _SAID and case.type_of(one) != "overig"}
    clear = len(firm) > 1 or any(one.score >= NAMED_SITE for one in sites if one.evidence.page in firm)
    own = len(pages) > 1 or not home(found, against)
    if found.confidence < ACCEPT or not clear or not own or case.gazetteer.street(street) != street:
        return found
    return replace(found, confidence=max(found.confidence, _READ_TWICE))
