"""Chooses dates, decision and permit type."""

import re
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from extractors.choosing import FLOOR, NEVER, OUT_OF_ORDER, Case, candidates, one
from extractors.date_order import in_order, lone, of_this_decision, on_appeal, placed, sustained
from extractors.demolition import to_demolish
from extractors.regularising import to_regularise
from extractors.signs import plain
from extractors.weighing import Weighed, weigh
from schemas.findings import Finding
from schemas.record import Dates, One
from schemas.values import PartialDate
from schemas.words import DecisionKind, FieldName, PageType, PermitType

_DATE: dict[FieldName, dict[PageType, float]] = {
    "dates.decision": {
        "besluit": 1.0,
        "weigering": 1.0,
        "brief": 0.85,
        "plan": 0.8,
        "kaft": 0.8,
        "nota": 0.6,
        "bericht": 0.7,
        "attest": 0.5,
        "advies": 0.15,
        "aanvraag": 0.2,
    },
    "dates.receipt": {
        "aanvraag": 1.0,
        "besluit": 1.0,
        "weigering": 1.0,
        "kaft": 0.95,
        "brief": 0.7,
        "bericht": 0.9,
        "plan": 0.6,
        "overig": 0.45,
        "advies": 0.3,
        "nota": 0.5,
    },
    "dates.application": {
        "aanvraag": 1.0,
        "besluit": 0.95,
        "weigering": 0.95,
        "kaft": 0.8,
        "brief": 0.8,
        "bericht": 0.8,
        "advies": 0.4,
        "nota": 0.5,
    },
    "dates.notification": {"brief": 1.0, "besluit": 0.8, "weigering": 0.8, "kaft": 0.8, "bericht": 0.7, "advies": 0.1},
}
_SERVED = 0.95
"""What an attest, a register or a slip of the post is worth that says when the decision reached the asker."""
_ORDER: tuple[FieldName, ...] = ("dates.application", "dates.receipt", "dates.decision", "dates.notification")
_PERIODS: dict[PermitType, tuple[int, int]] = {
    "bouwvergunning": (1800, 2001),
    "stedenbouwkundige vergunning": (1999, 2019),
    "omgevingsvergunning": (2016, 2100),
    "verkavelingsvergunning": (1962, 2019),
    "verkavelingswijziging": (1962, 2019),
    "melding": (1991, 2100),
    "milieuvergunning": (1946, 2018),
}
_PERMIT: dict[PageType, float] = {
    "besluit": 1.0, "weigering": 1.0, "aanvraag": 1.0, "kaft": 0.9, "brief": 0.8, "advies": 0.4, "nota": 0.6,
}  # fmt: skip
_NAMES_ITS_KIND: set[PageType] = {"aanvraag", "besluit", "weigering", "kaft", "brief"}
_ALONE_LEAVES = 0.6
"""The share of doubt that is left of a permit that is named when the dossier names no other."""
_LOOSELY = 0.4
"""Score up to which words only hint at a permit: `de toelating te vragen`."""
_ALLOTS = re.compile(r"\bverkavel\w*|\b(?:verdel\w+|splits\w+)\b.*\b(?:loten|kavels|bouwloten|bouwplaatsen|percelen)\b")
"""Works that need a permit to allot ground, not one to build."""
_PROCEEDS: tuple[PageType, ...] = ("aanvraag", "besluit", "weigering", "kaft")
"""Pages of a procedure; a dossier without any is a letter with, at most, its answer."""
_WEEKS = 12
"""After so many weeks a letter that tells a decision is hardly its first notice."""
LATE = "De kennisgeving zou lang na de beslissing zijn verstuurd: kijk na of dit blad een andere brief is."
ONE_DAY = "Alleen dit blad zegt wat die dag gebeurde: kijk na of het de kennisgeving is, en niet enkel de beslissing."
ALONE = "Van de beslissing zelf is geen datum gevonden: kijk na of dit blad ze meedeelt."
SILENT = (
    "Van een stilzwijgende weigering is er geen beslissing om mee te delen: beslis of deze brief als kennisgeving telt."
)
_UNNAMED_PAGES = 3
"""Pages that must ask or give a permit to build before it is believed to be one although none names it."""
_TITLED = {"title", "stated"}
_GENERAL = {"bouwvergunning", "stedenbouwkundige vergunning"}
_DECREE_1999 = 2000
"""Year in which the decree of 18 May 1999 came into force."""
_UNDISPUTED = 0.75
"""The share of doubt that is left of the operative part of a decision when no page tells another outcome."""
_WITH_ITS_DAY = 0.65
"""The share of doubt that is left when a letter tells the outcome and its day: it speaks of this very decision."""
_WELL_SAID = 0.8
_GRANTS = {"verleend", "verleend met voorwaarden"}
_DECIDED: dict[str, float] = {
    "operative": 1.0,
    "title": 0.9,
    "implied": 0.75,
    "letter": 0.9,
    "stamp": 0.55,
    "cover": 0.85,
}


