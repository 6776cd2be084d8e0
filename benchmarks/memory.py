"""How much memory a reading process takes, and whether that stays flat: the same pages read again and again.

    python benchmarks/memory.py DELIVERY... [--pages 500] [--engine both] [--plan | --whole]

Reads in this process, as a reading process does, and prints resident and highest memory every 50 pages. `--plan` makes
a colour plan of A0 at 600 dpi and reads that alone. `--whole` digitises the deliveries over and over with one reading
process, PDFs and crops included, each time into a register that knows nothing yet, and prints what both processes take.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, cycle, islice
from pathlib import Path

from pipeline import bootstrap, log
from pipeline.adapters.ocr.engines import Readers
from pipeline.adapters.ocr.reading import PageReader
from pipeline.adapters.ocr.tesseract import find_tesseract
from pipeline.adapters.words.likely_words import word_files
from pipeline.package_data import package_data
from pipeline.receiving.sniff import promised_type
from pipeline.running.batch import run_delivery
from pipeline.settings import Settings, load
from pipeline.steps import Call, Remember, Retried

A0_600 = (19_866, 28_087)  # pixels


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("deliveries", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--engine", choices=["both", "tesseract", "paddle"], default="both")
    parser.add_argument("--plan", action="store_true", help="read one colour plan of A0 at 600 dpi instead")
    parser.add_argument("--whole", action="store_true", help="digitise: everything that one reading process does")
    args = parser.parse_args()
    if args.whole:
        whole(args.deliveries, args.pages, args.engine)
        return
    started = time.perf_counter()
    reader = PageReader(Readers(find_tesseract("nld"), args.engine, word_files(package_data("config"))))
    if args.plan:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{read(reader, plan(Path(folder) / 'plan.jpg'))} words on the plan; {memory()}")
        return
    files = [file for delivery in args.deliveries for file in sorted(delivery.rglob("*")) if promised_type(file.name)]
    for done, _ in enumerate(islice(pages(reader, files), args.pages), 1):
        if done % 50 == 0 or done == 1:
            print(f"{done:5} pages  {memory()}  {time.perf_counter() - started:.0f} s", flush=True)


def whole(deliveries: list[Path], least: int, engine: str) -> None:
    """Digitise the deliveries again and again, and print the memory of the reading process and of this one."""
    log.configure("error")
    started, done = time.perf_counter(), 0
    with tempfile.TemporaryDirectory(prefix="kaft-memory-") as folder:
        settings = load(None, work=Path(folder) / "work")
        reading = settings.reading.model_copy(update={"workers": 1, "engine": engine})
        settings = settings.model_copy(update={"reading": reading})
        with bootstrap.workshop(settings) as shop:
            for turn in count():
                fresh = settings.model_copy(
                    update={"places": settings.places.model_copy(update={"work": Path(folder) / str(turn)})}
                )
                for delivery in deliveries:
                    done += digitised(fresh, delivery, shop)
                    reader, here = (memory(process) for process in (reading_process(), "self"))
                    seconds = time.perf_counter() - started
                    print(f"{done:5} pages  reading: {reader}  command: {here}  {seconds:.0f} s", flush=True)
                    if done >= least:
                        return


def digitised(settings: Settings, delivery: Path, shop: bootstrap.Workshop) -> int:
    """Digitise a delivery in a work folder that knows nothing, with the reading process of the workshop."""
    with bootstrap.open_register(settings) as books:
        store = bootstrap.open_the_store(settings)
        places = {"store": store, "bucket": bootstrap.open_the_bucket(settings), "register": books.register}
        tools = replace(shop.tools, **places, reviews=bootstrap.the_reviews(settings, books), announce=None)
        step = Remember(books.ledger, store, Retried(Call()))
        report = run_delivery(bootstrap.open_delivery(settings, str(delivery)), tools, step=step, dossiers_at_once=1)
    shutil.rmtree(settings.work)
    return report.pages_received


def reading_process() -> str:
    """Return the number of the one process that this one started."""
    children = (task.read_text(encoding="ascii").split() for task in Path("/proc/self/task").glob("*/children"))
    return next(child for started in children for child in started)


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


def memory(process: str = "self") -> str:
    """Return what a process takes now and took at most."""
    said = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines())
    now, most = (int(said[name].split()[0]) // 1024 for name in ("VmRSS", "VmHWM"))
    return f"{now} MB now, {most} MB at most"


if __name__ == "__main__":
    main()
