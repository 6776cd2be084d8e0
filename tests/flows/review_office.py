"""A work folder with dossiers that wait for a person, made once and copied for whoever changes something."""

import datetime as dt
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from flows.work_list import desk_of
from pipeline import bootstrap
from pipeline.reviewing.answering import Given
from pipeline.reviewing.desk import ReviewDesk
from pipeline.reviewing.reviewers import enrolled
from pipeline.running.batch import run_delivery
from pipeline.running.redo import redo
from pipeline.settings import Settings, load
from schemas.reviews import Limit, Review
from schemas.words import FieldName

LETTER = """GEMEENTE LEEST

BOUWVERGUNNING
Dossier nr. {number}/1940

Het college van burgemeester en schepenen,
Gezien de aanvraag van de heer Jozef Peeters,
ingediend op 20 mei 1940, ontvangen op 27 mei 1940,
tot het bouwen van een werkhuis gelegen te Leest,
Tisseltbaan {house}, sectie F nr. 72/2R6;

BESLUIT:
Artikel 1. De vergunning wordt verleend.

In zitting te Leest op 18 september 1940."""
ASKED: tuple[FieldName, FieldName] = ("references", "dates.decision")
"""The two fields that are asked about every dossier: a limit that no value reaches stands on them."""
PERSONAL = ("peeters", "jozef", "tisseltbaan", "72/2r6")


@dataclass(frozen=True)
class Office:
    """A work folder, its settings file, and the codes of two reviewers."""

    config: Path
    codes: dict[str, str]

    @property
    def settings(self) -> Settings:
        return load(self.config)

    @contextmanager
    def desk(self) -> Iterator[ReviewDesk]:
        with desk_of(self.settings) as desk:
            yield desk

    def review(self, folder: str) -> Review:
        with self.desk() as desk:
            return desk.review(folder)

    def version(self, folder: str) -> int:
        with self.desk() as desk:
            published = desk.register.current(desk.register.resolve_name(folder)[0])
        assert published
        return published.version

    def copy(self, folder: Path) -> "Office":
        shutil.copytree(self.settings.work, folder / "work")
        return Office(_configured(folder), self.codes)


def make_office(folder: Path, dossiers: int) -> Office:
    """Digitise dossiers in which exactly `ASKED` waits; whatever else is doubtful has been answered."""
    delivery = folder / "levering_01"
    for number in range(dossiers):
        place = delivery / f"D{number}"
        place.mkdir(parents=True)
        (place / "0001.tif").write_bytes(_page(LETTER.format(number=622 + number, house=80 + number)))
    config = _configured(folder)
    settings = load(config)
    codes = {}
    with bootstrap.workshop(settings) as shop:
        book = shop.books.reviews
        for name in ("an", "jo"):
            person, codes[name] = enrolled(name)
            book.enrol(person)
        for name in ASKED:
            book.limit(Limit(field=name, confidence=1.0, sampled=300, wrong=9, at=dt.datetime.now(dt.UTC)))
        run_delivery(bootstrap.open_delivery(settings, str(delivery)), shop.tools, step=shop.step)
        assert shop.tools.reviews
        desk = ReviewDesk(shop.tools.reviews, shop.tools.register, shop.tools.reference)
        for review in desk.waiting():
            others = [question.field for question in review.questions if question.field not in ASKED]
            if others:
                desk.answer(review, [Given(name, "absent") for name in others], codes["an"], "csv")
                redo(review.dossier_id, shop.tools, shop.step, shop.place)
        assert [{q.field for q in review.questions} for review in desk.waiting()] == [set(ASKED)] * dossiers
    return Office(config, codes)


def _configured(folder: Path) -> Path:
    config = folder / "kaft.toml"
    config.write_text(
        f'[places]\nwork = "{folder / "work"}"\n[reading]\nengine = "tesseract"\nworkers = 1\n'
        '[review]\nsample = 0.0\n[logging]\nlevel = "warning"\n',
        encoding="utf-8",
    )
    return config


def _page(text: str) -> bytes:
    picture = Image.new("L", (1240, 1754), "white")
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(text.split("\n")):
        pen.text((130, 140 + 70 * number), line, fill="black", font=ImageFont.load_default(size=36))
    out = io.BytesIO()
    picture.convert("1").save(out, "TIFF", dpi=(150, 150), compression="group4")
    return out.getvalue()
