"""Numbers, postcodes, streets and domain words: the one thing that a wrong character in them can have been.

Pure functions of the words of one line; each rule returns what stands in the place of a word, or None where it leaves
it alone. Numbers of dossiers and parcels are never guessed at.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import Levenshtein

from pipeline.adapters.words.shape_dates import parted
from pipeline.adapters.words.spelling import sounded

_FIELD = frozenset({
    "aangevraagd", "aangevraagde", "aanplakking", "aanvraagster", "aanvrager", "aanvragers", "achtergevel",
    "adviesaanvraag", "afbraak", "afdeling", "afgegeven", "afgeleverd", "appartement", "appartementen",
    "appartementsgebouw", "beslissing", "besluit", "bestaande", "bestemming", "bevestiging", "bijgebouw",
    "bouwaanvraag", "bouwaanvrager", "bouwheer", "bouwkavels", "bouwmachtiging", "bouwmeester", "bouwplaats",
    "bouwtoelating", "bouwtoelatingen", "bouwvergunning", "bouwvergunningen", "bouwwerken", "burgemeester",
    "dossiernummer", "eengezinswoning", "eigenaar", "gekoppelde", "gemachtigde", "gemeentebestuur",
    "gemeentehuis", "gemeentelijk", "gemeentelijke", "geschakelde", "geweigerd", "handelsruimte",
    "industriegebouw", "ingediend", "kadaster", "kadastraal", "kadastrale", "kennisgeving", "landbouwloods",
    "machtiging", "meergezinswoning", "omgevingsvergunning", "ondergetekende", "ontvangstbewijs", "oppervlakte",
    "oprichten", "perceelnummer", "regularisatievergunning", "ruimtelijke", "schepencollege", "secretaris",
    "slopingsvergunning", "stallingen", "stedebouw", "stedebouwkundige", "stedenbouw", "stedenbouwkundig",
    "stedenbouwkundige", "toelating", "uitbreiding", "uittreksel", "veranderen", "verandering",
    "veranderingswerken", "verbouwen", "verbouwing", "verbouwingen", "vergadering", "vergunning",
    "vergunningen", "verkavelen", "verkaveling", "verkavelingsaanvraag", "verkavelingsvergunning", "vernieuwen",
    "voorschriften", "voorwaarden", "weigering", "woongelegenheden", "woonhuis",
    # As some wrote them; else they would be taken for misread.
    "burgermeester", "cadastrale", "magtiging", "ondergeteekende", "schepenkollege", "stedebouwkundig",
    "stedebouwkundigen",
})  # fmt: skip
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_FIELD_LETTERS, _FIELD_LONG = 8, 12  # of a word in which one letter may be wrong, and two
_STREET_ENDS = ("straat", "steenweg", "dreef", "plein", "markt", "laan", "baan", "dijk", "weg", "lei")
_OLD_ENDS = re.compile(r"stra(?:et|ete|ten|eten|te)|wegh?e?n?|weghe|dyck?|dijck|[lb]aen|wegs|wens?")
_LOOKS_A_LETTER = {"0": "o", "1": "li", "5": "s", "8": "bs"}
_DIGIT_IN_WORD = re.compile(r"[^\W\d_]+(?:[0158][^\W\d_]+){1,2}")
_NOUGHTS = str.maketrans(dict.fromkeys("oOòóöÒÓ", "0"))
_POSTCODE = re.compile(r"[1-9]\d(?:\d[oOòóöÒÓ]|[oOòóöÒÓ]{2})")
"""A nought is read as a letter inside a number too, but so is a six: `8o80` was 8680."""
_PHONES = (
    re.compile(r"(0[2349])[1|!:](\d{3}\.\d\d\.\d\d)"),
    re.compile(r"(0(?!4)\d\d)[1|!:](\d\d\.\d\d\.\d\d)"),
)
"""Zone and number; more than nine digits there are not, but `021133.48.63` may be both."""
_FIRM = re.compile(r"(?:N\.V|B\.V|S\.A|V\.Z\.W|P\.V\.B\.A|B\.V\.B\.A|C\.V|V\.O\.F)")
_BARRED = re.compile(r"(?P<letter>[A-Za-z]{1,3})[!|](?P<rest>\d\d/(?!(?:18|19|20)\d\d$)\d{1,5})")
_MIXED_DATE = re.compile(r"(\d{1,2})([/:|!])(\d{1,2})([/:|!])((?:18|19|20)\d\d|\d\d)")
_ROMAN = re.compile(r"(?P<day>\d{1,2})(?P<by>[./-])(?P<month>[1lIiVvXx]{2,4})(?P=by)(?P<year>(?:18|19|20)?\d\d)")
_ROMANS = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"})
_COUNTED = frozenset({
    "loten", "kavels", "bouwkavels", "appartementen", "woningen", "woongelegenheden", "garages", "studio's",
    "kamers",
})  # fmt: skip
_BEFORE_COUNTED = frozenset({"in", "van", "met", "en"})
_HOUSE = re.compile(r"\d{1,3}[A-Za-z]?\.")
_STREET = re.compile(r"(?:straat|laan|steenweg|dreef|plein|baan|dijk|weg|lei|markt|str\.)", re.IGNORECASE)
_SHORTEST_STREET = 8
_NO_BEGINNING = re.compile(r"l(?!bis\b)[bcdfgkmnpqrstvwxz][^\W\d_]{2,}")
_INITIALS = re.compile(r"(?:(?:[A-Z]\.)+0\.|0\.[A-Z]\.)(?:[A-Z]\.)*(?=$|\d{3,})")
_NUMBER_SIGNS = frozenset({"ur", "ur.", "nh", "nh."})
_KING = re.compile(r"(?P<number>[Il1|]{2,3})-(?P<street>(?:laan|ln|plein|straat|str|lei|park|dreef|baan)\b.*)")
_KING_SHORT = re.compile(r"(?P<number>I{2,3})(?:-[I1]|[Il1])n\.(?P<rest>[,;]?)")
_APOSTROPHE = re.compile(r"(0\d{1,3}|\d{2,4}(?=.(?:18|19|20)\d\d$))['’](\d{2,5})")
"""No thousands: they do not begin with a nought, and have three figures behind the sign."""
_SPECK = re.compile(r"(de|den|der|van|het|ter|ten)\.([A-Z][a-z]{3,}[.,;]?)")
_DASH = re.compile(r"(?<=\d)[–—](?=\d)")
_TIMES = re.compile(r"(?<=\d[-/])×|×(?=[-/]\d)")
_ONE_AND_STROKE = re.compile(r"0\dV/\d\d\.\d\d\.\d\d|\d{1,2}/0V/(?:18|19|20)\d\d")
"""The one and the stroke behind it, which together look so: `05V/50.24.63`; no `26/V/1959`, which is May."""
_YPRES = "leper"  # also a word, an old one
_BEFORE_PLACE = re.compile(r".*[,;-]|8[69]\d\d|te")
_HOUSE_STOPPED = re.compile(r"(?P<house>\d{1,3}[A-Za-z]?)\.")
_NAMES_LONG = 3  # words of a place, `Sint-Joris op Zee`
_BUILDING = "bouwen"
_AROUND_BUILDING = frozenset(product(("het", "tot", "te"), ("van", "een", "eener")))
_NO_VERBS = frozenset({"bowen", "bauwen"})  # known as names only


def of_field(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Mend a long word of the field in which a letter is wrong, and which is no word that is known: `verkovelen`.

    Not where another known word is as near, `Kerbouwen`, nor what is another spelling: `ondergeteekende`.
    """
    core, end = parted(line[at])
    name = core.casefold()
    if not known or len(name) < _FIELD_LETTERS - 1 or not name.isalpha() or name in known or name in _FIELD:
        return None
    best = _of_field(name)
    if best is None or any(near in known and near != best for near in _one_letter_else(name)):
        return None
    return (_cased(best, core) + end,)


