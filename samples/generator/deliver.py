"""Write a delivery as a scanning contractor would: folders, page files, inventory and manifest."""

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import img2pdf
import pikepdf
import truth
from facts import Dossier
from paper import Scan
from render import Rendered
from truth import Page

COLUMNS = ("doos", "map", "dossiermap", "jaar", "opmerking")


@dataclass(slots=True)
class Delivery:
    """A delivery in the making.

    Attributes:
        files: relative path and bytes of every file.
        truths: the answer of every dossier, by dossier folder.
        inventory: rows of the inventory, in the order of its columns.
    """

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    truths: dict[str, dict[str, Any]] = field(default_factory=dict)
    inventory: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def add(self, dossier: Dossier, rendered: Sequence[Rendered], form: str) -> None:
        """Add a dossier folder.

        Args:
            dossier: the facts of the dossier.
            rendered: its pages in order.
            form: tiff (a file per page), pdf (one PDF), book (the bitonal pages in one TIFF) or parts (two folders).
        """
        pages = {"tiff": self.loose, "pdf": self._pdf, "book": self._book, "parts": self._parts}[form](
            dossier.key, rendered
        )
        self.truths[dossier.key] = truth.dossier(dossier, pages, self.name)

    def add_stack(self, name: str, dossiers: Sequence[tuple[Dossier, Sequence[Rendered]]]) -> None:
        """Add one PDF that holds several dossiers, each behind its separator sheet."""
        self.files[name] = pdf([scan for _, rendered in dossiers for _, scan in rendered])
        start = 0
        for dossier, rendered in dossiers:
            pages = [Page(sheet, scan, name, start + index) for index, (sheet, scan) in enumerate(rendered)]
            self.truths[dossier.key] = truth.dossier(dossier, pages, self.name)
            start += len(rendered)

    def loose(self, folder: str, rendered: Sequence[Rendered], prefix: str = "", first: int = 1) -> list[Page]:
        """Add the pages as files of a folder, numbered from `first`; return them for the truth."""
        pages = []
        for number, (sheet, scan) in enumerate(rendered, first):
            file = f"{number:04d}.{'tif' if scan.mode == 'bitonal' else 'jpg'}"
            self.files[f"{folder}/{file}"] = scan.encoded()
            pages.append(Page(sheet, scan, f"{prefix}{file}", 0))
        return pages

    def _pdf(self, folder: str, rendered: Sequence[Rendered]) -> list[Page]:
        self.files[f"{folder}/0001.pdf"] = pdf([scan for _, scan in rendered])
        return [Page(sheet, scan, "0001.pdf", index) for index, (sheet, scan) in enumerate(rendered)]

    def _book(self, folder: str, rendered: Sequence[Rendered]) -> list[Page]:
        """Put each run of bitonal pages in one TIFF, so that the pages stay in the order of the file names."""
        runs: list[list[Rendered]] = []
        for item in rendered:
            bitonal = item[1].mode == "bitonal"
            if runs and bitonal and runs[-1][0][1].mode == "bitonal":
                runs[-1].append(item)
            else:
                runs.append([item])
        pages: list[Page] = []
        for number, run in enumerate(runs, 1):
            if len(run) == 1:
                pages += self.loose(folder, run, first=number)
                continue
            file = f"{number:04d}.tif"
            self.files[f"{folder}/{file}"] = tiff([scan for _, scan in run])
            pages += [Page(sheet, scan, file, index) for index, (sheet, scan) in enumerate(run)]
        return pages

    def _parts(self, folder: str, rendered: Sequence[Rendered]) -> list[Page]:
        """Put the second half in a second folder, whose pages are numbered from 1 again."""
        half = (len(rendered) + 1) // 2
        second = f"{folder}_02"
        return self.loose(folder, rendered[:half]) + self.loose(second, rendered[half:], prefix=f"{second}/")

    def write(self, out: Path, *, manifest: bool = True, encoding: str = "utf-8", folder: str = "deliveries") -> None:
        """Write the delivery below `out` / `folder` and the answers into `out` / truth."""
        files = dict(self.files)
        files["inventory.csv"] = self._inventory(encoding)
        lines = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items())]
        if manifest:
            files["manifest-sha256.txt"] = "".join(lines).encode()
        for path, data in files.items():
            target = out / folder / self.name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        (out / "truth").mkdir(parents=True, exist_ok=True)
        for key, answer in self.truths.items():
            text = json.dumps(answer, ensure_ascii=False, indent=1)
            (out / "truth" / f"{key}.json").write_text(text + "\n", encoding="utf-8")

    def _inventory(self, encoding: str) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(self.inventory)
        return text.getvalue().encode(encoding)


def pdf(scans: Sequence[Scan]) -> bytes:
    """Return one PDF with a page per scan, each image kept as it is."""
    raw = img2pdf.convert([scan.encoded() for scan in scans], nodate=True, engine=img2pdf.Engine.pikepdf)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as document:
        del document.trailer["/ID"]  # a random one, of which half would stay
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def tiff(scans: Sequence[Scan]) -> bytes:
    """Return one TIFF that holds several bitonal pages."""
    out = io.BytesIO()
    first, *rest = [scan.image for scan in scans]
    dpi = scans[0].dpi
    first.save(out, "TIFF", compression="group4", dpi=(dpi, dpi), save_all=True, append_images=rest)
    return out.getvalue()
