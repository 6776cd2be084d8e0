"""Set the pages of the families: what the original pages know, and tables, boxes, sketches and smudges besides."""

from collections.abc import Callable, Sequence

import fonts
from dice import Dice
from layout.sheet import A4, FOLIO, Box, Sheet
from layout.style import Style
from layout.typeset import Setter
from wording.blocks import Block, Document
from wording.marked import plain


def typeset(document: Document, style: Style, dice: Dice) -> Sheet:
    """Set a document; if it does not fit, smaller."""
    folio = document.look == "typed" and dice.chance(0.15)
    for shrink in (1.0, 0.88, 0.76, 0.66, 0.56):
        sheet = Sheet(FOLIO if folio else A4, 300, document.page_type, dice.child(f"sheet{shrink}"))
        if FamilySetter(sheet, style, shrink).put(document.blocks):
            break
    if folio:
        sheet.features.add("folio")
    smudge(sheet)
    return sheet


def smudge(sheet: Sheet) -> None:
    """Make every fact marked « smudge » unreadable: a blot of ink or scratches over it."""
    for printed in sheet.printed.values():
        if printed.mark.field.startswith("smudge."):
            sheet.complete = False
            sheet.features.add("illegible")
            for box in printed.boxes:
                _blot(sheet, box)


def _blot(sheet: Sheet, box: Box) -> None:
    dice, high = sheet.dice, box[3] - box[1]
    blot = dice.chance(0.5)
    for _ in range(26 if blot else 14):
        x, y = dice.uniform(box[0] - 10, box[2] + 10), dice.uniform(box[1], box[3])
        if blot:
            radius = high * dice.uniform(0.35, 0.75)
            sheet.draw.ellipse((x - radius, y - radius * 0.8, x + radius, y + radius * 0.8), fill=dice.between(20, 60))
        else:
            end = (box[2] + dice.uniform(-20, 20), dice.uniform(box[1] - 6, box[3] + 6))
            sheet.draw.line((box[0] + dice.uniform(-20, 20), y, *end), fill=dice.between(10, 50), width=_stroke(high))


def _stroke(high: float) -> int:
    """The width of a stroke that crosses out writing of this height, in pixels."""
    return max(5, round(high / 5))


def _cells(text: str) -> list[list[str]]:
    """The cells of a table; a stroke without spaces is part of a marked address, not a border."""
    return [[cell.strip() for cell in line.split(" | ")] for line in text.split("\n")]


