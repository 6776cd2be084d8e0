"""Long regular expressions in readable parts: one alternative per line, or a list of words."""

import re


def either(*alternatives: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern that matches any of the alternatives; the first that fits wins, as in `a|b|c`."""
    return re.compile("|".join(alternatives), flags)


def any_of(*alternatives: str) -> str:
    """Return the alternatives as one group, to stand in a longer pattern."""
    return f"(?:{'|'.join(alternatives)})"


def listed(text: str) -> str:
    """Return words written as running text as alternatives, to stand in a group: `de den der` gives `de|den|der`."""
    return "|".join(text.split())
