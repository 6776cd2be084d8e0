"""How well and how dearly pages are read: kaft, the Tesseract program and RapidOCR, on the same pages in one run.

    python -m benchmarks.peers DELIVERIES TRUTH [--every 1]

Everybody reads every page; the peers are given it the right way up (as the truth says), kaft finds that out. A field
string counts when it stands in the text after removing spaces, hyphens and case. CPU seconds are those of reading only.
"""

import os
import resource
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidocr import EngineType, RapidOCR

from benchmarks.accuracy import Known, error_of, fields_in, known_pages, on_known_pages, page_reader, read
from pipeline.adapters.pages import images

Peer = Callable[[Path], str]


def main() -> None:
    """Measure and print."""
    args = on_known_pages(__doc__).parse_args()
    pages = list(known_pages(args.deliveries, args.truth, args.every))
    for engine in ("tesseract", "both"):
        reader = page_reader(engine)
        next(read(reader, pages))  # loads the models
        before = cpu()
        texts = [one.text.text for one in read(reader, pages)]
        say(f"kaft, {engine}", pages, texts, cpu() - before)
    with tempfile.TemporaryDirectory(prefix="kaft-peers-") as folder:
        upright = [turned(page, Path(folder) / f"{place}.png") for place, page in enumerate(pages)]
        peers: dict[str, Peer] = {"the Tesseract program": tesseract_program, "RapidOCR": rapidocr()}
        for name, peer in peers.items():
            before = cpu()
            texts = [peer(picture) for picture in upright]
            say(name, pages, texts, cpu() - before)


def turned(page: Known, target: Path) -> Path:
    """Write a page the right way up, with its resolution, as the peers are given it."""
    picture = images.raster(page.path, page.image).image.convert("L").rotate(page.truth["rotation"], expand=True)
    dpi = page.image.dpi or 200
    picture.save(target, compress_level=1, dpi=(dpi, dpi))
    return target


def tesseract_program(picture: Path) -> str:
    """Read a page with the Tesseract program, one thread."""
    command = ["tesseract", str(picture), "stdout", "-l", "nld"]
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=600, env=alone).stdout


def rapidocr() -> Peer:
    """Return RapidOCR as it comes in its wheel, on OpenVINO with one thread."""
    on_openvino = {f"{part}.engine_type": EngineType.OPENVINO for part in ("Det", "Cls", "Rec")}
    one_thread = {"EngineConfig.openvino.inference_num_threads": 1, "Global.log_level": "error"}
    reader = RapidOCR(params={**on_openvino, **one_thread})

    def text(picture: Path) -> str:
        return "\n".join(reader(picture).txts or ())

    return text


def say(name: str, pages: Sequence[Known], texts: Sequence[str], seconds: float) -> None:
    """Print the figures of one reader on one line."""
    found, wanted = (
        sum(fields_in(text, page.truth)[place] for page, text in zip(pages, texts, strict=True)) for place in (0, 1)
    )
    errors = [error_of(text, page.truth) for page, text in zip(pages, texts, strict=True)]
    middle = statistics.median(error for error in errors if error is not None)
    cost = seconds / len(pages)
    print(f"{name:22} fields {found}/{wanted} ({found / wanted:.1%})  CER median {middle:.3f}  {cost:.3f} CPU s a page")


def cpu() -> float:
    """Return the user and system seconds of this process and of its ended children."""
    used = [resource.getrusage(whom) for whom in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
