"""The HTML parts that the report is made of: cards, tables, tags; all outside text is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from pipeline.names import tidy
from pipeline.receiving.acceptance import DEFECTS, LABELS, Code, SeenPage
from pipeline.reporting.facts import Judged

_MODES = {"bitonal": "zwart\N{NON-BREAKING HYPHEN}wit", "grey": "grijs", "colour": "kleur"}

Head = tuple[str, str]
"""What stands above a column, and the class of its cells: `n` for numbers, `name` for long names."""


def nl(value: float, digits: int) -> str:
    """Return a number as Dutch has it."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace(".", ",")  # + 0.0: no -0,0


def defect(code: Code) -> bool:
    """Tell whether a page must be scanned again for this."""
    return code in DEFECTS


def counted(count: int, one: str, several: str) -> str:
    """Return a number with what it counts, in the singular where it is one."""
    return f"{count} {one if count == 1 else several}"


def card(value: int, one: str, several: str, tone: str = "") -> str:
    """Return a large number with what it counts, in the singular where it is one."""
    number = f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f'<li class="{tone}"><b>{number}</b>{escape(one if value == 1 else several)}</li>'


def tag(label: str, code: Code) -> str:
    """Return a coloured label; that it asks for a new scan is also said in words elsewhere."""
    tone = "bad" if defect(code) else "" if code in {"back", "blank", "turned", "no_resolution"} else "warn"
    return f'<span class="tag {tone}">{escape(label)}</span>'


def table(caption: str, heads: Sequence[Head], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are HTML already; the first cell of each row is its heading."""
    top = "".join(f'<th scope="col" class="{kind}">{escape(label)}</th>' for label, kind in heads)
    body = "".join(f"<tr>{_row(row, heads)}</tr>" for row in rows)
    label = escape(caption)
    return (
        f'<div class="wide" role="region" aria-label="{label}" tabindex="0"><table><caption>{label}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str], heads: Sequence[Head]) -> str:
    first, *others = zip(cells, heads, strict=True)
    heading = f'<th scope="row" class="{first[1][1]}">{first[0]}</th>'
    return heading + "".join(f'<td class="{kind}">{cell}</td>' for cell, (_, kind) in others)


def page_cells(page: SeenPage) -> tuple[str, str, str]:
    """Return folder, file and page in the file as cells."""
    return escape(tidy(page.folder)), escape(tidy(page.scan.file)), str(page.scan.page_index + 1)


def reasons(judged: Judged) -> tuple[str, str]:
    """Return why a page must be scanned again, and the measurements, as cells."""
    defects = [remark for remark in judged.remarks if remark.defect]
    tags = "".join(tag(LABELS[remark.code], remark.code) for remark in defects)
    return tags, escape("; ".join(remark.measured for remark in defects if remark.measured))


def measured(judged: Judged) -> tuple[str, ...]:
    """Return everything measured of a page as cells."""
    page, prepared = judged.page, judged.page.prepared
    found = "".join(
        f'<span title="{escape(remark.measured)}">{tag(LABELS[remark.code], remark.code)}</span>'
        for remark in judged.remarks
    )
    first = (escape(tidy(page.scan.file)), str(page.scan.page_index + 1))
    if prepared is None:
        return (*first, "", "", "", "", "", "", found)
    quality = prepared.quality
    return (
        *first,
        str(prepared.dpi),
        _MODES[prepared.image.mode],
        f"{quality.paper} / {quality.darkest}" if quality and prepared.image.mode != "bitonal" else "",
        nl(quality.edge_px, 1) if quality and quality.edge_px is not None else "",
        nl(quality.stroke_mm, 2) if quality and quality.stroke_mm is not None else "",
        f"{nl(prepared.skew, 1)}°",
        found,
    )
