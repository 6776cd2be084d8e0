"""What it costs to understand a dossier once its pages are read: CPU per stage for ten pages, and memory.

    python benchmarks/understanding.py WORK [--best-of 4]

WORK is a work folder in which `kaft run` digitised dossiers: what it read is taken from there, only the stages from
classify to settle run anew. Of each stage the fastest of some tries counts, because other work on the machine slows
them; what a try remembered of a text helps the next one's dates, so it is forgotten in between.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.memory import memory
from extractors.all import EXTRACTORS
from extractors.dates import find_dates
from pipeline import bootstrap, log
from pipeline.recipe import Tools, understand
from pipeline.settings import load
from pipeline.stages.classify import classify
from pipeline.stages.extract import extract
from pipeline.stages.locate import locate
from pipeline.stages.resolve import resolve
from pipeline.stages.settle import settle
from pipeline.stages.validate import validate
from schemas.delivery import Scans
from schemas.pages import PageText

P = ParamSpec("P")
T = TypeVar("T")


def main() -> None:
    """Understand every dossier of a register again, and print what that cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--best-of", type=int, default=4)
    args = parser.parse_args()
    log.configure("error")
    cost, pages, dossiers = Counter[str](), 0, 0
    with bootstrap.workshop(load(work=args.work)) as shop:
        for scans in [scans for name in shop.tools.register.deliveries() for scans in _dossiers(shop.tools, name)]:
            texts = understand(scans, shop.tools, step=shop.step).texts
            tries = [_understood_again(scans, texts, shop.tools) for _ in range(args.best_of)]
            cost.update({stage: min(one[stage] for one in tries) for stage in tries[0]})
            pages, dossiers = pages + len(texts), dossiers + 1
        if not pages:
            raise SystemExit(f"No dossier was digitised in {args.work}. Run `kaft run DELIVERY… --work {args.work}`.")
        print(f"{dossiers} dossiers, {pages} pages; milliseconds of CPU for ten pages")
        for stage, seconds in cost.items():
            print(f"  {stage:10} {10_000 * seconds / pages:7.1f}")
        print(f"  {'together':10} {10_000 * sum(cost.values()) / pages:7.1f}; {memory()}")


def _dossiers(tools: Tools, name: str) -> tuple[Scans, ...]:
    delivery = tools.register.delivery(name)
    return delivery.dossiers if delivery else ()


def _understood_again(scans: Scans, texts: tuple[PageText, ...], tools: Tools) -> dict[str, float]:
    """Return the CPU seconds of each stage, beginning with texts of which nothing is known."""
    find_dates.cache_clear()
    texts = tuple(text.model_copy(deep=True) for text in texts)
    spent: dict[str, float] = {}

    def timed(stage: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        start = time.process_time()
        result = stage(*args, **options)
        spent[stage.__name__] = time.process_time() - start
        return result

    reference, town = tools.reference, tools.town
    documents = timed(classify, scans, texts, model=tools.page_model)
    findings = timed(extract, scans, texts, documents, extractors=EXTRACTORS, reference=reference, town=town)
    resolved = timed(resolve, scans, texts, documents, findings, reference=reference, town=town)
    checked = timed(validate, timed(locate, resolved, reference=reference), reference=reference)
    timed(settle, checked, tools.calibration)
    return spent


if __name__ == "__main__":
    main()
