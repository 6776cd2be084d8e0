"""How fast the register takes dossiers in and finds them: `python benchmarks/register.py URL --dossiers 10000`.

Made-up dossiers: streets of Flanders, drawn names and numbers, six pages of 120 words unless told otherwise. Give an
empty register. The figures: dossiers per second of wall and of CPU time of the writers, bytes per dossier, and the time
of a search by the clock, and in CPU time of this process and of its process in PostgreSQL.
"""
# ruff: noqa: S311  # seeded dice are wanted, this is no cryptography

import argparse
import json
import multiprocessing
import os
import random
import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text

from pipeline.adapters.places import Books, open_books
from pipeline.package_data import package_data
from pipeline.ports import Publication
from schemas.delivery import DossierKey
from schemas.findings import Evidence
from schemas.outcome import Package, PackageFile
from schemas.pages import Box
from schemas.record import Dates, Item, Many, One, Record, RecordPage
from schemas.values import Address, Municipality, Parcel, PartialDate, Reference

PAGES, WORDS = 6, 120
SEEN = Evidence(
    page=1, file="0001.tif", page_index=0, boxes=(Box(1, 2, 3, 4),), text="x", reader="eye 1", extractor="brain 1"
)
SYLLABLES = [
    "ver",
    "ha",
    "gen",
    "jan",
    "sens",
    "pee",
    "ters",
    "de",
    "vos",
    "wil",
    "lems",
    "ma",
    "es",
    "mer",
    "tens",
    "cla",
    "goos",
    "sen",
    "smet",
    "dub",
    "wou",
    "bos",
    "kamp",
]


