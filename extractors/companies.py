"""Companies and institutions: what only their names have, and what their names begin with."""

import re

from extractors.patterns import any_of, listed

_LEGAL_FORMS = listed(
    r"N\.?\s?V\.? B\.?V\.?B\.?A\.? P\.?V\.?B\.?A\.? S\.?A\.? C\.?V\.?(?:B\.?A\.?)? B\.?V\.? V\.?Z\.?W\.? V\.?O\.?F\.? "
    r"S\.?P\.?R\.?L\.? v\.?z\.?w\.? [nbpc]\.\s?v\.(?:\s?b\.\s?a\.)? Ltd Comm\.?V\.? G\.?C\.?V\.? E\.?B\.?V\.?B\.?A\.?"
)
_COMPANY_WORDS = listed(
    r"Gebroeders Firma Maatschappij Bouwmaatschappij Immo Vereniging nv bvba vzw cvba pvba bv vof sa sprl gcv comm\.?v "
    r"Gebr\.?"
)
COMPANY = re.compile(rf"(?:^|\s|\b){any_of(_LEGAL_FORMS, _COMPANY_WORDS)}(?=\s|$|[.,])")
"""What only the name of a company has."""
LEGAL_FORM = re.compile(
    any_of(
        r"naamloze\s+vennootschap",
        r"soci[eé]t[eé]\s+anonyme",
        r"personenvennootschap(?:\s+met\s+beperkte\s+aansprakelijkheid)?",
        r"samenwerkende\s+vennootschap",
        listed("firma gebroeders gezusters"),
    ),
    re.IGNORECASE,
)
"""What alone on a line is no name yet: it goes on below."""
_INSTITUTIONS = listed(
    r"Kerkfabriek Kerkraad Regie Intercommunale Commissie\s+van\s+Openbaren?\s+Onderstand C\.?O\.?O\.?(?=\s) "
    r"O\.?C\.?M\.?W\.?(?=\s) (?:Eerw(?:aarde|\.)\s+)?(?:Zusters|Broeders|Paters) Gesticht Kloostergemeente Klooster "
    r"Ministerie Koolmijnen Brouwerij Maatschappij Vereniging Steenbakkerij(?:en)? Garage Drukkerij Bisdom "
    r"Soci[eé]t[eé]"
)
INSTITUTION = re.compile(
    r"(?:(?:Vlaamse|Vlaamsche|Gemeentelijke|Stedelijke|Intergemeentelijke|Nationale|Belgische|Gewestelijke|Provinciale|Sociale|Samenwerkende|Koninklijke)\s+)?"
    rf"(?:{_INSTITUTIONS})\s+(?:(?:van|der|des|de|du|het|voor|tot)\s+){{0,2}}(?:la\s+)?(?=[A-Z])"
)
"""What begins the name of one who builds and is no person: `Kerkfabriek van het H. Hart`."""
QUOTED = re.compile(
    r"(?:(?:naamlo+ze|samenw(?:\.|erkende)|co[oö]peratieve|burgerlijke)\s+)?"
    r"(?:vennootschap|maatschappij|firma|S\.?\s?[MV]\.?|N\.?\s?V\.?|C\.?\s?V\.?|V\.?Z\.?W\.?)"
    r"\s*[\"“„»«](?P<name>[^\"”“«»\n]{3,50})[\"”“«»]",
    re.IGNORECASE,
)
"""`de samenw. maatschappij "De Eendracht"`."""
