"""Whether a permit requires more of its holder than following the plans."""

import re

from rapidfuzz import fuzz

from extractors.patterns import either

_DUTIES = (
    r"(?:voor\s?waarden?|voorschrift\w*|lasten|verplichting\w*|bepaling\w*|beding\w*|verbintenis\w*|richtlijn\w*|"
    r"maatregel\w*|vereisten|(?:ver)?eis(?:ch)?en|clausules?|beperking\w*|bemerking\w*|opmerking\w*)"
)
_LISTED = (
    r"(?:volgende|navolgende|achtervolgende|navermelde|nabepaalde|nagemelde|onderstaande|onderhavige|onderaan\s+\w+|"
    r"hierna\w*|hiernader|hieronder\w*|hieronder\s+\w+|hierna\s+\w+|hier\s+(?:onder|na)\s*\w*)"
)
_ITEMS = r"\s*:(?!\s*(?:geen|nihil|nul|/|-\s*(?:$|\n)))"
_NONE_GIVEN = r"geen|nihil|nul|zitting|gedaan|aldus|de\s+(?:se[ck]ret|burgem)|namens|op\s+(?:last|bevel)"
"""What stands where conditions would, when there are none: the word, or the next row of the form."""
_CONDITIONS = either(
    r"onder\s+(?:de\s+|het\s+)?(?:\w+\s+){0,2}(?:voor\s?waarden?|beding\w*|lasten|verplichting\w*|voorbehoud)",
    r"\bmits\b",
    r"\bonder\s+v[a-z]{0,3}b[a-z]{1,2}h[a-z]{1,3}d\s+van\b",
    r"\bbehoudens\b(?!\s+(?:de\s+|het\s+|alle\s+)?recht)",
    r"(?:op|met\s+als|met\s+de|als)\s+(?:de\s+)?(?:uitdrukkelijke\s+)?voorwaarden?\b",
    r"op\s+(?:uitdrukkelijk\s+)?beding",
    r"beding\s+dat",
    r"aux\s+conditions",
    r"sous\s+(?:les\s+)?conditions?",
    r"sous\s+reserve",
    r"a\s+(?:la\s+)?condition",
    r"(?:volgende|navolgende|hiernavolgende|bijzondere|gestelde|opgelegde)\s+voorwaarden",
    r"voorwaarden?\s*:",
    rf"\n\W*(?:bijzondere\s+)?voorwaarden?[ .]*[\n\t]\W*(?!{_NONE_GIVEN})[a-z1]",
    rf"\b(?:onder|met|mits|op|tegen)\s+(?:de\s+|het\s+)?{_LISTED}\s+(?:\w+\s+){{0,2}}?{_DUTIES}\b",
    rf"\b(?:onder|met|mits|op|tegen)\s+(?:deze|dees|dit)\s+(?:\w+\s+)?{_DUTIES}{_ITEMS}",
    rf"\b(?:naleving|inachtneming|inachtname|eerbiediging)\s+(?:van|der)\s+(?:de\s+)?{_LISTED}\s+(?:\w+\s+){{0,2}}?{_DUTIES}\b",
    rf"{_LISTED}\s+(?:\w+\s+)?{_DUTIES}\s+(?:moet|moeten|dient|dienen|worden|zijn|zullen|gelden)\b",
    rf"\b(?:voorschriften|verplichtingen|bedingen|lasten|bepalingen|bemerkingen){_ITEMS}",
    r"\bmet\s+(?:de\s+)?verplichting\s*:",
    r"\b(?:toegestaan|verleend|aanvaard|ingewilligd|vergund|toegekend|gegeven|afgegeven|afgeleverd|bewilligd|goedgekeurd)\s*,?\s*(?:indien|zoo?|als|wanneer)\s*:",
    r"\bmet\s+(?:de\s+)?(?:bepaling|opdracht|bemerking|opmerking|aanmaning)\s+(?:dat|om|te|van)\b",
    r"\b(?:slechts|enkel|alleen|maar)\s+(?:geldig|van\s+kracht|uitvoerbaar|waarde)\b[^.;]{0,40}\b(?:indien|mits|wanneer|zo|voor\s+zover)\b"
    r"(?![^.;]{0,60}\b(?:binnen|begonn|aangev|aanvang))",
    r"\bmoyennant\b",
    r"\ba\s+charge\s+(?:de|d|pour|par)\b",
    r"\bsous\s+l\W?\s?obligation",
    r"\baux\s+(?:clauses|charges)\b",
    r"met\s+dien\s+verstande",
    r"(?:voor|in)\s*zoo?(?:ver|veel)(?!\s+(?:als\s+)?noo?dig)",
    r"\bop\s+last\s+(?:van|om|te|dat)\b",
    r"voorwaardelijk",
    r"voorwaarden?\b[^.;]{0,60}\b(?:na\s*te\s*leven|naleven|nageleefd|eerbiedigen|strikt|stipt|opgelegd|gesteld|verbonden|gekoppeld)",
    r"\b(?:doch|maar|evenwel)\b[^.;]{0,60}\b(?:dien(?:t|en)|moet(?:en)?|zal|zullen|beve+lt|gelast|verplicht|eischt|eist|vordert|legt)\b",
    r"\bmet\s+(?:\w+\s+){0,2}voorwaarden?\b",
    r"\b(?:als|bij\s+wijze\s+van)\s+(?:last|lasten|voorwaarde|verplichting|beding)\b",
    r"\bmet\s+(?:de\s+)?(?:last|verplichting|gehoudenheid)\s+(?:van|om|te|tot)\b",
    r"\b(?:met|onder)\s+(?:strikte\s+|stipte\s+)?(?:inachtneming|inachtname|naleving|eerbiediging)\s+(?:van|der)\s+(?:de\s+|het\s+|dit\s+|\w+\s+)?(?:\w+\s+)?(?:advies|adviezen|voorschrift\w*|bemerking\w*|opmerking\w*|voorwaarde\w*|beding\w*)",
    r"\bverplichting\s+tot\b",
    r"\bmag\s+(?:\w+\s+){0,4}niet\s+(?:\w+\s+){0,6}?(?:hooger|hoger|overschrijden|overschreden|aangewend|gebruikt|bewoond)",
    r"\bonder\s+beding",
    r"\b(?:gekoppeld|gebonden|onderworpen|verbonden)\s+aan\s+(?:\w+\s+){0,2}voorwaarden?",
    r"\bgede+ltelijk\w*\s+(?:\w+\s+){0,2}(?:gegeven|verle+n[dt]|afgegeven|toegestaan|ingewilligd|vergund)",
    r"van\s+(?:de|deze)\s+vergunning\s+(?:is|zijn|wordt|worden)?\s*uitgesloten",
    r",\s*zoo?\s+(?:hij|zij|de\s+(?:aanvrager|verzoeker|bouwheer))\b(?![^.;]{0,60}\bberoep)",
)
_PLAN = (
    r"(?:de|den|het|der|zijn|haar)\s+(?:\w+\s+){0,4}?(?:bouw)?(?:plan(?:nen|s)?|te+kening(?:en)?|schets(?:en)?|ontwerp(?:en)?)"
    r"(?:\s+(?:(?:hierbij|hiernevens|hieraan|bijgaand)\s+)?(?:ge|in|neer|bij)[a-z]+d)?"
    r"(?=\s*(?:[.;]|,?\s*$|,?\s*\n\W*(?:deze|dit|de\s+(?:se[ck]r|burg|werken|rechten|toelating|vergunning)|art|aldus|namens|gedaan)))"
)
"""A plan at the end of a sentence; whatever follows it there could be a condition."""
_NO_CONDITIONS = either(
    rf"(?:zonder|geen)\s+(?:(?!bezwaar|onder|mits|met|op)\w+\s+){{0,2}}{_DUTIES}",
    r"(?:op\s+grond|met\s+toepassing|krachtens|ingevolge)\s+(?:van\s+)?(?:de\s+)?(?:\w+\s+)?bepalingen\b",
    r"voorwaarden?\s*:\s*(?:geen|nihil)",
    r"algemene\s+voorwaarden",
    r"onvoorwaardelijk",
    rf"\b(?:mits|onder|met)\s+(?:strikte\s+|stipte\s+)?(?:in\s?acht(?:neming|name)|naleving|eerbiediging|opvolging|volging)\s+(?:van\s+)?{_PLAN}",
    rf"\bmits\s+(?:van\s+)?(?:zich\s+)?(?:stipt\s+|strikt\s+)?(?:te\s+)?(?:gedragen|schikken|voegen|houden|richten)\s+(?:naar|aan|volgens)\s+{_PLAN}",
    r"\bmits\s+(?:van\s+)?(?:de|het)\s+(?:\w+\s+){0,2}(?:bouw)?(?:plan(?:nen|s)?|te+kening(?:en)?)\s+(?:stipt\s+|strikt\s+)?(?:te\s+volgen|na\s+te\s+leven|in\s+acht\s+te\s+nemen|te\s+eerbiedigen)\s*(?=[.;]|$)",
    rf"\bmits\s+(?:(?:de\s+werken|het\s+werk|er|te)\s+)?(?:stipt\s+)?(?:uit\s+te\s+voeren|te\s+bouwen|bouwen)\s+(?:volgens|overeenkomstig|naar|conform)\s+{_PLAN}",
    r"\b(?:mits|(?:voor|in)\s+zoo?(?:ver|veel)|indien|zoo?)\s+(?:de|het)\s+(?:\w+\s+){0,2}(?:bouw)?(?:plan(?:nen|s)?|te+kening(?:en)?)\s+(?:(?:stipt|strikt|wordt|worden)\s+)*(?:gevolgd|nageleefd|geeerbiedigd|in\s+acht\s+genomen)(?:\s+wordt|\s+worden)?\s*(?=[.;]|$)",
    r"\bmoyennant\s+(?:l\W?\s?)?observation\s+d(?:u|es)\s+plans?\s*(?:\w+-)?(?:\w+\s*){0,2}(?=[.;]|$)",
    r"\bmits\s+(?:van\s+)?(?:zich\s+)?(?:te\s+)?(?:gedragen|schikken|voegen|onderwerpen|naleving|naleven|inachtneming|eerbiediging)\s+(?:naar\s+|aan\s+|van\s+|der\s+)?(?:(?:de|alle|bestaande|geldende|in\s+voege\s+zijnde)\s+)*(?:wetten|reglementen|verordeningen)(?:\s+en\s+(?:wetten|reglementen|verordeningen))?\s*(?=[.;]|$)",
    r"\bmits\s+(?:(?:eerbiediging|vrijwaring|behoud)\s+(?:van\s+|der\s+))?(?:de\s+)?rechten\s+(?:van|der)\s+(?:de\s+)?derden\s*(?=[.;]|$|\n)",
    r"(?:onder\s+)?voorbehoud\s+(?:van\s+|der\s+)?(?:alle\s+|de\s+|het\s+)?recht(?:en)?\s+(?:van|der)\s+(?:de\s+)?derden",
)
_BOUND = re.compile(
    r"(?:ertoe|er\s+toe|daartoe|die)\s+(?:is\s+|zijn\s+)?(?:gehouden|verplicht|verbonden)\s*(?:is|zijn)?\W*"
    r"(?P<rest>.{0,700})|tenu\w*\s+de\W*(?P<reste>.{0,700})",
    re.DOTALL,
)
_HOLDER_MUST = re.compile(
    r"\b(?:\w*houd(?:er|ster)|aanvra(?:ger|agster)s?|bouwheer|verzoek(?:er|ster)|titularis|begunstigde|belanghebbende|bouwer)\s+"
    r"(?:moet|dient|zal|is\s+(?:verplicht|gehouden))\b\W*(?P<rest>[^\n].{0,300})",
    re.DOTALL,
)
_PLAIN_DUTY = re.compile(
    r"^\W*(?:1\s?[°ºo0*'\"]|-|a\))?\W*(?:(?:de|het)\s+)?(?:goedgekeurde\s+)?(?:plan(?:nen|s)?|"
    r"plans?)\b[^\n;]{0,70}(?:na\s*te\s*leven|naleven|te volgen|uit te voeren)"
)
_ITEM = re.compile(r"(?:^|\n)\s*(?:\d{1,2}\s?[°ºo*'\")]|[-•—–]|[a-hD]\))\s*\S", re.IGNORECASE)