def main() -> None:
    """Fill the register and measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("url")
    asked.add_argument("--dossiers", type=int, default=10_000)
    asked.add_argument("--searches", type=int, default=100)
    asked.add_argument("--skip-load", action="store_true")
    asked.add_argument("--batch", type=int, default=1, help="dossiers per transaction")
    asked.add_argument("--pages", type=int, default=PAGES, help="pages of a dossier")
    asked.add_argument("--words", type=int, default=WORDS, help="words of a page")
    asked.add_argument("--writers", type=int, default=1)
    asked.add_argument("--begin", type=int, default=0, help="the dossiers before this one are there already")
    options = asked.parse_args()
    books = open_books(options.url)
    paper = (options.pages, options.words)
    figures: dict[str, object] = {"dossiers": options.dossiers}
    if not options.skip_load:
        figures |= load(options.url, range(options.begin, options.dossiers), options.batch, paper, options.writers)
    if options.searches:
        figures |= search(options.url, books, Maker(random.Random(7), *paper), options.dossiers, options.searches)
    figures["bytes_per_dossier"] = size(options.url, books) // options.dossiers
    books.close()
    print(json.dumps(figures, indent=1))


class Maker:
    """Draws dossiers; dossier n is the same every time."""

    def __init__(self, dice: random.Random, pages: int = PAGES, words: int = WORDS) -> None:
        self.pages, self.words_a_page = pages, words
        lines = (package_data("config") / "reference" / "streets.txt").read_text(encoding="utf-8").splitlines()
        self.streets = dice.sample(sorted(lines), min(4000, len(lines)))
        self.words = [self._word(dice) for _ in range(20_000)]

    def _word(self, dice: random.Random) -> str:
        return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 4)))

    def record(self, n: int) -> Record:
        """Return dossier n."""
        dice = random.Random(n)
        key = DossierKey(delivery=f"levering_{n // 1000:04d}", folder=f"D{n:07d}")
        year = dice.randint(1930, 2015)
        name = f"{self._word(dice).title()} {dice.choice(['Jan', 'Piet', 'An', 'Maria', 'Rik', 'Lea'])}"
        return Record(
            id=key.id, key=key, parts=(key.folder,),
            municipality=One[Municipality](value=Municipality(name="Mechelen", nis="12025"), status="accepted"),
            references=Many[Reference](items=(self._item(self.number(n)),), status="accepted"),
            addresses=Many[Address](items=(self._item(self.address(n)),), status="accepted"),
            parcels=Many[Parcel](items=(self._item(self.parcel(n)),), status="accepted"),
            applicants=Many[str](items=(self._item(name),), status="accepted"),
            architect=One[str](value=f"{dice.choice('ABCDEFG')}. {self._word(dice).title()}", status="accepted"),
            dates=Dates(decision=One[PartialDate](value=f"{year}-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}")),
            pages=tuple(self._page(number, dice) for number in range(1, self.pages + 1)),
        )  # fmt: skip

    def number(self, n: int) -> Reference:
        """Return the number of dossier n."""
        dice = random.Random(n)
        value = f"{dice.randint(1930, 2015)}/{n % 9999 + 1}"
        return Reference(kind="municipal", value=value, raw=value, primary=True)

    def address(self, n: int) -> Address:
        """Return the address of dossier n."""
        dice = random.Random(n + 1_000_003)
        return Address(street=dice.choice(self.streets), number=str(dice.randint(1, 300)), municipality="Mechelen")

    def parcel(self, n: int) -> Parcel:
        """Return the parcel of dossier n."""
        dice = random.Random(n + 2_000_003)
        return Parcel(
            section=dice.choice("ABCDEF"), number=str(dice.randint(1, 1500)), exponent=dice.choice("ABCDEFGHKLMNPRSTV"),
            power=dice.randint(1, 20),
        )  # fmt: skip

    def _item(self, value: object) -> Item:
        return Item(value=value, text="zoals gelezen", confidence=0.97, evidence=(SEEN,))

    def _page(self, number: int, dice: random.Random) -> RecordPage:
        # Words as common as in a language: few are on every page, most are on hardly any.
        words = [
            self.words[min(int(dice.paretovariate(0.4)) - 1, len(self.words) - 1)] for _ in range(self.words_a_page)
        ]
        return RecordPage(
            number=number, file=f"{number:04}.tif", page_index=0, sha256=f"{number:064}", type="overig", rotation=0,
            skew=0.0, blank=False, width=2480, height=3508, dpi=300, text=" ".join(words), words=self.words_a_page,
            confidence=0.9,
        )  # fmt: skip


def load(url: str, numbers: range, batch: int, paper: tuple[int, int], writers: int) -> dict[str, object]:
    """Publish dossiers with several writers, and time only that; growth is told while it goes."""
    asked = [(url, numbers, batch, paper, writer, writers) for writer in range(writers)]
    with multiprocessing.get_context("spawn").Pool(writers) as pool:
        done = pool.starmap(write, asked, chunksize=1)
    return {
        "batch": batch,
        "writers": writers,
        "loaded_per_second": round(sum(one.dossiers / one.wall for one in done)),
        "loaded_per_cpu_second_of_a_writer": round(sum(one.dossiers for one in done) / sum(one.cpu for one in done)),
        "cpu_ms_of_the_server_per_dossier": round(1000 * sum(one.server for one in done) / len(numbers), 2),
    }


class Written(NamedTuple):
    """What one writer did: dossiers, seconds of wall time, CPU seconds of itself and of its process in PostgreSQL."""

    dossiers: int
    wall: float
    cpu: float
    server: float


def write(url: str, numbers: range, batch: int, paper: tuple[int, int], writer: int, writers: int) -> Written:
    """Publish every batch that is this writer's of dossiers."""
    books, maker, done = open_books(url), Maker(random.Random(7), *paper), Written(0, 0.0, 0.0, 0.0)
    said = 0
    for start in range(numbers.start + writer * batch, numbers.stop, writers * batch):
        publications = [publication(maker, n) for n in range(start, min(start + batch, numbers.stop))]
        server = server_cpu(url, books)
        begin, used = time.perf_counter(), time.process_time()
        if batch == 1:
            books.register.publish(*publications[0])
        else:
            books.register.publish_many(publications)
        done = Written(
            done.dossiers + len(publications), done.wall + time.perf_counter() - begin,
            done.cpu + time.process_time() - used, done.server + server_cpu(url, books) - server,
        )  # fmt: skip
        if writer == 0 and start - said >= 10_000:
            said = start
            print(start, *(round(value, 1) for value in done), file=sys.stderr, flush=True)
    books.close()
    return done


