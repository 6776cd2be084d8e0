"""How well pages are read: character errors and field strings, per decade and damage, and the ten worst pages.

    python benchmarks/accuracy.py DELIVERIES TRUTH [--engine both] [--every 1]

Reads every page as the pipeline does (turned, cleaned, doubtful lines twice). A field string counts when it stands in
the text of its page after removing spaces, hyphens and case. Separator sheets are left out of the error rates.
"""

import argparse
import json
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein

from pipeline.adapters.memory.storage import MemoryStore
from pipeline.adapters.ocr.engines import EngineName, Readers
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.ocr.tesseract import find_tesseract
from pipeline.adapters.pages import images
from pipeline.adapters.words.likely_words import word_files
from pipeline.package_data import package_data
from pipeline.receiving.sniff import promised_type
from pipeline.stages.recognise import recognise
from schemas.delivery import PageImage
from schemas.pages import PageText


class Read(NamedTuple):
    """A page as it is and as it was read."""

    name: str
    decade: str
    truth: dict[str, Any]
    text: PageText

    @property
    def error(self) -> float | None:
        """Return the character error rate; None where the truth does not hold all of the text."""
        return error_of(self.text.text, self.truth)

    @property
    def fields(self) -> tuple[int, int]:
        """Return how many field strings were found, and how many there are."""
        return fields_in(self.text.text, self.truth)


def on_known_pages(what: str | None) -> argparse.ArgumentParser:
    """Return the parser of a command that reads pages of which the text is known."""
    parser = argparse.ArgumentParser(description=what, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("deliveries", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--every", type=int, default=1, help="read only every nth page")
    return parser


def main() -> None:
    """Read and print."""
    parser = on_known_pages(__doc__)
    parser.add_argument("--engine", choices=["both", "tesseract", "paddle"], default="both")
    args = parser.parse_args()
    pages = list(read(page_reader(args.engine), known_pages(args.deliveries, args.truth, args.every)))
    say("all", pages)
    groups: dict[str, list[Read]] = defaultdict(list)
    for page in pages:
        for group in (page.decade, *(page.truth["degradations"] or ["undamaged"])):
            groups[group].append(page)
    for group in sorted(groups):
        say(group, groups[group])
    long = [page for page in pages if len(page.truth["text"].split()) >= 30]
    upright = sum(page.text.prepared.rotation == page.truth["rotation"] for page in long)
    print(f"the right way up: {upright} of {len(long)} pages of 30 words or more")
    for page in sorted(pages, key=lambda page: -(page.error or 0.0))[:10]:
        print(f"{page.error or 0:.3f}  {page.name}  {page.truth['type']}  {' '.join(page.truth['degradations'])}")


class Known(NamedTuple):
    """A page of which the truth is known: its place in words, its decade, what is on it, its file, and its image."""

    name: str
    decade: str
    truth: dict[str, Any]
    path: Path
    image: PageImage


def known_pages(deliveries: Path, truth: Path, every: int) -> Iterator[Known]:
    """Find the pages of which the truth is known."""
    answers = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(truth.rglob("*.json"))]
    known = [(answer, page) for answer in answers for page in answer["pages"]]
    for answer, page in known[every - 1 :: every]:
        folder = deliveries / answer["delivery"]
        path = next(
            (p for p in (folder / answer["dossier"] / page["file"], folder / page["file"]) if p.is_file()), None
        )
        kind = promised_type(page["file"])
        if path is None or kind is None:
            continue
        image = images.inspect(path, kind, MemoryStore().put_file(path))[page["page_index"]].image
        yield Known(f"{answer['dossier']}/{page['file']}[{page['page_index']}]", answer["decade"], page, path, image)


def read(reader: PageReader, pages: Iterable[Known]) -> Iterator[Read]:
    """Read pages as the pipeline does."""
    for page in pages:
        store = MemoryStore()
        store.put_file(page.path)
        text = recognise(reader.prepare(page.path, page.image), store=store, reader=reader)
        yield Read(page.name, page.decade, page.truth, text)


def say(name: str, pages: list[Read]) -> None:
    """Print the figures of some pages on one line."""
    errors = [page.error for page in pages if page.error is not None]
    found, wanted = (sum(page.fields[place] for page in pages) for place in (0, 1))
    middle, mean = (statistics.median(errors), statistics.mean(errors)) if errors else (0.0, 0.0)
    print(
        f"{name:16} {len(pages):4} pages  CER median {middle:.3f} mean {mean:.3f}  fields {found}/{wanted}", flush=True
    )


def page_reader(engine: EngineName) -> PageReader:
    """Return the reader of pages as kaft comes."""
    return PageReader(Readers(find_tesseract("nld"), engine, word_files(package_data("config"))))


def error_of(text: str, truth: dict[str, Any]) -> float | None:
    """Return the character error rate of a page; None where the truth does not hold all of the text."""
    known = " ".join(truth["text"].split())
    if not known or not truth["text_complete"] or truth["type"] == "scheidingsblad":
        return None
    return Levenshtein.distance(" ".join(text.split()), known) / len(known)


def fields_in(text: str, truth: dict[str, Any]) -> tuple[int, int]:
    """Return how many field strings of a page stand in a text, and how many there are."""
    bare = _bare(text)
    return sum(_bare(field["raw"]) in bare for field in truth["fields"]), len(truth["fields"])


def _bare(text: str) -> str:
    return re.sub(r"[\s\-]", "", text).lower()


if __name__ == "__main__":
    main()