def choose_dates(case: Case, decision: DecisionKind | None) -> Dates:
    """Return the four dates: of each field's best candidates the combination with most evidence in a possible order."""
    ranked: dict[FieldName, tuple[Weighed[Any], ...]] = {}
    for field in _ORDER:
        dates = [finding for finding in case.of(field) if isinstance(finding.value, str)]
        ranked[field] = weigh(
            dates, same=lambda finding: str(finding.value), weight=partial(_date_trust, case), copies=case.copies
        )
    if decision == "zonder gevolg":
        ranked["dates.decision"] = ()
    ranked["dates.decision"] = on_appeal(ranked["dates.decision"])
    days = case.of("dates.decision")
    ranked["dates.notification"] = of_this_decision(
        ranked["dates.notification"], in_order(tuple(ranked.values()))[2], days
    )
    best = in_order(tuple(ranked.values()))
    found = placed(best, [ranked[field] for field in _ORDER])
    best = sustained(best, found) if case.has(*_PROCEEDS) else lone(best, found)
    fields: dict[str, One[PartialDate]] = {}
    for field, choice, options in zip(_ORDER, best, found, strict=True):
        if choice is None and options:
            out_of_order = One[PartialDate](
                status="review", absence=None, reason=OUT_OF_ORDER, candidates=candidates(options)
            )
            fields[field.removeprefix("dates.")] = out_of_order
            continue
        others = sorted(options, key=lambda weighed: -weighed.confidence)
        surest = () if choice is None else (choice, *(other for other in others if other.value != choice.value))
        fields[field.removeprefix("dates.")] = one(One[PartialDate], surest)
    told = _soon_after(fields["decision"], fields["notification"])
    if decision == "stilzwijgend geweigerd" and told.status == "accepted":
        told = told.model_copy(update={"status": "review", "reason": SILENT})
    return Dates(**fields | {"notification": told})


def _soon_after(decided: One[PartialDate], told: One[PartialDate]) -> One[PartialDate]:
    """Return the notification: without a decision, or many weeks after it, a person must say that it is one."""
    if told.status != "accepted" or told.value is None:
        return told
    if decided.value is None:
        return told.model_copy(update={"status": "review", "reason": ALONE})
    if min(len(decided.value), len(told.value)) < len("1970-01-01"):
        return told
    if told.value == decided.value and len({said.page for said in (*decided.evidence, *told.evidence)}) == 1:
        return told.model_copy(update={"status": "review", "reason": ONE_DAY})
    weeks = (date.fromisoformat(told.value) - date.fromisoformat(decided.value)).days / 7
    return told if weeks <= _WEEKS else told.model_copy(update={"status": "review", "reason": LATE})


def _date_trust(case: Case, finding: Finding) -> float:
    trust = _DATE[finding.field].get(case.type_of(finding), 0.3)
    return max(trust, _SERVED) if finding.role == "served" else trust


def choose_decision(case: Case) -> One[DecisionKind]:
    """Return what was decided: the operative part of a decision before letters, stamps last."""
    found = case.of("decision")
    ranked = weigh(
        found,
        same=lambda finding: str(finding.value),
        weight=lambda finding: _DECIDED.get(finding.role, 0.5),
        copies=case.copies,
    )
    operative = [weighed for weighed in ranked if any(finding.role == "operative" for finding in weighed.findings)]
    if not ranked:
        return One[DecisionKind]()
    if operative:
        top = max(operative, key=lambda weighed: max(f.score for f in weighed.findings if f.role == "operative"))
        agreeing = tuple(
            f for weighed in ranked if _agrees(str(weighed.value), str(top.value)) for f in weighed.findings
        )
        joint = weigh(
            agreeing, same=lambda _: "", weight=lambda finding: _DECIDED.get(finding.role, 0.5), copies=case.copies
        )[0]
        top = Weighed(top.value, top.text, joint.confidence, top.findings, joint.pages)
        rest = tuple(weighed for weighed in ranked if not _agrees(str(weighed.value), str(top.value)))
        if not rest and top.confidence >= FLOOR:
            top = replace(top, confidence=round(1 - (1 - top.confidence) * _UNDISPUTED, 4))
        titled = top.value in _GRANTS and any(f.role == "title" and f.value not in _GRANTS for f in found)
        return one(One[DecisionKind], (top, *rest), accept=NEVER if titled else 0.65)  # a lost `niet` is quickly missed
    if all(finding.role in {"cover", "stamp"} for finding in ranked[0].findings):
        return one(One[DecisionKind], ranked, accept=NEVER)  # a cover is often filled in by somebody else, years later
    # a letter, a stamp or a clause tells that a permit was granted, not whether conditions go with it
    if ranked[0].value == "verleend":
        return one(One[DecisionKind], ranked, accept=NEVER)
    return one(One[DecisionKind], _with_its_day(ranked, case), accept=0.65)


