"""What a page says was decided: only after deciding words, and watching for whatever negates them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extractors.appeals import appeal
from extractors.both_answers import answered
from extractors.conditions import conditional
from extractors.decision_words import (
    COLLEGE_BEGINS,
    COLLEGE_DOES,
    COLLEGE_SAYS,
    ENCLOSED,
    HISTORY_NEAR,
    LAPSES,
    MATTER,
    TITLE_GRANT,
    TITLE_REFUSAL,
)
from extractors.endings import NO_SEQUEL, TACIT, WITHDRAWN
from extractors.operative import first_article, operative_part
from extractors.patterns import either, listed
from extractors.signs import plain
from extractors.tick_lists import answers, chosen, without
from extractors.verdicts import Verdict, decided, verdicts
from schemas.words import DecisionKind

Place = Literal["operative", "title", "implied", "letter", "stamp"]

_STAMPED = listed("VERGUND GOEDGEKEURD GEWEIGERD ACCORDE REFUSE APPROUVE TOEGESTAAN TOEGELATEN AFGEWEZEN")
_STAMP = re.compile(rf"^[^\w\n]*({_STAMPED})[^\w\n]*$", re.MULTILINE)
_APPEALED = re.compile(r"\bberoep\b")
_SAYS_ONLY = re.compile(
    r"^\W*(?:(?P<yes>vergunning|vergund|toelating|toegestaan|toegekend|gunstig|akkoord|verleend)|"
    r"(?P<no>weigering|geweigerd|ongunstig|afwijzing|niet\s+akkoord))\s*[.;]?\s*(?:\n|$)"
)
"""A decision of one word: `Beslissing : weigering`."""
_NOUN = re.compile(
    r"[-–—:.\n]\s*(?:(?P<no>weigering|afwijzing|afkeuring)|(?:voorwaardelijke\s+|gede+ltelijke\s+)?"
    r"(?P<yes>verlening|toekenning|afgifte|inwilliging|aflevering|goedkeuring))"
    r"\s+van\s+(?:de|het)\s+(?:\w+\s+)?(?:\w*(?:vergunning|toelating|machtiging)|aanvraag|verzoek)\b"
)
"""A decision that is a noun: `Enig artikel - Weigering van de gevraagde vergunning`."""
_PERMIT_IS = re.compile(
    r"(?:^|\n)\W*de\s+(?:gevraagde\s+)?(?:\w+\s+)?\w*(?:vergunning|toelating|machtiging)\s+(?:(?:wordt|is)\s+)?$"
)
"""How a card or a form says it in a sentence of its own: `De bouwvergunning wordt verleend.`"""
_HEREBY = re.compile(
    r"\bwordt\s+(?:hierbij|(?:hierbij\s+)?door\s+(?:het|ons)\s+\w*college)\b|"
    r"[,;]\s+(?:be?sluit|beslist|beschikt|oordeelt)\s+(?!van\b|dd\b|nr\b)[^.;:]{0,120}$"
)
"""How it says that it decides in a sentence that gives its reasons first: `…, besluit eenparig dat de toelating`."""
_WHO_IS = re.compile(r"(?:^|\n)[^\w\n]*(?=[A-Z])[^:;\n]{3,90}(?:\n[^:;\n]{0,90})?\b(?:wordt|worden)\b[^:;\n]{0,60}$")
"""How it says who may: `De heer Jan Claes wordt vergund de werken uit te voeren`, `Aan Claes wordt ze verleend`."""
_ADVISED = re.compile(
    r"\badvies\s+(?:van|der|door)\b(?:[^.;:]|(?<=\d)\.(?=\d)){0,90}:\s*(?:voorwaardelijk|deels)\s+gunstig\b"
)
"""What others advised, in a list without `gelet op`: their conditions are the college's only where it says so."""
_TICKED = 0.85
"""What one tick among the printed answers tells."""
_AMONG_REASONS = 0.7
"""A decision may only give it among its reasons that a request was taken back, when nothing else was read of it."""
_LINE = 90
"""Letters within which an answer stands beside another."""
_STOP = (
    r"(?:(?<=\b[12]\d{3})|"  # behind a year
    r"(?<![\d\s])(?<!\b[A-Za-z])(?<!\b[MDS][rt])(?<!\b(?:dhr|wed|wwe|nrs|afd|sie))(?<!\b(?:mevr|sect))(?<!\b[Nn][ro]))[.]"
)
"""A full stop that ends a sentence: not after an initial, a title or a figure other than a year."""
_NEXT_CLAUSE = either(
    r"\bart(?:ikel|\.)\s*2",
    r"(?:^|\n)\s*(?:tegen\s+dit|dit\s+besluit|deze\s+(?:toelating|vergunning))",
    r"(?:^|\n)\s*(?:de\s+secretaris|de\s+sekretaris|namens|aldus|te\s+[A-Z])",
    flags=re.IGNORECASE,
)
"""What stands behind the sentence of a grant: the next article, the right of appeal, the signatures."""
_LEFT_OVER = 14
"""More unread words than these after a grant may hide a condition."""


