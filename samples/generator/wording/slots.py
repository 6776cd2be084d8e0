"""The slots that a wording may have, and what stands in them."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from wording.dates import read_long
from wording.marked import BODY, OPEN, mark, upper

if TYPE_CHECKING:
    from wording.voice import Voice

_NAMED = re.compile(r"<(\w+):([^<>]+)>")


class Slots(dict[str, str]):
    """The slots of a wording, each filled anew wherever it stands.

    « d_x » is a date, « UP_x » puts x in capitals, « Cap_x » gives it a capital.
    """

    def __init__(self, voice: "Voice") -> None:
        super().__init__()
        self._voice = voice

    def __getitem__(self, key: str) -> str:
        voice, facts = self._voice, self._voice.dossier
        if key.startswith("d_"):
            return voice.date(key[2:])
        if key.startswith("UP_"):
            return upper(self[key[3:]])
        if key.startswith("Cap_"):
            return _capital(self[key[4:]])
        plain: dict[str, str | Callable[[], str]] = {
            "prov": facts.town.province,
            "arr": facts.town.district,
            "mayor": facts.mayor,
            "secretary": facts.secretary,
            "ald1": facts.aldermen[0],
            "ald2": facts.aldermen[1],
            "job": "aannemers" if facts.applicants[0].firm else facts.job,
            "bestuur": "Stadsbestuur"
            if facts.town.city and voice.college_place() == facts.town.name
            else "Gemeentebestuur",
            "stad": "Stad" if facts.town.city and voice.college_place() == facts.town.name else "Gemeente",
            "phone": mark("decoy.phone", facts.phone),
            "rrn": mark("decoy.rrn", facts.national_number),
            "nis": facts.town.nis,
            "n": str(voice.rooms()),
        }
        value = plain.get(key) or getattr(voice, key)
        return value if isinstance(value, str) else value()


def _capital(text: str) -> str:
    index = text.find(BODY) + 1 if text.startswith(OPEN) else 0
    return text[:index] + text[index : index + 1].upper() + text[index + 1 :]


def named(text: str) -> str:
    """Turn every `<field:words>` of a wording into marked words."""
    return _NAMED.sub(_mark, text)


def _mark(match: re.Match[str]) -> str:
    field, words = match[1], match[2]
    if field == "law":
        return mark("decoy.date.law", words, read_long(words).isoformat())
    return mark({"permit": "permit_type"}.get(field, field), words)
