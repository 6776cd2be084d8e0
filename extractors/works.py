"""Building works in words: what names them, where the phrase ends, and whether it is complete and well read."""

import re
from collections.abc import Callable

from extractors.patterns import any_of, either, listed

DEED = listed(
    "bouwen verbouwen uitbreiden oprichten plaatsen slopen afbreken regulariseren verkavelen vellen herbouwen "
    "aanleggen veranderen inrichten wijzigen vernieuwen verhogen optrekken renoveren restaureren aanbouwen bijbouwen "
    "ophogen rooien exploiteren maken samenvoegen omvormen vergroten overdekken dempen ontbossen opsplitsen bouwrijp "
    "herstellen vervangen uitvoeren aanbrengen bestendigen heropbouwen moderniseren isoleren opvoeren stichten zetten "
    "afsluiten opbouwen construire batir bâtir transformer agrandir reconstruire demolir démolir eriger ériger elever "
    "élever herinrichten omheinen timmeren verdelen splitsen metsen wegbreken uitbreken uitgraven aanpassen verhoogen "
    "sloopen verbreeden vergrooten leggen bekleden overwelven inbuizen dichtmetselen metselen verlengen herbestemmen "
    "trekken neerhalen verplaatsen kappen bepleisteren schilderen ruimen graven opbreken oprigten"
)
NOUN = listed(
    "bouw verbouwing uitbreiding oprichting plaatsing sloping sloop afbraak regularisatie verkaveling nieuwbouw "
    "aanbouw herbouw aanleg renovatie wijziging verhoging inrichting construction transformation demolition "
    "agrandissement reconstruction herinrichting functiewijziging verandering opdeling verdeling splitsing opsplitsing "
    "samenvoeging omvorming vergroting herstelling vernieuwing ophoging heropbouw wederopbouw herbestemming bouwwerken "
    "afsluiting vervanging aanplant aanplanting ontbossing verplaatsing overdekking inplanting optrekking"
)
WORKS = re.compile(
    rf"(?<!\w)(?:(?:het|tot|om|te|de|den|een|der|la|une|l')\s*)?(?:(?:ver|her)?(?:{DEED})|(?:{NOUN}))"
    rf"(?:,?\s+(?:en\s+)?(?:{DEED}|{NOUN}))*"
    r"\s+(?:van|ener|eener|een|eene|der|de|den|d'|op|met|aan|met)?",
    re.IGNORECASE,
)
_BELOW = any_of(  # `onder de ...`: conditions, headings and numbers, never the roof under which something is built
    r"[A-Z]", r"volgend", r"hierna", r"na?ver?meld", r"nagemeld", r"uitdrukkelijke", r"voorwaard", r"bepaling",
    r"beding", r"verplichting", r"last", r"sectie", r"nummer", r"n(?:rs?|o|°)\b", r"kadastra", r"benaming", r"naam",
    r"firma",
)  # fmt: skip
_AFTER_SPACE = any_of(
    r"op\s+een\s+(?:perceel|(?:bouw)?grond|terrein)",
    r"op\s+(?:een|het|dit|haar|ons|hun|de)\s+(?:\w+\s+)?(?:stuk(?:je)?|lapje|lot)\s+(?:\w{0,6}grond|land|weide?|bos)\b",
    r"op\s+zijn",
    r"geleg\w+",
    r"te\s+(?=[A-Z])",
    r"te\s+(?:gelegen|op\s+de)",
    r"kadastraal",
    r"overeenkomstig",
    r"volgens(?!\s+de\s+wet\b)",
    r"wordt",
    r"werd",
    r"ten\s+(?:kadaster|(?:huis)?n(?:umme)?rs?\b|huize\b)",
    r"en\s+strekkend",
    rf"onder\s+de\s+{_BELOW}",
    r"zoals",
    r"ingediend",
    r"ik\s+ondergetek\w*",
    r"ten\s+jare",
    r"woona\w*",
    r"op\s+het\s+goed",
    r"met\s+als\s+bouwm\w*",
    r"op\s+zij\w*",
    r"op\s+het\s+perceel",
    r"op\s+de\s+eigendom",
    r"op\s+een\s+goed",
    r"sur\s+un",
    r"sis\b",
    r"situe",
    r"a\s+front",
    r"in\s+de\s+[A-Z]",
    r"aan\s+de\s+[A-Z]",
    r"langs\s+de\s+[A-Z]",
)
_LAND = r"(?:goed|perceel|eigendom|terrein|bouwgrond|grond|erf)"
_STOP = either(
    r";",
    r":(?!\s+(?:van|en)\b)",
    r"(?<!\b\w)\.(?=\s|$)",
    r",\s*(?:gelegen|op|te|aan|langs|kadastraal|ten|met\s+als|zoals|volgens|sectie|zijnde|hetwelk)\b",
    rf",\s*(?:(?:het|dit|dat|de|den|deze|dezen|een|welk|wiens|zijn)\s+)?(?:onroerend\s+)?{_LAND}"
    r"(?=\s*$|\s+(?:zijnde|is|staat|wordt|ge\w+|be\w+|kad\w*|ten|te|aan|langs|in|sectie|van\s+de\s+aanvra\w+)\b)",
    rf"\s+{_AFTER_SPACE}",
    r"\s+(?:[Ss]cha[ail]{1,2}(?:en)?|[Ss]chalen|[Ee]chelle|[Bb][li]ad|[Pp]lan\s*n[r°])\b",
    r"\s+1\s?/\s?\d{2,4}\b",
    r"\s+(?:aan)?gevraagd\b",
    r"\s+gepland\b",
    r",\s*en\s+of\b",
    r",?\s+door\s+(?=[A-Z])",
    r",\s*(?:wijk|hoek)\b",
    r"\s+aan\s+(?:den?|het)\s+eigendom\b",
    r"\s+[Gg]eboorte(?:datum|plaats)\b",
)
"""Where works end: at a place, a scale or another part of the sentence."""
_STREETISH = either(
    r",?\s+(?:[A-Z][\w'’.\-]+\s+(?:[a-z]+\s+)*){0,3}(?:[A-Z][\w'’\-]*(?:straat|laan|weg|baan|lei|plein|dreef|str\.|ln\.))",
    r",\s+(?=[A-Z])",
)
_BEFORE = re.compile(
    rf"^(?!(?:de|het)\s\w+heid\svan\s)(?:(?!\b(?:{DEED}|{NOUN})\b)[^;]){{1,48}}?\b"
    rf"(?=(?:het|la|le|l'|une?)\s*(?:{DEED}|{NOUN})\b)",
    re.IGNORECASE,
)
"""Words of asking before the works: `bouwvergunning te verkrijgen voor het bouwen van`."""
_LEAD = either(
    r"^(?:wat\s+)?(?:gaat|wilt|wenst)\s+u\s+(?:te\s+)?doen\W*",
    r"^(?:voor|tot)\s+(?=(?:het|de|den|een|eene)\s)",
    r"^om\s+(?=\w{3,}en\s+van\s)",
    r"^van\s+het\s+project\s+",
    r"^bouwen,\s+te\s+weten\s+(?:voor\s+)?",
    r"^(?:te\s+)?bekomen\s+(?:om|tot|voor)\s+",
    r"^(?:te\s+|het\s+)?(?:bouwen|b[âa]tir)\s+(?:om|voor|pour)\s+",
    rf"^(?:(?:voor|om|uitvoeren)\s+(?=(?:het\s+)?(?:{DEED}|{NOUN})\b(?!\s+te\b)))",
    r"^(?:een\s+|de\s+)?(?:aanvraag\s+tot\s+|\w*vergunning\s+(?:tot|voor)\s+|toelating\s+(?:tot|voor)\s+)",
    flags=re.IGNORECASE,
)
"""What a form or a letter says before it comes to the works."""
_LOOSE_END = re.compile(r"(?:\s+(?:op|een|te|van|en|in|het|de|aan|met|voor|tot|der|den|un|sur|d|à))+$", re.IGNORECASE)
_DEED_ALONE = re.compile(
    rf"\W*(?:het |tot |te |een |van |de )*"
    rf"(?:{DEED}|{NOUN}|[a-z]*(?:vergunning|toelating|machtiging|attest|aanvraag))",
    re.IGNORECASE,
)
_BESIDE = either(
    r",\s*(?:gestaan|hoek\w*|huis\s*n\w*|wi[js]\w?k)\b",
    r"\s+op\s+(?:mijn\w*|eigen)\s",
    r"\s+\((?=[A-Z])",
    r"\s+te\s+mogen\s+\w+en$",
    r"\s+(?:archief(?:doos|nummer|nr)|microfilm|ingetrokken|bewaren\s+tot)\b",
    r"\s+\d{1,2}[-./]\w{1,4}[-./]\d{2}",
    r"\s[-–]\s\d+$",
    r",?\s+voor\s+(?:[A-Z][\w'’\-]+\s+){1,3}[A-Z]",
    r"\s+[-–]\s(?=op\s)",
    r"\s+in\s+de\s+hoek\w*",
    r"\s+op\s+een\s+eigendom\b",
    r"\s+(?i:doorsnede|voorwerp|kadaster|zonder\s+gevolg|bestaande\s+toestand|geen\s+beslissing|aanvraagdatum|"
    r"[-–]\s*\w*vergunning)\b",
    r"(?<!\been)(?<!\bvan)(?<!\bde)(?<!\bdeze)\s+(?:stede\w*bouwkundige\s+|\w{4,12}s?)vergunning$",
    r"\s+(?:O(?i:ntwerp)(?i:er)?|D(?i:atum)|B(?i:lad)|A(?i:ard)|P(?i:roject)|W(?i:erken)|K(?i:adaster)|A(?i:rchite[ck]t))\b",
)
"""What stands behind works: where they are, for whom, when, what the office noted, the next cell of a title block."""
_WHOSE = re.compile(
    rf"^(?:[A-Z][\w.'’]*,?\s+)(?:(?:[A-Z][\w.'’]*|van|de|der|den|en|[-–]|\d+\w?),?\s+){{1,8}}(?=(?:{DEED}|{NOUN})\s+(?:van|en|der)\s)"
)
"""A name or an address before works: `Eddy Kenis vervangen van een dak`."""
_DONE_LAST = re.compile(
    r"(?:eene?n?|de|den|het|zijne?n?|haar|hare|twee|drie|vier|\d{1,2})\s[^.;:]{3,90}\s"
    r"(?:(?:op|aan|af|uit|neer|in|om|bij|door|dicht)\s)?te\s[a-z]{3,}en",
    re.IGNORECASE,
)
"""Works with their verb last: `eene deur in den gevel te breken`."""
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "aan als bij de den der des een en er het in naar of om op te tot uit van voor met ter ten zijn haar hun na "
        "per bel dak hof hok kot put bak erf weg zij lot hal wc gas af",
    )
)
"""Words of three letters or less in works; any other that short is as likely one of these misread: `var eer`."""
_LINKING = listed(
    "aan achter bij boven de den der door een eene eenen eener en het in met naar naast om onder op te ten ter tot "
    "tussen uit van voor zonder zijne?n? twee drie vier vijf zes zeven acht negen tien nieuwe? bestaande? bouwvallige? "
    "oude? enkele"
)
_OPEN_END = re.compile(rf"(?:\b(?:{_LINKING})|(?<!lot )(?<!kavel )(?<!loten )\b\d+)\W*$")
"""Words and numbers after which works go on: `verkavelen van een boomgaard in 3`."""
_BEGUN = re.compile(r"(?:der|des|van|of|te|en)\b|.*\b(?:te|der)\s+(?:het|de|een)\b", re.IGNORECASE)
"""Works whose beginning is lost, or through which a printed heading runs: `der op te richten of te het verbreden`."""
_STRANGE = re.compile(r"(?<=[\s\-])[A-Z]|[^\w\s,.'’\-/]|\d{4,}|\d[./\-]\d{1,2}[./\-]")
"""What is not in works but beside them: a name, a bracket, a year or date."""
_NOTHING = either(
    r"\b(?:der|de|van|het|zijne?)\s+(?:\w+\s+)?(?:bouw)?(?:werken|werk|gebouw(?:en)?|\w*vergunning)\W*$",
    r"\btaks\b",
    r"\bdossier\b",
    r"\bbouwen\s+(?:binnen|volgens|zonder|na|voor|en)\b",
)
"""Works that are no more than works, and what is no works: `het uitvoeren der werken`, `het bouwen binnen de maand`."""
_NOUN_NEXT = re.compile(
    r"\b(?:een|eene|eenen)\s+\w+(?<!hoeve)(?<!weide)(?<!ine)(?<!ruimte)(?<!serre)(?<!house)(?<!age)(?<!ode)(?<!tie)(?<!etage)e$"
)
"""An adjective after which its noun is missing: `het bouwen van een goedkope`."""
LONGEST = 160
"""Characters; a longer text is not a subject but a stretch of running text."""


