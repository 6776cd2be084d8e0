"""Records with doubtful fields, and answers to them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from schemas.delivery import DossierKey
from schemas.findings import Evidence
from schemas.pages import Box
from schemas.record import Candidate, Dates, Item, Many, One, Record
from schemas.reviews import Correction
from schemas.values import Address, PartialDate

KEY = DossierKey(delivery="levering_01", folder="D1")
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def place(page: int, text: str = "x") -> Evidence:
    return Evidence(
        page=page, file=f"D1/{page:04}.tif", page_index=0, boxes=(Box(10, 20, 110, 60),), text=text, reader="eye 1",
        extractor="brain 1",
    )  # fmt: skip


def one(value: str | None, *others: str, status: str = "review", confidence: float = 0.6, **more: Any) -> One[Any]:
    return One[PartialDate](
        value=value, text=value, confidence=confidence, status=status, absence=None, reason="Het bewijs is zwak.",
        evidence=(place(1),) if value else (),
        candidates=tuple(
            Candidate(value=other, text=other, confidence=0.4, evidence=(place(page),))
            for page, other in enumerate(others, 2)
        ),
        **more,
    )  # fmt: skip


def addresses(*streets: str, others: tuple[str, ...] = (), status: str = "review") -> Many[Address]:
    return Many[Address](
        items=tuple(
            Item(value=Address(street=street, number="1"), text=street, confidence=0.6, evidence=(place(1, street),))
            for street in streets
        ),
        candidates=tuple(
            Candidate(value=Address(street=street), text=street, confidence=0.4, evidence=(place(2, street),))
            for street in others
        ),
        confidence=0.6, status=status, absence=None, reason="Kies.",
    )  # fmt: skip


def record_of(decided: One[Any] | None = None, **fields: Any) -> Record:
    dates = Dates(decision=decided) if decided else Dates()
    return Record(id=KEY.id, key=KEY, parts=("D1",), dates=dates, **fields)


def answered(values: tuple[Any, ...] = ("1974-03-12",), **more: Any) -> Correction:
    known: dict[str, Any] = {
        "dossier_id": KEY.id, "field": "dates.decision", "kind": "value", "values": values, "read": ("1974-03-17",),
        "status": "review", "confidence": 0.6, "asked": "doubtful", "reason": "Het bewijs is zwak.",
        "evidence": (place(1),), "version": 1, "reviewer": "an", "at": NOON, "final": True, "channel": "terminal",
    }  # fmt: skip
    return Correction(**(known | more))


@pytest.fixture
def make_record() -> Callable[..., Record]:
    return record_of


@pytest.fixture
def make_one() -> Callable[..., One[Any]]:
    return one


@pytest.fixture
def make_addresses() -> Callable[..., Many[Address]]:
    return addresses


@pytest.fixture
def make_answer() -> Callable[..., Correction]:
    return answered
