"""Decodes one picture of an image file: common formats with Pillow, rare TIFFs with libvips, damaged ones in part."""

import io
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from pipeline.adapters.pictures import cut_off, cut_parts, fax_damage, shown, tiff_parts
from pipeline.adapters.pictures.packing import check_packing
from pipeline.adapters.pictures.samples import SAMPLE_FORMAT, check_samples, eight_bits, signed
from pipeline.adapters.pictures.scan_limits import AGAIN, Mode, check_pixels
from pipeline.errors import InputError, UnreadableScan

FORMATS = ("TIFF", "JPEG", "PNG", "JPEG2000")
"""Pillow's names of what is taken: no other of its many decoders is ever tried on what came from outside."""

MOST_LOST = 0.25
"""A page of which a larger share cannot be decoded is set aside: what is left of it would mislead."""

_SIGNED = 2
_END_OF_JPEG = 64  # bytes in which its end mark mostly stands
_GREYS = {"L", "LA", "I", "I;16", "I;16B", "I;16L", "I;16N", "F"}


class Frame(NamedTuple):
    """A picture as its file says it must be seen, the share of it that is lost, the resolution it states (anything)."""

    picture: Image.Image
    lost: float = 0.0
    stated: object = None


def frame(path: Path, index: int) -> Frame:
    """Return one picture of an image file; of a damaged one what can be read, with white where nothing can.

    Raises:
        ScanTooLarge: it would not fit in memory.
        UnreadableScan: the pixels cannot be decoded, or more than MOST_LOST of them is lost.
    """
    try:
        with quiet():
            found = _frame(path, index)
    except (InputError, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise UnreadableScan("The image is damaged at its beginning, or made in a way unknown here.", AGAIN) from error
    except Exception as error:  # Pillow and libvips raise whatever a damaged file makes them raise
        raise UnreadableScan("The image is damaged: it cannot be decoded to its end.", AGAIN) from error
    if found.lost > MOST_LOST:
        much = f"{found.lost:.0%} of it cannot be decoded" if found.lost < 1 else "no part of it is there to its end"
        raise UnreadableScan(f"The image is damaged: {much}.", AGAIN)
    return found


def frames(path: Path) -> tuple[int, ...]:
    """Return the places of the pages in an image file; what follows the picture in a JPEG or PNG is no page.

    Raises:
        UnreadableScan: the file makes no sense from its beginning.
    """
    with path.open("rb") as file:
        if file.read(4) not in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}:
            return (0,)
    try:
        return tiff_parts.pages(path)
    except MemoryError:
        raise
    except Exception as error:  # a directory that makes no sense
        raise UnreadableScan("The image is damaged at its beginning, or made in a way unknown here.", AGAIN) from error


def is_camera_raw(path: Path) -> bool:
    """Tell whether what a TIFF shows is a small copy of the picture inside it; a damaged one says so elsewhere."""
    try:
        return tiff_parts.shows_a_copy(path)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # Pillow raises whatever a directory that makes no sense makes it raise
        return False


def mode_of(picture: Image.Image) -> Mode:
    """Return in what a picture was scanned: black and white, grey, or colour."""
    if picture.mode == "1":
        return "bitonal"
    return "grey" if picture.mode in _GREYS else "colour"


def grey(picture: Image.Image) -> Image.Image:
    """Return the picture as `1` or `L`; transparency becomes paper, deep samples become 8 bits."""
    plain = picture.mode in {"1", "L"} and "transparency" not in picture.info
    return picture if plain else on_paper(picture).convert("L")


def on_paper(picture: Image.Image) -> Image.Image:
    """Return the picture as `L` or `RGB` without transparency, palette or samples of more than 8 bits."""
    if picture.mode.startswith(("I", "F")):
        return Image.fromarray(eight_bits(np.asarray(picture), deep=picture.mode != "I;16" and picture.mode[0] == "I"))
    if "A" in picture.getbands() or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered).convert("RGB")
    return picture.convert("RGB")