class FamilySetter(Setter):
    """Sets the blocks that only the families have."""

    def ways(self) -> dict[str, Callable[[Block], None]]:
        """What sets each kind of block."""
        more = {
            "table": self._table,
            "duo": self._duo,
            "framed": self._framed,
            "margin": self._margin,
            "sketch": self._sketch,
            "ruler": self._ruler,
            "gap": self._gap,
            "columns": self._pair,
            "mid": self._mid,
            "photo": self._photo,
            "note": self._note,
        }
        return super().ways() | more

    def _mid(self, block: Block) -> None:
        self._text(block.text, align="centre")
        self.y += self.leading * 0.4

    def _gap(self, _: Block) -> None:
        self.y += self.leading

    def _ruler(self, _: Block) -> None:
        self.sheet.rule(self.style.left, self.y - self.leading * 0.5, self.style.left + self.room, self.y - 30, 3)
        self.y += self.leading * 0.5

    def _margin(self, block: Block) -> None:
        """Words in the left margin, beside what follows."""
        start = self.y
        face = self.body.resized(0.7)
        room = max(170.0, self.style.left - 90)
        self._text(block.text, x=60, room=room, face=face, leading=face.size * 1.3)
        self.y = start

    def _framed(self, block: Block) -> None:
        top = self.y - self.leading * 0.4
        self.y += self.leading * 0.4
        self._text(block.text, x=self.style.left + 30, room=self.room - 60, fill=self.fill)
        box = (self.style.left, top, self.style.left + self.room, self.y - self.leading * 0.4)
        self.sheet.draw.rectangle(box, outline=40, width=4)
        self.y += self.leading * 0.6

    def _table(self, block: Block) -> None:
        """A table: rows separated by newlines, cells by « | »; the first row holds the labels."""
        rows = _cells(block.text)
        columns = max(map(len, rows))
        wide = self.room / columns
        small = self.body.resized(0.8)
        top = self.y - self.leading * 0.2
        edges = [top]
        for number, cells in enumerate(rows):
            start = end = self.y + self.leading * 0.6
            for index, cell in enumerate(cells):
                face = small if number == 0 else (self.fill or self.body).resized(0.9)
                self.y = start
                x = self.style.left + index * wide + 14
                self._text(cell, x=x, room=wide - 24, face=face, leading=face.size * 1.25)
                end = max(end, self.y)
            self.y = end - self.leading * 0.2
            edges.append(self.y)
        for edge in edges:
            self.sheet.rule(self.style.left, edge, self.style.left + self.room, edge, 3)
        for index in range(columns + 1):
            x = self.style.left + index * wide
            self.sheet.rule(x, top, x, edges[-1], 3)
        self.y += self.leading

    def _duo(self, block: Block) -> None:
        """A line of a form in two columns: each box has its label in small print above what is filled in."""
        cells = _cells(block.text)[0]
        half, small = self.room / 2, self.body.resized(0.68)
        face = (self.fill or self.body).resized(0.92)
        top = end = self.y - self.leading * 0.5
        for index in range(0, len(cells) - 1, 2):
            x = self.style.left + half * (index // 2) + 16
            self.y = top + small.size * 1.2
            self._text(cells[index], x=x, room=half - 30, face=small, leading=small.size * 1.2)
            self.y += face.size * 0.5
            self._text(cells[index + 1], x=x, room=half - 30, face=face, leading=face.size * 1.25)
            end = max(end, self.y - face.size * 0.7)
        for index in range(2):
            x = self.style.left + half * index
            self.sheet.draw.rectangle((x, top, x + half, end), outline=50, width=3)
        self.y = end + self.leading * 0.5

    def _row(self, block: Block) -> None:
        if self.style.rows == "leader":
            self._leader(block)
        elif self.style.rows == "column":
            self._column(block)
        elif self.style.rows == "question":
            self._question(block)
        else:
            super()._row(block)

    def _leader(self, block: Block) -> None:
        """« Naam: Claes Jan....................... » with dots up to the margin, the value right behind the label."""
        face = self.fill or self.body
        x = self.style.left + self.body.width(plain(block.text) + ": ") + 10
        if x > self.style.left + self.room * 0.6:
            self._text(block.text + ":")
            x = self.style.left + 60
        else:
            self.sheet.paragraph(
                self.style.left, self.y, block.text + ":", self.body, room=self.room, leading=self.leading
            )
        room = self.style.left + self.room - x
        start = self.y
        self.y = self.sheet.paragraph(x, self.y, block.value, face, room=room, leading=self.leading)
        line = start
        while line < self.y - 1:
            self.sheet.dotted(x, self.style.left + self.room, line + 12, 14)
            line += self.leading
        self.y += self.leading * 0.1

    def _column(self, block: Block) -> None:
        """Labels set flush right against a vertical rule, values behind it."""
        middle = self.style.left + self.label_width
        top = self.y - self.leading * 0.8
        self._text(block.text, x=self.style.left, room=self.label_width - 30, align="right")
        end = self.y
        self.y = top + self.leading * 0.8
        face, room = self.fill or self.body, self.style.left + self.room - middle - 30
        self.y = self.sheet.paragraph(middle + 30, self.y, block.value, face, room=room, leading=self.leading)
        self.y = max(self.y, end)
        self.sheet.rule(middle, top, middle, self.y - self.leading * 0.7, 3)

    def _question(self, block: Block) -> None:
        """A question over the whole width, and below it the answer on dots."""
        self._text(block.text, face=self.body.resized(0.9), leading=self.leading * 0.9)
        x, start = self.style.left + 90, self.y
        face, room = self.fill or self.body, self.style.left + self.room - x
        self.y = self.sheet.paragraph(x, self.y, block.value, face, room=room, leading=self.leading)
        line = start
        while line < self.y - 1:
            self.sheet.dotted(x - 20, self.style.left + self.room, line + 12, 11)
            line += self.leading
        self.y += self.leading * 0.15

    def _note(self, block: Block) -> None:
        """A few words that somebody wrote on the page later."""
        face = self.fill or fonts.sized(self.sheet.dice.pick(fonts.HANDS), 54)
        self.y += face.size * 0.4
        self._text(block.text, x=self.style.left + self.room * 0.3, room=self.room * 0.7, face=face)
        self.y += self.leading * 0.4

    def _photo(self, _: Block) -> None:
        """The place of a photograph that has come off: only its corners are left."""
        x, y = self.style.left + 80, self.y
        for left, top in ((x, y), (x + 1200, y), (x, y + 800), (x + 1200, y + 800)):
            self.sheet.draw.polygon((left, top, left + 60, top, left, top + 60), fill=110)
        self.y += 950

    def _sketch(self, _: Block) -> None:
        """An extract of the cadastral plan in what is left of the page."""
        dice, sheet = self.sheet.dice, self.sheet
        low = min(sheet.height - 300, self.y + 1400)
        columns = dice.between(4, 7)
        step = self.room / columns
        slant = dice.uniform(-120, 120)
        self._grid(columns, step, slant, low)
        for index in range(columns):
            number = f"{dice.between(20, 980)}{dice.pick(('a', 'b', 'c', 'd', 'e'))}"
            x, y = self.style.left + index * step + 40, self.y + dice.between(300, 700)
            sheet.paragraph(x, y, number, self.body.resized(0.7), room=step, leading=40)
        self.y = low

    def _grid(self, columns: int, step: float, slant: float, low: float) -> None:
        left, right = self.style.left, self.style.left + self.room
        for index in range(columns + 1):
            x = left + index * step
            self.sheet.rule(x, self.y, max(0, x + slant), low, 3)
        levels: Sequence[float] = (self.y, self.y + (low - self.y) * 0.55, low)
        for level in levels:
            self.sheet.rule(left, level, right, level + slant / 3, 4)
