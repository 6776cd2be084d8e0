"""Make deliveries in the wording of one or more families: usual folders, folders that lack things, and stacks."""

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import truth
from contents import Leaf
from deliver import Delivery, pdf
from dice import Dice
from facts import Wish
from families import compose
from families.draws import YEARS, Case, draw
from render import Rendered, render
from truth import Page

ABSENT = ("no_decision", "cover_only", "illegible", "letter_only", "no_numbers", "bare")
SCHEMES: dict[str, str] = {
    "C": "D{box:03d}_M{map:02d}",
    "D": "{box:02d}-{map:03d}",
    "E": "BW{box:03d}{map:03d}",
    "I": "{box}.{map:02d}",
    "J": "R{box:02d}_dossier{map:03d}",
    "K": "BD_{box:03d}_{map:03d}",
    "L": "doos{box:02d}-bundel{map:03d}",
}
# One in so many usual dossiers of these families lacks things.
SPARSE = {"I": 10, "J": 10, "K": 10, "L": 10}
KINDS = ("usual", "absent", "mixed", "stack", "twofold")


def order(
    out: Path, families: Sequence[str], kind: str, seed: int, count: int, *, report: Callable[[str], None]
) -> None:
    """Make one delivery of `count` dossiers below `out` / delivery, with its answers in `out` / truth.

    Args:
        out: the folder.
        families: whose wordings; taken in turn.
        kind: usual, absent, mixed (one in six lacks things, one in twelve holds two permits), stack or twofold.
        seed: the same seed makes the same bytes.
        count: how many dossiers.
        report: is told about every dossier.
    """
    delivery = Delivery("delivery")
    dice = Dice(f"order/{seed}/{kind}")
    if kind == "stack":
        _stacks(delivery, families, seed, count, report)
    else:
        for index in range(count):
            family = families[index % len(families)]
            own = Dice(f"{family}/{kind}/{seed}:{index}")
            _folder(delivery, family, _sort(kind, index, family), index, own, _wish(family, seed, index))
            report(f"{delivery.name}: {index + 1} of {count}")
    delivery.write(out, manifest=dice.chance(0.6), encoding="cp1252" if dice.chance(0.4) else "utf-8", folder="")


def _sort(kind: str, index: int, family: str) -> str:
    if kind == "usual" and family in SPARSE and not index % SPARSE[family]:
        return "absent"
    if kind == "mixed":
        return "twofold" if index % 12 == 7 else "absent" if index % 6 == 3 else "usual"
    return kind


