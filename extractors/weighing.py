"""Weighs findings against each other: one value on several pages, copies that prove nothing, values that clash."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rapidfuzz import fuzz

from extractors.signs import plain
from schemas.findings import Evidence, Finding

V = TypeVar("V")

SURE = 0.92
"""What one perfect statement on one page proves at most."""


@dataclass(frozen=True, slots=True)
class Weighed(Generic[V]):
    """A value with all that speaks for it; `pages` counts independent pages, copies once."""

    value: V
    text: str
    confidence: float
    findings: tuple[Finding, ...]
    pages: int

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where the value stands, the strongest place first, at most one per page."""
        best: dict[int, Finding] = {}
        for finding in self.findings:
            page = finding.evidence.page
            if page not in best or best[page].score < finding.score:
                best[page] = finding
        return tuple(
            finding.evidence for finding in sorted(best.values(), key=lambda found: (-found.score, found.evidence.page))
        )


def independent(findings: Iterable[tuple[float, Finding]], copies: Mapping[int, int]) -> tuple[float, int]:
    """Return the joint confidence of findings of one value and on how many independent pages it stands.

    `copies` maps a page to the first page it is a copy of; a page and its copies count once, by their best finding.
    """
    best: dict[int, float] = defaultdict(float)
    for weight, finding in findings:
        page = copies.get(finding.evidence.page, finding.evidence.page)
        best[page] = max(best[page], weight)
    doubt = 1.0
    for weight in best.values():
        doubt *= 1 - SURE * min(1.0, weight)
    return 1 - doubt, len(best)


def weigh(
    findings: Iterable[Finding],
    *,
    same: Callable[[Finding], Hashable],
    weight: Callable[[Finding], float],
    copies: Mapping[int, int],
    alike: Callable[[Hashable, Hashable], bool] | None = None,
) -> tuple[Weighed[Any], ...]:
    """Group findings of one value and rank the groups, surest first.

    `same` gives the key under which values are one; `alike` merges keys that differ only by misread letters: the
    smaller group goes into the larger one. The value of a group is the form that is most like all others: a misread
    letter in one place is outvoted, and so is the order of a name on a single page.
    """
    groups: dict[Hashable, list[tuple[float, Finding]]] = defaultdict(list)
    for finding in findings:
        heft = weight(finding)
        if heft > 0.02 and finding.score > 0:  # words that were read with no certainty at all support nothing
            groups[same(finding)].append((heft * finding.score, finding))
    merged: list[tuple[Hashable, list[tuple[float, Finding]]]] = []
    for key, members in sorted(groups.items(), key=lambda item: -sum(heft for heft, _ in item[1])):
        home = next((group for other, group in merged if alike and alike(other, key)), None)
        if home is None:
            merged.append((key, members))
        else:
            home += members
    result = [_group(members, copies, same) for _, members in merged]
    return tuple(sorted(result, key=lambda weighed: -weighed.confidence))


def _group(
    members: list[tuple[float, Finding]], copies: Mapping[int, int], same: Callable[[Finding], Hashable]
) -> Weighed[Any]:
    confidence, pages = independent(members, copies)
    forms: Counter[str] = Counter()
    for heft, finding in members:
        forms[_form(finding)] += heft  # type: ignore[assignment]  # Counter adds floats just as well
    winner = max(
        forms, key=lambda form: sum(heft * (fuzz.ratio(form, other) / 100) ** 4 for other, heft in forms.items())
    )
    best = max((pair for pair in members if _form(pair[1]) == winner), key=lambda pair: pair[0])[1]
    agreeing = sum(heft for heft, finding in members if same(finding) == same(best)) / sum(heft for heft, _ in members)
    confidence *= 0.5 + 0.5 * agreeing  # readings that differ in a letter support the value, but less than they say
    ordered = tuple(finding for _, finding in sorted(members, key=lambda pair: -pair[0]))
    return Weighed(best.value, best.evidence.text, round(confidence, 4), ordered, pages)


def _form(finding: Finding) -> str:
    return finding.value if isinstance(finding.value, str) else finding.value.model_dump_json()


def copies_of(texts: Mapping[int, tuple[str, str]]) -> dict[int, int]:
    """Return which pages are copies of an earlier page: page number to the first page with nearly the same text.

    `texts` gives per page its type and its text; only pages of one type are compared, and none of under 200 letters.
    """
    firsts: list[tuple[int, str, str]] = []
    copies: dict[int, int] = {}
    for number, (kind, text) in sorted(texts.items()):
        letters = "".join(sign for sign in plain(text) if sign.isalnum())[:3000]
        if len(letters) < 200:
            continue
        for first, other, first_letters in firsts:
            if kind == other and fuzz.ratio(letters, first_letters, score_cutoff=80) > 0:
                copies[number] = first
                break
        else:
            firsts.append((number, kind, letters))
    return copies
