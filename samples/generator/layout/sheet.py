"""A sheet of paper on which text is put while it is remembered where each field stands."""

import math
from dataclasses import dataclass, field

from dice import Dice
from fonts import Face
from layout.lines import Piece, Word, hard_lines, wrap
from PIL import Image, ImageChops, ImageDraw
from wording.marked import Mark, pieces

A4 = (2480, 3508)
FOLIO = (2480, 3898)
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Printed:
    """One printed occurrence of a field, with a box per line in pixels from the top left corner."""

    mark: Mark
    raw: str
    boxes: list[Box] = field(default_factory=list)


class Sheet:
    """A white page with ink on it.

    Args:
        size: width and height in pixels.
        dpi: pixels per inch.
        page_type: as in the contract.
    """

    def __init__(self, size: tuple[int, int], dpi: int, page_type: str, dice: Dice) -> None:
        self.image = Image.new("L", size, 255)
        self.draw = ImageDraw.Draw(self.image)
        self.dpi = dpi
        self.page_type = page_type
        self.underlined = dice.child("dotted").chance(0.3)
        self.dice = dice
        self.printed: dict[Mark, Printed] = {}
        self.text: list[str] = []
        self.late: list[str] = []
        self.features: set[str] = set()
        self.struck: list[str] = []
        self.barcode: str | None = None
        self.complete = True
        self.colour: tuple[int, int, int] | None = None

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.image.width

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.image.height

    def register(self, found: list[Piece], face: Face) -> None:
        """Note the marks of a text before it is put on the page, so that a hyphen does not enter the value."""
        for part, mark in found:
            if mark is not None:
                self.printed[mark] = Printed(mark, face.fit(part.replace("\n", " ")))

    def run(self, x: float, baseline: float, text: str, face: Face, ink: int = 20) -> tuple[float, Box]:
        """Put a run of text; return where it ends and the box of its ink."""
        if not face.typed:
            self.draw.text((x, baseline), text, font=face.font, fill=ink, anchor="ls", stroke_width=face.stroke)
            return x + face.width(text), self.draw.textbbox((x, baseline), text, font=face.font, anchor="ls")
        boxes = []
        for char in text:
            spot = (round(x), round(baseline + self.dice.uniform(-1.6, 1.6)))
            tone = min(150, max(0, round(ink + self.dice.uniform(-20, 45))))
            self.draw.text(spot, char, font=face.font, fill=tone, anchor="ls", stroke_width=face.stroke)
            boxes.append(self.draw.textbbox(spot, char, font=face.font, anchor="ls"))
            x += face.width(char)
        return x, union(boxes)

    def line(
        self,
        x: float,
        baseline: float,
        line: list[Word],
        face: Face,
        fill: Face | None = None,
        gap: float = 0,
        ink: int = 20,
    ) -> float:
        """Put one line of words; pieces with a mark in `fill` if given; return where it ends."""
        space = face.width(" ") + gap
        shown = []
        for word in line:
            lift = self.dice.uniform(-3, 3) if not face.typed and face.path.find("sjfonts") > 0 else 0
            said = ""
            for text, mark in word:
                hand = (fill or face) if mark else face
                fitted = hand.fit(text)
                start = x
                x, box = self.run(x, baseline + lift - (6 if hand is not face else 0), fitted, hand, ink)
                if mark is not None:
                    self._record(mark, box)
                    if fill is not None and self.underlined:
                        self.dotted(start - 6, x + 6, baseline + 8)
                said += fitted
            shown.append(said)
            x += space
        self.text.append(" ".join(shown))
        return x - space

    def _record(self, mark: Mark, box: Box) -> None:
        boxes = self.printed[mark].boxes
        if boxes and abs(boxes[-1][3] - box[3]) < (box[3] - box[1] + 20) * 0.8 and box[0] >= boxes[-1][0]:
            boxes[-1] = union([boxes[-1], box])
        else:
            boxes.append(box)

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        face: Face,
        *,
        room: float,
        leading: float,
        fill: Face | None = None,
        indent: float = 0,
        hyphens: bool = False,
        align: str = "left",
        ink: int = 20,
    ) -> float:
        """Put a wrapped text whose first baseline is `y`; return the baseline after the last line."""
        found = pieces(text)
        self.register(found, fill or face)
        space = face.width(" ")

        def measure(bit: str, mark: Mark | None) -> float:
            hand = (fill or face) if mark else face
            return hand.width(hand.fit(bit))

        for words in hard_lines(found):
            lines = wrap(words, measure, room, indent, hyphens=hyphens)
            for index, line in enumerate(lines):
                length = sum(measure(bit, mark) for word in line for bit, mark in word) + space * (len(line) - 1)
                inset = indent if index == 0 else 0
                slack = room - length - inset
                start = x + inset + {"centre": slack / 2, "right": slack}.get(align, 0)
                last = index == len(lines) - 1 or len(line) < 4
                gap = max(0.0, min(40.0, slack / (len(line) - 1))) if align == "justify" and not last else 0.0
                if line[-1][0][0].endswith("-") and any(mark for _, mark in line[-1]):
                    self.features.add("hyphenated_field")
                self.line(start, y, line, face, fill, gap, ink)
                y += leading
        return y

    def dotted(self, x0: float, x1: float, y: float, step: int = 12) -> None:
        """Draw the dotted line of a form."""
        for x in range(round(x0), round(x1), step):
            self.draw.ellipse((x, y, x + 3, y + 3), fill=70)

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: int = 3) -> None:
        """Draw a straight line."""
        self.draw.line((x0, y0, x1, y1), fill=25, width=width)

    def stamp(self, x: int, y: int, text: str, face: Face, *, framed: bool, angle: float) -> None:
        """Press a rubber stamp, slightly turned, its text listed last."""
        parts = text.split("\n")
        high = round(face.size * 1.35)
        wide = round(max(face.width("".join(bit for bit, _ in pieces(part))) for part in parts)) + 60
        small = Sheet((wide, high * len(parts) + 40), self.dpi, "", self.dice)
        for index, part in enumerate(parts):
            small.paragraph(
                0,
                high * (index + 1),
                part,
                face,
                room=wide,
                leading=high,
                align="centre",
                ink=self.dice.between(30, 90),
            )
        if framed:
            small.draw.rounded_rectangle(
                (4, 4, wide - 5, small.height - 5), 14 if self.dice.chance(0.5) else 0, outline=50, width=5
            )
        self.attach(small, x, y, angle)
        self.late += small.text

    def attach(self, small: "Sheet", x: float, y: float, angle: float) -> None:
        """Lay another sheet, turned counter-clockwise by `angle` degrees, with its corner at (x, y)."""
        turned = small.image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        left = round(max(0, min(x, self.width - turned.width)))
        top = round(max(0, min(y, self.height - turned.height)))
        where = (left, top, left + turned.width, top + turned.height)
        self.image.paste(ImageChops.darker(self.image.crop(where), turned), where)
        radians = math.radians(-angle)

        def place(box: Box) -> Box:
            corners = [(box[i], box[j]) for i in (0, 2) for j in (1, 3)]
            moved = [_turn(cx - small.width / 2, cy - small.height / 2, radians) for cx, cy in corners]
            xs, ys = [a + left + turned.width / 2 for a, _ in moved], [b + top + turned.height / 2 for _, b in moved]
            return min(xs), min(ys), max(xs), max(ys)

        for mark, printed in small.printed.items():
            self.printed[mark] = Printed(mark, printed.raw, [place(box) for box in printed.boxes])

    def seal(self, x: float, y: float, radius: float) -> None:
        """Press the round seal of the municipality, too worn to be read."""
        for factor in (1.0, 0.93, 0.55):
            r = radius * factor
            for start in range(0, 360, 12):
                if self.dice.chance(0.75):
                    self.draw.arc(
                        (x - r, y - r, x + r, y + r), start, start + 12, fill=self.dice.between(60, 130), width=4
                    )
        for step in range(0, 360, 9):
            angle = math.radians(step)
            near, far = radius * 0.63, radius * self.dice.uniform(0.72, 0.84)
            inner, outer = _turn(near, 0, angle), _turn(far, 0, angle)
            self.draw.line((x + inner[0], y + inner[1], x + outer[0], y + outer[1]), fill=100, width=5)

    def scrawl(self, x: float, y: float, length: float = 420) -> None:
        """Write an unreadable signature."""
        points, dice = [], self.dice
        phase, wild = dice.uniform(0, 6), dice.uniform(0.7, 1.6)
        for step in range(90):
            t = step / 89
            sway = math.sin(t * 22 * wild + phase) * 46 * (1 - t * 0.6) + math.sin(t * 7 + phase) * 30
            points.append((x + t * length + math.cos(t * 26 * wild) * 32, y - 40 + sway))
        self.draw.line(points, fill=40, width=4, joint="curve")
        self.draw.line((x, y + 34, x + length * dice.uniform(0.7, 1.1), y + dice.uniform(0, 40)), fill=40, width=4)


def union(boxes: list[Box]) -> Box:
    """The smallest box around several."""
    if not boxes:
        return (0, 0, 0, 0)
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _turn(x: float, y: float, radians: float) -> tuple[float, float]:
    return x * math.cos(radians) - y * math.sin(radians), x * math.sin(radians) + y * math.cos(radians)