def _key(family: str, index: int) -> str:
    scheme = SCHEMES.get(family, "kaft_{box}_{map}")
    return scheme.format(box=index // 9 + 3, map=index % 9 + 1)


def _wish(family: str, seed: int, index: int) -> Wish | None:
    """Spread the years of a family that has bounds evenly over them; a few dozen draws may all fall in one half."""
    if family not in YEARS:
        return None
    first, last = YEARS[family]
    return Wish(year=first + (seed * 17 + index * 70) % (last - first + 1))


def _folder(delivery: Delivery, family: str, sort: str, index: int, dice: Dice, wish: Wish | None) -> None:
    key = _key(family, index)
    case = draw(key, family, dice, wish)
    pages: Sequence[Leaf]
    if sort == "absent":
        case, pages = _lacking(case, ABSENT[index // (6 if index > 11 else 1) % len(ABSENT)], dice)
    else:
        pages = compose.leaves(case, dice.child("leaves"))
    rendered = rendering(case, pages, dice)
    if sort == "twofold":
        second, more = _second(case, dice)
        _twofold(delivery, case, rendered, second, more)
    else:
        form = dice.weighted({"tiff": 0.6, "pdf": 0.2, "book": 0.12, "parts": 0.08 if len(rendered) > 3 else 0})
        delivery.add(case.dossier, rendered, form)
    year = "" if dice.chance(0.3) else str(case.dossier.year + (dice.between(-9, 9) if dice.chance(0.06) else 0))
    delivery.inventory.append((str(index // 9 + 3), str(index % 9 + 1), key, year, ""))


def rendering(case: Case, pages: Sequence[Leaf], dice: Dice) -> list[Rendered]:
    """Make and scan the pages of a case."""
    worn = compose.wears(case, pages, dice.child("wears"))
    return render(case.dossier, dice, pages, wears=worn, maker=compose.Maker(case))


def _lacking(case: Case, lack: str, dice: Dice) -> tuple[Case, Sequence[Leaf]]:
    """Take something away: whole pages, facts on them, or only their legibility."""
    year, facts = case.dossier.year, dataclasses.replace
    undecided = facts(
        case.dossier,
        decision=None,
        conditions=False,
        dates=facts(case.dossier.dates, decision=None, notification=None),
    )
    open_case = facts(case, dossier=undecided)
    photo = [Leaf("foto")] if year > 1965 else []
    if lack == "no_decision":
        return open_case, [Leaf(kind) for kind in ("kaft", "aanvraag", "plan", "advies")]
    if lack == "cover_only":
        hidden = frozenset({"parcel", "architect", "receipt", "application", "applicant", "subject", "permit_type"})
        hidden = hidden if dice.chance(0.6) else hidden - {"applicant", "subject"}
        return facts(open_case, hidden=hidden), [Leaf("kaft"), Leaf("blanco"), Leaf("blanco"), *photo]
    if lack == "letter_only":
        return facts(open_case, hidden=frozenset({"reference", "parcel"})), [Leaf("los"), *photo, Leaf("blanco")]
    if lack == "illegible":
        usual = compose.leaves(case, dice.child("leaves"))
        return facts(case, smudged=frozenset({"reference", "parcel"})), usual
    if lack == "no_numbers":
        usual = compose.leaves(case, dice.child("leaves"))
        return facts(case, hidden=frozenset({"reference", "number", "parcel", "postcode"})), usual
    bare = frozenset({"architect", "application", "receipt", "notification", "postcode", "parcel"})
    return facts(open_case, hidden=bare), [Leaf("aanvraag"), Leaf("plan")]


def _second(case: Case, dice: Dice) -> tuple[Case, list[Rendered]]:
    """A later permit of the same house, which lies in the same folder."""
    first = case.dossier
    year = min(2016, first.year + dice.between(6, 25))
    other = draw(first.key, case.family, dice.child("second"), Wish(year=year, town=first.town, place=first.place))
    same = dataclasses.replace(other, dossier=dataclasses.replace(other.dossier, sites=first.sites))
    pages = [leaf for leaf in compose.leaves(same, dice.child("pages")) if leaf.kind != "kaft"][:5]
    return same, rendering(same, pages, dice.child("made"))


def _twofold(delivery: Delivery, case: Case, first: list[Rendered], second: Case, more: list[Rendered]) -> None:
    key, before = case.dossier.key, len(first)
    delivery.add(case.dossier, [*first, *more], "pdf")
    everything = delivery.truths[key]["pages"]
    halves = [
        truth.dossier(facts.dossier, [Page(s, c, "0001.pdf", i + n) for i, (s, c) in enumerate(made)], delivery.name)
        for facts, made, n in ((case, first, 0), (second, more, before))
    ]
    answer: dict[str, Any] = {**halves[0], "pages": everything}
    answer["other_permits"] = [*halves[0]["other_permits"], {"role": "second", **_said(halves[1])}]
    answer["permits"] = [
        {**_said(half), "first_page": start, "last_page": end}
        for half, start, end in zip(halves, (1, before + 1), (before, before + len(more)), strict=True)
    ]
    answer["difficulty"] = sorted({*answer["difficulty"], "two_permits"})
    delivery.truths[key] = answer


def _said(half: dict[str, Any]) -> dict[str, Any]:
    wanted = ("references", "applicants", "permit_type", "decision", "dates", "subject", "parcels", "addresses")
    return {name: half[name] for name in wanted}


def _stacks(delivery: Delivery, families: Sequence[str], seed: int, count: int, report: Callable[[str], None]) -> None:
    """Put the dossiers in three stacks without separator sheets: a PDF, a folder of pages, another PDF."""
    stacks: list[list[tuple[Case, list[Rendered]]]] = [[], [], []]
    for index in range(count):
        stack = index * 3 // count
        dice = Dice(f"stack/{seed}:{index}")
        case = draw(f"stapel_{stack + 1}-{len(stacks[stack]) + 1}", families[index % len(families)], dice)
        stacks[stack].append((case, rendering(case, compose.leaves(case, dice.child("leaves")), dice)))
        report(f"{delivery.name}: {index + 1} of {count}")
    for number, members in enumerate(stacks, 1):
        _stack(delivery, f"stapel_{number}", members, loose=number == 2)


def _stack(delivery: Delivery, name: str, members: list[tuple[Case, list[Rendered]]], *, loose: bool) -> None:
    everything = [item for _, rendered in members for item in rendered]
    if not loose:
        delivery.files[f"{name}.pdf"] = pdf([scan for _, scan in everything])
    start = 0
    for case, rendered in members:
        pages = [Page(sheet, scan, f"{name}.pdf", start + i) for i, (sheet, scan) in enumerate(rendered)]
        if loose:
            pages = delivery.loose(name, rendered, first=start + 1)
        answer = truth.dossier(case.dossier, pages, delivery.name)
        answer |= {"stack": name, "first_page": start + 1, "last_page": start + len(rendered)}
        delivery.truths[case.dossier.key] = answer
        start += len(rendered)
    delivery.inventory.append(("1", name[-1], name, "", "stapel zonder scheidingsbladen"))
