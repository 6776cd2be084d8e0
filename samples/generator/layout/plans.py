"""Draw an architect's plan: façade, floor plan, situation and a title block, upright or turned."""

import fonts
from fonts import Face
from layout import title_columns
from layout.sheet import Sheet
from rows import row
from wording.marked import plain
from wording.voice import Voice

A3 = (2339, 3307)
ROOMS = {
    "A": row("Keuken Salon Gang Eetplaats Koer Kelder Slaapkamer Bergplaats Waschplaats Winkel Werkhuis Zolder"),
    "B": row("Keuken Living Hall Garage Badkamer Berging Slaapkamer Terras Eethoek Bureau WC Stookplaats"),
    "C": row("Leefruimte Keuken Berging Inkomhal Toilet Slaapkamer_1 Badkamer Bureau Terras Garage Dressing Wasplaats"),
}
VIEWS = {
    "A": ("VOORGEVEL", "GRONDPLAN", "DOORSNEDE A-B", "LIGGING"),
    "B": ("Voorgevel", "Gelijkvloers", "Snede AA", "Inplanting 1/500"),
    "C": ("voorgevel", "plan gelijkvloers", "snede", "inplantingsplan"),
}
STAMPS = (
    "GEZIEN EN GOEDGEKEURD\nin zitting van {stamped}\nDe Secretaris   De Burgemeester",
    "Gezien om gevoegd te worden bij\nhet besluit van {stamped}",
    "VERGUND {stamped}",
    "~Behoort bij de vergunning\nvan {stamped}",
)


def plan(
    voice: Voice,
    *,
    rows: list[tuple[str, str]] | None = None,
    views: tuple[str, ...] = (),
    stamp: str = "",
    shape: str = "",
) -> Sheet:
    """Draw a plan on A3 at 200 dpi.

    Args:
        voice: who writes on it.
        rows: label and marked value of each line of the title block; the original ones when None.
        views: the names of façade, floor, section and situation; the original ones when empty.
        shape: of the title block: block, turned, strip or columns (along the whole lower edge); by chance when empty.
        stamp: the marked words of the stamp of approval; with `rows` given and no stamp there is none.
    """
    dice = voice.dice
    wide = dice.chance(0.55)
    sheet = Sheet((A3[1], A3[0]) if wide else A3, 200, "plan", dice.child("plan"))
    sheet.complete = False
    lettering = Face(dice.pick(fonts.LETTERING), 32)
    sheet.draw.rectangle((60, 60, sheet.width - 60, sheet.height - 60), outline=30, width=4)
    names = views or VIEWS[voice.dossier.family]
    _drawings(sheet, voice, lettering, names, wide=wide)
    if shape == "columns":
        title_columns.put(sheet, rows or _rows(voice), hand=voice.dossier.year < 1980)
    else:
        _title_block(sheet, voice, shape or dice.pick(("block", "block", "turned", "strip")), rows)
    if rows is not None:
        if stamp:
            face, x = Face(fonts.STAMPS[0], 34), dice.between(300, 900)
            sheet.stamp(x, dice.between(1000, 1150), stamp, face, framed=dice.chance(0.6), angle=dice.uniform(-9, 9))
        return sheet
    if (
        voice.dossier.dates.decision
        and voice.dossier.decision in {"verleend", "verleend met voorwaarden"}
        and dice.chance(0.7)
    ):
        words = dice.pick(STAMPS).replace("{stamped}", voice.date("decision", dice.pick(("stamp", "stamp2", "dashes"))))
        face = Face(dice.pick(fonts.STAMPS), 32)
        sheet.stamp(
            dice.between(300, 900), dice.between(1000, 1150), words, face, framed=True, angle=dice.uniform(-6, 6)
        )
    return sheet


def _drawings(sheet: Sheet, voice: Voice, lettering: Face, names: tuple[str, ...], *, wide: bool) -> None:
    spots = (
        [(160, 180), (1180, 180), (160, 1250), (1180, 1250)]
        if not wide
        else [(160, 180), (1180, 180), (160, 1250), (2150, 180)]
    )
    _facade(sheet, *spots[0], lettering, names[0])
    _floor(sheet, *spots[1], lettering, names[1], voice)
    _section(sheet, *spots[2], lettering, names[2])
    _situation(sheet, *spots[3], lettering, names[3], voice)


