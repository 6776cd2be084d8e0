"""What is wrong with a scan, page by page: measurements against limits. The content of a page plays no part."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

from pipeline.statistics.sampling import AQLS, Level
from schemas.delivery import ScanPage
from schemas.pages import PreparedPage
from schemas.words import PageType

Code = Literal[
    "damaged", "resolution", "blurred", "too_light", "too_dark", "missing", "unmeasured",
    "contrast", "clipped", "skew", "turned", "border", "cut", "no_resolution", "unread", "duplicate", "blank", "back",
]  # fmt: skip

DEFECTS: tuple[Code, ...] = ("damaged", "resolution", "blurred", "too_light", "too_dark", "missing", "unmeasured")
"""For these a page must be scanned again; the others are for people to know."""

LABELS: dict[Code, str] = {
    "damaged": "beschadigd bestand",
    "resolution": "te lage resolutie",
    "blurred": "onscherp",
    "too_light": "te licht: letters vallen uiteen",
    "too_dark": "te donker: letters lopen dicht",
    "missing": "blad ontbreekt",
    "unmeasured": "niet te meten",
    "contrast": "weinig contrast",
    "clipped": "over- of onderbelicht",
    "skew": "scheef",
    "turned": "niet rechtop",
    "border": "zwarte rand",
    "cut": "inkt tot aan de rand",
    "no_resolution": "resolutie onbekend of onmogelijk",
    "unread": "niets op te lezen",
    "duplicate": "lijkt op een ander blad",
    "blank": "leeg blad",
    "back": "lege achterzijde",
}


class ScanLimits(BaseModel):
    """When a scan is not good enough, and how large a sample people look at. Each limit says where it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_dpi: int = Field(
        default=300, ge=50, description="dots per inch up to A3: usual in tenders, and what recognition needs"
    )
    min_dpi_large: int = Field(
        default=200, ge=50, description="dots per inch of larger sheets: the least that tenders allow for A0"
    )
    large_mm: int = Field(default=440, ge=100, description="a sheet longer than this is large: A3 is 420 mm")
    edge_px: float = Field(
        default=4.0, gt=0, description="width of letter edges in pixels; measured: sharp 2 to 3, blur of 2 pixels 4.5"
    )
    specks: float = Field(
        default=0.01,
        gt=0,
        description="share of ink in single pixels; measured: good 0.001, broken letters 0.01 and up",
    )
    stroke_mm: float = Field(
        default=0.65, gt=0, description="thickness of strokes on a black-and-white page; measured: good 0.35 to 0.6"
    )
    contrast: int = Field(default=60, ge=1, description="tones of 255 between ink and paper; a carbon copy has 75")
    clipped: float = Field(default=0.6, gt=0, le=1, description="share of pixels that are pure white or pure black")
    skew: float = Field(default=2.0, gt=0, description="degrees; reading turns back up to 5")
    border: float = Field(default=0.5, gt=0, le=1, description="share of the outer 2 mm of a side that is dark")
    cut: float = Field(default=0.04, gt=0, le=1, description="the same, from where on letters may be cut off")
    aql: float = Field(
        default=1.0, description=f"acceptance quality limit in per cent, ISO 2859-1: {', '.join(map(str, AQLS))}"
    )
    level: Level = Field(default="II", description="inspection level of ISO 2859-1: I, II (usual) or III")

    @field_validator("aql")
    @classmethod
    def _known(cls, aql: float) -> float:
        if aql not in AQLS:
            raise ValueError(f"the tables of ISO 2859-1 have only {', '.join(map(str, AQLS))}")
        return aql


class SeenPage(NamedTuple):
    """A page of a delivery as far as it is known. `type`, `words`, `confidence` and `text` only when it was read.

    `telling`: a value of its dossier was found on it.
    """

    folder: str
    scan: ScanPage
    prepared: PreparedPage | None
    type: PageType | None = None
    words: int | None = None
    confidence: float = 0.0
    text: str = ""
    rotation: int | None = 0
    blank: bool = False
    telling: bool = False


class Remark(NamedTuple):
    """One thing about a page: what, and the measurement with its limit, in Dutch."""

    code: Code
    measured: str = ""

    @property
    def defect(self) -> bool:
        """Tell whether the page must be scanned again for this."""
        return self.code in DEFECTS