def clean_subject(text: str) -> str:
    """Return the works without what follows them: `bouwen van een garage te Leest` gives `bouwen van een garage`."""
    flat = re.sub(r":(?=\s+van\b)", "", re.sub(r"\s+", " ", text)).strip(" .,:;-_|")
    purpose = re.search(r"\bten\s?einde\s+(?:over\s+te\s+gaan\s+tot\s+)?", flat[:90])
    if purpose:
        flat = flat[purpose.end() :]
    flat = _BEFORE.sub("", _LEAD.sub("", flat))
    stop = _STOP.search(flat, 8)
    if stop:
        flat = flat[: stop.start()]
    street = _STREETISH.search(flat, 12)
    if street:
        flat = flat[: street.start()]
    beside = None if flat.isupper() else _BESIDE.search(flat, 8)
    if beside:
        flat = flat[: beside.start()]
    flat = _WHOSE.sub("", flat)
    flat = _LOOSE_END.sub("", flat.strip(" .,:;-_|"))
    return (flat.lower() if flat.isupper() else flat)[:LONGEST]


def is_works(text: str) -> bool:
    """Tell whether a text speaks of building works, and of what: `bouwen` alone says nothing."""
    bare = re.sub(r"\W+n[r°]\W*$", "", text).strip()
    return bool(WORKS.search(text + " ") or _DONE_LAST.fullmatch(bare)) and not _DEED_ALONE.fullmatch(bare)


def well_read(works: str, is_word: Callable[[str], bool]) -> bool:
    """Tell whether works are in words that are all known, begin and end, and have nothing strange in them."""
    if _BEGUN.match(works) or any(doubt.search(works) for doubt in (_OPEN_END, _NOUN_NEXT, _STRANGE)):
        return False
    words = (word.casefold() for word in re.findall(r"[^\W\d_]+", works))
    return all(word in _SMALL or (len(word) > 3 and is_word(word)) for word in words)


def whole(works: str, is_word: Callable[[str], bool]) -> bool:
    """Tell whether a text leaves no doubt as to the works: well read, a deed and what it is done to."""
    return is_works(works) and not _NOTHING.search(works) and well_read(works, is_word)