def _frame(path: Path, index: int) -> Frame:
    with path.open("rb") as file:
        data: Any = file
        cut = mended(path) if file.read(3) == b"\xff\xd8\xff" else None
        if cut is not None:
            data = io.BytesIO(cut)
        file.seek(0)
        try:
            return _by_pillow(data, path, index)
        except (InputError, MemoryError):
            raise
        except Exception as error:  # Pillow raises whatever a file makes it raise that it cannot decode
            found = _otherwise(path, index, unknown=isinstance(error, UnidentifiedImageError))
            if found is None:
                raise
            return found


def _by_pillow(data: Any, path: Path, index: int) -> Frame:
    with Image.open(data, formats=FORMATS) as picture:
        try:
            picture.seek(index)
        except SyntaxError as error:  # Pillow's word for a page in a form it does not know
            raise UnidentifiedImageError from error
        check_pixels(picture.width, picture.height, mode_of(picture))
        lies = shown.orientation(picture)
        stated = _as_seen(picture.info.get("dpi"), lies)
        said: list[bytes] = []
        try:
            with fax_damage.listening(said) if fax_damage.speaks(picture) else nullcontext():
                picture.load()
        except (OSError, ValueError, SyntaxError):
            if picture.format not in {"JPEG", "PNG"} or picture.info.get("interlace"):
                raise
            part, lost = cut_off.upper_part(picture)
            return Frame(shown.as_shown(part, lies), lost, stated)
        turned = picture.format == "TIFF"  # by Pillow, while it was loaded
        stored: Any = shown.as_stored(picture, lies) if turned else picture
        if stored is not picture:
            stored.tag_v2 = getattr(picture, "tag_v2", {})
        damage = _damaged_parts(picture, path, index, b"".join(said))
        if damage:
            part, lost = cut_parts.without(stored, path, index, damage)
            return Frame(shown.as_shown(part, lies), lost, stated)
        seen = _in_known_colours(picture)
        return Frame(seen if turned else shown.as_shown(seen, lies), stated=stated)


def _damaged_parts(picture: Image.Image, path: Path, index: int, said: bytes) -> dict[int, int]:
    """Return how many rows can be trusted, from its top, of each part of a TIFF page that is damaged or cut off."""
    tags: Any = getattr(picture, "tag_v2", {}) if picture.format == "TIFF" else {}
    damage = cut_parts.rows_there(path, index, tags.get(259))
    for place, line in fax_damage.first_bad_lines(said).items():
        damage[place] = min(line, damage.get(place, line))
    return damage


def _in_known_colours(picture: Image.Image) -> Image.Image:
    """Return a picture in colours that Pillow can go on with; of deep samples it does not see that white is zero."""
    if picture.mode == "LAB":
        return _from_lab(picture)
    if picture.mode == "CMYK" and picture.format == "JPEG" and "adobe" not in picture.info:
        return picture.point(lambda value: 255 - value)  # only Adobe's are stored inverted; Pillow thinks all are
    tags: Any = getattr(picture, "tag_v2", {})
    if picture.mode == "I" and tags.get(SAMPLE_FORMAT) in {_SIGNED, (_SIGNED,)}:
        return Image.fromarray(eight_bits(signed(np.asarray(picture))))
    if picture.mode.startswith(("I", "F")) and tags.get(262) == 0:
        return ImageOps.invert(on_paper(picture))
    return picture.copy()


def _from_lab(picture: Image.Image) -> Image.Image:
    to_rgb = ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")
    converted = ImageCms.applyTransform(picture, to_rgb)
    if converted is None:
        raise ValueError("no conversion")
    return converted


def is_cut_off(path: Path, index: int, kind: str | None) -> bool:
    """Tell whether the data of a JPEG or TIFF page (`kind`, as Pillow names it) end too early, without decoding it."""
    if kind == "TIFF":
        with path.open("rb") as file:
            packed = tiff_parts.page_directory(file, index).get(259)
        return bool(cut_parts.rows_there(path, index, packed))
    return kind == "JPEG" and lacks_end(path)