def _caption(sheet: Sheet, x: float, y: float, face: Face, text: str) -> None:
    sheet.paragraph(x, y, text, face, room=900, leading=40)


def _facade(sheet: Sheet, x: int, y: int, face: Face, name: str) -> None:
    dice, wide = sheet.dice, sheet.dice.between(480, 760)
    top, base = y + dice.between(160, 260), y + 720
    sheet.draw.rectangle((x, top, x + wide, base), outline=25, width=4)
    sheet.draw.line((x - 30, top, x + wide / 2, y, x + wide + 30, top, x - 30, top), fill=25, width=4)
    for floor in range(2):
        for column in range(3):
            left = x + 50 + column * (wide - 100) / 3
            upper_edge = top + 50 + floor * (base - top) / 2
            high = (base - top) / 2 - (50 if floor and column == 2 else 110)
            sheet.draw.rectangle((left, upper_edge, left + wide / 5, upper_edge + high), outline=35, width=3)
            sheet.draw.line((left + wide / 10, upper_edge, left + wide / 10, upper_edge + high), fill=60, width=2)
    if dice.chance(0.6):
        for line in range(round(top) + 20, base, 24):
            sheet.draw.line((x, line, x + 46, line), fill=120, width=2)
    sheet.rule(x - 90, base, x + wide + 90, base, 5)
    _caption(sheet, x + wide / 3, base + 60, face, name)


def _floor(sheet: Sheet, x: int, y: int, face: Face, name: str, voice: Voice) -> None:
    dice = sheet.dice
    wide, high = dice.between(600, 820), dice.between(620, 760)
    sheet.draw.rectangle((x, y, x + wide, y + high), outline=20, width=12)
    split, cross = round(wide * dice.uniform(0.38, 0.6)), round(high * dice.uniform(0.35, 0.6))
    sheet.rule(x + split, y, x + split, y + high, 8)
    sheet.rule(x, y + cross, x + split, y + cross, 8)
    sheet.rule(x + split, y + high - cross, x + wide, y + high - cross, 8)
    rooms = dice.several(ROOMS[voice.dossier.family], 4)
    small = face.resized(0.75)
    for (cx, cy), room in zip(
        ((40, 90), (40, cross + 90), (split + 30, 90), (split + 30, high - cross + 90)), rooms, strict=True
    ):
        _caption(sheet, x + cx, y + cy, small, room)
        sheet.draw.arc((x + cx + 60, y + cy + 30, x + cx + 160, y + cy + 130), 0, 90, fill=60, width=3)
    sheet.rule(x, y + high + 40, x + wide, y + high + 40, 2)
    for part in range(4):
        at = x + wide * part / 3
        sheet.rule(at - 8, y + high + 48, at + 8, y + high + 32, 3)
    _caption(sheet, x + wide / 3, y + high + 110, face, name)


def _section(sheet: Sheet, x: int, y: int, face: Face, name: str) -> None:
    dice, wide = sheet.dice, sheet.dice.between(450, 700)
    for level in (150, 390, 630):
        sheet.draw.rectangle((x, y + level, x + wide, y + level + 18), fill=90)
    for wall in (x, x + wide - 22):
        sheet.draw.rectangle((wall, y + 150, wall + 22, y + 700), fill=120)
    sheet.draw.line((x - 20, y + 150, x + wide * dice.uniform(0.4, 0.6), y, x + wide + 20, y + 150), fill=25, width=6)
    steps = [(x + 120 + step * 26, y + 630 - step * 24) for step in range(9)]
    for left, low in steps:
        sheet.draw.line((left, low, left + 26, low, left + 26, low - 24), fill=60, width=3)
    _caption(sheet, x + wide / 4, y + 770, face, name)