@dataclass(frozen=True, slots=True)
class StatedDecision:
    """A decision that text[start:end] states; `weight` in [0, 1] tells how directly, `place` where it stands."""

    start: int
    end: int
    kind: DecisionKind
    weight: float
    place: Place


def find_outcomes(text: str, *, decides: bool, letter: bool) -> Iterator[StatedDecision]:
    """Yield what a page says was decided.

    Args:
        text: The flowing text of the page.
        decides: The page is a decision: what stands after its last operative heading counts.
        letter: The page is a letter, note or report: only plain statements count.
    """
    printed = answers(text)
    text = without(text, printed)  # all of them are printed, whatever was decided
    folded = plain(text)
    ticked = chosen(printed)
    if ticked is not None and decides:
        kind: DecisionKind = "geweigerd" if ticked.meaning == "refused" else _granted(folded[ticked.start :])
        yield StatedDecision(ticked.start, ticked.end, kind, _TICKED, "operative")
        return
    special = list(_without_a_verdict(folded, decides=decides, letter=letter))
    yield from special
    if decides:
        decided_on = tuple(_operative(text, folded))
        ended = () if special or decided_on else _without_a_verdict(folded, decides=False, letter=True)
        yield from decided_on
        yield from (replace(one, weight=_AMONG_REASONS) for one in ended)
    elif letter and not special:
        yield from _in_a_letter(text, folded)
    for match in _STAMP.finditer(text):
        refused = match[1] in {"GEWEIGERD", "REFUSE", "AFGEWEZEN"}
        yield StatedDecision(match.start(1), match.end(1), "geweigerd" if refused else "verleend", 0.5, "stamp")


def _without_a_verdict(folded: str, *, decides: bool, letter: bool) -> Iterator[StatedDecision]:
    """Yield the ends of a request that nobody granted or refused in so many words."""
    endings: tuple[tuple[re.Pattern[str], DecisionKind], ...] = (
        (TACIT, "stilzwijgend geweigerd"), (WITHDRAWN, "ingetrokken"), (NO_SEQUEL, "zonder gevolg"),
    )  # fmt: skip
    for pattern, kind in endings:
        if (decides and kind != "ingetrokken") or not (letter or kind == "stilzwijgend geweigerd"):
            continue
        for match in pattern.finditer(folded):
            if not _negated(folded, match.start()):
                yield StatedDecision(match.start(), match.end(), kind, 0.9, "title")
                return


