"""How much that is personal stays readable in public copies of scans, and how much else is hidden with it.

    python benchmarks/redaction.py WORK TRUTH [--types besluit,weigering,bericht] [--no-limits]

WORK is a work folder in which `kaft run` digitised the dossiers of TRUTH. Of every document of these kinds, whatever
its age and the table of access say, a public copy is made as `kaft publish --scans` does. A planted string (a name, a
private address, a telephone number, a day of birth, a rijksregister number) is out when no word of the copy that says
anything stands where the string stands on the page. Nothing of what is planted is printed.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline import bootstrap
from pipeline.adapters.words.lexicon import load_lexicon
from pipeline.bucket.alto import words_in
from pipeline.package_data import package_data
from pipeline.public.personal import telling
from pipeline.settings import load
from pipeline.stages import redact as stage
from schemas.pages import Box, Word
from schemas.record import Record
from schemas.redaction import Redacted

PERSONAL = ("applicant", "architect", "decoy.address", "decoy.phone", "decoy.rrn", "decoy.date.birth", "decoy.iban")
_OVERLAP = 0.1  # share of a planted string that a word may cover whose middle lies elsewhere


def main() -> None:
    """Make copies, look for what was planted, and print counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--types", default="besluit,weigering,bericht")
    parser.add_argument("--no-limits", action="store_true", help="also pages that are kept back: badly read, by hand")
    args = parser.parse_args()
    if args.no_limits:
        stage.LEAST_READ, stage.MOST_UNREAD, stage.LEAST_SHOWN = 0.0, 1.0, 0.0
    truths = {answer["dossier"]: answer for answer in map(_json, sorted(args.truth.rglob("*.json")))}
    kinds, counts, start = args.types.split(","), Counter[str](), time.process_time()
    lexicon = load_lexicon(package_data("config") / "public_words.txt")
    with bootstrap.workshop(load(work=args.work)) as shop:
        register = shop.tools.register
        tools = stage.CopyTools(shop.tools.store, shop.tools.reader, shop.tools.pdf, shop.blackener, lexicon)
        for record in list(register.records()):
            delivery, package = register.delivery(record.key.delivery), register.package(record.id)
            truth = truths.get(record.key.folder)
            if delivery is None or package is None or truth is None:
                continue
            scans = next(scans for scans in delivery.dossiers if scans.key == record.key)
            for number, document in enumerate(record.documents, 1):
                if document.type in kinds:
                    made = stage.redact(stage.DossierToCopy(record, scans, package), number, tools=tools)
                    counts.update(_counted(record, made, truth, tools.store.get))
        cpu = sum(shop.usage.cpu.values())
    for name in sorted(counts):
        print(f"{name:40} {counts[name]}")
    planted, left = counts["planted, in copies"], counts["planted, still readable"]
    print(f"recall {1 - left / max(planted, 1):.4f} of {planted}; with none left of n, 95 % sure above 1 - 3/n")
    print(f"words hidden {counts['words hidden'] / max(counts['words'], 1):.3f}")
    print(f"other words hidden {counts['other words hidden'] / max(counts['other words'], 1):.3f}")
    print(f"CPU seconds {time.process_time() - start + cpu:.0f}")


def _json(path: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answer


def _counted(record: Record, made: Redacted, truth: dict[str, Any], get: Any) -> Counter[str]:
    """Compare one copy with what is known of its pages."""
    counts = Counter({"documents": 1})
    pages = [record.pages[place - 1] for place in record.documents[made.number - 1].pages]
    answers = [_answer(page.file, page.page_index, truth) for page in pages]
    if made.kept_back:
        counts[f"kept back: {made.kept_back}"] += 1
        counts["planted, in what is kept back"] += sum(len(_planted(answer)) for answer in answers if answer)
        return counts
    altos = [get(file.sha256) for file in made.files if file.path.endswith(".xml")]
    for page, answer, alto in zip([p for p in pages if not p.blank], filter(None, answers), altos, strict=False):
        scale = page.width / _width(alto)
        words = [_larger(word, scale) for word in words_in(alto)]
        planted = _planted(answer)
        counts["pages"] += 1
        counts["planted, in copies"] += len(planted)
        for field in planted:
            if any(_gives_away(word, box) for word in words for box in _boxes(field)):
                counts["planted, still readable"] += 1
                counts[f"still readable: {field['field']}"] += 1
        private = sum(len(field["raw"].split()) for field in planted)
        counts["other words"] += page.words - private
        counts["other words hidden"] += max(page.words - len(words) - private, 0)
    counts["words"] += made.words
    counts["words hidden"] += made.hidden
    return counts


def _answer(file: str, index: int, truth: dict[str, Any]) -> dict[str, Any] | None:
    names = {file, file.removeprefix(f"{truth['dossier']}/")}
    return next((page for page in truth["pages"] if page["page_index"] == index and page["file"] in names), None)


def _planted(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [field for field in answer["fields"] if field["field"].startswith(PERSONAL)]


def _boxes(field: dict[str, Any]) -> list[Box]:
    return [Box(*box) for box in field.get("boxes") or [field["bbox"]]]


def _gives_away(word: Word, place: Box) -> bool:
    """Tell whether a word of the copy lies on a planted string and says something of it."""
    box = word.box
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    inside = place.left <= x <= place.right and place.top <= y <= place.bottom
    if inside:
        return bool(telling(word.text)) or any(map(str.isdigit, word.text))
    across = min(box.right, place.right) - max(box.left, place.left)
    down = min(box.bottom, place.bottom) - max(box.top, place.top)
    area = (place.right - place.left) * (place.bottom - place.top)
    return across > 0 and down > 0 and across * down > _OVERLAP * area


def _larger(word: Word, scale: float) -> Word:
    left, top, right, bottom = (round(edge * scale) for edge in word.box)
    return word._replace(box=Box(left, top, right, bottom))


def _width(alto: bytes) -> int:
    head = alto.partition(b"<Page ")[2].partition(b">")[0]
    return int(head.partition(b'WIDTH="')[2].partition(b'"')[0])


if __name__ == "__main__":
    main()
