"""Long regular expressions, written one alternative per line."""

import re


def either(*alternatives: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern that matches any of the alternatives; the first that fits wins, as in `a|b|c`."""
    return re.compile("|".join(alternatives), flags)
