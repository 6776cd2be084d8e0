"""The committed sample deliveries: few pages that together show what a delivery can bring."""

from collections.abc import Iterator
from dataclasses import dataclass

import facts
from contents import Leaf
from deliver import Delivery
from dice import Dice
from facts import Dossier, Wish
from paper import Wear
from places import MECHELEN
from render import Rendered, render


@dataclass(frozen=True, slots=True)
class Choices:
    """How a delivery is written."""

    manifest: bool
    encoding: str


@dataclass(frozen=True, slots=True)
class Specimen:
    """One sample dossier.

    Attributes:
        kinds: its pages; "copy" is the carbon copy of the page before it.
        form: how it is delivered: tiff, pdf, book, parts or stack.
        turned: page number, from 0, and degrees clockwise.
        gray: pages delivered as grey JPEG.
        code: the separator sheet in front of it.
        listed: year and remark in the inventory.
    """

    key: str
    wish: Wish
    kinds: str
    form: str
    seed: str = "a"
    turned: tuple[int, int] | None = None
    gray: tuple[int, ...] = ()
    hardness: float = 0.3
    code: str | None = None
    listed: tuple[str, str] = ("", "")


FIRST = (
    Specimen(
        "D012_M01",
        Wish(1934, MECHELEN, "Mechelen", "verleend met voorwaarden", "bouwvergunning"),
        "kaft aanvraag plan advies besluit",
        "tiff",
        code="DOOS012-MAP001",
        listed=("1934", ""),
    ),
    Specimen(
        "D012_M02",
        Wish(1956, MECHELEN, "Leest", "geweigerd", "bouwvergunning"),
        "kaft aanvraag plan besluit copy kennisgeving",
        "tiff",
        turned=(1, 180),
        hardness=0.6,
        listed=("1956", "map beschadigd"),
    ),
    Specimen(
        "D012_M03",
        Wish(1974, MECHELEN, "Mechelen", "verleend", "bouwvergunning"),
        "kaft aanvraag plan statistiek advies besluit kennisgeving",
        "parts",
        listed=("1974", "tweede deel apart gescand"),
    ),
    Specimen(
        "D012_M04",
        Wish(1987, MECHELEN, "Muizen", "verleend met voorwaarden", "verkavelingsvergunning"),
        "aanvraag blanco plan besluit",
        "pdf",
        listed=("", "één pdf"),
    ),
    Specimen(
        "D012_M05",
        Wish(2004, MECHELEN, "Walem", "verleend met voorwaarden", "stedenbouwkundige vergunning"),
        "kaft aanvraag nota plan besluit",
        "book",
        gray=(0,),
        listed=("2004", ""),
    ),
)
STACK = (
    Specimen(
        "DOOS031-MAP001",
        Wish(1968, MECHELEN, "Hombeek", "stilzwijgend geweigerd", "bouwvergunning"),
        "aanvraag ontvangst kennisgeving",
        "stack",
        code="DOOS031-MAP001",
        listed=("1968", "stapel, zie pdf"),
    ),
    Specimen(
        "DOOS031-MAP002",
        Wish(1979, MECHELEN, "Mechelen", "geweigerd", "regularisatievergunning"),
        "aanvraag pv advies besluit",
        "stack",
        code="DOOS031-MAP002",
        listed=("1997", "stapel, zie pdf"),
    ),
)
SECOND = (
    Specimen(
        "D031_M03",
        Wish(1994, MECHELEN, "Heffen", "none", "bouwvergunning"),
        "kaft aanvraag plan ontvangst",
        "tiff",
        listed=("1994", "geen besluit gevonden, privé-briefwisseling"),
    ),
    Specimen(
        "D031_M04",
        Wish(2014, MECHELEN, "Mechelen", "verleend", "stedenbouwkundige vergunning"),
        "aanvraag foto besluit kennisgeving",
        "tiff",
        gray=(1, 3),
        listed=("2014", ""),
    ),
    Specimen(
        "D031_M05",
        Wish(1949, MECHELEN, "Mechelen", "zonder gevolg", "bouwvergunning"),
        "kaft aanvraag overig klassering",
        "pdf",
        gray=(1,),
        listed=("", "één enveloppe"),
    ),
)


def deliveries() -> Iterator[tuple[Delivery, Choices]]:
    """Make the sample deliveries."""
    first = Delivery("levering_mechelen_01")
    for specimen in FIRST:
        _add(first, specimen)
    yield first, Choices(manifest=True, encoding="utf-8")
    second = Delivery("levering_mechelen_02")
    second.add_stack("stapel_doos031.pdf", [_listed(second, specimen) for specimen in STACK])
    for specimen in SECOND:
        _add(second, specimen)
    yield second, Choices(manifest=False, encoding="cp1252")


def _add(delivery: Delivery, specimen: Specimen) -> None:
    dossier, rendered = _listed(delivery, specimen)
    delivery.add(dossier, rendered, specimen.form)


def _listed(delivery: Delivery, specimen: Specimen) -> tuple[Dossier, list[Rendered]]:
    box, folder = int(specimen.key.lower().lstrip("dos")[:3]), int(specimen.key[-2:])
    delivery.inventory.append((str(box), str(folder), specimen.key, *specimen.listed))
    dice = Dice(f"sample/{specimen.key}/{specimen.seed}")
    dossier = facts.draw(specimen.key, dice, specimen.wish)
    kinds = specimen.kinds.split()
    leaves = [Leaf("besluit" if kind == "copy" else kind, copy=kind == "copy") for kind in kinds]
    wears = [_wear(specimen, index, leaf) for index, leaf in enumerate(leaves)]
    return dossier, render(dossier, dice, leaves, wears=wears, code=specimen.code)


def _wear(specimen: Specimen, index: int, leaf: Leaf) -> Wear:
    rotation = specimen.turned[1] if specimen.turned and specimen.turned[0] == index else 0
    mode = "gray" if index in specimen.gray else "bitonal"
    return Wear(mode=mode, rotation=rotation, hardness=specimen.hardness, carbon=leaf.copy)
