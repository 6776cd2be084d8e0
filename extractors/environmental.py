"""Papers of an environmental permit beside those of a permit to build: the same person asks for both, for one place."""

from collections import defaultdict

from schemas.findings import Finding
from schemas.pages import Documents

_ENVIRONMENTAL = "milieuvergunning"
_NAMES = {"title", "stated"}


def of_the_environment(findings: tuple[Finding, ...], documents: Documents, kinds: set[str]) -> frozenset[int]:
    """Return the pages of `kinds` that only name an environmental permit, where others of them name one to build.

    The law of either knows nothing of the other until the omgevingsvergunning of 2017, which is both.
    """
    named: dict[int, set[str]] = defaultdict(set)
    for finding in findings:
        page = finding.evidence.page
        if finding.field == "permit_type" and finding.role in _NAMES and documents.type_of(page) in kinds:
            named[page].add(str(finding.value))
    apart = frozenset(page for page, permits in named.items() if permits == {_ENVIRONMENTAL})
    return apart if any(_ENVIRONMENTAL not in permits for permits in named.values()) else frozenset()
