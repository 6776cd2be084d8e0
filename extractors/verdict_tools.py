"""spaCy with the patterns of `verdicts`. Threads that import this at once wait for the first, so it is loaded once."""

from extractors.verdicts import load_tools

LANGUAGE, MATCHER = load_tools()
