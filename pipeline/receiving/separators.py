"""Which separator sheets to print: codes from box and folder numbers, or from an inventory."""

import re

from pipeline.errors import InputError
from pipeline.receiving.inventory import parse

_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
MOST = 2000
"""Sheets in one file; more would be a typing mistake."""


def codes(box: int, folders: str) -> tuple[str, ...]:
    """Return the code of every folder of a box: `codes(7, "1-3,12")` gives DOOS007-MAP001 and so on.

    Raises:
        InputError: the folders cannot be understood, or there are too many.
    """
    numbers: list[int] = []
    for part in folders.replace(" ", "").split(","):
        match = _RANGE.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if last < first:
            raise InputError(f"'{part}' is no folder or range of folders.", "Write 1-40 or 1,2,7-9.")
        if len(numbers) + last - first >= MOST:
            raise InputError(f"These are more than {MOST} sheets.", "Make them box by box.")
        numbers += range(first, last + 1)
    return tuple(code(box, number) for number in dict.fromkeys(numbers))


def of_inventory(data: bytes) -> tuple[str, ...]:
    """Return the code of every row of an inventory that has a box and a folder number.

    Raises:
        InputError: no row has both.
    """
    found = [
        code(int(hint.box), int(hint.folder_number))
        for _, hint in parse(data)
        if (hint.box or "").isdigit() and (hint.folder_number or "").isdigit() and hint.box and hint.folder_number
    ]
    if not found:
        raise InputError(
            "No row of the inventory has a box and a folder number.", "Its columns are doos;map;dossiermap;jaar."
        )
    if len(found) > MOST:
        raise InputError(f"These are more than {MOST} sheets.", "Make them box by box.")
    return tuple(dict.fromkeys(found))


def code(box: int, folder: int) -> str:
    """Return the code that stands on a sheet; intake finds it again."""
    return f"DOOS{box:03d}-MAP{folder:03d}"
