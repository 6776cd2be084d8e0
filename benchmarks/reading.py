"""What a page costs: kaft from file to published dossier, next to OCRmyPDF alone on the same pages in the same run.

    python benchmarks/reading.py DELIVERY... [--workers 2] [--skip-peer]

Prints CPU seconds per page (user and system, all processes), pages per minute, and the highest memory of a reading
process. Ratios are what counts: the machine, and whatever else runs on it, is in both.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import img2pdf
import pikepdf

from pipeline import bootstrap, log
from pipeline.running.batch import run_delivery
from pipeline.settings import load

_MADE = {0, 10}  # OCRmyPDF's exit codes: a PDF/A; a PDF that is no valid PDF/A


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("deliveries", nargs="+", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--skip-peer", action="store_true", help="measure kaft only")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kaft-bench-") as folder:
        pages, ours, wall, reading = kaft(args.deliveries, args.workers, Path(folder))
        print(f"kaft: {pages} pages, {ours / pages:.3f} CPU s a page, {pages / wall * 60:.0f} pages a minute")
        for name, seconds in sorted(reading.items(), key=lambda item: -item[1]):
            print(f"  {name:22} {seconds / pages:.3f} CPU s a page")
        if not args.skip_peer:
            peer_pages, theirs, wall = ocrmypdf_alone(args.deliveries, args.workers, Path(folder))
            per_page = theirs / peer_pages
            speed = peer_pages / wall * 60
            print(f"ocrmypdf alone: {peer_pages} pages, {per_page:.3f} CPU s a page, {speed:.0f} pages a minute")
            print(f"kaft / ocrmypdf: {ours / pages / per_page:.2f}")
        beside = ours - reading["read"] - reading.get("reread", 0)
        print(f"everything beside reading / reading: {beside / (ours - beside):.2f}")


def kaft(deliveries: list[Path], workers: int, folder: Path) -> tuple[int, float, float, dict[str, float]]:
    """Digitise the deliveries; return pages, CPU seconds, wall seconds, and CPU seconds by kind of work."""
    settings = load(None, work=folder / "work")
    log.configure("warning")
    settings = settings.model_copy(update={"reading": settings.reading.model_copy(update={"workers": workers})})
    started, before = time.perf_counter(), cpu(resource.RUSAGE_SELF)
    children = cpu(resource.RUSAGE_CHILDREN)
    with bootstrap.workshop(settings) as shop:
        pages = 0
        for delivery in deliveries:
            inbox = bootstrap.open_delivery(settings, str(delivery))
            report = run_delivery(inbox, shop.tools, step=shop.step, dossiers_at_once=workers + 1)
            pages += report.pages_received
            unread = [outcome.key.folder for outcome in report.outcomes if outcome.state in {"failed", "quarantined"}]
            if unread:  # what was not read costs nothing: the figures would flatter
                sys.exit(f"Not digitised, so nothing is measured: {', '.join(unread)}")
        kinds = dict(shop.usage.cpu)
        print(f"peak memory of a reading process: {shop.usage.peak / 1024**2:.0f} MB")
    wall = time.perf_counter() - started
    kinds["(main process)"] = cpu(resource.RUSAGE_SELF) - before
    return pages, cpu(resource.RUSAGE_CHILDREN) - children + kinds["(main process)"], wall, kinds


def ocrmypdf_alone(deliveries: list[Path], workers: int, folder: Path) -> tuple[int, float, float]:
    """Run the OCRmyPDF program on each dossier as one PDF; return pages, CPU seconds, wall seconds."""
    dossiers = [path for delivery in deliveries for path in sorted(delivery.iterdir()) if path.is_dir()]
    inputs = [as_pdf(dossier, folder / f"{dossier.parent.name}-{dossier.name}.pdf") for dossier in dossiers]
    pages = sum(len(pikepdf.open(path).pages) for path in inputs)
    started, before = time.perf_counter(), cpu(resource.RUSAGE_CHILDREN)
    for path in inputs:
        command = ["-l", "nld", "--output-type", "pdfa", "--jobs", str(workers), "--quiet"]
        program = str(Path(sys.executable).parent / "ocrmypdf")
        files = [str(path), str(path.with_suffix(".out.pdf"))]
        done = subprocess.run([program, *command, *files], check=False, timeout=900)
        if done.returncode not in _MADE:  # what was not made costs nothing: the ratio would be wrong
            sys.exit(f"OCRmyPDF ended with {done.returncode}: nothing is compared. It needs ghostscript for PDF/A.")
    return pages, cpu(resource.RUSAGE_CHILDREN) - before, time.perf_counter() - started


def as_pdf(dossier: Path, target: Path) -> Path:
    """Put the scans of a dossier into one PDF, their data untouched."""
    with pikepdf.new() as whole:
        for file in sorted(dossier.iterdir()):
            if file.suffix.lower() == ".pdf":
                with pikepdf.open(file) as source:
                    whole.pages.extend(source.pages)
            else:
                part = target.with_suffix(".page.pdf")
                part.write_bytes(img2pdf.convert(file.read_bytes(), rotation=img2pdf.Rotation.none))
                with pikepdf.open(part) as source:
                    whole.pages.extend(source.pages)
        whole.save(target)
    return target


def cpu(whom: int) -> float:
    """Return the user and system seconds of this process or of its ended children."""
    used = resource.getrusage(whom)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
