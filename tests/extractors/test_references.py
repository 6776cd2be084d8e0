# ruff: noqa: E501  (the text of a page is clearer in one piece)
"""Which numbers are dossier numbers, whose they are, and the many that are not."""

from collections.abc import Callable

import pytest

from extractors.number_words import owner
from extractors.page import Page
from extractors.references import References
from schemas.values import Reference
from schemas.words import PageType

Run = Callable[..., list[tuple[str, str, object]]]


@pytest.mark.parametrize(
    ("kind", "text", "value", "whose"),
    [
        ("besluit", "Zaaknummer : 1974/175", "1974/175", "municipal"),
        ("besluit", "Vergunning nr. 1974/175 A.R.O.L. nr. 182/B/3020", "182/B/3020", "stedenbouw"),
        ("besluit", "Gemeente nr. : 1974/175 Bestuur van de Stedebouw nr. : 3757/RO", "3757/RO", "stedenbouw"),
        ("advies", "Uw kenmerk : 1974/175\nOns kenmerk : 182/B/3020\nDe gemachtigde ambtenaar", "182/B/3020", "stedenbouw"),
        ("advies", "Bestuur van de Stedebouw - Buitendienst Leest\nNummer : L 72-6682\nUw nummer : M76/427", "L 72-6682", "stedenbouw"),
        ("advies", "Bestuur van de Stedebouw - Buitendienst Leest\nNummer : L 72-6682\nUw nummer : M76/427", "M76/427", "municipal"),
        ("advies", "BRANDWEER\nNummer : L 72-6682\nUw nummer : M76/427", "L 72-6682", "municipal"),
        ("advies", "Bestuur van de Stedebouw\nUw referte : 74/386\nBetreft : Maes Jan, Hoogweg - Sectie B\nnr. 367/5B", "367/5B", "municipal"),
        ("advies", "MINISTERIE\nBestuur van de Stedebouw\nKenm. : W/3020/ZZ\nBetreft : uw dossier 74/386", "W/3020/ZZ", "stedenbouw"),
        ("besluit", "Gemeente nr. 1974/175\nStedebouw nr. B.A. 31.207", "B.A. 31.207", "stedenbouw"),
        ("brief", "Uw ref. : C 175 - 1974", "C 175-1974", "municipal"),
        ("besluit", "Nr..ZK 175/1974", "ZK 175/1974", "municipal"),
        ("besluit", "Onze ref.: K19740175", "K19740175", "municipal"),
        ("advies", "BRANDWEER\nUw kenmerk : 1974/175\nOns kenmerk : 182/B/3020", "182/B/3020", "other"),
        ("advies", "AROHM - afdeling Monumenten en Landschappen\nOns kenmerk: 36/2699", "36/2699", "other"),
        ("advies", "AROHM Oost-Vlaanderen\nAdvies over de brandweer\nOns kenmerk: 36/2699", "36/2699", "stedenbouw"),
    ],
)  # fmt: skip
def test_a_label_tells_whose_number_it_is(found: Run, kind: PageType, text: str, value: str, whose: str) -> None:
    numbers = {n.value: n.kind for _, role, n in found(References(), text, kind) if isinstance(n, Reference)}
    assert numbers[value] == whose


