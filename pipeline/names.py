"""Which names a delivered file may have, and how to display a name that somebody else chose."""

import re
import unicodedata

from pipeline.errors import UnsafeName

LONGEST = 200  # characters of a name; longer ones break listings, backups and spreadsheets

_OTHER_LETTERS = re.compile(r"\\x[89a-f][0-9a-f]")
"""How an inbox shows a byte of a name that is no UTF-8."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's control characters, invisible marks (some turn the text around), half characters and line ends."""


def check(name: str) -> None:
    """Raise UnsafeName for a name that could leave the delivery, break a listing or hide what it is."""
    parts = name.split("/")
    if {".", ".."} & set(parts) or name.startswith("/"):
        raise UnsafeName("The name of the file points out of its folder.", "Rename the file.")
    if _OTHER_LETTERS.search(name):
        raise UnsafeName(
            r"A letter in the name of the file is not in UTF-8 (it is shown as \xe9, for instance).",
            "Rename the file, or have the delivery copied again with names in UTF-8.",
        )
    if "\\" in name:  # a page that lost its folder would become a dossier of its own
        raise UnsafeName("The name of the file holds a backslash.", "Unpack the delivery again, into folders.")
    if any(map(_unseen, name)):
        raise UnsafeName("The name of the file holds a line end or another invisible character.", "Rename the file.")
    if max(map(len, parts)) > LONGEST:
        raise UnsafeName(f"A part of the name is longer than {LONGEST} characters.", "Give it a shorter name.")


def safe(name: str) -> bool:
    """Tell whether `check` has nothing against a name."""
    try:
        check(name)
    except UnsafeName:
        return False
    return True


def tidy(name: str) -> str:
    """Return a name as it can be printed: on one line, without orders to the terminal, and not endless."""
    plain = "".join("�" if _unseen(character) else character for character in name)
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN
