"""Turn a wording in today's spelling into the spelling of De Vries and Te Winkel."""

import re

PAIRS = {
    "zo": "zoo",
    "zoals": "zooals",
    "Heren": "Heeren",
    "heren": "heeren",
    "mevrouw": "Mevrouw",
    "de heer": "den heer",
    "Ondergetekende": "Ondergeteekende",
    "ondergetekende": "ondergeteekende",
    "Getekend": "Geteekend",
    "tekenen": "teekenen",
    "teken": "teeken",
    "tekening": "teekening",
    "tekeningen": "teekeningen",
    "tussen": "tusschen",
    "nodige": "noodige",
    "nodig": "noodig",
    "delen": "deelen",
    "mede te delen": "mede te deelen",
    "bomen": "boomen",
    "stenen": "steenen",
    "hoge": "hooge",
    "hogere": "hoogere",
    "grote": "groote",
    "verlenen": "verleenen",
    "lopende": "loopende",
    "mening": "meening",
    "enige": "eenige",
    "gene": "geene",
    "praktijk": "practijk",
    "akkoord": "accoord",
    "wensen": "wenschen",
    "mensen": "menschen",
    "vereiste": "vereischte",
    "vereisten": "vereischten",
    "eisen": "eischen",
    "zover": "zoover",
    "architect": "bouwmeester",
}
_WORDS = re.compile(r"(?<!\{)\b(" + "|".join(sorted(map(re.escape, PAIRS), key=len, reverse=True)) + r")\b(?!\})")


def antique(template: str) -> str:
    """Return the template in the spelling used before 1947; its slots stay as they are."""
    return _WORDS.sub(lambda match: PAIRS[match[1]], template)
