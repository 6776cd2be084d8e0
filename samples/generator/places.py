"""Real Flemish municipalities and street names, on which invented dossiers are placed."""

from dataclasses import dataclass

from rows import row


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality since 1977.

    Attributes:
        parts: former municipalities that joined it in 1977, with their postcode.
        letters: the letters behind the serial number of the regional planning office before 1975.
        successor: name and code of today's municipality, when this one has merged away after 1977.
    """

    name: str
    nis: str
    postcode: str
    province: str
    district: str
    parts: tuple[tuple[str, str], ...] = ()
    french: str = ""
    letters: str = "A"
    city: bool = False
    successor: tuple[str, str] | None = None


def _town(line: str) -> Town:
    name, nis, postcode, province, district, letters, city, french, *parts = line.split(";")
    pairs = tuple((part.split("=")[0], part.split("=")[1]) for part in parts if part)
    return Town(name, nis, postcode, province, district, pairs, french, letters, city == "stad")


_LINES = """\
Mechelen;12025;2800;Antwerpen;Mechelen;ME;stad;Malines;Walem=2800;Heffen=2801;Leest=2811;Hombeek=2811;Muizen=2812
Lier;12021;2500;Antwerpen;Mechelen;ME;stad;Lierre;Koningshooikt=2500
Duffel;12009;2570;Antwerpen;Mechelen;ME;;
Putte;12029;2580;Antwerpen;Mechelen;ME;;;Beerzel=2580
Bonheiden;12005;2820;Antwerpen;Mechelen;ME;;;Rijmenam=2820
Willebroek;12040;2830;Antwerpen;Mechelen;ME;;;Blaasveld=2830;Tisselt=2830
Bornem;12007;2880;Antwerpen;Mechelen;ME;;;Hingene=2880
Sint-Katelijne-Waver;12035;2860;Antwerpen;Mechelen;ME;;
Heist-op-den-Berg;12014;2220;Antwerpen;Mechelen;ME;;;Itegem=2222;Wiekevorst=2222;Booischot=2221
Turnhout;13040;2300;Antwerpen;Turnhout;TU;stad;
Geel;13008;2440;Antwerpen;Turnhout;TU;stad;
Herentals;13011;2200;Antwerpen;Turnhout;TU;stad;;Noorderwijk=2200;Morkhoven=2200
Leuven;24062;3000;Brabant;Leuven;LE;stad;Louvain;Heverlee=3001;Kessel-Lo=3010;Wilsele=3012
Aarschot;24001;3200;Brabant;Leuven;LE;stad;;Rillaar=3202;Langdorp=3201
Tienen;24107;3300;Brabant;Leuven;LE;stad;Tirlemont;Kumtich=3300;Oplinter=3300
Diest;24020;3290;Brabant;Leuven;LE;stad;;Webbekom=3290;Schaffen=3290
Boortmeerbeek;24014;3190;Brabant;Leuven;LE;;;Hever=3191
Vilvoorde;23088;1800;Brabant;Brussel;BR;stad;Vilvorde;Peutie=1800
Kortrijk;34022;8500;West-Vlaanderen;Kortrijk;KO;stad;Courtrai;Marke=8510;Bellegem=8510;Heule=8501;Bissegem=8501
Roeselare;36015;8800;West-Vlaanderen;Roeselare;RO;stad;Roulers;Rumbeke=8800;Beveren=8800
Ieper;33011;8900;West-Vlaanderen;Ieper;IE;stad;Ypres;Vlamertinge=8908;Boezinge=8904
Brugge;31005;8000;West-Vlaanderen;Brugge;BG;stad;Bruges;Sint-Andries=8200;Assebroek=8310
Gent;44021;9000;Oost-Vlaanderen;Gent;GE;stad;Gand;Ledeberg=9050;Gentbrugge=9050;Drongen=9031;Mariakerke=9030
Aalst;41002;9300;Oost-Vlaanderen;Aalst;AA;stad;Alost;Erembodegem=9320;Moorsel=9310;Hofstade=9308
Dendermonde;42006;9200;Oost-Vlaanderen;Dendermonde;DE;stad;Termonde;Grembergen=9200;Appels=9200
Sint-Niklaas;46021;9100;Oost-Vlaanderen;Sint-Niklaas;SN;stad;Saint-Nicolas;Belsele=9111;Sinaai=9112
Hasselt;71072;3500;Limburg;Hasselt;HA;stad;;Kuringen=3511;Kermt=3510;Stevoort=3512
Genk;71016;3600;Limburg;Hasselt;HA;;
Tongeren;73111;3700;Limburg;Tongeren;TO;stad;Tongres;Mal=3700;Koninksem=3700
"""
TOWNS = tuple(_town(line) for line in _LINES.splitlines())
MECHELEN = TOWNS[0]

STREETS = row(
    "Acacialaan Beekstraat Bergstraat Berkenlaan Blokstraat Boomgaardstraat Bosstraat Brugstraat Dorpsstraat "
    "Eikenlaan Elzenstraat Fabrieksstraat Gasthuisstraat Groenstraat Guldensporenlaan Hazelaarstraat Heidestraat "
    "Hofstraat Hoogstraat Hovenierstraat Industrielaan Kapelstraat Kasteelstraat Kerkhofweg Kerkstraat "
    "Kloosterstraat Kouterstraat Kruisstraat Lindenlaan Loststraat Meidoornlaan Melkerijstraat Molenstraat "
    "Nieuwstraat Oudestraat Paardenstraat Parklaan Pastorijstraat Populierenlaan Processieweg Rozenlaan Ringlaan "
    "Schoolstraat Schuttersstraat Sportlaan Stationsstraat Steenweg Stationsplein Tuinwijk Veldstraat "
    "Vijverstraat Vlasstraat Vrijheidslaan Waterstraat Weidestraat Wilgenlaan Windmolenstraat Zandstraat "
    "Zavelstraat Zonnelaan Zuidlaan Albertlaan Leopoldstraat Boudewijnlaan Elisabethstraat Rubensstraat "
    "Gezellelaan Conscienceplein Kardinaalstraat"
)
ODD_STREETS = (
    "Koning Albertstraat",
    "Sint-Jozefstraat",
    "Sint-Annastraat",
    "Onze-Lieve-Vrouwestraat",
    "Oude Baan",
    "Grote Markt",
    "Koningin Astridlaan",
    "Hendrik Consciencestraat",
    "Guido Gezellestraat",
    "Priester Daensstraat",
    "Lange Heistraat",
    "Korte Veldweg",
    "Oude Molenweg",
    "Frans Van Cauwelaertstraat",
)
MECHELEN_STREETS = row(
    "Adegemstraat Bruul Hanswijkstraat Hoogstraat Battelsesteenweg Leuvensesteenweg Liersesteenweg "
    "Antwerpsesteenweg Auwegemstraat Nekkerspoelstraat Caputsteenstraat Stuivenbergbaan Galgestraat "
    "Oscar_Van_Kesbeeckstraat Borchtstraat Vrijbroekstraat Koningin_Astridlaan Tervuursesteenweg Jubellaan "
    "Colomastraat Postzegellaan Hombeeksesteenweg Lakenmakersstraat Augustijnenstraat Onze-Lieve-Vrouwestraat "
    "Kerkhoflei Guldendal Elzenstraat Ziekeliedenstraat"
)
MECHELEN_PART_STREETS = row(
    "Juniorslaan Tisseltbaan Kouter Leestsesteenweg Kapelseweg Dorpstraat Magdalenasteenweg Kleinheidestraat "
    "Heihoek Steenweg_op_Blaasveld Bankstraat Zemstsesteenweg Koningsstraat Barebeekstraat Rijmenamseweg"
)


def streets(town: Town, place: str) -> tuple[str, ...]:
    """Return the street names from which an address at this place may be drawn."""
    if town.nis == MECHELEN.nis:
        return MECHELEN_STREETS if place == town.name else MECHELEN_PART_STREETS
    return (*STREETS, *ODD_STREETS)