def server_cpu(url: str, books: Books) -> float:
    """Return the CPU seconds of this writer's process in a PostgreSQL on this machine; 0 elsewhere."""
    if url.startswith("sqlite"):
        return 0.0
    with books.register._database.engine.connect() as connection:  # type: ignore[attr-defined]  # noqa: SLF001  # only a measurement looks inside
        process = connection.scalar(text("SELECT pg_backend_pid()"))
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def publication(maker: Maker, n: int) -> Publication:
    """Return the first version of dossier n."""
    record = maker.record(n)
    files = (PackageFile(path="record.json", sha256="a" * 64, size=1),)
    return Publication(record, Package(dossier_id=record.id, nis="12025", files=files), 1)


def search(url: str, books: Books, maker: Maker, count: int, times: int) -> dict[str, object]:
    """Search for what is there, and for what has a typing error in it."""
    dice = random.Random(11)
    asked: dict[str, list[str]] = {
        "number": [],
        "address": [],
        "typing error": [],
        "parcel": [],
        "name": [],
        "misspelt name": [],
        "surname alone, misspelt": [],
        "text": [],
    }
    for _ in range(times):
        n = dice.randrange(count)
        record, address, parcel = maker.record(n), maker.address(n), maker.parcel(n)
        street = str(address.street)
        asked["number"].append(maker.number(n).value)
        asked["address"].append(f"{street} {address.number}")
        asked["typing error"].append(f"{street[:4]}{street[5:]} {address.number}")
        asked["parcel"].append(f"{parcel.section} {parcel.number}{parcel.exponent}{parcel.power}")
        name = record.applicants.values[0]
        asked["name"].append(name)
        place = len(name.split()[0]) // 2
        asked["misspelt name"].append(name[:place] + name[place + 1 :])
        asked["surname alone, misspelt"].append((name[:place] + name[place + 1 :]).split()[0])
        words = sorted(set(record.pages[2].text.split()), key=lambda word: -maker.words.index(word))
        asked["text"].append(" ".join(words[:2]))
    books.register.find("warm 1")
    figures: dict[str, object] = {}
    for kind, queries in asked.items():
        spent, cpu, found, server = [], [], 0, server_cpu(url, books)
        for query in queries:
            begin, used = time.perf_counter(), time.process_time()
            found += bool(books.register.find(query))
            spent.append((time.perf_counter() - begin) * 1000)
            cpu.append((time.process_time() - used) * 1000)
        figures[kind] = {
            "p50_ms": round(statistics.median(spent), 1),
            "p95_ms": round(statistics.quantiles(spent, n=20)[-1], 1),
            "p50_cpu_ms": round(statistics.median(cpu), 1),
            "p95_cpu_ms": round(statistics.quantiles(cpu, n=20)[-1], 1),
            "mean_cpu_ms_of_the_server": round((server_cpu(url, books) - server) * 1000 / len(queries), 1),
            "found": f"{found}/{len(queries)}",
        }
    return {"search": figures}


def size(url: str, books: Books) -> int:
    """Return how many bytes the register takes."""
    if url.startswith("sqlite"):
        return Path(url.removeprefix("sqlite:///")).stat().st_size
    from sqlalchemy import create_engine, text

    engine = create_engine(url)
    with engine.connect() as connection:
        found = int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    engine.dispose()
    del books
    return found


if __name__ == "__main__":
    main()
