"""Write a date by a pattern such as « {dd}-{mm}-{yy} » or « {weekday} {d} {month} {y} »."""

from datetime import date

from rows import row
from wording.dates import FRENCH, MONTHS, OLD_MONTHS, ROMAN, SHORT_STAMP, number_words, ordinal, year_words

WEEKDAYS = row("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag")


def dated(day: date, pattern: str) -> str:
    """Write the day by the pattern.

    Raises:
        KeyError: the pattern has a slot that is not known.
    """
    index = day.month - 1
    month = MONTHS[index]
    return pattern.format_map(
        {
            "d": day.day,
            "dd": f"{day.day:02d}",
            "m": day.month,
            "mm": f"{day.month:02d}",
            "month": month,
            "Month": OLD_MONTHS[index],
            "MONTH": month.upper(),
            "mon": month[:3],
            "MON": SHORT_STAMP[index],
            "roman": ROMAN[index],
            "oogst": "Oogst" if day.month == 8 else OLD_MONTHS[index],
            "maand": FRENCH[index],
            "y": day.year,
            "yy": f"{day.year % 100:02d}",
            "ordinal": ordinal(day.day),
            "ste": f"{day.day}{'ste' if day.day in {1, 8} or day.day >= 20 else 'de'}",
            "weekday": WEEKDAYS[day.weekday()],
            "daywords": number_words(day.day),
            "yearwords": year_words(day.year),
        }
    )