@pytest.mark.parametrize(
    ("kind", "text", "role", "value"),
    [
        ("besluit", "GEMEENTE LEEST\nN° 592\nHet College van Burgemeester en Schepenen,", "bare", "592"),
        ("kaft", "592\nPeeters Jan\nBleekstraat 4", "bare", "592"),
        ("kaft", "GEMEENTE LEEST\nVerzoeker\n592\nPeeters Jan", "bare", "592"),
        (
            "besluit",
            "1) Verslag der vorige bijeenkomst.\n2) Bouwzaken. - Verzoek 592 van Jan Peeters om",
            "bare",
            "592",
        ),
        ("aanvraag", "Dienst der werken\n12/MEC/1974", "loose", "12/MEC/1974"),
        ("kaft", "N° : 0777/71", "own", "0777/71"),
        ("kaft", "Bundel N° Litt. T 491", "own", "Litt. T 491"),
        ("kaft", "Bundel N° W 540/71", "own", "W 540/71"),
        ("kaft", "Bundel N° BT 540/71", "own", "BT 540/71"),
        ("kaft", "Dossier 747B76", "own", "747B76"),
        ("besluit", "UITTREKSEL\nN° V-616\nTegenwoordig", "own", "V-616"),
        ("besluit", "2) Bouwzaken. — Verzoek 0777/71 van Claes Jan, ingekomen", "own", "0777/71"),
    ],
)
def test_a_number_alone_or_after_a_sign_is_kept(found: Run, kind: PageType, text: str, role: str, value: str) -> None:
    assert [(seen, n.value) for _, seen, n in found(References(), text, kind) if isinstance(n, Reference)] == [
        (role, value)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Tel. 015/297911",
        "aanvraag verkavelingsvergunning voor verkaveling van een eigendom in 3 percelen",
        "Vak 3: 8\nJaar 2015",
        "Schaal 1/50",
        "Factuur nr. 1974/175",
        "Verslag nr. 1974/175 van de brandweer",
        "Gelet op het decreet 1999/175",
        "Rijksregisternummer : 85.07.30-033.28",
        "BTW BE 0460.660.720",
        "Orde van Architecten nr. 1974/175",
        "sectie B nr. 123/2",
    ],
)
def test_other_numbers_are_left_alone(found: Run, text: str) -> None:
    assert [value for _, role, value in found(References(), text) if role == "own"] == []


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("stedebouw :\t", ("stedenbouw", True)),
        ("toelating nr\t", ("own", True)),
        ("dossier\t", ("own", True)),
        ("factuur\t", ("foreign", True)),
        ("dossier\tjan\t", ("", False)),
        ("ingeschreven onder\t", ("own", True)),
        ("interne nota - leest\n", ("", False)),
        ("factuur\n", ("foreign", False)),
        ("factuur nr.\n", ("foreign", True)),
        ("advies van stedebouw (ref.\n", ("stedenbouw", True)),
        ("de aanvraag\n", ("", False)),
    ],
)
def test_the_nearest_word_owns_a_number_across_columns_and_lines(before: str, told: tuple[str, bool]) -> None:
    assert owner(f"{before}12/34", len(before)) == told