def lacks_end(path: Path) -> bool:
    """Tell whether a JPEG file lacks its end mark."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _END_OF_JPEG, 0))
        return not (cut_off.ends(file.read()) or cut_off.ends(path.read_bytes()))


def mended(path: Path) -> bytes | None:
    """Return a JPEG without its end mark so that it can be decoded as far as it goes; None: it has one."""
    if not lacks_end(path):
        return None
    data = path.read_bytes()
    return cut_off.with_end(data) or cut_off.without_tail(data)


def _otherwise(path: Path, index: int, *, unknown: bool) -> Frame | None:
    """Return a TIFF page in a form unknown to Pillow, or what is left of it. None: no TIFF, or nothing left."""
    with path.open("rb") as file:
        if file.read(2) not in {b"II", b"MM"}:
            return None
        file.seek(0)
        directory = tiff_parts.page_directory(file, index)
        stated = _stated(directory)
        check_pixels(directory[256], directory[257], "bitonal" if directory.get(258, (1,)) == (1,) else "colour")
        lies = shown.of_directory(directory)
        if kind := tiff_parts.holds_pictures(directory):
            return Frame(shown.as_shown(tiff_parts.from_pictures(file, directory, kind), lies), stated=stated)
        if tiff_parts.holds_old_jpeg(directory):
            return Frame(shown.as_shown(tiff_parts.from_old_jpeg(file, directory), lies), stated=stated)
    check_packing(directory)
    picture, lost = (_by_libvips(path, index), 0.0) if unknown else tiff_parts.salvaged(path, index) or (None, 0.0)
    if picture is None and unknown:
        check_samples(directory)
    return None if picture is None else Frame(shown.as_shown(picture, lies), lost, stated)


def _by_libvips(path: Path, index: int) -> Image.Image | None:
    """Return a page as libvips decodes it, in `L` or `RGB`: Lab, planes, samples of 16 and 32 bits, CMYK of 16 bits."""
    import pyvips  # only few files ever need it

    try:
        page = pyvips.Image.new_from_file(str(path), page=index, fail_on="error")
        if page.hasalpha() and page.format not in {"int", "uint", "short"}:
            page = page.flatten(background=[2**16 - 1 if page.format == "ushort" else 255])
        if page.bands >= 3 and page.format in {"int", "uint", "short"}:  # libvips takes them for more than white
            return Image.fromarray(eight_bits(page.extract_band(0, n=3).numpy(), deep=page.format != "short"))
        if page.bands >= 3:
            if page.interpretation == "cmyk" and page.format != "uchar":
                page = (page / 257).cast("uchar").copy(interpretation="cmyk")
            page = page.colourspace("srgb").extract_band(0, n=3)
            return Image.fromarray(page.cast("uchar").numpy())
        samples = page.extract_band(0).numpy()
    except pyvips.Error:
        return None
    return Image.fromarray(eight_bits(samples, deep=page.format in {"int", "uint"}))


def _stated(directory: tiff_parts.Directory) -> object:
    """Return what a TIFF page says of its resolution, in dots per inch, across and down as it is seen."""
    across, unit = directory.get(282), directory.get(296, 2)
    if across is None or unit == 1:
        return None
    inch = 2.54 if unit == 3 else 1.0
    return _as_seen((float(across) * inch, float(directory.get(283, across)) * inch), shown.of_directory(directory))


def _as_seen(stated: object, lies: int) -> object:
    """Return a resolution across and down of a picture that lies on its side, as it is when the picture is turned."""
    return stated[::-1] if isinstance(stated, tuple) and shown.lies_on_its_side(lies) else stated


class quiet(warnings.catch_warnings):  # noqa: N801  # used as a context manager, named like one
    """Pillow's limit on size gives way to ours, which says what to do; nothing damaged is taken for whole."""

    def __enter__(self) -> Any:
        entered = super().__enter__()
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        return entered
