"""Read the wordings of a family from its text file: pages line by line, and lists of things to choose from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from dice import Dice

_BAR = re.compile(r"(?<!\|) \| (?!\|)")
_LINE = re.compile(r"^(?:\?(?P<chance>\d+) )?(?P<kind>[a-z]+):(?: (?P<text>.*))?$")


class ScriptError(ValueError):
    """A line of a family's text file cannot be understood."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    Attributes:
        kind: of the block it becomes.
        text: options, separated by « || ».
        value: options for what is filled in behind a label.
        chance: per cent with which the line is there.
    """

    kind: str
    text: str
    value: str
    chance: int


@dataclass(slots=True)
class Page:
    """One way to write a page: for these years, in this look, and (when any are named) for these outcomes only."""

    kind: str
    first: int
    last: int
    look: str
    outcomes: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)

    def fits(self, kind: str, year: int, outcome: str) -> bool:
        """Say whether this page may be used."""
        return self.kind == kind and self.first <= year <= self.last and (not self.outcomes or outcome in self.outcomes)


@dataclass(slots=True)
class Choices:
    """A list of wordings for these years."""

    name: str
    first: int
    last: int
    options: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Script:
    """All wordings of one family."""

    pages: list[Page] = field(default_factory=list)
    lists: list[Choices] = field(default_factory=list)

    def page(self, kind: str, year: int, outcome: str, dice: Dice) -> Page | None:
        """Choose a page of this kind, or None when the family has none."""
        fitting = [page for page in self.pages if page.fits(kind, year, outcome)]
        return fitting[dice.between(0, len(fitting) - 1)] if fitting else None

    def options(self, name: str, year: int, endings: Sequence[str] = ()) -> list[str]:
        """Return the list of this name that fits: the first of « name.ending » that exists, else « name »."""
        for wanted in (*(f"{name}.{ending}" for ending in endings), name):
            found = [
                option
                for choices in self.lists
                if choices.name == wanted and choices.first <= year <= choices.last
                for option in choices.options
            ]
            if found:
                return found
        return []


@lru_cache(maxsize=8)
def read(path: Path) -> Script:
    """Read a family.

    Raises:
        ScriptError: a line is no header, option or block.
    """
    script = Script()
    page: Page | None = None
    choices: Choices | None = None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[["):
            name, first, last, _ = _header(line.strip("[]"), number, path)
            choices, page = Choices(name, first, last), None
            script.lists.append(choices)
        elif line.startswith("["):
            name, first, last, rest = _header(line.strip("[]"), number, path)
            page, choices = Page(name, first, last, rest[0], tuple(rest[1:])), None
            script.pages.append(page)
        elif choices is not None:
            choices.options.append("" if line == "-" else line)
        elif page is not None:
            page.lines.append(_block(line, number, path))
        else:
            raise ScriptError(f"{path.name}:{number}: a line before the first header")
    return script


def _header(text: str, number: int, path: Path) -> tuple[str, int, int, list[str]]:
    name, *rest = text.split()
    first, last = 1800, 2100
    if rest and re.fullmatch(r"\d{4}-\d{4}", rest[0]):
        first, last = map(int, rest.pop(0).split("-"))
    if not re.fullmatch(r"[\w.]+", name):
        raise ScriptError(f"{path.name}:{number}: « {text} » is no header")
    return name, first, last, rest


def _block(line: str, number: int, path: Path) -> Line:
    match = _LINE.match(line)
    if not match:
        raise ScriptError(f"{path.name}:{number}: « {line} » is no block")
    text, *value = _BAR.split(match["text"] or "", maxsplit=1)
    if match["kind"] in {"table", "duo"}:
        text, value = match["text"], []
    return Line(match["kind"], text, value[0] if value else "", int(match["chance"] or 100))
