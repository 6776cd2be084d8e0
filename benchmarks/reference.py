"""What the address list costs: importing all of Flanders, and looking one address up in it.

    python benchmarks/reference.py BEST-FILE [--lookups 5000] [--seed 1]

Prints CPU seconds and highest memory of the import (in a process of its own), the size on disk, and for look-ups the
CPU milliseconds at 50, 95 and 99 % and how many streets were found, by how the address was spoilt. The first look-up in
each municipality, which reads its streets from disk, is in the first figures; `again` is the same addresses once more.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from pipeline.adapters.reference.book import book_path, open_book
from pipeline.adapters.reference.official import ReferenceTables, open_imports
from schemas.values import Address

IMPORT = """
import resource, sys
from pathlib import Path
from pipeline.adapters.reference.importing import import_table
source = import_table("best", [Path(sys.argv[1])], Path(sys.argv[2])).source
used = resource.getrusage(resource.RUSAGE_SELF)
print(source.rows, source.skipped, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


NO_TOWN = "no municipality"
HOW = ("as it is", "abbreviated", "one letter misread", "old spelling", "no such number", "no such street", NO_TOWN)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("best", type=Path)
    parser.add_argument("--lookups", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kaft-bench-") as scratch:
        folder = Path(scratch)
        words = [sys.executable, "-c", IMPORT, str(args.best), str(folder)]
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
        size = book_path(folder, "best").stat().st_size / 1024**2
        used = f"{float(told[2]):.1f} CPU s, {float(told[3]):.0f} MB, {size:.0f} MB on disk"
        print(f"import: {told[0]} rows, {told[1]} unusable, {used}")
        look_up(folder, args.lookups, args.seed)


def look_up(folder: Path, count: int, seed: int) -> None:
    """Look addresses up that were spoilt in several ways."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    tables = ReferenceTables(imports=open_imports(folder))
    spent: dict[str, list[float]] = defaultdict(list)
    right: dict[str, int] = defaultdict(int)
    asked = []
    for nis, name, number in sample(folder, count, chance):
        how = chance.choice(HOW)
        asked.append((how, name, spoilt(how, name, number, chance), None if how == NO_TOWN else tables.by_nis(nis)))
    for again in (False, True):
        for how, name, address, town in asked:
            start = time.process_time()
            found = tables.locate(address, town, 1965)
            spent["again" if again else how].append(1000 * (time.process_time() - start))
            right[how] += not again and bool(found.today and found.today.street == name)
    everything = [value for how, values in spent.items() if how != "again" for value in values]
    for how, values in (("all", everything), *sorted(spent.items())):
        ranked = sorted(values)
        at = {share: ranked[min(len(ranked) - 1, len(ranked) * share // 100)] for share in (50, 95, 99)}
        points = ", ".join(f"{share} % {value:.2f}" for share, value in at.items())
        hits = "" if how in {"all", "again", NO_TOWN} else f", street of today found {right[how]}/{len(values)}"
        print(f"{how:20}{len(values):6} look-ups, CPU ms at {points}{hits}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory with the list in use: {memory:.0f} MB")


def sample(folder: Path, count: int, chance: random.Random) -> list[tuple[str, str, str]]:
    """Return NIS, street and number of so many streets by chance."""
    book = open_book(folder, "best")
    assert book is not None  # noqa: S101  # it was made just now
    rows = book.rows(
        "SELECT nis, name, min(number) FROM street s JOIN address a ON a.street = s.id GROUP BY s.id ORDER BY s.id"
    )
    book.close()
    return chance.sample(rows, min(count, len(rows)))


def spoilt(how: str, name: str, number: str, chance: random.Random) -> Address:
    """Return an address as it may stand on old paper."""
    match how:
        case "abbreviated":
            return Address(street=shorten(name), number=number)
        case "one letter misread":
            return Address(street=misread(name, chance), number=number)
        case "old spelling":
            return Address(street=name.replace("aa", "ae"), number=number)
        case "no such number":
            return Address(street=name, number="9998")
        case "no such street":
            return Address(street=f"Qwx{name[::-1]}", number=number)
        case _:
            return Address(street=name, number=number)


def misread(name: str, chance: random.Random) -> str:
    """Return a name with one letter read as another."""
    at = chance.randrange(1, len(name)) if len(name) > 1 else 0
    return name[:at] + chance.choice("acdehiklmnortu5180") + name[at + 1 :]


def shorten(name: str) -> str:
    """Return a name with its ending abbreviated."""
    for full, short in (("steenweg", "stwg."), ("straat", "str."), ("laan", "ln.")):
        if name.endswith(full):
            return name.removesuffix(full) + short
    return name


if __name__ == "__main__":
    main()
