"""Which words of a page everybody may see: everything that may be somebody goes, whoever wrote it and however."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.words.lexicon import load_lexicon
from pipeline.errors import MissingTool
from pipeline.package_data import package_data
from pipeline.public.personal import Known, Lexicon, alike, may_show, ordinary, telling
from pipeline.public.proof import found_again, secrets_of
from schemas.delivery import PageImage
from schemas.pages import Box, PageText, PreparedPage, Word

ORDINARY = frozenset(
    re.findall(
        r"\w+",
        "de het een van aan heer en wordt werd voor tot bouwen bakker woning advies door op te vergunning vraagt "
        "straat schepenen aanvraag ingediend wonende geboren nummer wet met grote sectie na gelet tussen lijn wolf "
        "kavel jan mevrouw secretaris zitting regularisatie beslist verleend aanwezig",
    )
)
LEXICON = Lexicon(ORDINARY, frozenset({"gelet", "besluit", "de", "het", "mei", "artikel", "burgemeester", "gemeente"}))


def page_of(*lines: str, confidence: float = 0.95) -> PageText:
    """Return a page of typed lines; boxes are ten pixels a letter."""
    image = PageImage(
        sha256="0" * 64, media_type="image/png", page_index=0, width=2000, height=2000, dpi=300, mode="grey"
    )
    words = []
    for number, line in enumerate(lines):
        left = 0
        for text in line.split():
            box = Box(left, number * 50, left + 10 * len(text), number * 50 + 20)
            words.append(Word(text, box, confidence, number))
            left += 10 * len(text) + 10
    prepared = PreparedPage(image=image, rotation=0, skew=0.0, blank=False, ink=0.1, dpi=300)
    return PageText(prepared=prepared, words=tuple(words), reader="eye")


def seen(*lines: str, known: Known | None = None) -> str:
    """Return what is left of a page."""
    page = page_of(*lines)
    keep = may_show(page, known or Known(), LEXICON)
    return " ".join(word.text for word, kept in zip(page.words, keep, strict=True) if kept)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("de aanvraag van de heer Verhaegen Godelieve", "de aanvraag van de heer"),
        ("de heer Jan Bakker vraagt vergunning", "de heer vraagt vergunning"),
        ("mevrouw Smet-Peeters wonende Kerkstraat 12 bus 3", "mevrouw wonende"),
        ("wonende Kerkstraat , nr. 146 en verleend", "wonende , nr. en verleend"),
        ("wonende te 2800 Mechelen", "wonende te"),
        ("wonende te 2000 Antwerpen", "wonende te"),
        ("geboren te Leest op 12 mei 1904", "geboren te op"),
        ("° 11.1.1946", "°"),
        ("* 11.1.1946", "*"),
        ("tot 20 30", "tot"),  # a telephone number in pieces
        ("nummer 5", "nummer"),
        ("Verhaegen , 12 en", ", en"),
        ("wolf@lijn.van", ""),
        ("tel 015 20 30 40", ""),
        ("tel. 45", ""),
        ("523.20", ""),
        ("67.11.08-662.01", ""),
        ("BE68 5390 0754 7034", ""),
        ("jan.peeters@post.test", ""),
        ("DE BAKKER JAN", "DE"),
        ("J. Bosmans, Burgemeester", "Burgemeester"),
        ("wet van 29 mei 1962 en 3 mei 1934", "wet van 29 mei 1962 en 3 mei 1934"),
        ("Gelet op de wet van 12/05/2014", "Gelet op de wet van 12/05/2014"),
        ("artikel 44 en 45", "artikel 44 en 45"),
        ("artikels 44 en 45", "en 45"),
    ],
)
def test_only_what_says_nothing_of_anybody_stays(line: str, left: str) -> None:
    assert seen(line) == left


def test_a_surname_that_is_a_word_is_no_beginning_of_a_sentence() -> None:
    assert seen("de heer Jan De", "Bakker vraagt vergunning") == "de heer De vraagt vergunning"
    assert seen("verleend door J.", "Bakker vraagt vergunning") == "verleend door vraagt vergunning"
    assert seen("wordt verleend.", "Aanvraag werd ingediend") == "wordt verleend. Aanvraag werd ingediend"
    assert seen("wordt verleend. Bakker vraagt") == "wordt verleend. vraagt", (
        "in the middle of a line it may end initials"
    )
    assert seen("wordt verleend.", "Bakker") == "wordt verleend.", "nothing behind it says that it is one"
    assert seen("wordt verleend", "enz. Bakker vraagt") == "wordt verleend enz. vraagt", "it is the second of its line"
    assert seen("wordt verleend.", "Bakker Jan vraagt") == "wordt verleend. vraagt", "a name follows"
    assert seen("Bakker vraagt", "wordt verleend.") == "vraagt wordt verleend.", "no sentence ends before the page"


def test_what_touches_something_hidden_hides_what_touches_it() -> None:
    assert seen("en 1903 1904 1905 Verhaegen") == "en"


def test_a_known_name_goes_wherever_it_stands_and_misread_too() -> None:
    known = Known(people=("De Wolf Jan", "R. Schellekens"))
    assert seen("de wolf vraagt", known=known) == "de vraagt"
    assert seen("schellekons vraagt", known=known) == "vraagt"
    assert seen("jan vraagt", known=Known(people=("Jan Smets",))) == "vraagt"


def test_places_that_may_be_seen_stay_unless_a_name_stands_in_them() -> None:
    open_ = ((Box(0, 0, 600, 30), "nr 622/1940 sectie F Wolf"),)
    assert seen("nr 622/1940 sectie F Wolf", known=Known(people=("Wolf",), open=open_)) == "nr 622/1940 sectie F"
    assert seen("nr 622/1941", known=Known(open=open_)) == "nr"
    beside = ((Box(0, 0, 140, 30), "nr 622/1940 F"),)
    assert seen("nr 622/1940 sectie F", known=Known(open=beside)) == "nr 622/1940 sectie"
    above = ((Box(0, 0, 600, 45), "nr 622/1940"),)
    assert seen("nr 622/1940", "622/1940", known=Known(open=above)) == "nr 622/1940"


def test_a_word_cut_at_the_end_of_a_line_is_one_word() -> None:
    assert seen("regulari-", "satie vraagt") == "regulari- satie vraagt"
    assert seen("Verhae-", "gen vraagt") == "vraagt"
    assert seen("verhae-", "gen vraagt") == "vraagt"


def test_what_is_read_badly_is_not_shown() -> None:
    page = page_of("de vergunning wordt verleend", confidence=0.5)
    assert not any(may_show(page, Known(), LEXICON))


def test_a_flourish_is_no_mark() -> None:
    page = page_of("de", "vergunning , —")
    for box in (Box(300, 50, 600, 130), Box(300, 50, 600, 70), Box(300, 50, 310, 130)):
        drawn = page.model_copy(update={"words": (*page.words[:-1], page.words[-1]._replace(box=box))})
        assert may_show(drawn, Known(), LEXICON) == (True, True, True, False)


def test_a_name_of_five_letters_is_known_with_one_misread_and_a_shorter_one_is_not() -> None:
    assert alike("smits", "smets")
    assert not alike("smet", "smit")


def test_older_spelling_and_compounds_are_ordinary() -> None:
    assert all(ordinary(word, LEXICON) for word in ("tusschen", "groote", "kavellijn", "sektie", "vergunning"))
    assert not any(ordinary(word, LEXICON) for word in ("peeters", "verhaegen", "x", "smets"))
    # Names are made of short words: two of them make no compound.
    assert not any(ordinary(word, LEXICON) for word in ("dewolf", "vanbakker", "janwolf", "bakkerjan", "wolfsjan"))


@given(st.text(min_size=1, max_size=12))
def test_nothing_with_letters_that_is_not_in_a_list_is_ever_shown(text: str) -> None:
    word = "".join(text.split()) or "x"
    kept = seen(f"de heer {word}")
    for part in telling(kept):
        assert part in LEXICON.official or ordinary(part, LEXICON) or part.isdigit() or part == "heer" or len(part) < 3


def test_names_are_known_again_one_letter_off() -> None:
    assert telling("Van den Berghe-Maes J.") == ("berghe", "maes")
    assert alike("schellekons", "schellekens")
    assert not alike("maes", "mees")


def test_what_was_hidden_is_found_again_in_another_reading() -> None:
    page = page_of("de heer Verhaegen vraagt 622/1940 werken")
    keep = may_show(page, Known(), LEXICON)
    secrets = secrets_of(page.words, keep, Known(people=("Discart Jan",)), LEXICON)
    kept = frozenset({"heer", "vraagt"})

    assert not found_again(["de heer vraagt 1963"], secrets, kept)
    for text in ("de heer Verhaegem vraagt", "Discart", "nr 1940", "tel 015/20.30.40", "67.11.08-662.01", "a@b.be",
                 "BE68 5390 0754 7034", "001-1234567-89"):  # fmt: skip
        assert found_again([text], secrets, kept), text


def test_an_ordinary_word_is_no_secret_though_it_was_hidden() -> None:
    page = page_of("vergunning verhaegen Bakker")
    assert secrets_of(page.words, [False] * 3, Known(), LEXICON) == {"verhaegen", "bakker"}


def test_the_word_lists_hold_no_names() -> None:
    own = package_data("config") / "public_words.txt"
    with pytest.raises(MissingTool, match="wdutch"):
        load_lexicon(own, own.parent / "nowhere")
    lexicon = load_lexicon(own, own)  # any list of words will do as the first
    assert "besluit" in lexicon.official
    assert not {"peeters", "janssens", "maes", "jacobs", "mechelen"} & lexicon.official
