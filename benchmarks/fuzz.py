"""Sends mutated files through the whole intake and checks that each ends in a recorded state, its bytes unchanged.

    python benchmarks/fuzz.py --inputs 2000 --seed 1 --work FOLDER [--from FOLDER]

Valid small scans of every kind (and the files of a folder, when one is given) are damaged: bits flipped, cut short,
pieces doubled or taken from another file, numbers blown up, names with control characters. A hundred at a time make a
delivery, and that goes through `intake` with real reading processes under their limits of time and memory. Afterwards
every file must be in a dossier or set aside with a reason, and be kept under the digest of just the bytes that were
sent. What became of them is counted.
"""

import argparse
import hashlib
import io
import json
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline.adapters.memory.storage import MemoryInbox
from pipeline.adapters.ocr.reading import Readers
from pipeline.adapters.ocr.tesseract import find_tesseract
from pipeline.adapters.processes.workers import JobLimits, RemoteReader, Workers
from pipeline.adapters.storage.folders import FolderStore
from pipeline.stages.intake import intake
from pipeline.steps import Call

SECONDS = 20
"""The longest one file may take."""
MEMORY = 2 * 1024**3
_AT_ONCE = 100
_EXTREMES = (b"\x00", b"\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff", b"\x80\x00\x00\x00", b"\x00\x00\x00\x01")


def seeds() -> list[tuple[str, bytes]]:
    """Return a small valid scan of every kind, with its ending."""
    page = Image.new("L", (240, 320), 255)
    ImageDraw.Draw(page).multiline_text((20, 20), "BOUWVERGUNNING\nnr 12/1958", fill=0)
    kinds: list[tuple[str, str, Image.Image, dict[str, object]]] = [
        ("tif", "TIFF", page.convert("1"), {"compression": "group4"}),
        ("tif", "TIFF", page, {"compression": "tiff_lzw"}),
        ("tif", "TIFF", page.convert("1"), {"save_all": True, "append_images": [page.convert("1")] * 3}),
        ("jpg", "JPEG", page, {"dpi": (300, 300)}),
        ("jpg", "JPEG", page.convert("CMYK"), {}),
        ("png", "PNG", page, {}),
        ("png", "PNG", page.convert("P"), {}),
        ("jp2", "JPEG2000", page, {}),
        ("pdf", "PDF", page, {"save_all": True, "append_images": [page]}),
        ("pdf", "PDF", page.convert("1"), {}),
    ]
    made = []
    for ending, kind, image, options in kinds:
        out = io.BytesIO()
        image.save(out, kind, **options)
        made.append((ending, out.getvalue()))
    return made


