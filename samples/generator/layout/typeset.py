"""Set a written document on a sheet: letterhead, paragraphs, form rows, signatures and stamps."""

from collections.abc import Callable

import fonts
from dice import Dice
from layout.sheet import A4, FOLIO, Sheet
from layout.style import Style, draw
from wording.blocks import Block, Document
from wording.marked import pieces, plain


def typeset(document: Document, dice: Dice) -> Sheet:
    """Set a document in a look of its kind; if it does not fit, in a smaller one."""
    style = draw(document.look, dice)
    folio = document.look == "typed" and document.page_type in {"besluit", "weigering"} and dice.chance(0.2)
    for shrink in (1.0, 0.86, 0.74, 0.64, 0.55):
        sheet = Sheet(FOLIO if folio else A4, 300, document.page_type, dice.child(f"sheet{shrink}"))
        setter = Setter(sheet, style, shrink)
        if setter.put(document.blocks):
            break
    if folio:
        sheet.features.add("folio")
    return sheet


class Setter:
    """Puts the blocks of a document on a sheet, from top to bottom."""

    def __init__(self, sheet: Sheet, style: Style, shrink: float) -> None:
        self.sheet = sheet
        self.style = style
        self.body = style.body.resized(shrink) if shrink < 1 else style.body
        self.title_face = style.title.resized(shrink) if shrink < 1 else style.title
        self.fill = style.fill and (style.fill.resized(shrink) if shrink < 1 else style.fill)
        self.leading = round(style.leading * shrink)
        self.room = sheet.width - style.left - style.right
        self.y = float(style.top)
        self.label_width = 0.0

    def put(self, blocks: tuple[Block, ...]) -> bool:
        """Set all blocks; say whether they fitted."""
        labels = [self.body.width(plain(block.text)) for block in blocks if block.kind == "row"]
        self.label_width = min(max(labels, default=0) + 60, self.room * 0.42)
        ways = self.ways()
        for block in blocks:
            ways.get(block.kind, self._paragraph)(block)
        return self.y < self.sheet.height - 150

    def ways(self) -> dict[str, Callable[[Block], None]]:
        """What sets each kind of block; the rest are paragraphs."""
        return {
            "head": self._head,
            "title": self._title,
            "sub": self._sub,
            "row": self._row,
            "pair": self._pair,
            "tick": self._tick,
            "sign": self._sign,
            "stamp": self._stamp,
            "seal": self._seal,
            "scrawl": self._scrawl,
            "right": self._right,
            "recipient": self._right,
            "small": self._small,
        }

    def _text(self, text: str, **options: object) -> None:
        usual: dict[str, object] = {"room": self.room, "leading": self.leading, "ink": self.style.ink}
        x = options.pop("x", self.style.left)
        face = options.pop("face", self.body)
        self.y = self.sheet.paragraph(x, self.y, text, face, **(usual | options))

    def _head(self, block: Block) -> None:
        align = self.style.head if self.style.head in {"centre", "right"} else "left"
        self._text(block.text, align=align, leading=self.leading * 1.05)
        if self.style.head == "ruled":
            y = self.y - self.leading * 0.6
            self.sheet.rule(self.style.left, y, self.style.left + self.room, y, 4)
        self.y += self.leading * 0.8

    def _title(self, block: Block) -> None:
        start = self.y = self.y + self.leading * 0.6
        centred = self.style.head != "left"
        step = self.title_face.size * 1.4
        self._text(block.text, face=self.title_face, align="centre" if centred else "left", leading=step)
        if self.style.underline:
            width = min(self.room, self.title_face.width(plain(block.text).split("\n")[-1]))
            x = self.style.left + ((self.room - width) / 2 if centred else 0)
            line = self.y - step + 14
            self.sheet.rule(x, line, x + width, line, 4)
        self.y = max(self.y, start) + self.leading * 0.5

    def _sub(self, block: Block) -> None:
        self.y += self.leading * 0.3
        self._text(block.text)
        line = self.y - self.leading + 8
        self.sheet.rule(self.style.left, line, self.style.left + self.body.width(block.text), line, 3)

    def _paragraph(self, block: Block) -> None:
        style = self.style
        running = block.kind == "p"
        self._text(
            block.text,
            x=style.left + (70 if block.kind == "list" else 0),
            room=self.room - (70 if block.kind == "list" else 0),
            indent=style.indent if running else 0,
            hyphens=style.hyphens,
            align="justify" if style.justify and running else "left",
            fill=self.fill,
        )
        self.y += self.leading * (0.35 if running else 0.2)

    def _small(self, block: Block) -> None:
        self._text(block.text, face=self.body.resized(0.82), align="left", leading=self.leading * 0.8)
        self.y += self.leading * 0.3

    def _right(self, block: Block) -> None:
        x = self.style.left + self.room * 0.5
        self._text(
            block.text, x=x, room=self.room * 0.5, leading=min(self.leading, self.body.size * 1.6), fill=self.fill
        )
        self.y += self.leading * 0.7

    def _pair(self, block: Block) -> None:
        start = self.y
        half = self.room * 0.5
        self._text(block.text, room=half - 40, fill=self.fill)
        end, self.y = self.y, start
        self._text(block.value, x=self.style.left + half, room=half, fill=self.fill)
        self.y = max(end, self.y)

    def _row(self, block: Block) -> None:
        shape, left = self.style.rows, self.style.left
        above = shape == "above"
        start = self.y
        colon = " :" if shape in {"colon", "dotted"} else ""
        self._text(block.text + colon, room=self.label_width)
        end = self.y
        x = left + (40 if above else self.label_width + 30)
        room = self.sheet.width - self.style.right - x
        self.y = start + (self.leading * 0.8 if above else 0)
        value_top = self.y
        face = self.fill or self.body
        lift = 6 if self.fill else 0
        self.y = (
            self.sheet.paragraph(
                x, self.y - lift, block.value, face, room=room, leading=self.leading, ink=self.style.ink
            )
            + lift
        )
        self.y = max(self.y, end)
        self._frame(shape, start, value_top, x)
        self.y += self.leading * 0.12

    def _frame(self, shape: str, start: float, value_top: float, x: float) -> None:
        sheet, right = self.sheet, self.sheet.width - self.style.right
        top, bottom = start - self.leading * 0.72, self.y - self.leading * 0.68
        if shape == "dotted":
            line = value_top
            while line < self.y - 1:
                sheet.dotted(x - 10, right, line + 10)
                line += self.leading
        elif shape == "box":
            sheet.draw.rectangle((x - 16, top, right, bottom), outline=60, width=3)
        elif shape == "grid":
            sheet.draw.rectangle((self.style.left - 16, top, right, bottom), outline=60, width=3)
            sheet.rule(x - 16, top, x - 16, bottom, 3)

    def _tick(self, block: Block) -> None:
        x, y, side = self.style.left, self.y, round(self.body.size * 0.75)
        self.sheet.draw.rectangle((x, y - side, x + side, y), outline=40, width=3)
        if block.value:
            self.sheet.draw.line((x + 4, y - side + 4, x + side - 4, y - 4), fill=30, width=5)
            self.sheet.draw.line((x + 4, y - 4, x + side - 4, y - side + 4), fill=30, width=5)
        self._text(block.text, x=x + side + 30, room=self.room - side - 30)

    def _sign(self, block: Block) -> None:
        self.y += self.leading * 0.6
        start, step = self.y, self.leading * 1.1
        self._text(block.text, room=self.room * 0.45, leading=step)
        left_end, self.y = self.y, start
        if block.value:
            self._text(block.value, x=self.style.left + self.room * 0.55, room=self.room * 0.45, leading=step)
            self.sheet.scrawl(self.style.left + self.room * 0.55, min(self.y + 60, self.sheet.height - 120))
        self.y = max(left_end, self.y)
        self.sheet.scrawl(self.style.left + 30, min(self.y + 60, self.sheet.height - 120))

    def _scrawl(self, block: Block) -> None:
        self.y += self.leading * 0.5
        if block.text:
            self._text(block.text, x=self.style.left + self.room * 0.55, room=self.room * 0.45)
        self.sheet.scrawl(self.style.left + self.room * 0.58, min(self.y + 90, self.sheet.height - 120))
        self.y += self.leading

    def _seal(self, block: Block) -> None:
        radius = self.sheet.dice.uniform(120, 175)
        room = self.sheet.height - self.y
        if not block.text and room > radius:
            self.sheet.seal(
                self.style.left + self.room * self.sheet.dice.uniform(0.4, 0.5),
                min(self.y + 40, self.sheet.height - radius - 60),
                radius,
            )

    def _stamp(self, block: Block) -> None:
        dice: Dice = self.sheet.dice
        face = fonts.Face(dice.pick(fonts.STAMPS), dice.between(42, 64))
        width = max(face.width("".join(bit for bit, _ in pieces(part))) for part in block.text.split("\n")) + 160
        lines = block.text.count("\n") + 1
        high = face.size * 1.4 * lines + 140
        free = self.sheet.height - self.y
        y = self.y + 40 if free > high + 80 else 40
        x = dice.uniform(self.style.left, max(self.style.left + 1, self.sheet.width - width - 120))
        self.sheet.stamp(round(x), round(y), block.text, face, framed=dice.chance(0.7), angle=dice.uniform(-5, 5))