def _situation(sheet: Sheet, x: int, y: int, face: Face, name: str, voice: Voice) -> None:
    dice = sheet.dice
    small = face.resized(0.7)
    for index in range(5):
        left = x + index * 130
        sheet.rule(left, y + dice.between(0, 40), left - 40, y + 420, 3)
        if index < 4:
            _caption(sheet, left + 20, y + 200, small, str(dice.between(20, 900)))
    sheet.draw.rectangle((x + 170, y + 260, x + 230, y + 380), fill=140)
    sheet.rule(x - 80, y + 420, x + 620, y + 420, 4)
    sheet.rule(x - 80, y + 500, x + 620, y + 500, 4)
    sheet.paragraph(x + 100, y + 475, voice.fill("{street}"), small, room=560, leading=40)
    _caption(sheet, x + 60, y + 580, face, name)
    sheet.draw.polygon((x + 660, y + 60, x + 640, y + 130, x + 680, y + 130), fill=40)
    _caption(sheet, x + 650, y + 40, small, "N")


def _rows(voice: Voice) -> list[tuple[str, str]]:
    dice = voice.dice
    rows = [
        (dice.pick(("Bouwheer", "Opdrachtgever", "Eigenaar", "~Voor rekening van")), voice.names()),
        (dice.pick(("Ligging", "Bouwplaats", "Adres")), voice.site()),
        (dice.pick(("Ontwerp", "Werken", "Project", "~Betreft")), voice.fill("{Cap_subject}")),
        (dice.pick(("Kadaster", "Kad.")), voice.parcel()),
    ]
    if voice.dossier.architect:
        rows.append(
            (dice.pick(("Architect", "Bouwmeester" if voice.dossier.family == "A" else "Ontwerper")), voice.architect())
        )
        rows.append(("", f"{voice.office()} - tel. {voice.fill('{phone}')}"))
    rows.append((dice.pick(("Datum", "Datum", "Getekend")), voice.date("plan")))
    rows.append((dice.pick(("Schaal", "Schalen")), dice.pick(("1/50", "1/100", "1/50 - 1/200", "2 cm p. m."))))
    rows.append((dice.pick(("Plan nr.", "Blad")), f"{dice.between(1, 3)}/{dice.between(3, 5)}"))
    return rows


def _title_block(sheet: Sheet, voice: Voice, shape: str, given: list[tuple[str, str]] | None = None) -> None:
    size = (1080, 620) if shape == "block" else (1500, 480) if shape == "turned" else (1400, 430)
    small = Sheet(size, 200, "", sheet.dice)
    hand = voice.dossier.year < 1980 and sheet.dice.chance(0.4)
    face = fonts.sized(sheet.dice.pick(fonts.HANDS), 40) if hand else Face(sheet.dice.pick(fonts.LETTERING), 29)
    label = Face(fonts.LETTERING[1], 26)
    small.draw.rectangle((2, 2, size[0] - 3, size[1] - 3), outline=25, width=4)
    columns = 1 if shape == "block" else 2
    rows = _rows(voice) if given is None else given
    per = -(-len(rows) // columns)
    step, y, x = size[1] / (per + 0.6), 0.0, 0.0
    for index, (name, value) in enumerate(rows):
        column, level = divmod(index, per)
        x, y = 20 + column * size[0] / columns, step * (level + 0.8)
        room = size[0] / columns - 190
        if name:
            small.paragraph(x, y, name, label, room=160, leading=30)
        fitting = face
        while fitting.width(plain(value)) > room and fitting.size > 18:
            fitting = fitting.resized(0.9)
        small.paragraph(x + 160, y, value, fitting, room=room + 30, leading=34)
        small.rule(x - 18, y + step * 0.3, x + size[0] / columns - 20, y + step * 0.3, 2)
    if shape == "turned":
        sheet.features.add("turned_title_block")
        sheet.attach(small, sheet.width - 64 - size[1], sheet.height - 64 - size[0], 90)
    else:
        sheet.attach(small, sheet.width - 64 - size[0], sheet.height - 64 - size[1], 0)
    sheet.text += small.text