def mutated(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """Return damaged bytes: one to four kinds of damage, each at a place of its own."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        dice.choice(_DAMAGES)(changed, other, dice)
    return bytes(changed)


def _flip(data: bytearray, _: bytes, dice: random.Random) -> None:
    for _count in range(dice.choice((1, 3, 20))):
        if data:
            place = dice.randrange(len(data))
            data[place] ^= 1 << dice.randrange(8)


def _cut(data: bytearray, _: bytes, dice: random.Random) -> None:
    del data[dice.randrange(len(data) + 1) :]


def _double(data: bytearray, _: bytes, dice: random.Random) -> None:
    start, end = sorted(dice.randrange(len(data) + 1) for _count in range(2))
    data[end:end] = data[start : min(end, start + 4096)] * dice.choice((1, 2, 50))


def _splice(data: bytearray, other: bytes, dice: random.Random) -> None:
    start, end = sorted(dice.randrange(len(other) + 1) for _count in range(2))
    place = dice.randrange(len(data) + 1)
    data[place : place + dice.choice((0, end - start))] = other[start:end]


def _blow_up(data: bytearray, _: bytes, dice: random.Random) -> None:
    extreme = dice.choice(_EXTREMES)
    # The numbers that a reader trusts stand in front.
    place = dice.randrange(min(len(data), 256) + 1) if dice.random() < 0.6 else dice.randrange(len(data) + 1)
    data[place : place + len(extreme)] = extreme


def _numbers(data: bytearray, _: bytes, dice: random.Random) -> None:
    """Change a number written in digits, as PDF has them: lengths, sizes, references."""
    found = list(re.finditer(rb"\d+", bytes(data)))
    if found:
        match = dice.choice(found)
        value = dice.choice((b"0", b"-1", b"1", b"3", b"99999999999", b"4294967296", b"65535"))
        data[match.start() : match.end()] = value


_DAMAGES = (_flip, _cut, _double, _splice, _blow_up, _numbers)
_NAMES = ("scan", "sc\x07an", "..", "blad één", "a" * 200, "x;rm", "=1+1", "CON", "\u202efdp")


def damaged(size: int, pool: list[tuple[str, bytes]], dice: random.Random) -> dict[str, bytes]:
    """Return damaged files by their names in a delivery, one to a folder."""
    files = {}
    for place in range(size):
        ending, data = dice.choice(pool)
        name = dice.choice(_NAMES) if dice.random() < 0.05 else "0001"
        files[f"D{place:04}/{name}.{ending}"] = mutated(data, dice.choice(pool)[1], dice)
    return files


def check(
    delivery: str, sent: dict[str, bytes], store: FolderStore, reader: RemoteReader
) -> tuple[Counter[str], list[str]]:
    """Take a delivery in; return what became of its files, and what is wrong."""
    taken = intake(MemoryInbox(delivery, sent), store=store, reader=reader, step=Call())
    wrong = []
    digests = {page.file: page.image.sha256 for scans in taken.dossiers for page in scans.pages}
    aside = {file.file: file for file in taken.quarantined}
    became = Counter({"in a dossier": len(digests)})
    became.update(f"set aside: {file.problem.code}" for file in taken.quarantined)
    for name, data in sent.items():
        digest = hashlib.sha256(data).hexdigest()
        kept = digests.get(name) or (aside[name].sha256 if name in aside else None)
        if kept is None and name not in aside and name not in taken.accompanying:
            wrong.append(f"{name!r} is nowhere")
        elif kept is not None and (kept != digest or store.get(kept) != data):
            wrong.append(f"{name!r} is not kept as it came")
        elif name in aside and not (aside[name].problem.message and aside[name].problem.hint):
            wrong.append(f"{name!r} was set aside without a word")
    return became, wrong


def main() -> int:
    """Send them all and print what became of them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--inputs", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--from", dest="source", type=Path, help="folder with more files to damage")
    options.add_argument("--work", type=Path, required=True, help="folder to work in; it may be removed afterwards")
    said = options.parse_args()
    pool = seeds()
    if said.source:
        small = [path for path in sorted(said.source.iterdir()) if path.is_file() and path.stat().st_size < 60_000]
        pool += [(path.suffix.lstrip(".") or "bin", path.read_bytes()) for path in small]
    dice = random.Random(said.seed)  # noqa: S311  # no secret
    workers = Workers(1, Readers(find_tesseract("nld"), "tesseract"), JobLimits(SECONDS, MEMORY))
    became, wrong, longest = Counter[str](), [], 0.0
    said.work.mkdir(parents=True, exist_ok=True)
    try:
        for number in range(0, said.inputs, _AT_ONCE):
            begun = time.monotonic()
            name, sent = f"levering_{number:05}", damaged(min(_AT_ONCE, said.inputs - number), pool, dice)
            reader = RemoteReader(workers, Readers(find_tesseract("nld"), "tesseract"))
            counts, faults = check(name, sent, FolderStore(said.work / "store"), reader)
            became += counts
            wrong += [f"{name}: {fault}" for fault in faults]
            longest = max(longest, (time.monotonic() - begun) / len(sent))
    finally:
        workers.close()
    print(json.dumps({
        "inputs": said.inputs, "seed": said.seed, "seeds": len(pool), "became": dict(became.most_common()),
        "slowest_hundred_seconds_a_file": round(longest, 3), "wrong": wrong,
    }, ensure_ascii=False, indent=1))  # fmt: skip
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
