"""Pages into dossiers: folders, second parts and stacks with separator sheets."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.receiving.grouping import Group, LoosePage, folder_of, group, natural
from schemas.delivery import PageImage

DELIVERY = "levering_01"


def loose(file: str, separator: str | None = None, index: int = 0) -> LoosePage:
    image = PageImage(
        sha256="a" * 64, media_type="image/tiff", page_index=index, width=1, height=1, dpi=None, mode="bitonal"
    )
    return LoosePage(file, image, separator)


def stack(*separators: str | None, file: str = "stapel.pdf") -> list[LoosePage]:
    return [loose(file, code, index) for index, code in enumerate(separators)]


def grouped(*pages: LoosePage, folders: tuple[str, ...] = ()) -> dict[str, Group]:
    return {found.folder: found for found in group(pages, folders, DELIVERY)}


def codes(found: Group) -> list[str]:
    return [problem.code for problem in found.problems]


def indexes(found: Group) -> list[int]:
    return [page.image.page_index for page in found.pages]


def test_pages_stand_in_the_order_people_expect() -> None:
    found = grouped(loose("D1/10.tif"), loose("D1/2.tif"), loose("D1/0001.tif"))

    assert [page.file for page in found["D1"].pages] == ["D1/0001.tif", "D1/2.tif", "D1/10.tif"]


def test_capitals_do_not_change_the_order() -> None:
    found = grouped(loose("D1/img_3.JPG"), loose("D1/IMG_1.jpg"), loose("D1/img_2.jpg"), loose("D1/IMG_10.JPG"))

    order = ["D1/IMG_1.jpg", "D1/img_2.jpg", "D1/img_3.JPG", "D1/IMG_10.JPG"]
    assert [page.file for page in found["D1"].pages] == order


@pytest.mark.parametrize(("one", "other"), [("1.tif", "01.tif"), ("0001.TIF", "0001.tif")])
def test_pages_of_files_with_nearly_one_name_are_not_shuffled(one: str, other: str) -> None:
    pages = [loose(f"D1/{name}", index=index) for index in range(3) for name in (one, other)]

    (found,) = grouped(*pages).values()

    assert [page.file for page in found.pages] in ([f"D1/{name}"] * 3 + [f"D1/{last}"] * 3
                                                  for name, last in ((one, other), (other, one)))  # fmt: skip


@pytest.mark.parametrize("name", ["1²", "²", "①", "٣", "1" * 200, "", "a1b"])
def test_every_name_can_be_sorted(name: str) -> None:
    assert sorted([name, "1", "a"], key=natural)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_sorting_never_fails(names: list[str]) -> None:
    assert sorted(sorted(names, key=natural)) == sorted(names)


@pytest.mark.parametrize(
    ("file", "folder"),
    [
        ("D1/0001.tif", "D1"),
        ("D1/a/b.tif", "D1"),
        ("D1.pdf", "D1"),
        ("D1.TIFF", "D1"),
        ("a.jpg", DELIVERY),
        (".pdf", DELIVERY),
    ],
)
def test_a_file_is_in_the_dossier_of_its_folder_or_its_name(file: str, folder: str) -> None:
    assert folder_of(file, DELIVERY) == folder


def test_scans_beside_the_folders_are_the_dossier_of_the_delivery() -> None:
    found = grouped(loose("2.jpg"), loose("D1/1.jpg"), loose("1.jpg"))

    assert {name: [page.file for page in one.pages] for name, one in found.items()} == {
        DELIVERY: ["1.jpg", "2.jpg"],
        "D1": ["D1/1.jpg"],
    }


def test_names_that_differ_in_capitals_or_accents_only_are_told() -> None:
    found = grouped(
        loose("Hoofd/1.tif"), loose("hoofd/1.tif"), loose("Belgi\u00eb/1.tif"), loose("Belgie\u0308/1.tif"),
        loose("D1/1.tif"), loose("D1/1.TIF"), loose("D2/1.tif"),
    )  # fmt: skip

    told = {folder: [problem.message for problem in dossier.problems] for folder, dossier in found.items()}
    assert [folder for folder, problems in told.items() if problems] == ["Belgi\u00eb", "D1", "hoofd"]
    assert told["hoofd"] == ["'hoofd' and 'Hoofd' were delivered under names that are nearly the same."]
    assert told["D1"] == ["'D1/1.tif' and 'D1/1.TIF' were delivered under names that are nearly the same."]


def test_second_and_third_parts_follow_the_first() -> None:
    found = grouped(loose("D1_03/1.tif"), loose("D1/1.tif"), loose("D1_02/1.tif"))

    assert set(found) == {"D1"}
    assert found["D1"].parts == ("D1", "D1_02", "D1_03")
    assert [page.file for page in found["D1"].pages] == ["D1/1.tif", "D1_02/1.tif", "D1_03/1.tif"]


def test_a_second_part_without_its_first_stays_and_says_so() -> None:
    found = grouped(loose("D1_02/1.tif"), loose("D2_01/1.tif"))

    assert codes(found["D1_02"]) == ["part_without_first"]
    assert codes(found["D2_01"]) == []


def test_a_stack_is_divided_at_its_sheets() -> None:
    found = grouped(*stack("DOOS007-MAP004", None, None, "DOOS007-MAP005", None))

    assert {name: indexes(part) for name, part in found.items()} == {
        "DOOS007-MAP004": [0, 1, 2],
        "DOOS007-MAP005": [3, 4],
    }


def test_a_second_part_of_a_dossier_from_a_stack_follows_it() -> None:
    found = grouped(*stack("DOOS007-MAP004", None, "DOOS007-MAP005", None), loose("DOOS007-MAP004_02/1.tif"))

    assert set(found) == {"DOOS007-MAP004", "DOOS007-MAP005"}
    assert [page.file.rpartition("/")[2] for page in found["DOOS007-MAP004"].pages][-1] == "1.tif"
    assert found["DOOS007-MAP004"].parts == ("stapel", "DOOS007-MAP004_02")
    assert codes(found["DOOS007-MAP004"]) == []


def test_pages_before_the_first_sheet_stay_together_and_say_so() -> None:
    found = grouped(*stack(None, "DOOS007-MAP004", None))

    assert indexes(found["stapel"]) == [0]
    assert codes(found["stapel"]) == ["pages_before_separator"]
    assert indexes(found["DOOS007-MAP004"]) == [1, 2]


def test_a_sheet_that_comes_back_joins_what_lies_behind_it() -> None:
    found = grouped(*stack("DOOS007-MAP004", None, "DOOS007-MAP005", None, "DOOS007-MAP004", None))

    assert indexes(found["DOOS007-MAP004"]) == [0, 1, 4, 5]
    assert codes(found["DOOS007-MAP004"]) == ["separator_repeated"]
    assert codes(found["DOOS007-MAP005"]) == []


@pytest.mark.parametrize("separators", [("DOOS007-MAP004", None), ("DOOS007-MAP004", None, "DOOS007-MAP004", None)])
def test_one_sheet_in_front_renames_no_folder(separators: tuple[str | None, ...]) -> None:
    pages = [loose(f"D7/{number}.tif", code) for number, code in enumerate(separators)]

    found = grouped(*pages)

    assert list(found) == ["D7"]
    assert len(found["D7"].pages) == len(pages)


def test_a_stack_may_name_a_folder_that_is_there_too() -> None:
    found = grouped(*stack("DOOS001-MAP001", None, "DOOS001-MAP002"), loose("DOOS001-MAP001/1.tif"))

    assert len(found["DOOS001-MAP001"].pages) == 3
    assert codes(found["DOOS001-MAP001"]) == ["separator_repeated"]


def test_a_folder_and_a_file_of_one_name_are_not_joined_in_silence() -> None:
    found = grouped(loose("D1/1.tif"), loose("D1.pdf"))

    assert len(found["D1"].pages) == 2
    assert codes(found["D1"]) == ["same_name"]


def test_folders_inside_a_folder_are_not_joined_in_silence() -> None:
    boxed = grouped(loose("DOOS7/MAP1/1.tif"), loose("DOOS7/MAP2/1.tif"))
    normal = grouped(loose("D7/1.tif"), loose("D7/plannen/1.tif"))

    assert codes(boxed["DOOS7"]) == ["nested_folders"]
    assert codes(normal["D7"]) == []


def test_what_was_noticed_survives_the_joining_of_parts() -> None:
    found = grouped(loose("D1/a/1.tif"), loose("D1/b/1.tif"), loose("D1_02/1.tif"), loose("D1_02.pdf"))

    assert codes(found["D1"]) == ["nested_folders", "same_name"]


def test_a_folder_without_pages_is_a_dossier_too() -> None:
    assert grouped(folders=("D9",))["D9"].pages == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["D1", "D1_02", "D1_03", "D2_02", "DOOS1-MAP1", "stapel"]),
            st.sampled_from([None, None, None, "DOOS1-MAP1", "DOOS1-MAP2"]),
        ),
        max_size=25,
    )
)
def test_every_page_ends_in_exactly_one_dossier(made: list[tuple[str, str | None]]) -> None:
    pages = [loose(f"{folder}/{number:03}.tif", code) for number, (folder, code) in enumerate(made)]

    found = group(pages, (), DELIVERY)

    assert sorted(page.file for part in found for page in part.pages) == sorted(page.file for page in pages)
    assert len({part.folder for part in found}) == len(found)


def test_a_damaged_page_is_told_by_its_number() -> None:
    whole, damaged = loose("D1/0001.tif"), loose("D1/0002.tif")
    damaged = replace(damaged, image=damaged.image.model_copy(update={"lost": 0.12}))

    found = grouped(whole, damaged)["D1"]

    assert [(problem.code, problem.page, problem.severity) for problem in found.problems] == [
        ("page_damaged", 2, "error")
    ]
    assert "12%" in found.problems[0].message


@pytest.mark.parametrize(
    "names",
    [
        ("0001.tif", "0001 (2).tif", "0001-2.tif", "0001_verso.tif", "0001a.tif", "0002.tif"),
        ("1.tif", "1 - kopie.tif", "2.tif", "10.tif"),
        ("IMG_20200101.jpg", "IMG_20200101(1).jpg", "IMG_20200102.jpg"),
        ("plan/1.tif", "plan-2/1.tif", "plan-10/1.tif"),
        ("scan.2", "scan.10"),
        (".1.tif", ".2.tif"),
        ("1_voor.tif", "1_achter.tif", "2_voor.tif", "2_achter.tif"),
        ("0001 Voorkant.jpg", "0001 achterkant.jpg", "0002front.jpg", "0002back.jpg"),
        ("aanbouw achter 1.tif", "aanbouw voor 1.tif", "feedback.tif"),
    ],
)
def test_an_ending_does_not_put_a_later_page_before_its_first(names: tuple[str, ...]) -> None:
    backwards = list(reversed(names))
    assert tuple(sorted(backwards, key=natural)) == names