_DUTY_ITEM = re.compile(
    r"(?:^|\n)\W*(?:\d{1,2}\s?[.°ºo*'\")]|[a-h]\))\s*(?:de|het|een|alle|elke)\s"
    r"(?![^\n]*\b(?:\w*vergunning|afschrift|besluit|beslissing|toelating|machtiging|aanvraag|verzoek|melden)\b)"
    r"[^\n]*\bte\s+\w+en\b"
)
"""What the holder has to do, as a row of a list: `2. de werfzone te beveiligen;`"""
_ANNOUNCES = re.compile(
    r"[^.;]{0,70}\b(?:verwittig\w*|in\s+kennis|kennis\s+(?:te\s+)?geven|kennisgeven|meld\w*|melding|aan\s*plakk?\w*|"
    r"uithangen|aankondig\w*)\b"
)
"""What every holder does before the works begin is no condition of this permit."""
_ONLY_ANNOUNCES = re.compile(
    r"(?:(?!\bte\s+\w+en\b|\bdat\b)[^.;]){0,120}?\b(?:te\s+)?(?:verwittigen|kennis\s+te\s+(?:geven|stellen)|melden|"
    r"waarschuwen|(?:op\s+de\s+hoogte|in\s+kennis)\s+te\s+(?:brengen|stellen))\b(?![^.;]*\bte\s+\w+en\b)[^.;]{0,60}(?:\.|$)"
)
"""The same as the only duty of a sentence: `ertoe gehouden is het college acht dagen vooraf te verwittigen.`"""


