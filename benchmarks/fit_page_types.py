"""Fits the model that tells kinds of pages by all their words (`extractors.page_model`), on dossiers that are known.

    python samples/generator/make.py --wording C --seed 1 --folders 16 --out SET
    kaft run SET/delivery --work SET/work
    python benchmarks/fit_page_types.py SET... --about "generated dossiers, ..." [--out config/page_model]

Each SET is a folder with `work` (what was read) and `truth`. Prints, for every set, how many of its pages are told
right by the model alone when that set was left out: what a new town may expect of it. The same sets give the same
files. Never fit on the dossiers that you measure with.
"""

import argparse
from pathlib import Path

from extractors.page_model import Features, features, fit
from extractors.pagetypes import Look
from pipeline import bootstrap
from pipeline.measuring.evaluate import labelled_pages
from pipeline.page_model_file import save
from pipeline.settings import load
from schemas.words import PageType

_NEVER: frozenset[PageType] = frozenset({"blanco", "scheidingsblad"})
"""Told by other means: by their ink, by their bar code."""


def main() -> None:
    """Fit, and print how good it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--about", required=True, help="what the sets are, for the card")
    parser.add_argument("--out", type=Path, default=Path("config/page_model"))
    args = parser.parse_args()
    sets = {folder.name: pages(folder) for folder in args.sets}
    left_out = {}
    for name, known in sets.items():
        others = [page for other, found in sets.items() if other != name for page in found]
        if others:
            model = fit([found for found, _ in others], [kind for _, kind in others])
            told = [max(scores := model.weigh(found), key=scores.__getitem__) == kind for found, kind in known]
            left_out[name] = round(sum(told) / len(told), 3)
            print(f"{name}: {sum(told)} of {len(told)} right when left out")
    everything = [page for known in sets.values() for page in known]
    model = fit([found for found, _ in everything], [kind for _, kind in everything])
    card = save(model, args.out, about=args.about, pages=len(everything), left_out=left_out)
    print(f"{args.out}: {card.pages} pages, {len(card.labels)} kinds, {card.sha256[:12]}")


def pages(folder: Path) -> list[tuple[Features, PageType]]:
    """Return what each page of a set is told by, and what it is."""
    with bootstrap.open_register(load(None, work=folder / "work")) as books:
        return [
            (features(page.text, large=Look.of(page.width, page.height, page.dpi).large), one_kind(kind))
            for kind, page in labelled_pages(folder / "truth", books.register.records())
            if kind not in _NEVER
        ]


def one_kind(kind: PageType) -> PageType:
    """Return `besluit` for both kinds of decision: they are written in the same words."""
    return "besluit" if kind == "weigering" else kind


if __name__ == "__main__":
    main()
