"""The words that may stay readable in public copies: Debian's Dutch list, and our own list of office words."""

from pathlib import Path

from pipeline.errors import MissingTool
from pipeline.public.personal import Lexicon

DUTCH = Path("/usr/share/dict/dutch")


def load_lexicon(own: Path, dutch: Path = DUTCH) -> Lexicon:
    """Return both lists; words with a capital (names) are left out of the first. `own` is the file of the second.

    Raises:
        MissingTool: the list of Dutch words is not installed.
    """
    try:
        listed = dutch.read_text(encoding="utf-8").split()
    except OSError as error:
        raise MissingTool(
            f"The list of Dutch words {dutch} is missing; without it no scan is made public.", "apt-get install wdutch"
        ) from error
    lines = own.read_text(encoding="utf-8").splitlines()
    official = {word for line in lines if not line.startswith("#") for word in line.split()}
    return Lexicon(frozenset(word for word in listed if word == word.casefold()), frozenset(official))
