"""Text that carries, invisibly, which of its words are which field of the truth."""

import re
from dataclasses import dataclass

OPEN, DATA, BODY, CLOSE = "\ue000", "\ue001", "\ue002", "\ue003"
_MARK = re.compile(f"{OPEN}(.*?){DATA}(.*?){BODY}(.*?){CLOSE}", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One printed occurrence of a field.

    Attributes:
        field: name in the truth, with "#n" behind it when a dossier may have several.
        data: the normalised value, when the truth lists it elsewhere (ISO date, address).
    """

    field: str
    data: str


def mark(field: str, text: str, data: str = "") -> str:
    """Return the text, marked as an occurrence of the field."""
    return f"{OPEN}{field}{DATA}{data}{BODY}{text}{CLOSE}"


def upper(text: str) -> str:
    """Return the marked text in capitals, the marks themselves unchanged."""
    return "".join(mark(m.field, part.upper(), m.data) if m else part.upper() for part, m in pieces(text))


def pieces(text: str) -> list[tuple[str, Mark | None]]:
    """Split marked text into plain runs, each with its mark or None."""
    found: list[tuple[str, Mark | None]] = []
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            found.append((text[end : match.start()], None))
        found.append((match[3], Mark(match[1], match[2])))
        end = match.end()
    if end < len(text):
        found.append((text[end:], None))
    return found


def plain(text: str) -> str:
    """Return the text as printed."""
    return "".join(part for part, _ in pieces(text))