def remarks(page: SeenPage, limits: ScanLimits) -> tuple[Remark, ...]:
    """Return what the measurements of one page say."""
    image, prepared = page.scan.image, page.prepared
    if prepared is None:
        return (Remark("unmeasured"),)
    if page.scan.separator or image.is_separator:
        return ()
    found = [*_damage(page), *_resolution(prepared, limits)]
    if page.blank or prepared.blank:
        return (*found, Remark("blank"))
    if not image.has_text:
        found += [*_sharpness(page, prepared, limits), *_tones(page, prepared, limits), *_edges(prepared, limits)]
    if abs(prepared.skew) > limits.skew and (page.words is None or page.words >= _LINES_ENOUGH):
        found.append(Remark("skew", f"{_nl(prepared.skew, 1)}°, grens {_nl(limits.skew, 1)}°"))
    if page.rotation:
        found.append(Remark("turned", f"{page.rotation}° gedraaid"))
    if page.words == 0 and page.type not in {"foto", "plan"}:
        found.append(Remark("unread"))
    return tuple(found)


def _damage(page: SeenPage) -> Iterable[Remark]:
    if page.scan.image.lost:
        yield Remark("damaged", f"{page.scan.image.lost * 100:.0f} % verloren")


def _resolution(prepared: PreparedPage, limits: ScanLimits) -> Iterable[Remark]:
    image = prepared.image
    if image.media_type == "application/pdf" and image.has_text:
        return  # made by a program: nothing was scanned
    large = max(image.width, image.height * image.tall) / prepared.dpi * 25.4 > limits.large_mm
    least = limits.min_dpi_large if large else limits.min_dpi
    dpi = min(prepared.dpi, round(prepared.dpi / image.tall))  # of a fax, that of the coarser side
    if dpi < least * 0.97:  # 295 is 300 for a scanner that counts in centimetres
        yield Remark("resolution", f"{dpi} dpi, grens {least} dpi")
    if image.dpi is None or abs(image.dpi - prepared.dpi) > 0.05 * prepared.dpi:
        stated = "niet vermeld" if image.dpi is None else f"vermeld {image.dpi} dpi"
        yield Remark("no_resolution", f"{stated}, geschat {prepared.dpi} dpi")


def _sharpness(page: SeenPage, prepared: PreparedPage, limits: ScanLimits) -> Iterable[Remark]:
    quality = prepared.quality
    if quality is None or quality.stroke_mm is None or quality.stroke_mm > 1.5 or page.type == "foto":
        return  # no letters: a photo, a cover, a drawing in thick lines
    if quality.edge_px is not None:
        if quality.edge_px > limits.edge_px:
            yield Remark("blurred", f"randen {_nl(quality.edge_px, 1)} pixels breed, grens {_nl(limits.edge_px, 1)}")
    elif quality.specks > limits.specks:
        yield Remark(
            "too_light", f"{_nl(quality.specks * 100, 1)} % losse punten, grens {_nl(limits.specks * 100, 1)} %"
        )
    elif quality.stroke_mm > limits.stroke_mm and (page.words or 0) >= 30 and page.confidence < 0.8:
        yield Remark("too_dark", f"lijnen {_nl(quality.stroke_mm, 2)} mm dik, grens {_nl(limits.stroke_mm, 2)} mm")


def _tones(page: SeenPage, prepared: PreparedPage, limits: ScanLimits) -> Iterable[Remark]:
    quality = prepared.quality
    if quality is None or prepared.image.mode == "bitonal":
        return
    if quality.paper - quality.darkest < limits.contrast:
        yield Remark("contrast", f"{max(quality.paper - quality.darkest, 0)} tonen, grens {limits.contrast}")
    share = max(quality.clipped_dark, quality.clipped_light)
    if share > limits.clipped and page.type != "foto":
        which = "wit" if quality.clipped_light >= quality.clipped_dark else "zwart"
        yield Remark("clipped", f"{share * 100:.0f} % zuiver {which}, grens {limits.clipped * 100:.0f} %")


def _edges(prepared: PreparedPage, limits: ScanLimits) -> Iterable[Remark]:
    if prepared.quality is None:
        return
    dark = dict(zip(("links", "boven", "rechts", "onder"), prepared.quality.borders, strict=True))
    bordered = [side for side, share in dark.items() if share > limits.border]
    if bordered:
        yield Remark("border", ", ".join(bordered))
    touched = [side for side, share in dark.items() if limits.cut < share <= 0.25]
    if touched and not bordered:
        yield Remark("cut", ", ".join(touched))


_LINES_ENOUGH = 20  # words; a photo has no lines that could slant


def _nl(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
