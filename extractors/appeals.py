"""What an appeal decision means for the permit: it depends on what was appealed, and by whom."""

import re
from dataclasses import dataclass
from typing import Literal

_UPHELD = r"ingewilligd|ingegaan|gegrond(?!\w)|aanvaard|aangenomen|toegewezen|accueilli"
_REJECTED = (
    r"verworpen|afgewezen|niet\s+(?:\w+\s+)?(?:ingewilligd|ingegaan|aanvaard|aangenomen|gegrond|gevolgd)|ongegrond|"
    r"(?:onontvankelijk|niet[\s-]+ontvankelijk)|rejete"
)
_DECIDED = re.compile(
    rf"\b(?:hoger\s+|administratief\s+)?(?:beroep(?:schrift)?|recours)\b(?:[^.;:]|\.(?=\d)){{0,120}}?\b"
    rf"(?:(?P<rejected>{_REJECTED})|(?P<upheld>{_UPHELD}))"
)
_LODGED = re.compile(r"\b(?:beroep(?:schrift)?|recours)\b(?P<what>[^;]{0,520})")
_BY_THE_STATE = re.compile(
    r"(?:door|van|vanwege)\s+(?:de\s+|het\s+)?(?:gemachtigde?n?\s+ambtenaar|gewestelijke?\s+stedenbouwkundige?\s+ambtenaar|"
    r"(?:schepen)?[ck]ollege|leidend\s+ambtenaar|omwonende|buren|derden)"
)
_REFUSAL = re.compile(
    r"weiger\w*|ontze[gn]\w*|ontzegg\w*|verwerp\w*|afwijz\w*|afgewezen|\bniet\b[^.;]{0,40}(?:toegestaan|verleend|toekent)|refus\w*"
)
_GRANT = re.compile(r"verle+n\w*|verleent|afgeleverd|afgegeven|toegestaan|toegekend|vergund|afgifte|accord\w*")


@dataclass(frozen=True, slots=True)
class Appeal:
    """How an appeal ended at text[start:end], and what that makes of the permit; `known` when the page says of what."""

    start: int
    end: int
    permit: Literal["granted", "refused"]
    known: bool


def upheld(folded: str, at: int) -> bool:
    """Tell whether a plain text says behind a place that an appeal succeeds: only then the first decision is undone."""
    ended = _DECIDED.search(folded, at)
    return ended is not None and ended["upheld"] is not None


def appeal(folded: str, at: int, until: int) -> Appeal | None:
    """Return what the operative part folded[at:until] does with an appeal that its reasons describe.

    An appeal against a refusal that is upheld grants the permit, and one against a grant takes it away. What was
    appealed stands after the first `beroep` of the page; a person appeals a refusal, an authority a grant.
    """
    ended = _DECIDED.search(folded, at, until)
    if ended is None:
        return None
    lodged = _LODGED.search(folded, 0, ended.start())
    what = lodged["what"] if lodged else ""
    refusal, grant = _REFUSAL.search(what), _GRANT.search(what)
    against_grant = bool(grant) and (refusal is None or (grant is not None and grant.start() < refusal.start()))
    known = bool(refusal or grant)
    if not known:
        against_grant = _BY_THE_STATE.search(what[:90]) is not None
    granted = against_grant if ended["rejected"] else not against_grant
    return Appeal(ended.start(), ended.end(), "granted" if granted else "refused", known)