def _one_letter_else(name: str) -> Iterator[str]:
    for place in range(len(name)):
        for letter in _ALPHABET:
            yield name[:place] + letter + name[place + 1 :]


@lru_cache(maxsize=4096)
def _of_field(name: str) -> str | None:
    found = []
    for word in _FIELD:
        most = 2 if len(word) >= _FIELD_LONG else 1
        if len(word) < _FIELD_LETTERS or abs(len(word) - len(name)) > 1:
            continue
        wrong = Levenshtein.distance(name, word, score_cutoff=most)
        # Another ending is another form of a word, and not misread.
        same_end = name[-3:] == word[-3:] or (len(word) == len(name) and (name[-1] == word[-1] or name[-1] in "tqzy"))
        if 0 < wrong <= most and same_end:
            found.append((wrong, word))
    found.sort()
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return None if sounded(name) == sounded(found[0][1]) else found[0][1]


def of_street(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Mend the ending of a street that is known: `Ridderstraot`."""
    core, end = parted(line[at])
    name = core.casefold()
    if len(name) < _SHORTEST_STREET or not name.isalpha() or name in known or _OLD_ENDS.search(name):
        return None
    if name.endswith(_STREET_ENDS) or (at == 0 and name[0] == core[0]):  # `Han-` stood on the line before `delsstraat`
        return None
    fitting = {
        stem + ending
        for ending in _STREET_ENDS
        for size in (len(ending), len(ending) - 1, len(ending) + 1)
        if len(stem := name[:-size]) >= 3
        and name[-size] == ending[0]
        and Levenshtein.distance(name[-size:], ending, score_cutoff=1) == 1
        and stem + ending in known
    }
    return (_cased(fitting.pop(), core) + end,) if len(fitting) == 1 else None


def of_digit(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Mend a word that is known but for a digit between its letters: `Me1lestraat`."""
    core, end = parted(line[at])
    if len(core) < 5 or not _DIGIT_IN_WORD.fullmatch(core):
        return None
    name = core.casefold()
    ways = ("".join(way) for way in product(*(_LOOKS_A_LETTER.get(letter, letter) for letter in name)))
    fitting = {way for way in ways if way in known}
    return (_cased(fitting.pop(), core) + end,) if len(fitting) == 1 else None


def _cased(name: str, like: str) -> str:
    if like.isupper():
        return name.upper()
    return name.capitalize() if like[0].isupper() else name


def of_number(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Mend a telephone number, a number with letter and year, and a date, of which a stroke was read as a sign."""
    core, end = parted(line[at])
    phones = [f"{found[1]}/{found[2]}{end}" for phone in _PHONES if (found := phone.fullmatch(core))]
    if phones:
        return (phones[0],) if len(phones) == 1 else None
    if found := _APOSTROPHE.fullmatch(core):
        return (f"{found[1]}/{found[2]}{end}",)
    if found := _BARRED.fullmatch(core):
        return (f"{found['letter']}/{found['rest']}{end}",)
    if (found := _MIXED_DATE.fullmatch(core)) and "/" in {found[2], found[4]} != {"/"}:
        real = 1 <= int(found[1]) <= 31 and 1 <= int(found[3]) <= 12
        return (f"{found[1]}/{found[3]}/{found[5]}{end}",) if real else None
    return None


def of_roman(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Mend the month of a date in Roman numerals, of which a part was read as one: `24/X11/1912`, not `2/11/1912`."""
    core, end = parted(line[at])
    found = _ROMAN.fullmatch(core)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return None
    read = found["month"]
    month = re.sub("[1li]", "I", read).upper()
    if month not in _ROMANS or not set(month) & {"V", "X"} or not set(read) & {"1", "l"}:
        return None
    return (f"{found['day']}{found['by']}{month}{found['by']}{found['year']}{end}",)


def of_place(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Mend a postal code before the name of a place, `850ò Kortrijk`, and a comma between house and postal code."""
    if at == len(line) - 1:
        return None
    after = parted(line[at + 1])[0]
    core, end = parted(line[at])
    if _POSTCODE.fullmatch(core) and not end and after[:1].isupper() and after.casefold() in known:
        return (core.translate(_NOUGHTS),)
    if _HOUSE.fullmatch(line[at]) and at and _STREET.search(line[at - 1]) and at + 2 < len(line):
        code = after.isdecimal() and len(after) == 4 and line[at + 2][:1].isupper()
        return (f"{core},",) if code and after == line[at + 1] else None
    return None


def of_house(line: Sequence[str], at: int, places: Collection[str]) -> tuple[str, ...] | None:
    """Mend the comma between house and place, whose tail was lost: `Parklaan 114. Sint-Niklaas`.

    `places` are names of towns and villages in lower case.
    """
    found = _HOUSE_STOPPED.fullmatch(line[at])
    if not found or not 0 < at < len(line) - 1 or not line[at + 1][0].isupper() or len(line[at - 1]) < _NAMES_LONG:
        return None
    if not parted(line[at - 1])[0].replace("-", "").isalpha():
        return None
    names = (parted(" ".join(line[at + 1 : at + 1 + count]))[0].casefold() for count in range(1, _NAMES_LONG + 1))
    return (f"{found['house']},",) if any(name in places for name in names) else None


def of_signs(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Mend a sign that is not on such papers: a long dash in a number, a times sign as a letter, `05V/50.24.63`."""
    word = line[at]
    if (mended := _TIMES.sub("X", _DASH.sub("-", word))) != word:
        return (mended,)
    core, end = parted(word)
    if _ONE_AND_STROKE.fullmatch(core):
        return (core.replace("V", "1") + end,)
    return None


def of_letters(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Mend an `I` that begins a word as no word begins, `lzegem`; an `O` among initials, `R.0.`; and `n°`."""
    word = line[at]
    if _NO_BEGINNING.match(word) and "i" + parted(word)[0].casefold()[1:] in known:
        return (("I" + word[1:]),)
    if parted(word)[0] == _YPRES and at and _BEFORE_PLACE.fullmatch(line[at - 1]):
        return ("I" + word[1:],)
    if found := _INITIALS.match(word):
        return (found[0].replace("0", "O") + word[found.end() :],)
    if "º" in word:
        return (word.replace("º", "°"),)
    if word in _NUMBER_SIGNS and 0 < at < len(line) - 1 and line[at + 1][:1].isdigit() and not line[at - 1].isdigit():
        return ("nr" + word[2:],)
    return None


def of_king(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Mend the number of a king before his street: `Leopold Ill-laan`, `Leopold IIIIn.`."""
    if at == 0 or not line[at - 1][:1].isupper():
        return None
    if (found := _KING.fullmatch(line[at])) and set(found["number"]) != {"I"} and not found["number"].isdigit():
        return (f"{'I' * len(found['number'])}-{found['street']}",)
    if found := _KING_SHORT.fullmatch(line[at]):
        return (f"{found['number']}-ln.{found['rest']}",)
    return None


def of_article(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Divide an article and a name that a speck joined: `de.Merodestraat`."""
    found = _SPECK.fullmatch(line[at])
    return (found[1], found[2]) if found else None


def of_building(line: Sequence[str], at: int, known: Collection[str]) -> tuple[str, ...] | None:
    """Mend the word of all these papers where its neighbours are its own: `het oouwen van een`."""
    name = line[at]
    if abs(len(name) - len(_BUILDING)) > 1 or not 0 < at < len(line) - 1 or not name.isalpha():
        return None
    if name in known and name not in _NO_VERBS:
        return None
    own = (line[at - 1].casefold(), line[at + 1].casefold()) in _AROUND_BUILDING
    return (_BUILDING,) if own and Levenshtein.distance(name, _BUILDING) == 1 else None


def of_firm(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Give a kind of firm its last full stop: `N.V Matexim`."""
    if at == len(line) - 1 or not _FIRM.fullmatch(line[at]) or not line[at + 1][:1].isupper():
        return None
    return (f"{line[at]}.",)


def of_count(line: Sequence[str], at: int, _: Collection[str]) -> tuple[str, ...] | None:
    """Mend the number of what is counted: `in s loten` can only be 5."""
    if line[at] not in {"s", "S"} or not 0 < at < len(line) - 1 or line[at - 1].casefold() not in _BEFORE_COUNTED:
        return None
    return ("5",) if parted(line[at + 1])[0].casefold() in _COUNTED else None
