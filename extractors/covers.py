"""How an application ended, in the few words that a cover uses for it."""

import re

from rapidfuzz.distance import Levenshtein

from extractors.endings import TACIT
from schemas.words import DecisionKind

_COVER: tuple[tuple[DecisionKind, str], ...] = (
    ("ingetrokken", "ingetrokken intrekking afstand"),
    ("zonder gevolg", "geklasseerd stopgezet"),
    ("geweigerd", "geweigerd weigering ongunstig afgewezen verworpen ontzegd refuse"),
    ("verleend", ("verleend toegestaan vergund toegekend goedgekeurd ingewilligd gunstig toegelaten afgeleverd "
                  "afgegeven accorde")),
)  # fmt: skip

_GRANTED_ON = re.compile(
    r"(?:^|[\t|])\W*(?:regul\w*\W{1,3})?(?:bouw)?(?:vergunning|toelating|machtiging|aktename|goedgek|verg|toegest|toegel)\W{1,14}"
    r"(?:d\.?d\W+)?\d{1,2}\W+[\w]+\W+\d{2,4}$"
)
"""A grant and its day, and no word more: `Toelating : 14.10.46`, `goedgek. 26-4-37`."""


_ADVICE = re.compile(
    r"(?:\bvoorwaardelijk\w*\s+)?\b(?:on)?gunst\w*\s+(?:\w+\s+){0,2}?(?:\w*advi[es]\w*|\bav[ie]s\b)|"
    r"(?:\w*advi[es]\w*|\bavis\b)(?:(?!\b(?:vergund|toegestaan|geweigerd|verleend|besli\w*|besluit)\b)[^;.]){0,40}?"
    r"\b(?:on)?(?:gunst\w*|favorable|verleend(?=\W*$|\s+op\b))"
)
"""An advice and what it says: `gunstig advies`, `advies brandweer : ongunstig`."""


def said_on_cover(said: str) -> DecisionKind | None:
    """Return what a few words on a cover say (plain text): `gunstig met voorwaarden`; misread letters are forgiven."""
    said = _ADVICE.sub(" ", said)  # nobody but the college decides
    if TACIT.search(said):
        return "stilzwijgend geweigerd"
    if re.search(r"z\w{2,4}er\s+gevol\w|zonder\s+voorwerp", said):
        return "zonder gevolg"
    if _GRANTED_ON.search(said):
        return "verleend"
    tokens = re.findall(r"[a-z]{5,}", said)
    for kind, words in _COVER:
        if any(Levenshtein.distance(token, word, score_cutoff=1) <= 1 for token in tokens for word in words.split()):
            if kind != "verleend":
                return kind
            if re.search(r"\bniet\b", said):
                return "geweigerd"
            return (
                "verleend met voorwaarden"
                if re.search(r"voo\w{0,2}waard\w*|\bmits\b|voorbehoud|\bbeding\w*|\blasten\b", said)
                else "verleend"
            )
    return None
