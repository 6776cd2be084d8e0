"""Who draws beside an architect: offices under their own name (`Claes & Maes architecten bvba`), and surveyors."""

import re
from collections.abc import Iterable, Iterator

from extractors.anchors import Segment
from extractors.page import Page
from extractors.patterns import any_of, listed
from extractors.person_names import NameMatch
from schemas.findings import Finding

_CRAFT = r"(?:(?:ar[ck]h?ite[ck]t(?:en|uur)?s?|ontwerp|teken|bouwkundig\s|stedenbouwkundig\s)[\s-]?)"
_HOUSE = listed("bureau buro kantoor atelier studio groep associatie collectief")
_KIND = rf"(?i:{_CRAFT}{any_of(_HOUSE)}|{any_of(listed('bureau buro atelier studio'))}\s+(?:d'|voor\s+)?architect\w*)"
_PARTICLE = any_of(listed("vander vanden vande van der den de ten ter")) + r"(?!\w)"
_REST = r"(?:\.(?=[A-Z ]\w)|[\w'’\-])*"
_NAME = rf"[A-Zcosvwxz]{_REST}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}[A-Z]{_REST}){{0,4}}"
_AND = r"\s*(?:&|\+|\ben\b)\s*"
_LEGAL = (
    r"(?i:e?b\.?\s?v\.?(?:\s?b\.?\s?a\.?)?|c\.?\s?v\.?(?:\s?b\.?\s?a\.?)?|n\.?\s?v\.?|v\.?\s?o\.?\s?f\.?|"
    r"comm\.?\s?v\.?)"
)
_FORM = rf"(?:[ ]{_LEGAL}(?![\w]))?"
_FIRST = re.compile(rf"(?<![\w])(?P<name>{_KIND}[ ]{_NAME}(?:{_AND}{_NAME})*{_FORM})")
"""The kind of office before the names."""
_LAST = re.compile(
    rf"(?:^|(?<=[\n\t:]))\W{{0,3}}(?P<name>{_NAME}(?:{_AND}{_NAME})*[ ](?:en[ ]|&[ ]?)?"
    rf"(?i:ar[ck]h?ite[ck]ten|architects|architectuur){_FORM})(?=\s*(?:$|[,.;\n\t(–-]))",
    re.MULTILINE,
)
"""The kind of office behind them, on a line or in a cell of its own."""
_ALLOTMENT = re.compile(r"\b(?:ver)?kavel|\blot(?:en)?\b|\bsplits|\bbouwkavel", re.IGNORECASE)
"""What a surveyor may design: a land is divided."""
_SMALL = re.compile(rf"(?<=[ ])(?!{_PARTICLE}\b|en\b|{_LEGAL}\b)[cosvwxz](?=\w+ ?(?:&|\+|$))")
SURVEYOR = "landmeter"
"""Role of one who draws an allotment and is no architect: a person tells whether he counts."""
_PAPERS = {"plan", "kaft", "aanvraag", "besluit", "weigering", "nota", "statistiek"}
_NOT_DRAWING = {"applicant", "owner", "official", "neighbour", "contractor"}
_NO_OFFICE = re.compile(r"(?i)\b(?:orde|raad|vereniging|college|dienst|stad|gemeente|provincie|lijst)\b")


def find_offices(page: Page) -> Iterator[NameMatch]:
    """Yield the drawing offices that a page names, each with the place of its whole name.

    Letters and advices name offices of other plots too: there none is looked for.
    """
    if page.type not in _PAPERS:
        return
    text = page.flow.text
    taken = -1
    for match in sorted((*_FIRST.finditer(text), *_LAST.finditer(text)), key=lambda one: one.start("name")):
        if match.start("name") < taken or _NO_OFFICE.search(match["name"]):
            continue
        taken = match.end("name")
        yield NameMatch(match.start("name"), taken, _written(match["name"]))


def of_offices(page: Page, offices: Iterable[NameMatch], extractor: str) -> Iterator[Finding]:
    """Yield the offices of a page as architects; not the one that builds itself, or whose street it is."""
    for office in offices:
        role = page.role_at(office.start)
        said = {role, *(segment.role for segment in page.segments if segment.start == office.start)}
        if not said & _NOT_DRAWING:
            yield page.finding("architect", office.name, score=0.9 if role == "architect" else 0.88, role="label",
                               span=(office.start, office.end), extractor=extractor)  # fmt: skip


def surveys(page: Page, segment: Segment) -> bool:
    """Tell whether a label names the surveyor of a land that is divided, who designs an allotment as architects do."""
    label = segment.label and segment.phrase == SURVEYOR
    alone = label and not any(one.role == "architect" for one in page.segments)
    return alone and _ALLOTMENT.search(page.flow.text) is not None


def _written(name: str) -> str:
    """Return the name of an office on one line, its own names with a capital that was read as a small letter."""
    flat = " ".join(name.split())
    return _SMALL.sub(lambda one: one[0].upper(), flat)