def test_an_earlier_permit_is_history(found: Run) -> None:
    roles = [role for _, role, _ in found(References(), "Historiek\n06/02/1961: vergunning (1961/260) voor een stal")]
    assert roles == ["history"]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("besluit", "Register der bouwtoelatingen nr. 214 - jaar 1958", "1958/214"),
        ("besluit", "Register der bouwtoelatingen, jaar 1958, nr. 214", "1958/214"),
        ("besluit", "Dienstjaar 1958 - nummer 214", "1958/214"),
        ("kaft", "VERGUNNINGSDOSSIER 1989/BA/0153", "1989/BA/0153"),
        ("besluit", "Ons kenmerk : BA/1989/153", "BA/1989/153"),
        ("besluit", "Onze ref.: SB/89/0153/JV", "SB/89/0153/JV"),
        ("besluit", "Ref. AROHM : 46014/1215/B/5", "46014/1215/B/5"),
        ("besluit", "Ref. ROHM : 8.00/46014/1215.5", "8.00/46014/1215.5"),
        ("besluit", "Nummer Stedebouw : 41/8002/ER.55", "41/8002/ER.55"),
        ("besluit", "Kenmerk Stedebouw : 244/BA/1203", "244/BA/1203"),
        ("besluit", "Register nr. 153.1989", "153.1989"),
        ("besluit", "Volgnr. 1989.153", "1989.153"),
        ("besluit", "B.V. nr. 153/63", "153/63"),
        ("besluit", "B.V. 63/153", "63/153"),
        ("besluit", "2de Bureel N° 153-1938", "153-1938"),
        ("besluit", "Dienst : Stedebouw\nNr. : I/153/1938", "I/153/1938"),
        ("besluit", "Nr. XII/153", "XII/153"),
        ("besluit", "Dossier : D/1975/0153", "D/1975/0153"),
        ("besluit", "Bouwdossier 75-0153", "75-0153"),
        ("besluit", "Dossiernummer (gemeente): 12025_2014_00153", "12025_2014_00153"),
        ("besluit", "Gemeentelijk dossiernummer: 2014/153/SV", "2014/153/SV"),
        ("besluit", "Dossiernr.: SV-2014-0153", "SV-2014-0153"),
        ("besluit", "Dossiernr. : 2014-0153-B", "2014-0153-B"),
        ("besluit", "Dossiernummer: V2014.153", "V2014.153"),
        ("besluit", "Dossier nr.: 11/2014/153", "11/2014/153"),
        ("besluit", "Vergunning nr. 87/153 (B)", "87/153"),
        ("besluit", "OMV-nummer: OMV_2019014433", "OMV_2019014433"),
        ("besluit", "OMV nummer 2019014433", "2019014433"),
        ("besluit", "Toelating nr 88 van het jaar 1931", "1931/88"),
        ("besluit", "Toelating nr 88/31", "88/31"),
        ("besluit", "Aanvraag ingeschreven onder nr. 153 in het register van 1938", "1938/153"),
        ("besluit", "ingeschreven in het bouwregister onder het nummer 1963/88", "1963/88"),
        ("besluit", "Dossier gekend onder nummer 1963/88", "1963/88"),
        ("besluit", "Uw ref. : V/88\nOnze ref. : 1963/88", "1963/88"),
        ("advies", "Uw kenmerk: 1963/88\nOns kenmerk: BWP/12/3321", "1963/88"),
        ("besluit", "Gem. nr. 1963/88", "1963/88"),
        ("besluit", "nr. gemeente 1963/88 nr. A.R.O.H.M. 46014/88", "1963/88"),
        ("besluit", "Betreft: bouwaanvraag 1963/88 van Peeters Jan", "1963/88"),
        ("brief", "Betreft : uw bouwaanvraag nr. 1963/88", "1963/88"),
        ("plan", "Gezien om gevoegd te worden bij de vergunning nr. 1963/88", "1963/88"),
        ("besluit", "Verkavelingsnummer: V/1966/12", "V/1966/12"),
        ("besluit", "Verkaveling nr. 064/391(2)", "064/391(2)"),
        ("besluit", "Dossier: 1966.12.V", "1966.12.V"),
        ("besluit", "Voorwerp : bouwzaken - nr. 1966/V/12.", "1966/V/12"),
        ("besluit", "Dossiernummer\nSA S/1966/779", "SA S/1966/779"),
        ("besluit", "Dossier NR S/1966/779", "S/1966/779"),
    ],
)
def test_numbers_of_all_shapes_stand_behind_labels_of_all_kinds(
    found: Run, kind: PageType, text: str, value: str
) -> None:
    assert value in {
        n.value for _, role, n in found(References(), text, kind, None) if isinstance(n, Reference) and role == "own"
    }


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("besluit", "Gelet op het decreet 1999/175"),
        ("besluit", "KB nr. 1971/62"),
        ("besluit", "B.S. 1999/175"),
        ("besluit", "Tel. 03/312 44 55"),
        ("besluit", "rekening 320-0740973-60"),
        ("besluit", "schaal 1/250"),
        ("besluit", "eigendom kadastraal sectie B 123/2"),
        ("overig", "Factuur nr. 1998/153"),
        ("overig", "Ereloonnota nr. 98/153"),
        ("pv", "PV nr. ME.66.L2.1998/153"),
        ("besluit", "Gelet op de verkaveling nr. 1966/12 goedgekeurd op 3 mei 1966;"),
        ("besluit", "vergunning dd. 3 mei 1950 nr. 1950/12 voor een stal"),
        ("besluit", "akte verleden voor notaris X, repertorium nr. 1963/88"),
        ("besluit", "H.R. Turnhout nr. 63/881"),
        ("besluit", "ondernemingsnummer 0460.660.720"),
        ("besluit", "lokalen 12/14"),
        ("besluit", "artikel 4.7.21/2"),
        ("besluit", "Gelet op het verslag van de brandweer nr. 1963/88"),
        ("besluit", "Polis nr. 1963/88"),
        ("besluit", "rijksregisternr 85.07.30-033.28"),
        ("besluit", "vorig dossier: 1963/88"),
        ("besluit", "Orde der Architecten nr. A/1963/88"),
        ("statistiek", "N.I.S. code 12025 Model I nr. 1963/88"),
        ("besluit", "Kerkstraat 12/14"),
        ("aanvraag", "Klantnummer 1963/88"),
        ("besluit", "omzendbrief RO/98/01"),
        ("besluit", "KB van 1971 nr 12/71"),
    ],
)
def test_decoys_are_no_dossier_numbers(found: Run, kind: PageType, text: str) -> None:
    assert [value for _, role, value in found(References(), text, kind, None) if role == "own"] == []


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("besluit", "Zaaknummer : 1974/175", ["own 0.95 municipal 1974/175"]),
        ("besluit", "Dossier : 12/74", ["own 0.85 municipal 12/74"]),  # its year is that of the dossier
        ("besluit", "Dossier : 12/33", ["own 0.7 municipal 12/33"]),
        ("besluit", "Dossier : 12/69", ["own 0.85 municipal 12/69"]),
        ("besluit", "Dossier : 12/77", ["own 0.7 municipal 12/77"]),
        ("besluit", "Dossier : 12/1974/33", ["own 0.9 municipal 12/1974/33"]),
        ("besluit", "Dossier : 467/0", ["own 0.35 municipal 467/0"]),  # the letter O, read as a nought
        ("besluit", "Intern nummer 19740261", ["own 0.9 municipal 19740261"]),  # begins with its year
        ("besluit", "Intern nummer 19830261", ["own 0.48 municipal 19830261"]),
        ("besluit", "Dossier : 12/MEC", ["own 0.85 municipal 12/MEC"]),
        ("besluit", "Dossier nr. 25", ["bare 0.5 municipal 25"]),
        ("besluit", "Dossier nr. 25 van Jan", ["bare 0.5 municipal 25"]),
        ("besluit", "Dossier nr. 25 aanvragen", []),
        ("besluit", "Dossier nr. 1974", []),
        ("besluit", "8.00/12025/1234.1", ["own 0.95 stedenbouw 8.00/12025/1234.1"]),
        ("besluit", "Dossier : 1974/175 en 1973/12", ["own 0.95 municipal 1974/175", "loose 0.4 municipal 1973/12"]),
        # a misread year is mended by the years of the other papers, and believed the less
        ("besluit", "Dossier : 1994/175", ["own 0.57 municipal 1994/175"]),
        ("besluit", "Dossier : B/94/829", ["own 0.57 municipal B/94/829"]),
        ("besluit", "Dossier : B/71/829", ["own 0.95 municipal B/71/829"]),
        ("besluit", "Dossier : 1967/175", ["own 0.95 municipal 1967/175"]),
        ("besluit", "Dossier : 1966/175", ["own 0.57 municipal 1966/175"]),
        ("besluit", "Dossier : 1978/175", ["own 0.95 municipal 1978/175"]),
        ("besluit", "Dossier : 1979/175", ["own 0.57 municipal 1979/175"]),
        ("besluit", "Dossier : 1935/175", ["own 0.57 municipal 1935/175"]),
        ("besluit", "Dossier : 1838/175", ["own 0.57 municipal 1838/175"]),
        ("besluit", "OMV_2019014433", ["own 0.57 omv OMV_2019014433"]),
        # earlier permits
        ("besluit", "Historiek\n06/02/1961: vergunning (1961/260)\nBesluit\nDossier : 1974/175", ["history 0.6 municipal 1961/260", "own 0.95 municipal 1974/175"]),
        ("besluit", "Historiek\nvergunning 12/61", []),
        ("besluit", "eerder vergund onder 1961/260", ["history 0.6 municipal 1961/260"]),
        ("besluit", "eerder vergund onder 12/61", []),
        ("besluit", "Overwegende dat op 12-9-1963 onder nummer 561/1963 reeds vergunning werd verleend voor een aanpalend gebouw;", ["history 0.6 municipal 561/1963"]),
        ("besluit", "Gezien de bouwvergunning 71/BV/213 die op 4.8.1971 voor dit goed werd verleend;", ["history 0.6 municipal 71/BV/213"]),
        ("besluit", "Overwegende dat de vergunning 1961/260 van 4-VIII-1961 vervallen is;", ["history 0.6 municipal 1961/260"]),
        ("besluit", "Gelet op het dossier 1961/260, waarover op 4.8.1961 werd beslist;", ["history 0.6 municipal 1961/260"]),
        ("besluit", "Wij herinneren aan het dossier 109/85s", []),
        ("besluit", "Gelet op de aanvraag nr. 1974/175, die op 4.8.1974 werd ingediend;", ["own 0.95 municipal 1974/175"]),
        ("brief", "Uw aanvraag nr. 1974/175, die op 4.8.1974 werd vergund", ["own 0.95 municipal 1974/175"]),
        ("besluit", "Het goed werd reeds vergund. Dossier : 1974/175", ["own 0.95 municipal 1974/175"]),
        # a subdivision around the site, or the number of one
        ("besluit", "verkaveling nr. 1966/12, goedgekeurd op 3 mei 1966", ["history 0.6 municipal 1966/12"]),
        ("besluit", "verkaveling nr. 66/12, goedgekeurd op 3 mei 1966", []),
        ("besluit", "verkaveling nr. 66/12 te Leest", ["own 0.7 verkaveling 66/12"]),
        ("besluit", "Dossier : V/71/12", ["own 0.95 verkaveling V/71/12"]),
        ("besluit", "Dossier : VK.71.12", ["own 0.95 municipal VK.71.12"]),
        # where it stands, without a label
        ("besluit", "1974/175 vergunning", ["own 0.55 municipal 1974/175"]),
        ("brief", "1974/175 vergunning", ["loose 0.4 municipal 1974/175"]),
        ("besluit", "1974/175 toelating", ["loose 0.4 municipal 1974/175"]),
        ("besluit", "zie 1974/175 vergunning", ["loose 0.4 municipal 1974/175"]),
        ("besluit", "regel\n" * 83 + "1974/175 vergunning", ["own 0.55 municipal 1974/175"]),
        ("besluit", "regel\n" * 84 + "1974/175 vergunning", []),
        ("besluit", "N° V-616", ["own 0.6 verkaveling V-616"]),
        ("besluit", "zie N° V-616", []),
        ("besluit", "N° 592\nHet college", ["bare 0.4 municipal 592"]),
        ("besluit", "592\nHet college", []),
        ("besluit", "N° 592 straat", []),
        ("plan", "N° 592", []),
        ("kaft", "592", ["bare 0.4 municipal 592"]),
        ("kaft", "5", []),
        ("kaft", "Nr 5", ["bare 0.5 municipal 5"]),
        ("kaft", "Peeters 592", []),
        ("aanvraag", "12/MEC/1974", ["loose 0.4 municipal 12/MEC/1974"]),
        ("aanvraag", "12/MEC/1984", []),
        ("aanvraag", "Peeters 12/MEC/1974 Leest", ["loose 0.4 municipal 12/MEC/1974"]),
        ("aanvraag", "regel\n" * 60 + "12/MEC/1974", ["loose 0.4 municipal 12/MEC/1974"]),
        ("aanvraag", "regel\n" * 60 + "Peeters 12/MEC/1974 Leest", []),
        # whose number it is
        ("besluit", "omgevingsvergunning nummer 2019014433", ["own 0.57 omv 2019014433"]),
        ("besluit", "Dossier : 2019014433", []),
        ("besluit", "Punt 41. Stedebouw - dossier BV 67/0609", ["own 0.95 municipal BV 67/0609"]),
        ("besluit", "Dossier stedebouw BV 67/0609", ["own 0.95 stedenbouw BV 67/0609"]),
        ("brief", "RIJKSWACHT\nBrigade Leest\nNr. 793/5", ["own 0.7 other 793/5"]),
        ("brief", "RIJKSWACHT\nBrigade Leest\nUw dossier : 793/5", ["own 0.7 municipal 793/5"]),
        ("advies", "BESTUUR DER WEGEN\nKenmerk 99/N36/827", ["own 0.8 other 99/N36/827"]),
        ("brief", "Dienst Stedebouw\n013/79.99.47\nLeest", []),
        ("brief", "Ruimtelijke Ordening - 016/65.29.95", []),
        ("advies", "Ons kenmerk : 182/B/3020", ["own 0.95 stedenbouw 182/B/3020"]),
        ("advies", "BRANDWEER\nOns kenmerk : 182/B/3020", ["own 0.95 other 182/B/3020"]),
        ("advies", "ROHM\nPolder\nOns kenmerk : 182/B/3020", ["own 0.95 stedenbouw 182/B/3020"]),
        ("advies", "Dossier : 182/B/3020", ["own 0.95 municipal 182/B/3020"]),
        ("besluit", "Dossier : 85.07.30-033.28", []),
        # the number of town planning: by its label, by the office above it, by the code of a municipality in it
        ("besluit", "Nr. gemachtigd ambtenaar : 2232/5KR", ["own 0.8 stedenbouw 2232/5KR"]),
        ("besluit", "Dossier Stedebouw: 7248/zE/74", ["own 0.95 stedenbouw 7248/ZE/74"]),
        ("besluit", "Stedebouw : 12025/7567/B/4/1974vrijdag", ["own 0.9 stedenbouw 12025/7567/B/4/1974"]),
        ("kaft", "Stedebouw\n2232/5KR\nUitslag", ["own 0.8 stedenbouw 2232/5KR"]),
        ("kaft", "Stedebouw te Leest\n2232/5KR\nUitslag", []),
        ("besluit", "BOUWVERGUNNING\nStedebouw\n8865/5/EV", ["own 0.8 stedenbouw 8865/5/EV"]),
        ("besluit", "Titularis\n12025.8744.3\nLeest", ["own 0.8 stedenbouw 12025.8744.3"]),
        ("besluit", "Titularis\n12099.8744.3\nLeest", []),
        ("besluit", "Titularis\n12025/147/V\nLeest", []),
        ("advies", "Wegen en Verkeer\nOnze referte : 12025.8744.3", ["own 0.8 stedenbouw 12025.8744.3"]),
        ("advies", "Nr. gemeente : 1974/175\nNr. dienst : 8865/5/EV", ["own 0.95 municipal 1974/175", "own 0.8 stedenbouw 8865/5/EV"]),
        ("advies", "Nr. dienst : 8865/5/EV", ["own 0.8 municipal 8865/5/EV"]),
        ("aanvraag", "Ander nummer\n197400679", ["own 0.9 municipal 197400679"]),
        ("aanvraag", "Ander nummer 8.00173111781.8", ["unread 0.1 stedenbouw 8.00173111781.8"]),
        ("besluit", "Nr. Stedebouw : 7105/7/B0", ["own 0.4 stedenbouw 7105/7/B0"]),
        # a mark before the number belongs to it
        ("kaft", "Nummer : B 933", ["bare 0.5 municipal B 933"]),
        ("besluit", "Kenmerk gewest : R.O. 1974.690", ["own 0.95 stedenbouw R.O. 1974.690"]),
        ("brief", "Ons kenmerk: PE 1974.0315", ["own 0.95 municipal PE 1974.0315"]),
        # a parcel, a misread day, house numbers, and who decides on appeal
        ("aanvraag", "bekend Sectie G\nno 498T12", []),
        ("aanvraag", "Dossier no 498T12", ["own 0.8 municipal 498T12"]),
        ("besluit", "Aanvraag : C5-C8-1974", []),
        ("besluit", "Aanvraag : B5-28-1974", ["own 0.9 municipal B5-28-1974"]),
        ("aanvraag", "Gravenbos,\nnummer 92-98", []),
        ("brief", "Gravenbos\nnr. 223-227 te Leest", []),
        ("aanvraag", "Dossier nummer 98-74", ["own 0.9 municipal 98-74"]),
        ("besluit", "BESTENDIGE DEPUTATIE\nDossier B/252/74\nGezien het beroep (dossier SPL 74/8)", ["own 0.95 municipal SPL 74/8", "own 0.9 other B/252/74"]),
        ("besluit", "Dossier ; aan 1974/175", ["loose 0.4 municipal 1974/175"]),
        # a bare number below the year of a sitting, in the stamp of receipt, in a table
        ("besluit", "Zitting van 9 November 1974\nNr. 416\nAanwezig: de Heer Jan", ["bare 0.5 municipal 416"]),
        ("besluit", "Leest, den 22 April 1974\nN° 171\nAan de heer Jan", ["bare 0.4 municipal 171"]),
        ("aanvraag", "8 JULI 1974\nNo 760", ["bare 0.5 municipal 760"]),
        ("aanvraag", "BINNENGEKOMEN ....\nN° 885", ["bare 0.4 municipal 885"]),
        ("aanvraag", "den 12den Maart 1974\nN° 899", ["bare 0.4 municipal 899"]),
        ("aanvraag", "Gemeente Leest - ontvangen\nN° 899", ["bare 0.4 municipal 899"]),
        ("aanvraag", "Aangekomen 3/2/74\nN° 899", ["bare 0.4 municipal 899"]),
        ("aanvraag", "Straat\nN° 12", []),  # a house
        ("aanvraag", "Bleekstraat\nN° 12\nLeest", []),
        ("kaft", "N°\n1974N°178\nWie", ["own 0.75 municipal 1974/178"]),
        ("nota", "Interne nota - Leest\n1974 N° 178: Jan Peeters, Bleekstraat", ["own 0.75 municipal 1974/178"]),
        ("nota", "Factuur\n1974/178", []),
        ("brief", "Factuur nr.\n1974/178", []),
        # a word of entering announces it, with or without `nummer`
        ("aanvraag", "Ingeschreven onder\t1974-650", ["own 0.95 municipal 1974-650"]),
        ("aanvraag", "geboekt onder 1974-650", ["own 0.4 municipal 1974-650"]),
        ("brief", "ingeschreven onder nr 345/1974/B", ["own 0.95 municipal 345/1974/B"]),
        ("besluit", "vergund onder nr 345/1974/B", ["history 0.6 municipal 345/1974/B"]),
        # the office of town planning beside its number, on one line or on two
        ("kaft", "Stedebouw : S/4622/BE", ["own 0.8 stedenbouw S/4622/BE"]),
        ("besluit", "Gelet op het advies van stedebouw (ref.\nS/4622/BE);", ["own 0.8 stedenbouw S/4622/BE"]),
        ("advies", "Nr. gemeente\n1974/175\nNr. dienst\n10207/1/ME", ["own 0.95 municipal 1974/175", "own 0.8 stedenbouw 10207/1/ME"]),
        # a decision has its own number, and that of the office that it answers to
        ("besluit", "Nr. B/74/359\nUw ref.: 262/359/RO", ["own 0.95 municipal B/74/359", "own 0.8 stedenbouw 262/359/RO"]),
        ("weigering", "N 203/74\nUw kenmerk : 830/203/RO", ["own 0.6 municipal 203/74", "own 0.8 stedenbouw 830/203/RO"]),
        ("besluit", "Onze ref.: 182/B/3020\nUw ref.: 1974/175", ["own 0.95 municipal 1974/175", "own 0.95 municipal 182/B/3020"]),
        ("brief", "Nr. B/74/359\nUw ref.: 262/359/RO", ["own 0.95 municipal B/74/359", "own 0.8 municipal 262/359/RO"]),
        # what looks like one: a place with a day, a day whose strokes were lost
        ("aanvraag", "Bleekstraat 37, Leest, 9/M/1974", []),
        ("kaft", "advies stedebouw\t01/106174", []),
        ("plan", "Getekend op 26/101974", []),
        ("kaft", "Dossier : 12/1061", ["own 0.7 municipal 12/1061"]),
        ("besluit", "NO 1974/114", ["own 0.95 municipal 1974/114"]),
    ],
)  # fmt: skip
def test_how_sure_a_number_is_by_its_shape_and_place(
    page: Callable[..., Page], kind: PageType, text: str, expected: list[str]
) -> None:
    found = list(References().find(page(text, kind)))
    numbers = [one.value for one in found if isinstance(one.value, Reference)]
    assert [
        f"{one.role} {round(one.score / 0.9775, 2)} {number.kind} {number.value}"
        for one, number in zip(found, numbers, strict=True)
    ] == expected
    assert [one.evidence.text for one in found] == [number.raw for number in numbers]