def _with_its_day(ranked: tuple[Weighed[Any], ...], case: Case) -> tuple[Weighed[Any], ...]:
    """Return the outcomes with less doubt about one that nobody disputes, on a page that says when it was decided."""
    days = {finding.evidence.page for finding in case.of("dates.decision") if finding.score >= _WELL_SAID}
    dated = any(finding.evidence.page in days for finding in ranked[0].findings)
    if len(ranked) > 1 or not dated or ranked[0].confidence < FLOOR:
        return ranked
    return (replace(ranked[0], confidence=round(1 - (1 - ranked[0].confidence) * _WITH_ITS_DAY, 4)),)


def _agrees(said: str, decided: str) -> bool:
    return said == decided or (said == "verleend" and decided == "verleend met voorwaarden")


def choose_permit(case: Case, year: int | None) -> One[PermitType]:
    """Return the permit type; a name that did not exist in the dossier's year needs more evidence."""
    found = list(case.of("permit_type"))
    if year is not None and year < _DECREE_1999:
        found = [_renamed(finding) for finding in found]
    elif year is not None and year <= _PERIODS["stedenbouwkundige vergunning"][1]:
        found = [_named_since(finding) for finding in found]
    works = tuple(str(work.value) for work in case.of("subject"))
    found, demolished = to_demolish(found, works, year)
    found, regularised = to_regularise(found, works)
    ranked = weigh(
        found, same=lambda finding: str(finding.value), weight=partial(_permit_trust, case, year), copies=case.copies
    )
    if demolished or regularised:
        return one(One[PermitType], ranked, accept=NEVER)
    specific = next((weighed for weighed in ranked if weighed.value not in _GENERAL and _titled(weighed, case)), None)
    if specific and ranked[0].value in _GENERAL and specific.confidence > 0.6:
        return one(One[PermitType], (specific,))
    if ranked and (_contradicted(ranked, case) or _on_a_cover(ranked[0], case)):
        return one(One[PermitType], ranked, accept=NEVER)
    if ranked and ranked[0].pages < _UNNAMED_PAGES and all(f.role == "implied" for f in ranked[0].findings):
        return one(One[PermitType], ranked, accept=NEVER)
    return one(One[PermitType], _sole(ranked, case), accept=0.6)


def _sole(ranked: tuple[Weighed[Any], ...], case: Case) -> tuple[Weighed[Any], ...]:
    """Return the permits with less doubt about one that an application or a decision calls by its name, alone.

    A name that was read is hardly another's misreading, and a dossier that is for something else says so somewhere.
    """
    said = case.of("permit_type")
    named = any(
        finding.role != "implied" and finding.score > _LOOSELY and case.type_of(finding) in _NAMES_ITS_KIND
        for finding in said
    )
    alone = {str(finding.value) for finding in said} == {str(weighed.value) for weighed in ranked[:1]}
    if not alone or not named or ranked[0].confidence < FLOOR:
        return ranked
    return (replace(ranked[0], confidence=round(1 - (1 - ranked[0].confidence) * _ALONE_LEAVES, 4)),)


def _on_a_cover(top: Weighed[Any], case: Case) -> bool:
    """Tell whether no more than a cover names a permit, or words as loose: a printed cover served for everything."""
    return all(
        (case.type_of(finding) == "kaft" and finding.role != "stated") or finding.score <= _LOOSELY
        for finding in top.findings
    )


def _contradicted(ranked: tuple[Weighed[Any], ...], case: Case) -> bool:
    """Tell whether the papers ask for something else than the permit they name: an allotment, a change of one."""
    if ranked[0].value == "verkavelingsvergunning":
        return any(weighed.value == "verkavelingswijziging" and _titled(weighed, case) for weighed in ranked[1:])
    works = [str(finding.value) for finding in case.of("subject")]
    allotting = sum(bool(_ALLOTS.search(plain(said))) for said in works)
    return ranked[0].value == "bouwvergunning" and 2 * allotting > len(works)


def _permit_trust(case: Case, year: int | None, finding: Finding) -> float:
    low, high = _PERIODS.get(finding.value, (1800, 2100))  # type: ignore[call-overload]  # the values are permit types
    fits = year is None or low <= year <= high
    special = 1.0 if finding.value in _GENERAL or finding.role in _TITLED else 0.85
    return _PERMIT.get(case.type_of(finding), 0.3) * special * (1.0 if fits else 0.25)


def _titled(weighed: Weighed[Any], case: Case) -> bool:
    """Tell whether a permit type stands in the title of an application, a decision or the cover."""
    pages = {"besluit", "weigering", "aanvraag", "kaft"}
    return any(finding.role in _TITLED and case.type_of(finding) in pages for finding in weighed.findings)


def _named_since(finding: Finding) -> Finding:
    """A permit to build that no paper names is what such a permit was called from 2000 on."""
    named = finding.role != "implied"
    return finding if named else finding.model_copy(update={"value": "stedenbouwkundige vergunning"})


def _renamed(finding: Finding) -> Finding:
    """Before 2000 the words of the 1999 decree are used loosely for a building permit."""
    if finding.value == "stedenbouwkundige vergunning":
        return finding.model_copy(update={"value": "bouwvergunning", "score": finding.score * 0.6})
    return finding
