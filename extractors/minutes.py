"""Minutes of a college with several points: which of them are about building, and which about something else."""

import re
from itertools import pairwise

from extractors.signs import plain

_POINT = re.compile(
    r"^\W{0,2}(?P<number>\d{1,2})\s?[.)°]\s+[A-Z][\w\-]+(?: \w[\w\-]+){0,2}[.:]\s+(?=[A-Z])", re.MULTILINE
)
"""`7. Herberg. De vraag van …`: the number of a point and its heading."""
_BUILDING = re.compile(r"bouw|verkavel|kavel|stedenb|sloop|slopen|afbraak|afbrek|vergunning|timmer|rooilijn")


def without_others(text: str) -> str:
    """Return the text of a page without the points of minutes that are not about building, beside one that is."""
    points = list(_POINT.finditer(text))
    in_order = len(points) > 1 and all(int(a["number"]) + 1 == int(b["number"]) for a, b in pairwise(points))
    if not in_order:
        return text
    parts = [text[a.start() : b.start()] for a, b in pairwise(points)] + [text[points[-1].start() :]]
    own = [part for part in parts if _BUILDING.search(plain(part))]
    return text[: points[0].start()] + "".join(own) if own else text