def _in_a_letter(text: str, folded: str) -> Iterator[StatedDecision]:
    for verdict in verdicts(text):
        start, end = _sentence(text, verdict.start, verdict.end)
        sentence = folded[start:end]
        if (
            HISTORY_NEAR.search(folded[max(start, verdict.start - 60) : verdict.end])
            or _APPEALED.search(sentence)  # what another authority decided on an appeal
            or not MATTER.search(
                folded[verdict.start : verdict.end]
                + " "
                + sentence[: verdict.start - start]
                + sentence[verdict.end - start :]
            )
            or re.match(r"\s*(?:onder|met)\s+n", folded[verdict.end :])  # `de werken, vergund onder nr. 5`
            or re.search(r"\bof\b[^.;]*$", folded[start : verdict.start])
            or re.search(r"\b(?:kan|kunnen|zal|zullen|zou|om)\b[^,;]{0,40}$", folded[start : verdict.start])
        ):
            continue
        kind = "geweigerd" if verdict.sense == "refused" else _granted(folded[verdict.end : end])
        yield StatedDecision(verdict.start, verdict.end, kind, 0.7 if verdict.strong else 0.6, "letter")
        return
    enclosed = ENCLOSED.search(folded)
    if enclosed and not _negated(folded, enclosed.start()):
        yield StatedDecision(enclosed.start(), enclosed.end(), "verleend", 0.5, "letter")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    stops = [
        match.end() for match in re.finditer(_STOP + r"\s+(?=[A-Z])|\n\s*\n|;\s", text[max(0, start - 300) : start + 1])
    ]
    after = re.compile(_STOP + r"(?:\s|$)|\n\s*\n|;\s").search(text, end - 1)
    return max(0, start - 300) + (stops[-1] if stops else 0), after.start() if after else len(text)


def _operative(text: str, folded: str) -> Iterator[StatedDecision]:
    part = operative_part(text)
    title = _title(text, folded[: part[0]] if part else folded)
    if part is None:
        spoken = _spoken(text, folded)
        if spoken and not (title and title.kind == "geweigerd"):
            yield spoken
        elif title:
            yield title
        return
    at, announced = part
    body = first_article(folded[at:])
    said, left = answered(verdicts(text[at : at + len(body)]), body)
    verdict = next(decided(said, body), None)
    if verdict is None and len(body) < len(folded) - at:
        verdict = next(decided(verdicts(text[at : at + 2500]), folded[at : at + 2500]), None)
    if title and not (title.kind == "verleend" and verdict):
        yield title
    only = _in_a_word(body)
    if verdict is None and only:
        yes_or_no = _granted(folded[at : at + 2500]) if only["yes"] else "geweigerd"
        yield StatedDecision(at, at + 1, yes_or_no, 0.6, "operative")
        return
    if verdict is None and (ended := appeal(folded, at, at + len(body))):
        kind: DecisionKind = "geweigerd" if ended.permit == "refused" else _granted(folded[at : at + 2500])
        yield StatedDecision(ended.start, ended.end, kind, 0.9 if ended.known else 0.7, "operative")
        return
    if verdict is None and not announced and (spoken := _spoken(text, folded)):
        yield spoken
        return
    if verdict is None:
        implied = LAPSES.search(folded, at)
        granted = title is not None and title.kind == "verleend"
        if conditional(body) and (granted or implied):
            yield StatedDecision(at, at + 1, "verleend met voorwaarden", 0.8, "title" if granted else "implied")
        elif implied:
            yield StatedDecision(implied.start(), implied.end(), "verleend", 0.65, "implied")
        return
    outcome = _of_verdict(verdict, text, folded, at, announced=announced)
    yield replace(outcome, weight=outcome.weight * left)


def _in_a_word(body: str) -> re.Match[str] | None:
    """Return the noun or word with which an operative part says all: `Beslissing : weigering`."""
    below = re.sub(r"^[^\n:]{0,70}(?::|\n)", "", body, count=1)
    return _SAYS_ONLY.match(below) or _NOUN.search(body[:_LINE]) or _NOUN.search(below[:_LINE])


