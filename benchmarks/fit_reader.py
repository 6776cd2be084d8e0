"""Fits the rule by which the second reader is asked (`words.fusion.Rule`), on pages whose text is known.

    python samples/generator/make.py --seed 7 --count 20 --out OUT
    python -m benchmarks.fit_reader OUT/deliveries OUT/truth [--every 2]

Reads every page once with both readers, then tries each rule on what they saw. Prints, for each, the share of printed
field strings that are in the page's text (without spaces, hyphens and case), the median character error rate, and the
share of lines that the second reader had to read: its cost. Never fit on the pages that you measure with.
"""

import itertools
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.accuracy import known_pages, on_known_pages
from pipeline.adapters.ocr.paddle import LineReader
from pipeline.adapters.ocr.tesseract import TesseractReader, find_tesseract
from pipeline.adapters.pages import images, measure
from pipeline.adapters.pages.upright import Upright
from pipeline.adapters.words.fusion import RULE, Line, Rule, assign, fuse, wants_second_look
from pipeline.adapters.words.order import in_reading_order
from schemas.pages import Word

SURE = (0.85, 0.88, 0.92, 0.95)
DIGITS = (0.90, 0.95, 0.98)
COVERED = (0.85, 0.90, 0.95)
LEAD = (0.0, 0.05, 0.10)
LEAST = (0.45, 0.55, 0.70)


@dataclass(frozen=True)
class Page:
    """What both readers saw on a page, and what is on it."""

    first: tuple[Word, ...]
    lines: tuple[Line, ...]
    second: tuple[tuple[Word, ...], ...]
    fields: tuple[str, ...]
    text: str | None


def main() -> None:
    """Read, try every rule, print the ten best and the one in use."""
    args = on_known_pages(__doc__).parse_args()
    pages = list(read(args.deliveries, args.truth, args.every))
    print(f"{len(pages)} pages")
    grid = itertools.product(COVERED, SURE, DIGITS, LEAD, LEAST)
    tried = {rule: score(pages, rule) for rule in {RULE, *(Rule(*values) for values in grid)}}
    # A line less to read is worth a tenth of a point of recall: the second reader costs as much as the first.
    ranked = sorted(tried, key=lambda rule: -(tried[rule][0] - 0.01 * tried[rule][2]))
    for rule in [*ranked[:10], RULE]:
        recall, error, asked = tried[rule]
        print(f"{recall:.3f} recall  {error:.3f} CER  {asked:.2f} of lines read twice  {rule}")


def read(deliveries: Path, truth: Path, every: int) -> Iterator[Page]:
    """Read the upright pages that have printed fields."""
    first, second = TesseractReader(find_tesseract("nld")), LineReader()
    for page in known_pages(deliveries, truth, every):
        if page.truth["rotation"] or not page.truth["fields"]:
            continue
        image = page.image
        raster = images.raster(page.path, image)
        dpi = measure.resolution(image.width, image.height, image.dpi)
        slant = measure.skew(measure.dark_pixels(raster.image, dpi))
        picture = Upright(image.width, image.height, 0, slant, raster.factor).picture(raster.image)
        lines = second.find(picture, dpi)
        yield Page(
            first.words(picture, dpi),
            tuple(line.line for line in lines),
            second.read(picture, lines),
            tuple(field["raw"] for field in page.truth["fields"]),
            page.truth["text"] if page.truth["text_complete"] else None,
        )


def score(pages: list[Page], rule: Rule) -> tuple[float, float, float]:
    """Return recall of field strings, median character error rate, and the share of lines read twice."""
    hits = wanted = asked = lines = 0
    errors = []
    for page in pages:
        chosen = {
            index: page.second[index]
            for index, seen in enumerate(assign(page.first, page.lines))
            if wants_second_look(page.lines[index], seen, rule)
        }
        text = _text(in_reading_order(fuse(page.first, page.lines, chosen, rule), page.lines))
        bare = _bare(text)
        hits += sum(_bare(field) in bare for field in page.fields)
        wanted += len(page.fields)
        asked += len(chosen)
        lines += len(page.lines)
        if page.text:
            errors.append(Levenshtein.distance(" ".join(text.split()), " ".join(page.text.split())) / len(page.text))
    return hits / wanted, statistics.median(errors), asked / max(lines, 1)


def _text(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def _bare(text: str) -> str:
    return re.sub(r"[\s\-]", "", text).lower()


if __name__ == "__main__":
    main()
