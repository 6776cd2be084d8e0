"""A word that can be only one thing is mended, keeps what was read, and nothing else is touched."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.words.shapes import shaped
from schemas.pages import Box, Word

KNOWN = frozenset(
    [
        "ridderstraat",
        "mellestraat",
        "handelsstraat",
        "halfdreef",
        "steenweg",
        "molenweg",
        "straal",
        "kamers",
        "izegem",
        "kortrijk",
        "verbouwing",
        "herbouwen",
        "verbouwen",
        "de",
        "van",
        "het",
        "met",
        "rei",
        "bewijs",
        "ieperstraat",
        "peperstraat",
        "lindelaan",
        "opslag",
        "uitbreiden",
        "halten",
        "leenweg",
        "petrus",
        "bowen",
    ]
)


def page(*lines: str) -> tuple[Word, ...]:
    return tuple(
        Word(text, Box(200 * place, 50 * number, 200 * place + 10 * len(text), 50 * number + 30), 0.97, number)
        for number, line in enumerate(lines)
        for place, text in enumerate(line.split())
    )


def mended(*lines: str) -> str:
    words = shaped(page(*lines), KNOWN)
    return "\n".join(" ".join(word.text for word in words if word.line == number) for number in range(len(lines)))


PLACES = frozenset(["sint-niklaas", "ninove", "sint-joris op zee", "sint-truiden", "zottegem"])


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        # a speck behind the whole name of a month, or between it and its day
        ("van 8 mei. 1939,", "van 8 mei 1939,"),
        ("9 maart.. 1964;", "9 maart 1964;"),
        ("17.December 1929", "17 December 1929"),
        ("zitting van 22.augusus 2012", "zitting van 22 augustus 2012"),
        ("van 28·juni 1985", "van 28 juni 1985"),
        # signs that are on no such paper
        ("van 5–7–1967,", "van 5-7-1967,"),
        ("529-×4 en 5/×/1954", "529-X4 en 5/X/1954"),
        ("05V/50.24.63", "051/50.24.63"),
        ("18/0V/2007.", "18/01/2007."),
        # Ypres
        ("175, 8900 leper", "175, 8900 Ieper"),
        ("te leper.", "te Ieper."),
        # typed by a clerk who had no 1
        ("25 januari 196l,", "25 januari 1961,"),
        ("2 decemberl946", "2 december 1946"),
        ("12 julil950,", "12 juli 1950,"),
        ("27 maartl96l", "27 maart 1961"),
        ("27maartl96l", "27 maart 1961"),
        ("19 apri11985", "19 april 1985"),
        ("ll september 1947", "11 september 1947"),
        ("1o juli 1963", "10 juli 1963"),
        ("2lsten Maart 1939", "21sten Maart 1939"),
        ("den 18 Maart t935", "den 18 Maart 1935"),
        ("1 April :934", "1 April 1934"),
        ("22 aug. 198o", "22 aug. 1980"),
        # months between a day and a year
        ("23 augusus 2012", "23 augustus 2012"),
        ("de 2de Septenber 1929", "de 2de September 1929"),
        ("20 O<T. 2003", "20 OKT. 2003"),
        ("20O<T. 2003", "20 OKT. 2003"),
        ("23 JUI.I 1973", "23 JULI 1973"),
        ("14 Me: 1934", "14 Mei 1934"),
        ("1 .Juli 1929", "1 Juli 1929"),
        ("01 NOV: 1973", "01 NOV. 1973"),
        ("1 Jamuari l944", "1 Januari 1944"),
        # ordinals
        ("Sde afdeling", "5de afdeling"),
        ("ide afdeling", "1de afdeling"),
        ("ten kadaster le afd. ZWIJNDRECHT", "ten kadaster 1e afd. ZWIJNDRECHT"),
        ("Iste Juni 1937", "1ste Juni 1937"),
        # numbers and strokes
        ("24/X11/1912", "24/XII/1912"),
        ("26-1V-1977.", "26-IV-1977."),
        ("02:09/2007:", "02/09/2007:"),
        ("23/07|45", "23/07/45"),
        ("015133.48.63", "015/33.48.63"),
        ("022133.48.63 02|123.45.67", "022/33.48.63 02/123.45.67"),
        ("B!85/783", "B/85/783"),
        ("Nr. 064'391 554'1939", "Nr. 064/391 554/1939"),
        ("Leopold Ill-laan Leopold ll-plein,", "Leopold III-laan Leopold II-plein,"),
        ("Leopold IIIIn. nr Leopold III-In.", "Leopold III-ln. nr Leopold III-ln."),
        ("R.0. 1991/370", "R.O. 1991/370"),
        ("49, 850ò Kortrijk", "49, 8500 Kortrijk"),
        ("Molenstraat 64. 8840 Westrozebeke", "Molenstraat 64, 8840 Westrozebeke"),
        ("in S loten", "in 5 loten"),
        ("huis ur. 12", "huis nr. 12"),
        ("2º afd.", "2° afd."),
        # words
        ("Ridderstraot 7", "Ridderstraat 7"),
        ("Halfdree", "Halfdreef"),
        ("me1lestraat", "mellestraat"),
        ("het verkovelen van", "het verkavelen van"),
        ("het oouwen van een", "het bouwen van een"),
        ("STEDENBOUWKUNDICE", "STEDENBOUWKUNDIGE"),
        ("N.V Matexim", "N.V. Matexim"),
        ("te lzegem.", "te Izegem."),
        ("Frederik de.Merodestraat", "Frederik de Merodestraat"),
        ("het bowen van een", "het bouwen van een"),
        # dates in figures
        ("op 14.6..1972 en 13:5.1977,", "op 14.6.1972 en 13.5.1977,"),
        ("van C5/03/2014 tot 20-C8-1991", "van 05/03/2014 tot 20-08-1991"),
        ("op 22/06/\\953, i", "op 22/06/1953, i"),
        ("l1/2/1968", "11/2/1968"),
        ("30-3-20.18 en 1 maart 19.68", "30-3-2018 en 1 maart 1968"),
        # a one and the stroke behind it
        ("3V03/1957", "31/03/1957"),
        ("nr. 7V/r4 en 50Vm9,", "nr. 71/r4 en 501/m9,"),
        # specks, and letters that look alike
        ("Lindelaan.145, 3960", "Lindelaan 145, 3960"),
        ("voor de. verbouwing van een: kamer", "voor de verbouwing van een kamer"),
        ("Architect 0. Vanstraelen", "Architect O. Vanstraelen"),
        ("le afdeling en ze Afdeling,", "1e afdeling en 2e Afdeling,"),
        ("adres: leperstraat, 68", "adres: Ieperstraat, 68"),
        ("Peper$traat en Pcperstraat", "Peperstraat en Pcperstraat"),
    ],
)
def test_what_can_be_only_one_thing_is_mended(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    "read",
    [
        # no such day, but which one it is nobody can tell
        "50 JAN. 1961",
        "26909/1960",
        # numbers of dossiers and parcels are never guessed at
        "B/761829",
        "B1851783",
        "688/l8",
        "sectie A nr. 401l",
        "K!47/1956",
        "Dossier 1O4",
        "1'250'000 fr 12'500 5'10",
        "Leopold III-laan Leopold III-ln. 7 Markt 11-plein",
        # two months are as near
        "23 JUI 1973",
        "23 jul: 2012",
        "23 juii 1973",
        # not between a day and a year
        "de heer Septenber woont hier",
        "14 rei 1961",
        "bijlage I maart 1960",
        "2/11/1912",
        "24/1l/1912",
        "12 zien januari",
        # French, German and older Dutch
        "le 3 mai 1912",
        "4 Januar 1931",
        "12 Maert 1840",
        "le affaire",
        "De ondergeteekende",
        "stedebouwkundig",
        # known, or another known word is as near
        "Zonnestraal straal",
        "te Kerbouwen",
        "een 8o80 Kortrijk",
        "kamer5 Kamers",
        "de Groote Veldstraet",
        # names of people
        "Jan De Smeat",
        "Vanhoutle Irma",
        "Dijleiand",
        "0471 12.34.56 047112.34.56",
        "021133.48.63",
        "aan Pelrus Morlier",
        # Roman months, times, numbers, the ends of sentences
        "10-II-1971 en l-I-1971",
        "12:30 op 45:5.1977 en 12.30.45",
        "V10/48 en V2.002/021",
        "19.68 meter",
        "een bowen",
        "die van: zondag",
        "0. Kamers 0.50 m",
        # the second half of a word
        "Hasseltsep- epcrstraat teenweg",
        # words of other languages
        "sie hatten cpslag, vitbreiden",
    ],
)
def test_what_may_be_two_things_stays(read: str) -> None:
    assert mended(read) == read


@pytest.mark.parametrize(
    "read",
    [
        "11 MEI. 1956",
        "den 12 jan. 1956",
        "in mei. 1956",
        "11.Metselaar 1956",
        "32.mei 1956",
        "een – streep – 3 × 4",
        "26/V/1959",
        "een leper",
    ],
)
def test_signs_that_may_stand_there_stay(read: str) -> None:
    assert mended(read) == read


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Parklaan 114. Sint-Niklaas", "Parklaan 114, Sint-Niklaas"),
        ("Dorp 3A. Ninove.", "Dorp 3A, Ninove."),
        ("Kaai 11. Sint-Joris op Zee", "Kaai 11, Sint-Joris op Zee"),
        ("Parklaan 114. Gelet op", "Parklaan 114. Gelet op"),
        ("12 114. Ninove", "12 114. Ninove"),
        ("Parklaan 114. ninove", "Parklaan 114. ninove"),
        ("114. Ninove", "114. Ninove"),
        ("stad Sint-Trviden, te Zottegern", "stad Sint-Truiden, te Zottegem"),
    ],
)
def test_a_comma_that_lost_its_tail_stands_between_house_and_place(read: str, meant: str) -> None:
    assert " ".join(word.text for word in shaped(page(read), KNOWN, PLACES)) == meant


def test_signs_alone_make_no_word_less_sure() -> None:
    changed = [word for word in shaped(page("8 mei. 1939 en 5–7–1967"), KNOWN) if word.seen]

    assert [(word.text, word.seen, word.confidence) for word in changed] == [
        ("mei", "mei.", 0.97),
        ("5-7-1967", "5–7–1967", 0.97),
    ]


def test_a_word_keeps_what_the_reader_saw_and_is_less_sure() -> None:
    _, year = shaped(page("januari 196l"), KNOWN)

    assert (year.text, year.seen, year.confidence) == ("1961", "196l", 0.85)


def test_two_words_share_the_box_of_one_by_their_letters() -> None:
    month, year = shaped((Word("decemberl946,", Box(100, 40, 230, 70), 0.7, 3),), KNOWN)

    assert (month.text, month.box) == ("december", Box(100, 40, 180, 70))
    assert (year.text, year.box) == ("1946,", Box(180, 40, 230, 70))
    assert {(word.seen, word.line, word.confidence) for word in (month, year)} == {("decemberl946,", 3, 0.7)}


def test_a_word_that_runs_up_the_page_is_not_divided() -> None:
    (word,) = shaped((Word("decemberl946", Box(40, 100, 70, 230), 0.7, 0),), KNOWN)

    assert (word.text, word.box) == ("december1946", Box(40, 100, 70, 230))


def test_neighbours_are_those_of_the_line() -> None:
    assert mended("25 januari", "196l") == "25 januari\n196l"
    assert mended("Han-", "delsstraat") == "Han-\ndelsstraat"
    assert mended("Rid-", "derstraot") == "Rid-\nderstraot"


def test_without_words_nothing_is_mended_by_its_letters_alone() -> None:
    words = page("het verkovelen Ridderstraot lzegem bew1js", "25 januari 196l")

    assert [word.text for word in shaped(words, frozenset()) if word.seen] == ["1961"]


PIECES = st.sampled_from(
    [
        "25",
        "2lsten",
        "l",
        "0",
        "januari",
        "Septenber",
        "Me:",
        "196l",
        "1961",
        "196",
        "julil950",
        "apri11985",
        "20o<T.",
        "O<T.",
        "afd.",
        "afdeling",
        "le",
        "Sde",
        "in",
        "S",
        "loten",
        "ur",
        "12",
        "N.V",
        "R.0.",
        "0.W.",
        "B!85/783",
        "015133.48.63",
        "24/X11/1912",
        "02:09/2007",
        "850ò",
        "Kortrijk",
        "Molenstraat",
        "64.",
        "8840",
        "Geel",
        "me1lestraat",
        "de.Merodestraat",
        "oouwen",
        "het",
        "van",
        "Ridderstraot",
        "verkovelen",
        "lzegem",
        "2º",
        "-",
        "|",
        ",",
        ":",
        ".",
        "(",
        "'",
    ]
)
LINES = st.lists(st.lists(PIECES | st.text(min_size=1, max_size=8), max_size=8), max_size=4)


@given(LINES)
def test_any_page_is_mended_once_and_keeps_its_words(lines: list[list[str]]) -> None:
    words = tuple(
        Word(text, Box(200 * place, 50 * number, 200 * place + 90, 50 * number + 30), 0.97, number)
        for number, line in enumerate(lines)
        for place, text in enumerate(line)
    )

    once = shaped(words, KNOWN)

    assert shaped(once, KNOWN) == once
    assert {word.seen or word.text for word in once} == {word.text for word in words}
    assert all(word in words for word in once if not word.seen)
    for one, other in pairwise(once):
        assert one.line < other.line or one.box.right <= other.box.left


@given(
    st.lists(
        st.sampled_from(
            ["de", "het", "van", "woning", "grond", "vergunning", "12", "1974/123", "Peeters", "Jan", "Kortrijk"]
        ),
        max_size=20,
    )
)
def test_a_text_without_such_shapes_stays(line: list[str]) -> None:
    words = page(" ".join(line))

    assert shaped(words, KNOWN) == words