def _spoken(text: str, folded: str) -> StatedDecision | None:
    """Return what a decision without any heading says in a sentence of the college: `Het College kan ... niet ...`."""
    said_of_all = verdicts(text)
    for verdict in reversed(said_of_all):
        start, end = _sentence(text, verdict.start, verdict.end)
        said = folded[start : verdict.start]
        begins = not re.search(r"\w", said) or text[verdict.start].isupper() or re.search(r"[;:,]\s*\n\s*$", said)
        does = begins and COLLEGE_DOES.match(folded, verdict.start)
        heads = [match.end() for match in re.finditer(r"\n", said)]
        college = (
            COLLEGE_SAYS.match(said) or any(COLLEGE_BEGINS.match(said, head) for head in heads) or _HEREBY.search(said)
        )
        permit = _PERMIT_IS.search(said)
        own = permit.start() if permit else _who_is(text[start : verdict.start])
        if own is not None:
            start += own
        if not (does or college or own is not None) or HISTORY_NEAR.search(said[-60:]):
            continue
        if verdict.start < (0.1 if college else 0.25) * len(text) or _APPEALED.search(folded[start:end]):
            continue
        beside = tuple(one for one in said_of_all if abs(one.start - verdict.start) <= _LINE)
        answers, left = answered(beside, folded)
        meant = verdict if verdict in answers else answers[0]
        kind: DecisionKind = "geweigerd" if meant.sense == "refused" else _granted(folded[start : start + 2500])
        weight = (0.75 if meant.strong else 0.7) * left
        return StatedDecision(meant.start, min(meant.end, end), kind, weight, "operative")
    return None


def _who_is(said: str) -> int | None:
    """Return where the sentence begins, in the last row or two before its verb, that says to whom a permit is given."""
    rows = said.split("\n")
    for last in ("\n".join(rows[-count:]) for count in (1, 2)):
        if _WHO_IS.match(last):
            return len(said) - len(last)
    return None


def _of_verdict(verdict: Verdict, text: str, folded: str, at: int, *, announced: bool) -> StatedDecision:
    start, end = at + verdict.start, at + verdict.end
    weight = (0.95 if verdict.strong else 0.85) * (1.0 if announced else 0.8)
    if verdict.sense == "refused":
        return StatedDecision(start, end, "geweigerd", weight, "operative")
    kind = _granted(folded[at : at + 2500])
    if kind == "verleend" and _left_over(text, end) > _LEFT_OVER:
        weight *= 0.65
    return StatedDecision(start, end, kind, weight, "operative")


def _left_over(text: str, end: int) -> int:
    """Return how many words follow a grant in its sentence: more than a name and an address may be a lost condition."""
    _, stop = _sentence(text, end, end)
    rest = _NEXT_CLAUSE.split(text[end:stop])[0]
    return len(re.findall(r"\w{2,}", rest))


def _title(text: str, folded: str) -> StatedDecision | None:
    start = 0
    for line in folded[:900].split("\n"):
        printed = text[start : start + len(line)]
        if len(line) < 90 and not re.match(r"\W*(?:gelet|gezien|overwegende|aangezien|betreft|onderwerp)\b", line):
            refusal, grant = TITLE_REFUSAL.search(line), TITLE_GRANT.search(line)
            match = refusal or grant
            if match and (printed.isupper() or match.end() - match.start() > 0.4 * len(line)):
                span = (start + match.start(), start + match.end())
                return StatedDecision(*span, "geweigerd" if refusal else "verleend", 0.8, "title")
        start += len(line) + 1
    return None


def _granted(body: str) -> DecisionKind:
    return "verleend met voorwaarden" if conditional(_ADVISED.sub("", body)) else "verleend"


def _negated(folded: str, at: int) -> bool:
    return bool(
        re.search(r"\b(?:niet|geen|nooit|indien|wanneer|zo|tenzij)\b[^.;,]{0,30}$", folded[max(0, at - 45) : at])
    )
