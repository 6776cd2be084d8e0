"""Puts delivered pages into dossiers: folders, second parts, and stacks that separator sheets divide."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.names import tidy
from schemas.delivery import PageImage, Problem

_PART = re.compile(r"(.+)_(\d{2})")
_DIGITS = re.compile(r"(\d+)")
_FRONT = re.compile(r"(?<![^\W\d_])(?:voor(?:kant|zijde)?|front)$", re.IGNORECASE)
_BACK = re.compile(r"(?<![^\W\d_])(?:achter(?:kant|zijde)?|back)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LoosePage:
    """A delivered page that is not yet in a dossier. `file` is its name in the delivery."""

    file: str
    image: PageImage
    separator: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of one dossier in order, the folders they came from, and what was noticed while grouping."""

    folder: str
    pages: tuple[LoosePage, ...]
    parts: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


_Key = tuple[tuple[int, int, str], ...]


def natural(name: str) -> tuple[_Key, ...]:
    """Return a key that sorts `2.tif` before `10.tif`, and `b2.tif` behind `A1.tif`, as people expect.

    The ending counts last: `0001.tif` comes before `0001-2.tif` and `0001 (2).tif`, though a dot comes behind them.
    The front of a sheet comes before its back: `0001_voor.tif`, `0001_achter.tif`.
    Different names may have one key (`1.tif` and `01.TIF`): sort by the name itself after it.
    """
    *folders, last = name.split("/")
    stem, _, ending = last.rpartition(".") if "." in last.strip(".") else (last, "", "")
    return tuple(map(_natural, (*folders, _BACK.sub("b", _FRONT.sub("a", stem)), ending)))


def _natural(part: str) -> _Key:
    # `isdecimal`, for `²` is a digit to Python but no number.
    return tuple((0, int(run), "") if run.isdecimal() else (1, 0, run.casefold()) for run in _DIGITS.split(part) if run)


def folder_of(file: str, delivery: str) -> str:
    """Return the dossier folder a file is in; a PDF or TIFF on its own is a dossier named after itself."""
    folder, slash, _ = file.partition("/")
    if slash:
        return folder
    stem, _, ending = file.rpartition(".")
    return stem if ending.lower() in {"pdf", "tif", "tiff"} and stem else delivery


def part_of(folder: str) -> tuple[str, int] | None:
    """Return which dossier a folder continues, judging by its name, and as which part: `X_02` is part 2 of `X`."""
    match = _PART.fullmatch(folder)
    return (match[1], int(match[2])) if match and int(match[2]) > 1 else None


def group(pages: Sequence[LoosePage], folders: Sequence[str], delivery: str) -> tuple[Group, ...]:
    """Return the dossiers of a delivery. `folders` are all dossier folders, also ones without a usable page."""
    by_folder: dict[str, list[LoosePage]] = {folder: [] for folder in sorted(folders, key=natural)}
    for page in sorted(pages, key=lambda page: (natural(page.file), page.file, page.image.page_index)):
        by_folder.setdefault(folder_of(page.file, delivery), []).append(page)
    twins = _alike(by_folder)
    whole = _join_parts(
        [
            Group(folder, tuple(found), (folder,), (*_mixed(folder, found, delivery), *twins.get(folder, ())))
            for folder, found in by_folder.items()
        ]
    )
    divided = [part for dossier in whole for part in _divide(dossier)]
    # Once more: the first part may be a dossier of a stack.
    return tuple(map(_told, _join_parts(_join_same_code(divided))))


def _join_parts(groups: Sequence[Group]) -> list[Group]:
    """Join `X_02` to `X`. A second part whose first part is not in this delivery stays."""
    joined = {found.folder: found for found in groups}
    for found in groups:
        part = part_of(found.folder)
        if part is None:
            continue
        first = joined.get(part[0])
        if first is not None:
            joined[part[0]] = Group(
                first.folder, first.pages + found.pages, first.parts + found.parts, first.problems + found.problems
            )
            del joined[found.folder]
    return list(joined.values())


def _told(found: Group) -> Group:
    """Return the group with its problems: what is damaged, and a first part that is not in this delivery."""
    part = part_of(found.folder)
    alone = [_without_first(found.folder, part[0])] if part else []
    return replace(found, problems=(*found.problems, *alone, *_damaged(found)))


