"""The parts of a written page, before it is decided how they look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a page.

    Attributes:
        kind: head, title, sub, p, list, line, right, recipient, row, tick, gap, sign, stamp, seal, note.
        text: marked text; several lines are separated by a newline.
        value: marked text filled in behind a label, or the right-hand part of a pair.
    """

    kind: str
    text: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One page of writing.

    Attributes:
        page_type: as in the contract.
        look: the family of layouts it is set in: typed, form, print, hand, cover.
    """

    page_type: str
    look: str
    blocks: tuple[Block, ...]
