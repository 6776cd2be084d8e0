"""The sampling plans are those of ISO 2859-1, Tables 1 and 2-A, normal inspection."""

import pytest

from pipeline.statistics.sampling import AQLS, drawn, plan


@pytest.mark.parametrize(
    ("lot", "aql", "letter", "used", "size", "accept"),
    [
        (100, 1.0, "F", "E", 13, 0),  # an arrow up
        (150, 1.5, "F", "G", 32, 1),  # an arrow down
        (90, 0.65, "E", "F", 20, 0),
        (280, 0.65, "G", "F", 20, 0),
        (500, 1.0, "H", "H", 50, 1),
        (1200, 1.0, "J", "J", 80, 2),
        (1200, 2.5, "J", "J", 80, 5),
        (3200, 0.65, "K", "K", 125, 2),
        (10_000, 1.0, "L", "L", 200, 5),
        (10_000, 6.5, "L", "L", 200, 21),
        (10_000, 10.0, "L", "K", 125, 21),
        (35_000, 0.40, "M", "M", 315, 3),
        (150_000, 1.5, "N", "N", 500, 14),
        (500_000, 0.010, "P", "Q", 1250, 0),
        (600_000, 0.65, "Q", "Q", 1250, 14),
    ],
)
def test_plans_of_the_standard(lot: int, aql: float, letter: str, used: str, size: int, accept: int) -> None:
    found = plan(lot, aql)

    assert (found.letter, found.used, found.size, found.accept) == (letter, used, size, accept)
    assert found.reject == accept + 1
    assert not found.whole


def test_a_small_delivery_is_looked_at_as_a_whole() -> None:
    found = plan(12, 1.0)

    assert (found.size, found.accept, found.whole) == (12, 0, True)


def test_levels_ask_for_less_and_for_more() -> None:
    sizes = [plan(5000, 1.0, level).size for level in ("I", "II", "III")]

    assert sizes == [80, 200, 315]


@pytest.mark.parametrize("lot", [1, 2, 8, 9, 10_001, 1_000_000])
@pytest.mark.parametrize("aql", AQLS)
def test_every_lot_and_limit_has_a_plan(lot: int, aql: float) -> None:
    found = plan(lot, aql)

    assert 0 < found.size <= lot
    assert found.accept < found.size


def test_a_limit_the_tables_do_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match=r"0\.7"):
        plan(100, 0.7)


def test_a_sample_can_be_drawn_again_and_depends_on_the_pages() -> None:
    pages = [f"{number:04}.tif" for number in range(500)]

    first = drawn(pages, 50, "levering_01")

    assert first == drawn(pages, 50, "levering_01") == tuple(sorted(set(first)))
    assert len(first) == 50
    assert first != drawn(pages, 50, "levering_02")
    assert first != drawn([*pages[1:], "0500.tif"], 50, "levering_01")
    assert drawn(pages[:3], 50, "x") == (0, 1, 2)
