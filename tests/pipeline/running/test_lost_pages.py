"""The promise that no page is lost is checked at the end of every run: whatever does not add up is an error."""

import pytest

from pipeline.running.batch import succeeded
from pipeline.running.noticing import lost_pages
from schemas.delivery import Delivery, DossierKey, PageImage, Problem, Quarantined, ScanPage, Scans
from schemas.outcome import BatchReport, Outcome


def page(file: str, index: int = 0) -> ScanPage:
    image = PageImage(
        sha256="0" * 64, media_type="image/tiff", page_index=index, width=10, height=20, dpi=300, mode="bitonal"
    )
    return ScanPage(number=1, file=file, image=image)


def delivery_of(dossiers: dict[str, list[ScanPage]], received: int) -> Delivery:
    scans = tuple(
        Scans(key=DossierKey(delivery="levering_01", folder=folder), pages=tuple(pages), parts=(folder,))
        for folder, pages in dossiers.items()
    )
    return Delivery(name="levering_01", dossiers=scans, files_received=received, pages_received=received)


def ended(delivery: Delivery, *pages: int) -> list[Outcome]:
    return [
        Outcome(key=scans.key, dossier_id=scans.key.id, state="published", pages=count)
        for scans, count in zip(delivery.dossiers, pages, strict=True)
    ]


TWO = {"D1": [page("D1/1.tif"), page("D1/1.tif", 1)], "D2": [page("D2/1.tif")]}
TWICE = {"D1": [page("D1/1.tif"), page("D1/2.tif")], "D2": [page("D1/2.tif")]}


def test_pages_that_add_up_are_no_news() -> None:
    delivery = delivery_of(TWO, 3)
    assert lost_pages(delivery, ended(delivery, 2, 1)) == ()


@pytest.mark.parametrize(
    ("dossiers", "received", "pages", "told"),
    [
        (TWO, 4, (2, 1), "4 pages came in, 3 are accounted for."),
        (TWO, 3, (2, 0), "3 pages came in, 2 are accounted for."),
        (TWO, 3, (2, 2), "3 pages came in, 4 are accounted for."),
        (TWICE, 3, (2, 1), "3 pages came in, 3 are accounted for."),
    ],
    ids=["in no dossier", "lost on the way", "counted twice", "one page in two dossiers"],
)
def test_pages_that_do_not_add_up_are_an_error_of_the_run(
    dossiers: dict[str, list[ScanPage]], received: int, pages: tuple[int, ...], told: str
) -> None:
    delivery = delivery_of(dossiers, received)
    outcomes = ended(delivery, *pages)
    (problem,) = lost_pages(delivery, outcomes)

    assert (problem.code, problem.severity, problem.message) == ("pages_do_not_add_up", "error", told)
    report = BatchReport(
        delivery=delivery.name, outcomes=tuple(outcomes), problems=(problem,), files_received=received,
        pages_received=received, pages_accounted=sum(pages),
    )  # fmt: skip
    assert not succeeded(report)
    assert succeeded(report.model_copy(update={"problems": ()}))


def test_a_file_set_aside_is_no_success_until_it_came_back_elsewhere() -> None:
    why = Problem(code="unreadable", message="It is damaged.", hint="Ask for it again.", severity="error")
    aside = Quarantined(file="D1/3.tif", sha256=None, size=3, problem=why)
    report = BatchReport(
        delivery="levering_01", outcomes=(), quarantined=(aside,), files_received=1, pages_received=0, pages_accounted=0
    )
    assert not succeeded(report)
    assert succeeded(report.model_copy(update={"quarantined": (aside.model_copy(update={"replaced_by": "l2/D1"}),)}))
