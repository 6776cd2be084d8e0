"""Reads a page: once as a whole, then a few doubtful lines again on their own."""

from itertools import groupby
from statistics import fmean

from pipeline.errors import KaftError, ToolTimeout
from pipeline.ports import Reader, Store
from schemas.pages import Box, PageText, PreparedPage, Word

VERSION = 21

DOUBTFUL = 0.55
ZONES_PER_PAGE = 3
"""A zone is read in the process that has the models; three of them stay far below what reading the page costs."""


def recognise(page: PreparedPage, *, store: Store, reader: Reader) -> PageText:
    """Return the words of a page; lines with digits that were read badly are read again, enlarged."""
    if page.again:
        return PageText(prepared=page, words=(), reader="", problems=page.problems)
    path = store.local(page.image.sha256)
    text = reader.read(path, page)
    for line in doubtful_lines(text):
        again = reader.reread(path, text.prepared, _around(text.lines()[line]), "line")
        text = with_line(text, line, again)
    return text


def unread(page: PreparedPage, error: KaftError) -> PageText:
    """Return a stand-in for a page that could not be read: no words, and a problem that says why."""
    problem = "reading_timed_out" if isinstance(error, ToolTimeout) else "reading_failed"
    return PageText(prepared=page, words=(), reader="", problems=(*page.problems, problem))


def doubtful_lines(text: PageText) -> tuple[int, ...]:
    """Return the places of the lines worth a second look: numbers and dates stand there, and were read badly."""
    found = [
        (fmean(word.confidence for word in line), place)
        for place, line in enumerate(text.lines())
        if sum(character.isdigit() for word in line for character in word.text) >= 2
        and sum(len(word.text) for word in line) >= 6
    ]
    return tuple(place for confidence, place in sorted(found)[:ZONES_PER_PAGE] if confidence < DOUBTFUL)


def with_line(text: PageText, place: int, again: tuple[Word, ...]) -> PageText:
    """Return the text with one line replaced, if the second reading is clearly surer and no shorter."""
    lines = list(text.lines())
    before = lines[place]
    if not again:
        return text
    surer = fmean(word.confidence for word in again) > fmean(word.confidence for word in before) + 0.15
    as_long = sum(len(word.text) for word in again) >= 0.7 * sum(len(word.text) for word in before)
    if not (surer and as_long):
        return text
    number = before[0].line
    # A zone is one line of the page: what Tesseract made of its edges above and below it does not count.
    main = max((tuple(words) for _, words in groupby(again, key=lambda word: word.line)), key=len)
    lines[place] = tuple(word._replace(line=number) for word in main)
    return text.model_copy(update={"words": tuple(word for line in lines for word in line)})


def _around(words: tuple[Word, ...]) -> Box:
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return box