def _divide(dossier: Group) -> list[Group]:
    """Divide a stack at its separator sheets. One sheet at the front only names the dossier and divides nothing."""
    sheets = [(index, page.separator) for index, page in enumerate(dossier.pages) if page.separator]
    if len({code for _, code in sheets}) <= 1 and (not sheets or sheets[0][0] == 0):
        return [dossier]
    stacks: list[Group] = []
    before = dossier.pages[: sheets[0][0]]
    if before:
        stacks.append(replace(dossier, pages=before, problems=(*dossier.problems, _before_first(dossier.folder))))
    for place, (start, code) in enumerate(sheets):
        end = sheets[place + 1][0] if place + 1 < len(sheets) else len(dossier.pages)
        stacks.append(Group(code or "", dossier.pages[start:end], dossier.parts, dossier.problems))
    return stacks


def _join_same_code(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Join stacks with the same code: a folder that continues, or two folders with one name."""
    joined: dict[str, Group] = {}
    for found in groups:
        first = joined.get(found.folder)
        if first is None:
            joined[found.folder] = found
            continue
        parts = tuple(dict.fromkeys(first.parts + found.parts))
        problems = tuple(dict.fromkeys((*first.problems, *found.problems, _repeated(found.folder))))
        joined[found.folder] = Group(found.folder, first.pages + found.pages, parts, problems)
    return tuple(joined.values())


def _damaged(found: Group) -> list[Problem]:
    told = "The file of page {} is damaged: {:.0%} of the page cannot be decoded."
    return [
        Problem(
            code="page_damaged",
            message=told.format(number, max(page.image.lost, 0.01)),
            hint="The rest was read; ask the scanning contractor to deliver this page again.",
            page=number,
            severity="error",
        )
        for number, page in enumerate(found.pages, start=1)
        if page.image.lost
    ]


def _mixed(folder: str, pages: Sequence[LoosePage], delivery: str) -> tuple[Problem, ...]:
    """Report what looks like more than one dossier under one name."""
    files = dict.fromkeys(page.file for page in pages)
    alone = [file for file in files if "/" not in file]
    inside = {file.rpartition("/")[0] for file in files if "/" in file}
    problems = [problem for told in _alike(files).values() for problem in told]
    if folder != delivery and len(alone) + bool(inside) > 1:
        problems.append(_one_name(folder))
    if len(inside) > 1 and folder not in inside:
        problems.append(_nested(folder, len(inside)))
    return tuple(problems)


def _alike(given: Iterable[str]) -> dict[str, tuple[Problem, ...]]:
    """Return a problem for each name but the first that differs only in capitals or in how é is composed."""
    first: dict[str, str] = {}
    told: dict[str, tuple[Problem, ...]] = {}
    for name in given:
        other = first.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if other != name:
            told[name] = (_nearly_one_name(name, other),)
    return told


def _nearly_one_name(name: str, other: str) -> Problem:
    return Problem(
        code="nearly_same_name",
        message=f"'{tidy(name)}' and '{tidy(other)}' were delivered under names that are nearly the same.",
        hint="Check that they are not the same scan or dossier twice, and that nothing of one belongs to the other.",
    )


def _one_name(folder: str) -> Problem:
    return Problem(
        code="same_name",
        message=f"More than one file or folder is called '{tidy(folder)}'; they were put together.",
        hint="Check that they are one dossier, and that no page is in it twice.",
        severity="error",
    )


def _nested(folder: str, count: int) -> Problem:
    return Problem(
        code="nested_folders",
        message=f"All pages of '{tidy(folder)}' are in {count} folders inside it; they were taken as one dossier.",
        hint="If each is a dossier by itself, deliver them side by side.",
        severity="error",
    )


def _without_first(folder: str, base: str) -> Problem:
    return Problem(
        code="part_without_first",
        message=f"'{tidy(folder)}' looks like a later part of dossier '{tidy(base)}', which is not in this delivery.",
        hint="When its first part is digitised, run this delivery again: they are joined then.",
    )


def _before_first(folder: str) -> Problem:
    return Problem(
        code="pages_before_separator",
        message=f"In stack '{tidy(folder)}' there are pages before the first separator sheet.",
        hint="Look to which dossier they belong; they are kept as a dossier of their own.",
    )


def _repeated(code: str) -> Problem:
    return Problem(
        code="separator_repeated",
        message=f"The separator sheet {code} occurs more than once.",
        hint="Check that the pages behind both sheets belong to one dossier; they were put together.",
    )