_DASHED_DUTY = re.compile(
    r"(?:^|\n)[ \t]*[-•–]\s*((?:er|de|het|alle|elke|geen)\s[^\n]*"
    r"\b(?:mag|mogen|moet|moeten|dient|dienen|niet|zal|zullen|worden)\b[^\n]*)"
)
"""The same behind a dash, in words of may and must: `- er mogen geen bomen geveld worden`."""


def conditional(body: str) -> bool:
    """Tell whether an operative part (plain text) binds the permit to more than following the plans."""
    said = _NO_CONDITIONS.sub(" ", body)
    if _CONDITIONS.search(said) or re.search(r"(?:^|\n)\W?[2-9]\s?[°ºo*e'’]\s?\w", said):
        return True
    listed = [row for row in _DASHED_DUTY.findall(said) if not _ANNOUNCES.match(row)]
    if len(_DUTY_ITEM.findall(said)) > 1 or len(listed) > 1:
        return True
    must = _HOLDER_MUST.search(said)
    if must and not (_PLAIN_DUTY.match(must["rest"]) or _ANNOUNCES.match(must["rest"])):
        return True
    bound = _BOUND.search(said)
    if not bound:
        return False
    rest = bound["rest"] or bound["reste"] or ""
    first = re.split(r"\n\s*[-•—–]|;", rest)[0][:90]
    followed = fuzz.partial_ratio("plannen stipt na te leven", first) >= 75 and "advies" not in first
    dash = re.search(r"[-•—–]\s*$", said[bound.start() : bound.end() - len(rest)]) is not None
    usual = _PLAIN_DUTY.match(rest) or _ONLY_ANNOUNCES.match(rest) or followed
    return not usual or len(_ITEM.findall("\n" + rest)) + dash > 1
