"""Words by which a decision is known: in a title, in a sentence of the college, in the letter with the permit."""

import re

from extractors.patterns import either, listed

TITLE_REFUSAL = either(
    r"weigering(?:sbesl\w+)?\b(?!\s+(?:van\s+)?(?:de\s+)?(?:brandweer|toegang))",
    r"afwijzing",
    r"afwijzend\w*\s+besl\w+",
    r"afwijzend\w*\s+beschik\w+",
    r"(?:vergunning|toelating|aanvraag)\s+(?:wordt\s+)?(?:geweigerd|afgewezen|ontzegd)",
    r"niet\s+(?:verleende|toegestane)",
    r"refus\s+(?:de|du)\b",
)
TITLE_GRANT = either(
    r"\b(?:afgifte|verlening|toekenning|aflevering|inwilliging|verlenen|afleveren|uitreiking)\b(?:\s+\w+){0,3}\s+\w*"
    r"(?:vergunning|toelating|machtiging|autorisatie)",
    r"(?:vergunning|toelating|autorisatie)\s+(?:verleend|afgegeven|toegestaan|toegekend)",
)
LAPSES = either(
    r"(?:vergunning|toelating)\s+vervalt",
    r"titularis\s+van\s+de\s+vergunning",
    r"vervalt\s+(?:van\s+rechtswege|na\s+een\s+jaar)",
    r"(?:vergunning|toelating)\s+is\s+(?:een|twee)\s+ja(?:ar|ren)\s+geldig",
)
"""Clauses that only a granted permit has: they tell the outcome where its article could not be read."""
_ASKED = listed(r"\w*aanvraag \w*vergunning \w*toelating \w*machtiging verzoek")
_WHAT_IS_DECIDED = listed(
    r"dossier \w*aanvraag \w*vergunning \w*toelating \w*permissie \w*machtiging autorisatie verzoek vraag rek[wu]est "
    r"attest"
)
COLLEGE_SAYS = either(
    r"\W*(?:\w+\W+){0,3}(?:(?:schepen)?[ck]ollege|burgemeester\s+en\s+schepenen|wij)\b",
    r"\W*bij\s+(?:besluit|beslissing|collegebesl\w+)\s+van\b",
    rf"\W*(?:(?:het|de|deze|dit|den|er|daarom|bijgevolg)\s+)?(?:\w+\s+)?(?:{_WHAT_IS_DECIDED})?\b[^.;]{{0,70}}\b"
    r"(?:wordt|worden|kan|mag|mogen)\b",
    r"\W*(?:heeft|hebben)\s+(?:goedgevonden|besloten|beslist|geoordeeld)\b",
    rf"\W*(?:heeft|hebben)\s+(?:de|het)\s+(?:\w+\s+)?(?:{_ASKED})\b",
    r"\W*(?:beslist|beslissen|besluiten|besluit(?=\s+(?:de|het|tot|om|aan|dat)\b))\b",
)
"""How a sentence begins with which the college decides."""
COLLEGE_BEGINS = either(
    r"\W*(?:(?:het|ons|onze|de|den|'t)\s+)?(?:\w+\s+)?(?:(?:schepen)?[ck]ollege|schepenraad)\b",
    r"\W*wij,?\s+(?:de\s+)?burgemeester\b",
    r"\W*bij\s+(?:besluit|beslissing)\s+van\b",
    r"\W*de\s+(?:bouw)?plan(?:nen|s)\b",
)
"""The same at the head of a line below titles that no full stop ends."""
_DECIDING = listed(
    "stem(?:t|men) sta(?:at|an) verle(?:ent|nen|enen) weiger(?:t|en) willig(?:t|en) wij(?:st|zen) vergun(?:t|nen) "
    "machtig(?:t|en) ken(?:t|nen) keur(?:t|en) geeft geven levert leveren"
)
COLLEGE_DOES = re.compile(rf"(?:{_DECIDING})\b")
"""The verb with which the college's own sentence may begin: `Stemt toe in ...`; in a capital it begins one."""
MATTER = re.compile(
    listed(
        r"uitspraak vergunning toelating machtiging permissie autorisatie aanvraag verzoek \bvraag\b dossier werken "
        r"bouw besl college permis autorisation kolleg ontwerp melding demande"
    )
)
"""What a deciding sentence is about."""
_HEREWITH = listed(r"hierbij hiernevens bijgaande? bijgevoegde? ingesloten als\s+bijlage in\s+bijlage ci-joint")
ENCLOSED = either(
    r"\b(?:vergunning|toelating)\b\s+(?:\w+\s+){0,3}(?:gereed|klaar|ter\s+beschikking|bereid|af\s+te\s+halen)\b",
    rf"\b(?:{_HEREWITH})\b(?![^.;]{{0,80}}\b(?:aanvraag|advies|besluit|beslissing)\b)[^.;]{{0,60}}\b"
    r"\w*(?:vergunning|toelating|permis)\b",
    r"\b(?:vergunning|toelating)\s+(?:gaat|volgt|vindt\s+u)\s+(?:\w+\s+)?hierbij",
)
"""How a letter says that the permit goes with it."""
HISTORY_NEAR = either(
    listed(r"reeds stilzwijgend geacht\b"),
    r"voor het perceel",
    listed("links rechts aanpalend eerder vroeger historiek naburig"),
    r"in dezelfde straat",
    listed(r"destijds vorige?\b"),
)
"""What stands near a decision of another time or about another plot."""
ATTEST_IS = re.compile(
    r"(?:^|\n|,|\bdat\b)\W*(?:het|een)\s+(?:\w+\s+)?attest\s+(?:nr\W*\d\W+)?"
    r"(?:wordt|werd|is|kan|mag|zal)\b[^.;:]{0,40}$"
)
"""`Het attest wordt afgegeven`: not one of many papers, but what this page decides."""
