"""How much memory a reading process takes, and whether that stays flat: the same pages read again and again.

    python benchmarks/memory.py DELIVERY... [--pages 500] [--engine both] [--plan]

Reads in this process, as a reading process does, and prints resident and highest memory every 50 pages. `--plan` makes
a colour plan of A0 at 600 dpi and reads that alone.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from pipeline.adapters.engines import Readers
from pipeline.adapters.reading import PageReader
from pipeline.adapters.tesseract import find_tesseract
from pipeline.sniff import promised_type

A0_600 = (19_866, 28_087)  # pixels


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("deliveries", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--engine", choices=["both", "tesseract", "paddle"], default="both")
    parser.add_argument("--plan", action="store_true", help="read one colour plan of A0 at 600 dpi instead")
    args = parser.parse_args()
    started = time.perf_counter()
    reader = PageReader(Readers(find_tesseract("nld"), args.engine))
    if args.plan:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{read(reader, plan(Path(folder) / 'plan.jpg'))} words on the plan; {memory()}")
        return
    files = [file for delivery in args.deliveries for file in sorted(delivery.rglob("*")) if promised_type(file.name)]
    for done, _ in enumerate(islice(pages(reader, files), args.pages), 1):
        if done % 50 == 0 or done == 1:
            print(f"{done:5} pages  {memory()}  {time.perf_counter() - started:.0f} s", flush=True)


def pages(reader: PageReader, files: list[Path]) -> Iterator[int]:
    """Read the files over and over, a page at a time."""
    for file in cycle(files):
        kind = promised_type(file.name)
        for found in reader.inspect(file, kind, "a" * 64) if kind else ():
            prepared = reader.prepare(file, found.image)
            yield len(reader.read(file, prepared).words)


def read(reader: PageReader, file: Path) -> int:
    """Read a file of one page."""
    return next(pages(reader, [file]))


def plan(path: Path) -> Path:
    """Make a drawing with lettering, band by band: as a whole it would be 1.7 GB."""
    import pyvips

    sheet = pyvips.Image.black(*A0_600, bands=3).linear(1, [235, 232, 220]).cast("uchar").copy(interpretation="srgb")
    for line in range(40):
        text = pyvips.Image.text(f"Ontwerp van een werkhuis te Leest, blad {line}", dpi=600, font="sans 10")
        ink = text.invert().bandjoin([text.invert(), text.invert()]).copy(interpretation="srgb")
        sheet = sheet.insert(ink, 1500 + 3000 * (line % 5), 1200 + 640 * line)
    sheet.copy(xres=600 / 25.4, yres=600 / 25.4).jpegsave(str(path), Q=80)
    return path


def memory() -> str:
    """Return what this process takes now and took at most."""
    said = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    now, most = (int(said[name].split()[0]) // 1024 for name in ("VmRSS", "VmHWM"))
    return f"{now} MB now, {most} MB at most"


if __name__ == "__main__":
    main()
