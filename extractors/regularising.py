"""Works that stand already: a permit asked for them afterwards is one of its own kind, whatever the form is called."""

import re
from collections.abc import Iterable, Sequence

from extractors.signs import plain
from schemas.findings import Finding

_AFTERWARDS = re.compile(
    r"\W*(?:(?:het|de|den|een|tot|ter|om|te|voor|aanvraag|vraag|vergunning|bekomen|van)\s+)*(?:regularis|regularizat)\w*"
)
_GENERAL = {"bouwvergunning", "stedenbouwkundige vergunning"}


def to_regularise(permits: Sequence[Finding], works: Iterable[str]) -> tuple[list[Finding], bool]:
    """Return the permits that papers name, and whether their works alone tell that these regularise what stands.

    Half of the pages or more that name the works must begin with it; others may be misread.
    """
    said = [plain(work) for work in works]
    afterwards = sum(_AFTERWARDS.match(work) is not None for work in said)
    if not afterwards or 2 * afterwards < len(said):
        return list(permits), False
    meant = [
        permit.model_copy(update={"value": "regularisatievergunning"}) if permit.value in _GENERAL else permit
        for permit in permits
    ]
    return meant, meant != list(permits) and not any(permit.value == "regularisatievergunning" for permit in permits)
