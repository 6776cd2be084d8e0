"""In which language the command line speaks; it imports nothing of kaft, for whoever speaks before kaft is loaded."""

import os
from collections.abc import Mapping
from typing import Literal

Language = Literal["nl", "en"]


def language(environment: Mapping[str, str] | None = None) -> Language:
    """Return the language: what KAFT_LANG says, else Dutch where the locale is Dutch, else English."""
    known = os.environ if environment is None else environment
    for name in ("KAFT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := known.get(name, "").strip().lower():
            return "nl" if value.startswith("nl") else "en"
    return "en"
