"""Write a date in the shapes that typists, stamps and clerks used between 1925 and 2017."""

from datetime import date

from rows import row

MONTHS = row("januari februari maart april mei juni juli augustus september oktober november december")
OLD_MONTHS = row("Januari Februari Maart April Mei Juni Juli Augustus September October November December")
FRENCH = row("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
STAMP = row("JAN. FEB. MRT. APR. MEI JUNI JULI AUG. SEP. OKT. NOV. DEC.")
SHORT_STAMP = row("JAN FEB MRT APR MEI JUN JUL AUG SEP OKT NOV DEC")
ROMAN = row("I II III IV V VI VII VIII IX X XI XII")
UNITS = row(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien"
)
TENS = row("nul tien twintig dertig veertig vijftig zestig zeventig tachtig negentig")


def number_words(number: int) -> str:
    """Write a whole number below 100 in Dutch words."""
    if number < 20:
        return UNITS[number]
    ten, unit = divmod(number, 10)
    if not unit:
        return TENS[ten]
    joint = "ën" if UNITS[unit].endswith("e") else "en"
    return f"{UNITS[unit]}{joint}{TENS[ten]}"


def year_words(year: int) -> str:
    """Write a year in Dutch words, as in a deed."""
    if year >= 2000:
        rest = number_words(year - 2000) if year > 2000 else ""
        return f"tweeduizend {rest}".strip()
    century, rest_year = divmod(year, 100)
    return f"{UNITS[century]}honderd {number_words(rest_year)}" if rest_year else f"{UNITS[century]}honderd"


def ordinal(day: int) -> str:
    """Write the day with the old ending: 1sten, 2den, 20sten."""
    return f"{day}{'sten' if day in {1, 8} or day >= 20 else 'den'}"


def written(day: date, shape: str) -> str:
    """Write a date in the named shape.

    Raises:
        KeyError: when the shape is unknown.
    """
    d, m, y = day.day, day.month, day.year
    index = m - 1
    shapes = {
        "long": f"{d} {MONTHS[index]} {y}",
        "old": f"{d} {OLD_MONTHS[index]} {y}",
        "ordinal": f"{ordinal(d)} {OLD_MONTHS[index]} {y}",
        "oogst": f"{d} {'Oogst' if m == 8 else OLD_MONTHS[index]} {y}",
        "roman": f"{d}-{ROMAN[index]}-{y}",
        "words": f"{number_words(d)} {MONTHS[index]} {year_words(y)}",
        "apostrophe": f"{d} {MONTHS[index]} '{y % 100:02d}",
        "dots": f"{d}.{m}.{y}",
        "dots2": f"{d:02d}.{m:02d}.{y % 100:02d}",
        "dashes": f"{d:02d}-{m:02d}-{y}",
        "dashes1": f"{d}-{m}-{y}",
        "dashes2": f"{d:02d}-{m:02d}-{y % 100:02d}",
        "slashes": f"{d:02d}/{m:02d}/{y}",
        "slashes2": f"{d}/{m}/{y % 100:02d}",
        "stamp": f"{d:02d} {STAMP[index]} {y}",
        "stamp2": f"{d} {SHORT_STAMP[index]} {y}",
        "french": f"{'1er' if d == 1 else d} {FRENCH[index]} {y}",
    }
    return shapes[shape]


def read_long(text: str) -> date:
    """Read a date written as « 29 maart 1962 », as it stands in the wordings themselves."""
    day, month, year = text.split()
    names = OLD_MONTHS if month in OLD_MONTHS else FRENCH if month in FRENCH else MONTHS
    return date(int(year), names.index(month) + 1, int(day.removesuffix("er")))
